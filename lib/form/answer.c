/*
 * answer.c: answers to the items of a response.
 *
 * However an answer comes in, by a verb, a row of answers or the wide columns of responses, the
 * item's kind decides what it may be and how it is kept, and the state of its response follows.
 */
#include <inttypes.h>
#include <string.h>

#include "form.h"
#include "seal.h"

static const struct qser_column answer_columns[] = {
	COLUMN_ID,
	{.name = "response",
		.label = "Response",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_RESPONSE,
		.help = "which response"},
	{.name = "item",
		.label = "Item",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.help = "code of the item in the revision that was answered"},
	{.name = "value",
		.label = "Answer",
		.type = QSER_NOTE,
		.flags = QSER_BRIEF | QSER_SENSITIVE,
		.help = "as the kind of the item asks"},
};

static enum qser_status no_such_item(
	struct qser *q, const struct sheet *sheet, const char *prefix, const char *code)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	questions_codes(&sheet->questions, &list);
	return fail(q, QSER_INVALID, "%s%s: %s %s has no such item; it has %s", prefix, code,
		sheet->questions.head[FORM_CODE], sheet->questions.head[FORM_REVISION],
		buffer_text(&list));
}

static enum qser_status of_the_application(
	struct qser *q, const struct sheet *sheet, size_t item, const char *name)
{
	return fail(q, QSER_REFUSED,
		"%s: is the %s of application %" PRId64 " and is changed there", name,
		item_text(&sheet->questions.items[item], FORM_TARGET), sheet->application);
}

/* ---- One answer as a record ---- */

static enum qser_status check_value(struct row *row, struct sheet *sheet)
{
	const char *code = row_text(row, "item"), *value = row_text(row, "value");
	size_t i = questions_item(&sheet->questions, code, sheet->questions.item_count);
	_cleanup_(buffer_free) struct buffer kept = BUFFER_INIT;

	if (i == NO_ITEM)
		return no_such_item(row->q, sheet, "item: ", code);
	if (!value)
		return fail(row->q, QSER_INVALID,
			"value: is empty; an answer is taken back with qser-checklist answer "
			"%" PRId64 " %s=",
			sheet->response, code);
	if (sheet->answers[i].column)
		return of_the_application(row->q, sheet, i, "item");
	enum qser_status status =
		item_parse(row->q, &sheet->questions.items[i], "value", value, &kept);
	if (status == QSER_OK && !sheet->answers[i].shown)
		status = sheet_not_asked(row->q, sheet, i, code);
	if (status != QSER_OK)
		return status;
	row_put_text(row, "value", buffer_text(&kept));
	const char *before = row->id ? row_stored_text(row, "value") : NULL;
	if (!before || strcmp(before, buffer_text(&kept)) != 0) /* "Ναι" is yes already */
		status = response_may_change(row->q, sheet->response);
	return status != QSER_OK ? status : sheet_put(row->q, sheet, i, buffer_text(&kept));
}

static enum qser_status check_answer(struct row *row)
{
	_cleanup_(sheet_free) struct sheet sheet = {0};

	enum qser_status status = sheet_load(row->q, row_int(row, "response", 0), &sheet);
	return status == QSER_OK ? check_value(row, &sheet) : status;
}

static enum qser_status removing_answer(struct row *row)
{
	int64_t response = row_stored_int(row, "response", 0);
	_cleanup_(sheet_free) struct sheet sheet = {0};

	enum qser_status status = response_may_change(row->q, response);
	if (status == QSER_OK)
		status = sheet_load(row->q, response, &sheet);
	if (status != QSER_OK)
		return status;
	size_t i = questions_item(
		&sheet.questions, row_stored_text(row, "item"), sheet.questions.item_count);
	if (i != NO_ITEM)
		status = sheet_put(row->q, &sheet, i, NULL);
	return status == QSER_OK ? sheet_save_state(row->q, &sheet) : status;
}

static enum qser_status save_state(struct row *row)
{
	_cleanup_(sheet_free) struct sheet sheet = {0};

	enum qser_status status = sheet_load(row->q, row_int(row, "response", 0), &sheet);
	return status == QSER_OK ? sheet_save_state(row->q, &sheet) : status;
}

/* An answer that is to come back has its cells alone. */
static enum qser_status undoing_answer(struct row *row)
{
	int64_t path = 0, response = row_int(row, "response", row_stored_int(row, "response", 0));
	enum qser_status status = response_path(row->q, response, &path);

	return status == QSER_OK ? undoing_signed(row->q, QSER_RESPONSE, response, path) : status;
}

/* Undoing one of several commands leaves a response of another state than each of them knew. */
static enum qser_status answer_taken_back(struct row *row)
{
	int64_t response = row_stored_int(row, "response", 0);
	_cleanup_(sheet_free) struct sheet sheet = {0};

	enum qser_status status = sheet_load(row->q, response, &sheet);
	return status == QSER_OK ? sheet_save_state(row->q, &sheet) : status;
}

const struct record answer_record = {
	.id = QSER_ANSWER,
	.name = "answer",
	.plural = "answers",
	.table = "answer",
	.columns = answer_columns,
	.count = COUNT(answer_columns),
	.lead = "item",
	.check = check_answer,
	.saved = save_state,
	.removing = removing_answer,
	.taken_back = answer_taken_back,
	.undoing = undoing_answer,
};

/* ---- Several answers of one response ---- */

static enum qser_status write_answer(
	struct qser *q, struct sheet *sheet, size_t item, const char *value)
{
	struct sheet_answer *answer = &sheet->answers[item];
	_cleanup_(row_free) struct row row = {0};
	enum qser_status status = QSER_OK;

	if (!*value) {
		status = row_remove(q, QSER_ANSWER, answer->id);
		answer->id = 0;
		return status == QSER_OK ? sheet_put(q, sheet, item, NULL) : status;
	}
	row_init(&row, q, QSER_ANSWER);
	row.checked = true;
	if (answer->id)
		status = row_load(&row, answer->id);
	row_put_int(&row, "response", sheet->response);
	row_put_text(&row, "item", item_code(&sheet->questions.items[item]));
	row_put_text(&row, "value", value);
	if (status == QSER_OK)
		status = row_save(&row);
	answer->id = row.id;
	return status == QSER_OK ? sheet_put(q, sheet, item, value) : status;
}

static enum qser_status answer_item(
	struct qser *q, struct sheet *sheet, size_t item, const char *prefix, const char *value)
{
	const struct sheet_answer *answer = &sheet->answers[item];
	_cleanup_(buffer_free) struct buffer kept = BUFFER_INIT, name = BUFFER_INIT;

	buffer_printf(&name, "%s%s", prefix, item_code(&sheet->questions.items[item]));
	if (answer->column)
		return !value || !*value || (answer->value && !strcmp(value, answer->value))
			       ? QSER_OK
			       : of_the_application(q, sheet, item, buffer_text(&name));
	enum qser_status status = item_parse(
		q, &sheet->questions.items[item], buffer_text(&name), value ? value : "", &kept);
	if (status != QSER_OK)
		return status;
	if (!strcmp(buffer_text(&kept), answer->value ? answer->value : ""))
		return QSER_OK;
	if (kept.length && !answer->shown)
		return sheet_not_asked(q, sheet, item, buffer_text(&name));
	if (!sheet->open)
		status = response_may_change(q, sheet->response);
	sheet->open = true;
	return status != QSER_OK ? status : write_answer(q, sheet, item, buffer_text(&kept));
}

/* Every item must be there; columns without a value may be those of another revision. */
static enum qser_status check_items(struct qser *q, const struct sheet *sheet,
	const struct qser_field *items, size_t count, const char *prefix)
{
	for (size_t i = 0; i < count; i++) {
		const char *code = items[i].column;
		bool known = questions_item(&sheet->questions, code, sheet->questions.item_count) !=
			     NO_ITEM;
		if (!known && items[i].value && *items[i].value)
			return no_such_item(q, sheet, prefix, code);
		for (size_t k = 0; k < i; k++)
			if (!strcmp(items[k].column, code))
				return fail(q, QSER_INVALID, "%s%s: is given twice", prefix, code);
	}
	return QSER_OK;
}

/* In the order of the form, so that an item that decides is answered before those that hang on it.
 */
enum qser_status response_answer(struct qser *q, int64_t response, const struct qser_field *items,
	size_t count, const char *prefix)
{
	_cleanup_(sheet_free) struct sheet sheet = {0};

	enum qser_status status = handle_writes(q);
	if (status == QSER_OK)
		status = sheet_load(q, response, &sheet);
	if (status == QSER_OK)
		status = check_items(q, &sheet, items, count, prefix);
	for (size_t i = 0; i < sheet.questions.item_count && status == QSER_OK; i++)
		for (size_t k = 0; k < count && status == QSER_OK; k++)
			if (!strcmp(items[k].column, item_code(&sheet.questions.items[i])))
				status = answer_item(q, &sheet, i, prefix, items[k].value);
	return status == QSER_OK ? sheet_save_state(q, &sheet) : status;
}

enum qser_status qser_response_answer(
	struct qser *q, int64_t response, const struct qser_field *items, size_t count)
{
	return response_answer(q, response, items, count, "");
}
