/* hours.h: the groups of an hours report, between adding up (hours.c) and writing down
 * (hours_page.c). */
#ifndef REPORT_HOURS_H
#define REPORT_HOURS_H

#include "../domain/sum.h"
#include "report.h"

#define HOURS_COLUMNS_MAX (2 * SUM_KEYS_MAX + 7)

struct group {
	size_t keys[SUM_KEYS_MAX], names[SUM_KEYS_MAX]; /* in the pool; 0: none */
	int64_t entries, minutes;
	int64_t planned, all; /* minutes of all days, where there is a plan; -1: not known */
};

struct groups {
	struct group *list;
	size_t count, room;
	bool failed; /* out of memory */
};

struct hours {
	struct qser *q;
	const struct qser_report *request;
	struct period period;
	const char *by;
	const char *keys[SUM_KEYS_MAX];
	size_t key_count;
	struct buffer pool;
	struct groups rows;	  /* by all keys */
	struct groups first;	  /* by the first key, when there are more */
	int64_t entries, minutes; /* of the diary: every entry once */
	int64_t column;		  /* minutes of all rows */
	bool planned;		  /* the only key has plans: they are shown, too */
	const struct qser_column
		*columns[HOURS_COLUMNS_MAX]; /* of the table, while the document lives */
	size_t column_count;
};

/* Minutes are rounded to some steps alone.  QSER_INVALID. */
enum qser_status hours_check_round(struct qser *q, const struct qser_report *r) _check_;
/* Minutes, rounded as the report asks. */
int64_t hours_rounded(const struct qser_report *r, int64_t minutes);
/* How figures are rounded, when they are; a paragraph. */
void hours_note_rounding(struct document *d, const struct qser_report *r);
/* Is an entry counted in several rows? */
bool hours_repeats(const struct hours *h);

/* All of the document below its head. */
void hours_page(struct hours *h, struct document *d, bool people);

static inline const char *hours_text(const struct hours *h, size_t offset)
{
	return offset ? buffer_text(&h->pool) + offset : NULL;
}

#endif
