/*
 * form_life.c: an organisation's own form, from the draft to the day it is taken out of use.
 *
 * One revision of a form is active at a time, and one application form for the same applicants of
 * an organisation: else nobody could tell with which one somebody applies.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/text.h"
#include "form.h"

/* ---- A draft ---- */

static enum qser_status check_code(struct qser *q, const char *code)
{
	int64_t there = 0;

	if (!text_is_code(code))
		return fail(q, QSER_INVALID,
			"code: \"%s\" is not a code: up to 32 of a-z, 0-9, \".\" and \"-\", a "
			"letter first",
			code);
	enum qser_status status = qser_find(q, QSER_FORM, code, &there);
	if (status == QSER_UNKNOWN)
		return QSER_OK;
	return status != QSER_OK ? status
				 : fail(q, QSER_EXISTS,
					   "form %s is there already; to change it: qser-mentor "
					   "form export %s, and give it a new revision",
					   code, code);
}

/* lamia, external: lamia-external; both: lamia-application. */
static enum qser_status make_code(struct qser *q, const struct qser_drafting *how,
	const char *organisation, struct buffer *out)
{
	const char *behind = how->applicants ? how->applicants : "application";
	size_t room = 32 - 1 - strlen(behind), length = strlen(organisation);

	if (how->code)
		buffer_text_add(out, how->code);
	else if (*organisation >= '0' && *organisation <= '9') /* it has no code */
		buffer_printf(out, "organisation-%s-%s", organisation, behind);
	else
		buffer_printf(
			out, "%.*s-%s", (int)(length < room ? length : room), organisation, behind);
	return check_code(q, buffer_text(out));
}

static bool set_head(struct questions *qs, enum form_column column, const char *text)
{
	return questions_set(&qs->head[column], text);
}

static enum qser_status change_head(struct qser *q, const struct qser_drafting *how,
	const char *organisation, struct questions *qs)
{
	_cleanup_(buffer_free) struct buffer code = BUFFER_INIT, from = BUFFER_INIT;
	const char *author = NULL;
	int64_t actor = 0;
	enum qser_status status = make_code(q, how, organisation, &code);

	if (status == QSER_OK)
		status = qser_actor(q, &actor, &author);
	if (status != QSER_OK)
		return status;
	buffer_printf(&from, "Drafted from %s %s", qs->head[FORM_CODE], qs->head[FORM_REVISION]);
	bool kept = set_head(qs, FORM_CODE, buffer_text(&code)) &&
		    set_head(qs, FORM_ORGANISATION, organisation) &&
		    set_head(qs, FORM_APPLICANTS, how->applicants) &&
		    set_head(qs, FORM_REVISION, "1.0") &&
		    set_head(qs, FORM_DESCRIPTION, buffer_text(&from)) &&
		    set_head(qs, FORM_AUTHOR, author) && set_head(qs, FORM_DAY, q->today) &&
		    set_head(qs, FORM_STATE, "draft");
	return kept && !from.failed ? QSER_OK : fail(q, QSER_MEMORY, "out of memory");
}

enum qser_status qser_form_draft(struct qser *q, int64_t form, const char *revision,
	const struct qser_drafting *how, struct qser_table *table)
{
	_cleanup_(questions_free) struct questions qs = {0};
	_cleanup_(buffer_free) struct buffer organisation = BUFFER_INIT;
	const struct day_context *days;
	int64_t version = 0;

	enum qser_status status = handle_days(q, &days);
	if (status == QSER_OK)
		status = form_version(q, form, revision, true, &version);
	if (status == QSER_OK)
		status = questions_load(q, version, &qs);
	if (status == QSER_OK && strcmp(qs.head[FORM_PURPOSE], "application") != 0)
		return fail(q, QSER_INVALID,
			"from: form %s is of the purpose %s; an application form is drafted from "
			"one of the purpose application",
			qs.head[FORM_CODE], qs.head[FORM_PURPOSE]);
	if (status == QSER_OK)
		status = record_word(q, QSER_ORGANISATION, how->organisation, &organisation);
	if (status == QSER_OK)
		status = change_head(q, how, buffer_text(&organisation), &qs);
	return status == QSER_OK ? questions_table(&qs, table) : status;
}

/* ---- In use, out of use ---- */

#define SQL_NEWEST_DRAFT                                                  \
	"select id from form_version where form = ?1 and state = 'draft'" \
	" order by day desc nulls last, id desc limit 1"
#define SQL_OTHERS "select id from form_version where form = ?1 and id <> ?2 and state = 'active'"
#define SQL_RIVAL                                                                    \
	"select o.id from form f join form o on o.purpose = f.purpose"               \
	" and o.organisation = f.organisation"                                       \
	" and o.applicants is not distinct from f.applicants and o.id <> f.id"       \
	" where f.id = ?1 and f.purpose = 'application' and exists"                  \
	" (select 1 from form_version v where v.form = o.id and v.state = 'active')" \
	" order by o.id"

static enum qser_status look_up(struct qser *q, const char *sql, int64_t id, int64_t *out)
{
	_cleanup_(query_end) struct query look = query(q->store, sql);

	query_int(&look, 1, id);
	return query_number(&look, 0, out);
}

static enum qser_status set_state(struct qser *q, int64_t version, const char *state)
{
	_cleanup_(row_free) struct row row = {0};

	row_init(&row, q, QSER_FORM_VERSION);
	enum qser_status status = row_load(&row, version);
	row_put_text(&row, "state", state);
	return status == QSER_OK ? row_save(&row) : status;
}

static enum qser_status retire_others(struct qser *q, int64_t form, int64_t version)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	_cleanup_(query_end) struct query all = query(q->store, SQL_OTHERS);
	int64_t id;

	query_int(&all, 1, form);
	query_int(&all, 2, version);
	while (query_row(&all)) {
		id = query_get_int(&all, 0);
		buffer_add(&ids, &id, sizeof(id));
	}
	enum qser_status status = query_status(&all);
	for (size_t at = 0; at < ids.length && status == QSER_OK; at += sizeof(id)) {
		memcpy(&id, ids.data + at, sizeof(id));
		status = set_state(q, id, "retired");
	}
	return ids.failed ? fail(q, QSER_MEMORY, "out of memory") : status;
}

static enum qser_status check_rival(struct qser *q, int64_t form)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	int64_t rival = 0;
	enum qser_status status = look_up(q, SQL_RIVAL, form, &rival);

	if (status == QSER_OK && rival)
		status = record_word(q, QSER_FORM, rival, &name);
	return status == QSER_OK && rival
		       ? fail(q, QSER_EXISTS,
				 "form %s is active for the same applicants of the organisation; "
				 "first: qser-mentor form retire %s",
				 buffer_text(&name), buffer_text(&name))
		       : status;
}

/* The revision that was asked for; else the newest draft; else the newest of all. */
static enum qser_status choose_version(
	struct qser *q, int64_t form, const char *revision, int64_t *version)
{
	enum qser_status status = QSER_OK;

	*version = 0;
	if (!revision)
		status = look_up(q, SQL_NEWEST_DRAFT, form, version);
	return status == QSER_OK && !*version ? form_version(q, form, revision, true, version)
					      : status;
}

enum qser_status qser_form_activate(struct qser *q, int64_t form, const char *revision)
{
	_cleanup_(questions_free) struct questions qs = {0};
	int64_t version = 0;
	enum qser_status status = choose_version(q, form, revision, &version);

	if (status == QSER_OK)
		status = questions_load(q, version, &qs);
	if (status == QSER_OK)
		status = form_is_sound(q, &qs);
	if (status == QSER_OK)
		status = check_rival(q, form);
	if (status == QSER_OK)
		status = set_state(q, version, "active");
	return status == QSER_OK ? retire_others(q, form, version) : status;
}

enum qser_status qser_form_retire(struct qser *q, int64_t form, const char *revision)
{
	int64_t version = 0;
	enum qser_status status = QSER_OK;

	if (revision)
		status = form_version(q, form, revision, true, &version);
	if (status != QSER_OK)
		return status;
	return revision ? set_state(q, version, "retired") : retire_others(q, form, 0);
}
