/*
 * grid.h: an aligned table of text, for terminals and text reports.
 *
 * The widths are known only after the last row, so the cells wait: escaped, one after the other,
 * in a single run of bytes.
 */
#ifndef OUTPUT_GRID_H
#define OUTPUT_GRID_H

#include "../base/buffer.h"
#include "../qser.h"

struct grid {
	const struct qser_column *const *columns;
	size_t count;
	bool ascii; /* our own signs in plain characters */
	bool whole; /* reports: empty columns and long notes are left as they are, where lists save
		       room */
	size_t rows, total_rows;
	struct buffer cells;  /* each ended by a NUL, row by row */
	struct buffer totals; /* the same, for rows of sums */
	size_t *widths;	      /* the widest cell of each column */
	bool failed;
};

void grid_init(struct grid *g, const struct qser_column *const *columns, size_t count);
void grid_row(struct grid *g, const char *const *values);
void grid_total(struct grid *g, const char *const *values);

/* style: width (0: as wide as it gets), no_header, color.  No rows: nothing is printed. */
void grid_print(struct grid *g, struct qser_spool *spool, const struct qser_style *style);
void grid_free(struct grid *g);

/* Numbers stand to the right, in every format that has sides. */
bool column_is_number(const struct qser_column *c);
const char *column_label(const struct qser_column *c); /* for people; its name when it has none */

#endif
