/* day_parse.c: days as people and programs write them. */
#include <string.h>

#include "ascii.h"
#include "cleanup.h"
#include "day.h"
#include "text.h"
#include "written.h"

static const char *const weekdays[] = {
	"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

/* Three numbers with the same mark, / . or -, between them; a dot may have blanks behind it. */
struct triple {
	int number[3];
	size_t digits[3];
};

static bool read_triple(const char **at, struct triple *t)
{
	const char *text = *at;
	char mark = '\0';

	for (int i = 0; i < 3; i++) {
		t->digits[i] = ascii_digits(text);
		if (!t->digits[i] || t->digits[i] > 4)
			return false;
		t->number[i] = ascii_number(text, t->digits[i]);
		text += t->digits[i];
		if (i == 2)
			break;
		if (i == 1 ? *text != mark : !(*text && strchr("/.-", *text)))
			return false;
		mark = *text++;
		if (mark == '.')
			text += strspn(text, " ");
	}
	*at = text;
	return true;
}

static enum qser_status refuse_form(const char *text, struct error *e)
{
	if (!*text)
		return error_set(
			e, QSER_INVALID, "no day was given: write 2026-11-20, today or yesterday");
	return text_refused(e, text,
		"is not a day: write 2026-11-20, today, yesterday, mon to sun, or -3d (3 days "
		"ago)");
}

static enum qser_status refuse_no_day(const char *text, struct error *e)
{
	return text_refused(e, text, "is no day of the calendar");
}

/* 20/11/2026 where nobody has said which number is the day. */
static enum qser_status refuse_order(
	const char *text, const struct triple *t, bool file, struct error *e)
{
	static const char hint[] = "set the day order (qser-admin setting set day-order";
	char dmy[DAY_TEXT], mdy[DAY_TEXT];
	day_t day;
	bool has_dmy = day_make(t->number[2], t->number[1], t->number[0], &day);
	if (has_dmy)
		day_print(day, dmy);
	bool has_mdy = day_make(t->number[2], t->number[0], t->number[1], &day);
	if (has_mdy)
		day_print(day, mdy);

	if (has_dmy && has_mdy && t->number[0] != t->number[1])
		return text_refused(e, text, "could be %s or %s: write one of these, or %s%s dmy)",
			dmy, mdy, file ? "import with --day-order dmy, or " : "", hint);
	if (!has_dmy && !has_mdy)
		return refuse_no_day(text, e);
	const char *order = has_dmy ? "dmy" : "mdy", *with = " import with --day-order ";
	return text_refused(e, text, "is not accepted: write %s,%s%s%s or %s %s)",
		has_dmy ? dmy : mdy, file ? with : "", file ? order : "", file ? "," : "", hint,
		order);
}

static enum qser_status read_ordered(const char *text, const struct triple *t,
	const struct day_context *ctx, day_t *out, struct error *e)
{
	const int *n = t->number;

	if (ctx->order == DAY_ORDER_NONE)
		return refuse_order(text, t, ctx->file, e);
	if (ctx->order == DAY_ORDER_DMY ? day_make(n[2], n[1], n[0], out)
					: day_make(n[2], n[0], n[1], out))
		return QSER_OK;
	return text_refused(e, text, "is no day of the calendar (the day order is %s)",
		ctx->order == DAY_ORDER_DMY ? "day, month, year" : "month, day, year");
}

/* Year, month and day are clear when the year comes first, else by the order alone. */
static enum qser_status read_numbers(const char *text, const struct triple *t,
	const struct day_context *ctx, day_t *out, struct error *e)
{
	if (t->digits[1] > 2 || (t->digits[0] == 4 && t->digits[2] > 2))
		return refuse_form(text, e);
	if (t->digits[0] == 4)
		return day_make(t->number[0], t->number[1], t->number[2], out)
			       ? QSER_OK
			       : refuse_no_day(text, e);
	if (t->digits[0] <= 2 && t->digits[2] == 4)
		return read_ordered(text, t, ctx, out, e);
	return text_refused(e, text, "is not accepted: write the year with four digits");
}

/* "20. listopadu 2026", "20 de noviembre de 2026", "1er janvier 2026", "november 20, 2026" */
static bool read_named(const char **at, bool short_years, int *year, int *month, int *dom)
{
	const char *p = *at;

	*month = ascii_is_digit(*p) ? 0 : written_month(&p);
	size_t digits = ascii_digits(p);
	if (!digits || digits > 2)
		return false;
	*dom = ascii_number(p, digits);
	p += digits;
	(void)written_word(&p, "er|st|nd|rd|th|η");
	p += strspn(p, ",./- ");
	if (!*month) {
		(void)written_word(&p, "de|of");
		*month = written_month(&p);
		p += strspn(p, ",/- ");
		(void)written_word(&p, "de|del");
	}
	digits = ascii_digits(p);
	if (!*month || !(digits == 4 || (digits == 2 && short_years)))
		return false;
	*year = ascii_number(p, digits) + (digits == 2 ? 2000 : 0);
	*at = p + digits;
	return true;
}

enum qser_status day_scan(const char **at, const char *text, bool short_years,
	const struct day_context *ctx, day_t *out, struct error *e)
{
	const char *p = *at;
	enum qser_status status = QSER_OK;
	struct triple t;
	int weekday = ascii_is_digit(*p) ? 0 : written_weekday(&p), year, month, dom;

	if (weekday)
		p += strspn(p, ", ");
	const char *start = p;
	if (read_triple(&p, &t)) {
		_cleanup_(free_pointer) char *part = memory_ndup(start, (size_t)(p - start));
		if (!part)
			return error_set(e, QSER_MEMORY, "out of memory");
		if (short_years && t.digits[0] <= 2 && t.digits[2] == 2) {
			t.digits[2] = 4;
			t.number[2] += 2000;
		}
		status = read_numbers(part, &t, ctx, out, e);
	} else if (!read_named(&p, short_years, &year, &month, &dom)) {
		return QSER_UNKNOWN;
	} else if (!day_make(year, month, dom, out)) {
		status = refuse_no_day(text, e);
	}
	if (status == QSER_OK && weekday && weekday != day_weekday(*out))
		status = text_refused(e, text, "is no %s but a %s by the calendar",
			weekdays[weekday - 1], weekdays[day_weekday(*out) - 1]);
	*at = p;
	return status;
}

/* -3d, +2d: days from today.  False: of another form. */
static bool read_offset(const char *text, day_t today, day_t *out, bool *reachable)
{
	size_t digits = *text == '-' || *text == '+' ? ascii_digits(text + 1) : 0;

	if (!digits || ascii_lower(text[digits + 1]) != 'd' || text[digits + 2])
		return false;
	int64_t days = digits > 8 ? DAY_MAX : ascii_number(text + 1, digits);
	int64_t day = *text == '-' ? today - days : today + days;
	*reachable = digits <= 8 && day >= DAY_MIN && day <= DAY_MAX;
	*out = (day_t)day;
	return true;
}

static bool read_word(const char *text, day_t today, day_t *out)
{
	static const char *const words[] = {"yesterday", "today", "tomorrow"};

	for (int i = 0; i < 3; i++)
		if (ascii_equal(text, words[i])) {
			*out = today + i - 1;
			return true;
		}
	for (int i = 0; i < 7; i++)
		if (ascii_equal(text, weekdays[i]) || ascii_equal(text, day_name(i + 1))) {
			*out = today - (day_weekday(today) - (i + 1) + 7) % 7;
			return true;
		}
	return false;
}

static enum qser_status read_written(
	const char *text, const struct day_context *ctx, day_t *out, struct error *e)
{
	_cleanup_(buffer_free) struct buffer folded = BUFFER_INIT;
	const char *p = text;
	struct triple t;

	if (read_triple(&p, &t) && !*p)
		return read_numbers(text, &t, ctx, out, e);
	bool good = written_fold(text, &folded);
	if (folded.failed)
		return error_set(e, QSER_MEMORY, "out of memory");
	p = buffer_text(&folded);
	enum qser_status status = good ? day_scan(&p, text, false, ctx, out, e) : QSER_UNKNOWN;
	return status == QSER_UNKNOWN || (status == QSER_OK && *p) ? refuse_form(text, e) : status;
}

enum qser_status day_parse(
	const char *text, const struct day_context *ctx, day_t *out, struct error *e)
{
	day_t day = 0;
	bool reachable = true;

	if (day_read(text, out))
		return QSER_OK;
	if (!read_offset(text, ctx->today, &day, &reachable) &&
		!read_word(text, ctx->today, &day)) {
		enum qser_status status = read_written(text, ctx, &day, e);
		if (status != QSER_OK)
			return status;
	}
	if (!reachable || day < DAY_MIN || day > DAY_MAX)
		return text_refused(e, text, "is outside the calendar: years are 1 to 9999");
	*out = day;
	return QSER_OK;
}
