/* pairing.c: candidates, made ready for assign.h and stable.h. */
#include "pairing.h"

#include <inttypes.h>
#include <stdlib.h>

#include "../base/cleanup.h"
#include "assign.h"
#include "stable.h"
#include "ties.h"

static enum qser_status no_memory(struct error *e)
{
	return error_set(e, QSER_MEMORY, "out of memory");
}

/* ---- score ---- */

static enum qser_status score(const struct pairing_request *r, uint32_t *mentor_of, struct error *e)
{
	_cleanup_(free_pointer) struct assign_pair *pairs = calloc(r->count + 1, sizeof(*pairs));
	_cleanup_(assign_free) struct assignment made = {0};
	const struct assign_request request = {.pairs = pairs,
		.count = r->count,
		.mentees = r->mentees,
		.mentors = r->mentors,
		.mentor_room = r->room,
		.most_pairs = true};

	if (!pairs)
		return no_memory(e);
	for (size_t i = 0; i < r->count; i++)
		pairs[i] = (struct assign_pair){
			r->candidates[i].mentee, r->candidates[i].mentor, r->candidates[i].points};
	enum qser_status status = assign_make(&request, &made);
	if (status != QSER_OK)
		return status == QSER_INVALID
			       ? error_set(
					 e, status, "points are too far apart for so many mentees")
			       : no_memory(e);
	for (size_t i = 0; i < made.count; i++)
		mentor_of[made.pairs[i].mentee] = made.pairs[i].mentor;
	return ties_settle(&request, &made, r->load, mentor_of) == QSER_OK ? QSER_OK : no_memory(e);
}

/* ---- stable ---- */

/* The lesser, the rather.  Points are within 2^20. */
static int32_t place_of(int32_t rank, int32_t points)
{
	return rank ? rank - PAIRING_POINTS_MOST - INT32_MAX / 2 : -points;
}

static enum qser_status stable(
	const struct pairing_request *r, uint32_t *mentor_of, struct error *e)
{
	_cleanup_(free_pointer) struct stable_wish *wishes =
		calloc(2 * r->count + 1, sizeof(*wishes));
	_cleanup_(stable_free) struct stable_pairs made = {0};
	const struct stable_request request = {.mentees = r->mentees,
		.mentors = r->mentors,
		.mentee_wishes = wishes,
		.mentee_wish_count = r->count,
		.mentor_wishes = wishes ? wishes + r->count : NULL,
		.mentor_wish_count = r->count,
		.mentor_room = r->room};

	if (!wishes)
		return no_memory(e);
	for (size_t i = 0; i < r->count; i++) {
		const struct pairing_candidate *c = &r->candidates[i];
		wishes[i] = (struct stable_wish){
			c->mentee, c->mentor, place_of(c->mentee_rank, c->points)};
		wishes[r->count + i] = (struct stable_wish){
			c->mentor, c->mentee, place_of(c->mentor_rank, c->points)};
	}
	if (stable_make(&request, &made) != QSER_OK)
		return no_memory(e);
	for (size_t i = 0; i < made.count; i++)
		mentor_of[made.pairs[i].mentee] = made.pairs[i].mentor;
	return QSER_OK;
}

/* ---- Both ---- */

static int downwards(const void *a, const void *b)
{
	const int32_t *one = a, *other = b;

	return (*one < *other) - (*one > *other);
}

static void gather_points(const struct pairing_request *r, struct pairing *p)
{
	for (size_t i = 0; i < r->mentees; i++)
		if (p->mentor_of[i] != PAIRING_NOBODY)
			p->from[p->mentor_of[i] + 1]++;
	for (size_t i = 0; i < r->mentors; i++)
		p->from[i + 1] += p->from[i];
	for (size_t i = 0; i < r->count; i++) {
		const struct pairing_candidate *c = &r->candidates[i];
		if (p->mentor_of[c->mentee] == c->mentor)
			p->points[p->from[c->mentor]++] = c->points;
	}
	/* Each begin has moved to the next one's. */
	for (size_t i = r->mentors; i > 0; i--)
		p->from[i] = p->from[i - 1];
	p->from[0] = 0;
	for (size_t i = 0; i < r->mentors; i++)
		qsort(p->points + p->from[i], p->from[i + 1] - p->from[i], sizeof(*p->points),
			downwards);
}

enum qser_status pairing_make(
	const struct pairing_request *request, struct pairing *out, struct error *e)
{
	enum qser_status status = QSER_OK;

	*out = (struct pairing){calloc(request->mentees + 1, sizeof(*out->mentor_of)),
		calloc(request->mentors + 1, sizeof(*out->from)),
		calloc(request->mentees + 1, sizeof(*out->points))};
	if (!out->mentor_of || !out->from || !out->points)
		return no_memory(e);
	for (size_t i = 0; i < request->mentees; i++)
		out->mentor_of[i] = PAIRING_NOBODY;
	if (request->count)
		status = request->stable ? stable(request, out->mentor_of, e)
					 : score(request, out->mentor_of, e);
	if (status == QSER_OK)
		gather_points(request, out);
	return status;
}

void pairing_free(struct pairing *p)
{
	free(p->mentor_of);
	free(p->from);
	free(p->points);
	*p = (struct pairing){0};
}

/* ---- Why not ---- */

#define TAKERS_NAMED 5

static const struct pairing_candidate *first_of(const struct pairing_request *r, uint32_t mentee)
{
	size_t low = 0, high = r->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (r->candidates[middle].mentee < mentee)
			low = middle + 1;
		else
			high = middle;
	}
	return &r->candidates[low];
}

static const struct pairing_candidate *end_of(const struct pairing_request *r)
{
	return r->candidates + r->count;
}

/* Whom the mentee would rather have. */
static bool is_better(const struct pairing_request *r, const struct pairing_candidate *a,
	const struct pairing_candidate *b)
{
	int32_t one = a->points, other = b->points;

	if (r->stable) {
		one = -place_of(a->mentee_rank, a->points);
		other = -place_of(b->mentee_rank, b->points);
	}
	return one > other || (one == other && a->mentor < b->mentor);
}

/* "40, 35 and 35 points": of those who got a place. */
static void add_takers(const int32_t *points, size_t count, struct buffer *out)
{
	size_t shown = count > TAKERS_NAMED ? TAKERS_NAMED : count;

	for (size_t i = 0; i < shown; i++)
		buffer_printf(out, "%s%" PRId32,
			!i				 ? ""
			: i + 1 < shown || count > shown ? ", "
							 : " and ",
			points[i]);
	if (count > shown)
		buffer_printf(out, " and %zu more", count - shown);
	buffer_text_add(out, count == 1 && points[0] == 1 ? " point" : " points");
}

static void add_best(const struct pairing_request *r, const struct pairing *made,
	const struct pairing_candidate *best, struct buffer *out)
{
	const int32_t *points = made->points + made->from[best->mentor];
	size_t count = made->from[best->mentor + 1] - made->from[best->mentor];

	buffer_printf(out, " (%" PRId32 " point%s),", best->points, best->points == 1 ? "" : "s");
	buffer_printf(out, " went to %s with ", count == 1 ? "another" : "others");
	add_takers(points, count, out);
	if (r->stable || points[count - 1] > best->points)
		return;
	buffer_text_add(out, points[count - 1] < best->points
				     ? ": so there are more pairs, or more points in all"
				     : ": with the same points, who stands first has the place");
}

/* "the only possible mentor", "both possible mentors", "all 3 possible mentors". */
static void add_all(size_t count, struct buffer *out)
{
	if (count > 2)
		buffer_printf(out, "all %zu possible mentors", count);
	else
		buffer_text_add(
			out, count == 1 ? "the only possible mentor" : "both possible mentors");
}

void pairing_full(size_t count, struct buffer *out)
{
	add_all(count, out);
	buffer_text_add(out, count == 1 ? " is full" : " are full");
}

static const char *what_others_did(bool stable, bool some_full)
{
	if (some_full)
		return stable ? " are full or have others they prefer; the best, "
			      : " are full or went to others; the best, ";
	return stable ? " have others they prefer; the best, " : " went to others; the best, ";
}

void pairing_cause(const struct pairing_request *r, const struct pairing *made, uint32_t mentee,
	pairing_name_fn *name, void *ctx, struct buffer *out)
{
	const struct pairing_candidate *best = NULL;
	size_t count = 0, full = 0;

	for (const struct pairing_candidate *c = first_of(r, mentee);
		c < end_of(r) && c->mentee == mentee; c++) {
		count++;
		full += !r->room[c->mentor];
		if (r->room[c->mentor] && (!best || is_better(r, c, best)))
			best = c;
	}
	if (count == full) {
		pairing_full(count, out);
		return;
	}
	add_all(count, out);
	buffer_text_add(out, count == 1 ? ", " : what_others_did(r->stable, full));
	name(ctx, best->mentor, out);
	add_best(r, made, best, out);
}
