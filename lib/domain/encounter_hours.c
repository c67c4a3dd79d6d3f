/*
 * encounter_hours.c: the hours of a meeting are an entry of the diary, of kind mentoring: the
 * mentor has led it, the mentee took part.  So they count in every sum.  The entry says what the
 * meeting says; it is changed and removed with it, and not by itself.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "diary.h"
#include "encounter.h"

/* ---- From the meeting to the diary ---- */

static enum qser_status put_moment(struct row *entry, const struct row *meeting)
{
	struct qser *q = entry->q;
	int minute = clock_minute(row_text(meeting, "begins"));
	day_t day;
	int64_t at;

	if (minute < 0 || !day_read(row_text(meeting, "day"), &day)) {
		row_put_text(entry, "starts_at", NULL);
		return QSER_OK;
	}
	enum qser_status status = local_to_stamp(day, minute, false, 0, &at, &q->error);
	if (status == QSER_OK)
		row_put_int(entry, "starts_at", at);
	else
		error_prefix(&q->error, "begins");
	return status;
}

static enum qser_status put_entry(struct row *entry, const struct row *meeting)
{
	_cleanup_(pair_view_free) struct pair_view pair = {.word = BUFFER_INIT};
	char mentee[24];
	enum qser_status status = pair_view_load(entry->q, row_int(meeting, "pair", 0), &pair);

	(void)snprintf(mentee, sizeof(mentee), "%" PRId64, pair.mentee);
	row_put_text(entry, "kind", ENTRY_OF_PAIRS);
	row_put_int(entry, "trainer", pair.mentor);
	row_put_text(entry, "participants", mentee);
	row_put_text(entry, "day", row_text(meeting, "day"));
	row_put_int(entry, "minutes", row_int(meeting, "minutes", 0));
	row_put_text(entry, "topic", row_text(meeting, "topic"));
	return status == QSER_OK ? put_moment(entry, meeting) : status;
}

/* The meeting names its entry, another one from now on, or none (0). */
static enum qser_status name_entry(struct row *meeting, int64_t entry)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, meeting->q, QSER_ENCOUNTER);
	enum qser_status status = row_load(&row, meeting->id);

	row.checked = true; /* it has been, a moment ago */
	if (entry)
		row_put_int(&row, "entry", entry);
	else
		row_put_text(&row, "entry", NULL);
	return status == QSER_OK ? row_save(&row) : status;
}

/* Hours that were signed stay, or are corrected for a reason. */
static enum qser_status check_unsigned(struct row *entry, bool goes)
{
	const char *state = row_stored_text(entry, "state");
	bool was_signed = !strcmp(state, "signed"), corrected = !strcmp(state, "corrected");

	if (goes && (was_signed || corrected))
		return fail(entry->q, QSER_REFUSED,
			"the hours of the meeting, entry %" PRId64 ", are %s, and stay", entry->id,
			state);
	return !was_signed || entry->q->options.override || !row_differs(entry)
		       ? QSER_OK
		       : fail(entry->q, QSER_REFUSED,
				 "the hours of the meeting, entry %" PRId64
				 ", are signed; they are corrected with --override REASON",
				 entry->id);
}

static enum qser_status without_entry(struct row *meeting, int64_t entry)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, meeting->q, QSER_ENTRY);
	enum qser_status status = row_load(&row, entry);

	if (status == QSER_OK)
		status = check_unsigned(&row, true);
	if (status == QSER_OK)
		status = name_entry(meeting, 0);
	return status == QSER_OK ? qser_remove(meeting->q, QSER_ENTRY, entry) : status;
}

enum qser_status encounter_hours(struct row *meeting)
{
	int64_t there = row_int(meeting, "entry", 0);
	bool wanted =
		!strcmp(row_text(meeting, "state"), "held") && !row_cell(meeting, "minutes")->null;
	_cleanup_(row_free) struct row entry;
	row_init(&entry, meeting->q, QSER_ENTRY);

	if (!wanted)
		return there ? without_entry(meeting, there) : QSER_OK;
	enum qser_status status = there ? row_load(&entry, there) : QSER_OK;
	if (status == QSER_OK)
		status = put_entry(&entry, meeting);
	if (status == QSER_OK && there)
		status = check_unsigned(&entry, false);
	if (status == QSER_OK)
		status = row_save(&entry);
	if (status == QSER_OK && !there)
		status = name_entry(meeting, entry.id);
	return status;
}

enum qser_status encounter_without_hours(struct row *meeting)
{
	int64_t there = row_stored_int(meeting, "entry", 0);

	return there ? without_entry(meeting, there) : QSER_OK;
}

/* ---- And not from the diary alone ---- */

#define ASKED                                                                             \
	"select e.id, e.day, e.minutes, e.begins, e.topic, p.mentor, p.mentee, e.number," \
	" coalesce(p.code, cast(p.id as text)) from encounter e join pair p on p.id = e.pair"
#define SQL_OF_ENTRY ASKED " where e.entry = ?1"
#define SQL_OF_NEW                                                                         \
	ASKED " where p.mentor = ?1 and e.day = ?2 and e.minutes = ?3 and e.entry is null" \
	      " and e.state = 'held' order by e.id desc limit 1"

static struct query meeting_of(const struct row *entry)
{
	struct query look = query(entry->q->store, entry->id ? SQL_OF_ENTRY : SQL_OF_NEW);

	if (entry->id) {
		query_int(&look, 1, entry->id);
		return look;
	}
	query_int(&look, 1, row_int(entry, "trainer", 0));
	query_text(&look, 2, row_text(entry, "day"));
	query_int(&look, 3, row_int(entry, "minutes", 0));
	return look;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

/* The minute of the day it begins; -1: not said. */
static int begins_at(const struct row *entry)
{
	int64_t at = row_int(entry, "starts_at", INT64_MIN);
	int minute = -1, offset;
	day_t day;

	if (at != INT64_MIN)
		utc_to_local(at, &day, &minute, &offset);
	return minute;
}

static bool agrees(const struct row *entry, struct query *meeting)
{
	static const char *const own[] = {
		"observation", "situation", "issues", "feedback", "satisfied"};
	const char *people = row_text(entry, "participants");

	for (size_t i = 0; i < COUNT(own); i++)
		if (!row_cell(entry, own[i])->null)
			return false;
	return !strcmp(row_text(entry, "kind"), ENTRY_OF_PAIRS) && !row_int(entry, "path", 0) &&
	       same_text(row_text(entry, "day"), query_get_text(meeting, 1)) &&
	       row_int(entry, "minutes", 0) == query_get_int(meeting, 2) &&
	       begins_at(entry) == clock_minute(query_get_text(meeting, 3)) &&
	       same_text(row_text(entry, "topic"), query_get_text(meeting, 4)) &&
	       row_int(entry, "trainer", 0) == query_get_int(meeting, 5) &&
	       same_text(people, query_get_text(meeting, 6));
}

static enum qser_status refuse(
	struct row *entry, struct query *meeting, const char *does, const char *verb)
{
	return fail(entry->q, QSER_REFUSED,
		"entry %" PRId64 " has the hours of meeting %" PRId64
		" of pair %s, and %s with it: "
		"qser-pair meeting %s %" PRId64,
		entry->id, query_get_int(meeting, 7), query_get_text(meeting, 8), does, verb,
		query_get_int(meeting, 0));
}

enum qser_status removing_of_meeting(struct row *entry)
{
	_cleanup_(query_end) struct query look = meeting_of(entry);

	return query_row(&look) ? refuse(entry, &look, "goes", "rm") : query_status(&look);
}

enum qser_status entry_of_meeting(struct row *entry)
{
	const char *was = row_stored_text(entry, "kind");
	bool mentoring = !strcmp(row_text(entry, "kind"), ENTRY_OF_PAIRS);

	if (!mentoring && (!entry->id || strcmp(was, ENTRY_OF_PAIRS) != 0))
		return QSER_OK;
	_cleanup_(query_end) struct query look = meeting_of(entry);
	bool there = query_row(&look);
	if (query_status(&look) != QSER_OK || (there && agrees(entry, &look)))
		return query_status(&look);
	if (there && entry->id)
		return refuse(entry, &look, "changes", "edit");
	return fail(entry->q, QSER_REFUSED,
		"kind: " ENTRY_OF_PAIRS " hours come with the meeting of a pair; record that with: "
		"qser-pair meet");
}
