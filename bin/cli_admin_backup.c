/*
 * cli_admin_backup.c: backup: one copy by name, or copies in a folder of which the oldest go.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli_admin.h"
#include "cli_private.h"

/* ---- Backups in a folder ---- */

/* "qser-2026-11-20T080000Z.db" of qser.db: the moment in UTC, so that their names stand in order.
 */
struct rota {
	struct cli *c;
	const char *folder;
	char *stem;	  /* "qser-" */
	const char *made; /* the path of the new one */
	int64_t keep;	  /* 0: all */
	const char **old; /* what is there beside it, oldest first */
	size_t count, room;
};

static bool digits_and(const char *text, const char *pattern)
{
	for (; *pattern; pattern++, text++)
		if (*pattern == '0' ? *text < '0' || *text > '9' : *text != *pattern)
			return false;
	return !*text || (*text == '.' && !strcmp(text, ".db"));
}

/* Is that an older one of this database, by its name and by what is in it?  The folder may be that
 * of several databases, each of which is called qser.db.  What cannot be read is left alone. */
static bool is_old(const struct rota *r, const char *name)
{
	size_t length = strlen(r->stem);
	struct stat st;
	bool same = false;
	if (strncmp(name, r->stem, length) != 0 ||
		!digits_and(name + length, "0000-00-00T000000Z") || !name[length + 18])
		return false;
	_cleanup_(free_pointer) char *path = cli_format("%s/%s", r->folder, name);
	return path && (!r->made || strcmp(path, r->made) != 0) && lstat(path, &st) == 0 &&
	       S_ISREG(st.st_mode) && qser_same_origin(r->c->q, path, &same) == QSER_OK && same;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum qser_status add_old(struct rota *r, const char *name)
{
	if (r->count == r->room) {
		size_t room = r->room ? 2 * r->room : 32;
		const char **old = realloc(r->old, room * sizeof *old);
		if (!old)
			return cli_no_memory(r->c);
		r->old = old;
		r->room = room;
	}
	r->old[r->count] = cli_own(r->c, cli_dup(name));
	return r->old[r->count++] ? QSER_OK : cli_no_memory(r->c);
}

static enum qser_status list_old(struct rota *r)
{
	enum qser_status status = QSER_OK;
	DIR *folder = opendir(r->folder);
	if (!folder)
		return cli_fail(r->c, QSER_CANTCREATE, "%s: %s%s", r->folder, strerror(errno),
			errno == ENOENT ? "; make the folder first: mkdir -m 700" : "");
	r->count = 0;
	for (const struct dirent *e; status == QSER_OK && (e = readdir(folder));)
		if (is_old(r, e->d_name))
			status = add_old(r, e->d_name);
	(void)closedir(folder);
	if (r->count)
		qsort(r->old, r->count, sizeof *r->old, by_name);
	return status;
}

/* Only after the new one is in its place, which stays whatever the clock says: where that was put
 * back, it has the oldest name. */
static enum qser_status remove_old(struct rota *r)
{
	enum qser_status status = list_old(r);
	size_t most = r->keep ? (size_t)r->keep : SIZE_MAX;
	for (size_t i = 0; status == QSER_OK && i < r->count && r->count - i >= most; i++) {
		char *path = cli_own(r->c, cli_format("%s/%s", r->folder, r->old[i]));
		if (!path)
			return cli_no_memory(r->c);
		if (!r->c->dry_run && unlink(path) < 0) {
			cli_say(r->c, "note: %s: the old backup cannot be removed: %s", path,
				strerror(errno));
			return QSER_PARTIAL;
		}
		cli_say(r->c, "%s %s", r->c->dry_run ? "would remove" : "removed", path);
	}
	return status;
}

static enum qser_status stem_of(struct cli *c, char **out)
{
	const char *slash = strrchr(c->open.path, '/');
	const char *name = slash ? slash + 1 : c->open.path;
	size_t length = strlen(name);
	if (length > 3 && !strcmp(name + length - 3, ".db"))
		length -= 3;
	*out = cli_own(c, cli_format("%.*s-", (int)length, name));
	return *out ? QSER_OK : cli_no_memory(c);
}

static enum qser_status new_name(struct rota *r)
{
	char moment[sizeof "2026-11-20T080000Z"];
	time_t now = (time_t)r->c->open.now;
	struct tm tm;
	if (!gmtime_r(&now, &tm) || !strftime(moment, sizeof moment, "%Y-%m-%dT%H%M%SZ", &tm) ||
		strlen(moment) != sizeof moment - 1)
		return cli_fail(r->c, QSER_INVALID, "--now: no name can be made of such a year");
	r->made = cli_own(r->c, cli_format("%s/%s%s.db", r->folder, r->stem, moment));
	return r->made ? QSER_OK : cli_no_memory(r->c);
}

/* ---- The verb ---- */

static bool is_folder(const char *path)
{
	struct stat st;
	size_t length = strlen(path);
	return (length && path[length - 1] == '/') || (stat(path, &st) == 0 && S_ISDIR(st.st_mode));
}

/* The folder without the slashes behind it. */
static enum qser_status plan(struct rota *r, const char *given)
{
	size_t length = strlen(given);
	while (length > 1 && given[length - 1] == '/')
		length--;
	r->folder = cli_own(r->c, cli_ndup(given, length));
	if (!r->folder)
		return cli_no_memory(r->c);
	enum qser_status status = stem_of(r->c, &r->stem);
	return status == QSER_OK ? list_old(r) : status;
}

/* What would be refused anyway is refused in a dry run, too. */
static enum qser_status would_save(struct cli *c, const char *path)
{
	struct stat st;
	if (lstat(path, &st) == 0)
		return cli_fail(
			c, QSER_CANTCREATE, "%s: exists already; it is left as it is", path);
	char *folder = cli_own(c, cli_dup(path));
	char *slash = folder ? strrchr(folder, '/') : NULL;
	if (slash)
		slash[slash == folder] = '\0';
	if (access(slash ? folder : ".", W_OK | X_OK) < 0)
		return cli_fail(
			c, QSER_CANTCREATE, "%s: cannot be made: %s", path, strerror(errno));
	cli_say(c, "would save to %s", path);
	return QSER_OK;
}

static enum qser_status save(struct cli *c, const char *path)
{
	enum qser_status status = cli_refuse_database(c, path);
	if (status == QSER_OK)
		status = cli_claim(c, path, CLI_WRITTEN, "the backup");
	if (status == QSER_OK && c->dry_run)
		return would_save(c, path);
	if (status == QSER_OK)
		status = cli_has(c, "as-it-is") ? qser_copy(c->q, path) : qser_backup(c->q, path);
	if (status != QSER_OK)
		return status;
	cli_made(c, "the backup was made");
	cli_say(c, "saved to %s", path);
	return QSER_OK;
}

static enum qser_status save_in_folder(struct cli *c, struct rota *r)
{
	enum qser_status status = plan(r, c->argv[0]);
	if (status == QSER_OK)
		status = new_name(r);
	if (status == QSER_OK)
		status = save(c, r->made);
	if (status != QSER_OK)
		return status;
	if (!c->quiet && !c->dry_run)
		qser_spool_printf(c->out, "%s\n", r->made);
	/* A copy that nobody has looked at is no reason to throw one away that is good. */
	return cli_has(c, "as-it-is") ? QSER_OK : remove_old(r);
}

static enum qser_status backup(struct cli *c)
{
	struct rota r = {.c = c};
	bool folder = is_folder(c->argv[0]);
	enum qser_status status = cli_get_number(c, "keep", 1, 100000, &r.keep);
	if (status != QSER_OK)
		return status;
	if (!*c->argv[0] || strcmp(c->argv[0], "-") == 0)
		return cli_fail(c, QSER_USAGE, "a backup is a file; name one, or a folder");
	if (cli_has(c, "keep") && !folder)
		return cli_fail(c, QSER_USAGE,
			"--keep: is for backups in a folder; name that alone: %s/", c->argv[0]);
	status = cli_open(c, QSER_READ);
	if (status == QSER_OK)
		status = folder ? save_in_folder(c, &r) : save(c, c->argv[0]);
	free(r.old);
	return status;
}

static const struct cli_option options[] = {
	{"keep", 0, "N", "in a folder: keep the newest N, remove the others", NULL},
	{"as-it-is", 0, NULL, "without looking at it first, for a database with findings", NULL},
	{.name = NULL},
};

const struct cli_verb cli_admin_backup_verbs[] = {
	{.name = "backup",
		.arguments = "FILE|DIR/",
		.brief = "save a checked copy as of this moment",
		.examples = "qser-admin backup /srv/backup/before-the-move.db\n"
			    "# every night, the last 30: a line for crontab -e\n"
			    "30 2 * * *  qser-admin -q --db /var/lib/qser/qser.db backup --keep 30 "
			    "/srv/backup/",
		.database = CLI_OPENS_ITSELF,
		.without = "override actor null",
		.options = options,
		.least = 1,
		.most = 1,
		.complete = "file",
		.run = backup,
		.more = "The copy has mode 0600 and is a whole database: --db opens it. Others may "
			"go on writing. It gets its name when it is on disk and check has found "
			"nothing in it; a file that exists is left as it is. In a folder, which must "
			"be there, it is called like qser-2026-11-20T080000Z.db, which is printed "
			"(not with -q); --keep removes only files that are called so and are backups "
			"of this database, never the new one."},
	{.name = NULL},
};
