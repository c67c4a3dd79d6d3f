/*
 * decision.c: what was decided upon applications, when, by whom: kept, also when taken back.
 *
 * The verbs write a decision beside what they do.  A file of decisions is an import of this record:
 * there a row that is new is carried out (application_decide.c), or refused as a whole.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/text.h"
#include "application.h"

static const char aliases_withdraw[] = "Withdrawn|Ανάκληση|Ανακλήθηκε|Απόσυρση|Αποσύρθηκε|"
				       "Zurückgezogen|Zurückziehen|Retirada|Retirado|Retirar|"
				       "Staženo|Stáhnout|Retirée|Retiré|Retirer|"
				       "Ingetrokken|Intrekken|Teruggetrokken";
static const char *const decisions[] = {"accept", "reject", "withdraw", NULL};
static const char *const decision_aliases[] = {
	ALIASES_ACCEPT, ALIASES_REJECT, aliases_withdraw, NULL};
static const char *const decided_states[] = {"accepted", "rejected", "withdrawn"};

/* Behind these, what only files have; last what stands in the inbox, of which a file is made. */
enum { STORED = 7, FILE_EMAIL = STORED, FILE_DECISION, FILE_INBOX, COLUMNS = FILE_INBOX + 12 };

#define OF_INBOX(key, title, kind)                                                    \
	{                                                                             \
		.name = key, .label = title, .type = kind, .help = "is not looked at" \
	}

static const struct qser_column decision_columns[COLUMNS] = {
	COLUMN_ID,
	{.name = "application",
		.label = "Application",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_OWNER | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_APPLICATION,
		.aliases = "Application number|Application no.|Αίτηση|Αριθμός αίτησης|"
			   "Bewerbung|Bewerbungsnummer|"
			   "Solicitud|Número de solicitud|"
			   "Přihláška|Číslo přihlášky|"
			   "Candidature|"
			   "Aanmelding",
		.help = "which"},
	{.name = "decided_at",
		.label = "Decided",
		.type = QSER_STAMP,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.help = "when"},
	{.name = "was",
		.label = "Was",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.help = "state before"},
	{.name = "became",
		.label = "Became",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.help = "state after"},
	{.name = "reason",
		.label = "Reason",
		.type = QSER_NOTE,
		.flags = QSER_BRIEF,
		.aliases = "Why|Reasons|Αιτιολογία|Λόγος|"
			   "Begründung|Grund|"
			   "Motivo|Razón|"
			   "Důvod|Odůvodnění|"
			   "Raison|Motif|"
			   "Reden",
		.help = "why"},
	{.name = "person",
		.label = "By",
		.type = QSER_REF,
		.flags = QSER_READONLY | QSER_BRIEF,
		.ref = QSER_PERSON,
		.help = "who decided"},
	[FILE_EMAIL] = {.name = "email",
		.label = "E-mail",
		.type = QSER_EMAIL,
		.aliases = aliases_email,
		.help = "of the applicant, in place of the application"},
	[FILE_DECISION] = {.name = "decision",
		.label = "Decision",
		.type = QSER_CHOICE,
		.words = decisions,
		.word_aliases = decision_aliases,
		.aliases = "Outcome|Result|Verdict|"
			   "Απόφαση|Αποτέλεσμα|"
			   "Entscheidung|Ergebnis|"
			   "Decisión|Resultado|"
			   "Rozhodnutí|Výsledek|"
			   "Décision|Résultat|"
			   "Beslissing|Besluit|Resultaat",
		.help = "accept, reject or withdraw"},
	[FILE_INBOX] = OF_INBOX("submitted", "Submitted", QSER_DAY),
	OF_INBOX("age", "Days", QSER_INT),
	OF_INBOX("name", "Name", QSER_TEXT),
	OF_INBOX("kind", "Kind", QSER_TEXT),
	OF_INBOX("applies_to", "Applies to", QSER_TEXT),
	OF_INBOX("state", "State", QSER_TEXT),
	OF_INBOX("form", "Form", QSER_TEXT),
	OF_INBOX("reviews", "Reviews", QSER_INT),
	OF_INBOX("score", "Score", QSER_TEXT),
	OF_INBOX("accept", "Accept", QSER_INT),
	OF_INBOX("reject", "Reject", QSER_INT),
	OF_INBOX("interview", "Interview", QSER_INT),
};

/* ---- A row of a file ---- */

static const char *filled(const char *text)
{
	return text && text[strspn(text, " \t\n")] ? text : NULL;
}

static enum qser_status read_decision(struct row *row, const char *text)
{
	struct cell cell = {.own = BUFFER_INIT};
	enum qser_status status =
		value_parse(row->q, &decision_columns[FILE_DECISION], text, &cell);

	for (size_t i = 0; i < COUNT(decided_states); i++)
		if (status == QSER_OK && !strcmp(decisions[i], cell.text))
			row_put_text(row, "became", decided_states[i]);
	buffer_free(&cell.own);
	return status;
}

/* The open application of an address, else its newest. */
#define SQL_OF_ADDRESS                                    \
	"select id from application where email_key = ?1" \
	" order by (state = 'submitted' or state = 'in-review') desc, id desc limit 1"

static enum qser_status find_application(struct row *row, const char *email)
{
	_cleanup_(buffer_free) struct buffer key = BUFFER_INIT;
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_OF_ADDRESS);
	int64_t id = 0;

	text_address_key(&key, email);
	query_text(&look, 1, buffer_text(&key));
	enum qser_status status = query_number(&look, 0, &id);
	if (status == QSER_OK && !id)
		return fail(row->q, QSER_UNKNOWN, "email: nobody has applied with this address");
	if (status == QSER_OK)
		row_put_int(row, "application", id);
	return status;
}

static enum qser_status assemble_decision(
	struct row *row, const char *const *values, uint64_t *left)
{
	const char *email = filled(values[FILE_EMAIL]), *word = filled(values[FILE_DECISION]);
	int column = record_column(row->record, "application");
	enum qser_status status = word ? read_decision(row, word) : QSER_OK;

	if (status != QSER_OK || !email || filled(values[column]))
		return status;
	*left &= ~(UINT64_C(1) << column);
	return find_application(row, email);
}

/* ---- Rules ---- */

#define SQL_NEWEST "select id, became from decision where application = ?1 order by id desc limit 1"

/* What was decided so last is what the row means: the same file twice decides once. */
static enum qser_status match_decision(struct row *row, int64_t *id)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_NEWEST);
	const char *became = row_text(row, "became");

	*id = 0;
	query_int(&look, 1, row_int(row, "application", 0));
	if (query_row(&look) && became && !strcmp(query_get_word(&look, 1), became))
		*id = query_get_int(&look, 0);
	return query_status(&look);
}

#define SQL_STATE "select state from application where id = ?1"

static enum qser_status complete_decision(struct row *row)
{
	if (row->id || row->checked || row_cell(row, "application")->null)
		return QSER_OK;
	if (row_cell(row, "became")->null)
		return fail(
			row->q, QSER_INVALID, "decision: is missing; accept, reject or withdraw");
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_STATE);
	query_int(&look, 1, row_int(row, "application", 0));
	if (query_row(&look))
		row_put_text(row, "was", query_get_text(&look, 0));
	row_put_int(row, "decided_at", row->q->options.now);
	if (row->q->actor)
		row_put_int(row, "person", row->q->actor);
	return query_status(&look);
}

static enum qser_status check_decision(struct row *row)
{
	int64_t application = row_int(row, "application", 0);

	return row->id ? fail(row->q, QSER_REFUSED,
				 "application %" PRId64
				 " was decided so already, for another reason; to decide anew: "
				 "qser-mentor reopen %" PRId64,
				 application, application)
		       : QSER_OK;
}

static enum qser_status carry_out(struct row *row)
{
	return row->checked ? QSER_OK
			    : application_become(row->q, row_int(row, "application", 0),
				      row_text(row, "became"), row_text(row, "reason"), NULL);
}

const struct record decision_record = {
	.id = QSER_DECISION,
	.name = "decision",
	.plural = "decisions",
	.table = "decision",
	.columns = decision_columns,
	.count = STORED,
	.file_columns = COLUMNS - STORED,
	.lead = "became",
	.keeps = true,
	.assemble = assemble_decision,
	.match = match_decision,
	.complete = complete_decision,
	.check = check_decision,
	.added = carry_out,
};
