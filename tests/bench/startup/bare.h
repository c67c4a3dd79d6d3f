/* bare.h: what the bare programs share: the same opening that libqser does, and nothing else. */
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

#endif
