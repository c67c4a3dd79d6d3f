/*
 * seen.h: was a text met before?  A Bloom filter in blocks of a cache line: a no is certain, a yes
 * may be wrong (1 in 200 after a million texts) and is to be looked up.  2 MiB, however many.
 */
#ifndef BASE_SEEN_H
#define BASE_SEEN_H

#include <stdbool.h>
#include <stdint.h>

struct seen {
	uint64_t *words; /* NULL: nothing is known, every answer is yes */
};

bool seen_begin(struct seen *s); /* false: out of memory */
/* The text, or what is made of it but for the case of ASCII, is asked for before long. */
void seen_soon(const struct seen *s, const char *text);
/* Is it known?  From now on it is.  Case of ASCII does not count. */
bool seen_before(struct seen *s, const char *text);
void seen_free(struct seen *s);

#endif
