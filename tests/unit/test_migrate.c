/*
 * test_migrate.c: an older schema is brought up to date, whole, after a backup.
 *
 * The schema has one step so far, so a little one of the future is put in its place: the files that
 * open a database are compiled here once more, under other names, with these steps.
 */
#define schema_steps future_steps
#define schema_step_count future_step_count
#define schema_apply future_schema_apply
#define store_schema_version future_schema_version
#define store_open future_open
#define store_finish future_finish
#define store_close future_close
#include "../../lib/store/open.c"
#include "../../lib/store/schema.c"
#undef store_open
#undef store_finish
#undef store_close

#include "fixture.h"

/* Those of the program of today. */
enum qser_status store_open(
	struct store **out, const struct store_options *options, struct error *error);
void store_close(struct store *s);

const struct schema_step future_steps[] = {
	{"001-first", "create table thing (id @ID, name text unique, day @DAY(day), yes "
		      "@BOOL(yes)) @STRICT;"},
	{"002-more", "alter table thing add column note text;"
		     "insert into thing (name) values ('of step two');"},
	{"003-copies", "create table copy (id @ID, name text) @STRICT;"
		       "insert into copy (name) select name from thing;"
		       "update thing set note = 'moved';"},
};
const int future_step_count = COUNT(future_steps);

#define ROWS 20000

/* A database of the first step, with rows. */
static void make_old(const char *path, int rows)
{
	sqlite3 *db;
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(&sql,
		"pragma application_id=%d; pragma user_version=1;"
		"create table thing (id integer primary key autoincrement, name text unique, day "
		"text,"
		" yes integer) strict;"
		"with recursive n(i) as (select 1 union all select i + 1 from n where i < %d)"
		"insert into thing (name) select 'thing number ' || i from n;",
		QSER_APPLICATION_ID, rows);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql.data, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void set_version(const char *path, int version)
{
	sqlite3 *db;
	char sql[64];

	(void)snprintf(sql, sizeof sql, "pragma user_version = %d", version);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static enum qser_status open_as(
	const char *path, enum qser_mode mode, struct store **s, struct error *e)
{
	const struct store_options options = {.path = path, .mode = mode};
	return future_open(s, &options, e);
}

static int64_t number(struct store *s, const char *sql)
{
	int64_t n;
	_cleanup_(query_end) struct query q = query(s, sql);
	assert_int_equal(query_number(&q, -1, &n), QSER_OK);
	return n;
}

/* The old database is there, whole. */
static void assert_old(const char *path, int rows)
{
	struct error e = {0};
	struct store *s;
	assert_int_equal(open_as(path, QSER_READ, &s, &e), QSER_UNAVAILABLE);
	assert_non_null(strstr(error_message(&e), "has an older schema (1, this program has 3)"));
	assert_int_equal(number(s, "select count(*) from thing"), rows);
	assert_int_equal(number(s, "select count(*) from sqlite_schema where name = 'copy'"), 0);
	assert_int_equal(number(s, "pragma user_version"), 1);
	future_close(s);
	error_free(&e);
}

static void assert_new(const char *path, int rows)
{
	struct error e = {0};
	struct store *s;
	assert_int_equal(open_as(path, QSER_READ, &s, &e), QSER_OK);
	assert_int_equal(number(s, "select count(*) from copy"), rows + 1);
	assert_int_equal(number(s, "select count(*) from thing where note = 'moved'"), rows + 1);
	assert_int_equal(number(s, "pragma user_version"), 3);
	_cleanup_(query_end) struct query q = query(s, "pragma integrity_check");
	assert_true(query_row(&q));
	assert_string_equal(query_get_text(&q, 0), "ok");
	query_end(&q);
	future_close(s);
	error_free(&e);
}

static void test_migrates(void **state)
{
	(void)state;
	_cleanup_(folder_free) char *folder = folder_new();
	_cleanup_(free_pointer) char *path = in_folder(folder, "old.db");
	_cleanup_(free_pointer) char *backup = in_folder(folder, "old.db.schema-1");
	struct error e = {0};
	struct store *s;
	struct stat st;
	make_old(path, 100);
	assert_int_equal(chmod(path, 0660), 0);
	_cleanup_(buffer_free) struct buffer before = read_file(path);
	assert_old(path, 100);
	_cleanup_(buffer_free) struct buffer read = read_file(path);
	assert_int_equal(read.length, before.length);
	assert_memory_equal(read.data, before.data, before.length);
	assert_false(file_exists(backup));
	assert_int_equal(open_as(path, QSER_WRITE, &s, &e), QSER_OK);
	assert_int_equal(number(s, "select count(*) from copy"), 101);
	future_close(s);
	assert_new(path, 100);
	assert_old(backup, 100);
	assert_int_equal(stat(backup, &st), 0);
	assert_int_equal(
		st.st_mode & 07777, 0660); /* as the database: who may use that may go back */
	/* Once is enough. */
	assert_int_equal(open_as(path, QSER_WRITE, &s, &e), QSER_OK);
	future_close(s);
	assert_new(path, 100);
	/* The program of today does not touch what is newer than itself. */
	set_version(path, 1000);
	_cleanup_(buffer_free) struct buffer migrated = read_file(path);
	for (enum qser_mode mode = QSER_READ; mode <= QSER_WRITE; mode++) {
		const struct store_options options = {.path = path, .mode = mode};
		assert_int_equal(store_open(&s, &options, &e), QSER_NEWER);
		store_close(s);
	}
	_cleanup_(buffer_free) struct buffer after = read_file(path);
	assert_int_equal(after.length, migrated.length);
	assert_memory_equal(after.data, migrated.data, migrated.length);
	error_free(&e);
}

/* A step that fails takes back the others, and the backup; an older one is not written over. */
static void test_fails_whole(void **state)
{
	(void)state;
	_cleanup_(folder_free) char *folder = folder_new();
	_cleanup_(free_pointer) char *path = in_folder(folder, "old.db");
	_cleanup_(free_pointer) char *first = in_folder(folder, "old.db.schema-1");
	_cleanup_(free_pointer) char *second = in_folder(folder, "old.db.schema-1.1");
	struct error e = {0};
	struct store *s;
	make_old(path, 10);
	sqlite3 *db;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "create table copy (x)", NULL, NULL, NULL), SQLITE_OK);
	assert_int_not_equal(open_as(path, QSER_WRITE, &s, &e), QSER_OK);
	future_close(s);
	assert_int_equal(sqlite3_exec(db, "drop table copy", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	assert_old(path, 10);
	assert_false(file_exists(first));
	FILE *older = fopen(first, "w");
	assert_non_null(older);
	assert_int_equal(fclose(older), 0);
	assert_int_equal(open_as(path, QSER_WRITE, &s, &e), QSER_OK);
	future_close(s);
	assert_new(path, 10);
	assert_true(file_exists(second));
	assert_old(second, 10);
	error_free(&e);
}

/* Several programs at once: one migrates, the others wait and find it done. */
static void test_two_at_once(void **state)
{
	(void)state;
	_cleanup_(folder_free) char *folder = folder_new();
	_cleanup_(free_pointer) char *path = in_folder(folder, "old.db");
	_cleanup_(free_pointer) char *backup = in_folder(folder, "old.db.schema-1");
	_cleanup_(free_pointer) char *second = in_folder(folder, "old.db.schema-1.1");
	pid_t children[4];
	make_old(path, 1000);
	for (size_t i = 0; i < COUNT(children); i++) {
		children[i] = fork();
		if (children[i])
			continue;
		struct error e = {0};
		struct store *s;
		_exit((int)open_as(path, QSER_WRITE, &s, &e));
	}
	for (size_t i = 0; i < COUNT(children); i++)
		assert_int_equal(ended(children[i]), 0);
	assert_new(path, 1000);
	assert_old(backup, 1000);
	assert_false(file_exists(second));
}

static void test_killed(void **state)
{
	(void)state;
	_cleanup_(folder_free) char *folder = folder_new();
	_cleanup_(free_pointer) char *path = in_folder(folder, "old.db");
	_cleanup_(free_pointer) char *copy = in_folder(folder, "copy.db");
	_cleanup_(free_pointer) char *journal = in_folder(folder, "copy.db-journal");
	int old = 0, new = 0;
	make_old(path, ROWS);
	_cleanup_(buffer_free) struct buffer bytes = read_file(path);
	chance_seed(14);
	for (int i = 0; i < 12; i++) {
		(void)unlink(journal);
		write_file(copy, bytes.data, bytes.length);
		pid_t child = fork();
		if (child == 0) {
			struct error e = {0};
			struct store *s;
			_exit((int)open_as(copy, QSER_WRITE, &s, &e));
		}
		(void)usleep(1000 + chance(12) * 20000);
		(void)kill(child, SIGKILL);
		(void)ended(child);
		struct error e = {0};
		struct store *s;
		enum qser_status status = open_as(copy, QSER_READ, &s, &e);
		future_close(s);
		error_free(&e);
		if (status == QSER_OK) {
			assert_new(copy, ROWS);
			new ++;
		} else {
			assert_old(copy, ROWS);
			old++;
		}
	}
	assert_int_equal(old + new, 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_migrates),
		cmocka_unit_test(test_fails_whole),
		cmocka_unit_test(test_two_at_once),
		cmocka_unit_test(test_killed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
