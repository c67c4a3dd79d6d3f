/* draft.h: the insides of drafting a map file, between draft.c and its parts. */
#ifndef RECORD_DRAFT_H
#define RECORD_DRAFT_H

#include "../intake/draft.h"
#include "../intake/profile.h"
#include "../intake/vocabulary.h"
#include "handle.h"
#include "source.h"

#define DRAFT_ROWS 1000	    /* that are looked at */
#define DRAFT_VALUES 50	    /* of one column, that are written down */
#define DRAFT_VALUE_MAX 120 /* bytes of such a value: what is longer is no word of a choice */

#define NO_FIELD SIZE_MAX

/* ---- What the cells of one field tell (draft_cells.c) ---- */

struct cell_value {
	uint64_t hash;
	size_t count;
	char *text;   /* NULL: not kept */
	bool refused; /* the column does not take it as it is */
};

struct cells {
	size_t filled;
	size_t refused; /* by the column that was guessed */
	size_t single;	/* of one word */
	size_t commas;	/* of a list that commas do not part */
	size_t addresses, phones, days, moments;
	struct cell_value *values; /* the different ones */
	size_t count, room;
};

/* ---- One field of the file ---- */

enum field_kind {
	FIELD_PLAIN,
	FIELD_NAMELESS, /* no heading */
	FIELD_ASIDE,	/* a heading with _: left out by itself */
	FIELD_AGAIN	/* an earlier one has the same heading */
};

/* Why a field is left out, other than that nobody knows it. */
enum field_doubt {
	DOUBT_NONE,
	DOUBT_GIVEN,	/* given names alone */
	DOUBT_FAMILY,	/* family names alone, where there is no column for them */
	DOUBT_PROGRAM,	/* of the program that wrote the file, whose profile knows it */
	DOUBT_ACTIVITY, /* of its fold: the heading is a value */
	DOUBT_OPTION,	/* an option of a question: the question is what is mapped */
	DOUBT_JOINED,	/* half of a name; the other half is there, too */
	DOUBT_TWICE,	/* several have its heading */
	DOUBT_RIVAL,	/* another field gives the target better */
	DOUBT_IDS,	/* numbers that are not ids of this database */
	DOUBT_VERBS	/* a column that only verbs set */
};

enum name_part { PART_NONE, PART_GIVEN, PART_FAMILY };

struct field {
	char *heading, *key; /* as it stands; header_key */
	enum field_kind kind;
	size_t alike; /* fields with this heading */
	enum name_part part;
	struct draft_guess guess; /* ground DRAFT_NOTHING: it is left out */
	enum field_doubt doubt;
	size_t rival; /* of DOUBT_RIVAL; NO_FIELD: none */
	struct cells cells;
};

struct item {
	char *form, *code, *question;
	int column; /* that an answer sets; -1: none, it is kept */
};

struct drafting {
	struct qser *q;
	const struct record *record;
	const struct qser_import *import;
	const char *how;
	bool database; /* there is one to ask */
	struct source source;
	struct draft_names names; /* targets: a column; behind those of files, an item */
	struct item *items;
	size_t item_count, item_room;
	const char *form;     /* whose questions the headings are; NULL: nobody's, or no matter */
	bool form_is_written; /* as a constant */
	struct field *fields;
	size_t count;
	const struct profile *program; /* that wrote the file, by its headings; NULL: unknown */
	size_t given, family;	       /* fields that are joined to the name; NO_FIELD: none */
	size_t rows;
	uint64_t line;		     /* of the header */
	struct vocabulary languages; /* none before it is needed */
	struct buffer out;
	struct qser_drafted drafted;
};

/* "qser-person role map", while a command "role import" goes on; NULL: there is none.  To free. */
char *draft_command(const struct qser *q);

/* The column that is guessed; NULL: none, or an item. */
const struct qser_column *draft_column(const struct drafting *d, const struct field *f);
/* The item that stands for the one at i, which sets no column. */
size_t draft_item(const struct drafting *d, size_t i);
/* "item.CODE", or the name of the column. */
void draft_target(const struct drafting *d, size_t target, struct buffer *out);
/* Does a field give that target?  Which; NO_FIELD: none. */
size_t draft_giver(const struct drafting *d, size_t target);

/* draft_settle.c.  "skills[A1]", where the program makes such: where the bracket opens; NULL. */
const char *draft_option(const struct drafting *d, const struct field *f);

/* draft_cells.c */
void cells_free(struct cells *cells);
enum qser_status cells_take(struct drafting *d, struct field *f, const char *text) _check_;
/* Does the column take the text as it is? */
enum qser_status cells_accepts(
	struct drafting *d, const struct qser_column *c, const char *text, bool *accepted) _check_;
/* Is it one of a few words, so that its values are no secret of anybody? */
bool column_is_of_words(const struct qser_column *c);
/* The words of a column, and what else they are called; targets are their numbers. */
enum qser_status column_words(
	struct drafting *d, const struct qser_column *c, struct draft_names *names) _check_;
/* The word a value may stand for; NULL: there is no telling. */
enum qser_status column_guess(struct drafting *d, const struct qser_column *c,
	const struct draft_names *names, const char *value, const char **word) _check_;

/* So many different values are no words of a choice: they may be anybody's own. */
bool cells_are_open_text(const struct cells *cells);

/* draft_settle.c: from what headings and cells tell, one target a field at most. */
enum qser_status draft_settle(struct drafting *d) _check_;

/* draft_program.c.  One remark of one line: whatever is put in, a line end is not. */
void draft_note(struct drafting *d, const char *format, ...) _printf_(2, 3);
/* Fields of DOUBT_PROGRAM, DOUBT_OPTION (with the others of its question), DOUBT_ACTIVITY. */
void draft_write_program(struct drafting *d, const struct field *f);
void draft_write_option(struct drafting *d, size_t at);
enum qser_status draft_write_activity(struct drafting *d, const struct field *f) _check_;
/* Does the profile take the field for the column? */
bool draft_is_of_program(
	const struct drafting *d, const struct field *f, const struct qser_column *c);

/* draft_write.c: all of it into d->out. */
enum qser_status draft_write(struct drafting *d) _check_;

#endif
