/*
 * inspect.c: the database file from outside, before it is opened: who may read and write it, what
 * stands beside it.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "sqlite.h"

struct inspection {
	const struct qser_inspection *to;
	const char *path;
	const char *name;	 /* the last part of it */
	char *folder;		 /* "." when it has none */
	struct stat file, above; /* the file, its folder */
	struct findings found, notes;
};

/* A folder that is shared as qser(7) says: its files belong to its group. */
static bool is_shared(const struct inspection *i)
{
	return i->above.st_mode & S_ISGID && i->above.st_gid == i->file.st_gid;
}

static void look_at_mode(struct inspection *i)
{
	unsigned mode = i->file.st_mode & 07777;
	const char *folder = i->folder;

	if (mode & 07)
		findings_add(&i->found,
			"%s: mode %04o: everybody on this computer may read or write it; chmod %s "
			"it",
			i->path, mode, is_shared(i) ? "660" : "600");
	else if (mode & 070 && !is_shared(i))
		findings_add(&i->found,
			"%s: mode %04o: its group may use it, but the folder is none that a group "
			"shares; chmod 600 it, or make the folder one: chmod g+rwxs,o-w %s (qser(7), "
			"SHARED USE)",
			i->path, mode, i->folder);
	else if (mode & 07111)
		findings_add(&i->found, "%s: mode %04o: a database is no program; chmod %s it",
			i->path, mode, is_shared(i) ? "660" : "600");
	/* In a sticky folder nobody takes away or renames what is another's. */
	if (i->above.st_mode & S_IWOTH && !(i->above.st_mode & S_ISVTX))
		findings_add(&i->found,
			"%s: mode %04o: everybody on this computer may put another file in the "
			"place of the database; chmod o-w it",
			folder, (unsigned)i->above.st_mode & 07777);
}

static void look_at_owner(struct inspection *i)
{
	uid_t owner = i->file.st_uid;

	if (owner != i->to->uid && owner != i->above.st_uid && !is_shared(i))
		findings_add(&i->found,
			"%s: belongs to user %ld, who may change it; chown it to whoever works "
			"with it",
			i->path, (long)owner);
}

/* ---- The journal ---- */

/* Does a command that is writing hold the file?  The byte is the RESERVED lock of the engine. */
static bool is_written(const struct inspection *i)
{
	_cleanup_(close_descriptor) int fd = open(i->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	struct flock lock = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000000 + 1, .l_len = 1};

	return fd < 0 || fcntl(fd, F_GETLK, &lock) < 0 || lock.l_type != F_UNLCK;
}

/* One that was finished is empty, or begins with zeros. */
static bool has_content(const char *path)
{
	_cleanup_(close_descriptor) int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	unsigned char first = 0;

	return fd >= 0 && read(fd, &first, 1) == 1 && first;
}

static void look_at_journal(struct inspection *i)
{
	_cleanup_(buffer_free) struct buffer path = BUFFER_INIT;
	struct stat st;

	buffer_printf(&path, "%s-journal", i->path);
	const char *journal = buffer_text(&path);
	if (lstat(journal, &st) < 0 || !S_ISREG(st.st_mode))
		return; /* what is no plain file is refused by whoever opens the database */
	bool hot = has_content(journal) && !is_written(i); /* taken away by the next who opens it */
	if (st.st_uid != i->file.st_uid && st.st_uid != i->to->uid && !is_shared(i))
		findings_add(&i->found,
			"%s: belongs to user %ld, who may have put it there; look at it, and take it "
			"away if no command was interrupted",
			journal, (long)st.st_uid);
	else if (i->file.st_mode & 060 && st.st_gid != i->file.st_gid)
		findings_add(&i->found,
			"%s: its group is not that of the database, whose users cannot write; chgrp %ld "
			"it, and chmod g+s %s",
			journal, (long)i->file.st_gid, i->folder);
	else if (st.st_mode & 07 && !hot)
		findings_add(&i->found,
			"%s: mode %04o: everybody on this computer may read or write it; chmod 600 "
			"it",
			journal, (unsigned)st.st_mode & 07777);
	if (hot && beside_examine(i->path, NULL) == QSER_OK)
		findings_add(&i->notes,
			"%s: a command was interrupted; what it had half done is rolled back by "
			"whoever opens the database next, as now; nothing is to be done",
			journal);
}

/* ---- What was left ---- */

/* "q.db.new-1234", "q.db.new-1234.x8Kd2a", "q.db.before-restore.1.new-1234.x8Kd2a": of a process
 * that is no more. */
static bool is_left(const struct inspection *i, const char *name)
{
	size_t length = strlen(i->name);
	const char *mark = strstr(name, FILE_UNFINISHED);

	if (strncmp(name, i->name, length) != 0 || name[length] != '.' || !mark)
		return false;
	long pid = strtol(mark + strlen(FILE_UNFINISHED), NULL, 10);
	return pid > 0 && kill((pid_t)pid, 0) < 0 && errno == ESRCH;
}

/* ".out.csv.x8Kd2a": an output that did not take its name. */
static bool is_half(const char *name)
{
	const char *end = strrchr(name, '.');

	if (*name != '.' || !end || end == name || strlen(end) != 7)
		return false;
	bool mixed = false;
	for (const char *c = end + 1; *c; c++) {
		if (!isalnum((unsigned char)*c))
			return false;
		mixed |= !islower((unsigned char)*c);
	}
	return mixed;
}

static void look_around(struct inspection *i)
{
	DIR *folder = opendir(i->folder);

	for (const struct dirent *e; folder && (e = readdir(folder));)
		if (is_left(i, e->d_name))
			findings_add(&i->notes,
				"%s/%s: is what an interrupted command left, with data of people in "
				"it; take it away",
				i->folder, e->d_name);
		else if (is_half(e->d_name))
			findings_add(&i->notes,
				"%s/%s: may be half an output of an interrupted command; take it "
				"away when no command is running",
				i->folder, e->d_name);
	findings_end_kind(&i->notes, "of such files");
	if (folder)
		(void)closedir(folder);
}

static enum qser_status look(struct inspection *i)
{
	if (lstat(i->path, &i->file) < 0)
		return errno == ENOENT ? QSER_NOINPUT : QSER_OK; /* opening it says why */
	if (!S_ISREG(i->file.st_mode))
		return QSER_OK;
	if (stat(i->folder, &i->above) < 0)
		return QSER_OK;
	look_at_mode(i);
	look_at_owner(i);
	look_at_journal(i);
	look_around(i);
	if (i->file.st_nlink > 1)
		findings_add(&i->found,
			"%s: has %lu names (hard links), and no command opens it: the journal stands "
			"beside one of them alone; find the others (find / -xdev -samefile FILE) and "
			"remove them",
			i->path, (unsigned long)i->file.st_nlink);
	return i->file.st_nlink > 1 ? QSER_UNAVAILABLE : i->found.count ? QSER_PARTIAL : QSER_OK;
}

enum qser_status store_inspect(const struct qser_inspection *to)
{
	const char *path = to->path, *slash = strrchr(path, '/');
	_cleanup_(free_pointer) char *folder = slash == path ? memory_dup("/")
					       : slash ? memory_ndup(path, (size_t)(slash - path))
						       : memory_dup(".");
	struct inspection i = {.to = to,
		.path = path,
		.name = slash ? slash + 1 : path,
		.folder = folder,
		.found = {.fn = to->found, .ctx = to->ctx},
		.notes = {.fn = to->note, .ctx = to->ctx}};

	return folder ? look(&i) : QSER_MEMORY;
}
