/* halves.c: a name in two columns of a file, given and family name, is one name here. */
#include <stdlib.h>
#include <string.h>

#include "../base/cleanup.h"
#include "map.h"

/* What a heading says of a name.  "Όνομα" is a whole name, but not beside "Επώνυμο"; "Name" is one,
 * but not beside "Vorname". */
enum half { HALF_NONE, HALF_GIVEN, HALF_FAMILY, HALF_SHORT_GIVEN, HALF_SHORT_FAMILY, HALF_WHOLE };

#define SHORT_GIVEN "Όνομα|Nombre|Jméno"
#define SHORT_FAMILY "Name|Nom|Naam"

struct halves {
	struct header_names names; /* column: an enum half */
	size_t field[HALF_WHOLE + 1], count[HALF_WHOLE + 1];
};

static bool add_names(struct halves *h, const char *list, enum half half)
{
	for (const char *at = list; at && *at; at += *at == '|') {
		size_t length = strcspn(at, "|");
		_cleanup_(free_pointer) char *text = memory_ndup(at, length);
		struct header_name *more =
			text ? reallocarray(h->names.names, h->names.count + 1, sizeof *more)
			     : NULL;
		if (!more)
			return false;
		h->names.names = more;
		more[h->names.count] =
			(struct header_name){.key = header_key(text), .column = half};
		if (!more[h->names.count++].key)
			return false;
		at += length;
	}
	return true;
}

static enum half half_of(
	const struct making *m, const struct halves *h, const char *key, size_t whole)
{
	size_t found;

	if (header_names_find(&h->names, key, &found))
		return (enum half)found;
	return header_names_find(&m->names, key, &found) && found == whole ? HALF_WHOLE : HALF_NONE;
}

/* What the map file or the profile says of a heading holds. */
static bool is_said(const struct making *m, const char *key)
{
	for (size_t i = 0; m->rules && i < m->rules->count; i++)
		if (m->rules->rules[i].kind == RULE_HEADING &&
			strcmp(m->rules->rules[i].key, key) == 0)
			return true;
	return profile_heading(m->map->profile, key, key) != NULL;
}

static bool read_headings(const struct making *m, struct halves *h, size_t whole)
{
	for (size_t i = 0; i < m->header->count; i++) {
		_cleanup_(free_pointer) char *key = header_key(m->header->fields[i]);
		if (!key)
			return false;
		enum half half = is_said(m, key) ? HALF_NONE : half_of(m, h, key, whole);
		h->field[half] = i;
		h->count[half]++;
	}
	return true;
}

static bool has(const struct halves *h, enum half given, enum half family)
{
	size_t names = 0;

	for (int half = HALF_GIVEN; half <= HALF_WHOLE; half++)
		names += h->count[half];
	return names == 2 && h->count[given] == 1 && h->count[family] == 1;
}

static void give(
	struct making *m, const struct halves *h, size_t column, enum half given, enum half family)
{
	if (!has(h, given, family))
		return;
	m->halves = (struct halves_found){column, h->field[given] + 1, h->field[family] + 1};
}

enum qser_status halves_find(
	struct making *m, const struct header_options *options, struct error *e)
{
	struct halves h = {0};
	size_t name = 0;

	while (name < m->map->count && strcmp(m->map->columns[name].name, "name") != 0)
		name++;
	if (name == m->map->count || !options || !options->given_names)
		return QSER_OK;
	bool good = add_names(&h, options->given_names, HALF_GIVEN) &&
		    add_names(&h, options->family_names, HALF_FAMILY) &&
		    add_names(&h, "Family name", HALF_FAMILY) &&
		    add_names(&h, SHORT_GIVEN, HALF_SHORT_GIVEN) &&
		    add_names(&h, SHORT_FAMILY, HALF_SHORT_FAMILY) && read_headings(m, &h, name);
	give(m, &h, name, HALF_GIVEN, HALF_FAMILY);
	give(m, &h, name, HALF_SHORT_GIVEN, HALF_FAMILY);
	give(m, &h, name, HALF_GIVEN, HALF_SHORT_FAMILY);
	header_names_free(&h.names);
	return good ? QSER_OK : error_set(e, QSER_MEMORY, "out of memory");
}
