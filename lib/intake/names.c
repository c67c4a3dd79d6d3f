/* names.c: what the columns of a record are called in files: name, label, aliases. */
#include <stdlib.h>
#include <string.h>

#include "../base/cleanup.h"
#include "map.h"

void header_names_free(struct header_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->names[i].key);
	free(names->names);
	*names = (struct header_names){0};
}

static size_t count_names(const struct qser_column *columns, size_t count)
{
	size_t names = 0;

	for (size_t i = 0; i < count; i++) {
		names += 3; /* name, label, first alias */
		for (const char *p = columns[i].aliases; p && (p = strchr(p, '|')); p++)
			names++;
	}
	return names;
}

static bool add_name(struct header_names *names, const char *text, size_t length, size_t column)
{
	_cleanup_(free_pointer) char *copy = memory_ndup(text, length);
	char *key = copy ? header_key(copy) : NULL;

	if (!key)
		return false;
	names->names[names->count++] = (struct header_name){key, text, length, column};
	return true;
}

static bool add_aliases(struct header_names *names, const char *aliases, size_t column)
{
	while (aliases && *aliases) {
		size_t length = strcspn(aliases, "|");

		if (length && !add_name(names, aliases, length, column))
			return false;
		aliases += length;
		aliases += *aliases == '|';
	}
	return true;
}

/* Names before labels before aliases: so a name is never hidden by another column's alias. */
enum qser_status header_names_read(
	struct header_names *out, const struct qser_column *c, size_t count, struct error *e)
{
	bool good = true;

	*out = (struct header_names){calloc(count_names(c, count) + 1, sizeof *out->names), 0};
	if (!out->names)
		return error_set(e, QSER_MEMORY, "out of memory");
	for (size_t i = 0; i < count && good; i++)
		if (!(c[i].flags & QSER_HIDDEN))
			good = add_name(out, c[i].name, strlen(c[i].name), i);
	for (size_t i = 0; i < count && good; i++)
		if (!(c[i].flags & QSER_HIDDEN) && c[i].label)
			good = add_name(out, c[i].label, strlen(c[i].label), i);
	for (size_t i = 0; i < count && good; i++)
		if (!(c[i].flags & QSER_HIDDEN))
			good = add_aliases(out, c[i].aliases, i);
	return good ? QSER_OK : error_set(e, QSER_MEMORY, "out of memory");
}

bool header_names_find(const struct header_names *names, const char *key, size_t *column)
{
	for (size_t i = 0; i < names->count; i++) {
		if (strcmp(names->names[i].key, key) == 0) {
			*column = names->names[i].column;
			return true;
		}
	}
	return false;
}
