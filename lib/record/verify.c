/*
 * verify.c: does what is stored have the form that its column asks for?  The engine's own types and
 * CHECKs see to the coarse of it; text that is no UTF-8, a word that a choice does not have, a
 * folded key that is not the name's are for the descriptions to find.  And has every record come in
 * through a command?
 */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "../base/text.h"
#include "handle.h"

struct verifying {
	struct qser *q;
	const struct record *record;
	const struct qser_column *columns[RECORD_COLUMNS_MAX]; /* as they are asked for, from 1 */
	int from[RECORD_COLUMNS_MAX]; /* of a folded key: where its text is; 0 */
	int count;
	struct buffer key;
	struct findings *f;
};

/* ---- One value ---- */

static bool among(const char *const *words, const char *text, size_t length)
{
	for (; *words; words++)
		if (strlen(*words) == length && !memcmp(*words, text, length))
			return true;
	return false;
}

static bool all_among(const char *const *words, const char *list)
{
	for (;; list++) {
		size_t length = strcspn(list, ";");
		if (!among(words, list, length))
			return false;
		list += length;
		if (!*list)
			return true;
	}
}

static const char *wrong_text(const struct qser_column *c, const char *text, size_t length)
{
	enum text_kind kind = c->type == QSER_NOTE ? TEXT_NOTE : TEXT_LINE;
	day_t day;

	if (!text_is_utf8(text, length, NULL))
		return "is not UTF-8";
	if (memchr(text, '\0', length) || text_check(text, length, kind, NULL) != QSER_OK)
		return "holds control characters";
	switch (c->type) {
	case QSER_CODE:
		return text_is_code(text) ? NULL : "is not a code";
	case QSER_EMAIL:
		return c->from || text_is_email(text) ? NULL : "is not an address";
	case QSER_PHONE:
		return text_is_phone(text) ? NULL : "is not a telephone number";
	case QSER_DAY:
		return day_read(text, &day) ? NULL : "is not a day";
	case QSER_CHOICE:
		return !c->words || among(c->words, text, length) ? NULL : "is none of its words";
	case QSER_WORDS:
		return !c->words || all_among(c->words, text) ? NULL : "is none of its words";
	default:
		return NULL;
	}
}

static const char *wrong_number(const struct qser_column *c, int64_t number)
{
	if (c->type == QSER_BOOL)
		return number == 0 || number == 1 ? NULL : "is neither yes nor no";
	if (c->type == QSER_STAMP)
		return clock_within(number) == number ? NULL
						      : "is no moment of the years 1 to 9999";
	if (c->type == QSER_REF || (!c->min && !c->max))
		return NULL;
	return number >= c->min && number <= c->max ? NULL : "is not within its range";
}

static const char *wrong_key(struct verifying *v, struct query *row, int column)
{
	const struct qser_column *c = v->columns[column];
	const char *text = query_get_text(row, v->from[column]);
	const char *key = query_get_text(row, column);

	buffer_clear(&v->key);
	if (text && c->type == QSER_EMAIL)
		text_address_key(&v->key, text);
	else if (text)
		text_fold_into(&v->key, text);
	return !text == !key && (!key || !strcmp(buffer_text(&v->key), key))
		       ? NULL
		       : "is not the key of its text, so that a search does not find it";
}

static const char *wrong_value(struct verifying *v, struct query *row, int column)
{
	const struct qser_column *c = v->columns[column];
	size_t length;

	if (v->from[column])
		return wrong_key(v, row, column);
	if (query_is_null(row, column))
		return NULL;
	if (type_is_number(c->type))
		return wrong_number(c, query_get_int(row, column));
	const char *text = query_get_bytes(row, column, &length);
	return wrong_text(c, text, length);
}

/* ---- All rows ---- */

static int place_of(const struct verifying *v, const char *name)
{
	for (int i = 1; name && i <= v->count; i++)
		if (!strcmp(v->columns[i]->name, name))
			return i;
	return 0;
}

static void choose(struct verifying *v, struct buffer *sql)
{
	const struct record *r = v->record;

	v->count = 0;
	buffer_text_add(sql, "select id");
	for (size_t i = 1; i < r->count; i++) {
		if (r->columns[i].type == QSER_REFS)
			continue;
		v->columns[++v->count] = &r->columns[i];
		buffer_printf(sql, ", %s", r->columns[i].name);
	}
	for (int i = 1; i <= v->count; i++)
		v->from[i] = place_of(v, v->columns[i]->from);
	buffer_printf(sql, " from %s order by id", r->table);
}

/* The row that ended the reading is the one after the last that was read. */
static void tell_unread(struct verifying *v, int64_t last)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	int64_t id = 0;

	buffer_printf(&sql, "select min(id) from %s where id > ?1", v->record->table);
	_cleanup_(query_end) struct query look = query_built(v->q->store, &sql);
	query_int(&look, 1, last);
	if (query_number(&look, 0, &id) != QSER_OK || !id)
		return;
	findings_add(v->f,
		"%s %" PRId64
		": cannot be read: it is damaged, or longer than any may be; restore a "
		"backup (qser-admin restore FILE) or save what can be read (qser-admin salvage DIR/)",
		v->record->name, id);
	v->f->damaged = true;
}

static enum qser_status verify_rows(struct verifying *v)
{
	int64_t last = INT64_MIN;

	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	choose(v, &sql);
	_cleanup_(query_end) struct query rows = query_built(v->q->store, &sql);

	while (query_row(&rows)) {
		int begun = v->f->of_kind;
		last = query_get_int(&rows, 0);
		for (int i = 1; i <= v->count; i++) {
			/* A key that does not fit a wrong text is not worth a line of its own. */
			if (v->from[i] && v->f->of_kind > begun)
				continue;
			const char *what = wrong_value(v, &rows, i);
			if (what)
				findings_add(v->f,
					"%s %" PRId64 ": %s: %s; give it another one, or restore a "
					"backup (qser-admin restore FILE)",
					v->record->name, last, v->columns[i]->name, what);
		}
		if (v->key.failed)
			return fail(v->q, QSER_MEMORY, "out of memory");
		if (v->q->interrupted)
			return fail(v->q, QSER_INTERRUPTED, "interrupted");
	}
	if (query_status(&rows) == QSER_UNAVAILABLE && !v->f->damaged)
		tell_unread(v, last);
	return query_status(&rows);
}

/* ---- Records and the change log ---- */

#define SQL_LOGGED "select record, " LOG_SQL_ADDED " from change group by record order by record"

static enum qser_status count_rows(struct verifying *v, int64_t *count)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(&sql, "select count(*) from %s", v->record->table);
	_cleanup_(query_end) struct query look = query_built(v->q->store, &sql);
	return query_number(&look, 0, count);
}

static enum qser_status verify_counts(struct verifying *v)
{
	int64_t logged[QSER_RECORDS] = {0};
	_cleanup_(query_end) struct query sums = query(v->q->store, SQL_LOGGED);
	while (query_row(&sums)) {
		int64_t r = query_get_int(&sums, 0);
		if (r > QSER_NO_RECORD && r < QSER_RECORDS)
			logged[r] = query_get_int(&sums, 1);
	}
	enum qser_status status = query_status(&sums);
	for (int r = 1; r < QSER_RECORDS && status == QSER_OK; r++) {
		int64_t count = 0;
		v->record = record_of((enum qser_record)r);
		if (!v->record || v->record->log)
			continue;
		status = count_rows(v, &count);
		if (status == QSER_OK && count != logged[r])
			findings_add(v->f,
				"%s: the database has %" PRId64
				", by the change log there are %" PRId64
				": somebody wrote past the commands; compare with a backup, or "
				"restore it (qser-admin restore FILE)",
				v->record->plural, count, logged[r]);
	}
	return status;
}

static void end_record(struct verifying *v)
{
	char what[64];

	(void)snprintf(what, sizeof(what), "of %s", v->record->plural);
	findings_end_kind(v->f, what);
}

enum qser_status values_verify(struct qser *q, struct findings *f)
{
	struct verifying v = {.q = q, .f = f};
	enum qser_status status = QSER_OK;

	for (int r = 1; r < QSER_RECORDS && status == QSER_OK; r++) {
		v.record = record_of((enum qser_record)r);
		if (!v.record)
			continue;
		status = verify_rows(&v);
		end_record(&v);
	}
	if (status == QSER_OK)
		status = verify_counts(&v);
	buffer_free(&v.key);
	return status;
}
