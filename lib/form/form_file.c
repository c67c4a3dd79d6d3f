/*
 * form_file.c: a form as rows: one for each item, with what belongs to the section and to the form
 * before it.  In a file, columns of form and section stand only where they change.
 */
#include <string.h>

#include "form.h"

const struct form_place form_places[FORM_COLUMNS] = {
	[FORM_CODE] = {QSER_FORM, "code"},
	[FORM_TITLE] = {QSER_FORM, "title"},
	[FORM_PURPOSE] = {QSER_FORM, "purpose"},
	[FORM_ORGANISATION] = {QSER_FORM, "organisation"},
	[FORM_LANGUAGE] = {QSER_FORM, "language"},
	[FORM_CREDIT] = {QSER_FORM, "credit"},
	[FORM_REVISION] = {QSER_FORM_VERSION, "revision"},
	[FORM_DESCRIPTION] = {QSER_FORM_VERSION, "description"},
	[FORM_AUTHOR] = {QSER_FORM_VERSION, "author"},
	[FORM_DAY] = {QSER_FORM_VERSION, "day"},
	[FORM_STATE] = {QSER_FORM_VERSION, "state"},
	[FORM_SECTION] = {QSER_SECTION, "code"},
	[FORM_SECTION_TITLE] = {QSER_SECTION, "title"},
	[FORM_SECTION_HELP] = {QSER_SECTION, "help"},
	[FORM_ITEM] = {QSER_ITEM, "code"},
	[FORM_QUESTION] = {QSER_ITEM, "question"},
	[FORM_KIND] = {QSER_ITEM, "kind"},
	[FORM_REQUIRED] = {QSER_ITEM, "required"},
	[FORM_SHOWN_IF] = {QSER_ITEM, "shown_if"},
	[FORM_CHOICES] = {QSER_ITEM, "choices"},
	[FORM_LOW] = {QSER_ITEM, "low"},
	[FORM_HIGH] = {QSER_ITEM, "high"},
	[FORM_TARGET] = {QSER_ITEM, "target"},
	[FORM_HELP] = {QSER_ITEM, "help"},
	[FORM_APPLICANTS] = {QSER_FORM, "applicants"},
};

/* What the records say of them, by the names of the file; references are texts here. */
static const struct qser_column columns[FORM_COLUMNS] = {
	[FORM_CODE] = {.name = "form",
		.label = "Form",
		.type = QSER_CODE,
		.help = "code of the form"},
	[FORM_TITLE] = {.name = "title",
		.label = "Title",
		.type = QSER_TEXT,
		.help = "of the form"},
	[FORM_PURPOSE] = {.name = "purpose",
		.label = "Purpose",
		.type = QSER_TEXT,
		.help = "what the form is for"},
	[FORM_ORGANISATION] = {.name = "organisation",
		.label = "Organisation",
		.type = QSER_TEXT,
		.help = "whose own form it is"},
	[FORM_LANGUAGE] = {.name = "language",
		.label = "Language",
		.type = QSER_TEXT,
		.help = "of the questions"},
	[FORM_CREDIT] = {.name = "credit",
		.label = "Credit",
		.type = QSER_TEXT,
		.help = "who is to be named as its source"},
	[FORM_REVISION] = {.name = "revision",
		.label = "Revision",
		.type = QSER_TEXT,
		.help = "like 1.0"},
	[FORM_DESCRIPTION] = {.name = "description",
		.label = "Description",
		.type = QSER_TEXT,
		.help = "what changed in this revision"},
	[FORM_AUTHOR] = {.name = "author",
		.label = "Author",
		.type = QSER_TEXT,
		.help = "of the revision"},
	[FORM_DAY] = {.name = "day", .label = "Day", .type = QSER_DAY, .help = "of the revision"},
	[FORM_STATE] = {.name = "state",
		.label = "State",
		.type = QSER_TEXT,
		.help = "draft, active or retired"},
	[FORM_SECTION] = {.name = "section",
		.label = "Section",
		.type = QSER_TEXT,
		.help = "code of the section"},
	[FORM_SECTION_TITLE] = {.name = "section_title",
		.label = "Section title",
		.type = QSER_TEXT,
		.help = "as printed"},
	[FORM_SECTION_HELP] = {.name = "section_help",
		.label = "Section help",
		.type = QSER_NOTE,
		.help = "printed below it"},
	[FORM_ITEM] = {.name = "item",
		.label = "Item",
		.type = QSER_TEXT,
		.help = "code of the item"},
	[FORM_QUESTION] = {.name = "question",
		.label = "Question",
		.type = QSER_TEXT,
		.help = "as asked"},
	[FORM_KIND] = {.name = "kind",
		.label = "Kind",
		.type = QSER_TEXT,
		.help = "what an answer is"},
	[FORM_REQUIRED] = {.name = "required",
		.label = "Required",
		.type = QSER_BOOL,
		.help = "must be answered"},
	[FORM_SHOWN_IF] = {.name = "shown_if",
		.label = "Shown if",
		.type = QSER_TEXT,
		.help = "asked only if an earlier item has an answer, ITEM=ANSWER"},
	[FORM_CHOICES] = {.name = "choices",
		.label = "Choices",
		.type = QSER_WORDS,
		.help = "of choice and multi-choice"},
	[FORM_LOW] = {.name = "low",
		.label = "Lowest",
		.type = QSER_INT,
		.help = "of scale and number"},
	[FORM_HIGH] = {.name = "high",
		.label = "Highest",
		.type = QSER_INT,
		.help = "of scale and number"},
	[FORM_TARGET] = {.name = "target",
		.label = "Target",
		.type = QSER_TEXT,
		.help = "the column of the application it is"},
	[FORM_HELP] = {.name = "help",
		.label = "Help",
		.type = QSER_NOTE,
		.help = "printed below it"},
	[FORM_APPLICANTS] = {.name = "applicants",
		.label = "Applicants",
		.type = QSER_TEXT,
		.help = "of an application form: in-house or external; empty: of both"},
};

const struct qser_column *qser_form_columns(size_t *count)
{
	*count = FORM_COLUMNS;
	return columns;
}

static void fill_row(const struct questions *qs, size_t n, bool sparse, const char **values)
{
	const struct item *item = &qs->items[n];
	const struct section *section = &qs->sections[item->section];
	bool first = n == 0 || qs->items[n - 1].section != item->section;

	for (size_t i = 0; i < FORM_COLUMNS; i++)
		if (form_is_head(i))
			values[i] = n == 0 || !sparse ? qs->head[i] : NULL;
	for (size_t i = 0; i < COUNT(section->text); i++)
		values[FORM_SECTION + i] = first || !sparse ? section->text[i] : NULL;
	for (size_t i = 0; i < COUNT(item->text); i++)
		values[FORM_ITEM + i] = item->text[i];
	if (sparse && !item->required)
		values[FORM_REQUIRED] = NULL;
}

enum qser_status qser_form_each_item(
	struct qser *q, int64_t form, const char *revision, bool sparse, qser_row_fn *fn, void *ctx)
{
	_cleanup_(questions_free) struct questions qs = {0};
	const char *values[FORM_COLUMNS];
	int64_t version = 0;

	enum qser_status status = form_version(q, form, revision, true, &version);
	if (status == QSER_OK)
		status = questions_load(q, version, &qs);
	for (size_t i = 0; i < qs.item_count && status == QSER_OK; i++) {
		fill_row(&qs, i, sparse, values);
		if (fn(ctx, qs.items[i].id, FORM_COLUMNS, values))
			return QSER_STOPPED;
	}
	return status;
}

enum qser_status questions_table(const struct questions *qs, struct qser_table *table)
{
	const char *values[FORM_COLUMNS];
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < qs->item_count && status == QSER_OK; i++) {
		fill_row(qs, i, true, values);
		status = qser_table_row(table, values);
	}
	return status;
}

enum qser_status qser_form_export(
	struct qser *q, int64_t form, const char *revision, struct qser_table *table)
{
	_cleanup_(questions_free) struct questions qs = {0};
	int64_t version = 0;

	enum qser_status status = form_version(q, form, revision, true, &version);
	if (status == QSER_OK)
		status = questions_load(q, version, &qs);
	return status == QSER_OK ? questions_table(&qs, table) : status;
}

/* ---- All forms ---- */

#define SQL_RESPONSES "select count(*) from response where form = ?1"
#define SQL_APPLICANTS "select applicants from form where id = ?1"

static enum qser_status read_applicants(struct qser *q, int64_t form, struct qser_form_summary *out)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_APPLICANTS);
	const char *word;

	query_int(&look, 1, form);
	if (query_row(&look) && (word = query_get_text(&look, 0)))
		(void)snprintf(out->applicants, sizeof(out->applicants), "%s", word);
	return query_status(&look);
}

enum qser_status qser_form_summary(struct qser *q, int64_t form, struct qser_form_summary *out)
{
	_cleanup_(questions_free) struct questions qs = {0};
	int64_t version = 0;

	*out = (struct qser_form_summary){0};
	enum qser_status status = read_applicants(q, form, out);
	if (status == QSER_OK)
		status = form_version(q, form, NULL, true, &version);
	if (status == QSER_INVALID) /* a form without any version */
		return QSER_OK;
	if (status == QSER_OK)
		status = questions_load(q, version, &qs);
	if (status != QSER_OK)
		return status;
	(void)snprintf(out->revision, sizeof(out->revision), "%s", qs.head[FORM_REVISION]);
	(void)snprintf(out->state, sizeof(out->state), "%s", qs.head[FORM_STATE]);
	out->sections = (int64_t)qs.section_count;
	out->items = (int64_t)qs.whole_count;
	_cleanup_(query_end) struct query look = query(q->store, SQL_RESPONSES);
	query_int(&look, 1, form);
	return query_number(&look, 0, &out->responses);
}

/* The items of all versions: those of the newest in their order, then those only older ones had. */
#define SQL_ITEM_CODES                                                                        \
	"select i.code, i.question from form_version v join section s on s.version = v.id"    \
	" join item i on i.section = s.id where v.form = ?1"                                  \
	" order by v.state <> 'active', v.day desc nulls last, v.id desc, s.position, s.id, " \
	"i.position, i.id"

enum qser_status qser_form_each_code(struct qser *q, int64_t form, qser_answer_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_ITEM_CODES);
	_cleanup_(buffer_free) struct buffer seen = BUFFER_INIT;

	buffer_char(&seen, ' ');
	query_int(&look, 1, form);
	while (query_row(&look)) {
		_cleanup_(buffer_free) struct buffer code = BUFFER_INIT;
		buffer_printf(&code, " %s ", query_get_text(&look, 0));
		if (strstr(buffer_text(&seen), buffer_text(&code)))
			continue;
		buffer_text_add(&seen, buffer_text(&code) + 1);
		if (seen.failed || code.failed)
			return fail(q, QSER_MEMORY, "out of memory");
		if (fn(ctx, query_get_text(&look, 0), query_get_text(&look, 1)))
			return QSER_STOPPED;
	}
	return query_status(&look);
}
