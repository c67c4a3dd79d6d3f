/* map.h: the insides of map files and header maps, between rules.c, header.c and row.c. */
#ifndef INTAKE_MAP_H
#define INTAKE_MAP_H

#include "header.h"

enum rule_kind {
	RULE_HEADING,  /* left = right: heading, column */
	RULE_CONSTANT, /* left := right: column, value */
	RULE_VALUE     /* left: middle = right: column, text, value */
};

struct rule {
	enum rule_kind kind;
	size_t line;
	char *left, *middle, *right; /* middle: RULE_VALUE alone */
	char *key;		     /* header_key of the heading, or text_fold of the middle */
};

struct header_rules {
	const char *name;
	struct rule *rules;
	size_t count, capacity;
};

/* How headings are compared: folded, trimmed, "-" and "_" as spaces, without "*", "?", ":" at the
 * end.  To free; NULL: no memory. */
char *header_key(const char *text);

/* A value rule, with its column found. */
struct translation {
	size_t column;
	const struct rule *rule;
};

/* What gives a column its values. */
struct origin {
	size_t field;		     /* 1 is the first, 0: none */
	const struct rule *constant; /* NULL: none */
	bool translated;
};

struct header_map {
	const struct qser_column *columns;
	size_t count;
	size_t fields;		/* of the header */
	struct origin *origins; /* by column */
	struct translation *translations;
	size_t translation_count;
	struct header_extra *extras;
	char **codes; /* of the extras, owned */
	size_t extra_count;
	size_t *nameless; /* fields without a heading */
	size_t nameless_count;
	struct buffer ignored, unused;
	struct buffer folded, message;
	const char **values, **extra_values;
};

#endif
