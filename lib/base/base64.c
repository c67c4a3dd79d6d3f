/* base64.c: bytes as letters; see base64.h. */
#include "base64.h"

#include <stdint.h>

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_encode(struct buffer *out, const void *bytes, size_t length)
{
	const unsigned char *in = bytes;

	if (!buffer_reserve(out, (length / 3 + 1) * 4))
		return;
	for (size_t at = 0; at < length; at += 3) {
		size_t left = length - at;
		uint32_t group = (uint32_t)in[at] << 16;
		group |= left > 1 ? (uint32_t)in[at + 1] << 8 : 0;
		group |= left > 2 ? in[at + 2] : 0;
		const char four[4] = {letters[group >> 18], letters[group >> 12 & 63],
			left > 1 ? letters[group >> 6 & 63] : '=',
			left > 2 ? letters[group & 63] : '='};
		buffer_add(out, four, sizeof(four));
	}
}

/* -1: none of the letters. */
static int value_of(char c)
{
	return c >= 'A' && c <= 'Z'   ? c - 'A'
	       : c >= 'a' && c <= 'z' ? c - 'a' + 26
	       : c >= '0' && c <= '9' ? c - '0' + 52
	       : c == '+'	      ? 62
	       : c == '/'	      ? 63
				      : -1;
}

bool base64_decode(struct buffer *out, const char *text, size_t length)
{
	size_t pad = 0;

	if (length % 4 || !buffer_reserve(out, length / 4 * 3))
		return false;
	while (pad < 2 && pad < length && text[length - pad - 1] == '=')
		pad++;
	for (size_t at = 0; at < length; at += 4) {
		size_t given = at + 4 == length ? 4 - pad : 4;
		uint32_t group = 0;
		for (size_t i = 0; i < 4; i++) {
			int value = i < given ? value_of(text[at + i]) : 0;
			if (value < 0)
				return false;
			group = group << 6 | (uint32_t)value;
		}
		const unsigned char three[3] = {(unsigned char)(group >> 16),
			(unsigned char)(group >> 8 & 0xff), (unsigned char)(group & 0xff)};
		/* Bits that stand for nothing are zero: each content has one text. */
		if ((given == 3 && three[2]) || (given == 2 && (three[1] || three[2])))
			return false;
		buffer_add(out, three, given - 1);
	}
	return !out->failed;
}
