/* letter.h: the texts of letters and of reports that an organisation may replace. */
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
	LETTER_TITLE,
	LETTER_PERIOD,
	LETTER_PATH,
	LETTER_HOURS,
	LETTER_TRAINER,
	LETTER_FROM,
	LETTER_TO,
	LETTER_CODE,
	LETTER_MONTH,
	LETTER_PROJECT,
	LETTER_WORDS
};

#define LETTER_ANSWERS 4 /* the first of them are answers to applicants; the others of reports */
extern const char *const letter_purposes[]; /* ended by NULL */

/* What a text of a purpose may name, for messages: "{name}, {day}". */
void letter_words_of(const char *purpose, struct buffer *out);

/* A text that comes with the program. */
struct letter_builtin {
	const char *purpose, *language, *subject, *body;
};
extern const struct letter_builtin letter_builtins[]; /* ended by a purpose of NULL */

/*
 * Put values (NULL: none) into a text of a purpose; "{{" is a brace.  A line whose words are all
 * without a value is left out.  name begins the message: QSER_INVALID, an unknown word.
 */
enum qser_status letter_fill(struct qser *q, const char *purpose, const char *name,
	const char *text, const char *const values[LETTER_WORDS], struct buffer *out) _check_;

/* The template in a language (NULL: for any), the organisation's own before a general one. */
enum qser_status letter_template(struct qser *q, const char *purpose, int64_t organisation,
	const char *language, struct buffer *subject, struct buffer *body, bool *found) _check_;
/* What comes with the program; NULL: nothing in that language. */
const struct letter_builtin *letter_builtin(const char *purpose, const char *language);

#endif
