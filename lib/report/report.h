/*
 * report.h: what the reports share.
 *
 * A report reads the database in a few grouped queries, then builds one document.  It knows no
 * format, only who reads: people get names, "12:30" and sentences; programs get the same rows with
 * codes and whole minutes.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "../domain/domain.h"
#include "../output/document.h"

/* A column of a table that is no record. */
#define COLUMN(key, title, kind)                          \
	{                                                 \
		.name = key, .label = title, .type = kind \
	}

/*
 * A builder makes the document of one report; it knows no format, only whether people read it or a
 * program.  *any: there is something to say.  The document is the caller's, also after a failure.
 */
typedef enum qser_status report_fn(struct qser *q, const struct qser_report *report, bool people,
	struct document **d, bool *any);
report_fn report_progress, report_hours, report_calendar, report_contacts;

/* Days a report is about; both ends included. */
struct period {
	bool from, to; /* limited at this end */
	char first[DAY_TEXT], last[DAY_TEXT];
};

enum qser_status period_read(struct qser *q, const struct qser_report *report, struct period *out)
	_check_;
static inline bool period_limited(const struct period *p)
{
	return p->from || p->to;
}
/* "1 Oct 2026 to 31 Oct 2026", "since …", "until …", "all days". */
void period_words(const struct period *p, struct buffer *out);
void day_words(const char *iso, struct buffer *out); /* "1 Oct 2026" */

/* Is the page for people?  Otherwise it is rows for programs (CSV, TSV, JSON, JSON Lines). */
bool report_for_people(const struct qser_style *style);

/* The line with the name of the programme, when the organisation has one. */
enum qser_status report_programme(struct qser *q, struct document *d, int64_t organisation) _check_;
/* The lines under the title that every report has: programme, period, the day it was made. */
enum qser_status report_head(struct qser *q, struct document *d, int64_t organisation,
	const struct period *period) _check_;

/* A new document, with the failure in the handle; title as with printf. */
enum qser_status report_new(struct qser *q, struct document **d, const char *title, ...)
	_check_ _printf_(3, 4);
/* document_write, with the failure in the handle. */
enum qser_status report_write(struct qser *q, const struct document *d, struct qser_spool *spool,
	const struct qser_style *style) _check_;

/* value as whole per cent of whole, rounded; -1: of nothing. */
int64_t percent(int64_t value, int64_t whole);

#endif
