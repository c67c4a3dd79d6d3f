/*
 * pair_rules.c: who may be a pair, when there is a place, and what of a pair stays as it is (K).
 */
#include <inttypes.h>
#include <string.h>

#include "gate.h"
#include "pair.h"
#include "signature.h"

#define SQL_STATUS_MENTOR "select status, until from mentor where person = ?1"
#define SQL_STATUS_MENTEE "select status, null from mentee where person = ?1"

/* Is somebody there to be a mentor, or a mentee?  back: leaving is no hindrance. */
static enum qser_status check_profile(
	struct row *row, enum pair_side side, const char *column, bool back)
{
	struct qser *q = row->q;
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
	int64_t person = row_int(row, column, 0);
	enum qser_status status = record_word(q, QSER_PERSON, person, &who);
	if (status != QSER_OK)
		return status;
	_cleanup_(query_end) struct query look =
		query(q->store, side == SIDE_MENTOR ? SQL_STATUS_MENTOR : SQL_STATUS_MENTEE);
	query_int(&look, 1, person);
	if (!query_row(&look))
		return query_status(&look) != QSER_OK
			       ? query_status(&look)
			       : fail(q, QSER_REFUSED,
					 "%s: %s has no profile as a %s; make it with: qser-pair %s "
					 "add --person %s",
					 column, buffer_text(&who), column, column,
					 buffer_text(&who));
	const char *word = query_get_text(&look, 0), *until = query_get_text(&look, 1);
	bool paused = !strcmp(word, "paused") && !(until && strcmp(until, q->today) <= 0);
	if (!paused && (back || !has_gone(word)))
		return QSER_OK;
	const char *how = paused		  ? "is paused"
			  : !strcmp(word, "left") ? "has left"
						  : "has reached the goal";
	return fail(q, QSER_REFUSED, "%s: %s %s%s%s; back with: qser-pair %s resume %s", column,
		buffer_text(&who), how, paused && until ? " until " : "",
		paused && until ? until : "", column, buffer_text(&who));
}

#define SQL_SAME                                                                             \
	"select id, state from pair p where mentor = ?1 and mentee = ?2 and (" PAIR_IS_OPEN( \
		"p") " or " PAIR_TAKES_PLACE("p") ") and id <> ?3 order by id"

enum qser_status pair_check_same(struct row *row)
{
	_cleanup_(buffer_free) struct buffer which = BUFFER_INIT;
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_SAME);

	query_int(&look, 1, row_int(row, "mentor", 0));
	query_int(&look, 2, row_int(row, "mentee", 0));
	query_int(&look, 3, row->id);
	if (!query_row(&look))
		return query_status(&look);
	enum qser_status status =
		record_describe(row->q, QSER_PAIR, query_get_int(&look, 0), &which);
	return status == QSER_OK
		       ? fail(row->q, QSER_EXISTS, "mentor and mentee: are %s already, which is %s",
				 buffer_text(&which), query_get_text(&look, 1))
		       : status;
}

/* ---- Gates ---- */

#define SQL_PLACE "select organisation from person where id = ?1"

static enum qser_status place_of(struct row *row, struct place *at)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_PLACE);

	*at = (struct place){0};
	query_int(&look, 1, row_int(row, "mentee", 0));
	return query_number(&look, 0, &at->organisation);
}

#define SQL_SUPERVISOR                                                          \
	"select id from person where (id = ?1 and supervisor = ?2) or (id = ?2" \
	" and supervisor = ?1)"
#define SQL_EXCLUDED                                                                         \
	"select id from preference where excluded = 1 and ((side = 'mentor' and person = ?1" \
	" and other = ?2) or (side = 'mentee' and person = ?2 and other = ?1))"

static enum qser_status stands_against(struct row *row, const char *sql, int64_t *found)
{
	_cleanup_(query_end) struct query look = query(row->q->store, sql);

	query_int(&look, 1, row_int(row, "mentor", 0));
	query_int(&look, 2, row_int(row, "mentee", 0));
	return query_number(&look, 0, found);
}

/* Who has excluded whom is not said: what is refused may be passed on. */
static enum qser_status check_gates(struct row *row)
{
	_cleanup_(buffer_free) struct buffer mentor = BUFFER_INIT, mentee = BUFFER_INIT;
	struct qser *q = row->q;
	int64_t superior = 0, excluded = 0;
	struct place at;
	enum qser_status status = place_of(row, &at);

	if (status == QSER_OK)
		status = stands_against(row, SQL_SUPERVISOR, &superior);
	if (status == QSER_OK)
		status = stands_against(row, SQL_EXCLUDED, &excluded);
	if (status == QSER_OK)
		status = record_word(q, QSER_PERSON, row_int(row, "mentor", 0), &mentor);
	if (status == QSER_OK)
		status = record_word(q, QSER_PERSON, row_int(row, "mentee", 0), &mentee);
	if (status == QSER_OK && superior)
		status = gate_fails_at(q, GATE_SUPERVISOR, &at,
			"%s and %s: one is the supervisor of the other", buffer_text(&mentor),
			buffer_text(&mentee));
	if (status == QSER_OK && excluded)
		status = gate_fails_at(q, GATE_PREFERENCE, &at,
			"%s and %s: a preference stands against it", buffer_text(&mentor),
			buffer_text(&mentee));
	return status;
}

static enum qser_status tell_full(struct row *row)
{
	int64_t capacity, taken;
	enum qser_status status =
		mentor_places(row->q, row_int(row, "mentor", 0), &capacity, &taken);

	if (status == QSER_OK && taken >= capacity)
		remark(row->q,
			"the mentor has no free place now (%" PRId64 " of %" PRId64 " taken); it "
			"can be accepted when there is one",
			taken, capacity);
	return status;
}

static enum qser_status check_new(struct row *row)
{
	enum qser_status status = check_profile(row, SIDE_MENTOR, "mentor", false);

	if (status == QSER_OK)
		status = check_profile(row, SIDE_MENTEE, "mentee", false);
	if (status == QSER_OK)
		status = pair_check_same(row);
	if (status == QSER_OK)
		status = check_gates(row);
	return status == QSER_OK ? tell_full(row) : status;
}

/* ---- One that is there ---- */

static bool is_over(const char *state)
{
	return !strcmp(state, "ended") || !strcmp(state, "declined") || !strcmp(state, "closed");
}

/* Of what is over, what came of it can still be told. */
static enum qser_status check_stays(struct row *row)
{
	static const char *const open[] = {"note", "outcome", "code"};
	uint64_t may = 0;
	_cleanup_(buffer_free) struct buffer which = BUFFER_INIT;

	for (size_t i = 0; i < COUNT(open); i++)
		may |= UINT64_C(1) << record_column(row->record, open[i]);
	if (!is_over(row_stored_text(row, "state")) || row_changes(row, "state") ||
		!(row->changed & ~may))
		return QSER_OK;
	enum qser_status status = record_describe(row->q, QSER_PAIR, row->id, &which);
	return status == QSER_OK
		       ? fail(row->q, QSER_REFUSED,
				 "%s is %s and stays as it is, but for outcome, note and code; "
				 "open it again with: qser-pair reopen",
				 buffer_text(&which), row_stored_text(row, "state"))
		       : status;
}

static enum qser_status check_signed(struct row *row)
{
	_cleanup_(buffer_free) struct buffer by = BUFFER_INIT, finding = BUFFER_INIT;
	struct qser *q = row->q;

	if (!signed_part_changes(row))
		return QSER_OK;
	enum qser_status status = signatures_holding(q, QSER_PAIR, row->id, &by);
	if (status != QSER_OK || !by.length)
		return status;
	status = record_describe(q, QSER_PAIR, row->id, &finding);
	buffer_printf(&finding, " is signed (%s)", buffer_text(&by));
	if (status == QSER_OK && finding.failed)
		status = fail(q, QSER_MEMORY, "out of memory");
	if (status != QSER_OK)
		return status;
	return q->options.override
		       ? signed_is_changed(q, 0, buffer_text(&finding))
		       : fail(q, QSER_REFUSED,
				 "%s and stays as it is; change it with --override REASON, and have "
				 "it signed anew",
				 buffer_text(&finding));
}

enum qser_status check_pair(struct row *row)
{
	enum qser_status status = QSER_OK;

	if (row_int(row, "mentor", 0) == row_int(row, "mentee", 0))
		return fail(row->q, QSER_INVALID, "mentee: is the mentor themselves");
	if (row_changes(row, "starts") || row_changes(row, "until"))
		status = check_days(row, "starts", "until");
	if (status != QSER_OK || !row->id)
		return status == QSER_OK ? check_new(row) : status;
	status = check_stays(row);
	return status == QSER_OK ? check_signed(row) : status;
}

enum qser_status removing_pair(struct row *row)
{
	_cleanup_(buffer_free) struct buffer which = BUFFER_INIT;
	const char *state = row_stored_text(row, "state");

	if (!strcmp(state, "proposed") || !strcmp(state, "published"))
		return QSER_OK;
	enum qser_status status = record_describe(row->q, QSER_PAIR, row->id, &which);
	return status == QSER_OK
		       ? fail(row->q, QSER_REFUSED,
				 "%s is %s and stays; only proposals are removed, a pair is ended "
				 "with: qser-pair end",
				 buffer_text(&which), state)
		       : status;
}

/* ---- Undo ---- */

enum qser_status undoing_pair(struct row *row)
{
	return row->changed && signed_part_changes(row)
		       ? undoing_signed(row->q, QSER_PAIR, row->id, 0)
		       : QSER_OK;
}

enum qser_status pair_check_places(struct row *row)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT, words = BUFFER_INIT,
					     who = BUFFER_INIT;
	struct qser *q = row->q;
	int64_t mentor = row_int(row, "mentor", 0), capacity, ignored;
	enum qser_status status = mentor_places(q, mentor, &capacity, &ignored);

	if (status == QSER_OK)
		status = pairs_of(q, SIDE_MENTOR, false, mentor, row->id, &ids);
	int64_t taken = (int64_t)(ids.length / sizeof(int64_t));
	if (status != QSER_OK || taken < capacity)
		return status;
	status = record_word(q, QSER_PERSON, mentor, &who);
	if (status == QSER_OK)
		status = pair_words(q, &ids, &words);
	if (status != QSER_OK)
		return status;
	if (!taken)
		return fail(q, QSER_REFUSED,
			"mentor %s has no places; give some with: qser-pair mentor edit %s "
			"--capacity 1",
			buffer_text(&who), buffer_text(&who));
	return fail(q, QSER_REFUSED,
		"mentor %s has %" PRId64 " %s, taken by %s %s; one is free when a pair ends "
		"(qser-pair end), or with: qser-pair mentor edit %s --capacity %" PRId64,
		buffer_text(&who), capacity, capacity == 1 ? "place" : "places",
		taken == 1 ? "pair" : "pairs", buffer_text(&words), buffer_text(&who), taken + 1);
}

/* "mentee jan is in pair jan already"; empty: in none but this. */
static enum qser_status other_pairs(struct row *row, struct buffer *line)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT, words = BUFFER_INIT,
					     who = BUFFER_INIT;
	struct qser *q = row->q;
	int64_t mentee = row_int(row, "mentee", 0);
	enum qser_status status = pairs_of(q, SIDE_MENTEE, false, mentee, row->id, &ids);

	if (status != QSER_OK || !ids.length)
		return status;
	status = record_word(q, QSER_PERSON, mentee, &who);
	if (status == QSER_OK)
		status = pair_words(q, &ids, &words);
	buffer_printf(line, "mentee %s is in %s %s already", buffer_text(&who),
		ids.length == sizeof(int64_t) ? "pair" : "pairs", buffer_text(&words));
	return status == QSER_OK && line->failed ? fail(q, QSER_MEMORY, "out of memory") : status;
}

enum qser_status pair_check_alone(struct row *row)
{
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;
	struct place at;
	enum qser_status status = other_pairs(row, &line);

	if (status == QSER_OK && line.length)
		status = place_of(row, &at);
	return status == QSER_OK && line.length
		       ? gate_fails_at(row->q, GATE_ONE_MENTOR, &at, "%s", buffer_text(&line))
		       : status;
}

enum qser_status pair_tell_alone(struct row *row)
{
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;
	bool on = false;
	enum qser_status status = gate_is_on(row->q, GATE_ONE_MENTOR, 0, &on);

	if (status == QSER_OK && on)
		status = other_pairs(row, &line);
	if (status == QSER_OK && line.length)
		remark(row->q,
			"%s; the proposal can be accepted when that has ended, see "
			"gate-one-mentor",
			buffer_text(&line));
	return status;
}

enum qser_status pair_check_people(struct row *row, bool back)
{
	enum qser_status status = check_profile(row, SIDE_MENTOR, "mentor", false);

	return status == QSER_OK ? check_profile(row, SIDE_MENTEE, "mentee", back) : status;
}

#define SQL_GONE                                                                                \
	"select p.id, m.id from person p left join mentor m on m.person = p.id where p.id = ?1" \
	" and (m.id is null or (m.status = 'left' and ?3 = 1)) union all"                       \
	" select p.id, e.id from person p left join mentee e on e.person = p.id"                \
	" where p.id = ?2 and e.id is null"

/* What was undone would leave a pair without one of the two. */
static enum qser_status check_still_there(struct row *row, bool takes_place)
{
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT, which = BUFFER_INIT;
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_GONE);

	query_int(&look, 1, row_int(row, "mentor", 0));
	query_int(&look, 2, row_int(row, "mentee", 0));
	query_int(&look, 3, takes_place);
	if (!query_row(&look))
		return query_status(&look);
	enum qser_status status = record_word(row->q, QSER_PERSON, query_get_int(&look, 0), &who);
	if (status == QSER_OK)
		status = record_describe(row->q, QSER_PAIR, row->id, &which);
	return status == QSER_OK
		       ? fail(row->q, QSER_REFUSED, "%s cannot be what it was: %s %s",
				 buffer_text(&which), buffer_text(&who),
				 query_is_null(&look, 1) ? "has no profile any more" : "has left")
		       : status;
}

/* A place that was given away since cannot be taken back. */
enum qser_status undone_pair(struct row *row)
{
	enum qser_status status = QSER_OK;

	row_keep_stored(row);
	const char *state = row_text(row, "state");
	bool takes_place = !strcmp(state, "accepted") || !strcmp(state, "running");
	if (!is_over(state))
		status = check_still_there(row, takes_place);
	if (status == QSER_OK && takes_place)
		status = pair_check_places(row);
	if (status == QSER_OK && takes_place)
		status = pair_check_alone(row);
	return status == QSER_OK ? pair_settle(row, "waiting") : status;
}

enum qser_status pair_settle(const struct row *row, const char *without)
{
	enum qser_status status = mentor_settle(row->q, row_int(row, "mentor", 0));

	return status == QSER_OK ? mentee_settle(row->q, row_int(row, "mentee", 0), without)
				 : status;
}

/* ---- Signing ---- */

enum qser_status pair_may_sign(struct qser *q, int64_t id, const struct qser_signing *signing)
{
	static const char *const parties[] = {"mentor", "mentee", "organisation", NULL};
	_cleanup_(buffer_free) struct buffer which = BUFFER_INIT;
	const char *const *party = parties;
	_cleanup_(row_free) struct row row;

	row_init(&row, q, QSER_PAIR);
	while (*party && strcmp(*party, signing->party) != 0)
		party++;
	enum qser_status status = row_load(&row, id);
	if (status == QSER_OK && !*party)
		return fail(q, QSER_INVALID,
			"as: \"%s\" does not sign for a pair; mentor, mentee and organisation do",
			signing->party);
	if (status != QSER_OK || !is_over(row_stored_text(&row, "state")))
		return status;
	status = record_describe(q, QSER_PAIR, id, &which);
	return status == QSER_OK ? fail(q, QSER_REFUSED, "%s is %s; what is over is not signed",
					   buffer_text(&which), row_stored_text(&row, "state"))
				 : status;
}

/* Whoever types signs, unless --by says who: easily not the one who is meant. */
enum qser_status pair_is_signed(struct qser *q, int64_t id, const struct qser_signing *signing)
{
	_cleanup_(buffer_free) struct buffer meant = BUFFER_INIT;
	int64_t signer = signing->person ? signing->person : signing->name ? 0 : q->actor;
	_cleanup_(row_free) struct row row;

	row_init(&row, q, QSER_PAIR);
	enum qser_status status = row_load(&row, id);
	bool organisation = !strcmp(signing->party, "organisation");
	int64_t person = organisation ? 0 : row_stored_int(&row, signing->party, 0);
	if (status != QSER_OK || organisation || !signer || signer == person)
		return status;
	status = record_word(q, QSER_PERSON, person, &meant);
	if (status == QSER_OK)
		remark(q,
			"signed for the %s by somebody else; if %s is meant: qser-pair undo, and sign "
			"with --by %s",
			signing->party, buffer_text(&meant), buffer_text(&meant));
	return status;
}
