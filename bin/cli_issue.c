/*
 * cli_issue.c: of qser-pair: issues of pairs, and what is due.
 *
 * What is confidential in an issue is printed for those who may read it; list and export leave the
 * column out unless it is named, so that it does not end up in a file by chance.
 */
#include "cli_issue.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define CONFIDENTIAL "confidential"

/* ---- What is printed of an issue ---- */

struct printing {
	struct cli *c;
	struct qser_table *table;
	const struct qser_column **columns; /* of the table */
	size_t count;
	size_t *places; /* where each is among the values; NULL: in order */
	const char **values;
	int64_t rows;
	enum qser_status status;
};

/* "not shown: for eleni;nikos", of c; NULL: it may be read. */
static enum qser_status hidden(struct cli *c, int64_t id, const char **instead)
{
	char *readers = NULL;
	bool may;
	enum qser_status status = qser_issue_may_read(c->q, id, &may, &readers);

	*instead = NULL;
	if (status == QSER_OK && !may) {
		*instead = cli_own(c, cli_format("not shown: for %s", readers));
		status = *instead ? QSER_OK : cli_no_memory(c);
	}
	free(readers);
	return status;
}

static int print_issue(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct printing *p = ctx;

	(void)count;
	p->rows++;
	p->status = QSER_OK;
	for (size_t i = 0; i < p->count && p->status == QSER_OK; i++) {
		const char *value = values[p->places ? p->places[i] : i], *instead = NULL;
		if (value && strcmp(p->columns[i]->name, CONFIDENTIAL) == 0)
			p->status = hidden(p->c, id, &instead);
		p->values[i] = instead ? instead : value;
	}
	if (p->status == QSER_OK)
		p->status = qser_table_row(p->table, p->values);
	return p->status != QSER_OK;
}

static enum qser_status prepare(struct printing *p, const char *columns)
{
	const struct qser_query query = {.columns = columns};
	size_t most;

	(void)qser_columns(QSER_ISSUE, &most);
	for (const char *s = columns; s && *s; s++)
		most += *s == ',';
	p->columns = calloc(most + 1, sizeof *p->columns);
	p->values = calloc(most + 1, sizeof *p->values);
	if (!cli_own_both(p->c, p->columns, p->values))
		return cli_no_memory(p->c);
	enum qser_status status =
		qser_query_columns(p->c->q, QSER_ISSUE, &query, p->columns, most, &p->count);
	return status == QSER_OK ? cli_table(p->c, p->columns, p->count, &p->table) : status;
}

static enum qser_status finish(struct printing *p, enum qser_status status)
{
	if (p->status != QSER_OK)
		status = p->status;
	if (status == QSER_OK)
		status = qser_table_end(p->table);
	qser_table_free(p->table);
	return status;
}

/* ---- issue list, export ---- */

/* All columns but the confidential one, of c: "id,pair,…". */
static const char *open_columns(struct cli *c, bool brief)
{
	size_t count, room = 1;
	const struct qser_column *all = qser_columns(QSER_ISSUE, &count);

	for (size_t i = 0; i < count; i++)
		room += strlen(all[i].name) + 1;
	char *list = cli_own(c, calloc(room, 1)), *end = list;
	for (size_t i = 0; end && i < count; i++)
		if (!(all[i].flags & QSER_HIDDEN) && strcmp(all[i].name, CONFIDENTIAL) != 0 &&
			(!brief || all[i].flags & QSER_BRIEF))
			end = stpcpy(stpcpy(end, end == list ? "" : ","), all[i].name);
	return list;
}

static enum qser_status list_issues(struct cli *c)
{
	struct printing p = {.c = c};
	struct qser_query query;
	enum qser_status status = cli_query(c, &query);

	if (status != QSER_OK || c->ids)
		return status == QSER_OK ? cli_print_query(c, QSER_ISSUE, &query) : status;
	if (query.sort && strstr(query.sort, CONFIDENTIAL))
		return cli_fail(c, QSER_USAGE,
			"--sort: what is confidential is no order; sort by another column");
	bool all = !query.columns;
	if (all)
		query.columns = open_columns(c, c->style.format == QSER_FORMAT_TEXT);
	if (!query.columns)
		return cli_no_memory(c);
	status = prepare(&p, query.columns);
	if (status == QSER_OK)
		status = qser_each(c->q, QSER_ISSUE, &query, print_issue, &p);
	status = finish(&p, status);
	if (status == QSER_OK && all && c->style.format != QSER_FORMAT_TEXT)
		cli_say(c,
			"the column confidential is left out; --columns names it, and shows it to "
			"its readers");
	return status;
}

/* ---- issue show ---- */

static enum qser_status show_one(struct cli *c, int64_t id, void *ctx)
{
	struct printing *p = ctx;
	enum qser_status status = qser_get(c->q, QSER_ISSUE, id, print_issue, p);

	return p->status != QSER_OK ? p->status : status;
}

/* qser_get gives all columns: where the chosen ones are among them. */
static enum qser_status find_places(struct printing *p)
{
	size_t count, place = 0;
	const struct qser_column *all = qser_columns(QSER_ISSUE, &count);

	p->places = calloc(p->count + 1, sizeof *p->places);
	if (!cli_own(p->c, (char *)p->places))
		return cli_no_memory(p->c);
	for (size_t i = 0; i < count; i++) {
		if (all[i].flags & QSER_HIDDEN)
			continue;
		for (size_t n = 0; n < p->count; n++)
			if (p->columns[n] == &all[i])
				p->places[n] = place;
		place++;
	}
	return QSER_OK;
}

static enum qser_status show_issue(struct cli *c)
{
	struct printing p = {.c = c};
	bool one = c->argc == 1 && strcmp(c->argv[0], "-") != 0;

	c->style.single = c->style.format == QSER_FORMAT_TEXT || one;
	enum qser_status status = prepare(&p, c->columns);
	if (status == QSER_OK)
		status = find_places(&p);
	if (status == QSER_OK)
		status = cli_each_id(c, 0, QSER_ISSUE, show_one, &p);
	return finish(&p, status);
}

/* ---- issue raise, mediate, resolve, close ---- */

static enum qser_status raise_issue(struct cli *c)
{
	const struct qser_field *fields;
	size_t count;
	int64_t pair, id;
	char word[24];

	enum qser_status status = qser_find(c->q, QSER_PAIR, c->argv[0], &pair);
	if (status == QSER_OK)
		status = cli_fields(c, &fields, &count);
	if (status != QSER_OK)
		return status;
	struct qser_field *all = calloc(count + 1, sizeof *all);
	if (!cli_own(c, (char *)all))
		return cli_no_memory(c);
	for (size_t i = 0; i < count; i++)
		all[i] = fields[i];
	(void)snprintf(word, sizeof word, "%" PRId64, pair);
	all[count++] = (struct qser_field){"pair", word};
	status = qser_add(c->q, QSER_ISSUE, all, count, &id);
	if (status == QSER_OK)
		cli_print_id(c, id, c->argv[0]);
	return status;
}

static const struct cli_option mediate_options[] = {
	{"mediator", 0, "PERSON", "who mediates; the one before when not given", "record:person"},
	{"mediation", 0, "TEXT", "what was done; it is written below what was, with the day", NULL},
	{.name = NULL},
};

static enum qser_status mediate(struct cli *c)
{
	const char *who = cli_get(c, "mediator");
	int64_t issue, mediator = 0;
	enum qser_status status = qser_find(c->q, QSER_ISSUE, c->argv[0], &issue);

	if (status == QSER_OK && who)
		status = qser_find(c->q, QSER_PERSON, who, &mediator);
	return status == QSER_OK
		       ? qser_issue_mediate(c->q, issue, mediator, cli_get(c, "mediation"))
		       : status;
}

static const struct cli_option outcome_options[] = {
	{"outcome", 0, "TEXT", "what came of it (required)", NULL},
	{.name = NULL},
};

static enum qser_status close_one(struct cli *c, int64_t id, void *ctx)
{
	const bool *resolved = ctx;

	return qser_issue_close(c->q, id, *resolved, cli_get(c, "outcome"));
}

static enum qser_status resolve(struct cli *c)
{
	bool resolved = true;

	return cli_each_id(c, 0, QSER_ISSUE, close_one, &resolved);
}

static enum qser_status close_issue(struct cli *c)
{
	bool resolved = false;

	return cli_each_id(c, 0, QSER_ISSUE, close_one, &resolved);
}

/* ---- due ---- */

static const struct cli_option due_options[] = {
	{"within", 0, "DAYS",
		"what is due up to so many days from now as well, as 7d; 0d: what is due today",
		NULL},
	{"silent", 0, "DAYS",
		"so many days without a meeting are silence, as 28d; as agreed in the pair, else "
		"the setting silent-days, when not given",
		NULL},
	{"coordinator", 0, "PERSON", "in the pairs this person looks after", "record:person"},
	{.name = NULL},
};

static const struct qser_column due_columns[] = {
	COLUMN("what", "What", QSER_TEXT),
	COLUMN("pair", "Pair", QSER_TEXT),
	COLUMN("record", "Id", QSER_INT),
	COLUMN("who", "Who", QSER_TEXT),
	COLUMN("day", "Due", QSER_DAY),
	COLUMN("late", "Days late", QSER_INT),
	COLUMN("coordinator", "Coordinator", QSER_TEXT),
	COLUMN("text", "Text", QSER_TEXT),
	COLUMN("ahead", "Days ahead", QSER_INT),
};
enum { DUE_COLUMNS = sizeof due_columns / sizeof *due_columns };

enum { DAYS_MOST = 3660 };

/* "7d", "7", "2w" */
static enum qser_status read_days(struct cli *c, const char *name, int64_t *days)
{
	const char *text = cli_get(c, name);
	char none[] = "?", *end = none;

	if (!text)
		return QSER_OK;
	long value = *text >= '0' && *text <= '9' ? strtol(text, &end, 10) : -1;
	bool weeks = strcmp(end, "w") == 0;
	if (value < 0 || (!weeks && *end && strcmp(end, "d") != 0))
		return cli_fail(c, QSER_INVALID,
			"--%s: \"%s\" is no number of days; write 7d or 2w", name, text);
	if (value > (weeks ? DAYS_MOST / 7 : DAYS_MOST))
		return cli_fail(c, QSER_INVALID,
			"--%s: \"%s\" is too far; up to %dd or %dw is accepted", name, text,
			DAYS_MOST, DAYS_MOST / 7);
	*days = weeks ? value * 7 : value;
	return QSER_OK;
}

static int print_due(void *ctx, const struct qser_due *due)
{
	struct printing *p = ctx;
	char id[24], days[24];

	(void)snprintf(id, sizeof id, "%" PRId64, due->id);
	(void)snprintf(days, sizeof days, "%" PRId64, due->late > 0 ? due->late : -due->late);
	p->status = qser_table_row(
		p->table, (const char *const[]){due->what, due->pair, id, due->who, due->day,
				  due->late > 0 ? days : NULL, due->coordinator, due->text,
				  due->late > 0 ? NULL : days});
	return p->status != QSER_OK;
}

static enum qser_status due(struct cli *c)
{
	const struct qser_column *columns[DUE_COLUMNS];
	const char *coordinator = cli_get(c, "coordinator");
	struct printing p = {.c = c};
	struct qser_due_of of = {.within = -1};
	enum qser_status status = read_days(c, "within", &of.within);

	if (status == QSER_OK)
		status = read_days(c, "silent", &of.silent);
	if (status == QSER_OK && coordinator)
		status = qser_find(c->q, QSER_PERSON, coordinator, &of.coordinator);
	for (size_t i = 0; i < DUE_COLUMNS; i++)
		columns[i] = &due_columns[i];
	if (status == QSER_OK)
		status = cli_table(c, columns, DUE_COLUMNS, &p.table);
	if (status != QSER_OK)
		return status;
	status = qser_pairs_due(c->q, &of, print_due, &p);
	bool partial = status == QSER_PARTIAL && p.status == QSER_OK;
	status = finish(&p, partial ? QSER_OK : status);
	return status == QSER_OK && partial ? QSER_PARTIAL : status;
}

/* ---- Verbs ---- */

const struct cli_verb cli_issue_verbs[] = {
	{.name = "issue raise",
		.arguments = "PAIR [-]",
		.brief = "record that something is wrong in a pair",
		.examples =
			"qser-pair issue raise jan --kind commitment --raised-by mentor \\\n"
			"    --description 'Three meetings missed without a word'\n"
			"qser-pair issue raise jan --kind trust --confidential 'asked us not to tell' "
			"\\\n    --readers 'eleni;nikos'",
		.database = CLI_WRITES,
		.record = QSER_ISSUE,
		.columns = CLI_VALUES,
		.without = "pair mediation",
		.least = 1,
		.most = 2,
		.complete = "record:pair",
		.run = raise_issue,
		.more = "What is confidential has readers: those named, or you alone. Only they, the "
			"mediator, and the mentor or mentee who raised it are shown it. Whoever may "
			"read the file of the database can read all of it."},
	{.name = "issue list",
		.brief = "list issues of pairs",
		.examples = "qser-pair issue list --state open\n"
			    "qser-pair issue list --pair jan --columns day,kind,description",
		.database = CLI_READS,
		.record = QSER_ISSUE,
		.columns = CLI_FILTERS,
		.without = CONFIDENTIAL,
		.run = list_issues,
		.actor = true,
		.more = "What is confidential is left out, unless --columns names it; then its "
			"readers are shown it, and all others for whom it is."},
	{.name = "issue show",
		.arguments = "ID…",
		.brief = "show issues of pairs in full",
		.examples = "qser-pair issue show 2 --actor eleni",
		.database = CLI_READS,
		.record = QSER_ISSUE,
		.columns = CLI_SHOWS,
		.kind = CLI_PAGE,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = show_issue,
		.actor = true,
		.more = "What is confidential is shown to its readers; to all others, for whom it "
			"is."},
	{.name = "issue mediate",
		.arguments = "ID",
		.brief = "record that the organisation mediates, and what was done",
		.examples =
			"qser-pair issue mediate 2 --mediator eleni --mediation 'Talked to both, "
			"apart'",
		.database = CLI_WRITES,
		.record = QSER_ISSUE,
		.options = mediate_options,
		.least = 1,
		.most = 1,
		.complete = "record",
		.run = mediate},
	{.name = "issue resolve",
		.arguments = "ID…",
		.brief = "close issues that are resolved",
		.examples = "qser-pair issue resolve 2 --outcome 'They meet on Tuesdays now'",
		.database = CLI_WRITES,
		.record = QSER_ISSUE,
		.options = outcome_options,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = resolve},
	{.name = "issue close",
		.arguments = "ID…",
		.brief = "close issues that could not be resolved",
		.examples = "qser-pair issue close 2 --outcome 'The pair ends; both get another'",
		.database = CLI_WRITES,
		.record = QSER_ISSUE,
		.options = outcome_options,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = close_issue},
	CLI_EDIT("issue ", QSER_ISSUE, "issues of pairs",
		"qser-pair issue edit 2 --readers 'eleni;nikos;maria'"),
	CLI_RM("issue ", QSER_ISSUE, "issues of pairs", "qser-pair issue rm 2"),
	CLI_MAP("issue ", QSER_ISSUE, "issues of pairs",
		"qser-pair issue map issues.csv > issues.map"),
	CLI_IMPORT("issue ", QSER_ISSUE, "issues of pairs", "qser-pair issue import issues.csv"),
	{.name = "issue export",
		.brief = "write issues of pairs as CSV that import takes",
		.examples = "qser-pair issue export -o issues.csv",
		.database = CLI_READS,
		.record = QSER_ISSUE,
		.columns = CLI_FILTERS,
		.kind = CLI_DATA,
		.without = CONFIDENTIAL,
		.run = list_issues,
		.actor = true,
		.more = "What is confidential is left out, unless --columns names it; then its "
			"readers are shown it, and all others for whom it is."},
	{.name = "due",
		.brief = "list what is due in pairs; exit status 1 when something is",
		.examples = "qser-pair due\n"
			    "qser-pair due --within 7d --coordinator eleni\n"
			    "# crontab: every Monday, by mail when there is something\n"
			    "0 7 * * 1 qser-pair due --db /var/lib/qser/qser.db -f text",
		.database = CLI_READS,
		.options = due_options,
		.kind = CLI_ROWS,
		.without = "sort limit ids null",
		.run = due,
		.more = "silent: no meeting for longer than agreed, and no appointment ahead. "
			"proposal: published, and not answered within answer-days. action: open, "
			"and its day is over. appointment: planned, and nobody has recorded what "
			"became of it; with --within those to come. issue: open, or in mediation. "
			"paused: the pause of a mentor is over. Nothing that is due stands in the "
			"way of other work."},
	{.name = NULL},
};
