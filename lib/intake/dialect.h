/* dialect.h: which delimiter a file uses. */
#ifndef INTAKE_DIALECT_H
#define INTAKE_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

#define DIALECT_RECORDS 20u

struct dialect {
	char delimiter;	       /* comma when none was found */
	bool found;	       /* by counting */
	char other;	       /* not 0: a tie between the two */
	size_t fields, others; /* fields of the header with each */
};

bool dialect_is_delimiter(char c);

/*
 * The first line "sep=;" (in quotes or not): returns its length with the line end, 0 when the text
 * does not start with one.  *delimiter is what it says, unchecked.
 */
size_t dialect_sep(const char *text, size_t length, char *delimiter);

/*
 * Count fields, quotes respected, in the first DIALECT_RECORDS whole records of the text with each
 * of , ; TAB |.  A delimiter counts when it splits the header; the one with which the most
 * records have as many fields as the header wins, when these are at least half of them.  Failing
 * that, the only one that splits the header and at least half of the records.
 * complete: the text is the whole file, so its last record is whole too.
 */
struct dialect dialect_detect(const char *text, size_t length, bool complete);

#endif
