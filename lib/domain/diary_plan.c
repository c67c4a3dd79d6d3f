/*
 * diary_plan.c: what a day holds for a trainer: sessions of the rota, suggestions to look after,
 * actions that were agreed upon, a timer that runs (C10, G3).
 */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "diary.h"

#define SQL_SLOTS                                                                             \
	"select s.id, s.begins, s.minutes, s.session, coalesce(w.code, w.name), coalesce("    \
	"h.code, h.title) from slot s join person w on w.id = s.person join path h on h.id =" \
	" s.path where s.trainer = ?1 and s.day = ?2 and (s.state = 'planned' or s.state ="   \
	" 'agreed') and h.state <> 'closed' order by s.begins, s.id"
#define SQL_FOLLOW_UPS                                                                          \
	"select s.id, s.due, s.wording, coalesce(w.code, w.name), coalesce(h.code, h.title),"   \
	" s.entry from suggestion s join diary_entry e on e.id = s.entry left join person w on" \
	" w.id = s.person left join path h on h.id = e.path where s.outcome = 'open' and s.due" \
	" <= ?2 and e.trainer = ?1 and (h.id is null or h.state <> 'closed') order by s.due, s.id"
#define SQL_PEOPLE                                                                      \
	"select coalesce(p.code, p.name) from diary_entry_participants l join person p" \
	" on p.id = l.target where l.owner = ?1 order by l.target"
#define SQL_ACTIONS                                                                            \
	"select a.id, a.due, a.what, coalesce(h.code, h.title) from action a join path h on"   \
	" h.id = a.path where a.person = ?1 and a.done is null and a.due <= ?2 and h.state <>" \
	" 'closed' order by a.due, a.id"

struct planning {
	struct qser *q;
	int64_t trainer;
	const char *day;
	qser_planned_fn *fn;
	void *ctx;
};

static enum qser_status plan_slots(const struct planning *p)
{
	_cleanup_(query_end) struct query all = query(p->q->store, SQL_SLOTS);
	char when[24], end[CLOCK_TEXT], what[40];

	query_int(&all, 1, p->trainer);
	query_text(&all, 2, p->day);
	while (query_row(&all)) {
		const char *begins = query_get_text(&all, 1);
		(void)snprintf(when, sizeof(when), "%s", begins ? begins : "");
		int minute = clock_minute(begins);
		if (minute >= 0) {
			clock_print(minute + (int)query_get_int(&all, 2), end);
			(void)snprintf(when, sizeof(when), "%s-%s", begins, end);
		}
		(void)snprintf(what, sizeof(what), "session %" PRId64, query_get_int(&all, 3));
		const struct qser_planned planned = {.kind = "session",
			.when = when,
			.what = what,
			.who = query_get_text(&all, 4),
			.path = query_get_text(&all, 5),
			.id = query_get_int(&all, 0)};
		if (p->fn(p->ctx, &planned))
			return QSER_STOPPED;
	}
	return query_status(&all);
}

/* For nobody in particular: for all who took part. */
static enum qser_status people_of(struct qser *q, int64_t entry, struct buffer *out)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_PEOPLE);

	buffer_clear(out);
	query_int(&look, 1, entry);
	while (query_row(&look)) {
		buffer_text_add(out, out->length ? ", " : "");
		buffer_text_add(out, query_get_text(&look, 0));
	}
	return query_status(&look);
}

static enum qser_status plan_follow_ups(const struct planning *p)
{
	_cleanup_(query_end) struct query all = query(p->q->store, SQL_FOLLOW_UPS);
	_cleanup_(buffer_free) struct buffer people = BUFFER_INIT;

	query_int(&all, 1, p->trainer);
	query_text(&all, 2, p->day);
	while (query_row(&all)) {
		enum qser_status status = people_of(p->q, query_get_int(&all, 5), &people);
		if (status != QSER_OK)
			return status;
		const char *person = query_get_text(&all, 3);
		const struct qser_planned planned = {.kind = "follow-up",
			.when = query_get_text(&all, 1),
			.what = query_get_text(&all, 2),
			.who = person ? person : buffer_text(&people),
			.path = query_get_text(&all, 4),
			.id = query_get_int(&all, 0)};
		if (p->fn(p->ctx, &planned))
			return QSER_STOPPED;
	}
	return query_status(&all);
}

static enum qser_status plan_actions(const struct planning *p)
{
	_cleanup_(query_end) struct query all = query(p->q->store, SQL_ACTIONS);

	query_int(&all, 1, p->trainer);
	query_text(&all, 2, p->day);
	while (query_row(&all)) {
		const struct qser_planned planned = {.kind = "action",
			.when = query_get_text(&all, 1),
			.what = query_get_text(&all, 2),
			.path = query_get_text(&all, 3),
			.id = query_get_int(&all, 0)};
		if (p->fn(p->ctx, &planned))
			return QSER_STOPPED;
	}
	return query_status(&all);
}

static int plan_timer(void *ctx, const struct qser_timer *timer)
{
	const struct planning *p = ctx;
	_cleanup_(buffer_free) struct buffer what = BUFFER_INIT;

	duration_print(&what, timer->minutes);
	buffer_printf(&what, " %s so far", timer->kind);
	const struct qser_planned planned = {.kind = "timer",
		.when = timer->since,
		.what = buffer_text(&what),
		.who = timer->people,
		.path = timer->path,
		.id = timer->id};
	return p->fn(p->ctx, &planned);
}

enum qser_status qser_each_planned(
	struct qser *q, int64_t trainer, const char *day, qser_planned_fn *fn, void *ctx)
{
	struct planning p = {.q = q, .trainer = trainer, .fn = fn, .ctx = ctx};
	const struct day_context *days;
	char text[DAY_TEXT];
	day_t when;

	enum qser_status status = handle_days(q, &days);
	if (status == QSER_OK)
		status = day_parse(day ? day : "today", days, &when, &q->error);
	if (status != QSER_OK)
		return status;
	day_print(when, text);
	p.day = text;
	status = plan_slots(&p);
	if (status == QSER_OK)
		status = plan_follow_ups(&p);
	if (status == QSER_OK)
		status = plan_actions(&p);
	return status == QSER_OK && when == days->today
		       ? qser_each_timer(q, trainer, plan_timer, &p)
		       : status;
}
