/* wrap.c: lines of text. */
#include "wrap.h"

#include "../base/cleanup.h"
#include "../base/clock.h"
#include "../base/text.h"

#include <string.h>

#define NARROWEST 16 /* beside a label; less than this is no column to read in */

void pad(struct buffer *out, size_t width)
{
	static const char spaces[] =
		"                                                                ";
	while (width > 0) {
		size_t n = width < sizeof spaces - 1 ? width : sizeof spaces - 1;
		buffer_add(out, spaces, n);
		width -= n;
	}
}

static void blank(struct buffer *b, size_t from, const char *what)
{
	if (b->failed || b->length == from)
		return;
	for (char *p = b->data + from; p < b->data + b->length; p++)
		if (strchr(what, *p))
			*p = ' ';
}

void show_line(struct buffer *out, const char *text, bool note)
{
	size_t start = out->length;
	text_escape(out, text, note);
	if (note && out->length > start)
		blank(out, start, "\t\n");
}

void plain_signs(struct buffer *out, size_t from)
{
	static const struct {
		const char *sign, *plain;
	} signs[] = {{"→", "->"}, {"\u00a0", " "}};
	enum { COUNT = sizeof signs / sizeof *signs };
	if (out->failed || out->length == from)
		return;
	char *to = out->data + from;
	for (const char *at = to; *at;) {
		size_t i = 0;
		while (i < COUNT && strncmp(at, signs[i].sign, strlen(signs[i].sign)) != 0)
			i++;
		if (i == COUNT) {
			*to++ = *at++;
			continue;
		}
		memcpy(to, signs[i].plain, strlen(signs[i].plain));
		to += strlen(signs[i].plain);
		at += strlen(signs[i].sign);
	}
	*to = '\0';
	out->length = (size_t)(to - out->data);
}

/* Machines read UTC (CSV, JSON), people the clock on the wall. */
static bool show_moment(struct buffer *out, const char *stamp)
{
	char text[MOMENT_TEXT];
	int64_t utc;

	if (stamp_parse(stamp, NULL, &utc, NULL) != QSER_OK)
		return false;
	moment_print(utc, text);
	buffer_text_add(out, text);
	return true;
}

void show_value(struct buffer *out, const struct qser_column *column, const char *value)
{
	if (column->type != QSER_STAMP || !show_moment(out, value))
		show_line(out, value, column->type == QSER_NOTE);
}

/* Bytes and columns of the character at p.  A mark has no width, so it stays with its letter. */
static size_t character(const char *p, size_t length, size_t *width)
{
	char one[5] = {*p}; /* text_width wants strings */
	size_t bytes = 1;
	while (bytes < length && bytes < 4 && (p[bytes] & 0xC0) == 0x80) {
		one[bytes] = p[bytes];
		bytes++;
	}
	*width = *p >= ' ' && *p <= '~' ? 1 : text_width(one);
	return bytes;
}

size_t fit_line(const char *text, size_t length, size_t width, size_t *next)
{
	size_t at = 0, used = 0, word = 0; /* word: where the last whole one ended */
	bool seen = false;		   /* anything but spaces */
	while (at < length) {
		size_t w, n = character(text + at, length - at, &w);
		if (seen && ((text[at] == ' ' && text[at - 1] != ' ') || text[at - 1] == ';'))
			word = at; /* words, and those of a list: cv;letter */
		if (used + w > width && at > 0)
			break;
		seen |= text[at] != ' ';
		used += w;
		at += n;
	}
	size_t end = at == length ? length : word > 0 ? word : at;
	for (*next = end; *next < length && text[*next] == ' ';)
		++*next;
	return end;
}

void wrap(struct buffer *out, const char *text, size_t width, size_t indent)
{
	_cleanup_(buffer_free) struct buffer shown = BUFFER_INIT;
	text_escape(&shown, text, true);
	blank(&shown, 0, "\t");
	size_t room = width > indent + NARROWEST ? width - indent : NARROWEST;
	if (width == 0)
		room = SIZE_MAX;
	const char *p = buffer_text(&shown);
	bool first = true;
	do {
		size_t left = strcspn(p, "\n");
		do {
			size_t next, n = fit_line(p, left, room, &next);
			if (!first && n > 0)
				pad(out, indent);
			buffer_add(out, p, n);
			buffer_char(out, '\n');
			first = false;
			p += next;
			left -= next;
		} while (left > 0);
		if (*p == '\n')
			p++;
	} while (*p);
	out->failed |= shown.failed;
}

void wrap_labelled(
	struct buffer *out, const char *label, const char *value, size_t width, size_t indent)
{
	size_t start = out->length;
	show_line(out, label, false);
	if (out->failed)
		return;
	size_t w = text_width(out->data + start) + 1;
	buffer_char(out, ':');
	if (*value)
		pad(out, indent > w ? indent - w : 1);
	wrap(out, value, width, indent);
}
