/* blocks.h: the inside of a document, for document.c and its drivers. */
#ifndef OUTPUT_BLOCKS_H
#define OUTPUT_BLOCKS_H

#include "document.h"

enum block_kind {
	BLOCK_SUBTITLE,
	BLOCK_HEADING,
	BLOCK_PARAGRAPH,
	BLOCK_NOTICE,
	BLOCK_FACT,
	BLOCK_ITEM,
	BLOCK_QUESTION,
	BLOCK_BREAK,
	BLOCK_TABLE,
	BLOCK_CHART,
	BLOCK_SIGNATURES
};

struct cells {
	struct buffer bytes; /* empty or not, each ended by a NUL, row by row */
	size_t rows;
};

struct document_table {
	struct document *document;
	char *name, *caption; /* caption may be NULL */
	const struct qser_column **columns;
	struct qser_column *said; /* the columns with labels in the language; NULL: as given */
	size_t count;
	bool data;
	struct cells rows, totals;
};

struct bar {
	char *label, *text;
	int64_t value, plan;
};

struct document_chart {
	struct document *document;
	enum chart_kind kind;
	char *name, *caption; /* caption may be NULL */
	struct bar *bars;
	size_t count, capacity;
	int64_t whole; /* 0: the largest value */
};

struct block {
	struct block *next;
	enum block_kind kind;
	int level;    /* of a heading */
	char *label;  /* of a fact, of a question: its code */
	char *text;   /* of signatures: their heading */
	char *answer; /* of a question */
	struct document_table *table;
	struct document_chart *chart;
};

/* The texts of both are in one piece of memory. */
struct event {
	struct event *next;
	struct document_event event;
	char *texts;
};

struct card {
	struct card *next;
	struct document_card card;
	char *texts;
};

/* The cells of a row of signatures. */
enum { SIGNED_FOR, SIGNED_NAME, SIGNED_DAY, SIGNED_STATE, SIGNED_CELLS };

struct document {
	char *title, *mark;	       /* mark may be NULL */
	const struct catalogue *words; /* NULL: English */
	char *language, *footer;       /* NULL: English; none */
	struct logo {
		void *bytes;
		size_t length;
		char *type, *alt;
	} logo; /* bytes NULL: none */
	struct block *first, **end;
	struct event *events, **events_end;
	struct card *cards, **cards_end;
	bool failed; /* out of memory */
};

/* The largest value or plan, at least 1, of changes in % the whole; and whether there is any plan.
 */
int64_t chart_scale(const struct document_chart *c, bool *planned);
/* value as so many of `parts` of scale, rounded; 0 below 0. */
int64_t chart_parts(int64_t value, int64_t scale, int64_t parts);

/* What a message says above the report in both of its parts; NULL: nothing, or it is no message. */
static inline const char *document_letter(const struct qser_style *style)
{
	bool has = style->format == QSER_FORMAT_EML && style->mail && style->mail->text;

	return has && *style->mail->text ? style->mail->text : NULL;
}

/* The next row from a run of cells: empty ones are NULL.  Returns where the row after it begins. */
const char *cells_next(const char *at, size_t count, const char **values);

typedef enum qser_status document_driver(
	const struct document *d, struct qser_spool *spool, const struct qser_style *style);
document_driver document_text, document_html, document_json, document_ics, document_vcf;

enum qser_status document_mail(const struct document *d, struct qser_spool *spool,
	const struct qser_style *style, struct error *e) _check_;

#endif
