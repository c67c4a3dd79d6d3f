/* handle.h: what is behind struct qser. */
#ifndef RECORD_HANDLE_H
#define RECORD_HANDLE_H

#include "../base/catalogue.h"
#include "../base/number.h"
#include "../base/sha256.h"
#include "../intake/vocabulary.h"
#include "record.h"

#define COLUMN_PLACES 31 /* names of columns that rules ask for, at least */

/* What a parameter was given last: a text and its length, or a number; of is NULL for null. */
struct bound {
	const void *of;
	int64_t n;
};

/* Statements of one record, prepared once and run many times. */
struct statements {
	struct query insert, update, load, key[2], code, email;
	struct bound *bound; /* to insert, by column */
	int64_t next;	     /* the id of the next new record; 0: to be asked */
	bool follows;	     /* the record with the id before that is the last of its table */
	bool others;	     /* records were written that are not in row->seen of an import */
	uint64_t insert_columns, update_columns;
	bool has_insert, has_update, has_load, has_key[2], has_code, has_email;
	unsigned char places[COLUMN_PLACES]; /* where names of columns were found, see row.c */
};

enum change_op { CHANGE_ADD = 1, CHANGE_EDIT = 2, CHANGE_REMOVE = 3 };

#define CHANGE_RUN 1024 /* records whose changes share a row, at most */
#define IN_SQL(macro) AS_TEXT(macro)
#define AS_TEXT(text) #text

/* What is known of one record: a change of it has a row of its own, or stands in a run.  ?1: the
 * record, ?2: the target. */
#define SQL_CHANGES_OF(columns)                                                    \
	"(select " columns                                                         \
	" from change where record = ?1 and target = ?2 union all select " columns \
	" from change where record = ?1 and more > 0 and target > ?2"              \
	" and target < ?2 + " IN_SQL(CHANGE_RUN) " and target - more <= ?2)"

/* New records of one kind with neighbouring ids, of an import; their row is written when the run
 * ends. */
struct change_run {
	int64_t record, last, count; /* count 0: none */
};

/* To what a part that is taken back returns. */
struct log_mark {
	int64_t seq;
	struct sha256 hash;
	struct change_run run;
};

struct command_log {
	int64_t command; /* id of the running command; 0: no transaction */
	int64_t seq;	 /* changes so far */
	int64_t undoes;
	struct sha256 hash;
	struct change_run run;
	char previous[SHA256_TEXT];
	char own[SHA256_TEXT]; /* of this command, once it is logged */
	struct query change, history;
	bool has_change, has_history;
	struct buffer line;	    /* what is hashed of a change */
	const char *import_name;    /* of an import: what came in; NULL: it is none */
	struct buffer import_shown; /* that name, without what could not be kept as text */
	char import_hash[SHA256_TEXT];
	struct qser_counts counts;
};

/* How the values of a file are read, while an import goes on (source.c). */
#define REMARKS_SHOWN 10 /* about the rows of one file */

struct reading {
	bool file; /* values are those of a file */
	const char *name;
	uint64_t line;		      /* of the row in hand; 0: none */
	int64_t noted;		      /* remarks about rows so far */
	int64_t overnight;	      /* rows of the diary that end the next day */
	bool people_begun;	      /* people were added by rows of others (profile_file.c) ... */
	int64_t people_before;	      /* ... whose ids are above that */
	const struct id_lines *lines; /* which of them meant which record; NULL: no import */
	enum decimal_point decimal;
};

/* The words of a column with names in several languages, and those names (value.c). */
struct known_words {
	struct known_words *next;
	const char *const *of; /* word_aliases of the column */
	struct vocabulary names;
};

struct qser {
	struct error error;
	volatile bool interrupted; /* qser_interrupt was called; for long walks */
	struct store *store;
	struct qser_options options;
	char *verb;
	char today[DAY_TEXT];
	struct reading reading;
	struct day_context days;
	bool days_known;	   /* the order of days has been looked up */
	bool language_known;	   /* likewise of texts */
	struct catalogue *words;   /* of the report in hand; NULL: English */
	struct known_words *known; /* words of choices that were asked for so far */
	int64_t about;		   /* the organisation that report is about; 0: several, or none */
	int64_t actor;
	char *actor_name;
	int64_t within; /* the organisation whose departments a name is looked for in; 0: all */
	struct statements statements[QSER_RECORDS];
	struct command_log log;
	qser_remark_fn *remark;
	void *remark_ctx;
	void *kept; /* what a higher floor keeps with the handle; forget frees it */
	void (*forget)(void *kept);
};

/* Record a failure in the handle. */
enum qser_status fail(struct qser *q, enum qser_status status, const char *format, ...)
	_printf_(3, 4);
void remark(struct qser *q, const char *format, ...) _printf_(2, 3);

/* What "today" is and in which order days are written. */
enum qser_status handle_days(struct qser *q, const struct day_context **days) _check_;

/* The value of a setting, global or (organisation not 0) an organisation's own; fallback when it is
 * not set.  Into out; borrowed from there. */
enum qser_status handle_setting(struct qser *q, const char *name, int64_t organisation,
	const char *fallback, struct buffer *out);

/* Is a write transaction open?  QSER_INTERNAL otherwise. */
enum qser_status handle_writes(struct qser *q) _check_;

/* ---- Change log (log.c) ---- */

enum qser_status log_begin(struct qser *q) _check_;
/* Which commands are undone, and which only undid another: neither stands in the way of undoing. */
struct undone {
	struct buffer undone;	 /* int64_t ids: undone and not redone */
	struct buffer by;	 /* the undo of each */
	struct buffer cancelled; /* those, and the undo commands that are in effect */
};
#define UNDONE_INIT                                   \
	{                                             \
		BUFFER_INIT, BUFFER_INIT, BUFFER_INIT \
	}
enum qser_status log_undone(struct qser *q, struct undone *out) _check_;
bool id_among(const struct buffer *ids, int64_t id);
void undone_free(struct undone *u);

/* How many records there should be, of rows of change: those added less those removed. */
#define LOG_SQL_ADDED "sum(case when op = 1 then 1 + more when op = 3 then -1 - more else 0 end)"

/* Does the chain of hashes hold?  fn gets a line a finding. */
enum qser_status log_verify(struct qser *q, struct findings *f) _check_;
/* Does every value have the form that its column asks for, and has every record come in through a
 * command (verify.c)?  Likewise. */
enum qser_status values_verify(struct qser *q, struct findings *f) _check_;
/* One change; columns are those changed (edit), old values go to history (edit, remove). */
enum qser_status log_change(struct row *row, enum change_op op, uint64_t columns) _check_;
/* A savepoint has its mark in the log. */
struct log_mark log_mark(const struct qser *q);
void log_take_back(struct qser *q, const struct log_mark *mark);
/* What stood in a column before its last change, as stored; "" when that is not known any more. */
enum qser_status record_was(struct qser *q, enum qser_record r, int64_t id, const char *column,
	struct buffer *out) _check_;
const char *change_word(int64_t op); /* "added", "changed", "removed"; "" */
enum qser_status log_commit(struct qser *q) _check_;
void log_end(struct qser *q);

#endif
