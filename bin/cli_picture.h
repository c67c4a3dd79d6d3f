/* cli_picture.h: of qser-mentor: pictures of applicants. */
#ifndef BIN_CLI_PICTURE_H
#define BIN_CLI_PICTURE_H

#include "cli.h"

extern const struct cli_verb cli_picture_verbs[];

#endif
