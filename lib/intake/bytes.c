#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../base/text.h"
#include "bytes.h"

/* Bytes looked at to tell which encoding undecodable ones may be. */
#define SAMPLE 1024u

static const struct mark {
	const char *encoding;
	size_t length;
	unsigned char bytes[4];
} marks[] = {
	/* UTF-32LE before UTF-16LE, whose mark it starts with */
	{"UTF-32LE", 4, {0xFF, 0xFE, 0x00, 0x00}},
	{"UTF-32BE", 4, {0x00, 0x00, 0xFE, 0xFF}},
	{"UTF-8", 3, {0xEF, 0xBB, 0xBF, 0x00}},
	{"UTF-16LE", 2, {0xFF, 0xFE, 0x00, 0x00}},
	{"UTF-16BE", 2, {0xFE, 0xFF, 0x00, 0x00}},
};

/* Words of Greek and Cyrillic are runs of bytes beyond ASCII; in Latin text they stand alone. */
static const char *const wordy[] = {"cp1253", "ISO-8859-7", "cp1251"};
static const char *const sparse[] = {"cp1252", "cp1250", "ISO-8859-2"};

static bool is_utf8(const char *encoding)
{
	return !encoding || strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "UTF8") == 0;
}

bool bytes_encoding_known(const char *encoding)
{
	if (is_utf8(encoding))
		return true;
	if (!*encoding || strchr(encoding, '/'))
		return false;
	iconv_t converter = iconv_open("UTF-8", encoding);
	if (converter == (iconv_t)-1)
		return false;
	(void)iconv_close(converter);
	return true;
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

enum qser_status bytes_init(struct bytes *b, intake_read_fn *read, void *ctx,
	const struct intake_options *options, struct error *e)
{
	memset(b, 0, sizeof *b);
	b->read = read;
	b->ctx = ctx;
	b->encoding = is_utf8(options->encoding) ? "UTF-8" : options->encoding;
	b->read_size = options->read_size ? options->read_size : BYTES_READ;
	sha256_init(&b->sum);
	b->capacity = 4 * larger(b->read_size, SAMPLE);
	b->text = malloc(b->capacity + BYTES_BEHIND);
	if (!b->text)
		return error_set(e, QSER_MEMORY, "out of memory");
	memset(b->text, 0, BYTES_BEHIND);
	return QSER_OK;
}

void bytes_free(struct bytes *b)
{
	if (b->converting)
		(void)iconv_close(b->converter);
	free(b->text);
	free(b->raw);
	buffer_free(&b->hint);
}

/* One read; 0 at the end and on failure. */
static size_t read_some(struct bytes *b, char *to, size_t size)
{
	ssize_t n;

	if (b->ended || b->trouble)
		return 0;
	n = b->read(b->ctx, to, size);
	if (n < 0) { /* EINTR as well: it was stopped */
		b->trouble = BYTES_FAILED;
		b->error = errno;
		return 0;
	}
	if (n == 0) {
		b->ended = true;
		sha256_end(&b->sum, b->digest);
		return 0;
	}
	sha256_add(&b->sum, to, (size_t)n);
	b->total += (uint64_t)n;
	return (size_t)n;
}

static bool start_converter(struct bytes *b, const char *bytes, size_t length)
{
	b->converter = iconv_open("UTF-8", b->encoding);
	if (b->converter == (iconv_t)-1)
		return false;
	b->converting = true;
	b->raw = malloc(larger(b->read_size, SAMPLE));
	if (!b->raw) {
		b->trouble = BYTES_MEMORY;
		return true;
	}
	memcpy(b->raw, bytes, length);
	b->raw_end = length;
	return true;
}

bool bytes_begin(struct bytes *b)
{
	char first[4];
	size_t have = 0, skip = 0, n;

	while (have < sizeof first && (n = read_some(b, first + have, sizeof first - have)) > 0)
		have += n;
	memcpy(b->head, first, have);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const struct mark *m = &marks[i];

		if (have < m->length || memcmp(first, m->bytes, m->length) != 0)
			continue;
		b->overruled = strcasecmp(b->encoding, m->encoding) != 0;
		b->encoding = m->encoding;
		b->marked = true;
		skip = m->length;
		break;
	}
	if (!is_utf8(b->encoding))
		return start_converter(b, first + skip, have - skip);
	b->position = skip;
	memcpy(b->tail, first + skip, have - skip);
	b->tail_length = have - skip;
	return true;
}

/* Room for size bytes and the NUL behind the text: by forgetting the past, else by growing. */
static bool make_room(struct bytes *b, size_t size)
{
	if (b->capacity - b->end > size)
		return true;
	if (b->start) {
		memmove(b->text, b->text + b->start, b->end - b->start + 1);
		b->end -= b->start;
		b->start = 0;
	}
	if (b->capacity - b->end > size)
		return true;
	char *text = realloc(b->text, 2 * b->capacity + BYTES_BEHIND);
	if (!text) {
		b->trouble = BYTES_MEMORY;
		return false;
	}
	b->text = text;
	b->capacity *= 2;
	return true;
}

/* U+0080-U+009F: what a wrong ISO 8859 makes of a Windows code page. */
static bool has_controls(const char *text, const char *end)
{
	for (; text + 1 < end; text++)
		if ((unsigned char)text[0] == 0xC2 && (unsigned char)text[1] < 0xA0)
			return true;
	return false;
}

static bool decodes(const char *encoding, const char *bytes, size_t length)
{
	char in[SAMPLE], out[4 * SAMPLE];
	char *from = in, *to = out;
	size_t left = length < sizeof in ? length : sizeof in, room = sizeof out;

	memcpy(in, bytes, left); /* iconv does not promise const */
	iconv_t converter = iconv_open("UTF-8", encoding);
	if (converter == (iconv_t)-1)
		return false;
	bool good = iconv(converter, &from, &left, &to, &room) != (size_t)-1;
	(void)iconv_close(converter);
	return good && !has_controls(out, to);
}

/* Encodings in which the bytes from the bad one on make sense. */
static void find_hint(struct bytes *b, const char *bytes, size_t length)
{
	size_t run = 0, longest = 0;

	for (size_t i = 0; i < length && i < SAMPLE; i++) {
		run = (unsigned char)bytes[i] >= 0x80 ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	const char *const *first = longest > 2 ? wordy : sparse;
	const char *const *second = longest > 2 ? sparse : wordy;

	for (size_t i = 0; i < 6; i++) {
		const char *encoding = i < 3 ? first[i] : second[i - 3];

		if (strcasecmp(encoding, b->encoding) == 0 || !decodes(encoding, bytes, length))
			continue;
		if (b->hint.length)
			buffer_text_add(&b->hint, ", ");
		buffer_text_add(&b->hint, encoding);
	}
}

static void undecodable(struct bytes *b, const char *bytes, size_t length, uint64_t offset)
{
	b->trouble = BYTES_UNDECODABLE;
	b->bad_offset = offset;
	b->bad_byte = length ? (unsigned char)bytes[0] : 0;
	find_hint(b, bytes, length);
}

/* How many of the bytes are whole characters, when the rest may still come. */
static size_t whole_length(const char *bytes, size_t length)
{
	for (size_t back = 1; back <= 3 && back <= length; back++) {
		unsigned char c = (unsigned char)bytes[length - back];

		if (c < 0x80)
			break;
		if (c < 0xC0)
			continue;
		size_t need = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
		return back < need ? length - back : length;
	}
	return length;
}

/* Behind have bytes from a bad one: what is missing to a sample.  Returns how many. */
static size_t read_sample(struct bytes *b, char *to, size_t have)
{
	size_t added = 0, n;

	while (have + added < SAMPLE && (n = read_some(b, to + added, SAMPLE - have - added)) > 0)
		added += n;
	return added;
}

static bool fill_plain(struct bytes *b)
{
	for (;;) {
		if (!make_room(b, b->read_size + sizeof b->tail + SAMPLE))
			return false;

		char *at = b->text + b->end;
		memcpy(at, b->tail, b->tail_length);
		size_t length = b->tail_length + read_some(b, at + b->tail_length, b->read_size);
		size_t whole = b->ended ? length : whole_length(at, length), bad;

		if (b->trouble || length == 0) {
			*at = '\0';
			return false;
		}
		b->tail_length = length - whole;
		memcpy(b->tail, at + whole, b->tail_length);
		if (!text_is_utf8(at, whole, &bad)) {
			length += read_sample(b, at + length, length - bad);
			undecodable(b, at + bad, length - bad, b->position + bad);
			whole = bad;
		}
		b->end += whole;
		b->position += whole;
		memset(b->text + b->end, 0, BYTES_BEHIND);
		if (whole)
			return true;
		if (b->trouble || b->ended)
			return false;
	}
}

/* Bytes for the converter, behind those it has not taken yet. */
static void read_raw(struct bytes *b)
{
	size_t left = b->raw_end - b->raw_start;

	memmove(b->raw, b->raw + b->raw_start, left);
	b->raw_start = 0;
	b->raw_end = left + read_some(b, b->raw + left, b->read_size - left);
}

/* One call of the converter; false when it wants more bytes first. */
static bool convert(struct bytes *b, bool *hungry)
{
	char *from = b->raw + b->raw_start, *to = b->text + b->end;
	size_t left = b->raw_end - b->raw_start, room = b->capacity - b->end - 1, bad;
	/* some converters keep the last letter back, for an accent that may follow */
	bool last = b->ended && left == 0;
	size_t r = last ? iconv(b->converter, NULL, NULL, &to, &room)
			: iconv(b->converter, &from, &left, &to, &room);
	int error = r == (size_t)-1 ? errno : 0;

	b->flushed = last;
	b->raw_start = b->raw_end - left;
	*hungry = error != E2BIG;
	size_t made = (size_t)(to - (b->text + b->end));
	if (!text_is_utf8(b->text + b->end, made, &bad)) {
		made = bad; /* a defect of the converter; never let through */
		error = EILSEQ;
	}
	b->end += made;
	memset(b->text + b->end, 0, BYTES_BEHIND);
	if (error == EILSEQ || (error == EINVAL && b->ended)) {
		uint64_t offset = b->total - left;

		memmove(b->raw, b->raw + b->raw_start, left);
		left += read_sample(b, b->raw + left, left);
		undecodable(b, b->raw, left, offset);
	}
	return made > 0;
}

static bool fill_converted(struct bytes *b)
{
	bool hungry = b->raw_start == b->raw_end;

	while (!b->trouble && !b->flushed) {
		if (hungry)
			read_raw(b);
		if (b->trouble || !make_room(b, b->read_size))
			return false;
		if (convert(b, &hungry))
			return true;
	}
	return false;
}

bool bytes_fill(struct bytes *b)
{
	if (b->trouble)
		return false;
	return b->converting ? fill_converted(b) : fill_plain(b);
}

uint64_t bytes_offset(const struct bytes *b, size_t at)
{
	return b->position - (b->end - at);
}
