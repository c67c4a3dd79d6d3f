/*
 * steps.c: all paths against the 13 steps (C14): what is done, what is next, and who is to do it.
 *
 * The next step of a path is the one that the progress report names (gather.c).
 */
#include "progress.h"

#include <inttypes.h>
#include <string.h>

/* ---- What is known of each step ---- */

struct path_step {
	uint32_t title, state, code, name; /* in the pool; code and name of the responsible */
	char day[DAY_TEXT];
};

struct steps {
	struct progress p;
	struct path_step *list; /* STEP_COUNT of each path */
};

static void steps_free(struct steps *s)
{
	progress_free(&s->p);
	free(s->list);
}

static struct path_step *step_of(const struct steps *s, size_t way, int number)
{
	return &s->list[way * STEP_COUNT + (size_t)number - 1];
}

#define SQL_STEPS                                                      \
	"select s.path, s.number, s.title, s.state, s.day, " SQL_WORD( \
		"r") ", r.name from step s left join person r on r.id = s.responsible"
#define ORDER_STEPS " order by s.path, s.number"

/* Titles and names come again with every path; what was kept last of a number is likely the same.
 */
static uint32_t same(struct progress *p, const char *text, uint32_t *last)
{
	if (!text)
		return NO_TEXT;
	if (!*last || strcmp(pool_text(p, *last), text) != 0)
		*last = progress_text(p, text);
	return *last;
}

static enum qser_status read_steps(struct steps *s)
{
	struct progress *p = &s->p;
	uint32_t last[STEP_COUNT + 1][4] = {{NO_TEXT}};

	s->list = calloc(p->way_count * STEP_COUNT + 1, sizeof(*s->list));
	if (!s->list)
		return fail(p->q, QSER_MEMORY, "out of memory");
	_cleanup_(query_end) struct query look =
		progress_query(p, SQL_STEPS, "s.path", ORDER_STEPS);
	while (query_row(&look)) {
		uint32_t way = progress_find_path(p, query_get_int(&look, 0));
		int64_t n = query_get_int(&look, 1);
		if (way == NONE || n < 1 || n > STEP_COUNT)
			continue;
		struct path_step *step = step_of(s, way, (int)n);
		const char *day = query_get_text(&look, 4);
		step->title = same(p, query_get_text(&look, 2), &last[n][0]);
		step->state = same(p, query_get_text(&look, 3), &last[n][1]);
		step->code = same(p, query_get_text(&look, 5), &last[n][2]);
		step->name = same(p, query_get_text(&look, 6), &last[n][3]);
		(void)snprintf(step->day, sizeof(step->day), "%s", day ? day : "");
	}
	return p->pool.failed ? fail(p->q, QSER_MEMORY, "out of memory") : query_status(&look);
}

/* ---- How a step stands ---- */

enum mark { DONE, SKIPPED, STARTED, PLANNED, LATE, OPEN, MARKS };

/* Letters, so that they are read aloud as what they are; the legend says what they mean. */
static const char *const letters[MARKS] = {[DONE] = "D",
	[SKIPPED] = "X",
	[STARTED] = "S",
	[PLANNED] = "P",
	[LATE] = "L",
	[OPEN] = "o"};

static bool is_closed(const struct steps *s, size_t way)
{
	return !strcmp(pool_text(&s->p, s->p.ways[way].state), "closed");
}

static bool is_state(const struct steps *s, const struct path_step *step, const char *word)
{
	return !strcmp(pool_text(&s->p, step->state), word);
}

/* Days since a step was planned that is open; 0: it is not late.  Of a path that is closed none
 * is late any more. */
static int64_t late_days(const struct steps *s, size_t way, const struct path_step *step)
{
	day_t day;

	if (!is_state(s, step, "open") || is_closed(s, way) || !day_read(step->day, &day))
		return 0;
	int64_t late = (int64_t)s->p.q->days.today - day;
	return late > 0 ? late : 0;
}

static enum mark mark_of(const struct steps *s, size_t way, const struct path_step *step)
{
	if (is_state(s, step, "done"))
		return DONE;
	if (is_state(s, step, "skipped"))
		return SKIPPED;
	if (is_state(s, step, "started"))
		return STARTED;
	if (!*step->day)
		return OPEN;
	return late_days(s, way, step) ? LATE : PLANNED;
}

/* 0: there is none, or nothing is to be done any more. */
static int next_of(const struct steps *s, size_t way)
{
	return is_closed(s, way) ? 0 : s->p.ways[way].next;
}

/* ---- As people read it ---- */

static const struct qser_column
	path_column = COLUMN("path", "Path", QSER_TEXT),
	number_columns[STEP_COUNT] = {COLUMN("step1", "1", QSER_TEXT),
		COLUMN("step2", "2", QSER_TEXT), COLUMN("step3", "3", QSER_TEXT),
		COLUMN("step4", "4", QSER_TEXT), COLUMN("step5", "5", QSER_TEXT),
		COLUMN("step6", "6", QSER_TEXT), COLUMN("step7", "7", QSER_TEXT),
		COLUMN("step8", "8", QSER_TEXT), COLUMN("step9", "9", QSER_TEXT),
		COLUMN("step10", "10", QSER_TEXT), COLUMN("step11", "11", QSER_TEXT),
		COLUMN("step12", "12", QSER_TEXT), COLUMN("step13", "13", QSER_TEXT)},
	next_column = COLUMN("next", "Next step", QSER_TEXT),
	who_column = COLUMN("responsible", "Responsible", QSER_TEXT),
	day_column = COLUMN("day", "Planned for", QSER_DAY),
	late_column = COLUMN("late", "Days late", QSER_INT);
static const struct qser_column *const matrix_columns[] = {&path_column, &number_columns[0],
	&number_columns[1], &number_columns[2], &number_columns[3], &number_columns[4],
	&number_columns[5], &number_columns[6], &number_columns[7], &number_columns[8],
	&number_columns[9], &number_columns[10], &number_columns[11], &number_columns[12]};
_Static_assert(COUNT(matrix_columns) == STEP_COUNT + 1, "a path and its steps");
static const struct qser_column *const next_columns[] = {
	&path_column, &next_column, &who_column, &day_column, &late_column};

static void put_matrix(const struct steps *s, struct document *d, size_t first, size_t end)
{
	struct document_table *t = document_table(
		d, "steps", "The 13 steps", matrix_columns, COUNT(matrix_columns), false);
	const char *values[COUNT(matrix_columns)];

	for (size_t way = first; way < end; way++) {
		values[0] = pool_text(&s->p, s->p.ways[way].code);
		for (int n = 1; n <= STEP_COUNT; n++)
			values[n] = letters[mark_of(s, way, step_of(s, way, n))];
		document_row(t, values);
	}
}

/* Who is named for the step, else the trainer. */
static const char *who_of(const struct steps *s, size_t way, const struct path_step *step)
{
	uint32_t name = step->name ? step->name : s->p.ways[way].trainer_name;

	return name ? pool_text(&s->p, name) : NULL;
}

static void put_next(const struct steps *s, struct document_table *t, size_t way)
{
	_cleanup_(buffer_free) struct buffer what = BUFFER_INIT, path = BUFFER_INIT;
	const struct way *w = &s->p.ways[way];
	const struct path_step *step = step_of(s, way, next_of(s, way));
	int64_t late = late_days(s, way, step);
	char days[24];

	(void)snprintf(days, sizeof(days), "%" PRId64, late);
	buffer_printf(&path, "%s (%s)", pool_text(&s->p, w->title), pool_text(&s->p, w->code));
	buffer_printf(&what, "%d. %s", next_of(s, way),
		report_word(s->p.q, pool_text(&s->p, step->title)));
	const char *const values[COUNT(next_columns)] = {buffer_text(&path), buffer_text(&what),
		who_of(s, way, step), is_state(s, step, "open") ? step->day : NULL,
		late ? days : NULL};
	document_row(t, values);
}

static void put_all_next(const struct steps *s, struct document *d, size_t first, size_t end)
{
	struct document_table *t = NULL;

	for (size_t way = first; way < end; way++) {
		if (!next_of(s, way))
			continue;
		if (!t)
			t = document_table(d, "next", "What is next", next_columns,
				COUNT(next_columns), false);
		put_next(s, t, way);
	}
}

static void put_legend(struct document *d)
{
	document_paragraph(d,
		"D: done. S: started. P: planned for a day. L: planned for a day, and late. X: "
		"left out. o: open.");
}

static void put_chart(const struct steps *s, struct document *d)
{
	_cleanup_(buffer_free) struct buffer label = BUFFER_INIT;
	char text[24];

	if (s->p.way_count < 2)
		return;
	struct document_chart *chart =
		document_chart(d, CHART_BARS, "done", "How many paths have done each step");
	for (int n = 1; n <= STEP_COUNT; n++) {
		int64_t done = 0;
		for (size_t way = 0; way < s->p.way_count; way++)
			done += mark_of(s, way, step_of(s, way, n)) == DONE;
		buffer_clear(&label);
		buffer_printf(&label, "%d. %s", n,
			report_word(s->p.q, pool_text(&s->p, step_of(s, 0, n)->title)));
		(void)snprintf(text, sizeof(text), "%" PRId64, done);
		document_bar(chart, buffer_text(&label), done, -1, text);
	}
}

static void put_facts(const struct steps *s, struct document *d)
{
	size_t late = 0;

	for (size_t way = 0; way < s->p.way_count; way++) {
		bool any = false;
		for (int n = 1; n <= STEP_COUNT; n++)
			any |= late_days(s, way, step_of(s, way, n)) > 0;
		late += any;
	}
	document_fact(d, "Paths", "%zu", s->p.way_count);
	document_fact(d, "With a step that is late", "%zu", late);
}

/* Paths come by organisation. */
static void put_page(const struct steps *s, struct document *d)
{
	size_t end;

	put_facts(s, d);
	put_chart(s, d);
	put_legend(d);
	for (size_t first = 0; first < s->p.way_count; first = end) {
		const struct way *w = &s->p.ways[first];
		for (end = first; end < s->p.way_count; end++)
			if (s->p.ways[end].organisation != w->organisation)
				break;
		if (end - first < s->p.way_count)
			document_heading(d, 1, "%s", pool_text(&s->p, w->organisation_name));
		put_matrix(s, d, first, end);
		put_all_next(s, d, first, end);
	}
}

/* ---- As programs read it ---- */

static const struct qser_column row_columns[] = {COLUMN("path", "Path", QSER_TEXT),
	COLUMN("step", "Step", QSER_INT), COLUMN("title", "Title", QSER_TEXT),
	COLUMN("state", "State", QSER_TEXT), COLUMN("day", "Day", QSER_DAY),
	COLUMN("responsible", "Responsible", QSER_TEXT), COLUMN("late_days", "Days late", QSER_INT),
	COLUMN("next", "Next", QSER_BOOL), COLUMN("organisation", "Organisation", QSER_TEXT)};
static const struct qser_column *const rows[] = {&row_columns[0], &row_columns[1], &row_columns[2],
	&row_columns[3], &row_columns[4], &row_columns[5], &row_columns[6], &row_columns[7],
	&row_columns[8]};
_Static_assert(COUNT(rows) == COUNT(row_columns), "all of them");

static void put_row(const struct steps *s, struct document_table *t, size_t way, int n)
{
	const struct way *w = &s->p.ways[way];
	const struct path_step *step = step_of(s, way, n);
	char number[24], late[24];

	(void)snprintf(number, sizeof(number), "%d", n);
	(void)snprintf(late, sizeof(late), "%" PRId64, late_days(s, way, step));
	const char *const values[COUNT(row_columns)] = {pool_text(&s->p, w->code), number,
		pool_text(&s->p, step->title), pool_text(&s->p, step->state), step->day,
		pool_text(&s->p, step->code), late, next_of(s, way) == n ? "yes" : "no",
		pool_text(&s->p, w->organisation_code)};
	document_row(t, values);
}

static void put_rows(const struct steps *s, struct document *d)
{
	struct document_table *t = document_table(d, "steps", NULL, rows, COUNT(rows), true);

	for (size_t way = 0; way < s->p.way_count; way++)
		for (int n = 1; n <= STEP_COUNT; n++)
			put_row(s, t, way, n);
}

/* ---- The report ---- */

static enum qser_status begin(const struct steps *s, struct document *d)
{
	enum qser_status status = report_programme(s->p.q, d, 0);

	report_made(s->p.q, d);
	return status;
}

enum qser_status report_steps(struct qser *q, const struct qser_report *report, bool people,
	struct document **d, bool *any)
{
	_cleanup_(steps_free) struct steps s = {.p = {.q = q, .request = report}};
	const struct day_context *days;
	enum qser_status status = handle_days(q, &days);

	if (status == QSER_OK)
		status = progress_read_paths(&s.p);
	if (status == QSER_OK)
		status = read_steps(&s);
	if (status == QSER_OK)
		status = report_new(q, d, "The steps of all paths");
	if (status == QSER_OK)
		status = begin(&s, *d);
	if (status != QSER_OK)
		return status;
	if (!s.p.way_count)
		document_notice(*d, "There is no path to report on.");
	if (people && s.p.way_count)
		put_page(&s, *d);
	else if (!people)
		put_rows(&s, *d);
	*any = s.p.way_count > 0;
	return QSER_OK;
}
