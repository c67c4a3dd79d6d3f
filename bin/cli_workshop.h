/* cli_workshop.h: of qser-path: workshops, scenarios, days with a colleague. */
#ifndef BIN_CLI_WORKSHOP_H
#define BIN_CLI_WORKSHOP_H

#include "cli.h"

extern const struct cli_verb cli_workshop_verbs[];

#endif
