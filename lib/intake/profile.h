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

#include "../qser.h"

struct profile_heading {
	/* "id|start time|points - *"; a "*" at either end stands for anything */
	const char *names;
	/* The column it stands for, the first of "submitted_at|day" that the record has; "-": none,
	 * it is left out; "?person": it stands for that while no other heading does. */
	const char *columns;
	bool telling; /* two such in a file, and it is of this program */
};

/* A column for each activity, whose heading is the value of a column; behind it may stand that of
 * its day, under no heading, under the day it was expected for, or under "IO2 Module 1 - Completion
 * date".  (fold.c) */
struct profile_fold {
	const char *column;	  /* "module": a heading that is none of its words is unknown */
	const char *status, *day; /* what the cells of the two are */
	const char *title,
		*titled; /* the heading is that as well, of the values "workshop|other" */
	const char
		*first; /* the column that the first is, if it has no heading, while no other is */
};

struct profile {
	const char *name, *program;
	const struct profile_heading *headings; /* ended by one without names */
	const char *nothing; /* cells of such columns that hold nothing, folded: "anonymous|…" */
	bool options;	     /* "skills[A1]": a column for each option of a question */
	bool spreadsheet;    /* errors of formulas; a ' before = + - @ */
	const struct profile_fold *fold; /* NULL: a row is one record */
};

const struct profile *profile_find(const char *name); /* NULL: none of that name */
/* The heading of a profile that a heading is: key is its header_key, folded its text_fold.  NULL:
 * none.  May be called with no profile. */
const struct profile_heading *profile_heading(
	const struct profile *profile, const char *key, const char *folded);
/* Every profile, until NULL. */
const struct profile *profile_at(size_t i);

/* "2026-11-20 00:00:00", folded: the day by which an activity is to be completed heads those on
 * which it was. */
bool profile_is_due(const char *folded);

/* Is the cell an error that a spreadsheet shows instead of a value: "#N/A", "#¡VALOR!", "#####"? */
bool profile_is_error(const char *cell);

/* The program whose headings these are, of a file for a record of such columns, of which nobody
 * said so; *out NULL: nobody knows.  False: out of memory. */
struct profile_target {
	const struct qser_column *columns;
	size_t count;
};
bool profile_guess(const char *const *headings, size_t count, const struct profile_target *to,
	const struct profile **out);

#endif
