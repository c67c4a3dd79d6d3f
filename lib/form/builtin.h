/* builtin.h: the forms that come with the program, embedded from builtin/NN-what.csv. */
#ifndef FORM_BUILTIN_H
#define FORM_BUILTIN_H

struct form_builtin {
	const char *name; /* file name */
	const char *csv;
};

extern const struct form_builtin form_builtins[]; /* ended by .name NULL */

#endif
