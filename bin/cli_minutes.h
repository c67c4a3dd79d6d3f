/* cli_minutes.h: of qser-path: minutes, actions, ratings, the conclusion, copies. */
#ifndef BIN_CLI_MINUTES_H
#define BIN_CLI_MINUTES_H

#include "cli.h"

extern const struct cli_verb cli_minutes_verbs[];

/* Actions of the verb's record; --open and --late choose by its columns done and due. */
extern const struct cli_option cli_action_list_options[];
enum qser_status cli_action_list(struct cli *c);

#endif
