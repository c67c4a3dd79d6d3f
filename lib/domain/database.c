/* database.c: the database as a whole: status, check, backup, restore. */
#include <inttypes.h>
#include <string.h>

#include "application.h"
#include "mentoring.h"

#define SQL_HEAD "select id, at, program, verb, hash from command order by id desc limit 1"

static enum qser_status count_rows(struct qser *q, const struct record *r, int64_t *count)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(&sql, "select count(*) from %s", r->table);
	_cleanup_(query_end) struct query look = query_built(q->store, &sql);
	return query_number(&look, 0, count);
}

enum qser_status qser_status_of(struct qser *q, struct qser_summary *out)
{
	enum qser_status status = QSER_OK;

	*out = (struct qser_summary){
		.path = store_path(q->store), .schema = store_schema_version()};
	for (int r = 1; r < QSER_RECORDS && status == QSER_OK; r++)
		if (record_of((enum qser_record)r))
			status = count_rows(q, record_of((enum qser_record)r), &out->records[r]);
	if (status != QSER_OK)
		return status;
	_cleanup_(query_end) struct query head = query(q->store, SQL_HEAD);
	if (query_row(&head)) {
		out->last_command = query_get_int(&head, 0);
		out->last_at = query_get_int(&head, 1);
		(void)snprintf(out->head, sizeof(out->head), "%s", query_get_text(&head, 4));
	}
	return query_status(&head);
}

enum qser_status qser_check(struct qser *q, qser_line_fn *fn, void *ctx)
{
	int findings = 0;
	enum qser_status status = store_check(q->store, fn, ctx);

	if (status != QSER_OK && status != QSER_PARTIAL)
		return status;
	enum qser_status chain = log_verify(q, &findings, fn, ctx);
	int altered = 0, astray = 0;
	if (chain == QSER_OK)
		chain = pictures_verify(q, &altered, fn, ctx);
	if (chain == QSER_OK)
		chain = profiles_verify(q, &astray, fn, ctx);
	if (chain != QSER_OK)
		return chain;
	if (status == QSER_PARTIAL)
		return status;
	if (findings)
		return fail(
			q, QSER_PARTIAL, "%s: the change log was altered", store_path(q->store));
	if (altered)
		return fail(q, QSER_PARTIAL, "%s: pictures were altered", store_path(q->store));
	return astray ? fail(q, QSER_PARTIAL, "%s: statuses do not agree with the pairs",
				store_path(q->store))
		      : QSER_OK;
}

enum qser_status qser_backup(struct qser *q, const char *path)
{
	return store_copy(q->store, path);
}

/* The backup is looked at before anything is put in the place of anything. */
enum qser_status qser_restore(struct qser *q, struct qser *from, const char *keep)
{
	if (q->log.command)
		return fail(q, QSER_INTERNAL, "a restore within a transaction");
	enum qser_status status = store_hold(q->store);
	if (status == QSER_OK && keep)
		status = store_copy(q->store, keep);
	if (status == QSER_OK)
		status = store_replace(q->store, from->store);
	enum qser_status free = store_let_go(q->store);
	if (status == QSER_OK)
		status = free;
	q->days_known = q->language_known = false;
	return status;
}
