/*
 * spool.h: cheap ways into a spool, for the drivers of lib/output.
 *
 * A driver appends to spool_buffer as it likes and calls spool_step after each row; the step moves
 * what has grown beyond 1 MiB to the file.  The pointer stays good for the life of the spool.
 */
#ifndef STORE_SPOOL_H
#define STORE_SPOOL_H

#include "../base/buffer.h"
#include "../base/error.h"
#include "../qser.h"

#define SPOOL_MEMORY ((size_t)1 << 20)

struct buffer *spool_buffer(struct qser_spool *s);

void spool_move(struct qser_spool *s); /* what spool_step does when there is something to do */

static inline void spool_step(struct qser_spool *s)
{
	const struct buffer *b = spool_buffer(s);
	if (b->length >= SPOOL_MEMORY || b->failed)
		spool_move(s);
}

/* QSER_OK, QSER_MEMORY, or QSER_OUTPUT when the file failed (errno is set again). */
enum qser_status spool_status(struct qser_spool *s) _check_;

/* All of it again, in pieces, none empty; false stops.  As qser_spool_copy; QSER_OUTPUT also when
 * it was stopped. */
typedef bool spool_fn(void *ctx, const char *bytes, size_t length);
enum qser_status spool_each(struct qser_spool *s, spool_fn *fn, void *ctx) _check_;

static inline void spool_freep(struct qser_spool **s)
{
	qser_spool_free(*s);
}

#endif
