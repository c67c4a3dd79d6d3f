/* document_text.c: a report as text, for terminals and mails. */
#include "blocks.h"

#include "../base/text.h"
#include "../store/spool.h"
#include "grid.h"
#include "wrap.h"

#include <stdlib.h>

#define WIDTH 78   /* of a mail */
#define BAR_MIN 10 /* columns of a bar at full length */
#define BAR_MAX 40
#define PLAN "│"

struct page {
	struct qser_spool *spool;
	struct buffer *out;
	struct qser_style style;
};

static void bold(struct page *p, bool on)
{
	if (p->style.color)
		buffer_text_add(p->out, on ? STYLE_BOLD : STYLE_PLAIN);
}

static void lines(struct page *p, const char *text)
{
	wrap(p->out, text, p->style.width, 0);
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
		wrap_labelled(p->out, b->label, b->text, p->style.width, widest + 3);
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
		lines(p, document_say(t->document, "(none)"));
		return QSER_OK;
	}
	struct grid g;
	grid_init(&g, t->columns, t->count);
	g.whole = true; /* a report leaves nothing out */
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

/* Full blocks, one block of eighths, spaces; the plan takes a place of its own. */
static void put_bar(struct buffer *out, const struct bar *b, int64_t scale, int64_t cells)
{
	static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	int64_t eighth = chart_parts(b->value, scale, cells * 8);
	if (eighth == 0 && b->value > 0)
		eighth = 1; /* little is not nothing */
	int64_t mark = b->plan < 0 ? -1 : chart_parts(b->plan, scale, cells);
	for (int64_t i = 0; i <= cells; i++) {
		if (i == mark)
			buffer_text_add(out, PLAN);
		else if (eighth >= (i + 1) * 8)
			buffer_text_add(out, "█");
		else if (eighth > i * 8)
			buffer_text_add(out, eighths[eighth % 8]);
		else
			buffer_char(out, ' ');
	}
}

struct chart_look {
	size_t label, cells;
	int64_t scale;
	bool planned;
};

static struct chart_look look_of(const struct document_chart *c, size_t width)
{
	struct chart_look l = {0};
	size_t text = 0;
	for (size_t i = 0; i < c->count; i++) {
		size_t a = text_width(c->bars[i].label), b = text_width(c->bars[i].text);
		l.label = a > l.label ? a : l.label;
		text = b > text ? b : text;
	}
	if (l.label > width / 3)
		l.label = width / 3;
	size_t used = l.label + text + 5; /* two gaps and the place of a plan at the very end */
	l.cells = width > used + BAR_MIN ? width - used : BAR_MIN;
	if (l.cells > BAR_MAX)
		l.cells = BAR_MAX;
	l.scale = chart_scale(c, &l.planned);
	return l;
}

static void put_label(struct buffer *out, const char *label, size_t width)
{
	struct buffer shown = BUFFER_INIT;
	size_t start = out->length;
	show_line(&shown, label, false);
	text_cut(out, buffer_text(&shown), width);
	out->failed |= shown.failed;
	buffer_free(&shown);
	if (out->failed || out->length == start) {
		pad(out, width);
		return;
	}
	size_t used = text_width(out->data + start);
	pad(out, used < width ? width - used : 0);
}

static void put_chart(struct page *p, const struct document_chart *c)
{
	struct buffer *out = p->out;
	put_caption(p, c->caption);
	if (c->count == 0) {
		lines(p, document_say(c->document, "(none)"));
		return;
	}
	struct chart_look l = look_of(c, p->style.width);
	for (size_t i = 0; i < c->count; i++) {
		put_label(out, c->bars[i].label, l.label);
		pad(out, 2);
		put_bar(out, &c->bars[i], l.scale, (int64_t)l.cells);
		pad(out, 2);
		show_line(out, c->bars[i].text, false);
		buffer_char(out, '\n');
		spool_step(p->spool);
	}
	if (l.planned) {
		pad(out, l.label + 2);
		buffer_printf(out, PLAN " %s\n", document_say(c->document, "planned"));
	}
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
		wrap(p->out, b->text, p->style.width, 2);
		bold(p, false);
		break;
	case BLOCK_FACT:
		*at = put_facts(p, b);
		break;
	case BLOCK_ITEM:
		buffer_text_add(p->out, "• ");
		wrap(p->out, b->text, p->style.width, 2);
		break;
	case BLOCK_QUESTION:
		*at = put_questions(p, b);
		break;
	case BLOCK_BREAK:
		buffer_char(p->out, '\f');
		break;
	case BLOCK_TABLE:
		return put_table(p, b->table);
	case BLOCK_CHART:
		put_chart(p, b->chart);
		break;
	}
	return QSER_OK;
}

/* Title and subtitles belong together, items do, all else stands apart. */
static bool apart(enum block_kind before, enum block_kind kind)
{
	return before != kind || (kind != BLOCK_SUBTITLE && kind != BLOCK_ITEM);
}

enum qser_status document_text(
	const struct document *d, struct qser_spool *spool, const struct qser_style *style)
{
	struct page p = {spool, spool_buffer(spool), *style};
	if (p.style.width == 0)
		p.style.width = WIDTH;
	p.style.no_header = false;
	bold(&p, true);
	lines(&p, d->title);
	bold(&p, false);
	underline(&p, d->title, '=');
	enum block_kind before = BLOCK_SUBTITLE;
	for (const struct block *b = d->first; b; b = b->next) {
		if (apart(before, b->kind))
			buffer_char(p.out, '\n');
		before = b->kind;
		enum qser_status status = put_block(&p, &b);
		if (status != QSER_OK)
			return status;
		spool_step(spool);
	}
	return QSER_OK;
}
