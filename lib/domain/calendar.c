/* calendar.c: which days count. */
#include "calendar.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* "mon" … "sun" at the start of text; 0: none. */
static int weekday_at(const char *text)
{
	for (int day = 1; day <= 7; day++)
		if (!strncasecmp(text, day_name(day), 3))
			return day;
	return 0;
}

bool weekdays_read(const char *text, bool works[8])
{
	memset(works, 0, 8 * sizeof(*works));
	for (;;) {
		int from = weekday_at(text), to = from;
		if (!from)
			return false;
		text += 3;
		if (*text == '-') {
			to = weekday_at(text + 1);
			if (!to)
				return false;
			text += 4;
		}
		for (int day = from;; day = day % 7 + 1) {
			works[day] = true;
			if (day == to)
				break;
		}
		if (*text != ',')
			return *text == '\0';
		text++;
	}
}

bool interval_read(const char *text, int *least, int *most)
{
	char *end;

	if (!*text || text[strspn(text, "0123456789-")] || strlen(text) > 7 || *text == '-')
		return false;
	*least = *most = (int)strtol(text, &end, 10);
	if (*end == '-' && end[1] && end[1] != '-')
		*most = (int)strtol(end + 1, &end, 10);
	return !*end && *least <= *most && *most <= 365;
}

#define SQL_HOLIDAYS                                                                            \
	"select day from holiday where organisation is null or organisation = ?1 group by day " \
	"order by day"

static bool keep_day(struct calendar *c, day_t day)
{
	if (c->count == c->room) {
		size_t room = c->room ? 2 * c->room : 64;
		day_t *days = reallocarray(c->holidays, room, sizeof(*days));
		if (!days)
			return false;
		c->holidays = days;
		c->room = room;
	}
	c->holidays[c->count++] = day;
	return true;
}

static enum qser_status load_holidays(struct calendar *c, struct qser *q, int64_t organisation)
{
	_cleanup_(query_end) struct query all = query(q->store, SQL_HOLIDAYS);
	day_t day;

	query_int(&all, 1, organisation);
	while (query_row(&all))
		if (day_read(query_get_text(&all, 0), &day) && !keep_day(c, day))
			return fail(q, QSER_MEMORY, "out of memory");
	return query_status(&all);
}

enum qser_status calendar_load(struct calendar *c, struct qser *q, int64_t organisation)
{
	_cleanup_(buffer_free) struct buffer value = BUFFER_INIT;

	*c = (struct calendar){0};
	enum qser_status status = setting_value(q, "working-days", organisation, &value);
	if (status == QSER_OK && !weekdays_read(buffer_text(&value), c->works))
		return fail(q, QSER_CONFIG, "the setting working-days is \"%s\"; like mon-fri",
			buffer_text(&value));
	if (status == QSER_OK)
		status = setting_value(q, "interval-days", organisation, &value);
	if (status == QSER_OK && !interval_read(buffer_text(&value), &c->least, &c->most))
		return fail(q, QSER_CONFIG, "the setting interval-days is \"%s\"; like 3-4",
			buffer_text(&value));
	if (status == QSER_OK)
		status = setting_value(q, "interval-count", organisation, &value);
	c->working = !strcmp(buffer_text(&value), "working");
	return status == QSER_OK ? load_holidays(c, q, organisation) : status;
}

void calendar_free(struct calendar *c)
{
	free(c->holidays);
	*c = (struct calendar){0};
}

bool calendar_is_holiday(const struct calendar *c, day_t day)
{
	size_t low = 0, high = c->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c->holidays[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < c->count && c->holidays[low] == day;
}

bool calendar_works(const struct calendar *c, day_t day)
{
	return c->works[day_weekday(day)] && !calendar_is_holiday(c, day);
}

day_t calendar_after(const struct calendar *c, day_t day, int n)
{
	if (!c->working)
		return n < DAY_MAX - day ? day + n : DAY_MAX;
	/* a calendar without working days would never come to an end */
	for (int left = 366 + 7 * n; n > 0 && left > 0 && day < DAY_MAX; left--)
		n -= calendar_works(c, ++day);
	return day;
}

int calendar_distance(const struct calendar *c, day_t from, day_t to)
{
	int n = 0;

	if (!c->working)
		return to - from;
	for (day_t day = from; day < to; day++)
		n += calendar_works(c, day + 1);
	for (day_t day = from; day > to; day--)
		n -= calendar_works(c, day);
	return n;
}
