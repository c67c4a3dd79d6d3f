/*
 * assign.h: who goes to whom, so that the sum of the scores is the highest there can be.
 *
 * Each mentee has room for so many mentors (usually one), each mentor for so many mentees, and only
 * pairs that are named may be made, each once.  The answer is the best there is, exactly, and comes
 * with prices that prove it.
 *
 * Method: the auction with epsilon scaling, forward for the mentees, then in reverse for mentors
 * whose places are left over (Bertsekas & Castañón, "The auction algorithm for the transportation
 * problem", 1989; Bertsekas, Castañón & Tsaknakis, "Reverse auction and the solution of inequality
 * constrained assignment problems", 1993).  How, and why it is exact: auction.c.
 *
 * Which of several equally good answers it is, is not defined beyond this: it depends on the set of
 * pairs, on rooms, and on how the ranks order mentees and mentors; not on the order of the pairs,
 * nor on the numbers that mentees and mentors go by.
 */
#ifndef MATCH_ASSIGN_H
#define MATCH_ASSIGN_H

#include "../base/error.h"

struct assign_pair {
	uint32_t mentee, mentor; /* indices */
	int32_t score;
};

struct assign_request {
	const struct assign_pair *pairs; /* in any order; of two with the same people the better */
	size_t count;
	size_t mentees, mentors;
	const uint32_t *mentee_room; /* how many mentors each may have; NULL: one */
	const uint32_t *mentor_room;
	const uint32_t *mentee_rank, *mentor_rank; /* no two alike; NULL: the index */
	/* As many pairs as can be, and of those answers the best.  Otherwise the best alone: a pair
	 * whose score is not above 0 is never made. */
	bool most_pairs;
};

/*
 * With the bonus that each pair is given (0 without most_pairs), and
 *
 *	gain = score + bonus - mentee_price - mentor_price,
 *
 * no price is below 0; gain <= 0 for each pair that was not made, and >= 0 for each that was; a
 * mentee or mentor with room left has the price 0.  These together prove that nothing is better:
 *the sum over any other choice is at most that of the prices, and that of the positive gains.
 *
 * A mentor's price is what the last place is worth to the others who want it.  Who goes without has
 * the price 0, and is not matched since all mentors in question cost at least what the pair scores.
 */
struct assignment {
	struct assign_pair *pairs; /* by rank of the mentee, then of the mentor */
	size_t count;
	int64_t total; /* of the scores, without the bonus */
	int64_t bonus;
	int64_t *mentee_price, *mentor_price;
	uint64_t looks; /* at pairs while searching: what the time grows with */
};

/*
 * QSER_INVALID: an index is too large, a rank is there twice, or the scores are too far apart to be
 * exact: with n, the lesser of the number of mentors and what all mentees have room for, the
 * highest score must be below 2^60 / (n + 2); with most_pairs, n times what the scores differ by as
 * well. QSER_MEMORY.  assign_free in any case.
 */
enum qser_status assign_make(const struct assign_request *request, struct assignment *out) _check_;
void assign_free(struct assignment *out);

#endif
