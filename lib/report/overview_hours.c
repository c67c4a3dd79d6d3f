/* overview_hours.c: of an overview, hours by month and by kind: one walk of the diary. */
#include "overview_read.h"

#include <string.h>

#include "../base/ascii.h"
#include "../domain/diary.h"

#define SQL_HOURS                                                                  \
	"select " ORGANISATION_OF_ENTRY                                            \
	", e.id, e.day, e.kind, e.minutes, e.trainer, l.target from diary_entry e" \
	" join person n on n.id = e.trainer left join path p on p.id = e.path"     \
	" left join diary_entry_participants l on l.owner = e.id"
/* The index of days is worth its sorting for a part of them alone. */
#define SQL_HOURS_OF_ALL_DAYS SQL_HOURS " order by e.id"
#define SQL_HOURS_OF_PERIOD SQL_HOURS " where e.day >= ?1 and e.day <= ?2 order by e.id"

static enum qser_status add_hours(struct overview *o, struct chapter *s, struct crowds *c,
	struct query *row, struct figure *f, bool again)
{
	int64_t minutes = again ? 0 : query_get_minutes(row, 4);

	if (!f)
		return overview_no_memory(o);
	f->value += minutes;
	s->total.value += minutes;
	size_t n = (size_t)(f - s->parts);
	return crowds_take(c, n, query_get_int(row, 5)) && crowds_take(c, n, query_get_int(row, 6))
		       ? QSER_OK
		       : overview_no_memory(o);
}

static int month_number(const char *day)
{
	return ascii_number(day, 4) * 12 + ascii_number(day + 5, 2);
}

/* They stand in a row: a search would take long where somebody has written a year 0026. */
static struct figure *month_of(struct overview *o, const char *day)
{
	struct chapter *s = &o->sections[BY_MONTH];
	const char *first = s->count ? figure_group(o, s->parts) : NULL;
	size_t n = first ? (size_t)(month_number(day) - month_number(first)) : SIZE_MAX;

	return n < s->count ? &s->parts[n] : NULL;
}

/* Months without hours are months, too. */
static enum qser_status begin_months(struct overview *o)
{
	_cleanup_(query_end) struct query look = overview_ask(o,
		"select min(e.day), max(e.day) from diary_entry e where e.day >= ?1 and e.day <= ?2");
	day_t day, last;
	char text[DAY_TEXT];

	if (!query_row(&look) || query_is_null(&look, 0))
		return query_status(&look);
	if (!day_read(query_get_day(&look, 0), &day) || !day_read(query_get_day(&look, 1), &last))
		return query_status(&look);
	for (; day <= last; day = day_month_end(day) + 1) {
		day_print(day, text);
		text[strlen("2026-11")] = '\0';
		if (!overview_add_part(o, &o->sections[BY_MONTH], text))
			return overview_no_memory(o);
	}
	return query_status(&look);
}

static enum qser_status walk_hours(
	struct overview *o, struct crowds *by_month, struct crowds *by_kind)
{
	_cleanup_(query_end) struct query all = overview_ask(
		o, period_limited(&o->period) ? SQL_HOURS_OF_PERIOD : SQL_HOURS_OF_ALL_DAYS);
	enum qser_status status = QSER_OK;
	int64_t before = 0;

	while (status == QSER_OK && query_row(&all)) {
		bool again = query_get_int(&all, 1) == before;
		if (!overview_is_of(o, query_get_int(&all, WHOSE)))
			continue;
		before = query_get_int(&all, 1);
		struct chapter *months = &o->sections[BY_MONTH], *kinds = &o->sections[BY_KIND];
		const char *day = query_get_day(&all, 2), *kind = query_get_word(&all, 3);
		status = query_status(&all);
		if (status == QSER_OK)
			status = add_hours(o, months, by_month, &all, month_of(o, day), again);
		if (status == QSER_OK)
			status = add_hours(
				o, kinds, by_kind, &all, overview_part(o, kinds, kind), again);
	}
	return status == QSER_OK ? query_status(&all) : status;
}

/* The months before the first hours and after the last ones are of other organisations. */
static void trim_months(struct chapter *s)
{
	size_t first = 0;

	while (s->count && !s->parts[s->count - 1].value)
		s->count--;
	while (first < s->count && !s->parts[first].value)
		first++;
	s->count -= first;
	if (first)
		memmove(s->parts, s->parts + first, s->count * sizeof(*s->parts));
}

enum qser_status overview_read_hours(struct overview *o)
{
	_cleanup_(crowds_free) struct crowds by_month = {.most = (size_t)o->min_group};
	_cleanup_(crowds_free) struct crowds by_kind = {.most = (size_t)o->min_group};
	enum qser_status status = begin_months(o);

	if (status == QSER_OK)
		status = overview_begin_parts(o, &o->sections[BY_KIND], entry_kinds);
	if (status == QSER_OK)
		status = walk_hours(o, &by_month, &by_kind);
	crowds_settle(&o->sections[BY_MONTH], &by_month);
	crowds_settle(&o->sections[BY_KIND], &by_kind);
	trim_months(&o->sections[BY_MONTH]);
	return status;
}
