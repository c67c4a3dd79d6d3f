/* calendar.c: see calendar.h. */
#include "calendar.h"

#include <inttypes.h>
#include <string.h>

void week_words(day_t day, struct buffer *out)
{
	day_t monday = day - (day_weekday(day) - 1);
	int week_year, week = day_week(day, &week_year), year, month, dom, last_year, last_month,
		       last;

	day_split(monday, &year, &month, &dom);
	day_split(monday + 6, &last_year, &last_month, &last);
	buffer_printf(out, "Week %d, %d", week, dom);
	if (month != last_month)
		buffer_printf(out, " %s", month_name(month));
	if (year != last_year)
		buffer_printf(out, " %d", year);
	buffer_printf(out, " to %d %s %d", last, month_name(last_month), last_year);
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

void calendar_slot_summary(const struct calendar_slot *s, struct buffer *out)
{
	buffer_printf(out, "%s: %s, session %" PRId64, s->path, s->who, s->session);
}

void calendar_slot_words(const struct calendar_slot *s, struct buffer *out)
{
	buffer_printf(out, "%s (%s)\nShadowing: ", s->title, s->path);
	duration_print(out, s->minutes);
	if (s->reflection) {
		buffer_text_add(out, ", then reflection: ");
		duration_print(out, s->reflection);
	}
	buffer_printf(out, "\nTrainer: %s", s->trainer);
	buffer_printf(out, "\nState: %s", s->state);
	if (s->conflict)
		buffer_printf(out, "\n%s", s->conflict);
	if (s->reason)
		buffer_printf(out, "\n%s", s->reason);
}
