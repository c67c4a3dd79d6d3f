/* bare_entry.c: what `qser-diary add` writes, without qser: the same durable rows, nothing asked.
 */
#include "../startup/bare.h"

int main(int argc, char **argv)
{
	must(argc == 3, "bare_entry FILE DAY");
	sqlite3 *db = open_bare(argv[1], 1);
	sqlite3_int64 id = begin_command(db);
	sqlite3_stmt *q = prepare(db,
		"insert into diary_entry (path, trainer, day, minutes, kind, state, entered_at)"
		" values (1, 2, ?1, 90, 'shadowing', 'draft', 1800000000)");

	sqlite3_bind_text(q, 1, argv[2], -1, SQLITE_STATIC);
	finish(q);
	sqlite3_int64 row = sqlite3_last_insert_rowid(db);

	q = prepare(db, "insert into diary_entry_participants (owner, target) values (?1, 501)");
	sqlite3_bind_int64(q, 1, row);
	finish(q);
	return end_command(db, id, "qser-diary", 20, row);
}
