/* cli_report.h: what the verbs of qser-report share. */
#ifndef BIN_CLI_REPORT_H
#define BIN_CLI_REPORT_H

#include "cli.h"

#define REPORT_PERIOD_OPTIONS                                                                      \
	{"period", 0, "DAYS",                                                                      \
		"the days counted: 2026-11, 2026-W47, 2026, 'last week', 'last month', A..B; all " \
		"when not given",                                                                  \
		NULL},                                                                             \
		{"since", 0, "DAY", "from this day on", NULL},                                     \
	{                                                                                          \
		"until", 0, "DAY", "up to and with this day", NULL                                 \
	}

#define REPORT_ORGANISATION_OPTION                                                              \
	{                                                                                       \
		"organisation", 0, "ORGANISATION",                                              \
			"of these organisations alone, joined by commas", "record:organisation" \
	}

#define REPORT_PATH_OPTIONS                                                              \
	{"path", 0, "PATH", "these paths alone, joined by commas", "record:path"},       \
		{"trainer", 0, "PERSON", "of these trainers alone, joined by commas",    \
			"record:person"},                                                \
	{                                                                                \
		"participant", 0, "PERSON", "with these participants, joined by commas", \
			"record:person"                                                  \
	}

/* What every report takes. */
#define REPORT_OPTIONS                                                                             \
	{"if-any", 0, NULL, "print nothing, and exit with 0, when there is nothing to say", NULL}, \
		{"lang", 0, "LANG",                                                                \
			"speak this language: el or en; that of the organisation, else English, "  \
			"when not given",                                                          \
			"words:el en"},                                                            \
		{"ascii", 0, NULL, "text of plain characters: bars of #, rules of -", NULL},       \
		{"to", 0, "ADDRESS", "eml: to whom the message goes; several joined by commas",    \
			NULL},                                                                     \
		{"from", 0, "ADDRESS", "eml: from whom it comes", NULL},                           \
	{                                                                                          \
		"subject", 0, "TEXT", "eml: its subject; the title of the report when not given",  \
			NULL                                                                       \
	}

/* Values of the options above; those of a verb's own are added by it. */
struct qser_report cli_report_about(const struct cli *c);

/* Write a report into c->out.  The exit status is 1 when there is nothing to say, or, of what is
 * due, when there is. */
enum qser_status cli_report(
	struct cli *c, enum qser_report_kind kind, const struct qser_report *report) QSER_CHECK;

#endif
