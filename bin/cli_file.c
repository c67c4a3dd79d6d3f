/*
 * cli_file.c: files that appear complete or not at all.
 */
#include <fcntl.h>
#include <sys/stat.h>

#include "cli_private.h"

/* "dir/.name.XXXXXX" beside "dir/name": a rename never crosses file systems. */
static char *temporary_for(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	return cli_format("%.*s.%s.XXXXXX", (int)(name - path), path, name);
}

static enum qser_status cannot(struct cli *c, const char *path)
{
	return cli_fail(c, QSER_CANTCREATE, "%s: %s", path, strerror(errno));
}

bool cli_is_there(const char *path)
{
	return access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR && errno != EACCES);
}

/* The journal of a database, whether it is there at this moment or not. */
static bool is_journal(struct cli *c, const char *path)
{
	static const char *const ends[] = {"-journal", "-wal", "-shm"};
	size_t length = strlen(path);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t n = strlen(ends[i]);
		if (length <= n || strcmp(path + length - n, ends[i]) != 0)
			continue;
		_cleanup_(free_pointer) char *whole = cli_ndup(path, length - n);
		if (whole && (cli_is_there(whole) || cli_same_file(whole, c->open.path)))
			return true;
	}
	return false;
}

enum qser_status cli_refuse_database(struct cli *c, const char *path)
{
	if (cli_same_file(path, c->open.path))
		return cli_fail(
			c, QSER_CANTCREATE, "%s: is the database itself; name another file", path);
	if (is_journal(c, path))
		return cli_fail(c, QSER_CANTCREATE,
			"%s: belongs to the database beside it; name another file", path);
	return QSER_OK;
}

enum qser_status cli_file_open(
	struct cli *c, struct cli_file *f, int slot, const char *path, const char *as)
{
	struct stat there;
	f->fd = -1;
	f->slot = slot;
	if (!*path)
		return cli_fail(c, QSER_CANTCREATE, "the name of a file to write is missing");
	bool exists = lstat(path, &there) == 0;
	if (!exists && errno != ENOENT)
		return cannot(c, path);
	if (exists && S_ISLNK(there.st_mode))
		return cli_fail(
			c, QSER_CANTCREATE, "%s: is a symbolic link; name the file itself", path);
	if (exists && S_ISDIR(there.st_mode) && c->verb->folder)
		return cli_fail(c, QSER_CANTCREATE,
			"%s: is a folder; write %s/ for a file of each part", path, path);
	if (exists && S_ISDIR(there.st_mode))
		return cli_fail(c, QSER_CANTCREATE, "%s: %s", path, strerror(EISDIR));
	enum qser_status status = cli_refuse_database(c, path);
	if (status == QSER_OK)
		status = cli_claim(c, path, CLI_WRITTEN, as);
	if (status != QSER_OK)
		return status;
	f->path = cli_dup(path);
	if (!f->path)
		return cli_no_memory(c);
	if (exists && !S_ISREG(there.st_mode)) {
		f->fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
		return f->fd < 0 ? cannot(c, path) : QSER_OK;
	}
	char *temporary = temporary_for(path);
	if (!temporary)
		return cli_no_memory(c);
	f->fd = mkostemp(temporary, O_CLOEXEC); /* O_EXCL, 0600 */
	if (f->fd < 0) {
		free(temporary);
		return cannot(c, path);
	}
	/* Whoever could read it can read it again. */
	if (exists && fchmod(f->fd, there.st_mode & 0777) < 0)
		cli_say(c, "note: %s: its mode cannot be kept, only you can read it now: %s", path,
			strerror(errno));
	f->temporary = temporary;
	cli_leftover(slot, temporary);
	return QSER_OK;
}

static enum qser_status lost(struct cli *c, const struct cli_file *f)
{
	return cli_fail(c, QSER_OUTPUT, "%s: %s", f->path, strerror(errno));
}

/* What was written is on disk; the file has not got its name yet. */
enum qser_status cli_file_sync(struct cli *c, struct cli_file *f)
{
	if (f->fd < 0)
		return QSER_OK;
	if (f->stream && (fflush(f->stream) != 0 || ferror(f->stream)))
		return lost(c, f);
	if (f->temporary && fsync(f->fd) != 0)
		return lost(c, f);
	return QSER_OK;
}

enum qser_status cli_file_finish(struct cli *c, struct cli_file *f)
{
	if (f->fd < 0)
		return QSER_OK;
	enum qser_status status = cli_file_sync(c, f);
	int closed = f->stream ? fclose(f->stream) : close(f->fd);
	f->stream = NULL;
	f->fd = -1;
	if (status == QSER_OK && closed != 0)
		status = lost(c, f);
	if (status == QSER_OK && f->temporary) {
		if (rename(f->temporary, f->path) != 0)
			return cannot(c, f->path);
		cli_leftover(f->slot, NULL);
		free(f->temporary);
		f->temporary = NULL;
	}
	return status;
}

void cli_file_discard(struct cli_file *f)
{
	if (f->stream)
		(void)fclose(f->stream);
	else if (f->path && f->fd >= 0)
		(void)close(f->fd);
	if (f->temporary) {
		(void)unlink(f->temporary);
		cli_leftover(f->slot, NULL);
	}
	free(f->temporary);
	free(f->path);
	*f = (struct cli_file){.fd = -1};
}

enum qser_status cli_make_file(struct cli *c, const char *path, const char *as, FILE **stream)
{
	struct cli_file *f = &c->state->file;
	if (f->path)
		return cli_fail(c, QSER_INTERNAL, "two files at once");
	enum qser_status status = cli_file_open(c, f, 1, path, as);
	if (status != QSER_OK)
		return status;
	f->stream = fdopen(f->fd, "w");
	if (!f->stream)
		return cli_no_memory(c);
	*stream = f->stream;
	return QSER_OK;
}
