/* json.c: JSON and JSON Lines. */
#include "json.h"

#include "table.h"

#include <string.h>

/* 0xE2 begins U+2028 and U+2029, which some readers take for line ends. */
static bool is_plain(char c)
{
	unsigned char u = (unsigned char)c;
	return u >= 0x20 && u != '"' && u != '\\' && u != 0x7F && u != 0xE2;
}

static void escape_byte(struct buffer *out, unsigned char c)
{
	static const char digits[] = "0123456789abcdef";
	switch (c) {
	case '"':
		buffer_add(out, "\\\"", 2);
		break;
	case '\\':
		buffer_add(out, "\\\\", 2);
		break;
	case '\n':
		buffer_add(out, "\\n", 2);
		break;
	case '\t':
		buffer_add(out, "\\t", 2);
		break;
	case '\r':
		buffer_add(out, "\\r", 2);
		break;
	default:
		buffer_add(out, "\\u00", 4);
		buffer_char(out, digits[c >> 4]);
		buffer_char(out, digits[c & 15]);
	}
}

static void string_part(struct buffer *out, const char *text, size_t length)
{
	const char *end = text + length, *p = text;
	buffer_char(out, '"');
	while (p < end) {
		if (is_plain(*p)) {
			p++;
			continue;
		}
		bool line = end - p >= 3 && p[1] == '\x80' && (p[2] == '\xa8' || p[2] == '\xa9');
		if (*p == '\xE2' && !line) {
			p++;
			continue;
		}
		buffer_add(out, text, (size_t)(p - text));
		if (*p == '\xE2')
			buffer_text_add(out, p[2] == '\xa8' ? "\\u2028" : "\\u2029");
		else
			escape_byte(out, (unsigned char)*p);
		p += *p == '\xE2' ? 3 : 1;
		text = p;
	}
	buffer_add(out, text, (size_t)(end - text));
	buffer_char(out, '"');
}

void json_string(struct buffer *out, const char *text)
{
	string_part(out, text, strlen(text));
}

/* What a numeric column holds is a number, unless a report wrote something else there. */
static bool is_number(const char *p)
{
	if (*p == '-')
		p++;
	size_t n = strspn(p, "0123456789");
	if (n == 0 || (n > 1 && *p == '0'))
		return false;
	p += n;
	if (*p != '.')
		return !*p;
	n = strspn(p + 1, "0123456789");
	return n > 0 && !p[1 + n];
}

static void json_words(struct buffer *out, const char *value)
{
	buffer_char(out, '[');
	while (*value) {
		size_t n = strcspn(value, ";");
		string_part(out, value, n);
		value += n;
		if (*value) {
			buffer_char(out, ',');
			value++;
			if (!*value)
				buffer_add(out, "\"\"", 2);
		}
	}
	buffer_char(out, ']');
}

static void json_value(struct buffer *out, enum qser_type type, const char *value)
{
	switch (type) {
	case QSER_INT:
	case QSER_MINUTES:
		if (is_number(value)) {
			buffer_text_add(out, value);
			return;
		}
		break;
	case QSER_BOOL:
		if (strcmp(value, "yes") == 0 || strcmp(value, "no") == 0) {
			buffer_text_add(out, *value == 'y' ? "true" : "false");
			return;
		}
		break;
	case QSER_WORDS:
	case QSER_REFS:
		json_words(out, value);
		return;
	default:
		break;
	}
	json_string(out, value);
}

void json_row(struct buffer *out, const struct qser_column *const *columns, size_t count,
	const char *const *values)
{
	buffer_char(out, '{');
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buffer_char(out, ',');
		json_string(out, columns[i]->name);
		buffer_char(out, ':');
		if (values[i])
			json_value(out, columns[i]->type, values[i]);
		else
			buffer_add(out, "null", 4);
	}
	buffer_char(out, '}');
}

/* An object a line in both, so that line tools work on the array, too. */
static void array_row(struct qser_table *t, const char *const *values)
{
	buffer_text_add(t->out, t->rows > 0 ? ",\n" : "[\n");
	json_row(t->out, t->columns, t->count, values);
}

static void array_end(struct qser_table *t)
{
	buffer_text_add(t->out, t->rows > 0 ? "\n]\n" : "[]\n");
}

const struct table_driver table_json = {NULL, array_row, array_end};

static void line_row(struct qser_table *t, const char *const *values)
{
	json_row(t->out, t->columns, t->count, values);
	buffer_char(t->out, '\n');
}

const struct table_driver table_jsonl = {NULL, line_row, NULL};
