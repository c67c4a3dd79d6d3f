/* cli_report_calendar.h: of qser-report: appointments, and people with their addresses. */
#ifndef BIN_CLI_REPORT_CALENDAR_H
#define BIN_CLI_REPORT_CALENDAR_H

#include "cli.h"

extern const struct cli_verb cli_report_calendar_verbs[];

#endif
