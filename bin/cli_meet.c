/* cli_meet.c: of qser-pair: meetings, guides to them, what was agreed upon. */
#include "cli_meet.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli_minutes.h"

/* ---- meet ---- */

static const struct cli_option meet_options[] = {
	{"on", 0, "DAY",
		"the day: today, yesterday, -3d, mon … sun, 2026-11-20; today when not given",
		NULL},
	{"domain", 0, "DOMAIN",
		"what it was about: skills, cv, letter, networking, vacancies, interview; may be "
		"given several times",
		"words:skills cv letter networking vacancies interview"},
	{"action", 0, "TEXT",
		"'WHO: WHAT, until DAY'; WHO is mentor, mentee, both or a person; may be given "
		"several times",
		NULL},
	{"homework", 0, "TEXT",
		"what the mentee does until the next meeting; may be given several times", NULL},
	{"next", 0, "DAY", "the next appointment, as fri or 'fri 17:00'; it is planned by that",
		NULL},
	{"extra", 0, NULL, "it was beside the meeting that is planned, which stays", NULL},
	{.name = NULL},
};

/* 1h30, 17:00-18:30 and PT1H30M, but neither 7 nor jan. */
static bool is_when(const char *word)
{
	bool digit = *word >= '0' && *word <= '9';

	return (digit && word[strspn(word, "0123456789")]) || strncmp(word, "PT", 2) == 0;
}

/* [PAIR] [WHEN] [-], in this order. */
static enum qser_status read_arguments(struct cli *c, const char **pair, const char **when)
{
	int words = c->argc;

	if (words && strcmp(c->argv[words - 1], "-") == 0)
		words--;
	*pair = *when = NULL;
	if (words && is_when(c->argv[words - 1]))
		*when = c->argv[--words];
	if (words)
		*pair = c->argv[0];
	if (words > 1)
		return cli_fail(c, QSER_USAGE,
			"meet: \"%s\" is no duration; write 1h30, 90min or 17:00-18:30",
			c->argv[1]);
	return QSER_OK;
}

/* All values of an option; *list is c's. */
static enum qser_status all_of(
	struct cli *c, const char *option, const char *const **list, size_t *count)
{
	for (*count = 0; cli_get_nth(c, option, *count);)
		++*count;
	const char **values = calloc(*count + 1, sizeof *values);
	if (!cli_own(c, (char *)values))
		return cli_no_memory(c);
	for (size_t i = 0; i < *count; i++)
		values[i] = cli_get_nth(c, option, i);
	*list = values;
	return QSER_OK;
}

/* --domain stands for the column domains. */
static enum qser_status with_domains(struct cli *c, const struct qser_field **fields, size_t *count)
{
	char *joined = cli_own(c, cli_dup(""));
	const char *word;

	for (size_t n = 0; joined && (word = cli_get_nth(c, "domain", n)); n++)
		joined = cli_own(c, cli_format("%s%s%s", joined, n ? ";" : "", word));
	struct qser_field *all = calloc(*count + 1, sizeof *all);
	if (!cli_own(c, (char *)all) || !joined)
		return cli_no_memory(c);
	size_t used = 0;
	for (size_t i = 0; i < *count; i++)
		if (!*joined || strcmp((*fields)[i].column, "domains") != 0)
			all[used++] = (*fields)[i];
	if (*joined)
		all[used++] = (struct qser_field){"domains", joined};
	*fields = all;
	*count = used;
	return QSER_OK;
}

static enum qser_status say_next(struct cli *c, int64_t next)
{
	char *line = NULL;
	enum qser_status status = next ? qser_encounter_describe(c->q, next, &line) : QSER_OK;

	if (status == QSER_OK && next)
		cli_say(c, "next: %s", line);
	free(line);
	return status;
}

static enum qser_status meet(struct cli *c)
{
	struct qser_meet how = {
		.on = cli_get(c, "on"), .next = cli_get(c, "next"), .extra = cli_has(c, "extra")};
	const struct qser_field *fields;
	const char *pair;
	struct qser_met met;
	size_t count;

	enum qser_status status = read_arguments(c, &pair, &how.when);
	if (status == QSER_OK)
		status = qser_pair_find(c->q, pair, &how.pair);
	if (status == QSER_OK)
		status = cli_fields(c, &fields, &count);
	if (status == QSER_OK)
		status = with_domains(c, &fields, &count);
	if (status == QSER_OK)
		status = all_of(c, "action", &how.actions, &how.action_count);
	if (status == QSER_OK)
		status = all_of(c, "homework", &how.homework, &how.homework_count);
	if (status == QSER_OK)
		status = qser_pair_meet(c->q, &how, fields, count, &met);
	if (status == QSER_OK)
		status = cli_print_described(c, met.meeting, qser_encounter_describe);
	return status == QSER_OK ? say_next(c, met.next) : status;
}

/* ---- meeting plan, missed, cancel ---- */

static enum qser_status plan(struct cli *c)
{
	const struct qser_field *fields;
	size_t count;
	int64_t pair, id;
	enum qser_status status = qser_pair_find(c->q, c->argc > 1 ? c->argv[0] : NULL, &pair);

	if (status == QSER_OK)
		status = cli_fields(c, &fields, &count);
	if (status == QSER_OK)
		status = qser_pair_plan(c->q, pair, c->argv[c->argc - 1], fields, count, &id);
	return status == QSER_OK ? cli_print_described(c, id, qser_encounter_describe) : status;
}

static const struct cli_option reason_options[] = {
	{"reason", 0, "TEXT", "why (required)", NULL},
	{.name = NULL},
};

static enum qser_status miss_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_encounter_miss(c->q, id, cli_get(c, "reason"));
}

static enum qser_status missed(struct cli *c)
{
	return cli_each_id(c, 0, QSER_ENCOUNTER, miss_one, NULL);
}

static enum qser_status cancel_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_encounter_cancel(c->q, id, cli_get(c, "reason"));
}

static enum qser_status cancel(struct cli *c)
{
	return cli_each_id(c, 0, QSER_ENCOUNTER, cancel_one, NULL);
}

/* ---- guide, summary ---- */

static const struct cli_option guide_options[] = {
	{"meeting", 0, "NUMBER", "for this meeting of the pair; the next one when not given", NULL},
	{"domain", 0, "DOMAIN",
		"with what belongs to it: skills, cv, letter, networking, vacancies, interview; "
		"those of the meeting, or of the pair, when not given; may be given several times",
		"words:skills cv letter networking vacancies interview"},
	{.name = NULL},
};

static enum qser_status guide(struct cli *c)
{
	struct qser_guide which = {.pair = 0};
	enum qser_status status = cli_get_number(c, "meeting", 1, 1000000, &which.number);

	if (status == QSER_OK && c->argc)
		status = qser_find(c->q, QSER_PAIR, c->argv[0], &which.pair);
	if (status == QSER_OK)
		status = all_of(c, "domain", &which.domains, &which.domain_count);
	return status == QSER_OK ? qser_pair_guide(c->q, &which, c->out, &c->style) : status;
}

static const struct cli_option summary_options[] = {
	{"meeting", 0, "NUMBER", "about this meeting of the pair; the last one held when not given",
		NULL},
	{.name = NULL},
};

static enum qser_status summary(struct cli *c)
{
	int64_t pair, number = 0, meeting, response;
	enum qser_status status = cli_get_number(c, "meeting", 1, 1000000, &number);

	if (status == QSER_OK)
		status = qser_pair_find(c->q, c->argc ? c->argv[0] : NULL, &pair);
	if (status == QSER_OK)
		status = qser_encounter_find(c->q, pair, number, &meeting);
	if (status == QSER_OK)
		status = qser_encounter_summary(c->q, meeting, &response);
	if (status != QSER_OK)
		return status;
	cli_print_id(c, response, NULL);
	cli_say(c, "answer it with: qser-checklist answer %" PRId64, response);
	return QSER_OK;
}

/* ---- action done ---- */

static const struct cli_option done_options[] = {
	{"on", 0, "DAY", "when it was done; today when not given", NULL},
	{.name = NULL},
};

static enum qser_status done_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_pair_action_done(c->q, id, cli_get(c, "on"));
}

static enum qser_status done(struct cli *c)
{
	return cli_each_id(c, 0, QSER_PAIR_ACTION, done_one, NULL);
}

/* ---- Verbs ---- */

const struct cli_verb cli_meet_verbs[] = {
	{.name = "meet",
		.arguments = "[PAIR] [DURATION|FROM-TO] [-]",
		.brief = "record a meeting of a pair, and its hours",
		.examples =
			"qser-pair meet jan 1h30 --domain cv --topic 'The first page' \\\n"
			"    --action 'mentee: send the new CV, until fri' --next 'tue 17:00'\n"
			"qser-pair meet 17:00-18:15 --on yesterday --mentor-feels 4 --mentee-feels 5\n"
			"qser-pair meet jan 1h - < meeting.txt",
		.database = CLI_WRITES,
		.record = QSER_ENCOUNTER,
		.columns = CLI_VALUES,
		.options = meet_options,
		.most = 3,
		.without = "pair number day minutes domains state reason",
		.complete = "record:pair",
		.run = meet,
		.more = "A meeting that is planned becomes this one; else it is the next by number. "
			"The first one starts the pair. Without PAIR it is your only one that runs. "
			"The hours stand in the diary as well, kind mentoring: the mentor has led, "
			"the mentee took part; entry and meeting change together. In --next and "
			"after until, fri is the next Friday."},
	CLI_LIST("meeting ", QSER_ENCOUNTER, "meetings of pairs",
		"qser-pair meeting list --pair jan --sort number\n"
		"qser-pair meeting list --state planned --sort day"),
	CLI_SHOW("meeting ", QSER_ENCOUNTER, "meetings of pairs", "qser-pair meeting show 3"),
	{.name = "meeting plan",
		.arguments = "[PAIR] DAY",
		.brief = "plan a meeting of a pair",
		.examples =
			"qser-pair meeting plan jan 'tue 17:00' --place 'Library' --topic 'CV'\n"
			"qser-pair meeting plan jan 2026-12-01",
		.database = CLI_WRITES,
		.record = QSER_ENCOUNTER,
		.columns = CLI_VALUES,
		.without = "pair number day begins state reason mood summary next-topic works "
			   "missing mentor-feels mentee-feels",
		.least = 1,
		.most = 2,
		.complete = "record:pair",
		.run = plan,
		.more = "DAY may have a time behind it, 'fri 17:00'; fri is the next Friday."},
	{.name = "meeting missed",
		.arguments = "ID…",
		.brief = "record that planned meetings did not take place",
		.examples = "qser-pair meeting missed 4 --reason 'mentee had a fever'",
		.database = CLI_WRITES,
		.record = QSER_ENCOUNTER,
		.options = reason_options,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = missed},
	{.name = "meeting cancel",
		.arguments = "ID…",
		.brief = "call off planned meetings",
		.examples = "qser-pair meeting cancel 4 --reason 'strike of the trains'",
		.database = CLI_WRITES,
		.record = QSER_ENCOUNTER,
		.options = reason_options,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = cancel},
	CLI_EDIT("meeting ", QSER_ENCOUNTER, "meetings of pairs, and their hours with them",
		"qser-pair meeting edit 3 --minutes 1h15\n"
		"qser-pair meeting edit 5 --day 2026-12-03 --begins 18:00"),
	CLI_RM("meeting ", QSER_ENCOUNTER, "meetings of pairs, and their hours with them",
		"qser-pair meeting rm 3"),
	CLI_MAP("meeting ", QSER_ENCOUNTER, "meetings of pairs",
		"qser-pair meeting map log.csv > log.map"),
	CLI_IMPORT("meeting ", QSER_ENCOUNTER, "meetings of pairs",
		"printf 'pair;day;minutes\\njan;2026-11-20;1h\\n' | qser-pair meeting import -"),
	CLI_EXPORT("meeting ", QSER_ENCOUNTER, "meetings of pairs",
		"qser-pair meeting export --pair jan -o meetings.csv"),
	{.name = "guide",
		.arguments = "[PAIR]",
		.brief = "print a guide for a meeting",
		.examples =
			"qser-pair guide jan\n"
			"# to print\n"
			"qser-pair guide jan --domain cv --domain letter -f html -o guide.html\n"
			"# of no pair: for the first meeting of any\n"
			"qser-pair guide --meeting 1",
		.database = CLI_READS,
		.options = guide_options,
		.kind = CLI_PAGE,
		.formats = "html",
		.most = 1,
		.complete = "record:pair",
		.run = guide,
		.more = "The words are those of the forms mentoring-first, mentoring-each and "
			"domain-cv, domain-letter and so on, which can be changed: "
			"qser-checklist form export, form import. Of a pair it says the goal, what "
			"was agreed the last time, what is open; it says no notes and no feelings, "
			"since it lies on the table."},
	{.name = "summary",
		.arguments = "[PAIR]",
		.brief = "begin the summary of a meeting, a form to be answered",
		.examples = "qser-pair summary jan\n"
			    "qser-checklist answer \"$(qser-pair summary jan -q)\" k8.1a='The CV'",
		.database = CLI_WRITES,
		.options = summary_options,
		.most = 1,
		.complete = "record:pair",
		.run = summary,
		.more = "The form is summary-first for the first meeting, else summary-meeting. "
			"What is printed is the response."},

	{.name = "action list",
		.brief = "list what was agreed upon in pairs",
		.examples = "qser-pair action list --open --pair jan\n"
			    "qser-pair action list --late --sort due",
		.database = CLI_READS,
		.record = QSER_PAIR_ACTION,
		.columns = CLI_FILTERS,
		.options = cli_action_list_options,
		.run = cli_action_list},
	CLI_SHOW("action ", QSER_PAIR_ACTION, "actions of pairs", "qser-pair action show 1"),
	CLI_ADD("action ", QSER_PAIR_ACTION, "an action of a pair",
		"qser-pair action add --pair jan --what 'Ask the office for the list' --person "
		"maria \\\n    --due 2026-12-01\n"
		"qser-pair action add --encounter 3 --what 'Read the vacancy' --homework yes"),
	CLI_EDIT("action ", QSER_PAIR_ACTION, "actions of pairs",
		"qser-pair action edit 1 --due 2026-12-08"),
	CLI_RM("action ", QSER_PAIR_ACTION, "actions of pairs", "qser-pair action rm 1"),
	{.name = "action done",
		.arguments = "ID…",
		.brief = "record that actions of pairs are done",
		.examples = "qser-pair action done 1\n"
			    "qser-pair action list --open --pair jan --homework yes --ids | "
			    "qser-pair action done -",
		.database = CLI_WRITES,
		.record = QSER_PAIR_ACTION,
		.options = done_options,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = done},
	CLI_MAP("action ", QSER_PAIR_ACTION, "actions of pairs",
		"qser-pair action map todo.csv > todo.map"),
	CLI_IMPORT("action ", QSER_PAIR_ACTION, "actions of pairs",
		"qser-pair action import todo.csv"),
	CLI_EXPORT("action ", QSER_PAIR_ACTION, "actions of pairs",
		"qser-pair action export --pair jan -o actions.csv"),
	{.name = NULL},
};
