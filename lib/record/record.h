/*
 * record.h: the record engine.
 *
 * An entity is one struct record: a table of columns and, where a rule is more than a column, a
 * few functions.  Everything that can be done with a record is done from that table: reading
 * (list.c), writing (row.c), change log (log.c), undo (undo.c), import (import.c).
 *
 * A value has two forms.  Outside (CSV, options, callbacks) it is text as people write it: "1h30",
 * "maria", "yes".  Inside, in a struct cell, it is what the database holds: 90, 17, 1.  value.c
 * goes from one to the other, for every type, and nothing else does.
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "../base/day.h"
#include "../store/store.h"
#include "id_lines.h"
#include "key_index.h"

#define RECORD_COLUMNS_MAX 64 /* a set of columns is a uint64_t */

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Column 0 of every record. */
#define COLUMN_ID                                                                                 \
	{                                                                                         \
		.name = "id", .label = "Id", .type = QSER_INT,                                    \
		.flags = QSER_READONLY | QSER_BRIEF, .help = "number, given once and never again" \
	}

struct row;

/* An item that answers may be imported to. */
struct record_item {
	const char *form, *code, *question;
	const char *column; /* of the record, which the answer sets; NULL: none, it is kept */
};
typedef enum qser_status record_item_fn(void *ctx, const struct record_item *item);

struct record {
	enum qser_record id;
	const char *name, *plural; /* "diary entry", "diary entries" */
	const char *table;
	const struct qser_column *columns; /* column 0 is id */
	size_t count;
	size_t file_columns;  /* more of them behind count, which only files have: see assemble */
	const char *lead;     /* the column that names a record to a person: "name" */
	const char *code_of;  /* the column a code is made from; NULL: it has no code */
	const char *found_by; /* the column of its one person, whose code or e-mail finds it, too */
	bool keeps;	      /* an empty cell of an import leaves the value as it is */
	bool by_name;	      /* its lead, when only one has it, names it as its code does */
	bool log; /* written by the engine itself: cannot be added, changed or removed */
	const char
		*left_out; /* what rows of a file are that assemble leaves out: "not completed" */

	/* Before anything is required of a row: values that follow from others. */
	enum qser_status (*complete)(struct row *row);
	/* Before a new or changed row is written: rules between columns, other records, time. */
	enum qser_status (*check)(struct row *row);
	/* After a row is in, new or changed: other records that follow from it. */
	enum qser_status (*saved)(struct row *row);
	/* After a new row is in: the parts it comes with. */
	enum qser_status (*added)(struct row *row);
	/* Before a record is removed by itself, not as a part: rules of its own. */
	enum qser_status (*removing)(struct row *row);
	/* After a change of it was undone: what follows from others, what references do not show.
	 * row->stored: as it was before, or (removed, now back) as it is; row->changed: of an edit.
	 */
	enum qser_status (*taken_back)(struct row *row);
	/* Before a change of it is undone: may it still be?  row->stored: as it stands; of one that
	 * is to come back the cells alone.  After the whole command is undone: may it stand like
	 * that?  row->stored: as it stands now; not asked of what is gone. */
	enum qser_status (*undoing)(struct row *row);
	enum qser_status (*undone)(struct row *row);
	/* The columns "item.CODE" of an import, all of them, after the row is in: column is CODE,
	 * an empty value may be NULL.  Messages begin "item.CODE: ".  NULL: it has none. */
	enum qser_status (*extras)(struct row *row, const struct qser_field *items, size_t count);
	/* What "item.CODE" may be in a file made today, for whoever drafts its map.  NULL: it has
	 * no items. */
	enum qser_status (*items)(struct qser *q, record_item_fn *fn, void *ctx);
	/* Columns of a row of an import that are made of others, before the rest is set: values by
	 * column, those of files as well; what it has seen to is taken out of left. */
	enum qser_status (*assemble)(struct row *row, const char *const *values, uint64_t *left);
	/* At the end of an import that added records: what is to be noticed of those with an id
	 * above last. */
	enum qser_status (*imported)(struct qser *q, int64_t last);
	/* Is a loaded row of an import later (1) or earlier (-1) than what is stored?  0: there is
	 * no telling.  An earlier one changes nothing.  NULL: never. */
	int (*age)(const struct row *row);
	/* Which stored record a row of an import means, when the natural key is not enough. */
	enum qser_status (*match)(struct row *row, int64_t *id);
};

/* All of them, by number; defined in lib/domain/records.c. */
extern const struct record *const records[QSER_RECORDS];
const struct record *record_of(enum qser_record r); /* NULL: no such record */

/* Index of a column by its name, -1 when there is none. */
int record_column(const struct record *r, const char *name);
int record_code_column(const struct record *r); /* the QSER_CODE column; -1 */
/* How many columns a file of it may have. */
static inline size_t record_columns_of_files(const struct record *r)
{
	return r->count + r->file_columns;
}

/* ---- Values ---- */

struct cell {
	bool null;
	int64_t number;	  /* of the types kept as numbers */
	const char *text; /* of the others; borrowed, or own.data */
	size_t length;
	struct buffer own;
};

/* Kept as a whole number in the database? */
static inline bool type_is_number(enum qser_type type)
{
	switch (type) {
	case QSER_INT:
	case QSER_BOOL:
	case QSER_STAMP:
	case QSER_MINUTES:
	case QSER_HOURS:
	case QSER_REF:
		return true;
	default:
		return false;
	}
}

/* Text as people write it into a cell.  "" and NULL are null.  The failure names the column. */
enum qser_status value_parse(
	struct qser *q, const struct qser_column *c, const char *text, struct cell *cell) _check_;
/* What is kept of the names of words. */
void choice_forget(struct qser *q);
/* What is in a column of a query, as people read it; into out.  False: null. */
bool value_print(const struct qser_column *c, struct query *from, int column, struct buffer *out);
/* The inner value as text, for history; false: null. */
bool cell_store(const struct qser_column *c, const struct cell *cell, struct buffer *out);
void cell_load(const struct qser_column *c, const char *stored, struct cell *cell);
bool cell_equal(const struct qser_column *c, const struct cell *a, const struct cell *b);

/* ---- Rows: one record in hand, to be written ---- */

/* Which columns of a record, but the id, are what: 1 << index. */
struct column_sets {
	uint64_t key, altkey;
	uint64_t preset, required;
	uint64_t derived; /* of another one: hidden keys */
	uint64_t links;	  /* in a table of their own */
	uint64_t numbers; /* kept as such */
	uint64_t all;
};

struct row {
	struct qser *q;
	const struct record *record;
	struct column_sets sets;
	int64_t id;	  /* 0: new */
	uint64_t given;	  /* columns the caller set */
	uint64_t changed; /* columns that differ from what is stored; set by row_save */
	const struct id_lines
		*taken;		  /* of an import: the records its earlier rows meant; NULL: none */
	uint64_t absent[2];	  /* what row_find_same has not found a moment ago, of each key */
	struct key_index *passed; /* of an import, for match: up to which id those who look so are
				   * taken; NULL: none */
	struct seen *seen; /* of an import, for keys and match: those of its rows; NULL: anything
			    * may be there */
	bool unmatched;	   /* of an import: the record's match has found none that the row means */
	bool left_out;	   /* of an import, by assemble: the row says nothing to be kept */
	bool derive;	   /* make a code from the name where none is given */
	bool derived;	   /* the hidden columns are made of what is there */
	bool checked;	   /* the caller has seen to the record's own rules: no check is called */
	struct cell *cells;
	struct cell *stored; /* as in the database, when id is not 0 */
};

/* Takes the first column out of a set that is not empty. */
static inline size_t column_take(uint64_t *set)
{
	size_t first = (size_t)__builtin_ctzll(*set);

	*set &= *set - 1;
	return first;
}

void row_init(struct row *row, struct qser *q, enum qser_record r);
void row_free(struct row *row);
/* Did row_init get its memory, for a record there is?  Whatever gives a status asks by itself. */
enum qser_status row_usable(struct row *row) _check_;
void row_clear(struct row *row); /* for the next record; keeps memory */
/* Read the stored values of a record.  QSER_UNKNOWN. */
enum qser_status row_load(struct row *row, int64_t id) _check_;
/* Give a column a value as a person would write it; the text is borrowed until the row is saved. */
enum qser_status row_set(struct row *row, const char *column, const char *text) _check_;
enum qser_status row_set_column(struct row *row, size_t column, const char *text) _check_;
/* Several, as somebody from outside may: ids and read-only columns are refused. */
enum qser_status row_set_fields(struct row *row, const struct qser_field *fields, size_t count)
	_check_;
/* Give any column its inner value: for rules and verbs. */
void row_put_int(struct row *row, const char *column, int64_t value);
void row_put_text(struct row *row, const char *column, const char *text); /* copied; NULL is null */
void row_load_cell(struct row *row, size_t column, const char *stored);	  /* by its place */
/* Did the caller set it?  row_leave: as if not. */
bool row_given(const struct row *row, const char *column);
void row_leave(struct row *row, const char *column);
int64_t row_stored_int(const struct row *row, const char *column, int64_t fallback);
/* The inner value of a column by name. */
const struct cell *row_cell(const struct row *row, const char *column);
const char *row_text(const struct row *row, const char *column);	      /* NULL: null */
int64_t row_int(const struct row *row, const char *column, int64_t fallback); /* of null */
const char *row_stored_text(const struct row *row, const char *column); /* as in the database */
bool row_changes(const struct row *row, const char *column); /* new, or different from stored */

/* A code made of a text, if it has none so far; row_save does it of code_of, where derive says so.
 * NULL: of nothing. */
enum qser_status row_derive_code(struct row *row, const char *from) _check_;
/* The folded keys of its columns; row_save does it, too. */
enum qser_status row_derive_hidden(struct row *row) _check_;
/* Write it: presets, codes, required columns, keys, rules, the database, the change log. */
enum qser_status row_save(struct row *row) _check_;
/* Take it away, parts first.  QSER_REFERENCED names who still needs it. */
enum qser_status row_remove(struct qser *q, enum qser_record r, int64_t id) _check_;
/* The record with the same natural key (QSER_KEY or QSER_ALTKEY) as the row; 0: none. */
enum qser_status row_find_same(struct row *row, unsigned key, int64_t *id) _check_;
/* Columns that are not among the given ones get their stored values. */
void row_keep_stored(struct row *row);
/* Is what is given different from what is stored, of a loaded row? */
bool row_differs(struct row *row);
/* Who else refers to a record?  by->id 0: nobody.  parts: its own parts count, too. */
struct referrer {
	const struct record *record;
	const struct qser_column *column;
	int64_t id;
};
enum qser_status row_referrer(struct qser *q, const struct record *record, int64_t id, bool parts,
	struct referrer *by) _check_;

/* "person maria": how messages name a record; into out. */
enum qser_status record_describe(
	struct qser *q, enum qser_record r, int64_t id, struct buffer *out);
/* Its code, else its id: as commands name it; into out.  Nothing, when there is no such record. */
enum qser_status record_word(struct qser *q, enum qser_record r, int64_t id, struct buffer *out)
	_check_;

/*
 * The database and the change log, no rules (table.c); undo stands on these, too.  row_insert takes
 * row->id as the id when it is not 0.  Values of all columns are in row->cells.
 */
enum qser_status row_insert(struct row *row) _check_;
enum qser_status row_update(struct row *row, uint64_t columns) _check_;
enum qser_status row_delete(struct row *row) _check_; /* a loaded one */

#endif
