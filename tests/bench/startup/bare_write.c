/* bare_write.c: what `qser-org add` does, without qser: the same durable rows, nothing checked. */
#include "bare.h"

int main(int argc, char **argv)
{
	must(argc == 3, "bare_write FILE CODE");
	sqlite3 *db = open_bare(argv[1], 1);
	sqlite3_int64 id = begin_command(db);
	sqlite3_stmt *q = prepare(db,
		"insert into organisation (code, name, name_key, kind) values (?1, ?2, ?3, ?4)");

	sqlite3_bind_text(q, 1, argv[2], -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, "Municipality of Elaionas", -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 3, "municipality of elaionas", -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 4, "municipality", -1, SQLITE_STATIC);
	finish(q);
	return end_command(db, id, "qser-org", 1, sqlite3_last_insert_rowid(db));
}
