/* number.h: numbers from text, range-checked; nothing but decimal ASCII digits is a number. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "error.h"

/*
 * A whole number in min..max: optional '-', digits; no '+', no spaces, no leading zeros beyond "0",
 * no "-0".  QSER_INVALID says what was given and the range: `"0x10" is not a whole number (1 to
 * 13)`.
 */
enum qser_status number_parse(
	const char *text, int64_t min, int64_t max, int64_t *out, struct error *e) _check_;

/*
 * Is it a number with thousands marks, and nothing else: "1 234", "1.234,5", "1'234'567.8"?  Both
 * functions refuse such a number, saying how to write it.  "1,234" is not clear, so it is none.
 */
bool number_is_grouped(const char *text);

enum decimal_point {
	DECIMAL_EITHER, /* "1.5" and "1,5"; "1.234" and "1,234" are ambiguous and refused */
	DECIMAL_ASK,	/* the same, of a file: the refusal names the option of an import */
	DECIMAL_DOT,
	DECIMAL_COMMA
};

/*
 * A decimal number times scale (1..1000000), exactly: "1,5" at scale 60 is 90.  What does not come
 * out whole is refused ("0.01" hours is not whole minutes).  No thousands marks.  QSER_INVALID.
 */
enum qser_status decimal_parse(const char *text, enum decimal_point point, int64_t scale,
	int64_t *out, struct error *e) _check_;

#define SIZE_LEAST 1024
#define SIZE_MOST (16 * 1024 * 1024)
/* A number of bytes, 1 KiB to 16 MiB: "2 MiB", "500 kB", "65536"; false: it is none. */
bool size_read(const char *text, int64_t *bytes);

#endif
