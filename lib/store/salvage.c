/*
 * salvage.c: what can still be read of a damaged database, into a new one.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/text.h"
#include "../base/utf8.h"
#include "salvage.h"

struct salvaging {
	struct store *to;
	struct wreck wreck;
	sqlite3_stmt *insert;
	struct buffer columns, text;
	char key[64];
	bool unique;
	int count;	 /* of columns */
	int64_t most;	 /* no id is above it */
	bool log_broken; /* the change log tells less */
	struct store_salvaged result;
};

/* ---- One row ---- */

/* What no text may hold, after damage, as U+FFFD each. */
static void repair(struct buffer *out, const unsigned char *text, size_t length)
{
	buffer_clear(out);
	for (size_t at = 0, n; at < length; at += n) {
		uint32_t c = 0;
		n = utf8_read(text + at, length - at, &c);
		if (!n || (c < ' ' && c != '\t' && c != '\n') || c == 0x7F)
			buffer_text_add(out, "\xEF\xBF\xBD");
		else
			buffer_add(out, text + at, n);
		n += !n;
	}
}

static bool is_clean(const unsigned char *text, size_t length)
{
	return !memchr(text, '\0', length) &&
	       text_check((const char *)text, length, TEXT_NOTE, NULL) == QSER_OK;
}

static int bind_value(struct salvaging *s, sqlite3_stmt *row, int column)
{
	if (sqlite3_column_type(row, column) != SQLITE_TEXT)
		return sqlite3_bind_value(s->insert, column + 1, sqlite3_column_value(row, column));
	const unsigned char *text = sqlite3_column_text(row, column);
	size_t length = (size_t)sqlite3_column_bytes(row, column);
	if (!text)
		return SQLITE_NOMEM;
	if (is_clean(text, length))
		return sqlite3_bind_text64(s->insert, column + 1, (const char *)text, length,
			SQLITE_STATIC, SQLITE_UTF8);
	s->result.repaired++;
	repair(&s->text, text, length);
	return s->text.failed ? SQLITE_NOMEM
			      : sqlite3_bind_text64(s->insert, column + 1, s->text.data,
					s->text.length, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static bool is_refused(const struct salvaging *s, int code)
{
	code &= 0xff;
	return code == SQLITE_DONE ? s->unique : code == SQLITE_CONSTRAINT || code == SQLITE_TOOBIG;
}

/* A row that the schema refuses, or that is longer than any may be, is garbage that looks like a
 * row. */
static enum qser_status keep_row(void *ctx, sqlite3_stmt *row)
{
	struct salvaging *s = ctx;
	int code = SQLITE_OK;

	for (int i = 0; i < s->count && code == SQLITE_OK; i++)
		code = bind_value(s, row, i);
	if (code == SQLITE_OK)
		code = sqlite3_step(s->insert);
	(void)sqlite3_reset(s->insert);
	(void)sqlite3_clear_bindings(s->insert);
	if (code == SQLITE_DONE && sqlite3_changes(s->to->db))
		s->result.rows++;
	else if (is_refused(s, code))
		s->result.refused++;
	else if (code != SQLITE_DONE)
		return store_fail(s->to, code);
	return QSER_OK;
}

/* ---- One table ---- */

static bool has_column(sqlite3 *db, const char *table, const char *column)
{
	return sqlite3_table_column_metadata(
		       db, "main", table, column, NULL, NULL, NULL, NULL, NULL) == SQLITE_OK;
}

/* Its columns that both have, the key first: an older file may lack some. */
static enum qser_status choose_columns(struct salvaging *s, const char *table)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT, rest = BUFFER_INIT;
	buffer_printf(&sql, "pragma table_info(%s)", table);
	_cleanup_(query_end) struct query columns = query_built(s->to, &sql);
	int keys = 0;

	s->count = 0;
	*s->key = '\0';
	while (query_row(&columns)) {
		const char *name = query_get_text(&columns, 1);
		int64_t part = query_get_int(&columns, 5);
		if (!has_column(s->wreck.db, table, name))
			continue;
		keys += part > 0;
		s->count++;
		if (part == 1)
			(void)snprintf(s->key, sizeof(s->key), "%s", name);
		else
			buffer_printf(&rest, ", %s", name);
	}
	s->unique = keys == 1;
	buffer_clear(&s->columns);
	buffer_printf(&s->columns, "%s%s", s->key, buffer_text(&rest));
	return s->columns.failed ? error_set(s->to->error, QSER_MEMORY, "out of memory")
				 : query_status(&columns);
}

static enum qser_status prepare_insert(struct salvaging *s, const char *table)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;

	buffer_printf(&sql, "insert into %s (%s) values (", table, buffer_text(&s->columns));
	for (int i = 1; i <= s->count; i++)
		buffer_printf(&sql, "%s?%d", i > 1 ? ", " : "", i);
	buffer_text_add(&sql, ") on conflict do nothing");
	if (sql.failed)
		return error_set(s->to->error, QSER_MEMORY, "out of memory");
	int code = sqlite3_prepare_v2(s->to->db, sql.data, -1, &s->insert, NULL);
	return code == SQLITE_OK ? QSER_OK : store_fail(s->to, code);
}

#define SQL_MOST "select max(target) from change"

/* Ids that were never given are not looked for: those above what the change log names, or, while it
 * is not read, more than there is room for rows. */
static enum qser_status find_most(struct salvaging *s)
{
	_cleanup_(query_end) struct query log = query(s->to, SQL_MOST);
	int64_t pages = 0, most;
	sqlite3_stmt *count = NULL;
	enum qser_status status = query_number(&log, 0, &most);

	if (sqlite3_prepare_v2(s->wreck.db, "pragma page_count", -1, &count, NULL) == SQLITE_OK &&
		sqlite3_step(count) == SQLITE_ROW)
		pages = sqlite3_column_int64(count, 0);
	(void)sqlite3_finalize(count);
	s->most = most && !s->log_broken ? most : 1000 + pages * 64;
	return status;
}

static enum qser_status salvage_table(struct salvaging *s, const char *table)
{
	s->result = (struct store_salvaged){.table = table};
	enum qser_status status = choose_columns(s, table);
	if (status == QSER_OK && !*s->key) {
		s->result.broken = true; /* not even its name is left */
		return QSER_OK;
	}
	if (status == QSER_OK)
		status = find_most(s);
	if (status == QSER_OK)
		status = prepare_insert(s, table);
	if (status != QSER_OK)
		return status;
	struct walk walk = {.wreck = &s->wreck,
		.columns = buffer_text(&s->columns),
		.table = table,
		.key = s->key,
		.unique = s->unique,
		.most = s->most,
		.fn = keep_row,
		.ctx = s};
	status = wreck_walk(&walk);
	s->result.broken = walk.broken;
	s->log_broken |= walk.broken && !strcmp(table, "change");
	(void)sqlite3_finalize(s->insert);
	s->insert = NULL;
	return status;
}

/* ---- All tables ---- */

#define SQL_TABLES                                                                                 \
	"select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by" \
	" name <> 'change', name" /* which tells how many there should be of the others */

static enum qser_status salvage_tables(struct salvaging *s, store_salvaged_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query tables = query(s->to, SQL_TABLES);
	enum qser_status status = QSER_OK;

	while (status == QSER_OK && query_row(&tables)) {
		status = salvage_table(s, query_get_text(&tables, 0));
		if (status == QSER_OK)
			status = fn(ctx, &s->result);
	}
	return status == QSER_OK ? query_status(&tables) : status;
}

/* Parts may come before what they are parts of, or without. */
static enum qser_status references(struct store *s, int on)
{
	int code = sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_FKEY, on, NULL);
	return code == SQLITE_OK ? QSER_OK : store_fail(s, code);
}

enum qser_status store_salvage(
	struct store *to, const char *path, store_salvaged_fn *fn, void *ctx, int64_t *unreadable)
{
	struct salvaging s = {.to = to};
	enum qser_status status = wreck_open(&s.wreck, to, path);

	*unreadable = s.wreck.unreadable;
	if (status == QSER_OK)
		status = references(to, 0);
	if (status == QSER_OK)
		status = store_begin(to);
	if (status == QSER_OK)
		status = salvage_tables(&s, fn, ctx);
	if (status == QSER_OK)
		status = store_commit(to);
	store_rollback(to);
	if (status == QSER_OK)
		status = references(to, 1);
	wreck_close(&s.wreck);
	buffer_free(&s.columns);
	buffer_free(&s.text);
	return status;
}
