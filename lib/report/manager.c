/*
 * manager.c: what a department manager sees of the own staff from the first day on (E12): hours and
 * checklists week by week, what they think of the skills, what became of suggestions.
 *
 * What a trainer has written of a session is no part of it, unless it is asked for.
 */
#include "manager.h"

#include <inttypes.h>
#include <string.h>

#include "../domain/sum.h"

static void manager_free(struct manager *m)
{
	buffer_free(&m->paths);
	buffer_free(&m->pool);
	free(m->staff);
	free(m->tracks);
	free(m->weeks);
	free(m->rated);
}

static enum qser_status no_memory(struct manager *m)
{
	return fail(m->q, QSER_MEMORY, "out of memory");
}

static size_t keep(struct manager *m, const char *text)
{
	size_t at = m->pool.length;

	if (!text)
		return 0;
	buffer_add(&m->pool, text, strlen(text) + 1);
	return at;
}

/* Room for one more; the list, or NULL. */
static void *grow(void *list, size_t count, size_t *room, size_t size)
{
	size_t more = *room ? *room * 2 : 16;

	if (count < *room)
		return list;
	void *bigger = reallocarray(list, more, size);
	if (bigger)
		*room = more;
	return bigger;
}

static struct query ask(struct manager *m, const char *sql)
{
	struct query look = query(m->q->store, sql);

	query_int(&look, 1, m->person);
	return look;
}

/* ---- Who, and on which paths ---- */

#define SQL_WHO                                                                               \
	"select p.id, coalesce(p.code, cast(p.id as text)), p.name, d.name, p.job_title from" \
	" person p left join department d on d.id = p.department where p.id in " SQL_STAFF    \
	" order by " STORE_SORT "(p.name), p.id"

static enum qser_status read_staff(struct manager *m)
{
	_cleanup_(query_end) struct query look = ask(m, SQL_WHO);

	while (query_row(&look)) {
		struct staff *list =
			grow(m->staff, m->staff_count, &m->staff_room, sizeof(*m->staff));
		if (!list)
			return no_memory(m);
		m->staff = list;
		list[m->staff_count++] = (struct staff){
			.id = query_get_int(&look, 0),
			.code = keep(m, query_get_text(&look, 1)),
			.name = keep(m, query_get_text(&look, 2)),
			.department = keep(m, query_get_text(&look, 3)),
			.job = keep(m, query_get_text(&look, 4)),
		};
	}
	return query_status(&look);
}

/* Those listed, and those met in its diary alone; in the order of SQL_WHO. */
#define SQL_TRACKS                                                                                      \
	"select l.person, t.id, coalesce(t.code, cast(t.id as text)), t.title, t.state, r.name,"        \
	" t.starts, t.ends, coalesce(x.hours, t.hours) from (select person, path from participant"      \
	" where person in " SQL_STAFF " union select d.target, e.path from"                             \
	" diary_entry_participants d join diary_entry e on e.id = d.owner where d.target in " SQL_STAFF \
	" and e.path is not null) l join path t on t.id = l.path"                                       \
	" join person p on p.id = l.person"                                                             \
	" left join participant x on x.path = l.path and x.person = l.person"                           \
	" left join person r on r.id = t.trainer"                                                       \
	" order by " STORE_SORT "(p.name), p.id, t.starts nulls last, t.id"

static enum qser_status add_track(struct manager *m, size_t staff, struct query *look)
{
	struct track *list = grow(m->tracks, m->track_count, &m->track_room, sizeof(*m->tracks));

	if (!list)
		return no_memory(m);
	m->tracks = list;
	if (!m->staff[staff].count++)
		m->staff[staff].first = m->track_count;
	list[m->track_count++] = (struct track){
		.staff = staff,
		.path = query_get_int(look, 1),
		.code = keep(m, query_get_text(look, 2)),
		.title = keep(m, query_get_text(look, 3)),
		.state = keep(m, query_get_text(look, 4)),
		.trainer = keep(m, query_get_text(look, 5)),
		.starts = keep(m, query_get_text(look, 6)),
		.ends = keep(m, query_get_text(look, 7)),
		.planned = query_is_null(look, 8) ? -1 : query_get_int(look, 8),
		.before = NO_SCORE,
		.after = NO_SCORE,
	};
	return QSER_OK;
}

static enum qser_status read_tracks(struct manager *m)
{
	_cleanup_(query_end) struct query look = ask(m, SQL_TRACKS);
	enum qser_status status = QSER_OK;
	size_t at = 0;

	while (status == QSER_OK && query_row(&look)) {
		while (at < m->staff_count && m->staff[at].id != query_get_int(&look, 0))
			at++;
		if (at < m->staff_count && sum_allows(&m->paths, query_get_int(&look, 1)))
			status = add_track(m, at, &look);
	}
	return status == QSER_OK ? query_status(&look) : status;
}

/* NULL: none that is reported.  Rows come by person and path, so it is mostly the last one. */
static struct track *find_track(struct manager *m, int64_t person, int64_t path)
{
	for (size_t n = 0; n < m->track_count; n++) {
		size_t i = (m->found + n) % m->track_count;
		struct track *t = &m->tracks[i];
		if (t->path == path && m->staff[t->staff].id == person) {
			m->found = i;
			return t;
		}
	}
	return NULL;
}

/* ---- Weeks ---- */

static bool in_period(const struct period *p, const char *day)
{
	return (!p->from || strcmp(day, p->first) >= 0) && (!p->to || strcmp(day, p->last) <= 0);
}

/* What is put in is added up when all is read.  NULL: not of the period, or (failed) no memory. */
static struct week *add_week(struct manager *m, const struct track *t, const char *iso)
{
	day_t day;

	if (!iso || !day_read(iso, &day) || !in_period(&m->period, iso))
		return NULL;
	struct week *list = grow(m->weeks, m->week_count, &m->week_room, sizeof(*m->weeks));
	if (!list) {
		m->pool.failed = true;
		return NULL;
	}
	m->weeks = list;
	struct week *w = &list[m->week_count++];
	*w = (struct week){.track = (size_t)(t - m->tracks),
		.monday = day - (day_weekday(day) - 1),
		.score = NO_SCORE};
	return w;
}

static int compare_weeks(const struct week *a, const struct week *b)
{
	if (a->track != b->track)
		return a->track > b->track ? 1 : -1;
	return (a->monday > b->monday) - (a->monday < b->monday);
}

static int by_track(const void *a, const void *b)
{
	return compare_weeks(a, b);
}

/* The list holds at most one score for a track and a week: see end_check. */
static void merge_weeks(struct manager *m)
{
	size_t out = 0;

	if (!m->week_count)
		return;
	qsort(m->weeks, m->week_count, sizeof(*m->weeks), by_track);
	for (size_t i = 1; i < m->week_count; i++) {
		const struct week *w = &m->weeks[i];
		struct week *to = &m->weeks[out];
		if (compare_weeks(w, to)) {
			m->weeks[++out] = *w;
			continue;
		}
		to->minutes += w->minutes;
		to->shadowing += w->shadowing;
		to->reflection += w->reflection;
		to->sessions += w->sessions;
		to->given += w->given;
		to->implemented += w->implemented;
		if (w->score >= 0)
			to->score = w->score;
	}
	m->week_count = out + 1;
}

/* ---- Hours and suggestions ---- */

#define SQL_ENTRIES                                                                         \
	"select d.target, e.path, e.day, e.kind, e.minutes from diary_entry_participants d" \
	" join diary_entry e on e.id = d.owner where d.target in " SQL_STAFF                \
	" and e.path is not null order by d.target, e.path, e.day, e.id"

static enum qser_status read_hours(struct manager *m)
{
	_cleanup_(query_end) struct query look = ask(m, SQL_ENTRIES);

	while (query_row(&look)) {
		const char *day = query_get_word(&look, 2), *kind = query_get_word(&look, 3);
		int64_t minutes = query_get_minutes(&look, 4);
		bool shadowing = !strcmp(kind, "shadowing");
		struct track *t = find_track(m, query_get_int(&look, 0), query_get_int(&look, 1));
		if (!t)
			continue;
		t->minutes += minutes;
		t->sessions += shadowing;
		if (strcmp(kind, "travel") != 0 && strcmp(day, m->q->today) <= 0)
			(void)snprintf(t->last, sizeof(t->last), "%s", day);
		struct week *w = add_week(m, t, day);
		if (!w)
			continue;
		w->minutes = minutes;
		w->sessions = shadowing;
		w->shadowing = shadowing ? minutes : 0;
		w->reflection = strcmp(kind, "reflection") ? 0 : minutes;
	}
	return query_status(&look);
}

/* One for nobody in particular is for all who were there. */
#define SQL_SUGGESTIONS                                                                      \
	"select d.target, e.path, e.day, s.outcome, s.followed from suggestion s"            \
	" join diary_entry e on e.id = s.entry join diary_entry_participants d on d.owner =" \
	" e.id and (s.person is null or s.person = d.target) where d.target in " SQL_STAFF   \
	" and e.path is not null order by d.target, e.path, e.day, s.id"

static enum qser_status read_suggestions(struct manager *m)
{
	_cleanup_(query_end) struct query look = ask(m, SQL_SUGGESTIONS);

	while (query_row(&look)) {
		const char *outcome = query_get_text(&look, 3);
		struct track *t = find_track(m, query_get_int(&look, 0), query_get_int(&look, 1));
		if (!t)
			continue;
		t->given++;
		t->implemented += !strcmp(outcome, "implemented");
		t->partly += !strcmp(outcome, "partly");
		t->open += !strcmp(outcome, "open");
		struct week *w = add_week(m, t, query_get_text(&look, 2));
		if (w)
			w->given = 1;
		w = strcmp(outcome, "implemented") ? NULL
						   : add_week(m, t, query_get_text(&look, 4));
		if (w)
			w->implemented = 1;
	}
	return query_status(&look);
}

/* ---- Checklists ---- */

#define SQL_CHECKLISTS                                                              \
	"select r.id, r.version, a.item, a.value, r.subject, r.path, r.form, r.day" \
	" from response r join form f on f.id = r.form and f.purpose = 'checklist'" \
	" join answer a on a.response = r.id where r.subject in " SQL_STAFF         \
	" and r.path is not null and r.state = 'complete'" SQL_RESPONSE_COUNTS      \
	" order by r.subject, r.path, r.form, r.day nulls first, r.id, a.item"

/* Responses to one form about one person on one path, oldest first. */
struct series {
	struct track *track;
	int64_t form;
	int16_t first, last;
	char day[DAY_TEXT]; /* of the last */
};

/* Scores of different forms cannot be compared: those of the form used last are shown. */
static void end_series(const struct series *s)
{
	struct track *t = s->track;

	if (!t || s->first < 0 || strcmp(s->day, t->checked) < 0)
		return;
	t->before = s->first;
	t->after = s->last;
	memcpy(t->checked, s->day, DAY_TEXT);
}

/* In a week the last one counts; the walk is in the order of days. */
static void take_score(struct manager *m, struct series *s, const char *day, int16_t score)
{
	if (score < 0)
		return;
	if (s->first < 0)
		s->first = score;
	else
		s->last = score;
	(void)snprintf(s->day, sizeof(s->day), "%s", day);
	struct week *w = add_week(m, s->track, day);
	if (!w)
		return;
	for (struct week *other = w; other-- > m->weeks && other->track == w->track;)
		if (!compare_weeks(other, w))
			other->score = NO_SCORE;
	w->score = score;
}

static enum qser_status read_checklists(struct manager *m)
{
	_cleanup_(query_end) struct query look = ask(m, SQL_CHECKLISTS);
	_cleanup_(scorer_free) struct scorer scorer = {.q = m->q};
	struct series s = {.track = NULL};
	enum qser_status status = QSER_OK;

	for (bool more = query_row(&look); more && status == QSER_OK;) {
		struct track *t = find_track(m, query_get_int(&look, 4), query_get_int(&look, 5));
		int64_t form = query_get_int(&look, 6);
		char day[DAY_TEXT];
		int16_t score;
		(void)snprintf(day, sizeof(day), "%s",
			query_is_null(&look, 7) ? "" : query_get_text(&look, 7));
		if (t != s.track || form != s.form) {
			end_series(&s);
			s = (struct series){t, form, NO_SCORE, NO_SCORE, ""};
		}
		status = scorer_one(&scorer, &look, &more, &score);
		if (t && status == QSER_OK)
			take_score(m, &s, day, score);
	}
	end_series(&s);
	return status == QSER_OK ? query_status(&look) : status;
}

/* ---- What is to come ---- */

#define SQL_SLOTS                                                               \
	"select person, path, day, begins from slot where person in " SQL_STAFF \
	" and (state = 'planned' or state = 'agreed') and day >= ?2"            \
	" order by person, path, day, begins nulls last, id"
#define SQL_WORKSHOPS                                                                       \
	"select w.path, w.day, w.begins, w.title from workshop w where w.state = 'planned'" \
	" and w.day >= ?1 and w.path is not null order by w.day, w.begins nulls last, w.id"

static void take_next(struct track *t, const char *day, const char *begins, size_t what)
{
	if (*t->next && strcmp(t->next, day) <= 0)
		return;
	(void)snprintf(t->next, sizeof(t->next), "%s", day);
	(void)snprintf(t->next_at, sizeof(t->next_at), "%s", begins ? begins : "");
	t->next_what = what;
}

static enum qser_status read_slots(struct manager *m)
{
	_cleanup_(query_end) struct query look = ask(m, SQL_SLOTS);

	query_text(&look, 2, m->q->today);
	while (query_row(&look)) {
		struct track *t = find_track(m, query_get_int(&look, 0), query_get_int(&look, 1));
		if (!t)
			continue;
		t->slots++;
		take_next(t, query_get_text(&look, 2), query_get_text(&look, 3), 0);
	}
	return query_status(&look);
}

static enum qser_status read_workshops(struct manager *m)
{
	_cleanup_(query_end) struct query look = query(m->q->store, SQL_WORKSHOPS);

	query_text(&look, 1, m->q->today);
	while (query_row(&look)) {
		size_t what = 0;
		for (size_t i = 0; i < m->track_count; i++) {
			if (m->tracks[i].path != query_get_int(&look, 0))
				continue;
			what = what ? what : keep(m, query_get_text(&look, 3));
			take_next(&m->tracks[i], query_get_text(&look, 1), query_get_text(&look, 2),
				what);
		}
	}
	return query_status(&look);
}

/* ---- What they think of the skills ---- */

struct rating_of {
	struct manager *m;
	int64_t path;
};

static int take_rating(void *ctx, const struct qser_rating_sum *sum)
{
	struct rating_of *of = ctx;
	struct manager *m = of->m;
	struct rated *list = grow(m->rated, m->rated_count, &m->rated_room, sizeof(*m->rated));

	if (!list) {
		m->pool.failed = true;
		return 1;
	}
	m->rated = list;
	list[m->rated_count++] = (struct rated){
		.path = of->path,
		.person = keep(m, sum->person),
		.kind = keep(m, sum->kind),
		.name = keep(m, sum->name),
		.relevance = sum->relevance,
		.importance = sum->importance,
		.before = sum->first,
		.after = sum->last,
	};
	return 0;
}

static enum qser_status read_ratings(struct manager *m)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < m->track_count && status == QSER_OK; i++) {
		struct rating_of of = {m, m->tracks[i].path};
		bool known = false;
		for (size_t k = 0; k < i && !known; k++)
			known = m->tracks[k].path == of.path;
		if (!known)
			status = qser_rating_summary(m->q, of.path, true, take_rating, &of);
	}
	return m->pool.failed ? no_memory(m) : status;
}

/* ---- The report ---- */

static enum qser_status choose(struct manager *m)
{
	const struct qser_report *r = m->request;
	enum qser_status status = period_read(m->q, r, &m->period);

	buffer_add(&m->pool, "", 1);
	if (status == QSER_OK)
		status = r->person ? qser_find(m->q, QSER_PERSON, r->person, &m->person)
				   : qser_actor(m->q, &m->person, NULL);
	if (status == QSER_OK && !m->person)
		status = fail(m->q, QSER_USAGE,
			"whose staff? Name the manager with --person PERSON, or yourself with "
			"--actor PERSON");
	if (status == QSER_OK)
		status = sum_ids(m->q, QSER_PATH, "path", r->path, &m->paths);
	return status;
}

static enum qser_status read_all(struct manager *m)
{
	static enum qser_status (*const parts[])(struct manager * m) = {read_staff, read_tracks,
		read_hours, read_suggestions, read_checklists, read_slots, read_workshops,
		read_ratings};
	enum qser_status status = choose(m);

	for (size_t i = 0; i < COUNT(parts) && status == QSER_OK; i++)
		status = parts[i](m);
	merge_weeks(m);
	return status == QSER_OK && m->pool.failed ? no_memory(m) : status;
}

#define SQL_MANAGER "select name, coalesce(organisation, 0) from person where id = ?1"

static enum qser_status begin(struct manager *m, struct document **d)
{
	_cleanup_(query_end) struct query look = ask(m, SQL_MANAGER);

	if (!query_row(&look))
		return query_status(&look) != QSER_OK
			       ? query_status(&look)
			       : fail(m->q, QSER_UNKNOWN, "there is no such person");
	enum qser_status status = report_new(m->q, d, "Staff of %s", query_get_text(&look, 0));
	return status == QSER_OK ? report_head(m->q, *d, query_get_int(&look, 1), &m->period)
				 : status;
}

enum qser_status report_manager(struct qser *q, const struct qser_report *report, bool people,
	struct document **d, bool *any)
{
	_cleanup_(manager_free) struct manager m = {.q = q, .request = report};
	enum qser_status status = read_all(&m);

	if (status == QSER_OK)
		status = begin(&m, d);
	if (status != QSER_OK)
		return status;
	*any = m.staff_count > 0 && (m.track_count || !m.paths.length);
	if (people)
		return manager_page(&m, *d);
	manager_rows(&m, *d);
	return QSER_OK;
}
