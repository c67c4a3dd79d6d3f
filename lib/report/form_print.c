/*
 * form_print.c: a form for a clipboard: boxes to tick, lines to write on, room for two signatures;
 * blank, or as somebody has filled it in.
 */
#include <inttypes.h>
#include <string.h>

#include "response_page.h"
#include "signing.h"

#define NBSP "\u00A0" /* what belongs together stays on one line */
#define SCALE_MOST 11 /* numbers to tick; more are written */
#define ROW 44	      /* columns of answers that stand beside each other */
#define LINE "____________________________"
#define SHORT_LINE "____________"

struct marks {
	const char *open, *ticked, *space, *between;
};

static const struct marks plain_marks = {"[ ]", "[x]", " ", "   "};
static const struct marks box_marks = {"☐", "☒", NBSP, NBSP NBSP " "};

struct sheet_of_paper {
	struct document *d;
	const struct questions *questions;
	const struct sheet *sheet; /* NULL: blank */
	const struct marks *marks;
};

/* ---- Answers ---- */

static void put_box(const struct sheet_of_paper *p, const char *word, bool ticked, size_t *used,
	struct buffer *out)
{
	size_t width = strlen(word) + 6;

	if (*used && *used + width > ROW) {
		buffer_char(out, '\n');
		*used = 0;
	}
	if (*used)
		buffer_text_add(out, p->marks->between);
	*used += width;
	buffer_printf(out, "%s%s", ticked ? p->marks->ticked : p->marks->open, p->marks->space);
	for (; *word; word++)
		if (*word == ' ')
			buffer_text_add(out, p->marks->space);
		else
			buffer_char(out, *word);
}

static void put_words(const struct sheet_of_paper *p, const struct item *item,
	const char *const *words, const char *value, struct buffer *out)
{
	size_t used = 0;

	for (; words && *words; words++)
		put_box(p, *words, value && item_answer_is(item, value, *words), &used, out);
}

static void put_scale(const struct sheet_of_paper *p, const struct item *item, const char *value,
	struct buffer *out)
{
	char number[24];
	size_t used = 0;

	for (int64_t n = item->low; n <= item->high; n++) {
		(void)snprintf(number, sizeof(number), "%" PRId64, n);
		put_box(p, number, value && !strcmp(value, number), &used, out);
	}
}

/* An answer that was written, or a line for it, and what may stand there. */
static void put_written(const struct item *item, const char *value, struct buffer *out)
{
	if (value)
		buffer_text_add(out, value);
	else if (item->kind == KIND_TEXT)
		buffer_text_add(out, LINE SHORT_LINE "\n" LINE SHORT_LINE);
	else {
		buffer_text_add(out, SHORT_LINE " (");
		item_accepts(item, out);
		buffer_char(out, ')');
	}
}

static void put_boxes(const struct sheet_of_paper *p, const struct item *item, const char *value,
	struct buffer *out)
{
	static const char *const two[] = {"yes", "no", NULL};
	static const char *const four[] = {"yes", "partly", "no", "na", NULL};

	switch (item->kind) {
	case KIND_YES_NO:
		put_words(p, item, two, value, out);
		break;
	case KIND_YES_PARTLY_NO_NA:
		put_words(p, item, four, value, out);
		break;
	case KIND_SCALE:
		if (item->high - item->low < SCALE_MOST)
			put_scale(p, item, value, out);
		else
			put_written(item, value, out);
		break;
	case KIND_CHOICE:
	case KIND_MULTI_CHOICE:
		put_words(p, item, item->words, value, out);
		break;
	case KIND_NUMBER:
	case KIND_DATE:
	case KIND_TEXT:
		put_written(item, value, out);
		break;
	}
}

static void put_item(const struct sheet_of_paper *p, size_t i)
{
	const struct item *item = &p->questions->items[i];
	const char *value =
		p->sheet && p->sheet->answers[i].shown ? p->sheet->answers[i].value : NULL;
	_cleanup_(buffer_free) struct buffer question = BUFFER_INIT, answer = BUFFER_INIT;

	form_question(p->questions, item, &question);
	if (item_text(item, FORM_HELP))
		buffer_printf(&question, "\n%s", item_text(item, FORM_HELP));
	if (p->sheet && !p->sheet->answers[i].shown)
		buffer_text_add(&answer, "not asked");
	else
		put_boxes(p, item, value, &answer);
	document_question(p->d, item_code(item), buffer_text(&question), buffer_text(&answer));
}

static void put_items(const struct sheet_of_paper *p)
{
	size_t i = 0;

	for (size_t s = 0; s < p->questions->section_count; s++) {
		form_put_section(p->d, &p->questions->sections[s]);
		for (; i < p->questions->item_count && p->questions->items[i].section == s; i++)
			put_item(p, i);
	}
}

/* ---- Head and foot ---- */

#define SQL_HEAD                                                                       \
	"select o.name, s.name, coalesce(w.name, t.name), r.day, r.occasion, p.title"  \
	" from response r left join path p on p.id = r.path"                           \
	" left join person s on s.id = r.subject"                                      \
	" left join organisation o on o.id = coalesce(p.organisation, s.organisation)" \
	" left join person t on t.id = p.trainer"                                      \
	" left join person w on w.id = r.respondent where r.id = ?1"

static void put_line(struct document *d, const char *label, const char *text)
{
	document_fact(d, label, "%s", text && *text ? text : LINE);
}

static enum qser_status put_head(struct qser *q, struct document *d, int64_t response)
{
	static const char *const labels[] = {
		"Organisation", "Member of staff", "Trainer", "Day", "Session", "Path"};
	_cleanup_(query_end) struct query look = query(q->store, SQL_HEAD);

	query_int(&look, 1, response);
	bool there = query_row(&look);
	for (size_t i = 0; i < COUNT(labels); i++) {
		const char *text = there ? query_get_text(&look, (int)i) : NULL;
		if (i < 5 || text)
			put_line(d, labels[i], text);
	}
	return query_status(&look);
}

static enum qser_status put_foot(struct qser *q, struct document *d, const struct sheet *sheet)
{
	static const char *const parties[] = {"trainer", "organisation", NULL};
	static const struct sign_line lines[] = {{"trainer", NULL}, {"organisation", NULL}};

	if (sheet)
		return sign_foot(q, d, QSER_RESPONSE, sheet->response, parties);
	sign_lines(d, lines, COUNT(lines));
	return QSER_OK;
}

static enum qser_status put_replaced(struct qser *q, struct document *d, int64_t response)
{
	int64_t by = 0;
	enum qser_status status = qser_response_replaced(q, response, &by);

	if (by)
		document_notice(d, "Replaced by response %" PRId64, by);
	return status;
}

static enum qser_status put_page(struct qser *q, const struct sheet_of_paper *p, int64_t response)
{
	document_subtitle(p->d, "%s, revision %s", p->questions->head[FORM_CODE],
		p->questions->head[FORM_REVISION]);
	if (p->sheet)
		document_subtitle(p->d, "response %" PRId64 "%s", response,
			p->sheet->complete ? "" : ", not complete");
	enum qser_status status = put_head(q, p->d, response);
	if (status == QSER_OK && p->sheet)
		status = response_put_score(p->d, p->sheet);
	if (p->sheet)
		response_put_missing(p->d, p->sheet);
	put_items(p);
	if (p->sheet && status == QSER_OK)
		status = put_replaced(q, p->d, response);
	if (status == QSER_OK)
		status = put_foot(q, p->d, p->sheet);
	form_put_credit(p->d, p->questions);
	return status;
}

/* The questions, blank or answered: those of the sheet are those of the response. */
static enum qser_status load(struct qser *q, const struct qser_printing *what,
	struct questions *questions, struct sheet *sheet)
{
	int64_t version = 0;

	if (what->response)
		return sheet_load(q, what->response, sheet);
	enum qser_status status = form_version(q, what->form, what->revision, true, &version);
	return status == QSER_OK ? questions_load(q, version, questions) : status;
}

enum qser_status qser_form_print(struct qser *q, const struct qser_printing *what,
	struct qser_spool *spool, const struct qser_style *style)
{
	_cleanup_(questions_free) struct questions questions = {0};
	_cleanup_(sheet_free) struct sheet sheet = {0};
	_cleanup_(document_freep) struct document *d = NULL;

	if (style->format != QSER_FORMAT_TEXT && style->format != QSER_FORMAT_HTML)
		return fail(q, QSER_USAGE,
			"a form is printed as text or html; its items as data "
			"are to be had with form show or show");
	enum qser_status status = load(q, what, &questions, &sheet);
	if (status != QSER_OK)
		return status;
	d = document_new(
		what->response ? sheet.questions.head[FORM_TITLE] : questions.head[FORM_TITLE]);
	const struct sheet_of_paper p = {
		.d = d,
		.questions = what->response ? &sheet.questions : &questions,
		.sheet = what->response && !what->blank ? &sheet : NULL,
		.marks = style->ascii ? &plain_marks : &box_marks,
	};
	if (d)
		status = put_page(q, &p, what->response);
	return status == QSER_OK ? form_page_write(q, d, spool, style) : status;
}
