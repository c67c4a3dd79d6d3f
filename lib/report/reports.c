/* reports.c: which reports there are, and how one is written. */
#include "calendar.h"
#include "report.h"
#include "timesheet.h"

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
	[QSER_REPORT_STEPS] = {report_steps, "there is no path to report on"},
	[QSER_REPORT_DUE] = {report_due, "nothing is late, and nothing is due soon"},
	[QSER_REPORT_OVERVIEW] = {report_overview, "there is nothing in the programme yet"},
	[QSER_REPORT_TIMESHEET] = {report_timesheet, "there are no hours in that month"},
	[QSER_REPORT_CALENDAR] = {report_calendar, "there is no appointment in these days"},
	[QSER_REPORT_CONTACTS] = {report_contacts, "there is nobody to list"},
};

enum qser_status report_days(
	struct qser *q, enum qser_report_kind kind, const struct qser_report *r, struct period *out)
{
	switch (kind) {
	case QSER_REPORT_CALENDAR:
		return calendar_period(q, r, out);
	case QSER_REPORT_TIMESHEET:
		return timesheet_period(q, r, out);
	default:
		return period_read(q, r, out);
	}
}

/* What the organisation wants to be said above a report that is mailed; what was given with the
 * report comes first. */
static enum qser_status write_mail(struct qser *q, enum qser_report_kind kind,
	const struct document *d, const struct qser_report *report, const struct qser_style *style,
	struct qser_spool *spool)
{
	_cleanup_(buffer_free) struct buffer subject = BUFFER_INIT, text = BUFFER_INIT,
					     period = BUFFER_INIT;
	struct qser_mail mail = *style->mail;
	struct qser_style ours = *style;
	struct period days;
	enum qser_status status = report_days(q, kind, report, &days);

	if (status != QSER_OK)
		return status;
	period_words(q, &days, &period);
	const char *const values[LETTER_WORDS] = {
		[LETTER_TITLE] = document_title(d), [LETTER_PERIOD] = buffer_text(&period)};
	status = report_text(q, "report-mail", q->about, values, &subject, &text);
	if (status != QSER_OK)
		return status;
	if (!mail.subject && subject.length)
		mail.subject = buffer_text(&subject);
	if (!mail.text && text.length)
		mail.text = buffer_text(&text);
	if (!mail.language)
		mail.language = report_language(q);
	ours.mail = &mail;
	return period.failed ? fail(q, QSER_MEMORY, "out of memory")
			     : report_write(q, d, spool, &ours);
}

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
	return style->format == QSER_FORMAT_EML && style->mail
		       ? write_mail(q, kind, d, report, style, spool)
		       : report_write(q, d, spool, style);
}
