/* minutes_page.c: minutes to read, to send round and to sign (C3, C5, C7). */
#include <inttypes.h>

#include "../base/clock.h"
#include "signing.h"

#define SQL_MEETING                                                                        \
	"select m.title, m.day, m.step, m.begins, m.minutes, m.place, m.guests,"           \
	" m.target_group, m.skills, m.decisions, m.note, t.name, p.title, o.name, r.name," \
	" (select s.title from step s where s.path = m.path and s.number"                  \
	" = m.step) from meeting m"                                                        \
	" join path p on p.id = m.path join organisation o on o.id = p.organisation"       \
	" left join person t on t.id = m.taken_by left join person r on r.id = p.trainer"  \
	" where m.id = ?1"
enum {
	TITLE,
	DAY,
	STEP,
	BEGINS,
	MINUTES,
	PLACE,
	GUESTS,
	TARGET_GROUP,
	SKILLS,
	DECISIONS,
	NOTE,
	TAKEN_BY,
	PATH_TITLE,
	ORGANISATION,
	TRAINER,
	STEP_TITLE
};

#define SQL_ATTENDEES                                                                          \
	"select p.name, p.job_title from meeting_attendees a join person p on p.id = a.target" \
	" where a.owner = ?1 order by " STORE_SORT "(p.name), p.id"
#define SQL_ACTIONS                                                                     \
	"select a.what, p.name, a.due, a.done from action a left join person p on p.id" \
	" = a.person where a.meeting = ?1 order by a.due nulls last, a.id"

static const struct qser_column what_column = {.name = "what", .label = "What", .type = QSER_TEXT},
				who_column = {.name = "who", .label = "Who", .type = QSER_TEXT},
				due_column = {.name = "due", .label = "Until", .type = QSER_DAY},
				done_column = {.name = "done", .label = "Done", .type = QSER_DAY};
static const struct qser_column *const action_table[] = {
	&what_column, &who_column, &due_column, &done_column};

/* "Mon 12 Oct 2026, 09:30, 1 h 30 min" */
static void put_when(const struct qser *q, struct document *d, struct query *m)
{
	_cleanup_(buffer_free) struct buffer when = BUFFER_INIT;
	day_t day;

	if (day_read(query_get_text(m, DAY), &day))
		buffer_printf(&when, "%s ", day_name(day_weekday(day)));
	day_words(q, query_get_text(m, DAY), &when);
	if (!query_is_null(m, BEGINS))
		buffer_printf(&when, ", %s", query_get_text(m, BEGINS));
	if (!query_is_null(m, MINUTES)) {
		buffer_text_add(&when, ", ");
		duration_print(&when, query_get_int(m, MINUTES));
	}
	document_fact(d, "When", "%s", buffer_text(&when));
}

static enum qser_status put_attendees(struct qser *q, struct document *d, int64_t meeting)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;
	_cleanup_(query_end) struct query all = query(q->store, SQL_ATTENDEES);

	query_int(&all, 1, meeting);
	while (query_row(&all)) {
		const char *job = query_get_text(&all, 1);
		buffer_printf(&list, "%s%s", list.length ? "\n" : "", query_get_text(&all, 0));
		if (job)
			buffer_printf(&list, ", %s", job);
	}
	if (list.length)
		document_fact(d, "Present", "%s", buffer_text(&list));
	return query_status(&all);
}

static void put_fact(struct document *d, const char *label, struct query *m, int column)
{
	if (!query_is_null(m, column))
		document_fact(d, label, "%s", query_get_text(m, column));
}

static enum qser_status put_facts(struct qser *q, struct document *d, struct query *m, int64_t id)
{
	put_when(q, d, m);
	put_fact(d, "Where", m, PLACE);
	put_fact(d, "Path", m, PATH_TITLE);
	put_fact(d, "Organisation", m, ORGANISATION);
	if (!query_is_null(m, STEP_TITLE))
		document_fact(d, "Step", "%" PRId64 ". %s", query_get_int(m, STEP),
			query_get_text(m, STEP_TITLE));
	if (!query_is_null(m, TARGET_GROUP))
		document_fact(d, "Target group", "%s",
			query_get_int(m, TARGET_GROUP) ? "took part" : "did not take part");
	enum qser_status status = put_attendees(q, d, id);
	put_fact(d, "Guests", m, GUESTS);
	put_fact(d, "Minutes by", m, TAKEN_BY);
	return status;
}

static void put_text(struct document *d, const char *heading, struct query *m, int column)
{
	if (query_is_null(m, column))
		return;
	document_heading(d, 2, "%s", document_say(d, heading));
	document_paragraph(d, "%s", query_get_text(m, column));
}

static enum qser_status put_actions(struct qser *q, struct document *d, int64_t meeting)
{
	_cleanup_(query_end) struct query all = query(q->store, SQL_ACTIONS);
	struct document_table *t = NULL;

	query_int(&all, 1, meeting);
	while (query_row(&all)) {
		if (!t) {
			document_heading(d, 2, "Actions");
			t = document_table(
				d, "actions", NULL, action_table, COUNT(action_table), true);
		}
		document_row(
			t, (const char *const[]){query_get_text(&all, 0), query_get_text(&all, 1),
				   query_get_text(&all, 2), query_get_text(&all, 3)});
	}
	return query_status(&all);
}

static enum qser_status put_meeting(struct qser *q, struct document *d, struct query *m, int64_t id)
{
	enum qser_status status = put_facts(q, d, m, id);

	put_text(d, "Skills, competences and attitudes to enhance", m, SKILLS);
	put_text(d, "Decisions", m, DECISIONS);
	if (status == QSER_OK)
		status = put_actions(q, d, id);
	put_text(d, "Note", m, NOTE);
	sign_lines(d,
		(const struct sign_line[]){{"minutes", query_get_text(m, TAKEN_BY)},
			{"trainer", query_get_text(m, TRAINER)}, {"organisation", NULL}},
		3);
	return status;
}

/* Of several, each has a heading of its own. */
static enum qser_status add_meeting(struct qser *q, struct document **d, int64_t id, bool several)
{
	_cleanup_(query_end) struct query m = query(q->store, SQL_MEETING);
	_cleanup_(buffer_free) struct buffer title = BUFFER_INIT;

	query_int(&m, 1, id);
	if (!query_row(&m))
		return query_status(&m) != QSER_OK
			       ? query_status(&m)
			       : fail(q, QSER_UNKNOWN, "there are no minutes %" PRId64, id);
	buffer_text_add(&title, "Minutes");
	if (several)
		buffer_printf(&title, " %" PRId64, id);
	buffer_printf(&title, ": %s", query_get_text(&m, TITLE));
	if (!*d) {
		*d = title.failed ? NULL : document_new(several ? "Minutes" : buffer_text(&title));
		if (!*d)
			return fail(q, QSER_MEMORY, "out of memory");
		if (!several)
			document_subtitle(*d, "Minutes %" PRId64, id);
	}
	if (several)
		document_heading(*d, 1, "%s", buffer_text(&title));
	return put_meeting(q, *d, &m, id);
}

enum qser_status qser_minutes_page(struct qser *q, const int64_t *ids, size_t count,
	struct qser_spool *spool, const struct qser_style *style)
{
	_cleanup_(document_freep) struct document *d = NULL;
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < count && status == QSER_OK; i++)
		status = add_meeting(q, &d, ids[i], count > 1);
	return status == QSER_OK && d ? report_write(q, d, spool, style) : status;
}
