/*
 * cli_sign.h: who signs, for the verbs that sign something.
 */
#ifndef BIN_CLI_SIGN_H
#define BIN_CLI_SIGN_H

#include "cli.h"

/* --as, --by, --name, --on, --note; ended by .name NULL. */
extern const struct cli_option cli_sign_options[];

/* What these options say, for a verb with rules of its own.  QSER_USAGE: --as is missing. */
enum qser_status cli_signing(struct cli *c, struct qser_signing *signing) QSER_CHECK;
/* Sign a record with them.  *signature: its id. */
enum qser_status cli_sign(
	struct cli *c, enum qser_record r, int64_t id, int64_t *signature) QSER_CHECK;

#endif
