/*
 * cli_path.c: verbs of qser-path for the life of a path: its steps, contracts, and its end.
 */
#include "cli_path.h"

#include <string.h>

#include "cli_sign.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const struct cli_option cli_path_on_options[] = {
	{"on", 0, "DAY", "when it was; today when not given", NULL},
	{.name = NULL},
};
static const struct cli_option cli_path_close_options[] = {
	{"on", 0, "DAY", "when it was; today when not given", NULL},
	{"reason", 0, "TEXT", "why, when there is more to say than that it is done", NULL},
	{.name = NULL},
};
static const struct cli_option cli_path_reopen_options[] = {
	{"reason", 0, "TEXT", "why; it is kept with the path", NULL},
	{.name = NULL},
};

/* ---- States ---- */

static enum qser_status discuss_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_path_discuss(c->q, id, cli_get(c, "on"));
}

static enum qser_status cli_path_discuss(struct cli *c)
{
	return cli_each_id(c, 0, QSER_PATH, discuss_one, NULL);
}

static enum qser_status confirm_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_path_confirm(c->q, id, cli_get(c, "on"));
}

static enum qser_status cli_path_confirm(struct cli *c)
{
	return cli_each_id(c, 0, QSER_PATH, confirm_one, NULL);
}

static enum qser_status close_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_path_close(c->q, id, cli_get(c, "on"), cli_get(c, "reason"));
}

static enum qser_status cli_path_close(struct cli *c)
{
	return cli_each_id(c, 0, QSER_PATH, close_one, NULL);
}

static enum qser_status reopen_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_path_reopen(c->q, id, cli_get(c, "reason"));
}

static enum qser_status cli_path_reopen(struct cli *c)
{
	return cli_each_id(c, 0, QSER_PATH, reopen_one, NULL);
}

/* ---- Steps, and what is next ---- */

static const struct qser_column path_column = COLUMN("path", "Path", QSER_TEXT),
				number_column = COLUMN("number", "Step", QSER_INT),
				step_column = COLUMN("step", "Step", QSER_INT),
				title_column = COLUMN("title", "What", QSER_TEXT),
				state_column = COLUMN("state", "State", QSER_TEXT),
				day_column = COLUMN("day", "Day", QSER_DAY),
				who_column = COLUMN("responsible", "Responsible", QSER_TEXT),
				there_column = COLUMN("there", "There", QSER_TEXT),
				missing_column = COLUMN("missing", "Missing", QSER_TEXT),
				next_column = COLUMN("next", "Next", QSER_BOOL),
				mark_column = COLUMN("next", "", QSER_TEXT),
				what_column = COLUMN("what", "What", QSER_TEXT),
				command_column = COLUMN("command", "Command", QSER_TEXT);

/* People see the next step at its beginning, and no path where there is but one. */
static const struct qser_column *const step_columns[] = {&path_column, &number_column,
	&title_column, &state_column, &day_column, &who_column, &there_column, &missing_column,
	&next_column},
				       *const shown_columns[] = {&path_column, &mark_column,
					       &number_column, &title_column, &state_column,
					       &day_column, &who_column, &there_column,
					       &missing_column},
				       *const next_columns[] = {&path_column, &step_column,
					       &what_column, &command_column};

struct rows {
	struct cli *c;
	struct qser_table *table;
	bool text, one; /* for people; of one path */
	int64_t count;
	enum qser_status status; /* of the table */
};

static int put_step(void *ctx, const struct qser_step *s)
{
	struct rows *r = ctx;
	char number[8];
	const char *const row[] = {s->path, number, s->title, s->state, s->day, s->responsible,
		s->there, s->missing, s->next ? "yes" : "no"};
	const char *const shown[] = {s->path, s->next ? "→" : NULL, number, s->title, s->state,
		s->day, s->responsible, s->there, s->missing};

	(void)snprintf(number, sizeof number, "%d", s->number);
	r->status = qser_table_row(r->table, r->text ? shown + r->one : row);
	return r->status != QSER_OK;
}

static enum qser_status steps_of(struct cli *c, int64_t id, void *ctx)
{
	struct rows *r = ctx;
	enum qser_status status = qser_path_each_step(c->q, id, put_step, r);
	return r->status != QSER_OK ? r->status : status;
}

static enum qser_status cli_path_steps(struct cli *c)
{
	struct rows r = {.c = c, .text = c->style.format == QSER_FORMAT_TEXT};
	r.one = r.text && c->argc == 1 && strcmp(c->argv[0], "-") != 0;
	enum qser_status status =
		r.text ? cli_table(c, shown_columns + r.one, COUNT(shown_columns) - r.one, &r.table)
		       : cli_table(c, step_columns, COUNT(step_columns), &r.table);
	if (status == QSER_OK)
		status = cli_each_id(c, 0, QSER_PATH, steps_of, &r);
	if (status == QSER_OK)
		status = qser_table_end(r.table);
	qser_table_free(r.table);
	return status;
}

static int put_next(void *ctx, const struct qser_next *n)
{
	struct rows *r = ctx;
	char step[8];
	const char *const row[] = {n->path, step, n->what, n->command};

	r->count++;
	if (r->text) {
		qser_spool_printf(r->c->out, "%s: %s: %s\n", n->path, n->what, n->command);
		return 0;
	}
	(void)snprintf(step, sizeof step, "%d", n->step);
	r->status = qser_table_row(r->table, row);
	return r->status != QSER_OK;
}

static enum qser_status next_of(struct cli *c, int64_t id, void *ctx)
{
	return qser_path_next(c->q, id, put_next, ctx);
}

static enum qser_status cli_path_next(struct cli *c)
{
	struct rows r = {.c = c, .text = c->style.format == QSER_FORMAT_TEXT};
	enum qser_status status = QSER_OK;

	if (!r.text)
		status = cli_table(c, next_columns, COUNT(next_columns), &r.table);
	if (status == QSER_OK)
		status = c->argc ? cli_each_id(c, 0, QSER_PATH, next_of, &r)
				 : qser_path_next_all(c->q, put_next, &r);
	if (r.status != QSER_OK)
		status = r.status;
	if (status == QSER_OK && r.table)
		status = qser_table_end(r.table);
	qser_table_free(r.table);
	if (status != QSER_OK || r.count)
		return status;
	if (c->argc)
		cli_say(c, "nothing to do: closed; what was there and missing: qser-path steps %s",
			c->argv[0]);
	else
		cli_say(c, "nothing to do: no path is open; a new one is made by: qser-path new");
	return QSER_PARTIAL;
}

/* ---- Contracts ---- */

static enum qser_status cli_contract_sign(struct cli *c)
{
	int64_t contract, id;
	enum qser_status status = qser_find(c->q, QSER_CONTRACT, c->argv[0], &contract);

	if (status == QSER_OK)
		status = cli_sign(c, QSER_CONTRACT, contract, &id);
	if (status == QSER_OK)
		cli_print_id(c, id, NULL);
	return status;
}

static enum qser_status print_contract(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	if (qser_spool_length(c->out))
		qser_spool_printf(c->out, "\f");
	return qser_contract_page(c->q, id, c->out, &c->style);
}

static enum qser_status cli_contract_print(struct cli *c)
{
	if (c->style.format == QSER_FORMAT_HTML && c->argc > 1)
		return cli_fail(c, QSER_USAGE, "%s: a page of HTML shows one; give one only",
			c->verb->name);
	return cli_each_id(c, 0, QSER_CONTRACT, print_contract, NULL);
}

/* ---- Verbs ---- */

const struct cli_verb cli_path_verbs[] = {
	{.name = "steps",
		.arguments = "PATH…",
		.brief = "show the 13 steps: what is there, what is missing, what is next",
		.examples = "qser-path steps reception-26\n"
			    "# what is missing, of all paths that run\n"
			    "qser-path list --state running --ids | qser-path steps - -f csv",
		.database = CLI_READS,
		.record = QSER_PATH,
		.kind = CLI_ROWS,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = cli_path_steps},
	{.name = "next",
		.arguments = "[PATH…]",
		.brief = "say what to do next, and the command for it",
		.examples = "qser-path next\n"
			    "qser-path next reception-26",
		.database = CLI_READS,
		.record = QSER_PATH,
		.kind = CLI_PAGE,
		.most = -1,
		.complete = "record",
		.run = cli_path_next,
		.without = "columns sort limit",
		.actor = true,
		.more = "Without a path: of your open paths, else of all open ones. What stands in "
			"capitals is to be filled in. The exit status is 1 when no path is open."},
	{.name = "discuss",
		.arguments = "PATH…",
		.brief = "record that a path was discussed: step 5 is done",
		.examples = "qser-path discuss reception-26 --on 2026-10-12",
		.database = CLI_WRITES,
		.record = QSER_PATH,
		.options = cli_path_on_options,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = cli_path_discuss,
		.more = "It needs a trainer who has answered the self-reflection "
			"(gate-self-reflection)."},
	{.name = "confirm",
		.arguments = "PATH…",
		.brief = "record that a path is confirmed: step 6 is done",
		.examples = "qser-path confirm reception-26\n"
			    "# the certificate is on its way\n"
			    "qser-path confirm reception-26 --override 'module 3 ends on Friday'",
		.database = CLI_WRITES,
		.record = QSER_PATH,
		.options = cli_path_on_options,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = cli_path_confirm,
		.more = "It needs a trainer who has completed the online training and has a "
			"trainer's background (gate-eligibility), and who has answered the "
			"self-reflection (gate-self-reflection). Another trainer later is asked for "
			"the training, too."},
	{.name = "close",
		.arguments = "PATH…",
		.brief = "close a path: nothing of it changes any more",
		.examples =
			"qser-path close reception-26\n"
			"qser-path close reception-26 --on 2026-12-04 --reason 'the desk moves'",
		.database = CLI_WRITES,
		.record = QSER_PATH,
		.options = cli_path_close_options,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = cli_path_close,
		.more = "gate-conclusion asks for the closing workshop, the conclusion, an outcome "
			"of each suggestion, a diary without drafts, and no running timer."},
	{.name = "reopen",
		.arguments = "PATH…",
		.brief = "open a closed path again",
		.examples =
			"qser-path reopen reception-26 --reason 'two more sessions were agreed'",
		.database = CLI_WRITES,
		.record = QSER_PATH,
		.options = cli_path_reopen_options,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = cli_path_reopen,
		.more = "Its state is what its steps and its diary say."},

	CLI_LIST("contract ", QSER_CONTRACT, "contracts",
		"qser-path contract list --path reception-26"),
	CLI_SHOW("contract ", QSER_CONTRACT, "contracts", "qser-path contract show 1"),
	CLI_ADD("contract ", QSER_CONTRACT, "a contract",
		"qser-path contract add --path reception-26 --kind formal --sessions 12 --hours 40 "
		"\\\n"
		"    --starts 2026-10-26 --ends 2026-12-04"),
	CLI_EDIT(
		"contract ", QSER_CONTRACT, "contracts", "qser-path contract edit 1 --sessions 14"),
	CLI_RM("contract ", QSER_CONTRACT, "contracts", "qser-path contract rm 1"),
	{.name = "contract sign",
		.arguments = "ID",
		.brief = "sign a contract for one of its parties",
		.examples = "qser-path contract sign 1 --as trainer\n"
			    "qser-path contract sign 1 --as organisation --name 'Eleni P.' --on "
			    "2026-10-01",
		.database = CLI_WRITES,
		.record = QSER_CONTRACT,
		.options = cli_sign_options,
		.least = 1,
		.most = 1,
		.complete = "record",
		.run = cli_contract_sign,
		.more = "For the trainer or the organisation. What is signed stays as it is; a "
			"change is another contract of the path, and the newest holds. The trainer "
			"of a contract is eligible (gate-eligibility)."},
	{.name = "contract print",
		.arguments = "ID…",
		.brief = "print a contract, with lines to sign on",
		.examples = "qser-path contract print 1\n"
			    "qser-path contract print 1 -f html -o contract.html",
		.database = CLI_READS,
		.record = QSER_CONTRACT,
		.kind = CLI_PAGE,
		.formats = "html",
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = cli_contract_print,
		.more = "A page for people: text or html, of html one contract at a time. A "
			"signature under something that was changed since is called broken."},
	CLI_MAP("contract ", QSER_CONTRACT, "contracts",
		"qser-path contract map contracts.csv > contracts.map"),
	CLI_IMPORT(
		"contract ", QSER_CONTRACT, "contracts", "qser-path contract import contracts.csv"),
	CLI_EXPORT("contract ", QSER_CONTRACT, "contracts",
		"qser-path contract export -o contracts.csv"),

	CLI_LIST("exception ", QSER_EXCEPTION, "gates that were passed against the rule",
		"qser-path exception list --path reception-26"),
	CLI_SHOW("exception ", QSER_EXCEPTION, "gates that were passed",
		"qser-path exception show 1"),
	{.name = NULL},
};
