/* number.h: numbers from text, range-checked; nothing but decimal ASCII digits is a number. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdint.h>

#include "error.h"

/*
 * A whole number in min..max: optional '-', digits; no '+', no spaces, no leading zeros beyond "0",
 * no "-0".  QSER_INVALID says what was given and the range: `"0x10" is not a whole number (1 to
 * 13)`.
 */
enum qser_status number_parse(
	const char *text, int64_t min, int64_t max, int64_t *out, struct error *e) _check_;

enum decimal_point {
	DECIMAL_EITHER, /* "1.5" and "1,5"; "1.234" and "1,234" are ambiguous and refused */
	DECIMAL_DOT,
	DECIMAL_COMMA
};

/*
 * A decimal number times scale (1..1000000), exactly: "1,5" at scale 60 is 90.  What does not come
 * out whole is refused ("0.01" hours is not whole minutes).  No thousands separators. QSER_INVALID.
 */
enum qser_status decimal_parse(const char *text, enum decimal_point point, int64_t scale,
	int64_t *out, struct error *e) _check_;

#endif
