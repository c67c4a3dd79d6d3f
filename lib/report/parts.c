/*
 * parts.c: what a report falls into, when each part is to be a file of its own: organisations,
 * people, paths, or participants of paths.
 *
 * It may name some of which the report then has nothing to say; none that it would speak of is
 * missing, but what belongs to no part: hours of no path, people of no organisation.
 */
#include <string.h>

#include "calendar.h"
#include "timesheet.h"

enum part_of { WHOLE, ORGANISATION, PERSON, PATH, PARTICIPANT };

/* Rows: code or id, name, e-mail; of a participant also code or id of the path, before them. */
struct parts {
	enum part_of of;
	const char *select; /* up to the conditions; ?1 and ?2 are the period */
	const char *order;
	const char *conditions[ASKED];
};

#define IN_PERIOD(day) day " >= ?1 and " day " <= ?2"

#define SQL_ORGANISATIONS "select " SQL_WORD("o") ", o.name, o.email from organisation o where "
#define ORDER_ORGANISATIONS " order by " STORE_SORT "(o.name), o.id"
#define SQL_PEOPLE "select " SQL_WORD("w") ", w.name, w.email from person w where "
#define ORDER_PEOPLE " order by " STORE_SORT "(w.name), w.id"
/* For a query that is of no period: both are bound everywhere. */
#define NO_PERIOD "cast(?1 as text) <= cast(?2 as text)"

#define WITH_PATHS \
	SQL_ORGANISATIONS "exists (select 1 from path h where h.organisation = o.id and " NO_PERIOD
#define OF_PATHS                                                                   \
	{                                                                          \
		"h.organisation in @", "h.id in @", "h.trainer in @",              \
			"h.id in (select path from participant where person in @)" \
	}
/* Who wrote or was in an entry need not be trainer or participant of its path. */
#define OF_ENTRIES                                                                                \
	{                                                                                         \
		"h.organisation in @", "h.id in @",                                               \
			"h.id in (select path from diary_entry where trainer in @)",              \
			"h.id in (select e.path from diary_entry e join diary_entry_participants" \
			" p on p.owner = e.id where p.target in @)"                               \
	}

#define WHO_WORKED                                                                                         \
	"(select trainer as person, path from diary_entry where " IN_PERIOD(                               \
		"day") " union select p.target, e.path from diary_entry_participants p join diary_entry e" \
		       " on e.id = p.owner where " IN_PERIOD("e.day") ")"
/* On the list of a path, or met in its diary alone. */
#define WHO_TOOK_PART                                                                            \
	"(select path, person from participant union select e.path, d.target from diary_entry e" \
	" join diary_entry_participants d on d.owner = e.id)"
/* Whoever may have to see to something. */
#define WHO_IS_RESPONSIBLE                                                          \
	"(select trainer as person from path union select contact from path"        \
	" union select responsible from step union select person from action"       \
	" union select trainer from diary_entry union select trainer from timer"    \
	" union select trainer from slot union select person from suggestion"       \
	" union select respondent from response union select taken_by from meeting" \
	" union select mentor from pair union select mentee from pair"              \
	" union select coordinator from pair union select person from pair_action"  \
	" union select mediator from issue union select reviewer from review"       \
	" union select manager from department union select supervisor from person" \
	" union select person from role)"
#define WHO_MEETS                                                                                                                                                                                                                                      \
	"(select trainer as person, path from slot where " IN_PERIOD("day") " union select person, path from slot where " IN_PERIOD(                                                                                                                   \
		"day") " union select a.person, k.path from attendance a join workshop k on k.id = a.workshop"                                                                                                                                         \
		       " where " IN_PERIOD("k.day") " union select h.trainer, h.id from workshop k join path h on h.id = k.path where " IN_PERIOD(                                                                                                     \
			       "k.day") " union select l.target, m.path from meeting_attendees l join meeting m on"                                                                                                                                    \
					" m.id = l.owner where " IN_PERIOD("m.day") " union select taken_by, path from meeting where " IN_PERIOD("day") " union select p.mentor, null from encounter e join pair p on p.id = e.pair where " IN_PERIOD( \
						"e.day") " union select p.mentee, null from encounter e join pair p on p.id = e.pair where " IN_PERIOD("e.day") " union select person, null from peer where coalesce(until, day) >= ?1 and day <= ?2"  \
																				" union select host, null from peer where coalesce(until, day) >= ?1 and day <= ?2)"
#define OF_PEOPLE_ON_PATHS(who)                                                                    \
	{                                                                                          \
		"w.organisation in @", "w.id in (select person from " who " x where x.path in @)", \
			NULL, NULL, "w.id in @"                                                    \
	}

static const struct parts parts[QSER_REPORTS] = {
	[QSER_REPORT_PROGRESS] = {ORGANISATION, WITH_PATHS, ")" ORDER_ORGANISATIONS, OF_PATHS},
	[QSER_REPORT_STEPS] = {ORGANISATION, WITH_PATHS, ")" ORDER_ORGANISATIONS, OF_PATHS},
	[QSER_REPORT_HOURS] = {ORGANISATION, WITH_PATHS, ")" ORDER_ORGANISATIONS, OF_ENTRIES},
	[QSER_REPORT_OVERVIEW] = {ORGANISATION,
		SQL_ORGANISATIONS NO_PERIOD " and (exists (select 1 from path where organisation ="
					    " o.id) or exists (select 1 from person where"
					    " organisation = o.id) or exists (select 1 from"
					    " application where applies_to = o.id))",
		ORDER_ORGANISATIONS, {"o.id in @"}},
	[QSER_REPORT_CONTACTS] = {ORGANISATION,
		SQL_ORGANISATIONS
		"exists (select 1 from person w where w.organisation = o.id and " NO_PERIOD,
		")" ORDER_ORGANISATIONS,
		{"w.organisation in @",
			("w.id in (select person from participant where path in @ union select"
			 " trainer from path where id in @ union select contact from path where id"
			 " in @)"),
			NULL, NULL, "w.id in @"}},
	[QSER_REPORT_TIMESHEET] = {PERSON,
		SQL_PEOPLE "w.id in (select person from " WHO_WORKED " x)", ORDER_PEOPLE,
		OF_PEOPLE_ON_PATHS(WHO_WORKED)},
	[QSER_REPORT_DUE] = {PERSON,
		SQL_PEOPLE NO_PERIOD " and w.id in (select person from " WHO_IS_RESPONSIBLE " x)",
		ORDER_PEOPLE,
		/* What is due there may be anybody's. */
		{"(w.id > 0 or 0 in @)", "(w.id > 0 or 0 in @)", NULL, NULL, "w.id in @"}},
	[QSER_REPORT_MANAGER] = {PERSON,
		SQL_PEOPLE NO_PERIOD " and (w.id in (select manager from department) or w.id in"
				     " (select supervisor from person) or w.id in"
				     " (select person from role where role = 'manager'))",
		ORDER_PEOPLE, {"w.organisation in @", NULL, NULL, NULL, "w.id in @"}},
	[QSER_REPORT_CALENDAR] = {PERSON, SQL_PEOPLE "w.id in (select person from " WHO_MEETS " x)",
		ORDER_PEOPLE, OF_PEOPLE_ON_PATHS(WHO_MEETS)},
	[QSER_REPORT_FINAL] = {PATH,
		"select " SQL_WORD("h") ", o.name, coalesce(h.email, o.email) from path h join"
					" organisation o on o.id = h.organisation where " NO_PERIOD,
		" order by " STORE_SORT "(o.name), o.id, " STORE_SORT "(h.title), h.id", OF_PATHS},
	[QSER_REPORT_CERTIFICATE] = {PARTICIPANT,
		"select " SQL_WORD("w") ", w.name, w.email, " SQL_WORD(
			"h") " from " WHO_TOOK_PART
			     " p join person w on w.id = p.person join path h on h.id = p.path where " NO_PERIOD,
		" order by " STORE_SORT "(h.title), h.id, " STORE_SORT "(w.name), w.id",
		{"h.organisation in @", "h.id in @", "h.trainer in @", "w.id in @"}},
};

/* The report, of this part alone; the texts are those of the row.  A time sheet is of people or of
 * an organisation; other reports of people can be narrowed by both. */
static void narrow(const struct parts *p, struct query *row, struct qser_report *r)
{
	const char *code = query_get_text(row, 0);

	switch (p->of) {
	case ORGANISATION:
		r->organisation = code;
		break;
	case PERSON:
		r->person = code;
		if (p == &parts[QSER_REPORT_TIMESHEET])
			r->organisation = NULL;
		break;
	case PATH:
		r->path = code;
		break;
	case PARTICIPANT:
		r->participant = code;
		r->path = query_get_text(row, 3);
		break;
	case WHOLE:
		break;
	}
}

static enum qser_status hand_over(const struct parts *p, const struct qser_report *report,
	struct query *row, qser_report_part_fn *fn, void *ctx)
{
	_cleanup_(buffer_free) struct buffer stem = BUFFER_INIT;
	struct qser_report narrowed = *report;

	narrow(p, row, &narrowed);
	/* Codes may have dots, never this: "a.b" of "c" and "b.c" of "a" are two. */
	if (p->of == PARTICIPANT)
		buffer_printf(&stem, "%s_", query_get_text(row, 3));
	buffer_text_add(&stem, query_get_text(row, 0));
	const struct qser_report_part part = {.report = &narrowed,
		.stem = buffer_text(&stem),
		.name = query_get_text(row, 1),
		.email = query_get_text(row, 2)};
	if (stem.failed)
		return QSER_MEMORY;
	return fn(ctx, &part) ? QSER_STOPPED : QSER_OK;
}

static struct query ask(
	struct qser *q, const struct parts *p, const struct asked *a, const struct period *days)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	int parameter = 2, last = 2;

	buffer_text_add(&sql, p->select);
	asked_put(a, p->conditions, &sql, &last);
	buffer_text_add(&sql, p->order);
	struct query all = query_built(q->store, &sql);
	query_text(&all, 1, days->first);
	query_text(&all, 2, days->last);
	asked_bind(a, &all, &parameter);
	return all;
}

enum qser_status qser_report_parts(struct qser *q, enum qser_report_kind kind,
	const struct qser_report *report, qser_report_part_fn *fn, void *ctx)
{
	_cleanup_(asked_free) struct asked a = {.ids = {BUFFER_INIT}};
	const struct parts *p = kind < QSER_REPORTS ? &parts[kind] : NULL;
	struct period days;

	if (!p || p->of == WHOLE || report->code)
		return fail(q, QSER_USAGE, "this report has no parts: it makes one file");
	enum qser_status status = report_days(q, kind, report, &days);
	if (status == QSER_OK)
		status = asked_read(q, report, &a);
	const char *misfit = status == QSER_OK ? asked_misfit(&a, p->conditions) : NULL;
	if (misfit)
		return fail(
			q, QSER_USAGE, "%s: the parts of this report are not chosen by it", misfit);
	if (status != QSER_OK)
		return status;
	_cleanup_(query_end) struct query all = ask(q, p, &a, &days);
	while (status == QSER_OK && query_row(&all))
		status = hand_over(p, report, &all, fn, ctx);
	if (status == QSER_MEMORY)
		return fail(q, status, "out of memory");
	return status == QSER_OK ? query_status(&all) : status;
}
