/* bare.h: what the bare programs share: the same opening that libqser does, the rows of a command
 * that writes, and nothing else. */
#ifndef BENCH_BARE_H
#define BENCH_BARE_H

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static inline void must(int good, const char *what)
{
	if (!good) {
		fprintf(stderr, "bare: %s failed\n", what);
		exit(1);
	}
}

static inline void run(sqlite3 *db, const char *sql)
{
	must(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, sql);
}

static inline sqlite3 *open_bare(const char *path, int write)
{
	static const int off[] = {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_DQS_DML,
		SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_ENABLE_VIEW,
		SQLITE_DBCONFIG_ENABLE_TRIGGER};
	sqlite3 *db;
	must(sqlite3_open_v2(path, &db,
		     (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX |
			     SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE,
		     NULL) == SQLITE_OK,
		"open");
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	for (size_t i = 0; i < sizeof off / sizeof *off; i++)
		sqlite3_db_config(db, off[i], 0, NULL);
	sqlite3_busy_timeout(db, 10000);
	run(db, "pragma application_id; pragma user_version");
	if (write)
		run(db, "pragma journal_mode=truncate; pragma synchronous=full; "
			"pragma secure_delete=on");
	run(db, "pragma cell_size_check=on; pragma temp_store=memory");
	return db;
}

/* ---- A durable write, as each command makes it ---- */

static inline sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *q;
	must(sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK, sql);
	return q;
}

static inline void finish(sqlite3_stmt *q)
{
	must(sqlite3_step(q) == SQLITE_DONE, "step");
	sqlite3_finalize(q);
}

/* Begins the transaction; the id of the command. */
static inline sqlite3_int64 begin_command(sqlite3 *db)
{
	run(db, "begin immediate");
	sqlite3_stmt *q = prepare(db, "select id, hash from command order by id desc limit 1");
	sqlite3_int64 id = sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int64(q, 0) + 1 : 1;
	sqlite3_finalize(q);
	return id;
}

/* The row of the change log and that of the command, and what the command prints. */
static inline int end_command(
	sqlite3 *db, sqlite3_int64 id, const char *program, int record, sqlite3_int64 target)
{
	static const char hash[] =
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	sqlite3_stmt *q = prepare(db,
		"insert into change (command, seq, record, target, op) values (?1, 1, ?2, ?3, 1)");

	sqlite3_bind_int64(q, 1, id);
	sqlite3_bind_int(q, 2, record);
	sqlite3_bind_int64(q, 3, target);
	finish(q);
	q = prepare(db,
		"insert into command (id, at, uid, program, verb, changes, previous_hash, hash)"
		" values (?1, 1800000000, 0, ?2, 'add', 1, ?3, ?3)");
	sqlite3_bind_int64(q, 1, id);
	sqlite3_bind_text(q, 2, program, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 3, hash, -1, SQLITE_STATIC);
	finish(q);
	run(db, "commit");
	printf("%lld\n", (long long)target);
	sqlite3_close(db);
	return fflush(stdout) ? 1 : 0;
}

#endif
