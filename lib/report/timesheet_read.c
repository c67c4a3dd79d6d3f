/* timesheet_read.c: people, their entries, projects and signatures, in a query each. */
#include "timesheet.h"

#include <inttypes.h>
#include <string.h>

static size_t pool_add(struct timesheet *t, const char *text)
{
	size_t at = t->pool.length;

	if (!text)
		return 0;
	buffer_add(&t->pool, text, strlen(text) + 1);
	return at;
}

static size_t pool_column(struct timesheet *t, struct query *q, int column)
{
	return pool_add(t, query_get_text(q, column));
}

/* Of a column that is never null. */
static size_t pool_word(struct timesheet *t, struct query *q, int column)
{
	return pool_add(t, query_get_word(q, column));
}

/* ---- Whose ---- */

static const struct buffer *ids_asked(const struct timesheet *t)
{
	return t->organisation_ids.length ? &t->organisation_ids : &t->people_ids;
}

/* "COLUMN in (…)"; its parameters follow the days, ?1 and ?2. */
static void among(const struct timesheet *t, const char *column, struct buffer *sql)
{
	bool by_place = t->organisation_ids.length != 0;

	buffer_printf(sql, "%s in (%s", column,
		by_place ? "select y.id from person y where y.organisation in (" : "");
	for (size_t i = 0; i < ids_asked(t)->length / sizeof(int64_t); i++)
		buffer_printf(sql, "%s?%zu", i ? ", " : "", i + 3);
	buffer_text_add(sql, by_place ? "))" : ")");
}

static struct query ready(
	const struct timesheet *t, const struct buffer *sql, const char *first, const char *last)
{
	const struct buffer *ids = ids_asked(t);
	struct query look = query_built(t->q->store, sql);

	query_text(&look, 1, first);
	query_text(&look, 2, last);
	for (size_t i = 0; i < ids->length / sizeof(int64_t); i++) {
		int64_t id;
		memcpy(&id, ids->data + i * sizeof(id), sizeof(id));
		query_int(&look, (int)i + 3, id);
	}
	return look;
}

/* ---- People ---- */

/* The days are no condition here, but are bound everywhere. */
#define SQL_PEOPLE                                                                              \
	"select n.id, coalesce(n.organisation, 0), coalesce(n.code, cast(n.id as text)),"       \
	" n.name, n.job_title, o.name, s.name from person n"                                    \
	" left join organisation o on o.id = n.organisation"                                    \
	" left join person s on s.id = n.supervisor where cast(?1 as text) <= cast(?2 as text)" \
	" and "
#define ORDER_PEOPLE " order by " STORE_SORT "(n.name), n.id"

static enum qser_status read_people(struct timesheet *t)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;

	buffer_text_add(&sql, SQL_PEOPLE);
	among(t, "n.id", &sql);
	buffer_text_add(&sql, ORDER_PEOPLE);
	_cleanup_(query_end) struct query look = ready(t, &sql, t->before, t->after);
	while (query_row(&look)) {
		struct timesheet_person p = {
			.id = query_get_int(&look, 0), .organisation = query_get_int(&look, 1)};
		p.code = pool_column(t, &look, 2);
		p.name = pool_column(t, &look, 3);
		p.job_title = pool_column(t, &look, 4);
		p.organisation_name = pool_column(t, &look, 5);
		p.supervisor = pool_column(t, &look, 6);
		buffer_add(&t->person_rows, &p, sizeof(p));
	}
	t->people = (void *)t->person_rows.data;
	t->person_count = t->person_rows.length / sizeof(*t->people);
	return query_status(&look);
}

/* ---- Projects ---- */

#define SQL_PROJECTS                                                                 \
	"select j.id, coalesce(j.code, cast(j.id as text)), j.title, j.number,"      \
	" coalesce(j.beneficiary, o.name), j.work_packages from project j left join" \
	" organisation o on o.id = j.organisation order by j.id"

static enum qser_status read_projects(struct timesheet *t)
{
	_cleanup_(query_end) struct query look = query(t->q->store, SQL_PROJECTS);

	while (query_row(&look)) {
		const char *packages = query_get_text(&look, 5);
		struct timesheet_project j = {.id = query_get_int(&look, 0)};
		j.code = pool_column(t, &look, 1);
		j.title = pool_column(t, &look, 2);
		j.number = pool_column(t, &look, 3);
		j.beneficiary = pool_column(t, &look, 4);
		j.packages = pool_add(t, packages);
		j.package = packages && !strchr(packages, ';') ? j.packages : 0;
		buffer_add(&t->project_rows, &j, sizeof(j));
	}
	t->projects = (void *)t->project_rows.data;
	t->project_count = t->project_rows.length / sizeof(*t->projects);
	return query_status(&look);
}

static int by_id(const void *key, const void *row)
{
	const struct timesheet_project *j = row;
	int64_t id = *(const int64_t *)key;

	return (id > j->id) - (id < j->id);
}

static size_t find_project(const struct timesheet *t, int64_t id)
{
	const struct timesheet_project *j =
		id && t->project_count
			? bsearch(&id, t->projects, t->project_count, sizeof(*j), by_id)
			: NULL;

	return j ? (size_t)(j - t->projects) : NO_PROJECT;
}

/* ---- Entries ---- */

/* Who has led it, and who took part; once, who did both. */
#define SQL_WHOSE                                                                        \
	"(select e.trainer as person, e.id as entry, 1 as led from diary_entry e where " \
	"e.day between ?1 and ?2 and "
#define SQL_OR_TOOK_PART                                                                  \
	" union all select l.target, l.owner, 0 from diary_entry e join "                 \
	"diary_entry_participants l on l.owner = e.id where e.day between ?1 and ?2 and " \
	"l.target <> e.trainer and "

static void whose(const struct timesheet *t, struct buffer *sql)
{
	buffer_text_add(sql, SQL_WHOSE);
	among(t, "e.trainer", sql);
	buffer_text_add(sql, SQL_OR_TOOK_PART);
	among(t, "l.target", sql);
	buffer_char(sql, ')');
}

#define SQL_ENTRIES                                                                             \
	"select w.person, e.id, w.led, e.day, e.starts_at, e.zone, e.minutes, e.kind, e.state," \
	" e.entered_at, e.note, coalesce(e.path, 0), coalesce(t.code, cast(t.id as text)),"     \
	" t.title, coalesce(t.project, 0), coalesce(p.id, 0),"                                  \
	" coalesce(p.code, cast(p.id as text)) from "
#define JOIN_ENTRIES                                                                          \
	" w join diary_entry e on e.id = w.entry left join path t on t.id = e.path"           \
	" left join encounter c on c.entry = e.id left join pair p on p.id = c.pair order by" \
	" w.person, e.day, e.starts_at nulls last, e.id"

static enum qser_status take_kind(struct timesheet *t, struct query *q, struct timesheet_entry *e)
{
	return entry_kind_of(t->q, e->id, query_get_word(q, 7), &e->kind);
}

static void take_moment(struct query *q, struct timesheet_entry *e)
{
	const char *zone = query_get_text(q, 5);
	bool known = !query_is_null(q, 4);

	e->starts_at = known ? clock_within(query_get_int(q, 4)) : NO_MOMENT;
	if (known && zone)
		(void)offset_read(zone, &e->offset);
}

static void take_place(struct timesheet *t, struct query *q, struct timesheet_entry *e)
{
	e->path = query_get_int(q, 11);
	e->path_code = pool_column(t, q, 12);
	e->path_title = pool_column(t, q, 13);
	e->project = find_project(t, query_get_int(q, 14));
	e->pair = query_get_int(q, 15);
	e->pair_code = pool_column(t, q, 16);
	e->counts = e->day >= t->first && e->day <= t->last &&
		    (!t->only_project || query_get_int(q, 14) == t->only_project);
}

static enum qser_status take_entry(struct timesheet *t, struct query *q)
{
	struct timesheet_entry e = {.person = query_get_int(q, 0),
		.id = query_get_int(q, 1),
		.led = query_get_int(q, 2) != 0,
		.minutes = query_get_minutes(q, 6),
		.entered_at = query_get_int(q, 9)};

	(void)day_read(query_get_day(q, 3), &e.day);
	take_moment(q, &e);
	e.state = pool_word(t, q, 8);
	e.note = t->request->sensitive ? pool_column(t, q, 10) : 0;
	take_place(t, q, &e);
	enum qser_status status = take_kind(t, q, &e);
	buffer_add(&t->entry_rows, &e, sizeof(e));
	return status;
}

static enum qser_status read_entries(struct timesheet *t)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	int64_t person = 0, entry = 0;
	enum qser_status status = QSER_OK;

	buffer_text_add(&sql, SQL_ENTRIES);
	whose(t, &sql);
	buffer_text_add(&sql, JOIN_ENTRIES);
	_cleanup_(query_end) struct query look = ready(t, &sql, t->before, t->after);
	while (status == QSER_OK && query_row(&look)) {
		/* Were two meetings to name one entry, its hours are there once. */
		if (query_get_int(&look, 0) != person || query_get_int(&look, 1) != entry)
			status = take_entry(t, &look);
		person = query_get_int(&look, 0);
		entry = query_get_int(&look, 1);
	}
	t->entries = (void *)t->entry_rows.data;
	t->entry_count = t->entry_rows.length / sizeof(*t->entries);
	return status == QSER_OK ? query_status(&look) : status;
}

static int by_person(const void *key, const void *row)
{
	const struct timesheet_entry *e = row;
	int64_t id = *(const int64_t *)key;

	return (id > e->person) - (id < e->person);
}

/* Any of them, found by halves; then all around it. */
static void find_entries(const struct timesheet *t, struct timesheet_person *p)
{
	const struct timesheet_entry *found =
		t->entry_count
			? bsearch(&p->id, t->entries, t->entry_count, sizeof(*found), by_person)
			: NULL;

	p->first = found ? (size_t)(found - t->entries) : 0;
	while (found && p->first && t->entries[p->first - 1].person == p->id)
		p->first--;
	while (found && p->first + p->count < t->entry_count &&
		t->entries[p->first + p->count].person == p->id)
		p->count++;
}

/* Of an organisation: those who have hours. */
static void keep_who_has_hours(struct timesheet *t)
{
	size_t kept = 0;

	for (size_t i = 0; i < t->person_count; i++) {
		struct timesheet_person *p = &t->people[i];
		find_entries(t, p);
		if (!t->organisation_ids.length || timesheet_add_up(t, p).entries)
			t->people[kept++] = *p;
	}
	t->person_count = kept;
}

/* ---- Signatures ---- */

static enum qser_status read_signatures(struct timesheet *t)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;

	buffer_text_add(&sql, "select s.entry, s.party, s.name, s.day, s.hash from "
			      "(select distinct w.entry from ");
	whose(t, &sql);
	buffer_text_add(&sql, " w) x join signature s on s.entry = x.entry order by s.entry, s.id");
	_cleanup_(query_end) struct query look = ready(t, &sql, t->period.first, t->period.last);
	while (query_row(&look)) {
		struct timesheet_signature s = {.entry = query_get_int(&look, 0)};
		s.party = pool_word(t, &look, 1);
		s.name = pool_word(t, &look, 2);
		s.day = pool_word(t, &look, 3);
		s.hash = pool_word(t, &look, 4);
		buffer_add(&t->signature_rows, &s, sizeof(s));
	}
	t->signatures = (void *)t->signature_rows.data;
	t->signature_count = t->signature_rows.length / sizeof(*t->signatures);
	return query_status(&look);
}

/* ---- All of it ---- */

static enum qser_status enough_memory(const struct timesheet *t)
{
	return t->pool.failed || t->person_rows.failed || t->entry_rows.failed ||
			       t->project_rows.failed || t->signature_rows.failed
		       ? fail(t->q, QSER_MEMORY, "out of memory")
		       : QSER_OK;
}

enum qser_status timesheet_read(struct timesheet *t)
{
	buffer_add(&t->pool, "", 1); /* offset 0: no text */
	day_print(t->first > DAY_MIN ? t->first - 1 : t->first, t->before);
	day_print(t->last < DAY_MAX ? t->last + 1 : t->last, t->after);
	enum qser_status status = read_people(t);
	if (status == QSER_OK)
		status = read_projects(t);
	if (status == QSER_OK)
		status = read_entries(t);
	if (status == QSER_OK)
		status = read_signatures(t);
	if (status == QSER_OK)
		status = enough_memory(t);
	if (status != QSER_OK)
		return status;
	keep_who_has_hours(t);
	for (size_t i = 0; i < t->person_count && status == QSER_OK; i++)
		status = timesheet_find_overlaps(t, &t->people[i]);
	return status == QSER_OK ? timesheet_check_signatures(t) : status;
}
