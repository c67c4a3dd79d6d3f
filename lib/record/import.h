/* import.h: the insides of an import, between import.c and its parts. */
#ifndef RECORD_IMPORT_H
#define RECORD_IMPORT_H

#include "../intake/header.h"
#include "../intake/rejects.h"
#include "handle.h"
#include "source.h"

struct importer {
	struct qser *q;
	const struct record *record;
	const struct qser_import *import;
	struct qser_counts *counts;
	struct source source;
	struct header_map *map;
	struct rejects *rejects;
	struct row row;
	struct id_set taken; /* the records that rows so far meant; kept where the record asks */
	bool parts;	     /* a row is more than one write, and is taken back as a whole */
};

/* import_cells.c: the values of the file into the row. */
enum qser_status import_cells(struct importer *i, const char *const *values) _check_;
/* An empty cell leaves what is there, or what is preset, alone: in records that say so, and where
 * codes are made for those who have none (their file will never have one). */
void import_keep_empty(struct importer *i);
/* What only verbs set may be in the file when it says what is so already. */
enum qser_status import_check_readonly(struct importer *i, const char *const *values) _check_;

/* import_same.c: which stored record the row means: by id, by one of the natural keys, by the
 * record's own rule.  *id 0: none. */
enum qser_status import_identify(struct importer *i, const char *id_text, int64_t *id) _check_;

#endif
