/*
 * application_decide.c: applications are accepted, rejected, withdrawn, and opened again.
 *
 * Each of these is kept as a decision (decision.c), also when it is taken back later.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "../base/text.h"
#include "application.h"
#include "mentoring.h"

static enum qser_status load_open(struct row *row, struct qser *q, int64_t id, const char *state)
{
	row_init(row, q, QSER_APPLICATION);
	enum qser_status status = row_load(row, id);
	if (status != QSER_OK)
		return status;
	const char *stored = row_stored_text(row, "state");
	return application_is_open(stored)
		       ? QSER_OK
		       : fail(q, QSER_REFUSED,
				 "application %" PRId64 " is %s; only an open one can be %s; open "
				 "it again with: qser-mentor reopen %" PRId64 " --reason TEXT",
				 id, stored, state, id);
}

static enum qser_status decide(struct row *row, const char *state, const char *reason)
{
	row_put_text(row, "state", state);
	if (reason && *reason) {
		enum qser_status status = row_set(row, "reason", reason);
		if (status != QSER_OK)
			return status;
	}
	if (row->q->actor)
		row_put_int(row, "reviewer", row->q->actor);
	row_put_int(row, "decided_at", row->q->options.now);
	return row_save(row);
}

static enum qser_status keep_decision(
	struct qser *q, int64_t id, const char *was, const char *became, const char *reason)
{
	_cleanup_(row_free) struct row row = {0};
	enum qser_status status = QSER_OK;

	row_init(&row, q, QSER_DECISION);
	row.checked = true; /* what it tells is done */
	row_put_int(&row, "application", id);
	row_put_int(&row, "decided_at", q->options.now);
	row_put_text(&row, "was", was);
	row_put_text(&row, "became", became);
	if (reason && *reason)
		status = row_set(&row, "reason", reason);
	if (q->actor)
		row_put_int(&row, "person", q->actor);
	return status == QSER_OK ? row_save(&row) : status;
}

/* ---- Who is accepted becomes a mentor ---- */

#define SQL_PERSON "select id from person where email_key = ?1"
#define SQL_ORGANISATION "select id from organisation where name_key = ?1 or code = ?1 order by id"
#define SQL_PROFILE "select id from mentor where person = ?1"

static enum qser_status look_up(struct qser *q, const char *sql, const char *text, int64_t *id)
{
	_cleanup_(query_end) struct query look = query(q->store, sql);
	query_text(&look, 1, text);
	return query_number(&look, 0, id);
}

static enum qser_status look_of(struct qser *q, const char *sql, int64_t whose, int64_t *id)
{
	_cleanup_(query_end) struct query look = query(q->store, sql);
	query_int(&look, 1, whose);
	return query_number(&look, 0, id);
}

/* Of two that are called so, nobody knows which is meant. */
enum qser_status find_organisation(struct qser *q, const char *written, int64_t *id)
{
	_cleanup_(free_pointer) char *folded = written ? text_fold(written) : NULL;

	*id = 0;
	if (!written)
		return QSER_OK;
	if (!folded)
		return fail(q, QSER_MEMORY, "out of memory");
	_cleanup_(query_end) struct query look = query(q->store, SQL_ORGANISATION);
	query_text(&look, 1, folded);
	if (query_row(&look))
		*id = query_get_int(&look, 0);
	if (query_row(&look))
		*id = 0;
	return query_status(&look);
}

/* Fill a column of the person, if it is empty there. */
static void fill(struct row *person, const char *column, const char *text)
{
	if (text && !row_stored_text(person, column))
		row_put_text(person, column, text);
}

static enum qser_status fill_person(struct row *person, const struct row *application)
{
	static const char *const same[] = {"name", "email", "phone", "job_title", "languages"};
	struct qser *q = person->q;
	int64_t organisation = 0;

	for (size_t i = 0; i < COUNT(same); i++)
		fill(person, same[i], row_stored_text(application, same[i]));
	fill(person, "origin", row_stored_text(application, "kind"));
	enum qser_status status =
		find_organisation(q, row_stored_text(application, "organisation"), &organisation);
	if (organisation && person->stored[record_column(person->record, "organisation")].null)
		row_put_int(person, "organisation", organisation);
	return status;
}

/* What the applicant wrote is not lost, but who looks for people of an organisation misses them. */
static enum qser_status tell_organisation(const struct row *person, const struct row *application)
{
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT, shown = BUFFER_INIT;
	const char *written = row_stored_text(application, "organisation");

	if (!written || !row_cell(person, "organisation")->null)
		return QSER_OK;
	enum qser_status status = record_word(person->q, QSER_PERSON, person->id, &who);
	text_quote(&shown, written);
	if (status == QSER_OK)
		remark(person->q,
			"application %" PRId64 ": %s is not the code or the name of one "
			"organisation here, so the person has none; if it is one: qser-person edit "
			"%s --organisation CODE",
			application->id, buffer_text(&shown), buffer_text(&who));
	return status;
}

static enum qser_status accept(struct row *application, const char *reason, int64_t *person)
{
	_cleanup_(row_free) struct row row = {0};
	struct qser *q = application->q;
	int64_t known = 0;
	enum qser_status status =
		look_up(q, SQL_PERSON, row_stored_text(application, "email_key"), &known);

	if (status != QSER_OK)
		return status;
	row_init(&row, q, QSER_PERSON);
	row.derive = true;
	status = known ? row_load(&row, known) : row_usable(&row);
	if (status == QSER_OK)
		status = fill_person(&row, application);
	if (status == QSER_OK)
		status = tell_likely(q, application->id, known);
	if (status == QSER_OK)
		status = row_save(&row);
	if (status == QSER_OK)
		status = tell_organisation(&row, application);
	if (status == QSER_OK)
		status = give_role(q, row.id, "mentor");
	if (status == QSER_OK)
		status = profile_of_applicant(q, row.id, application);
	*person = row.id;
	if (status != QSER_OK)
		return status;
	row_put_int(application, "person", row.id);
	status = decide(application, "accepted", reason);
	return status == QSER_OK ? learn_person(q, row.id) : status;
}

/* ---- Decisions ---- */

enum qser_status application_become(
	struct qser *q, int64_t id, const char *state, const char *reason, int64_t *person)
{
	_cleanup_(row_free) struct row row = {0};
	int64_t nobody;
	enum qser_status status;

	if (!strcmp(state, "rejected") && !(reason && *reason))
		return fail(q, QSER_USAGE, "reason: is missing; a rejection needs one (--reason)");
	status = load_open(&row, q, id, state);
	if (status != QSER_OK)
		return status;
	return strcmp(state, "accepted") != 0 ? decide(&row, state, reason)
					      : accept(&row, reason, person ? person : &nobody);
}

#define SQL_STATE "select state from application where id = ?1"

static enum qser_status become(
	struct qser *q, int64_t id, const char *state, const char *reason, int64_t *person)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_STATE);
	_cleanup_(buffer_free) struct buffer was = BUFFER_INIT;

	query_int(&look, 1, id);
	if (query_row(&look))
		buffer_text_add(&was, query_get_text(&look, 0));
	enum qser_status status = query_status(&look);
	if (status == QSER_OK)
		status = application_become(q, id, state, reason, person);
	return status == QSER_OK ? keep_decision(q, id, buffer_text(&was), state, reason) : status;
}

enum qser_status qser_application_accept(
	struct qser *q, int64_t id, const char *reason, int64_t *person)
{
	return become(q, id, "accepted", reason, person);
}

enum qser_status qser_application_reject(struct qser *q, int64_t id, const char *reason)
{
	return become(q, id, "rejected", reason, NULL);
}

enum qser_status qser_application_withdraw(struct qser *q, int64_t id, const char *reason)
{
	return become(q, id, "withdrawn", reason, NULL);
}

/* ---- Opened again ---- */

#define SQL_OTHER_OPEN                                                 \
	"select id from application where email_key = ?1 and id <> ?2" \
	" and (state = 'submitted' or state = 'in-review') order by id"
#define SQL_ROLE_MADE                                                               \
	"select id from role where person = ?1 and role = 'mentor' and since >= ?2" \
	" and (until is null or until >= ?3) order by id"
#define SQL_FIRST_ACCEPTED \
	"select min(decided_at) from decision where application = ?1 and became = 'accepted'"
#define SQL_OTHER_ACCEPTED \
	"select id from application where person = ?1 and id <> ?2 and state = 'accepted'"
#define SQL_PAIR                                                                             \
	"select id from pair where mentor = ?1 and state <> 'ended' and state <> 'declined'" \
	" and state <> 'closed' order by id"

/* One open application an address. */
static enum qser_status check_alone(struct row *application)
{
	_cleanup_(query_end) struct query look = query(application->q->store, SQL_OTHER_OPEN);
	int64_t other = 0;

	query_text(&look, 1, row_stored_text(application, "email_key"));
	query_int(&look, 2, application->id);
	enum qser_status status = query_number(&look, 0, &other);
	return status == QSER_OK && other
		       ? fail(application->q, QSER_EXISTS,
				 "application %" PRId64 " of the same address is open; decide that "
				 "one",
				 other)
		       : status;
}

/* The role that the acceptance gave; 0: they were a mentor before, or by another one. */
static enum qser_status find_role(struct row *application, int64_t person, int64_t *role)
{
	struct qser *q = application->q;
	int64_t other = 0;
	int64_t first = row_stored_int(application, "decided_at", 0);
	char since[DAY_TEXT];
	int minute, offset;
	day_t day;

	*role = 0;
	_cleanup_(query_end) struct query others = query(q->store, SQL_OTHER_ACCEPTED);
	query_int(&others, 1, person);
	query_int(&others, 2, application->id);
	enum qser_status status = query_number(&others, 0, &other);
	if (status != QSER_OK || other)
		return status;
	_cleanup_(query_end) struct query accepted = query(q->store, SQL_FIRST_ACCEPTED);
	query_int(&accepted, 1, application->id);
	status = query_number(&accepted, first, &first);
	if (status != QSER_OK)
		return status;
	utc_to_local(first, &day, &minute, &offset);
	day_print(day, since);
	_cleanup_(query_end) struct query look = query(q->store, SQL_ROLE_MADE);
	query_int(&look, 1, person);
	query_text(&look, 2, since);
	query_text(&look, 3, q->today);
	return query_number(&look, 0, role);
}

/* Mentees are not left without a word. */
static enum qser_status check_pairs(struct row *application, int64_t person)
{
	struct qser *q = application->q;
	int64_t pair = 0;
	enum qser_status status = look_of(q, SQL_PAIR, person, &pair);

	return status == QSER_OK && pair
		       ? fail(q, QSER_REFUSED,
				 "application %" PRId64 ": its mentor has pair %" PRId64
				 "; end or decline that first, see: qser-pair show %" PRId64,
				 application->id, pair, pair)
		       : status;
}

static enum qser_status end_role(struct qser *q, int64_t id, const char *who)
{
	_cleanup_(row_free) struct row row = {0};

	row_init(&row, q, QSER_ROLE);
	enum qser_status status = row_load(&row, id);
	row_put_text(&row, "until", q->today);
	if (status == QSER_OK)
		status = row_save(&row);
	remark(q, "%s: the role of mentor ends today", who);
	return status;
}

static enum qser_status leave_profile(struct qser *q, int64_t person, const char *who)
{
	_cleanup_(row_free) struct row row = {0};
	int64_t profile = 0;
	enum qser_status status = look_of(q, SQL_PROFILE, person, &profile);

	if (status != QSER_OK || !profile)
		return status;
	row_init(&row, q, QSER_MENTOR);
	status = row_load(&row, profile);
	row_put_text(&row, "status", "left");
	if (status == QSER_OK)
		status = row_save(&row);
	remark(q, "%s: the profile as a mentor says left", who);
	return status;
}

/* What an acceptance has made is taken back, as far as it can be; the person stays. */
static enum qser_status unmake_mentor(struct row *application)
{
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
	struct qser *q = application->q;
	int64_t person = row_stored_int(application, "person", 0), role = 0;

	if (!person || strcmp(row_stored_text(application, "state"), "accepted") != 0)
		return QSER_OK;
	enum qser_status status = record_describe(q, QSER_PERSON, person, &who);
	if (status == QSER_OK)
		status = find_role(application, person, &role);
	if (status == QSER_OK && !role)
		remark(q, "%s was a mentor before this application, and stays one",
			buffer_text(&who));
	if (status != QSER_OK || !role)
		return status;
	status = check_pairs(application, person);
	if (status == QSER_OK)
		status = end_role(q, role, buffer_text(&who));
	return status == QSER_OK ? leave_profile(q, person, buffer_text(&who)) : status;
}

enum qser_status qser_application_reopen(struct qser *q, int64_t id, const char *reason)
{
	_cleanup_(row_free) struct row row = {0};
	enum qser_status status;

	if (!reason || !*reason)
		return fail(q, QSER_USAGE, "reopen: why? Give it with --reason");
	row_init(&row, q, QSER_APPLICATION);
	status = row_load(&row, id);
	if (status != QSER_OK)
		return status;
	const char *was = row_stored_text(&row, "state");
	if (application_is_open(was))
		return fail(q, QSER_REFUSED,
			"application %" PRId64 " is open (%s); there is "
			"nothing to reopen",
			id, was);
	status = check_alone(&row);
	if (status == QSER_OK)
		status = unmake_mentor(&row);
	if (status == QSER_OK)
		status = keep_decision(q, id, was, "in-review", reason);
	if (status != QSER_OK)
		return status;
	static const char *const of_the_decision[] = {"reason", "reviewer", "decided_at"};
	row_put_text(&row, "state", "in-review");
	for (size_t i = 0; i < COUNT(of_the_decision); i++)
		row_put_text(&row, of_the_decision[i], NULL);
	return row_save(&row);
}
