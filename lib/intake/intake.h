/*
 * intake.h: a file of rows made by somebody else's program, read record by record.
 *
 * bytes -> encoding -> dialect -> records with line numbers.  header.h gives the fields their
 * columns, rejects.h writes down the rows that were refused.
 *
 * Format: RFC 4180 with the delimiters people use (, ; TAB |), any line end (LF, CRLF, CR), an
 * optional byte order mark and an optional first line "sep=;" (Excel).  Quoting is strict: a quote
 * opens a field only as its first byte, a quote inside is written twice.  Blanks belong to the
 * field.  Line ends inside quotes become LF.
 *
 * A line that is empty or holds only blanks (spaces, TABs) is no record: it is counted and skipped.
 * In a file of one column RFC 4180 would have it an empty value, but what programs and people leave
 * there, at the end above all, is an accident, and nothing is lost by it.  An empty value of a
 * single column is written "" (so do our own drivers), and a blank one " ".  Above the header a
 * line that holds nothing but blanks and delimiters is skipped too: a sheet may begin with empty
 * rows.
 *
 * Two kinds of trouble:
 *   - a row fault refuses one record; reading goes on.  A stray quote, text after a closing quote,
 *     a control character (U+0000-U+001F but TAB, U+007F-U+009F), a field, a record or a number of
 *     fields beyond the caps.  After a quote fault the reading resumes at the next physical line.
 *   - a file error ends the reading: bytes that are not the encoding, a NUL, a quote that is never
 *     closed (or not within the record cap), an undecided delimiter, no header, a header with a
 *     row fault, a read error.
 *
 * Memory is constant: a window of at most twice the record cap and some 64 KiB buffers.
 */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "../base/error.h"
#include "../base/sha256.h"
#include "../qser.h"

#define INTAKE_FIELD_CAP (64u << 10)
#define INTAKE_COLUMN_CAP 256u
#define INTAKE_RECORD_CAP (1u << 20)

struct intake;

struct intake_options {
	const char
		*encoding; /* a name iconv knows, "cp1253"; NULL: UTF-8.  A byte order mark wins */
	const volatile bool *stop; /* of a descriptor: set from a signal handler it ends the
				    * reading; NULL: nobody does */
	char delimiter;		   /* one of , ; TAB |; 0: the sep= line, else detected */
	size_t field_cap;	   /* bytes of UTF-8 in one field; 0: INTAKE_FIELD_CAP */
	size_t column_cap;	   /* fields in one record; 0: INTAKE_COLUMN_CAP */
	size_t record_cap;	   /* bytes of UTF-8 in one record; 0: INTAKE_RECORD_CAP */
	size_t read_size; /* bytes read at once, 16 at least: tests have the window move in a small
			   * file; 0: 64 KiB */
};

struct intake_fault {
	const char *message; /* NULL: the record is good.  "field 3: …", without file and line */
	uint64_t line;	     /* physical line where it was noticed */
	size_t field;	     /* 1 is the first; 0: the record as a whole */
};

/*
 * One record, borrowed until the next intake_next.  With a fault the fields are what could be told
 * apart (for the rejects file): those before the fault, then the rest of the line cut at each
 * delimiter with its quotes as they stand; over-long fields are cut at the cap.
 */
struct intake_record {
	uint64_t line;		   /* physical line where it starts; 1 is the first */
	uint64_t last_line;	   /* where it ends */
	uint64_t number;	   /* 0: the header; 1: the first row */
	size_t count;		   /* fields, at least 1 when there is no fault */
	const char *const *fields; /* UTF-8, NUL-terminated, no NUL inside */
	const size_t *lengths;	   /* bytes */
	struct intake_fault fault;
};

/* read(2) by another name: bytes read, 0 at the end, -1 with errno. */
typedef ssize_t intake_read_fn(void *ctx, void *bytes, size_t size);

/*
 * Read from a descriptor, which stays the caller's.  name stands in messages.  name and the strings
 * of the options must outlive the handle.  options may be NULL.  Nothing is read yet.
 * QSER_USAGE: an unknown encoding or delimiter; QSER_MEMORY.  *out: intake_free.
 */
enum qser_status intake_open(struct intake **out, int fd, const char *name,
	const struct intake_options *options, struct error *e) _check_;

/* The same, from a function. */
enum qser_status intake_open_source(struct intake **out, intake_read_fn *read, void *ctx,
	const char *name, const struct intake_options *options, struct error *e) _check_;

/* Takes NULL. */
void intake_free(struct intake *in);

/*
 * The next record; the first one is the header.  *out is NULL at the end of the file.
 * File errors, each message starting with "NAME:LINE: " or "NAME: ": QSER_INVALID the content is
 * refused; QSER_NOINPUT reading failed; QSER_UNAVAILABLE this system cannot convert the encoding;
 * QSER_MEMORY.  After one, every further call fails.
 */
enum qser_status intake_next(struct intake *in, const struct intake_record **out, struct error *e)
	_check_;

/* What was taken for granted; known once the header was read. */
char intake_delimiter(const struct intake *in);
/* True: found by counting (neither option nor sep= line).  False too for a file of one column. */
bool intake_delimiter_detected(const struct intake *in);
/* "UTF-8", "UTF-16LE", or the option as given.  Borrowed. */
const char *intake_encoding(const struct intake *in);
/* True: a byte order mark said so. */
bool intake_encoding_marked(const struct intake *in);

/*
 * What was taken for granted and is worth a remark, in one line: a delimiter found by counting that
 * is not a comma, a byte order mark of another encoding than asked for.  False: nothing.
 */
bool intake_assumed(const struct intake *in, struct buffer *out);

/* "comma", "semicolon", "TAB", "bar". */
const char *intake_delimiter_name(char delimiter);

typedef bool intake_stop_fn(void *ctx);

/*
 * read(2) that goes on after a signal, unless stop says so, which is asked before, after each
 * signal and every quarter of a second: one that came between the look at a flag and a read that
 * never returns would be lost.  -1 with EINTR: it was stopped.
 */
ssize_t intake_read_on(int fd, void *bytes, size_t size, intake_stop_fn *stop, void *ctx);

/* Bytes of the file read so far, for progress. */
uint64_t intake_bytes(const struct intake *in);

/* SHA-256 of the bytes of the file as they are on disk, lower-case hex; false before its end. */
bool intake_digest(const struct intake *in, char out[SHA256_TEXT]);

#endif
