/*
 * diary_sign.c: an entry is handed in, and signed (C10).
 *
 * draft, submitted, signed; who changes a submitted one makes a draft of it, and a signed one that
 * is changed for a reason is corrected from then on (diary_check.c): it may be handed in again.
 */
#include <inttypes.h>
#include <string.h>

#include "diary.h"
#include "path_life.h"
#include "signature.h"

/* The entry keeps all that was signed of it: where it stands is no part of that. */
static enum qser_status put_state(struct qser *q, int64_t id, const char *state, bool *changed)
{
	_cleanup_(row_free) struct row row;

	row_init(&row, q, QSER_ENTRY);
	enum qser_status status = row_load(&row, id);
	if (status != QSER_OK)
		return status;
	row.checked = true; /* nothing else of it changes, not even on a path that is closed */
	row_put_text(&row, "state", state);
	status = row_save(&row);
	*changed = row.changed != 0;
	return status;
}

#define SQL_STATE "select state from diary_entry where id = ?1"

static enum qser_status state_of(struct qser *q, int64_t id, char state[16])
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_STATE);

	query_int(&look, 1, id);
	if (!query_row(&look))
		return query_status(&look) != QSER_OK
			       ? query_status(&look)
			       : fail(q, QSER_UNKNOWN, "there is no diary entry %" PRId64, id);
	(void)snprintf(state, 16, "%s", query_get_text(&look, 0));
	return query_status(&look);
}

enum qser_status qser_entry_submit(struct qser *q, int64_t id, bool *changed)
{
	char state[16];
	enum qser_status status = state_of(q, id, state);

	*changed = false;
	if (status != QSER_OK)
		return status;
	if (!strcmp(state, "signed"))
		return fail(q, QSER_REFUSED, "entry %" PRId64 " is signed already", id);
	return put_state(q, id, "submitted", changed);
}

enum qser_status entry_may_sign(struct qser *q, int64_t id, const struct qser_signing *signing)
{
	char state[16];
	enum qser_status status = state_of(q, id, state);

	(void)signing;
	if (status != QSER_OK || !strcmp(state, "submitted") || !strcmp(state, "signed"))
		return status;
	return fail(q, QSER_REFUSED,
		"entry %" PRId64
		" is %s; it is signed after it is handed in with: qser-diary submit "
		"%" PRId64,
		id, !strcmp(state, "draft") ? "a draft" : state, id);
}

enum qser_status entry_is_signed(struct qser *q, int64_t id, const struct qser_signing *signing)
{
	bool organisation = false, supervisor = false, changed;
	enum qser_status status = signature_holds(q, QSER_ENTRY, id, "organisation", &organisation);

	(void)signing;
	if (status == QSER_OK && !organisation)
		status = signature_holds(q, QSER_ENTRY, id, "supervisor", &supervisor);
	if (status != QSER_OK || !(organisation || supervisor))
		return status;
	return put_state(q, id, "signed", &changed);
}

enum qser_status undoing_entry(struct row *row)
{
	enum qser_status status = check_path_open(row);

	return status == QSER_OK && signed_part_changes(row)
		       ? undoing_signed(row->q, QSER_ENTRY, row->id, row_stored_int(row, "path", 0))
		       : status;
}
