/*
 * diary_told.c: the interval between sessions, the limits of the contract and business hours (G3,
 * G4, E2), held against entries that a file has told.
 *
 * They have happened, so nothing is refused.  They come in any order, so it is not asked of one
 * while the next is still to come, but of all of them at the end: a remark a gate, with how many
 * entries it is about and the lines of the first.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "diary.h"
#include "gate.h"

#define LINES_SHOWN 5

enum { TOLD_INTERVAL, TOLD_LIMITS, TOLD_HOURS, TOLD };

static const struct {
	enum gate gate;
	const char *one, *more;
} kinds[TOLD] = {
	{GATE_INTERVAL, "session is sooner or later after the one before than is meant",
		"sessions are sooner or later after the one before than is meant"},
	{GATE_LIMITS, "entry is beyond the days, sessions or hours of the contract",
		"entries are beyond the days, sessions or hours of the contract"},
	{GATE_BUSINESS_HOURS, "entry is outside of business hours or working days",
		"entries are outside of business hours or working days"},
};

struct finding {
	struct id_lines entries; /* counted */
	int64_t count;
	uint64_t lines[LINES_SHOWN]; /* the first of them, in order */
};

struct telling {
	struct qser *q;
	int64_t last; /* what was there before: of it nothing is told */
	/* of the organisation in hand */
	struct calendar calendar;
	bool on[TOLD], has_hours;
	struct span hours;
	struct finding found[TOLD];
};

static void telling_free(struct telling *t)
{
	calendar_free(&t->calendar);
	for (size_t i = 0; i < TOLD; i++)
		id_lines_free(&t->found[i].entries);
}

/* ---- Findings ---- */

static void keep_line(struct finding *f, uint64_t line)
{
	for (size_t i = 0; i < LINES_SHOWN && line; i++)
		if (!f->lines[i] || line < f->lines[i]) {
			uint64_t later = f->lines[i];
			f->lines[i] = line;
			line = later;
		}
}

/* Of two participants with the same distance it is one entry. */
static enum qser_status find(struct telling *t, size_t kind, int64_t id)
{
	struct finding *f = &t->found[kind];

	if (id <= t->last || id_lines_get(&f->entries, id))
		return QSER_OK;
	f->count++;
	keep_line(f, t->q->reading.lines ? id_lines_get(t->q->reading.lines, id) : 0);
	return id_lines_put(&f->entries, id, 1) ? QSER_OK
						: fail(t->q, QSER_MEMORY, "out of memory");
}

static void say(const struct telling *t, size_t kind)
{
	const struct finding *f = &t->found[kind];
	_cleanup_(buffer_free) struct buffer lines = BUFFER_INIT;

	for (size_t i = 0; i < LINES_SHOWN && f->lines[i]; i++)
		buffer_printf(&lines, "%s%" PRIu64, i ? ", " : "", f->lines[i]);
	if (f->count > LINES_SHOWN)
		buffer_text_add(&lines, ", …");
	if (f->count)
		remark(t->q, "%s: %" PRId64 " %s (%s; %s %s)", t->q->reading.name, f->count,
			f->count == 1 ? kinds[kind].one : kinds[kind].more,
			gate_setting(kinds[kind].gate), f->count == 1 ? "line" : "lines",
			buffer_text(&lines));
}

/* ---- The interval ---- */

#define SQL_SESSIONS                                                                           \
	"select l.target, e.day, e.id from diary_entry e join diary_entry_participants l on"   \
	" l.owner = e.id where e.path = ?1 and e.kind = 'shadowing' order by l.target, e.day," \
	" e.id"

/* One that was there is not told of; the one before it, when that is new. */
static enum qser_status find_pair(struct telling *t, int64_t before, int64_t id)
{
	return find(t, TOLD_INTERVAL, id > t->last ? id : before);
}

static enum qser_status tell_intervals(struct telling *t, int64_t path)
{
	_cleanup_(query_end) struct query look = query(t->q->store, SQL_SESSIONS);
	const struct calendar *c = &t->calendar;
	int64_t person = 0, before = 0;
	enum qser_status status = QSER_OK;
	day_t was = 0, day;

	query_int(&look, 1, path);
	while (status == QSER_OK && query_row(&look)) {
		bool another = query_get_int(&look, 0) != person;
		person = query_get_int(&look, 0);
		if (!day_read(query_get_text(&look, 1), &day))
			continue;
		int distance = another || day == was ? c->least : calendar_distance(c, was, day);
		if (distance < c->least || distance > c->most)
			status = find_pair(t, before, query_get_int(&look, 2));
		was = day;
		before = query_get_int(&look, 2);
	}
	return status == QSER_OK ? query_status(&look) : status;
}

/* ---- The contract ---- */

#define SQL_CONTRACTS \
	"select starts, ends, sessions, hours from contract where path = ?1 order by number desc"
#define SQL_ENTRIES \
	"select id, day, kind, minutes from diary_entry where path = ?1 order by day, id"

struct contract {
	char starts[DAY_TEXT], ends[DAY_TEXT];
	int64_t sessions, minutes;	     /* 0: no limit */
	int64_t used_sessions, used_minutes; /* so far, day by day */
};

struct contracts {
	struct contract *all; /* the latest first */
	size_t count;
};

static void contracts_free(struct contracts *c)
{
	free(c->all);
}

static enum qser_status read_contracts(struct qser *q, int64_t path, struct contracts *out)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_CONTRACTS);

	query_int(&look, 1, path);
	while (query_row(&look)) {
		const char *starts = query_get_text(&look, 0), *ends = query_get_text(&look, 1);
		struct contract *more = reallocarray(out->all, out->count + 1, sizeof(*more));
		if (!more)
			return fail(q, QSER_MEMORY, "out of memory");
		out->all = more;
		struct contract *c = &more[out->count++];
		*c = (struct contract){.sessions = query_get_int(&look, 2),
			.minutes = query_get_minutes(&look, 3)};
		(void)snprintf(c->starts, sizeof(c->starts), "%s", starts ? starts : "0001-01-01");
		(void)snprintf(c->ends, sizeof(c->ends), "%s", ends ? ends : "9999-12-31");
	}
	return query_status(&look);
}

/* The latest that holds on the day; before the first begins, the latest there is. */
static struct contract *contract_of(const struct contracts *c, const char *day)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->all[i].starts, day) <= 0)
			return &c->all[i];
	return c->all;
}

static bool is_beyond(struct contract *c, const char *day, bool shadowing, int64_t minutes)
{
	if (strcmp(day, c->starts) < 0 || strcmp(day, c->ends) > 0)
		return true;
	c->used_sessions += shadowing;
	c->used_minutes += minutes;
	return (c->sessions && shadowing && c->used_sessions > c->sessions) ||
	       (c->minutes && c->used_minutes > c->minutes);
}

static enum qser_status tell_limits(struct telling *t, int64_t path)
{
	_cleanup_(contracts_free) struct contracts all = {0};
	enum qser_status status = read_contracts(t->q, path, &all);

	if (status != QSER_OK || !all.count)
		return status;
	_cleanup_(query_end) struct query look = query(t->q->store, SQL_ENTRIES);
	query_int(&look, 1, path);
	while (status == QSER_OK && query_row(&look)) {
		const char *day = query_get_text(&look, 1);
		bool shadowing = !strcmp(query_get_word(&look, 2), entry_kinds[0]);
		if (is_beyond(contract_of(&all, day), day, shadowing, query_get_int(&look, 3)))
			status = find(t, TOLD_LIMITS, query_get_int(&look, 0));
	}
	return status == QSER_OK ? query_status(&look) : status;
}

/* ---- Business hours ---- */

#define SQL_NEW                                                                       \
	"select id, day, starts_at, zone, minutes from diary_entry where path is not" \
	" distinct from ?1 and id > ?2 and kind <> 'travel' and kind <> '" ENTRY_OF_PAIRS "'"

static bool is_outside(const struct telling *t, struct query *entry)
{
	const char *zone = query_get_text(entry, 3);
	int offset, minute;
	day_t day;

	if (!day_read(query_get_text(entry, 1), &day))
		return false;
	if (!calendar_works(&t->calendar, day))
		return true;
	if (!t->has_hours || query_is_null(entry, 2) || !zone || !offset_read(zone, &offset))
		return false;
	(void)offset_day(query_get_int(entry, 2), offset, &minute);
	return !hours_hold(&t->hours, minute, minute + query_get_int(entry, 4));
}

static enum qser_status tell_hours(struct telling *t, int64_t path)
{
	_cleanup_(query_end) struct query look = query(t->q->store, SQL_NEW);
	enum qser_status status = QSER_OK;

	if (path)
		query_int(&look, 1, path);
	query_int(&look, 2, t->last);
	while (status == QSER_OK && query_row(&look))
		if (is_outside(t, &look))
			status = find(t, TOLD_HOURS, query_get_int(&look, 0));
	return status == QSER_OK ? query_status(&look) : status;
}

/* ---- All of them ---- */

#define SQL_PATHS                                                                            \
	"select e.path, p.organisation from diary_entry e left join path p on p.id = e.path" \
	" where e.id > ?1 group by e.path, p.organisation order by p.organisation, e.path"

static enum qser_status enter_organisation(struct telling *t, int64_t organisation)
{
	_cleanup_(buffer_free) struct buffer hours = BUFFER_INIT;
	_cleanup_(error_free) struct error ignored = {0};
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < TOLD && status == QSER_OK; i++) {
		_cleanup_(buffer_free) struct buffer policy = BUFFER_INIT;
		status = setting_value(t->q, gate_setting(kinds[i].gate), organisation, &policy);
		t->on[i] = strcmp(buffer_text(&policy), "off") != 0;
	}
	calendar_free(&t->calendar);
	t->calendar = (struct calendar){0};
	if (status == QSER_OK)
		status = calendar_load(&t->calendar, t->q, organisation);
	if (status == QSER_OK)
		status = setting_value(t->q, "business-hours", organisation, &hours);
	t->has_hours = span_parse(buffer_text(&hours), &t->hours, &ignored) == QSER_OK;
	return status;
}

static enum qser_status look_at(struct telling *t, int64_t path)
{
	enum qser_status status = QSER_OK;

	if (path && t->on[TOLD_INTERVAL])
		status = tell_intervals(t, path);
	if (status == QSER_OK && path && t->on[TOLD_LIMITS])
		status = tell_limits(t, path);
	return status == QSER_OK && t->on[TOLD_HOURS] ? tell_hours(t, path) : status;
}

static enum qser_status look_at_all(struct telling *t)
{
	_cleanup_(query_end) struct query paths = query(t->q->store, SQL_PATHS);
	enum qser_status status = QSER_OK;
	int64_t organisation = -1;

	query_int(&paths, 1, t->last);
	while (status == QSER_OK && query_row(&paths)) {
		int64_t of = query_is_null(&paths, 1) ? 0 : query_get_int(&paths, 1);
		if (of != organisation)
			status = enter_organisation(t, of);
		organisation = of;
		if (status == QSER_OK)
			status =
				look_at(t, query_is_null(&paths, 0) ? 0 : query_get_int(&paths, 0));
	}
	return status == QSER_OK ? query_status(&paths) : status;
}

enum qser_status entry_imported(struct qser *q, int64_t last)
{
	_cleanup_(telling_free) struct telling t = {.q = q, .last = last};
	int64_t nights = q->reading.overnight;
	enum qser_status status = look_at_all(&t);

	if (nights)
		remark(q, "%s: %" PRId64 " %s the next day", q->reading.name, nights,
			nights == 1 ? "row ends" : "rows end");
	for (size_t i = 0; i < TOLD && status == QSER_OK; i++)
		say(&t, i);
	return status;
}
