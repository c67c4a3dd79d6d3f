/* cli_ready.h: of qser-person: who is ready for a role, and who gets it. */
#ifndef BIN_CLI_READY_H
#define BIN_CLI_READY_H

#include "cli.h"

extern const struct cli_verb cli_ready_verbs[];

#endif
