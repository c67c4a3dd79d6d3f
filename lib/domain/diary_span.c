/*
 * diary_span.c: when an entry was, as files tell it: a day with from and to, with a span in one
 * cell, or two moments.  Of these become day, starts_at and minutes, by the clocks of the place: a
 * night in which they change is longer or shorter.
 *
 * A time of day has no seconds here, 9:00:50 is 9:00; programs that measure write them.  A duration
 * beside from and to must be theirs: to the minute, in decimal hours to a hundredth.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../base/clock.h"
#include "../base/moment.h"
#include "../base/text.h"
#include "../base/written.h"
#include "diary.h"

/* One end: a time of a day that is yet to be found, or a moment. */
struct end {
	const char *column, *text; /* for messages */
	bool moment;
	int64_t at;
	int minute; /* 0..1440 */
	bool fixed;
	int offset;
};

/* What a row says of it; each NULL: nothing. */
struct when {
	struct row *row;
	uint64_t *left;
	const char *day, *from, *to, *from_day, *to_day, *span, *starts, *duration;
	const char *span_column, *from_column; /* where they really stand */
	int zone;			       /* minutes east */
	bool has_zone;
};

/* ---- What the row says ---- */

static const char *filled(const char *text)
{
	return text && text[strspn(text, " \t\n")] ? text : NULL;
}

static const char *value(const struct row *row, const char *const *values, const char *column)
{
	return filled(values[record_column(row->record, column)]);
}

static const char *file_value(const struct row *row, const char *const *values, size_t which)
{
	return filled(values[row->record->count + which]);
}

/* "9:00-10:30", "9–10h30"; not "-5", and not "1h-30m". */
static bool looks_like_span(const char *text)
{
	_cleanup_(error_free) struct error ignored = {0};
	struct span span;

	text += strspn(text, " ");
	if (*text < '0' || *text > '9' || !(strchr(text, '-') || strstr(text, "\xe2")))
		return false;
	return strchr(text, ':') || span_parse(text, &span, &ignored) == QSER_OK;
}

static struct when read_when(struct row *row, const char *const *values, uint64_t *left)
{
	struct when w = {.row = row,
		.left = left,
		.day = value(row, values, "day"),
		.from = file_value(row, values, ENTRY_FROM),
		.to = file_value(row, values, ENTRY_TO),
		.from_day = file_value(row, values, ENTRY_FROM_DAY),
		.to_day = file_value(row, values, ENTRY_TO_DAY),
		.span = file_value(row, values, ENTRY_SPAN),
		.starts = value(row, values, "starts_at"),
		.duration = value(row, values, "minutes"),
		.span_column = "span",
		.from_column = "from"};
	const char *zone = value(row, values, "zone");

	w.has_zone = zone && offset_read(zone, &w.zone);
	if (!w.span && w.duration && looks_like_span(w.duration)) {
		w.span = w.duration;
		w.span_column = "minutes";
		w.duration = NULL;
	} else if (!w.span && !w.to && w.from && looks_like_span(w.from)) {
		w.span = w.from;
		w.span_column = "from";
		w.from = NULL;
	} else if (w.span && !w.from && !looks_like_span(w.span)) { /* "Time": 9:00 */
		w.from = w.span;
		w.from_column = "span";
		w.span = NULL;
	}
	return w;
}

/* The loop over the other columns leaves it alone. */
static void settled(const struct when *w, const char *column)
{
	*w->left &= ~(UINT64_C(1) << record_column(w->row->record, column));
}

/* ---- Ends ---- */

/* Is it a time of day, and no more?  What begins with a year, or a day and a month, is none. */
static bool is_clock(const char *folded)
{
	size_t digits = strspn(folded, "0123456789");
	const char *p = folded + digits;

	if (!digits || digits > 2)
		return false;
	if (*p == '.') /* 9.30, but not 20.11.2026 */
		return p[1 + strspn(p + 1, "0123456789")] != '.';
	p += strspn(p, " ");
	return !*p || *p == ':' || *p == 'h' || !strncmp(p, "am", 2) || !strncmp(p, "pm", 2);
}

/* A day alone is no moment: nobody begins to work at midnight because a cell has no time. */
static bool is_timed(const char *folded)
{
	const char *last = strrchr(folded, ' ');

	return strchr(folded, ':') || is_clock(last ? last + 1 : folded);
}

static enum qser_status parse_moment(struct qser *q, struct end *e, const char *folded)
{
	const struct day_context *days;
	enum qser_status status = handle_days(q, &days);

	e->moment = true;
	if (status == QSER_OK)
		status =
			is_timed(folded)
				? stamp_parse(e->text, days, &e->at, &q->error)
				: text_refused(&q->error, e->text,
					  "is neither a time of day, like 9:00, nor a moment, like "
					  "2026-11-20 9:00");
	if (status != QSER_OK)
		error_prefix(&q->error, "%s", e->column);
	e->at -= (e->at % 60 + 60) % 60;
	return status;
}

static enum qser_status read_end(struct qser *q, struct end *e)
{
	_cleanup_(buffer_free) struct buffer folded = BUFFER_INIT;
	struct moment m = {0};
	const char *why = NULL;
	bool good = written_fold(e->text, &folded);

	if (folded.failed)
		return fail(q, QSER_MEMORY, "out of memory");
	if (!good || !is_clock(buffer_text(&folded)))
		return parse_moment(q, e, buffer_text(&folded));
	if (!strncmp(buffer_text(&folded), "24:00", 5)) {
		e->minute = DAY_MINUTES;
		return QSER_OK;
	}
	if (!moment_read_written(buffer_text(&folded), &m, &why)) {
		enum qser_status status = text_refused(&q->error, e->text, "%s",
			why ? why : "is not a time of day: write 9:00 or 17:30 (00:00 to 24:00)");
		error_prefix(&q->error, "%s", e->column);
		return status;
	}
	e->minute = m.minute;
	e->fixed = m.fixed;
	e->offset = m.offset;
	return QSER_OK;
}

static enum qser_status read_span(const struct when *w, struct end *from, struct end *to)
{
	struct span span;
	enum qser_status status = span_parse(w->span, &span, &w->row->q->error);

	if (status != QSER_OK) {
		error_prefix(&w->row->q->error, "%s", w->span_column);
		return status;
	}
	*from = (struct end){w->span_column, w->span, .minute = span.from, .fixed = span.from_fixed,
		.offset = span.from_offset};
	*to = (struct end){w->span_column, w->span, .minute = span.to, .fixed = span.to_fixed,
		.offset = span.to_offset};
	return QSER_OK;
}

static enum qser_status read_ends(const struct when *w, struct end *from, struct end *to)
{
	struct qser *q = w->row->q;

	if (w->span && (w->from || w->to))
		return fail(q, QSER_INVALID,
			"%s: when it was is said twice; keep this, or from and to", w->span_column);
	if (w->span)
		return read_span(w, from, to);
	*from = (struct end){w->from_column, w->from, .minute = 0};
	*to = (struct end){"to", w->to, .minute = 0};
	if (!w->from)
		return fail(q, QSER_INVALID,
			"from: is missing; give both ends, or "
			"the duration alone");
	enum qser_status status = read_end(q, from);
	if (status != QSER_OK)
		return status;
	if (!w->to && !w->duration)
		return fail(q, QSER_INVALID, "to: is missing; give the end, or how long it was");
	return w->to ? read_end(q, to) : QSER_OK;
}

/* ---- Moments ---- */

/* A time of day on that day; an offset that is not written is that of the row, else of the place.
 */
static enum qser_status settle_end(const struct when *w, struct end *e, day_t day)
{
	struct qser *q = w->row->q;
	enum qser_status status = QSER_OK;

	if (e->moment)
		return QSER_OK;
	if (e->fixed || w->has_zone) {
		int offset = e->fixed ? e->offset : w->zone;
		e->at = (int64_t)day * DAY_SECONDS + 60 * (int64_t)(e->minute - offset);
		return QSER_OK;
	}
	status = local_to_stamp(day, e->minute, false, 0, &e->at, &q->error);
	if (status != QSER_OK)
		error_prefix(&q->error, "%s", e->column);
	return status;
}

static void local_of(const struct when *w, int64_t at, day_t *day, int *minute)
{
	int ignored;

	if (w->has_zone)
		*day = offset_day(at, w->zone, minute);
	else
		utc_to_local(at, day, minute, &ignored);
}

/* The day of the end: the next one when it is earlier by the clock.  QSER_INVALID: just then. */
static enum qser_status end_day(
	const struct when *w, const struct end *from, const struct end *to, day_t start, day_t *day)
{
	int length = to->minute - from->minute;

	*day = start;
	if (to->moment)
		return QSER_OK;
	if (from->fixed && to->fixed)
		length += from->offset - to->offset;
	if (!length)
		return fail(w->row->q, QSER_INVALID, "%s: ends when it starts", to->column);
	*day += length < 0;
	w->row->q->reading.overnight += length < 0;
	return QSER_OK;
}

static enum qser_status parse_day(struct qser *q, const char *column, const char *text, day_t *day)
{
	const struct day_context *days;
	enum qser_status status = handle_days(q, &days);

	if (status == QSER_OK)
		status = day_parse(text, days, day, &q->error);
	if (status != QSER_OK)
		error_prefix(&q->error, "%s", column);
	return status;
}

/* ---- Day, beginning, length ---- */

/* Of the column day, or of the start date; both must say the same. */
static enum qser_status set_day(const struct when *w)
{
	struct row *row = w->row;
	day_t start, given;

	settled(w, "day");
	enum qser_status status = row_set(row, "day", w->day);
	if (status != QSER_OK || !w->from_day)
		return status;
	status = parse_day(row->q, "from_day", w->from_day, &start);
	if (status != QSER_OK)
		return status;
	if (w->day && (!day_read(row_text(row, "day"), &given) || given != start))
		return fail(row->q, QSER_INVALID,
			"from_day: is not the day, %s; correct one of them", row_text(row, "day"));
	char text[DAY_TEXT];
	day_print(start, text);
	row_put_text(row, "day", text);
	return QSER_OK;
}

static enum qser_status set_start(const struct when *w, struct end *from, day_t *day)
{
	const char *text = row_text(w->row, "day");
	struct qser *q = w->row->q;

	if (!from->moment && (!text || !day_read(text, day)))
		return fail(q, QSER_INVALID, "day: is missing beside a time of day");
	enum qser_status status = settle_end(w, from, *day);
	if (status != QSER_OK)
		return status;
	if (from->moment)
		local_of(w, from->at, day, &from->minute);
	if (w->starts) {
		status = row_set(w->row, "starts_at", w->starts);
		settled(w, "starts_at");
		if (status == QSER_OK && row_int(w->row, "starts_at", 0) != from->at)
			status = fail(q, QSER_INVALID,
				"starts_at: is another moment than %s; correct one of them",
				from->column);
	}
	row_put_int(w->row, "starts_at", from->at);
	settled(w, "starts_at");
	return status;
}

/* "1:30:00" is 5400 seconds; -1: not written so. */
static int64_t with_seconds(const char *text)
{
	int hours, minutes, seconds, length = 0;

	text += strspn(text, " ");
	if (strspn(text, "0123456789:") > 9 ||
		sscanf(text, "%3d:%2d:%2d%n", &hours, &minutes, &seconds, &length) != 3 ||
		text[length + (int)strspn(text + length, " ")] || minutes > 59 || seconds > 59)
		return -1;
	return hours * INT64_C(3600) + minutes * 60 + seconds;
}

/* "1:30:00" alone; what has seconds is no duration, and is refused as such. */
static void take_whole_minutes(const struct when *w)
{
	int64_t seconds = with_seconds(w->duration);

	if (seconds < 60 || seconds % 60 || seconds > 60 * MINUTES_MAX)
		return;
	row_put_int(w->row, "minutes", seconds / 60);
	settled(w, "minutes");
}

/* "1,67h" and "1.67" are 100 minutes: as good as it can be said. */
static bool is_decimal_of(const char *text, int64_t minutes)
{
	_cleanup_(buffer_free) struct buffer exact = BUFFER_INIT, given = BUFFER_INIT;
	size_t point = 0;

	for (text += strspn(text, " "); *text && !strchr(" hH", *text); text++) {
		point = *text == ',' || *text == '.' ? given.length + 1 : point;
		buffer_char(&given, *text == ',' ? '.' : *text);
	}
	if (!point || text[strspn(text, " hH")])
		return false;
	while (given.length < point + 2)
		buffer_char(&given, '0');
	duration_print_decimal(&exact, minutes);
	return !strcmp(buffer_text(&given), buffer_text(&exact));
}

/* Is that what the cell of the duration says, as far as it can? */
static enum qser_status check_duration(const struct when *w, int64_t minutes)
{
	int64_t seconds = with_seconds(w->duration);
	struct qser *q = w->row->q;

	if (seconds >= 0 ? llabs(seconds - 60 * minutes) < 60 : is_decimal_of(w->duration, minutes))
		return QSER_OK;
	enum qser_status status = seconds < 0 ? row_set(w->row, "minutes", w->duration) : QSER_OK;
	if (status != QSER_OK || (seconds < 0 && row_int(w->row, "minutes", 0) == minutes))
		return status;
	_cleanup_(buffer_free) struct buffer shown = BUFFER_INIT, real = BUFFER_INIT;
	text_quote(&shown, w->duration);
	duration_print(&real, minutes);
	return fail(q, QSER_INVALID,
		"minutes: %s is not what lies between from and to, %s; correct "
		"one of them",
		buffer_text(&shown), buffer_text(&real));
}

static enum qser_status set_length(
	const struct when *w, const struct end *from, const struct end *to)
{
	int64_t minutes = (to->at - from->at) / 60;
	struct qser *q = w->row->q;

	settled(w, "minutes");
	if (minutes < 1)
		return fail(q, QSER_INVALID, "%s: ends before it begins", to->column);
	if (minutes > MINUTES_MAX) {
		_cleanup_(buffer_free) struct buffer real = BUFFER_INIT;
		duration_print(&real, minutes);
		return fail(q, QSER_INVALID, "%s: ends %s after it begins; the most is 24 h",
			to->column, buffer_text(&real));
	}
	enum qser_status status = w->duration ? check_duration(w, minutes) : QSER_OK;
	row_put_int(w->row, "minutes", minutes);
	return status;
}

static enum qser_status set_end(
	const struct when *w, const struct end *from, struct end *to, day_t day)
{
	enum qser_status status = w->to_day ? parse_day(w->row->q, "to_day", w->to_day, &day)
					    : end_day(w, from, to, day, &day);

	if (status == QSER_OK)
		status = settle_end(w, to, day);
	return status == QSER_OK ? set_length(w, from, to) : status;
}

enum qser_status entry_assemble(struct row *row, const char *const *values, uint64_t *left)
{
	const struct when w = read_when(row, values, left);
	struct end from, to;
	day_t day = 0;
	enum qser_status status = QSER_OK;

	if (w.from_day || w.from || w.to || w.span)
		status = set_day(&w);
	if (status == QSER_OK && w.duration && !w.to && !w.span)
		take_whole_minutes(&w);
	if (status != QSER_OK || !(w.from || w.to || w.span))
		return status;
	if (w.span || w.to)
		settled(&w, "minutes");
	status = read_ends(&w, &from, &to);
	if (status == QSER_OK)
		status = set_start(&w, &from, &day);
	return status == QSER_OK && (w.to || w.span) ? set_end(&w, &from, &to, day) : status;
}
