/*
 * charts.c: of a progress report of one path: its hours along the weeks, what became of
 * suggestions, how checklists came out before and after.  Each chart says one thing.
 */
#include <inttypes.h>
#include <string.h>

#include "progress.h"
#include "timeline.h"

#define BARS_MAX 40

static int by_day(const void *a, const void *b)
{
	const struct timeline_point *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

static void put_weeks(const struct progress *p, struct document *d)
{
	size_t count = p->weeks.length / sizeof(struct timeline_point);
	_cleanup_(free_pointer) struct timeline_point *points = calloc(count + 1, sizeof(*points));

	if (!points || !count)
		return;
	memcpy(points, p->weeks.data, count * sizeof(*points));
	qsort(points, count, sizeof(*points), by_day);
	timeline_chart(d, "weeks", "Hours by week", TIMELINE_WEEK, points, count);
}

/* Of the path, or of the people asked for together. */
static struct suggestions suggestions_shown(const struct progress *p, const struct way *w)
{
	struct suggestions s = {0};

	if (!p->persons.length)
		return w->suggestions;
	for (uint32_t n = w->first; n != NONE; n = p->members[n].next) {
		const struct suggestions *own = &p->members[n].suggestions;
		s.given += own->given;
		s.implemented += own->implemented;
		s.partly += own->partly;
		s.open += own->open;
	}
	return s;
}

static void put_bar(const struct qser *q, struct document_chart *c, const char *label,
	int32_t count, int32_t of)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	buffer_printf(&text, report_say(q, "%" PRId32 " of %" PRId32), count, of);
	document_bar(c, report_word(q, label), count, -1, buffer_text(&text));
}

static void put_suggestions(const struct progress *p, const struct way *w, struct document *d)
{
	const struct suggestions s = suggestions_shown(p, w);

	if (!s.given)
		return;
	struct document_chart *c =
		document_chart(d, CHART_BARS, "suggestions", "Suggestions and what became of them");
	document_chart_of(c, s.given);
	put_bar(p->q, c, "implemented", s.implemented, s.given);
	put_bar(p->q, c, "partly", s.partly, s.given);
	put_bar(p->q, c, "not", s.given - s.implemented - s.partly - s.open, s.given);
	put_bar(p->q, c, "open", s.open, s.given);
}

/* Those who have been looked at twice. */
static void put_scores(const struct progress *p, const struct way *w, struct document *d)
{
	struct document_chart *c = NULL;
	char text[48];
	int count = 0;

	for (uint32_t n = w->first; n != NONE; n = p->members[n].next)
		count += p->members[n].checklists.last >= 0;
	if (!count || count > BARS_MAX)
		return;
	c = document_chart(
		d, CHART_CHANGE, "scores", "Scores of checklists, the first and the last, in %");
	document_chart_of(c, 100);
	for (uint32_t n = w->first; n != NONE; n = p->members[n].next) {
		const struct member *m = &p->members[n];
		if (m->checklists.last < 0)
			continue;
		(void)snprintf(text, sizeof(text), "%d %% → %d %%", m->checklists.first,
			m->checklists.last);
		document_bar(
			c, pool_text(p, m->name), m->checklists.last, m->checklists.first, text);
	}
}

void progress_charts(const struct progress *p, const struct way *w, struct document *d)
{
	if (p->way_count != 1)
		return;
	put_weeks(p, d);
	put_suggestions(p, w, d);
	put_scores(p, w, d);
}
