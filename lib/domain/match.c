/*
 * match.c: who is possible for whom, with how many points and why (K).
 *
 * Everything is read first; a mentee and a mentor are then judged without the database.
 */
#include "match.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void matching_free(struct matching *m)
{
	struct buffer *const buffers[] = {&m->mentees, &m->mentors, &m->facts, &m->texts,
		&m->numbers, &m->spans, &m->candidates};

	for (size_t i = 0; i < COUNT(buffers); i++)
		buffer_free(buffers[i]);
	words_free(&m->words);
	free(m->lists);
	free(m->room);
	free(m->load);
}

struct match_person *match_mentee(const struct matching *m, size_t n)
{
	return (struct match_person *)(void *)m->mentees.data + n;
}

struct match_person *match_mentor(const struct matching *m, size_t n)
{
	return (struct match_person *)(void *)m->mentors.data + n;
}

const char *match_text(const struct matching *m, size_t at)
{
	return m->texts.data + at;
}

/* ---- Rules ---- */

#define BUILT_IN "built-in rules"

const char *qser_match_rules(void)
{
	return rules_builtin;
}

enum qser_status qser_match_rules_check(const char *rules, const char *name, char **why)
{
	struct match_rules *parsed = malloc(sizeof(*parsed));
	struct error e = {0};
	enum qser_status status = parsed ? rules_parse(parsed, rules, name, &e) : QSER_MEMORY;

	*why = status == QSER_OK ? NULL : memory_dup(error_message(&e));
	error_free(&e);
	free(parsed);
	return status;
}

enum qser_status match_rules(struct matching *m, const char *rules, const char *name)
{
	m->text = rules ? rules : rules_builtin;
	return rules_parse(&m->rules, m->text, rules ? name : BUILT_IN, &m->q->error);
}

enum qser_status match_method(const char *method, bool *stable, struct error *e)
{
	*stable = method && !strcmp(method, "stable");
	return !method || *stable || !strcmp(method, "score")
		       ? QSER_OK
		       : error_set(e, QSER_INVALID, "method: \"%s\" is neither score nor stable",
				 method);
}

/* ---- One mentee and one mentor ---- */

static const struct match_fact *fact(const struct matching *m, size_t n)
{
	return (const struct match_fact *)(const void *)m->facts.data + n;
}

size_t match_first_fact(const struct matching *m, uint32_t mentee)
{
	size_t low = 0, high = m->fact_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (fact(m, middle)->mentee < mentee)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct fit_relation *match_relation(
	const struct matching *m, uint32_t mentee, uint32_t mentor, size_t *at)
{
	static const struct fit_relation strangers;

	while (*at < m->fact_count && fact(m, *at)->mentee == mentee &&
		fact(m, *at)->mentor < mentor)
		*at += 1;
	return *at < m->fact_count && fact(m, *at)->mentee == mentee &&
			       fact(m, *at)->mentor == mentor
		       ? &fact(m, *at)->relation
		       : &strangers;
}

/* Who is both does not mentor themselves. */
static bool are_two(const struct matching *m, uint32_t mentee, uint32_t mentor)
{
	return match_mentee(m, mentee)->person != match_mentor(m, mentor)->person;
}

static struct fit judge(const struct matching *m, uint32_t mentee, uint32_t mentor, size_t *at)
{
	return fit_of(&m->rules, &match_mentee(m, mentee)->fit, &match_mentor(m, mentor)->fit,
		match_relation(m, mentee, mentor, at), NULL);
}

void match_explain(const struct matching *m, uint32_t mentee, uint32_t mentor, struct buffer *out)
{
	size_t at = match_first_fact(m, mentee);

	fit_explain(&m->rules, &match_mentee(m, mentee)->fit, &match_mentor(m, mentor)->fit,
		match_relation(m, mentee, mentor, &at), &m->words, out);
}

void match_name_mentor(void *matching, uint32_t mentor, struct buffer *out)
{
	const struct matching *m = matching;

	buffer_text_add(out, match_text(m, match_mentor(m, mentor)->word));
}

/* ---- Candidates ---- */

static int32_t within(int64_t points)
{
	if (points > PAIRING_POINTS_MOST)
		return PAIRING_POINTS_MOST;
	return points < -PAIRING_POINTS_MOST ? -PAIRING_POINTS_MOST : (int32_t)points;
}

static void find_for(struct matching *m, uint32_t mentee)
{
	size_t at = match_first_fact(m, mentee);

	for (uint32_t mentor = 0; mentor < m->mentor_count; mentor++) {
		const struct fit fit = judge(m, mentee, mentor, &at);
		if (fit.failed < m->rules.count || !are_two(m, mentee, mentor))
			continue;
		const struct fit_relation *relation = match_relation(m, mentee, mentor, &at);
		const struct pairing_candidate one = {mentee, mentor, within(fit.points),
			relation->mentee_rank, relation->mentor_rank};
		buffer_add(&m->candidates, &one, sizeof(one));
	}
}

enum qser_status match_candidates(struct matching *m)
{
	m->room = calloc(m->mentor_count + 1, sizeof(*m->room));
	m->load = calloc(m->mentor_count + 1, sizeof(*m->load));
	for (size_t i = 0; m->room && m->load && i < m->mentor_count; i++) {
		const struct match_person *one = match_mentor(m, i);
		m->load[i] = (uint32_t)one->taken;
		m->room[i] =
			one->capacity > one->taken ? (uint32_t)(one->capacity - one->taken) : 0;
	}
	for (uint32_t i = 0; i < m->mentee_count; i++) {
		if (m->q->interrupted)
			return QSER_INTERRUPTED;
		find_for(m, i);
	}
	if (!m->room || !m->load || m->candidates.failed)
		return fail(m->q, QSER_MEMORY, "out of memory");
	m->candidate_count = m->candidates.length / sizeof(struct pairing_candidate);
	return QSER_OK;
}

struct pairing_request match_request(const struct matching *m, bool stable)
{
	return (struct pairing_request){
		.candidates = (const struct pairing_candidate *)(const void *)m->candidates.data,
		.count = m->candidate_count,
		.mentees = m->mentee_count,
		.mentors = m->mentor_count,
		.room = m->room,
		.load = m->load,
		.stable = stable};
}

/* ---- Why not ---- */

void match_why_not(
	const struct matching *m, uint32_t mentee, uint32_t mentor, size_t rule, struct buffer *out)
{
	const struct match_person *one = match_mentor(m, mentor);
	_cleanup_(buffer_free) struct buffer words = BUFFER_INIT;

	(void)mentee;
	if (rule == m->rules.count) {
		buffer_printf(out, "is full: %" PRId64 " of %" PRId64 " taken or proposed",
			one->taken, one->capacity);
		return;
	}
	const struct rule *kept_out = &m->rules.rules[rule];
	rule_words(kept_out, &words);
	if (kept_out->subject == RULE_PROPOSED)
		buffer_text_add(out, "there is a proposal, or a pair, already");
	else if (kept_out->subject == RULE_EXCLUDED) /* by whom is not for everybody to read */
		buffer_text_add(out, "a preference stands against it");
	else if (kept_out->kind == RULE_NEVER)
		buffer_printf(out, "never %s", buffer_text(&words));
	else if (kept_out->least > 1 || kept_out->subject == RULE_TOTAL)
		buffer_printf(out, "require %s %" PRId64, buffer_text(&words), kept_out->least);
	else
		buffer_printf(out, "require %s", buffer_text(&words));
}

/* The last rule that kept somebody out, and how many had come so far. */
static size_t last_rule(const struct matching *m, uint32_t mentee, size_t *came, size_t *all)
{
	size_t at = match_first_fact(m, mentee), last = 0;

	*came = *all = 0;
	for (uint32_t i = 0; i < m->mentor_count; i++) {
		const struct fit fit = judge(m, mentee, i, &at);
		if (!are_two(m, mentee, i))
			continue;
		*all += 1;
		*came = fit.failed > last ? 1 : *came + (fit.failed == last);
		last = fit.failed > last ? fit.failed : last;
	}
	return last;
}

void match_why_nobody(const struct matching *m, uint32_t mentee, struct buffer *out)
{
	_cleanup_(buffer_free) struct buffer lacks = BUFFER_INIT;
	const struct match_person *one = match_mentee(m, mentee);
	size_t came, all, rule = last_rule(m, mentee, &came, &all);

	if (!all) {
		buffer_text_add(out, "there are no mentors who are available or full");
		return;
	}
	bool told = fit_lacks(
		&m->rules.rules[rule], &one->fit, &m->words, match_text(m, one->word), &lacks);
	if (!told)
		buffer_text_add(out, buffer_text(&lacks));
	else if (came == all)
		buffer_printf(out, "no mentor %s", buffer_text(&lacks));
	else if (came == 1)
		buffer_printf(out, "no mentor %s, of the one whom the rules before it leave",
			buffer_text(&lacks));
	else
		buffer_printf(out, "no mentor %s, of the %zu whom the rules before it leave",
			buffer_text(&lacks), came);
}

/* ---- Lists ---- */

struct listing {
	struct matching *m;
	qser_fit_fn *fn;
	void *ctx;
	struct buffer why;
};

static void listing_free(struct listing *l)
{
	matching_free(l->m);
	buffer_free(&l->why);
}

static int tell(struct listing *l, const struct pairing_candidate *c, bool possible)
{
	const struct matching *m = l->m;
	const struct match_person *mentee = match_mentee(m, c->mentee);
	struct qser_fit one = {.mentee = mentee->person,
		.mentee_word = match_text(m, mentee->word),
		.place = c->mentee + 1,
		.points = c->points,
		.mentee_rank = c->mentee_rank,
		.mentor_rank = c->mentor_rank,
		.possible = possible,
		.why = buffer_text(&l->why)};

	if (c->mentor != PAIRING_NOBODY) {
		const struct match_person *mentor = match_mentor(m, c->mentor);
		one.mentor = mentor->person;
		one.mentor_word = match_text(m, mentor->word);
		one.mentor_name = match_text(m, mentor->name);
		one.free = m->room[c->mentor];
		one.load = m->load[c->mentor];
		one.order = c->mentor + 1;
	}
	return l->fn(l->ctx, &one);
}

static int by_points(const void *a, const void *b)
{
	const struct pairing_candidate *one = a, *other = b;

	if (one->points != other->points)
		return one->points > other->points ? -1 : 1;
	return (one->mentor > other->mentor) - (one->mentor < other->mentor);
}

static int tell_possible(struct listing *l, struct pairing_candidate *c, size_t count, bool full)
{
	for (size_t i = 0; i < count; i++) {
		buffer_clear(&l->why);
		if (!full && !l->m->room[c[i].mentor])
			continue;
		match_explain(l->m, c[i].mentee, c[i].mentor, &l->why);
		if (tell(l, &c[i], true))
			return 1;
	}
	return 0;
}

static int tell_others(struct listing *l, uint32_t mentee)
{
	struct matching *m = l->m;
	size_t at = match_first_fact(m, mentee);

	for (uint32_t i = 0; i < m->mentor_count; i++) {
		const struct fit fit = judge(m, mentee, i, &at);
		const struct pairing_candidate one = {.mentee = mentee, .mentor = i};
		if (!are_two(m, mentee, i) || (fit.failed == m->rules.count && m->room[i]))
			continue;
		buffer_clear(&l->why);
		match_why_not(m, mentee, i, fit.failed, &l->why);
		if (tell(l, &one, false))
			return 1;
	}
	return 0;
}

static enum qser_status prepare(struct matching *m, const struct qser_matching *how)
{
	enum qser_status status = match_rules(m, how->rules, how->rules_name);

	m->again = how->again;
	if (status == QSER_OK)
		status = match_read(m);
	return status == QSER_OK ? match_candidates(m) : status;
}

/* The candidates of a mentee, from *at on. */
static size_t run_of(const struct matching *m, uint32_t mentee, size_t at)
{
	const struct pairing_candidate *all = match_request(m, false).candidates;
	size_t end = at;

	while (end < m->candidate_count && all[end].mentee == mentee)
		end++;
	return end - at;
}

static struct pairing_candidate *candidates_at(struct matching *m, size_t at)
{
	return (struct pairing_candidate *)(void *)m->candidates.data + at;
}

enum qser_status qser_match_candidates(
	struct qser *q, const struct qser_matching *how, qser_fit_fn *fn, void *ctx)
{
	struct matching m = {.q = q};
	_cleanup_(listing_free) struct listing l = {.m = &m, .fn = fn, .ctx = ctx};
	enum qser_status status = prepare(&m, how);
	int stop = 0;

	for (uint32_t i = 0, at = 0; status == QSER_OK && !stop && i < m.mentee_count; i++) {
		size_t count = run_of(&m, i, at);
		const struct pairing_candidate nobody = {.mentee = i, .mentor = PAIRING_NOBODY};
		buffer_clear(&l.why);
		if (!count) {
			match_why_nobody(&m, i, &l.why);
			stop = tell(&l, &nobody, false);
		} else {
			stop = tell_possible(&l, candidates_at(&m, at), count, true);
		}
		at += (uint32_t)count;
	}
	if (status == QSER_OK && l.why.failed)
		status = fail(q, QSER_MEMORY, "out of memory");
	return status == QSER_OK && stop ? QSER_STOPPED : status;
}

/* Is there anybody, and who is not in the list because there is no place? */
static void find_cause(struct listing *l, size_t possible, size_t count)
{
	struct matching *m = l->m;

	buffer_clear(&l->why);
	if (possible)
		return;
	if (!count)
		match_why_nobody(m, 0, &l->why);
	else
		pairing_full(count, &l->why);
}

static enum qser_status no_profile(struct qser *q, int64_t person)
{
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
	enum qser_status status = record_word(q, QSER_PERSON, person, &who);

	return status == QSER_OK
		       ? fail(q, QSER_UNKNOWN,
				 "%s has no profile as a mentee; make it with: qser-pair mentee add "
				 "--person %s",
				 buffer_text(&who), buffer_text(&who))
		       : status;
}

enum qser_status qser_match_mentee(struct qser *q, const struct qser_matching *how, int64_t person,
	bool all, qser_fit_fn *fn, void *ctx, char **cause)
{
	struct matching m = {.q = q, .only = person};
	_cleanup_(listing_free) struct listing l = {.m = &m, .fn = fn, .ctx = ctx};
	enum qser_status status = prepare(&m, how);
	size_t possible = 0;
	int stop = 0;

	*cause = NULL;
	if (status == QSER_OK && !m.mentee_count)
		status = no_profile(q, person);
	if (status != QSER_OK)
		return status;
	if (strcmp(match_text(&m, match_mentee(&m, 0)->status), "waiting") != 0)
		remark(q, "%s does not wait for a mentor: %s",
			match_text(&m, match_mentee(&m, 0)->word),
			match_text(&m, match_mentee(&m, 0)->status));
	for (size_t i = 0; i < m.candidate_count; i++)
		possible += m.room[candidates_at(&m, i)->mentor] > 0;
	if (m.candidate_count)
		qsort(m.candidates.data, m.candidate_count, sizeof(struct pairing_candidate),
			by_points);
	stop = tell_possible(&l, candidates_at(&m, 0), m.candidate_count, false);
	if (!stop && all)
		stop = tell_others(&l, 0);
	find_cause(&l, possible, m.candidate_count);
	if (l.why.failed || (!possible && !(*cause = memory_dup(buffer_text(&l.why)))))
		return fail(q, QSER_MEMORY, "out of memory");
	if (stop)
		return QSER_STOPPED;
	return possible ? QSER_OK : QSER_PARTIAL;
}
