/* text_skeleton.c: which texts look alike, and which names are likely the same. */
#include "text.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "ascii.h"
#include "cleanup.h"
#include "utf8.h"

/*
 * What a folded letter looks like: a Latin one, else a Greek one.  Folded text has no capitals any
 * more, so one letter must stand for both: where capital and small letter resemble different ones
 * (Ν is N, but ν is v), the capital decides, as forms are filled in with capitals, and it is there
 * that alphabets get mixed.  The letters are those of the "confusables" of Unicode Technical
 * Standard 39 that Greek, Russian, Ukrainian, Serbian and Caucasian keyboards have.
 */
static uint32_t looks_like(uint32_t c)
{
	switch (c) {
	case 0x251: /* ɑ */
	case 0x3B1: /* α */
	case 0x430: /* а */
		return 'a';
	case 0x3B2: /* β, Β */
	case 0x432: /* в, В */
		return 'b';
	case 0x441: /* с */
		return 'c';
	case 0x501: /* ԁ */
		return 'd';
	case 0x3B5: /* ε, Ε */
	case 0x435: /* е */
		return 'e';
	case 0x261: /* ɡ */
		return 'g';
	case 0x3B7: /* η, Η */
	case 0x43D: /* н, Н */
	case 0x4BB: /* һ */
		return 'h';
	case 0x3B9: /* ι, Ι */
	case 0x456: /* і */
		return 'i';
	case 0x3F3: /* ϳ */
	case 0x458: /* ј */
		return 'j';
	case 0x3BA: /* κ */
	case 0x43A: /* к */
		return 'k';
	case 0x4CF: /* ӏ */
		return 'l';
	case 0x3BC: /* μ, Μ */
	case 0x43C: /* м, М */
		return 'm';
	case 0x3BD: /* ν, Ν */
		return 'n';
	case 0x3BF: /* ο */
	case 0x43E: /* о */
		return 'o';
	case 0x3C1: /* ρ */
	case 0x440: /* р */
		return 'p';
	case 0x51B: /* ԛ */
		return 'q';
	case 0x455: /* ѕ */
		return 's';
	case 0x3C4: /* τ, Τ */
	case 0x442: /* т, Т */
		return 't';
	case 0x475: /* ѵ */
		return 'v';
	case 0x51D: /* ԝ */
		return 'w';
	case 0x3C7: /* χ */
	case 0x445: /* х */
		return 'x';
	case 0x3C5: /* υ, Υ */
	case 0x443: /* у */
	case 0x4AF: /* ү */
		return 'y';
	case 0x3B6: /* ζ, Ζ */
		return 'z';
	case 0x433: /* г, Г */
		return 0x3B3;
	case 0x43F: /* п, П */
		return 0x3C0;
	case 0x444: /* ф, Ф */
		return 0x3C6;
	default:
		return c;
	}
}

static bool is_hyphen(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2019 || c == 0x201B ||
	       c == 0x2BB || c == 0x2BC;
}

void text_skeleton_into(struct buffer *out, const char *text)
{
	size_t to = out->length;

	text_fold_into(out, text);
	/* In place: nothing gets longer. */
	for (size_t from = to; from < out->length;) {
		uint32_t c;
		size_t n = utf8_read((unsigned char *)out->data + from, out->length - from, &c);
		if (n > 1) {
			c = is_hyphen(c) ? '-' : is_apostrophe(c) ? '\'' : looks_like(c);
			to += utf8_write(c, out->data + to);
		} else {
			out->data[to++] = out->data[from];
		}
		from += n ? n : 1;
	}
	out->length = to;
	if (out->data)
		out->data[to] = '\0';
}

char *text_skeleton(const char *text)
{
	struct buffer out = BUFFER_INIT;

	text_skeleton_into(&out, text);
	return buffer_take(&out);
}

/* ---- Names ---- */

#define WORDS_MAX 16 /* of a name; further ones are not looked at */

struct words {
	struct buffer text; /* each ends with NUL */
	size_t at[WORDS_MAX];
	size_t count;
};

static bool parts_words(uint32_t c)
{
	if (c < 0x80)
		return !ascii_is_digit((char)c) && !ascii_is_lower((char)(c | 0x20));
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
	return utf8_is_space(c) ||
	       (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_SO);
}

/* A word in plain Latin letters; one of which text_code knows no letter as it looks. */
static void add_latin(struct buffer *out, const char *word)
{
	char code[33];

	if (!text_code(word, code)) {
		text_skeleton_into(out, word);
		return;
	}
	for (const char *p = code; *p; p++)
		if (*p != '-' && *p != '.')
			buffer_char(out, *p);
}

static void end_word(struct words *words, struct buffer *word, enum text_letters letters)
{
	size_t start = words->text.length;

	if (word->length && words->count < WORDS_MAX) {
		if (letters == TEXT_LATIN)
			add_latin(&words->text, buffer_text(word));
		else
			text_skeleton_into(&words->text, buffer_text(word));
	}
	buffer_clear(word);
	if (words->text.length == start)
		return;
	buffer_char(&words->text, '\0');
	words->at[words->count++] = start;
}

/* ä ö ü are also written ae oe ue, the fold has them as a o u: in Latin letters they are the
 * former.  Returns what to add for the character, "" for nothing; NULL: itself. */
static const char *written_out(uint32_t c, const struct buffer *word)
{
	char last = word->length ? (char)(word->data[word->length - 1] | 0x20) : '\0';

	switch (c) {
	case 0xC4: /* Ä */
	case 0xE4:
		return "ae";
	case 0xD6: /* Ö */
	case 0xF6:
		return "oe";
	case 0xDC: /* Ü */
	case 0xFC:
		return "ue";
	case 0x308: /* the two dots by themselves */
		return last == 'a' || last == 'o' || last == 'u' ? "e" : NULL;
	default:
		return is_apostrophe(c) ? "" : NULL;
	}
}

static void read_words(struct words *words, const char *name, enum text_letters letters)
{
	_cleanup_(buffer_free) struct buffer word = BUFFER_INIT;
	const unsigned char *p = (const unsigned char *)name;
	size_t left = strlen(name), n;

	for (; left; p += n, left -= n) {
		uint32_t c = ' '; /* of a byte that is not UTF-8 */
		n = utf8_read(p, left, &c);
		const char *others =
			letters == TEXT_LATIN || is_apostrophe(c) ? written_out(c, &word) : NULL;
		if (others)
			buffer_text_add(&word, others);
		else if (!n || parts_words(c))
			end_word(words, &word, letters);
		else
			buffer_add(&word, p, n);
		n = n ? n : 1;
	}
	end_word(words, &word, letters);
	words->text.failed |= word.failed;
}

static void sort_words(struct words *words)
{
	const char *text = words->text.data;

	for (size_t i = 1; i < words->count; i++) {
		size_t this = words->at[i], k = i;
		for (; k && strcmp(text + words->at[k - 1], text + this) > 0; k--)
			words->at[k] = words->at[k - 1];
		words->at[k] = this;
	}
}

void text_name_key(struct buffer *out, const char *name, enum text_letters letters)
{
	struct words words = {.text = BUFFER_INIT};

	read_words(&words, name, letters);
	out->failed |= words.text.failed;
	if (!out->failed)
		sort_words(&words);
	for (size_t i = 0; i < words.count && !out->failed; i++) {
		if (i)
			buffer_char(out, ' ');
		buffer_text_add(out, words.text.data + words.at[i]);
	}
	buffer_free(&words.text);
}
