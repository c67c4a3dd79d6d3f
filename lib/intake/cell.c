/* cell.c: what a cell holds: by the profile, by the value rules, and its members. */
#include <string.h>

#include "../base/cleanup.h"
#include "../base/text.h"
#include "../base/yes_no.h"
#include "map.h"

const char *map_translate(struct header_map *map, size_t column, const char *text)
{
	if (!map->origins[column].translated)
		return text;
	buffer_clear(&map->folded);
	text_fold_into(&map->folded, text);
	if (map->folded.failed)
		return NULL;
	for (size_t i = 0; i < map->translation_count; i++) {
		const struct translation *t = &map->translations[i];

		if (t->column == column && strcmp(t->rule->key, buffer_text(&map->folded)) == 0)
			return t->rule->right;
	}
	return text;
}

/* ---- Profiles ---- */

/* The message begins with what the cell is for, as those of values do. */
static void name_column(struct header_map *map, size_t column)
{
	buffer_printf(&map->message, "%s: ", map->columns[column].name);
}

static void name_extra(struct header_map *map, size_t extra)
{
	buffer_printf(&map->message, "item.%s: ", map->codes[extra]);
}

static bool starts_formula(const char *p)
{
	static const char *const wide[] = {"＝", "＋", "－", "＠"};

	if (*p && strchr("=+-@\t\r", *p))
		return true;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (!strncmp(p, wide[i], strlen(wide[i])))
			return true;
	return false;
}

/* The ' that --for-spreadsheet puts before what a spreadsheet would take for a formula: at the
 * start of a text, and where another program may see one (lib/output/csv.c). */
static bool is_guard(const char *text, const char *p)
{
	return *p == '\'' && (p == text || strchr(";\t\n\r", p[-1])) &&
	       (starts_formula(p + 1) || starts_formula(p + 1 + strspn(p + 1, " \"")));
}

/* The text of a field without guards. */
static const char *take_guards(struct header_map *map, size_t field, const char *text)
{
	struct buffer *out = &map->unguarded[field];

	if (!strchr(text, '\''))
		return text;
	buffer_clear(out);
	for (const char *p = text; *p; p++)
		if (!is_guard(text, p))
			buffer_char(out, *p);
	return out->failed ? NULL : buffer_text(out);
}

static void refuse_error(struct header_map *map, const char *text)
{
	text_quote(&map->message, text);
	buffer_text_add(&map->message,
		" is an error of the spreadsheet, not a value; mend the cell, there or here");
}

/* Is the text among "a|b|c", folded? */
static bool among(const char *words, const char *folded)
{
	size_t length = strlen(folded);

	for (; *words; words += *words == '|') {
		size_t n = strcspn(words, "|");
		if (n == length && !strncmp(words, folded, n))
			return true;
		words += n;
	}
	return false;
}

/* "anonymous" in a column that the program wrote by itself. */
static const char *built_in_value(struct header_map *map, const char *text)
{
	buffer_clear(&map->folded);
	text_fold_into(&map->folded, text);
	if (map->folded.failed)
		return NULL;
	return among(map->profile->nothing, buffer_text(&map->folded)) ? "" : text;
}

/* ---- Members ---- */

static const char *translate_members(struct header_map *map, size_t column, const char *text)
{
	struct buffer *out = &map->origins[column].text;

	buffer_clear(out);
	for (const char *at = text; *at; at += *at != '\0') {
		size_t length = strcspn(at, ";|");
		_cleanup_(free_pointer) char *member = memory_ndup(at, length);
		const char *value = member ? map_translate(map, column, member) : NULL;

		if (!value)
			return NULL;
		/* "a;b;" has two: what "" stands for is not one of them */
		if (member[strspn(member, " ")])
			buffer_printf(out, "%s%s", out->length ? ";" : "", value);
		at += length;
	}
	return out->failed ? NULL : buffer_text(out);
}

/* What was said of a text holds, even when it is what another text stands for. */
static bool learn(struct header_map *map, size_t column)
{
	struct origin *o = &map->origins[column];
	const struct qser_column *c = &map->columns[column];
	struct vocabulary *v = &o->vocabulary;

	for (size_t i = 0; i < map->translation_count; i++)
		if (map->translations[i].column == column)
			vocabulary_add(v, map->translations[i].rule->middle,
				map->translations[i].rule->right);
	for (size_t i = 0; i < map->translation_count; i++)
		if (map->translations[i].column == column)
			vocabulary_add(v, map->translations[i].rule->right, NULL);
	for (const char *const *word = c->words; word && *word; word++)
		vocabulary_add(v, *word, NULL);
	for (const char *const *names = c->word_aliases; names && *names; names++)
		vocabulary_add_all(v, *names, NULL);
	if (c->type == QSER_WORDS && !strcmp(c->name, "languages"))
		vocabulary_add_languages(v);
	o->has_vocabulary = true;
	return !v->failed;
}

static const char *split_commas(struct header_map *map, size_t column, const char *text)
{
	struct origin *o = &map->origins[column];
	const struct qser_column *c = &map->columns[column];

	if (!o->has_vocabulary && !learn(map, column))
		return NULL;
	buffer_clear(&o->text);
	if (vocabulary_split(&o->vocabulary, text, &o->text))
		return buffer_text(&o->text);
	if (c->type == QSER_WORDS && !c->words)
		o->seen = HEADER_WHOLE;
	return o->vocabulary.failed ? NULL : text;
}

static const char *members(struct header_map *map, size_t column, const char *text)
{
	const char *mark = strpbrk(text, ";|,");

	if (!mark)
		return text;
	if (!strpbrk(mark, ";|"))
		return split_commas(map, column, text);
	map->origins[column].seen = HEADER_JOINED;
	return map->origins[column].translated ? translate_members(map, column, text) : text;
}

/* ---- Cells ---- */

const char *cell_text(struct header_map *map, size_t column, size_t field, const char *text)
{
	if (!map->profile || !map->profile->spreadsheet)
		return text;
	if (!profile_is_error(text))
		return take_guards(map, field, text);
	name_column(map, column);
	refuse_error(map, text);
	return NULL;
}

/* LimeSurvey exports answers that were begun and never sent, too. */
static void refuse_unsent(struct header_map *map, size_t column)
{
	name_column(map, column);
	buffer_text_add(&map->message,
		"is empty: these answers were never sent; give a day, or leave the row out");
}

/* "2" below "Hours" is "2h". */
static const char *hours_value(struct origin *o, const char *text)
{
	size_t from = strspn(text, " "), length = strspn(text + from, "0123456789.,");

	if (!length || text[from + length + strspn(text + from + length, " ")])
		return text;
	buffer_clear(&o->text);
	buffer_add(&o->text, text + from, length);
	buffer_char(&o->text, 'h');
	return o->text.failed ? NULL : buffer_text(&o->text);
}

const char *cell_value(struct header_map *map, size_t column, const char *text)
{
	struct origin *o = &map->origins[column];

	text = cell_text(map, column, o->field - 1, text);
	if (text && !*text && o->built_in && map->profile && map->profile->options &&
		map->columns[column].type == QSER_STAMP) {
		refuse_unsent(map, column);
		return NULL;
	}
	if (text && o->built_in && map->profile && map->profile->nothing)
		text = built_in_value(map, text);
	if (!text)
		return NULL;
	const char *value = map_translate(map, column, text);
	o->seen = HEADER_PLAIN;
	if (value && o->hours)
		return hours_value(o, value);
	return value == text && o->members ? members(map, column, text) : value;
}

const char *cell_extra(struct header_map *map, size_t extra, const char *text)
{
	if (!map->profile || !map->profile->spreadsheet)
		return text;
	if (profile_is_error(text)) {
		name_extra(map, extra);
		refuse_error(map, text);
		return NULL;
	}
	return take_guards(map, map->extras[extra].field, text);
}

/* The item that the list is of. */
static size_t extra_of(const struct header_map *map, size_t list)
{
	size_t i = 0;

	while (map->extra_lists[i] != list + 1)
		i++;
	return i;
}

static bool refuse_option(struct header_map *map, const struct option *o, const char *text)
{
	if (map->lists[o->list].column == SIZE_MAX)
		name_extra(map, extra_of(map, o->list));
	else
		name_column(map, map->lists[o->list].column);
	text_quote(&map->message, text);
	buffer_text_add(&map->message, " is neither yes nor no; the column is that of the option ");
	text_quote(&map->message, o->text);
	return false;
}

bool cell_option(struct header_map *map, const struct option *o, const char *text)
{
	struct option_list *list = &map->lists[o->list];
	const char *value = o->text;
	bool chosen;

	buffer_clear(&map->folded);
	text_fold_into(&map->folded, text);
	if (map->folded.failed)
		return false;
	const char *folded = buffer_text(&map->folded);
	if (!*folded || !strcmp(folded, "n/a"))
		return true;
	if (o->other) {
		chosen = true;
		value = list->column == SIZE_MAX ? text : map_translate(map, list->column, text);
	} else if (!yes_no_read(folded, &chosen)) {
		return refuse_option(map, o, text);
	}
	if (!value)
		return false;
	if (chosen)
		buffer_printf(&list->text, "%s%s", list->text.length ? ";" : "", value);
	return !list->text.failed;
}
