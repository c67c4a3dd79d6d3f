/*
 * stable.h: who goes to whom, so that nobody has a reason to go round the result.
 *
 * Each mentee wishes for some mentors, each mentor for some mentees, in an order; each has room for
 * so many.  Only pairs that both wish for can be made.  A pair that is not made blocks a result
 * when both would rather have it: each has room left, or likes the other better than one of those
 * it has. A result that nothing blocks is stable.  There always is one; of all there are, the one
 * this gives is the best for every single one of the side that proposes, and the worst for the
 * other side.
 *
 * Deferred acceptance: Gale & Shapley, "College admissions and the stability of marriage", 1962;
 * the side that proposes, and the hospitals and residents: Gusfield & Irving, "The Stable Marriage
 * Problem", 1989, 1.6.  With room for several on both sides: Roth, "Stability and polarization of
 * interests in job matching", 1984.
 *
 * What comes out depends on the wishes alone, not on the order in which they come in.  It takes
 * time that grows with the number of wishes.
 */
#ifndef MATCH_STABLE_H
#define MATCH_STABLE_H

#include "../base/error.h"

struct stable_wish {
	uint32_t who, whom; /* indices: of a mentee and a mentor, or the other way round */
	int32_t place;	    /* the lesser, the rather; with the same, whom has the lesser rank */
};

struct stable_request {
	size_t mentees, mentors;
	const struct stable_wish *mentee_wishes; /* of mentees, in any order */
	size_t mentee_wish_count;
	const struct stable_wish *mentor_wishes; /* of mentors */
	size_t mentor_wish_count;
	const uint32_t *mentee_room, *mentor_room; /* NULL: for one each */
	const uint32_t *mentee_rank, *mentor_rank; /* no two alike; NULL: the index */
	bool mentors_propose;
};

struct stable_pair {
	uint32_t mentee, mentor;
	/* Which of the wishes of each it is, from 0, among those that are returned. */
	uint32_t mentee_choice, mentor_choice;
};

struct stable_pairs {
	struct stable_pair *pairs; /* by rank of the mentee, then as that one likes them */
	size_t count;
	uint64_t proposals; /* never more than wishes */
};

/*
 * stable_make: a stable result.  stable_check: the pairs that block a result of any origin; choice
 * of its pairs is not looked at.  A wish for the same one twice counts in its better place.
 * QSER_INVALID: an index is too large, or a rank is there twice; stable_check: also when the result
 * has a pair twice, one not wished for by both, or more than there is room for.  QSER_MEMORY.
 * stable_free in any case.
 */
enum qser_status stable_make(const struct stable_request *request, struct stable_pairs *out)
	_check_;
enum qser_status stable_check(const struct stable_request *request, const struct stable_pair *made,
	size_t count, struct stable_pairs *blocking) _check_;
void stable_free(struct stable_pairs *pairs);

#endif
