/*
 * draft.h: the words of a map file that nobody has written yet: what a heading may stand for, and
 * how it is written down.  What the cells below it tell is the caller's (lib/record/draft.c).
 */
#ifndef INTAKE_DRAFT_H
#define INTAKE_DRAFT_H

#include "header.h"

/* Why a heading is taken for a target; the surest last. */
enum draft_ground {
	DRAFT_NOTHING,
	DRAFT_LOOKS, /* its cells look so: not said here */
	DRAFT_HOLDS, /* it holds a name as words, or the name holds it */
	DRAFT_NEAR,  /* it is spelled nearly as a name */
	DRAFT_KNOWN  /* it is a name */
};

struct draft_guess {
	enum draft_ground ground;
	size_t target;
	size_t weight;	  /* of two guesses of one ground the better has more */
	const char *name; /* the name it is, holds, or is near to: length bytes, borrowed */
	size_t length;
};

/* Names that texts are compared with, each of a target (a column, an item, a word). */
struct draft_names {
	struct draft_name *names;
	size_t count, room;
};

/* text has length bytes and must outlive the names.  The names added first are the stronger ones.
 */
enum qser_status draft_name(struct draft_names *names, const char *text, size_t length,
	size_t target, struct error *e) _check_;
/* Several, joined by "|". */
enum qser_status draft_aliases(
	struct draft_names *names, const char *aliases, size_t target, struct error *e) _check_;
/* All a column may be known by; targets are their numbers. */
enum qser_status draft_columns(struct draft_names *names, const struct qser_column *columns,
	size_t count, struct error *e) _check_;
void draft_names_free(struct draft_names *names);

/*
 * What a text may stand for.  Compared are words: case, accents, punctuation and blanks do not
 * count.  A text that is as near to two targets stands for neither.
 */
enum qser_status draft_guess(const struct draft_names *names, const char *text,
	struct draft_guess *out, struct error *e) _check_;

/* A heading, or a value, in quotes on one line, so that the map means the very same one. */
void draft_heading(struct buffer *out, const char *heading);
void draft_value(struct buffer *out, const char *value);

#endif
