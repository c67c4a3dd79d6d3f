/* header.c: headings -> columns. */
#include <stdlib.h>
#include <string.h>

#include "../base/cleanup.h"
#include "../base/text.h"
#include "map.h"

/* A name a column is known by. */
struct known {
	char *key;
	size_t column;
};

/* Only needed while the map is made. */
struct making {
	struct header_map *map;
	const char *name;
	const struct intake_record *header;
	const struct header_rules *rules;
	bool ignore_unknown;
	struct known *known;
	size_t known_count;
	struct buffer unknown;
	size_t unknown_count;
};

static enum qser_status no_memory(struct error *e)
{
	return error_set(e, QSER_MEMORY, "out of memory");
}

void header_map_free(struct header_map *map)
{
	if (!map)
		return;
	for (size_t i = 0; i < map->extra_count; i++)
		free(map->codes[i]);
	free(map->origins);
	free(map->translations);
	free(map->extras);
	free(map->codes);
	free(map->nameless);
	free(map->values);
	free(map->extra_values);
	buffer_free(&map->ignored);
	buffer_free(&map->unused);
	buffer_free(&map->folded);
	buffer_free(&map->message);
	free(map);
}

/* ---- Names of columns ---- */

static size_t count_names(const struct qser_column *columns, size_t count)
{
	size_t names = 0;

	for (size_t i = 0; i < count; i++) {
		names += 3; /* name, label, first alias */
		for (const char *p = columns[i].aliases; p && (p = strchr(p, '|')); p++)
			names++;
	}
	return names;
}

static bool add_known(struct making *m, const char *text, size_t length, size_t column)
{
	_cleanup_(free_pointer) char *copy = strndup(text, length);
	char *key = copy ? header_key(copy) : NULL;

	if (!key)
		return false;
	m->known[m->known_count++] = (struct known){key, column};
	return true;
}

static bool add_aliases(struct making *m, const char *aliases, size_t column)
{
	while (aliases && *aliases) {
		size_t length = strcspn(aliases, "|");

		if (length && !add_known(m, aliases, length, column))
			return false;
		aliases += length;
		aliases += *aliases == '|';
	}
	return true;
}

/* Names before labels before aliases: so a name is never hidden by another column's alias. */
static enum qser_status collect_names(struct making *m, struct error *e)
{
	const struct qser_column *c = m->map->columns;
	size_t count = m->map->count;
	bool good = true;

	m->known = calloc(count_names(c, count) + 1, sizeof *m->known);
	if (!m->known)
		return no_memory(e);
	for (size_t i = 0; i < count && good; i++)
		if (!(c[i].flags & QSER_HIDDEN))
			good = add_known(m, c[i].name, strlen(c[i].name), i);
	for (size_t i = 0; i < count && good; i++)
		if (!(c[i].flags & QSER_HIDDEN) && c[i].label)
			good = add_known(m, c[i].label, strlen(c[i].label), i);
	for (size_t i = 0; i < count && good; i++)
		if (!(c[i].flags & QSER_HIDDEN))
			good = add_aliases(m, c[i].aliases, i);
	return good ? QSER_OK : no_memory(e);
}

/* The column known by that key; false when there is none. */
static bool find_column(const struct making *m, const char *key, size_t *column)
{
	for (size_t i = 0; i < m->known_count; i++) {
		if (strcmp(m->known[i].key, key) == 0) {
			*column = m->known[i].column;
			return true;
		}
	}
	return false;
}

/* ---- Targets ---- */

/* The code of "item.CODE", NULL when it is none. */
static const char *item_code(const char *text)
{
	return strncmp(text, "item.", 5) == 0 && text_is_code(text + 5) ? text + 5 : NULL;
}

static enum qser_status fail_twice(
	const struct making *m, size_t first, size_t second, const char *target, struct error *e)
{
	_cleanup_(buffer_free) struct buffer one = BUFFER_INIT, two = BUFFER_INIT;

	text_quote(&one, m->header->fields[first]);
	text_quote(&two, m->header->fields[second]);
	return error_set(e, QSER_INVALID,
		"%s:%ju: columns %zu %s and %zu %s both stand for %s; remove one, or set it "
		"aside with a line %s = - in a map file (--map FILE)",
		m->name, (uintmax_t)m->header->line, first + 1, buffer_text(&one), second + 1,
		buffer_text(&two), target, buffer_text(&two));
}

static enum qser_status give_column(struct making *m, size_t field, size_t column, struct error *e)
{
	struct origin *o = &m->map->origins[column];

	if (o->field)
		return fail_twice(m, o->field - 1, field, m->map->columns[column].name, e);
	o->field = field + 1;
	return QSER_OK;
}

static enum qser_status give_extra(
	struct making *m, size_t field, const char *code, struct error *e)
{
	struct header_map *map = m->map;

	for (size_t i = 0; i < map->extra_count; i++) {
		if (strcmp(map->codes[i], code) != 0)
			continue;
		_cleanup_(buffer_free) struct buffer target = BUFFER_INIT;
		buffer_printf(&target, "item.%s", code);
		return fail_twice(m, map->extras[i].field, field, buffer_text(&target), e);
	}
	char *copy = strdup(code);
	if (!copy)
		return no_memory(e);
	map->codes[map->extra_count] = copy;
	map->extras[map->extra_count++] = (struct header_extra){field, copy};
	return QSER_OK;
}

static enum qser_status fail_target(
	const struct making *m, const struct rule *r, const char *target, struct error *e)
{
	const struct header_map *map = m->map;
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	text_quote(&text, target);
	buffer_text_add(&text, " is not a column; the columns are ");
	for (size_t i = 0, n = 0; i < map->count; i++) {
		if (map->columns[i].flags & QSER_HIDDEN)
			continue;
		buffer_text_add(&text, n++ ? ", " : "");
		buffer_text_add(&text, map->columns[i].name);
	}
	return error_set(
		e, QSER_INVALID, "%s:%zu: %s", m->rules->name, r->line, buffer_text(&text));
}

static enum qser_status find_target(const struct making *m, const struct rule *r,
	const char *target, size_t *column, struct error *e)
{
	_cleanup_(free_pointer) char *key = header_key(target);

	if (!key)
		return no_memory(e);
	return find_column(m, key, column) ? QSER_OK : fail_target(m, r, target, e);
}

/* ---- The headings ---- */

static const struct rule *find_rule(const struct making *m, const char *key)
{
	for (size_t i = 0; m->rules && i < m->rules->count; i++) {
		const struct rule *r = &m->rules->rules[i];

		if (r->kind == RULE_HEADING && strcmp(r->key, key) == 0)
			return r;
	}
	return NULL;
}

static enum qser_status follow_rule(
	struct making *m, size_t field, const struct rule *r, struct error *e)
{
	size_t column;

	if (strcmp(r->right, "-") == 0)
		return QSER_OK;
	const char *code = item_code(r->right);
	if (code)
		return give_extra(m, field, code, e);
	enum qser_status status = find_target(m, r, r->right, &column, e);
	return status ? status : give_column(m, field, column, e);
}

static void add_unknown(struct making *m, size_t field)
{
	struct buffer *list = m->ignore_unknown ? &m->map->ignored : &m->unknown;

	if (list->length)
		buffer_text_add(list, ", ");
	text_quote(list, m->header->fields[field]);
	if (!m->ignore_unknown)
		buffer_printf(list, " (column %zu)", field + 1);
	m->unknown_count++;
}

static enum qser_status match_heading(struct making *m, size_t field, struct error *e)
{
	const char *heading = m->header->fields[field];
	_cleanup_(free_pointer) char *key = header_key(heading), *folded = text_fold(heading);
	size_t column;

	if (!key || !folded)
		return no_memory(e);
	if (!*folded) {
		m->map->nameless[m->map->nameless_count++] = field;
		return QSER_OK;
	}
	if (*folded == '_')
		return QSER_OK;
	const struct rule *r = find_rule(m, key);
	if (r)
		return follow_rule(m, field, r, e);
	const char *code = item_code(folded);
	if (code)
		return give_extra(m, field, code, e);
	if (find_column(m, key, &column))
		return give_column(m, field, column, e);
	add_unknown(m, field);
	return QSER_OK;
}

static enum qser_status match_headings(struct making *m, struct error *e)
{
	for (size_t i = 0; i < m->header->count; i++) {
		enum qser_status status = match_heading(m, i, e);

		if (status)
			return status;
	}
	if (!m->unknown_count || m->ignore_unknown)
		return QSER_OK;
	return error_set(e, QSER_INVALID,
		"%s:%ju: unknown %s %s; say what %s with --map FILE, or leave %s out with "
		"--ignore-unknown",
		m->name, (uintmax_t)m->header->line, m->unknown_count == 1 ? "column" : "columns",
		buffer_text(&m->unknown), m->unknown_count == 1 ? "it is" : "they are",
		m->unknown_count == 1 ? "it" : "them");
}

/* ---- Constants and values ---- */

static enum qser_status add_constant(struct making *m, const struct rule *r, struct error *e)
{
	size_t column;
	enum qser_status status = find_target(m, r, r->left, &column, e);

	if (status)
		return status;
	struct origin *o = &m->map->origins[column];
	const char *name = m->map->columns[column].name;
	if (o->constant)
		return error_set(e, QSER_INVALID,
			"%s:%zu: line %zu has a constant for %s already; keep one of them",
			m->rules->name, r->line, o->constant->line, name);
	if (o->field) {
		_cleanup_(buffer_free) struct buffer heading = BUFFER_INIT;

		text_quote(&heading, m->header->fields[o->field - 1]);
		return error_set(e, QSER_INVALID,
			"%s:%zu: %s is given by column %zu %s of %s too; remove this line, "
			"or set the column aside with %s = -",
			m->rules->name, r->line, name, o->field, buffer_text(&heading), m->name,
			buffer_text(&heading));
	}
	o->constant = r;
	return QSER_OK;
}

static enum qser_status add_translation(struct making *m, const struct rule *r, struct error *e)
{
	struct header_map *map = m->map;
	size_t column;
	enum qser_status status = find_target(m, r, r->left, &column, e);

	if (status)
		return status;
	for (size_t i = 0; i < map->translation_count; i++) {
		const struct translation *t = &map->translations[i];

		if (t->column != column || strcmp(t->rule->key, r->key) != 0)
			continue;
		_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
		text_quote(&text, r->middle);
		return error_set(e, QSER_INVALID,
			"%s:%zu: line %zu has a value for %s of %s already; keep one of them",
			m->rules->name, r->line, t->rule->line, buffer_text(&text),
			map->columns[column].name);
	}
	map->translations[map->translation_count++] = (struct translation){column, r};
	map->origins[column].translated = true;
	return QSER_OK;
}

/* A rule for a heading the file does not have: a remark, but its target must make sense. */
static enum qser_status check_heading_rule(struct making *m, const struct rule *r, struct error *e)
{
	size_t column;

	if (strcmp(r->right, "-") != 0 && !item_code(r->right)) {
		enum qser_status status = find_target(m, r, r->right, &column, e);

		if (status)
			return status;
	}
	for (size_t i = 0; i < m->header->count; i++) {
		_cleanup_(free_pointer) char *key = header_key(m->header->fields[i]);

		if (!key)
			return no_memory(e);
		if (strcmp(key, r->key) == 0)
			return QSER_OK;
	}
	if (m->map->unused.length)
		buffer_text_add(&m->map->unused, ", ");
	text_quote(&m->map->unused, r->left);
	return QSER_OK;
}

/* Before the headings are matched, so that a slip in the map file is told as one. */
static enum qser_status check_rules(struct making *m, struct error *e)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; m->rules && i < m->rules->count && !status; i++) {
		const struct rule *r = &m->rules->rules[i];

		if (r->kind == RULE_HEADING)
			status = check_heading_rule(m, r, e);
		else if (r->kind == RULE_VALUE)
			status = add_translation(m, r, e);
	}
	return status;
}

static enum qser_status add_constants(struct making *m, struct error *e)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; m->rules && i < m->rules->count && !status; i++)
		if (m->rules->rules[i].kind == RULE_CONSTANT)
			status = add_constant(m, &m->rules->rules[i], e);
	return status;
}

/* ---- Making it ---- */

static bool allocate(struct header_map *map, size_t rules)
{
	size_t fields = map->fields + 1, columns = map->count + 1;

	map->origins = calloc(columns, sizeof *map->origins);
	map->values = calloc(columns, sizeof *map->values);
	map->translations = calloc(rules + 1, sizeof *map->translations);
	map->extras = calloc(fields, sizeof *map->extras);
	map->codes = calloc(fields, sizeof *map->codes);
	map->nameless = calloc(fields, sizeof *map->nameless);
	map->extra_values = calloc(fields, sizeof *map->extra_values);
	return map->origins && map->values && map->translations && map->extras && map->codes &&
	       map->nameless && map->extra_values;
}

static enum qser_status make(struct making *m, struct error *e)
{
	if (!allocate(m->map, m->rules ? m->rules->count : 0))
		return no_memory(e);
	enum qser_status status = collect_names(m, e);
	if (!status)
		status = check_rules(m, e);
	if (!status)
		status = match_headings(m, e);
	if (!status)
		status = add_constants(m, e);
	if (!status && (m->map->ignored.failed || m->map->unused.failed))
		status = no_memory(e);
	return status;
}

enum qser_status header_map_new(struct header_map **out, const char *name,
	const struct intake_record *header, const struct qser_column *columns, size_t count,
	const struct header_options *options, struct error *e)
{
	struct making m = {.name = name, .header = header};

	*out = NULL;
	if (options) {
		m.rules = options->rules;
		m.ignore_unknown = options->ignore_unknown;
	}
	m.map = calloc(1, sizeof *m.map);
	if (!m.map)
		return no_memory(e);
	m.map->columns = columns;
	m.map->count = count;
	m.map->fields = header->count;
	enum qser_status status = make(&m, e);
	for (size_t i = 0; i < m.known_count; i++)
		free(m.known[i].key);
	free(m.known);
	buffer_free(&m.unknown);
	if (status) {
		header_map_free(m.map);
		return status;
	}
	*out = m.map;
	return QSER_OK;
}
