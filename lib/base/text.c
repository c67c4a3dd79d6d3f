/* text.c: what may be stored, and how it is shown. */
#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "cleanup.h"
#include "utf8.h"

#define QUOTE_WIDTH 60

/* ---- Validity ---- */

/* The eight bytes from i on; spaces stand behind the last. */
static inline uint64_t word_at(const unsigned char *p, size_t i, size_t length)
{
	size_t left = length - i;

	if (left >= 8)
		return word_load(p + i);
	return length < 8 ? word_load_part(p + i, left) : word_load_last(p + length, left);
}

/*
 * For how many bytes from i on there is nothing but ASCII and characters of two bytes, as a step of
 * a walk along the text; 0: look closer.  controls: those of ASCII ask for that, too.
 */
static inline size_t plain_bytes(
	const unsigned char *p, size_t i, size_t length, unsigned char least, bool controls)
{
#ifdef __SSE2__
	size_t left = length - i;

	if (left >= CHUNK)
		return chunk_pairs(p + i, 0, least, controls);
	if (length >= CHUNK)
		return chunk_pairs(
			p + length - CHUNK, (unsigned int)(CHUNK - left), least, controls);
#endif
	uint64_t w = word_at(p, i, length);

	return controls && word_controls(w) ? 0 : word_pairs(w, least);
}

bool text_is_utf8(const char *bytes, size_t length, size_t *bad)
{
	const unsigned char *p = (const unsigned char *)bytes;
	size_t i = 0;

	while (i < length) {
		size_t good = plain_bytes(p, i, length, 0xC2, false);
		if (good) {
			i += good;
			continue;
		}
		/* Something else: a few by hand before the next try. */
		for (size_t stop = length - i > 8 ? i + 8 : length; i < stop;) {
			uint32_t c;
			size_t n = utf8_read(p + i, length - i, &c);
			if (!n) {
				if (bad)
					*bad = i;
				return false;
			}
			i += n;
		}
	}
	return true;
}

static bool is_noncharacter(uint32_t c)
{
	return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

static bool is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

static bool may_be_stored(uint32_t c, enum text_kind kind)
{
	if (is_control(c))
		return kind == TEXT_NOTE && (c == '\t' || c == '\n');
	return c != 0x2028 && c != 0x2029 && !is_noncharacter(c);
}

/* The offset of the first character that may not be stored; length when there is none. */
static size_t first_flaw(const unsigned char *p, size_t length, enum text_kind kind)
{
	size_t i = 0;

	while (i < length) {
		/* C2 leads U+0080 to U+009F, too. */
		size_t good = plain_bytes(p, i, length, 0xC3, true);
		if (good) {
			i += good;
			continue;
		}
		for (size_t stop = length - i > 8 ? i + 8 : length; i < stop;) {
			uint32_t c;
			if (p[i] >= 0x20 && p[i] < 0x7F) {
				i++;
				continue;
			}
			size_t n = utf8_read(p + i, length - i, &c);
			if (!n || !may_be_stored(c, kind))
				return i;
			i += n;
		}
	}
	return length;
}

static enum qser_status refuse_flaw(const char *text, size_t length, size_t at, struct error *e)
{
	const unsigned char *p = (const unsigned char *)text + at;
	uint32_t c = 0;

	if (!utf8_read(p, length - at, &c))
		return text_refused(e, text,
			"is not UTF-8 text (byte %zu is \\x%02x): save it as UTF-8", at + 1,
			(unsigned int)*p);
	if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
		return text_refused(e, text, "holds a line break (%s), which is not accepted here",
			c == '\n'     ? "\\n"
			: c == '\r'   ? "\\r"
			: c == 0x2028 ? "\\u2028"
				      : "\\u2029");
	if (c == '\t')
		return text_refused(
			e, text, "holds a tab, which is not accepted here: write spaces");
	return text_refused(e, text, "holds the %s character U+%04X, which is not accepted",
		is_control(c) ? "control" : "unassignable", (unsigned int)c);
}

enum qser_status text_check(const char *text, size_t length, enum text_kind kind, struct error *e)
{
	size_t at = first_flaw((const unsigned char *)text, length, kind);

	if (at < length)
		return refuse_flaw(text, length, at, e);
	return QSER_OK;
}

/* ---- Showing ---- */

/* What a terminal would obey or swallow instead of showing. */
static bool is_hidden(uint32_t c)
{
	if (c < 0x300)
		return is_control(c) || c == 0xAD;
	if (c < 0x2000)
		return c == 0x061C || c == 0x180E;
	if (c < 0x2070)
		return (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || c >= 0x2060;
	if (c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F))
		return true;
	return is_noncharacter(c);
}

/* One character, or one byte that is none, as text_escape shows it. */
struct glyph {
	uint32_t character; /* the byte, when it is not UTF-8 */
	size_t length;	    /* bytes */
	size_t width;	    /* columns */
	bool valid;
	bool escaped;
};

/* Arabic and its neighbours (U+0600 to U+077F), the scripts of India (U+0900 to U+0DFF). */
static bool is_of_joining_script(const unsigned char *lead)
{
	return (*lead >= 0xD8 && *lead <= 0xDD) ||
	       (*lead == 0xE0 && lead[1] >= 0xA4 && lead[1] <= 0xB7);
}

/* U+200C and U+200D between letters of such a script are a part of how the word is written (as in
 * RFC 5892 A.1 and A.2); elsewhere nobody sees them.  All of it is valid up to there. */
static bool is_joiner(const char *text, size_t at, size_t length)
{
	const unsigned char *p = (const unsigned char *)text + at;
	size_t before = at;

	if (length - at < 5 || p[0] != 0xE2 || p[1] != 0x80 || (p[2] != 0x8C && p[2] != 0x8D))
		return false;
	while (before > 0 && at - before < UTF8_MAX &&
		(before == at || (text[before] & 0xC0) == 0x80))
		before--;
	return is_of_joining_script((const unsigned char *)text + before) &&
	       is_of_joining_script(p + 3);
}

static struct glyph next_glyph(const char *text, size_t at, size_t length)
{
	const unsigned char *p = (const unsigned char *)text + at;
	size_t left = length - at;
	struct glyph g = {.width = 1};

	if (*p >= 0x20 && *p < 0x7F)
		return (struct glyph){.character = *p, .length = 1, .width = 1, .valid = true};
	g.length = utf8_read(p, left, &g.character);
	g.valid = g.length != 0;
	g.escaped = !g.valid || (is_hidden(g.character) && !is_joiner(text, at, length));
	if (!g.valid) {
		g.character = *p;
		g.length = 1;
	}
	if (!g.escaped)
		g.width = (size_t)utf8proc_charwidth((utf8proc_int32_t)g.character);
	else if (g.valid && (g.character == '\t' || g.character == '\n' || g.character == '\r'))
		g.width = 2; /* \t */
	else if (!g.valid || g.character < 0x80)
		g.width = 4; /* \x1b */
	else
		g.width = g.character < 0x10000 ? 6 : 10; /* \u202e, \U000e0041 */
	return g;
}

static void add_escape(struct buffer *out, const struct glyph *g)
{
	if (g->width == 2)
		buffer_text_add(out, g->character == '\t'   ? "\\t"
				     : g->character == '\n' ? "\\n"
							    : "\\r");
	else if (g->width == 4)
		buffer_printf(out, "\\x%02x", (unsigned int)g->character);
	else if (g->width == 6)
		buffer_printf(out, "\\u%04x", (unsigned int)g->character);
	else
		buffer_printf(out, "\\U%08x", (unsigned int)g->character);
}

size_t text_width(const char *text)
{
	size_t width = 0, length = strlen(text);

	for (size_t at = 0; at < length;) {
		struct glyph g = next_glyph(text, at, length);
		width += g.width;
		at += g.length;
	}
	return width;
}

void text_escape(struct buffer *out, const char *text, bool notes)
{
	const char *end = text + strlen(text);
	const char *plain = text; /* start of what can be copied as it is */

	for (const char *p = text; p < end;) {
		struct glyph g = next_glyph(text, (size_t)(p - text), (size_t)(end - text));
		if (g.escaped && !(notes && (*p == '\t' || *p == '\n'))) {
			buffer_add(out, plain, (size_t)(p - plain));
			add_escape(out, &g);
			plain = p + g.length;
		}
		p += g.length;
	}
	buffer_add(out, plain, (size_t)(end - plain));
}

void text_cut(struct buffer *out, const char *text, size_t width)
{
	size_t length = strlen(text);
	size_t columns = 0;
	size_t keep = 0; /* bytes that leave a column for the "…" */

	for (size_t i = 0; i < length;) {
		struct glyph g = next_glyph(text, i, length);
		columns += g.width;
		i += g.length;
		if (columns > width) {
			buffer_add(out, text, keep);
			if (width)
				buffer_text_add(out, "…");
			return;
		}
		if (columns < width)
			keep = i;
	}
	buffer_add(out, text, length);
}

void text_quote(struct buffer *out, const char *text)
{
	_cleanup_(buffer_free) struct buffer escaped = BUFFER_INIT;

	text_escape(&escaped, text, false);
	buffer_char(out, '"');
	text_cut(out, buffer_text(&escaped), QUOTE_WIDTH);
	buffer_char(out, '"');
	out->failed |= escaped.failed;
}

enum qser_status text_refused(struct error *e, const char *text, const char *format, ...)
{
	_cleanup_(buffer_free) struct buffer given = BUFFER_INIT;
	_cleanup_(buffer_free) struct buffer rest = BUFFER_INIT;
	va_list args;

	if (!e)
		return QSER_INVALID;
	text_quote(&given, text);
	va_start(args, format);
	buffer_vprintf(&rest, format, args);
	va_end(args);
	return error_set(e, QSER_INVALID, "%s %s", buffer_text(&given), buffer_text(&rest));
}

/* ---- Composition ---- */

char *text_compose(const char *text)
{
	size_t length = strlen(text);
	utf8proc_uint8_t *composed = NULL;

	if (!text_is_utf8(text, length, NULL))
		return memory_dup(text);
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length,
		&composed, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	return n < 0 ? NULL : (char *)composed;
}
