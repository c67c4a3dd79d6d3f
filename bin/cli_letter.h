/* cli_letter.h: of qser-mentor: letters and their templates. */
#ifndef BIN_CLI_LETTER_H
#define BIN_CLI_LETTER_H

#include "cli.h"

extern const struct cli_verb cli_letter_verbs[];

#endif
