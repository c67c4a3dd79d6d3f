/* text_fold.c: the folded key: which texts are the same. */
#include "text.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "ascii.h"
#include "utf8.h"

#define DECOMPOSED_MAX 32 /* characters of one; Unicode's longest is U+FDFA with 18 */

/*
 * The folded letter of U+00C0..U+017F; '.' asks the tables of utf8proc.  The letters of this file's
 * short cuts are checked against those tables by tests/unit/test_text.c.
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

	if (utf8_is_space(c)) {
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
	word_store(f->out->data + f->out->length, word_lower(w));
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
