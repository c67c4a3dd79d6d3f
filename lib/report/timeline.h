/* timeline.h: hours along the time, as columns of a chart; what was empty is a column as well. */
#ifndef REPORT_TIMELINE_H
#define REPORT_TIMELINE_H

#include "report.h"

enum timeline_unit { TIMELINE_DAY, TIMELINE_WEEK, TIMELINE_MONTH };

struct timeline_point {
	day_t day; /* any day of the stretch; in order, several of one stretch are added up */
	int64_t minutes;
};

/* "day", "week", "month"; false: another key. */
bool timeline_unit_of(const char *key, enum timeline_unit *unit);
/* Nothing, when there are less than two columns, or too many to be a picture. */
void timeline_chart(struct document *d, const char *name, const char *caption,
	enum timeline_unit unit, const struct timeline_point *points, size_t count);

#endif
