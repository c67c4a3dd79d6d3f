/*
 * record.c: to be preloaded.  Writes down, in the file RECORD, everything that a command of qser
 * does to files, in its order, and when it prints: see record.h.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "record.h"

static int tape = -1;

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("RECORD");

	if (!path || strncmp(program_invocation_short_name, "qser", 4) != 0)
		return;
	/* Out of the way of the descriptors that the command expects. */
	int fd = (int)syscall(
		SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	tape = fcntl(fd, F_DUPFD_CLOEXEC, 500);
	(void)syscall(SYS_close, fd);
}

/* What failed is not written down; errno stays. */
static void record(struct event e, const char *text, const void *bytes)
{
	int error = errno;

	e.text = text ? (uint32_t)strlen(text) : 0;
	const struct iovec parts[] = {{&e, sizeof e}, {(void *)(uintptr_t)text, e.text},
		{(void *)(uintptr_t)bytes, bytes ? e.size : 0}};
	ssize_t all = (ssize_t)(sizeof e + e.text + (bytes ? e.size : 0));
	if (tape >= 0 && syscall(SYS_writev, tape, parts, 3) != all)
		abort();
	errno = error;
}

static uint64_t file_of(int fd, mode_t *mode)
{
	struct stat st = {0};
	int error = errno;

	if (fstat(fd, &st) < 0)
		errno = error;
	*mode = st.st_mode & S_IFMT;
	return st.st_ino;
}

static void record_file(
	enum event_kind kind, int fd, int64_t offset, const void *bytes, size_t size)
{
	mode_t mode;
	struct event e = {.kind = kind, .offset = offset, .size = size, .file = file_of(fd, &mode)};

	if (mode == S_IFREG)
		record(e, NULL, bytes);
}

/* ---- Calls ---- */

/* dlsym gives a pointer to an object, and means a function. */
#define NEXT(type, name)         \
	static type name##_next; \
	if (!name##_next)        \
	*(void **)&name##_next = dlsym(RTLD_NEXT, #name)

typedef ssize_t pwrite_fn(int, const void *, size_t, off_t);
typedef ssize_t write_fn(int, const void *, size_t);
typedef int fd_fn(int);
typedef int truncate_fn(int, off_t);
typedef int open_fn(const char *, int, ...);
typedef int temporary_fn(char *, int);
typedef int path_fn(const char *);
typedef int rename_fn(const char *, const char *);
typedef int renameat2_fn(int, const char *, int, const char *, unsigned);

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset)
{
	NEXT(pwrite_fn *, pwrite);
	ssize_t n = pwrite_next(fd, bytes, size, offset);
	if (n > 0)
		record_file(WRITTEN, fd, offset, bytes, (size_t)n);
	return n;
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset)
{
	return pwrite(fd, bytes, size, offset);
}

ssize_t write(int fd, const void *bytes, size_t size)
{
	NEXT(write_fn *, write);
	if (fd == STDOUT_FILENO && size)
		record((struct event){.kind = PRINTED}, NULL, NULL);
	ssize_t n = write_next(fd, bytes, size);
	if (n > 0 && fd > STDERR_FILENO)
		record_file(WRITTEN, fd, lseek(fd, 0, SEEK_CUR) - n, bytes, (size_t)n);
	return n;
}

static int synced(int fd, int result)
{
	mode_t mode;
	struct event e = {.file = file_of(fd, &mode)};

	e.kind = mode == S_IFDIR ? FOLDER_SYNCED : SYNCED;
	if (result == 0)
		record(e, NULL, NULL);
	return result;
}

int fsync(int fd)
{
	NEXT(fd_fn *, fsync);
	return synced(fd, fsync_next(fd));
}

int fdatasync(int fd)
{
	NEXT(fd_fn *, fdatasync);
	return synced(fd, fdatasync_next(fd));
}

int ftruncate(int fd, off_t size)
{
	NEXT(truncate_fn *, ftruncate);
	int result = ftruncate_next(fd, size);
	if (result == 0)
		record_file(CUT, fd, size, NULL, 0);
	return result;
}

int ftruncate64(int fd, off64_t size)
{
	return ftruncate(fd, size);
}

static int made(const char *path, int fd)
{
	mode_t mode;
	struct event e = {.kind = MADE, .file = file_of(fd, &mode)};

	if (fd >= 0 && mode == S_IFREG)
		record(e, path, NULL);
	return fd;
}

int open(const char *path, int flags, ...)
{
	NEXT(open_fn *, open);
	va_list more;

	va_start(more, flags);
	mode_t mode = va_arg(more, mode_t);
	va_end(more);
	int fd = open_next(path, flags, mode);
	if (flags & O_CREAT)
		(void)made(path, fd);
	if (fd >= 0 && flags & O_TRUNC)
		record_file(CUT, fd, 0, NULL, 0);
	return fd;
}

int open64(const char *path, int flags, ...)
{
	va_list more;

	va_start(more, flags);
	mode_t mode = va_arg(more, mode_t);
	va_end(more);
	return open(path, flags, mode);
}

int mkostemp(char *path, int flags)
{
	NEXT(temporary_fn *, mkostemp);
	int fd = mkostemp_next(path, flags);
	return made(path, fd);
}

int mkostemp64(char *path, int flags)
{
	return mkostemp(path, flags);
}

int unlink(const char *path)
{
	NEXT(path_fn *, unlink);
	int result = unlink_next(path);
	if (result == 0)
		record((struct event){.kind = REMOVED}, path, NULL);
	return result;
}

static int named(const char *from, const char *to, enum event_kind kind, int result)
{
	char both[8192];

	(void)snprintf(both, sizeof both, "%s\n%s", from, to);
	if (result == 0)
		record((struct event){.kind = kind}, both, NULL);
	return result;
}

int rename(const char *from, const char *to)
{
	NEXT(rename_fn *, rename);
	return named(from, to, NAMED, rename_next(from, to));
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
	NEXT(renameat2_fn *, renameat2);
	return named(from, to, NAMED, renameat2_next(from_folder, from, to_folder, to, flags));
}

int link(const char *from, const char *to)
{
	NEXT(rename_fn *, link);
	return named(from, to, LINKED, link_next(from, to));
}
