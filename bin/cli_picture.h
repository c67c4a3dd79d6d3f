/* cli_picture.h: of qser-mentor: pictures of applicants. */
#ifndef BIN_CLI_PICTURE_H
#define BIN_CLI_PICTURE_H

#include "cli.h"

extern const struct cli_verb cli_picture_verbs[];

/* All of a file, at most one byte more than may be; the bytes are c's. */
enum qser_status cli_read_picture(
	struct cli *c, const char *path, size_t limit, char **bytes, size_t *length) QSER_CHECK;

#endif
