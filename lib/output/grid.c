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
#define NARROWEST 8  /* and down to here last */
#define SHORT 4	     /* a label of so few columns, as Id, is never cut: nothing would be left */
#define NOTE_LINES 4 /* of a note, in a list */
#define NOT_SHOWN SIZE_MAX /* as the width of a column: empty, and there is no room */

struct cell_text {
	const char *text; /* ended by a NUL */
	size_t length;
};

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
	size_t word = longest_word(column_label(g->columns[i]));
	if (pass == LAST_PASS && word > SHORT)
		word = SHORT;
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
				if (widths[i] != NOT_SHOWN && widths[i] > floor_width(g, i, pass) &&
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

/* Columns in which nothing stands give way before any that says something; what that saves.  Those
 * of a report may be there to be written in. */
static size_t leave_out(const struct grid *g, size_t *widths)
{
	size_t saved = 0, left = g->count;
	for (size_t i = 0; i < g->count && left > 1; i++)
		if (g->widths[i] == 0) {
			saved += widths[i] + GAP;
			widths[i] = NOT_SHOWN;
			left--;
		}
	return saved;
}

static void fit(const struct grid *g, const struct cell_text *labels, size_t width, size_t *widths)
{
	size_t total = 0;
	for (size_t i = 0; i < g->count; i++) {
		size_t label = labels ? text_width(labels[i].text) : 0;
		widths[i] = label > g->widths[i] ? label : g->widths[i];
		total += widths[i] + (i > 0 ? GAP : 0);
	}
	if (width > 0 && total > width && !g->whole)
		total -= leave_out(g, widths);
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

/* What of a cell stands on this line; *cell moves on to what is left of it.  last: no line of it
 * follows. */
static const char *take_part(struct pen *p, struct cell_text *cell, size_t width, bool last)
{
	const char *text = cell->text;
	size_t next, n = fit_line(text, cell->length, width, &next);

	if (n < cell->length) {
		buffer_clear(&p->part);
		if (last)
			text_cut(&p->part, text, width);
		else
			buffer_add(&p->part, text, n);
	}
	bool whole = n == cell->length;
	if (last)
		next = cell->length;
	cell->text += next;
	cell->length -= next;
	return whole ? text : buffer_text(&p->part);
}

/* Of a note, a list has the first lines only. */
static bool is_last_line(const struct pen *p, size_t column, size_t line)
{
	return line + 1 == NOTE_LINES && !p->grid->whole &&
	       p->grid->columns[column]->type == QSER_NOTE;
}

/* One line of a row; true when there is more.  Spaces are owed until something follows them, so no
 * line ends in spaces. */
static bool put_line(struct pen *p, struct cell_text *cells, size_t line)
{
	bool more = false;
	size_t owed = 0;
	for (size_t i = 0; i < p->grid->count; i++) {
		if (p->widths[i] == NOT_SHOWN)
			continue;
		const char *text = take_part(p, &cells[i], p->widths[i], is_last_line(p, i, line));
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
		more |= cells[i].length > 0;
	}
	buffer_char(p->out, '\n');
	return more;
}

static void put_row(struct pen *p, struct cell_text *cells)
{
	for (size_t line = 0; put_line(p, cells, line); line++)
		;
}

/* The cells of a row, one after the other, each ended by a NUL; what follows them. */
static const char *take_row(const struct grid *g, const char *at, struct cell_text *row)
{
	for (size_t i = 0; i < g->count; i++) {
		row[i] = (struct cell_text){at, strlen(at)};
		at += row[i].length + 1;
	}
	return at;
}

static void put_rows(struct pen *p, const struct buffer *cells, size_t rows, struct cell_text *row)
{
	const char *at = cells->data;
	for (size_t r = 0; r < rows; r++) {
		at = take_row(p->grid, at, row);
		put_row(p, row);
		spool_step(p->spool);
	}
}

static void put_rule(struct pen *p, const struct qser_style *style)
{
	size_t gap = 0;
	for (size_t i = 0; i < p->grid->count; i++) {
		if (p->widths[i] == NOT_SHOWN)
			continue;
		pad(p->out, gap);
		gap = GAP;
		for (size_t n = 0; n < p->widths[i]; n++)
			buffer_text_add(p->out, style->ascii ? "-" : "─");
	}
	buffer_char(p->out, '\n');
}

static void put_header(struct pen *p, struct cell_text *labels, const struct qser_style *style)
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
static bool get_labels(const struct grid *g, struct buffer *b, struct cell_text *row)
{
	for (size_t i = 0; i < g->count; i++) {
		show_line(b, column_label(g->columns[i]), false);
		buffer_char(b, '\0');
	}
	if (b->failed)
		return false;
	(void)take_row(g, b->data, row);
	return true;
}

void grid_print(struct grid *g, struct qser_spool *spool, const struct qser_style *style)
{
	if (g->failed || g->count == 0 || g->rows + g->total_rows == 0)
		return;
	_cleanup_(buffer_free) struct buffer labels = BUFFER_INIT;
	_cleanup_(free_pointer) size_t *widths = calloc(g->count, sizeof *widths);
	_cleanup_(free_pointer) struct cell_text *row = calloc(g->count, sizeof *row);
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
