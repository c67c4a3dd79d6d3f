/* path_facts_session.c: facts of sessions and of what comes after them: steps 9 to 13. */
#include "path_fact.h"

#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"

/* ---- Steps 9 to 11: sessions ---- */

#define SQL_SLOTS                                                         \
	"select count(*), count(*) filter (where state = 'done'),"        \
	" count(*) filter (where state = 'planned' or state = 'agreed')," \
	" count(*) filter (where state = 'planned' and day > ?2),"        \
	" count(*) filter (where state = 'agreed' and day >= ?2)"         \
	" from slot where path = ?1"

struct slots {
	int64_t all, done, ahead;
	int64_t proposed, agreed; /* from today on */
};

static enum qser_status count_slots(struct path_view *v, struct slots *s)
{
	_cleanup_(query_end) struct query look = query(v->q->store, SQL_SLOTS);

	*s = (struct slots){0};
	query_int(&look, 1, v->path);
	query_text(&look, 2, v->q->today);
	if (query_row(&look))
		*s = (struct slots){query_get_int(&look, 0), query_get_int(&look, 1),
			query_get_int(&look, 2), query_get_int(&look, 3), query_get_int(&look, 4)};
	return query_status(&look);
}

enum qser_status ask_rota(struct path_view *v, struct finding *f)
{
	struct slots s;
	enum qser_status status = count_slots(v, &s);

	if (status != QSER_OK)
		return status;
	if (!s.all)
		return fact_lacks(
			f, "no rota", "plan the sessions", "qser-path rota plan %s", v->word);
	(void)fact_there(f, "rota of ");
	fact_count(&f->there, s.all, "session", "sessions");
	return fact_there(f, ", %" PRId64 " done", s.done);
}

/* What is only planned is moved when the rota is planned anew. */
enum qser_status ask_agreed(struct path_view *v, struct finding *f)
{
	struct slots s;
	enum qser_status status = count_slots(v, &s);

	if (status != QSER_OK || !s.proposed || s.agreed)
		return status;
	return fact_lacks(f, "no session to come is agreed upon",
		"agree upon the next sessions with whoever is in them, then record that",
		"qser-path rota agree --path %s", v->word);
}

#define SQL_SHADOWED                                                      \
	"select count(*) filter (where kind = 'shadowing'), sum(minutes)" \
	" from diary_entry where path = ?1"

struct hours {
	int64_t sessions, minutes;
};

static enum qser_status count_hours(struct path_view *v, struct hours *h)
{
	_cleanup_(query_end) struct query look = query(v->q->store, SQL_SHADOWED);

	*h = (struct hours){0};
	query_int(&look, 1, v->path);
	if (query_row(&look))
		*h = (struct hours){query_get_int(&look, 0), query_get_int(&look, 1)};
	return query_status(&look);
}

#define OPEN_SUGGESTIONS                                                                    \
	"select count(*), min(s.id) from suggestion s join diary_entry e on e.id = s.entry" \
	" where e.path = ?1 and s.outcome = 'open'"

static enum qser_status follow_up(struct path_view *v, bool due, struct finding *f)
{
	_cleanup_(query_end) struct query look =
		query(v->q->store, due ? OPEN_SUGGESTIONS " and s.due <= ?2" : OPEN_SUGGESTIONS);

	query_int(&look, 1, v->path);
	if (due)
		query_text(&look, 2, v->q->today);
	if (!query_row(&look) || !query_get_int(&look, 0))
		return query_status(&look);
	int64_t first = query_get_int(&look, 1);
	fact_count(&f->lacks, query_get_int(&look, 0), "suggestion", "suggestions");
	buffer_printf(
		&f->what, "look how suggestion %" PRId64 " was taken up, and record it", first);
	(void)fact_lacks(f, due ? " to follow up" : " without an outcome", "",
		"qser-diary followup %" PRId64 " OUTCOME", first);
	return query_status(&look);
}

enum qser_status ask_follow_ups(struct path_view *v, struct finding *f)
{
	return follow_up(v, true, f);
}

enum qser_status ask_suggestions(struct path_view *v, struct finding *f)
{
	return follow_up(v, false, f);
}

#define SQL_SLOT                                                                            \
	"select s.day, s.begins, s.minutes, " SQL_WORD("p") ", s.id, s.trainer, " SQL_WORD( \
		"t") " from slot s join person p on p.id = s.person"                        \
		     " join person t on t.id = s.trainer where s.path = ?1"                 \
		     " and (s.state = 'planned' or s.state = 'agreed')"
#define SQL_SLOT_PAST SQL_SLOT " and s.day < ?2 order by s.day, s.begins, s.id limit 1"
#define SQL_SLOT_AHEAD SQL_SLOT " and s.day >= ?2 order by s.day, s.begins, s.id limit 1"

static enum qser_status ask_slot(struct path_view *v, bool past, struct finding *f)
{
	_cleanup_(buffer_free) struct buffer session = BUFFER_INIT;
	_cleanup_(query_end) struct query look =
		query(v->q->store, past ? SQL_SLOT_PAST : SQL_SLOT_AHEAD);

	query_int(&look, 1, v->path);
	query_text(&look, 2, v->q->today);
	if (!query_row(&look))
		return query_status(&look);
	const char *day = query_get_text(&look, 0), *with = query_get_text(&look, 3);
	buffer_printf(&session, "session with %s on ", with);
	fact_day(&session, v, day);
	if (!past)
		buffer_printf(&session, " at %s", query_get_text(&look, 1));
	buffer_printf(&f->lacks, "%s%s", buffer_text(&session), past ? " is not in the diary" : "");
	buffer_printf(&f->what, "%s the %s", past ? "log" : "hold", buffer_text(&session));
	if (past)
		buffer_printf(&f->what,
			", or say that it was missed (qser-path rota miss %" PRId64
			" --reason TEXT)",
			query_get_int(&look, 4));
	else
		buffer_text_add(&f->what, ", then log it");
	(void)fact_lacks(f, "", "",
		"qser-diary add %" PRId64 "min --path %s --participant %s --on %s",
		query_get_int(&look, 2), v->word, with, day);
	if (query_get_int(&look, 5) != v->q->actor)
		buffer_printf(&f->command, " --trainer %s", query_get_text(&look, 6));
	return session.failed ? fail(v->q, QSER_MEMORY, "out of memory") : query_status(&look);
}

enum qser_status ask_session_to_log(struct path_view *v, struct finding *f)
{
	return ask_slot(v, true, f);
}

/* Who types is the trainer of an entry, if nobody else is named. */
static void log_session(struct path_view *v, const char *which, struct finding *f)
{
	buffer_printf(&f->what, "hold the %s session, then log it", which);
	buffer_printf(
		&f->command, "qser-diary add DURATION --path %s --participant PERSON", v->word);
	if (v->trainer && v->trainer != v->q->actor)
		buffer_printf(&f->command, " --trainer %s", v->trainer_word);
}

/* What a path without a rota has still before it. */
static void ask_hours_left(struct path_view *v, const struct hours *h, struct finding *f)
{
	if (!h->sessions) {
		buffer_text_add(&f->lacks, "no session yet");
		log_session(v, "first", f);
		return;
	}
	if (h->minutes >= v->minutes || (*v->ends && strcmp(v->ends, v->q->today) < 0))
		return;
	duration_print(&f->lacks, v->minutes - h->minutes);
	buffer_text_add(&f->lacks, " of the hours planned are left");
	log_session(v, "next", f);
}

enum qser_status ask_next_session(struct path_view *v, struct finding *f)
{
	struct slots s = {0};
	struct hours h = {0};
	enum qser_status status = count_hours(v, &h);

	if (status == QSER_OK)
		status = count_slots(v, &s);
	if (status != QSER_OK)
		return status;
	if (h.sessions) {
		fact_count(&f->there, h.sessions, "session", "sessions");
		buffer_text_add(&f->there, ", ");
	}
	if (h.minutes)
		duration_print(&f->there, h.minutes);
	if (s.ahead)
		return ask_slot(v, false, f);
	if (!s.done || !h.sessions)
		ask_hours_left(v, &h, f);
	return QSER_OK;
}

enum qser_status ask_report(struct path_view *v, struct finding *f)
{
	const struct path_view_step *step = &v->steps[11];
	struct hours h = {0};
	day_t told, today;
	enum qser_status status = count_hours(v, &h);
	bool open = !strcmp(step->state, "open"), known = day_read(step->day, &told);
	bool some = !open && known;

	if (open && known && strcmp(step->day, v->q->today) > 0)
		return status; /* planned for a day to come */
	if (some && day_read(v->q->today, &today)) {
		(void)fact_there(f, "told ");
		fact_day(&f->there, v, step->day);
		some = today - told < REPORT_EVERY;
	}
	if (status != QSER_OK || some || !h.sessions)
		return status;
	buffer_text_add(&f->lacks, f->there.length ? "the organisation was last told "
						   : "the organisation has not been told");
	if (f->there.length)
		fact_day(&f->lacks, v, step->day);
	buffer_printf(&f->what,
		"send the organisation a progress report (qser-report progress --path %s), then "
		"record that",
		v->word);
	return fact_lacks(
		f, "", "", "qser-path step %s 11 --state started --day %s", v->word, v->q->today);
}

/* ---- Steps 12 and 13: the end ---- */

enum qser_status ask_timer(struct path_view *v, struct finding *f)
{
	int64_t count;
	enum qser_status status =
		fact_number(v, "select count(*) from timer where path = ?1", &count);

	return status == QSER_OK && count
		       ? fact_lacks(f, "a timer is running", "stop it", "qser-diary stop")
		       : status;
}

#define SQL_DRAFTS "select count(*) from diary_entry where path = ?1 and state = 'draft'"

enum qser_status ask_drafts(struct path_view *v, struct finding *f)
{
	int64_t count;
	enum qser_status status = fact_number(v, SQL_DRAFTS, &count);

	if (status != QSER_OK || !count)
		return status;
	fact_count(&f->lacks, count, "draft diary entry", "draft diary entries");
	return fact_lacks(f, "", "submit the diary",
		"qser-diary list --path %s --state draft --ids | qser-diary submit -", v->word);
}

enum qser_status ask_conclusion(struct path_view *v, struct finding *f)
{
	_cleanup_(query_end) struct query look =
		query(v->q->store, "select day from conclusion where path = ?1");

	query_int(&look, 1, v->path);
	if (query_row(&look)) {
		(void)fact_there(f, "conclusion ");
		fact_day(&f->there, v, query_get_text(&look, 0));
		return query_status(&look);
	}
	return query_status(&look) != QSER_OK
		       ? query_status(&look)
		       : fact_lacks(f, "no conclusion", "conclude with the organisation",
				 "qser-path conclude %s --benefits TEXT", v->word);
}
