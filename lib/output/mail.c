/*
 * mail.c: one message, for a program that sends it (RFC 5322; words of headers by RFC 2047, the
 * text as quoted-printable, RFC 2045 6.7).
 */
#include "mail.h"

#include "../base/ascii.h"
#include "../base/base64.h"
#include "../base/cleanup.h"

#include <string.h>
#include <time.h>

#define LINE 76
#define ADDRESS_MAX 254 /* RFC 5321 4.5.3.1 */

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

/* Bytes of an encoded word, 52 letters: with what stands around it, and "Subject: " before it, it
 * is no longer than a line with one may be (RFC 2047 2: 76). */
enum { WORD = 39 };

/* "=?UTF-8?B?…?=", as many as it takes, each on a line; no character is cut. */
static void put_words(struct buffer *out, const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		size_t part = length - at < WORD ? length - at : WORD;
		while (part > 1 && at + part < length &&
			((unsigned char)text[at + part] & 0xc0) == 0x80)
			part--;
		buffer_text_add(out, at ? "\n =?UTF-8?B?" : "=?UTF-8?B?");
		base64_encode(out, text + at, part);
		buffer_text_add(out, "?=");
		at += part;
	}
}

void mail_subject(struct buffer *out, const char *text)
{
	_cleanup_(buffer_free) struct buffer clean = BUFFER_INIT;

	put_clean(&clean, text);
	buffer_text_add(out, "Subject: ");
	if (is_plain(buffer_text(&clean), clean.length))
		buffer_text_add(out, buffer_text(&clean));
	else
		put_words(out, buffer_text(&clean), clean.length);
	buffer_text_add(out, "\n");
}

bool mail_next(const char **at, struct buffer *one)
{
	if (!*at)
		return false;
	const char *from = *at + strspn(*at, " "), *comma = strchr(from, ',');
	size_t length = comma ? (size_t)(comma - from) : strlen(from);
	while (length > 0 && from[length - 1] == ' ')
		length--;
	buffer_clear(one);
	buffer_reserve(one, length);
	buffer_add(one, from, length);
	*at = comma ? comma + 1 : NULL;
	return true;
}

static void put_name(struct buffer *out, const char *name)
{
	_cleanup_(buffer_free) struct buffer clean = BUFFER_INIT;

	put_clean(&clean, name ? name : "");
	if (!clean.length)
		return;
	if (is_plain(buffer_text(&clean), clean.length)) {
		buffer_char(out, '"');
		for (const char *s = buffer_text(&clean); *s; s++)
			buffer_printf(out, *s == '"' || *s == '\\' ? "\\%c" : "%c", *s);
		buffer_char(out, '"');
	} else {
		put_words(out, buffer_text(&clean), clean.length);
	}
	buffer_text_add(out, "\n ");
	out->failed |= clean.failed;
}

void mail_addresses(struct buffer *out, const char *header, const char *name, const char *addresses)
{
	_cleanup_(buffer_free) struct buffer one = BUFFER_INIT;
	const char *at = addresses, *before = "";

	buffer_printf(out, "%s: ", header);
	put_name(out, name);
	for (; mail_next(&at, &one); before = ",\n ") {
		buffer_text_add(out, before);
		buffer_char(out, '<');
		put_clean(out, buffer_text(&one));
		buffer_char(out, '>');
	}
	buffer_char(out, '\n');
	out->failed |= one.failed;
}

/* A word of an address (RFC 5322 3.2.3), or a label of a domain. */
static size_t word_length(const char *text, bool domain)
{
	size_t n = 0;

	while (ascii_is_lower(ascii_lower(text[n])) || ascii_is_digit(text[n]) || text[n] == '-' ||
		(!domain && text[n] && strchr("!#$%&'*+/=?^_`{|}~", text[n])))
		n++;
	return n;
}

/* Words with dots between; returns what follows, NULL when there is an empty one. */
static const char *skip_words(const char *text, bool domain)
{
	for (;; text++) {
		size_t n = word_length(text, domain);
		if (n == 0)
			return NULL;
		text += n;
		if (*text != '.')
			return text;
	}
}

const char *qser_mail_refuses(const char *address)
{
	for (const char *s = address; *s; s++)
		if ((unsigned char)*s >= 0x80)
			return "has letters outside ASCII, which not every mail program takes; "
			       "give it in ASCII, the domain as xn--…";
	const char *at = skip_words(address, false);
	const char *end = at && *at == '@' ? skip_words(at + 1, true) : NULL;
	return end && !*end && end - address <= ADDRESS_MAX
		       ? NULL
		       : "is not an address, like maria@example.org";
}

void mail_date(struct buffer *out, int64_t now)
{
	static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	time_t at = (time_t)now;
	struct tm t;

	if (gmtime_r(&at, &t))
		buffer_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\n", days[t.tm_wday],
			t.tm_mday, months[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min,
			t.tm_sec);
}

/* ---- The text ---- */

static void quote(struct quoted *q, char c, bool plain)
{
	if (q->column + (plain ? 1 : 3) > LINE - 1) {
		buffer_text_add(q->out, "=\n");
		q->column = 0;
	}
	if (plain && !(q->column == 0 && c == '.')) {
		buffer_char(q->out, c);
		q->column++;
	} else {
		buffer_printf(q->out, "=%02X", (unsigned)(unsigned char)c);
		q->column += 3;
	}
}

static void release(struct quoted *q, bool last)
{
	if (q->held)
		quote(q, q->held, !last);
	q->held = 0;
}

/* A dot alone ends a message for some programs, and "From " begins one; a piece may end within. */
static bool begins_message(const char *text, size_t length)
{
	static const char from[] = "From ";
	size_t n = length < sizeof from - 1 ? length : sizeof from - 1;
	return !strncmp(text, from, n);
}

/* Blanks at the end of a line may not stand as they are. */
void quoted_add(struct quoted *q, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)bytes[i];
		release(q, c == '\n');
		if (c == '\n') {
			buffer_char(q->out, '\n');
			q->column = 0;
		} else if (c == ' ' || c == '\t') {
			q->held = bytes[i];
		} else {
			bool breaks = q->column == 0 || q->column >= LINE - 1;
			bool plain = c > ' ' && c < 0x7f && c != '=';
			quote(q, bytes[i],
				plain && !(breaks && begins_message(bytes + i, length - i)));
		}
	}
}

void quoted_end(struct quoted *q)
{
	release(q, true);
	if (q->column)
		buffer_char(q->out, '\n');
	q->column = 0;
}

enum qser_status qser_mail_write(struct qser_spool *spool, const struct qser_mail *mail)
{
	_cleanup_(buffer_free) struct buffer out = BUFFER_INIT;
	struct quoted body = {.out = &out};

	if (qser_mail_refuses(mail->to) || (mail->from && qser_mail_refuses(mail->from)))
		return QSER_INVALID;
	if (mail->from)
		mail_addresses(&out, "From", NULL, mail->from);
	mail_addresses(&out, "To", mail->name, mail->to);
	mail_subject(&out, mail->subject);
	mail_date(&out, mail->now);
	buffer_text_add(&out, "MIME-Version: 1.0\n"
			      "Content-Type: text/plain; charset=utf-8\n"
			      "Content-Transfer-Encoding: quoted-printable\n");
	if (mail->language)
		buffer_printf(&out, "Content-Language: %s\n", mail->language);
	buffer_char(&out, '\n');
	quoted_add(&body, mail->text, strlen(mail->text));
	quoted_end(&body);
	if (out.failed)
		return QSER_MEMORY;
	qser_spool_add(spool, out.data, out.length);
	return QSER_OK;
}
