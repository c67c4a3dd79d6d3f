/* wrap.h: lines of text: shown safely, broken between words, hung under a label. */
#ifndef OUTPUT_WRAP_H
#define OUTPUT_WRAP_H

#include "../qser.h"
#include "../base/buffer.h"

#define STYLE_BOLD "\033[1m"
#define STYLE_PLAIN "\033[0m"

void pad(struct buffer *out, size_t width); /* spaces */

/* text_escape, on one line: in notes TAB and LF, which belong there, become a space. */
void show_line(struct buffer *out, const char *text, bool note);
/* The signs that reports use of their own, from a place on, in plain characters: "→" as "->"; a
 * space that does not break as one.  Never longer than they were. */
void plain_signs(struct buffer *out, size_t from);
/* A value as people read it: moments in local time, "2026-10-29 10:15"; the rest as show_line does.
 */
void show_value(struct buffer *out, const struct qser_column *column, const char *value);

/*
 * How much of text (already escaped) stands on one line of `width` columns: whole words, or as many
 * characters as fit when a single word does not, at least one.  *next: where the next line begins.
 */
size_t fit_line(const char *text, size_t length, size_t width, size_t *next);

/*
 * Print text, escaped, on lines of at most width columns (0: any width), and end the last one.  The
 * first line begins where the caller is, at column `indent`; the others are indented to it.  LF is
 * a line end.  Lines that fit keep their spaces; words too long for a line are broken.
 */
void wrap(struct buffer *out, const char *text, size_t width, size_t indent);

/* "Label:   value", the value wrapped and indented to column `indent`. */
void wrap_labelled(
	struct buffer *out, const char *label, const char *value, size_t width, size_t indent);

#endif
