/*
 * path_page.c: a training path as a page to read and to print: all that the template of a path asks
 * for (D1-D6), and how far it is: contract, steps, minutes, workshops, gates passed, conclusion.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "report.h"

static const struct qser_column kind_column = COLUMN("kind", "Kind", QSER_TEXT),
				name_column = COLUMN("name", "Name", QSER_TEXT),
				target_column = COLUMN("target", "Target", QSER_TEXT),
				relevance_column = COLUMN("relevance", "Relevance", QSER_TEXT),
				importance_column = COLUMN("importance", "Importance", QSER_TEXT),
				rated_column = COLUMN("rated", "Rated by", QSER_INT),
				planned_column = COLUMN("planned", "Planned", QSER_HOURS),
				done_column = COLUMN("done", "Done", QSER_HOURS),
				sessions_column = COLUMN("sessions", "Sessions", QSER_INT),
				from_column = COLUMN("from", "From", QSER_DAY),
				until_column = COLUMN("until", "Until", QSER_DAY),
				number_column = COLUMN("number", "Step", QSER_INT),
				what_column = COLUMN("what", "What", QSER_TEXT),
				state_column = COLUMN("state", "State", QSER_TEXT),
				day_column = COLUMN("day", "Day", QSER_DAY),
				who_column = COLUMN("who", "Responsible", QSER_TEXT),
				place_column = COLUMN("place", "Place", QSER_TEXT),
				gate_column = COLUMN("gate", "Gate", QSER_TEXT),
				finding_column = COLUMN("finding", "Finding", QSER_TEXT),
				reason_column = COLUMN("reason", "Reason", QSER_TEXT);

/* A table of the page: a query for each, its columns in their order. */
struct part {
	const char *heading, *name;
	const char *none; /* when there are no rows; NULL: then it is left out */
	const struct qser_column *columns[8];
	size_t count;
	const char *sql; /* ?1: the path */
};

/* Means of whole ratings are kept as hundredths: the engines divide differently. */
static const struct part parts[] = {
	{"Skills, competences and attitudes", "skills", "None yet.",
		{&kind_column, &name_column, &target_column, &relevance_column, &importance_column,
			&rated_column},
		6,
		"select s.kind, s.name, s.target, (select (200 * sum(relevance) + "
		"count(relevance)) / (2 * count(relevance)) from rating r where r.skill = s.id), "
		"(select (200 * sum(importance) + count(importance)) / (2 * count(importance)) "
		"from rating r where r.skill = s.id), (select count(distinct r.person) from rating r "
		"where r.skill = s.id) from skill s where s.path = ?1 order by s.id"},
	{"Participants", "participants", "Nobody yet.",
		{&name_column, &planned_column, &done_column, &sessions_column, &from_column,
			&until_column},
		6,
		"select p.name, l.hours, (select sum(e.minutes) from diary_entry_participants d join "
		"diary_entry e on e.id = d.owner where d.target = l.person and e.path = l.path), "
		"(select count(*) from diary_entry_participants d join diary_entry e on e.id = "
		"d.owner where d.target = l.person and e.path = l.path and e.kind = 'shadowing'), "
		"l.joined, l.leaves from participant l join person p on p.id = l.person where l.path = "
		"?1 order by l.id"},
	{"Activities", "activities", "None yet.", {&kind_column, &name_column, &planned_column}, 3,
		"select kind, title, hours from activity where path = ?1 order by id"},
	{"Steps", "steps", NULL,
		{&number_column, &what_column, &state_column, &day_column, &who_column}, 5,
		"select s.number, s.title, s.state, s.day, p.name from step s left join person p on "
		"p.id = s.responsible where s.path = ?1 order by s.number"},
	{"Minutes", "minutes", NULL, {&day_column, &what_column, &place_column, &number_column}, 4,
		"select day, title, place, step from meeting where path = ?1 order by day, id"},
	{"Workshops", "workshops", NULL,
		{&day_column, &what_column, &kind_column, &state_column, &place_column}, 5,
		"select day, title, kind, state, place from workshop where path = ?1 order by day, id"},
	{"Actions still open", "actions", NULL, {&what_column, &who_column, &day_column}, 3,
		"select a.what, p.name, a.due from action a left join person p on p.id = a.person "
		"where a.path = ?1 and a.done is null order by a.due, a.id"},
	{"Gates passed against the rule", "exceptions", NULL,
		{&day_column, &gate_column, &finding_column, &reason_column, &who_column}, 5,
		"select x.day, x.gate, x.finding, x.reason, p.name from exception x left join person p "
		"on p.id = x.person where x.path = ?1 order by x.id"},
};

/* "4.50" of 450 */
static void add_hundredths(struct buffer *out, int64_t n)
{
	buffer_printf(out, "%" PRId64 ".%02" PRId64, n / 100, n % 100);
}

static const char *cell(struct query *from, int at, const struct qser_column *c, struct buffer *out)
{
	buffer_clear(out);
	if (query_is_null(from, at))
		return NULL;
	if (c->type == QSER_HOURS)
		duration_print_colon(out, query_get_int(from, at));
	else if (c == &relevance_column || c == &importance_column)
		add_hundredths(out, query_get_int(from, at));
	else
		buffer_text_add(out, query_get_text(from, at));
	return buffer_text(out);
}

static enum qser_status put_part(
	struct qser *q, struct document *d, const struct part *part, int64_t path)
{
	struct buffer texts[COUNT(part->columns)] = {0};
	const char *values[COUNT(part->columns)];
	struct document_table *table = NULL;
	_cleanup_(query_end) struct query all = query(q->store, part->sql);
	bool failed = false;

	query_int(&all, 1, path);
	while (query_row(&all)) {
		if (!table) {
			document_heading(d, 2, "%s", document_say(d, part->heading));
			table = document_table(
				d, part->name, NULL, part->columns, part->count, false);
		}
		for (size_t i = 0; i < part->count; i++) {
			values[i] = cell(&all, (int)i, part->columns[i], &texts[i]);
			failed |= texts[i].failed;
		}
		document_row(table, values);
	}
	for (size_t i = 0; i < part->count; i++)
		buffer_free(&texts[i]);
	if (!table && part->none) {
		document_heading(d, 2, "%s", document_say(d, part->heading));
		document_paragraph(d, "%s", part->none);
	}
	return failed ? fail(q, QSER_MEMORY, "out of memory") : query_status(&all);
}

/* ---- Facts ---- */

#define SQL_PATH                                                                                    \
	"select t.title, t.code, t.state, o.name, coalesce(t.address, o.address), "                 \
	"coalesce(t.email, o.email), d.name, c.name, c.phone, r.name, coalesce(t.trainer_contact, " \
	"r.email), j.title, j.number, t.audience, t.participants_planned, (select count(*) from "   \
	"participant where path = t.id), t.months, t.weeks, t.hours, t.starts, t.ends, t.goals, "   \
	"t.note, t.closed, t.reason, g.title, o.id, (select sum(minutes) from diary_entry where "   \
	"path = t.id) from path t join organisation o on o.id = t.organisation left join "          \
	"department d on d.id = t.department left join person c on c.id = t.contact left join "     \
	"person r on r.id = t.trainer left join project j on j.id = t.project left join path g on " \
	"g.id = t.parent where t.id = ?1"

enum {
	TITLE,
	CODE,
	STATE,
	ORGANISATION,
	ADDRESS,
	EMAIL,
	DEPARTMENT,
	CONTACT,
	CONTACT_PHONE,
	TRAINER,
	TRAINER_CONTACT,
	PROJECT,
	PROJECT_NUMBER,
	AUDIENCE,
	HEADS,
	LISTED,
	MONTHS,
	WEEKS,
	HOURS,
	STARTS,
	ENDS,
	GOALS,
	NOTE,
	CLOSED,
	REASON,
	PARENT,
	ORGANISATION_ID,
	MINUTES
};

static void put_text(struct document *d, struct query *p, const char *label, int at)
{
	if (!query_is_null(p, at))
		document_fact(d, label, "%s", query_get_text(p, at));
}

static void put_organisation(struct document *d, struct query *p)
{
	document_heading(d, 2, "Organisation");
	put_text(d, p, "Organisation", ORGANISATION);
	put_text(d, p, "Department", DEPARTMENT);
	document_fact(d, "Contact person", "%s",
		query_is_null(p, CONTACT) ? "not named yet" : query_get_text(p, CONTACT));
	put_text(d, p, "Telephone", CONTACT_PHONE);
	put_text(d, p, "Address", ADDRESS);
	put_text(d, p, "E-mail", EMAIL);
	put_text(d, p, "Project", PROJECT);
	put_text(d, p, "Project number", PROJECT_NUMBER);
	document_heading(d, 2, "Trainer");
	document_fact(d, "Trainer", "%s",
		query_is_null(p, TRAINER) ? "not chosen yet" : query_get_text(p, TRAINER));
	put_text(d, p, "Contact", TRAINER_CONTACT);
}

static void put_count(
	struct buffer *out, struct query *p, int at, const char *one, const char *many)
{
	if (query_is_null(p, at))
		return;
	int64_t n = query_get_int(p, at);
	buffer_printf(out, "%s%" PRId64 " %s", out->length ? ", " : "", n, n == 1 ? one : many);
}

/* The number planned has to be that of the names listed (D5); where it is not, it is said. */
static void put_heads(struct document *d, struct query *p)
{
	int64_t listed = query_get_int(p, LISTED), planned = query_get_int(p, HEADS);

	if (query_is_null(p, HEADS) || planned == listed)
		document_fact(
			d, "Participants", "%" PRId64 ", %s", listed, query_get_text(p, AUDIENCE));
	else
		document_notice(d,
			"Participants: %" PRId64 " listed, %" PRId64 " planned: %" PRId64 " %s.",
			listed, planned, listed < planned ? planned - listed : listed - planned,
			listed < planned ? "missing" : "too many");
}

static void put_duration(struct document *d, struct query *p)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	document_heading(d, 2, "Participants and duration");
	put_heads(d, p);
	put_count(&text, p, MONTHS, "month", "months");
	put_count(&text, p, WEEKS, "week", "weeks");
	if (!query_is_null(p, HOURS)) {
		buffer_text_add(&text, text.length ? ", " : "");
		duration_print(&text, query_get_int(p, HOURS));
	}
	if (text.length)
		document_fact(d, "Duration", "%s", buffer_text(&text));
	put_text(d, p, "First day", STARTS);
	put_text(d, p, "Last day", ENDS);
	buffer_clear(&text);
	duration_print(&text, query_get_int(p, MINUTES));
	document_fact(d, "Hours so far", "%s", buffer_text(&text));
	if (!query_is_null(p, GOALS)) {
		document_heading(d, 2, "Goals");
		document_paragraph(d, "%s", query_get_text(p, GOALS));
	}
	if (!query_is_null(p, NOTE)) {
		document_heading(d, 2, "Notes");
		document_paragraph(d, "%s", query_get_text(p, NOTE));
	}
}

static enum qser_status put_head(struct qser *q, struct document *d, struct query *p)
{
	enum qser_status status = report_programme(q, d, query_get_int(p, ORGANISATION_ID));

	document_subtitle(d, "Training path%s%s, %s", query_is_null(p, CODE) ? "" : " ",
		query_is_null(p, CODE) ? "" : query_get_text(p, CODE), query_get_text(p, STATE));
	report_made(q, d);
	if (!query_is_null(p, PARENT))
		document_subtitle(d, "Of the group path “%s”", query_get_text(p, PARENT));
	if (!query_is_null(p, CLOSED))
		document_subtitle(d, "Closed on %s%s%s", query_get_text(p, CLOSED),
			query_is_null(p, REASON) ? "" : ": ",
			query_is_null(p, REASON) ? "" : query_get_text(p, REASON));
	return status;
}

/* ---- Contract and conclusion ---- */

static int put_signature(void *ctx, const struct qser_signature *s)
{
	document_fact(ctx, "Signed", "by %s for the %s, %s%s", s->name, s->party, s->day,
		s->broken ? "; broken: it was changed since" : "");
	return 0;
}

#define SQL_CONTRACT                                                                           \
	"select id, number, kind, organisation_party, trainer_party, starts, ends, sessions, " \
	"hours, confidentiality from contract where path = ?1 order by number desc limit 1"

static enum qser_status put_contract(struct qser *q, struct document *d, int64_t path)
{
	_cleanup_(buffer_free) struct buffer hours = BUFFER_INIT;
	_cleanup_(query_end) struct query c = query(q->store, SQL_CONTRACT);

	query_int(&c, 1, path);
	if (!query_row(&c))
		return query_status(&c);
	document_heading(d, 2, "Contract");
	document_fact(d, "Contract", "%s, %s", query_get_text(&c, 1), query_get_text(&c, 2));
	put_text(d, &c, "Organisation", 3);
	put_text(d, &c, "Trainer", 4);
	put_text(d, &c, "From", 5);
	put_text(d, &c, "Until", 6);
	put_text(d, &c, "Sessions at most", 7);
	if (!query_is_null(&c, 8)) {
		duration_print(&hours, query_get_int(&c, 8));
		document_fact(d, "Hours at most", "%s", buffer_text(&hours));
	}
	put_text(d, &c, "Confidentiality", 9);
	return qser_each_signature(q, QSER_CONTRACT, query_get_int(&c, 0), put_signature, d);
}

#define SQL_CONCLUSION                                                                    \
	"select id, day, benefits, skills, competences, attitudes, impact_organisation, " \
	"impact_staff, practices, note from conclusion where path = ?1"

static enum qser_status put_conclusion(struct qser *q, struct document *d, int64_t path)
{
	static const char *const labels[] = {"Concluded on", "Benefits", "Skills promoted",
		"Competences promoted", "Attitudes promoted", "Impact on the organisation",
		"Impact on staff", "Practices worth sharing", "Note"};
	_cleanup_(query_end) struct query c = query(q->store, SQL_CONCLUSION);

	query_int(&c, 1, path);
	if (!query_row(&c))
		return query_status(&c);
	document_heading(d, 2, "Conclusion");
	for (size_t i = 0; i < COUNT(labels); i++)
		put_text(d, &c, labels[i], (int)i + 1);
	return qser_each_signature(q, QSER_CONCLUSION, query_get_int(&c, 0), put_signature, d);
}

enum qser_status qser_path_page(
	struct qser *q, int64_t path, struct qser_spool *spool, const struct qser_style *style)
{
	_cleanup_(query_end) struct query p = query(q->store, SQL_PATH);

	query_int(&p, 1, path);
	if (!query_row(&p))
		return query_status(&p) != QSER_OK
			       ? query_status(&p)
			       : fail(q, QSER_UNKNOWN, "there is no path %" PRId64, path);
	_cleanup_(document_freep) struct document *d = document_new(query_get_text(&p, TITLE));
	if (!d)
		return fail(q, QSER_MEMORY, "out of memory");
	enum qser_status status = put_head(q, d, &p);
	put_organisation(d, &p);
	put_duration(d, &p);
	if (status == QSER_OK)
		status = put_contract(q, d, path);
	for (size_t i = 0; i < COUNT(parts) && status == QSER_OK; i++)
		status = put_part(q, d, &parts[i], path);
	if (status == QSER_OK)
		status = put_conclusion(q, d, path);
	return status == QSER_OK ? report_write(q, d, spool, style) : status;
}
