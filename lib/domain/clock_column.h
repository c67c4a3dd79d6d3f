/* clock_column.h: columns that hold a time of the day, "09:00", as text. */
#ifndef DOMAIN_CLOCK_COLUMN_H
#define DOMAIN_CLOCK_COLUMN_H

#include "domain.h"

/* "9.00", "9:00" and "17h30" become "09:00" and "17:30"; without a value nothing is done.
 * QSER_INVALID: it is no time of the day, or one with an offset. */
enum qser_status check_clock(struct row *row, const char *column) _check_;

/* The columns day and begins, when either changes: a time that the clocks jump over, or fall back
 * to, is refused.  QSER_INVALID. */
enum qser_status check_local_time(struct row *row) _check_;

#endif
