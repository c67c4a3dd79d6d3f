/* id_lines.c: ids -> lines, in pages found by hashing. */
#include <stdlib.h>

#include "id_lines.h"

/* Multiplicative hashing (Knuth 6.4): neighbouring pages spread over the table. */
static size_t place(const struct id_lines *l, int64_t number)
{
	size_t at = (size_t)((uint64_t)number * UINT64_C(0x9e3779b97f4a7c15) >> 16) & (l->size - 1);

	while (l->slots[at] && l->slots[at]->number != number)
		at = (at + 1) & (l->size - 1);
	return at;
}

uint64_t id_lines_get(const struct id_lines *l, int64_t id)
{
	const struct id_page *page = l->size ? l->slots[place(l, id / ID_LINES_PAGE)] : NULL;

	return page ? page->lines[id % ID_LINES_PAGE] : 0;
}

static bool grow(struct id_lines *l)
{
	struct id_lines larger = {.count = l->count, .size = l->size ? l->size * 2 : 64};

	larger.slots = calloc(larger.size, sizeof(struct id_page *));
	if (!larger.slots)
		return false;
	for (size_t i = 0; i < l->size; i++)
		if (l->slots[i])
			larger.slots[place(&larger, l->slots[i]->number)] = l->slots[i];
	free(l->slots);
	*l = larger;
	return true;
}

bool id_lines_put(struct id_lines *l, int64_t id, uint64_t line)
{
	if (l->count * 2 >= l->size && !grow(l))
		return false;
	struct id_page **slot = &l->slots[place(l, id / ID_LINES_PAGE)];
	if (!*slot) {
		*slot = calloc(1, sizeof(**slot));
		if (!*slot)
			return false;
		(*slot)->number = id / ID_LINES_PAGE;
		l->count++;
	}
	(*slot)->lines[id % ID_LINES_PAGE] = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX;
	return true;
}

void id_lines_free(struct id_lines *l)
{
	for (size_t i = 0; i < l->size; i++)
		free(l->slots[i]);
	free(l->slots);
	*l = (struct id_lines){0};
}
