/* cli_report_sheet.c: time sheets. */
#include "cli_report_sheet.h"

#include <string.h>

enum qser_status cli_report_rounding(struct cli *c, struct qser_report *report)
{
	static const char *const modes[] = {[QSER_ROUND_NEAREST] = "nearest",
		[QSER_ROUND_UP] = "up",
		[QSER_ROUND_DOWN] = "down"};
	const char *mode = cli_get(c, "round-mode");
	int64_t minutes = 0;
	enum qser_status status = cli_get_number(c, "round", 5, 60, &minutes);

	report->round = (int)minutes;
	if (status != QSER_OK || !mode)
		return status;
	if (!minutes)
		return cli_fail(c, QSER_USAGE, "--round-mode goes with --round MINUTES");
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
		if (!strcmp(modes[i], mode)) {
			report->round_mode = (enum qser_round)i;
			return QSER_OK;
		}
	return cli_fail(c, QSER_USAGE, "--round-mode: \"%s\" is none of nearest, up, down", mode);
}

static const struct cli_option timesheet_options[] = {
	{"person", 0, "PERSON", "whose, joined by commas; the actor when not given",
		"record:person"},
	{"organisation", 0, "ORGANISATION",
		"of all who work there and have hours, one sheet each; joined by commas",
		"record:organisation"},
	{"period", 0, "MONTH", "the month: 2026-11, 'last month'; last month when not given", NULL},
	{"project", 0, "PROJECT", "only hours for this project", "record:project"},
	{"draft", 0, NULL, "print also hours that are not signed, or overlap; marked as a draft",
		NULL},
	{"sensitive", 0, NULL, "with the notes of the entries", NULL},
	REPORT_ROUND_OPTIONS,
	REPORT_OPTIONS,
	{.name = NULL},
};

static enum qser_status timesheet(struct cli *c)
{
	struct qser_report report = cli_report_about(c);
	enum qser_status status = cli_report_rounding(c, &report);

	report.person = cli_get(c, "person");
	report.project = cli_get(c, "project");
	report.draft = cli_has(c, "draft");
	report.sensitive = cli_has(c, "sensitive");
	return status == QSER_OK ? cli_report(c, QSER_REPORT_TIMESHEET, &report) : status;
}

const struct cli_verb cli_report_sheet_verbs[] = {
	{.name = "timesheet",
		.brief = "print the hours of a person in a month, to be signed",
		.examples =
			"qser-report timesheet --person maria --period 2026-11 -f html -o maria.html\n"
			"# before they are signed\n"
			"qser-report timesheet --draft\n"
			"# everybody of an organisation who has hours, a sheet of paper each\n"
			"qser-report timesheet --organisation elaionas --round 15 -f html -o "
			"november.html\n"
			"# crontab: on the third of the month; it says what is not signed yet\n"
			"0 6 3 * * qser-report timesheet --db /var/lib/qser/qser.db --organisation "
			"elaionas --if-any -f html -o /srv/sheets/last-month.html",
		.database = CLI_READS,
		.options = timesheet_options,
		.run = timesheet,
		.kind = CLI_PAGE,
		.formats = "html eml",
		.actor = true,
		.folder = true,
		.more = "Who leads an entry has its hours once; whoever takes part has them on a "
			"sheet of their own. Hours that are not signed, were changed after that, or "
			"are at the same time as others of the same person are refused, with the "
			"days and what to do, unless there is --draft. An entry over midnight "
			"belongs to the day it starts. What is not known, as a project number, is a "
			"line to write on; so are absences. In the rows of CSV, TSV and JSON each "
			"entry is one."},
	{.name = NULL},
};
