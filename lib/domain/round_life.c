/*
 * round_life.c: a round of matching: proposals for all who wait, the causes of those without; told,
 * or taken back (K).
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "match.h"

/* ---- A round ---- */

struct round {
	struct matching m;
	const struct qser_matching *how;
	struct pairing_request request;
	struct pairing made;
	struct qser_round_result *result;
	int64_t id;
};

static void round_free(struct round *r)
{
	matching_free(&r->m);
	pairing_free(&r->made);
}

static void count_result(struct round *r)
{
	struct qser_round_result *result = r->result;

	result->mentees = (int64_t)r->m.mentee_count;
	for (size_t i = 0; i < r->m.mentor_count; i++)
		result->mentors += r->m.room[i] > 0;
	for (size_t i = 0; i < r->m.mentee_count; i++)
		result->proposed += r->made.mentor_of[i] != PAIRING_NOBODY;
	result->unmatched = result->mentees - result->proposed;
	result->left_out = r->m.left_out;
}

static enum qser_status add_round(struct round *r)
{
	struct qser *q = r->m.q;
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_ROUND);

	buffer_printf(&name, "round %s", q->today);
	enum qser_status status = row_set_fields(&row, r->how->fields, r->how->field_count);
	row_put_text(&row, "method", r->request.stable ? "stable" : "score");
	row_put_text(&row, "rules", r->m.text);
	row_put_int(&row, "mentees", r->result->mentees);
	row_put_int(&row, "mentors", r->result->mentors);
	row_put_int(&row, "proposed", r->result->proposed);
	row_put_int(&row, "unmatched", r->result->unmatched);
	if (status == QSER_OK)
		status = row_derive_code(&row, buffer_text(&name));
	if (status == QSER_OK)
		status = row_save(&row);
	r->id = row.id;
	return status;
}

/* The candidate that became the proposal. */
static const struct pairing_candidate *chosen(const struct round *r, uint32_t mentee, size_t *at)
{
	const struct pairing_candidate *all = r->request.candidates;

	while (all[*at].mentee != mentee || all[*at].mentor != r->made.mentor_of[mentee])
		*at += 1;
	return &all[*at];
}

/* What both look for comes first: the domain that the mentee names first of those in common. */
static const char *first_domain(const struct matching *m, uint32_t mentee, uint32_t mentor)
{
	const struct fit_list *wants = &match_mentee(m, mentee)->fit.lists[FIT_DOMAINS];
	const struct fit_list *offers = &match_mentor(m, mentor)->fit.lists[FIT_DOMAINS];

	for (size_t i = 0; i < wants->count; i++)
		for (size_t j = 0; j < offers->count; j++)
			if (wants->words[i] == offers->words[j])
				return words_shown(&m->words, wants->words[i]);
	return NULL;
}

static enum qser_status propose(struct round *r, const struct pairing_candidate *c)
{
	const struct matching *m = &r->m;
	_cleanup_(buffer_free) struct buffer why = BUFFER_INIT;
	struct proposal proposal = {.mentor = match_mentor(m, c->mentor)->person,
		.mentee = match_mentee(m, c->mentee)->person,
		.round = r->id,
		.has_points = true,
		.points = c->points,
		.domain = first_domain(m, c->mentee, c->mentor)};
	int64_t id;

	match_explain(m, c->mentee, c->mentor, &why);
	proposal.explanation = buffer_text(&why);
	enum qser_status status = pair_propose(m->q, &proposal, &id);
	if (status == QSER_REFUSED)
		error_prefix(&m->q->error, "the rules leave open what a gate does not");
	return status;
}

static enum qser_status add_missed(struct matching *m, uint32_t mentee)
{
	const struct match_person *one = match_mentee(m, mentee);
	_cleanup_(row_free) struct row row;
	int64_t id;

	row_init(&row, m->q, QSER_MENTEE);
	enum qser_status status = find_profile(m->q, QSER_MENTEE, one->person, &id);
	if (status == QSER_OK)
		status = row_load(&row, id);
	if (status != QSER_OK || one->open) /* who has a proposal is not left out */
		return status;
	row_keep_stored(&row);
	row.checked = true;
	row_put_int(&row, "missed", one->missed + 1);
	return row_save(&row);
}

static void put_cause(struct round *r, uint32_t mentee, bool some, struct buffer *out)
{
	if (some)
		pairing_cause(&r->request, &r->made, mentee, match_name_mentor, &r->m, out);
	else
		match_why_nobody(&r->m, mentee, out);
}

static enum qser_status leave_unmatched(struct round *r, uint32_t mentee, bool some)
{
	_cleanup_(buffer_free) struct buffer cause = BUFFER_INIT;
	_cleanup_(row_free) struct row row;
	row_init(&row, r->m.q, QSER_UNMATCHED);

	put_cause(r, mentee, some, &cause);
	row_put_int(&row, "round", r->id);
	row_put_int(&row, "mentee", match_mentee(&r->m, mentee)->person);
	row_put_text(&row, "cause", buffer_text(&cause));
	enum qser_status status =
		cause.failed ? fail(r->m.q, QSER_MEMORY, "out of memory") : row_save(&row);
	return status == QSER_OK ? add_missed(&r->m, mentee) : status;
}

static enum qser_status keep_all(struct round *r)
{
	enum qser_status status = add_round(r);
	size_t at = 0;

	for (uint32_t i = 0; i < r->m.mentee_count && status == QSER_OK; i++) {
		const struct pairing_candidate *all = r->request.candidates;
		while (at < r->request.count && all[at].mentee < i)
			at++;
		bool some = at < r->request.count && all[at].mentee == i;
		if (r->m.q->interrupted)
			status = QSER_INTERRUPTED;
		else if (r->made.mentor_of[i] != PAIRING_NOBODY)
			status = propose(r, chosen(r, i, &at));
		else
			status = leave_unmatched(r, i, some);
	}
	return status;
}

#define SQL_TWICE                                                                       \
	"select coalesce(r.code, cast(r.id as text)), count(*) from unmatched u"        \
	" join unmatched b on b.mentee = u.mentee join match_round r on r.id = b.round" \
	" where u.round = ?1 and r.id <> ?1 and r.day = ?2 and not exists"              \
	" (select 1 from pair x where x.mentee = u.mentee and " PAIR_IS_OPEN(           \
		"x") ")"                                                                \
		     " group by r.id order by r.id desc limit 1"

/* Two rounds of a day are often a slip, or a trial: who waits has not waited longer for it. */
static enum qser_status remark_twice(const struct round *r)
{
	struct qser *q = r->m.q;
	_cleanup_(query_end) struct query all = query(q->store, SQL_TWICE);

	query_int(&all, 1, r->id);
	query_text(&all, 2, q->today);
	if (query_row(&all))
		remark(q,
			"%" PRId64 " of those unmatched went without today already, in round %s: "
			"each round counts as one missed; a look without that: round new -n; to "
			"take the last change back: qser-pair undo",
			query_get_int(&all, 1), query_get_text(&all, 0));
	return query_status(&all);
}

enum qser_status qser_match_round(struct qser *q, const struct qser_matching *how, int64_t *round,
	struct qser_round_result *result)
{
	_cleanup_(round_free) struct round r = {
		.m = {.q = q, .again = how->again}, .how = how, .result = result};
	bool stable = false;

	*round = 0;
	*result = (struct qser_round_result){0};
	enum qser_status status = match_method(how->method, &stable, &q->error);
	if (status == QSER_OK)
		status = match_rules(&r.m, how->rules, how->rules_name);
	if (status == QSER_OK)
		status = match_read(&r.m);
	if (status == QSER_OK)
		status = match_candidates(&r.m);
	if (status != QSER_OK)
		return status;
	r.request = match_request(&r.m, stable);
	status = pairing_make(&r.request, &r.made, &q->error);
	if (status == QSER_OK)
		count_result(&r);
	if (status != QSER_OK || !result->mentees)
		return status == QSER_OK ? QSER_PARTIAL : status;
	status = keep_all(&r);
	if (status == QSER_OK && result->unmatched)
		status = remark_twice(&r);
	*round = r.id;
	return status == QSER_OK && result->unmatched ? QSER_PARTIAL : status;
}

/* ---- Told, or taken back ---- */

#define SQL_PROPOSED "select id from pair where round = ?1 and state = 'proposed' order by id"

static enum qser_status proposed_of(struct qser *q, int64_t round, struct buffer *ids)
{
	_cleanup_(query_end) struct query all = query(q->store, SQL_PROPOSED);

	query_int(&all, 1, round);
	while (query_row(&all)) {
		int64_t id = query_get_int(&all, 0);
		buffer_add(ids, &id, sizeof(id));
	}
	return ids->failed ? fail(q, QSER_MEMORY, "out of memory") : query_status(&all);
}

enum qser_status qser_round_publish(struct qser *q, int64_t round, int64_t *published)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	enum qser_status status = proposed_of(q, round, &ids);

	*published = (int64_t)(ids.length / sizeof(int64_t));
	for (size_t i = 0; status == QSER_OK && i < (size_t)*published; i++)
		status = qser_pair_publish(q, id_in(&ids, i));
	return status == QSER_OK && !*published ? QSER_PARTIAL : status;
}

enum qser_status qser_round_withdraw(
	struct qser *q, int64_t round, const char *reason, int64_t *closed)
{
	enum qser_status status = pairs_withdraw(q, round, reason, closed);

	return status == QSER_OK && !*closed ? QSER_PARTIAL : status;
}
