/* import_key.c: --key: a row means the record that has the same in the columns named. */
#include <inttypes.h>
#include <string.h>

#include "../base/hash.h"
#include "../base/text.h"
#include "import.h"
#include "where.h"

static uint64_t hash_of(const struct buffer *key)
{
	return hash_bytes(HASH_START, key->data, key->length);
}

/* What is compared of a stored value: case and accents do not count, nor how a telephone number is
 * written.  The separators cannot be in it. */
static void add_part(struct buffer *key, const struct qser_column *c, const char *stored)
{
	buffer_char(key, stored ? '\x1f' : '\x1e');
	if (!stored)
		return;
	if (type_is_number(c->type))
		buffer_text_add(key, stored);
	else if (c->type == QSER_PHONE)
		text_phone_key(key, stored);
	else if (c->type == QSER_EMAIL)
		text_address_key(key, stored);
	else
		text_fold_into(key, stored);
}

static enum qser_status key_of_row(struct importer *i, struct buffer *key, bool *any)
{
	_cleanup_(buffer_free) struct buffer stored = BUFFER_INIT;

	*any = false;
	buffer_clear(key);
	for (size_t n = 0; n < i->key.count; n++) {
		const struct qser_column *c = &i->record->columns[i->key.columns[n]];
		buffer_clear(&stored);
		bool some = cell_store(c, &i->row.cells[i->key.columns[n]], &stored);
		*any |= some;
		if (!some && c->preset) { /* which it will have */
			buffer_text_add(&stored, c->preset);
			some = true;
		}
		add_part(key, c, some ? buffer_text(&stored) : NULL);
	}
	return key->failed || stored.failed ? fail(i->q, QSER_MEMORY, "out of memory") : QSER_OK;
}

/* The key columns of a query stand behind its id.  False: all are empty, which is no key. */
static bool key_of_query(struct importer *i, struct query *from, struct buffer *key)
{
	bool any = false;

	buffer_clear(key);
	for (size_t n = 0; n < i->key.count; n++) {
		const char *stored = query_get_text(from, (int)n + 1);
		any |= stored != NULL;
		add_part(key, &i->record->columns[i->key.columns[n]], stored);
	}
	return any;
}

/* ---- Before the first row ---- */

static enum qser_status key_column(struct importer *i, const char *name, size_t length)
{
	const struct qser_column *c = shown_column(i->record, name, length);

	if (!c)
		return no_such_column(i->q, i->record, name, length);
	size_t at = (size_t)(c - i->record->columns);
	if (at == 0 || c->type == QSER_REFS || c->flags & QSER_READONLY)
		return fail(i->q, QSER_USAGE,
			"--key: %s cannot tell records apart here; name columns that the file "
			"gives, as name,phone",
			c->name);
	if (!header_has(i->map, at))
		return fail(i->q, QSER_INVALID,
			"%s: has no column for %s, which --key names; give it one, or name "
			"others",
			i->import->name, c->name);
	if (i->key.count == RECORD_COLUMNS_MAX)
		return fail(i->q, QSER_USAGE, "--key: too many columns");
	i->key.columns[i->key.count++] = at;
	return QSER_OK;
}

static enum qser_status key_columns(struct importer *i)
{
	enum qser_status status = QSER_OK;

	for (const char *at = i->import->key; *at && status == QSER_OK; at += *at == ',') {
		size_t length = strcspn(at, ",");
		const char *name = at + strspn(at, " ");
		size_t trimmed = length - (size_t)(name - at);
		while (trimmed && name[trimmed - 1] == ' ')
			trimmed--;
		status = key_column(i, name, trimmed);
		at += length;
	}
	return status == QSER_OK && !i->key.count
		       ? fail(i->q, QSER_USAGE, "--key: name one column or more, as name,phone")
		       : status;
}

static void key_sql(const struct importer *i, struct buffer *sql)
{
	buffer_text_add(sql, "select id");
	for (size_t n = 0; n < i->key.count; n++)
		buffer_printf(sql, ", %s", i->record->columns[i->key.columns[n]].name);
	buffer_printf(sql, " from %s", i->record->table);
}

static enum qser_status index_stored(struct importer *i)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT, key = BUFFER_INIT;

	key_sql(i, &sql);
	_cleanup_(query_end) struct query all = query_built(i->q->store, &sql);
	while (query_row(&all)) {
		bool any = key_of_query(i, &all, &key);
		if (key.failed || (any && !key_index_put(&i->key.index, hash_of(&key),
						  query_get_int(&all, 0))))
			return fail(i->q, QSER_MEMORY, "out of memory");
	}
	return query_status(&all);
}

enum qser_status import_key_begin(struct importer *i)
{
	enum qser_status status = i->import->key ? key_columns(i) : QSER_OK;

	return status == QSER_OK && i->key.count ? index_stored(i) : status;
}

/* ---- Row by row ---- */

static enum qser_status has_key(
	struct importer *i, int64_t id, const struct buffer *key, bool *same)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT, stored = BUFFER_INIT;

	key_sql(i, &sql);
	buffer_text_add(&sql, " where id = ?1");
	_cleanup_(query_end) struct query one = query_built(i->q->store, &sql);
	query_int(&one, 1, id);
	*same = query_row(&one);
	if (*same)
		(void)key_of_query(i, &one, &stored);
	if (stored.failed)
		return fail(i->q, QSER_MEMORY, "out of memory");
	*same = *same && stored.length == key->length &&
		!memcmp(stored.data, key->data, key->length);
	return query_status(&one);
}

static enum qser_status refuse_two(struct importer *i, int64_t one, int64_t other)
{
	_cleanup_(buffer_free) struct buffer first = BUFFER_INIT, second = BUFFER_INIT;
	enum qser_status status = record_describe(i->q, i->record->id, one, &first);

	if (status == QSER_OK)
		status = record_describe(i->q, i->record->id, other, &second);
	return status != QSER_OK
		       ? status
		       : fail(i->q, QSER_EXISTS,
				 "%s and %s have the same %s (--key); give the id of the one that "
				 "is meant",
				 buffer_text(&first), buffer_text(&second), i->import->key);
}

enum qser_status import_key_find(struct importer *i, int64_t *id)
{
	_cleanup_(buffer_free) struct buffer key = BUFFER_INIT;
	size_t at = 0;
	int64_t candidate;
	bool any, same;
	enum qser_status status = key_of_row(i, &key, &any);

	*id = 0;
	if (status == QSER_OK && !any)
		return fail(i->q, QSER_INVALID,
			"nothing stands in %s, which --key names; fill one of them in",
			i->import->key);
	uint64_t hash = hash_of(&key);
	while (status == QSER_OK && (candidate = key_index_next(&i->key.index, hash, &at)) != 0) {
		status = has_key(i, candidate, &key, &same);
		if (status != QSER_OK || !same)
			continue;
		if (*id)
			return refuse_two(i, *id, candidate);
		*id = candidate;
	}
	return status;
}

enum qser_status import_key_saved(struct importer *i)
{
	_cleanup_(buffer_free) struct buffer key = BUFFER_INIT;
	bool any;
	enum qser_status status = i->key.count ? key_of_row(i, &key, &any) : QSER_OK;

	if (status != QSER_OK || !i->key.count)
		return status;
	return key_index_add(&i->key.index, hash_of(&key), i->row.id)
		       ? QSER_OK
		       : fail(i->q, QSER_MEMORY, "out of memory");
}
