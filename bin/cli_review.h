/* cli_review.h: of qser-mentor: what waits, reviews and decisions. */
#ifndef BIN_CLI_REVIEW_H
#define BIN_CLI_REVIEW_H

#include "cli.h"

extern const struct cli_verb cli_review_verbs[];

/* As text, below an application: its picture, reviews and decisions, earlier ones of the address.
 */
enum qser_status cli_show_proceedings(struct cli *c, int64_t id, void *ctx) QSER_CHECK;

#endif
