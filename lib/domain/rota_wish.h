/*
 * rota_wish.h: how the sessions of a path are to be planned: what was asked for, else what path,
 * contract, settings and the sessions planned before say (rota_wish.c).
 */
#ifndef DOMAIN_ROTA_WISH_H
#define DOMAIN_ROTA_WISH_H

#include "../match/rota.h"
#include "calendar.h"

#define ROTA_WINDOWS 8

struct rota_wish {
	struct qser *q;
	int64_t path, trainer;
	int64_t participants;
	struct calendar calendar;
	bool weekdays[8]; /* sessions are planned on these, but not on holidays */
	struct rota_span windows[ROTA_WINDOWS];
	size_t window_count;
	day_t from, until; /* until DAY_MAX: no end is known */
	int sessions, length, reflection, per_day;
};

/* Zeroed but for q and path.  QSER_USAGE, QSER_INVALID, QSER_REFUSED: see qser_rota_plan. */
enum qser_status rota_wish_read(struct rota_wish *w, const struct qser_rota *asked, bool again)
	_check_;
void rota_wish_free(struct rota_wish *w);

/* The day in a column of the row in hand; the fallback, when there is none. */
day_t rota_day(struct query *q, int column, day_t fallback);

#endif
