/*
 * mail.c: one message, for a program that sends it (RFC 5322; words of headers by RFC 2047, the
 * text as quoted-printable, RFC 2045 6.7).
 */
#include <string.h>
#include <time.h>

#include "../base/base64.h"
#include "../base/cleanup.h"
#include "../qser.h"

#define LINE 76

/* ---- Headers ---- */

/* A header is one line, whatever is in a name: nobody writes a second header into it. */
static void put_clean(struct buffer *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		buffer_char(out, c < ' ' || c == 0x7f ? ' ' : *text);
	}
}

static bool is_plain(const char *text, size_t length)
{
	for (const char *s = text; *s; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return length <= LINE - 16 && !strstr(text, "=?");
}

enum { WORD = 42 }; /* bytes of an encoded word: 56 letters, and what stands around them */

/* "=?UTF-8?B?…?=", as many as it takes, each on a line; no character is cut. */
static void put_words(struct buffer *out, const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		size_t part = length - at < WORD ? length - at : WORD;
		while (part > 1 && at + part < length &&
			((unsigned char)text[at + part] & 0xc0) == 0x80)
			part--;
		buffer_text_add(out, at ? "\r\n =?UTF-8?B?" : "=?UTF-8?B?");
		base64_encode(out, text + at, part);
		buffer_text_add(out, "?=");
		at += part;
	}
}

static void put_subject(struct buffer *out, const char *text)
{
	_cleanup_(buffer_free) struct buffer clean = BUFFER_INIT;

	put_clean(&clean, text);
	buffer_text_add(out, "Subject: ");
	if (is_plain(buffer_text(&clean), clean.length))
		buffer_text_add(out, buffer_text(&clean));
	else
		put_words(out, buffer_text(&clean), clean.length);
	buffer_text_add(out, "\r\n");
}

/* "Jana" <jana@example.org> */
static void put_address(
	struct buffer *out, const char *header, const char *name, const char *address)
{
	_cleanup_(buffer_free) struct buffer clean = BUFFER_INIT;

	buffer_printf(out, "%s: ", header);
	put_clean(&clean, name ? name : "");
	if (clean.length && is_plain(buffer_text(&clean), clean.length)) {
		buffer_char(out, '"');
		for (const char *s = buffer_text(&clean); *s; s++)
			buffer_printf(out, *s == '"' || *s == '\\' ? "\\%c" : "%c", *s);
		buffer_text_add(out, "\"\r\n ");
	} else if (clean.length) {
		put_words(out, buffer_text(&clean), clean.length);
		buffer_text_add(out, "\r\n ");
	}
	buffer_char(out, '<');
	put_clean(out, address);
	buffer_text_add(out, ">\r\n");
}

static void put_date(struct buffer *out, int64_t now)
{
	static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	time_t at = (time_t)now;
	struct tm t;

	if (gmtime_r(&at, &t))
		buffer_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[t.tm_wday],
			t.tm_mday, months[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min,
			t.tm_sec);
}

/* ---- The text ---- */

/* May a byte stand as it is?  Blanks at the end of a line may not. */
static bool stands(unsigned char c, bool last)
{
	return c == ' ' || c == '\t' ? !last : c > ' ' && c < 0x7f && c != '=';
}

static void put_line(struct buffer *out, const char *line, size_t length)
{
	size_t column = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)line[i];
		bool plain = stands(c, i + 1 == length);
		if (column + (plain ? 1 : 3) > LINE - 1) {
			buffer_text_add(out, "=\r\n");
			column = 0;
		}
		/* A dot alone ends a message for some programs, and "From " begins one. */
		if (column == 0 && (c == '.' || !strncmp(line + i, "From ", 5)))
			plain = false;
		if (plain)
			buffer_char(out, (char)c);
		else
			buffer_printf(out, "=%02X", c);
		column += plain ? 1 : 3;
	}
	buffer_text_add(out, "\r\n");
}

/* Others need SMTPUTF8 (RFC 6531), which a message cannot ask for by itself. */
static bool is_ascii(const char *address)
{
	for (; *address; address++)
		if ((unsigned char)*address >= 0x80)
			return false;
	return true;
}

enum qser_status qser_mail_write(struct qser_spool *spool, const struct qser_mail *mail)
{
	_cleanup_(buffer_free) struct buffer out = BUFFER_INIT;

	if (!is_ascii(mail->to) || (mail->from && !is_ascii(mail->from)))
		return QSER_INVALID;

	if (mail->from)
		put_address(&out, "From", NULL, mail->from);
	put_address(&out, "To", mail->name, mail->to);
	put_subject(&out, mail->subject);
	put_date(&out, mail->now);
	buffer_text_add(&out, "MIME-Version: 1.0\r\n"
			      "Content-Type: text/plain; charset=utf-8\r\n"
			      "Content-Transfer-Encoding: quoted-printable\r\n");
	if (mail->language)
		buffer_printf(&out, "Content-Language: %s\r\n", mail->language);
	buffer_text_add(&out, "\r\n");
	for (const char *at = mail->text; *at; at += *at == '\n') {
		size_t length = strcspn(at, "\n");
		put_line(&out, at, length);
		at += length;
	}
	if (out.failed)
		return QSER_MEMORY;
	qser_spool_add(spool, out.data, out.length);
	return QSER_OK;
}
