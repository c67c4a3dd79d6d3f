/* clock_column.c: see clock_column.h. */
#include "clock_column.h"

#include "../base/clock.h"

enum qser_status check_clock(struct row *row, const char *column)
{
	const char *text = row_text(row, column);
	char written[CLOCK_TEXT];
	int minute, offset;
	bool fixed;

	if (!text || !row_changes(row, column))
		return QSER_OK;
	enum qser_status status = clock_parse(text, &minute, &fixed, &offset, &row->q->error);
	if (status != QSER_OK) {
		error_prefix(&row->q->error, "%s", column);
		return status;
	}
	if (fixed || minute >= MINUTES_MAX)
		return fail(row->q, QSER_INVALID,
			"%s: \"%s\" is not a local time of the day, like 09:00", column, text);
	clock_print(minute, written);
	row_put_text(row, column, written);
	return QSER_OK;
}

enum qser_status check_local_time(struct row *row)
{
	const char *day = row_text(row, "day"), *begins = row_text(row, "begins");
	int minute = begins ? clock_minute(begins) : -1;
	int64_t at;
	day_t n;

	if (!day || minute < 0 || !(row_changes(row, "day") || row_changes(row, "begins")) ||
		!day_read(day, &n))
		return QSER_OK;
	if (local_moments(n, minute) > 1) /* a plan has no place for an offset */
		return fail(row->q, QSER_INVALID,
			"begins: %s %s happens twice here; choose a time outside of that hour", day,
			begins);
	enum qser_status status = local_to_utc(n, minute, false, 0, &at, &row->q->error);
	if (status != QSER_OK)
		error_prefix(&row->q->error, "begins");
	return status;
}
