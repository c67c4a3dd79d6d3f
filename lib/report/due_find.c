/*
 * due_find.c: what is due: one table of kinds, one query each.
 *
 * The rules are those of the rooms of the domain: what `qser-path next`, `qser-diary plan` and
 * `qser-pair due` say is due is due here, too.  Nothing is due on a path that is closed.
 */
#include "due.h"

#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "../domain/diary.h"
#include "../domain/path_fact.h"
#include "../domain/signature.h"
#include "../domain/sum.h"
#include "../form/form.h"

#define DAYS_AHEAD_MAX 3660

/* ---- What can be due ---- */

/* Each gives: who is responsible, organisation, path, id, day, of what, what more, {a}, {b}; ?1 is
 * today, ?2 the last day asked for. */
enum place { PERSON, ORGANISATION, PATH, ID, DAY, OF, WHAT, A, B };

#define OPEN_PATH "p.state <> 'closed'"
#define OPEN_OR_NO_PATH "(p.id is null or " OPEN_PATH ")"
#define OF_PATH " p.organisation, p.id,"
#define HAS_SIGNED(party)                                                                     \
	"exists (select 1 from signature g where g.response = r.id and g.party = '" party \
	"')"

#define SQL_SESSIONS                                                                          \
	"select s.trainer," OF_PATH " s.id, s.day, " SQL_WORD(                                \
		"p") ", w.name, s.minutes, " SQL_WORD("w") " from slot s join path p"         \
							   " on p.id = s.path join person w"  \
							   " on w.id = s.person where"        \
							   " (s.state = 'planned' or"         \
							   " s.state = 'agreed')"             \
							   " and s.day <= ?2 and " OPEN_PATH
#define SQL_FOLLOW_UPS                                                                          \
	"select e.trainer," OF_PATH " s.id, s.due, " SQL_WORD(                                  \
		"p") ", w.name, null, null from suggestion s join diary_entry e"                \
		     " on e.id = s.entry left join path p on p.id = e.path left join person w"  \
		     " on w.id = s.person where s.outcome = 'open' and s.due <= ?2"             \
		     " and " OPEN_OR_NO_PATH
#define CHECKLISTS                                                                            \
	" from response r join form f on f.id = r.form and f.purpose = 'checklist'"           \
	" join path p on p.id = r.path left join person n on n.id = r.subject"                \
	" left join step s on s.path = p.id and s.number = 8 where " OPEN_PATH                \
	SQL_RESPONSE_COUNTS
#define SQL_DRAFTS                                                                           \
	"select coalesce(r.respondent, p.trainer)," OF_PATH " r.id, coalesce(r.day, ?1), " \
		SQL_WORD("p") ", n.name, null, null" CHECKLISTS                              \
	" and r.state = 'draft' and (s.state is null or s.state <> 'skipped')"
/* What the step counts as signed, on paper say, is not asked for again. */
#define SQL_UNSIGNED                                                                          \
	"select case when " HAS_SIGNED("trainer") " then p.contact else p.trainer end,"       \
	OF_PATH " r.id, coalesce(r.day, ?1), " SQL_WORD("p") ", n.name, case when "           \
	HAS_SIGNED("trainer") " then 'organisation' else 'trainer' end, null" CHECKLISTS      \
	" and r.state = 'complete' and not (" HAS_SIGNED("trainer") " and "                   \
	HAS_SIGNED("organisation") ") and (s.state is null or (s.state <> 'skipped'"          \
	" and (s.state <> 'done' or s.day < r.day))) order by p.organisation"
/* Signatures break when somebody passes the rule that what is signed stays, which is kept. */
#define SQL_BROKEN                                                                            \
	"select p.trainer," OF_PATH " r.id, coalesce(r.day, ?1), " SQL_WORD(                  \
		"p") ", n.name, 'trainer', null" CHECKLISTS                                   \
	" and r.state = 'complete' and " HAS_SIGNED("trainer") " and "                        \
	HAS_SIGNED("organisation") " and exists (select 1 from exception x"                   \
	" where x.path = p.id and x.gate = 'signature') and (s.state is null or s.state <>"   \
	" 'skipped') order by p.organisation"
#define MONTH "substr(e.day, 1, 7)"
#define SQL_TO_HAND_IN                                                                        \
	"select e.trainer, n.organisation, null, null, " MONTH " || '-01', null, " MONTH ", " \
	MONTH ", null from diary_entry e join person n on n.id = e.trainer"                   \
	" where (e.state = 'draft' or e.state = 'corrected') and e.day <= ?2"                 \
	" group by e.trainer, n.organisation, " MONTH
#define SQL_TO_SIGN                                                                           \
	"select n.supervisor, n.organisation, null, null, " MONTH " || '-01', null, n.name"   \
	" || ', ' || " MONTH ", " MONTH ", " SQL_WORD("n") " from diary_entry e join person"  \
	" n on n.id = e.trainer where e.state = 'submitted' and e.day <= ?2"                  \
	" group by n.id, n.supervisor, n.organisation, n.name, n.code, " MONTH
#define SESSIONS_OF_PATH "from diary_entry e where e.path = p.id and e.kind = 'shadowing'"
#define SQL_REPORTS                                                                           \
	"select p.trainer," OF_PATH " p.id, s.day, " SQL_WORD("p") ", p.title, null, null"    \
	" from path p join step s on s.path = p.id and s.number = 11 where s.state ="         \
	" 'started' and s.day is not null and " OPEN_PATH                                     \
	" and exists (select 1 " SESSIONS_OF_PATH ")"
#define SQL_FIRST_REPORTS                                                                     \
	"select p.trainer," OF_PATH " p.id, (select min(e.day) " SESSIONS_OF_PATH "), "       \
	SQL_WORD("p") ", p.title, null, null from path p join step s on s.path = p.id and"    \
	" s.number = 11 where s.day is null and (s.state = 'open' or s.state = 'started')"   \
	" and " OPEN_PATH
#define SQL_STEPS                                                                             \
	"select coalesce(s.responsible, p.trainer)," OF_PATH " s.id, s.day, " SQL_WORD("p")   \
	", cast(s.number as text) || '. ' || s.title, s.number, null from step s"             \
	" join path p on p.id = s.path where s.state = 'open' and s.day <= ?2 and " OPEN_PATH
#define SQL_ENDS                                                                              \
	"select p.trainer," OF_PATH " p.id, p.ends, " SQL_WORD("p") ", p.title, null, null"   \
	" from path p where p.ends <= ?2 and " OPEN_PATH
#define SQL_QUIET                                                                             \
	"select p.trainer," OF_PATH " p.id, coalesce((select max(e.day) from diary_entry e"   \
	" where e.path = p.id and e.kind <> 'travel' and e.day <= ?1), p.starts), " SQL_WORD( \
		"p") ", p.title, null, null from path p where p.state = 'running'"
#define SQL_ACTIONS                                                                           \
	"select coalesce(a.person, p.trainer)," OF_PATH " a.id, a.due, " SQL_WORD("p")        \
	", a.what, null, null from action a join path p on p.id = a.path"                     \
	" where a.done is null and a.due <= ?2 and " OPEN_PATH
/* One that ends with its path needs no successor. */
#define SQL_CONTRACTS                                                                         \
	"select p.trainer," OF_PATH " c.id, c.ends, " SQL_WORD("p") ", p.title, null, null"   \
	" from contract c join path p on p.id = c.path where c.ends <= ?2 and " OPEN_PATH     \
	" and (p.ends is null or c.ends < p.ends) and c.number ="                             \
	" (select max(k.number) from contract k where k.path = c.path)"
#define SQL_WORKSHOPS                                                                         \
	"select p.trainer, coalesce(w.organisation, p.organisation), p.id, w.id, w.day, "     \
	SQL_WORD("p") ", w.title, " SQL_WORD("w") ", null from workshop w left join path p"   \
	" on p.id = w.path where w.state = 'planned' and w.day <= ?2 and " OPEN_OR_NO_PATH
#define SQL_PEERS                                                                             \
	"select e.person, n.organisation, null, e.id, coalesce(e.until, e.day), null, h.name," \
	" null, null from peer e join person n on n.id = e.person join person h"              \
	" on h.id = e.host where (e.state = 'planned' or e.state = 'agreed')"                 \
	" and coalesce(e.until, e.day) <= ?2"
#define SQL_TIMERS                                                                            \
	"select t.trainer, coalesce(p.organisation, n.organisation), p.id, t.id,"             \
	" t.started_at, " SQL_WORD("p") ", null, t.zone, null from timer t join person n"     \
	" on n.id = t.trainer left join path p on p.id = t.path order by 2"
/* The coordinator of the organisation that is applied to, else of all. */
#define COORDINATOR                                                                           \
	"(select o.person from role o where o.role = 'coordinator' and (o.organisation ="     \
	" a.applies_to or o.organisation is null) and (o.since is null or o.since <= ?1) and" \
	" (o.until is null or o.until >= ?1) order by o.organisation is null, o.id limit 1)"
#define HAS_REVIEW " exists (select 1 from review v where v.application = a.id)"
#define APPLICATIONS                                                                          \
	"select " COORDINATOR ", a.applies_to, null, a.id, a.submitted_at, null, a.name,"     \
	" null, null from application a where (a.state = 'submitted' or a.state ="            \
	" 'in-review') and"
#define SQL_APPLICATIONS APPLICATIONS " not" HAS_REVIEW " order by a.applies_to"
#define SQL_DECISIONS APPLICATIONS HAS_REVIEW " order by a.applies_to"
#define SQL_REVIEWS                                                                           \
	"select v.reviewer, a.applies_to, null, r.id, v.day, null, a.name, null, null"        \
	" from review v join response r on r.id = v.response and r.state = 'draft'"           \
	" join application a on a.id = v.application"                                         \
	" where (a.state = 'submitted' or a.state = 'in-review') and v.day <= ?2"

/* In this order on one day. */
static const struct due_kind kinds[] = {
	{"session", "Hold and log a session", QSER_SLOT,
		"qser-diary add {a}min --path {of} --participant {b} --on {day}",
		.sql = SQL_SESSIONS},
	{"follow-up", "Follow up a suggestion", QSER_SUGGESTION,
		"qser-diary followup {id} OUTCOME", .sql = SQL_FOLLOW_UPS},
	{"quiet", "No session for two weeks", QSER_PATH,
		"qser-diary add DURATION --path {of} --participant PERSON",
		.sql = SQL_QUIET, .days = QUIET_DAYS, .late_only = true},
	{"checklist", "Fill in a checklist", QSER_RESPONSE, "qser-checklist answer {id}",
		.sql = SQL_DRAFTS},
	{"signature", "Sign a checklist", QSER_RESPONSE,
		"qser-checklist sign {id} --as {a}", .sql = SQL_UNSIGNED,
		.unless_off = "gate-checklist"},
	{"signature", "Sign a checklist anew", QSER_RESPONSE,
		"qser-checklist sign {id} --as {a}", .sql = SQL_BROKEN,
		.unless_off = "gate-checklist", .check = DUE_IF_BROKEN},
	{"hours", "Hand in hours", QSER_ENTRY,
		"qser-diary submit --month {a}", .sql = SQL_TO_HAND_IN,
		.when = DUE_END_OF_MONTH},
	{"time-sheet", "Sign hours", QSER_ENTRY,
		"qser-diary sign --month {a} --trainer {b} --as supervisor",
		.sql = SQL_TO_SIGN, .when = DUE_END_OF_MONTH},
	{"timer", "Stop the timer", QSER_TIMER, "qser-diary stop",
		.sql = SQL_TIMERS, .when = DUE_TIMER},
	{"report", "Report to the organisation", QSER_PATH,
		"qser-path step {of} 11 --state started --day today", .sql = SQL_REPORTS,
		.days = REPORT_EVERY},
	{"report", "Report to the organisation", QSER_PATH,
		"qser-path step {of} 11 --state started --day today", .sql = SQL_FIRST_REPORTS},
	{"step", "Take a step", QSER_STEP, "qser-path step {of} {a} --state done", .sql = SQL_STEPS},
	{"action", "Do what was agreed", QSER_ACTION, "qser-path action done {id}",
		.sql = SQL_ACTIONS},
	{"workshop", "Hold a workshop", QSER_WORKSHOP, "qser-path workshop hold {a}",
		.sql = SQL_WORKSHOPS},
	{"contract", "Renew the contract", QSER_CONTRACT,
		"qser-path contract add --path {of} --ends DAY", .sql = SQL_CONTRACTS},
	{"path-end", "Close the path", QSER_PATH, "qser-path close {of}",
		.sql = SQL_ENDS},
	{"peer", "Day with a colleague", QSER_PEER, "qser-path peer finish {id}",
		.sql = SQL_PEERS},
	{"application", "Review an application", QSER_APPLICATION,
		"qser-mentor review {id} --recommends WORD", .sql = SQL_APPLICATIONS,
		.when = DUE_ANSWER},
	{"review", "Finish a review", QSER_RESPONSE, "qser-checklist answer {id}",
		.sql = SQL_REVIEWS},
	{"decision", "Decide on an application", QSER_APPLICATION, "qser-mentor show {id}",
		.sql = SQL_DECISIONS, .when = DUE_ANSWER},
	{"silent", "Ask a silent pair", QSER_PAIR, "qser-pair meeting plan {of} DAY", .sql = NULL},
	{"proposal", "Answer to a proposal", QSER_PAIR, "qser-pair accept {of}", .sql = NULL},
	{"action", "Do what was agreed", QSER_PAIR_ACTION, "qser-pair action done {id}", .sql = NULL},
	{"appointment", "Meet, and record it", QSER_ENCOUNTER, "qser-pair meet {of} DURATION", .sql = NULL},
	{"issue", "Mediate", QSER_ISSUE, "qser-pair issue mediate {id}", .sql = NULL},
	{"paused", "Come back from a pause", QSER_MENTOR, "qser-pair mentor resume {a}", .sql = NULL},
};

static const struct due_kind *kind_of_pairs(const char *word)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (!kinds[i].sql && !strcmp(kinds[i].word, word))
			return &kinds[i];
	return NULL;
}

/* ---- Keeping it ---- */

void due_free(struct due *due)
{
	buffer_free(&due->people);
	buffer_free(&due->organisations);
	buffer_free(&due->paths);
	buffer_free(&due->pool);
	free(due->list);
	free(due->persons);
}

static size_t keep_text(struct due *due, const char *text)
{
	size_t at = due->pool.length;

	if (!text || !*text)
		return 0;
	buffer_add(&due->pool, text, strlen(text) + 1);
	return at;
}

static bool is_asked_for(const struct buffer *ids, int64_t id)
{
	for (size_t at = 0; at < ids->length; at += sizeof(id))
		if (!memcmp(ids->data + at, &id, sizeof(id)))
			return true;
	return !ids->length;
}

/* What was found, before it is known to be wanted; texts are borrowed. */
struct found {
	const struct due_kind *kind;
	int64_t person, organisation, path, id;
	day_t day;
	const char *of, *what, *a, *b;
};

static void fill_command(const struct found *f, struct buffer *out)
{
	char id[24], day[DAY_TEXT];
	const struct {
		const char *name, *value;
	} places[] = {{"{id}", id}, {"{of}", f->of}, {"{day}", day}, {"{a}", f->a}, {"{b}", f->b}};

	(void)snprintf(id, sizeof(id), "%" PRId64, f->id);
	day_print(f->day, day);
	for (const char *at = f->kind->command; *at;) {
		size_t i = 0;
		while (i < COUNT(places) && strncmp(at, places[i].name, strlen(places[i].name)))
			i++;
		if (i == COUNT(places)) {
			buffer_char(out, *at++);
			continue;
		}
		buffer_text_add(out, places[i].value);
		at += strlen(places[i].name);
	}
}

static bool is_wanted(const struct due *due, const struct found *f)
{
	int64_t late = (int64_t)due->q->days.today - f->day;

	return late >= (f->kind->late_only ? 1 : -due->within) &&
	       is_asked_for(&due->people, f->person) &&
	       is_asked_for(&due->organisations, f->organisation) &&
	       is_asked_for(&due->paths, f->path);
}

static enum qser_status keep(struct due *due, const struct found *f)
{
	_cleanup_(buffer_free) struct buffer command = BUFFER_INIT;

	if (!is_wanted(due, f))
		return QSER_OK;
	if (due->count == due->room) {
		size_t room = due->room ? due->room * 2 : 64;
		struct duty *list = reallocarray(due->list, room, sizeof(*list));
		if (!list)
			return fail(due->q, QSER_MEMORY, "out of memory");
		due->list = list;
		due->room = room;
	}
	fill_command(f, &command);
	due->list[due->count++] = (struct duty){.kind = f->kind,
		.person = f->person,
		.organisation = f->organisation,
		.id = f->id,
		.day = f->day,
		.of = keep_text(due, f->of),
		.what = keep_text(due, f->what),
		.command = keep_text(due, buffer_text(&command))};
	due->pool.failed |= command.failed;
	return due->pool.failed ? fail(due->q, QSER_MEMORY, "out of memory") : QSER_OK;
}

/* ---- When it is due ---- */

/* Rows come by organisation, so the setting of the last one will do. */
struct asked {
	int64_t organisation, number;
	bool off, known;
};

static enum qser_status ask_settings(
	struct due *due, const struct due_kind *kind, int64_t organisation, struct asked *asked)
{
	_cleanup_(buffer_free) struct buffer value = BUFFER_INIT;
	struct qser *q = due->q;
	enum qser_status status = QSER_OK;

	if (asked->known && asked->organisation == organisation)
		return QSER_OK;
	*asked = (struct asked){.organisation = organisation, .known = true};
	if (kind->unless_off)
		status = setting_value(q, kind->unless_off, organisation, &value);
	asked->off = kind->unless_off && !strcmp(buffer_text(&value), "off");
	if (status == QSER_OK && kind->when == DUE_TIMER)
		status = timer_limit(q, organisation, &asked->number);
	if (status == QSER_OK && kind->when == DUE_ANSWER) {
		status = setting_value(q, "answer-days", organisation, &value);
		if (status == QSER_OK)
			status = number_parse(
				buffer_text(&value), 1, 366, &asked->number, &q->error);
	}
	return status;
}

/* In UTC, and by the offset kept with it: the same page in every zone.  false: there is no day. */
static bool find_day(
	const struct due_kind *kind, struct query *row, const struct asked *asked, day_t *day)
{
	int offset = 0, minute;
	const char *zone;

	switch (kind->when) {
	case DUE_DAY:
	case DUE_END_OF_MONTH:
		if (query_is_null(row, DAY) || !day_read(query_get_text(row, DAY), day))
			return false;
		*day = kind->when == DUE_DAY ? *day + kind->days : day_month_end(*day);
		return true;
	case DUE_ANSWER:
		*day = offset_day(query_get_int(row, DAY), 0, &minute) + (day_t)asked->number;
		return true;
	case DUE_TIMER:
		zone = query_get_text(row, A);
		if (zone)
			(void)offset_read(zone, &offset);
		*day = offset_day(query_get_int(row, DAY) + asked->number * 60, offset, &minute);
		return true;
	}
	return false;
}

/* ---- All of it ---- */

static enum qser_status take(
	struct due *due, const struct due_kind *kind, struct query *row, struct asked *asked)
{
	struct found f = {.kind = kind,
		.person = query_get_int(row, PERSON),
		.organisation = query_get_int(row, ORGANISATION),
		.path = query_get_int(row, PATH),
		.id = query_get_int(row, ID),
		.of = query_get_text(row, OF),
		.what = query_get_text(row, WHAT),
		.a = query_get_text(row, A),
		.b = query_get_text(row, B)};
	bool holds = false;
	enum qser_status status = ask_settings(due, kind, f.organisation, asked);

	if (status != QSER_OK || asked->off || !find_day(kind, row, asked, &f.day))
		return status;
	if (kind->check == DUE_IF_BROKEN)
		status = signed_by_both(due->q, kind->record, f.id, &holds);
	return status == QSER_OK && !holds ? keep(due, &f) : status;
}

static enum qser_status find_kind(struct due *due, const struct due_kind *kind)
{
	_cleanup_(query_end) struct query all = query(due->q->store, kind->sql);
	struct asked asked = {.known = false};
	char until[DAY_TEXT];
	int64_t last = due->q->days.today + due->within;
	enum qser_status status = QSER_OK;

	day_print(last > DAY_MAX ? DAY_MAX : (day_t)last, until);
	if (strstr(kind->sql, "?1"))
		query_text(&all, 1, due->q->today);
	if (strstr(kind->sql, "?2"))
		query_text(&all, 2, until);
	while (status == QSER_OK && query_row(&all))
		status = take(due, kind, &all, &asked);
	return status == QSER_OK ? query_status(&all) : status;
}

struct pairs {
	struct due *due;
	enum qser_status status;
};

static int take_of_pair(void *ctx, const struct qser_due *found)
{
	struct pairs *p = ctx;
	struct found f = {.kind = kind_of_pairs(found->what),
		.person = found->person,
		.organisation = found->organisation,
		.id = found->id,
		.of = found->pair,
		.what = found->text,
		.a = found->who};

	if (!f.kind || !day_read(found->day, &f.day))
		p->status = fail(p->due->q, QSER_INTERNAL, "what is due in pairs is not known");
	else
		p->status = keep(p->due, &f);
	return p->status != QSER_OK;
}

static enum qser_status find_pairs(struct due *due)
{
	const struct qser_due_of of = {.within = due->within};
	struct pairs pairs = {.due = due};
	enum qser_status status = qser_pairs_due(due->q, &of, take_of_pair, &pairs);

	if (pairs.status != QSER_OK)
		return pairs.status;
	return status == QSER_PARTIAL ? QSER_OK : status;
}

/* ---- Who it is for ---- */

static int by_id(const void *a, const void *b)
{
	const struct due_person *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* Each person once, by id, for now. */
static enum qser_status collect_persons(struct due *due)
{
	size_t n = 0;

	due->persons = calloc(due->count + 1, sizeof(*due->persons));
	if (!due->persons)
		return fail(due->q, QSER_MEMORY, "out of memory");
	for (size_t i = 0; i < due->count; i++)
		if (due->list[i].person)
			due->persons[n++].id = due->list[i].person;
	qsort(due->persons, n, sizeof(*due->persons), by_id);
	for (size_t i = 0; i < n; i++)
		if (!due->person_count || due->persons[due->person_count - 1].id != due->persons[i].id)
			due->persons[due->person_count++] = due->persons[i];
	return QSER_OK;
}

static struct due_person *find_person(const struct due *due, int64_t id)
{
	const struct due_person key = {.id = id};

	return bsearch(&key, due->persons, due->person_count, sizeof(key), by_id);
}

#define SQL_PERSONS                                                                             \
	"select n.id, " SQL_WORD("n") ", n.name from person n order by " STORE_SORT "(n.name), n.id"

/* Names and ranks; then the people stand in that order. */
static enum qser_status rank_persons(struct due *due)
{
	_cleanup_(query_end) struct query all = query(due->q->store, SQL_PERSONS);
	_cleanup_(free_pointer) struct due_person *ranked =
		calloc(due->person_count + 1, sizeof(*ranked));
	_cleanup_(free_pointer) size_t *ranks = calloc(due->person_count + 1, sizeof(*ranks));
	size_t n = 0;

	if (!ranked || !ranks)
		return fail(due->q, QSER_MEMORY, "out of memory");
	while (n < due->person_count && query_row(&all)) {
		const struct due_person *one = find_person(due, query_get_int(&all, 0));
		if (!one)
			continue;
		ranks[one - due->persons] = n;
		ranked[n++] = (struct due_person){one->id, keep_text(due, query_get_text(&all, 1)),
			keep_text(due, query_get_text(&all, 2))};
	}
	for (size_t i = 0; i < due->count; i++) {
		struct duty *d = &due->list[i];
		d->rank = d->person ? ranks[find_person(due, d->person) - due->persons] : NOBODY;
	}
	memcpy(due->persons, ranked, due->person_count * sizeof(*ranked));
	return query_status(&all);
}

#define SQL_ORGANISATIONS "select o.id, " SQL_WORD("o") " from organisation o"

static int by_organisation(const void *a, const void *b)
{
	const struct duty *const *x = a, *const *y = b;

	return ((*x)->organisation > (*y)->organisation) - ((*x)->organisation < (*y)->organisation);
}

static enum qser_status name_organisations(struct due *due)
{
	_cleanup_(query_end) struct query all =
		query(due->q->store, SQL_ORGANISATIONS " order by o.id");
	_cleanup_(free_pointer) struct duty **list = calloc(due->count + 1, sizeof(struct duty *));
	size_t n = 0;

	if (!list)
		return fail(due->q, QSER_MEMORY, "out of memory");
	for (size_t i = 0; i < due->count; i++)
		list[i] = &due->list[i];
	qsort(list, due->count, sizeof(*list), by_organisation);
	while (n < due->count && query_row(&all)) {
		int64_t id = query_get_int(&all, 0);
		size_t code = 0;
		for (; n < due->count && list[n]->organisation <= id; n++)
			if (list[n]->organisation == id)
				list[n]->organisation_code = code =
					code ? code : keep_text(due, query_get_text(&all, 1));
	}
	return query_status(&all);
}

static int by_person_and_day(const void *a, const void *b)
{
	const struct duty *x = a, *y = b;
	int by = (x->rank > y->rank) - (x->rank < y->rank);

	if (!by)
		by = (x->day > y->day) - (x->day < y->day);
	if (!by)
		by = (x->kind > y->kind) - (x->kind < y->kind);
	if (!by)
		by = (x->id > y->id) - (x->id < y->id);
	return by ? by : (x->command > y->command) - (x->command < y->command);
}

/* ---- What is asked for ---- */

static enum qser_status read_within(struct due *due)
{
	const char *text = due->request->within ? due->request->within : "7d";
	size_t digits = strspn(text, "0123456789");
	int64_t n = 0;

	for (size_t i = 0; i < digits && n <= DAYS_AHEAD_MAX; i++)
		n = n * 10 + (text[i] - '0');
	due->within = !strcmp(text + digits, "w") ? n * 7 : n;
	bool known = !strcmp(text + digits, "d") || !strcmp(text + digits, "w");
	return digits && known && due->within <= DAYS_AHEAD_MAX
		       ? QSER_OK
		       : fail(due->q, QSER_INVALID,
				 "within: \"%s\" is no number of days up to %d; write 7d or 2w", text,
				 DAYS_AHEAD_MAX);
}

static enum qser_status read_request(struct due *due)
{
	const struct qser_report *r = due->request;
	const struct day_context *days;
	enum qser_status status = handle_days(due->q, &days);

	if (status == QSER_OK)
		status = read_within(due);
	if (status == QSER_OK)
		status = sum_ids(due->q, QSER_PERSON, "person", r->person, &due->people);
	if (status == QSER_OK)
		status = sum_ids(due->q, QSER_ORGANISATION, "organisation", r->organisation,
			&due->organisations);
	if (status == QSER_OK)
		status = sum_ids(due->q, QSER_PATH, "path", r->path, &due->paths);
	return status;
}

enum qser_status due_read(struct due *due)
{
	buffer_add(&due->pool, "", 1); /* offset 0 is no text */
	enum qser_status status = read_request(due);
	for (size_t i = 0; i < COUNT(kinds) && status == QSER_OK; i++)
		if (kinds[i].sql)
			status = find_kind(due, &kinds[i]);
	if (status == QSER_OK)
		status = find_pairs(due);
	if (status == QSER_OK)
		status = collect_persons(due);
	if (status == QSER_OK)
		status = rank_persons(due);
	if (status == QSER_OK)
		status = name_organisations(due);
	if (status != QSER_OK)
		return status;
	if (due->count)
		qsort(due->list, due->count, sizeof(*due->list), by_person_and_day);
	return due->pool.failed ? fail(due->q, QSER_MEMORY, "out of memory") : QSER_OK;
}
