/* rules.c: rules of matching, read from a text. */
#include "rules.h"

#include <inttypes.h>
#include <string.h>

#include "../base/cleanup.h"
#include "../base/number.h"
#include "../base/text.h"

#define POINTS_MOST 10000
#define TIMES_MOST 100
#define CAP_MOST 1000000

const char rules_builtin[] =
	"# Rules of matching, one on a line: never, require (must hold), points (are added up).\n"
	"never supervisor            # one is the supervisor of the other\n"
	"never excluded              # one has excluded the other\n"
	"never declined              # one has declined the other before\n"
	"require language            # one in common at least\n"
	"# require domain 1\n"
	"# require availability 1\n"
	"# require organisation differs\n"
	"points domain 10            # for each in common\n"
	"points first-domain 10      # the one the mentee names first\n"
	"points area 5\n"
	"points language 2\n"
	"points availability 1 max 5 # for each part of the week in common\n"
	"points department differs 3\n"
	"points preference 30 20 10  # of the mentee: the one liked best, the second, the third\n"
	"points mentor-preference 15 10 5\n"
	"points previous -50         # they were a pair before\n"
	"points waiting 5            # for each round without a mentor\n"
	"points load -2              # for each mentee that the mentor has, or is proposed to\n"
	"# points item.groups 4      # for each answer in common to an item of a form\n";

/* ---- What there is ---- */

enum form {
	PLAIN,	 /* it holds or not */
	COUNTED, /* so many times */
	RANKED,
	COMPARED, /* same, differs */
	SUM
};

static const struct subject {
	const char *name;
	unsigned kinds;
	enum form form;
} subjects[RULE_SUBJECTS] = {
	[RULE_PROPOSED] = {"proposed", 0, PLAIN},
	[RULE_SUPERVISOR] = {"supervisor", RULE_NEVER, PLAIN},
	[RULE_EXCLUDED] = {"excluded", RULE_NEVER, PLAIN},
	[RULE_DECLINED] = {"declined", RULE_NEVER | RULE_POINTS, PLAIN},
	[RULE_PREVIOUS] = {"previous", RULE_NEVER | RULE_POINTS, PLAIN},
	[RULE_LANGUAGE] = {"language", RULE_REQUIRE | RULE_POINTS, COUNTED},
	[RULE_DOMAIN] = {"domain", RULE_REQUIRE | RULE_POINTS, COUNTED},
	[RULE_FIRST_DOMAIN] = {"first-domain", RULE_REQUIRE | RULE_POINTS, PLAIN},
	[RULE_AREA] = {"area", RULE_REQUIRE | RULE_POINTS, COUNTED},
	[RULE_AVAILABILITY] = {"availability", RULE_REQUIRE | RULE_POINTS, COUNTED},
	[RULE_ORGANISATION] = {"organisation", RULE_REQUIRE | RULE_POINTS, COMPARED},
	[RULE_DEPARTMENT] = {"department", RULE_REQUIRE | RULE_POINTS, COMPARED},
	[RULE_PREFERENCE] = {"preference", RULE_POINTS, RANKED},
	[RULE_MENTOR_PREFERENCE] = {"mentor-preference", RULE_POINTS, RANKED},
	[RULE_WAITING] = {"waiting", RULE_POINTS, COUNTED},
	[RULE_LOAD] = {"load", RULE_POINTS, COUNTED},
	[RULE_TOTAL] = {"points", RULE_REQUIRE, SUM},
	[RULE_ITEM] = {"item.CODE", RULE_REQUIRE | RULE_POINTS, COUNTED},
};

static const char *kind_name(enum rule_kind kind)
{
	return kind == RULE_NEVER ? "never" : kind == RULE_REQUIRE ? "require" : "points";
}

const char *rules_item(const struct match_rules *rules, size_t n)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rules->rules[i].subject == RULE_ITEM && rules->rules[i].list == n)
			return rules->rules[i].item;
	return "";
}

void rule_words(const struct rule *rule, struct buffer *out)
{
	if (rule->subject == RULE_ITEM) {
		buffer_printf(out, "item.%s", rule->item);
		return;
	}
	buffer_text_add(out, subjects[rule->subject].name);
	if (subjects[rule->subject].form == COMPARED)
		buffer_text_add(out, rule->differs ? " differs" : " same");
}

/* ---- One line ---- */

struct line {
	struct match_rules *rules;
	struct rule rule;
	const char *name;
	int number;
	char *rest;
	struct error *e;
};

/* The next word; NULL: none is left. */
static char *next_word(struct line *l)
{
	char *word = l->rest + strspn(l->rest, " \t");

	if (!*word)
		return NULL;
	l->rest = word + strcspn(word, " \t");
	if (*l->rest)
		*l->rest++ = '\0';
	return word;
}

static enum qser_status at_line(const struct line *l, enum qser_status status)
{
	if (status != QSER_OK)
		error_prefix(l->e, "%s:%d", l->name, l->number);
	return status;
}

static enum qser_status read_number(struct line *l, int64_t least, int64_t most, int64_t *out)
{
	_cleanup_(buffer_free) struct buffer words = BUFFER_INIT;
	const char *word = next_word(l);

	rule_words(&l->rule, &words);
	if (!word)
		return error_set(l->e, QSER_INVALID,
			"%s %s: a number is missing (%" PRId64 " to %" PRId64 ")",
			kind_name(l->rule.kind), buffer_text(&words), least, most);
	enum qser_status status = number_parse(word, least, most, out, l->e);
	if (status != QSER_OK)
		error_prefix(l->e, "%s %s", kind_name(l->rule.kind), buffer_text(&words));
	return status;
}

static enum qser_status read_kind(struct line *l, const char *word)
{
	static const enum rule_kind kinds[] = {RULE_NEVER, RULE_REQUIRE, RULE_POINTS};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(word, kind_name(kinds[i]))) {
			l->rule.kind = kinds[i];
			return QSER_OK;
		}
	return text_refused(l->e, word, "is not a kind of rule: never, require, points");
}

static enum qser_status refuse_subject(struct line *l, const char *word)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	for (size_t i = 0; i < RULE_SUBJECTS; i++)
		if (subjects[i].kinds & l->rule.kind)
			buffer_printf(&list, "%s%s", list.length ? ", " : "", subjects[i].name);
	if (!word)
		return error_set(l->e, QSER_INVALID, "%s: of what? %s", kind_name(l->rule.kind),
			buffer_text(&list));
	(void)text_refused(l->e, word, "is not one of %s", buffer_text(&list));
	error_prefix(l->e, "%s", kind_name(l->rule.kind));
	return QSER_INVALID;
}

static enum qser_status read_item(struct line *l, const char *code)
{
	if (strlen(code) >= RULE_ITEM_MOST || !text_is_code(code))
		return text_refused(
			l->e, code, "is not the code of an item: small letters, digits, . and -");
	l->rule.subject = RULE_ITEM;
	memcpy(l->rule.item, code, strlen(code) + 1);
	l->rule.list = l->rules->items;
	for (size_t i = 0; i < l->rules->count; i++)
		if (!strcmp(l->rules->rules[i].item, code))
			l->rule.list = l->rules->rules[i].list;
	return QSER_OK;
}

static enum qser_status read_subject(struct line *l)
{
	const char *word = next_word(l);
	size_t i = 0;

	if (word && !strncmp(word, "item.", 5) && l->rule.kind != RULE_NEVER)
		return read_item(l, word + 5);
	while (word && i < RULE_ITEM &&
		(!(subjects[i].kinds & l->rule.kind) || strcmp(word, subjects[i].name) != 0))
		i++;
	if (!word || i == RULE_ITEM)
		return refuse_subject(l, word);
	l->rule.subject = (enum rule_subject)i;
	return QSER_OK;
}

static enum qser_status read_compared(struct line *l)
{
	const char *word = next_word(l);

	if (word && (!strcmp(word, "same") || !strcmp(word, "differs"))) {
		l->rule.differs = *word == 'd';
		return QSER_OK;
	}
	return error_set(l->e, QSER_INVALID, "%s: say same or differs behind it",
		subjects[l->rule.subject].name);
}

static bool is_at_end(const struct line *l)
{
	return !l->rest[strspn(l->rest, " \t")];
}

static enum qser_status read_least(struct line *l)
{
	enum form form = subjects[l->rule.subject].form;

	l->rule.least = 1;
	if (form == SUM)
		return read_number(l, -CAP_MOST, CAP_MOST, &l->rule.least);
	return form == COUNTED && !is_at_end(l) ? read_number(l, 1, TIMES_MOST, &l->rule.least)
						: QSER_OK;
}

static enum qser_status read_points(struct line *l)
{
	enum form form = subjects[l->rule.subject].form;
	enum qser_status status;

	do {
		status =
			read_number(l, -POINTS_MOST, POINTS_MOST, &l->rule.points[l->rule.ranks++]);
	} while (
		status == QSER_OK && form == RANKED && l->rule.ranks < RULE_RANKS && !is_at_end(l));
	if (status != QSER_OK || form != COUNTED || is_at_end(l))
		return status;
	const char *word = next_word(l);
	if (strcmp(word, "max") != 0)
		return text_refused(l->e, word, "is not max, and how many points at most");
	return read_number(l, 1, CAP_MOST, &l->rule.most);
}

/* The same twice is a slip: which of the two was meant? */
static enum qser_status check_once(const struct line *l)
{
	_cleanup_(buffer_free) struct buffer words = BUFFER_INIT;

	for (size_t i = 0; i < l->rules->count; i++) {
		const struct rule *other = &l->rules->rules[i];
		if (other->kind != l->rule.kind || other->subject != l->rule.subject ||
			other->differs != l->rule.differs || strcmp(other->item, l->rule.item) != 0)
			continue;
		rule_words(other, &words);
		return error_set(l->e, QSER_INVALID, "%s %s: stands on line %d already",
			kind_name(other->kind), buffer_text(&words), other->line);
	}
	return QSER_OK;
}

static enum qser_status read_rule(struct line *l, const char *first)
{
	enum qser_status status = read_kind(l, first);

	if (status == QSER_OK)
		status = read_subject(l);
	if (status == QSER_OK && subjects[l->rule.subject].form == COMPARED)
		status = read_compared(l);
	if (status == QSER_OK && l->rule.kind == RULE_REQUIRE)
		status = read_least(l);
	if (status == QSER_OK && l->rule.kind == RULE_POINTS)
		status = read_points(l);
	const char *more = status == QSER_OK ? next_word(l) : NULL;
	if (more)
		status = text_refused(l->e, more, "is more than this rule takes");
	return status == QSER_OK ? check_once(l) : status;
}

static enum qser_status take_line(struct line *l)
{
	l->rest[strcspn(l->rest, "#\r")] = '\0';
	const char *first = next_word(l);
	if (!first)
		return QSER_OK;
	if (l->rules->count == RULES_MOST)
		return error_set(l->e, QSER_INVALID, "more than %d rules", RULES_MOST - 1);
	l->rule = (struct rule){.line = l->number};
	enum qser_status status = read_rule(l, first);
	if (status != QSER_OK)
		return status;
	if (l->rule.subject == RULE_ITEM && l->rule.list == l->rules->items)
		l->rules->items++;
	l->rules->rules[l->rules->count++] = l->rule;
	return QSER_OK;
}

/* ---- All of them ---- */

static enum qser_status check_text(const char *text, const char *name, struct error *e)
{
	if (strlen(text) > RULES_TEXT_MOST)
		return error_set(
			e, QSER_INVALID, "%s: more than %u KiB", name, RULES_TEXT_MOST >> 10);
	if (!text_is_utf8(text, strlen(text), NULL))
		return error_set(e, QSER_INVALID, "%s: is not UTF-8", name);
	return QSER_OK;
}

enum qser_status rules_parse(
	struct match_rules *out, const char *text, const char *name, struct error *e)
{
	_cleanup_(buffer_free) struct buffer copy = BUFFER_INIT;
	struct line line = {.rules = out, .name = name, .e = e};
	enum qser_status status = check_text(text, name, e);

	*out = (struct match_rules){.count = 1};
	out->rules[0] = (struct rule){.kind = RULE_NEVER, .subject = RULE_PROPOSED};
	buffer_text_add(&copy, strncmp(text, "\xef\xbb\xbf", 3) != 0 ? text : text + 3);
	buffer_char(&copy, '\n');
	if (copy.failed)
		return error_set(e, QSER_MEMORY, "out of memory");
	for (char *at = copy.data; status == QSER_OK && *at;) {
		char *end = at + strcspn(at, "\n");
		*end = '\0';
		line.rest = at;
		line.number++;
		status = at_line(&line, take_line(&line));
		at = end + 1;
	}
	return status;
}
