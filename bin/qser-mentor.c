/*
 * qser-mentor.c: applications of mentors.
 */
#include <inttypes.h>
#include <qser.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "cli_appform.h"
#include "cli_letter.h"
#include "cli_picture.h"
#include "cli_review.h"

/* ---- Decisions ---- */

static enum qser_status accept_one(struct cli *c, int64_t id, void *ctx)
{
	int64_t person;
	(void)ctx;
	enum qser_status status = qser_application_accept(c->q, id, cli_get(c, "reason"), &person);
	if (status == QSER_OK && !c->dry_run)
		cli_print_id(c, person, "person, now a mentor");
	return status;
}

static enum qser_status accept(struct cli *c)
{
	return cli_each_id(c, 0, QSER_APPLICATION, accept_one, NULL);
}

static enum qser_status reject_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_application_reject(c->q, id, cli_get(c, "reason"));
}

static enum qser_status reject(struct cli *c)
{
	return cli_each_id(c, 0, QSER_APPLICATION, reject_one, NULL);
}

static enum qser_status withdraw_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_application_withdraw(c->q, id, cli_get(c, "reason"));
}

static enum qser_status withdraw(struct cli *c)
{
	return cli_each_id(c, 0, QSER_APPLICATION, withdraw_one, NULL);
}

/* ---- likely ---- */

static const struct qser_column likely_columns[] = {
	{.name = "id", .label = "Application", .type = QSER_INT, .flags = QSER_BRIEF},
	{.name = "record", .label = "Like", .type = QSER_TEXT, .flags = QSER_BRIEF},
	{.name = "other", .label = "Id", .type = QSER_INT, .flags = QSER_BRIEF},
	{.name = "other_code", .label = "Code", .type = QSER_CODE},
	{.name = "other_name", .label = "Name", .type = QSER_TEXT, .flags = QSER_BRIEF},
	{.name = "other_email", .label = "E-mail", .type = QSER_EMAIL, .flags = QSER_BRIEF},
	{.name = "other_state", .label = "State", .type = QSER_TEXT, .flags = QSER_BRIEF},
	{.name = "why", .label = "Why", .type = QSER_TEXT, .flags = QSER_BRIEF},
};

enum { LIKELY_COLUMNS = sizeof likely_columns / sizeof *likely_columns };

struct likely {
	struct cli *c;
	struct qser_table *table;
	bool brief; /* text: without codes */
	const struct qser_likely *now;
	int64_t rows;
	enum qser_status status;
};

static size_t choose_likely(bool brief, const struct qser_column **columns)
{
	size_t count = 0;
	for (size_t i = 0; i < LIKELY_COLUMNS; i++)
		if (!brief || likely_columns[i].flags & QSER_BRIEF)
			columns[count++] = &likely_columns[i];
	return count;
}

/* values are name and email, then the code of a person or the state of an application. */
static int print_likely(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct likely *l = ctx;
	char asked[24], other[24];
	const char *row[LIKELY_COLUMNS];
	bool person = l->now->other_record == QSER_PERSON;
	size_t at = 0;
	(void)count;
	(void)snprintf(asked, sizeof asked, "%" PRId64, l->now->id);
	(void)snprintf(other, sizeof other, "%" PRId64, id);
	row[at++] = asked;
	row[at++] = qser_record_name(l->now->other_record);
	row[at++] = other;
	if (!l->brief)
		row[at++] = person ? values[2] : NULL;
	row[at++] = values[0];
	row[at++] = values[1];
	row[at++] = person ? NULL : values[2];
	row[at++] = l->now->why;
	l->status = qser_table_row(l->table, row);
	return l->status != QSER_OK;
}

static int take_likely(void *ctx, const struct qser_likely *likely)
{
	struct likely *l = ctx;
	char text[24];
	const struct qser_field by_id = {"id", text};
	const struct qser_query query = {.columns = likely->other_record == QSER_PERSON
							    ? "name,email,code"
							    : "name,email,state",
		.filters = &by_id,
		.filter_count = 1};
	(void)snprintf(text, sizeof text, "%" PRId64, likely->other);
	l->now = likely;
	l->rows++;
	enum qser_status status = qser_each(l->c->q, likely->other_record, &query, print_likely, l);
	if (l->status == QSER_OK)
		l->status = status;
	return l->status != QSER_OK;
}

static enum qser_status likely_one(struct cli *c, int64_t id, void *ctx)
{
	struct likely *l = ctx;
	enum qser_status status = qser_application_likely(c->q, id, take_likely, l);
	return l->status != QSER_OK ? l->status : status;
}

static enum qser_status likely(struct cli *c)
{
	struct likely l = {.c = c, .brief = c->style.format == QSER_FORMAT_TEXT};
	const struct qser_column *columns[LIKELY_COLUMNS];
	enum qser_status status = cli_table(c, columns, choose_likely(l.brief, columns), &l.table);
	if (status == QSER_OK)
		status = cli_each_id(c, 0, QSER_APPLICATION, likely_one, &l);
	if (status == QSER_OK)
		status = qser_table_end(l.table);
	if (status == QSER_OK && !l.rows && c->terminal)
		cli_say(c, "nobody is likely the same");
	qser_table_free(l.table);
	return status;
}

/* ---- show ---- */

enum { LINES_SHOWN = 10 };

/* "application 7 looks like person 4 (maria): same name and telephone" */
static int print_line(void *ctx, const struct qser_likely *likely)
{
	struct likely *l = ctx;
	char *line = NULL;
	if (++l->rows > LINES_SHOWN)
		return 0;
	l->status = qser_likely_describe(l->c->q, likely, &line);
	if (l->status == QSER_OK)
		qser_spool_printf(l->c->out, "%s%s\n", l->rows == 1 ? "\n" : "", line);
	free(line);
	return l->status != QSER_OK;
}

static int take_open(void *ctx, int64_t id, size_t count, const char *const *values)
{
	bool *open = ctx;
	(void)id;
	(void)count;
	*open = values[0] && (!strcmp(values[0], "submitted") || !strcmp(values[0], "in-review"));
	return 0;
}

static enum qser_status show_likely(struct cli *c, int64_t id, void *ctx)
{
	struct likely *l = ctx;
	bool open = false;
	char text[24];
	const struct qser_field by_id = {"id", text};
	const struct qser_query query = {.columns = "state", .filters = &by_id, .filter_count = 1};
	(void)snprintf(text, sizeof text, "%" PRId64, id);
	enum qser_status status = qser_each(c->q, QSER_APPLICATION, &query, take_open, &open);
	if (status != QSER_OK || !open)
		return status;
	status = qser_application_likely(c->q, id, print_line, l);
	if (l->rows > LINES_SHOWN)
		qser_spool_printf(c->out,
			"… and %" PRId64 " more: qser-mentor likely %" PRId64 "\n",
			l->rows - LINES_SHOWN, id);
	return l->status != QSER_OK ? l->status : status;
}

/* Who decides sees it without asking; data, and columns that were chosen, stay what they are. */
static enum qser_status show(struct cli *c)
{
	struct likely l = {.c = c};
	enum qser_status status = cli_show(c);
	if (status != QSER_OK || c->style.format != QSER_FORMAT_TEXT || c->columns ||
		cli_has(c, "history") || c->argc != 1 || !strcmp(c->argv[0], "-"))
		return status;
	status = cli_each_id(c, 0, QSER_APPLICATION, cli_show_proceedings, NULL);
	return status == QSER_OK ? cli_each_id(c, 0, QSER_APPLICATION, show_likely, &l) : status;
}

/* ---- The table ---- */

static const struct cli_option reason_options[] = {
	{"reason", 0, "TEXT", "why; kept with the application", NULL},
	{.name = NULL},
};

#define DECISION(verb, one_line, ex, text)                                                     \
	{                                                                                      \
		.name = #verb, .arguments = "APPLICATION…", .brief = one_line, .examples = ex, \
		.database = CLI_WRITES, .options = reason_options, .least = 1, .most = -1,     \
		.complete = "record:application", .run = verb, .more = text                    \
	}

static const struct cli_verb verbs[] = {
	{.name = "apply",
		.arguments = "[-]",
		.brief = "add an application",
		.examples = "qser-mentor apply --name 'Jana Nováková' --email jana@example.org \\\n"
			    "    --languages 'cs;en' --weekly-hours 2,5\n"
			    "# from the lines of a mail\n"
			    "printf 'name: Jana Nováková\\nemail: jana@example.org\\n' | "
			    "qser-mentor apply -",
		.database = CLI_WRITES,
		.record = QSER_APPLICATION,
		.columns = CLI_VALUES,
		.most = 1,
		.run = cli_add,
		.more = cli_fields_more},
	CLI_LIST("", QSER_APPLICATION, "applications",
		"qser-mentor list --state submitted,in-review\n"
		"qser-mentor list --areas health --sort -submitted_at\n"
		"# of one import\n"
		"qser-mentor list --batch 41"),
	{.name = "show",
		.arguments = "ID…",
		.brief = "show applications in full",
		.examples = "qser-mentor show 17",
		.database = CLI_READS,
		.record = QSER_APPLICATION,
		.columns = CLI_SHOWS,
		.options = cli_show_options,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = show,
		.more = "The text of one application ends with its picture, its reviews, its "
			"decisions, earlier applications of the address and, while it is open, "
			"whom the applicant is likely the same as, see qser-mentor likely.",
		.kind = CLI_PAGE},
	{.name = "likely",
		.arguments = "APPLICATION…",
		.brief = "list whom applicants are likely the same as, to look at",
		.examples = "qser-mentor likely 17\n"
			    "qser-mentor list --state submitted --ids | qser-mentor likely -",
		.database = CLI_READS,
		.least = 1,
		.most = -1,
		.complete = "record:application",
		.run = likely,
		.more = "People first, the likeliest before the others, then other applications, "
			"open and decided. What makes two likely the same is told in "
			"qser-person duplicates --help; of people the same name is enough here. "
			"The person that the applicant became is left out.",
		.kind = CLI_ROWS},
	CLI_EDIT("", QSER_APPLICATION, "open applications",
		"qser-mentor edit 17 --phone '+30 210 1234567'"),
	DECISION(accept, "accept applications: the applicants become mentors",
		"qser-mentor accept 17 --reason 'interview on 12 November'\n"
		"qser-mentor list --areas health --state submitted --ids | qser-mentor accept -",
		"The person with the e-mail address is found, or made; only their empty fields are "
		"filled, the organisation when it is the code or name of one that is known. "
		"Prints the id of each person; a remark tells if the applicant is likely another "
		"of the people."),
	DECISION(reject, "reject applications",
		"qser-mentor reject 18 --reason 'no time before spring'",
		"A reason must be given."),
	DECISION(withdraw, "take applications back for their applicants", "qser-mentor withdraw 19",
		NULL),
	CLI_RM("", QSER_APPLICATION, "applications, with reviews, decisions, answers and picture",
		"qser-mentor rm 19"),
	CLI_MAP("", QSER_APPLICATION, "applications",
		"qser-mentor map applications.csv > form.map\n"
		"# look it through, then\n"
		"qser-mentor import --map form.map applications.csv"),
	{.name = "import",
		.arguments = "FILE|-",
		.brief = "take applications from a CSV or TSV file",
		.examples = "# the form's export, as it came\n"
			    "qser-mentor import --rejects bad.csv applications.csv\n"
			    "# headings nobody knows are named in a map\n"
			    "qser-mentor import --map form.map --atomic applications.csv\n"
			    "# to one organisation: its own form is what item.CODE means\n"
			    "qser-mentor import --applies-to lamia --kind external answers.csv",
		.database = CLI_IMPORTS,
		.record = QSER_APPLICATION,
		.columns = CLI_VALUES,
		.without = "name email phone organisation job-title languages areas years "
			   "weekly-hours motivation submitted-at",
		.options = cli_import_options,
		.least = 1,
		.most = 1,
		.complete = "file",
		.run = cli_import,
		.more = cli_import_more},
	CLI_EXPORT("", QSER_APPLICATION, "applications", "qser-mentor export -o applications.csv"),
	CLI_UNDO("qser-mentor undo -n\n"
		 "qser-mentor undo"),
	{.name = NULL},
};

int main(int argc, char **argv)
{
	static const struct cli_verb *const rooms[] = {
		cli_review_verbs, cli_letter_verbs, cli_picture_verbs, cli_appform_verbs, NULL};
	static const struct cli_command command = {
		"qser-mentor", "applications of mentors", verbs, rooms};
	return cli_main(argc, argv, &command);
}
