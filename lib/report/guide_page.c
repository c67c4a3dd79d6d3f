/*
 * guide_page.c: what a pair takes along to a meeting (K1-K9): where they stand, the five blocks of
 * the meeting, and what belongs to its domains.  The words are those of forms, so that they can be
 * changed: mentoring-first, mentoring-each, domain-cv and its like.
 *
 * It lies on the table between the two: no notes, no feelings, nothing of an issue stands in it.
 */
#include <inttypes.h>
#include <string.h>

#include "../domain/mentoring.h"
#include "../form/form.h"
#include "report.h"

#define BLANK "__________________________________________"

struct guide {
	struct qser *q;
	const struct qser_guide *of;
	struct document *d;
	int64_t number;	       /* of the meeting; 0: any but the first */
	struct buffer domains; /* "cv;letter": those of the meeting, or of the pair */
	struct buffer credit;  /* of the forms, each source once */
};

/* ---- Where the pair stands ---- */

#define SQL_PAIR                                                                            \
	"select coalesce(p.code, cast(p.id as text)), m.name, t.name, p.goal, p.agreement," \
	" p.domain, (select min(e.number) from encounter e where e.pair = p.id and"         \
	" e.state = 'planned'), (select coalesce(max(e.number), 0) from encounter e where"  \
	" e.pair = p.id) from pair p join person m on m.id = p.mentor"                      \
	" join person t on t.id = p.mentee where p.id = ?1"
enum { WORD, MENTOR, MENTEE, GOAL, AGREEMENT, DOMAIN, PLANNED, LAST };

#define SQL_MEETING                                                                    \
	"select day, begins, place, topic, domains from encounter where pair = ?1 and" \
	" number = ?2"
#define SQL_BEFORE                                                               \
	"select number, day, topic, summary, next_topic, prepare from encounter" \
	" where pair = ?1 and state = 'held' and (?2 = 0 or number < ?2)"        \
	" order by number desc limit 1"
enum { B_NUMBER, B_DAY, B_TOPIC, B_SUMMARY, B_NEXT_TOPIC, B_PREPARE };

#define SQL_OPEN                                                                      \
	"select a.what, coalesce(n.name, 'both'), a.due from pair_action a"           \
	" left join person n on n.id = a.person where a.pair = ?1 and a.done is null" \
	" and coalesce(a.homework, 0) = ?2 order by a.due nulls last, a.id"

static const struct qser_column what_column = {.name = "what", .label = "What", .type = QSER_TEXT},
				who_column = {.name = "who", .label = "Who", .type = QSER_TEXT},
				due_column = {.name = "due", .label = "Until", .type = QSER_DAY};
static const struct qser_column *const open_table[] = {&what_column, &who_column, &due_column};

static void put_fact(struct document *d, const char *label, const char *text)
{
	if (text)
		document_fact(d, label, "%s", text);
}

static void put_day(struct guide *g, const char *label, const char *iso, const char *begins)
{
	_cleanup_(buffer_free) struct buffer when = BUFFER_INIT;
	day_t day;

	if (!iso || !day_read(iso, &day))
		return;
	buffer_printf(&when, "%s ", day_name(day_weekday(day)));
	day_words(g->q, iso, &when);
	if (begins)
		buffer_printf(&when, ", %s", begins);
	document_fact(g->d, label, "%s", buffer_text(&when));
}

static enum qser_status put_meeting(struct guide *g)
{
	_cleanup_(query_end) struct query look = query(g->q->store, SQL_MEETING);

	query_int(&look, 1, g->of->pair);
	query_int(&look, 2, g->number);
	if (!query_row(&look))
		return query_status(&look);
	put_day(g, "When", query_get_text(&look, 0), query_get_text(&look, 1));
	put_fact(g->d, "Where", query_get_text(&look, 2));
	put_fact(g->d, "Topic", query_get_text(&look, 3));
	const char *domains = query_get_text(&look, 4);
	if (domains) {
		buffer_clear(&g->domains);
		buffer_text_add(&g->domains, domains);
	}
	return query_status(&look);
}

static enum qser_status put_before(struct guide *g)
{
	_cleanup_(query_end) struct query look = query(g->q->store, SQL_BEFORE);

	query_int(&look, 1, g->of->pair);
	query_int(&look, 2, g->number);
	if (!query_row(&look))
		return query_status(&look);
	document_heading(g->d, 2, "From the last time");
	put_day(g, "You met on", query_get_text(&look, B_DAY), NULL);
	put_fact(g->d, "Topic then", query_get_text(&look, B_TOPIC));
	put_fact(g->d, "You took away", query_get_text(&look, B_SUMMARY));
	put_fact(g->d, "Topic for this time", query_get_text(&look, B_NEXT_TOPIC));
	put_fact(g->d, "To prepare", query_get_text(&look, B_PREPARE));
	return query_status(&look);
}

static enum qser_status put_open(struct guide *g, bool homework)
{
	_cleanup_(query_end) struct query look = query(g->q->store, SQL_OPEN);
	struct document_table *t = NULL;

	query_int(&look, 1, g->of->pair);
	query_int(&look, 2, homework);
	while (query_row(&look)) {
		if (!t) {
			document_heading(g->d, 2, "%s",
				document_say(g->d, homework ? "Homework" : "Open actions"));
			t = document_table(g->d, homework ? "homework" : "actions", NULL,
				open_table, COUNT(open_table), false);
		}
		document_row(t, (const char *const[]){query_get_text(&look, 0),
					query_get_text(&look, 1), query_get_text(&look, 2)});
	}
	return query_status(&look);
}

static enum qser_status put_pair(struct guide *g)
{
	_cleanup_(query_end) struct query look = query(g->q->store, SQL_PAIR);

	query_int(&look, 1, g->of->pair);
	if (!query_row(&look))
		return query_status(&look) != QSER_OK
			       ? query_status(&look)
			       : fail(g->q, QSER_UNKNOWN, "there is no such pair");
	if (!g->number)
		g->number = query_is_null(&look, PLANNED) ? query_get_int(&look, LAST) + 1
							  : query_get_int(&look, PLANNED);
	document_subtitle(
		g->d, "Pair %s, meeting %" PRId64, query_get_text(&look, WORD), g->number);
	put_fact(g->d, "Mentor", query_get_text(&look, MENTOR));
	put_fact(g->d, "Mentee", query_get_text(&look, MENTEE));
	put_fact(g->d, "Goal of the journey", query_get_text(&look, GOAL));
	put_fact(g->d, "Agreement", query_get_text(&look, AGREEMENT));
	if (query_get_text(&look, DOMAIN))
		buffer_text_add(&g->domains, query_get_text(&look, DOMAIN));
	enum qser_status status = put_meeting(g);
	if (status == QSER_OK)
		status = put_before(g);
	if (status == QSER_OK)
		status = put_open(g, false);
	return status == QSER_OK ? put_open(g, true) : status;
}

/* ---- The words of forms ---- */

static enum qser_status load_form(struct guide *g, const char *code, struct questions *out)
{
	int64_t form, version = 0;
	enum qser_status status = qser_find(g->q, QSER_FORM, code, &form);

	if (status == QSER_OK)
		status = form_version(g->q, form, NULL, true, &version);
	return status == QSER_OK ? questions_load(g->q, version, out) : status;
}

static void put_sections(struct guide *g, const struct questions *qs, int level, bool notes)
{
	size_t i = 0;

	for (size_t s = 0; s < qs->section_count; s++) {
		const char *help = section_text(&qs->sections[s], FORM_SECTION_HELP);
		document_heading(
			g->d, level, "%s", section_text(&qs->sections[s], FORM_SECTION_TITLE));
		if (help)
			document_paragraph(g->d, "%s", help);
		for (; i < qs->item_count && qs->items[i].section == s; i++)
			document_item(g->d, "%s", item_text(&qs->items[i], FORM_QUESTION));
		if (notes)
			document_fact(g->d, "Notes", "%s", BLANK);
	}
}

static void keep_credit(struct guide *g, const struct questions *qs)
{
	const char *credit = qs->head[FORM_CREDIT];

	if (credit && !strstr(buffer_text(&g->credit), credit))
		buffer_printf(&g->credit, "%s%s", g->credit.length ? "; " : "", credit);
}

static enum qser_status put_blocks(struct guide *g)
{
	_cleanup_(questions_free) struct questions qs = {0};
	enum qser_status status =
		load_form(g, g->number == 1 ? "mentoring-first" : "mentoring-each", &qs);

	if (status != QSER_OK)
		return status;
	put_sections(g, &qs, 2, true);
	keep_credit(g, &qs);
	return QSER_OK;
}

static enum qser_status put_domain(struct guide *g, const char *domain, size_t length)
{
	_cleanup_(questions_free) struct questions qs = {0};
	_cleanup_(buffer_free) struct buffer code = BUFFER_INIT;

	buffer_printf(&code, "domain-%.*s", (int)length, domain);
	enum qser_status status = load_form(g, buffer_text(&code), &qs);
	if (status != QSER_OK)
		return status;
	document_heading(g->d, 2, "%s", qs.head[FORM_TITLE]);
	put_sections(g, &qs, 3, false);
	keep_credit(g, &qs);
	return QSER_OK;
}

static enum qser_status check_domain(struct guide *g, const char *domain)
{
	_cleanup_(buffer_free) struct buffer all = BUFFER_INIT;

	for (size_t i = 0; mentoring_domains[i]; i++) {
		if (!strcmp(mentoring_domains[i], domain))
			return QSER_OK;
		buffer_printf(&all, "%s%s", i ? ", " : "", mentoring_domains[i]);
	}
	return fail(
		g->q, QSER_INVALID, "domain: \"%s\" is not one of %s", domain, buffer_text(&all));
}

static enum qser_status put_domains(struct guide *g)
{
	enum qser_status status = QSER_OK;
	const char *at = g->of->domain_count ? "" : buffer_text(&g->domains);

	for (size_t i = 0; i < g->of->domain_count && status == QSER_OK; i++) {
		const char *domain = g->of->domains[i];
		status = check_domain(g, domain);
		if (status == QSER_OK)
			status = put_domain(g, domain, strlen(domain));
	}
	for (; *at && status == QSER_OK; at += strcspn(at, ";"), at += *at == ';')
		status = put_domain(g, at, strcspn(at, ";"));
	return status;
}

/* ---- The page ---- */

static enum qser_status put_guide(struct guide *g)
{
	enum qser_status status = g->of->pair ? put_pair(g) : QSER_OK;

	if (status == QSER_OK)
		status = put_blocks(g);
	if (status == QSER_OK)
		status = put_domains(g);
	if (g->credit.length)
		document_paragraph(g->d, "Source: %s", buffer_text(&g->credit));
	return status;
}

enum qser_status qser_pair_guide(struct qser *q, const struct qser_guide *guide,
	struct qser_spool *spool, const struct qser_style *style)
{
	_cleanup_(document_freep) struct document *d = NULL;

	if (style->format != QSER_FORMAT_TEXT && style->format != QSER_FORMAT_HTML)
		return fail(q, QSER_USAGE,
			"a guide is printed as text or html; its questions as data are to be had "
			"with: qser-checklist form show mentoring-each");
	d = document_new("Guide for a meeting");
	if (!d)
		return fail(q, QSER_MEMORY, "out of memory");
	struct guide g = {.q = q, .of = guide, .d = d, .number = guide->number};
	enum qser_status status = put_guide(&g);
	buffer_free(&g.domains);
	buffer_free(&g.credit);
	return status == QSER_OK ? report_write(q, d, spool, style) : status;
}
