/* grid.c: an aligned table of text. */
#include "grid.h"

#include "../base/cleanup.h"
#include "../base/text.h"
#include "../store/spool.h"
#include "wrap.h"

#include <stdlib.h>
#include <string.h>

#define GAP 2	 /* between columns */
#define ROOMY 16 /* texts give way down to here first */
#define LAST_PASS 3
#define NARROWEST 8 /* and down to here last */
#define SHORT 4	    /* a label of so few columns, as Id, is never cut: nothing would be left */

const char *column_label(const struct qser_column *c)
{
	return c->label ? c->label : c->name;
}

bool column_is_number(const struct qser_column *c)
{
	return c->type == QSER_INT || c->type == QSER_MINUTES || c->type == QSER_HOURS;
}

void grid_init(struct grid *g, const struct qser_column *const *columns, size_t count)
{
	*g = (struct grid){.columns = columns, .count = count};
	g->widths = calloc(count ? count : 1, sizeof *g->widths);
	g->failed = !g->widths;
}

void grid_free(struct grid *g)
{
	buffer_free(&g->cells);
	buffer_free(&g->totals);
	free(g->widths);
	*g = (struct grid){0};
}

static void add_cells(struct grid *g, struct buffer *cells, const char *const *values)
{
	for (size_t i = 0; i < g->count && !cells->failed; i++) {
		size_t start = cells->length;
		if (values[i])
			show_value(cells, g->columns[i], values[i]);
		if (g->ascii)
			plain_signs(cells, start);
		buffer_char(cells, '\0');
		if (cells->failed)
			break;
		size_t width = text_width(cells->data + start);
		if (width > g->widths[i])
			g->widths[i] = width;
	}
	g->failed |= cells->failed;
}

void grid_row(struct grid *g, const char *const *values)
{
	if (g->failed)
		return;
	add_cells(g, &g->cells, values);
	g->rows++;
}

void grid_total(struct grid *g, const char *const *values)
{
	if (g->failed)
		return;
	add_cells(g, &g->totals, values);
	g->total_rows++;
}

static size_t longest_word(const char *text)
{
	size_t longest = 0;
	while (*text) {
		size_t n = strcspn(text, " ");
		longest = n > longest ? n : longest;
		text += n + strspn(text + n, " ");
	}
	return longest;
}

/*
 * How far a column may shrink.  Texts give way first.  Then the labels of the others, since a short
 * number under a long label is still a whole number.  Then texts again, then names and codes.  A
 * number or a day is never cut: it would be another number.
 */
static size_t floor_width(const struct grid *g, size_t i, int pass)
{
	size_t word = g->wraps && pass < LAST_PASS ? longest_word(column_label(g->columns[i])) : 0;
	size_t whole = word > g->widths[i] ? word : g->widths[i];
	switch (g->columns[i]->type) {
	case QSER_TEXT:
	case QSER_NOTE:
	case QSER_WORDS:
	case QSER_REFS:
	case QSER_EMAIL:
		if (pass < 2)
			return ROOMY;
		return word > NARROWEST ? word : NARROWEST;
	case QSER_CODE:
	case QSER_REF:
	case QSER_CHOICE:
	case QSER_PHONE:
		if (pass == LAST_PASS)
			return NARROWEST;
		break;
	default:
		break;
	}
	size_t label = text_width(column_label(g->columns[i]));
	if (label <= SHORT && label > whole)
		whole = label;
	return pass == 0 ? SIZE_MAX : whole;
}

/* Take columns from the widest that may shrink, one by one, until the row fits. */
static void shrink(const struct grid *g, size_t *widths, size_t total, size_t width)
{
	for (int pass = 0; pass <= LAST_PASS; pass++) {
		while (total > width) {
			size_t widest = SIZE_MAX;
			for (size_t i = 0; i < g->count; i++)
				if (widths[i] > floor_width(g, i, pass) &&
					(widest == SIZE_MAX || widths[i] > widths[widest]))
					widest = i;
			if (widest == SIZE_MAX)
				break;
			/* What is wider than the terminal need not be taken down in steps. */
			size_t least = floor_width(g, widest, pass);
			if (least < width)
				least = width;
			size_t step = widths[widest] > least ? widths[widest] - least : 1;
			widths[widest] -= step;
			total -= step;
		}
	}
}

static void fit(const struct grid *g, const char *const *labels, size_t width, size_t *widths)
{
	size_t total = 0;
	for (size_t i = 0; i < g->count; i++) {
		size_t label = labels ? text_width(labels[i]) : 0;
		widths[i] = label > g->widths[i] ? label : g->widths[i];
		total += widths[i] + (i > 0 ? GAP : 0);
	}
	if (width > 0 && total > width)
		shrink(g, widths, total, width);
}

struct pen {
	struct qser_spool *spool;
	struct buffer *out;
	struct buffer part; /* of a cell, what stands on this line */
	const struct grid *grid;
	const size_t *widths;
};

/* What of a cell stands on this line; *cell moves on to what is left of it. */
static const char *take_part(struct pen *p, const char **cell, size_t width)
{
	const char *text = *cell ? *cell : "";
	if (text_width(text) <= width) {
		*cell = text + strlen(text);
		return text;
	}
	buffer_clear(&p->part);
	if (p->grid->wraps) {
		size_t next, n = fit_line(text, strlen(text), width, &next);
		buffer_add(&p->part, text, n);
		*cell = text + next;
	} else {
		text_cut(&p->part, text, width);
		*cell = text + strlen(text);
	}
	return buffer_text(&p->part);
}

/* One line of a row; true when there is more.  Spaces are owed until something follows them, so no
 * line ends in spaces. */
static bool put_line(struct pen *p, const char **cells)
{
	bool more = false;
	size_t owed = 0;
	for (size_t i = 0; i < p->grid->count; i++) {
		const char *text = take_part(p, &cells[i], p->widths[i]);
		size_t used = text_width(text);
		size_t rest = used < p->widths[i] ? p->widths[i] - used : 0;
		bool right = column_is_number(p->grid->columns[i]);
		if (*text) {
			pad(p->out, owed + (right ? rest : 0));
			buffer_text_add(p->out, text);
			owed = right ? 0 : rest;
		} else {
			owed += rest;
		}
		owed += GAP;
		more |= *cells[i] != '\0';
	}
	buffer_char(p->out, '\n');
	return more;
}

static void put_row(struct pen *p, const char **cells)
{
	while (put_line(p, cells))
		;
}

static void put_rows(struct pen *p, const struct buffer *cells, size_t rows, const char **row)
{
	const char *at = cells->data;
	for (size_t r = 0; r < rows; r++) {
		for (size_t i = 0; i < p->grid->count; i++) {
			row[i] = at;
			at += strlen(at) + 1;
		}
		put_row(p, row);
		spool_step(p->spool);
	}
}

static void put_rule(struct pen *p, const struct qser_style *style)
{
	for (size_t i = 0; i < p->grid->count; i++) {
		if (i > 0)
			pad(p->out, GAP);
		for (size_t n = 0; n < p->widths[i]; n++)
			buffer_text_add(p->out, style->ascii ? "-" : "─");
	}
	buffer_char(p->out, '\n');
}

static void put_header(struct pen *p, const char **labels, const struct qser_style *style)
{
	if (style->color)
		buffer_text_add(p->out, STYLE_BOLD);
	put_row(p, labels);
	if (style->color)
		buffer_text_add(p->out, STYLE_PLAIN);
	else
		put_rule(p, style);
}

/* The labels of all columns, escaped, pointed at by row. */
static bool get_labels(const struct grid *g, struct buffer *b, const char **row)
{
	for (size_t i = 0; i < g->count; i++) {
		show_line(b, column_label(g->columns[i]), false);
		buffer_char(b, '\0');
	}
	if (b->failed)
		return false;
	const char *at = b->data;
	for (size_t i = 0; i < g->count; i++) {
		row[i] = at;
		at += strlen(at) + 1;
	}
	return true;
}

void grid_print(struct grid *g, struct qser_spool *spool, const struct qser_style *style)
{
	if (g->failed || g->count == 0 || g->rows + g->total_rows == 0)
		return;
	_cleanup_(buffer_free) struct buffer labels = BUFFER_INIT;
	_cleanup_(free_pointer) size_t *widths = calloc(g->count, sizeof *widths);
	_cleanup_(free_pointer) const char **row = calloc(g->count, sizeof *row);
	if (!widths || !row || !get_labels(g, &labels, row)) {
		g->failed = true;
		return;
	}
	fit(g, style->no_header ? NULL : row, style->width, widths);
	struct pen p = {spool, spool_buffer(spool), BUFFER_INIT, g, widths};
	if (!style->no_header)
		put_header(&p, row, style);
	put_rows(&p, &g->cells, g->rows, row);
	if (g->total_rows > 0) {
		put_rule(&p, style);
		put_rows(&p, &g->totals, g->total_rows, row);
	}
	g->failed |= p.part.failed;
	buffer_free(&p.part);
}
