/*
 * slot_interval.c: the sessions before and behind a slot: in the order of time, and as far apart as
 * they are meant to be (G3).
 */
#include "slot.h"

#include <inttypes.h>
#include <string.h>

#include "gate.h"

void slot_conflict(const struct calendar *c, int since, int until, struct buffer *out)
{
	const char *of = c->working ? "working " : "";
	size_t before = out->length;

	if (since >= 0 && (since < c->least || since > c->most))
		buffer_printf(out, "%d %sday%s after the session before", since, of,
			since == 1 ? "" : "s");
	if (until >= 0 && (until < c->least || until > c->most))
		buffer_printf(out, "%s%d %sday%s before the next session",
			out->length > before ? ", " : "", until, of, until == 1 ? "" : "s");
	if (out->length == before)
		return;
	buffer_printf(out, "; %d", c->least);
	if (c->most != c->least)
		buffer_printf(out, " to %d", c->most);
	buffer_text_add(out, c->most == 1 ? " is meant" : " are meant");
}

/* The sessions of a participant before and behind a number, but for one that is to go. */
#define SQL_NEIGHBOUR(before, order)                                                         \
	"select id, session, day, begins, state from slot where path = ?1 and"               \
	" person = ?2 and session " before " ?3 and id <> ?4 and day is not null and"        \
	" (state = 'planned' or state = 'agreed' or state = 'done') order by session " order \
	" limit 1"

struct neighbour {
	int64_t id, session; /* id 0: there is none */
	day_t day;
	char begins[8];
	bool fixed; /* agreed upon, or done */
};

static enum qser_status find_neighbour(
	struct qser *q, const struct slot_turn *of, bool before, struct neighbour *out)
{
	_cleanup_(query_end) struct query look =
		query(q->store, before ? SQL_NEIGHBOUR("<", "desc") : SQL_NEIGHBOUR(">", "asc"));

	*out = (struct neighbour){0};
	query_int(&look, 1, of->path);
	query_int(&look, 2, of->person);
	query_int(&look, 3, of->session);
	query_int(&look, 4, of->gone);
	if (!query_row(&look))
		return query_status(&look);
	if (!day_read(query_get_text(&look, 2), &out->day))
		return query_status(&look);
	out->id = query_get_int(&look, 0);
	out->session = query_get_int(&look, 1);
	(void)snprintf(out->begins, sizeof(out->begins), "%s", query_get_text(&look, 3));
	out->fixed = strcmp(query_get_word(&look, 4), "planned") != 0;
	return query_status(&look);
}

static enum qser_status load_calendar(struct qser *q, int64_t path, struct calendar *c)
{
	int64_t organisation = 0;
	enum qser_status status = organisation_of(q, path, &organisation);

	return status == QSER_OK ? calendar_load(c, q, organisation) : status;
}

/* Days from one to a day; -1: there is none. */
static int since(const struct calendar *c, const struct neighbour *one, day_t day)
{
	return one->id ? calendar_distance(c, one->day, day) : -1;
}

static int until(const struct calendar *c, day_t day, const struct neighbour *one)
{
	return one->id ? calendar_distance(c, day, one->day) : -1;
}

/* Of two that are too far apart the later one says so, unless it is fixed and this is not. */
static void tell_conflict(struct row *row, const struct calendar *c, day_t day,
	const struct neighbour *before, const struct neighbour *next)
{
	_cleanup_(buffer_free) struct buffer said = BUFFER_INIT;
	const char *state =
		row_text(row, "state") ? row_text(row, "state") : row_stored_text(row, "state");
	bool planned = !strcmp(state, "planned");

	slot_conflict(
		c, since(c, before, day), planned && next->fixed ? until(c, day, next) : -1, &said);
	row_put_text(row, "conflict", said.length ? buffer_text(&said) : NULL);
}

/* Is one earlier than another, by day and time? */
static bool earlier(day_t day, const char *begins, day_t than, const char *than_begins)
{
	return day < than || (day == than && strcmp(begins, than_begins) < 0);
}

static enum qser_status check_order(
	struct row *row, day_t day, const struct neighbour *before, const struct neighbour *next)
{
	const char *begins = row_text(row, "begins");
	const struct neighbour *other =
		before->id && !earlier(before->day, before->begins, day, begins) ? before
		: next->id && !earlier(day, begins, next->day, next->begins)	 ? next
										 : NULL;
	char text[DAY_TEXT];

	if (!other)
		return QSER_OK;
	day_print(other->day, text);
	return fail(row->q, QSER_INVALID,
		"day: session %" PRId64 " would not be %s session %" PRId64 " (slot %" PRId64
		", %s %s); move that one first",
		row_int(row, "session", 0), other == before ? "after" : "before", other->session,
		other->id, text, other->begins);
}

struct slot_turn slot_turn(const struct row *row)
{
	return (struct slot_turn){.path = row_int(row, "path", 0),
		.person = row_int(row, "person", 0),
		.session = row_int(row, "session", 0)};
}

enum qser_status slot_check_neighbours(struct row *row)
{
	_cleanup_(calendar_free) struct calendar calendar = {0};
	_cleanup_(buffer_free) struct buffer said = BUFFER_INIT;
	const struct slot_turn turn = slot_turn(row);
	struct neighbour before, next;
	day_t day;

	if (!row_text(row, "day") || !day_read(row_text(row, "day"), &day)) {
		if (row->id && !row_stored_text(row, "day"))
			return QSER_OK;
		row_put_text(row, "conflict", slot_takes_place(row) ? "no day yet" : NULL);
		return QSER_OK;
	}
	enum qser_status status = load_calendar(row->q, turn.path, &calendar);
	if (status == QSER_OK)
		status = find_neighbour(row->q, &turn, true, &before);
	if (status == QSER_OK)
		status = find_neighbour(row->q, &turn, false, &next);
	if (status == QSER_OK && !row->q->log.import_name)
		status = check_order(row, day, &before, &next);
	if (status != QSER_OK)
		return status;
	tell_conflict(row, &calendar, day, &before, &next);
	slot_conflict(
		&calendar, since(&calendar, &before, day), until(&calendar, day, &next), &said);
	return said.length && row_changes(row, "day")
		       ? gate_fails(row->q, GATE_INTERVAL, turn.path, "session %" PRId64 " is %s",
				 turn.session, buffer_text(&said))
		       : QSER_OK;
}

enum qser_status slot_refresh_next(struct qser *q, struct slot_turn turn)
{
	_cleanup_(calendar_free) struct calendar calendar = {0};
	_cleanup_(row_free) struct row row;
	struct neighbour before, this, next;
	row_init(&row, q, QSER_SLOT);

	enum qser_status status = find_neighbour(q, &turn, false, &this);
	if (status != QSER_OK || !this.id)
		return status;
	turn.session = this.session;
	status = find_neighbour(q, &turn, true, &before);
	if (status == QSER_OK)
		status = find_neighbour(q, &turn, false, &next);
	if (status == QSER_OK)
		status = load_calendar(q, turn.path, &calendar);
	if (status == QSER_OK)
		status = row_load(&row, this.id);
	if (status != QSER_OK)
		return status;
	tell_conflict(&row, &calendar, this.day, &before, &next);
	row.checked = true;
	return row_save(&row);
}
