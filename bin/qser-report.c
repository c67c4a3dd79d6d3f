/*
 * qser-report.c: reports: pages for people, rows for programs.  They only read.
 */
#include <qser.h>

#include "cli_report.h"
#include "cli_report_calendar.h"
#include "cli_report_final.h"
#include "cli_report_programme.h"
#include "cli_report_sheet.h"

/* ---- Options ---- */

static const struct cli_option progress_options[] = {
	REPORT_PERIOD_OPTIONS,
	REPORT_ORGANISATION_OPTION,
	REPORT_PATH_OPTIONS,
	REPORT_OPTIONS,
	{.name = NULL},
};

static const struct cli_option hours_options[] = {
	REPORT_PERIOD_OPTIONS,
	{"by", 0, "KEYS", "one or more of {sum.by}, joined by commas; path when not given",
		"column:sum.by"},
	REPORT_ORGANISATION_OPTION,
	REPORT_PATH_OPTIONS,
	{"kind", 0, "KIND", "of these kinds alone, joined by commas", "column:diary entry.kind"},
	REPORT_ROUND_OPTIONS,
	REPORT_OPTIONS,
	{.name = NULL},
};

/* ---- Verbs ---- */

static enum qser_status progress(struct cli *c)
{
	const struct qser_report report = cli_report_about(c);

	return cli_report(c, QSER_REPORT_PROGRESS, &report);
}

static enum qser_status hours(struct cli *c)
{
	struct qser_report report = cli_report_about(c);
	enum qser_status status = cli_report_rounding(c, &report);

	report.by = cli_get(c, "by");
	report.kind = cli_get(c, "kind");
	return status == QSER_OK ? cli_report(c, QSER_REPORT_HOURS, &report) : status;
}

static const struct cli_verb verbs[] = {
	{.name = "progress",
		.brief = "report how each path stands",
		.examples =
			"qser-report progress --organisation lamia\n"
			"# a page to print or to send, with charts\n"
			"qser-report progress --path reception-26 -f html -o reception-26.html\n"
			"# a row for each path and participant, for a spreadsheet\n"
			"qser-report progress --period 'last month' -f csv --for-spreadsheet > "
			"progress.csv\n"
			"# a page for each organisation, in a folder\n"
			"qser-report progress -f html -o progress/\n"
			"# crontab: every Monday at 7; status 1 is \"no such path\"\n"
			"0 7 * * 1 qser-report progress --db /var/lib/qser/qser.db --period 'last "
			"week' "
			"-f html -o /srv/www/progress.html",
		.database = CLI_READS,
		.options = progress_options,
		.run = progress,
		.kind = CLI_PAGE,
		.formats = "html eml",
		.folder = true,
		.more = "For each path: trainer, participants, steps done and the next one, hours "
			"by "
			"kind and by participant against the plan, last session, checklists, and "
			"what "
			"needs attention. Steps and checklists are as they are today; the period "
			"is "
			"for hours. In the rows of CSV, TSV and JSON an entry of two participants "
			"counts for both; minutes are those of the period, minutes_total of all "
			"days. "
			"The last session is the last entry that is not travel."},
	{.name = "hours",
		.brief = "report hours of a period",
		.examples =
			"qser-report hours --period 2026-11 --by trainer\n"
			"# exact and rounded, side by side\n"
			"qser-report hours --period 'last month' --by participant,kind --round 15\n"
			"qser-report hours --path reception-26 --by month -f html -o hours.html\n"
			"# crontab: on the first of the month, by mail; status 1 is \"no hours\"\n"
			"0 6 1 * * qser-report hours --db /var/lib/qser/qser.db --period 'last "
			"month' "
			"--by trainer,path | mail -s 'Hours' office@example.org",
		.database = CLI_READS,
		.options = hours_options,
		.run = hours,
		.kind = CLI_PAGE,
		.formats = "html eml",
		.folder = true,
		.more = "Sums are of whole minutes; every rounded value is made from an exact one, "
			"so a rounded total may differ from the sum of rounded rows, and the "
			"report "
			"then says so. By participant, an entry of two counts for both. By path, "
			"organisation, department or project (of the path), the plan and what is "
			"left of it (of all hours, whatever the period) stand beside."},
	{.name = NULL},
};

int main(int argc, char **argv)
{
	static const struct cli_verb *const rooms[] = {cli_report_sheet_verbs,
		cli_report_programme_verbs, cli_report_final_verbs, cli_report_calendar_verbs,
		NULL};
	static const struct cli_command command = {
		"qser-report", "reports to read, print, sign and mail", verbs, rooms};
	return cli_main(argc, argv, &command);
}
