/*
 * fixture.h: what the tests of the store and of the records share: a folder of one's own, a
 * database in it, and short words for its calls.  Every word asserts that it worked, and says why
 * it did not.
 */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Before cmocka.h, which makes fail() a macro. */
#include "../../lib/record/handle.h"
#include "../../lib/store/sqlite.h"

#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define TODAY "2026-11-20"
#define NOW INT64_C(1795163400) /* 2026-11-20T08:30:00Z */

#define unused_ __attribute__((unused))

/* ---- Folders and files ---- */

/* In memory where the system has such a place: these tests kill processes, not the power. */
unused_ static char *folder_new(void)
{
	struct buffer name = BUFFER_INIT;
	buffer_printf(&name, "%s/qser-test-XXXXXX", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	assert_non_null(mkdtemp(name.data));
	return buffer_take(&name);
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

unused_ static void folder_free(char **folder)
{
	if (*folder)
		(void)nftw(*folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	free(*folder);
}

/* "FOLDER/NAME"; the caller frees it. */
unused_ static char *in_folder(const char *folder, const char *name)
{
	struct buffer path = BUFFER_INIT;
	buffer_printf(&path, "%s/%s", folder, name);
	return buffer_take(&path);
}

unused_ static void write_file(const char *path, const char *bytes, size_t length)
{
	_cleanup_(close_file) FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, length, f), length);
}

unused_ static struct buffer read_file(const char *path)
{
	struct buffer out = BUFFER_INIT;
	char chunk[4096];
	size_t n;
	_cleanup_(close_file) FILE *f = fopen(path, "rb");
	assert_non_null(f);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buffer_add(&out, chunk, n);
	return out;
}

unused_ static bool file_exists(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0;
}

/* ---- A database ---- */

unused_ static struct qser_options options_for(const char *path, enum qser_mode mode)
{
	return (struct qser_options){.path = path,
		.mode = mode,
		.now = NOW,
		.today = TODAY,
		.login = "tester",
		.uid = 1000,
		.program = "qser-test"};
}

unused_ static void must(struct qser *q, enum qser_status status)
{
	if (status != QSER_OK)
		fail_msg("status %d: %s", status, qser_error(q).message);
}

/* The call failed like this, and said so. */
unused_ static void refused(
	struct qser *q, enum qser_status status, enum qser_status want, const char *words)
{
	if (status != want)
		fail_msg("status %d, not %d: %s", status, want, qser_error(q).message);
	assert_int_equal(qser_error(q).status, want);
	if (!strstr(qser_error(q).message, words))
		fail_msg("\"%s\" is not in: %s", words, qser_error(q).message);
}

unused_ static void must_open(struct qser **q, const struct qser_options *options)
{
	enum qser_status status = qser_open(q, options);
	must(*q, status);
}

unused_ static void must_not_open(struct qser **q, const struct qser_options *options,
	enum qser_status want, const char *words)
{
	enum qser_status status = qser_open(q, options);
	refused(*q, status, want, words);
}

unused_ static struct qser *open_database(const char *path, enum qser_mode mode)
{
	struct qser *q;
	struct qser_options options = options_for(path, mode);
	enum qser_status status = qser_open(&q, &options);
	must(q, status);
	return q;
}

unused_ static void close_database(struct qser **q)
{
	qser_close(*q);
}

/* A folder with a new database in it. */
struct place {
	char *folder, *path;
	struct qser *q;
};

unused_ static struct place place_new(void)
{
	struct place p = {.folder = folder_new()};
	p.path = in_folder(p.folder, "qser.db");
	p.q = open_database(p.path, QSER_CREATE);
	return p;
}

unused_ static void place_free(struct place *p)
{
	qser_close(p->q);
	free(p->path);
	folder_free(&p->folder);
}

#define FIELDS_MAX 24

/* "name", "Maria", "email", NULL, ...: pairs, ended by a NULL name. */
static size_t read_fields(struct qser_field *fields, va_list args)
{
	size_t count = 0;
	for (const char *name; (name = va_arg(args, const char *)); count++) {
		assert_true(count < FIELDS_MAX);
		fields[count] = (struct qser_field){name, va_arg(args, const char *)};
	}
	return count;
}

/* In a transaction of one's own, or in the one that is open. */
unused_ static enum qser_status try_add(struct qser *q, enum qser_record r, int64_t *id, ...)
{
	struct qser_field fields[FIELDS_MAX];
	bool own = !q->log.command;
	va_list args;
	va_start(args, id);
	size_t count = read_fields(fields, args);
	va_end(args);
	if (own)
		must(q, qser_begin(q, "add"));
	enum qser_status status = qser_add(q, r, fields, count, id);
	if (own && status == QSER_OK)
		return qser_commit(q);
	if (own)
		qser_rollback(q);
	return status;
}

unused_ static enum qser_status try_edit(struct qser *q, enum qser_record r, int64_t id, ...)
{
	struct qser_field fields[FIELDS_MAX];
	bool own = !q->log.command;
	va_list args;
	va_start(args, id);
	size_t count = read_fields(fields, args);
	va_end(args);
	if (own)
		must(q, qser_begin(q, "edit"));
	enum qser_status status = qser_edit(q, r, id, fields, count, NULL);
	if (own && status == QSER_OK)
		return qser_commit(q);
	if (own)
		qser_rollback(q);
	return status;
}

unused_ static enum qser_status try_remove(struct qser *q, enum qser_record r, int64_t id)
{
	must(q, qser_begin(q, "remove"));
	enum qser_status status = qser_remove(q, r, id);
	if (status == QSER_OK)
		return qser_commit(q);
	qser_rollback(q);
	return status;
}

unused_ static enum qser_status try_undo(struct qser *q, int64_t id)
{
	int64_t done;
	must(q, qser_begin(q, "undo"));
	enum qser_status status = qser_undo(q, id, &done);
	if (status == QSER_OK)
		return qser_commit(q);
	qser_rollback(q);
	return status;
}

unused_ static int64_t added(struct qser *q, enum qser_record r, ...)
{
	struct qser_field fields[FIELDS_MAX];
	bool own = !q->log.command;
	int64_t id;
	va_list args;
	va_start(args, r);
	size_t count = read_fields(fields, args);
	va_end(args);
	if (own)
		must(q, qser_begin(q, "add"));
	must(q, qser_add(q, r, fields, count, &id));
	if (own)
		must(q, qser_commit(q));
	return id;
}

#define add(q, r, ...) added(q, r, __VA_ARGS__, NULL)
#define edit(q, r, id, ...) must(q, try_edit(q, r, id, __VA_ARGS__, NULL))

/* ---- Looking ---- */

unused_ static int64_t number_of(struct qser *q, const char *sql)
{
	int64_t number;
	_cleanup_(query_end) struct query look = query(q->store, sql);
	must(q, query_number(&look, -1, &number));
	return number;
}

static int keep_value(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)id;
	(void)count;
	buffer_text_add(ctx, values[0] ? values[0] : "(none)");
	return 0;
}

/* One value as people read it, "(none)" when empty; the caller frees it. */
unused_ static char *value_of(struct qser *q, enum qser_record r, int64_t id, const char *column)
{
	struct buffer out = BUFFER_INIT;
	_cleanup_(buffer_free) struct buffer number = BUFFER_INIT;
	buffer_int(&number, id);
	const struct qser_field by_id = {"id", number.data};
	const struct qser_query ask = {.columns = column, .filters = &by_id, .filter_count = 1};
	must(q, qser_each(q, r, &ask, keep_value, &out));
	return buffer_take(&out);
}

#define assert_value(q, r, id, column, want)               \
	do {                                               \
		char *value_ = value_of(q, r, id, column); \
		assert_string_equal(value_, want);         \
		free(value_);                              \
	} while (0)

static void dump_query(struct qser *q, struct buffer *out, const char *sql)
{
	_cleanup_(query_end) struct query look = query(q->store, sql);
	buffer_printf(out, "%s\n", sql);
	while (query_row(&look)) {
		for (int i = 0; i < sqlite3_column_count(look.statement); i++) {
			const char *text = query_get_text(&look, i);
			buffer_printf(out, "%zu:%s|", text ? strlen(text) : 0, text ? text : "-");
		}
		buffer_char(out, '\n');
	}
	must(q, query_status(&look));
}

/* All described tables as text, ordered; not the log. */
unused_ static char *dump(struct qser *q)
{
	struct buffer out = BUFFER_INIT;
	for (int n = 1; n < QSER_RECORDS; n++) {
		const struct record *r = record_of((enum qser_record)n);
		if (!r || r->log)
			continue;
		_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
		buffer_printf(&sql, "select * from %s order by id", r->table);
		dump_query(q, &out, sql.data);
		for (size_t i = 1; i < r->count; i++) {
			if (r->columns[i].type != QSER_REFS)
				continue;
			buffer_clear(&sql);
			buffer_printf(&sql, "select * from %s_%s order by owner, target", r->table,
				r->columns[i].name);
			dump_query(q, &out, sql.data);
		}
	}
	return buffer_take(&out);
}

static int keep_line(void *ctx, const char *line)
{
	buffer_printf(ctx, "%s\n", line);
	return 0;
}

/* Everything is in order: file, references, schema, change log. */
unused_ static void assert_sound(struct qser *q)
{
	_cleanup_(buffer_free) struct buffer lines = BUFFER_INIT;
	if (qser_check(q, keep_line, &lines) != QSER_OK)
		fail_msg("%s: %s", qser_error(q).message, buffer_text(&lines));
}

/* ---- Importing ---- */

struct importing {
	struct qser_import import;
	struct qser_counts counts;
	struct buffer messages, rejects;
};

static void keep_message(void *ctx, const char *message)
{
	struct importing *i = ctx;
	buffer_printf(&i->messages, "%s\n", message);
}

static int keep_reject(void *ctx, const char *bytes, size_t length)
{
	struct importing *i = ctx;
	buffer_add(&i->rejects, bytes, length);
	return 0;
}

unused_ static void importing_free(struct importing *i)
{
	buffer_free(&i->messages);
	buffer_free(&i->rejects);
}

/* As a command does it: kept when rows were rejected, rolled back when the file was. */
unused_ static enum qser_status import_text(
	struct qser *q, enum qser_record r, struct importing *i, const char *text)
{
	buffer_clear(&i->messages);
	buffer_clear(&i->rejects);
	i->import.fd = -1;
	i->import.text = text;
	i->import.name = "in.csv";
	i->import.message = keep_message;
	i->import.reject = keep_reject;
	i->import.ctx = i;
	must(q, qser_begin(q, "import"));
	enum qser_status status = qser_import(q, r, &i->import, &i->counts);
	if (status == QSER_OK || (status == QSER_PARTIAL && !i->import.atomic))
		must(q, qser_commit(q));
	else
		qser_rollback(q);
	return status;
}

#define assert_counts(i, a, u, s, x)                                                          \
	do {                                                                                  \
		if ((i).counts.added != (a) || (i).counts.updated != (u) ||                   \
			(i).counts.unchanged != (s) || (i).counts.rejected != (x))            \
			fail_msg("added %" PRId64 ", updated %" PRId64 ", unchanged %" PRId64 \
				 ", rejected %" PRId64 ": %s",                                \
				(i).counts.added, (i).counts.updated, (i).counts.unchanged,   \
				(i).counts.rejected, buffer_text(&(i).messages));             \
		assert_int_equal((i).counts.read, (a) + (u) + (s) + (x));                     \
	} while (0)

/* ---- Chance, the same every time (xorshift64*) ---- */

static uint64_t chance_state = 88172645463325252u;

unused_ static void chance_seed(uint64_t seed)
{
	chance_state = seed * 2685821657736338717u + 1;
}

unused_ static unsigned chance(unsigned below)
{
	chance_state ^= chance_state >> 12;
	chance_state ^= chance_state << 25;
	chance_state ^= chance_state >> 27;
	return (unsigned)((chance_state * 2685821657736338717u) >> 33) % below;
}

/* ---- Other processes ---- */

/* How a child ended: its exit status, 128 + the signal. */
unused_ static int ended(pid_t child)
{
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

#endif
