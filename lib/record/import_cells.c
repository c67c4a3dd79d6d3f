/* import_cells.c: the cells of a row, in the terms of the record, into a struct row. */
#include <string.h>

#include "../base/text.h"
#include "import.h"

/* The value rules of a map hold for each member of a list, not only for the cell as a whole. */
static enum qser_status set_members(struct importer *i, size_t column, const char *text)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	for (const char *at = text; *at; at += *at != '\0') {
		size_t length = strcspn(at, ";|");
		_cleanup_(free_pointer) char *member = strndup(at, length);
		const char *value = member ? header_value(i->map, column, member) : NULL;
		if (!value)
			return fail(i->q, QSER_MEMORY, "out of memory");
		buffer_printf(&list, "%s%s", list.length ? ";" : "", value);
		at += length;
	}
	return row_set_column(&i->row, column, buffer_text(&list));
}

enum qser_status import_cells(struct importer *i, const char *const *values)
{
	enum qser_status status = QSER_OK;

	for (size_t c = 1; c < i->record->count && status == QSER_OK; c++) {
		const struct qser_column *column = &i->record->columns[c];
		bool list = column->type == QSER_WORDS || column->type == QSER_REFS;
		if (!values[c] || column->flags & (QSER_READONLY | QSER_HIDDEN))
			continue;
		status = list && i->source.rules ? set_members(i, c, values[c])
						 : row_set_column(&i->row, c, values[c]);
	}
	return status;
}

void import_keep_empty(struct importer *i)
{
	for (size_t c = 1; c < i->record->count; c++)
		if (i->row.cells[c].null &&
			(i->record->keeps ||
				(i->row.derive && i->record->columns[c].type == QSER_CODE)))
			i->row.given &= ~(UINT64_C(1) << c);
}

enum qser_status import_check_readonly(struct importer *i, const char *const *values)
{
	struct cell given = {.own = BUFFER_INIT}, preset = {.own = BUFFER_INIT};
	enum qser_status status = QSER_OK;

	for (size_t c = 1; c < i->record->count && status == QSER_OK; c++) {
		const struct qser_column *column = &i->record->columns[c];
		if (!values[c] || !(column->flags & QSER_READONLY))
			continue;
		status = value_parse(i->q, column, values[c], &given);
		if (status == QSER_OK)
			status = value_parse(i->q, column, column->preset, &preset);
		const struct cell *stored = i->row.id ? &i->row.stored[c] : &preset;
		if (status == QSER_OK && !cell_equal(column, &given, stored) &&
			!(given.null && (!i->row.id || i->record->keeps)))
			status = fail(i->q, QSER_REFUSED,
				"%s: is set by the verbs of the command, an import cannot change "
				"it",
				column->name);
	}
	buffer_free(&given.own);
	buffer_free(&preset.own);
	return status;
}
