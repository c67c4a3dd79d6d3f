/*
 * match_file.c: matching as a filter: a file of candidates in, who is proposed to whom out; without
 * a database.
 *
 * A row that cannot be read refuses the file: without it the answer would be another one.  What
 * comes out does not depend on the order of the rows.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "match_file.h"

static void side_free(struct side *s)
{
	words_free(&s->words);
	buffer_free(&s->people);
	free(s->place);
}

static void filter_free(struct filter *f)
{
	intake_free(f->in);
	header_map_free(f->map);
	side_free(&f->mentees);
	side_free(&f->mentors);
	buffer_free(&f->candidates);
	buffer_free(&f->texts);
	buffer_free(&f->message);
	free(f->sorted);
	free(f->room);
	free(f->load);
	pairing_free(&f->made);
}

static enum qser_status no_memory(struct filter *f)
{
	return error_set(f->e, QSER_MEMORY, "out of memory");
}

/* ---- Order ---- */

/* 9 before 10, and both before names. */
static int by_text(const char *a, const char *b)
{
	bool number = !a[strspn(a, "0123456789")], other = !b[strspn(b, "0123456789")];

	if (number != other)
		return number ? -1 : 1;
	if (number && strlen(a) != strlen(b))
		return strlen(a) < strlen(b) ? -1 : 1;
	return strcmp(a, b);
}

static int by_number(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Who says nothing comes last, or has none. */
static int64_t place_of(const struct person *one)
{
	return one->of[OF_PLACE] == UNSAID ? INT64_MAX : one->of[OF_PLACE];
}

static int64_t load_of(const struct person *one)
{
	return one->of[OF_LOAD] == UNSAID ? 0 : one->of[OF_LOAD];
}

static int by_order(const void *a, const void *b, void *words)
{
	const struct person *one = a, *other = b;
	int order = by_number(load_of(one), load_of(other));

	if (!order)
		order = by_number(place_of(one), place_of(other));
	return order ? order
		     : by_text(words_shown(words, one->number), words_shown(words, other->number));
}

static bool sort_side(struct side *side)
{
	size_t count = side->words.count;

	side->place = calloc(count + 1, sizeof(*side->place));
	if (!side->place)
		return false;
	if (count)
		qsort_r(side->people.data, count, sizeof(struct person), by_order, &side->words);
	for (size_t i = 0; i < count; i++)
		side->place[person_at(side, i)->number] = (uint32_t)i;
	return true;
}

static int by_people(const void *a, const void *b)
{
	const struct candidate *one = a, *other = b;

	if (one->one.mentee != other->one.mentee)
		return one->one.mentee < other->one.mentee ? -1 : 1;
	if (one->one.mentor != other->one.mentor)
		return one->one.mentor < other->one.mentor ? -1 : 1;
	return (one->line > other->line) - (one->line < other->line);
}

static void refuse_twice(struct filter *f)
{
	for (size_t i = 1; i < f->count; i++) {
		const struct candidate *c = candidate_at(f, i), *before = candidate_at(f, i - 1);
		if (c->one.mentee != before->one.mentee || c->one.mentor != before->one.mentor)
			continue;
		buffer_clear(&f->message);
		buffer_printf(
			&f->message, "these two stand on line %" PRIu64 " already", before->line);
		_cleanup_(free_pointer) char *why = buffer_take(&f->message);
		match_file_fault(f, c->line, "mentee, mentor", why ? why : "stand there twice");
	}
}

static enum qser_status put_in_order(struct filter *f)
{
	if (!sort_side(&f->mentees) || !sort_side(&f->mentors))
		return no_memory(f);
	for (size_t i = 0; i < f->count; i++) {
		struct candidate *c = candidate_at(f, i);
		c->one.mentee = f->mentees.place[c->one.mentee];
		c->one.mentor = f->mentors.place[c->one.mentor];
	}
	if (f->count)
		qsort(f->candidates.data, f->count, sizeof(struct candidate), by_people);
	refuse_twice(f);
	return QSER_OK;
}

/* ---- Matching ---- */

static struct pairing_request request_of(const struct filter *f)
{
	return (struct pairing_request){.candidates = f->sorted,
		.count = f->count,
		.mentees = f->mentees.words.count,
		.mentors = f->mentors.words.count,
		.room = f->room,
		.load = f->load,
		.stable = f->stable};
}

static enum qser_status make_pairs(struct filter *f)
{
	size_t mentors = f->mentors.words.count;

	f->sorted = calloc(f->count + 1, sizeof(*f->sorted));
	f->room = calloc(mentors + 1, sizeof(*f->room));
	f->load = calloc(mentors + 1, sizeof(*f->load));
	if (!f->sorted || !f->room || !f->load)
		return no_memory(f);
	for (size_t i = 0; i < f->count; i++)
		f->sorted[i] = candidate_at(f, i)->one;
	for (size_t i = 0; i < mentors; i++) {
		const struct person *one = person_at(&f->mentors, i);
		f->room[i] = one->of[OF_CAPACITY] == UNSAID ? 1 : (uint32_t)one->of[OF_CAPACITY];
		f->load[i] = (uint32_t)load_of(one);
	}
	const struct pairing_request request = request_of(f);
	return pairing_make(&request, &f->made, f->e);
}

static const char *name_of(const struct side *side, size_t n)
{
	return words_shown(&side->words, person_at(side, n)->number);
}

static void name_mentor(void *ctx, uint32_t mentor, struct buffer *out)
{
	const struct filter *f = ctx;

	buffer_text_add(out, name_of(&f->mentors, mentor));
}

static const char *text_at(const struct filter *f, size_t at)
{
	return at ? f->texts.data + at - 1 : NULL;
}

/* The candidates of a mentee begin at *at. */
static int tell_mentee(struct filter *f, uint32_t mentee, size_t *at)
{
	const struct pairing_request request = request_of(f);
	struct qser_match one = {.mentee = name_of(&f->mentees, mentee)};
	bool some = *at < f->count && f->sorted[*at].mentee == mentee;

	for (; *at < f->count && f->sorted[*at].mentee == mentee; *at += 1)
		if (f->sorted[*at].mentor == f->made.mentor_of[mentee]) {
			one.mentor = name_of(&f->mentors, f->sorted[*at].mentor);
			one.points = f->sorted[*at].points;
			one.explanation = text_at(f, candidate_at(f, *at)->explanation);
		}
	if (one.mentor)
		return f->file->proposal(f->file->ctx, &one);
	buffer_clear(&f->message);
	if (some)
		pairing_cause(&request, &f->made, mentee, name_mentor, f, &f->message);
	else
		buffer_text_add(&f->message, text_at(f, person_at(&f->mentees, mentee)->cause));
	if (!f->message.length)
		buffer_text_add(&f->message, "there is no candidate");
	return f->file->unmatched(f->file->ctx, one.mentee, buffer_text(&f->message));
}

static enum qser_status tell_all(struct filter *f, struct qser_round_result *result)
{
	size_t at = 0;

	result->mentees = (int64_t)f->mentees.words.count;
	result->mentors = (int64_t)f->mentors.words.count;
	for (uint32_t i = 0; i < f->mentees.words.count; i++) {
		bool made = f->made.mentor_of[i] != PAIRING_NOBODY;
		result->proposed += made;
		result->unmatched += !made;
		if (tell_mentee(f, i, &at))
			return QSER_STOPPED;
	}
	if (f->message.failed)
		return no_memory(f);
	return result->unmatched || !result->mentees ? QSER_PARTIAL : QSER_OK;
}

static enum qser_status run(struct filter *f, struct qser_round_result *result)
{
	enum qser_status status = match_method(f->file->method, &f->stable, f->e);

	if (status == QSER_OK)
		status = match_file_read(f);
	if (status == QSER_OK)
		status = put_in_order(f);
	if (status == QSER_OK)
		status = match_file_faults(f);
	if (status == QSER_OK)
		status = make_pairs(f);
	return status == QSER_OK ? tell_all(f, result) : status;
}

enum qser_status qser_match_csv(
	const struct qser_match_file *file, struct qser_round_result *result, char **why)
{
	struct error e = {0};
	_cleanup_(filter_free) struct filter f = {
		.file = file, .input = &file->candidates, .e = &e};

	*result = (struct qser_round_result){0};
	*why = NULL;
	enum qser_status status = run(&f, result);
	if (status != QSER_OK && status != QSER_PARTIAL && status != QSER_STOPPED)
		*why = memory_dup(error_message(&e));
	error_free(&e);
	return status;
}
