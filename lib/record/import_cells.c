/* import_cells.c: the cells of a row, in the terms of the record, into a struct row. */
#include "import.h"

void import_columns(struct importer *i)
{
	for (size_t c = 1; c < i->record->count; c++) {
		unsigned flags = i->record->columns[c].flags;
		if (!header_has(i->map, c))
			continue;
		i->settable |= flags & (QSER_READONLY | QSER_HIDDEN) ? 0 : UINT64_C(1) << c;
		i->readonly |= flags & QSER_READONLY ? UINT64_C(1) << c : 0;
	}
}

/* A fault of one cell is kept, and the others are looked at all the same. */
static enum qser_status keep_fault(
	struct importer *i, enum qser_status status, enum qser_status *first)
{
	if (!import_of_the_row(status))
		return status;
	buffer_printf(
		&i->faults, "%s%s", i->faults.length ? "\n" : "", error_message(&i->q->error));
	*first = *first == QSER_OK ? status : *first;
	return QSER_OK;
}

enum qser_status import_cells(struct importer *i, const char *const *values)
{
	const struct qser_column *columns = i->record->columns;
	enum qser_status status = QSER_OK, first = QSER_OK;
	uint64_t left = i->settable;

	i->source.columns = columns;
	if (i->record->assemble)
		status = keep_fault(i, i->record->assemble(&i->row, values, &left), &first);
	if (i->row.left_out)
		return status == QSER_OK ? first : status;
	while (left && status == QSER_OK) {
		size_t c = column_take(&left);
		if (columns[c].type == QSER_EMAIL && i->row.seen) /* which match goes by */
			seen_soon(i->row.seen, values[c]);
		if (columns[c].type == QSER_WORDS)
			i->source.cells[c][header_list(i->map, c)]++;
		status = row_set_column(&i->row, c, values[c]);
		if (status != QSER_OK)
			status = keep_fault(i, status, &first);
	}
	for (size_t n = 0; n < i->import->constant_count && status == QSER_OK; n++) {
		const struct qser_field *field = &i->import->constants[n];
		int c = record_column(i->record, field->column);
		if (c > 0 && !(i->settable >> c & 1 && values[c] && *values[c]))
			status = row_set_column(&i->row, (size_t)c, field->value);
	}
	return status == QSER_OK ? first : status;
}

void import_keep_empty(struct importer *i)
{
	for (uint64_t left = i->row.given; left;) {
		size_t c = column_take(&left);
		if (i->row.cells[c].null &&
			(i->record->keeps ||
				(i->row.derive && i->record->columns[c].type == QSER_CODE)))
			i->row.given &= ~(UINT64_C(1) << c);
	}
}

enum qser_status import_check_readonly(struct importer *i, const char *const *values)
{
	struct cell given = {.own = BUFFER_INIT}, preset = {.own = BUFFER_INIT};
	enum qser_status status = QSER_OK;

	for (uint64_t left = i->readonly; left && status == QSER_OK;) {
		size_t c = column_take(&left);
		const struct qser_column *column = &i->record->columns[c];
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
