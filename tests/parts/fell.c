/*
 * fell.c: to be preloaded.  The process ends by SIGKILL at its Nth call that changes a file, N in
 * FELL_AT; a write is done by half before.  The number of calls goes into the file FELL_COUNT, when
 * the process ends by itself.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static long at, calls;

__attribute__((constructor)) static void begin(void)
{
	const char *text = getenv("FELL_AT");
	at = text ? strtol(text, NULL, 10) : 0;
}

__attribute__((destructor)) static void end(void)
{
	const char *path = getenv("FELL_COUNT");
	FILE *f = path ? fopen(path, "w") : NULL;

	if (f) {
		fprintf(f, "%ld\n", calls);
		(void)fclose(f);
	}
}

static int is_the_one(void)
{
	return ++calls == at;
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
typedef int unlink_fn(const char *);
typedef int rename_fn(const char *, const char *);
typedef int renameat2_fn(int, const char *, int, const char *, unsigned);

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
