/*
 * document_ics.c: the appointments of a document as a calendar, for programs that keep one
 * (RFC 5545).
 *
 * Times are moments in UTC, which every program shows in its own zone: no VTIMEZONE is needed.
 * There is no METHOD: it is a calendar to subscribe to or to read in, not an invitation that wants
 * an answer; without one, DTSTAMP is when the appointment was changed last (3.8.7.2), so that the
 * same database gives the same file at any hour.
 */
#include "blocks.h"

#include <inttypes.h>

#include "../base/cleanup.h"
#include "../base/day.h"
#include "../store/spool.h"
#include "content_line.h"

/* DTSTART;VALUE=DATE:20261120 */
static void put_day(struct qser_spool *out, const char *name, int64_t day)
{
	char iso[DAY_TEXT];

	day_print((day_t)day, iso);
	qser_spool_printf(out, "%s;VALUE=DATE:%.4s%.2s%.2s\r\n", name, iso, iso + 5, iso + 8);
}

/* The first and last day are of this calendar in every zone, but not in UTC: a year has four
 * figures (3.3.4), and no program reads the year 0. */
static int64_t within_years(int64_t utc)
{
	static const int64_t first = -62135596800, last = 253402300799;

	return utc < first ? first : utc > last ? last : utc;
}

/* An end is the first moment, or day, that is not of it any more. */
static void put_time(struct qser_spool *out, const struct document_event *e)
{
	if (!e->whole_day) {
		int64_t from = within_years(e->from), to = within_years(e->to);
		content_moment(out, "DTSTART", from);
		if (to > from)
			content_moment(out, "DTEND", to);
		return;
	}
	put_day(out, "DTSTART", e->from);
	if (e->to < DAY_MAX)
		put_day(out, "DTEND", e->to + 1);
}

static void put_event(struct qser_spool *out, const struct document_event *e)
{
	static const char *const words[] = {[EVENT_TENTATIVE] = "TENTATIVE",
		[EVENT_CONFIRMED] = "CONFIRMED",
		[EVENT_CANCELLED] = "CANCELLED"};

	qser_spool_printf(out, "BEGIN:VEVENT\r\n");
	content_text(out, "UID", e->uid);
	content_moment(out, "DTSTAMP", e->stamp);
	put_time(out, e);
	qser_spool_printf(
		out, "SEQUENCE:%" PRId64 "\r\nSTATUS:%s\r\n", e->sequence, words[e->state]);
	content_text(out, "SUMMARY", e->summary);
	if (e->description)
		content_text(out, "DESCRIPTION", e->description);
	if (e->place)
		content_text(out, "LOCATION", e->place);
	if (e->leaves_free)
		qser_spool_printf(out, "TRANSP:TRANSPARENT\r\n");
	if (e->changed)
		content_moment(out, "LAST-MODIFIED", e->changed);
	qser_spool_printf(out, "END:VEVENT\r\n");
}

/* A calendar must have something in it (3.6): where there is nothing, a zone. */
static void put_nothing(struct qser_spool *out)
{
	qser_spool_printf(out, "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\n"
			       "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n"
			       "TZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n");
}

enum qser_status document_ics(
	const struct document *d, struct qser_spool *spool, const struct qser_style *style)
{
	(void)style;
	qser_spool_printf(spool,
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//qser//qser " QSER_VERSION
		"//EN\r\nCALSCALE:GREGORIAN\r\n");
	content_text(spool, "X-WR-CALNAME", d->title);
	for (const struct event *e = d->events; e; e = e->next) {
		put_event(spool, &e->event);
		spool_step(spool);
	}
	if (!d->events)
		put_nothing(spool);
	qser_spool_printf(spool, "END:VCALENDAR\r\n");
	return QSER_OK;
}
