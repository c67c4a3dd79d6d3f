/*
 * match_read.c: mentees, mentors and what is between them, each read once: there is no query for a
 * pair of people.
 */
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "../intake/vocabulary.h"
#include "match.h"

struct span {
	size_t from, count;
};

static enum qser_status no_memory(const struct matching *m)
{
	return fail(m->q, QSER_MEMORY, "out of memory");
}

static size_t lists_each(const struct matching *m)
{
	return FIT_LISTS + m->rules.items;
}

/* ---- Lists of words ---- */

static struct span *span_of(const struct matching *m, size_t who, size_t list)
{
	return (struct span *)(void *)m->spans.data + who * lists_each(m) + list;
}

/* "Farsi", "Περσικά" and "fa" are one language; what the names of languages are is looked up once
 * for each. */
static uint32_t number_of_language(struct matching *m, const char *key, const char *text)
{
	_cleanup_(buffer_free) struct buffer shown = BUFFER_INIT, folded = BUFFER_INIT;
	char code[LANGUAGE_CODE];
	uint32_t known;

	if (words_find(&m->words, key, &known))
		buffer_text_add(&shown, words_shown(&m->words, known));
	else
		buffer_text_add(&shown, language_code(text, code) ? code : text);
	(void)words_number(&m->words, key, buffer_text(&shown));
	buffer_text_add(&folded, "language ");
	text_fold_into(&folded, buffer_text(&shown));
	return words_number(&m->words, buffer_text(&folded), buffer_text(&shown));
}

/* What is the same in two lists of different kinds is written as each of them writes it. */
static uint32_t number_of(struct matching *m, const char *text, size_t list)
{
	_cleanup_(buffer_free) struct buffer key = BUFFER_INIT;

	buffer_printf(&key, "%zu ", list);
	text_fold_into(&key, text);
	return list == FIT_LANGUAGES ? number_of_language(m, buffer_text(&key), text)
				     : words_number(&m->words, buffer_text(&key), text);
}

static void put_word(struct matching *m, struct span *span, const char *text, size_t list)
{
	uint32_t number = number_of(m, text, list), other;

	for (size_t i = 0; i < span->count; i++) {
		memcpy(&other, m->numbers.data + (span->from + i) * sizeof(other), sizeof(other));
		if (other == number)
			return;
	}
	buffer_add(&m->numbers, &number, sizeof(number));
	span->count += !m->numbers.failed;
}

static void put_list(struct matching *m, size_t who, size_t list, const char *text)
{
	_cleanup_(buffer_free) struct buffer one = BUFFER_INIT;
	struct span *span = span_of(m, who, list);

	*span = (struct span){.from = m->numbers.length / sizeof(uint32_t)};
	for (; text && *text; text += strcspn(text, ";"), text += *text == ';') {
		buffer_clear(&one);
		buffer_add(&one, text, strcspn(text, ";"));
		if (one.length)
			put_word(m, span, buffer_text(&one), list);
	}
}

/* ---- People ---- */

#define SQL_MENTEES                                                                                   \
	"select e.person, coalesce(p.code, cast(p.id as text)), p.name, 0, 0,"                        \
	" (select count(*) from pair x where x.mentee = e.person and " PAIR_IS_OPEN(                  \
		"x") "),"                                                                             \
		     " e.missed, p.supervisor, p.organisation, p.department, p.languages, e.domains," \
		     " e.areas, e.available, e.status from mentee e join person p on p.id = e.person" \
		     " where (?1 = 0 and e.status = 'waiting') or e.person = ?1"                      \
		     " order by " WAITING_ORDER("e")
#define SQL_MENTORS                                                                                                \
	"select m.person, coalesce(p.code, cast(p.id as text)), p.name, m.capacity,"                               \
	" (select count(*) from pair x where x.mentor = m.person and (" PAIR_TAKES_PLACE("x") " or " PAIR_IS_OPEN( \
		"x") ")) load, 0, 0, p.supervisor, p.organisation,"                                                \
		     " p.department, p.languages, m.domains, m.areas, m.available from mentor m"                   \
		     " join person p on p.id = m.person where " MENTOR_IS_THERE(                                   \
			     "m", "?1") " order by load, m.id"
enum {
	PERSON,
	WORD,
	NAME,
	CAPACITY,
	TAKEN,
	OPEN,
	MISSED,
	SUPERVISOR,
	ORGANISATION,
	DEPARTMENT,
	LANGUAGES,
	DOMAINS,
	AREAS,
	AVAILABLE,
	STATUS
};

static size_t keep(struct matching *m, const char *text)
{
	size_t at = m->texts.length;

	buffer_add(&m->texts, text ? text : "", strlen(text ? text : "") + 1);
	return at;
}

static struct match_person person_of(struct matching *m, struct query *row, bool mentor)
{
	struct match_person one = {.person = query_get_int(row, PERSON),
		.word = keep(m, query_get_text(row, WORD)),
		.name = keep(m, query_get_text(row, NAME)),
		.capacity = query_get_int(row, CAPACITY),
		.taken = query_get_int(row, TAKEN),
		.open = query_get_int(row, OPEN),
		.missed = query_get_int(row, MISSED),
		.supervisor = query_get_int(row, SUPERVISOR)};

	one.fit = (struct fit_person){.organisation = query_get_int(row, ORGANISATION),
		.department = query_get_int(row, DEPARTMENT),
		.number = (int32_t)(mentor ? one.taken : one.missed)};
	return one;
}

static void put_lists(struct matching *m, struct query *row)
{
	static const int columns[FIT_LISTS] = {LANGUAGES, DOMAINS, AREAS, AVAILABLE};
	static const struct span none;
	size_t who = m->spans.length / (lists_each(m) * sizeof(none));

	for (size_t i = 0; i < lists_each(m); i++)
		buffer_add(&m->spans, &none, sizeof(none));
	for (size_t i = 0; i < FIT_LISTS && !m->spans.failed; i++)
		put_list(m, who, i, query_get_text(row, columns[i]));
}

static enum qser_status read_people(struct matching *m, bool mentors)
{
	struct buffer *into = mentors ? &m->mentors : &m->mentees;
	size_t *count = mentors ? &m->mentor_count : &m->mentee_count;
	_cleanup_(query_end) struct query all =
		query(m->q->store, mentors ? SQL_MENTORS : SQL_MENTEES);

	if (mentors)
		query_text(&all, 1, m->q->today);
	else
		query_int(&all, 1, m->only);
	while (query_row(&all)) {
		if (!mentors && !m->only && !m->again && query_get_int(&all, OPEN)) {
			m->left_out++;
			continue;
		}
		struct match_person one = person_of(m, &all, mentors);
		one.status = mentors ? 0 : keep(m, query_get_text(&all, STATUS));
		buffer_add(into, &one, sizeof(one));
		put_lists(m, &all);
		*count += 1;
	}
	return into->failed || m->spans.failed || m->texts.failed ? no_memory(m)
								  : query_status(&all);
}

/* ---- Who is who ---- */

struct place {
	int64_t person;
	uint32_t number;
};

struct places {
	struct place *all;
	size_t count;
};

static void places_free(struct places *p)
{
	free(p->all);
}

static int by_person(const void *a, const void *b)
{
	const struct place *one = a, *other = b;

	return (one->person > other->person) - (one->person < other->person);
}

static bool find_places(struct places *p, const struct buffer *people, size_t count)
{
	p->count = count;
	p->all = calloc(count + 1, sizeof(*p->all));
	for (size_t i = 0; p->all && i < count; i++) {
		struct match_person one;
		memcpy(&one, people->data + i * sizeof(one), sizeof(one));
		p->all[i] = (struct place){one.person, (uint32_t)i};
	}
	if (p->all)
		qsort(p->all, count, sizeof(*p->all), by_person);
	return p->all;
}

static bool number_in(const struct places *p, int64_t person, uint32_t *number)
{
	const struct place key = {.person = person};
	const struct place *found =
		person && p->count ? bsearch(&key, p->all, p->count, sizeof(*p->all), by_person)
				   : NULL;

	if (found)
		*number = found->number;
	return found;
}

/* ---- What is between them ---- */

struct facts {
	struct matching *m;
	struct places mentees, mentors;
};

static void facts_free(struct facts *f)
{
	places_free(&f->mentees);
	places_free(&f->mentors);
}

static void put_fact(struct facts *f, int64_t mentee, int64_t mentor, struct fit_relation relation)
{
	struct match_fact fact = {.relation = relation};

	if (number_in(&f->mentees, mentee, &fact.mentee) &&
		number_in(&f->mentors, mentor, &fact.mentor))
		buffer_add(&f->m->facts, &fact, sizeof(fact));
}

#define SQL_PREFERENCES                                                                 \
	"select person, other, side, coalesce(rank, 0), excluded from preference where" \
	" ?1 = 0 or person = ?1 or other = ?1"

static enum qser_status read_preferences(struct facts *f)
{
	_cleanup_(query_end) struct query all = query(f->m->q->store, SQL_PREFERENCES);

	query_int(&all, 1, f->m->only);
	while (query_row(&all)) {
		bool of_mentee = !strcmp(query_get_word(&all, 2), "mentee");
		int32_t rank = (int32_t)query_get_int(&all, 3);
		put_fact(f, query_get_int(&all, !of_mentee), query_get_int(&all, of_mentee),
			(struct fit_relation){.mentee_rank = of_mentee ? rank : 0,
				.mentor_rank = of_mentee ? 0 : rank,
				.excluded = query_get_int(&all, 4)});
	}
	return query_status(&all);
}

#define SQL_PAIRS "select mentee, mentor, state from pair where ?1 = 0 or mentee = ?1"

static enum qser_status read_pairs(struct facts *f)
{
	_cleanup_(query_end) struct query all = query(f->m->q->store, SQL_PAIRS);

	query_int(&all, 1, f->m->only);
	while (query_row(&all)) {
		const char *state = query_get_text(&all, 2);
		bool ended = !strcmp(state, "ended"), declined = !strcmp(state, "declined");
		if (strcmp(state, "closed") != 0)
			put_fact(f, query_get_int(&all, 0), query_get_int(&all, 1),
				(struct fit_relation){.previous = ended,
					.declined = declined,
					.proposed = !ended && !declined});
	}
	return query_status(&all);
}

static void put_supervisors(struct facts *f)
{
	const struct fit_relation relation = {.supervisor = true};

	for (size_t i = 0; i < f->m->mentee_count; i++) {
		const struct match_person *one = match_mentee(f->m, i);
		put_fact(f, one->person, one->supervisor, relation);
	}
	for (size_t i = 0; i < f->m->mentor_count; i++) {
		const struct match_person *one = match_mentor(f->m, i);
		put_fact(f, one->supervisor, one->person, relation);
	}
}

static int by_people(const void *a, const void *b)
{
	const struct match_fact *one = a, *other = b;

	if (one->mentee != other->mentee)
		return one->mentee < other->mentee ? -1 : 1;
	return (one->mentor > other->mentor) - (one->mentor < other->mentor);
}

static void merge(struct fit_relation *into, const struct fit_relation *more)
{
	into->mentee_rank = into->mentee_rank ? into->mentee_rank : more->mentee_rank;
	into->mentor_rank = into->mentor_rank ? into->mentor_rank : more->mentor_rank;
	into->proposed |= more->proposed;
	into->supervisor |= more->supervisor;
	into->excluded |= more->excluded;
	into->declined |= more->declined;
	into->previous |= more->previous;
}

/* One for each two. */
static void join_facts(struct matching *m)
{
	struct match_fact *all = (struct match_fact *)(void *)m->facts.data;
	size_t count = m->facts.length / sizeof(*all);

	if (!count)
		return;
	qsort(all, count, sizeof(*all), by_people);
	for (size_t i = 0; i < count; i++)
		if (m->fact_count && !by_people(&all[m->fact_count - 1], &all[i]))
			merge(&all[m->fact_count - 1].relation, &all[i].relation);
		else
			all[m->fact_count++] = all[i];
}

/* ---- Answers ---- */

/* Of an application who became of it, else whom it is about, else who gave it; the newest holds. */
#define SQL_ANSWERS                                                                            \
	"select coalesce(c.person, r.subject, r.respondent), a.value from answer a"            \
	" join response r on r.id = a.response left join application c on c.id ="              \
	" r.application where a.item = ?1 and a.value is not null order by r.day nulls first," \
	" r.id"

static enum qser_status read_answers(struct facts *f, size_t item)
{
	struct matching *m = f->m;
	_cleanup_(query_end) struct query all = query(m->q->store, SQL_ANSWERS);
	uint32_t number;

	query_text(&all, 1, rules_item(&m->rules, item));
	while (query_row(&all)) {
		int64_t person = query_get_int(&all, 0);
		if (number_in(&f->mentees, person, &number))
			put_list(m, number, FIT_LISTS + item, query_get_text(&all, 1));
		if (number_in(&f->mentors, person, &number))
			put_list(m, m->mentee_count + number, FIT_LISTS + item,
				query_get_text(&all, 1));
	}
	return query_status(&all);
}

static enum qser_status read_facts(struct matching *m)
{
	_cleanup_(facts_free) struct facts f = {.m = m};

	if (!find_places(&f.mentees, &m->mentees, m->mentee_count) ||
		!find_places(&f.mentors, &m->mentors, m->mentor_count))
		return no_memory(m);
	enum qser_status status = read_preferences(&f);
	if (status == QSER_OK)
		status = read_pairs(&f);
	put_supervisors(&f);
	for (size_t i = 0; i < m->rules.items && status == QSER_OK; i++)
		status = read_answers(&f, i);
	if (status == QSER_OK && m->facts.failed)
		status = no_memory(m);
	if (status == QSER_OK)
		join_facts(m);
	return status;
}

/* ---- All of it ---- */

/* Numbers and people move no more. */
static enum qser_status place_lists(struct matching *m)
{
	size_t each = lists_each(m), people = m->mentee_count + m->mentor_count;
	const uint32_t *numbers = (const uint32_t *)(const void *)m->numbers.data;

	m->lists = calloc(people * each + 1, sizeof(*m->lists));
	if (!m->lists || m->numbers.failed || m->words.failed)
		return no_memory(m);
	for (size_t i = 0; i < people * each; i++) {
		const struct span *span = span_of(m, 0, i);
		if (span->count)
			m->lists[i] = (struct fit_list){numbers + span->from, span->count};
	}
	for (size_t i = 0; i < m->mentee_count; i++)
		match_mentee(m, i)->fit.lists = m->lists + i * each;
	for (size_t i = 0; i < m->mentor_count; i++)
		match_mentor(m, i)->fit.lists = m->lists + (m->mentee_count + i) * each;
	return QSER_OK;
}

enum qser_status match_read(struct matching *m)
{
	enum qser_status status = read_people(m, false);

	if (status == QSER_OK)
		status = read_people(m, true);
	if (status == QSER_OK)
		status = read_facts(m);
	return status == QSER_OK ? place_lists(m) : status;
}
