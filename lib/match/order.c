/* order.c: radix sort, eleven bits at a time; of a few, each is put where it belongs. */
#include "order.h"

#include <string.h>

#include "../base/cleanup.h"

#define BITS 11
#define DIGITS (1u << BITS)
#define FEW 64

static void insert_all(uint32_t *order, size_t count, const uint32_t *key)
{
	for (size_t i = 1; i < count; i++) {
		uint32_t one = order[i];
		size_t at = i;
		for (; at && key[order[at - 1]] > key[one]; at--)
			order[at] = order[at - 1];
		order[at] = one;
	}
}

static void pass(
	const uint32_t *from, uint32_t *to, size_t count, const uint32_t *key, unsigned shift)
{
	size_t at[DIGITS] = {0}, sum = 0;

	for (size_t i = 0; i < count; i++)
		at[key[from[i]] >> shift & (DIGITS - 1)]++;
	for (size_t d = 0; d < DIGITS; d++) {
		size_t n = at[d];
		at[d] = sum;
		sum += n;
	}
	for (size_t i = 0; i < count; i++)
		to[at[key[from[i]] >> shift & (DIGITS - 1)]++] = from[i];
}

void order_by(uint32_t *order, size_t count, const uint32_t *key, uint32_t largest, uint32_t *spare)
{
	uint32_t *from = order, *to = spare;

	if (count <= FEW) {
		insert_all(order, count, key);
		return;
	}
	for (unsigned shift = 0; shift < 32 && largest >> shift; shift += BITS) {
		pass(from, to, count, key, shift);
		uint32_t *swap = from;
		from = to;
		to = swap;
	}
	if (from != order && count)
		memcpy(order, from, count * sizeof(*order));
}

enum qser_status order_places(const uint32_t *rank, size_t count, uint32_t *place, uint32_t *who)
{
	for (size_t i = 0; i < count; i++)
		who[i] = (uint32_t)i;
	if (rank) {
		_cleanup_(free_pointer) uint32_t *spare = calloc(count + 1, sizeof(*spare));
		if (!spare)
			return QSER_MEMORY;
		order_by(who, count, rank, UINT32_MAX, spare);
	}
	for (size_t i = 0; i < count; i++) {
		place[who[i]] = (uint32_t)i;
		if (rank && i && rank[who[i]] == rank[who[i - 1]])
			return QSER_INVALID;
	}
	return QSER_OK;
}
