/*
 * calendar.h: working days of an organisation, its holidays, and the interval between sessions
 * (G3): settings working-days, interval-days and interval-count, record holiday.
 */
#ifndef DOMAIN_CALENDAR_H
#define DOMAIN_CALENDAR_H

#include "domain.h"

struct calendar {
	bool works[8];	 /* by weekday, 1 Monday … 7 Sunday */
	day_t *holidays; /* in order */
	size_t count, room;
	int least, most; /* days from one session to the next */
	bool working;	 /* these count working days alone */
};

enum qser_status calendar_load(struct calendar *c, struct qser *q, int64_t organisation) _check_;
void calendar_free(struct calendar *c);
bool calendar_is_holiday(const struct calendar *c, day_t day);
bool calendar_works(const struct calendar *c, day_t day); /* a working day, and no holiday */
/* The n-th day after one, DAY_MAX at most, and how many days lie between two, as the interval
 * counts them. */
day_t calendar_after(const struct calendar *c, day_t day, int n);
int calendar_distance(const struct calendar *c, day_t from, day_t to);

/* "mon-fri", "mon,wed,fri-sat" into works[1..7]; false: not that. */
bool weekdays_read(const char *text, bool works[8]);
/* "3-4", "3": 0 to 365; false: not that. */
bool interval_read(const char *text, int *least, int *most);

#endif
