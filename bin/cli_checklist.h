/*
 * cli_checklist.h: verbs of qser-checklist that do more with a response than keep it.
 */
#ifndef BIN_CLI_CHECKLIST_H
#define BIN_CLI_CHECKLIST_H

#include "cli.h"

enum qser_status cli_new_response(struct cli *c);
enum qser_status cli_answer(struct cli *c);
enum qser_status cli_answer_ask(struct cli *c); /* its .ask */
enum qser_status cli_compare(struct cli *c);
enum qser_status cli_propose(struct cli *c);
enum qser_status cli_adopt(struct cli *c);
enum qser_status cli_sign_responses(struct cli *c);
enum qser_status cli_signatures(struct cli *c);
enum qser_status cli_revise(struct cli *c);
enum qser_status cli_print(struct cli *c);

extern const struct cli_option cli_compare_options[], cli_propose_options[], cli_adopt_options[];
extern const struct cli_option cli_revise_options[], cli_print_options[];
extern const char cli_answer_more[], cli_compare_more[], cli_low_more[], cli_sign_more[];

#endif
