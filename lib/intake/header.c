/* header.c: headings -> columns. */
#include <stdlib.h>
#include <string.h>

#include "../base/cleanup.h"
#include "../base/text.h"
#include "map.h"

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
	for (size_t i = 0; i < map->option_count; i++)
		free(map->options[i].text);
	for (size_t i = 0; i < map->list_count; i++)
		buffer_free(&map->lists[i].text);
	for (size_t i = 0; map->origins && i < map->count; i++) {
		buffer_free(&map->origins[i].text);
		vocabulary_free(&map->origins[i].vocabulary);
	}
	for (size_t i = 0; map->unguarded && i < map->fields; i++)
		buffer_free(&map->unguarded[i]);
	folds_free(map);
	free(map->joins);
	free(map->unguarded);
	free(map->options);
	free(map->lists);
	free(map->extra_lists);
	free(map->origins);
	free(map->translations);
	free(map->extras);
	free(map->codes);
	free(map->nameless);
	free(map->given);
	free(map->values);
	free(map->extra_values);
	buffer_free(&map->ignored);
	buffer_free(&map->joining);
	buffer_free(&map->unused);
	buffer_free(&map->folded);
	buffer_free(&map->message);
	free(map);
}

/* ---- Targets ---- */

/* The code of "item.CODE", NULL when it is none. */
static const char *item_code(const char *text)
{
	return strncmp(text, "item.", 5) == 0 && text_is_code(text + 5) ? text + 5 : NULL;
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
	return header_names_find(&m->names, key, column) ? QSER_OK : fail_target(m, r, target, e);
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

/* What the map says of a heading. */
static enum qser_status by_rule(
	const struct making *m, const char *key, struct target *t, struct error *e)
{
	const struct rule *r = find_rule(m, key);

	if (!r)
		return QSER_OK;
	t->code = item_code(r->right);
	t->part = r->part;
	if (strcmp(r->right, "-") == 0)
		t->kind = TARGET_NOTHING;
	else if (t->code)
		t->kind = TARGET_ITEM;
	else
		t->kind = TARGET_COLUMN;
	return t->kind == TARGET_COLUMN ? find_target(m, r, r->right, &t->column, e) : QSER_OK;
}

static bool is_met(const struct making *m, const struct profile_heading *h)
{
	for (size_t i = 0; i < m->met_count; i++)
		if (m->met[i] == h)
			return true;
	return false;
}

/* The column of that name, of length bytes. */
static bool named(const struct header_map *map, const char *name, size_t length, size_t *column)
{
	for (*column = 0; *column < map->count; ++*column)
		if (strlen(map->columns[*column].name) == length &&
			!strncmp(map->columns[*column].name, name, length))
			return true;
	return false;
}

/* The program writes its own columns first: the second of one heading is a question of the form. */
static void by_profile(struct making *m, const char *key, const char *folded, struct target *t)
{
	const struct profile_heading *h = profile_heading(m->map->profile, key, folded);

	if (!h || is_met(m, h))
		return;
	for (const char *at = h->columns; *at && !t->kind; at += *at == '|') {
		bool weak = *at == '?';
		at += weak;
		size_t length = strcspn(at, "|");
		if (*at == '-')
			t->kind = TARGET_NOTHING;
		else if (named(m->map, at, length, &t->column))
			*t = (struct target){TARGET_COLUMN, t->column, NULL, 0, true, weak};
		at += length;
	}
	if (t->kind == TARGET_COLUMN && m->met_count < sizeof m->met / sizeof *m->met)
		m->met[m->met_count++] = h;
}

static void by_name(const struct making *m, const char *key, const char *folded, struct target *t)
{
	t->code = item_code(folded);
	if (t->code)
		t->kind = TARGET_ITEM;
	else if (header_names_find(&m->names, key, &t->column))
		t->kind = TARGET_COLUMN;
}

/* "Skills [Law]": the length of what is before the bracket; 0: there is none. */
static size_t option_base(const char *heading)
{
	const char *open = strrchr(heading, '[');
	size_t length = strlen(heading);

	while (length && heading[length - 1] == ' ')
		length--;
	return open && length && heading[length - 1] == ']' ? (size_t)(open - heading) : 0;
}

static bool is_list(const struct making *m, const struct target *t)
{
	return t->kind == TARGET_ITEM ||
	       (t->kind == TARGET_COLUMN && m->map->origins[t->column].members);
}

/* A column for each option of a question: all of them are that of the part before the bracket. */
static enum qser_status match_option(
	struct making *m, size_t field, struct target *t, struct error *e)
{
	const char *heading = m->header->fields[field];
	size_t length = m->map->profile && m->map->profile->options ? option_base(heading) : 0;
	if (!length)
		return QSER_OK;
	_cleanup_(free_pointer) char *base = memory_ndup(heading, length);
	_cleanup_(free_pointer) char *key = base ? header_key(base) : NULL;
	_cleanup_(free_pointer) char *folded = base ? text_fold(base) : NULL;
	_cleanup_(free_pointer) char *option =
		memory_ndup(heading + length + 1, strcspn(heading + length, "]") - 1);
	if (!key || !folded || !option)
		return no_memory(e);
	struct target to = {0};
	enum qser_status status = by_rule(m, key, &to, e);
	if (!status && !to.kind)
		by_name(m, key, folded, &to);
	if (status || (to.kind != TARGET_NOTHING && !is_list(m, &to)))
		return status;
	t->kind = TARGET_NOTHING; /* it is settled here */
	return to.kind == TARGET_NOTHING ? QSER_OK : target_give_option(m, field, &to, option, e);
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

/* Nobody said what a name in two columns is, but it is plain. */
static void by_halves(struct making *m, size_t field, struct target *t)
{
	bool given = field + 1 == m->halves.given;

	if (!given && field + 1 != m->halves.family)
		return;
	*t = (struct target){TARGET_COLUMN, m->halves.column, NULL, given ? 1 : 2, false, false};
	m->map->origins[t->column].halves = true;
	buffer_printf(&m->map->joining, "%s",
		m->map->joining.length ? " and " : m->map->columns[t->column].name);
	buffer_text_add(&m->map->joining, m->map->join_count ? "" : " is ");
	text_quote(&m->map->joining, m->header->fields[field]);
	if (m->map->join_count)
		buffer_text_add(&m->map->joining, ", joined");
}

/* A family name that is joined is that of its own column, too, if nothing else is. */
static enum qser_status give_own(struct making *m, struct error *e)
{
	for (size_t i = 0; i < m->map->join_count; i++) {
		const struct join *j = &m->map->joins[i];
		_cleanup_(free_pointer) char *key = header_key(m->header->fields[j->field]);
		size_t own;
		if (!key)
			return no_memory(e);
		if (header_names_find(&m->names, key, &own) && own != j->column &&
			!m->map->origins[own].field && !m->map->origins[own].constant)
			m->map->origins[own].field = j->field + 1;
	}
	return QSER_OK;
}

static enum qser_status match_heading(struct making *m, size_t field, struct error *e)
{
	const char *heading = m->header->fields[field];
	_cleanup_(free_pointer) char *key = header_key(heading), *folded = text_fold(heading);
	struct target t = {0};

	if (!key || !folded)
		return no_memory(e);
	if (!*folded && !m->map->fold) {
		m->map->nameless[m->map->nameless_count++] = field;
		return QSER_OK;
	}
	if (*folded == '_')
		return QSER_OK;
	enum qser_status status = by_rule(m, key, &t, e);
	bool said = t.kind;
	if (!said && !status && m->map->fold)
		status = fold_heading(m, field, folded, &t, e);
	if (!t.kind)
		by_halves(m, field, &t);
	if (!t.kind)
		by_profile(m, key, folded, &t);
	if (!t.kind)
		by_name(m, key, folded, &t);
	if (!status && !t.kind)
		status = match_option(m, field, &t, e);
	if (status)
		return status;
	m->id_by_name |= !said && t.kind == TARGET_COLUMN && t.column == 0;
	if (t.kind == TARGET_UNKNOWN)
		add_unknown(m, field);
	return target_give(m, field, &t, e);
}

static enum qser_status fail_unknown(const struct making *m, struct error *e)
{
	bool one = m->unknown_count == 1;

	return error_set(e, QSER_INVALID,
		"%s:%ju: unknown %s %s; say what %s with --map FILE%s%s%s%s, or leave %s out with "
		"--ignore-unknown",
		m->name, (uintmax_t)m->header->line, one ? "column" : "columns",
		buffer_text(&m->unknown), one ? "it is" : "they are", m->draft ? " (" : "",
		m->draft ? m->draft : "", m->draft ? " FILE drafts one)" : "",
		m->map->fold ? ", an activity by module: \"ITS HEADING\" = online-1" : "",
		one ? "it" : "them");
}

static enum qser_status match_headings(struct making *m, struct error *e)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < m->header->count && !status; i++)
		status = match_heading(m, i, e);
	if (!status && m->unknown_count && !m->ignore_unknown)
		status = fail_unknown(m, e);
	return status || m->id_by_name ? suggest_profile(m, status, e) : QSER_OK;
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
	target_give_way(m, column);
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

static enum qser_status check_joined(const struct making *m, const struct rule *r,
	const struct qser_column *column, struct error *e)
{
	if (column && (column->type == QSER_TEXT || column->type == QSER_NOTE))
		return QSER_OK;
	return error_set(e, QSER_INVALID,
		"%s:%zu: only a text can be joined of several columns, as a name or a note; %s is none",
		m->rules->name, r->line, r->right);
}

/* A rule for a heading the file does not have: a remark, but its target must make sense. */
static enum qser_status check_heading_rule(struct making *m, const struct rule *r, struct error *e)
{
	size_t column;

	if (strcmp(r->right, "-") != 0 && !item_code(r->right)) {
		enum qser_status status = find_target(m, r, r->right, &column, e);

		if (!status && r->part)
			status = check_joined(m, r, &m->map->columns[column], e);
		if (status)
			return status;
	} else if (r->part) {
		return check_joined(m, r, NULL, e);
	}
	for (size_t i = 0; i < m->header->count; i++) {
		const char *heading = m->header->fields[i];
		size_t base =
			m->map->profile && m->map->profile->options ? option_base(heading) : 0;
		_cleanup_(free_pointer) char *before = memory_ndup(heading, base);
		_cleanup_(free_pointer) char *key = header_key(heading);
		_cleanup_(free_pointer) char *part = before ? header_key(before) : NULL;

		if (!key || !part)
			return no_memory(e);
		if (strcmp(key, r->key) == 0 || (base && strcmp(part, r->key) == 0))
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
	map->given = calloc(columns, sizeof *map->given);
	map->values = calloc(columns, sizeof *map->values);
	map->translations = calloc(rules + 1, sizeof *map->translations);
	map->extras = calloc(fields, sizeof *map->extras);
	map->codes = calloc(fields, sizeof *map->codes);
	map->extra_lists = calloc(fields, sizeof *map->extra_lists);
	map->options = calloc(fields, sizeof *map->options);
	map->lists = calloc(fields, sizeof *map->lists);
	map->joins = calloc(fields, sizeof *map->joins);
	map->folds = calloc(fields, sizeof *map->folds);
	map->unguarded = calloc(fields, sizeof *map->unguarded);
	map->nameless = calloc(fields, sizeof *map->nameless);
	map->extra_values = calloc(fields, sizeof *map->extra_values);
	if (!map->origins || !map->given || !map->values || !map->translations || !map->extras ||
		!map->codes || !map->extra_lists || !map->options || !map->lists ||
		!map->unguarded || !map->nameless || !map->extra_values || !map->joins ||
		!map->folds)
		return false;
	for (size_t i = 0; i < map->count; i++)
		map->origins[i].members =
			map->columns[i].type == QSER_WORDS || map->columns[i].type == QSER_REFS;
	return true;
}

static int compare_joins(const void *a, const void *b)
{
	const struct join *x = a, *y = b;

	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return (x->part > y->part) - (x->part < y->part);
}

/* Most columns have nothing to be looked at in each cell. */
static void settle(struct header_map *map)
{
	if (map->join_count)
		qsort(map->joins, map->join_count, sizeof *map->joins, compare_joins);
	for (size_t i = 0; i < map->count; i++) {
		struct origin *o = &map->origins[i];
		o->plain = !o->list && !o->members && !o->joined && !o->hours && !o->translated &&
			   !o->built_in && !(map->profile && map->profile->spreadsheet);
		if (o->constant)
			map->values[i] = o->constant->right;
		else if (o->field)
			map->given[map->given_count++] = i;
	}
}

static enum qser_status make(
	struct making *m, const struct header_options *options, struct error *e)
{
	if (!allocate(m->map, m->rules ? m->rules->count : 0))
		return no_memory(e);
	enum qser_status status = header_names_read(&m->names, m->map->columns, m->map->count, e);
	if (!status)
		status = check_rules(m, e);
	if (!status)
		status = halves_find(m, options, e);
	if (!status)
		status = fold_begin(m, e);
	if (!status)
		status = match_headings(m, e);
	if (!status)
		status = add_constants(m, e);
	if (!status)
		status = give_own(m, e);
	if (!status && (m->map->ignored.failed || m->map->unused.failed || m->map->joining.failed))
		status = no_memory(e);
	if (!status)
		settle(m->map);
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
		m.draft = options->draft;
	}
	m.map = calloc(1, sizeof *m.map);
	if (!m.map)
		return no_memory(e);
	m.map->columns = columns;
	m.map->count = count;
	m.map->fields = header->count;
	m.map->profile = m.rules ? m.rules->profile : NULL;
	enum qser_status status = make(&m, options, e);
	header_names_free(&m.names);
	buffer_free(&m.unknown);
	if (status) {
		header_map_free(m.map);
		return status;
	}
	*out = m.map;
	return QSER_OK;
}
