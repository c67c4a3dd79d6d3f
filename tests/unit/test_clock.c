/* test_clock.c: times of day, and local time in every zone there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/base/clock.h"

#define ZONES "/usr/share/zoneinfo"
#define HOUR 3600
#define DAY 86400

static bool set_zone(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), ZONES "/%s", name);
	if (access(path, R_OK) != 0)
		return false;
	assert_int_equal(setenv("TZ", name, 1), 0);
	tzset();
	return true;
}

static day_t iso(const char *text)
{
	day_t day = 0;

	if (!day_read(text, &day))
		fail_msg("%s", text);
	return day;
}

/* ---- Times of day ---- */

static void clocks(void **state)
{
	int minute, offset;
	bool fixed;
	char text[48];

	(void)state;
	for (int n = 0; n < 1440; n++)
		for (int form = 0; form < 5; form++) {
			const char *marks[] = {":", ".", "h", "H", ":"};
			snprintf(text, sizeof(text), form == 4 ? "%d%s%02d" : "%02d%s%02d", n / 60,
				marks[form], n % 60);
			assert_int_equal(
				clock_parse(text, &minute, &fixed, &offset, NULL), QSER_OK);
			assert_int_equal(minute, n);
			assert_false(fixed);
		}
	assert_int_equal(clock_parse("03:30+03:00", &minute, &fixed, &offset, NULL), QSER_OK);
	assert_true(fixed && minute == 210 && offset == 180);
	assert_int_equal(clock_parse("3:30-0930", &minute, &fixed, &offset, NULL), QSER_OK);
	assert_true(fixed && minute == 210 && offset == -570);
	assert_int_equal(clock_parse("03:30Z", &minute, &fixed, &offset, NULL), QSER_OK);
	assert_true(fixed && minute == 210 && offset == 0);
}

/* As they are stored, and as they are written. */
static void clocks_kept(void **state)
{
	static const struct {
		int minute;
		const char *text;
	} kept[] = {{0, "00:00"}, {570, "09:30"}, {1439, "23:59"}, {1440, "24:00"}, {1441, "00:01"},
		{2880, "00:00"}};
	char text[CLOCK_TEXT];

	(void)state;
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		clock_print(kept[i].minute, text);
		assert_string_equal(text, kept[i].text);
	}
	for (int minute = 0; minute < 1440; minute++) {
		clock_print(minute, text);
		assert_int_equal(clock_minute(text), minute);
	}
	assert_int_equal(clock_minute(NULL), -1);
	assert_int_equal(clock_minute(""), -1);
	assert_int_equal(clock_minute("noon"), -1);
}

static void clocks_refused(void **state)
{
	static const char *const texts[] = {"", "9", "09", "9h", "9:", "9:0", "9:000", "24:00",
		"24:01", "25:00", "9:60", "-9:00", "+9:00", " 9:00", "9:00 ", "9:00pm", "9 am",
		"9:00:00", "９:00", "9:00+", "9:00+3", "9:00+19:00", "9:00+03:60", "9:00+03:0",
		"9-00", "900", "0x9:00", "9:00ZZ", "noon"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		_cleanup_(error_free) struct error e = {0};
		int minute = 4711, offset;
		bool fixed;
		if (clock_parse(texts[i], &minute, &fixed, &offset, &e) != QSER_INVALID)
			fail_msg("\"%s\" was taken for minute %d", texts[i], minute);
		assert_true(*error_message(&e));
	}
}

static const struct {
	const char *text;
	struct span span;
} spans[] = {
	{"9:00-11:30", {540, 690, false, false, false, 0, 0}},
	{"09.00-11.30", {540, 690, false, false, false, 0, 0}},
	{"9:00–11:30", {540, 690, false, false, false, 0, 0}},
	{"9:00 — 11:30", {540, 690, false, false, false, 0, 0}},
	{"9h00 - 11h30", {540, 690, false, false, false, 0, 0}},
	{"9-11:30", {540, 690, false, false, false, 0, 0}},
	{"9:30-11", {570, 660, false, false, false, 0, 0}},
	{"22:00-01:00", {1320, 60, true, false, false, 0, 0}},
	{"22:00-24:00", {1320, 1440, false, false, false, 0, 0}},
	{"22:00-00:00", {1320, 0, true, false, false, 0, 0}},
	{"00:00-24:00", {0, 1440, false, false, false, 0, 0}},
	{"11:30-9:00", {690, 540, true, false, false, 0, 0}},
	{"03:30+03:00-04:10+02:00", {210, 250, false, true, true, 180, 120}},
	{"03:30+03:00-03:10+02:00", {210, 190, false, true, true, 180, 120}},
	{"03:30+03:00-03:30+02:00", {210, 210, false, true, true, 180, 120}},
	{"23:30+03:00-03:30+02:00", {1410, 210, true, true, true, 180, 120}},
	{"03:30+03:00-05:00", {210, 300, false, true, false, 180, 0}},
	{"02:30-03:30+02:00", {150, 210, false, false, true, 0, 120}},
	{"01:30-04:00-01:20-05:00", {90, 80, false, true, true, -240, -300}},
	{"9:00Z-11:30Z", {540, 690, false, true, true, 0, 0}},
};

static void spans_accepted(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(spans) / sizeof(*spans); i++) {
		_cleanup_(error_free) struct error e = {0};
		const struct span *w = &spans[i].span;
		struct span s;
		if (span_parse(spans[i].text, &s, &e) != QSER_OK)
			fail_msg("%s", error_message(&e));
		if (s.from != w->from || s.to != w->to || s.overnight != w->overnight ||
			s.from_fixed != w->from_fixed || s.to_fixed != w->to_fixed ||
			s.from_offset != w->from_offset || s.to_offset != w->to_offset)
			fail_msg("\"%s\" is %d..%d overnight %d, %d%+d %d%+d", spans[i].text,
				s.from, s.to, s.overnight, s.from_fixed, s.from_offset, s.to_fixed,
				s.to_offset);
	}
}

static void spans_refused(void **state)
{
	static const char *const texts[] = {"", "-", "9:00", "9:00-", "-11:30", "9-11", "9:00-9:00",
		"24:00-01:00", "9:00-24:01", "9:00-25:00", "9:60-11:00", "9:00--11:30",
		"9:00-11:30-", "9:00-11:30 ", " 9:00-11:30", "9:00 11:30", "9:00..11:30",
		"9:00-11:30pm", "03:30-05:00-04:10", "9:00Z-9:00Z", "9:00+03:00-8:00+02:00",
		"90-100", "1:30"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		_cleanup_(error_free) struct error e = {0};
		struct span s;
		if (span_parse(texts[i], &s, &e) != QSER_INVALID)
			fail_msg("\"%s\" was taken for %d..%d", texts[i], s.from, s.to);
		assert_true(*error_message(&e));
	}
}

/* ---- The zone ---- */

static int64_t offset_of(int64_t utc)
{
	time_t t = (time_t)utc;
	struct tm tm;

	assert_non_null(localtime_r(&t, &tm));
	return tm.tm_gmtoff;
}

static enum qser_status from_local(
	int64_t local, bool fixed, int64_t offset, int64_t *utc, struct error *e)
{
	return local_to_utc(
		(day_t)(local / DAY), (int)(local % DAY / 60), fixed, (int)(offset / 60), utc, e);
}

static void want_utc(const char *zone, int64_t local, int64_t expected)
{
	_cleanup_(error_free) struct error e = {0};
	int64_t utc = 0;

	if (from_local(local, false, 0, &utc, &e) != QSER_OK)
		fail_msg("%s: %s", zone, error_message(&e));
	if (utc != expected)
		fail_msg("%s: local %lld is %lld, not %lld", zone, (long long)local, (long long)utc,
			(long long)expected);
	/* Its own offset is right; others are not. */
	int64_t offset = local - expected;
	assert_int_equal(from_local(local, true, offset, &utc, NULL), QSER_OK);
	assert_int_equal(utc, expected);
	assert_int_equal(from_local(local, true, offset + 15 * 60, &utc, NULL), QSER_INVALID);
	assert_int_equal(from_local(local, true, offset - HOUR, &utc, NULL), QSER_INVALID);
}

static void want_gap(const char *zone, int64_t local, int64_t before, int64_t after)
{
	_cleanup_(error_free) struct error e = {0};
	int64_t utc;

	if (from_local(local, false, 0, &utc, &e) != QSER_INVALID)
		fail_msg("%s: local %lld does not exist", zone, (long long)local);
	assert_non_null(strstr(error_message(&e), "does not exist"));
	assert_int_equal(from_local(local, true, before, &utc, NULL), QSER_INVALID);
	assert_int_equal(from_local(local, true, after, &utc, NULL), QSER_INVALID);
}

static void want_repeat(const char *zone, int64_t local, int64_t before, int64_t after)
{
	_cleanup_(error_free) struct error e = {0};
	int64_t utc;
	char first[16], second[16];

	if (from_local(local, false, 0, &utc, &e) != QSER_INVALID)
		fail_msg("%s: local %lld is there twice", zone, (long long)local);
	snprintf(first, sizeof(first), "%c%02d:%02d", before < 0 ? '-' : '+',
		abs((int)before) / HOUR, abs((int)before) / 60 % 60);
	snprintf(second, sizeof(second), "%c%02d:%02d", after < 0 ? '-' : '+',
		abs((int)after) / HOUR, abs((int)after) / 60 % 60);
	const char *at = strstr(error_message(&e), first);
	if (!at || !strstr(at, second))
		fail_msg("%s: %s", zone, error_message(&e));
	assert_int_equal(from_local(local, true, before, &utc, NULL), QSER_OK);
	assert_int_equal(utc, local - before);
	assert_int_equal(from_local(local, true, after, &utc, NULL), QSER_OK);
	assert_int_equal(utc, local - after);
	assert_int_equal(from_local(local, true, before + 2 * HOUR, &utc, NULL), QSER_INVALID);
}

/* at: the first second of the new offset. */
static void check_transition(const char *zone, int64_t at, int64_t before, int64_t after)
{
	int64_t change = after - before;

	if (change > 0)
		for (int64_t s = 0; s < change; s += change < 2 * HOUR ? 10 * 60 : HOUR)
			want_gap(zone, at + before + s, before, after);
	else
		for (int64_t s = 0; s < -change; s += 10 * 60)
			want_repeat(zone, at + after + s, before, after);
	int64_t size = change < 0 ? -change : change;
	want_utc(zone, at + before - 60 - (change < 0 ? size : 0),
		at - 60 - (change < 0 ? size : 0));
	want_utc(zone, at + after + (change < 0 ? size : 0), at + (change < 0 ? size : 0));
	for (int64_t utc = at - 3 * HOUR; utc <= at + 3 * HOUR; utc += HOUR / 2) {
		day_t day;
		int minute, offset;
		int64_t back;
		utc_to_local(utc, &day, &minute, &offset);
		assert_int_equal(local_to_utc(day, minute, true, offset, &back, NULL), QSER_OK);
		assert_int_equal(back, utc);
	}
}

/* All changes of offset of a zone between two moments. */
static int check_zone(const char *zone, int64_t from, int64_t to)
{
	int64_t before = offset_of(from);
	int count = 0;

	for (int64_t t = from; t < to; t += DAY) {
		int64_t low = t, high = t + DAY, after = offset_of(high);
		if (after == before)
			continue;
		while (high - low > 1) {
			int64_t middle = low + (high - low) / 2;
			if (offset_of(middle) == before)
				low = middle;
			else
				high = middle;
		}
		check_transition(zone, high, before, after);
		before = after;
		count++;
	}
	return count;
}

static void every_change_of_every_zone(void **state)
{
	_cleanup_(close_file) FILE *list = fopen(ZONES "/zone1970.tab", "r");
	int64_t from = (int64_t)iso("2020-01-01") * DAY, to = (int64_t)iso("2038-01-01") * DAY;
	char line[512], zone[128];
	int zones = 0, changes = 0;

	(void)state;
	if (!list)
		skip();
	while (fgets(line, sizeof(line), list)) {
		if (line[0] == '#' || sscanf(line, "%*s %*s %127s", zone) != 1 || !set_zone(zone))
			continue;
		changes += check_zone(zone, from, to);
		zones++;
	}
	assert_true(zones > 250);
	assert_true(changes > 2000);
}

static void remarkable_changes(void **state)
{
	(void)state;
	if (!set_zone("Australia/Lord_Howe")) /* half an hour */
		skip();
	assert_int_equal(check_zone("Lord_Howe", (int64_t)iso("2026-01-01") * DAY,
				 (int64_t)iso("2027-01-01") * DAY),
		2);
	if (!set_zone("Pacific/Apia")) /* no 30 December */
		skip();
	assert_int_equal(check_zone("Apia", (int64_t)iso("2011-12-15") * DAY,
				 (int64_t)iso("2012-01-15") * DAY),
		1);
	if (!set_zone("Africa/Casablanca")) /* clocks go back for Ramadan */
		skip();
	assert_int_equal(check_zone("Casablanca", (int64_t)iso("2026-01-01") * DAY,
				 (int64_t)iso("2027-01-01") * DAY),
		2);
	if (!set_zone("Europe/Athens"))
		skip();
	assert_true(check_zone("Athens", (int64_t)iso("1975-01-01") * DAY,
			    (int64_t)iso("2020-01-01") * DAY) > 80);
}

static void check_message(day_t day, int minute, bool fixed, int offset, const char *message)
{
	_cleanup_(error_free) struct error e = {0};
	int64_t utc;

	assert_int_equal(local_to_utc(day, minute, fixed, offset, &utc, &e), QSER_INVALID);
	assert_string_equal(error_message(&e), message);
}

static void zone_messages(void **state)
{
	(void)state;
	if (!set_zone("Europe/Athens"))
		skip();
	check_message(iso("2026-03-29"), 210, false, 0,
		"2026-03-29 03:30 does not exist here: the clocks go from 03:00 to 04:00");
	check_message(iso("2026-10-25"), 210, false, 0,
		"2026-10-25 03:30 happens twice here: write 03:30+03:00 or 03:30+02:00");
	check_message(iso("2026-10-25"), 210, true, 60,
		"2026-10-25 03:30 is not +01:00 here: write 03:30+03:00 or 03:30+02:00");
	check_message(iso("2026-07-01"), 600, true, 120,
		"2026-07-01 10:00 is not +02:00 here: write 10:00+03:00");
	if (!set_zone("Pacific/Apia"))
		skip();
	check_message(iso("2011-12-30"), 600, false, 0,
		"2011-12-30 10:00 does not exist here: the clocks go from 2011-12-30 00:00 to "
		"2011-12-31 00:00");
}

static void midnight_at_the_end_of_a_day(void **state)
{
	int64_t utc;

	(void)state;
	if (!set_zone("Europe/Athens"))
		skip();
	assert_int_equal(local_to_utc(iso("2026-11-20"), 1440, false, 0, &utc, NULL), QSER_OK);
	assert_int_equal(utc, (int64_t)iso("2026-11-20") * DAY + 22 * HOUR);
}

/* ---- Moments ---- */

static void check_stamp(const char *text, const char *expected)
{
	_cleanup_(error_free) struct error e = {0};
	const struct day_context ctx = {iso("2026-11-20"), DAY_ORDER_DMY, false};
	char got[STAMP_TEXT];
	int64_t utc;

	if (stamp_parse(text, &ctx, &utc, &e) != QSER_OK)
		fail_msg("%s", error_message(&e));
	stamp_print(utc, got);
	if (strcmp(got, expected) != 0)
		fail_msg("\"%s\" is %s, not %s", text, got, expected);
}

static void stamps(void **state)
{
	(void)state;
	if (!set_zone("Europe/Athens"))
		skip();
	check_stamp("2026-11-20T08:30:00Z", "2026-11-20T08:30:00Z");
	check_stamp("2026-11-20T08:30:07.999Z", "2026-11-20T08:30:07Z");
	check_stamp("2026-11-20T08:30Z", "2026-11-20T08:30:00Z");
	check_stamp("2026-11-20t08:30:00z", "2026-11-20T08:30:00Z");
	check_stamp("2026-11-20 08:30:00Z", "2026-11-20T08:30:00Z");
	check_stamp("2026-11-20T08:30:00+05:30", "2026-11-20T03:00:00Z");
	check_stamp("2026-11-20T08:30:00-0800", "2026-11-20T16:30:00Z");
	check_stamp("2026-11-20T08:30:00", "2026-11-20T06:30:00Z");
	check_stamp("2026-11-20 8:30", "2026-11-20T06:30:00Z");
	check_stamp("2026-07-20 8:30", "2026-07-20T05:30:00Z");
	check_stamp("2026-11-20", "2026-11-19T22:00:00Z");
	check_stamp("today", "2026-11-19T22:00:00Z");
	check_stamp("yesterday 17h30", "2026-11-19T15:30:00Z");
	check_stamp("-3d 9.00", "2026-11-17T07:00:00Z");
	check_stamp("20.11.2026 17:30", "2026-11-20T15:30:00Z");
	check_stamp("2026-10-25T03:30+03:00", "2026-10-25T00:30:00Z");
	check_stamp("2026-10-25T03:30+02:00", "2026-10-25T01:30:00Z");
	check_stamp("0001-01-02T00:00Z", "0001-01-02T00:00:00Z");
	check_stamp("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z");
}

/* As forms and spreadsheets write them, each in its language; all are the same moment. */
static void stamps_with_words(void **state)
{
	static const char *const evening[] = {"21/11/2026 9:03:11 μμ", "21/11/2026 9:03:11 μ.μ.",
		"21/11/2026 21:03:11", "2026/11/21 9:03:11 PM EET", "2026/11/21 9:03:11 μ.μ. EET",
		"2026/11/21 9:03:11 PM GMT+2", "2026/11/21 9:03:11 μ.μ. GMT+2",
		"21.11.2026 21:03:11", "21. 11. 2026 21:03:11", "21. 11. 2026 9:03:11 odp.",
		"21-11-2026 21:03:11", "21/11/2026 9:03:11 p. m.",
		"21/11/2026 9:03:11\u202Fp.\u00A0m.", "21/11/26 21:03:11", "21/11/2026 9:03:11 PM",
		"21/11/2026, 21:03:11", "21/11/2026, 9:03:11 p.m.", "2026-11-21 9:03:11 PM",
		"2026-11-21 21:03:11 +0200", "2026-11-21 19:03:11 UTC", "2026-11-21 19:03:11 Z",
		"2026-11-21 20:03:11 CET", "21.11.2026 20:03:11 MEZ", "21. 11. 2026 20:03:11 SEČ",
		"21.11.2026, 21:03:11 Uhr", "Saturday, November 21, 2026 at 9:03:11 PM GMT+2",
		"Saturday, November 21, 2026 at 9:03:11\u202FPM UTC+02:00",
		"Saturday, November 21, 2026 at 3:33:11 PM GMT\u221203:30",
		"Samstag, 21. November 2026 um 20:03:11 MEZ",
		"Samstag, 21. November 2026 um 21:03:11 Uhr",
		"sábado, 21 de noviembre de 2026, 20:03:11 CET",
		"sábado, 21 de noviembre de 2026 a las 21:03:11",
		"sobota 21. listopadu 2026 v 21:03:11", "samedi 21 novembre 2026 à 21:03:11 UTC+2",
		"zaterdag 21 november 2026 om 21:03:11 EET",
		"Σάββατο 21 Νοεμβρίου 2026 στις 9:03:11 μ.μ. EET",
		"Σάββατο, 21 Νοεμβρίου 2026 - 9:03:11 μ.μ.", "21 Νοεμβρίου 2026 21:03:11"};
	static const char *const morning[] = {"21/11/2026 9:03 πμ", "21/11/2026 9:03 π.μ.",
		"21/11/2026 9:03 Π.Μ.", "21/11/2026 9:03 AM", "21/11/2026 9:03 a. m.",
		"21. 11. 2026 9:03 dop.", "21.11.2026 9:03 vorm.", "21/11/2026 9:03",
		"21/11/2026 09.03", "21 Nov 2026 9:03", "Nov 21, 2026, 9:03 AM"};

	(void)state;
	if (!set_zone("Europe/Athens"))
		skip();
	for (size_t i = 0; i < sizeof(evening) / sizeof(*evening); i++)
		check_stamp(evening[i], "2026-11-21T19:03:11Z");
	for (size_t i = 0; i < sizeof(morning) / sizeof(*morning); i++)
		check_stamp(morning[i], "2026-11-21T07:03:00Z");
	check_stamp("21/11/2026 12:00 AM", "2026-11-20T22:00:00Z");
	check_stamp("21/11/2026 12:59 π.μ.", "2026-11-20T22:59:00Z");
	check_stamp("21/11/2026 12:00 PM", "2026-11-21T10:00:00Z");
	check_stamp("21/11/2026 9 PM", "2026-11-21T19:00:00Z");
	check_stamp("25/10/2026 3:30 AM EEST", "2026-10-25T00:30:00Z");
	check_stamp("25/10/2026 3:30 AM EET", "2026-10-25T01:30:00Z");
	check_stamp("yesterday 5:30 PM", "2026-11-19T15:30:00Z");
}

static void refuse_stamp(const char *text, enum day_order order, const char *message)
{
	_cleanup_(error_free) struct error e = {0};
	const struct day_context ctx = {iso("2026-11-20"), order, false};
	int64_t utc = 4711;

	if (stamp_parse(text, &ctx, &utc, &e) != QSER_INVALID)
		fail_msg("\"%s\" was taken for %lld", text, (long long)utc);
	assert_int_equal(utc, 4711);
	assert_string_equal(error_message(&e), message);
}

static void stamp_messages(void **state)
{
	static const struct {
		const char *text, *what;
	} cases[] = {
		{"21/11/2026 0:30 PM", "is not a time: hours with am or pm are 1 to 12"},
		{"21/11/2026 13:05 μ.μ.", "is not a time: hours with am or pm are 1 to 12"},
		{"2026-11-21 0:30 AM", "is not a time: hours with am or pm are 1 to 12"},
		{"2026-11-21 17:30 EST",
			"ends in no zone that is known: write its offset, as in 17:30+02:00"},
		{"2026-11-21 17:30 GMT+19",
			"is not a time: write 2026-11-20 17:30, or 2026-11-20T15:30:00Z"},
		{"2026-11-21 17:30 GMT+2:75",
			"is not a time: write 2026-11-20 17:30, or 2026-11-20T15:30:00Z"},
		{"2026-11-21 24:30",
			"is not a time: write 2026-11-20 17:30, or 2026-11-20T15:30:00Z"},
		{"2026-11-21 9", "is not a time: write 2026-11-20 17:30, or 2026-11-20T15:30:00Z"},
		{"21 Nov 2026 at",
			"is not a time: write 2026-11-20 17:30, or 2026-11-20T15:30:00Z"},
		{"2026-11-21 9:03:61 PM",
			"is not a time: write 2026-11-20 17:30, or 2026-11-20T15:30:00Z"},
		{"2026-11-21 ９:03",
			"is not a time: write 2026-11-20 17:30, or 2026-11-20T15:30:00Z"},
		{"Friday, November 21, 2026 at 9:03 PM",
			"is no Friday but a Saturday by the calendar"},
	};
	char message[160];

	(void)state;
	if (!set_zone("Europe/Athens"))
		skip();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		snprintf(message, sizeof(message), "\"%s\" %s", cases[i].text, cases[i].what);
		refuse_stamp(cases[i].text, DAY_ORDER_DMY, message);
	}
	refuse_stamp("11/12/2026 9:03:11 PM", DAY_ORDER_NONE,
		"\"11/12/2026\" could be 2026-12-11 or 2026-11-12: write one of these, or set the "
		"day order (qser-admin setting set day-order dmy)");
	refuse_stamp("11/21/26 9:03:11", DAY_ORDER_NONE,
		"\"11/21/26\" is not accepted: write 2026-11-21, or set the day order "
		"(qser-admin setting set day-order mdy)");
	refuse_stamp("11/21/2026 9:03", DAY_ORDER_DMY,
		"\"11/21/2026\" is no day of the calendar (the day order is day, month, year)");
	refuse_stamp("29/3/2026 3:30 π.μ.", DAY_ORDER_DMY,
		"2026-03-29 03:30 does not exist here: the clocks go from 03:00 to 04:00");
	refuse_stamp("25/10/2026 3:30 π.μ.", DAY_ORDER_DMY,
		"2026-10-25 03:30 happens twice here: write 03:30+03:00 or 03:30+02:00");
}

static void days_that_start_late_or_twice(void **state)
{
	(void)state;
	if (!set_zone("Asia/Beirut")) /* from 00:00 to 01:00 */
		skip();
	check_stamp("2026-03-29", "2026-03-28T22:00:00Z");
	if (!set_zone("America/Havana")) /* from 01:00 back to 00:00 */
		skip();
	check_stamp("2026-11-01", "2026-11-01T04:00:00Z");
}

static void stamps_refused(void **state)
{
	static const char *const texts[] = {"", " ", "T", "08:30", "2026-11-20T", "2026-11-20 at",
		"2026-11-20T8", "2026-11-20T24:00", "2026-11-20T08:60", "2026-11-20T08:30:60Z",
		"2026-11-20T08:30:0", "2026-11-20T08:30:00.Z", "2026-11-20T08:30:00 Z",
		"2026-02-30T08:30", "2026-11-20T08:30:00+25:00", "2026-03-29 03:30",
		"2026-10-25 03:30", "2026-11-20X08:30", "2026-W47 08:30", "2026-11 08:30",
		"0001-01-01T00:00+05:00", "9999-12-31T23:59-05:00", "9223372036854775807",
		"1793174400", "2026-11-20T08.30:00", "next friday at noon or somewhat later 17:30"};
	const struct day_context ctx = {iso("2026-11-20"), DAY_ORDER_NONE, false};

	(void)state;
	if (!set_zone("Europe/Athens"))
		skip();
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		_cleanup_(error_free) struct error e = {0};
		int64_t utc = 4711;
		if (stamp_parse(texts[i], &ctx, &utc, &e) != QSER_INVALID)
			fail_msg("\"%s\" was taken for %lld", texts[i], (long long)utc);
		assert_int_equal(utc, 4711);
		assert_true(*error_message(&e));
	}
}

static void stamps_round_trip(void **state)
{
	const struct day_context ctx = {0, DAY_ORDER_NONE, false};
	int64_t first = (int64_t)DAY_MIN * DAY, last = ((int64_t)DAY_MAX + 1) * DAY - 1;

	(void)state;
	for (int64_t utc = first; utc <= last; utc += INT64_C(86399) * 40) {
		char text[STAMP_TEXT];
		int64_t back;
		stamp_print(utc, text);
		if (stamp_parse(text, &ctx, &back, NULL) != QSER_OK || back != utc)
			fail_msg("%s", text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clocks),
		cmocka_unit_test(clocks_kept),
		cmocka_unit_test(clocks_refused),
		cmocka_unit_test(spans_accepted),
		cmocka_unit_test(spans_refused),
		cmocka_unit_test(every_change_of_every_zone),
		cmocka_unit_test(remarkable_changes),
		cmocka_unit_test(zone_messages),
		cmocka_unit_test(midnight_at_the_end_of_a_day),
		cmocka_unit_test(stamps),
		cmocka_unit_test(stamps_with_words),
		cmocka_unit_test(stamp_messages),
		cmocka_unit_test(days_that_start_late_or_twice),
		cmocka_unit_test(stamps_refused),
		cmocka_unit_test(stamps_round_trip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
