/* pair_view.c: a pair, as its meetings, actions and issues look at it. */
#include <string.h>

#include "encounter.h"

#define SQL_PAIR                                                                       \
	"select p.mentor, p.mentee, coalesce(p.coordinator, 0),"                       \
	" coalesce(c.organisation, t.organisation, 0), p.state, p.starts, p.accepted," \
	" p.ended, coalesce(p.code, cast(p.id as text)) from pair p"                   \
	" left join person c on c.id = p.coordinator join person t on t.id = p.mentee" \
	" where p.id = ?1"
enum { MENTOR, MENTEE, COORDINATOR, ORGANISATION, STATE, STARTS, ACCEPTED, ENDED, WORD };

static void keep_day(char out[DAY_TEXT], const char *day)
{
	(void)snprintf(out, DAY_TEXT, "%s", day ? day : "");
}

enum qser_status pair_view_load(struct qser *q, int64_t pair, struct pair_view *out)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_PAIR);

	query_int(&look, 1, pair);
	if (!query_row(&look))
		return query_status(&look) != QSER_OK
			       ? query_status(&look)
			       : fail(q, QSER_UNKNOWN,
					 "there is no such pair; see: qser-pair list");
	const char *starts = query_get_text(&look, STARTS);
	const char *accepted = query_get_text(&look, ACCEPTED);
	bool agreed_first = starts && accepted && strcmp(accepted, starts) < 0;
	out->id = pair;
	out->mentor = query_get_int(&look, MENTOR);
	out->mentee = query_get_int(&look, MENTEE);
	out->coordinator = query_get_int(&look, COORDINATOR);
	out->organisation = query_get_int(&look, ORGANISATION);
	(void)snprintf(out->state, sizeof(out->state), "%s", query_get_text(&look, STATE));
	keep_day(out->begins, !starts || agreed_first ? accepted : starts);
	keep_day(out->ended, query_get_text(&look, ENDED));
	buffer_text_add(&out->word, query_get_text(&look, WORD));
	return out->word.failed ? fail(q, QSER_MEMORY, "out of memory") : query_status(&look);
}

void pair_view_free(struct pair_view *v)
{
	buffer_free(&v->word);
}

bool pair_meets(const struct pair_view *v)
{
	return !strcmp(v->state, "accepted") || !strcmp(v->state, "running");
}

bool pair_is_proposal(const struct pair_view *v)
{
	return !strcmp(v->state, "proposed") || !strcmp(v->state, "published");
}

enum qser_status pair_begun(struct qser *q, int64_t pair, const char *day)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_PAIR);
	_cleanup_(buffer_free) struct buffer word = BUFFER_INIT;
	enum qser_status status = row_load(&row, pair);

	if (status != QSER_OK || strcmp(row_stored_text(&row, "state"), "accepted") != 0)
		return status;
	const char *planned = row_stored_text(&row, "starts");
	status = qser_pair_start(q, pair, planned && strcmp(planned, day) <= 0 ? NULL : day);
	if (status == QSER_OK)
		status = record_word(q, QSER_PAIR, pair, &word);
	if (status == QSER_OK)
		remark(q, "pair %s is running now: its first meeting was on %s", buffer_text(&word),
			day);
	return status;
}

/* ---- The pair nobody names ---- */

#define SQL_CURRENT                                                              \
	"select id, coalesce(code, cast(id as text)) from pair where state = ?2" \
	" and (mentor = ?1 or mentee = ?1) order by id"

static enum qser_status current_pairs(
	struct qser *q, const char *state, int64_t *pair, int *count, struct buffer *list)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_CURRENT);

	query_int(&look, 1, q->actor);
	query_text(&look, 2, state);
	for (*count = 0; query_row(&look);) {
		*pair = query_get_int(&look, 0);
		buffer_printf(list, "%s%s", ++*count > 1 ? ", " : "", query_get_text(&look, 1));
	}
	return query_status(&look);
}

enum qser_status default_pair(struct qser *q, int64_t *pair)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;
	int64_t actor;
	int count = 0;
	enum qser_status status = qser_actor(q, &actor, NULL);

	*pair = 0;
	if (status == QSER_OK && !actor)
		return fail(q, QSER_USAGE, "which pair? name it, or say who you are with --actor");
	if (status == QSER_OK)
		status = current_pairs(q, "running", pair, &count, &list);
	if (status == QSER_OK && !count)
		status = current_pairs(q, "accepted", pair, &count, &list);
	if (status != QSER_OK || count == 1)
		return status;
	return count ? fail(q, QSER_USAGE, "which pair? name one of: %s", buffer_text(&list))
		     : fail(q, QSER_USAGE,
			       "you are in no pair that is accepted or running; name the pair");
}
