/*
 * sqlite.c: the seam with SQLite behind it: transactions and statements.  Opening is in open.c.
 */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "../base/day.h"
#include "../base/hash.h"
#include "sqlite.h"

#define SUM_MAX \
	((int64_t)1 << 40) /* minutes: two million years, and a million times that can be added */

enum qser_status store_damaged(struct store *s, const char *why)
{
	error_set(s->error, QSER_UNAVAILABLE, "%s: the file is damaged: %s; " RESTORE_BACKUP,
		s->path ? s->path : "database", why);
	return error_damaged(s->error);
}

/*
 * No statement of ours fails like this on a database of ours.  If the schema was altered, or holds
 * a figure that cannot be added up, the file is what is wrong; anything else is our own defect.
 */
static enum qser_status fail_otherwise(struct store *s, const char *path)
{
	_cleanup_(buffer_free) struct buffer why = BUFFER_INIT;
	int code = sqlite3_extended_errcode(s->db);
	bool damaged = strstr(sqlite3_errmsg(s->db), "unsupported file format") ||
		       strstr(sqlite3_errmsg(s->db), "integer overflow");

	buffer_text_add(&why, sqlite3_errmsg(s->db)); /* what is asked now overwrites it */
	if (!damaged && !s->judging) {
		s->judging = true;
		damaged = store_altered(s);
		s->judging = false;
	}
	if (damaged)
		return store_damaged(s, buffer_text(&why));
	return error_set(s->error, QSER_INTERNAL, "%s: %s (%d)", path, buffer_text(&why), code);
}

static bool is_refusal(int error)
{
	return error == EACCES || error == EPERM || error == EROFS;
}

static int file_errno(struct store *s)
{
	int why = 0;

	(void)sqlite3_file_control(s->db, "main", SQLITE_FCNTL_LAST_ERRNO, &why);
	return why;
}

/* Why the disk refused: errno as the engine kept it, for each of its files. */
static int disk_errno(struct store *s)
{
	sqlite3_file *journal = NULL;
	int why = file_errno(s);

	if (!why &&
		sqlite3_file_control(s->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal) ==
			SQLITE_OK &&
		journal && journal->pMethods)
		(void)journal->pMethods->xFileControl(journal, SQLITE_FCNTL_LAST_ERRNO, &why);
	return why ? why : sqlite3_system_errno(s->db);
}

/* Where a commit fails at the journal, the engine has let go of it, and forgot why; what came since
 * then went well, and left errno as it was. */
static bool is_of_disk(int why)
{
	return why == EFBIG || why == ENOSPC || why == EDQUOT || why == EIO;
}

static const char *disk_failure(struct store *s, int last)
{
	int why = disk_errno(s);

	why = !why && is_of_disk(last) ? last : why;

	return why ? strerror(why) : sqlite3_errstr(sqlite3_extended_errcode(s->db));
}

bool store_disk_failed(struct store *s)
{
	return file_errno(s) != 0;
}

bool store_cannot_read(int code)
{
	return code == SQLITE_IOERR_READ || code == SQLITE_IOERR_CORRUPTFS;
}

enum qser_status store_fail(struct store *s, int code)
{
	const char *path = s->path ? s->path : "database";
	int last = errno;

	if (code == SQLITE_IOERR_NOMEM)
		code = SQLITE_NOMEM;
	/* To the engine a file that the disk cannot read is damaged; a backup is not what it needs.
	 */
	if ((code & 0xff) == SQLITE_CORRUPT && disk_errno(s) == EIO)
		code = SQLITE_IOERR_READ;
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return error_set(s->error, QSER_BUSY,
			"%s: another command is using the database; try again in a moment", path);
	case SQLITE_INTERRUPT:
		return error_set(s->error, QSER_INTERRUPTED, "interrupted; nothing was kept");
	case SQLITE_NOMEM:
		return error_set(s->error, QSER_MEMORY, "out of memory");
	case SQLITE_FULL:
		return error_set(s->error, QSER_OUTPUT,
			"%s: no space left on the disk; nothing was kept", path);
	case SQLITE_IOERR:
		if (store_cannot_read(code))
			return error_set(s->error, QSER_OUTPUT,
				"%s: cannot be read: the disk failed (%s); nothing was kept", path,
				disk_failure(s, last));
		return error_set(s->error, QSER_OUTPUT,
			"%s: the disk failed while reading or writing (%s); nothing was kept", path,
			disk_failure(s, last));
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return place_refuses(path, true, s->error);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		error_set(s->error, QSER_UNAVAILABLE, "%s: the file is damaged; " RESTORE_BACKUP,
			path);
		return error_damaged(s->error);
	case SQLITE_CANTOPEN:
		if (is_refusal(sqlite3_system_errno(s->db)))
			return place_refuses(path, true, s->error);
		return error_set(s->error, QSER_UNAVAILABLE, "%s: cannot be opened: %s", path,
			strerror(sqlite3_system_errno(s->db)));
	case SQLITE_CONSTRAINT:
		return error_set(s->error, QSER_INVALID, "the database refuses this: %s",
			sqlite3_errmsg(s->db));
	case SQLITE_TOOBIG:
		return error_set(s->error, QSER_INVALID, "a value is too long");
	default:
		return fail_otherwise(s, path);
	}
}

static bool own_process;

void store_own_process(void)
{
	own_process = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK;
}

/*
 * The pages of an import in one piece of memory that the system may back by large pages: a row
 * looks at a dozen of them all over the place.  Where it cannot be had, all goes on without.
 */
void store_large_cache(void)
{
	static bool done;
	int header = 0, page = 4096;

	if (!own_process || done ||
		sqlite3_config(SQLITE_CONFIG_PCACHE_HDRSZ, &header) != SQLITE_OK)
		return;
	int slot = (page + header + 7) & ~7, count = BULK_CACHE / page;
	size_t size = (size_t)slot * (size_t)count;
	void *pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (pages == MAP_FAILED)
		return;
	(void)madvise(pages, size, MADV_HUGEPAGE);
	if (sqlite3_config(SQLITE_CONFIG_PAGECACHE, pages, slot, count) != SQLITE_OK)
		(void)munmap(pages, size);
	done = true;
}

enum qser_status store_run(struct store *s, const char *sql)
{
	int code = sqlite3_exec(s->db, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? QSER_OK : store_fail(s, code);
}

enum qser_status store_begin(struct store *s)
{
	return store_run(s, "begin immediate");
}

enum qser_status store_begin_read(struct store *s)
{
	return store_run(s, "begin");
}

enum qser_status store_commit(struct store *s)
{
	return store_run(s, "commit");
}

void store_rollback(struct store *s)
{
	if (s && s->db && !sqlite3_get_autocommit(s->db))
		(void)sqlite3_exec(s->db, "rollback", NULL, NULL, NULL);
}

enum qser_status store_savepoint(struct store *s)
{
	_cleanup_(query_end) struct query q =
		query(s, "savepoint part"); /* a row each: kept ready */
	return query_done(&q);
}

enum qser_status store_release(struct store *s)
{
	_cleanup_(query_end) struct query q = query(s, "release part");
	return query_done(&q);
}

enum qser_status store_take_back(struct store *s)
{
	return store_run(s, "rollback to part; release part");
}

bool store_in_transaction(const struct store *s)
{
	return s->db && !sqlite3_get_autocommit(s->db);
}

void store_interrupt(struct store *s)
{
	if (s && s->db)
		sqlite3_interrupt(s->db);
}

int store_is_stopped(void *store)
{
	const struct store *s = store;

	return s->stop && *s->stop;
}

void store_obey(struct store *s, const volatile bool *stop)
{
	s->stop = stop;
	sqlite3_progress_handler(s->db, 10000, store_is_stopped, s);
}

void store_set_language(struct store *s, const char *lang)
{
	(void)snprintf(s->lang, sizeof(s->lang), "%s", lang ? lang : "");
}

struct error *store_error(struct store *s)
{
	return s->error;
}

const char *store_path(const struct store *s)
{
	return s->path;
}

bool store_is_outdated(const struct store *s)
{
	return s->outdated && !s->updated;
}

bool store_was_updated(const struct store *s)
{
	return s->updated;
}

int64_t store_inserted(struct store *s)
{
	return sqlite3_last_insert_rowid(s->db);
}

/* ---- Statements ---- */

static struct query prepare(struct store *s, const char *sql, unsigned flags)
{
	struct query q = {.store = s, .status = QSER_OK};
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v3(s->db, sql, -1, flags, &statement, NULL);

	if (code != SQLITE_OK)
		q.status = store_fail(s, code);
	q.statement = statement;
	return q;
}

static struct ready *ready_slot(struct store *s, const char *sql)
{
	return &s->ready[(hash_text(sql) >> 32) % READY_SLOTS];
}

void store_forget(struct store *s)
{
	for (size_t i = 0; i < READY_SLOTS; i++) {
		(void)sqlite3_finalize(s->ready[i].statement);
		s->ready[i].statement = NULL;
	}
}

struct query query(struct store *s, const char *sql)
{
	struct ready *slot = ready_slot(s, sql);

	if (slot->busy)
		return prepare(s, sql, 0);
	if (!slot->statement || strcmp(sqlite3_sql(slot->statement), sql) != 0) {
		(void)sqlite3_finalize(slot->statement);
		slot->statement = prepare(s, sql, 0).statement;
		if (!slot->statement)
			return (struct query){.store = s, .status = s->error->status};
	}
	slot->busy = true;
	return (struct query){.store = s, .statement = slot->statement, .ready = slot};
}

struct query query_kept(struct store *s, const char *sql)
{
	return prepare(s, sql, SQLITE_PREPARE_PERSISTENT);
}

static struct query no_memory(struct store *s)
{
	return (struct query){
		.store = s, .status = error_set(s->error, QSER_MEMORY, "out of memory")};
}

struct query query_built(struct store *s, const struct buffer *sql)
{
	if (sql->failed)
		return no_memory(s);
	return query(s, buffer_text(sql));
}

struct query query_built_kept(struct store *s, const struct buffer *sql)
{
	if (sql->failed)
		return no_memory(s);
	return query_kept(s, buffer_text(sql));
}

static void bound(struct query *q, int code)
{
	if (code != SQLITE_OK && q->status == QSER_OK)
		q->status = store_fail(q->store, code);
}

void query_int(struct query *q, int parameter, int64_t value)
{
	if (q->status == QSER_OK)
		bound(q, sqlite3_bind_int64(q->statement, parameter, value));
}

void query_bytes(struct query *q, int parameter, const char *text, size_t length)
{
	if (q->status == QSER_OK)
		bound(q, sqlite3_bind_text64(q->statement, parameter, text, length, SQLITE_STATIC,
				 SQLITE_UTF8));
}

void query_text(struct query *q, int parameter, const char *value)
{
	if (value)
		query_bytes(q, parameter, value, strlen(value));
	else
		query_null(q, parameter);
}

void query_null(struct query *q, int parameter)
{
	if (q->status == QSER_OK)
		bound(q, sqlite3_bind_null(q->statement, parameter));
}

/* What is too long to be read was not written by us; where we write it may be what was given. */
static enum qser_status row_failed(struct query *q, int code)
{
	if ((code & 0xff) == SQLITE_TOOBIG && sqlite3_stmt_readonly(q->statement))
		return store_damaged(q->store, "a value is longer than any may be");
	return store_fail(q->store, code);
}

bool query_row(struct query *q)
{
	if (q->status != QSER_OK)
		return false;
	int code = sqlite3_step(q->statement);
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		q->status = row_failed(q, code);
	return false;
}

enum qser_status query_done(struct query *q)
{
	while (query_row(q))
		;
	return q->status;
}

enum qser_status query_status(const struct query *q)
{
	return q->status;
}

void query_reset(struct query *q)
{
	if (q->statement) {
		(void)sqlite3_reset(q->statement);
		(void)sqlite3_clear_bindings(q->statement);
		q->status = QSER_OK;
	}
}

void query_again(struct query *q)
{
	if (q->statement)
		(void)sqlite3_reset(q->statement);
}

void query_end(struct query *q)
{
	struct ready *slot = q->ready;

	if (slot) {
		query_reset(q);
		slot->busy = false;
	} else {
		(void)sqlite3_finalize(q->statement);
	}
	q->statement = q->ready = NULL;
}

bool query_is_null(struct query *q, int column)
{
	return sqlite3_column_type(q->statement, column) == SQLITE_NULL;
}

int64_t query_get_int(struct query *q, int column)
{
	return sqlite3_column_int64(q->statement, column);
}

const char *query_get_text(struct query *q, int column)
{
	const char *text = (const char *)sqlite3_column_text(q->statement, column);

	if (text || sqlite3_errcode(q->store->db) != SQLITE_NOMEM)
		return text;
	if (q->status == QSER_OK)
		q->status = store_fail(q->store, SQLITE_NOMEM);
	return ""; /* nobody takes it for null; the failure is found at the end */
}

static const char *damaged(struct query *q, const char *why, const char *instead)
{
	if (q->status == QSER_OK)
		q->status = store_damaged(q->store, why);
	return instead;
}

const char *query_get_word(struct query *q, int column)
{
	const char *text = query_get_text(q, column);

	return text ? text : damaged(q, "nothing is where something must be", "");
}

const char *query_get_day(struct query *q, int column)
{
	const char *text = query_get_text(q, column);
	day_t day;

	return text && day_read(text, &day) ? text : damaged(q, "a day that is none", "0001-01-01");
}

int64_t query_get_minutes(struct query *q, int column)
{
	int64_t minutes = query_get_int(q, column);

	if (minutes > -SUM_MAX && minutes < SUM_MAX)
		return minutes;
	(void)damaged(q, "more minutes than there are", "");
	return 0;
}

const char *query_get_bytes(struct query *q, int column, size_t *length)
{
	const char *text = query_get_text(q, column);

	*length = text ? (size_t)sqlite3_column_bytes(q->statement, column) : 0;
	return text;
}

enum qser_status query_number(struct query *q, int64_t fallback, int64_t *out)
{
	*out = fallback;
	if (query_row(q) && !query_is_null(q, 0))
		*out = query_get_int(q, 0);
	return q->status;
}
