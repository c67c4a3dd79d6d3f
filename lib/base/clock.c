/* clock.c: times of day, and what the clocks of a zone show. */
#include "clock.h"

#include <string.h>
#include <time.h>

#include "ascii.h"
#include "cleanup.h"
#include "moment.h"
#include "text.h"

#define OFFSET_MAX (18 * 60)	  /* no zone has ever been further from UTC */
#define NEAR (26 * (int64_t)3600) /* further than any offset, or change of one, reaches */

/* ---- Times of day ---- */

bool moment_read_time(const char **text, struct moment *m)
{
	const char *p = *text;
	size_t digits = ascii_digits(p);
	int minute = 0;

	if (!digits || digits > 2)
		return false;
	int hour = ascii_number(p, digits);
	p += digits;
	*m = (struct moment){.bare = true};
	if (*p && strchr(":.hH", *p) && ascii_digits(p + 1) == 2) {
		minute = ascii_number(p + 1, 2);
		p += 3;
		m->bare = false;
	} else if (*p == 'h' || *p == 'H') {
		p++;
	}
	if (hour > 24 || minute > 59 || (hour == 24 && minute))
		return false;
	m->minute = hour * 60 + minute;
	*text = p;
	return true;
}

bool moment_read_seconds(const char **text, struct moment *m)
{
	const char *p = *text;

	if (*p != ':')
		return true;
	if (ascii_digits(p + 1) != 2)
		return false;
	m->second = ascii_number(p + 1, 2);
	p += 3;
	if ((*p == '.' || *p == ',') && ascii_digits(p + 1))
		p += 1 + ascii_digits(p + 1);
	*text = p;
	return m->second < 60;
}

bool moment_read_offset(const char **text, struct moment *m)
{
	const char *p = *text;
	int sign = *p == '-' ? -1 : 1;

	if (*p == 'Z' || *p == 'z') {
		m->fixed = true;
		m->offset = 0;
		*text = p + 1;
		return true;
	}
	if (*p != '+' && *p != '-')
		return false;
	size_t digits = ascii_digits(++p);
	if (digits != 2 && digits != 4)
		return false;
	int hours = ascii_number(p, 2), minutes = digits == 4 ? ascii_number(p + 2, 2) : 0;
	p += digits;
	if (digits == 2 && *p == ':') {
		if (ascii_digits(p + 1) != 2)
			return false;
		minutes = ascii_number(p + 1, 2);
		p += 3;
	}
	m->fixed = true;
	m->offset = sign * (hours * 60 + minutes);
	*text = p;
	return minutes < 60 && hours * 60 + minutes <= OFFSET_MAX;
}

enum qser_status clock_parse(
	const char *text, int *minute, bool *fixed, int *offset, struct error *e)
{
	const char *p = text;
	struct moment m;

	if (!moment_read_time(&p, &m) || m.minute == DAY_MINUTES ||
		(*p && !moment_read_offset(&p, &m)) || *p)
		return text_refused(
			e, text, "is not a time of day: write 9:00 or 17:30 (00:00 to 23:59)");
	if (m.bare)
		return text_refused(e, text, "is not a time of day: write %d:00", m.minute / 60);
	*minute = m.minute;
	*fixed = m.fixed;
	*offset = m.offset;
	return QSER_OK;
}

int clock_minute(const char *text)
{
	_cleanup_(error_free) struct error ignored = {0};
	int minute = -1, offset;
	bool fixed;

	if (!text || clock_parse(text, &minute, &fixed, &offset, &ignored) != QSER_OK)
		return -1;
	return minute;
}

void clock_print(int minute, char out[CLOCK_TEXT])
{
	unsigned m = (unsigned)(minute > 1440 ? minute % 1440 : minute);

	(void)snprintf(out, CLOCK_TEXT, "%02u:%02u", m / 60 % 100, m % 60);
}

/* A hyphen or a dash of any length, with spaces around it. */
static bool read_dash(const char **text)
{
	static const char *const dashes[] = {
		"-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"};
	const char *p = *text + strspn(*text, " ");

	for (size_t i = 0; i < sizeof(dashes) / sizeof(*dashes); i++) {
		size_t length = strlen(dashes[i]);
		if (!strncmp(p, dashes[i], length)) {
			*text = p + length + strspn(p + length, " ");
			return true;
		}
	}
	return false;
}

/* With the first end's offset written, or without one. */
static bool read_span(const char *text, bool fixed, struct moment *from, struct moment *to)
{
	if (!moment_read_time(&text, from) || (fixed && !moment_read_offset(&text, from)) ||
		!read_dash(&text) || !moment_read_time(&text, to))
		return false;
	return (!*text || moment_read_offset(&text, to)) && !*text;
}

enum qser_status span_parse(const char *text, struct span *out, struct error *e)
{
	struct moment from, to, other_from, other_to;
	/* A "-" may start an offset or the end: 03:30-05:00-04:10-05:00. */
	bool plain = read_span(text, false, &from, &to);
	bool fixed = read_span(text, true, plain ? &other_from : &from, plain ? &other_to : &to);

	if (plain && fixed)
		return text_refused(
			e, text, "can be read in two ways: write the offset at both ends");
	if ((!plain && !fixed) || (from.bare && to.bare) || from.minute == DAY_MINUTES)
		return text_refused(
			e, text, "is not a time from and to: write 9:00-11:30 (00:00 to 24:00)");
	int length = to.minute - from.minute;
	if (from.fixed && to.fixed) /* as the repeated hour needs: 03:30+03:00-03:10+02:00 */
		length += from.offset - to.offset;
	if (!length)
		return text_refused(e, text, "ends when it starts");
	*out = (struct span){.from = from.minute,
		.to = to.minute,
		.overnight = length < 0,
		.from_fixed = from.fixed,
		.to_fixed = to.fixed,
		.from_offset = from.offset,
		.to_offset = to.offset};
	return QSER_OK;
}

/* ---- The zone ---- */

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t clock_within(int64_t utc)
{
	const int64_t first = (int64_t)DAY_MIN * DAY_SECONDS;
	const int64_t last = (int64_t)(DAY_MAX + 1) * DAY_SECONDS - 1;

	return utc < first ? first : utc > last ? last : utc;
}

/* Seconds east of UTC at a moment. */
static int64_t offset_at(int64_t utc)
{
	time_t t = (time_t)utc;
	struct tm tm;

	return localtime_r(&t, &tm) ? tm.tm_gmtoff : 0;
}

/* The offsets that a local time can have: none where the clocks jump over it, two where they fall
 * back. */
struct offsets {
	int64_t at[2]; /* the earlier moment first */
	int count;
};

static void try_offset(struct offsets *o, int64_t local, int64_t offset)
{
	if ((o->count && o->at[0] == offset) || o->count == 2 ||
		offset_at(local - offset) != offset)
		return;
	o->at[o->count++] = offset;
}

/*
 * Not by mktime, which answers with some other time where there is none and chooses where there are
 * two: the offsets from before and after, and what the zone says at the moments they give, are
 * tried.
 */
static struct offsets find_offsets(int64_t local)
{
	struct offsets o = {{0, 0}, 0};
	int64_t before = offset_at(local - NEAR), after = offset_at(local + NEAR);

	try_offset(&o, local, before);
	try_offset(&o, local, after);
	return o;
}

#define OFFSET_TEXT 7

static void print_offset(int64_t seconds, char out[OFFSET_TEXT])
{
	int minutes = (int)(floor_div(seconds, 60));
	int size = minutes < 0 ? -minutes : minutes;

	out[0] = minutes < 0 ? '-' : '+';
	ascii_two(out + 1, size / 60);
	out[3] = ':';
	ascii_two(out + 4, size % 60);
	out[6] = '\0';
}

#define LOCAL_TEXT 17

static void print_local(int64_t local, char out[LOCAL_TEXT])
{
	int64_t day = floor_div(local, DAY_SECONDS);
	int minute = (int)((local - day * DAY_SECONDS) / 60);

	day_print((day_t)day, out);
	out[10] = ' ';
	ascii_two(out + 11, minute / 60);
	out[13] = ':';
	ascii_two(out + 14, minute % 60);
	out[16] = '\0';
}

static enum qser_status refuse_gap(int64_t local, struct error *e)
{
	int64_t low = local - NEAR, high = local + NEAR;
	int64_t before = offset_at(low), after = offset_at(high);
	char given[LOCAL_TEXT], from[LOCAL_TEXT], to[LOCAL_TEXT];

	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;
		if (offset_at(middle) == before)
			low = middle;
		else
			high = middle;
	}
	print_local(local, given);
	print_local(high + before, from);
	print_local(high + after, to);
	bool same_day = !memcmp(from, to, DAY_TEXT);
	return error_set(e, QSER_INVALID, "%s does not exist here: the clocks go from %s to %s",
		given, same_day ? from + DAY_TEXT : from, same_day ? to + DAY_TEXT : to);
}

static enum qser_status refuse_repeat(int64_t local, const struct offsets *o, struct error *e)
{
	char given[LOCAL_TEXT], first[OFFSET_TEXT], second[OFFSET_TEXT];

	print_local(local, given);
	print_offset(o->at[0], first);
	print_offset(o->at[1], second);
	return error_set(e, QSER_INVALID, "%s happens twice here: write %s%s or %s%s", given,
		given + DAY_TEXT, first, given + DAY_TEXT, second);
}

static enum qser_status refuse_offset(
	int64_t local, const struct offsets *o, int offset, struct error *e)
{
	char given[LOCAL_TEXT], wrong[OFFSET_TEXT], first[OFFSET_TEXT], second[OFFSET_TEXT];

	print_local(local, given);
	print_offset((int64_t)offset * 60, wrong);
	print_offset(o->at[0], first);
	print_offset(o->at[o->count - 1], second);
	return error_set(e, QSER_INVALID, "%s is not %s here: write %s%s%s%s%s", given, wrong,
		given + DAY_TEXT, first, o->count == 2 ? " or " : "",
		o->count == 2 ? given + DAY_TEXT : "", o->count == 2 ? second : "");
}

enum qser_status local_to_utc(
	day_t day, int minute, bool fixed, int offset, int64_t *utc, struct error *e)
{
	int64_t local = (int64_t)day * DAY_SECONDS + (int64_t)minute * 60;
	struct offsets o = find_offsets(local);

	if (!o.count)
		return refuse_gap(local, e);
	if (fixed) {
		for (int i = 0; i < o.count; i++)
			if (floor_div(o.at[i], 60) == offset) {
				*utc = local - o.at[i];
				return QSER_OK;
			}
		return refuse_offset(local, &o, offset, e);
	}
	if (o.count == 2)
		return refuse_repeat(local, &o, e);
	*utc = local - o.at[0];
	return QSER_OK;
}

enum qser_status local_to_stamp(
	day_t day, int minute, bool fixed, int offset, int64_t *utc, struct error *e)
{
	enum qser_status status = local_to_utc(day, minute, fixed, offset, utc, e);

	/* The first and the last hours of the calendar are of other years in UTC. */
	return status != QSER_OK || clock_within(*utc) == *utc
		       ? status
		       : error_set(e, QSER_INVALID,
				 "the moment is outside the calendar: years are 1 to 9999, in UTC");
}

int local_moments(day_t day, int minute)
{
	return find_offsets((int64_t)day * DAY_SECONDS + (int64_t)minute * 60).count;
}

void utc_to_local(int64_t utc, day_t *day, int *minute, int *offset)
{
	int64_t seconds = offset_at(clock_within(utc));
	int64_t local = clock_within(clock_within(utc) + seconds);

	*day = (day_t)floor_div(local, DAY_SECONDS);
	*minute = (int)((local - floor_div(local, DAY_SECONDS) * DAY_SECONDS) / 60);
	*offset = (int)floor_div(seconds, 60);
}

/* ---- Moments ---- */

void moment_print(int64_t utc, char out[MOMENT_TEXT])
{
	int minute, offset;
	day_t day;

	utc_to_local(utc, &day, &minute, &offset);
	day_print(day, out);
	const char digits[] = {' ', (char)('0' + minute / 600), (char)('0' + minute / 60 % 10), ':',
		(char)('0' + minute % 60 / 10), (char)('0' + minute % 10), '\0'};
	memcpy(out + DAY_TEXT - 1, digits, sizeof(digits));
}

void stamp_print(int64_t utc, char out[STAMP_TEXT])
{
	utc = clock_within(utc);
	int64_t day = floor_div(utc, DAY_SECONDS);
	int second = (int)(utc - day * DAY_SECONDS);

	day_print((day_t)day, out);
	out[10] = 'T';
	ascii_two(out + 11, second / 3600);
	out[13] = ':';
	ascii_two(out + 14, second / 60 % 60);
	out[16] = ':';
	ascii_two(out + 17, second % 60);
	out[19] = 'Z';
	out[20] = '\0';
}

enum qser_status moment_day_start(day_t day, int64_t *utc, struct error *e)
{
	int64_t local = (int64_t)day * DAY_SECONDS;
	struct offsets o = find_offsets(local);
	int minute, offset;
	day_t begun;

	if (o.count) {
		*utc = local - o.at[0];
		return QSER_OK;
	}
	/* With the offset from before, a time in the gap is as far behind the jump as it is in the
	 * gap. */
	int64_t low = local - NEAR, high = local - offset_at(local - NEAR);
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;
		utc_to_local(middle, &begun, &minute, &offset);
		if (begun < day)
			low = middle;
		else
			high = middle;
	}
	utc_to_local(high, &begun, &minute, &offset);
	if (begun != day)
		return refuse_gap(local, e);
	*utc = high;
	return QSER_OK;
}
