/* import.h: the insides of an import, between import.c and its parts. */
#ifndef RECORD_IMPORT_H
#define RECORD_IMPORT_H

#include "../base/seen.h"
#include "../intake/header.h"
#include "../intake/rejects.h"
#include "handle.h"
#include "key_index.h"
#include "source.h"

struct importer {
	struct qser *q;
	const struct record *record;
	const struct qser_import *import;
	struct qser_counts *counts;
	struct source source;
	struct header_map *map;
	uint64_t settable, readonly; /* columns the file gives: those it may set, and the others */
	struct rejects *rejects;
	struct row row;
	struct id_lines taken;	 /* the records that rows so far meant */
	struct key_index passed; /* see struct row */
	struct seen seen;	 /* see struct row */
	struct {
		struct key_index index;
		size_t columns[RECORD_COLUMNS_MAX], count;
	} key;			   /* --key; count 0: none */
	struct buffer faults;	   /* of one row, a line each, where several cells are wrong */
	bool parts;		   /* a row is more than one write, and is taken back as a whole */
	int64_t last;		   /* id before the import; 0: there was no record */
	int64_t older;		   /* rows that say what was so before what is stored */
	struct buffer older_lines; /* of the first of them, "3, 7" */
	int64_t cleared[RECORD_COLUMNS_MAX]; /* values that empty cells took away, by column */
	bool mark;	  /* fed back, the row is taken only when it was mended */
	bool by_key;	  /* --key has found the record of the row */
	int64_t formulas; /* cells that begin with "=" */
	int64_t left_out; /* rows that say nothing to be kept, which are not counted as read */
};

/* import_cells.c: which columns the file gives. */
void import_columns(struct importer *i);
/* The values of the file into the row, all of them, whatever is wrong with one. */
enum qser_status import_cells(struct importer *i, const char *const *values) _check_;
/* An empty cell leaves what is there, or what is preset, alone: in records that say so, and where
 * codes are made for those who have none (their file will never have one). */
void import_keep_empty(struct importer *i);
/* What only verbs set may be in the file when it says what is so already. */
enum qser_status import_check_readonly(struct importer *i, const char *const *values) _check_;

/* import_reject.c.  Is a failure about the row, or about everything? */
bool import_of_the_row(enum qser_status status);
enum qser_status import_reject_begin(struct importer *i, const struct intake_record *header)
	_check_;
/* Count it, say it and write it down; i->faults stand for the message where there are several. */
enum qser_status import_reject(struct importer *i, const struct intake_record *from, uint64_t line,
	const char *message) _check_;

/* import_same.c: which stored record the row means: by id, by --key or one of the natural keys, by
 * the record's own rule.  *id 0: none. */
enum qser_status import_identify(struct importer *i, const char *id_text, int64_t *id) _check_;
/* May the row, whose record is there and loaded, change it?  leave: it is to stay as it is. */
enum qser_status import_meet(struct importer *i, bool *leave) _check_;
/* The row is in, from that line; changed: it was there and is different now. */
enum qser_status import_met(struct importer *i, uint64_t line, bool changed) _check_;

/* import_key.c */
enum qser_status import_key_begin(struct importer *i) _check_; /* reads what is stored */
enum qser_status import_key_find(struct importer *i, int64_t *id) _check_;
enum qser_status import_key_saved(struct importer *i) _check_; /* the row has an id now */

#endif
