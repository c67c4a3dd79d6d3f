/*
 * signature.h: who signed what, and whether it still holds.
 *
 * A signature keeps a hash of what was signed, as it was.  It is valid as long as that is still so,
 * and broken as soon as anything of it is different; nobody has to tell it.
 */
#ifndef DOMAIN_SIGNATURE_H
#define DOMAIN_SIGNATURE_H

#include "domain.h"

extern const char *const signature_parties[]; /* ended by NULL */

/* Has any party signed it, in a way that holds?  party NULL: any. */
enum qser_status signature_holds(
	struct qser *q, enum qser_record r, int64_t id, const char *party, bool *holds) _check_;
/* By both, trainer and organisation? */
enum qser_status signed_by_both(struct qser *q, enum qser_record r, int64_t id, bool *both) _check_;

#endif
