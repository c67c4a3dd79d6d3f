/* signature.c: signatures under contracts, checklists, diary entries and conclusions (C2, C8, C12).
 */
#include "signature.h"

#include <inttypes.h>
#include <string.h>

#include "../base/sha256.h"
#include "../base/text.h"
#include "../form/form.h"

const char *const signature_parties[] = {
	"trainer", "organisation", "participant", "supervisor", NULL};
static const struct qser_column signature_columns[] = {
	COLUMN_ID,
	{.name = "contract",
		.label = "Contract",
		.type = QSER_REF,
		.flags = QSER_READONLY | QSER_OWNER | QSER_BRIEF,
		.ref = QSER_CONTRACT,
		.help = "that was signed"},
	{.name = "response",
		.label = "Checklist",
		.type = QSER_REF,
		.flags = QSER_READONLY | QSER_OWNER | QSER_BRIEF,
		.ref = QSER_RESPONSE,
		.help = "the response that was signed"},
	{.name = "entry",
		.label = "Diary entry",
		.type = QSER_REF,
		.flags = QSER_READONLY | QSER_OWNER | QSER_BRIEF,
		.ref = QSER_ENTRY,
		.help = "that was signed"},
	{.name = "conclusion",
		.label = "Conclusion",
		.type = QSER_REF,
		.flags = QSER_READONLY | QSER_OWNER | QSER_BRIEF,
		.ref = QSER_CONCLUSION,
		.help = "that was signed"},
	{.name = "party",
		.label = "For",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.words = signature_parties,
		.help = "trainer, organisation, participant or supervisor"},
	{.name = "person",
		.label = "By",
		.type = QSER_REF,
		.flags = QSER_READONLY,
		.ref = QSER_PERSON,
		.help = "who signed, when it is one of the people"},
	{.name = "name",
		.label = "Name",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_PERSONAL | QSER_BRIEF,
		.help = "as it was signed"},
	{.name = "day",
		.label = "Day",
		.type = QSER_DAY,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.help = "when"},
	{.name = "hash",
		.label = "Hash",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_READONLY,
		.help = "SHA-256 of what was signed"},
	{.name = "note",
		.label = "Note",
		.type = QSER_NOTE,
		.flags = QSER_READONLY,
		.aliases = aliases_note,
		.help = "anything else"},
};

const struct record signature_record = {
	.id = QSER_SIGNATURE,
	.name = "signature",
	.plural = "signatures",
	.table = "signature",
	.columns = signature_columns,
	.count = COUNT(signature_columns),
	.lead = "name",
};

/* The column that refers to a record of that kind; -1: it is none that is signed. */
static int column_of(enum qser_record r)
{
	for (size_t i = 1; i < COUNT(signature_columns); i++)
		if (signature_columns[i].flags & QSER_OWNER && signature_columns[i].ref == r)
			return (int)i;
	return -1;
}

/* ---- What is hashed ---- */

static void add_value(struct sha256 *hash, const char *name, const char *value, size_t length)
{
	sha256_add(hash, name, strlen(name) + 1);
	sha256_add(hash, value ? value : "", value ? length : 0);
	sha256_add(hash, value ? "\x1e" : "\x1f", 1);
}

/* All that a person has given it: a column that is made later and still empty changes nothing.
 * Where it stands in its life is no part of what is signed. */
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
		if (c->flags & (QSER_HIDDEN | QSER_READONLY))
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

/* What is signed, before anybody signs: each signature goes on from there. */
static enum qser_status hash_of(struct qser *q, enum qser_record r, int64_t id, struct sha256 *hash)
{
	char which[32];

	sha256_init(hash);
	(void)snprintf(which, sizeof(which), "%" PRId64, id);
	add_value(hash, record_of(r)->table, which, strlen(which));
	enum qser_status status = hash_columns(hash, q, r, id);
	return status == QSER_OK && r == QSER_RESPONSE ? hash_answers(hash, q, id) : status;
}

/* Who signed belongs to it: nobody puts another name below what was signed. */
static void seal(const struct sha256 *content, const char *party, const char *name, const char *day,
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

/* ---- Signing ---- */

static enum qser_status signer(struct row *row, const struct qser_signing *signing)
{
	struct qser *q = row->q;
	int64_t person = signing->person ? signing->person : signing->name ? 0 : q->actor;

	if (person) {
		_cleanup_(row_free) struct row who;
		row_init(&who, q, QSER_PERSON);
		enum qser_status status = row_load(&who, person);
		if (status != QSER_OK)
			return status;
		row_put_int(row, "person", person);
		row_put_text(row, "name", row_stored_text(&who, "name"));
	}
	if (signing->name)
		return row_set(row, "name", signing->name);
	return person ? QSER_OK
		      : fail(q, QSER_INVALID,
				"who signs? give --by PERSON, or --name NAME for somebody who is "
				"not among the people");
}

enum qser_status qser_sign(struct qser *q, enum qser_record r, int64_t id,
	const struct qser_signing *signing, int64_t *signature)
{
	char sealed[SHA256_TEXT];
	struct sha256 content;
	bool holds = false;
	int column = column_of(r);

	*signature = 0;
	if (column < 0)
		return fail(q, QSER_INTERNAL, "nobody signs a %s", record_of(r)->name);
	enum qser_status status = r == QSER_RESPONSE ? response_may_sign(q, id) : QSER_OK;
	if (status == QSER_OK)
		status = signature_holds(q, r, id, signing->party, &holds);
	if (status != QSER_OK)
		return status;
	if (holds)
		return fail(q, QSER_EXISTS, "%s %" PRId64 " is signed for the %s already",
			record_of(r)->name, id, signing->party);
	status = hash_of(q, r, id, &content);
	if (status != QSER_OK)
		return status;
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_SIGNATURE);
	row_put_int(&row, signature_columns[column].name, id);
	status = row_set(&row, "party", signing->party);
	if (status == QSER_OK)
		status = signer(&row, signing);
	if (status == QSER_OK)
		status = row_set(&row, "day", signing->day ? signing->day : q->today);
	if (status == QSER_OK && strcmp(row_text(&row, "day"), q->today) > 0)
		status = fail(q, QSER_INVALID, "on: %s is still to come", row_text(&row, "day"));
	if (status == QSER_OK && signing->note)
		status = row_set(&row, "note", signing->note);
	if (status != QSER_OK)
		return status;
	seal(&content, row_text(&row, "party"), row_text(&row, "name"), row_text(&row, "day"),
		sealed);
	row_put_text(&row, "hash", sealed);
	status = row_save(&row);
	*signature = row.id;
	return status;
}

/* ---- Does it hold? ---- */

enum qser_status qser_each_signature(
	struct qser *q, enum qser_record r, int64_t id, qser_signature_fn *fn, void *ctx)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	char now[SHA256_TEXT];
	struct sha256 content;
	int column = column_of(r);

	if (column < 0)
		return fail(q, QSER_INTERNAL, "nobody signs a %s", record_of(r)->name);
	buffer_printf(&sql,
		"select id, party, name, day, hash from signature where %s = ?1 order by id",
		signature_columns[column].name);
	_cleanup_(query_end) struct query all = query_built(q->store, &sql);
	query_int(&all, 1, id);
	bool hashed = false;
	while (query_row(&all)) {
		enum qser_status status = hashed ? QSER_OK : hash_of(q, r, id, &content);
		if (status != QSER_OK)
			return status;
		hashed = true;
		struct qser_signature s = {
			.id = query_get_int(&all, 0),
			.party = query_get_text(&all, 1),
			.name = query_get_text(&all, 2),
			.day = query_get_text(&all, 3),
		};
		seal(&content, s.party, s.name, s.day, now);
		s.broken = strcmp(query_get_text(&all, 4), now) != 0;
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

enum qser_status signed_by_both(struct qser *q, enum qser_record r, int64_t id, bool *both)
{
	bool organisation = false;
	enum qser_status status = signature_holds(q, r, id, "trainer", both);

	if (status == QSER_OK && *both)
		status = signature_holds(q, r, id, "organisation", &organisation);
	*both &= organisation;
	return status;
}
