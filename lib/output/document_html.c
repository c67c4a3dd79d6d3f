/*
 * document_html.c: a report as one page that needs nothing else and runs nothing.
 *
 * Data stands only between tags and inside double-quoted attributes, never in URLs, style sheets or
 * comments; html_text is right for both places.
 */
#include "blocks.h"

#include "../base/cleanup.h"
#include "../store/spool.h"
#include "document_css.h"
#include "grid.h"

#include <stdlib.h>
#include <string.h>

#define SHORT 12 /* rows that are kept on one sheet of paper */
#define WIDE 8	 /* columns that need smaller print */

/* 0xC2 begins the control characters C1. */
static bool is_plain(char c)
{
	unsigned char u = (unsigned char)c;
	if (u < 0x20)
		return u == '\t' || u == '\n';
	return u != '&' && u != '<' && u != '>' && u != '"' && u != '\'' && u != 0x7F && u != 0xC2;
}

/* The escape of the character at p, NULL when it stands for itself; *length of what it replaces.
 * Control characters, C1 among them, are not allowed in HTML: they become the replacement
 * character. */
static const char *escape_of(const char *p, size_t *length)
{
	*length = 1;
	switch (*p) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\xC2':
		*length = 2;
		return (unsigned char)p[1] >= 0x80 && (unsigned char)p[1] < 0xA0 ? "\uFFFD" : NULL;
	default:
		return "\uFFFD";
	}
}

static void html_text(struct buffer *out, const char *text)
{
	const char *p = text;
	for (;;) {
		while (is_plain(*p))
			p++;
		buffer_add(out, text, (size_t)(p - text));
		if (!*p)
			return;
		size_t length;
		const char *escape = escape_of(p, &length);
		if (escape)
			buffer_text_add(out, escape);
		else
			buffer_add(out, p, length = 1);
		p += length;
		text = p;
	}
}

/* <tag>text</tag>; open may carry attributes. */
static void element(struct buffer *out, const char *open, const char *text, const char *close)
{
	buffer_text_add(out, open);
	html_text(out, text);
	buffer_text_add(out, close);
}

static void put_head(struct buffer *out, const char *title)
{
	buffer_text_add(out,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"style-src 'unsafe-inline'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
	element(out, "<title>", title, "</title>\n<style>\n");
	buffer_text_add(out, css_screen);
	buffer_text_add(out, css_tables);
	buffer_text_add(out, css_print);
	buffer_text_add(out, "</style>\n</head>\n<body>\n<main>\n");
}

/* Numbers to the right, keys and days on one line, notes with their lines. */
static const char *column_class(const struct qser_column *c)
{
	if (column_is_number(c))
		return " class=\"n\"";
	switch (c->type) {
	case QSER_CODE:
	case QSER_DAY:
	case QSER_STAMP:
	case QSER_BOOL:
	case QSER_PHONE:
		return " class=\"k\"";
	case QSER_NOTE:
		return " class=\"note\"";
	default:
		return "";
	}
}

static enum qser_status put_rows(
	struct qser_spool *spool, const struct document_table *t, const struct cells *cells)
{
	struct buffer *out = spool_buffer(spool);
	_cleanup_(free_pointer) const char **values = calloc(t->count + 1, sizeof *values);
	if (!values)
		return QSER_MEMORY;
	const char *at = cells->bytes.data;
	for (size_t r = 0; r < cells->rows; r++) {
		at = cells_next(at, t->count, values);
		buffer_text_add(out, "<tr>");
		for (size_t i = 0; i < t->count; i++) {
			buffer_text_add(out, "<td");
			buffer_text_add(out, column_class(t->columns[i]));
			element(out, ">", values[i] ? values[i] : "", "</td>");
		}
		buffer_text_add(out, "</tr>\n");
		spool_step(spool);
	}
	return QSER_OK;
}

static void put_table_head(struct buffer *out, const struct document_table *t)
{
	const char *caption = t->caption ? t->caption : "";
	/* What scrolls sideways must be reachable from the keyboard, and have a name. */
	buffer_text_add(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
	html_text(out, *caption ? caption : t->name ? t->name : "table");
	buffer_text_add(out, "\">\n<table class=\"data");
	if (t->rows.rows + t->totals.rows <= SHORT)
		buffer_text_add(out, " short");
	if (t->count >= WIDE)
		buffer_text_add(out, " wide");
	buffer_text_add(out, "\">\n");
	if (*caption)
		element(out, "<caption>", caption, "</caption>\n");
	buffer_text_add(out, "<thead>\n<tr>");
	for (size_t i = 0; i < t->count; i++) {
		buffer_printf(out, "<th scope=\"col\"%s>", column_class(t->columns[i]));
		element(out, "", column_label(t->columns[i]), "</th>");
	}
	buffer_text_add(out, "</tr>\n</thead>\n");
}

static void put_none(struct buffer *out, const struct document *d, const char *caption)
{
	buffer_text_add(out, "<p class=\"none\">");
	if (caption && *caption)
		element(out, "<strong>", caption, "</strong>: ");
	element(out, "", document_say(d, "none"), "</p>\n");
}

static enum qser_status put_table(struct qser_spool *spool, const struct document_table *t)
{
	struct buffer *out = spool_buffer(spool);
	if (t->rows.rows + t->totals.rows == 0) {
		put_none(out, t->document, t->caption);
		return QSER_OK;
	}
	put_table_head(out, t);
	buffer_text_add(out, "<tbody>\n");
	enum qser_status status = put_rows(spool, t, &t->rows);
	buffer_text_add(out, "</tbody>\n");
	if (status == QSER_OK && t->totals.rows > 0) {
		buffer_text_add(out, "<tfoot>\n");
		status = put_rows(spool, t, &t->totals);
		buffer_text_add(out, "</tfoot>\n");
	}
	buffer_text_add(out, "</table>\n</div>\n");
	return status;
}

/* "31.3%" */
static void percent(struct buffer *out, int64_t value, int64_t scale)
{
	int64_t tenths = chart_parts(value, scale, 1000);
	buffer_int(out, tenths / 10);
	buffer_char(out, '.');
	buffer_int(out, tenths % 10);
	buffer_char(out, '%');
}

/* The drawing speaks for label and text, too, which are hidden from readers of the screen. */
static void put_bar(struct buffer *out, const struct bar *b, int64_t scale)
{
	element(out, "<tr><td class=\"l\" aria-hidden=\"true\"><div>", b->label, "</div></td><td>");
	buffer_text_add(out, "<svg role=\"img\" width=\"100%\" height=\"18\" aria-label=\"");
	html_text(out, b->label);
	buffer_text_add(out, ": ");
	html_text(out, b->text);
	buffer_text_add(out, "\"><rect class=\"track\" width=\"100%\" height=\"18\" "
			     "fill=\"#e7ebf0\"/><rect class=\"bar\" width=\"");
	percent(out, b->value, scale);
	buffer_text_add(out, "\" height=\"18\" fill=\"#2c6a99\"/>");
	if (b->plan >= 0) {
		buffer_text_add(out, "<line class=\"plan\" x1=\"");
		percent(out, b->plan, scale);
		buffer_text_add(out, "\" x2=\"");
		percent(out, b->plan, scale);
		buffer_text_add(out, "\" y1=\"-3\" y2=\"21\" stroke=\"#b3400c\" "
				     "stroke-width=\"3\"/>");
	}
	element(out, "</svg></td><td class=\"v\" aria-hidden=\"true\">", b->text, "</td></tr>\n");
}

static void put_chart(struct qser_spool *spool, const struct document_chart *c)
{
	struct buffer *out = spool_buffer(spool);
	if (c->count == 0) {
		put_none(out, c->document, c->caption);
		return;
	}
	bool planned;
	int64_t scale = chart_scale(c, &planned);
	buffer_text_add(out, "<figure class=\"chart\">\n");
	if (c->caption && *c->caption)
		element(out, "<figcaption>", c->caption, "</figcaption>\n");
	buffer_text_add(out, "<table class=\"bars\" role=\"presentation\">\n<tbody>\n");
	for (size_t i = 0; i < c->count; i++) {
		put_bar(out, &c->bars[i], scale);
		spool_step(spool);
	}
	buffer_text_add(out, "</tbody>\n</table>\n");
	if (planned)
		element(out,
			"<p class=\"legend\"><svg aria-hidden=\"true\" width=\"6\" height=\"14\">"
			"<line class=\"plan\" x1=\"3\" x2=\"3\" y1=\"0\" y2=\"14\" "
			"stroke=\"#b3400c\" stroke-width=\"3\"/></svg>",
			document_say(c->document, "planned"), "</p>\n");
	buffer_text_add(out, "</figure>\n");
}

static void put_heading(struct buffer *out, const struct block *b)
{
	buffer_printf(out, "<h%d>", b->level + 1);
	html_text(out, b->text);
	buffer_printf(out, "</h%d>\n", b->level + 1);
}

static enum qser_status put_block(struct qser_spool *spool, const struct block *b)
{
	struct buffer *out = spool_buffer(spool);
	switch (b->kind) {
	case BLOCK_HEADING:
		put_heading(out, b);
		break;
	case BLOCK_SUBTITLE:
		element(out, "<p class=\"subtitle\">", b->text, "</p>\n");
		break;
	case BLOCK_PARAGRAPH:
		element(out, "<p>", b->text, "</p>\n");
		break;
	case BLOCK_NOTICE:
		element(out, "<p class=\"notice\" role=\"note\">", b->text, "</p>\n");
		break;
	case BLOCK_FACT:
		element(out, "<div><dt>", b->label, "</dt>");
		element(out, "<dd>", b->text, "</dd></div>\n");
		break;
	case BLOCK_ITEM:
		element(out, "<li>", b->text, "</li>\n");
		break;
	case BLOCK_QUESTION:
		element(out, "<div class=\"question\"><p class=\"code\">", b->label, "</p>");
		element(out, "<div><p>", b->text, "</p>");
		element(out, "<p class=\"answer\">", b->answer, "</p></div></div>\n");
		break;
	case BLOCK_BREAK:
		buffer_text_add(out, "<div class=\"break\"></div>\n");
		break;
	case BLOCK_TABLE:
		return put_table(spool, b->table);
	case BLOCK_CHART:
		put_chart(spool, b->chart);
		break;
	}
	return QSER_OK;
}

/* What stands around a row of blocks of one kind. */
static void put_list(struct buffer *out, const struct block *b, bool open)
{
	if (b && b->kind == BLOCK_FACT)
		buffer_text_add(out, open ? "<dl class=\"facts\">\n" : "</dl>\n");
	if (b && b->kind == BLOCK_ITEM)
		buffer_text_add(out, open ? "<ul>\n" : "</ul>\n");
}

enum qser_status document_html(
	const struct document *d, struct qser_spool *spool, const struct qser_style *style)
{
	(void)style;
	struct buffer *out = spool_buffer(spool);
	const struct block *b = d->first, *before = NULL;
	put_head(out, d->title);
	element(out, "<header>\n<h1>", d->title, "</h1>\n");
	for (; b && b->kind == BLOCK_SUBTITLE; b = b->next)
		(void)put_block(spool, b);
	buffer_text_add(out, "</header>\n");
	for (; b; before = b, b = b->next) {
		if (!before || before->kind != b->kind) {
			put_list(out, before, false);
			put_list(out, b, true);
		}
		enum qser_status status = put_block(spool, b);
		if (status != QSER_OK)
			return status;
		spool_step(spool);
	}
	put_list(out, before, false);
	buffer_text_add(out, "</main>\n</body>\n</html>\n");
	return QSER_OK;
}
