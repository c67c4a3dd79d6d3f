/*
 * rota_plan.c: the sessions of a path, planned: what is known goes to lib/match/rota.c, what comes
 * back becomes slots.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "rota_wish.h"
#include "slot.h"
#include "two_places.h"

#define HORIZON 3660 /* days; without an end a rota is for ten years at most */

/* A slot of the path as it is now. */
struct old {
	int64_t id, person, session;
	bool kept; /* it is planned again, or was never to be planned anew */
};

/* Minutes somebody has other things to do; who: index of a participant, their count: the trainer.
 */
struct taken {
	size_t who;
	struct rota_span at;
};

struct planning {
	struct qser *q;
	struct rota_wish wish;
	int64_t *ids; /* of the participants, in order */
	struct rota_person *people;
	size_t count;
	struct rota_day *days;
	size_t day_count;
	day_t base;
	struct buffer old;   /* struct old */
	struct buffer fixed; /* struct rota_fixed, by person and number */
	struct buffer taken; /* struct taken */
	struct rota_span *spans;
	struct rota rota;
	struct qser_rota_result *result;
};

static void planning_free(struct planning *p)
{
	rota_wish_free(&p->wish);
	rota_free(&p->rota);
	free(p->ids);
	free(p->people);
	free(p->days);
	free(p->spans);
	buffer_free(&p->old);
	buffer_free(&p->fixed);
	buffer_free(&p->taken);
}

static enum qser_status no_memory(struct planning *p)
{
	return fail(p->q, QSER_MEMORY, "out of memory");
}

/* ---- Who ---- */

#define SQL_PEOPLE                                                                        \
	"select person, joined, leaves from participant where path = ?1 and person <> ?2" \
	" order by person"

static enum qser_status read_people(struct planning *p)
{
	_cleanup_(query_end) struct query all = query(p->q->store, SQL_PEOPLE);
	size_t room = (size_t)p->wish.participants;

	p->ids = calloc(room + 1, sizeof(*p->ids));
	p->people = calloc(room + 1, sizeof(*p->people));
	if (!p->ids || !p->people)
		return no_memory(p);
	query_int(&all, 1, p->wish.path);
	query_int(&all, 2, p->wish.trainer);
	while (query_row(&all) && p->count < room) {
		p->ids[p->count] = query_get_int(&all, 0);
		p->people[p->count++] = (struct rota_person){
			.first = rota_day(&all, 1, DAY_MIN), .last = rota_day(&all, 2, DAY_MAX)};
	}
	return query_status(&all);
}

/* p->count: no participant. */
static size_t person_at(const struct planning *p, int64_t id)
{
	size_t low = 0, high = p->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (p->ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < p->count && p->ids[low] == id ? low : p->count;
}

/* ---- What there is of this path ---- */

#define SQL_SLOTS                                                                              \
	"select id, person, session, day, begins, minutes + reflection, state from slot where" \
	" path = ?1 order by person, session"

static struct rota_span span_of(day_t day, const char *begins, int64_t minutes)
{
	int from = clock_minute(begins);

	if (from < 0)
		day = ROTA_NO_DAY;
	return (struct rota_span){day, from, from + (int)minutes};
}

static void keep_fixed(struct planning *p, struct query *slot, const char *state, day_t day)
{
	bool held = !strcmp(state, "agreed") || !strcmp(state, "done");
	struct rota_fixed fixed = {.number = (int)query_get_int(slot, 2), .held = held};
	size_t who = person_at(p, query_get_int(slot, 1));

	fixed.at = span_of(day, query_get_text(slot, 4), query_get_int(slot, 5));
	if (day == ROTA_NO_DAY || !strcmp(state, "cancelled"))
		fixed.at.day = ROTA_NO_DAY;
	p->result->fixed += held;
	if (who == p->count) { /* somebody who has left: the trainer is there all the same */
		const struct taken taken = {p->count, fixed.at};
		if (held)
			buffer_add(&p->taken, &taken, sizeof(taken));
		return;
	}
	buffer_add(&p->fixed, &fixed, sizeof(fixed));
	p->people[who].fixed_count++;
	if (fixed.at.day != ROTA_NO_DAY && fixed.at.day < p->base)
		p->base = fixed.at.day;
}

static enum qser_status read_slots(struct planning *p)
{
	_cleanup_(query_end) struct query all = query(p->q->store, SQL_SLOTS);

	p->base = p->wish.from;
	query_int(&all, 1, p->wish.path);
	while (query_row(&all)) {
		const char *state = query_get_text(&all, 6);
		struct old old = {.id = query_get_int(&all, 0),
			.person = query_get_int(&all, 1),
			.session = query_get_int(&all, 2)};
		day_t day = rota_day(&all, 3, ROTA_NO_DAY);
		if (strcmp(state, "planned") != 0) {
			keep_fixed(p, &all, state, day);
			continue;
		}
		p->result->lapsed += day != ROTA_NO_DAY && day < p->q->days.today;
		buffer_add(&p->old, &old, sizeof(old));
	}
	return p->old.failed || p->fixed.failed ? no_memory(p) : query_status(&all);
}

/* The fixed ones lie in one array, by person. */
static void share_fixed(struct planning *p)
{
	const struct rota_fixed *at = (const struct rota_fixed *)(const void *)p->fixed.data;

	for (size_t i = 0; i < p->count; i++) {
		p->people[i].fixed = at;
		at += p->people[i].fixed_count;
	}
}

/* ---- What else they have to do ---- */

#define SQL_ELSEWHERE                                                                          \
	"select trainer, person, day, begins, minutes + reflection from slot where path <> ?1" \
	" and day >= ?2 and (state = 'planned' or state = 'agreed' or state = 'done')"
/* Those on the list, and the trainer of its path (two_places.h). */
#define WORKSHOP_TO_COME \
	" where ?1 = ?1 and w.day >= ?2 and w.begins is not null and w.state = 'planned'"
#define SQL_INVITED                                                                \
	"select a.person, a.person, w.day, w.begins, " SQL_WORKSHOP_MINUTES        \
	" from workshop w join attendance a on a.workshop = w.id" WORKSHOP_TO_COME \
	" and coalesce(a.attended, 1) = 1"
#define SQL_LED                                                                       \
	"select h.trainer, h.trainer, w.day, w.begins, " SQL_WORKSHOP_MINUTES         \
	" from workshop w join path h on h.id = w.path" WORKSHOP_TO_COME              \
	" and h.trainer is not null and not exists (select 1 from attendance a where" \
	" a.workshop = w.id and a.person = h.trainer)"

static void take(struct planning *p, int64_t person, const struct rota_span *at)
{
	struct taken taken = {person_at(p, person), *at};

	if (at->day != ROTA_NO_DAY && (taken.who < p->count || person == p->wish.trainer))
		buffer_add(&p->taken, &taken, sizeof(taken));
}

static enum qser_status read_taken(struct planning *p, const char *sql)
{
	_cleanup_(query_end) struct query all = query(p->q->store, sql);
	char from[DAY_TEXT];

	day_print(p->wish.from, from);
	query_int(&all, 1, p->wish.path);
	query_text(&all, 2, from);
	while (query_row(&all)) {
		int64_t trainer = query_get_int(&all, 0), person = query_get_int(&all, 1);
		struct rota_span at = span_of(rota_day(&all, 2, ROTA_NO_DAY),
			query_get_text(&all, 3), query_get_int(&all, 4));
		take(p, trainer, &at);
		if (person != trainer)
			take(p, person, &at);
	}
	return p->taken.failed ? no_memory(p) : query_status(&all);
}

static int taken_order(const void *a, const void *b)
{
	const struct taken *x = a, *y = b;

	if (x->who != y->who)
		return x->who < y->who ? -1 : 1;
	if (x->at.day != y->at.day)
		return x->at.day < y->at.day ? -1 : 1;
	return (x->at.from > y->at.from) - (x->at.from < y->at.from);
}

static enum qser_status share_taken(struct planning *p, struct rota_request *request)
{
	struct taken *all = (struct taken *)(void *)p->taken.data;
	size_t count = p->taken.length / sizeof(*all);

	p->spans = calloc(count + 1, sizeof(*p->spans));
	if (!p->spans)
		return no_memory(p);
	if (count)
		qsort(all, count, sizeof(*all), taken_order);
	for (size_t i = 0; i < count; i++) {
		struct rota_person *one = all[i].who < p->count ? &p->people[all[i].who] : NULL;
		const struct rota_span **busy = one ? &one->busy : &request->busy;
		p->spans[i] = all[i].at;
		if (!*busy)
			*busy = &p->spans[i];
		++*(one ? &one->busy_count : &request->busy_count);
	}
	return QSER_OK;
}

/* ---- When ---- */

static enum qser_status lay_days(struct planning *p)
{
	const struct rota_wish *w = &p->wish;
	day_t end = w->until - w->from < HORIZON ? w->until : w->from + HORIZON;
	int32_t count = 0;
	bool any = false;

	p->day_count = (size_t)(end - p->base) + 1;
	p->days = calloc(p->day_count, sizeof(*p->days));
	if (!p->days)
		return no_memory(p);
	for (size_t i = 0; i < p->day_count; i++) {
		day_t day = p->base + (day_t)i;
		count += !w->calendar.working || calendar_works(&w->calendar, day);
		p->days[i] =
			(struct rota_day){count, day >= w->from && w->weekdays[day_weekday(day)] &&
							 !calendar_is_holiday(&w->calendar, day)};
		any |= p->days[i].open;
	}
	return any ? QSER_OK
		   : fail(p->q, QSER_INVALID,
			     "days: there is no day to plan on, only weekends, holidays and days "
			     "that --days leaves out; give other --days, or a later --until");
}

/* ---- Into slots ---- */

static struct old *find_old(struct planning *p, int64_t person, int64_t session)
{
	struct old *all = (struct old *)(void *)p->old.data;
	size_t low = 0, high = p->old.length / sizeof(*all);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct old *o = &all[middle];
		if (o->person < person || (o->person == person && o->session < session))
			low = middle + 1;
		else
			high = middle;
	}
	return low < p->old.length / sizeof(*all) && all[low].person == person &&
			       all[low].session == session
		       ? &all[low]
		       : NULL;
}

static void put_conflict(const struct planning *p, struct row *row, const struct rota_slot *slot)
{
	_cleanup_(buffer_free) struct buffer said = BUFFER_INIT;
	char until[DAY_TEXT];

	if (slot->conflict & ROTA_NO_ROOM) {
		day_t end = p->base + (day_t)p->day_count - 1;
		day_t leaves = p->people[slot->person].last;
		day_print(leaves < end ? leaves : end, until);
		buffer_printf(&said, "no room until %s", until);
	}
	slot_conflict(&p->wish.calendar, slot->conflict & ROTA_LATE ? slot->distance : -1,
		slot->conflict & ROTA_NEXT ? slot->next : -1, &said);
	row_put_text(row, "conflict", said.length ? buffer_text(&said) : NULL);
}

static void put_time(struct row *row, const struct rota_slot *slot)
{
	char day[DAY_TEXT], begins[CLOCK_TEXT];

	row_put_text(row, "day", NULL);
	row_put_text(row, "begins", NULL);
	if (slot->day == ROTA_NO_DAY)
		return;
	day_print(slot->day, day);
	clock_print(slot->begins, begins);
	row_put_text(row, "day", day);
	row_put_text(row, "begins", begins);
}

/* A session that was planned before stays the same record, and the same event of a calendar. */
static enum qser_status write_slot(
	struct planning *p, struct row *row, const struct rota_slot *slot)
{
	int64_t person = p->ids[slot->person];
	struct old *old = find_old(p, person, slot->number);
	enum qser_status status = QSER_OK;

	row_clear(row);
	if (old)
		status = row_load(row, old->id);
	if (status != QSER_OK)
		return status;
	row->checked = true; /* the planner has seen to it that nobody is in two places */
	if (old)
		old->kept = true;
	row_put_int(row, "path", p->wish.path);
	row_put_int(row, "person", person);
	row_put_int(row, "session", slot->number);
	row_put_int(row, "trainer", p->wish.trainer);
	row_put_int(row, "minutes", p->wish.length);
	row_put_int(row, "reflection", p->wish.reflection);
	row_put_int(row, "sessions", p->wish.sessions);
	put_time(row, slot);
	put_conflict(p, row, slot);
	status = row_save(row);
	p->result->moved += old && (row_changes(row, "day") || row_changes(row, "begins"));
	return status;
}

static void count_slot(struct planning *p, const struct rota_slot *slot)
{
	p->result->planned++;
	p->result->conflicts += slot->conflict != 0;
	p->result->unplaced += slot->day == ROTA_NO_DAY;
	if (slot->day == ROTA_NO_DAY)
		return;
	if (!*p->result->first)
		day_print(slot->day, p->result->first);
	day_print(slot->day, p->result->last);
}

static enum qser_status write_slots(struct planning *p)
{
	_cleanup_(row_free) struct row row;
	enum qser_status status = QSER_OK;
	row_init(&row, p->q, QSER_SLOT);

	for (size_t i = 0; i < p->rota.count && status == QSER_OK; i++) {
		status = write_slot(p, &row, &p->rota.slots[i]);
		count_slot(p, &p->rota.slots[i]);
	}
	const struct old *all = (const struct old *)(const void *)p->old.data;
	for (size_t i = 0; i < p->old.length / sizeof(*all) && status == QSER_OK; i++)
		if (!all[i].kept)
			status = row_remove(p->q, QSER_SLOT, all[i].id);
	return status;
}

/* ---- The whole ---- */

static enum qser_status gather(struct planning *p)
{
	enum qser_status status = read_people(p);

	if (status == QSER_OK && !p->count)
		return fail(p->q, QSER_REFUSED, "the trainer is the only participant");
	if (status == QSER_OK)
		status = read_slots(p);
	if (status == QSER_OK)
		status = read_taken(p, SQL_ELSEWHERE);
	if (status == QSER_OK)
		status = read_taken(p, SQL_INVITED);
	if (status == QSER_OK)
		status = read_taken(p, SQL_LED);
	return status == QSER_OK ? lay_days(p) : status;
}

static enum qser_status make(struct planning *p)
{
	const struct rota_wish *w = &p->wish;
	struct rota_request request = {.people = p->people,
		.count = p->count,
		.days = p->days,
		.day_count = p->day_count,
		.base = p->base,
		.windows = w->windows,
		.window_count = w->window_count,
		.per_day = w->per_day,
		.length = w->length,
		.reflection = w->reflection,
		.least = w->calendar.least,
		.most = w->calendar.most,
		.sessions = w->sessions};

	share_fixed(p);
	enum qser_status status = share_taken(p, &request);
	if (status != QSER_OK)
		return status;
	return rota_make(&request, &p->rota) == QSER_OK ? QSER_OK : no_memory(p);
}

static void tell(const struct planning *p)
{
	struct qser_rota_result *r = p->result;

	r->sessions = p->wish.sessions;
	r->length = p->wish.length;
	r->reflection = p->wish.reflection;
	if (r->lapsed)
		remark(p->q,
			"%" PRId64
			" session%s planned for days past %s neither held nor missed, and "
			"planned anew",
			r->lapsed, r->lapsed == 1 ? "" : "s", r->lapsed == 1 ? "was" : "were");
}

enum qser_status qser_rota_plan(struct qser *q, int64_t path, const struct qser_rota *rota,
	bool again, struct qser_rota_result *result)
{
	_cleanup_(planning_free) struct planning p = {
		.q = q, .wish = {.q = q, .path = path}, .result = result};

	*result = (struct qser_rota_result){0};
	enum qser_status status = handle_writes(q);
	if (status == QSER_OK)
		status = rota_wish_read(&p.wish, rota, again);
	if (status == QSER_OK)
		status = gather(&p);
	if (status == QSER_OK)
		status = make(&p);
	if (status == QSER_OK)
		status = write_slots(&p);
	if (status == QSER_OK)
		tell(&p);
	return status;
}
