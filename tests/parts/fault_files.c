/* fault_files.c: a folder with all that is in it: read, put back, compared. */
#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"

enum { FILES = 512, PATH = 4096 };

/* The time of each file that is put back: whoever writes to it sets another. */
static const struct timespec long_ago[] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};

void file_read(struct file *f, const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	f->bytes = NULL;
	f->size = 0;
	if (fd < 0 || fstat(fd, &st) != 0)
		err(99, "%s", path);
	f->mode = st.st_mode;
	if (S_ISREG(st.st_mode)) {
		f->bytes = malloc((size_t)st.st_size + 1);
		ssize_t got = f->bytes ? pread(fd, f->bytes, (size_t)st.st_size, 0) : -1;
		if (got < 0)
			err(99, "%s", path);
		f->size = (size_t)got;
		f->bytes[got] = '\0';
	}
	(void)close(fd);
}

void file_write(const struct file *f, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0 || write(fd, f->bytes, f->size) != (ssize_t)f->size ||
		fchmod(fd, f->mode & 0777) != 0 || futimens(fd, long_ago) != 0)
		err(99, "%s", path);
	(void)close(fd);
}

bool file_same(const struct file *a, const struct file *b)
{
	if (!a || !b)
		return a == b;
	return a->mode == b->mode && a->size == b->size &&
	       (a->size == 0 || a->bytes == b->bytes || memcmp(a->bytes, b->bytes, a->size) == 0);
}

/* A journal without content is one that was done with. */
static bool is_done_journal(const char *name, const struct stat *st)
{
	size_t length = strlen(name);

	return st->st_size == 0 && length > 8 && strcmp(name + length - 8, "-journal") == 0;
}

/* What is put back, if nobody wrote to it. */
static const struct file *untouched(
	const struct folder *before, const char *name, const struct stat *st)
{
	const struct file *f = before ? folder_find(before, name) : NULL;

	return f && S_ISREG(st->st_mode) && st->st_mtim.tv_sec == long_ago->tv_sec &&
			       st->st_mtim.tv_nsec == 0 && (size_t)st->st_size == f->size
		       ? f
		       : NULL;
}

static void read_below(
	struct folder *f, const char *path, const char *inner, const struct folder *before)
{
	char full[PATH], name[PATH];
	struct stat st;

	(void)snprintf(full, sizeof full, "%s/%s", path, inner);
	DIR *folder = opendir(full);
	if (!folder)
		err(99, "%s", full);
	for (struct dirent *e; (e = readdir(folder));) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		(void)snprintf(name, sizeof name, "%s%s%s", inner, *inner ? "/" : "", e->d_name);
		if (snprintf(full, sizeof full, "%s/%s", path, name) >= (int)sizeof full ||
			lstat(full, &st) != 0 || f->count == FILES)
			err(99, "%s", full);
		if (is_done_journal(name, &st))
			continue;
		struct file *file = &f->files[f->count++];
		*file = (struct file){.name = strdup(name)};
		const struct file *same = untouched(before, name, &st);
		if (same) {
			file->bytes = same->bytes;
			file->size = same->size;
			file->mode = st.st_mode;
			file->borrowed = true;
		} else {
			file_read(file, full);
		}
		if (S_ISDIR(st.st_mode))
			read_below(f, path, name, before);
	}
	(void)closedir(folder);
}

void folder_read(struct folder *f, const char *path, const struct folder *before)
{
	f->count = 0;
	f->files = calloc(FILES, sizeof *f->files);
	if (!f->files)
		err(99, "no memory");
	read_below(f, path, "", before);
}

void folder_free(struct folder *f)
{
	for (size_t i = 0; i < f->count; i++) {
		free(f->files[i].name);
		if (!f->files[i].borrowed)
			free(f->files[i].bytes);
	}
	free(f->files);
	*f = (struct folder){0};
}

const struct file *folder_find(const struct folder *f, const char *name)
{
	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->files[i].name, name) == 0)
			return &f->files[i];
	return NULL;
}

/* Backwards: what is in a folder stands behind it. */
static void take_away(const struct folder *wanted, const struct folder *there, const char *path)
{
	char full[PATH];

	for (size_t i = there->count; i-- > 0;) {
		const char *name = there->files[i].name;
		(void)snprintf(full, sizeof full, "%s/%s", path, name);
		const struct file *f = folder_find(wanted, name);
		if (f && S_ISDIR(f->mode) == S_ISDIR(there->files[i].mode))
			continue;
		if ((S_ISDIR(there->files[i].mode) ? rmdir(full) : unlink(full)) != 0)
			err(99, "%s", full);
	}
}

void folder_restore(const struct folder *f, const char *path)
{
	struct folder there;
	char full[PATH];

	(void)snprintf(full, sizeof full, "%s/q.db-journal", path);
	(void)unlink(full);
	folder_read(&there, path, f);
	take_away(f, &there, path);
	for (size_t i = 0; i < f->count; i++) {
		const struct file *file = &f->files[i];
		(void)snprintf(full, sizeof full, "%s/%s", path, file->name);
		if (file_same(file, folder_find(&there, file->name)))
			continue;
		if (S_ISDIR(file->mode)) {
			if (mkdir(full, 0700) != 0 || chmod(full, file->mode & 0777) != 0)
				err(99, "%s", full);
		} else {
			(void)chmod(full, 0600);
			file_write(file, full);
		}
	}
	folder_free(&there);
}
