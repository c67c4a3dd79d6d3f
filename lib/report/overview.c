/* overview.c: the programme as a whole: a page to print, figures for programs.  It names nobody. */
#include "overview.h"

#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"

#define MONTHS_MAX 60 /* more are no picture any more, and the table has them all */

/* Of each figure that stands alone: its name and unit as programs read them, and its label. */
static const struct {
	const char *name, *unit, *label;
} singles[SINGLES] = {
	[ACCEPTANCE] = {"acceptance", "percent", SAID("Accepted of those decided, %")},
	[DECISION_DAYS] = {"decision_days", "days", SAID("Days until decided, on average")},
	[REVIEWS] = {"reviews", "reviews", SAID("Reviews")},
	[CAPACITY] = {"capacity", "places", SAID("Places of mentors who are there")},
	[WAITING] = {"waiting", "people", SAID("Mentees who wait")},
	[WAITING_DAYS] = {"waiting_days", "days", SAID("Days they have waited, on average")},
	[MEETINGS] = {"meetings", "meetings", SAID("Meetings of pairs")},
	[PARTICIPANTS] = {"participants", "people", SAID("Participants")},
	[SCORE_FIRST] = {"score_first", "percent", SAID("First checklist, %")},
	[SCORE_LAST] = {"score_last", "percent", SAID("Last checklist, %")},
};

/* ---- A figure as text ---- */

static bool is_minutes(const struct chapter *s)
{
	return !strcmp(s->unit, "minutes");
}

static void figure_words(
	const struct overview *o, const struct figure *f, bool minutes, struct buffer *out)
{
	buffer_clear(out);
	if (f->shown == FEWER)
		buffer_printf(out, report_say(o->q, "fewer than %" PRId64), o->min_group);
	else if (f->shown == HIDDEN)
		buffer_text_add(out, report_say(o->q, "not shown"));
	else if (minutes)
		duration_print_colon(out, f->value);
	else
		buffer_int(out, f->value);
}

/* ---- As people read it ---- */

static const struct qser_column group_column = COLUMN("group", "Group", QSER_TEXT),
				number_column = COLUMN("number", "Number", QSER_INT),
				clock_column = COLUMN("clock", "Hours", QSER_HOURS);
static const struct qser_column *const counted[] = {&group_column, &number_column};
static const struct qser_column *const timed[] = {&group_column, &clock_column};

static void put_line(struct document_table *t, const struct overview *o, const struct chapter *s,
	const struct figure *f)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	const char *group = figure_group(o, f);

	figure_words(o, f, is_minutes(s), &text);
	const char *const values[] = {
		report_word(o->q, group ? group : "Together"), buffer_text(&text)};
	if (group)
		document_row(t, values);
	else
		document_total(t, values);
}

static void put_section(const struct overview *o, struct document *d, size_t which)
{
	const struct chapter *s = &o->sections[which];

	if (!s->total.value)
		return;
	struct document_table *t = document_table(
		d, s->name, s->label, is_minutes(s) ? timed : counted, COUNT(counted), false);
	for (size_t i = 0; i < s->count; i++)
		if (s->parts[i].value || which == BY_MONTH)
			put_line(t, o, s, &s->parts[i]);
	if (!s->free)
		put_line(t, o, s, &s->total);
}

static void put_single(const struct overview *o, struct document *d, size_t which)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	const struct figure *f = &o->singles[which];

	if (!f->people)
		return;
	if (f->shown == FEWER)
		buffer_printf(
			&text, report_say(o->q, "fewer than %" PRId64 " people"), o->min_group);
	else
		figure_words(o, f, false, &text);
	document_fact(d, singles[which].label, "%s", buffer_text(&text));
}

/* A bar tells as much as a number: what is not shown has none. */
static void put_bar(const struct overview *o, struct document_chart *chart, const struct figure *f,
	bool minutes)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	figure_words(o, f, minutes, &text);
	document_bar(chart, report_word(o->q, figure_group(o, f)), f->shown == SHOWN ? f->value : 0,
		-1, buffer_text(&text));
}

static void put_chart(const struct overview *o, struct document *d, size_t which,
	enum chart_kind kind, const char *name, const char *caption)
{
	const struct chapter *s = &o->sections[which];

	if (!s->total.value || s->total.shown != SHOWN || s->count < 2 || s->count > MONTHS_MAX)
		return;
	struct document_chart *chart = document_chart(d, kind, name, caption);
	if (kind == CHART_BARS) /* parts; columns are months, which are compared with each other */
		document_chart_of(chart, s->total.value);
	for (size_t i = 0; i < s->count; i++)
		put_bar(o, chart, &s->parts[i], is_minutes(s));
}

static void put_scores(const struct overview *o, struct document *d)
{
	const struct figure *first = &o->singles[SCORE_FIRST], *last = &o->singles[SCORE_LAST];
	char text[64];

	if (!last->people)
		return;
	put_single(o, d, SCORE_FIRST);
	put_single(o, d, SCORE_LAST);
	if (last->shown != SHOWN)
		return;
	document_fact(d, "Of participants with both", "%" PRId64, last->people);
	struct document_chart *chart = document_chart(
		d, CHART_CHANGE, "scores", "Checklists before and after, on average");
	document_chart_of(chart, 100);
	(void)snprintf(
		text, sizeof(text), "%" PRId64 " %% → %" PRId64 " %%", first->value, last->value);
	document_bar(chart, report_say(o->q, "Score"), last->value, first->value, text);
}

static bool has_hidden(const struct overview *o)
{
	bool hidden = false;

	for (size_t i = 0; i < SECTIONS; i++) {
		const struct chapter *s = &o->sections[i];
		hidden |= !s->free && s->total.shown != SHOWN;
		for (size_t n = 0; n < s->count; n++)
			hidden |= s->parts[n].shown != SHOWN;
	}
	for (size_t i = 0; i < SINGLES; i++)
		hidden |= o->singles[i].shown != SHOWN;
	return hidden;
}

static void put_today(const struct overview *o, struct document *d)
{
	document_heading(d, 1, "As it is today");
	put_single(o, d, CAPACITY);
	put_single(o, d, WAITING);
	put_single(o, d, WAITING_DAYS);
	put_single(o, d, PARTICIPANTS);
	put_section(o, d, MENTORS);
	put_section(o, d, PAIRS);
	put_section(o, d, PATHS);
	put_scores(o, d);
}

static void put_page(const struct overview *o, struct document *d)
{
	if (has_hidden(o))
		document_paragraph(d,
			"Figures of fewer than %" PRId64
			" people are not shown, nor is what would give them away.",
			o->min_group);
	document_heading(d, 1, "In the period");
	put_single(o, d, ACCEPTANCE);
	put_single(o, d, DECISION_DAYS);
	put_single(o, d, REVIEWS);
	put_single(o, d, MEETINGS);
	put_section(o, d, APPLICATIONS);
	put_chart(o, d, BY_MONTH, CHART_COLUMNS, "months", "Hours, month by month");
	put_section(o, d, BY_MONTH);
	put_section(o, d, BY_KIND);
	put_chart(o, d, SUGGESTIONS, CHART_BARS, "outcomes", "What became of suggestions");
	put_section(o, d, SUGGESTIONS);
	put_section(o, d, TRAININGS);
	put_today(o, d);
}

/* ---- As programs read it ---- */

static const struct qser_column row_columns[] = {COLUMN("figure", "Figure", QSER_TEXT),
	COLUMN("group", "Group", QSER_TEXT), COLUMN("value", "Value", QSER_INT),
	COLUMN("unit", "Unit", QSER_TEXT), COLUMN("note", "Note", QSER_TEXT)};
static const struct qser_column *const rows[] = {
	&row_columns[0], &row_columns[1], &row_columns[2], &row_columns[3], &row_columns[4]};
_Static_assert(COUNT(rows) == COUNT(row_columns), "all of them");

static void put_row(struct document_table *t, const struct overview *o, const char *name,
	const char *unit, const struct figure *f)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	bool shown = f->shown == SHOWN;

	buffer_reserve(&text, 0);
	if (shown)
		buffer_int(&text, f->value);
	else
		figure_words(o, f, false, &text);
	const char *const values[COUNT(row_columns)] = {name, figure_group(o, f),
		shown ? buffer_text(&text) : NULL, unit, shown ? NULL : buffer_text(&text)};
	document_row(t, values);
}

static void put_rows(const struct overview *o, struct document *d)
{
	struct document_table *t = document_table(d, "figures", NULL, rows, COUNT(rows), true);

	for (size_t i = 0; i < SECTIONS; i++) {
		const struct chapter *s = &o->sections[i];
		if (!s->free)
			put_row(t, o, s->name, s->unit, &s->total);
		for (size_t n = 0; n < s->count; n++)
			put_row(t, o, s->name, s->unit, &s->parts[n]);
	}
	/* A mean or a share of nobody is no number. */
	for (size_t i = 0; i < SINGLES; i++)
		if (o->singles[i].people || i == WAITING || i == PARTICIPANTS || i == MEETINGS)
			put_row(t, o, singles[i].name, singles[i].unit, &o->singles[i]);
}

/* ---- The report ---- */

enum qser_status report_overview(struct qser *q, const struct qser_report *report, bool people,
	struct document **d, bool *any)
{
	_cleanup_(overview_free) struct overview o = {.q = q, .request = report};
	enum qser_status status = overview_read(&o);

	if (status == QSER_OK)
		status = report_new(q, d, "The programme");
	if (status == QSER_OK)
		status = report_head(q, *d, 0, &o.period);
	if (status != QSER_OK)
		return status;
	overview_hide(&o);
	if (report->organisation)
		document_fact(*d, "Organisation", "%s", report->organisation);
	if (!o.any)
		document_notice(*d, "There is nothing in the programme yet.");
	if (people && o.any)
		put_page(&o, *d);
	else if (!people)
		put_rows(&o, *d);
	*any = o.any;
	return QSER_OK;
}
