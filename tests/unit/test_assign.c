/*
 * test_assign.c: over 10,000 random cases, that an assignment keeps to what it was given, that its
 * prices prove it the best, that small ones are as good as the best of all there are, and that rows
 * and numbers in another order give the same.  Then textbook examples, hard inputs by how often
 * pairs are looked at, and what is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/match/assign.h"

#define CASES 10000
#define PEOPLE 64
#define PAIRS 2048
#define STATES (4 * 4 * 4 * 4 * 4 * 4 * 4)
#define NEVER INT64_MIN

struct random_case {
	uint64_t state;
	struct assign_request request;
	struct assign_pair pairs[PAIRS];
	uint32_t mentee_room[PEOPLE], mentor_room[PEOPLE];
	uint32_t mentee_rank[PEOPLE], mentor_rank[PEOPLE];
	bool small; /* the best can be found by trying */
};

static int draw(uint64_t *state, int least, int most)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return least + (int)(*state % (uint64_t)((int64_t)most - least + 1));
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

/* Numbers with gaps, in any order; often in that of the indices, as rows mostly come. */
static void draw_ranks(struct random_case *c, uint32_t *rank, size_t count)
{
	for (uint32_t i = 0; i < count; i++)
		rank[i] = 3 * i;
	if (chance(&c->state, 60))
		shuffle(&c->state, rank, count);
}

static int32_t draw_score(struct random_case *c, int kind)
{
	switch (kind) {
	case 0:
		return draw(&c->state, -5, 12);
	case 1:
		return draw(&c->state, 100, 102);
	case 2:
		return draw(&c->state, -1000000, 1000000);
	case 3:
		return chance(&c->state, 50) ? INT32_MAX : INT32_MIN;
	default:
		return 7;
	}
}

static void draw_pairs(struct random_case *c)
{
	int kind = draw(&c->state, 0, 4), filled = draw(&c->state, 5, 100);

	for (uint32_t i = 0; i < c->request.mentees; i++)
		for (uint32_t j = 0; j < c->request.mentors; j++)
			if (chance(&c->state, filled) && c->request.count < PAIRS)
				c->pairs[c->request.count++] =
					(struct assign_pair){i, j, draw_score(c, kind)};
}

static void draw_case(struct random_case *c, uint64_t seed)
{
	*c = (struct random_case){.state = seed * 2654435761u + 88172645463325252u};
	c->small = seed % 5 != 0;
	int most = c->small ? 7 : PEOPLE, room = draw(&c->state, 0, 3);
	bool several = chance(&c->state, 30);

	c->request = (struct assign_request){.pairs = c->pairs,
		.mentees = (size_t)draw(&c->state, 0, most),
		.mentors = (size_t)draw(&c->state, 0, most),
		.mentee_room = several ? c->mentee_room : NULL,
		.mentor_room = room ? c->mentor_room : NULL,
		.mentee_rank = c->mentee_rank,
		.mentor_rank = c->mentor_rank,
		.most_pairs = chance(&c->state, 50)};
	for (size_t i = 0; i < PEOPLE; i++) {
		c->mentee_room[i] = (uint32_t)draw(&c->state, 0, 3);
		c->mentor_room[i] = (uint32_t)draw(&c->state, 0, room);
	}
	draw_ranks(c, c->mentee_rank, c->request.mentees);
	draw_ranks(c, c->mentor_rank, c->request.mentors);
	draw_pairs(c);
}

static uint32_t room_of(const uint32_t *room, size_t who)
{
	return room ? room[who] : 1;
}

/* ---- What must hold ---- */

static bool is_made(const struct assignment *a, const struct assign_pair *pair)
{
	for (size_t i = 0; i < a->count; i++)
		if (a->pairs[i].mentee == pair->mentee && a->pairs[i].mentor == pair->mentor)
			return true;
	return false;
}

/* Nobody has more than there is room for, and who has less costs nothing. */
static void rooms_are_kept(const struct assign_request *r, const struct assignment *a)
{
	_cleanup_(free_pointer) uint32_t *mentee = calloc(r->mentees + 1, sizeof(*mentee));
	_cleanup_(free_pointer) uint32_t *mentor = calloc(r->mentors + 1, sizeof(*mentor));

	assert_true(mentee && mentor);
	for (size_t i = 0; i < a->count; i++) {
		mentee[a->pairs[i].mentee]++;
		mentor[a->pairs[i].mentor]++;
	}
	for (size_t i = 0; i < r->mentees; i++) {
		assert_true(mentee[i] <= room_of(r->mentee_room, i));
		assert_true(mentee[i] == room_of(r->mentee_room, i) || a->mentee_price[i] == 0);
		assert_true(a->mentee_price[i] >= 0);
	}
	for (size_t j = 0; j < r->mentors; j++) {
		assert_true(mentor[j] <= room_of(r->mentor_room, j));
		assert_true(mentor[j] == room_of(r->mentor_room, j) || a->mentor_price[j] == 0);
		assert_true(a->mentor_price[j] >= 0);
	}
}

/* All that is made was there to be made, once, in order. */
static void pairs_are_of_the_request(const struct assign_request *r, const struct assignment *a)
{
	int64_t total = 0;

	for (size_t i = 0; i < a->count; i++) {
		const struct assign_pair *p = &a->pairs[i], *before = p - 1;
		bool found = false;
		for (size_t k = 0; k < r->count && !found; k++)
			found = memcmp(&r->pairs[k], p, sizeof(*p)) == 0;
		assert_true(found);
		total += p->score;
		if (i == 0 || !r->mentee_rank)
			continue;
		assert_true(r->mentee_rank[before->mentee] < r->mentee_rank[p->mentee] ||
			    (before->mentee == p->mentee &&
				    r->mentor_rank[before->mentor] < r->mentor_rank[p->mentor]));
	}
	assert_int_equal(total, a->total);
}

static void prices_prove_it(const struct assign_request *r, const struct assignment *a)
{
	_cleanup_(free_pointer) bool *made = calloc(r->mentees * r->mentors + 1, sizeof(*made));

	assert_non_null(made);
	for (size_t i = 0; i < a->count; i++)
		made[a->pairs[i].mentee * r->mentors + a->pairs[i].mentor] = true;
	for (size_t k = 0; k < r->count; k++) {
		const struct assign_pair *p = &r->pairs[k];
		int64_t gain = p->score + a->bonus - a->mentee_price[p->mentee] -
			       a->mentor_price[p->mentor];
		assert_true(made[p->mentee * r->mentors + p->mentor] ? gain >= 0 : gain <= 0);
	}
	if (!r->most_pairs)
		assert_int_equal(a->bonus, 0);
}

/* A pair more is worth more than what changes for it: n pairs instead of n - 1, nobody twice. */
static void the_bonus_is_enough(const struct assign_request *r, const struct assignment *a)
{
	_cleanup_(free_pointer) bool *seen = calloc(r->mentees + r->mentors + 1, sizeof(*seen));
	int64_t least = INT32_MAX, most = INT32_MIN, mentees = 0, mentors = 0;

	assert_non_null(seen);
	for (size_t k = 0; k < r->count; k++) {
		const struct assign_pair *p = &r->pairs[k];
		if (!room_of(r->mentee_room, p->mentee) || !room_of(r->mentor_room, p->mentor))
			continue;
		mentees += !seen[p->mentee];
		mentors += !seen[r->mentees + p->mentor];
		seen[p->mentee] = seen[r->mentees + p->mentor] = true;
		least = p->score < least ? p->score : least;
		most = p->score > most ? p->score : most;
	}
	int64_t n = mentees < mentors ? mentees : mentors;
	if (n && r->most_pairs)
		assert_true(a->bonus + n * least > (n - 1) * most);
}

/* ---- All there is, tried ---- */

struct trying {
	const struct assign_request *request;
	int64_t score[8][8], *best, *next;
	bool there[8][8];
	size_t step[8]; /* of the mentors in a state: how much room each has left */
	int64_t bonus;
};

static void try_mentee(
	struct trying *t, size_t mentee, size_t mentor, uint32_t left, size_t state, int64_t value)
{
	if (value > t->next[state])
		t->next[state] = value;
	for (size_t j = mentor; left && j < t->request->mentors; j++) {
		uint32_t room = room_of(t->request->mentor_room, j);
		if (t->there[mentee][j] && state / t->step[j] % (room + 1) > 0)
			try_mentee(t, mentee, j + 1, left - 1, state - t->step[j],
				value + t->score[mentee][j]);
	}
}

/* The best sum of scores, with a bonus for each pair: by what is left of all rooms. */
static int64_t best_of_all(const struct assign_request *r, int64_t bonus)
{
	static int64_t best[STATES], next[STATES];
	struct trying t = {.request = r, .best = best, .next = next};
	size_t states = 1;
	int64_t most = 0;

	for (size_t j = 0; j < r->mentors; j++) {
		t.step[j] = states;
		states *= room_of(r->mentor_room, j) + 1;
	}
	for (size_t k = 0; k < r->count; k++) {
		t.there[r->pairs[k].mentee][r->pairs[k].mentor] = true;
		t.score[r->pairs[k].mentee][r->pairs[k].mentor] = r->pairs[k].score + bonus;
	}
	for (size_t s = 0; s < states; s++)
		best[s] = NEVER;
	best[states - 1] = 0;
	for (size_t i = 0; i < r->mentees; i++) {
		for (size_t s = 0; s < states; s++)
			next[s] = NEVER;
		for (size_t s = 0; s < states; s++)
			if (best[s] != NEVER)
				try_mentee(&t, i, 0, room_of(r->mentee_room, i), s, best[s]);
		memcpy(best, next, states * sizeof(*best));
	}
	for (size_t s = 0; s < states; s++)
		most = best[s] > most ? best[s] : most;
	return most;
}

static void nothing_is_better(const struct assign_request *r, const struct assignment *a)
{
	/* More than all scores together can come to. */
	int64_t bonus = r->most_pairs ? INT64_C(1) << 40 : 0;

	assert_int_equal(a->total + (int64_t)a->count * bonus, best_of_all(r, bonus));
}

/* ---- Another order ---- */

struct renaming {
	struct random_case c;
	uint32_t mentee[PEOPLE], mentor[PEOPLE]; /* new numbers, by old ones */
};

static void move_ranks(uint32_t *to, const uint32_t *from, const uint32_t *name, size_t count)
{
	for (size_t i = 0; i < count; i++)
		to[name[i]] = from[i];
}

/* The same case with rows in another order, some of them twice, and with other numbers. */
static void rename_all(struct renaming *to, const struct random_case *c, uint64_t *state)
{
	to->c = *c;
	struct assign_request *r = &to->c.request;

	for (uint32_t i = 0; i < PEOPLE; i++)
		to->mentee[i] = to->mentor[i] = i;
	shuffle(state, to->mentee, r->mentees);
	shuffle(state, to->mentor, r->mentors);
	move_ranks(to->c.mentee_rank, c->mentee_rank, to->mentee, r->mentees);
	move_ranks(to->c.mentor_rank, c->mentor_rank, to->mentor, r->mentors);
	move_ranks(to->c.mentee_room, c->mentee_room, to->mentee, r->mentees);
	move_ranks(to->c.mentor_room, c->mentor_room, to->mentor, r->mentors);
	for (size_t k = 0; k < c->request.count; k++) {
		struct assign_pair *p = &to->c.pairs[k];
		*p = (struct assign_pair){to->mentee[p->mentee], to->mentor[p->mentor], p->score};
		if (r->count < PAIRS && p->score > INT32_MIN && chance(state, 20)) {
			to->c.pairs[r->count] = *p;
			to->c.pairs[r->count++].score -= chance(state, 50);
		}
	}
	for (size_t k = r->count; k > 1; k--) {
		size_t other = (size_t)draw(state, 0, (int)k - 1);
		struct assign_pair swap = to->c.pairs[k - 1];
		to->c.pairs[k - 1] = to->c.pairs[other];
		to->c.pairs[other] = swap;
	}
	r->pairs = to->c.pairs;
	r->mentee_rank = to->c.mentee_rank;
	r->mentor_rank = to->c.mentor_rank;
	r->mentee_room = r->mentee_room ? to->c.mentee_room : NULL;
	r->mentor_room = r->mentor_room ? to->c.mentor_room : NULL;
}

static void the_same_in_any_order(
	const struct random_case *c, const struct assignment *a, uint64_t *state)
{
	_cleanup_(free_pointer) struct renaming *to = malloc(sizeof(*to));
	struct assignment other;

	assert_non_null(to);
	rename_all(to, c, state);
	assert_int_equal(assign_make(&to->c.request, &other), QSER_OK);
	assert_int_equal(other.count, a->count);
	for (size_t i = 0; i < a->count; i++) {
		assert_int_equal(other.pairs[i].mentee, to->mentee[a->pairs[i].mentee]);
		assert_int_equal(other.pairs[i].mentor, to->mentor[a->pairs[i].mentor]);
		assert_int_equal(other.pairs[i].score, a->pairs[i].score);
	}
	for (size_t i = 0; i < c->request.mentees; i++)
		assert_int_equal(other.mentee_price[to->mentee[i]], a->mentee_price[i]);
	for (size_t j = 0; j < c->request.mentors; j++)
		assert_int_equal(other.mentor_price[to->mentor[j]], a->mentor_price[j]);
	assign_free(&other);
}

static void holds_over_random_cases(void **state)
{
	_cleanup_(free_pointer) struct random_case *c = malloc(sizeof(*c));
	size_t pairs = 0, left_out = 0, dear = 0;
	(void)state;
	assert_non_null(c);
	for (uint64_t seed = 1; seed <= CASES; seed++) {
		uint64_t again = seed;
		struct assignment a;
		draw_case(c, seed);
		assert_int_equal(assign_make(&c->request, &a), QSER_OK);
		rooms_are_kept(&c->request, &a);
		pairs_are_of_the_request(&c->request, &a);
		prices_prove_it(&c->request, &a);
		the_bonus_is_enough(&c->request, &a);
		if (c->small)
			nothing_is_better(&c->request, &a);
		the_same_in_any_order(c, &a, &again);
		for (size_t k = 0; k < c->request.count; k++)
			left_out += !is_made(&a, &c->pairs[k]);
		for (size_t j = 0; j < c->request.mentors; j++)
			dear += a.mentor_price[j] > 0;
		pairs += a.count;
		assign_free(&a);
	}
	/* What was looked at was there to be seen. */
	assert_true(pairs > 4 * CASES && left_out > 20 * CASES && dear > 3 * CASES);
}

/* ---- Textbooks ---- */

static struct assignment make_square(
	const int *cost, uint32_t size, struct assign_pair *pairs, bool least)
{
	struct assign_request r = {
		.pairs = pairs, .mentees = size, .mentors = size, .most_pairs = true};
	struct assignment a;

	for (uint32_t i = 0; i < size; i++)
		for (uint32_t j = 0; j < size; j++)
			pairs[r.count++] = (struct assign_pair){
				i, j, least ? -cost[i * size + j] : cost[i * size + j]};
	assert_int_equal(assign_make(&r, &a), QSER_OK);
	rooms_are_kept(&r, &a);
	prices_prove_it(&r, &a);
	assert_int_equal(a.count, size);
	return a;
}

/* The example of lp.assign in the R package lpSolve: the objective function is 8, by 4 3 2 1. */
static void example_of_lpsolve(void **state)
{
	static const int cost[] = {2, 7, 7, 1, 7, 7, 2, 9, 7, 3, 8, 8, 2, 2, 10, 2};
	struct assign_pair pairs[16];
	struct assignment a = make_square(cost, 4, pairs, true);
	(void)state;
	assert_int_equal(a.total, -8);
	for (uint32_t i = 0; i < 4; i++)
		assert_int_equal(a.pairs[i].mentor, 3 - i);
	assign_free(&a);
}

/* Products: those of the same rank belong together (the rearrangement inequality), and for the
 * least sum the highest to the lowest.  All sums of squares up to n: n (n + 1) (2 n + 1) / 6. */
static void products_by_rank(void **state)
{
	enum { SIZE = 60 };
	static int product[SIZE * SIZE];
	static struct assign_pair pairs[SIZE * SIZE];
	(void)state;
	for (int i = 0; i < SIZE * SIZE; i++)
		product[i] = (i / SIZE + 1) * (i % SIZE + 1);
	struct assignment most = make_square(product, SIZE, pairs, false);
	assert_int_equal(most.total, SIZE * (SIZE + 1) * (2 * SIZE + 1) / 6);
	struct assignment least = make_square(product, SIZE, pairs, true);
	assert_int_equal(least.total, -(SIZE * (SIZE + 1) * (SIZE + 2) / 6));
	for (uint32_t i = 0; i < SIZE; i++) {
		assert_int_equal(most.pairs[i].mentor, i);
		assert_int_equal(least.pairs[i].mentor, SIZE - 1 - i);
	}
	assign_free(&most);
	assign_free(&least);
}

/* ---- By hand ---- */

static void most_pairs_or_best(void **state)
{
	/* Two good pairs are in the way of three that make one more. */
	const struct assign_pair pairs[] = {
		{0, 0, 1}, {0, 1, 50}, {1, 1, 1}, {1, 2, 50}, {2, 2, 1}, {3, 2, 0}, {3, 3, -7}};
	struct assign_request r = {.pairs = pairs, .count = 6, .mentees = 4, .mentors = 4};
	struct assignment a;
	(void)state;
	assert_int_equal(assign_make(&r, &a), QSER_OK);
	assert_int_equal(a.count, 2);
	assert_int_equal(a.total, 100);
	assign_free(&a);
	r.most_pairs = true;
	assert_int_equal(assign_make(&r, &a), QSER_OK);
	assert_int_equal(a.count, 3);
	assert_int_equal(a.total, 3);
	assign_free(&a);
	r.count = 7;
	assert_int_equal(assign_make(&r, &a), QSER_OK);
	assert_int_equal(a.count, 4);
	assert_int_equal(a.total, 3 - 7);
	assign_free(&a);
}

/* A price says what the last place is worth to those who go without. */
static void prices_tell_why(void **state)
{
	const struct assign_pair pairs[] = {{0, 0, 90}, {1, 0, 80}, {2, 0, 70}, {2, 1, 10}};
	const uint32_t room[] = {2, 1};
	struct assign_request r = {
		.pairs = pairs, .count = 4, .mentees = 3, .mentors = 2, .mentor_room = room};
	struct assignment a;
	(void)state;
	assert_int_equal(assign_make(&r, &a), QSER_OK);
	assert_int_equal(a.total, 180);
	/* The third would have 70 there, and has 10 here. */
	assert_in_range(a.mentor_price[0] - a.mentor_price[1], 60, 80);
	r.count = 3;
	assign_free(&a);
	assert_int_equal(assign_make(&r, &a), QSER_OK);
	assert_int_equal(a.count, 2);
	assert_in_range(a.mentor_price[0], 70, 80);
	assert_int_equal(a.mentee_price[2], 0);
	assign_free(&a);
}

static void nothing_to_do(void **state)
{
	const struct assign_pair pairs[] = {{0, 0, 5}};
	const uint32_t none[] = {0};
	struct assign_request r = {0};
	struct assignment a;
	(void)state;
	assert_int_equal(assign_make(&r, &a), QSER_OK);
	assert_int_equal(a.count, 0);
	assign_free(&a);
	r = (struct assign_request){.pairs = pairs, .count = 1, .mentees = 1, .mentors = 1};
	r.mentor_room = none;
	assert_int_equal(assign_make(&r, &a), QSER_OK);
	assert_int_equal(a.count, 0);
	assert_int_equal(a.mentor_price[0], 5);
	assign_free(&a);
	assign_free(&a);
}

static void what_is_refused(void **state)
{
	const struct assign_pair beyond[] = {{0, 1, 5}},
				 far[] = {{0, 0, INT32_MIN}, {1, 0, INT32_MAX}};
	const uint32_t rank[] = {4, 4};
	struct assign_request r = {.pairs = beyond, .count = 1, .mentees = 2, .mentors = 1};
	struct assignment a;
	(void)state;
	assert_int_equal(assign_make(&r, &a), QSER_INVALID);
	assign_free(&a);
	r.mentors = 2;
	r.mentee_rank = rank;
	assert_int_equal(assign_make(&r, &a), QSER_INVALID);
	assign_free(&a);
	r = (struct assign_request){.pairs = far, .count = 2, .mentees = 2, .mentors = 2};
	r.most_pairs = true;
	assert_int_equal(assign_make(&r, &a), QSER_OK);
	assert_int_equal(a.count, 1);
	assert_int_equal(a.total, INT32_MAX);
	assign_free(&a);
	/* 2^32 × 20,000 × 20,000 is above 2^60. */
	r.mentees = r.mentors = 20000;
	assert_int_equal(assign_make(&r, &a), QSER_INVALID);
	assign_free(&a);
	r.most_pairs = false;
	assert_int_equal(assign_make(&r, &a), QSER_OK);
	assign_free(&a);
}

/* ---- Hard inputs, by the number of looks ---- */

enum family {
	ALL_EQUAL,
	PRODUCT,
	AGAINST_PRODUCT,
	NEAR_TIES,
	ON_A_LINE,
	FEW_PLACES,  /* all equal, and a place too few */
	NO_WAY,	     /* parts with more mentees than places */
	ONE_FOR_ALL, /* one mentor has room for half of them */
	FAMILIES
};

static int32_t hard_score(enum family f, uint32_t i, uint32_t j, uint32_t size, uint64_t *state)
{
	switch (f) {
	case PRODUCT:
		return (int32_t)((i + 1) * (j + 1));
	case AGAINST_PRODUCT:
		return (int32_t)(size * size + 1 - (i + 1) * (j + 1));
	case NEAR_TIES:
		return 1000000 + draw(state, 0, 1);
	case ON_A_LINE:
		return 1000 * (int32_t)size -
		       1000 * abs((int)(i * 7919 % size) - (int)(j * 104729 % size));
	case NO_WAY:
		return draw(state, 1, 1000);
	default:
		return 1000;
	}
}

static bool hard_pair(enum family f, uint32_t i, uint32_t j, uint32_t size)
{
	/* In parts of ten, seven mentees want the same three mentors, and three the other seven. */
	if (f == NO_WAY)
		return i / 10 == j / 10 && (i % 10 < 7) == (j % 10 < 3);
	return f != FEW_PLACES || j + 1 < size;
}

static double looks_a_pair(enum family f, uint32_t size)
{
	_cleanup_(free_pointer) struct assign_pair *pairs =
		calloc((size_t)size * size, sizeof(*pairs));
	_cleanup_(free_pointer) uint32_t *room = calloc(size, sizeof(*room));
	struct assign_request r = {
		.pairs = pairs, .mentees = size, .mentors = size, .most_pairs = true};
	struct assignment a;
	uint64_t state = 88172645463325252u;

	assert_true(pairs && room);
	for (uint32_t i = 0; i < size; i++)
		for (uint32_t j = 0; j < size; j++)
			if (hard_pair(f, i, j, size))
				pairs[r.count++] = (struct assign_pair){
					i, j, hard_score(f, i, j, size, &state)};
	for (uint32_t j = 0; j < size; j++)
		room[j] = j ? 1 : size / 2;
	r.mentor_room = f == ONE_FOR_ALL ? room : NULL;
	assert_int_equal(assign_make(&r, &a), QSER_OK);
	rooms_are_kept(&r, &a);
	prices_prove_it(&r, &a);
	assert_int_equal(a.count, f == NO_WAY ? size / 10 * 6 : size - (f == FEW_PLACES));
	double looks = (double)a.looks / (double)r.count;
	assign_free(&a);
	return looks;
}

/* The pairs are looked at so many times; that grows slowly, if at all, as they become more. */
static void hard_inputs_do_not_explode(void **state)
{
	(void)state;
	for (enum family f = 0; f < FAMILIES; f++) {
		double before = looks_a_pair(f, 50), after = looks_a_pair(f, 400);
		assert_true(after < 250);
		assert_true(after < 3 * before + 20);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds_over_random_cases),
		cmocka_unit_test(example_of_lpsolve),
		cmocka_unit_test(products_by_rank),
		cmocka_unit_test(most_pairs_or_best),
		cmocka_unit_test(prices_tell_why),
		cmocka_unit_test(nothing_to_do),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(hard_inputs_do_not_explode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
