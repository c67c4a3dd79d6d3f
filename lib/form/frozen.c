/*
 * frozen.c: what was signed, and what was replaced, stays as it is (C8).
 *
 * Whoever signs a checklist signs its answers.  So they are not changed any more: a new response is
 * made that takes the place of the signed one.  --override REASON changes it all the same, which is
 * kept as an exception; the signatures are broken then.
 */
#include <inttypes.h>
#include <string.h>

#include "form.h"

#define SQL_SIGNERS "select party, day from signature where response = ?1 order by id"
#define SQL_REPLACED "select min(id) from response where revises = ?1"
#define SQL_PATH "select path from response where id = ?1"
#define SQL_KEPT "select count(*) from exception where finding = ?1 and reason = ?2 and day = ?3"
#define SQL_STATE "select state from response where id = ?1"

enum qser_status response_signers(struct qser *q, int64_t response, struct buffer *out)
{
	_cleanup_(query_end) struct query all = query(q->store, SQL_SIGNERS);

	query_int(&all, 1, response);
	while (query_row(&all))
		buffer_printf(out, "%s%s %s", out->length ? ", " : "", query_get_text(&all, 0),
			query_get_text(&all, 1));
	return query_status(&all);
}

enum qser_status response_replaced(struct qser *q, int64_t response, int64_t *by)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_REPLACED);

	query_int(&look, 1, response);
	return query_number(&look, 0, by);
}

enum qser_status qser_response_replaced(struct qser *q, int64_t response, int64_t *by)
{
	return response_replaced(q, response, by);
}

/* Why it is not to be changed, and what to do instead. */
struct why {
	struct buffer finding, advice; /* the finding is "" when it may be changed */
};

static void why_free(struct why *why)
{
	buffer_free(&why->finding);
	buffer_free(&why->advice);
}

static enum qser_status find_why(struct qser *q, int64_t response, struct why *why)
{
	_cleanup_(buffer_free) struct buffer signers = BUFFER_INIT;
	int64_t by = 0;
	enum qser_status status = response_replaced(q, response, &by);

	*why = (struct why){BUFFER_INIT, BUFFER_INIT};
	if (status == QSER_OK)
		status = response_signers(q, response, &signers);
	if (status != QSER_OK)
		return status;
	if (by) {
		buffer_printf(&why->finding, "response %" PRId64 " was replaced by %" PRId64,
			response, by);
		buffer_text_add(&why->advice, "change that one");
	} else if (signers.length) {
		buffer_printf(&why->finding, "response %" PRId64 " is signed (%s)", response,
			buffer_text(&signers));
		buffer_printf(&why->advice,
			"make a new revision of it with: qser-checklist revise %" PRId64
			" --reason REASON",
			response);
	}
	return why->finding.failed || why->advice.failed || signers.failed
		       ? fail(q, QSER_MEMORY, "out of memory")
		       : QSER_OK;
}

enum qser_status response_path(struct qser *q, int64_t response, int64_t *path)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_PATH);

	query_int(&look, 1, response);
	return query_number(&look, 0, path);
}

/* Once for each finding and reason of a day: 22 answers are one exception. */
static enum qser_status keep_exception(struct qser *q, int64_t response, const char *finding)
{
	_cleanup_(query_end) struct query kept = query(q->store, SQL_KEPT);
	int64_t path = 0, times = 0;

	query_text(&kept, 1, finding);
	query_text(&kept, 2, q->options.override);
	query_text(&kept, 3, q->today);
	enum qser_status status = query_number(&kept, 0, &times);
	if (status == QSER_OK && !times)
		status = response_path(q, response, &path);
	if (status != QSER_OK || times)
		return status;
	remark(q, "%s; it is changed all the same, and signatures no longer hold", finding);
	_cleanup_(row_free) struct row row = {0};
	row_init(&row, q, QSER_EXCEPTION);
	if (path)
		row_put_int(&row, "path", path);
	row_put_text(&row, "gate", "signature");
	row_put_text(&row, "finding", finding);
	row_put_text(&row, "reason", q->options.override);
	if (q->actor)
		row_put_int(&row, "person", q->actor);
	row_put_text(&row, "day", q->today);
	return row_save(&row);
}

static enum qser_status refuse(struct qser *q, const struct why *why)
{
	return fail(q, QSER_REFUSED, "%s; %s; or change it all the same with --override REASON",
		buffer_text(&why->finding), buffer_text(&why->advice));
}

enum qser_status response_may_change(struct qser *q, int64_t response)
{
	_cleanup_(why_free) struct why why;
	enum qser_status status = find_why(q, response, &why);

	if (status != QSER_OK || !why.finding.length)
		return status;
	return q->options.override ? keep_exception(q, response, buffer_text(&why.finding))
				   : refuse(q, &why);
}

enum qser_status response_is_open(struct qser *q, int64_t response)
{
	_cleanup_(why_free) struct why why;
	enum qser_status status = find_why(q, response, &why);

	if (status != QSER_OK || !why.finding.length || q->options.override)
		return status;
	return refuse(q, &why);
}

enum qser_status response_may_sign(struct qser *q, int64_t response)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_STATE);
	int64_t by = 0;

	query_int(&look, 1, response);
	if (!query_row(&look))
		return query_status(&look) != QSER_OK
			       ? query_status(&look)
			       : fail(q, QSER_UNKNOWN, "there is no response %" PRId64, response);
	if (strcmp(query_get_text(&look, 0), "complete") != 0)
		return fail(q, QSER_REFUSED,
			"response %" PRId64 " is not complete, so nobody can sign it; what is "
			"missing tells: qser-checklist show %" PRId64,
			response, response);
	enum qser_status status = response_replaced(q, response, &by);
	return status != QSER_OK || !by
		       ? status
		       : fail(q, QSER_REFUSED,
				 "response %" PRId64 " was replaced by %" PRId64 "; sign that one",
				 response, by);
}

/* ---- A new one in its place ---- */

static enum qser_status copy_answers(struct qser *q, int64_t from, int64_t to)
{
	static const char sql[] = "select item, value from answer where response = ?1 order by id";
	_cleanup_(query_end) struct query all = query_kept(q->store, sql);
	enum qser_status status = QSER_OK;

	query_int(&all, 1, from);
	while (status == QSER_OK && query_row(&all)) {
		_cleanup_(row_free) struct row row = {0};
		row_init(&row, q, QSER_ANSWER);
		row.checked = true; /* they were, when they were given */
		row_put_int(&row, "response", to);
		row_put_text(&row, "item", query_get_text(&all, 0));
		row_put_text(&row, "value", query_get_text(&all, 1));
		status = row_save(&row);
	}
	return status == QSER_OK ? query_status(&all) : status;
}

/* What the new one has of the old one: all it is about, but not when and why. */
static void copy_columns(struct row *row, const struct row *old)
{
	static const char *const numbers[] = {
		"form", "version", "subject", "respondent", "path", "entry"};

	for (size_t i = 0; i < COUNT(numbers); i++) {
		int64_t value = row_stored_int(old, numbers[i], 0);
		if (value)
			row_put_int(row, numbers[i], value);
	}
	row_put_text(row, "revision", row_stored_text(old, "revision"));
	row_put_text(row, "occasion", row_stored_text(old, "occasion"));
}

static enum qser_status check_revision(struct qser *q, const struct row *old, const char *reason)
{
	int64_t by = 0, application = row_stored_int(old, "application", 0);
	enum qser_status status = response_replaced(q, old->id, &by);

	if (status != QSER_OK)
		return status;
	if (by)
		return fail(q, QSER_REFUSED,
			"response %" PRId64 " was replaced by %" PRId64
			" already; revise that one: qser-checklist revise %" PRId64
			" --reason REASON",
			old->id, by, by);
	if (application)
		return fail(q, QSER_REFUSED,
			"response %" PRId64 " is a part of application %" PRId64
			" and is changed there",
			old->id, application);
	if (!reason || !*reason)
		return fail(
			q, QSER_INVALID, "reason: is missing; say why the response is made anew");
	return QSER_OK;
}

enum qser_status qser_response_revise(
	struct qser *q, int64_t response, const char *reason, int64_t *id)
{
	_cleanup_(row_free) struct row old = {0}, row = {0};
	_cleanup_(sheet_free) struct sheet sheet = {0};

	*id = 0;
	row_init(&old, q, QSER_RESPONSE);
	enum qser_status status = row_load(&old, response);
	if (status == QSER_OK)
		status = check_revision(q, &old, reason);
	if (status != QSER_OK)
		return status;
	row_init(&row, q, QSER_RESPONSE);
	copy_columns(&row, &old);
	if (q->actor)
		row_put_int(&row, "respondent", q->actor);
	row_put_int(&row, "revises", response);
	status = row_set(&row, "note", reason);
	if (status == QSER_OK)
		status = row_save(&row);
	if (status == QSER_OK)
		status = copy_answers(q, response, row.id);
	if (status == QSER_OK)
		status = sheet_load(q, row.id, &sheet);
	if (status == QSER_OK)
		status = sheet_save_state(q, &sheet);
	*id = row.id;
	return status;
}
