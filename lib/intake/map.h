/* map.h: the insides of map files and header maps, between rules.c, names.c, header.c, targets.c,
 * suggest.c, row.c, cell.c and draft.c. */
#ifndef INTAKE_MAP_H
#define INTAKE_MAP_H

#include <stdint.h>

#include "header.h"
#include "profile.h"
#include "vocabulary.h"

enum rule_kind {
	RULE_HEADING,  /* left = right: heading, column */
	RULE_CONSTANT, /* left := right: column, value */
	RULE_VALUE     /* left: middle = right: column, text, value */
};

struct rule {
	enum rule_kind kind;
	size_t line;
	char *left, *middle, *right; /* middle: RULE_VALUE alone */
	size_t part; /* of several headings that are joined, 1 the first; 0: alone */
	char *key;   /* header_key of the heading, or text_fold of the middle */
};

struct header_rules {
	const char *name;
	struct rule *rules;
	size_t count, capacity;
	const struct profile *profile; /* NULL: none */
};

/* How headings are compared: folded, trimmed, "-" and "_" as spaces, without "*", "?", ":" at the
 * end.  To free; NULL: no memory. */
char *header_key(const char *text);

/* A name a column is known by. */
struct header_name {
	char *key;	  /* header_key of it */
	const char *text; /* as it is written, length bytes; borrowed from the description */
	size_t length;
	size_t column;
};

/* All of them: those that stand first are the stronger ones. */
struct header_names {
	struct header_name *names;
	size_t count;
};

enum qser_status header_names_read(struct header_names *out, const struct qser_column *columns,
	size_t count, struct error *e) _check_;
void header_names_free(struct header_names *names);
/* The column known by that key; false when there is none. */
bool header_names_find(const struct header_names *names, const char *key, size_t *column);

/* A value rule, with its column found. */
struct translation {
	size_t column;
	const struct rule *rule;
};

/* A column of the file for one option of a question, "skills[A1]". */
struct option {
	size_t field;
	size_t list;
	char *text; /* of the option, owned */
	bool other; /* the cell itself is the value */
};

/* The options that were chosen in a row, for one column or one item. */
struct option_list {
	size_t column; /* SIZE_MAX: an item */
	struct buffer text;
};

/* What gives a column its values. */
struct origin {
	size_t field;		     /* 1 is the first, 0: none */
	size_t list;		     /* the same of option_lists; 0: the field is all */
	const struct rule *constant; /* NULL: none */
	bool translated;
	bool folded;   /* by fold.c, of each activity */
	bool weak;     /* gives way to anything else, without a word */
	bool built_in; /* of the program that wrote the file: gives way to a column of the form */
	bool members;  /* a cell holds several values */
	bool plain;    /* a cell is taken as it is */
	bool hours;    /* a column of minutes whose heading says hours: a number alone is those */
	bool joined;   /* of several fields, see joins */
	bool halves;   /* which are given and family name */
	enum header_list seen;	      /* in the cell of the row in hand */
	struct buffer text;	      /* a cell whose members were translated */
	struct vocabulary vocabulary; /* of members, once a cell with a comma has come */
	bool has_vocabulary;
};

/* A field that is a part of what a column holds. */
struct join {
	size_t column, field, part;
};

/* A column of the file that is a record of each row: fold.c. */
struct fold {
	size_t field, day;	/* 0 is the first; day NO_DAY: none, the field itself holds it */
	char *heading, *folded; /* owned */
	const char *value;	/* what it stands for; borrowed */
	bool titled;
};
#define NO_DAY SIZE_MAX

struct header_map {
	const struct qser_column *columns;
	size_t count;
	size_t fields; /* of the header */
	const struct profile *profile;
	struct origin *origins; /* by column */
	size_t *given;		/* the columns of one field or several */
	size_t given_count;
	struct translation *translations;
	size_t translation_count;
	struct option *options;
	size_t option_count;
	struct option_list *lists;
	size_t list_count;
	const struct profile_fold
		*fold; /* activities may be headings: see fold.c; NULL: not here */
	struct fold *folds;
	size_t fold_count;
	struct join *joins; /* by column and part */
	size_t join_count;
	struct header_extra *extras;
	char **codes;	     /* of the extras, owned */
	size_t *extra_lists; /* as origin.list */
	size_t extra_count;
	size_t *nameless; /* fields without a heading */
	size_t nameless_count;
	struct buffer *unguarded; /* by field: cells without what guards formulas */
	struct buffer ignored, unused, joining;
	struct buffer folded, message;
	const char **values, **extra_values; /* of the row in hand; constants stay */
};

/* What a text in that column stands for by the value rules; the text itself when there is none.
 * Borrowed; NULL: out of memory. */
const char *map_translate(struct header_map *map, size_t column, const char *text);

/*
 * What is in the cells of a row, for a column and for an item; a cell of an option adds to its
 * list.  NULL and false: map->message says what is wrong with it, or (empty) out of memory.
 */
const char *cell_text(struct header_map *map, size_t column, size_t field, const char *text);
const char *cell_value(struct header_map *map, size_t column, const char *text);
const char *cell_extra(struct header_map *map, size_t extra, const char *text);
bool cell_option(struct header_map *map, const struct option *o, const char *text);

/* ---- While the map is made: header.c, targets.c, suggest.c ---- */

/* Fields that are given and family name, 1 is the first; 0: there are none. */
struct halves_found {
	size_t column, given, family;
};

struct making {
	struct header_map *map;
	struct halves_found halves;
	const char *name;
	const struct intake_record *header;
	const struct header_rules *rules;
	bool ignore_unknown;
	const char *draft;
	struct header_names names;
	const struct profile_heading *met[16]; /* of the profile, those with a column: each once */
	size_t met_count;
	bool id_by_name; /* "id" is a heading, and nobody said so but itself */
	struct buffer unknown;
	size_t unknown_count;
};

/* What a heading stands for. */
struct target {
	enum { TARGET_UNKNOWN, TARGET_NOTHING, TARGET_COLUMN, TARGET_ITEM } kind;
	size_t column;
	const char *code; /* of the item, borrowed */
	size_t part;	  /* as in struct rule */
	bool built_in;	  /* by the profile */
	bool weak;	  /* by the profile, while nothing else is */
};

/* fold.c.  Before the headings are matched: may activities be among them? */
enum qser_status fold_begin(struct making *m, struct error *e) _check_;
/* A heading that no rule is for, or none: is it an activity, or the day of one?  Then t->kind is
 * set. */
enum qser_status fold_heading(struct making *m, size_t field, const char *folded, struct target *t,
	struct error *e) _check_;
void folds_free(struct header_map *map);

/* Give the target the field; QSER_INVALID: another one gives it already. */
enum qser_status target_give(
	struct making *m, size_t field, const struct target *t, struct error *e) _check_;
/* The same of a field that is one option, called text, of those the target is made of. */
enum qser_status target_give_option(struct making *m, size_t field, const struct target *t,
	const char *text, struct error *e) _check_;
/* halves.c: what nobody says of a name in two columns. */
enum qser_status halves_find(
	struct making *m, const struct header_options *options, struct error *e) _check_;
/* Whatever was built in gives way; its heading is among those left out. */
void target_give_way(struct making *m, size_t column);

/* The headings are refused (status, e), or "id" is among them: is there a profile that takes them?
 * Then the message names it, and such an id is refused. */
enum qser_status suggest_profile(const struct making *m, enum qser_status status, struct error *e)
	_check_;

#endif
