/*
 * match.c: time the matching of a case that is always the same one.
 *
 *	match RUNS assign KIND MENTEES MENTORS CANDIDATES ROOM SCORE MOST [FILE]
 *	match RUNS stable MENTEES MENTORS CANDIDATES ROOM
 *
 * Each mentee has so many candidates (as many as there are mentors: all), each mentor that much
 * room.  KIND: random, scores up to SCORE; product, of the two numbers; equal, all are SCORE.
 * MOST: 1 for as many pairs as can be.  Out come the least processor time in seconds, the number
 * of pairs, and the sum of their scores.  FILE gets what was asked, in numbers of 32 bits: mentees,
 * mentors, count, then of each pair mentee, mentor, score.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../../lib/match/assign.h"
#include "../../../lib/match/stable.h"

struct match_case {
	uint32_t mentees, mentors, candidates, room, score;
	const char *kind;
	struct assign_pair *pairs;
	uint32_t *rooms;
	size_t count;
};

static uint64_t state = 88172645463325252u;

static uint32_t draw(uint32_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state % below);
}

static double now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint32_t number(const char *text)
{
	return (uint32_t)strtoul(text, NULL, 10);
}

static int32_t score(const struct match_case *c, uint32_t mentee, uint32_t mentor)
{
	if (strcmp(c->kind, "product") == 0)
		return (int32_t)((mentee + 1) * (mentor + 1));
	return (int32_t)(strcmp(c->kind, "equal") == 0 ? c->score : 1 + draw(c->score));
}

/* The candidates of one: all, or any of them, none twice. */
static void add_candidates(struct match_case *c, uint32_t mentee, uint32_t *seen)
{
	for (uint32_t k = 0; k < c->candidates; k++) {
		uint32_t mentor = k;
		if (c->candidates < c->mentors)
			do
				mentor = draw(c->mentors);
			while (seen[mentor] == mentee + 1);
		seen[mentor] = mentee + 1;
		c->pairs[c->count++] =
			(struct assign_pair){mentee, mentor, score(c, mentee, mentor)};
	}
}

static bool make_case(struct match_case *c)
{
	uint32_t *seen = calloc(c->mentors, sizeof(*seen));

	c->pairs = calloc((size_t)c->mentees * c->candidates, sizeof(*c->pairs));
	c->rooms = calloc(c->mentors, sizeof(*c->rooms));
	if (seen && c->pairs && c->rooms) {
		for (uint32_t i = 0; i < c->mentees; i++)
			add_candidates(c, i, seen);
		for (uint32_t j = 0; j < c->mentors; j++)
			c->rooms[j] = c->room;
	}
	free(seen);
	return c->pairs && c->rooms;
}

static bool write_case(const struct match_case *c, const char *name)
{
	const uint32_t head[] = {c->mentees, c->mentors, (uint32_t)c->count};
	FILE *f = fopen(name, "wb");

	return f && fwrite(head, sizeof(head), 1, f) == 1 &&
	       fwrite(c->pairs, sizeof(*c->pairs), c->count, f) == c->count && fclose(f) == 0;
}

static double assign(const struct match_case *c, bool most, size_t *pairs, int64_t *total)
{
	struct assign_request r = {.pairs = c->pairs,
		.count = c->count,
		.mentees = c->mentees,
		.mentors = c->mentors,
		.mentor_room = c->rooms,
		.most_pairs = most};
	struct assignment a;
	double from = now();
	enum qser_status status = assign_make(&r, &a);
	double took = now() - from;

	*pairs = a.count;
	*total = a.total;
	assign_free(&a);
	return status == QSER_OK ? took : -1;
}

/* Scores of the candidates are taken for the places of both sides' wishes. */
static double stable(const struct match_case *c, size_t *pairs)
{
	struct stable_wish *wishes = calloc(2 * c->count, sizeof(*wishes));
	struct stable_request r = {.mentees = c->mentees,
		.mentors = c->mentors,
		.mentee_wishes = wishes,
		.mentee_wish_count = c->count,
		.mentor_wishes = wishes + c->count,
		.mentor_wish_count = c->count,
		.mentor_room = c->rooms};
	struct stable_pairs made;

	if (!wishes)
		return -1;
	for (size_t k = 0; k < c->count; k++) {
		const struct assign_pair *p = &c->pairs[k];
		wishes[k] = (struct stable_wish){p->mentee, p->mentor, p->score};
		wishes[c->count + k] = (struct stable_wish){p->mentor, p->mentee, -p->score % 7919};
	}
	double from = now();
	enum qser_status status = stable_make(&r, &made);
	double took = now() - from;
	*pairs = made.count;
	stable_free(&made);
	free(wishes);
	return status == QSER_OK ? took : -1;
}

int main(int argc, char **argv)
{
	bool assigns = argc > 9 && strcmp(argv[2], "assign") == 0;
	struct match_case c = {.kind = assigns ? argv[3] : "random", .score = 1000000};
	char **at = argv + (assigns ? 4 : 3);
	int64_t total = 0;
	size_t pairs = 0;
	double best = 0;

	if (argc < 7)
		return 2;
	c.mentees = number(at[0]);
	c.mentors = number(at[1]);
	c.candidates = number(at[2]);
	c.room = number(at[3]);
	if (assigns)
		c.score = number(at[4]);
	if (!make_case(&c) || (assigns && argc > 10 && !write_case(&c, argv[10])))
		return 1;
	for (uint32_t i = 0; i < number(argv[1]); i++) {
		double took =
			assigns ? assign(&c, number(at[5]), &pairs, &total) : stable(&c, &pairs);
		if (took < 0)
			return 1;
		best = i == 0 || took < best ? took : best;
	}
	printf("%.4f %zu %lld\n", best, pairs, (long long)total);
	free(c.pairs);
	free(c.rooms);
	return 0;
}
