/* table.c: rows of one table, handed to the driver of a format. */
#include "table.h"

#include "../base/text.h"
#include "../store/spool.h"

#include <stdlib.h>

static const struct table_driver *find_driver(const struct qser_style *style)
{
	switch (style->format) {
	case QSER_FORMAT_TEXT:
		return style->single ? &table_record : &table_text;
	case QSER_FORMAT_CSV:
		return &table_csv;
	case QSER_FORMAT_TSV:
		return &table_tsv;
	case QSER_FORMAT_JSON:
		/* One record is one object, which is what a line of JSON Lines is. */
		return style->single ? &table_jsonl : &table_json;
	case QSER_FORMAT_JSONL:
		return &table_jsonl;
	case QSER_FORMAT_HTML:
	case QSER_FORMAT_EML:
	case QSER_FORMAT_ICS:
	case QSER_FORMAT_VCF:
		break;
	}
	return NULL;
}

static enum qser_status table_status(struct qser_table *t)
{
	if (t->scratch.failed || t->grid.failed)
		return QSER_MEMORY;
	return spool_status(t->spool);
}

enum qser_status qser_table_new(struct qser_table **out, struct qser_spool *spool,
	const struct qser_style *style, const struct qser_column *const *columns, size_t count)
{
	*out = NULL;
	const struct table_driver *driver = find_driver(style);
	if (!driver)
		return QSER_USAGE;
	struct qser_table *t = calloc(1, sizeof *t);
	if (!t)
		return QSER_MEMORY;
	t->driver = driver;
	t->spool = spool;
	t->out = spool_buffer(spool);
	t->style = *style;
	t->columns = columns;
	t->count = count;
	if (driver->begin)
		driver->begin(t);
	enum qser_status status = table_status(t);
	if (status == QSER_OK)
		*out = t;
	else
		qser_table_free(t);
	return status;
}

enum qser_status qser_table_pick(struct qser_table *t, const size_t *places)
{
	t->places = places;
	t->picked = calloc(t->count ? t->count : 1, sizeof *t->picked);
	return t->picked ? QSER_OK : QSER_MEMORY;
}

enum qser_status qser_table_row(struct qser_table *t, const char *const *values)
{
	for (size_t i = 0; t->picked && i < t->count; i++)
		t->picked[i] = values[t->places[i]];
	if (t->picked)
		values = t->picked;
	t->driver->row(t, values);
	t->rows++;
	spool_step(t->spool);
	return table_status(t);
}

enum qser_status qser_table_end(struct qser_table *t)
{
	if (t->driver->end)
		t->driver->end(t);
	spool_step(t->spool);
	return table_status(t);
}

void qser_table_free(struct qser_table *t)
{
	if (!t)
		return;
	grid_free(&t->grid);
	buffer_free(&t->scratch);
	free(t->picked);
	free(t);
}

char *qser_escape(const char *text)
{
	struct buffer b = BUFFER_INIT;
	text_escape(&b, text, false);
	if (buffer_reserve(&b, 0) && !b.failed) /* "" is a string too */
		return buffer_take(&b);
	buffer_free(&b);
	return NULL;
}
