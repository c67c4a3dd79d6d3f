/* number.c: numbers from text, range-checked. */
#include "number.h"

#include <string.h>

#include "ascii.h"
#include "cleanup.h"
#include "text.h"

static enum qser_status refuse_range(
	struct error *e, const char *text, const char *why, int64_t min, int64_t max)
{
	if (max == INT64_MAX)
		return text_refused(e, text, "%s (%lld or more)", why, (long long)min);
	return text_refused(e, text, "%s (%lld to %lld)", why, (long long)min, (long long)max);
}

/* Digits from p, counted below zero where there is one more number than above. */
static bool read_digits(const char **p, bool negative, int64_t *out)
{
	int64_t n = 0;

	for (; ascii_is_digit(**p); (*p)++) {
		int digit = **p - '0';
		if (__builtin_mul_overflow(n, 10, &n) || __builtin_sub_overflow(n, digit, &n))
			return false;
	}
	if (!negative && n == INT64_MIN)
		return false;
	*out = negative ? n : -n;
	return true;
}

/* The mark between groups of three digits: its length; 0: there is none. */
static size_t thousands_mark(const char *p)
{
	static const char *const marks[] = {
		".", ",", " ", "'", "\u2019", "\u00A0", "\u202F", "\u2009"};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (!strncmp(p, marks[i], strlen(marks[i])))
			return strlen(marks[i]);
	return 0;
}

/* The number without its marks into plain; false: it has no such marks. */
static bool leave_out_marks(const char *text, struct buffer *plain)
{
	const char *p = text + (*text == '-');
	size_t digits = ascii_digits(p), length = thousands_mark(p + digits), groups = 0;
	const char *mark = p + digits;

	if (!digits || digits > 3 || !length)
		return false;
	buffer_add(plain, text, (size_t)(mark - text));
	for (p = mark; !strncmp(p, mark, length) && ascii_digits(p + length) == 3; groups++) {
		buffer_add(plain, p + length, 3);
		p += length + 3;
	}
	bool sign = (*p == '.' || *p == ',') && *p != *mark && ascii_digits(p + 1);
	if (sign) {
		buffer_add(plain, p, 1 + ascii_digits(p + 1));
		p += 1 + ascii_digits(p + 1);
	}
	/* "1,234" may be a little more than one */
	return groups && !*p && (groups > 1 || sign || (*mark != '.' && *mark != ','));
}

bool number_is_grouped(const char *text)
{
	_cleanup_(buffer_free) struct buffer plain = BUFFER_INIT;

	return leave_out_marks(text, &plain);
}

static bool refuse_marks(const char *text, struct error *e)
{
	_cleanup_(buffer_free) struct buffer plain = BUFFER_INIT;

	if (!leave_out_marks(text, &plain))
		return false;
	(void)text_refused(e, text, "has a thousands mark: write %s", buffer_text(&plain));
	return true;
}

enum qser_status number_parse(
	const char *text, int64_t min, int64_t max, int64_t *out, struct error *e)
{
	const char *p = text;
	bool negative = *p == '-';

	if (negative)
		p++;
	size_t digits = ascii_digits(p);
	if (!digits || p[digits] || (p[0] == '0' && (digits > 1 || negative)))
		return refuse_marks(text, e)
			       ? QSER_INVALID
			       : refuse_range(e, text, "is not a whole number", min, max);
	int64_t n;
	if (!read_digits(&p, negative, &n) || n < min || n > max)
		return refuse_range(e, text, "is out of range", min, max);
	*out = n;
	return QSER_OK;
}

/*
 * The digits of a fraction, point excluded, times scale: the whole part of it; false when there is
 * more.  By hand from the right, so that no number of digits overflows.
 */
static bool scale_fraction(const char *digits, size_t count, int64_t scale, int64_t *whole)
{
	int64_t carry = 0;

	while (count--) {
		int64_t product = (digits[count] - '0') * scale + carry;
		if (product % 10)
			return false;
		carry = product / 10;
	}
	*whole = carry;
	return true;
}

struct decimal {
	bool negative;
	const char *whole, *fraction;
	size_t whole_digits, fraction_digits;
	char point; /* '\0' when there is none */
};

static bool read_decimal(const char *text, struct decimal *d)
{
	*d = (struct decimal){.negative = *text == '-', .fraction = ""};
	d->whole = text + d->negative;
	d->whole_digits = ascii_digits(d->whole);
	const char *p = d->whole + d->whole_digits;
	if (*p == '.' || *p == ',') {
		d->point = *p++;
		d->fraction = p;
		d->fraction_digits = ascii_digits(p);
		p += d->fraction_digits;
		if (!d->fraction_digits)
			return false;
	}
	if (*p || !d->whole_digits || (d->whole[0] == '0' && d->whole_digits > 1))
		return false;
	/* "-0", "-0.00" */
	return !d->negative ||
	       strspn(d->whole, "0.,") < d->whole_digits + !!d->point + d->fraction_digits;
}

/* "1.234" is one and a bit to some people and above a thousand to others. */
static bool may_be_thousands(const struct decimal *d)
{
	return d->point && d->fraction_digits == 3 && d->whole_digits <= 3 && d->whole[0] != '0';
}

enum qser_status decimal_parse(
	const char *text, enum decimal_point point, int64_t scale, int64_t *out, struct error *e)
{
	struct decimal d;
	const char *example = point == DECIMAL_COMMA ? "1,5" : "1.5";

	if (!read_decimal(text, &d))
		return refuse_marks(text, e)
			       ? QSER_INVALID
			       : text_refused(
					 e, text, "is not a number: write it as 12 or %s", example);
	if (point == DECIMAL_EITHER && may_be_thousands(&d))
		return text_refused(e, text,
			"could be a thousand or a fraction: leave out the thousands mark, "
			"or write fewer or more digits after the point");
	if (point == DECIMAL_ASK && may_be_thousands(&d))
		return text_refused(e, text,
			"could be a thousand or a fraction: say which sign the decimals have, "
			"--decimal comma or --decimal point");
	if (d.point && ((point == DECIMAL_DOT && d.point != '.') ||
			       (point == DECIMAL_COMMA && d.point != ',')))
		return text_refused(e, text, "is not a number here: write it as 12 or %s", example);
	int64_t fraction;
	if (!scale_fraction(d.fraction, d.fraction_digits, scale, &fraction))
		return text_refused(e, text, "is too exact: it does not come out whole");
	int64_t whole;
	const char *p = d.whole;
	/* The whole part is below zero throughout for a negative number, as is its fraction. */
	if (!read_digits(&p, d.negative, &whole) || __builtin_mul_overflow(whole, scale, &whole) ||
		__builtin_add_overflow(whole, d.negative ? -fraction : fraction, out))
		return text_refused(e, text, "is too large a number");
	return QSER_OK;
}

bool size_read(const char *text, int64_t *bytes)
{
	static const struct {
		const char *unit;
		int64_t bytes;
	} units[] = {{"", 1}, {"B", 1}, {"kB", 1000}, {"KiB", 1024}, {"MB", 1000 * 1000},
		{"MiB", 1024 * 1024}};
	size_t digits = strspn(text, "0123456789");
	const char *unit = text + digits + strspn(text + digits, " ");

	if (!digits || digits > 9)
		return false;
	*bytes = strtoll(text, NULL, 10);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (!strcmp(unit, units[i].unit)) {
			*bytes *= units[i].bytes;
			return *bytes >= SIZE_LEAST && *bytes <= SIZE_MOST;
		}
	return false;
}
