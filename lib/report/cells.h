/* cells.h: the cells of one row of a table, made one after the other. */
#ifndef REPORT_CELLS_H
#define REPORT_CELLS_H

#include "../base/buffer.h"

#define CELLS_MAX 32

struct cells {
	struct buffer cells[CELLS_MAX];
	const char *values[CELLS_MAX];
	size_t at; /* the next one */
};

static inline void cells_free(struct cells *c)
{
	for (size_t i = 0; i < CELLS_MAX; i++)
		buffer_free(&c->cells[i]);
}

/* The next cell, empty; a cell left so has no value. */
static inline struct buffer *cells_next(struct cells *c)
{
	struct buffer *b = &c->cells[c->at++];

	buffer_clear(b);
	return b;
}

/* The row; what is asked for next begins another one. */
static inline const char *const *cells_take(struct cells *c)
{
	for (size_t i = 0; i < CELLS_MAX; i++)
		c->values[i] = i < c->at && c->cells[i].length ? buffer_text(&c->cells[i]) : NULL;
	c->at = 0;
	return c->values;
}

#endif
