/* test_duration.c: durations in every form, for every minute of a day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/base/clock.h"

static void check(const char *text, int64_t expected)
{
	_cleanup_(error_free) struct error e = {0};
	int64_t minutes = 4711;

	if (duration_parse(text, MINUTES_MAX, &minutes, &e) != QSER_OK)
		fail_msg("%s", error_message(&e));
	if (minutes != expected)
		fail_msg("\"%s\" is %lld", text, (long long)minutes);
}

#define CHECK(expected, ...)                               \
	do {                                               \
		char form[64];                             \
		snprintf(form, sizeof(form), __VA_ARGS__); \
		check(form, expected);                     \
	} while (0)

static void check_minutes(int n)
{
	CHECK(n, "%dm", n);
	CHECK(n, "%dmin", n);
	CHECK(n, "%dmins", n);
	CHECK(n, "%d min", n);
	CHECK(n, "%d MIN", n);
	CHECK(n, "%d minutes", n);
	CHECK(n, "PT%dM", n);
	CHECK(n, "pt%dm", n);
}

static void check_both(int n, int hours, int minutes)
{
	CHECK(n, "%dh%02d", hours, minutes);
	CHECK(n, "%dh%02dm", hours, minutes);
	CHECK(n, "%dh%02dmin", hours, minutes);
	CHECK(n, "%dh %dm", hours, minutes);
	CHECK(n, "%d h %d min", hours, minutes);
	CHECK(n, "%d:%02d", hours, minutes);
	CHECK(n, "%02d:%02d", hours, minutes);
	CHECK(n, "%dH%02d", hours, minutes);
	CHECK(n, "PT%dH%dM", hours, minutes);
	CHECK(n, "%02dh%02d", hours, minutes);
	CHECK(n, "%dh %d", hours, minutes);
	CHECK(n, "%d hours %d mins", hours, minutes);
}

static void check_hours(int n, int hours)
{
	CHECK(n, "%dh", hours);
	CHECK(n, "%d h", hours);
	CHECK(n, "%dH", hours);
	CHECK(n, "%d hours", hours);
	CHECK(n, "PT%dH", hours);
	CHECK(n, "%d.0h", hours);
	CHECK(n, "%d,00 h", hours);
}

static void every_form_of_every_minute(void **state)
{
	(void)state;
	for (int n = 1; n <= MINUTES_MAX; n++) {
		check_minutes(n);
		check_both(n, n / 60, n % 60);
		if (n % 60 == 0)
			check_hours(n, n / 60);
		if (n % 3)
			continue;
		CHECK(n, "%d.%02dh", n / 60, n % 60 * 5 / 3);
		CHECK(n, "%d,%02d h", n / 60, n % 60 * 5 / 3);
	}
	check("1.5h", 90);
	check("1,5h", 90);
}

/* What is printed can be read again; and the numbers are right by another sum. */
static void print_and_read(void **state)
{
	_cleanup_(buffer_free) struct buffer b = BUFFER_INIT;
	int64_t minutes;
	char expected[32];

	(void)state;
	for (int n = 1; n <= 100000; n++) {
		void (*const printers[])(struct buffer *, int64_t) = {
			duration_print, duration_print_colon};
		for (size_t i = 0; i < 2; i++) {
			buffer_clear(&b);
			printers[i](&b, n);
			assert_int_equal(
				duration_parse(buffer_text(&b), n, &minutes, NULL), QSER_OK);
			assert_int_equal(minutes, n);
		}
		buffer_clear(&b);
		duration_print_hours(&b, n);
		if (!strchr(buffer_text(&b), 'h'))
			buffer_char(&b, 'h');
		assert_int_equal(duration_parse(buffer_text(&b), n, &minutes, NULL), QSER_OK);
		assert_int_equal(minutes, n);
		buffer_clear(&b);
		duration_print_decimal(&b, n);
		snprintf(expected, sizeof(expected), "%.2f", n / 60.0);
		assert_string_equal(buffer_text(&b), expected);
	}
}

static const struct {
	int64_t minutes;
	const char *words, *colon, *decimal, *hours;
} printed[] = {
	{0, "0 min", "0:00", "0.00", "0"},
	{1, "1 min", "0:01", "0.02", "0h01"},
	{3, "3 min", "0:03", "0.05", "0.05"},
	{45, "45 min", "0:45", "0.75", "0.75"},
	{60, "1 h", "1:00", "1.00", "1"},
	{90, "1 h 30 min", "1:30", "1.50", "1.5"},
	{100, "1 h 40 min", "1:40", "1.67", "1h40"},
	{120, "2 h", "2:00", "2.00", "2"},
	{-30, "-30 min", "-0:30", "-0.50", "-0.5"},
	{-100, "-1 h 40 min", "-1:40", "-1.67", "-1h40"},
	{6000, "100 h", "100:00", "100.00", "100"},
	{INT64_MAX, "153722867280912930 h 7 min", "153722867280912930:07", "153722867280912930.12",
		"153722867280912930h07"},
	{INT64_MIN, "-153722867280912930 h 8 min", "-153722867280912930:08",
		"-153722867280912930.13", "-153722867280912930h08"},
};

static void check_print(
	void (*print)(struct buffer *, int64_t), int64_t minutes, const char *expected)
{
	_cleanup_(buffer_free) struct buffer b = BUFFER_INIT;

	print(&b, minutes);
	assert_string_equal(buffer_text(&b), expected);
}

static void printing(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(printed) / sizeof(*printed); i++) {
		check_print(duration_print, printed[i].minutes, printed[i].words);
		check_print(duration_print_colon, printed[i].minutes, printed[i].colon);
		check_print(duration_print_decimal, printed[i].minutes, printed[i].decimal);
		check_print(duration_print_hours, printed[i].minutes, printed[i].hours);
	}
}

static void refuse(const char *text, const char *message)
{
	_cleanup_(error_free) struct error e = {0};
	int64_t minutes = 4711;

	if (duration_parse(text, MINUTES_MAX, &minutes, &e) != QSER_INVALID)
		fail_msg("\"%s\" was taken for %lld", text, (long long)minutes);
	assert_int_equal(minutes, 4711);
	assert_true(*error_message(&e));
	if (message)
		assert_string_equal(error_message(&e), message);
	assert_int_equal(duration_parse(text, MINUTES_MAX, &minutes, NULL), QSER_INVALID);
}

static void hostile_ones(void **state)
{
	static const char *const texts[] = {"9223372036854775807", "9223372036854775807m",
		"9223372036854775807h", "9223372036854775808min", "153722867280912931h",
		"153722867280912930h8", "1e3", "1e3m", "0x10", "0x10m", "90", "５", "９０min",
		"٩٠min", "-0", "-0m", "+5", "+5m", "-5m", "-1:30", "1441min", "24:01", "24h01",
		"24.05h", "", " ", "   ", " 90m", "90m ", "\t90m", "90m\n", "1h60", "1h60m",
		"1h90m", "1:60", "1:5", "1:", ":30", "1:30:00", "0min", "0h", "0:00", "0h00",
		"0.0h", "PT0M", "h", "min", "PT", "P", "PTM", "PTH", "PT1H30", "PT30M1H", "P1D",
		"PT90S", "PT1H0S", "PT1.5H", "90s", "90sec", "1d", "1w", "1h30s", "1h1h", "30m1h",
		"30m 30m", "1.5", "1,5", "1.5m", "1.234h", "1,234h", "0.01h", "1.33h", "1.h", ".5h",
		"1.5h30", "1h1.5m", "1..5h", "1.5.5h", "1_0m", "1'0m", "0090m", "nan", "inf", "½h",
		"1h 030", "1h-30m", "90 mi", "90 minutess", "90mm", "1 30", "1h  ", "1h30m5",
		"1h\u00a030"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		refuse(texts[i], NULL);
}

static void messages(void **state)
{
	(void)state;
	refuse("90", "\"90\" could be minutes or hours: write 90min or 90h");
	refuse("1.5", "\"1.5\" has no unit: write 1.5h if it is hours");
	refuse("1441min", "\"1441min\" is too long: the most is 24 h");
	refuse("0min", "\"0min\" is too short: the least is 1 min");
	refuse("soon", "\"soon\" is not a duration: write 90min, 1h30, 1:30 or 1.5h");
	refuse("", "no duration was given: write 90min, 1h30, 1:30 or 1.5h");
	refuse("\x1b]0;x\x07",
		"\"\\x1b]0;x\\x07\" is not a duration: write 90min, 1h30, 1:30 or 1.5h");
}

static void larger_limits(void **state)
{
	int64_t minutes;

	(void)state;
	assert_int_equal(duration_parse("100000h", INT64_MAX, &minutes, NULL), QSER_OK);
	assert_int_equal(minutes, 6000000);
	assert_int_equal(duration_parse("999999999999999h59", INT64_MAX, &minutes, NULL), QSER_OK);
	assert_int_equal(minutes, INT64_C(59999999999999999));
	assert_int_equal(
		duration_parse("9999999999999999h", INT64_MAX, &minutes, NULL), QSER_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_of_every_minute),
		cmocka_unit_test(print_and_read),
		cmocka_unit_test(printing),
		cmocka_unit_test(hostile_ones),
		cmocka_unit_test(messages),
		cmocka_unit_test(larger_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
