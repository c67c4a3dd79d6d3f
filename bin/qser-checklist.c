/*
 * qser-checklist.c: forms of every kind (checklists, questionnaires, guides), and what was
 * answered.
 */
#include <inttypes.h>
#include <qser.h>
#include <stdlib.h>
#include <string.h>

#include "cli_checklist.h"
#include "cli_form.h"
#include "cli_sign.h"

/* ---- show ---- */

struct rows {
	struct cli *c;
	struct qser_table *table;
	enum qser_status status;
};

static const struct qser_column item_columns[] = {
	{.name = "response", .label = "Response", .type = QSER_INT},
	{.name = "section", .label = "Section", .type = QSER_TEXT},
	{.name = "item", .label = "Item", .type = QSER_TEXT},
	{.name = "question", .label = "Question", .type = QSER_TEXT},
	{.name = "kind", .label = "Kind", .type = QSER_TEXT},
	{.name = "value", .label = "Answer", .type = QSER_NOTE},
	{.name = "asked", .label = "Asked", .type = QSER_BOOL},
	{.name = "required", .label = "Required", .type = QSER_BOOL},
	{.name = "missing", .label = "Missing", .type = QSER_BOOL},
};
enum { ITEM_COLUMNS = sizeof item_columns / sizeof *item_columns };

struct response_rows {
	struct rows rows;
	char id[24];
};

static const char *yes_no(bool value)
{
	return value ? "yes" : "no";
}

static int take_answer(void *ctx, const struct qser_item *item)
{
	struct response_rows *r = ctx;
	const char *values[ITEM_COLUMNS] = {r->id, item->section, item->item, item->question,
		item->kind, item->value, yes_no(item->asked), yes_no(item->required),
		yes_no(item->missing)};
	r->rows.status = qser_table_row(r->rows.table, values);
	return r->rows.status != QSER_OK;
}

static enum qser_status show_response(struct cli *c, int64_t id, void *ctx)
{
	struct response_rows *r = ctx;
	if (!r->rows.table) {
		if (qser_spool_length(c->out))
			qser_spool_add(c->out, "\n", 1);
		return qser_response_show(c->q, id, c->out, &c->style);
	}
	(void)snprintf(r->id, sizeof(r->id), "%" PRId64, id);
	enum qser_status status = qser_response_each_item(c->q, id, take_answer, r);
	return r->rows.status != QSER_OK ? r->rows.status : status;
}

static enum qser_status show(struct cli *c)
{
	const struct qser_column *columns[ITEM_COLUMNS];
	struct response_rows r = {.rows = {.c = c}};
	for (size_t i = 0; i < ITEM_COLUMNS; i++)
		columns[i] = &item_columns[i];
	enum qser_status status = cli_is_page(c)
					  ? cli_one_page(c)
					  : cli_table(c, columns, ITEM_COLUMNS, &r.rows.table);
	if (status == QSER_OK)
		status = cli_each_id(c, 0, QSER_RESPONSE, show_response, &r);
	if (status == QSER_OK && r.rows.table)
		status = qser_table_end(r.rows.table);
	qser_table_free(r.rows.table);
	return status;
}

/* ---- list, export: with a column an item ---- */

static const struct cli_option wide_options[] = {
	{"wide", 0, "FORM", "responses to this form, with a column item.CODE for each item",
		"record:form"},
	{.name = NULL},
};

struct answers {
	struct cli_wide wide;
	struct qser_column *columns;
	size_t count, room;
	char **texts; /* of the row, by column */
	const char **values;
};

static int take_code(void *ctx, const char *item, const char *text)
{
	struct answers *a = ctx;
	(void)text;
	if (a->count == a->room) {
		size_t room = a->room ? a->room * 2 : 32;
		struct qser_column *columns = reallocarray(a->columns, room, sizeof(*columns));
		if (!columns)
			return 1;
		a->columns = columns;
		a->room = room;
	}
	char *name = cli_own(a->wide.c, cli_format("item.%s", item));
	if (!name)
		return 1;
	a->columns[a->count++] = (struct qser_column){
		.name = name, .label = name + strlen("item."), .type = QSER_NOTE};
	return 0;
}

static int take_value(void *ctx, const char *item, const char *text)
{
	struct answers *a = ctx;
	for (size_t i = 0; i < a->count; i++)
		if (strcmp(a->columns[i].name + strlen("item."), item) == 0) {
			a->texts[i] = cli_dup(text);
			a->values[i] = a->texts[i];
			return !a->texts[i];
		}
	return 0;
}

static enum qser_status fill_answers(struct cli_wide *w, int64_t id, const char **values)
{
	struct answers *a = w->ctx;
	for (size_t i = 0; i < a->count; i++) {
		free(a->texts[i]);
		a->texts[i] = NULL;
	}
	a->values = values;
	enum qser_status status = qser_response_each_answer(w->c->q, id, take_value, a);
	return status == QSER_STOPPED ? cli_no_memory(w->c) : status;
}

/* The filters given, and the form. */
static enum qser_status of_form(struct cli *c, struct qser_query *query)
{
	struct qser_field *filters = calloc(query->filter_count + 1, sizeof(*filters));
	if (!cli_own(c, (char *)filters))
		return cli_no_memory(c);
	for (size_t i = 0; i < query->filter_count; i++)
		filters[i] = query->filters[i];
	filters[query->filter_count++] = (struct qser_field){"form", cli_get(c, "wide")};
	query->filters = filters;
	return QSER_OK;
}

static enum qser_status print_answers(struct cli *c, struct qser_query *query)
{
	struct answers a = {.wide = {.c = c, .fill = fill_answers}};
	int64_t form;
	enum qser_status status = qser_find(c->q, QSER_FORM, cli_get(c, "wide"), &form);
	if (status == QSER_OK)
		status = qser_form_each_code(c->q, form, take_code, &a);
	if (status == QSER_OK) {
		a.texts = calloc(a.count + 1, sizeof(*a.texts));
		a.wide.more = a.count;
		a.wide.ctx = &a;
		status = a.texts ? cli_wide_print(&a.wide, QSER_RESPONSE, query, a.columns)
				 : cli_no_memory(c);
	}
	for (size_t i = 0; a.texts && i < a.count; i++)
		free(a.texts[i]);
	free(a.texts);
	free(a.columns);
	return status == QSER_STOPPED ? cli_no_memory(c) : status;
}

static enum qser_status list(struct cli *c)
{
	struct qser_query query;
	enum qser_status status = cli_query(c, &query);
	if (status == QSER_OK && cli_has(c, "wide"))
		status = of_form(c, &query);
	if (status != QSER_OK)
		return status;
	return cli_has(c, "wide") && !c->ids ? print_answers(c, &query)
					     : cli_print_query(c, QSER_RESPONSE, &query);
}

/* ---- Verbs ---- */

static const char wide_more[] = "With --wide, each item of the form is a column item.CODE, and "
				"import takes such a file back.";

static const struct cli_verb verbs[] = {
	{.name = "form list",
		.brief = "list forms with their newest revision",
		.examples = "qser-checklist form list\n"
			    "qser-checklist form list --purpose checklist -f json",
		.database = CLI_READS,
		.record = QSER_FORM,
		.columns = CLI_FILTERS,
		.run = cli_form_list},
	{.name = "form show",
		.arguments = "FORM…",
		.brief = "show the questions of a form",
		.examples = "qser-checklist form show customer-service\n"
			    "# to print\n"
			    "qser-checklist form show customer-service -f html -o checklist.html\n"
			    "# its items as data\n"
			    "qser-checklist form show customer-service --revision 1.0 -f csv",
		.database = CLI_READS,
		.kind = CLI_PAGE,
		.formats = "html",
		.options = cli_revision_options,
		.least = 1,
		.most = -1,
		.complete = "record:form",
		.run = cli_form_show},
	CLI_FORM_IMPORT("a form", "qser-checklist form import -n reception.csv\n"
				  "# change a form that is in use: a new revision of it\n"
				  "qser-checklist form export customer-service > service.csv\n"
				  "# edit service.csv, set revision to 1.1\n"
				  "qser-checklist form import service.csv"),
	CLI_FORM_EXPORT("forms", "qser-checklist form export customer-service -o service.csv\n"
				 "qser-checklist form export pre-session --revision 1.0"),

	{.name = "new",
		.arguments = "FORM [-]",
		.brief = "begin a response to a form",
		.examples =
			"qser-checklist new customer-service --path reception-26 --subject maria\n"
			"id=$(qser-checklist new pre-session --path reception-26)\n"
			"qser-checklist new session-evaluation --subject maria --day yesterday "
			"--occasion 'session 3'",
		.database = CLI_WRITES,
		.record = QSER_RESPONSE,
		.columns = CLI_VALUES,
		.least = 1,
		.most = 2,
		.complete = "record:form",
		.run = cli_new_response,
		.more = cli_fields_more},
	{.name = "answer",
		.arguments = "ID [ITEM=ANSWER…|-]",
		.brief = "answer items of a response",
		.examples = "# on a terminal: item by item\n"
			    "qser-checklist answer 3\n"
			    "qser-checklist answer 3 h1.1=yes h1.2=no 'h4.5=kind;patient'\n"
			    "# take an answer back\n"
			    "qser-checklist answer 3 h1.2=\n"
			    "# from CSV with the columns item,value\n"
			    "qser-checklist answer 3 - < answers.csv",
		.database = CLI_WRITES,
		.least = 1,
		.most = -1,
		.complete = "record:response",
		.run = cli_answer,
		.ask = cli_answer_ask,
		.more = cli_answer_more},
	{.name = "show",
		.arguments = "ID…",
		.brief = "show responses, and what is missing",
		.examples = "qser-checklist show 3\n"
			    "qser-checklist show 3 -f html -o response.html\n"
			    "qser-checklist show 3 4 -f csv",
		.database = CLI_READS,
		.kind = CLI_PAGE,
		.formats = "html",
		.least = 1,
		.most = -1,
		.complete = "record:response",
		.run = show},
	{.name = "list",
		.brief = "list responses",
		.examples = "qser-checklist list --path reception-26 --state draft\n"
			    "qser-checklist list --wide customer-service --day 2026-11",
		.database = CLI_READS,
		.record = QSER_RESPONSE,
		.columns = CLI_FILTERS,
		.options = wide_options,
		.run = list,
		.more = wide_more},
	{.name = "compare",
		.arguments = "[ID…]",
		.brief = "show responses to one form side by side",
		.examples = "# before and after\n"
			    "qser-checklist compare 3 9\n"
			    "qser-checklist compare --path reception-26 --subject maria\n"
			    "qser-checklist compare 3 9 -f html -o progress.html",
		.database = CLI_READS,
		.kind = CLI_PAGE,
		.formats = "html",
		.options = cli_compare_options,
		.most = -1,
		.complete = "record:response",
		.run = cli_compare,
		.more = cli_compare_more},
	{.name = "propose",
		.arguments = "ID…",
		.brief = "list the skills that low answers ask for",
		.examples = "qser-checklist propose 3\n"
			    "qser-checklist propose 3 --below 60",
		.database = CLI_READS,
		.kind = CLI_ROWS,
		.options = cli_propose_options,
		.least = 1,
		.most = -1,
		.complete = "record:response",
		.run = cli_propose,
		.more = cli_low_more},
	{.name = "adopt",
		.arguments = "ID [ITEM…]",
		.brief = "take proposed skills over to the path",
		.examples = "# all that propose lists\n"
			    "qser-checklist adopt 3\n"
			    "qser-checklist adopt 3 h2.1 --kind attitude --name 'Attention'",
		.database = CLI_WRITES,
		.options = cli_adopt_options,
		.least = 1,
		.most = -1,
		.complete = "record:response",
		.run = cli_adopt,
		.more = cli_low_more},
	{.name = "sign",
		.arguments = "ID…",
		.brief = "sign complete responses",
		.examples = "qser-checklist sign 3 --as trainer\n"
			    "qser-checklist sign 3 --as organisation --name 'A. Ioannou' --on "
			    "yesterday",
		.database = CLI_WRITES,
		.options = cli_sign_options,
		.least = 1,
		.most = -1,
		.complete = "record:response",
		.run = cli_sign_responses,
		.more = cli_sign_more},
	{.name = "signatures",
		.brief = "list who has signed which responses, and whether that holds",
		.examples = "qser-checklist signatures --path reception-26",
		.database = CLI_READS,
		.record = QSER_RESPONSE,
		.columns = CLI_FILTERS,
		.without = "columns sort ids",
		.run = cli_signatures,
		.more = "The state is valid, broken (it was changed since) or replaced (by a "
			"revision). When one is broken, the exit status is 1."},
	{.name = "revise",
		.arguments = "ID",
		.brief = "make a new response in place of a signed one",
		.examples = "qser-checklist revise 3 --reason 'h2.1 was misheard'",
		.database = CLI_WRITES,
		.options = cli_revise_options,
		.least = 1,
		.most = 1,
		.complete = "record:response",
		.run = cli_revise,
		.more = "The new one has the same answers and is of today; the reason is its note. "
			"The old one stays to be looked at, but counts no more."},
	{.name = "print",
		.arguments = "[FORM…]",
		.brief = "make forms for a clipboard, with boxes to tick",
		.examples = "qser-checklist print customer-service\n"
			    "qser-checklist print customer-service -f html -o checklist.html\n"
			    "# with what was answered\n"
			    "qser-checklist print --response 3",
		.database = CLI_READS,
		.kind = CLI_PAGE,
		.formats = "html",
		.options = cli_print_options,
		.most = -1,
		.complete = "record:form",
		.run = cli_print},
	CLI_EDIT("", QSER_RESPONSE, "responses",
		"qser-checklist edit 3 --day 2026-11-20 --occasion before"),
	CLI_RM("", QSER_RESPONSE, "responses", "qser-checklist rm 3"),
	CLI_MAP("", QSER_RESPONSE, "responses",
		"# headings that are questions of a form become item.CODE\n"
		"qser-checklist map evaluations.csv > evaluations.map"),
	CLI_IMPORT("", QSER_RESPONSE, "responses",
		"# with answers in columns item.CODE\n"
		"qser-checklist import evaluations.csv"),
	{.name = "export",
		.brief = "write responses as CSV that import takes",
		.examples = "qser-checklist export -o responses.csv\n"
			    "qser-checklist export --wide session-evaluation -o evaluations.csv",
		.database = CLI_READS,
		.record = QSER_RESPONSE,
		.columns = CLI_FILTERS,
		.kind = CLI_DATA,
		.options = wide_options,
		.run = list,
		.more = wide_more},

	CLI_LIST("answers ", QSER_ANSWER, "answers",
		"qser-checklist answers list --response 3\n"
		"qser-checklist answers list --item h6.3 --value yes"),
	CLI_MAP("answers ", QSER_ANSWER, "answers",
		"qser-checklist answers map answers.csv > answers.map"),
	CLI_IMPORT("answers ", QSER_ANSWER, "answers", "qser-checklist answers import answers.csv"),
	CLI_EXPORT(
		"answers ", QSER_ANSWER, "answers", "qser-checklist answers export -o answers.csv"),

	CLI_UNDO("qser-checklist undo -n\n"
		 "qser-checklist undo"),
	{.name = NULL},
};

int main(int argc, char **argv)
{
	static const struct cli_command command = {
		"qser-checklist", "forms, checklists and their answers", verbs, NULL};
	return cli_main(argc, argv, &command);
}
