/* signing.h: the foot of a page that is signed. */
#ifndef REPORT_SIGNING_H
#define REPORT_SIGNING_H

#include "report.h"

/* What to sign on paper: for whom, and the name when it is known (NULL). */
struct sign_line {
	const char *party, *name;
};

/* Lines to be signed by hand. */
void sign_lines(struct document *d, const struct sign_line *lines, size_t count);

/* The signatures a record has, those told that no longer hold; then lines for the parties (ended by
 * NULL) whose signature is missing. */
enum qser_status sign_foot(struct qser *q, struct document *d, enum qser_record r, int64_t id,
	const char *const *parties) _check_;

#endif
