/*
 * timesheet.c: the hours of one person in one month, to be signed (A2, C10): who was where, for
 * which project, and whether the hours are fit to be signed for.
 */
#include "timesheet.h"

#include <string.h>

#include "../domain/sum.h"
#include "../record/find.h"
#include "hours.h"

/* ---- What is asked for ---- */

enum qser_status timesheet_period(struct qser *q, const struct qser_report *r, struct period *out)
{
	struct qser_report request = *r;

	if (!request.period && !request.since && !request.until)
		request.period = "last month";
	return period_read(q, &request, out);
}

static enum qser_status read_month(struct timesheet *t)
{
	int year[2], month[2], dom;
	enum qser_status status = timesheet_period(t->q, t->request, &t->period);

	if (status != QSER_OK)
		return status;
	(void)day_read(t->period.first, &t->first);
	(void)day_read(t->period.last, &t->last);
	day_split(t->first, &year[0], &month[0], &dom);
	day_split(t->last, &year[1], &month[1], &dom);
	return year[0] == year[1] && month[0] == month[1]
		       ? QSER_OK
		       : fail(t->q, QSER_INVALID,
				 "period: a time sheet is of one month: 2026-11, 'last month'");
}

static enum qser_status read_people_asked(struct timesheet *t)
{
	const struct qser_report *r = t->request;
	int64_t actor = 0;

	if (r->person && r->organisation)
		return fail(t->q, QSER_USAGE, "give people or an organisation, not both");
	if (r->organisation)
		return sum_ids(t->q, QSER_ORGANISATION, "organisation", r->organisation,
			&t->organisation_ids);
	if (r->person)
		return sum_ids(t->q, QSER_PERSON, "person", r->person, &t->people_ids);
	enum qser_status status = qser_actor(t->q, &actor, NULL);
	if (status == QSER_OK && !actor)
		return fail(t->q, QSER_USAGE,
			"whose time sheet? Give --person PERSON, or --organisation ORGANISATION");
	buffer_add(&t->people_ids, &actor, sizeof(actor));
	return status == QSER_OK && t->people_ids.failed ? fail(t->q, QSER_MEMORY, "out of memory")
							 : status;
}

static enum qser_status read_project_asked(struct timesheet *t)
{
	const char *project = t->request->project;

	if (!project)
		return QSER_OK;
	enum qser_status status =
		find_record(t->q, record_of(QSER_PROJECT), project, &t->only_project);
	if (status != QSER_UNKNOWN)
		return status;
	error_prefix(&t->q->error, "project");
	t->q->error.status = QSER_INVALID; /* as of every filter */
	return QSER_INVALID;
}

static enum qser_status read_all(struct timesheet *t)
{
	enum qser_status status = hours_check_round(t->q, t->request);

	if (status == QSER_OK)
		status = read_month(t);
	if (status == QSER_OK)
		status = read_people_asked(t);
	if (status == QSER_OK)
		status = read_project_asked(t);
	return status == QSER_OK ? timesheet_read(t) : status;
}

void timesheet_free(struct timesheet *t)
{
	buffer_free(&t->people_ids);
	buffer_free(&t->organisation_ids);
	buffer_free(&t->pool);
	buffer_free(&t->person_rows);
	buffer_free(&t->entry_rows);
	buffer_free(&t->project_rows);
	buffer_free(&t->signature_rows);
}

/* ---- What it comes to ---- */

struct timesheet_sum timesheet_add_up(const struct timesheet *t, const struct timesheet_person *p)
{
	struct timesheet_sum s = {0};

	for (size_t i = 0; i < p->count; i++) {
		const struct timesheet_entry *e = &t->entries[p->first + i];
		int year, month, dom;
		if (!e->counts)
			continue;
		day_split(e->day, &year, &month, &dom);
		uint32_t day = UINT32_C(1) << dom;
		s.entries++;
		s.minutes += e->minutes;
		s.signed_entries += e->is_signed;
		s.signed_minutes += e->is_signed ? e->minutes : 0;
		s.broken += e->broken;
		s.loose += !e->is_signed && !e->broken;
		s.drafts += !e->is_signed && !e->broken && !timesheet_is(t, e->state, "submitted");
		s.overlapping += e->overlaps != 0;
		s.broken_days |= e->broken ? day : 0;
		s.loose_days |= !e->is_signed && !e->broken ? day : 0;
		s.overlapping_days |= e->overlaps ? day : 0;
	}
	return s;
}

const char *timesheet_beneficiary(
	const struct timesheet *t, const struct timesheet_person *p, size_t project)
{
	size_t own = project == NO_PROJECT ? 0 : t->projects[project].beneficiary;

	return timesheet_text(t, own ? own : p->organisation_name);
}

void timesheet_clock(const struct timesheet_entry *e, char from[CLOCK_TEXT], char to[CLOCK_TEXT])
{
	int minute;

	*from = *to = '\0';
	if (e->starts_at == NO_MOMENT)
		return;
	(void)offset_day(e->starts_at, e->offset, &minute);
	clock_print(minute, from);
	clock_print((int)(minute + e->minutes) % 1440, to);
}

/* ---- The report ---- */

static enum qser_status put_sheets(const struct timesheet *t, struct document *d)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < t->person_count && status == QSER_OK; i++) {
		if (i)
			document_break(d);
		status = timesheet_page(t, &t->people[i], d);
	}
	return status;
}

static enum qser_status build(const struct timesheet *t, struct document *d, bool people)
{
	int64_t organisation = t->person_count ? t->people[0].organisation : 0;
	enum qser_status status = report_head(t->q, d, organisation, &t->period);

	if (status != QSER_OK)
		return status;
	if (t->request->draft)
		document_mark(d, "Draft");
	return people ? put_sheets(t, d) : timesheet_rows(t, d);
}

enum qser_status report_timesheet(struct qser *q, const struct qser_report *report, bool people,
	struct document **d, bool *any)
{
	_cleanup_(timesheet_free) struct timesheet t = {.q = q, .request = report};
	enum qser_status status = read_all(&t);

	for (size_t i = 0; i < t.entry_count; i++)
		*any |= t.entries[i].counts;
	if (status == QSER_OK && !report->draft)
		status = timesheet_may_print(&t);
	if (status == QSER_OK)
		status = report_new(q, d, "Time sheet");
	return status == QSER_OK ? build(&t, *d, people) : status;
}
