/*
 * days.c: days days STEP [LATER] | days moments < FILE
 *
 * days: each STEPth day of the years 1 to 9999 is what SQLite makes of it: as text, its weekday,
 * its week (ISO 8601), and read back; and each text 0000-00-00 to 10000-13-32 that is none of them
 * is refused.  moments: "zone NAME", then lines "DAY MINUTE COUNT UTC...": so many moments are that
 * local day and minute there, and these.
 *
 * Printed: the first that are not so, then "CHECKED REFUSED DIFFERENT".
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock.h"
#include "day.h"
#include "error.h"

static long checked, refused, different;
static int later;

static void differs(const char *what, const char *which)
{
	if (different++ < 10)
		printf("%s: %s\n", what, which);
}

/* The ISO week as SQLite 3.40 can say it: that of the Thursday. */
#define SQL_DAYS                                                                                     \
	"with d (n) as (values (0) union all select n + ?1 from d where n + ?1 < 3652059),"          \
	" e as (select n, case when n < 146097 then 1721425.5 + n + 146097 else 1721425.5 + n end j" \
	" from d) select n, date(j), strftime('%w', j),"                                             \
	" strftime('%Y', j, '-3 days', 'weekday 4'),"                                                \
	" (strftime('%j', j, '-3 days', 'weekday 4') - 1) / 7 + 1 from e"

static void check_day(sqlite3_stmt *row)
{
	day_t day = DAY_MIN + (day_t)sqlite3_column_int64(row, 0) + later, back;
	int shift = sqlite3_column_int64(row, 0) < 146097 ? 400 : 0, year, week_year;
	char want[32], got[DAY_TEXT], week[40], got_week[WEEK_TEXT];

	/* SQLite 3.40 has a 29 February in the years 100, 200 and 300: the first 400 years are
	 * asked for 400 years later, when the calendar is the same again. */
	(void)snprintf(want, sizeof want, "%s", (const char *)sqlite3_column_text(row, 1));
	year = atoi(want) - shift;
	(void)snprintf(want, 5, "%04d", year);
	want[4] = '-';
	day_print(day, got);
	if (strcmp(want, got) != 0)
		differs(want, got);
	int weekday = sqlite3_column_int(row, 2);
	if (day_weekday(day) != (weekday ? weekday : 7))
		differs(want, "weekday");
	week_year = sqlite3_column_int(row, 3) - shift;
	(void)snprintf(week, sizeof week, "%04d-W%02d", week_year, sqlite3_column_int(row, 4));
	day_print_week(day, got_week);
	if (strcmp(week, got_week) != 0)
		differs(week, got_week);
	if (!day_read(want, &back) || back != day)
		differs(want, "is not read back");
	checked++;
}

/* All that looks like a day: as many are taken as there are. */
static void check_texts(int step)
{
	long taken = 0;
	day_t day;

	for (int year = 0; year <= 10000; year += year == 9999 ? 1 : year ? step : 1) {
		bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
		for (int month = 0; month <= 13; month++)
			for (int dom = 0; dom <= 32; dom++) {
				char text[40];
				(void)snprintf(
					text, sizeof text, "%04d-%02d-%02d", year, month, dom);
				bool is = day_read(text, &day);
				taken += is;
				refused += !is;
				if (is && (year < 1 || year > 9999 || month < 1 || month > 12 ||
						  dom < 1))
					differs(text, "is taken");
			}
		if (year >= 1 && year <= 9999)
			taken -= 365 + leap;
	}
	if (taken)
		differs("days taken in the end", taken > 0 ? "too many" : "too few");
}

static int check_days(int step)
{
	sqlite3 *db;
	sqlite3_stmt *rows;

	if (sqlite3_open(":memory:", &db) != SQLITE_OK ||
		sqlite3_prepare_v2(db, SQL_DAYS, -1, &rows, NULL) != SQLITE_OK)
		return 2;
	(void)sqlite3_bind_int(rows, 1, step);
	while (sqlite3_step(rows) == SQLITE_ROW)
		check_day(rows);
	(void)sqlite3_finalize(rows);
	(void)sqlite3_close(db);
	check_texts(step);
	return 0;
}

/* ---- Moments ---- */

static void check_moment(const char *line, const char *zone)
{
	char text[16], what[160];
	int minute, count, used;
	long long want[2] = {0, 0};
	int64_t utc;
	day_t day;
	struct error e = {0};

	if (sscanf(line, "%15s %d %d%n", text, &minute, &count, &used) != 3 || count > 2)
		exit(2);
	(void)sscanf(line + used, "%lld %lld", &want[0], &want[1]);
	(void)snprintf(what, sizeof what, "%s %s +%d min", zone, text, minute);
	if (!day_read(text, &day) || local_moments(day, minute) != count)
		differs(what, "other moments");
	bool good = local_to_utc(day, minute, false, 0, &utc, &e) == QSER_OK;
	if (good != (count == 1) || (good && utc != want[0]))
		differs(what, good ? "is taken for another moment" : "is refused");
	refused += !good;
	for (int i = 0; i < count; i++) {
		day_t back;
		int at, offset;
		utc_to_local(want[i], &back, &at, &offset);
		if (back != day || at != minute)
			differs(what, "is not what the moment is there");
		if (local_to_utc(day, minute, true, offset, &utc, &e) != QSER_OK || utc != want[i])
			differs(what, "is not taken with its offset");
		if (local_to_utc(day, minute, true, offset + 17, &utc, &e) == QSER_OK)
			differs(what, "is taken with an offset that it has not");
	}
	error_free(&e);
	checked++;
}

static int check_moments(void)
{
	char line[160], zone[80] = "";

	while (fgets(line, sizeof line, stdin))
		if (sscanf(line, "zone %79s", zone) == 1) {
			(void)setenv("TZ", zone, 1);
			tzset();
		} else {
			check_moment(line, zone);
		}
	return 0;
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return 64;
	later = argc > 3 ? atoi(argv[3]) : 0;
	int status =
		!strcmp(argv[1], "days") && argc > 2 ? check_days(atoi(argv[2])) : check_moments();
	printf("%ld %ld %ld\n", checked, refused, different);
	return status;
}
