/*
 * qser-path.c: training paths, their participants, skills, activities and 13 steps.
 */
#include <qser.h>
#include <stdlib.h>

#include "cli.h"
#include "cli_path.h"
#include "cli_minutes.h"
#include "cli_rota.h"
#include "cli_workshop.h"

/* What changes is the same of all the steps named. */
static enum qser_status step_one(struct cli *c, int64_t path, const char *word)
{
	const struct qser_field *fields;
	size_t count;
	int64_t id;
	char *end;
	long number = strtol(word, &end, 10);

	if (*end || end == word || number < 1 || number > 13)
		return cli_fail(c, QSER_INVALID, "step: \"%s\" is not a number of 1 to 13", word);
	enum qser_status status = qser_path_step(c->q, path, (int)number, &id);
	if (status == QSER_OK)
		status = cli_fields(c, &fields, &count);
	if (status == QSER_OK && !count)
		return cli_fail(c, QSER_USAGE,
			"nothing to record; give --state, --day, --responsible or --note");
	return status == QSER_OK ? qser_edit(c->q, QSER_STEP, id, fields, count, NULL) : status;
}

static enum qser_status step(struct cli *c)
{
	int64_t path;
	enum qser_status status = qser_find(c->q, QSER_PATH, c->argv[0], &path);

	for (int i = 1; i < c->argc && status == QSER_OK; i++)
		status = step_one(c, path, c->argv[i]);
	return status;
}

static enum qser_status print(struct cli *c)
{
	int64_t path;
	enum qser_status status = qser_find(c->q, QSER_PATH, c->argv[0], &path);

	return status == QSER_OK ? qser_path_page(c->q, path, c->out, &c->style) : status;
}

static const struct cli_verb verbs[] = {
	{.name = "new",
		.arguments = "[-]",
		.brief = "make a training path, with its 13 steps",
		.examples =
			"qser-path new --title 'Positive and informed customer service' \\\n"
			"    --organisation lamia --trainer maria --hours 40 --code reception-26",
		.database = CLI_WRITES,
		.record = QSER_PATH,
		.columns = CLI_VALUES,
		.most = 1,
		.run = cli_add,
		.more = cli_fields_more},
	CLI_LIST("", QSER_PATH, "paths",
		"qser-path list --state running\n"
		"qser-path list --trainer maria --sort starts"),
	CLI_SHOW("", QSER_PATH, "paths", "qser-path show reception-26"),
	{.name = "print",
		.arguments = "PATH",
		.brief = "print a training path with all its parts",
		.examples = "qser-path print reception-26\n"
			    "qser-path print reception-26 -f html -o path.html",
		.database = CLI_READS,
		.kind = CLI_PAGE,
		.formats = "html",
		.least = 1,
		.most = 1,
		.complete = "record:path",
		.run = print,
		.more = "A page for people: text or html. Of the contracts the newest is shown."},
	CLI_EDIT("", QSER_PATH, "paths", "qser-path edit reception-26 --ends 2027-01-31"),
	CLI_MAP("", QSER_PATH, "paths", "qser-path map paths.csv > paths.map"),
	CLI_IMPORT("", QSER_PATH, "paths", "qser-path import paths.csv"),
	CLI_EXPORT("", QSER_PATH, "paths", "qser-path export -o paths.csv"),

	{.name = "step",
		.arguments = "PATH NUMBER…",
		.brief = "record how far some of the 13 steps are",
		.examples = "qser-path step reception-26 5 --state done --day 2026-10-12 "
			    "--responsible eleni\n"
			    "qser-path step reception-26 1 2 3 4 --state done\n"
			    "qser-path step reception-26 9 --state started",
		.database = CLI_WRITES,
		.record = QSER_STEP,
		.columns = CLI_CHANGES,
		.least = 2,
		.most = -1,
		.complete = "record:path",
		.run = step,
		.more = "Steps are recorded in any order. The state of the path follows: step 5 "
			"done is "
			"discussed, step 6 done is confirmed, step 9 started is running; the same "
			"gates stand before them as before discuss and confirm."},
	CLI_LIST("step ", QSER_STEP, "steps of paths",
		"qser-path step list --path reception-26\n"
		"qser-path step list --state open --responsible eleni"),
	CLI_SHOW("step ", QSER_STEP, "steps", "qser-path step show 14"),
	CLI_MAP("step ", QSER_STEP, "steps", "qser-path step map steps.csv > steps.map"),
	CLI_IMPORT("step ", QSER_STEP, "steps", "qser-path step import steps.csv"),
	CLI_EXPORT("step ", QSER_STEP, "steps", "qser-path step export -o steps.csv"),

	CLI_LIST("participant ", QSER_PARTICIPANT, "participants of paths",
		"qser-path participant list --path reception-26"),
	CLI_SHOW("participant ", QSER_PARTICIPANT, "participants", "qser-path participant show 3"),
	CLI_ADD("participant ", QSER_PARTICIPANT, "a participant",
		"qser-path participant add --path reception-26 --person jan --hours 8"),
	CLI_EDIT("participant ", QSER_PARTICIPANT, "participants",
		"qser-path participant edit 3 --leaves 2026-12-01"),
	CLI_RM("participant ", QSER_PARTICIPANT, "participants", "qser-path participant rm 3"),
	CLI_MAP("participant ", QSER_PARTICIPANT, "participants",
		"qser-path participant map participants.csv > participants.map"),
	CLI_IMPORT("participant ", QSER_PARTICIPANT, "participants",
		"printf 'path,person\\nreception-26,jan\\n' | qser-path participant import -"),
	CLI_EXPORT("participant ", QSER_PARTICIPANT, "participants",
		"qser-path participant export -o participants.csv"),

	CLI_LIST("skill ", QSER_SKILL, "skills, competences and attitudes of paths",
		"qser-path skill list --path reception-26"),
	CLI_SHOW("skill ", QSER_SKILL, "skills", "qser-path skill show 2"),
	CLI_ADD("skill ", QSER_SKILL, "a skill, competence or attitude",
		"qser-path skill add --path reception-26 --kind attitude --name 'Patience at the "
		"counter'"),
	CLI_EDIT("skill ", QSER_SKILL, "skills",
		"qser-path skill edit 2 --target 'asks before answering'"),
	CLI_RM("skill ", QSER_SKILL, "skills", "qser-path skill rm 2"),
	CLI_MAP("skill ", QSER_SKILL, "skills", "qser-path skill map skills.csv > skills.map"),
	CLI_IMPORT("skill ", QSER_SKILL, "skills", "qser-path skill import skills.csv"),
	CLI_EXPORT("skill ", QSER_SKILL, "skills", "qser-path skill export -o skills.csv"),

	CLI_LIST("activity ", QSER_ACTIVITY, "activities of paths",
		"qser-path activity list --path reception-26"),
	CLI_SHOW("activity ", QSER_ACTIVITY, "activities", "qser-path activity show 2"),
	CLI_ADD("activity ", QSER_ACTIVITY, "an activity",
		"qser-path activity add --path reception-26 --kind workshop --title 'Opening' "
		"--hours 1,5"),
	CLI_EDIT("activity ", QSER_ACTIVITY, "activities", "qser-path activity edit 2 --hours 2"),
	CLI_RM("activity ", QSER_ACTIVITY, "activities", "qser-path activity rm 2"),
	CLI_MAP("activity ", QSER_ACTIVITY, "activities",
		"qser-path activity map activities.csv > activities.map"),
	CLI_IMPORT("activity ", QSER_ACTIVITY, "activities",
		"qser-path activity import activities.csv"),
	CLI_EXPORT("activity ", QSER_ACTIVITY, "activities",
		"qser-path activity export -o activities.csv"),

	CLI_UNDO("qser-path undo -n\n"
		 "qser-path undo"),
	{.name = NULL},
};

int main(int argc, char **argv)
{
	static const struct cli_verb *const rooms[] = {
		cli_path_verbs, cli_minutes_verbs, cli_workshop_verbs, cli_rota_verbs, NULL};
	static const struct cli_command command = {
		"qser-path", "training paths, their participants, skills and steps", verbs, rooms};
	return cli_main(argc, argv, &command);
}
