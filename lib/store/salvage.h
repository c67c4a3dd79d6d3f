/* salvage.h: between the two rooms that save what can be read of a damaged file. */
#ifndef STORE_SALVAGE_H
#define STORE_SALVAGE_H

#include "sqlite.h"

/* The damaged file as it is worked on: a copy, which goes at the end. */
struct wreck {
	struct error *error;
	struct store *to; /* when this shall stop, so does what is read of the wreck */
	char *path;
	sqlite3 *db;
	int64_t unreadable; /* pages that the disk does not give */
};

enum qser_status wreck_open(struct wreck *w, struct store *to, const char *path) _check_;
void wreck_close(struct wreck *w);

/* Each row of "select columns from table where key between low and high" that can be had; the first
 * column is the key.  A key that is not unique may bring a row twice.  broken: not all could. */
typedef enum qser_status wreck_fn(void *ctx, sqlite3_stmt *row);
struct walk {
	struct wreck *wreck;
	const char *columns, *table, *key;
	bool unique;
	int64_t most; /* keys above are not looked for where pages are broken */
	wreck_fn *fn;
	void *ctx;
	bool broken;
	/* private */
	sqlite3_stmt *rows[2];
	int64_t found, failed;
};
enum qser_status wreck_walk(struct walk *walk) _check_;

#endif
