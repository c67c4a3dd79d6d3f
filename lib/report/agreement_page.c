/* agreement_page.c: what mentor and mentee agree upon, as a page to read, to print and to sign (K).
 */
#include <inttypes.h>
#include <string.h>

#include "report.h"
#include "signing.h"

#define SQL_PAIR                                                                            \
	"select x.state, x.domain, x.goal, x.agreement, x.every_days, x.starts, x.until,"   \
	" coalesce(x.code, cast(x.id as text)), a.name, a.email, a.phone, ao.name, b.name," \
	" b.email, b.phone, bo.name, c.name, c.email, c.phone,"                             \
	" coalesce(c.organisation, b.organisation, 0), coalesce(co.name, bo.name)"          \
	" from pair x join person a on a.id = x.mentor join person b on b.id = x.mentee"    \
	" left join organisation ao on ao.id = a.organisation"                              \
	" left join organisation bo on bo.id = b.organisation"                              \
	" left join person c on c.id = x.coordinator"                                       \
	" left join organisation co on co.id = c.organisation where x.id = ?1"

enum {
	STATE,
	DOMAIN,
	GOAL,
	AGREEMENT,
	EVERY_DAYS,
	STARTS,
	UNTIL,
	CODE,
	MENTOR,
	MENTOR_EMAIL,
	MENTOR_PHONE,
	MENTOR_ORGANISATION,
	MENTEE,
	MENTEE_EMAIL,
	MENTEE_PHONE,
	MENTEE_ORGANISATION,
	COORDINATOR,
	COORDINATOR_EMAIL,
	COORDINATOR_PHONE,
	ORGANISATION_ID,
	ORGANISATION
};

static const char *const domain_titles[][2] = {
	{"skills", "skills, talents and aspirations"},
	{"cv", "curriculum vitae"},
	{"letter", "motivation letter"},
	{"networking", "personal branding and networking"},
	{"vacancies", "finding vacancies"},
	{"interview", "job interview"},
};

static const char *domain_title(const char *domain)
{
	for (size_t i = 0; i < COUNT(domain_titles); i++)
		if (!strcmp(domain_titles[i][0], domain))
			return domain_titles[i][1];
	return domain;
}

/* Name, e-mail, telephone, organisation, those that are known; at: the column of the name. */
static void put_person(struct document *d, struct query *x, const char *label, int at, int more)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	for (int i = at; i <= at + more; i++)
		if (!query_is_null(x, i))
			buffer_printf(&text, "%s%s", text.length ? ", " : "", query_get_text(x, i));
	document_fact(d, label, "%s", buffer_text(&text));
}

static void put_parties(struct document *d, struct query *x)
{
	document_heading(d, 2, "Between");
	put_person(d, x, "Mentor", MENTOR, 3);
	put_person(d, x, "Mentee", MENTEE, 3);
	if (!query_is_null(x, COORDINATOR))
		put_person(d, x, "Coordinator", COORDINATOR, 2);
	if (!query_is_null(x, ORGANISATION))
		document_fact(d, "Organisation", "%s", query_get_text(x, ORGANISATION));
}

static void put_day(
	const struct qser *q, struct document *d, struct query *x, const char *label, int at)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	if (query_is_null(x, at))
		return;
	day_words(q, query_get_text(x, at), &text);
	document_fact(d, label, "%s", buffer_text(&text));
}

#define LINE "______________________________________________"

static void put_goal(struct document *d, struct query *x)
{
	document_heading(d, 2, "What for");
	document_fact(d, "Goal", "%s", query_is_null(x, GOAL) ? LINE : query_get_text(x, GOAL));
	if (!query_is_null(x, DOMAIN))
		document_fact(d, "First of all", "%s", domain_title(query_get_text(x, DOMAIN)));
}

static void put_frequency(const struct qser *q, struct document *d, struct query *x)
{
	int64_t days = query_is_null(x, EVERY_DAYS) ? 0 : query_get_int(x, EVERY_DAYS);

	document_heading(d, 2, "How long and how often");
	put_day(q, d, x, "From", STARTS);
	put_day(q, d, x, "Until", UNTIL);
	if (!days)
		document_fact(d, "Meetings", "every ______ days");
	else if (days == 1 || days == 7)
		document_fact(d, "Meetings", "every %s", days == 1 ? "day" : "week");
	else
		document_fact(d, "Meetings", "every %" PRId64 " %s", days % 7 ? days : days / 7,
			days % 7 ? "days" : "weeks");
	if (!query_is_null(x, AGREEMENT)) {
		document_heading(d, 2, "What else we agree upon");
		document_paragraph(d, "%s", query_get_text(x, AGREEMENT));
	}
}

/* K9, K10: what holds for every pair. */
static void put_promises(struct document *d)
{
	static const char *const promises[] = {
		"What we tell each other stays between us. The organisation gets to know that we "
		"meet, when and for how long; more only if we both want it to.",
		"The exception: if somebody is in danger, we look for help, and tell each other so.",
		"We come prepared and in time; who cannot come says so the day before.",
		"The mentee does the work; the mentor asks, listens, and shares experience and "
		"contacts. No money is asked for or lent.",
		"Who loses trust, or has no time any more, says so early: to the other, or to the "
		"coordinator, who helps to settle it. Either of us may end this at any time, with "
		"a word why."};

	document_heading(d, 2, "What we promise");
	for (size_t i = 0; i < COUNT(promises); i++)
		document_item(d, "%s", promises[i]);
}

static enum qser_status put_head(struct qser *q, struct document *d, struct query *x)
{
	enum qser_status status = report_programme(q, d, query_get_int(x, ORGANISATION_ID));

	document_subtitle(d, "Pair %s, %s", query_get_text(x, CODE), query_get_text(x, STATE));
	report_made(q, d);
	return status;
}

enum qser_status qser_pair_agreement(
	struct qser *q, int64_t pair, struct qser_spool *spool, const struct qser_style *style)
{
	static const char *const parties[] = {"mentor", "mentee", "organisation", NULL};
	_cleanup_(query_end) struct query x = query(q->store, SQL_PAIR);

	query_int(&x, 1, pair);
	if (!query_row(&x))
		return query_status(&x) != QSER_OK
			       ? query_status(&x)
			       : fail(q, QSER_UNKNOWN, "there is no pair %" PRId64, pair);
	_cleanup_(document_freep) struct document *d = document_new("Mentoring agreement");
	if (!d)
		return fail(q, QSER_MEMORY, "out of memory");
	enum qser_status status = put_head(q, d, &x);
	put_parties(d, &x);
	put_goal(d, &x);
	put_frequency(q, d, &x);
	put_promises(d);
	if (status == QSER_OK)
		status = sign_foot(q, d, QSER_PAIR, pair, parties);
	return status == QSER_OK ? report_write(q, d, spool, style) : status;
}
