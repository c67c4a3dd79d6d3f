/* form_show.c: a form as a page to read. */
#include <inttypes.h>
#include <string.h>

#include "form_page.h"

static const struct qser_column
	item_column = {.name = "item", .label = "Item", .type = QSER_TEXT},
	question_column = {.name = "question", .label = "Question", .type = QSER_NOTE},
	answer_column = {.name = "answer", .label = "Answer", .type = QSER_NOTE},
	needed_column = {.name = "required", .label = "Required", .type = QSER_TEXT};

static const struct qser_column *const form_table[] = {
	&item_column, &question_column, &answer_column, &needed_column};

void form_question(const struct questions *qs, const struct item *item, struct buffer *out)
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

void form_put_section(struct document *d, const struct section *section)
{
	document_heading(d, 2, "%s", section_text(section, FORM_SECTION_TITLE));
	if (section_text(section, FORM_SECTION_HELP))
		document_paragraph(d, "%s", section_text(section, FORM_SECTION_HELP));
}

void form_put_credit(struct document *d, const struct questions *qs)
{
	if (qs->head[FORM_CREDIT])
		document_paragraph(d, "Source: %s", qs->head[FORM_CREDIT]);
}

enum qser_status form_page_write(struct qser *q, struct document *d, struct qser_spool *spool,
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
		form_put_section(d, &qs->sections[s]);
		struct document_table *t =
			document_table(d, "items", NULL, form_table, COUNT(form_table), true);
		for (; i < qs->item_count && qs->items[i].section == s; i++) {
			const struct item *item = &qs->items[i];
			_cleanup_(buffer_free) struct buffer question = BUFFER_INIT,
							     answer = BUFFER_INIT;
			form_question(qs, item, &question);
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
		form_put_credit(d, &qs);
	}
	return form_page_write(q, d, spool, style);
}
