/*
 * profile_answers.c: what applicants answered to items that a profile has a column for, whichever
 * form of an organisation asked: how many people at a time, which domains, when.
 */
#include <inttypes.h>

#include "mentoring.h"

static const struct {
	const char *item, *column;
} asked[] = {{"pairs", "capacity"}, {"domains", "domains"}, {"available", "available"}};

#define SQL_ANSWER                                                          \
	"select a.value from answer a join response r on r.id = a.response" \
	" join form f on f.id = r.form and f.purpose = 'application'"       \
	" where r.application = ?1 and a.item = ?2 and a.value is not null" \
	" order by r.id limit 1"

/* A new profile has the capacity that is preset, which nobody chose. */
static bool is_empty(const struct row *profile, const char *column)
{
	int at = record_column(profile->record, column);

	return !profile->id || profile->stored[at].null;
}

static enum qser_status take(
	struct row *profile, int64_t application, size_t which, const char *answer)
{
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
	struct cell cell = {.own = BUFFER_INIT};
	struct qser *q = profile->q;
	const char *column = asked[which].column;
	int at = record_column(profile->record, column);
	bool file = q->reading.file;
	q->reading.file = true; /* words in the language of the form, as files have them */
	enum qser_status status = value_parse(q, &profile->record->columns[at], answer, &cell);

	buffer_free(&cell.own);
	if (status == QSER_OK)
		status = row_set(profile, column, answer);
	q->reading.file = file;
	if (status == QSER_OK)
		return status;
	if (status == QSER_INVALID)
		status = record_word(q, QSER_PERSON, row_int(profile, "person", 0), &who);
	if (status != QSER_OK)
		return status;
	remark(q,
		"application %" PRId64
		": its answer to item.%s is not taken over: %s; set it with: "
		"qser-pair mentor edit %s --%s …",
		application, asked[which].item, error_message(&q->error), buffer_text(&who),
		column);
	error_clear(&q->error);
	return QSER_OK;
}

enum qser_status profile_answers(struct row *profile, int64_t application)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < COUNT(asked) && status == QSER_OK; i++) {
		_cleanup_(query_end) struct query look = query(profile->q->store, SQL_ANSWER);
		query_int(&look, 1, application);
		query_text(&look, 2, asked[i].item);
		if (query_row(&look) && is_empty(profile, asked[i].column))
			status = take(profile, application, i, query_get_text(&look, 0));
		if (status == QSER_OK)
			status = query_status(&look);
	}
	return status;
}
