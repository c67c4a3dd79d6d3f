/*
 * final.c: the final report of a path (C12, C13): what was meant, what was done, what it has
 * brought; to be signed by both parties.
 */
#include "final.h"

#include <string.h>

#include "line.h"

static void final_free(struct final *f)
{
	progress_free(&f->p);
	free(f->parts);
}

/* ---- Participants ---- */

#define SQL_SESSIONS                                                                           \
	"select e.path, d.target, count(*) from diary_entry e join diary_entry_participants d" \
	" on d.owner = e.id and e.kind = 'shadowing'"
#define BY_MEMBER " group by e.path, d.target"
/* One for nobody in particular is for all who were there. */
#define SQL_GIVEN                                                                           \
	"select e.path, d.target, count(*), sum(case when s.outcome = 'implemented' then 1" \
	" else 0 end) from suggestion s join diary_entry e on e.id = s.entry"               \
	" join diary_entry_participants d on d.owner = e.id"                                \
	" and (s.person is null or s.person = d.target)"

static struct part *find_part(struct final *f, struct query *row)
{
	uint32_t way = progress_find_path(&f->p, query_get_int(row, 0));
	uint32_t n = way == NONE ? NONE : progress_find_member(&f->p, way, query_get_int(row, 1));

	return n == NONE ? NULL : &f->parts[n];
}

static enum qser_status read_sessions(struct final *f)
{
	_cleanup_(query_end) struct query row =
		progress_query(&f->p, SQL_SESSIONS, "e.path", BY_MEMBER);

	while (query_row(&row)) {
		struct part *part = find_part(f, &row);
		if (part)
			part->sessions = (int32_t)query_get_int(&row, 2);
	}
	return query_status(&row);
}

static enum qser_status read_given(struct final *f)
{
	_cleanup_(query_end) struct query row =
		progress_query(&f->p, SQL_GIVEN, "e.path", BY_MEMBER);

	while (query_row(&row)) {
		struct part *part = find_part(f, &row);
		if (!part)
			continue;
		part->given = (int32_t)query_get_int(&row, 2);
		part->implemented = (int32_t)query_get_int(&row, 3);
	}
	return query_status(&row);
}

static enum qser_status read_final(struct final *f)
{
	struct qser *q = f->p.q;

	if (!f->p.request->path)
		return fail(q, QSER_USAGE, "of which path? Name it with --path PATH");
	enum qser_status status = period_read(q, f->p.request, &f->p.period);
	if (status == QSER_OK)
		status = progress_read(&f->p);
	if (status != QSER_OK)
		return status;
	f->parts = calloc(f->p.member_count + 1, sizeof(*f->parts));
	if (!f->parts)
		return fail(q, QSER_MEMORY, "out of memory");
	status = read_sessions(f);
	return status == QSER_OK ? read_given(f) : status;
}

#define SQL_CONCLUSION "select id, day from conclusion where path = ?1"

enum qser_status final_conclusion(struct qser *q, int64_t path, int64_t *id, char day[DAY_TEXT])
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_CONCLUSION);

	*id = 0;
	if (day)
		day[0] = '\0';
	query_int(&look, 1, path);
	if (query_row(&look)) {
		*id = query_get_int(&look, 0);
		if (day)
			(void)snprintf(day, DAY_TEXT, "%s", query_get_text(&look, 1));
	}
	return query_status(&look);
}

/* ---- For programs ---- */

static const struct qser_column path_column = COLUMN("path", "Path", QSER_TEXT),
				title_column = COLUMN("title", "Title", QSER_TEXT),
				state_column = COLUMN("state", "State", QSER_TEXT),
				concluded_column = COLUMN("concluded", "Concluded", QSER_DAY),
				organisation_column =
					COLUMN("organisation", "Organisation", QSER_TEXT),
				trainer_column = COLUMN("trainer", "Trainer", QSER_TEXT),
				participant_column =
					COLUMN("participant", "Participant", QSER_TEXT),
				name_column = COLUMN("name", "Name", QSER_TEXT),
				minutes_column = COLUMN("minutes", "Minutes", QSER_INT),
				planned_column =
					COLUMN("minutes_planned", "Minutes planned", QSER_INT),
				shadowing_column = COLUMN("shadowing", "Shadowing", QSER_INT),
				reflection_column = COLUMN("reflection", "Reflection", QSER_INT),
				workshop_column = COLUMN("workshop", "Workshop", QSER_INT),
				discussion_column = COLUMN("discussion", "Discussion", QSER_INT),
				meeting_column = COLUMN("meeting", "Meeting", QSER_INT),
				travel_column = COLUMN("travel", "Travel", QSER_INT),
				sessions_column = COLUMN("sessions", "Sessions", QSER_INT),
				first_column = COLUMN("score_first", "First score", QSER_INT),
				last_column = COLUMN("score_last", "Last score", QSER_INT),
				given_column = COLUMN("suggestions", "Suggestions", QSER_INT),
				implemented_column = COLUMN("implemented", "Implemented", QSER_INT);
static const struct qser_column *const columns[] = {&path_column, &title_column, &state_column,
	&concluded_column, &organisation_column, &trainer_column, &participant_column, &name_column,
	&minutes_column, &planned_column, &shadowing_column, &reflection_column, &workshop_column,
	&discussion_column, &meeting_column, &travel_column, &sessions_column, &first_column,
	&last_column, &given_column, &implemented_column};

static void put_member(const struct final *f, struct line *l, const struct member *m)
{
	const struct part *part = &f->parts[m - f->p.members];

	line_number(l, part->sessions);
	line_known(l, m->checklists.first);
	line_known(l, m->checklists.last >= 0 ? m->checklists.last : m->checklists.first);
	line_number(l, part->given);
	line_number(l, part->implemented);
}

/* m NULL: a path without participants. */
static void put_row(const struct final *f, struct document_table *t, const struct way *w,
	const struct member *m, const char *concluded)
{
	const struct progress *p = &f->p;
	struct line l = {.count = 0};

	line_text(&l, pool_text(p, w->code));
	line_text(&l, pool_text(p, w->title));
	line_text(&l, pool_text(p, w->state));
	line_text(&l, concluded);
	line_text(&l, pool_text(p, w->organisation_code));
	line_text(&l, pool_text(p, w->trainer_code));
	line_text(&l, m ? pool_text(p, m->code) : NULL);
	line_text(&l, m ? pool_text(p, m->name) : NULL);
	line_number(&l, kinds_sum(m ? m->all : w->all));
	line_known(&l, m ? member_planned(w, m) : w->planned);
	for (size_t i = 0; i < ENTRY_KINDS_OF_PATHS; i++)
		line_number(&l, m ? m->all[i] : w->all[i]);
	if (m)
		put_member(f, &l, m);
	while (l.count < COUNT(columns))
		line_text(&l, NULL);
	line_put(&l, t);
}

static enum qser_status put_rows(const struct final *f, struct document *d)
{
	struct document_table *t =
		document_table(d, "participants", NULL, columns, COUNT(columns), true);
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < f->p.way_count && status == QSER_OK; i++) {
		const struct way *w = &f->p.ways[i];
		int64_t conclusion;
		char day[DAY_TEXT];
		status = final_conclusion(f->p.q, w->path, &conclusion, day);
		if (w->first == NONE)
			put_row(f, t, w, NULL, day);
		for (uint32_t n = w->first; n != NONE; n = f->p.members[n].next)
			put_row(f, t, w, &f->p.members[n], day);
	}
	return status;
}

/* ---- The report ---- */

static enum qser_status put_pages(const struct final *f, struct document *d)
{
	bool several = f->p.way_count > 1;
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < f->p.way_count && status == QSER_OK; i++) {
		const struct way *w = &f->p.ways[i];
		if (i)
			document_break(d);
		if (several)
			document_heading(d, 1, "%s", pool_text(&f->p, w->title));
		status = final_page(f, w, d, several ? 2 : 1);
	}
	return status;
}

/* That of one path is what the organisation calls it; programs get what they always get. */
static enum qser_status title(struct final *f, struct document **d, bool people)
{
	_cleanup_(buffer_free) struct buffer subject = BUFFER_INIT, body = BUFFER_INIT;
	struct progress *p = &f->p;
	enum qser_status status = QSER_OK;

	if (p->way_count != 1)
		return report_new(p->q, d, "Final reports");
	if (people)
		status = final_text(p->q, p, &p->ways[0], &subject, &body);
	if (status != QSER_OK)
		return status;
	return subject.length
		       ? report_new(p->q, d, "%s", buffer_text(&subject))
		       : report_new(p->q, d, "Final report: %s", pool_text(p, p->ways[0].title));
}

static enum qser_status begin(struct final *f, struct document **d, bool people)
{
	struct progress *p = &f->p;
	bool one = p->way_count == 1;
	enum qser_status status = title(f, d, people);

	if (status != QSER_OK)
		return status;
	status = report_programme(p->q, *d, one ? p->ways[0].organisation : 0);
	report_made(p->q, *d);
	return status;
}

enum qser_status report_final(struct qser *q, const struct qser_report *report, bool people,
	struct document **d, bool *any)
{
	_cleanup_(final_free) struct final f = {.p = {.q = q, .request = report}};
	enum qser_status status = read_final(&f);

	if (status == QSER_OK)
		status = begin(&f, d, people);
	if (status != QSER_OK)
		return status;
	*any = f.p.way_count > 0;
	return people ? put_pages(&f, *d) : put_rows(&f, *d);
}
