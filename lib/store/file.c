/* file.c: the database file as a whole: copies of it. */
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sqlite.h"

#define PAGES_AT_ONCE 4096 /* between looks at whether it shall stop */

/* Copy all pages as one moment.  The target is written in one transaction of its own.  The source
 * is held for reading from before the first step on, so that no writer comes between two. */
static int copy_pages(sqlite3 *to, struct store *from)
{
	int step;
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from->db, "main");

	if (!backup)
		return sqlite3_errcode(to);
	do
		step = store_is_stopped(from) ? SQLITE_INTERRUPT
					      : sqlite3_backup_step(backup, PAGES_AT_ONCE);
	while (step == SQLITE_OK);
	/* A step that met a lock is no failure to finish: without a look at it nothing would be
	 * copied. */
	int finish = sqlite3_backup_finish(backup);
	return step == SQLITE_DONE ? finish : step;
}

/* Some file systems sync no folders, and who may write to one may not be allowed to read it. */
enum qser_status file_sync_parent(const char *path, struct error *e)
{
	_cleanup_(free_pointer) char *copy = memory_dup(path);
	char *slash = copy ? strrchr(copy, '/') : NULL;

	if (!copy)
		return error_set(e, QSER_MEMORY, "out of memory");
	if (slash)
		slash[slash == copy] = '\0';
	_cleanup_(close_descriptor) int fd =
		open(slash ? copy : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 ? errno == EACCES : fsync(fd) == 0 || errno == EINVAL || errno == EROFS)
		return QSER_OK;
	return error_set(e, QSER_OUTPUT,
		"%s: is there, but may be gone after a power cut: its folder: %s", path,
		strerror(errno));
}

/* Reading has begun: what is read from here on is of one moment. */
static int hold_still(struct store *s)
{
	int code = sqlite3_get_autocommit(s->db) ? sqlite3_exec(s->db, "begin", NULL, NULL, NULL)
						 : SQLITE_OK;

	return code == SQLITE_OK ? sqlite3_exec(s->db, "select 1 from sqlite_schema limit 1", NULL,
					   NULL, NULL)
				 : code;
}

static enum qser_status copy_to(struct store *s, const char *draft, const char *path)
{
	bool before = store_in_transaction(s);
	sqlite3 *to = NULL;
	int code = sqlite3_open_v2(draft, &to,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_exec(
			to, "pragma journal_mode=off; pragma synchronous=full", NULL, NULL, NULL);
	if (code == SQLITE_OK)
		code = hold_still(s);
	if (code == SQLITE_OK)
		code = copy_pages(to, s);
	(void)sqlite3_close(to);
	if (!before)
		store_rollback(s);
	if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_INTERRUPT ||
		(code & 0xff) == SQLITE_CORRUPT || store_cannot_read(code)) /* s */
		return store_fail(s, code);
	return code == SQLITE_OK ? QSER_OK
				 : error_set(s->error, QSER_OUTPUT, "%s: cannot be written: %s",
					   path, sqlite3_errstr(code));
}

/* Give the file its name, if nothing has it yet.  Some file systems of the network know links only.
 */
int file_put_in_place(const char *from, const char *path)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
		return 0;
	if ((errno != EINVAL && errno != ENOSYS) || link(from, path) < 0)
		return -1;
	(void)unlink(from);
	return 0;
}

enum qser_status store_draft(struct store *s, const char *path, struct buffer *name)
{
	/* "./": no name is a URI ("file:...") to SQLite then. */
	buffer_printf(name, "%s%s" FILE_UNFINISHED "%ld.XXXXXX", *path == '/' ? "" : "./", path,
		(long)getpid());
	if (name->failed)
		return error_set(s->error, QSER_MEMORY, "out of memory");
	_cleanup_(close_descriptor) int fd = mkostemp(name->data, O_CLOEXEC); /* mode 0600 */
	if (fd < 0)
		return error_set(
			s->error, QSER_CANTCREATE, "%s: cannot be made: %s", path, strerror(errno));
	enum qser_status status = copy_to(s, name->data, path);
	if (status == QSER_OK && fsync(fd) < 0)
		status = error_set(
			s->error, QSER_OUTPUT, "%s: cannot be written: %s", path, strerror(errno));
	if (status != QSER_OK)
		(void)unlink(name->data);
	return status;
}

enum qser_status store_name(struct store *s, const char *draft, const char *path)
{
	enum qser_status status = beside_refuse(path, s->error);

	if (status == QSER_OK && file_put_in_place(draft, path) < 0)
		status = error_set(s->error, QSER_CANTCREATE, "%s: %s", path,
			errno == EEXIST ? "exists already; it is left as it is" : strerror(errno));
	if (status == QSER_OK)
		return file_sync_parent(path, s->error);
	(void)unlink(draft);
	return status;
}

enum qser_status store_copy(struct store *s, const char *path)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	enum qser_status status = store_draft(s, path, &name);

	return status == QSER_OK ? store_name(s, name.data, path) : status;
}

/* As a writer of the engine does, which waits for the last reader: nobody works on what goes.  The
 * lock goes with the descriptor. */
static bool is_in_use(int fd)
{
	struct flock all = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000000, .l_len = 512};

	return fd >= 0 && fcntl(fd, F_OFD_SETLK, &all) < 0 && (errno == EAGAIN || errno == EACCES);
}

/* The database keep has two names for a moment, in which nobody opens it. */
static enum qser_status swap(const char *draft, const char *path, const char *keep, struct error *e)
{
	_cleanup_(close_descriptor) int fd =
		open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (is_in_use(fd))
		return error_set(e, QSER_BUSY,
			"%s: another command is using the database; try again in a moment", path);
	if (link(path, keep) < 0)
		return error_set(e, QSER_CANTCREATE, "%s: %s", keep, strerror(errno));
	if (beside_move(path, keep) == 0) {
		if (rename(draft, path) == 0)
			return file_sync_parent(path, e);
		error_set(e, QSER_CANTCREATE, "%s: %s", path, strerror(errno));
		(void)beside_move(keep, path);
	} else {
		error_set(e, QSER_CANTCREATE, "%s: %s", path, strerror(errno));
	}
	(void)unlink(keep); /* a database has one name */
	return e->status;
}

enum qser_status store_supplant(struct store *s, const char *path, const char *keep)
{
	_cleanup_(buffer_free) struct buffer draft = BUFFER_INIT;
	enum qser_status status = store_draft(s, path, &draft);

	if (status != QSER_OK)
		return status;
	place_like(draft.data, path);
	status = swap(draft.data, path, keep, s->error);
	if (status != QSER_OK)
		(void)unlink(draft.data); /* where it has its name this is none of it */
	return status;
}

/* With locking_mode exclusive a lock once taken stays until the connection is closed.  Also that of
 * a reader who waits to become the writer: two of them would wait for each other. */
enum qser_status store_hold(struct store *s)
{
	return store_run(s, "begin exclusive; pragma locking_mode=exclusive; commit");
}

enum qser_status store_let_go(struct store *s)
{
	return store_run(s, "pragma locking_mode=normal; select 1 from sqlite_schema limit 1");
}

enum qser_status store_replace(struct store *s, struct store *from)
{
	sqlite3_file *file = NULL;
	int code = copy_pages(s->db, from);

	if (code != SQLITE_OK)
		return store_fail(s, code);
	/* Where it has become smaller, its end is cut off behind the last sync.  If that does not
	 * last, pages are there that nobody reads. */
	if (sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK &&
		file->pMethods)
		(void)file->pMethods->xSync(file, SQLITE_SYNC_FULL);
	return QSER_OK;
}

/* ---- What a file says of itself ---- */

enum qser_status store_peek(const char *path, int64_t *schema)
{
	unsigned char head[100];
	_cleanup_(close_descriptor) int fd =
		open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : pread(fd, head, sizeof(head), 0);
	uint32_t id;

	*schema = 0;
	if (length < 0)
		return fd < 0 && errno == ENOENT ? QSER_NOINPUT : QSER_UNAVAILABLE;
	if (length < (ssize_t)sizeof(head) || memcmp(head, "SQLite format 3", 16) != 0)
		return QSER_UNAVAILABLE;
	memcpy(&id, head + 68, sizeof(id));
	if (be32toh(id) != QSER_APPLICATION_ID)
		return QSER_UNAVAILABLE;
	memcpy(&id, head + 60, sizeof(id));
	*schema = be32toh(id);
	return QSER_OK;
}
