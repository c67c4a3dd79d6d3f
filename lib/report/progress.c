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

static struct document *begin(const struct progress *p)
{
	_cleanup_(buffer_free) struct buffer title = BUFFER_INIT;

	buffer_text_add(&title, "Progress of job shadowing");
	if (only_organisation(p))
		buffer_printf(&title, ": %s", pool_text(p, p->ways[0].organisation_name));
	return title.failed ? NULL : document_new(buffer_text(&title));
}

static enum qser_status build(const struct progress *p, struct document *d, bool people)
{
	enum qser_status status = report_head(p->q, d, only_organisation(p), &p->period);

	if (status != QSER_OK)
		return status;
	if (!p->way_count) {
		document_notice(d, "There is no path to report on.");
		remark(p->q, "there is no path to report on");
	}
	if (people)
		progress_page(p, d);
	else
		progress_rows(p, d);
	return QSER_OK;
}

enum qser_status qser_report_progress(struct qser *q, const struct qser_report *report,
	const struct qser_style *style, struct qser_spool *spool)
{
	_cleanup_(progress_free) struct progress p = {.q = q, .request = report};
	enum qser_status status = period_read(q, report, &p.period);

	if (status == QSER_OK)
		status = progress_read(&p);
	if (status != QSER_OK)
		return status;
	_cleanup_(document_freep) struct document *d = begin(&p);
	if (!d)
		return fail(q, QSER_MEMORY, "out of memory");
	status = build(&p, d, report_for_people(style));
	if (status == QSER_OK)
		status = report_write(q, d, spool, style);
	return status == QSER_OK && !p.way_count ? QSER_PARTIAL : status;
}
