/*
 * exception.h: a rule that was passed with --override is written down: what was found, why, by
 * whom.
 */
#ifndef RECORD_EXCEPTION_H
#define RECORD_EXCEPTION_H

#include "handle.h"

/* The gate of exceptions from the rule that what is signed stays as it is; it is no setting. */
#define GATE_OF_SIGNATURES "signature"

/* Keep an exception, for the reason in the options.  path: where, 0: at none.  gate: as its setting
 * is called without "gate-".  *anew (NULL: nobody asks): it is not one that was kept today. */
enum qser_status keep_exception(
	struct qser *q, int64_t path, const char *gate, const char *finding, bool *anew) _check_;

#endif
