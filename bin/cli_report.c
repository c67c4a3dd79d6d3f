/* cli_report.c: see cli_report.h. */
#include <string.h>

#include "cli_report.h"

struct qser_report cli_report_about(const struct cli *c)
{
	return (struct qser_report){
		.period = cli_get(c, "period"),
		.since = cli_get(c, "since"),
		.until = cli_get(c, "until"),
		.organisation = cli_get(c, "organisation"),
		.path = cli_get(c, "path"),
		.trainer = cli_get(c, "trainer"),
		.participant = cli_get(c, "participant"),
		.if_any = cli_has(c, "if-any"),
	};
}

static enum qser_status read_mail(struct cli *c, struct qser_mail *mail)
{
	static const char *const options[] = {"to", "from", "subject"};
	bool message = c->style.format == QSER_FORMAT_EML;

	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (cli_has(c, options[i]) && !message)
			return cli_fail(c, QSER_USAGE,
				"--%s is for a message: say so with --format eml", options[i]);
	*mail = (struct qser_mail){.to = cli_get(c, "to"),
		.from = cli_get(c, "from"),
		.subject = cli_get(c, "subject"),
		.now = c->open.now};
	if (message && !mail->to)
		return cli_fail(c, QSER_USAGE, "a message needs --to ADDRESS");
	return QSER_OK;
}

enum qser_status cli_report(
	struct cli *c, enum qser_report_kind kind, const struct qser_report *report)
{
	struct qser_style style = c->style;
	struct qser_mail mail;
	bool any = false;
	enum qser_status status = read_mail(c, &mail);

	if (status != QSER_OK)
		return status;
	style.ascii = cli_has(c, "ascii");
	style.mail = &mail;
	status = qser_report_write(c->q, kind, report, &style, c->out, &any);
	if (status != QSER_OK)
		return status;
	if (kind == QSER_REPORT_DUE)
		return any ? QSER_PARTIAL : QSER_OK;
	return any || report->if_any ? QSER_OK : QSER_PARTIAL;
}
