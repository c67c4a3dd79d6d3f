/*
 * assign.c: an assignment asked for by anybody, made ready for the auction.
 *
 * Mentees and mentors get numbers by their ranks, and pairs are sorted by these; from here on
 * nothing is left of the order in which they came in.  The bonus for most_pairs is so high that a
 * pair more outweighs all else: what makes a pair more is a row of n new pairs and n - 1 old ones,
 * with nobody twice on it.
 */
#include "assign.h"

#include <stdlib.h>

#include "../base/cleanup.h"
#include "auction.h"
#include "order.h"

struct assigning {
	const struct assign_request *request;
	struct assignment *out;
	uint32_t *mentee_place, *mentor_place; /* numbers, by index */
	uint32_t *mentee_who, *mentor_who;     /* and back */
	struct auction_pair *pairs;
	uint32_t *mentee_from, *mentee_room, *mentor_room;
	struct auction auction;
};

static void end(struct assigning *w)
{
	auction_free(&w->auction);
	free(w->mentee_place);
	free(w->mentor_place);
	free(w->mentee_who);
	free(w->mentor_who);
	free(w->pairs);
	free(w->mentee_from);
	free(w->mentee_room);
	free(w->mentor_room);
}

static uint32_t room_of(const uint32_t *room, uint32_t who)
{
	return room ? room[who] : 1;
}

/* Can a pair be made at all? */
static bool counts(const struct assign_request *r, const struct assign_pair *pair)
{
	return (r->most_pairs || pair->score > 0) && room_of(r->mentee_room, pair->mentee) &&
	       room_of(r->mentor_room, pair->mentor);
}

static bool indices_are_good(const struct assign_request *r)
{
	if (r->count >= INT32_MAX || r->mentees >= INT32_MAX || r->mentors >= INT32_MAX)
		return false;
	for (size_t i = 0; i < r->count; i++)
		if (r->pairs[i].mentee >= r->mentees || r->pairs[i].mentor >= r->mentors)
			return false;
	return true;
}

static enum qser_status number_all(struct assigning *w)
{
	const struct assign_request *r = w->request;
	enum qser_status status;

	w->mentee_place = calloc(r->mentees + 1, sizeof(*w->mentee_place));
	w->mentee_who = calloc(r->mentees + 1, sizeof(*w->mentee_who));
	w->mentor_place = calloc(r->mentors + 1, sizeof(*w->mentor_place));
	w->mentor_who = calloc(r->mentors + 1, sizeof(*w->mentor_who));
	if (!w->mentee_place || !w->mentee_who || !w->mentor_place || !w->mentor_who)
		return QSER_MEMORY;
	status = order_places(r->mentee_rank, r->mentees, w->mentee_place, w->mentee_who);
	if (status != QSER_OK)
		return status;
	return order_places(r->mentor_rank, r->mentors, w->mentor_place, w->mentor_who);
}

/* ---- Pairs ---- */

/* Mentee and mentor of a pair as one number, which pairs are sorted by. */
static uint64_t both_of(const struct assigning *w, const struct assign_pair *pair)
{
	return (uint64_t)w->mentee_place[pair->mentee] << 32 | w->mentor_place[pair->mentor];
}

/* Do all pairs count, and stand in order? */
static bool are_ready(const struct assigning *w)
{
	const struct assign_request *r = w->request;
	uint64_t before = 0;

	for (size_t i = 0; i < r->count; i++) {
		uint64_t now = both_of(w, &r->pairs[i]);
		if (!counts(r, &r->pairs[i]) || now < before)
			return false;
		before = now;
	}
	return true;
}

/* The pairs that count, in order. */
static bool sort_pairs(const struct assigning *w, uint32_t *order, size_t *count)
{
	const struct assign_request *r = w->request;
	_cleanup_(free_pointer) uint32_t *key = calloc(r->count + 1, sizeof(*key));
	_cleanup_(free_pointer) uint32_t *spare = calloc(r->count + 1, sizeof(*spare));

	if (!key || !spare)
		return false;
	*count = 0;
	for (uint32_t i = 0; i < r->count; i++)
		if (counts(r, &r->pairs[i]))
			order[(*count)++] = i;
	for (size_t i = 0; i < r->count; i++)
		key[i] = w->mentor_place[r->pairs[i].mentor];
	order_by(order, *count, key, (uint32_t)r->mentors, spare);
	for (size_t i = 0; i < r->count; i++)
		key[i] = w->mentee_place[r->pairs[i].mentee];
	order_by(order, *count, key, (uint32_t)r->mentees, spare);
	return true;
}

/* Of those with the same people the best one is left.  order NULL: as they stand. */
static size_t gather_pairs(struct assigning *w, const uint32_t *order, size_t count)
{
	size_t kept = 0;
	uint32_t mentee = 0;

	for (size_t i = 0; i < count; i++) {
		const struct assign_pair *pair = &w->request->pairs[order ? order[i] : i];
		uint32_t mentor = w->mentor_place[pair->mentor];
		while (mentee < w->mentee_place[pair->mentee])
			w->mentee_from[++mentee] = (uint32_t)kept;
		bool again = kept > w->mentee_from[mentee] && w->pairs[kept - 1].mentor == mentor;
		if (!again)
			w->pairs[kept++] = (struct auction_pair){mentor, pair->score};
		else if (pair->score > w->pairs[kept - 1].score)
			w->pairs[kept - 1].score = pair->score;
	}
	while (mentee < w->request->mentees)
		w->mentee_from[++mentee] = (uint32_t)kept;
	return kept;
}

/* Room that cannot be used up is still room.  Who has none has no pairs, and may have some. */
static uint32_t useful(uint32_t room, uint32_t pairs)
{
	return room > pairs || !pairs ? pairs + 1 : room;
}

static void set_rooms(struct assigning *w, size_t count)
{
	const struct assign_request *r = w->request;

	for (size_t p = 0; p < count; p++)
		w->mentor_room[w->pairs[p].mentor]++;
	for (size_t j = 0; j < r->mentors; j++)
		w->mentor_room[j] =
			useful(room_of(r->mentor_room, w->mentor_who[j]), w->mentor_room[j]);
	for (size_t i = 0; i < r->mentees; i++)
		w->mentee_room[i] = useful(room_of(r->mentee_room, w->mentee_who[i]),
			w->mentee_from[i + 1] - w->mentee_from[i]);
}

static enum qser_status make_pairs(struct assigning *w)
{
	const struct assign_request *r = w->request;
	_cleanup_(free_pointer) uint32_t *order = NULL;
	size_t count = r->count;

	w->pairs = calloc(r->count + 1, sizeof(*w->pairs));
	w->mentee_from = calloc(r->mentees + 1, sizeof(*w->mentee_from));
	w->mentee_room = calloc(r->mentees + 1, sizeof(*w->mentee_room));
	w->mentor_room = calloc(r->mentors + 1, sizeof(*w->mentor_room));
	if (!w->pairs || !w->mentee_from || !w->mentee_room || !w->mentor_room)
		return QSER_MEMORY;
	if (!are_ready(w)) {
		order = calloc(r->count + 1, sizeof(*order));
		if (!order || !sort_pairs(w, order, &count))
			return QSER_MEMORY;
	}
	count = gather_pairs(w, order, count);
	set_rooms(w, count);
	w->auction = (struct auction){.mentees = r->mentees,
		.mentors = r->mentors,
		.count = count,
		.pairs = w->pairs,
		.mentee_from = w->mentee_from,
		.mentee_room = w->mentee_room,
		.mentor_room = w->mentor_room};
	return QSER_OK;
}

/* ---- Numbers ---- */

/* The lesser of the mentors and the rooms of all mentees. */
static int64_t count_most(const struct assigning *w)
{
	size_t rooms = 0;

	for (size_t i = 0; i < w->request->mentees; i++)
		rooms += w->mentee_room[i];
	return (int64_t)(rooms < w->request->mentors ? rooms : w->request->mentors);
}

static enum qser_status set_scale(struct assigning *w)
{
	struct auction *a = &w->auction;
	int64_t most = count_most(w), least_score = INT32_MAX, top = INT32_MIN;

	for (size_t p = 0; p < a->count; p++) {
		least_score = w->pairs[p].score < least_score ? w->pairs[p].score : least_score;
		top = w->pairs[p].score > top ? w->pairs[p].score : top;
	}
	a->scale = most + 2;
	if (!a->count)
		return QSER_OK;
	/* Both factors are below 2^32: no more than 2^63 - 2^32 comes of it. */
	if (w->request->most_pairs)
		a->bonus = (most - 1) * (top - least_score) + 1 - least_score;
	if (a->bonus < 0)
		a->bonus = 0;
	return top + a->bonus < (INT64_C(1) << 60) / a->scale ? QSER_OK : QSER_INVALID;
}

/* ---- Out ---- */

static enum qser_status tell_pairs(struct assigning *w)
{
	const struct auction *a = &w->auction;
	struct assignment *out = w->out;

	for (size_t p = 0; p < a->count; p++)
		out->count += a->place_of[p] != AUCTION_NONE;
	out->pairs = calloc(out->count + 1, sizeof(*out->pairs));
	if (!out->pairs)
		return QSER_MEMORY;
	out->count = 0;
	for (size_t i = 0; i < a->mentees; i++)
		for (uint32_t p = a->mentee_from[i]; p < a->mentee_from[i + 1]; p++) {
			if (a->place_of[p] == AUCTION_NONE)
				continue;
			out->total += a->pairs[p].score;
			out->pairs[out->count++] = (struct assign_pair){w->mentee_who[i],
				w->mentor_who[a->pairs[p].mentor], a->pairs[p].score};
		}
	return QSER_OK;
}

/* Who has no room at all costs as much as the pairs would bring that were left out for it. */
static void price_those_without_room(const struct assigning *w)
{
	const struct assign_request *r = w->request;
	struct assignment *out = w->out;

	for (size_t i = 0; i < r->count; i++) {
		const struct assign_pair *p = &r->pairs[i];
		int64_t worth = p->score + out->bonus - out->mentor_price[p->mentor];
		if (!room_of(r->mentee_room, p->mentee) && room_of(r->mentor_room, p->mentor) &&
			worth > out->mentee_price[p->mentee])
			out->mentee_price[p->mentee] = worth;
	}
	for (size_t i = 0; i < r->count; i++) {
		const struct assign_pair *p = &r->pairs[i];
		int64_t worth = p->score + out->bonus - out->mentee_price[p->mentee];
		if (!room_of(r->mentor_room, p->mentor) && worth > out->mentor_price[p->mentor])
			out->mentor_price[p->mentor] = worth;
	}
}

static enum qser_status tell_prices(struct assigning *w)
{
	const struct assign_request *r = w->request;
	struct assignment *out = w->out;

	out->mentee_price = calloc(r->mentees + 1, sizeof(*out->mentee_price));
	out->mentor_price = calloc(r->mentors + 1, sizeof(*out->mentor_price));
	if (!out->mentee_price || !out->mentor_price)
		return QSER_MEMORY;
	for (size_t i = 0; i < r->mentees; i++)
		out->mentee_price[w->mentee_who[i]] = w->auction.mentee_price[i];
	for (size_t j = 0; j < r->mentors; j++)
		out->mentor_price[w->mentor_who[j]] = w->auction.price[j];
	out->bonus = w->auction.bonus;
	price_those_without_room(w);
	return QSER_OK;
}

enum qser_status assign_make(const struct assign_request *request, struct assignment *out)
{
	_cleanup_(end) struct assigning w = {.request = request, .out = out};
	enum qser_status status;

	*out = (struct assignment){0};
	if (!indices_are_good(request))
		return QSER_INVALID;
	status = number_all(&w);
	if (status == QSER_OK)
		status = make_pairs(&w);
	if (status == QSER_OK)
		status = set_scale(&w);
	if (status == QSER_OK)
		status = auction_run(&w.auction);
	if (status == QSER_OK)
		status = tell_pairs(&w);
	if (status == QSER_OK)
		status = tell_prices(&w);
	out->looks = w.auction.looks;
	return status;
}

void assign_free(struct assignment *out)
{
	free(out->pairs);
	free(out->mentee_price);
	free(out->mentor_price);
	*out = (struct assignment){0};
}
