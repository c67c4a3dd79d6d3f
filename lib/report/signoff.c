/*
 * signoff.c: what signatures covered, and whether they hold (C2, C8, C12).
 *
 * Signatures come in the order of what they are under, so that each record is hashed once for all
 * its signatures; of those that are broken the change log is asked.
 */
#include "signoff.h"

#include <string.h>

#include "line.h"

#include "../base/clock.h"
#include "../form/seal.h"

#define HASH_SHOWN 8 /* of 64: enough to compare by eye */

struct signoff {
	struct which which;
	bool people;
	struct document *d;
	struct document_table *table, *changes;
	struct buffer broken; /* sentences on the path in hand, each with its NUL */
	int64_t path;	      /* in hand */
	int64_t signatures, valid;
};

static void signoff_free(struct signoff *s)
{
	which_free(&s->which);
	buffer_free(&s->broken);
}

#define SQL_SIGNATURES                                                                              \
	"select s.id, s.party, s.name, s.day, s.hash, coalesce(n.code, cast(n.id as text)),"        \
	" case when s.contract is not null then 24 when s.response is not null then 12"             \
	" when s.entry is not null then 20 when s.conclusion is not null then 31 else 44 end,"      \
	" coalesce(s.contract, s.response, s.entry, s.conclusion, s.pair),"                         \
	" t.id, coalesce(t.code, cast(t.id as text)), t.title, c.number, c.kind, f.title,"          \
	" r.revision, u.name, e.day, e.kind, e.minutes, x.code, a.name, b.name,"                    \
	" (select min(v.id) from response v where v.revises = s.response and v.state = 'complete')" \
	" from signature s left join contract c on c.id = s.contract"                               \
	" left join response r on r.id = s.response left join form f on f.id = r.form"              \
	" left join person u on u.id = r.subject left join diary_entry e on e.id = s.entry"         \
	" left join conclusion k on k.id = s.conclusion left join pair x on x.id = s.pair"          \
	" left join person a on a.id = x.mentor left join person b on b.id = x.mentee"              \
	" left join path t on t.id = coalesce(c.path, r.path, e.path, k.path)"                      \
	" left join person n on n.id = s.person"
_Static_assert(QSER_CONTRACT == 24 && QSER_RESPONSE == 12 && QSER_ENTRY == 20 &&
		       QSER_CONCLUSION == 31 && QSER_PAIR == 44,
	"the numbers in the query are those of the records");
#define ORDER_SIGNATURES                                                                        \
	" order by " STORE_SORT "(t.title) nulls last, t.id nulls last, s.contract nulls last," \
	" s.response nulls last, s.entry nulls last, s.conclusion nulls last, s.pair, s.id"
enum {
	SIGNATURE,
	PARTY,
	NAME,
	DAY,
	HASH,
	PERSON,
	RECORD,
	ID,
	PATH_ID,
	PATH,
	TITLE,
	NUMBER,
	CONTRACT_KIND,
	FORM,
	REVISION,
	SUBJECT,
	ENTRY_DAY,
	ENTRY_KIND,
	MINUTES,
	PAIR,
	MENTOR,
	MENTEE,
	REPLACED
};

/* ---- What a signature is under ---- */

static void version_words(struct query *row, struct buffer *out)
{
	if (!query_is_null(row, NUMBER))
		buffer_printf(out, "%" PRId64, query_get_int(row, NUMBER));
	else
		buffer_text_add(out, query_get_text(row, REVISION));
}

/* "Contract 1, formal"; "Response 12: Positive service, revision 4.0, Maria P."; "Entry 7: 13 Nov
 * 2026, shadowing, 1:30". */
static void what_words(const struct qser *q, struct query *row, struct buffer *out)
{
	int64_t id = query_get_int(row, ID);

	switch (query_get_int(row, RECORD)) {
	case QSER_CONTRACT:
		buffer_printf(out, report_say(q, "Contract %" PRId64 ", %s"),
			query_get_int(row, NUMBER),
			report_word(q, query_get_text(row, CONTRACT_KIND)));
		break;
	case QSER_RESPONSE:
		buffer_printf(out, report_say(q, "Response %" PRId64 ": %s, revision %s%s%s"), id,
			query_get_text(row, FORM), query_get_text(row, REVISION),
			query_is_null(row, SUBJECT) ? "" : ", ",
			query_is_null(row, SUBJECT) ? "" : query_get_text(row, SUBJECT));
		break;
	case QSER_ENTRY:
		buffer_printf(out, report_say(q, "Entry %" PRId64 ": "), id);
		day_words(q, query_get_text(row, ENTRY_DAY), out);
		buffer_printf(out, ", %s, ", report_word(q, query_get_text(row, ENTRY_KIND)));
		duration_print_colon(out, query_get_int(row, MINUTES));
		break;
	case QSER_CONCLUSION:
		buffer_text_add(out, report_say(q, "Conclusion"));
		break;
	default:
		buffer_printf(out, report_say(q, "Pair %" PRId64 ": agreement of %s and %s"), id,
			query_get_text(row, MENTOR), query_get_text(row, MENTEE));
		break;
	}
}

/* The name of what can be named: of a form, a pair, a path. */
static const char *title_of(struct query *row)
{
	switch (query_get_int(row, RECORD)) {
	case QSER_RESPONSE:
		return query_get_text(row, FORM);
	case QSER_PAIR:
		return query_get_text(row, PAIR);
	default:
		return query_get_text(row, TITLE);
	}
}

/* ---- Columns ---- */

static const struct qser_column signature_column = COLUMN("signature", "Signature", QSER_INT),
				kind_column = COLUMN("record", "Record", QSER_TEXT),
				id_column = COLUMN("id", "Id", QSER_INT),
				path_column = COLUMN("path", "Path", QSER_TEXT),
				title_column = COLUMN("title", "Title", QSER_TEXT),
				version_column = COLUMN("version", "Version", QSER_TEXT),
				party_column = COLUMN("party", "For", QSER_TEXT),
				name_column = COLUMN("name", "Name", QSER_TEXT),
				person_column = COLUMN("person", "Person", QSER_TEXT),
				day_column = COLUMN("day", "Day", QSER_DAY),
				state_column = COLUMN("state", "State", QSER_TEXT),
				hash_column = COLUMN("hash", "Hash", QSER_TEXT),
				changed_column = COLUMN("changed", "Changed", QSER_TEXT),
				changed_at_column = COLUMN("changed_at", "At", QSER_TEXT),
				changed_by_column = COLUMN("changed_by", "By", QSER_TEXT),
				what_column = COLUMN("what", "What", QSER_TEXT),
				reason_column = COLUMN("reason", "Reason", QSER_TEXT);
static const struct qser_column *const row_columns[] = {&signature_column, &kind_column, &id_column,
	&path_column, &title_column, &version_column, &party_column, &name_column, &person_column,
	&day_column, &state_column, &hash_column, &changed_column, &changed_at_column,
	&changed_by_column};
static const struct qser_column *const page_columns[] = {
	&what_column, &party_column, &name_column, &day_column, &state_column, &hash_column};
static const struct qser_column *const change_columns[] = {&kind_column, &id_column,
	&changed_column, &changed_at_column, &changed_by_column, &reason_column};

/* ---- One record, with its signatures ---- */

struct under {
	enum qser_record record;
	int64_t id;
	struct sha256 content;
	bool known; /* content is */
	bool asked; /* the log was, from the command `from` on */
	int64_t from;
	struct since_list since;
};

static void under_free(struct under *u)
{
	since_free(&u->since);
	u->since = (struct since_list){.count = 0};
}

static enum qser_status begin_record(struct signoff *s, struct under *u, struct query *row)
{
	enum qser_record record = (enum qser_record)query_get_int(row, RECORD);
	int64_t id = query_get_int(row, ID);

	if (u->known && u->record == record && u->id == id)
		return QSER_OK;
	under_free(u);
	*u = (struct under){.record = record, .id = id, .known = true};
	return seal_content(s->which.q, record, id, &u->content);
}

static bool is_broken(const struct under *u, struct query *row)
{
	char now[SHA256_TEXT];

	seal_close(&u->content, query_get_word(row, PARTY), query_get_word(row, NAME),
		query_get_day(row, DAY), now);
	return strcmp(now, query_get_word(row, HASH)) != 0;
}

/* The first signature of a record that is broken is its oldest: later ones have seen less. */
static enum qser_status ask_log(
	struct signoff *s, struct under *u, struct query *row, int64_t *from)
{
	enum qser_status status = signed_in(s->which.q, query_get_int(row, SIGNATURE), from);

	if (status != QSER_OK || u->asked)
		return status;
	u->asked = true;
	u->from = *from;
	return since_read(s->which.q, u->record, u->id, *from, &u->since);
}

/* ---- For programs ---- */

static void put_changes(struct signoff *s, const struct under *u)
{
	char at[STAMP_TEXT];

	for (size_t i = 0; i < u->since.count; i++) {
		const struct since *n = &u->since.list[i];
		struct line l = {.count = 0};
		stamp_print(n->at, at);
		line_text(&l, seal_column(u->record)->name);
		line_number(&l, u->id);
		line_text(&l, n->columns);
		line_text(&l, at);
		line_text(&l, n->who);
		line_text(&l, n->reason);
		line_put(&l, s->changes);
	}
}

/* All columns changed since a command, and the last change. */
static void add_changed(struct line *l, const struct under *u, int64_t from, struct buffer *columns,
	char at[STAMP_TEXT])
{
	const struct since *last = NULL;

	for (size_t i = 0; i < u->since.count; i++) {
		const struct since *n = &u->since.list[i];
		if (n->command <= from)
			continue;
		last = n;
		buffer_printf(columns, "%s%s", columns->length ? ", " : "", n->columns);
	}
	if (last)
		stamp_print(last->at, at);
	line_text(l, last ? buffer_text(columns) : NULL);
	line_text(l, last ? at : NULL);
	line_text(l, last ? last->who : NULL);
}

static const char *state_word(bool broken, struct query *row)
{
	return broken ? "broken" : query_is_null(row, REPLACED) ? "valid" : "replaced";
}

static void put_row(
	struct signoff *s, struct query *row, const struct under *u, bool broken, int64_t from)
{
	_cleanup_(buffer_free) struct buffer version = BUFFER_INIT, columns = BUFFER_INIT;
	char at[STAMP_TEXT];
	struct line l = {.count = 0};

	version_words(row, &version);
	line_number(&l, query_get_int(row, SIGNATURE));
	line_text(&l, seal_column(u->record)->name);
	line_number(&l, u->id);
	line_text(&l, query_get_text(row, PATH));
	line_text(&l, title_of(row));
	line_text(&l, buffer_text(&version));
	line_text(&l, query_get_text(row, PARTY));
	line_text(&l, query_get_text(row, NAME));
	line_text(&l, query_get_text(row, PERSON));
	line_text(&l, query_get_text(row, DAY));
	line_text(&l, state_word(broken, row));
	line_text(&l, query_get_text(row, HASH));
	if (broken) {
		add_changed(&l, u, from, &columns, at);
	} else {
		for (int i = 0; i < 3; i++)
			line_text(&l, NULL);
	}
	line_put(&l, s->table);
}

/* ---- For people ---- */

/* Below the table of a path: what happened to what no longer holds. */
static void end_path(struct signoff *s)
{
	const char *at = buffer_text(&s->broken), *end = at + s->broken.length;

	for (; at < end; at += strlen(at) + 1)
		document_item(s->d, "%s", at);
	buffer_clear(&s->broken);
}

static void begin_path(struct signoff *s, struct query *row)
{
	_cleanup_(buffer_free) struct buffer heading = BUFFER_INIT;
	int64_t path = query_is_null(row, PATH_ID) ? -1 : query_get_int(row, PATH_ID);

	if (path == s->path)
		return;
	end_path(s);
	s->path = path;
	if (path > 0)
		buffer_printf(
			&heading, "%s (%s)", query_get_text(row, TITLE), query_get_text(row, PATH));
	else
		buffer_text_add(&heading, document_say(s->d, "Of no path"));
	document_heading(s->d, 1, "%s", buffer_text(&heading));
	s->table =
		document_table(s->d, "signatures", NULL, page_columns, COUNT(page_columns), false);
}

static void tell_changes(struct signoff *s, const struct under *u, const char *what)
{
	struct buffer *out = &s->broken;
	char at[STAMP_TEXT];

	if (!u->since.count) {
		buffer_printf(out,
			document_say(s->d,
				"%s: broken, and no command of the change log did it; the database "
				"was changed by other means"),
			what);
		buffer_char(out, '\0');
	}
	for (size_t i = 0; i < u->since.count; i++) {
		const struct since *n = &u->since.list[i];
		stamp_print(n->at, at);
		at[10] = '\0';
		const char *who = *n->who ? n->who : document_say(s->d, "nobody known");
		if (n->reason)
			buffer_printf(out,
				document_say(s->d, "%s: %s changed on %s by %s, because: %s"), what,
				n->columns, at, who, n->reason);
		else
			buffer_printf(out, document_say(s->d, "%s: %s changed on %s by %s"), what,
				n->columns, at, who);
		buffer_char(out, '\0');
	}
}

static void put_line(struct signoff *s, struct query *row, bool broken)
{
	_cleanup_(buffer_free) struct buffer what = BUFFER_INIT, state = BUFFER_INIT;
	char hash[HASH_SHOWN + 1];
	struct line l = {.count = 0};

	what_words(s->which.q, row, &what);
	if (broken)
		buffer_text_add(&state, document_say(s->d, "BROKEN"));
	else if (query_is_null(row, REPLACED))
		buffer_text_add(&state, document_say(s->d, "valid"));
	else
		buffer_printf(&state, document_say(s->d, "replaced by %" PRId64),
			query_get_int(row, REPLACED));
	(void)snprintf(hash, sizeof(hash), "%.*s", HASH_SHOWN, query_get_text(row, HASH));
	line_text(&l, buffer_text(&what));
	line_text(&l, document_say(s->d, query_get_text(row, PARTY)));
	line_text(&l, query_get_text(row, NAME));
	line_text(&l, query_get_text(row, DAY));
	line_text(&l, buffer_text(&state));
	line_text(&l, hash);
	line_put(&l, s->table);
}

/* ---- The report ---- */

static enum qser_status take(struct signoff *s, struct under *u, struct query *row)
{
	_cleanup_(buffer_free) struct buffer what = BUFFER_INIT;
	enum qser_status status = begin_record(s, u, row);
	bool asked = u->asked;
	int64_t from = 0;

	if (status != QSER_OK)
		return status;
	bool broken = is_broken(u, row);
	s->signatures++;
	s->valid += !broken && query_is_null(row, REPLACED);
	if (broken)
		status = ask_log(s, u, row, &from);
	if (status != QSER_OK)
		return status;
	if (!s->people) {
		put_row(s, row, u, broken, from);
		if (broken && !asked)
			put_changes(s, u);
		return QSER_OK;
	}
	begin_path(s, row);
	put_line(s, row, broken);
	what_words(s->which.q, row, &what);
	if (broken && !asked)
		tell_changes(s, u, buffer_text(&what));
	return what.failed || s->broken.failed ? fail(s->which.q, QSER_MEMORY, "out of memory")
					       : QSER_OK;
}

static struct query signatures(struct signoff *s)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;

	buffer_printf(
		&sql, "%s%s%s", SQL_SIGNATURES, buffer_text(&s->which.where), ORDER_SIGNATURES);
	struct query row = query_built(s->which.q->store, &sql);
	for (int i = 0; i < s->which.count; i++) {
		if (s->which.parameters[i].text)
			query_text(&row, i + 1, s->which.parameters[i].text);
		else
			query_int(&row, i + 1, s->which.parameters[i].id);
	}
	return row;
}

static void put_counts(struct signoff *s)
{
	int64_t lost = s->signatures - s->valid;

	end_path(s);
	if (!s->signatures) {
		document_notice(s->d, "Nothing of this is signed.");
		return;
	}
	if (s->people)
		document_heading(s->d, 1, "Together");
	document_fact(s->d, "Signatures", "%" PRId64, s->signatures);
	document_fact(s->d, "Valid", "%" PRId64, s->valid);
	if (lost)
		document_notice(s->d,
			lost == 1 ? "%" PRId64 " signature no longer holds."
				  : "%" PRId64 " signatures no longer hold.",
			lost);
}

static enum qser_status put_all(struct signoff *s)
{
	_cleanup_(under_free) struct under u = {.id = 0};
	_cleanup_(query_end) struct query row = signatures(s);
	enum qser_status status =
		s->which.where.failed ? fail(s->which.q, QSER_MEMORY, "out of memory") : QSER_OK;

	if (!s->people) {
		s->table = document_table(
			s->d, "signatures", NULL, row_columns, COUNT(row_columns), true);
		s->changes = document_table(
			s->d, "changes", NULL, change_columns, COUNT(change_columns), false);
	}
	while (status == QSER_OK && query_row(&row))
		status = take(s, &u, &row);
	if (status == QSER_OK)
		status = query_status(&row);
	if (status == QSER_OK)
		put_counts(s);
	return status;
}

enum qser_status report_signoff(struct qser *q, const struct qser_report *report, bool people,
	struct document **d, bool *any)
{
	_cleanup_(signoff_free) struct signoff s = {
		.which = {.q = q, .request = report}, .people = people};
	enum qser_status status = which_choose(&s.which);

	if (status == QSER_OK)
		status = report_new(q, d, "What is signed");
	if (status == QSER_OK)
		status = report_head(q, *d, 0, &s.which.period);
	if (status != QSER_OK)
		return status;
	s.d = *d;
	status = put_all(&s);
	*any = s.signatures > 0;
	return status;
}
