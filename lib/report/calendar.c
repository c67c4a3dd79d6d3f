/* calendar.c: see calendar.h. */
#include "calendar.h"

#include <inttypes.h>
#include <string.h>

void week_words(const struct qser *q, day_t day, struct buffer *out)
{
	_cleanup_(buffer_free) struct buffer first = BUFFER_INIT, last = BUFFER_INIT;
	day_t monday = day - (day_weekday(day) - 1);
	int week_year, week = day_week(day, &week_year), year, month, dom, last_year, last_month,
		       last_dom;

	day_split(monday, &year, &month, &dom);
	day_split(monday + 6, &last_year, &last_month, &last_dom);
	buffer_printf(&first, "%d", dom);
	if (month != last_month)
		buffer_printf(&first, " %s", report_word(q, month_name(month)));
	if (year != last_year)
		buffer_printf(&first, " %d", year);
	buffer_printf(
		&last, "%d %s %d", last_dom, report_word(q, month_name(last_month)), last_year);
	buffer_printf(out, report_say(q, "Week %d, %s to %s"), week, buffer_text(&first),
		buffer_text(&last));
	out->failed |= first.failed || last.failed;
}

static enum qser_status from_midnight(day_t day, int minute, int64_t *utc, struct error *e)
{
	enum qser_status status = local_to_utc(day, 0, false, 0, utc, e);

	*utc += status == QSER_OK ? (int64_t)minute * 60 : 0;
	return status;
}

enum qser_status calendar_moment(struct qser *q, day_t day, int minute, int64_t *utc)
{
	enum qser_status status = local_to_utc(day, minute, false, 0, utc, &q->error);

	return status == QSER_INVALID ? from_midnight(day, minute, utc, &q->error) : status;
}

enum event_state calendar_state(const char *state)
{
	static const struct {
		const char *word;
		enum event_state state;
	} states[] = {{"planned", EVENT_TENTATIVE}, {"agreed", EVENT_CONFIRMED},
		{"done", EVENT_CONFIRMED}, {"held", EVENT_CONFIRMED}};

	for (size_t i = 0; i < COUNT(states); i++)
		if (!strcmp(state, states[i].word))
			return states[i].state;
	return EVENT_CANCELLED;
}

void calendar_slot_summary(const struct qser *q, const struct calendar_slot *s, struct buffer *out)
{
	buffer_printf(out, report_say(q, "%s: %s, session %" PRId64), s->path, s->who, s->session);
}

void calendar_slot_words(const struct qser *q, const struct calendar_slot *s, struct buffer *out)
{
	_cleanup_(buffer_free) struct buffer minutes = BUFFER_INIT, reflection = BUFFER_INIT;

	duration_words(q, s->minutes, &minutes);
	duration_words(q, s->reflection, &reflection);
	buffer_printf(out, "%s (%s)\n", s->title, s->path);
	if (s->reflection)
		buffer_printf(out, report_say(q, "Shadowing: %s, then reflection: %s"),
			buffer_text(&minutes), buffer_text(&reflection));
	else
		buffer_printf(out, report_say(q, "Shadowing: %s"), buffer_text(&minutes));
	buffer_char(out, '\n');
	buffer_printf(out, report_say(q, "Trainer: %s"), s->trainer);
	buffer_char(out, '\n');
	buffer_printf(out, report_say(q, "State: %s"), report_word(q, s->state));
	if (s->conflict)
		buffer_printf(out, "\n%s", s->conflict);
	if (s->reason)
		buffer_printf(out, "\n%s", s->reason);
	out->failed |= minutes.failed || reflection.failed;
}
