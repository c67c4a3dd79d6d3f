/* find.h: the record behind a word. */
#ifndef RECORD_FIND_H
#define RECORD_FIND_H

#include "record.h"

/* An id, a code, (people) an e-mail or (by_name) the whole name, when only one has it.
 * QSER_UNKNOWN: the message names word and record; of a name that several have, them. */
enum qser_status find_record(struct qser *q, const struct record *r, const char *word, int64_t *id)
	_check_;

/* SQL that gives a record's code, else its id, as text; alias is the table's name in the query. */
void find_name_sql(const struct record *r, const char *alias, struct buffer *sql);

#endif
