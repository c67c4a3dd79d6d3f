/*
 * cli_workshop.c: verbs of qser-path for workshops, and for days with a colleague.
 */
#include "cli_workshop.h"

#include <inttypes.h>
#include <stdlib.h>

/* ---- workshop agenda ---- */

static enum qser_status print_agenda(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	if (qser_spool_length(c->out))
		qser_spool_add(c->out, "\n", 1);
	return qser_workshop_agenda(c->q, id, c->out, &c->style);
}

static enum qser_status cli_workshop_agenda(struct cli *c)
{
	if (c->style.format != QSER_FORMAT_TEXT && c->argc > 1)
		return cli_fail(c, QSER_USAGE,
			"%s: only as text can several be printed at once; give one only",
			c->verb->name);
	return cli_each_id(c, 0, QSER_WORKSHOP, print_agenda, NULL);
}

/* ---- workshop invite ---- */

static const struct cli_option cli_invite_options[] = {
	{"participants", 0, NULL, "all participants of its path who have not left", NULL},
	{"person", 0, "PERSON", "this one; may be given several times", "record:person"},
	{"role", 0, "ROLE", "as what --person comes: {attendance.role}; participant when not given",
		"column:attendance.role"},
	{.name = NULL},
};

static enum qser_status invite_people(
	struct cli *c, int64_t workshop, int64_t *asked, int64_t *there)
{
	enum qser_status status = QSER_OK;
	const char *word;

	for (size_t n = 0; status == QSER_OK && (word = cli_get_nth(c, "person", n)); n++) {
		int64_t person;
		bool added = false;
		status = qser_find(c->q, QSER_PERSON, word, &person);
		if (status == QSER_OK)
			status = qser_workshop_invite(
				c->q, workshop, person, cli_get(c, "role"), &added);
		*(added ? asked : there) += 1;
	}
	return status;
}

static enum qser_status cli_workshop_invite(struct cli *c)
{
	int64_t workshop, asked = 0, there = 0;
	bool all = cli_has(c, "participants"), some = cli_has(c, "person");

	if (!all && !some)
		return cli_fail(c, QSER_USAGE, "%s: whom? give --participants, or --person PERSON",
			c->verb->name);
	if (cli_has(c, "role") && !some)
		return cli_fail(c, QSER_USAGE, "%s: --role goes with --person", c->verb->name);
	enum qser_status status = qser_find(c->q, QSER_WORKSHOP, c->argv[0], &workshop);
	if (status == QSER_OK && all)
		status = qser_workshop_invite_participants(c->q, workshop, &asked, &there);
	if (status == QSER_OK)
		status = invite_people(c, workshop, &asked, &there);
	if (status == QSER_OK)
		cli_say(c, "put on the list: %" PRId64 "; there already: %" PRId64, asked, there);
	return status;
}

/* ---- workshop hold, cancel ---- */

static const struct cli_option cli_hold_options[] = {
	{"minutes", 0, "DURATION", "how long it was; as planned when not given", NULL},
	{"on", 0, "DAY", "when; the planned day, else today, when not given", NULL},
	{"absent", 0, "PERSON", "who did not come; may be given several times", "record:person"},
	{.name = NULL},
};
static const struct cli_option cli_reason_options[] = {
	{"reason", 0, "TEXT", "why not", NULL},
	{.name = NULL},
};

static enum qser_status read_absent(struct cli *c, struct qser_held *held)
{
	enum qser_status status = QSER_OK;
	size_t count = 0;

	while (cli_get_nth(c, "absent", count))
		count++;
	int64_t *list = calloc(count + 1, sizeof(*list));
	if (!cli_own(c, (char *)list))
		return cli_no_memory(c);
	for (size_t n = 0; n < count && status == QSER_OK; n++)
		status = qser_find(c->q, QSER_PERSON, cli_get_nth(c, "absent", n), &list[n]);
	held->absent = list;
	held->absent_count = count;
	return status;
}

static enum qser_status cli_workshop_hold(struct cli *c)
{
	struct qser_held held = {.on = cli_get(c, "on"), .minutes = cli_get(c, "minutes")};
	int64_t workshop, entry = 0;

	enum qser_status status = qser_find(c->q, QSER_WORKSHOP, c->argv[0], &workshop);
	if (status == QSER_OK)
		status = read_absent(c, &held);
	if (status == QSER_OK)
		status = qser_workshop_hold(c->q, workshop, &held, &entry);
	/* The entry of the diary is what there is to go on with. */
	return status == QSER_OK && entry ? cli_print_described(c, entry, qser_entry_describe)
					  : status;
}

static enum qser_status cli_workshop_cancel(struct cli *c)
{
	int64_t workshop;
	enum qser_status status = qser_find(c->q, QSER_WORKSHOP, c->argv[0], &workshop);

	return status == QSER_OK ? qser_workshop_cancel(c->q, workshop, cli_get(c, "reason"))
				 : status;
}

/* ---- peer suggest ---- */

static const struct qser_column candidate_columns[] = {
	{.name = "name", .label = "Name", .type = QSER_TEXT},
	{.name = "code", .label = "Code", .type = QSER_TEXT},
	{.name = "department", .label = "Department", .type = QSER_TEXT},
	{.name = "job_title", .label = "Job title", .type = QSER_TEXT},
};
enum { CANDIDATE_COLUMNS = sizeof candidate_columns / sizeof *candidate_columns };

struct candidates {
	struct qser_table *table;
	enum qser_status status;
};

static int print_candidate(void *ctx, const struct qser_candidate *candidate)
{
	struct candidates *all = ctx;
	char id[24];

	(void)snprintf(id, sizeof id, "%" PRId64, candidate->id);
	all->status = qser_table_row(all->table,
		(const char *const[]){candidate->name, candidate->code ? candidate->code : id,
			candidate->department, candidate->job_title});
	return all->status != QSER_OK;
}

static enum qser_status cli_peer_suggest(struct cli *c)
{
	const struct qser_column *columns[CANDIDATE_COLUMNS];
	struct candidates all = {.status = QSER_OK};
	int64_t person;

	for (size_t i = 0; i < CANDIDATE_COLUMNS; i++)
		columns[i] = &candidate_columns[i];
	enum qser_status status = qser_find(c->q, QSER_PERSON, c->argv[0], &person);
	if (status == QSER_OK)
		status = cli_table(c, columns, CANDIDATE_COLUMNS, &all.table);
	if (status == QSER_OK)
		status = qser_peer_suggest(c->q, person, print_candidate, &all);
	if (all.status != QSER_OK)
		status = all.status;
	if (status == QSER_PARTIAL)
		cli_say(c, "the organisation has nobody in another department");
	if (status == QSER_OK || status == QSER_PARTIAL)
		all.status = qser_table_end(all.table);
	qser_table_free(all.table);
	return all.status != QSER_OK ? all.status : status;
}

/* ---- peer clear, consent, approve, decline, finish ---- */

static const struct cli_option cli_agree_options[] = {
	{"by", 0, "SUPERVISOR", "who agreed (required)", "record:person"},
	{"on", 0, "DAY", "when; today when not given", NULL},
	{.name = NULL},
};
static const struct cli_option cli_on_options[] = {
	{"on", 0, "DAY", "when; today when not given", NULL},
	{.name = NULL},
};
static const struct cli_option cli_outcome_options[] = {
	{"outcome", 0, "TEXT", "what came of it (required)", NULL},
	{.name = NULL},
};

typedef enum qser_status agree_fn(struct qser *q, int64_t peer, int64_t by, const char *on);

static enum qser_status agree(struct cli *c, agree_fn *fn)
{
	const char *by = cli_get(c, "by");
	int64_t peer, supervisor;

	if (!by)
		return cli_fail(c, QSER_USAGE, "%s: who? give --by SUPERVISOR", c->verb->name);
	enum qser_status status = qser_find(c->q, QSER_PEER, c->argv[0], &peer);
	if (status == QSER_OK)
		status = qser_find(c->q, QSER_PERSON, by, &supervisor);
	return status == QSER_OK ? fn(c->q, peer, supervisor, cli_get(c, "on")) : status;
}

static enum qser_status cli_peer_clear(struct cli *c)
{
	return agree(c, qser_peer_clear);
}

static enum qser_status cli_peer_approve(struct cli *c)
{
	return agree(c, qser_peer_approve);
}

typedef enum qser_status text_fn(struct qser *q, int64_t peer, const char *text);

/* The verbs that take one text, or none. */
static enum qser_status with_text(struct cli *c, text_fn *fn, const char *option)
{
	int64_t peer;
	enum qser_status status = qser_find(c->q, QSER_PEER, c->argv[0], &peer);

	return status == QSER_OK ? fn(c->q, peer, cli_get(c, option)) : status;
}

static enum qser_status cli_peer_consent(struct cli *c)
{
	return with_text(c, qser_peer_consent, "on");
}

static enum qser_status cli_peer_decline(struct cli *c)
{
	return with_text(c, qser_peer_decline, "reason");
}

static enum qser_status cli_peer_finish(struct cli *c)
{
	return with_text(c, qser_peer_finish, "outcome");
}

/* ---- Verbs ---- */

const struct cli_verb cli_workshop_verbs[] = {
	CLI_LIST("workshop ", QSER_WORKSHOP, "workshops",
		"qser-path workshop list --path reception-26\n"
		"qser-path workshop list --state planned --sort day"),
	CLI_SHOW("workshop ", QSER_WORKSHOP, "workshops", "qser-path workshop show opening"),
	CLI_ADD("workshop ", QSER_WORKSHOP, "a workshop",
		"qser-path workshop add --title Opening --path reception-26 --day 2026-10-23 "
		"\\\n    --begins 9:00 --minutes 1h30 --place 'Room 2' --form workshop-agenda\n"
		"qser-path workshop add --title 'Mentors meet' --kind mentors --organisation "
		"lamia"),
	CLI_EDIT("workshop ", QSER_WORKSHOP, "workshops",
		"qser-path workshop edit opening --scenarios 'lost-form;no-words'"),
	CLI_RM("workshop ", QSER_WORKSHOP, "workshops", "qser-path workshop rm opening"),
	{.name = "workshop invite",
		.arguments = "WORKSHOP",
		.brief = "put people on the list of a workshop",
		.examples =
			"qser-path workshop invite opening --participants\n"
			"qser-path workshop invite opening --person eleni --role representative",
		.database = CLI_WRITES,
		.record = QSER_WORKSHOP,
		.options = cli_invite_options,
		.least = 1,
		.most = 1,
		.complete = "record",
		.run = cli_workshop_invite},
	{.name = "workshop agenda",
		.arguments = "WORKSHOP…",
		.brief = "print what is handed out at a workshop, with a list to sign",
		.examples = "qser-path workshop agenda opening\n"
			    "# to print\n"
			    "qser-path workshop agenda opening -f html -o opening.html",
		.database = CLI_READS,
		.record = QSER_WORKSHOP,
		.kind = CLI_PAGE,
		.formats = "html",
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = cli_workshop_agenda,
		.more = "Introduction, questions, objectives, cases, who takes part, and lines to "
			"sign. What the workshop says in agenda, questions and objectives stands "
			"there; where it says nothing, a text of qser does, and the questions are "
			"those of the form workshop-agenda. As CSV, TSV or JSON it is the list of "
			"people."},
	{.name = "workshop hold",
		.arguments = "WORKSHOP",
		.brief = "record that a workshop was held, and its hours",
		.examples = "qser-path workshop hold opening\n"
			    "qser-path workshop hold opening --minutes 1h45 --on yesterday "
			    "--absent jan",
		.database = CLI_WRITES,
		.record = QSER_WORKSHOP,
		.options = cli_hold_options,
		.least = 1,
		.most = 1,
		.complete = "record",
		.run = cli_workshop_hold,
		.more = "Everybody on the list has attended, but for those who are --absent, or "
			"were marked so before. When the path has a trainer who came, its hours "
			"are a diary entry of kind workshop, with those of its participants who "
			"came; the id is printed. After that only the note can be changed; undo "
			"takes it back."},
	{.name = "workshop cancel",
		.arguments = "WORKSHOP",
		.brief = "record that a workshop is not going to be",
		.examples = "qser-path workshop cancel opening --reason 'strike; new day follows'",
		.database = CLI_WRITES,
		.record = QSER_WORKSHOP,
		.options = cli_reason_options,
		.least = 1,
		.most = 1,
		.complete = "record",
		.run = cli_workshop_cancel},
	CLI_MAP("workshop ", QSER_WORKSHOP, "workshops",
		"qser-path workshop map workshops.csv > workshops.map"),
	CLI_IMPORT(
		"workshop ", QSER_WORKSHOP, "workshops", "qser-path workshop import workshops.csv"),
	CLI_EXPORT("workshop ", QSER_WORKSHOP, "workshops",
		"qser-path workshop export -o workshops.csv"),

	CLI_LIST("attendance ", QSER_ATTENDANCE, "who is asked to workshops, and who came",
		"qser-path attendance list --workshop opening\n"
		"qser-path attendance list --person jan --attended yes"),
	CLI_SHOW("attendance ", QSER_ATTENDANCE, "entries of such lists",
		"qser-path attendance show 3"),
	CLI_ADD("attendance ", QSER_ATTENDANCE, "a person to the list of a workshop",
		"qser-path attendance add --workshop opening --person eleni --role representative\n"
		"# an external mentor who advises a pair\n"
		"qser-path attendance add --workshop opening --person ines --role consultant \\\n"
		"    --advises pair --mentor maria --mentee jan"),
	CLI_EDIT("attendance ", QSER_ATTENDANCE, "entries of such lists",
		"qser-path attendance edit 3 --attended no"),
	CLI_RM("attendance ", QSER_ATTENDANCE, "entries of such lists",
		"qser-path attendance rm 3"),
	CLI_MAP("attendance ", QSER_ATTENDANCE, "such lists",
		"qser-path attendance map attendance.csv > attendance.map"),
	CLI_IMPORT("attendance ", QSER_ATTENDANCE, "such lists",
		"printf 'workshop,person\\nopening,jan\\n' | qser-path attendance import -"),
	CLI_EXPORT("attendance ", QSER_ATTENDANCE, "such lists",
		"qser-path attendance export -o attendance.csv"),

	CLI_LIST("scenario ", QSER_SCENARIO, "scenarios and real cases for workshops",
		"qser-path scenario list --kind real-case --story form"),
	CLI_SHOW("scenario ", QSER_SCENARIO, "scenarios", "qser-path scenario show lost-form"),
	CLI_ADD("scenario ", QSER_SCENARIO, "a scenario or a real case",
		"qser-path scenario add --title 'The lost form' --kind real-case --topic patience "
		"\\\n    --story 'A visitor comes back for the third time, without the form.'"),
	CLI_EDIT("scenario ", QSER_SCENARIO, "scenarios",
		"qser-path scenario edit lost-form --source 'Reception, autumn 2026'"),
	CLI_RM("scenario ", QSER_SCENARIO, "scenarios", "qser-path scenario rm lost-form"),
	CLI_MAP("scenario ", QSER_SCENARIO, "scenarios",
		"qser-path scenario map cases.csv > cases.map"),
	CLI_IMPORT("scenario ", QSER_SCENARIO, "scenarios",
		"qser-path scenario import --derive-codes cases.csv"),
	CLI_EXPORT(
		"scenario ", QSER_SCENARIO, "scenarios", "qser-path scenario export -o cases.csv"),

	CLI_LIST("peer ", QSER_PEER, "days with a colleague of another department",
		"qser-path peer list --person jan\n"
		"qser-path peer list --state planned --sort day"),
	CLI_SHOW("peer ", QSER_PEER, "days with a colleague", "qser-path peer show 2"),
	{.name = "peer suggest",
		.arguments = "PERSON",
		.brief = "list colleagues of other departments who could be the host",
		.examples = "qser-path peer suggest jan",
		.database = CLI_READS,
		.options = NULL,
		.kind = CLI_ROWS,
		.least = 1,
		.most = 1,
		.complete = "record:person",
		.run = cli_peer_suggest},
	CLI_ADD("peer ", QSER_PEER, "a day with a colleague",
		"qser-path peer add --person jan --host petra --day 2026-11-25 --suggested-by "
		"eleni \\\n    --goal 'see how residence papers are checked'"),
	{.name = "peer clear",
		.arguments = "ID",
		.brief = "record that the person's own supervisor agrees",
		.examples = "qser-path peer clear 2 --by eleni\n"
			    "qser-path peer clear 2 --by eleni --on yesterday",
		.database = CLI_WRITES,
		.record = QSER_PEER,
		.options = cli_agree_options,
		.least = 1,
		.most = 1,
		.complete = "record",
		.run = cli_peer_clear},
	{.name = "peer consent",
		.arguments = "ID",
		.brief = "record that the host agrees",
		.examples = "qser-path peer consent 2",
		.database = CLI_WRITES,
		.record = QSER_PEER,
		.options = cli_on_options,
		.least = 1,
		.most = 1,
		.complete = "record",
		.run = cli_peer_consent},
	{.name = "peer approve",
		.arguments = "ID",
		.brief = "record that the host's supervisor agrees",
		.examples = "qser-path peer approve 2 --by nikos",
		.database = CLI_WRITES,
		.record = QSER_PEER,
		.options = cli_agree_options,
		.least = 1,
		.most = 1,
		.complete = "record",
		.run = cli_peer_approve},
	{.name = "peer decline",
		.arguments = "ID",
		.brief = "record that it is not going to be",
		.examples = "qser-path peer decline 2 --reason 'short of staff in November'",
		.database = CLI_WRITES,
		.record = QSER_PEER,
		.options = cli_reason_options,
		.least = 1,
		.most = 1,
		.complete = "record",
		.run = cli_peer_decline},
	{.name = "peer finish",
		.arguments = "ID",
		.brief = "record that it took place, and what came of it",
		.examples = "qser-path peer finish 2 --outcome 'knows now whom to call'",
		.database = CLI_WRITES,
		.record = QSER_PEER,
		.options = cli_outcome_options,
		.least = 1,
		.most = 1,
		.complete = "record",
		.run = cli_peer_finish},
	CLI_EDIT(
		"peer ", QSER_PEER, "days with a colleague", "qser-path peer edit 2 --interview 5"),
	CLI_RM("peer ", QSER_PEER, "days with a colleague", "qser-path peer rm 2"),
	CLI_MAP("peer ", QSER_PEER, "days with a colleague",
		"qser-path peer map peers.csv > peers.map"),
	CLI_IMPORT("peer ", QSER_PEER, "days with a colleague", "qser-path peer import peers.csv"),
	CLI_EXPORT(
		"peer ", QSER_PEER, "days with a colleague", "qser-path peer export -o peers.csv"),
	{.name = NULL},
};
