/*
 * rota.c: planning in order of time, the one who has had least first.
 *
 * There is one trainer, so sessions stand in a row.  The days are walked through in order, and in
 * each day its windows from the first minute.  Whenever the trainer is free long enough for session
 * and reflection, it is the turn of somebody who could have a session there: who is on the path,
 * has sessions left, had the last one at least `least` days ago, and is not busy.  Of those
 *
 *	1. who has had fewest sessions,
 *	2. whose last session was on the earlier day,
 *	3. who has been first of a day less often,
 *	4. who stands first among the people
 *
 * has it; of four who always meet on one day, A B C D, next time it is B C D A.  Where all are
 *busy, the next to be free is waited for.  So every session is on the earliest day that is left for
 *it, and later than `most` days only when there is no room before.
 *
 * Fair: nobody gets a session while another who could have it has had fewer.  When all can always
 * come, any two are within one session of each other at any time: for somebody to be two ahead of
 * another, who got the last session no later than the first got the one before the last, the other
 * must be kept by the interval; but then it keeps the first as well.
 *
 * Sessions that are fixed stay, and keep their numbers; who has one ahead may only have the
 * sessions whose numbers come before it, far enough before it.  Numbers for which there was no room
 * are left out, and as many sessions are planned behind instead.
 *
 * Cost: days × people, and for each session the people of that day, with a binary search in what
 * keeps them busy: O((days + sessions) × people × log busy).  1,000 people with 20 sessions each on
 * 2,500 days take some 0.1 s.
 */
#include "rota.h"

#include <stdlib.h>
#include <string.h>

#include "../base/cleanup.h"

struct person {
	const struct rota_person *given;
	int number;			/* of the next session */
	int count, left;		/* sessions held so far; still to be planned */
	size_t fixed;			/* the next of the fixed ones */
	day_t last;			/* of the last session; ROTA_NO_DAY */
	int firsts;			/* how often first of a day with others */
	const struct rota_fixed *ahead; /* the next fixed session that is held; NULL */
	size_t given_last; /* 1 + index of the slot that was its last session; 0: that was fixed */
};

struct planning {
	const struct rota_request *request;
	struct person *people;
	size_t *today; /* people who could have a session today */
	size_t today_count;
	struct rota_span *busy; /* of the trainer, with the fixed sessions */
	size_t busy_count;
	struct rota *out;
};

static int32_t count_of(const struct rota_request *r, day_t day)
{
	if (!r->day_count || day < r->base)
		return day - r->base + (r->day_count ? r->days[0].count : 0);
	size_t at = (size_t)(day - r->base);
	if (at >= r->day_count)
		return r->days[r->day_count - 1].count + (int32_t)(at - (r->day_count - 1));
	return r->days[at].count;
}

int rota_distance(const struct rota_request *r, day_t from, day_t to)
{
	return count_of(r, to) - count_of(r, from);
}

/* Nobody has two sessions on one day. */
static int least_days(const struct rota_request *r)
{
	return r->least > 1 ? r->least : 1;
}

/* ---- What is taken ---- */

static int span_order(const void *a, const void *b)
{
	const struct rota_span *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->from != y->from ? (x->from < y->from ? -1 : 1)
				  : (x->to > y->to) - (x->to < y->to);
}

/* The first span of a day; count: none. */
static size_t first_of_day(const struct rota_span *spans, size_t count, day_t day)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (spans[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Until when is from..to of a day taken?  0: it is free. */
static int taken_until(const struct rota_span *spans, size_t count, day_t day, int from, int to)
{
	int until = 0;

	for (size_t i = first_of_day(spans, count, day);
		i < count && spans[i].day == day && spans[i].from < to; i++)
		if (spans[i].to > from && spans[i].to > until)
			until = spans[i].to;
	return until;
}

static size_t count_fixed(const struct rota_request *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->count; i++)
		n += r->people[i].fixed_count;
	return n;
}

/* The trainer is at every session that is fixed. */
static bool gather_busy(struct planning *p)
{
	const struct rota_request *r = p->request;

	p->busy = calloc(r->busy_count + count_fixed(r) + 1, sizeof(*p->busy));
	if (!p->busy)
		return false;
	if (r->busy_count)
		memcpy(p->busy, r->busy, r->busy_count * sizeof(*p->busy));
	p->busy_count = r->busy_count;
	for (size_t i = 0; i < r->count; i++)
		for (size_t k = 0; k < r->people[i].fixed_count; k++)
			if (r->people[i].fixed[k].held)
				p->busy[p->busy_count++] = r->people[i].fixed[k].at;
	qsort(p->busy, p->busy_count, sizeof(*p->busy), span_order);
	return true;
}

/* Minutes of this rota that are fixed on a day. */
static int fixed_minutes(const struct rota_request *r, day_t day)
{
	int minutes = 0;

	for (size_t i = 0; i < r->count; i++)
		for (size_t k = 0; k < r->people[i].fixed_count; k++) {
			const struct rota_fixed *f = &r->people[i].fixed[k];
			if (f->held && f->at.day == day)
				minutes += f->at.to - f->at.from;
		}
	return minutes;
}

/* ---- Who could have a session ---- */

static void begin_people(struct planning *p)
{
	for (size_t i = 0; i < p->request->count; i++) {
		struct person *one = &p->people[i];
		*one = (struct person){.given = &p->request->people[i],
			.number = 1,
			.left = p->request->sessions,
			.last = ROTA_NO_DAY};
		for (size_t k = 0; k < one->given->fixed_count; k++)
			one->left -= one->given->fixed[k].held;
	}
}

/* Does a fixed session lie behind, as seen on a day? */
static bool is_past(const struct rota_fixed *f, day_t day)
{
	return f->at.day != ROTA_NO_DAY && (!f->held || f->at.day < day);
}

/* The session before one that is fixed knows only now that nothing was fitted in between. */
static void look_ahead(struct planning *p, struct person *one, day_t next)
{
	if (!one->given_last)
		return;
	struct rota_slot *slot = &p->out->slots[one->given_last - 1];
	slot->next = rota_distance(p->request, slot->day, next);
	slot->conflict |= slot->next > p->request->most ? ROTA_NEXT : 0;
	one->given_last = 0;
}

static void pass(struct planning *p, struct person *one, const struct rota_fixed *f)
{
	if (f->number >= one->number)
		one->number = f->number + 1;
	one->fixed++;
	if (!f->held)
		return;
	look_ahead(p, one, f->at.day);
	one->count++;
	if (f->at.day > one->last)
		one->last = f->at.day;
}

/* The number of the next session, and which fixed one is ahead, as seen on a day.  What lies behind
 * takes along the numbers before it that were left out. */
static void settle(struct planning *p, struct person *one, day_t day)
{
	const struct rota_person *given = one->given;
	size_t past = one->fixed;

	for (size_t k = one->fixed; k < given->fixed_count; k++)
		if (is_past(&given->fixed[k], day))
			past = k + 1;
	while (one->fixed < past)
		pass(p, one, &given->fixed[one->fixed]);
	while (one->fixed < given->fixed_count && !given->fixed[one->fixed].held &&
		given->fixed[one->fixed].number == one->number)
		pass(p, one, &given->fixed[one->fixed]);
	one->ahead = NULL;
	for (size_t k = one->fixed; k < given->fixed_count && !one->ahead; k++)
		if (given->fixed[k].held)
			one->ahead = &given->fixed[k];
}

/* Is the next number the last that is free before the fixed session ahead? */
static bool is_last_before(const struct person *one)
{
	int number = one->number + 1;

	for (size_t k = one->fixed; k < one->given->fixed_count; k++)
		if (one->given->fixed[k].number == number)
			number++;
	return number > one->ahead->number;
}

/* Not too near to the fixed session ahead; and when the next session is that one, not too far from
 * it while it can wait. */
static bool suits_ahead(const struct rota_request *r, const struct person *one, day_t day)
{
	int distance;

	if (!one->ahead)
		return true;
	distance = rota_distance(r, day, one->ahead->at.day);
	if (one->ahead->number <= one->number || distance < least_days(r))
		return false;
	return distance <= r->most || !is_last_before(one) ||
	       (one->last != ROTA_NO_DAY && rota_distance(r, one->last, day) >= r->most);
}

static bool could_come(struct planning *p, struct person *one, day_t day)
{
	const struct rota_request *r = p->request;

	if (one->left <= 0 || day < one->given->first || day > one->given->last)
		return false;
	settle(p, one, day);
	if (one->last != ROTA_NO_DAY && rota_distance(r, one->last, day) < least_days(r))
		return false;
	return suits_ahead(r, one, day);
}

static void gather_today(struct planning *p, day_t day)
{
	p->today_count = 0;
	for (size_t i = 0; i < p->request->count; i++)
		if (could_come(p, &p->people[i], day))
			p->today[p->today_count++] = i;
}

/* ---- Whose turn it is ---- */

static bool goes_before(const struct planning *p, size_t a, size_t b)
{
	const struct person *x = &p->people[a], *y = &p->people[b];

	if (x->count != y->count)
		return x->count < y->count;
	if (x->last != y->last)
		return x->last < y->last;
	if (x->firsts != y->firsts)
		return x->firsts < y->firsts;
	return a < b;
}

/* The index into today of whose turn it is; today_count: all are busy, the first of them until
 * *until. */
static size_t choose(const struct planning *p, day_t day, int from, int to, int *until)
{
	size_t best = p->today_count;

	*until = INT32_MAX;
	for (size_t i = 0; i < p->today_count; i++) {
		const struct rota_person *given = p->people[p->today[i]].given;
		if (best < p->today_count && !goes_before(p, p->today[i], p->today[best]))
			continue;
		int taken = taken_until(given->busy, given->busy_count, day, from, to);
		if (!taken)
			best = i;
		else if (taken < *until)
			*until = taken;
	}
	return best;
}

/* ---- Planning ---- */

static struct rota_slot *new_slot(struct rota *out, size_t person, int number)
{
	if (out->count == out->room) {
		size_t room = out->room ? 2 * out->room : 64;
		struct rota_slot *slots = reallocarray(out->slots, room, sizeof(*slots));
		if (!slots)
			return NULL;
		out->slots = slots;
		out->room = room;
	}
	struct rota_slot *slot = &out->slots[out->count++];
	*slot = (struct rota_slot){.person = person, .number = number, .day = ROTA_NO_DAY};
	return slot;
}

static bool give(struct planning *p, size_t at, day_t day, int begins)
{
	const struct rota_request *r = p->request;
	size_t who = p->today[at];
	struct person *one = &p->people[who];
	struct rota_slot *slot = new_slot(p->out, who, one->number);

	if (!slot)
		return false;
	slot->day = day;
	slot->begins = begins;
	if (one->last != ROTA_NO_DAY)
		slot->distance = rota_distance(r, one->last, day);
	slot->conflict = slot->distance > r->most ? ROTA_LATE : 0;
	one->given_last = p->out->count;
	one->last = day;
	one->count++;
	one->left--;
	one->number++;
	p->today[at] = p->today[--p->today_count];
	return true;
}

/* The earliest minute of a window that the trainer has for a session. */
static int trainer_free(const struct planning *p, day_t day, int from, int block)
{
	for (int until; (until = taken_until(p->busy, p->busy_count, day, from, from + block));)
		from = until;
	return from;
}

static bool plan_window(struct planning *p, day_t day, const struct rota_span *window, int *minutes)
{
	const struct rota_request *r = p->request;
	int block = r->length + r->reflection, from = window->from, until;

	while (p->today_count && (!r->per_day || *minutes + block <= r->per_day)) {
		from = trainer_free(p, day, from, block);
		if (from + block > window->to)
			break;
		size_t at = choose(p, day, from, from + block, &until);
		if (at == p->today_count) {
			from = until;
			continue;
		}
		if (!give(p, at, day, from))
			return false;
		from += block;
		*minutes += block;
	}
	return true;
}

static bool plan_day(struct planning *p, day_t day)
{
	size_t before = p->out->count;

	gather_today(p, day);
	if (!p->today_count)
		return true;
	int minutes = p->request->per_day ? fixed_minutes(p->request, day) : 0;
	for (size_t i = 0; i < p->request->window_count; i++)
		if (!plan_window(p, day, &p->request->windows[i], &minutes))
			return false;
	if (p->out->count > before + 1)
		p->people[p->out->slots[before].person].firsts++;
	return true;
}

static bool anything_left(const struct planning *p)
{
	for (size_t i = 0; i < p->request->count; i++)
		if (p->people[i].left > 0)
			return true;
	return false;
}

/* All that is fixed lies behind now; sessions there was no room for have numbers after all others.
 */
static bool name_the_rest(struct planning *p)
{
	for (size_t i = 0; i < p->request->count; i++) {
		struct person *one = &p->people[i];
		while (one->fixed < one->given->fixed_count)
			pass(p, one, &one->given->fixed[one->fixed]);
		for (; one->left > 0; one->left--) {
			struct rota_slot *slot = new_slot(p->out, i, one->number++);
			if (!slot)
				return false;
			slot->conflict = ROTA_NO_ROOM;
		}
	}
	return true;
}

static bool plan(struct planning *p)
{
	const struct rota_request *r = p->request;

	begin_people(p);
	for (size_t i = 0; i < r->day_count && anything_left(p); i++)
		if (r->days[i].open && !plan_day(p, r->base + (day_t)i))
			return false;
	return name_the_rest(p);
}

enum qser_status rota_make(const struct rota_request *request, struct rota *out)
{
	struct planning p = {.request = request, .out = out};

	*out = (struct rota){0};
	p.people = calloc(request->count + 1, sizeof(*p.people));
	p.today = calloc(request->count + 1, sizeof(*p.today));
	bool good = p.people && p.today && gather_busy(&p) && plan(&p);
	free(p.people);
	free(p.today);
	free(p.busy);
	return good ? QSER_OK : QSER_MEMORY;
}

void rota_free(struct rota *rota)
{
	free(rota->slots);
	*rota = (struct rota){0};
}
