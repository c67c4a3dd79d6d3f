/* line.h: the cells of one row of a table, one after the other. */
#ifndef REPORT_LINE_H
#define REPORT_LINE_H

#include <inttypes.h>
#include <stdio.h>

#include "report.h"

#define LINE_COLUMNS 24

/* Texts are borrowed until the row is in the document. */
struct line {
	const char *values[LINE_COLUMNS];
	char numbers[LINE_COLUMNS][32];
	size_t count;
};

static inline void line_text(struct line *l, const char *text)
{
	l->values[l->count++] = text;
}

static inline void line_number(struct line *l, int64_t n)
{
	(void)snprintf(l->numbers[l->count], sizeof(l->numbers[0]), "%" PRId64, n);
	line_text(l, l->numbers[l->count]);
}

/* What is not known is empty, not -1. */
static inline void line_known(struct line *l, int64_t n)
{
	if (n < 0)
		line_text(l, NULL);
	else
		line_number(l, n);
}

/* Minutes as "12:30"; of -1 nothing. */
static inline void line_colon(struct line *l, int64_t minutes)
{
	if (minutes >= 0)
		(void)snprintf(l->numbers[l->count], sizeof(l->numbers[0]),
			"%" PRId64 ":%02" PRId64, minutes / 60, minutes % 60);
	line_text(l, minutes >= 0 ? l->numbers[l->count] : NULL);
}

/* "78 %"; of -1 nothing. */
static inline void line_percent(struct line *l, int64_t n)
{
	if (n >= 0)
		(void)snprintf(l->numbers[l->count], sizeof(l->numbers[0]), "%" PRId64 " %%", n);
	line_text(l, n >= 0 ? l->numbers[l->count] : NULL);
}

/* A mean of ratings, hundredths, as "4.50"; of nothing nothing. */
static inline void line_mean(struct line *l, int64_t n)
{
	if (n != QSER_NOT_RATED)
		(void)snprintf(l->numbers[l->count], sizeof(l->numbers[0]),
			"%" PRId64 ".%02" PRId64, n / 100, n % 100);
	line_text(l, n != QSER_NOT_RATED ? l->numbers[l->count] : NULL);
}

static inline void line_put(struct line *l, struct document_table *t)
{
	document_row(t, l->values);
	l->count = 0;
}

#endif
