/* demo.h: the files of examples/demo/data, embedded. */
#ifndef DOMAIN_DEMO_H
#define DOMAIN_DEMO_H

struct demo_file {
	const char *name; /* "04-person.csv": number, table */
	const char *csv;
};

extern const struct demo_file demo_files[]; /* ended by .name NULL */

#endif
