#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/cleanup.h"
#include "../base/text.h"
#include "dialect.h"
#include "scan.h"

struct intake {
	struct bytes bytes;
	struct scan scan;
	const char *name;
	int fd;
	const volatile bool *stop;
	char delimiter;
	bool detected;
	bool begun, ended;
	enum qser_status failed;
	uint64_t records; /* given so far */
	const char **fields;
	size_t *lengths;
	struct buffer fault;
	/* the headings, NUL after each, for messages */
	struct buffer headings;
	struct intake_record record;
};

ssize_t intake_read_on(int fd, void *bytes, size_t size, intake_stop_fn *stop, void *ctx)
{
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	ssize_t n;

	do {
		do {
			if (stop(ctx)) {
				errno = EINTR;
				return -1;
			}
		} while (fd >= 0 && poll(&ready, 1, 250) == 0); /* of none it tells nothing */
		n = read(fd, bytes, size);
	} while (n < 0 && errno == EINTR);
	return n;
}

static bool is_stopped(void *ctx)
{
	const struct intake *in = ctx;

	return in->stop && *in->stop;
}

static ssize_t read_descriptor(void *ctx, void *bytes, size_t size)
{
	const struct intake *in = ctx;

	return intake_read_on(in->fd, bytes, size, is_stopped, ctx);
}

static enum qser_status check_options(const struct intake_options *options, struct error *e)
{
	if (options->delimiter && !dialect_is_delimiter(options->delimiter))
		return error_set(e, QSER_USAGE,
			"the delimiter is one of comma, semicolon, TAB and bar (, ; TAB |)");
	if (!bytes_encoding_known(options->encoding))
		return error_set(e, QSER_USAGE,
			"\"%s\" is not an encoding known here; \"iconv -l\" lists them, "
			"common ones are UTF-8, cp1253, ISO-8859-7, cp1252, cp1250, UTF-16LE",
			options->encoding);
	return QSER_OK;
}

enum qser_status intake_open_source(struct intake **out, intake_read_fn *read, void *ctx,
	const char *name, const struct intake_options *options, struct error *e)
{
	static const struct intake_options none;

	*out = NULL;
	if (!options)
		options = &none;
	enum qser_status status = check_options(options, e);
	if (status)
		return status;
	struct intake *in = calloc(1, sizeof *in);
	if (!in)
		return error_set(e, QSER_MEMORY, "out of memory");
	in->name = name;
	in->delimiter = options->delimiter;
	status = bytes_init(&in->bytes, read, ctx, options, e);
	if (!status)
		status = scan_init(&in->scan, &in->bytes, options, e);
	if (!status) {
		in->fields = calloc(in->scan.column_cap, sizeof *in->fields);
		in->lengths = calloc(in->scan.column_cap, sizeof *in->lengths);
		if (!in->fields || !in->lengths)
			status = error_set(e, QSER_MEMORY, "out of memory");
	}
	if (status) {
		intake_free(in);
		return status;
	}
	*out = in;
	return QSER_OK;
}

enum qser_status intake_open(struct intake **out, int fd, const char *name,
	const struct intake_options *options, struct error *e)
{
	enum qser_status status = intake_open_source(out, read_descriptor, NULL, name, options, e);

	if (!status && *out) {
		(*out)->fd = fd;
		(*out)->stop = options ? options->stop : NULL;
		(*out)->bytes.ctx = *out;
	}
	return status;
}

void intake_free(struct intake *in)
{
	if (!in)
		return;
	bytes_free(&in->bytes);
	scan_free(&in->scan);
	free(in->fields);
	free(in->lengths);
	buffer_free(&in->fault);
	buffer_free(&in->headings);
	free(in);
}

const char *intake_delimiter_name(char delimiter)
{
	switch (delimiter) {
	case ',':
		return "comma";
	case ';':
		return "semicolon";
	case '\t':
		return "TAB";
	case '|':
		return "bar";
	default:
		return "none";
	}
}

char intake_delimiter(const struct intake *in)
{
	return in->delimiter;
}

bool intake_delimiter_detected(const struct intake *in)
{
	return in->detected;
}

const char *intake_encoding(const struct intake *in)
{
	return in->bytes.encoding;
}

bool intake_encoding_marked(const struct intake *in)
{
	return in->bytes.marked;
}

bool intake_assumed(const struct intake *in, struct buffer *out)
{
	bool counted = in->detected && in->delimiter != ',';

	if (!counted && !in->bytes.overruled)
		return false;
	buffer_printf(out, "%s: ", in->name);
	if (counted)
		buffer_printf(out, "columns are taken to be separated by %s",
			intake_delimiter_name(in->delimiter));
	if (in->bytes.overruled)
		buffer_printf(out, "%sread as %s, by its byte order mark", counted ? "; " : "",
			in->bytes.encoding);
	return true;
}

uint64_t intake_bytes(const struct intake *in)
{
	return in->bytes.total;
}

bool intake_digest(const struct intake *in, char out[SHA256_TEXT])
{
	if (!in->ended)
		return false;
	sha256_print(in->bytes.digest, out);
	return true;
}

/* ---- File errors ---- */

/* 'column 3 "Notes"': the field by its place and its heading, once the header is known. */
static void name_field(const struct intake *in, struct buffer *out, const char *word, size_t field)
{
	const char *heading = buffer_text(&in->headings), *end = heading + in->headings.length;

	buffer_printf(out, "%s %zu", word, field);
	for (size_t i = 1; i < field && heading < end; i++)
		heading += strlen(heading) + 1;
	if (heading < end && *heading) {
		buffer_char(out, ' ');
		text_quote(out, heading);
	}
}

#define WORKBOOK                                                                     \
	"this is a workbook (Excel, LibreOffice), not a table of text; open it and " \
	"save it as CSV UTF-8"

static enum qser_status fail_undecodable(const struct intake *in, struct error *e)
{
	const struct bytes *b = &in->bytes;
	_cleanup_(buffer_free) struct buffer where = BUFFER_INIT;
	bool hint = b->hint.length > 0;

	if (b->bad_offset == 0 && b->head[0] == 0xD0 && b->head[1] == 0xCF)
		return error_set(e, QSER_INVALID, "%s: " WORKBOOK, in->name);
	name_field(in, &where, "column", in->scan.fields + 1);
	if (b->marked)
		return error_set(e, QSER_INVALID,
			"%s:%ju: %s: byte 0x%02X at offset %ju is not %s, as which the first bytes of the "
			"file mark it; it is damaged: save it again, as UTF-8",
			in->name, (uintmax_t)in->scan.line, buffer_text(&where), b->bad_byte,
			(uintmax_t)b->bad_offset, b->encoding);
	return error_set(e, QSER_INVALID,
		"%s:%ju: %s: byte 0x%02X at offset %ju is not %s; save the file as UTF-8, "
		"or name its encoding with --encoding%s%s%s",
		in->name, (uintmax_t)in->scan.line, buffer_text(&where), b->bad_byte,
		(uintmax_t)b->bad_offset, b->encoding, hint ? " (worth trying: " : "",
		buffer_text(&b->hint), hint ? ")" : "");
}

static enum qser_status fail_bytes(const struct intake *in, struct error *e)
{
	switch (in->bytes.trouble) {
	case BYTES_UNDECODABLE:
		return fail_undecodable(in, e);
	case BYTES_FAILED:
		if (in->bytes.error == EINTR)
			return error_set(e, QSER_INTERRUPTED, "%s: interrupted", in->name);
		return error_set(e, QSER_NOINPUT, "%s: cannot be read: %s", in->name,
			strerror(in->bytes.error));
	default:
		return error_set(e, QSER_MEMORY, "%s: out of memory", in->name);
	}
}

static enum qser_status fail_nul(const struct intake *in, struct error *e)
{
	const struct bytes *b = &in->bytes;
	const struct scan *s = &in->scan;
	_cleanup_(buffer_free) struct buffer where = BUFFER_INIT;

	name_field(in, &where, "column", s->fields + 1);
	if (!b->converting && !b->marked && (b->head[0] == 0) != (b->head[1] == 0))
		return error_set(e, QSER_INVALID,
			"%s:%ju: %s: a NUL byte; this looks like UTF-16: try --encoding %s",
			in->name, (uintmax_t)s->line, buffer_text(&where),
			b->head[0] ? "UTF-16LE" : "UTF-16BE");
	if (b->converting)
		return error_set(e, QSER_INVALID,
			"%s:%ju: %s: a NUL character; this is not a text file in %s", in->name,
			(uintmax_t)s->line, buffer_text(&where), b->encoding);
	return error_set(e, QSER_INVALID,
		"%s:%ju: %s: a NUL byte at offset %ju; this is not a text file, or a damaged one",
		in->name, (uintmax_t)s->line, buffer_text(&where),
		(uintmax_t)bytes_offset(b, b->start + (s->pos - s->dropped)));
}

static enum qser_status fail_quote(const struct intake *in, struct error *e)
{
	const struct scan *s = &in->scan;
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	buffer_printf(&text, "%s:%ju: ", in->name, (uintmax_t)s->quote_line);
	if (s->quote_column)
		buffer_printf(&text, "character %zu: ", s->quote_column);
	buffer_text_add(&text, "the quote opened here is ");
	if (s->broken == BROKEN_LONG)
		buffer_printf(&text, "not closed within %zu bytes", s->record_cap);
	else
		buffer_text_add(&text, "never closed");
	return error_set(e, QSER_INVALID,
		"%s; close it, or write a quote that belongs to the text twice",
		buffer_text(&text));
}

static enum qser_status fail_broken(const struct intake *in, struct error *e)
{
	switch (in->scan.broken) {
	case BROKEN_BYTES:
		return fail_bytes(in, e);
	case BROKEN_NUL:
		return fail_nul(in, e);
	default:
		return fail_quote(in, e);
	}
}

/* ---- Dialect ---- */

static enum qser_status fail_tie(const struct intake *in, const struct dialect *d, struct error *e)
{
	return error_set(e, QSER_INVALID,
		"%s: the fields may be divided by %s (%zu columns) or by %s (%zu "
		"columns); say which with --delimiter",
		in->name, intake_delimiter_name(d->delimiter), d->fields,
		intake_delimiter_name(d->other), d->others);
}

/* Take the line "sep=;" off the text.  An option given is stronger, but the line goes. */
static enum qser_status take_sep(struct intake *in, struct error *e)
{
	struct bytes *b = &in->bytes;
	char delimiter = 0;
	size_t length = dialect_sep(b->text + b->start, b->end - b->start, &delimiter);

	if (!length)
		return QSER_OK;
	if (!dialect_is_delimiter(delimiter))
		return error_set(e, QSER_INVALID,
			"%s:1: this sep= line names a delimiter that is not one of , ; TAB |",
			in->name);
	if (!in->delimiter)
		in->delimiter = delimiter;
	b->start += length;
	in->scan.line = 2;
	return QSER_OK;
}

static enum qser_status begin(struct intake *in, struct error *e)
{
	struct bytes *b = &in->bytes;

	in->begun = true;
	if (!bytes_begin(b))
		return error_set(e, QSER_UNAVAILABLE,
			"%s: this is %s, which this system cannot convert; save the file as UTF-8",
			in->name, b->encoding);
	/* detecting wants a sample, a sep= line wants a few bytes */
	size_t want = in->delimiter ? 16 : BYTES_READ;
	while (b->end - b->start < want && bytes_fill(b))
		;
	if (b->end - b->start >= 4 && !memcmp(b->text + b->start, "PK\x03\x04", 4))
		return error_set(e, QSER_INVALID, "%s: " WORKBOOK, in->name);
	enum qser_status status = take_sep(in, e);
	if (status)
		return status;
	if (!in->delimiter) {
		size_t length = b->end - b->start;
		bool complete = b->ended && !b->trouble && length <= BYTES_READ;
		struct dialect d = dialect_detect(
			b->text + b->start, length < BYTES_READ ? length : BYTES_READ, complete);

		if (d.other)
			return fail_tie(in, &d, e);
		in->delimiter = d.delimiter;
		in->detected = d.found;
	}
	scan_delimiter(&in->scan, in->delimiter);
	return QSER_OK;
}

/* ---- Records ---- */

static void say_fault(struct intake *in)
{
	const struct scan *s = &in->scan;
	struct buffer *out = &in->fault;

	buffer_clear(out);
	if (s->fault_field) {
		name_field(in, out, "field", s->fault_field);
		buffer_text_add(out, ": ");
	}
	switch (s->fault) {
	case FAULT_QUOTE:
		buffer_text_add(out,
			"a quote inside a field that does not start with one; put the whole "
			"field in quotes and write the quote inside twice");
		break;
	case FAULT_CLOSED:
		buffer_text_add(out, "text after the closing quote");
		if (s->quote_line != s->fault_line)
			buffer_printf(out, " (line %ju; opened on line %ju)",
				(uintmax_t)s->fault_line, (uintmax_t)s->quote_line);
		buffer_text_add(out, "; write a quote that belongs to the text twice");
		break;
	case FAULT_CONTROL:
		buffer_printf(out, "control character U+%04X; remove it", s->fault_code);
		break;
	case FAULT_FIELD:
		buffer_printf(out, "longer than %zu bytes; shorten it", s->field_cap);
		break;
	case FAULT_COLUMNS:
		buffer_printf(out, "more than %zu fields", s->column_cap);
		break;
	default:
		buffer_printf(out, "the row is longer than %zu bytes", s->record_cap);
	}
}

/* "" becomes ", CRLF and CR become LF, in place, behind what is clean; returns the new length. */
static size_t unquote(char *text, size_t clean, size_t length)
{
	size_t to = clean;

	for (size_t i = clean; i < length; i++) {
		char c = text[i];

		if (c == '"') {
			i++; /* the scan saw to it that they come in pairs */
		} else if (c == '\r') {
			c = '\n';
			if (i + 1 < length && text[i + 1] == '\n')
				i++;
		}
		text[to++] = c;
	}
	return to;
}

/* The last place not behind cap where a character starts. */
static size_t cut(const char *text, size_t cap)
{
	while (cap && ((unsigned char)text[cap] & 0xC0) == 0x80)
		cap--;
	return cap;
}

static void fill_fields(struct intake *in)
{
	struct scan *s = &in->scan;
	char *text = scan_text(s);

	for (size_t i = 0; i < s->count; i++) {
		const struct scan_cell *cell = &s->cells[i];
		char *field = text + cell->start;
		size_t length = unquote(field, cell->clean, cell->length);

		if (length > s->field_cap) {
			length = cut(field, s->field_cap);
			if (!s->fault) {
				s->fault = FAULT_FIELD;
				s->fault_field = i + 1;
				s->fault_line = s->first_line;
			}
		}
		field[length] = '\0';
		in->fields[i] = field;
		in->lengths[i] = length;
	}
}

static enum qser_status fill_record(struct intake *in, struct error *e)
{
	const struct scan *s = &in->scan;
	struct intake_record *r = &in->record;

	fill_fields(in);
	*r = (struct intake_record){
		.line = s->first_line,
		.last_line = s->last_line,
		.number = in->records++,
		.count = s->count,
		.fields = in->fields,
		.lengths = in->lengths,
	};
	if (s->fault) {
		say_fault(in);
		if (in->fault.failed)
			return error_set(e, QSER_MEMORY, "%s: out of memory", in->name);
		r->fault.message = buffer_text(&in->fault);
		r->fault.line = s->fault_line;
		r->fault.field = s->fault_field;
	}
	return QSER_OK;
}

/* A header that cannot be trusted makes every row a guess. */
static enum qser_status check_header(struct intake *in, struct error *e)
{
	const struct intake_record *r = &in->record;

	if (r->fault.message)
		return error_set(e, QSER_INVALID, "%s:%ju: in the header: %s", in->name,
			(uintmax_t)r->fault.line, r->fault.message);
	for (size_t i = 0; i < r->count; i++)
		buffer_add(&in->headings, r->fields[i], r->lengths[i] + 1);
	if (in->headings.failed)
		return error_set(e, QSER_MEMORY, "%s: out of memory", in->name);
	return QSER_OK;
}

static enum qser_status next(struct intake *in, struct error *e)
{
	enum qser_status status = in->begun ? QSER_OK : begin(in, e);

	if (status)
		return status;
	switch (scan_next(&in->scan)) {
	case SCAN_BROKEN:
		return fail_broken(in, e);
	case SCAN_END:
		in->ended = true;
		if (in->records)
			return QSER_OK;
		return error_set(e, QSER_INVALID,
			"%s: empty; the first line must hold the names of the columns", in->name);
	case SCAN_RECORD:
		break;
	}
	status = fill_record(in, e);
	return !status && in->record.number == 0 ? check_header(in, e) : status;
}

enum qser_status intake_next(struct intake *in, const struct intake_record **out, struct error *e)
{
	*out = NULL;
	if (in->failed)
		return error_set(e, in->failed, "%s: reading has failed before", in->name);
	if (in->ended)
		return QSER_OK;
	in->failed = next(in, e);
	if (!in->failed && !in->ended)
		*out = &in->record;
	return in->failed;
}
