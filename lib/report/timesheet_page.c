/*
 * timesheet_page.c: the sheet of one person as it is printed and signed: whose hours, for whom; a
 * line for each day and place; what they come to; the signatures.
 *
 * What has to stand on it by the rules of the Union's programmes: title and number of the project,
 * beneficiary, the person, the hours, tasks and work packages, and whoever signs.  What is not
 * known is a line to write on.
 */
#include <inttypes.h>
#include <string.h>

#include "../domain/calendar.h"
#include "hours.h"
#include "timesheet.h"

#define BLANK "______________________"

struct page {
	const struct timesheet *t;
	const struct timesheet_person *p;
	struct document *d;
	struct timesheet_sum sum;
	struct calendar calendar;
	struct values values;
	/* Of this person, in order; and which of them a table has put down already. */
	const struct timesheet_entry **list;
	bool *done;
	size_t count;
};

static void page_free(struct page *s)
{
	calendar_free(&s->calendar);
	values_free(&s->values);
	free(s->list);
	free(s->done);
}

static const char *text(const struct page *s, size_t offset)
{
	return timesheet_text(s->t, offset);
}

/* A word of a closed list, or one that is looked up, in the language of the sheet. */
static const char *word(const struct page *s, const char *text)
{
	return report_word(s->t->q, text);
}

/* ---- Head ---- */

static bool is_first_of_project(const struct page *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s->list[i]->project == s->list[n]->project)
			return false;
	return true;
}

static void put_beneficiary(const struct page *s, size_t project)
{
	const char *name = timesheet_beneficiary(s->t, s->p, project);

	document_fact(s->d, "Beneficiary", "%s", name ? name : BLANK);
}

/* "WP1; WP2"; as stored there is no space between them. */
static void put_packages(const struct page *s, const char *stored)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	for (; stored && *stored; stored++) {
		buffer_char(&list, *stored);
		if (*stored == ';')
			buffer_char(&list, ' ');
	}
	document_fact(s->d, "Work packages", "%s", list.length ? buffer_text(&list) : BLANK);
}

static void put_project(const struct page *s, const struct timesheet_project *j)
{
	const char *number = text(s, j->number);

	put_beneficiary(s, (size_t)(j - s->t->projects));
	document_fact(s->d, "Project", "%s", text(s, j->title));
	document_fact(s->d, "Project number", "%s", number ? number : BLANK);
	put_packages(s, text(s, j->packages));
}

static void put_projects(const struct page *s)
{
	size_t known = 0;

	for (size_t i = 0; i < s->count; i++) {
		const struct timesheet_project *j = timesheet_project(s->t, s->list[i]);
		if (!j || !is_first_of_project(s, i))
			continue;
		put_project(s, j);
		known++;
	}
	if (known)
		return;
	put_beneficiary(s, NO_PROJECT);
	document_fact(s->d, "Project", BLANK);
	document_fact(s->d, "Project number", BLANK);
	put_packages(s, NULL);
}

static void put_month(const struct page *s)
{
	_cleanup_(buffer_free) struct buffer month = BUFFER_INIT;

	timesheet_month(s->t, &month);
	document_fact(s->d, "Month", "%s", buffer_text(&month));
}

static void put_hours(const struct page *s)
{
	_cleanup_(buffer_free) struct buffer exact = BUFFER_INIT, decimal = BUFFER_INIT,
					     is_signed = BUFFER_INIT;
	const struct qser_report *r = s->t->request;

	duration_print_colon(&exact, s->sum.minutes);
	decimal_hours(s->t->q, s->sum.minutes, &decimal);
	document_fact(s->d, "Hours", "%s (%s h)", buffer_text(&exact), buffer_text(&decimal));
	duration_print_colon(&is_signed, s->sum.signed_minutes);
	document_fact(s->d, "Signed", "%s of %s, %" PRId64 " of %" PRId64 " entries",
		buffer_text(&is_signed), buffer_text(&exact), s->sum.signed_entries,
		s->sum.entries);
	if (!r->round)
		return;
	buffer_clear(&exact);
	duration_print_colon(&exact, hours_rounded(r, s->sum.minutes));
	document_fact(s->d, "Rounded", "%s", buffer_text(&exact));
}

static void put_head(const struct page *s)
{
	const char *job = text(s, s->p->job_title), *supervisor = text(s, s->p->supervisor);

	put_projects(s);
	document_fact(s->d, "Person", "%s", text(s, s->p->name));
	document_fact(s->d, "Job title", "%s", job ? job : BLANK);
	document_fact(s->d, "Supervisor", "%s", supervisor ? supervisor : BLANK);
	put_month(s);
	put_hours(s);
}

/* ---- What is wrong with it, when it is printed all the same ---- */

static void put_notices(const struct page *s)
{
	_cleanup_(buffer_free) struct buffer loose = BUFFER_INIT, broken = BUFFER_INIT,
					     overlapping = BUFFER_INIT;
	const struct timesheet_sum *sum = &s->sum;
	const struct qser *q = s->t->q;

	timesheet_days(sum->loose_days, &loose);
	timesheet_days(sum->broken_days, &broken);
	timesheet_days(sum->overlapping_days, &overlapping);
	if (!sum->entries)
		document_notice(s->d, "There are no hours in this month.");
	if (sum->loose)
		document_notice(s->d,
			report_plural(q, sum->loose, "%" PRId64 " entry is not signed: day %s.",
				"%" PRId64 " entries are not signed: days %s."),
			sum->loose, buffer_text(&loose));
	if (sum->broken)
		document_notice(s->d,
			report_plural(q, sum->broken,
				"%" PRId64 " entry was changed after it was signed: day %s.",
				"%" PRId64
				" entries were changed after they were signed: days %s."),
			sum->broken, buffer_text(&broken));
	if (sum->overlapping)
		document_notice(s->d,
			report_plural(q, sum->overlapping,
				"%" PRId64 " entry overlaps with another one: day %s.",
				"%" PRId64 " entries overlap with others: days %s."),
			sum->overlapping, buffer_text(&overlapping));
}

/* ---- A line for each day and place ---- */

static const struct qser_column day_column = COLUMN("day", "Day", QSER_TEXT),
				time_column = COLUMN("time", "Time", QSER_TEXT),
				kind_column = COLUMN("kind", "Kind", QSER_TEXT),
				task_column = COLUMN("task", "Task", QSER_TEXT),
				package_column = COLUMN("work_package", "WP", QSER_TEXT),
				hours_column = COLUMN("hours", "Hours", QSER_HOURS),
				absence_column = COLUMN("absence", "Absence", QSER_TEXT);
static const struct qser_column *const line_columns[] = {&day_column, &time_column, &kind_column,
	&task_column, &package_column, &hours_column, &absence_column};

/* "Mon 2" */
static void day_cell(struct page *s, day_t day)
{
	int year, month, dom;

	day_split(day, &year, &month, &dom);
	buffer_printf(values_next(&s->values), "%s %d", word(s, day_name(day_weekday(day))), dom);
}

#define SQL_HOLIDAY                                                                            \
	"select name from holiday where day = ?1 and (organisation is null or organisation = " \
	"?2) order by organisation nulls last, id"

/* Why nobody works on that day; nothing on others, to be filled in by hand. */
static enum qser_status absence(struct page *s, day_t day, struct buffer *out)
{
	char iso[DAY_TEXT];

	if (!calendar_is_holiday(&s->calendar, day)) {
		if (!calendar_works(&s->calendar, day))
			buffer_text_add(out, day_weekday(day) > 5 ? report_say(s->t->q, "weekend")
								  : report_say(s->t->q, "day off"));
		return QSER_OK;
	}
	_cleanup_(query_end) struct query look = query(s->t->q->store, SQL_HOLIDAY);
	day_print(day, iso);
	query_text(&look, 1, iso);
	query_int(&look, 2, s->p->organisation);
	const char *name = query_row(&look) ? query_get_text(&look, 0) : NULL;
	buffer_text_add(out, name ? name : report_say(s->t->q, "holiday"));
	return query_status(&look);
}

static bool same_place(const struct timesheet_entry *a, const struct timesheet_entry *b)
{
	return a->path == b->path && a->pair == b->pair;
}

/* "reception-26"; of a pair its code; of neither a line to write on. */
static void task_cell(struct page *s, const struct timesheet_entry *e)
{
	const char *code = text(s, e->path ? e->path_code : e->pair_code);

	buffer_text_add(values_next(&s->values), code);
}

static void package_cell(struct page *s, const struct timesheet_entry *e)
{
	const struct timesheet_project *j = timesheet_project(s->t, e);

	buffer_text_add(values_next(&s->values), j ? text(s, j->package) : NULL);
}

/* The entries of one day in one place, from n on: what they say, joined. */
struct line {
	struct buffer times, kinds;
	int64_t minutes;
	int64_t ends_at; /* of the entry before; what goes on from there is one span with it */
	unsigned kinds_seen;
};

static void line_free(struct line *l)
{
	buffer_free(&l->times);
	buffer_free(&l->kinds);
}

static void add_span(struct line *l, const struct timesheet_entry *e)
{
	char from[CLOCK_TEXT], to[CLOCK_TEXT];

	timesheet_clock(e, from, to);
	if (!*from)
		return;
	if (l->times.length && l->ends_at == e->starts_at)
		l->times.length -= strlen(to);
	else
		buffer_printf(&l->times, "%s%s-", l->times.length ? ", " : "", from);
	buffer_text_add(&l->times, to);
	l->ends_at = e->starts_at + 60 * e->minutes;
}

static void add_to_line(const struct page *s, struct line *l, const struct timesheet_entry *e)
{
	add_span(l, e);
	if (!(l->kinds_seen & 1U << e->kind))
		buffer_printf(&l->kinds, "%s%s", l->kinds.length ? ", " : "",
			word(s, entry_kinds[e->kind]));
	l->kinds_seen |= 1U << e->kind;
	l->minutes += e->minutes;
}

static void put_minutes(struct page *s, int64_t minutes)
{
	duration_print_colon(values_next(&s->values), minutes);
}

static void put_line(struct page *s, struct document_table *table, size_t n, const char *why)
{
	const struct timesheet_entry *e = s->list[n];
	_cleanup_(line_free) struct line l = {.minutes = 0};

	for (size_t i = n; i < s->count && s->list[i]->day == e->day; i++) {
		if (!same_place(s->list[i], e))
			continue;
		add_to_line(s, &l, s->list[i]);
		s->done[i] = true;
	}
	day_cell(s, e->day);
	buffer_text_add(values_next(&s->values), buffer_text(&l.times));
	buffer_text_add(values_next(&s->values), buffer_text(&l.kinds));
	task_cell(s, e);
	package_cell(s, e);
	put_minutes(s, l.minutes);
	buffer_text_add(values_next(&s->values), why);
	document_row(table, values_take(&s->values));
}

static enum qser_status put_day(struct page *s, struct document_table *table, day_t day, size_t *at)
{
	_cleanup_(buffer_free) struct buffer why = BUFFER_INIT;
	enum qser_status status = absence(s, day, &why);

	if (*at == s->count || s->list[*at]->day != day) {
		day_cell(s, day);
		for (int i = 0; i < 5; i++)
			(void)values_next(&s->values);
		buffer_text_add(values_next(&s->values), buffer_text(&why));
		document_row(table, values_take(&s->values));
	}
	for (; *at < s->count && s->list[*at]->day == day; ++*at)
		if (!s->done[*at])
			put_line(s, table, *at, buffer_text(&why));
	return status;
}

static enum qser_status put_days(struct page *s)
{
	struct document_table *table =
		document_table(s->d, "days", NULL, line_columns, COUNT(line_columns), false);
	size_t at = 0;
	enum qser_status status = QSER_OK;

	for (day_t day = s->t->first; day <= s->t->last && status == QSER_OK; day++)
		status = put_day(s, table, day, &at);
	buffer_text_add(values_next(&s->values), report_say(s->t->q, "Together"));
	for (int i = 0; i < 4; i++)
		(void)values_next(&s->values);
	put_minutes(s, s->sum.minutes);
	document_total(table, values_take(&s->values));
	return status;
}

/* ---- What they come to ---- */

static const struct qser_column project_column = COLUMN("project", "Project", QSER_TEXT),
				entries_column = COLUMN("entries", "Entries", QSER_INT),
				decimal_column = COLUMN("decimal", "Decimal", QSER_INT),
				rounded_column = COLUMN("rounded", "Rounded", QSER_HOURS);
static const struct qser_column *const kind_columns[] = {
	&kind_column, &entries_column, &hours_column, &decimal_column, &rounded_column};
static const struct qser_column *const project_columns[] = {&project_column, &package_column,
	&entries_column, &hours_column, &decimal_column, &rounded_column};
static const struct qser_column *const task_columns[] = {
	&task_column, &entries_column, &hours_column, &decimal_column, &rounded_column};

static void put_figures(struct page *s, int64_t entries, int64_t minutes)
{
	buffer_int(values_next(&s->values), entries);
	put_minutes(s, minutes);
	decimal_hours(s->t->q, minutes, values_next(&s->values));
	put_minutes(s, hours_rounded(s->t->request, minutes));
}

static void put_total(struct page *s, struct document_table *table, int blanks)
{
	buffer_text_add(values_next(&s->values), report_say(s->t->q, "Together"));
	for (int i = 0; i < blanks; i++)
		(void)values_next(&s->values);
	put_figures(s, s->sum.entries, s->sum.minutes);
	document_total(table, values_take(&s->values));
}

static void put_kinds(struct page *s)
{
	struct document_table *table = document_table(s->d, "kinds", "By kind", kind_columns,
		COUNT(kind_columns) - !s->t->request->round, false);

	for (size_t kind = 0; kind < ENTRY_KINDS; kind++) {
		int64_t entries = 0, minutes = 0;
		for (size_t i = 0; i < s->count; i++) {
			entries += s->list[i]->kind == kind;
			minutes += s->list[i]->kind == kind ? s->list[i]->minutes : 0;
		}
		if (!entries)
			continue;
		buffer_text_add(values_next(&s->values), word(s, entry_kinds[kind]));
		put_figures(s, entries, minutes);
		document_row(table, values_take(&s->values));
	}
	put_total(s, table, 0);
}

/* "Positive and informed customer service (reception-26)"; "pair 3"; "no path" */
static void place_words(struct page *s, const struct timesheet_entry *e, struct buffer *out)
{
	if (e->path)
		buffer_printf(out, "%s (%s)", text(s, e->path_title), text(s, e->path_code));
	else if (e->pair)
		buffer_printf(out, report_say(s->t->q, "pair %s"), text(s, e->pair_code));
	else
		buffer_text_add(out, report_say(s->t->q, "no path"));
}

typedef bool same_fn(const struct timesheet_entry *a, const struct timesheet_entry *b);

static bool same_project(const struct timesheet_entry *a, const struct timesheet_entry *b)
{
	return a->project == b->project;
}

/* All that are the same as the n-th; their figures end a row. */
static void put_same(struct page *s, struct document_table *table, size_t n, same_fn *same)
{
	int64_t entries = 0, minutes = 0;

	for (size_t i = n; i < s->count; i++) {
		if (!same(s->list[i], s->list[n]))
			continue;
		entries++;
		minutes += s->list[i]->minutes;
		s->done[i] = true;
	}
	put_figures(s, entries, minutes);
	document_row(table, values_take(&s->values));
}

static void put_by_project(struct page *s)
{
	struct document_table *table = document_table(s->d, "projects", "By project",
		project_columns, COUNT(project_columns) - !s->t->request->round, false);

	memset(s->done, 0, s->count * sizeof(*s->done));
	for (size_t i = 0; i < s->count; i++) {
		const struct timesheet_project *j = timesheet_project(s->t, s->list[i]);
		if (s->done[i])
			continue;
		buffer_text_add(values_next(&s->values),
			j ? text(s, j->title) : report_say(s->t->q, "no project"));
		package_cell(s, s->list[i]);
		put_same(s, table, i, same_project);
	}
	put_total(s, table, 1);
}

static void put_by_task(struct page *s)
{
	struct document_table *table = document_table(s->d, "tasks", "By task", task_columns,
		COUNT(task_columns) - !s->t->request->round, false);

	memset(s->done, 0, s->count * sizeof(*s->done));
	for (size_t i = 0; i < s->count; i++) {
		if (s->done[i])
			continue;
		place_words(s, s->list[i], values_next(&s->values));
		put_same(s, table, i, same_place);
	}
	put_total(s, table, 0);
}

/* ---- Notes: only for who asks for them ---- */

static const struct qser_column note_column = COLUMN("note", "Note", QSER_TEXT);
static const struct qser_column *const note_columns[] = {
	&day_column, &kind_column, &task_column, &note_column};

static void put_notes(struct page *s)
{
	struct document_table *table = NULL;

	for (size_t i = 0; i < s->count; i++) {
		const struct timesheet_entry *e = s->list[i];
		if (!e->note)
			continue;
		if (!table)
			table = document_table(
				s->d, "notes", "Notes", note_columns, COUNT(note_columns), false);
		day_cell(s, e->day);
		buffer_text_add(values_next(&s->values), word(s, entry_kinds[e->kind]));
		task_cell(s, e);
		buffer_text_add(values_next(&s->values), text(s, e->note));
		document_row(table, values_take(&s->values));
	}
}

/* ---- The sheet ---- */

static enum qser_status begin(struct page *s)
{
	const struct timesheet_person *p = s->p;

	s->list = calloc(p->count + 1, sizeof(*s->list));
	s->done = calloc(p->count + 1, sizeof(*s->done));
	if (!s->list || !s->done)
		return fail(s->t->q, QSER_MEMORY, "out of memory");
	for (size_t i = 0; i < p->count; i++)
		if (s->t->entries[p->first + i].counts)
			s->list[s->count++] = &s->t->entries[p->first + i];
	s->sum = timesheet_add_up(s->t, p);
	return calendar_load(&s->calendar, s->t->q, p->organisation);
}

enum qser_status timesheet_page(
	const struct timesheet *t, const struct timesheet_person *p, struct document *d)
{
	_cleanup_(page_free) struct page s = {.t = t, .p = p, .d = d};
	enum qser_status status = begin(&s);

	if (status != QSER_OK)
		return status;
	document_heading(d, 1, "%s", timesheet_text(t, p->name));
	put_notices(&s);
	put_head(&s);
	status = put_days(&s);
	if (s.count) {
		put_kinds(&s);
		put_by_project(&s);
		put_by_task(&s);
	}
	hours_note_rounding(d, t->request);
	put_notes(&s);
	return status == QSER_OK ? timesheet_foot(t, p, &s.sum, d) : status;
}
