/* test_store.c: which files are opened, which are not and why; queries and parts of transactions.
 */
#include "fixture.h"

#include <sys/resource.h>

/* Open fails like this, in all modes but creating, and leaves the file as it is. */
static void assert_not_opened(const char *path, enum qser_status want, const char *words)
{
	static const enum qser_mode modes[] = {QSER_READ, QSER_WRITE};
	for (size_t i = 0; i < COUNT(modes); i++) {
		struct qser *q;
		struct qser_options options = options_for(path, modes[i]);
		must_not_open(&q, &options, want, words);
		qser_close(q);
	}
}

static void assert_refused_whole(const char *path, const char *words)
{
	_cleanup_(buffer_free) struct buffer before = read_file(path);
	assert_not_opened(path, QSER_UNAVAILABLE, words);
	_cleanup_(buffer_free) struct buffer after = read_file(path);
	assert_int_equal(before.length, after.length);
	assert_memory_equal(buffer_text(&before), buffer_text(&after), before.length);
}

static void run_raw(const char *path, const char *sql)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void test_no_file(void **state)
{
	(void)state;
	_cleanup_(folder_free) char *folder = folder_new();
	_cleanup_(free_pointer) char *none = in_folder(folder, "none.db");
	_cleanup_(free_pointer) char *deep = in_folder(folder, "none/none.db");
	_cleanup_(free_pointer) char *slash = in_folder(folder, "");
	assert_not_opened(none, QSER_NOINPUT, none);
	assert_not_opened(deep, QSER_NOINPUT, deep);
	assert_not_opened(slash, QSER_UNAVAILABLE, "names no file");
	assert_not_opened("", QSER_UNAVAILABLE, "names no file");
	assert_not_opened("..", QSER_UNAVAILABLE, "names no file");
	assert_false(file_exists(none));
	struct qser *q;
	struct qser_options options = options_for(deep, QSER_CREATE);
	must_not_open(&q, &options, QSER_CANTCREATE, "folder does not exist");
	qser_close(q);
}

static void test_odd_files(void **state)
{
	(void)state;
	_cleanup_(folder_free) char *folder = folder_new();
	_cleanup_(free_pointer) char *fifo = in_folder(folder, "fifo");
	_cleanup_(free_pointer) char *text = in_folder(folder, "text");
	_cleanup_(free_pointer) char *empty = in_folder(folder, "empty");
	_cleanup_(free_pointer) char *foreign = in_folder(folder, "foreign");
	_cleanup_(free_pointer) char *negative = in_folder(folder, "negative");
	_cleanup_(free_pointer) char *unborn = in_folder(folder, "unborn");
	assert_not_opened(folder, QSER_UNAVAILABLE, "not a regular file");
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_not_opened(fifo, QSER_UNAVAILABLE, "not a regular file");
	write_file(text, "name;email\nMaria;maria@example.org\n", 35);
	assert_refused_whole(text, "not a qser database");
	write_file(empty, "", 0);
	assert_refused_whole(empty, "not a qser database");
	run_raw(foreign, "create table t (x); insert into t values (1)");
	assert_refused_whole(foreign, "not a qser database");
	/* Our name in it, and a version no program of ours ever wrote. */
	run_raw(negative,
		"create table t (x); pragma application_id=1364411730; pragma user_version=-7");
	assert_refused_whole(negative, "not a qser database");
	run_raw(unborn, "create table t (x); pragma application_id=1364411730");
	assert_refused_whole(unborn, "not a qser database");
}

static void test_links(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(free_pointer) char *symbolic = in_folder(p.folder, "symbolic.db");
	_cleanup_(free_pointer) char *hard = in_folder(p.folder, "hard.db");
	_cleanup_(free_pointer) char *through = in_folder(p.folder, "here/qser.db");
	_cleanup_(free_pointer) char *here = in_folder(p.folder, "here");
	assert_int_equal(symlink("qser.db", symbolic), 0);
	_cleanup_(buffer_free) struct buffer advice = BUFFER_INIT;
	buffer_printf(&advice, "symbolic link, which is not followed; use --db %s", p.path);
	assert_not_opened(symbolic, QSER_UNAVAILABLE, advice.data);
	/* A link on the way is resolved, once. */
	assert_int_equal(symlink(".", here), 0);
	_cleanup_(close_database) struct qser *q = open_database(through, QSER_READ);
	assert_string_equal(store_path(q->store), p.path);
	assert_int_equal(link(p.path, hard), 0);
	assert_not_opened(p.path, QSER_UNAVAILABLE, "several names");
	assert_not_opened(hard, QSER_UNAVAILABLE, "several names");
}

static void test_newer(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	qser_close(p.q);
	p.q = NULL;
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(&sql, "pragma user_version=%d", store_schema_version() + 1);
	run_raw(p.path, sql.data);
	_cleanup_(buffer_free) struct buffer before = read_file(p.path);
	assert_not_opened(p.path, QSER_NEWER, "update this program");
	_cleanup_(buffer_free) struct buffer after = read_file(p.path);
	assert_int_equal(before.length, after.length);
	assert_memory_equal(before.data, after.data, before.length);
}

static mode_t mode_of(const char *path)
{
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static void test_create(void **state)
{
	(void)state;
	_cleanup_(folder_free) char *folder = folder_new();
	_cleanup_(free_pointer) char *own = in_folder(folder, "own.db");
	_cleanup_(free_pointer) char *shared = in_folder(folder, "shared.db");
	_cleanup_(free_pointer) char *dangling = in_folder(folder, "dangling.db");
	struct qser *q;
	mode_t mask = umask(077);
	assert_int_equal(chmod(folder, 02770), 0); /* as a group needs it */
	_cleanup_(close_database) struct qser *one = open_database(own, QSER_CREATE);
	struct qser_options options = options_for(shared, QSER_CREATE);
	options.group = true;
	must_open(&q, &options);
	qser_close(q);
	umask(mask);
	assert_int_equal(mode_of(own), 0600);
	assert_int_equal(mode_of(shared), 0660);
	assert_int_equal(number_of(one, "pragma synchronous"), 2);
	assert_int_equal(number_of(one, "pragma foreign_keys"), 1);
	assert_int_equal(number_of(one, "pragma secure_delete"), 1);
	assert_int_equal(number_of(one, "pragma application_id"), QSER_APPLICATION_ID);
	assert_int_equal(number_of(one, "pragma user_version"), store_schema_version());
	/* What is there stays, even a link that leads nowhere. */
	assert_int_equal(symlink("nowhere.db", dangling), 0);
	const char *const taken[] = {own, dangling};
	for (size_t i = 0; i < COUNT(taken); i++) {
		options = options_for(taken[i], QSER_CREATE);
		must_not_open(&q, &options, QSER_CANTCREATE, "exists already");
		qser_close(q);
		assert_true(file_exists(taken[i]));
	}
	assert_int_equal(number_of(one, "select count(*) from person"), 0);
}

/* A full disk, as far as SQLite can tell: a file may not grow beyond a page. */
static int create_without_room(const char *path)
{
	const struct rlimit room = {8192, 8192};
	struct qser *q;
	struct qser_options options = options_for(path, QSER_CREATE);
	(void)signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &room) < 0)
		return 90;
	enum qser_status status = qser_open(&q, &options);
	qser_close(q);
	return (int)status;
}

static void test_create_fails_clean(void **state)
{
	(void)state;
	_cleanup_(folder_free) char *folder = folder_new();
	_cleanup_(free_pointer) char *path = in_folder(folder, "full.db");
	_cleanup_(free_pointer) char *journal = in_folder(folder, "full.db-journal");
	pid_t child = fork();
	if (child == 0)
		_exit(create_without_room(path));
	assert_int_equal(ended(child), QSER_OUTPUT);
	assert_false(file_exists(path));
	assert_false(file_exists(journal));
}

/* ---- What an interrupted writer leaves ---- */

/* Dies with a transaction half in the file: the cache is too small to keep it in memory. */
static void write_and_die(const char *path)
{
	struct qser *q;
	struct qser_options options = options_for(path, QSER_WRITE);
	if (qser_open(&q, &options) != QSER_OK || qser_begin(q, "add") != QSER_OK ||
		sqlite3_exec(q->store->db, "pragma cache_size=4; pragma cache_spill=on", NULL, NULL,
			NULL))
		_exit(1);
	for (int i = 0; i < 300; i++) {
		int64_t id;
		char text[40];
		(void)snprintf(text, sizeof(text), "Number %d, never to be read", i);
		struct qser_field name = {"name", text};
		if (qser_add(q, QSER_PERSON, &name, 1, &id) != QSER_OK)
			_exit(2);
	}
	(void)raise(SIGKILL);
}

static void leave_hot_journal(struct place *p)
{
	_cleanup_(free_pointer) char *journal = in_folder(p->folder, "qser.db-journal");
	struct stat st;
	add(p->q, QSER_PERSON, "name", "Maria");
	qser_close(p->q);
	p->q = NULL;
	pid_t child = fork();
	if (child == 0)
		write_and_die(p->path);
	assert_int_equal(ended(child), 128 + SIGKILL);
	assert_int_equal(stat(journal, &st), 0);
	assert_true(st.st_size > 4096);
}

static void test_recovery(void **state)
{
	(void)state;
	for (enum qser_mode mode = QSER_READ; mode <= QSER_WRITE; mode++) {
		_cleanup_(place_free) struct place p = place_new();
		leave_hot_journal(&p);
		p.q = open_database(p.path, mode);
		assert_int_equal(number_of(p.q, "select count(*) from person"), 1);
		assert_int_equal(number_of(p.q, "select count(*) from command"), 1);
		assert_sound(p.q);
	}
}

#define NOBODY 65534

static int as_nobody(const char *path, enum qser_mode mode, const char *words)
{
	struct qser *q;
	struct qser_options options = options_for(path, mode);
	if (setgid(NOBODY) < 0 || setuid(NOBODY) < 0)
		return 90;
	enum qser_status status = qser_open(&q, &options);
	if (status == QSER_OK && mode == QSER_READ && qser_begin(q, "add") == QSER_OK)
		return 91;
	bool said = strstr(qser_error(q).message, words) != NULL;
	qser_close(q);
	return said ? (int)status : 92;
}

static int open_as_nobody(const char *path, enum qser_mode mode, const char *words)
{
	pid_t child = fork();
	if (child == 0)
		_exit(as_nobody(path, mode, words));
	return ended(child);
}

static void test_permissions(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	if (getuid() != 0)
		skip();
	assert_int_equal(chmod(p.folder, 0755), 0);
	assert_int_equal(open_as_nobody(p.path, QSER_READ, "no permission"), QSER_PERMISSION);
	assert_int_equal(chmod(p.path, 0644), 0);
	assert_int_equal(open_as_nobody(p.path, QSER_READ, ""), QSER_OK);
	assert_int_equal(
		open_as_nobody(p.path, QSER_WRITE, "no permission to write"), QSER_PERMISSION);
	leave_hot_journal(&p);
	assert_int_equal(
		open_as_nobody(p.path, QSER_READ, "needs recovery by a user who may write"),
		QSER_BUSY);
	p.q = open_database(p.path, QSER_READ);
	assert_int_equal(open_as_nobody(p.path, QSER_READ, ""), QSER_OK);
}

/* ---- Locks ---- */

static void test_busy(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(free_pointer) char *copy = in_folder(p.folder, "copy.db");
	_cleanup_(free_pointer) char *restored = in_folder(p.folder, "restored.db");
	_cleanup_(close_database) struct qser *other = open_database(p.path, QSER_WRITE);
	_cleanup_(close_database) struct qser *target = open_database(restored, QSER_CREATE);
	_cleanup_(close_database) struct qser *reader = open_database(restored, QSER_READ);
	add(p.q, QSER_PERSON, "name", "Maria");
	/* Not the ten seconds of the commands. */
	(void)sqlite3_busy_timeout(p.q->store->db, 1);
	(void)sqlite3_busy_timeout(target->store->db, 1);
	must(other, qser_begin(other, "add"));
	refused(p.q, qser_begin(p.q, "add"), QSER_BUSY, "another command is using");
	qser_rollback(other);
	must(p.q, qser_begin(p.q, "add"));
	qser_rollback(p.q);
	/* While somebody holds the file for themselves alone nothing is copied, and that is said.
	 */
	must(other, store_run(other->store, "begin exclusive"));
	refused(p.q, qser_backup(p.q, copy), QSER_BUSY, "another command");
	assert_false(file_exists(copy));
	qser_rollback(other);
	must(reader, qser_begin_read(reader));
	assert_int_equal(number_of(reader, "select count(*) from person"), 0);
	refused(target, qser_restore(target, p.q, NULL), QSER_BUSY, "another command");
	qser_rollback(reader);
	assert_int_equal(number_of(reader, "select count(*) from person"), 0);
	must(target, qser_restore(target, p.q, NULL));
	assert_int_equal(number_of(reader, "select count(*) from person"), 1);
	must(p.q, qser_backup(p.q, copy));
}

/* ---- Copies ---- */

static void test_copy(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(free_pointer) char *copy = in_folder(p.folder, "copy.db");
	_cleanup_(free_pointer) char *deep = in_folder(p.folder, "none/copy.db");
	add(p.q, QSER_PERSON, "name", "Maria");
	must(p.q, qser_backup(p.q, copy));
	assert_int_equal(mode_of(copy), 0600);
	refused(p.q, qser_backup(p.q, copy), QSER_CANTCREATE, "exists already");
	refused(p.q, qser_backup(p.q, deep), QSER_CANTCREATE, "none/copy.db");
	_cleanup_(close_database) struct qser *q = open_database(copy, QSER_READ);
	assert_sound(q);
	_cleanup_(free_pointer) char *one = dump(p.q), *two = dump(q);
	assert_string_equal(one, two);
	/* A name that SQLite would take for a URI is a name like others. */
	_cleanup_(free_pointer) char *here = getcwd(NULL, 0);
	assert_int_equal(chdir(p.folder), 0);
	must(p.q, qser_backup(p.q, "file:memory?mode=memory"));
	_cleanup_(close_database) struct qser *uri =
		open_database("file:memory?mode=memory", QSER_READ);
	assert_int_equal(number_of(uri, "select count(*) from person"), 1);
	assert_int_equal(chdir(here), 0);
}

/* ---- Queries ---- */

static void test_query(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	struct store *s = p.q->store;
	_cleanup_(query_end) struct query bad = query(s, "select nothing from nowhere");
	assert_int_equal(query_status(&bad), QSER_INTERNAL);
	query_int(&bad, 1, 1);
	assert_false(query_row(&bad));
	query_reset(&bad);
	assert_int_equal(query_done(&bad), QSER_INTERNAL);
	/* The first failure sticks, until the statement is made ready again. */
	_cleanup_(query_end) struct query q = query_kept(s, "select ?1, ?2");
	query_text(&q, 3, "there is no third");
	assert_int_equal(query_status(&q), QSER_INTERNAL);
	query_text(&q, 1, "one");
	assert_false(query_row(&q));
	query_reset(&q);
	query_text(&q, 1, "one");
	query_text(&q, 2, NULL);
	assert_true(query_row(&q));
	assert_string_equal(query_get_text(&q, 0), "one");
	assert_true(query_is_null(&q, 1));
	assert_null(query_get_text(&q, 1));
	assert_int_equal(query_done(&q), QSER_OK);
	/* Half a statement is not run: here it would delete everybody. */
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_text_add(&sql, "delete from person");
	sql.failed = true;
	_cleanup_(query_end) struct query half = query_built(s, &sql);
	assert_int_equal(query_done(&half), QSER_MEMORY);
	/* Names in double quotes are names, never texts; views and triggers do not run. */
	error_clear(&p.q->error);
	_cleanup_(query_end) struct query quoted = query(s, "select \"no such column\"");
	assert_int_equal(query_status(&quoted), QSER_INTERNAL);
}

/* For want of memory a text is not whole, and what is said of it is not the reason. */
static void test_starved(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	struct error e = {0};
	struct buffer none = BUFFER_INIT;
	assert_int_equal(error_set(&e, QSER_MEMORY, "out of memory"), QSER_MEMORY);
	assert_int_equal(error_set(&e, QSER_INVALID, "is empty"), QSER_MEMORY);
	assert_string_equal(error_message(&e), "out of memory");
	error_clear(&e);
	assert_int_equal(error_set(&e, QSER_INVALID, "is empty"), QSER_INVALID);
	assert_false(buffer_reserve(&none, SIZE_MAX));
	assert_int_equal(
		error_set(&e, QSER_INVALID, "%s is empty", buffer_text(&none)), QSER_MEMORY);
	error_free(&e);
	buffer_free(&none);
	/* Nor is it kept, or taken for all there is. */
	must(p.q, qser_begin(p.q, "test"));
	assert_false(buffer_reserve(&none, SIZE_MAX));
	assert_int_equal(qser_commit(p.q), QSER_MEMORY);
	buffer_free(&none);
	must(p.q, qser_begin_read(p.q));
	assert_false(qser_starved(p.q));
	assert_false(buffer_reserve(&none, SIZE_MAX));
	assert_true(qser_starved(p.q));
	qser_rollback(p.q);
	must(p.q, qser_begin(p.q, "test"));
	must(p.q, qser_commit(p.q));
}

static void test_parts(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	struct store *s = p.q->store;
	assert_false(store_in_transaction(s));
	must(p.q, store_begin(s));
	must(p.q, store_run(s, "create table t (x integer)"));
	must(p.q, store_savepoint(s));
	must(p.q, store_run(s, "insert into t values (1)"));
	must(p.q, store_release(s));
	must(p.q, store_savepoint(s));
	must(p.q, store_run(s, "insert into t values (2)"));
	must(p.q, store_take_back(s));
	assert_int_not_equal(store_take_back(s), QSER_OK);
	assert_true(store_in_transaction(s));
	assert_int_equal(number_of(p.q, "select sum(x) from t"), 1);
	store_rollback(s);
	store_rollback(s);
	assert_false(store_in_transaction(s));
}

/* Calls out of order are refused, and write nothing. */
static void test_order_of_calls(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(close_database) struct qser *reader = open_database(p.path, QSER_READ);
	struct qser_field name = {"name", "Maria"};
	int64_t id;
	refused(reader, qser_begin(reader, "add"), QSER_INTERNAL, "for reading");
	refused(p.q, qser_add(p.q, QSER_PERSON, &name, 1, &id), QSER_INTERNAL,
		"outside of a transaction");
	refused(p.q, qser_commit(p.q), QSER_INTERNAL, "outside of a transaction");
	must(p.q, qser_begin(p.q, "add"));
	must(p.q, qser_add(p.q, QSER_PERSON, &name, 1, &id));
	refused(p.q, qser_begin(p.q, "add"), QSER_INTERNAL, "within a transaction");
	must(p.q, qser_commit(p.q));
	refused(p.q, qser_commit(p.q), QSER_INTERNAL, "outside of a transaction");
	/* The engine rolled back by itself, as on a full disk: nothing more goes in on its own. */
	must(p.q, qser_begin(p.q, "add"));
	must(p.q, qser_add(p.q, QSER_PERSON, &name, 1, &id));
	must(p.q, store_run(p.q->store, "rollback"));
	refused(p.q, qser_add(p.q, QSER_PERSON, &name, 1, &id), QSER_INTERNAL,
		"outside of a transaction");
	refused(p.q, qser_commit(p.q), QSER_INTERNAL, "outside of a transaction");
	assert_int_equal(number_of(p.q, "select count(*) from person"), 1);
	assert_int_equal(number_of(p.q, "select count(*) from command"), 1);
	assert_sound(p.q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_file),
		cmocka_unit_test(test_odd_files),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_newer),
		cmocka_unit_test(test_create),
		cmocka_unit_test(test_create_fails_clean),
		cmocka_unit_test(test_recovery),
		cmocka_unit_test(test_permissions),
		cmocka_unit_test(test_busy),
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_query),
		cmocka_unit_test(test_starved),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_order_of_calls),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
