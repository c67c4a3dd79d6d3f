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
