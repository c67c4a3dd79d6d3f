/* words.h: texts by number, so that lists of them are compared as numbers. */
#ifndef MATCH_WORDS_H
#define MATCH_WORDS_H

#include "../base/error.h"

struct words {
	struct buffer keys, shown; /* texts, each with its NUL */
	struct buffer at;	   /* size_t pairs: where number n begins in both */
	uint32_t *slots;	   /* 1 + number; 0: free */
	size_t room, count;
	bool failed;
};

/* The number of a text by its key; a new one is shown as given.  0 and failed: out of memory. */
uint32_t words_number(struct words *w, const char *key, const char *shown);
/* Is it known?  false: it is none of them. */
bool words_find(const struct words *w, const char *key, uint32_t *number);
const char *words_shown(const struct words *w, uint32_t number);
void words_free(struct words *w);

#endif
