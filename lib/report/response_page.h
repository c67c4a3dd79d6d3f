/* response_page.h: what the pages of a response have in common. */
#ifndef REPORT_RESPONSE_PAGE_H
#define REPORT_RESPONSE_PAGE_H

#include "../form/form_page.h"
#include "report.h"

/* Who has signed it, whether that holds, and what has taken its place.  Nothing, when nobody has.
 */
enum qser_status response_put_signatures(struct qser *q, struct document *d, int64_t response)
	_check_;
/* "Answered" and, where marks matter, "Score". */
enum qser_status response_put_score(struct document *d, const struct sheet *sheet) _check_;
void response_put_missing(struct document *d, const struct sheet *sheet);

#endif
