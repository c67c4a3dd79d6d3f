/*
 * document_html.c: a report as one page that needs nothing else and runs nothing.
 *
 * Data stands only between tags and inside double-quoted attributes, never in URLs, style sheets or
 * comments; html_text is right for both places.
 */
#include "blocks.h"

#include "../base/base64.h"
#include "../base/cleanup.h"
#include "../store/spool.h"
#include "document_css.h"
#include "grid.h"
#include "html.h"

#include <stdlib.h>
#include <string.h>

#define SHORT 8	 /* rows that are kept on one sheet of paper */
#define NARROW 2 /* columns that are not drawn apart over the whole page */
#define WIDE 8	 /* columns that need smaller print */

enum { LEVELS = 3 };

struct sheet {
	const struct document *document;
	struct qser_spool *spool;
	struct buffer *out;
	bool mail;
	const char *letter;  /* above the report, from users; NULL: none */
	const char *heading; /* the last one */
	int levels[LEVELS];  /* of the headings we are below */
	int depth;
};

/* Three, since some mail programs drop a style sheet of more than 8 KiB. */
static void put_styles(struct buffer *out)
{
	const char *const parts[] = {css_screen, css_tables, css_print};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		buffer_text_add(out, "<style>\n");
		buffer_text_add(out, parts[i]);
		buffer_text_add(out, "</style>\n");
	}
}

static bool has_logo(const struct sheet *p)
{
	/* Programs that read mails show no picture that stands in the page. */
	return p->document->logo.bytes && p->document->logo.type && !p->mail;
}

static void put_head(struct sheet *p)
{
	struct buffer *out = p->out;
	const char *language = p->document->language;
	element(out, "<!DOCTYPE html>\n<html lang=\"", language ? language : "en",
		"\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"style-src 'unsafe-inline'");
	buffer_text_add(out, has_logo(p) ? "; img-src data:" : "");
	buffer_text_add(out,
		"\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n");
	element(out, "<title>", p->document->title, "</title>\n");
	put_styles(out);
	buffer_text_add(out, "</head>\n<body>\n");
}

static void put_logo(struct sheet *p)
{
	const struct logo *l = &p->document->logo;
	if (!has_logo(p))
		return;
	element(p->out, "<img class=\"logo\" src=\"data:", l->type, ";base64,");
	base64_encode(p->out, l->bytes, l->length);
	element(p->out, "\" alt=\"", l->alt ? l->alt : "", "\">\n");
}

/* Levels as readers of the screen expect them, whatever the report has left out: one below. */
static void put_heading(struct sheet *p, const struct block *b)
{
	while (p->depth > 0 && p->levels[p->depth - 1] >= b->level)
		p->depth--;
	p->levels[p->depth++] = b->level;
	p->heading = b->text;
	buffer_printf(p->out, "<h%d>", p->depth + 1);
	html_text(p->out, b->text);
	buffer_printf(p->out, "</h%d>\n", p->depth + 1);
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

/* What a row is about stands first, and heads it. */
static void put_cell(
	struct buffer *out, const struct document_table *t, size_t i, const char *value)
{
	bool heads = i == 0 && value && *value && !column_is_number(t->columns[i]);
	buffer_text_add(out, heads ? "<th scope=\"row\"" : "<td");
	buffer_text_add(out, column_class(t->columns[i]));
	element(out, ">", value ? value : "", heads ? "</th>" : "</td>");
}

static enum qser_status put_rows(
	struct sheet *p, const struct document_table *t, const struct cells *cells)
{
	_cleanup_(free_pointer) const char **values = calloc(t->count + 1, sizeof *values);
	if (!values)
		return QSER_MEMORY;
	const char *at = cells->bytes.data;
	for (size_t r = 0; r < cells->rows; r++) {
		at = cells_next(at, t->count, values);
		buffer_text_add(p->out, "<tr>");
		for (size_t i = 0; i < t->count; i++)
			put_cell(p->out, t, i, values[i]);
		buffer_text_add(p->out, "</tr>\n");
		spool_step(p->spool);
	}
	return QSER_OK;
}

static void put_label(struct buffer *out, const struct qser_column *c)
{
	const char *label = column_label(c);
	bool heads = *label; /* who hears a heading without words learns nothing */
	buffer_text_add(out, heads ? "<th scope=\"col\"" : "<td");
	buffer_text_add(out, column_class(c));
	element(out, ">", label, heads ? "</th>" : "</td>");
}

static void put_table_head(struct sheet *p, const struct document_table *t)
{
	struct buffer *out = p->out;
	const char *caption = t->caption ? t->caption : "";
	/* What scrolls sideways must be reachable from the keyboard, and have a name. */
	buffer_text_add(out, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
	html_text(out, *caption ? caption : p->heading);
	buffer_text_add(out, "\">\n<table class=\"data");
	if (t->rows.rows + t->totals.rows <= SHORT)
		buffer_text_add(out, " short");
	if (t->count <= NARROW)
		buffer_text_add(out, " narrow");
	if (t->count >= WIDE)
		buffer_text_add(out, " wide");
	buffer_text_add(out, "\">\n");
	if (*caption)
		element(out, "<caption>", caption, "</caption>\n");
	buffer_text_add(out, "<thead>\n<tr>");
	for (size_t i = 0; i < t->count; i++)
		put_label(out, t->columns[i]);
	buffer_text_add(out, "</tr>\n</thead>\n");
}

static void put_none(struct sheet *p, const char *caption)
{
	struct buffer *out = p->out;
	buffer_text_add(out, "<p class=\"none\">");
	if (caption && *caption)
		element(out, "<strong>", caption, "</strong>: ");
	element(out, "", document_say(p->document, "none"), "</p>\n");
}

static enum qser_status put_table(struct sheet *p, const struct document_table *t)
{
	struct buffer *out = p->out;
	if (t->rows.rows + t->totals.rows == 0) {
		put_none(p, t->caption);
		return QSER_OK;
	}
	put_table_head(p, t);
	buffer_text_add(out, "<tbody>\n");
	enum qser_status status = put_rows(p, t, &t->rows);
	buffer_text_add(out, "</tbody>\n");
	if (status == QSER_OK && t->totals.rows > 0) {
		buffer_text_add(out, "<tfoot>\n");
		status = put_rows(p, t, &t->totals);
		buffer_text_add(out, "</tfoot>\n");
	}
	buffer_text_add(out, "</table>\n</div>\n");
	return status;
}

static void put_chart(struct sheet *p, const struct document_chart *c)
{
	if (c->count == 0) {
		put_none(p, c->caption);
		return;
	}
	buffer_text_add(p->out, "<figure class=\"chart\">\n");
	if (c->caption && *c->caption)
		element(p->out, "<figcaption>", c->caption, "</figcaption>\n");
	html_chart(p->spool, c, p->mail);
	buffer_text_add(p->out, "</figure>\n");
}

/* ---- Signatures ---- */

/* The lines are as long as a signature; what is to be written on them stands below. */
static void put_pen(struct sheet *p, const char *first, const char *second)
{
	element(p->out, "<div class=\"pen\"><p>", document_say(p->document, first), "</p>");
	if (second)
		element(p->out, "<p class=\"day\">", document_say(p->document, second), "</p>");
	buffer_text_add(p->out, "</div>\n");
}

static void put_signature(struct sheet *p, const char **cells)
{
	element(p->out, "<div class=\"signature\">\n<p class=\"party\">",
		cells[SIGNED_FOR] ? cells[SIGNED_FOR] : "", "</p>\n");
	if (cells[SIGNED_NAME])
		element(p->out, "<p class=\"name\">", cells[SIGNED_NAME], "</p>\n");
	if (cells[SIGNED_STATE]) {
		element(p->out, "<p class=\"signed\">", cells[SIGNED_DAY] ? cells[SIGNED_DAY] : "",
			" ");
		element(p->out, "<strong>", cells[SIGNED_STATE], "</strong></p>\n");
	} else {
		if (!cells[SIGNED_NAME])
			put_pen(p, "Name", NULL);
		put_pen(p, "Signature", "Day");
	}
	buffer_text_add(p->out, "</div>\n");
}

static void put_signatures(struct sheet *p, const struct block *b)
{
	const struct cells *rows = &b->table->rows;
	const char *cells[SIGNED_CELLS], *at = rows->bytes.data;
	buffer_text_add(p->out, "<div class=\"signatures\">\n");
	put_heading(p, b);
	for (size_t r = 0; r < rows->rows; r++) {
		at = cells_next(at, SIGNED_CELLS, cells);
		put_signature(p, cells);
	}
	buffer_text_add(p->out, "</div>\n");
}

static enum qser_status put_block(struct sheet *p, const struct block *b)
{
	struct buffer *out = p->out;
	switch (b->kind) {
	case BLOCK_HEADING:
		put_heading(p, b);
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
		return put_table(p, b->table);
	case BLOCK_CHART:
		put_chart(p, b->chart);
		break;
	case BLOCK_SIGNATURES:
		put_signatures(p, b);
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

static void put_header(struct sheet *p, const struct block **b)
{
	const struct document *d = p->document;
	buffer_text_add(p->out, "<main>\n");
	if (p->letter)
		element(p->out, "<p>", p->letter, "</p>\n");
	if (d->mark)
		element(p->out, "<p class=\"mark\">", d->mark, "</p>\n");
	buffer_text_add(p->out, "<header>\n");
	put_logo(p);
	element(p->out, "<h1>", d->title, "</h1>\n");
	for (; *b && (*b)->kind == BLOCK_SUBTITLE; *b = (*b)->next)
		(void)put_block(p, *b);
	buffer_text_add(p->out, "</header>\n");
}

enum qser_status document_html(
	const struct document *d, struct qser_spool *spool, const struct qser_style *style)
{
	struct sheet p = {.document = d,
		.spool = spool,
		.out = spool_buffer(spool),
		.mail = style->format == QSER_FORMAT_EML,
		.letter = document_letter(style),
		.heading = d->title};
	const struct block *b = d->first, *before = NULL;
	put_head(&p);
	put_header(&p, &b);
	for (; b; before = b, b = b->next) {
		if (!before || before->kind != b->kind) {
			put_list(p.out, before, false);
			put_list(p.out, b, true);
		}
		enum qser_status status = put_block(&p, b);
		if (status != QSER_OK)
			return status;
		spool_step(spool);
	}
	put_list(p.out, before, false);
	if (d->footer)
		element(p.out, "<footer><p>", d->footer, "</p></footer>\n");
	buffer_text_add(p.out, "</main>\n</body>\n</html>\n");
	return QSER_OK;
}
