/* row.c: the fields of a row -> the values of its columns. */
#include <string.h>

#include "../base/text.h"
#include "map.h"
#include "rejects.h"

bool header_has(const struct header_map *map, size_t column)
{
	return map->origins[column].field || map->origins[column].constant;
}

size_t header_field(const struct header_map *map, size_t column)
{
	return map->origins[column].field;
}

const struct header_extra *header_extras(const struct header_map *map, size_t *count)
{
	*count = map->extra_count;
	return map->extras;
}

const char *header_ignored(const struct header_map *map)
{
	return buffer_text(&map->ignored);
}

const char *header_unused(const struct header_map *map)
{
	return buffer_text(&map->unused);
}

const char *header_value(struct header_map *map, size_t column, const char *text)
{
	if (!map->origins[column].translated)
		return text;
	buffer_clear(&map->folded);
	text_fold_into(&map->folded, text);
	if (map->folded.failed)
		return NULL;
	for (size_t i = 0; i < map->translation_count; i++) {
		const struct translation *t = &map->translations[i];

		if (t->column == column && strcmp(t->rule->key, buffer_text(&map->folded)) == 0)
			return t->rule->right;
	}
	return text;
}

static enum qser_status say_fault(struct header_map *map, const struct intake_record *record,
	struct header_row *row, size_t field, struct error *e)
{
	if (map->message.failed)
		return error_set(e, QSER_MEMORY, "out of memory");
	row->fault = (struct intake_fault){buffer_text(&map->message), record->line, field};
	return QSER_OK;
}

static enum qser_status fail_count(struct header_map *map, const struct intake_record *record,
	struct header_row *row, struct error *e)
{
	buffer_clear(&map->message);
	if (strcmp(record->fields[record->count - 1], REJECTS_MARK) == 0)
		buffer_text_add(&map->message,
			"still marked as rejected; mend the row and remove its last cell");
	else
		buffer_printf(&map->message, "%zu %s, the header has %zu", record->count,
			record->count == 1 ? "field" : "fields", map->fields);
	return say_fault(map, record, row, 0, e);
}

static enum qser_status fail_nameless(struct header_map *map, const struct intake_record *record,
	struct header_row *row, size_t field, struct error *e)
{
	buffer_clear(&map->message);
	buffer_printf(&map->message, "field %zu: ", field + 1);
	if (strcmp(record->fields[field], REJECTS_MARK) == 0) {
		buffer_text_add(&map->message,
			"still marked as rejected; mend the row and remove this cell");
	} else {
		text_quote(&map->message, record->fields[field]);
		buffer_text_add(
			&map->message, " stands in a column without a heading; give it one");
	}
	return say_fault(map, record, row, field + 1, e);
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " ")] == '\0';
}

static bool fill(struct header_map *map, const struct intake_record *record)
{
	for (size_t i = 0; i < map->count; i++) {
		const struct origin *o = &map->origins[i];

		if (o->constant)
			map->values[i] = o->constant->right;
		else if (!o->field)
			map->values[i] = NULL;
		else if (!(map->values[i] = header_value(map, i, record->fields[o->field - 1])))
			return false;
	}
	for (size_t i = 0; i < map->extra_count; i++)
		map->extra_values[i] = record->fields[map->extras[i].field];
	return true;
}

enum qser_status header_row(struct header_map *map, const struct intake_record *record,
	struct header_row *row, struct error *e)
{
	*row = (struct header_row){NULL, NULL, record->fault};
	if (row->fault.message)
		return QSER_OK;
	if (record->count != map->fields)
		return fail_count(map, record, row, e);
	for (size_t i = 0; i < map->nameless_count; i++)
		if (!is_blank(record->fields[map->nameless[i]]))
			return fail_nameless(map, record, row, map->nameless[i], e);
	if (!fill(map, record))
		return error_set(e, QSER_MEMORY, "out of memory");
	row->values = map->values;
	row->extras = map->extra_values;
	return QSER_OK;
}
