/* test_calendar.c: working days, holidays, and how far apart two days are. */
#include "../../lib/domain/calendar.h"
#include "fixture.h"

static void weekdays_are_read(void **state)
{
	bool works[8];

	(void)state;
	assert_true(weekdays_read("mon-fri", works));
	for (int day = 1; day <= 7; day++)
		assert_int_equal(works[day], day <= 5);
	assert_true(weekdays_read("Sat-Mon,wed", works));
	assert_true(works[6] && works[7] && works[1] && works[3]);
	assert_false(works[2] || works[4] || works[5]);
	assert_false(weekdays_read("", works));
	assert_false(weekdays_read("mon-", works));
	assert_false(weekdays_read("mon,", works));
	assert_false(weekdays_read("monday", works));
	assert_false(weekdays_read("mon fri", works));
}

static void intervals_are_read(void **state)
{
	int least, most;

	(void)state;
	assert_true(interval_read("3-4", &least, &most));
	assert_true(least == 3 && most == 4);
	assert_true(interval_read("7", &least, &most));
	assert_true(least == 7 && most == 7);
	assert_true(interval_read("0-365", &least, &most));
	assert_false(interval_read("4-3", &least, &most));
	assert_false(interval_read("366", &least, &most));
	assert_false(interval_read("-3", &least, &most));
	assert_false(interval_read("3-", &least, &most));
	assert_false(interval_read("3--4", &least, &most));
	assert_false(interval_read("3-4-5", &least, &most));
	assert_false(interval_read("", &least, &most));
}

static day_t day_of(const char *text)
{
	day_t day = 0;

	assert_true(day_read(text, &day));
	return day;
}

static struct calendar weekdays(bool working, day_t *holidays, size_t count)
{
	struct calendar c = {.holidays = holidays, .count = count, .working = working};

	assert_true(weekdays_read("mon-fri", c.works));
	return c;
}

static void holidays_do_not_work(void **state)
{
	day_t holidays[] = {day_of("2026-10-28"), day_of("2026-12-25")};
	struct calendar c = weekdays(true, holidays, 2);

	(void)state;
	assert_true(calendar_works(&c, day_of("2026-10-27")));
	assert_false(calendar_works(&c, day_of("2026-10-28")));
	assert_false(calendar_works(&c, day_of("2026-12-25")));
	assert_false(calendar_works(&c, day_of("2026-10-31")));
}

/* Fri 23 Oct 2026; Wed 28 is a holiday. */
static void days_are_counted(void **state)
{
	day_t holidays[] = {day_of("2026-10-28")}, friday = day_of("2026-10-23");
	struct calendar all = weekdays(false, holidays, 1), working = weekdays(true, holidays, 1);

	(void)state;
	assert_int_equal(calendar_after(&all, friday, 4), day_of("2026-10-27"));
	assert_int_equal(calendar_after(&working, friday, 2), day_of("2026-10-27"));
	assert_int_equal(calendar_after(&working, friday, 3), day_of("2026-10-29"));
	assert_int_equal(calendar_distance(&all, friday, day_of("2026-10-29")), 6);
	assert_int_equal(calendar_distance(&working, friday, day_of("2026-10-29")), 3);
	assert_int_equal(calendar_distance(&working, day_of("2026-10-29"), friday), -3);
	assert_int_equal(calendar_distance(&working, friday, friday), 0);
	assert_int_equal(calendar_after(&all, DAY_MAX - 2, 4), DAY_MAX);
	assert_int_equal(calendar_after(&working, DAY_MAX - 2, 4), DAY_MAX);
	for (int n = 0; n < 60; n++)
		assert_int_equal(
			calendar_distance(&working, friday, calendar_after(&working, friday, n)),
			n);
}

/* Nothing but days off: it ends all the same. */
static void no_working_day(void **state)
{
	struct calendar c = {.working = true};

	(void)state;
	assert_true(calendar_after(&c, 0, 4) > 0);
}

static enum qser_status set(struct qser *q, const char *name, const char *value)
{
	enum qser_status status = qser_begin(q, "set");

	if (status == QSER_OK)
		status = qser_set_setting(q, name, 0, value);
	if (status == QSER_OK)
		return qser_commit(q);
	qser_rollback(q);
	return status;
}

static void settings_and_holidays(void **state)
{
	_cleanup_(place_free) struct place p = place_new();
	struct calendar c;

	(void)state;
	add(p.q, QSER_HOLIDAY, "day", "2026-10-28", "name", "Όχι");
	must(p.q, set(p.q, "interval-days", "5-7"));
	must(p.q, set(p.q, "interval-count", "working"));
	must(p.q, calendar_load(&c, p.q, 0));
	assert_true(c.least == 5 && c.most == 7 && c.working);
	assert_true(calendar_is_holiday(&c, day_of("2026-10-28")));
	assert_false(calendar_is_holiday(&c, day_of("2026-10-29")));
	calendar_free(&c);
	refused(p.q, set(p.q, "interval-days", "four"), QSER_INVALID, "like 3-4");
	refused(p.q, set(p.q, "working-days", "weekdays"), QSER_INVALID, "like mon-fri");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(weekdays_are_read),
		cmocka_unit_test(intervals_are_read),
		cmocka_unit_test(holidays_do_not_work),
		cmocka_unit_test(days_are_counted),
		cmocka_unit_test(no_working_day),
		cmocka_unit_test(settings_and_holidays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
