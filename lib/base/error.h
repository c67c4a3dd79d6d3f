/*
 * error.h: the record of what went wrong.
 *
 * Every fallible function of the library returns enum qser_status and, where it has something to
 * say to a person, takes a struct error to say it in.  The last failure wins.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

#include "../qser.h"
#include "buffer.h"

#define _check_ __attribute__((warn_unused_result))
#define _printf_(at, args) __attribute__((format(printf, at, args)))

struct error {
	enum qser_status status;
	bool damaged; /* the file is what is wrong: a backup may take its place */
	bool starved; /* memory ran out: whatever else fails then does so for want of it */
	struct buffer message;
};

/* Record a failure: sets status and message, returns status; QSER_MEMORY, and what was said then,
 * once that was a failure, until error_clear.  e may be NULL. */
enum qser_status error_set(struct error *e, enum qser_status status, const char *format, ...)
	_printf_(3, 4);
enum qser_status error_setv(
	struct error *e, enum qser_status status, const char *format, va_list args) _printf_(3, 0);

/* What to do then: the end of such a message. */
#define RESTORE_BACKUP "restore a backup with: qser-admin restore FILE"
/* The last failure was that the file is damaged; returns its status. */
enum qser_status error_damaged(struct error *e);

/* Put "where: " before the message that is there; the format gives "where" alone. */
void error_prefix(struct error *e, const char *format, ...) _printf_(2, 3);

/* The message, "" when there is none; "out of memory" when it could not be kept.  Borrowed. */
const char *error_message(const struct error *e);
void error_clear(struct error *e); /* ready for use again */
void error_free(struct error *e);

#endif
