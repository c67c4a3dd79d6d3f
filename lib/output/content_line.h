/*
 * content_line.h: the lines that calendars (RFC 5545 3.1) and address books (RFC 6350 3.2) are made
 * of: "NAME:value", ended by CRLF, folded at 75 octets without cutting a character.
 */
#ifndef OUTPUT_CONTENT_LINE_H
#define OUTPUT_CONTENT_LINE_H

#include "../base/buffer.h"
#include "../qser.h"

/* What a text may not hold as it is; control characters are left out. */
void content_escape(struct buffer *out, const char *text);
/* A line whose value is escaped already. */
void content_put(struct qser_spool *out, const struct buffer *line);
void content_text(struct qser_spool *out, const char *name, const char *text);
/* NAME:20261120T083000Z; utc: seconds since 1970. */
void content_moment(struct qser_spool *out, const char *name, int64_t utc);

#endif
