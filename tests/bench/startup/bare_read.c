/* bare_read.c: what `qser-org list -f csv` does, without qser: the same open, query and output. */
#include "bare.h"

#define SQL                                                                                   \
	"select t.id, t.id, t.code, t.name, t.kind, t.address, t.email, t.phone, t.website, " \
	"t.country,"                                                                          \
	" t.note from organisation t order by t.id"

int main(int argc, char **argv)
{
	sqlite3_stmt *q;
	must(argc == 2, "bare_read FILE");
	sqlite3 *db = open_bare(argv[1], 0);
	run(db, "begin");
	must(sqlite3_prepare_v2(db, SQL, -1, &q, NULL) == SQLITE_OK, "prepare");
	puts("id,code,name,kind,address,email,phone,website,country,note");
	while (sqlite3_step(q) == SQLITE_ROW)
		for (int i = 1; i <= 10; i++) {
			const char *text = (const char *)sqlite3_column_text(q, i);
			printf("%s%c", text ? text : "", i < 10 ? ',' : '\n');
		}
	sqlite3_finalize(q);
	sqlite3_close(db);
	return fflush(stdout) ? 1 : 0;
}
