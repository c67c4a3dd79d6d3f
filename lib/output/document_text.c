/* document_text.c: a report as text, for terminals and mails. */
#include "blocks.h"

#include "../base/text.h"
#include "../store/spool.h"
#include "chart_text.h"
#include "grid.h"
#include "wrap.h"

#include <stdlib.h>

#define WIDTH 78 /* of a mail */

struct page {
	const struct document *document;
	struct qser_spool *spool;
	struct buffer *out;
	struct qser_style style;
	struct buffer plain; /* a text with our signs replaced */
};

/* With --ascii, our own signs in plain characters; what users wrote stays. */
static const char *plain(struct page *p, const char *text)
{
	if (!p->style.ascii)
		return text;
	buffer_clear(&p->plain);
	buffer_text_add(&p->plain, text);
	plain_signs(&p->plain, 0);
	p->out->failed |= p->plain.failed;
	return buffer_text(&p->plain);
}

static void bold(struct page *p, bool on)
{
	if (p->style.color)
		buffer_text_add(p->out, on ? STYLE_BOLD : STYLE_PLAIN);
}

static void lines(struct page *p, const char *text)
{
	wrap(p->out, plain(p, text), p->style.width, 0);
}

/* As wide as the text above it, on one line at most. */
static void underline(struct page *p, const char *text, char c)
{
	size_t width = text_width(text);
	if (width > p->style.width)
		width = p->style.width;
	while (width-- > 0)
		buffer_char(p->out, c);
	buffer_char(p->out, '\n');
}

static void put_heading(struct page *p, const struct block *b)
{
	bold(p, true);
	lines(p, b->text);
	bold(p, false);
	if (b->level < 3)
		underline(p, b->text, b->level == 1 ? '-' : '.');
}

/* Facts in a row: their values stand in one column. */
static const struct block *put_facts(struct page *p, const struct block *b)
{
	size_t widest = 0;
	for (const struct block *f = b; f && f->kind == BLOCK_FACT; f = f->next) {
		size_t width = text_width(f->label);
		if (width > widest && width <= p->style.width / 2)
			widest = width;
	}
	const struct block *last = b;
	for (; b && b->kind == BLOCK_FACT; last = b, b = b->next)
		wrap_labelled(p->out, b->label, plain(p, b->text), p->style.width, widest + 3);
	return last;
}

static void put_caption(struct page *p, const char *caption)
{
	if (!caption || !*caption)
		return;
	bold(p, true);
	lines(p, caption);
	bold(p, false);
}

static enum qser_status put_table(struct page *p, const struct document_table *t)
{
	put_caption(p, t->caption);
	if (t->rows.rows + t->totals.rows == 0) {
		buffer_printf(p->out, "(%s)\n", document_say(p->document, "none"));
		return QSER_OK;
	}
	struct grid g;
	grid_init(&g, t->columns, t->count);
	g.whole = true; /* a report leaves nothing out */
	g.ascii = p->style.ascii;
	const char **values = calloc(t->count + 1, sizeof *values);
	if (values) {
		const char *at = t->rows.bytes.data;
		for (size_t r = 0; r < t->rows.rows; r++) {
			at = cells_next(at, t->count, values);
			grid_row(&g, values);
		}
		at = t->totals.bytes.data;
		for (size_t r = 0; r < t->totals.rows; r++) {
			at = cells_next(at, t->count, values);
			grid_total(&g, values);
		}
		grid_print(&g, p->spool, &p->style);
	}
	bool failed = !values || g.failed;
	free(values);
	grid_free(&g);
	return failed ? QSER_MEMORY : QSER_OK;
}

/* What is to be ticked stands below the words, in their column. */
static const struct block *put_questions(struct page *p, const struct block *b)
{
	size_t widest = 0;
	for (const struct block *f = b; f && f->kind == BLOCK_QUESTION; f = f->next) {
		size_t width = text_width(f->label);
		if (width > widest && width <= p->style.width / 4)
			widest = width;
	}
	const struct block *last = b;
	for (; b && b->kind == BLOCK_QUESTION; last = b, b = b->next) {
		if (last != b)
			buffer_char(p->out, '\n');
		show_line(p->out, b->label, false);
		size_t width = text_width(b->label);
		if (width > widest) {
			buffer_char(p->out, '\n');
			width = 0;
		}
		pad(p->out, widest + 2 - width);
		wrap(p->out, b->text, p->style.width, widest + 2);
		pad(p->out, widest + 2);
		wrap(p->out, b->answer, p->style.width, widest + 2);
	}
	return last;
}

static void put_chart(struct page *p, const struct document_chart *c)
{
	put_caption(p, c->caption);
	if (c->count == 0)
		buffer_printf(p->out, "(%s)\n", document_say(p->document, "none"));
	else
		chart_text(p->spool, c, &p->style);
}

/* ---- Signatures ---- */

#define PEN "______________________"
#define PEN_DAY "__________"

static const struct qser_column party_column = {.name = "party", .label = "For", .type = QSER_TEXT},
				name_column = {.name = "name", .label = "Name", .type = QSER_TEXT},
				day_column = {.name = "day", .label = "Day", .type = QSER_TEXT},
				state_column = {.name = "signature",
					.label = "Signature",
					.type = QSER_TEXT};

/* A table; where nobody has signed there is room to. */
static enum qser_status put_signatures(struct page *p, const struct block *b)
{
	struct qser_column said[SIGNED_CELLS] = {
		party_column, name_column, day_column, state_column};
	const struct qser_column *columns[SIGNED_CELLS];
	const struct cells *rows = &b->table->rows;
	const char *cells[SIGNED_CELLS], *at = rows->bytes.data;
	for (size_t i = 0; i < SIGNED_CELLS; i++) {
		said[i].label = document_say(p->document, said[i].label);
		columns[i] = &said[i];
	}
	put_heading(p, b);
	buffer_char(p->out, '\n');
	struct grid g;
	grid_init(&g, columns, SIGNED_CELLS);
	g.whole = true;
	for (size_t r = 0; r < rows->rows; r++) {
		at = cells_next(at, SIGNED_CELLS, cells);
		bool signs = !cells[SIGNED_STATE];
		cells[SIGNED_NAME] = cells[SIGNED_NAME] || !signs ? cells[SIGNED_NAME] : PEN;
		cells[SIGNED_DAY] = cells[SIGNED_DAY] || !signs ? cells[SIGNED_DAY] : PEN_DAY;
		cells[SIGNED_STATE] = signs ? PEN : cells[SIGNED_STATE];
		grid_row(&g, cells);
	}
	grid_print(&g, p->spool, &p->style);
	bool failed = g.failed;
	grid_free(&g);
	return failed ? QSER_MEMORY : QSER_OK;
}

/* ---- The page ---- */

/* A form feed is no good in a mail. */
static void put_break(struct page *p)
{
	for (size_t i = 0; i < p->style.width; i++)
		buffer_char(p->out, '-');
	buffer_char(p->out, '\n');
}

/* "---- Draft ---------", as wide as the page. */
static void put_mark(struct page *p)
{
	const char *dash = p->style.ascii ? "-" : "─";
	size_t used = text_width(p->document->mark) + 6;
	for (int i = 0; i < 4; i++)
		buffer_text_add(p->out, dash);
	buffer_char(p->out, ' ');
	show_line(p->out, p->document->mark, false);
	buffer_char(p->out, ' ');
	for (; used < p->style.width; used++)
		buffer_text_add(p->out, dash);
	buffer_char(p->out, '\n');
}

static enum qser_status put_block(struct page *p, const struct block **at)
{
	const struct block *b = *at;
	switch (b->kind) {
	case BLOCK_HEADING:
		put_heading(p, b);
		break;
	case BLOCK_SUBTITLE:
	case BLOCK_PARAGRAPH:
		lines(p, b->text);
		break;
	case BLOCK_NOTICE:
		bold(p, true);
		buffer_text_add(p->out, "! ");
		wrap(p->out, plain(p, b->text), p->style.width, 2);
		bold(p, false);
		break;
	case BLOCK_FACT:
		*at = put_facts(p, b);
		break;
	case BLOCK_ITEM:
		buffer_text_add(p->out, p->style.ascii ? "* " : "• ");
		wrap(p->out, plain(p, b->text), p->style.width, 2);
		break;
	case BLOCK_QUESTION:
		*at = put_questions(p, b);
		break;
	case BLOCK_BREAK:
		put_break(p);
		break;
	case BLOCK_TABLE:
		return put_table(p, b->table);
	case BLOCK_CHART:
		put_chart(p, b->chart);
		break;
	case BLOCK_SIGNATURES:
		return put_signatures(p, b);
	}
	return QSER_OK;
}

/* Title and subtitles belong together, items do, all else stands apart. */
static bool apart(enum block_kind before, enum block_kind kind)
{
	return before != kind || (kind != BLOCK_SUBTITLE && kind != BLOCK_ITEM);
}

static enum qser_status put_blocks(struct page *p)
{
	enum block_kind before = BLOCK_SUBTITLE;
	for (const struct block *b = p->document->first; b; b = b->next) {
		if (apart(before, b->kind))
			buffer_char(p->out, '\n');
		before = b->kind;
		enum qser_status status = put_block(p, &b);
		if (status != QSER_OK)
			return status;
		spool_step(p->spool);
	}
	return QSER_OK;
}

static void put_end(struct page *p)
{
	if (p->document->footer) {
		buffer_char(p->out, '\n');
		wrap(p->out, p->document->footer, p->style.width, 0);
	}
	if (p->document->mark) {
		buffer_char(p->out, '\n');
		put_mark(p);
	}
}

enum qser_status document_text(
	const struct document *d, struct qser_spool *spool, const struct qser_style *style)
{
	struct page p = {d, spool, spool_buffer(spool), *style, BUFFER_INIT};
	if (p.style.width == 0)
		p.style.width = WIDTH;
	p.style.no_header = false;
	if (document_letter(style)) {
		wrap(p.out, document_letter(style), p.style.width, 0);
		buffer_char(p.out, '\n');
	}
	if (d->mark) {
		put_mark(&p);
		buffer_char(p.out, '\n');
	}
	bold(&p, true);
	lines(&p, d->title);
	bold(&p, false);
	underline(&p, d->title, '=');
	enum qser_status status = put_blocks(&p);
	put_end(&p);
	buffer_free(&p.plain);
	return status;
}
