/*
 * certificate_hours.c: which hours a certificate counts, and what its code is made of.
 *
 * An entry counts from the first signature on it that holds.  Signatures are numbered as they are
 * made, so that those up to a number are the same for ever: what is signed later adds nothing to a
 * certificate, what is changed or taken back shows.
 */
#include <inttypes.h>
#include <string.h>

#include "certificate.h"

#include "../domain/signature.h"

/* narrow: the condition that finds the entries by an index. */
#define SQL_SIGNED(narrow)                                                            \
	"select e.id, e.minutes, e.kind, e.day, s.id, s.party, s.name, s.day, s.hash" \
	" from diary_entry e left join signature s on s.entry = e.id"                 \
	" and s.party in ('organisation', 'supervisor')"                              \
	" where " narrow " and e.kind <> 'travel' order by e.id, s.id"
#define TOOK_PART                                                                               \
	"e.path = ?1 and exists (select 1 from diary_entry_participants d where d.owner = e.id" \
	" and d.target = ?2)"
#define GAVE "e.trainer = ?2 and (e.path = ?1 or ?1 = 0)"
enum { ENTRY, MINUTES, KIND, DAY, SIGNATURE, PARTY, NAME, SIGNED_ON, HASH };

/* The entry in hand, while its signatures go by. */
struct counting {
	struct qser *q;
	struct certified *c;
	struct sha256 hash;
	struct sha256 content;
	bool hashed, any; /* content is known; somebody has signed */
	int64_t entry, minutes;
	size_t kind;
	char day[DAY_TEXT], mark[SHA256_TEXT]; /* hash of the first signature that holds; "" */
	int64_t signature;
};

static void add_to_hash(struct sha256 *hash, const char *format, ...) _printf_(2, 3);

static void add_to_hash(struct sha256 *hash, const char *format, ...)
{
	char line[160];
	va_list args;

	va_start(args, format);
	int length = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	sha256_add(hash, line, length > 0 ? (size_t)length : 0);
}

static void count(struct counting *k)
{
	struct certified *c = k->c;

	c->entries++;
	c->minutes += k->minutes;
	c->kinds[k->kind] += k->minutes;
	if (!*c->first || strcmp(k->day, c->first) < 0)
		memcpy(c->first, k->day, DAY_TEXT);
	if (strcmp(k->day, c->last) > 0)
		memcpy(c->last, k->day, DAY_TEXT);
	if (k->signature > c->code.signature)
		c->code.signature = k->signature;
	add_to_hash(&k->hash, "%" PRId64 " %s\n", k->entry, k->mark);
}

/* What becomes of an entry whose signatures are all read; limit 0: none. */
static void end_entry(struct counting *k, int64_t limit)
{
	struct certified *c = k->c;

	if (!k->entry)
		return;
	if (*k->mark && (!limit || k->signature <= limit)) {
		count(k);
	} else if (!*k->mark && k->any) {
		buffer_printf(&c->broken, "%s%" PRId64, c->broken.length ? ", " : "", k->entry);
	} else if (!k->any) {
		c->unsigned_entries = true;
	}
}

static enum qser_status begin_entry(struct counting *k, struct query *row)
{
	const char *kind = query_get_word(row, KIND);

	k->entry = query_get_int(row, ENTRY);
	k->minutes = query_get_minutes(row, MINUTES);
	k->any = k->hashed = false;
	k->mark[0] = '\0';
	(void)snprintf(k->day, sizeof(k->day), "%s", query_get_day(row, DAY));
	return entry_kind_of(k->q, k->entry, kind, &k->kind);
}

static enum qser_status take_signature(struct counting *k, struct query *row)
{
	char now[SHA256_TEXT];
	enum qser_status status = QSER_OK;

	if (query_is_null(row, SIGNATURE) || *k->mark)
		return QSER_OK;
	k->any = true;
	if (!k->hashed)
		status = seal_content(k->q, QSER_ENTRY, k->entry, &k->content);
	if (status != QSER_OK)
		return status;
	k->hashed = true;
	seal_close(&k->content, query_get_word(row, PARTY), query_get_word(row, NAME),
		query_get_day(row, SIGNED_ON), now);
	if (strcmp(now, query_get_word(row, HASH)) != 0)
		return QSER_OK;
	memcpy(k->mark, now, sizeof(now));
	k->signature = query_get_int(row, SIGNATURE);
	return QSER_OK;
}

static enum qser_status walk(struct counting *k, int64_t limit)
{
	const struct certificate_code *code = &k->c->code;
	_cleanup_(query_end) struct query row =
		query(k->q->store, code->given ? SQL_SIGNED(GAVE) : SQL_SIGNED(TOOK_PART));
	enum qser_status status = QSER_OK;

	query_int(&row, 1, code->path);
	query_int(&row, 2, code->person);
	while (status == QSER_OK && query_row(&row)) {
		if (query_get_int(&row, ENTRY) != k->entry) {
			end_entry(k, limit);
			status = begin_entry(k, &row);
		}
		if (status == QSER_OK)
			status = take_signature(k, &row);
	}
	end_entry(k, limit);
	return status == QSER_OK ? query_status(&row) : status;
}

enum qser_status certified_read(struct qser *q, struct certified *c)
{
	int64_t limit = c->code.signature;
	struct counting k = {.q = q, .c = c};

	c->code.signature = 0;
	sha256_init(&k.hash);
	enum qser_status status = walk(&k, limit);
	add_to_hash(&k.hash,
		"certificate 1 %d %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %s %s\n",
		c->code.given, c->code.path, c->code.person, c->entries, c->minutes, c->first,
		c->last);
	sha256_end(&k.hash, c->code.digest);
	return status == QSER_OK && c->broken.failed ? fail(q, QSER_MEMORY, "out of memory")
						     : status;
}
