/* targets.c: which field of a file gives a column or an item, and that only one does. */
#include <stdlib.h>
#include <string.h>

#include "../base/cleanup.h"
#include "../base/text.h"
#include "map.h"

static enum qser_status fail_twice(
	const struct making *m, size_t first, size_t second, const char *target, struct error *e)
{
	_cleanup_(buffer_free) struct buffer one = BUFFER_INIT, two = BUFFER_INIT;

	text_quote(&one, m->header->fields[first]);
	text_quote(&two, m->header->fields[second]);
	return error_set(e, QSER_INVALID,
		"%s:%ju: columns %zu %s and %zu %s both stand for %s; remove one, or set it "
		"aside with a line %s = - in a map file (--map FILE)",
		m->name, (uintmax_t)m->header->line, first + 1, buffer_text(&one), second + 1,
		buffer_text(&two), target, buffer_text(&two));
}

static void leave_out(struct making *m, size_t field)
{
	if (m->map->ignored.length)
		buffer_text_add(&m->map->ignored, ", ");
	text_quote(&m->map->ignored, m->header->fields[field]);
}

void target_give_way(struct making *m, size_t column)
{
	struct origin *o = &m->map->origins[column];

	if (!o->field || !o->built_in)
		return;
	if (!o->weak)
		leave_out(m, o->field - 1);
	o->field = 0;
	o->built_in = o->weak = false;
}

/* "Ώρες", "Hours worked": what a number below it is.  Words as they are when folded. */
static bool says_hours(const char *key)
{
	static const char *const words[] = {"hours", "hrs", "ωρεσ", "stunden", "std", "horas",
		"hodiny", "hodin", "heures", "uren", NULL};

	for (const char *at = key; *at; at += strspn(at, " ()[]/,.")) {
		size_t length = strcspn(at, " ()[]/,.");
		for (const char *const *word = words; *word; word++)
			if (strlen(*word) == length && !strncmp(at, *word, length))
				return true;
		at += length;
	}
	return false;
}

static enum qser_status give_column(
	struct making *m, size_t field, const struct target *t, struct error *e)
{
	struct origin *o = &m->map->origins[t->column];

	if (t->weak && o->field)
		return QSER_OK;
	target_give_way(m, t->column);
	if (o->field && t->built_in) {
		leave_out(m, field);
		return QSER_OK;
	}
	if (t->part && (!o->field || o->joined)) {
		m->map->joins[m->map->join_count++] = (struct join){t->column, field, t->part};
		o->joined = true;
		o->field = o->field ? o->field : field + 1;
		return QSER_OK;
	}
	if (o->field)
		return fail_twice(m, o->field - 1, field, m->map->columns[t->column].name, e);
	o->field = field + 1;
	o->built_in = t->built_in;
	o->weak = t->weak;
	if (m->map->columns[t->column].type != QSER_MINUTES)
		return QSER_OK;
	_cleanup_(free_pointer) char *key = header_key(m->header->fields[field]);
	o->hours = key && says_hours(key);
	return key ? QSER_OK : error_set(e, QSER_MEMORY, "out of memory");
}

/* The extra of that code; the number of them when there is none yet. */
static size_t find_extra(const struct header_map *map, const char *code)
{
	size_t i = 0;

	while (i < map->extra_count && strcmp(map->codes[i], code) != 0)
		i++;
	return i;
}

static enum qser_status give_item(
	struct making *m, size_t field, const struct target *t, struct error *e)
{
	struct header_map *map = m->map;
	size_t known = find_extra(map, t->code);

	if (known < map->extra_count) {
		_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
		buffer_printf(&name, "item.%s", t->code);
		return fail_twice(m, map->extras[known].field, field, buffer_text(&name), e);
	}
	char *copy = memory_dup(t->code);
	if (!copy)
		return error_set(e, QSER_MEMORY, "out of memory");
	map->codes[map->extra_count] = copy;
	map->extras[map->extra_count++] = (struct header_extra){field, copy};
	return QSER_OK;
}

enum qser_status target_give(
	struct making *m, size_t field, const struct target *t, struct error *e)
{
	return t->kind == TARGET_COLUMN ? give_column(m, field, t, e)
	       : t->kind == TARGET_ITEM ? give_item(m, field, t, e)
					: QSER_OK;
}

/* ---- Options ---- */

/* What the program calls the option that is answered in words of one's own. */
static const char *const other_options[] = {"other", "sonstiges", "andere", "anderes", "autre",
	"otro", "otra", "αλλο", "jine", "jiny", "ostatni", "anders", "overig", NULL};

static bool is_other(const char *folded)
{
	for (const char *const *other = other_options; *other; other++)
		if (!strcmp(*other, folded))
			return true;
	return false;
}

/* The list of a target, made by its first option. */
static enum qser_status find_list(
	struct making *m, size_t field, const struct target *t, size_t *list, struct error *e)
{
	struct header_map *map = m->map;
	size_t extra = t->kind == TARGET_ITEM ? find_extra(map, t->code) : 0;
	size_t *there =
		t->kind == TARGET_COLUMN ? &map->origins[t->column].list : &map->extra_lists[extra];

	if (!*there) {
		enum qser_status status = target_give(m, field, t, e);
		if (status)
			return status;
		map->lists[map->list_count].column =
			t->kind == TARGET_COLUMN ? t->column : SIZE_MAX;
		*there = ++map->list_count;
	}
	*list = *there - 1;
	return QSER_OK;
}

enum qser_status target_give_option(
	struct making *m, size_t field, const struct target *t, const char *text, struct error *e)
{
	struct header_map *map = m->map;
	_cleanup_(free_pointer) char *folded = text_fold(text);
	const char *value = t->kind == TARGET_COLUMN ? map_translate(map, t->column, text) : text;
	char *copy = value && folded ? memory_dup(value) : NULL;

	if (!copy)
		return error_set(e, QSER_MEMORY, "out of memory");
	struct option *o = &map->options[map->option_count++];
	*o = (struct option){.field = field, .text = copy, .other = is_other(folded)};
	if (!o->other && strpbrk(copy, ";|")) {
		_cleanup_(buffer_free) struct buffer option = BUFFER_INIT;
		text_quote(&option, copy);
		return error_set(e, QSER_INVALID,
			"%s:%ju: the option %s (column %zu) holds %s, which is between values here; "
			"give it another text in a map file, as %s: %s = \"…\"",
			m->name, (uintmax_t)m->header->line, buffer_text(&option), field + 1,
			strchr(copy, ';') ? "\";\"" : "\"|\"",
			t->kind == TARGET_COLUMN ? map->columns[t->column].name : "COLUMN",
			buffer_text(&option));
	}
	return find_list(m, field, t, &o->list, e);
}
