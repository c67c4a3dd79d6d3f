/* cli_appform.c: of qser-mentor: the application forms of an organisation (B6). */
#include "cli_appform.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli_form.h"

/* ---- form new ---- */

static const struct cli_option new_options[] = {
	{"applicants", 0, "KIND", "in-house or external; both when not given",
		"words:in-house external"},
	{"from", 0, "FORM", "the form to begin with; mentor-application when not given",
		"record:form"},
	{"revision", 0, "REVISION", "of that form; the newest active one when not given", NULL},
	{"code", 0, "CODE", "of the new form; like lamia-external when not given", NULL},
	{.name = NULL},
};

static enum qser_status check_applicants(struct cli *c)
{
	const char *word = cli_get(c, "applicants");

	if (!word || !strcmp(word, "in-house") || !strcmp(word, "external"))
		return QSER_OK;
	return cli_fail(c, QSER_INVALID,
		"--applicants: \"%s\" is neither in-house nor external; leave it out for both",
		word);
}

static enum qser_status form_new(struct cli *c)
{
	const char *from = cli_get(c, "from");
	struct qser_drafting how = {
		.applicants = cli_get(c, "applicants"), .code = cli_get(c, "code")};
	struct qser_table *table = NULL;
	int64_t form = 0;

	enum qser_status status = check_applicants(c);
	if (status == QSER_OK)
		status = qser_find(c->q, QSER_ORGANISATION, c->argv[0], &how.organisation);
	if (status == QSER_OK)
		status = qser_find(c->q, QSER_FORM, from ? from : "mentor-application", &form);
	if (status == QSER_OK)
		status = cli_form_table(c, &table);
	if (status == QSER_OK)
		status = qser_form_draft(c->q, form, cli_get(c, "revision"), &how, table);
	if (status == QSER_OK)
		status = qser_table_end(table);
	qser_table_free(table);
	return status;
}

/* ---- form check ---- */

static void take_finding(void *ctx, const char *message)
{
	struct cli *c = ctx;
	char *shown = qser_escape(message);

	qser_spool_printf(c->out, "%s\n", shown ? shown : "?");
	free(shown);
}

static enum qser_status form_check(struct cli *c)
{
	struct qser_import import = {.name = c->argv[0],
		.encoding = cli_get(c, "encoding"),
		.ignore_unknown = cli_has(c, "ignore-unknown"),
		.message = take_finding,
		.ctx = c};
	struct qser_counts counts;
	int64_t size;
	enum qser_status status = cli_open_input(c, c->argv[0], &import.fd, &size);

	if (status == QSER_OK)
		status = qser_form_check(c->q, &import, &counts);
	if (status == QSER_OK)
		cli_say(c, "%s: %" PRId64 " items, all good", c->argv[0], counts.read);
	return status;
}

/* ---- form activate, form retire ---- */

static enum qser_status activate_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_form_activate(c->q, id, cli_get(c, "revision"));
}

static enum qser_status form_activate(struct cli *c)
{
	return cli_each_id(c, 0, QSER_FORM, activate_one, NULL);
}

static enum qser_status retire_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_form_retire(c->q, id, cli_get(c, "revision"));
}

static enum qser_status form_retire(struct cli *c)
{
	return cli_each_id(c, 0, QSER_FORM, retire_one, NULL);
}

static const struct cli_option activate_options[] = {
	{"revision", 0, "REVISION", "which one; the newest draft when not given", NULL},
	{.name = NULL},
};
static const struct cli_option retire_options[] = {
	{"revision", 0, "REVISION", "which one; all when not given", NULL},
	{.name = NULL},
};

/* ---- Verbs ---- */

const struct cli_verb cli_appform_verbs[] = {
	{.name = "form list",
		.brief = "list application forms with their newest revision",
		.examples = "qser-mentor form list\n"
			    "qser-mentor form list --organisation lamia",
		.database = CLI_READS,
		.record = QSER_FORM,
		.columns = CLI_FILTERS,
		.without = "purpose",
		.run = cli_form_list},
	{.name = "form show",
		.arguments = "FORM…",
		.brief = "show the questions of an application form",
		.examples = "qser-mentor form show mentor-application\n"
			    "# for people to read before they apply\n"
			    "qser-mentor form show lamia-external -f html -o form.html",
		.database = CLI_READS,
		.kind = CLI_PAGE,
		.formats = "html",
		.options = cli_revision_options,
		.least = 1,
		.most = -1,
		.complete = "record:form",
		.run = cli_form_show},
	{.name = "form new",
		.arguments = "ORGANISATION",
		.brief = "draft an application form of an organisation, as CSV to be changed",
		.examples = "qser-mentor form new lamia --applicants external -o form.csv\n"
			    "# change form.csv, then\n"
			    "qser-mentor form check form.csv\n"
			    "qser-mentor form import form.csv\n"
			    "qser-mentor form activate lamia-external",
		.database = CLI_READS,
		.kind = CLI_DATA,
		.without = "columns sort limit ids null",
		.options = new_options,
		.least = 1,
		.most = 1,
		.complete = "record:organisation",
		.run = form_new,
		.more = "Nothing is written into the database: the draft is a file. It has the "
			"four groups of questions as sections: processes, interests, needs, "
			"functions; they stay, their titles and questions are yours.",
		.actor = true},
	{.name = "form check",
		.arguments = "FILE|-",
		.brief = "say all that is wrong with a form file",
		.examples = "qser-mentor form check form.csv",
		.database = CLI_READS,
		.kind = CLI_LINES,
		.options = cli_form_import_options,
		.least = 1,
		.most = 1,
		.complete = "file",
		.run = form_check,
		.more = "A line for each finding, exit status 1 when there is one. An application "
			"form has the sections processes, interests, needs and functions, asks for "
			"name and e-mail address, and its items with a target are of a kind that "
			"fits that column of the application."},
	CLI_FORM_IMPORT("an application form", "qser-mentor form import -n form.csv\n"
					       "qser-mentor form import form.csv"),
	{.name = "form activate",
		.arguments = "FORM…",
		.brief = "take a revision of a form into use",
		.examples = "qser-mentor form activate lamia-external\n"
			    "qser-mentor form activate lamia-external --revision 1.1",
		.database = CLI_WRITES,
		.options = activate_options,
		.least = 1,
		.most = -1,
		.complete = "record:form",
		.run = form_activate,
		.more = "The revision in use before retires; what was answered keeps it. An "
			"application is made with the form of the organisation it goes to, "
			"for its kind of applicants or for both; else with the general one."},
	{.name = "form retire",
		.arguments = "FORM…",
		.brief = "take forms out of use",
		.examples = "qser-mentor form retire lamia-external",
		.database = CLI_WRITES,
		.options = retire_options,
		.least = 1,
		.most = -1,
		.complete = "record:form",
		.run = form_retire},
	CLI_FORM_EXPORT("application forms", "qser-mentor form export lamia-external -o form.csv"),
	{.name = NULL},
};
