/*
 * two_places.h: nobody has a session of the rota and a workshop at the same time (C7, C10): gate
 * overlap (two_places.c).
 *
 * At a workshop are those on its list, but for whom is marked absent, and the trainer of its path.
 * One that does not say how long it is takes an hour.
 */
#ifndef DOMAIN_TWO_PLACES_H
#define DOMAIN_TWO_PLACES_H

#include "../record/handle.h"

/* SQL: minutes of a workshop w. */
#define SQL_WORKSHOP_MINUTES "coalesce(w.minutes, 60)"

/* Is its trainer or participant at a workshop then?  QSER_REFUSED. */
enum qser_status slot_meets_workshop(struct row *slot) _check_;
/* Has anybody who is at it a session then?  QSER_REFUSED. */
enum qser_status workshop_meets_slot(struct row *workshop) _check_;
/* Has somebody who is put on the list a session then?  QSER_REFUSED. */
enum qser_status attendance_meets_slot(struct row *attendance) _check_;

#endif
