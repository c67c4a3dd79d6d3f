/* rules.c: the grammar of map files, see header.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/cleanup.h"
#include "../base/text.h"
#include "map.h"

struct line {
	const char *at, *end;
	size_t number;
	const char *name;
	bool listing; /* another value of the same column follows */
	bool joining; /* another heading of the same column follows */
};

/* "e mail" is "email", wherever a word begins so. */
static void join_email(char *key)
{
	for (char *p = key; (p = strstr(p, "e mail")); p++)
		if (p == key || p[-1] == ' ')
			memmove(p + 1, p + 2, strlen(p + 2) + 1);
}

char *header_key(const char *text)
{
	_cleanup_(buffer_free) struct buffer plain = BUFFER_INIT;

	for (const char *p = text; *p; p++)
		buffer_char(&plain, *p == '-' || *p == '_' ? ' ' : *p);
	/* "E-mail *", "Name:", "Why?": forms mark what is required, and ask */
	while (plain.length && strchr(" *?:;!.", plain.data[plain.length - 1]))
		plain.data[--plain.length] = '\0';
	/* folding trims, and makes one space of several */
	char *key = plain.failed ? NULL : text_fold(buffer_text(&plain));
	if (key)
		join_email(key);
	return key;
}

void header_rules_free(struct header_rules *rules)
{
	if (!rules)
		return;
	for (size_t i = 0; i < rules->count; i++) {
		struct rule *r = &rules->rules[i];

		free(r->left);
		free(r->middle);
		free(r->right);
		free(r->key);
	}
	free(rules->rules);
	free(rules);
}

static enum qser_status refuse(const struct line *l, struct error *e, const char *why)
{
	return error_set(e, QSER_INVALID,
		"%s:%zu: %s; a rule is HEADING = COLUMN, \"HEADING\" + \"HEADING\" = COLUMN, HEADING "
		"= -, COLUMN := VALUE, COLUMN: TEXT = VALUE or COLUMN: \"TEXT\", \"TEXT\"",
		l->name, l->number, why);
}

static void skip_blanks(struct line *l)
{
	while (l->at < l->end && (*l->at == ' ' || *l->at == '\t'))
		l->at++;
}

/* A word in quotes; at is on the first. */
static enum qser_status quoted_word(struct line *l, char **word, struct error *e)
{
	_cleanup_(buffer_free) struct buffer out = BUFFER_INIT;

	buffer_reserve(&out, 1);
	for (l->at++;; l->at++) {
		if (l->at == l->end)
			return refuse(l, e, "a quote is not closed");
		if (*l->at == '"' && (++l->at == l->end || *l->at != '"'))
			break;
		buffer_char(&out, *l->at);
	}
	skip_blanks(l);
	if (l->at < l->end && !strchr("=:,+", *l->at))
		return refuse(l, e, "text after a closing quote");
	*word = buffer_take(&out);
	return *word ? QSER_OK : error_set(e, QSER_MEMORY, "out of memory");
}

/* A word up to "=", ":" or the line end, in quotes or trimmed. */
static enum qser_status word(struct line *l, char **out, struct error *e)
{
	skip_blanks(l);
	if (l->at < l->end && *l->at == '"')
		return quoted_word(l, out, e);
	const char *from = l->at, *to;
	while (l->at < l->end && *l->at != '=' && *l->at != ':' && *l->at != '"' && *l->at != '#')
		l->at++;
	if (l->at < l->end && (*l->at == '"' || *l->at == '#'))
		return refuse(l, e, "a text that holds a quote or # goes in quotes");
	for (to = l->at; to > from && (to[-1] == ' ' || to[-1] == '\t');)
		to--;
	if (to == from)
		return refuse(l, e, "a text is missing (an empty one is written \"\")");
	*out = memory_ndup(from, (size_t)(to - from));
	return *out ? QSER_OK : error_set(e, QSER_MEMORY, "out of memory");
}

static bool take(struct line *l, const char *sign)
{
	size_t length = strlen(sign);

	if ((size_t)(l->end - l->at) < length || memcmp(l->at, sign, length) != 0)
		return false;
	l->at += length;
	return true;
}

static enum qser_status last_word(struct line *l, char **out, struct error *e)
{
	enum qser_status status = word(l, out, e);

	if (!status && l->at != l->end)
		return refuse(l, e, "a text that holds = or : goes in quotes");
	return status;
}

/* A value that stands for itself, one of several: areas: "Law, public", "Social work". */
static enum qser_status parse_named(struct line *l, struct rule *r, struct error *e)
{
	if (!(l->listing = take(l, ",")) && l->at != l->end)
		return refuse(l, e, "a comma is missing between two values");
	r->right = r->middle ? memory_dup(r->middle) : NULL;
	r->key = r->right ? text_fold(r->right) : NULL;
	return r->right && r->key ? QSER_OK : error_set(e, QSER_MEMORY, "out of memory");
}

static enum qser_status parse_next(
	struct line *l, struct rule *r, const char *left, struct error *e)
{
	r->kind = RULE_VALUE;
	r->left = memory_dup(left);
	if (!r->left)
		return error_set(e, QSER_MEMORY, "out of memory");
	skip_blanks(l);
	if (l->at == l->end || *l->at != '"')
		return refuse(l, e, "values that are only named stand in quotes");
	enum qser_status status = quoted_word(l, &r->middle, e);
	return status ? status : parse_named(l, r, e);
}

/* Behind a heading: another one, to be joined with it, or what they are. */
static enum qser_status parse_joined(struct line *l, struct rule *r, size_t part, struct error *e)
{
	r->kind = RULE_HEADING;
	r->part = part;
	r->key = header_key(r->left);
	if (!r->key)
		return error_set(e, QSER_MEMORY, "out of memory");
	l->joining = take(l, "+");
	if (l->joining)
		return QSER_OK;
	if (!take(l, "="))
		return refuse(l, e, "an = is missing");
	return last_word(l, &r->right, e);
}

static enum qser_status parse_part(struct line *l, struct rule *r, size_t part, struct error *e)
{
	skip_blanks(l);
	if (l->at == l->end || *l->at != '"')
		return refuse(l, e, "headings that are joined stand in quotes");
	enum qser_status status = quoted_word(l, &r->left, e);
	return status ? status : parse_joined(l, r, part, e);
}

/* Fills the rule; what it filled belongs to it, also on failure. */
static enum qser_status parse_rule(struct line *l, struct rule *r, struct error *e)
{
	enum qser_status status = word(l, &r->left, e);

	if (status)
		return status;
	if (l->at < l->end && *l->at == '+')
		return parse_joined(l, r, 1, e);
	if (take(l, ":=")) {
		r->kind = RULE_CONSTANT;
	} else if (take(l, "=")) {
		r->kind = RULE_HEADING;
	} else if (take(l, ":")) {
		r->kind = RULE_VALUE;
		status = word(l, &r->middle, e);
		if (status)
			return status;
		if (l->at < l->end && *l->at == ',')
			return parse_named(l, r, e);
		if (!take(l, "="))
			return refuse(l, e, "an = is missing");
	} else {
		return refuse(l, e, "an = is missing");
	}
	status = last_word(l, &r->right, e);
	if (status || r->kind == RULE_CONSTANT)
		return status;
	r->key = r->kind == RULE_VALUE ? text_fold(r->middle) : header_key(r->left);
	return r->key ? QSER_OK : error_set(e, QSER_MEMORY, "out of memory");
}

/* The same thing said twice is a slip, even when both say the same. */
static enum qser_status check_twice(const struct header_rules *rules, struct error *e)
{
	const struct rule *r = &rules->rules[rules->count - 1];

	if (r->kind != RULE_HEADING || !r->key)
		return QSER_OK; /* columns are known by several names: header.c */
	for (const struct rule *other = rules->rules; other < r; other++) {
		if (other->kind != RULE_HEADING || strcmp(other->key, r->key) != 0)
			continue;
		_cleanup_(buffer_free) struct buffer heading = BUFFER_INIT;
		text_quote(&heading, r->left);
		return error_set(e, QSER_INVALID,
			"%s:%zu: line %zu has a rule for %s already; keep one of them", rules->name,
			r->line, other->line, buffer_text(&heading));
	}
	return QSER_OK;
}

/* left: of the rule before it, when that is another of the same line; else NULL.  part: of the
 * headings joined in this line; 0: the first. */
static enum qser_status add_rule(
	struct header_rules *rules, struct line *l, const char *left, size_t part, struct error *e)
{
	if (rules->count == rules->capacity) {
		size_t capacity = rules->capacity ? 2 * rules->capacity : 16;
		struct rule *more = realloc(rules->rules, capacity * sizeof *more);

		if (!more)
			return error_set(e, QSER_MEMORY, "out of memory");
		rules->rules = more;
		rules->capacity = capacity;
	}
	struct rule *r = &rules->rules[rules->count++];
	*r = (struct rule){.line = l->number};
	enum qser_status status = part	 ? parse_part(l, r, part, e)
				  : left ? parse_next(l, r, left, e)
					 : parse_rule(l, r, e);
	return status ? status : check_twice(rules, e);
}

static enum qser_status add_rules(struct header_rules *rules, struct line *l, struct error *e)
{
	enum qser_status status = add_rule(rules, l, NULL, 0, e);
	size_t parts = 1;

	while (!status && l->listing)
		status = add_rule(rules, l, rules->rules[rules->count - 1].left, 0, e);
	while (!status && l->joining)
		status = add_rule(rules, l, NULL, ++parts, e);
	/* What the last of them is, all are. */
	for (size_t i = 1; i < parts && !status; i++) {
		struct rule *r = &rules->rules[rules->count - 1 - i];
		r->right = memory_dup(rules->rules[rules->count - 1].right);
		if (!r->right)
			status = error_set(e, QSER_MEMORY, "out of memory");
	}
	return status;
}

static enum qser_status parse_line(struct header_rules *rules, struct line *l, struct error *e)
{
	size_t length = (size_t)(l->end - l->at), bad;

	if (!text_is_utf8(l->at, length, &bad) || memchr(l->at, '\0', length))
		return error_set(e, QSER_INVALID,
			"%s:%zu: not UTF-8 text; save the map file as UTF-8", l->name, l->number);
	skip_blanks(l);
	if (l->at == l->end || *l->at == '#')
		return QSER_OK;
	return add_rules(rules, l, e);
}

static enum qser_status parse_lines(
	struct header_rules *rules, const char *at, const char *end, struct error *e)
{
	for (size_t number = 1; at < end; number++) {
		const char *lf = memchr(at, '\n', (size_t)(end - at));
		struct line l = {at, lf ? lf : end, number, rules->name, false, false};

		at = lf ? lf + 1 : end;
		if (l.end > l.at && l.end[-1] == '\r')
			l.end--;
		enum qser_status status = parse_line(rules, &l, e);
		if (status)
			return status;
	}
	return QSER_OK;
}

static struct header_rules *new_rules(const char *name)
{
	struct header_rules *rules = calloc(1, sizeof *rules);

	if (rules)
		rules->name = name;
	return rules;
}

enum qser_status header_rules_profile(
	struct header_rules **rules, const char *profile, struct error *e)
{
	_cleanup_(buffer_free) struct buffer names = BUFFER_INIT;
	const struct profile *found = profile_find(profile);

	for (size_t i = 0; profile_at(i); i++)
		buffer_printf(&names, "%s%s",
			!i		    ? ""
			: profile_at(i + 1) ? ", "
					    : " or ",
			profile_at(i)->name);
	if (!found)
		return error_set(e, QSER_USAGE, "profile: \"%s\" is none; there is %s", profile,
			buffer_text(&names));
	if (!*rules)
		*rules = new_rules("");
	if (!*rules)
		return error_set(e, QSER_MEMORY, "out of memory");
	(*rules)->profile = found;
	return QSER_OK;
}

enum qser_status header_rules_parse(struct header_rules **out, const char *bytes, size_t length,
	const char *name, struct error *e)
{
	const char *at = bytes;

	*out = NULL;
	struct header_rules *rules = new_rules(name);
	if (!rules)
		return error_set(e, QSER_MEMORY, "out of memory");
	if (length >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	enum qser_status status = parse_lines(rules, at, bytes + length, e);
	if (status) {
		header_rules_free(rules);
		return status;
	}
	*out = rules;
	return QSER_OK;
}

enum qser_status header_rules_read(
	struct header_rules **out, int fd, const char *name, struct error *e)
{
	_cleanup_(buffer_free) struct buffer all = BUFFER_INIT;

	*out = NULL;
	for (;;) {
		char bytes[8192];
		ssize_t n = read(fd, bytes, sizeof bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_set(
				e, QSER_NOINPUT, "%s: cannot be read: %s", name, strerror(errno));
		if (n == 0)
			break;
		buffer_add(&all, bytes, (size_t)n);
		if (all.failed)
			return error_set(e, QSER_MEMORY, "out of memory");
		if (all.length > HEADER_RULES_CAP)
			return error_set(e, QSER_INVALID, "%s: a map file has at most %u bytes",
				name, HEADER_RULES_CAP);
	}
	return header_rules_parse(out, buffer_text(&all), all.length, name, e);
}
