/* cli_path.h: of qser-path: the life of a path, contracts, gates passed. */
#ifndef BIN_CLI_PATH_H
#define BIN_CLI_PATH_H

#include "cli.h"

extern const struct cli_verb cli_path_verbs[];

#endif
