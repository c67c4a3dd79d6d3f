/* wishes.h: the wishes of stable.h joined into lists, those of both sides alike. */
#ifndef MATCH_WISHES_H
#define MATCH_WISHES_H

#include "stable.h"

#define WISHES_MENTEES 0
#define WISHES_MENTORS 1

/* A pair that both wish for. */
struct wish_pair {
	uint32_t who[2];    /* numbers by rank: of the mentee, the mentor */
	uint32_t choice[2]; /* which of the wishes of each: its place in the list of that one */
};

struct wish_side {
	size_t count;
	uint32_t *index; /* in the request, by number */
	uint32_t *place; /* number, by index */
	uint32_t *room;
	uint32_t *from; /* each one's list in `list`; one more at the end */
	uint32_t *list; /* pairs, the best wish first */
};

struct wishes {
	struct wish_side side[2];
	struct wish_pair *pairs;
	size_t count;
};

/* QSER_INVALID, QSER_MEMORY; wishes_free in any case. */
enum qser_status wishes_join(const struct stable_request *request, struct wishes *out) _check_;
void wishes_free(struct wishes *w);

#endif
