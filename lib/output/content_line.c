/* content_line.c: see content_line.h. */
#include "content_line.h"

#include "../base/cleanup.h"
#include "../base/clock.h"
#include "../store/spool.h"

#define LINE 75 /* octets of a line, without CRLF */

void content_escape(struct buffer *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\n')
			buffer_text_add(out, "\\n");
		else if (*text == '\\' || *text == ';' || *text == ',')
			buffer_printf(out, "\\%c", *text);
		else if (((unsigned char)*text >= ' ' && *text != 0x7f) || *text == '\t')
			buffer_char(out, *text);
	}
}

/* How many bytes of a line fit, without cutting a character. */
static size_t fitting(const char *text, size_t length, size_t room)
{
	if (length <= room)
		return length;
	while (room > 1 && ((unsigned char)text[room] & 0xc0) == 0x80)
		room--;
	return room;
}

void content_put(struct qser_spool *out, const struct buffer *line)
{
	const char *at = buffer_text(line);
	size_t left = line->length, room = LINE;

	spool_buffer(out)->failed |= line->failed; /* half a line would be another one */
	do {
		size_t part = fitting(at, left, room);
		if (room < LINE)
			qser_spool_add(out, " ", 1);
		qser_spool_add(out, at, part);
		qser_spool_add(out, "\r\n", 2);
		at += part;
		left -= part;
		room = LINE - 1; /* behind the blank that says it goes on */
	} while (left);
}

void content_text(struct qser_spool *out, const char *name, const char *text)
{
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;

	buffer_printf(&line, "%s:", name);
	content_escape(&line, text);
	content_put(out, &line);
}

void content_moment(struct qser_spool *out, const char *name, int64_t utc)
{
	char stamp[STAMP_TEXT];

	stamp_print(utc, stamp);
	qser_spool_printf(out, "%s:%.4s%.2s%.5s%.2s%.2sZ\r\n", name, stamp, stamp + 5, stamp + 8,
		stamp + 14, stamp + 17);
}
