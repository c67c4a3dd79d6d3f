/* find.c: which record a word means, and how a record is called in messages. */
#include <inttypes.h>
#include <string.h>

#include "../base/number.h"
#include "../base/text.h"
#include "find.h"
#include "handle.h"

int record_column(const struct record *r, const char *name)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->columns[i].name[0] == name[0] && !strcmp(r->columns[i].name, name))
			return (int)i;
	return -1;
}

int record_code_column(const struct record *r)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->columns[i].type == QSER_CODE)
			return (int)i;
	return -1;
}

const struct record *record_of(enum qser_record r)
{
	return r > QSER_NO_RECORD && r < QSER_RECORDS ? records[r] : NULL;
}

/* The hidden column that holds the folded form of another; -1. */
static int folded_column(const struct record *r, const char *name)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->columns[i].from && !strcmp(r->columns[i].from, name))
			return (int)i;
	return -1;
}

static enum qser_status look_up(struct query *q, int64_t *id)
{
	*id = 0;
	if (query_row(q))
		*id = query_get_int(q, 0);
	return query_status(q);
}

static enum qser_status by_id(struct qser *q, const struct record *r, const char *word, int64_t *id)
{
	int64_t number;

	*id = 0;
	if (number_parse(word, 1, INT64_MAX, &number, NULL) != QSER_OK)
		return QSER_OK;
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(&sql, "select id from %s where id = ?1", r->table);
	_cleanup_(query_end) struct query look = query_built(q->store, &sql);
	query_int(&look, 1, number);
	return look_up(&look, id);
}

/* Codes and e-mails are looked up for every row of an import: the statement is kept. */
static enum qser_status by_column(struct qser *q, const struct record *r, int column,
	const char *word, struct query *kept, bool *has, int64_t *id)
{
	if (!*has) {
		_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
		buffer_printf(&sql, "select id from %s where %s = ?1 order by id desc", r->table,
			r->columns[column].name);
		*kept = query_built_kept(q->store, &sql);
		*has = query_status(kept) == QSER_OK; /* else it is tried again */
	}
	query_reset(kept);
	query_text(kept, 1, word);
	enum qser_status status = look_up(kept, id);
	query_reset(kept);
	return status;
}

#define NAMESAKES_SHOWN 5

/* Those it may mean, without their name: "3 (petr), 5". */
struct namesakes {
	int64_t first, count;
	struct buffer list;
};

static void add_namesake(struct namesakes *n, struct query *from)
{
	n->first = n->count++ ? n->first : query_get_int(from, 0);
	if (n->count > NAMESAKES_SHOWN)
		return;
	buffer_printf(&n->list, "%s%" PRId64, n->count > 1 ? ", " : "", query_get_int(from, 0));
	if (!query_is_null(from, 1))
		buffer_printf(&n->list, " (%s)", query_get_text(from, 1));
}

static void name_sql(const struct record *r, bool within, struct buffer *sql)
{
	int key = folded_column(r, r->lead);

	buffer_printf(sql, "select id, %s from %s where ", r->columns[record_code_column(r)].name,
		r->table);
	if (key >= 0) /* it has an index */
		buffer_printf(sql, "%s = ?1", r->columns[key].name);
	else
		buffer_printf(sql, STORE_FOLD "(%s) = ?1", r->lead);
	buffer_printf(sql, "%s order by id", within ? " and organisation = ?2" : "");
}

/* Case and accents do not count.  Two of a name are none: QSER_UNKNOWN says which. */
static enum qser_status by_name(
	struct qser *q, const struct record *r, const char *word, int64_t *id)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT, shown = BUFFER_INIT;
	_cleanup_(free_pointer) char *folded = text_fold(word);
	bool within = q->within && r->id == QSER_DEPARTMENT;
	struct namesakes n = {0, 0, BUFFER_INIT};

	if (!folded)
		return fail(q, QSER_MEMORY, "out of memory");
	name_sql(r, within, &sql);
	_cleanup_(query_end) struct query look = query_built(q->store, &sql);
	query_text(&look, 1, folded);
	if (within)
		query_int(&look, 2, q->within);
	while (query_row(&look))
		add_namesake(&n, &look);
	*id = n.count == 1 ? n.first : 0;
	enum qser_status status = query_status(&look);
	if (status == QSER_OK && n.count > 1) {
		text_quote(&shown, word);
		status = fail(q, QSER_UNKNOWN,
			"%s is the %s of %" PRId64 " %s: %s%s; give a code or an id",
			buffer_text(&shown), r->lead, n.count, r->plural, buffer_text(&n.list),
			n.count > NAMESAKES_SHOWN ? ", …" : "");
	}
	buffer_free(&n.list);
	return status;
}

static enum qser_status find_among(
	struct qser *q, const struct record *r, const char *word, int64_t *id);

/* The record of the person the word means; of several the latest. */
static enum qser_status by_person(
	struct qser *q, const struct record *r, const char *word, int64_t *id)
{
	int64_t person;
	enum qser_status status = find_among(q, record_of(QSER_PERSON), word, &person);

	if (status != QSER_OK || !person)
		return status;
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(
		&sql, "select id from %s where %s = ?1 order by id desc", r->table, r->found_by);
	_cleanup_(query_end) struct query look = query_built(q->store, &sql);
	query_int(&look, 1, person);
	return look_up(&look, id);
}

/* *id 0: there is none.  QSER_UNKNOWN: several are called so. */
static enum qser_status find_among(
	struct qser *q, const struct record *r, const char *word, int64_t *id)
{
	struct statements *s = &q->statements[r->id];
	int code = record_code_column(r), email = folded_column(r, "email");
	enum qser_status status = QSER_OK;

	*id = 0;
	if (q->within && r->id == QSER_DEPARTMENT)
		status = by_name(q, r, word, id);
	if (status != QSER_OK || *id)
		return status;
	if (strchr(word, '@') && email >= 0) {
		_cleanup_(buffer_free) struct buffer key = BUFFER_INIT;
		text_address_key(&key, word);
		status = key.failed ? fail(q, QSER_MEMORY, "out of memory")
				    : by_column(q, r, email, buffer_text(&key), &s->email,
					      &s->has_email, id);
	} else if (word[0] >= '0' && word[0] <= '9') {
		status = by_id(q, r, word, id);
	} else if (code >= 0 && text_is_code(word)) {
		status = by_column(q, r, code, word, &s->code, &s->has_code, id);
	}
	if (status == QSER_OK && !*id && r->by_name)
		status = by_name(q, r, word, id);
	if (status == QSER_OK && !*id && r->found_by && !(word[0] >= '0' && word[0] <= '9'))
		status = by_person(q, r, word, id);
	return status;
}

enum qser_status find_record(struct qser *q, const struct record *r, const char *word, int64_t *id)
{
	enum qser_status status = find_among(q, r, word, id);

	if (status != QSER_OK || *id)
		return status;
	_cleanup_(buffer_free) struct buffer shown = BUFFER_INIT;
	text_quote(&shown, word);
	return fail(q, QSER_UNKNOWN, "there is no %s %s (give an id%s)", r->name,
		buffer_text(&shown),
		r->id == QSER_PERSON	     ? ", a code, an e-mail address or the name"
		: r->found_by		     ? ", or code, e-mail address or name of the person"
		: r->by_name		     ? ", a code or the name"
		: record_code_column(r) >= 0 ? " or a code"
					     : "");
}

enum qser_status qser_find(struct qser *q, enum qser_record r, const char *word, int64_t *id)
{
	const struct record *record = record_of(r);

	return record ? find_record(q, record, word, id) : fail(q, QSER_INTERNAL, "no such record");
}

void find_name_sql(const struct record *r, const char *alias, struct buffer *sql)
{
	int code = record_code_column(r);

	if (code >= 0)
		buffer_printf(sql, "coalesce(%s.%s, cast(%s.id as text))", alias,
			r->columns[code].name, alias);
	else
		buffer_printf(sql, "cast(%s.id as text)", alias);
}

/* NULL: there is none, which is said. */
static const struct record *need_record(struct qser *q, enum qser_record r)
{
	const struct record *record = record_of(r);

	if (!record)
		(void)fail(q, QSER_INTERNAL, "there is no record %d", (int)r);
	return record;
}

enum qser_status record_describe(struct qser *q, enum qser_record r, int64_t id, struct buffer *out)
{
	const struct record *record = need_record(q, r);
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;

	if (!record)
		return q->error.status;
	buffer_printf(out, "%s %" PRId64, record->name, id);
	if (record_code_column(record) < 0 && !record->found_by)
		return QSER_OK;
	buffer_text_add(&sql, "select ");
	find_name_sql(record->found_by ? record_of(QSER_PERSON) : record, "t", &sql);
	if (record->found_by)
		buffer_printf(&sql, " from person t join %s r on r.%s = t.id where r.id = ?1",
			record->table, record->found_by);
	else
		buffer_printf(&sql, " from %s t where t.id = ?1", record->table);
	_cleanup_(query_end) struct query look = query_built(q->store, &sql);
	query_int(&look, 1, id);
	if (query_row(&look) && !query_is_null(&look, 0)) {
		const char *code = query_get_text(&look, 0);
		if (code[0] < '0' || code[0] > '9')
			buffer_printf(out, " (%s)", code);
	}
	return query_status(&look);
}

enum qser_status record_word(struct qser *q, enum qser_record r, int64_t id, struct buffer *out)
{
	const struct record *record = need_record(q, r);
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;

	if (!record)
		return q->error.status;
	buffer_text_add(&sql, "select ");
	find_name_sql(record, "t", &sql);
	buffer_printf(&sql, " from %s t where t.id = ?1", record->table);
	_cleanup_(query_end) struct query look = query_built(q->store, &sql);
	query_int(&look, 1, id);
	if (query_row(&look))
		buffer_text_add(out, query_get_text(&look, 0));
	return query_status(&look);
}
