/* fold.c: a column for each activity: a row is a record for each of them, see profile.h. */
#include <stdlib.h>
#include <string.h>

#include "../base/cleanup.h"
#include "../base/text.h"
#include "map.h"

void folds_free(struct header_map *map)
{
	for (size_t i = 0; map->folds && i < map->fold_count; i++) {
		free(map->folds[i].heading);
		free(map->folds[i].folded);
	}
	free(map->folds);
}

static bool find_column(const struct header_map *map, const char *name, size_t *column)
{
	for (*column = 0; *column < map->count; ++*column)
		if (!strcmp(map->columns[*column].name, name))
			return true;
	return false;
}

/* ---- Is it such a file? ---- */

/* Does the map give the column a constant? */
static bool is_constant(const struct making *m, const char *name)
{
	for (size_t i = 0; i < m->rules->count; i++)
		if (m->rules->rules[i].kind == RULE_CONSTANT &&
			!strcmp(m->rules->rules[i].left, name))
			return true;
	return false;
}

/* Is the heading, by map, profile or name, that of the column? */
static bool gives(const struct making *m, const char *key, const char *folded, size_t column)
{
	const char *name = m->map->columns[column].name;
	const struct profile_heading *h = profile_heading(m->map->profile, key, folded);
	size_t found;

	for (size_t i = 0; i < m->rules->count; i++) {
		const struct rule *r = &m->rules->rules[i];
		if (r->kind == RULE_HEADING && !strcmp(r->key, key))
			return !strcmp(r->right, name);
	}
	return h ? !strcmp(h->columns, name)
		 : header_names_find(&m->names, key, &found) && found == column;
}

/* In a file with a column of courses, a heading is no course. */
enum qser_status fold_begin(struct making *m, struct error *e)
{
	const struct profile_fold *fold = m->map->profile ? m->map->profile->fold : NULL;
	size_t column;

	if (!fold || !find_column(m->map, fold->column, &column) || is_constant(m, fold->column))
		return QSER_OK;
	for (size_t i = 0; i < m->header->count; i++) {
		_cleanup_(free_pointer) char *key = header_key(m->header->fields[i]);
		_cleanup_(free_pointer) char *folded = text_fold(m->header->fields[i]);
		if (!key || !folded)
			return error_set(e, QSER_MEMORY, "out of memory");
		if (gives(m, key, folded, column))
			return QSER_OK;
	}
	m->map->fold = fold;
	return QSER_OK;
}

/* ---- Headings ---- */

static bool is_word(const struct qser_column *c, const char *folded)
{
	for (const char *const *word = c->words; word && *word; word++)
		if (!strcmp(*word, folded))
			return true;
	return false;
}

static bool among(const char *words, const char *word)
{
	size_t length = strlen(word);

	for (; *words; words += strcspn(words, "|"), words += *words == '|')
		if (strcspn(words, "|") == length && !strncmp(words, word, length))
			return true;
	return false;
}

static enum qser_status refuse_second(const struct making *m, const struct fold *first,
	const struct fold *second, struct error *e)
{
	_cleanup_(buffer_free) struct buffer one = BUFFER_INIT, two = BUFFER_INIT;

	text_quote(&one, first->heading);
	text_quote(&two, second->heading);
	return error_set(e, QSER_INVALID,
		"%s:%ju: columns %zu %s and %zu %s both stand for %s, which is completed once; keep "
		"the one that ends it, and leave the other out with a line %s = - in the map file",
		m->name, (uintmax_t)m->header->line, first->field + 1, buffer_text(&one),
		second->field + 1, buffer_text(&two), second->value, buffer_text(&two));
}

/* What a fold gives is given by it alone, or else not. */
static void claim(struct header_map *map, const char *name)
{
	size_t column;

	if (find_column(map, name, &column) && !map->origins[column].field)
		map->origins[column].folded = true;
}

static void claim_columns(struct header_map *map)
{
	const struct profile_fold *fold = map->fold;

	claim(map, fold->column);
	claim(map, fold->status);
	claim(map, fold->day);
	claim(map, fold->title);
}

static enum qser_status add_fold(
	struct making *m, size_t field, const char *folded, const char *value, struct error *e)
{
	struct header_map *map = m->map;
	const char *heading = m->header->fields[field];
	struct fold *f = &map->folds[map->fold_count++];

	*f = (struct fold){.field = field,
		.day = NO_DAY,
		.heading = memory_dup(heading),
		.folded = memory_dup(folded),
		.titled = among(map->fold->titled, value)};
	if (!f->heading || !f->folded)
		return error_set(e, QSER_MEMORY, "out of memory");
	claim_columns(map);
	f->value = value == heading ? f->heading : value; /* a rule outlives the map */
	for (const struct fold *other = map->folds; other < f; other++)
		if (!f->titled && !strcmp(other->value, f->value))
			return refuse_second(m, other, f, e);
	return QSER_OK;
}

/* Are these the days of the activity: beside it, or as "IO2 Module 1 - Completion date"? */
static bool is_day_of(
	const struct making *m, size_t field, const char *folded, const struct fold *f)
{
	size_t length = strlen(f->folded);

	if (f->day != NO_DAY)
		return false;
	if (f->field + 1 == field && (!*folded || profile_is_due(folded)))
		return true;
	return !strncmp(folded, f->folded, length) && !strncmp(folded + length, " - ", 3) &&
	       profile_heading(m->map->profile, folded, folded);
}

static bool take_day(struct making *m, size_t field, const char *folded)
{
	for (size_t i = 0; i < m->map->fold_count; i++)
		if (is_day_of(m, field, folded, &m->map->folds[i])) {
			m->map->folds[i].day = field;
			return true;
		}
	return !*folded || profile_is_due(folded); /* of one that is left out */
}

enum qser_status fold_heading(
	struct making *m, size_t field, const char *folded, struct target *t, struct error *e)
{
	struct header_map *map = m->map;
	const struct profile_fold *fold = map->fold;
	const char *heading = m->header->fields[field];
	size_t column;

	if (!*folded && !field && find_column(map, fold->first, &column)) {
		*t = (struct target){TARGET_COLUMN, column, NULL, 0, true, true};
		return QSER_OK;
	}
	t->kind = TARGET_NOTHING;
	if (take_day(m, field, folded))
		return QSER_OK;
	(void)find_column(map, fold->column, &column);
	const char *value = map_translate(map, column, heading);
	if (!value)
		return error_set(e, QSER_MEMORY, "out of memory");
	if (value != heading || is_word(&map->columns[column], folded))
		return add_fold(m, field, folded, value, e);
	t->kind = TARGET_UNKNOWN;
	return QSER_OK;
}

/* ---- Rows ---- */

size_t header_folds(const struct header_map *map)
{
	return map->fold_count;
}

static void put(struct header_map *map, const char *name, const char *value)
{
	size_t column;

	if (find_column(map, name, &column) && map->origins[column].folded &&
		!map->origins[column].field && !map->origins[column].constant)
		map->values[column] = value;
}

void header_fold(struct header_map *map, const struct intake_record *record, size_t n)
{
	const struct profile_fold *fold = map->fold;
	const struct fold *f = &map->folds[n];
	bool alone = f->day == NO_DAY;

	put(map, fold->column, f->value);
	put(map, fold->title, f->titled ? f->heading : NULL);
	put(map, fold->status, alone ? "" : record->fields[f->field]);
	put(map, fold->day, record->fields[alone ? f->field : f->day]);
}
