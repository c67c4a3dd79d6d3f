/* test_day.c: every day there is, against SQLite's calendar; and days as people write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/base/day.h"

/* ISO weeks by the rule of the ordinal day, which has no Thursday in it. */
static int weeks_in(int year)
{
	int p = (year + year / 4 - year / 100 + year / 400) % 7;
	int q = (year - 1 + (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400) % 7;

	return p == 4 || q == 3 ? 53 : 52;
}

static void check_week(day_t day, int year, int ordinal, int weekday)
{
	int got_year, week = (ordinal - weekday + 10) / 7, week_year = year;

	if (week < 1)
		week = weeks_in(--week_year);
	else if (week > weeks_in(year)) {
		week = 1;
		week_year++;
	}
	assert_int_equal(day_week(day, &got_year), week);
	assert_int_equal(got_year, week_year);
}

/*
 * SQLite 3.40 has a 29 February in the years 100, 200 and 300, so the first 400 years are asked for
 * 400 years later: the calendar, weekdays included, is the same again after 146097 days.
 */
static void every_day_as_sqlite_has_it(void **state)
{
	static const char sql[] =
		"WITH RECURSIVE d(n) AS (VALUES(0) UNION ALL SELECT n + 1 FROM d WHERE n < 1999) "
		"SELECT strftime('%Y-%m-%d%w%j', 1721425.5 + n + iif(n < 146097, 146097, 0)) "
		"FROM (SELECT a.n * 2000 + b.n AS n FROM d AS a CROSS JOIN d AS b) WHERE n < "
		"3652059";
	sqlite3 *db = NULL;
	sqlite3_stmt *q = NULL;
	day_t day = DAY_MIN;
	char text[DAY_TEXT];

	(void)state;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	for (; sqlite3_step(q) == SQLITE_ROW; day++) {
		const char *row = (const char *)sqlite3_column_text(q, 0);
		char earlier[16];
		if (day < DAY_MIN + 146097) {
			snprintf(earlier, sizeof(earlier), "%s", row);
			int shifted = (row[0] - '0') * 10 + row[1] - '0' - 4; /* centuries */
			earlier[0] = (char)('0' + shifted / 10);
			earlier[1] = (char)('0' + shifted % 10);
			row = earlier;
		}
		int year, month, dom, weekday = row[10] == '0' ? 7 : row[10] - '0';
		day_t back = 0;
		day_print(day, text);
		if (memcmp(text, row, 10) != 0)
			fail_msg("%d is %s, not %s", (int)day, row, text);
		if (!day_read(text, &back) || back != day)
			fail_msg("%s read as %d", text, (int)back);
		day_split(day, &year, &month, &dom);
		if (!day_make(year, month, dom, &back) || back != day)
			fail_msg("%s made as %d", text, (int)back);
		if (day_weekday(day) != weekday)
			fail_msg("%s is weekday %d", text, day_weekday(day));
		check_week(day, year, (int)strtol(row + 11, NULL, 10), weekday);
	}
	assert_int_equal(day, DAY_MAX + 1);
	assert_int_equal(sqlite3_finalize(q), SQLITE_OK);
	sqlite3_close(db);
}

static int days_of(int year, int month)
{
	if (month == 2)
		return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void impossible_days(void **state)
{
	const struct day_context ctx = {0, DAY_ORDER_NONE, false};
	day_t day = 4711;
	char text[40];

	(void)state;
	for (int year = 0; year <= 9999; year++)
		for (int month = 0; month <= 13; month++)
			for (int dom = 0; dom <= 32; dom++) {
				bool real = year && month >= 1 && month <= 12 && dom >= 1 &&
					    dom <= days_of(year, month);
				if (day_make(year, month, dom, &day) != real)
					fail_msg("%d-%d-%d", year, month, dom);
				if (real || (year % 100 > 4 && year % 400))
					continue;
				snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, dom);
				if (day_read(text, &day))
					fail_msg("%s", text);
				if (day_parse(text, &ctx, &day, NULL) != QSER_INVALID)
					fail_msg("%s", text);
			}
	assert_false(day_make(10000, 1, 1, &day));
	assert_false(day_make(-1, 1, 1, &day));
	assert_false(day_make(2026, INT32_MAX, 1, &day));
	assert_false(day_make(2026, 1, INT32_MIN, &day));
}

static void months_start_and_end(void **state)
{
	(void)state;
	for (day_t day = DAY_MIN; day <= DAY_MAX; day += 13) {
		int year, month, dom;
		day_t start, end;
		day_split(day, &year, &month, &dom);
		assert_true(day_make(year, month, 1, &start));
		assert_true(day_make(year, month, days_of(year, month), &end));
		assert_int_equal(day_month_start(day), start);
		assert_int_equal(day_month_end(day), end);
	}
}

static void names(void **state)
{
	(void)state;
	assert_string_equal(day_name(1), "Mon");
	assert_string_equal(day_name(7), "Sun");
	assert_string_equal(month_name(1), "Jan");
	assert_string_equal(month_name(12), "Dec");
	assert_string_equal(day_name(8), "");
	assert_string_equal(month_name(0), "");
}

static day_t iso(const char *text)
{
	day_t day = 0;

	if (!day_read(text, &day))
		fail_msg("%s", text);
	return day;
}

/* Friday. */
static struct day_context context(enum day_order order)
{
	return (struct day_context){iso("2026-11-20"), order, false};
}

static void check_day(const char *text, enum day_order order, const char *expected)
{
	_cleanup_(error_free) struct error e = {0};
	struct day_context ctx = context(order);
	char got[DAY_TEXT];
	day_t day;

	if (day_parse(text, &ctx, &day, &e) != QSER_OK)
		fail_msg("%s", error_message(&e));
	day_print(day, got);
	if (strcmp(got, expected) != 0)
		fail_msg("\"%s\" is %s, not %s", text, got, expected);
}

static void refuse_day(const char *text, enum day_order order, const char *message)
{
	_cleanup_(error_free) struct error e = {0};
	struct day_context ctx = context(order);
	day_t day = 4711;

	if (day_parse(text, &ctx, &day, &e) != QSER_INVALID)
		fail_msg("\"%s\" was taken for %d", text, (int)day);
	assert_int_equal(day, 4711);
	if (message)
		assert_string_equal(error_message(&e), message);
	else
		assert_true(*error_message(&e));
}

static void days_people_write(void **state)
{
	static const char *const accepted[][2] = {{"today", "2026-11-20"}, {"TODAY", "2026-11-20"},
		{"yesterday", "2026-11-19"}, {"Tomorrow", "2026-11-21"}, {"-3d", "2026-11-17"},
		{"+2d", "2026-11-22"}, {"-3D", "2026-11-17"}, {"+0d", "2026-11-20"},
		{"-365d", "2025-11-20"}, {"fri", "2026-11-20"}, {"Friday", "2026-11-20"},
		{"thu", "2026-11-19"}, {"wed", "2026-11-18"}, {"tue", "2026-11-17"},
		{"MON", "2026-11-16"}, {"sun", "2026-11-15"}, {"saturday", "2026-11-14"},
		{"2026-02-28", "2026-02-28"}, {"2024-02-29", "2024-02-29"},
		{"0001-01-01", "0001-01-01"}, {"9999-12-31", "9999-12-31"},
		{" 2026-11-20 ", "2026-11-20"}, {"2026-1-5", "2026-01-05"},
		{"2026/11/20", "2026-11-20"}, {"2026.11.20", "2026-11-20"},
		{"2026. 11. 20", "2026-11-20"}};

	(void)state;
	for (size_t i = 0; i < sizeof(accepted) / sizeof(*accepted); i++)
		for (enum day_order order = DAY_ORDER_NONE; order <= DAY_ORDER_MDY; order++)
			check_day(accepted[i][0], order, accepted[i][1]);
	check_day("20/11/2026", DAY_ORDER_DMY, "2026-11-20");
	check_day("20.11.2026", DAY_ORDER_DMY, "2026-11-20");
	check_day("20-11-2026", DAY_ORDER_DMY, "2026-11-20");
	check_day("1/2/2026", DAY_ORDER_DMY, "2026-02-01");
	check_day("1/2/2026", DAY_ORDER_MDY, "2026-01-02");
	check_day("11/20/2026", DAY_ORDER_MDY, "2026-11-20");
	check_day("20. 11. 2026", DAY_ORDER_DMY, "2026-11-20");
	check_day("20.\u00A011.\u00A02026", DAY_ORDER_DMY, "2026-11-20");
}

/* As programs write them in seven languages; the order of days has no say in it. */
static void days_with_words(void **state)
{
	static const char *const accepted[] = {"20 November 2026", "20 Νοεμβρίου 2026",
		"20 ΝΟΕΜΒΡΙΟΥ 2026", "20. November 2026", "20 de noviembre de 2026",
		"20 de noviembre del 2026", "20. listopadu 2026", "20 novembre 2026",
		"20 november 2026", "November 20, 2026", "Nov 20, 2026", "20-Nov-2026",
		"20/nov/2026", "20 Νοε 2026", "20. Nov. 2026", "20th of November 2026",
		"November 20th, 2026", "20η Νοεμβρίου 2026", "Friday, November 20, 2026",
		"Fri, 20 Nov 2026", "Παρασκευή 20 Νοεμβρίου 2026", "Παρασκευή, 20 Νοεμβρίου 2026",
		"Freitag, 20. November 2026", "viernes, 20 de noviembre de 2026",
		"pátek 20. listopadu 2026", "vendredi 20 novembre 2026", "vrijdag 20 november 2026",
		"20\u00A0novembre\u202F2026", "Friday, 2026-11-20"};

	(void)state;
	for (size_t i = 0; i < sizeof(accepted) / sizeof(*accepted); i++)
		for (enum day_order order = DAY_ORDER_NONE; order <= DAY_ORDER_MDY; order++)
			check_day(accepted[i], order, "2026-11-20");
	check_day("1er mars 2026", DAY_ORDER_NONE, "2026-03-01");
	check_day("2 Μαΐου 2026", DAY_ORDER_NONE, "2026-05-02");
	check_day("31. července 2026", DAY_ORDER_NONE, "2026-07-31");
	check_day("30. června 2026", DAY_ORDER_NONE, "2026-06-30");
	refuse_day(
		"31 Ιουνίου 2026", DAY_ORDER_NONE, "\"31 Ιουνίου 2026\" is no day of the calendar");
	refuse_day("Saturday, November 20, 2026", DAY_ORDER_NONE,
		"\"Saturday, November 20, 2026\" is no Saturday but a Friday by the calendar");
	refuse_day("Freitag 20.11.2026", DAY_ORDER_NONE,
		"\"20.11.2026\" is not accepted: write 2026-11-20, or set the day order "
		"(qser-admin setting set day-order dmy)");
	refuse_day("20-Nov-26", DAY_ORDER_DMY, NULL);
	refuse_day("20 Nov 2026 9:00", DAY_ORDER_DMY, NULL);
	refuse_day("20 Novem 2026", DAY_ORDER_DMY, NULL);
	refuse_day("November 2026", DAY_ORDER_DMY, NULL);
	refuse_day("20 2026", DAY_ORDER_DMY, NULL);
	refuse_day("２０ Nov 2026", DAY_ORDER_DMY, NULL);
}

/* No name is that of two months, in whatever language. */
static void names_of_months(void **state)
{
	static const char *const names[12][16] = {
		{"january", "jan.", "ιανουάριος", "ιανουαρίου", "ιαν", "januar", "jänner", "enero",
			"ene", "leden", "ledna", "janvier", "janv.", "januari"},
		{"february", "feb", "φεβρουάριος", "φεβρουαρίου", "φεβ", "februar", "febrero",
			"únor", "února", "février", "févr.", "februari"},
		{"march", "mar", "μάρτιος", "μαρτίου", "μαρ", "märz", "marzo", "březen", "března",
			"mars", "maart", "mrt"},
		{"april", "apr", "απρίλιος", "απριλίου", "απρ", "abril", "abr", "duben", "dubna",
			"avril", "avr."},
		{"may", "μάιος", "μαΐου", "μαΐ", "mai", "mayo", "květen", "května", "mei"},
		{"june", "jun", "ιούνιος", "ιουνίου", "ιουν", "juni", "junio", "červen", "června",
			"juin"},
		{"july", "jul", "ιούλιος", "ιουλίου", "ιουλ", "juli", "julio", "červenec",
			"července", "juillet", "juil."},
		{"august", "aug", "αύγουστος", "αυγούστου", "αυγ", "agosto", "ago", "srpen",
			"srpna", "août", "augustus"},
		{"september", "sept", "σεπτέμβριος", "σεπτεμβρίου", "σεπ", "septiembre", "září",
			"septembre"},
		{"october", "oct", "οκτώβριος", "οκτωβρίου", "οκτ", "oktober", "okt", "octubre",
			"říjen", "října", "octobre"},
		{"november", "nov", "νοέμβριος", "νοεμβρίου", "νοε", "noviembre", "listopad",
			"listopadu", "novembre"},
		{"december", "dec", "δεκέμβριος", "δεκεμβρίου", "δεκ", "dezember", "dez",
			"diciembre", "dic", "prosinec", "prosince", "décembre", "déc."},
	};
	char text[64], expected[32];

	(void)state;
	for (int month = 0; month < 12; month++)
		for (int i = 0; i < 16 && names[month][i]; i++) {
			snprintf(text, sizeof(text), "7 %s 2026", names[month][i]);
			snprintf(expected, sizeof(expected), "2026-%02d-07", month + 1);
			check_day(text, DAY_ORDER_NONE, expected);
		}
}

static void days_refused(void **state)
{
	static const char *const texts[] = {"", " ", "x", "2026", "2026-11", "2026-W47", "20261120",
		"2026-11-20T", "20/11/26", "20/11-2026", "20/11/2026/", "-3", "3d", "-d", "--3d",
		"-3w", "-99999999999999999999d", "-4000000d", "+9000000d", "moon", "todayy",
		"２０２６-11-20", "10000-01-01", "+02026-11-20", "2026-0x1-01", "0000-00-00",
		"2023-02-30", "2024-W05", "99/99/9999", "00/00/0000"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		for (enum day_order order = DAY_ORDER_NONE; order <= DAY_ORDER_MDY; order++)
			refuse_day(texts[i], order, NULL);
	refuse_day("2026-02-30", DAY_ORDER_NONE, "\"2026-02-30\" is no day of the calendar");
	refuse_day("30/02/2026", DAY_ORDER_NONE, "\"30/02/2026\" is no day of the calendar");
	refuse_day("20/11/2026", DAY_ORDER_NONE,
		"\"20/11/2026\" is not accepted: write 2026-11-20, or set the day order "
		"(qser-admin setting set day-order dmy)");
	refuse_day("11/20/2026", DAY_ORDER_NONE,
		"\"11/20/2026\" is not accepted: write 2026-11-20, or set the day order "
		"(qser-admin setting set day-order mdy)");
	refuse_day("1.2.2026", DAY_ORDER_NONE,
		"\"1.2.2026\" could be 2026-02-01 or 2026-01-02: write one of these, or set the "
		"day order "
		"(qser-admin setting set day-order dmy)");
	refuse_day("5/5/2026", DAY_ORDER_NONE,
		"\"5/5/2026\" is not accepted: write 2026-05-05, or set the day order "
		"(qser-admin setting set day-order dmy)");
	refuse_day("11/20/2026", DAY_ORDER_DMY,
		"\"11/20/2026\" is no day of the calendar (the day order is day, month, year)");
	refuse_day("20/11/2026", DAY_ORDER_MDY, NULL);
	refuse_day("20/11/26", DAY_ORDER_DMY,
		"\"20/11/26\" is not accepted: write the year with four digits");
}

static void check_range(const char *text, const char *first, const char *last)
{
	_cleanup_(error_free) struct error e = {0};
	struct day_context ctx = context(DAY_ORDER_DMY);
	char a[DAY_TEXT], b[DAY_TEXT];
	day_t from, to;

	if (day_range_parse(text, &ctx, &from, &to, &e) != QSER_OK)
		fail_msg("%s", error_message(&e));
	day_print(from, a);
	day_print(to, b);
	if (strcmp(a, first) != 0 || strcmp(b, last) != 0)
		fail_msg("\"%s\" is %s..%s, not %s..%s", text, a, b, first, last);
}

static void ranges(void **state)
{
	(void)state;
	check_range("today", "2026-11-20", "2026-11-20");
	check_range("20.11.2026", "2026-11-20", "2026-11-20");
	check_range("2026", "2026-01-01", "2026-12-31");
	check_range("0001", "0001-01-01", "0001-12-31");
	check_range("9999", "9999-01-01", "9999-12-31");
	check_range("2024-02", "2024-02-01", "2024-02-29");
	check_range("2026-W47", "2026-11-16", "2026-11-22");
	check_range("2026-w01", "2025-12-29", "2026-01-04");
	check_range("2026-W53", "2026-12-28", "2027-01-03");
	check_range("9999-W52", "9999-12-27", "9999-12-31");
	check_range("this week", "2026-11-16", "2026-11-22");
	check_range("This-Week", "2026-11-16", "2026-11-22");
	check_range("last week", "2026-11-09", "2026-11-15");
	check_range("this month", "2026-11-01", "2026-11-30");
	check_range("last-month", "2026-10-01", "2026-10-31");
	check_range("this year", "2026-01-01", "2026-12-31");
	check_range("LAST YEAR", "2025-01-01", "2025-12-31");
	check_range("2026-11-01..2026-11-20", "2026-11-01", "2026-11-20");
	check_range("1.11.2026..20.11.2026", "2026-11-01", "2026-11-20");
	check_range("2026-11 .. today", "2026-11-01", "2026-11-20");
	check_range("2025..2026-02", "2025-01-01", "2026-02-28");
	check_range("last month..", "2026-10-01", "9999-12-31");
	check_range("..2026-W47", "0001-01-01", "2026-11-22");
	check_range("today..today", "2026-11-20", "2026-11-20");
}

static void every_week_of_every_year(void **state)
{
	struct day_context ctx = context(DAY_ORDER_NONE);
	day_t first, last, next = DAY_MIN;
	char text[40];

	(void)state;
	for (int year = 1; year <= 9998; year++)
		for (int week = 0; week <= 54; week++) {
			snprintf(text, sizeof(text), "%04d-W%02d", year, week);
			bool real = week >= 1 && week <= weeks_in(year);
			bool got = day_range_parse(text, &ctx, &first, &last, NULL) == QSER_OK;
			if (got != real)
				fail_msg("%s", text);
			if (!real)
				continue;
			assert_int_equal(first, next);
			assert_int_equal(last, first + 6);
			next = last + 1;
		}
}

static void last_month_and_year_at_the_edges(void **state)
{
	struct day_context ctx = {iso("2026-01-31"), DAY_ORDER_NONE, false};
	day_t first, last;

	(void)state;
	assert_int_equal(day_range_parse("last month", &ctx, &first, &last, NULL), QSER_OK);
	assert_int_equal(first, iso("2025-12-01"));
	assert_int_equal(last, iso("2025-12-31"));
	ctx.today = DAY_MIN;
	assert_int_equal(day_range_parse("last month", &ctx, &first, &last, NULL), QSER_INVALID);
	assert_int_equal(day_range_parse("last year", &ctx, &first, &last, NULL), QSER_INVALID);
	assert_int_equal(day_range_parse("last week", &ctx, &first, &last, NULL), QSER_INVALID);
	assert_int_equal(day_parse("yesterday", &ctx, &first, NULL), QSER_INVALID);
	ctx.today = DAY_MAX;
	assert_int_equal(day_parse("tomorrow", &ctx, &first, NULL), QSER_INVALID);
	assert_int_equal(day_range_parse("this week", &ctx, &first, &last, NULL), QSER_OK);
	assert_int_equal(last, DAY_MAX);
}

static void ranges_refused(void **state)
{
	static const char *const texts[] = {"", "..", " .. ", "2026-11-20..2026-11-19",
		"2026..2025", "today..yesterday", "2026...2027", "2026..2027..", "0000", "2026-00",
		"2026-13", "2026-W00", "2026-W54", "2027-W53", "2026-W5", "2026-1", "next week",
		"this", "this day", "last  week", "20266", "2026-02-30..", "2026-1..", "week",
		"this weeks"};
	struct day_context ctx = context(DAY_ORDER_NONE);

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		_cleanup_(error_free) struct error e = {0};
		day_t first, last;
		if (day_range_parse(texts[i], &ctx, &first, &last, &e) != QSER_INVALID)
			fail_msg("\"%s\" was taken", texts[i]);
		assert_true(*error_message(&e));
		assert_null(strchr(error_message(&e), '\n'));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_as_sqlite_has_it),
		cmocka_unit_test(impossible_days),
		cmocka_unit_test(months_start_and_end),
		cmocka_unit_test(names),
		cmocka_unit_test(days_people_write),
		cmocka_unit_test(days_with_words),
		cmocka_unit_test(names_of_months),
		cmocka_unit_test(days_refused),
		cmocka_unit_test(ranges),
		cmocka_unit_test(every_week_of_every_year),
		cmocka_unit_test(last_month_and_year_at_the_edges),
		cmocka_unit_test(ranges_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
