/* response_page.c: a form filled in, as a page to read: answers, score, signatures. */
#include "response_page.h"

#include <inttypes.h>
#include <string.h>

static const struct qser_column
	item_column = {.name = "item", .label = "Item", .type = QSER_TEXT},
	question_column = {.name = "question", .label = "Question", .type = QSER_NOTE},
	answer_column = {.name = "answer", .label = "Answer", .type = QSER_NOTE},
	party_column = {.name = "party", .label = "Signed for", .type = QSER_TEXT},
	name_column = {.name = "name", .label = "By", .type = QSER_TEXT},
	day_column = {.name = "day", .label = "Day", .type = QSER_DAY},
	state_column = {.name = "state", .label = "State", .type = QSER_TEXT};

static const struct qser_column *const response_table[] = {
	&item_column, &question_column, &answer_column};
static const struct qser_column *const signature_table[] = {
	&party_column, &name_column, &day_column, &state_column};

static void put_answer(const struct sheet *sheet, size_t i, struct buffer *out)
{
	const char *value = sheet->answers[i].value;
	bool many = sheet->questions.items[i].kind == KIND_MULTI_CHOICE;

	if (!sheet->answers[i].shown)
		buffer_text_add(out, "not asked");
	else if (!value && sheet_missing(sheet, i))
		buffer_text_add(out, "missing");
	for (; sheet->answers[i].shown && value && *value; value++)
		if (many && *value == ';')
			buffer_text_add(out, ", ");
		else
			buffer_char(out, *value);
}

static void put_answers(struct document *d, const struct sheet *sheet)
{
	const struct questions *qs = &sheet->questions;
	size_t i = 0;

	for (size_t s = 0; s < qs->section_count; s++) {
		form_put_section(d, &qs->sections[s]);
		struct document_table *t = document_table(
			d, "items", NULL, response_table, COUNT(response_table), true);
		for (; i < qs->item_count && qs->items[i].section == s; i++) {
			_cleanup_(buffer_free) struct buffer question = BUFFER_INIT,
							     answer = BUFFER_INIT;
			form_question(qs, &qs->items[i], &question);
			put_answer(sheet, i, &answer);
			document_row(t, (const char *const[]){item_code(&qs->items[i]),
						buffer_text(&question), buffer_text(&answer)});
		}
	}
}

static void put_head(struct document *d, const struct sheet *sheet)
{
	static const struct {
		enum sheet_head head;
		const char *label;
	} facts[] = {{SHEET_DAY, "Day"}, {SHEET_OCCASION, "Occasion"}, {SHEET_SUBJECT, "About"},
		{SHEET_RESPONDENT, "By"}, {SHEET_PATH, "Path"}, {SHEET_NOTE, "Note"}};

	document_subtitle(d, "response %" PRId64 " to %s, revision %s", sheet->response,
		sheet->questions.head[FORM_CODE], sheet->questions.head[FORM_REVISION]);
	for (size_t i = 0; i < COUNT(facts); i++)
		if (sheet->head[facts[i].head])
			document_fact(d, facts[i].label, "%s", sheet->head[facts[i].head]);
}

/* ---- Score ---- */

struct totals {
	struct document *d;
	bool scored;
};

static int put_total(void *ctx, const struct qser_score *score)
{
	const struct totals *totals = ctx;
	struct document *d = totals->d;

	if (score->section)
		return 0;
	document_fact(
		d, "Answered", "%" PRId64 " of %" PRId64 " items", score->answered, score->asked);
	if (totals->scored && score->score >= 0)
		document_fact(d, "Score", "%" PRId64 ".%02" PRId64 " %%", score->score / 100,
			score->score % 100);
	return 0;
}

enum qser_status response_put_score(struct document *d, const struct sheet *sheet)
{
	struct totals totals = {d, is_judgement(sheet->questions.head[FORM_PURPOSE])};

	return sheet_score(sheet, put_total, &totals);
}

void response_put_missing(struct document *d, const struct sheet *sheet)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	for (size_t i = 0; i < sheet->questions.item_count; i++)
		if (sheet_missing(sheet, i))
			buffer_printf(&list, "%s%s", list.length ? ", " : "",
				item_code(&sheet->questions.items[i]));
	if (list.length)
		document_notice(d, "Still missing: %s", buffer_text(&list));
}

/* ---- Signatures ---- */

struct signatures {
	struct document *d;
	struct document_table *table; /* NULL: none yet */
	int64_t replaced_by;
	size_t broken;
};

static int put_signature(void *ctx, const struct qser_signature *signature)
{
	struct signatures *s = ctx;

	if (!s->table)
		s->table = document_table(
			s->d, "signatures", NULL, signature_table, COUNT(signature_table), false);
	s->broken += signature->broken;
	document_row(
		s->table, (const char *const[]){signature->party, signature->name, signature->day,
				  signature->broken ? "broken"
				  : s->replaced_by  ? "replaced"
						    : "valid"});
	return 0;
}

enum qser_status response_put_signatures(struct qser *q, struct document *d, int64_t response)
{
	struct signatures s = {.d = d};
	enum qser_status status = qser_response_replaced(q, response, &s.replaced_by);

	if (status == QSER_OK)
		status = qser_each_signature(q, QSER_RESPONSE, response, put_signature, &s);
	if (status != QSER_OK)
		return status;
	if (s.replaced_by)
		document_notice(d, "Replaced by %" PRId64 "%s", s.replaced_by,
			s.table ? "; its signatures no longer hold" : "");
	if (s.broken)
		document_notice(d, "Broken signature: this is not what was signed any more");
	return QSER_OK;
}

static enum qser_status put_revised(struct qser *q, struct document *d, int64_t response)
{
	static const char sql[] = "select revises from response where id = ?1";
	_cleanup_(query_end) struct query look = query(q->store, sql);
	int64_t revises = 0;

	query_int(&look, 1, response);
	enum qser_status status = query_number(&look, 0, &revises);
	if (revises)
		document_fact(d, "Revises", "response %" PRId64, revises);
	return status;
}

static enum qser_status put_page(struct qser *q, struct document *d, const struct sheet *sheet)
{
	put_head(d, sheet);
	enum qser_status status = put_revised(q, d, sheet->response);
	document_fact(d, "State", "%s", sheet->complete ? "complete" : "draft");
	if (status == QSER_OK)
		status = response_put_score(d, sheet);
	if (status == QSER_OK)
		status = response_put_signatures(q, d, sheet->response);
	response_put_missing(d, sheet);
	put_answers(d, sheet);
	form_put_credit(d, &sheet->questions);
	return status;
}

enum qser_status qser_response_show(
	struct qser *q, int64_t response, struct qser_spool *spool, const struct qser_style *style)
{
	_cleanup_(sheet_free) struct sheet sheet = {0};
	_cleanup_(document_freep) struct document *d = NULL;

	enum qser_status status = sheet_load(q, response, &sheet);
	if (status != QSER_OK)
		return status;
	d = document_new(sheet.questions.head[FORM_TITLE]);
	if (d)
		status = put_page(q, d, &sheet);
	return status == QSER_OK ? form_page_write(q, d, spool, style) : status;
}
