/*
 * test_stable.c: over 10,000 random cases, that nothing blocks the result, found out without the
 * code under test; that rooms and wishes are kept; that of all stable results, listed where there
 * are few enough, it is the best for each who proposes; that the order of rows does not matter.
 * Then examples from books.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/match/stable.h"

#define CASES 10000
#define PEOPLE 12
#define WISHES (PEOPLE * PEOPLE + 20)
#define NO_WISH UINT32_MAX

struct random_case {
	uint64_t state;
	struct stable_request request;
	struct stable_wish mentee_wishes[WISHES], mentor_wishes[WISHES];
	uint32_t mentee_room[PEOPLE], mentor_room[PEOPLE];
	uint32_t mentee_rank[PEOPLE], mentor_rank[PEOPLE];
};

static int draw(uint64_t *state, int least, int most)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return least + (int)(*state % (uint64_t)(most - least + 1));
}

static bool chance(uint64_t *state, int percent)
{
	return draw(state, 1, 100) <= percent;
}

static void shuffle(uint64_t *state, uint32_t *list, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		size_t other = (size_t)draw(state, 0, (int)i - 1);
		uint32_t swap = list[i - 1];
		list[i - 1] = list[other];
		list[other] = swap;
	}
}

/* With ties, when there are few places; some wishes twice. */
static size_t draw_wishes(
	uint64_t *state, struct stable_wish *wishes, size_t who, size_t whom, int filled)
{
	int places = chance(state, 30) ? 3 : 1000000;
	size_t count = 0;

	for (uint32_t i = 0; i < who; i++)
		for (uint32_t j = 0; j < whom; j++)
			if (chance(state, filled))
				wishes[count++] =
					(struct stable_wish){i, j, draw(state, -places, places)};
	for (int extra = 0; count && extra < 20 && chance(state, 50); extra++) {
		wishes[count] = wishes[draw(state, 0, (int)count - 1)];
		wishes[count++].place = draw(state, -places, places);
	}
	return count;
}

static void draw_case(struct random_case *c, uint64_t seed, int most)
{
	*c = (struct random_case){.state = seed * 2654435761u + 88172645463325252u};
	uint64_t *s = &c->state;
	/* With lists of all, and as many on both sides, there is more than one stable result. */
	bool even = chance(s, 50), several = !even && chance(s, 40);
	int filled = even ? 100 : draw(s, 20, 100);

	c->request = (struct stable_request){.mentees = (size_t)draw(s, 0, most),
		.mentors = (size_t)draw(s, 0, most),
		.mentee_wishes = c->mentee_wishes,
		.mentor_wishes = c->mentor_wishes,
		.mentee_room = several ? c->mentee_room : NULL,
		.mentor_room = !even && chance(s, 80) ? c->mentor_room : NULL,
		.mentee_rank = c->mentee_rank,
		.mentor_rank = c->mentor_rank};
	if (even)
		c->request.mentors = c->request.mentees;
	for (uint32_t i = 0; i < PEOPLE; i++) {
		c->mentee_room[i] = (uint32_t)draw(s, 0, 3);
		c->mentor_room[i] = (uint32_t)draw(s, 0, 3);
		c->mentee_rank[i] = c->mentor_rank[i] = 7 * i;
	}
	shuffle(s, c->mentee_rank, c->request.mentees);
	shuffle(s, c->mentor_rank, c->request.mentors);
	c->request.mentee_wish_count =
		draw_wishes(s, c->mentee_wishes, c->request.mentees, c->request.mentors, filled);
	c->request.mentor_wish_count =
		draw_wishes(s, c->mentor_wishes, c->request.mentors, c->request.mentees, filled);
}

/* ---- What both wish for, found out by comparing ---- */

struct table {
	size_t mentees, mentors;
	uint32_t mentee_room[PEOPLE], mentor_room[PEOPLE];
	/* The lesser, the rather; NO_WISH: not both wish for it. */
	uint32_t mentee_choice[PEOPLE][PEOPLE], mentor_choice[PEOPLE][PEOPLE];
	int64_t weight[2][PEOPLE][PEOPLE];
	bool wished[2][PEOPLE][PEOPLE];
};

static void weigh(struct table *t, int side, const struct stable_wish *wishes, size_t count,
	const uint32_t *rank)
{
	for (size_t i = 0; i < count; i++) {
		const struct stable_wish *w = &wishes[i];
		uint32_t mentee = side ? w->whom : w->who, mentor = side ? w->who : w->whom;
		int64_t weight = w->place * INT64_C(1000) + (rank ? rank[w->whom] : w->whom);
		int64_t *there = &t->weight[side][mentee][mentor];
		if (!t->wished[side][mentee][mentor] || weight < *there)
			*there = weight;
		t->wished[side][mentee][mentor] = true;
	}
}

static bool both_wish(const struct table *t, size_t mentee, size_t mentor)
{
	return t->wished[0][mentee][mentor] && t->wished[1][mentee][mentor];
}

static void make_table(struct table *t, const struct stable_request *r)
{
	*t = (struct table){.mentees = r->mentees, .mentors = r->mentors};
	weigh(t, 0, r->mentee_wishes, r->mentee_wish_count, r->mentor_rank);
	weigh(t, 1, r->mentor_wishes, r->mentor_wish_count, r->mentee_rank);
	for (size_t i = 0; i < PEOPLE; i++) {
		t->mentee_room[i] = r->mentee_room ? r->mentee_room[i] : 1;
		t->mentor_room[i] = r->mentor_room ? r->mentor_room[i] : 1;
	}
	for (size_t i = 0; i < t->mentees; i++)
		for (size_t j = 0; j < t->mentors; j++) {
			uint32_t *mentee = &t->mentee_choice[i][j],
				 *mentor = &t->mentor_choice[i][j];
			*mentee = *mentor = both_wish(t, i, j) ? 0 : NO_WISH;
			for (size_t k = 0; k < t->mentors && *mentee != NO_WISH; k++)
				*mentee += both_wish(t, i, k) &&
					   t->weight[0][i][k] < t->weight[0][i][j];
			for (size_t k = 0; k < t->mentees && *mentor != NO_WISH; k++)
				*mentor += both_wish(t, k, j) &&
					   t->weight[1][k][j] < t->weight[1][i][j];
		}
}

struct result {
	bool made[PEOPLE][PEOPLE];
	uint32_t mentee_has[PEOPLE], mentor_has[PEOPLE];
};

static bool mentee_would(const struct table *t, const struct result *r, size_t i, size_t j)
{
	if (r->mentee_has[i] < t->mentee_room[i])
		return true;
	for (size_t k = 0; k < t->mentors; k++)
		if (r->made[i][k] && t->mentee_choice[i][k] > t->mentee_choice[i][j])
			return true;
	return false;
}

static bool mentor_would(const struct table *t, const struct result *r, size_t i, size_t j)
{
	if (r->mentor_has[j] < t->mentor_room[j])
		return true;
	for (size_t k = 0; k < t->mentees; k++)
		if (r->made[k][j] && t->mentor_choice[k][j] > t->mentor_choice[i][j])
			return true;
	return false;
}

static bool pair_blocks(const struct table *t, const struct result *r, size_t i, size_t j)
{
	return !r->made[i][j] && t->mentee_choice[i][j] != NO_WISH && mentee_would(t, r, i, j) &&
	       mentor_would(t, r, i, j);
}

static size_t count_blocking(const struct table *t, const struct result *r)
{
	size_t count = 0;

	for (size_t i = 0; i < t->mentees; i++)
		for (size_t j = 0; j < t->mentors; j++)
			count += pair_blocks(t, r, i, j);
	return count;
}

/* ---- What must hold ---- */

static void read_result(struct result *r, const struct table *t, const struct stable_pairs *pairs)
{
	*r = (struct result){0};
	for (size_t k = 0; k < pairs->count; k++) {
		const struct stable_pair *p = &pairs->pairs[k];
		assert_true(p->mentee < t->mentees && p->mentor < t->mentors);
		assert_false(r->made[p->mentee][p->mentor]);
		assert_int_not_equal(t->mentee_choice[p->mentee][p->mentor], NO_WISH);
		assert_int_equal(t->mentee_choice[p->mentee][p->mentor], p->mentee_choice);
		assert_int_equal(t->mentor_choice[p->mentee][p->mentor], p->mentor_choice);
		r->made[p->mentee][p->mentor] = true;
		assert_true(++r->mentee_has[p->mentee] <= t->mentee_room[p->mentee]);
		assert_true(++r->mentor_has[p->mentor] <= t->mentor_room[p->mentor]);
	}
}

static void in_order(const struct stable_request *r, const struct stable_pairs *pairs)
{
	for (size_t k = 1; k < pairs->count; k++) {
		const struct stable_pair *a = &pairs->pairs[k - 1], *b = a + 1;
		assert_true(r->mentee_rank[a->mentee] < r->mentee_rank[b->mentee] ||
			    (a->mentee == b->mentee && a->mentee_choice < b->mentee_choice));
	}
}

/* A result in which pairs were taken at random. */
static size_t any_result(
	struct random_case *c, const struct table *t, struct result *r, struct stable_pair *pairs)
{
	size_t count = 0;

	*r = (struct result){0};
	for (uint32_t i = 0; i < t->mentees; i++)
		for (uint32_t j = 0; j < t->mentors; j++) {
			if (t->mentee_choice[i][j] == NO_WISH || !chance(&c->state, 40) ||
				r->mentee_has[i] == t->mentee_room[i] ||
				r->mentor_has[j] == t->mentor_room[j])
				continue;
			r->made[i][j] = true;
			r->mentee_has[i]++;
			r->mentor_has[j]++;
			pairs[count++] = (struct stable_pair){i, j, 0, 0};
		}
	return count;
}

/* What is told to block any result is what does. */
static size_t check_finds_all(struct random_case *c, const struct table *t)
{
	struct stable_pair pairs[PEOPLE * PEOPLE];
	struct stable_pairs blocking;
	struct result r;
	size_t count = any_result(c, t, &r, pairs);

	assert_int_equal(stable_check(&c->request, pairs, count, &blocking), QSER_OK);
	assert_int_equal(blocking.count, count_blocking(t, &r));
	for (size_t k = 0; k < blocking.count; k++)
		assert_true(pair_blocks(t, &r, blocking.pairs[k].mentee, blocking.pairs[k].mentor));
	in_order(&c->request, &blocking);
	count = blocking.count;
	stable_free(&blocking);
	return count;
}

/* Everybody has as many in one stable result as in another, and who is not full has the same ones
 * (Roth 1986, the rural hospitals). */
static void as_many_in_both(const struct table *t, const struct result *a, const struct result *b)
{
	for (size_t i = 0; i < t->mentees; i++)
		assert_int_equal(a->mentee_has[i], b->mentee_has[i]);
	for (size_t j = 0; j < t->mentors; j++) {
		assert_int_equal(a->mentor_has[j], b->mentor_has[j]);
		for (size_t i = 0; a->mentor_has[j] < t->mentor_room[j] && i < t->mentees; i++)
			assert_int_equal(a->made[i][j], b->made[i][j]);
	}
}

/* Are somebody's n best in one result at least as good, each, as in another? */
static bool as_good(const struct table *t, const struct result *a, const struct result *b,
	bool mentor, size_t who)
{
	size_t more = 0, less = 0;

	for (uint32_t choice = 0; choice < PEOPLE; choice++)
		for (size_t k = 0; k < (mentor ? t->mentees : t->mentors); k++) {
			size_t i = mentor ? k : who, j = mentor ? who : k;
			if ((mentor ? t->mentor_choice : t->mentee_choice)[i][j] != choice)
				continue;
			more += a->made[i][j];
			less += b->made[i][j];
			if (less > more)
				return false;
		}
	return true;
}

struct listing {
	const struct table *t;
	const struct result *best[2]; /* for mentees, for mentors */
	struct result now;
	size_t stable;
};

static void compare(struct listing *l)
{
	if (count_blocking(l->t, &l->now))
		return;
	l->stable++;
	for (int side = 0; side < 2; side++)
		for (size_t who = 0; who < (side ? l->t->mentors : l->t->mentees); who++) {
			assert_true(as_good(l->t, l->best[side], &l->now, side, who));
			assert_true(as_good(l->t, &l->now, l->best[!side], side, who));
		}
}

static void set(struct listing *l, size_t i, size_t j, bool made)
{
	l->now.made[i][j] = made;
	l->now.mentee_has[i] += made ? 1u : UINT32_MAX;
	l->now.mentor_has[j] += made ? 1u : UINT32_MAX;
}

/* Every result there is, pair by pair. */
static void list_results(struct listing *l, size_t at)
{
	size_t i = l->t->mentors ? at / l->t->mentors : 0;

	if (at == l->t->mentees * l->t->mentors) {
		compare(l);
		return;
	}
	size_t j = at % l->t->mentors;
	list_results(l, at + 1);
	if (l->t->mentee_choice[i][j] == NO_WISH || l->now.mentee_has[i] == l->t->mentee_room[i] ||
		l->now.mentor_has[j] == l->t->mentor_room[j])
		return;
	set(l, i, j, true);
	list_results(l, at + 1);
	set(l, i, j, false);
}

/* The same wishes in another order. */
static void the_same_in_any_order(struct random_case *c, const struct stable_pairs *pairs)
{
	_cleanup_(free_pointer) struct random_case *other = malloc(sizeof(*other));
	struct stable_wish *lists[2];
	struct stable_pairs again;

	assert_non_null(other);
	*other = *c;
	other->request.mentee_wishes = lists[0] = other->mentee_wishes;
	other->request.mentor_wishes = lists[1] = other->mentor_wishes;
	for (int side = 0; side < 2; side++)
		for (size_t k = side ? c->request.mentor_wish_count : c->request.mentee_wish_count;
			k > 1; k--) {
			size_t at = (size_t)draw(&c->state, 0, (int)k - 1);
			struct stable_wish swap = lists[side][k - 1];
			lists[side][k - 1] = lists[side][at];
			lists[side][at] = swap;
		}
	assert_int_equal(stable_make(&other->request, &again), QSER_OK);
	assert_int_equal(again.count, pairs->count);
	if (pairs->count)
		assert_memory_equal(again.pairs, pairs->pairs, again.count * sizeof(*again.pairs));
	stable_free(&again);
}

static void make_both(struct random_case *c, const struct table *t, struct result results[2])
{
	for (int side = 0; side < 2; side++) {
		struct stable_pairs pairs, blocking;
		c->request.mentors_propose = side;
		assert_int_equal(stable_make(&c->request, &pairs), QSER_OK);
		assert_true(pairs.proposals <=
			    (side ? c->request.mentor_wish_count : c->request.mentee_wish_count));
		read_result(&results[side], t, &pairs);
		in_order(&c->request, &pairs);
		assert_int_equal(count_blocking(t, &results[side]), 0);
		assert_int_equal(
			stable_check(&c->request, pairs.pairs, pairs.count, &blocking), QSER_OK);
		assert_int_equal(blocking.count, 0);
		the_same_in_any_order(c, &pairs);
		stable_free(&blocking);
		stable_free(&pairs);
	}
	as_many_in_both(t, &results[0], &results[1]);
}

static void holds_over_random_cases(void **state)
{
	_cleanup_(free_pointer) struct random_case *c = malloc(sizeof(*c));
	size_t pairs = 0, blocking = 0, several = 0, listed = 0;
	(void)state;
	assert_non_null(c);
	for (uint64_t seed = 1; seed <= CASES; seed++) {
		bool small = seed % 2;
		struct table t;
		struct result results[2];
		draw_case(c, seed, small ? 4 : PEOPLE);
		make_table(&t, &c->request);
		make_both(c, &t, results);
		blocking += check_finds_all(c, &t);
		for (size_t i = 0; i < t.mentees; i++)
			pairs += results[0].mentee_has[i];
		several += memcmp(&results[0], &results[1], sizeof(results[0])) != 0;
		/* More than a few have too many results. */
		if (!small || (c->request.mentee_room && t.mentees * t.mentors > 9))
			continue;
		struct listing l = {.t = &t, .best = {&results[0], &results[1]}};
		list_results(&l, 0);
		assert_true(l.stable >= 1);
		listed += l.stable;
	}
	/* What was looked at was there to be seen. */
	assert_true(pairs > 25000 && blocking > 40000 && several > 1500 && listed > 4500);
}

/* ---- Books ---- */

/* Lists as strings of letters, the best first: "BAC" of the mentee or mentor a; "" is none. */
static size_t read_lists(struct stable_wish *wishes, const char *const *lists, uint32_t count)
{
	size_t n = 0;

	for (uint32_t i = 0; i < count; i++)
		for (const char *s = lists[i]; *s; s++)
			wishes[n++] = (struct stable_wish){
				i, (uint32_t)(*s - 'A'), (int32_t)(s - lists[i])};
	return n;
}

struct example {
	uint32_t mentees, mentors, room; /* of each mentor */
	const char *mentee_lists[9], *mentor_lists[6];
	const char *mentees_propose; /* the letter of the mentor of each mentee; -: none */
	const char *mentors_propose;
};

static void run_example(const struct example *e)
{
	struct stable_wish mentee_wishes[64], mentor_wishes[64];
	uint32_t room[] = {e->room, e->room, e->room, e->room, e->room, e->room};
	struct stable_request r = {.mentees = e->mentees,
		.mentors = e->mentors,
		.mentee_wishes = mentee_wishes,
		.mentee_wish_count = read_lists(mentee_wishes, e->mentee_lists, e->mentees),
		.mentor_wishes = mentor_wishes,
		.mentor_wish_count = read_lists(mentor_wishes, e->mentor_lists, e->mentors),
		.mentor_room = room};

	for (int side = 0; side < 2; side++) {
		char found[16] = "";
		struct stable_pairs pairs;
		memset(found, '-', e->mentees);
		r.mentors_propose = side;
		assert_int_equal(stable_make(&r, &pairs), QSER_OK);
		for (size_t k = 0; k < pairs.count; k++)
			found[pairs.pairs[k].mentee] = (char)('A' + pairs.pairs[k].mentor);
		assert_string_equal(found, side ? e->mentors_propose : e->mentees_propose);
		stable_free(&pairs);
	}
}

/* Gale & Shapley 1962, example 1: the first choice of all men, or of all women. */
static void gale_shapley_1(void **state)
{
	(void)state;
	run_example(&(struct example){
		3, 3, 1, {"ABC", "BCA", "CAB"}, {"BCA", "CAB", "ABC"}, "ABC", "CAB"});
}

/* Gale & Shapley 1962, example 2: there is but one. */
static void gale_shapley_2(void **state)
{
	(void)state;
	run_example(&(struct example){4, 4, 1, {"ABCD", "ADCB", "BACD", "DBCA"},
		{"DCAB", "BDAC", "DABC", "CBAD"}, "CDAB", "CDAB"});
}

/* The Python library "matching", README, stable marriage: A: E, B: D, C: F. */
static void matching_marriage(void **state)
{
	(void)state;
	run_example(&(struct example){
		3, 3, 1, {"ABC", "ACB", "CAB"}, {"BCA", "ACB", "CBA"}, "BAC", "BAC"});
}

/* The same, hospitals and residents, two places each: Mercy takes Luc and Sam, City Dani and Ada,
 * General Jo; best for both sides.  Residents Ada, Sam, Dani, Jo, Luc; hospitals Mercy, City,
 * General. */
static void matching_hospitals(void **state)
{
	(void)state;
	run_example(&(struct example){5, 3, 2, {"B", "BA", "BAC", "BCA", "ABC"},
		{"CDEB", "CABED", "CDE"}, "BABCA", "BABCA"});
}

/* National Resident Matching Program, "Run a Match" (2014): Anderson, Chen, Ford, Davis, Eastman to
 * Mercy, City, General, with two places each. */
static void residents_2014(void **state)
{
	(void)state;
	run_example(&(struct example){5, 3, 2, {"B", "BA", "BCA", "ABC", "BAC"},
		{"BC", "EABDC", "EACD"}, "BACCB", "BACCB"});
}

/* ---- By hand ---- */

static void ties_go_by_rank(void **state)
{
	const struct stable_wish mentee[] = {{0, 0, 1}, {1, 0, 1}, {0, 1, 1}, {1, 1, 1}};
	const struct stable_wish mentor[] = {{0, 0, 5}, {0, 1, 5}, {1, 0, 5}, {1, 1, 5}};
	const uint32_t back[] = {1, 0};
	struct stable_request r = {.mentees = 2,
		.mentors = 2,
		.mentee_wishes = mentee,
		.mentee_wish_count = 4,
		.mentor_wishes = mentor,
		.mentor_wish_count = 4};
	struct stable_pairs pairs;
	(void)state;
	assert_int_equal(stable_make(&r, &pairs), QSER_OK);
	assert_int_equal(pairs.pairs[0].mentee, 0);
	assert_int_equal(pairs.pairs[0].mentor, 0);
	stable_free(&pairs);
	r.mentor_rank = back;
	assert_int_equal(stable_make(&r, &pairs), QSER_OK);
	assert_int_equal(pairs.pairs[0].mentor, 1);
	stable_free(&pairs);
	r.mentee_rank = back;
	assert_int_equal(stable_make(&r, &pairs), QSER_OK);
	assert_int_equal(pairs.pairs[0].mentee, 1);
	assert_int_equal(pairs.pairs[0].mentor, 1);
	stable_free(&pairs);
}

/* One who has room for all can be thrown out by many at once, and goes on down its list once. */
static void many_with_room_for_many(void **state)
{
	enum { SIZE = 40 };
	static struct stable_wish mentee[2 * SIZE], mentor[2 * SIZE];
	const uint32_t room[] = {SIZE, SIZE};
	struct stable_request r = {.mentees = SIZE,
		.mentors = 2,
		.mentee_wishes = mentee,
		.mentee_wish_count = (size_t)2 * SIZE,
		.mentor_wishes = mentor,
		.mentor_wish_count = (size_t)2 * SIZE,
		.mentor_room = room,
		.mentors_propose = true};
	struct stable_pairs pairs;
	(void)state;
	for (uint32_t i = 0; i < SIZE; i++)
		for (uint32_t j = 0; j < 2; j++) {
			mentee[2 * i + j] = (struct stable_wish){i, j, j ? 0 : 1};
			mentor[2 * i + j] = (struct stable_wish){j, i, 0};
		}
	assert_int_equal(stable_make(&r, &pairs), QSER_OK);
	assert_int_equal(pairs.count, SIZE);
	assert_int_equal(pairs.proposals, 2 * SIZE);
	for (size_t k = 0; k < pairs.count; k++)
		assert_int_equal(pairs.pairs[k].mentor, 1);
	stable_free(&pairs);
}

static void what_is_refused(void **state)
{
	const struct stable_wish mentee[] = {{0, 0, 1}, {1, 0, 1}},
				 mentor[] = {{0, 0, 1}, {0, 1, 2}};
	const struct stable_pair both[] = {{0, 0, 0, 0}, {1, 0, 0, 0}}, beyond = {2, 0, 0, 0};
	const uint32_t rank[] = {3, 3};
	struct stable_request r = {.mentees = 2,
		.mentors = 1,
		.mentee_wishes = mentee,
		.mentee_wish_count = 2,
		.mentor_wishes = mentor,
		.mentor_wish_count = 2};
	struct stable_pairs pairs;
	(void)state;
	assert_int_equal(stable_check(&r, both, 2, &pairs), QSER_INVALID); /* room for one */
	stable_free(&pairs);
	assert_int_equal(stable_check(&r, &beyond, 1, &pairs), QSER_INVALID);
	stable_free(&pairs);
	assert_int_equal(stable_check(&r, &both[1], 1, &pairs), QSER_OK);
	assert_int_equal(pairs.count, 1);
	assert_int_equal(pairs.pairs[0].mentee, 0);
	stable_free(&pairs);
	r.mentor_wish_count = 1;
	assert_int_equal(stable_check(&r, &both[1], 1, &pairs), QSER_INVALID); /* not wished for */
	stable_free(&pairs);
	r.mentee_rank = rank;
	assert_int_equal(stable_make(&r, &pairs), QSER_INVALID);
	stable_free(&pairs);
	r.mentee_rank = NULL;
	r.mentees = 1;
	assert_int_equal(stable_make(&r, &pairs), QSER_INVALID);
	stable_free(&pairs);
	r = (struct stable_request){0};
	assert_int_equal(stable_make(&r, &pairs), QSER_OK);
	assert_int_equal(pairs.count, 0);
	stable_free(&pairs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds_over_random_cases),
		cmocka_unit_test(gale_shapley_1),
		cmocka_unit_test(gale_shapley_2),
		cmocka_unit_test(matching_marriage),
		cmocka_unit_test(matching_hospitals),
		cmocka_unit_test(residents_2014),
		cmocka_unit_test(ties_go_by_rank),
		cmocka_unit_test(many_with_room_for_many),
		cmocka_unit_test(what_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
