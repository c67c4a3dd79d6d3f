/* workshop_life.c: who is asked to a workshop, that it was held, or is not going to be. */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "gate.h"
#include "workshop.h"

enum qser_status day_on(struct qser *q, const char *on, char out[DAY_TEXT])
{
	const struct day_context *days;
	day_t day = q->days.today;
	enum qser_status status = on ? handle_days(q, &days) : QSER_OK;

	if (status == QSER_OK && on)
		status = day_parse(on, days, &day, &q->error);
	if (status != QSER_OK)
		return status;
	day_print(day, out);
	return day <= q->days.today
		       ? QSER_OK
		       : fail(q, QSER_INVALID,
				 "%s is still to come; give the day it happened with --on DAY",
				 out);
}

/* ---- Invitations ---- */

#define SQL_LISTED "select id from attendance where workshop = ?1 and person = ?2"

static enum qser_status find_attendance(
	struct qser *q, int64_t workshop, int64_t person, int64_t *id)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_LISTED);

	query_int(&look, 1, workshop);
	query_int(&look, 2, person);
	return query_number(&look, 0, id);
}

enum qser_status qser_workshop_invite(
	struct qser *q, int64_t workshop, int64_t person, const char *role, bool *added)
{
	int64_t there = 0;
	enum qser_status status = find_attendance(q, workshop, person, &there);

	*added = !there;
	if (status != QSER_OK || there)
		return status;
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_ATTENDANCE);
	row_put_int(&row, "workshop", workshop);
	row_put_int(&row, "person", person);
	if (role)
		status = row_set(&row, "role", role);
	return status == QSER_OK ? row_save(&row) : status;
}

/* Those who will not have left by then. */
#define SQL_PARTICIPANTS                                                             \
	"select p.person from workshop w join participant p on p.path = w.path"      \
	" where w.id = ?1 and (p.leaves is null or p.leaves >= coalesce(w.day, ?2))" \
	" order by p.id"

static enum qser_status read_ids(
	struct qser *q, const char *sql, int64_t id, const char *text, struct buffer *ids)
{
	_cleanup_(query_end) struct query all = query(q->store, sql);

	query_int(&all, 1, id);
	if (text)
		query_text(&all, 2, text);
	while (query_row(&all)) {
		int64_t one = query_get_int(&all, 0);
		buffer_add(ids, &one, sizeof(one));
	}
	return ids->failed ? fail(q, QSER_MEMORY, "out of memory") : query_status(&all);
}

static int64_t id_at(const struct buffer *ids, size_t n)
{
	int64_t id;

	memcpy(&id, ids->data + n * sizeof(id), sizeof(id));
	return id;
}

#define SQL_PATH "select path from workshop where id = ?1"

static enum qser_status path_of(struct qser *q, int64_t workshop, int64_t *path)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_PATH);

	query_int(&look, 1, workshop);
	return query_number(&look, 0, path);
}

enum qser_status qser_workshop_invite_participants(
	struct qser *q, int64_t workshop, int64_t *asked, int64_t *there)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	int64_t path = 0;
	enum qser_status status = path_of(q, workshop, &path);

	*asked = *there = 0;
	if (status == QSER_OK && !path)
		return fail(q, QSER_INVALID,
			"the workshop is of no path, so there are no participants of one; give "
			"--person PERSON");
	if (status == QSER_OK)
		status = read_ids(q, SQL_PARTICIPANTS, workshop, q->today, &ids);
	for (size_t i = 0; status == QSER_OK && i < ids.length / sizeof(int64_t); i++) {
		bool added = false;
		status = qser_workshop_invite(q, workshop, id_at(&ids, i), NULL, &added);
		*(added ? asked : there) += 1;
	}
	return status;
}

/* ---- It was held ---- */

static bool is_absent(const struct qser_held *held, int64_t person)
{
	for (size_t i = 0; i < held->absent_count; i++)
		if (held->absent[i] == person)
			return true;
	return false;
}

/* Somebody who was never asked cannot be missing: a slip of the pen. */
static enum qser_status check_absent(struct qser *q, int64_t workshop, const struct qser_held *held)
{
	for (size_t i = 0; i < held->absent_count; i++) {
		_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
		int64_t there = 0;
		enum qser_status status = find_attendance(q, workshop, held->absent[i], &there);
		if (status == QSER_OK && !there)
			status = record_describe(q, QSER_PERSON, held->absent[i], &who);
		if (status != QSER_OK)
			return status;
		if (!there)
			return fail(q, QSER_INVALID,
				"absent: %s is not on the list of this workshop; see: qser-path "
				"attendance list --workshop %" PRId64,
				buffer_text(&who), workshop);
	}
	return QSER_OK;
}

#define SQL_LIST "select id from attendance where workshop = ?1 order by id"

static enum qser_status mark(struct qser *q, int64_t attendance, const struct qser_held *held)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_ATTENDANCE);

	enum qser_status status = row_load(&row, attendance);
	if (status != QSER_OK)
		return status;
	bool absent = is_absent(held, row_stored_int(&row, "person", 0));
	/* What was marked before the day, as one who told that they cannot come, stays. */
	if (!absent && row_stored_int(&row, "attended", -1) >= 0)
		return QSER_OK;
	row_put_int(&row, "attended", !absent);
	return row_save(&row);
}

static enum qser_status mark_all(struct qser *q, int64_t workshop, const struct qser_held *held)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	enum qser_status status = check_absent(q, workshop, held);

	if (status == QSER_OK)
		status = read_ids(q, SQL_LIST, workshop, NULL, &ids);
	if (status == QSER_OK && !ids.length)
		remark(q, "nobody is on the list of this workshop");
	for (size_t i = 0; status == QSER_OK && i < ids.length / sizeof(int64_t); i++)
		status = mark(q, id_at(&ids, i), held);
	return status;
}

/* ---- Its hours ---- */

#define SQL_CAME                                                              \
	"select a.person from attendance a join participant p on p.path = ?2" \
	" and p.person = a.person where a.workshop = ?1 and a.attended = 1 order by a.person"

static enum qser_status put_participants(struct row *entry, int64_t workshop, int64_t path)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;
	_cleanup_(query_end) struct query all = query(entry->q->store, SQL_CAME);

	query_int(&all, 1, workshop);
	query_int(&all, 2, path);
	while (query_row(&all))
		buffer_printf(&list, "%s%" PRId64, list.length ? ";" : "", query_get_int(&all, 0));
	if (list.failed)
		return fail(entry->q, QSER_MEMORY, "out of memory");
	if (list.length)
		row_put_text(entry, "participants", buffer_text(&list));
	return query_status(&all);
}

static enum qser_status put_when(struct row *entry, struct row *workshop)
{
	struct qser *q = entry->q;
	const char *begins = row_text(workshop, "begins");
	int minute, offset;
	bool fixed;
	day_t day;
	int64_t at;

	row_put_text(entry, "day", row_text(workshop, "day"));
	row_put_int(entry, "minutes", row_int(workshop, "minutes", 0));
	if (!begins || !day_read(row_text(workshop, "day"), &day))
		return QSER_OK;
	enum qser_status status = clock_parse(begins, &minute, &fixed, &offset, &q->error);
	if (status == QSER_OK)
		status = local_to_stamp(day, minute, false, 0, &at, &q->error);
	if (status == QSER_OK)
		row_put_int(entry, "starts_at", at);
	return status;
}

static enum qser_status log_hours(struct row *workshop, int64_t path, int64_t trainer)
{
	_cleanup_(row_free) struct row entry;
	row_init(&entry, workshop->q, QSER_ENTRY);

	row_put_int(&entry, "path", path);
	row_put_int(&entry, "trainer", trainer);
	row_put_text(&entry, "kind", "workshop");
	row_put_text(&entry, "topic", row_text(workshop, "title"));
	enum qser_status status = put_when(&entry, workshop);
	if (status == QSER_OK)
		status = put_participants(&entry, workshop->id, path);
	if (status == QSER_OK)
		status = row_save(&entry);
	if (status == QSER_OK)
		row_put_int(workshop, "entry", entry.id);
	return status;
}

#define SQL_TRAINER                                                                                \
	"select p.trainer, coalesce(a.attended, 1), p.state, coalesce(p.code, cast(p.id as text))" \
	" from path p left join attendance a on a.person = p.trainer"                              \
	" and a.workshop = ?2 where p.id = ?1"

/* What hold asks of the path: its trainer, whether they came, and how far it is. */
struct leader {
	int64_t trainer;
	bool came, confirmed;
	struct buffer path;
};

static enum qser_status read_leader(
	struct qser *q, int64_t path, int64_t workshop, struct leader *out)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_TRAINER);

	query_int(&look, 1, path);
	query_int(&look, 2, workshop);
	if (query_row(&look)) {
		const char *state = query_get_text(&look, 2);
		out->trainer = query_is_null(&look, 0) ? 0 : query_get_int(&look, 0);
		out->came = query_get_int(&look, 1);
		out->confirmed = strcmp(state, "draft") != 0 && strcmp(state, "discussed") != 0;
		buffer_text_add(&out->path, query_get_text(&look, 3));
	}
	return query_status(&look);
}

/* Participants start with this one (C6). */
static enum qser_status check_confirmed(struct row *workshop, int64_t path, const char *code)
{
	return gate_fails(workshop->q, GATE_CONFIRMATION, path,
		"path %s is not confirmed yet; confirm it with: qser-path confirm %s", code, code);
}

static enum qser_status follow_path(struct row *workshop)
{
	struct leader leader = {.path = BUFFER_INIT};
	int64_t path = row_int(workshop, "path", 0);
	bool first = !strcmp(row_text(workshop, "kind"), "explanatory");

	if (!path)
		return QSER_OK;
	enum qser_status status = read_leader(workshop->q, path, workshop->id, &leader);
	if (status == QSER_OK && first && !leader.confirmed)
		status = check_confirmed(workshop, path, buffer_text(&leader.path));
	buffer_free(&leader.path);
	if (status != QSER_OK)
		return status;
	if (leader.trainer && leader.came)
		return log_hours(workshop, path, leader.trainer);
	remark(workshop->q, "the path's trainer %s, so no hours are in the diary",
		leader.trainer ? "was absent" : "is not known");
	return QSER_OK;
}

/* ---- The verbs ---- */

static enum qser_status load_planned(struct row *row, int64_t workshop)
{
	enum qser_status status = row_load(row, workshop);

	if (status == QSER_OK)
		status = workshop_is_planned(row->q, workshop);
	if (status == QSER_OK)
		row_keep_stored(row);
	return status;
}

static enum qser_status settle_day(struct row *row, const char *on)
{
	char day[DAY_TEXT];
	const char *planned = row_stored_text(row, "day");
	enum qser_status status;

	if (!on && planned && strcmp(planned, row->q->today) > 0)
		return fail(row->q, QSER_INVALID,
			"it is planned for %s, which is still to come; if it was earlier, give "
			"the day with --on DAY",
			planned);
	if (!on && planned)
		return QSER_OK;
	status = day_on(row->q, on, day);
	if (status == QSER_OK)
		row_put_text(row, "day", day);
	return status;
}

enum qser_status qser_workshop_hold(
	struct qser *q, int64_t workshop, const struct qser_held *held, int64_t *entry)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_WORKSHOP);

	*entry = 0;
	enum qser_status status = load_planned(&row, workshop);
	if (status == QSER_OK)
		status = settle_day(&row, held->on);
	if (status == QSER_OK && held->minutes)
		status = row_set(&row, "minutes", held->minutes);
	if (status == QSER_OK && row_cell(&row, "minutes")->null)
		status = fail(q, QSER_INVALID, "minutes: how long was it? give --minutes 90");
	if (status == QSER_OK)
		status = mark_all(q, workshop, held);
	if (status == QSER_OK)
		status = follow_path(&row);
	row_put_text(&row, "state", "held");
	if (status == QSER_OK)
		status = row_save(&row);
	*entry = row_int(&row, "entry", 0);
	return status;
}

enum qser_status qser_workshop_cancel(struct qser *q, int64_t workshop, const char *reason)
{
	_cleanup_(buffer_free) struct buffer note = BUFFER_INIT;
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_WORKSHOP);

	if (!reason || !*reason)
		return fail(q, QSER_USAGE, "reason: is missing; say why with --reason");
	enum qser_status status = load_planned(&row, workshop);
	if (status != QSER_OK)
		return status;
	const char *before = row_text(&row, "note");
	buffer_printf(&note, "%s%sCancelled: %s", before ? before : "", before ? "\n" : "", reason);
	row_put_text(&row, "state", "cancelled");
	status = row_set(&row, "note", buffer_text(&note));
	return status == QSER_OK ? row_save(&row) : status;
}
