/* cli_report_sheet.h: of qser-report: time sheets; and rounding, which hours have as well. */
#ifndef BIN_CLI_REPORT_SHEET_H
#define BIN_CLI_REPORT_SHEET_H

#include "cli_report.h"

#define REPORT_ROUND_OPTIONS                                                                   \
	{"round", 0, "MINUTES",                                                                \
		"show rounded hours beside the exact ones: to 5, 6, 10, 15, 30 or 60 minutes", \
		"words:5 6 10 15 30 60"},                                                      \
	{                                                                                      \
		"round-mode", 0, "MODE", "nearest, up or down; nearest when not given",        \
			"words:nearest up down"                                                \
	}

/* The values of these. */
enum qser_status cli_report_rounding(struct cli *c, struct qser_report *report) QSER_CHECK;

extern const struct cli_verb cli_report_sheet_verbs[];

#endif
