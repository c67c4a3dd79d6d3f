/*
 * scores.c: how checklists came out, for all paths at once.
 *
 * What a score is, lib/form says.  Reading each response by itself would take longer than the whole
 * diary: here the answers come in one walk, and a version is read once for all its responses.
 */
#include "progress.h"

#include "../form/form.h"

struct wanted {
	int64_t response;
	int16_t *score;
};

struct scoring {
	struct progress *p;
	struct wanted *wanted; /* by response */
	size_t count, at;
	struct sheet *sheets; /* one for each version */
	size_t sheet_count;
};

static void scoring_free(struct scoring *s)
{
	for (size_t i = 0; i < s->sheet_count; i++)
		sheet_free(&s->sheets[i]);
	free(s->sheets);
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

/* ---- One response ---- */

static enum qser_status add_sheet(struct scoring *s, int64_t version)
{
	struct qser *q = s->p->q;
	struct sheet *sheets = reallocarray(s->sheets, s->sheet_count + 1, sizeof(*sheets));

	if (!sheets)
		return fail(q, QSER_MEMORY, "out of memory");
	s->sheets = sheets;
	struct sheet *sheet = &sheets[s->sheet_count++];
	*sheet = (struct sheet){.response = 0};
	enum qser_status status = questions_load(q, version, &sheet->questions);
	if (status != QSER_OK)
		return status;
	sheet->answers = calloc(sheet->questions.item_count + 1, sizeof(*sheet->answers));
	return sheet->answers ? QSER_OK : fail(q, QSER_MEMORY, "out of memory");
}

/* The sheet of a version, without answers. */
static enum qser_status blank_sheet(struct scoring *s, int64_t version, struct sheet **out)
{
	size_t n = 0;

	while (n < s->sheet_count && s->sheets[n].questions.version != version)
		n++;
	enum qser_status status = n == s->sheet_count ? add_sheet(s, version) : QSER_OK;
	if (status != QSER_OK || !s->sheets)
		return status;
	*out = &s->sheets[n];
	for (size_t i = 0; (*out)->answers && i < (*out)->questions.item_count; i++)
		(void)questions_set(&(*out)->answers[i].value, NULL);
	return QSER_OK;
}

static int keep_score(void *ctx, const struct qser_score *score)
{
	int16_t *out = ctx;

	if (!score->section && score->score >= 0) /* the response as a whole, in hundredths */
		*out = (int16_t)((score->score + 50) / 100);
	return 0;
}

/* The walk stands on the first answer of a response, and goes on to that of the next. */
static enum qser_status score_one(struct scoring *s, struct query *look, bool *more, int16_t *score)
{
	int64_t response = query_get_int(look, 0);
	struct sheet *sheet = NULL;
	enum qser_status status = blank_sheet(s, query_get_int(look, 1), &sheet);

	if (!sheet)
		return status;
	for (; status == QSER_OK && *more && query_get_int(look, 0) == response;
		*more = query_row(look)) {
		const struct questions *qs = &sheet->questions;
		size_t i = questions_item(qs, query_get_text(look, 2), qs->item_count);
		if (i != NO_ITEM)
			status = sheet_put(s->p->q, sheet, i, query_get_text(look, 3));
	}
	return status == QSER_OK ? sheet_score(sheet, keep_score, score) : status;
}

/* ---- All of them ---- */

#define SQL_ANSWERS                                                                                \
	"select r.id, r.version, a.item, a.value from response r"                                  \
	" join form f on f.id = r.form and f.purpose = 'checklist' join answer a on a.response = " \
	"r.id"
#define ORDER_ANSWERS " order by r.id, a.item"

enum qser_status progress_read_scores(struct progress *p)
{
	_cleanup_(scoring_free) struct scoring s = {.p = p};
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
			status = score_one(&s, &look, &more, s.wanted[s.at].score);
		else
			more = query_row(&look);
	}
	return status == QSER_OK ? query_status(&look) : status;
}
