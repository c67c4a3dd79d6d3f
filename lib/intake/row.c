/* row.c: the fields of a row -> the values of its columns. */
#include <string.h>

#include "../base/text.h"
#include "map.h"
#include "rejects.h"

bool header_has(const struct header_map *map, size_t column)
{
	const struct origin *o = &map->origins[column];

	return o->field || o->constant || o->folded;
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

const char *header_joining(const struct header_map *map)
{
	return buffer_text(&map->joining);
}

const char *header_unused(const struct header_map *map)
{
	return buffer_text(&map->unused);
}

enum header_list header_list(const struct header_map *map, size_t column)
{
	return map->origins[column].seen;
}

static enum qser_status say_fault(struct header_map *map, const struct intake_record *record,
	struct header_row *row, size_t field, struct error *e)
{
	if (map->message.failed)
		return error_set(e, QSER_MEMORY, "out of memory");
	row->fault = (struct intake_fault){buffer_text(&map->message), record->line, field};
	return QSER_OK;
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

/* The parts, with spaces between; a family name that the given name ends with is not said again:
 * "Άννα Ράπτη", "Ράπτη". */
static const char *join_value(
	struct header_map *map, size_t column, const struct intake_record *record)
{
	struct buffer *out = &map->origins[column].text;

	buffer_clear(out);
	for (size_t i = 0; i < map->join_count; i++) {
		const struct join *j = &map->joins[i];
		if (j->column != column)
			continue;
		const char *text = cell_text(map, column, j->field, record->fields[j->field]);
		if (!text)
			return NULL;
		size_t length = strlen(text);
		while (length && text[length - 1] == ' ')
			length--;
		for (; length && *text == ' '; text++)
			length--;
		bool said = map->origins[column].halves && length && out->length > length &&
			    out->data[out->length - length - 1] == ' ' &&
			    !memcmp(out->data + out->length - length, text, length);
		if (!length || said)
			continue;
		buffer_text_add(out, out->length ? " " : "");
		buffer_add(out, text, length);
	}
	return out->failed ? NULL : map_translate(map, column, buffer_text(out));
}

/* Of these field is left at the one with a fault, which map->message tells of; without one memory
 * ran out. */
static bool fill_columns(struct header_map *map, const struct intake_record *record, size_t *field)
{
	for (size_t n = 0; n < map->given_count; n++) {
		size_t i = map->given[n];
		const struct origin *o = &map->origins[i];

		map->values[i] = record->fields[o->field - 1];
		if (o->plain)
			continue;
		*field = o->field;
		map->values[i] = o->list     ? buffer_text(&map->lists[o->list - 1].text)
				 : o->joined ? join_value(map, i, record)
					     : cell_value(map, i, map->values[i]);
		if (!map->values[i])
			return false;
	}
	return true;
}

static bool fill_extras(struct header_map *map, const struct intake_record *record, size_t *field)
{
	for (size_t i = 0; i < map->extra_count; i++) {
		*field = map->extras[i].field + 1;
		map->extra_values[i] =
			map->extra_lists[i] ? buffer_text(&map->lists[map->extra_lists[i] - 1].text)
					    : cell_extra(map, i, record->fields[*field - 1]);
		if (!map->extra_values[i])
			return false;
	}
	return true;
}

static bool fill(struct header_map *map, const struct intake_record *record, size_t *field)
{
	for (size_t i = 0; i < map->list_count; i++)
		buffer_clear(&map->lists[i].text);
	for (size_t i = 0; i < map->option_count; i++) {
		*field = map->options[i].field + 1;
		if (!cell_option(map, &map->options[i], record->fields[*field - 1]))
			return false;
	}
	return fill_columns(map, record, field) && fill_extras(map, record, field);
}

enum qser_status header_row(struct header_map *map, const struct intake_record *record,
	struct header_row *row, struct error *e)
{
	*row = (struct header_row){NULL, NULL, record->fault};
	if (row->fault.message)
		return QSER_OK;
	buffer_clear(&map->message);
	if (!rejects_fits(record, map->fields, &map->message))
		return say_fault(map, record, row, 0, e);
	for (size_t i = 0; i < map->nameless_count; i++)
		if (!is_blank(record->fields[map->nameless[i]]))
			return fail_nameless(map, record, row, map->nameless[i], e);
	size_t field = 0;
	if (!fill(map, record, &field))
		return map->message.length ? say_fault(map, record, row, field, e)
					   : error_set(e, QSER_MEMORY, "out of memory");
	row->values = map->values;
	row->extras = map->extra_values;
	return QSER_OK;
}
