/* meet.c: a meeting of a pair is recorded as people say it, planned, missed, called off (K7). */
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "../base/clock.h"
#include "encounter.h"

/* ---- Days to come ---- */

static bool is_weekday(const char *text)
{
	for (int day = 1; day <= 7; day++)
		if (!strncasecmp(text, day_name(day), 3))
			return strspn(text,
				       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
			       strlen(text);
	return false;
}

enum qser_status coming_day(struct qser *q, const char *text, char out[DAY_TEXT])
{
	const struct day_context *known;
	enum qser_status status = handle_days(q, &known);
	day_t day;

	if (status != QSER_OK)
		return status;
	struct day_context days = *known;
	if (is_weekday(text))
		days.today += 7;
	status = day_parse(text, &days, &day, &q->error);
	if (status == QSER_OK)
		day_print(day, out);
	return status;
}

/* "17:00", "9.30", "17h30" */
static bool is_clock(const char *text)
{
	size_t hours = strspn(text, "0123456789");
	const char *rest = text + hours;

	return hours && hours <= 2 && *rest && strchr(":.h", *rest) && strlen(rest) == 3 &&
	       strspn(rest + 1, "0123456789") == 2;
}

/* "DAY", "DAY HH:MM" into a row. */
static enum qser_status set_appointment(struct row *row, const char *text)
{
	const char *space = strrchr(text, ' ');
	char day[DAY_TEXT];
	bool clock = space && is_clock(space + 1);
	_cleanup_(free_pointer) char *first =
		memory_ndup(text, clock ? (size_t)(space - text) : strlen(text));

	if (!first)
		return fail(row->q, QSER_MEMORY, "out of memory");
	enum qser_status status = coming_day(row->q, first, day);
	if (status != QSER_OK)
		return status;
	row_put_text(row, "day", day);
	return clock ? row_set(row, "begins", space + 1) : QSER_OK;
}

/* ---- How long ---- */

static bool is_span(const char *text)
{
	return strchr(text, '-') || strstr(text, "\xe2\x80\x93");
}

static enum qser_status set_span(struct row *row, const char *text, day_t day)
{
	struct qser *q = row->q;
	char begins[CLOCK_TEXT];
	struct span span;
	int64_t from, to;
	enum qser_status status = span_parse(text, &span, &q->error);

	if (status == QSER_OK)
		status = local_to_stamp(
			day, span.from, span.from_fixed, span.from_offset, &from, &q->error);
	if (status == QSER_OK)
		status = local_to_stamp(day + span.overnight, span.to, span.to_fixed,
			span.to_offset, &to, &q->error);
	if (status != QSER_OK)
		return status;
	if (to <= from)
		return fail(q, QSER_INVALID, "\"%s\" ends before it begins", text);
	clock_print(span.from, begins);
	row_put_text(row, "begins", begins);
	row_put_int(row, "minutes", (to - from) / 60);
	return QSER_OK;
}

static enum qser_status set_when(struct row *row, const struct qser_meet *meet)
{
	struct qser *q = row->q;
	const struct day_context *days;
	char text[DAY_TEXT];
	int64_t minutes;
	enum qser_status status = handle_days(q, &days);
	day_t day = q->days.today;

	if (status == QSER_OK && meet->on)
		status = day_parse(meet->on, days, &day, &q->error);
	if (status != QSER_OK)
		return status;
	day_print(day, text);
	row_put_text(row, "day", text);
	if (!meet->when)
		return QSER_OK;
	if (is_span(meet->when))
		return set_span(row, meet->when, day);
	status = duration_parse(meet->when, MINUTES_MAX, &minutes, &q->error);
	if (status == QSER_OK)
		row_put_int(row, "minutes", minutes);
	return status;
}

/* ---- Which meeting it is ---- */

#define SQL_PLANNED                                                           \
	"select id, day from encounter where pair = ?1 and state = 'planned'" \
	" order by day, number limit 1"

/* The one that was agreed upon, whenever it then was; 0: none was. */
static enum qser_status take_planned(struct row *row, int64_t pair, bool extra)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_PLANNED);

	query_int(&look, 1, pair);
	if (extra || !query_row(&look))
		return query_status(&look);
	return row_load(row, query_get_int(&look, 0));
}

/* The time of the day was that of the day it was planned for. */
static void settle_moved(struct row *row)
{
	const char *was = row->id ? row_stored_text(row, "day") : NULL;

	if (!was || !strcmp(was, row_text(row, "day")))
		return;
	if (!row_given(row, "begins"))
		row_put_text(row, "begins", NULL);
	remark(row->q,
		"this is taken for the meeting that was planned for %s; --extra is for one beside "
		"it",
		was);
}

static void tell_hours(struct row *row)
{
	if (row_cell(row, "minutes")->null)
		remark(row->q,
			"it is not said how long the meeting was, so no hours are in the diary; "
			"add them with: qser-pair meeting edit %" PRId64 " --minutes 1h",
			row->id);
}

static enum qser_status save_meeting(struct row *row, int64_t pair, const struct qser_meet *meet,
	const struct qser_field *fields, size_t count)
{
	enum qser_status status = take_planned(row, pair, meet->extra);
	bool there = row->id;

	if (status == QSER_OK)
		status = row_set_fields(row, fields, count);
	if (!there)
		row_put_int(row, "pair", pair);
	if (status == QSER_OK)
		status = set_when(row, meet);
	row_put_text(row, "state", "held");
	if (status != QSER_OK)
		return status;
	settle_moved(row);
	status = row_save(row);
	if (status == QSER_OK)
		tell_hours(row);
	return status;
}

/* ---- What was agreed upon ---- */

#define SQL_AHEAD                                                                     \
	"select id from encounter where pair = ?1 and state = 'planned' and day = ?2" \
	" order by number limit 1"

/* The next appointment becomes a meeting that is planned, unless that day has one. */
static enum qser_status plan_next(
	struct row *meeting, const char *next, int64_t *id, char day[DAY_TEXT])
{
	struct qser *q = meeting->q;
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_ENCOUNTER);

	row_put_int(&row, "pair", row_int(meeting, "pair", 0));
	row_put_text(&row, "state", "planned");
	row_put_text(&row, "topic", row_text(meeting, "next_topic"));
	enum qser_status status = set_appointment(&row, next);
	if (status != QSER_OK) {
		error_prefix(&q->error, "next");
		return status;
	}
	(void)snprintf(day, DAY_TEXT, "%s", row_text(&row, "day"));
	if (strcmp(day, q->today) < 0)
		return fail(q, QSER_INVALID, "next: %s is over; give a day to come", day);
	_cleanup_(query_end) struct query look = query(q->store, SQL_AHEAD);
	query_int(&look, 1, row_int(meeting, "pair", 0));
	query_text(&look, 2, day);
	status = query_number(&look, 0, id);
	if (status != QSER_OK || *id)
		return status;
	status = row_save(&row);
	*id = row.id;
	return status;
}

static enum qser_status agree(struct row *meeting, const struct pair_view *pair,
	const struct qser_meet *meet, struct qser_met *met)
{
	char day[DAY_TEXT] = "";
	enum qser_status status =
		meet->next ? plan_next(meeting, meet->next, &met->next, day) : QSER_OK;

	for (size_t i = 0; i < meet->action_count && status == QSER_OK; i++)
		status = action_from_line(meeting->q, pair, meeting->id, meet->actions[i]);
	for (size_t i = 0; i < meet->homework_count && status == QSER_OK; i++)
		status = action_of_homework(
			meeting->q, pair, meeting->id, meet->homework[i], *day ? day : NULL);
	return status;
}

#define SQL_ENTRY "select coalesce(entry, 0), number from encounter where id = ?1"

static enum qser_status tell_result(struct qser *q, struct qser_met *met)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_ENTRY);

	query_int(&look, 1, met->meeting);
	if (query_row(&look)) {
		met->entry = query_get_int(&look, 0);
		met->number = query_get_int(&look, 1);
	}
	return query_status(&look);
}

enum qser_status qser_pair_meet(struct qser *q, const struct qser_meet *meet,
	const struct qser_field *fields, size_t count, struct qser_met *met)
{
	_cleanup_(pair_view_free) struct pair_view pair = {.word = BUFFER_INIT};
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_ENCOUNTER);
	int64_t id = meet->pair;

	*met = (struct qser_met){0};
	enum qser_status status = id ? QSER_OK : default_pair(q, &id);
	if (status == QSER_OK)
		status = pair_view_load(q, id, &pair);
	if (status == QSER_OK)
		status = save_meeting(&row, id, meet, fields, count);
	met->meeting = row.id;
	if (status == QSER_OK)
		status = agree(&row, &pair, meet, met);
	return status == QSER_OK ? tell_result(q, met) : status;
}

enum qser_status qser_pair_plan(struct qser *q, int64_t pair, const char *when,
	const struct qser_field *fields, size_t count, int64_t *meeting)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_ENCOUNTER);

	*meeting = 0;
	enum qser_status status = pair ? QSER_OK : default_pair(q, &pair);
	if (status == QSER_OK)
		status = row_set_fields(&row, fields, count);
	row_put_int(&row, "pair", pair);
	row_put_text(&row, "state", "planned");
	if (status == QSER_OK)
		status = set_appointment(&row, when);
	if (status == QSER_OK && strcmp(row_text(&row, "day"), q->today) < 0)
		status = fail(q, QSER_INVALID,
			"%s is over; a meeting that was held is recorded with: qser-pair meet",
			row_text(&row, "day"));
	if (status == QSER_OK)
		status = row_save(&row);
	*meeting = row.id;
	return status;
}

/* ---- Those that were not ---- */

static enum qser_status set_off(
	struct qser *q, int64_t meeting, const char *state, const char *reason)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_ENCOUNTER);
	enum qser_status status = row_load(&row, meeting);

	if (status == QSER_OK)
		status = needs_reason(q, reason);
	if (status != QSER_OK)
		return status;
	if (strcmp(row_stored_text(&row, "state"), "planned") != 0)
		return fail(q, QSER_REFUSED,
			"meeting %" PRId64
			" is %s, and this is for a planned one; a slip is mended "
			"with: qser-pair meeting edit %" PRId64 " --state",
			meeting, row_stored_text(&row, "state"), meeting);
	row_put_text(&row, "state", state);
	status = row_set(&row, "reason", reason);
	return status == QSER_OK ? row_save(&row) : status;
}

enum qser_status qser_encounter_miss(struct qser *q, int64_t meeting, const char *reason)
{
	return set_off(q, meeting, "missed", reason);
}

enum qser_status qser_encounter_cancel(struct qser *q, int64_t meeting, const char *reason)
{
	return set_off(q, meeting, "cancelled", reason);
}

/* ---- To find and to tell one ---- */

enum qser_status qser_pair_find(struct qser *q, const char *word, int64_t *pair)
{
	return word && *word ? qser_find(q, QSER_PAIR, word, pair) : default_pair(q, pair);
}

#define SQL_NUMBER                                                                 \
	"select id from encounter where pair = ?1 and (number = ?2 or (?2 = 0 and" \
	" state = 'held')) order by number desc limit 1"

enum qser_status qser_encounter_find(struct qser *q, int64_t pair, int64_t number, int64_t *meeting)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_NUMBER);

	query_int(&look, 1, pair);
	query_int(&look, 2, number);
	enum qser_status status = query_number(&look, 0, meeting);
	if (status != QSER_OK || *meeting)
		return status;
	return number ? fail(q, QSER_UNKNOWN,
				"the pair has no meeting %" PRId64 "; see: qser-pair meeting list",
				number)
		      : fail(q, QSER_UNKNOWN, "the pair has not met yet");
}

#define SQL_DESCRIBED                                                                        \
	"select e.number, coalesce(p.code, cast(p.id as text)), e.day, e.begins, e.minutes," \
	" e.state from encounter e join pair p on p.id = e.pair where e.id = ?1"

enum qser_status qser_encounter_describe(struct qser *q, int64_t meeting, char **line)
{
	struct buffer out = BUFFER_INIT;
	_cleanup_(query_end) struct query look = query(q->store, SQL_DESCRIBED);
	int year, month, dom;
	day_t day;

	*line = NULL;
	query_int(&look, 1, meeting);
	if (!query_row(&look))
		return query_status(&look) != QSER_OK
			       ? query_status(&look)
			       : fail(q, QSER_UNKNOWN, "there is no meeting %" PRId64, meeting);
	buffer_printf(&out, "meeting %" PRId64 " of pair %s", query_get_int(&look, 0),
		query_get_text(&look, 1));
	if (day_read(query_get_text(&look, 2), &day)) {
		day_split(day, &year, &month, &dom);
		buffer_printf(&out, ", %s %d %s %d", day_name(day_weekday(day)), dom,
			month_name(month), year);
	}
	if (query_get_text(&look, 3))
		buffer_printf(&out, ", %s", query_get_text(&look, 3));
	if (!query_is_null(&look, 4)) {
		buffer_text_add(&out, ", ");
		duration_print(&out, query_get_int(&look, 4));
	}
	if (strcmp(query_get_word(&look, 5), "held") != 0)
		buffer_printf(&out, ", %s", query_get_text(&look, 5));
	*line = buffer_take(&out);
	return *line ? QSER_OK : fail(q, QSER_MEMORY, "out of memory");
}

/* ---- Its summary (K8) ---- */

#define SQL_ABOUT "select number, state from encounter where id = ?1"

enum qser_status qser_encounter_summary(struct qser *q, int64_t meeting, int64_t *response)
{
	char id[24];
	int64_t form;
	bool first, held;
	{
		_cleanup_(query_end) struct query look = query(q->store, SQL_ABOUT);
		query_int(&look, 1, meeting);
		if (!query_row(&look))
			return query_status(&look) != QSER_OK
				       ? query_status(&look)
				       : fail(q, QSER_UNKNOWN, "there is no meeting %" PRId64,
						 meeting);
		first = query_get_int(&look, 0) == 1;
		held = !strcmp(query_get_word(&look, 1), "held");
	}
	*response = 0;
	if (!held)
		return fail(q, QSER_REFUSED,
			"meeting %" PRId64 " has not been held; record it with: qser-pair meet",
			meeting);
	(void)snprintf(id, sizeof(id), "%" PRId64, meeting);
	const struct qser_field fields[] = {{"encounter", id}};
	enum qser_status status =
		qser_find(q, QSER_FORM, first ? "summary-first" : "summary-meeting", &form);
	return status == QSER_OK ? qser_response_new(q, form, fields, COUNT(fields), response)
				 : status;
}
