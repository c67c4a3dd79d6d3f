/*
 * wishes.c: two bags of wishes become lists, by sorting alone: by mentee, mentor and place, so that
 * the two can be laid side by side; then what both wish for by the places of either.
 */
#include "wishes.h"

#include <stdlib.h>

#include "../base/cleanup.h"
#include "order.h"

/* One of the two bags, as it is in the request. */
struct bag {
	const struct stable_wish *wishes;
	size_t count;
	int from, to;	 /* sides */
	uint32_t *order; /* sorted by mentee, mentor, place */
};

struct joining {
	struct wishes *out;
	struct bag bags[2];
	uint32_t *key, *spare;
	int32_t *places; /* of each pair: of the mentee, then of the mentor */
};

static void end(struct joining *j)
{
	free(j->bags[0].order);
	free(j->bags[1].order);
	free(j->key);
	free(j->spare);
	free(j->places);
}

static bool indices_are_good(const struct joining *j)
{
	for (int b = 0; b < 2; b++) {
		const struct bag *bag = &j->bags[b];
		if (bag->count >= INT32_MAX || j->out->side[b].count >= INT32_MAX)
			return false;
		for (size_t i = 0; i < bag->count; i++)
			if (bag->wishes[i].who >= j->out->side[bag->from].count ||
				bag->wishes[i].whom >= j->out->side[bag->to].count)
				return false;
	}
	return true;
}

static enum qser_status number_side(
	struct wish_side *side, const uint32_t *rank, const uint32_t *room)
{
	side->index = calloc(side->count + 1, sizeof(*side->index));
	side->place = calloc(side->count + 1, sizeof(*side->place));
	side->room = calloc(side->count + 1, sizeof(*side->room));
	side->from = calloc(side->count + 1, sizeof(*side->from));
	if (!side->index || !side->place || !side->room || !side->from)
		return QSER_MEMORY;
	enum qser_status status = order_places(rank, side->count, side->place, side->index);
	for (size_t i = 0; status == QSER_OK && i < side->count; i++)
		side->room[i] = room ? room[side->index[i]] : 1;
	return status;
}

/* ---- Laid side by side ---- */

/* The number of the mentee (side 0) or mentor (side 1) of a wish. */
static uint32_t number_of(const struct joining *j, int b, size_t wish, int side)
{
	const struct stable_wish *w = &j->bags[b].wishes[wish];

	return j->out->side[side].place[side == j->bags[b].from ? w->who : w->whom];
}

static void sort_bag(struct joining *j, int b)
{
	struct bag *bag = &j->bags[b];

	for (uint32_t i = 0; i < bag->count; i++) {
		bag->order[i] = i;
		j->key[i] = order_key(bag->wishes[i].place);
	}
	order_by(bag->order, bag->count, j->key, UINT32_MAX, j->spare);
	for (int side = 1; side >= 0; side--) {
		for (size_t i = 0; i < bag->count; i++)
			j->key[i] = number_of(j, b, i, side);
		order_by(bag->order, bag->count, j->key, (uint32_t)j->out->side[side].count,
			j->spare);
	}
}

/* Mentee and mentor of the wish at `at` of a bag as one number; UINT64_MAX: it is at its end. */
static uint64_t both_of(const struct joining *j, int b, size_t at)
{
	if (at == j->bags[b].count)
		return UINT64_MAX;
	uint32_t wish = j->bags[b].order[at];
	return (uint64_t)number_of(j, b, wish, 0) << 32 | number_of(j, b, wish, 1);
}

/* Of several wishes for the same the first is the best. */
static size_t past(const struct joining *j, int b, size_t at)
{
	uint64_t both = both_of(j, b, at);

	while (at < j->bags[b].count && both_of(j, b, at) == both)
		at++;
	return at;
}

static void join(struct joining *j)
{
	struct wishes *out = j->out;

	for (size_t at[2] = {0}; at[0] < j->bags[0].count && at[1] < j->bags[1].count;) {
		uint64_t x = both_of(j, 0, at[0]), y = both_of(j, 1, at[1]);
		if (x == y) {
			struct wish_pair *pair = &out->pairs[out->count];
			pair->who[0] = (uint32_t)(x >> 32);
			pair->who[1] = (uint32_t)x;
			for (int b = 0; b < 2; b++)
				j->places[2 * out->count + (size_t)b] =
					j->bags[b].wishes[j->bags[b].order[at[b]]].place;
			out->count++;
		}
		if (x <= y)
			at[0] = past(j, 0, at[0]);
		if (y <= x)
			at[1] = past(j, 1, at[1]);
	}
}

/* ---- Lists ---- */

/* Pairs stand by mentee, then mentor: by the rank of the other one, for either. */
static void list_side(struct joining *j, int s)
{
	struct wishes *out = j->out;
	struct wish_side *side = &out->side[s];

	for (uint32_t p = 0; p < out->count; p++) {
		side->list[p] = p;
		j->key[p] = order_key(j->places[2 * p + (unsigned)s]);
	}
	order_by(side->list, out->count, j->key, UINT32_MAX, j->spare);
	for (size_t p = 0; p < out->count; p++)
		j->key[p] = out->pairs[p].who[s];
	order_by(side->list, out->count, j->key, (uint32_t)side->count, j->spare);
	uint32_t who = 0;
	for (uint32_t i = 0; i < out->count; i++) {
		struct wish_pair *pair = &out->pairs[side->list[i]];
		while (who < pair->who[s])
			side->from[++who] = i;
		pair->choice[s] = i - side->from[who];
	}
	while (who < side->count)
		side->from[++who] = (uint32_t)out->count;
}

static bool make_room(struct joining *j)
{
	size_t most = 0;

	for (int b = 0; b < 2; b++) {
		struct bag *bag = &j->bags[b];
		most = bag->count > most ? bag->count : most;
		bag->order = calloc(bag->count + 1, sizeof(*bag->order));
		if (!bag->order)
			return false;
	}
	j->key = calloc(most + 1, sizeof(*j->key));
	j->spare = calloc(most + 1, sizeof(*j->spare));
	j->places = calloc(2 * most + 1, sizeof(*j->places));
	j->out->pairs = calloc(most + 1, sizeof(*j->out->pairs));
	for (int s = 0; s < 2; s++)
		j->out->side[s].list = calloc(most + 1, sizeof(*j->out->side[s].list));
	return j->key && j->spare && j->places && j->out->pairs && j->out->side[0].list &&
	       j->out->side[1].list;
}

enum qser_status wishes_join(const struct stable_request *r, struct wishes *out)
{
	_cleanup_(end) struct joining j = {.out = out,
		.bags = {{r->mentee_wishes, r->mentee_wish_count, 0, 1, NULL},
			{r->mentor_wishes, r->mentor_wish_count, 1, 0, NULL}}};
	enum qser_status status;

	*out = (struct wishes){.side = {{.count = r->mentees}, {.count = r->mentors}}};
	if (!indices_are_good(&j))
		return QSER_INVALID;
	status = number_side(&out->side[WISHES_MENTEES], r->mentee_rank, r->mentee_room);
	if (status == QSER_OK)
		status = number_side(&out->side[WISHES_MENTORS], r->mentor_rank, r->mentor_room);
	if (status != QSER_OK)
		return status;
	if (!make_room(&j))
		return QSER_MEMORY;
	for (int b = 0; b < 2; b++)
		sort_bag(&j, b);
	join(&j);
	for (int s = 0; s < 2; s++)
		list_side(&j, s);
	return QSER_OK;
}

void wishes_free(struct wishes *w)
{
	for (int s = 0; s < 2; s++) {
		free(w->side[s].index);
		free(w->side[s].place);
		free(w->side[s].room);
		free(w->side[s].from);
		free(w->side[s].list);
	}
	free(w->pairs);
	*w = (struct wishes){0};
}
