/* manager_page.c: a manager's report as people read it. */
#include <string.h>

#include "line.h"
#include "manager.h"

#include "../base/clock.h"

#define BARS_MAX 40 /* more are no picture any more, and the table has them all */

/* ---- All of them ---- */

static const struct qser_column name_column = COLUMN("name", "Staff", QSER_TEXT),
				path_column = COLUMN("path", "Path", QSER_TEXT),
				hours_column = COLUMN("hours", "Hours", QSER_HOURS),
				planned_column = COLUMN("planned", "Planned", QSER_HOURS),
				before_column = COLUMN("before", "Before", QSER_INT),
				after_column = COLUMN("after", "After", QSER_INT),
				last_column = COLUMN("last", "Last session", QSER_DAY),
				next_column = COLUMN("next", "Next", QSER_DAY);
static const struct qser_column *const overview[] = {&name_column, &path_column, &hours_column,
	&planned_column, &before_column, &after_column, &last_column, &next_column};

static void put_overview(const struct manager *m, struct document *d)
{
	struct document_table *table =
		document_table(d, "staff", NULL, overview, COUNT(overview), false);

	for (size_t i = 0; i < m->staff_count; i++) {
		const struct staff *s = &m->staff[i];
		struct line l = {.count = 0};
		for (size_t n = 0; n < s->count; n++) {
			const struct track *t = &m->tracks[s->first + n];
			line_text(&l, manager_text(m, s->name));
			line_text(&l, manager_text(m, t->code));
			line_colon(&l, t->minutes);
			line_colon(&l, t->planned);
			line_percent(&l, t->before);
			line_percent(&l, t->after);
			line_text(&l, t->last);
			line_text(&l, t->next);
			line_put(&l, table);
		}
		if (s->count || m->paths.length)
			continue;
		line_text(&l, manager_text(m, s->name));
		while (l.count < COUNT(overview))
			line_text(&l, NULL);
		line_put(&l, table);
	}
}

/* Who was seen twice: from the first checklist to the last. */
static void put_changes(const struct manager *m, struct document *d)
{
	size_t count = 0;

	for (size_t i = 0; i < m->track_count; i++)
		count += m->tracks[i].after >= 0;
	if (!count || count > BARS_MAX)
		return;
	struct document_chart *chart = document_chart(
		d, CHART_CHANGE, "checklists", "Checklists: from the first to the last");
	document_chart_of(chart, 100);
	for (size_t i = 0; i < m->track_count; i++) {
		const struct track *t = &m->tracks[i];
		char text[48];
		if (t->after < 0)
			continue;
		(void)snprintf(text, sizeof(text), "%d %% → %d %%", t->before, t->after);
		document_bar(
			chart, manager_text(m, m->staff[t->staff].name), t->after, t->before, text);
	}
}

/* ---- One, on one path ---- */

static void put_days(const struct manager *m, const struct track *t, struct document *d)
{
	_cleanup_(buffer_free) struct buffer starts = BUFFER_INIT, ends = BUFFER_INIT;
	const char *state = report_word(m->q, manager_text(m, t->state));

	day_words(m->q, manager_text(m, t->starts), &starts);
	day_words(m->q, manager_text(m, t->ends), &ends);
	if (starts.length && ends.length)
		document_fact(d, "State", "%s, %s to %s", state, buffer_text(&starts),
			buffer_text(&ends));
	else if (starts.length)
		document_fact(d, "State", "%s, since %s", state, buffer_text(&starts));
	else
		document_fact(d, "State", "%s", state);
	document_fact(d, "Trainer", "%s",
		t->trainer ? manager_text(m, t->trainer) : document_say(d, "not chosen yet"));
}

static void put_hours(const struct manager *m, const struct track *t, struct document *d)
{
	_cleanup_(buffer_free) struct buffer hours = BUFFER_INIT, planned = BUFFER_INIT;

	duration_words(m->q, t->minutes, &hours);
	duration_words(m->q, t->planned, &planned);
	if (t->planned > 0)
		document_fact(d, "Hours", "%s of %s, %" PRId64 " %%", buffer_text(&hours),
			buffer_text(&planned), percent(t->minutes, t->planned));
	else
		document_fact(d, "Hours", "%s", buffer_text(&hours));
	document_fact(d, "Sessions", "%" PRId64, t->sessions);
}

static void put_suggestions(const struct track *t, struct document *d)
{
	int64_t not = t->given - t->implemented - t->partly - t->open;

	if (t->given)
		document_fact(d, "Suggestions",
			"%" PRId64 " given: %" PRId64 " implemented, %" PRId64 " partly, %" PRId64
			" not, %" PRId64 " open",
			t->given, t->implemented, t->partly, not, t->open);
}

static void put_checklists(const struct track *t, struct document *d)
{
	if (t->after >= 0)
		document_fact(d, "Checklists", "%d %% → %d %%", t->before, t->after);
	else if (t->before >= 0)
		document_fact(d, "Checklists", "%d %%, once so far", t->before);
	else
		document_fact(d, "Checklists", "none yet");
}

static void put_appointments(const struct manager *m, const struct track *t, struct document *d)
{
	_cleanup_(buffer_free) struct buffer last = BUFFER_INIT, next = BUFFER_INIT;

	day_words(m->q, t->last, &last);
	document_fact(d, "Last session", "%s",
		last.length ? buffer_text(&last) : document_say(d, "none yet"));
	day_words(m->q, t->next, &next);
	if (*t->next && *t->next_at)
		buffer_printf(&next, ", %s", t->next_at);
	if (t->next_what)
		buffer_printf(&next, ", %s", manager_text(m, t->next_what));
	document_fact(d, "Next appointment", "%s",
		next.length ? buffer_text(&next) : document_say(d, "none in the rota"));
}

/* From the first day on there is something to see: what is planned. */
static void put_plan(const struct manager *m, const struct track *t, struct document *d)
{
	_cleanup_(buffer_free) struct buffer planned = BUFFER_INIT;

	duration_words(m->q, t->planned, &planned);
	if (t->planned > 0 && t->slots)
		document_paragraph(d,
			"Nothing has happened yet. Planned are %s, and %" PRId64
			" sessions in the rota.",
			buffer_text(&planned), t->slots);
	else if (t->planned > 0)
		document_paragraph(d,
			"Nothing has happened yet. Planned are %s; the rota has no sessions yet.",
			buffer_text(&planned));
	else if (t->slots)
		document_paragraph(d,
			"Nothing has happened yet. %" PRId64 " sessions stand in the rota.",
			t->slots);
	else
		document_paragraph(d, "Nothing has happened yet, and nothing is planned.");
}

/* ---- What they think of the skills ---- */

static const struct qser_column skill_column = COLUMN("skill", "Skill", QSER_TEXT),
				kind_column = COLUMN("kind", "Kind", QSER_TEXT),
				relevance_column = COLUMN("relevance", "Relevance", QSER_INT),
				importance_column = COLUMN("importance", "Importance", QSER_INT);
static const struct qser_column *const skill_columns[] = {&skill_column, &kind_column,
	&relevance_column, &importance_column, &before_column, &after_column};

static void put_skills(const struct manager *m, const struct track *t, struct document *d)
{
	const char *code = manager_text(m, m->staff[t->staff].code);
	struct document_table *table = NULL;

	for (size_t i = 0; i < m->rated_count; i++) {
		const struct rated *r = &m->rated[i];
		struct line l = {.count = 0};
		if (r->path != t->path || !r->person ||
			strcmp(manager_text(m, r->person), code) != 0)
			continue;
		if (!table)
			table = document_table(d, "skills", "Skills in their own eyes, 1 to 5",
				skill_columns, COUNT(skill_columns), false);
		line_text(&l, manager_text(m, r->name));
		line_text(&l, report_word(m->q, manager_text(m, r->kind)));
		line_mean(&l, m->q, r->relevance);
		line_mean(&l, m->q, r->importance);
		line_mean(&l, m->q, r->before);
		line_mean(&l, m->q, r->after);
		line_put(&l, table);
	}
}

/* ---- What was written of sessions, when it is asked for ---- */

/* What was written of others than the own staff, too, is left out. */
#define SQL_SESSIONS                                                                      \
	"select e.day, e.topic, e.situation, e.observation, e.issues, e.feedback from"    \
	" diary_entry e where e.path = ?2 and e.id in (select owner from"                 \
	" diary_entry_participants where target = ?3) and not exists (select 1 from"      \
	" diary_entry_participants o where o.owner = e.id and o.target not in " SQL_STAFF \
	") and coalesce(e.situation, e.observation, e.issues, e.feedback) is not null"    \
	" order by e.day, e.id"
#define SQL_WORDINGS                                                                          \
	"select s.wording, s.outcome, s.how from suggestion s join diary_entry e on e.id ="   \
	" s.entry where e.path = ?2 and (s.person = ?3 or (s.person is null and e.id in"      \
	" (select owner from diary_entry_participants where target = ?3) and not exists"      \
	" (select 1 from diary_entry_participants o where o.owner = e.id and o.target not in" \
	" " SQL_STAFF "))) order by e.day, s.id"

static struct query of_track(const struct manager *m, const struct track *t, const char *sql)
{
	struct query look = query(m->q->store, sql);

	query_int(&look, 1, m->person);
	query_int(&look, 2, t->path);
	query_int(&look, 3, m->staff[t->staff].id);
	return look;
}

static enum qser_status put_sessions(
	const struct manager *m, const struct track *t, struct document *d)
{
	static const char *const labels[] = {SAID("Topic"), SAID("Situation"), SAID("Observation"),
		SAID("Issues"), SAID("Feedback")};
	_cleanup_(query_end) struct query look = of_track(m, t, SQL_SESSIONS);
	bool any = false;

	while (query_row(&look)) {
		_cleanup_(buffer_free) struct buffer day = BUFFER_INIT;
		if (!any)
			document_heading(d, 3, "Sessions, as the trainer wrote them down");
		any = true;
		day_words(m->q, query_get_text(&look, 0), &day);
		document_fact(d, "Session", "%s", buffer_text(&day));
		for (size_t i = 0; i < COUNT(labels); i++)
			if (!query_is_null(&look, (int)i + 1))
				document_fact(
					d, labels[i], "%s", query_get_text(&look, (int)i + 1));
	}
	return query_status(&look);
}

static enum qser_status put_wordings(
	const struct manager *m, const struct track *t, struct document *d)
{
	_cleanup_(query_end) struct query look = of_track(m, t, SQL_WORDINGS);
	bool any = false;

	while (query_row(&look)) {
		const char *outcome = report_word(m->q, query_get_text(&look, 1));
		const char *how = query_get_text(&look, 2);
		if (!any)
			document_heading(d, 3, "Suggestions");
		any = true;
		if (how)
			document_item(d, "%s (%s: %s)", query_get_text(&look, 0), outcome, how);
		else
			document_item(d, "%s (%s)", query_get_text(&look, 0), outcome);
	}
	return query_status(&look);
}

/* ---- The page ---- */

static enum qser_status put_track(const struct manager *m, size_t n, struct document *d)
{
	const struct track *t = &m->tracks[n];
	_cleanup_(buffer_free) struct buffer heading = BUFFER_INIT;
	enum qser_status status = QSER_OK;

	buffer_printf(&heading, "%s (%s)", manager_text(m, t->title), manager_text(m, t->code));
	document_heading(d, 2, "%s", buffer_text(&heading));
	put_days(m, t, d);
	if (track_begun(t)) {
		put_hours(m, t, d);
		put_suggestions(t, d);
		put_checklists(t, d);
	}
	put_appointments(m, t, d);
	if (!track_begun(t))
		put_plan(m, t, d);
	manager_weeks(m, n, d);
	put_skills(m, t, d);
	if (m->request->sensitive)
		status = put_sessions(m, t, d);
	if (m->request->sensitive && status == QSER_OK)
		status = put_wordings(m, t, d);
	return status;
}

static enum qser_status put_staff(
	const struct manager *m, const struct staff *s, struct document *d)
{
	enum qser_status status = QSER_OK;

	if (!s->count && m->paths.length)
		return QSER_OK;
	document_heading(d, 1, "%s", manager_text(m, s->name));
	if (s->department)
		document_fact(d, "Department", "%s", manager_text(m, s->department));
	if (s->job)
		document_fact(d, "Job", "%s", manager_text(m, s->job));
	if (!s->count)
		document_paragraph(d, "On no path yet.");
	for (size_t n = 0; n < s->count && status == QSER_OK; n++)
		status = put_track(m, s->first + n, d);
	return status;
}

enum qser_status manager_page(struct manager *m, struct document *d)
{
	enum qser_status status = QSER_OK;

	if (!m->staff_count) {
		document_notice(d,
			"There is no staff: nobody has this person as supervisor, or is in a "
			"department that this person manages.");
		return QSER_OK;
	}
	put_overview(m, d);
	put_changes(m, d);
	for (size_t i = 0; i < m->staff_count && status == QSER_OK; i++)
		status = put_staff(m, &m->staff[i], d);
	return status;
}
