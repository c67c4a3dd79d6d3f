/*
 * marks.h: what a calendar or an address book knows a record by, when it gets it again: a name that
 * stays, how often it was changed, and when.  All of it is in the change log.
 */
#ifndef REPORT_MARKS_H
#define REPORT_MARKS_H

#include "report.h"

struct mark {
	enum qser_record record;
	int64_t id;
	int64_t edits;	 /* how often it was changed, or was gone and came back */
	int64_t changed; /* seconds since 1970 UTC; 0: not known */
};

struct marks {
	struct qser *q;
	char database[9]; /* two of them may have a record of the same number */
	struct mark *list;
	size_t count, room;
};

void marks_free(struct marks *m);
/* A record to look up. */
enum qser_status marks_add(struct marks *m, enum qser_record r, int64_t id) _check_;
/* Look them all up, in one query for each kind of record. */
enum qser_status marks_read(struct marks *m) _check_;
/* That of a record that was added; NULL: it was not. */
const struct mark *marks_of(const struct marks *m, enum qser_record r, int64_t id);

#define UID_TEXT 80
/* "slot-7-1a2b3c4d@qser" */
void marks_uid(const struct marks *m, const char *kind, int64_t id, char out[UID_TEXT]);
/* "urn:uuid:…", of a kind that address books want: made of the same. */
void marks_uuid(const struct marks *m, const char *kind, int64_t id, char out[UID_TEXT]);

#endif
