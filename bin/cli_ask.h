/*
 * cli_ask.h: a form answered item by item at a terminal.
 */
#ifndef BIN_CLI_ASK_H
#define BIN_CLI_ASK_H

#include "cli.h"

/* Is there somebody to ask? */
bool cli_can_ask(void);

/*
 * For a verb's .ask, where nothing is locked: ask for the answers of a response, item by item.
 * QSER_INTERRUPTED: nothing is kept.  What was typed is printed when it cannot be kept.
 */
enum qser_status cli_ask_response(struct cli *c, int64_t response) QSER_CHECK;

/* What was asked, to be saved in .run; NULL: nothing was. */
struct qser_sheet *cli_asked(struct cli *c);

#endif
