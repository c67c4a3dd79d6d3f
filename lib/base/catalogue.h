/*
 * catalogue.h: what reports say, in another language than English.
 *
 * The texts of lib/lang/CODE.po are in the library as they are; a catalogue finds one by its
 * English words.  It knows nothing of the locale: the language is asked for by name.  English has
 * none.
 */
#ifndef BASE_CATALOGUE_H
#define BASE_CATALOGUE_H

#include "buffer.h"

#include <stdint.h>

struct catalogue;

/* Generated from lib/lang: each text is a byte for the number of its forms, then the English, then
 * the forms, each ended by a NUL. */
struct catalogue_text {
	const char *code, *texts;
	size_t size;
};
extern const struct catalogue_text catalogue_texts[]; /* ended by a code of NULL */

/* Is there a catalogue of this language, or is it English? */
bool catalogue_known(const char *code);
void catalogue_list(struct buffer *out); /* "el, en" */

/* NULL: out of memory, or there is none. */
struct catalogue *catalogue_new(const char *code);
void catalogue_free(struct catalogue *c);
const char *catalogue_code(const struct catalogue *c); /* "en" of NULL */

/* The text in that language; itself, when it is not there or c is NULL. */
const char *catalogue_say(const struct catalogue *c, const char *text)
	__attribute__((format_arg(2)));
/* The form for n: of English, one for 1 and many else. */
const char *catalogue_plural(const struct catalogue *c, int64_t n, const char *one,
	const char *many) __attribute__((format_arg(3))) __attribute__((format_arg(4)));

#endif
