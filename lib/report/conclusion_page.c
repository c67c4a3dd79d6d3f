/* conclusion_page.c: what a path has brought, to be signed by trainer and organisation (C13). */
#include <inttypes.h>

#include "conclusion_page.h"
#include "signing.h"

#define SQL_CONCLUSION                                                                         \
	"select c.day, p.title, o.name, t.name, p.starts, p.ends, " CONCLUSION_TEXTS           \
	", p.organisation from conclusion c join path p on p.id = c.path"                      \
	" join organisation o on o.id = p.organisation left join person t on t.id = p.trainer" \
	" where c.id = ?1"
enum { DAY, PATH, ORGANISATION, TRAINER, STARTS, ENDS, FIRST_TEXT, ORGANISATION_ID = 14 };

static const char *const headings[] = {SAID("Benefits"), SAID("Skills promoted"),
	SAID("Competences promoted"), SAID("Attitudes promoted"),
	SAID("Impact on the organisation"), SAID("Impact on staff"),
	SAID("Practices worth sharing"), SAID("Note")};

void conclusion_put_texts(struct document *d, struct query *c, int first, int level)
{
	for (size_t i = 0; i < COUNT(headings); i++) {
		if (query_is_null(c, first + (int)i))
			continue;
		document_heading(d, level, "%s", document_say(d, headings[i]));
		document_paragraph(d, "%s", query_get_text(c, first + (int)i));
	}
}

static void put_facts(const struct qser *q, struct document *d, struct query *c)
{
	_cleanup_(buffer_free) struct buffer days = BUFFER_INIT;
	struct period p = {.from = !query_is_null(c, STARTS), .to = !query_is_null(c, ENDS)};

	document_fact(d, "Organisation", "%s", query_get_text(c, ORGANISATION));
	if (!query_is_null(c, TRAINER))
		document_fact(d, "Trainer", "%s", query_get_text(c, TRAINER));
	if (period_limited(&p)) {
		(void)snprintf(
			p.first, sizeof(p.first), "%s", p.from ? query_get_text(c, STARTS) : "");
		(void)snprintf(p.last, sizeof(p.last), "%s", p.to ? query_get_text(c, ENDS) : "");
		period_words(q, &p, &days);
		document_fact(d, "Days", "%s", buffer_text(&days));
	}
	buffer_clear(&days);
	day_words(q, query_get_text(c, DAY), &days);
	document_fact(d, "Concluded on", "%s", buffer_text(&days));
}

enum qser_status qser_conclusion_page(
	struct qser *q, int64_t id, struct qser_spool *spool, const struct qser_style *style)
{
	static const char *const parties[] = {"trainer", "organisation", NULL};
	_cleanup_(document_freep) struct document *d = NULL;
	_cleanup_(query_end) struct query c = query(q->store, SQL_CONCLUSION);

	query_int(&c, 1, id);
	if (!query_row(&c))
		return query_status(&c) != QSER_OK
			       ? query_status(&c)
			       : fail(q, QSER_UNKNOWN, "there is no conclusion %" PRId64, id);
	enum qser_status status =
		report_speak_page(q, report_for_people(style), query_get_int(&c, ORGANISATION_ID));
	if (status == QSER_OK)
		status = report_new(q, &d, "Conclusion: %s", query_get_text(&c, PATH));
	if (status == QSER_OK)
		status = report_programme(q, d, query_get_int(&c, ORGANISATION_ID));
	if (status != QSER_OK)
		return status;
	put_facts(q, d, &c);
	conclusion_put_texts(d, &c, FIRST_TEXT, 2);
	if (status == QSER_OK)
		status = sign_foot(q, d, QSER_CONCLUSION, id, parties);
	return status == QSER_OK ? report_write(q, d, spool, style) : status;
}
