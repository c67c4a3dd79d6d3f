/* scorer.h: the scores of many responses in one walk over their answers; a version is read once for
 * all its responses. */
#ifndef REPORT_SCORER_H
#define REPORT_SCORER_H

#include "report.h"

#include "../form/form.h"

#define NO_SCORE (-1)

struct scorer {
	struct qser *q;
	struct sheet *sheets; /* one for each version */
	size_t count;
};

/*
 * The walk stands on the first answer of a response, and goes on to that of the next: columns 0 to
 * 3 are the response, its version, the item and the value.  *more: it stands on a row.  *score: per
 * cent of the response as a whole; NO_SCORE.
 */
enum qser_status scorer_one(struct scorer *s, struct query *look, bool *more, int16_t *score)
	_check_;
void scorer_free(struct scorer *s);

#endif
