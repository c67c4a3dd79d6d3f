/*
 * scores.c: how checklists came out, for all paths at once.
 *
 * What a score is, lib/form says.  Reading each response by itself would take longer than the whole
 * diary: here the answers come in one walk, and a version is read once for all its responses.
 */
#include "progress.h"
#include "scorer.h"

struct wanted {
	int64_t response;
	int16_t *score;
};

struct scoring {
	struct progress *p;
	struct wanted *wanted; /* by response */
	size_t count, at;
	struct scorer scorer;
};

static void scoring_free(struct scoring *s)
{
	scorer_free(&s->scorer);
	free(s->wanted);
}

/* ---- Which responses ---- */

static void want(struct scoring *s, struct checklists *c)
{
	if (c->first_response)
		s->wanted[s->count++] = (struct wanted){c->first_response, &c->first};
	if (c->last_response)
		s->wanted[s->count++] = (struct wanted){c->last_response, &c->last};
}

static int by_response(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;

	return (x->response > y->response) - (x->response < y->response);
}

static enum qser_status collect(struct scoring *s)
{
	struct progress *p = s->p;

	s->wanted = calloc(2 * (p->way_count + p->member_count) + 1, sizeof(*s->wanted));
	if (!s->wanted)
		return fail(p->q, QSER_MEMORY, "out of memory");
	for (size_t i = 0; i < p->way_count; i++)
		want(s, &p->ways[i].checklists);
	for (size_t i = 0; i < p->member_count; i++)
		want(s, &p->members[i].checklists);
	qsort(s->wanted, s->count, sizeof(*s->wanted), by_response);
	return QSER_OK;
}

/* ---- All of them ---- */

#define SQL_ANSWERS                                                                                \
	"select r.id, r.version, a.item, a.value from response r"                                  \
	" join form f on f.id = r.form and f.purpose = 'checklist' join answer a on a.response = " \
	"r.id"
#define ORDER_ANSWERS " order by r.id, a.item"

enum qser_status progress_read_scores(struct progress *p)
{
	_cleanup_(scoring_free) struct scoring s = {.p = p, .scorer = {.q = p->q}};
	enum qser_status status = collect(&s);

	if (status != QSER_OK || !s.count)
		return status;
	_cleanup_(query_end) struct query look =
		progress_query(p, SQL_ANSWERS, "r.path", ORDER_ANSWERS);
	bool more = query_row(&look);
	while (status == QSER_OK && more && s.at < s.count) {
		int64_t response = query_get_int(&look, 0);
		while (s.at < s.count && s.wanted[s.at].response < response)
			s.at++;
		if (s.at < s.count && s.wanted[s.at].response == response)
			status = scorer_one(&s.scorer, &look, &more, s.wanted[s.at].score);
		else
			more = query_row(&look);
	}
	return status == QSER_OK ? query_status(&look) : status;
}
