/* suggestion.h: what was suggested in a session, and what became of it (G2, G3). */
#ifndef DOMAIN_SUGGESTION_H
#define DOMAIN_SUGGESTION_H

#include "domain.h"

/* After a new session: a remark on what was suggested to its participants in earlier ones of its
 * path, is open, and due by its day. */
enum qser_status remind_suggestions(const struct row *entry) _check_;

#endif
