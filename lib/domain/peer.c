/* peer.c: a day with a colleague of another department, and the three who agree to it (I1-I5). */
#include <inttypes.h>
#include <string.h>

#include "gate.h"
#include "workshop.h"

static const char *const states[] = {"planned", "agreed", "done", "declined", NULL};

static const struct qser_column peer_columns[] = {
	COLUMN_ID,
	{.name = "person",
		.label = "Person",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_PERSON,
		.aliases = aliases_person,
		.help = "who goes along"},
	{.name = "host",
		.label = "Host",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_PERSON,
		.aliases = "Colleague|"
			   "Συνάδελφος|"
			   "Kollege|Kollegin|Gastgeber|Gastgeberin|"
			   "Colega|Anfitrión|Anfitriona|"
			   "Kolega|Kolegyně|Hostitel|Hostitelka|"
			   "Collègue|Hôte|"
			   "Gastheer|Gastvrouw",
		.help = "the colleague whose working day it is"},
	{.name = "day",
		.label = "Day",
		.type = QSER_DAY,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF,
		.aliases = aliases_day,
		.help = "on which day, or from which day on"},
	{.name = "until",
		.label = "Until",
		.type = QSER_DAY,
		.aliases = aliases_ends,
		.help = "last day, when it is more than one"},
	{.name = "goal",
		.label = "Goal",
		.type = QSER_NOTE,
		.aliases = "Goals|Aim|"
			   "Στόχος|Στόχοι|"
			   "Ziel|Ziele|"
			   "Objetivo|Objetivos|"
			   "Cíl|Cíle|"
			   "Objectif|Objectifs|But|"
			   "Doel|Doelen",
		.help = "what the person wants to see and learn"},
	{.name = "suggested_by",
		.label = "Suggested by",
		.type = QSER_REF,
		.ref = QSER_PERSON,
		.aliases = "Πρόταση από|"
			   "Vorgeschlagen von|"
			   "Propuesto por|"
			   "Navrhl|Navrhla|"
			   "Proposé par|"
			   "Voorgesteld door",
		.help = "who named the host, as the supervisor"},
	{.name = "cleared",
		.label = "Cleared",
		.type = QSER_DAY,
		.flags = QSER_READONLY | QSER_BRIEF,
		.help = "when the person's own supervisor agreed; set by peer clear"},
	{.name = "cleared_by",
		.label = "Cleared by",
		.type = QSER_REF,
		.flags = QSER_READONLY,
		.ref = QSER_PERSON,
		.help = "that supervisor"},
	{.name = "consented",
		.label = "Consented",
		.type = QSER_DAY,
		.flags = QSER_READONLY | QSER_BRIEF,
		.help = "when the host agreed; set by peer consent"},
	{.name = "approved",
		.label = "Approved",
		.type = QSER_DAY,
		.flags = QSER_READONLY | QSER_BRIEF,
		.help = "when the host's supervisor agreed; set by peer approve"},
	{.name = "approved_by",
		.label = "Approved by",
		.type = QSER_REF,
		.flags = QSER_READONLY,
		.ref = QSER_PERSON,
		.help = "that supervisor"},
	{.name = "state",
		.label = "State",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.words = states,
		.preset = "planned",
		.help = "agreed as soon as all three have agreed; done by peer finish, declined by "
			"peer decline"},
	{.name = "interview",
		.label = "Interview",
		.type = QSER_REF,
		.ref = QSER_RESPONSE,
		.aliases = "Συνέντευξη|Gespräch|Entrevista|Rozhovor|Entretien|Vraaggesprek",
		.help = "the response with what the host was asked, as to shadowing-interview"},
	{.name = "outcome",
		.label = "Outcome",
		.type = QSER_NOTE,
		.aliases = "Result|"
			   "Αποτέλεσμα|"
			   "Ergebnis|"
			   "Resultado|"
			   "Výsledek|"
			   "Résultat|"
			   "Uitkomst|Resultaat",
		.help = "what came of it; peer finish asks for it"},
	{.name = "reason",
		.label = "Reason",
		.type = QSER_NOTE,
		.flags = QSER_READONLY,
		.help = "why it was declined"},
	COLUMN_NOTE,
};

/* ---- Rules ---- */

/* What still may be written about one that is over. */
static uint64_t open_columns(const struct row *row, const char *state)
{
	uint64_t open = UINT64_C(1) << record_column(row->record, "note");

	if (!strcmp(state, "done"))
		open |= UINT64_C(1) << record_column(row->record, "outcome") |
			UINT64_C(1) << record_column(row->record, "interview");
	return open;
}

static enum qser_status check_stays(struct row *row)
{
	const char *state = row_stored_text(row, "state");

	if (!row->id || !strcmp(state, "planned") || !strcmp(state, "agreed") ||
		!(row->changed & ~open_columns(row, state)))
		return QSER_OK;
	return fail(row->q, QSER_REFUSED,
		"peer shadowing %" PRId64 " is %s and stays as it is; only %s may be changed",
		row->id, state,
		!strcmp(state, "done") ? "outcome, interview and note" : "its note");
}

#define SQL_DEPARTMENTS                                                                     \
	"select p.department, h.department, coalesce(d.code, d.name), p.organisation from " \
	"person p cross join person h"                                                      \
	" left join department d on d.id = p.department where p.id = ?1 and h.id = ?2"

/* I2: outside of the own department. */
static enum qser_status check_department_of_host(struct row *row)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	int64_t person = row_int(row, "person", 0), own = 0, other = 0;
	struct place at = {0};
	{
		_cleanup_(query_end) struct query look = query(row->q->store, SQL_DEPARTMENTS);
		query_int(&look, 1, person);
		query_int(&look, 2, row_int(row, "host", 0));
		if (query_row(&look)) {
			own = query_is_null(&look, 0) ? 0 : query_get_int(&look, 0);
			other = query_is_null(&look, 1) ? 0 : query_get_int(&look, 1);
			buffer_text_add(&name, query_get_text(&look, 2));
			at.organisation = query_get_int(&look, 3);
		}
		if (query_status(&look) != QSER_OK)
			return query_status(&look);
	}
	if (own && own == other)
		return gate_fails_at(row->q, GATE_DEPARTMENT, &at,
			"host: works in the same department, %s; candidates of others are listed "
			"by: qser-path peer suggest %" PRId64,
			buffer_text(&name), person);
	if (!own || !other)
		remark(row->q,
			"the department of the %s is not known; it should be another one than the "
			"%s's",
			own ? "host" : "person", own ? "person" : "host");
	return QSER_OK;
}

/* I5: an interview answers a form made for one. */
#define SQL_INTERVIEW                                                           \
	"select f.code, f.purpose from response r join form f on f.id = r.form" \
	" where r.id = ?1"

static enum qser_status check_interview(struct row *row)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_INTERVIEW);
	int64_t response = row_int(row, "interview", 0);

	if (!response || !row_changes(row, "interview"))
		return QSER_OK;
	query_int(&look, 1, response);
	if (!query_row(&look) || !strcmp(query_get_word(&look, 1), "interview"))
		return query_status(&look);
	return fail(row->q, QSER_INVALID,
		"interview: response %" PRId64
		" answers %s, which is no interview; begin one with: qser-checklist new "
		"shadowing-interview",
		response, query_get_text(&look, 0));
}

/* Who agreed did so for a day. */
static void remark_moved(struct row *row)
{
	if (row->id && row_changes(row, "day") &&
		(row_text(row, "cleared") || row_text(row, "consented") ||
			row_text(row, "approved")))
		remark(row->q,
			"peer shadowing %" PRId64 " was agreed to for %s; tell all who agreed",
			row->id, row_stored_text(row, "day"));
}

static enum qser_status check_peer(struct row *row)
{
	enum qser_status status = check_stays(row);

	if (status == QSER_OK)
		status = check_days(row, "day", "until");
	if (status == QSER_OK && row_int(row, "person", 0) == row_int(row, "host", 0))
		status = fail(row->q, QSER_INVALID,
			"host: is the person themselves; a colleague of another department is "
			"asked");
	if (status == QSER_OK && !row->id)
		status = check_department_of_host(row);
	if (status == QSER_OK)
		status = check_interview(row);
	if (status == QSER_OK)
		remark_moved(row);
	return status;
}

const struct record peer_record = {
	.id = QSER_PEER,
	.name = "peer shadowing",
	.plural = "peer shadowings",
	.table = "peer",
	.columns = peer_columns,
	.count = COUNT(peer_columns),
	.lead = "day",
	.check = check_peer,
};

/* ---- Those who agree (I3) ---- */

static enum qser_status load_in(struct row *row, int64_t peer, const char *wanted)
{
	enum qser_status status = row_load(row, peer);

	if (status != QSER_OK)
		return status;
	row_keep_stored(row);
	const char *state = row_text(row, "state");
	return !strcmp(state, wanted)
		       ? QSER_OK
		       : fail(row->q, QSER_REFUSED,
				 "peer shadowing %" PRId64 " is %s; this is for one that is %s",
				 peer, state, wanted);
}

static enum qser_status put_agreed(struct row *row, const char *column, const char *on)
{
	char day[DAY_TEXT];

	if (row_text(row, column))
		return fail(row->q, QSER_REFUSED, "peer shadowing %" PRId64 " is %s already, on %s",
			row->id, column, row_text(row, column));
	enum qser_status status = day_on(row->q, on, day);
	if (status != QSER_OK)
		return status;
	row_put_text(row, column, day);
	if (row_text(row, "cleared") && row_text(row, "consented") && row_text(row, "approved"))
		row_put_text(row, "state", "agreed");
	return QSER_OK;
}

#define SQL_SUPERVISOR "select supervisor from person where id = ?1"

/* Whoever signs for a supervisor: somebody else than the one it is about, and as a rule the one who
 * is recorded. */
static enum qser_status check_supervisor(struct row *row, const char *whose, int64_t by)
{
	int64_t person = row_int(row, whose, 0), recorded = 0;
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;

	if (by == person)
		return fail(row->q, QSER_INVALID, "by: is the %s; their supervisor decides", whose);
	{
		_cleanup_(query_end) struct query look = query(row->q->store, SQL_SUPERVISOR);
		query_int(&look, 1, person);
		enum qser_status status = query_number(&look, 0, &recorded);
		if (status != QSER_OK)
			return status;
	}
	if (!recorded || recorded == by)
		return QSER_OK;
	enum qser_status status = record_describe(row->q, QSER_PERSON, recorded, &who);
	if (status == QSER_OK)
		remark(row->q, "the supervisor of the %s is recorded as %s, somebody else agreed",
			whose, buffer_text(&who));
	return status;
}

/* whose NULL: the host agrees in person. */
static enum qser_status agree(struct qser *q, int64_t peer, const char *column, const char *whose,
	int64_t by, const char *on)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PEER);

	enum qser_status status = load_in(&row, peer, "planned");
	if (status == QSER_OK && whose)
		status = check_supervisor(&row, whose, by);
	if (status == QSER_OK)
		status = put_agreed(&row, column, on);
	if (whose)
		row_put_int(&row, !strcmp(whose, "person") ? "cleared_by" : "approved_by", by);
	return status == QSER_OK ? row_save(&row) : status;
}

enum qser_status qser_peer_clear(struct qser *q, int64_t peer, int64_t by, const char *on)
{
	return agree(q, peer, "cleared", "person", by, on);
}

enum qser_status qser_peer_consent(struct qser *q, int64_t peer, const char *on)
{
	return agree(q, peer, "consented", NULL, 0, on);
}

enum qser_status qser_peer_approve(struct qser *q, int64_t peer, int64_t by, const char *on)
{
	return agree(q, peer, "approved", "host", by, on);
}

enum qser_status qser_peer_decline(struct qser *q, int64_t peer, const char *reason)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PEER);

	if (!reason || !*reason)
		return fail(q, QSER_USAGE, "reason: is missing; say why with --reason");
	enum qser_status status = row_load(&row, peer);
	const char *state = row_stored_text(&row, "state");
	if (status == QSER_OK && (!strcmp(state, "done") || !strcmp(state, "declined")))
		status = fail(
			q, QSER_REFUSED, "peer shadowing %" PRId64 " is %s already", peer, state);
	row_put_text(&row, "state", "declined");
	if (status == QSER_OK)
		status = row_set(&row, "reason", reason);
	return status == QSER_OK ? row_save(&row) : status;
}

/* Who has not agreed yet: what there is to do next. */
static enum qser_status not_agreed(struct row *row)
{
	static const char *const steps[][2] = {
		{"cleared", "clear"}, {"consented", "consent"}, {"approved", "approve"}};
	_cleanup_(buffer_free) struct buffer open = BUFFER_INIT;

	for (size_t i = 0; i < COUNT(steps); i++)
		if (!row_stored_text(row, steps[i][0]))
			buffer_printf(&open, "%speer %s", open.length ? ", " : "", steps[i][1]);
	return fail(row->q, QSER_REFUSED,
		"peer shadowing %" PRId64 " is not agreed yet; still open: %s", row->id,
		buffer_text(&open));
}

enum qser_status qser_peer_finish(struct qser *q, int64_t peer, const char *outcome)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PEER);

	if (!outcome || !*outcome)
		return fail(
			q, QSER_INVALID, "outcome: is missing; say what came of it with --outcome");
	enum qser_status status = row_load(&row, peer);
	if (status == QSER_OK && !strcmp(row_stored_text(&row, "state"), "planned"))
		return not_agreed(&row);
	if (status == QSER_OK)
		status = load_in(&row, peer, "agreed");
	if (status != QSER_OK)
		return status;
	if (strcmp(row_text(&row, "day"), q->today) > 0)
		return fail(q, QSER_REFUSED, "peer shadowing %" PRId64 " is on %s, still to come",
			peer, row_text(&row, "day"));
	row_put_text(&row, "state", "done");
	status = row_set(&row, "outcome", outcome);
	return status == QSER_OK ? row_save(&row) : status;
}

/* ---- Candidates (I2, I3) ---- */

#define SQL_CANDIDATES                                                                       \
	"select c.id, c.name, c.code, coalesce(d.code, d.name), c.job_title from person c"   \
	" join department d on d.id = c.department where c.organisation = ?1 and c.id <> ?2" \
	" and c.department <> ?3 order by " STORE_SORT "(d.name), d.id, " STORE_SORT         \
	"(c.name), c.id"
#define SQL_WHERE "select organisation, department from person where id = ?1"

/* Where somebody works; 0: not known. */
static enum qser_status read_place(
	struct qser *q, int64_t person, int64_t *organisation, int64_t *department)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_WHERE);

	query_int(&look, 1, person);
	if (query_row(&look)) {
		*organisation = query_is_null(&look, 0) ? 0 : query_get_int(&look, 0);
		*department = query_is_null(&look, 1) ? 0 : query_get_int(&look, 1);
	}
	return query_status(&look);
}

enum qser_status qser_peer_suggest(struct qser *q, int64_t person, qser_candidate_fn *fn, void *ctx)
{
	int64_t organisation = 0, department = 0;
	enum qser_status status = read_place(q, person, &organisation, &department);

	if (status == QSER_OK && !organisation)
		return fail(q, QSER_INVALID,
			"the organisation of this person is not known; say it with: qser-person "
			"edit %" PRId64 " --organisation ORGANISATION",
			person);
	if (status != QSER_OK)
		return status;
	if (!department)
		remark(q, "the department of this person is not known, so all departments are "
			  "listed");
	_cleanup_(query_end) struct query all = query(q->store, SQL_CANDIDATES);
	query_int(&all, 1, organisation);
	query_int(&all, 2, person);
	query_int(&all, 3, department);
	bool some = false;
	while (query_row(&all)) {
		const struct qser_candidate candidate = {
			.id = query_get_int(&all, 0),
			.name = query_get_text(&all, 1),
			.code = query_get_text(&all, 2),
			.department = query_get_text(&all, 3),
			.job_title = query_get_text(&all, 4),
		};
		some = true;
		if (fn(ctx, &candidate))
			return QSER_STOPPED;
	}
	return query_status(&all) == QSER_OK && !some ? QSER_PARTIAL : query_status(&all);
}
