/* scan.h: text -> one record, as places in the window of bytes.h. */
#ifndef INTAKE_SCAN_H
#define INTAKE_SCAN_H

#include "bytes.h"

enum scan_result {
	SCAN_RECORD,
	SCAN_END,
	SCAN_BROKEN /* a file error, see broken */
};

enum scan_fault {
	FAULT_NONE,
	FAULT_QUOTE,   /* a quote inside a bare field */
	FAULT_CLOSED,  /* text after a closing quote */
	FAULT_CONTROL, /* a control character */
	FAULT_FIELD,   /* the caps */
	FAULT_COLUMNS,
	FAULT_RECORD
};

enum scan_broken {
	BROKEN_BYTES, /* see bytes.trouble */
	BROKEN_NUL,
	BROKEN_QUOTE, /* never closed: quote_line, quote_column */
	BROKEN_LONG   /* not closed within the record cap */
};

/* A field: length bytes from start, an offset from the start of the record. */
struct scan_cell {
	size_t start, length;
	size_t clean; /* bytes of it before the first doubled quote or CR */
};

struct scan {
	struct bytes *bytes;
	size_t field_cap, column_cap, record_cap;
	/* classes of bytes (enum stop), 0 is ordinary: in a bare field, in quotes, in a lost line
	 */
	unsigned char bare[256], quoted[256], lost[256];
	char delimiter;

	uint64_t line; /* physical line at pos */
	bool begun;    /* the header was found */

	/* the record: the rest is set anew for each */
	uint64_t first_line, last_line;
	struct scan_cell *cells;
	size_t count;
	size_t fields;	/* seen, also those not kept */
	size_t pos;	/* bytes from the start of the record, as in the file */
	size_t dropped; /* of these, bytes taken out of the window behind kept */
	size_t kept;
	bool full; /* beyond a cap: no more cells */
	bool bare_only;

	size_t line_start, cr, quote, quote_line_start;
	uint64_t quote_line;
	size_t quote_column; /* characters, 1 is the first; 0: not known any more */
	bool in_quotes, after_cr;

	enum scan_fault fault;
	size_t fault_field;
	uint64_t fault_line;
	unsigned fault_code; /* the control character */
	enum scan_broken broken;
};

/* cells is allocated; QSER_MEMORY. */
enum qser_status scan_init(struct scan *s, struct bytes *bytes,
	const struct intake_options *options, struct error *e) _check_;
void scan_free(struct scan *s);
void scan_delimiter(struct scan *s, char delimiter);

/* Forget the last record and find the next. */
enum scan_result scan_next(struct scan *s);

/* The text of the record's window; cells lie in it. */
char *scan_text(const struct scan *s);

#endif
