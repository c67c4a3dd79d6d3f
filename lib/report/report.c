/* report.c: periods, heads and figures that the reports share. */
#include "report.h"

#include "../domain/logo.h"

#include <string.h>

/* ---- Period ---- */

static enum qser_status read_range(
	struct qser *q, const char *option, const char *text, day_t *first, day_t *last)
{
	const struct day_context *days;
	enum qser_status status = handle_days(q, &days);
	if (status == QSER_OK)
		status = day_range_parse(text, days, first, last, &q->error);

	if (status != QSER_OK)
		error_prefix(&q->error, "%s", option);
	return status;
}

enum qser_status period_read(struct qser *q, const struct qser_report *report, struct period *out)
{
	day_t first = DAY_MIN, last = DAY_MAX, ignored;
	enum qser_status status = QSER_OK;

	if (report->period && (report->since || report->until))
		return fail(q, QSER_USAGE, "give a period, or since and until, not both");
	if (report->period)
		status = read_range(q, "period", report->period, &first, &last);
	if (status == QSER_OK && report->since)
		status = read_range(q, "since", report->since, &first, &ignored);
	if (status == QSER_OK && report->until)
		status = read_range(q, "until", report->until, &ignored, &last);
	if (status != QSER_OK)
		return status;
	day_print(first, out->first);
	day_print(last, out->last);
	out->from = first > DAY_MIN;
	out->to = last < DAY_MAX;
	if (first > last)
		return fail(q, QSER_INVALID, "since: %s is after until, %s", out->first, out->last);
	return QSER_OK;
}

/* ---- Document ---- */

enum qser_status report_new(struct qser *q, struct document **d, const char *title, ...)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	va_list args;

	va_start(args, title);
	buffer_vprintf(&text, report_say(q, title), args);
	va_end(args);
	*d = text.failed ? NULL : document_new(buffer_text(&text));
	if (!*d)
		return fail(q, QSER_MEMORY, "out of memory");
	document_words(*d, q->words);
	document_language(*d, report_language(q));
	return QSER_OK;
}

bool report_for_people(const struct qser_style *style)
{
	return style->format == QSER_FORMAT_TEXT || style->format == QSER_FORMAT_HTML ||
	       style->format == QSER_FORMAT_EML;
}

enum qser_status report_programme(struct qser *q, struct document *d, int64_t organisation)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT, footer = BUFFER_INIT,
					     logo = BUFFER_INIT, alt = BUFFER_INIT;
	const char *type = NULL;
	enum qser_status status = setting_value(q, "programme", organisation, &name);

	if (name.length)
		document_subtitle(d, "%s", buffer_text(&name));
	if (status == QSER_OK)
		status = setting_value(q, "footer", organisation, &footer);
	if (footer.length)
		document_footer(d, buffer_text(&footer));
	if (status == QSER_OK)
		status = logo_read(q, organisation, &logo, &type);
	if (status == QSER_OK && type)
		status = organisation_name(q, organisation, &alt);
	if (type)
		document_logo(
			d, logo.data, logo.length, type, buffer_text(alt.length ? &alt : &name));
	bool failed = name.failed || footer.failed || alt.failed;
	return status == QSER_OK && failed ? fail(q, QSER_MEMORY, "out of memory") : status;
}

void report_filter(struct document *d, const char *label, const char *value)
{
	if (value)
		document_fact(d, label, "%s", value);
}

void report_made(struct qser *q, struct document *d)
{
	_cleanup_(buffer_free) struct buffer made = BUFFER_INIT;

	day_words(q, qser_today(q), &made);
	document_subtitle(d, "Made on %s", buffer_text(&made));
}

enum qser_status report_head(
	struct qser *q, struct document *d, int64_t organisation, const struct period *period)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	enum qser_status status = report_programme(q, d, organisation);

	if (status != QSER_OK)
		return status;
	period_words(q, period, &text);
	document_subtitle(d, "Period: %s", buffer_text(&text));
	report_made(q, d);
	return text.failed ? fail(q, QSER_MEMORY, "out of memory") : QSER_OK;
}

enum qser_status report_write(struct qser *q, const struct document *d, struct qser_spool *spool,
	const struct qser_style *style)
{
	return document_write(d, spool, style, &q->error);
}

int64_t percent(int64_t value, int64_t whole)
{
	return whole <= 0 ? -1 : (value * 100 + whole / 2) / whole;
}
