/*
 * day.h: calendar days, proleptic Gregorian, years 1 to 9999.
 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "error.h"

typedef int32_t day_t; /* days since 1970-01-01; negative before */

#define DAY_MIN ((day_t)-719162) /* 0001-01-01 */
#define DAY_MAX ((day_t)2932896) /* 9999-12-31 */

enum day_order {
	DAY_ORDER_NONE, /* 20/11/2026 is refused, saying which setting allows it */
	DAY_ORDER_DMY,
	DAY_ORDER_MDY
};

/* What "today" and "20.11.2026" mean. */
struct day_context {
	day_t today;
	enum day_order order;
	bool file; /* of an import, which has an option for the order */
};

bool day_make(int year, int month, int dom, day_t *out); /* false: no such day */
void day_split(day_t day, int *year, int *month, int *dom);
int day_weekday(day_t day);	    /* 1 Monday … 7 Sunday */
int day_week(day_t day, int *year); /* ISO 8601 week 1..53 and the year it belongs to */
#define WEEK_TEXT 16
void day_print_week(day_t day, char out[WEEK_TEXT]); /* "2026-W47" */
day_t day_month_start(day_t day);
day_t day_month_end(day_t day);

#define DAY_TEXT 11
void day_print(day_t day, char out[DAY_TEXT]); /* "2026-11-20" */
const char *day_name(int weekday);	       /* "Mon" … "Sun" */
const char *month_name(int month);	       /* "Jan" … "Dec" */

/* ISO only, "2026-11-20", exactly 10 characters.  False: not one, or no such day. */
bool day_read(const char *text, day_t *out);

/*
 * Every form a person or a program may write: today, yesterday, tomorrow, -3d (days ago), +2d,
 * mon … sun and full names (the most recent such day, today included), 2026-11-20, 2026/11/20, with
 * an order 20/11/2026, 20. 11. 2026, 20-11-2026, and with the name of the month in any language of
 * written.h, "Friday, November 20, 2026", "20. listopadu 2026".  Four-digit years only.  Case
 * ignored.  QSER_INVALID names what was given and what is accepted; an impossible day
 * ("2026-02-30") is told from a form that is not known.
 */
enum qser_status day_parse(
	const char *text, const struct day_context *ctx, day_t *out, struct error *e) _check_;

/*
 * The last two kinds at the start of a folded text (written_fold); *at moves behind them.  text:
 * the whole, as messages show it.  short_years: 20/11/26 is of this century.  QSER_UNKNOWN, and no
 * message: it starts with nothing of the kind.
 */
enum qser_status day_scan(const char **at, const char *text, bool short_years,
	const struct day_context *ctx, day_t *out, struct error *e) _check_;

/*
 * A stretch of days, both ends included: a day in any form above; 2026; 2026-11; 2026-W47;
 * "this week", "last week", "this month", "last month", "this year", "last year" (also with "-" for
 * the space); A..B, A.., ..B (open ends give DAY_MIN, DAY_MAX) where A and B may be any of them.
 * QSER_INVALID, also when B is before A.
 */
enum qser_status day_range_parse(const char *text, const struct day_context *ctx, day_t *first,
	day_t *last, struct error *e) _check_;

#endif
