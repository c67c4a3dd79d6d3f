/*
 * state.h: what a database file holds, as one number, and whether it is sound; for the programs
 * that kill commands and cut the power.
 *
 * Nothing of qser is used: the tables are read as they are, so that two databases with the same
 * number have the same rows with the same ids, change log and hashes among them.
 */
#ifndef PARTS_STATE_H
#define PARTS_STATE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NO_DATABASE 1 /* the number of a file that is not there */

struct state {
	uint64_t number;
	int schema; /* its version */
	bool sound;
	char why[400]; /* when it is not sound */
};

/* FNV-1a. */
static void mix(uint64_t *number, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;

	for (size_t i = 0; i < size; i++)
		*number = (*number ^ at[i]) * UINT64_C(0x100000001b3);
}

static void unsound(struct state *s, const char *what, const char *why)
{
	if (s->sound)
		(void)snprintf(s->why, sizeof s->why, "%s: %s", what, why);
	s->sound = false;
}

static void mix_row(uint64_t *number, sqlite3_stmt *row)
{
	for (int i = 0; i < sqlite3_column_count(row); i++) {
		int type = sqlite3_column_type(row, i);
		const void *bytes = sqlite3_column_blob(row, i); /* a number as its text */
		int size = sqlite3_column_bytes(row, i);
		mix(number, &type, sizeof type);
		mix(number, &size, sizeof size);
		mix(number, bytes, bytes ? (size_t)size : 0);
	}
}

static void mix_query(sqlite3 *db, struct state *s, const char *sql)
{
	sqlite3_stmt *query = NULL;
	int code = sqlite3_prepare_v2(db, sql, -1, &query, NULL);

	if (code == SQLITE_OK)
		while ((code = sqlite3_step(query)) == SQLITE_ROW)
			mix_row(&s->number, query);
	if (code != SQLITE_DONE && code != SQLITE_OK)
		unsound(s, sql, sqlite3_errmsg(db));
	(void)sqlite3_finalize(query);
}

static void mix_tables(sqlite3 *db, struct state *s)
{
	sqlite3_stmt *tables = NULL;
	int code = sqlite3_prepare_v2(db,
		"select name from sqlite_schema where type = 'table' order by name", -1, &tables,
		NULL);

	if (code == SQLITE_OK)
		while ((code = sqlite3_step(tables)) == SQLITE_ROW) {
			char *sql = sqlite3_mprintf(
				"select * from \"%w\"", sqlite3_column_text(tables, 0));
			mix_query(db, s, sql);
			sqlite3_free(sql);
		}
	if (code != SQLITE_DONE)
		unsound(s, "its tables", sqlite3_errmsg(db));
	(void)sqlite3_finalize(tables);
}

/* A check that answers "ok", or nothing at all. */
static void check_pragma(sqlite3 *db, struct state *s, const char *sql)
{
	sqlite3_stmt *query = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &query, NULL) != SQLITE_OK)
		unsound(s, sql, sqlite3_errmsg(db));
	else if (sqlite3_step(query) == SQLITE_ROW &&
		 strcmp((const char *)sqlite3_column_text(query, 0), "ok") != 0)
		unsound(s, sql, (const char *)sqlite3_column_text(query, 0));
	(void)sqlite3_finalize(query);
}

static int read_schema(sqlite3 *db)
{
	sqlite3_stmt *query = NULL;
	int version = 0;

	if (sqlite3_prepare_v2(db, "pragma user_version", -1, &query, NULL) == SQLITE_OK &&
		sqlite3_step(query) == SQLITE_ROW)
		version = sqlite3_column_int(query, 0);
	(void)sqlite3_finalize(query);
	return version;
}

/* Opened for writing, so that what an interrupted command left is rolled back. */
static inline struct state state_of(const char *path)
{
	struct state s = {.number = UINT64_C(0xcbf29ce484222325), .sound = true};
	sqlite3 *db = NULL;

	if (access(path, F_OK) < 0)
		return (struct state){.number = NO_DATABASE, .sound = true};
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		unsound(&s, "cannot be opened", sqlite3_errmsg(db));
	(void)sqlite3_busy_timeout(db, 10000);
	if (s.sound)
		mix_query(db, &s, "select type, name, tbl_name, sql from sqlite_schema order by 2");
	if (s.sound)
		s.schema = read_schema(db);
	mix(&s.number, &s.schema, sizeof s.schema);
	if (s.sound)
		mix_tables(db, &s);
	if (s.sound)
		check_pragma(db, &s, "pragma integrity_check");
	if (s.sound)
		check_pragma(db, &s, "pragma foreign_key_check");
	(void)sqlite3_close(db);
	return s;
}

#endif
