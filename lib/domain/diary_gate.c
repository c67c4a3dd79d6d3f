/*
 * diary_gate.c: what is held against the day and the hours of an entry: the interval between
 * sessions (G3), the limits of the contract (G4), business hours (E2); and what the session before
 * has left open (G3).
 *
 * They are asked of what is typed or measured.  A file tells what has happened long ago, all at
 * once and in any order: of that the findings are counted, see diary_told.c.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "../base/text.h"
#include "calendar.h"
#include "diary.h"
#include "gate.h"

/* An entry, as the gates look at it. */
struct session {
	struct row *row;
	int64_t path;
	day_t day;
	const char *day_text;
	bool shadowing;
	struct calendar calendar;
	bool loaded;
};

static void session_free(struct session *s)
{
	calendar_free(&s->calendar);
}

/* Its settings are looked up when a gate that is on asks for them. */
static enum qser_status calendar_of(struct session *s)
{
	int64_t organisation = 0;

	if (s->loaded)
		return QSER_OK;
	s->loaded = true;
	enum qser_status status =
		s->path ? organisation_of(s->row->q, s->path, &organisation) : QSER_OK;
	return status == QSER_OK ? calendar_load(&s->calendar, s->row->q, organisation) : status;
}

/* ---- The session before (G3) ---- */

#define SQL_BEFORE                                                                           \
	"select e.id, e.day, e.topic, e.satisfied from diary_entry e where e.path = ?1"      \
	" and e.kind = 'shadowing' and e.day <= ?2 and e.id <> ?3 and exists (select 1 from" \
	" diary_entry_participants l where l.owner = e.id and l.target = ?4)"                \
	" order by e.day desc limit 1"

struct before {
	int64_t id; /* 0: there is none */
	day_t day;
	char day_text[DAY_TEXT];
	char *topic;
	bool unsatisfied;
};

static void before_free(struct before *b)
{
	free(b->topic);
}

static enum qser_status find_before(struct session *s, int64_t person, struct before *out)
{
	struct qser *q = s->row->q;
	_cleanup_(query_end) struct query look = query(q->store, SQL_BEFORE);

	query_int(&look, 1, s->path);
	query_text(&look, 2, s->day_text);
	query_int(&look, 3, s->row->id);
	query_int(&look, 4, person);
	if (!query_row(&look))
		return query_status(&look);
	const char *topic = query_get_text(&look, 2);
	out->id = query_get_int(&look, 0);
	out->unsatisfied = !query_is_null(&look, 3) && !query_get_int(&look, 3);
	if (!day_read(query_get_text(&look, 1), &out->day))
		out->id = 0;
	day_print(out->day, out->day_text);
	if (topic && !(out->topic = memory_dup(topic)))
		return fail(q, QSER_MEMORY, "out of memory");
	return QSER_OK;
}

/* ---- The interval ---- */

static void meant_days(const struct calendar *c, struct buffer *out)
{
	const char *of = c->working ? "working " : "";

	if (c->least == c->most)
		buffer_printf(out, "%d %sday%s", c->most, of, c->most == 1 ? " is" : "s are");
	else
		buffer_printf(out, "%d to %d %sdays are", c->least, c->most, of);
}

/* When a next one is meant; of one that was too late, when it was. */
static void next_days(const struct calendar *c, day_t from, bool late, struct buffer *out)
{
	char first[DAY_TEXT], last[DAY_TEXT];

	day_print(calendar_after(c, from, c->least), first);
	day_print(calendar_after(c, from, c->most), last);
	buffer_printf(out, late ? "it was due %s" : "it is due %s", first);
	if (c->most > c->least)
		buffer_printf(out, " to %s", last);
}

static enum qser_status check_interval(
	struct session *s, int64_t person, const struct before *before)
{
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT, meant = BUFFER_INIT,
					     next = BUFFER_INIT;
	struct qser *q = s->row->q;
	enum qser_status status = calendar_of(s);

	if (status != QSER_OK || before->day == s->day)
		return status;
	const struct calendar *c = &s->calendar;
	int distance = calendar_distance(c, before->day, s->day);
	if (distance >= c->least && distance <= c->most)
		return QSER_OK;
	status = record_describe(q, QSER_PERSON, person, &who);
	if (status != QSER_OK)
		return status;
	meant_days(c, &meant);
	next_days(c, before->day, distance > c->most, &next);
	return gate_fails(q, GATE_INTERVAL, s->path,
		"%d %sday%s since the session of %s on %s, where %s meant; %s", distance,
		c->working ? "working " : "", distance == 1 ? "" : "s", buffer_text(&who),
		before->day_text, buffer_text(&meant), buffer_text(&next));
}

#define SQL_AFTER                                                                             \
	"select min(e.day) from diary_entry e where e.path = ?1 and e.kind = 'shadowing' and" \
	" e.day > ?2 and e.id <> ?3 and exists (select 1 from diary_entry_participants l"     \
	" where l.owner = e.id and l.target = ?4)"

/* One that is written down between two others is as far from the next as from the one before. */
static enum qser_status check_interval_after(struct session *s, int64_t person)
{
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT, meant = BUFFER_INIT;
	struct qser *q = s->row->q;
	char text[DAY_TEXT] = "";
	day_t after;
	{
		_cleanup_(query_end) struct query look = query(q->store, SQL_AFTER);
		query_int(&look, 1, s->path);
		query_text(&look, 2, s->day_text);
		query_int(&look, 3, s->row->id);
		query_int(&look, 4, person);
		if (query_row(&look) && !query_is_null(&look, 0))
			(void)snprintf(text, sizeof(text), "%s", query_get_text(&look, 0));
		if (query_status(&look) != QSER_OK || !day_read(text, &after))
			return query_status(&look);
	}
	enum qser_status status = calendar_of(s);
	const struct calendar *c = &s->calendar;
	int distance = status == QSER_OK ? calendar_distance(c, s->day, after) : 0;
	if (status != QSER_OK || (distance >= c->least && distance <= c->most))
		return status;
	status = record_describe(q, QSER_PERSON, person, &who);
	if (status != QSER_OK)
		return status;
	meant_days(c, &meant);
	return gate_fails(q, GATE_INTERVAL, s->path,
		"%d %sday%s before the session of %s on %s, where %s meant", distance,
		c->working ? "working " : "", distance == 1 ? "" : "s", buffer_text(&who), text,
		buffer_text(&meant));
}

/* "The topic can be the same, or a new skill when the trainer is satisfied" (G3): a reminder. */
static enum qser_status remind_topic(struct session *s, int64_t person, const struct before *before)
{
	const char *topic = row_text(s->row, "topic");
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT, was = BUFFER_INIT;

	if (!topic || !before->topic || !before->unsatisfied || !row_changes(s->row, "topic"))
		return QSER_OK;
	_cleanup_(free_pointer) char *new = text_fold(topic), *old = text_fold(before->topic);
	if (!new || !old)
		return fail(s->row->q, QSER_MEMORY, "out of memory");
	if (!strcmp(new, old))
		return QSER_OK;
	enum qser_status status = record_describe(s->row->q, QSER_PERSON, person, &who);
	text_quote(&was, before->topic);
	remark(s->row->q,
		"entry %" PRId64
		", with %s on %s, says satisfied no: its topic %s may need another "
		"session before a new one",
		before->id, buffer_text(&who), before->day_text, buffer_text(&was));
	return status;
}

/* And ahead: entries are written down in any order. */
static enum qser_status look_back(struct session *s, bool interval)
{
	const char *people = row_text(s->row, "participants");
	enum qser_status status = QSER_OK;
	int64_t person;

	for (people = people ? people : ""; status == QSER_OK && (person = next_person(&people));) {
		_cleanup_(before_free) struct before before = {0};
		status = find_before(s, person, &before);
		if (status == QSER_OK && before.id && interval)
			status = check_interval(s, person, &before);
		if (status == QSER_OK && interval && !(before.id && before.day == s->day))
			status = check_interval_after(s, person);
		if (status == QSER_OK && before.id)
			status = remind_topic(s, person, &before);
	}
	return status;
}

/* ---- The contract (G4) ---- */

/* The latest that holds on the day; before the first begins, the latest there is. */
#define SQL_CONTRACT                                                                 \
	"select number, starts, ends, sessions, hours from contract where path = ?1" \
	" order by case when starts is null or starts <= ?2 then 0 else 1 end, number desc limit 1"
#define SQL_USED                                                                            \
	"select coalesce(sum(case when kind = 'shadowing' then 1 else 0 end), 0),"          \
	" coalesce(sum(minutes), 0) from diary_entry where path = ?1 and day >= ?2 and day" \
	" <= ?3 and id <> ?4"

struct limits {
	int64_t number, sessions, minutes; /* 0: no limit; number 0: no contract */
	char starts[DAY_TEXT], ends[DAY_TEXT];
};

static enum qser_status find_limits(struct session *s, struct limits *out)
{
	_cleanup_(query_end) struct query look = query(s->row->q->store, SQL_CONTRACT);

	query_int(&look, 1, s->path);
	query_text(&look, 2, s->day_text);
	if (!query_row(&look))
		return query_status(&look);
	const char *starts = query_get_text(&look, 1), *ends = query_get_text(&look, 2);
	out->number = query_get_int(&look, 0);
	(void)snprintf(out->starts, sizeof(out->starts), "%s", starts ? starts : "0001-01-01");
	(void)snprintf(out->ends, sizeof(out->ends), "%s", ends ? ends : "9999-12-31");
	out->sessions = query_get_int(&look, 3);
	out->minutes = query_get_minutes(&look, 4);
	return QSER_OK;
}

/* What is used of it by the other entries. */
static enum qser_status find_used(
	struct session *s, const struct limits *l, int64_t *sessions, int64_t *minutes)
{
	_cleanup_(query_end) struct query look = query(s->row->q->store, SQL_USED);

	query_int(&look, 1, s->path);
	query_text(&look, 2, l->starts);
	query_text(&look, 3, l->ends);
	query_int(&look, 4, s->row->id);
	*sessions = *minutes = 0;
	if (query_row(&look)) {
		*sessions = query_get_int(&look, 0);
		*minutes = query_get_minutes(&look, 1);
	}
	return query_status(&look);
}

static enum qser_status check_amounts(struct session *s, const struct limits *l)
{
	_cleanup_(buffer_free) struct buffer used = BUFFER_INIT, most = BUFFER_INIT;
	struct qser *q = s->row->q;
	int64_t sessions, minutes;
	enum qser_status status = find_used(s, l, &sessions, &minutes);

	sessions += s->shadowing;
	minutes += row_int(s->row, "minutes", 0);
	if (status == QSER_OK && l->sessions && s->shadowing && sessions > l->sessions)
		status = gate_fails(q, GATE_LIMITS, s->path,
			"sessions of contract %" PRId64 ": %" PRId64 " of %" PRId64
			"; agree on more in a new contract",
			l->number, sessions, l->sessions);
	if (status != QSER_OK || !l->minutes || minutes <= l->minutes)
		return status;
	duration_print(&used, minutes);
	duration_print(&most, l->minutes);
	return gate_fails(q, GATE_LIMITS, s->path,
		"hours of contract %" PRId64 ": %s of %s; agree on more in a new contract",
		l->number, buffer_text(&used), buffer_text(&most));
}

static enum qser_status check_limits(struct session *s)
{
	struct limits l = {0};
	struct qser *q = s->row->q;
	enum qser_status status = find_limits(s, &l);

	if (status != QSER_OK || !l.number)
		return status;
	if (strcmp(s->day_text, l.starts) < 0)
		return gate_fails(q, GATE_LIMITS, s->path,
			"%s is before contract %" PRId64
			" begins on %s; change the day or the contract",
			s->day_text, l.number, l.starts);
	if (strcmp(s->day_text, l.ends) > 0)
		return gate_fails(q, GATE_LIMITS, s->path,
			"%s is after contract %" PRId64
			" ended on %s; make a new contract, or extend "
			"this one",
			s->day_text, l.number, l.ends);
	return l.sessions || l.minutes ? check_amounts(s, &l) : QSER_OK;
}

/* ---- Business hours (E2) ---- */

bool hours_hold(const struct span *hours, int64_t from, int64_t to)
{
	int end = hours->to + (hours->overnight ? 1440 : 0);

	return (from >= hours->from && to <= end) ||
	       (hours->overnight && from + 1440 >= hours->from && to + 1440 <= end);
}

static enum qser_status check_clock(struct session *s, const char *hours)
{
	const char *zone = row_text(s->row, "zone");
	int64_t at = row_int(s->row, "starts_at", INT64_MIN);
	struct qser *q = s->row->q;
	char first[CLOCK_TEXT], last[CLOCK_TEXT];
	int offset, minute;
	struct span span;

	if (at == INT64_MIN || !zone || !offset_read(zone, &offset))
		return QSER_OK;
	enum qser_status status = span_parse(hours, &span, &q->error);
	if (status != QSER_OK)
		return fail(q, QSER_CONFIG,
			"the setting business-hours is \"%s\"; like 08:00-16:00", hours);
	(void)offset_day(at, offset, &minute);
	int64_t end = minute + row_int(s->row, "minutes", 0);
	if (hours_hold(&span, minute, end))
		return QSER_OK;
	clock_print(minute, first);
	clock_print((int)end, last);
	return gate_fails(q, GATE_BUSINESS_HOURS, s->path,
		"%s %s-%s is outside of business hours, %s; correct the time, or the setting "
		"business-hours",
		s->day_text, first, last, hours);
}

static enum qser_status check_business_hours(struct session *s)
{
	_cleanup_(buffer_free) struct buffer hours = BUFFER_INIT;
	struct qser *q = s->row->q;
	int64_t organisation = 0;
	enum qser_status status = calendar_of(s);

	if (status != QSER_OK)
		return status;
	if (!calendar_works(&s->calendar, s->day))
		return gate_fails(q, GATE_BUSINESS_HOURS, s->path,
			"%s is %s; correct the day, or %s", s->day_text,
			calendar_is_holiday(&s->calendar, s->day) ? "a holiday" : "no working day",
			calendar_is_holiday(&s->calendar, s->day)
				? "the holidays (qser-org holiday list)"
				: "the setting working-days");
	if (!row_cell(s->row, "starts_at") || row_cell(s->row, "starts_at")->null)
		return QSER_OK;
	if (s->path)
		status = organisation_of(q, s->path, &organisation);
	if (status == QSER_OK)
		status = setting_value(q, "business-hours", organisation, &hours);
	return status == QSER_OK ? check_clock(s, buffer_text(&hours)) : status;
}

/* ---- All of them ---- */

/* What none of this looks at may be changed without being asked again. */
static bool concerns(const struct row *row)
{
	static const char *const columns[] = {
		"day", "minutes", "starts_at", "path", "participants", "kind"};

	for (size_t i = 0; i < COUNT(columns); i++)
		if (row_changes(row, columns[i]))
			return true;
	return false;
}

static enum qser_status look(struct session *s)
{
	const char *kind = row_text(s->row, "kind");
	bool anytime = !strcmp(kind, "travel") || !strcmp(kind, ENTRY_OF_PAIRS), on = false;
	struct qser *q = s->row->q;
	enum qser_status status = QSER_OK;

	if (s->path && s->shadowing) {
		status = gate_is_on(q, GATE_INTERVAL, s->path, &on);
		if (status == QSER_OK && (on || row_text(s->row, "topic")))
			status = look_back(s, on);
	}
	if (status == QSER_OK && s->path) {
		status = gate_is_on(q, GATE_LIMITS, s->path, &on);
		if (status == QSER_OK && on)
			status = check_limits(s);
	}
	if (status == QSER_OK && !anytime) { /* who travels, or volunteers, does it after work */
		status = gate_is_on(q, GATE_BUSINESS_HOURS, s->path, &on);
		if (status == QSER_OK && on)
			status = check_business_hours(s);
	}
	return status;
}

enum qser_status entry_gates(struct row *row)
{
	_cleanup_(session_free) struct session s = {
		.row = row,
		.path = row_int(row, "path", 0),
		.day_text = row_text(row, "day"),
		.shadowing = !strcmp(row_text(row, "kind"), entry_kinds[0]),
	};

	if (row->q->log.import_name || !concerns(row) || !day_read(s.day_text, &s.day))
		return QSER_OK;
	return look(&s);
}
