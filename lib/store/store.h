/*
 * store.h: the database seam.
 *
 * Everything above speaks SQL that SQLite and PostgreSQL both understand through the
 * query helper below, and nothing else.  sqlite.c is the engine behind it.
 *
 * Errors: every failure is recorded once, in the struct error given to store_open.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/cleanup.h"
#include "../base/error.h"
#include "../base/findings.h"
#include "../qser.h"

struct store;

struct store_options {
	const char *path;
	enum qser_mode mode;
	bool group;		   /* a new file is 0660, not 0600 */
	bool unfinished;	   /* a new file has its name from store_finish on */
	bool keep;		   /* it is not brought up to date, but refused as for reading */
	bool bulk;		   /* page cache of 64 MiB */
	bool network;		   /* also on a network file system */
	bool older;		   /* to be read as it is, also when of an older schema */
	const char *lang;	   /* of the sort order; NULL: general */
	const volatile bool *stop; /* set: waiting for the lock ends; NULL: nobody asks */
};

/*
 * Open (or, with QSER_CREATE, make) a database of this program's schema.  The file is refused when
 * it is a link, has several names, is no regular file, is on a network file system, is not a qser
 * database, or is of a newer schema.  An older one is refused for reading and migrated, after a
 * backup beside it, for writing. A journal left by an interrupted command is rolled back.  error
 * must outlive the store.  *out may be NULL on failure.
 */
enum qser_status store_open(
	struct store **out, const struct store_options *options, struct error *error) _check_;
bool store_is_outdated(const struct store *s); /* see qser_outdated, qser_updated */
bool store_was_updated(const struct store *s);
void store_close(struct store *s); /* rolls back; an unfinished file goes; takes NULL */

/* A new file that was opened as unfinished gets its name, for good.  Afterwards there is only
 * store_close.  QSER_CANTCREATE: the name is taken by now. */
enum qser_status store_finish(struct store *s) _check_;

void store_own_process(void); /* see qser_own_process */

enum qser_status store_begin(struct store *s) _check_;	    /* takes the write lock */
enum qser_status store_begin_read(struct store *s) _check_; /* one moment for many reads */
enum qser_status store_commit(struct store *s) _check_;	    /* QSER_OK: it is on disk */
void store_rollback(struct store *s);  /* also when there is nothing to roll back */
void store_interrupt(struct store *s); /* what runs; from a signal handler, once *stop is set */
void store_set_language(
	struct store *s, const char *lang); /* of STORE_SORT; copied, cut at 7 bytes */
struct error *store_error(struct store *s);

/* A part of a transaction that can be taken back alone. */
enum qser_status store_savepoint(struct store *s) _check_;
enum qser_status store_release(struct store *s) _check_;
enum qser_status store_take_back(struct store *s) _check_;

/* The engine ends a transaction by itself after some failures, as a full disk. */
bool store_in_transaction(const struct store *s);

/*
 * A statement and what became of it.  The first failure sticks: later calls do nothing and
 * query_done returns it.  Texts bound must live until the next query_reset or query_end.
 *
 *	_cleanup_(query_end) struct query q = query(s, SQL_ADD);
 *	query_int(&q, 1, path);
 *	query_text(&q, 2, note);
 *	return query_done(&q);
 */
struct query {
	struct store *store;
	void *statement;
	void *ready; /* private: where it goes back to */
	enum qser_status status;
};

/* query: a statement is prepared once and kept for the next who asks the same.  query_kept: the
 * caller's own, for as long as it likes. */
struct query query(struct store *s, const char *sql);
struct query query_kept(struct store *s, const char *sql); /* to be run many times */
/* SQL put together in a buffer: what lacks its end, for want of memory, is never run. */
struct query query_built(struct store *s, const struct buffer *sql);
struct query query_built_kept(struct store *s, const struct buffer *sql);
void query_int(struct query *q, int parameter, int64_t value);
void query_text(struct query *q, int parameter, const char *value); /* NULL is null */
void query_bytes(struct query *q, int parameter, const char *text, size_t length);
void query_null(struct query *q, int parameter);

bool query_row(struct query *q); /* step: is there a row?  false: the end, or a failure */
enum qser_status query_done(struct query *q) _check_; /* run to the end; the first failure */
enum qser_status store_damaged(struct store *s, const char *why) _check_;
enum qser_status query_status(const struct query *q) _check_; /* after the last query_row */
void query_reset(struct query *q); /* ready to be bound and run again, failures forgotten */
void query_again(struct query *q); /* ready to run again with what is bound, as far as it stays */
void query_end(struct query *q);

bool query_is_null(struct query *q, int column);
int64_t query_get_int(struct query *q, int column);
const char *query_get_text(struct query *q, int column); /* NULL for null; until the next step */
/* Of a column that is never null: where it is, the file is damaged; then "", and the query fails.
 */
const char *query_get_word(struct query *q, int column);
const char *query_get_day(struct query *q, int column); /* of a day: where it is none */
int64_t query_get_minutes(struct query *q, int column); /* that can be added up: else 0 */
/* The same, with what stands behind a NUL that somebody has put in. */
const char *query_get_bytes(struct query *q, int column, size_t *length);

/* One number of one row; fallback when there is none or it is null. */
enum qser_status query_number(struct query *q, int64_t fallback, int64_t *out) _check_;

/* The id that the last insert through this store gave. */
int64_t store_inserted(struct store *s);

/* Functions that exist in every engine: a text's sort key and folded key; a day's ISO week,
 * "2026-W47". */
#define STORE_SORT "qser_sort"
#define STORE_FOLD "qser_fold"
#define STORE_WEEK "qser_week"

/* ---- The file as a whole (qser-admin) ---- */

int store_schema_version(void); /* of this program */

/* A copy of the database as it is at this moment, into a new file of mode 0600. */
enum qser_status store_copy(struct store *s, const char *path) _check_;

/* The same in two steps, for whoever wants to look at it in between: the copy under a name of its
 * own beside path, into name; then it takes that name, or is gone. */
enum qser_status store_draft(struct store *s, const char *path, struct buffer *name) _check_;
enum qser_status store_name(struct store *s, const char *draft, const char *path) _check_;

/* A copy of this store's database takes the name of the damaged file path, which goes on as keep,
 * its journal beside it; a kill leaves the one or the other under the name.  QSER_CANTCREATE. */
enum qser_status store_supplant(struct store *s, const char *path, const char *keep) _check_;

/* From now on long work of this store ends, too, with QSER_INTERRUPTED when *stop is set: the one
 * of its options, or another. */
void store_obey(struct store *s, const volatile bool *stop);

/* See qser_peek. */
enum qser_status store_peek(const char *path, int64_t *schema) _check_;

/* Keep everybody else out until store_let_go: for several steps that must be one moment. */
enum qser_status store_hold(struct store *s) _check_;
enum qser_status store_let_go(struct store *s) _check_;

/* Make this database the same as another, in one transaction. */
enum qser_status store_replace(struct store *s, struct store *from) _check_;

/* See qser_inspect. */
enum qser_status store_inspect(const struct qser_inspection *to) _check_;

/* Integrity of file, references and schema.  QSER_PARTIAL: findings.  *unblank: free pages with
 * something on them. */
enum qser_status store_check(struct store *s, struct findings *f, int64_t *unblank) _check_;

/*
 * What can still be read of the damaged file path, which is not written to, into this new database,
 * in which there is nothing.  fn gets each table.  *unreadable: blocks that the disk did not give.
 */
struct store_salvaged {
	const char *table;
	int64_t rows;	  /* saved */
	int64_t refused;  /* they are there, but are no rows of such a table any more */
	int64_t repaired; /* texts in which something was no text any more */
	bool broken;	  /* there are pages that could not be read */
};
typedef enum qser_status store_salvaged_fn(void *ctx, const struct store_salvaged *table);
enum qser_status store_salvage(struct store *to, const char *path, store_salvaged_fn *fn, void *ctx,
	int64_t *unreadable) _check_;

/* The path as resolved. Borrowed. */
const char *store_path(const struct store *s);

#endif
