/* cli_report_programme.h: of qser-report: all paths, all that is due, the programme as a whole. */
#ifndef BIN_CLI_REPORT_PROGRAMME_H
#define BIN_CLI_REPORT_PROGRAMME_H

#include "cli.h"

extern const struct cli_verb cli_report_programme_verbs[];

#endif
