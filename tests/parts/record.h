/* record.h: what record.c writes down and power.c reads: one after the other, each with its text
 * and its bytes behind it. */
#ifndef PARTS_RECORD_H
#define PARTS_RECORD_H

#include <stdint.h>

enum event_kind {
	MADE = 1, /* a name for a file: text */
	WRITTEN,  /* bytes at offset */
	CUT,	  /* to offset bytes */
	SYNCED,
	FOLDER_SYNCED,
	NAMED, /* rename: text is "from", a line end, "to" */
	LINKED,
	REMOVED,
	PRINTED, /* on standard output */
	STARTED, /* by power.c: the line with the number offset */
	ENDED,	 /* with the exit status file */
};

struct event {
	uint32_t kind, text;
	uint64_t file; /* its inode */
	int64_t offset;
	uint64_t size;
};

#endif
