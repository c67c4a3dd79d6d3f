/* source.h: where the bytes and the name of an import come from, the same for records and forms. */
#ifndef RECORD_SOURCE_H
#define RECORD_SOURCE_H

#include "../intake/header.h"
#include "handle.h"

struct source {
	struct qser *q;
	const char *name;
	struct intake *in;
	struct header_rules *rules;			     /* NULL: neither map nor profile */
	const char *rest;				     /* of import->text */
	int64_t cells[RECORD_COLUMNS_MAX][HEADER_WHOLE + 1]; /* counted by column and header_list */
	const struct qser_column *columns;		     /* theirs; NULL: nothing was counted */
};

/*
 * Open what import names, and write its name, as it may be shown, into the change log.  Until
 * source_free the values of q are read as those of the file (struct reading).
 */
enum qser_status source_open(struct source *s, struct qser *q, const struct qser_import *import)
	_check_;
/* Remarks on what was counted, once all rows are read. */
void source_tell(const struct source *s);
void source_free(struct source *s);

#endif
