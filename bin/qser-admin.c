/*
 * qser-admin.c: the database itself: made, looked at, copied, put back.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <qser.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "cli_admin.h"
#include "cli_log.h"
#include "cli_logo.h"

/* ---- init ---- */

static enum qser_status choose_path(struct cli *c)
{
	if (cli_has(c, "system"))
		c->open.path = CLI_SYSTEM_DATABASE;
	else if (!c->path_given && c->user_path)
		c->open.path = c->user_path;
	else if (!c->path_given)
		return cli_fail(
			c, QSER_USAGE, "no home folder; say where with --db FILE or --system");
	return c->path_given && !cli_has(c, "system") ? QSER_OK : cli_make_folders(c, c->open.path);
}

static enum qser_status fill(struct cli *c)
{
	enum qser_status status = qser_begin(c->q, "init");
	if (status == QSER_OK)
		status = qser_form_install_builtins(c->q);
	if (status == QSER_OK && cli_has(c, "demo"))
		status = qser_install_demo(c->q);
	if (status == QSER_OK)
		status = qser_commit(c->q);
	return status == QSER_OK ? qser_finish(c->q) : status;
}

static enum qser_status init(struct cli *c)
{
	c->open.group = cli_has(c, "group");
	c->open.unfinished = true;
	if (c->dry_run)
		return cli_fail(
			c, QSER_USAGE, "init has no dry run; it never touches a file that exists");
	enum qser_status status = choose_path(c);
	if (status == QSER_OK)
		status = cli_claim(c, c->open.path, CLI_WRITTEN, CLI_DATABASE);
	if (status == QSER_OK)
		status = cli_open(c, QSER_CREATE);
	if (status != QSER_OK)
		return status;
	status = fill(c);
	if (status != QSER_OK)
		return status;
	cli_made(c, "the database was made");
	qser_spool_printf(c->out, "%s\n", c->open.path);
	cli_say(c,
		"made %s; next: qser-org add --name \"…\", qser-person add --name \"…\", or qser "
		"help",
		c->open.path);
	return QSER_OK;
}

static const struct cli_option init_options[] = {
	{"demo", 0, NULL, "with the people, path and diary of a little municipality", NULL},
	{"system", 0, NULL, "as " CLI_SYSTEM_DATABASE ", for all users of this computer", NULL},
	{"group", 0, NULL, "readable and writable for the group of the folder, mode 0660", NULL},
	{.name = NULL},
};

/* ---- status ---- */

/* One record of what there is: names, labels and values side by side. */
struct facts {
	struct qser_column columns[QSER_RECORDS + 8];
	char *values[QSER_RECORDS + 8];
	size_t count;
};

static void add_fact(struct cli *c, struct facts *f, const char *name, enum qser_type type,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

static void add_fact(struct cli *c, struct facts *f, const char *name, enum qser_type type,
	const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *value = cli_own(c, cli_vformat(format, args));
	va_end(args);
	char *key = cli_own(c, cli_dup(name)); /* "form versions" -> form_versions */
	for (char *at = key; at && *at; at++)
		*at = (char)(*at == ' ' ? '_' : *at);
	f->columns[f->count] =
		(struct qser_column){.name = key ? key : name, .label = name, .type = type};
	f->values[f->count++] = value;
}

static void collect_facts(
	struct cli *c, const struct qser_summary *s, const struct stat *st, struct facts *f)
{
	add_fact(c, f, "database", QSER_TEXT, "%s", s->path);
	add_fact(c, f, "size_kib", QSER_INT, "%" PRId64, (int64_t)st->st_size / 1024);
	add_fact(c, f, "mode", QSER_TEXT, "%04o", (unsigned)st->st_mode & 07777);
	add_fact(c, f, "schema", QSER_INT, "%d", s->schema);
	for (int r = 1; r < QSER_RECORDS; r++)
		if (*qser_record_plural((enum qser_record)r))
			add_fact(c, f, qser_record_plural((enum qser_record)r), QSER_INT,
				"%" PRId64, s->records[r]);
	add_fact(c, f, "log_head", QSER_TEXT, "%s", s->head);
}

static enum qser_status status_verb(struct cli *c)
{
	struct qser_summary s;
	struct facts f = {.count = 0};
	const struct qser_column *columns[QSER_RECORDS + 8];
	struct qser_table *table = NULL;
	enum qser_status status = qser_status_of(c->q, &s);
	if (status != QSER_OK)
		return status;
	struct stat st;
	if (stat(s.path, &st) < 0)
		return cli_fail(c, QSER_UNAVAILABLE, "%s: %s", s.path, strerror(errno));
	collect_facts(c, &s, &st, &f);
	for (size_t i = 0; i < f.count; i++)
		columns[i] = &f.columns[i];
	c->style.single = true;
	status = cli_table(c, columns, f.count, &table);
	if (status == QSER_OK)
		status = qser_table_row(table, (const char *const *)f.values);
	if (status == QSER_OK)
		status = qser_table_end(table);
	qser_table_free(table);
	return status;
}

/* ---- migrate ---- */

static enum qser_status migrate(struct cli *c)
{
	struct qser_summary s;
	enum qser_status status = cli_open(c, QSER_WRITE); /* which does it */
	if (c->q && qser_updated(c->q)) /* even if it is interrupted behind that */
		cli_made(c, "the database was migrated");
	if (status == QSER_OK)
		status = qser_status_of(c->q, &s);
	if (status == QSER_OK)
		cli_say(c, "%s has schema %d", c->open.path, s.schema);
	if (!c->dry_run || status != QSER_UNAVAILABLE || !c->q || !qser_outdated(c->q))
		return status;
	cli_say(c, "dry run: nothing was written");
	cli_say(c, "%s", qser_error(c->q).message);
	return QSER_OK;
}

/* ---- The table ---- */

static const struct cli_verb verbs[] = {
	{.name = "init",
		.brief = "make a new database, with the built-in forms",
		.examples = "qser-admin init\n"
			    "# one to play with\n"
			    "qser-admin --db demo.db init --demo",
		.database = CLI_OPENS_ITSELF,
		.options = init_options,
		.run = init,
		.more = "The file is --db or $QSER_DB, else qser/qser.db below $XDG_DATA_HOME "
			"(~/.local/share). A file that exists is left as it is."},
	{.name = "status",
		.brief = "show where the database is and what is in it",
		.examples = "qser-admin status",
		.database = CLI_READS,
		.kind = CLI_PAGE,
		.run = status_verb},
	{.name = "migrate",
		.brief = "bring the schema of the database up to date",
		.examples = "qser-admin migrate",
		.database = CLI_OPENS_ITSELF,
		.run = migrate,
		.more = "A backup is made beside the database first. Any command that writes does "
			"it, too."},
	{.name = NULL},
};

static const struct cli_verb log_verbs[] = {
	{.name = "log",
		.arguments = "[COMMAND…]",
		.brief = "list what was done, or what one command changed",
		.examples = "qser-admin log --limit 20 --sort -id\n"
			    "qser-admin log --program qser-diary --at 2026-11\n"
			    "# who changed what of a record, and on which day\n"
			    "qser-admin log --record person/petros --at 'last week'\n"
			    "qser-admin log --record diary-entry/3 --person maria\n"
			    "# which files were imported, and what became of their rows\n"
			    "qser-admin log --batch\n"
			    "qser-admin log 41",
		.database = CLI_READS,
		.options = cli_log_options,
		.record = QSER_COMMAND,
		.columns = CLI_FILTERS,
		.most = -1,
		.complete = "record:command",
		.run = cli_log,
		.more = cli_log_more},
	{.name = "read",
		.arguments = "FILE|-",
		.brief = "show a table file as every import reads it",
		.examples = "qser-admin read export.csv\n"
			    "# any export of a spreadsheet as clean CSV in UTF-8\n"
			    "qser-admin read --encoding cp1253 -f csv -o clean.csv export.csv",
		.database = CLI_NO_DATABASE,
		.kind = CLI_ROWS,
		.options = cli_read_options,
		.least = 1,
		.most = 1,
		.complete = "file",
		.run = cli_read,
		.more = "A row that no import would take, whatever the record (a stray quote, a "
			"control character, more or fewer fields than headings), is named on stderr "
			"with its line and left out; the exit status is then 1. The keys of JSON are "
			"the headings; a repeated one is Notes_2, an empty one column_4."},
	CLI_UNDO("qser-admin undo -n\n"
		 "# any command, by its number in the log\n"
		 "qser-admin undo 41"),
	{.name = NULL},
};

int main(int argc, char **argv)
{
	static const struct cli_verb *const rooms[] = {cli_admin_check_verbs,
		cli_admin_backup_verbs, cli_admin_restore_verbs, cli_admin_salvage_verbs, log_verbs,
		cli_admin_setting_verbs, cli_logo_verbs, NULL};
	static const struct cli_command command = {"qser-admin",
		"the database: make, check, back up, log, undo, settings", verbs, rooms};
	return cli_main(argc, argv, &command);
}
