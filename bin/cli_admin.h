/* cli_admin.h: rooms of qser-admin. */
#ifndef BIN_CLI_ADMIN_H
#define BIN_CLI_ADMIN_H

#include "cli.h"

extern const struct cli_verb cli_admin_check_verbs[], cli_admin_backup_verbs[];
extern const struct cli_verb cli_admin_restore_verbs[], cli_admin_salvage_verbs[];
extern const struct cli_verb cli_admin_setting_verbs[];

/* A line of the library as a line of output.  ctx: struct cli. */
int cli_print_line(void *ctx, const char *line);

#endif
