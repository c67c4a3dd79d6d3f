/* chart_text.c: see chart_text.h. */
#include "chart_text.h"

#include "../base/text.h"
#include "../store/spool.h"
#include "wrap.h"

#include <string.h>

#define BAR_MIN 10 /* columns of a bar at full length */
#define BAR_MAX 40
#define LABEL_MIN 8
#define GAP 2
#define SPARKS 3 /* fewer have no shape */

struct look {
	struct qser_spool *spool;
	struct buffer *out;
	struct buffer words; /* a label or a figure, as it is shown */
	const struct document_chart *chart;
	size_t width, label;
	int64_t cells, scale;
	bool ascii, planned;
};

static const char *shown(struct look *l, const char *text)
{
	buffer_clear(&l->words);
	show_line(&l->words, text, false);
	if (l->ascii)
		plain_signs(&l->words, 0);
	return buffer_text(&l->words);
}

static void measure(struct look *l)
{
	const struct document_chart *c = l->chart;
	size_t text = 0;
	for (size_t i = 0; i < c->count; i++) {
		size_t a = text_width(c->bars[i].label), b = text_width(shown(l, c->bars[i].text));
		l->label = a > l->label ? a : l->label;
		text = b > text ? b : text;
	}
	size_t most = l->width / 3 > LABEL_MIN ? l->width / 3 : LABEL_MIN;
	if (l->label > most)
		l->label = most;
	size_t used = l->label + text + 2 * GAP + 1; /* and the place of a plan at the very end */
	size_t cells = l->width > used + BAR_MIN ? l->width - used : BAR_MIN;
	l->cells = (int64_t)(cells < BAR_MAX ? cells : BAR_MAX);
	l->scale = chart_scale(c, &l->planned);
}

/* ---- Drawings: l->cells + 1 places ---- */

/* Full blocks, one block of eighths, spaces; the plan takes a place of its own. */
static void put_blocks(struct look *l, const struct bar *b)
{
	static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	int64_t eighth = chart_parts(b->value, l->scale, l->cells * 8);
	if (eighth == 0 && b->value > 0)
		eighth = 1; /* little is not nothing */
	int64_t mark = b->plan < 0 ? -1 : chart_parts(b->plan, l->scale, l->cells);
	for (int64_t i = 0; i <= l->cells; i++) {
		if (i == mark)
			buffer_text_add(l->out, "│");
		else if (eighth >= (i + 1) * 8)
			buffer_text_add(l->out, "█");
		else if (eighth > i * 8)
			buffer_text_add(l->out, eighths[eighth % 8]);
		else
			buffer_char(l->out, ' ');
	}
}

static void put_hashes(struct look *l, const struct bar *b)
{
	int64_t whole = chart_parts(b->value, l->scale, l->cells);
	if (whole == 0 && b->value > 0)
		whole = 1;
	int64_t mark = b->plan < 0 ? -1 : chart_parts(b->plan, l->scale, l->cells);
	for (int64_t i = 0; i <= l->cells; i++)
		buffer_char(l->out, i == mark ? '|' : i < whole ? '#' : ' ');
}

/* "····○━━━●····"; the sign of after covers the other when nothing has changed. */
static void put_change(struct look *l, const struct bar *b)
{
	int64_t after = chart_parts(b->value, l->scale, l->cells);
	int64_t before = b->plan < 0 ? after : chart_parts(b->plan, l->scale, l->cells);
	int64_t from = before < after ? before : after, to = before < after ? after : before;
	for (int64_t i = 0; i <= l->cells; i++) {
		if (i == after)
			buffer_text_add(l->out, l->ascii ? "#" : "●");
		else if (i == before)
			buffer_text_add(l->out, l->ascii ? "o" : "○");
		else if (i > from && i < to)
			buffer_text_add(l->out, l->ascii ? "=" : "━");
		else
			buffer_text_add(l->out, l->ascii ? "." : "·");
	}
}

static void put_drawing(struct look *l, const struct bar *b)
{
	if (l->chart->kind == CHART_CHANGE)
		put_change(l, b);
	else if (l->ascii)
		put_hashes(l, b);
	else
		put_blocks(l, b);
}

/* ---- Rows ---- */

/* A label too long for its place goes on below the bar. */
static void put_row(struct look *l, const struct bar *b)
{
	struct buffer label = BUFFER_INIT;
	show_line(&label, b->label, false);
	const char *at = buffer_text(&label);
	size_t left = strlen(at), next, n = fit_line(at, left, l->label, &next);
	size_t start = l->out->length;
	buffer_add(l->out, at, n);
	size_t used = l->out->failed || n == 0 ? 0 : text_width(l->out->data + start);
	pad(l->out, (used < l->label ? l->label - used : 0) + GAP);
	put_drawing(l, b);
	pad(l->out, GAP);
	buffer_text_add(l->out, shown(l, b->text));
	buffer_char(l->out, '\n');
	while (next < left) {
		at += next;
		left -= next;
		n = fit_line(at, left, l->label, &next);
		buffer_add(l->out, at, n);
		buffer_char(l->out, '\n');
	}
	l->out->failed |= label.failed;
	buffer_free(&label);
}

/* The shape at a glance: "▂▄·█▆", a dot for nothing. */
static void put_sparks(struct look *l)
{
	static const char *const sparks[] = {"·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
	const struct document_chart *c = l->chart;
	if (l->ascii || c->count < SPARKS || c->count > l->width)
		return;
	for (size_t i = 0; i < c->count; i++) {
		int64_t eighth = chart_parts(c->bars[i].value, l->scale, 8);
		buffer_text_add(l->out, sparks[eighth == 0 && c->bars[i].value > 0 ? 1 : eighth]);
	}
	buffer_text_add(l->out, "\n");
}

static void put_legend(struct look *l)
{
	const struct document *d = l->chart->document;
	pad(l->out, l->label + GAP);
	if (l->chart->kind == CHART_CHANGE)
		buffer_printf(l->out, "%s %s  %s %s\n", l->ascii ? "o" : "○",
			document_say(d, "before"), l->ascii ? "#" : "●", document_say(d, "after"));
	else
		buffer_printf(l->out, "%s %s\n", l->ascii ? "|" : "│", document_say(d, "planned"));
}

void chart_text(
	struct qser_spool *spool, const struct document_chart *c, const struct qser_style *style)
{
	struct look l = {.spool = spool,
		.out = spool_buffer(spool),
		.words = BUFFER_INIT,
		.chart = c,
		.width = style->width,
		.ascii = style->ascii};
	measure(&l);
	if (c->kind == CHART_COLUMNS)
		put_sparks(&l);
	for (size_t i = 0; i < c->count; i++) {
		put_row(&l, &c->bars[i]);
		spool_step(spool);
	}
	if (l.planned || c->kind == CHART_CHANGE)
		put_legend(&l);
	l.out->failed |= l.words.failed;
	buffer_free(&l.words);
}
