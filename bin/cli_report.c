/* cli_report.c: see cli_report.h. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
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
	if (message && !mail->to && !cli_folder(c))
		return cli_fail(c, QSER_USAGE, "a message needs --to ADDRESS");
	return QSER_OK;
}

/* ---- -o DIR/: a file of each part ---- */

enum { REFUSALS_SHOWN = 20 };

struct parts {
	struct cli *c;
	enum qser_report_kind kind;
	struct qser_style style;
	struct qser_mail mail;
	char *told; /* the last remark or refusal: of many parts it is the same */
	bool hushed;
	int64_t some, empty, without, refused; /* without: an address; refused: not made */
	int64_t shown;			       /* different refusals, one after the other */
	enum qser_status status;
};

static const char *ending(enum qser_format format)
{
	static const char *const endings[] = {[QSER_FORMAT_TEXT] = "txt",
		[QSER_FORMAT_CSV] = "csv",
		[QSER_FORMAT_TSV] = "tsv",
		[QSER_FORMAT_JSON] = "json",
		[QSER_FORMAT_JSONL] = "jsonl",
		[QSER_FORMAT_HTML] = "html",
		[QSER_FORMAT_EML] = "eml",
		[QSER_FORMAT_ICS] = "ics",
		[QSER_FORMAT_VCF] = "vcf"};
	return endings[format];
}

static bool is_told(struct parts *p, const char *message)
{
	if (p->told && !strcmp(p->told, message))
		return true;
	free(p->told);
	p->told = cli_dup(message);
	return false;
}

static void remark_once(void *ctx, const char *message)
{
	struct parts *p = ctx;

	if (!p->hushed && !is_told(p, message))
		cli_say(p->c, "note: %s", message);
}

/* A rule forbids this part, which is named as its file would be; the others are made. */
static enum qser_status leave_out(struct parts *p, const char *stem)
{
	const char *message = qser_error(p->c->q).message;

	p->refused++;
	if (is_told(p, message))
		return QSER_OK;
	if (p->shown++ < REFUSALS_SHOWN)
		cli_say(p->c, "%s: %s", stem, message);
	return QSER_OK;
}

/* The part as it is asked for; that it has nothing to say is told of all parts together. */
static enum qser_status write_part(
	struct parts *p, const struct qser_report_part *part, struct qser_spool *spool, bool *any)
{
	struct qser_report report = *part->report;

	report.if_any = true;
	enum qser_status status =
		qser_report_write(p->c->q, p->kind, &report, &p->style, spool, any);
	if (status != QSER_OK || *any || part->report->if_any)
		return status;
	p->hushed = true;
	status = qser_report_write(p->c->q, p->kind, part->report, &p->style, spool, any);
	p->hushed = false;
	return status;
}

/* Where there is no address, is there anything that is not sent? */
static enum qser_status miss_part(
	struct parts *p, const struct qser_report_part *part, struct qser_spool *spool)
{
	bool any = false;

	p->style.format = QSER_FORMAT_TEXT;
	enum qser_status status = write_part(p, part, spool, &any);
	p->style.format = QSER_FORMAT_EML;
	p->without += status == QSER_OK && (any || !part->report->if_any);
	return status;
}

static enum qser_status keep_part(
	struct parts *p, const struct qser_report_part *part, struct qser_spool *spool)
{
	bool any = false;
	enum qser_status status = write_part(p, part, spool, &any);

	if (status != QSER_OK || (!any && part->report->if_any))
		return status;
	p->some += any;
	p->empty += !any;
	char *name = cli_format("%s.%s", part->stem, ending(p->style.format));
	if (!name)
		return cli_no_memory(p->c);
	status = cli_folder_add(p->c, name, spool);
	free(name);
	return status;
}

static enum qser_status put_part(
	struct parts *p, const struct qser_report_part *part, struct qser_spool *spool)
{
	const char *to = cli_get(p->c, "to");

	p->mail.to = to ? to : part->email;
	p->mail.name = to ? NULL : part->name;
	bool nowhere = p->style.format == QSER_FORMAT_EML && !p->mail.to;
	enum qser_status status = nowhere ? miss_part(p, part, spool) : keep_part(p, part, spool);
	return status == QSER_REFUSED ? leave_out(p, part->stem) : status;
}

static int take_part(void *ctx, const struct qser_report_part *part)
{
	struct parts *p = ctx;
	struct qser_spool *spool;

	p->status = qser_spool_new(&spool);
	if (p->status != QSER_OK) {
		p->status = cli_fail(p->c, p->status, "out of memory");
		return 1;
	}
	p->status = put_part(p, part, spool);
	qser_spool_free(spool);
	return p->status != QSER_OK;
}

/* The exit status, when all of them are made. */
static enum qser_status tell_parts(struct parts *p, bool if_any)
{
	if (p->shown > REFUSALS_SHOWN)
		cli_say(p->c, "and %" PRId64 " more", p->shown - REFUSALS_SHOWN);
	if (p->without)
		cli_say(p->c,
			"%" PRId64
			" ha%s no e-mail address, so there is no message; give one, or say "
			"--to ADDRESS",
			p->without, p->without == 1 ? "s" : "ve");
	if (p->empty && p->some)
		cli_say(p->c, "note: %" PRId64 " of them ha%s nothing to say", p->empty,
			p->empty == 1 ? "s" : "ve");
	if (!p->some && !p->without && !p->refused && !if_any)
		cli_say(p->c, "note: there is nothing to say");
	if (p->without || p->refused)
		return QSER_PARTIAL;
	if (p->kind == QSER_REPORT_DUE)
		return p->some ? QSER_PARTIAL : QSER_OK;
	return p->some || if_any ? QSER_OK : QSER_PARTIAL;
}

static enum qser_status write_parts(struct parts *p, const struct qser_report *report)
{
	qser_on_remark(p->c->q, remark_once, p);
	enum qser_status status = qser_report_parts(p->c->q, p->kind, report, take_part, p);
	qser_on_remark(p->c->q, NULL, NULL);
	free(p->told);
	if (p->status != QSER_OK)
		return p->status;
	return status == QSER_OK ? tell_parts(p, report->if_any) : status;
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
	if (cli_folder(c)) {
		struct parts parts = {.c = c, .kind = kind, .style = style, .mail = mail};
		parts.style.mail = &parts.mail;
		return write_parts(&parts, report);
	}
	status = qser_report_write(c->q, kind, report, &style, c->out, &any);
	if (status != QSER_OK)
		return status;
	if (kind == QSER_REPORT_DUE)
		return any ? QSER_PARTIAL : QSER_OK;
	return any || report->if_any ? QSER_OK : QSER_PARTIAL;
}
