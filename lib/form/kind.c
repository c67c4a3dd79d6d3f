/*
 * kind.c: the kinds of items: which answers each takes, and how an answer is kept.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/number.h"
#include "../base/text.h"
#include "form.h"

const char *const item_kinds[] = {"yes-no", "yes-partly-no-na", "scale", "number", "date", "text",
	"choice", "multi-choice", NULL};

/* Folded, as text_fold gives them. */
static const char *const partly_words[] = {"partly", "partially", "εν μερει", "μερικωσ",
	"teilweise", "castecne", "en parte", "parcialmente", "en partie", "deels", NULL};
static const char *const na_words[] = {"na", "n/a", "n.a.", "not applicable", "δεν ισχυει", "δ/ι",
	"entfallt", "nicht zutreffend", "netyka se", "nehodi se", "no aplica", "no procede",
	"sans objet", "niet van toepassing", "n.v.t.", NULL};

#define NUMBER_SCALE 100 /* numbers have up to two decimals */

static bool among(const char *const *words, const char *word)
{
	for (; *words; words++)
		if (!strcmp(*words, word))
			return true;
	return false;
}

/* By the rules of a column of the record engine; a message begins with the name. */
static enum qser_status parse_as(struct qser *q, enum qser_type type, const struct item *item,
	const char *name, const char *text, struct cell *cell)
{
	const struct qser_column column = {.name = name, .type = type, .words = item->words};

	return value_parse(q, &column, text, cell);
}

static enum qser_status parse_judgement(struct qser *q, const struct item *item, const char *name,
	const char *text, struct buffer *out)
{
	struct cell cell = {.own = BUFFER_INIT};
	_cleanup_(free_pointer) char *folded = text_fold(text);
	bool three = item->kind == KIND_YES_PARTLY_NO_NA;

	if (!folded)
		return fail(q, QSER_MEMORY, "out of memory");
	if (three && among(partly_words, folded)) {
		buffer_text_add(out, "partly");
	} else if (three && among(na_words, folded)) {
		buffer_text_add(out, "na");
	} else {
		enum qser_status status = parse_as(q, QSER_BOOL, item, name, text, &cell);
		buffer_free(&cell.own);
		if (status == QSER_INVALID && three)
			return fail(q, status, "%s: \"%s\" is not one of yes, partly, no or na",
				name, text);
		if (status != QSER_OK)
			return status;
		buffer_text_add(out, cell.number ? "yes" : "no");
	}
	return QSER_OK;
}

static enum qser_status parse_scale(
	struct qser *q, const struct item *item, const char *text, struct buffer *out)
{
	int64_t number = 0;
	enum qser_status status = number_parse(text, item->low, item->high, &number, &q->error);

	if (status == QSER_OK)
		buffer_int(out, number);
	return status;
}

static void print_number(int64_t hundredths, struct buffer *out)
{
	int64_t whole = hundredths / NUMBER_SCALE, part = hundredths % NUMBER_SCALE;

	if (hundredths < 0)
		buffer_char(out, '-');
	buffer_int(out, whole < 0 ? -whole : whole);
	part = part < 0 ? -part : part;
	if (part)
		buffer_printf(
			out, part % 10 ? ".%02" PRId64 : ".%" PRId64, part % 10 ? part : part / 10);
}

static enum qser_status parse_number(
	struct qser *q, const struct item *item, const char *text, struct buffer *out)
{
	int64_t number = 0;
	enum qser_status status =
		decimal_parse(text, q->reading.decimal, NUMBER_SCALE, &number, &q->error);

	if (status != QSER_OK)
		return fail(q, QSER_INVALID,
			"\"%s\" is not a number with up to two decimals, like %s", text,
			q->reading.decimal == DECIMAL_COMMA ? "2,5" : "2.5");
	if (item->has_low && number < item->low * NUMBER_SCALE)
		return fail(q, QSER_INVALID, "%s is below %" PRId64 ", the lowest value", text,
			item->low);
	if (item->has_high && number > item->high * NUMBER_SCALE)
		return fail(q, QSER_INVALID, "%s is above %" PRId64 ", the highest value", text,
			item->high);
	print_number(number, out);
	return QSER_OK;
}

static bool has_member(const char *list, const char *member)
{
	size_t length = strlen(member);

	for (; *list; list += strcspn(list, ";"), list += *list == ';')
		if (strcspn(list, ";") == length && !strncmp(list, member, length))
			return true;
	return false;
}

/* The choices that were made, in the order of the form: equal sets are equal texts. */
static enum qser_status parse_choices(struct qser *q, const struct item *item, const char *name,
	const char *text, struct buffer *out)
{
	bool many = item->kind == KIND_MULTI_CHOICE;
	struct cell cell = {.own = BUFFER_INIT};
	enum qser_status status =
		parse_as(q, many ? QSER_WORDS : QSER_CHOICE, item, name, text, &cell);

	for (const char *const *word = item->words; status == QSER_OK && !cell.null && *word;
		word++)
		if (many ? has_member(cell.text, *word) : !strcmp(cell.text, *word))
			buffer_printf(out, "%s%s", out->length ? ";" : "", *word);
	buffer_free(&cell.own);
	return status;
}

enum qser_status item_parse(struct qser *q, const struct item *item, const char *name,
	const char *text, struct buffer *out)
{
	struct cell cell = {.own = BUFFER_INIT};
	enum qser_type type = item->kind == KIND_DATE ? QSER_DAY : QSER_NOTE;
	enum qser_status status = parse_as(q, type, item, name, text, &cell);

	if (status == QSER_OK && !cell.null) {
		switch (item->kind) {
		case KIND_YES_NO:
		case KIND_YES_PARTLY_NO_NA:
			status = parse_judgement(q, item, name, cell.text, out);
			break;
		case KIND_SCALE:
		case KIND_NUMBER:
			status = item->kind == KIND_SCALE ? parse_scale(q, item, cell.text, out)
							  : parse_number(q, item, cell.text, out);
			if (status != QSER_OK)
				error_prefix(&q->error, "%s", name);
			break;
		case KIND_CHOICE:
		case KIND_MULTI_CHOICE:
			status = parse_choices(q, item, name, cell.text, out);
			break;
		case KIND_DATE:
		case KIND_TEXT:
			buffer_add(out, cell.text, cell.length);
			break;
		}
	}
	buffer_free(&cell.own);
	return status == QSER_OK && out->failed ? fail(q, QSER_MEMORY, "out of memory") : status;
}

bool item_answer_is(const struct item *item, const char *value, const char *wanted)
{
	while (value && *wanted) {
		size_t length = strcspn(wanted, "|");
		_cleanup_(free_pointer) char *one = memory_ndup(wanted, length);
		if (one && (item->kind == KIND_MULTI_CHOICE ? has_member(value, one)
							    : !strcmp(value, one)))
			return true;
		wanted += length + (wanted[length] == '|');
	}
	return false;
}

static void accepts_range(const struct item *item, struct buffer *out)
{
	if (item->has_low && item->has_high)
		buffer_printf(out, "%" PRId64 " to %" PRId64, item->low, item->high);
	else if (item->has_low)
		buffer_printf(out, "a number from %" PRId64, item->low);
	else if (item->has_high)
		buffer_printf(out, "a number up to %" PRId64, item->high);
	else
		buffer_text_add(out, "a number");
}

void item_accepts(const struct item *item, struct buffer *out)
{
	switch (item->kind) {
	case KIND_YES_NO:
		buffer_text_add(out, "yes or no");
		break;
	case KIND_YES_PARTLY_NO_NA:
		buffer_text_add(out, "yes, partly, no or na");
		break;
	case KIND_SCALE:
	case KIND_NUMBER:
		accepts_range(item, out);
		break;
	case KIND_DATE:
		buffer_text_add(out, "a day");
		break;
	case KIND_TEXT:
		buffer_text_add(out, "text");
		break;
	case KIND_CHOICE:
	case KIND_MULTI_CHOICE:
		buffer_text_add(out, item->kind == KIND_CHOICE ? "one of: " : "any of: ");
		for (const char *const *word = item->words; word && *word; word++)
			buffer_printf(out, "%s%s", word == item->words ? "" : ", ", *word);
		break;
	}
}
