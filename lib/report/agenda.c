/*
 * agenda.c: the page that is handed out at a workshop (C7.1-C7.3, B7.2, B7.3), with the list that
 * those who came sign.
 */
#include <string.h>

#include "../base/clock.h"
#include "../form/form.h"
#include "report.h"

#define BLANK "______________________"
#define BLANK_ROWS 4 /* for those who come without having been asked */

#define SQL_WORKSHOP                                                                              \
	"select w.title, w.code, w.kind, w.state, w.day, w.begins, w.minutes, w.place, w.agenda," \
	" w.questions, w.objectives, w.form, w.path, p.title, p.code, p.goals, o.name, t.name"    \
	" from workshop w left join path p on p.id = w.path"                                      \
	" left join organisation o on o.id = w.organisation"                                      \
	" left join person t on t.id = p.trainer where w.id = ?1"

enum place {
	TITLE,
	CODE,
	KIND,
	STATE,
	DAY,
	BEGINS,
	MINUTES,
	PLACE,
	AGENDA,
	QUESTIONS,
	OBJECTIVES,
	FORM,
	PATH,
	PATH_TITLE,
	PATH_CODE,
	PATH_GOALS,
	ORGANISATION,
	TRAINER
};

/* One workshop, while its page is made. */
struct page {
	struct qser *q;
	int64_t workshop, path;
	struct document *d;
	struct query row; /* of the workshop; its texts live until the end */
};

static const char *text_of(struct page *p, enum place place)
{
	return query_get_text(&p->row, (int)place);
}

/* ---- Head ---- */

static void put_time(struct page *p)
{
	_cleanup_(buffer_free) struct buffer when = BUFFER_INIT;
	const char *begins = text_of(p, BEGINS);
	day_t day;

	if (text_of(p, DAY) && day_read(text_of(p, DAY), &day)) {
		buffer_printf(&when, "%s ", day_name(day_weekday(day)));
		day_words(p->q, text_of(p, DAY), &when);
	}
	if (begins)
		buffer_printf(&when, "%s%s", when.length ? ", " : "", begins);
	if (!query_is_null(&p->row, MINUTES)) {
		buffer_text_add(&when, when.length ? ", " : "");
		duration_print(&when, query_get_int(&p->row, MINUTES));
	}
	document_fact(p->d, "When", "%s", when.length ? buffer_text(&when) : BLANK);
}

static void put_head(struct page *p)
{
	const char *code = text_of(p, CODE);
	bool other = !strcmp(text_of(p, KIND), "other");

	document_subtitle(p->d, "Workshop%s%s%s%s, %s", code ? " " : "", code ? code : "",
		other ? "" : ": ", other ? "" : text_of(p, KIND), text_of(p, STATE));
	if (text_of(p, PATH_TITLE))
		document_fact(p->d, "Training", "%s%s%s%s", text_of(p, PATH_TITLE),
			text_of(p, PATH_CODE) ? " (" : "",
			text_of(p, PATH_CODE) ? text_of(p, PATH_CODE) : "",
			text_of(p, PATH_CODE) ? ")" : "");
	if (text_of(p, ORGANISATION))
		document_fact(p->d, "Organisation", "%s", text_of(p, ORGANISATION));
	if (text_of(p, TRAINER))
		document_fact(p->d, "Trainer", "%s", text_of(p, TRAINER));
	put_time(p);
	document_fact(p->d, "Where", "%s", text_of(p, PLACE) ? text_of(p, PLACE) : BLANK);
}

/* ---- C7.1 to C7.3 ---- */

/* What is said when the workshop has no words of its own. */
static const char *introduction(const char *kind)
{
	if (!strcmp(kind, "closing"))
		return "Welcome, and thanks to all who took part. We look back together: what was "
		       "tried out, what works better now, what stays difficult, and what the "
		       "organisation keeps of it.";
	if (!strcmp(kind, "mentors"))
		return "Welcome, and who is here. Mentors bring what they know and whom they know; "
		       "some also advise other pairs, or the organisation together with a mentee. "
		       "We go through cases from practice and see what we would do.";
	return "Welcome, and who is here. In job shadowing a trainer comes along to the work "
	       "place and watches, out of the way of visitors. Afterwards the two talk in private "
	       "about what went well and what could be done differently. Suggestions are tried "
	       "out at once; some days later both look at what became of them. Nobody is being "
	       "examined.";
}

static void put_introduction(struct page *p)
{
	const char *agenda = text_of(p, AGENDA);

	document_heading(p->d, 2, "Introduction");
	document_paragraph(p->d, "%s", agenda ? agenda : introduction(text_of(p, KIND)));
}

static const struct qser_column question_column = {.name = "question",
					.label = "Question",
					.type = QSER_NOTE},
				notes_column = {
					.name = "notes", .label = "Notes", .type = QSER_TEXT};
static const struct qser_column *const question_table[] = {&question_column, &notes_column};

static void put_question(struct document_table *t, const char *text, size_t length)
{
	size_t blank = strspn(text, " \t");
	_cleanup_(free_pointer) char *line =
		blank < length ? memory_ndup(text + blank, length - blank) : NULL;

	if (line)
		document_row(t, (const char *const[]){line, BLANK});
}

#define SQL_FORM "select id from form where code = 'workshop-agenda'"

/* The form named, or the built-in one when there are no questions at all; 0: none. */
static enum qser_status form_of(struct page *p, int64_t *form)
{
	*form = query_is_null(&p->row, FORM) ? 0 : query_get_int(&p->row, FORM);
	if (*form || text_of(p, QUESTIONS))
		return QSER_OK;
	_cleanup_(query_end) struct query look = query(p->q->store, SQL_FORM);
	return query_number(&look, 0, form);
}

static enum qser_status put_form(struct page *p, struct document_table *t, int64_t form)
{
	_cleanup_(questions_free) struct questions qs = {0};
	int64_t version = 0;
	enum qser_status status = form_version(p->q, form, NULL, true, &version);

	if (status == QSER_OK)
		status = questions_load(p->q, version, &qs);
	for (size_t i = 0; status == QSER_OK && i < qs.item_count; i++) {
		const char *question = item_text(&qs.items[i], FORM_QUESTION);
		put_question(t, question, strlen(question));
	}
	return status;
}

static enum qser_status put_questions(struct page *p)
{
	const char *at = text_of(p, QUESTIONS);
	int64_t form = 0;
	enum qser_status status = form_of(p, &form);

	if (status != QSER_OK || (!form && !at))
		return status;
	document_heading(p->d, 2, "Questions to be discussed");
	struct document_table *t = document_table(
		p->d, "questions", NULL, question_table, COUNT(question_table), false);
	for (; at && *at; at += strcspn(at, "\n"), at += *at == '\n')
		put_question(t, at, strcspn(at, "\n"));
	return form ? put_form(p, t, form) : QSER_OK;
}

#define SQL_SKILLS "select kind, name, target from skill where path = ?1 order by id"

static enum qser_status put_objectives(struct page *p)
{
	const char *own = text_of(p, OBJECTIVES), *goals = text_of(p, PATH_GOALS);
	_cleanup_(query_end) struct query skills = query(p->q->store, SQL_SKILLS);

	document_heading(p->d, 2, "Objectives, questions and answers");
	if (own || goals)
		document_paragraph(p->d, "%s", own ? own : goals);
	query_int(&skills, 1, p->path);
	while (query_row(&skills)) {
		const char *target = query_get_text(&skills, 2);
		document_item(p->d, "%s (%s)%s%s", query_get_text(&skills, 1),
			query_get_text(&skills, 0), target ? ": " : "", target ? target : "");
	}
	document_paragraph(p->d,
		"What is still open? Whoever takes part asks; trainer and organisation answer. "
		"What stays open is written down, with who sees to it and until when.");
	document_fact(p->d, "Still open", "%s", BLANK BLANK);
	return query_status(&skills);
}

/* ---- Scenarios (B7.2, B7.3) ---- */

#define SQL_SCENARIOS                                                                  \
	"select s.title, s.kind, s.topic, s.story, s.source from workshop_scenarios l" \
	" join scenario s on s.id = l.target where l.owner = ?1 order by s.id"

static enum qser_status put_scenarios(struct page *p)
{
	_cleanup_(query_end) struct query all = query(p->q->store, SQL_SCENARIOS);
	bool first = true;

	query_int(&all, 1, p->workshop);
	for (; query_row(&all); first = false) {
		bool real = !strcmp(query_get_word(&all, 1), "real-case");
		if (first)
			document_heading(p->d, 2, "Cases to talk about");
		document_heading(p->d, 3, "%s", query_get_text(&all, 0));
		document_fact(p->d, "Kind", "%s", real ? "it really happened" : "scenario of use");
		if (query_get_text(&all, 2))
			document_fact(p->d, "Topic", "%s", query_get_text(&all, 2));
		document_paragraph(p->d, "%s", query_get_text(&all, 3));
		if (query_get_text(&all, 4))
			document_paragraph(p->d, "Source: %s", query_get_text(&all, 4));
	}
	return query_status(&all);
}

/* ---- People ---- */

#define SQL_PEOPLE                                                                                     \
	"select n.name, a.role, d.name, a.attended, a.advises, m.name, t.name, o.name"                 \
	" from attendance a join person n on n.id = a.person"                                          \
	" left join department d on d.id = n.department left join person m on m.id = a.mentor"         \
	" left join person t on t.id = a.mentee left join organisation o on o.id = a.organisation"     \
	" where a.workshop = ?1 order by case a.role when 'trainer' then 1"                            \
	" when 'representative' then 2 when 'participant' then 3 when 'consultant' then 4 else 5 end," \
	" " STORE_SORT "(n.name), a.id"

enum { NAME, ROLE, DEPARTMENT, ATTENDED, ADVISES, MENTOR, MENTEE, ADVISED };

/* "the pair Anna (mentor) and Jan (mentee)" (B7). */
static void advice(struct query *row, struct buffer *out)
{
	const char *advises = query_get_text(row, ADVISES), *mentee = query_get_text(row, MENTEE);
	const char *organisation = query_get_text(row, ADVISED);

	if (!advises)
		return;
	if (!strcmp(advises, "pair"))
		buffer_printf(out, "the pair %s (mentor) and %s (mentee)",
			query_get_text(row, MENTOR), mentee);
	else if (!strcmp(advises, "mentee"))
		buffer_printf(out, "the mentee %s", mentee);
	else
		buffer_printf(out, "the organisation %s", organisation);
	if (!strcmp(advises, "organisation") && mentee)
		buffer_printf(out, ", with the mentee %s", mentee);
	else if (strcmp(advises, "organisation") != 0 && organisation)
		buffer_printf(out, ", for %s", organisation);
}

static const struct qser_column
	name_column = {.name = "name", .label = "Name", .type = QSER_TEXT},
	role_column = {.name = "role", .label = "As", .type = QSER_TEXT},
	department_column = {.name = "department", .label = "Department", .type = QSER_TEXT},
	advises_column = {.name = "advises", .label = "Advises", .type = QSER_TEXT},
	attended_column = {.name = "attended", .label = "Attended", .type = QSER_BOOL},
	signature_column = {.name = "signature", .label = "Signature", .type = QSER_TEXT};
static const struct qser_column *const people_table[] = {
	&name_column, &role_column, &department_column, &advises_column, &attended_column};
static const struct qser_column *const signing_table[] = {
	&name_column, &role_column, &signature_column};

static struct query people(struct page *p)
{
	struct query all = query(p->q->store, SQL_PEOPLE);

	query_int(&all, 1, p->workshop);
	return all;
}

static const char *attended(struct query *row)
{
	return query_is_null(row, ATTENDED) ? NULL : query_get_int(row, ATTENDED) ? "yes" : "no";
}

static enum qser_status put_people(struct page *p)
{
	_cleanup_(query_end) struct query all = people(p);
	struct document_table *t =
		document_table(p->d, "people", NULL, people_table, COUNT(people_table), true);

	while (query_row(&all)) {
		_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
		advice(&all, &text);
		document_row(
			t, (const char *const[]){query_get_text(&all, NAME),
				   query_get_text(&all, ROLE), query_get_text(&all, DEPARTMENT),
				   text.length ? buffer_text(&text) : NULL, attended(&all)});
	}
	return query_status(&all);
}

/* Who was absent does not sign. */
static enum qser_status put_signing(struct page *p)
{
	_cleanup_(query_end) struct query all = people(p);

	document_heading(p->d, 2, "List of attendance");
	struct document_table *t = document_table(
		p->d, "signatures", NULL, signing_table, COUNT(signing_table), false);
	while (query_row(&all)) {
		const char *came = attended(&all);
		document_row(t, (const char *const[]){query_get_text(&all, NAME),
					query_get_text(&all, ROLE),
					came && !strcmp(came, "no") ? "absent" : BLANK});
	}
	for (int i = 0; i < BLANK_ROWS; i++)
		document_row(t, (const char *const[]){BLANK, NULL, BLANK});
	return query_status(&all);
}

/* ---- The page ---- */

static enum qser_status build(struct page *p)
{
	enum qser_status status;

	put_head(p);
	put_introduction(p);
	status = put_questions(p);
	if (status == QSER_OK)
		status = put_objectives(p);
	if (status == QSER_OK)
		status = put_scenarios(p);
	document_heading(p->d, 2, "Who takes part");
	if (status == QSER_OK)
		status = put_people(p);
	return status == QSER_OK ? put_signing(p) : status;
}

enum qser_status qser_workshop_agenda(
	struct qser *q, int64_t workshop, struct qser_spool *spool, const struct qser_style *style)
{
	_cleanup_(query_end) struct query row = query_kept(q->store, SQL_WORKSHOP);
	_cleanup_(document_freep) struct document *d = NULL;

	query_int(&row, 1, workshop);
	if (!query_row(&row))
		return query_status(&row) != QSER_OK
			       ? query_status(&row)
			       : fail(q, QSER_UNKNOWN, "there is no such workshop");
	d = document_new(query_get_text(&row, TITLE));
	if (!d)
		return fail(q, QSER_MEMORY, "out of memory");
	struct page p = {.q = q, .workshop = workshop, .d = d, .row = row};
	p.path = query_is_null(&row, PATH) ? 0 : query_get_int(&row, PATH);
	enum qser_status status = build(&p);
	return status == QSER_OK ? report_write(q, d, spool, style) : status;
}
