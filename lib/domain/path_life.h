/*
 * path_life.h: from draft to closed: what a path must have before it goes on (A6, C2, C6, C8, C9,
 * F5, C12, C13), and what may not be changed any more.
 */
#ifndef DOMAIN_PATH_LIFE_H
#define DOMAIN_PATH_LIFE_H

#include "../form/closed.h" /* path_is_open: what belongs to it by way of another record */
#include "path_facts.h"

/* Before the first shadowing entry of a path is saved: gates contract, confirmation, checklist and
 * pre-session.  QSER_REFUSED. */
enum qser_status path_may_begin(struct qser *q, int64_t path) _check_;
/* A session was saved: a confirmed path runs, its step 9 is started on the day of the first; a
 * remark says so.  Any other path stays as it is; what was held before it was confirmed, or came in
 * a file, counts with the next session. */
enum qser_status path_begun(struct qser *q, int64_t path) _check_;

/* Part of the check of what has a column path: QSER_REFUSED when that path is closed.  A row
 * without a path passes. */
enum qser_status check_path_open(struct row *row) _check_;
/* The same of a record that is to be removed (struct record's removing). */
enum qser_status removing_from_path(struct row *row) _check_;

/* Is somebody a participant of a path? */
enum qser_status path_has(struct qser *q, int64_t path, int64_t person, bool *yes) _check_;

/* Gate eligibility (A6), of the trainer there is. */
enum qser_status path_trainer_eligible(struct path_view *v) _check_;

const char *path_step_title(int number); /* 1 to 13 */

/* The path goes on to a state, never back, past the gates before it: eligibility and
 * self-reflection before it is discussed or confirmed, confirmation before it runs. */
enum qser_status path_advance(struct qser *q, int64_t path, enum path_state state) _check_;

#endif
