/*
 * overview_read.c: the figures of an overview.  One walk or one grouped query each; who belongs to
 * which organisation is looked at row by row here, so that the SQL is the same for all.
 */
#include "overview_read.h"

#include <inttypes.h>
#include <string.h>

#include "../domain/diary.h"
#include "../domain/path_facts.h"
#include "../domain/sum.h"
#include "progress.h"

void overview_free(struct overview *o)
{
	for (size_t i = 0; i < SECTIONS; i++)
		free(o->sections[i].parts);
	buffer_free(&o->organisations);
	buffer_free(&o->pool);
}

enum qser_status overview_no_memory(struct overview *o)
{
	return fail(o->q, QSER_MEMORY, "out of memory");
}

/* ---- Which rows ---- */

bool overview_is_of(const struct overview *o, int64_t organisation)
{
	return sum_allows(&o->organisations, organisation);
}

static bool is_within(const struct overview *o, const char *day)
{
	return strcmp(day, o->period.first) >= 0 && strcmp(day, o->period.last) <= 0;
}

struct query overview_ask(struct overview *o, const char *sql)
{
	struct query all = query(o->q->store, sql);

	if (strstr(sql, "?1")) {
		query_text(&all, 1, o->period.first);
		query_text(&all, 2, o->period.last);
	}
	return all;
}

/* ---- Parts ---- */

size_t overview_find_part(const struct overview *o, const struct chapter *s, const char *name)
{
	size_t i = 0;

	for (; i < s->count; i++) {
		const char *group = figure_group(o, &s->parts[i]);
		if (group && !strcmp(group, name))
			break;
	}
	return i;
}

struct figure *overview_part(struct overview *o, struct chapter *s, const char *name)
{
	size_t known = overview_find_part(o, s, name);

	return known < s->count ? &s->parts[known] : overview_add_part(o, s, name);
}

struct figure *overview_add_part(struct overview *o, struct chapter *s, const char *name)
{
	if (s->count == s->room) {
		size_t room = s->room ? s->room * 2 : 8;
		struct figure *parts = reallocarray(s->parts, room, sizeof(*parts));
		if (!parts)
			return NULL;
		s->parts = parts;
		s->room = room;
	}
	struct figure *f = &s->parts[s->count++];
	*f = (struct figure){.group = o->pool.length};
	buffer_add(&o->pool, name, strlen(name) + 1);
	return o->pool.failed ? NULL : f;
}

enum qser_status overview_begin_parts(
	struct overview *o, struct chapter *s, const char *const *words)
{
	for (; *words; words++)
		if (!overview_part(o, s, *words))
			return overview_no_memory(o);
	return QSER_OK;
}

/* Rows of organisation, group, value and, unless they are people themselves, people. */
static enum qser_status read_parts(struct overview *o, struct chapter *s, const char *sql)
{
	_cleanup_(query_end) struct query all = overview_ask(o, sql);

	while (query_row(&all)) {
		if (!overview_is_of(o, query_get_int(&all, WHOSE)))
			continue;
		struct figure *f = overview_part(o, s, query_get_word(&all, GROUP));
		int64_t value = query_get_int(&all, VALUE);
		if (!f)
			return overview_no_memory(o);
		f->value += value;
		s->total.value += value;
	}
	for (size_t i = 0; i < s->count; i++)
		s->parts[i].people = s->counts ? s->parts[i].value : -1;
	s->total.people = s->counts ? s->total.value : -1;
	return query_status(&all);
}

/* ---- Applications ---- */

static const char *const application_states[] = {
	"submitted", "in-review", "accepted", "rejected", "withdrawn", NULL};

#define SQL_APPLICATIONS                                                                    \
	"select a.applies_to, a.state, a.submitted_at, a.decided_at, (select count(*) from" \
	" review v where v.application = a.id) from application a"

static int64_t mean(int64_t sum, int64_t count)
{
	return count ? (2 * sum + count) / (2 * count) : 0;
}

/* In UTC, so that the page is the same in every zone. */
static enum qser_status read_applications(struct overview *o)
{
	_cleanup_(query_end) struct query all = overview_ask(o, SQL_APPLICATIONS);
	struct chapter *s = &o->sections[APPLICATIONS];
	int64_t days = 0, decided = 0, accepted = 0, rejected = 0, reviews = 0, reviewed = 0;
	enum qser_status status = overview_begin_parts(o, s, application_states);

	while (status == QSER_OK && query_row(&all)) {
		const char *state = query_get_word(&all, GROUP);
		char day[DAY_TEXT];
		int minute;
		day_t came = offset_day(query_get_int(&all, 2), 0, &minute);
		day_print(came, day);
		if (!overview_is_of(o, query_get_int(&all, WHOSE)) || !is_within(o, day))
			continue;
		struct figure *f = overview_part(o, s, state);
		if (!f)
			return overview_no_memory(o);
		f->people = ++f->value;
		s->total.people = ++s->total.value;
		reviews += query_get_int(&all, 4);
		reviewed += query_get_int(&all, 4) > 0;
		bool is_accepted = !strcmp(state, "accepted"),
		     is_rejected = !strcmp(state, "rejected");
		accepted += is_accepted;
		rejected += is_rejected;
		if ((is_accepted || is_rejected) && !query_is_null(&all, 3)) {
			decided++;
			days += offset_day(query_get_int(&all, 3), 0, &minute) - came;
		}
	}
	o->singles[REVIEWS] = (struct figure){.value = reviews, .people = reviewed};
	o->singles[ACCEPTANCE] = (struct figure){.people = accepted + rejected,
		.value = accepted + rejected ? percent(accepted, accepted + rejected) : 0};
	o->singles[DECISION_DAYS] =
		(struct figure){.value = mean(days, decided), .people = decided};
	return status == QSER_OK ? query_status(&all) : status;
}

/* ---- Mentors, mentees, pairs ---- */

static const char *const mentor_states[] = {"available", "full", "paused", "left", NULL};
static const char *const pair_states[] = {"proposed", "published", "accepted", "running", "ended",
	"ended-with-outcome", "declined", "closed", NULL};

#define SQL_MENTORS                                                                            \
	"select n.organisation, m.status, count(*), sum(m.capacity) from mentor m join person" \
	" n on n.id = m.person group by n.organisation, m.status"
#define SQL_MENTEES                                                                     \
	"select n.organisation, e.since from mentee e join person n on n.id = e.person" \
	" where e.status = 'waiting'"
#define SQL_PAIRS                                                                              \
	"select o, state, count(*) from (select case when p.state = 'ended' and p.outcome is"  \
	" not null then 'ended-with-outcome' else p.state end state, " ORGANISATION_AS_O ") x" \
	" group by o, state"
#define ORGANISATION_AS_O                                                                \
	"coalesce(c.organisation, t.organisation) o from pair p join person t on t.id =" \
	" p.mentee left join person c on c.id = p.coordinator"
#define SQL_MEETINGS                                                                             \
	"select o, mentor, mentee, count(*) from (select p.mentor, p.mentee, " ORGANISATION_AS_O \
	" join encounter e on e.pair = p.id where e.state = 'held' and e.day >= ?1"              \
	" and e.day <= ?2) x group by o, mentor, mentee"

static enum qser_status read_mentors(struct overview *o)
{
	_cleanup_(query_end) struct query all = overview_ask(o, SQL_MENTORS);
	struct chapter *s = &o->sections[MENTORS];
	struct figure *places = &o->singles[CAPACITY];
	enum qser_status status = overview_begin_parts(o, s, mentor_states);

	while (status == QSER_OK && query_row(&all)) {
		const char *state = query_get_word(&all, GROUP);
		if (!overview_is_of(o, query_get_int(&all, WHOSE)) || strcmp(state, "left") == 0 ||
			strcmp(state, "paused") == 0)
			continue;
		places->value += query_get_int(&all, 3);
		places->people += query_get_int(&all, VALUE);
	}
	if (status == QSER_OK)
		status = query_status(&all);
	return status == QSER_OK ? read_parts(o, s, SQL_MENTORS) : status;
}

static enum qser_status read_mentees(struct overview *o)
{
	_cleanup_(query_end) struct query all = overview_ask(o, SQL_MENTEES);
	int64_t waiting = 0, dated = 0, days = 0;
	day_t since;

	while (query_row(&all)) {
		const char *day = query_get_text(&all, 1);
		if (!overview_is_of(o, query_get_int(&all, WHOSE)))
			continue;
		waiting++;
		if (!day || !day_read(day, &since))
			continue;
		dated++;
		days += o->q->days.today - since;
	}
	o->singles[WAITING] = (struct figure){.value = waiting, .people = waiting};
	o->singles[WAITING_DAYS] = (struct figure){.value = mean(days, dated), .people = dated};
	return query_status(&all);
}

/* A mentor of several pairs is one. */
static enum qser_status read_meetings(struct overview *o)
{
	_cleanup_(query_end) struct query all = overview_ask(o, SQL_MEETINGS);
	_cleanup_(people_free) struct people crowd = {.most = (size_t)o->min_group};
	struct figure *f = &o->singles[MEETINGS];

	while (query_row(&all)) {
		if (!overview_is_of(o, query_get_int(&all, WHOSE)))
			continue;
		f->value += query_get_int(&all, 3);
		if (!people_take(&crowd, query_get_int(&all, 1)) ||
			!people_take(&crowd, query_get_int(&all, 2)))
			return overview_no_memory(o);
	}
	f->people = (int64_t)crowd.count;
	return query_status(&all);
}

static enum qser_status read_pairs(struct overview *o)
{
	struct chapter *s = &o->sections[PAIRS];
	enum qser_status status = overview_begin_parts(o, s, pair_states);

	if (status == QSER_OK)
		status = read_parts(o, s, SQL_PAIRS);
	return status == QSER_OK ? read_meetings(o) : status;
}

/* ---- Paths, suggestions, checklists, trainings ---- */

static const char *const outcomes[] = {"implemented", "partly", "not", "open", NULL};

#define SQL_PATHS \
	"select p.organisation, p.state, count(*) from path p group by p.organisation, p.state"
#define SQL_PARTICIPANTS                                                                    \
	"select distinct p.organisation, a.person from participant a join path p on p.id =" \
	" a.path order by a.person"
#define SQL_SUGGESTIONS                                                                    \
	"select " ORGANISATION_OF_ENTRY ", s.outcome, s.id, coalesce(s.person, l.target)"  \
	" from suggestion s join diary_entry e on e.id = s.entry"                          \
	" join person n on n.id = e.trainer left join path p on p.id"                      \
	" = e.path left join diary_entry_participants l on l.owner = e.id and s.person is" \
	" null where e.day >= ?1 and e.day <= ?2 order by s.id"
#define SQL_TRAININGS                                                                    \
	"select n.organisation, t.module, count(distinct t.person) from training t join" \
	" person n on n.id = t.person where t.completed >= ?1 and t.completed <= ?2"     \
	" group by n.organisation, t.module"

static enum qser_status read_participants(struct overview *o)
{
	_cleanup_(query_end) struct query all = overview_ask(o, SQL_PARTICIPANTS);
	struct figure *f = &o->singles[PARTICIPANTS];
	int64_t before = 0;

	while (query_row(&all)) {
		int64_t person = query_get_int(&all, 1);
		if (!overview_is_of(o, query_get_int(&all, WHOSE)) || person == before)
			continue;
		before = person;
		f->people = ++f->value;
	}
	return query_status(&all);
}

static enum qser_status read_suggestions(struct overview *o)
{
	_cleanup_(crowds_free) struct crowds crowds = {.most = (size_t)o->min_group};
	_cleanup_(query_end) struct query all = overview_ask(o, SQL_SUGGESTIONS);
	struct chapter *s = &o->sections[SUGGESTIONS];
	enum qser_status status = overview_begin_parts(o, s, outcomes);
	int64_t before = 0;

	while (status == QSER_OK && query_row(&all)) {
		if (!overview_is_of(o, query_get_int(&all, WHOSE)))
			continue;
		struct figure *f = overview_part(o, s, query_get_word(&all, GROUP));
		bool again = query_get_int(&all, 2) == before;
		before = query_get_int(&all, 2);
		if (!f || !crowds_take(&crowds, (size_t)(f - s->parts), query_get_int(&all, 3)))
			return overview_no_memory(o);
		f->value += !again;
		s->total.value += !again;
	}
	crowds_settle(s, &crowds);
	return status == QSER_OK ? query_status(&all) : status;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Different ones; in order afterwards. */
static int64_t count_people(struct buffer *ids)
{
	int64_t *list = (void *)ids->data, count = 0;
	size_t length = ids->length / sizeof(*list);

	if (length)
		qsort(list, length, sizeof(*list), by_number);
	for (size_t i = 0; i < length; i++)
		count += !i || list[i] != list[i - 1];
	return count;
}

/* As in the progress report: the first and the last checklist of each participant who has two; of
 * somebody on two paths both count, and are of one person. */
static enum qser_status read_scores(struct overview *o)
{
	const struct qser_report of = {.organisation = o->request->organisation};
	_cleanup_(progress_free) struct progress p = {.q = o->q, .request = &of};
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	struct figure *first = &o->singles[SCORE_FIRST], *last = &o->singles[SCORE_LAST];
	int64_t count = 0, before = 0, after = 0;
	enum qser_status status = progress_read_change(&p);

	for (size_t i = 0; i < p.member_count; i++) {
		const struct checklists *c = &p.members[i].checklists;
		if (c->first < 0 || c->last < 0)
			continue;
		count++;
		before += c->first;
		after += c->last;
		buffer_add(&ids, &p.members[i].person, sizeof(p.members[i].person));
	}
	int64_t people = count_people(&ids);
	*first = (struct figure){.value = mean(before, count), .people = people};
	*last = (struct figure){.value = mean(after, count), .people = people};
	return ids.failed ? overview_no_memory(o) : status;
}

/* ---- All of it ---- */

static enum qser_status read_request(struct overview *o)
{
	const struct qser_report *r = o->request;
	const struct day_context *days;
	enum qser_status status = handle_days(o->q, &days);

	o->min_group = r->min_group ? r->min_group : MIN_GROUP;
	if (status == QSER_OK && (r->min_group < 0 || r->min_group > 1000 || r->min_group == 2))
		status = fail(o->q, QSER_INVALID,
			"min-group: %d is neither 1, which shows all, nor 3 to 1000; fewer than 2 "
			"would be one person",
			r->min_group);
	if (status == QSER_OK)
		status = period_read(o->q, r, &o->period);
	return status == QSER_OK ? sum_ids(o->q, QSER_ORGANISATION, "organisation", r->organisation,
					   &o->organisations)
				 : status;
}

static void begin(struct overview *o)
{
	static const struct chapter sections[SECTIONS] = {
		[APPLICATIONS] = {"applications", SAID("Applications"), "applications",
			.counts = true},
		[MENTORS] = {"mentors", SAID("Mentors"), "people", .counts = true},
		[PAIRS] = {"pairs", SAID("Pairs"), "pairs", .counts = true},
		[PATHS] = {"paths", SAID("Paths"), "paths", .counts = false},
		[BY_MONTH] = {"hours_by_month", SAID("Hours by month"), "minutes", .counts = false},
		[BY_KIND] = {"hours_by_kind", SAID("Hours by kind"), "minutes", .counts = false},
		[SUGGESTIONS] = {"suggestions", SAID("Suggestions"), "suggestions",
			.counts = false},
		[TRAININGS] = {"trainings", SAID("Trainings completed"), "people", .counts = true,
			.free = true},
	};

	memcpy(o->sections, sections, sizeof(sections));
	buffer_add(&o->pool, "", 1); /* offset 0 is no text */
}

static bool has_any(const struct overview *o)
{
	bool any = false;

	for (size_t i = 0; i < SECTIONS; i++)
		any |= o->sections[i].total.value > 0;
	for (size_t i = 0; i < SINGLES; i++)
		any |= o->singles[i].people > 0;
	return any;
}

enum qser_status overview_read(struct overview *o)
{
	static enum qser_status (*const readers[])(struct overview *) = {read_applications,
		read_mentors, read_mentees, read_pairs, overview_read_hours, read_participants,
		read_suggestions, read_scores};

	begin(o);
	enum qser_status status = read_request(o);
	for (size_t i = 0; i < COUNT(readers) && status == QSER_OK; i++)
		status = readers[i](o);
	if (status == QSER_OK)
		status = overview_begin_parts(o, &o->sections[PATHS], path_states);
	if (status == QSER_OK)
		status = read_parts(o, &o->sections[PATHS], SQL_PATHS);
	if (status == QSER_OK)
		status = read_parts(o, &o->sections[TRAININGS], SQL_TRAININGS);
	o->any = has_any(o);
	return status == QSER_OK && o->pool.failed ? overview_no_memory(o) : status;
}
