/* cli_report_programme.c: see cli_report_programme.h. */
#include "cli_report_programme.h"

#include "cli_report.h"

static const struct cli_option due_options[] = {
	{"within", 0, "DAYS",
		"what is due up to so many days from now as well: 7d, 2w; 7d when not given",
		"words:0d 7d 2w 30d"},
	{"person", 0, "PERSON", "for these people alone, joined by commas", "record:person"},
	REPORT_ORGANISATION_OPTION,
	{"path", 0, "PATH", "of these paths alone, joined by commas", "record:path"},
	REPORT_OPTIONS,
	{.name = NULL},
};

static const struct cli_option steps_options[] = {
	REPORT_ORGANISATION_OPTION,
	{"path", 0, "PATH", "these paths alone, joined by commas", "record:path"},
	{"trainer", 0, "PERSON", "of these trainers alone, joined by commas", "record:person"},
	REPORT_OPTIONS,
	{.name = NULL},
};

static enum qser_status steps(struct cli *c)
{
	const struct qser_report report = cli_report_about(c);

	return cli_report(c, QSER_REPORT_STEPS, &report);
}

static const struct cli_option overview_options[] = {
	REPORT_PERIOD_OPTIONS,
	REPORT_ORGANISATION_OPTION,
	{"min-group", 0, "N",
		"do not show figures of fewer people than that; 5 when not given, 1 shows all",
		NULL},
	REPORT_OPTIONS,
	{.name = NULL},
};

static enum qser_status overview(struct cli *c)
{
	struct qser_report report = cli_report_about(c);
	int64_t least = 0;
	enum qser_status status = cli_get_number(c, "min-group", 1, 1000, &least);

	report.min_group = (int)least;
	return status == QSER_OK ? cli_report(c, QSER_REPORT_OVERVIEW, &report) : status;
}

static enum qser_status due(struct cli *c)
{
	struct qser_report report = cli_report_about(c);

	report.within = cli_get(c, "within");
	report.person = cli_get(c, "person");
	return cli_report(c, QSER_REPORT_DUE, &report);
}

const struct cli_verb cli_report_programme_verbs[] = {
	{.name = "steps",
		.brief = "report all paths against the 13 steps",
		.examples = "qser-report steps\n"
			    "qser-report steps --organisation lamia -f html -o steps.html\n"
			    "# which steps are late, for a spreadsheet\n"
			    "qser-report steps -f csv --for-spreadsheet > steps.csv",
		.database = CLI_READS,
		.options = steps_options,
		.run = steps,
		.kind = CLI_PAGE,
		.formats = "html eml",
		.folder = true,
		.more = "For each path a mark for each step, then the next one: who is to do it "
			"(who is named for the step, else the trainer), the day it is planned "
			"for, and how late it is. As CSV, TSV and JSON it has one row for each "
			"path and step. The exit status is 1 when there is no such path."},
	{.name = "due",
		.brief = "report what is late or soon, and who is to see to it",
		.examples =
			"qser-report due\n"
			"qser-report due --within 2w --organisation lamia\n"
			"# what one person has to do, as a message\n"
			"qser-report due --person maria -f eml --to maria@example.org | sendmail -t\n"
			"# crontab: every working day at 7, by mail when there is something\n"
			"0 7 * * 1-5 qser-report due --db /var/lib/qser/qser.db --if-any",
		.database = CLI_READS,
		.options = due_options,
		.run = due,
		.kind = CLI_PAGE,
		.formats = "html eml",
		.folder = true,
		.more = "The exit status is 1 when something is late or soon, else 0. Late comes "
			"first, then what is soon; each with the command that settles it. "
			"Nothing is due on a path that is closed. With --path what belongs to no "
			"path is left out."},
	{.name = "overview",
		.brief = "report the programme as a whole, in figures",
		.examples = "qser-report overview --period 2026\n"
			    "qser-report overview --period 2026 -f html -o 2026.html\n"
			    "# for a funder: groups of fewer than ten are not shown\n"
			    "qser-report overview --period 2026 --min-group 10 -f csv\n"
			    "# crontab: on the first of the year, the year that is over\n"
			    "0 6 1 1 * qser-report overview --db /var/lib/qser/qser.db --period "
			    "'last year' -f html -o /srv/www/programme.html",
		.database = CLI_READS,
		.options = overview_options,
		.run = overview,
		.kind = CLI_PAGE,
		.formats = "html eml",
		.folder = true,
		.more = "Applications are those that came in the period; hours, meetings, "
			"suggestions and trainings are of the period; all else is as it is today. "
			"It names nobody. What is of fewer people than --min-group is not shown, "
			"nor is as much else as would give it away. As CSV, TSV and JSON it has "
			"one row for each figure and group."},
	{.name = NULL},
};
