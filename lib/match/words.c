/* words.c: texts by number: a table of slots, half of them free. */
#include "words.h"

#include <stdlib.h>
#include <string.h>

#include "../base/hash.h"

struct place {
	size_t key, shown;
};

static struct place place_of(const struct words *w, uint32_t number)
{
	struct place at;

	memcpy(&at, w->at.data + number * sizeof(at), sizeof(at));
	return at;
}

/* The slot that holds the key, or is free for it. */
static size_t slot_of(const struct words *w, const char *key)
{
	size_t slot = (size_t)hash_text(key) & (w->room - 1);

	while (w->slots[slot] &&
		strcmp(w->keys.data + place_of(w, w->slots[slot] - 1).key, key) != 0)
		slot = (slot + 1) & (w->room - 1);
	return slot;
}

static bool grow(struct words *w)
{
	size_t room = w->room ? 2 * w->room : 256;

	if (2 * w->count < w->room)
		return true;
	uint32_t *slots = calloc(room, sizeof(*slots));
	if (!slots || w->count >= UINT32_MAX / 4) {
		free(slots);
		return false;
	}
	free(w->slots);
	w->slots = slots;
	w->room = room;
	for (size_t i = 0; i < w->count; i++)
		w->slots[slot_of(w, w->keys.data + place_of(w, (uint32_t)i).key)] = (uint32_t)i + 1;
	return true;
}

bool words_find(const struct words *w, const char *key, uint32_t *number)
{
	size_t slot = w->room ? slot_of(w, key) : 0;

	if (!w->room || !w->slots[slot])
		return false;
	*number = w->slots[slot] - 1;
	return true;
}

uint32_t words_number(struct words *w, const char *key, const char *shown)
{
	const struct place at = {w->keys.length, w->shown.length};
	uint32_t number;

	if (w->failed || words_find(w, key, &number))
		return w->failed ? 0 : number;
	if (!grow(w)) {
		w->failed = true;
		return 0;
	}
	buffer_add(&w->keys, key, strlen(key) + 1);
	buffer_add(&w->shown, shown, strlen(shown) + 1);
	buffer_add(&w->at, &at, sizeof(at));
	w->failed = w->keys.failed || w->shown.failed || w->at.failed;
	if (w->failed)
		return 0;
	w->slots[slot_of(w, key)] = (uint32_t)w->count + 1;
	return (uint32_t)w->count++;
}

const char *words_shown(const struct words *w, uint32_t number)
{
	return number < w->count ? w->shown.data + place_of(w, number).shown : "";
}

void words_free(struct words *w)
{
	buffer_free(&w->keys);
	buffer_free(&w->shown);
	buffer_free(&w->at);
	free(w->slots);
	*w = (struct words){0};
}
