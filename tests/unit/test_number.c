/* test_number.c: numbers from text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/base/number.h"

static void check_number(const char *text, int64_t min, int64_t max, int64_t expected)
{
	_cleanup_(error_free) struct error e = {0};
	int64_t n = 4711;

	if (number_parse(text, min, max, &n, &e) != QSER_OK)
		fail_msg("%s", error_message(&e));
	assert_int_equal(n, expected);
}

static void refuse_number(const char *text, int64_t min, int64_t max, const char *message)
{
	_cleanup_(error_free) struct error e = {0};
	int64_t n = 4711;

	if (number_parse(text, min, max, &n, &e) != QSER_INVALID)
		fail_msg("\"%s\" was taken for %lld", text, (long long)n);
	assert_int_equal(e.status, QSER_INVALID);
	assert_int_equal(n, 4711);
	if (message)
		assert_string_equal(error_message(&e), message);
	assert_int_equal(number_parse(text, min, max, &n, NULL), QSER_INVALID);
}

static void numbers_within_range(void **state)
{
	char text[32];

	(void)state;
	for (int64_t n = -2000; n <= 2000; n++) {
		snprintf(text, sizeof(text), "%lld", (long long)n);
		check_number(text, -2000, 2000, n);
		check_number(text, n, n, n);
		refuse_number(text, n + 1, INT64_MAX, NULL);
		refuse_number(text, INT64_MIN, n - 1, NULL);
	}
	check_number("9223372036854775807", INT64_MIN, INT64_MAX, INT64_MAX);
	check_number("-9223372036854775808", INT64_MIN, INT64_MAX, INT64_MIN);
	refuse_number("9223372036854775808", INT64_MIN, INT64_MAX, NULL);
	refuse_number("-9223372036854775809", INT64_MIN, INT64_MAX, NULL);
	refuse_number("99999999999999999999999999999999", INT64_MIN, INT64_MAX, NULL);
}

static void what_is_no_number(void **state)
{
	static const char *const texts[] = {"", "-", "+", "+5", "-0", "-00", "00", "007", "-07",
		" 1", "1 ", "1 2", "0x10", "1e3", "1.0", "1,0", "1'000", "1_000", "--1", "１２",
		"٣", "1\n", "nan", "inf", "½"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		refuse_number(texts[i], INT64_MIN, INT64_MAX, NULL);
}

static void messages(void **state)
{
	(void)state;
	refuse_number("0x10", 1, 13, "\"0x10\" is not a whole number (1 to 13)");
	refuse_number("14", 1, 13, "\"14\" is out of range (1 to 13)");
	refuse_number("0", 1, INT64_MAX, "\"0\" is out of range (1 or more)");
	refuse_number("a\x1b[2J", 1, 9, "\"a\\x1b[2J\" is not a whole number (1 to 9)");
}

static void check_decimal(
	const char *text, enum decimal_point point, int64_t scale, int64_t expected)
{
	_cleanup_(error_free) struct error e = {0};
	int64_t n = 4711;

	if (decimal_parse(text, point, scale, &n, &e) != QSER_OK)
		fail_msg("%s", error_message(&e));
	assert_int_equal(n, expected);
}

static void refuse_decimal(const char *text, enum decimal_point point, int64_t scale)
{
	_cleanup_(error_free) struct error e = {0};
	int64_t n = 4711;

	if (decimal_parse(text, point, scale, &n, &e) != QSER_INVALID)
		fail_msg("\"%s\" was taken for %lld", text, (long long)n);
	assert_int_equal(n, 4711);
	assert_non_null(strstr(error_message(&e), text));
}

static void decimals_are_exact(void **state)
{
	char text[32];

	(void)state;
	for (int n = 0; n <= 100000; n++) {
		snprintf(text, sizeof(text), "%d.%02d", n / 100, n % 100);
		check_decimal(text, DECIMAL_EITHER, 100, n);
		if (n) {
			snprintf(text, sizeof(text), "-%d,%02d", n / 100, n % 100);
			check_decimal(text, DECIMAL_COMMA, 100, -n);
		}
	}
	check_decimal("1,5", DECIMAL_EITHER, 60, 90);
	check_decimal("1.5", DECIMAL_DOT, 60, 90);
	check_decimal("2", DECIMAL_EITHER, 60, 120);
	check_decimal("0.05", DECIMAL_EITHER, 60, 3);
	check_decimal("0.125", DECIMAL_EITHER, 1000, 125);
	check_decimal("1.234", DECIMAL_DOT, 1000, 1234);
	check_decimal("1,234", DECIMAL_COMMA, 1000, 1234);
	check_decimal("1.2340", DECIMAL_EITHER, 1000, 1234);
	check_decimal("1234.567", DECIMAL_EITHER, 1000, 1234567);
	check_decimal("0.0000019073486328125", DECIMAL_EITHER, 524288, 1);
	check_decimal("1.5000000000000000000000000000000000000000", DECIMAL_EITHER, 2, 3);
	check_decimal("9223372036854775807", DECIMAL_DOT, 1, INT64_MAX);
	check_decimal("-9223372036854775808", DECIMAL_DOT, 1, INT64_MIN);
}

static void decimals_refused(void **state)
{
	static const char *const texts[] = {"1.234", "1,234", "12.345", "999,999", "-1.234", "",
		".", ",", "1.", "1,", ".5", "-.5", "+1.5", "1.5.5", "1,5.5", "01.5", "-0", "-0.0",
		"-0,00", "1e3", "0x1", "1 5", " 1", "1 ", "1٫5", "１.5", "9223372036854775807.5",
		"92233720368547758070"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		refuse_decimal(texts[i], DECIMAL_EITHER, 1000);
	refuse_decimal("0.01", DECIMAL_EITHER, 60);
	refuse_decimal("1.33", DECIMAL_EITHER, 60);
	refuse_decimal("0.1", DECIMAL_EITHER, 1);
	refuse_decimal("1,5", DECIMAL_DOT, 60);
	refuse_decimal("1.5", DECIMAL_COMMA, 60);
	refuse_decimal("9223372036854775807", DECIMAL_EITHER, 2);
	refuse_decimal("0.33333333333333333333333333333333333", DECIMAL_EITHER, 1000000);
}

static void refuse_saying(const char *text, enum decimal_point point, const char *message)
{
	_cleanup_(error_free) struct error e = {0};
	int64_t n = 4711;

	assert_int_equal(decimal_parse(text, point, 60, &n, &e), QSER_INVALID);
	assert_string_equal(error_message(&e), message);
}

static void what_could_be_misread(void **state)
{
	(void)state;
	refuse_saying("1.234", DECIMAL_EITHER,
		"\"1.234\" could be a thousand or a fraction: leave out the thousands mark, or write "
		"fewer or more digits after the point");
	refuse_saying("1,234", DECIMAL_ASK,
		"\"1,234\" could be a thousand or a fraction: say which sign the decimals have, "
		"--decimal comma or --decimal point");
	check_decimal("1,5", DECIMAL_ASK, 60, 90);
	check_decimal("1.5", DECIMAL_ASK, 60, 90);
	check_decimal("0.250", DECIMAL_ASK, 60, 15);
}

static void thousands_marks(void **state)
{
	static const char *const grouped[][2] = {{"1 234", "1234"}, {"1.234.567", "1234567"},
		{"1.234,5", "1234,5"}, {"1,234.5", "1234.5"}, {"-12 345,75", "-12345,75"},
		{"1'234.50", "1234.50"}, {"1\u00A0234,5", "1234,5"}, {"1\u202F234", "1234"},
		{"999\u2019999", "999999"}};
	static const char *const others[] = {"", "-", "1234", "1.234", "1,234", "12345 678", "1 23",
		"1 2345", "1 234 56", "1.234.5", "1,234,5", "1 234,", " 234", "1h 234", "1 234h",
		"a 234", "1  234"};
	_cleanup_(error_free) struct error e = {0};
	char message[128];
	int64_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(grouped) / sizeof(*grouped); i++) {
		snprintf(message, sizeof(message), "\"%s\" has a thousands mark: write %s",
			grouped[i][0], grouped[i][1]);
		assert_true(number_is_grouped(grouped[i][0]));
		refuse_saying(grouped[i][0], DECIMAL_COMMA, message);
		assert_int_equal(number_parse(grouped[i][0], 0, 9, &n, &e), QSER_INVALID);
		assert_string_equal(error_message(&e), message);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_false(number_is_grouped(others[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_within_range),
		cmocka_unit_test(what_is_no_number),
		cmocka_unit_test(messages),
		cmocka_unit_test(decimals_are_exact),
		cmocka_unit_test(decimals_refused),
		cmocka_unit_test(what_could_be_misread),
		cmocka_unit_test(thousands_marks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
