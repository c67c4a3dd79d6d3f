/* pair_action.c: who of a pair does what until when, and the homework (K7-K10). */
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "action.h"
#include "encounter.h"

static const struct qser_column pair_action_columns[] = {
	COLUMN_ID,
	COLUMN_PAIR,
	{.name = "encounter",
		.label = "Meeting",
		.type = QSER_REF,
		.flags = QSER_KEY,
		.ref = QSER_ENCOUNTER,
		.aliases = "Session|Συνάντηση|Treffen|Sitzung|Reunión|Sesión|Schůzka|Rencontre|"
			   "Séance|Ontmoeting",
		.help = "where it was agreed upon; it brings the pair along"},
	COLUMN_ACTION_WHAT,
	COLUMN_FOLDED("what", QSER_KEY),
	COLUMN_ACTION_WHO("who does it; nobody: both"),
	COLUMN_ACTION_DUE,
	COLUMN_ACTION_DONE,
	{.name = "homework",
		.label = "Homework",
		.type = QSER_BOOL,
		.flags = QSER_BRIEF,
		.aliases = "Κατ' οίκον εργασία|Hausaufgabe|Deberes|Domácí úkol|Devoir|Huiswerk",
		.help = "of the mentee, for the next meeting"},
	COLUMN_NOTE,
};

/* ---- Rules ---- */

#define SQL_PAIR_OF "select pair from encounter where id = ?1"

static enum qser_status pair_of_meeting(struct row *row, int64_t *pair)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_PAIR_OF);

	query_int(&look, 1, row_int(row, "encounter", 0));
	return query_number(&look, 0, pair);
}

#define SQL_MENTEE "select mentee from pair where id = ?1"

/* Homework is the mentee's. */
static enum qser_status complete_homework(struct row *row)
{
	int64_t mentee = 0;
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_MENTEE);

	if (row->id || row_int(row, "homework", 0) != 1 || row_int(row, "person", 0))
		return query_status(&look);
	query_int(&look, 1, row_int(row, "pair", 0));
	enum qser_status status = query_number(&look, 0, &mentee);
	if (mentee)
		row_put_int(row, "person", mentee);
	return status;
}

static enum qser_status complete_action(struct row *row)
{
	int64_t pair = 0;
	enum qser_status status = QSER_OK;

	if (!row_int(row, "pair", 0) && row_int(row, "encounter", 0))
		status = pair_of_meeting(row, &pair);
	if (pair)
		row_put_int(row, "pair", pair);
	return status == QSER_OK ? complete_homework(row) : status;
}

static enum qser_status check_meeting(struct row *row)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	int64_t pair = 0;

	if (!row_int(row, "encounter", 0))
		return QSER_OK;
	enum qser_status status = pair_of_meeting(row, &pair);
	if (status != QSER_OK || pair == row_int(row, "pair", 0))
		return status;
	status = record_word(row->q, QSER_PAIR, pair, &name);
	return status != QSER_OK ? status
				 : fail(row->q, QSER_INVALID,
					   "encounter: meeting %" PRId64
					   " is of pair %s; give that pair, or a "
					   "meeting of this one",
					   row_int(row, "encounter", 0), buffer_text(&name));
}

static enum qser_status check_action(struct row *row)
{
	enum qser_status status = check_done(row);

	return status == QSER_OK ? check_meeting(row) : status;
}

const struct record pair_action_record = {
	.id = QSER_PAIR_ACTION,
	.name = "action of a pair",
	.plural = "actions of pairs",
	.table = "pair_action",
	.columns = pair_action_columns,
	.count = COUNT(pair_action_columns),
	.lead = "what",
	.complete = complete_action,
	.check = check_action,
};

/* ---- As people say it ---- */

/* The last "until" of a line, and where what stands before it ends; NULL: there is none. */
static const char *find_until(const char *line, size_t *before)
{
	const char *last = NULL;

	for (const char *at = line; (at = strcasestr(at, " until ")) != NULL; at++)
		last = at;
	if (!last)
		return NULL;
	for (*before = (size_t)(last - line); *before && strchr(", ", line[*before - 1]);)
		--*before;
	return last + strlen(" until ");
}

static enum qser_status find_owner(
	struct qser *q, const struct pair_view *pair, const char *who, int64_t *person)
{
	*person = !strcasecmp(who, "mentor")   ? pair->mentor
		  : !strcasecmp(who, "mentee") ? pair->mentee
					       : 0;
	if (*person || !strcasecmp(who, "both"))
		return QSER_OK;
	enum qser_status status = qser_find(q, QSER_PERSON, who, person);
	return status != QSER_UNKNOWN
		       ? status
		       : fail(q, QSER_INVALID,
				 "action: \"%s\" is neither mentor, mentee nor both, nor the code of "
				 "a person; write WHO: WHAT, until DAY",
				 who);
}

static enum qser_status bad_line(struct qser *q, const char *line)
{
	return fail(q, QSER_INVALID,
		"action: \"%s\" does not say who; write WHO: WHAT, until DAY, as in "
		"'mentee: send the new CV, until fri'",
		line);
}

enum qser_status action_from_line(
	struct qser *q, const struct pair_view *pair, int64_t meeting, const char *line)
{
	const char *colon = strchr(line, ':'), *what = colon ? colon + 1 : "";
	char day[DAY_TEXT];
	size_t length;
	int64_t person;
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PAIR_ACTION);

	what += strspn(what, " ");
	if (!colon || colon == line || !*what)
		return bad_line(q, line);
	length = strlen(what);
	const char *until = find_until(what, &length);
	_cleanup_(free_pointer) char *who = memory_ndup(line, (size_t)(colon - line));
	_cleanup_(free_pointer) char *text = memory_ndup(what, length);
	if (!who || !text)
		return fail(q, QSER_MEMORY, "out of memory");
	enum qser_status status = find_owner(q, pair, who, &person);
	if (status == QSER_OK && until) {
		status = coming_day(q, until, day);
		if (status != QSER_OK)
			error_prefix(&q->error, "action");
	}
	if (status != QSER_OK)
		return status;
	row_put_int(&row, "encounter", meeting);
	if (person)
		row_put_int(&row, "person", person);
	if (until)
		row_put_text(&row, "due", day);
	status = row_set(&row, "what", text);
	return status == QSER_OK ? row_save(&row) : status;
}

enum qser_status action_of_homework(struct qser *q, const struct pair_view *pair, int64_t meeting,
	const char *what, const char *due)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PAIR_ACTION);

	row_put_int(&row, "encounter", meeting);
	row_put_int(&row, "person", pair->mentee);
	row_put_int(&row, "homework", 1);
	row_put_text(&row, "due", due);
	enum qser_status status = row_set(&row, "what", what);
	return status == QSER_OK ? row_save(&row) : status;
}
