/* seen.c: B. H. Bloom, Space/time trade-offs in hash coding with allowable errors, 1970; blocks
 * after F. Putze et al., Cache-, hash- and space-efficient Bloom filters, 2007. */
#include "seen.h"

#include <stdlib.h>

#include "hash.h"

enum { BLOCKS = 1 << 16, BLOCK_WORDS = 8, BITS = 4 };

bool seen_begin(struct seen *s)
{
	/* zeros that are not touched are not there: a short file costs a few pages */
	s->words = calloc((size_t)BLOCKS * BLOCK_WORDS, sizeof(*s->words));
	return s->words != NULL;
}

bool seen_before(struct seen *s, const char *text)
{
	uint64_t hash = hash_text(text);
	bool all = true;

	if (!s->words)
		return true;
	uint64_t *block = s->words + (hash >> 48) * BLOCK_WORDS;
	for (int i = 0; i < BITS; i++, hash >>= 9) {
		uint64_t *word = &block[hash & (BLOCK_WORDS - 1)];
		uint64_t bit = UINT64_C(1) << (hash >> 3 & 63);
		all &= (*word & bit) != 0;
		*word |= bit;
	}
	return all;
}

void seen_free(struct seen *s)
{
	free(s->words);
	s->words = NULL;
}
