/* workshop.h: what else of a workshop is known on this floor. */
#ifndef DOMAIN_WORKSHOP_H
#define DOMAIN_WORKSHOP_H

#include "domain.h"

/* Only a planned workshop, of a path that is not closed, is held or cancelled, or gets another list
 * of people.  QSER_REFUSED. */
enum qser_status workshop_is_planned(struct qser *q, int64_t workshop) _check_;

/* A day given with --on, or today when it is NULL; one that is still to come is refused. */
enum qser_status day_on(struct qser *q, const char *on, char out[DAY_TEXT]) _check_;

#endif
