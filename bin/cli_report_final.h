/* cli_report_final.h: of qser-report: what stands at the end of a path, and on paper. */
#ifndef BIN_CLI_REPORT_FINAL_H
#define BIN_CLI_REPORT_FINAL_H

#include "cli.h"

extern const struct cli_verb cli_report_final_verbs[];

#endif
