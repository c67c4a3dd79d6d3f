/* stamp.c: moments from text, see clock.h. */
#include <string.h>

#include "ascii.h"
#include "cleanup.h"
#include "clock.h"
#include "moment.h"
#include "text.h"
#include "written.h"

static bool read_stamp_time(const char *p, struct moment *m)
{
	const char *start = p;

	if (!moment_read_time(&p, m) || m->bare || m->minute == DAY_MINUTES)
		return false;
	if (start[ascii_digits(start)] == ':' && !moment_read_seconds(&p, m))
		return false;
	return (!*p || moment_read_offset(&p, m)) && !*p;
}

/* 2026-11-20, 2026-11-20 17:30, 2026-11-20T15:30:00Z: as most programs write it, and ours. */
static bool read_iso_stamp(const char *text, day_t *day, struct moment *m, bool *timed)
{
	char part[DAY_TEXT];

	if (ascii_digits(text) != 4 || strnlen(text, DAY_TEXT - 1) < DAY_TEXT - 1)
		return false;
	memcpy(part, text, DAY_TEXT - 1);
	part[DAY_TEXT - 1] = '\0';
	const char *mark = text + DAY_TEXT - 1;
	*timed = *mark != '\0';
	return day_read(part, day) &&
	       (!*timed || (strchr(" Tt", *mark) && read_stamp_time(mark + 1, m)));
}

/* Why a text is no time; NULL: in no way that needs words of its own. */
static enum qser_status refuse_stamp(const char *text, const char *why, struct error *e)
{
	return text_refused(e, text, "%s",
		why ? why : "is not a time: write 2026-11-20 17:30, or 2026-11-20T15:30:00Z");
}

/* With am or pm, hours are 1 to 12. */
static bool read_half(const char **at, struct moment *m, const char **why)
{
	int hour = m->minute / 60;
	bool afternoon;

	if (!written_half(at, &afternoon))
		return true;
	if (hour < 1 || hour > 12)
		*why = "is not a time: hours with am or pm are 1 to 12";
	m->minute = hour % 12 * 60 + m->minute % 60 + (afternoon ? DAY_MINUTES / 2 : 0);
	m->bare = false;
	return !*why;
}

static bool read_zone(const char **at, struct moment *m, const char **why)
{
	if (!**at)
		return true;
	m->fixed = written_zone(at, &m->offset);
	if (!m->fixed && !strchr("+-z", **at))
		*why = "ends in no zone that is known: write its offset, as in 17:30+02:00";
	return m->fixed || (!*why && moment_read_offset(at, m));
}

bool moment_read_written(const char *p, struct moment *m, const char **why)
{
	const char *start = p;

	if (!moment_read_time(&p, m) ||
		(start[ascii_digits(start)] == ':' && !moment_read_seconds(&p, m)))
		return false;
	p += strspn(p, " ");
	if (!read_half(&p, m, why))
		return false;
	p += strspn(p, " ");
	(void)written_word(&p, "uhr");
	return !m->bare && m->minute < DAY_MINUTES && read_zone(&p, m, why) && !*p;
}

/* "yesterday 17h30": only the first word can be the day. */
static enum qser_status read_word_day(const char **at, const char *text,
	const struct day_context *ctx, day_t *day, struct error *e)
{
	size_t length = strcspn(*at, " ");
	char word[32];

	if (length >= sizeof(word))
		return refuse_stamp(text, NULL, e);
	memcpy(word, *at, length);
	word[length] = '\0';
	enum qser_status status = day_parse(word, ctx, day, e);
	*at += length;
	return status != QSER_OK && **at ? refuse_stamp(text, NULL, e) : status;
}

/* As a person writes it, or a program with words of a language. */
static enum qser_status read_written_stamp(const char *text, const struct day_context *ctx,
	day_t *day, struct moment *m, bool *timed, struct error *e)
{
	_cleanup_(buffer_free) struct buffer folded = BUFFER_INIT;
	bool good = written_fold(text, &folded);
	const char *p = buffer_text(&folded), *why = NULL;

	if (folded.failed)
		return error_set(e, QSER_MEMORY, "out of memory");
	if (!good)
		return refuse_stamp(text, NULL, e);
	*m = (struct moment){0};
	enum qser_status status = day_scan(&p, text, true, ctx, day, e);
	if (status == QSER_UNKNOWN)
		status = read_word_day(&p, text, ctx, day, e);
	if (status != QSER_OK)
		return status;
	*timed = *p != '\0';
	if (*timed && (!written_link(&p) || !moment_read_written(p, m, &why)))
		return refuse_stamp(text, why, e);
	return QSER_OK;
}

enum qser_status stamp_parse(
	const char *text, const struct day_context *ctx, int64_t *utc, struct error *e)
{
	enum qser_status status = QSER_OK;
	struct moment m = {0};
	bool timed = false;
	day_t day = 0;

	if (!read_iso_stamp(text, &day, &m, &timed))
		status = read_written_stamp(text, ctx, &day, &m, &timed, e);
	if (status != QSER_OK)
		return status;
	if (!timed)
		return moment_day_start(day, utc, e);
	int64_t local = (int64_t)day * DAY_SECONDS + (int64_t)m.minute * 60;
	int64_t at = local - (int64_t)m.offset * 60;
	if (!m.fixed)
		status = local_to_utc(day, m.minute, false, 0, &at, e);
	if (status != QSER_OK)
		return status;
	if (at < (int64_t)DAY_MIN * DAY_SECONDS || at >= ((int64_t)DAY_MAX + 1) * DAY_SECONDS)
		return text_refused(e, text, "is outside the calendar: years are 1 to 9999");
	*utc = at + m.second;
	return QSER_OK;
}
