/* profile_lists.c: who has a place free, where mentors are few, and who waits, in which order. */
#include <string.h>

#include "../base/text.h"
#include "mentoring.h"

/* ---- Words of a list, "el;en" ---- */

/* NULL: not asked for.  Case and accents do not count. */
static bool has_word(const char *list, const char *folded)
{
	if (!folded)
		return true;
	_cleanup_(buffer_free) struct buffer all = BUFFER_INIT;
	size_t length = strlen(folded);

	text_fold_into(&all, list ? list : "");
	for (const char *at = buffer_text(&all); *at; at += strcspn(at, ";"), at += *at == ';')
		if (strcspn(at, ";") == length && !strncmp(at, folded, length))
			return true;
	return false;
}

static enum qser_status fold_word(struct qser *q, const char *word, char **folded)
{
	*folded = word ? text_fold(word) : NULL;
	return word && !*folded ? fail(q, QSER_MEMORY, "out of memory") : QSER_OK;
}

/* ---- Places free ---- */

#define SQL_FREE                                                                                                                          \
	"select m.id, p.id, p.name, coalesce(p.code, cast(p.id as text)),"                                                                \
	" coalesce(o.code, o.name), m.capacity, (select count(*) from pair x"                                                             \
	" where x.mentor = m.person and " PAIR_TAKES_PLACE(                                                                               \
		"x") ") taken, m.domains, m.areas,"                                                                                       \
		     " p.languages, m.available from mentor m join person p on p.id = m.person"                                           \
		     " left join organisation o on o.id = p.organisation"                                                                 \
		     " where " MENTOR_IS_THERE("m",                                                                                       \
			     "?1") " and (?2 = 0 or p.organisation = ?2)"                                                                 \
				   " order by m.capacity - (select count(*) from pair x where x.mentor = m.person and " PAIR_TAKES_PLACE( \
					   "x") ") desc, " STORE_SORT "(p.name), p.id"

static struct qser_free read_free(struct query *all)
{
	return (struct qser_free){.mentor = query_get_int(all, 0),
		.person = query_get_int(all, 1),
		.name = query_get_text(all, 2),
		.code = query_get_text(all, 3),
		.organisation = query_get_text(all, 4),
		.capacity = query_get_int(all, 5),
		.taken = query_get_int(all, 6),
		.domains = query_get_text(all, 7),
		.areas = query_get_text(all, 8),
		.languages = query_get_text(all, 9),
		.available = query_get_text(all, 10)};
}

static enum qser_status check_domain(struct qser *q, const char *domain)
{
	const char *const *known = mentoring_domains;

	while (domain && *known && strcmp(*known, domain) != 0)
		known++;
	return !domain || *known
		       ? QSER_OK
		       : fail(q, QSER_INVALID,
				 "domain: \"%s\" is not one of skills, cv, letter, networking, "
				 "vacancies, interview",
				 domain);
}

enum qser_status qser_mentor_each_free(
	struct qser *q, const struct qser_free_filter *filter, qser_free_fn *fn, void *ctx)
{
	_cleanup_(free_pointer) char *language = NULL;
	enum qser_status status = check_domain(q, filter->domain);

	if (status == QSER_OK)
		status = fold_word(q, filter->language, &language);
	if (status != QSER_OK)
		return status;
	_cleanup_(query_end) struct query all = query(q->store, SQL_FREE);
	query_text(&all, 1, q->today);
	query_int(&all, 2, filter->organisation);
	while (query_row(&all)) {
		const struct qser_free mentor = read_free(&all);
		if (mentor.taken < mentor.capacity && has_word(mentor.domains, filter->domain) &&
			has_word(mentor.languages, language) && fn(ctx, &mentor))
			return QSER_STOPPED;
	}
	return query_status(&all);
}

#define SQL_ORGANISATIONS                                                                                      \
	"select o.id, o.name, coalesce(o.code, cast(o.id as text)), count(m.id),"                              \
	" coalesce(sum(m.capacity), 0), coalesce(sum((select count(*) from pair x"                             \
	" where x.mentor = m.person and " PAIR_TAKES_PLACE(                                                    \
		"x") ")), 0) from organisation o"                                                              \
		     " left join person p on p.organisation = o.id left join mentor m on m.person = p.id"      \
		     " and m.status <> 'left' group by o.id, o.name, o.code order by count(m.id), " STORE_SORT \
		     "(o.name), o.id"

enum qser_status qser_mentor_each_organisation(
	struct qser *q, int64_t fewer, qser_organisation_mentors_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query all = query(q->store, SQL_ORGANISATIONS);

	while (query_row(&all)) {
		const struct qser_organisation_mentors one = {
			.organisation = query_get_int(&all, 0),
			.name = query_get_text(&all, 1),
			.code = query_get_text(&all, 2),
			.mentors = query_get_int(&all, 3),
			.capacity = query_get_int(&all, 4),
			.taken = query_get_int(&all, 5)};
		if ((!fewer || one.mentors < fewer) && fn(ctx, &one))
			return QSER_STOPPED;
	}
	return query_status(&all);
}

/* ---- The waiting list ---- */

#define SQL_WAITING                                                                              \
	"select e.id, p.id, p.name, coalesce(p.code, cast(p.id as text)), e.since,"              \
	" e.missed, (select count(*) from pair x where x.mentee = e.person"                      \
	" and " PAIR_IS_OPEN("x") "), e.domains, e.areas, p.languages, e.goal from mentee e"     \
				  " join person p on p.id = e.person where e.status = 'waiting'" \
				  " order by " WAITING_ORDER("e")

static int64_t days_since(const struct qser *q, const char *since)
{
	day_t day;

	return since && day_read(since, &day) ? q->days.today - day : -1;
}

enum qser_status qser_mentee_each_waiting(struct qser *q, qser_waiting_mentee_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query all = query(q->store, SQL_WAITING);

	for (int64_t place = 1; query_row(&all); place++) {
		const struct qser_waiting_mentee one = {.place = place,
			.mentee = query_get_int(&all, 0),
			.person = query_get_int(&all, 1),
			.name = query_get_text(&all, 2),
			.code = query_get_text(&all, 3),
			.since = query_get_text(&all, 4),
			.days = days_since(q, query_get_text(&all, 4)),
			.missed = query_get_int(&all, 5),
			.proposals = query_get_int(&all, 6),
			.domains = query_get_text(&all, 7),
			.areas = query_get_text(&all, 8),
			.languages = query_get_text(&all, 9),
			.goal = query_get_text(&all, 10)};
		if (fn(ctx, &one))
			return QSER_STOPPED;
	}
	return query_status(&all);
}

/* ---- Who the two of a pair are ---- */

#define SQL_CONTACTS                                                                     \
	"select x.mentor, a.name, a.email, a.phone, x.mentee, b.name, b.email, b.phone"  \
	" from pair x join person a on a.id = x.mentor join person b on b.id = x.mentee" \
	" where x.id = ?1"

enum qser_status qser_pair_contacts(struct qser *q, int64_t pair, qser_contacts_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_CONTACTS);

	query_int(&look, 1, pair);
	if (!query_row(&look))
		return query_status(&look);
	const struct qser_contacts both = {.pair = pair,
		.mentor = query_get_int(&look, 0),
		.mentor_name = query_get_text(&look, 1),
		.mentor_email = query_get_text(&look, 2),
		.mentor_phone = query_get_text(&look, 3),
		.mentee = query_get_int(&look, 4),
		.mentee_name = query_get_text(&look, 5),
		.mentee_email = query_get_text(&look, 6),
		.mentee_phone = query_get_text(&look, 7)};
	return fn(ctx, &both) ? QSER_STOPPED : QSER_OK;
}
