/*
 * issue.c: something is wrong in a pair, and the organisation mediates (K10).
 *
 * What is confidential has readers, named beside it.  The commands show it to nobody else; whoever
 * may read the file of the database can read all of it.
 */
#include <inttypes.h>
#include <string.h>

#include "encounter.h"

#define HIDDEN "not shown: for "

static const char *const kinds[] = {
	"trust", "commitment", "communication", "schedule", "other", NULL};
static const char *const kind_aliases[] = {
	"Loss of trust|Εμπιστοσύνη|Vertrauen|Confianza|Důvěra|Confiance|Vertrouwen",
	"Lack of commitment|Δέσμευση|Verbindlichkeit|Compromiso|Závazek|Engagement|Inzet",
	"Επικοινωνία|Verständigung|Comunicación|Komunikace|Communicatie",
	"Timing|Χρόνος|Termine|Horarios|Termíny|Horaires|Planning",
	aliases_other,
	NULL,
};
static const char *const parties[] = {"mentor", "mentee", "organisation", NULL};
static const char *const party_aliases[] = {
	"Μέντορας|Mentorin|Mentora|Mentorka",
	"Καθοδηγούμενος|Καθοδηγούμενη|Mentorado|Mentorada|Mentoré|Mentorée",
	aliases_organisation,
	NULL,
};
static const char *const states[] = {"open", "mediating", "resolved", "unresolved", NULL};
static const struct qser_column issue_columns[] = {
	COLUMN_ID,
	{.name = "pair",
		.label = "Pair",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_OWNER | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_PAIR,
		.aliases = "Couple|Tandem|Ζεύγος|Ζευγάρι|Paar|Pareja|Dvojice|Binôme|Koppel",
		.help = "the pair it belongs to"},
	COLUMN_DAY("when it was raised"),
	{.name = "kind",
		.label = "Kind",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = kinds,
		.word_aliases = kind_aliases,
		.preset = "other",
		.aliases = aliases_kind,
		.help = "loss of trust, lack of commitment, other"},
	{.name = "raised_by",
		.label = "Raised by",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = parties,
		.word_aliases = party_aliases,
		.preset = "organisation",
		.help = "mentor, mentee or organisation"},
	{.name = "description",
		.label = "Description",
		.type = QSER_NOTE,
		.flags = QSER_PERSONAL,
		.aliases = "What is wrong|Problem|Περιγραφή|Πρόβλημα|Beschreibung|Descripción|"
			   "Problema|Popis|Problème|Omschrijving|Probleem",
		.help = "what is wrong"},
	{.name = "confidential",
		.label = "Confidential",
		.type = QSER_NOTE,
		.flags = QSER_PERSONAL | QSER_SENSITIVE,
		.aliases = "Εμπιστευτικό|Vertraulich|Confidencial|Důvěrné|Confidentiel|"
			   "Vertrouwelijk",
		.help = "for its readers alone; list and export leave it out"},
	{.name = "readers",
		.label = "Readers",
		.type = QSER_REFS,
		.ref = QSER_PERSON,
		.aliases = "Αναγνώστες|Leser|Lectores|Čtenáři|Lecteurs|Lezers",
		.help = "who may read what is confidential, joined by ;"},
	{.name = "state",
		.label = "State",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.words = states,
		.preset = "open",
		.help = "open, mediating, resolved or unresolved"},
	{.name = "mediator",
		.label = "Mediator",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_PERSON,
		.aliases = "Διαμεσολαβητής|Διαμεσολαβήτρια|Vermittlung|Vermittlerin|Mediador|"
			   "Mediadora|Mediátorka|Médiateur|Médiatrice|Bemiddelaar",
		.help = "who mediates, of the organisation"},
	{.name = "mediation",
		.label = "Mediation",
		.type = QSER_NOTE,
		.aliases = "Διαμεσολάβηση|Was unternommen wurde|Mediación|Mediace|"
			   "Bemiddeling",
		.help = "what was done"},
	{.name = "closed",
		.label = "Closed",
		.type = QSER_DAY,
		.flags = QSER_READONLY | QSER_BRIEF,
		.help = "when"},
	{.name = "outcome",
		.label = "Outcome",
		.type = QSER_NOTE,
		.flags = QSER_READONLY,
		.help = "what came of it"},
	COLUMN_NOTE,
};

/* ---- Who reads it ---- */

/* Who writes down what is for somebody else reads it too, unless the readers were named. */
static enum qser_status complete_issue(struct row *row)
{
	char actor[24];

	if (row->id || row_cell(row, "confidential")->null || row_text(row, "readers") ||
		!row->q->actor || row->q->log.import_name)
		return QSER_OK;
	(void)snprintf(actor, sizeof(actor), "%" PRId64, row->q->actor);
	row_put_text(row, "readers", actor);
	return QSER_OK;
}

static enum qser_status check_confidential(struct row *row)
{
	const char *text = row_text(row, "confidential");

	if (!text)
		return QSER_OK;
	if (!strncmp(text, HIDDEN, strlen(HIDDEN)))
		return fail(row->q, QSER_INVALID,
			"confidential: this stands in the place of the text for those who do not "
			"read it; leave the column out");
	return row_text(row, "readers")
		       ? QSER_OK
		       : fail(row->q, QSER_INVALID,
				 "readers: is missing; say who may read what is confidential, joined "
				 "by ;");
}

#define SQL_READS "select target from issue_readers where owner = ?1 and target = ?2"

/* Does another mediator make another reader? */
static enum qser_status mediator_is_new(struct row *row, bool *changes)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_READS);
	int64_t reader;

	query_int(&look, 1, row->id);
	query_int(&look, 2, row_int(row, "mediator", 0));
	enum qser_status status = query_number(&look, 0, &reader);
	*changes |= row_changes(row, "mediator") && !reader;
	return status;
}

/* Who does not read it says neither who reads it nor what is to be read: the mediator, and the one
 * who raised it, are readers too. */
static enum qser_status check_reader(struct row *row)
{
	static const char *const theirs[] = {"confidential", "readers", "raised_by"};
	_cleanup_(free_pointer) char *readers = NULL;
	bool changes = false, may = true;

	for (size_t i = 0; i < COUNT(theirs); i++)
		changes |= row_changes(row, theirs[i]);
	enum qser_status status = row->id ? mediator_is_new(row, &changes) : QSER_OK;
	if (status != QSER_OK || !row->id || !changes || row->q->options.override)
		return status;
	status = qser_issue_may_read(row->q, row->id, &may, &readers);
	return status == QSER_OK && !may
		       ? fail(row->q, QSER_REFUSED,
				 "issue %" PRId64
				 ": what is confidential in it is for %s; one of them "
				 "says who reads it (--actor), or pass with --override REASON",
				 row->id, readers)
		       : status;
}

/* ---- Rules ---- */

static enum qser_status check_mediator(struct row *row)
{
	_cleanup_(pair_view_free) struct pair_view pair = {.word = BUFFER_INIT};
	int64_t mediator = row_int(row, "mediator", 0);

	if (!mediator || !row_changes(row, "mediator"))
		return QSER_OK;
	enum qser_status status = pair_view_load(row->q, row_int(row, "pair", 0), &pair);
	if (status != QSER_OK || (mediator != pair.mentor && mediator != pair.mentee))
		return status;
	return fail(row->q, QSER_REFUSED,
		"mediator: is the %s of the pair; somebody else mediates between the two",
		mediator == pair.mentor ? "mentor" : "mentee");
}

static bool is_closed(const char *state)
{
	return !strcmp(state, "resolved") || !strcmp(state, "unresolved");
}

/* What is over is history; a note may be added, and who reads it may change. */
static enum qser_status check_open(struct row *row)
{
	uint64_t free = UINT64_C(1) << record_column(row->record, "note") |
			UINT64_C(1) << record_column(row->record, "readers") |
			UINT64_C(1) << record_column(row->record, "confidential");

	return row->id && is_closed(row_stored_text(row, "state")) && row->changed & ~free
		       ? fail(row->q, QSER_REFUSED,
				 "issue %" PRId64
				 " is %s since %s and stays as it is; raise another, or "
				 "take a slip back with: qser-pair undo",
				 row->id, row_stored_text(row, "state"),
				 row_stored_text(row, "closed"))
		       : QSER_OK;
}

static enum qser_status check_issue(struct row *row)
{
	enum qser_status status = check_open(row);

	if (status == QSER_OK && row_changes(row, "day") &&
		strcmp(row_text(row, "day"), row->q->today) > 0)
		status = fail(row->q, QSER_INVALID,
			"day: %s is still to come; an issue is raised "
			"when it is there",
			row_text(row, "day"));
	if (status == QSER_OK)
		status = check_confidential(row);
	if (status == QSER_OK)
		status = check_mediator(row);
	return status == QSER_OK ? check_reader(row) : status;
}

const struct record issue_record = {
	.id = QSER_ISSUE,
	.name = "issue",
	.plural = "issues",
	.table = "issue",
	.columns = issue_columns,
	.count = COUNT(issue_columns),
	.lead = "kind",
	.complete = complete_issue,
	.check = check_issue,
};

/* ---- Mediation, and the end of it ---- */

enum qser_status qser_issue_mediate(
	struct qser *q, int64_t issue, int64_t mediator, const char *mediation)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_ISSUE);
	enum qser_status status = row_load(&row, issue);

	if (status != QSER_OK)
		return status;
	const char *before = row_stored_text(&row, "mediation");
	if (mediator)
		row_put_int(&row, "mediator", mediator);
	else if (!row_stored_int(&row, "mediator", 0))
		return fail(
			q, QSER_INVALID, "mediator: is missing; say who mediates with --mediator");
	row_put_text(&row, "state", "mediating");
	if (mediation && *mediation) {
		buffer_printf(&text, "%s%s%s: %s", before ? before : "", before ? "\n" : "",
			q->today, mediation);
		status = row_set(&row, "mediation", buffer_text(&text));
	}
	return status == QSER_OK ? row_save(&row) : status;
}

enum qser_status qser_issue_close(struct qser *q, int64_t issue, bool resolved, const char *outcome)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_ISSUE);
	enum qser_status status = row_load(&row, issue);

	if (status != QSER_OK)
		return status;
	if (!outcome || !*outcome)
		return fail(
			q, QSER_INVALID, "outcome: is missing; say what came of it with --outcome");
	row_put_text(&row, "state", resolved ? "resolved" : "unresolved");
	row_put_text(&row, "closed", q->today);
	status = row_set(&row, "outcome", outcome);
	return status == QSER_OK ? row_save(&row) : status;
}

/* ---- May this one read it? ---- */

#define SQL_READERS                                                                         \
	"select n.id, coalesce(n.code, cast(n.id as text)), min(w.place) from ("            \
	"select r.target as person, 1 as place from issue_readers r where r.owner = ?1"     \
	" union all select i.mediator, 2 from issue i where i.id = ?1"                      \
	" union all select case i.raised_by when 'mentor' then p.mentor when 'mentee' then" \
	" p.mentee end, 3 from issue i join pair p on p.id = i.pair where i.id = ?1) w"     \
	" join person n on n.id = w.person group by n.id, n.code order by 3, 1"
#define SQL_SOME "select 1 from issue where id = ?1 and confidential is not null"

enum qser_status qser_issue_may_read(struct qser *q, int64_t issue, bool *may, char **readers)
{
	struct buffer list = BUFFER_INIT;
	int64_t some, actor;
	enum qser_status status = qser_actor(q, &actor, NULL);

	*may = true;
	*readers = NULL;
	if (status != QSER_OK)
		return status;
	_cleanup_(query_end) struct query look = query(q->store, SQL_SOME);
	query_int(&look, 1, issue);
	status = query_number(&look, 0, &some);
	if (status != QSER_OK || !some)
		return status;
	_cleanup_(query_end) struct query all = query(q->store, SQL_READERS);
	query_int(&all, 1, issue);
	for (*may = false; query_row(&all);) {
		*may |= actor && query_get_int(&all, 0) == actor;
		buffer_printf(&list, "%s%s", list.length ? ";" : "", query_get_text(&all, 1));
	}
	*readers = buffer_take(&list);
	status = query_status(&all);
	return status == QSER_OK && !*readers ? fail(q, QSER_MEMORY, "out of memory") : status;
}
