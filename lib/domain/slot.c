/*
 * slot.c: a session of the rota: who, with which trainer, when, and the reflection behind it (C10).
 *
 * Those that are planned may be planned anew; those that are agreed upon stay until somebody moves
 * them.  Nobody is in two places: neither the trainer nor the participant, on whatever path.
 */
#include "slot.h"

#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "clock_column.h"
#include "gate.h"
#include "path_life.h"
#include "two_places.h"

static const char *const states[] = {"planned", "agreed", "done", "missed", "cancelled", NULL};

static const struct qser_column slot_columns[] = {
	COLUMN_ID,
	COLUMN_PATH,
	{.name = "person",
		.label = "Person",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_PERSON,
		.aliases = aliases_participant,
		.help = "participant of the path"},
	{.name = "session",
		.label = "Session",
		.type = QSER_INT,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.min = 1,
		.max = 10000,
		.aliases = "Session number|No.|"
			   "Συνεδρία|Αριθμός συνεδρίας|"
			   "Sitzung|Nummer der Sitzung|"
			   "Sesión|Número de sesión|"
			   "Sezení|Číslo sezení|"
			   "Séance|Numéro de séance|"
			   "Sessie|Sessienummer",
		.help = "1, 2 … of this participant, in the order of time; add takes the next"},
	{.name = "trainer",
		.label = "Trainer",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.ref = QSER_PERSON,
		.aliases = aliases_trainer,
		.help = "who leads it; the trainer of the path, when not given"},
	{.name = "day",
		.label = "Day",
		.type = QSER_DAY,
		.flags = QSER_BRIEF,
		.aliases = aliases_day,
		.help = "empty: there was no room for it"},
	{.name = "begins",
		.label = "Begins",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.aliases = "Start|Start time|From|"
			   "Έναρξη|Ώρα έναρξης|Ώρα|"
			   "Beginn|Startzeit|Uhrzeit|"
			   "Inicio|Hora de inicio|Hora|"
			   "Začátek|Čas zahájení|Čas|"
			   "Début|Heure de début|Heure|"
			   "Begin|Begintijd",
		.help = "local time, 09:00"},
	{.name = "minutes",
		.label = "Minutes",
		.type = QSER_MINUTES,
		.flags = QSER_REQUIRED,
		.min = 1,
		.max = MINUTES_MAX,
		.preset = "120",
		.aliases = aliases_duration,
		.help = "of the session"},
	{.name = "reflection",
		.label = "Reflection",
		.type = QSER_MINUTES,
		.flags = QSER_REQUIRED,
		.min = 0,
		.max = MINUTES_MAX,
		.preset = "30",
		.aliases = "Reflection time|"
			   "Αναστοχασμός|Χρόνος αναστοχασμού|"
			   "Reflexion|Reflexionszeit|"
			   "Reflexe|"
			   "Reflectie",
		.help = "minutes of trainer and participant right after it"},
	{.name = "state",
		.label = "State",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.words = states,
		.preset = "planned",
		.help = "set by agree, miss and cancel; done, when the diary has it"},
	{.name = "conflict",
		.label = "Conflict",
		.type = QSER_TEXT,
		.flags = QSER_READONLY | QSER_BRIEF,
		.help = "in what it is not as it is meant: too late, too early, no room"},
	{.name = "entry",
		.label = "Diary entry",
		.type = QSER_REF,
		.flags = QSER_READONLY,
		.ref = QSER_ENTRY,
		.help = "of the diary, when it is done"},
	{.name = "reason",
		.label = "Reason",
		.type = QSER_NOTE,
		.flags = QSER_READONLY,
		.help = "why it was missed or cancelled"},
	COLUMN_NOTE,
	{.name = "sessions",
		.label = "Of",
		.type = QSER_INT,
		.flags = QSER_READONLY,
		.min = 1,
		.max = 10000,
		.help = "how many each was to have, when it was planned"},
};

static bool is_state(const struct row *row, const char *word)
{
	const char *state = row_text(row, "state");

	return state && !strcmp(state, word);
}

bool slot_takes_place(const struct row *row)
{
	return !is_state(row, "missed") && !is_state(row, "cancelled");
}

/* ---- The participant, the trainer ---- */

#define SQL_TRAINER "select trainer from path where id = ?1"
#define SQL_NEXT "select max(session) + 1 from slot where path = ?1 and person = ?2"

static enum qser_status preset_trainer(struct row *row)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_TRAINER);
	int64_t trainer;

	if (row_int(row, "trainer", 0))
		return QSER_OK;
	query_int(&look, 1, row_int(row, "path", 0));
	enum qser_status status = query_number(&look, 0, &trainer);
	if (trainer)
		row_put_int(row, "trainer", trainer);
	return status;
}

/* A file has to say it: it may come again. */
static enum qser_status preset_session(struct row *row)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_NEXT);
	int64_t session;

	if (row_int(row, "session", 0) || row->q->log.import_name)
		return QSER_OK;
	query_int(&look, 1, row_int(row, "path", 0));
	query_int(&look, 2, row_int(row, "person", 0));
	enum qser_status status = query_number(&look, 1, &session);
	row_put_int(row, "session", session);
	return status;
}

static enum qser_status complete_slot(struct row *row)
{
	enum qser_status status = row->id ? QSER_OK : preset_trainer(row);

	return status == QSER_OK && !row->id ? preset_session(row) : status;
}

static enum qser_status check_person(struct row *row)
{
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT, path = BUFFER_INIT;
	int64_t person = row_int(row, "person", 0);
	bool found;

	if (person == row_int(row, "trainer", 0))
		return fail(row->q, QSER_INVALID, "%s",
			row->id ? "trainer: is the participant" : "person: is the trainer");
	if (row->id)
		return QSER_OK;
	enum qser_status status = path_has(row->q, row_int(row, "path", 0), person, &found);
	if (status != QSER_OK || found)
		return status;
	status = record_word(row->q, QSER_PERSON, person, &who);
	if (status == QSER_OK)
		status = record_word(row->q, QSER_PATH, row_int(row, "path", 0), &path);
	return status != QSER_OK
		       ? status
		       : fail(row->q, QSER_INVALID,
				 "person: %s is not on this path; add with: qser-path "
				 "participant add --path %s --person %s",
				 buffer_text(&who), buffer_text(&path), buffer_text(&who));
}

/* ---- Its time ---- */

static bool moves(const struct row *row)
{
	return row_changes(row, "day") || row_changes(row, "begins") ||
	       row_changes(row, "minutes") || row_changes(row, "reflection") ||
	       row_changes(row, "trainer");
}

static int block_of(const struct row *row)
{
	return (int)(row_int(row, "minutes", 0) + row_int(row, "reflection", 0));
}

static enum qser_status check_time(struct row *row)
{
	const char *day = row_text(row, "day"), *begins = row_text(row, "begins");

	if (!day && !begins)
		return is_state(row, "planned") || !slot_takes_place(row)
			       ? QSER_OK
			       : fail(row->q, QSER_REFUSED,
					 "slot %" PRId64
					 " has no day yet; give one with: qser-path "
					 "rota edit %" PRId64 " --day DAY --begins 9:00",
					 row->id, row->id);
	if (!day || !begins)
		return fail(row->q, QSER_INVALID, "%s: is missing; a session has a day and a time",
			day ? "begins" : "day");
	enum qser_status status = check_clock(row, "begins");
	if (status == QSER_OK)
		status = check_local_time(row);
	if (status == QSER_OK &&
		clock_minute(row_text(row, "begins")) + block_of(row) > MINUTES_MAX)
		return fail(row->q, QSER_INVALID,
			"begins: with %d minutes from %s on it would end the next day",
			block_of(row), row_text(row, "begins"));
	return status;
}

static enum qser_status check_past(struct row *row)
{
	const char *state = row_stored_text(row, "state");

	if (!row->id || !strcmp(state, "planned") || !strcmp(state, "agreed") || !moves(row))
		return QSER_OK;
	return fail(
		row->q, QSER_REFUSED, "slot %" PRId64 " is %s and stays as it is", row->id, state);
}

/* ---- Nobody in two places ---- */

#define SQL_SAME_DAY                                                                             \
	"select s.id, s.begins, s.minutes + s.reflection, coalesce(h.code, h.title), s.trainer," \
	" s.person from slot s join path h on h.id = s.path where s.day = ?1 and s.id <> ?2"     \
	" and (s.trainer = ?3 or s.person = ?3 or s.trainer = ?4 or s.person = ?4)"              \
	" and (s.state = 'planned' or s.state = 'agreed' or s.state = 'done')"                   \
	" order by s.begins, s.id"

static enum qser_status refuse_other(struct row *row, struct query *other, int from, int to)
{
	int64_t trainer = row_int(row, "trainer", 0);
	bool of_trainer = query_get_int(other, 4) == trainer || query_get_int(other, 5) == trainer;
	char first[CLOCK_TEXT], last[CLOCK_TEXT];

	clock_print(from, first);
	clock_print(to, last);
	return fail(row->q, QSER_REFUSED,
		"%s: is at slot %" PRId64 " of %s then, %s %s-%s; choose another time",
		of_trainer ? "trainer" : "person", query_get_int(other, 0),
		query_get_text(other, 3), row_text(row, "day"), first, last);
}

static enum qser_status check_places(struct row *row)
{
	_cleanup_(query_end) struct query other = query(row->q->store, SQL_SAME_DAY);

	if (!row_text(row, "day") || !slot_takes_place(row))
		return QSER_OK;
	int from = clock_minute(row_text(row, "begins")), to = from + block_of(row);
	query_text(&other, 1, row_text(row, "day"));
	query_int(&other, 2, row->id);
	query_int(&other, 3, row_int(row, "trainer", 0));
	query_int(&other, 4, row_int(row, "person", 0));
	while (query_row(&other)) {
		int begins = clock_minute(query_get_text(&other, 1));
		int ends = begins + (int)query_get_int(&other, 2);
		if (begins < to && from < ends)
			return refuse_other(row, &other, begins, ends);
	}
	return query_status(&other);
}

static enum qser_status check_both_places(struct row *row)
{
	enum qser_status status = check_places(row);

	return status == QSER_OK && slot_takes_place(row) ? slot_meets_workshop(row) : status;
}

/* ---- The record ---- */

static enum qser_status check_slot(struct row *row)
{
	enum qser_status status = check_path_open(row);

	if (status == QSER_OK)
		status = check_person(row);
	if (status == QSER_OK)
		status = check_past(row);
	if (status == QSER_OK)
		status = check_time(row);
	if (status == QSER_OK && (moves(row) || row_changes(row, "state")))
		status = check_both_places(row);
	if (status == QSER_OK && (row_changes(row, "day") || row_changes(row, "begins")))
		status = slot_check_neighbours(row);
	return status;
}

/* What was moved, missed or cancelled is no longer as far from the next.  A file says itself what
 * stands there. */
static enum qser_status saved_slot(struct row *row)
{
	if (row->q->log.import_name || !(row_changes(row, "day") || row_changes(row, "state")))
		return QSER_OK;
	return slot_refresh_next(row->q, slot_turn(row));
}

static enum qser_status removing_slot(struct row *row)
{
	if (!strcmp(row_stored_text(row, "state"), "done"))
		return fail(row->q, QSER_REFUSED, "slot %" PRId64 " is done and stays", row->id);
	enum qser_status status = removing_from_path(row);
	if (status != QSER_OK)
		return status;
	row_keep_stored(row);
	struct slot_turn turn = slot_turn(row);
	turn.gone = row->id;
	return slot_refresh_next(row->q, turn);
}

/* Its old place may be taken by now. */
static enum qser_status slot_is_back(struct row *row)
{
	row_keep_stored(row);
	return check_places(row);
}

const struct record slot_record = {
	.id = QSER_SLOT,
	.name = "planned session",
	.plural = "planned sessions",
	.table = "slot",
	.columns = slot_columns,
	.count = COUNT(slot_columns),
	.lead = "day",
	.complete = complete_slot,
	.check = check_slot,
	.saved = saved_slot,
	.removing = removing_slot,
	.undoing = check_path_open,
	.undone = slot_is_back,
};
