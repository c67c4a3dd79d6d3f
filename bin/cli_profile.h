/* cli_profile.h: of qser-pair: mentors, mentees, what they offer, look for and prefer. */
#ifndef BIN_CLI_PROFILE_H
#define BIN_CLI_PROFILE_H

#include "cli.h"

extern const struct cli_verb cli_profile_verbs[];

#endif
