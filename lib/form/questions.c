/*
 * questions.c: the sections and items of a version, in memory.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/text.h"
#include "form.h"

/* ---- Building ---- */

const char *section_text(const struct section *section, enum form_column column)
{
	return section->text[column - FORM_SECTION];
}

const char *item_text(const struct item *item, enum form_column column)
{
	return item->text[column - FORM_ITEM];
}

bool questions_set(char **slot, const char *text)
{
	free(*slot);
	*slot = text && *text ? memory_dup(text) : NULL;
	return *slot || !text || !*text;
}

void questions_free(struct questions *qs)
{
	for (size_t i = 0; i < FORM_COLUMNS; i++)
		free(qs->head[i]);
	for (size_t s = 0; s < qs->section_count; s++)
		for (size_t i = 0; i < COUNT(qs->sections[s].text); i++)
			free(qs->sections[s].text[i]);
	for (size_t n = 0; n < qs->item_count; n++) {
		struct item *item = &qs->items[n];
		for (size_t i = 0; i < COUNT(item->text); i++)
			free(item->text[i]);
		free(item->choices);
		free(item->words);
	}
	free(qs->sections);
	free(qs->items);
	*qs = (struct questions){0};
}

/* Room for one more element, zeroed; NULL: out of memory. */
static void *grow(void *array, size_t *room, size_t count, size_t size)
{
	size_t more = *room ? *room * 2 : 8;

	if (count < *room)
		return array;
	char *bigger = reallocarray(array, more, size);
	if (!bigger)
		return NULL;
	*room = more;
	return bigger;
}

struct section *questions_add_section(struct questions *qs)
{
	void *room =
		grow(qs->sections, &qs->section_room, qs->section_count, sizeof(*qs->sections));

	if (!room)
		return NULL;
	qs->sections = room;
	struct section *section = &qs->sections[qs->section_count++];
	*section = (struct section){0};
	return section;
}

struct item *questions_add_item(struct questions *qs)
{
	void *room = grow(qs->items, &qs->item_room, qs->item_count, sizeof(*qs->items));

	if (!room)
		return NULL;
	qs->items = room;
	struct item *item = &qs->items[qs->item_count++];
	*item = (struct item){
		.section = qs->section_count - 1, .condition = NO_ITEM, .whole = NO_ITEM};
	return item;
}

size_t questions_item(const struct questions *qs, const char *code, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(item_code(&qs->items[i]), code))
			return i;
	return NO_ITEM;
}

void questions_codes(const struct questions *qs, struct buffer *out)
{
	for (size_t i = 0; i < qs->item_count; i++)
		buffer_printf(out, "%s%s", i ? ", " : "", item_code(&qs->items[i]));
}

/* ---- What follows from the texts ---- */

static enum item_kind kind_of(const char *text)
{
	for (size_t k = 0; item_kinds[k]; k++)
		if (text && !strcmp(item_kinds[k], text))
			return (enum item_kind)k;
	return KIND_TEXT;
}

/* "a;b" as words that stand in one copy. */
static bool cut_choices(struct item *item)
{
	const char *text = item_text(item, FORM_CHOICES);
	size_t count = 1;

	if (!text)
		return true;
	for (const char *at = text; *at; at++)
		count += *at == ';';
	item->choices = memory_dup(text);
	item->words = calloc(count + 1, sizeof(*item->words));
	if (!item->choices || !item->words)
		return false;
	count = 0;
	for (char *rest = item->choices, *word; (word = strsep(&rest, ";"));)
		item->words[count++] = word;
	return true;
}

static enum qser_status check_range(struct qser *q, const struct item *item)
{
	bool ranged = item->kind == KIND_SCALE || item->kind == KIND_NUMBER;

	if (!ranged && (item->has_low || item->has_high))
		return fail(q, QSER_INVALID,
			"%s: belongs to the kinds scale and number; leave it empty",
			item->has_low ? "low" : "high");
	if (item->kind == KIND_SCALE && !item->has_low)
		return fail(q, QSER_INVALID,
			"low: is missing; a scale has a lowest and a highest value");
	if (item->kind == KIND_SCALE && !item->has_high)
		return fail(q, QSER_INVALID,
			"high: is missing; a scale has a lowest and a highest value");
	if (item->has_low && item->has_high && item->low >= item->high)
		return fail(q, QSER_INVALID, "high: %" PRId64 " is not above low, %" PRId64,
			item->high, item->low);
	return QSER_OK;
}

static enum qser_status check_choices(struct qser *q, const struct item *item)
{
	bool chosen = item->kind == KIND_CHOICE || item->kind == KIND_MULTI_CHOICE;

	if (chosen && !(item->words && item->words[1]))
		return fail(q, QSER_INVALID,
			"choices: at least two are needed for the kind %s, joined by \";\"",
			item_text(item, FORM_KIND));
	if (!chosen && item->words)
		return fail(q, QSER_INVALID,
			"choices: belong to the kinds choice and multi-choice; leave it empty");
	return QSER_OK;
}

static enum qser_status no_condition(struct qser *q, const struct item *item, const char *why)
{
	return fail(q, QSER_INVALID, "shown_if: \"%s\" %s; write ITEM=ANSWER or ITEM=ANSWER|ANSWER",
		item_text(item, FORM_SHOWN_IF), why);
}

/* The answers wanted, each as it will be kept: "Ναι|partly" is "yes|partly". */
static enum qser_status wanted_answers(
	struct qser *q, const struct item *decides, const char *wanted, struct buffer *out)
{
	_cleanup_(free_pointer) char *copy = memory_dup(wanted);
	_cleanup_(buffer_free) struct buffer answer = BUFFER_INIT;
	const char *between = "";

	for (char *rest = copy, *one; rest && (one = strsep(&rest, "|"));) {
		buffer_clear(&answer);
		enum qser_status status = item_parse(q, decides, "shown_if", one, &answer);
		if (status != QSER_OK)
			return status;
		if (!answer.length)
			return fail(q, QSER_INVALID, "shown_if: an answer of %s is missing",
				item_code(decides));
		buffer_printf(out, "%s%s", between, buffer_text(&answer));
		between = "|";
	}
	return copy && !out->failed && !answer.failed ? QSER_OK
						      : fail(q, QSER_MEMORY, "out of memory");
}

/* A follow-up bears the code of the item that decides, a dot, and more: h6.3.handled of h6.3. */
static void find_whole(struct questions *qs, struct item *item)
{
	struct item *decides = &qs->items[item->condition];
	const char *code = item_code(decides);
	size_t length = strlen(code);

	if (strncmp(item_code(item), code, length) != 0 || item_code(item)[length] != '.' ||
		decides->whole != NO_ITEM)
		return;
	item->whole = item->condition;
	decides->has_follow_ups = true;
}

static enum qser_status link_condition(struct qser *q, struct questions *qs, struct item *item)
{
	const char *text = item_text(item, FORM_SHOWN_IF);
	const char *equal = text ? strchr(text, '=') : NULL;

	if (!text)
		return QSER_OK;
	if (!equal)
		return no_condition(q, item, "is no condition");
	_cleanup_(free_pointer) char *code = memory_ndup(text, (size_t)(equal - text));
	if (!code)
		return fail(q, QSER_MEMORY, "out of memory");
	code[strcspn(code, " ")] = '\0';
	item->condition = questions_item(qs, code, qs->item_count - 1);
	if (item->condition == NO_ITEM)
		return no_condition(q, item, "names no item before this one");
	_cleanup_(buffer_free) struct buffer whole = BUFFER_INIT;
	buffer_printf(&whole, "%s=", code);
	enum qser_status status = wanted_answers(q, &qs->items[item->condition], equal + 1, &whole);
	if (status != QSER_OK)
		return status;
	if (!questions_set(&item->text[FORM_SHOWN_IF - FORM_ITEM], buffer_text(&whole)))
		return fail(q, QSER_MEMORY, "out of memory");
	item->wanted = strchr(item_text(item, FORM_SHOWN_IF), '=') + 1;
	find_whole(qs, item);
	return QSER_OK;
}

enum qser_status questions_derive(struct qser *q, struct questions *qs)
{
	struct item *item = &qs->items[qs->item_count - 1];
	const char *low = item_text(item, FORM_LOW), *high = item_text(item, FORM_HIGH);
	const char *required = item_text(item, FORM_REQUIRED);

	item->kind = kind_of(item_text(item, FORM_KIND));
	item->required = required && !strcmp(required, "yes");
	item->has_low = low != NULL;
	item->has_high = high != NULL;
	item->low = low ? strtoll(low, NULL, 10) : 0;
	item->high = high ? strtoll(high, NULL, 10) : 0;
	if (!cut_choices(item))
		return fail(q, QSER_MEMORY, "out of memory");
	enum qser_status status = check_choices(q, item);
	if (status == QSER_OK)
		status = check_range(q, item);
	if (status == QSER_OK)
		status = link_condition(q, qs, item);
	qs->sections[item->section].items++;
	qs->whole_count += item->whole == NO_ITEM;
	return status;
}

/* ---- From the database ---- */

#define SQL_HEAD                                                                            \
	"select v.form, f.code, f.title, f.purpose, coalesce(o.code, cast(o.id as text)), " \
	"f.language,"                                                                       \
	" f.credit, v.revision, v.description, v.author, v.day, v.state, f.applicants"      \
	" from form_version v join form f on f.id = v.form"                                 \
	" left join organisation o on o.id = f.organisation where v.id = ?1"
#define SQL_ITEMS                                                                  \
	"select s.id, i.id, s.code, s.title, s.help, i.code, i.question, i.kind,"  \
	" case i.required when 1 then 'yes' else 'no' end, i.shown_if, i.choices," \
	" cast(i.low as text), cast(i.high as text), i.target, i.help"             \
	" from section s join item i on i.section = s.id where s.version = ?1"     \
	" order by s.position, s.id, i.position, i.id"

static enum qser_status load_head(struct qser *q, struct questions *qs)
{
	_cleanup_(query_end) struct query head = query(q->store, SQL_HEAD);
	bool kept = true;

	query_int(&head, 1, qs->version);
	if (!query_row(&head))
		return query_status(&head) != QSER_OK
			       ? query_status(&head)
			       : fail(q, QSER_UNKNOWN, "there is no form version %" PRId64,
					 qs->version);
	qs->form = query_get_int(&head, 0);
	for (int i = 0, at = 1; i < FORM_COLUMNS; i++)
		if (form_is_head((size_t)i))
			kept &= questions_set(&qs->head[i], query_get_text(&head, at++));
	return kept ? QSER_OK : fail(q, QSER_MEMORY, "out of memory");
}

static enum qser_status load_item(struct qser *q, struct questions *qs, struct query *from)
{
	int64_t id = query_get_int(from, 0);
	bool kept = true;

	if (!qs->section_count || qs->sections[qs->section_count - 1].id != id) {
		struct section *section = questions_add_section(qs);
		if (!section)
			return fail(q, QSER_MEMORY, "out of memory");
		section->id = id;
		for (int i = 0; i < (int)COUNT(section->text); i++)
			kept &= questions_set(&section->text[i], query_get_text(from, 2 + i));
	}
	struct item *item = questions_add_item(qs);
	if (!item)
		return fail(q, QSER_MEMORY, "out of memory");
	item->id = query_get_int(from, 1);
	for (int i = 0; i < (int)COUNT(item->text); i++)
		kept &= questions_set(&item->text[i], query_get_text(from, 5 + i));
	if (kept && (!item_code(item) || !item_text(item, FORM_QUESTION)))
		return store_damaged(q->store, "an item without its code or its question");
	return kept ? questions_derive(q, qs) : fail(q, QSER_MEMORY, "out of memory");
}

enum qser_status questions_load(struct qser *q, int64_t version, struct questions *out)
{
	*out = (struct questions){.version = version};
	enum qser_status status = load_head(q, out);
	_cleanup_(query_end) struct query items = query(q->store, SQL_ITEMS);
	query_int(&items, 1, version);
	while (status == QSER_OK && query_row(&items))
		status = load_item(q, out, &items);
	return status == QSER_OK ? query_status(&items) : status;
}

/* ---- Which version ---- */

#define SQL_VERSIONS                                                   \
	"select id, revision, state from form_version where form = ?1" \
	" order by day desc nulls last, id desc"
#define SQL_ANSWERED "select min(id) from response where version = ?1"

static bool is_wanted(struct query *version, const char *revision)
{
	if (revision)
		return !strcmp(query_get_word(version, 1), revision);
	return !strcmp(query_get_word(version, 2), "active");
}

enum qser_status form_version(
	struct qser *q, int64_t form, const char *revision, bool any, int64_t *version)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_VERSIONS);
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT, name = BUFFER_INIT;
	int64_t newest = 0;

	*version = 0;
	if (revision && !*revision)
		revision = NULL;
	query_int(&look, 1, form);
	while (!*version && query_row(&look)) {
		if (is_wanted(&look, revision))
			*version = query_get_int(&look, 0);
		newest = newest ? newest : query_get_int(&look, 0);
		buffer_printf(&list, "%s%s", list.length ? ", " : "", query_get_text(&look, 1));
	}
	if (!*version && any && !revision)
		*version = newest;
	enum qser_status status = query_status(&look);
	if (status != QSER_OK || *version)
		return status;
	status = record_describe(q, QSER_FORM, form, &name);
	if (status != QSER_OK)
		return status;
	if (!newest)
		return fail(q, QSER_INVALID, "%s has no revision yet", buffer_text(&name));
	if (!revision)
		return fail(q, QSER_INVALID, "%s has no active revision; it has %s",
			buffer_text(&name), buffer_text(&list));
	return fail(q, QSER_INVALID, "revision: %s has no revision \"%s\"; it has %s",
		buffer_text(&name), revision, buffer_text(&list));
}

enum qser_status form_items(
	struct qser *q, int64_t form, const char *code, record_item_fn *fn, void *ctx)
{
	_cleanup_(questions_free) struct questions qs = {0};
	int64_t version;

	enum qser_status status = form_version(q, form, NULL, false, &version);
	if (status != QSER_OK)
		return status == QSER_INVALID ? QSER_OK : status;
	status = questions_load(q, version, &qs);
	for (size_t i = 0; i < qs.item_count && status == QSER_OK; i++) {
		const struct item *item = &qs.items[i];
		const struct record_item one = {code, item_code(item),
			item_text(item, FORM_QUESTION), item_text(item, FORM_TARGET)};
		status = fn(ctx, &one);
	}
	return status;
}

enum qser_status version_is_answered(struct qser *q, int64_t version, bool *answered)
{
	int64_t response = 0;
	_cleanup_(query_end) struct query look = query(q->store, SQL_ANSWERED);

	query_int(&look, 1, version);
	enum qser_status status = query_number(&look, 0, &response);
	*answered = response != 0;
	return status;
}
