/*
 * salvage_wreck.c: a damaged file made such that the engine reads it: a copy, in which what cannot
 * be read from the disk is zeros, an interrupted command is rolled back, and a first page that is
 * no more is made anew.
 */
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "salvage.h"

enum { BLOCK = 4096, PAGE = 4096 };

/* ---- The bytes ---- */

/* As a reader of the engine does: no command writes meanwhile.  It is of the open file, so that it
 * does not fall with another one of this process. */
static bool lock_for_reading(int fd, struct store *to)
{
	struct flock lock = {
		.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = 0x40000000 + 2, .l_len = 510};

	for (int tries = 0; tries < 100 && !store_is_stopped(to); tries++) {
		if (fcntl(fd, F_OFD_SETLK, &lock) == 0 || (errno != EAGAIN && errno != EACCES))
			return true; /* also where there are no locks */
		(void)usleep(100000);
	}
	return false;
}

static bool write_all(int fd, const unsigned char *bytes, size_t size, off_t at)
{
	while (size) {
		ssize_t n = pwrite(fd, bytes, size, at);
		if (n < 0 && errno != EINTR)
			return false;
		n = n < 0 ? 0 : n;
		bytes += n;
		size -= (size_t)n;
		at += n;
	}
	return true;
}

static enum qser_status unless_stopped(const struct wreck *w)
{
	return store_is_stopped(w->to) ? store_fail(w->to, SQLITE_INTERRUPT) : QSER_OK;
}

static bool is_zeros(const unsigned char *block, size_t size)
{
	return !*block && !memcmp(block, block + 1, size - 1);
}

/* The next block in which there may be something; the length of the file where there is none. */
static off_t skip_hole(int from, off_t at, off_t length)
{
	off_t data = lseek(from, at, SEEK_DATA);

	return data > at ? data / BLOCK * BLOCK : data < 0 && errno == ENXIO ? length : at;
}

/* A block that the disk does not give stays a hole, which is zeros; so does one that is. */
static enum qser_status copy_bytes(struct wreck *w, int from, int to, const char *path)
{
	unsigned char block[BLOCK];
	struct stat st;
	enum qser_status status = QSER_OK;

	if (fstat(from, &st) < 0 || ftruncate(to, st.st_size) < 0)
		return error_set(w->error, QSER_OUTPUT, "%s: %s", path, strerror(errno));
	for (off_t at = 0; status == QSER_OK; at += BLOCK) {
		at = skip_hole(from, at, st.st_size);
		if (at >= st.st_size)
			break;
		ssize_t n = pread(from, block, sizeof(block), at);
		w->unreadable += n < 0;
		if (n > 0 && !is_zeros(block, (size_t)n) && !write_all(to, block, (size_t)n, at))
			return error_set(w->error, QSER_OUTPUT, "%s: %s", path, strerror(errno));
		status = unless_stopped(w);
	}
	return status;
}

static enum qser_status copy_file(struct wreck *w, const char *from, const char *to, bool lock)
{
	_cleanup_(close_descriptor) int in =
		open(from, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat st;

	if (in < 0)
		return error_set(w->error,
			errno == ENOENT	  ? QSER_NOINPUT
			: errno == EACCES ? QSER_PERMISSION
					  : QSER_UNAVAILABLE,
			"%s: %s", from,
			errno == ELOOP ? "is a symbolic link; name the file itself"
				       : strerror(errno));
	if (fstat(in, &st) < 0 || !S_ISREG(st.st_mode))
		return error_set(w->error, QSER_UNAVAILABLE, "%s is not a regular file", from);
	bool locked = !lock || lock_for_reading(in, w->to);
	if (store_is_stopped(w->to))
		return unless_stopped(w);
	if (!locked)
		return error_set(w->error, QSER_BUSY,
			"%s: another command is using the database; try again in a moment", from);
	_cleanup_(close_descriptor) int out =
		open(to, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (out < 0)
		return error_set(w->error, QSER_CANTCREATE, "%s: %s", to, strerror(errno));
	return copy_bytes(w, in, out, to);
}

static enum qser_status copy_one(struct wreck *w, const char *path, const char *ending)
{
	_cleanup_(buffer_free) struct buffer from = BUFFER_INIT, to = BUFFER_INIT;
	struct stat st;

	buffer_printf(&from, "%s%s", path, ending);
	buffer_printf(&to, "%s%s", w->path, ending);
	if (from.failed || to.failed)
		return error_set(w->error, QSER_MEMORY, "out of memory");
	if (lstat(from.data, &st) < 0 || !S_ISREG(st.st_mode) || !st.st_size)
		return QSER_OK;
	return copy_file(w, from.data, to.data, false);
}

/* Does the file go on in a write-ahead log?  Else one that stands there is of another. */
static bool has_log(const struct wreck *w)
{
	_cleanup_(close_descriptor) int fd = open(w->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	unsigned char versions[2];

	return fd >= 0 && pread(fd, versions, sizeof(versions), 18) == sizeof(versions) &&
	       (versions[0] == 2 || versions[1] == 2);
}

/* What must not be played back is left where it is. */
static enum qser_status copy_beside(struct wreck *w, const char *path)
{
	if (beside_examine(path, NULL) != QSER_OK)
		return QSER_OK;
	return copy_one(w, path, has_log(w) ? "-wal" : "-journal");
}

/* ---- A connection that forgives ---- */

static enum qser_status connect_wreck(struct wreck *w)
{
	static const int off[] = {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_VIEW,
		SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION,
		SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_DEFENSIVE};
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX;

	(void)sqlite3_close(w->db);
	w->db = NULL;
	int code = sqlite3_open_v2(w->path, &w->db, flags, NULL);
	for (size_t i = 0; i < sizeof(off) / sizeof(*off) && code == SQLITE_OK; i++)
		code = sqlite3_db_config(w->db, off[i], 0, NULL);
	if (code != SQLITE_OK)
		return error_set(w->error, code == SQLITE_NOMEM ? QSER_MEMORY : QSER_UNAVAILABLE,
			"%s: %s", w->path, sqlite3_errstr(code));
	(void)sqlite3_limit(w->db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_progress_handler(w->db, 10000, store_is_stopped, w->to);
	/* What is broken in the schema does not hide the rest of it. */
	(void)sqlite3_exec(w->db,
		"pragma writable_schema=on; pragma cell_size_check=on; pragma temp_store=memory;"
		"pragma synchronous=off",
		NULL, NULL, NULL);
	return QSER_OK;
}

/* ---- A first page that is no more ---- */

/* What the schema says of an object. */
struct object {
	char *type, *name, *table, *sql;
	int64_t root;
};

struct objects {
	struct object *list;
	size_t count, room;
	bool failed;
};

static void objects_free(struct objects *o)
{
	for (size_t i = 0; i < o->count; i++) {
		free(o->list[i].type);
		free(o->list[i].name);
		free(o->list[i].table);
		free(o->list[i].sql);
	}
	free(o->list);
}

static char *text_of(sqlite3_stmt *row, int column, struct objects *o)
{
	const unsigned char *text = sqlite3_column_text(row, column);
	char *copy = text ? memory_dup((const char *)text) : NULL;

	o->failed |= text && !copy;
	return copy;
}

static enum qser_status take_object(void *ctx, sqlite3_stmt *row)
{
	struct objects *o = ctx;

	if (o->count == o->room) {
		size_t room = o->room ? 2 * o->room : 64;
		struct object *list = realloc(o->list, room * sizeof(*list));
		o->failed |= !list;
		if (!list)
			return QSER_MEMORY;
		o->list = list;
		o->room = room;
	}
	o->list[o->count++] = (struct object){.type = text_of(row, 1, o),
		.name = text_of(row, 2, o),
		.table = text_of(row, 3, o),
		.root = sqlite3_column_int64(row, 4),
		.sql = text_of(row, 5, o)};
	return o->failed ? QSER_MEMORY : QSER_OK;
}

static bool read_objects(struct wreck *of, struct objects *out)
{
	struct walk walk = {.wreck = of,
		.columns = "rowid, type, name, tbl_name, rootpage, sql",
		.table = "sqlite_schema",
		.key = "rowid",
		.unique = true,
		.most = 100000,
		.fn = take_object,
		.ctx = out};

	return wreck_walk(&walk) == QSER_OK && !walk.broken;
}

static const struct object *object_named(const struct objects *o, const struct object *like)
{
	for (size_t i = 0; i < o->count; i++)
		if (o->list[i].name && o->list[i].type && !strcmp(o->list[i].name, like->name) &&
			!strcmp(o->list[i].type, like->type))
			return &o->list[i];
	return NULL;
}

/* The head of a new database of the same schema, with no object in it, and with the pages of this
 * one. */
static bool write_first_page(const struct wreck *w, const char *fresh)
{
	unsigned char page[PAGE] = {0};
	_cleanup_(close_descriptor) int from = open(fresh, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	_cleanup_(close_descriptor) int to = open(w->path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;
	uint32_t pages, changes;

	if (from < 0 || to < 0 || fstat(to, &st) < 0 || pread(from, page, 100, 0) != 100)
		return false;
	pages = htobe32((uint32_t)((st.st_size + PAGE - 1) / PAGE));
	memcpy(&changes, page + 24, sizeof(changes));
	memcpy(page + 28, &pages, sizeof(pages));
	memcpy(page + 92, &changes, sizeof(changes)); /* for which the number of pages holds */
	memset(page + 32, 0, 8);		      /* no free pages */
	page[100] = 13;				      /* a leaf without cells */
	page[105] = PAGE >> 8;
	return write_all(to, page, sizeof(page), 0) &&
	       ftruncate(to, (st.st_size + PAGE - 1) / PAGE * PAGE) == 0;
}

static bool insert_object(sqlite3 *db, const struct object *o)
{
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(
		db, "insert into sqlite_schema values (?1, ?2, ?3, ?4, ?5)", -1, &s, NULL);

	if (code == SQLITE_OK) {
		const char *const texts[] = {o->type, o->name, o->table};
		for (int i = 0; i < 3 && code == SQLITE_OK; i++)
			code = sqlite3_bind_text(s, i + 1, texts[i], -1, SQLITE_STATIC);
		if (code == SQLITE_OK)
			code = sqlite3_bind_int64(s, 4, o->root);
		if (code == SQLITE_OK)
			code = sqlite3_bind_text(s, 5, o->sql, -1, SQLITE_STATIC);
		if (code == SQLITE_OK)
			code = sqlite3_step(s);
	}
	(void)sqlite3_finalize(s);
	return code == SQLITE_DONE;
}

/* Tables lie where they lie in a new database, unless the file itself still says where.  Indexes
 * are left out: none is needed to read. */
static enum qser_status graft(struct wreck *w, struct store *to, const struct objects *there)
{
	struct wreck fresh = {.db = to->db, .error = w->error};
	struct objects wanted = {0};
	bool done = read_objects(&fresh, &wanted) && write_first_page(w, to->path);
	enum qser_status status = done ? connect_wreck(w) : QSER_UNAVAILABLE;

	for (size_t i = 0; i < wanted.count && status == QSER_OK && done; i++) {
		const struct object *o = &wanted.list[i], *own = object_named(there, o);
		if (o->root && !strcmp(o->type, "table"))
			done = insert_object(w->db, own && own->sql && own->root > 1 ? own : o);
	}
	objects_free(&wanted);
	if (status == QSER_OK && done)
		return connect_wreck(w); /* which reads it */
	return error_set(w->error, QSER_UNAVAILABLE,
		"%s: its first page is damaged, and could not be made anew", w->path);
}

/* Is every table in it that a new database has? */
static bool is_complete(struct store *to, const struct objects *there, struct wreck *w)
{
	struct wreck fresh = {.db = to->db, .error = w->error};
	struct objects wanted = {0};
	bool complete = read_objects(&fresh, &wanted);

	for (size_t i = 0; i < wanted.count && complete; i++)
		complete = strcmp(wanted.list[i].type, "table") != 0 ||
			   object_named(there, &wanted.list[i]);
	objects_free(&wanted);
	return complete;
}

/* A file that is none of ours is told from a page of ours that is broken by its size alone: of a
 * page that is zeros nobody knows whose it was. */
static enum qser_status check_head(struct wreck *w, const char *path, bool *ours, int64_t *schema)
{
	unsigned char head[16] = {0};
	_cleanup_(close_descriptor) int fd = open(w->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;

	*ours = store_peek(w->path, schema) == QSER_OK;
	if (*ours && *schema > schema_step_count && *schema < 1000)
		return error_set(w->error, QSER_NEWER,
			"%s was written by a newer qser (schema %" PRId64
			", this program knows %d); "
			"update this program",
			path, *schema, schema_step_count);
	if (fd < 0 || fstat(fd, &st) < 0 || st.st_size < 2 * PAGE ||
		pread(fd, head, sizeof(head), 0) != sizeof(head))
		return error_set(w->error, QSER_UNAVAILABLE,
			"%s is not a qser database, or nothing is left of it", path);
	return QSER_OK;
}

static enum qser_status make_readable(struct wreck *w, struct store *to, const char *path)
{
	struct objects there = {0};
	int64_t schema;
	bool ours;
	enum qser_status status = check_head(w, path, &ours, &schema);

	if (status == QSER_OK)
		status = connect_wreck(w);
	if (status == QSER_OK) {
		bool whole = ours && read_objects(w, &there);
		bool older = schema > 0 && schema < schema_step_count;
		if (there.failed)
			status = error_set(w->error, QSER_MEMORY, "out of memory");
		else if (!whole || (!older && !is_complete(to, &there, w)))
			status = graft(w, to, &there);
	}
	objects_free(&there);
	return status;
}

enum qser_status wreck_open(struct wreck *w, struct store *to, const char *path)
{
	_cleanup_(buffer_free) struct buffer copy = BUFFER_INIT;

	*w = (struct wreck){.error = to->error, .to = to};
	buffer_printf(&copy, "%s" FILE_UNFINISHED "%ld", to->path, (long)getpid());
	w->path = buffer_take(&copy);
	if (!w->path)
		return error_set(w->error, QSER_MEMORY, "out of memory");
	enum qser_status status = copy_file(w, path, w->path, true);
	if (status == QSER_OK)
		status = copy_beside(w, path);
	return status == QSER_OK ? make_readable(w, to, path) : status;
}

void wreck_close(struct wreck *w)
{
	(void)sqlite3_close(w->db);
	w->db = NULL;
	if (w->path) {
		(void)unlink(w->path);
		beside_remove(w->path);
	}
	free(w->path);
	w->path = NULL;
}
