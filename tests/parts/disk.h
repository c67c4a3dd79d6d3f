/*
 * disk.h: a folder on a disk, as record.c saw commands use it, and what is left of it when the
 * power goes.
 *
 * A file has bytes that are on the disk for sure, as they were synced, and changes since; the
 * folder likewise.  Of changes any choice may have happened; a write may have happened in any of
 * its sectors; a file may have grown for bytes that did not come.
 */
#ifndef PARTS_DISK_H
#define PARTS_DISK_H

#include <stdbool.h>

#include "lines.h"
#include "record.h"

#define SECTOR 512

/* Bytes, or (NULL) the file is cut to that size. */
struct change {
	const char *bytes;
	int64_t offset;
	size_t size;
};

struct file {
	uint64_t inode;
	char *disk; /* what is on it for sure */
	size_t size, room;
	struct change *pending;
	size_t count;
};

/* A file gets a name; or (from) loses another at once; or (no file) the name goes. */
struct naming {
	char *from, *name;
	struct file *file;
};

struct entry {
	char *name;
	struct file *file;
};

#define NAMES_MAX 64

struct folder {
	struct entry entries[NAMES_MAX];
	int count;
};

static char work[4096]; /* the folder, resolved, with a slash */

static struct file **files;
static size_t file_count;
static struct folder seen, disk; /* as the commands see it; as it is for sure */
static struct naming *namings;
static size_t naming_count;

static inline bool ends_with(const char *name, const char *end)
{
	size_t length = strlen(name), ending = strlen(end);

	return length >= ending && strcmp(name + length - ending, end) == 0;
}

/* The name inside the folder; NULL: elsewhere. */
static inline const char *inside(const char *path)
{
	size_t length = strlen(work);

	if (strncmp(path, work, length) == 0)
		path += length;
	else if (strncmp(path, "./work/", 7) == 0)
		path += 7;
	else if (strncmp(path, "work/", 5) == 0)
		path += 5;
	else
		return NULL;
	return strchr(path, '/') ? NULL : path;
}

static inline struct entry *entry_of(struct folder *f, const char *name)
{
	for (int i = 0; i < f->count; i++)
		if (strcmp(f->entries[i].name, name) == 0)
			return &f->entries[i];
	return NULL;
}

static inline void bind_name(struct folder *f, char *name, struct file *file)
{
	struct entry *e = entry_of(f, name);

	if (!e && f->count == NAMES_MAX)
		give_up("too many names");
	if (!e)
		e = &f->entries[f->count++];
	*e = (struct entry){name, file};
}

static inline void unbind(struct folder *f, const char *name)
{
	struct entry *e = entry_of(f, name);

	if (e)
		*e = f->entries[--f->count];
}

static inline void apply_naming(struct folder *f, const struct naming *n)
{
	struct file *file = n->file;

	if (n->from) {
		struct entry *e = entry_of(f, n->from);
		if (!e) /* it never came to be */
			return;
		file = e->file;
		unbind(f, n->from);
	}
	if (file)
		bind_name(f, n->name, file);
	else
		unbind(f, n->name);
}

static inline void add_naming(struct naming n)
{
	apply_naming(&seen, &n);
	namings = one_more(namings, naming_count, sizeof *namings);
	namings[naming_count++] = n;
}

static inline struct file *file_of(uint64_t inode)
{
	for (size_t i = file_count; i > 0; i--) /* the newest: numbers are used again */
		if (files[i - 1]->inode == inode)
			return files[i - 1];
	return NULL;
}

static inline struct file *add_file(uint64_t inode)
{
	struct file *f = calloc(1, sizeof *f);

	if (!f)
		give_up("out of memory");
	f->inode = inode;
	files = one_more(files, file_count, sizeof *files);
	return files[file_count++] = f;
}

/* Not less than size bytes, new ones zero. */
static inline void grow(struct file *f, size_t size)
{
	if (size > f->room) {
		f->room = size * 2;
		f->disk = realloc(f->disk, f->room);
		if (!f->disk)
			give_up("out of memory");
	}
	if (size > f->size) {
		memset(f->disk + f->size, 0, size - f->size);
		f->size = size;
	}
}

static inline void apply_change(struct file *f, const struct change *c)
{
	size_t end = (size_t)c->offset + c->size;

	grow(f, end);
	if (c->bytes)
		memcpy(f->disk + c->offset, c->bytes, c->size);
	else
		f->size = end;
}

static inline void sync_file(struct file *f)
{
	for (size_t i = 0; f && i < f->count; i++)
		apply_change(f, &f->pending[i]);
	if (f)
		f->count = 0;
}

static inline void sync_folder(void)
{
	for (size_t i = 0; i < naming_count; i++)
		apply_naming(&disk, &namings[i]);
	naming_count = 0;
}

static inline void change_file(const struct event *e, const char *bytes)
{
	struct file *f = file_of(e->file);

	if (!f)
		return;
	f->pending = one_more(f->pending, f->count, sizeof *f->pending);
	f->pending[f->count++] = (struct change){bytes, e->offset, bytes ? e->size : 0};
}

static inline void change_names(const struct event *e, const char *text)
{
	char *path = strndup(text, e->text), *line = path ? strchr(path, '\n') : NULL;

	if (line)
		*line = '\0';
	const char *name = path ? inside(path) : NULL;
	const char *to = line ? inside(line + 1) : NULL;
	struct entry *there = name ? entry_of(&seen, name) : NULL;
	if (e->kind == MADE && name && (!there || there->file->inode != e->file))
		add_naming((struct naming){.name = strdup(name), .file = add_file(e->file)});
	else if (e->kind == REMOVED && name)
		add_naming((struct naming){.name = strdup(name)});
	else if (e->kind == NAMED && name && to)
		add_naming((struct naming){.from = strdup(name), .name = strdup(to)});
	else if (e->kind == LINKED && there && to)
		add_naming((struct naming){.name = strdup(to), .file = there->file});
	else if (!name != !to && line)
		give_up("a file moves between folders: %s", path);
	free(path);
}

/* ---- The power goes ---- */

/* What becomes of things that are not on the disk for sure. */
enum fate { ALL, NONE, FIRST, SOME, FEW, MOST, FATES };

static const char *const fate_words[] = {"all", "none", "the first", "half", "few", "most"};

struct cut {
	enum fate files, names;
	bool torn;
};

static inline bool survives(enum fate fate, size_t i, size_t kept)
{
	switch (fate) {
	case ALL:
		return true;
	case NONE:
		return false;
	case FIRST:
		return i < kept;
	case SOME:
		return chance(2);
	case FEW:
		return chance(8) == 0;
	default:
		return chance(8) != 0;
	}
}

/* Some sectors of it, each whole. */
static inline void tear(struct file *f, const struct change *c)
{
	size_t done = 0;

	while (done < c->size) {
		size_t at = (size_t)c->offset + done, left = SECTOR - at % SECTOR;
		if (left > c->size - done)
			left = c->size - done;
		if (chance(2))
			apply_change(f, &(struct change){c->bytes + done, (int64_t)at, left});
		done += left;
	}
}

/* The file has grown for bytes that did not come: zeros, or anything. */
static inline void grow_only(struct file *f, const struct change *c)
{
	size_t from = f->size, end = (size_t)c->offset + c->size;

	grow(f, end);
	if (chance(2))
		for (size_t i = from; i < end; i++)
			f->disk[i] = (char)chance(256);
}

static inline void write_out(const struct entry *e, const struct cut *cut)
{
	static struct file f; /* its room is used again */
	char path[512];
	size_t kept = (size_t)chance((long)e->file->count + 1);

	f.size = 0;
	grow(&f, e->file->size);
	if (f.size)
		memcpy(f.disk, e->file->disk, f.size);
	for (size_t i = 0; i < e->file->count; i++) {
		const struct change *c = &e->file->pending[i];
		bool stays = survives(cut->files, i, kept);
		if (stays && c->bytes && cut->torn && chance(3) == 0)
			tear(&f, c);
		else if (stays)
			apply_change(&f, c);
		else if (c->bytes && cut->torn && chance(3) == 0)
			grow_only(&f, c);
	}
	(void)snprintf(path, sizeof path, "cut/%s", e->name);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	if (fd < 0 || write(fd, f.disk, f.size) != (ssize_t)f.size)
		give_up("%s: %s", path, strerror(errno));
	(void)close(fd);
}

static inline void leave(const struct cut *cut)
{
	struct folder left = disk;
	size_t kept = (size_t)chance((long)naming_count + 1);

	for (size_t i = 0; i < naming_count; i++)
		if (survives(cut->names, i, kept))
			apply_naming(&left, &namings[i]);
	empty_folder("cut");
	for (int i = 0; i < left.count; i++)
		if (!ends_with(left.entries[i].name, "-shm"))
			write_out(&left.entries[i], cut);
}

static inline bool something_pending(void)
{
	for (int i = 0; i < seen.count; i++)
		if (seen.entries[i].file->count)
			return true;
	return naming_count > 0;
}

#endif
