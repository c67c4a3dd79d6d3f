/* rota_page.c: the rota of a path (C10), week by week, and as a calendar. */
#include <inttypes.h>
#include <string.h>

#include "calendar.h"

#define SQL_PATH                                                                        \
	"select coalesce(h.code, cast(h.id as text)), h.title, t.name, h.organisation," \
	" (select count(*) from participant p where p.path = h.id) from path h"         \
	" left join person t on t.id = h.trainer where h.id = ?1"
#define SQL_SLOTS                                                                            \
	"select s.id, w.name, coalesce(w.code, cast(w.id as text)), s.session, s.sessions,"  \
	" s.day, s.begins, s.minutes, s.reflection, s.state, s.conflict, s.reason, t.name,"  \
	" coalesce(t.code, cast(t.id as text)) from slot s join person w on w.id = s.person" \
	" join person t on t.id = s.trainer where s.path = ?1"                               \
	" order by s.day nulls last, s.begins, s.id"

enum {
	SLOT_ID,
	WHO,
	WHO_CODE,
	SESSION,
	SESSIONS,
	DAY,
	BEGINS,
	MINUTES,
	REFLECTION,
	STATE,
	CONFLICT,
	REASON,
	TRAINER,
	TRAINER_CODE
};

struct page {
	struct qser *q;
	int64_t path, organisation, participants;
	struct buffer code, title, trainer;
	struct document *d;
	struct document_table *table;
	bool people;
	int week; /* of the table; 0: none yet */
	int64_t all, states[5], conflicts, remarks;
};

static const char *const state_words[5] = {"planned", "agreed", "done", "missed", "cancelled"};

static void page_free(struct page *p)
{
	buffer_free(&p->code);
	buffer_free(&p->title);
	buffer_free(&p->trainer);
	document_free(p->d);
}

static enum qser_status read_path(struct page *p)
{
	_cleanup_(query_end) struct query look = query(p->q->store, SQL_PATH);

	query_int(&look, 1, p->path);
	if (!query_row(&look))
		return query_status(&look) != QSER_OK
			       ? query_status(&look)
			       : fail(p->q, QSER_UNKNOWN, "there is no path %" PRId64, p->path);
	buffer_text_add(&p->code, query_get_text(&look, 0));
	buffer_text_add(&p->title, query_get_text(&look, 1));
	buffer_text_add(&p->trainer, query_get_text(&look, 2));
	p->organisation = query_get_int(&look, 3);
	p->participants = query_get_int(&look, 4);
	return query_status(&look);
}

/* ---- The page ---- */

static const struct qser_column day_column = COLUMN("day", "Day", QSER_TEXT),
				time_column = COLUMN("time", "Shadowing", QSER_TEXT),
				until_column = COLUMN("until", "Until", QSER_TEXT),
				who_column = COLUMN("participant", "Participant", QSER_TEXT),
				number_column = COLUMN("session", "No.", QSER_TEXT),
				state_column = COLUMN("state", "State", QSER_TEXT),
				conflict_column = COLUMN("conflict", "To be noticed", QSER_TEXT);
static const struct qser_column *const week_columns[] = {&day_column, &time_column, &until_column,
	&who_column, &number_column, &state_column, &conflict_column};

static const struct qser_column id_data = COLUMN("id", "Id", QSER_INT),
				path_data = COLUMN("path", "Path", QSER_TEXT),
				day_data = COLUMN("day", "Day", QSER_DAY),
				begins_data = COLUMN("begins", "Begins", QSER_TEXT),
				minutes_data = COLUMN("minutes", "Minutes", QSER_INT),
				reflection_data = COLUMN("reflection", "Reflection", QSER_INT),
				trainer_data = COLUMN("trainer", "Trainer", QSER_TEXT),
				person_data = COLUMN("person", "Participant", QSER_TEXT),
				session_data = COLUMN("session", "Session", QSER_INT),
				state_data = COLUMN("state", "State", QSER_TEXT),
				conflict_data = COLUMN("conflict", "Conflict", QSER_TEXT);
static const struct qser_column *const data_columns[] = {&id_data, &path_data, &day_data,
	&begins_data, &minutes_data, &reflection_data, &trainer_data, &person_data, &session_data,
	&state_data, &conflict_data};

static void put_row(struct page *p, struct query *slot)
{
	const char *values[COUNT(data_columns)] = {query_get_text(slot, SLOT_ID),
		buffer_text(&p->code), query_get_text(slot, DAY), query_get_text(slot, BEGINS),
		query_get_text(slot, MINUTES), query_get_text(slot, REFLECTION),
		query_get_text(slot, TRAINER_CODE), query_get_text(slot, WHO_CODE),
		query_get_text(slot, SESSION), query_get_text(slot, STATE),
		query_get_text(slot, CONFLICT)};

	document_row(p->table, values);
}

/* The last column stands where something is to be said there. */
static size_t shown(const struct page *p)
{
	return COUNT(week_columns) - !p->remarks;
}

static void head_week(struct page *p, day_t day)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	int year, week = day_week(day, &year);

	if (p->table && p->week == year * 100 + week)
		return;
	p->week = year * 100 + week;
	week_words(p->q, day, &text);
	document_heading(p->d, 2, "%s", buffer_text(&text));
	p->table = document_table(p->d, "week", NULL, week_columns, shown(p), false);
}

static void head_homeless(struct page *p)
{
	if (p->table && p->week == -1)
		return;
	p->week = -1;
	document_heading(p->d, 2, "Without a day");
	p->table = document_table(p->d, "unplaced", NULL, week_columns, shown(p), false);
}

static void put_session(struct page *p, struct query *slot)
{
	const char *iso = query_get_text(slot, DAY), *conflict = query_get_text(slot, CONFLICT);
	_cleanup_(buffer_free) struct buffer when = BUFFER_INIT, number = BUFFER_INIT;
	char from[CLOCK_TEXT], to[CLOCK_TEXT], until[CLOCK_TEXT], time[16] = "", after[16] = "";
	int begins = clock_minute(query_get_text(slot, BEGINS)), year, month, dom;
	int ends = begins + (int)query_get_int(slot, MINUTES);
	int64_t reflection = query_get_int(slot, REFLECTION), of = query_get_int(slot, SESSIONS),
		session = query_get_int(slot, SESSION);
	day_t day;

	if (iso && day_read(iso, &day)) {
		head_week(p, day);
		day_split(day, &year, &month, &dom);
		buffer_printf(&when, "%s %d %s", report_word(p->q, day_name(day_weekday(day))), dom,
			report_word(p->q, month_name(month)));
		clock_print(begins, from);
		clock_print(ends, to);
		clock_print(ends + (int)reflection, until);
		(void)snprintf(time, sizeof(time), "%s-%s", from, to);
		if (reflection)
			(void)snprintf(after, sizeof(after), "%s", until);
	} else {
		head_homeless(p);
	}
	/* For one that was missed there is another, behind all that were planned at first. */
	if (session <= of)
		buffer_printf(&number, report_say(p->q, "%" PRId64 " of %" PRId64), session, of);
	else
		buffer_int(&number, session);
	const char *values[] = {buffer_text(&when), time, after, query_get_text(slot, WHO),
		buffer_text(&number), report_word(p->q, query_get_text(slot, STATE)),
		conflict ? conflict : query_get_text(slot, REASON)};
	document_row(p->table, values);
}

static void count_slot(struct page *p, struct query *slot)
{
	const char *state = query_get_text(slot, STATE);

	p->all++;
	for (size_t i = 0; i < COUNT(state_words); i++)
		p->states[i] += !strcmp(state, state_words[i]);
	p->conflicts += query_get_text(slot, CONFLICT) != NULL;
	p->remarks += query_get_text(slot, CONFLICT) || query_get_text(slot, REASON);
}

static enum qser_status each_slot(struct page *p, void (*fn)(struct page *, struct query *))
{
	_cleanup_(query_end) struct query all = query(p->q->store, SQL_SLOTS);

	query_int(&all, 1, p->path);
	while (query_row(&all))
		fn(p, &all);
	return query_status(&all);
}

/* "7 planned", of a state of state_words, behind those before it. */
static void count_words(const struct page *p, size_t state, struct buffer *out)
{
	const struct qser *q = p->q;
	int64_t n = p->states[state];

	if (!n)
		return;
	buffer_text_add(out, out->length ? ", " : "");
	switch (state) {
	case 0:
		buffer_printf(
			out, report_plural(q, n, "%" PRId64 " planned", "%" PRId64 " planned"), n);
		break;
	case 1:
		buffer_printf(
			out, report_plural(q, n, "%" PRId64 " agreed", "%" PRId64 " agreed"), n);
		break;
	case 2:
		buffer_printf(out, report_plural(q, n, "%" PRId64 " done", "%" PRId64 " done"), n);
		break;
	case 3:
		buffer_printf(
			out, report_plural(q, n, "%" PRId64 " missed", "%" PRId64 " missed"), n);
		break;
	default:
		buffer_printf(out,
			report_plural(q, n, "%" PRId64 " cancelled", "%" PRId64 " cancelled"), n);
		break;
	}
}

static enum qser_status put_head(struct page *p)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	enum qser_status status = each_slot(p, count_slot);

	document_fact(p->d, "Trainer", "%s",
		p->trainer.length ? buffer_text(&p->trainer) : report_say(p->q, "not chosen yet"));
	document_fact(p->d, "Participants", "%" PRId64, p->participants);
	for (size_t i = 0; i < COUNT(state_words); i++)
		count_words(p, i, &text);
	if (p->all)
		document_fact(p->d, "Sessions", "%s", buffer_text(&text));
	else
		document_notice(p->d, "There is no rota yet.");
	if (p->people && p->all)
		document_paragraph(p->d,
			"Each session is followed by reflection of trainer and participant, until the "
			"time beside it.");
	if (p->conflicts)
		document_notice(p->d,
			report_plural(p->q, p->conflicts,
				"%" PRId64 " session is not as it is meant; see the last column.",
				"%" PRId64
				" sessions are not as they are meant; see the last column."),
			p->conflicts);
	return status;
}

static enum qser_status begin_page(struct page *p)
{
	_cleanup_(buffer_free) struct buffer made = BUFFER_INIT;
	enum qser_status status = report_speak_page(p->q, p->people, p->organisation);

	if (status == QSER_OK)
		status = report_new(p->q, &p->d, "Rota of %s", buffer_text(&p->title));
	if (status != QSER_OK)
		return status;
	day_words(p->q, qser_today(p->q), &made);
	document_subtitle(p->d, "%s, made on %s", buffer_text(&p->code), buffer_text(&made));
	return QSER_OK;
}

enum qser_status qser_rota_print(
	struct qser *q, int64_t path, struct qser_spool *spool, const struct qser_style *style)
{
	_cleanup_(page_free) struct page p = {
		.q = q, .path = path, .people = report_for_people(style)};
	enum qser_status status = read_path(&p);

	if (status == QSER_OK)
		status = begin_page(&p);
	if (status == QSER_OK)
		status = put_head(&p);
	if (status == QSER_OK && !p.people)
		p.table =
			document_table(p.d, "rota", NULL, data_columns, COUNT(data_columns), true);
	if (status == QSER_OK)
		status = each_slot(&p, p.people ? put_session : put_row);
	if (status == QSER_OK)
		status = report_write(q, p.d, spool, style);
	return status == QSER_OK && !p.all ? QSER_PARTIAL : status;
}

/* ---- The calendar ---- */

struct calendar_page {
	struct page page;
	struct marks marks;
	int64_t left_out;
};

static bool has_day(struct query *slot, day_t *day)
{
	return query_get_text(slot, DAY) && day_read(query_get_text(slot, DAY), day);
}

static enum qser_status mark_slot(struct calendar_page *c, struct query *slot)
{
	day_t day;

	c->page.all++;
	return has_day(slot, &day) ? marks_add(&c->marks, QSER_SLOT, query_get_int(slot, SLOT_ID))
				   : QSER_OK;
}

static struct calendar_slot slot_of(const struct page *p, struct query *slot)
{
	return (struct calendar_slot){.path = buffer_text(&p->code),
		.title = buffer_text(&p->title),
		.who = query_get_text(slot, WHO),
		.trainer = query_get_text(slot, TRAINER),
		.state = query_get_text(slot, STATE),
		.conflict = query_get_text(slot, CONFLICT),
		.reason = query_get_text(slot, REASON),
		.session = query_get_int(slot, SESSION),
		.minutes = query_get_int(slot, MINUTES),
		.reflection = query_get_int(slot, REFLECTION)};
}

static enum qser_status put_event(struct calendar_page *c, struct query *slot)
{
	_cleanup_(buffer_free) struct buffer what = BUFFER_INIT, summary = BUFFER_INIT;
	struct qser *q = c->page.q;
	const struct calendar_slot words = slot_of(&c->page, slot);
	const struct mark *mark = marks_of(&c->marks, QSER_SLOT, query_get_int(slot, SLOT_ID));
	char uid[UID_TEXT];
	int64_t from;
	day_t day;

	if (!has_day(slot, &day) || !mark) {
		c->left_out++;
		return QSER_OK;
	}
	enum qser_status status =
		calendar_moment(q, day, clock_minute(query_get_text(slot, BEGINS)), &from);
	if (status == QSER_INVALID)
		error_prefix(&q->error, "slot %" PRId64, mark->id);
	if (status != QSER_OK)
		return status;
	marks_uid(&c->marks, "slot", mark->id, uid);
	calendar_slot_summary(q, &words, &summary);
	calendar_slot_words(q, &words, &what);
	const struct document_event event = {.uid = uid,
		.stamp = mark->changed ? mark->changed : q->options.now,
		.from = from,
		.to = from + (words.minutes + words.reflection) * 60,
		.sequence = mark->edits,
		.summary = buffer_text(&summary),
		.description = buffer_text(&what),
		.state = calendar_state(words.state)};
	document_event(c->page.d, &event);
	return what.failed || summary.failed ? fail(q, QSER_MEMORY, "out of memory") : QSER_OK;
}

static enum qser_status with_slots(struct calendar_page *c,
	enum qser_status (*fn)(struct calendar_page *c, struct query *slot))
{
	_cleanup_(query_end) struct query all = query(c->page.q->store, SQL_SLOTS);
	enum qser_status status = QSER_OK;

	query_int(&all, 1, c->page.path);
	while (status == QSER_OK && query_row(&all))
		status = fn(c, &all);
	return status == QSER_OK ? query_status(&all) : status;
}

static enum qser_status put_calendar(struct calendar_page *c, struct qser_spool *spool)
{
	const struct qser_style style = {.format = QSER_FORMAT_ICS};
	enum qser_status status = with_slots(c, mark_slot);

	if (status == QSER_OK)
		status = marks_read(&c->marks);
	if (status == QSER_OK)
		status = report_new(c->page.q, &c->page.d, "%s", buffer_text(&c->page.code));
	if (status == QSER_OK)
		status = with_slots(c, put_event);
	return status == QSER_OK ? report_write(c->page.q, c->page.d, spool, &style) : status;
}

enum qser_status qser_rota_calendar(struct qser *q, int64_t path, struct qser_spool *spool)
{
	struct calendar_page c = {.page = {.q = q, .path = path}, .marks = {.q = q}};
	enum qser_status status = read_path(&c.page);

	if (status == QSER_OK)
		status = put_calendar(&c, spool);
	if (c.left_out)
		remark(q, "%" PRId64 " session%s without a day %s not in the calendar", c.left_out,
			c.left_out == 1 ? "" : "s", c.left_out == 1 ? "is" : "are");
	bool none = !c.page.all;
	marks_free(&c.marks);
	page_free(&c.page);
	return status == QSER_OK && none ? QSER_PARTIAL : status;
}
