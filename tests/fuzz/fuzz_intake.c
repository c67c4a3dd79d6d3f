/*
 * fuzz_intake.c: any bytes through the intake floor.
 *
 * The first byte chooses delimiter and caps, the second the encoding, the third the size of the
 * pieces read.  Besides not crashing: the outcome does not depend on the pieces, fields are UTF-8
 * without NUL, lines grow, and the rejects, fed back, are all rejected again.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/base/buffer.h"
#include "../../lib/base/error.h"
#include "../../lib/base/text.h"
#include "../../lib/intake/header.h"
#include "../../lib/intake/rejects.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Not assert: it must hold in builds without assertions too. */
#define MUST(condition)           \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

struct feed {
	const char *bytes;
	size_t length, chunk;
};

static ssize_t feed_read(void *ctx, void *bytes, size_t size)
{
	struct feed *f = ctx;
	size_t n = f->length < size ? f->length : size;

	n = n < f->chunk ? n : f->chunk;
	if (n)
		memcpy(bytes, f->bytes, n);
	f->bytes += n;
	f->length -= n;
	return (ssize_t)n;
}

static enum qser_status to_buffer(void *ctx, const char *bytes, size_t length, struct error *e)
{
	(void)e;
	buffer_add(ctx, bytes, length);
	return QSER_OK;
}

static void note(struct buffer *out, const struct intake_record *r, uint64_t *line)
{
	MUST(r->line > *line && r->last_line >= r->line);
	*line = r->last_line;
	for (size_t i = 0; i < r->count; i++) {
		MUST(strlen(r->fields[i]) == r->lengths[i]);
		MUST(text_is_utf8(r->fields[i], r->lengths[i], NULL));
		buffer_add(out, r->fields[i], r->lengths[i] + 1);
	}
	buffer_printf(out, "%ju-%ju #%ju %s %ju.%zu\n", (uintmax_t)r->line, (uintmax_t)r->last_line,
		(uintmax_t)r->number, r->fault.message ? r->fault.message : "",
		(uintmax_t)r->fault.line, r->fault.field);
}

/* Reads all; rejected gets every row that has a fault.  Returns how many, also by the header. */
static size_t read_all(struct feed f, const struct intake_options *options, struct buffer *out,
	struct buffer *rejected, char *delimiter)
{
	static const struct qser_column columns[] = {
		{.name = "a"}, {.name = "b", .aliases = "x|y"}};
	struct intake *in;
	struct header_map *map = NULL;
	struct rejects *rejects = NULL;
	struct header_row row;
	const struct intake_record *r;
	struct error e = {0};
	enum qser_status status;
	uint64_t line = 0;

	MUST(intake_open_source(&in, feed_read, &f, "f", options, &e) == QSER_OK);
	while (!(status = intake_next(in, &r, &e)) && r) {
		note(out, r, &line);
		if (r->number == 0) {
			MUST(!rejects_new(
				&rejects, r, intake_delimiter(in), to_buffer, rejected, &e));
			if (header_map_new(&map, "f", r, columns, 2,
				    &(struct header_options){.ignore_unknown = true}, &e))
				break;
			continue;
		}
		MUST(header_row(map, r, &row, &e) == QSER_OK);
		if (row.fault.message)
			MUST(!rejects_add(rejects, r, NULL, row.fault.message, false, &e));
	}
	buffer_printf(out, "%d %s\n", (int)status, error_message(&e));
	*delimiter = intake_delimiter(in);
	size_t count = map && !status ? (size_t)rejects_count(rejects) : 0;
	rejects_free(rejects);
	header_map_free(map);
	intake_free(in);
	error_free(&e);
	return count;
}

static void feed_back(const struct buffer *rejected, size_t count, char delimiter,
	const struct intake_options *options)
{
	struct intake_options again = {.encoding = options->encoding, .delimiter = delimiter};
	struct feed f = {rejected->data, rejected->length, SIZE_MAX};
	struct buffer out = BUFFER_INIT, twice = BUFFER_INIT;

	MUST(read_all(f, &again, &out, &twice, &delimiter) == count);
	buffer_free(&out);
	buffer_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char delimiters[] = {0, ',', ';', '\t', '|'};
	static const char *const encodings[] = {NULL, NULL, "cp1253", "UTF-16LE"};
	struct buffer whole = BUFFER_INIT, pieces = BUFFER_INIT, rejected = BUFFER_INIT;
	char delimiter;

	if (size < 3)
		return 0;
	struct intake_options options = {
		.encoding = encodings[data[1] % 4], .delimiter = delimiters[data[0] % 5]};
	if (data[0] & 0x80) {
		options.field_cap = 8;
		options.column_cap = 4;
		options.record_cap = 32;
	}
	struct feed f = {(const char *)data + 3, size - 3, SIZE_MAX};
	size_t count = read_all(f, &options, &whole, &rejected, &delimiter);
	if (count)
		feed_back(&rejected, count, delimiter, &options);
	buffer_clear(&rejected);
	f.chunk = data[2] ? data[2] : 1;
	MUST(read_all(f, &options, &pieces, &rejected, &delimiter) == count);
	MUST(pieces.length == whole.length && !memcmp(pieces.data, whole.data, whole.length));
	buffer_free(&whole);
	buffer_free(&pieces);
	buffer_free(&rejected);
	return 0;
}
