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

/* Where what is there is kept: the first free name beside it. */
static enum qser_status free_name(struct cli *c, const char **out)
{
	for (int n = 1; n < 1000; n++) {
		char *name = NULL;
		struct stat st;
		if (asprintf(&name, "%s.before-restore.%d", c->open.path, n) < 0)
			name = NULL;
		*out = cli_own(c, name);
		if (!*out)
			return cli_fail(c, QSER_MEMORY, "out of memory");
		if (lstat(*out, &st) < 0)
			return QSER_OK;
	}
	return cli_fail(c, QSER_CANTCREATE, "%s: too many .before-restore files; move some away",
		c->open.path);
}

/* ---- The backup ---- */

static enum qser_status open_backup(struct cli *c, const char *path, struct qser **from)
{
	struct qser_options options = c->open;
	options.path = path;
	options.mode = QSER_READ;
	options.network = true; /* nobody writes to a backup */
	enum qser_status status = cli_has(c, "as-it-is") ? qser_open(from, &options)
							 : qser_open_sound(from, &options);
	return status == QSER_OK ? status
				 : cli_fail(c, status, "%s; nothing was restored",
					   *from ? qser_error(*from).message : "out of memory");
}

/* ---- What is lost by it ---- */

struct since {
	int64_t count, first;
	char at[32];
};

static int count_command(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct since *s = ctx;
	(void)count;
	if (!s->count++ && values[1])
		(void)snprintf(s->at, sizeof s->at, "%s", values[1]);
	s->first = s->first ? s->first : id;
	return 0;
}

static enum qser_status count_from(
	struct qser *q, const char *column, const char *value, struct since *s)
{
	const struct qser_field filter = {column, value};
	const struct qser_query query = {.columns = "id,at", .filters = &filter, .filter_count = 1};
	*s = (struct since){0};
	return qser_each(q, QSER_COMMAND, &query, count_command, s);
}

/* Commands that are in what was there and not in the backup. */
static enum qser_status tell_since(struct cli *c, struct qser *old, struct qser *from)
{
	struct since common, s;
	struct qser_summary backup;
	char after[32];
	enum qser_status status = qser_status_of(from, &backup);
	if (status == QSER_OK)
		status = count_from(old, "hash", backup.head, &common);
	(void)snprintf(after, sizeof after, "%" PRId64 "..", backup.last_command + 1);
	if (status == QSER_OK)
		status = count_from(old, "id", after, &s);
	if (status != QSER_OK)
		return status;
	if (!common.count)
		cli_say(c, "the backup was not made of what was there, or that was restored since");
	else if (!s.count)
		cli_say(c, "no command was run since the backup");
	else
		cli_say(c,
			"%s %" PRId64 " command%s since the backup, from number %" PRId64
			" (%s) on",
			c->dry_run ? "it would take away" : "it takes away", s.count,
			s.count == 1 ? "" : "s", s.first, s.at);
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
	return status == QSER_OK ? failed(c, qser_copy(from, c->open.path), from) : status;
}

static enum qser_status restore_over(struct cli *c, struct qser *from, bool plain)
{
	const char *keep = NULL;
	int64_t schema;
	bool ours = qser_peek(c->open.path, &schema) == QSER_OK;
	enum qser_status status = free_name(c, &keep);
	if (status != QSER_OK || !keep)
		return status;
	status = cli_open(c, QSER_WRITE);
	if (status == QSER_OK) {
		status = qser_restore(c->q, from, keep);
	} else if (status == QSER_UNAVAILABLE && ours) {
		qser_close(c->q);
		c->q = NULL;
		status = failed(c, qser_supplant(from, c->open.path, keep), from);
	} else if (status == QSER_UNAVAILABLE && plain) {
		return cli_fail(c, status,
			"%s; if it was a qser database, move it away, and restore again",
			qser_error(c->q).message);
	}
	if (status != QSER_OK)
		return status;
	cli_say(c, "what was there before is in %s", keep);
	tell_lost(c, keep, from);
	return QSER_OK;
}

static enum qser_status refuse(struct cli *c, const char *path, bool present, const struct stat *st)
{
	struct stat backup;
	if (!*path || strcmp(path, "-") == 0)
		return cli_fail(c, QSER_USAGE, "a backup is a file; name it");
	if (stat(path, &backup) < 0)
		return cli_fail(c, QSER_NOINPUT, "%s: %s", path, strerror(errno));
	if (present && st->st_dev == backup.st_dev && st->st_ino == backup.st_ino)
		return cli_fail(c, QSER_USAGE, "%s is the database itself", path);
	return QSER_OK;
}

static enum qser_status restore(struct cli *c)
{
	struct qser *from = NULL;
	struct stat st;
	if (!c->path_given && c->user_path && lstat(c->open.path, &st) < 0)
		c->open.path = c->user_path; /* of a new computer, as init makes it */
	bool present = lstat(c->open.path, &st) == 0;
	enum qser_status status = refuse(c, c->argv[0], present, &st);
	if (status == QSER_OK)
		status = open_backup(c, c->argv[0], &from);
	if (status == QSER_OK && c->dry_run && present)
		tell_lost(c, c->open.path, from);
	else if (status == QSER_OK && !c->dry_run)
		status =
			present ? restore_over(c, from, S_ISREG(st.st_mode)) : restore_new(c, from);
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
