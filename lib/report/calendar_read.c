/*
 * calendar_read.c: which appointments there are: sessions of rotas, workshops, meetings of paths
 * and of pairs, days with a colleague (C5, C7, C10, C12, I1, K7).
 *
 * Each kind is read by one query, and who takes part by another, both by id; then all of them are
 * put in order.
 */
#include "calendar.h"

#include <inttypes.h>
#include <string.h>

#define NAMES_MOST 6 /* of people in one line; more are counted */

/* ---- What there is ---- */

/* e is the record itself, h its path or pair. */
struct source {
	enum qser_record record;
	const char *kind, *name;
	const char *columns; /* as in enum column */
	const char *from;
	const char *until;     /* its last day */
	const char *people;    /* joins w, those who take part */
	const char *leader;    /* who stands first of them */
	const char *open;      /* still to get a day; NULL: all have one */
	const char *of[ASKED]; /* NULL: those of this kind have none */
};

enum column {
	ID,
	PAIR_ID,
	DAY,
	UNTIL,
	BEGINS,
	MINUTES,
	NUMBER,
	OF,
	REFLECTION,
	TEXTS /* as in enum calendar_text, up to the pair */
};

#define HOME_OF(person) "(select organisation from person where id = " person ")"
#define LISTED "coalesce(attended, 1) = 1"
/* Who is on the list of a workshop and did not stay away; its trainer need not be on it. */
#define WHO_CAME                                                                               \
	"(select workshop, person from attendance where " LISTED                               \
	" union select k.id, p.trainer from workshop k join path p on p.id = k.path where"     \
	" p.trainer is not null and not exists (select 1 from attendance a where a.workshop =" \
	" k.id and a.person = p.trainer and a.attended = 0))"
#define WHO_MET                                              \
	"(select owner, target from meeting_attendees union" \
	" select id, taken_by from meeting where taken_by is not null)"
/* Of a pair that has ended, nobody comes to what was planned. */
#define STATE_OF_ENCOUNTER                                                                      \
	"case when e.state = 'planned' and (h.state = 'ended' or h.state = 'closed' or h.state" \
	" = 'declined') then 'cancelled' else e.state end"

static const struct source sources[] = {
	{.record = QSER_SLOT,
		.kind = "session",
		.name = "slot",
		.columns =
			"e.id, null, e.day, e.day, e.begins, e.minutes, e.session, e.sessions,"
			" e.reflection, e.state, " SQL_WORD("h") ", h.title, " SQL_WORD(
				"o") ", null, coalesce(h.address, o.address), null, e.conflict, e.reason,"
				     " null, null",
		.from = "slot e join path h on h.id = e.path"
			" join organisation o on o.id = h.organisation",
		.until = "e.day",
		.people = "join person w on w.id = e.trainer or w.id = e.person",
		.leader = "e.trainer",
		.open = "(e.state = 'planned' or e.state = 'agreed')",
		.of = {"h.organisation in @", "e.path in @", "e.trainer in @", "e.person in @",
			"(e.person in @ or e.trainer in @)"}},
	{.record = QSER_WORKSHOP,
		.kind = "workshop",
		.name = "workshop",
		.columns = "e.id, null, e.day, e.day, e.begins, e.minutes, null, null, null,"
			   " e.state, " SQL_WORD("h") ", h.title, " SQL_WORD(
				   "o") ", e.title, e.place, e.kind, null, null, null, null",
		.from = "workshop e left join path h on h.id = e.path left join organisation o"
			" on o.id = coalesce(e.organisation, h.organisation)",
		.until = "e.day",
		.people =
			"join " WHO_CAME " l on l.workshop = e.id join person w on w.id = l.person",
		.leader = "h.trainer",
		.open = "e.state = 'planned'",
		.of = {"coalesce(e.organisation, h.organisation) in @", "e.path in @",
			"h.trainer in @",
			"e.id in (select workshop from attendance where person in @ and " LISTED
			")",
			"e.id in (select l.workshop from " WHO_CAME " l where l.person in @)"}},
	{.record = QSER_MEETING,
		.kind = "meeting",
		.name = "meeting",
		.columns = "e.id, null, e.day, e.day, e.begins, e.minutes, null, null, null,"
			   " 'held', " SQL_WORD("h") ", h.title, " SQL_WORD(
				   "o") ", e.title, e.place, null, null, null, null, null",
		.from = "meeting e join path h on h.id = e.path"
			" join organisation o on o.id = h.organisation",
		.until = "e.day",
		.people = "join " WHO_MET " l on l.owner = e.id join person w on w.id = l.target",
		.leader = "h.trainer",
		.of = {"h.organisation in @", "e.path in @", "h.trainer in @",
			"e.id in (select owner from meeting_attendees where target in @)",
			("e.id in (select l.owner from " WHO_MET " l where l.target in @)")}},
	{.record = QSER_ENCOUNTER,
		.kind = "mentoring",
		.name = "encounter",
		.columns =
			"e.id, h.id, e.day, e.day, e.begins, e.minutes, e.number, null, null,"
			" " STATE_OF_ENCOUNTER ", null, null, " SQL_WORD(
				"o") ", null, e.place, e.medium, null, e.reason, e.topic, " SQL_WORD("h"),
		.from = "encounter e join pair h on h.id = e.pair left join organisation o"
			" on o.id = " HOME_OF("h.mentee"),
		.until = "e.day",
		.people = "join person w on w.id = h.mentor or w.id = h.mentee",
		.leader = "h.mentor",
		.of = {"(" HOME_OF("h.mentor") " in @ or " HOME_OF("h.mentee") " in @)",
			[ASKED_PERSON] = "(h.mentor in @ or h.mentee in @)"}},
	{.record = QSER_PEER,
		.kind = "peer",
		.name = "peer",
		.columns = "e.id, null, e.day, coalesce(e.until, e.day), null, null, null, null,"
			   " null, e.state, null, null, " SQL_WORD(
				   "o") ", null, null, null, null, e.reason, e.goal, null",
		.from = "peer e left join organisation o on o.id = " HOME_OF("e.person"),
		.until = "coalesce(e.until, e.day)",
		.people = "join person w on w.id = e.person or w.id = e.host",
		.leader = "e.person",
		.of = {"(" HOME_OF("e.person") " in @ or " HOME_OF("e.host") " in @)",
			[ASKED_PERSON] = "(e.person in @ or e.host in @)"}},
};

void appointments_free(struct appointments *c)
{
	asked_free(&c->asked);
	marks_free(&c->marks);
	buffer_free(&c->pool);
	free(c->list);
}

/* With a period ?1 and ?2 are its days; whom it is about follows. */
static struct query ask(struct appointments *c, const struct source *s, struct buffer *sql,
	bool period, const char *order)
{
	int before = period ? 2 : 0, last = before;

	asked_put(&c->asked, s->of, sql, &last);
	buffer_text_add(sql, order);
	struct query look = query_built(c->q->store, sql);
	if (period) {
		query_text(&look, 1, c->period.first);
		query_text(&look, 2, c->period.last);
	}
	asked_bind(&c->asked, &look, &before);
	return look;
}

#define IN_PERIOD(s, sql) buffer_printf(sql, " where %s >= ?1 and e.day <= ?2", (s)->until)

/* ---- Reading ---- */

static size_t keep(struct appointments *c, const char *text)
{
	size_t at = c->pool.length;

	if (!text)
		return 0;
	buffer_add(&c->pool, text, strlen(text) + 1);
	return c->pool.failed ? 0 : at;
}

/* Neighbours often have the same. */
static size_t keep_once(struct appointments *c, const char *text, size_t before)
{
	bool same =
		text && before && !c->pool.failed && !strcmp(buffer_text(&c->pool) + before, text);

	return same ? before : keep(c, text);
}

static struct appointment *add(struct appointments *c)
{
	if (c->count == c->room) {
		size_t room = c->room ? c->room * 2 : 64;
		struct appointment *list = reallocarray(c->list, room, sizeof(*list));
		if (!list)
			return NULL;
		c->list = list;
		c->room = room;
	}
	struct appointment *a = &c->list[c->count++];
	*a = (struct appointment){.begins = -1};
	return a;
}

static enum qser_status take(struct appointments *c, const struct source *s, struct query *row)
{
	struct appointment *a = add(c);

	if (!a)
		return fail(c->q, QSER_MEMORY, "out of memory");
	const struct appointment *before = c->count > 1 ? a - 1 : NULL;
	a->record = s->record;
	a->kind = s->kind;
	a->name = s->name;
	a->id = query_get_int(row, ID);
	a->pair = query_get_int(row, PAIR_ID);
	a->begins = clock_minute(query_get_text(row, BEGINS));
	a->minutes = query_get_minutes(row, MINUTES);
	a->number = query_get_int(row, NUMBER);
	a->of = query_get_int(row, OF);
	a->reflection = query_get_int(row, REFLECTION);
	if (!day_read(query_get_text(row, DAY), &a->day) ||
		!day_read(query_get_text(row, UNTIL), &a->until))
		return fail(c->q, QSER_UNAVAILABLE,
			"%s %" PRId64
			" has a day that is none: the file is damaged; " RESTORE_BACKUP,
			s->name, a->id);
	bool later = s->record == QSER_MEETING && strcmp(c->q->today, query_get_word(row, DAY)) < 0;
	for (size_t i = 0; i <= CALENDAR_PAIR; i++)
		a->texts[i] = keep_once(
			c, query_get_text(row, TEXTS + (int)i), before ? before->texts[i] : 0);
	if (later) /* minutes of it are there already, but it is not held yet */
		a->texts[CALENDAR_STATE] = keep(c, "planned");
	enum qser_status status = marks_add(&c->marks, a->record, a->id);
	return status == QSER_OK && a->pair ? marks_add(&c->marks, QSER_PAIR, a->pair) : status;
}

static enum qser_status read_source(struct appointments *c, const struct source *s)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	enum qser_status status = QSER_OK;

	buffer_printf(&sql, "select %s from %s", s->columns, s->from);
	IN_PERIOD(s, &sql);
	_cleanup_(query_end) struct query all = ask(c, s, &sql, true, " order by e.id");
	while (status == QSER_OK && query_row(&all))
		status = take(c, s, &all);
	return status == QSER_OK ? query_status(&all) : status;
}

/* ---- Who takes part ---- */

struct names {
	struct buffer all, others, codes;
};

static void names_free(struct names *n)
{
	buffer_free(&n->all);
	buffer_free(&n->others);
	buffer_free(&n->codes);
}

/* Row: the appointment, name, code, is it the one who stands first? */
static void take_name(
	struct appointments *c, struct appointment *a, struct names *n, struct query *row)
{
	const char *name = query_get_text(row, 1);
	bool first = query_get_int(row, 3) != 0;

	if (first)
		a->texts[CALENDAR_LEADER] = keep(c, name);
	else
		buffer_printf(&n->others, "%s%s", n->others.length ? ", " : "", name);
	buffer_printf(&n->all, "%s%s", n->all.length ? ", " : "", name);
	buffer_printf(&n->codes, "%s%s", n->codes.length ? ";" : "", query_get_text(row, 2));
	a->people++;
}

static void keep_names(struct appointments *c, struct appointment *a, struct names *n)
{
	if (!a->people)
		return;
	if (a->people <= NAMES_MOST) {
		a->texts[CALENDAR_NAMES] = keep(c, buffer_text(&n->all));
		if (n->others.length)
			a->texts[CALENDAR_OTHERS] = keep(c, buffer_text(&n->others));
	}
	a->texts[CALENDAR_CODES] = keep(c, buffer_text(&n->codes));
	c->pool.failed |= n->all.failed || n->others.failed || n->codes.failed;
	buffer_clear(&n->all);
	buffer_clear(&n->others);
	buffer_clear(&n->codes);
}

/* Appointments from first on are those of this kind, by id as the names are. */
static enum qser_status read_people(struct appointments *c, const struct source *s, size_t first)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	_cleanup_(names_free) struct names n = {BUFFER_INIT, BUFFER_INIT, BUFFER_INIT};

	buffer_printf(&sql,
		"select e.id, w.name, " SQL_WORD("w") ", coalesce(w.id = %s, 0) from %s %s",
		s->leader, s->from, s->people);
	IN_PERIOD(s, &sql);
	_cleanup_(query_end) struct query all =
		ask(c, s, &sql, true, " order by 1, 4 desc, " STORE_SORT "(w.name), w.id");
	while (first < c->count && query_row(&all)) {
		for (; first < c->count && c->list[first].id < query_get_int(&all, 0); first++)
			keep_names(c, &c->list[first], &n);
		if (first < c->count && c->list[first].id == query_get_int(&all, 0))
			take_name(c, &c->list[first], &n, &all);
	}
	if (first < c->count)
		keep_names(c, &c->list[first], &n);
	return query_status(&all);
}

static enum qser_status count_dayless(struct appointments *c, const struct source *s)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	int64_t count = 0;

	buffer_printf(&sql, "select count(*) from %s where e.day is null and %s", s->from, s->open);
	_cleanup_(query_end) struct query look = ask(c, s, &sql, false, "");
	enum qser_status status = query_number(&look, 0, &count);
	c->dayless += count;
	return status;
}

/* ---- Order ---- */

static int by_time(const void *one, const void *other)
{
	const struct appointment *a = one, *b = other;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->begins != b->begins)
		return a->begins < b->begins ? -1 : 1;
	if (a->record != b->record)
		return a->record < b->record ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

enum qser_status appointments_read(struct appointments *c)
{
	enum qser_status status = asked_read(c->q, c->request, &c->asked);

	buffer_char(&c->pool, '\0'); /* place 0 is no text */
	for (size_t i = 0; status == QSER_OK && i < COUNT(sources); i++) {
		const struct source *s = &sources[i];
		size_t first = c->count;
		if (asked_misfit(&c->asked, s->of))
			continue;
		status = read_source(c, s);
		if (status == QSER_OK)
			status = read_people(c, s, first);
		if (status == QSER_OK && s->open)
			status = count_dayless(c, s);
	}
	if (status == QSER_OK && c->pool.failed)
		return fail(c->q, QSER_MEMORY, "out of memory");
	if (c->count)
		qsort(c->list, c->count, sizeof(*c->list), by_time);
	return status == QSER_OK ? marks_read(&c->marks) : status;
}
