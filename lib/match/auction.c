/*
 * auction.c: the auction that finds the best assignment.
 *
 * Scores are multiplied by `scale`; prices are whole numbers.  What a pair is worth to its mentee
 * is its score less the mentor's price; what is worth nothing is not bid for.  In a round with the
 * step e, everybody is content within e:
 *
 *	(1) no pair that a mentee could have instead is worth more than e above the least of those
 *	    it has (above 0, if it has room left), and none it has is worth less than -e.
 *
 * Forward: a mentee with room bids for the pair worth most, as much as makes it worth e less than
 * the second.  Of a mentor's places the cheapest is taken over, and the price of the mentor is that
 * of the cheapest, if all are taken.  Prices only rise, so this ends, with all mentees content.
 *
 * In reverse: a mentor who has places left must cost nothing.  It lowers its price to what the
 * places are worth to mentees who are not with it, and takes those who gain most, from where they
 * gain least.  Mentees only gain, more than e each time, so this ends, and (1) holds all the while.
 *
 * Rounds go on with a smaller step, from the prices found, until the step is 1.  Then nothing is
 * better: from this answer to another one goes in round trips, on each of which mentees change from
 * one mentor to another, or between a mentor and nobody.  Nobody comes twice on a trip, so there
 * are fewer changes than `scale`.  By (1) each wins at most 1, and mentors with places left cost 0,
 * so a trip wins less than `scale`; but what it wins is a multiple of `scale`.
 *
 * In the same way prices become multiples of `scale` that keep (1) with 0 in place of e.  (1) says
 * price(a) <= price(b) + multiple + 1, for mentors a whom somebody has, and any b, or nobody, with
 * the price 0.  There are more remainders than such mentors: one, r, is that of none of these
 * prices, nor 0.  Add scale - r to all prices, and round them down: price(a) - 1 comes to the same
 * as price(a), which is no multiple; and nobody costs 0 again.
 *
 * Cost: a round looks at each pair once, and at those of a mentee or mentor for each bid.  Since
 * prices only rise while mentees bid, the few pairs worth most are kept in mind, and the rest are
 * looked at again only when these fall below it.
 */
#include "auction.h"

#include <stdlib.h>
#include <string.h>

#include "../base/cleanup.h"

/* From a round to the next the step is divided by this. */
#define FINER 6
#define FAVOURITES 4
/* The first step is the highest score divided by this; so often all pairs are looked at with it. */
#define FIRST 100000
#define PATIENCE 2

static int64_t scaled(const struct auction *a, int32_t score)
{
	return (score + a->bonus) * a->scale;
}

/* To the mentee. */
static int64_t worth(const struct auction *a, uint32_t pair)
{
	return scaled(a, a->pairs[pair].score) - a->price[a->pairs[pair].mentor];
}

static bool has_room(const struct auction *a, uint32_t mentee)
{
	return a->mentee_has[mentee] < a->mentee_room[mentee];
}

static bool has_places_left(const struct auction *a, uint32_t mentor)
{
	return a->mentor_has[mentor] < a->mentor_room[mentor];
}

static void wait_for(struct auction *a, uint32_t who)
{
	if (!a->waits[who])
		a->todo[a->todo_count++] = who;
	a->waits[who] = true;
}

/* The first round begins with a small step; where that takes long, as places are short and have to
 * become dear, the step grows.  (1) holds with a larger step, too. */
static void keep_patience(struct auction *a)
{
	if (a->looks <= a->patience)
		return;
	if (a->step <= a->top / FINER)
		a->step *= FINER;
	a->patience = a->looks + PATIENCE * a->count;
}

static uint32_t next_todo(struct auction *a)
{
	uint32_t who = a->todo[--a->todo_count];

	a->waits[who] = false;
	return who;
}

/* ---- Who has what ---- */

static void put(struct auction *a, uint32_t mentor, uint32_t at, struct auction_place place)
{
	a->places[a->places_from[mentor] + at] = place;
	a->place_of[place.pair] = at;
}

/* Into the heap of a mentor: above its place, or below it, are those to be moved. */
static void put_up(struct auction *a, uint32_t mentor, uint32_t at, struct auction_place place)
{
	const struct auction_place *heap = a->places + a->places_from[mentor];

	for (; at && heap[(at - 1) / 2].paid > place.paid; at = (at - 1) / 2)
		put(a, mentor, at, heap[(at - 1) / 2]);
	put(a, mentor, at, place);
}

static void put_down(struct auction *a, uint32_t mentor, uint32_t at, struct auction_place place)
{
	const struct auction_place *heap = a->places + a->places_from[mentor];
	uint32_t count = a->mentor_has[mentor];

	for (uint32_t child = 2 * at + 1; child < count; child = 2 * at + 1) {
		child += child + 1 < count && heap[child + 1].paid < heap[child].paid;
		if (heap[child].paid >= place.paid)
			break;
		put(a, mentor, at, heap[child]);
		at = child;
	}
	put(a, mentor, at, place);
}

static void hold(struct auction *a, uint32_t mentee, uint32_t pair)
{
	a->held[a->held_from[mentee] + a->mentee_has[mentee]++] = pair;
}

static void let_go(struct auction *a, uint32_t mentee, uint32_t pair)
{
	uint32_t *held = a->held + a->held_from[mentee], at = 0;

	while (held[at] != pair)
		at++;
	held[at] = held[--a->mentee_has[mentee]];
	a->place_of[pair] = AUCTION_NONE;
}

/* The mentee gives up a place; the heap is put in order by even_out. */
static void leave(struct auction *a, uint32_t mentee, uint32_t pair)
{
	uint32_t mentor = a->pairs[pair].mentor, at = a->place_of[pair];
	uint32_t last = --a->mentor_has[mentor];

	if (at != last)
		put(a, mentor, at, a->places[a->places_from[mentor] + last]);
	let_go(a, mentee, pair);
}

/* What is worth least of what a mentee has. */
static uint32_t least_held(const struct auction *a, uint32_t mentee)
{
	const uint32_t *held = a->held + a->held_from[mentee];
	uint32_t least = held[0];

	for (uint32_t i = 1; i < a->mentee_has[mentee]; i++) {
		int64_t more = worth(a, held[i]) - worth(a, least);
		if (more < 0 || (more == 0 && held[i] < least))
			least = held[i];
	}
	return least;
}

/* ---- Forward ---- */

struct choice {
	uint32_t pair; /* AUCTION_NONE: nothing is worth anything */
	int64_t first, second;
};

static void consider(struct choice *c, uint32_t pair, int64_t value)
{
	if (value > c->first) {
		c->second = c->first;
		c->first = value;
		c->pair = pair;
	} else if (value > c->second) {
		c->second = value;
	}
}

/* All pairs of a mentee it does not have. */
static struct choice choose(struct auction *a, uint32_t mentee)
{
	struct choice c = {.pair = AUCTION_NONE};
	uint32_t from = a->mentee_from[mentee], end = a->mentee_from[mentee + 1];

	for (uint32_t p = from; p < end; p++) {
		int64_t value = worth(a, p);
		if (value > c.second && a->place_of[p] == AUCTION_NONE)
			consider(&c, p, value);
	}
	a->looks += end - from;
	return c;
}

/* Put a pair worth so much after the price among the favourites; how many there are then. */
__attribute__((noinline)) static uint32_t add_favourite(const struct auction *a,
	struct auction_favourite *list, int64_t *value, uint32_t count, uint32_t pair)
{
	int64_t now = worth(a, pair);
	uint32_t at = count < FAVOURITES ? count++ : FAVOURITES - 1, mentor = a->pairs[pair].mentor;

	for (; at && value[at - 1] < now; at--) {
		value[at] = value[at - 1];
		list[at] = list[at - 1];
	}
	value[at] = now;
	list[at] = (struct auction_favourite){now + a->price[mentor], mentor, pair};
	return count;
}

/* The FAVOURITES pairs worth most.  Of several worth the same the first ones; each mentee begins
 * with another pair, so that not all want the same. */
static void find_favourites(struct auction *a, uint32_t mentee)
{
	uint32_t from = a->mentee_from[mentee], end = a->mentee_from[mentee + 1], count = 0;
	struct auction_favourite *list = a->favourites + (size_t)mentee * FAVOURITES;
	int64_t value[FAVOURITES], least = INT64_MIN;
	uint32_t begin = end > from ? from + mentee % (end - from) : from;
	/* Most of the time goes here: what does not change is at hand. */
	const struct auction_pair *pairs = a->pairs;
	const int64_t *price = a->price, scale = a->scale, bonus = a->bonus * scale;

	for (uint32_t half = 0; half < 2; half++) {
		uint32_t last = half ? begin : end;
		for (uint32_t p = half ? from : begin; p < last; p++) {
			if (pairs[p].score * scale + bonus - price[pairs[p].mentor] <= least)
				continue;
			count = add_favourite(a, list, value, count, p);
			least = count < FAVOURITES ? INT64_MIN : value[FAVOURITES - 1];
		}
	}
	a->favourite_count[mentee] = count;
	a->beyond[mentee] = least;
	a->looks += end - from;
}

/* Among the favourites; the answer is right if second is not below what is beyond. */
static struct choice choose_favourite(struct auction *a, uint32_t mentee)
{
	const struct auction_favourite *list = a->favourites + (size_t)mentee * FAVOURITES;
	struct choice c = {.pair = AUCTION_NONE};

	for (uint32_t i = 0; i < a->favourite_count[mentee]; i++)
		if (a->place_of[list[i].pair] == AUCTION_NONE)
			consider(&c, list[i].pair, list[i].worth - a->price[list[i].mentor]);
	a->looks += a->favourite_count[mentee];
	return c;
}

static struct choice best_choice(struct auction *a, uint32_t mentee)
{
	if (a->mentee_room[mentee] > 1)
		return choose(a, mentee);
	struct choice c = choose_favourite(a, mentee);
	if (c.second >= a->beyond[mentee])
		return c;
	find_favourites(a, mentee);
	return choose_favourite(a, mentee);
}

/* False: the mentee wants nothing more. */
static bool bid(struct auction *a, uint32_t mentee)
{
	struct choice c = best_choice(a, mentee);

	if (c.pair == AUCTION_NONE)
		return false;
	uint32_t mentor = a->pairs[c.pair].mentor;
	const struct auction_place *heap = a->places + a->places_from[mentor];
	struct auction_place place = {
		a->price[mentor] + c.first - c.second + a->step, mentee, c.pair};
	hold(a, mentee, c.pair);
	if (has_places_left(a, mentor)) {
		put_up(a, mentor, a->mentor_has[mentor]++, place);
	} else {
		struct auction_place cheapest = heap[0];
		let_go(a, cheapest.mentee, cheapest.pair);
		put_down(a, mentor, 0, place);
		wait_for(a, cheapest.mentee);
	}
	if (!has_places_left(a, mentor))
		a->price[mentor] = heap[0].paid;
	return true;
}

static void forward(struct auction *a)
{
	while (a->todo_count) {
		uint32_t mentee = next_todo(a);
		keep_patience(a);
		while (has_room(a, mentee) && bid(a, mentee))
			;
	}
}

/* ---- In reverse ---- */

static bool weaker(struct auction_offer x, struct auction_offer y)
{
	return x.worth != y.worth ? x.worth < y.worth : x.mentee > y.mentee;
}

/* Keep the `most` best of them, the weakest first, as a heap. */
static size_t keep_offer(
	struct auction_offer *heap, size_t count, size_t most, struct auction_offer offer)
{
	size_t at = count;

	if (count < most) {
		for (; at && weaker(offer, heap[(at - 1) / 2]); at = (at - 1) / 2)
			heap[at] = heap[(at - 1) / 2];
		heap[at] = offer;
		return count + 1;
	}
	if (!weaker(heap[0], offer))
		return count;
	at = 0;
	for (size_t child = 1; child < count; child = 2 * at + 1) {
		child += child + 1 < count && weaker(heap[child + 1], heap[child]);
		if (!weaker(heap[child], offer))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = offer;
	return count;
}

static void set_mentee_price(struct auction *a, uint32_t mentee)
{
	a->mentee_price[mentee] = has_room(a, mentee) ? 0 : worth(a, least_held(a, mentee));
}

static void lower_price(struct auction *a, uint32_t mentor, int64_t price)
{
	const struct auction_place *places = a->places + a->places_from[mentor];

	a->price[mentor] = price;
	for (uint32_t i = 0; i < a->mentor_has[mentor]; i++)
		set_mentee_price(a, places[i].mentee);
}

/* Who gains more than the step from a place that costs nothing; the `most` who gain most. */
static size_t find_offers(struct auction *a, uint32_t mentor, size_t most)
{
	uint32_t from = a->mentor_from[mentor], end = a->mentor_from[mentor + 1];
	int64_t least = a->step;
	size_t count = 0;

	for (uint32_t i = from; i < end; i++) {
		const struct auction_back *back = &a->back[i];
		int64_t gain = scaled(a, back->score) - a->mentee_price[back->mentee];
		if (gain <= least || a->place_of[back->pair] != AUCTION_NONE)
			continue;
		count = keep_offer(a->offers, count, most,
			(struct auction_offer){gain, back->mentee, back->pair});
		/* Later ones must be better: they stand behind those with the same worth. */
		least = count < most ? a->step : a->offers[0].worth;
	}
	a->looks += end - from;
	return count;
}

static void take(struct auction *a, uint32_t mentor, struct auction_offer offer)
{
	if (!has_room(a, offer.mentee)) {
		uint32_t old = least_held(a, offer.mentee), other = a->pairs[old].mentor;
		leave(a, offer.mentee, old);
		if (a->price[other] > 0)
			wait_for(a, other);
	}
	hold(a, offer.mentee, offer.pair);
	put(a, mentor, a->mentor_has[mentor]++,
		(struct auction_place){0, offer.mentee, offer.pair});
	set_mentee_price(a, offer.mentee);
}

/* Offer the places left of a mentor for less. */
static void cut_price(struct auction *a, uint32_t mentor)
{
	size_t places = a->mentor_room[mentor] - a->mentor_has[mentor], begin = 0;
	size_t count = find_offers(a, mentor, places + 1);
	int64_t price = 0;

	if (count > places) {
		begin = 1;
		price = a->offers[0].worth - a->step;
	}
	lower_price(a, mentor, price);
	for (size_t i = begin; i < count; i++)
		take(a, mentor, a->offers[i]);
}

/* The pairs by mentor are needed only if places are left that cost something. */
static void turn_round(struct auction *a)
{
	for (uint32_t i = 0; i < a->mentees; i++)
		for (uint32_t p = a->mentee_from[i]; p < a->mentee_from[i + 1]; p++)
			a->back[a->mentor_from[a->pairs[p].mentor]++] =
				(struct auction_back){i, p, a->pairs[p].score};
	for (size_t j = a->mentors; j > 0; j--)
		a->mentor_from[j] = a->mentor_from[j - 1];
	a->mentor_from[0] = 0;
	a->turned = true;
}

static void reverse(struct auction *a)
{
	for (uint32_t i = 0; i < a->mentees; i++)
		set_mentee_price(a, i);
	for (uint32_t j = (uint32_t)a->mentors; j-- > 0;)
		if (has_places_left(a, j) && a->price[j] > 0)
			wait_for(a, j);
	if (a->todo_count && !a->turned)
		turn_round(a);
	while (a->todo_count) {
		keep_patience(a);
		cut_price(a, next_todo(a));
	}
}

/* ---- Rounds ---- */

/* Nobody stays where a smaller step makes somebody discontent. */
static void leave_if_discontent(struct auction *a, uint32_t mentee)
{
	const uint32_t *held = a->held + a->held_from[mentee];
	struct choice c;

	if (a->mentee_room[mentee] > 1) {
		c = choose(a, mentee);
	} else {
		find_favourites(a, mentee);
		c = choose_favourite(a, mentee);
	}
	for (uint32_t i = a->mentee_has[mentee]; i-- > 0;)
		if (worth(a, held[i]) < c.first - a->step)
			leave(a, mentee, held[i]);
	if (has_room(a, mentee))
		wait_for(a, mentee);
}

/* All places of a mentor cost what the mentor does. */
static void even_out(struct auction *a)
{
	for (size_t j = 0; j < a->mentors; j++)
		for (uint32_t i = 0; i < a->mentor_has[j]; i++)
			a->places[a->places_from[j] + i].paid = a->price[j];
}

static void next_round(struct auction *a)
{
	even_out(a);
	for (uint32_t i = (uint32_t)a->mentees; i-- > 0;)
		leave_if_discontent(a, i);
	forward(a);
	reverse(a);
}

/* Prices in scores; see above. */
static enum qser_status make_exact(struct auction *a)
{
	_cleanup_(free_pointer) bool *taken = calloc((size_t)a->scale + 1, sizeof(*taken));
	int64_t rest = 0;

	if (!taken)
		return QSER_MEMORY;
	taken[0] = true;
	for (size_t j = 0; j < a->mentors; j++)
		if (a->mentor_has[j])
			taken[a->price[j] % a->scale] = true;
	while (taken[rest])
		rest++;
	for (size_t j = 0; j < a->mentors; j++)
		a->price[j] = (a->price[j] + a->scale - rest) / a->scale;
	a->scale = 1;
	for (uint32_t i = 0; i < a->mentees; i++)
		set_mentee_price(a, i);
	return QSER_OK;
}

/* ---- Before and after ---- */

/* The sums of what each has room for. */
static bool count_room(const uint32_t *room, size_t count, uint32_t **from, size_t *sum)
{
	*sum = 0;
	*from = calloc(count + 1, sizeof(**from));
	if (!*from)
		return false;
	for (size_t i = 0; i < count; i++) {
		(*from)[i] = (uint32_t)*sum;
		*sum += room[i];
	}
	return true;
}

static bool make_lists(struct auction *a)
{
	size_t most = a->mentees > a->mentors ? a->mentees : a->mentors, held, places;

	if (!count_room(a->mentee_room, a->mentees, &a->held_from, &held) ||
		!count_room(a->mentor_room, a->mentors, &a->places_from, &places))
		return false;
	a->mentee_has = calloc(a->mentees + 1, sizeof(*a->mentee_has));
	a->mentor_has = calloc(a->mentors + 1, sizeof(*a->mentor_has));
	a->held = calloc(held + 1, sizeof(*a->held));
	a->places = calloc(places + 1, sizeof(*a->places));
	a->favourites = calloc(a->mentees * FAVOURITES + 1, sizeof(*a->favourites));
	a->favourite_count = calloc(a->mentees + 1, sizeof(*a->favourite_count));
	a->beyond = calloc(a->mentees + 1, sizeof(*a->beyond));
	a->todo = calloc(most + 1, sizeof(*a->todo));
	a->waits = calloc(most + 1, sizeof(*a->waits));
	a->price = calloc(a->mentors + 1, sizeof(*a->price));
	a->mentee_price = calloc(a->mentees + 1, sizeof(*a->mentee_price));
	return a->mentee_has && a->mentor_has && a->held && a->places && a->favourites &&
	       a->favourite_count && a->beyond && a->todo && a->waits && a->price &&
	       a->mentee_price;
}

/* Where the pairs of each mentor begin, and room for the offers of the one with most. */
static bool count_pairs(struct auction *a)
{
	size_t most = 0;

	a->back = calloc(a->count + 1, sizeof(*a->back));
	a->mentor_from = calloc(a->mentors + 1, sizeof(*a->mentor_from));
	a->place_of = calloc(a->count + 1, sizeof(*a->place_of));
	if (!a->back || !a->mentor_from || !a->place_of)
		return false;
	for (size_t p = 0; p < a->count; p++) {
		a->mentor_from[a->pairs[p].mentor + 1]++;
		a->place_of[p] = AUCTION_NONE;
	}
	for (size_t j = 0; j < a->mentors; j++) {
		if (a->mentor_from[j + 1] > most)
			most = a->mentor_from[j + 1];
		a->mentor_from[j + 1] += a->mentor_from[j];
	}
	a->offers = calloc(most + 3, sizeof(*a->offers));
	return a->offers;
}

enum qser_status auction_run(struct auction *a)
{
	if (!make_lists(a) || !count_pairs(a))
		return QSER_MEMORY;
	for (size_t p = 0; p < a->count; p++)
		if (scaled(a, a->pairs[p].score) > a->top)
			a->top = scaled(a, a->pairs[p].score);
	a->step = a->top / FIRST + 1;
	a->patience = PATIENCE * a->count;
	next_round(a);
	a->patience = UINT64_MAX;
	while (a->step > 1) {
		a->step = (a->step + FINER - 1) / FINER;
		next_round(a);
	}
	return make_exact(a);
}

void auction_free(struct auction *a)
{
	void *all[] = {a->place_of, a->price, a->mentee_price, a->back, a->mentor_from,
		a->mentee_has, a->mentor_has, a->held, a->held_from, a->places, a->places_from,
		a->favourites, a->favourite_count, a->beyond, a->todo, a->waits, a->offers};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		free(all[i]);
}
