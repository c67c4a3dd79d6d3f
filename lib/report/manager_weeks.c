/* manager_weeks.c: of a manager's report: staff week by week, for people and for programs. */
#include <string.h>

#include "line.h"
#include "manager.h"

#include "../base/clock.h"

#define WEEKS_SHOWN 26 /* of a track, for people; older ones are in the rows of programs */

/* ---- For people ---- */

static const struct qser_column week_column = COLUMN("week", "Week", QSER_TEXT),
				hours_column = COLUMN("hours", "Hours", QSER_HOURS),
				sessions_column = COLUMN("sessions", "Sessions", QSER_INT),
				checklist_column = COLUMN("checklist", "Checklist", QSER_INT),
				given_column = COLUMN("suggestions", "Suggestions", QSER_INT),
				implemented_column = COLUMN("implemented", "Implemented", QSER_INT);
static const struct qser_column *const week_columns[] = {&week_column, &hours_column,
	&sessions_column, &checklist_column, &given_column, &implemented_column};

/* A week in which nothing happened stands there, too. */
static const struct week *week_of(
	const struct manager *m, size_t track, int32_t monday, size_t *at, struct week *empty)
{
	while (*at < m->week_count && m->weeks[*at].monday < monday && m->weeks[*at].track == track)
		++*at;
	*empty = (struct week){.track = track, .monday = monday, .score = NO_SCORE};
	return *at < m->week_count && m->weeks[*at].track == track && m->weeks[*at].monday == monday
		       ? &m->weeks[*at]
		       : empty;
}

static void put_chart(const struct manager *m, size_t track, struct document *d, size_t at,
	int32_t first, int32_t last)
{
	struct document_chart *chart =
		document_chart(d, CHART_COLUMNS, "weeks", "Hours week by week");
	struct week empty;

	for (int32_t monday = first; monday <= last; monday += 7) {
		const struct week *w = week_of(m, track, monday, &at, &empty);
		char text[32], label[WEEK_TEXT];
		day_print_week(monday, label);
		(void)snprintf(text, sizeof(text), "%" PRId64 ":%02" PRId64, w->minutes / 60,
			w->minutes % 60);
		document_bar(chart, label + 5, w->minutes, -1, text);
	}
}

static void put_table(const struct manager *m, size_t track, struct document *d, size_t at,
	int32_t first, int32_t last)
{
	struct document_table *t =
		document_table(d, "weeks", NULL, week_columns, COUNT(week_columns), false);
	struct week empty;

	for (int32_t monday = first; monday <= last; monday += 7) {
		const struct week *w = week_of(m, track, monday, &at, &empty);
		struct line l = {.count = 0};
		char label[WEEK_TEXT];
		day_print_week(monday, label);
		line_text(&l, label);
		line_colon(&l, w->minutes);
		line_number(&l, w->sessions);
		line_percent(&l, w->score);
		line_number(&l, w->given);
		line_number(&l, w->implemented);
		line_put(&l, t);
	}
}

void manager_weeks(const struct manager *m, size_t track, struct document *d)
{
	size_t from = 0, to;

	while (from < m->week_count && m->weeks[from].track < track)
		from++;
	for (to = from; to < m->week_count && m->weeks[to].track == track;)
		to++;
	if (from == to)
		return;
	int32_t first = m->weeks[from].monday, last = m->weeks[to - 1].monday;
	if (last - first >= 7 * WEEKS_SHOWN)
		first = last - 7 * (WEEKS_SHOWN - 1);
	put_chart(m, track, d, from, first, last);
	put_table(m, track, d, from, first, last);
}

/* ---- For programs ---- */

static const struct qser_column person = COLUMN("person", "Person", QSER_TEXT),
				name = COLUMN("name", "Name", QSER_TEXT),
				path = COLUMN("path", "Path", QSER_TEXT),
				title = COLUMN("title", "Title", QSER_TEXT),
				state = COLUMN("state", "State", QSER_TEXT),
				week = COLUMN("week", "Week", QSER_TEXT),
				monday_column = COLUMN("monday", "Monday", QSER_DAY),
				minutes = COLUMN("minutes", "Minutes", QSER_INT),
				shadowing = COLUMN("shadowing", "Shadowing", QSER_INT),
				reflection = COLUMN("reflection", "Reflection", QSER_INT),
				score = COLUMN("score", "Score", QSER_INT),
				minutes_total = COLUMN("minutes_total", "Minutes in all", QSER_INT),
				minutes_planned =
					COLUMN("minutes_planned", "Minutes planned", QSER_INT),
				score_first = COLUMN("score_first", "First score", QSER_INT),
				score_last = COLUMN("score_last", "Last score", QSER_INT),
				last_session = COLUMN("last_session", "Last session", QSER_DAY),
				next_appointment =
					COLUMN("next_appointment", "Next appointment", QSER_DAY);
static const struct qser_column *const row_columns[] = {&person, &name, &path, &title, &state,
	&week, &monday_column, &minutes, &shadowing, &reflection, &sessions_column, &score,
	&given_column, &implemented_column, &minutes_total, &minutes_planned, &score_first,
	&score_last, &last_session, &next_appointment};

/* track, week NULL: somebody is on none, a path has none. */
static void put_row(const struct manager *m, struct document_table *table, const struct staff *s,
	const struct track *t, const struct week *w)
{
	struct line l = {.count = 0};
	char label[WEEK_TEXT] = "", day[DAY_TEXT] = "";

	if (w) {
		day_print_week(w->monday, label);
		day_print(w->monday, day);
	}
	line_text(&l, manager_text(m, s->code));
	line_text(&l, manager_text(m, s->name));
	line_text(&l, t ? manager_text(m, t->code) : NULL);
	line_text(&l, t ? manager_text(m, t->title) : NULL);
	line_text(&l, t ? manager_text(m, t->state) : NULL);
	line_text(&l, label);
	line_text(&l, day);
	line_number(&l, w ? w->minutes : 0);
	line_number(&l, w ? w->shadowing : 0);
	line_number(&l, w ? w->reflection : 0);
	line_number(&l, w ? w->sessions : 0);
	line_known(&l, w ? w->score : NO_SCORE);
	line_number(&l, w ? w->given : 0);
	line_number(&l, w ? w->implemented : 0);
	line_number(&l, t ? t->minutes : 0);
	line_known(&l, t ? t->planned : -1);
	line_known(&l, t ? t->before : NO_SCORE);
	line_known(&l, t ? (t->after >= 0 ? t->after : t->before) : NO_SCORE);
	line_text(&l, t ? t->last : NULL);
	line_text(&l, t ? t->next : NULL);
	line_put(&l, table);
}

static void put_track(const struct manager *m, struct document_table *table, size_t n, size_t *at)
{
	const struct track *t = &m->tracks[n];
	const struct staff *s = &m->staff[t->staff];
	size_t from = *at;

	for (; *at < m->week_count && m->weeks[*at].track == n; ++*at)
		put_row(m, table, s, t, &m->weeks[*at]);
	if (*at == from)
		put_row(m, table, s, t, NULL);
}

void manager_rows(const struct manager *m, struct document *d)
{
	struct document_table *table =
		document_table(d, "staff", NULL, row_columns, COUNT(row_columns), true);
	size_t at = 0;

	for (size_t i = 0; i < m->staff_count; i++) {
		const struct staff *s = &m->staff[i];
		for (size_t n = 0; n < s->count; n++)
			put_track(m, table, s->first + n, &at);
		if (!s->count && !m->paths.length)
			put_row(m, table, s, NULL, NULL);
	}
}
