/*
 * slot.h: the sessions of a rota, as the diary and the planner know them (C10, G3).
 *
 * slot.c describes one and has its rules; slot_interval.c how far it is from the others;
 * slot_state.c what becomes of it; rota_plan.c plans them, all of a path at once.
 */
#ifndef DOMAIN_SLOT_H
#define DOMAIN_SLOT_H

#include "calendar.h"

/*
 * A session of the path took place: the planned or agreed slot of this participant and day is done,
 * and names the entry.  Of several on that day, the earliest.  QSER_OK also when there is none:
 * sessions need no plan.
 */
enum qser_status slot_done(
	struct qser *q, int64_t path, int64_t person, const char *day, int64_t entry) _check_;
/* An entry is about to be removed: slots that were done by it are planned, or agreed
 * upon, again as they were before. */
enum qser_status slot_undone(struct qser *q, int64_t entry) _check_;

/* What is wrong with the days since the session before and until the next one, as a sentence into
 * out; -1: there is none.  Nothing, when they are as they are meant. */
void slot_conflict(const struct calendar *c, int since, int until, struct buffer *out);

/* ---- Within slot*.c ---- */

/* Neither missed nor cancelled. */
bool slot_takes_place(const struct row *row);

/* Whose session of which number. */
struct slot_turn {
	int64_t path, person, session;
	int64_t gone; /* the id of a slot that does not count any more; 0: none */
};
struct slot_turn slot_turn(const struct row *row);
/* In the order of time, and as far apart as they are meant to be: the column conflict, and gate
 * interval.  QSER_INVALID, QSER_REFUSED. */
enum qser_status slot_check_neighbours(struct row *row) _check_;
/* The session behind this one is as far from the one before as it says. */
enum qser_status slot_refresh_next(struct qser *q, struct slot_turn turn) _check_;

#endif
