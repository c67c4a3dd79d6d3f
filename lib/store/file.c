/* file.c: the database file as a whole: copies and checks. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "sqlite.h"

/* Copy all pages as one moment.  The target is written in one transaction of its own. */
static int copy_pages(sqlite3 *to, sqlite3 *from)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");

	if (!backup)
		return sqlite3_errcode(to);
	/* A step that met a lock is no failure to finish: without a look at it nothing would be
	 * copied. */
	int step = sqlite3_backup_step(backup, -1);
	int finish = sqlite3_backup_finish(backup);
	return step == SQLITE_DONE ? finish : step;
}

void file_sync_parent(const char *path)
{
	_cleanup_(free_pointer) char *copy = strdup(path);
	char *slash = copy ? strrchr(copy, '/') : NULL;

	if (slash)
		slash[slash == copy] = '\0';
	_cleanup_(close_descriptor) int fd =
		open(slash ? copy : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		(void)fsync(fd);
}

static enum qser_status copy_to(struct store *s, const char *path)
{
	sqlite3 *to = NULL;
	int code = sqlite3_open_v2(path, &to,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_exec(
			to, "pragma journal_mode=off; pragma synchronous=full", NULL, NULL, NULL);
	if (code == SQLITE_OK)
		code = copy_pages(to, s->db);
	(void)sqlite3_close(to);
	if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_INTERRUPT)
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

enum qser_status store_copy(struct store *s, const char *path)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	/* "./": no name is a URI ("file:...") to SQLite then. */
	buffer_printf(&name, "%s%s.XXXXXX", *path == '/' ? "" : "./", path);
	if (name.failed)
		return error_set(s->error, QSER_MEMORY, "out of memory");
	int fd = mkostemp(name.data, O_CLOEXEC); /* mode 0600 */
	if (fd < 0)
		return error_set(
			s->error, QSER_CANTCREATE, "%s: cannot be made: %s", path, strerror(errno));
	(void)close(fd);

	enum qser_status status = copy_to(s, name.data);
	if (status == QSER_OK && file_put_in_place(name.data, path) < 0)
		status = error_set(s->error, QSER_CANTCREATE, "%s: %s", path,
			errno == EEXIST ? "exists already; it is left as it is" : strerror(errno));
	if (status == QSER_OK)
		file_sync_parent(path);
	else
		(void)unlink(name.data);
	return status;
}

/* With locking_mode exclusive a lock once taken stays until the connection is closed. */
enum qser_status store_hold(struct store *s)
{
	return store_run(s, "pragma locking_mode=exclusive; begin exclusive; commit");
}

enum qser_status store_let_go(struct store *s)
{
	return store_run(s, "pragma locking_mode=normal; select 1 from sqlite_schema limit 1");
}

enum qser_status store_replace(struct store *s, struct store *from)
{
	int code = copy_pages(s->db, from->db);

	return code == SQLITE_OK ? QSER_OK : store_fail(s, code);
}

/* ---- Checking ---- */

struct findings {
	qser_line_fn *fn;
	void *ctx;
	int count;
};

static void found(struct findings *f, const char *line)
{
	f->count++;
	(void)f->fn(f->ctx, line);
}

static enum qser_status check_file(struct store *s, struct findings *f)
{
	_cleanup_(query_end) struct query q = query(s, "pragma integrity_check");
	while (query_row(&q)) {
		const char *line = query_get_text(&q, 0);
		if (line && strcmp(line, "ok") != 0)
			found(f, line);
	}
	return query_status(&q);
}

static enum qser_status check_references(struct store *s, struct findings *f)
{
	_cleanup_(query_end) struct query q = query(s, "pragma foreign_key_check");
	while (query_row(&q)) {
		_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;
		buffer_printf(&line, "%s %lld names a %s that is not there", query_get_text(&q, 0),
			(long long)query_get_int(&q, 1), query_get_text(&q, 2));
		found(f, buffer_text(&line));
	}
	return query_status(&q);
}

/* All but what SQLite makes by itself: by their type and whole name, a trigger may be called
 * sqlite_x. */
#define SQL_SCHEMA                                                                                \
	"select type, name, sql from sqlite_schema where sql is not null and not (type = 'table'" \
	" and name in ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4')) order by name, type"

/* The schema as text, an object a line. */
static enum qser_status schema_text(struct store *s, struct buffer *out)
{
	_cleanup_(query_end) struct query q = query(s, SQL_SCHEMA);
	while (query_row(&q)) {
		const char *sql = query_get_text(&q, 2);
		buffer_printf(out, "%s %s: ", query_get_text(&q, 0), query_get_text(&q, 1));
		for (; sql && *sql; sql++)
			buffer_char(out, *sql == '\n' ? ' ' : *sql);
		buffer_char(out, '\n');
	}
	return query_status(&q);
}

static enum qser_status expected_schema(struct store *s, struct buffer *out)
{
	struct store fresh = {.error = s->error};
	int code = sqlite3_open_v2(":memory:", &fresh.db, SQLITE_OPEN_READWRITE, NULL);
	enum qser_status status = code == SQLITE_OK ? schema_apply(&fresh, 0) : store_fail(s, code);

	if (status == QSER_OK)
		status = schema_text(&fresh, out);
	store_forget(&fresh);
	(void)sqlite3_close(fresh.db);
	return status;
}

static bool has_line(const char *text, const char *line, size_t length)
{
	for (const char *at = text; (at = memmem(at, strlen(at), line, length)); at++)
		if (at == text || at[-1] == '\n')
			return true;
	return false;
}

/* Lines of one that are not among those of the other. */
static void compare_lines(struct findings *f, const char *one, const char *other, const char *word)
{
	for (const char *end; (end = strchr(one, '\n')); one = end + 1) {
		if (has_line(other, one, (size_t)(end - one) + 1))
			continue;
		_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;
		buffer_printf(&line, "schema: %s: %.*s", word, (int)strcspn(one, ":\n"), one);
		found(f, buffer_text(&line));
	}
}

static enum qser_status check_schema(struct store *s, struct findings *f)
{
	_cleanup_(buffer_free) struct buffer wanted = BUFFER_INIT, there = BUFFER_INIT;
	enum qser_status status = expected_schema(s, &wanted);

	if (status == QSER_OK)
		status = schema_text(s, &there);
	if (status != QSER_OK)
		return status;
	compare_lines(f, buffer_text(&wanted), buffer_text(&there), "missing or changed");
	compare_lines(f, buffer_text(&there), buffer_text(&wanted), "not known");
	return QSER_OK;
}

enum qser_status store_check(struct store *s, qser_line_fn *fn, void *ctx)
{
	struct findings f = {.fn = fn, .ctx = ctx};
	enum qser_status status = check_file(s, &f);

	if (status == QSER_OK)
		status = check_references(s, &f);
	if (status == QSER_OK)
		status = check_schema(s, &f);
	/* A damaged file, of which this was said already, may not be readable to its end. */
	if ((status == QSER_OK || status == QSER_UNAVAILABLE) && f.count)
		status = error_set(s->error, QSER_PARTIAL, "%s: %d finding%s", s->path, f.count,
			f.count == 1 ? "" : "s");
	return status;
}
