/*
 * table.h: what the table drivers share.
 *
 * qser_table_* (table.c) keeps the books; a driver turns rows into bytes.  A new format is one
 * driver here and one line in table.c.
 */
#ifndef OUTPUT_TABLE_H
#define OUTPUT_TABLE_H

#include "../base/buffer.h"
#include "../qser.h"
#include "grid.h"

struct table_driver {
	void (*begin)(struct qser_table *t); /* NULL: nothing to say */
	void (*row)(struct qser_table *t, const char *const *values);
	void (*end)(struct qser_table *t); /* NULL: nothing to say */
};

struct qser_table {
	const struct table_driver *driver;
	struct qser_spool *spool;
	struct buffer *out; /* the spool's */
	struct qser_style style;
	const struct qser_column *const *columns;
	size_t count;
	const size_t *places; /* of each column among the values of a row; NULL: in order */
	const char **picked;  /* a row's values by places; owned */
	size_t rows;
	struct buffer scratch; /* a value on its way */
	struct grid grid;      /* text: rows wait here until the widths are known */
};

extern const struct table_driver table_csv, table_tsv, table_json, table_jsonl, table_text,
	table_record;

#endif
