/*
 * mentee.c: what a mentee looks for, and since when (K0-K6).
 *
 * People set waiting, paused, left and completed; that a mentee is matched follows from the pairs.
 */
#include <inttypes.h>
#include <string.h>

#include "mentoring.h"

static const char *const statuses[] = {"waiting", "matched", "paused", "left", "completed", NULL};
static const char *const status_aliases[] = {
	"Unmatched|Open|Σε αναμονή|Wartend|Wartet|En espera|Čeká|Čekající|En attente|Wachtend|"
	"Wacht",
	"Paired|Αντιστοιχίστηκε|Vermittelt|Emparejado|Emparejada|Přiřazen|Přiřazena|Apparié|"
	"Appariée|Gekoppeld",
	ALIASES_PAUSED,
	ALIASES_LEFT,
	"Finished|Goal reached|Ολοκλήρωσε|Ολοκληρώθηκε|Abgeschlossen|Ziel erreicht|Completado|"
	"Completada|Finalizado|Finalizada|Dokončil|Dokončila|Dokončeno|Terminé|Terminée|Afgerond|"
	"Voltooid",
	NULL,
};
static const struct qser_column mentee_columns[] = {
	COLUMN_ID,
	COLUMN_WHOSE("who; id, code or e-mail address"),
	{.name = "status",
		.label = "Status",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = statuses,
		.word_aliases = status_aliases,
		.preset = "waiting",
		.aliases = ALIASES_STATUS,
		.help = "waiting, paused, left or, with the goal reached, completed; matched while "
			"there is a pair, by itself"},
	{.name = "domains",
		.label = "Domains",
		.type = QSER_WORDS,
		.flags = QSER_BRIEF,
		.words = mentoring_domains,
		.word_aliases = mentoring_domain_aliases,
		.aliases = aliases_mentoring_domains,
		.help = "what the mentee needs help with, the most important first, joined by ;"},
	{.name = "areas",
		.label = "Areas",
		.type = QSER_WORDS,
		.flags = QSER_BRIEF,
		.aliases = aliases_mentoring_areas,
		.help = "in which a mentor is looked for, joined by ;"},
	{.name = "available",
		.label = "Available",
		.type = QSER_WORDS,
		.words = parts_of_week,
		.word_aliases = parts_of_week_aliases,
		.aliases = aliases_parts_of_week,
		.help = "parts of the week, like mon-evening, joined by ;"},
	{.name = "goal",
		.label = "Goal",
		.type = QSER_NOTE,
		.aliases = "Goals|Aim|Στόχος|Στόχοι|Ziel|Ziele|Objetivo|Objetivos|Cíl|Cíle|"
			   "Objectif|Objectifs|But|Doel|Doelen",
		.help = "what the mentee wants to reach; a pair begins with it"},
	{.name = "since",
		.label = "Waiting since",
		.type = QSER_DAY,
		.flags = QSER_BRIEF,
		.preset = "today",
		.aliases = "Registered|Σε αναμονή από|Από|Wartet seit|Seit|En espera desde|"
			   "Desde|Čeká od|Od|En attente depuis|Depuis|Wacht sinds|Sinds",
		.help = "first day on the waiting list"},
	{.name = "missed",
		.label = "Missed",
		.type = QSER_INT,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.preset = "0",
		.min = 0,
		.max = 1000000,
		.help = "rounds without a mentor, since the last one"},
	COLUMN_NOTE,
	COLUMNS_OF_WHO,
};

/* ---- Status ---- */

#define SQL_TAKEN "select count(*) from pair p where p.mentee = ?1 and " PAIR_TAKES_PLACE("p")

static enum qser_status count_pairs(struct qser *q, int64_t person, int64_t *count)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_TAKEN);

	query_int(&look, 1, person);
	return query_number(&look, 0, count);
}

/* Who is matched has waited long enough: the rounds missed are counted anew. */
static void put_status(struct row *row, bool matched, const char *without)
{
	const char *status = row_text(row, "status");

	if (matched && !row_int(row, "missed", 0) && !strcmp(status, "matched"))
		return;
	if (matched) {
		row_put_text(row, "status", "matched");
		row_put_int(row, "missed", 0);
	} else if (!strcmp(status, "matched")) {
		row_put_text(row, "status", without);
	}
}

enum qser_status mentee_settle(struct qser *q, int64_t person, const char *without)
{
	_cleanup_(row_free) struct row row = {0};
	int64_t id, count = 0;
	enum qser_status status = find_profile(q, QSER_MENTEE, person, &id);

	if (status != QSER_OK || !id)
		return status;
	row_init(&row, q, QSER_MENTEE);
	row.checked = true;
	status = row_load(&row, id);
	if (status == QSER_OK)
		status = count_pairs(q, person, &count);
	if (status != QSER_OK)
		return status;
	row_keep_stored(&row);
	put_status(&row, count > 0, without);
	status = row_save(&row);
	return status == QSER_OK ? profile_saved(&row) : status;
}

/* ---- Rules ---- */

static enum qser_status refuse_pairs(
	struct row *row, const struct buffer *ids, const char *what, const char *end)
{
	_cleanup_(buffer_free) struct buffer pairs = BUFFER_INIT, who = BUFFER_INIT;
	enum qser_status status = pair_words(row->q, ids, &pairs);

	if (status == QSER_OK)
		status = record_word(row->q, QSER_PERSON, row_stored_int(row, "person", 0), &who);
	return status == QSER_OK
		       ? fail(row->q, QSER_REFUSED, "%s: %s has %s %s; %s", what, buffer_text(&who),
				 ids->length == sizeof(int64_t) ? "pair" : "pairs",
				 buffer_text(&pairs), end)
		       : status;
}

/* A cell that a file leaves empty: they wait from today on. */
static enum qser_status complete_mentee(struct row *row)
{
	if (!row->id && !row_text(row, "since"))
		row_put_text(row, "since", row->q->today);
	return QSER_OK;
}

static enum qser_status check_mentee(struct row *row)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	enum qser_status status =
		pairs_of(row->q, SIDE_MENTEE, false, row_int(row, "person", 0), 0, &ids);
	const char *now = row_text(row, "status");

	if (status != QSER_OK)
		return status;
	if (row->id && ids.length && row_changes(row, "status") && strcmp(now, "waiting") != 0 &&
		strcmp(now, "matched") != 0)
		return refuse_pairs(row, &ids, "status", "end it first: qser-pair end");
	put_status(row, ids.length > 0, "waiting");
	return QSER_OK;
}

static enum qser_status added_mentee(struct row *row)
{
	return has_gone(row_text(row, "status"))
		       ? QSER_OK
		       : give_role(row->q, row_int(row, "person", 0), "mentee");
}

static enum qser_status removing_mentee(struct row *row)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	int64_t person = row_stored_int(row, "person", 0);
	enum qser_status status = pairs_of(row->q, SIDE_MENTEE, false, person, 0, &ids);

	if (status == QSER_OK && !ids.length)
		status = pairs_of(row->q, SIDE_MENTEE, true, person, 0, &ids);
	return status == QSER_OK && ids.length
		       ? refuse_pairs(row, &ids, "the profile stays",
				 "who looks for no mentor any more is told by: qser-pair mentee "
				 "leave")
		       : status;
}

static enum qser_status undoing_mentee(struct row *row)
{
	return row->changed || !row_stored_int(row, "person", 0) ? QSER_OK : removing_mentee(row);
}

static enum qser_status undone_mentee(struct row *row)
{
	return mentee_settle(row->q, row_stored_int(row, "person", 0), "waiting");
}

const struct record mentee_record = {
	.id = QSER_MENTEE,
	.name = "mentee",
	.plural = "mentees",
	.table = "mentee",
	.columns = mentee_columns,
	.count = COUNT(mentee_columns) - WHO_OF_FILES,
	.file_columns = WHO_OF_FILES,
	.lead = "person",
	.found_by = "person",
	.assemble = profile_assemble,
	.imported = profile_imported,
	.complete = complete_mentee,
	.check = check_mentee,
	.saved = profile_saved,
	.added = added_mentee,
	.removing = removing_mentee,
	.undoing = undoing_mentee,
	.undone = undone_mentee,
};
