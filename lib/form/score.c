/*
 * score.c: how much of a response is answered, and how well it came out.
 *
 * A follow-up counts with its item as one: answered when what is asked of both is.  What is scored
 * is judgement: yes 1, partly a half, no 0, na left out; a scale from 0 at its low end to 1 at its
 * high end.  An item that has follow-ups only asks whether there was something to judge ("were
 * there complaints?"), so it is not scored itself.  The score is the mean, in hundredths of a
 * percent.
 */
#include "form.h"

#include <string.h>

bool is_judgement(const char *purpose)
{
	static const char *const purposes[] = {"checklist", "readiness", "evaluation"};

	for (size_t i = 0; i < COUNT(purposes); i++)
		if (!strcmp(purpose, purposes[i]))
			return true;
	return false;
}

struct tally {
	int64_t asked, answered, required, open, points, scored;
};

bool item_points(const struct item *item, const char *value, int64_t *points)
{
	switch (item->kind) {
	case KIND_YES_NO:
	case KIND_YES_PARTLY_NO_NA:
		*points = value[0] == 'y' ? POINT : value[0] == 'p' ? POINT / 2 : 0;
		return value[0] != 'n' || value[1] != 'a';
	case KIND_SCALE: {
		int64_t span = item->high - item->low, at = strtoll(value, NULL, 10) - item->low;
		/* Whole points and the rest apart, so that a wide scale does not overflow. */
		*points = at / span * POINT + at % span * POINT / span;
		return true;
	}
	case KIND_NUMBER:
	case KIND_DATE:
	case KIND_TEXT:
	case KIND_CHOICE:
	case KIND_MULTI_CHOICE:
		break;
	}
	return false;
}

/* Is every asked follow-up of an item answered, too? */
static bool followed_up(const struct sheet *sheet, size_t whole)
{
	for (size_t i = whole + 1; i < sheet->questions.item_count; i++)
		if (sheet->questions.items[i].whole == whole && sheet->answers[i].shown &&
			!sheet->answers[i].value)
			return false;
	return true;
}

static void count_item(const struct sheet *sheet, size_t i, struct tally *t)
{
	const struct item *item = &sheet->questions.items[i];
	const struct sheet_answer *answer = &sheet->answers[i];
	int64_t points = 0;

	if (!answer->shown)
		return;
	t->required += item->required;
	t->open += sheet_missing(sheet, i);
	if (item->whole == NO_ITEM) {
		t->asked++;
		t->answered += answer->value && followed_up(sheet, i);
	}
	if (answer->value && !item->has_follow_ups && item_points(item, answer->value, &points)) {
		t->points += points;
		t->scored++;
	}
}

static void add(struct tally *sum, const struct tally *t)
{
	sum->asked += t->asked;
	sum->answered += t->answered;
	sum->required += t->required;
	sum->open += t->open;
	sum->points += t->points;
	sum->scored += t->scored;
}

static struct qser_score score_of(const struct tally *t, const char *section, const char *title)
{
	int64_t whole = t->scored * POINT;

	return (struct qser_score){
		.section = section,
		.title = title,
		.asked = t->asked,
		.answered = t->answered,
		.required = t->required,
		.open = t->open,
		.scored = t->scored,
		.score = t->scored ? (t->points * 10000 + whole / 2) / whole : -1,
	};
}

enum qser_status sheet_score(const struct sheet *sheet, qser_score_fn *fn, void *ctx)
{
	const struct questions *qs = &sheet->questions;
	struct tally total = {0};
	size_t i = 0;

	for (size_t s = 0; s < qs->section_count; s++) {
		struct tally t = {0};
		for (; i < qs->item_count && qs->items[i].section == s; i++)
			count_item(sheet, i, &t);
		struct qser_score score = score_of(&t, section_text(&qs->sections[s], FORM_SECTION),
			section_text(&qs->sections[s], FORM_SECTION_TITLE));
		add(&total, &t);
		if (fn(ctx, &score))
			return QSER_STOPPED;
	}
	struct qser_score score = score_of(&total, NULL, NULL);
	return fn(ctx, &score) ? QSER_STOPPED : QSER_OK;
}

enum qser_status qser_response_score(struct qser *q, int64_t response, qser_score_fn *fn, void *ctx)
{
	_cleanup_(sheet_free) struct sheet sheet = {0};

	enum qser_status status = sheet_load(q, response, &sheet);
	return status == QSER_OK ? sheet_score(&sheet, fn, ctx) : status;
}

/* ---- Item by item ---- */

enum qser_status qser_response_each_item(
	struct qser *q, int64_t response, qser_item_fn *fn, void *ctx)
{
	_cleanup_(sheet_free) struct sheet sheet = {0};

	enum qser_status status = sheet_load(q, response, &sheet);
	for (size_t i = 0; i < sheet.questions.item_count && status == QSER_OK; i++) {
		_cleanup_(buffer_free) struct buffer accepts = BUFFER_INIT;
		struct qser_item one;
		status = item_describe(q, &sheet, i, &accepts, &one);
		if (status == QSER_OK && fn(ctx, &one))
			status = QSER_STOPPED;
	}
	return status;
}

#define SQL_ANSWERS "select item, value from answer where response = ?1 order by id"

enum qser_status qser_response_each_answer(
	struct qser *q, int64_t response, qser_answer_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_ANSWERS);

	query_int(&look, 1, response);
	while (query_row(&look))
		if (fn(ctx, query_get_text(&look, 0), query_get_text(&look, 1)))
			return QSER_STOPPED;
	return query_status(&look);
}
