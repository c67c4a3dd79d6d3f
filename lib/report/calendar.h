/* calendar.h: appointments, from the database to a page and to a calendar. */
#ifndef REPORT_CALENDAR_H
#define REPORT_CALENDAR_H

#include "../base/clock.h"
#include "asked.h"
#include "marks.h"

/* "Week 48, 23 to 29 Nov 2026"; day: any of it. */
void week_words(const struct qser *q, day_t day, struct buffer *out);

/* That of a report; when it names none, from four weeks ago on. */
enum qser_status calendar_period(struct qser *q, const struct qser_report *r, struct period *out)
	_check_;

/* The moment of a local day and time; where the clocks change just then, by those of midnight. */
enum qser_status calendar_moment(struct qser *q, day_t day, int minute, int64_t *utc) _check_;
/* What is planned may still move; what was missed or declined is cancelled as what says so. */
enum event_state calendar_state(const char *state);

/* A session of a rota, as calendars tell of it. */
struct calendar_slot {
	const char *path, *title, *who, *trainer, *state;
	const char *conflict, *reason; /* NULL: none, or not to be told */
	int64_t session, minutes, reflection;
};

void calendar_slot_summary(const struct qser *q, const struct calendar_slot *s, struct buffer *out);
void calendar_slot_words(const struct qser *q, const struct calendar_slot *s, struct buffer *out);

/* ---- All of them (calendar_read.c) ---- */

/* Places of texts in the pool; 0: none. */
enum calendar_text {
	CALENDAR_STATE,
	CALENDAR_PATH,
	CALENDAR_PATH_TITLE,
	CALENDAR_ORGANISATION,
	CALENDAR_TITLE,
	CALENDAR_PLACE,
	CALENDAR_WORD, /* of a workshop its kind, of a meeting of a pair by what means */
	CALENDAR_CONFLICT,
	CALENDAR_REASON,
	CALENDAR_TOPIC,
	CALENDAR_PAIR,
	CALENDAR_LEADER, /* the name of who stands first of those who take part */
	CALENDAR_NAMES,	 /* of all of them, unless they are many */
	CALENDAR_OTHERS, /* likewise, but for the first */
	CALENDAR_CODES,
	CALENDAR_TEXTS
};

struct appointment {
	enum qser_record record;
	const char *kind, *name; /* for readers of rows; of what stays the same in calendars */
	int64_t id, pair;
	day_t day, until;
	int begins;					 /* minute of the day; -1: not known */
	int64_t minutes, number, of, reflection, people; /* 0: not known, or none */
	size_t texts[CALENDAR_TEXTS];
};

struct appointments {
	struct qser *q;
	const struct qser_report *request;
	struct period period;
	struct asked asked;
	struct marks marks;
	struct buffer pool;
	struct appointment *list; /* by day, then by time */
	size_t count, room;
	int64_t dayless; /* not in the list, as they have no day yet */
};

enum qser_status appointments_read(struct appointments *c) _check_;
void appointments_free(struct appointments *c);

static inline const char *calendar_text(
	const struct appointments *c, const struct appointment *a, enum calendar_text which)
{
	return a->texts[which] ? buffer_text(&c->pool) + a->texts[which] : NULL;
}

#endif
