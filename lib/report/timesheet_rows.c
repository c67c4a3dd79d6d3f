/* timesheet_rows.c: time sheets as programs read them: a row for each entry of each person. */
#include <inttypes.h>
#include <string.h>

#include "hours.h"
#include "timesheet.h"

/* ---- A row for each entry ---- */

static const struct qser_column person_column = COLUMN("person", "Person", QSER_TEXT),
				name_column = COLUMN("name", "Name", QSER_TEXT),
				month_column = COLUMN("month", "Month", QSER_TEXT),
				day_column = COLUMN("day", "Day", QSER_DAY),
				entry_column = COLUMN("entry", "Entry", QSER_INT),
				as_column = COLUMN("as", "As", QSER_TEXT),
				kind_column = COLUMN("kind", "Kind", QSER_TEXT),
				from_column = COLUMN("from", "From", QSER_TEXT),
				to_column = COLUMN("to", "To", QSER_TEXT),
				minutes_column = COLUMN("minutes", "Minutes", QSER_INT),
				path_column = COLUMN("path", "Path", QSER_TEXT),
				pair_column = COLUMN("pair", "Pair", QSER_TEXT),
				project_column = COLUMN("project", "Project", QSER_TEXT),
				number_column =
					COLUMN("project_number", "Project number", QSER_TEXT),
				package_column = COLUMN("work_package", "Work package", QSER_TEXT),
				beneficiary_column =
					COLUMN("beneficiary", "Beneficiary", QSER_TEXT),
				state_column = COLUMN("state", "State", QSER_TEXT),
				overlaps_column = COLUMN("overlaps", "Overlaps with", QSER_INT),
				entered_column = COLUMN("entered_at", "Entered", QSER_STAMP),
				note_column = COLUMN("note", "Note", QSER_NOTE);
static const struct qser_column *const row_columns[] = {&person_column, &name_column, &month_column,
	&day_column, &entry_column, &as_column, &kind_column, &from_column, &to_column,
	&minutes_column, &path_column, &pair_column, &project_column, &number_column,
	&package_column, &beneficiary_column, &state_column, &overlaps_column, &entered_column,
	&note_column};
_Static_assert(COUNT(row_columns) <= VALUES_MAX, "a row holds them");

static void put_text(struct values *c, const char *text)
{
	buffer_text_add(values_next(c), text);
}

static void put_id(struct values *c, int64_t id)
{
	struct buffer *cell = values_next(c);

	if (id)
		buffer_int(cell, id);
}

/* Of a pair it is a mentor who leads. */
static const char *as_word(const struct timesheet_entry *e)
{
	if (e->pair)
		return e->led ? "mentor" : "mentee";
	return e->led ? "trainer" : "participant";
}

static void put_when(const struct timesheet_entry *e, struct values *c)
{
	char from[CLOCK_TEXT], to[CLOCK_TEXT];

	timesheet_clock(e, from, to);
	put_text(c, as_word(e));
	put_text(c, entry_kinds[e->kind]);
	put_text(c, from);
	put_text(c, to);
	buffer_int(values_next(c), e->minutes);
}

static void put_project(const struct timesheet *t, const struct timesheet_person *p,
	const struct timesheet_entry *e, struct values *c)
{
	const struct timesheet_project *j = timesheet_project(t, e);

	put_text(c, timesheet_text(t, e->path_code));
	put_text(c, timesheet_text(t, e->pair_code));
	put_text(c, j ? timesheet_text(t, j->code) : NULL);
	put_text(c, j ? timesheet_text(t, j->number) : NULL);
	put_text(c, j ? timesheet_text(t, j->package) : NULL);
	put_text(c, timesheet_beneficiary(t, p, e->project));
}

static void put_entry(const struct timesheet *t, const struct timesheet_person *p,
	const struct timesheet_entry *e, struct values *c, struct document_table *table)
{
	char day[DAY_TEXT], entered[STAMP_TEXT];

	day_print(e->day, day);
	stamp_print(e->entered_at, entered);
	put_text(c, timesheet_text(t, p->code));
	put_text(c, timesheet_text(t, p->name));
	buffer_printf(values_next(c), "%.7s", day);
	put_text(c, day);
	put_id(c, e->id);
	put_when(e, c);
	put_project(t, p, e, c);
	put_text(c, e->broken ? "broken" : timesheet_text(t, e->state));
	put_id(c, e->overlaps);
	put_text(c, entered);
	put_text(c, timesheet_text(t, e->note));
	document_row(table, values_take(c));
}

/* ---- A row for each sheet (JSON) ---- */

static const struct qser_column job_column = COLUMN("job_title", "Job title", QSER_TEXT),
				supervisor_column = COLUMN("supervisor", "Supervisor", QSER_TEXT),
				entries_column = COLUMN("entries", "Entries", QSER_INT),
				hours_column = COLUMN("hours", "Hours", QSER_INT),
				rounded_column = COLUMN("rounded", "Rounded", QSER_INT),
				signed_entries_column =
					COLUMN("signed_entries", "Entries signed", QSER_INT),
				signed_minutes_column =
					COLUMN("signed_minutes", "Minutes signed", QSER_INT);
static const struct qser_column *const sheet_columns[] = {&person_column, &name_column, &job_column,
	&supervisor_column, &month_column, &entries_column, &minutes_column, &hours_column,
	&rounded_column, &signed_entries_column, &signed_minutes_column};

static void put_sheet(const struct timesheet *t, const struct timesheet_person *p, struct values *c,
	struct document_table *table)
{
	const struct timesheet_sum s = timesheet_add_up(t, p);

	put_text(c, timesheet_text(t, p->code));
	put_text(c, timesheet_text(t, p->name));
	put_text(c, timesheet_text(t, p->job_title));
	put_text(c, timesheet_text(t, p->supervisor));
	buffer_printf(values_next(c), "%.7s", t->period.first);
	buffer_int(values_next(c), s.entries);
	buffer_int(values_next(c), s.minutes);
	duration_print_decimal(values_next(c), s.minutes);
	struct buffer *rounded = values_next(c);
	if (t->request->round)
		buffer_int(rounded, hours_rounded(t->request, s.minutes));
	buffer_int(values_next(c), s.signed_entries);
	buffer_int(values_next(c), s.signed_minutes);
	document_row(table, values_take(c));
}

/* ---- Both ---- */

enum qser_status timesheet_rows(const struct timesheet *t, struct document *d)
{
	_cleanup_(values_free) struct values c = {.at = 0};
	struct document_table *sheets =
		document_table(d, "sheets", NULL, sheet_columns, COUNT(sheet_columns), false);
	struct document_table *rows = document_table(d, "timesheet", NULL, row_columns,
		COUNT(row_columns) - !t->request->sensitive, true);

	for (size_t i = 0; i < t->person_count; i++) {
		const struct timesheet_person *p = &t->people[i];
		put_sheet(t, p, &c, sheets);
		for (size_t k = p->first; k < p->first + p->count; k++)
			if (t->entries[k].counts)
				put_entry(t, p, &t->entries[k], &c, rows);
	}
	for (size_t i = 0; i < VALUES_MAX; i++)
		if (c.cells[i].failed)
			return fail(t->q, QSER_MEMORY, "out of memory");
	return QSER_OK;
}
