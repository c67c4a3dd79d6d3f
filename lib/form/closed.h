/*
 * closed.h: what belongs to a closed path is not changed any more (closed.c).
 */
#ifndef FORM_CLOSED_H
#define FORM_CLOSED_H

#include "../record/handle.h"

/* QSER_REFUSED when that path is closed.  0: none, which passes. */
enum qser_status path_is_open(struct qser *q, int64_t path) _check_;
/* The same of what is filled in for it; --override REASON passes, and is kept as an exception. */
enum qser_status path_takes_forms(struct qser *q, int64_t path) _check_;

#endif
