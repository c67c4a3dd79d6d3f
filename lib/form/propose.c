/*
 * propose.c: what a checklist shows is to be worked on, and how it comes to the path (H7).
 */
#include <inttypes.h>
#include <string.h>

#include "form.h"

/*
 * no and partly ask for work; a scale does at or below so many percent of its range.  What only
 * asks whether there was something to judge ("were there complaints?") does not, as in the score.
 */
static bool is_low(const struct sheet *sheet, size_t at, int64_t percent)
{
	const struct item *item = &sheet->questions.items[at];
	const struct sheet_answer *answer = &sheet->answers[at];
	int64_t points = 0;

	if (!answer->shown || !answer->value || item->has_follow_ups ||
		!item_points(item, answer->value, &points))
		return false;
	return item->kind == KIND_SCALE
		       ? points <= POINT / 100 * percent + POINT % 100 * percent / 100
		       : points < POINT;
}

/* "Stays friendly throughout": the question without the mark at its end. */
static void name_skill(const struct item *item, struct buffer *out)
{
	const char *question = item_text(item, FORM_QUESTION);
	size_t length = strlen(question);

	while (length && strchr("?.!:; \n\t", question[length - 1]))
		length--;
	if (length >= 2 && !memcmp(question + length - 2, "\xCD\xBE", 2)) /* Greek question mark */
		length -= 2;
	for (size_t i = 0; i < length; i++)
		buffer_char(out, question[i] == '\n' || question[i] == '\t' ? ' ' : question[i]);
}

/* What trainers ask of themselves are competences; what is seen of others at work are skills. */
static const char *kind_of(const struct sheet *sheet)
{
	return !strcmp(sheet->questions.head[FORM_PURPOSE], "readiness") ? "competence" : "skill";
}

struct taking {
	struct qser *q;
	const struct sheet *sheet;
	int64_t path;
};

/* The skill of that name that the path has; 0: none. */
static enum qser_status find_skill(
	const struct taking *t, const char *kind, const char *name, struct row *row, int64_t *id)
{
	row_init(row, t->q, QSER_SKILL);
	row_put_int(row, "path", t->path);
	enum qser_status status = row_set(row, "kind", kind);
	if (status == QSER_OK)
		status = row_set(row, "name", name);
	if (status == QSER_OK)
		status = row_derive_hidden(row);
	return status == QSER_OK ? row_find_same(row, QSER_KEY, id) : status;
}

static enum qser_status propose_item(
	const struct taking *t, size_t at, qser_proposal_fn *fn, void *ctx)
{
	const struct item *item = &t->sheet->questions.items[at];
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	_cleanup_(row_free) struct row row = {0};
	int64_t there = 0;
	enum qser_status status = QSER_OK;

	name_skill(item, &name);
	if (name.failed)
		return fail(t->q, QSER_MEMORY, "out of memory");
	if (t->path)
		status = find_skill(t, kind_of(t->sheet), buffer_text(&name), &row, &there);
	const struct qser_proposal one = {
		.item = item_code(item),
		.question = item_text(item, FORM_QUESTION),
		.answer = t->sheet->answers[at].value,
		.kind = kind_of(t->sheet),
		.skill = buffer_text(&name),
		.there = there,
	};
	return status != QSER_OK ? status : fn(ctx, &one) ? QSER_STOPPED : QSER_OK;
}

static enum qser_status check_percent(struct qser *q, int64_t percent)
{
	return percent >= 0 && percent <= 100
		       ? QSER_OK
		       : fail(q, QSER_INVALID, "below: %" PRId64 " is not a percentage, 0 to 100",
				 percent);
}

enum qser_status qser_response_propose(
	struct qser *q, int64_t response, int64_t percent, qser_proposal_fn *fn, void *ctx)
{
	_cleanup_(sheet_free) struct sheet sheet = {0};
	struct taking t = {.q = q, .sheet = &sheet};

	enum qser_status status = check_percent(q, percent);
	if (status == QSER_OK)
		status = sheet_load(q, response, &sheet);
	if (status == QSER_OK)
		status = response_path(q, response, &t.path);
	for (size_t i = 0; i < sheet.questions.item_count && status == QSER_OK; i++)
		if (is_low(&sheet, i, percent))
			status = propose_item(&t, i, fn, ctx);
	return status;
}

/* ---- Taking them over ---- */

static enum qser_status add_skill(const struct taking *t, size_t at,
	const struct qser_adopting *how, qser_proposal_fn *fn, void *ctx)
{
	const struct item *item = &t->sheet->questions.items[at];
	const char *answer = t->sheet->answers[at].value;
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT, note = BUFFER_INIT;
	_cleanup_(row_free) struct row row = {0};
	int64_t there = 0;

	name_skill(item, &name);
	struct qser_proposal one = {
		.item = item_code(item),
		.question = item_text(item, FORM_QUESTION),
		.answer = answer,
		.kind = how->kind ? how->kind : kind_of(t->sheet),
		.skill = how->name ? how->name : buffer_text(&name),
	};
	enum qser_status status = find_skill(t, one.kind, one.skill, &row, &there);
	one.there = there;
	if (status == QSER_OK && !there) {
		buffer_printf(&note, "%s, response %" PRId64 ": %s: %s",
			t->sheet->questions.head[FORM_CODE], t->sheet->response, one.item,
			answer ? answer : "open");
		row_put_text(&row, "note", buffer_text(&note));
		status = name.failed || note.failed ? fail(t->q, QSER_MEMORY, "out of memory")
						    : row_save(&row);
		one.skill_id = row.id;
	} else if (status == QSER_OK) {
		one.skill_id = there;
	}
	return status != QSER_OK ? status : fn(ctx, &one) ? QSER_STOPPED : QSER_OK;
}

static bool is_named(const struct qser_adopting *how, const char *code)
{
	for (size_t i = 0; i < how->count; i++)
		if (!strcmp(how->items[i], code))
			return true;
	return false;
}

static enum qser_status check_adopting(const struct taking *t, const struct qser_adopting *how)
{
	const struct questions *qs = &t->sheet->questions;
	enum qser_status status = check_percent(t->q, how->below);

	if (status != QSER_OK)
		return status;
	if (!t->path)
		return fail(t->q, QSER_REFUSED,
			"response %" PRId64
			" belongs to no path that could take skills; set it with: qser-checklist "
			"edit %" PRId64 " --path PATH",
			t->sheet->response, t->sheet->response);
	if (how->name && how->count != 1)
		return fail(t->q, QSER_USAGE, "a name is for one item; name that item alone");
	for (size_t i = 0; i < how->count; i++)
		if (questions_item(qs, how->items[i], qs->item_count) == NO_ITEM) {
			_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;
			questions_codes(qs, &list);
			return fail(t->q, QSER_INVALID, "%s: %s %s has no such item; it has %s",
				how->items[i], qs->head[FORM_CODE], qs->head[FORM_REVISION],
				buffer_text(&list));
		}
	return QSER_OK;
}

enum qser_status qser_response_adopt(struct qser *q, int64_t response,
	const struct qser_adopting *how, qser_proposal_fn *fn, void *ctx)
{
	_cleanup_(sheet_free) struct sheet sheet = {0};
	struct taking t = {.q = q, .sheet = &sheet};

	enum qser_status status = sheet_load(q, response, &sheet);
	if (status == QSER_OK)
		status = response_path(q, response, &t.path);
	if (status == QSER_OK)
		status = check_adopting(&t, how);
	for (size_t i = 0; i < sheet.questions.item_count && status == QSER_OK; i++) {
		const char *code = item_code(&sheet.questions.items[i]);
		if (how->count ? is_named(how, code) : is_low(&sheet, i, how->below))
			status = add_skill(&t, i, how, fn, ctx);
	}
	return status;
}
