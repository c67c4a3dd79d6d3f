/* document.c: building a document, and choosing who writes it. */
#include "blocks.h"

#include "../base/cleanup.h"
#include "../store/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct document *document_new(const char *title)
{
	struct document *d = calloc(1, sizeof *d);
	if (!d)
		return NULL;
	d->end = &d->first;
	d->events_end = &d->events;
	d->cards_end = &d->cards;
	d->title = memory_dup(title ? title : "");
	if (d->title)
		return d;
	free(d);
	return NULL;
}

const char *document_title(const struct document *d)
{
	return d->title;
}

static void table_free(struct document_table *t)
{
	if (!t)
		return;
	free(t->name);
	free(t->caption);
	free(t->columns);
	free(t->said);
	buffer_free(&t->rows.bytes);
	buffer_free(&t->totals.bytes);
	free(t);
}

static void chart_free(struct document_chart *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->count; i++) {
		free(c->bars[i].label);
		free(c->bars[i].text);
	}
	free(c->bars);
	free(c->name);
	free(c->caption);
	free(c);
}

void document_free(struct document *d)
{
	if (!d)
		return;
	for (struct block *b = d->first, *next; b; b = next) {
		next = b->next;
		free(b->label);
		free(b->text);
		free(b->answer);
		table_free(b->table);
		chart_free(b->chart);
		free(b);
	}
	for (struct event *e = d->events, *next; e; e = next) {
		next = e->next;
		free(e->texts);
		free(e);
	}
	for (struct card *c = d->cards, *next; c; c = next) {
		next = c->next;
		free(c->texts);
		free(c);
	}
	free(d->title);
	free(d->mark);
	free(d->language);
	free(d->footer);
	free(d->logo.bytes);
	free(d->logo.type);
	free(d->logo.alt);
	free(d);
}

static char *copy(struct document *d, const char *text)
{
	char *s = text ? memory_dup(text) : NULL;
	if (text && !s)
		d->failed = true;
	return s;
}

static struct block *add_block(struct document *d, enum block_kind kind)
{
	struct block *b = calloc(1, sizeof *b);
	if (!b) {
		d->failed = true;
		return NULL;
	}
	b->kind = kind;
	*d->end = b;
	d->end = &b->next;
	return b;
}

static struct block *add_text(struct document *d, enum block_kind kind, const char *format,
	va_list args) __attribute__((format(printf, 3, 0)));

static struct block *add_text(
	struct document *d, enum block_kind kind, const char *format, va_list args)
{
	struct buffer text = BUFFER_INIT;
	struct block *b = add_block(d, kind);
	if (!b)
		return NULL;
	buffer_reserve(&text, 0); /* "" is a text, too */
	buffer_vprintf(&text, document_say(d, format), args);
	b->text = buffer_take(&text);
	if (!b->text)
		d->failed = true;
	return b;
}

void document_words(struct document *d, const struct catalogue *words)
{
	d->words = words;
}

const char *document_say(const struct document *d, const char *text)
{
	return catalogue_say(d->words, text);
}

void document_language(struct document *d, const char *code)
{
	free(d->language);
	d->language = copy(d, code);
}

void document_logo(
	struct document *d, const void *bytes, size_t length, const char *type, const char *alt)
{
	free(d->logo.bytes);
	free(d->logo.type);
	free(d->logo.alt);
	d->logo = (struct logo){malloc(length + 1), length, copy(d, type), copy(d, alt)};
	if (d->logo.bytes)
		memcpy(d->logo.bytes, bytes, length);
	else
		d->failed = true;
}

void document_footer(struct document *d, const char *text)
{
	free(d->footer);
	d->footer = copy(d, text);
}

void document_mark(struct document *d, const char *mark)
{
	free(d->mark);
	d->mark = copy(d, document_say(d, mark));
}

void document_break(struct document *d)
{
	(void)add_block(d, BLOCK_BREAK);
}

void document_subtitle(struct document *d, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	(void)add_text(d, BLOCK_SUBTITLE, format, args);
	va_end(args);
}

void document_heading(struct document *d, int level, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct block *b = add_text(d, BLOCK_HEADING, format, args);
	va_end(args);
	if (b)
		b->level = level < 1 ? 1 : level > 3 ? 3 : level;
}

void document_paragraph(struct document *d, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	(void)add_text(d, BLOCK_PARAGRAPH, format, args);
	va_end(args);
}

void document_notice(struct document *d, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	(void)add_text(d, BLOCK_NOTICE, format, args);
	va_end(args);
}

void document_fact(struct document *d, const char *label, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct block *b = add_text(d, BLOCK_FACT, format, args);
	va_end(args);
	if (b)
		b->label = copy(d, label ? document_say(d, label) : "");
}

void document_question(
	struct document *d, const char *code, const char *question, const char *answer)
{
	struct block *b = add_block(d, BLOCK_QUESTION);
	if (!b)
		return;
	b->label = copy(d, code ? code : "");
	b->text = copy(d, question ? question : "");
	b->answer = copy(d, answer ? answer : "");
}

void document_item(struct document *d, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	(void)add_text(d, BLOCK_ITEM, format, args);
	va_end(args);
}

/* Columns are shared by all languages, so those of this one are copies. */
static void say_labels(struct document *d, struct document_table *t)
{
	t->said = d->words ? calloc(t->count + 1, sizeof(*t->said)) : NULL;
	if (d->words && !t->said)
		d->failed = true;
	for (size_t i = 0; t->said && i < t->count; i++) {
		t->said[i] = *t->columns[i];
		t->said[i].label = document_say(d, t->columns[i]->label);
		t->columns[i] = &t->said[i];
	}
}

static struct document_table *add_table(
	struct block *b, struct document *d, const struct qser_column *const *columns, size_t count)
{
	struct document_table *t = b ? calloc(1, sizeof *t) : NULL;
	if (!t) {
		d->failed = true;
		return NULL;
	}
	b->table = t;
	t->document = d;
	t->count = count;
	t->columns = calloc(count + 1, sizeof(*t->columns));
	if (t->columns)
		memcpy(t->columns, columns, count * sizeof(*t->columns));
	else
		d->failed = true;
	if (t->columns)
		say_labels(d, t);
	return t;
}

static void set_caption(struct document *d, char **caption, const char *format, va_list args)
	__attribute__((format(printf, 3, 0)));

static void set_caption(struct document *d, char **caption, const char *format, va_list args)
{
	struct buffer text = BUFFER_INIT;
	buffer_vprintf(&text, document_say(d, format), args);
	free(*caption);
	*caption = buffer_take(&text);
	if (!*caption)
		d->failed = true;
}

void document_table_caption(struct document_table *t, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	if (t)
		set_caption(t->document, &t->caption, format, args);
	va_end(args);
}

void document_chart_caption(struct document_chart *c, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	if (c)
		set_caption(c->document, &c->caption, format, args);
	va_end(args);
}

struct document_table *document_table(struct document *d, const char *name, const char *caption,
	const struct qser_column *const *columns, size_t count, bool data)
{
	struct document_table *t = add_table(add_block(d, BLOCK_TABLE), d, columns, count);
	if (!t)
		return NULL;
	t->name = copy(d, name);
	t->caption = copy(d, document_say(d, caption));
	t->data = data;
	return t;
}

struct document_table *document_signatures(struct document *d, const char *heading)
{
	static const struct qser_column party = {.name = "party", .type = QSER_TEXT},
					name = {.name = "name", .type = QSER_TEXT},
					day = {.name = "day", .type = QSER_TEXT},
					state = {.name = "signature", .type = QSER_TEXT};
	static const struct qser_column *const columns[SIGNED_CELLS] = {
		&party, &name, &day, &state};
	struct block *b = add_block(d, BLOCK_SIGNATURES);
	struct document_table *t = add_table(b, d, columns, SIGNED_CELLS);
	if (!t)
		return NULL;
	b->level = 2;
	b->text = copy(d, document_say(d, heading));
	t->name = copy(d, "signatures");
	return t;
}

static void add_row(struct document_table *t, struct cells *cells, const char *const *values)
{
	for (size_t i = 0; i < t->count; i++) {
		buffer_text_add(&cells->bytes, values[i]);
		buffer_char(&cells->bytes, '\0');
	}
	cells->rows++;
	if (cells->bytes.failed)
		t->document->failed = true;
}

void document_row(struct document_table *t, const char *const *values)
{
	if (t)
		add_row(t, &t->rows, values);
}

void document_total(struct document_table *t, const char *const *values)
{
	if (t)
		add_row(t, &t->totals, values);
}

void document_signature(struct document_table *t, const struct document_signature *s)
{
	const char *values[SIGNED_CELLS] = {s->party, s->name, s->day, s->state};
	document_row(t, values);
}

const char *cells_next(const char *at, size_t count, const char **values)
{
	for (size_t i = 0; i < count; i++) {
		values[i] = *at ? at : NULL;
		at += strlen(at) + 1;
	}
	return at;
}

struct document_chart *document_chart(
	struct document *d, enum chart_kind kind, const char *name, const char *caption)
{
	struct block *b = add_block(d, BLOCK_CHART);
	struct document_chart *c = b ? calloc(1, sizeof *c) : NULL;
	if (!c) {
		d->failed = true;
		return NULL;
	}
	b->chart = c;
	c->document = d;
	c->kind = kind;
	c->name = copy(d, name);
	c->caption = copy(d, document_say(d, caption));
	return c;
}

void document_bar(
	struct document_chart *c, const char *label, int64_t value, int64_t plan, const char *text)
{
	if (!c)
		return;
	if (c->count == c->capacity) {
		size_t capacity = c->capacity ? c->capacity * 2 : 8;
		struct bar *bars = reallocarray(c->bars, capacity, sizeof *bars);
		if (!bars) {
			c->document->failed = true;
			return;
		}
		c->bars = bars;
		c->capacity = capacity;
	}
	c->bars[c->count++] = (struct bar){.label = copy(c->document, label ? label : ""),
		.text = copy(c->document, text ? text : ""),
		.value = value,
		.plan = plan};
}

/* ---- Appointments and addresses ---- */

/* Several texts moved into one piece of memory, which is returned. */
static char *gather_texts(struct document *d, const char **const *texts, size_t count)
{
	size_t length = 1;
	for (size_t i = 0; i < count; i++)
		length += *texts[i] ? strlen(*texts[i]) + 1 : 0;
	char *all = malloc(length), *at = all;
	if (!all) {
		d->failed = true;
		return NULL;
	}
	for (size_t i = 0; i < count; i++)
		if (*texts[i]) {
			char *next = stpcpy(at, *texts[i]) + 1;
			*texts[i] = at;
			at = next;
		}
	return all;
}

void document_event(struct document *d, const struct document_event *event)
{
	struct event *e = calloc(1, sizeof *e);
	if (!e) {
		d->failed = true;
		return;
	}
	e->event = *event;
	const char **const texts[] = {
		&e->event.uid, &e->event.summary, &e->event.description, &e->event.place};
	e->texts = gather_texts(d, texts, sizeof texts / sizeof *texts);
	*d->events_end = e;
	d->events_end = &e->next;
}

void document_card(struct document *d, const struct document_card *card)
{
	struct card *c = calloc(1, sizeof *c);
	if (!c) {
		d->failed = true;
		return;
	}
	c->card = *card;
	const char **const texts[] = {&c->card.uid, &c->card.name, &c->card.family, &c->card.given,
		&c->card.email, &c->card.phone, &c->card.organisation, &c->card.department,
		&c->card.job_title, &c->card.categories};
	c->texts = gather_texts(d, texts, sizeof texts / sizeof *texts);
	*d->cards_end = c;
	d->cards_end = &c->next;
}

void document_chart_of(struct document_chart *c, int64_t whole)
{
	if (c)
		c->whole = whole;
}

int64_t chart_scale(const struct document_chart *c, bool *planned)
{
	int64_t scale = c->whole > 1 ? c->whole : 1;
	*planned = false;
	for (size_t i = 0; i < c->count; i++) {
		if (c->bars[i].value > scale)
			scale = c->bars[i].value;
		if (c->bars[i].plan > scale)
			scale = c->bars[i].plan;
		*planned |= c->bars[i].plan >= 0;
	}
	return scale;
}

/* In double: value * parts may not fit, and a bar needs no more than 53 bits. */
int64_t chart_parts(int64_t value, int64_t scale, int64_t parts)
{
	return value <= 0 ? 0 : (int64_t)((double)value / (double)scale * (double)parts + 0.5);
}

static const struct document_table *find_data(const struct document *d)
{
	for (const struct block *b = d->first; b; b = b->next)
		if (b->kind == BLOCK_TABLE && b->table->data)
			return b->table;
	return NULL;
}

static bool same_columns(const struct document_table *a, const struct document_table *b)
{
	return a->count == b->count &&
	       !memcmp(a->columns, b->columns, a->count * sizeof(*a->columns));
}

/* Data tables of the same columns (one for each path, say) are one table to a program. */
static enum qser_status write_data_rows(
	const struct document *d, const struct document_table *data, struct qser_table *out)
{
	_cleanup_(free_pointer) const char **values = calloc(data->count + 1, sizeof *values);
	if (!values)
		return QSER_MEMORY;
	for (const struct block *b = d->first; b; b = b->next) {
		const struct document_table *t = b->table;
		if (b->kind != BLOCK_TABLE || !t->data || !same_columns(t, data))
			continue;
		const char *at = t->rows.bytes.data;
		for (size_t r = 0; r < t->rows.rows; r++) {
			at = cells_next(at, t->count, values);
			enum qser_status status = qser_table_row(out, values);
			if (status != QSER_OK)
				return status;
		}
	}
	return QSER_OK;
}

static enum qser_status write_data(const struct document *d, const struct document_table *data,
	struct qser_spool *spool, const struct qser_style *style)
{
	struct qser_style plain = *style;
	plain.single = false; /* a report is never one record */
	struct qser_table *t;
	enum qser_status status = qser_table_new(&t, spool, &plain, data->columns, data->count);
	if (status == QSER_OK)
		status = write_data_rows(d, data, t);
	if (status == QSER_OK)
		status = qser_table_end(t);
	qser_table_free(t);
	return status;
}

static enum qser_status write_format(const struct document *d, struct qser_spool *spool,
	const struct qser_style *style, struct error *e)
{
	const struct document_table *data;
	switch (style->format) {
	case QSER_FORMAT_TEXT:
		return document_text(d, spool, style);
	case QSER_FORMAT_HTML:
		return document_html(d, spool, style);
	case QSER_FORMAT_JSON:
		return document_json(d, spool, style);
	case QSER_FORMAT_CSV:
	case QSER_FORMAT_TSV:
	case QSER_FORMAT_JSONL:
		data = find_data(d);
		if (!data)
			return error_set(e, QSER_USAGE,
				"this report has no table of data; it can be text, html or json");
		return write_data(d, data, spool, style);
	case QSER_FORMAT_EML:
		return document_mail(d, spool, style, e);
	case QSER_FORMAT_ICS:
		return document_ics(d, spool, style);
	case QSER_FORMAT_VCF:
		return document_vcf(d, spool, style);
	}
	return error_set(e, QSER_INTERNAL, "no such format of a report: %d", (int)style->format);
}

enum qser_status document_write(const struct document *d, struct qser_spool *spool,
	const struct qser_style *style, struct error *e)
{
	enum qser_status status = d->failed ? QSER_MEMORY : write_format(d, spool, style, e);
	if (status == QSER_OK)
		status = spool_status(spool);
	if (status == QSER_MEMORY)
		return error_set(e, status, "out of memory");
	if (status == QSER_OUTPUT)
		return error_set(e, status, "cannot write a temporary file: %s", strerror(errno));
	return status;
}
