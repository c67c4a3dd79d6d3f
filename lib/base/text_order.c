/* text_order.c: which texts are the same, and which comes first. */
#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "ascii.h"
#include "cleanup.h"
#include "utf8.h"

#define DECOMPOSED_MAX 32 /* characters of one; Unicode's longest is U+FDFA with 18 */

static bool is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
	       c == 0x205F || c == 0x3000;
}

/* ---- Folding ----------------------------------------------------------------------------- */

/*
 * The folded letter of U+00C0..U+017F; '.' asks the tables of utf8proc.  The letters of this file's
 * three short cuts are checked against those tables by tests/unit/test_text.c.
 */
static const char latin_folds[] = "aaaaaa.ceeeeiiiidnooooo.ouuuuy.."
				  "aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
				  "aaaaaaccccccccddddeeeeeeeeeegggg"
				  "gggghhhhiiiiiiiiii..jjkk.llllll."
				  ".llnnnnnn...oooooo..rrrrrrssssss"
				  "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* The folded letter of U+0386..U+03CE, less 0x380. */
static const unsigned char greek_folds[] = {
	0x31, 0x00, 0x35, 0x37, 0x39, 0x00, 0x3F, 0x00, 0x45, 0x49,
	0x39, /* Ά · Έ Ή Ί . Ό . Ύ Ώ ΐ */
	0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F,
	0x40, 0x41, 0x00, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, /* Α … Ω */
	0x39, 0x45, 0x31, 0x35, 0x37, 0x39, 0x45,		    /* Ϊ Ϋ ά έ ή ί ΰ */
	0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F,
	0x40, 0x41, 0x43, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, /* α … ω */
	0x39, 0x45, 0x3F, 0x45, 0x49				    /* ϊ ϋ ό ύ ώ */
};

/* The one folded letter of the commonest characters; 0 asks the tables. */
static uint32_t fold_short(uint32_t c)
{
	if (c >= 0xC0 && c <= 0x17F) {
		char folded = latin_folds[c - 0xC0];
		return folded == '.' ? 0 : (unsigned char)folded;
	}
	if (c >= 0x386 && c <= 0x3CE) {
		uint32_t folded = greek_folds[c - 0x386];
		return folded ? 0x380 + folded : 0;
	}
	if (c >= 0x410 && c <= 0x44F && c != 0x419 && c != 0x439)
		return c < 0x430 ? c + 0x20 : c;
	return 0;
}

struct folding {
	struct buffer *out;
	bool spaced; /* a space here would be a second one, or the first of all */
};

static void fold_add(struct folding *f, uint32_t c)
{
	char bytes[UTF8_MAX];
	const char *letters = latin_letters(c);

	if (is_space(c)) {
		if (!f->spaced)
			buffer_char(f->out, ' ');
		f->spaced = true;
		return;
	}
	f->spaced = false;
	if (letters)
		buffer_text_add(f->out, letters);
	else
		buffer_add(f->out, bytes, utf8_write(c, bytes));
}

/* Any character: marks go before case is folded, or the iota below ᾳ would become a letter. */
static void fold_by_tables(struct folding *f, uint32_t c)
{
	const utf8proc_option_t take =
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
	utf8proc_int32_t apart[DECOMPOSED_MAX], folded[DECOMPOSED_MAX];
	int state = 0;

	utf8proc_ssize_t n =
		utf8proc_decompose_char((utf8proc_int32_t)c, apart, DECOMPOSED_MAX, take, &state);
	for (utf8proc_ssize_t i = 0; i < n && i < DECOMPOSED_MAX; i++) {
		utf8proc_ssize_t m = utf8proc_decompose_char(
			apart[i], folded, DECOMPOSED_MAX, take | UTF8PROC_CASEFOLD, &state);
		for (utf8proc_ssize_t j = 0; j < m && j < DECOMPOSED_MAX; j++)
			fold_add(f, (uint32_t)folded[j]);
	}
}

/* Eight ASCII bytes at once, when no white space among them must go; out has room. */
static bool fold_word(struct folding *f, const unsigned char *p)
{
	uint64_t w = word_load(p);

	if (!word_is_ascii(w) || word_below(w, 0x20))
		return false;
	uint64_t spaces = word_equal(w, ' ');
	if (spaces && ((spaces & spaces << 8) || (f->spaced && *p == ' ')))
		return false;
	uint64_t capitals = word_below(w, 'Z' + 1) & ~word_below(w, 'A');
	w |= capitals >> 2;
	memcpy(f->out->data + f->out->length, &w, sizeof(w));
	f->out->length += sizeof(w);
	f->spaced = p[7] == ' ';
	return true;
}

/* One character, its bytes counted; 0 when it is not UTF-8.  out has room for its length. */
static size_t fold_one(struct folding *f, const unsigned char *p, size_t left)
{
	struct buffer *out = f->out;
	uint32_t c;

	if (*p > ' ' && *p < 0x80) {
		out->data[out->length++] = ascii_lower((char)*p);
		f->spaced = false;
		return 1;
	}
	size_t n = utf8_read(p, left, &c);
	if (!n)
		return 0;
	uint32_t folded = fold_short(c);
	if (folded) {
		out->length += utf8_write(folded, out->data + out->length);
		f->spaced = false;
		return n;
	}
	/* Longer than it was, perhaps: make sure of room for the rest again. */
	out->data[out->length] = '\0';
	if (c < 0x80)
		fold_add(f, c);
	else
		fold_by_tables(f, c);
	buffer_reserve(out, left - n);
	return n;
}

static void lower_bytes(struct buffer *out, const char *text, size_t length)
{
	if (!buffer_reserve(out, length))
		return;
	for (size_t i = 0; i < length; i++)
		out->data[out->length++] = ascii_lower(text[i]);
	out->data[out->length] = '\0';
}

void text_fold_into(struct buffer *out, const char *text)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t left = strlen(text);
	size_t length = left;
	size_t start = out->length;
	struct folding f = {out, true};
	bool valid = true;

	if (!buffer_reserve(out, left))
		return;
	while (left && valid && !out->failed) {
		size_t n = left >= 8 && fold_word(&f, p) ? 8 : fold_one(&f, p, left);
		valid = n != 0;
		p += n;
		left -= n;
	}
	if (!valid || out->failed)
		out->length = start;
	else if (f.spaced && out->length > start)
		out->length--;
	out->data[out->length] = '\0';
	if (!valid)
		lower_bytes(out, text, length);
}

char *text_fold(const char *text)
{
	struct buffer out = BUFFER_INIT;

	text_fold_into(&out, text);
	return buffer_take(&out);
}

/* ---- Sort key ---------------------------------------------------------------------------- */

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
		if (is_space((uint32_t)t[i])) {
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
