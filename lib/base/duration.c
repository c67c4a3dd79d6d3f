/* duration.c: how long something took, in minutes. */
#include "clock.h"

#include <string.h>

#include "ascii.h"
#include "cleanup.h"
#include "number.h"
#include "text.h"

#define NUMBER_MAX 15 /* characters of one number, so that no product overflows */

static const char *const hour_words[] = {"h", "hr", "hrs", "hour", "hours", NULL};
static const char *const minute_words[] = {"m", "min", "mins", "minute", "minutes", NULL};

static const char *skip_spaces(const char *p)
{
	while (*p == ' ')
		p++;
	return p;
}

/* The digits p starts with; only a number of two may start with 0 ("01:30", "0h45" but not
 * "090min"). */
static bool read_number(const char **p, int64_t *out)
{
	size_t digits = ascii_digits(*p);

	if (!digits || digits > NUMBER_MAX || (**p == '0' && digits > 2))
		return false;
	*out = 0;
	for (; digits; digits--)
		*out = *out * 10 + (*(*p)++ - '0');
	return true;
}

static bool read_unit(const char **p, const char *const words[])
{
	const char *start = skip_spaces(*p);
	size_t length = 0;
	char word[8];

	for (; ascii_is_lower(ascii_lower(start[length])); length++) {
		if (length == sizeof(word) - 1)
			return false;
		word[length] = ascii_lower(start[length]);
	}
	word[length] = '\0';
	for (; *words; words++)
		if (!strcmp(word, *words)) {
			*p = start + length;
			return true;
		}
	return false;
}

/* 1:30 */
static bool read_colon(const char *p, int64_t *minutes)
{
	int64_t hours;

	if (!read_number(&p, &hours) || *p++ != ':' || ascii_digits(p) != 2 || p[2])
		return false;
	int rest = ascii_number(p, 2);
	*minutes = hours * 60 + rest;
	return rest < 60;
}

/* The minutes that may follow hours: nothing, 30, 30m; below 60, or there were more hours. */
static bool read_minutes_after(const char *p, int64_t *minutes)
{
	*minutes = 0;
	if (!*p)
		return true;
	p = skip_spaces(p);
	if (ascii_digits(p) > 2 || !read_number(&p, minutes))
		return false;
	return (!*p || (read_unit(&p, minute_words) && !*p)) && *minutes < 60;
}

/* 1h30, 1h 30min, 1h, 90m */
static bool read_units(const char *p, int64_t *minutes)
{
	int64_t n, rest;

	if (!read_number(&p, &n))
		return false;
	if (read_unit(&p, minute_words)) {
		*minutes = n;
		return !*p;
	}
	if (!read_unit(&p, hour_words) || !read_minutes_after(p, &rest))
		return false;
	*minutes = n * 60 + rest;
	return true;
}

/* PT1H30M (ISO 8601-1:2019, 5.5.2, hours and minutes alone) */
static bool read_iso(const char *p, int64_t *minutes)
{
	int64_t n;
	bool hours;

	*minutes = 0;
	if (ascii_lower(p[0]) != 'p' || ascii_lower(p[1]) != 't')
		return false;
	p += 2;
	if (!read_number(&p, &n))
		return false;
	hours = ascii_lower(*p) == 'h';
	if (hours) {
		*minutes = n * 60;
		if (!*++p)
			return true;
		if (!read_number(&p, &n))
			return false;
	}
	*minutes += n;
	return ascii_lower(*p) == 'm' && !p[1];
}

/* 1.5h: the number before the unit as decimal_parse takes it. */
static bool read_decimal_hours(
	const char *text, int64_t *minutes, struct error *e, enum qser_status *status)
{
	const char *p = text;
	char number[NUMBER_MAX + 1];
	size_t length = strspn(text, "0123456789.,");

	p += length;
	if (length == ascii_digits(text) || length > NUMBER_MAX || !read_unit(&p, hour_words) || *p)
		return false;
	memcpy(number, text, length);
	number[length] = '\0';
	*status = decimal_parse(number, DECIMAL_EITHER, 60, minutes, e);
	if (*status != QSER_OK)
		error_prefix(e, "hours");
	return true;
}

static enum qser_status refuse_duration(const char *text, struct error *e)
{
	size_t digits = ascii_digits(text);

	if (!*text)
		return error_set(
			e, QSER_INVALID, "no duration was given: write 90min, 1h30, 1:30 or 1.5h");
	if (!text[digits] && digits <= 4 && text[0] != '0')
		return text_refused(
			e, text, "could be minutes or hours: write %smin or %sh", text, text);
	if (digits && (text[digits] == '.' || text[digits] == ',') && digits <= 4 &&
		!text[digits + 1 + ascii_digits(text + digits + 1)] && text[digits + 1])
		return text_refused(e, text, "has no unit: write %sh if it is hours", text);
	return text_refused(e, text, "is not a duration: write 90min, 1h30, 1:30 or 1.5h");
}

enum qser_status duration_parse(const char *text, int64_t max, int64_t *minutes, struct error *e)
{
	_cleanup_(buffer_free) struct buffer most = BUFFER_INIT;
	enum qser_status status = QSER_OK;
	int64_t n = 0;

	if (!read_colon(text, &n) && !read_units(text, &n) && !read_iso(text, &n) &&
		!read_decimal_hours(text, &n, e, &status))
		return refuse_duration(text, e);
	if (status != QSER_OK)
		return status;
	if (n < 1)
		return text_refused(e, text, "is too short: the least is 1 min");
	if (n > max) {
		duration_print(&most, max);
		return text_refused(e, text, "is too long: the most is %s", buffer_text(&most));
	}
	*minutes = n;
	return QSER_OK;
}

/* ---- Printing ---- */

struct hours {
	uint64_t hours;
	unsigned int minutes;
};

/* Writes the sign; the rest is without one. */
static struct hours split(struct buffer *out, int64_t minutes)
{
	uint64_t n = minutes < 0 ? 0 - (uint64_t)minutes : (uint64_t)minutes;

	if (minutes < 0)
		buffer_char(out, '-');
	return (struct hours){n / 60, (unsigned int)(n % 60)};
}

void duration_print(struct buffer *out, int64_t minutes)
{
	struct hours h = split(out, minutes);

	if (h.hours) {
		buffer_int(out, (int64_t)h.hours);
		buffer_text_add(out, " h");
	}
	if (h.hours && h.minutes)
		buffer_char(out, ' ');
	if (h.minutes || !h.hours) {
		buffer_int(out, h.minutes);
		buffer_text_add(out, " min");
	}
}

static void add_two(struct buffer *out, unsigned int n)
{
	char two[2];

	ascii_two(two, (int)n);
	buffer_add(out, two, sizeof(two));
}

void duration_print_colon(struct buffer *out, int64_t minutes)
{
	struct hours h = split(out, minutes);

	buffer_int(out, (int64_t)h.hours);
	buffer_char(out, ':');
	add_two(out, h.minutes);
}

/* A minute is 5/3 of a hundredth of an hour: to the nearest one, and never halfway between two. */
static unsigned int hundredths(unsigned int minutes)
{
	return (minutes * 5 + 1) / 3;
}

void duration_print_decimal(struct buffer *out, int64_t minutes)
{
	struct hours h = split(out, minutes);

	buffer_int(out, (int64_t)h.hours);
	buffer_char(out, '.');
	add_two(out, hundredths(h.minutes));
}

void duration_print_hours(struct buffer *out, int64_t minutes)
{
	struct hours h = split(out, minutes);
	unsigned int n = hundredths(h.minutes);

	buffer_int(out, (int64_t)h.hours);
	if (h.minutes % 3) {
		buffer_char(out, 'h');
		add_two(out, h.minutes);
	} else if (n) {
		buffer_char(out, '.');
		buffer_char(out, (char)('0' + n / 10));
		if (n % 10)
			buffer_char(out, (char)('0' + n % 10));
	}
}
