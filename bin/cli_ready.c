/* cli_ready.c: of qser-person: who is ready to be a mentor or a job shadower, and who becomes one.
 */
#include "cli_ready.h"

#include <inttypes.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

#define ROLE_WORDS "words:trainer job-shadower mentor e-mentor"

/* ---- ready ---- */

static const struct qser_column ready_columns[] = {
	COLUMN("person", "Person", QSER_TEXT),
	COLUMN("name", "Name", QSER_TEXT),
	COLUMN("ready", "Ready", QSER_BOOL),
	COLUMN("missing", "Missing", QSER_TEXT),
	COLUMN("completed", "Completed", QSER_DAY),
	COLUMN("role", "Has the role", QSER_BOOL),
};

static const struct cli_option ready_options[] = {
	{"as", 0, "ROLE", "ready to be what: trainer, job-shadower (the same), mentor, e-mentor",
		ROLE_WORDS},
	{"organisation", 0, "ORGANISATION", "people of this one only", "record:organisation"},
	{"missing", 0, NULL, "those only who are not ready", NULL},
	{"ready", 0, NULL, "those only who are", NULL},
	{.name = NULL},
};

struct listing {
	struct cli *c;
	const struct qser_column *columns[COUNT(ready_columns)]; /* of the table */
	struct qser_table *table;
	struct qser_ready_filter filter;
	int64_t rows, unready;
	enum qser_status status; /* of the table */
};

static const char *yes_no(bool value)
{
	return value ? "yes" : "no";
}

static int print_ready(void *ctx, const struct qser_ready *p)
{
	struct listing *l = ctx;

	l->rows++;
	l->unready += !p->ready;
	if (l->c->ids) {
		cli_list_id(l->c, p->id);
		return 0;
	}
	l->status =
		qser_table_row(l->table, (const char *const[]){p->person, p->name, yes_no(p->ready),
						 p->missing, p->completed, yes_no(p->has)});
	return l->status != QSER_OK;
}

static enum qser_status list_one(struct cli *c, int64_t id, void *ctx)
{
	struct listing *l = ctx;
	(void)c;

	l->filter.person = id;
	enum qser_status status = qser_each_ready(l->c->q, &l->filter, print_ready, l);
	return l->status != QSER_OK ? l->status : status;
}

static enum qser_status read_filter(struct listing *l)
{
	const char *organisation = cli_get(l->c, "organisation");
	bool missing = cli_has(l->c, "missing"), ready = cli_has(l->c, "ready");

	l->filter.as = cli_get(l->c, "as");
	if (!l->filter.as)
		return cli_fail(l->c, QSER_USAGE,
			"ready: to be what? give --as trainer, job-shadower, mentor or e-mentor");
	if (missing && ready)
		return cli_fail(
			l->c, QSER_USAGE, "ready: --missing and --ready leave nobody; give one");
	l->filter.only = missing ? QSER_READY_MISSING : ready ? QSER_READY_READY : QSER_READY_ALL;
	return organisation ? qser_find(l->c->q, QSER_ORGANISATION, organisation,
				      &l->filter.organisation)
			    : QSER_OK;
}

static enum qser_status begin(struct listing *l)
{
	for (size_t i = 0; i < COUNT(ready_columns); i++)
		l->columns[i] = &ready_columns[i];
	return l->c->ids ? QSER_OK : cli_table(l->c, l->columns, COUNT(ready_columns), &l->table);
}

static enum qser_status ready(struct cli *c)
{
	struct listing l = {.c = c};
	enum qser_status status = read_filter(&l);

	if (status == QSER_OK)
		status = begin(&l);
	if (status == QSER_OK)
		status =
			c->argc ? cli_each_id(c, 0, QSER_PERSON, list_one, &l) : list_one(c, 0, &l);
	if (status == QSER_OK && l.table)
		status = qser_table_end(l.table);
	qser_table_free(l.table);
	if (status == QSER_OK && !l.rows && c->terminal)
		cli_say(c, "nobody");
	return status == QSER_OK && c->argc && l.unready ? QSER_PARTIAL : status;
}

/* ---- promote ---- */

static const struct cli_option promote_options[] = {
	{"to", 0, "ROLE", "what they become: mentor, e-mentor, job-shadower, trainer (the same)",
		ROLE_WORDS},
	{"on", 0, "DAY", "the first day of the role; today when not given", NULL},
	{.name = NULL},
};

static enum qser_status promote_one(struct cli *c, int64_t id, void *ctx)
{
	const char *to = cli_get(c, "to");
	bool anew;
	enum qser_status status = qser_person_promote(c->q, id, to, cli_get(c, "on"), &anew);

	(void)ctx;
	if (status == QSER_OK)
		cli_say(c, "person %" PRId64 ": %s %s", id,
			anew ? "has now the role of" : "had the role already:", to);
	return status;
}

static enum qser_status promote(struct cli *c)
{
	if (!cli_has(c, "to"))
		return cli_fail(c, QSER_USAGE,
			"promote: to what? give --to mentor, e-mentor, job-shadower or trainer");
	return cli_each_id(c, 0, QSER_PERSON, promote_one, NULL);
}

/* ---- Verbs ---- */

const struct cli_verb cli_ready_verbs[] = {
	{.name = "ready",
		.arguments = "[PERSON…]",
		.brief = "list who is ready for a role, and what is missing to the others",
		.examples = "qser-person ready --as mentor --missing\n"
			    "# of one: exit status 1 tells no\n"
			    "qser-person ready maria --as trainer\n"
			    "# those who are ready become it\n"
			    "qser-person ready --as mentor --ready --ids | \\\n"
			    "    qser-person promote --to mentor -",
		.database = CLI_READS,
		.record = QSER_PERSON,
		.options = ready_options,
		.most = -1,
		.complete = "record",
		.kind = CLI_ROWS,
		.ids = true,
		.run = ready,
		.more = "A trainer or job shadower has completed the modules online-1 to -3 and "
			"has a trainer's background; a mentor or e-mentor online-1 to -3, a "
			"workshop, working-structures and mentoring. Completed is the day of the "
			"last of them. Those who are mentees and nothing else are listed when "
			"they are named. Exit status 1: somebody who is named is not ready."},
	{.name = "promote",
		.arguments = "PERSON…",
		.brief = "give people a role they are ready for",
		.examples =
			"qser-person promote maria --to mentor\n"
			"qser-person promote maria eleni --to job-shadower --on 2026-12-01\n"
			"# against the rule, which is kept as an exception\n"
			"qser-person promote jan --to mentor --override 'ten years of mentoring'",
		.database = CLI_WRITES,
		.record = QSER_PERSON,
		.options = promote_options,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = promote,
		.more = "All or nobody. Who is not ready is refused (gate-eligibility). A mentor or "
			"e-mentor gets the profile of a mentor, too, with places for mentees (see "
			"qser-pair mentor). A role or a profile that had ended begins again."},
	{.name = NULL},
};
