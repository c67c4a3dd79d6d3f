/* source.c: the file, or the text, that an import reads. */
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

enum qser_status source_open(struct source *s, struct qser *q, const struct qser_import *import)
{
	const struct intake_options options = {
		.encoding = import->encoding, .delimiter = import->delimiter};
	enum qser_status status = log_name(q, import->name);

	s->rest = import->text;
	if (status == QSER_OK && import->map)
		status = header_rules_parse(
			&s->rules, import->map, strlen(import->map), import->map_name, &q->error);
	if (status != QSER_OK)
		return status;
	return import->fd < 0 ? intake_open_source(&s->in, read_text, &s->rest, import->name,
					&options, &q->error)
			      : intake_open(&s->in, import->fd, import->name, &options, &q->error);
}

void source_free(struct source *s)
{
	header_rules_free(s->rules);
	intake_free(s->in);
}
