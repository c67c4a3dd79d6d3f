/* seen.c: B. H. Bloom, Space/time trade-offs in hash coding with allowable errors, 1970; blocks
 * after F. Putze et al., Cache-, hash- and space-efficient Bloom filters, 2007. */
#include "seen.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "hash.h"
#include "utf8.h"

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

/* As hash_text, of the text in small letters. */
static uint64_t hash_lower(const char *text)
{
	size_t length = strlen(text), i = 0;
	uint64_t hash = HASH_START;

	for (; i + 8 <= length; i += 8) {
		hash = (hash ^ word_lower(word_load(text + i))) * UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 32;
	}
	uint64_t rest = word_load_part((const unsigned char *)text + i, length - i);
	hash = (hash ^ word_lower(rest)) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 32;
}

static uint64_t *block_of(const struct seen *s, uint64_t hash)
{
	return s->words + (hash >> 49) * BLOCK_WORDS;
}

/* Where the answer is; the memory is slow, and there is something else to do meanwhile. */
void seen_soon(const struct seen *s, const char *text)
{
	if (s->words)
		__builtin_prefetch(block_of(s, hash_lower(text)), 1);
}

bool seen_before(struct seen *s, const char *text)
{
	bool all = true;

	if (!s->words)
		return true;
	uint64_t hash = hash_lower(text), *block = block_of(s, hash);
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
