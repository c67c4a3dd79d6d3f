/*
 * clock.h: durations, times of day, and moments.  The zone is the process's TZ (localtime_r,
 * mktime).
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "day.h"
#include "error.h"

#define MINUTES_MAX 1440 /* of one entry */

/*
 * A duration in whole minutes, 1..max: 1h30 1h30m 1h30min 1h 1:30 90m 90min 90mins 1.5h 1,5h
 * PT1H30M PT90M 1h 30m ("m" is minutes; spaces around units allowed; case ignored).  A bare "90" is
 * refused showing both readings ("90 what? write 90min or 90h").  Signs, exponents, hex, non-ASCII
 * digits, seconds and what is not whole minutes are refused.  QSER_INVALID.
 */
enum qser_status duration_parse(const char *text, int64_t max, int64_t *minutes, struct error *e)
	_check_;

/* "45 min", "2 h", "1 h 30 min"; "0 min". */
void duration_print(struct buffer *out, int64_t minutes);
/* "1:30"; hours unbounded; "-0:30". */
void duration_print_colon(struct buffer *out, int64_t minutes);
/* Decimal hours with exactly two decimals, half away from zero, by integer arithmetic: 100 ->
 * "1.67". */
void duration_print_decimal(struct buffer *out, int64_t minutes);
/* The canonical text of an hours column: "1.5", "2" when it is exact with two decimals, else
 * "1h40". */
void duration_print_hours(struct buffer *out, int64_t minutes);

/* A span of a day, FROM-TO. */
struct span {
	int from;		    /* minutes since 00:00, 0..1439 */
	int to;			    /* 0..1440 */
	bool overnight;		    /* to is on the next day: 22:00-01:00; equal ends are refused */
	bool from_fixed, to_fixed;  /* an offset was written */
	int from_offset, to_offset; /* minutes east of UTC */
};

/* "9:00-11:30", "09.00-11.30", "9:00–11:30" (dash or hyphen), "22:00-01:00", "9-11:30"; each end
 * may carry an offset, "03:30+03:00-04:10+02:00".  24:00 as an end is midnight.  QSER_INVALID. */
enum qser_status span_parse(const char *text, struct span *out, struct error *e) _check_;

/* "9:00", "09:00", "9.00", "17h30"; an optional offset "+03:00", "Z".  *fixed: an offset was
 * written, *offset minutes east. */
enum qser_status clock_parse(
	const char *text, int *minute, bool *fixed, int *offset, struct error *e) _check_;

/* The minute of a time of day as it is stored, "09:30"; -1: NULL, or it is none. */
int clock_minute(const char *text);

#define CLOCK_TEXT 6
/* "09:30", and "24:00"; what is later than that is of the next day.  minute: 0 on. */
void clock_print(int minute, char out[CLOCK_TEXT]);

/*
 * The moment (seconds since 1970 UTC) of a local day and minute (0..1440).  A time that the zone
 * skips is refused; one it repeats asks for an offset, naming both.  With fixed, the offset must be
 * one that the zone really has at that local time, else refused naming the right ones.
 */
enum qser_status local_to_utc(
	day_t day, int minute, bool fixed, int offset, int64_t *utc, struct error *e) _check_;

/* The same, of what is to be kept: QSER_INVALID as well where it is of no such year in UTC. */
enum qser_status local_to_stamp(
	day_t day, int minute, bool fixed, int offset, int64_t *utc, struct error *e) _check_;

/* How many moments a local day and minute are: 0 where the clocks jump over it, 2 where they fall
 * back to it, else 1. */
int local_moments(day_t day, int minute);

/* The moment, or the nearest that is of the years 1 to 9999: files hold any number. */
int64_t clock_within(int64_t utc);

/* The local day, minute of the day and offset (minutes east) of a moment. */
void utc_to_local(int64_t utc, day_t *day, int *minute, int *offset);

#define STAMP_TEXT 21
void stamp_print(int64_t utc, char out[STAMP_TEXT]); /* "2026-11-20T08:30:00Z" */

#define MOMENT_TEXT 17
void moment_print(
	int64_t utc, char out[MOMENT_TEXT]); /* local time, for people: "2026-11-20 10:30" */

/*
 * A moment: "2026-11-20T08:30:00Z", with an offset, with a space instead of T, without seconds,
 * with fractions (dropped); without an offset it is local time.  Also any day form of day_parse,
 * and 20/11/26 for 2026, followed by a time of day, which may have am or pm and a zone ("9:03:11
 * μ.μ. EET", "9:03 PM GMT+2", written.h); and a bare day (local midnight).  QSER_INVALID.
 */
enum qser_status stamp_parse(
	const char *text, const struct day_context *ctx, int64_t *utc, struct error *e) _check_;

#endif
