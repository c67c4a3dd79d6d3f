/* cli_match.h: of qser-pair: matching, its rounds, and who was left without. */
#ifndef BIN_CLI_MATCH_H
#define BIN_CLI_MATCH_H

#include "cli.h"

extern const struct cli_verb cli_match_verbs[];

/* The rules that --rules names; NULL: the built-in ones. */
enum qser_status cli_match_rules(struct cli *c, struct qser_matching *how) QSER_CHECK;
/* match --csv (cli_match_csv.c). */
enum qser_status cli_match_csv(struct cli *c) QSER_CHECK;

/* round new, publish, withdraw (cli_round.c). */
extern const struct cli_option cli_round_new_options[], cli_round_reason_options[];
extern const char cli_round_new_more[];
enum qser_status cli_round_new(struct cli *c);
enum qser_status cli_round_publish(struct cli *c);
enum qser_status cli_round_withdraw(struct cli *c);

#endif
