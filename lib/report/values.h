/* values.h: the cells of one row of a table, made one after the other. */
#ifndef REPORT_VALUES_H
#define REPORT_VALUES_H

#include "../base/buffer.h"

#define VALUES_MAX 32

struct values {
	struct buffer cells[VALUES_MAX];
	const char *values[VALUES_MAX];
	size_t at; /* the next one */
};

static inline void values_free(struct values *c)
{
	for (size_t i = 0; i < VALUES_MAX; i++)
		buffer_free(&c->cells[i]);
}

/* The next cell, empty; a cell left so has no value. */
static inline struct buffer *values_next(struct values *c)
{
	struct buffer *b = &c->cells[c->at++];

	buffer_clear(b);
	return b;
}

/* The row; what is asked for next begins another one. */
static inline const char *const *values_take(struct values *c)
{
	for (size_t i = 0; i < VALUES_MAX; i++)
		c->values[i] = i < c->at && c->cells[i].length ? buffer_text(&c->cells[i]) : NULL;
	c->at = 0;
	return c->values;
}

#endif
