/*
 * vocabulary.h: cells of several values that are joined by commas, as web forms write them, while
 * the values may hold commas themselves: "Law, public, Social work" is told apart only by those who
 * know the values.
 */
#ifndef INTAKE_VOCABULARY_H
#define INTAKE_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/buffer.h"

struct known_value;

struct vocabulary {
	struct known_value *values;
	size_t count, capacity;
	size_t commas; /* the most that one value holds */
	bool sorted, failed;
};

/* text is a value; it stands for value, or (NULL) for itself as it is written in the cell.  Case
 * and accents do not matter; what was added first holds.  Both are borrowed. */
void vocabulary_add(struct vocabulary *v, const char *text, const char *value);
/* "a|b|c": each of them. */
void vocabulary_add_all(struct vocabulary *v, const char *texts, const char *value);
/* What a text stands for; NULL: it is not known, or stands for itself. */
const char *vocabulary_value(struct vocabulary *v, const char *text);
/* The names of languages, in seven languages and their own. */
void vocabulary_add_languages(struct vocabulary *v);
#define LANGUAGE_CODE 3
/* The code (ISO 639-1) of a language by one of its names, or by itself; false: unknown. */
bool language_code(const char *name, char out[LANGUAGE_CODE]);
void vocabulary_free(struct vocabulary *v);

/*
 * Take a text to pieces at commas so that every piece is known, and put what the pieces stand for
 * into out, joined by ";": the longest pieces that leave nothing over.  False: there is no such
 * way, and out is as it was (or failed is set: out of memory).
 */
bool vocabulary_split(struct vocabulary *v, const char *text, struct buffer *out);

#endif
