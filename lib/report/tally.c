/*
 * tally.c: hours, sessions and checklists of a progress report.
 *
 * The diary is read once, entry by entry in the order it was written: with a row for each
 * participant that is one walk along the table and its links side by side, while grouping them in
 * the database would sort all of it.
 */
#include "progress.h"

#include <inttypes.h>
#include <string.h>

#include "../form/form.h"
#include "timeline.h"

/* ---- Hours ---- */

#define SQL_ENTRIES "select e.id, e.path, e.kind, e.minutes, e.day from diary_entry e"
#define ORDER_ENTRIES " order by e.id"
#define SQL_LINKS "select l.owner, l.target from diary_entry_participants l"
#define SQL_LINKS_OF                                                                              \
	"select l.owner, l.target from diary_entry e join diary_entry_participants l on l.owner " \
	"= e.id"
#define ORDER_LINKS " order by l.owner, l.target"

/* The entry in hand. */
struct entry {
	int64_t id, path, minutes;
	uint32_t way;
	size_t kind;
	bool counts;  /* in the period */
	bool session; /* a way there and back is none, nor is what is still to come */
	char day[DAY_TEXT];
};

static bool in_period(const struct period *p, const char *day)
{
	return (!p->from || strcmp(day, p->first) >= 0) && (!p->to || strcmp(day, p->last) <= 0);
}

static enum qser_status read_entry(struct progress *p, struct query *q, struct entry *e)
{
	const char *kind = query_get_word(q, 2), *day = query_get_day(q, 4);
	int64_t path = query_get_int(q, 1);

	if (path != e->path)
		e->way = progress_find_path(p, path);
	e->path = path;
	e->minutes = query_get_minutes(q, 3);
	enum qser_status status = entry_kind_of(p->q, e->id, kind, &e->kind);
	if (status != QSER_OK)
		return status;
	e->session = strcmp(kind, "travel") != 0 && strcmp(day, p->q->today) <= 0;
	e->counts = in_period(&p->period, day);
	memcpy(e->day, day, DAY_TEXT);
	return QSER_OK;
}

static void later(char last[DAY_TEXT], const struct entry *e)
{
	if (e->session && strcmp(e->day, last) > 0)
		memcpy(last, e->day, DAY_TEXT);
}

/* A chart along the time is drawn of one path alone: of the people asked for, or of all. */
static void keep_week(struct progress *p, const struct entry *e)
{
	struct timeline_point point = {.minutes = e->minutes};

	if (p->way_count == 1 && e->counts && day_read(e->day, &point.day))
		buffer_add(&p->weeks, &point, sizeof(point));
}

static void count_for_path(struct progress *p, const struct entry *e)
{
	struct way *w = &p->ways[e->way];

	if (!p->persons.length)
		keep_week(p, e);
	w->all[e->kind] += e->minutes;
	if (e->counts)
		w->minutes[e->kind] += e->minutes;
	later(w->last, e);
}

static enum qser_status count_for_member(struct progress *p, const struct entry *e, int64_t person)
{
	uint32_t n = progress_find_member(p, e->way, person);
	enum qser_status status = QSER_OK;

	if (n == NONE && !p->persons.length)
		status = progress_add_member(p, e->way, person, &n);
	if (status != QSER_OK || n == NONE)
		return status;
	struct member *m = &p->members[n];
	m->all[e->kind] += e->minutes;
	if (e->counts)
		m->minutes[e->kind] += e->minutes;
	if (p->persons.length)
		keep_week(p, e);
	later(m->last, e);
	return QSER_OK;
}

/* The links of one entry; more: the walk stands on a link that is not yet taken. */
static enum qser_status read_links(
	struct progress *p, struct query *links, bool *more, const struct entry *e)
{
	enum qser_status status = QSER_OK;

	while (*more && query_get_int(links, 0) < e->id)
		*more = query_row(links);
	while (*more && status == QSER_OK && query_get_int(links, 0) == e->id) {
		if (e->way != NONE)
			status = count_for_member(p, e, query_get_int(links, 1));
		*more = query_row(links);
	}
	return status;
}

enum qser_status progress_read_hours(struct progress *p)
{
	_cleanup_(query_end) struct query look =
		progress_query(p, SQL_ENTRIES, "e.path", ORDER_ENTRIES);
	_cleanup_(query_end) struct query links =
		p->condition.length ? progress_query(p, SQL_LINKS_OF, "e.path", ORDER_LINKS)
				    : query(p->q->store, SQL_LINKS ORDER_LINKS);
	struct entry e = {.id = 0, .way = NONE};
	enum qser_status status = QSER_OK;
	bool more = query_row(&links);

	while (status == QSER_OK && query_row(&look)) {
		e.id = query_get_int(&look, 0);
		status = read_entry(p, &look, &e);
		if (status == QSER_OK && e.way != NONE)
			count_for_path(p, &e);
		if (status == QSER_OK)
			status = read_links(p, &links, &more, &e);
	}
	if (status == QSER_OK)
		status = query_status(&look);
	return status == QSER_OK ? query_status(&links) : status;
}

/* ---- Checklists ---- */

#define SQL_CHECKLISTS                                                                        \
	"select r.path, coalesce(r.subject, 0), r.form, r.id, r.state, r.day from response r" \
	" join form f on f.id = r.form and f.purpose = 'checklist'" SQL_RESPONSE_COUNTS
#define ORDER_CHECKLISTS " order by r.path, coalesce(r.subject, 0), r.form, r.day nulls first, r.id"

/* Checklists of one form about one participant of one path, oldest first. */
struct series {
	int64_t path, subject, form;
	int64_t first, last; /* ids of those that are complete; 0: none */
	int32_t complete, drafts;
	char day[DAY_TEXT]; /* of the last */
};

/* Scores of different forms cannot be compared: those of the form used last are shown. */
static void keep_ends(const struct series *s, struct checklists *c)
{
	if (!s->first || strcmp(s->day, c->last_day) < 0)
		return;
	memcpy(c->last_day, s->day, DAY_TEXT);
	c->first_response = s->first;
	c->last_response = s->last != s->first ? s->last : 0;
}

static void end_series(struct progress *p, const struct series *s)
{
	uint32_t way = s->path ? progress_find_path(p, s->path) : NONE;

	if (way == NONE)
		return;
	struct checklists *of_path = &p->ways[way].checklists, *c = of_path;
	uint32_t member = s->subject ? progress_find_member(p, way, s->subject) : NONE;
	of_path->complete += s->complete;
	of_path->drafts += s->drafts;
	if (member != NONE) {
		c = &p->members[member].checklists;
		c->complete += s->complete;
		c->drafts += s->drafts;
	}
	keep_ends(s, c);
}

static void take_response(struct series *s, struct query *q)
{
	const char *day = query_get_day(q, 5);

	if (strcmp(query_get_word(q, 4), "complete") != 0) {
		s->drafts++;
		return;
	}
	s->complete++;
	s->last = query_get_int(q, 3);
	if (!s->first)
		s->first = s->last;
	(void)snprintf(s->day, sizeof(s->day), "%s", day ? day : "");
}

enum qser_status progress_read_checklists(struct progress *p)
{
	_cleanup_(query_end) struct query look =
		progress_query(p, SQL_CHECKLISTS, "r.path", ORDER_CHECKLISTS);
	struct series s = {.path = 0};

	while (query_row(&look)) {
		int64_t path = query_get_int(&look, 0), subject = query_get_int(&look, 1);
		int64_t form = query_get_int(&look, 2);
		if (path != s.path || subject != s.subject || form != s.form) {
			end_series(p, &s);
			s = (struct series){.path = path, .subject = subject, .form = form};
		}
		take_response(&s, &look);
	}
	end_series(p, &s);
	return query_status(&look);
}
