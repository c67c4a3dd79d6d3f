/* draft.c: see draft.h. */
#include "draft.h"

#include <stdlib.h>
#include <string.h>

#include "../base/cleanup.h"
#include "../base/text.h"
#include "../base/utf8.h"
#include "map.h"

#define SPELLED_MAX 200 /* letters of a text whose spelling is compared */
#define SLIPS_MAX 12	/* letters that may differ in the longest */

struct draft_name {
	char *key; /* its words */
	size_t letters;
	const char *text;
	size_t length, target;
};

/* ---- Words ---- */

static bool is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
	return c > 0xBF && !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x303F);
}

/* Folded, and nothing but letters and single spaces: "your email we answer"; NULL: no memory. */
static char *words_of(const char *text, size_t *letters)
{
	_cleanup_(free_pointer) char *folded = header_key(text);
	_cleanup_(buffer_free) struct buffer out = BUFFER_INIT;
	const unsigned char *p = (const unsigned char *)folded;
	size_t left = folded ? strlen(folded) : 0, n;
	uint32_t c;

	*letters = 0;
	buffer_reserve(&out, left);
	for (; left; p += n, left -= n) {
		n = utf8_read(p, left, &c);
		if (n && is_letter(c)) {
			buffer_add(&out, p, n);
			++*letters;
		} else if (out.length && out.data[out.length - 1] != ' ') {
			buffer_char(&out, ' ');
		}
		n += !n;
	}
	if (out.length && out.data[out.length - 1] == ' ')
		out.data[--out.length] = '\0';
	return folded ? buffer_take(&out) : NULL;
}

static bool has_words(const char *text, const char *words)
{
	size_t length = strlen(words);

	for (const char *at = text; (at = strstr(at, words)); at++)
		if ((at == text || at[-1] == ' ') && (!at[length] || at[length] == ' '))
			return true;
	return false;
}

/* ---- Spelling ---- */

static size_t decode(const char *text, uint32_t out[SPELLED_MAX])
{
	const unsigned char *p = (const unsigned char *)text;
	size_t count = 0, n;

	for (size_t left = strlen(text); left && count < SPELLED_MAX; p += n, left -= n, count++) {
		n = utf8_read(p, left, &out[count]);
		if (!n)
			break;
	}
	return count;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters to put in, take out or change (Levenshtein 1965); beyond limit it is limit + 1. */
static size_t slips(const char *first, const char *second, size_t limit)
{
	uint32_t a[SPELLED_MAX], b[SPELLED_MAX];
	size_t as = decode(first, a), bs = decode(second, b), row[SPELLED_MAX + 1];

	if ((as > bs ? as - bs : bs - as) > limit)
		return limit + 1;
	for (size_t j = 0; j <= bs; j++)
		row[j] = j;
	for (size_t i = 1; i <= as; i++) {
		size_t corner = row[0], best = row[0] = i;
		for (size_t j = 1; j <= bs; j++) {
			size_t change = corner + (a[i - 1] != b[j - 1]);
			corner = row[j];
			row[j] = least(change, least(row[j], row[j - 1]) + 1);
			best = least(best, row[j]);
		}
		if (best > limit)
			return limit + 1;
	}
	return least(row[bs], limit + 1);
}

/* ---- Names ---- */

enum qser_status draft_name(
	struct draft_names *names, const char *text, size_t length, size_t target, struct error *e)
{
	_cleanup_(free_pointer) char *copy = memory_ndup(text, length);
	struct draft_name name = {.text = text, .length = length, .target = target};

	if (names->count == names->room) {
		size_t room = names->room ? 2 * names->room : 64;
		struct draft_name *more = reallocarray(names->names, room, sizeof(*names->names));
		if (!more)
			return error_set(e, QSER_MEMORY, "out of memory");
		names->names = more;
		names->room = room;
	}
	name.key = copy ? words_of(copy, &name.letters) : NULL;
	if (!name.key)
		return error_set(e, QSER_MEMORY, "out of memory");
	names->names[names->count++] = name;
	return QSER_OK;
}

enum qser_status draft_aliases(
	struct draft_names *names, const char *aliases, size_t target, struct error *e)
{
	enum qser_status status = QSER_OK;

	while (aliases && *aliases && status == QSER_OK) {
		size_t length = strcspn(aliases, "|");

		status = draft_name(names, aliases, length, target, e);
		aliases += length;
		aliases += *aliases == '|';
	}
	return status;
}

enum qser_status draft_columns(
	struct draft_names *names, const struct qser_column *columns, size_t count, struct error *e)
{
	struct header_names known;
	enum qser_status status = header_names_read(&known, columns, count, e);

	for (size_t i = 0; i < known.count && status == QSER_OK; i++)
		status = draft_name(names, known.names[i].text, known.names[i].length,
			known.names[i].column, e);
	header_names_free(&known);
	return status;
}

void draft_names_free(struct draft_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->names[i].key);
	free(names->names);
	*names = (struct draft_names){0};
}

/* ---- Guessing ---- */

struct heard {
	const char *key;
	size_t letters;
};

/*
 * A name within a heading: a short word, or one that is a small part of a long question, says too
 * little ("Date of birth", "Reason for applying").  Of two words or more a fifth is enough.
 */
static bool holds_name(const struct heard *h, const struct draft_name *n)
{
	size_t share = strchr(n->key, ' ') ? 5 : 3;

	return (n->letters >= 5 || 2 * n->letters >= h->letters) && n->letters >= 2 &&
	       share * n->letters >= h->letters && has_words(h->key, n->key);
}

/* A heading that is a good part of a question: "rules on confidentiality". */
static bool held_by_name(const struct heard *h, const struct draft_name *n)
{
	return n->letters >= 12 && h->letters >= 8 && strchr(h->key, ' ') &&
	       3 * h->letters >= n->letters && has_words(n->key, h->key);
}

static size_t slips_allowed(size_t letters)
{
	if (letters < 5 || letters > SPELLED_MAX / 2)
		return 0;
	return letters < 10 ? 1 : least(letters / 6 + 1, SLIPS_MAX);
}

static struct draft_guess compare(const struct heard *h, const struct draft_name *n)
{
	struct draft_guess guess = {
		.target = n->target, .name = n->text, .length = n->length, .weight = n->letters};
	size_t limit = slips_allowed(least(h->letters, n->letters));

	if (!strcmp(h->key, n->key)) {
		guess.ground = DRAFT_KNOWN;
		return guess;
	}
	if (limit && h->letters <= SPELLED_MAX / 2) {
		size_t differ = slips(h->key, n->key, limit);
		if (differ <= limit) {
			guess.ground = DRAFT_NEAR;
			guess.weight = SPELLED_MAX - differ;
			return guess;
		}
	}
	if (holds_name(h, n)) {
		guess.ground = DRAFT_HOLDS;
	} else if (held_by_name(h, n)) {
		guess.ground = DRAFT_HOLDS;
		guess.weight = h->letters;
	}
	return guess;
}

enum qser_status draft_guess(
	const struct draft_names *names, const char *text, struct draft_guess *out, struct error *e)
{
	struct heard h;
	_cleanup_(free_pointer) char *key = words_of(text, &h.letters);
	bool torn = false;

	*out = (struct draft_guess){0};
	if (!key)
		return error_set(e, QSER_MEMORY, "out of memory");
	h.key = key;
	for (size_t i = 0; i < names->count && *key && out->ground != DRAFT_KNOWN; i++) {
		struct draft_guess guess = compare(&h, &names->names[i]);
		bool equal = guess.ground == out->ground && guess.weight == out->weight;
		if (guess.ground > out->ground ||
			(guess.ground == out->ground && guess.weight > out->weight)) {
			*out = guess;
			torn = false;
		} else if (equal && guess.ground && guess.target != out->target) {
			torn = true;
		}
	}
	if (torn)
		*out = (struct draft_guess){0};
	return QSER_OK;
}

/* ---- Writing ---- */

/* On one line, and with nothing that cannot be seen. */
static void put_plain(struct buffer *out, const char *text)
{
	const unsigned char *p = (const unsigned char *)text;
	_cleanup_(buffer_free) struct buffer shown = BUFFER_INIT;
	char one[UTF8_MAX + 1];
	size_t n;
	uint32_t c;

	for (size_t left = strlen(text); left; p += n, left -= n) {
		n = utf8_read(p, left, &c);
		if (!n)
			c = 0, n = 1;
		memcpy(one, p, n);
		one[n] = '\0';
		buffer_clear(&shown);
		text_escape(&shown, one, false);
		if (c < 0x80 ? c < ' ' || c == 0x7F : utf8_is_space(c))
			buffer_char(out, ' ');
		else if (!strcmp(buffer_text(&shown), one))
			buffer_add(out, one, n);
	}
}

/* As it is, but for the line ends. */
static void put_whole(struct buffer *out, const char *text)
{
	for (; *text; text++)
		buffer_char(out, *text == '\n' || *text == '\r' ? '\t' : *text);
}

static bool same_key(char *(*key)(const char *), const char *a, const char *b)
{
	_cleanup_(free_pointer) char *first = key(a), *second = key(b);

	return first && second && !strcmp(first, second);
}

static void put_quoted(struct buffer *out, const char *text, char *(*key)(const char *))
{
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;

	put_plain(&line, text);
	if (!same_key(key, buffer_text(&line), text)) {
		buffer_clear(&line);
		put_whole(&line, text);
	}
	buffer_char(out, '"');
	for (const char *p = buffer_text(&line); *p; p++) {
		if (*p == '"')
			buffer_char(out, '"');
		buffer_char(out, *p);
	}
	buffer_char(out, '"');
	out->failed |= line.failed;
}

void draft_heading(struct buffer *out, const char *heading)
{
	put_quoted(out, heading, header_key);
}

void draft_value(struct buffer *out, const char *value)
{
	put_quoted(out, value, text_fold);
}
