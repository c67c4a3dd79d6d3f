/* ready.c: who is ready for a role, and who gets it (A5-A8): the circle from staff to mentors, and
 * from mentors to job shadowers. */
#include "ready.h"

#include <string.h>

#include "../base/text.h"
#include "gate.h"
#include "mentoring.h"

/* ---- What a role asks for ---- */

static const char *const of_shadowers[] = {
	"online-1", "online-2", "online-3", "trainer-background", NULL};
static const char *const of_mentors[] = {
	"online-1", "online-2", "online-3", "workshop", "working-structures", "mentoring", NULL};
enum { MODULES_MAX = 6 };

static const struct ready_role roles[] = {
	{"trainer", "trainer", "a job shadower", of_shadowers},
	{"job-shadower", "trainer", "a job shadower", of_shadowers},
	{"mentor", "mentor", "a mentor", of_mentors},
	{"e-mentor", "e-mentor", "an e-mentor", of_mentors},
};

const struct ready_role *ready_as(const char *word)
{
	for (size_t i = 0; i < COUNT(roles); i++)
		if (!strcmp(roles[i].word, word))
			return &roles[i];
	return NULL;
}

/* NULL: there is none. */
static const struct ready_role *find_role(struct qser *q, const char *word)
{
	const struct ready_role *role = ready_as(word ? word : "");
	_cleanup_(buffer_free) struct buffer shown = BUFFER_INIT;

	if (role)
		return role;
	text_quote(&shown, word ? word : "");
	(void)fail(q, QSER_USAGE, "%s is none of trainer, job-shadower, mentor, e-mentor",
		buffer_text(&shown));
	return NULL;
}

/* Of a person, module by module: the day it was first completed; "": it was not. */
struct days {
	char of[MODULES_MAX][DAY_TEXT];
};

static void take_day(
	struct days *days, const struct ready_role *as, const char *module, const char *day)
{
	for (size_t i = 0; module && as->modules[i]; i++)
		if (!strcmp(as->modules[i], module))
			(void)snprintf(days->of[i], DAY_TEXT, "%s", day);
}

static void list_missing(const struct days *days, const struct ready_role *as, const char *between,
	struct buffer *out, const char **first)
{
	*first = NULL;
	for (size_t i = 0; as->modules[i]; i++) {
		if (*days->of[i])
			continue;
		buffer_printf(out, "%s%s", *first ? between : "", as->modules[i]);
		*first = *first ? *first : as->modules[i];
	}
}

#define SQL_MODULES                                                                         \
	"select module, min(completed) from training where person = ?1 and completed <= ?2" \
	" group by module"

enum qser_status ready_missing(struct qser *q, int64_t person, const struct ready_role *as,
	const char *day, const char *between, struct buffer *out, const char **first)
{
	_cleanup_(query_end) struct query all = query(q->store, SQL_MODULES);
	struct days days = {.of = {""}};

	query_int(&all, 1, person);
	query_text(&all, 2, day);
	while (query_row(&all))
		take_day(&days, as, query_get_text(&all, 0), query_get_text(&all, 1));
	list_missing(&days, as, between, out, first);
	return out->failed ? fail(q, QSER_MEMORY, "out of memory") : query_status(&all);
}

/* ---- The list ---- */

/* Those who are mentees and nothing else are not asked to become anything. */
#define SQL_READY                                                                               \
	"select p.id, coalesce(p.code, cast(p.id as text)), p.name, (select count(*) from"      \
	" role r where r.person = p.id and r.role = ?1 and (r.until is null or r.until > ?2))," \
	" t.module, t.completed from person p left join (select person, module,"                \
	" min(completed) completed from training where completed <= ?2 group by person,"        \
	" module) t on t.person = p.id where (?3 = 0 or p.organisation = ?3) and (?4 = 0 or"    \
	" p.id = ?4) and (?4 > 0 or t.module is not null or not exists (select 1 from role r"   \
	" where r.person = p.id and r.role = 'mentee') or exists (select 1 from role r"         \
	" where r.person = p.id and r.role <> 'mentee'))"                                       \
	" order by " STORE_SORT "(p.name), p.id"

struct listing {
	const struct ready_role *as;
	const struct qser_ready_filter *filter;
	qser_ready_fn *fn;
	void *ctx;
	/* of the person in hand; id 0: none */
	struct qser_ready person;
	struct buffer word, name, missing;
	struct days days;
};

static void listing_free(struct listing *l)
{
	buffer_free(&l->word);
	buffer_free(&l->name);
	buffer_free(&l->missing);
}

/* The last of the first days. */
static const char *last_day(const struct listing *l)
{
	const char *last = "";

	for (size_t i = 0; l->as->modules[i]; i++)
		last = strcmp(l->days.of[i], last) > 0 ? l->days.of[i] : last;
	return last;
}

static int give_person(struct listing *l)
{
	struct qser_ready *p = &l->person;
	const char *first;

	if (!p->id)
		return 0;
	buffer_clear(&l->missing);
	list_missing(&l->days, l->as, ";", &l->missing, &first);
	p->ready = !first;
	if (l->filter->only == (p->ready ? QSER_READY_MISSING : QSER_READY_READY))
		return 0;
	p->person = buffer_text(&l->word);
	p->name = buffer_text(&l->name);
	p->missing = first ? buffer_text(&l->missing) : NULL;
	p->completed = first ? NULL : last_day(l);
	return l->fn(l->ctx, p);
}

static void begin_person(struct listing *l, struct query *all)
{
	l->person =
		(struct qser_ready){.id = query_get_int(all, 0), .has = query_get_int(all, 3) != 0};
	buffer_clear(&l->word);
	buffer_clear(&l->name);
	buffer_text_add(&l->word, query_get_text(all, 1));
	buffer_text_add(&l->name, query_get_text(all, 2));
	l->days = (struct days){.of = {""}};
}

enum qser_status qser_each_ready(
	struct qser *q, const struct qser_ready_filter *filter, qser_ready_fn *fn, void *ctx)
{
	_cleanup_(listing_free) struct listing l = {
		.filter = filter, .fn = fn, .ctx = ctx, .as = find_role(q, filter->as)};

	if (!l.as)
		return q->error.status;
	_cleanup_(query_end) struct query all = query(q->store, SQL_READY);
	query_text(&all, 1, l.as->role);
	query_text(&all, 2, q->today);
	query_int(&all, 3, filter->organisation);
	query_int(&all, 4, filter->person);
	while (query_row(&all)) {
		if (query_get_int(&all, 0) != l.person.id) {
			if (give_person(&l))
				return QSER_STOPPED;
			begin_person(&l, &all);
		}
		take_day(&l.days, l.as, query_get_text(&all, 4), query_get_text(&all, 5));
	}
	enum qser_status status = query_status(&all);
	if (status == QSER_OK && (l.word.failed || l.name.failed))
		return fail(q, QSER_MEMORY, "out of memory");
	return status == QSER_OK && give_person(&l) ? QSER_STOPPED : status;
}

/* ---- Promotion ---- */

struct promotion {
	struct qser *q;
	const struct ready_role *to;
	int64_t person;
	struct buffer word;
	char day[DAY_TEXT];
};

static void promotion_free(struct promotion *p)
{
	buffer_free(&p->word);
}

static enum qser_status read_day(struct promotion *p, const char *on)
{
	struct qser *q = p->q;
	const struct day_context *days;
	day_t day;
	enum qser_status status = handle_days(q, &days);

	(void)snprintf(p->day, sizeof(p->day), "%s", q->today);
	if (status != QSER_OK || !on)
		return status;
	status = day_parse(on, days, &day, &q->error);
	if (status != QSER_OK) {
		error_prefix(&q->error, "on");
		return status;
	}
	day_print(day, p->day);
	return QSER_OK;
}

#define SQL_ORGANISATION "select organisation from person where id = ?1"

/* A training that is yet to come does not count. */
static enum qser_status check_ready(struct promotion *p)
{
	_cleanup_(buffer_free) struct buffer missing = BUFFER_INIT;
	_cleanup_(query_end) struct query look = query(p->q->store, SQL_ORGANISATION);
	const char *today = p->q->today, *by = strcmp(p->day, today) < 0 ? p->day : today, *first;
	struct place at = {0};

	query_int(&look, 1, p->person);
	enum qser_status status = query_number(&look, 0, &at.organisation);
	if (status == QSER_OK)
		status = ready_missing(p->q, p->person, p->to, by, ", ", &missing, &first);
	if (status != QSER_OK || !first)
		return status;
	return gate_fails_at(p->q, GATE_ELIGIBILITY, &at,
		"person %s lacks %s to be %s%s%s; record what is completed with: qser-person "
		"training add --person %s --module %s --completed DAY",
		buffer_text(&p->word), buffer_text(&missing), p->to->who, by == today ? "" : " by ",
		by == today ? "" : by, buffer_text(&p->word), first);
}

#define SQL_ROLES                                                                              \
	"select count(*), count(*) filter (where until is null or until > ?3) from role where" \
	" person = ?1 and role = ?2"

/* A role that has ended begins again.  *anew: it was not there. */
static enum qser_status give(struct promotion *p, const char *role, bool *anew)
{
	_cleanup_(query_end) struct query look = query(p->q->store, SQL_ROLES);
	_cleanup_(row_free) struct row row = {0};

	query_int(&look, 1, p->person);
	query_text(&look, 2, role);
	query_text(&look, 3, p->q->today);
	bool some = query_row(&look) && query_get_int(&look, 0) > 0;
	*anew = !some || query_get_int(&look, 1) == 0;
	if (query_status(&look) != QSER_OK || !*anew)
		return query_status(&look);
	if (some)
		return give_role(p->q, p->person, role);
	row_init(&row, p->q, QSER_ROLE);
	row_put_int(&row, "person", p->person);
	row_put_text(&row, "role", role);
	row_put_text(&row, "since", p->day);
	return row_save(&row);
}

#define SQL_HAS_LEFT "select count(*) from mentor where id = ?1 and status = 'left'"

/* With which mentees can be proposed. */
static enum qser_status give_profile(struct promotion *p)
{
	_cleanup_(row_free) struct row row = {0};
	int64_t id, left = 0;
	enum qser_status status = find_profile(p->q, QSER_MENTOR, p->person, &id);

	if (status == QSER_OK && id) {
		_cleanup_(query_end) struct query look = query(p->q->store, SQL_HAS_LEFT);
		query_int(&look, 1, id);
		status = query_number(&look, 0, &left);
		return status == QSER_OK && left ? qser_mentor_resume(p->q, id) : status;
	}
	if (status != QSER_OK)
		return status;
	row_init(&row, p->q, QSER_MENTOR);
	row_put_int(&row, "person", p->person);
	row_put_text(&row, "since", p->day);
	return row_save(&row);
}

/* The role of a mentor comes first, or the profile would give it from today on. */
static enum qser_status give_all(struct promotion *p, bool *anew)
{
	bool mentor = p->to->modules == of_mentors, also;
	enum qser_status status = give(p, p->to->role, anew);

	if (status == QSER_OK && mentor)
		status = give(p, "mentor", &also);
	return status == QSER_OK && mentor ? give_profile(p) : status;
}

enum qser_status qser_person_promote(
	struct qser *q, int64_t person, const char *to, const char *on, bool *anew)
{
	_cleanup_(promotion_free) struct promotion p = {.q = q, .person = person};
	enum qser_status status = handle_writes(q);

	*anew = false;
	if (status == QSER_OK && !(p.to = find_role(q, to)))
		status = q->error.status;
	if (status == QSER_OK)
		status = read_day(&p, on);
	if (status == QSER_OK)
		status = record_word(q, QSER_PERSON, person, &p.word);
	if (status == QSER_OK)
		status = check_ready(&p);
	return status == QSER_OK ? give_all(&p, anew) : status;
}
