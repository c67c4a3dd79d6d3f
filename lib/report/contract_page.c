/* contract_page.c: a contract as a page to read, to print and to sign (C2, G4). */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "report.h"

#define SQL_CONTRACT                                                                         \
	"select k.number, k.kind, k.organisation_party, k.trainer_party, k.starts, k.ends,"  \
	" k.sessions, k.hours, k.confidentiality, k.terms, k.note, p.title, p.code, o.name," \
	" o.id, (select max(number) from contract where path = k.path) from contract k"      \
	" join path p on p.id = k.path join organisation o on o.id = p.organisation"         \
	" where k.id = ?1"

enum {
	NUMBER,
	KIND,
	ORGANISATION_PARTY,
	TRAINER_PARTY,
	STARTS,
	ENDS,
	SESSIONS,
	HOURS,
	CONFIDENTIALITY,
	TERMS,
	NOTE,
	TITLE,
	CODE,
	ORGANISATION,
	ORGANISATION_ID,
	LAST
};

static enum qser_status put_head(struct qser *q, struct document *d, struct query *k)
{
	bool code = !query_is_null(k, CODE);
	enum qser_status status = report_programme(q, d, query_get_int(k, ORGANISATION_ID));

	document_subtitle(d, "%s%s%s%s", query_get_text(k, TITLE), code ? " (" : "",
		code ? query_get_text(k, CODE) : "", code ? ")" : "");
	document_subtitle(d, "%s", query_get_text(k, ORGANISATION));
	if (query_get_int(k, NUMBER) < query_get_int(k, LAST))
		document_notice(d, "This contract holds no more; contract %" PRId64 " does.",
			query_get_int(k, LAST));
	return status;
}

static void put_day(
	const struct qser *q, struct document *d, struct query *k, const char *label, int at)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	if (query_is_null(k, at))
		return;
	day_words(q, query_get_text(k, at), &text);
	document_fact(d, label, "%s", buffer_text(&text));
}

static void put_parties(struct document *d, struct query *k)
{
	document_heading(d, 2, "Between");
	document_fact(d, "Organisation", "%s",
		query_is_null(k, ORGANISATION_PARTY) ? "–" : query_get_text(k, ORGANISATION_PARTY));
	document_fact(d, "Trainer", "%s",
		query_is_null(k, TRAINER_PARTY) ? "–" : query_get_text(k, TRAINER_PARTY));
}

static void put_limits(const struct qser *q, struct document *d, struct query *k)
{
	_cleanup_(buffer_free) struct buffer hours = BUFFER_INIT;
	bool sessions = !query_is_null(k, SESSIONS), limited = !query_is_null(k, HOURS);

	document_heading(d, 2, "How long and how much");
	put_day(q, d, k, "From", STARTS);
	put_day(q, d, k, "Until", ENDS);
	if (sessions)
		document_fact(d, "Sessions at most", "%s", query_get_text(k, SESSIONS));
	if (limited) {
		duration_print(&hours, query_get_int(k, HOURS));
		document_fact(d, "Hours at most", "%s", buffer_text(&hours));
	}
	if (!sessions && !limited && query_is_null(k, STARTS) && query_is_null(k, ENDS))
		document_paragraph(d, "As long and as much as it takes.");
}

static void put_note(struct document *d, struct query *k, const char *heading, int at)
{
	if (query_is_null(k, at))
		return;
	document_heading(d, 2, "%s", document_say(d, heading));
	document_paragraph(d, "%s", query_get_text(k, at));
}

struct signatures {
	const struct qser *q;
	struct document *d;
	bool trainer, organisation; /* has signed, and it holds */
};

static int put_signature(void *ctx, const struct qser_signature *s)
{
	struct signatures *all = ctx;
	_cleanup_(buffer_free) struct buffer day = BUFFER_INIT;

	day_words(all->q, s->day, &day);
	if (s->broken)
		document_notice(all->d,
			"The signature of %s (%s, %s) is broken: the contract was changed since.",
			s->name, s->party, buffer_text(&day));
	else
		document_fact(all->d, !strcmp(s->party, "trainer") ? "Trainer" : "Organisation",
			"signed by %s, %s", s->name, buffer_text(&day));
	all->trainer |= !s->broken && !strcmp(s->party, "trainer");
	all->organisation |= !s->broken && !strcmp(s->party, "organisation");
	return 0;
}

#define LINE "______________________________  Date ______________"

/* What is signed already, and lines for the pen of who has not. */
static enum qser_status put_signatures(struct qser *q, struct document *d, int64_t contract)
{
	struct signatures all = {.q = q, .d = d};

	document_heading(d, 2, "Signatures");
	enum qser_status status =
		qser_each_signature(q, QSER_CONTRACT, contract, put_signature, &all);
	if (!all.organisation)
		document_fact(d, "Organisation", "%s", LINE);
	if (!all.trainer)
		document_fact(d, "Trainer", "%s", LINE);
	return status;
}

static struct document *begin(struct query *k)
{
	_cleanup_(buffer_free) struct buffer title = BUFFER_INIT;

	buffer_printf(&title, "Contract %" PRId64 ", %s", query_get_int(k, NUMBER),
		query_get_text(k, KIND));
	return title.failed ? NULL : document_new(buffer_text(&title));
}

enum qser_status qser_contract_page(
	struct qser *q, int64_t contract, struct qser_spool *spool, const struct qser_style *style)
{
	_cleanup_(query_end) struct query k = query(q->store, SQL_CONTRACT);

	query_int(&k, 1, contract);
	if (!query_row(&k))
		return query_status(&k) != QSER_OK
			       ? query_status(&k)
			       : fail(q, QSER_UNKNOWN, "there is no contract %" PRId64, contract);
	_cleanup_(document_freep) struct document *d = begin(&k);
	if (!d)
		return fail(q, QSER_MEMORY, "out of memory");
	enum qser_status status = put_head(q, d, &k);
	put_parties(d, &k);
	put_limits(q, d, &k);
	put_note(d, &k, "Confidentiality", CONFIDENTIALITY);
	put_note(d, &k, "Terms", TERMS);
	put_note(d, &k, "Notes", NOTE);
	if (status == QSER_OK)
		status = put_signatures(q, d, contract);
	return status == QSER_OK ? report_write(q, d, spool, style) : status;
}
