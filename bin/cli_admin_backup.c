/*
 * cli_admin_backup.c: backup and restore.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli_admin.h"

/* ---- backup, restore ---- */

static enum qser_status backup(struct cli *c)
{
	if (strcmp(c->argv[0], "-") == 0)
		return cli_fail(c, QSER_USAGE, "a backup is a file; name one");
	enum qser_status status = cli_refuse_database(c, c->argv[0]);
	if (status == QSER_OK)
		status = qser_backup(c->q, c->argv[0]);
	if (status == QSER_OK)
		cli_say(c, "saved to %s", c->argv[0]);
	return status;
}

/* Where what is there is kept: the first free name beside it. */
static enum qser_status free_name(struct cli *c, const char **out)
{
	for (int n = 1; n < 1000; n++) {
		char *name = NULL;
		struct stat st;
		if (asprintf(&name, "%s.before-restore.%d", c->open.path, n) < 0)
			return cli_fail(c, QSER_MEMORY, "out of memory");
		*out = cli_own(c, name);
		if (lstat(name, &st) < 0)
			return QSER_OK;
	}
	return cli_fail(c, QSER_CANTCREATE, "%s: too many .before-restore files; move some away",
		c->open.path);
}

static int say_finding(void *ctx, const char *line)
{
	cli_say(ctx, "%s", line);
	return 0;
}

static enum qser_status open_backup(struct cli *c, const char *path, struct qser **from)
{
	struct qser_options options = c->open;
	options.path = path;
	options.mode = QSER_READ;
	enum qser_status status = qser_open(from, &options);
	if (status == QSER_OK)
		status = qser_check(*from, say_finding, c);
	if (status != QSER_OK)
		return cli_fail(c, status == QSER_PARTIAL ? QSER_UNAVAILABLE : status,
			"%s; nothing was restored",
			*from ? qser_error(*from).message : "out of memory");
	return QSER_OK;
}

/* In the place of nothing, or of what cannot be opened any more, which keeps its bytes aside. */
static enum qser_status restore_new(struct cli *c, struct qser *from)
{
	enum qser_status status = qser_backup(from, c->open.path);
	return status == QSER_OK ? status : cli_fail(c, status, "%s", qser_error(from).message);
}

static enum qser_status restore_over(struct cli *c, struct qser *from)
{
	const char *keep = NULL;
	enum qser_status status = free_name(c, &keep);
	if (status != QSER_OK)
		return status;
	status = cli_open(c, QSER_WRITE);
	if (status == QSER_OK) {
		status = qser_restore(c->q, from, keep);
	} else if (status == QSER_UNAVAILABLE) {
		qser_close(c->q);
		c->q = NULL;
		if (rename(c->open.path, keep) < 0)
			return cli_fail(c, QSER_CANTCREATE, "%s: %s", keep, strerror(errno));
		status = restore_new(c, from);
	}
	if (status == QSER_OK)
		cli_say(c, "what was there before is in %s", keep);
	return status;
}

static enum qser_status restore(struct cli *c)
{
	struct qser *from = NULL;
	struct stat st, backup;
	bool present = lstat(c->open.path, &st) == 0;
	if (present && stat(c->argv[0], &backup) == 0 && st.st_dev == backup.st_dev &&
		st.st_ino == backup.st_ino)
		return cli_fail(c, QSER_USAGE, "%s is the database itself", c->argv[0]);
	if (stat(c->argv[0], &backup) < 0)
		return cli_fail(c, QSER_NOINPUT, "%s: %s", c->argv[0], strerror(errno));
	enum qser_status status = open_backup(c, c->argv[0], &from);
	if (status == QSER_OK && !c->dry_run)
		status = present ? restore_over(c, from) : restore_new(c, from);
	qser_close(from);
	if (status == QSER_OK)
		cli_say(c, "%s %s from %s", c->open.path,
			c->dry_run ? "would be restored" : "is restored", c->argv[0]);
	return status;
}

const struct cli_verb cli_admin_backup_verbs[] = {
	{.name = "backup",
		.arguments = "FILE",
		.brief = "save a copy as of this moment to a new file",
		.examples = "qser-admin backup /srv/backup/qser-$(date +%F).db",
		.database = CLI_READS,
		.least = 1,
		.most = 1,
		.complete = "file",
		.run = backup,
		.more = "The copy has mode 0600 and is a whole database: --db opens it. A file "
			"that exists is "
			"left as it is."},
	{.name = "restore",
		.arguments = "FILE",
		.brief = "put a backup in the place of the database",
		.examples = "qser-admin restore -n /srv/backup/qser-2026-11-20.db\n"
			    "qser-admin restore /srv/backup/qser-2026-11-20.db",
		.database = CLI_OPENS_ITSELF,
		.least = 1,
		.most = 1,
		.complete = "file",
		.run = restore,
		.more = "The backup is checked first; what is there now is kept beside it, as "
			"….before-restore.1."},
	{.name = NULL},
};
