/* two_places.c: see two_places.h. */
#include "two_places.h"

#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "gate.h"

/* A part of a day. */
struct span_of_day {
	const char *day;
	int from, to;
};

/* The time in the columns 1 and 2 of a row, its beginning and its minutes: is it within? */
static bool meets(struct query *q, const struct span_of_day *at, char first[CLOCK_TEXT],
	char last[CLOCK_TEXT])
{
	int from = clock_minute(query_get_text(q, 1)), to = from + (int)query_get_int(q, 2);

	if (from < 0 || from >= at->to || at->from >= to)
		return false;
	clock_print(from, first);
	clock_print(to, last);
	return true;
}

/* ---- A session, and the workshops of that day ---- */

#define SQL_ABSENT(workshop, person)                                      \
	"exists (select 1 from attendance a where a.workshop = " workshop \
	" and a.person = " person " and a.attended = 0)"
#define SQL_LISTED(workshop, person)                                      \
	"exists (select 1 from attendance a where a.workshop = " workshop \
	" and a.person = " person " and coalesce(a.attended, 1) = 1)"

#define SQL_WORKSHOPS                                                                              \
	"select w.id, w.begins, " SQL_WORKSHOP_MINUTES ", n.id from workshop w join person n"      \
	" on n.id = ?2 or n.id = ?3 where w.day = ?1 and w.begins is not null and w.state <> "     \
	"'cancelled' and (" SQL_LISTED("w.id", "n.id") " or (not " SQL_ABSENT(                     \
		"w.id", "n.id") " and n.id = (select h.trainer from path h where h.id = w.path)))" \
				" order by w.begins, w.id"

static enum qser_status refuse_slot(
	struct row *slot, int64_t workshop, bool trainer, const char *first, const char *last)
{
	_cleanup_(buffer_free) struct buffer which = BUFFER_INIT;
	enum qser_status status = record_describe(slot->q, QSER_WORKSHOP, workshop, &which);

	return status != QSER_OK ? status
				 : gate_fails(slot->q, GATE_OVERLAP, row_int(slot, "path", 0),
					   "%s: is at %s then, %s %s-%s; choose another time",
					   trainer ? "trainer" : "person", buffer_text(&which),
					   row_text(slot, "day"), first, last);
}

enum qser_status slot_meets_workshop(struct row *slot)
{
	int64_t trainer = row_int(slot, "trainer", 0), workshop = 0;
	const char *begins = row_text(slot, "begins");
	struct span_of_day at = {.day = row_text(slot, "day")};
	char first[CLOCK_TEXT], last[CLOCK_TEXT];
	bool of_trainer = false;

	if (!at.day || !begins)
		return QSER_OK;
	at.from = clock_minute(begins);
	at.to = at.from + (int)(row_int(slot, "minutes", 0) + row_int(slot, "reflection", 0));
	{
		_cleanup_(query_end) struct query all = query(slot->q->store, SQL_WORKSHOPS);
		query_text(&all, 1, at.day);
		query_int(&all, 2, trainer);
		query_int(&all, 3, row_int(slot, "person", 0));
		while (!workshop && query_row(&all)) {
			if (meets(&all, &at, first, last))
				workshop = query_get_int(&all, 0);
			of_trainer = query_get_int(&all, 3) == trainer;
		}
		if (query_status(&all) != QSER_OK)
			return query_status(&all);
	}
	return workshop ? refuse_slot(slot, workshop, of_trainer, first, last) : QSER_OK;
}

/* ---- A workshop, and the sessions of that day ---- */

/* ?2: the workshop, 0: none; ?3: who is there without being on its list. */
#define SQL_SLOTS                                                                          \
	"select s.id, s.begins, s.minutes + s.reflection, coalesce(h.code, h.title), n.id" \
	" from slot s join path h on h.id = s.path join person n on n.id = s.trainer or"   \
	" n.id = s.person where s.day = ?1 and (s.state = 'planned' or s.state = 'agreed'" \
	" or s.state = 'done') and (" SQL_LISTED(                                          \
		"?2", "n.id") " or (n.id = ?3 and not " SQL_ABSENT("?2",                   \
		"?3") ")) order by s.begins, s.id, n.id"

/* Whose workshop, or invitation to one, meets a session. */
struct meeting_with {
	int64_t workshop, person; /* as ?2 and ?3 of SQL_SLOTS */
	int64_t path, organisation;
	struct span_of_day at;
	const char *column; /* the message is about */
};

static enum qser_status refuse_workshop(struct qser *q, const struct meeting_with *m,
	struct query *slot, const char *first, const char *last)
{
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
	const struct place at = {.organisation = m->organisation, .path = m->path};
	enum qser_status status = record_word(q, QSER_PERSON, query_get_int(slot, 4), &who);

	return status != QSER_OK ? status
				 : gate_fails_at(q, GATE_OVERLAP, &at,
					   "%s: %s is at slot %" PRId64
					   " of %s then, %s %s-%s; choose another time",
					   m->column, buffer_text(&who), query_get_int(slot, 0),
					   query_get_text(slot, 3), m->at.day, first, last);
}

static enum qser_status find_slot(struct qser *q, const struct meeting_with *m)
{
	_cleanup_(query_end) struct query all = query(q->store, SQL_SLOTS);
	char first[CLOCK_TEXT], last[CLOCK_TEXT];

	query_text(&all, 1, m->at.day);
	query_int(&all, 2, m->workshop);
	query_int(&all, 3, m->person);
	while (query_row(&all))
		if (meets(&all, &m->at, first, last))
			return refuse_workshop(q, m, &all, first, last);
	return query_status(&all);
}

#define SQL_TRAINER "select trainer from path where id = ?1"

static enum qser_status trainer_of(struct qser *q, int64_t path, int64_t *trainer)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_TRAINER);

	query_int(&look, 1, path);
	return query_number(&look, 0, trainer);
}

enum qser_status workshop_meets_slot(struct row *workshop)
{
	const char *begins = row_text(workshop, "begins");
	struct meeting_with m = {.workshop = workshop->id,
		.path = row_int(workshop, "path", 0),
		.organisation = row_int(workshop, "organisation", 0),
		.at = {.day = row_text(workshop, "day")},
		.column = "begins"};

	if (!m.at.day || !begins)
		return QSER_OK;
	m.at.from = clock_minute(begins);
	m.at.to = m.at.from + (int)row_int(workshop, "minutes", 60);
	enum qser_status status = trainer_of(workshop->q, m.path, &m.person);
	return status == QSER_OK ? find_slot(workshop->q, &m) : status;
}

#define SQL_WORKSHOP                                                                    \
	"select w.day, w.begins, " SQL_WORKSHOP_MINUTES ", w.path, w.organisation from" \
	" workshop w where w.id = ?1 and w.day is not null and w.begins is not null"

enum qser_status attendance_meets_slot(struct row *attendance)
{
	struct meeting_with m = {.person = row_int(attendance, "person", 0), .column = "person"};
	struct qser *q = attendance->q;
	char day[DAY_TEXT] = "";
	{
		_cleanup_(query_end) struct query look = query(q->store, SQL_WORKSHOP);
		query_int(&look, 1, row_int(attendance, "workshop", 0));
		if (!query_row(&look))
			return query_status(&look);
		(void)snprintf(day, sizeof(day), "%s", query_get_text(&look, 0));
		m.at.from = clock_minute(query_get_text(&look, 1));
		m.at.to = m.at.from + (int)query_get_int(&look, 2);
		m.path = query_get_int(&look, 3);
		m.organisation = query_get_int(&look, 4);
	}
	m.at.day = day;
	return find_slot(q, &m);
}
