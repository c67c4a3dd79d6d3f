/*
 * pairing.h: one round: who is proposed to whom, and why the others are not.
 *
 * score: as many pairs as can be; of those answers the most points; of those the one of ties.h.
 * stable: nobody would rather have each other.  Whom somebody has ranked comes first, in that
 * order, then the others by points; of those with the same points mentees take the mentor with
 * fewer mentees, mentors the mentee who stands before.
 */
#ifndef MATCH_PAIRING_H
#define MATCH_PAIRING_H

#include "../base/error.h"

#define PAIRING_NOBODY UINT32_MAX
#define PAIRING_POINTS_MOST 1000000 /* and, below 0, the least */

struct pairing_candidate {
	uint32_t mentee, mentor; /* indices: in the order that decides ties */
	int32_t points;
	int32_t mentee_rank, mentor_rank; /* the mentor's for the mentee, and back; 0: none */
};

struct pairing_request {
	const struct pairing_candidate *candidates; /* by mentee; no two alike */
	size_t count;
	size_t mentees, mentors;
	const uint32_t *room; /* of mentors: free places */
	const uint32_t *load; /* of mentors: mentees there are */
	bool stable;
};

struct pairing {
	uint32_t *mentor_of; /* by mentee; PAIRING_NOBODY */
	/* Of whom each mentor got, the points, the most first: from[mentor] and on. */
	uint32_t *from; /* one more at the end */
	int32_t *points;
};

/* QSER_MEMORY; QSER_INVALID: points too far apart.  pairing_free in any case. */
enum qser_status pairing_make(
	const struct pairing_request *request, struct pairing *out, struct error *e) _check_;
void pairing_free(struct pairing *p);

/* Why a mentee goes without, of whom there are candidates: into out.  name: how a mentor is named.
 */
typedef void pairing_name_fn(void *ctx, uint32_t mentor, struct buffer *out);
void pairing_cause(const struct pairing_request *request, const struct pairing *made,
	uint32_t mentee, pairing_name_fn *name, void *ctx, struct buffer *out);
/* The same, when so many are possible and none of them has room. */
void pairing_full(size_t count, struct buffer *out);

#endif
