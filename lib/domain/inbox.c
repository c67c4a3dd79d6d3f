/* inbox.c: the open applications, oldest first, and what reviewers think of them so far. */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "application.h"

#define SQL_OPEN                                                                            \
	"select a.id, a.name, a.kind, a.state, a.submitted_at, a.applies_to,"               \
	" coalesce(o.code, cast(o.id as text)), count(r.id), sum(r.score), count(r.score)," \
	" count(r.id) filter (where r.recommends = 'accept'),"                              \
	" count(r.id) filter (where r.recommends = 'reject'),"                              \
	" count(r.id) filter (where r.recommends = 'interview')"                            \
	" from application a left join organisation o on o.id = a.applies_to"               \
	" left join review r on r.application = a.id"                                       \
	" where a.state = 'submitted' or a.state = 'in-review'"                             \
	" group by a.id, o.id order by a.submitted_at, a.id"

enum place {
	ID,
	NAME,
	KIND,
	STATE,
	SUBMITTED,
	APPLIES_TO,
	ORGANISATION,
	REVIEWS,
	SUM,
	SCORES,
	ACCEPT,
	REJECT,
	INTERVIEW
};

static enum qser_status check_state(struct qser *q, const char *state)
{
	return !state || application_is_open(state)
		       ? QSER_OK
		       : fail(q, QSER_INVALID,
				 "state: \"%s\" is neither submitted nor in-review; qser-mentor "
				 "list has the others",
				 state);
}

static int64_t age_of(struct qser *q, int64_t submitted, char day[DAY_TEXT])
{
	int minute, offset;
	day_t local;

	utc_to_local(submitted, &local, &minute, &offset);
	day_print(local, day);
	return (int64_t)q->days.today - local;
}

/* The mean in tenths, rounded. */
static int64_t mean(int64_t sum, int64_t count)
{
	return count ? (20 * sum + count) / (2 * count) : -1;
}

static bool wanted(const struct qser_inbox *which, struct query *row, int64_t age)
{
	return (!which->state || !strcmp(which->state, query_get_word(row, STATE))) &&
	       (!which->organisation || which->organisation == query_get_int(row, APPLIES_TO)) &&
	       age >= which->older;
}

static enum qser_status offer(struct qser *q, const struct qser_inbox *which, struct query *row,
	qser_waiting_fn *fn, void *ctx)
{
	_cleanup_(buffer_free) struct buffer code = BUFFER_INIT;
	char day[DAY_TEXT];
	int64_t form = 0, age = age_of(q, query_get_int(row, SUBMITTED), day);

	if (!wanted(which, row, age))
		return QSER_OK;
	enum qser_status status = application_form(q, query_get_int(row, ID), &form);
	if (status != QSER_OK || (which->form && which->form != form))
		return status;
	if (form)
		status = record_word(q, QSER_FORM, form, &code);
	const struct qser_waiting one = {
		.id = query_get_int(row, ID),
		.submitted = day,
		.age = age,
		.name = query_get_text(row, NAME),
		.kind = query_get_text(row, KIND),
		.organisation = query_get_text(row, ORGANISATION),
		.state = query_get_text(row, STATE),
		.form = form ? buffer_text(&code) : NULL,
		.reviews = query_get_int(row, REVIEWS),
		.score = mean(query_get_int(row, SUM), query_get_int(row, SCORES)),
		.accept = query_get_int(row, ACCEPT),
		.reject = query_get_int(row, REJECT),
		.interview = query_get_int(row, INTERVIEW),
	};
	if (status != QSER_OK)
		return status;
	return fn(ctx, &one) ? QSER_STOPPED : QSER_OK;
}

enum qser_status qser_application_inbox(
	struct qser *q, const struct qser_inbox *which, qser_waiting_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query all = query(q->store, SQL_OPEN);
	const struct day_context *days;
	enum qser_status status = check_state(q, which->state);

	if (status == QSER_OK)
		status = handle_days(q, &days);
	while (status == QSER_OK && query_row(&all))
		status = offer(q, which, &all, fn, ctx);
	return status == QSER_OK ? query_status(&all) : status;
}
