/*
 * rota.h: a rota, planned: who has a session with the trainer on which day, and when (C10, E7, G3).
 *
 * Nothing here knows of a database, a clock or a calendar: days that can be planned on, the way the
 * interval counts days, and whatever is taken come in as arrays.  The same request gives the same
 * plan.
 */
#ifndef MATCH_ROTA_H
#define MATCH_ROTA_H

#include "../base/day.h"

#define ROTA_NO_DAY INT32_MIN

/* Minutes of a day that are taken, or can be planned on. */
struct rota_span {
	day_t day;
	int from, to; /* since 00:00; to is not a part of it */
};

struct rota_day {
	int32_t count; /* two days are as far apart as these differ */
	bool open;     /* sessions may be planned on it */
};

/* A session that is not to be planned: agreed upon, or past. */
struct rota_fixed {
	int number;
	bool held; /* it took, or will take place; false: only its number is taken */
	struct rota_span
		at; /* with the reflection; day ROTA_NO_DAY: it has none, and is not held */
};

struct rota_person {
	day_t first, last;		/* may have sessions on these days, and between them */
	const struct rota_fixed *fixed; /* by number; those held by time, too */
	size_t fixed_count;
	const struct rota_span *busy; /* in order, not the fixed ones */
	size_t busy_count;
};

struct rota_request {
	const struct rota_person *people;
	size_t count;
	const struct rota_span *busy; /* of the trainer, in order, not the fixed ones */
	size_t busy_count;
	const struct rota_day *days; /* days[0] is the day base */
	size_t day_count;
	day_t base;
	const struct rota_span *windows; /* of each day (day is not looked at), in order */
	size_t window_count;
	int per_day; /* minutes of this rota on one day, at most; 0: as the windows are */
	int length, reflection; /* minutes; the reflection follows at once */
	int least, most;	/* days from one session of a person to the next */
	int sessions;		/* each is to have, the fixed ones that are held included */
};

/* Why a session is not as it was asked for. */
enum rota_conflict {
	ROTA_LATE = 1 << 0,   /* more than most days after the session before: distance */
	ROTA_NEXT = 1 << 1,   /* more than most days before the next, a fixed one: next */
	ROTA_NO_ROOM = 1 << 2 /* there was no room for it: it has no day */
};

struct rota_slot {
	size_t person; /* index */
	int number;
	day_t day; /* ROTA_NO_DAY with ROTA_NO_ROOM */
	int begins;
	unsigned conflict;
	int distance, next; /* days since the session before, until the next; 0: there is none */
};

struct rota {
	struct rota_slot *slots; /* in order of time; those without a day at the end, by person */
	size_t count, room;
};

/* QSER_MEMORY.  rota_free in any case. */
enum qser_status rota_make(const struct rota_request *request, struct rota *out) _check_;
void rota_free(struct rota *rota);

/* Days from one to another, as the interval counts them. */
int rota_distance(const struct rota_request *request, day_t from, day_t to);

#endif
