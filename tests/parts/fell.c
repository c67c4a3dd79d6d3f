/*
 * fell.c: to be preloaded.  A command of qser ends by SIGKILL at its Nth call that changes a file,
 * N in FELL_AT; a write is done by half before.  The number of calls goes into the file FELL_COUNT,
 * when the process ends by itself; a shell around the command does not count.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long at, calls;
static int ours;

__attribute__((constructor)) static void begin(void)
{
	const char *text = getenv("FELL_AT");
	at = text ? strtol(text, NULL, 10) : 0;
	ours = strncmp(program_invocation_short_name, "qser", 4) == 0;
}

__attribute__((destructor)) static void end(void)
{
	const char *path = ours && calls ? getenv("FELL_COUNT") : NULL;
	FILE *f = path ? fopen(path, "w") : NULL;

	if (f) {
		fprintf(f, "%ld\n", calls);
		(void)fclose(f);
	}
}

static int is_the_one(void)
{
	return ours && ++calls == at;
}

static void die(void)
{
	(void)raise(SIGKILL);
}

/* dlsym gives a pointer to an object, and means a function. */
#define NEXT(type, name)         \
	static type name##_next; \
	if (!name##_next)        \
	*(void **)&name##_next = dlsym(RTLD_NEXT, #name)

typedef ssize_t pwrite_fn(int, const void *, size_t, off_t);
typedef int fd_fn(int);
typedef int truncate_fn(int, off_t);
typedef ssize_t write_fn(int, const void *, size_t);
typedef int open_fn(const char *, int, ...);
typedef int unlink_fn(const char *);
typedef int rename_fn(const char *, const char *);
typedef int renameat2_fn(int, const char *, int, const char *, unsigned);

/* What goes to standard error is talk. */
ssize_t write(int fd, const void *bytes, size_t size)
{
	NEXT(write_fn *, write);
	if (fd != STDERR_FILENO && is_the_one()) {
		(void)!write_next(fd, bytes, size / 2);
		die();
	}
	return write_next(fd, bytes, size);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset)
{
	NEXT(pwrite_fn *, pwrite);
	if (is_the_one()) {
		(void)!pwrite_next(fd, bytes, size / 2, offset);
		die();
	}
	return pwrite_next(fd, bytes, size, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset)
{
	return pwrite(fd, bytes, size, offset);
}

int fsync(int fd)
{
	NEXT(fd_fn *, fsync);
	if (is_the_one())
		die();
	return fsync_next(fd);
}

int fdatasync(int fd)
{
	NEXT(fd_fn *, fdatasync);
	if (is_the_one())
		die();
	return fdatasync_next(fd);
}

int ftruncate(int fd, off_t size)
{
	NEXT(truncate_fn *, ftruncate);
	if (is_the_one())
		die();
	return ftruncate_next(fd, size);
}

int ftruncate64(int fd, off64_t size)
{
	return ftruncate(fd, size);
}

int unlink(const char *path)
{
	NEXT(unlink_fn *, unlink);
	if (is_the_one())
		die();
	return unlink_next(path);
}

int open(const char *path, int flags, ...)
{
	NEXT(open_fn *, open);
	va_list more;

	va_start(more, flags);
	mode_t mode = va_arg(more, mode_t);
	va_end(more);
	if (flags & O_CREAT && is_the_one())
		die();
	return open_next(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	va_list more;

	va_start(more, flags);
	mode_t mode = va_arg(more, mode_t);
	va_end(more);
	return open(path, flags, mode);
}

int rename(const char *from, const char *to)
{
	NEXT(rename_fn *, rename);
	if (is_the_one())
		die();
	return rename_next(from, to);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
	NEXT(renameat2_fn *, renameat2);
	if (is_the_one())
		die();
	return renameat2_next(from_folder, from, to_folder, to, flags);
}

int link(const char *from, const char *to)
{
	NEXT(rename_fn *, link);
	if (is_the_one())
		die();
	return link_next(from, to);
}
