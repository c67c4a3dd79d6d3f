/*
 * likely.c: who is likely the same as one person, or as one applicant: listed for whoever reviews
 * them, and remarked when an applicant is accepted.
 */
#include <inttypes.h>

#include "alike.h"

static enum qser_status no_memory(struct qser *q)
{
	return fail(q, QSER_MEMORY, "out of memory");
}

struct match {
	enum qser_record record;
	int64_t id;
	unsigned bits;
};

struct hunt {
	struct qser *q;
	struct crowd *crowd;
	struct one whom;
	enum qser_record record; /* of whom */
	bool names;		 /* the name alone will do */
	size_t sharing;		 /* among those looked at, with whom's telephone */
	struct match *matches;
	size_t count, room;
};

static void hunt_free(struct hunt *h)
{
	free(h->matches);
}

static enum qser_status look_at(struct hunt *h, enum qser_record record, const struct one *other)
{
	unsigned bits = alike(h->crowd, &h->whom, other);

	h->sharing += (bits & ALIKE_PHONE) != 0;
	if (!alike_likely(bits) && !(h->names && bits & ALIKE_NAME))
		return QSER_OK;
	if (h->count == h->room) {
		size_t room = h->room ? h->room * 2 : 16;
		struct match *matches = reallocarray(h->matches, room, sizeof(*matches));
		if (!matches)
			return no_memory(h->q);
		h->matches = matches;
		h->room = room;
	}
	h->matches[h->count++] = (struct match){record, other->id, bits};
	return QSER_OK;
}

/* Those of one record were looked at, from matches[from] on. */
static void forget_switchboard(struct hunt *h, size_t from, size_t more)
{
	size_t kept = from;

	for (size_t i = from; i < h->count; i++)
		if (h->sharing + more <= ALIKE_SHARED_MAX ||
			(h->names && h->matches[i].bits & ALIKE_NAME) ||
			alike_likely(h->matches[i].bits & ~(unsigned)ALIKE_WORD))
			h->matches[kept++] = h->matches[i];
	h->count = kept;
	h->sharing = 0;
}

#define SQL_OTHERS "select " ONE_COLUMNS " from %s where id <> ?1 order by id"

/* All of a record but one. */
static enum qser_status hunt_among(struct hunt *h, enum qser_record record, int64_t but)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	size_t from = h->count, words = h->crowd->word_count;

	buffer_printf(&sql, SQL_OTHERS, record_of(record)->table);
	_cleanup_(query_end) struct query rows = query_built(h->q->store, &sql);
	query_int(&rows, 1, but);
	while (query_row(&rows)) {
		struct one other;
		enum qser_status status =
			one_read(h->q, h->crowd, &rows, record, h->names ? NULL : &h->whom, &other);
		if (status == QSER_OK)
			status = look_at(h, record, &other);
		if (status != QSER_OK)
			return status;
		h->crowd->word_count = words; /* it has been seen */
	}
	forget_switchboard(h, from, record == h->record);
	return query_status(&rows);
}

/* People first; the likeliest first. */
static int compare_matches(const void *a, const void *b)
{
	const struct match *x = a, *y = b;

	if (x->record != y->record)
		return x->record < y->record ? -1 : 1;
	if (x->bits != y->bits)
		return x->bits > y->bits ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static void sort_matches(struct hunt *h)
{
	if (h->count)
		qsort(h->matches, h->count, sizeof(*h->matches), compare_matches);
}

static enum qser_status tell_matches(struct hunt *h, qser_likely_fn *fn, void *ctx)
{
	enum qser_status status = QSER_OK;

	sort_matches(h);
	for (size_t i = 0; i < h->count && status == QSER_OK; i++) {
		struct qser_likely likely = {
			h->record, h->matches[i].record, h->whom.id, h->matches[i].id, NULL};
		status = alike_tell(h->q, &likely, h->matches[i].bits, fn, ctx);
	}
	return status;
}

#define SQL_WHOM "select " ONE_COLUMNS "%s from %s where id = ?1"

/* Whom it is about; *person: who the applicant became. */
static enum qser_status find_whom(
	struct hunt *h, int64_t id, int64_t *person, int64_t *organisation)
{
	bool applies = h->record == QSER_APPLICATION;
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;

	buffer_printf(&sql, SQL_WHOM, applies ? ", person" : "", record_of(h->record)->table);
	_cleanup_(query_end) struct query row = query_built(h->q->store, &sql);
	query_int(&row, 1, id);
	if (!query_row(&row)) {
		enum qser_status status = query_status(&row);
		return status != QSER_OK ? status
					 : fail(h->q, QSER_UNKNOWN, "there is no %s %" PRId64,
						   record_of(h->record)->name, id);
	}
	enum qser_status status = one_read(h->q, h->crowd, &row, h->record, NULL, &h->whom);
	if (applies && status == QSER_OK) {
		*person = query_get_int(&row, ONE_ORGANISATION + 1);
		status = find_organisation(
			h->q, query_get_text(&row, ONE_ORGANISATION), organisation);
	}
	return status;
}

enum qser_status qser_person_likely(struct qser *q, int64_t person, qser_likely_fn *fn, void *ctx)
{
	_cleanup_(crowd_free) struct crowd crowd = {0};
	_cleanup_(hunt_free) struct hunt h = {.q = q, .crowd = &crowd, .record = QSER_PERSON};

	enum qser_status status = find_whom(&h, person, NULL, NULL);
	if (status == QSER_OK)
		status = hunt_among(&h, QSER_PERSON, person);
	return status == QSER_OK ? tell_matches(&h, fn, ctx) : status;
}

enum qser_status qser_application_likely(
	struct qser *q, int64_t application, qser_likely_fn *fn, void *ctx)
{
	_cleanup_(crowd_free) struct crowd crowd = {0};
	_cleanup_(hunt_free) struct hunt h = {.q = q, .crowd = &crowd, .record = QSER_APPLICATION};
	int64_t person = 0, organisation = 0;

	enum qser_status status = find_whom(&h, application, &person, &organisation);
	if (status != QSER_OK)
		return status;
	uint64_t written = h.whom.organisation;
	h.whom.organisation = (uint64_t)organisation;
	h.names = true; /* somebody decides about this one, who is told more than needed */
	status = hunt_among(&h, QSER_PERSON, person);
	h.whom.organisation = written;
	h.names = false;
	if (status == QSER_OK)
		status = hunt_among(&h, QSER_APPLICATION, application);
	return status == QSER_OK ? tell_matches(&h, fn, ctx) : status;
}

/* ---- At acceptance ---- */

/* Many may be accepted at once: the people are read for the first, and kept while nothing else
 * changes. */
struct kept_people {
	struct crowd people;
	int64_t command, seq; /* of the change log, as of when they were read */
};

static void forget_people(void *kept)
{
	struct kept_people *k = kept;

	crowd_free(&k->people);
	free(k);
}

static enum qser_status keep_people(struct qser *q, struct kept_people **out)
{
	struct kept_people *k = q->kept;

	if (!k) {
		k = calloc(1, sizeof(*k));
		if (!k)
			return no_memory(q);
		q->kept = k;
		q->forget = forget_people;
	}
	*out = k;
	if (k->command == q->log.command && k->seq == q->log.seq)
		return QSER_OK;
	crowd_free(&k->people);
	k->command = 0;
	enum qser_status status = crowd_read(q, &k->people);
	if (status == QSER_OK) {
		k->command = q->log.command;
		k->seq = q->log.seq;
	}
	return status;
}

static enum qser_status remark_first(struct hunt *h)
{
	_cleanup_(buffer_free) struct buffer why = BUFFER_INIT;
	_cleanup_(free_pointer) char *line = NULL;

	alike_say(h->matches[0].bits, &why);
	const struct qser_likely likely = {
		h->record, h->matches[0].record, h->whom.id, h->matches[0].id, buffer_text(&why)};
	enum qser_status status = qser_likely_describe(h->q, &likely, &line);
	if (status != QSER_OK)
		return status;
	if (h->count > 1)
		remark(h->q, "%s; all %zu: qser-mentor likely %" PRId64, line, h->count,
			h->whom.id);
	else
		remark(h->q, "%s; see qser-mentor likely %" PRId64, line, h->whom.id);
	return QSER_OK;
}

enum qser_status tell_likely(struct qser *q, int64_t application, int64_t person)
{
	struct kept_people *k = NULL;
	enum qser_status status = keep_people(q, &k);
	if (status != QSER_OK || !k)
		return status;
	_cleanup_(hunt_free) struct hunt h = {
		.q = q, .crowd = &k->people, .record = QSER_APPLICATION, .names = true};
	size_t words = k->people.word_count;
	int64_t organisation = 0, ignored = 0;

	status = find_whom(&h, application, &ignored, &organisation);
	h.whom.organisation = (uint64_t)organisation;
	for (size_t i = 0; i < k->people.count && status == QSER_OK; i++)
		if (k->people.all[i].id != person)
			status = look_at(&h, QSER_PERSON, &k->people.all[i]);
	k->people.word_count = words;
	forget_switchboard(&h, 0, 0);
	sort_matches(&h);
	return status == QSER_OK && h.count ? remark_first(&h) : status;
}

#define SQL_PERSON "select " ONE_COLUMNS " from person where id = ?1"

enum qser_status learn_person(struct qser *q, int64_t person)
{
	struct kept_people *k = q->kept;
	struct one one;

	if (!k || k->command != q->log.command)
		return QSER_OK;
	k->command = 0;
	_cleanup_(query_end) struct query row = query(q->store, SQL_PERSON);
	query_int(&row, 1, person);
	if (!query_row(&row))
		return query_status(&row);
	enum qser_status status = one_read(q, &k->people, &row, QSER_PERSON, NULL, &one);
	size_t at = k->people.count;
	while (at && k->people.all[at - 1].id > person)
		at--;
	if (status == QSER_OK && at && k->people.all[at - 1].id == person)
		k->people.all[at - 1] = one;
	else if (status == QSER_OK)
		status = crowd_add(q, &k->people, &one); /* ids grow: it is the last */
	if (status == QSER_OK) {
		k->command = q->log.command;
		k->seq = q->log.seq;
	}
	return status;
}
