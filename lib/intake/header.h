/*
 * header.h: what the columns of a file mean.
 *
 * The headings of a file are matched with the columns of a record by name, label or alias.  Both
 * sides are compared trimmed, without accents and case, with "-", "_" and space as the same, and
 * without punctuation at the end ("E-mail *", "Why?").
 * A given name beside a family name (both headings known, and no whole name) are joined to the
 * name; the family name is given to its own column as well, if the record has one.
 * Hidden columns are never matched.  Besides:
 *   - a heading that starts with "_" is left out (rejects files have such);
 *   - "item.CODE" is passed through to the caller;
 *   - a column without a heading is left out, but a row that holds something in it has a fault;
 *   - an unknown heading, and two columns for the same target, are file errors.
 *
 * A map file says what the headings alone do not.  UTF-8, one rule on a line:
 *
 *	# a comment, on a line of its own
 *	"Ονοματεπώνυμο" = name		the column of the file = the column of the record
 *	"Τι μάθατε;" = item.learned	… = an item of a form
 *	"Σχόλια" = -			… = nothing: leave the column out
 *	"Όνομα" + "Επώνυμο" = name	several columns, joined by a space
 *	origin := "autumn call"		a constant for every row
 *	in_house: "Ναι" = yes		a value of that column, and what it stands for
 *	in_house: "" = no		also the empty one
 *	areas: "Law, public", "Work"	values that stand for themselves
 *
 * A text holding = : # or a quote is put in quotes, a quote inside is written twice.  Headings are
 * compared as above, values trimmed, without accents and case.  A value without a rule stays as it
 * is.  A rule of a heading that the file does not have is
 * no error (one map serves forms of several years), but is remarked on, see header_unused.
 *
 * Of a column of several values (QSER_WORDS, QSER_REFS) a rule holds for the cell and, failing
 * that, for each member.  Members are joined by ";" or "|"; by commas, too, when the cell is made
 * of nothing but values that are known: the words of the column, both sides of its value rules, in
 * the column "languages" the names of languages.  Else a cell with commas is one value.
 *
 * A profile (profile.h) is of the program that wrote the file.  Its own headings come after the
 * map and before the names; such a column gives way when another one stands for the same target.
 */
#ifndef INTAKE_HEADER_H
#define INTAKE_HEADER_H

#include "intake.h"

#define HEADER_RULES_CAP (1u << 20) /* bytes of a map file */

/* ---- Map files ---- */

struct header_rules;

/*
 * Read a map file from a descriptor, which stays the caller's, to its end.  name stands in
 * messages ("NAME:LINE: …") and must outlive the rules.  *out: header_rules_free.
 * QSER_INVALID the grammar; QSER_NOINPUT reading failed; QSER_MEMORY.
 */
enum qser_status header_rules_read(
	struct header_rules **out, int fd, const char *name, struct error *e) _check_;
/* The same, from bytes. */
enum qser_status header_rules_parse(struct header_rules **out, const char *bytes, size_t length,
	const char *name, struct error *e) _check_;
/* Give rules the profile of that name; *rules NULL: a set of rules that is nothing but the profile.
 * QSER_USAGE: there is no such profile. */
enum qser_status header_rules_profile(
	struct header_rules **rules, const char *profile, struct error *e) _check_;
void header_rules_free(struct header_rules *rules); /* takes NULL */

/* ---- The map of one file ---- */

struct header_map;

struct header_options {
	const struct header_rules *rules;	/* NULL: none; must outlive the map */
	bool ignore_unknown;			/* leave unknown columns out */
	const char *given_names, *family_names; /* headings of halves of a name, "First
						 * name|Vorname"; NULL: they are none */
	const char *draft; /* the command that drafts a map file, for messages; NULL: none */
};

/*
 * The map of a file called name, by its header (intake record 0).  columns (count of them) must
 * outlive the map; the header need not.  options may be NULL.  *out: header_map_free.
 * QSER_INVALID, as "NAME:LINE: …" of the file or the map file: unknown columns (all are named), two
 * columns for one target (both are named), a rule whose target does not exist.  QSER_MEMORY.
 */
enum qser_status header_map_new(struct header_map **out, const char *name,
	const struct intake_record *header, const struct qser_column *columns, size_t count,
	const struct header_options *options, struct error *e) _check_;
void header_map_free(struct header_map *map); /* takes NULL */

/* Does the file, or a constant, give this column (0 is the first of columns)? */
bool header_has(const struct header_map *map, size_t column);

/* The field that gives it: 1 is the first; 0: none, or a constant. */
size_t header_field(const struct header_map *map, size_t column);

/* "item.CODE": the codes in the order of the file.  Borrowed. */
struct header_extra {
	size_t field; /* 0 is the first: an index into the fields of a record */
	const char *code;
};
const struct header_extra *header_extras(const struct header_map *map, size_t *count);

/* Remarks: the headings left out because of ignore_unknown, or because they gave way to another,
 * "\"A\", \"B\""; "" when none. */
const char *header_ignored(const struct header_map *map);
/* Remarks: the headings of rules the file does not have, likewise. */
const char *header_unused(const struct header_map *map);

/* Remarks: what is joined without a rule of the map, "name is \"A\" and \"B\", joined"; "". */
const char *header_joining(const struct header_map *map);

/* How the row in hand has its cell of a column of several values: with ";" or "|" between them;
 * with commas, and kept as one value. */
enum header_list { HEADER_PLAIN, HEADER_JOINED, HEADER_WHOLE };
enum header_list header_list(const struct header_map *map, size_t column);

/* A row in the terms of the record, borrowed until the next header_row or intake_next. */
struct header_row {
	const char *const *values; /* by column; NULL: the file does not give it */
	const char *const *extras; /* by index of header_extras */
	struct intake_fault
		fault; /* that of the record, or a count of fields unlike the header's, or a cell
			* that the profile cannot take: its message begins with the column */
};

/*
 * Of a profile whose files have a column for each activity ("IO2 Module 1", and its day behind it):
 * how many records a row stands for; 0: it is one record.  header_fold puts the n-th (0 is the
 * first) into the values of the row in hand.
 */
size_t header_folds(const struct header_map *map);
void header_fold(struct header_map *map, const struct intake_record *record, size_t n);

/* Values and constants are put in their columns, members of lists joined by ";"; with a fault there
 * are none.  QSER_MEMORY. */
enum qser_status header_row(struct header_map *map, const struct intake_record *record,
	struct header_row *row, struct error *e) _check_;

#endif
