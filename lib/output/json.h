/* json.h: values as JSON (RFC 8259). */
#ifndef OUTPUT_JSON_H
#define OUTPUT_JSON_H

#include "../base/buffer.h"
#include "../qser.h"

/* A string with its quotes.  Control characters and U+2028, U+2029 are escaped. */
void json_string(struct buffer *out, const char *text);

/* One row as an object.  The type of a column decides the shape of its values. */
void json_row(struct buffer *out, const struct qser_column *const *columns, size_t count,
	const char *const *values);

#endif
