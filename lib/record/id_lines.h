/*
 * id_lines.h: which line of a file meant which record.  Ids that stand close together share a page,
 * so that a million of them take 4 MiB; lines beyond 2^32-1 are told as that.
 */
#ifndef RECORD_ID_LINES_H
#define RECORD_ID_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ID_LINES_PAGE 256

struct id_page {
	int64_t number; /* id / ID_LINES_PAGE */
	uint32_t lines[ID_LINES_PAGE];
};

struct id_lines {
	struct id_page **slots; /* open addressing by number; NULL: empty */
	size_t count, size;
};

/* The line given to an id (a positive number); 0: none was. */
uint64_t id_lines_get(const struct id_lines *l, int64_t id);
/* The latest line counts.  False: out of memory. */
bool id_lines_put(struct id_lines *l, int64_t id, uint64_t line);
void id_lines_free(struct id_lines *l);

#endif
