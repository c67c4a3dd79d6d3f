/*
 * ics.h: calendars, for programs that keep them (RFC 5545).
 *
 * Times are moments in UTC, which every program shows in its own zone: no VTIMEZONE is needed.
 */
#ifndef OUTPUT_ICS_H
#define OUTPUT_ICS_H

#include "../qser.h"

enum ics_status { ICS_TENTATIVE, ICS_CONFIRMED, ICS_CANCELLED };

struct ics_event {
	const char *uid;		   /* the same for the same event, always */
	int64_t stamp, from, to;	   /* seconds since 1970 UTC: made, begins, ends */
	int64_t sequence;		   /* grows whenever it is changed */
	const char *summary, *description; /* the latter may be NULL, and may have several lines */
	enum ics_status status;
};

void ics_begin(struct qser_spool *out, const char *name); /* of the calendar */
void ics_add(struct qser_spool *out, const struct ics_event *event);
void ics_end(struct qser_spool *out);

#endif
