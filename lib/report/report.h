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
#include "../domain/letter.h"
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
report_fn report_progress, report_hours, report_timesheet;
report_fn report_manager, report_final, report_certificate, report_signoff;
report_fn report_steps, report_due, report_overview;
report_fn report_calendar, report_contacts;

/* Days a report is about; both ends included. */
struct period {
	bool from, to; /* limited at this end */
	char first[DAY_TEXT], last[DAY_TEXT];
};

enum qser_status period_read(struct qser *q, const struct qser_report *report, struct period *out)
	_check_;
/* The days of a report: its own, when none are given (reports.c). */
enum qser_status report_days(struct qser *q, enum qser_report_kind kind,
	const struct qser_report *report, struct period *out) _check_;
static inline bool period_limited(const struct period *p)
{
	return p->from || p->to;
}
/* "1 Oct 2026 to 31 Oct 2026", "since …", "until …", "all days"; in the language of the report. */
void period_words(const struct qser *q, const struct period *p, struct buffer *out);
void day_words(const struct qser *q, const char *iso, struct buffer *out);	/* "1 Oct 2026" */
void duration_words(const struct qser *q, int64_t minutes, struct buffer *out); /* "2 h 30 min" */

/* What stands before decimals: a point in English, a comma in all other languages. */
char decimal_point(const struct qser *q);
void decimal_hours(const struct qser *q, int64_t minutes, struct buffer *out); /* "2.50", hours */

/*
 * Speak the language that was asked for (--lang), else that of the organisation the report is about
 * (its setting; 0: the general one), else English; to programs (people is false) English, always.
 * Before report_new.  QSER_INVALID: asked for a language without a catalogue.
 * qser_report_write does it by the organisation or the path that was asked for; a builder who knows
 * better does it again.
 */
enum qser_status report_speak(struct qser *q, bool people, int64_t organisation) _check_;
/* The same for pages of commands whose --lang is how to sort: what has no catalogue is English. */
enum qser_status report_speak_page(struct qser *q, bool people, int64_t organisation) _check_;
enum qser_status report_speak_of(struct qser *q, bool people, const struct qser_report *report)
	_check_;
const char *report_language(const struct qser *q); /* "el"; "en" */

/*
 * The words of a report.  What document_* and report_new are given as literals (formats, labels,
 * captions, labels of columns) is looked up in the catalogue by the document itself; what users
 * wrote is given as "%s".  Text put together by hand is looked up with these.  All of them return
 * the English text when there is no other, or when a program reads.
 */
const char *report_say(const struct qser *q, const char *text) __attribute__((format_arg(2)));
/* "%d entry", "%d entries"; one of these, or what another language has for n. */
const char *report_plural(const struct qser *q, int64_t n, const char *one, const char *many)
	__attribute__((format_arg(3))) __attribute__((format_arg(4)));
/* A word of a closed list in the database, as people read it: running, shadowing, yes. */
const char *report_word(const struct qser *q, const char *word);
/* Around a literal that is handed to one of these, or to document_say, by way of a variable. */
#define SAID(literal) literal

/* Is the page for people?  Otherwise it is rows for programs (CSV, TSV, JSON, JSON Lines). */
bool report_for_people(const struct qser_style *style);

/*
 * The words an organisation has for a page that is handed out: its template (QSER_LETTER) of the
 * purpose in the language of the report, else a general one; then those for any language; then what
 * comes with qser, in that language or in English.  values: as letter.h has them; organisation,
 * programme and day are known here, unless given.  subject: the heading, may be NULL.  Both stay
 * empty when there is no text.  The text is one of users: it goes into a document as "%s", or
 * through report_paragraphs.
 */
enum qser_status report_text(struct qser *q, const char *purpose, int64_t organisation,
	const char *const values[LETTER_WORDS], struct buffer *subject, struct buffer *body)
	_check_;
/* A paragraph for each, between empty lines. */
void report_paragraphs(struct document *d, const char *text);

/* The name of an organisation; nothing of 0. */
enum qser_status organisation_name(struct qser *q, int64_t organisation, struct buffer *out)
	_check_;
/* What every page of an organisation has, when it is set: the line with the name of the programme,
 * the logo, the footer. */
enum qser_status report_programme(struct qser *q, struct document *d, int64_t organisation) _check_;
/* What the report was narrowed to, as it was asked for; NULL: it was not. */
void report_filter(struct document *d, const char *label, const char *value);
/* The line with the day it was made. */
void report_made(struct qser *q, struct document *d);
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
