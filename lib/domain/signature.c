/* signature.c: signatures under contracts, checklists, diary entries and conclusions (C2, C8, C12):
 * who signs, what must hold before, what follows.  What is signed of them: lib/form/seal.c. */
#include "signature.h"

#include <inttypes.h>
#include <string.h>

#include "../form/form.h"

static const char *const parties[] = {
	"trainer", "organisation", "participant", "supervisor", "mentor", "mentee", NULL};
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
		.words = parties,
		.help = "for whom it was signed"},
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
	{.name = "pair",
		.label = "Pair",
		.type = QSER_REF,
		.flags = QSER_READONLY | QSER_OWNER | QSER_BRIEF,
		.ref = QSER_PAIR,
		.help = "whose agreement was signed"},
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

/* ---- Signing ---- */

static enum qser_status may_sign_response(
	struct qser *q, int64_t id, const struct qser_signing *signing)
{
	(void)signing;
	return response_may_sign(q, id);
}

/* What a record asks of whoever signs it, and what follows; NULL: nothing. */
static const struct signing_rules {
	enum qser_record record;
	signing_rule *may_sign, *is_signed;
} signing_rules[] = {
	{QSER_CONTRACT, contract_may_sign, contract_is_signed},
	{QSER_RESPONSE, may_sign_response, NULL},
	{QSER_ENTRY, entry_may_sign, entry_is_signed},
	{QSER_CONCLUSION, conclusion_may_sign, NULL},
	{QSER_PAIR, pair_may_sign, pair_is_signed},
};

static const struct signing_rules *rules_of(enum qser_record r)
{
	for (size_t i = 0; i < COUNT(signing_rules); i++)
		if (signing_rules[i].record == r)
			return &signing_rules[i];
	return NULL;
}

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

/* A row of the signature, but for its hash; *as: with the party as it is kept. */
static enum qser_status fill(struct row *row, struct qser_signing *as)
{
	struct qser *q = row->q;
	enum qser_status status = signer(row, as);

	if (status == QSER_OK)
		status = row_set(row, "day", as->day ? as->day : q->today);
	if (status == QSER_OK && strcmp(row_text(row, "day"), q->today) > 0)
		status = fail(q, QSER_INVALID, "on: %s is still to come", row_text(row, "day"));
	if (status == QSER_OK && as->note)
		status = row_set(row, "note", as->note);
	return status;
}

static enum qser_status sign(struct row *row, enum qser_record r, int64_t id)
{
	char sealed[SHA256_TEXT];
	struct sha256 content;
	enum qser_status status = seal_content(row->q, r, id, &content);

	if (status != QSER_OK)
		return status;
	seal_close(&content, row_text(row, "party"), row_text(row, "name"), row_text(row, "day"),
		sealed);
	row_put_int(row, seal_column(r)->name, id);
	row_put_text(row, "hash", sealed);
	return row_save(row);
}

/* Before: may this party sign it now? */
static enum qser_status may_sign(
	struct qser *q, enum qser_record r, int64_t id, const struct qser_signing *as)
{
	const struct signing_rules *rules = rules_of(r);
	bool holds = false;
	enum qser_status status = rules && rules->may_sign ? rules->may_sign(q, id, as) : QSER_OK;

	if (status == QSER_OK)
		status = signature_holds(q, r, id, as->party, &holds);
	return status == QSER_OK && holds
		       ? fail(q, QSER_EXISTS, "%s %" PRId64 " is signed for the %s already",
				 record_of(r)->name, id, as->party)
		       : status;
}

enum qser_status qser_sign(struct qser *q, enum qser_record r, int64_t id,
	const struct qser_signing *signing, int64_t *signature)
{
	const struct signing_rules *rules = rules_of(r);
	struct qser_signing as = *signing;
	_cleanup_(row_free) struct row row;

	*signature = 0;
	row_init(&row, q, QSER_SIGNATURE);
	if (!record_of(r) || !seal_column(r))
		return fail(q, QSER_INTERNAL, "nobody signs such a record");
	enum qser_status status = handle_writes(q);
	if (status == QSER_OK)
		status = row_set(&row, "party", signing->party);
	as.party = row_text(&row, "party");
	if (status == QSER_OK && !as.party)
		status = fail(q, QSER_INVALID, "party: is missing");
	if (status == QSER_OK)
		status = may_sign(q, r, id, &as);
	if (status == QSER_OK)
		status = fill(&row, &as);
	if (status == QSER_OK)
		status = sign(&row, r, id);
	if (status == QSER_OK && rules && rules->is_signed)
		status = rules->is_signed(q, id, &as);
	*signature = row.id;
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
