/* cli_minutes.h: of qser-path: minutes, actions, ratings, the conclusion, copies. */
#ifndef BIN_CLI_MINUTES_H
#define BIN_CLI_MINUTES_H

#include "cli.h"

extern const struct cli_verb cli_minutes_verbs[];

#endif
