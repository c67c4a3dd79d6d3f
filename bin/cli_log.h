/* cli_log.h: of qser-admin: the change log, by command, person, record and day. */
#ifndef BIN_CLI_LOG_H
#define BIN_CLI_LOG_H

#include "cli.h"

extern const struct cli_option cli_log_options[];
extern const char cli_log_more[];
enum qser_status cli_log(struct cli *c);

#endif
