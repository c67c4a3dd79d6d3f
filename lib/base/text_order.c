/* text_order.c: the sort key: which text comes first. */
#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "ascii.h"
#include "cleanup.h"
#include "utf8.h"

#define DECOMPOSED_MAX 32 /* characters of one; Unicode's longest is U+FDFA with 18 */

/*
 * A key is three levels: letters, accents, cases; each a string of weights, set apart by LEVEL, and
 * each later one counting only when the earlier ones are equal (the scheme of Unicode Technical
 * Standard 10, with weights of our own).  Weights that stand for the ordinary case are left off at
 * the end of a level, so most keys are the letters alone.
 */
enum weight {
	LEVEL = 0x01,
	ORDINARY = 0x03, /* no accent; lower case */
	CAPITAL = 0x05,
	ACCENT = 0x04,	       /* + mark - U+0300 */
	ACCENT_VARIANT = 0x75, /* ø, ß: another shape of the letters they sort with */
	ACCENT_OTHER = 0x7E,   /* + UTF-8 */

	SPACE = 0x03,
	PUNCTUATION = 0x04, /* + UTF-8 */
	DIGIT = 0x10,
	LATIN = 0x20, /* + 3 for each letter, which leaves two places after it */
	LATIN_OTHER = 0x6E,
	GREEK = 0x70,
	GREEK_OTHER = 0x8A,
	CYRILLIC = 0x90, /* + 3 for each letter */
	OTHER = 0xF0
};

enum { ACUTE = 0x301, TILDE = 0x303, BREVE = 0x306, DIAERESIS = 0x308, CARON = 0x30C };

struct sorting {
	struct buffer letters, accents, cases;
	size_t accents_ordinary, cases_ordinary; /* not yet written */
	bool ch;				 /* "ch" is a letter after h */
};

static void sorting_free(struct sorting *s)
{
	buffer_free(&s->letters);
	buffer_free(&s->accents);
	buffer_free(&s->cases);
}

static void weigh(struct buffer *level, size_t *ordinary, enum weight weight)
{
	if (weight == ORDINARY) {
		++*ordinary;
		return;
	}
	for (; *ordinary; --*ordinary)
		buffer_char(level, (char)ORDINARY);
	buffer_char(level, (char)weight);
}

static void weigh_letter(struct sorting *s, unsigned int weight, uint32_t utf8)
{
	char bytes[UTF8_MAX];

	buffer_char(&s->letters, (char)weight);
	if (utf8)
		buffer_add(&s->letters, bytes, utf8_write(utf8, bytes));
}

static void weigh_mark(struct sorting *s, uint32_t mark)
{
	char bytes[UTF8_MAX];

	if (mark >= 0x300 && mark <= 0x36F) {
		weigh(&s->accents, &s->accents_ordinary, (enum weight)(ACCENT + (mark - 0x300)));
		return;
	}
	weigh(&s->accents, &s->accents_ordinary, ACCENT_OTHER);
	buffer_add(&s->accents, bytes, utf8_write(mark, bytes));
}

/* Letters of other Cyrillic alphabets: the Russian one they come after, and how far (1 or 2). */
static const struct {
	uint16_t letter, after;
	unsigned char place;
} cyrillic_places[] = {
	{0x491, 0x433, 1}, /* ґ after г */
	{0x452, 0x434, 1}, /* ђ after д */
	{0x454, 0x435, 1}, /* є after е */
	{0x455, 0x437, 1}, /* ѕ after з */
	{0x456, 0x438, 1}, /* і after и */
	{0x458, 0x439, 1}, /* ј after й */
	{0x459, 0x43B, 1}, /* љ after л */
	{0x45A, 0x43D, 1}, /* њ after н */
	{0x45B, 0x442, 1}, /* ћ after т */
	{0x45F, 0x447, 1}, /* џ after ч */
};

static void weigh_cyrillic(struct sorting *s, uint32_t c)
{
	for (size_t i = 0; i < sizeof(cyrillic_places) / sizeof(*cyrillic_places); i++)
		if (cyrillic_places[i].letter == c) {
			weigh_letter(s,
				CYRILLIC + 3 * (cyrillic_places[i].after - 0x430U) +
					cyrillic_places[i].place,
				0);
			return;
		}
	if (c >= 0x430 && c <= 0x44F)
		weigh_letter(s, CYRILLIC + 3 * (c - 0x430), 0);
	else
		weigh_letter(s, OTHER, c);
}

/* A folded character on the level of letters. */
static void weigh_folded(struct sorting *s, uint32_t c)
{
	utf8proc_category_t category =
		c < 0x80 ? UTF8PROC_CATEGORY_CN : utf8proc_category((utf8proc_int32_t)c);

	if (c >= 'a' && c <= 'z')
		weigh_letter(s, LATIN + 3 * (c - 'a'), 0);
	else if (c >= '0' && c <= '9')
		weigh_letter(s, DIGIT + (c - '0'), 0);
	else if (c < 0x80 || (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_CO))
		weigh_letter(s, PUNCTUATION, c);
	else if (c >= 0x3B1 && c <= 0x3C9)
		weigh_letter(s, GREEK + (c - 0x3B1), 0);
	else if (c < 0x370 || (c >= 0x1E00 && c < 0x1F00) || (c >= 0x2C60 && c < 0x2C80) ||
		 (c >= 0xA720 && c < 0xA800))
		weigh_letter(s, LATIN_OTHER, c);
	else if (c < 0x400 || (c >= 0x1F00 && c < 0x2000))
		weigh_letter(s, GREEK_OTHER, c);
	else if (c < 0x530)
		weigh_cyrillic(s, c);
	else
		weigh_letter(s, OTHER, c);
}

/* Letter and mark that make a letter of their own: its weight; 0 when the mark is only an accent.
 */
static unsigned int weight_of_pair(uint32_t letter, uint32_t mark)
{
	if (mark == CARON && letter < 0x80 && strchr("crszdtn", (int)letter))
		return LATIN + 3 * (letter - 'a') + 1;
	if (mark == TILDE && letter == 'n')
		return LATIN + 3 * ('n' - 'a') + 2;
	if (mark == BREVE && letter == 0x438) /* й */
		return CYRILLIC + 3 * (0x439 - 0x430);
	if (mark == BREVE && letter == 0x443) /* ў */
		return CYRILLIC + 3 * (0x443 - 0x430) + 1;
	if (mark == DIAERESIS && letter == 0x456) /* ї */
		return CYRILLIC + 3 * (0x438 - 0x430) + 2;
	if (mark == ACUTE && letter == 0x433) /* ѓ */
		return CYRILLIC + 3 * (0x433 - 0x430) + 2;
	if (mark == ACUTE && letter == 0x43A) /* ќ */
		return CYRILLIC + 3 * (0x43A - 0x430) + 2;
	return 0;
}

/* The characters that c is without case, as letters that sort; how many. */
static size_t unfold(uint32_t c, uint32_t out[DECOMPOSED_MAX], bool *variant)
{
	utf8proc_int32_t folded[DECOMPOSED_MAX];
	int state = 0;
	size_t count = 0;

	*variant = false;
	if (c < 0x80) {
		out[0] = (unsigned char)ascii_lower((char)c);
		return 1;
	}
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, folded, DECOMPOSED_MAX,
		UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &state);
	const char *plain =
		n == 1 && folded[0] != 0x142 ? latin_letters((uint32_t)folded[0]) : NULL;
	*variant = n > 1 || plain; /* ß is ss, ø is o; but ł is a letter of its own */
	if (plain) {
		for (; *plain; plain++)
			out[count++] = (unsigned char)*plain;
		return count;
	}
	for (; (utf8proc_ssize_t)count < n && count < DECOMPOSED_MAX; count++)
		out[count] = (uint32_t)folded[count];
	return count;
}

/* The character at t[0] of left characters; how many were taken with it. */
static size_t weigh_one(struct sorting *s, const utf8proc_int32_t *t, size_t left)
{
	uint32_t c = (uint32_t)t[0];
	uint32_t letters[DECOMPOSED_MAX];
	bool variant, capital = c < 0x80 ? c >= 'A' && c <= 'Z' : utf8proc_isupper(t[0]);

	letters[0] = c;
	size_t count = unfold(c, letters, &variant);
	size_t taken = 1;
	unsigned int pair = left > 1 && count == 1 ? weight_of_pair(letters[0], (uint32_t)t[1]) : 0;

	if (pair || (s->ch && letters[0] == 'c' && left > 1 && (t[1] == 'h' || t[1] == 'H'))) {
		weigh_letter(s, pair ? pair : LATIN + 3 * ('h' - 'a') + 1, 0);
		taken = 2;
	} else if (letters[0] == 0x142) { /* ł */
		weigh_letter(s, LATIN + 3 * ('l' - 'a') + 1, 0);
	} else {
		for (size_t i = 0; i < count; i++)
			weigh_folded(s, letters[i]);
	}
	weigh(&s->accents, &s->accents_ordinary, ORDINARY);
	if (variant)
		weigh(&s->accents, &s->accents_ordinary, ACCENT_VARIANT);
	weigh(&s->cases, &s->cases_ordinary, capital ? CAPITAL : ORDINARY);
	return taken;
}

static bool is_mark(utf8proc_int32_t c)
{
	if (c < 0x300)
		return false;
	utf8proc_category_t category = utf8proc_category(c);
	return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

static void weigh_all(struct sorting *s, const utf8proc_int32_t *t, size_t count)
{
	bool spaced = false;

	for (size_t i = 0; i < count;) {
		if (utf8_is_space((uint32_t)t[i])) {
			spaced = s->letters.length != 0;
			i++;
			continue;
		}
		if (spaced) {
			weigh_letter(s, SPACE, 0);
			weigh(&s->accents, &s->accents_ordinary, ORDINARY);
			weigh(&s->cases, &s->cases_ordinary, ORDINARY);
			spaced = false;
		}
		if (is_mark(t[i]))
			weigh_mark(s, (uint32_t)t[i++]);
		else
			i += weigh_one(s, t + i, count - i);
	}
}

/* Text as characters taken apart; bytes that are not UTF-8 each count as one character. */
static size_t take_apart(const char *text, size_t length, utf8proc_int32_t *out, size_t room)
{
	bool ascii = true;

	for (size_t i = 0; i < length && ascii; i++)
		ascii = (unsigned char)text[i] < 0x80;
	if (!ascii) {
		utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)text,
			(utf8proc_ssize_t)length, out, (utf8proc_ssize_t)room,
			UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_IGNORE);
		if (n >= 0)
			return (size_t)n;
	}
	for (size_t i = 0; i < length && i < room; i++)
		out[i] = (unsigned char)text[i];
	return length;
}

static bool has_ch(const char *lang)
{
	return lang && (!strncmp(lang, "cs", 2) || !strncmp(lang, "sk", 2)) &&
	       !(lang[2] >= 'a' && lang[2] <= 'z');
}

static char *finish_key(struct sorting *s)
{
	if (s->accents.length || s->cases.length)
		buffer_char(&s->letters, (char)LEVEL);
	buffer_add(&s->letters, s->accents.data, s->accents.length);
	if (s->cases.length)
		buffer_char(&s->letters, (char)LEVEL);
	buffer_add(&s->letters, s->cases.data, s->cases.length);
	if (s->accents.failed || s->cases.failed)
		return NULL;
	return buffer_take(&s->letters);
}

char *text_sort_key(const char *text, const char *lang)
{
	utf8proc_int32_t few[128];
	_cleanup_(free_pointer) utf8proc_int32_t *many = NULL;
	utf8proc_int32_t *t = few;
	size_t room = sizeof(few) / sizeof(*few), length = strlen(text);
	_cleanup_(sorting_free) struct sorting s = {
		BUFFER_INIT, BUFFER_INIT, BUFFER_INIT, 0, 0, has_ch(lang)};

	size_t count = take_apart(text, length, t, room);
	if (count > room) {
		many = reallocarray(NULL, count + 1, sizeof(*many));
		if (!many)
			return NULL;
		t = many;
		count = take_apart(text, length, t, count + 1);
	}
	weigh_all(&s, t, count);
	return finish_key(&s);
}
