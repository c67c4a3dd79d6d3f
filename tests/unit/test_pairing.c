/*
 * test_pairing.c: rounds of matching over random small cases, against all there are.
 *
 * score: no other answer has more pairs, or as many and more points; of those none leaves out
 * somebody further behind; of those none has the mentees spread better.  stable: no two would
 * rather have each other.  Both: nobody has more than there is room for.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/match/pairing.h"

#define CASES 4000
#define MOST 6
#define UNUSED __attribute__((unused))

struct random_case {
	uint64_t state;
	struct pairing_candidate candidates[MOST * MOST];
	uint32_t room[MOST], load[MOST];
	struct pairing_request request;
};

static uint32_t draw(struct random_case *c, uint32_t below)
{
	c->state = c->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(c->state >> 33) % below;
}

static void make_case(struct random_case *c, uint64_t number)
{
	memset(c, 0, sizeof(*c));
	c->state = number * 977 + 5;
	struct pairing_request *r = &c->request;
	uint32_t chance = 1 + draw(c, 4), points = 1 + draw(c, 6);

	*r = (struct pairing_request){.candidates = c->candidates,
		.mentees = 1 + draw(c, MOST),
		.mentors = 1 + draw(c, MOST),
		.room = c->room,
		.load = c->load};
	for (uint32_t i = 0; i < r->mentors; i++) {
		c->room[i] = draw(c, 3);
		c->load[i] = draw(c, 3);
	}
	/* Mentors stand in the order of their load. */
	for (uint32_t i = 1; i < r->mentors; i++)
		if (c->load[i] < c->load[i - 1])
			c->load[i] = c->load[i - 1];
	for (uint32_t e = 0; e < r->mentees; e++)
		for (uint32_t m = 0; m < r->mentors; m++)
			if (draw(c, 5) < chance)
				c->candidates[r->count++] = (struct pairing_candidate){e, m,
					(int32_t)draw(c, points) - 1,
					draw(c, 3) ? 0 : 1 + (int32_t)draw(c, 3),
					draw(c, 3) ? 0 : 1 + (int32_t)draw(c, 3)};
}

static const struct pairing_candidate *find(
	const struct pairing_request *r, uint32_t mentee, uint32_t mentor)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->candidates[i].mentee == mentee && r->candidates[i].mentor == mentor)
			return &r->candidates[i];
	return NULL;
}

/* ---- What an answer is worth: compared in this order ---- */

struct worth {
	int64_t pairs, points;
	int64_t there[MOST]; /* who has a mentor, the first first */
	int64_t spread[32];  /* places by level and mentor: less of the higher is better */
};

static struct worth worth_of(const struct pairing_request *r, const uint32_t *mentor_of)
{
	struct worth w = {0};
	uint32_t used[MOST] = {0};

	for (uint32_t e = 0; e < r->mentees; e++) {
		if (mentor_of[e] == PAIRING_NOBODY)
			continue;
		w.pairs++;
		w.points += find(r, e, mentor_of[e])->points;
		w.there[e] = 1;
		/* The places with the lowest level first, then the mentor before. */
		uint32_t m = mentor_of[e];
		w.spread[(r->load[m] + used[m]++) * MOST + m] = 1;
	}
	return w;
}

static int better(const struct worth *a, const struct worth *b)
{
	const int64_t *one = (const int64_t *)(const void *)a, *other = (const void *)b;

	for (size_t i = 0; i < sizeof(*a) / sizeof(*one); i++)
		if (one[i] != other[i])
			return one[i] > other[i] ? 1 : -1;
	return 0;
}

static void try_all(const struct pairing_request *r, uint32_t mentee, uint32_t *mentor_of,
	uint32_t *used, struct worth *best)
{
	if (mentee == r->mentees) {
		const struct worth w = worth_of(r, mentor_of);
		if (better(&w, best) > 0)
			*best = w;
		return;
	}
	mentor_of[mentee] = PAIRING_NOBODY;
	try_all(r, mentee + 1, mentor_of, used, best);
	for (uint32_t m = 0; m < r->mentors; m++) {
		if (!find(r, mentee, m) || used[m] == r->room[m])
			continue;
		used[m]++;
		mentor_of[mentee] = m;
		try_all(r, mentee + 1, mentor_of, used, best);
		used[m]--;
	}
	mentor_of[mentee] = PAIRING_NOBODY;
}

static void check_room(const struct pairing_request *r, const struct pairing *made)
{
	uint32_t used[MOST] = {0};

	for (uint32_t e = 0; e < r->mentees; e++)
		if (made->mentor_of[e] != PAIRING_NOBODY) {
			assert_non_null(find(r, e, made->mentor_of[e]));
			assert_true(++used[made->mentor_of[e]] <= r->room[made->mentor_of[e]]);
		}
	for (uint32_t m = 0; m < r->mentors; m++)
		assert_int_equal(made->from[m + 1] - made->from[m], used[m]);
}

static void make(const struct pairing_request *r, struct pairing *made)
{
	struct error e = {0};

	if (pairing_make(r, made, &e) != QSER_OK)
		fail_msg("%s", error_message(&e));
	check_room(r, made);
	error_free(&e);
}

static void test_score(UNUSED void **state)
{
	static struct random_case c;

	for (uint64_t n = 0; n < CASES; n++) {
		_cleanup_(pairing_free) struct pairing made = {0};
		uint32_t mentor_of[MOST], used[MOST] = {0};
		struct worth best = {.pairs = -1};
		make_case(&c, n);
		make(&c.request, &made);
		try_all(&c.request, 0, mentor_of, used, &best);
		const struct worth w = worth_of(&c.request, made.mentor_of);
		if (better(&best, &w))
			fail_msg("case %d: %d pairs, %d points, of %d, %d", (int)n, (int)w.pairs,
				(int)w.points, (int)best.pairs, (int)best.points);
	}
}

/* ---- stable ---- */

/* Would this side rather have a than b?  Of the same: the one that stands before. */
static bool rather(int32_t rank, int32_t points, uint32_t who, int32_t other_rank,
	int32_t other_points, uint32_t other)
{
	if (rank != other_rank && (rank && other_rank))
		return rank < other_rank;
	if (!rank != !other_rank)
		return rank;
	if (!rank && points != other_points)
		return points > other_points;
	return who < other;
}

static bool blocks(const struct pairing_request *r, const uint32_t *mentor_of,
	const struct pairing_candidate *c)
{
	uint32_t has = mentor_of[c->mentee], used = 0;
	bool wanted = false;

	if (has == c->mentor)
		return false;
	if (has != PAIRING_NOBODY) {
		const struct pairing_candidate *now = find(r, c->mentee, has);
		if (!rather(c->mentee_rank, c->points, c->mentor, now->mentee_rank, now->points,
			    has))
			return false;
	}
	for (uint32_t e = 0; e < r->mentees; e++) {
		if (mentor_of[e] != c->mentor)
			continue;
		const struct pairing_candidate *now = find(r, e, c->mentor);
		used++;
		wanted |= rather(
			c->mentor_rank, c->points, c->mentee, now->mentor_rank, now->points, e);
	}
	return r->room[c->mentor] && (wanted || used < r->room[c->mentor]);
}

static void test_stable(UNUSED void **state)
{
	static struct random_case c;

	for (uint64_t n = 0; n < CASES; n++) {
		_cleanup_(pairing_free) struct pairing made = {0};
		make_case(&c, n);
		c.request.stable = true;
		make(&c.request, &made);
		for (size_t i = 0; i < c.request.count; i++)
			if (blocks(&c.request, made.mentor_of, &c.candidates[i]))
				fail_msg("case %d: %u and %u", (int)n, c.candidates[i].mentee,
					c.candidates[i].mentor);
	}
}

/* ---- Why not ---- */

static void name(UNUSED void *ctx, uint32_t mentor, struct buffer *out)
{
	buffer_char(out, (char)('a' + mentor));
}

static void check_cause(const struct pairing_request *r, uint32_t mentee, const char *expected)
{
	_cleanup_(pairing_free) struct pairing made = {0};
	_cleanup_(buffer_free) struct buffer out = BUFFER_INIT;

	make(r, &made);
	assert_int_equal(made.mentor_of[mentee], PAIRING_NOBODY);
	pairing_cause(r, &made, mentee, name, NULL, &out);
	assert_string_equal(buffer_text(&out), expected);
}

static void test_causes(UNUSED void **state)
{
	const struct pairing_candidate all[] = {{0, 0, 7, 0, 0}, {0, 1, 5, 0, 0}, {1, 0, 9, 0, 0},
		{2, 0, 9, 0, 0}, {2, 1, 8, 0, 0}, {3, 1, 8, 0, 0}, {4, 2, 1, 0, 0}};
	uint32_t room[] = {1, 1, 0}, load[] = {0, 0, 0};
	struct pairing_request r = {.candidates = all,
		.count = 7,
		.mentees = 5,
		.mentors = 3,
		.room = room,
		.load = load};

	check_cause(&r, 0,
		"both possible mentors went to others; the best, a (7 points), went to another with "
		"9 points");
	check_cause(&r, 3,
		"the only possible mentor, b (8 points), went to another with 8 points: with the "
		"same points, who stands first has the place");
	check_cause(&r, 4, "the only possible mentor is full");
	r.stable = true;
	check_cause(
		&r, 2 + 1, "the only possible mentor, b (8 points), went to another with 8 points");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_score),
		cmocka_unit_test(test_stable),
		cmocka_unit_test(test_causes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
