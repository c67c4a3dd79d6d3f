/* day.c: calendar days, proleptic Gregorian. */
#include "day.h"

#include <string.h>

#include "ascii.h"
#include "cleanup.h"
#include "text.h"

#define ERA_DAYS 146097	  /* of 400 years */
#define EPOCH_DAYS 719468 /* from 0000-03-01 to 1970-01-01 */

/* ---- The calendar ---- */

static int month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/*
 * Years are counted from March, so that the leap day is their last; day_make and day_split are
 * "days_from_civil" and "civil_from_days" of H. Hinnant, chrono-Compatible Low-Level Date
 * Algorithms.
 */
bool day_make(int year, int month, int dom, day_t *out)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || dom < 1 ||
		dom > month_days(year, month))
		return false;
	int y = month > 2 ? year : year - 1;
	int era = y / 400, of_era = y % 400;
	int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dom - 1;
	*out = era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH_DAYS;
	return true;
}

void day_split(day_t day, int *year, int *month, int *dom)
{
	int64_t z = (int64_t)day + EPOCH_DAYS;
	int64_t era = (z >= 0 ? z : z - (ERA_DAYS - 1)) / ERA_DAYS;
	int in_era = (int)(z - era * ERA_DAYS);
	int of_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int of_year = in_era - (365 * of_era + of_era / 4 - of_era / 100);
	int from_march = (5 * of_year + 2) / 153;

	*dom = of_year - (153 * from_march + 2) / 5 + 1;
	*month = from_march < 10 ? from_march + 3 : from_march - 9;
	*year = of_era + (int)(era * 400) + (*month <= 2);
}

int day_weekday(day_t day)
{
	int from_thursday = day % 7; /* 1970-01-01 was one */

	return (from_thursday + 7 + 3) % 7 + 1;
}

/* A week belongs to the year that its Thursday is in (ISO 8601-1:2019, 3.1.1.23). */
int day_week(day_t day, int *year)
{
	int month, dom;
	day_t thursday = day - day_weekday(day) + 4, new_year = 0;

	day_split(thursday, year, &month, &dom);
	(void)day_make(*year, 1, 1, &new_year);
	return (thursday - new_year) / 7 + 1;
}

void day_print_week(day_t day, char out[WEEK_TEXT])
{
	int year, number = day_week(day, &year);

	(void)snprintf(out, WEEK_TEXT, "%04d-W%02d", year, number);
}

day_t day_month_start(day_t day)
{
	int year, month, dom;

	day_split(day, &year, &month, &dom);
	return day - dom + 1;
}

day_t day_month_end(day_t day)
{
	int year, month, dom;

	day_split(day, &year, &month, &dom);
	return day - dom + month_days(year, month);
}

void day_print(day_t day, char out[DAY_TEXT])
{
	int year, month, dom;

	day_split(day, &year, &month, &dom);
	ascii_two(out, year / 100);
	ascii_two(out + 2, year % 100);
	out[4] = '-';
	ascii_two(out + 5, month);
	out[7] = '-';
	ascii_two(out + 8, dom);
	out[10] = '\0';
}

const char *day_name(int weekday)
{
	static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

	return weekday >= 1 && weekday <= 7 ? names[weekday - 1] : "";
}

const char *month_name(int month)
{
	static const char *const names[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	return month >= 1 && month <= 12 ? names[month - 1] : "";
}

/* 0000-00-00, whether or not there is such a day; nothing is none. */
static bool is_iso_shape(const char *text)
{
	return text && ascii_digits(text) == 4 && text[4] == '-' && ascii_digits(text + 5) == 2 &&
	       text[7] == '-' && ascii_digits(text + 8) == 2 && !text[10];
}

bool day_read(const char *text, day_t *out)
{
	return is_iso_shape(text) && day_make(ascii_number(text, 4), ascii_number(text + 5, 2),
					     ascii_number(text + 8, 2), out);
}

/* ---- Stretches of days ---- */

struct stretch {
	day_t first, last;
};

static struct stretch clip(int64_t first, int64_t last)
{
	return (struct stretch){(day_t)(first < DAY_MIN ? DAY_MIN : first),
		(day_t)(last > DAY_MAX ? DAY_MAX : last)};
}

/* The Monday of the first ISO week: that of 4 January. */
static bool week_one(int year, day_t *out)
{
	if (!day_make(year, 1, 4, out))
		return false;
	*out -= day_weekday(*out) - 1;
	return true;
}

static bool week_stretch(int year, int week, struct stretch *out)
{
	day_t monday;
	int belongs;

	if (week < 1 || week > 53 || !week_one(year, &monday))
		return false;
	monday += 7 * (week - 1);
	if (day_week(monday, &belongs) != week) /* 53 of a year with 52 */
		return false;
	*out = clip(monday, (int64_t)monday + 6);
	return true;
}

static bool year_stretch(int year, struct stretch *out)
{
	return day_make(year, 1, 1, &out->first) && day_make(year, 12, 31, &out->last);
}

static bool month_stretch(int year, int month, struct stretch *out)
{
	if (!day_make(year, month, 1, &out->first))
		return false;
	out->last = day_month_end(out->first);
	return true;
}

/* "this week", "last-year": false when it is of another form; *found says whether there is one. */
static bool read_relative(const char *text, day_t today, struct stretch *out, bool *found)
{
	char word[11];
	int year, month, dom;
	size_t length = strlen(text);

	if (length >= sizeof(word))
		return false;
	memcpy(word, text, length + 1);
	for (char *p = word; *p; p++)
		*p = *p == ' ' ? '-' : ascii_lower(*p);
	bool last = !strncmp(word, "last-", 5);
	if (!last && strncmp(word, "this-", 5) != 0)
		return false;
	day_split(today, &year, &month, &dom);
	if (!strcmp(word + 5, "week")) {
		int64_t monday = (int64_t)today - day_weekday(today) + 1 - (last ? 7 : 0);
		*out = clip(monday, monday + 6);
		*found = out->first <= out->last;
	} else if (!strcmp(word + 5, "month")) {
		bool december = last && month == 1;
		*found = month_stretch(
			december ? year - 1 : year, december ? 12 : month - last, out);
	} else if (!strcmp(word + 5, "year")) {
		*found = year_stretch(year - last, out);
	} else {
		return false;
	}
	return true;
}

/* 2026, 2026-11, 2026-W47. */
static bool read_period(const char *text, struct stretch *out, bool *found)
{
	if (ascii_digits(text) != 4)
		return false;
	int year = ascii_number(text, 4);
	const char *p = text + 4;
	if (!*p) {
		*found = year_stretch(year, out);
		return true;
	}
	if (*p++ != '-')
		return false;
	bool week = ascii_lower(*p) == 'w';
	p += week;
	if (ascii_digits(p) != 2 || p[2])
		return false;
	int n = ascii_number(p, 2);
	*found = week ? week_stretch(year, n, out) : month_stretch(year, n, out);
	return true;
}

static enum qser_status read_stretch(
	const char *text, const struct day_context *ctx, struct stretch *out, struct error *e)
{
	bool found = false;

	if (read_period(text, out, &found) || read_relative(text, ctx->today, out, &found)) {
		if (!found)
			return text_refused(e, text,
				"is not in the calendar: years are 0001 to 9999, "
				"months 01 to 12, weeks W01 to W52 or W53");
		return QSER_OK;
	}
	enum qser_status status = day_parse(text, ctx, &out->first, e);
	out->last = out->first;
	return status;
}

/* One end of A..B, spaces around it left out; an empty one is open. */
static enum qser_status read_end(const char *text, size_t length, const struct day_context *ctx,
	struct stretch *out, struct error *e)
{
	_cleanup_(buffer_free) struct buffer part = BUFFER_INIT;

	while (length && *text == ' ') {
		text++;
		length--;
	}
	while (length && text[length - 1] == ' ')
		length--;
	*out = (struct stretch){DAY_MIN, DAY_MAX};
	if (!length)
		return QSER_OK;
	buffer_add(&part, text, length);
	if (part.failed)
		return error_set(e, QSER_MEMORY, "out of memory");
	return read_stretch(buffer_text(&part), ctx, out, e);
}

enum qser_status day_range_parse(
	const char *text, const struct day_context *ctx, day_t *first, day_t *last, struct error *e)
{
	const char *dots = strstr(text, "..");
	struct stretch from, to;
	enum qser_status status;

	if (!dots) {
		status = read_stretch(text, ctx, &from, e);
		to = from;
	} else {
		if (!text[strspn(text, ". ")])
			return text_refused(e, text,
				"has no days: write 2026-11-01..2026-11-30, 2026-11.. or "
				"..2026-11");
		status = read_end(text, (size_t)(dots - text), ctx, &from, e);
		if (status == QSER_OK)
			status = read_end(dots + 2, strlen(dots + 2), ctx, &to, e);
	}
	if (status != QSER_OK)
		return status;
	if (to.last < from.first)
		return text_refused(e, text, "ends before it starts");
	*first = from.first;
	*last = to.last;
	return QSER_OK;
}
