/* final_page.c: one path of a final report, as both parties read and sign it. */
#include "final.h"

#include <string.h>

#include "conclusion_page.h"
#include "line.h"
#include "signing.h"

#include "../base/clock.h"
#include "../domain/path_facts.h"

#define BARS_MAX 40 /* more are no picture any more, and the tables have them all */

struct page {
	const struct final *f;
	const struct way *w;
	struct document *d;
	int level; /* of its headings */
	struct qser *q;
};

/* ---- What it was ---- */

#define SQL_PATH                                                          \
	"select t.code, j.title, j.number, t.closed, t.goals from path t" \
	" left join project j on j.id = t.project where t.id = ?1"

static void put_days(const struct page *p)
{
	_cleanup_(buffer_free) struct buffer starts = BUFFER_INIT, ends = BUFFER_INIT;

	day_words(p->f->p.q, pool_text(&p->f->p, p->w->starts), &starts);
	day_words(p->f->p.q, pool_text(&p->f->p, p->w->ends), &ends);
	if (starts.length && ends.length)
		document_fact(p->d, "Days", "%s to %s", buffer_text(&starts), buffer_text(&ends));
	else if (starts.length)
		document_fact(p->d, "Days", "since %s", buffer_text(&starts));
}

static enum qser_status put_facts(const struct page *p)
{
	const struct progress *all = &p->f->p;
	const struct way *w = p->w;
	_cleanup_(buffer_free) struct buffer closed = BUFFER_INIT;
	_cleanup_(query_end) struct query look = query(p->q->store, SQL_PATH);

	query_int(&look, 1, w->path);
	if (!query_row(&look))
		return query_status(&look);
	document_fact(p->d, "Path", "%s", pool_text(all, w->code));
	document_fact(p->d, "Organisation", "%s", pool_text(all, w->organisation_name));
	if (w->department)
		document_fact(p->d, "Department", "%s", pool_text(all, w->department));
	document_fact(p->d, "Trainer", "%s",
		w->trainer_name ? pool_text(all, w->trainer_name)
				: document_say(p->d, "not chosen yet"));
	document_fact(p->d, "Participants", "%" PRIu32, w->listed);
	if (!query_is_null(&look, 1))
		document_fact(p->d, "Project", "%s", query_get_text(&look, 1));
	if (!query_is_null(&look, 2))
		document_fact(p->d, "Project number", "%s", query_get_text(&look, 2));
	put_days(p);
	day_words(p->f->p.q, query_get_text(&look, 3), &closed);
	if (closed.length)
		document_fact(p->d, "Closed on", "%s", buffer_text(&closed));
	else
		document_fact(p->d, "State", "%s", report_word(p->q, pool_text(all, w->state)));
	if (query_is_null(&look, 4))
		return query_status(&look);
	document_heading(p->d, p->level, "Goals");
	document_paragraph(p->d, "%s", query_get_text(&look, 4));
	return query_status(&look);
}

/* ---- What is still open ---- */

static void put_open_steps(const struct page *p)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	for (int number = 1; number <= STEP_COUNT; number++)
		if (p->w->open & 1U << number)
			buffer_printf(&list, "%s%d", list.length ? ", " : "", number);
	if (list.length)
		document_item(p->d, "steps %s", buffer_text(&list));
}

#define SQL_UNSIGNED                                                                   \
	"select count(*) from diary_entry where path = ?1 and (state = 'submitted' or" \
	" state = 'corrected')"
#define SQL_ACTIONS "select count(*) from action where path = ?1 and done is null"

static enum qser_status count_open(const struct page *p, const char *sql, int64_t *n)
{
	_cleanup_(query_end) struct query look = query(p->q->store, sql);

	query_int(&look, 1, p->w->path);
	return query_number(&look, 0, n);
}

static enum qser_status put_open_counts(const struct page *p)
{
	int64_t entries = 0, actions = 0;
	enum qser_status status = count_open(p, SQL_UNSIGNED, &entries);

	if (status == QSER_OK)
		status = count_open(p, SQL_ACTIONS, &actions);
	if (entries)
		document_item(p->d, "diary entries to be signed: %" PRId64, entries);
	if (actions)
		document_item(p->d, "actions to be done: %" PRId64, actions);
	return status;
}

/* The same that is asked before a path is closed, and what else is left. */
static enum qser_status put_open(const struct page *p)
{
	static const enum fact asked[] = {
		FACT_CLOSING, FACT_CONCLUSION, FACT_SUGGESTIONS, FACT_DRAFTS, FACT_TIMER};
	_cleanup_(finding_free) struct finding f = {0};
	struct path_view v;
	enum qser_status status = path_view_load(&v, p->q, p->w->path);

	if (status != QSER_OK || v.state == PATH_CLOSED)
		return status;
	document_notice(p->d, "The path is not closed yet.");
	for (size_t i = 0; i < COUNT(asked) && status == QSER_OK; i++) {
		finding_clear(&f);
		status = fact_ask(&v, asked[i], &f);
		if (f.lacks.length)
			document_item(p->d, "%s", buffer_text(&f.lacks));
	}
	put_open_steps(p);
	return status == QSER_OK ? put_open_counts(p) : status;
}

/* ---- Skills ---- */

static const struct qser_column skill_column = COLUMN("skill", "To be enhanced", QSER_TEXT),
				kind_column = COLUMN("kind", "Kind", QSER_TEXT),
				relevance_column = COLUMN("relevance", "Relevance", QSER_INT),
				importance_column = COLUMN("importance", "Importance", QSER_INT),
				before_column = COLUMN("before", "Before", QSER_INT),
				after_column = COLUMN("after", "After", QSER_INT),
				rated_column = COLUMN("rated", "Rated by", QSER_INT);
static const struct qser_column *const skill_columns[] = {&skill_column, &kind_column,
	&relevance_column, &importance_column, &before_column, &after_column, &rated_column};

#define SQL_RATINGS "select count(*) from rating r join skill s on s.id = r.skill where s.path = ?1"

struct skills {
	const struct page *page;
	struct document_table *table;
	int64_t ratings;
};

static int put_skill(void *ctx, const struct qser_rating_sum *sum)
{
	struct skills *s = ctx;
	const struct page *p = s->page;
	struct line l = {.count = 0};

	if (!s->table) {
		document_heading(p->d, p->level, "Skills, competences and attitudes");
		s->table = document_table(p->d, "skills", NULL, skill_columns,
			s->ratings ? COUNT(skill_columns) : 2, false);
	}
	line_text(&l, sum->name);
	line_text(&l, sum->kind);
	line_mean(&l, sum->relevance);
	line_mean(&l, sum->importance);
	line_mean(&l, sum->first);
	line_mean(&l, sum->last);
	line_number(&l, sum->people);
	line_put(&l, s->table);
	return 0;
}

static enum qser_status put_skills(const struct page *p)
{
	struct skills s = {p, NULL, 0};
	_cleanup_(query_end) struct query look = query(p->q->store, SQL_RATINGS);

	query_int(&look, 1, p->w->path);
	enum qser_status status = query_number(&look, 0, &s.ratings);
	if (status == QSER_OK)
		status = qser_rating_summary(p->q, p->w->path, false, put_skill, &s);
	if (s.ratings)
		document_paragraph(p->d,
			"As participants rate them, from 1 to 5; before and after of those who did "
			"so twice.");
	return status;
}

/* ---- Checklists ---- */

static const struct qser_column name_column = COLUMN("name", "Participant", QSER_TEXT);
static const struct qser_column *const score_columns[] = {
	&name_column, &before_column, &after_column};

/* Of all who have two: a mean of others would compare different people. */
static void put_mean(const struct page *p, int64_t count)
{
	const struct progress *all = &p->f->p;
	int64_t first = 0, last = 0;

	if (count < 2)
		return;
	for (uint32_t n = p->w->first; n != NONE; n = all->members[n].next) {
		const struct checklists *c = &all->members[n].checklists;
		first += c->last < 0 ? 0 : c->first;
		last += c->last < 0 ? 0 : c->last;
	}
	document_fact(p->d, "On average", "%" PRId64 " %% → %" PRId64 " %%",
		(first + count / 2) / count, (last + count / 2) / count);
}

static void put_checklists(const struct page *p)
{
	const struct progress *all = &p->f->p;
	struct document_chart *chart = NULL;
	struct document_table *t = NULL;
	int64_t both = 0;

	for (uint32_t n = p->w->first; n != NONE; n = all->members[n].next)
		both += all->members[n].checklists.last >= 0;
	for (uint32_t n = p->w->first; n != NONE; n = all->members[n].next) {
		const struct member *m = &all->members[n];
		const struct checklists *c = &m->checklists;
		char text[48];
		if (c->last < 0)
			continue;
		if (!chart)
			document_heading(p->d, p->level, "Before and after");
		if (!chart && both <= BARS_MAX)
			chart = document_chart(p->d, CHART_CHANGE, "checklists",
				"Checklists: from the first to the last");
		(void)snprintf(text, sizeof(text), "%d %% → %d %%", c->first, c->last);
		document_bar(chart, pool_text(all, m->name), c->last, c->first, text);
	}
	put_mean(p, both);
	for (uint32_t n = p->w->first; both && n != NONE; n = all->members[n].next) {
		const struct member *m = &all->members[n];
		struct line l = {.count = 0};
		if (!t)
			t = document_table(
				p->d, "scores", NULL, score_columns, COUNT(score_columns), false);
		line_text(&l, pool_text(all, m->name));
		line_percent(&l, m->checklists.first);
		line_percent(&l, m->checklists.last);
		line_put(&l, t);
	}
}

/* ---- Hours ---- */

static const struct qser_column hours_kind_column = COLUMN("kind", "Kind", QSER_TEXT),
				planned_column = COLUMN("planned", "Planned", QSER_HOURS),
				actual_column = COLUMN("actual", "Actual", QSER_HOURS),
				sessions_column = COLUMN("sessions", "Sessions", QSER_INT),
				given_column = COLUMN("suggestions", "Suggestions", QSER_INT),
				implemented_column = COLUMN("implemented", "Implemented", QSER_INT);
static const struct qser_column *const kind_columns[] = {
	&hours_kind_column, &planned_column, &actual_column};
static const struct qser_column *const member_columns[] = {&name_column, &planned_column,
	&actual_column, &sessions_column, &given_column, &implemented_column};

struct hours_page {
	const struct page *page;
	struct document_table *kinds;
};

static void put_against(struct document *d, const char *label, int64_t minutes, int64_t planned)
{
	_cleanup_(buffer_free) struct buffer actual = BUFFER_INIT, plan = BUFFER_INIT;

	duration_print(&actual, minutes);
	duration_print(&plan, planned);
	if (planned > 0)
		document_fact(d, label, "%s of %s planned, %" PRId64 " %%", buffer_text(&actual),
			buffer_text(&plan), percent(minutes, planned));
	else
		document_fact(d, label, "%s", buffer_text(&actual));
}

static int put_hours_of(void *ctx, const struct qser_hours *h)
{
	struct hours_page *hp = ctx;
	struct document *d = hp->page->d;
	struct line l = {.count = 0};

	if (!strcmp(h->of, "path")) {
		put_against(d, "Hours", h->minutes, h->planned);
		document_fact(d, "Sessions", "%" PRId64, h->sessions);
	} else if (!strcmp(h->of, "contract")) {
		if (h->sessions_planned >= 0)
			document_fact(d, "Sessions by contract", "%" PRId64 " of at most %" PRId64,
				h->sessions, h->sessions_planned);
		if (h->planned >= 0)
			put_against(d, "Hours by contract", h->minutes, h->planned);
	} else if (!strcmp(h->of, "kind")) {
		if (!hp->kinds)
			hp->kinds = document_table(d, "kinds", "Hours by kind", kind_columns,
				COUNT(kind_columns), false);
		line_text(&l, h->name);
		line_colon(&l, h->planned);
		line_colon(&l, h->minutes);
		line_put(&l, hp->kinds);
	}
	return 0;
}

static void put_members(const struct page *p)
{
	const struct progress *all = &p->f->p;
	struct document_table *t;
	int count = 0;

	for (uint32_t n = p->w->first; n != NONE; n = all->members[n].next)
		count++;
	if (!count)
		return;
	if (count <= BARS_MAX) {
		struct document_chart *chart = document_chart(
			p->d, CHART_BARS, "hours", "Hours by participant, against the plan");
		for (uint32_t n = p->w->first; n != NONE; n = all->members[n].next) {
			const struct member *m = &all->members[n];
			_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
			duration_print_colon(&text, kinds_sum(m->all));
			document_bar(chart, pool_text(all, m->name), kinds_sum(m->all),
				member_planned(p->w, m), buffer_text(&text));
		}
	}
	t = document_table(
		p->d, "participants", NULL, member_columns, COUNT(member_columns), false);
	for (uint32_t n = p->w->first; n != NONE; n = all->members[n].next) {
		const struct member *m = &all->members[n];
		const struct part *part = &p->f->parts[n];
		struct line l = {.count = 0};
		line_text(&l, pool_text(all, m->name));
		line_colon(&l, member_planned(p->w, m));
		line_colon(&l, kinds_sum(m->all));
		line_number(&l, part->sessions);
		line_number(&l, part->given);
		line_number(&l, part->implemented);
		line_put(&l, t);
	}
}

static enum qser_status put_hours(const struct page *p)
{
	struct hours_page hp = {p, NULL};

	document_heading(p->d, p->level, "Hours");
	enum qser_status status = qser_path_hours(p->q, p->w->path, put_hours_of, &hp);
	put_members(p);
	return status;
}

/* ---- Suggestions ---- */

#define SQL_SUGGESTIONS                                                                     \
	"select s.wording, s.outcome, s.how from suggestion s join diary_entry e on e.id =" \
	" s.entry where e.path = ?1 order by e.day, s.id"

static enum qser_status put_wordings(const struct page *p)
{
	_cleanup_(query_end) struct query look = query(p->q->store, SQL_SUGGESTIONS);

	query_int(&look, 1, p->w->path);
	while (query_row(&look)) {
		if (query_is_null(&look, 2))
			document_item(p->d, "%s (%s)", query_get_text(&look, 0),
				query_get_text(&look, 1));
		else
			document_item(p->d, "%s (%s: %s)", query_get_text(&look, 0),
				query_get_text(&look, 1), query_get_text(&look, 2));
	}
	return query_status(&look);
}

static enum qser_status put_suggestions(const struct page *p)
{
	const struct suggestions *s = &p->w->suggestions;
	const struct {
		const char *label;
		int32_t count;
	} bars[] = {{"implemented", s->implemented}, {"partly", s->partly},
		{"not", s->given - s->implemented - s->partly - s->open}, {"open", s->open}};

	document_heading(p->d, p->level, "Suggestions");
	if (!s->given) {
		document_paragraph(p->d, "None were given.");
		return QSER_OK;
	}
	document_fact(p->d, "Given", "%" PRId32, s->given);
	document_fact(p->d, "Implemented", "%" PRId32 ", %" PRId64 " %%", s->implemented,
		percent(s->implemented, s->given));
	struct document_chart *chart =
		document_chart(p->d, CHART_BARS, "suggestions", "What became of the suggestions");
	for (size_t i = 0; i < COUNT(bars); i++) {
		char text[16];
		(void)snprintf(text, sizeof(text), "%" PRId32, bars[i].count);
		document_bar(chart, bars[i].label, bars[i].count, -1, text);
	}
	return p->f->p.request->sensitive ? put_wordings(p) : QSER_OK;
}

/* ---- What it has brought ---- */

#define SQL_CONCLUSION "select " CONCLUSION_TEXTS " from conclusion c where c.id = ?1"

static enum qser_status put_conclusion(const struct page *p, int64_t id)
{
	_cleanup_(query_end) struct query look = query(p->q->store, SQL_CONCLUSION);

	query_int(&look, 1, id);
	if (query_row(&look))
		conclusion_put_texts(p->d, &look, 0, p->level);
	return query_status(&look);
}

static const struct qser_column day_column = COLUMN("day", "Day", QSER_DAY),
				gate_column = COLUMN("gate", "Gate", QSER_TEXT),
				finding_column = COLUMN("finding", "Finding", QSER_TEXT),
				reason_column = COLUMN("reason", "Reason", QSER_TEXT),
				by_column = COLUMN("by", "By", QSER_TEXT);
static const struct qser_column *const gate_columns[] = {
	&day_column, &gate_column, &finding_column, &reason_column, &by_column};

#define SQL_EXCEPTIONS                                                       \
	"select x.day, x.gate, x.finding, x.reason, p.name from exception x" \
	" left join person p on p.id = x.person where x.path = ?1 order by x.day, x.id"

static enum qser_status put_exceptions(const struct page *p)
{
	_cleanup_(query_end) struct query look = query(p->q->store, SQL_EXCEPTIONS);
	struct document_table *t = NULL;

	query_int(&look, 1, p->w->path);
	while (query_row(&look)) {
		struct line l = {.count = 0};
		if (!t) {
			document_heading(p->d, p->level, "Gates passed against the rule");
			t = document_table(
				p->d, "exceptions", NULL, gate_columns, COUNT(gate_columns), false);
		}
		for (int i = 0; i < (int)COUNT(gate_columns); i++)
			line_text(&l, query_get_text(&look, i));
		line_put(&l, t);
	}
	return query_status(&look);
}

static enum qser_status put_signatures(const struct page *p, int64_t conclusion)
{
	static const char *const parties[] = {"trainer", "organisation", NULL};
	const struct sign_line lines[] = {
		{"trainer", p->w->trainer_name ? pool_text(&p->f->p, p->w->trainer_name) : NULL},
		{"organisation", NULL}};

	document_heading(p->d, p->level, "Sign-off");
	document_paragraph(p->d, "%s",
		conclusion ? "Trainer and organisation sign the conclusion of the path."
			   : "Trainer and organisation sign when the path is concluded.");
	if (conclusion)
		return sign_foot(p->q, p->d, QSER_CONCLUSION, conclusion, parties);
	sign_lines(p->d, lines, COUNT(lines));
	return QSER_OK;
}

/* ---- The page ---- */

enum qser_status final_page(
	const struct final *f, const struct way *w, struct document *d, int level)
{
	static enum qser_status (*const parts[])(const struct page *p) = {
		put_open, put_facts, put_skills};
	const struct page p = {f, w, d, level, f->p.q};
	int64_t conclusion = 0;
	enum qser_status status = final_conclusion(p.q, w->path, &conclusion, NULL);

	if (!conclusion)
		document_mark(d, "Draft");
	for (size_t i = 0; i < COUNT(parts) && status == QSER_OK; i++)
		status = parts[i](&p);
	put_checklists(&p);
	if (status == QSER_OK)
		status = put_hours(&p);
	if (status == QSER_OK)
		status = put_suggestions(&p);
	if (status == QSER_OK && conclusion)
		status = put_conclusion(&p, conclusion);
	if (status == QSER_OK)
		status = put_exceptions(&p);
	return status == QSER_OK ? put_signatures(&p, conclusion) : status;
}
