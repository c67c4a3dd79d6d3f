/* action.c: who does what until when, as agreed upon in a meeting or between two (C3, C5, G1). */
#include <inttypes.h>
#include <string.h>

#include "action.h"
#include "path_life.h"

static const struct qser_column action_columns[] = {
	COLUMN_ID,
	COLUMN_PATH,
	{.name = "meeting",
		.label = "Minutes",
		.type = QSER_REF,
		.ref = QSER_MEETING,
		.aliases = "Πρακτικά|Συνάντηση|"
			   "Protokoll|Sitzung|"
			   "Acta|Reunión|"
			   "Zápis|Schůzka|"
			   "Compte rendu|"
			   "Notulen|Vergadering",
		.help = "the minutes where it was agreed upon; they bring the path along"},
	COLUMN_ACTION_WHAT,
	COLUMN_FOLDED("what", QSER_KEY),
	COLUMN_ACTION_WHO("who does it"),
	COLUMN_ACTION_DUE,
	COLUMN_ACTION_DONE,
	COLUMN_NOTE,
};

#define SQL_PATH_OF "select path from meeting where id = ?1"

static enum qser_status path_of_meeting(struct row *row, int64_t *path)
{
	_cleanup_(query_end) struct query q = query(row->q->store, SQL_PATH_OF);

	query_int(&q, 1, row_int(row, "meeting", 0));
	return query_number(&q, 0, path);
}

static enum qser_status complete_action(struct row *row)
{
	int64_t path = 0;

	if (row_int(row, "path", 0) || !row_int(row, "meeting", 0))
		return QSER_OK;
	enum qser_status status = path_of_meeting(row, &path);
	if (status == QSER_OK && path)
		row_put_int(row, "path", path);
	return status;
}

static enum qser_status check_action(struct row *row)
{
	int64_t path = 0;
	enum qser_status status = check_path_open(row);

	if (status == QSER_OK)
		status = check_done(row);
	if (status != QSER_OK || !row_int(row, "meeting", 0))
		return status;
	status = path_of_meeting(row, &path);
	if (status != QSER_OK || path == row_int(row, "path", 0))
		return status;
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	status = record_word(row->q, QSER_PATH, path, &name);
	return status != QSER_OK
		       ? status
		       : fail(row->q, QSER_INVALID,
				 "meeting: minutes %" PRId64 " are of path %s; give that path, "
				 "or minutes of this one",
				 row_int(row, "meeting", 0), buffer_text(&name));
}

const struct record action_record = {
	.id = QSER_ACTION,
	.name = "action",
	.plural = "actions",
	.table = "action",
	.columns = action_columns,
	.count = COUNT(action_columns),
	.lead = "what",
	.complete = complete_action,
	.check = check_action,
	.removing = removing_from_path,
	.undoing = check_path_open,
};

/* ---- Actions of paths and of pairs ---- */

enum qser_status check_done(struct row *row)
{
	const char *done = row_text(row, "done");

	return done && row_changes(row, "done") && strcmp(done, row->q->today) > 0
		       ? fail(row->q, QSER_INVALID,
				 "done: %s is still to come; an action that is open has no such day",
				 done)
		       : QSER_OK;
}

enum qser_status action_done(struct qser *q, enum qser_record r, int64_t id, const char *on)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, r);
	enum qser_status status = row_load(&row, id);

	if (status != QSER_OK)
		return status;
	const char *before = row_stored_text(&row, "done");
	if (before && !on) {
		remark(q, "action %" PRId64 " was done on %s already", id, before);
		return QSER_OK;
	}
	status = row_set(&row, "done", on ? on : q->today);
	return status == QSER_OK ? row_save(&row) : status;
}

enum qser_status qser_action_done(struct qser *q, int64_t id, const char *on)
{
	return action_done(q, QSER_ACTION, id, on);
}

enum qser_status qser_pair_action_done(struct qser *q, int64_t action, const char *on)
{
	return action_done(q, QSER_PAIR_ACTION, action, on);
}
