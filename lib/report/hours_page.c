/* hours_page.c: an hours report written down: facts, a chart, the table of groups, what to know of
 * it. */
#include "hours.h"

#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "timeline.h"
#include "values.h"

_Static_assert(HOURS_COLUMNS_MAX <= VALUES_MAX, "a row holds them");

#define BARS_MAX 40

/* ---- Columns ---- */

/* As programs read them codes and whole minutes come first, names last. */
static const struct qser_column name_columns[] = {COLUMN("trainer_name", "Trainer", QSER_TEXT),
	COLUMN("participant_name", "Participant", QSER_TEXT),
	COLUMN("path_title", "Path", QSER_TEXT),
	COLUMN("organisation_name", "Organisation", QSER_TEXT),
	COLUMN("department_name", "Department", QSER_TEXT),
	COLUMN("project_title", "Project", QSER_TEXT)};
static const struct qser_column entries = COLUMN("entries", "Entries", QSER_INT),
				minutes = COLUMN("minutes", "Minutes", QSER_INT),
				decimal = COLUMN("hours", "Decimal", QSER_INT),
				rounded = COLUMN("rounded", "Rounded", QSER_INT),
				rounded_hours =
					COLUMN("rounded_hours", "Rounded, decimal", QSER_INT),
				planned = COLUMN("planned", "Planned", QSER_INT),
				remaining = COLUMN("remaining", "Left", QSER_INT),
				clock_hours = COLUMN("clock", "Hours", QSER_HOURS);

static const struct qser_column *find(
	const struct qser_column *list, size_t count, const char *name)
{
	size_t length = strlen(name);

	for (size_t i = 0; i < count; i++)
		if (!strncmp(list[i].name, name, length) &&
			(!list[i].name[length] || list[i].name[length] == '_'))
			return &list[i];
	return NULL;
}

/* A table in the making. */
struct sheet {
	struct hours *h;
	bool people;
	struct values cells;
};

static void sheet_free(struct sheet *s)
{
	values_free(&s->cells);
}

static void add_column(struct sheet *s, const struct qser_column *c)
{
	if (c)
		s->h->columns[s->h->column_count++] = c;
}

static void choose_columns(struct sheet *s)
{
	const struct hours *h = s->h;
	size_t known;
	const struct qser_column *keys = qser_sum_keys(&known);

	for (size_t i = 0; i < h->key_count; i++)
		add_column(s, find(keys, known, h->keys[i]));
	add_column(s, &entries);
	add_column(s, s->people ? &clock_hours : &minutes);
	add_column(s, &decimal);
	if (h->request->round) {
		add_column(s, &rounded);
		add_column(s, s->people ? NULL : &rounded_hours);
	}
	if (h->planned) {
		add_column(s, &planned);
		add_column(s, &remaining);
	}
	for (size_t i = 0; !s->people && i < h->key_count; i++)
		add_column(s, find(name_columns, COUNT(name_columns), h->keys[i]));
}

/* ---- Cells ---- */

static struct buffer *next_cell(struct sheet *s)
{
	return values_next(&s->cells);
}

static void put_text(struct sheet *s, const char *text)
{
	buffer_text_add(next_cell(s), text);
}

static void put_minutes(struct sheet *s, int64_t n)
{
	struct buffer *b = next_cell(s);

	if (s->people)
		duration_print_colon(b, n);
	else
		buffer_int(b, n);
}

static void put_figures(struct sheet *s, int64_t count, int64_t exact)
{
	const struct qser_report *r = s->h->request;

	buffer_int(next_cell(s), count);
	put_minutes(s, exact);
	decimal_hours(s->h->q, exact, next_cell(s));
	if (r->round) {
		put_minutes(s, hours_rounded(r, exact));
		if (!s->people)
			decimal_hours(s->h->q, hours_rounded(r, exact), next_cell(s));
	}
}

static void put_plan(struct sheet *s, int64_t plan, int64_t all)
{
	if (!s->h->planned)
		return;
	if (plan < 0) {
		put_text(s, NULL);
		put_text(s, NULL);
		return;
	}
	put_minutes(s, plan);
	put_minutes(s, plan - (all > 0 ? all : 0));
}

/* A key without a value, and a chart by a key. */
struct key_word {
	const char *key, *none, *caption;
};

static const struct key_word *words_of(const char *key)
{
	static const struct key_word all[] = {
		{"trainer", SAID("no trainer"), SAID("Hours by trainer")},
		{"participant", SAID("no participant"), SAID("Hours by participant")},
		{"path", SAID("no path"), SAID("Hours by path")},
		{"kind", SAID("no kind"), SAID("Hours by kind")},
		{"day", SAID("no day"), SAID("Hours by day")},
		{"organisation", SAID("no organisation"), SAID("Hours by organisation")},
		{"department", SAID("no department"), SAID("Hours by department")},
		{"project", SAID("no project"), SAID("Hours by project")},
		{"week", SAID("no week"), SAID("Hours by week")},
		{"month", SAID("no month"), SAID("Hours by month")},
	};
	size_t i = 0;

	while (i + 1 < COUNT(all) && strcmp(all[i].key, key) != 0)
		i++;
	return &all[i];
}

/* "Maria Papadopoulou"; "Positive and informed customer service (reception-26)"; "no path". */
static void key_words(const struct hours *h, const struct group *g, size_t i, struct buffer *out)
{
	const char *key = hours_text(h, g->keys[i]), *name = hours_text(h, g->names[i]);

	if (!key)
		buffer_text_add(out, report_say(h->q, words_of(h->keys[i])->none));
	else if (!strcmp(h->keys[i], "path"))
		buffer_printf(out, "%s (%s)", name ? name : "", key);
	else
		buffer_text_add(out, !strcmp(h->keys[i], "kind") ? report_word(h->q, key)
				     : name			 ? name
								 : key);
}

static void put_group(struct sheet *s, const struct group *g, struct document_table *t)
{
	const struct hours *h = s->h;

	for (size_t i = 0; i < h->key_count; i++) {
		if (s->people)
			key_words(h, g, i, next_cell(s));
		else
			put_text(s, hours_text(h, g->keys[i]));
	}
	put_figures(s, g->entries, g->minutes);
	put_plan(s, g->planned, g->all);
	for (size_t i = 0; !s->people && i < h->key_count; i++)
		if (find(name_columns, COUNT(name_columns), h->keys[i]))
			put_text(s, hours_text(h, g->names[i]));
	document_row(t, values_take(&s->cells));
}

/* Of the column above it; with participants that is more than the diary holds, and said below. */
static void put_total(struct sheet *s, struct document_table *t)
{
	const struct hours *h = s->h;
	int64_t count = 0;

	for (size_t i = 0; i < h->rows.count; i++)
		count += h->rows.list[i].entries;
	put_text(s, s->people ? report_say(h->q, "Together") : NULL);
	for (size_t i = 1; i < h->key_count; i++)
		put_text(s, NULL);
	put_figures(s, count, h->column);
	document_total(t, values_take(&s->cells));
}

/* ---- What to know of it ---- */

void hours_note_rounding(struct document *d, const struct qser_report *r)
{
	if (!r->round)
		return;
	document_paragraph(d,
		r->round_mode == QSER_ROUND_UP
			? "Rounded up to steps of %d minutes, each value from its exact minutes."
		: r->round_mode == QSER_ROUND_DOWN
			? "Rounded down to steps of %d minutes, each value from its exact minutes."
			: "Rounded to the nearest %d minutes, each value from its exact minutes.",
		r->round);
}

/* A total that is not the sum of what stands above it is said to be so. */
static void note_rounding(const struct hours *h, struct document *d)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	const struct qser_report *r = h->request;
	int64_t rows = 0;

	hours_note_rounding(d, r);
	for (size_t i = 0; i < h->rows.count; i++)
		rows += hours_rounded(r, h->rows.list[i].minutes);
	if (!r->round || rows == hours_rounded(r, h->column))
		return;
	duration_print_colon(&text, rows);
	document_paragraph(d,
		"The total is rounded from the exact total: the rounded rows add up to %s instead.",
		buffer_text(&text));
}

static void note_repeats(const struct hours *h, struct document *d)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	if (!hours_repeats(h) || h->column == h->minutes)
		return;
	duration_words(h->q, h->minutes, &text);
	document_paragraph(d,
		"An entry of several participants counts for each of them here; counted once, the "
		"entries "
		"are %s.",
		buffer_text(&text));
}

/* ---- The page ---- */

static void put_facts(const struct hours *h, struct document *d)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	document_fact(d, "Entries", "%" PRId64, h->entries);
	_cleanup_(buffer_free) struct buffer exact = BUFFER_INIT;
	duration_words(h->q, h->minutes, &text);
	decimal_hours(h->q, h->minutes, &exact);
	document_fact(d, "Hours", "%s (%s h)", buffer_text(&text), buffer_text(&exact));
	if (!h->request->round)
		return;
	buffer_clear(&text);
	duration_words(h->q, hours_rounded(h->request, h->minutes), &text);
	document_fact(d, "Rounded", "%s", buffer_text(&text));
}

static void put_bars(const struct hours *h, struct document *d, const struct groups *bars)
{
	_cleanup_(buffer_free) struct buffer label = BUFFER_INIT, text = BUFFER_INIT;

	/* A part of the hours cannot be held against the plan of all of them. */
	bool against = h->planned && !period_limited(&h->period) && !h->request->kind &&
		       !h->request->trainer && !h->request->participant;

	if (bars->count < 2 || bars->count > BARS_MAX)
		return;
	struct document_chart *chart = document_chart(
		d, CHART_BARS, "chart", document_say(d, words_of(h->keys[0])->caption));
	for (size_t i = 0; i < bars->count; i++) {
		const struct group *g = &bars->list[i];
		buffer_clear(&label);
		buffer_clear(&text);
		key_words(h, g, 0, &label);
		duration_print_colon(&text, g->minutes);
		document_bar(chart, buffer_text(&label), g->minutes, against ? g->planned : -1,
			buffer_text(&text));
	}
}

/* A key of a day, a week or a month is read as any stretch of days is. */
static void put_columns(const struct hours *h, struct document *d, const struct groups *groups,
	enum timeline_unit unit)
{
	_cleanup_(buffer_free) struct buffer points = BUFFER_INIT;

	for (size_t i = 0; i < groups->count; i++) {
		struct timeline_point point = {.minutes = groups->list[i].minutes};
		const char *key = hours_text(h, groups->list[i].keys[0]);
		day_t last;
		if (!key || day_range_parse(key, &h->q->days, &point.day, &last, &h->q->error) !=
				    QSER_OK)
			continue;
		buffer_add(&points, &point, sizeof(point));
	}
	timeline_chart(d, "chart",
		unit == TIMELINE_DAY	? "Hours by day"
		: unit == TIMELINE_WEEK ? "Hours by week"
					: "Hours by month",
		unit, (const void *)points.data, points.length / sizeof(struct timeline_point));
}

static void put_chart(const struct hours *h, struct document *d)
{
	const struct groups *groups = h->key_count > 1 ? &h->first : &h->rows;
	enum timeline_unit unit;

	if (timeline_unit_of(h->keys[0], &unit))
		put_columns(h, d, groups, unit);
	else
		put_bars(h, d, groups);
}

void hours_page(struct hours *h, struct document *d, bool people)
{
	_cleanup_(sheet_free) struct sheet s = {.h = h, .people = people};

	put_facts(h, d);
	if (!h->entries)
		document_notice(d, "There are no hours to report on.");
	put_chart(h, d);
	choose_columns(&s);
	struct document_table *t =
		document_table(d, "hours", NULL, h->columns, h->column_count, true);
	for (size_t i = 0; i < h->rows.count; i++)
		put_group(&s, &h->rows.list[i], t);
	if (h->rows.count > people)
		put_total(&s, t);
	note_rounding(h, d);
	note_repeats(h, d);
}
