/*
 * rejects.h: the rows that were refused, as a file to mend and feed back.
 *
 * UTF-8 with a byte order mark, the delimiter of the original, LF line ends, quotes only where they
 * are needed (RFC 4180 2.5-2.7; also around any of , ; TAB |, so that detecting the delimiter gives
 * the same again).  The columns of the original in their order, then _line,_field,_message. Columns
 * of these three names in the original (it was a rejects file itself) are replaced.
 *
 * The same command takes the file: columns starting with "_" are left out, the mark of the
 * encoding is stronger than --encoding.  Unmended, every row is refused again: a row whose shape
 * was wrong (a fault, fewer fields than the header) ends in one more cell, REJECTS_MARK, under no
 * heading; fields beyond the header stand there too, behind _message.  The cells of such a row
 * are what could be told apart, see intake.h; missing ones are empty.
 *
 * Of a file with more than 252 columns the rejects exceed the default cap of 256.
 */
#ifndef INTAKE_REJECTS_H
#define INTAKE_REJECTS_H

#include "intake.h"

#define REJECTS_MARK "check this row, then remove this cell"

/*
 * Has a row as many fields as the header, columns?  If not, why gets the fault: "2 fields, the
 * header has 3", or that REJECTS_MARK is still there.
 */
bool rejects_fits(const struct intake_record *record, size_t columns, struct buffer *why);

struct rejects;

/* Takes bytes of the file; a failure it reports in e ends the call that made them. */
typedef enum qser_status rejects_sink(void *ctx, const char *bytes, size_t length, struct error *e);

/*
 * header: intake record 0, copied.  delimiter: intake_delimiter.  Nothing is written before the
 * first row, so the sink may create the file then.  *out: rejects_free.  QSER_MEMORY.
 */
enum qser_status rejects_new(struct rejects **out, const struct intake_record *header,
	char delimiter, rejects_sink *sink, void *ctx, struct error *e) _check_;
void rejects_free(struct rejects *r); /* takes NULL */

/*
 * Write a row.  field: the column concerned, NULL or "" for the row as a whole.  message: why.
 * One call of the sink for each.  QSER_MEMORY, or what the sink returns.
 */
enum qser_status rejects_add(struct rejects *r, const struct intake_record *record,
	const char *field, const char *message, bool mark, struct error *e) _check_;

/* Rows written. */
uint64_t rejects_count(const struct rejects *r);

#endif
