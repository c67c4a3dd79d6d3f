/* choice.h: the words that a choice has; within lib/record. */
#ifndef RECORD_CHOICE_H
#define RECORD_CHOICE_H

#include "../intake/vocabulary.h"
#include "record.h"

/* The word of a column that a text stands for, by itself or, in files, by one of its names.
 * QSER_INVALID lists the words there are. */
enum qser_status choice_find(
	struct qser *q, const struct qser_column *c, const char *text, const char **word) _check_;

/* All names of the words of a column with aliases; the handle's, till it is closed.  NULL: out of
 * memory. */
struct vocabulary *choice_names(struct qser *q, const struct qser_column *c);

#endif
