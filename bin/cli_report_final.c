/* cli_report_final.c: see cli_report_final.h. */
#include "cli_report_final.h"

#include "cli_report.h"

/* ---- final ---- */

static const struct cli_option final_options[] = {
	{"path", 0, "PATH", "of these paths, joined by commas", "record:path"},
	{"sensitive", 0, NULL, "with the words of suggestions", NULL},
	REPORT_OPTIONS,
	{.name = NULL},
};

static enum qser_status final(struct cli *c)
{
	struct qser_report report = cli_report_about(c);

	report.sensitive = cli_has(c, "sensitive");
	return cli_report(c, QSER_REPORT_FINAL, &report);
}

/* ---- manager ---- */

static const struct cli_option manager_options[] = {
	{"person", 0, "PERSON", "the manager; you, when not given", "record:person"},
	REPORT_PERIOD_OPTIONS,
	{"path", 0, "PATH", "on these paths alone, joined by commas", "record:path"},
	{"sensitive", 0, NULL,
		"with what trainers wrote of sessions, where only the own staff took part", NULL},
	REPORT_OPTIONS,
	{.name = NULL},
};

static enum qser_status manager(struct cli *c)
{
	struct qser_report report = cli_report_about(c);

	report.person = cli_get(c, "person");
	report.sensitive = cli_has(c, "sensitive");
	return cli_report(c, QSER_REPORT_MANAGER, &report);
}

/* ---- certificate ---- */

static const struct cli_option certificate_options[] = {
	{"path", 0, "PATH", "of these paths, joined by commas", "record:path"},
	{"participant", 0, "PERSON",
		"for these participants, joined by commas; all of the path when not given",
		"record:person"},
	{"person", 0, "PERSON", "for these trainers or mentors: the hours they gave",
		"record:person"},
	{"verify", 0, "CODE", "whether the certificate with this code is genuine, and what it says",
		NULL},
	REPORT_OPTIONS,
	{.name = NULL},
};

static enum qser_status certificate(struct cli *c)
{
	static const char *const others[] = {"path", "participant", "person", "if-any"};
	struct qser_report report = cli_report_about(c);

	report.person = cli_get(c, "person");
	report.code = cli_get(c, "verify");
	for (size_t i = 0; report.code && i < sizeof others / sizeof *others; i++)
		if (cli_has(c, others[i]))
			return cli_fail(c, QSER_USAGE,
				"--verify takes the code alone: it says whose hours are meant, so "
				"leave out --%s",
				others[i]);
	return cli_report(c, QSER_REPORT_CERTIFICATE, &report);
}

/* ---- signoff ---- */

static const struct cli_option signoff_options[] = {
	{"what", 0, "TEXT",
		"of this alone: 'path PATH', 'contract ID', 'response ID', 'entry ID', "
		"'conclusion ID', 'pair PAIR', 'time sheet MONTH'",
		NULL},
	{"path", 0, "PATH", "under what belongs to these paths, joined by commas", "record:path"},
	REPORT_ORGANISATION_OPTION,
	{"person", 0, "PERSON", "made by these people, joined by commas", "record:person"},
	{"period", 0, "DAYS", "signed on these days: 2026-11, 'last month', A..B", NULL},
	{"since", 0, "DAY", "signed from this day on", NULL},
	{"until", 0, "DAY", "signed up to and with this day", NULL},
	REPORT_OPTIONS,
	{.name = NULL},
};

static enum qser_status signoff(struct cli *c)
{
	struct qser_report report = cli_report_about(c);

	report.person = cli_get(c, "person");
	report.what = cli_get(c, "what");
	return cli_report(c, QSER_REPORT_SIGNOFF, &report);
}

/* ---- Verbs ---- */

const struct cli_verb cli_report_final_verbs[] = {
	{.name = "manager",
		.brief = "report how the own staff comes on, week by week",
		.examples =
			"qser-report manager --person eleni\n"
			"qser-report manager --period 'last month' -f html -o staff.html\n"
			"# a row for each of the staff, path and week\n"
			"qser-report manager --person eleni -f csv --for-spreadsheet > staff.csv\n"
			"# crontab: every Friday at 15, to the manager\n"
			"0 15 * * 5 qser-report manager --db /var/lib/qser/qser.db --person eleni "
			"--if-any -f eml --to eleni@example.org | sendmail -t",
		.database = CLI_READS,
		.options = manager_options,
		.run = manager,
		.kind = CLI_PAGE,
		.formats = "html eml",
		.actor = true,
		.folder = true,
		.more = "The staff of a manager: everybody whose supervisor, or whose department's "
			"manager, that person is. For each of them and each path: hours, sessions, "
			"checklists and suggestions week by week, skills in their own eyes, the "
			"last session and the next appointment; from the first day on, when that "
			"is what is planned. The period is for the weeks. What trainers wrote of "
			"sessions is left out unless asked for."},
	{.name = "final",
		.brief = "make the final report of a path, to be signed",
		.examples = "qser-report final --path reception-26\n"
			    "qser-report final --path reception-26 -f html -o final.html\n"
			    "# a row for each participant\n"
			    "qser-report final --path reception-26 -f csv",
		.database = CLI_READS,
		.options = final_options,
		.run = final,
		.kind = CLI_PAGE,
		.formats = "html eml",
		.folder = true,
		.more = "Goals, skills before and after, hours planned and actual, sessions, "
			"suggestions and what became of them, what the conclusion says of benefits, "
			"impact and practices worth sharing (qser-path conclude), gates that were "
			"passed and why, and the signatures under the conclusion, or lines for "
			"them. Without a conclusion it is a draft; while the path is not closed, "
			"it says what is still open."},
	{.name = "certificate",
		.brief = "certify hours that are signed, or verify a certificate",
		.examples =
			"qser-report certificate --path reception-26 --participant sofia\n"
			"# a page for each participant, to print and to sign\n"
			"qser-report certificate --path reception-26 -f html -o certificates.html\n"
			"# the hours a trainer or mentor gave\n"
			"qser-report certificate --person maria\n"
			"# somebody shows a certificate: status 0 is genuine, 1 is not, 65 is "
			"mistyped\n"
			"qser-report certificate --verify 1A1D-15A3-S8N8-8WVN-DZ7Z-T9Q6",
		.database = CLI_READS,
		.options = certificate_options,
		.run = certificate,
		.kind = CLI_PAGE,
		.formats = "html eml",
		.folder = true,
		.more = "Entries of the diary count that are signed for the organisation or by the "
			"supervisor, and have not been changed since; to the minute, never rounded. "
			"Travel is left out. When an entry was changed after it was signed, or when "
			"nothing is signed, nothing is certified. Nothing is kept of a certificate: "
			"the code says which signatures it counts, and is made of them. So it stays "
			"valid when more hours are signed later, and is not when one of its own is "
			"changed or its signature taken back."},
	{.name = "signoff",
		.brief = "report what signatures covered, and whether they hold",
		.examples =
			"qser-report signoff --path reception-26\n"
			"qser-report signoff --what 'response 12'\n"
			"# the hours of a month\n"
			"qser-report signoff --what 'time sheet 2026-11' -f csv\n"
			"# crontab: every Monday, which signatures are broken\n"
			"0 7 * * 1 qser-report signoff --db /var/lib/qser/qser.db -f csv | grep "
			"',broken,'",
		.database = CLI_READS,
		.options = signoff_options,
		.run = signoff,
		.kind = CLI_PAGE,
		.formats = "html eml",
		.more = "Contracts, checklists, diary entries, conclusions and agreements of pairs "
			"are signed. A signature is valid as long as everything it covered is as it "
			"was; broken, when something of it was changed, and the change log tells "
			"which columns, when and by whom, never what stood there; replaced, when a "
			"new revision of a checklist has taken its place."},
	{.name = NULL},
};
