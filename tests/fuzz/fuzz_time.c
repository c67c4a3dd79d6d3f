/*
 * fuzz_time.c: any text as a day, a stretch of days, a moment, a time of day, a span of a day.
 *
 * The first byte chooses the zone, the second the order of days, the next eight are a moment.  What
 * is printed is read as what it was, and the zone agrees with itself.
 */
#include <time.h>

#include "../../lib/base/clock.h"
#include "../../lib/base/day.h"
#include "fuzz.h"

#define SECONDS INT64_C(86400)
#define FIRST (DAY_MIN * SECONDS)
#define LAST ((DAY_MAX + 1) * SECONDS - 1)

static void choose_zone(unsigned which)
{
	static const char *const zones[] = {"UTC", "Europe/Athens", "Europe/Prague",
		"America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia",
		"Africa/Casablanca", "America/Sao_Paulo", "Asia/Tehran", "Antarctica/Troll",
		"Pacific/Kiritimati", "Africa/Monrovia", "Europe/Dublin", "<+18>-18", "No/Where"};
	static unsigned chosen = 1 << 9;

	which %= sizeof zones / sizeof *zones;
	if (which == chosen)
		return;
	chosen = which;
	(void)setenv("TZ", zones[which], 1);
	tzset();
}

static void as_day(const char *text, const struct day_context *ctx)
{
	struct error e = {0};
	day_t day = 0, again = 0, first = 0, last = 0;
	char printed[DAY_TEXT], week[WEEK_TEXT];
	enum qser_status status = day_parse(text, ctx, &day, &e);

	MUST(status == QSER_OK || status == QSER_INVALID);
	MUST(!status == !*error_message(&e));
	if (status == QSER_OK) {
		MUST(day >= DAY_MIN && day <= DAY_MAX);
		day_print(day, printed);
		MUST(day_read(printed, &again) && again == day);
		MUST(!day_parse(printed, ctx, &again, &e) && again == day);
		MUST(!day_range_parse(text, ctx, &first, &last, &e));
		MUST(first == day && last == day);
		day_print_week(day, week);
		/* The days of the first and the last week are not all in the calendar. */
		if (day > DAY_MIN + 7 && day < DAY_MAX - 7) {
			MUST(!day_range_parse(week, ctx, &first, &last, &e));
			MUST(first <= day && day <= last && last - first == 6);
		}
	}
	error_free(&e);
}

static void as_range(const char *text, const struct day_context *ctx)
{
	struct error e = {0};
	day_t first = 0, last = 0, from = 0, to = 0;
	char range[2 * DAY_TEXT + 2];

	if (day_range_parse(text, ctx, &first, &last, &e) == QSER_OK) {
		MUST(DAY_MIN <= first && first <= last && last <= DAY_MAX);
		day_print(first, range);
		memcpy(range + DAY_TEXT - 1, "..", 2);
		day_print(last, range + DAY_TEXT + 1);
		MUST(!day_range_parse(range, ctx, &from, &to, &e) && from == first && to == last);
	} else {
		MUST(*error_message(&e));
	}
	error_free(&e);
}

static void as_stamp(const char *text, const struct day_context *ctx)
{
	struct error e = {0};
	int64_t utc = 0, again = 0;
	char printed[STAMP_TEXT];

	if (stamp_parse(text, ctx, &utc, &e) == QSER_OK) {
		stamp_print(utc, printed);
		/* A day of the first year may begin in the year before, by UTC. */
		if (utc >= FIRST && utc <= LAST)
			MUST(!stamp_parse(printed, ctx, &again, &e) && again == utc);
	} else {
		MUST(*error_message(&e));
	}
	error_free(&e);
}

static void as_clock(const char *text)
{
	struct error e = {0};
	struct span span;
	int minute = 0, offset = 0, again;
	bool fixed = false;
	char printed[CLOCK_TEXT];

	if (clock_parse(text, &minute, &fixed, &offset, &e) == QSER_OK) {
		MUST(minute >= 0 && minute < 1440 && offset >= -18 * 60 && offset <= 18 * 60);
		clock_print(minute, printed);
		again = clock_minute(printed);
		MUST(again == minute && clock_minute(text) == minute);
	} else {
		MUST(*error_message(&e));
	}
	error_clear(&e);
	if (span_parse(text, &span, &e) == QSER_OK)
		MUST(span.from >= 0 && span.from < 1440 && span.to >= 0 && span.to <= 1440);
	else
		MUST(*error_message(&e));
	error_free(&e);
}

/* A moment and its local time are the same moment. */
static void as_moment(int64_t utc)
{
	struct error e = {0};
	int64_t again = 0;
	int minute, offset;
	day_t day;

	utc_to_local(utc, &day, &minute, &offset);
	MUST(minute >= 0 && minute < 1440);
	MUST(!local_to_utc(day, minute, true, offset, &again, &e));
	MUST(again <= utc && utc - again < 60);
	MUST(local_moments(day, minute) >= 1);
	if (local_moments(day, minute) == 1)
		MUST(!local_to_utc(day, minute, false, 0, &again, &e) && utc - again < 60);
	else
		MUST(local_to_utc(day, minute, false, 0, &again, &e) == QSER_INVALID);
	error_free(&e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pieces p = {data, size};
	struct day_context ctx = {0};
	uint64_t number = 0;

	choose_zone(piece_byte(&p));
	unsigned how = piece_byte(&p);
	for (int i = 0; i < 8; i++)
		number = number << 8 | piece_byte(&p);
	ctx.order = (enum day_order)(how % 3);
	ctx.file = how & 4;
	ctx.today = (day_t)(number % (uint64_t)(DAY_MAX - DAY_MIN + 1)) + DAY_MIN;
	/* Near the ends a local time may be outside the calendar. */
	as_moment((int64_t)(number % (uint64_t)(LAST - FIRST - 4 * SECONDS)) + FIRST + 2 * SECONDS);
	char *text = piece_text(&p);
	as_day(text, &ctx);
	as_range(text, &ctx);
	as_stamp(text, &ctx);
	as_clock(text);
	free(text);
	return 0;
}
