/* diary_check.c: the rules of an entry: its day, its people, its state (C9, C10). */
#include "diary.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../base/clock.h"
#include "../record/exception.h"
#include "gate.h"
#include "path_life.h"

/* ---- Offsets of local time ---- */

void offset_print(int minutes, char out[8])
{
	unsigned size = (unsigned)(minutes < 0 ? -minutes : minutes);

	(void)snprintf(out, 8, "%c%02u:%02u", minutes < 0 ? '-' : '+', size / 60 % 24, size % 60);
}

bool offset_read(const char *zone, int *minutes)
{
	int hours, rest;
	char sign;

	if (strlen(zone) != 6 || strspn(zone + 1, "0123456789:") != 5 ||
		sscanf(zone, "%c%2d:%2d", &sign, &hours, &rest) != 3 ||
		(sign != '+' && sign != '-') || hours > 18 || rest > 59)
		return false;
	*minutes = (sign == '-' ? -1 : 1) * (hours * 60 + rest);
	return true;
}

day_t offset_day(int64_t at, int minutes, int *minute)
{
	int64_t local = clock_within(at) + 60 * (int64_t)minutes;
	int64_t day = local >= 0 ? local / 86400 : -((-local + 86399) / 86400);

	*minute = (int)((local - day * 86400) / 60);
	return (day_t)day;
}

/* ---- What follows from the moment ---- */

/* Day and zone follow from the moment, unless the row brings them along. */
static enum qser_status settle_day(struct row *row)
{
	int64_t at = row_int(row, "starts_at", INT64_MIN);
	int minute, offset;
	char text[DAY_TEXT], zone[8];
	day_t day;

	if (at == INT64_MIN) {
		row_put_text(row, "zone", NULL);
		return QSER_OK;
	}
	utc_to_local(at, &day, &minute, &offset);
	if (day < DAY_MIN || day > DAY_MAX)
		return fail(
			row->q, QSER_INVALID, "starts_at: is outside of the years 1 to 9999 here");
	day_print(day, text);
	bool moved = row->id && row_changes(row, "starts_at");
	if (!row_text(row, "zone") || (moved && !row_changes(row, "zone"))) {
		offset_print(offset, zone);
		row_put_text(row, "zone", zone);
	}
	if (!row_text(row, "day") || (moved && !row_given(row, "day")))
		row_put_text(row, "day", text);
	return QSER_OK;
}

/* The day must be that of the moment, at the offset the row names. */
static enum qser_status check_moment(struct row *row)
{
	const char *zone = row_text(row, "zone"), *day = row_text(row, "day");
	int64_t at = row_int(row, "starts_at", INT64_MIN);
	int offset, minute;
	char text[DAY_TEXT];

	if (at == INT64_MIN || !zone)
		return QSER_OK;
	if (!offset_read(zone, &offset))
		return fail(
			row->q, QSER_INVALID, "zone: \"%s\" is not an offset, like +02:00", zone);
	day_print(offset_day(at, offset, &minute), text);
	return !strcmp(text, day) ? QSER_OK
				  : fail(row->q, QSER_INVALID,
					    "day: %s is not the day of the moment it starts, which "
					    "is %s there",
					    day, text);
}

/* ---- What was submitted, what was signed ---- */

static enum qser_status keep_correction(struct row *row)
{
	char finding[64];

	(void)snprintf(finding, sizeof(finding), "diary entry %" PRId64 " is signed", row->id);
	return keep_exception(
		row->q, row_stored_int(row, "path", 0), GATE_OF_SIGNATURES, finding, NULL);
}

/* Whoever changes what was handed in takes it back by that; what was signed is changed for a reason
 * alone, and shows it: the signatures under it do not fit any more. */
static enum qser_status settle_state(struct row *row)
{
	const char *state = row_stored_text(row, "state");
	struct qser *q = row->q;

	if (!row->id || row_changes(row, "state"))
		return QSER_OK;
	if (!strcmp(state, "submitted")) {
		row_put_text(row, "state", "draft");
		remark(q,
			"entry %" PRId64 " was submitted and is a draft again; submit it with: "
			"qser-diary submit %" PRId64,
			row->id, row->id);
	}
	if (strcmp(state, "signed") != 0)
		return QSER_OK;
	if (!q->options.override || q->log.import_name)
		return fail(q, QSER_REFUSED,
			"entry %" PRId64
			" is signed and stays as it is; what is wrong is mended with: "
			"qser-diary edit %" PRId64 " … --override REASON",
			row->id, row->id);
	row_put_text(row, "state", "corrected");
	remark(q,
		"entry %" PRId64 " was signed and is corrected now: its signatures are broken; "
		"submit it and have it signed again",
		row->id);
	return keep_correction(row);
}

/* ---- Two at the same time ---- */

#define SQL_OVERLAP                                                                               \
	"select id from diary_entry where trainer = ?1 and starts_at > ?2 - 86400 and starts_at " \
	"< ?3"                                                                                    \
	" and starts_at + minutes * 60 > ?2 and id <> ?4 order by starts_at"

static enum qser_status find_overlap(struct row *row, int64_t *other)
{
	int64_t at = row_int(row, "starts_at", 0);
	_cleanup_(query_end) struct query q = query(row->q->store, SQL_OVERLAP);

	query_int(&q, 1, row_int(row, "trainer", 0));
	query_int(&q, 2, at);
	query_int(&q, 3, at + row_int(row, "minutes", 0) * 60);
	query_int(&q, 4, row->id);
	return query_number(&q, 0, other);
}

static enum qser_status check_overlap(struct row *row)
{
	_cleanup_(free_pointer) char *which = NULL;
	int64_t other = 0;

	if (!row_cell(row, "starts_at") || row_cell(row, "starts_at")->null)
		return QSER_OK;
	enum qser_status status = find_overlap(row, &other);
	if (status != QSER_OK || !other)
		return status;
	status = qser_entry_describe(row->q, other, &which);
	return status == QSER_OK ? gate_fails(row->q, GATE_OVERLAP, row_int(row, "path", 0),
					   "overlaps with entry %" PRId64 " (%s)", other, which)
				 : status;
}

/* ---- The path, and who is on it ---- */

int64_t next_person(const char **at)
{
	char *end;
	int64_t person = **at ? strtoll(*at, &end, 10) : 0;

	if (**at)
		*at = *end == ';' ? end + 1 : end;
	return person;
}

enum qser_status check_on_path(struct qser *q, int64_t path, const char *people)
{
	int64_t person;

	while ((person = next_person(&people)) != 0) {
		bool found;
		enum qser_status status = path_has(q, path, person, &found);
		if (status != QSER_OK)
			return status;
		if (found)
			continue;
		_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
		status = record_describe(q, QSER_PERSON, person, &who);
		return status != QSER_OK
			       ? status
			       : fail(q, QSER_INVALID,
					 "participants: %s is not on this path; add with: "
					 "qser-path participant add --path %" PRId64
					 " --person %" PRId64,
					 buffer_text(&who), path, person);
	}
	return QSER_OK;
}

#define SQL_HEADS "select count(*), min(person) from participant where path = ?1"

#define SQL_SOME                                                                                  \
	"select coalesce(p.code, cast(p.id as text)) from participant l join person p on p.id = " \
	"l.person"                                                                                \
	" where l.path = ?1 order by l.id limit 10"

static enum qser_status ask_participants(struct row *row, int64_t path, int64_t count)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;
	_cleanup_(query_end) struct query q = query(row->q->store, SQL_SOME);

	query_int(&q, 1, path);
	while (query_row(&q))
		buffer_printf(&list, "%s%s", list.length ? ", " : "", query_get_text(&q, 0));
	if (query_status(&q) != QSER_OK)
		return query_status(&q);
	return fail(row->q, QSER_INVALID,
		"participants: is missing; this path has %" PRId64 ", say who took part: %s%s",
		count, buffer_text(&list), count > 10 ? ", …" : "");
}

/* Shadowing is of somebody: of the only participant, when there is but one. */
static enum qser_status settle_participants(struct row *row, int64_t path)
{
	const char *kind = row_text(row, "kind");
	bool needs = !strcmp(kind, "shadowing") || !strcmp(kind, "reflection");
	int64_t count = 0, only = 0;

	if (row_text(row, "participants") || !needs)
		return QSER_OK;
	{
		_cleanup_(query_end) struct query q = query(row->q->store, SQL_HEADS);
		query_int(&q, 1, path);
		if (query_row(&q)) {
			count = query_get_int(&q, 0);
			only = query_get_int(&q, 1);
		}
		if (query_status(&q) != QSER_OK)
			return query_status(&q);
	}
	if (count > 1)
		return ask_participants(row, path, count);
	char text[24];
	(void)snprintf(text, sizeof(text), "%" PRId64, only);
	if (count)
		row_put_text(row, "participants", text);
	return QSER_OK;
}

static enum qser_status check_path(struct row *row)
{
	int64_t path = row_int(row, "path", 0);
	enum qser_status status = check_path_open(row);

	if (status != QSER_OK || !path)
		return status;
	if (!row->id)
		status = settle_participants(row, path);
	if (status == QSER_OK && (row_changes(row, "participants") || row_changes(row, "path")))
		status = check_on_path(row->q, path,
			row_text(row, "participants") ? row_text(row, "participants") : "");
	return status;
}

static void remark_future(struct row *row)
{
	day_t day;

	if (row_changes(row, "day") && day_read(row_text(row, "day"), &day) &&
		day > row->q->days.today + 1)
		remark(row->q, "%s is in the future", row_text(row, "day"));
}

/* An entry that becomes the first session of a path meets what a new one would. */
static enum qser_status check_becoming(struct row *row)
{
	int64_t path = row_int(row, "path", 0);
	bool first = false;

	if (!row->id || !(row_changes(row, "kind") || row_changes(row, "path")))
		return QSER_OK;
	enum qser_status status = first_session(row->q, path, row_text(row, "kind"), &first);
	return status == QSER_OK && first ? path_may_begin(row->q, path) : status;
}

enum qser_status entry_check(struct row *row)
{
	enum qser_status status = entry_of_meeting(row);

	if (status == QSER_OK)
		status = settle_state(row);
	if (!row->id && row_cell(row, "entered_at")->null)
		row_put_int(row, "entered_at", row->q->options.now);
	if (status == QSER_OK)
		status = check_moment(row);
	if (status == QSER_OK)
		status = check_path(row);
	if (status == QSER_OK)
		status = check_becoming(row);
	if (status == QSER_OK && (row_changes(row, "starts_at") || row_changes(row, "minutes") ||
					 row_changes(row, "trainer")))
		status = check_overlap(row);
	if (status == QSER_OK)
		status = entry_gates(row);
	if (status == QSER_OK)
		remark_future(row);
	return status;
}

enum qser_status entry_default_trainer(struct row *row)
{
	if (!row->id && !row_int(row, "trainer", 0) && row->q->actor)
		row_put_int(row, "trainer", row->q->actor);
	return QSER_OK;
}

/* Before it is asked what is missing: a moment brings its day along. */
enum qser_status entry_complete(struct row *row)
{
	enum qser_status status = entry_default_trainer(row);

	return status == QSER_OK ? settle_day(row) : status;
}
