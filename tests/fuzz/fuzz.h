/*
 * fuzz.h: what fuzz targets share.
 *
 * A target is one file with one function, the same for libFuzzer, for AFL++ and for a plain replay
 * (replay.c).  It asks for more than not to crash: what must always hold is said with MUST.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Not assert: it must hold in builds without assertions too.  It says which one did not, so that a
 * report can be read without a debugger. */
#define MUST(condition)                                                                         \
	do {                                                                                    \
		if (!(condition)) {                                                             \
			(void)fprintf(                                                          \
				stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
			abort();                                                                \
		}                                                                               \
	} while (0)

/* Pieces of the input, one after the other; what is not there any more is 0 or "". */
struct pieces {
	const uint8_t *bytes;
	size_t left;
};

static inline unsigned piece_byte(struct pieces *p)
{
	if (!p->left)
		return 0;
	p->left--;
	return *p->bytes++;
}

/* Up to a NUL, or all that is left; the caller's to free. */
static inline char *piece_text(struct pieces *p)
{
	const uint8_t *end = p->left ? memchr(p->bytes, 0, p->left) : NULL;
	size_t length = end ? (size_t)(end - p->bytes) : p->left;
	char *text = malloc(length + 1);

	MUST(text);
	if (length)
		memcpy(text, p->bytes, length);
	text[length] = '\0';
	length += end != NULL;
	p->bytes += length;
	p->left -= length;
	return text;
}

#endif
