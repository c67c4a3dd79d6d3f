/* cli_issue.h: of qser-pair: issues of pairs, and what is due. */
#ifndef BIN_CLI_ISSUE_H
#define BIN_CLI_ISSUE_H

#include "cli.h"

extern const struct cli_verb cli_issue_verbs[];

#endif
