/*
 * buffer.h: bytes that grow.
 *
 * Failure is sticky: when memory runs out the buffer keeps what it had, further additions do
 * nothing, and `failed` is set; callers check once, at the end.  buffer_text always gives a
 * NUL-terminated string.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "memory.h"

struct buffer {
	char *data; /* NUL-terminated when not NULL */
	size_t length;
	size_t capacity;
	bool failed;
};

#define BUFFER_INIT               \
	{                         \
		NULL, 0, 0, false \
	}

void buffer_add(struct buffer *b, const void *bytes, size_t length);
void buffer_text_add(struct buffer *b, const char *text); /* NULL adds nothing */
void buffer_char(struct buffer *b, char c);
void buffer_int(struct buffer *b, int64_t number); /* decimal, faster than printf */
void buffer_printf(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_vprintf(struct buffer *b, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));
bool buffer_reserve(struct buffer *b, size_t more); /* room for more bytes and a NUL */
void buffer_clear(struct buffer *b);		    /* length 0, failed false, memory kept */
void buffer_free(struct buffer *b);		    /* back to BUFFER_INIT */
const char *buffer_text(const struct buffer *b);    /* borrowed, never NULL */
char *buffer_take(struct buffer *b); /* the caller's (free); NULL when failed; b is emptied */

#endif
