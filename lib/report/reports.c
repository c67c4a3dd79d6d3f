/* reports.c: which reports there are, and how one is written. */
#include "report.h"

static const struct {
	report_fn *build;
	const char *none; /* what to say when there is nothing to say */
} reports[QSER_REPORTS] = {
	[QSER_REPORT_PROGRESS] = {report_progress, "there is no path to report on"},
	[QSER_REPORT_HOURS] = {report_hours, "there are no hours to report on"},
	[QSER_REPORT_CALENDAR] = {report_calendar, "there is no appointment in these days"},
	[QSER_REPORT_CONTACTS] = {report_contacts, "there is nobody to list"},
};

enum qser_status qser_report_write(struct qser *q, enum qser_report_kind kind,
	const struct qser_report *report, const struct qser_style *style, struct qser_spool *spool,
	bool *any)
{
	_cleanup_(document_freep) struct document *d = NULL;

	*any = false;
	if (kind >= QSER_REPORTS || !reports[kind].build)
		return fail(q, QSER_USAGE, "there is no such report: %d", (int)kind);
	enum qser_status status = reports[kind].build(q, report, report_for_people(style), &d, any);
	if (status != QSER_OK || (report->if_any && !*any))
		return status;
	if (!*any)
		remark(q, "%s", reports[kind].none);
	return report_write(q, d, spool, style);
}
