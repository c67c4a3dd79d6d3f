/* progress.c: the progress report (C11): how each path stands, for organisation and manager. */
#include "progress.h"

#include <string.h>

/* The organisation that all paths belong to; 0: several. */
static int64_t only_organisation(const struct progress *p)
{
	int64_t id = p->way_count ? p->ways[0].organisation : 0;

	for (size_t i = 1; i < p->way_count; i++)
		if (p->ways[i].organisation != id)
			return 0;
	return id;
}

static enum qser_status begin(const struct progress *p, struct document **d)
{
	return only_organisation(p) ? report_new(p->q, d, "Progress of job shadowing: %s",
					      pool_text(p, p->ways[0].organisation_name))
				    : report_new(p->q, d, "Progress of job shadowing");
}

static enum qser_status build(const struct progress *p, struct document *d, bool people)
{
	enum qser_status status = report_head(p->q, d, only_organisation(p), &p->period);

	if (status != QSER_OK)
		return status;
	if (!p->way_count)
		document_notice(d, "There is no path to report on.");
	if (people)
		progress_page(p, d);
	else
		progress_rows(p, d);
	return QSER_OK;
}

enum qser_status report_progress(struct qser *q, const struct qser_report *report, bool people,
	struct document **d, bool *any)
{
	_cleanup_(progress_free) struct progress p = {.q = q, .request = report};
	enum qser_status status = period_read(q, report, &p.period);

	if (status == QSER_OK)
		status = progress_read(&p);
	if (status == QSER_OK)
		status = report_speak(q, people, only_organisation(&p));
	if (status == QSER_OK)
		status = begin(&p, d);
	if (status == QSER_OK)
		status = build(&p, *d, people);
	*any = p.way_count > 0;
	return status;
}
