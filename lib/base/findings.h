/* findings.h: what a look at the database finds: a line each, to whoever asked for it. */
#ifndef BASE_FINDINGS_H
#define BASE_FINDINGS_H

#include <stdbool.h>

#include "error.h"

#define FINDINGS_SHOWN 100 /* of one kind; the rest is counted */

struct findings {
	qser_line_fn *fn;
	void *ctx;
	int count;    /* of all kinds */
	int of_kind;  /* of the kind in hand */
	bool stopped; /* fn wants no more of them */
	bool damaged; /* one says that not all may be readable */
};

/* One line: where, what; what to do.  No value of the database is in it: it is mailed about. */
void findings_add(struct findings *f, const char *format, ...) _printf_(2, 3);

/* Says how many were not shown, as "and 7 more of the file"; the next ones are of another kind. */
void findings_end_kind(struct findings *f, const char *what);

#endif
