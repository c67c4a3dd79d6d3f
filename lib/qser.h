/*
 * qser.h: libqser, the library behind the qser commands.
 *
 * A handle (struct qser) is one open database, one moment ("now", "today") and one actor.  The
 * library never prints, exits, or reads environment, configuration or clock: what it needs comes in
 * through struct qser_options; what went wrong is kept in the handle (qser_error).  The zone of
 * local times is the process's TZ.
 *
 * Conventions
 *   - Text is UTF-8.  Days are ISO text, "2026-11-20".  Stamps are UTC, "2026-11-20T08:30:00Z".
 *   - A pointer returned plainly is borrowed; one given through a pointer-to-pointer is the
 *     caller's, to be freed with the qser_..._free named beside it (which takes NULL).
 *   - Every fallible call returns enum qser_status.  Strings handed to a callback live until the
 *     callback returns; a callback that returns non-zero stops the walk (QSER_STOPPED).
 *   - A handle is used by one thread at a time; qser_interrupt alone may come from another.
 *   - Verbs that write need qser_begin before them, and qser_commit after.
 *   - Before 1.0 structs may grow with any release (libqser.so.0): build against the header you
 * run.
 *
 * "A1" … "K10" in comments are the items of the Q-SER source documents, as numbered in qser(7).
 */
#ifndef QSER_H
#define QSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#pragma GCC visibility push(default)
#define QSER_CHECK __attribute__((warn_unused_result))
#else
#define QSER_CHECK
#endif

/* ---- Status ---- */

enum qser_status {
	QSER_OK = 0,
	QSER_STOPPED,	  /* a callback asked to stop */
	QSER_UNKNOWN,	  /* no such record */
	QSER_PARTIAL,	  /* done, but some of it negative: rows rejected, a check failed */
	QSER_INVALID,	  /* a value, or a whole input, is refused */
	QSER_EXISTS,	  /* its natural key is taken */
	QSER_REFERENCED,  /* another record still names it */
	QSER_REFUSED,	  /* a rule of the domain forbids it (state, gate, limit) */
	QSER_USAGE,	  /* the words of the call: unknown column, sort key, missing argument */
	QSER_NOINPUT,	  /* no such input or database file */
	QSER_UNAVAILABLE, /* the database cannot be opened: not a qser database, damaged, a link */
	QSER_INTERNAL,	  /* a defect of this program */
	QSER_MEMORY,	  /* out of memory */
	QSER_CANTCREATE,  /* a file cannot be created */
	QSER_OUTPUT,	  /* output could not be written */
	QSER_BUSY,	  /* another command holds the database; try again */
	QSER_PERMISSION,  /* not permitted */
	QSER_NEWER,	  /* the schema is newer than this program */
	QSER_CONFIG,	  /* a setting holds what it may not */
	QSER_INTERRUPTED  /* qser_interrupt was called */
};

struct qser_error {
	enum qser_status status;
	const char *message; /* one line: where, what, what is accepted; never NULL */
	bool damaged;	     /* the database file is what is wrong: a backup may take its place */
};

/* ---- Handle ---- */

struct qser;

enum qser_mode {
	QSER_READ,  /* read-only; never writes */
	QSER_WRITE, /* an existing database, migrated when its schema is older */
	QSER_CREATE /* a new file, which must not exist yet */
};

struct qser_options {
	const char *path; /* the database file */
	enum qser_mode mode;
	int64_t now;	   /* seconds since 1970-01-01T00:00:00Z */
	const char *today; /* ISO day; NULL: the local day of now */
	const char *actor; /* id, code or e-mail of a person, as claimed; NULL: by login */
	const char *login; /* login name of the operating system, NULL if unknown */
	uint32_t uid;
	const char *program;  /* "qser-diary": stored with each command, bounds undo */
	const char *override; /* reason for passing gates; NULL: none */
	const char *lang; /* code: of the sort order, "cs" puts ch after h, and of reports; NULL:
			     general */
	bool group;	  /* QSER_CREATE: mode 0660 instead of 0600 */
	bool unfinished;  /* QSER_CREATE: until qser_finish it has another name, beside its own */
	bool bulk;	  /* imports: a page cache of 64 MiB */
	bool network;	  /* also on a network file system, where locks may not hold */
	bool keep; /* QSER_WRITE: an older one is not brought up to date, but refused as for reading
		    */
};

/*
 * For a program that has the process to itself, before anything else: the database engine keeps no
 * statistics of its memory, which makes writing about a tenth faster.  It holds for the whole
 * process.
 */
void qser_own_process(void);

/*
 * Open a database.  *out is a handle even on failure (so that qser_error can tell why), NULL only
 * with QSER_MEMORY.  The strings of the options must outlive the handle.
 * QSER_NOINPUT no such file; QSER_UNAVAILABLE not a qser database, a symbolic link, on a
 * network file system, damaged;
 * QSER_NEWER, QSER_BUSY, QSER_PERMISSION, QSER_CANTCREATE.
 */
enum qser_status qser_open(struct qser **out, const struct qser_options *options) QSER_CHECK;

/* Was it refused only as it is not up to date (an older schema, the write-ahead log of another
 * program), which opening it with QSER_WRITE, without keep, mends?  The message says what. */
bool qser_outdated(const struct qser *q);
/* Was it brought up to date by opening it? */
bool qser_updated(const struct qser *q);

/*
 * A new database that was opened as unfinished is filled: it gets its name, so that there is the
 * whole of it or nothing, whenever the process ends.  Afterwards there is only qser_close, which
 * without this call takes the file away.  QSER_CANTCREATE: the name is taken by now.
 */
enum qser_status qser_finish(struct qser *q) QSER_CHECK;

/* Close; a transaction still open is rolled back.  Takes NULL. */
void qser_close(struct qser *q);

/* The last failure of this handle; status QSER_OK and "" when there was none.  Borrowed. */
struct qser_error qser_error(const struct qser *q);

/* From a signal handler or another thread: make the running call end with QSER_INTERRUPTED.  From
 * then on q waits for nobody and does no long work. */
void qser_interrupt(struct qser *q);

/*
 * One write command is one transaction: begin, calls, commit.  begin takes the write lock;
 * commit writes the command into the change log and returns QSER_OK only when everything is on
 * disk. A transaction in which nothing changed leaves no trace.  verb: "add".  options.program must
 * be set. begin: QSER_BUSY, QSER_PERMISSION, QSER_INVALID (the actor, the reason of an override).
 * commit: QSER_BUSY, QSER_OUTPUT; nothing is kept then.
 */
enum qser_status qser_begin(struct qser *q, const char *verb) QSER_CHECK;
enum qser_status qser_commit(struct qser *q) QSER_CHECK;
void qser_rollback(struct qser *q);

/* Several reads as one moment.  Ended by qser_rollback or qser_close. */
enum qser_status qser_begin_read(struct qser *q) QSER_CHECK;
/*
 * Has memory run out, in this thread, since the last begin?  Then what was given since may lack
 * something, whatever the calls returned; commit refuses by itself.  q may be NULL: of no handle.
 */
bool qser_starved(struct qser *q);

/* Remarks a successful call wants the user to see (a warning gate, an assumption), oldest first. */
typedef void qser_remark_fn(void *ctx, const char *message);
void qser_on_remark(struct qser *q, qser_remark_fn *fn, void *ctx);

/* The actor: the person claimed by options.actor, else the one whose login this is; id 0 when
 * nobody is known.  name (may be NULL) is what to show, code, else name, else login; borrowed.
 * QSER_INVALID: the claimed actor is not among the people. */
enum qser_status qser_actor(struct qser *q, int64_t *id, const char **name) QSER_CHECK;

/* "today" of this handle, ISO. Borrowed. */
const char *qser_today(const struct qser *q);

/* ---- Records: one description each ---- */

/* The numbers stand in the change log: they are never reused. */
enum qser_record {
	QSER_NO_RECORD = 0,
	QSER_ORGANISATION = 1,
	QSER_DEPARTMENT = 2,
	QSER_PROJECT = 3,
	QSER_PERSON = 4,
	QSER_ROLE = 5,
	QSER_TRAINING = 6,
	QSER_SETTING = 7,
	QSER_FORM = 8,
	QSER_FORM_VERSION = 9,
	QSER_SECTION = 10,
	QSER_ITEM = 11,
	QSER_RESPONSE = 12,
	QSER_ANSWER = 13,
	QSER_APPLICATION = 14,
	QSER_PATH = 15,
	QSER_PARTICIPANT = 16,
	QSER_SKILL = 17,
	QSER_ACTIVITY = 18,
	QSER_STEP = 19,
	QSER_ENTRY = 20,
	QSER_COMMAND = 21,
	QSER_CHANGE = 22,
	QSER_HISTORY = 23,
	QSER_CONTRACT = 24,
	QSER_SIGNATURE = 25,
	QSER_EXCEPTION = 26,
	QSER_HOLIDAY = 27,
	QSER_MEETING = 28,
	QSER_ACTION = 29,
	QSER_RATING = 30,
	QSER_CONCLUSION = 31,
	QSER_SCENARIO = 32,
	QSER_WORKSHOP = 33,
	QSER_ATTENDANCE = 34,
	QSER_PEER = 35,
	QSER_SLOT = 36,
	QSER_SUGGESTION = 37,
	QSER_TIMER = 38,
	QSER_MENTOR = 39,
	QSER_MENTEE = 40,
	QSER_PREFERENCE = 41,
	QSER_ROUND = 42,
	QSER_UNMATCHED = 43,
	QSER_PAIR = 44,
	QSER_ENCOUNTER = 45,
	QSER_PAIR_ACTION = 46,
	QSER_ISSUE = 47,
	QSER_REVIEW = 48,
	QSER_DECISION = 49,
	QSER_PICTURE = 50,
	QSER_LETTER = 51,
	QSER_RECORDS
};

enum qser_type {
	QSER_TEXT,    /* one line */
	QSER_NOTE,    /* several lines; TAB and LF allowed */
	QSER_CODE,    /* [a-z][a-z0-9.-]{0,31} */
	QSER_EMAIL,   /* one address; kept as written, compared in lower case */
	QSER_PHONE,   /* kept as written */
	QSER_INT,     /* min..max */
	QSER_BOOL,    /* yes, no */
	QSER_DAY,     /* every form of qser(7), printed ISO */
	QSER_STAMP,   /* a moment, UTC, printed ISO with Z */
	QSER_MINUTES, /* whole minutes; a bare number is minutes here, "1h30" is taken too */
	QSER_HOURS,   /* decimal hours, kept as whole minutes; a bare number is hours */
	QSER_CHOICE,  /* one of words */
	QSER_WORDS,   /* several texts joined by ";", each one of words when words is set */
	QSER_REF,     /* another record: id, code or (people) e-mail */
	QSER_REFS     /* several of them, joined by ";" */
};

enum qser_flag {
	QSER_REQUIRED = 1 << 0,
	QSER_READONLY =
		1 << 1, /* set by verbs; an import takes it only when equal to what is stored */
	QSER_HIDDEN = 1 << 2, /* derived, for search and keys; never shown */
	QSER_KEY = 1 << 3,    /* part of the natural key */
	QSER_ALTKEY = 1 << 4, /* part of the second natural key */
	QSER_OWNER = 1 << 5,  /* this record is a part of the one referred to, and goes with it */
	QSER_PERSONAL = 1 << 6,
	QSER_SENSITIVE = 1 << 7,
	QSER_FIXED = 1 << 8,	 /* given when added, never changed by edit or import */
	QSER_BRIEF = 1 << 9,	 /* among the columns of the text table */
	QSER_UNSEALED = 1 << 10, /* no part of what is signed */
	QSER_GUESSED = 1 << 11	 /* its word_aliases are guesses: for drafts of maps alone */
};

struct qser_column {
	const char *name;  /* in SQL, CSV, options (with - for _) */
	const char *label; /* for people */
	enum qser_type type;
	unsigned flags;
	enum qser_record ref;	  /* QSER_REF, QSER_REFS */
	const char *const *words; /* the vocabulary, NULL-terminated */
	const char *preset;	  /* value of a new record, when none is given */
	int64_t min, max;	  /* QSER_INT, QSER_MINUTES, QSER_HOURS (minutes); both 0: none */
	const char *aliases; /* other headers an import knows it by, "Name|Ονοματεπώνυμο" */
	const char *const *
		word_aliases; /* beside words: what files call each, "Intern|Εσωτερικός"; or NULL */
	const char *help;
	const char *from; /* QSER_HIDDEN: the column this one is the folded key of; of a column that
			     only files have: the one made of it */
};

/* The description of a record.  Borrowed, static.  Column 0 is always "id". */
const struct qser_column *qser_columns(enum qser_record r, size_t *count);
const char *qser_record_name(enum qser_record r);   /* "person" */
const char *qser_record_plural(enum qser_record r); /* "people" */

/* A value by the name of its column.  NULL or "" clears. */
struct qser_field {
	const char *column;
	const char *value;
};

/*
 * What to read.  columns "name,email" (NULL: all that are shown, in order); sort "name,-day" (NULL:
 * by id; text sorts as people expect).  Filters are anded.  A filter's value: text columns match a
 * part, accents and case ignored; days and numbers take A..B, days also 2026-11 and 2026; choices a
 * list a,b; references id, code or e-mail; "" asks for the empty ones.
 */
struct qser_query {
	const char *columns;
	const char *sort;
	const struct qser_field *filters;
	size_t filter_count;
	int64_t limit; /* 0: no limit */
	/* Of QSER_COMMAND: those that changed this record, also one that is gone by now.
	 * QSER_NO_RECORD: all. */
	enum qser_record touched;
	int64_t touched_id;
};

/* values[i] belongs to column columns[i] of the query; NULL is empty. */
typedef int qser_row_fn(void *ctx, int64_t id, size_t count, const char *const *values);

/* QSER_USAGE unknown column or sort key; QSER_INVALID a filter's value. */
enum qser_status qser_each(struct qser *q, enum qser_record r, const struct qser_query *query,
	qser_row_fn *fn, void *ctx) QSER_CHECK;

/* The columns a query will give, in order: writes up to count pointers, returns how many.
 * QSER_USAGE: an unknown name; the message lists what there is. */
enum qser_status qser_query_columns(struct qser *q, enum qser_record r,
	const struct qser_query *query, const struct qser_column **columns, size_t count,
	size_t *used) QSER_CHECK;

/* One record by id.  QSER_UNKNOWN. */
enum qser_status qser_get(
	struct qser *q, enum qser_record r, int64_t id, qser_row_fn *fn, void *ctx) QSER_CHECK;

/* The id behind an id, a code, (people) an e-mail or the whole name of only one (people,
 * organisations, departments).  QSER_UNKNOWN names the word and the record, or those of the name.
 */
enum qser_status qser_find(
	struct qser *q, enum qser_record r, const char *word, int64_t *id) QSER_CHECK;

/* Add a record; *id is the new one.  Needs qser_begin.  QSER_INVALID names the column. */
enum qser_status qser_add(struct qser *q, enum qser_record r, const struct qser_field *fields,
	size_t count, int64_t *id) QSER_CHECK;

/* Change a record; *changed (may be NULL): whether anything did.  Needs qser_begin. */
enum qser_status qser_edit(struct qser *q, enum qser_record r, int64_t id,
	const struct qser_field *fields, size_t count, bool *changed) QSER_CHECK;

/* Remove a record and its parts.  QSER_REFERENCED names who still refers to it. */
enum qser_status qser_remove(struct qser *q, enum qser_record r, int64_t id) QSER_CHECK;

/* ---- Change log, undo ---- */

/*
 * Undo a command: 0 is the last command of this actor in this program that is not undone yet.  The
 * undo is a command itself; undoing it is redo.  *command: what was undone (id of QSER_COMMAND).
 * Needs qser_begin.  QSER_UNKNOWN nothing to undo; QSER_REFUSED a record was changed since, or is
 * referred to: the message names it and the later command.
 */
enum qser_status qser_undo(struct qser *q, int64_t id, int64_t *command) QSER_CHECK;
/* What qser_undo with 0 would undo. */
enum qser_status qser_undo_next(struct qser *q, int64_t *command) QSER_CHECK;

/* A head line, "41 qser-mentor accept, 2026-11-20 10:12", then one line a record: "added person 4
 * (maria)".  QSER_UNKNOWN. */
typedef int qser_line_fn(void *ctx, const char *line);
enum qser_status qser_describe_command(
	struct qser *q, int64_t id, qser_line_fn *fn, void *ctx) QSER_CHECK;
/* What a command did to one record: *change "added", "changed", "removed" or several of them,
 * *columns those it changed; ";" between them.  "" when it did nothing to it.  The caller frees
 * both. */
enum qser_status qser_change_of(struct qser *q, int64_t command, enum qser_record r, int64_t id,
	char **change, char **columns) QSER_CHECK;
/* Every command that is undone, and not redone since, with the undo of it that counts; the newest
 * undo first.  fn returns non-zero to stop. */
typedef int qser_undone_fn(void *ctx, int64_t command, int64_t by);
enum qser_status qser_each_undone(struct qser *q, qser_undone_fn *fn, void *ctx) QSER_CHECK;

/* ---- Applications of mentors (B2-B6) ---- */

/*
 * Accept: the person with the e-mail address is found, or made, and only empty fields are filled;
 * the person gets the role of mentor, and a profile (QSER_MENTOR).  *person: who it is.  reason may
 * be NULL.  The organisation of the applicant is the person's when it is the code or the name of
 * one. Remarks tell when it is not, and when the applicant is likely another of the people.
 * QSER_REFUSED: the application is not open (submitted, in review) any more.
 */
enum qser_status qser_application_accept(
	struct qser *q, int64_t id, const char *reason, int64_t *person) QSER_CHECK;
/* Reject.  QSER_USAGE: no reason; QSER_REFUSED: as above. */
enum qser_status qser_application_reject(struct qser *q, int64_t id, const char *reason) QSER_CHECK;
/*
 * Answer an item of the application form (form "mentor-application", else the revision answered
 * before): an item with a target sets that column of the application, any other is kept as an
 * answer of the application's response, which is made when it is needed.  QSER_INVALID: no such
 * item; QSER_REFUSED: the application is decided and stays as it was.
 */
enum qser_status qser_application_answer(
	struct qser *q, int64_t application, const char *item, const char *value) QSER_CHECK;
/* The applicant takes it back. */
enum qser_status qser_application_withdraw(
	struct qser *q, int64_t id, const char *reason) QSER_CHECK;

/* ---- Who is likely the same person ---- */

/*
 * Two records that are likely of one person: to be looked at; nothing is ever merged.  They are
 * when their e-mail addresses look the same (a Cyrillic а for an a); when their names look the same
 * in whatever order, or are the same once written in Latin letters, and the telephone (its last 9
 * digits) or the organisation is the same, or nothing but the name is known of one of them; when
 * the telephone and one word of the name are the same, unless more than 20 share that telephone.
 * why tells which, and holds nothing personal: "same name and telephone".
 */
struct qser_likely {
	enum qser_record record, other_record; /* QSER_PERSON, QSER_APPLICATION */
	int64_t id, other;
	const char *why;
};
/* The callback may call the library. */
typedef int qser_likely_fn(void *ctx, const struct qser_likely *likely);

/*
 * People who are likely the same, of whom at least one has an id above since (0: all); for the end
 * of an import, with the last id before it.  In the order of id, then other; id is the newer one.
 * Of several who are the same by one key, each is told of with the oldest alone, so that the list
 * never grows with the square of the people.
 */
enum qser_status qser_duplicates(
	struct qser *q, int64_t since, qser_likely_fn *fn, void *ctx) QSER_CHECK;
/* Everybody who is likely the same as one person (id), the likeliest first.  QSER_UNKNOWN. */
enum qser_status qser_person_likely(
	struct qser *q, int64_t person, qser_likely_fn *fn, void *ctx) QSER_CHECK;
/*
 * The people an applicant is likely among, the likeliest first, the one with the same e-mail
 * address before all; here the same name alone will do.  Then the other applications, open and
 * decided, that are likely of the same applicant.  Whom the applicant became is left out.
 * QSER_UNKNOWN.
 */
enum qser_status qser_application_likely(
	struct qser *q, int64_t application, qser_likely_fn *fn, void *ctx) QSER_CHECK;
/* "person 12 (maria-2) looks like person 4 (maria): same name and telephone": ids and codes, fit
 * for a log.  *line is the caller's (free). */
enum qser_status qser_likely_describe(
	struct qser *q, const struct qser_likely *likely, char **line) QSER_CHECK;

/* ---- Paths (C, D) ---- */

/* The record of one of the 13 steps of a path, to be changed with qser_edit (QSER_STEP). */
enum qser_status qser_path_step(struct qser *q, int64_t path, int number, int64_t *id) QSER_CHECK;

/*
 * Step 5 or 6 is done, and the path is discussed or confirmed (C5, C6).  day NULL: today.
 * QSER_REFUSED: it is already, it has no trainer, or a gate: self-reflection (F5), and before it is
 * confirmed eligibility (A6).
 */
enum qser_status qser_path_discuss(struct qser *q, int64_t path, const char *day) QSER_CHECK;
enum qser_status qser_path_confirm(struct qser *q, int64_t path, const char *day) QSER_CHECK;
/* Close a path (C12, C13): nothing of it changes any more; forms do with an override.  day NULL:
 * today; reason may be NULL.  QSER_REFUSED: it is closed already, or the gate conclusion. */
enum qser_status qser_path_close(
	struct qser *q, int64_t path, const char *day, const char *reason) QSER_CHECK;
/* Its state is what its steps and its diary say.  QSER_REFUSED: it is not closed; QSER_USAGE: no
 * reason is given. */
enum qser_status qser_path_reopen(struct qser *q, int64_t path, const char *reason) QSER_CHECK;

/* One of the 13 steps, with what qser has found out: there is the evidence, missing what the step
 * still needs ("": nothing).  next: what qser_path_next says belongs to it. */
struct qser_step {
	const char *path; /* its code, else its id */
	int number;
	const char *title, *state, *day, *responsible; /* day, responsible: NULL is empty */
	const char *there, *missing;
	bool next;
};
typedef int qser_step_fn(void *ctx, const struct qser_step *step);
enum qser_status qser_path_each_step(
	struct qser *q, int64_t path, qser_step_fn *fn, void *ctx) QSER_CHECK;

/* The one thing to do for a path, as a sentence and the command that records it, in which words in
 * capitals are to be filled in. */
struct qser_next {
	const char *path; /* its code, else its id */
	int step;	  /* the step it belongs to */
	const char *what, *command;
};
typedef int qser_next_fn(void *ctx, const struct qser_next *next);
/* One call, or none for a closed path. */
enum qser_status qser_path_next(
	struct qser *q, int64_t path, qser_next_fn *fn, void *ctx) QSER_CHECK;
/* Of all open paths of the actor, else of all open paths, in the order of their ids. */
enum qser_status qser_path_next_all(struct qser *q, qser_next_fn *fn, void *ctx) QSER_CHECK;

/* Mark an action as done.  on: a day in any form; NULL: today, unless it is done already, which a
 * remark tells. */
enum qser_status qser_action_done(struct qser *q, int64_t id, const char *on) QSER_CHECK;

struct qser_spool;
struct qser_style;
/* Minutes, all of them on one page, with their actions and lines to sign.  style: text or HTML. */
enum qser_status qser_minutes_page(struct qser *q, const int64_t *ids, size_t count,
	struct qser_spool *spool, const struct qser_style *style) QSER_CHECK;

/*
 * How staff rate a skill of a path (E6).  Means are in hundredths, QSER_NOT_RATED: of nothing.
 * first, last and change are of the levels of those who have given at least two (compared is how
 * many); while nobody has, first is that of all, and last and change are QSER_NOT_RATED.
 */
#define QSER_NOT_RATED INT64_MIN
struct qser_rating_sum {
	int64_t skill;
	const char *kind, *name;
	const char *person; /* code, else id; NULL: of all */
	int64_t people, ratings;
	int64_t relevance, importance, first, last;
	int64_t compared, change;
};
typedef int qser_rating_fn(void *ctx, const struct qser_rating_sum *sum);
/* A call for each skill of the path, or (by_person) for each skill and person who has rated it. */
enum qser_status qser_rating_summary(
	struct qser *q, int64_t path, bool by_person, qser_rating_fn *fn, void *ctx) QSER_CHECK;

/*
 * Make the conclusion of a path (C13), or change the one it has; fields: columns of
 * QSER_CONCLUSION.  *made: it is a new one.  QSER_REFUSED: the path is closed; or it is signed, and
 * options.override is not set.
 */
enum qser_status qser_path_conclude(struct qser *q, int64_t path, const struct qser_field *fields,
	size_t count, int64_t *id, bool *made) QSER_CHECK;
/* The conclusion of a path.  QSER_UNKNOWN: it has none yet. */
enum qser_status qser_path_conclusion(struct qser *q, int64_t path, int64_t *id) QSER_CHECK;
/* As a page, with the signatures, and lines for those that are missing.  style: text or HTML. */
enum qser_status qser_conclusion_page(struct qser *q, int64_t id, struct qser_spool *spool,
	const struct qser_style *style) QSER_CHECK;

/*
 * A new draft with the description, skills and activities of a path; fields, columns of QSER_PATH,
 * win over what it has.  Its days, participants, steps and diary are not copied; of another
 * organisation, neither are department, contact and address.  participant: one person of a group
 * path, for whom it becomes an individual path (E11) with their hours and days, the group path as
 * its parent, and a code made of both codes.  0: nobody.  QSER_REFUSED: it is no group path;
 * QSER_INVALID: the person is no participant of it.
 */
enum qser_status qser_path_copy(struct qser *q, int64_t path, int64_t participant,
	const struct qser_field *fields, size_t count, int64_t *id) QSER_CHECK;

/* ---- Diary (C9, C10, G) ---- */

/*
 * Log an entry.  when: a duration ("1h30", 1 to 1440 minutes) or a span of the day ("9:00-11:30",
 * "22:00-01:00" ends the next day); on: a day in any form, NULL today.  fields: the other columns.
 * Without a path: the actor's only running path, else their only one that is not closed; QSER_USAGE
 * lists them when there are several.  Without a trainer: the actor.  Without participants: the only
 * one of the path.  QSER_REFUSED: overlaps with an entry of the same trainer, which the message
 * names.
 */
enum qser_status qser_diary_log(struct qser *q, const char *when, const char *on,
	const struct qser_field *fields, size_t count, int64_t *id) QSER_CHECK;

/* "reception-26, Maria P., Fri 20 Nov, 1 h 30 min shadowing".  *line is the caller's (free). */
enum qser_status qser_entry_describe(struct qser *q, int64_t id, char **line) QSER_CHECK;

/* The entry behind an id, or "last": the last session of shadowing of the actor.  QSER_UNKNOWN. */
enum qser_status qser_entry_find(struct qser *q, const char *word, int64_t *id) QSER_CHECK;

/*
 * An entry is handed in: draft or corrected, it is submitted.  *changed: it was not before.
 * Who edits a submitted one makes a draft of it.  QSER_REFUSED: it is signed.
 */
enum qser_status qser_entry_submit(struct qser *q, int64_t id, bool *changed) QSER_CHECK;

/*
 * The timer of the actor.  at: a time of today, "9:30", or a moment ("yesterday 23:30"); NULL: now;
 * seconds do not count.  start: fields are columns of QSER_TIMER; without a path as in
 * qser_diary_log; the gates of a first session are asked here, not when it ends.  QSER_EXISTS: one
 * runs.  stop makes an entry of it, with fields, columns of QSER_ENTRY, on top; it belongs to the
 * local day it began, at the offset it began with.  QSER_UNKNOWN: none runs; QSER_INVALID: less
 * than a minute or more than 24 h.
 */
enum qser_status qser_timer_start(struct qser *q, const char *at, const struct qser_field *fields,
	size_t count, int64_t *id) QSER_CHECK;
enum qser_status qser_timer_stop(struct qser *q, const char *at, const struct qser_field *fields,
	size_t count, int64_t *entry) QSER_CHECK;
enum qser_status qser_timer_cancel(struct qser *q, int64_t *id) QSER_CHECK;

/* What runs, oldest first: of one trainer, or of all (0). */
struct qser_timer {
	int64_t id;
	const char *trainer, *path, *kind; /* code, else name or title; path may be NULL */
	const char *people;		   /* "jan, petros"; "" */
	const char *since;		   /* local time, "2026-11-20 10:30" */
	int64_t minutes, limit; /* longer than the limit (setting timer-limit), it is forgotten */
};
typedef int qser_timer_fn(void *ctx, const struct qser_timer *timer);
enum qser_status qser_each_timer(
	struct qser *q, int64_t trainer, qser_timer_fn *fn, void *ctx) QSER_CHECK;

/*
 * What is on for a trainer on a day (any form, NULL: today): sessions of the rota, planned and
 * agreed; suggestions that are open and due, and actions, by then; of today, the timer that runs.
 */
struct qser_planned {
	const char *
		kind; /* "session", "follow-up", "action", "timer": id is of the record behind it */
	const char *when; /* "09:00-10:30"; of follow-ups and actions the day they are due */
	const char *what, *who, *path; /* who and path may be NULL */
	int64_t id;
};
typedef int qser_planned_fn(void *ctx, const struct qser_planned *planned);
enum qser_status qser_each_planned(struct qser *q, int64_t trainer, const char *day,
	qser_planned_fn *fn, void *ctx) QSER_CHECK;

/*
 * The hours of a path against what was planned: of the path, of each contract (of the days between
 * its first and its last), of each kind of entry, of each participant.  Minutes; planned and
 * sessions_planned are -1 when nothing is.  sessions are entries of shadowing; of a kind, its
 * entries.
 */
struct qser_hours {
	const char *of, *name; /* "path", "contract", "kind", "participant" */
	int64_t planned, minutes, sessions, sessions_planned;
};
typedef int qser_hours_fn(void *ctx, const struct qser_hours *hours);
enum qser_status qser_path_hours(
	struct qser *q, int64_t path, qser_hours_fn *fn, void *ctx) QSER_CHECK;

/*
 * What hours are added up by: name and label of each key; and the names alone, ended by NULL.
 * Organisation, department and project are those of the path.
 */
const struct qser_column *qser_sum_keys(size_t *count);
const char *const *qser_sum_words(void);

/*
 * Hours added up.  by: "path,kind", up to four of the keys; week is that of ISO 8601, "2026-W47",
 * month is "2026-11".  filters as in struct qser_query, on diary entries.  One call a
 * group, in the order of the keys; keys[i] NULL: none.
 */
typedef int qser_sum_fn(
	void *ctx, size_t count, const char *const *keys, int64_t entries, int64_t minutes);
enum qser_status qser_diary_sum(struct qser *q, const char *by, const struct qser_field *filters,
	size_t filter_count, qser_sum_fn *fn, void *ctx) QSER_CHECK;

/* Minutes as people read them: "1 h 30 min", "1:30", "1.50".  The caller frees it; NULL: no memory.
 */
enum qser_duration_style { QSER_WORDY, QSER_COLON, QSER_DECIMAL };
char *qser_duration_text(int64_t minutes, enum qser_duration_style style);

/* Fill a new database with the people, path and diary of a little municipality.  Needs qser_begin.
 */
enum qser_status qser_install_demo(struct qser *q) QSER_CHECK;

/* What happened to one record, oldest first, a line a command, with the values before: "…
 * qser-mentor accept (41): changed: state (was submitted)". */
enum qser_status qser_describe_record(
	struct qser *q, enum qser_record r, int64_t id, qser_line_fn *fn, void *ctx) QSER_CHECK;

/* A contract as a page, with lines for the signatures that are missing.  style: text or HTML.
 * QSER_UNKNOWN. */
enum qser_status qser_contract_page(struct qser *q, int64_t contract, struct qser_spool *spool,
	const struct qser_style *style) QSER_CHECK;

/* A path as a page to read or to print, with all its parts (D, C).  style: text or HTML. */
struct qser_spool;
struct qser_style;
enum qser_status qser_path_page(struct qser *q, int64_t path, struct qser_spool *spool,
	const struct qser_style *style) QSER_CHECK;

/* ---- Workshops, and days with a colleague (B7, C7, C12, I) ---- */

/* Put a person on the list of a planned workshop.  role: as in QSER_ATTENDANCE, NULL participant.
 * *added: false, they are on it already.  QSER_REFUSED: it is held or cancelled. */
enum qser_status qser_workshop_invite(
	struct qser *q, int64_t workshop, int64_t person, const char *role, bool *added) QSER_CHECK;
/* All participants of its path who have not left by then; how many were asked now, and how many
 * had been before.  QSER_INVALID: it is of no path. */
enum qser_status qser_workshop_invite_participants(
	struct qser *q, int64_t workshop, int64_t *asked, int64_t *there) QSER_CHECK;

struct qser_held {
	const char *on;	       /* the day; NULL: the planned one, else today */
	const char *minutes;   /* how long; NULL: as planned */
	const int64_t *absent; /* people on the list who did not come */
	size_t absent_count;
};
/*
 * A planned workshop was held: who is not absent has attended; when its path has a trainer, its
 * hours go into the diary, as an entry (*entry; 0: none) of those who came and are participants of
 * the path.  QSER_INVALID: the day is still to come, nobody said how long, an absent person is not
 * on the list; QSER_REFUSED: it is held or cancelled, a rule of the diary.
 */
enum qser_status qser_workshop_hold(
	struct qser *q, int64_t workshop, const struct qser_held *held, int64_t *entry) QSER_CHECK;
/* It is not going to be; its note keeps the reason.  QSER_REFUSED: it is not planned any more. */
enum qser_status qser_workshop_cancel(
	struct qser *q, int64_t workshop, const char *reason) QSER_CHECK;
/* What is handed out: introduction, questions, objectives, scenarios, who takes part, and a list to
 * sign.  style: text or HTML. */
enum qser_status qser_workshop_agenda(struct qser *q, int64_t workshop, struct qser_spool *spool,
	const struct qser_style *style) QSER_CHECK;

/*
 * The three who agree to a planned day with a colleague (I3): the person's own supervisor, the
 * host, the host's supervisor, in any order; with the last of them it is agreed.  on: a day, NULL
 * today.  A remark tells when another supervisor is recorded.  QSER_INVALID: nobody decides for
 * themselves; a day to come; QSER_REFUSED: it is not planned any more, or this one has agreed.
 */
enum qser_status qser_peer_clear(
	struct qser *q, int64_t peer, int64_t by, const char *on) QSER_CHECK;
enum qser_status qser_peer_consent(struct qser *q, int64_t peer, const char *on) QSER_CHECK;
enum qser_status qser_peer_approve(
	struct qser *q, int64_t peer, int64_t by, const char *on) QSER_CHECK;
/* Planned or agreed, it is not going to be.  QSER_USAGE: without a reason. */
enum qser_status qser_peer_decline(struct qser *q, int64_t peer, const char *reason) QSER_CHECK;
/* An agreed one took place.  QSER_INVALID: without an outcome; QSER_REFUSED: not agreed, or still
 * to come. */
enum qser_status qser_peer_finish(struct qser *q, int64_t peer, const char *outcome) QSER_CHECK;

/* Colleagues of the same organisation in other departments, by department, then name.
 * QSER_INVALID: the person's organisation is not known; QSER_PARTIAL: there are none. */
struct qser_candidate {
	int64_t id;
	const char *name, *code, *department, *job_title; /* the last two may be NULL */
};
typedef int qser_candidate_fn(void *ctx, const struct qser_candidate *candidate);
enum qser_status qser_peer_suggest(
	struct qser *q, int64_t person, qser_candidate_fn *fn, void *ctx) QSER_CHECK;

/* ---- Rota (C10, E7, G3) ---- */

/*
 * How sessions are to be planned; NULL and 0: what is known of the path.  sessions: each
 * participant is to have so many, those agreed upon and done included; from, until: days in any
 * form; days: "mon,wed-fri"; hours: "9:00-13:00,14:00-16:00"; per_day, length, reflection:
 * durations, of one day at most, of a session, right after it.
 */
struct qser_rota {
	int64_t sessions;
	const char *from, *until, *days, *hours, *per_day, *length, *reflection;
};
struct qser_rota_result {
	int64_t planned, fixed;	     /* sessions; those agreed upon or done */
	int64_t conflicts, unplaced; /* of the planned: not as they are meant; without a day */
	int64_t moved;		     /* planned before, now on another day or at another time */
	int64_t lapsed;		     /* planned for days past, neither held nor missed */
	int64_t sessions, length, reflection; /* as used; minutes */
	char first[11], last[11];	      /* days, "" when there are none */
};
/*
 * Plan the sessions of all participants of a path, in turns, each as early as the interval between
 * sessions allows, nobody in two places.  What is agreed upon, done, missed or cancelled stays as
 * it is; what was planned is planned anew.  again: there is a rota already, which sessions, length
 * and reflection are taken from.  QSER_USAGE: how many sessions is not said anywhere; QSER_INVALID:
 * a value, or no session can be planned at all; QSER_REFUSED: the path is closed, has no trainer,
 * no participants, or (again) no rota.
 */
enum qser_status qser_rota_plan(struct qser *q, int64_t path, const struct qser_rota *rota,
	bool again, struct qser_rota_result *result) QSER_CHECK;

/* A session is agreed upon, and stays where it is.  QSER_REFUSED: it is over, or has no day. */
enum qser_status qser_slot_agree(struct qser *q, int64_t id) QSER_CHECK;
/* It did not take place, today or before; it will not take place.  Both need a reason
 * (QSER_USAGE).  QSER_REFUSED. */
enum qser_status qser_slot_miss(struct qser *q, int64_t id, const char *reason) QSER_CHECK;
enum qser_status qser_slot_cancel(struct qser *q, int64_t id, const char *reason) QSER_CHECK;

/* The rota of a path, week by week.  QSER_PARTIAL: it has none, which the page says. */
struct qser_spool;
struct qser_style;
enum qser_status qser_rota_print(struct qser *q, int64_t path, struct qser_spool *spool,
	const struct qser_style *style) QSER_CHECK;
/* As a calendar for the trainer (RFC 5545).  Sessions without a day are left out, with a remark. */
enum qser_status qser_rota_calendar(
	struct qser *q, int64_t path, struct qser_spool *spool) QSER_CHECK;

/* ---- Signatures (C2, C8, C12) ---- */

/* Who signs: person, else name, else the actor.  party: trainer, organisation, participant,
 * supervisor, mentor, mentee.  day NULL: today. */
struct qser_signing {
	const char *party, *name, *day, *note;
	int64_t person;
};
/*
 * Sign a contract, response, diary entry, conclusion or the agreement of a pair as it is now: a
 * hash of it is kept. QSER_REFUSED: a response is not complete, or replaced; an entry is not handed
 * in; a newer contract holds, or the trainer of the path may not sign it (gate eligibility); the
 * path of a contract or conclusion is closed.  QSER_INVALID: nobody is named, the day is still to
 * come, or the party does not sign such a record.  QSER_EXISTS: the party has signed already, and
 * it holds. An entry that is signed for the organisation or by the supervisor is signed from then
 * on, and is changed only with options.override, which makes it corrected.
 */
enum qser_status qser_sign(struct qser *q, enum qser_record r, int64_t id,
	const struct qser_signing *signing, int64_t *signature) QSER_CHECK;

struct qser_signature {
	int64_t id;
	const char *party, *name, *day;
	bool broken; /* what was signed is not what stands there now */
};
typedef int qser_signature_fn(void *ctx, const struct qser_signature *signature);
enum qser_status qser_each_signature(struct qser *q, enum qser_record r, int64_t id,
	qser_signature_fn *fn, void *ctx) QSER_CHECK;

/* ---- Settings ---- */

struct qser_setting {
	const char *name, *preset; /* what holds when it is not set */
	const char *words;	   /* "refuse|warn|off"; NULL: anything */
	const char *help;
};
const struct qser_setting *qser_settings(size_t *count); /* all there are */

/* The value that holds, an organisation's own before the global one (organisation 0: global).
 * *value is the caller's (free).  QSER_INVALID: there is no such setting. */
enum qser_status qser_get_setting(
	struct qser *q, const char *name, int64_t organisation, char **value) QSER_CHECK;
/* NULL or "" takes the setting back. */
enum qser_status qser_set_setting(
	struct qser *q, const char *name, int64_t organisation, const char *value) QSER_CHECK;
/* Is it a time zone of this system?  "" is. */
bool qser_zone_known(const char *name);

/* ---- The database as a whole ---- */

struct qser_summary {
	const char *path;	       /* the parent resolved */
	int schema;		       /* version */
	int64_t records[QSER_RECORDS]; /* how many of each */
	int64_t last_command, last_at; /* 0: none */
	char head[65]; /* hash of the last command: keep it elsewhere to prove the log whole */
};
enum qser_status qser_status_of(struct qser *q, struct qser_summary *out) QSER_CHECK;

/*
 * The database file from outside: who may read and write it, its folder and its journal, what was
 * left beside it.  found gets a line for what is wrong, note for what is as well to know.  Before
 * it is opened, and not while this process has it open: looking at it would drop the locks.
 * QSER_PARTIAL: something was found; QSER_UNAVAILABLE: likewise, and it cannot be opened so;
 * QSER_NOINPUT; QSER_MEMORY.
 */
struct qser_inspection {
	const char *path;
	uint32_t uid; /* who asks */
	qser_line_fn *found, *note;
	void *ctx;
};
enum qser_status qser_inspect(const struct qser_inspection *inspection) QSER_CHECK;

/* Integrity of file, references, schema, values and change log; fn gets a line a finding: where,
 * what; what to do.  QSER_PARTIAL: there are findings. */
enum qser_status qser_check(struct qser *q, qser_line_fn *fn, void *ctx) QSER_CHECK;

/* Open for reading, and check, what is to take the place of another.  The mode asked for does not
 * matter.  QSER_UNAVAILABLE: there are findings; the message has the first. */
enum qser_status qser_open_sound(struct qser **out, const struct qser_options *options) QSER_CHECK;

/*
 * A copy as of this moment, in a new file of mode 0600, checked before it gets its name.  A read
 * transaction of q ends: writers wait for the copy alone, not for the check.  QSER_CANTCREATE: it
 * exists already; QSER_UNAVAILABLE: qser_check finds something; QSER_OUTPUT.
 */
enum qser_status qser_backup(struct qser *q, const char *path) QSER_CHECK;
/* The same without the check. */
enum qser_status qser_copy(struct qser *q, const char *path) QSER_CHECK;

/* Does the file begin as a qser database?  *schema: its version.  Nothing else is looked at.
 * QSER_NOINPUT; QSER_UNAVAILABLE: it does not, or is a link.  Not while this process has it open.
 */
enum qser_status qser_peek(const char *path, int64_t *schema) QSER_CHECK;

/* Did the file path, of any schema that this program knows, begin as the same database as q?  The
 * first commands of their change logs tell.  Otherwise *same is false; a status but QSER_OK: it
 * cannot be read. */
enum qser_status qser_same_origin(struct qser *q, const char *path, bool *same) QSER_CHECK;

/* Make q the same as another open database, all or nothing.  What is there is first copied to the
 * new file keep (NULL: not), in one moment with it: nobody writes in between.  Where it fails, that
 * is gone again, or the message names it.  QSER_CANTCREATE: keep is there already.  Not within a
 * transaction. */
enum qser_status qser_restore(struct qser *q, struct qser *from, const char *keep) QSER_CHECK;

/* The same for a file path that cannot be opened: it goes on as keep, with its journal, and a copy
 * of from takes its name, its owner, group and mode as far as we may.  Not while anybody has it
 * open. QSER_CANTCREATE, QSER_OUTPUT: the message says what is there. */
enum qser_status qser_supplant(struct qser *from, const char *path, const char *keep) QSER_CHECK;

/*
 * What can still be read of the damaged database file path, into q, which was just made
 * (QSER_CREATE) and has nothing in it.  The file is not written to: a copy beside q is worked on,
 * in which an interrupted command is rolled back, and which is gone in the end.  fn gets each
 * table. Not within a transaction.  QSER_PARTIAL: something is lost; QSER_UNAVAILABLE: it is no
 * qser database, or nothing of it can be read; QSER_NOINPUT, QSER_NEWER, QSER_BUSY.
 */
struct qser_salvaged {
	enum qser_record record; /* QSER_NO_RECORD: what belongs to several */
	const char *name;	 /* "people"; of no record that of the table */
	int64_t rows;		 /* saved */
	int64_t about;		 /* there should be so many; -1: not known */
	int64_t repaired;	 /* texts in which U+FFFD stands for what was no text any more */
	bool damaged;		 /* pages could not be read, or rows were none any more */
};
typedef int qser_salvaged_fn(void *ctx, const struct qser_salvaged *table);
enum qser_status qser_salvage(
	struct qser *q, const char *path, qser_salvaged_fn *fn, void *ctx) QSER_CHECK;

/* ---- Import ---- */

/* What becomes of a row whose record is there already. */
enum qser_on_duplicate {
	QSER_DUPLICATE_DEFAULT, /* it updates the record; a second row of the same file that says
				   otherwise is rejected */
	QSER_DUPLICATE_UPDATE,	/* it updates the record, the last row of a file wins */
	QSER_DUPLICATE_SKIP,	/* the record stays as it is, the first row of a file wins */
	QSER_DUPLICATE_REFUSE	/* the row is rejected */
};

struct qser_import {
	int fd;		      /* where the bytes come from; -1: from text */
	const char *text;     /* the file itself, when fd is -1 */
	const char *name;     /* for messages and the log: file name, "-" */
	const char *encoding; /* an iconv name; NULL: UTF-8, or by the byte order mark */
	char delimiter;	      /* 0: detected among , ; TAB | */
	const char *map;      /* text of a header map (see qser(7)), NULL: none */
	const char *map_name; /* its name, for messages */
	bool ignore_unknown;  /* leave unknown columns out */
	bool atomic;	      /* all rows or none */
	bool derive_codes;    /* make codes from names where the file gives none */
	int64_t max_errors;   /* give up after so many rejected rows; 0: never */
	const char *key;      /* "name,phone": the columns that tell which record a row means,
				 instead of the natural key; NULL: that one */
	enum qser_on_duplicate on_duplicate;
	char decimal;	       /* '.' or ',' in decimal numbers; 0: either, what could be misread
				  is refused */
	const char *day_order; /* "dmy" or "mdy": of the days in the file; NULL: the setting */
	const char *profile;   /* of the program that wrote the file (see qser(7)); NULL: none */
	/* The rejects file as it grows (UTF-8, CSV); NULL: none.  Non-zero: it could not be
	 * written. */
	int (*reject)(void *ctx, const char *bytes, size_t length);
	/* A row was rejected: "applications.csv:17: e-mail: ..." ; NULL: not told. */
	void (*message)(void *ctx, const char *message);
	/* Bytes read so far; now and then.  NULL: not told. */
	void (*progress)(void *ctx, int64_t bytes);
	void *ctx;
	/* Values of columns for all rows that do not give their own. */
	const struct qser_field *constants;
	size_t constant_count;
};

struct qser_counts {
	int64_t read, added, updated, unchanged, rejected;
};

/*
 * Take the rows of a CSV or TSV file (see qser(7)).  Good rows are in when the caller
 * commits.  QSER_PARTIAL: some rows were rejected.  Everything else but QSER_OK means: roll back.
 * QSER_INVALID: the file as a whole is refused, or a row of it with atomic; QSER_USAGE: encoding,
 * profile or key; QSER_NOINPUT: reading failed; QSER_UNAVAILABLE: the encoding is not to be had;
 * QSER_OUTPUT: reject failed; QSER_INTERRUPTED.  counts is filled in any case.  One import a
 * transaction: the change log names one file.
 */
enum qser_status qser_import(struct qser *q, enum qser_record r, const struct qser_import *import,
	struct qser_counts *counts) QSER_CHECK;

/*
 * A table file as every import reads it (see qser(7)), without a database.  The callbacks but
 * message, remark and progress must be there; those that return int stop the reading by non-zero.
 */
struct qser_file {
	int fd;
	const char *name; /* these three as in struct qser_import */
	const char *encoding;
	char delimiter;
	int (*header)(void *ctx, size_t count, const char *const *headings); /* once, first */
	int (*row)(void *ctx, size_t count, const char *const *values); /* as many, "" is empty */
	/* A row was left out, as no import would take it: "applications.csv:17: …". */
	void (*message)(void *ctx, const char *message);
	/* What was taken for granted: a delimiter that was found out, a byte order mark. */
	void (*remark)(void *ctx, const char *message);
	int (*progress)(void *ctx, int64_t bytes); /* read so far, before each read */
	void *ctx;
};

/*
 * counts: read and rejected are filled.  *why is the caller's (free): why it failed; NULL: it did
 * not, or out of memory.  QSER_PARTIAL: rows were left out; QSER_STOPPED by header or row;
 * QSER_INTERRUPTED by progress; QSER_INVALID the file is refused, "FILE:LINE: …"; QSER_USAGE an
 * unknown encoding or delimiter; QSER_NOINPUT it cannot be read; QSER_UNAVAILABLE this system
 * cannot convert its encoding.
 */
enum qser_status qser_read_file(
	const struct qser_file *file, struct qser_counts *counts, char **why) QSER_CHECK;

/* ---- Map files, for imports ---- */

struct qser_drafted {
	int64_t columns, known, guessed, left_out; /* of the file; the first is the sum */
};

/*
 * Draft a map file (see qser(7)) for a file that qser_import would take: from its headings, from up
 * to 1,000 of its rows, and from the questions of forms.  It is valid as it stands; guesses are
 * marked.  It holds values of columns of few words, and of no others.  Of import fd, text, name,
 * encoding and delimiter are looked at; how is the command line to use it with, for its head.  q:
 * in qser_begin_read, or one that qser_open gave with QSER_NOINPUT; then what only a database knows
 * is left out.  QSER_INVALID: the file as a whole is refused.
 */
struct qser_spool;
enum qser_status qser_map_draft(struct qser *q, enum qser_record r,
	const struct qser_import *import, const char *how, struct qser_spool *spool,
	struct qser_drafted *drafted) QSER_CHECK;

/* ---- Forms: templates, and what was answered (A4, B6, C9, F, H) ---- */

/*
 * Form files: a row for each item; what belongs to the form and to the section stands in the first
 * of their rows and may be left empty in the others.  The columns, in order.  Borrowed, static.
 */
const struct qser_column *qser_form_columns(size_t *count);

/*
 * Take forms, or new versions of forms, from a file; all of it or nothing.  import->message gets a
 * line a version: "customer-service 1.0: added, 6 sections, 22 items"; "unchanged" when nothing
 * differs.  counts are rows.  The fields of import that concern single rows (atomic, reject,
 * max_errors) are not looked at.  A version that has answers is never changed, but for its state.
 * QSER_INVALID, "FILE:LINE: column: …": a line is refused, roll back.
 */
enum qser_status qser_form_import(
	struct qser *q, const struct qser_import *import, struct qser_counts *counts) QSER_CHECK;

/* The forms that come with the program; those that are there already are left alone.  For a new
 * database, inside its transaction. */
enum qser_status qser_form_install_builtins(struct qser *q) QSER_CHECK;

/*
 * The items of a revision (NULL: the newest active one, else the newest) in the columns of a form
 * file. sparse: as in a file, each thing said once; else every row is whole.  QSER_INVALID: no such
 * revision.
 */
enum qser_status qser_form_each_item(struct qser *q, int64_t form, const char *revision,
	bool sparse, qser_row_fn *fn, void *ctx) QSER_CHECK;

/* A table of such rows, made of qser_form_columns: the file that qser_form_import takes. */
struct qser_table;
enum qser_status qser_form_export(
	struct qser *q, int64_t form, const char *revision, struct qser_table *table) QSER_CHECK;

/* The form as a page, to read or to print.  style: text or HTML. */
struct qser_spool;
struct qser_style;
enum qser_status qser_form_show(struct qser *q, int64_t form, const char *revision,
	struct qser_spool *spool, const struct qser_style *style) QSER_CHECK;

/* The newest active revision of a form (else the newest), what is in it, and the responses to all.
 */
struct qser_form_summary {
	char revision[64], state[16]; /* "" when the form has no version */
	int64_t sections, items;      /* a follow-up (h6.3.handled of h6.3) is a part of its item */
	int64_t responses;
	char applicants[16]; /* "" for both */
};
enum qser_status qser_form_summary(
	struct qser *q, int64_t form, struct qser_form_summary *out) QSER_CHECK;

/* The codes of all items of a form over its versions, with their questions: those of the newest
 * first. */
typedef int qser_answer_fn(void *ctx, const char *item, const char *text);
enum qser_status qser_form_each_code(
	struct qser *q, int64_t form, qser_answer_fn *fn, void *ctx) QSER_CHECK;

/*
 * Begin a response: fields are columns of QSER_RESPONSE.  Without a revision it answers the newest
 * active one; day: today; respondent: the actor.  QSER_INVALID: the form has no such, or no active
 * revision.
 */
enum qser_status qser_response_new(struct qser *q, int64_t form, const struct qser_field *fields,
	size_t count, int64_t *id) QSER_CHECK;

/*
 * Answer items of a response, all or none: column is the code of an item, an empty value takes an
 * answer back.  The state follows: complete when all that is required and asked is answered.
 * QSER_INVALID: no such item, or not an answer of its kind; QSER_REFUSED: the item is not asked, as
 * its condition (shown_if) does not hold.
 */
enum qser_status qser_response_answer(
	struct qser *q, int64_t response, const struct qser_field *items, size_t count) QSER_CHECK;

/* The same from a file with the columns item and value; other columns are left out. */
enum qser_status qser_response_read(
	struct qser *q, int64_t response, int fd, const char *name) QSER_CHECK;

/* A response item by item, in the order of the form. */
struct qser_item {
	const char *section, *section_title; /* the code and the title of its section */
	const char *item, *question, *kind;
	const char *accepts; /* in words: "1 to 5", "yes, partly, no or na" */
	const char *value;   /* NULL: no answer */
	bool asked;	     /* its condition holds; an answer to one not asked counts nowhere */
	bool required, missing;
	bool follow_up;			 /* a part of the item whose code its own begins with */
	const char *help, *section_help; /* NULL: none */
	bool elsewhere;			 /* a column of the application, and changed there */
};
typedef int qser_item_fn(void *ctx, const struct qser_item *item);
enum qser_status qser_response_each_item(
	struct qser *q, int64_t response, qser_item_fn *fn, void *ctx) QSER_CHECK;

/* The answers as they are stored, those to items not asked too. */
enum qser_status qser_response_each_answer(
	struct qser *q, int64_t response, qser_answer_fn *fn, void *ctx) QSER_CHECK;

/* The form filled in, as a page.  style: text or HTML. */
enum qser_status qser_response_show(struct qser *q, int64_t response, struct qser_spool *spool,
	const struct qser_style *style) QSER_CHECK;

/*
 * A response answered item by item, by somebody who thinks in between: read once (within a read),
 * answered in memory, where no lock is held, and saved within a write.  *out is to be closed even
 * when opening failed.  open: QSER_UNKNOWN; QSER_REFUSED: it is signed or replaced.
 */
struct qser_sheet;
enum qser_status qser_sheet_open(
	struct qser *q, int64_t response, struct qser_sheet **out) QSER_CHECK;
void qser_sheet_close(struct qser_sheet *s);
size_t qser_sheet_count(const struct qser_sheet *s); /* of items, asked or not */
/* Item `at` as it is now; its texts live until the next call. */
enum qser_status qser_sheet_item(struct qser_sheet *s, size_t at, struct qser_item *out) QSER_CHECK;
/* "" or NULL takes the answer back.  QSER_INVALID: not an answer of its kind. */
enum qser_status qser_sheet_answer(struct qser_sheet *s, size_t at, const char *text) QSER_CHECK;
/* What differs from what was read; an answer taken back is "". */
enum qser_status qser_sheet_each_change(
	const struct qser_sheet *s, qser_answer_fn *fn, void *ctx) QSER_CHECK;
/* QSER_REFUSED: somebody else has changed the response meanwhile. */
enum qser_status qser_sheet_save(struct qser_sheet *s) QSER_CHECK;

/*
 * A response that was signed is never changed (but with options.override, which breaks the
 * signatures): a new one takes its place, with the same answers, of today, the reason as its note;
 * while that is a draft, the old one counts.  QSER_REFUSED: it was replaced already, is being made
 * anew, or is a draft that nobody has signed; QSER_USAGE: no reason.
 */
enum qser_status qser_response_revise(
	struct qser *q, int64_t response, const char *reason, int64_t *id) QSER_CHECK;
/* The complete response that has taken its place; 0: none. */
enum qser_status qser_response_replaced(struct qser *q, int64_t response, int64_t *by) QSER_CHECK;

/*
 * The skills to be worked on (H7): what was answered no or partly, or on a scale at or below so
 * many percent of its range (0 to 100).
 */
struct qser_proposal {
	const char *item, *question, *answer; /* answer NULL: none */
	const char *kind, *skill;
	bool there;	  /* the path has it already */
	int64_t skill_id; /* of qser_response_adopt: the record */
};
typedef int qser_proposal_fn(void *ctx, const struct qser_proposal *proposal);
enum qser_status qser_response_propose(struct qser *q, int64_t response, int64_t below,
	qser_proposal_fn *fn, void *ctx) QSER_CHECK;
/*
 * Take them over as skills of the path of the response: all that are proposed, or those of the
 * items named.  What is there already is left alone.  QSER_REFUSED: it belongs to no path;
 * QSER_INVALID: no such item, or kind; QSER_USAGE: a name for several.
 */
struct qser_adopting {
	const char *const *items; /* codes */
	size_t count;		  /* 0: all that are proposed */
	const char *kind, *name;  /* NULL: as proposed */
	int64_t below;
};
enum qser_status qser_response_adopt(struct qser *q, int64_t response,
	const struct qser_adopting *how, qser_proposal_fn *fn, void *ctx) QSER_CHECK;

/*
 * Responses side by side, item by item: those named, in that order; or (ids NULL) those of a path,
 * about a person, to a form, oldest first, without those that were replaced; 0: any.  Scores of
 * sections and the whole with their differences.  QSER_INVALID: fewer than two, or several forms.
 */
struct qser_comparing {
	const int64_t *ids;
	size_t count;
	int64_t path, subject, form;
};
enum qser_status qser_response_compare(struct qser *q, const struct qser_comparing *which,
	struct qser_spool *spool, const struct qser_style *style) QSER_CHECK;

/*
 * A form for a clipboard, with boxes to tick and lines to write on: blank (form, revision), or as a
 * response has it.  style: text (ascii: boxes are [ ]) or HTML.
 */
struct qser_printing {
	int64_t form;	      /* when response is 0 */
	const char *revision; /* NULL: the newest active one */
	int64_t response;     /* 0: none */
	bool blank;	      /* of a response its head alone */
};
enum qser_status qser_form_print(struct qser *q, const struct qser_printing *what,
	struct qser_spool *spool, const struct qser_style *style) QSER_CHECK;

/*
 * How far a response is, and how it came out: one call a section, then one for the whole (section
 * and title NULL).  asked, answered: items, follow-ups with theirs; required, open: answers that
 * are needed, and those of them still missing.  score: hundredths of a percent (10000 is all), the
 * mean over yes/no, yes/partly/no and scales: yes 1, partly 1/2, no 0, na left out, a scale from
 * low 0 to high 1; scored: over how many; -1 when there are none.
 */
struct qser_score {
	const char *section, *title;
	int64_t asked, answered, required, open, scored, score;
};
typedef int qser_score_fn(void *ctx, const struct qser_score *score);
enum qser_status qser_response_score(
	struct qser *q, int64_t response, qser_score_fn *fn, void *ctx) QSER_CHECK;

/* ---- Output ---- */

/* What a command will print: in memory up to 1 MiB, then in an unlinked file of mode 0600. */
struct qser_spool;
enum qser_status qser_spool_new(struct qser_spool **out) QSER_CHECK;
void qser_spool_free(struct qser_spool *s);
/* Failure is sticky: check qser_spool_copy. */
void qser_spool_add(struct qser_spool *s, const char *bytes, size_t length);
void qser_spool_printf(struct qser_spool *s, const char *format, ...)
#if defined(__GNUC__)
	__attribute__((format(printf, 2, 3)))
#endif
	;
int64_t qser_spool_length(const struct qser_spool *s);
/* Write all of it to a descriptor.  QSER_OUTPUT (errno is kept), QSER_MEMORY. */
enum qser_status qser_spool_copy(struct qser_spool *s, int fd) QSER_CHECK;

enum qser_format {
	QSER_FORMAT_TEXT,
	QSER_FORMAT_CSV,   /* RFC 4180, UTF-8, LF; values verbatim */
	QSER_FORMAT_TSV,   /* the same with TAB */
	QSER_FORMAT_JSON,  /* one array of objects (show: one object) */
	QSER_FORMAT_JSONL, /* an object a line */
	QSER_FORMAT_HTML,  /* reports only, as those below: a page */
	QSER_FORMAT_EML,   /* a message with the text and the page, RFC 5322 */
	QSER_FORMAT_ICS,   /* the appointments in it, RFC 5545 */
	QSER_FORMAT_VCF	   /* the addresses in it, RFC 6350 */
};
struct qser_mail;

struct qser_style {
	enum qser_format format;
	bool no_header;	      /* CSV, TSV and text tables without their first line */
	bool for_spreadsheet; /* CSV, TSV: ' before text that a spreadsheet would take for a formula
			       */
	bool color;	      /* text: terminal colours */
	size_t width;	      /* text: columns of the terminal; 0: as wide as it gets */
	bool single;	      /* one record: text as "label: value" lines, JSON as one object */
	bool ascii;	      /* text: rules of tables are made of - */
	/* eml: to whom; subject NULL: the title.  text is not looked at. */
	const struct qser_mail *mail;
	bool whole; /* text: no empty column and no line of a note gives way where there is no room
		     */
};

/* Rows of one table, in any format but HTML.  The columns must outlive the table.  *out is NULL
 * where it could not be begun. */
struct qser_table;
enum qser_status qser_table_new(struct qser_table **out, struct qser_spool *spool,
	const struct qser_style *style, const struct qser_column *const *columns,
	size_t count) QSER_CHECK;
/* The rows to come have more values than the table columns: places, which outlives the table, says
 * where that of each column is.  QSER_MEMORY. */
enum qser_status qser_table_pick(struct qser_table *t, const size_t *places) QSER_CHECK;
enum qser_status qser_table_row(struct qser_table *t, const char *const *values) QSER_CHECK;
enum qser_status qser_table_end(struct qser_table *t) QSER_CHECK;
void qser_table_free(struct qser_table *t);

/* Text as a terminal or a text report may show it: what could mislead is visible, \u202e.  The
 * caller frees it with free(); NULL when out of memory. */
char *qser_escape(const char *text);

/* ---- Reports (C10, C11) ---- */

enum qser_round {
	QSER_ROUND_NEAREST, /* the middle goes up */
	QSER_ROUND_UP,
	QSER_ROUND_DOWN
};

enum qser_report_kind {
	QSER_REPORT_PROGRESS,	 /* how each path stands (C11) */
	QSER_REPORT_HOURS,	 /* sums of hours in groups (C10) */
	QSER_REPORT_TIMESHEET,	 /* the hours of one person in one month, to be signed */
	QSER_REPORT_STEPS,	 /* all paths against the 13 steps */
	QSER_REPORT_DUE,	 /* what is late or soon, by who is responsible */
	QSER_REPORT_OVERVIEW,	 /* the programme as a whole */
	QSER_REPORT_MANAGER,	 /* what a department manager sees of the own staff (E12) */
	QSER_REPORT_FINAL,	 /* the final report of a path (C12, C13) */
	QSER_REPORT_CERTIFICATE, /* of signed hours, with a code to verify it */
	QSER_REPORT_SIGNOFF,	 /* what signatures covered, and whether they hold */
	QSER_REPORT_CALENDAR,	 /* rota, workshops, meetings */
	QSER_REPORT_CONTACTS,	 /* people and how to reach them */
	QSER_REPORTS
};

/*
 * What a report is about; everything may be NULL, 0 or false: all of it.  period: a stretch of days
 * ("2026-11", "last month", "2026-W47", A..B); or since and until, days or stretches of which the
 * first and the last day count.  People, paths and organisations are ids, codes or e-mail
 * addresses, several joined by ","; "" is not all of them, but refused.  Each report says which it
 * looks at; the others are refused by the commands.
 */
struct qser_report {
	const char *period, *since, *until;
	const char *organisation, *path, *trainer, *participant;
	const char *person;	    /* whose time sheet, staff, duties */
	const char *project;	    /* time sheet: of this project alone */
	const char *kind;	    /* "shadowing,reflection" */
	const char *by;		    /* hours: as in qser_diary_sum; NULL: path */
	int round;		    /* minutes: 5, 6, 10, 15, 30 or 60; 0: exact values alone */
	enum qser_round round_mode; /* of round */
	const char *within;	    /* due: how far ahead, "7d" */
	const char *code;	    /* certificate: the code to verify */
	const char *role;	    /* contacts: "mentor,trainer" */
	int vcard;		    /* contacts: version of cards, 3 or 4; 0: 3 */
	const char *what;	    /* signoff: "path reception-26", "response 12" */
	int min_group;		    /* overview: groups smaller than that are not shown; 0: 5 */
	bool draft;		    /* time sheet: also of hours that are not signed */
	bool sensitive;		    /* with what is left out unless asked for */
	bool if_any;		    /* write nothing, say nothing, when there is nothing to say */
};

/*
 * Write a report.  *any: there is something to say; when there is not, the page says so, and a
 * remark does, unless if_any is set.  People (text, HTML, mail) get names, "12:30" and sentences;
 * programs get rows with codes and whole minutes.
 *
 * progress: the data table has one row per path and participant: an entry of two counts for both;
 * minutes are those of the period, minutes_total of all days; a path without participants is one
 * row.  hours: entries, exact minutes, decimal hours, and rounded when asked; every rounded value
 * is made from an exact one, the total from the exact total.  calendar: from four weeks ago on
 * unless the period says otherwise; as ICS, events.  contacts: of organisation, path, person, role;
 * as VCF, cards; who has left is left out.  time sheet: last month unless the period says
 * otherwise.  QSER_USAGE: period together with since or until, an unknown key, a format the report
 * has not, nobody named where somebody must be; QSER_INVALID: a word, also one that names no
 * person, path or organisation; QSER_UNKNOWN: no such manager; QSER_REFUSED: hours of a time sheet
 * or a certificate that are not signed, or not as they were signed.
 */
enum qser_status qser_report_write(struct qser *q, enum qser_report_kind kind,
	const struct qser_report *report, const struct qser_style *style, struct qser_spool *spool,
	bool *any) QSER_CHECK;

/*
 * The parts of a report, each for a file of its own: progress, hours, steps, overview and contacts
 * of each organisation; time sheet, due, manager and calendar of each person; the final report of
 * each path; the certificate of each participant.  report: which of them, as for the report itself;
 * part->report is that report, of this part alone.  stem: the code or id, of a participant
 * "path.person": [a-z0-9.-]+; no two are the same.  name and email may be NULL.  What belongs to no
 * part, hours of no path say, is in none; of some parts there may be nothing to say.  All of it
 * lives until fn returns; non-zero stops (QSER_STOPPED).  QSER_USAGE: a report without parts, a
 * code to verify, or a choice that says nothing of its parts.
 */
struct qser_report_part {
	const struct qser_report *report;
	const char *stem, *name, *email;
};
typedef int qser_report_part_fn(void *ctx, const struct qser_report_part *part);
enum qser_status qser_report_parts(struct qser *q, enum qser_report_kind kind,
	const struct qser_report *report, qser_report_part_fn *fn, void *ctx) QSER_CHECK;

/* ---- Applications: review and decision (B2, B6) ---- */

/*
 * What a reviewer thinks of an application: one review for each, changed by saying it again.  With
 * a form (of the purpose evaluation or interview) a response to it is made, or the one there is
 * taken; answers go there, its score and its answer to the item "recommends" stand in the review.
 * *response: 0 without a form.  The first review makes the application in-review.  QSER_REFUSED:
 * the application is decided; QSER_INVALID: nobody reviews, nothing is said, the form does not fit.
 */
struct qser_reviewing {
	int64_t reviewer;		 /* 0: the actor */
	int64_t form;			 /* 0: none */
	const struct qser_field *fields; /* columns of QSER_REVIEW */
	size_t field_count;
	const struct qser_field *items; /* answers, by the codes of items; with a form */
	size_t item_count;
};
enum qser_status qser_application_review(struct qser *q, int64_t application,
	const struct qser_reviewing *how, int64_t *review, int64_t *response) QSER_CHECK;

/*
 * A decided application is in review again; the decision stays in its history.  Of an accepted one
 * the role of mentor that it gave ends today, and the profile as a mentor says left.  QSER_REFUSED:
 * it is open, or its mentor has pairs; QSER_EXISTS: another application of the address is open;
 * QSER_USAGE: no reason.
 */
enum qser_status qser_application_reopen(struct qser *q, int64_t id, const char *reason) QSER_CHECK;

/* Open applications, oldest first. */
struct qser_inbox {
	const char *state;    /* submitted or in-review; NULL: both */
	int64_t form;	      /* applications that are made with this form; 0: any */
	int64_t organisation; /* that they go to; 0: any */
	int64_t older;	      /* days since they came in, at least; 0: any */
};
struct qser_waiting {
	int64_t id;
	const char *submitted;				       /* the local day */
	int64_t age;					       /* days */
	const char *name, *kind, *organisation, *state, *form; /* codes; NULL: none */
	int64_t reviews;
	int64_t score; /* mean in tenths of a point; -1: nobody has scored */
	int64_t accept, reject, interview;
};
typedef int qser_waiting_fn(void *ctx, const struct qser_waiting *application);
enum qser_status qser_application_inbox(
	struct qser *q, const struct qser_inbox *which, qser_waiting_fn *fn, void *ctx) QSER_CHECK;

/* ---- Mentors and mentees (A8, K0-K6) ---- */

/*
 * A mentor takes no new mentees for a while; what pairs there are go on, which a remark tells.
 * until: the first day available again, one to come; NULL: until qser_mentor_resume.  A mentee who
 * pauses keeps the place on the waiting list.  QSER_REFUSED: has left; a mentee is in a pair.
 */
enum qser_status qser_mentor_pause(struct qser *q, int64_t mentor, const char *until) QSER_CHECK;
enum qser_status qser_mentee_pause(struct qser *q, int64_t mentee) QSER_CHECK;
/*
 * Somebody leaves: their pairs end for the reason, their proposals are closed, their role ends
 * today.  The mentees of a mentor are on the waiting list again, in the place they had.
 * QSER_USAGE: there are pairs, and no reason; QSER_REFUSED: has left already.
 */
enum qser_status qser_mentor_leave(struct qser *q, int64_t mentor, const char *reason) QSER_CHECK;
enum qser_status qser_mentee_leave(struct qser *q, int64_t mentee, const char *reason) QSER_CHECK;
/* Back after a pause, or after leaving; then a mentee waits from today on. */
enum qser_status qser_mentor_resume(struct qser *q, int64_t mentor) QSER_CHECK;
enum qser_status qser_mentee_resume(struct qser *q, int64_t mentee) QSER_CHECK;

/* Mentors with a free place, those with most of them first; each filter 0 or NULL: any. */
struct qser_free {
	int64_t mentor, person;
	const char *name, *code, *organisation; /* code: else the id of the person */
	int64_t capacity, taken;
	const char *domains, *areas, *languages, *available;
};
struct qser_free_filter {
	int64_t organisation;
	const char *domain, *language;
};
typedef int qser_free_fn(void *ctx, const struct qser_free *mentor);
enum qser_status qser_mentor_each_free(struct qser *q, const struct qser_free_filter *filter,
	qser_free_fn *fn, void *ctx) QSER_CHECK;

/* Organisations with how many mentors they have (left ones are none) and how many places; with
 * fewer than so many mentors only (0: all). */
struct qser_organisation_mentors {
	int64_t organisation;
	const char *name, *code;
	int64_t mentors, capacity, taken;
};
typedef int qser_organisation_mentors_fn(void *ctx, const struct qser_organisation_mentors *row);
enum qser_status qser_mentor_each_organisation(
	struct qser *q, int64_t fewer, qser_organisation_mentors_fn *fn, void *ctx) QSER_CHECK;

/* The waiting list, in its order: more rounds missed first, then who has waited longest. */
struct qser_waiting_mentee {
	int64_t place, mentee, person;
	const char *name, *code;
	const char *since; /* NULL: not known, last among their equals */
	int64_t days;	   /* waited; -1: not known */
	int64_t missed;
	int64_t proposals; /* that are open for them */
	const char *domains, *areas, *languages, *goal;
};
typedef int qser_waiting_mentee_fn(void *ctx, const struct qser_waiting_mentee *mentee);
enum qser_status qser_mentee_each_waiting(
	struct qser *q, qser_waiting_mentee_fn *fn, void *ctx) QSER_CHECK;

/* ---- Pairs ---- */

/*
 * Propose that two people (ids of QSER_PERSON) become mentor and mentee; fields are further columns
 * of QSER_PAIR.  QSER_REFUSED: one has no profile, has left or pauses; the mentor is the supervisor
 * (gate-supervisor); a preference stands against it (gate-preference).  QSER_EXISTS: the two have a
 * pair, or a proposal, already.
 */
enum qser_status qser_pair_propose(struct qser *q, int64_t mentor, int64_t mentee,
	const struct qser_field *fields, size_t count, int64_t *pair) QSER_CHECK;
/* Both have been told of it. */
enum qser_status qser_pair_publish(struct qser *q, int64_t pair) QSER_CHECK;
/*
 * One side ("mentor", "mentee") agrees on a day, or (NULL) both do; as soon as both have, the pair
 * is accepted: it takes one of the mentor's places, and the mentee's other proposals are closed,
 * which a remark tells.  QSER_REFUSED: no place is free, which is never passed; the mentee has a
 * mentor (gate-one-mentor); it is no proposal any more; that side has agreed already.
 */
enum qser_status qser_pair_accept(
	struct qser *q, int64_t pair, const char *as, const char *on) QSER_CHECK;
/* One side says no; needs a reason and who says so. */
enum qser_status qser_pair_decline(struct qser *q, int64_t pair, const char *as, const char *reason,
	const char *on) QSER_CHECK;
/* The organisation takes a proposal back. */
enum qser_status qser_pair_withdraw(struct qser *q, int64_t pair, const char *reason) QSER_CHECK;
/* The two begin: on the day given, else the one planned when that has come, else today. */
enum qser_status qser_pair_start(struct qser *q, int64_t pair, const char *on) QSER_CHECK;
/*
 * The pair ends; the place is free.  The mentee waits again from that day on (wait; in the old
 * place when the mentor ended it), else has completed (reached) or has left, which a remark tells.
 */
struct qser_ending {
	const char *reason;  /* required, unless reached */
	const char *outcome; /* NULL: not said */
	const char *as;	     /* who ends it: mentor, mentee, organisation; NULL: not said */
	const char *on;	     /* NULL: today */
	bool wait;
	bool reached; /* the goal is */
};
enum qser_status qser_pair_end(
	struct qser *q, int64_t pair, const struct qser_ending *ending) QSER_CHECK;
/* An ended pair goes on, one that was declined or closed is a proposal again; needs a reason, and a
 * free place. */
enum qser_status qser_pair_reopen(struct qser *q, int64_t pair, const char *reason) QSER_CHECK;

/* Who the two are.  NULL: not known. */
struct qser_contacts {
	int64_t pair, mentor, mentee; /* people */
	const char *mentor_name, *mentor_email, *mentor_phone;
	const char *mentee_name, *mentee_email, *mentee_phone;
};
typedef int qser_contacts_fn(void *ctx, const struct qser_contacts *contacts);
enum qser_status qser_pair_contacts(
	struct qser *q, int64_t pair, qser_contacts_fn *fn, void *ctx) QSER_CHECK;

/* The agreement of the two as a page, with lines for the signatures that are missing.  style: text
 * or HTML. */
enum qser_status qser_pair_agreement(struct qser *q, int64_t pair, struct qser_spool *spool,
	const struct qser_style *style) QSER_CHECK;

/* ---- Meetings, actions and issues of pairs (K7-K10) ---- */

/* How a meeting went.  Everything may be NULL or 0. */
struct qser_meet {
	int64_t pair;	  /* 0: the actor's only one that runs */
	const char *when; /* "1h30" or "17:00-18:30"; NULL: it is not said how long */
	const char *on;	  /* day; NULL: today */
	const char *const
		*actions; /* "WHO: WHAT, until DAY"; WHO is mentor, mentee, both, a person */
	size_t action_count;
	const char *const *homework; /* of the mentee */
	size_t homework_count;
	const char *next; /* the next appointment, "DAY" or "DAY HH:MM"; "fri" is the next one */
	bool extra;	  /* beside a meeting that is planned, not that one */
};
struct qser_met {
	int64_t meeting, number; /* id; of the pair's */
	int64_t entry;		 /* of the diary; 0: none */
	int64_t next;		 /* the meeting that is planned; 0: none */
};
/*
 * Record a meeting of a pair: the one that is planned, else a new one.  fields are columns of
 * QSER_ENCOUNTER.  The first one starts the pair; its hours are an entry of the diary, which
 * changes with it.  QSER_REFUSED: the pair is not accepted, or has ended; the day is before its
 * start, and nothing overrides.  QSER_INVALID: still to come, or a line nobody understands.
 * QSER_USAGE: which pair?
 */
enum qser_status qser_pair_meet(struct qser *q, const struct qser_meet *meet,
	const struct qser_field *fields, size_t count, struct qser_met *met) QSER_CHECK;
/* Plan one: when as next above; pair 0 as above. */
enum qser_status qser_pair_plan(struct qser *q, int64_t pair, const char *when,
	const struct qser_field *fields, size_t count, int64_t *meeting) QSER_CHECK;
/* A planned meeting did not take place, or is called off.  QSER_INVALID: without a reason;
 * QSER_REFUSED: it is not planned. */
enum qser_status qser_encounter_miss(
	struct qser *q, int64_t meeting, const char *reason) QSER_CHECK;
enum qser_status qser_encounter_cancel(
	struct qser *q, int64_t meeting, const char *reason) QSER_CHECK;
/* "meeting 3 of pair jan, Fri 20 Nov, 1 h 30 min": the caller frees it. */
enum qser_status qser_encounter_describe(struct qser *q, int64_t meeting, char **line) QSER_CHECK;
/* The pair a word names; NULL or "": the actor's only one, as above. */
enum qser_status qser_pair_find(struct qser *q, const char *word, int64_t *pair) QSER_CHECK;
/* A pair's meeting by its number; 0: the last that was held.  QSER_UNKNOWN. */
enum qser_status qser_encounter_find(
	struct qser *q, int64_t pair, int64_t number, int64_t *meeting) QSER_CHECK;
/* A new response to the summary of a first meeting, or of any other (K8), about that meeting. */
enum qser_status qser_encounter_summary(
	struct qser *q, int64_t meeting, int64_t *response) QSER_CHECK;

/* An action of a pair is done; on NULL: today. */
enum qser_status qser_pair_action_done(struct qser *q, int64_t action, const char *on) QSER_CHECK;

/* The organisation mediates between the two of a pair; what is done is written below what was
 * (K10).  QSER_REFUSED: the issue is closed, or the mediator is one of the two. */
enum qser_status qser_issue_mediate(
	struct qser *q, int64_t issue, int64_t mediator, const char *mediation) QSER_CHECK;
/* It is over, resolved or not.  QSER_INVALID: without an outcome. */
enum qser_status qser_issue_close(
	struct qser *q, int64_t issue, bool resolved, const char *outcome) QSER_CHECK;
/* Whether the actor may read what is confidential in an issue: a reader of it, its mediator,
 * whoever of the two has raised it.  *readers, all of these as commands name them, "eleni;nikos",
 * is the caller's to free, NULL when nothing in it is confidential. */
enum qser_status qser_issue_may_read(
	struct qser *q, int64_t issue, bool *may, char **readers) QSER_CHECK;

/* What is due in pairs; rows by coordinator, then day.  Borrowed until fn returns. */
struct qser_due {
	const char *what;	 /* silent, proposal, action, appointment, issue, paused */
	const char *pair;	 /* code or id; NULL: of none */
	int64_t id;		 /* of the pair, the action, the meeting, the issue, the mentor */
	const char *who;	 /* whom to ask, codes joined by ";"; NULL: not known */
	const char *day;	 /* when it was due */
	int64_t late;		 /* days since; below 0: still to come */
	const char *coordinator; /* NULL: none */
	const char *text;
	int64_t person;	      /* who is to see to it; 0: nobody yet */
	int64_t organisation; /* of the coordinator, else of the mentee; 0: not known */
};
typedef int qser_due_fn(void *ctx, const struct qser_due *due);
struct qser_due_of {
	int64_t coordinator; /* 0: whoever it is */
	int64_t within;	     /* what is due up to so many days from now; -1: what is late alone */
	int64_t silent; /* days without a meeting, for every pair; 0: as agreed, else silent-days */
};
/* QSER_PARTIAL: something is due. */
enum qser_status qser_pairs_due(
	struct qser *q, const struct qser_due_of *of, qser_due_fn *fn, void *ctx) QSER_CHECK;

/* A guide to print before a meeting (K1-K9). */
struct qser_guide {
	int64_t pair;	/* 0: for no pair */
	int64_t number; /* of the meeting; 0: the next one, without a pair any but the first */
	const char *const *domains; /* of the six; none: those of the meeting */
	size_t domain_count;
};
enum qser_status qser_pair_guide(struct qser *q, const struct qser_guide *guide,
	struct qser_spool *spool, const struct qser_style *style) QSER_CHECK;

/* ---- Applications: letters ---- */

/* An answer to an applicant; purpose, language, subject and text alone of one that comes with the
 * program. */
struct qser_letter {
	int64_t application;
	const char *name, *email;
	const char *purpose, *language; /* language NULL: unknown */
	const char *subject, *text;
};
typedef int qser_letter_fn(void *ctx, const struct qser_letter *letter);

/*
 * The answer to an application, from the template (QSER_LETTER) for its purpose and for a language
 * the applicant speaks: the organisation's own before a general one, either before what comes with
 * the program.  QSER_REFUSED: the purpose says what is not so; QSER_INVALID: unknown purpose or
 * language, no reason for a question.
 */
struct qser_lettering {
	const char *purpose;  /* NULL: as the state is */
	const char *language; /* NULL: the first of the applicant's there is a text for */
	const char *reason;   /* NULL: that of the decision */
};
enum qser_status qser_application_letter(struct qser *q, int64_t application,
	const struct qser_lettering *how, qser_letter_fn *fn, void *ctx) QSER_CHECK;

/* Those that come with the program, words in braces as they stand. */
enum qser_status qser_each_builtin_letter(qser_letter_fn *fn, void *ctx) QSER_CHECK;

/*
 * A message, for a program that sends it: `sendmail -t` reads it from a pipe (RFC 5322, with the
 * line ends of the system).  QSER_MEMORY; QSER_INVALID: an address that qser_mail_refuses.
 */
struct qser_mail {
	const char *from; /* an address; NULL: whoever sends it */
	const char *name; /* of the recipient; NULL: none */
	const char *to;	  /* an address; of reports also several, joined by commas */
	const char *subject, *text;
	const char *language; /* NULL: unknown */
	int64_t now;	      /* seconds since 1970 UTC */
};
struct qser_spool;
/* What is wrong with an address, to stand behind it in a sentence; NULL: nothing.  local@domain, of
 * letters, digits and the signs of RFC 5322 3.2.3: nothing that could end a header. */
const char *qser_mail_refuses(const char *address);
enum qser_status qser_mail_write(struct qser_spool *spool, const struct qser_mail *mail) QSER_CHECK;

/* ---- Reports: the logo ---- */

/*
 * The picture at the head of reports: of an organisation, or (0) of all that have none of their
 * own. JPEG, PNG or WebP by its bytes, kept without what it says of place, time and camera.  It is
 * the setting "logo", so qser_set_setting with "" takes it away.  QSER_INVALID: it is neither, or
 * damaged, or larger than QSER_LOGO_MAX; QSER_UNKNOWN: there is none.
 */
#define QSER_LOGO_MAX 262144
enum qser_status qser_logo_store(
	struct qser *q, int64_t organisation, const void *bytes, size_t length) QSER_CHECK;
enum qser_status qser_logo_get(
	struct qser *q, int64_t organisation, struct qser_spool *spool) QSER_CHECK;

/* ---- Applications: pictures (B3) ---- */

/*
 * The picture of an applicant, one each; another one takes its place.  JPEG, PNG or WebP by its
 * bytes; it is kept without what it says of place, time and camera, which a remark tells.  name: of
 * the file, may be NULL.  QSER_INVALID: it is none of these, damaged, moving, larger than the
 * setting picture-limit, or than 4,096 pixels a side.
 */
enum qser_status qser_picture_store(struct qser *q, int64_t application, const char *name,
	const void *bytes, size_t length, int64_t *id) QSER_CHECK;
/* Its bytes into the spool.  QSER_UNKNOWN: there is none; QSER_UNAVAILABLE: it was altered. */
enum qser_status qser_picture_get(
	struct qser *q, int64_t application, struct qser_spool *spool) QSER_CHECK;
/* The record of it.  QSER_UNKNOWN. */
enum qser_status qser_picture_of(struct qser *q, int64_t application, int64_t *id) QSER_CHECK;
/* How many bytes a picture may have. */
enum qser_status qser_picture_limit(struct qser *q, int64_t *bytes) QSER_CHECK;

/* ---- Applications: an organisation's own forms (B6) ---- */

/*
 * A copy of an application form to be changed, as rows of a form file: with a code of its own,
 * revision 1.0, a draft.  QSER_EXISTS: the code is taken; QSER_INVALID: it is no application form.
 */
struct qser_drafting {
	int64_t organisation;
	const char *applicants; /* in-house or external; NULL: both */
	const char *code;	/* NULL: made of organisation and applicants */
};
enum qser_status qser_form_draft(struct qser *q, int64_t form, const char *revision,
	const struct qser_drafting *how, struct qser_table *table) QSER_CHECK;

/*
 * All that is wrong with a form file, nothing written: import->message gets a line each.  Of an
 * application form: the four groups of questions are there, name and address are asked for, items
 * fit the columns they set.  QSER_PARTIAL: something is wrong.
 */
enum qser_status qser_form_check(
	struct qser *q, const struct qser_import *import, struct qser_counts *counts) QSER_CHECK;

/*
 * Take a revision into use (NULL: the newest draft, else the newest); the one in use before
 * retires. QSER_INVALID: it is not whole; QSER_EXISTS: another form is in use for the same
 * applicants.
 */
enum qser_status qser_form_activate(struct qser *q, int64_t form, const char *revision) QSER_CHECK;
/* Take a revision (NULL: all) out of use; what was answered stays. */
enum qser_status qser_form_retire(struct qser *q, int64_t form, const char *revision) QSER_CHECK;

/* ---- Training of mentors and job shadowers (A5-A8) ---- */

/*
 * Who is ready to be what: trainer or job-shadower (A6: modules online-1 to -3 and
 * trainer-background), mentor or e-mentor (A5: online-1 to -3, workshop, working-structures,
 * mentoring).  A training counts that is completed, today or before.  In the order of names;
 * those who are mentees and nothing else are left out.  QSER_USAGE: as is none of these words.
 */
struct qser_ready {
	int64_t id;
	const char *person, *name; /* person: the code, else the id */
	bool ready, has;	   /* has: the role, now */
	const char *missing;	   /* modules, joined by ";"; NULL: none */
	const char *completed;	   /* the day of the last of them; NULL: not ready */
};
enum qser_ready_only { QSER_READY_ALL, QSER_READY_READY, QSER_READY_MISSING };
struct qser_ready_filter {
	const char *as;
	int64_t organisation, person; /* each 0: any */
	enum qser_ready_only only;
};
typedef int qser_ready_fn(void *ctx, const struct qser_ready *person);
enum qser_status qser_each_ready(struct qser *q, const struct qser_ready_filter *filter,
	qser_ready_fn *fn, void *ctx) QSER_CHECK;

/*
 * Somebody who is ready gets the role (A7: staff become mentors, mentors job shadowers), from the
 * day on (NULL: today); a mentor or e-mentor the profile of a mentor, too, with the role of one.
 * What is there stays; a role or a profile that has ended begins again.  *anew: the role was not
 * there.  QSER_REFUSED: the person is not ready (gate eligibility).
 */
enum qser_status qser_person_promote(
	struct qser *q, int64_t person, const char *to, const char *on, bool *anew) QSER_CHECK;

/* ---- Matching (K0) ---- */

/*
 * Rules: a text, see qser-pair(1); the built-in ones.  qser_match_rules_check: *why, the caller's
 * (free), is "NAME:LINE: …", NULL when they are good or out of memory.  QSER_INVALID.
 */
const char *qser_match_rules(void);
enum qser_status qser_match_rules_check(const char *rules, const char *name, char **why) QSER_CHECK;

struct qser_matching {
	const char *rules, *rules_name;	 /* NULL: the built-in ones */
	const char *method;		 /* of a round: score, stable; NULL: score */
	bool again;			 /* also mentees who have a proposal */
	const struct qser_field *fields; /* of a round: columns of QSER_ROUND */
	size_t field_count;
};

/* A mentor for a mentee. */
struct qser_fit {
	int64_t mentee, mentor; /* people; mentor 0: nobody is possible */
	const char *mentee_word, *mentor_word, *mentor_name; /* words: codes, else ids */
	int64_t points, mentee_rank, mentor_rank;	     /* ranks 0: none */
	int64_t free, load; /* places of the mentor; mentees there are, proposals among them */
	int64_t place,
		order; /* of the mentee on the waiting list, of the mentor: who decides ties */
	bool possible;
	const char *why; /* points by rule; of who is not possible the cause */
};
typedef int qser_fit_fn(void *ctx, const struct qser_fit *fit);

/* All candidates of those who wait, by mentee and mentor, also mentors without a free place; of a
 * mentee without any a row without a mentor. */
enum qser_status qser_match_candidates(
	struct qser *q, const struct qser_matching *how, qser_fit_fn *fn, void *ctx) QSER_CHECK;
/*
 * Mentors for one mentee (a person), waiting or not, most points first; all: those behind them who
 * are not possible.  QSER_PARTIAL: nobody is possible, *cause (the caller's) says why;
 * QSER_UNKNOWN: no profile.
 */
enum qser_status qser_match_mentee(struct qser *q, const struct qser_matching *how, int64_t person,
	bool all, qser_fit_fn *fn, void *ctx, char **cause) QSER_CHECK;

/*
 * A round: proposals (QSER_PAIR) for all who wait, the causes of those without (QSER_UNMATCHED),
 * who have missed one more.  *round: of QSER_ROUND; 0: nobody waits, nothing was done.
 * QSER_PARTIAL: somebody goes without, or nobody waits; QSER_INVALID: method, rules; QSER_REFUSED:
 * a gate that the rules leave open.  Ties: the waiting list, then mentors with fewer mentees, then
 * their id.
 */
struct qser_round_result {
	int64_t mentees, mentors; /* looked at: who wait; who have places free */
	int64_t proposed, unmatched;
	int64_t left_out; /* who wait, but have a proposal */
};
enum qser_status qser_match_round(struct qser *q, const struct qser_matching *how, int64_t *round,
	struct qser_round_result *result) QSER_CHECK;
/* What is still proposed is told to both.  QSER_PARTIAL: nothing is. */
enum qser_status qser_round_publish(struct qser *q, int64_t round, int64_t *published) QSER_CHECK;
/* Proposals that are open are closed, for a reason (QSER_USAGE).  QSER_PARTIAL: none is. */
enum qser_status qser_round_withdraw(
	struct qser *q, int64_t round, const char *reason, int64_t *closed) QSER_CHECK;

/*
 * The same without a database: columns mentee, mentor, points, and if need be mentee_rank,
 * mentor_rank, capacity (places free; 1), load, mentee_place, mentor_place, explanation; a row
 * without a mentor names a mentee who has no candidate.  capacities (may be NULL): mentor,
 * capacity. *why is the caller's.  QSER_PARTIAL: somebody goes without, or there is nobody;
 * QSER_STOPPED by proposal or unmatched; QSER_INVALID: rows are not as they should be, which
 * message has told; QSER_INTERRUPTED by progress; QSER_USAGE, QSER_NOINPUT, QSER_UNAVAILABLE as
 * qser_read_file.
 */
struct qser_match_input {
	int fd;
	const char *name;
};
struct qser_match {
	const char *mentee, *mentor, *explanation; /* explanation: NULL, none was given */
	int64_t points;
};
struct qser_match_file {
	struct qser_match_input candidates;
	const struct qser_match_input *capacities;
	const char *encoding;
	char delimiter;
	const char *method; /* NULL: score */
	int (*proposal)(void *ctx, const struct qser_match *match);
	int (*unmatched)(void *ctx, const char *mentee, const char *cause);
	void (*message)(void *ctx, const char *message);
	void (*remark)(void *ctx, const char *message);
	int (*progress)(void *ctx, int64_t bytes);
	void *ctx;
};
enum qser_status qser_match_csv(const struct qser_match_file *file,
	struct qser_round_result *result, char **why) QSER_CHECK;

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif
#endif
