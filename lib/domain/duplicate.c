/*
 * duplicate.c: people who are in the database twice, perhaps.  They are listed for somebody to look
 * at; nothing is ever merged.
 *
 * Those with a key in common stand together once the keys are sorted.  In such a group all would be
 * like all, which nobody could read or wait for: each is told of with the first of the group alone.
 * Among 100,000 people it takes 0.2 s and 11 MiB, whatever they share.
 */
#include <inttypes.h>

#include "alike.h"

enum key_kind {
	BY_EMAIL,
	BY_NAME_AND_PHONE,
	BY_NAME_AND_ORGANISATION,
	BY_NAME,
	BY_PHONE,
	KEY_KINDS
};

struct key {
	uint64_t hash;
	uint32_t at; /* in the crowd */
};

struct found {
	uint32_t newer, older;
};

struct search {
	struct qser *q;
	struct crowd people;
	int64_t since;
	struct key *keys; /* of one kind; room for two of each person */
	size_t key_count;
	struct found *found;
	size_t count, room;
};

static void search_free(struct search *s)
{
	crowd_free(&s->people);
	free(s->keys);
	free(s->found);
}

static enum qser_status add_found(struct search *s, uint32_t newer, uint32_t older)
{
	if (s->people.all[newer].id <= s->since)
		return QSER_OK;
	if (s->count == s->room) {
		size_t room = s->room ? s->room * 2 : 64;
		struct found *found = reallocarray(s->found, room, sizeof(*found));
		if (!found)
			return fail(s->q, QSER_MEMORY, "out of memory");
		s->found = found;
		s->room = room;
	}
	s->found[s->count++] = (struct found){newer, older};
	return QSER_OK;
}

static void add_key(struct search *s, uint32_t at, uint64_t what, uint64_t with)
{
	uint64_t hash = what ^ (with * UINT64_C(0x9E3779B97F4A7C15));

	if (what && with)
		s->keys[s->key_count++] = (struct key){hash, at};
}

/* Both keys of the name, together with something else. */
static void add_name(struct search *s, uint32_t at, uint64_t with)
{
	const struct one *one = &s->people.all[at];

	add_key(s, at, one->looks, with);
	if (one->latin != one->looks)
		add_key(s, at, one->latin, with);
}

static int compare_keys(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static void make_keys(struct search *s, enum key_kind kind)
{
	s->key_count = 0;
	for (uint32_t i = 0; i < s->people.count; i++) {
		const struct one *one = &s->people.all[i];
		if (kind == BY_EMAIL)
			add_key(s, i, one->email, 1);
		else if (kind == BY_PHONE)
			add_key(s, i, one->phone, 1);
		else
			add_name(s, i,
				kind == BY_NAME_AND_PHONE ? one->phone
				: kind == BY_NAME	  ? 1
							  : one->organisation);
	}
	qsort(s->keys, s->key_count, sizeof(*s->keys), compare_keys);
}

/* The same name: likely the same only where one is bare. */
static enum qser_status find_bare(struct search *s, const struct key *group, size_t count)
{
	uint32_t bare = UINT32_MAX; /* the first */
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < count && status == QSER_OK; i++) {
		uint32_t at = group[i].at;
		bool is_bare = s->people.all[at].bare;
		if (i && is_bare)
			status = add_found(s, at, group[0].at);
		else if (bare != UINT32_MAX)
			status = add_found(s, at, bare);
		if (is_bare && bare == UINT32_MAX)
			bare = at;
	}
	return status;
}

/* The same telephone; those of one name were found by that. */
static enum qser_status find_word(struct search *s, const struct key *group, size_t count)
{
	enum qser_status status = QSER_OK;

	if (count > ALIKE_SHARED_MAX)
		return QSER_OK;
	for (size_t i = 1; i < count; i++)
		for (size_t k = 0; k < i && status == QSER_OK; k++)
			if (alike(&s->people, &s->people.all[group[i].at],
				    &s->people.all[group[k].at]) &
				ALIKE_WORD)
				status = add_found(s, group[i].at, group[k].at);
	return status;
}

static enum qser_status find_first(struct search *s, const struct key *group, size_t count)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 1; i < count && status == QSER_OK; i++)
		status = add_found(s, group[i].at, group[0].at);
	return status;
}

static enum qser_status find(struct search *s, enum key_kind kind)
{
	enum qser_status status = QSER_OK;

	make_keys(s, kind);
	for (size_t i = 0, end; i < s->key_count && status == QSER_OK; i = end) {
		const struct key *group = s->keys + i;
		for (end = i + 1; end < s->key_count && s->keys[end].hash == group->hash;)
			end++;
		status = kind == BY_NAME    ? find_bare(s, group, end - i)
			 : kind == BY_PHONE ? find_word(s, group, end - i)
					    : find_first(s, group, end - i);
	}
	return status;
}

static int compare_found(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->newer != y->newer)
		return x->newer < y->newer ? -1 : 1;
	return (x->older > y->older) - (x->older < y->older);
}

static enum qser_status tell_found(struct search *s, qser_likely_fn *fn, void *ctx)
{
	struct qser_likely likely = {.record = QSER_PERSON, .other_record = QSER_PERSON};
	enum qser_status status = QSER_OK;

	if (s->count)
		qsort(s->found, s->count, sizeof(*s->found), compare_found);
	for (size_t i = 0; i < s->count && status == QSER_OK; i++) {
		if (i && !compare_found(&s->found[i], &s->found[i - 1]))
			continue;
		const struct one *newer = &s->people.all[s->found[i].newer];
		const struct one *older = &s->people.all[s->found[i].older];
		likely.id = newer->id;
		likely.other = older->id;
		status = alike_tell(s->q, &likely, alike(&s->people, newer, older), fn, ctx);
	}
	return status;
}

enum qser_status qser_duplicates(struct qser *q, int64_t since, qser_likely_fn *fn, void *ctx)
{
	_cleanup_(search_free) struct search s = {.q = q, .since = since};

	enum qser_status status = crowd_read(q, &s.people);
	if (status != QSER_OK || s.people.count < 2)
		return status;
	s.keys = calloc(2 * s.people.count, sizeof(*s.keys));
	if (!s.keys)
		return fail(q, QSER_MEMORY, "out of memory");
	for (int kind = 0; kind < KEY_KINDS && status == QSER_OK; kind++)
		status = find(&s, (enum key_kind)kind);
	return status == QSER_OK ? tell_found(&s, fn, ctx) : status;
}

/* ---- After an import ---- */

#define SHOWN 10
#define MANY 10000 /* new people whom nobody looks through after an import */

#define SQL_NEW "select count(*) from (select 1 from person where id > ?1 limit ?2) x"

static enum qser_status count_new(struct qser *q, int64_t last, int64_t *count)
{
	_cleanup_(query_end) struct query new = query(q->store, SQL_NEW);

	query_int(&new, 1, last);
	query_int(&new, 2, MANY + 1);
	return query_number(&new, 0, count);
}

struct telling {
	struct qser *q;
	int64_t count;
	enum qser_status status;
};

static int tell_one(void *ctx, const struct qser_likely *likely)
{
	struct telling *t = ctx;
	_cleanup_(free_pointer) char *line = NULL;

	if (t->count++ >= SHOWN)
		return 0;
	t->status = qser_likely_describe(t->q, likely, &line);
	if (t->status == QSER_OK)
		remark(t->q, "%s", line);
	return t->status != QSER_OK;
}

enum qser_status tell_duplicates(struct qser *q, int64_t last)
{
	struct telling t = {.q = q};
	int64_t new = 0;
	enum qser_status status = count_new(q, last, &new);

	if (status == QSER_OK && new > MANY) {
		remark(q, "who of them is likely the same, qser-person duplicates lists");
		return QSER_OK;
	}
	if (status == QSER_OK)
		status = qser_duplicates(q, last, tell_one, &t);
	if (t.status != QSER_OK)
		return t.status;
	if (status == QSER_OK && t.count > SHOWN)
		remark(q, "… and %" PRId64 " more", t.count - SHOWN);
	if (status == QSER_OK && t.count)
		remark(q,
			"%s added, nobody was merged; look at all of them with qser-person "
			"duplicates",
			t.count == 1 ? "the person was" : "they were");
	return status;
}
