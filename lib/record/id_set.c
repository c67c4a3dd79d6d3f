/* id_set.c: a set of ids. */
#include <stdlib.h>

#include "id_set.h"

/* Multiplicative hashing (Knuth 6.4): neighbouring ids spread over the table. */
static size_t place(const struct id_set *s, int64_t id)
{
	size_t at = (size_t)((uint64_t)id * UINT64_C(0x9e3779b97f4a7c15) >> 16) & (s->size - 1);

	while (s->slots[at] && s->slots[at] != id)
		at = (at + 1) & (s->size - 1);
	return at;
}

bool id_set_has(const struct id_set *s, int64_t id)
{
	return s->size && s->slots[place(s, id)] == id;
}

static bool grow(struct id_set *s)
{
	struct id_set larger = {.size = s->size ? s->size * 2 : 64};

	larger.slots = calloc(larger.size, sizeof(*larger.slots));
	if (!larger.slots)
		return false;
	for (size_t i = 0; i < s->size; i++)
		if (s->slots[i])
			larger.slots[place(&larger, s->slots[i])] = s->slots[i];
	larger.count = s->count;
	free(s->slots);
	*s = larger;
	return true;
}

bool id_set_add(struct id_set *s, int64_t id)
{
	if (s->count * 2 >= s->size && !grow(s))
		return false;
	size_t at = place(s, id);
	s->count += s->slots[at] != id;
	s->slots[at] = id;
	return true;
}

void id_set_free(struct id_set *s)
{
	free(s->slots);
	*s = (struct id_set){0};
}
