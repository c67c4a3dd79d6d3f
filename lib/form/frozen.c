/*
 * frozen.c: what was signed, and what was replaced, stays as it is (C8).
 *
 * Whoever signs a checklist signs its answers.  So they are not changed any more: a new response is
 * made that takes the place of the signed one.  --override REASON changes it all the same, which is
 * kept as an exception; the signatures are broken then.
 */
#include <inttypes.h>
#include <string.h>

#include "closed.h"
#include "form.h"
#include "seal.h"

#define SQL_SIGNERS "select party, day from signature where response = ?1 order by id"
#define SQL_REVISION "select id, state from response where revises = ?1 order by state, id limit 1"
#define SQL_REVISED "select revises from response where id = ?1"
#define SQL_PATH "select path from response where id = ?1"
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

/* What is made in its place, a complete one first; 0: nothing. */
static enum qser_status find_revision(struct qser *q, int64_t response, int64_t *id, bool *complete)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_REVISION);

	*id = 0;
	*complete = false;
	query_int(&look, 1, response);
	if (query_row(&look)) {
		*id = query_get_int(&look, 0);
		*complete = !strcmp(query_get_word(&look, 1), "complete");
	}
	return query_status(&look);
}

enum qser_status response_replaced(struct qser *q, int64_t response, int64_t *by)
{
	bool complete;
	enum qser_status status = find_revision(q, response, by, &complete);

	if (!complete)
		*by = 0;
	return status;
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
	bool complete;
	enum qser_status status = find_revision(q, response, &by, &complete);

	*why = (struct why){BUFFER_INIT, BUFFER_INIT};
	if (status == QSER_OK)
		status = response_signers(q, response, &signers);
	if (status != QSER_OK)
		return status;
	if (by) {
		buffer_printf(&why->finding,
			complete ? "response %" PRId64 " was replaced by %" PRId64
				 : "response %" PRId64 " is being made anew as %" PRId64,
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

static enum qser_status change_all_the_same(struct qser *q, int64_t response, const char *finding)
{
	int64_t path = 0;
	enum qser_status status = response_path(q, response, &path);

	return status == QSER_OK ? signed_is_changed(q, path, finding) : status;
}

static enum qser_status refuse(struct qser *q, const struct why *why)
{
	return fail(q, QSER_REFUSED, "%s; %s; or change it all the same with --override REASON",
		buffer_text(&why->finding), buffer_text(&why->advice));
}

enum qser_status response_may_change(struct qser *q, int64_t response)
{
	_cleanup_(why_free) struct why why = {BUFFER_INIT, BUFFER_INIT};
	int64_t path = 0;
	enum qser_status status = response_path(q, response, &path);

	if (status == QSER_OK)
		status = path_takes_forms(q, path);
	if (status == QSER_OK)
		status = find_why(q, response, &why);
	if (status != QSER_OK || !why.finding.length)
		return status;
	return q->options.override ? change_all_the_same(q, response, buffer_text(&why.finding))
				   : refuse(q, &why);
}

enum qser_status response_is_open(struct qser *q, int64_t response)
{
	_cleanup_(why_free) struct why why = {BUFFER_INIT, BUFFER_INIT};
	int64_t path = 0;
	enum qser_status status = response_path(q, response, &path);

	if (status == QSER_OK && !q->options.override)
		status = path_takes_forms(q, path);
	if (status == QSER_OK)
		status = find_why(q, response, &why);
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
	if (strcmp(query_get_word(&look, 0), "complete") != 0)
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

enum qser_status response_tell_revised(struct qser *q, int64_t response, bool complete)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_REVISED);
	int64_t old = 0;

	query_int(&look, 1, response);
	enum qser_status status = query_number(&look, 0, &old);
	if (old && complete)
		remark(q,
			"response %" PRId64 " is replaced by %" PRId64
			"; its signatures no longer hold",
			old, response);
	else if (old)
		remark(q, "response %" PRId64 " counts again until %" PRId64 " is complete", old,
			response);
	return status;
}

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
	_cleanup_(buffer_free) struct buffer signers = BUFFER_INIT;
	int64_t by = 0, application = row_stored_int(old, "application", 0);
	bool complete;
	enum qser_status status = find_revision(q, old->id, &by, &complete);

	if (status == QSER_OK)
		status = response_signers(q, old->id, &signers);
	if (status != QSER_OK)
		return status;
	if (by && !complete)
		return fail(q, QSER_REFUSED,
			"response %" PRId64 " is being made anew as %" PRId64
			" already; go on with: qser-checklist answer %" PRId64,
			old->id, by, by);
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
	if (!signers.length && strcmp(row_stored_text(old, "state"), "complete") != 0)
		return fail(q, QSER_REFUSED,
			"response %" PRId64 " is a draft that nobody has signed; change it with: "
			"qser-checklist answer %" PRId64,
			old->id, old->id);
	if (!reason || !*reason)
		return fail(q, QSER_USAGE, "reason: is missing; say why the response is made anew");
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
	if (status == QSER_OK && !sheet.complete)
		remark(q,
			"response %" PRId64 " takes the place of response %" PRId64
			" when it is complete",
			row.id, response);
	*id = row.id;
	return status;
}
