/*
 * place.c: where a database stands: on which file system, whose it is, who may do what there.
 *
 * Names come from /etc/passwd and /etc/group alone: the name service of a network may wait, and
 * ends a process that is out of memory.  Who is not there is told by number.
 */
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "sqlite.h"

/* ---- File systems ---- */

/*
 * Where locks may be kept on one computer only, and a sync may end before the data are anywhere
 * safe: two commands that both hold "the" lock destroy the file.  FUSE is among them, as sshfs is
 * told from others by nothing.  The numbers are those of linux/magic.h and statfs(2).
 */
static const struct {
	uint32_t type;
	const char *name;
} network[] = {
	{0x6969, "NFS"},
	{0x517b, "SMB"},
	{0xff534d42, "CIFS"},
	{0xfe534d42, "SMB"},
	{0x65735546, "FUSE, as sshfs"},
	{0x01021997, "9p"},
	{0x5346414f, "AFS"},
	{0x6b414653, "AFS"},
	{0x73757245, "Coda"},
	{0x564c, "NCP"},
	{0x00c36400, "Ceph"},
	{0x0bd00bd0, "Lustre"},
	{0x47504653, "GPFS"},
	{0x20030528, "OrangeFS"},
	{0x19830326, "BeeGFS"},
	{0x786f4256, "a folder of VirtualBox"},
	{0xbacbacbc, "a folder of VMware"},
};

/* A copy of path up to its last slash; NULL: out of memory. */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return !slash ? memory_dup(".")
		      : memory_ndup(path, slash == path ? 1 : (size_t)(slash - path));
}

enum qser_status place_is_local(const char *path, struct error *e)
{
	_cleanup_(free_pointer) char *folder = NULL;
	struct statfs there;

	if (statfs(path, &there) < 0 &&
		(errno != ENOENT || !(folder = folder_of(path)) || statfs(folder, &there) < 0))
		return QSER_OK; /* whatever is wrong, opening it tells better */
	for (size_t i = 0; i < sizeof(network) / sizeof(*network); i++)
		if ((uint32_t)there.f_type == network[i].type)
			return error_set(e, QSER_UNAVAILABLE,
				"%s is on a network file system (%s), where locks and syncs may "
				"not hold and the database can be destroyed; keep it on a local "
				"disk and save backups here, or set QSER_ALLOW_NETWORK=1",
				path, network[i].name);
	return QSER_OK;
}

/* ---- Owners ---- */

#define NAME_ROOM 64

static void owner_name(uid_t uid, char name[NAME_ROOM])
{
	_cleanup_(close_file) FILE *f = fopen("/etc/passwd", "re");
	struct passwd entry, *found = NULL;
	char words[1024];

	(void)snprintf(name, NAME_ROOM, "user %u", (unsigned)uid);
	while (f && fgetpwent_r(f, &entry, words, sizeof(words), &found) == 0)
		if (found->pw_uid == uid) {
			(void)snprintf(name, NAME_ROOM, "%s", found->pw_name);
			return;
		}
}

static void group_name(gid_t gid, char name[NAME_ROOM])
{
	_cleanup_(close_file) FILE *f = fopen("/etc/group", "re");
	struct group entry, *found = NULL;
	char words[4096];

	(void)snprintf(name, NAME_ROOM, "%u", (unsigned)gid);
	while (f && fgetgrent_r(f, &entry, words, sizeof(words), &found) == 0)
		if (found->gr_gid == gid) {
			(void)snprintf(name, NAME_ROOM, "%s", found->gr_name);
			return;
		}
}

/* Does the group have all of these permissions, of 7? */
static bool group_may(const struct stat *st, mode_t wanted)
{
	return (st->st_mode >> 3 & wanted) == wanted;
}

/* What is in the way, whose it is, and whom to ask. */
static enum qser_status blame(struct error *e, const char *path, const char *verb, mode_t wanted,
	const char *thing, const struct stat *st)
{
	char owner[NAME_ROOM], group[NAME_ROOM];

	owner_name(st->st_uid, owner);
	group_name(st->st_gid, group);
	return error_set(e, QSER_PERMISSION,
		"%s: no permission to %s: %s belongs to %s and the group %s, mode %04o; ask %s%s%s",
		path, verb, thing, owner, group, (unsigned)st->st_mode & 07777, owner,
		group_may(st, wanted) ? ", or to be put into the group " : "",
		group_may(st, wanted) ? group : "");
}

/* Made by somebody in a folder without the set-group-id bit, it is not of the database's group. */
static enum qser_status blame_journal(struct error *e, const char *path, const char *verb,
	mode_t wanted, const char *journal, const struct stat *st)
{
	_cleanup_(free_pointer) char *folder = folder_of(path);
	char owner[NAME_ROOM], group[NAME_ROOM];
	struct stat database;

	if (!folder || stat(path, &database) < 0 || database.st_gid == st->st_gid ||
		!group_may(&database, wanted))
		return blame(e, path, verb, wanted, "its journal", st);
	owner_name(st->st_uid, owner);
	group_name(database.st_gid, group);
	return error_set(e, QSER_PERMISSION,
		"%s: no permission to %s: its journal is not of the group %s; ask %s to run: chgrp "
		"%s %s && chmod g+s %s",
		path, verb, group, owner, group, journal, folder);
}

/* The first folder on the way that lets nobody in like us. */
static enum qser_status blame_way(struct error *e, const char *path, const char *verb)
{
	_cleanup_(free_pointer) char *at = memory_dup(path);
	_cleanup_(buffer_free) struct buffer thing = BUFFER_INIT;
	char *slash = at ? strrchr(at, '/') : NULL;
	struct stat st;

	for (; slash && slash != at; slash = strrchr(at, '/')) {
		*slash = '\0';
		if (stat(at, &st) == 0) {
			buffer_printf(&thing, "the folder %s", at);
			return blame(e, path, verb, 1, buffer_text(&thing), &st);
		}
	}
	return error_set(e, QSER_PERMISSION, "%s: no permission to %s", path, verb);
}

/* false: it is not in the way. */
static bool blocks(const char *path, int how, struct stat *st)
{
	return stat(path, st) == 0 && access(path, how) < 0;
}

enum qser_status place_refuses(const char *path, bool write, struct error *e)
{
	_cleanup_(free_pointer) char *folder = folder_of(path);
	_cleanup_(buffer_free) struct buffer journal = BUFFER_INIT;
	const char *verb = write ? "write" : "read";
	const int how = write ? R_OK | W_OK : R_OK;
	const mode_t wanted = write ? 6 : 4;
	struct stat st;

	buffer_printf(&journal, "%s-journal", path);
	if (!folder || journal.failed)
		return error_set(e, QSER_MEMORY, "out of memory");
	if (write && access(path, W_OK) < 0 && errno == EROFS)
		return error_set(e, QSER_PERMISSION,
			"%s: no permission to write: the file system is mounted read-only", path);
	if (stat(path, &st) < 0 && errno == EACCES)
		return blame_way(e, path, verb);
	if (blocks(path, how, &st))
		return blame(e, path, verb, wanted, "it", &st);
	if (blocks(journal.data, how, &st))
		return blame_journal(e, path, verb, wanted, journal.data, &st);
	if (write && blocks(folder, W_OK | X_OK, &st))
		return blame(e, path, verb, 7, "its folder", &st);
	return error_set(e, QSER_PERMISSION, "%s: no permission to %s", path, verb);
}

enum qser_status place_needs_recovery(const char *path, struct error *e)
{
	_cleanup_(buffer_free) struct buffer journal = BUFFER_INIT;
	char owner[NAME_ROOM] = "its owner", group[NAME_ROOM] = "";
	struct stat st = {0}, left;

	buffer_printf(&journal, "%s-journal", path);
	if (stat(path, &st) == 0)
		owner_name(st.st_uid, owner);
	/* Whoever undoes it needs both; made in a folder without its bit, they differ. */
	if (!journal.failed && stat(journal.data, &left) == 0 && left.st_gid == st.st_gid &&
		group_may(&st, 6) && group_may(&left, 6))
		group_name(st.st_gid, group);
	return error_set(e, QSER_BUSY,
		"%s: an interrupted command needs recovery by a user who may write: %s%s%s; ask "
		"for: qser-admin --db %s check",
		path, owner, *group ? " or one of the group " : "", group, path);
}

/* ---- Groups ---- */

/*
 * The journal belongs to whoever writes first: without the set-group-id bit it has the group of
 * that user, and from then on nobody else can write, nor read after a crash.
 */
enum qser_status place_is_for_group(const char *path, struct error *e)
{
	_cleanup_(free_pointer) char *folder = folder_of(path);
	char group[NAME_ROOM];
	struct stat st;

	if (!folder)
		return error_set(e, QSER_MEMORY, "out of memory");
	if (stat(folder, &st) < 0)
		return error_set(e, QSER_CANTCREATE, "%s: %s", folder, strerror(errno));
	if (group_may(&st, 7) && st.st_mode & S_ISGID && !(st.st_mode & S_IWOTH))
		return QSER_OK;
	group_name(st.st_gid, group);
	return error_set(e, QSER_CANTCREATE,
		"%s: a database for a group needs a folder that the group may write to and that "
		"hands its group on, and nobody else may write to; if %s is the group, run: chmod "
		"g+rwxs,o-w %s; else first: chgrp GROUP %s",
		folder, group, folder, folder);
}

void place_like(const char *copy, const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return;
	/* In another group the same bits would let others in. */
	if (lchown(copy, geteuid() == 0 ? st.st_uid : (uid_t)-1, st.st_gid) == 0)
		(void)chmod(copy, st.st_mode & 0660);
}
