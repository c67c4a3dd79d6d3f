/* final.h: of a final report: between reading it (final.c) and telling a path (final_page.c). */
#ifndef REPORT_FINAL_H
#define REPORT_FINAL_H

#include "progress.h"

/* Of a participant, what the progress report does not know. */
struct part {
	int32_t sessions, given, implemented;
};

struct final {
	struct progress p;  /* the paths, their participants, hours and checklists */
	struct part *parts; /* by number of the member */
};

/* Its conclusion; 0: none yet.  day may be NULL. */
enum qser_status final_conclusion(struct qser *q, int64_t path, int64_t *id, char day[DAY_TEXT])
	_check_;
/* The words of the organisation for the report of a path; subject may be NULL. */
enum qser_status final_text(struct qser *q, const struct progress *p, const struct way *w,
	struct buffer *subject, struct buffer *body) _check_;
/* All of one path, for people; the signatures last. */
enum qser_status final_page(
	const struct final *f, const struct way *w, struct document *d, int level) _check_;

#endif
