/* html.c: see html.h. */
#include "html.h"

#include "blocks.h"

/* 0xC2 begins the control characters C1, 0xE2 those that turn the direction of what follows. */
static bool stands(char c)
{
	unsigned char u = (unsigned char)c;
	if (u < 0x20)
		return u == '\t' || u == '\n';
	return u != '&' && u != '<' && u != '>' && u != '"' && u != '\'' && u != 0x7F &&
	       u != 0xC2 && u != 0xE2;
}

/* U+202A to U+202E, U+2066 to U+2069: left open in a name, they would turn the rest of a sentence
 * around, its figures too. */
static bool turns(const char *p)
{
	unsigned char second = (unsigned char)p[1];
	unsigned char third = second ? (unsigned char)p[2] : 0;
	return (second == 0x80 && third >= 0xAA && third <= 0xAE) ||
	       (second == 0x81 && third >= 0xA6 && third <= 0xA9);
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
	case '\xE2':
		*length = 3;
		return turns(p) ? "\uFFFD" : NULL;
	default:
		return "\uFFFD";
	}
}

void html_text(struct buffer *out, const char *text)
{
	const char *p = text;
	for (;;) {
		while (stands(*p))
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

void element(struct buffer *out, const char *open, const char *text, const char *close)
{
	buffer_text_add(out, open);
	html_text(out, text);
	buffer_text_add(out, close);
}

void html_percent(struct buffer *out, int64_t value, int64_t scale)
{
	int64_t tenths = chart_parts(value, scale, 1000);
	buffer_int(out, tenths / 10);
	buffer_char(out, '.');
	buffer_int(out, tenths % 10);
	buffer_char(out, '%');
}
