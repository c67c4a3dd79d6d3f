/*
 * list.c: reading records: which columns, which rows, in which order.
 *
 * Names of columns reach SQL only from our own tables; values only as parameters.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/text.h"
#include "find.h"
#include "handle.h"
#include "where.h"

struct listing {
	struct qser *q;
	const struct record *record;
	const struct qser_column *shown[RECORD_COLUMNS_MAX];
	size_t count;
	struct buffer sql;
	struct where where;
};

static void listing_free(struct listing *l)
{
	where_free(&l->where);
	buffer_free(&l->sql);
}

/* ---- Columns ---- */

enum qser_status no_such_column(
	struct qser *q, const struct record *r, const char *name, size_t length)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT, given = BUFFER_INIT;
	_cleanup_(free_pointer) char *copy = memory_ndup(name, length);

	for (size_t i = 0; i < r->count; i++)
		if (!(r->columns[i].flags & QSER_HIDDEN))
			buffer_printf(&list, "%s%s", list.length ? ", " : "", r->columns[i].name);
	text_escape(&given, copy ? copy : "", false);
	return fail(q, QSER_USAGE, "%s have no column \"%s\"; they have %s", r->plural,
		buffer_text(&given), buffer_text(&list));
}

/* A shown column by a name of given length, "-" taken for "_"; NULL: none. */
const struct qser_column *shown_column(const struct record *r, const char *name, size_t length)
{
	for (size_t i = 0; i < r->count; i++) {
		const struct qser_column *c = &r->columns[i];
		size_t n = 0;
		while (n < length && c->name[n] &&
			(c->name[n] == name[n] || (c->name[n] == '_' && name[n] == '-')))
			n++;
		if (n == length && !c->name[n] && !(c->flags & QSER_HIDDEN))
			return c;
	}
	return NULL;
}

static enum qser_status choose_columns(struct qser *q, const struct record *r, const char *names,
	const struct qser_column **out, size_t most, size_t *count)
{
	*count = 0;
	for (size_t i = 0; !names && i < r->count; i++)
		if (!(r->columns[i].flags & QSER_HIDDEN) && *count < most)
			out[(*count)++] = &r->columns[i];
	while (names && *names) {
		size_t length = strcspn(names, ",");
		const struct qser_column *c = shown_column(r, names, length);
		if (!c)
			return no_such_column(q, r, names, length);
		if (*count == most)
			return fail(q, QSER_USAGE, "too many columns; at most %zu", most);
		out[(*count)++] = c;
		names += length + (names[length] == ',');
	}
	return *count ? QSER_OK : fail(q, QSER_USAGE, "no columns given");
}

enum qser_status qser_query_columns(struct qser *q, enum qser_record r,
	const struct qser_query *query, const struct qser_column **columns, size_t count,
	size_t *used)
{
	if (!record_of(r))
		return fail(q, QSER_INTERNAL, "no such record");
	return choose_columns(q, record_of(r), query ? query->columns : NULL, columns, count, used);
}

/* ---- Expressions ---- */

/* What a column is in the select: itself, or the name of what it refers to. */
static void expression(const struct record *r, const struct qser_column *c, struct buffer *sql)
{
	if (c->type != QSER_REF) {
		buffer_printf(sql, "t.%s", c->name);
		return;
	}
	char alias[24];
	(void)snprintf(alias, sizeof(alias), "r%td", c - r->columns);
	find_name_sql(record_of(c->ref), alias, sql);
}

static void joins(struct listing *l)
{
	const struct record *r = l->record;

	for (size_t i = 0; i < r->count; i++)
		if (r->columns[i].type == QSER_REF)
			buffer_printf(&l->sql, " left join %s r%zu on r%zu.id = t.%s",
				record_of(r->columns[i].ref)->table, i, i, r->columns[i].name);
}

static bool sorts_as_text(enum qser_type type)
{
	return !type_is_number(type) && type != QSER_CODE && type != QSER_DAY;
}

/* The language of the order is the handle's, else that of the setting. */
static enum qser_status settle_language(struct qser *q)
{
	_cleanup_(buffer_free) struct buffer language = BUFFER_INIT;

	if (q->options.lang || q->language_known)
		return QSER_OK;
	q->language_known = true;
	enum qser_status status = handle_setting(q, "language", 0, "", &language);
	if (status == QSER_OK)
		store_set_language(q->store, buffer_text(&language));
	return status;
}

static enum qser_status order(struct listing *l, const char *sort)
{
	int count = 0;
	enum qser_status status = sort && *sort ? settle_language(l->q) : QSER_OK;

	if (status != QSER_OK)
		return status;

	for (; sort && *sort; sort += strcspn(sort, ","), sort += *sort == ',') {
		bool down = *sort == '-';
		sort += down;
		size_t length = strcspn(sort, ",");
		const struct qser_column *c = shown_column(l->record, sort, length);
		if (!c)
			return no_such_column(l->q, l->record, sort, length);
		if (c->type == QSER_REFS)
			return fail(l->q, QSER_USAGE,
				"%s holds several values and cannot be sorted by", c->name);
		if (++count > RECORD_COLUMNS_MAX)
			return fail(l->q, QSER_USAGE, "too many sort keys; at most %d",
				RECORD_COLUMNS_MAX);
		buffer_text_add(&l->sql, count > 1 ? ", " : " order by ");
		if (sorts_as_text(c->type))
			buffer_text_add(&l->sql, STORE_SORT "(");
		expression(l->record, c, &l->sql);
		buffer_printf(&l->sql, "%s%s nulls last", sorts_as_text(c->type) ? ")" : "",
			down ? " desc" : "");
	}
	buffer_text_add(&l->sql, count ? ", t.id" : " order by t.id");
	return QSER_OK;
}

/* ---- The statement ---- */

static enum qser_status build(struct listing *l, const struct qser_query *query)
{
	buffer_text_add(&l->sql, "select t.id");
	for (size_t i = 0; i < l->count; i++) {
		if (l->shown[i]->type == QSER_REFS) {
			buffer_text_add(&l->sql, ", null");
			continue;
		}
		buffer_text_add(&l->sql, ", ");
		expression(l->record, l->shown[i], &l->sql);
	}
	buffer_printf(&l->sql, " from %s t", l->record->table);
	joins(l);
	enum qser_status status =
		query->touched ? where_touched(l->q, query->touched, query->touched_id, &l->where)
			       : QSER_OK;
	if (status == QSER_OK)
		status = where_build(
			l->q, l->record, query->filters, query->filter_count, &l->where);
	if (status != QSER_OK)
		return status;
	if (l->where.sql.length)
		buffer_printf(&l->sql, " where %s", buffer_text(&l->where.sql));
	status = order(l, query->sort);
	if (status == QSER_OK && query->limit > 0)
		buffer_printf(&l->sql, " limit %" PRId64, query->limit);
	if (status == QSER_OK && l->sql.failed)
		status = fail(l->q, QSER_MEMORY, "out of memory");
	return status;
}

/* ---- Rows ---- */

/* One statement per QSER_REFS column, run for every row. */
static struct query members_query(const struct listing *l, const struct qser_column *c)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_text_add(&sql, "select ");
	find_name_sql(record_of(c->ref), "m", &sql);
	buffer_printf(&sql,
		" from %s_%s l join %s m on m.id = l.target where l.owner = ?1 order by l.target",
		l->record->table, c->name, record_of(c->ref)->table);
	return query_built_kept(l->q->store, &sql);
}

static enum qser_status members(struct query *q, int64_t owner, struct buffer *out)
{
	query_reset(q);
	query_int(q, 1, owner);
	while (query_row(q)) {
		if (out->length)
			buffer_char(out, ';');
		buffer_text_add(out, query_get_text(q, 0));
	}
	return query_status(q);
}

struct reader {
	struct listing *list;
	struct query rows;
	struct query members[RECORD_COLUMNS_MAX];
	struct buffer text[RECORD_COLUMNS_MAX];
	const char *values[RECORD_COLUMNS_MAX];
};

static void reader_end(struct reader *r)
{
	query_end(&r->rows);
	for (size_t i = 0; i < r->list->count; i++) {
		if (r->members[i].store)
			query_end(&r->members[i]);
		buffer_free(&r->text[i]);
	}
}

/* Texts are handed on where they lie; what is stored as a number is printed. */
static enum qser_status read_row(struct reader *r, int64_t id)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < r->list->count && status == QSER_OK; i++) {
		const struct qser_column *c = r->list->shown[i];
		struct buffer *text = &r->text[i];
		if (!type_is_number(c->type) && c->type != QSER_REFS) {
			r->values[i] = query_get_text(&r->rows, (int)i + 1);
			continue;
		}
		buffer_clear(text);
		bool some = false;
		if (c->type == QSER_REFS) {
			status = members(&r->members[i], id, text);
			some = text->length > 0;
		} else {
			some = value_print(c, &r->rows, (int)i + 1, text);
		}
		r->values[i] = some ? buffer_text(text) : NULL;
		if (text->failed)
			status = fail(r->list->q, QSER_MEMORY, "out of memory");
	}
	return status;
}

static enum qser_status read_all(struct listing *l, qser_row_fn *fn, void *ctx)
{
	_cleanup_(reader_end) struct reader r = {
		.list = l, .rows = query_built(l->q->store, &l->sql)};

	where_bind(&l->where, &r.rows);
	for (size_t i = 0; i < l->count; i++)
		if (l->shown[i]->type == QSER_REFS)
			r.members[i] = members_query(l, l->shown[i]);
	while (query_row(&r.rows)) {
		int64_t id = query_get_int(&r.rows, 0);
		enum qser_status status = read_row(&r, id);
		if (status != QSER_OK)
			return status;
		if (fn(ctx, id, l->count, r.values))
			return QSER_STOPPED;
	}
	return query_status(&r.rows);
}

enum qser_status qser_each(struct qser *q, enum qser_record r, const struct qser_query *query,
	qser_row_fn *fn, void *ctx)
{
	static const struct qser_query everything = {0};
	_cleanup_(listing_free) struct listing l = {.q = q, .record = record_of(r)};

	if (!l.record)
		return fail(q, QSER_INTERNAL, "no such record");
	if (!query)
		query = &everything;
	enum qser_status status =
		choose_columns(q, l.record, query->columns, l.shown, RECORD_COLUMNS_MAX, &l.count);
	if (status == QSER_OK)
		status = build(&l, query);
	return status == QSER_OK ? read_all(&l, fn, ctx) : status;
}

struct one {
	qser_row_fn *fn;
	void *ctx;
	bool found;
};

static int take_one(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct one *one = ctx;

	one->found = true;
	return one->fn(one->ctx, id, count, values);
}

enum qser_status qser_get(
	struct qser *q, enum qser_record r, int64_t id, qser_row_fn *fn, void *ctx)
{
	char text[24];
	struct one one = {fn, ctx, false};
	struct qser_field by_id = {"id", text};
	struct qser_query query = {.filters = &by_id, .filter_count = 1};

	(void)snprintf(text, sizeof(text), "%" PRId64, id);
	enum qser_status status = qser_each(q, r, &query, take_one, &one);
	if (status == QSER_OK && !one.found)
		return fail(q, QSER_UNKNOWN, "there is no %s %" PRId64, record_of(r)->name, id);
	return status;
}

const struct qser_column *qser_columns(enum qser_record r, size_t *count)
{
	const struct record *record = record_of(r);

	*count = record ? record->count : 0;
	return record ? record->columns : NULL;
}

const char *qser_record_name(enum qser_record r)
{
	const struct record *record = record_of(r);

	return record ? record->name : "";
}

const char *qser_record_plural(enum qser_record r)
{
	const struct record *record = record_of(r);

	return record ? record->plural : "";
}
