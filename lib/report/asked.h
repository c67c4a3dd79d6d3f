/*
 * asked.h: whom a report is asked about, as conditions of its queries.
 *
 * A report says for each kind of record what it means to be of an organisation, a path and so on;
 * @ stands for the list of those that were given: "h.organisation in @".
 */
#ifndef REPORT_ASKED_H
#define REPORT_ASKED_H

#include "report.h"

enum asked_for {
	ASKED_ORGANISATION,
	ASKED_PATH,
	ASKED_TRAINER,
	ASKED_PARTICIPANT,
	ASKED_PERSON,
	ASKED
};

struct asked {
	struct buffer ids[ASKED]; /* int64_t; empty: not asked */
};

/* QSER_INVALID names the option. */
enum qser_status asked_read(struct qser *q, const struct qser_report *report, struct asked *out)
	_check_;
void asked_free(struct asked *a);
/* The option that is given and has no condition (NULL) here; NULL: there is none. */
const char *asked_misfit(const struct asked *a, const char *const conditions[ASKED]);
/* " and …" for each that is asked.  *parameter: the last one before, and after, those of it. */
void asked_put(const struct asked *a, const char *const conditions[ASKED], struct buffer *sql,
	int *parameter);
void asked_bind(const struct asked *a, struct query *look, int *parameter);
int64_t asked_only(const struct asked *a, enum asked_for what); /* 0: none, or several */

#endif
