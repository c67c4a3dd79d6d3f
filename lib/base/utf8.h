/* utf8.h: one character at a time, and eight bytes at a time. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

/* ---- Eight bytes in one word, the first of them the lowest ---- */

#define WORD_OF(byte) (UINT64_C(0x0101010101010101) * (byte))
#define WORD_HIGH WORD_OF(0x80)

static inline uint64_t word_load(const void *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
	return le64toh(w);
}

/* The same of fewer bytes than eight: spaces stand behind them. */
static inline uint64_t word_load_part(const unsigned char *p, size_t length)
{
	uint64_t w = WORD_OF(' ');

	while (length)
		w = w << 8 | p[--length];
	return w;
}

/* The same of the last bytes, at most seven, of eight or more that end before end. */
static inline uint64_t word_load_last(const unsigned char *end, size_t length)
{
	return word_load(end - 8) >> (64 - 8 * length) | WORD_OF(' ') << 8 * length;
}

static inline void word_store(void *p, uint64_t w)
{
	w = htole64(w);
	memcpy(p, &w, sizeof(w));
}

static inline bool word_is_ascii(uint64_t w)
{
	return !(w & WORD_HIGH);
}

/* 0x80 in each byte of w that is equal to byte. */
static inline uint64_t word_equal(uint64_t w, unsigned char byte)
{
	uint64_t other = w ^ WORD_OF(byte);

	return ~(((other & ~WORD_HIGH) + WORD_OF(0x7F)) | other) & WORD_HIGH;
}

/* 0x80 in each byte of w that is below byte (at most 0x80). */
static inline uint64_t word_below(uint64_t w, unsigned char byte)
{
	return ~((w & ~WORD_HIGH) + WORD_OF(0x80U - byte)) & WORD_HIGH & ~w;
}

/* 0x80 in each byte of w that is an ASCII control character. */
static inline uint64_t word_controls(uint64_t w)
{
	uint64_t low = w & ~WORD_HIGH;

	return (~(low + WORD_OF(0x60)) | (low + WORD_OF(1))) & WORD_HIGH & ~w; /* or 0x7F */
}

/* A-Z as a-z, all else as it is. */
static inline uint64_t word_lower(uint64_t w)
{
	return w | (word_below(w, 'Z' + 1) & ~word_below(w, 'A')) >> 2;
}

/*
 * For how many bytes w is nothing but ASCII and two-byte characters whose lead is at least `least`
 * (0xC2 or more), as the words of most European languages are: 8; 7 when the last byte leads a
 * character that ends behind w; 0 when there is anything else.
 */
static inline size_t word_pairs(uint64_t w, unsigned char least)
{
	uint64_t high = w & WORD_HIGH, lead = high & w << 1; /* 11xxxxxx */
	uint64_t enough = (w & WORD_OF(0x1F)) + WORD_OF(0x80U - (least & 0x1FU));

	if (!high)
		return 8;
	if ((high ^ lead) != lead << 8 || lead & (w << 2 | ~enough))
		return 0;
	return 8 - (lead >> 63);
}

/* ---- Sixteen bytes at once, where the processor can ---- */

#ifdef __SSE2__
#define CHUNK 16

/*
 * As word_pairs, of the sixteen bytes at p but for the first `skip` of them, and as far as it goes:
 * 0 to 16 - skip.  controls: ASCII control characters are something else, too.
 */
static inline size_t chunk_pairs(
	const unsigned char *p, unsigned int skip, unsigned char least, bool controls)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i others = _mm_setzero_si128();
	unsigned int high = (unsigned int)_mm_movemask_epi8(bytes);

	if (controls)
		others = _mm_or_si128(
			_mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes),
			_mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F)));
	unsigned int other = (unsigned int)_mm_movemask_epi8(others) >> skip;
	unsigned int end = 1U << (CHUNK - skip); /* the first bit that is none of them */
	if (!high)
		return (size_t)__builtin_ctz(other | end);
	/* Compared with their sign: 80 to BF are the lowest, E0 to FF those below zero. */
	__m128i rests = _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)0xC0));
	__m128i leads = _mm_and_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8((char)0xE0)),
		_mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(least - 1))));
	unsigned int rest = (unsigned int)_mm_movemask_epi8(rests) >> skip;
	unsigned int lead = (unsigned int)_mm_movemask_epi8(leads) >> skip;
	unsigned int bad = other | ((high >> skip) ^ (lead | rest)) | (rest ^ lead << 1) | end;
	unsigned int good = (unsigned int)__builtin_ctz(bad);
	/* A lead whose character has no end in what is good belongs to what follows. */
	return good && lead >> (good - 1) & 1 ? good - 1 : good;
}
#endif

#endif
