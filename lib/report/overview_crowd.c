/* overview_crowd.c: the people behind a figure, counted as far as it has to be known. */
#include "overview_read.h"

void people_free(struct people *c)
{
	free(c->seen);
}

bool people_take(struct people *c, int64_t person)
{
	if (!person || c->count == c->most)
		return true;
	for (size_t i = 0; i < c->count; i++)
		if (c->seen[i] == person)
			return true;
	if (!c->seen)
		c->seen = calloc(c->most, sizeof(*c->seen));
	if (c->seen)
		c->seen[c->count++] = person;
	return c->seen != NULL;
}

void crowds_free(struct crowds *c)
{
	for (size_t i = 0; i < c->count; i++)
		people_free(&c->list[i]);
	free(c->list);
}

static bool crowds_grow(struct crowds *c, size_t count)
{
	if (count <= c->count)
		return true;
	struct people *list = reallocarray(c->list, count, sizeof(*list));
	if (!list)
		return false;
	c->list = list;
	while (c->count < count)
		list[c->count++] = (struct people){.most = c->most};
	return true;
}

bool crowds_take(struct crowds *c, size_t part, int64_t person)
{
	return crowds_grow(c, part + 2) && people_take(&c->list[0], person) &&
	       people_take(&c->list[part + 1], person);
}

void crowds_settle(struct chapter *s, const struct crowds *c)
{
	s->total.people = c->count ? (int64_t)c->list[0].count : 0;
	for (size_t i = 0; i < s->count; i++)
		s->parts[i].people = i + 1 < c->count ? (int64_t)c->list[i + 1].count : 0;
}
