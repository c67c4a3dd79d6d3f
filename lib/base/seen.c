/* seen.c: B. H. Bloom, Space/time trade-offs in hash coding with allowable errors, 1970; blocks
 * after F. Putze et al., Cache-, hash- and space-efficient Bloom filters, 2007. */
#include "seen.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "hash.h"

enum { BLOCKS = 1 << 15, BLOCK_WORDS = 8, BITS = 4 };

#define SIZE ((size_t)BLOCKS * BLOCK_WORDS * sizeof(uint64_t)) /* that of a large page */

bool seen_begin(struct seen *s)
{
	s->words = aligned_alloc(SIZE, SIZE);
	if (!s->words)
		return false;
	(void)madvise(s->words, SIZE, MADV_HUGEPAGE); /* each look-up is on a page of its own */
	memset(s->words, 0, SIZE);
	return true;
}

bool seen_before(struct seen *s, const char *text)
{
	uint64_t hash = hash_text(text);
	bool all = true;

	if (!s->words)
		return true;
	uint64_t *block = s->words + (hash >> 49) * BLOCK_WORDS;
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
