/* key_index.c: hashes -> ids, several for one hash. */
#include <stdlib.h>

#include "key_index.h"

static void place(struct key_index *k, uint64_t hash, int64_t id)
{
	size_t at = (size_t)(hash >> 8) & (k->size - 1);

	while (k->slots[at].id)
		at = (at + 1) & (k->size - 1);
	k->slots[at] = (struct key_slot){hash, id};
}

static bool grow(struct key_index *k)
{
	struct key_index larger = {.count = k->count, .size = k->size ? k->size * 2 : 1024};

	larger.slots = calloc(larger.size, sizeof(*larger.slots));
	if (!larger.slots)
		return false;
	for (size_t i = 0; i < k->size; i++)
		if (k->slots[i].id)
			place(&larger, k->slots[i].hash, k->slots[i].id);
	free(k->slots);
	*k = larger;
	return true;
}

bool key_index_add(struct key_index *k, uint64_t hash, int64_t id)
{
	size_t at = 0;
	int64_t there;

	while ((there = key_index_next(k, hash, &at)) != 0)
		if (there == id)
			return true;
	return key_index_put(k, hash, id);
}

bool key_index_put(struct key_index *k, uint64_t hash, int64_t id)
{
	if (k->count * 2 >= k->size && !grow(k))
		return false;
	place(k, hash, id);
	k->count++;
	return true;
}

bool key_index_set(struct key_index *k, uint64_t hash, int64_t id)
{
	size_t at = 0;

	if (!key_index_next(k, hash, &at))
		return key_index_put(k, hash, id);
	k->slots[((size_t)(hash >> 8) + at - 1) & (k->size - 1)].id = id;
	return true;
}

int64_t key_index_get(const struct key_index *k, uint64_t hash)
{
	size_t at = 0;

	return key_index_next(k, hash, &at);
}

int64_t key_index_next(const struct key_index *k, uint64_t hash, size_t *at)
{
	for (; k->size && *at < k->size; ++*at) {
		const struct key_slot *slot =
			&k->slots[((size_t)(hash >> 8) + *at) & (k->size - 1)];
		if (!slot->id)
			return 0;
		if (slot->hash == hash) {
			++*at;
			return slot->id;
		}
	}
	return 0;
}

void key_index_free(struct key_index *k)
{
	free(k->slots);
	*k = (struct key_index){0};
}
