/* page.c: a progress report as people read it: what stands where, in words. */
#include "progress.h"

#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "../domain/path_facts.h"

#define BARS_MAX 40 /* more are no picture any more, and the table has them all */

static void colon(struct buffer *out, int64_t minutes)
{
	buffer_clear(out);
	duration_print_colon(out, minutes);
}

/* ---- Sentences ---- */

/* "12 h 30 min of 40 h, 31 %" */
static void against_plan(const struct qser *q, struct buffer *out, int64_t minutes, int64_t planned)
{
	_cleanup_(buffer_free) struct buffer so_far = BUFFER_INIT, plan = BUFFER_INIT;

	duration_words(q, minutes, &so_far);
	duration_words(q, planned, &plan);
	if (planned < 0)
		buffer_text_add(out, buffer_text(&so_far));
	else
		buffer_printf(
			out, report_say(q, "%s of %s"), buffer_text(&so_far), buffer_text(&plan));
	if (planned > 0)
		buffer_printf(out, ", %" PRId64 " %%", percent(minutes, planned));
}

static void put_people(const struct progress *p, const struct way *w, struct document *d)
{
	int64_t planned = w->participants_planned, missing = planned - (int64_t)w->listed;

	document_fact(d, "Trainer", "%s",
		w->trainer_name ? pool_text(p, w->trainer_name)
				: document_say(d, "not chosen yet"));
	if (planned < 0 || !missing)
		document_fact(d, "Participants", "%" PRIu32, w->listed);
	else if (missing > 0)
		document_fact(d, "Participants",
			"%" PRIu32 " listed, %" PRId64 " planned: %" PRId64 " missing", w->listed,
			planned, missing);
	else
		document_fact(d, "Participants",
			"%" PRIu32 " listed, %" PRId64 " planned: %" PRId64 " too many", w->listed,
			planned, -missing);
}

static void put_state(const struct progress *p, const struct way *w, struct document *d)
{
	_cleanup_(buffer_free) struct buffer days = BUFFER_INIT;
	struct period period = {.from = w->starts, .to = w->ends};

	(void)snprintf(period.first, sizeof(period.first), "%s", pool_text(p, w->starts));
	(void)snprintf(period.last, sizeof(period.last), "%s", pool_text(p, w->ends));
	if (period_limited(&period))
		period_words(p->q, &period, &days);
	document_fact(d, "State", "%s%s%s", report_word(p->q, pool_text(p, w->state)),
		days.length ? ", " : "", buffer_text(&days));
}

/* Those that were left behind: before the next one, and not over. */
static void left_open(const struct qser *q, const struct way *w, struct buffer *out)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	for (int number = 1; number < w->next; number++)
		if (w->open & 1U << number)
			buffer_printf(&list, "%s%d", list.length ? ", " : "", number);
	if (list.length)
		buffer_printf(out, report_say(q, "; still open: %s"), buffer_text(&list));
}

static void put_steps(const struct progress *p, const struct way *w, struct document *d)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	buffer_printf(&text, report_say(p->q, "%d of %d done"), w->done, STEP_COUNT);
	if (w->skipped)
		buffer_printf(&text, report_say(p->q, ", %d skipped"), w->skipped);
	left_open(p->q, w, &text);
	document_fact(d, "Steps", "%s", buffer_text(&text));
	if (!w->next)
		return;
	buffer_clear(&text);
	day_words(p->q, w->next_day, &text);
	if (w->next_started)
		document_fact(d, "Next step", "%d. %s (started)", w->next,
			report_word(p->q, pool_text(p, w->next_title)));
	else if (*w->next_day)
		document_fact(d, "Next step", "%d. %s, planned for %s", w->next,
			report_word(p->q, pool_text(p, w->next_title)), buffer_text(&text));
	else
		document_fact(d, "Next step", "%d. %s", w->next,
			report_word(p->q, pool_text(p, w->next_title)));
}

/* "shadowing 8 h (20 %), reflection 2 h (5 %)"; per cent of the plan, where there is one. */
static void kinds(const struct qser *q, struct buffer *out, const int64_t minutes[ENTRY_KINDS],
	int64_t planned)
{
	const char *comma = "";

	for (size_t i = 0; i < ENTRY_KINDS; i++) {
		if (!minutes[i])
			continue;
		buffer_printf(out, "%s%s ", comma, report_word(q, entry_kinds[i]));
		duration_words(q, minutes[i], out);
		if (planned > 0)
			buffer_printf(out, " (%" PRId64 " %%)", percent(minutes[i], planned));
		comma = ", ";
	}
}

/* Of a path, or of one of its participants. */
static void put_hours(const struct progress *p, struct document *d,
	const int64_t of_all[ENTRY_KINDS], const int64_t of_period[ENTRY_KINDS], int64_t planned,
	const char *last)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	int64_t all = kinds_sum(of_all), period = kinds_sum(of_period);

	against_plan(p->q, &text, all, planned);
	document_fact(d, "Hours in all", "%s", buffer_text(&text));
	buffer_clear(&text);
	kinds(p->q, &text, of_all, planned);
	if (all)
		document_fact(d, "By kind", "%s", buffer_text(&text));
	buffer_clear(&text);
	duration_words(p->q, period, &text);
	buffer_text_add(&text, period ? ": " : "");
	kinds(p->q, &text, of_period, 0);
	if (period_limited(&p->period))
		document_fact(d, "In the period", "%s", buffer_text(&text));
	buffer_clear(&text);
	day_words(p->q, last, &text);
	document_fact(
		d, "Last session", "%s", *last ? buffer_text(&text) : document_say(d, "none yet"));
}

/* "55 % → 80 %" */
static void scores(struct buffer *out, int64_t first, int64_t last)
{
	if (first >= 0)
		buffer_printf(out, "%" PRId64 " %%", first);
	if (first >= 0 && last >= 0)
		buffer_printf(out, " → %" PRId64 " %%", last);
}

static void put_begun(const struct qser *q, int32_t count, struct buffer *out)
{
	buffer_printf(
		out, report_plural(q, count, "%" PRId32 " begun", "%" PRId32 " begun"), count);
}

/* The change of all who have two: a mean of others would compare different people. */
static void mean_scores(const struct progress *p, const struct way *w, struct buffer *out)
{
	int64_t first = 0, last = 0, count = 0;

	for (uint32_t n = w->first; n != NONE; n = p->members[n].next) {
		const struct checklists *c = &p->members[n].checklists;
		if (c->last < 0)
			continue;
		first += c->first;
		last += c->last;
		count++;
	}
	if (!count)
		return;
	_cleanup_(buffer_free) struct buffer change = BUFFER_INIT;
	scores(&change, (first + count / 2) / count, (last + count / 2) / count);
	if (count > 1)
		buffer_printf(out, report_say(p->q, "; score %s on average of %" PRId64),
			buffer_text(&change), count);
	else
		buffer_printf(out, report_say(p->q, "; score %s"), buffer_text(&change));
}

/* Of one participant, or (everybody) of a path. */
static void put_checklists(const struct progress *p, const struct checklists *c,
	const struct way *everybody, struct document *d)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT, change = BUFFER_INIT;

	if (!c->complete && !c->drafts)
		buffer_text_add(&text, report_say(p->q, "none yet"));
	if (c->complete)
		buffer_printf(&text,
			report_plural(
				p->q, c->complete, "%" PRId32 " complete", "%" PRId32 " complete"),
			c->complete);
	buffer_text_add(&text, c->complete && c->drafts ? ", " : "");
	if (c->drafts)
		put_begun(p->q, c->drafts, &text);
	if (c->first >= 0) {
		scores(&change, c->first, c->last);
		buffer_printf(&text, report_say(p->q, "; score %s"), buffer_text(&change));
	} else if (everybody) {
		mean_scores(p, everybody, &text);
	}
	document_fact(d, "Checklists", "%s", buffer_text(&text));
}

/* What stands before a part; after the first one a comma. */
static const char *next_part(const char **between)
{
	const char *part = *between;

	*between = ", ";
	return part;
}

/* "12 given: 6 implemented, 2 partly, 1 not, 3 open" */
static void put_suggestions(
	const struct progress *p, const struct suggestions *s, struct document *d)
{
	int32_t not = s->given - s->implemented - s->partly - s->open;
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	if (!s->given)
		return;
	buffer_printf(&text, report_say(p->q, "%" PRId32 " given"), s->given);
	const char *between = ": ";
	if (s->implemented)
		buffer_printf(&text, report_say(p->q, "%s%" PRId32 " implemented"),
			next_part(&between), s->implemented);
	if (s->partly)
		buffer_printf(&text, report_say(p->q, "%s%" PRId32 " partly"), next_part(&between),
			s->partly);
	if (not )
		buffer_printf(
			&text, report_say(p->q, "%s%" PRId32 " not"), next_part(&between), not );
	if (s->open)
		buffer_printf(&text, report_say(p->q, "%s%" PRId32 " open"), next_part(&between),
			s->open);
	document_fact(d, "Suggestions", "%s", buffer_text(&text));
}

/* ---- Notices ---- */

static void notice_hours(
	const struct qser *q, int64_t minutes, int64_t planned, struct document *d, const char *who)
{
	_cleanup_(buffer_free) struct buffer beyond = BUFFER_INIT, plan = BUFFER_INIT;

	if (planned < 0 || minutes <= planned)
		return;
	duration_words(q, minutes - planned, &beyond);
	duration_words(q, planned, &plan);
	document_notice(
		d, "%s%s beyond the plan of %s.", who, buffer_text(&beyond), buffer_text(&plan));
}

static void notice_due(
	const struct progress *p, const struct suggestions *s, struct document *d, const char *who)
{
	if (s->due)
		document_notice(d,
			report_plural(p->q, s->due,
				"%s%" PRId32 " suggestion is to be followed up.",
				"%s%" PRId32 " suggestions are to be followed up."),
			who, s->due);
}

/* Those whose own plan is used up, and those the list does not know. */
static void notice_members(
	const struct progress *p, const struct way *w, struct document *d, const char *who)
{
	_cleanup_(buffer_free) struct buffer beyond = BUFFER_INIT, others = BUFFER_INIT;

	for (uint32_t n = w->first; n != NONE; n = p->members[n].next) {
		const struct member *m = &p->members[n];
		if (m->planned >= 0 && kinds_sum(m->all) > m->planned)
			buffer_printf(
				&beyond, "%s%s", beyond.length ? ", " : "", pool_text(p, m->name));
		if (!m->listed)
			buffer_printf(
				&others, "%s%s", others.length ? ", " : "", pool_text(p, m->name));
	}
	if (beyond.length)
		document_notice(d, "%sBeyond their own plan: %s.", who, buffer_text(&beyond));
	if (others.length)
		document_notice(
			d, "%sIn the diary, but not on the list: %s.", who, buffer_text(&others));
}

/* Days from a day until today; negative for days to come. */
static int64_t days_since(const struct progress *p, const char *iso)
{
	day_t day;

	return *iso && day_read(iso, &day) ? (int64_t)p->q->days.today - day : 0;
}

static void notice_quiet(
	const struct progress *p, const struct way *w, struct document *d, const char *who)
{
	int64_t last = days_since(p, w->last), start = days_since(p, pool_text(p, w->starts));

	if (strcmp(pool_text(p, w->state), "running") != 0)
		return;
	if (*w->last && last > QUIET_DAYS)
		document_notice(d, "%sNo session for %" PRId64 " days.", who, last);
	else if (!*w->last && start > QUIET_DAYS)
		document_notice(d,
			"%sRunning, but no session in the %" PRId64 " days since it started.", who,
			start);
}

static bool is_closed(const struct progress *p, const struct way *w)
{
	return !strcmp(pool_text(p, w->state), "closed");
}

void progress_notices(
	const struct progress *p, const struct way *w, struct document *d, const char *who)
{
	_cleanup_(buffer_free) struct buffer day = BUFFER_INIT;

	if (!w->listed)
		document_notice(d, "%sNobody is listed as a participant.", who);
	notice_hours(p->q, kinds_sum(w->all), w->planned, d, who);
	notice_members(p, w, d, who);
	notice_quiet(p, w, d, who);
	if (!is_closed(p, w))
		notice_due(p, &w->suggestions, d, who);
	if (w->passed)
		document_notice(d, "%sPassed against the rule: %s.", who, pool_text(p, w->passed));
	if (is_closed(p, w)) /* nothing of it can be late any more */
		return;
	if (w->next && !w->next_started && days_since(p, w->next_day) > 0) {
		day_words(p->q, w->next_day, &day);
		document_notice(
			d, "%sStep %d was planned for %s.", who, w->next, buffer_text(&day));
	}
	if (days_since(p, pool_text(p, w->ends)) > 0) {
		buffer_clear(&day);
		day_words(p->q, pool_text(p, w->ends), &day);
		document_notice(
			d, "%sWas to end on %s, and is not closed.", who, buffer_text(&day));
	}
}

/* ---- Participants ---- */

static const struct qser_column name_column = COLUMN("name", "Participant", QSER_TEXT),
				period_column = COLUMN("period", "Period", QSER_HOURS),
				all_column = COLUMN("all", "In all", QSER_HOURS),
				planned_column = COLUMN("planned", "Planned", QSER_HOURS),
				left_column = COLUMN("left", "Left", QSER_HOURS),
				last_column = COLUMN("last", "Last session", QSER_DAY),
				checklists_column = COLUMN("checklists", "Checklists", QSER_TEXT);
static const struct qser_column *const member_columns[] = {&name_column, &period_column,
	&all_column, &planned_column, &left_column, &last_column, &checklists_column};
static const struct qser_column *const member_columns_all[] = {
	&name_column, &all_column, &planned_column, &left_column, &last_column, &checklists_column};

/* "2: 55 % → 80 %", "1, 1 begun", "1 begun" */
static void member_checklists(const struct qser *q, struct buffer *out, const struct checklists *c)
{
	buffer_clear(out);
	if (c->complete)
		buffer_printf(out, "%" PRId32, c->complete);
	if (c->drafts)
		buffer_text_add(out, c->complete ? ", " : "");
	if (c->drafts)
		put_begun(q, c->drafts, out);
	if (c->first >= 0) {
		buffer_text_add(out, ": ");
		scores(out, c->first, c->last);
	}
}

struct member_texts {
	struct buffer period, all, planned, left, checklists;
};

static void member_texts_free(struct member_texts *t)
{
	buffer_free(&t->period);
	buffer_free(&t->all);
	buffer_free(&t->planned);
	buffer_free(&t->left);
	buffer_free(&t->checklists);
}

static void put_member(struct document_table *table, const struct progress *p, const struct way *w,
	const struct member *m, struct member_texts *t)
{
	int64_t planned = member_planned(w, m);
	bool known = planned >= 0;

	colon(&t->period, kinds_sum(m->minutes));
	colon(&t->all, kinds_sum(m->all));
	colon(&t->planned, planned);
	colon(&t->left, planned - kinds_sum(m->all));
	member_checklists(p->q, &t->checklists, &m->checklists);
	const char *values[COUNT(member_columns)] = {pool_text(p, m->name), buffer_text(&t->period),
		buffer_text(&t->all), known ? buffer_text(&t->planned) : NULL,
		known ? buffer_text(&t->left) : NULL, m->last, buffer_text(&t->checklists)};
	if (!period_limited(&p->period))
		memmove(values + 1, values + 2, (COUNT(values) - 2) * sizeof(*values));
	document_row(table, values);
}

static void put_member_table(const struct progress *p, const struct way *w, struct document *d)
{
	_cleanup_(member_texts_free) struct member_texts texts = {.period = BUFFER_INIT};
	bool limited = period_limited(&p->period);
	struct document_table *t = document_table(d, "participants", NULL,
		limited ? member_columns : member_columns_all,
		limited ? COUNT(member_columns) : COUNT(member_columns_all), false);

	for (uint32_t n = w->first; n != NONE; n = p->members[n].next)
		put_member(t, p, w, &p->members[n], &texts);
}

static void put_member_chart(const struct progress *p, const struct way *w, struct document *d)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	int count = 0;

	for (uint32_t n = w->first; n != NONE; n = p->members[n].next)
		count++;
	if (!count || count > BARS_MAX || !kinds_sum(w->all))
		return;
	struct document_chart *chart =
		document_chart(d, CHART_BARS, "hours", "Hours in all, by participant");
	for (uint32_t n = w->first; n != NONE; n = p->members[n].next) {
		const struct member *m = &p->members[n];
		colon(&text, kinds_sum(m->all));
		document_bar(chart, pool_text(p, m->name), kinds_sum(m->all), member_planned(w, m),
			buffer_text(&text));
	}
}

/* ---- All paths ---- */

static const struct qser_column path_column = COLUMN("path", "Path", QSER_TEXT),
				state_column = COLUMN("state", "State", QSER_TEXT),
				steps_column = COLUMN("steps", "Steps", QSER_INT),
				share_column = COLUMN("share", "%", QSER_INT);
static const struct qser_column *const overview[] = {&path_column, &state_column, &steps_column,
	&period_column, &all_column, &planned_column, &share_column, &last_column};
static const struct qser_column *const overview_all[] = {&path_column, &state_column, &steps_column,
	&all_column, &planned_column, &share_column, &last_column};

struct totals {
	int64_t period, all, planned;
};

static void put_overview_row(struct document_table *table, const struct progress *p,
	const struct way *w, struct member_texts *t, struct totals *totals)
{
	char steps[16], share[24] = "";
	int64_t period = kinds_sum(w->minutes), all = kinds_sum(w->all);

	totals->period += period;
	totals->all += all;
	totals->planned += w->planned > 0 ? w->planned : 0;
	colon(&t->period, period);
	colon(&t->all, all);
	colon(&t->planned, w->planned);
	if (w->planned > 0)
		(void)snprintf(share, sizeof(share), "%" PRId64, percent(all, w->planned));
	(void)snprintf(steps, sizeof(steps), "%d/%d", w->done, STEP_COUNT);
	const char *values[COUNT(overview)] = {pool_text(p, w->title),
		report_word(p->q, pool_text(p, w->state)), steps, buffer_text(&t->period),
		buffer_text(&t->all), w->planned >= 0 ? buffer_text(&t->planned) : NULL, share,
		w->last};
	if (!period_limited(&p->period))
		memmove(values + 3, values + 4, (COUNT(values) - 4) * sizeof(*values));
	document_row(table, values);
}

static void put_overview(const struct progress *p, struct document *d)
{
	_cleanup_(member_texts_free) struct member_texts t = {.period = BUFFER_INIT};
	bool limited = period_limited(&p->period);
	struct totals totals = {0, 0, 0};
	struct document_table *table =
		document_table(d, "overview", "All paths", limited ? overview : overview_all,
			limited ? COUNT(overview) : COUNT(overview_all), false);

	for (size_t i = 0; i < p->way_count; i++)
		put_overview_row(table, p, &p->ways[i], &t, &totals);
	colon(&t.period, totals.period);
	colon(&t.all, totals.all);
	colon(&t.planned, totals.planned);
	const char *values[COUNT(overview)] = {report_say(p->q, "Together"), NULL, NULL,
		buffer_text(&t.period), buffer_text(&t.all),
		totals.planned ? buffer_text(&t.planned) : NULL, NULL, NULL};
	if (!limited)
		memmove(values + 3, values + 4, (COUNT(values) - 4) * sizeof(*values));
	document_total(table, values);
}

/* What somebody may be given of the own progress: nothing of the others' hours and scores. */
static void put_own(const struct progress *p, const struct way *w, const struct member *m,
	struct document *d, int level)
{
	int64_t all = kinds_sum(m->all), planned = member_planned(w, m);

	document_heading(d, level, "%s", pool_text(p, m->name));
	notice_hours(p->q, all, planned, d, "");
	notice_due(p, &m->suggestions, d, "");
	put_hours(p, d, m->all, m->minutes, planned, m->last);
	put_checklists(p, &m->checklists, NULL, d);
	put_suggestions(p, &m->suggestions, d);
}

static void put_path_of_people(
	const struct progress *p, const struct way *w, struct document *d, int level)
{
	document_fact(d, "Trainer", "%s",
		w->trainer_name ? pool_text(p, w->trainer_name)
				: document_say(d, "not chosen yet"));
	put_state(p, w, d);
	put_steps(p, w, d);
	for (uint32_t n = w->first; n != NONE; n = p->members[n].next)
		put_own(p, w, &p->members[n], d, level + 1);
	progress_charts(p, w, d);
}

static void put_path(const struct progress *p, const struct way *w, struct document *d, int level)
{
	_cleanup_(buffer_free) struct buffer heading = BUFFER_INIT;

	buffer_printf(&heading, "%s (%s)", pool_text(p, w->title), pool_text(p, w->code));
	document_heading(d, level, "%s", buffer_text(&heading));
	if (!p->persons.length)
		progress_notices(p, w, d, "");
	if (w->department)
		document_fact(d, "Department", "%s", pool_text(p, w->department));
	if (p->persons.length) {
		put_path_of_people(p, w, d, level);
		return;
	}
	put_people(p, w, d);
	put_state(p, w, d);
	put_steps(p, w, d);
	put_hours(p, d, w->all, w->minutes, w->planned, w->last);
	put_checklists(p, &w->checklists, w, d);
	put_suggestions(p, &w->suggestions, d);
	put_member_chart(p, w, d);
	progress_charts(p, w, d);
	if (w->first != NONE)
		put_member_table(p, w, d);
}

void progress_page(const struct progress *p, struct document *d)
{
	bool several = false;
	int64_t organisation = 0;

	for (size_t i = 1; i < p->way_count; i++)
		several |= p->ways[i].organisation != p->ways[0].organisation;
	if (p->way_count > 1 && !p->persons.length)
		put_overview(p, d);
	for (size_t i = 0; i < p->way_count; i++) {
		const struct way *w = &p->ways[i];
		if (several && w->organisation != organisation)
			document_heading(d, 1, "%s", pool_text(p, w->organisation_name));
		organisation = w->organisation;
		put_path(p, w, d, several ? 2 : 1);
	}
}
