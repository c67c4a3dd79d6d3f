/* auction.h: the search of assign.h, over pairs that stand in order. */
#ifndef MATCH_AUCTION_H
#define MATCH_AUCTION_H

#include "../base/error.h"

#define AUCTION_NONE UINT32_MAX

struct auction_pair {
	uint32_t mentor;
	int32_t score;
};

/* The same pair, as its mentor sees it. */
struct auction_back {
	uint32_t mentee, pair;
	int32_t score;
};

/* A place with a mentor that somebody has. */
struct auction_place {
	int64_t paid;
	uint32_t mentee, pair;
};

/* A mentee whom a mentor with places left could take, and what the place is worth to that one. */
struct auction_offer {
	int64_t worth;
	uint32_t mentee, pair;
};

struct auction_favourite {
	int64_t worth; /* scaled, before the price */
	uint32_t mentor, pair;
};

struct auction {
	/* Given.  Nobody has no room; room beyond the pairs of somebody is cut to one more. */
	size_t mentees, mentors, count;
	const struct auction_pair *pairs; /* by mentee */
	const uint32_t *mentee_from;	  /* the first pair of each; one more at the end */
	const uint32_t *mentee_room, *mentor_room;
	int64_t bonus;
	int64_t scale; /* at least 2 more than the mentors, or than the rooms of all mentees */

	/* Found. */
	uint32_t *place_of; /* of each pair, within its mentor; AUCTION_NONE: it is not made */
	int64_t *price, *mentee_price;
	uint64_t looks;

	/* At work. */
	struct auction_back *back; /* pairs by mentor, then by mentee */
	uint32_t *mentor_from;
	bool turned;			   /* back is filled */
	uint32_t *mentee_has, *mentor_has; /* how many */
	uint32_t *held, *held_from;	   /* the pairs each mentee has */
	struct auction_place *places;	   /* each mentor has; cheapest first, as a heap */
	uint32_t *places_from;
	struct auction_favourite *favourites; /* of each mentee with room for one */
	uint32_t *favourite_count;
	int64_t *beyond; /* no pair but the favourites is worth more, after the price */
	uint32_t *todo;	 /* mentees with room, or mentors with places left */
	size_t todo_count;
	bool *waits; /* is in todo */
	struct auction_offer *offers;
	int64_t top;	   /* the highest score, scaled */
	int64_t step;	   /* epsilon */
	uint64_t patience; /* so many looks, then it grows */
};

/* From what is given.  QSER_MEMORY.  auction_free in any case: what is given is the caller's. */
enum qser_status auction_run(struct auction *a) _check_;
void auction_free(struct auction *a);

#endif
