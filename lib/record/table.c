/*
 * table.c: rows of described tables in the database.  This is the only place that writes them, and
 * each write puts its line into the change log.
 *
 * A column of type QSER_REFS lives in a table of its own, <table>_<column> (owner, target).
 */
#include <inttypes.h>
#include <string.h>

#include "../base/hash.h"
#include "../base/seen.h"
#include "find.h"
#include "handle.h"

static bool in_table(const struct qser_column *c)
{
	return c->type != QSER_REFS;
}

/* ---- Loading ---- */

static void load_sql(const struct record *r, struct buffer *sql)
{
	buffer_text_add(sql, "select id");
	for (size_t i = 1; i < r->count; i++)
		if (in_table(&r->columns[i]))
			buffer_printf(sql, ", %s", r->columns[i].name);
	buffer_printf(sql, " from %s where id = ?1", r->table);
}

static void load_cell(struct query *from, int at, const struct qser_column *c, struct cell *cell)
{
	if (type_is_number(c->type)) {
		cell->null = query_is_null(from, at);
		cell->number = cell->null ? 0 : query_get_int(from, at);
	} else {
		cell_load(c, query_get_text(from, at), cell);
	}
}

static enum qser_status load_links(struct row *row, size_t column)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT, ids = BUFFER_INIT;
	buffer_printf(&sql, "select target from %s_%s where owner = ?1 order by target",
		row->record->table, row->record->columns[column].name);
	_cleanup_(query_end) struct query q = query_built(row->q->store, &sql);
	query_int(&q, 1, row->id);
	while (query_row(&q))
		buffer_printf(&ids, "%s%" PRId64, ids.length ? ";" : "", query_get_int(&q, 0));
	cell_load(&row->record->columns[column], ids.length ? buffer_text(&ids) : NULL,
		&row->stored[column]);
	return ids.failed ? fail(row->q, QSER_MEMORY, "out of memory") : query_status(&q);
}

/* A cell that could not be kept for want of memory must not be taken for an empty one. */
static enum qser_status whole(const struct row *row)
{
	for (size_t i = 0; i < row->record->count; i++)
		if (row->cells[i].own.failed || row->stored[i].own.failed)
			return fail(row->q, QSER_MEMORY, "out of memory");
	return QSER_OK;
}

enum qser_status row_load(struct row *row, int64_t id)
{
	const struct record *r = row->record;
	enum qser_status status = row_usable(row);

	if (status != QSER_OK)
		return status;
	struct statements *s = &row->q->statements[r->id];
	if (!s->has_load) {
		_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
		load_sql(r, &sql);
		s->load = query_built_kept(row->q->store, &sql);
		s->has_load = query_status(&s->load) == QSER_OK; /* else it is tried again */
	}
	query_reset(&s->load);
	query_int(&s->load, 1, id);
	if (!query_row(&s->load)) {
		status = query_status(&s->load);
		return status != QSER_OK
			       ? status
			       : fail(row->q, QSER_UNKNOWN, "there is no %s %" PRId64, r->name, id);
	}
	row->id = id;
	for (size_t i = 1, at = 1; i < r->count; i++)
		if (in_table(&r->columns[i]))
			load_cell(&s->load, (int)at++, &r->columns[i], &row->stored[i]);
	status = query_status(&s->load);
	query_reset(&s->load);
	row->stored[0].null = false;
	row->stored[0].number = id;
	for (uint64_t left = row->sets.links; left && status == QSER_OK;)
		status = load_links(row, column_take(&left));
	return status == QSER_OK ? whole(row) : status;
}

/* ---- Writing ---- */

static void bind_cell(struct query *q, int at, const struct qser_column *c, const struct cell *cell)
{
	if (cell->null)
		return; /* as after query_reset */
	if (type_is_number(c->type))
		query_int(q, at, cell->number);
	else
		query_bytes(q, at, cell->text, cell->length);
}

static enum qser_status write_links(struct row *row, size_t column)
{
	const char *name = row->record->columns[column].name;
	const struct cell *cell = &row->cells[column];
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(&sql, "insert into %s_%s (owner, target) values (?1, ?2)", row->record->table,
		name);
	_cleanup_(query_end) struct query q = query_built(row->q->store, &sql);

	for (const char *at = cell->null ? "" : cell->text; *at;
		at += strcspn(at, ";"), at += *at == ';') {
		query_reset(&q);
		query_int(&q, 1, row->id);
		query_int(&q, 2, strtoll(at, NULL, 10));
		enum qser_status status = query_done(&q);
		if (status != QSER_OK)
			return status;
	}
	return query_status(&q);
}

static enum qser_status drop_links(struct row *row, size_t column)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(&sql, "delete from %s_%s where owner = ?1", row->record->table,
		row->record->columns[column].name);
	_cleanup_(query_end) struct query q = query_built(row->q->store, &sql);
	query_int(&q, 1, row->id);
	return query_done(&q);
}

/* An id is given once and never again: the change log knows of records that are gone. */
static enum qser_status next_id(struct row *row)
{
	struct statements *s = &row->q->statements[row->record->id];
	int64_t *next = &s->next;
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;

	if (!*next) {
		s->follows = false;
		buffer_printf(&sql,
			"select 1 + max(id) from (select coalesce(max(id), 0) as id from %s union "
			"all select coalesce(max(target), 0) from change where record = ?1) x",
			row->record->table);
		_cleanup_(query_end) struct query q = query_built(row->q->store, &sql);
		query_int(&q, 1, row->record->id);
		enum qser_status status = query_number(&q, 1, next);
		if (status != QSER_OK)
			return status;
	}
	row->id = *next;
	return QSER_OK;
}

static void insert_sql(const struct record *r, uint64_t columns, struct buffer *sql)
{
	int parameters = 0;

	buffer_printf(sql, "insert into %s (", r->table);
	for (size_t i = 0; i < r->count; i++)
		if (columns >> i & 1)
			buffer_printf(sql, "%s%s", parameters++ ? ", " : "", r->columns[i].name);
	buffer_text_add(sql, ") values (");
	for (int i = 1; i <= parameters; i++)
		buffer_printf(sql, "%s?%d", i > 1 ? ", " : "", i);
	buffer_char(sql, ')');
}

/* The columns of the row that hold something, those of the statement left out; the same care as in
 * whole. */
static enum qser_status filled(const struct row *row, uint64_t *columns)
{
	const struct cell *cells = row->cells;
	uint64_t known = row->q->statements[row->record->id].insert_columns | 1;
	bool failed = false;

	*columns = 0;
	for (uint64_t left = row->sets.all & ~known; left;) {
		size_t i = column_take(&left);
		*columns |= (uint64_t)!cells[i].null << i;
		failed |= cells[i].own.failed;
	}
	return failed ? fail(row->q, QSER_MEMORY, "out of memory") : QSER_OK;
}

static void forget_bound(struct row *row)
{
	struct bound *bound = row->q->statements[row->record->id].bound;

	if (bound)
		memset(bound, 0, row->record->count * sizeof(*bound));
}

/*
 * Row after row of an import has the same number of its command, the same preset word, nothing in
 * the same columns: what is bound already stays.  A text is the same when it stands where the last
 * one stood, whatever it says now: SQLite keeps no copy of it.
 */
static void bind_other(
	struct query *q, int at, bool number, const struct cell *cell, struct bound *before)
{
	struct bound now = {0};

	if (!cell->null)
		now = number ? (struct bound){before, cell->number}
			     : (struct bound){cell->text, (int64_t)cell->length};
	if (now.of == before->of && now.n == before->n)
		return;
	*before = now;
	if (cell->null)
		query_null(q, at);
	else if (number)
		query_int(q, at, cell->number);
	else
		query_bytes(q, at, cell->text, cell->length);
}

/* The statement of all columns that a row so far had something for: half of them are always empty.
 */
static struct query *insert_statement(struct row *row, uint64_t columns)
{
	struct statements *s = &row->q->statements[row->record->id];

	columns = (columns & ~row->sets.links) | s->insert_columns | 1;
	if (s->has_insert && s->insert_columns == columns)
		return &s->insert;
	if (s->has_insert)
		query_end(&s->insert);
	if (!s->bound)
		s->bound = calloc(row->record->count, sizeof(*s->bound));
	forget_bound(row);
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	insert_sql(row->record, columns, &sql);
	s->insert = query_built_kept(row->q->store, &sql);
	s->insert_columns = columns;
	s->has_insert = query_status(&s->insert) == QSER_OK;
	return &s->insert;
}

static enum qser_status insert(struct row *row, uint64_t columns)
{
	struct query *q = insert_statement(row, columns);
	struct statements *s = &row->q->statements[row->record->id];
	const struct cell *cells = row->cells;
	struct bound *bound = s->bound;
	uint64_t numbers = row->sets.numbers;
	bool last = s->next == row->id, failed = false;
	int at = 1;

	if (!bound)
		return fail(row->q, QSER_MEMORY, "out of memory");
	/* Behind the last one SQLite gives the same id by itself, without looking for it first. */
	if (s->follows && last)
		query_null(q, 1);
	else
		query_int(q, 1, row->id);
	for (uint64_t left = s->insert_columns & ~UINT64_C(1); left;) {
		size_t i = column_take(&left);
		bind_other(q, ++at, numbers >> i & 1, &cells[i], &bound[i]);
		failed |= cells[i].own.failed;
	}
	enum qser_status status =
		failed ? fail(row->q, QSER_MEMORY, "out of memory") : query_done(q);
	s->follows = last && status == QSER_OK;
	if (status == QSER_OK && s->next && s->next <= row->id)
		s->next = row->id + 1;
	if (status == QSER_OK) {
		query_again(q);
	} else {
		query_reset(q);
		forget_bound(row);
	}
	return status;
}

static void note_other(struct row *row)
{
	if (!row->seen)
		row->q->statements[row->record->id].others = true;
}

enum qser_status row_insert(struct row *row)
{
	bool new = !row->id;
	uint64_t columns;
	enum qser_status status = filled(row, &columns);

	note_other(row);
	if (status == QSER_OK && new)
		status = next_id(row);
	if (status == QSER_OK)
		status = insert(row, columns);
	if (status != QSER_OK && new)
		row->id = 0;
	for (uint64_t left = row->sets.links & columns; left && status == QSER_OK;)
		status = write_links(row, column_take(&left));
	return status == QSER_OK ? log_change(row, CHANGE_ADD, 0) : status;
}

static void update_sql(const struct record *r, uint64_t columns, struct buffer *sql)
{
	int parameters = 1;

	buffer_printf(sql, "update %s set ", r->table);
	for (size_t i = 1; i < r->count; i++)
		if (columns >> i & 1 && in_table(&r->columns[i])) {
			parameters++;
			buffer_printf(sql, "%s%s = ?%d", parameters > 2 ? ", " : "",
				r->columns[i].name, parameters);
		}
	if (parameters == 1)
		buffer_text_add(sql, "id = id");
	buffer_text_add(sql, " where id = ?1");
}

/* The statement of the columns changed last is kept: an import changes the same ones row by row. */
static struct query *update_statement(struct row *row, uint64_t columns)
{
	struct statements *s = &row->q->statements[row->record->id];

	if (s->has_update && s->update_columns == columns)
		return &s->update;
	if (s->has_update)
		query_end(&s->update);
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	update_sql(row->record, columns, &sql);
	s->update = query_built_kept(row->q->store, &sql);
	s->update_columns = columns;
	s->has_update = query_status(&s->update) == QSER_OK;
	return &s->update;
}

enum qser_status row_update(struct row *row, uint64_t columns)
{
	enum qser_status status = whole(row);
	int at = 1;

	if (status != QSER_OK)
		return status;
	note_other(row);
	struct query *q = update_statement(row, columns);
	query_reset(q);
	query_int(q, 1, row->id);
	for (size_t i = 1; i < row->record->count; i++)
		if (columns >> i & 1 && in_table(&row->record->columns[i]))
			bind_cell(q, ++at, &row->record->columns[i], &row->cells[i]);
	status = query_done(q);
	query_reset(q);
	for (uint64_t left = row->sets.links & columns; left && status == QSER_OK;) {
		size_t i = column_take(&left);
		status = drop_links(row, i);
		if (status == QSER_OK)
			status = write_links(row, i);
	}
	return status == QSER_OK ? log_change(row, CHANGE_EDIT, columns) : status;
}

enum qser_status row_delete(struct row *row)
{
	enum qser_status status = whole(row);

	for (uint64_t left = row->sets.links; left && status == QSER_OK;)
		status = drop_links(row, column_take(&left));
	if (status != QSER_OK)
		return status;
	row->q->statements[row->record->id].follows = false; /* it may be the last */
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(&sql, "delete from %s where id = ?1", row->record->table);
	_cleanup_(query_end) struct query q = query_built(row->q->store, &sql);
	query_int(&q, 1, row->id);
	status = query_done(&q);
	return status == QSER_OK ? log_change(row, CHANGE_REMOVE, 0) : status;
}

/* ---- Keys and references ---- */

static void same_sql(const struct row *row, uint64_t key, struct buffer *sql)
{
	const char *same = key & (key - 1) ? "is not distinct from" : "="; /* several, or one */
	int parameters = 0;

	buffer_printf(sql, "select id from %s where ", row->record->table);
	while (key) {
		parameters++;
		buffer_printf(sql, "%s%s %s ?%d", parameters > 1 ? " and " : "",
			row->record->columns[column_take(&key)].name, same, parameters);
	}
	buffer_text_add(sql, " order by id desc");
}

/* Of the key's values, never 0 where there are some. */
static uint64_t key_hash(const struct row *row, uint64_t key)
{
	uint64_t hash = 0;

	while (key) {
		size_t i = column_take(&key);
		const struct qser_column *c = &row->record->columns[i];
		const struct cell *cell = &row->cells[i];
		if (cell->null)
			continue;
		hash = (hash + i) * UINT64_C(0x9e3779b97f4a7c15) | 1;
		if (type_is_number(c->type))
			hash += (uint64_t)cell->number << 1;
		else
			hash = hash_words(hash, cell->text, cell->length);
		hash |= 1;
	}
	return hash;
}

/* Of an import into an empty table: nobody has the text that is the key, or somebody may. */
static bool is_new_key(const struct row *row, uint64_t columns)
{
	size_t i = column_take(&columns);

	return row->seen && !row->q->statements[row->record->id].others && !columns &&
	       !(row->sets.numbers >> i & 1) && !seen_before(row->seen, row->cells[i].text);
}

enum qser_status row_find_same(struct row *row, unsigned key, int64_t *id)
{
	int n = key == QSER_KEY ? 0 : 1, at = 0;
	uint64_t columns = key == QSER_KEY ? row->sets.key : row->sets.altkey;
	enum qser_status status = row_usable(row);

	*id = 0;
	if (status != QSER_OK || !columns)
		return status;
	struct statements *s = &row->q->statements[row->record->id];
	uint64_t hash = key_hash(row, columns);
	if (!hash || hash == row->absent[n])
		return QSER_OK;
	if (is_new_key(row, columns)) {
		row->absent[n] = hash;
		return QSER_OK;
	}
	if (!s->has_key[n]) {
		_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
		same_sql(row, columns, &sql);
		s->key[n] = query_built_kept(row->q->store, &sql);
		s->has_key[n] = query_status(&s->key[n]) == QSER_OK;
	}
	query_reset(&s->key[n]);
	while (columns) {
		size_t i = column_take(&columns);
		bind_cell(&s->key[n], ++at, &row->record->columns[i], &row->cells[i]);
	}
	if (query_row(&s->key[n]))
		*id = query_get_int(&s->key[n], 0);
	status = query_status(&s->key[n]);
	query_reset(&s->key[n]);
	row->absent[n] = status == QSER_OK && !*id ? hash : 0;
	return status;
}

static enum qser_status find_reference(struct qser *q, const struct record *r,
	const struct qser_column *c, int64_t id, int64_t but, int64_t *by)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;

	if (in_table(c))
		buffer_printf(&sql, "select min(id) from %s where %s = ?1 and id <> ?2", r->table,
			c->name);
	else
		buffer_printf(&sql,
			"select min(owner) from %s_%s where target = ?1 and owner <> ?2", r->table,
			c->name);
	_cleanup_(query_end) struct query look = query_built(q->store, &sql);
	query_int(&look, 1, id);
	query_int(&look, 2, but);
	return query_number(&look, 0, by);
}

enum qser_status row_referrer(
	struct qser *q, const struct record *record, int64_t id, bool parts, struct referrer *by)
{
	enum qser_status status = QSER_OK;

	*by = (struct referrer){0};
	for (int n = 1; n < QSER_RECORDS; n++) {
		const struct record *r = record_of((enum qser_record)n);
		for (size_t i = 0; r && i < r->count && !by->id && status == QSER_OK; i++) {
			const struct qser_column *c = &r->columns[i];
			if (r->log || c->ref != record->id || (c->flags & QSER_OWNER && !parts))
				continue;
			*by = (struct referrer){r, c, 0};
			status = find_reference(q, r, c, id, r == record ? id : 0, &by->id);
		}
		if (by->id || status != QSER_OK)
			return status;
	}
	return QSER_OK;
}
