/*
 * hours.c: the hours report (C10): what is added up, and how it is rounded.
 *
 * Every figure is made from exact minutes.  A rounded total is the rounded exact total, never a sum
 * of rounded rows.
 */
#include "hours.h"

#include <string.h>

#define FILTERS_MAX 5

bool hours_repeats(const struct hours *h)
{
	for (size_t i = 0; i < h->key_count; i++)
		if (!strcmp(h->keys[i], "participant"))
			return true;
	return false;
}

/* ---- Rounding ---- */

enum qser_status hours_check_round(struct qser *q, const struct qser_report *r)
{
	static const int offered[] = {0, 5, 6, 10, 15, 30, 60};

	for (size_t i = 0; i < COUNT(offered); i++)
		if (r->round == offered[i])
			return QSER_OK;
	return fail(
		q, QSER_INVALID, "round: %d is not one of 5, 6, 10, 15, 30, 60 minutes", r->round);
}

int64_t hours_rounded(const struct qser_report *r, int64_t minutes)
{
	int64_t rest = r->round ? minutes % r->round : 0;
	bool up = r->round_mode == QSER_ROUND_UP ||
		  (r->round_mode == QSER_ROUND_NEAREST && rest * 2 >= r->round);

	return minutes - rest + (rest && up ? r->round : 0);
}

/* ---- Adding up ---- */

struct taking {
	struct hours *h;
	struct groups *groups;
};

static size_t pool_add(struct hours *h, const char *text)
{
	size_t at = h->pool.length;

	if (!text)
		return 0;
	buffer_add(&h->pool, text, strlen(text) + 1);
	return at;
}

static int take(void *ctx, const struct sum_group *g)
{
	struct taking *t = ctx;
	struct groups *s = t->groups;

	if (s->count == s->room) {
		size_t room = s->room ? s->room * 2 : 64;
		struct group *list = reallocarray(s->list, room, sizeof(*list));
		if (!list)
			return s->failed = true;
		s->list = list;
		s->room = room;
	}
	struct group *group = &s->list[s->count++];
	*group = (struct group){
		.entries = g->entries, .minutes = g->minutes, .planned = -1, .all = -1};
	for (size_t i = 0; i < g->count; i++) {
		group->keys[i] = pool_add(t->h, g->keys[i]);
		group->names[i] =
			g->names[i] == g->keys[i] ? group->keys[i] : pool_add(t->h, g->names[i]);
	}
	return 0;
}

static int add_to_total(void *ctx, const struct sum_group *g)
{
	struct hours *h = ctx;

	h->entries += g->entries;
	h->minutes += g->minutes;
	return 0;
}

/* Both come in the order of names, so one walk beside the other finds the plan of each. */
struct beside {
	struct hours *h;
	size_t at;
};

static int take_plan(void *ctx, const struct sum_group *g)
{
	struct beside *b = ctx;
	struct groups *rows = &b->h->rows;

	if (b->at == rows->count)
		return 0;
	struct group *row = &rows->list[b->at];
	const char *key = hours_text(b->h, row->keys[0]);
	if (key && g->keys[0] ? !strcmp(key, g->keys[0]) : key == g->keys[0]) {
		row->planned = g->planned;
		row->all = g->minutes;
		b->at++;
	}
	return 0;
}

/* ---- What to add up ---- */

struct filters {
	struct qser_field fields[FILTERS_MAX];
	size_t count;
	char days[2 * DAY_TEXT + 2];
};

static void add_filter(struct filters *f, const char *column, const char *value)
{
	if (value)
		f->fields[f->count++] = (struct qser_field){column, value};
}

static void make_filters(const struct hours *h, struct filters *f)
{
	const struct qser_report *r = h->request;

	f->count = 0;
	add_filter(f, "path", r->path);
	add_filter(f, "trainer", r->trainer);
	add_filter(f, "participants", r->participant);
	add_filter(f, "kind", r->kind);
	(void)snprintf(f->days, sizeof(f->days), "%s..%s", h->period.first, h->period.last);
	add_filter(f, "day", period_limited(&h->period) ? f->days : NULL);
}

static enum qser_status add_up(struct hours *h, const char *by, struct groups *into)
{
	struct filters f;
	struct taking taking = {h, into};

	make_filters(h, &f);
	const struct sum_request request = {by, f.fields, f.count, h->request->organisation, true};
	enum qser_status status = sum_entries(h->q, &request, take, &taking);
	return into->failed || h->pool.failed ? fail(h->q, QSER_MEMORY, "out of memory") : status;
}

/* Each entry once, whatever the keys: by day, which the database has in order. */
static enum qser_status add_up_total(struct hours *h)
{
	struct filters f;

	for (size_t i = 0; i < h->rows.count; i++) {
		h->entries += h->rows.list[i].entries;
		h->column += h->rows.list[i].minutes;
	}
	h->minutes = h->column;
	if (!hours_repeats(h))
		return QSER_OK;
	h->entries = h->minutes = 0;
	make_filters(h, &f);
	const struct sum_request request = {
		"day", f.fields, f.count, h->request->organisation, false};
	return sum_entries(h->q, &request, add_to_total, h);
}

/* What is left of a plan is left of all its hours, not of those of the period, kind or person. */
static enum qser_status read_plans(struct hours *h)
{
	struct beside beside = {h, 0};

	return sum_plans(
		h->q, h->keys[0], h->request->path, h->request->organisation, take_plan, &beside);
}

static enum qser_status read_hours(struct hours *h)
{
	h->by = h->request->by ? h->request->by : "path";
	buffer_add(&h->pool, "", 1);
	enum qser_status status = hours_check_round(h->q, h->request);
	if (status == QSER_OK)
		status = period_read(h->q, h->request, &h->period);
	if (status == QSER_OK)
		status = sum_keys(h->q, h->by, h->keys, &h->key_count);
	if (status == QSER_OK)
		status = add_up(h, h->by, &h->rows);
	if (status == QSER_OK && h->key_count > 1)
		status = add_up(h, h->keys[0], &h->first);
	if (status == QSER_OK)
		status = add_up_total(h);
	h->planned = status == QSER_OK && h->key_count == 1 && sum_is_planned(h->keys[0]);
	if (status == QSER_OK && h->planned)
		status = read_plans(h);
	return status;
}

static void hours_free(struct hours *h)
{
	free(h->rows.list);
	free(h->first.list);
	buffer_free(&h->pool);
}

/* ---- The report ---- */

static enum qser_status begin(struct hours *h, struct document *d)
{
	const struct qser_report *r = h->request;
	enum qser_status status = report_head(h->q, d, 0, &h->period);

	report_filter(d, "Organisation", r->organisation);
	report_filter(d, "Path", r->path);
	report_filter(d, "Trainer", r->trainer);
	report_filter(d, "Participant", r->participant);
	report_filter(d, "Kind", report_word(h->q, r->kind));
	return status;
}

enum qser_status report_hours(struct qser *q, const struct qser_report *report, bool people,
	struct document **d, bool *any)
{
	_cleanup_(hours_free) struct hours h = {.q = q, .request = report};
	enum qser_status status = read_hours(&h);

	if (status == QSER_OK)
		status = report_new(q, d, "Hours of job shadowing");
	if (status == QSER_OK)
		status = begin(&h, *d);
	if (status != QSER_OK)
		return status;
	hours_page(&h, *d, people);
	*any = h.entries > 0;
	return QSER_OK;
}
