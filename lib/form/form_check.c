/*
 * form_check.c: what an application form needs to be one (B6): four groups of questions, a name, an
 * address, and answers of a kind that fits the column of the application they set.
 */
#include <string.h>

#include "form.h"

/* The codes of the sections that every application form has. */
static const char *const groups[] = {"processes", "interests", "needs", "functions"};

struct checking {
	struct qser *q;
	const struct questions *qs;
	form_fault_fn *fn;
	void *ctx;
};

static enum qser_status fault(struct checking *c, const char *format, ...) _printf_(2, 3);
static enum qser_status fault(struct checking *c, const char *format, ...)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	va_list args;

	va_start(args, format);
	buffer_vprintf(&text, format, args);
	va_end(args);
	return text.failed ? fail(c->q, QSER_MEMORY, "out of memory")
			   : c->fn(c->ctx, buffer_text(&text));
}

static enum qser_status check_groups(struct checking *c)
{
	enum qser_status status = QSER_OK;

	for (size_t g = 0; g < COUNT(groups) && status == QSER_OK; g++) {
		bool there = false;
		for (size_t i = 0; i < c->qs->section_count; i++)
			there |=
				!strcmp(groups[g], section_text(&c->qs->sections[i], FORM_SECTION));
		if (!there)
			status = fault(c,
				"section: %s is missing; an application form has the sections "
				"processes, interests, needs and functions",
				groups[g]);
	}
	return status;
}

/* The item that sets a column, behind the n-th; NULL: none does. */
static const struct item *item_for(const struct questions *qs, const char *column, size_t from)
{
	for (size_t i = from; i < qs->item_count; i++) {
		const char *target = item_text(&qs->items[i], FORM_TARGET);
		if (target && !strcmp(target, column))
			return &qs->items[i];
	}
	return NULL;
}

static enum qser_status check_needed(struct checking *c, const char *column, const char *what)
{
	const struct item *item = item_for(c->qs, column, 0);

	if (!item)
		return fault(
			c, "target: no item asks for %s; give one the target %s", what, column);
	if (!item->required)
		return fault(
			c, "required: item %s must be, as it asks for %s", item_code(item), what);
	return QSER_OK;
}

/* What kinds of items set a column of that type, in words. */
static const char *kinds_for(enum qser_type type)
{
	switch (type) {
	case QSER_INT:
	case QSER_HOURS:
	case QSER_MINUTES:
		return "number";
	case QSER_CHOICE:
		return "choice";
	case QSER_DAY:
	case QSER_STAMP:
		return "date";
	case QSER_WORDS:
		return "text, choice or multi-choice";
	case QSER_EMAIL:
	case QSER_PHONE:
		return "text";
	default:
		return "text or choice";
	}
}

static bool fits(enum qser_type type, enum item_kind kind)
{
	switch (type) {
	case QSER_INT:
	case QSER_HOURS:
	case QSER_MINUTES:
		return kind == KIND_NUMBER;
	case QSER_CHOICE:
		return kind == KIND_CHOICE;
	case QSER_DAY:
	case QSER_STAMP:
		return kind == KIND_DATE;
	case QSER_WORDS:
		return kind == KIND_TEXT || kind == KIND_CHOICE || kind == KIND_MULTI_CHOICE;
	case QSER_EMAIL:
	case QSER_PHONE:
		return kind == KIND_TEXT;
	default:
		return kind == KIND_TEXT || kind == KIND_CHOICE;
	}
}

static bool among(const char *const *words, const char *word)
{
	while (*words && strcmp(*words, word) != 0)
		words++;
	return *words;
}

/* Each choice is a word of the column. */
static enum qser_status check_words(
	struct checking *c, const struct item *item, const struct qser_column *column)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; item->words && item->words[i] && status == QSER_OK; i++)
		if (!among(column->words, item->words[i]))
			status = fault(c, "choices: \"%s\" of item %s is no %s of an application",
				item->words[i], item_code(item), column->name);
	return status;
}

static enum qser_status check_item(struct checking *c, size_t n)
{
	const struct record *application = record_of(QSER_APPLICATION);
	const struct item *item = &c->qs->items[n];
	const char *target = item_text(item, FORM_TARGET);
	int at = target ? record_column(application, target) : -1;

	if (at < 0) /* the row itself was refused */
		return QSER_OK;
	const struct qser_column *column = &application->columns[at];
	const struct item *other = item_for(c->qs, target, n + 1);
	enum qser_status status = QSER_OK;
	if (other)
		status = fault(c, "target: %s is set by two items, %s and %s", target,
			item_code(item), item_code(other));
	if (status == QSER_OK && !fits(column->type, item->kind))
		status = fault(c, "kind: item %s sets %s and is to be %s", item_code(item), target,
			kinds_for(column->type));
	else if (status == QSER_OK && column->type == QSER_CHOICE)
		status = check_words(c, item, column);
	return status;
}

enum qser_status form_check_application(
	struct qser *q, const struct questions *qs, form_fault_fn *fn, void *ctx)
{
	struct checking c = {.q = q, .qs = qs, .fn = fn, .ctx = ctx};
	const char *purpose = qs->head[FORM_PURPOSE];
	enum qser_status status;

	if (!purpose || strcmp(purpose, "application") != 0)
		return qs->head[FORM_APPLICANTS]
			       ? fault(&c, "applicants: belongs to forms of the purpose "
					   "application; leave it empty")
			       : QSER_OK;
	status = check_groups(&c);
	if (status == QSER_OK)
		status = check_needed(&c, "name", "the name");
	if (status == QSER_OK)
		status = check_needed(&c, "email", "the e-mail address");
	for (size_t i = 0; i < qs->item_count && status == QSER_OK; i++)
		status = check_item(&c, i);
	return status;
}

/* ---- As a failure ---- */

struct first_fault {
	struct buffer text;
	int64_t count;
};

static enum qser_status take_fault(void *ctx, const char *text)
{
	struct first_fault *f = ctx;

	if (!f->count++)
		buffer_text_add(&f->text, text);
	return QSER_OK;
}

enum qser_status form_is_sound(struct qser *q, const struct questions *qs)
{
	struct first_fault f = {.text = BUFFER_INIT};
	enum qser_status status = form_check_application(q, qs, take_fault, &f);

	if (status == QSER_OK && f.count)
		status = fail(q, QSER_INVALID, "%s%s", buffer_text(&f.text),
			f.count > 1 ? " (and more; see: qser-mentor form check)" : "");
	buffer_free(&f.text);
	return status;
}

/* ---- The same questions? ---- */

static bool same(char *const *a, char *const *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(a[i] ? a[i] : "", b[i] ? b[i] : "") != 0)
			return false;
	return true;
}

bool questions_same(const struct questions *a, const struct questions *b)
{
	if (a->section_count != b->section_count || a->item_count != b->item_count)
		return false;
	for (size_t i = 0; i < a->section_count; i++)
		if (!same(a->sections[i].text, b->sections[i].text, COUNT(a->sections[i].text)))
			return false;
	for (size_t i = 0; i < a->item_count; i++)
		if (a->items[i].section != b->items[i].section ||
			!same(a->items[i].text, b->items[i].text, COUNT(a->items[i].text)))
			return false;
	return true;
}
