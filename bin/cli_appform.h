/* cli_appform.h: of qser-mentor: the application forms of an organisation. */
#ifndef BIN_CLI_APPFORM_H
#define BIN_CLI_APPFORM_H

#include "cli.h"

extern const struct cli_verb cli_appform_verbs[];

#endif
