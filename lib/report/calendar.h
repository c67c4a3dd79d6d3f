/* calendar.h: what the reports that are calendars, too, have in common. */
#ifndef REPORT_CALENDAR_H
#define REPORT_CALENDAR_H

#include "../base/clock.h"
#include "marks.h"

/* "Week 48, 23 to 29 Nov 2026"; day: any of it. */
void week_words(day_t day, struct buffer *out);

/* The moment of a local day and time; where the clocks change just then, by those of midnight. */
enum qser_status calendar_moment(struct qser *q, day_t day, int minute, int64_t *utc) _check_;
/* Planned ones may still move, missed and declined ones are cancelled like those that are. */
enum event_state calendar_state(const char *state);

/* A session of a rota, as calendars tell of it. */
struct calendar_slot {
	const char *path, *title, *who, *trainer, *state;
	const char *conflict, *reason; /* NULL: none, or not to be told */
	int64_t session, minutes, reflection;
};

void calendar_slot_summary(const struct calendar_slot *s, struct buffer *out);
void calendar_slot_words(const struct calendar_slot *s, struct buffer *out);

#endif
