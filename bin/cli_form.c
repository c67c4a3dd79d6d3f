/* cli_form.c: forms themselves: of qser-checklist, and of qser-mentor those of applications. */
#include "cli_form.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- form list ---- */

static const struct qser_column summary_columns[] = {
	{.name = "revision", .label = "Revision", .type = QSER_TEXT},
	{.name = "state", .label = "State", .type = QSER_TEXT},
	{.name = "sections", .label = "Sections", .type = QSER_INT},
	{.name = "items", .label = "Items", .type = QSER_INT},
	{.name = "responses", .label = "Responses", .type = QSER_INT},
	{.name = "applicants", .label = "Applicants", .type = QSER_CHOICE},
};
enum { SUMMARY_APPLICANTS = sizeof summary_columns / sizeof *summary_columns - 1 };

struct summary {
	struct qser_form_summary form;
	char sections[24], items[24], responses[24];
};

static enum qser_status fill_summary(struct cli_wide *w, int64_t id, const char **values)
{
	struct summary *s = w->ctx;
	enum qser_status status = qser_form_summary(w->c->q, id, &s->form);
	(void)snprintf(s->sections, sizeof(s->sections), "%" PRId64, s->form.sections);
	(void)snprintf(s->items, sizeof(s->items), "%" PRId64, s->form.items);
	(void)snprintf(s->responses, sizeof(s->responses), "%" PRId64, s->form.responses);
	values[0] = *s->form.revision ? s->form.revision : NULL;
	values[1] = *s->form.state ? s->form.state : NULL;
	values[2] = s->sections;
	values[3] = s->items;
	values[4] = s->responses;
	if (w->more > SUMMARY_APPLICANTS)
		values[SUMMARY_APPLICANTS] = *s->form.applicants ? s->form.applicants : NULL;
	return status;
}

/* Columns of data are only ever added at the end: this one of the form came after the others. */
static void put_applicants_last(struct cli_wide *w, struct qser_query *query)
{
	if (query->columns || w->c->style.format == QSER_FORMAT_TEXT)
		return;
	query->columns = "id,code,title,purpose,organisation,language,credit,note";
	w->more++;
}

/* A command that is about applications lists their forms alone: its verb has no --purpose. */
static bool is_of_applications(const struct cli *c)
{
	return c->verb->without && strstr(c->verb->without, "purpose");
}

static enum qser_status of_applications(struct cli *c, struct qser_query *query)
{
	struct qser_field *filters = calloc(query->filter_count + 1, sizeof(*filters));
	if (!cli_own(c, (char *)filters))
		return cli_no_memory(c);
	for (size_t i = 0; i < query->filter_count; i++)
		filters[i] = query->filters[i];
	filters[query->filter_count++] = (struct qser_field){"purpose", "application"};
	query->filters = filters;
	return QSER_OK;
}

enum qser_status cli_form_list(struct cli *c)
{
	struct summary summary;
	struct qser_query query;
	struct cli_wide wide = {
		.c = c, .fill = fill_summary, .more = SUMMARY_APPLICANTS, .ctx = &summary};
	enum qser_status status = cli_query(c, &query);
	if (status == QSER_OK && is_of_applications(c))
		status = of_applications(c, &query);
	if (status != QSER_OK)
		return status;
	put_applicants_last(&wide, &query);
	return c->ids ? cli_print_query(c, QSER_FORM, &query)
		      : cli_wide_print(&wide, QSER_FORM, &query, summary_columns);
}

/* ---- form show, export ---- */

const struct cli_option cli_revision_options[] = {
	{"revision", 0, "REVISION", "which one; the newest active one when not given", NULL},
	{.name = NULL},
};

struct rows {
	struct cli *c;
	struct qser_table *table;
	enum qser_status status;
};

static int take_item(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct rows *r = ctx;
	(void)id;
	(void)count;
	r->status = qser_table_row(r->table, values);
	return r->status != QSER_OK;
}

enum qser_status cli_form_table(struct cli *c, struct qser_table **table)
{
	size_t count;
	const struct qser_column *all = qser_form_columns(&count);
	const struct qser_column **own = calloc(count, sizeof(*own));
	if (!cli_own(c, (char *)own))
		return cli_no_memory(c);
	for (size_t i = 0; i < count; i++)
		own[i] = &all[i];
	return cli_table(c, own, count, table);
}

/* A page to read, or rows of data? */
bool cli_is_page(const struct cli *c)
{
	return c->style.format == QSER_FORMAT_HTML || c->style.format == QSER_FORMAT_TEXT;
}

enum qser_status cli_one_page(struct cli *c)
{
	if (c->style.format == QSER_FORMAT_HTML && c->argc > 1)
		return cli_fail(c, QSER_USAGE, "%s: a page of HTML shows one; give one only",
			c->verb->name);
	return QSER_OK;
}

static enum qser_status show_form(struct cli *c, int64_t id, void *ctx)
{
	struct rows *r = ctx;
	const char *revision = cli_get(c, "revision");
	if (!r->table) {
		if (qser_spool_length(c->out))
			qser_spool_add(c->out, "\n", 1);
		return qser_form_show(c->q, id, revision, c->out, &c->style);
	}
	enum qser_status status = qser_form_each_item(c->q, id, revision, false, take_item, r);
	return r->status != QSER_OK ? r->status : status;
}

enum qser_status cli_form_show(struct cli *c)
{
	struct rows r = {.c = c};
	enum qser_status status = cli_is_page(c) ? cli_one_page(c) : cli_form_table(c, &r.table);
	if (status == QSER_OK)
		status = cli_each_id(c, 0, QSER_FORM, show_form, &r);
	if (status == QSER_OK && r.table)
		status = qser_table_end(r.table);
	qser_table_free(r.table);
	return status;
}

static enum qser_status export_form(struct cli *c, int64_t id, void *ctx)
{
	struct rows *r = ctx;
	return qser_form_export(c->q, id, cli_get(c, "revision"), r->table);
}

enum qser_status cli_form_export(struct cli *c)
{
	struct rows r = {.c = c};
	enum qser_status status = cli_form_table(c, &r.table);
	if (status == QSER_OK)
		status = cli_each_id(c, 0, QSER_FORM, export_form, &r);
	if (status == QSER_OK)
		status = qser_table_end(r.table);
	qser_table_free(r.table);
	return status;
}

/* ---- form import ---- */

static void take_version(void *ctx, const char *message)
{
	cli_say(ctx, "%s", message);
}

enum qser_status cli_form_import(struct cli *c)
{
	struct qser_import import = {.name = c->argv[0],
		.encoding = cli_get(c, "encoding"),
		.ignore_unknown = cli_has(c, "ignore-unknown"),
		.message = take_version,
		.ctx = c};
	struct qser_counts counts;
	int64_t size;
	enum qser_status status = cli_open_input(c, c->argv[0], &import.fd, &size);
	return status == QSER_OK ? qser_form_import(c->q, &import, &counts) : status;
}

const struct cli_option cli_form_import_options[] = {
	{"encoding", 0, "NAME", "of the file, as iconv(1) calls it; default UTF-8", NULL},
	{"ignore-unknown", 0, NULL, "leave out columns nobody knows", NULL},
	{.name = NULL},
};

const char cli_form_file_more[] =
	"A form file is CSV with a row for each item: form, title, purpose, organisation, "
	"language, "
	"credit, revision, description, author, day, state; section, section_title, section_help; "
	"item, question, kind, required, shown_if, choices, low, high, target, help; applicants of the form. Columns of "
	"the "
	"form and of the section may be left empty in later rows. Kinds: yes-no, yes-partly-no-na, "
	"scale, number, date, text, choice, multi-choice. A file is taken whole or not at all; a "
	"revision that has answers is never changed: give the file a new one.";
