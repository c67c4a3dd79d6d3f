/* bare_entry.c: what `qser-diary add` writes, without qser: the same durable rows, nothing asked.
 */
#include "../startup/bare.h"

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *q;
	must(sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK, sql);
	return q;
}

static void finish(sqlite3_stmt *q)
{
	must(sqlite3_step(q) == SQLITE_DONE, "step");
	sqlite3_finalize(q);
}

int main(int argc, char **argv)
{
	static const char hash[] =
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	must(argc == 3, "bare_entry FILE DAY");
	sqlite3 *db = open_bare(argv[1], 1);
	run(db, "begin immediate");
	sqlite3_stmt *q = prepare(db, "select id, hash from command order by id desc limit 1");
	int step = sqlite3_step(q);
	sqlite3_int64 id = step == SQLITE_ROW ? sqlite3_column_int64(q, 0) + 1 : 1;
	sqlite3_finalize(q);

	q = prepare(db,
		"insert into diary_entry (path, trainer, day, minutes, kind, state, entered_at)"
		" values (1, 2, ?1, 90, 'shadowing', 'draft', 1800000000)");
	sqlite3_bind_text(q, 1, argv[2], -1, SQLITE_STATIC);
	finish(q);
	sqlite3_int64 row = sqlite3_last_insert_rowid(db);

	q = prepare(db, "insert into diary_entry_participants (owner, target) values (?1, 501)");
	sqlite3_bind_int64(q, 1, row);
	finish(q);

	q = prepare(db,
		"insert into change (command, seq, record, target, op) values (?1, 1, 20, ?2, 1)");
	sqlite3_bind_int64(q, 1, id);
	sqlite3_bind_int64(q, 2, row);
	finish(q);

	q = prepare(db,
		"insert into command (id, at, uid, program, verb, changes, previous_hash, hash)"
		" values (?1, 1800000000, 0, 'qser-diary', 'add', 1, ?2, ?2)");
	sqlite3_bind_int64(q, 1, id);
	sqlite3_bind_text(q, 2, hash, -1, SQLITE_STATIC);
	finish(q);
	run(db, "commit");
	printf("%lld\n", (long long)row);
	sqlite3_close(db);
	return fflush(stdout) ? 1 : 0;
}
