/* sqlite.h: what the rooms of the SQLite engine share; nobody outside lib/store includes it. */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>

#include "store.h"

#define QSER_APPLICATION_ID 0x51534552 /* "QSER" */

/* A statement that ran before and may run again: rules ask the same thing of row after row. */
struct ready {
	sqlite3_stmt *statement;
	bool busy; /* lent to a struct query */
};

#define READY_SLOTS 64

#define BULK_CACHE (64 << 20) /* bytes of pages that an import keeps in memory */
void store_large_cache(void); /* before the first database of the process is opened */

struct store {
	sqlite3 *db;
	struct ready
		ready[READY_SLOTS]; /* by the hash of their SQL; the newer displaces the older */
	struct error *error;
	char *path;  /* the parent resolved */
	char *final; /* of a new one: what it will be called; until then path is another */
	char lang[8];
	bool bulk;
	bool older;		   /* is read as it is */
	bool keep;		   /* it is not brought up to date ... */
	bool outdated;		   /* ... which it was not ... */
	bool updated;		   /* ... and now is */
	const volatile bool *stop; /* set: no more waiting, nor long work; NULL: nobody asks */
	int waited;		   /* milliseconds, for the lock */
	bool judging;		   /* whether a failure is the file's fault */
};

/* One numbered step of the schema, as embedded from schema/NNN-what.sql. */
struct schema_step {
	const char *name;
	const char *sql;
};

extern const struct schema_step schema_steps[];
extern const int schema_step_count;

/* In the name of a file in the making, followed by the number of the process. */
#define FILE_UNFINISHED ".new-"

/* Give a file its name unless that is taken (-1, errno); make the name last. */
int file_put_in_place(const char *from, const char *path);
/* What path names stays under that name.  QSER_OUTPUT: it may not. */
enum qser_status file_sync_parent(const char *path, struct error *e) _check_;

/* beside.c: QSER_UNAVAILABLE: the engine must not meet what stands there. */
enum qser_status beside_examine(const char *path, struct error *e) _check_;
enum qser_status beside_refuse_log(const char *path, struct error *e) _check_;
/* For a file that is not there yet: QSER_CANTCREATE: something is left of another. */
enum qser_status beside_refuse(const char *path, struct error *e) _check_;
void beside_remove(const char *path);
int beside_move(const char *from, const char *to); /* all or nothing; -1, errno */

/* place.c */
enum qser_status place_is_local(const char *path, struct error *e) _check_;
/* It may be made there for a group: QSER_CANTCREATE says what has to be done first. */
enum qser_status place_is_for_group(const char *path, struct error *e) _check_;
/* Why it may not be read, or written: QSER_PERMISSION; whose it is, and whom to ask. */
enum qser_status place_refuses(const char *path, bool write, struct error *e);
/* Something that cannot be undone by us stands in its journal: QSER_BUSY; who can. */
enum qser_status place_needs_recovery(const char *path, struct error *e);
void place_like(const char *copy, const char *path); /* owner, group and mode, as far as we may */

void store_forget(struct store *s); /* the statements kept ready; before the connection is closed */
int store_is_stopped(void *store);  /* a struct store: as the engine asks for it */
bool store_disk_failed(struct store *s); /* at the database file itself, since it was opened */
enum qser_status store_fail(struct store *s, int code);
bool store_cannot_read(int code);    /* the disk does not give what is there */
bool store_altered(struct store *s); /* is its schema another than that of this program? */
enum qser_status store_run(struct store *s, const char *sql) _check_;
enum qser_status schema_apply(struct store *s, int from) _check_; /* inside a transaction */

#endif
