/*
 * profile_file.c: files of mentors and mentees in which people stand with name and address: whoever
 * is not known yet becomes a person; of whom is known, what is empty is filled in, as when an
 * applicant is accepted.
 */
#include <inttypes.h>

#include "../base/text.h"
#include "../record/find.h"
#include "mentoring.h"

/* As COLUMNS_OF_WHO has them, behind the columns of the record. */
static const char *const whose[] = {
	"name", "phone", "organisation", "department", "job_title", "languages"};
_Static_assert(COUNT(whose) == WHO_OF_FILES, "a column of the person without its place");

#define SQL_LAST "select coalesce(max(id), 0) from person"

/* People above that id are of this file. */
static enum qser_status note_last(struct qser *q)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_LAST);

	return q->reading.people_begun ? QSER_OK
				       : query_number(&look, 0, &q->reading.people_before);
}

static enum qser_status fill_person(struct row *person, const char *const *told)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < COUNT(whose) && status == QSER_OK; i++) {
		int column = record_column(person->record, whose[i]);
		if (told[i] && *told[i] && person->stored[column].null)
			status = row_set_column(person, (size_t)column, told[i]);
	}
	return status;
}

static enum qser_status make_person(struct row *row, const char *address, const char *const *told)
{
	_cleanup_(row_free) struct row person = {0};
	struct qser *q = row->q;
	enum qser_status status = note_last(q);

	row_init(&person, q, QSER_PERSON);
	person.derive = true;
	if (status == QSER_OK)
		status = row_set(&person, "email", address);
	if (status == QSER_OK)
		status = fill_person(&person, told);
	if (status == QSER_OK)
		status = row_save(&person);
	if (status != QSER_OK)
		return status;
	q->reading.people_begun = true;
	row_put_int(row, "person", person.id);
	return QSER_OK;
}

static enum qser_status complete_person(struct row *row, int64_t id, const char *const *told)
{
	_cleanup_(row_free) struct row person = {0};

	row_init(&person, row->q, QSER_PERSON);
	enum qser_status status = row_load(&person, id);
	if (status == QSER_OK)
		status = fill_person(&person, told);
	if (status == QSER_OK && person.given)
		status = row_save(&person);
	if (status == QSER_OK)
		row_put_int(row, "person", id);
	return status;
}

static bool is_any(const char *const *told)
{
	for (size_t i = 0; i < COUNT(whose); i++)
		if (told[i] && *told[i])
			return true;
	return false;
}

static enum qser_status ask_name(struct row *row, const char *address)
{
	_cleanup_(buffer_free) struct buffer shown = BUFFER_INIT;

	text_quote(&shown, address);
	return fail(row->q, QSER_UNKNOWN,
		"person: there is no person %s; with a name beside it, in a column name, the row "
		"adds the person",
		buffer_text(&shown));
}

enum qser_status profile_assemble(struct row *row, const char *const *values, uint64_t *left)
{
	int at = record_column(row->record, "person");
	const char *word = values[at], *const *told = values + row->record->count;
	int64_t id;

	bool alone = !is_any(told); /* nothing beside the word, which is looked up as any is */
	if (alone && !(word && text_is_email(word)))
		return QSER_OK;
	if (!word || !*word)
		return fail(row->q, QSER_INVALID,
			"person: is missing; an e-mail address says who it is, and makes the "
			"person when nobody has it yet; of who has none, add the person with "
			"qser-person add, and put the code here");
	*left &= ~(UINT64_C(1) << at);
	enum qser_status status = find_record(row->q, record_of(QSER_PERSON), word, &id);
	if (status == QSER_OK)
		return complete_person(row, id, told);
	if (status != QSER_UNKNOWN || !text_is_email(word))
		return status;
	return told[0] && *told[0] ? make_person(row, word, told) : ask_name(row, word);
}

#define SQL_MADE "select count(*) from person where id > ?1"

enum qser_status profile_imported(struct qser *q, int64_t last)
{
	int64_t before = q->reading.people_before, made = 0;
	const struct record *person = record_of(QSER_PERSON);

	(void)last;
	if (!q->reading.people_begun)
		return QSER_OK;
	_cleanup_(query_end) struct query look = query(q->store, SQL_MADE);
	query_int(&look, 1, before);
	enum qser_status status = query_number(&look, 0, &made);
	if (status == QSER_OK && made)
		remark(q, "%s: %" PRId64 " %s not known before and %s added", q->reading.name, made,
			made == 1 ? "person was" : "people were", made == 1 ? "is" : "are");
	return status == QSER_OK && made ? person->imported(q, before) : status;
}
