/*
 * form.h: forms (templates) and what was answered (H8, B6, A4).
 *
 * A form has versions; a version has sections; a section has items.  A response keeps the version
 * it answered, and a version with answers is never changed: old answers keep their questions.
 *
 * In memory a version is a struct questions, whether it comes from the database or from a file. Its
 * texts are those of the file, so that comparing, writing and exporting need no second form.
 */
#ifndef FORM_FORM_H
#define FORM_FORM_H

#include "../record/handle.h"

extern const struct record form_record, form_version_record, section_record, item_record;
extern const struct record response_record, answer_record;

/* ---- A version in memory (questions.c) ---- */

/* The columns of a form file, in order; see form_columns. */
enum form_column {
	FORM_CODE,
	FORM_TITLE,
	FORM_PURPOSE,
	FORM_ORGANISATION,
	FORM_LANGUAGE,
	FORM_CREDIT,
	FORM_REVISION,
	FORM_DESCRIPTION,
	FORM_AUTHOR,
	FORM_DAY,
	FORM_STATE,
	FORM_SECTION,
	FORM_SECTION_TITLE,
	FORM_SECTION_HELP,
	FORM_ITEM,
	FORM_QUESTION,
	FORM_KIND,
	FORM_REQUIRED,
	FORM_SHOWN_IF,
	FORM_CHOICES,
	FORM_LOW,
	FORM_HIGH,
	FORM_TARGET,
	FORM_HELP,
	FORM_APPLICANTS, /* of the form; in a file, columns are only ever added at the end */
	FORM_COLUMNS
};

/* Does it belong to the form and its version? */
static inline bool form_is_head(size_t column)
{
	return column < FORM_SECTION || column == FORM_APPLICANTS;
}

#define FORM_ITEMS_MAX 1000 /* of one version */
#define NO_ITEM SIZE_MAX

enum item_kind {
	KIND_YES_NO,
	KIND_YES_PARTLY_NO_NA,
	KIND_SCALE,
	KIND_NUMBER,
	KIND_DATE,
	KIND_TEXT,
	KIND_CHOICE,
	KIND_MULTI_CHOICE
};

struct section {
	int64_t id; /* 0: not in the database */
	size_t items;
	char *text[FORM_ITEM - FORM_SECTION];
};

struct item {
	int64_t id;
	size_t section;
	char *text[FORM_APPLICANTS - FORM_ITEM];
	/* What follows from the texts: */
	enum item_kind kind;
	bool required, has_low, has_high;
	int64_t low, high;
	char *choices;	    /* cut up */
	const char **words; /* its choices, NULL-terminated; NULL: no choice item */
	size_t condition;   /* the item that decides whether this one is asked; NO_ITEM: none */
	const char *wanted; /* the answers there, "yes|partly" */
	size_t whole; /* the item this one is a follow-up of; NO_ITEM: none, it counts itself */
	bool has_follow_ups;
};

struct questions {
	int64_t form, version;	  /* ids; 0: not in the database */
	char *head[FORM_COLUMNS]; /* where form_is_head */
	struct section *sections;
	size_t section_count, section_room;
	struct item *items;
	size_t item_count, item_room;
	size_t whole_count; /* of items, without follow-ups */
};

/* "" and NULL are the same: no text.  Borrowed, may be NULL. */
const char *section_text(const struct section *section, enum form_column column);
const char *item_text(const struct item *item, enum form_column column);
#define item_code(item) item_text(item, FORM_ITEM)

void questions_free(struct questions *qs);
/* false: out of memory.  Text is copied. */
bool questions_set(char **slot, const char *text);
struct section *questions_add_section(struct questions *qs); /* NULL: out of memory */
struct item *questions_add_item(struct questions *qs);	     /* in the last section, likewise */

/* What follows from the texts of the newest item.  QSER_INVALID: "shown_if: …", "choices: …". */
enum qser_status questions_derive(struct qser *q, struct questions *qs) _check_;

size_t questions_item(
	const struct questions *qs, const char *code, size_t count); /* among the first */
/* "h1.1, h1.2, …", for messages. */
void questions_codes(const struct questions *qs, struct buffer *out);

/* A version by its id.  QSER_UNKNOWN. */
enum qser_status questions_load(struct qser *q, int64_t version, struct questions *out) _check_;

/*
 * The version of a revision; NULL or "": the newest active one.  any: else the newest at all.
 * Newest is by day, then by when it came in.  QSER_INVALID names the revisions there are.
 */
enum qser_status form_version(
	struct qser *q, int64_t form, const char *revision, bool any, int64_t *version) _check_;

/* The items of the newest active version of a form, if there is one; code is that of the form. */
enum qser_status form_items(
	struct qser *q, int64_t form, const char *code, record_item_fn *fn, void *ctx) _check_;

/* Does a version have responses?  Then it is never changed. */
enum qser_status version_is_answered(struct qser *q, int64_t version, bool *answered) _check_;

/* ---- Kinds of items (kind.c) ---- */

extern const char *const item_kinds[]; /* by enum item_kind, NULL-terminated */

/* An answer as it is kept: "yes", "4", "2026-11-20", "kind;patient"; "" for none.  Into out.  name
 * begins the message: "h1.1: \"maybe\" is neither yes nor no". */
enum qser_status item_parse(struct qser *q, const struct item *item, const char *name,
	const char *text, struct buffer *out) _check_;
/* Is this one of the answers wanted ("yes|partly")? */
bool item_answer_is(const struct item *item, const char *value, const char *wanted);
/* "yes, partly, no or na", "1 to 5", "one of: a; b". */
void item_accepts(const struct item *item, struct buffer *out);

/* ---- Form files (form_file.c, form_write.c, form_import.c) ---- */

/* The column of a record that a column of a form file is. */
struct form_place {
	enum qser_record record;
	const char *column;
};
extern const struct form_place form_places[FORM_COLUMNS];

enum form_written {
	FORM_IS_THERE, /* nothing differed */
	FORM_ADDED,
	FORM_CHANGED
};

/* Write a version that was read from a file; what is there and not in it goes. */
enum qser_status form_write(struct qser *q, const struct questions *qs, enum form_written *written)
	_check_;
/* The ids of the form and of the version with the codes of qs; 0: not there. */
enum qser_status form_find(
	struct qser *q, const struct questions *qs, int64_t *form, int64_t *version) _check_;

/* Its rows, as a file has them, into a table of qser_form_columns. */
struct qser_table;
enum qser_status questions_table(const struct questions *qs, struct qser_table *table) _check_;

/* ---- What an application form needs (form_check.c) ---- */

/* A fault, in words; form_check_application calls it for each. */
typedef enum qser_status form_fault_fn(void *ctx, const char *fault);
/* Of an application form: the four groups of questions (B6), name and address, answers that fit the
 * columns they set.  Of others: nothing. */
enum qser_status form_check_application(
	struct qser *q, const struct questions *qs, form_fault_fn *fn, void *ctx) _check_;
/* The same as a failure: QSER_INVALID, the first fault, and how many more. */
enum qser_status form_is_sound(struct qser *q, const struct questions *qs) _check_;
/* Do both ask the same, in the same words? */
bool questions_same(const struct questions *a, const struct questions *b);

/* ---- A response in hand (sheet.c) ---- */

struct sheet {
	int64_t response, application;
	char *head[8]; /* see the enum below */
	bool complete; /* as stored */
	bool open;     /* it may be changed: that has been looked into */
	struct questions questions;
	struct sheet_answer {
		int64_t id; /* of the answer; 0: there is none, or it is a column of the application
			     */
		char *value;
		bool shown;
		bool column; /* of the application: answered there */
	} * answers;	     /* by item */
};

enum sheet_head {
	SHEET_DAY,
	SHEET_OCCASION,
	SHEET_SUBJECT,
	SHEET_RESPONDENT,
	SHEET_PATH,
	SHEET_NOTE
};

void sheet_free(struct sheet *sheet);
enum qser_status sheet_load(struct qser *q, int64_t response, struct sheet *out) _check_;
/* Put another answer in (NULL: none), and see who is shown now. */
enum qser_status sheet_put(struct qser *q, struct sheet *sheet, size_t item, const char *value)
	_check_;
bool sheet_missing(const struct sheet *sheet, size_t item); /* required, asked, without an answer */
bool sheet_is_complete(const struct sheet *sheet);
/* Why an item is not asked, as a failure: "name: is only asked when …". */
enum qser_status sheet_not_asked(
	struct qser *q, const struct sheet *sheet, size_t item, const char *name) _check_;
/* The state of the stored response follows its answers. */
enum qser_status sheet_save_state(struct qser *q, struct sheet *sheet) _check_;

enum qser_status sheet_score(const struct sheet *sheet, qser_score_fn *fn, void *ctx) _check_;

/* Item `at` as others see it.  Its texts are those of the sheet; accepts is filled anew. */
enum qser_status item_describe(struct qser *q, const struct sheet *sheet, size_t at,
	struct buffer *accepts, struct qser_item *out) _check_;

/* How well an answer is, from 0 to a whole point; false: that is no judgement.  Every scale of up
 * to 16 steps, and a half, comes out whole. */
#define POINT INT64_C(720720)
bool item_points(const struct item *item, const char *value, int64_t *points);
/* Is a form of this purpose a matter of marks?  What people apply with, or agree upon, is not. */
bool is_judgement(const char *purpose);

/* ---- What was signed or replaced is not changed (frozen.c) ---- */

/* Before something of it is changed.  QSER_REFUSED tells what to do; with --override it is kept as
 * an exception. */
enum qser_status response_may_change(struct qser *q, int64_t response) _check_;
/* The same without keeping anything, for whoever only wants to know. */
enum qser_status response_is_open(struct qser *q, int64_t response) _check_;
/* Complete, and not replaced?  QSER_REFUSED, QSER_UNKNOWN. */
enum qser_status response_may_sign(struct qser *q, int64_t response) _check_;
/* "trainer 2026-10-12, organisation 2026-10-13"; "" when nobody has. */
enum qser_status response_signers(struct qser *q, int64_t response, struct buffer *out) _check_;
/* The complete response that has taken its place; 0: none. */
enum qser_status response_replaced(struct qser *q, int64_t response, int64_t *by) _check_;
/* A remark, when a revision is complete from now on, or not any more: which one counts. */
enum qser_status response_tell_revised(struct qser *q, int64_t response, bool complete) _check_;
/* Of responses r those that count: a revision takes the place of the old one when it is complete,
 * and is none yet while it is a draft. */
#define SQL_RESPONSE_COUNTS                                                               \
	" and not exists (select 1 from response n where n.revises = r.id and n.state = " \
	"'complete') and (r.revises is null or r.state = 'complete')"
/* The path it is about; 0: none. */
enum qser_status response_path(struct qser *q, int64_t response, int64_t *path) _check_;

/* Answers to several items; prefix stands before the codes in messages. */
enum qser_status response_answer(struct qser *q, int64_t response, const struct qser_field *items,
	size_t count, const char *prefix) _check_;

#endif
