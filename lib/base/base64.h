/* base64.h: bytes as letters (RFC 4648). */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"

/* Appended; "=" at the end, no line breaks. */
void base64_encode(struct buffer *out, const void *bytes, size_t length);

/* Appended.  False: that is not what base64_encode makes, or (out->failed) out of memory. */
bool base64_decode(struct buffer *out, const char *text, size_t length);

#endif
