/* json_check.h: is this text one JSON value, to the letter? */
#ifndef JSON_CHECK_H
#define JSON_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* A strict reader of RFC 8259: the rest of text after one value, NULL when it is none. */
static inline const char *json_value(const char *p, int depth);

static inline const char *json_blank(const char *p)
{
	return p + strspn(p, " \t\r\n");
}

static inline const char *json_text(const char *p)
{
	if (*p++ != '"')
		return NULL;
	for (; *p != '"'; p++) {
		if ((unsigned char)*p < 0x20)
			return NULL;
		if (*p != '\\')
			continue;
		p++;
		if (*p == 'u') {
			if (strspn(p + 1, "0123456789abcdefABCDEF") < 4)
				return NULL;
			p += 4;
		} else if (!*p || !strchr("\"\\/bfnrt", *p)) {
			return NULL;
		}
	}
	return p + 1;
}

static inline const char *json_number(const char *p)
{
	p += *p == '-';
	size_t n = strspn(p, "0123456789");
	if (n == 0 || (n > 1 && *p == '0'))
		return NULL;
	p += n;
	if (*p != '.')
		return p;
	n = strspn(p + 1, "0123456789");
	return n ? p + 1 + n : NULL;
}

static inline const char *json_list(const char *p, char end, int depth)
{
	p = json_blank(p + 1);
	if (*p == end)
		return p + 1;
	for (;;) {
		p = json_blank(p);
		if (end == '}') {
			if (!(p = json_text(p)) || *(p = json_blank(p)) != ':')
				return NULL;
			p++;
		}
		if (!(p = json_value(p, depth + 1)))
			return NULL;
		p = json_blank(p);
		if (*p == end)
			return p + 1;
		if (*p++ != ',')
			return NULL;
	}
}

static inline const char *json_value(const char *p, int depth)
{
	static const char *const literals[] = {"true", "false", "null"};
	p = json_blank(p);
	if (depth > 20)
		return NULL;
	if (*p == '{' || *p == '[')
		return json_list(p, *p == '{' ? '}' : ']', depth);
	if (*p == '"')
		return json_text(p);
	for (size_t i = 0; i < sizeof literals / sizeof *literals; i++)
		if (strncmp(p, literals[i], strlen(literals[i])) == 0)
			return p + strlen(literals[i]);
	return json_number(p);
}

static inline bool is_json(const char *text)
{
	const char *rest = json_value(text, 0);
	return rest && !*json_blank(rest);
}

#endif
