/* order.h: the order of many things by whole numbers, in time that grows with their count alone. */
#ifndef MATCH_ORDER_H
#define MATCH_ORDER_H

#include "../base/error.h"

/*
 * Sort order[0..count) by key[order[i]], which is at most `largest`; those with the same key stay
 * as they stand, so sorting by the last key first, then by the ones before it, sorts by all.  spare
 * has room for count.  (Radix sort: Knuth, The Art of Computer Programming 3, 5.2.5.)
 */
void order_by(
	uint32_t *order, size_t count, const uint32_t *key, uint32_t largest, uint32_t *spare);

/* key[i] for a signed number, so that they sort alike. */
static inline uint32_t order_key(int32_t number)
{
	return (uint32_t)number ^ UINT32_C(0x80000000);
}

/*
 * Places of ranks: place[i] is how many have a smaller rank than i; who[] is the inverse.  rank
 * NULL: each has its index.  QSER_INVALID: two have the same rank.  QSER_MEMORY.
 */
enum qser_status order_places(const uint32_t *rank, size_t count, uint32_t *place, uint32_t *who)
	_check_;

#endif
