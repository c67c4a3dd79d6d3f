/* utf8.h: one character at a time, and eight ASCII bytes at a time. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define UTF8_MAX 4 /* bytes of one character */

/*
 * The character at p, of which left (at least 1) bytes are there: its length in bytes, or 0 when
 * the bytes are not well-formed (Unicode 15.0, table 3-7).
 */
static inline size_t utf8_read(const unsigned char *p, size_t left, uint32_t *character)
{
	uint32_t lead = p[0];

	if (lead < 0x80) {
		*character = lead;
		return 1;
	}
	if (lead < 0xC2 || left < 2 || (p[1] & 0xC0) != 0x80)
		return 0;
	if (lead < 0xE0) {
		*character = (lead & 0x1F) << 6 | (p[1] & 0x3FU);
		return 2;
	}
	if (left < 3 || (p[2] & 0xC0) != 0x80)
		return 0;
	if (lead < 0xF0) {
		uint32_t c = (lead & 0x0F) << 12 | (p[1] & 0x3FU) << 6 | (p[2] & 0x3FU);
		*character = c;
		return c < 0x800 || (c >= 0xD800 && c <= 0xDFFF) ? 0 : 3;
	}
	if (lead > 0xF4 || left < 4 || (p[3] & 0xC0) != 0x80)
		return 0;
	uint32_t c =
		(lead & 0x07) << 18 | (p[1] & 0x3FU) << 12 | (p[2] & 0x3FU) << 6 | (p[3] & 0x3FU);
	*character = c;
	return c < 0x10000 || c > 0x10FFFF ? 0 : 4;
}

/* Writes a character that is valid; its length in bytes. */
static inline size_t utf8_write(uint32_t c, char out[UTF8_MAX])
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

/* White space, the no-break ones too. */
static inline bool utf8_is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
	       c == 0x205F || c == 0x3000;
}

/* ASCII for a small letter that Unicode does not take apart, though readers do: æ "ae", ø "o"; else
 * NULL. */
const char *latin_letters(uint32_t c);

/* ---- Eight bytes in one word ---- */

#define WORD_OF(byte) (UINT64_C(0x0101010101010101) * (byte))
#define WORD_HIGH WORD_OF(0x80)

static inline uint64_t word_load(const void *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
	return w;
}

static inline bool word_is_ascii(uint64_t w)
{
	return !(w & WORD_HIGH);
}

/* 0x80 in each byte of w that is equal to byte; w is ASCII. */
static inline uint64_t word_equal(uint64_t w, unsigned char byte)
{
	return ~((w ^ WORD_OF(byte)) + WORD_OF(0x7F)) & WORD_HIGH;
}

/* 0x80 in each byte of w that is below byte (at most 0x80); w is ASCII. */
static inline uint64_t word_below(uint64_t w, unsigned char byte)
{
	return ~(w + WORD_OF(0x80U - byte)) & WORD_HIGH;
}

/* Eight bytes, all ASCII and none a control character. */
static inline bool word_is_plain(uint64_t w)
{
	return !((w & WORD_HIGH) | word_below(w & ~WORD_HIGH, 0x20) |
		 word_equal(w & ~WORD_HIGH, 0x7F));
}

/*
 * Eight bytes, all of them two-byte characters from U+00C0 up (leads C3..DF), as Greek and Cyrillic
 * words are.  Masks are made from bytes, so that either byte order works.
 */
static inline bool word_is_pairs(uint64_t w)
{
	static const unsigned char marks[8] = {0xE0, 0xC0, 0xE0, 0xC0, 0xE0, 0xC0, 0xE0, 0xC0};
	static const unsigned char shape[8] = {0xC0, 0x80, 0xC0, 0x80, 0xC0, 0x80, 0xC0, 0x80};
	static const unsigned char leads[8] = {0x1F, 0, 0x1F, 0, 0x1F, 0, 0x1F, 0};
	static const unsigned char carry[8] = {0x7D, 0, 0x7D, 0, 0x7D, 0, 0x7D, 0};
	static const unsigned char three[8] = {0x80, 0, 0x80, 0, 0x80, 0, 0x80, 0};

	if ((w & word_load(marks)) != word_load(shape))
		return false;
	uint64_t high = (w & word_load(leads)) + word_load(carry);
	return (high & word_load(three)) == word_load(three);
}

#endif
