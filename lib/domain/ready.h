/*
 * ready.h: who may become what (A5-A8): the trainings that a role asks for, in one place.
 *
 * A6: a job shadower, called trainer as a role, has completed the online training and has a
 * trainer's background.  A5: mentors and e-mentors have completed its four strands: the online
 * training, a workshop, the working structures, mentoring.
 */
#ifndef DOMAIN_READY_H
#define DOMAIN_READY_H

#include "domain.h"

/* "job-shadower" and "trainer" are one.  ready_as finds it; NULL: no such word. */
struct ready_role {
	const char *word, *role; /* in commands; in the record of roles */
	const char *who;	 /* "a job shadower" */
	const char *const *modules;
};
const struct ready_role *ready_as(const char *word);

/*
 * The modules that a person has not completed by a day, joined by between; first is set to the
 * first of them, or NULL.  Into out, which is empty when nothing is missing.
 */
enum qser_status ready_missing(struct qser *q, int64_t person, const struct ready_role *as,
	const char *day, const char *between, struct buffer *out, const char **first) _check_;

#endif
