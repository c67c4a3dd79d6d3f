/*
 * key_index.h: records found by columns that no index of the database covers (import --key): all
 * their keys hashed once, then a look-up a row.  A hash only proposes; the caller compares.
 */
#ifndef RECORD_KEY_INDEX_H
#define RECORD_KEY_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct key_slot {
	uint64_t hash;
	int64_t id; /* 0: empty */
};

struct key_index {
	struct key_slot *slots; /* open addressing; one hash may have several ids */
	size_t count, size;
};

/* An id that is not there yet. */
bool key_index_put(struct key_index *k, uint64_t hash, int64_t id); /* false: out of memory */
bool key_index_add(struct key_index *k, uint64_t hash, int64_t id); /* false: out of memory */
/* Where a hash has one id alone: the latest counts; 0: none. */
bool key_index_set(struct key_index *k, uint64_t hash, int64_t id); /* false: out of memory */
int64_t key_index_get(const struct key_index *k, uint64_t hash);
/* The ids of a hash, one a call; *at is 0 at first.  0: no more. */
int64_t key_index_next(const struct key_index *k, uint64_t hash, size_t *at);
void key_index_free(struct key_index *k);

#endif
