/*
 * timesheet_check.c: are the hours of a sheet fit to be signed for?  Each must be signed, unchanged
 * since, and at a time when the same person was nowhere else.
 */
#include "timesheet.h"

#include <inttypes.h>
#include <string.h>

#include "../form/seal.h"

/* ---- At the same time ---- */

static int by_moment(const void *a, const void *b)
{
	const struct timesheet_entry *const *x = a, *const *y = b;

	if ((*x)->starts_at != (*y)->starts_at)
		return (*x)->starts_at < (*y)->starts_at ? -1 : 1;
	return ((*x)->id > (*y)->id) - ((*x)->id < (*y)->id);
}

static int64_t ends_at(const struct timesheet_entry *e)
{
	return e->starts_at + 60 * e->minutes;
}

/* Whoever still goes on when the next one begins is there at the same time. */
static void mark_overlaps(struct timesheet_entry **list, size_t count)
{
	struct timesheet_entry *longest = NULL;

	for (size_t i = 0; i < count; i++) {
		struct timesheet_entry *e = list[i];
		if (longest && e->starts_at < ends_at(longest)) {
			e->overlaps = longest->id;
			if (!longest->overlaps)
				longest->overlaps = e->id;
		}
		if (!longest || ends_at(e) > ends_at(longest))
			longest = e;
	}
}

enum qser_status timesheet_find_overlaps(struct timesheet *t, const struct timesheet_person *p)
{
	struct timesheet_entry **list = calloc(p->count + 1, sizeof(*list));
	size_t count = 0;

	if (!list)
		return fail(t->q, QSER_MEMORY, "out of memory");
	for (size_t i = 0; i < p->count; i++)
		if (t->entries[p->first + i].starts_at != NO_MOMENT)
			list[count++] = &t->entries[p->first + i];
	qsort(list, count, sizeof(struct timesheet_entry *), by_moment);
	mark_overlaps(list, count);
	free(list);
	return QSER_OK;
}

/* ---- Signatures ---- */

static int by_entry(const void *key, const void *row)
{
	const struct timesheet_signature *s = row;
	int64_t entry = *(const int64_t *)key;

	return (entry > s->entry) - (entry < s->entry);
}

const struct timesheet_signature *timesheet_signatures(
	const struct timesheet *t, int64_t entry, size_t *count)
{
	const struct timesheet_signature *end = t->signatures + t->signature_count,
					 *s = t->signature_count ? bsearch(&entry, t->signatures,
									   t->signature_count,
									   sizeof(*s), by_entry)
								 : NULL;

	*count = 0;
	while (s && s > t->signatures && s[-1].entry == entry)
		s--;
	while (s && s + *count < end && s[*count].entry == entry)
		++*count;
	return s;
}

/* What was signed is hashed once for all who have signed it. */
static enum qser_status hold_against(struct timesheet *t)
{
	char now[SHA256_TEXT];
	struct sha256 content;
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < t->signature_count && status == QSER_OK; i++) {
		struct timesheet_signature *s = &t->signatures[i];
		if (!i || s->entry != s[-1].entry)
			status = seal_content(t->q, QSER_ENTRY, s->entry, &content);
		if (status != QSER_OK)
			break;
		seal_close(&content, timesheet_text(t, s->party), timesheet_text(t, s->name),
			timesheet_text(t, s->day), now);
		s->broken = !timesheet_is(t, s->hash, now);
	}
	return status;
}

/* As when it was signed: for the organisation, or by the supervisor (diary_sign.c). */
static bool holds(const struct timesheet *t, int64_t entry)
{
	size_t count;
	const struct timesheet_signature *s = timesheet_signatures(t, entry, &count);

	for (size_t i = 0; i < count; i++)
		if (!s[i].broken && (timesheet_is(t, s[i].party, "organisation") ||
					    timesheet_is(t, s[i].party, "supervisor")))
			return true;
	return false;
}

enum qser_status timesheet_check_signatures(struct timesheet *t)
{
	enum qser_status status = hold_against(t);

	for (size_t i = 0; i < t->entry_count && status == QSER_OK; i++) {
		struct timesheet_entry *e = &t->entries[i];
		if (!e->counts || !timesheet_is(t, e->state, "signed"))
			continue;
		e->is_signed = holds(t, e->id);
		e->broken = !e->is_signed;
	}
	return status;
}

/* ---- Refusing ---- */

void timesheet_days(uint32_t days, struct buffer *out)
{
	const char *comma = "";

	for (int day = 1; day <= 31; day++) {
		if (!(days & UINT32_C(1) << day))
			continue;
		buffer_printf(out, "%s%d", comma, day);
		comma = ", ";
	}
}

static void finding(struct buffer *out, int64_t count, const char *what, uint32_t days)
{
	if (!count)
		return;
	buffer_printf(out, "%s%" PRId64 " %s (%s ", out->length ? ", " : "", count, what,
		days & (days - 1) ? "days" : "day");
	timesheet_days(days, out);
	buffer_char(out, ')');
}

/* "2026-11", as qser-diary takes it; of a part of a month, its days. */
static void month_word(const struct timesheet *t, struct buffer *out)
{
	if (t->first == day_month_start(t->first) && t->last == day_month_end(t->last))
		buffer_printf(out, "%.7s", t->period.first);
	else
		buffer_printf(out, "%s..%s", t->period.first, t->period.last);
}

/* Those of others are handed in by the ones who lead them. */
static bool leads_all(const struct timesheet *t, const struct timesheet_person *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (t->entries[p->first + i].counts && !t->entries[p->first + i].led)
			return false;
	return true;
}

static void how_to_mend(const struct timesheet *t, const struct timesheet_person *p,
	const struct timesheet_sum *s, const char *month, struct buffer *out)
{
	if (s->drafts)
		buffer_printf(
			out, "; who leads them hands them in: qser-diary submit --month %s", month);
	if (s->loose || s->broken)
		buffer_printf(out,
			"; sign: qser-diary sign --as supervisor --month %s --%s %" PRId64, month,
			leads_all(t, p) ? "trainer" : "participants", p->id);
	if (s->overlapping)
		buffer_text_add(out, "; correct: qser-diary edit ID");
	buffer_text_add(out, "; or print it as it is: --draft");
}

/* Who it is stands there by the id: what is said here may end in a mail of cron. */
static enum qser_status refuse(const struct timesheet *t, const struct timesheet_person *p,
	const struct timesheet_sum *s, size_t others)
{
	_cleanup_(buffer_free) struct buffer what = BUFFER_INIT, mend = BUFFER_INIT,
					     month = BUFFER_INIT;

	month_word(t, &month);
	finding(&what, s->loose, s->loose == 1 ? "entry is not signed" : "entries are not signed",
		s->loose_days);
	finding(&what, s->broken,
		s->broken == 1 ? "entry was changed after it was signed"
			       : "entries were changed after they were signed",
		s->broken_days);
	finding(&what, s->overlapping,
		s->overlapping == 1 ? "entry overlaps with another one"
				    : "entries overlap with others",
		s->overlapping_days);
	how_to_mend(t, p, s, buffer_text(&month), &mend);
	if (others)
		buffer_printf(&mend, "; likewise for %zu more", others);
	return fail(t->q, QSER_REFUSED, "time sheet of person %" PRId64 ", %s: %s%s", p->id,
		buffer_text(&month), buffer_text(&what), buffer_text(&mend));
}

enum qser_status timesheet_may_print(const struct timesheet *t)
{
	const struct timesheet_person *first = NULL;
	struct timesheet_sum of_first = {0};
	size_t count = 0;

	for (size_t i = 0; i < t->person_count; i++) {
		struct timesheet_sum s = timesheet_add_up(t, &t->people[i]);
		if (!s.loose && !s.broken && !s.overlapping)
			continue;
		if (!count++) {
			first = &t->people[i];
			of_first = s;
		}
	}
	return first ? refuse(t, first, &of_first, count - 1) : QSER_OK;
}
