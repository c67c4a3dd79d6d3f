/*
 * overview_hide.c: small groups are not shown, nor what would give them away.
 *
 * It is only about figures, so that it can be tried with all there are: given what is shown, a
 * reader must hold every number from 1 to min - 1 for possible.
 */
#include "overview.h"

#include <string.h>

static bool is_small(const struct figure *f, int64_t min)
{
	return f->people > 0 && f->people < min;
}

/* What a reader knows of the hidden parts: k of them hold 1 to min - 1, m of them min or more, and
 * together they are rest.  Is every number possible for one of the k? */
static bool leaves_all(int64_t k, int64_t m, int64_t rest, int64_t min)
{
	int64_t others_most = (k - 1) * (min - 1);

	/* 1: the others can take all the rest; min - 1: they need no more than what is left. */
	return (m > 0 || rest - 1 <= others_most) && rest - (min - 1) >= k - 1 + m * min;
}

static bool is_safe(const struct chapter *s, int64_t min)
{
	int64_t k = 0, m = 0, rest = 0;

	for (size_t i = 0; i < s->count; i++) {
		const struct figure *f = &s->parts[i];
		k += f->shown == FEWER;
		m += f->shown == HIDDEN;
		rest += f->shown == SHOWN ? 0 : f->people;
	}
	/* Of hours and the like a second part is enough: it is of many, and may be anything. */
	return !k || (s->counts ? leaves_all(k, m, rest, min) : m > 0);
}

static struct figure *last_shown(struct chapter *s)
{
	for (size_t i = s->count; i > 0; i--)
		if (s->parts[i - 1].shown == SHOWN && s->parts[i - 1].people > 0)
			return &s->parts[i - 1];
	return NULL;
}

void section_hide(struct chapter *s, int64_t min)
{
	struct figure *next;

	for (size_t i = 0; i < s->count; i++)
		s->parts[i].shown = is_small(&s->parts[i], min) ? FEWER : SHOWN;
	s->total.shown = is_small(&s->total, min) ? FEWER : SHOWN;
	if (s->free || s->total.shown == FEWER)
		return;
	while (!is_safe(s, min) && (next = last_shown(s)))
		next->shown = HIDDEN;
	if (!is_safe(s, min))
		s->total.shown = HIDDEN;
}

/* All of a section that is shared in another way as well: by month and by kind. */
static void hide_all(struct chapter *s)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->parts[i].shown == SHOWN && s->parts[i].people > 0)
			s->parts[i].shown = HIDDEN;
	if (s->total.shown == SHOWN)
		s->total.shown = HIDDEN;
}

/* Per cent of two numbers tell of both. */
static void hide_acceptance(struct overview *o)
{
	const struct chapter *s = &o->sections[APPLICATIONS];
	size_t accepted = overview_find_part(o, s, "accepted"),
	       rejected = overview_find_part(o, s, "rejected");
	bool shown = accepted < s->count && rejected < s->count &&
		     s->parts[accepted].shown == SHOWN && s->parts[rejected].shown == SHOWN;

	if (!shown && o->singles[ACCEPTANCE].shown == SHOWN)
		o->singles[ACCEPTANCE].shown = HIDDEN;
}

void overview_hide(struct overview *o)
{
	struct chapter *month = &o->sections[BY_MONTH], *kind = &o->sections[BY_KIND];

	for (size_t i = 0; i < SECTIONS; i++)
		section_hide(&o->sections[i], o->min_group);
	for (size_t i = 0; i < SINGLES; i++)
		o->singles[i].shown = is_small(&o->singles[i], o->min_group) ? FEWER : SHOWN;
	hide_acceptance(o);
	/* One total in two ways: where it is not shown, neither way may add it up. */
	if (month->total.shown != SHOWN || kind->total.shown != SHOWN) {
		hide_all(month);
		hide_all(kind);
	}
}
