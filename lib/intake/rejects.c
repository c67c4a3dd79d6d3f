#include <stdlib.h>
#include <string.h>

#include "rejects.h"

static const char *const added[] = {"_line", "_field", "_message"};

struct rejects {
	rejects_sink *sink;
	void *ctx;
	char delimiter;
	uint64_t count;
	size_t columns;	   /* of the original */
	bool *replaced;	   /* by column: one of added */
	struct buffer out; /* the bytes to come: at first the header */
};

bool rejects_fits(const struct intake_record *record, size_t columns, struct buffer *why)
{
	if (record->count == columns)
		return true;
	if (strcmp(record->fields[record->count - 1], REJECTS_MARK) == 0)
		buffer_text_add(
			why, "still marked as rejected; mend the row and remove its last cell");
	else
		buffer_printf(why, "%zu %s, the header has %zu", record->count,
			record->count == 1 ? "field" : "fields", columns);
	return false;
}

static bool is_added(const char *heading)
{
	for (size_t i = 0; i < sizeof added / sizeof *added; i++)
		if (strcmp(heading, added[i]) == 0)
			return true;
	return false;
}

static void put_cell(struct rejects *r, const char *text, size_t length)
{
	if (strcspn(text, "\",;\t|\r\n") == length) {
		buffer_add(&r->out, text, length);
		return;
	}
	buffer_char(&r->out, '"');
	for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
		buffer_add(&r->out, text, (size_t)(quote - text) + 1);
		buffer_char(&r->out, '"');
	}
	buffer_text_add(&r->out, text);
	buffer_char(&r->out, '"');
}

/* Every cell but the first of a line. */
static void add_cell(struct rejects *r, const char *text, size_t length)
{
	buffer_char(&r->out, r->delimiter);
	put_cell(r, text, length);
}

/* The columns of the original; cells that are missing are empty. */
static void put_original(struct rejects *r, const struct intake_record *record)
{
	bool first = true;

	for (size_t i = 0; i < r->columns; i++) {
		if (r->replaced[i])
			continue;
		const char *text = i < record->count ? record->fields[i] : "";
		size_t length = i < record->count ? record->lengths[i] : 0;
		if (first)
			put_cell(r, text, length);
		else
			add_cell(r, text, length);
		first = false;
	}
}

static void put_header(struct rejects *r, const struct intake_record *header)
{
	buffer_text_add(&r->out, "\xEF\xBB\xBF");
	put_original(r, header);
	for (size_t i = 0; i < sizeof added / sizeof *added; i++)
		add_cell(r, added[i], strlen(added[i]));
	buffer_char(&r->out, '\n');
}

/* What stands under no heading: fields beyond the header, and the mark. */
static void put_surplus(struct rejects *r, const struct intake_record *record, bool mark)
{
	mark |= record->fault.message || record->count < r->columns;

	for (size_t i = r->columns; i < record->count; i++)
		if (strcmp(record->fields[i], REJECTS_MARK) != 0)
			add_cell(r, record->fields[i], record->lengths[i]);
		else
			mark = true; /* fed back as it was */
	if (mark)
		add_cell(r, REJECTS_MARK, strlen(REJECTS_MARK));
}

enum qser_status rejects_new(struct rejects **out, const struct intake_record *header,
	char delimiter, rejects_sink *sink, void *ctx, struct error *e)
{
	*out = NULL;
	struct rejects *r = calloc(1, sizeof *r);
	if (!r)
		return error_set(e, QSER_MEMORY, "out of memory");
	r->sink = sink;
	r->ctx = ctx;
	r->delimiter = delimiter;
	r->columns = header->count;
	r->replaced = calloc(header->count + 1, sizeof *r->replaced);
	for (size_t i = 0; r->replaced && i < header->count; i++)
		r->replaced[i] = is_added(header->fields[i]);
	if (r->replaced)
		put_header(r, header);
	if (!r->replaced || r->out.failed) {
		rejects_free(r);
		return error_set(e, QSER_MEMORY, "out of memory");
	}
	*out = r;
	return QSER_OK;
}

void rejects_free(struct rejects *r)
{
	if (!r)
		return;
	free(r->replaced);
	buffer_free(&r->out);
	free(r);
}

enum qser_status rejects_add(struct rejects *r, const struct intake_record *record,
	const char *field, const char *message, bool mark, struct error *e)
{
	struct buffer *out = &r->out;

	put_original(r, record);
	buffer_char(out, r->delimiter);
	buffer_int(out, (int64_t)record->line);
	add_cell(r, field ? field : "", field ? strlen(field) : 0);
	add_cell(r, message, strlen(message));
	put_surplus(r, record, mark);
	buffer_char(out, '\n');
	if (out->failed)
		return error_set(e, QSER_MEMORY, "out of memory");
	enum qser_status status = r->sink(r->ctx, out->data, out->length, e);
	buffer_clear(out);
	if (!status)
		r->count++;
	return status;
}

uint64_t rejects_count(const struct rejects *r)
{
	return r->count;
}
