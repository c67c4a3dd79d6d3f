/* slot_state.c: what becomes of a session of the rota: agreed upon, done, missed, cancelled (C10).
 */
#include <inttypes.h>
#include <string.h>

#include "slot.h"

/* ---- By hand ---- */

static enum qser_status load_open(struct row *row, int64_t id)
{
	enum qser_status status = row_load(row, id);

	if (status != QSER_OK)
		return status;
	const char *state = row_stored_text(row, "state");
	return !strcmp(state, "planned") || !strcmp(state, "agreed")
		       ? QSER_OK
		       : fail(row->q, QSER_REFUSED, "slot %" PRId64 " is %s and stays as it is", id,
				 state);
}

enum qser_status qser_slot_agree(struct qser *q, int64_t id)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_SLOT);

	enum qser_status status = load_open(&row, id);
	if (status != QSER_OK)
		return status;
	row_put_text(&row, "state", "agreed");
	return row_save(&row);
}

static enum qser_status end_slot(struct row *row, const char *state, const char *reason)
{
	if (!reason || !*reason)
		return fail(row->q, QSER_USAGE, "reason: is missing; say why with --reason");
	row_put_text(row, "state", state);
	row_put_text(row, "conflict", NULL);
	enum qser_status status = row_set(row, "reason", reason);
	return status == QSER_OK ? row_save(row) : status;
}

enum qser_status qser_slot_miss(struct qser *q, int64_t id, const char *reason)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_SLOT);

	enum qser_status status = load_open(&row, id);
	if (status != QSER_OK)
		return status;
	const char *day = row_stored_text(&row, "day");
	if (!day || strcmp(day, q->today) > 0)
		return fail(q, QSER_REFUSED,
			"slot %" PRId64 " is still to come%s%s; take it out with: qser-path rota "
			"cancel %" PRId64 " --reason REASON",
			id, day ? ", on " : "", day ? day : "", id);
	return end_slot(&row, "missed", reason);
}

enum qser_status qser_slot_cancel(struct qser *q, int64_t id, const char *reason)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_SLOT);

	enum qser_status status = load_open(&row, id);
	return status == QSER_OK ? end_slot(&row, "cancelled", reason) : status;
}

/* ---- By the diary ---- */

/* Planned or agreed upon, as it was before; agreed, when that is not known any more. */
static enum qser_status put_state_before(struct row *row)
{
	_cleanup_(buffer_free) struct buffer was = BUFFER_INIT;
	enum qser_status status = record_was(row->q, QSER_SLOT, row->id, "state", &was);
	bool planned = !strcmp(buffer_text(&was), "planned");

	row_put_text(row, "state", planned ? "planned" : "agreed");
	return status;
}

/* The diary tells what happened, entry 0: that it did not; no rule of the plan is asked. */
static enum qser_status set_done(struct qser *q, int64_t id, int64_t entry)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_SLOT);

	enum qser_status status = row_load(&row, id);
	if (status == QSER_OK && !entry)
		status = put_state_before(&row);
	if (status != QSER_OK)
		return status;
	row_put_text(&row, "entry", NULL);
	if (entry) {
		row_put_text(&row, "state", "done");
		row_put_int(&row, "entry", entry);
	}
	row.checked = true;
	return row_save(&row);
}

#define SQL_OF_DAY                                                             \
	"select id from slot where path = ?1 and person = ?2 and day = ?3 and" \
	" (state = 'planned' or state = 'agreed') order by begins, session limit 1"

enum qser_status slot_done(
	struct qser *q, int64_t path, int64_t person, const char *day, int64_t entry)
{
	int64_t id;
	enum qser_status status;
	{
		_cleanup_(query_end) struct query look = query(q->store, SQL_OF_DAY);
		query_int(&look, 1, path);
		query_int(&look, 2, person);
		query_text(&look, 3, day);
		status = query_number(&look, 0, &id);
	}
	return status == QSER_OK && id ? set_done(q, id, entry) : status;
}

#define SQL_OF_ENTRY "select min(id) from slot where entry = ?1"

enum qser_status slot_undone(struct qser *q, int64_t entry)
{
	for (;;) {
		int64_t id;
		enum qser_status status;
		{
			_cleanup_(query_end) struct query look = query(q->store, SQL_OF_ENTRY);
			query_int(&look, 1, entry);
			status = query_number(&look, 0, &id);
		}
		if (status == QSER_OK && id)
			status = set_done(q, id, 0);
		if (status != QSER_OK || !id)
			return status;
	}
}
