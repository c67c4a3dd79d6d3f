/* test_check.c: what qser_check finds: damage, foreign hands, a change log that was altered. */
#include "fixture.h"

/* A connection without any of our settings, for those who mean harm. */
static sqlite3 *raw_open(const char *path)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	return db;
}

static void raw_run(const char *path, const char *sql)
{
	sqlite3 *db = raw_open(path);
	char *said = NULL;
	if (sqlite3_exec(db, sql, NULL, NULL, &said) != SQLITE_OK)
		fail_msg("%s: %s", sql, said);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static bool is_found(const char *path, struct buffer *lines)
{
	struct qser *q;
	struct qser_options options = options_for(path, QSER_READ);
	enum qser_status status = qser_open(&q, &options);
	buffer_clear(lines);
	if (status == QSER_OK)
		status = qser_check(q, keep_line, lines);
	else
		buffer_printf(lines, "%s\n", qser_error(q).message);
	qser_close(q);
	/* Damage may be such that not even the findings can be listed; never anything else. */
	assert_true(status == QSER_OK || status == QSER_PARTIAL || status == QSER_UNAVAILABLE);
	assert_true(status != QSER_PARTIAL || lines->length > 0);
	return status != QSER_OK;
}

static void assert_found(const char *path, const char *words)
{
	_cleanup_(buffer_free) struct buffer lines = BUFFER_INIT;
	assert_true(is_found(path, &lines));
	if (!strstr(buffer_text(&lines), words))
		fail_msg("\"%s\" is not in: %s", words, buffer_text(&lines));
}

static void assert_not_found(const char *path)
{
	_cleanup_(buffer_free) struct buffer lines = BUFFER_INIT;
	if (is_found(path, &lines))
		fail_msg("found: %s", buffer_text(&lines));
}

/* A database with a little of everything in its log, closed. */
static void fill(struct place *p)
{
	_cleanup_(importing_free) struct importing i = {0};
	struct qser_options options = options_for(p->path, QSER_WRITE);
	add(p->q, QSER_ORGANISATION, "name", "Athens");
	add(p->q, QSER_PERSON, "name", "Maria", "code", "maria", "organisation", "athens");
	qser_close(p->q);
	options.actor = "maria";
	options.override = "because";
	must_open(&p->q, &options);
	edit(p->q, QSER_PERSON, 1, "phone", "210 1", "note", "a\nb");
	assert_int_equal(import_text(p->q, QSER_PERSON, &i,
				 "code,name\nnikos,Νίκος\nmaria,Maria K.\neleni,Eleni\ndora,Dora\n"
				 "Eleni?,x\n"),
		QSER_PARTIAL);
	must(p->q, try_remove(p->q, QSER_PERSON, 2));
	must(p->q, try_undo(p->q, 0));
	edit(p->q, QSER_PERSON, 1, "email", "maria@example.org");
	qser_close(p->q);
	p->q = NULL;
}

static void test_schema(void **state)
{
	(void)state;
	static const struct {
		const char *sql, *words;
	} cases[] = {
		{"create trigger t after insert on person begin delete from person; end",
			"not known: trigger t"},
		{"create trigger sqlitex after insert on person begin delete from person; end",
			"not known: trigger sqlitex"},
		{"create view v as select * from person", "not known: view v"},
		{"create table extra (x)", "not known: table extra"},
		{"drop index person_name", "missing: index person_name"},
		{"drop index person_name; create index person_name on person (name)",
			"changed: index person_name"},
		{"alter table person add column nickname text", "changed: table person"},
		{"alter table person rename column phone to telephone", "changed: table person"},
		{"drop table history", "missing: table history"},
		{"pragma foreign_keys=off; update person set organisation = 77 where id = 1",
			"person 1: organisation: the organisation that it names is not there"},
		{"pragma foreign_keys=off; delete from organisation",
			"the organisation that it names"},
		{"pragma ignore_check_constraints=on; update command set changes = 1;"
		 "insert into step (path, number, title, state) values (1, 14, 'x', 'open')",
			"step"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		_cleanup_(place_free) struct place p = place_new();
		fill(&p);
		assert_not_found(p.path);
		raw_run(p.path, cases[i].sql);
		assert_found(p.path, cases[i].words);
	}
}

/* A hostile view or trigger does not run, not even while it is being found. */
static void test_trigger_sleeps(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	fill(&p);
	raw_run(p.path,
		"create trigger t after update on person begin delete from organisation; end");
	p.q = open_database(p.path, QSER_WRITE);
	edit(p.q, QSER_PERSON, 1, "phone", "210 7");
	assert_int_equal(number_of(p.q, "select count(*) from organisation"), 1);
}

/* Any page, overwritten anywhere: found or refused, never a crash; the good file is left alone. */
static void test_damage(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	fill(&p);
	_cleanup_(buffer_free) struct buffer good = read_file(p.path);
	_cleanup_(free_pointer) char *bad = in_folder(p.folder, "bad.db");
	int found = 0, runs = 120;
	chance_seed(7);
	for (int i = 0; i < runs; i++) {
		_cleanup_(buffer_free) struct buffer bytes = BUFFER_INIT, lines = BUFFER_INIT;
		buffer_add(&bytes, good.data, good.length);
		size_t at = chance((unsigned)good.length / 4096) * (size_t)4096;
		for (size_t n = 0; n < 64; n++)
			bytes.data[at + n] = (char)chance(256);
		write_file(bad, bytes.data, bytes.length);
		found += is_found(bad, &lines);
	}
	assert_int_equal(found, runs);
	write_file(bad, good.data, 4096);
	_cleanup_(buffer_free) struct buffer lines = BUFFER_INIT;
	assert_true(is_found(bad, &lines));
}

/* ---- The change log ---- */

/* Another value than the one that is there, that the schema takes. */
static void other_value(
	sqlite3 *db, const char *table, const char *column, int64_t row, struct buffer *sql)
{
	_cleanup_(buffer_free) struct buffer ask = BUFFER_INIT;
	sqlite3_stmt *look;
	const char *key = strcmp(table, "change") == 0 ? "command, seq" : "id";
	_cleanup_(buffer_free) struct buffer where = BUFFER_INIT;
	buffer_printf(&where,
		" where (%s) = (select %s from %s order by %s limit 1 offset %" PRId64 ")", key,
		key, table, key, row);
	buffer_printf(&ask, "select %s from %s%s", column, table, where.data);
	assert_int_equal(sqlite3_prepare_v2(db, ask.data, -1, &look, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(look), SQLITE_ROW);
	unsigned how = chance(3);
	buffer_printf(sql, "update %s set %s = ", table, column);
	if (sqlite3_column_type(look, 0) == SQLITE_INTEGER)
		buffer_printf(sql, how ? "1 + %s" : "%s + 1000", column);
	else if (sqlite3_column_type(look, 0) == SQLITE_NULL)
		buffer_text_add(
			sql, strstr("undoes changes person rows_read rows_added rows_updated"
				    " rows_unchanged rows_rejected",
				     column)
				     ? "0"
				     : "''");
	else if (how == 0)
		buffer_printf(sql, "%s || 'x'", column);
	else if (how == 1) /* what C would not see */
		buffer_printf(sql, "%s || char(0) || 'x'", column);
	else
		buffer_printf(sql, "replace(%s, substr(%s, 1, 1), '#')", column, column);
	buffer_text_add(sql, where.data);
	(void)sqlite3_finalize(look);
}

static const char *const command_columns[] = {"id", "at", "uid", "login", "person", "program",
	"verb", "undoes", "changes", "import_name", "import_hash", "rows_read", "rows_added",
	"rows_updated", "rows_unchanged", "rows_rejected", "reason", "previous_hash", "hash"};
static const char *const change_columns[] = {
	"command", "seq", "record", "target", "op", "columns", "more"};

static int64_t raw_number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *look;
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &look, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(look), SQLITE_ROW);
	int64_t number = sqlite3_column_int64(look, 0);
	(void)sqlite3_finalize(look);
	return number;
}

/* One cell of one row, changed and changed back; the same database over and over. */
static void tamper(struct qser *q, sqlite3 *db, const char *table, const char *column, int64_t row)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT, lines = BUFFER_INIT;
	struct findings findings = {.fn = keep_line, .ctx = &lines};
	other_value(db, table, column, row, &sql);
	assert_int_equal(sqlite3_exec(db, "begin", NULL, NULL, NULL), SQLITE_OK);
	int code = sqlite3_exec(db, sql.data, NULL, NULL, NULL);
	if (code == SQLITE_CONSTRAINT) { /* the schema itself refuses it */
		assert_int_equal(sqlite3_exec(db, "rollback", NULL, NULL, NULL), SQLITE_OK);
		return;
	}
	assert_int_equal(code, SQLITE_OK);
	assert_int_equal(sqlite3_changes(db), 1);
	assert_int_equal(sqlite3_exec(db, "commit", NULL, NULL, NULL), SQLITE_OK);
	must(q, log_verify(q, &findings));
	if (!findings.count)
		fail_msg("not found: %s", sql.data);
}

static void test_altered_log(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	fill(&p);
	_cleanup_(buffer_free) struct buffer good = read_file(p.path);
	_cleanup_(free_pointer) char *bad = in_folder(p.folder, "bad.db");
	chance_seed(16);
	for (size_t n = 0; n < 8 * (COUNT(command_columns) + COUNT(change_columns)); n++) {
		size_t column = n % (COUNT(command_columns) + COUNT(change_columns));
		bool of_change = column >= COUNT(command_columns);
		write_file(bad, good.data, good.length);
		sqlite3 *db = raw_open(bad);
		int64_t rows = raw_number(db,
			of_change ? "select count(*) from change" : "select count(*) from command");
		struct qser *q = open_database(bad, QSER_READ);
		tamper(q, db, of_change ? "change" : "command",
			of_change ? change_columns[column - COUNT(command_columns)]
				  : command_columns[column],
			chance((unsigned)rows));
		qser_close(q);
		assert_int_equal(sqlite3_close(db), SQLITE_OK);
	}
}

/* Whole rows taken out, put in, or moved. */
static void test_rows_of_log(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"delete from command where id = 1",
		"delete from command where id = 3",
		"delete from change where command = 3",
		"delete from change where command = 4 and seq = 2",
		"update change set command = 5, seq = 2 where command = 3",
		"insert into change select 3, 9, record, target, op, columns, more from change where "
		"command = 3",
		"insert into change select 99, seq, record, target, op, columns, more from change where "
		"command = 3",
		"insert into change select command, seq + 1, record, target, op, columns, more from "
		"change where "
		"command = 3",
		"update change set seq = seq + 100 where command = 4;"
		"update change set seq = 103 - seq where command = 4",
		"update change set more = 0 where command = 4 and seq = 3",
		"update change set more = 2 where command = 4 and seq = 3",
		"update command set id = id + 1000",
	};
	_cleanup_(place_free) struct place p = place_new();
	fill(&p);
	_cleanup_(buffer_free) struct buffer good = read_file(p.path);
	_cleanup_(free_pointer) char *bad = in_folder(p.folder, "bad.db");
	for (size_t i = 0; i < COUNT(cases); i++) {
		write_file(bad, good.data, good.length);
		raw_run(bad, cases[i]);
		assert_found(bad, "change log: ");
	}
}

/* Who cuts off the end leaves a chain that holds; the head kept elsewhere tells. */
static void test_cut_tail(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	struct qser_summary whole, cut;
	fill(&p);
	p.q = open_database(p.path, QSER_READ);
	must(p.q, qser_status_of(p.q, &whole));
	assert_int_equal(whole.last_command, 7);
	assert_int_equal(whole.last_at, NOW);
	assert_int_equal(strlen(whole.head), 64);
	raw_run(p.path, "delete from change where command = 7; delete from command where id = 7");
	must(p.q, qser_status_of(p.q, &cut));
	assert_string_not_equal(whole.head, cut.head);
	assert_int_equal(cut.last_command, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_schema),
		cmocka_unit_test(test_trigger_sleeps),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_altered_log),
		cmocka_unit_test(test_rows_of_log),
		cmocka_unit_test(test_cut_tail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
