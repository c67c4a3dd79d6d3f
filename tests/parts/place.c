/*
 * place.c: to be preloaded: another place than it is.
 *
 *	PLACE_TYPE=N	statfs(2) says that everything is on a file system of this type,
 *	PLACE_UNDER=S	or what has S in its path
 *	PLACE_FELL=END	the process ends by SIGKILL when it has just made a file whose name ends so
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

typedef int statfs_fn(const char *, struct statfs *);
typedef int open_fn(const char *, int, mode_t);

int statfs(const char *path, struct statfs *there)
{
	statfs_fn *next;
	const char *type = getenv("PLACE_TYPE"), *under = getenv("PLACE_UNDER");

	*(void **)&next = dlsym(RTLD_NEXT, "statfs");
	int result = next(path, there);
	if (result == 0 && type && (!under || strstr(path, under)))
		there->f_type = (__typeof__(there->f_type))strtoul(type, NULL, 0);
	return result;
}

static int ends_so(const char *path, const char *end)
{
	size_t length = strlen(path), n = end ? strlen(end) : 0;

	return n && length >= n && strcmp(path + length - n, end) == 0;
}

static int open_with(const char *name, const char *path, int flags, mode_t mode)
{
	open_fn *next;
	int new = access(path, F_OK) != 0;

	*(void **)&next = dlsym(RTLD_NEXT, name);
	int fd = next(path, flags, mode);
	if (fd >= 0 && new &&flags & O_CREAT &&ends_so(path, getenv("PLACE_FELL")))
		(void)raise(SIGKILL);
	return fd;
}

int open(const char *path, int flags, ...)
{
	va_list args;

	va_start(args, flags);
	mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
	va_end(args);
	return open_with("open", path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	va_list args;

	va_start(args, flags);
	mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
	va_end(args);
	return open_with("open64", path, flags, mode);
}
