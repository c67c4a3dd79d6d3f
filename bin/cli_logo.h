/* cli_logo.h: of qser-admin: the logo on the pages of reports. */
#ifndef BIN_CLI_LOGO_H
#define BIN_CLI_LOGO_H

#include "cli.h"

extern const struct cli_verb cli_logo_verbs[];

#endif
