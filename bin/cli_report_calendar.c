/* cli_report_calendar.c: the verbs calendar and contacts. */
#include "cli_report_calendar.h"

#include "cli_report.h"

static const struct cli_option calendar_options[] = {
	{"period", 0, "DAYS",
		"the days to tell of: 2026-11, 2026-W47, 2026, 'this week', A..B; from four weeks "
		"ago on when not given",
		NULL},
	{"since", 0, "DAY", "from this day on", NULL},
	{"until", 0, "DAY", "up to and with this day", NULL},
	REPORT_ORGANISATION_OPTION,
	REPORT_PATH_OPTIONS,
	{"person", 0, "PERSON", "all that these people take part in, joined by commas",
		"record:person"},
	{"sensitive", 0, NULL, "also what pairs talk about, and why something was missed", NULL},
	REPORT_OPTIONS,
	{.name = NULL},
};

static const struct cli_option contacts_options[] = {
	{"organisation", 0, "ORGANISATION", "who works there; several joined by commas",
		"record:organisation"},
	{"role", 0, "ROLE", "who has one of these roles today, joined by commas",
		"column:role.role"},
	{"path", 0, "PATH", "participants, trainer and contact of these paths, joined by commas",
		"record:path"},
	{"person", 0, "PERSON", "these people, joined by commas", "record:person"},
	{"vcard", 0, "VERSION", "vcf: 3 as every telephone reads it, or 4; 3 when not given",
		"words:3 4"},
	REPORT_OPTIONS,
	{.name = NULL},
};

static enum qser_status calendar(struct cli *c)
{
	struct qser_report report = cli_report_about(c);

	report.person = cli_get(c, "person");
	report.sensitive = cli_has(c, "sensitive");
	return cli_report(c, QSER_REPORT_CALENDAR, &report);
}

static enum qser_status contacts(struct cli *c)
{
	struct qser_report report = cli_report_about(c);
	int64_t version = 3;
	enum qser_status status = cli_get_number(c, "vcard", 3, 4, &version);

	if (status != QSER_OK)
		return status;
	if (cli_has(c, "vcard") && c->style.format != QSER_FORMAT_VCF)
		return cli_fail(c, QSER_USAGE, "--vcard is for cards: say so with --format vcf");
	report.vcard = (int)version;
	report.person = cli_get(c, "person");
	report.role = cli_get(c, "role");
	return cli_report(c, QSER_REPORT_CONTACTS, &report);
}

const struct cli_verb cli_report_calendar_verbs[] = {
	{.name = "calendar",
		.brief = "report appointments, or make a calendar of them",
		.examples =
			"qser-report calendar --person maria --period 'this week'\n"
			"# for the calendar on a desk or a telephone\n"
			"qser-report calendar --person maria -f ics -o maria.ics\n"
			"# crontab: every hour a calendar for each, where a web server gives it to "
			"them\n"
			"5 * * * * qser-report calendar --db /var/lib/qser/qser.db -q -f ics -o "
			"/srv/calendars/",
		.database = CLI_READS,
		.options = calendar_options,
		.run = calendar,
		.kind = CLI_PAGE,
		.formats = "html eml ics",
		.folder = true,
		.more = "Sessions of rotas, workshops, meetings of paths and of pairs, days with a "
			"colleague. --trainer and --participant are for paths; --person is for "
			"everything. Without a period it begins four weeks ago, so that what was "
			"cancelled reaches every calendar. As ics each is an event that keeps its "
			"name for good: read in again, it is changed and not doubled. Without a time "
			"of the day it is an event of the whole day. What has no day yet is left out. "
			"It names those who take part, so keep it from others."},
	{.name = "contacts",
		.brief = "report people and how to reach them, or make cards of them",
		.examples = "qser-report contacts --path reception-26\n"
			    "# for the address book of a computer or a telephone\n"
			    "qser-report contacts --role mentor -f vcf -o mentors.vcf\n"
			    "qser-report contacts --organisation lamia -f csv > lamia.csv",
		.database = CLI_READS,
		.options = contacts_options,
		.run = contacts,
		.kind = CLI_PAGE,
		.formats = "html eml vcf",
		.folder = true,
		.more = "Names, addresses, telephone numbers, where people work, and the roles they "
			"have today; nothing else that is known of them. Who has left is not in it: "
			"all roles are over, the profile says left, and no path goes on with them. "
			"Cards are vCard 3.0, which every program reads, or with --vcard 4 as RFC "
			"6350 has them; each keeps its name for good, so that it is changed and not "
			"doubled. Of pairs: qser-pair contacts."},
	{.name = NULL},
};
