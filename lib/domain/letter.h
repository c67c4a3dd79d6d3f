/* letter.h: the texts of letters, between letter.c and its parts. */
#ifndef DOMAIN_LETTER_H
#define DOMAIN_LETTER_H

#include "application.h"

/* What a text may name, in braces. */
enum letter_word {
	LETTER_NAME,
	LETTER_REASON,
	LETTER_ORGANISATION,
	LETTER_PROGRAMME,
	LETTER_DAY,
	LETTER_REVIEWER,
	LETTER_APPLICATION,
	LETTER_WORDS
};

extern const char *const letter_purposes[]; /* ended by NULL */

/* A text that comes with the program. */
struct letter_builtin {
	const char *purpose, *language, *subject, *body;
};
extern const struct letter_builtin letter_builtins[]; /* ended by a purpose of NULL */

/*
 * Put values (NULL: none) into a text; "{{" is a brace.  A line whose words are all without a value
 * is left out.  name begins the message: QSER_INVALID, an unknown word.
 */
enum qser_status letter_fill(struct qser *q, const char *name, const char *text,
	const char *const values[LETTER_WORDS], struct buffer *out) _check_;

#endif
