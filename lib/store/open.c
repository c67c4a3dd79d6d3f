/*
 * open.c: how a database file is opened, made and brought up to date.
 *
 * The settings are those measured for losing nothing: rollback journal in TRUNCATE mode with
 * synchronous FULL (a power cut between unlink and directory sync can resurrect a DELETE journal;
 * WAL has a checkpoint race before SQLite 3.51.3).  A database is hostile until its application id
 * and version are known; no view and no trigger of it ever runs.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "../base/day.h"
#include "../base/text.h"
#include "sqlite.h"

#define BUSY_MS 10000
#define VALUE_MAX \
	(64 << 20) /* bytes of one value, far beyond all we take: who makes more means harm */

static enum qser_status no_database(struct error *e, const char *path)
{
	return error_set(e, QSER_NOINPUT,
		"%s: there is no database; make one with qser-admin init, or name another with "
		"--db",
		path);
}

/* The parent is resolved once, so that no link on the way can be exchanged later. */
static enum qser_status resolve(const char *path, char **out, struct error *e)
{
	_cleanup_(free_pointer) char *copy = memory_dup(path);
	if (!copy)
		return error_set(e, QSER_MEMORY, "out of memory");
	char *slash = strrchr(copy, '/');
	const char *base = slash ? slash + 1 : copy;
	const char *parent = slash == copy ? "/" : slash ? copy : ".";
	if (slash)
		*slash = '\0';
	if (!*base || !strcmp(base, ".") || !strcmp(base, ".."))
		return error_set(e, QSER_UNAVAILABLE, "\"%s\" names no file", path);

	_cleanup_(free_pointer) char *real = realpath(parent, NULL);
	if (!real)
		return errno == ENOENT	 ? no_database(e, path)
		       : errno == EACCES ? place_refuses(path, false, e)
		       : errno == ENOMEM
			       ? error_set(e, QSER_MEMORY, "out of memory")
			       : error_set(e, QSER_UNAVAILABLE, "%s: %s", path, strerror(errno));
	struct buffer full = BUFFER_INIT;
	buffer_printf(&full, "%s/%s", strcmp(real, "/") ? real : "", base);
	*out = buffer_take(&full);
	return *out ? QSER_OK : error_set(e, QSER_MEMORY, "out of memory");
}

/* What kind of file is it?  lstat, not open: closing a descriptor would drop the locks that another
 * handle of this process holds (POSIX advisory locks). */
static enum qser_status examine(const char *path, struct error *e)
{
	struct stat st;

	if (lstat(path, &st) < 0)
		return errno == ENOENT ? no_database(e, path)
		       : errno == EACCES
			       ? place_refuses(path, false, e)
			       : error_set(e, QSER_UNAVAILABLE, "%s: %s", path, strerror(errno));
	if (S_ISLNK(st.st_mode)) {
		_cleanup_(free_pointer) char *real = realpath(path, NULL);
		return error_set(e, QSER_UNAVAILABLE,
			"%s is a symbolic link, which is not followed; use --db %s", path,
			real ? real : "with the file itself");
	}
	if (!S_ISREG(st.st_mode))
		return error_set(e, QSER_UNAVAILABLE, "%s is not a regular file", path);
	if (st.st_nlink > 1)
		return error_set(e, QSER_UNAVAILABLE,
			"%s has several names (hard links); a database must have one", path);
	if (access(path, R_OK) < 0)
		return place_refuses(path, false, e);
	return QSER_OK;
}

/* The file is ours and empty, or this fails: nobody's file is taken over.  path: what it is made
 * for. Its own name ends by chance, so that what a killed command left is not in the way of the
 * next. */
static enum qser_status make_file(char *name, const char *path, bool group, struct error *e)
{
	int fd = mkostemp(name, O_CLOEXEC);

	if (fd < 0)
		return error_set(e, QSER_CANTCREATE, "%s: %s", path, strerror(errno));
	int failed = fchmod(fd, group ? 0660 : 0600); /* whatever the umask */
	(void)close(fd);
	if (failed < 0) {
		(void)unlink(name);
		return error_set(e, QSER_CANTCREATE, "%s: %s", path, strerror(errno));
	}
	return QSER_OK;
}

/* ---- The functions that every engine has ---- */

static void fold_function(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	const char *text = (const char *)sqlite3_value_text(values[0]);
	if (!text)
		return;
	char *folded = text_fold(text);
	if (folded)
		sqlite3_result_text(context, folded, -1, free);
	else
		sqlite3_result_error_nomem(context);
}

static void sort_function(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct store *s = sqlite3_user_data(context);

	(void)count;
	const char *text = (const char *)sqlite3_value_text(values[0]);
	if (!text)
		return;
	char *key = text_sort_key(text, s->lang);
	if (key)
		sqlite3_result_text(context, key, -1, free);
	else
		sqlite3_result_error_nomem(context);
}

static void week_function(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	char week[WEEK_TEXT];
	day_t day;

	(void)count;
	if (!text || !day_read(text, &day))
		return;
	day_print_week(day, week);
	sqlite3_result_text(context, week, -1, SQLITE_TRANSIENT);
}

/* ---- Settings of a connection ---- */

/* As SQLite's own, which goes on waiting after a signal. */
static int wait_for_lock(void *store, int count)
{
	static const int delays[] = {1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100};
	const int last = (int)(sizeof(delays) / sizeof(*delays)) - 1;
	struct store *s = store;
	int delay = delays[count < last ? count : last];

	s->waited = count ? s->waited + delay : delay;
	if (s->waited > BUSY_MS)
		return 0;
	if (!store_is_stopped(s))
		(void)nanosleep(&(struct timespec){.tv_nsec = delay * 1000000L}, NULL);
	return !store_is_stopped(s);
}

static enum qser_status harden(struct store *s)
{
	static const struct {
		int option, value;
	} config[] = {
		{SQLITE_DBCONFIG_DEFENSIVE, 1},
		{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
		{SQLITE_DBCONFIG_ENABLE_FKEY, 1},
		{SQLITE_DBCONFIG_DQS_DML, 0},
		{SQLITE_DBCONFIG_DQS_DDL, 0},
		{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
		{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
		{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	};
	static const struct {
		const char *name;
		void (*call)(sqlite3_context *, int, sqlite3_value **);
	} functions[] = {
		{STORE_FOLD, fold_function},
		{STORE_SORT, sort_function},
		{STORE_WEEK, week_function},
	};
	const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
	int code = SQLITE_OK;

	for (size_t i = 0; i < sizeof(config) / sizeof(*config) && code == SQLITE_OK; i++)
		code = sqlite3_db_config(s->db, config[i].option, config[i].value, NULL);
	(void)sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
	(void)sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, VALUE_MAX);
	(void)sqlite3_busy_handler(s->db, wait_for_lock, s);
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions) && code == SQLITE_OK; i++)
		code = sqlite3_create_function(
			s->db, functions[i].name, 1, flags, s, functions[i].call, NULL, NULL);
	return code == SQLITE_OK ? QSER_OK : store_fail(s, code);
}

/* No longer ours before it is closed: store_interrupt may come at any time. */
static void disconnect(struct store *s)
{
	sqlite3 *before = s->db;

	store_forget(s);
	s->db = NULL;
	(void)sqlite3_close(before);
}

static int connect_file(struct store *s, bool write)
{
	int flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
		    (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);

	disconnect(s);
	return sqlite3_open_v2(s->path, &s->db, flags, NULL);
}

static int read_pragma(struct store *s, const char *sql, int64_t *out)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(s->db, sql, -1, &statement, NULL);

	if (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		*out = sqlite3_column_int64(statement, 0);
		code = SQLITE_OK;
	}
	(void)sqlite3_finalize(statement);
	return code;
}

/* A journal with content beside the file is what an interrupted writer left.  Reading cannot undo
 * it. */
static bool needs_recovery(int code)
{
	return code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY ||
	       code == SQLITE_CANTOPEN_DIRTYWAL;
}

/* The file, its journal or its folder (where the journal is taken away) may not be written to. */
static bool is_denied(struct store *s, int code)
{
	switch (code & 0xff) {
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_CANTOPEN:
		return true;
	case SQLITE_IOERR:
		return sqlite3_system_errno(s->db) == EACCES;
	default:
		return false;
	}
}

static enum qser_status recover(struct store *s)
{
	int64_t ignored;
	int code = connect_file(s, true);

	if (code == SQLITE_OK) {
		(void)sqlite3_busy_handler(s->db, wait_for_lock, s);
		code = read_pragma(s, "pragma application_id", &ignored);
	}
	if (code != SQLITE_OK)
		return is_denied(s, code) ? place_needs_recovery(s->path, s->error)
					  : store_fail(s, code);
	code = connect_file(s, false);
	return code == SQLITE_OK ? harden(s) : store_fail(s, code);
}

/* What a file says of itself, looked at without a lock and before anything of it is believed. */
struct header {
	bool engine; /* it is one of SQLite */
	bool ours, log;
};

static void read_header(struct store *s, struct header *out)
{
	unsigned char head[100] = {0};
	sqlite3_file *file = NULL;

	*out = (struct header){0};
	(void)sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	if (!file || !file->pMethods ||
		file->pMethods->xRead(file, head, sizeof(head), 0) != SQLITE_OK)
		return;
	out->engine = !memcmp(head, "SQLite format 3", 16);
	out->ours = ((unsigned)head[68] << 24 | (unsigned)head[69] << 16 | (unsigned)head[70] << 8 |
			    head[71]) == QSER_APPLICATION_ID;
	out->log = head[18] == 2 || head[19] == 2; /* versions of writing and of reading */
}

/*
 * A write-ahead log is not of our making.  Whoever reads would leave files beside the database, so
 * a command that writes puts it back first.  What belongs to others is not touched: not even what
 * an interrupted program left half done is undone.
 */
static enum qser_status refuse_foreign(struct store *s, bool write)
{
	struct header header;

	read_header(s, &header);
	if (header.engine && !header.ours)
		return error_set(s->error, QSER_UNAVAILABLE, "%s is not a qser database", s->path);
	if (!header.engine || !header.log)
		return beside_refuse_log(s->path, s->error);
	s->outdated = true;
	return write ? QSER_OK
		     : error_set(s->error, QSER_UNAVAILABLE,
			       "%s: another program gave it a write-ahead log; take that away with: "
			       "qser-admin --db %s migrate",
			       s->path, s->path);
}

static enum qser_status check_version(struct store *s, int64_t version)
{
	if (version < 1) /* no program of ours leaves one behind */
		return error_set(s->error, QSER_UNAVAILABLE, "%s is not a qser database", s->path);
	if (version > schema_step_count)
		return error_set(s->error, QSER_NEWER,
			"%s was written by a newer qser (schema %lld, this program knows %d); "
			"update this program",
			s->path, (long long)version, schema_step_count);
	return QSER_OK;
}

/* Is it ours, and of which version? */
static enum qser_status identify(struct store *s, bool write, int64_t *version)
{
	int64_t id = 0;
	int code = read_pragma(s, "pragma application_id", &id);

	if (needs_recovery(code) && !write) {
		enum qser_status status = recover(s);
		if (status != QSER_OK)
			return status;
		code = read_pragma(s, "pragma application_id", &id);
	}
	if ((code & 0xff) == SQLITE_NOTADB || (code == SQLITE_OK && id != QSER_APPLICATION_ID)) {
		error_set(s->error, QSER_UNAVAILABLE, "%s is not a qser database", s->path);
		return error_damaged(s->error); /* if its header says that it is */
	}
	if (code == SQLITE_OK)
		code = read_pragma(s, "pragma user_version", version);
	return code == SQLITE_OK ? check_version(s, *version) : store_fail(s, code);
}

static enum qser_status prepare_writing(struct store *s)
{
	if (sqlite3_db_readonly(s->db, "main") == 1)
		return place_refuses(s->path, true, s->error);
	enum qser_status status = store_run(s, "pragma journal_mode=truncate; "
					       "pragma synchronous=full; pragma secure_delete=on");
	struct header header;
	read_header(s, &header);
	if (status == QSER_OK && header.log)
		return error_set(s->error, QSER_BUSY,
			"%s: another program holds its write-ahead log; end that first", s->path);
	return status;
}

static enum qser_status settle(struct store *s)
{
	enum qser_status status =
		store_run(s, "pragma cell_size_check=on; pragma temp_store=memory");

	if (status == QSER_OK && s->bulk)
		status = store_run(s, "pragma cache_size=-65536");
	return status;
}

/* ---- Bringing the schema up to date ---- */

/* Through a connection of its own: the engine copies nothing out of one that may be writing. */
static enum qser_status copy_beside(struct store *s, const char *name)
{
	struct store reader = {.error = s->error, .path = s->path};
	int code = connect_file(&reader, false);
	enum qser_status status =
		code == SQLITE_OK ? store_copy(&reader, name) : store_fail(&reader, code);

	disconnect(&reader);
	return status;
}

static enum qser_status backup_before(struct store *s, int64_t version, struct buffer *name)
{
	for (int n = 0; n < 1000; n++) {
		struct stat st;
		buffer_clear(name);
		buffer_printf(name, "%s.schema-%lld", s->path, (long long)version);
		if (n > 0)
			buffer_printf(name, ".%d", n);
		if (name->failed || lstat(name->data, &st) == 0 || errno != ENOENT)
			continue;
		enum qser_status status = copy_beside(s, name->data);
		if (status == QSER_OK) /* for whoever may have the database itself */
			place_like(name->data, s->path);
		return status;
	}
	return error_set(s->error, QSER_CANTCREATE,
		"%s: too many backups of schema %lld beside it; move some away", s->path,
		(long long)version);
}

/* Under the lock: another command may have been faster since the look. */
static enum qser_status migrate_locked(struct store *s)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT, why = BUFFER_INIT;
	int64_t version = 0;
	int code = read_pragma(s, "pragma user_version", &version);
	enum qser_status status =
		code == SQLITE_OK ? check_version(s, version) : store_fail(s, code);

	if (status != QSER_OK || version == schema_step_count)
		return status;
	status = backup_before(s, version, &name);
	if (status != QSER_OK)
		return status;
	status = schema_apply(s, (int)version);
	if (status != QSER_OK)
		(void)unlink(name.data); /* nothing was changed */
	buffer_printf(
		&why, "it says schema %lld, and its tables are of another", (long long)version);
	return status == QSER_INTERNAL ? store_damaged(s, buffer_text(&why)) : status;
}

static enum qser_status migrate(struct store *s)
{
	enum qser_status status = store_begin(s);
	if (status != QSER_OK)
		return status;
	status = migrate_locked(s);
	if (status == QSER_OK)
		status = store_commit(s);
	if (status != QSER_OK)
		store_rollback(s);
	return status;
}

/* ---- Opening ---- */

static enum qser_status open_existing(struct store *s, bool write)
{
	int64_t version = 0;
	enum qser_status status = examine(s->path, s->error);
	if (status == QSER_OK)
		status = beside_examine(s->path, s->error);
	if (status != QSER_OK)
		return status;
	int code = connect_file(s, write);
	if (code != SQLITE_OK)
		return store_fail(s, code);
	status = harden(s);
	if (status == QSER_OK)
		status = refuse_foreign(s, write && !s->keep);
	if (status == QSER_OK)
		status = identify(s, write, &version);
	if (status == QSER_OK && write)
		status = prepare_writing(s);
	if (status == QSER_OK)
		status = settle(s);
	const bool older = status == QSER_OK && version != schema_step_count;
	s->outdated |= older;
	if (older && write && !s->keep)
		status = migrate(s);
	else if (older && !s->older)
		status = error_set(s->error, QSER_UNAVAILABLE,
			"%s has an older schema (%lld, this program has %d); run: qser-admin --db %s "
			"migrate (it makes a backup first)",
			s->path, (long long)version, schema_step_count, s->path);
	s->updated = status == QSER_OK && s->outdated && write;
	return status;
}

/* Its journal, too: TRUNCATE mode leaves an empty one behind. */
static void unmake_file(const char *path)
{
	beside_remove(path);
	(void)unlink(path);
}

static enum qser_status fill_new(struct store *s)
{
	int code = connect_file(s, true);
	enum qser_status status = code == SQLITE_OK ? harden(s) : store_fail(s, code);

	if (status == QSER_OK)
		status = prepare_writing(s);
	if (status == QSER_OK)
		status = settle(s);
	if (status == QSER_OK)
		status = store_begin(s);
	if (status == QSER_OK)
		status = schema_apply(s, 0);
	if (status == QSER_OK)
		status = store_commit(s);
	store_rollback(s);
	disconnect(s);
	return status;
}

/* From now on the database is at its own path; nobody has it open. */
static enum qser_status name_new(struct store *s)
{
	if (file_put_in_place(s->path, s->final) < 0)
		return error_set(s->error, QSER_CANTCREATE, "%s: %s", s->final,
			errno == EEXIST ? "exists already; it is left as it is" : strerror(errno));
	unmake_file(s->path); /* its journal, empty by now */
	free(s->path);
	s->path = s->final;
	s->final = NULL;
	return file_sync_parent(s->path, s->error);
}

/* Made under another name, so that whoever sees the file sees a whole database, and a kill leaves
 * none. */
static enum qser_status create(struct store *s, const struct store_options *options)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	struct stat there;

	if (lstat(s->path, &there) == 0)
		return error_set(s->error, QSER_CANTCREATE,
			"%s: exists already; it is left as it is", s->path);
	buffer_printf(&name, "%s" FILE_UNFINISHED "%ld.XXXXXX", s->path, (long)getpid());
	if (name.failed)
		return error_set(s->error, QSER_MEMORY, "out of memory");
	enum qser_status status = options->group ? place_is_for_group(s->path, s->error) : QSER_OK;
	if (status == QSER_OK)
		status = beside_refuse(s->path, s->error);
	if (status == QSER_OK)
		status = make_file(name.data, s->path, options->group, s->error);
	if (status != QSER_OK)
		return status;
	s->final = s->path;
	s->path = buffer_take(&name);
	status = fill_new(s);
	if (status == QSER_OK && !options->unfinished)
		status = name_new(s);
	return status == QSER_OK ? open_existing(s, true) : status;
}

enum qser_status store_finish(struct store *s)
{
	if (!s->final)
		return error_set(s->error, QSER_INTERNAL, "%s: has its name already", s->path);
	sqlite3 *before = s->db;
	store_forget(s);
	s->db = NULL; /* as in disconnect */
	if (sqlite3_close(before) == SQLITE_OK)
		return name_new(s);
	s->db = before; /* it is still open */
	return store_fail(s, SQLITE_BUSY);
}

enum qser_status store_open(
	struct store **out, const struct store_options *options, struct error *error)
{
	struct store *s = calloc(1, sizeof(*s));

	*out = s;
	if (!s)
		return error_set(error, QSER_MEMORY, "out of memory");
	s->error = error;
	store_set_language(s, options->lang);
	s->bulk = options->bulk;
	s->older = options->older;
	s->keep = options->keep;
	s->stop = options->stop;
	if (s->bulk)
		store_large_cache();
	enum qser_status status = resolve(options->path, &s->path, error);
	if (status != QSER_OK)
		return status == QSER_NOINPUT && options->mode == QSER_CREATE
			       ? error_set(error, QSER_CANTCREATE, "%s: its folder does not exist",
					 options->path)
			       : status;
	if (!options->network)
		status = place_is_local(s->path, error);
	if (status != QSER_OK)
		return status;
	if (options->mode == QSER_CREATE)
		return create(s, options);
	return open_existing(s, options->mode == QSER_WRITE);
}

void store_close(struct store *s)
{
	if (!s)
		return;
	store_rollback(s);
	store_forget(s);
	(void)sqlite3_close_v2(s->db);
	if (s->final)
		unmake_file(s->path);
	free(s->final);
	free(s->path);
	free(s);
}
