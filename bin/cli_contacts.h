/* cli_contacts.h: of qser-pair: pairs with the names and addresses of both. */
#ifndef BIN_CLI_CONTACTS_H
#define BIN_CLI_CONTACTS_H

#include "cli.h"

extern const struct cli_verb cli_contacts_verbs[];

#endif
