/* cli_meet.h: of qser-pair: meetings, guides, actions, issues, and what is due. */
#ifndef BIN_CLI_MEET_H
#define BIN_CLI_MEET_H

#include "cli.h"

extern const struct cli_verb cli_meet_verbs[];

#endif
