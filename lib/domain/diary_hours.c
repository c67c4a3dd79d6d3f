/*
 * diary_hours.c: the hours of one path against what was planned and agreed upon (C10, D5, E11, G4).
 */
#include <inttypes.h>

#include "diary.h"

#define SQL_PATH                                                                            \
	"select coalesce(p.code, p.title), p.hours, coalesce(sum(e.minutes), 0), coalesce(" \
	"sum(case when e.kind = 'shadowing' then 1 else 0 end), 0) from path p left join"   \
	" diary_entry e on e.path = p.id where p.id = ?1 group by p.id, p.code, p.title, p.hours"
#define SQL_CONTRACTS                                                                          \
	"select c.number, c.hours, coalesce(sum(e.minutes), 0), coalesce(sum(case when e.kind" \
	" = 'shadowing' then 1 else 0 end), 0), c.sessions from contract c left join"          \
	" diary_entry e on e.path = c.path and (c.starts is null or e.day >= c.starts) and"    \
	" (c.ends is null or e.day <= c.ends) where c.path = ?1 group by c.id, c.number,"      \
	" c.hours, c.sessions order by c.number"
#define SQL_KINDS                                                                            \
	"select kind, sum(minutes), count(*) from diary_entry where path = ?1 group by kind" \
	" order by kind"
#define SQL_EACH                                                                               \
	"select coalesce(w.code, w.name), p.hours, coalesce(sum(e.minutes), 0), coalesce("     \
	"sum(case when e.kind = 'shadowing' then 1 else 0 end), 0) from participant p join"    \
	" person w on w.id = p.person left join diary_entry_participants l on l.target ="      \
	" p.person left join diary_entry e on e.id = l.owner and e.path = p.path where p.path" \
	" = ?1 group by p.id, w.code, w.name, p.hours order by p.id"

static int64_t or_none(struct query *from, int column)
{
	return query_is_null(from, column) ? -1 : query_get_int(from, column);
}

/* Rows of: name, planned, minutes, sessions and, where there is one, the limit of these. */
static enum qser_status each(struct qser *q, const char *sql, int64_t path, const char *of,
	bool limit, qser_hours_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query all = query(q->store, sql);

	query_int(&all, 1, path);
	while (query_row(&all)) {
		const struct qser_hours hours = {.of = of,
			.name = query_get_text(&all, 0),
			.planned = or_none(&all, 1),
			.minutes = query_get_minutes(&all, 2),
			.sessions = query_get_int(&all, 3),
			.sessions_planned = limit ? or_none(&all, 4) : -1};
		if (fn(ctx, &hours))
			return QSER_STOPPED;
	}
	return query_status(&all);
}

static enum qser_status each_kind(struct qser *q, int64_t path, qser_hours_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query all = query(q->store, SQL_KINDS);

	query_int(&all, 1, path);
	while (query_row(&all)) {
		const struct qser_hours hours = {.of = "kind",
			.name = query_get_text(&all, 0),
			.planned = -1,
			.minutes = query_get_minutes(&all, 1),
			.sessions = query_get_int(&all, 2),
			.sessions_planned = -1};
		if (fn(ctx, &hours))
			return QSER_STOPPED;
	}
	return query_status(&all);
}

enum qser_status qser_path_hours(struct qser *q, int64_t path, qser_hours_fn *fn, void *ctx)
{
	enum qser_status status = each(q, SQL_PATH, path, "path", false, fn, ctx);

	if (status == QSER_OK)
		status = each(q, SQL_CONTRACTS, path, "contract", true, fn, ctx);
	if (status == QSER_OK)
		status = each_kind(q, path, fn, ctx);
	return status == QSER_OK ? each(q, SQL_EACH, path, "participant", false, fn, ctx) : status;
}
