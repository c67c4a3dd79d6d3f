/*
 * pair_life.c: what becomes of a pair: proposed, published, accepted, running, ended; declined or
 * closed; and open again (K).
 *
 * A place is given away when both have agreed, in the transaction that says so: of two commands for
 * the last place the second is refused.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/day.h"
#include "pair.h"
#include "workshop.h"

/* ---- One in hand ---- */

static bool is_among(const char *state, const char *const *states)
{
	while (*states && strcmp(*states, state) != 0)
		states++;
	return *states;
}

/* The others of the pair's columns are as they were.  may: what it is to be, in words. */
static enum qser_status load_in(
	struct row *row, int64_t pair, const char *const *states, const char *may)
{
	_cleanup_(buffer_free) struct buffer which = BUFFER_INIT;
	enum qser_status status = row_load(row, pair);

	if (status != QSER_OK)
		return status;
	row_keep_stored(row);
	if (is_among(row_text(row, "state"), states))
		return QSER_OK;
	status = record_describe(row->q, QSER_PAIR, pair, &which);
	return status == QSER_OK ? fail(row->q, QSER_REFUSED, "%s is %s; %s", buffer_text(&which),
					   row_text(row, "state"), may)
				 : status;
}

static const char *const proposals[] = {"proposed", "published", NULL};
static const char *const pairs[] = {"accepted", "running", NULL};

/* What was told before stays: one reason a line, the later ones with what happened and when. */
static enum qser_status put_reason(
	struct row *row, const char *what, const char *day, const char *reason)
{
	_cleanup_(buffer_free) struct buffer all = BUFFER_INIT;
	const char *before = row_text(row, "reason");

	if (before)
		buffer_printf(&all, "%s\n%s %s: ", before, what, day);
	buffer_text_add(&all, reason);
	if (all.failed)
		return fail(row->q, QSER_MEMORY, "out of memory");
	enum qser_status status = row_set(row, "reason", buffer_text(&all));
	if (status == QSER_OK) /* the cell is to outlive the buffer */
		row_put_text(row, "reason", buffer_text(&all));
	return status;
}

static enum qser_status put_end(
	struct row *row, const char *state, const char *by, const char *day, const char *reason)
{
	enum qser_status status = put_reason(row, state, day, reason);

	if (status == QSER_OK && by)
		status = row_set(row, "ended_by", by);
	row_put_text(row, "state", state);
	row_put_text(row, "ended", day);
	return status;
}

/* ---- Proposals ---- */

enum qser_status pair_propose(struct qser *q, const struct proposal *p, int64_t *id)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PAIR);

	row.derive = true;
	row_put_int(&row, "mentor", p->mentor);
	row_put_int(&row, "mentee", p->mentee);
	if (p->domain)
		row_put_text(&row, "domain", p->domain);
	if (p->round)
		row_put_int(&row, "round", p->round);
	if (p->has_points)
		row_put_int(&row, "points", p->points);
	if (p->explanation)
		row_put_text(&row, "explanation", p->explanation);
	enum qser_status status = row_save(&row);
	*id = row.id;
	return status;
}

enum qser_status qser_pair_propose(struct qser *q, int64_t mentor, int64_t mentee,
	const struct qser_field *fields, size_t count, int64_t *pair)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PAIR);

	row.derive = true;
	enum qser_status status = row_set_fields(&row, fields, count);
	row_put_int(&row, "mentor", mentor);
	row_put_int(&row, "mentee", mentee);
	if (status == QSER_OK)
		status = row_save(&row);
	*pair = row.id;
	return status == QSER_OK ? pair_tell_alone(&row) : status;
}

enum qser_status qser_pair_publish(struct qser *q, int64_t pair)
{
	static const char *const from[] = {"proposed", NULL};
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PAIR);

	enum qser_status status =
		load_in(&row, pair, from, "only what is proposed can be published");
	row_put_text(&row, "state", "published");
	return status == QSER_OK ? row_save(&row) : status;
}

static enum qser_status close_one(struct qser *q, int64_t pair, const char *by, const char *reason)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PAIR);

	enum qser_status status = load_in(&row, pair, proposals,
		"only proposals are taken back; a pair is ended with: qser-pair end");
	if (status == QSER_OK)
		status = put_end(&row, "closed", by, q->today, reason);
	return status == QSER_OK ? row_save(&row) : status;
}

enum qser_status qser_pair_withdraw(struct qser *q, int64_t pair, const char *reason)
{
	enum qser_status status = needs_reason(q, reason);

	return status == QSER_OK ? close_one(q, pair, "organisation", reason) : status;
}

#define SQL_ROUND "select id from pair p where round = ?1 and " PAIR_IS_OPEN("p") " order by id"

enum qser_status pairs_withdraw(struct qser *q, int64_t round, const char *reason, int64_t *closed)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	enum qser_status status = needs_reason(q, reason);
	{
		_cleanup_(query_end) struct query all = query(q->store, SQL_ROUND);
		query_int(&all, 1, round);
		while (query_row(&all)) {
			int64_t id = query_get_int(&all, 0);
			buffer_add(&ids, &id, sizeof(id));
		}
		if (query_status(&all) != QSER_OK)
			return query_status(&all);
	}
	if (ids.failed)
		return fail(q, QSER_MEMORY, "out of memory");
	*closed = (int64_t)(ids.length / sizeof(int64_t));
	for (size_t i = 0; status == QSER_OK && i < (size_t)*closed; i++)
		status = close_one(q, id_in(&ids, i), "organisation", reason);
	return status;
}

/* ---- Both agree ---- */

static enum qser_status read_side(struct qser *q, const char *as, const char *what)
{
	if (!strcmp(as, "mentor") || !strcmp(as, "mentee"))
		return QSER_OK;
	return fail(q, QSER_INVALID, "as: \"%s\" is neither mentor nor mentee, who %s", as, what);
}

static enum qser_status put_agreed(
	struct row *row, const char *side, const char *column, const char *day, bool alone)
{
	_cleanup_(buffer_free) struct buffer which = BUFFER_INIT;

	if (!row_text(row, column)) {
		row_put_text(row, column, day);
		return QSER_OK;
	}
	if (!alone)
		return QSER_OK;
	enum qser_status status = record_describe(row->q, QSER_PAIR, row->id, &which);
	return status == QSER_OK
		       ? fail(row->q, QSER_REFUSED, "the %s has agreed to %s already, on %s", side,
				 buffer_text(&which), row_text(row, column))
		       : status;
}

static enum qser_status put_agreement(struct row *row, const char *as, const char *day)
{
	enum qser_status status = as ? read_side(row->q, as, "agree") : QSER_OK;

	if (status == QSER_OK && (!as || !strcmp(as, "mentor")))
		status = put_agreed(row, "mentor", "mentor_agreed", day, as);
	if (status == QSER_OK && (!as || !strcmp(as, "mentee")))
		status = put_agreed(row, "mentee", "mentee_agreed", day, as);
	return status;
}

/* Who asked several is not taken by two (another proposal of the mentee is of no use any more). */
static enum qser_status close_others(struct row *row)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT, words = BUFFER_INIT,
					     reason = BUFFER_INIT;
	struct qser *q = row->q;
	enum qser_status status =
		pairs_of(q, SIDE_MENTEE, true, row_int(row, "mentee", 0), row->id, &ids);
	size_t count = ids.length / sizeof(int64_t);

	if (status == QSER_OK)
		status = record_describe(q, QSER_PAIR, row->id, &reason);
	buffer_text_add(&reason, " was accepted");
	for (size_t i = 0; status == QSER_OK && i < count; i++)
		status = close_one(q, id_in(&ids, i), NULL, buffer_text(&reason));
	if (status == QSER_OK)
		status = pair_words(q, &ids, &words);
	if (status == QSER_OK && count)
		remark(q, "%s of the same mentee %s closed: %s",
			count == 1 ? "another proposal" : "other proposals",
			count == 1 ? "is" : "are", buffer_text(&words));
	return status;
}

/* It takes a place from now on. */
static enum qser_status take_place(struct row *row, bool back)
{
	enum qser_status status = pair_check_people(row, back);

	if (status == QSER_OK)
		status = pair_check_places(row);
	if (status == QSER_OK)
		status = pair_check_alone(row);
	if (status == QSER_OK)
		status = row_save(row);
	if (status == QSER_OK)
		status = close_others(row);
	return status == QSER_OK ? pair_settle(row, "waiting") : status;
}

enum qser_status qser_pair_accept(struct qser *q, int64_t pair, const char *as, const char *on)
{
	char day[DAY_TEXT];
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PAIR);

	enum qser_status status = load_in(
		&row, pair, proposals, "only what is proposed or published can be accepted");
	if (status == QSER_OK)
		status = day_on(q, on, day);
	if (status == QSER_OK)
		status = put_agreement(&row, as, day);
	if (status != QSER_OK)
		return status;
	if (!row_text(&row, "mentor_agreed") || !row_text(&row, "mentee_agreed"))
		return row_save(&row);
	const char *mentor = row_text(&row, "mentor_agreed"),
		   *mentee = row_text(&row, "mentee_agreed");
	row_put_text(&row, "state", "accepted");
	row_put_text(&row, "accepted", strcmp(mentor, mentee) > 0 ? mentor : mentee);
	return take_place(&row, false);
}

enum qser_status qser_pair_decline(
	struct qser *q, int64_t pair, const char *as, const char *reason, const char *on)
{
	char day[DAY_TEXT];
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PAIR);

	enum qser_status status = load_in(&row, pair, proposals,
		"only proposals are declined; a pair is ended with: qser-pair end");
	if (status == QSER_OK)
		status = as ? read_side(q, as, "decline")
			    : fail(q, QSER_USAGE,
				      "as: is missing; who declines? Give --as mentor, or --as "
				      "mentee");
	if (status == QSER_OK)
		status = needs_reason(q, reason);
	if (status == QSER_OK)
		status = day_on(q, on, day);
	if (status == QSER_OK)
		status = put_end(&row, "declined", as, day, reason);
	return status == QSER_OK ? row_save(&row) : status;
}

/* ---- Start, end ---- */

enum qser_status qser_pair_start(struct qser *q, int64_t pair, const char *on)
{
	static const char *const from[] = {"accepted", NULL};
	char day[DAY_TEXT];
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PAIR);

	enum qser_status status =
		load_in(&row, pair, from, "only a pair that both have accepted can start");
	const char *planned = row_text(&row, "starts");
	bool as_planned = !on && planned && strcmp(planned, q->today) <= 0;
	if (status == QSER_OK && !as_planned) {
		status = day_on(q, on, day);
		row_put_text(&row, "starts", day);
	}
	row_put_text(&row, "state", "running");
	return status == QSER_OK ? row_save(&row) : status;
}

/* Who had a mentor waits behind those who had none; not when it was the mentor who went. */
static enum qser_status put_waiting(struct row *pair, const char *day)
{
	_cleanup_(row_free) struct row row = {0};
	const char *by = row_text(pair, "ended_by");
	int64_t id;
	enum qser_status status =
		find_profile(pair->q, QSER_MENTEE, row_int(pair, "mentee", 0), &id);

	if (status != QSER_OK || !id || (by && !strcmp(by, "mentor")))
		return status;
	row_init(&row, pair->q, QSER_MENTEE);
	row.checked = true;
	status = row_load(&row, id);
	row_put_text(&row, "since", day);
	return status == QSER_OK ? row_save(&row) : status;
}

/* What runs began with its first day, which may be before or after both had agreed. */
static enum qser_status check_end(struct row *row, const char *day)
{
	bool runs = !strcmp(row_text(row, "state"), "running");
	const char *began = row_text(row, runs ? "starts" : "accepted");

	return began && strcmp(day, began) < 0
		       ? fail(row->q, QSER_INVALID, "on: %s is before %s, %s", day,
				 runs ? "the pair started" : "both had agreed", began)
		       : QSER_OK;
}

static enum qser_status end(struct row *row, const struct qser_ending *ending)
{
	static const char *const enders[] = {"mentor", "mentee", "organisation", NULL};
	struct qser *q = row->q;
	const char *reason = ending->reason && *ending->reason ? ending->reason
			     : ending->reached		       ? "the goal is reached"
							       : NULL;
	char day[DAY_TEXT];
	enum qser_status status = needs_reason(q, reason);

	if (status == QSER_OK && ending->as && !is_among(ending->as, enders))
		status = fail(q, QSER_INVALID,
			"as: \"%s\" is not mentor, mentee or organisation, who end a pair",
			ending->as);
	if (status == QSER_OK)
		status = day_on(q, ending->on, day);
	if (status == QSER_OK)
		status = check_end(row, day);
	if (status == QSER_OK)
		status = put_end(row, "ended", ending->as, day, reason);
	if (status == QSER_OK && ending->outcome)
		status = row_set(row, "outcome", ending->outcome);
	if (ending->reached)
		row_put_int(row, "reached", 1);
	if (status == QSER_OK)
		status = row_save(row);
	if (status == QSER_OK)
		status = pair_settle(row, ending->wait	    ? "waiting"
					  : ending->reached ? "completed"
							    : "left");
	return status == QSER_OK && ending->wait ? put_waiting(row, day) : status;
}

static enum qser_status load_to_end(struct row *row, int64_t pair)
{
	return load_in(row, pair, pairs,
		"only an accepted or running pair ends; a proposal is declined or withdrawn; what "
		"came of one that has ended: qser-pair edit PAIR --outcome");
}

enum qser_status pair_end(struct qser *q, int64_t pair, const struct qser_ending *ending)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PAIR);
	enum qser_status status = load_to_end(&row, pair);

	return status == QSER_OK ? end(&row, ending) : status;
}

enum qser_status qser_pair_end(struct qser *q, int64_t pair, const struct qser_ending *ending)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT, who = BUFFER_INIT;
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PAIR);

	enum qser_status status = load_to_end(&row, pair);
	if (status == QSER_OK)
		status = end(&row, ending);
	if (status != QSER_OK || ending->wait)
		return status;
	int64_t mentee = row_int(&row, "mentee", 0);
	status = pairs_of(q, SIDE_MENTEE, false, mentee, 0, &ids);
	if (status == QSER_OK && !ids.length)
		status = record_word(q, QSER_PERSON, mentee, &who);
	if (status == QSER_OK && !ids.length)
		remark(q,
			"%s does not wait for another mentor; on the waiting list again with: "
			"qser-pair mentee resume %s",
			buffer_text(&who), buffer_text(&who));
	return status;
}

/* ---- Open again ---- */

/* What was said of it does not hold any more. */
static void clear_end(struct row *row)
{
	row_put_text(row, "ended", NULL);
	row_put_text(row, "ended_by", NULL);
	row_put_text(row, "reached", NULL);
}

static enum qser_status propose_again(struct row *row)
{
	enum qser_status status = pair_check_people(row, false);

	if (status == QSER_OK)
		status = pair_check_places(row);
	if (status == QSER_OK)
		status = pair_check_alone(row);
	if (status == QSER_OK)
		status = pair_check_same(row);
	row_put_text(row, "state", "proposed");
	row_put_text(row, "mentor_agreed", NULL);
	row_put_text(row, "mentee_agreed", NULL);
	return status == QSER_OK ? row_save(row) : status;
}

enum qser_status qser_pair_reopen(struct qser *q, int64_t pair, const char *reason)
{
	static const char *const over[] = {"ended", "declined", "closed", NULL};
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PAIR);

	enum qser_status status = load_in(&row, pair, over, "it is open");
	if (status == QSER_OK)
		status = needs_reason(q, reason);
	if (status == QSER_OK)
		status = put_reason(&row, "reopened", q->today, reason);
	if (status != QSER_OK)
		return status;
	bool ended = !strcmp(row_text(&row, "state"), "ended");
	clear_end(&row);
	if (!ended)
		return propose_again(&row);
	bool begun = row_text(&row, "starts") && strcmp(row_text(&row, "starts"), q->today) <= 0;
	row_put_text(&row, "state", begun ? "running" : "accepted");
	return take_place(&row, true);
}
