/*
 * document.h: what a report says, apart from how it looks.
 *
 * A report builds one document; document_write hands it to the driver of a format.  No report
 * knows a format, no driver knows a report.  Texts are copied.  Failure to allocate is sticky and
 * told by document_write.
 */
#ifndef OUTPUT_DOCUMENT_H
#define OUTPUT_DOCUMENT_H

#include "../base/catalogue.h"
#include "../base/error.h"
#include "../qser.h"

struct document;
struct document_table;
struct document_chart;

struct document *document_new(const char *title); /* NULL: out of memory */
const char *document_title(const struct document *d);
void document_free(struct document *d);
static inline void document_freep(struct document **d)
{
	document_free(*d);
}

/*
 * The language of what follows, borrowed; NULL: English.  Formats, labels, captions, marks and the
 * labels of columns are looked up there, so they are literals.  What users wrote goes in as an
 * argument of "%s".
 */
void document_words(struct document *d, const struct catalogue *words);
const char *document_say(const struct document *d, const char *text) __attribute__((format_arg(2)));

/* The code of the language, "el"; NULL: English. */
void document_language(struct document *d, const char *code);
/* A picture at the head, JPEG or PNG; the bytes are copied.  alt: what it shows. */
void document_logo(
	struct document *d, const void *bytes, size_t length, const char *type, const char *alt);
/* At the end of the page, from users; may have several lines. */
void document_footer(struct document *d, const char *text);

/* Printed across every page: "Draft".  The last one holds. */
void document_mark(struct document *d, const char *mark);
/* What follows begins on a sheet of paper of its own. */
void document_break(struct document *d);
/* A line under the title: what it covers, when it was made. */
void document_subtitle(struct document *d, const char *format, ...) _printf_(2, 3);
/* level: 1, 2 or 3 */
void document_heading(struct document *d, int level, const char *format, ...) _printf_(3, 4);
void document_paragraph(struct document *d, const char *format, ...) _printf_(2, 3);
/* A paragraph that must be noticed: a warning, something overdue. */
void document_notice(struct document *d, const char *format, ...) _printf_(2, 3);
/* "label: value" lines; facts in a row stand in one block. */
void document_fact(struct document *d, const char *label, const char *format, ...) _printf_(3, 4);
/* A question for a sheet of paper: its code, its words, and below them what to tick or write on. */
void document_question(
	struct document *d, const char *code, const char *question, const char *answer);
void document_item(struct document *d, const char *format, ...) _printf_(2, 3); /* a bullet */

/*
 * A table.  name: its key in JSON, [a-z_]+.  The columns, not the list of them, must outlive the
 * document (static ones).
 * The CSV, TSV and JSONL drivers print only the rows of the table that is `data`; several with the
 * same columns (one for each path, say) come out as one.  Without any: QSER_USAGE.
 */
struct document_table *document_table(struct document *d, const char *name, const char *caption,
	const struct qser_column *const *columns, size_t count, bool data);
void document_row(struct document_table *t, const char *const *values);	  /* NULL is empty */
void document_total(struct document_table *t, const char *const *values); /* a row of sums */

/*
 * The foot of a page that is signed: a heading and, for each party, its signature or lines to sign
 * on with a pen; they stay together on one sheet.  In JSON it is a table "signatures".
 */
struct document_signature {
	const char *party, *name; /* name NULL: to be written, too */
	const char *day, *state;  /* "2026-11-20", "valid"; state NULL: not signed yet */
};
struct document_table *document_signatures(struct document *d, const char *heading);
void document_signature(struct document_table *t, const struct document_signature *s);

/*
 * A chart says one thing.  Values are numbers of any one unit, each shown with the text given;
 * plan < 0: none.  BARS: horizontal, for a few things with names; plan is marked on them.  COLUMNS:
 * stretches of time, in order.  CHANGE: from plan (before) to value (after), for each thing.
 */
enum chart_kind { CHART_BARS, CHART_COLUMNS, CHART_CHANGE };
struct document_chart *document_chart(
	struct document *d, enum chart_kind kind, const char *name, const char *caption);
/* A caption that is put together, in place of the other. */
void document_table_caption(struct document_table *t, const char *format, ...) _printf_(2, 3);
void document_chart_caption(struct document_chart *c, const char *format, ...) _printf_(2, 3);
/* The values are parts of that much, 100 of per cent: a bar as long as there is room is all of it.
 */
void document_chart_of(struct document_chart *c, int64_t whole);
void document_bar(
	struct document_chart *c, const char *label, int64_t value, int64_t plan, const char *text);

/*
 * An appointment, which calendars alone show: a page says it in a table as well.  Texts are copied;
 * those but uid and summary may be NULL.
 */
enum event_state { EVENT_TENTATIVE, EVENT_CONFIRMED, EVENT_CANCELLED };

struct document_event {
	const char *uid;  /* the same for the same appointment, always */
	int64_t stamp;	  /* seconds since 1970 UTC: when it was as it is */
	int64_t changed;  /* likewise: when it was changed last; 0: not to be told */
	bool whole_day;	  /* from and to are days since 1970, the first and the last one */
	int64_t from, to; /* seconds since 1970 UTC; to not after from: nobody knows */
	int64_t sequence; /* grows whenever it is changed */
	const char *summary, *description, *place;
	bool leaves_free; /* whoever takes part may do something else then */
	enum event_state state;
};

void document_event(struct document *d, const struct document_event *event);

/* A person and how to be reached, for an address book, which alone shows it.  Texts are copied;
 * those but uid and name may be NULL. */
struct document_card {
	int version; /* of vCard: 3 or 4 */
	const char *uid, *name, *family, *given, *email, *phone, *organisation, *department,
		*job_title;
	const char *categories; /* words joined by commas */
	int64_t changed;	/* seconds since 1970 UTC; 0: not known */
};

void document_card(struct document *d, const struct document_card *card);

/*
 * text: fits style->width (0: 78), bars of block characters, or with style->ascii of #; csv tsv
 * jsonl: the data table; json: one object: title, subtitles, facts, notices, every table and chart
 * by name (met again: name_2), sums under totals; html: one self-contained page, print CSS, inline
 * SVG, no scripts, Content-Security-Policy default-src 'none'; every text escaped for its context;
 * eml: a message with the text and the page, as style->mail says; ics: the events; vcf: the cards.
 * Same document, same bytes.
 */
enum qser_status document_write(const struct document *d, struct qser_spool *spool,
	const struct qser_style *style, struct error *e) _check_;

#endif
