/*
 * beside.c: what the engine keeps beside a database file, under names made of its own: a journal,
 * and, where another program gave it one, a write-ahead log with its index.
 *
 * Whatever has these names is believed: it is played back into the file, whoever put it there.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sqlite.h"

#define MOVE "; find out whose it is and move it away"

static const char *const endings[] = {"-journal", "-wal", "-shm"};

enum { ENDINGS = sizeof(endings) / sizeof(*endings), JOURNAL = 0, LOG = 1 };

/* false: out of memory. */
static bool name_of(struct buffer *name, const char *path, int ending)
{
	buffer_clear(name);
	buffer_printf(name, "%s%s", path, endings[ending]);
	return !name->failed;
}

static enum qser_status no_memory(struct error *e)
{
	return error_set(e, QSER_MEMORY, "out of memory");
}

/*
 * A journal that ends so names another one: the engine takes that file away when it has played this
 * one back, whatever it is.  It belongs to a transaction in several databases, of which we have
 * none.
 */
static bool names_another(const char *journal)
{
	static const unsigned char magic[8] = {0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
	_cleanup_(close_descriptor) int fd =
		open(journal, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	unsigned char end[sizeof(magic)];
	struct stat st;

	return fd >= 0 && fstat(fd, &st) == 0 && st.st_size > (off_t)sizeof(end) &&
	       pread(fd, end, sizeof(end), st.st_size - (off_t)sizeof(end)) == sizeof(end) &&
	       !memcmp(end, magic, sizeof(end));
}

enum qser_status beside_examine(const char *path, struct error *e)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	struct stat st;

	for (int i = JOURNAL; i <= LOG; i++) { /* the index is read with its log alone */
		if (!name_of(&name, path, i))
			return no_memory(e);
		if (lstat(name.data, &st) < 0)
			continue;
		/* SQLite would wait for whoever writes into a pipe, and takes a link for what a
		 * crash left. */
		if (!S_ISREG(st.st_mode))
			return error_set(
				e, QSER_UNAVAILABLE, "%s is not a regular file" MOVE, name.data);
		if (i == JOURNAL && st.st_size && names_another(name.data))
			return error_set(e, QSER_UNAVAILABLE,
				"%s is of several databases at once, as qser makes none" MOVE,
				name.data);
	}
	return QSER_OK;
}

enum qser_status beside_refuse_log(const char *path, struct error *e)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	struct stat st;

	if (!name_of(&name, path, LOG))
		return no_memory(e);
	if (lstat(name.data, &st) < 0 || !st.st_size)
		return QSER_OK;
	return error_set(e, QSER_UNAVAILABLE,
		"%s is left of another database, and would be taken for a part of this one" MOVE,
		name.data);
}

enum qser_status beside_refuse(const char *path, struct error *e)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	struct stat st;

	for (int i = 0; i < ENDINGS; i++) {
		if (!name_of(&name, path, i))
			return no_memory(e);
		if (lstat(name.data, &st) == 0 && st.st_size)
			return error_set(e, QSER_CANTCREATE,
				"%s: is left of another database, and would be taken for a part of "
				"this one; move it away",
				name.data);
	}
	return QSER_OK;
}

void beside_remove(const char *path)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;

	for (int i = 0; i < ENDINGS; i++)
		if (name_of(&name, path, i))
			(void)unlink(name.data);
}

static int move_one(const char *from, const char *to, int ending)
{
	_cleanup_(buffer_free) struct buffer old = BUFFER_INIT, new = BUFFER_INIT;

	if (!name_of(&old, from, ending) || !name_of(&new, to, ending)) {
		errno = ENOMEM;
		return -1;
	}
	return rename(old.data, new.data) == 0 || errno == ENOENT ? 0 : -1;
}

int beside_move(const char *from, const char *to)
{
	for (int i = 0; i < ENDINGS; i++)
		if (move_one(from, to, i) < 0) {
			int why = errno;
			while (i--)
				(void)move_one(to, from, i);
			errno = why;
			return -1;
		}
	return 0;
}
