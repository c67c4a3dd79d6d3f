/* closed.c: see closed.h. */
#include "closed.h"

#include "../record/exception.h"

#define SQL_CLOSED \
	"select coalesce(code, cast(id as text)) from path where id = ?1 and state = 'closed'"

/* "path reception-26 is closed"; nothing when it is open. */
static enum qser_status find_closed(
	struct qser *q, int64_t path, struct buffer *word, struct buffer *finding)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_CLOSED);

	query_int(&look, 1, path);
	if (!path || !query_row(&look))
		return query_status(&look);
	buffer_text_add(word, query_get_text(&look, 0));
	buffer_printf(finding, "path %s is closed", buffer_text(word));
	return word->failed || finding->failed ? fail(q, QSER_MEMORY, "out of memory")
					       : query_status(&look);
}

static enum qser_status refuse(struct qser *q, const struct buffer *word, const char *or_else)
{
	return fail(q, QSER_REFUSED,
		"path %s is closed; reopen it with: qser-path reopen %s --reason TEXT%s",
		buffer_text(word), buffer_text(word), or_else);
}

enum qser_status path_is_open(struct qser *q, int64_t path)
{
	_cleanup_(buffer_free) struct buffer word = BUFFER_INIT, finding = BUFFER_INIT;
	enum qser_status status = find_closed(q, path, &word, &finding);

	return status == QSER_OK && finding.length ? refuse(q, &word, "") : status;
}

enum qser_status path_takes_forms(struct qser *q, int64_t path)
{
	_cleanup_(buffer_free) struct buffer word = BUFFER_INIT, finding = BUFFER_INIT;
	bool added = false;
	enum qser_status status = find_closed(q, path, &word, &finding);

	if (status != QSER_OK || !finding.length)
		return status;
	if (!q->options.override || q->log.import_name)
		return refuse(
			q, &word, q->log.import_name ? "" : "; or pass with --override REASON");
	status = keep_exception(q, path, "closed", buffer_text(&finding), &added);
	if (status == QSER_OK && added)
		remark(q, "%s, and is filled in for all the same", buffer_text(&finding));
	return status;
}
