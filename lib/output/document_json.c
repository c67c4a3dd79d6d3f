/*
 * document_json.c: a report as one JSON object: title, subtitles, facts, notices, then every table
 * (array of objects) and chart (array of bars) under its name, and the sums of tables in "totals".
 *
 * A name met again gets "_2", "_3": a key that stands twice would lose the first to most readers.
 */
#include "blocks.h"

#include "../base/cleanup.h"
#include "../store/spool.h"
#include "json.h"

#include <stdlib.h>
#include <string.h>

struct key {
	const struct block *block;
	const char *name;
	size_t place;
	size_t number; /* 1 for the first of a name */
};

struct keys {
	struct key *list;
	size_t count;
};

static const char *block_name(const struct block *b)
{
	const char *name = NULL;
	if (b->table)
		name = b->table->name ? b->table->name : "table";
	else if (b->kind == BLOCK_CHART)
		name = b->chart->name ? b->chart->name : "chart";
	return name;
}

static int by_name(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = strcmp(x->name, y->name);
	return order ? order : (x->place > y->place) - (x->place < y->place);
}

static int by_place(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	return (x->place > y->place) - (x->place < y->place);
}

static bool is_reserved(const char *name)
{
	static const char *const ours[] = {
		"title", "mark", "subtitles", "facts", "notices", "totals"};
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		if (strcmp(name, ours[i]) == 0)
			return true;
	return false;
}

static enum qser_status find_keys(const struct document *d, struct keys *k)
{
	size_t count = 0;
	for (const struct block *b = d->first; b; b = b->next)
		count += block_name(b) != NULL;
	k->list = calloc(count + 1, sizeof *k->list);
	if (!k->list)
		return QSER_MEMORY;
	for (const struct block *b = d->first; b; b = b->next)
		if (block_name(b)) {
			k->list[k->count] = (struct key){b, block_name(b), k->count, 1};
			k->count++;
		}
	qsort(k->list, k->count, sizeof *k->list, by_name);
	for (size_t i = 0; i < k->count; i++) {
		if (i > 0 && strcmp(k->list[i].name, k->list[i - 1].name) == 0)
			k->list[i].number = k->list[i - 1].number + 1;
		else if (is_reserved(k->list[i].name))
			k->list[i].number = 2;
	}
	qsort(k->list, k->count, sizeof *k->list, by_place);
	return QSER_OK;
}

static void put_key(struct buffer *out, const struct key *k)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	if (k->number > 1)
		buffer_printf(&name, "%s_%zu", k->name, k->number);
	json_string(out, k->number > 1 ? buffer_text(&name) : k->name);
	buffer_char(out, ':');
	out->failed |= name.failed;
}

/* "subtitles":["…"] of one kind of block; facts are objects. */
static void put_texts(
	struct qser_spool *spool, const struct document *d, enum block_kind kind, const char *name)
{
	struct buffer *out = spool_buffer(spool);
	const char *comma = "";
	buffer_printf(out, ",\n\"%s\":[", name);
	for (const struct block *b = d->first; b; b = b->next) {
		if (b->kind != kind)
			continue;
		buffer_text_add(out, comma);
		comma = ",";
		if (kind == BLOCK_FACT) {
			buffer_text_add(out, "\n{\"label\":");
			json_string(out, b->label);
			buffer_text_add(out, ",\"value\":");
			json_string(out, b->text);
			buffer_char(out, '}');
		} else {
			json_string(out, b->text);
		}
		spool_step(spool);
	}
	buffer_text_add(out, "]");
}

static enum qser_status put_rows(
	struct qser_spool *spool, const struct document_table *t, const struct cells *cells)
{
	struct buffer *out = spool_buffer(spool);
	_cleanup_(free_pointer) const char **values = calloc(t->count + 1, sizeof *values);
	if (!values)
		return QSER_MEMORY;
	const char *at = cells->bytes.data;
	buffer_char(out, '[');
	for (size_t r = 0; r < cells->rows; r++) {
		at = cells_next(at, t->count, values);
		buffer_text_add(out, r > 0 ? ",\n" : "\n");
		json_row(out, t->columns, t->count, values);
		spool_step(spool);
	}
	buffer_char(out, ']');
	return QSER_OK;
}

static void put_bars(struct qser_spool *spool, const struct document_chart *c)
{
	struct buffer *out = spool_buffer(spool);
	buffer_char(out, '[');
	for (size_t i = 0; i < c->count; i++) {
		const struct bar *b = &c->bars[i];
		buffer_text_add(out, i > 0 ? ",\n" : "\n");
		buffer_text_add(out, "{\"label\":");
		json_string(out, b->label);
		buffer_text_add(out, ",\"value\":");
		buffer_int(out, b->value);
		buffer_text_add(out, ",\"plan\":");
		if (b->plan < 0)
			buffer_text_add(out, "null");
		else
			buffer_int(out, b->plan);
		buffer_text_add(out, ",\"text\":");
		json_string(out, b->text);
		buffer_char(out, '}');
		spool_step(spool);
	}
	buffer_char(out, ']');
}

static enum qser_status put_keys(struct qser_spool *spool, const struct keys *k)
{
	struct buffer *out = spool_buffer(spool);
	for (size_t i = 0; i < k->count; i++) {
		const struct block *b = k->list[i].block;
		buffer_text_add(out, ",\n");
		put_key(out, &k->list[i]);
		if (b->kind == BLOCK_CHART) {
			put_bars(spool, b->chart);
			continue;
		}
		enum qser_status status = put_rows(spool, b->table, &b->table->rows);
		if (status != QSER_OK)
			return status;
	}
	return QSER_OK;
}

static enum qser_status put_totals(struct qser_spool *spool, const struct keys *k)
{
	struct buffer *out = spool_buffer(spool);
	const char *comma = "";
	buffer_text_add(out, ",\n\"totals\":{");
	for (size_t i = 0; i < k->count; i++) {
		const struct document_table *t = k->list[i].block->table;
		if (!t || t->totals.rows == 0)
			continue;
		buffer_text_add(out, comma);
		comma = ",";
		buffer_char(out, '\n');
		put_key(out, &k->list[i]);
		enum qser_status status = put_rows(spool, t, &t->totals);
		if (status != QSER_OK)
			return status;
	}
	buffer_char(out, '}');
	return QSER_OK;
}

enum qser_status document_json(
	const struct document *d, struct qser_spool *spool, const struct qser_style *style)
{
	(void)style;
	struct keys keys = {0};
	enum qser_status status = find_keys(d, &keys);
	if (status == QSER_OK) {
		buffer_text_add(spool_buffer(spool), "{\"title\":");
		json_string(spool_buffer(spool), d->title);
		if (d->mark) {
			buffer_text_add(spool_buffer(spool), ",\n\"mark\":");
			json_string(spool_buffer(spool), d->mark);
		}
		put_texts(spool, d, BLOCK_SUBTITLE, "subtitles");
		put_texts(spool, d, BLOCK_FACT, "facts");
		put_texts(spool, d, BLOCK_NOTICE, "notices");
		status = put_keys(spool, &keys);
	}
	if (status == QSER_OK)
		status = put_totals(spool, &keys);
	buffer_text_add(spool_buffer(spool), "}\n");
	free(keys.list);
	return status;
}
