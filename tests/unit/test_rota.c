/*
 * test_rota.c: what holds for every rota, over 1,000 random ones: nobody in two places, intervals
 * kept or reported, fair, the same again from the same request, what is fixed stays, numbers in
 * order of time, nobody left out while there is room.
 *
 * Half of the cases are planned anew from a later day, with some sessions of the first plan agreed
 * upon, and some missed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/match/rota.h"

#define CASES 1000
#define PEOPLE 30
#define DAYS 130
#define BUSY 40
#define SESSIONS 8
#define BASE ((day_t)20600) /* in May 2026 */

/* ---- Random cases ---- */

struct random_case {
	uint64_t state;
	struct rota_request request;
	struct rota_day days[DAYS];
	struct rota_person people[PEOPLE];
	struct rota_span trainer[BUSY], busy[PEOPLE][BUSY], windows[2];
	struct rota_fixed fixed[PEOPLE][SESSIONS];
	bool plain; /* all can always come, nothing is fixed */
};

static int draw(struct random_case *c, int least, int most)
{
	c->state ^= c->state << 13;
	c->state ^= c->state >> 7;
	c->state ^= c->state << 17;
	return least + (int)(c->state % (uint64_t)(most - least + 1));
}

static bool chance(struct random_case *c, int percent)
{
	return draw(c, 1, 100) <= percent;
}

static int by_time(const void *a, const void *b)
{
	const struct rota_span *x = a, *y = b;

	return x->day != y->day ? (x->day > y->day) - (x->day < y->day)
				: (x->from > y->from) - (x->from < y->from);
}

static size_t draw_busy(struct random_case *c, struct rota_span *spans)
{
	size_t count = (size_t)draw(c, 0, BUSY);

	for (size_t i = 0; i < count; i++) {
		int from = draw(c, 0, 80) * 15;
		spans[i] = (struct rota_span){
			BASE + draw(c, 0, DAYS - 1), from, from + draw(c, 1, 12) * 15};
		if (chance(c, 20))
			spans[i] = (struct rota_span){spans[i].day, 0, 1440};
	}
	qsort(spans, count, sizeof(*spans), by_time);
	return count;
}

static void draw_days(struct random_case *c)
{
	bool works[8], working = chance(c, 30);
	int count = 0;

	for (int i = 1; i <= 7; i++)
		works[i] = chance(c, i < 6 ? 85 : 15);
	for (int i = 0; i < DAYS; i++) {
		bool open = works[day_weekday(BASE + i)] && !chance(c, 5);
		count += !working || open;
		c->days[i] = (struct rota_day){count, open};
	}
}

static void draw_people(struct random_case *c)
{
	for (size_t i = 0; i < c->request.count; i++) {
		struct rota_person *one = &c->people[i];
		*one = (struct rota_person){.first = BASE, .last = BASE + DAYS, .busy = c->busy[i]};
		if (c->plain)
			continue;
		one->first += chance(c, 20) ? draw(c, 0, 40) : 0;
		one->last -= chance(c, 20) ? draw(c, 20, 100) : 0;
		one->busy_count = draw_busy(c, c->busy[i]);
	}
}

static void draw_case(struct random_case *c, uint64_t seed)
{
	*c = (struct random_case){.state = seed * 2654435761u + 88172645463325252u};
	struct rota_request *r = &c->request;

	c->plain = chance(c, 30);
	*r = (struct rota_request){.people = c->people,
		.count = (size_t)draw(c, 1, PEOPLE),
		.busy = c->trainer,
		.days = c->days,
		.day_count = DAYS,
		.base = BASE,
		.windows = c->windows,
		.window_count = (size_t)draw(c, 1, 2),
		.length = draw(c, 1, 12) * 15,
		.reflection = draw(c, 0, 3) * 15,
		.least = draw(c, 0, 5),
		.sessions = draw(c, 1, SESSIONS)};
	r->most = r->least + draw(c, 0, 3);
	c->windows[0] = (struct rota_span){0, 8 * 60, 8 * 60 + draw(c, 13, 20) * 15};
	c->windows[1] = (struct rota_span){0, 14 * 60, 14 * 60 + draw(c, 1, 20) * 15};
	r->per_day = chance(c, 50) ? r->length + r->reflection + draw(c, 0, 300) : 0;
	r->busy_count = draw_busy(c, c->trainer);
	draw_days(c);
	draw_people(c);
}

/* ---- What a plan comes to, found out without the planner ---- */

struct session {
	size_t person;
	int number;
	struct rota_span at;
	const struct rota_slot *planned; /* NULL: it is fixed */
};

struct outcome {
	const struct random_case *c;
	struct rota rota;
	struct session *all; /* that take place, in order of time */
	size_t count;
};

static int sessions_by_time(const void *a, const void *b)
{
	const struct session *x = a, *y = b;

	return by_time(&x->at, &y->at);
}

static void run(struct outcome *o, const struct random_case *c)
{
	const struct rota_request *r = &c->request;
	int block = r->length + r->reflection;

	*o = (struct outcome){.c = c};
	assert_int_equal(rota_make(r, &o->rota), QSER_OK);
	o->all = calloc(o->rota.count + PEOPLE * SESSIONS, sizeof(*o->all));
	assert_non_null(o->all);
	for (size_t i = 0; i < o->rota.count; i++) {
		const struct rota_slot *s = &o->rota.slots[i];
		if (s->day != ROTA_NO_DAY)
			o->all[o->count++] = (struct session){
				s->person, s->number, {s->day, s->begins, s->begins + block}, s};
	}
	for (size_t i = 0; i < r->count; i++)
		for (size_t k = 0; k < r->people[i].fixed_count; k++)
			if (r->people[i].fixed[k].held)
				o->all[o->count++] =
					(struct session){i, r->people[i].fixed[k].number,
						r->people[i].fixed[k].at, NULL};
	qsort(o->all, o->count, sizeof(*o->all), sessions_by_time);
}

static void end(struct outcome *o)
{
	free(o->all);
	rota_free(&o->rota);
}

static int distance(const struct random_case *c, day_t from, day_t to)
{
	return c->days[to - BASE].count - c->days[from - BASE].count;
}

static int least(const struct random_case *c)
{
	return c->request.least > 1 ? c->request.least : 1;
}

static bool overlap(const struct rota_span *a, const struct rota_span *b)
{
	return a->day == b->day && a->from < b->to && b->from < a->to;
}

static bool among(const struct rota_span *spans, size_t count, const struct rota_span *at)
{
	for (size_t i = 0; i < count; i++)
		if (overlap(&spans[i], at))
			return true;
	return false;
}

static bool is_busy(const struct random_case *c, size_t person, const struct rota_span *at)
{
	return among(c->people[person].busy, c->people[person].busy_count, at);
}

/* The session of a person before or after another one in time. */
static const struct session *neighbour(const struct outcome *o, size_t at, int step)
{
	for (size_t i = at + (size_t)step; i < o->count; i += (size_t)step)
		if (o->all[i].person == o->all[at].person)
			return &o->all[i];
	return NULL;
}

/* ---- What must hold ---- */

static void nobody_in_two_places(const struct outcome *o)
{
	const struct rota_request *r = &o->c->request;

	for (size_t i = 0; i < o->count; i++) {
		const struct rota_span *at = &o->all[i].at;
		assert_true(i == 0 || !overlap(at, &o->all[i - 1].at));
		if (!o->all[i].planned)
			continue;
		assert_false(among(r->busy, r->busy_count, at));
		assert_false(is_busy(o->c, o->all[i].person, at));
	}
}

static int minutes_of_day(const struct outcome *o, day_t day)
{
	int minutes = 0;

	for (size_t i = 0; i < o->count; i++)
		if (o->all[i].at.day == day)
			minutes += o->all[i].at.to - o->all[i].at.from;
	return minutes;
}

static void within_what_is_allowed(const struct outcome *o)
{
	const struct rota_request *r = &o->c->request;

	for (size_t i = 0; i < o->count; i++) {
		const struct rota_span *at = &o->all[i].at;
		const struct rota_person *one = &r->people[o->all[i].person];
		bool inside = false;
		if (!o->all[i].planned)
			continue;
		for (size_t k = 0; k < r->window_count; k++)
			inside |= at->from >= r->windows[k].from && at->to <= r->windows[k].to;
		assert_true(inside);
		assert_true(r->days[at->day - BASE].open);
		assert_true(at->day >= one->first && at->day <= one->last);
		assert_true(!r->per_day || minutes_of_day(o, at->day) <= r->per_day);
	}
}

static void intervals_kept_or_reported(const struct outcome *o)
{
	const struct random_case *c = o->c;

	for (size_t i = 0; i < o->count; i++) {
		const struct rota_slot *s = o->all[i].planned;
		const struct session *before = neighbour(o, i, -1), *next = neighbour(o, i, 1);
		if (!s)
			continue;
		int since = before ? distance(c, before->at.day, s->day) : 0;
		int until = next ? distance(c, s->day, next->at.day) : 0;
		assert_true(!before || since >= least(c));
		assert_true(!next || until >= least(c));
		assert_int_equal(s->distance, since);
		bool late = since > c->request.most;
		bool far = next && !next->planned && until > c->request.most;
		assert_int_equal(s->conflict, (late ? ROTA_LATE : 0) | (far ? ROTA_NEXT : 0));
		assert_true(!far || s->next == until);
	}
}

static void numbers_follow_time(const struct outcome *o)
{
	for (size_t i = 0; i < o->count; i++) {
		const struct session *next = neighbour(o, i, 1);
		assert_true(!next || next->number > o->all[i].number);
	}
}

static void each_number_once(const struct outcome *o)
{
	const struct rota_request *r = &o->c->request;

	for (size_t i = 0; i < r->count; i++) {
		uint64_t taken = 0;
		int held = 0, planned = 0;
		for (size_t k = 0; k < r->people[i].fixed_count; k++) {
			taken |= UINT64_C(1) << r->people[i].fixed[k].number;
			held += r->people[i].fixed[k].held;
		}
		for (size_t k = 0; k < o->rota.count; k++) {
			const struct rota_slot *s = &o->rota.slots[k];
			if (s->person != i)
				continue;
			assert_true(s->number >= 1 && s->number < 64);
			assert_false(taken >> s->number & 1);
			taken |= UINT64_C(1) << s->number;
			planned++;
			assert_int_equal(s->day == ROTA_NO_DAY, s->conflict == ROTA_NO_ROOM);
		}
		assert_int_equal(planned, held > r->sessions ? 0 : r->sessions - held);
	}
}

static int held_before(const struct outcome *o, size_t person, const struct rota_span *at)
{
	int count = 0;

	for (size_t i = 0; i < o->count; i++)
		count += o->all[i].person == person && by_time(&o->all[i].at, at) < 0;
	return count;
}

/* Sessions that the planner had left to give to a person, from a time on. */
static bool anything_left(const struct outcome *o, size_t person, const struct rota_span *at)
{
	for (size_t i = 0; i < o->rota.count; i++) {
		const struct rota_slot *s = &o->rota.slots[i];
		const struct rota_span then = {s->day, s->begins, 0};
		if (s->person == person && (s->day == ROTA_NO_DAY || by_time(&then, at) > 0))
			return true;
	}
	return false;
}

/* Could a person have had a session at this time, as far as the others are concerned? */
static bool available(const struct outcome *o, size_t person, const struct rota_span *at)
{
	const struct rota_person *one = &o->c->people[person];

	if (at->day < one->first || at->day > one->last || is_busy(o->c, person, at) ||
		!anything_left(o, person, at))
		return false;
	for (size_t i = 0; i < o->count; i++) {
		if (o->all[i].person != person)
			continue;
		day_t day = o->all[i].at.day;
		bool ahead = day >= at->day;
		if (ahead ? !o->all[i].planned || day == at->day
			  : distance(o->c, day, at->day) < least(o->c))
			return false;
	}
	return true;
}

static void fair(const struct outcome *o)
{
	for (size_t i = 0; i < o->count; i++) {
		const struct session *s = &o->all[i];
		int had = s->planned ? held_before(o, s->person, &s->at) : 0;
		for (size_t other = 0; s->planned && other < o->c->request.count; other++) {
			int others = held_before(o, other, &s->at);
			assert_false(others < had && available(o, other, &s->at));
			assert_true(
				!o->c->plain || others >= had || !anything_left(o, other, &s->at));
		}
	}
}

/* Is there room for a session of a person on a day, in the plan as it is? */
static bool room_at(const struct outcome *o, size_t person, const struct rota_span *at)
{
	const struct rota_request *r = &o->c->request;

	if (among(r->busy, r->busy_count, at) || is_busy(o->c, person, at))
		return false;
	for (size_t i = 0; i < o->count; i++)
		if (overlap(&o->all[i].at, at))
			return false;
	return true;
}

static bool room_on(const struct outcome *o, size_t person, day_t day)
{
	const struct rota_request *r = &o->c->request;
	int block = r->length + r->reflection;

	if (!r->days[day - BASE].open ||
		(r->per_day && minutes_of_day(o, day) + block > r->per_day))
		return false;
	for (size_t k = 0; k < r->window_count; k++)
		for (int from = r->windows[k].from; from + block <= r->windows[k].to; from += 15)
			if (room_at(o, person, &(struct rota_span){day, from, from + block}))
				return true;
	return false;
}

/* No room is left from the last session of a person until a day, that one not included. */
static void no_room_before(const struct outcome *o, size_t person, day_t day)
{
	const struct rota_person *one = &o->c->people[person];
	day_t last = BASE - 1;

	for (size_t i = 0; i < o->count; i++)
		if (o->all[i].person == person && o->all[i].at.day < day)
			last = o->all[i].at.day;
	for (day_t d = last + 1 > one->first ? last + 1 : one->first; d < day && d <= one->last;
		d++)
		if (last < BASE || distance(o->c, last, d) >= least(o->c))
			assert_false(room_on(o, person, d));
}

static bool is_last_fixed_before(const struct outcome *o, const struct rota_slot *s)
{
	const struct rota_person *one = &o->c->people[s->person];

	for (size_t k = 0; k < one->fixed_count; k++)
		if (one->fixed[k].held && (s->day == ROTA_NO_DAY || one->fixed[k].at.day > s->day))
			return false;
	return true;
}

/* Each session is on the earliest day there is; who has none could have none. */
static void as_early_as_can_be(const struct outcome *o)
{
	for (size_t i = 0; i < o->rota.count; i++) {
		const struct rota_slot *s = &o->rota.slots[i];
		if (s->day == ROTA_NO_DAY)
			no_room_before(o, s->person, BASE + DAYS);
		else if (is_last_fixed_before(o, s))
			no_room_before(o, s->person, s->day);
	}
}

static void in_order_of_time(const struct outcome *o)
{
	for (size_t i = 1; i < o->rota.count; i++) {
		const struct rota_slot *a = &o->rota.slots[i - 1], *b = &o->rota.slots[i];
		if (b->day == ROTA_NO_DAY)
			assert_true(a->day != ROTA_NO_DAY || a->person <= b->person);
		else
			assert_true(a->day < b->day || (a->day == b->day && a->begins < b->begins));
	}
}

static void the_same_again(const struct outcome *o)
{
	struct rota again;

	assert_int_equal(rota_make(&o->c->request, &again), QSER_OK);
	assert_int_equal(again.count, o->rota.count);
	if (again.count)
		assert_memory_equal(again.slots, o->rota.slots, again.count * sizeof(*again.slots));
	rota_free(&again);
}

static void everything_holds(const struct outcome *o)
{
	nobody_in_two_places(o);
	within_what_is_allowed(o);
	intervals_kept_or_reported(o);
	numbers_follow_time(o);
	each_number_once(o);
	fair(o);
	as_early_as_can_be(o);
	in_order_of_time(o);
	the_same_again(o);
}

/* ---- Planned anew ---- */

static int fixed_by_number(const void *a, const void *b)
{
	const struct rota_fixed *x = a, *y = b;

	return x->number - y->number;
}

/* Some of a plan is agreed upon, some was missed or cancelled; the rest is planned from a later day
 * on. */
static void fix_some(struct random_case *c, const struct outcome *o)
{
	day_t from = BASE + draw(c, 0, 60);

	for (size_t i = 0; i < o->count; i++) {
		const struct session *s = &o->all[i];
		struct rota_person *one = &c->people[s->person];
		bool held = chance(c, s->at.day < from ? 70 : 25), past = s->at.day < from;
		if (!held && !chance(c, past ? 80 : 10))
			continue;
		struct rota_fixed *f = &c->fixed[s->person][one->fixed_count++];
		*f = (struct rota_fixed){s->number, held, s->at};
		if (!held && !past)
			f->at.day = ROTA_NO_DAY;
		one->fixed = c->fixed[s->person];
	}
	for (size_t i = 0; i < c->request.count; i++)
		if (c->people[i].fixed_count)
			qsort(c->fixed[i], c->people[i].fixed_count, sizeof(c->fixed[i][0]),
				fixed_by_number);
	for (day_t day = BASE; day < from; day++)
		c->days[day - BASE].open = false;
	c->plain = false;
}

static void holds_over_random_cases(void **state)
{
	size_t sessions = 0, late = 0, next = 0, rest = 0, anew = 0;
	(void)state;
	for (uint64_t seed = 1; seed <= CASES; seed++) {
		struct random_case *c = malloc(sizeof(*c));
		struct outcome o;
		assert_non_null(c);
		draw_case(c, seed);
		run(&o, c);
		everything_holds(&o);
		if (seed % 2) {
			fix_some(c, &o);
			end(&o);
			run(&o, c);
			everything_holds(&o);
			anew++;
		}
		for (size_t i = 0; i < o.rota.count; i++) {
			late += (o.rota.slots[i].conflict & ROTA_LATE) != 0;
			next += (o.rota.slots[i].conflict & ROTA_NEXT) != 0;
			rest += (o.rota.slots[i].conflict & ROTA_NO_ROOM) != 0;
		}
		sessions += o.rota.count;
		end(&o);
		free(c);
	}
	/* What was looked at was there to be seen. */
	assert_true(sessions > 20000 && late > 1000 && next > 50 && rest > 1000 && anew == 500);
}

/* ---- By hand ---- */

static void all_days_open(struct rota_day *days, size_t count)
{
	for (size_t i = 0; i < count; i++)
		days[i] = (struct rota_day){(int32_t)i, true};
}

/* An open time: three people, every third day. */
static struct rota_request three(
	struct rota_day *days, size_t count, struct rota_person *people, struct rota_span *window)
{
	all_days_open(days, count);
	for (int i = 0; i < 3; i++)
		people[i] = (struct rota_person){.first = BASE, .last = BASE + (day_t)count};
	*window = (struct rota_span){0, 540, 1020};
	return (struct rota_request){.people = people,
		.count = 3,
		.days = days,
		.day_count = count,
		.base = BASE,
		.windows = window,
		.window_count = 1,
		.length = 120,
		.reflection = 30,
		.least = 3,
		.most = 4,
		.sessions = 6};
}

static void all_go_first_in_turn(void **state)
{
	struct rota_day days[40];
	struct rota_person people[3];
	struct rota_span window;
	struct rota_request r = three(days, 40, people, &window);
	struct rota rota;
	(void)state;
	assert_int_equal(rota_make(&r, &rota), QSER_OK);
	assert_int_equal(rota.count, 18);
	for (size_t i = 0; i < 18; i++) {
		assert_int_equal(rota.slots[i].person, (i / 3 + i % 3) % 3);
		assert_int_equal(rota.slots[i].day, BASE + (day_t)(i / 3) * 3);
		assert_int_equal(rota.slots[i].begins, 540 + (int)(i % 3) * 150);
		assert_int_equal(rota.slots[i].conflict, 0);
	}
	rota_free(&rota);
}

/* Two a day: those who share a day go first as often as each other. */
static void two_go_first_as_often(void **state)
{
	struct rota_day days[40];
	struct rota_person people[3];
	struct rota_span window;
	struct rota_request r = three(days, 40, people, &window);
	struct rota rota;
	int firsts[3] = {0};
	(void)state;
	r.per_day = 300;
	assert_int_equal(rota_make(&r, &rota), QSER_OK);
	for (size_t i = 0; i + 1 < rota.count; i++)
		if (rota.slots[i].day == rota.slots[i + 1].day)
			firsts[rota.slots[i].person]++;
	assert_int_equal(firsts[0], 3);
	assert_int_equal(firsts[1], 3);
	rota_free(&rota);
}

/* Whose interval ends first goes first. */
static void who_waits_longer_goes_first(void **state)
{
	struct rota_day days[40];
	struct rota_person people[3];
	struct rota_span window;
	struct rota_request r = three(days, 40, people, &window);
	const struct rota_fixed past[2] = {
		{1, true, {BASE + 3, 540, 690}}, {1, true, {BASE + 2, 540, 690}}};
	struct rota rota;
	(void)state;
	r.count = 2;
	r.sessions = 2;
	r.per_day = 150;
	for (int i = 0; i < 2; i++) {
		people[i].fixed = &past[i];
		people[i].fixed_count = 1;
	}
	for (int i = 0; i < 6; i++)
		days[i].open = false;
	assert_int_equal(rota_make(&r, &rota), QSER_OK);
	assert_int_equal(rota.count, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(rota.slots[i].person, 1 - i);
		assert_int_equal(rota.slots[i].day, BASE + 6 + (day_t)i);
		assert_int_equal(rota.slots[i].conflict, 0);
	}
	rota_free(&rota);
}

/* One person; session 3 is agreed upon, 1 and 2 are fitted in before, so that all suits. */
static void fits_in_before_what_is_agreed(void **state)
{
	struct rota_day days[40];
	const struct rota_span window = {0, 540, 660};
	const struct rota_fixed agreed = {3, true, {BASE + 8, 540, 660}};
	const struct rota_person one = {BASE, BASE + 40, &agreed, 1, NULL, 0};
	struct rota_request r = {.people = &one,
		.count = 1,
		.days = days,
		.day_count = 40,
		.base = BASE,
		.windows = &window,
		.window_count = 1,
		.length = 120,
		.least = 3,
		.most = 4,
		.sessions = 4};
	struct rota rota;
	(void)state;
	all_days_open(days, 40);
	assert_int_equal(rota_make(&r, &rota), QSER_OK);
	assert_int_equal(rota.count, 3);
	/* The second waits a day, as it would be 5 days before the third. */
	const int offsets[] = {0, 4, 11}, numbers[] = {1, 2, 4};
	for (int i = 0; i < 3; i++) {
		assert_int_equal(rota.slots[i].number, numbers[i]);
		assert_int_equal(rota.slots[i].day, BASE + offsets[i]);
		assert_int_equal(rota.slots[i].conflict, 0);
	}
	rota_free(&rota);
}

/* A plan that no town needs: 1,000 people, 20 sessions each. */
static void plans_for_a_thousand(void **state)
{
	enum { WHO = 1000, EACH = 20, SPAN = 3000 };
	_cleanup_(free_pointer) struct rota_day *days = calloc(SPAN, sizeof(*days));
	_cleanup_(free_pointer) struct rota_person *people = calloc(WHO, sizeof(*people));
	const struct rota_span window = {0, 480, 1440};
	struct rota rota;
	(void)state;
	assert_true(days && people);
	all_days_open(days, SPAN);
	for (int i = 0; i < WHO; i++)
		people[i] = (struct rota_person){.first = BASE, .last = BASE + SPAN};
	const struct rota_request r = {.people = people,
		.count = WHO,
		.days = days,
		.day_count = SPAN,
		.base = BASE,
		.windows = &window,
		.window_count = 1,
		.length = 90,
		.reflection = 30,
		.least = 3,
		.most = 4,
		.sessions = EACH};
	assert_int_equal(rota_make(&r, &rota), QSER_OK);
	assert_int_equal(rota.count, WHO * EACH);
	/* 8 a day: the last session of all is on the last day that is needed. */
	assert_int_equal(rota.slots[rota.count - 1].day, BASE + WHO * EACH / 8 - 1);
	rota_free(&rota);
}

static void nothing_to_plan(void **state)
{
	struct rota rota;
	(void)state;
	assert_int_equal(rota_make(&(struct rota_request){.sessions = 3}, &rota), QSER_OK);
	assert_int_equal(rota.count, 0);
	rota_free(&rota);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_go_first_in_turn),
		cmocka_unit_test(two_go_first_as_often),
		cmocka_unit_test(who_waits_longer_goes_first),
		cmocka_unit_test(fits_in_before_what_is_agreed),
		cmocka_unit_test(plans_for_a_thousand),
		cmocka_unit_test(nothing_to_plan),
		cmocka_unit_test(holds_over_random_cases),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
