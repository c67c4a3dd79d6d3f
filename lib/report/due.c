/* due.c: what is late or soon, by who is responsible: a page to mail, rows for programs. */
#include "due.h"

#include <inttypes.h>
#include <string.h>

/* ---- As people read it ---- */

static const struct qser_column day_column = COLUMN("due", "Due", QSER_DAY),
				days_column = COLUMN("days", "Days", QSER_TEXT),
				label_column = COLUMN("to_do", "What", QSER_TEXT),
				subject_column = COLUMN("subject", "Of", QSER_TEXT),
				command_column = COLUMN("command", "Command", QSER_TEXT);
static const struct qser_column *const page_columns[] = {
	&day_column, &days_column, &label_column, &subject_column, &command_column};

/* Below the heading "Days": how far it is from today. */
static void days_words(const struct qser *q, int64_t late, struct buffer *out)
{
	if (late > 0)
		buffer_printf(out, report_say(q, "%" PRId64 " late"), late);
	else if (late < 0)
		buffer_printf(out, report_say(q, "in %" PRId64), -late);
	else
		buffer_text_add(out, report_say(q, "today"));
}

static void put_line(struct document_table *t, const struct due *due, const struct duty *duty)
{
	_cleanup_(buffer_free) struct buffer days = BUFFER_INIT, subject = BUFFER_INIT;
	const char *of = due_text(due, duty->of), *what = due_text(due, duty->what);
	char day[DAY_TEXT];

	day_print(duty->day, day);
	days_words(due->q, duty_late(due, duty), &days);
	buffer_printf(&subject, "%s%s%s", of ? of : "", of && what ? ": " : "", what ? what : "");
	const char *const values[COUNT(page_columns)] = {day, buffer_text(&days),
		report_word(due->q, duty->kind->label), buffer_text(&subject),
		due_text(due, duty->command)};
	document_row(t, values);
}

static void put_heading(struct document *d, const struct due *due, size_t rank)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	if (rank == NOBODY) {
		document_heading(d, 1, "Nobody is responsible yet");
		return;
	}
	const struct due_person *who = &due->persons[rank];
	buffer_printf(&text, "%s (%s)", due_text(due, who->name), due_text(due, who->code));
	document_heading(d, 1, "%s", buffer_text(&text));
}

static void put_persons(struct document *d, const struct due *due)
{
	struct document_table *t = NULL;

	for (size_t i = 0; i < due->count; i++) {
		const struct duty *duty = &due->list[i];
		if (!i || duty->rank != due->list[i - 1].rank) {
			put_heading(d, due, duty->rank);
			t = document_table(
				d, "due", NULL, page_columns, COUNT(page_columns), false);
		}
		put_line(t, due, duty);
	}
}

/* ---- As programs read it ---- */

static const struct qser_column row_columns[] = {COLUMN("person", "Person", QSER_TEXT),
	COLUMN("name", "Name", QSER_TEXT), COLUMN("organisation", "Organisation", QSER_TEXT),
	COLUMN("kind", "Kind", QSER_TEXT), COLUMN("record", "Record", QSER_TEXT),
	COLUMN("id", "Id", QSER_INT), COLUMN("of", "Of", QSER_TEXT),
	COLUMN("what", "What", QSER_TEXT), COLUMN("due", "Due", QSER_DAY),
	COLUMN("late", "Days late", QSER_INT), COLUMN("within", "Within days", QSER_INT),
	COLUMN("command", "Command", QSER_TEXT)};
static const struct qser_column *const rows[] = {&row_columns[0], &row_columns[1], &row_columns[2],
	&row_columns[3], &row_columns[4], &row_columns[5], &row_columns[6], &row_columns[7],
	&row_columns[8], &row_columns[9], &row_columns[10], &row_columns[11]};
_Static_assert(COUNT(rows) == COUNT(row_columns), "all of them");

static void put_row(struct document_table *t, const struct due *due, const struct duty *duty)
{
	const struct due_person *who = duty->rank == NOBODY ? NULL : &due->persons[duty->rank];
	int64_t late = duty_late(due, duty);
	char id[24], day[DAY_TEXT], since[24], ahead[24];

	(void)snprintf(id, sizeof(id), "%" PRId64, duty->id);
	(void)snprintf(since, sizeof(since), "%" PRId64, late > 0 ? late : 0);
	(void)snprintf(ahead, sizeof(ahead), "%" PRId64, late < 0 ? -late : 0);
	day_print(duty->day, day);
	const char *const values[COUNT(row_columns)] = {who ? due_text(due, who->code) : NULL,
		who ? due_text(due, who->name) : NULL, due_text(due, duty->organisation_code),
		duty->kind->word, record_of(duty->kind->record)->name, duty->id ? id : NULL,
		due_text(due, duty->of), due_text(due, duty->what), day, since, ahead,
		due_text(due, duty->command)};
	document_row(t, values);
}

static void put_rows(struct document *d, const struct due *due)
{
	struct document_table *t = document_table(d, "due", NULL, rows, COUNT(rows), true);

	for (size_t i = 0; i < due->count; i++)
		put_row(t, due, &due->list[i]);
}

/* ---- The report ---- */

static void put_facts(struct document *d, const struct due *due)
{
	const struct qser_report *r = due->request;
	size_t late = 0;

	for (size_t i = 0; i < due->count; i++)
		late += duty_late(due, &due->list[i]) > 0;
	document_fact(d, "Late", "%zu", late);
	document_fact(d, "Soon", "%zu", due->count - late);
	report_filter(d, "Person", r->person);
	report_filter(d, "Organisation", r->organisation);
	report_filter(d, "Path", r->path);
}

static enum qser_status begin(const struct due *due, struct document *d)
{
	_cleanup_(buffer_free) struct buffer until = BUFFER_INIT;
	char day[DAY_TEXT];
	int64_t last = due->q->days.today + due->within;
	enum qser_status status = report_programme(due->q, d, 0);

	day_print(last > DAY_MAX ? DAY_MAX : (day_t)last, day);
	day_words(due->q, day, &until);
	document_subtitle(d, "Late, and due until %s", buffer_text(&until));
	report_made(due->q, d);
	return status;
}

enum qser_status report_due(struct qser *q, const struct qser_report *report, bool people,
	struct document **d, bool *any)
{
	_cleanup_(due_free) struct due due = {.q = q, .request = report};
	enum qser_status status = due_read(&due);

	if (status == QSER_OK)
		status = report_new(q, d, "What is due");
	if (status == QSER_OK)
		status = begin(&due, *d);
	if (status != QSER_OK)
		return status;
	put_facts(*d, &due);
	if (!due.count)
		document_notice(*d, "Nothing is late, and nothing is due soon.");
	if (people)
		put_persons(*d, &due);
	else
		put_rows(*d, &due);
	*any = due.count > 0;
	return QSER_OK;
}
