/*
 * cli_folder.c: -o DIR/: a file of each part, all of them or none, as far as a file system can:
 * each is written beside its place, and only when all are on disk do they take their names.
 */
#include <fcntl.h>
#include <stdint.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "cli_private.h"

enum { NAME_MOST = 200 };

bool cli_folder(const struct cli *c)
{
	return c->state->folder.path != NULL;
}

static enum qser_status cannot(struct cli *c, enum qser_status status, const char *name)
{
	return cli_fail(c, status, "%s/%s: %s", c->state->folder.path, name, strerror(errno));
}

/* "DIR//" without its slashes, "/" as it is. */
static char *folder_path(const char *given)
{
	size_t length = strlen(given);
	while (length > 1 && given[length - 1] == '/')
		length--;
	return cli_ndup(given, length);
}

/* Also of what the last element is: a folder that is a link may be turned elsewhere. */
static int open_folder(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

enum qser_status cli_folder_open(struct cli *c, const char *given)
{
	struct cli_folder *f = &c->state->folder;
	struct stat there;
	f->path = folder_path(given);
	if (!f->path)
		return cli_no_memory(c);
	if (!c->verb->folder)
		return cli_fail(c, QSER_USAGE, "--output: %s is a folder; name a file", given);
	if (lstat(f->path, &there) == 0 && S_ISLNK(there.st_mode))
		return cli_fail(c, QSER_CANTCREATE,
			"%s: is a symbolic link; name the folder itself", f->path);
	f->fd = open_folder(f->path);
	if (f->fd < 0 && errno == ENOENT) {
		f->made = mkdir(f->path, 0700) == 0;
		f->fd = f->made || errno == EEXIST ? open_folder(f->path) : -1;
	}
	return f->fd < 0 ? cli_fail(c, QSER_CANTCREATE, "%s: %s", f->path, strerror(errno))
			 : QSER_OK;
}

/* Codes, ids and an ending: nothing that a shell or a file system takes for something else. */
static bool is_safe(const char *name)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789._-";
	size_t length = strlen(name);
	return length > 0 && length <= NAME_MOST && strspn(name, allowed) == length &&
	       name[0] != '.' && name[0] != '-';
}

/* What is there and no plain file is not replaced.  *mode: of the file that is. */
static enum qser_status look(struct cli *c, const char *name, mode_t *mode)
{
	struct stat there;
	*mode = 0600;
	if (!is_safe(name))
		return cli_fail(c, QSER_INTERNAL, "\"%s\" is no name for a file", name);
	if (fstatat(c->state->folder.fd, name, &there, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT ? QSER_OK : cannot(c, QSER_CANTCREATE, name);
	if (!S_ISREG(there.st_mode))
		return cli_fail(c, QSER_CANTCREATE, "%s/%s: is no plain file, and is not replaced",
			c->state->folder.path, name);
	*mode = there.st_mode & 0777; /* whoever could read it can read it again */
	_cleanup_(free_pointer) char *path = cli_format("%s/%s", c->state->folder.path, name);
	return path ? cli_refuse_database(c, path) : cli_no_memory(c);
}

/* ".NAME.8f3a…" beside NAME; it is on the list, to be taken away, from here on. */
static enum qser_status make_temporary(struct cli *c, const char *name, int *fd)
{
	struct cli_folder *f = &c->state->folder;
	uint64_t number = 0;
	struct cli_part *parts = cli_grow(f->parts, &f->room, f->count, sizeof *parts);
	if (!parts)
		return cli_no_memory(c);
	f->parts = parts;
	if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
		return cannot(c, QSER_CANTCREATE, name);
	struct cli_part part = {.name = cli_dup(name),
		.temporary = cli_format(".%s.%016llx", name, (unsigned long long)number)};
	if (!part.name || !part.temporary) {
		free(part.name);
		free(part.temporary);
		return cli_no_memory(c);
	}
	*fd = openat(
		f->fd, part.temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (*fd < 0) {
		enum qser_status status = cannot(c, QSER_CANTCREATE, name);
		free(part.name);
		free(part.temporary);
		return status;
	}
	f->parts[f->count++] = part;
	return QSER_OK;
}

enum qser_status cli_folder_add(struct cli *c, const char *name, struct qser_spool *from)
{
	mode_t mode;
	int fd = -1;
	enum qser_status status = look(c, name, &mode);
	if (status == QSER_OK)
		status = make_temporary(c, name, &fd);
	if (status != QSER_OK)
		return status;
	(void)fchmod(fd, mode);
	status = qser_spool_copy(from, fd);
	int why = errno;
	if (close(fd) != 0 && status == QSER_OK) {
		status = QSER_OUTPUT;
		why = errno;
	}
	errno = why;
	return status == QSER_OUTPUT ? cannot(c, status, name) : status;
}

/* What was written is on disk; the database is closed by now, and waits for nobody. */
static enum qser_status sync_parts(struct cli *c)
{
	struct cli_folder *f = &c->state->folder;
	for (size_t i = 0; i < f->count; i++) {
		int fd = openat(f->fd, f->parts[i].temporary, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
		bool lost = fd < 0 || fsync(fd) != 0;
		int why = errno;
		if (fd >= 0)
			lost |= close(fd) != 0;
		errno = why;
		if (lost)
			return cannot(c, QSER_OUTPUT, f->parts[i].name);
		if (cli_interrupted())
			return QSER_INTERRUPTED;
	}
	return QSER_OK;
}

enum qser_status cli_folder_finish(struct cli *c)
{
	struct cli_folder *f = &c->state->folder;
	enum qser_status status = sync_parts(c);
	for (size_t i = 0; status == QSER_OK && i < f->count; i++) {
		struct cli_part *part = &f->parts[i];
		if (renameat(f->fd, part->temporary, f->fd, part->name) != 0)
			return cli_fail(c, QSER_CANTCREATE, "%s/%s: %s; %zu of %zu are in place",
				f->path, part->name, strerror(errno), i, f->count);
		free(part->temporary);
		part->temporary = NULL;
	}
	if (status != QSER_OK)
		return status;
	(void)fsync(f->fd);
	f->kept = f->count > 0;
	if (f->count)
		cli_say(c, "%zu file%s in %s%s", f->count, f->count == 1 ? "" : "s", f->path,
			strcmp(f->path, "/") != 0 ? "/" : "");
	return QSER_OK;
}

void cli_folder_discard(struct cli_folder *f)
{
	bool kept = f->kept;
	for (size_t i = 0; i < f->count; i++) {
		if (f->parts[i].temporary)
			(void)unlinkat(f->fd, f->parts[i].temporary, 0);
		else
			kept = true;
		free(f->parts[i].temporary);
		free(f->parts[i].name);
	}
	if (f->fd >= 0)
		(void)close(f->fd);
	if (f->made && !kept)
		(void)rmdir(f->path);
	free(f->parts);
	free(f->path);
	*f = (struct cli_folder){.fd = -1};
}

enum qser_status cli_make_folders(struct cli *c, const char *path)
{
	char *copy = cli_own(c, cli_dup(path));
	if (!copy)
		return cli_no_memory(c);
	for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(copy, 0700) < 0 && errno != EEXIST)
			return cli_fail(c, QSER_CANTCREATE, "%s: %s", copy, strerror(errno));
		*slash = '/';
	}
	return QSER_OK;
}
