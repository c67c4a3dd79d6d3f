/*
 * value.c: the two forms of a value, for every type: text as people write it, and what is stored.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../base/clock.h"
#include "../base/number.h"
#include "../base/text.h"
#include "../base/yes_no.h"
#include "find.h"
#include "handle.h"
#include "choice.h"

#define TEXT_MAX 65536

/* ---- From text to what is stored ---- */

static enum qser_status keep(struct qser *q, struct cell *cell)
{
	if (cell->own.failed)
		return fail(q, QSER_MEMORY, "out of memory");
	cell->text = buffer_text(&cell->own);
	cell->length = cell->own.length;
	cell->null = cell->length == 0;
	return QSER_OK;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A space that does not break a line (U+00A0, U+202F, U+2007), as forms and spreadsheets leave at
 * the ends of cells: its length, or 0. */
static size_t hard_blank(const char *p)
{
	if (p[0] == '\xC2')
		return p[1] == '\xA0' ? 2 : 0;
	return p[0] == '\xE2' && p[1] == '\x80' && (p[2] == '\xAF' || p[2] == '\x87') ? 3 : 0;
}

static size_t first_blank(const char *text)
{
	return blank(*text) ? 1 : hard_blank(text);
}

static size_t last_blank(const char *text, size_t length)
{
	if (!length || blank(text[length - 1]))
		return length ? 1 : 0;
	if (length >= 2 && hard_blank(text + length - 2) == 2)
		return 2;
	return length >= 3 && hard_blank(text + length - 3) == 3 ? 3 : 0;
}

/* ASCII that is no blank: most texts begin and end so. */
static bool is_plain(char c)
{
	return c > ' ' && (unsigned char)c < 0x80;
}

/* Point the cell at the text without the blanks around it; a copy only where there are some. */
static enum qser_status trim(struct qser *q, const char *text, struct cell *cell)
{
	size_t length = strlen(text), n;

	if (length && (is_plain(*text) || !first_blank(text)) &&
		(is_plain(text[length - 1]) || !last_blank(text, length))) {
		cell->text = text;
		cell->length = length;
		cell->null = false;
		return QSER_OK;
	}
	while ((n = first_blank(text)))
		text += n, length -= n;
	while ((n = last_blank(text, length)))
		length -= n;
	buffer_clear(&cell->own);
	buffer_add(&cell->own, text, length);
	return keep(q, cell);
}

static enum qser_status parse_text(struct qser *q, const struct qser_column *c, struct cell *cell)
{
	if (cell->length > TEXT_MAX)
		return fail(q, QSER_INVALID, "is longer than %d bytes", TEXT_MAX);
	enum text_kind kind = c->type == QSER_NOTE ? TEXT_NOTE : TEXT_LINE;
	enum qser_status status = text_check(cell->text, cell->length, kind, &q->error);
	if (status != QSER_OK)
		return status;
	if (c->type == QSER_CODE && !text_is_code(cell->text))
		return text_refused(&q->error, cell->text,
			"is not a code: up to 32 of a-z, 0-9, \".\" and \"-\", a letter "
			"first");
	if (c->type == QSER_EMAIL && !text_is_email(cell->text))
		return text_refused(
			&q->error, cell->text, "is not an address, like maria@example.org");
	if (c->type == QSER_PHONE && !text_is_phone(cell->text))
		return text_refused(
			&q->error, cell->text, "is not a telephone number, like +30 210 1234567");
	return QSER_OK;
}

static enum qser_status parse_bool(struct qser *q, struct cell *cell)
{
	_cleanup_(free_pointer) char *folded = text_fold(cell->text);
	bool yes;

	if (!folded)
		return fail(q, QSER_MEMORY, "out of memory");
	if (!yes_no_read(folded, &yes))
		return text_refused(&q->error, cell->text, "is neither yes nor no");
	cell->number = yes;
	return QSER_OK;
}

static enum qser_status parse_choice(struct qser *q, const struct qser_column *c, struct cell *cell)
{
	const char *word;
	enum qser_status status = choice_find(q, c, cell->text, &word);

	if (status != QSER_OK)
		return status;
	cell->text = word;
	cell->length = strlen(word);
	return QSER_OK;
}

/* Members of "a; b|c": fn gets each without blanks around it; empty ones are passed over. */
typedef enum qser_status member_fn(
	struct qser *q, const struct qser_column *c, const char *member, struct buffer *out);

static enum qser_status each_member(struct qser *q, const struct qser_column *c, const char *text,
	const char *between, member_fn *fn, struct buffer *out)
{
	_cleanup_(buffer_free) struct buffer member = BUFFER_INIT;
	enum qser_status status = QSER_OK;

	while (*text && status == QSER_OK) {
		size_t length = strcspn(text, between), from = 0, to = length;
		while (from < to && blank(text[from]))
			from++;
		while (to > from && blank(text[to - 1]))
			to--;
		buffer_clear(&member);
		buffer_add(&member, text + from, to - from);
		if (member.failed)
			return fail(q, QSER_MEMORY, "out of memory");
		if (member.length)
			status = fn(q, c, buffer_text(&member), out);
		text += length;
		text += *text != '\0';
	}
	return status;
}

static bool has_member(const char *list, const char *end, const char *member, size_t length)
{
	for (const char *at = list, *stop; at < end; at = stop + 1) {
		stop = memchr(at, ';', (size_t)(end - at));
		stop = stop ? stop : end;
		if ((size_t)(stop - at) == length && !memcmp(at, member, length))
			return true;
	}
	return false;
}

/* Members are short: strcspn takes longer to begin than this to end. */
static size_t member_length(const char *at)
{
	size_t length = 0;

	while (at[length] && at[length] != ';' && at[length] != '|')
		length++;
	return length;
}

/* Is it what each_member and add_word would make of it, where any word is accepted? */
static bool is_list_as_stored(const char *text)
{
	for (const char *at = text;; at++) {
		size_t length = member_length(at);
		if (!length || blank(at[0]) || blank(at[length - 1]) || at[length] == '|' ||
			has_member(text, at, at, length))
			return false;
		at += length;
		if (!*at)
			return true;
	}
}

static enum qser_status add_word(
	struct qser *q, const struct qser_column *c, const char *member, struct buffer *out)
{
	const char *word = member;
	enum qser_status status = c->words ? choice_find(q, c, member, &word) : QSER_OK;

	if (status != QSER_OK)
		return status;
	const char *list = buffer_text(out);
	if (has_member(list, list + out->length, word, strlen(word)))
		return QSER_OK;
	if (out->length)
		buffer_char(out, ';');
	buffer_text_add(out, word);
	return QSER_OK;
}

/* Ids stand in order, so that equal sets are equal texts. */
static enum qser_status add_reference(
	struct qser *q, const struct qser_column *c, const char *member, struct buffer *out)
{
	int64_t id;
	enum qser_status status = find_record(q, record_of(c->ref), member, &id);
	if (status != QSER_OK)
		return status == QSER_UNKNOWN ? (q->error.status = QSER_INVALID) : status;

	_cleanup_(buffer_free) struct buffer sorted = BUFFER_INIT;
	bool placed = false;
	for (const char *at = buffer_text(out); *at; at += strcspn(at, ";"), at += *at == ';') {
		int64_t other = strtoll(at, NULL, 10);
		if (other == id)
			return QSER_OK;
		if (other > id && !placed) {
			buffer_printf(&sorted, "%s%" PRId64, sorted.length ? ";" : "", id);
			placed = true;
		}
		buffer_printf(&sorted, "%s%" PRId64, sorted.length ? ";" : "", other);
	}
	if (!placed)
		buffer_printf(&sorted, "%s%" PRId64, sorted.length ? ";" : "", id);
	if (sorted.failed)
		return fail(q, QSER_MEMORY, "out of memory");
	buffer_clear(out);
	buffer_add(out, sorted.data, sorted.length);
	return QSER_OK;
}

/* "Law, public, Social work" of a form: the words are known, so the commas are between some. */
static enum qser_status split_commas(
	struct qser *q, const struct qser_column *c, const char **text, struct buffer *apart)
{
	_cleanup_(vocabulary_free) struct vocabulary own = {0};
	struct vocabulary *v = q->reading.file && c->word_aliases ? choice_names(q, c) : &own;

	if (strpbrk(*text, ";|"))
		return QSER_OK;
	if (!v)
		return fail(q, QSER_MEMORY, "out of memory");
	for (const char *const *word = c->words; *word && v == &own; word++)
		vocabulary_add(v, *word, *word);
	if (vocabulary_split(v, *text, apart))
		*text = buffer_text(apart);
	return v->failed ? fail(q, QSER_MEMORY, "out of memory") : QSER_OK;
}

/* Each member as it is stored, and once. */
static enum qser_status rewrite_members(
	struct qser *q, const struct qser_column *c, struct cell *cell)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT, apart = BUFFER_INIT;
	const char *text = cell->text;
	enum qser_status status = QSER_OK;

	if (c->words && strchr(text, ','))
		status = split_commas(q, c, &text, &apart);
	bool whole = !c->words || text != cell->text || strpbrk(text, ";|");
	if (status == QSER_OK) /* of a list that is not known as a whole, what is not is named */
		status = each_member(q, c, text, whole ? ";|" : ",",
			c->type == QSER_REFS ? add_reference : add_word, &list);
	if (status == QSER_OK && list.failed)
		status = fail(q, QSER_MEMORY, "out of memory");
	if (status != QSER_OK)
		return status;
	buffer_clear(&cell->own);
	buffer_add(&cell->own, list.data, list.length);
	return keep(q, cell);
}

static enum qser_status parse_members(
	struct qser *q, const struct qser_column *c, struct cell *cell)
{
	enum qser_status status = text_check(cell->text, cell->length, TEXT_LINE, &q->error);
	bool any_word = c->type == QSER_WORDS && !c->words;

	if (status != QSER_OK || (any_word && is_list_as_stored(cell->text)))
		return status;
	return rewrite_members(q, c, cell);
}

static enum qser_status parse_reference(
	struct qser *q, const struct qser_column *c, struct cell *cell)
{
	enum qser_status status = find_record(q, record_of(c->ref), cell->text, &cell->number);

	/* Somebody else's missing record is a refused value of this one. */
	return status == QSER_UNKNOWN ? (q->error.status = QSER_INVALID) : status;
}

static enum qser_status within(struct qser *q, const struct qser_column *c, const struct cell *cell)
{
	if ((c->min == 0 && c->max == 0) || (cell->number >= c->min && cell->number <= c->max))
		return QSER_OK;
	if (c->type == QSER_INT)
		return fail(q, QSER_INVALID, "%" PRId64 " is not within %" PRId64 " to %" PRId64,
			cell->number, c->min, c->max);
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	duration_print(&text, c->min);
	buffer_text_add(&text, " to ");
	duration_print(&text, c->max);
	return text_refused(&q->error, cell->text, "is not within %s", buffer_text(&text));
}

static bool made_of(const char *text, const char *accepted)
{
	return text[strspn(text, accepted)] == '\0';
}

static enum qser_status parse_number(struct qser *q, const struct qser_column *c, struct cell *cell)
{
	int64_t max = c->max ? c->max : INT64_C(1000000000000);
	int64_t *out = &cell->number;
	enum qser_status status;

	if (c->type == QSER_INT)
		return number_parse(
			cell->text, c->min || c->max ? c->min : -max, max, out, &q->error);
	if (c->type == QSER_MINUTES && made_of(cell->text, "0123456789"))
		status = number_parse(cell->text, c->min, max, out, &q->error);
	else if (c->type == QSER_HOURS &&
		 (made_of(cell->text, "0123456789.,") || number_is_grouped(cell->text)))
		status = decimal_parse(cell->text, q->reading.decimal, 60, out, &q->error);
	else
		status = duration_parse(cell->text, max, out, &q->error);
	return status == QSER_OK ? within(q, c, cell) : status;
}

/* A form writes down when it was sent, and its column is one of days: that of the moment here. */
static enum qser_status day_of_moment(
	struct qser *q, const char *text, const struct day_context *days, day_t *day)
{
	int64_t utc = 0;
	int minute, offset;
	enum qser_status status = stamp_parse(text, days, &utc, &q->error);

	if (status == QSER_OK)
		utc_to_local(utc, day, &minute, &offset);
	return status;
}

static enum qser_status parse_day(struct qser *q, struct cell *cell)
{
	char text[DAY_TEXT];
	day_t day;

	if (cell->length == DAY_TEXT - 1 && day_read(cell->text, &day))
		return QSER_OK;
	const struct day_context *days;
	bool moment = q->reading.file && strchr(cell->text, ':');
	enum qser_status status = handle_days(q, &days);
	if (status == QSER_OK)
		status = moment ? day_of_moment(q, cell->text, days, &day)
				: day_parse(cell->text, days, &day, &q->error);
	if (status != QSER_OK)
		return status;
	day_print(day, text);
	buffer_clear(&cell->own);
	buffer_text_add(&cell->own, text);
	return keep(q, cell);
}

static enum qser_status parse_stamp(struct qser *q, struct cell *cell)
{
	const struct day_context *days;
	enum qser_status status = handle_days(q, &days);

	return status == QSER_OK ? stamp_parse(cell->text, days, &cell->number, &q->error) : status;
}

static enum qser_status parse_value(struct qser *q, const struct qser_column *c, struct cell *cell)
{
	switch (c->type) {
	case QSER_TEXT:
	case QSER_NOTE:
	case QSER_CODE:
	case QSER_EMAIL:
	case QSER_PHONE:
		return parse_text(q, c, cell);
	case QSER_INT:
	case QSER_MINUTES:
	case QSER_HOURS:
		return parse_number(q, c, cell);
	case QSER_BOOL:
		return parse_bool(q, cell);
	case QSER_DAY:
		return parse_day(q, cell);
	case QSER_STAMP:
		return parse_stamp(q, cell);
	case QSER_CHOICE:
		return parse_choice(q, c, cell);
	case QSER_WORDS:
	case QSER_REFS:
		return parse_members(q, c, cell);
	case QSER_REF:
		return parse_reference(q, c, cell);
	}
	return fail(q, QSER_INTERNAL, "column of no type");
}

enum qser_status value_parse(
	struct qser *q, const struct qser_column *c, const char *text, struct cell *cell)
{
	cell->null = true;
	cell->number = 0;
	cell->text = NULL;
	cell->length = 0;
	if (!text || !*text)
		return QSER_OK;
	enum qser_status status = trim(q, text, cell);
	if (status == QSER_OK && !cell->null)
		status = parse_value(q, c, cell);
	if (status != QSER_OK)
		error_prefix(&q->error, "%s", c->name);
	return status;
}

/* ---- From what is stored to text ---- */

bool value_print(const struct qser_column *c, struct query *from, int column, struct buffer *out)
{
	char stamp[STAMP_TEXT];

	if (query_is_null(from, column))
		return false;
	switch (c->type) {
	case QSER_INT:
	case QSER_MINUTES:
		buffer_int(out, query_get_int(from, column));
		break;
	case QSER_BOOL:
		buffer_text_add(out, query_get_int(from, column) ? "yes" : "no");
		break;
	case QSER_STAMP:
		stamp_print(query_get_int(from, column), stamp);
		buffer_text_add(out, stamp);
		break;
	case QSER_HOURS:
		duration_print_hours(out, query_get_int(from, column));
		break;
	default:
		buffer_text_add(out, query_get_text(from, column));
		break;
	}
	return true;
}

/* ---- Cells ---- */

bool cell_store(const struct qser_column *c, const struct cell *cell, struct buffer *out)
{
	if (cell->null)
		return false;
	if (type_is_number(c->type))
		buffer_int(out, cell->number);
	else
		buffer_add(out, cell->text, cell->length);
	return true;
}

void cell_load(const struct qser_column *c, const char *stored, struct cell *cell)
{
	cell->null = !stored;
	cell->text = NULL;
	cell->length = 0;
	cell->number = 0;
	if (!stored)
		return;
	if (type_is_number(c->type)) {
		cell->number = strtoll(stored, NULL, 10);
		return;
	}
	buffer_clear(&cell->own);
	buffer_text_add(&cell->own, stored);
	cell->text = buffer_text(&cell->own);
	cell->length = cell->own.length;
}

bool cell_equal(const struct qser_column *c, const struct cell *a, const struct cell *b)
{
	if (a->null || b->null)
		return a->null && b->null;
	if (type_is_number(c->type))
		return a->number == b->number;
	return a->length == b->length && !memcmp(a->text, b->text, a->length);
}
