/* read.c: the rows of a file as they are, for whoever knows no record. */
#include <inttypes.h>
#include <string.h>

#include "../base/cleanup.h"
#include "rejects.h"

struct reading {
	const struct qser_file *file;
	struct qser_counts *counts;
	struct intake *in;
	size_t columns;
	struct buffer why, line;
};

static void reading_end(struct reading *r)
{
	intake_free(r->in);
	buffer_free(&r->why);
	buffer_free(&r->line);
}

/* The caller is asked before each read: there may be no row for long. */
static bool is_stopped(void *ctx)
{
	const struct reading *r = ctx;

	return r->file->progress &&
	       r->file->progress(r->file->ctx, (int64_t)intake_bytes(r->in)) != 0;
}

static ssize_t read_on(void *ctx, void *bytes, size_t size)
{
	const struct reading *r = ctx;

	return intake_read_on(r->file->fd, bytes, size, is_stopped, ctx);
}

static enum qser_status leave_out(
	struct reading *r, uint64_t line, const char *why, struct error *e)
{
	r->counts->rejected++;
	if (!r->file->message)
		return QSER_OK;
	buffer_clear(&r->line);
	buffer_printf(&r->line, "%s:%" PRIu64 ": %s", r->file->name, line, why);
	if (r->line.failed)
		return error_set(e, QSER_MEMORY, "out of memory");
	r->file->message(r->file->ctx, buffer_text(&r->line));
	return QSER_OK;
}

static enum qser_status take_row(
	struct reading *r, const struct intake_record *record, struct error *e)
{
	r->counts->read++;
	if (record->fault.message)
		return leave_out(r, record->fault.line, record->fault.message, e);
	buffer_clear(&r->why);
	if (!rejects_fits(record, r->columns, &r->why))
		return leave_out(r, record->line, buffer_text(&r->why), e);
	return r->file->row(r->file->ctx, record->count, record->fields) ? QSER_STOPPED : QSER_OK;
}

static enum qser_status take_header(
	struct reading *r, const struct intake_record *header, struct error *e)
{
	r->columns = header->count;
	if (r->file->remark && intake_assumed(r->in, &r->line))
		r->file->remark(r->file->ctx, buffer_text(&r->line));
	if (r->line.failed)
		return error_set(e, QSER_MEMORY, "out of memory");
	return r->file->header(r->file->ctx, header->count, header->fields) ? QSER_STOPPED
									    : QSER_OK;
}

static enum qser_status read_all(struct reading *r, struct error *e)
{
	const struct intake_options options = {
		.encoding = r->file->encoding, .delimiter = r->file->delimiter};
	const struct intake_record *record = NULL;
	enum qser_status status =
		intake_open_source(&r->in, read_on, r, r->file->name, &options, e);

	if (status == QSER_OK)
		status = intake_next(r->in, &record, e);
	if (status == QSER_OK)
		status = take_header(r, record, e);
	while (status == QSER_OK) {
		status = intake_next(r->in, &record, e);
		if (status != QSER_OK || !record)
			break;
		status = take_row(r, record, e);
	}
	return status;
}

enum qser_status qser_read_file(
	const struct qser_file *file, struct qser_counts *counts, char **why)
{
	_cleanup_(reading_end) struct reading r = {.file = file, .counts = counts};
	struct error e = {0};

	*counts = (struct qser_counts){0};
	*why = NULL;
	enum qser_status status = read_all(&r, &e);
	if (status != QSER_OK && status != QSER_STOPPED)
		*why = memory_dup(error_message(&e));
	error_free(&e);
	return status == QSER_OK && counts->rejected ? QSER_PARTIAL : status;
}
