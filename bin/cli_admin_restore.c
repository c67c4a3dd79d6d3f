/*
 * cli_admin_restore.c: restore: a backup in the place of the database, of what is damaged, or of
 * nothing.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli_admin.h"
#include "cli_private.h"

/* Where what is there is kept: the first free name beside it.  A restore that was killed may have
 * left one to the file itself; a database has one name. */
static enum qser_status free_name(struct cli *c, const char **out)
{
	struct stat there, st;
	bool present = lstat(c->open.path, &there) == 0;
	for (int n = 1; n < 1000; n++) {
		*out = cli_own(c, cli_format("%s.before-restore.%d", c->open.path, n));
		if (!*out)
			return cli_no_memory(c);
		bool usable = lstat(*out, &st) < 0 ||
			      (present && !c->dry_run && st.st_dev == there.st_dev &&
				      st.st_ino == there.st_ino && unlink(*out) == 0);
		if (usable)
			return cli_claim(c, *out, CLI_WRITTEN, "the database as it was");
	}
	return cli_fail(c, QSER_CANTCREATE, "%s: too many .before-restore files; move some away",
		c->open.path);
}

/* ---- The backup ---- */

/* A signal interrupts this, until the database itself is open. */
static enum qser_status open_backup(struct cli *c, const char *path, struct qser **from)
{
	struct qser_options options = c->open;
	options.path = path;
	options.mode = QSER_READ;
	options.network = true; /* nobody writes to a backup */
	cli_watch(from);
	enum qser_status status = cli_interrupted()	   ? QSER_INTERRUPTED
				  : cli_has(c, "as-it-is") ? qser_open(from, &options)
							   : qser_open_sound(from, &options);
	return status == QSER_OK ? status
				 : cli_fail(c, status, "%s; nothing was restored",
					   *from ? qser_error(*from).message : "out of memory");
}

/* ---- What is lost by it ---- */

struct command {
	int64_t id;
	char at[32], hash[65];
};

static int take_command(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct command *k = ctx;
	(void)count;
	k->id = id;
	(void)snprintf(k->at, sizeof k->at, "%s", values[1] ? values[1] : "");
	(void)snprintf(k->hash, sizeof k->hash, "%s", values[2] ? values[2] : "");
	return 0;
}

/* The command of that number; its id is 0 when there is none. */
static enum qser_status command_of(struct qser *q, int64_t number, struct command *out)
{
	char id[32];
	const struct qser_field filter = {"id", id};
	const struct qser_query query = {
		.columns = "id,at,hash", .filters = &filter, .filter_count = 1};
	(void)snprintf(id, sizeof id, "%" PRId64, number);
	*out = (struct command){0};
	return qser_each(q, QSER_COMMAND, &query, take_command, out);
}

/* The last command that both have: as each has the hash of the one before in its own, all before it
 * are the same, too. */
static enum qser_status last_common(
	struct qser *one, struct qser *other, int64_t least, int64_t most, int64_t *common)
{
	enum qser_status status = QSER_OK;
	for (*common = least; *common < most && status == QSER_OK;) {
		int64_t middle = *common + (most - *common + 1) / 2;
		struct command a, b;
		status = command_of(one, middle, &a);
		if (status == QSER_OK)
			status = command_of(other, middle, &b);
		if (status == QSER_OK && a.id && b.id && strcmp(a.hash, b.hash) == 0)
			*common = middle;
		else
			most = middle - 1;
	}
	return status;
}

/* Commands that are in what was there and not in the backup. */
static enum qser_status tell_since(struct cli *c, struct qser *old, struct qser *from)
{
	struct qser_summary there, backup;
	struct command first;
	int64_t common = 0;
	enum qser_status status = qser_status_of(from, &backup);
	if (status != QSER_OK)
		return status;
	status = qser_status_of(old, &there);
	if (status != QSER_OK)
		return status;
	int64_t least =
		backup.last_command < there.last_command ? backup.last_command : there.last_command;
	status = last_common(old, from, 0, least, &common);
	if (status == QSER_OK)
		status = command_of(old, common + 1, &first);
	if (status != QSER_OK)
		return status;
	int64_t lost = there.last_command - common;
	if (!common)
		cli_say(c, "the backup is of another database; nothing of what was there is in it");
	else if (!lost)
		cli_say(c, "no command is lost: the backup has all of what was there");
	else
		cli_say(c,
			"%s %" PRId64
			" command%s that the backup does not have, from number %" PRId64 " (%s) on",
			c->dry_run ? "it would take away" : "it takes away", lost,
			lost == 1 ? "" : "s", common + 1, first.at);
	return QSER_OK;
}

/* What was kept aside is exactly what was there. */
static void tell_lost(struct cli *c, const char *kept, struct qser *from)
{
	struct qser *old = NULL;
	struct qser_options options = c->open;
	options.path = kept;
	options.mode = QSER_READ;
	if (qser_open(&old, &options) != QSER_OK || tell_since(c, old, from) != QSER_OK)
		cli_say(c, "what was there cannot be read, so what is lost is not known");
	qser_close(old);
}

/* ---- Into its place ---- */

static enum qser_status failed(struct cli *c, enum qser_status status, struct qser *q)
{
	return status == QSER_OK ? status : cli_fail(c, status, "%s", qser_error(q).message);
}

static enum qser_status restore_new(struct cli *c, struct qser *from)
{
	enum qser_status status = c->path_given ? QSER_OK : cli_make_folders(c, c->open.path);
	if (status == QSER_OK)
		status = failed(c, qser_copy(from, c->open.path), from);
	if (status == QSER_OK)
		cli_made(c, "the database was restored");
	return status;
}

static bool is_older(int64_t schema, struct qser *than)
{
	struct qser_summary summary;
	return qser_status_of(than, &summary) == QSER_OK && schema < summary.schema;
}

/* Another restore, which came first, may have taken the name by now. */
static enum qser_status restore_kept(struct cli *c, struct qser *from, const char **keep)
{
	for (;;) {
		struct stat st;
		enum qser_status status = qser_restore(c->q, from, *keep);
		if (status != QSER_CANTCREATE || lstat(*keep, &st) < 0)
			return status;
		status = free_name(c, keep);
		if (status != QSER_OK || !*keep)
			return status;
	}
}

static enum qser_status restore_over(struct cli *c, struct qser *from, bool plain)
{
	const char *keep = NULL;
	int64_t schema;
	bool ours = qser_peek(c->open.path, &schema) == QSER_OK;
	enum qser_status status = free_name(c, &keep);
	if (status != QSER_OK || !keep)
		return status;
	status = cli_open(c, c->dry_run ? QSER_READ : QSER_WRITE);
	if (status == QSER_OK && !c->dry_run) {
		status = restore_kept(c, from, &keep);
	} else if (c->dry_run && ours && is_older(schema, from)) {
		return QSER_OK; /* it would be brought up to date before */
	} else if (ours && c->q && qser_error(c->q).damaged) {
		if (c->dry_run)
			return QSER_OK;
		cli_close(c);
		status = failed(c, qser_supplant(from, c->open.path, keep), from);
	} else if (status == QSER_UNAVAILABLE && plain && !ours) {
		return cli_fail(c, status,
			"%s; if it was a qser database, move it away, and restore again",
			qser_error(c->q).message);
	}
	if (status != QSER_OK || c->dry_run)
		return status;
	cli_made(c, "the database was restored");
	cli_say(c, "what was there before is in %s", keep);
	tell_lost(c, keep, from);
	return QSER_OK;
}

static enum qser_status refuse(struct cli *c, const char *path)
{
	struct stat backup;
	const char *real = NULL;
	if (!*path || strcmp(path, "-") == 0)
		return cli_fail(c, QSER_USAGE, "a backup is a file; name it");
	if (lstat(path, &backup) == 0 && S_ISLNK(backup.st_mode) &&
		(real = cli_own(c, realpath(path, NULL))))
		return cli_fail(c, QSER_UNAVAILABLE,
			"%s is a symbolic link, which is not followed; name the file itself: %s",
			path, real);
	if (stat(path, &backup) < 0)
		return cli_fail(c, QSER_NOINPUT, "%s: %s", path, strerror(errno));
	enum qser_status status = cli_claim(c, path, CLI_READ, "the backup");
	return status == QSER_OK ? cli_claim(c, c->open.path, CLI_WRITTEN, CLI_DATABASE) : status;
}

static enum qser_status restore(struct cli *c)
{
	struct qser *from = NULL;
	struct stat st;
	if (!c->path_given && c->user_path && lstat(c->open.path, &st) < 0)
		c->open.path = c->user_path; /* of a new computer, as init makes it */
	bool present = lstat(c->open.path, &st) == 0;
	enum qser_status status = refuse(c, c->argv[0]);
	if (status == QSER_OK)
		status = open_backup(c, c->argv[0], &from);
	if (status == QSER_OK && present)
		status = restore_over(c, from, S_ISREG(st.st_mode));
	else if (status == QSER_OK && !c->dry_run)
		status = restore_new(c, from);
	if (status == QSER_OK && present && c->dry_run)
		tell_lost(c, c->open.path, from);
	cli_watch(&c->q);
	qser_close(from);
	if (status == QSER_OK)
		cli_say(c, "%s %s from %s", c->open.path,
			c->dry_run ? "would be restored" : "is restored", c->argv[0]);
	return status;
}

static const struct cli_option options[] = {
	{"as-it-is", 0, NULL, "without looking at it first, for a backup with findings", NULL},
	{.name = NULL},
};

const struct cli_verb cli_admin_restore_verbs[] = {
	{.name = "restore",
		.arguments = "FILE",
		.brief = "put a backup in the place of the database",
		.examples = "qser-admin restore -n /srv/backup/qser-2026-11-20T023000Z.db\n"
			    "qser-admin restore /srv/backup/qser-2026-11-20T023000Z.db",
		.database = CLI_OPENS_ITSELF,
		.without = "override actor null",
		.options = options,
		.least = 1,
		.most = 1,
		.complete = "file",
		.run = restore,
		.more = "The backup is checked first; what is there now is kept beside it, as "
			"….before-restore.1. How many commands since the backup are lost by it is said; "
			"-n says it beforehand. Where there is no database, the backup becomes one."},
	{.name = NULL},
};
