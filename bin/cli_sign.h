/*
 * cli_sign.h: who signs, for the verbs that sign something.
 */
#ifndef BIN_CLI_SIGN_H
#define BIN_CLI_SIGN_H

#include "cli.h"

/* For the table of a verb that has others, too. */
#define CLI_SIGN_OPTIONS                                                                          \
	{"as", 0, "PARTY", "for whom: {signature.party}", "column:signature.party"},              \
		{"by", 0, "PERSON",                                                               \
			"who signs, of the people; you, when neither --by nor --name is given",   \
			"record:person"},                                                         \
		{"name", 0, "NAME", "who signs, when not among the people, or as it was written", \
			NULL},                                                                    \
		{"on", 0, "DAY", "when it was signed; today when not given", NULL},               \
	{                                                                                         \
		"note", 0, "TEXT", "anything else, such as where the paper lies", NULL            \
	}
/* These alone; ended by .name NULL. */
extern const struct cli_option cli_sign_options[];

/* What these options say.  QSER_USAGE: --as is missing; QSER_INVALID: it is no party. */
enum qser_status cli_signing(struct cli *c, struct qser_signing *signing) QSER_CHECK;
/* Sign a record with them.  *signature: its id. */
enum qser_status cli_sign(
	struct cli *c, enum qser_record r, int64_t id, int64_t *signature) QSER_CHECK;

#endif
