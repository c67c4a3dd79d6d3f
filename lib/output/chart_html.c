/*
 * chart_html.c: charts of a page, as drawings (SVG) that say one thing each.
 *
 * Across they are measured in per cent, so they fit a telephone and a sheet of paper alike, while
 * letters and lines keep their size.  Attributes give every colour again: programs that make PDF
 * from the page know no style sheets for drawings.
 */
#include "html.h"

#include "../base/text.h"
#include "../store/spool.h"
#include "blocks.h"

#define ROW "18" /* height of a bar */

/* Of columns, in pixels. */
#define TOP 24	   /* room for figures above them */
#define PLOT 120   /* the tallest */
#define BOTTOM 24  /* room for the names below */
#define NARROW 300 /* a telephone */
#define BROAD 660  /* a screen, a sheet of paper */
#define LETTER 8   /* at most as wide is one, on average */
#define FIGURE 22  /* how high a figure reaches above its column */
#define SLOTS 6	   /* as many places at least: two columns are no walls */

#define BAR_FILL "fill=\"#2c6a99\""
/* A plan is seen on a bar as well, by the light around it. */
#define LIGHT_STROKE "stroke=\"#fff\" stroke-width=\"7\""
#define PLAN_STROKE "stroke=\"#b3400c\" stroke-width=\"3\""

static void put_position(
	struct buffer *out, const char *attribute, int64_t value, int64_t scale, const char *after)
{
	buffer_printf(out, " %s=\"", attribute);
	html_percent(out, value, scale);
	buffer_printf(out, "\"%s", after);
}

/* ---- Things with names, one below the other ---- */

/* What the drawing says for those who do not see it; in a mail the words beside it do. */
static void begin_drawing(struct buffer *out, const struct bar *b, bool mail)
{
	if (mail) {
		buffer_text_add(
			out, "<svg aria-hidden=\"true\" width=\"100%\" height=\"" ROW "\">");
		return;
	}
	buffer_text_add(out, "<svg role=\"img\" width=\"100%\" height=\"" ROW "\" aria-label=\"");
	html_text(out, b->label);
	buffer_text_add(out, ": ");
	html_text(out, b->text);
	buffer_text_add(out, "\">");
}

static void put_bar(struct buffer *out, const struct bar *b, int64_t scale)
{
	buffer_text_add(out, "<rect class=\"track\" width=\"100%\" height=\"" ROW "\" "
			     "fill=\"#e7ebf0\"/><rect class=\"bar\"");
	put_position(out, "width", b->value, scale, " height=\"" ROW "\" " BAR_FILL "/>");
	for (int over = 0; over < 2 && b->plan >= 0; over++) {
		buffer_text_add(out, over ? "<line class=\"plan\"" : "<line class=\"light\"");
		put_position(out, "x1", b->plan, scale, "");
		put_position(out, "x2", b->plan, scale, " y1=\"-3\" y2=\"21\" ");
		buffer_text_add(out, over ? PLAN_STROKE "/>" : LIGHT_STROKE "/>");
	}
}

#define BEFORE "cy=\"9\" r=\"5\" fill=\"#fff\" stroke=\"#2c6a99\" stroke-width=\"2.5\"/>"
#define AFTER "cy=\"9\" r=\"6\" " BAR_FILL "/>"

/* Hollow: before; full: after, which covers the other when nothing has changed. */
static void put_change(struct buffer *out, const struct bar *b, int64_t scale)
{
	buffer_text_add(out, "<line class=\"way\" x1=\"0\" x2=\"100%\" y1=\"9\" y2=\"9\" "
			     "stroke=\"#d3d9e0\"/>");
	if (b->plan >= 0) {
		buffer_text_add(out, "<line class=\"span\"");
		put_position(out, "x1", b->plan, scale, "");
		put_position(out, "x2", b->value, scale,
			" y1=\"9\" y2=\"9\" stroke=\"#2c6a99\" stroke-width=\"4\"/>"
			"<circle class=\"before\"");
		put_position(out, "cx", b->plan, scale, " " BEFORE);
	}
	buffer_text_add(out, "<circle class=\"bar\"");
	put_position(out, "cx", b->value, scale, " " AFTER);
}

static void put_row(
	struct buffer *out, const struct document_chart *c, size_t i, int64_t scale, bool mail)
{
	const struct bar *b = &c->bars[i];
	const char *hidden = mail ? "" : " aria-hidden=\"true\"";
	buffer_printf(out, "<tr><td class=\"l\"%s>", hidden);
	element(out, "<div>", b->label, "</div></td><td class=\"d\">");
	begin_drawing(out, b, mail);
	if (c->kind == CHART_CHANGE)
		put_change(out, b, scale);
	else
		put_bar(out, b, scale);
	buffer_printf(out, "</svg></td><td class=\"v\"%s>", hidden);
	element(out, "", b->text, "</td></tr>\n");
}

static void put_sign(struct buffer *out, const char *width, const char *drawing, const char *word)
{
	buffer_printf(out, "<svg aria-hidden=\"true\" width=\"%s\" height=\"" ROW "\">%s</svg>",
		width, drawing);
	html_text(out, word);
}

static void put_legend(struct buffer *out, const struct document_chart *c, bool across)
{
	const struct document *d = c->document;
	buffer_text_add(out, "<p class=\"legend\">");
	if (c->kind == CHART_CHANGE) {
		put_sign(out, "14", "<circle class=\"before\" cx=\"7\" " BEFORE,
			document_say(d, "before"));
		buffer_text_add(out, " ");
		put_sign(out, "14", "<circle class=\"bar\" cx=\"7\" " AFTER,
			document_say(d, "after"));
	} else if (across) {
		put_sign(out, "14",
			"<line class=\"plan\" x1=\"0\" x2=\"14\" y1=\"9\" y2=\"9\" " PLAN_STROKE
			"/>",
			document_say(d, "planned"));
	} else {
		put_sign(out, "6",
			"<line class=\"plan\" x1=\"3\" x2=\"3\" y1=\"2\" y2=\"16\" " PLAN_STROKE
			"/>",
			document_say(d, "planned"));
	}
	buffer_text_add(out, "</p>\n");
}

static void put_bars(
	struct qser_spool *spool, const struct document_chart *c, int64_t scale, bool mail)
{
	struct buffer *out = spool_buffer(spool);
	buffer_printf(out, "<table class=\"bars%s\" role=\"presentation\">\n<tbody>\n",
		c->kind == CHART_CHANGE ? " change" : "");
	for (size_t i = 0; i < c->count; i++) {
		put_row(out, c, i, scale, mail);
		spool_step(spool);
	}
	buffer_text_add(out, "</tbody>\n</table>\n");
}

/* ---- Stretches of time, side by side ---- */

struct columns {
	struct qser_spool *spool;
	struct buffer *out;
	const struct document_chart *chart;
	int64_t slots, scale;
	size_t label, text; /* the widest, in pixels */
};

static int64_t height_of(const struct columns *k, int64_t value)
{
	int64_t height = chart_parts(value, k->scale, PLOT);
	return value > 0 && height == 0 ? 1 : height; /* little is not nothing */
}

static void put_column(struct columns *k, size_t i)
{
	const struct bar *b = &k->chart->bars[i];
	int64_t height = height_of(k, b->value), at = (int64_t)i * 100;
	if (height > 0) {
		buffer_text_add(k->out, "<rect class=\"bar\"");
		put_position(k->out, "x", at + 14, k->slots * 100, "");
		put_position(k->out, "width", 72, k->slots * 100, "");
		buffer_printf(k->out, " y=\"%d\" height=\"%d\" " BAR_FILL "/>",
			TOP + PLOT - (int)height, (int)height);
	}
	int y = TOP + PLOT - (int)height_of(k, b->plan);
	for (int over = 0; over < 2 && b->plan >= 0; over++) {
		buffer_text_add(k->out, over ? "<line class=\"plan\"" : "<line class=\"light\"");
		put_position(k->out, "x1", at + 4, k->slots * 100, "");
		put_position(k->out, "x2", at + 96, k->slots * 100, "");
		buffer_printf(k->out, " y1=\"%d\" y2=\"%d\" %s/>", y, y,
			over ? PLAN_STROKE : LIGHT_STROKE);
	}
}

/* Those of the narrow page are hidden where no style sheet shows them. */
enum page_width { ANY, BROAD_ALONE, NARROW_ALONE };

static void put_text(struct columns *k, enum page_width page, int64_t at, const char *anchor,
	int64_t y, const char *text)
{
	static const char *const classes[] = {[ANY] = "",
		[BROAD_ALONE] = " class=\"broad\"",
		[NARROW_ALONE] = " class=\"narrow\" display=\"none\""};
	buffer_printf(k->out, "<text%s", classes[page]);
	put_position(k->out, "x", at, k->slots * 100, "");
	buffer_printf(k->out, " y=\"%d\"%s font-size=\"13\" fill=\"#57606b\"", (int)y, anchor);
	element(k->out, ">", text, "</text>");
	spool_step(k->spool);
}

#define MIDDLE " text-anchor=\"middle\""
#define END " text-anchor=\"end\""

/* Each name, or every so many: as have room. */
static size_t step_of(const struct columns *k, size_t width)
{
	return (k->label * (size_t)k->slots + width - 1) / width;
}

static void put_names(struct columns *k, enum page_width page, size_t step)
{
	size_t slots = (size_t)k->slots;
	for (size_t i = 0; i < k->chart->count; i += step) {
		if (i > 0 && step > 1 && i + step > slots)
			break;
		put_text(k, page, (int64_t)i * 100 + (step > 1 ? 14 : 50), step > 1 ? "" : MIDDLE,
			TOP + PLOT + 18, k->chart->bars[i].label);
	}
}

/* A figure stands on its column, or on the plan when that would be struck through it. */
static int64_t figure_height(const struct columns *k, const struct bar *b)
{
	int64_t top = height_of(k, b->value), plan = b->plan < 0 ? 0 : height_of(k, b->plan);
	return plan + 2 > top && plan - top < FIGURE ? plan + 2 : top;
}

static void put_figure(struct columns *k, enum page_width page, size_t i, int part)
{
	static const char *const anchors[] = {"", MIDDLE, END};
	const struct bar *b = &k->chart->bars[i];
	put_text(k, page, (int64_t)i * 100 + 14 + (int64_t)part * 36, anchors[part],
		TOP + PLOT - figure_height(k, b) - 6, b->text);
}

/* Every figure when all have room, else the largest, which stays on the page. */
static void put_figures(struct columns *k, enum page_width page, bool all)
{
	const struct document_chart *c = k->chart;
	size_t most = 0;
	for (size_t i = 0; i < c->count; i++) {
		if (all)
			put_figure(k, page, i, 1);
		else if (c->bars[i].value > c->bars[most].value)
			most = i;
	}
	if (!all)
		put_figure(k, page, most, (int)(most * 3 / (size_t)k->slots));
}

static void put_words(struct columns *k)
{
	size_t broad = step_of(k, BROAD), narrow = step_of(k, NARROW);
	bool same = broad == narrow;
	put_names(k, same ? ANY : BROAD_ALONE, broad);
	if (!same)
		put_names(k, NARROW_ALONE, narrow);
	size_t figures = k->text * (size_t)k->slots;
	same = (figures <= BROAD) == (figures <= NARROW);
	put_figures(k, same ? ANY : BROAD_ALONE, figures <= BROAD);
	if (!same)
		put_figures(k, NARROW_ALONE, figures <= NARROW);
}

static void measure(struct columns *k)
{
	const struct document_chart *c = k->chart;
	k->slots = c->count < SLOTS ? SLOTS : (int64_t)c->count;
	for (size_t i = 0; i < c->count; i++) {
		size_t label = text_width(c->bars[i].label) * LETTER + LETTER;
		size_t text = text_width(c->bars[i].text) * LETTER + LETTER;
		k->label = label > k->label ? label : k->label;
		k->text = text > k->text ? text : k->text;
	}
}

static void put_columns(struct qser_spool *spool, const struct document_chart *c, int64_t scale)
{
	struct columns k = {.spool = spool, .out = spool_buffer(spool), .chart = c, .scale = scale};
	measure(&k);
	buffer_printf(k.out,
		"<svg class=\"columns\" role=\"img\" width=\"100%%\" height=\"%d\" aria-label=\"",
		TOP + PLOT + BOTTOM);
	html_text(k.out, c->caption ? c->caption : "");
	for (size_t i = 0; i < c->count; i++) {
		buffer_text_add(k.out, i > 0 ? "; " : c->caption && *c->caption ? ": " : "");
		html_text(k.out, c->bars[i].label);
		buffer_char(k.out, ' ');
		html_text(k.out, c->bars[i].text);
		spool_step(spool);
	}
	buffer_text_add(k.out, "\">\n");
	for (size_t i = 0; i < c->count; i++) {
		put_column(&k, i);
		spool_step(spool);
	}
	buffer_printf(k.out,
		"<line class=\"base\" x1=\"0\" x2=\"100%%\" y1=\"%d\" y2=\"%d\" "
		"stroke=\"#57606b\"/>\n",
		TOP + PLOT, TOP + PLOT);
	put_words(&k);
	buffer_text_add(k.out, "\n</svg>\n");
}

void html_chart(struct qser_spool *spool, const struct document_chart *c, bool mail)
{
	bool planned;
	int64_t scale = chart_scale(c, &planned);
	bool columns = c->kind == CHART_COLUMNS && !mail;
	if (columns)
		put_columns(spool, c, scale);
	else
		put_bars(spool, c, scale, mail);
	if (planned || c->kind == CHART_CHANGE)
		put_legend(spool_buffer(spool), c, columns);
}
