/* seal.c: what is signed, and whether it still stands there (C2, C8, C12); see seal.h. */
#include "seal.h"

#include <inttypes.h>
#include <string.h>

#include "../record/exception.h"

const struct qser_column *seal_column(enum qser_record r)
{
	const struct record *signature = record_of(QSER_SIGNATURE);

	for (size_t i = 1; i < signature->count; i++)
		if (signature->columns[i].flags & QSER_OWNER && signature->columns[i].ref == r)
			return &signature->columns[i];
	return NULL;
}

/* ---- What is hashed ---- */

static void add_value(struct sha256 *hash, const char *name, const char *value, size_t length)
{
	if (name) /* always, but in a damaged file */
		sha256_add(hash, name, strlen(name) + 1);
	sha256_add(hash, value ? value : "", value ? length : 0);
	sha256_add(hash, value ? "\x1e" : "\x1f", 1);
}

/* All that a person has given it. */
bool seal_covers(const struct qser_column *column)
{
	return !(column->flags & (QSER_HIDDEN | QSER_READONLY | QSER_UNSEALED));
}

/* A column that is made later and still empty changes nothing. */
static enum qser_status hash_columns(
	struct sha256 *hash, struct qser *q, enum qser_record r, int64_t id)
{
	_cleanup_(buffer_free) struct buffer value = BUFFER_INIT;
	_cleanup_(row_free) struct row row;

	row_init(&row, q, r);
	enum qser_status status = row_load(&row, id);
	if (status != QSER_OK)
		return status;
	for (size_t i = 1; i < row.record->count; i++) {
		const struct qser_column *c = &row.record->columns[i];
		if (!seal_covers(c))
			continue;
		buffer_clear(&value);
		if (cell_store(c, &row.stored[i], &value))
			add_value(hash, c->name, buffer_text(&value), value.length);
	}
	return value.failed ? fail(q, QSER_MEMORY, "out of memory") : QSER_OK;
}

#define SQL_ANSWERS "select item, value from answer where response = ?1 order by item"

static enum qser_status hash_answers(struct sha256 *hash, struct qser *q, int64_t response)
{
	_cleanup_(query_end) struct query all = query(q->store, SQL_ANSWERS);
	size_t length;

	query_int(&all, 1, response);
	while (query_row(&all)) {
		const char *value = query_get_bytes(&all, 1, &length);
		add_value(hash, query_get_text(&all, 0), value, length);
	}
	return query_status(&all);
}

enum qser_status seal_content(struct qser *q, enum qser_record r, int64_t id, struct sha256 *hash)
{
	char which[32];

	sha256_init(hash);
	(void)snprintf(which, sizeof(which), "%" PRId64, id);
	add_value(hash, record_of(r)->table, which, strlen(which));
	enum qser_status status = hash_columns(hash, q, r, id);
	return status == QSER_OK && r == QSER_RESPONSE ? hash_answers(hash, q, id) : status;
}

void seal_close(const struct sha256 *content, const char *party, const char *name, const char *day,
	char out[SHA256_TEXT])
{
	unsigned char digest[SHA256_BYTES];
	struct sha256 hash = *content;

	add_value(&hash, "party", party, strlen(party));
	add_value(&hash, "name", name, strlen(name));
	add_value(&hash, "day", day, strlen(day));
	sha256_end(&hash, digest);
	sha256_print(digest, out);
}

/* ---- Does it hold? ---- */

enum qser_status qser_each_signature(
	struct qser *q, enum qser_record r, int64_t id, qser_signature_fn *fn, void *ctx)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	char now[SHA256_TEXT];
	struct sha256 content;
	const struct qser_column *column = seal_column(r);

	if (!column)
		return fail(q, QSER_INTERNAL, "nobody signs a %s", record_of(r)->name);
	buffer_printf(&sql,
		"select id, party, name, day, hash from signature where %s = ?1 order by id",
		column->name);
	_cleanup_(query_end) struct query all = query_built(q->store, &sql);
	query_int(&all, 1, id);
	bool hashed = false;
	while (query_row(&all)) {
		enum qser_status status = hashed ? QSER_OK : seal_content(q, r, id, &content);
		if (status != QSER_OK)
			return status;
		hashed = true;
		struct qser_signature s = {
			.id = query_get_int(&all, 0),
			.party = query_get_word(&all, 1),
			.name = query_get_word(&all, 2),
			.day = query_get_day(&all, 3),
		};
		seal_close(&content, s.party, s.name, s.day, now);
		s.broken = strcmp(query_get_word(&all, 4), now) != 0;
		if (fn(ctx, &s))
			return QSER_STOPPED;
	}
	return query_status(&all);
}

struct holding {
	const char *party; /* NULL: any */
	bool holds;
};

static int take_holding(void *ctx, const struct qser_signature *s)
{
	struct holding *h = ctx;

	h->holds |= !s->broken && (!h->party || !strcmp(h->party, s->party));
	return 0;
}

enum qser_status signature_holds(
	struct qser *q, enum qser_record r, int64_t id, const char *party, bool *holds)
{
	struct holding h = {.party = party};
	enum qser_status status = qser_each_signature(q, r, id, take_holding, &h);

	*holds = h.holds;
	return status;
}

static int list_holding(void *ctx, const struct qser_signature *s)
{
	struct buffer *list = ctx;

	if (!s->broken)
		buffer_printf(list, "%s%s %s", list->length ? ", " : "", s->party, s->day);
	return 0;
}

enum qser_status signatures_holding(
	struct qser *q, enum qser_record r, int64_t id, struct buffer *out)
{
	enum qser_status status = qser_each_signature(q, r, id, list_holding, out);

	return status == QSER_OK && out->failed ? fail(q, QSER_MEMORY, "out of memory") : status;
}

/* ---- It is changed all the same ---- */

bool signed_part_changes(const struct row *row)
{
	for (size_t i = 1; row->id && i < row->record->count; i++)
		if (seal_covers(&row->record->columns[i]) &&
			row_changes(row, row->record->columns[i].name))
			return true;
	return false;
}

enum qser_status signed_is_changed(struct qser *q, int64_t path, const char *finding)
{
	bool anew = false;
	enum qser_status status = keep_exception(q, path, GATE_OF_SIGNATURES, finding, &anew);

	if (status == QSER_OK && anew)
		remark(q, "%s; it is changed all the same, and signatures no longer hold", finding);
	return status;
}

enum qser_status undoing_signed(struct qser *q, enum qser_record r, int64_t id, int64_t path)
{
	_cleanup_(buffer_free) struct buffer by = BUFFER_INIT, finding = BUFFER_INIT;
	enum qser_status status = signatures_holding(q, r, id, &by);

	if (status != QSER_OK || !by.length)
		return status;
	status = record_describe(q, r, id, &finding);
	buffer_printf(&finding, " is signed (%s)", buffer_text(&by));
	if (status == QSER_OK && finding.failed)
		status = fail(q, QSER_MEMORY, "out of memory");
	if (status != QSER_OK)
		return status;
	return q->options.override
		       ? signed_is_changed(q, path, buffer_text(&finding))
		       : fail(q, QSER_REFUSED,
				 "%s, and this undo would break that: undo the signing first, or "
				 "break it with --override REASON",
				 buffer_text(&finding));
}
