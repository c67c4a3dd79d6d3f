/* moment.h: the insides of clock.c that stamp.c stands on. */
#ifndef BASE_MOMENT_H
#define BASE_MOMENT_H

#include "day.h"

#define DAY_SECONDS 86400
#define DAY_MINUTES 1440

struct moment {
	int minute; /* 0..1440 */
	int second;
	bool fixed; /* an offset was written */
	int offset; /* minutes east of UTC */
	bool bare;  /* an hour alone */
};

/* All move *at behind what they read.  A false one may have moved it. */

/* 9:00 09.00 17h30, and 9 or 9h, which are for the caller to refuse. */
bool moment_read_time(const char **at, struct moment *m);
/* :30 and a fraction, after 17:30; the fraction is dropped.  Nothing is fine, too. */
bool moment_read_seconds(const char **at, struct moment *m);
/* Z +03:00 +0300 +03 */
bool moment_read_offset(const char **at, struct moment *m);

/* The whole of a folded text (written_fold): 9:03:11 PM GMT+2, 9:03 π.μ. EET, 9:03 Uhr.  *why, when
 * it has words of its own: why it is none. */
bool moment_read_written(const char *p, struct moment *m, const char **why);

/* The first moment of a day: where midnight is skipped, when the clocks have gone on; the first of
 * two. */
enum qser_status moment_day_start(day_t day, int64_t *utc, struct error *e) _check_;

#endif
