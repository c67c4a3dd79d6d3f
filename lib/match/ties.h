/*
 * ties.h: of all assignments with the highest sum, the one people expect.
 *
 * 1. Who goes without is as far behind in the order of the mentees as can be: of two who could both
 *    have the last place, the one before has it.
 * 2. Mentors with fewer mentees, those before the assignment included, have the next one; of those
 *    with the same number the one before.
 *
 * The prices tell which pairs can be in a best assignment: those whose gain is 0.  Along a row of
 * such pairs, made and not made by turns, one mentee goes and another comes (or a place changes
 * from one mentor to another), and the sum stays.  The sets of mentees of best assignments are the
 * bases of a matroid, so going through the mentees in order, and letting each in that can be, is
 * the best choice (Edmonds, "Matroids and the greedy algorithm", 1971); places of mentors alike.
 *
 * What a search has passed without finding anything stays passed: nothing leads out of it to
 * anybody behind, and no later change touches it.  So all searches that fail take time that grows
 * with the number of pairs, once.
 */
#ifndef MATCH_TIES_H
#define MATCH_TIES_H

#include "assign.h"

#define TIES_NOBODY UINT32_MAX

/*
 * Of an assignment where each mentee has room for one, in the order of the indices; no two pairs of
 * the request are alike.  load: mentees that each mentor has beforehand.  mentor_of: by mentee, in
 * and out, TIES_NOBODY for those who go without.  QSER_MEMORY.
 */
enum qser_status ties_settle(const struct assign_request *request, const struct assignment *made,
	const uint32_t *load, uint32_t *mentor_of) _check_;

#endif
