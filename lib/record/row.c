/*
 * row.c: writing a record: values in, presets, codes, required columns, keys, rules; then table.c.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/text.h"
#include "handle.h"
#include "where.h"

static struct column_sets sets_of(const struct record *record)
{
	struct column_sets sets = {0};

	for (size_t i = 1; i < record->count; i++) {
		const struct qser_column *c = &record->columns[i];
		uint64_t bit = UINT64_C(1) << i;
		sets.key |= c->flags & QSER_KEY ? bit : 0;
		sets.altkey |= c->flags & QSER_ALTKEY ? bit : 0;
		sets.preset |= c->preset ? bit : 0;
		sets.required |= c->flags & QSER_REQUIRED ? bit : 0;
		sets.derived |= c->from ? bit : 0;
		sets.links |= c->type == QSER_REFS ? bit : 0;
		sets.all |= bit;
		sets.numbers |= type_is_number(c->type) ? bit : 0;
	}
	return sets;
}

void row_init(struct row *row, struct qser *q, enum qser_record r)
{
	const struct record *record = record_of(r);

	*row = (struct row){.q = q, .record = record};
	if (!record)
		return;
	row->sets = sets_of(record);
	row->cells = calloc(record->count, sizeof(*row->cells));
	row->stored = calloc(record->count, sizeof(*row->stored));
	if (!row->cells || !row->stored)
		(void)fail(q, QSER_MEMORY, "out of memory");
	row_clear(row);
}

void row_free(struct row *row)
{
	for (size_t i = 0; row->record && i < row->record->count; i++) {
		if (row->cells)
			buffer_free(&row->cells[i].own);
		if (row->stored)
			buffer_free(&row->stored[i].own);
	}
	free(row->cells);
	free(row->stored);
	*row = (struct row){0};
}

void row_clear(struct row *row)
{
	row->id = 0;
	row->given = row->changed = 0;
	row->unmatched = row->derived = false;
	row->absent[0] = row->absent[1] = 0;
	for (size_t i = 0; row->cells && row->stored && i < row->record->count; i++)
		row->cells[i].null = row->stored[i].null = true;
}

enum qser_status row_usable(struct row *row)
{
	if (!row->record)
		return fail(row->q, QSER_INTERNAL, "no such record");
	return row->cells && row->stored ? QSER_OK : fail(row->q, QSER_MEMORY, "out of memory");
}

static bool is_given(const struct row *row, size_t column)
{
	return row->given >> column & 1;
}

enum qser_status row_set_column(struct row *row, size_t column, const char *text)
{
	enum qser_status status;

	if (!row->cells || !row->stored)
		return row_usable(row);
	/* Every organisation has a reception: that of the row's own is meant. */
	if (row->record->columns[column].type == QSER_REF)
		row->q->within =
			row_int(row, "organisation", row_stored_int(row, "organisation", 0));
	status = value_parse(row->q, &row->record->columns[column], text, &row->cells[column]);
	row->q->within = 0;
	row->derived = false;
	if (status == QSER_OK)
		row->given |= UINT64_C(1) << column;
	return status;
}

/* Rules ask for the same few names row after row: where such a name was is tried first. */
static int column_of(const struct row *row, const char *name)
{
	const struct qser_column *columns = row->record->columns;
	struct statements *s = &row->q->statements[row->record->id];
	unsigned char *place = &s->places[(uintptr_t)name % COLUMN_PLACES];

	if (!strcmp(columns[*place].name, name))
		return *place;
	int column = record_column(row->record, name);
	if (column >= 0)
		*place = (unsigned char)column;
	return column;
}

enum qser_status row_set(struct row *row, const char *column, const char *text)
{
	int i = record_column(row->record, column);

	if (i < 0 || row->record->columns[i].flags & QSER_HIDDEN)
		return no_such_column(row->q, row->record, column, strlen(column));
	return row_set_column(row, (size_t)i, text);
}

/* ---- Inner values, for rules and verbs ---- */

void row_put_int(struct row *row, const char *column, int64_t value)
{
	int i = column_of(row, column);

	if (!row->cells || i < 0)
		return;
	row->cells[i].null = false;
	row->cells[i].number = value;
	row->given |= UINT64_C(1) << i;
}

void row_load_cell(struct row *row, size_t column, const char *stored)
{
	struct cell *cell = &row->cells[column];

	cell_load(&row->record->columns[column], stored, cell);
	if (cell->own.failed) /* nobody takes it for an empty one: see error.h */
		(void)fail(row->q, QSER_MEMORY, "out of memory");
}

void row_put_text(struct row *row, const char *column, const char *text)
{
	int i = column_of(row, column);

	if (!row->cells || i < 0)
		return;
	row_load_cell(row, (size_t)i, text);
	row->derived = false;
	row->given |= UINT64_C(1) << i;
}

const struct cell *row_cell(const struct row *row, const char *column)
{
	int i = column_of(row, column);

	return i < 0 || !row->cells ? NULL : &row->cells[i];
}

const char *row_text(const struct row *row, const char *column)
{
	const struct cell *cell = row_cell(row, column);

	return cell && !cell->null ? cell->text : NULL;
}

int64_t row_int(const struct row *row, const char *column, int64_t fallback)
{
	const struct cell *cell = row_cell(row, column);

	return cell && !cell->null ? cell->number : fallback;
}

bool row_given(const struct row *row, const char *column)
{
	int i = column_of(row, column);

	return i >= 0 && is_given(row, (size_t)i);
}

void row_leave(struct row *row, const char *column)
{
	int i = column_of(row, column);

	if (i >= 0)
		row->given &= ~(UINT64_C(1) << i);
}

int64_t row_stored_int(const struct row *row, const char *column, int64_t fallback)
{
	int i = column_of(row, column);

	return i >= 0 && row->stored && !row->stored[i].null ? row->stored[i].number : fallback;
}

const char *row_stored_text(const struct row *row, const char *column)
{
	int i = column_of(row, column);

	return i >= 0 && row->stored && !row->stored[i].null ? row->stored[i].text : NULL;
}

bool row_changes(const struct row *row, const char *column)
{
	int i = column_of(row, column);

	return i >= 0 &&
	       (!row->id || !cell_equal(&row->record->columns[i], &row->cells[i], &row->stored[i]));
}

/* ---- Saving ---- */

static enum qser_status apply_presets(struct row *row)
{
	enum qser_status status = QSER_OK;

	for (uint64_t left = row->sets.preset & ~row->given; left && status == QSER_OK;) {
		size_t i = column_take(&left);
		const struct qser_column *c = &row->record->columns[i];
		if (row->cells[i].null)
			status = value_parse(row->q, c, c->preset, &row->cells[i]);
	}
	return status;
}

/* What the caller left alone is as it was. */
void row_keep_stored(struct row *row)
{
	for (size_t i = 0; i < row->record->count; i++) {
		if (is_given(row, i))
			continue;
		row->cells[i].null = row->stored[i].null;
		row->cells[i].number = row->stored[i].number;
		row->cells[i].text = row->stored[i].text;
		row->cells[i].length = row->stored[i].length;
	}
}

enum qser_status row_derive_hidden(struct row *row)
{
	enum qser_status status = row_usable(row);

	if (status != QSER_OK || (row->derived && !row->id))
		return status;
	for (uint64_t left = row->sets.derived; left;) {
		size_t i = column_take(&left);
		const struct qser_column *c = &row->record->columns[i];
		const char *text = row_text(row, c->from);
		struct cell *cell = &row->cells[i];
		buffer_clear(&cell->own);
		if (text && c->type == QSER_EMAIL)
			text_address_key(&cell->own, text);
		else if (text)
			text_fold_into(&cell->own, text);
		if (cell->own.failed)
			return fail(row->q, QSER_MEMORY, "out of memory");
		if (text && !cell->own.length)
			return fail(row->q, QSER_INVALID, "%s: has nothing in it that can be read",
				c->from);
		cell->text = buffer_text(&cell->own);
		cell->length = cell->own.length;
		cell->null = !text;
	}
	row->derived = true;
	return QSER_OK;
}

static enum qser_status derive_code(struct row *row)
{
	const char *code_of = row->derive ? row->record->code_of : NULL;

	return row_derive_code(row, code_of ? row_text(row, code_of) : NULL);
}

static enum qser_status check_required(struct row *row)
{
	for (uint64_t left = row->sets.required; left;) {
		size_t i = column_take(&left);
		if (row->cells[i].null)
			return fail(row->q, QSER_INVALID, "%s: is missing; %s %s needs one",
				row->record->columns[i].name,
				strchr("aeiou", row->record->name[0]) ? "an" : "a",
				row->record->name);
	}
	return QSER_OK;
}

static void key_words(const struct row *row, unsigned key, struct buffer *out)
{
	for (size_t i = 1; i < row->record->count; i++) {
		const struct qser_column *c = &row->record->columns[i];
		if (c->flags & key)
			buffer_printf(out, "%s%s", out->length ? " and " : "",
				c->from ? c->from : c->name);
	}
}

static enum qser_status check_key(struct row *row, unsigned key)
{
	int64_t other;
	enum qser_status status = row_find_same(row, key, &other);
	if (status != QSER_OK || !other || other == row->id)
		return status;

	_cleanup_(buffer_free) struct buffer words = BUFFER_INIT, name = BUFFER_INIT;
	key_words(row, key, &words);
	status = record_describe(row->q, row->record->id, other, &name);
	return status != QSER_OK ? status
				 : fail(row->q, QSER_EXISTS, "%s: taken by %s", buffer_text(&words),
					   buffer_text(&name));
}

static enum qser_status check_keys(struct row *row)
{
	enum qser_status status = check_key(row, QSER_KEY);

	return status == QSER_OK ? check_key(row, QSER_ALTKEY) : status;
}

static uint64_t differences(const struct row *row)
{
	uint64_t changed = 0;

	for (size_t i = 1; i < row->record->count; i++)
		if (!cell_equal(&row->record->columns[i], &row->cells[i], &row->stored[i]))
			changed |= UINT64_C(1) << i;
	return changed;
}

bool row_differs(struct row *row)
{
	row_keep_stored(row);
	return differences(row) != 0;
}

static enum qser_status check_fixed(struct row *row)
{
	for (size_t i = 1; i < row->record->count; i++)
		if (row->changed >> i & 1 && row->record->columns[i].flags & QSER_FIXED)
			return fail(row->q, QSER_INVALID,
				"%s: cannot be changed once the %s is there; remove it and add "
				"another",
				row->record->columns[i].name, row->record->name);
	return QSER_OK;
}

static enum qser_status check_all(struct row *row)
{
	enum qser_status status = row->record->complete ? row->record->complete(row) : QSER_OK;

	if (status == QSER_OK)
		status = row_derive_hidden(row);
	if (status == QSER_OK)
		status = derive_code(row);
	if (status == QSER_OK)
		status = check_required(row);
	if (status == QSER_OK && row->record->check && !row->checked)
		status = row->record->check(row);
	return status == QSER_OK ? check_keys(row) : status;
}

static enum qser_status tell_saved(struct row *row)
{
	return row->record->saved && !row->checked ? row->record->saved(row) : QSER_OK;
}

static enum qser_status save_new(struct row *row)
{
	enum qser_status status = apply_presets(row);

	if (status == QSER_OK)
		status = check_all(row);
	if (status != QSER_OK)
		return status;
	row->changed = ~UINT64_C(0);
	status = row_insert(row);
	if (status == QSER_OK && row->record->added)
		status = row->record->added(row);
	return status == QSER_OK ? tell_saved(row) : status;
}

static enum qser_status save_changed(struct row *row)
{
	row_keep_stored(row);
	row->changed = differences(row);
	if (!row->changed)
		return QSER_OK;
	enum qser_status status = check_fixed(row);
	if (status == QSER_OK)
		status = check_all(row);
	if (status != QSER_OK)
		return status;
	row->changed = differences(row);
	if (!row->changed)
		return QSER_OK;
	status = row_update(row, row->changed);
	return status == QSER_OK ? tell_saved(row) : status;
}

enum qser_status row_save(struct row *row)
{
	enum qser_status status = row_usable(row);

	if (status == QSER_OK)
		status = handle_writes(row->q);
	if (status == QSER_OK && row->record->log)
		status = fail(row->q, QSER_REFUSED, "%s are written by the commands themselves",
			row->record->plural);
	if (status != QSER_OK)
		return status;
	return row->id ? save_changed(row) : save_new(row);
}

/* ---- Removing ---- */

/* Parts are collected before they are removed: a statement does not walk what it deletes. */
static enum qser_status collect_parts(struct qser *q, const struct record *part, const char *column,
	int64_t owner, struct buffer *ids)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(
		&sql, "select id from %s where %s = ?1 order by id desc", part->table, column);
	_cleanup_(query_end) struct query look = query_built(q->store, &sql);
	query_int(&look, 1, owner);
	while (query_row(&look)) {
		int64_t id = query_get_int(&look, 0);
		buffer_add(ids, &id, sizeof(id));
	}
	return ids->failed ? fail(q, QSER_MEMORY, "out of memory") : query_status(&look);
}

static enum qser_status remove_parts(struct qser *q, const struct record *whole, int64_t id)
{
	enum qser_status status = QSER_OK;

	for (int r = 1; r < QSER_RECORDS && status == QSER_OK; r++) {
		const struct record *part = record_of((enum qser_record)r);
		for (size_t i = 0; part && i < part->count && status == QSER_OK; i++) {
			const struct qser_column *c = &part->columns[i];
			if (!(c->flags & QSER_OWNER) || c->ref != whole->id)
				continue;
			_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
			status = collect_parts(q, part, c->name, id, &ids);
			for (size_t n = 0; n < ids.length / sizeof(id) && status == QSER_OK; n++) {
				int64_t one;
				memcpy(&one, ids.data + n * sizeof(one), sizeof(one));
				status = row_remove(q, part->id, one);
			}
		}
	}
	return status;
}

static enum qser_status check_unreferenced(struct qser *q, const struct record *record, int64_t id)
{
	_cleanup_(buffer_free) struct buffer whom = BUFFER_INIT, who = BUFFER_INIT;
	struct referrer by;
	enum qser_status status = row_referrer(q, record, id, false, &by);

	if (status != QSER_OK || !by.id)
		return status;
	status = record_describe(q, record->id, id, &whom);
	if (status == QSER_OK)
		status = record_describe(q, by.record->id, by.id, &who);
	return status != QSER_OK
		       ? status
		       : fail(q, QSER_REFERENCED, "%s is still named by %s (%s); change that first",
				 buffer_text(&whom), buffer_text(&who), by.column->name);
}

enum qser_status row_remove(struct qser *q, enum qser_record r, int64_t id)
{
	const struct record *record = record_of(r);
	_cleanup_(row_free) struct row row;
	row_init(&row, q, r);

	enum qser_status status = row_usable(&row);
	if (status == QSER_OK)
		status = handle_writes(q);
	if (status == QSER_OK && record->log)
		status = fail(q, QSER_REFUSED, "%s are never removed", record->plural);
	if (status == QSER_OK)
		status = row_load(&row, id);
	if (status == QSER_OK)
		status = check_unreferenced(q, record, id);
	if (status == QSER_OK)
		status = remove_parts(q, record, id);
	return status == QSER_OK ? row_delete(&row) : status;
}

/* ---- The public verbs ---- */

/* Somebody from outside sets a column: what only verbs may set stays out of reach. */
enum qser_status row_set_fields(struct row *row, const struct qser_field *fields, size_t count)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < count && status == QSER_OK; i++) {
		int column = record_column(row->record, fields[i].column);
		if (column >= 0 &&
			(column == 0 || row->record->columns[column].flags & QSER_READONLY))
			return fail(row->q, QSER_REFUSED,
				"%s: is set by the verbs of the command, not by hand",
				fields[i].column);
		status = row_set(row, fields[i].column, fields[i].value);
	}
	return status;
}

enum qser_status qser_add(struct qser *q, enum qser_record r, const struct qser_field *fields,
	size_t count, int64_t *id)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, r);
	row.derive = true;

	enum qser_status status = row_usable(&row);
	if (status == QSER_OK)
		status = row_set_fields(&row, fields, count);
	if (status == QSER_OK)
		status = row_save(&row);
	*id = status == QSER_OK ? row.id : 0;
	return status;
}

enum qser_status qser_edit(struct qser *q, enum qser_record r, int64_t id,
	const struct qser_field *fields, size_t count, bool *changed)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, r);

	enum qser_status status = row_usable(&row);
	if (status == QSER_OK)
		status = row_load(&row, id);
	if (status == QSER_OK)
		status = row_set_fields(&row, fields, count);
	if (status == QSER_OK)
		status = row_save(&row);
	if (changed)
		*changed = row.changed != 0;
	return status;
}

enum qser_status qser_remove(struct qser *q, enum qser_record r, int64_t id)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, r);

	enum qser_status status = row_usable(&row);
	if (status == QSER_OK)
		status = row_load(&row, id);
	if (status == QSER_OK && row.record->removing)
		status = row.record->removing(&row);
	return status == QSER_OK ? row_remove(q, r, id) : status;
}
