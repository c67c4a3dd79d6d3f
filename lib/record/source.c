/* source.c: the file, or the text, that an import reads. */
#include <inttypes.h>
#include <string.h>

#include "../base/text.h"
#include "source.h"

/* A file in memory, as read(2) would give it. */
static ssize_t read_text(void *ctx, void *bytes, size_t size)
{
	const char **at = ctx;
	size_t length = strnlen(*at, size);

	memcpy(bytes, *at, length);
	*at += length;
	return (ssize_t)length;
}

static enum qser_status log_name(struct qser *q, const char *name)
{
	buffer_clear(&q->log.import_shown);
	text_escape(&q->log.import_shown, name, false);
	if (q->log.import_shown.failed)
		return fail(q, QSER_MEMORY, "out of memory");
	q->log.import_name = buffer_text(&q->log.import_shown);
	return QSER_OK;
}

static enum qser_status read_rules(
	struct source *s, struct qser *q, const struct qser_import *import)
{
	enum qser_status status = QSER_OK;

	if (import->map)
		status = header_rules_parse(
			&s->rules, import->map, strlen(import->map), import->map_name, &q->error);
	if (status == QSER_OK && import->profile)
		status = header_rules_profile(&s->rules, import->profile, &q->error);
	return status;
}

/* For this file alone: source_free has the setting looked up again. */
static enum qser_status take_order(struct qser *q, const char *order)
{
	const struct day_context *days;
	enum qser_status status = handle_days(q, &days);

	q->days.order = !strcmp(order, "dmy") ? DAY_ORDER_DMY : DAY_ORDER_MDY;
	return status;
}

enum qser_status source_open(struct source *s, struct qser *q, const struct qser_import *import)
{
	const struct intake_options options = {.encoding = import->encoding,
		.stop = &q->interrupted,
		.delimiter = import->delimiter};
	enum qser_status status = log_name(q, import->name);

	s->q = q;
	s->name = import->name;
	s->rest = import->text;
	q->reading = (struct reading){.file = true,
		.name = import->name,
		.decimal = import->decimal == ','   ? DECIMAL_COMMA
			   : import->decimal == '.' ? DECIMAL_DOT
						    : DECIMAL_ASK};
	if (status == QSER_OK && import->day_order)
		status = take_order(q, import->day_order);
	if (status == QSER_OK)
		status = read_rules(s, q, import);
	if (status != QSER_OK)
		return status;
	return import->fd < 0 ? intake_open_source(&s->in, read_text, &s->rest, import->name,
					&options, &q->error)
			      : intake_open(&s->in, import->fd, import->name, &options, &q->error);
}

/* Where most cells have ";" between values, a comma is a part of one. */
void source_tell(const struct source *s)
{
	for (size_t c = 0; s->columns && c < RECORD_COLUMNS_MAX; c++) {
		int64_t whole = s->cells[c][HEADER_WHOLE];
		if (whole > s->cells[c][HEADER_JOINED])
			remark(s->q,
				"%s: %" PRId64 " %s of %s %s commas and %s kept as one value%s; "
				"name the options in a map file, see qser(7)",
				s->name, whole, whole == 1 ? "cell" : "cells", s->columns[c].name,
				whole == 1 ? "holds" : "hold", whole == 1 ? "was" : "were",
				whole == 1 ? "" : " each");
	}
}

void source_free(struct source *s)
{
	if (s->q) {
		s->q->days_known = s->q->days.file = false;
		s->q->reading = (struct reading){0};
	}
	header_rules_free(s->rules);
	intake_free(s->in);
}
