/* calendar_page.c: the report calendar: appointments week by week, as rows, and as events. */
#include <inttypes.h>
#include <string.h>

#include "calendar.h"

#define DAYS_BACK 28 /* so that what was cancelled reaches every calendar */

/* ---- Words ---- */

static const char *workshop_word(const char *kind)
{
	if (kind && !strcmp(kind, "closing"))
		return SAID("Closing workshop");
	return kind && !strcmp(kind, "explanatory") ? SAID("Explanatory workshop")
						    : SAID("Workshop");
}

static const char *medium_words(const char *medium)
{
	static const struct {
		const char *medium, *words;
	} known[] = {{"in-person", SAID("They meet in person.")},
		{"video", SAID("They meet by video.")},
		{"telephone", SAID("They meet by telephone.")},
		{"chat", SAID("They meet in a chat.")}};

	for (size_t i = 0; medium && i < COUNT(known); i++)
		if (!strcmp(medium, known[i].medium))
			return known[i].words;
	return NULL;
}

/* What it is, to somebody who sees who takes part. */
static void put_what(const struct appointments *c, const struct appointment *a, struct buffer *out)
{
	const char *path = calendar_text(c, a, CALENDAR_PATH),
		   *title = calendar_text(c, a, CALENDAR_TITLE);
	const struct qser *q = c->q;

	switch (a->record) {
	case QSER_SLOT:
		if (a->number <= a->of)
			buffer_printf(out, report_say(q, "%s: session %" PRId64 " of %" PRId64),
				path, a->number, a->of);
		else
			buffer_printf(out, report_say(q, "%s: session %" PRId64), path, a->number);
		break;
	case QSER_WORKSHOP:
		buffer_printf(out, "%s: %s",
			report_word(q, workshop_word(calendar_text(c, a, CALENDAR_WORD))), title);
		break;
	case QSER_MEETING:
		buffer_printf(out, report_say(q, "Meeting: %s"), title);
		break;
	case QSER_ENCOUNTER:
		buffer_printf(out, report_say(q, "Mentoring, meeting %" PRId64), a->number);
		break;
	default:
		buffer_text_add(out, report_say(q, "A day with a colleague"));
		break;
	}
}

static void put_who(const struct appointments *c, const struct appointment *a, struct buffer *out)
{
	const char *names = calendar_text(c, a, CALENDAR_NAMES);

	if (names)
		buffer_text_add(out, names);
	else if (a->people)
		buffer_printf(out, report_say(c->q, "%" PRId64 " people"), a->people);
}

/* Only who asks for it gets why something was missed, and what two people talk about. */
static const char *sensitive(
	const struct appointments *c, const struct appointment *a, enum calendar_text which)
{
	return c->request->sensitive ? calendar_text(c, a, which) : NULL;
}

/* ---- Page ---- */

static const struct qser_column day_column = COLUMN("day", "Day", QSER_TEXT),
				time_column = COLUMN("time", "Time", QSER_TEXT),
				what_column = COLUMN("what", "What", QSER_TEXT),
				who_column = COLUMN("who", "Who", QSER_TEXT),
				place_column = COLUMN("place", "Place", QSER_TEXT),
				state_column = COLUMN("state", "State", QSER_TEXT),
				notice_column = COLUMN("notice", "To be noticed", QSER_TEXT);
static const struct qser_column *const week_columns[] = {&day_column, &time_column, &what_column,
	&who_column, &place_column, &state_column, &notice_column};

static void put_day(const struct qser *q, day_t day, struct buffer *out)
{
	int year, month, dom;

	day_split(day, &year, &month, &dom);
	buffer_printf(out, "%s %d %s", report_word(q, day_name(day_weekday(day))), dom,
		report_word(q, month_name(month)));
}

static void put_time(const struct qser *q, const struct appointment *a, struct buffer *out)
{
	char from[CLOCK_TEXT], to[CLOCK_TEXT];

	if (a->until > a->day) {
		_cleanup_(buffer_free) struct buffer day = BUFFER_INIT;
		put_day(q, a->until, &day);
		buffer_printf(out, report_say(q, "until %s"), buffer_text(&day));
	}
	if (a->begins < 0)
		return;
	if (out->length)
		buffer_char(out, ' ');
	clock_print(a->begins, from);
	clock_print(a->begins + (int)(a->minutes + a->reflection), to);
	buffer_printf(out, a->minutes ? "%s-%s" : "%s", from, to);
}

static void put_notice(
	const struct appointments *c, const struct appointment *a, struct buffer *out)
{
	const char *topic = sensitive(c, a, CALENDAR_TOPIC),
		   *reason = sensitive(c, a, CALENDAR_REASON);

	buffer_text_add(out, topic);
	buffer_printf(out, "%s%s", topic && reason ? "; " : "", reason ? reason : "");
}

/* Four texts of one line. */
struct line {
	struct buffer day, time, what, who, notice;
};

static void line_free(struct line *l)
{
	buffer_free(&l->day);
	buffer_free(&l->time);
	buffer_free(&l->what);
	buffer_free(&l->who);
	buffer_free(&l->notice);
}

static void put_line(
	const struct appointments *c, const struct appointment *a, struct document_table *t)
{
	_cleanup_(line_free) struct line l = {
		BUFFER_INIT, BUFFER_INIT, BUFFER_INIT, BUFFER_INIT, BUFFER_INIT};

	put_day(c->q, a->day, &l.day);
	put_time(c->q, a, &l.time);
	put_what(c, a, &l.what);
	put_who(c, a, &l.who);
	put_notice(c, a, &l.notice);
	const char *const values[] = {buffer_text(&l.day), buffer_text(&l.time),
		buffer_text(&l.what), buffer_text(&l.who), calendar_text(c, a, CALENDAR_PLACE),
		report_word(c->q, calendar_text(c, a, CALENDAR_STATE)), buffer_text(&l.notice)};
	document_row(t, values);
}

static void put_weeks(const struct appointments *c, struct document *d)
{
	size_t columns = COUNT(week_columns) - !c->request->sensitive;
	struct document_table *t = NULL;
	day_t monday = 0;

	for (size_t i = 0; i < c->count; i++) {
		const struct appointment *a = &c->list[i];
		day_t first = a->day - (day_weekday(a->day) - 1);
		if (!t || first != monday) {
			_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
			week_words(c->q, a->day, &text);
			document_heading(d, 2, "%s", buffer_text(&text));
			t = document_table(d, "week", NULL, week_columns, columns, false);
			monday = first;
		}
		put_line(c, a, t);
	}
}

/* ---- Rows ---- */

static const struct qser_column day_data = COLUMN("day", "Day", QSER_DAY),
				until_data = COLUMN("until", "Until", QSER_DAY),
				begins_data = COLUMN("begins", "Begins", QSER_TEXT),
				minutes_data = COLUMN("minutes", "Minutes", QSER_INT),
				kind_data = COLUMN("kind", "Kind", QSER_TEXT),
				number_data = COLUMN("number", "Number", QSER_INT),
				title_data = COLUMN("title", "Title", QSER_TEXT),
				state_data = COLUMN("state", "State", QSER_TEXT),
				place_data = COLUMN("place", "Place", QSER_TEXT),
				path_data = COLUMN("path", "Path", QSER_TEXT),
				pair_data = COLUMN("pair", "Pair", QSER_TEXT),
				organisation_data =
					COLUMN("organisation", "Organisation", QSER_TEXT),
				people_data = COLUMN("people", "People", QSER_TEXT),
				uid_data = COLUMN("uid", "UID", QSER_TEXT),
				topic_data = COLUMN("topic", "Topic", QSER_TEXT),
				reason_data = COLUMN("reason", "Reason", QSER_TEXT);
static const struct qser_column *const data_columns[] = {&day_data, &until_data, &begins_data,
	&minutes_data, &kind_data, &number_data, &title_data, &state_data, &place_data, &path_data,
	&pair_data, &organisation_data, &people_data, &uid_data, &topic_data, &reason_data};

/* 0 is not known. */
static const char *number_text(int64_t number, char out[24])
{
	(void)snprintf(out, 24, "%" PRId64, number);
	return number ? out : NULL;
}

static void put_row(
	const struct appointments *c, const struct appointment *a, struct document_table *t)
{
	char day[DAY_TEXT], until[DAY_TEXT], begins[CLOCK_TEXT] = "", minutes[24], number[24],
					     uid[UID_TEXT];

	day_print(a->day, day);
	day_print(a->until, until);
	if (a->begins >= 0)
		clock_print(a->begins, begins);
	marks_uid(&c->marks, a->name, a->id, uid);
	const char *const values[] = {day, until, begins,
		number_text(a->minutes + a->reflection, minutes), a->kind,
		number_text(a->number, number), calendar_text(c, a, CALENDAR_TITLE),
		calendar_text(c, a, CALENDAR_STATE), calendar_text(c, a, CALENDAR_PLACE),
		calendar_text(c, a, CALENDAR_PATH), calendar_text(c, a, CALENDAR_PAIR),
		calendar_text(c, a, CALENDAR_ORGANISATION), calendar_text(c, a, CALENDAR_CODES),
		uid, calendar_text(c, a, CALENDAR_TOPIC), calendar_text(c, a, CALENDAR_REASON)};
	document_row(t, values);
}

static void put_rows(const struct appointments *c, struct document *d)
{
	size_t columns = COUNT(data_columns) - (c->request->sensitive ? 0 : 2);
	struct document_table *t =
		document_table(d, "appointments", NULL, data_columns, columns, true);

	for (size_t i = 0; i < c->count; i++)
		put_row(c, &c->list[i], t);
}

/* ---- Events ---- */

static struct calendar_slot slot_of(const struct appointments *c, const struct appointment *a)
{
	return (struct calendar_slot){.path = calendar_text(c, a, CALENDAR_PATH),
		.title = calendar_text(c, a, CALENDAR_PATH_TITLE),
		.who = calendar_text(c, a, CALENDAR_OTHERS),
		.trainer = calendar_text(c, a, CALENDAR_LEADER),
		.state = calendar_text(c, a, CALENDAR_STATE),
		.conflict = calendar_text(c, a, CALENDAR_CONFLICT),
		.reason = sensitive(c, a, CALENDAR_REASON),
		.session = a->number,
		.minutes = a->minutes,
		.reflection = a->reflection};
}

static void put_summary(
	const struct appointments *c, const struct appointment *a, struct buffer *out)
{
	const struct calendar_slot slot = slot_of(c, a);

	if (a->record == QSER_SLOT) {
		calendar_slot_summary(c->q, &slot, out);
		return;
	}
	put_what(c, a, out);
	if (a->record == QSER_ENCOUNTER || a->record == QSER_PEER) {
		buffer_text_add(out, ": ");
		put_who(c, a, out);
	}
}

static void put_words(const struct appointments *c, const struct appointment *a, struct buffer *out)
{
	const struct calendar_slot slot = slot_of(c, a);
	const char *path = calendar_text(c, a, CALENDAR_PATH),
		   *medium = medium_words(calendar_text(c, a, CALENDAR_WORD)),
		   *topic = sensitive(c, a, CALENDAR_TOPIC),
		   *reason = sensitive(c, a, CALENDAR_REASON);

	if (a->record == QSER_SLOT) {
		calendar_slot_words(c->q, &slot, out);
		return;
	}
	if (path)
		buffer_printf(out, "%s (%s)\n", calendar_text(c, a, CALENDAR_PATH_TITLE), path);
	if (a->people) {
		_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
		put_who(c, a, &who);
		buffer_printf(out, report_say(c->q, "People: %s"), buffer_text(&who));
		buffer_char(out, '\n');
	}
	if (a->record == QSER_ENCOUNTER && medium)
		buffer_printf(out, "%s\n", report_word(c->q, medium));
	buffer_printf(out, report_say(c->q, "State: %s"),
		report_word(c->q, calendar_text(c, a, CALENDAR_STATE)));
	if (topic) {
		buffer_char(out, '\n');
		buffer_printf(out, report_say(c->q, "Topic: %s"), topic);
	}
	if (reason)
		buffer_printf(out, "\n%s", reason);
}

/* A session that is planned may still move; what else has a day was agreed upon. */
static enum event_state state_of(const struct appointments *c, const struct appointment *a)
{
	enum event_state state = calendar_state(calendar_text(c, a, CALENDAR_STATE));

	return state == EVENT_TENTATIVE && a->record != QSER_SLOT && a->record != QSER_PEER
		       ? EVENT_CONFIRMED
		       : state;
}

static enum qser_status set_time(
	const struct appointments *c, const struct appointment *a, struct document_event *event)
{
	if (a->begins < 0) {
		event->whole_day = true;
		event->leaves_free = a->record != QSER_PEER; /* it is not the whole day */
		event->from = a->day;
		event->to = a->until;
		return QSER_OK;
	}
	enum qser_status status = calendar_moment(c->q, a->day, a->begins, &event->from);
	event->to = event->from + (a->minutes + a->reflection) * 60;
	if (status == QSER_INVALID)
		error_prefix(&c->q->error, "%s %" PRId64, a->name, a->id);
	return status;
}

/* What is done to its pair may cancel a meeting; so both count. */
static void set_mark(
	const struct appointments *c, const struct appointment *a, struct document_event *event)
{
	const struct mark *own = marks_of(&c->marks, a->record, a->id),
			  *pair = a->pair ? marks_of(&c->marks, QSER_PAIR, a->pair) : NULL;

	event->sequence = (own ? own->edits : 0) + (pair ? pair->edits : 0);
	event->changed = own ? own->changed : 0;
	if (pair && pair->changed > event->changed)
		event->changed = pair->changed;
	event->stamp = event->changed ? event->changed : c->q->options.now;
}

static enum qser_status put_event(
	const struct appointments *c, const struct appointment *a, struct document *d)
{
	_cleanup_(buffer_free) struct buffer summary = BUFFER_INIT, words = BUFFER_INIT;
	struct document_event event = {
		.place = calendar_text(c, a, CALENDAR_PLACE), .state = state_of(c, a)};
	char uid[UID_TEXT];
	enum qser_status status = set_time(c, a, &event);

	if (status != QSER_OK)
		return status;
	set_mark(c, a, &event);
	marks_uid(&c->marks, a->name, a->id, uid);
	put_summary(c, a, &summary);
	put_words(c, a, &words);
	event.uid = uid;
	event.summary = buffer_text(&summary);
	event.description = buffer_text(&words);
	document_event(d, &event);
	return summary.failed || words.failed ? fail(c->q, QSER_MEMORY, "out of memory") : QSER_OK;
}

static enum qser_status put_events(const struct appointments *c, struct document *d)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; status == QSER_OK && i < c->count; i++)
		status = put_event(c, &c->list[i], d);
	return status;
}

/* ---- The report ---- */

enum qser_status calendar_period(struct qser *q, const struct qser_report *r, struct period *out)
{
	enum qser_status status = period_read(q, r, out);
	day_t today;

	if (status != QSER_OK || r->period || r->since || r->until || !day_read(q->today, &today))
		return status;
	out->from = true;
	day_print(today - DAYS_BACK > DAY_MIN ? today - DAYS_BACK : DAY_MIN, out->first);
	return QSER_OK;
}

/* Whose calendar it is, when it is that of one person, path or organisation. */
static enum qser_status read_owner(const struct appointments *c, struct buffer *name)
{
	static const char person[] = "select name from person where id = ?1";
	static const struct {
		enum asked_for what;
		const char *sql;
	} owners[] = {{ASKED_PERSON, person}, {ASKED_TRAINER, person}, {ASKED_PARTICIPANT, person},
		{ASKED_PATH, "select title from path where id = ?1"},
		{ASKED_ORGANISATION, "select name from organisation where id = ?1"}};

	for (size_t i = 0; i < COUNT(owners); i++) {
		int64_t id = asked_only(&c->asked, owners[i].what);
		if (!id)
			continue;
		_cleanup_(query_end) struct query look = query(c->q->store, owners[i].sql);
		query_int(&look, 1, id);
		if (query_row(&look))
			buffer_text_add(name, query_get_text(&look, 0));
		return query_status(&look);
	}
	return QSER_OK;
}

static enum qser_status begin(const struct appointments *c, struct document **d)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	enum qser_status status = read_owner(c, &name);

	if (status == QSER_OK)
		status = name.length ? report_new(c->q, d, "Calendar: %s", buffer_text(&name))
				     : report_new(c->q, d, "Calendar");
	return status == QSER_OK ? report_head(c->q, *d, asked_only(&c->asked, ASKED_ORGANISATION),
					   &c->period)
				 : status;
}

static void tell_dayless(const struct appointments *c, struct document *d, bool people)
{
	if (!c->dayless)
		return;
	if (people)
		document_notice(d,
			report_plural(c->q, c->dayless,
				"%" PRId64 " appointment has no day yet, so it is not here.",
				"%" PRId64 " appointments have no day yet, so they are not here."),
			c->dayless);
	else if (!c->request->if_any || c->count)
		remark(c->q, "%" PRId64 " appointment%s without a day %s not in the calendar",
			c->dayless, c->dayless == 1 ? "" : "s", c->dayless == 1 ? "is" : "are");
}

enum qser_status report_calendar(struct qser *q, const struct qser_report *report, bool people,
	struct document **d, bool *any)
{
	_cleanup_(appointments_free) struct appointments c = {
		.q = q, .request = report, .marks = {.q = q}};
	enum qser_status status = calendar_period(q, report, &c.period);

	if (status == QSER_OK)
		status = appointments_read(&c);
	if (status == QSER_OK)
		status = begin(&c, d);
	if (status != QSER_OK)
		return status;
	*any = c.count > 0;
	if (!c.count && people)
		document_notice(*d, "There is no appointment in these days.");
	tell_dayless(&c, *d, people);
	if (people) {
		put_weeks(&c, *d);
		return QSER_OK;
	}
	put_rows(&c, *d);
	return put_events(&c, *d);
}
