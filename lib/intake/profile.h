/*
 * profile.h: files as certain programs write them.
 *
 * A profile knows the headings that the program puts there by itself, beside those of the form, and
 * what its cells need.  What a map file says is stronger than a profile, and a profile is stronger
 * than the names of the columns.
 */
#ifndef INTAKE_PROFILE_H
#define INTAKE_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

struct profile_heading {
	/* "id|start time|points - *"; a "*" at either end stands for anything */
	const char *names;
	/* The column it stands for, the first of "submitted_at|day" that the record has; "-": none,
	 * it is left out. */
	const char *columns;
	bool telling; /* two such in a file, and it is of this program */
};

struct profile {
	const char *name, *program;
	const struct profile_heading *headings; /* ended by one without names */
	const char *nothing; /* cells of such columns that hold nothing, folded: "anonymous|…" */
	bool options;	     /* "skills[A1]": a column for each option of a question */
	bool spreadsheet;    /* errors of formulas; a ' before = + - @ */
};

const struct profile *profile_find(const char *name); /* NULL: none of that name */
/* The heading of a profile that a heading is: key is its header_key, folded its text_fold.  NULL:
 * none.  May be called with no profile. */
const struct profile_heading *profile_heading(
	const struct profile *profile, const char *key, const char *folded);
/* Every profile, until NULL. */
const struct profile *profile_at(size_t i);

/* Is the cell an error that a spreadsheet shows instead of a value: "#N/A", "#¡VALOR!", "#####"? */
bool profile_is_error(const char *cell);

/* The program whose headings these are, of a file of which nobody said so; *out NULL: nobody knows.
 * False: out of memory. */
bool profile_guess(const char *const *headings, size_t count, const struct profile **out);

#endif
