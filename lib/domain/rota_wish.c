/* rota_wish.c: how the sessions of a path are to be planned; see rota_wish.h. */
#include "rota_wish.h"

#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "gate.h"
#include "path_life.h"

#define LENGTH 120
#define REFLECTION 30

/* What the path and its papers say. */
struct papers {
	day_t starts, ends;		  /* DAY_MIN, DAY_MAX: not said */
	int64_t contract;		  /* its number; 0: there is none */
	int64_t sessions, minutes, own;	  /* of the contract; of the path; 0: not said */
	int64_t length, reflection, each; /* of the sessions planned before; 0: there are none */
	bool weekdays[8];		  /* of these sessions */
	struct rota_span windows[ROTA_WINDOWS]; /* the hours of these sessions, joined */
	size_t window_count;
};

/* ---- What is known ---- */

#define SQL_PATH                                                                           \
	"select h.trainer, h.starts, h.ends, h.hours, (select count(*) from participant p" \
	" where p.path = h.id) from path h where h.id = ?1"
#define SQL_CONTRACT                                                                         \
	"select number, ends, sessions, hours from contract where path = ?1 order by number" \
	" desc limit 1"
#define SQL_BEFORE                                                                        \
	"select minutes, reflection, sessions from slot where path = ?1 order by"         \
	" case when state = 'planned' then 0 else 1 end, case when sessions is null then" \
	" 1 else 0 end, id desc limit 1"

day_t rota_day(struct query *q, int column, day_t fallback)
{
	const char *text = query_get_text(q, column);
	day_t day;

	return text && day_read(text, &day) ? day : fallback;
}

static enum qser_status read_path(struct rota_wish *w, struct papers *p)
{
	_cleanup_(query_end) struct query look = query(w->q->store, SQL_PATH);

	query_int(&look, 1, w->path);
	if (!query_row(&look))
		return query_status(&look) != QSER_OK
			       ? query_status(&look)
			       : fail(w->q, QSER_UNKNOWN, "there is no path %" PRId64, w->path);
	w->trainer = query_get_int(&look, 0);
	p->starts = rota_day(&look, 1, DAY_MIN);
	p->ends = rota_day(&look, 2, DAY_MAX);
	p->own = query_get_int(&look, 3);
	w->participants = query_get_int(&look, 4);
	return query_status(&look);
}

/* The contract with the highest number holds. */
static enum qser_status read_contract(struct rota_wish *w, struct papers *p)
{
	_cleanup_(query_end) struct query look = query(w->q->store, SQL_CONTRACT);

	query_int(&look, 1, w->path);
	if (!query_row(&look))
		return query_status(&look);
	p->contract = query_get_int(&look, 0);
	day_t ends = rota_day(&look, 1, DAY_MAX);
	if (ends < p->ends)
		p->ends = ends;
	p->sessions = query_get_int(&look, 2);
	p->minutes = query_get_minutes(&look, 3);
	return query_status(&look);
}

static enum qser_status read_before(struct rota_wish *w, struct papers *p)
{
	_cleanup_(query_end) struct query look = query(w->q->store, SQL_BEFORE);

	query_int(&look, 1, w->path);
	if (!query_row(&look))
		return query_status(&look);
	p->length = query_get_int(&look, 0);
	p->reflection = query_get_int(&look, 1);
	p->each = query_get_int(&look, 2);
	return query_status(&look);
}

#define SQL_TIMES                                                                             \
	"select distinct begins, minutes + reflection, day from slot where path = ?1 and day" \
	" is not null and begins is not null and state <> 'cancelled' order by begins"

/* Sessions that follow each other are one span; the time between two spans is a break.  Beyond the
 * most there may be, the last goes on. */
static void join_window(struct papers *p, int begins, int ends)
{
	struct rota_span *last = p->window_count ? &p->windows[p->window_count - 1] : NULL;

	if (!last || (begins > last->to && p->window_count < ROTA_WINDOWS))
		p->windows[p->window_count++] = (struct rota_span){0, begins, ends};
	else if (ends > last->to)
		last->to = ends;
}

/* On which days of the week, and between which hours, the sessions before are. */
static enum qser_status read_times(struct rota_wish *w, struct papers *p)
{
	_cleanup_(query_end) struct query all = query(w->q->store, SQL_TIMES);

	query_int(&all, 1, w->path);
	while (query_row(&all)) {
		int begins = clock_minute(query_get_text(&all, 0));
		int ends = begins + (int)query_get_int(&all, 1);
		if (begins < 0 || ends > MINUTES_MAX)
			continue;
		p->weekdays[day_weekday(rota_day(&all, 2, 0))] = true;
		join_window(p, begins, ends);
	}
	return query_status(&all);
}

/* how: a command that goes on with the word of the path. */
static enum qser_status refuse_path(
	struct rota_wish *w, const char *what, const char *how, const char *more)
{
	_cleanup_(buffer_free) struct buffer word = BUFFER_INIT;
	enum qser_status status = record_word(w->q, QSER_PATH, w->path, &word);

	return status != QSER_OK ? status
				 : fail(w->q, QSER_REFUSED, "path %s has no %s: %s %s%s",
					   buffer_text(&word), what, how, buffer_text(&word), more);
}

static enum qser_status read_papers(struct rota_wish *w, struct papers *p, bool again)
{
	enum qser_status status = path_is_open(w->q, w->path);

	if (status == QSER_OK)
		status = read_path(w, p);
	if (status == QSER_OK)
		status = read_contract(w, p);
	if (status == QSER_OK)
		status = read_before(w, p);
	if (status == QSER_OK && again)
		status = read_times(w, p);
	if (status != QSER_OK)
		return status;
	if (!w->trainer)
		return refuse_path(
			w, "trainer", "name one with: qser-path edit", " --trainer PERSON");
	if (!w->participants)
		return refuse_path(w, "participants",
			"add them with: qser-path participant add --path", " --person PERSON");
	return again && !p->length
		       ? refuse_path(w, "rota yet", "plan one with: qser-path rota plan", "")
		       : QSER_OK;
}

/* ---- What was asked for ---- */

static enum qser_status read_day(
	struct rota_wish *w, const char *name, const char *text, day_t preset, day_t *out)
{
	const struct day_context *days;

	*out = preset;
	if (!text)
		return QSER_OK;
	enum qser_status status = handle_days(w->q, &days);
	if (status == QSER_OK)
		status = day_parse(text, days, out, &w->q->error);
	if (status != QSER_OK)
		error_prefix(&w->q->error, "%s", name);
	return status;
}

static enum qser_status read_days(
	struct rota_wish *w, const struct qser_rota *asked, const struct papers *p)
{
	const struct day_context *days;
	enum qser_status status = handle_days(w->q, &days);
	char from[DAY_TEXT], until[DAY_TEXT];

	if (status != QSER_OK)
		return status;
	status = read_day(w, "from", asked->from, p->starts > days->today ? p->starts : days->today,
		&w->from);
	if (status == QSER_OK && w->from < days->today)
		remark(w->q, "from: %s is in the past", asked->from);
	if (status == QSER_OK)
		status = read_day(w, "until", asked->until, p->ends, &w->until);
	if (status != QSER_OK || w->from <= w->until)
		return status;
	day_print(w->from, from);
	day_print(w->until, until);
	return fail(w->q, QSER_INVALID,
		"until: the path is planned from %s, and ends on %s; give --from and --until", from,
		until);
}

static enum qser_status read_weekdays(
	struct rota_wish *w, const char *text, const struct papers *before)
{
	memcpy(w->weekdays, before->window_count ? before->weekdays : w->calendar.works,
		sizeof(w->weekdays));
	if (!text || weekdays_read(text, w->weekdays))
		return QSER_OK;
	return fail(
		w->q, QSER_INVALID, "days: \"%s\" is not days of the week, like mon,wed-fri", text);
}

static int window_order(const void *a, const void *b)
{
	const struct rota_span *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

static enum qser_status add_window(struct rota_wish *w, const char *text)
{
	struct span span;
	enum qser_status status = span_parse(text, &span, &w->q->error);

	if (status != QSER_OK) {
		error_prefix(&w->q->error, "hours");
		return status;
	}
	if (span.overnight || span.from_fixed || span.to_fixed)
		return fail(w->q, QSER_INVALID,
			"hours: \"%s\" is not within one day, like 9:00-13:00", text);
	if (w->window_count == ROTA_WINDOWS)
		return fail(w->q, QSER_INVALID, "hours: are %d spans at most", ROTA_WINDOWS);
	w->windows[w->window_count++] = (struct rota_span){0, span.from, span.to};
	return QSER_OK;
}

static enum qser_status read_windows(struct rota_wish *w, const char *text)
{
	enum qser_status status = QSER_OK;

	while (status == QSER_OK) {
		size_t length = strcspn(text, ",");
		_cleanup_(free_pointer) char *one = memory_ndup(text, length);
		if (!one)
			return fail(w->q, QSER_MEMORY, "out of memory");
		status = add_window(w, one);
		if (!text[length])
			break;
		text += length + 1;
	}
	qsort(w->windows, w->window_count, sizeof(*w->windows), window_order);
	for (size_t i = 1; i < w->window_count && status == QSER_OK; i++)
		if (w->windows[i].from < w->windows[i - 1].to)
			status = fail(
				w->q, QSER_INVALID, "hours: two spans of \"%s\" overlap", text);
	return status;
}

static enum qser_status read_hours(
	struct rota_wish *w, const char *text, const struct papers *before, int64_t organisation)
{
	_cleanup_(buffer_free) struct buffer preset = BUFFER_INIT;

	if (text)
		return read_windows(w, text);
	if (before->window_count) {
		memcpy(w->windows, before->windows, sizeof(w->windows));
		w->window_count = before->window_count;
		return QSER_OK;
	}
	enum qser_status status = setting_value(w->q, "business-hours", organisation, &preset);
	return status == QSER_OK ? read_windows(w, buffer_text(&preset)) : status;
}

/* "0" is none, where that may be. */
static enum qser_status read_duration(struct rota_wish *w, const char *name, const char *text,
	bool none, int64_t preset, int *out)
{
	int64_t minutes = preset;
	enum qser_status status = QSER_OK;

	if (text && none && !strcmp(text, "0"))
		minutes = 0;
	else if (text)
		status = duration_parse(text, MINUTES_MAX, &minutes, &w->q->error);
	if (status != QSER_OK)
		error_prefix(&w->q->error, "%s", name);
	*out = (int)minutes;
	return status;
}

static enum qser_status read_durations(
	struct rota_wish *w, const struct qser_rota *asked, const struct papers *p)
{
	enum qser_status status = read_duration(
		w, "length", asked->length, false, p->length ? p->length : LENGTH, &w->length);

	if (status == QSER_OK)
		status = read_duration(w, "reflection", asked->reflection, true,
			p->length ? p->reflection : REFLECTION, &w->reflection);
	if (status == QSER_OK)
		status = read_duration(w, "per-day", asked->per_day, false, 0, &w->per_day);
	return status;
}

/* The contract is about the path as a whole: each participant has an equal part of it. */
static enum qser_status read_sessions(
	struct rota_wish *w, const struct qser_rota *asked, const struct papers *p, bool again)
{
	int64_t block = w->length + w->reflection, each = 0;
	const char *from = "the contract";

	if (asked->sessions < 0 || asked->sessions > 10000)
		return fail(w->q, QSER_INVALID, "sessions: are 1 to 10000");
	if (asked->sessions || (again && p->each)) {
		w->sessions = (int)(asked->sessions ? asked->sessions : p->each);
		return QSER_OK;
	}
	if (p->sessions) {
		each = p->sessions / w->participants;
	} else if (p->minutes || p->own) {
		each = (p->minutes ? p->minutes : p->own) / (w->participants * block);
		from = p->minutes ? "the hours of the contract" : "the hours of the path";
	}
	if (!each)
		return fail(w->q, QSER_USAGE, "how many sessions each? give --sessions N; %s",
			p->sessions || p->minutes || p->own
				? "contract and path have not enough for one each"
				: "no contract says it");
	w->sessions = (int)(each > 10000 ? 10000 : each);
	remark(w->q, "%d session%s each, by %s", w->sessions, w->sessions == 1 ? "" : "s", from);
	return QSER_OK;
}

/* ---- Can anything be planned at all? ---- */

static enum qser_status check_room(struct rota_wish *w)
{
	_cleanup_(buffer_free) struct buffer needs = BUFFER_INIT;
	int block = w->length + w->reflection, longest = 0;

	for (size_t i = 0; i < w->window_count; i++)
		if (w->windows[i].to - w->windows[i].from > longest)
			longest = w->windows[i].to - w->windows[i].from;
	duration_print(&needs, block);
	if (longest < block)
		return fail(w->q, QSER_INVALID,
			"hours: no span is as long as a session with its reflection, %s",
			buffer_text(&needs));
	if (w->per_day && w->per_day < block)
		return fail(w->q, QSER_INVALID,
			"per-day: is less than a session with its reflection, %s",
			buffer_text(&needs));
	return QSER_OK;
}

static void remark_contract(const struct rota_wish *w, const struct papers *p)
{
	int64_t all = w->sessions * w->participants;

	if (p->sessions && all > p->sessions)
		remark(w->q,
			"%d session%s for each of %" PRId64 " make %" PRId64 "; contract %" PRId64
			" is about %" PRId64,
			w->sessions, w->sessions == 1 ? "" : "s", w->participants, all, p->contract,
			p->sessions);
}

/* What was not asked for is as it was planned before. */
static void remark_times(const struct rota_wish *w)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	for (int day = 1; day <= 7; day++)
		if (w->weekdays[day])
			buffer_printf(&text, "%s%s", text.length ? ", " : "", day_name(day));
	for (size_t i = 0; i < w->window_count; i++)
		buffer_printf(&text, "%s%02d:%02d-%02d:%02d", i ? " and " : ", ",
			w->windows[i].from / 60, w->windows[i].from % 60, w->windows[i].to / 60,
			w->windows[i].to % 60);
	remark(w->q, "planned on %s, as the sessions before; say otherwise with --days and --hours",
		buffer_text(&text));
}

enum qser_status rota_wish_read(struct rota_wish *w, const struct qser_rota *asked, bool again)
{
	struct papers papers = {.starts = DAY_MIN, .ends = DAY_MAX};
	int64_t organisation = 0;
	enum qser_status status = read_papers(w, &papers, again);

	if (status == QSER_OK)
		status = organisation_of(w->q, w->path, &organisation);
	if (status == QSER_OK)
		status = calendar_load(&w->calendar, w->q, organisation);
	if (status == QSER_OK)
		status = read_days(w, asked, &papers);
	if (status == QSER_OK)
		status = read_weekdays(w, asked->days, &papers);
	if (status == QSER_OK)
		status = read_hours(w, asked->hours, &papers, organisation);
	if (status == QSER_OK)
		status = read_durations(w, asked, &papers);
	if (status == QSER_OK)
		status = check_room(w);
	if (status == QSER_OK)
		status = read_sessions(w, asked, &papers, again);
	if (status == QSER_OK)
		remark_contract(w, &papers);
	if (status == QSER_OK && papers.window_count && !(asked->days && asked->hours))
		remark_times(w);
	return status;
}

void rota_wish_free(struct rota_wish *w)
{
	calendar_free(&w->calendar);
}
