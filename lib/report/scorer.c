/* scorer.c: see scorer.h.  What a score is, lib/form says. */
#include "scorer.h"

void scorer_free(struct scorer *s)
{
	for (size_t i = 0; i < s->count; i++)
		sheet_free(&s->sheets[i]);
	free(s->sheets);
}

static enum qser_status add_sheet(struct scorer *s, int64_t version)
{
	struct qser *q = s->q;
	struct sheet *sheets = reallocarray(s->sheets, s->count + 1, sizeof(*sheets));

	if (!sheets)
		return fail(q, QSER_MEMORY, "out of memory");
	s->sheets = sheets;
	struct sheet *sheet = &sheets[s->count++];
	*sheet = (struct sheet){.response = 0};
	enum qser_status status = questions_load(q, version, &sheet->questions);
	if (status != QSER_OK)
		return status;
	sheet->answers = calloc(sheet->questions.item_count + 1, sizeof(*sheet->answers));
	return sheet->answers ? QSER_OK : fail(q, QSER_MEMORY, "out of memory");
}

/* The sheet of a version, without answers. */
static enum qser_status blank_sheet(struct scorer *s, int64_t version, struct sheet **out)
{
	size_t n = 0;

	while (n < s->count && s->sheets[n].questions.version != version)
		n++;
	enum qser_status status = n == s->count ? add_sheet(s, version) : QSER_OK;
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

enum qser_status scorer_one(struct scorer *s, struct query *look, bool *more, int16_t *score)
{
	int64_t response = query_get_int(look, 0);
	struct sheet *sheet = NULL;
	enum qser_status status = blank_sheet(s, query_get_int(look, 1), &sheet);

	*score = NO_SCORE;
	if (!sheet)
		return status;
	for (; status == QSER_OK && *more && query_get_int(look, 0) == response;
		*more = query_row(look)) {
		const struct questions *qs = &sheet->questions;
		size_t i = questions_item(qs, query_get_word(look, 2), qs->item_count);
		if (i != NO_ITEM)
			status = sheet_put(s->q, sheet, i, query_get_text(look, 3));
	}
	return status == QSER_OK ? sheet_score(sheet, keep_score, score) : status;
}
