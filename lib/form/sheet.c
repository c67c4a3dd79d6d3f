/*
 * sheet.c: a response in hand: the questions of its version, the answers, and who is asked what.
 *
 * An item with a condition is asked when the item that decides is asked itself and has one of the
 * answers wanted.  An answer to an item that is not asked any more stays stored, and counts
 * nowhere. In the response of an application, items with a target are columns of the application.
 */
#include <inttypes.h>
#include <string.h>

#include "form.h"

#define SQL_RESPONSE                                                                             \
	"select r.version, r.application, r.state, r.day, r.occasion, coalesce(s.name, s.code)," \
	" coalesce(p.name, p.code), t.title, r.note from response r"                             \
	" left join person s on s.id = r.subject left join person p on p.id = r.respondent"      \
	" left join path t on t.id = r.path where r.id = ?1"
#define SQL_ANSWERS "select id, item, value from answer where response = ?1"

void sheet_free(struct sheet *sheet)
{
	for (size_t i = 0; sheet->answers && i < sheet->questions.item_count; i++)
		free(sheet->answers[i].value);
	free(sheet->answers);
	for (size_t i = 0; i < COUNT(sheet->head); i++)
		free(sheet->head[i]);
	questions_free(&sheet->questions);
	*sheet = (struct sheet){0};
}

/* ---- Who is asked what ---- */

static void see_shown(struct sheet *sheet)
{
	const struct questions *qs = &sheet->questions;

	for (size_t i = 0; i < qs->item_count; i++) {
		size_t decides = qs->items[i].condition;
		sheet->answers[i].shown =
			decides == NO_ITEM ||
			(sheet->answers[decides].shown &&
				item_answer_is(&qs->items[decides], sheet->answers[decides].value,
					qs->items[i].wanted));
	}
}

enum qser_status sheet_put(struct qser *q, struct sheet *sheet, size_t item, const char *value)
{
	if (!questions_set(&sheet->answers[item].value, value))
		return fail(q, QSER_MEMORY, "out of memory");
	see_shown(sheet);
	return QSER_OK;
}

bool sheet_missing(const struct sheet *sheet, size_t item)
{
	const struct sheet_answer *answer = &sheet->answers[item];

	return answer->shown && sheet->questions.items[item].required && !answer->value;
}

/* Nothing answered is nothing complete, even where nothing is required. */
bool sheet_is_complete(const struct sheet *sheet)
{
	bool some = false;

	for (size_t i = 0; i < sheet->questions.item_count; i++) {
		if (sheet_missing(sheet, i))
			return false;
		some |= sheet->answers[i].shown && sheet->answers[i].value;
	}
	return some;
}

enum qser_status sheet_not_asked(
	struct qser *q, const struct sheet *sheet, size_t item, const char *name)
{
	const struct item *asked = &sheet->questions.items[item];
	const struct item *decides = &sheet->questions.items[asked->condition];
	const char *value = sheet->answers[asked->condition].value;

	if (!sheet->answers[asked->condition].shown)
		return fail(q, QSER_REFUSED, "%s: is not asked, since %s is not asked either", name,
			item_code(decides));
	_cleanup_(buffer_free) struct buffer wanted = BUFFER_INIT;
	for (const char *at = asked->wanted; *at; at++)
		if (*at == '|')
			buffer_text_add(&wanted, " or ");
		else
			buffer_char(&wanted, *at);
	return fail(q, QSER_REFUSED, "%s: is only asked when the answer to %s is %s; it is %s",
		name, item_code(decides), buffer_text(&wanted), value ? value : "open");
}

/* ---- From the database ---- */

static enum qser_status load_response(
	struct qser *q, int64_t response, struct sheet *sheet, int64_t *version)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_RESPONSE);
	bool kept = true;

	query_int(&look, 1, response);
	if (!query_row(&look))
		return query_status(&look) != QSER_OK
			       ? query_status(&look)
			       : fail(q, QSER_UNKNOWN, "there is no response %" PRId64, response);
	*version = query_get_int(&look, 0);
	sheet->application = query_is_null(&look, 1) ? 0 : query_get_int(&look, 1);
	sheet->complete = !strcmp(query_get_word(&look, 2), "complete");
	for (int i = 0; i <= SHEET_NOTE; i++)
		kept &= questions_set(&sheet->head[i], query_get_text(&look, 3 + i));
	return kept ? QSER_OK : fail(q, QSER_MEMORY, "out of memory");
}

static enum qser_status load_answers(struct qser *q, struct sheet *sheet)
{
	const struct questions *qs = &sheet->questions;
	_cleanup_(query_end) struct query look = query(q->store, SQL_ANSWERS);

	query_int(&look, 1, sheet->response);
	while (query_row(&look)) {
		size_t i = questions_item(qs, query_get_word(&look, 1), qs->item_count);
		if (i == NO_ITEM)
			continue;
		sheet->answers[i].id = query_get_int(&look, 0);
		if (!questions_set(&sheet->answers[i].value, query_get_text(&look, 2)))
			return fail(q, QSER_MEMORY, "out of memory");
	}
	return query_status(&look);
}

/* The application's own columns, as people read them. */
static int take_columns(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct sheet *sheet = ctx;
	const struct record *application = record_of(QSER_APPLICATION);

	(void)id;
	for (size_t i = 0; i < sheet->questions.item_count; i++) {
		const char *target = item_text(&sheet->questions.items[i], FORM_TARGET);
		size_t shown = 0;
		for (size_t c = 0; target && c < application->count && shown < count; c++) {
			if (application->columns[c].flags & QSER_HIDDEN)
				continue;
			if (!strcmp(application->columns[c].name, target)) {
				sheet->answers[i].column = true;
				if (!questions_set(&sheet->answers[i].value, values[shown]))
					return 1;
			}
			shown++;
		}
	}
	return 0;
}

enum qser_status sheet_load(struct qser *q, int64_t response, struct sheet *out)
{
	int64_t version = 0;

	*out = (struct sheet){.response = response};
	enum qser_status status = load_response(q, response, out, &version);
	if (status == QSER_OK)
		status = questions_load(q, version, &out->questions);
	if (status != QSER_OK)
		return status;
	out->answers = calloc(out->questions.item_count + 1, sizeof(*out->answers));
	if (!out->answers)
		return fail(q, QSER_MEMORY, "out of memory");
	status = load_answers(q, out);
	if (status == QSER_OK && out->application)
		status = qser_get(q, QSER_APPLICATION, out->application, take_columns, out);
	see_shown(out);
	return status == QSER_STOPPED ? fail(q, QSER_MEMORY, "out of memory") : status;
}

enum qser_status sheet_save_state(struct qser *q, struct sheet *sheet)
{
	bool complete = sheet_is_complete(sheet);

	if (complete == sheet->complete)
		return QSER_OK;
	_cleanup_(row_free) struct row row = {0};
	row_init(&row, q, QSER_RESPONSE);
	enum qser_status status = row_load(&row, sheet->response);
	row_put_text(&row, "state", complete ? "complete" : "draft");
	if (status == QSER_OK)
		status = row_save(&row);
	if (status == QSER_OK)
		status = response_tell_revised(q, sheet->response, complete);
	sheet->complete = complete;
	return status;
}
