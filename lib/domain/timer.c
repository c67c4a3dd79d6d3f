/*
 * timer.c: a clock that runs while a session goes on (C9, C10).
 *
 * It is a record like any other, one of each trainer: it survives logout and restart, is undone by
 * undo, and becomes an entry of the diary by stop.  It runs by whole minutes of the clock on the
 * wall, in UTC: a change to summer time takes no hour and gives none.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "diary.h"
#include "path_life.h"

static const struct qser_column timer_columns[] = {
	COLUMN_ID,
	{.name = "trainer",
		.label = "Trainer",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_PERSON,
		.aliases = aliases_trainer,
		.help = "whose clock it is; each has one at most"},
	{.name = "path",
		.label = "Path",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_PATH,
		.aliases = aliases_path,
		.help = "the training path it is for"},
	{.name = "participants",
		.label = "Participants",
		.type = QSER_REFS,
		.flags = QSER_BRIEF,
		.ref = QSER_PERSON,
		.aliases = aliases_participant,
		.help = "who takes part, joined by ;"},
	{.name = "started_at",
		.label = "Since",
		.type = QSER_STAMP,
		.flags = QSER_REQUIRED | QSER_BRIEF | QSER_FIXED,
		.help = "moment it began"},
	{.name = "zone",
		.label = "Zone",
		.type = QSER_TEXT,
		.flags = QSER_FIXED,
		.help = "offset of the local time then, +02:00"},
	{.name = "kind",
		.label = "Kind",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = entry_kinds,
		.preset = "shadowing",
		.aliases = aliases_kind,
		.help = "what is going on"},
	{.name = "topic", .label = "Topic", .type = QSER_TEXT, .help = "of the session"},
	COLUMN_NOTE,
};

static enum qser_status check_timer(struct row *row)
{
	int64_t path = row_int(row, "path", 0);
	const char *people = row_text(row, "participants");

	enum qser_status status = path_is_open(row->q, path);
	if (status == QSER_OK && path && people)
		status = check_on_path(row->q, path, people);
	return status;
}

const struct record timer_record = {
	.id = QSER_TIMER,
	.name = "timer",
	.plural = "timers",
	.table = "timer",
	.columns = timer_columns,
	.count = COUNT(timer_columns),
	.lead = "trainer",
	.check = check_timer,
};

/* ---- When ---- */

static enum qser_status is_to_come(struct qser *q, const char *at, int64_t moment)
{
	char when[MOMENT_TEXT];

	if (moment <= q->options.now)
		return QSER_OK;
	moment_print(moment, when);
	return fail(q, QSER_INVALID,
		"at: %s is still to come; of yesterday it is --at 'yesterday %s'", when, at);
}

/* A time of today, or any moment; to the minute.  NULL: now. */
static enum qser_status read_moment(struct qser *q, const char *at, int64_t *moment)
{
	const struct day_context *days;
	int minute, offset = 0;
	bool fixed;

	*moment = q->options.now - q->options.now % 60;
	if (!at)
		return QSER_OK;
	enum qser_status status = handle_days(q, &days);
	if (status != QSER_OK)
		return status;
	if (clock_parse(at, &minute, &fixed, &offset, &q->error) == QSER_OK) {
		status = local_to_stamp(days->today, minute, fixed, offset, moment, &q->error);
		return status == QSER_OK ? is_to_come(q, at, *moment) : status;
	}
	status = stamp_parse(at, days, moment, &q->error);
	if (status != QSER_OK)
		return fail(q, QSER_INVALID,
			"at: \"%s\" is neither a time of today, like 9:30, nor a moment, like "
			"'yesterday 23:30'",
			at);
	*moment -= *moment % 60;
	return *moment <= q->options.now ? QSER_OK
					 : fail(q, QSER_INVALID, "at: \"%s\" is still to come", at);
}

/* ---- The clock of the actor ---- */

#define SQL_MINE "select id from timer where trainer = ?1"

/* *id 0: nothing runs. */
static enum qser_status find_mine(struct qser *q, int64_t *id)
{
	int64_t actor;
	enum qser_status status = qser_actor(q, &actor, NULL);

	*id = 0;
	if (status == QSER_OK && !actor)
		status = fail(q, QSER_USAGE, "whose timer? say who you are with --actor");
	if (status != QSER_OK)
		return status;
	_cleanup_(query_end) struct query look = query(q->store, SQL_MINE);
	query_int(&look, 1, actor);
	return query_number(&look, 0, id);
}

static enum qser_status load_mine(struct row *timer)
{
	int64_t id;
	enum qser_status status = find_mine(timer->q, &id);

	if (status == QSER_OK && !id)
		status = fail(
			timer->q, QSER_UNKNOWN, "no timer runs; begin one with: qser-diary start");
	return status == QSER_OK ? row_load(timer, id) : status;
}

static enum qser_status runs_already(struct qser *q, int64_t id)
{
	_cleanup_(row_free) struct row timer;
	char since[MOMENT_TEXT];

	row_init(&timer, q, QSER_TIMER);
	enum qser_status status = row_load(&timer, id);
	if (status != QSER_OK)
		return status;
	moment_print(row_stored_int(&timer, "started_at", 0), since);
	return fail(q, QSER_EXISTS,
		"a timer of yours runs since %s; end it with: qser-diary stop, or take it back with: "
		"qser-diary cancel",
		since);
}

/* The moment it begins, and what is to be so before a path's first session: asked now, since what
 * has happened cannot be refused any more. */
static enum qser_status set_begin(struct row *timer, const char *at)
{
	struct qser *q = timer->q;
	int64_t moment, path = row_int(timer, "path", 0);
	int minute, offset;
	bool first = false;
	char zone[8];
	day_t day;

	enum qser_status status = read_moment(q, at, &moment);
	if (status == QSER_OK && row_text(timer, "kind") &&
		!strcmp(row_text(timer, "kind"), ENTRY_OF_PAIRS))
		status = fail(q, QSER_REFUSED,
			"kind: " ENTRY_OF_PAIRS
			" hours come with the meeting of a pair; record that "
			"with: qser-pair meet");
	if (status != QSER_OK)
		return status;
	utc_to_local(moment, &day, &minute, &offset);
	offset_print(offset, zone);
	row_put_int(timer, "started_at", moment);
	row_put_text(timer, "zone", zone);
	row_put_int(timer, "trainer", q->actor);
	status = first_session(q, path, row_text(timer, "kind"), &first);
	return status == QSER_OK && first ? path_may_begin(q, path) : status;
}

enum qser_status qser_timer_start(
	struct qser *q, const char *at, const struct qser_field *fields, size_t count, int64_t *id)
{
	_cleanup_(row_free) struct row timer;
	int64_t running, path;

	row_init(&timer, q, QSER_TIMER);
	*id = 0;
	enum qser_status status = find_mine(q, &running);
	if (status == QSER_OK && running)
		status = runs_already(q, running);
	if (status == QSER_OK)
		status = row_set_fields(&timer, fields, count);
	if (status == QSER_OK && !row_int(&timer, "path", 0)) {
		status = default_path(q, &path);
		row_put_int(&timer, "path", path);
	}
	if (status == QSER_OK)
		status = set_begin(&timer, at);
	if (status == QSER_OK)
		status = row_save(&timer);
	*id = timer.id;
	return status;
}

enum qser_status qser_timer_cancel(struct qser *q, int64_t *id)
{
	enum qser_status status = find_mine(q, id);

	if (status == QSER_OK && !*id)
		return fail(q, QSER_UNKNOWN, "no timer runs; there is nothing to cancel");
	return status == QSER_OK ? qser_remove(q, QSER_TIMER, *id) : status;
}

/* ---- Stop: an entry of the diary ---- */

static enum qser_status measure(struct row *entry, const struct row *timer, int64_t end)
{
	int64_t begin = row_stored_int(timer, "started_at", 0), minutes = (end - begin) / 60;
	struct qser *q = entry->q;
	char since[MOMENT_TEXT];

	moment_print(begin, since);
	if (end < begin)
		return fail(q, QSER_INVALID, "at: that is before the timer began, %s", since);
	if (!minutes)
		return fail(q, QSER_INVALID,
			"the timer runs for less than a minute; say when it ended with --at, or take it "
			"back with: qser-diary cancel");
	if (minutes > MINUTES_MAX)
		return fail(q, QSER_INVALID,
			"the timer runs since %s, longer than 24 h; say when it ended, as --at '%.10s "
			"17:30', or take it back with: qser-diary cancel",
			since, since);
	row_put_int(entry, "starts_at", begin);
	row_put_int(entry, "minutes", minutes);
	return QSER_OK;
}

/* The day and the offset are those of the place where it began, wherever it is stopped. */
static void set_place(struct row *entry, const struct row *timer)
{
	const char *zone = row_stored_text(timer, "zone");
	char day[DAY_TEXT];
	int offset, minute;

	if (!zone || !offset_read(zone, &offset))
		return;
	day_print(offset_day(row_stored_int(timer, "started_at", 0), offset, &minute), day);
	row_put_text(entry, "zone", zone);
	row_put_text(entry, "day", day);
}

/* What was said at the start, where the end says nothing else; notes are put together. */
static void take_over(struct row *entry, const struct row *timer)
{
	static const char *const texts[] = {"participants", "kind", "topic", "note"};
	const char *before = row_stored_text(timer, "note"), *now = row_text(entry, "note");

	for (size_t i = 0; i < COUNT(texts); i++)
		if (!row_given(entry, texts[i]))
			row_put_text(entry, texts[i], row_stored_text(timer, texts[i]));
	if (!row_given(entry, "path") && row_stored_int(timer, "path", 0))
		row_put_int(entry, "path", row_stored_int(timer, "path", 0));
	row_put_int(entry, "trainer", row_stored_int(timer, "trainer", 0));
	if (!before || !now || !strcmp(before, now))
		return;
	_cleanup_(buffer_free) struct buffer both = BUFFER_INIT;
	buffer_printf(&both, "%s\n%s", before, now);
	row_put_text(entry, "note", buffer_text(&both));
}

/* A session that is another than was begun is asked for again. */
static bool is_another(const struct row *entry, const struct row *timer)
{
	const char *kind = row_text(entry, "kind"), *was = row_stored_text(timer, "kind");

	return row_int(entry, "path", 0) != row_stored_int(timer, "path", 0) ||
	       (kind && strcmp(kind, was) != 0);
}

enum qser_status qser_timer_stop(struct qser *q, const char *at, const struct qser_field *fields,
	size_t count, int64_t *entry)
{
	_cleanup_(row_free) struct row timer, row;
	int64_t end;

	row_init(&timer, q, QSER_TIMER);
	row_init(&row, q, QSER_ENTRY);
	*entry = 0;
	enum qser_status status = load_mine(&timer);
	if (status == QSER_OK)
		status = row_set_fields(&row, fields, count);
	if (status == QSER_OK)
		status = read_moment(q, at, &end);
	if (status != QSER_OK)
		return status;
	take_over(&row, &timer);
	set_place(&row, &timer);
	status = measure(&row, &timer, end);
	if (status == QSER_OK)
		status = log_entry(&row, is_another(&row, &timer));
	if (status == QSER_OK)
		status = row_remove(q, QSER_TIMER, timer.id);
	*entry = row.id;
	return status;
}

/* ---- What runs ---- */

#define SQL_RUNNING                                                                               \
	"select t.id, coalesce(p.code, p.name), coalesce(h.code, h.title), t.started_at, t.kind," \
	" coalesce(h.organisation, 0), t.trainer from timer t join person p on p.id = t.trainer"  \
	" left join path h on h.id = t.path where ?1 = 0 or t.trainer = ?1 order by t.started_at"
#define SQL_WITH                                                                                     \
	"select coalesce(p.code, p.name) from timer_participants l join person p on p.id = l.target" \
	" where l.owner = ?1 order by l.target"

static enum qser_status with_whom(struct qser *q, int64_t timer, struct buffer *out)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_WITH);

	query_int(&look, 1, timer);
	while (query_row(&look)) {
		buffer_text_add(out, out->length ? ", " : "");
		buffer_text_add(out, query_get_text(&look, 0));
	}
	return query_status(&look);
}

enum qser_status timer_limit(struct qser *q, int64_t organisation, int64_t *minutes)
{
	_cleanup_(buffer_free) struct buffer limit = BUFFER_INIT;
	enum qser_status status = setting_value(q, "timer-limit", organisation, &limit);

	return status == QSER_OK
		       ? duration_parse(buffer_text(&limit), MINUTES_MAX, minutes, &q->error)
		       : status;
}

enum qser_status qser_each_timer(struct qser *q, int64_t trainer, qser_timer_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query all = query(q->store, SQL_RUNNING);
	_cleanup_(buffer_free) struct buffer people = BUFFER_INIT;
	char since[MOMENT_TEXT];

	query_int(&all, 1, trainer);
	while (query_row(&all)) {
		int64_t at = query_get_int(&all, 3), limit = 0;
		buffer_clear(&people);
		enum qser_status status = with_whom(q, query_get_int(&all, 0), &people);
		if (status == QSER_OK)
			status = timer_limit(q, query_get_int(&all, 5), &limit);
		if (status != QSER_OK)
			return status;
		moment_print(at, since);
		const struct qser_timer timer = {
			.id = query_get_int(&all, 0),
			.trainer = query_get_text(&all, 1),
			.path = query_get_text(&all, 2),
			.people = buffer_text(&people),
			.kind = query_get_text(&all, 4),
			.since = since,
			.minutes = (q->options.now - at) / 60,
			.limit = limit,
		};
		if (fn(ctx, &timer))
			return QSER_STOPPED;
	}
	return query_status(&all);
}
