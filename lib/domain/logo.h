/* logo.h: the picture at the head of reports. */
#ifndef DOMAIN_LOGO_H
#define DOMAIN_LOGO_H

#include "domain.h"

/* As the setting "logo" keeps it: "image/png;base64,…". */
bool logo_is(const char *value);
void logo_words(const char *value, struct buffer *out); /* "image/png, 2,345 bytes" */

/* Into bytes; *type borrowed, NULL: there is none. */
enum qser_status logo_read(
	struct qser *q, int64_t organisation, struct buffer *bytes, const char **type) _check_;

#endif
