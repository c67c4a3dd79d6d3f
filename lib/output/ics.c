/* ics.c: calendars; see ics.h. */
#include "ics.h"

#include <inttypes.h>
#include <string.h>

#include "../base/cleanup.h"
#include "../base/clock.h"

#define LINE 75 /* octets of a line, without CRLF (RFC 5545 3.1) */

/* What a text may not hold as it is (3.3.11); other control characters are left out. */
static void escape(struct buffer *out, const char *text)
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

static void put_line(struct qser_spool *out, const struct buffer *line)
{
	const char *at = buffer_text(line);
	size_t left = line->length, room = LINE;

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

static void put_text(struct qser_spool *out, const char *name, const char *text)
{
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;

	buffer_printf(&line, "%s:", name);
	escape(&line, text);
	put_line(out, &line);
}

/* 20261120T083000Z */
static void put_moment(struct qser_spool *out, const char *name, int64_t utc)
{
	char stamp[STAMP_TEXT];

	stamp_print(utc, stamp);
	qser_spool_printf(out, "%s:%.4s%.2s%.5s%.2s%.2sZ\r\n", name, stamp, stamp + 5, stamp + 8,
		stamp + 14, stamp + 17);
}

void ics_begin(struct qser_spool *out, const char *name)
{
	qser_spool_printf(out,
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//qser//qser " QSER_VERSION
		"//EN\r\nCALSCALE:GREGORIAN\r\n");
	put_text(out, "X-WR-CALNAME", name);
}

void ics_add(struct qser_spool *out, const struct ics_event *event)
{
	static const char *const words[] = {[ICS_TENTATIVE] = "TENTATIVE",
		[ICS_CONFIRMED] = "CONFIRMED",
		[ICS_CANCELLED] = "CANCELLED"};

	qser_spool_printf(out, "BEGIN:VEVENT\r\n");
	put_text(out, "UID", event->uid);
	put_moment(out, "DTSTAMP", event->stamp);
	put_moment(out, "DTSTART", event->from);
	put_moment(out, "DTEND", event->to);
	qser_spool_printf(out, "SEQUENCE:%" PRId64 "\r\nSTATUS:%s\r\n", event->sequence,
		words[event->status]);
	put_text(out, "SUMMARY", event->summary);
	if (event->description)
		put_text(out, "DESCRIPTION", event->description);
	qser_spool_printf(out, "END:VEVENT\r\n");
}

void ics_end(struct qser_spool *out)
{
	qser_spool_printf(out, "END:VCALENDAR\r\n");
}
