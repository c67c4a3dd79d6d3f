/*
 * profile.c: mentors and mentees pause, leave and come back, and what becomes of their pairs; roles
 * that profiles bring along; who is accepted gets one.
 */
#include <inttypes.h>
#include <string.h>

#include "mentoring.h"

/* ---- Roles (A7, A8) ---- */

#define SQL_ROLE "select id from role where person = ?1 and role = ?2 order by id"

/* Its row, loaded; a new one has no id. */
static enum qser_status load_role(struct row *row, int64_t person, const char *role)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_ROLE);
	int64_t id;

	query_int(&look, 1, person);
	query_text(&look, 2, role);
	enum qser_status status = query_number(&look, 0, &id);
	return status == QSER_OK && id ? row_load(row, id) : status;
}

enum qser_status give_role(struct qser *q, int64_t person, const char *role)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_ROLE);

	enum qser_status status = load_role(&row, person, role);
	const char *until = row_stored_text(&row, "until");
	if (status != QSER_OK || (row.id && (!until || strcmp(until, q->today) > 0)))
		return status;
	if (row.id) {
		row_put_text(&row, "until", NULL);
		return row_save(&row);
	}
	row_put_int(&row, "person", person);
	row_put_text(&row, "role", role);
	row_put_text(&row, "since", q->today);
	return row_save(&row);
}

enum qser_status close_role(struct qser *q, int64_t person, const char *role)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_ROLE);

	enum qser_status status = load_role(&row, person, role);
	const char *since = row_stored_text(&row, "since"), *until = row_stored_text(&row, "until");
	bool over = until && strcmp(until, q->today) <= 0;
	if (status != QSER_OK || !row.id || over || (since && strcmp(since, q->today) > 0))
		return status;
	row_put_text(&row, "until", q->today);
	return row_save(&row);
}

/* ---- What a profile stands in ---- */

struct profile {
	struct row row;
	enum pair_side side;
	int64_t person;
};

static void profile_free(struct profile *p)
{
	row_free(&p->row);
}

static enum qser_status load(struct profile *p, struct qser *q, enum qser_record r, int64_t id)
{
	row_init(&p->row, q, r);
	p->side = r == QSER_MENTOR ? SIDE_MENTOR : SIDE_MENTEE;
	enum qser_status status = row_load(&p->row, id);
	if (status != QSER_OK)
		return status;
	row_keep_stored(&p->row);
	p->person = row_int(&p->row, "person", 0);
	return QSER_OK;
}

static bool has_status(const struct profile *p, const char *status)
{
	return !strcmp(row_stored_text(&p->row, "status"), status);
}

bool has_gone(const char *status)
{
	return !strcmp(status, "left") || !strcmp(status, "completed");
}

static enum qser_status is_already(struct profile *p, const char *how)
{
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
	enum qser_status status = record_describe(p->row.q, p->row.record->id, p->row.id, &who);

	return status == QSER_OK ? fail(p->row.q, QSER_REFUSED, "%s %s", buffer_text(&who), how)
				 : status;
}

/* "pairs jan and 7": what somebody is in; into out, *count of them. */
static enum qser_status name_pairs(struct profile *p, bool open, struct buffer *out, size_t *count)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	enum qser_status status = pairs_of(p->row.q, p->side, open, p->person, 0, &ids);

	*count = ids.length / sizeof(int64_t);
	buffer_printf(out, open		 ? *count == 1 ? "proposal " : "proposals "
			   : *count == 1 ? "pair "
					 : "pairs ");
	return status == QSER_OK ? pair_words(p->row.q, &ids, out) : status;
}

/* ---- Pause ---- */

static enum qser_status read_until(struct qser *q, const char *text, char out[DAY_TEXT])
{
	const struct day_context *days;
	day_t day = 0;
	enum qser_status status = handle_days(q, &days);

	if (status == QSER_OK)
		status = day_parse(text, days, &day, &q->error);
	if (status != QSER_OK) {
		error_prefix(&q->error, "until");
		return status;
	}
	day_print(day, out);
	return day > q->days.today
		       ? QSER_OK
		       : fail(q, QSER_INVALID,
				 "until: %s is not to come; give the first day that is available "
				 "again",
				 out);
}

/* What goes on, and what has to wait. */
static enum qser_status tell_paused(struct profile *p)
{
	for (int open = 0; open < 2; open++) {
		_cleanup_(buffer_free) struct buffer pairs = BUFFER_INIT;
		size_t count;
		enum qser_status status = name_pairs(p, open, &pairs, &count);
		if (status != QSER_OK)
			return status;
		if (count && open)
			remark(p->row.q, "%s cannot be accepted meanwhile", buffer_text(&pairs));
		else if (count)
			remark(p->row.q, "%s %s on", buffer_text(&pairs),
				count == 1 ? "goes" : "go");
	}
	return QSER_OK;
}

static enum qser_status begin_pause(
	struct qser *q, enum qser_record r, int64_t id, const char *until)
{
	_cleanup_(profile_free) struct profile p = {0};
	char day[DAY_TEXT];
	enum qser_status status = load(&p, q, r, id);

	if (status == QSER_OK && has_gone(row_stored_text(&p.row, "status")))
		status = is_already(
			&p, r == QSER_MENTOR ? "has left; back with: qser-pair mentor resume"
			    : has_status(&p, "left")
				    ? "has left; back with: qser-pair mentee resume"
				    : "has reached the goal; back with: qser-pair mentee resume");
	if (status == QSER_OK && until)
		status = read_until(q, until, day);
	if (status != QSER_OK)
		return status;
	row_put_text(&p.row, "status", "paused");
	if (r == QSER_MENTOR)
		row_put_text(&p.row, "until", until ? day : NULL);
	status = row_save(&p.row);
	return status == QSER_OK ? tell_paused(&p) : status;
}

enum qser_status qser_mentor_pause(struct qser *q, int64_t mentor, const char *until)
{
	return begin_pause(q, QSER_MENTOR, mentor, until);
}

enum qser_status qser_mentee_pause(struct qser *q, int64_t mentee)
{
	return begin_pause(q, QSER_MENTEE, mentee, NULL);
}

/* ---- Does it agree with the pairs? ---- */

#define SQL_ASTRAY                                                                                        \
	"select 'mentor', person, status, taken from (select m.person, m.status, m.capacity,"             \
	" (select count(*) from pair p where p.mentor = m.person and " PAIR_TAKES_PLACE(                  \
		"p") ") as taken from mentor m) where taken > capacity or (status = 'full' and"           \
		     " taken < capacity) or (status = 'available' and taken >= capacity)"                 \
		     " union all select 'mentee', person, status, taken from (select e.person, e.status," \
		     " (select count(*) from pair p where p.mentee = e.person and " PAIR_TAKES_PLACE(     \
			     "p") ") as taken from mentee e) where (status = 'matched') <> (taken > 0)"   \
				  " and (status = 'matched' or status = 'waiting') order by 1, 2"

enum qser_status profiles_verify(struct qser *q, struct findings *f)
{
	_cleanup_(query_end) struct query all = query(q->store, SQL_ASTRAY);

	while (query_row(&all)) {
		int64_t taken = query_get_int(&all, 3);
		findings_add(f,
			"the %s of person %" PRId64 " says %s, with %" PRId64 " %s; "
			"any change sets it right: qser-pair %s edit",
			query_get_text(&all, 0), query_get_int(&all, 1), query_get_text(&all, 2),
			taken, taken == 1 ? "pair" : "pairs", query_get_text(&all, 0));
	}
	return query_status(&all);
}

/* ---- Leave ---- */

/* Those who go on meeting are not left without a word: somebody says why it ends. */
enum qser_status needs_reason(struct qser *q, const char *reason)
{
	return reason && *reason ? QSER_OK
				 : fail(q, QSER_USAGE, "reason: is missing; say why with --reason");
}

static enum qser_status end_pairs(struct profile *p, const char *reason)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT, words = BUFFER_INIT;
	struct qser *q = p->row.q;
	size_t count;
	const struct qser_ending ending = {.reason = reason,
		.as = p->side == SIDE_MENTOR ? "mentor" : "mentee",
		.wait = p->side == SIDE_MENTOR};
	enum qser_status status = pairs_of(q, p->side, false, p->person, 0, &ids);

	if (status == QSER_OK)
		status = name_pairs(p, false, &words, &count);
	if (status != QSER_OK || !ids.length)
		return status;
	if (!reason || !*reason)
		return fail(q, QSER_USAGE,
			"reason: is missing; %s %s with it: say why with "
			"--reason",
			buffer_text(&words), count == 1 ? "ends" : "end");
	for (size_t i = 0; i < count && status == QSER_OK; i++)
		status = pair_end(q, id_in(&ids, i), &ending);
	if (status == QSER_OK)
		remark(q, "%s %s ended", buffer_text(&words), count == 1 ? "is" : "are");
	return status;
}

static enum qser_status close_proposals(struct row *row, const char *why)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT, words = BUFFER_INIT;
	struct qser *q = row->q;
	enum pair_side side = row->record->id == QSER_MENTOR ? SIDE_MENTOR : SIDE_MENTEE;
	enum qser_status status = pairs_of(q, side, true, row_int(row, "person", 0), 0, &ids);
	size_t count = ids.length / sizeof(int64_t);

	for (size_t i = 0; status == QSER_OK && i < count; i++)
		status = qser_pair_withdraw(q, id_in(&ids, i), why);
	if (status == QSER_OK)
		status = pair_words(q, &ids, &words);
	if (status == QSER_OK && count)
		remark(q, "%s %s %s closed", count == 1 ? "proposal" : "proposals",
			buffer_text(&words), count == 1 ? "is" : "are");
	return status;
}

/* By whatever command: who is not there any more is proposed to nobody, and has the role again only
 * when back. */
enum qser_status profile_saved(struct row *row)
{
	bool mentor = row->record->id == QSER_MENTOR;
	const char *role = mentor ? "mentor" : "mentee";
	const char *now = row_text(row, "status"), *was = row_stored_text(row, "status");
	int64_t person = row_int(row, "person", 0);

	if (!row_changes(row, "status"))
		return QSER_OK;
	if (!has_gone(now))
		return was && has_gone(was) ? give_role(row->q, person, role) : QSER_OK;
	enum qser_status status =
		close_proposals(row, mentor		    ? "the mentor has left"
				     : !strcmp(now, "left") ? "the mentee has left"
							    : "the mentee has reached the goal");
	return status == QSER_OK ? close_role(row->q, person, role) : status;
}

static enum qser_status leave(struct qser *q, enum qser_record r, int64_t id, const char *reason)
{
	_cleanup_(profile_free) struct profile before = {0}, p = {0};
	enum qser_status status = load(&before, q, r, id);

	if (status == QSER_OK && has_status(&before, "left"))
		status = is_already(&before, "has left already");
	if (status == QSER_OK)
		status = end_pairs(&before, reason);
	if (status == QSER_OK) /* the end of pairs has changed it */
		status = load(&p, q, r, id);
	if (status != QSER_OK)
		return status;
	row_put_text(&p.row, "status", "left");
	if (r == QSER_MENTOR)
		row_put_text(&p.row, "until", NULL);
	return row_save(&p.row);
}

enum qser_status qser_mentor_leave(struct qser *q, int64_t mentor, const char *reason)
{
	return leave(q, QSER_MENTOR, mentor, reason);
}

enum qser_status qser_mentee_leave(struct qser *q, int64_t mentee, const char *reason)
{
	return leave(q, QSER_MENTEE, mentee, reason);
}

/* ---- Back ---- */

static enum qser_status come_back(struct profile *p, const char *status_word)
{
	struct qser *q = p->row.q;

	row_put_text(&p->row, "status", status_word);
	if (p->side == SIDE_MENTOR)
		row_put_text(&p->row, "until", NULL);
	enum qser_status status = row_save(&p->row);
	return status == QSER_OK
		       ? give_role(q, p->person, p->side == SIDE_MENTOR ? "mentor" : "mentee")
		       : status;
}

static enum qser_status resume(struct qser *q, enum qser_record r, int64_t id)
{
	_cleanup_(profile_free) struct profile p = {0};
	enum qser_status status = load(&p, q, r, id);

	if (status != QSER_OK)
		return status;
	bool gone = has_gone(row_stored_text(&p.row, "status"));
	if (!gone && !has_status(&p, "paused"))
		return is_already(&p, "has neither paused nor left");
	/* Who only paused keeps their place on the list. */
	if (r == QSER_MENTEE && gone)
		row_put_text(&p.row, "since", q->today);
	return come_back(&p, r == QSER_MENTOR ? "available" : "waiting");
}

enum qser_status qser_mentor_resume(struct qser *q, int64_t mentor)
{
	return resume(q, QSER_MENTOR, mentor);
}

enum qser_status qser_mentee_resume(struct qser *q, int64_t mentee)
{
	return resume(q, QSER_MENTEE, mentee);
}

/* ---- Who is accepted ---- */

static enum qser_status fill_profile(struct profile *p, const struct row *application)
{
	struct row *row = &p->row;
	static const char *const numbers[] = {"years", "weekly_hours"};

	if (!row_stored_text(row, "areas") && row_stored_text(application, "areas"))
		row_put_text(row, "areas", row_stored_text(application, "areas"));
	for (size_t i = 0; i < COUNT(numbers); i++) {
		int64_t told = row_stored_int(application, numbers[i], -1);
		if (row_stored_int(row, numbers[i], -1) < 0 && told >= 0)
			row_put_int(row, numbers[i], told);
	}
	if (!row_stored_text(row, "since"))
		row_put_text(row, "since", row->q->today);
	enum qser_status status = profile_answers(row, application->id);
	if (status != QSER_OK)
		return status;
	return row->id && has_status(p, "left") ? come_back(p, "available") : row_save(row);
}

enum qser_status profile_of_applicant(struct qser *q, int64_t person, const struct row *application)
{
	_cleanup_(profile_free) struct profile p = {.person = person, .side = SIDE_MENTOR};
	int64_t id;
	enum qser_status status = find_profile(q, QSER_MENTOR, person, &id);

	if (status != QSER_OK)
		return status;
	if (id) {
		status = load(&p, q, QSER_MENTOR, id);
	} else {
		row_init(&p.row, q, QSER_MENTOR);
		row_put_int(&p.row, "person", person);
		status = row_usable(&p.row);
	}
	return status == QSER_OK ? fill_profile(&p, application) : status;
}
