/* timesheet_foot.c: the end of a time sheet: who has signed in the diary, what is declared, and the
 * lines to sign on. */
#include <inttypes.h>
#include <string.h>

#include "signing.h"
#include "timesheet.h"

struct foot {
	const struct timesheet *t;
	const struct timesheet_person *p;
	const struct timesheet_sum *sum;
	struct document *d;
	struct values values;
};

static void foot_free(struct foot *s)
{
	values_free(&s->values);
}

static const char *text(const struct foot *s, size_t offset)
{
	return timesheet_text(s->t, offset);
}

static const struct timesheet_entry *entry_of(const struct foot *s, size_t n)
{
	return &s->t->entries[s->p->first + n];
}

void timesheet_month(const struct timesheet *t, struct buffer *out)
{
	int year, month, dom;

	day_split(t->first, &year, &month, &dom);
	buffer_printf(out, "%s %d", report_word(t->q, month_name(month)), year);
}

/* ---- What is declared ---- */

/* "Positive service; Open doors" */
static void project_titles(const struct foot *s, struct buffer *out)
{
	for (size_t i = 0; i < s->p->count; i++) {
		const struct timesheet_entry *e = entry_of(s, i);
		const struct timesheet_project *j = timesheet_project(s->t, e);
		bool told = !j || !e->counts;
		for (size_t k = 0; k < i && !told; k++)
			told = entry_of(s, k)->counts && entry_of(s, k)->project == e->project;
		if (!told)
			buffer_printf(out, "%s%s", out->length ? "; " : "", text(s, j->title));
	}
}

static enum qser_status put_declaration(const struct foot *s)
{
	_cleanup_(buffer_free) struct buffer month = BUFFER_INIT, hours = BUFFER_INIT,
					     projects = BUFFER_INIT, subject = BUFFER_INIT,
					     body = BUFFER_INIT;
	struct qser *q = s->t->q;

	if (!s->sum->entries)
		return QSER_OK;
	timesheet_month(s->t, &month);
	duration_words(q, s->sum->minutes, &hours);
	project_titles(s, &projects);
	const char *const values[LETTER_WORDS] = {[LETTER_NAME] = text(s, s->p->name),
		[LETTER_MONTH] = buffer_text(&month),
		[LETTER_HOURS] = buffer_text(&hours),
		[LETTER_PROJECT] = buffer_text(&projects)};
	enum qser_status status =
		report_text(q, "timesheet", s->p->organisation, values, &subject, &body);
	if (status == QSER_OK && subject.length)
		document_heading(s->d, 2, "%s", buffer_text(&subject));
	report_paragraphs(s->d, buffer_text(&body));
	return status == QSER_OK && (month.failed || hours.failed || projects.failed)
		       ? fail(q, QSER_MEMORY, "out of memory")
		       : status;
}

/* ---- Signatures ---- */

static const struct qser_column party_column = COLUMN("party", "For", QSER_TEXT),
				name_column = COLUMN("name", "Name", QSER_TEXT),
				entries_column = COLUMN("entries", "Entries", QSER_INT),
				hours_column = COLUMN("hours", "Hours", QSER_HOURS),
				signed_day_column = COLUMN("day", "Day", QSER_DAY),
				state_column = COLUMN("state", "State", QSER_TEXT);
static const struct qser_column *const signed_columns[] = {&party_column, &name_column,
	&signed_day_column, &entries_column, &hours_column, &state_column};

/* Who has signed on one day, and how much of the sheet that is. */
struct signing {
	const char *party, *name, *day;
	int64_t entries, minutes;
	bool broken;
};

static const char *known(const struct foot *s, size_t offset)
{
	const char *is = text(s, offset);

	return is ? is : "";
}

static enum qser_status add_signature(
	struct foot *s, struct buffer *rows, const struct timesheet_signature *one, int64_t minutes)
{
	const struct signing new = {known(s, one->party), known(s, one->name), known(s, one->day),
		1, minutes, one->broken};
	struct signing *list = (void *)rows->data;

	for (size_t i = 0; i < rows->length / sizeof(*list); i++) {
		if (strcmp(list[i].party, new.party) != 0 || strcmp(list[i].name, new.name) != 0 ||
			strcmp(list[i].day, new.day) != 0 || list[i].broken != new.broken)
			continue;
		list[i].entries++;
		list[i].minutes += minutes;
		return QSER_OK;
	}
	buffer_add(rows, &new, sizeof(new));
	return rows->failed ? fail(s->t->q, QSER_MEMORY, "out of memory") : QSER_OK;
}

static void put_signing(struct foot *s, struct document_table *table, const struct signing *one)
{
	buffer_text_add(values_next(&s->values), report_word(s->t->q, one->party));
	buffer_text_add(values_next(&s->values), one->name);
	buffer_text_add(values_next(&s->values), one->day);
	buffer_int(values_next(&s->values), one->entries);
	duration_print_colon(values_next(&s->values), one->minutes);
	buffer_text_add(
		values_next(&s->values), one->broken ? report_say(s->t->q, "BROKEN: changed since")
						     : report_say(s->t->q, "valid"));
	document_row(table, values_take(&s->values));
}

static enum qser_status put_signed(struct foot *s)
{
	_cleanup_(buffer_free) struct buffer rows = BUFFER_INIT;
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < s->p->count && status == QSER_OK; i++) {
		const struct timesheet_entry *e = entry_of(s, i);
		size_t count;
		if (!e->counts)
			continue;
		const struct timesheet_signature *list = timesheet_signatures(s->t, e->id, &count);
		for (size_t k = 0; k < count && status == QSER_OK; k++)
			status = add_signature(s, &rows, &list[k], e->minutes);
	}
	if (status != QSER_OK || !rows.length)
		return status;
	struct document_table *table = document_table(s->d, "signed", "Signed in the diary",
		signed_columns, COUNT(signed_columns), false);
	for (size_t at = 0; at < rows.length; at += sizeof(struct signing))
		put_signing(s, table, (const void *)(rows.data + at));
	return QSER_OK;
}

/* ---- All of it ---- */

enum qser_status timesheet_foot(const struct timesheet *t, const struct timesheet_person *p,
	const struct timesheet_sum *sum, struct document *d)
{
	_cleanup_(foot_free) struct foot s = {.t = t, .p = p, .sum = sum, .d = d};
	const struct sign_line lines[] = {{"Person", timesheet_text(t, p->name)},
		{"Supervisor", timesheet_text(t, p->supervisor)}};
	enum qser_status status = put_signed(&s);

	if (status == QSER_OK)
		status = put_declaration(&s);
	sign_lines(d, lines, COUNT(lines));
	return status;
}
