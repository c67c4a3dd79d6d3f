/*
 * asking.c: a response that is answered item by item, by somebody who thinks in between.
 *
 * It is read once, and answered in memory: no lock, no transaction.  When it is saved, what stands
 * in the database must still be what was read.
 */
#include <inttypes.h>
#include <string.h>

#include "form.h"

struct qser_sheet {
	struct qser *q;
	struct sheet now;
	char **before; /* by item; the answers as they were read */
	size_t count;
	struct buffer accepts;
};

void qser_sheet_close(struct qser_sheet *s)
{
	if (!s)
		return;
	for (size_t i = 0; s->before && i < s->count; i++)
		free(s->before[i]);
	free(s->before);
	sheet_free(&s->now);
	buffer_free(&s->accepts);
	free(s);
}

static enum qser_status remember(struct qser_sheet *s)
{
	s->count = s->now.questions.item_count;
	s->before = calloc(s->count + 1, sizeof(*s->before));
	bool kept = s->before;
	for (size_t i = 0; kept && i < s->count; i++)
		kept = questions_set(&s->before[i], s->now.answers[i].value);
	return kept ? QSER_OK : fail(s->q, QSER_MEMORY, "out of memory");
}

enum qser_status qser_sheet_open(struct qser *q, int64_t response, struct qser_sheet **out)
{
	struct qser_sheet *s = *out = calloc(1, sizeof(*s));

	if (!s)
		return fail(q, QSER_MEMORY, "out of memory");
	s->q = q;
	enum qser_status status = sheet_load(q, response, &s->now);
	if (status == QSER_OK)
		status = response_is_open(q, response);
	return status == QSER_OK ? remember(s) : status;
}

size_t qser_sheet_count(const struct qser_sheet *s)
{
	return s->count;
}

enum qser_status item_describe(struct qser *q, const struct sheet *sheet, size_t at,
	struct buffer *accepts, struct qser_item *out)
{
	const struct item *item = &sheet->questions.items[at];
	const struct section *section = &sheet->questions.sections[item->section];

	buffer_clear(accepts);
	item_accepts(item, accepts);
	*out = (struct qser_item){
		.section = section_text(section, FORM_SECTION),
		.section_title = section_text(section, FORM_SECTION_TITLE),
		.section_help = section_text(section, FORM_SECTION_HELP),
		.item = item_code(item),
		.question = item_text(item, FORM_QUESTION),
		.help = item_text(item, FORM_HELP),
		.kind = item_text(item, FORM_KIND),
		.accepts = buffer_text(accepts),
		.value = sheet->answers[at].value,
		.asked = sheet->answers[at].shown,
		.required = item->required,
		.missing = sheet_missing(sheet, at),
		.follow_up = item->whole != NO_ITEM,
		.elsewhere = sheet->answers[at].column,
	};
	return accepts->failed ? fail(q, QSER_MEMORY, "out of memory") : QSER_OK;
}

enum qser_status qser_sheet_item(struct qser_sheet *s, size_t at, struct qser_item *out)
{
	if (at >= s->count)
		return fail(s->q, QSER_INTERNAL, "there is no item %zu", at);
	return item_describe(s->q, &s->now, at, &s->accepts, out);
}

enum qser_status qser_sheet_answer(struct qser_sheet *s, size_t at, const char *text)
{
	_cleanup_(buffer_free) struct buffer kept = BUFFER_INIT;

	if (at >= s->count || s->now.answers[at].column)
		return fail(s->q, QSER_INTERNAL, "item %zu is not answered here", at);
	const struct item *item = &s->now.questions.items[at];
	enum qser_status status = item_parse(s->q, item, item_code(item), text, &kept);
	return status == QSER_OK
		       ? sheet_put(s->q, &s->now, at, kept.length ? buffer_text(&kept) : NULL)
		       : status;
}

/* ---- What was changed, and keeping it ---- */

static bool same(const char *a, const char *b)
{
	return !strcmp(a ? a : "", b ? b : "");
}

/* An answer to an item that is not asked any more stays as it was. */
static bool is_changed(const struct qser_sheet *s, size_t i)
{
	const struct sheet_answer *answer = &s->now.answers[i];

	return answer->shown && !answer->column && !same(answer->value, s->before[i]);
}

enum qser_status qser_sheet_each_change(const struct qser_sheet *s, qser_answer_fn *fn, void *ctx)
{
	for (size_t i = 0; i < s->count; i++)
		if (is_changed(s, i)) {
			const char *value = s->now.answers[i].value;
			if (fn(ctx, item_code(&s->now.questions.items[i]), value ? value : ""))
				return QSER_STOPPED;
		}
	return QSER_OK;
}

static enum qser_status check_unchanged(struct qser_sheet *s)
{
	_cleanup_(sheet_free) struct sheet stored = {0};
	enum qser_status status = sheet_load(s->q, s->now.response, &stored);
	bool unchanged = stored.questions.version == s->now.questions.version &&
			 stored.questions.item_count == s->count;

	for (size_t i = 0; status == QSER_OK && unchanged && i < s->count; i++)
		unchanged = same(stored.answers[i].value, s->before[i]);
	if (status != QSER_OK || unchanged)
		return status;
	return fail(s->q, QSER_REFUSED,
		"response %" PRId64 " was changed by somebody else meanwhile; nothing was kept",
		s->now.response);
}

struct changes {
	struct qser_field *fields;
	size_t count;
};

static int take_change(void *ctx, const char *item, const char *text)
{
	struct changes *c = ctx;

	c->fields[c->count++] = (struct qser_field){item, text};
	return 0;
}

enum qser_status qser_sheet_save(struct qser_sheet *s)
{
	struct changes changes = {calloc(s->count + 1, sizeof(*changes.fields)), 0};

	if (!changes.fields)
		return fail(s->q, QSER_MEMORY, "out of memory");
	enum qser_status status = check_unchanged(s);
	if (status == QSER_OK)
		status = qser_sheet_each_change(s, take_change, &changes);
	if (status == QSER_OK && changes.count)
		status = response_answer(s->q, s->now.response, changes.fields, changes.count, "");
	free(changes.fields);
	return status;
}
