/* form_show.c: a form, and a form filled in, as a page to read or to print. */
#include <inttypes.h>
#include <string.h>

#include "../output/document.h"
#include "form.h"

static const struct qser_column
	item_column = {.name = "item", .label = "Item", .type = QSER_TEXT},
	question_column = {.name = "question", .label = "Question", .type = QSER_NOTE},
	answer_column = {.name = "answer", .label = "Answer", .type = QSER_NOTE},
	needed_column = {.name = "required", .label = "Required", .type = QSER_TEXT};

static const struct qser_column *const form_table[] = {
	&item_column, &question_column, &answer_column, &needed_column};
static const struct qser_column *const response_table[] = {
	&item_column, &question_column, &answer_column};

/* The question, and when it is asked. */
static void put_question(const struct questions *qs, const struct item *item, struct buffer *out)
{
	buffer_text_add(out, item_text(item, FORM_QUESTION));
	if (item->condition != NO_ITEM) {
		buffer_printf(out, " (if %s is ", item_code(&qs->items[item->condition]));
		for (const char *at = item->wanted; *at; at++)
			if (*at == '|')
				buffer_text_add(out, " or ");
			else
				buffer_char(out, *at);
		buffer_char(out, ')');
	}
}

static void put_section(struct document *d, const struct section *section)
{
	document_heading(d, 2, section_text(section, FORM_SECTION_TITLE));
	if (section_text(section, FORM_SECTION_HELP))
		document_paragraph(d, "%s", section_text(section, FORM_SECTION_HELP));
}

static void put_credit(struct document *d, const struct questions *qs)
{
	if (qs->head[FORM_CREDIT])
		document_paragraph(d, "Source: %s", qs->head[FORM_CREDIT]);
}

static enum qser_status write_page(struct qser *q, struct document *d, struct qser_spool *spool,
	const struct qser_style *style)
{
	return d ? document_write(d, spool, style, &q->error)
		 : fail(q, QSER_MEMORY, "out of memory");
}

/* ---- The form ---- */

static void put_form_items(struct document *d, const struct questions *qs)
{
	size_t i = 0;

	for (size_t s = 0; s < qs->section_count; s++) {
		put_section(d, &qs->sections[s]);
		struct document_table *t =
			document_table(d, "items", NULL, form_table, COUNT(form_table), true);
		for (; i < qs->item_count && qs->items[i].section == s; i++) {
			const struct item *item = &qs->items[i];
			_cleanup_(buffer_free) struct buffer question = BUFFER_INIT,
							     answer = BUFFER_INIT;
			put_question(qs, item, &question);
			if (item_text(item, FORM_HELP))
				buffer_printf(&question, " – %s", item_text(item, FORM_HELP));
			item_accepts(item, &answer);
			document_row(
				t, (const char *const[]){item_code(item), buffer_text(&question),
					   buffer_text(&answer), item->required ? "yes" : NULL});
		}
	}
}

enum qser_status qser_form_show(struct qser *q, int64_t form, const char *revision,
	struct qser_spool *spool, const struct qser_style *style)
{
	_cleanup_(questions_free) struct questions qs = {0};
	_cleanup_(document_freep) struct document *d = NULL;
	int64_t version = 0;

	enum qser_status status = form_version(q, form, revision, true, &version);
	if (status == QSER_OK)
		status = questions_load(q, version, &qs);
	if (status != QSER_OK)
		return status;
	d = document_new(qs.head[FORM_TITLE]);
	if (d) {
		document_subtitle(d, "%s, revision %s%s%s, %s; %zu item%s in %zu section%s",
			qs.head[FORM_CODE], qs.head[FORM_REVISION], qs.head[FORM_DAY] ? " of " : "",
			qs.head[FORM_DAY] ? qs.head[FORM_DAY] : "", qs.head[FORM_STATE],
			qs.whole_count, qs.whole_count == 1 ? "" : "s", qs.section_count,
			qs.section_count == 1 ? "" : "s");
		if (qs.head[FORM_DESCRIPTION])
			document_paragraph(d, "%s", qs.head[FORM_DESCRIPTION]);
		put_form_items(d, &qs);
		put_credit(d, &qs);
	}
	return write_page(q, d, spool, style);
}

/* ---- A response ---- */

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
		put_section(d, &qs->sections[s]);
		struct document_table *t = document_table(
			d, "items", NULL, response_table, COUNT(response_table), true);
		for (; i < qs->item_count && qs->items[i].section == s; i++) {
			_cleanup_(buffer_free) struct buffer question = BUFFER_INIT,
							     answer = BUFFER_INIT;
			put_question(qs, &qs->items[i], &question);
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

/* What people apply with, or agree upon, is no matter of marks. */
static bool is_judgement(const char *purpose)
{
	static const char *const purposes[] = {"checklist", "readiness", "evaluation"};

	for (size_t i = 0; i < COUNT(purposes); i++)
		if (!strcmp(purpose, purposes[i]))
			return true;
	return false;
}

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

static void put_missing(struct document *d, const struct sheet *sheet)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	for (size_t i = 0; i < sheet->questions.item_count; i++)
		if (sheet_missing(sheet, i))
			buffer_printf(&list, "%s%s", list.length ? ", " : "",
				item_code(&sheet->questions.items[i]));
	if (list.length)
		document_notice(d, "Still missing: %s", buffer_text(&list));
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
	struct totals totals = {d, is_judgement(sheet.questions.head[FORM_PURPOSE])};
	if (d) {
		put_head(d, &sheet);
		document_fact(d, "State", "%s", sheet.complete ? "complete" : "draft");
		status = sheet_score(&sheet, put_total, &totals);
		put_missing(d, &sheet);
		put_answers(d, &sheet);
		put_credit(d, &sheet.questions);
	}
	return status == QSER_OK ? write_page(q, d, spool, style) : status;
}
