/*
 * exception.c: what was passed with --override, kept for whoever asks later.
 *
 * Once for each finding, reason and person of a day: 22 answers to a signed checklist are one.
 */
#include "exception.h"

#define SQL_KEPT                                                                          \
	"select count(*) from exception where gate = ?1 and finding = ?2 and reason = ?3" \
	" and day = ?4 and path is not distinct from ?5 and person is not distinct from ?6"

static void bind_id(struct query *q, int at, int64_t id)
{
	if (id)
		query_int(q, at, id);
	else
		query_null(q, at);
}

static enum qser_status is_kept(
	struct qser *q, int64_t path, const char *gate, const char *finding, bool *kept)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_KEPT);
	int64_t times = 0;

	query_text(&look, 1, gate);
	query_text(&look, 2, finding);
	query_text(&look, 3, q->options.override);
	query_text(&look, 4, q->today);
	bind_id(&look, 5, path);
	bind_id(&look, 6, q->actor);
	enum qser_status status = query_number(&look, 0, &times);
	*kept = times > 0;
	return status;
}

enum qser_status keep_exception(
	struct qser *q, int64_t path, const char *gate, const char *finding, bool *anew)
{
	_cleanup_(row_free) struct row row = {0};
	bool kept = false;
	enum qser_status status = is_kept(q, path, gate, finding, &kept);

	if (anew)
		*anew = !kept;
	if (status != QSER_OK || kept)
		return status;
	row_init(&row, q, QSER_EXCEPTION);
	if (path)
		row_put_int(&row, "path", path);
	row_put_text(&row, "gate", gate);
	row_put_text(&row, "finding", finding);
	row_put_text(&row, "reason", q->options.override);
	if (q->actor)
		row_put_int(&row, "person", q->actor);
	row_put_text(&row, "day", q->today);
	return row_save(&row);
}
