/* where.h: conditions from filters, with their values. */
#ifndef RECORD_WHERE_H
#define RECORD_WHERE_H

#include "record.h"

struct where {
	struct qser *q;
	const struct record *record;
	struct buffer sql;	  /* "t.state in (?1, ?2) and …"; "" without filters */
	struct buffer parameters; /* private */
	int count;		  /* of parameters: the next one is ?count+1 */
};

/* The conditions of all filters, behind those that are there, on the record's table under the name
 * t. */
enum qser_status where_build(struct qser *q, const struct record *record,
	const struct qser_field *filters, size_t count, struct where *out) _check_;
/* Before the filters: of commands, those that changed this record. */
enum qser_status where_touched(struct qser *q, enum qser_record r, int64_t id, struct where *out)
	_check_;
void where_bind(const struct where *w, struct query *q);
void where_free(struct where *w);

/* A shown column by a name of given length, "-" taken for "_"; NULL: none. */
const struct qser_column *shown_column(const struct record *r, const char *name, size_t length);
/* QSER_USAGE, naming those there are. */
enum qser_status no_such_column(
	struct qser *q, const struct record *r, const char *name, size_t length);

#endif
