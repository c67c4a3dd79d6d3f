/* reports.c: which reports there are, and how one is written. */
#include "report.h"

static const struct {
	report_fn *build;
	const char *none; /* what to say when there is nothing to say */
} reports[QSER_REPORTS] = {
	[QSER_REPORT_PROGRESS] = {report_progress, "there is no path to report on"},
	[QSER_REPORT_HOURS] = {report_hours, "there are no hours to report on"},
	[QSER_REPORT_FINAL] = {report_final, "there is no path to report on"},
	[QSER_REPORT_MANAGER] = {report_manager, "there is no staff to report on"},
	[QSER_REPORT_SIGNOFF] = {report_signoff, "nothing of this is signed"},
	[QSER_REPORT_CERTIFICATE] = {report_certificate, "no valid certificate has this code"},
};

enum qser_status qser_report_write(struct qser *q, enum qser_report_kind kind,
	const struct qser_report *report, const struct qser_style *style, struct qser_spool *spool,
	bool *any)
{
	_cleanup_(document_freep) struct document *d = NULL;

	*any = false;
	if (kind >= QSER_REPORTS || !reports[kind].build)
		return fail(q, QSER_USAGE, "there is no such report: %d", (int)kind);
	bool people = report_for_people(style);
	enum qser_status status = report_speak_of(q, people, report);
	if (status == QSER_OK)
		status = reports[kind].build(q, report, people, &d, any);
	if (status != QSER_OK || (report->if_any && !*any))
		return status;
	if (!*any)
		remark(q, "%s", reports[kind].none);
	return report_write(q, d, spool, style);
}
