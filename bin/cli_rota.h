/* cli_rota.h: of qser-path: the rota. */
#ifndef BIN_CLI_ROTA_H
#define BIN_CLI_ROTA_H

#include "cli.h"

extern const struct cli_verb cli_rota_verbs[];

#endif
