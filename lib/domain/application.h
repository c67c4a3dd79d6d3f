/* application.h: what the rooms of applications share. */
#ifndef DOMAIN_APPLICATION_H
#define DOMAIN_APPLICATION_H

#include "domain.h"

/* Submitted or in review? */
bool application_is_open(const char *state);

/*
 * Make an open application "accepted", "rejected" or "withdrawn", with all that follows.  *person
 * (may be NULL): who the applicant became.  The decision itself is kept by whoever asks.
 */
enum qser_status application_become(
	struct qser *q, int64_t id, const char *state, const char *reason, int64_t *person) _check_;

/* The form that such an application is made with: of the organisation it goes to and of its kind,
 * else the general one. *form 0: there is none that is active. */
enum qser_status application_form(struct qser *q, int64_t application, int64_t *form) _check_;

/* Does every picture hold what its hash says?  fn gets a line a finding. */
enum qser_status pictures_verify(struct qser *q, int *findings, qser_line_fn *fn, void *ctx)
	_check_;

#endif
