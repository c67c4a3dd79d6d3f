/* pair.h: within pair*.c. */
#ifndef DOMAIN_PAIR_H
#define DOMAIN_PAIR_H

#include "mentoring.h"

/* Rules of the record (pair_rules.c). */
enum qser_status check_pair(struct row *row) _check_;
enum qser_status removing_pair(struct row *row) _check_;
enum qser_status undoing_pair(struct row *row) _check_;
enum qser_status undone_pair(struct row *row) _check_;

/* May this pair take a place?  The mentor has a free one, which nothing passes; the mentee has no
 * other mentor (gate one-mentor); both are there (back: the mentee may have left meanwhile). */
enum qser_status pair_check_places(struct row *row) _check_;
enum qser_status pair_check_alone(struct row *row) _check_;
/* Of a proposal: a remark, when it could not be accepted now for want of being alone. */
enum qser_status pair_tell_alone(struct row *row) _check_;
enum qser_status pair_check_people(struct row *row, bool back) _check_;
/* The two have no other pair or proposal. */
enum qser_status pair_check_same(struct row *row) _check_;

/* The profiles of both follow; without: the status of the mentee when there is no pair any more. */
enum qser_status pair_settle(const struct row *row, const char *without) _check_;

#endif
