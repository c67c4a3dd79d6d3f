/* cli_letter.c: of qser-mentor: answers to applicants, and their templates. */
#include "cli_letter.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- letter ---- */

static const struct cli_option letter_options[] = {
	{"purpose", 0, "PURPOSE",
		"submitted, accepted, rejected or more-information; by the state when not given",
		"words:submitted accepted rejected more-information"},
	{"language", 0, "CODE", "like cs; one the applicant speaks when not given", NULL},
	{"reason", 0, "TEXT", "in place of the reason of the decision; what is asked", NULL},
	{"from", 0, "ADDRESS", "of eml: who writes; left to the program that sends when not given",
		NULL},
	{.name = NULL},
};

static const struct qser_column letter_columns[] = {
	COLUMN("application", "Application", QSER_INT),
	COLUMN("email", "E-mail", QSER_EMAIL),
	COLUMN("name", "Name", QSER_TEXT),
	COLUMN("purpose", "Purpose", QSER_TEXT),
	COLUMN("language", "Language", QSER_TEXT),
	COLUMN("subject", "Subject", QSER_TEXT),
	COLUMN("body", "Text", QSER_NOTE),
};
enum { LETTER_COLUMNS = sizeof letter_columns / sizeof *letter_columns };

struct letters {
	struct cli *c;
	struct qser_lettering how;
	struct qser_table *table; /* NULL: text, or a message */
	bool message;
	int64_t count;
	enum qser_status status;
};

/* Shown as it may be shown: what could mislead a terminal is visible. */
static enum qser_status put_text(struct letters *l, const struct qser_letter *letter)
{
	const struct {
		const char *before, *text, *after;
	} parts[] = {{"To: ", letter->name, " <"}, {"", letter->email, ">\n"},
		{"Subject: ", letter->subject, "\n\n"}};

	if (l->count++)
		qser_spool_printf(l->c->out, "\n---\n\n");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		char *shown = qser_escape(parts[i].text);
		if (!shown)
			return cli_no_memory(l->c);
		qser_spool_printf(l->c->out, "%s%s%s", parts[i].before, shown, parts[i].after);
		free(shown);
	}
	for (const char *at = letter->text; *at;) {
		size_t length = strcspn(at, "\n");
		char *line = cli_ndup(at, length), *shown = line ? qser_escape(line) : NULL;
		free(line);
		if (!shown)
			return cli_no_memory(l->c);
		qser_spool_printf(l->c->out, "%s\n", shown);
		free(shown);
		at += length + (at[length] == '\n');
	}
	return QSER_OK;
}

static enum qser_status put_message(struct letters *l, const struct qser_letter *letter)
{
	const struct qser_mail mail = {.from = cli_get(l->c, "from"),
		.name = letter->name,
		.to = letter->email,
		.subject = letter->subject,
		.text = letter->text,
		.language = letter->language,
		.now = l->c->open.now};

	if (qser_mail_refuses(letter->email))
		return cli_fail(l->c, QSER_INVALID,
			"application %" PRId64
			": its e-mail address %s; or copy the text (-f text) into a mail program "
			"that takes it",
			letter->application, qser_mail_refuses(letter->email));
	return qser_mail_write(l->c->out, &mail) == QSER_OK ? QSER_OK : cli_no_memory(l->c);
}

static int take_letter(void *ctx, const struct qser_letter *letter)
{
	struct letters *l = ctx;
	char id[24];

	(void)snprintf(id, sizeof id, "%" PRId64, letter->application);
	const char *values[LETTER_COLUMNS] = {id, letter->email, letter->name, letter->purpose,
		letter->language, letter->subject, letter->text};
	l->status = l->message ? put_message(l, letter)
		    : l->table ? qser_table_row(l->table, values)
			       : put_text(l, letter);
	return l->status != QSER_OK;
}

static enum qser_status letter_one(struct cli *c, int64_t id, void *ctx)
{
	struct letters *l = ctx;
	enum qser_status status = qser_application_letter(c->q, id, &l->how, take_letter, l);
	return l->status != QSER_OK ? l->status : status;
}

static enum qser_status check_options(struct letters *l)
{
	const char *from = cli_get(l->c, "from");

	if (from && !l->message)
		return cli_fail(l->c, QSER_USAGE, "letter: --from goes with -f eml");
	if (from && qser_mail_refuses(from))
		return cli_fail(
			l->c, QSER_INVALID, "--from: \"%s\" %s", from, qser_mail_refuses(from));
	if (l->message && (l->c->argc != 1 || !strcmp(l->c->argv[0], "-")))
		return cli_fail(l->c, QSER_USAGE,
			"letter: a message is one letter; give one application, or xargs -n 1");
	return QSER_OK;
}

static enum qser_status letter(struct cli *c)
{
	const struct qser_column *columns[LETTER_COLUMNS];
	struct letters l = {.c = c, .message = c->style.format == QSER_FORMAT_EML};

	l.how = (struct qser_lettering){
		cli_get(c, "purpose"), cli_get(c, "language"), cli_get(c, "reason")};
	for (size_t i = 0; i < LETTER_COLUMNS; i++)
		columns[i] = &letter_columns[i];
	enum qser_status status = check_options(&l);
	if (status == QSER_OK && !l.message && c->style.format != QSER_FORMAT_TEXT)
		status = cli_table(c, columns, LETTER_COLUMNS, &l.table);
	if (status == QSER_OK)
		status = cli_each_id(c, 0, QSER_APPLICATION, letter_one, &l);
	if (status == QSER_OK && l.table)
		status = qser_table_end(l.table);
	qser_table_free(l.table);
	return status;
}

/* ---- template draft ---- */

static const struct cli_option draft_options[] = {
	{"purpose", 0, "PURPOSE", "of this purpose alone",
		"words:submitted accepted rejected more-information certificate timesheet final"},
	{"language", 0, "CODE", "in this language alone", NULL},
	{.name = NULL},
};

static const struct qser_column draft_columns[] = {
	COLUMN("code", "Code", QSER_CODE),
	COLUMN("purpose", "Purpose", QSER_TEXT),
	COLUMN("language", "Language", QSER_TEXT),
	COLUMN("organisation", "Organisation", QSER_TEXT),
	COLUMN("subject", "Subject", QSER_TEXT),
	COLUMN("body", "Text", QSER_NOTE),
};
enum { DRAFT_COLUMNS = sizeof draft_columns / sizeof *draft_columns };

static int take_builtin(void *ctx, const struct qser_letter *letter)
{
	struct letters *l = ctx;
	const char *purpose = cli_get(l->c, "purpose"), *language = cli_get(l->c, "language");
	char code[64];

	if ((purpose && strcmp(purpose, letter->purpose) != 0) ||
		(language && strcmp(language, letter->language) != 0))
		return 0;
	l->count++;
	(void)snprintf(code, sizeof code, "%s-%s", letter->purpose, letter->language);
	const char *values[DRAFT_COLUMNS] = {
		code, letter->purpose, letter->language, NULL, letter->subject, letter->text};
	l->status = qser_table_row(l->table, values);
	return l->status != QSER_OK;
}

static enum qser_status template_draft(struct cli *c)
{
	const struct qser_column *columns[DRAFT_COLUMNS];
	struct letters l = {.c = c};

	for (size_t i = 0; i < DRAFT_COLUMNS; i++)
		columns[i] = &draft_columns[i];
	enum qser_status status = cli_table(c, columns, DRAFT_COLUMNS, &l.table);
	if (status == QSER_OK)
		status = qser_each_builtin_letter(take_builtin, &l);
	if (l.status != QSER_OK)
		status = l.status;
	if (status == QSER_OK && !l.count)
		status = cli_fail(c, QSER_INVALID,
			"%s: no such text comes with qser; there are %s in %s, and %s in %s",
			c->verb->name, "submitted, accepted, rejected and more-information",
			"cs, de, el, en, es, fr and nl", "certificate, timesheet and final",
			"el and en");
	if (status == QSER_OK)
		status = qser_table_end(l.table);
	qser_table_free(l.table);
	return status;
}

/* ---- Verbs ---- */

const struct cli_verb cli_letter_verbs[] = {
	{.name = "letter",
		.arguments = "APPLICATION…",
		.brief = "write the answer to applicants, to be sent by mail",
		.examples = "qser-mentor letter 18\n"
			    "qser-mentor letter 17 --purpose more-information --language cs \\\n"
			    "    --reason 'Na které večery máte čas?'\n"
			    "# sent by the mail program of this computer\n"
			    "qser-mentor letter 18 -f eml --from kep@example.org | sendmail -t",
		.database = CLI_READS,
		.options = letter_options,
		.least = 1,
		.most = -1,
		.complete = "record:application",
		.run = letter,
		.more = "The text is that of a template: for each language the applicant speaks "
			"the organisation's own, then a general one; then those for any language; "
			"then what comes with qser, in English, Greek, Czech, German, Spanish, "
			"French and Dutch. A letter that says what is not so is refused. Nothing "
			"is sent. -f eml is one message as mail programs take it; -f csv a row a "
			"letter.",
		.kind = CLI_PAGE,
		.formats = "eml",
		.without = "columns sort limit ids",
		.actor = true},
	CLI_LIST("template ", QSER_LETTER, "templates of letters and reports",
		"qser-mentor template list --purpose rejected"),
	CLI_SHOW("template ", QSER_LETTER, "templates of letters and reports",
		"qser-mentor template show rejected"),
	CLI_ADD("template ", QSER_LETTER, "a template of letters",
		"qser-mentor template add --purpose accepted --language cs \\\n"
		"    --subject 'Vítejte, {name}' --body 'Dobrý den, {name}, přijali jsme Vás.'"),
	CLI_EDIT("template ", QSER_LETTER, "templates of letters and reports",
		"qser-mentor template edit rejected --subject 'Application {application}'"),
	CLI_RM("template ", QSER_LETTER, "templates of letters and reports",
		"qser-mentor template rm rejected"),
	{.name = "template draft",
		.brief = "write the texts that come with qser as CSV that import takes",
		.examples = "qser-mentor template draft --language el -o letters.csv\n"
			    "# change them, then\n"
			    "qser-mentor template import letters.csv\n"
			    "# the words of a certificate\n"
			    "qser-mentor template draft --purpose certificate -o certificate.csv",
		.database = CLI_NO_DATABASE,
		.options = draft_options,
		.run = template_draft,
		.kind = CLI_DATA,
		.without = "columns sort limit ids null"},
	CLI_MAP("template ", QSER_LETTER, "templates of letters and reports",
		"qser-mentor template map letters.csv"),
	CLI_IMPORT("template ", QSER_LETTER, "templates of letters and reports",
		"qser-mentor template import letters.csv"),
	CLI_EXPORT("template ", QSER_LETTER, "templates of letters and reports",
		"qser-mentor template export -o letters.csv"),
	{.name = NULL},
};
