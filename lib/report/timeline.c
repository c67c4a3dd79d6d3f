/* timeline.c: see timeline.h. */
#include "timeline.h"

#include <string.h>

#include "../base/clock.h"

#define COLUMNS_MAX 62 /* two months of days, a year of weeks, five years of months */

bool timeline_unit_of(const char *key, enum timeline_unit *unit)
{
	static const char *const keys[] = {
		[TIMELINE_DAY] = "day", [TIMELINE_WEEK] = "week", [TIMELINE_MONTH] = "month"};

	for (size_t i = 0; i < COUNT(keys); i++) {
		*unit = (enum timeline_unit)i;
		if (!strcmp(keys[i], key))
			return true;
	}
	return false;
}

/* The first day of the stretch it lies in. */
static day_t start_of(enum timeline_unit unit, day_t day)
{
	if (unit == TIMELINE_MONTH)
		return day_month_start(day);
	return unit == TIMELINE_WEEK ? day - day_weekday(day) + 1 : day;
}

static day_t next_of(enum timeline_unit unit, day_t start)
{
	if (unit == TIMELINE_MONTH)
		return day_month_end(start) + 1;
	return start + (unit == TIMELINE_WEEK ? 7 : 1);
}

static void label_of(enum timeline_unit unit, day_t start, struct buffer *out)
{
	char text[WEEK_TEXT];

	buffer_clear(out);
	if (unit == TIMELINE_WEEK)
		day_print_week(start, text);
	else
		day_print(start, text);
	buffer_printf(out, "%.*s", unit == TIMELINE_MONTH ? 7 : 10, text);
}

static size_t columns_of(enum timeline_unit unit, const struct timeline_point *points, size_t count)
{
	size_t columns = 1;
	day_t end = start_of(unit, points[count - 1].day);

	for (day_t at = start_of(unit, points[0].day); at < end && columns <= COLUMNS_MAX;
		at = next_of(unit, at))
		columns++;
	return columns;
}

void timeline_chart(struct document *d, const char *name, const char *caption,
	enum timeline_unit unit, const struct timeline_point *points, size_t count)
{
	_cleanup_(buffer_free) struct buffer label = BUFFER_INIT, text = BUFFER_INIT;
	size_t columns = count ? columns_of(unit, points, count) : 0;

	if (columns < 2 || columns > COLUMNS_MAX)
		return;
	struct document_chart *chart = document_chart(d, CHART_COLUMNS, name, caption);
	day_t at = start_of(unit, points[0].day);
	for (size_t i = 0; i < count; at = next_of(unit, at)) {
		int64_t minutes = 0;
		for (; i < count && start_of(unit, points[i].day) == at; i++)
			minutes += points[i].minutes;
		label_of(unit, at, &label);
		buffer_clear(&text);
		duration_print_colon(&text, minutes);
		document_bar(chart, buffer_text(&label), minutes, -1, buffer_text(&text));
	}
}
