/* draft_cells.c: what the cells of a file tell about its columns, for the draft of a map. */
#include <string.h>

#include "../base/clock.h"
#include "../base/number.h"
#include "../base/hash.h"
#include "../base/text.h"
#include "draft.h"
#include "find.h"

#define DIFFERENT_MAX 4096 /* values of a field that are told apart */
#define PHONE_DIGITS 7	   /* a number of fewer may be anything */

void cells_free(struct cells *cells)
{
	for (size_t i = 0; i < cells->count; i++)
		free(cells->values[i].text);
	free(cells->values);
}

/* ---- Would the column take it? ---- */

/* Ids must be those of records there are. */
static enum qser_status accepts_id(struct drafting *d, const char *text)
{
	int64_t id;

	if (!d->database || number_parse(text, 1, INT64_MAX, &id, NULL) != QSER_OK)
		return QSER_INVALID;
	return find_record(d->q, d->record, text, &id);
}

enum qser_status cells_accepts(
	struct drafting *d, const struct qser_column *c, const char *text, bool *accepted)
{
	struct cell cell = {.own = BUFFER_INIT};
	bool reference = c->type == QSER_REF || c->type == QSER_REFS;
	enum qser_status status = QSER_OK;

	if (c == d->record->columns)
		status = accepts_id(d, text);
	else if (!reference || d->database) /* else there is no telling */
		status = value_parse(d->q, c, text, &cell);
	buffer_free(&cell.own);
	*accepted = status == QSER_OK;
	if (status != QSER_OK && status != QSER_INVALID && status != QSER_UNKNOWN)
		return status;
	error_clear(&d->q->error);
	return QSER_OK;
}

/* ---- What does it look like? ---- */

static size_t digits_of(const char *text)
{
	size_t digits = 0;

	for (; *text; text++)
		digits += *text >= '0' && *text <= '9';
	return digits;
}

static bool is_day(const char *text)
{
	struct day_context dmy = {.order = DAY_ORDER_DMY}, mdy = {.order = DAY_ORDER_MDY};
	day_t day;

	return day_parse(text, &dmy, &day, NULL) == QSER_OK ||
	       day_parse(text, &mdy, &day, NULL) == QSER_OK;
}

static bool is_moment(const char *text)
{
	struct day_context dmy = {.order = DAY_ORDER_DMY}, mdy = {.order = DAY_ORDER_MDY};
	int64_t utc;

	return strchr(text, ':') && (stamp_parse(text, &dmy, &utc, NULL) == QSER_OK ||
					    stamp_parse(text, &mdy, &utc, NULL) == QSER_OK);
}

static void look(struct cells *cells, const char *text)
{
	size_t digits = digits_of(text);

	cells->single += !strchr(text, ' ');
	if (text_is_email(text))
		cells->addresses++;
	else if (digits && is_moment(text))
		cells->moments++;
	else if (digits && is_day(text))
		cells->days++;
	else if (digits >= PHONE_DIGITS && text_is_phone(text))
		cells->phones++;
}

/* ---- Different values ---- */

bool column_is_of_words(const struct qser_column *c)
{
	return c && (c->words || c->type == QSER_BOOL);
}

/* Values are told apart as the rules of a map do: folded. */
static enum qser_status hash_of(struct drafting *d, const char *text, uint64_t *hash)
{
	_cleanup_(free_pointer) char *folded = text_fold(text);

	if (!folded)
		return fail(d->q, QSER_MEMORY, "out of memory");
	*hash = hash_bytes(HASH_START, folded, strlen(folded));
	return QSER_OK;
}

static struct cell_value *add_value(struct cells *cells, uint64_t hash)
{
	if (cells->count == cells->room) {
		size_t room = cells->room ? 2 * cells->room : 8;
		struct cell_value *more = reallocarray(cells->values, room, sizeof(*more));
		if (!more)
			return NULL;
		cells->values = more;
		cells->room = room;
	}
	cells->values[cells->count] = (struct cell_value){.hash = hash};
	return &cells->values[cells->count++];
}

/* Texts are kept where they may be words of a choice; the others are only counted. */
static enum qser_status new_value(struct drafting *d, const struct qser_column *c,
	struct cells *cells, const char *text, uint64_t hash)
{
	bool keep = column_is_of_words(c) || (!c && cells->count < DRAFT_VALUES), accepted = true;
	struct cell_value *value = add_value(cells, hash);
	enum qser_status status = QSER_OK;

	if (!value)
		return fail(d->q, QSER_MEMORY, "out of memory");
	value->count = 1;
	if (keep && strlen(text) <= DRAFT_VALUE_MAX && !(value->text = memory_dup(text)))
		return fail(d->q, QSER_MEMORY, "out of memory");
	if (column_is_of_words(c))
		status = cells_accepts(d, c, text, &accepted);
	value->refused = !accepted;
	return status;
}

static enum qser_status count_value(
	struct drafting *d, const struct qser_column *c, struct cells *cells, const char *text)
{
	uint64_t hash = 0;
	enum qser_status status = hash_of(d, text, &hash);

	if (status != QSER_OK)
		return status;
	for (size_t i = 0; i < cells->count; i++)
		if (cells->values[i].hash == hash) {
			cells->values[i].count++;
			return QSER_OK;
		}
	return cells->count < DIFFERENT_MAX ? new_value(d, c, cells, text, hash) : QSER_OK;
}

/* A list of words holds several values. */
static enum qser_status count_members(
	struct drafting *d, const struct qser_column *c, struct cells *cells, const char *text)
{
	enum qser_status status = QSER_OK;

	while (*text && status == QSER_OK) {
		text += strspn(text, " ;|");
		size_t length = strcspn(text, ";|");
		_cleanup_(free_pointer) char *member = memory_ndup(text, length);
		if (!member)
			return fail(d->q, QSER_MEMORY, "out of memory");
		if (*member)
			status = count_value(d, c, cells, member);
		text += length;
	}
	return status;
}

/* ---- One cell ---- */

static char *trimmed(const char *text)
{
	size_t length;

	text += strspn(text, " \t\n");
	length = strlen(text);
	while (length && strchr(" \t\n", text[length - 1]))
		length--;
	return memory_ndup(text, length);
}

/* A list with commas that an import keeps as one value: only languages are known to it. */
static enum qser_status count_commas(
	struct drafting *d, const struct qser_column *c, struct cells *cells, const char *text)
{
	_cleanup_(buffer_free) struct buffer parts = BUFFER_INIT;
	bool apart = false;

	if (c->type != QSER_WORDS || c->words || !strchr(text, ','))
		return QSER_OK;
	if (!strcmp(c->name, "languages")) {
		if (!d->languages.count)
			vocabulary_add_languages(&d->languages);
		apart = vocabulary_split(&d->languages, text, &parts);
	}
	cells->commas += !apart;
	return d->languages.failed || parts.failed ? fail(d->q, QSER_MEMORY, "out of memory")
						   : QSER_OK;
}

enum qser_status cells_take(struct drafting *d, struct field *f, const char *text)
{
	const struct qser_column *c = draft_column(d, f);
	_cleanup_(free_pointer) char *value = trimmed(text);
	bool accepted = true;
	enum qser_status status = QSER_OK;

	if (!value)
		return fail(d->q, QSER_MEMORY, "out of memory");
	if (!*value)
		return QSER_OK;
	f->cells.filled++;
	look(&f->cells, value);
	if (c)
		status = cells_accepts(d, c, value, &accepted);
	f->cells.refused += !accepted;
	if (c && status == QSER_OK)
		status = count_commas(d, c, &f->cells, value);
	if (status != QSER_OK)
		return status;
	return c && c->type == QSER_WORDS && c->words ? count_members(d, c, &f->cells, value)
						      : count_value(d, c, &f->cells, value);
}

/* ---- Words ---- */

enum qser_status column_words(
	struct drafting *d, const struct qser_column *c, struct draft_names *names)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; c->words && c->words[i] && status == QSER_OK; i++) {
		status = draft_name(names, c->words[i], strlen(c->words[i]), i, &d->q->error);
		if (status == QSER_OK && c->word_aliases)
			status = draft_aliases(names, c->word_aliases[i], i, &d->q->error);
	}
	return status;
}

/* "Yes, please": the first word says it. */
static enum qser_status guess_bool(
	struct drafting *d, const struct qser_column *c, const char *value, const char **word)
{
	_cleanup_(free_pointer) char *first = memory_ndup(value, strcspn(value, " ,.;:!(-/"));
	struct cell cell = {.own = BUFFER_INIT};

	if (!first)
		return fail(d->q, QSER_MEMORY, "out of memory");
	enum qser_status status = *first ? value_parse(d->q, c, first, &cell) : QSER_INVALID;
	buffer_free(&cell.own);
	*word = status == QSER_OK ? (cell.number ? "yes" : "no") : NULL;
	if (status != QSER_INVALID)
		return status;
	error_clear(&d->q->error);
	return QSER_OK;
}

enum qser_status column_guess(struct drafting *d, const struct qser_column *c,
	const struct draft_names *names, const char *value, const char **word)
{
	struct draft_guess guess;

	if (c->type == QSER_BOOL)
		return guess_bool(d, c, value, word);
	enum qser_status status = draft_guess(names, value, &guess, &d->q->error);
	*word = status == QSER_OK && guess.ground ? c->words[guess.target] : NULL;
	return status;
}
