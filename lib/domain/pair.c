/*
 * pair.c: a mentor and a mentee: what is kept of them (K).
 *
 * Who may be a pair, and what stays as it is: pair_rules.c; what becomes of it, from the proposal
 * to the end: pair_life.c.
 */
#include <string.h>

#include "pair.h"

static const char *const states[] = {
	"proposed", "published", "accepted", "running", "ended", "declined", "closed", NULL};
static const char *const enders[] = {"mentor", "mentee", "organisation", NULL};
static const char *const ender_aliases[] = {
	"Μέντορας|Mentorin|Mentora|Mentorka",
	"Καθοδηγούμενος|Καθοδηγούμενη|Mentorado|Mentorada|Mentorovaný|Mentoré",
	"Οργανισμός|Organización|Organizace|Organisme|Organisatie",
	NULL,
};
static const struct qser_column pair_columns[] = {
	COLUMN_ID,
	{.name = "code",
		.label = "Code",
		.type = QSER_CODE,
		.flags = QSER_KEY | QSER_BRIEF | QSER_UNSEALED,
		.aliases = aliases_code,
		.help = "short name for commands; made from the mentee when none is given"},
	{.name = "mentor",
		.label = "Mentor",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_PERSON,
		.aliases = "Coach|Μέντορας|Mentorin|Mentora|Mentorka",
		.help = "who helps; id, code or e-mail address"},
	{.name = "mentee",
		.label = "Mentee",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_PERSON,
		.aliases = "Mentoree|Καθοδηγούμενος|Καθοδηγούμενη|Mentorado|Mentorada|Mentorovaný|"
			   "Mentorovaná|Mentoré",
		.help = "who is helped; id, code or e-mail address"},
	{.name = "domain",
		.label = "Domain",
		.type = QSER_CHOICE,
		.flags = QSER_BRIEF,
		.words = mentoring_domains,
		.word_aliases = mentoring_domain_aliases,
		.aliases = "Topic|Θεματική|Θέμα|Thema|Bereich|Tema|Ámbito|Okruh|Thème|Sujet|"
			   "Onderwerp",
		.help = "which of the six comes first"},
	{.name = "goal",
		.label = "Goal",
		.type = QSER_NOTE,
		.aliases = "Goals|Aim|Στόχος|Στόχοι|Ziel|Ziele|Objetivo|Objetivos|Cíl|Cíle|"
			   "Objectif|Objectifs|But|Doel|Doelen",
		.help = "of the journey as a whole; the mentee's own, when none is given"},
	{.name = "state",
		.label = "State",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.words = states,
		.preset = "proposed",
		.help = "set by publish, accept, decline, withdraw, start, end, reopen"},
	{.name = "proposed",
		.label = "Proposed",
		.type = QSER_DAY,
		.flags = QSER_READONLY,
		.help = "when"},
	{.name = "round",
		.label = "Round",
		.type = QSER_REF,
		.flags = QSER_READONLY,
		.ref = QSER_ROUND,
		.help = "of matching that proposed it"},
	{.name = "points",
		.label = "Points",
		.type = QSER_INT,
		.flags = QSER_FIXED | QSER_BRIEF,
		.help = "that the rules gave, in that round"},
	{.name = "explanation",
		.label = "Explanation",
		.type = QSER_NOTE,
		.flags = QSER_FIXED,
		.help = "points per rule"},
	{.name = "mentor_agreed",
		.label = "Mentor agreed",
		.type = QSER_DAY,
		.flags = QSER_READONLY,
		.help = "when; set by accept"},
	{.name = "mentee_agreed",
		.label = "Mentee agreed",
		.type = QSER_DAY,
		.flags = QSER_READONLY,
		.help = "when; set by accept"},
	{.name = "accepted",
		.label = "Accepted",
		.type = QSER_DAY,
		.flags = QSER_READONLY,
		.help = "when both had agreed"},
	{.name = "agreement",
		.label = "Agreement",
		.type = QSER_NOTE,
		.aliases = "Agreed|Rules|Συμφωνία|Vereinbarung|Absprachen|Acuerdo|Dohoda|Accord|"
			   "Afspraken",
		.help = "what the two agreed upon, as how they stay in touch"},
	{.name = "every_days",
		.label = "Every days",
		.type = QSER_INT,
		.min = 1,
		.max = 366,
		.aliases = "Frequency|Days between meetings|Συχνότητα|Häufigkeit|Frecuencia|"
			   "Frekvence|Fréquence|Frequentie",
		.help = "days from one meeting to the next, as agreed"},
	{.name = "starts",
		.label = "Starts",
		.type = QSER_DAY,
		.flags = QSER_BRIEF | QSER_UNSEALED,
		.aliases = aliases_starts,
		.help = "first day, planned; of a running pair, as it was"},
	{.name = "until",
		.label = "Until",
		.type = QSER_DAY,
		.aliases = aliases_ends,
		.help = "planned last day"},
	{.name = "ended",
		.label = "Ended",
		.type = QSER_DAY,
		.flags = QSER_READONLY | QSER_BRIEF,
		.help = "when it ended, or was declined or closed"},
	{.name = "reason",
		.label = "Reason",
		.type = QSER_NOTE,
		.flags = QSER_READONLY,
		.help = "why it ended, was declined, closed or reopened"},
	{.name = "outcome",
		.label = "Outcome",
		.type = QSER_NOTE,
		.flags = QSER_UNSEALED,
		.aliases = "Result|Αποτέλεσμα|Ergebnis|Resultado|Výsledek|Résultat|Uitkomst|"
			   "Resultaat",
		.help = "what came of it"},
	{.name = "coordinator",
		.label = "Coordinator",
		.type = QSER_REF,
		.flags = QSER_UNSEALED,
		.ref = QSER_PERSON,
		.aliases = "Contact|Συντονιστής|Συντονίστρια|Koordinator|Koordinatorin|"
			   "Coordinador|Coordinadora|Koordinátorka|Coordinateur|"
			   "Coordinatrice",
		.help = "who looks after the pair in the organisation"},
	{.name = "note",
		.label = "Note",
		.type = QSER_NOTE,
		.flags = QSER_UNSEALED,
		.aliases = aliases_note,
		.help = "anything else; the two do not get to read it"},
	{.name = "ended_by",
		.label = "Ended by",
		.type = QSER_CHOICE,
		.flags = QSER_READONLY,
		.words = enders,
		.word_aliases = ender_aliases,
		.help = "who ended or declined it, or took it back"},
	{.name = "reached",
		.label = "Goal reached",
		.type = QSER_BOOL,
		.flags = QSER_READONLY,
		.help = "did it end with the goal reached; set by end"},
	/* What an export has beside them; a file may name the two by their addresses alone. */
	{.name = "mentor_name",
		.label = "Name of the mentor",
		.type = QSER_TEXT,
		.flags = QSER_PERSONAL,
		.aliases = "Mentor name|Όνομα μέντορα|Name des Mentors|Nombre del mentor|"
			   "Jméno mentora|Nom du mentor|Naam mentor",
		.help = "is not looked at"},
	{.name = "mentor_email",
		.label = "E-mail of the mentor",
		.type = QSER_EMAIL,
		.flags = QSER_PERSONAL,
		.aliases = "Mentor e-mail|Mentor's e-mail|E-mail μέντορα|E-Mail des Mentors|"
			   "E-Mail Mentor|Correo del mentor|E-mail mentora|E-mail du mentor|"
			   "E-mail mentor",
		.help = "who the mentor is, where there is no column mentor"},
	{.name = "mentee_name",
		.label = "Name of the mentee",
		.type = QSER_TEXT,
		.flags = QSER_PERSONAL,
		.aliases = "Mentee name|Όνομα καθοδηγούμενου|Name des Mentees|"
			   "Nombre del mentorado|Jméno mentorovaného|Nom du mentoré|Naam mentee",
		.help = "is not looked at"},
	{.name = "mentee_email",
		.label = "E-mail of the mentee",
		.type = QSER_EMAIL,
		.flags = QSER_PERSONAL,
		.aliases = "Mentee e-mail|Mentee's e-mail|E-mail καθοδηγούμενου|"
			   "E-Mail des Mentees|E-Mail Mentee|Correo del mentorado|"
			   "E-mail mentorovaného|E-mail du mentoré|E-mail mentee",
		.help = "who the mentee is, where there is no column mentee"},
};
enum { MENTOR_NAME, MENTOR_EMAIL, MENTEE_NAME, MENTEE_EMAIL, PAIR_OF_FILES };

/* ---- Whose pairs ---- */

#define SQL_OF_SIDE(side, condition) \
	"select id from pair p where p." side " = ?1 and " condition " and p.id <> ?2 order by p.id"

enum qser_status pairs_of(struct qser *q, enum pair_side side, bool open, int64_t person,
	int64_t but, struct buffer *ids)
{
	static const char *const sql[2][2] = {{SQL_OF_SIDE("mentor", PAIR_TAKES_PLACE("p")),
						      SQL_OF_SIDE("mentor", PAIR_IS_OPEN("p"))},
		{SQL_OF_SIDE("mentee", PAIR_TAKES_PLACE("p")),
			SQL_OF_SIDE("mentee", PAIR_IS_OPEN("p"))}};
	_cleanup_(query_end) struct query all = query(q->store, sql[side][open]);

	query_int(&all, 1, person);
	query_int(&all, 2, but);
	while (query_row(&all)) {
		int64_t id = query_get_int(&all, 0);
		buffer_add(ids, &id, sizeof(id));
	}
	return ids->failed ? fail(q, QSER_MEMORY, "out of memory") : query_status(&all);
}

int64_t id_in(const struct buffer *ids, size_t n)
{
	int64_t id;

	memcpy(&id, ids->data + n * sizeof(id), sizeof(id));
	return id;
}

enum qser_status pair_words(struct qser *q, const struct buffer *ids, struct buffer *out)
{
	size_t count = ids->length / sizeof(int64_t);
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < count && status == QSER_OK; i++) {
		buffer_text_add(out, !i ? "" : i + 1 < count ? ", " : " and ");
		status = record_word(q, QSER_PAIR, id_in(ids, i), out);
	}
	return status == QSER_OK && out->failed ? fail(q, QSER_MEMORY, "out of memory") : status;
}

/* ---- A new one ---- */

#define SQL_CODE "select coalesce(code, name) from person where id = ?1"
#define SQL_GOAL "select goal from mentee where person = ?1"

/* maria, maria-2 …: the engine makes it of a text, and a reference has none. */
static enum qser_status derive_code(struct row *row)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_CODE);

	query_int(&look, 1, row_int(row, "mentee", 0));
	return query_row(&look) ? row_derive_code(row, query_get_text(&look, 0))
				: query_status(&look);
}

static enum qser_status take_goal(struct row *row)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_GOAL);

	query_int(&look, 1, row_int(row, "mentee", 0));
	if (query_row(&look) && !query_is_null(&look, 0))
		row_put_text(row, "goal", query_get_text(&look, 0));
	return query_status(&look);
}

static enum qser_status complete_pair(struct row *row)
{
	enum qser_status status = QSER_OK;

	if (row->id || !row_int(row, "mentee", 0))
		return QSER_OK;
	if (!row_text(row, "proposed"))
		row_put_text(row, "proposed", row->q->today);
	if (!row_text(row, "goal"))
		status = take_goal(row);
	return status == QSER_OK && row->derive ? derive_code(row) : status;
}

/* ---- Files ---- */

#define SQL_NEWEST "select max(id) from pair where mentor = ?1 and mentee = ?2"

/* The newest of the two is meant: the same file twice changes nothing. */
static enum qser_status match_pair(struct row *row, int64_t *id)
{
	*id = 0;
	if (row_text(row, "code"))
		return QSER_OK;
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_NEWEST);
	query_int(&look, 1, row_int(row, "mentor", 0));
	query_int(&look, 2, row_int(row, "mentee", 0));
	return query_number(&look, 0, id);
}

/* Who is named by an address alone. */
static enum qser_status take_address(struct row *row, const char *const *values, const char *column,
	size_t which, uint64_t *left)
{
	const char *address = values[row->record->count + which];
	int at = record_column(row->record, column);

	if (!address || !*address || (values[at] && *values[at]))
		return QSER_OK;
	*left &= ~(UINT64_C(1) << at);
	return row_set_column(row, (size_t)at, address);
}

static enum qser_status assemble_pair(struct row *row, const char *const *values, uint64_t *left)
{
	enum qser_status status = take_address(row, values, "mentor", MENTOR_EMAIL, left);

	return status == QSER_OK ? take_address(row, values, "mentee", MENTEE_EMAIL, left) : status;
}

const struct record pair_record = {
	.id = QSER_PAIR,
	.name = "pair",
	.plural = "pairs",
	.table = "pair",
	.columns = pair_columns,
	.count = COUNT(pair_columns) - PAIR_OF_FILES,
	.file_columns = PAIR_OF_FILES,
	.lead = "mentee",
	.assemble = assemble_pair,
	.match = match_pair,
	.complete = complete_pair,
	.check = check_pair,
	.removing = removing_pair,
	.undoing = undoing_pair,
	.undone = undone_pair,
};
