/*
 * application_answer.c: the application form (B6): items that are columns of the application, and
 * the organisation's own, which are answers of a response.
 *
 * Which form it is: that of the organisation the application goes to and of its kind; else the
 * organisation's own for both kinds; else a general one likewise; else the one that comes with the
 * program.  Forms without an active revision are not looked at.
 */
#include <inttypes.h>
#include <string.h>

#include "../form/form.h"
#include "application.h"

#define FORM_OF_APPLICATIONS "mentor-application"

#define SQL_RESPONSE                                                    \
	"select min(r.id) from response r join form f on f.id = r.form" \
	" where r.application = ?1 and f.purpose = 'application'"
#define SQL_FORM_OF_RESPONSE "select form from response where id = ?1"
#define SQL_FORM                                                                                  \
	"select f.id from application a join form f on f.purpose = 'application'"                 \
	" where a.id = ?1 and (f.organisation is null or f.organisation = a.applies_to)"          \
	" and (f.applicants is null or f.applicants = a.kind)"                                    \
	" and exists (select 1 from form_version v where v.form = f.id and v.state = 'active')"   \
	" order by f.organisation is null, f.applicants is null, f.code = '" FORM_OF_APPLICATIONS \
	"', f.id desc limit 1"
#define SQL_FORMS                                                         \
	"select f.id, f.code from form f where f.purpose = 'application'" \
	" order by f.organisation is not null, f.code <> '" FORM_OF_APPLICATIONS "', f.id"
#define SQL_VERSION "select version from response where id = ?1"

struct answering {
	struct qser *q;
	int64_t application, form, version, response; /* response 0: none yet */
	struct questions questions;
};

static void answering_free(struct answering *a)
{
	questions_free(&a->questions);
}

static enum qser_status look_up(struct qser *q, const char *sql, int64_t id, int64_t *out)
{
	_cleanup_(query_end) struct query look = query(q->store, sql);

	if (id)
		query_int(&look, 1, id);
	return query_number(&look, 0, out);
}

/* Of what was answered before, else of what holds now. */
static enum qser_status form_of(
	struct qser *q, int64_t application, int64_t *form, int64_t *response)
{
	enum qser_status status = look_up(q, SQL_RESPONSE, application, response);

	if (status != QSER_OK)
		return status;
	return *response ? look_up(q, SQL_FORM_OF_RESPONSE, *response, form)
			 : look_up(q, SQL_FORM, application, form);
}

enum qser_status application_form(struct qser *q, int64_t application, int64_t *form)
{
	int64_t response = 0;

	return form_of(q, application, form, &response);
}

/* The revision that was answered before, else the newest active one. */
static enum qser_status find_form(struct answering *a)
{
	enum qser_status status = form_of(a->q, a->application, &a->form, &a->response);

	if (status == QSER_OK && !a->form)
		status = fail(a->q, QSER_INVALID,
			"there is no active application form to answer; bring one in with "
			"qser-mentor form import");
	if (status == QSER_OK && a->response)
		status = look_up(a->q, SQL_VERSION, a->response, &a->version);
	else if (status == QSER_OK)
		status = form_version(a->q, a->form, NULL, false, &a->version);
	return status == QSER_OK ? questions_load(a->q, a->version, &a->questions) : status;
}

static enum qser_status no_such_item(struct answering *a, const char *code)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	questions_codes(&a->questions, &list);
	return fail(a->q, QSER_INVALID, "item.%s: the form %s %s has no such item; it has %s", code,
		a->questions.head[FORM_CODE], a->questions.head[FORM_REVISION], buffer_text(&list));
}

/* Items with a target; the others are counted. */
static enum qser_status set_columns(
	struct answering *a, const struct qser_field *items, size_t count, size_t *own)
{
	_cleanup_(row_free) struct row row = {0};
	row_init(&row, a->q, QSER_APPLICATION);

	*own = 0;
	enum qser_status status = row_load(&row, a->application);
	for (size_t i = 0; i < count && status == QSER_OK; i++) {
		const char *value = items[i].value;
		size_t n = questions_item(&a->questions, items[i].column, a->questions.item_count);
		bool empty = !value || !*value;
		const char *target =
			n == NO_ITEM ? NULL : item_text(&a->questions.items[n], FORM_TARGET);
		if (n == NO_ITEM && !empty)
			status = no_such_item(a, items[i].column);
		else if (target && !empty)
			status = row_set(&row, target, value);
		else if (!target)
			*own += !empty;
	}
	return status == QSER_OK ? row_save(&row) : status;
}

static enum qser_status make_response(struct answering *a)
{
	_cleanup_(row_free) struct row row = {0};
	row_init(&row, a->q, QSER_RESPONSE);

	row_put_int(&row, "form", a->form);
	row_put_int(&row, "application", a->application);
	row_put_text(&row, "respondent", NULL); /* the applicant, who is no person yet */
	enum qser_status status = row_save(&row);
	a->response = row.id;
	return status;
}

/* The organisation's own items; columns were seen to. */
static enum qser_status answer_own(
	struct answering *a, const struct qser_field *items, size_t count, bool clears)
{
	_cleanup_(free_pointer) struct qser_field *own = calloc(count + 1, sizeof(*own));
	size_t used = 0;

	if (!own)
		return fail(a->q, QSER_MEMORY, "out of memory");
	for (size_t i = 0; i < count; i++) {
		size_t n = questions_item(&a->questions, items[i].column, a->questions.item_count);
		bool empty = !items[i].value || !*items[i].value;
		if (n != NO_ITEM && !item_text(&a->questions.items[n], FORM_TARGET) &&
			(clears || !empty))
			own[used++] = items[i];
	}
	return response_answer(a->q, a->response, own, used, "item.");
}

#define SQL_DECIDED                                                                      \
	"select count(*) from application where id = ?1 and state not in ('submitted', " \
	"'in-review')"

/* What was decided upon stays as it was; the same answers again are no change. */
static enum qser_status check_undecided(struct answering *a, int64_t before)
{
	int64_t decided = 0;

	if (a->q->log.seq == before)
		return QSER_OK;
	enum qser_status status = look_up(a->q, SQL_DECIDED, a->application, &decided);
	return status == QSER_OK && decided
		       ? fail(a->q, QSER_REFUSED,
				 "application %" PRId64
				 " is decided already and its answers stay as they were",
				 a->application)
		       : status;
}

/* clears: an empty value takes an answer back; in an import it leaves it as it is. */
static enum qser_status answer(struct qser *q, int64_t application, const struct qser_field *items,
	size_t count, bool clears)
{
	_cleanup_(answering_free) struct answering a = {.q = q, .application = application};
	int64_t before = q->log.seq;
	size_t own = 0;

	enum qser_status status = find_form(&a);
	if (status == QSER_OK)
		status = set_columns(&a, items, count, &own);
	if (status == QSER_OK && !a.response && own)
		status = make_response(&a);
	if (status == QSER_OK && a.response)
		status = answer_own(&a, items, count, clears);
	return status == QSER_OK ? check_undecided(&a, before) : status;
}

enum qser_status application_extras(struct row *row, const struct qser_field *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].value && *items[i].value)
			return answer(row->q, row->id, items, count, false);
	return QSER_OK;
}

enum qser_status application_items(struct qser *q, record_item_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query forms = query(q->store, SQL_FORMS);
	enum qser_status status = QSER_OK;

	while (status == QSER_OK && query_row(&forms))
		status =
			form_items(q, query_get_int(&forms, 0), query_get_text(&forms, 1), fn, ctx);
	return status == QSER_OK ? query_status(&forms) : status;
}

enum qser_status qser_application_answer(
	struct qser *q, int64_t application, const char *item, const char *value)
{
	const struct qser_field one = {item, value};

	return answer(q, application, &one, 1, true);
}
