/*
 * cli_private.h: between the files of the framework; no command includes it.
 */
#ifndef BIN_CLI_PRIVATE_H
#define BIN_CLI_PRIVATE_H

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

#define _cleanup_(function) __attribute__((cleanup(function)))

static inline void free_pointer(void *p)
{
	free(*(void **)p);
}

/* ---- Options ---- */

/* In the order of cli_globals. */
enum cli_global_id {
	CLI_DB,
	CLI_FORMAT,
	CLI_COLUMNS,
	CLI_SORT,
	CLI_LIMIT,
	CLI_NO_HEADER,
	CLI_IDS,
	CLI_NULL,
	CLI_FOR_SPREADSHEET,
	CLI_OUTPUT,
	CLI_COLOR,
	CLI_DRY_RUN,
	CLI_OVERRIDE,
	CLI_ACTOR,
	CLI_TODAY,
	CLI_NOW,
	CLI_TZ,
	CLI_LANG,
	CLI_QUIET,
	CLI_VERBOSE,
	CLI_HELP,
	CLI_VERSION,
	CLI_GLOBALS
};

extern const struct cli_option cli_globals[CLI_GLOBALS + 1];
/* Does this global do anything for this verb (NULL: any verb)? */
bool cli_global_matters(enum cli_global_id id, const struct cli_verb *verb);

enum cli_origin { CLI_FROM_GLOBAL, CLI_FROM_VERB, CLI_FROM_COLUMN };

/* One option a verb takes, wherever it comes from. */
struct cli_entry {
	const char *name; /* of a column with - for _ */
	char letter;
	bool takes_value;
	enum cli_origin origin;
	const struct cli_option *option;  /* NULL for a column */
	const struct qser_column *column; /* NULL for an option */
};

/* All of them: globals first, in order, then the verb's, then the columns; the first of a name
 * wins. */
struct cli_set {
	struct cli_entry *entries;
	size_t count;
	char *names; /* of columns that have a _ in theirs */
};

bool cli_is_without(const struct cli_verb *verb, const char *name);
/* An option of its own stands in the place of the global of that name. */
bool cli_has_own(const struct cli_verb *verb, const char *name);
bool cli_set_make(struct cli_set *set, const struct cli_verb *verb); /* false: out of memory */
void cli_set_free(struct cli_set *set);
/* Is entry i hidden by an earlier one of the same name? */
bool cli_set_hidden(const struct cli_set *set, size_t i);
const struct cli_entry *cli_set_find(const struct cli_set *set, const char *name, size_t length);

/* Is the column an option (or a key of "key: value" lines) of a verb that takes columns so? */
bool cli_takes_column(enum cli_columns how, const struct qser_column *column);
bool cli_is_multiple(const struct qser_column *column);

struct cli_given {
	const char *name;
	const char *value; /* "" for a switch */
	enum cli_origin origin;
	int global;			  /* enum cli_global_id, -1 for the others */
	const struct qser_column *column; /* CLI_FROM_COLUMN */
};

/* stdin, when an argument is "-". */
enum qser_status cli_read_ahead(struct cli *c) QSER_CHECK;
enum qser_status cli_parse(struct cli *c, int argc, char **argv) QSER_CHECK;

/* The verb of that name; of a group "role" and "add".  length bytes of name count. */
const struct cli_verb *cli_find_verb(
	const struct cli_command *command, const char *group, const char *name);
bool cli_is_group(const struct cli_command *command, const char *word);
enum cli_kind cli_kind_of(const struct cli_verb *verb);

/* ---- State ---- */

/* A file in the making: written beside its place, renamed when complete. */
struct cli_file {
	char *path;
	char *temporary; /* NULL: path is a device or a pipe, written to as it is */
	int fd;		 /* -1: none */
	int slot;	 /* of cli_leftover */
	FILE *stream;	 /* over fd; NULL: not asked for */
};

/* A file that is not there yet is known by its folder and its name. */
struct cli_identity {
	dev_t device;
	ino_t inode;
	const char *name; /* NULL: it is there */
};

/* A file of the command (cli_claim). */
struct cli_claim {
	struct cli_identity file;
	const char *path; /* of what is written */
	const char *as;
	enum cli_use use;
};

/* -o DIR/: files in the making, in a folder that is held open. */
struct cli_part {
	char *name;
	char *temporary; /* NULL: it has taken its name */
};

struct cli_folder {
	char *path; /* NULL: none was asked for */
	int fd;	    /* -1: not open */
	bool made;  /* it was not there before */
	bool kept;  /* there are files in it now */
	struct cli_part *parts;
	size_t count, room;
};

enum cli_asked { CLI_ASKED_VERB, CLI_ASKED_HELP, CLI_ASKED_VERSION };

struct cli_state {
	struct cli_set set;
	enum cli_asked asked;
	const char *group;    /* --help of a group */
	char *failure;	      /* the message of cli_fail */
	bool short_of_memory; /* --help could not be made whole */
	bool talk_anyway;     /* what is in talk is said even when it failed */
	char *last;	      /* the very last line on stderr, however it ended */
	const char *stale;    /* a file that the verb would have made anew; NULL: none */
	bool keep_file;	      /* the file of the verb's own is kept even when it failed */
	const char *made;     /* done, whatever comes: "the database was made"; NULL: nothing */
	bool writes;	      /* asked to: interrupted, it says what is kept */
	char **talk;	      /* lines for stderr after the work */
	size_t talk_count, talk_room;
	char **owned; /* freed at the end */
	size_t owned_count, owned_room;
	size_t given_room;
	struct qser_field *fields;
	struct cli_claim *claims; /* the files of the command */
	size_t claim_count, claim_room;
	struct cli_file output;	  /* --output */
	struct cli_folder folder; /* --output DIR/ */
	struct cli_file file;	  /* cli_make_file */
	int input;		  /* cli_open_input; -1: none */
	/* What was answered at a terminal (cli_ask.c, which is not in every command). */
	struct qser_sheet *sheet;	   /* NULL: nothing was */
	void (*sheet_lost)(struct cli *c); /* it could not be kept: print it */
	void (*sheet_end)(struct qser_sheet *sheet);
	bool stdin_used;
	char *ahead; /* all of stdin, read before the database is locked; NULL: not read ahead */
	size_t ahead_length, ahead_at;
};

/* cli_settings.c: globals and environment into c. */
enum qser_status cli_settle(struct cli *c) QSER_CHECK;
enum qser_status cli_settle_path(struct cli *c) QSER_CHECK;
enum qser_status cli_settle_zone(struct cli *c, bool *again) QSER_CHECK;

/* cli_memory.c */
bool cli_starved(void); /* something could not be had, and was remembered */
/* Room for one more element behind the count there are: the array, perhaps elsewhere; NULL: none.
 */
void *cli_grow(void *array, size_t *room, size_t count, size_t size);

/* cli_claim.c: do both name one file, whether it is there or not yet?  NULL is none. */
bool cli_same_file(const char *one, const char *other);
/* As cli_claim, of a file that is read and open by now, standard input also. */
enum qser_status cli_claim_input(struct cli *c, int fd, const char *as) QSER_CHECK;

/* cli_talk.c */
void cli_tell(struct cli *c, const char *prefix, const char *text); /* cli_say without formatting */
void cli_print_talk(struct cli *c);

/* cli_signal.c */
void cli_catch_signals(void);
void cli_watch(struct qser **q); /* NULL: none; whom a signal interrupts */
bool cli_interrupted(void);
/* read(2) that a signal ends, whenever it comes; EINTR: one did, see cli_interrupted. */
ssize_t cli_read_some(int fd, void *bytes, size_t size);
/* Output has begun: a signal now ends the process at once, saying what was made (NULL: nothing). */
void cli_signals_at_output(const char *made);
void cli_restore_pipe_signal(void);
void cli_leftover(int slot, const char *path); /* what a signal at output unlinks; NULL: nothing */
int cli_end(int code);			       /* ends by the signal that was caught, if one was */

/* cli_file.c */
/* A file that the disk cannot tell of is one that is there. */
bool cli_is_there(const char *path);
enum qser_status cli_file_open(
	struct cli *c, struct cli_file *f, int slot, const char *path, const char *as) QSER_CHECK;
enum qser_status cli_file_sync(struct cli *c, struct cli_file *f) QSER_CHECK;
enum qser_status cli_file_finish(struct cli *c, struct cli_file *f) QSER_CHECK;
void cli_file_discard(struct cli_file *f);

/* cli_folder.c */
enum qser_status cli_folder_open(struct cli *c, const char *given) QSER_CHECK;
enum qser_status cli_folder_finish(struct cli *c) QSER_CHECK;
void cli_folder_discard(struct cli_folder *f);

/* cli_output.c */
enum qser_status cli_deliver(struct cli *c) QSER_CHECK;

/* cli_terminal.c */
size_t cli_width(int fd); /* columns of the terminal there; 0: not one */
size_t cli_height(int fd);
bool cli_dumb(void);
bool cli_wants_color(const char *when, bool terminal);
void cli_clear_progress(void);

/* cli_input.c */
enum qser_status cli_read_fields(
	struct cli *c, struct qser_field **fields, size_t *count) QSER_CHECK;
bool cli_fields_from_stdin(const struct cli *c);

/* cli_import.c, cli_read.c: what reading a table file asks for, and how many rows it names. */
#define CLI_FILE_OPTIONS                                                                   \
	{"encoding", 0, "NAME", "of the file, as iconv(1) calls it; default UTF-8", NULL}, \
	{                                                                                  \
		"delimiter", 0, "CHAR",                                                    \
			"comma, semicolon, tab, pipe, or the character; default: "         \
			"found out",                                                       \
			"words:comma semicolon tab pipe"                                   \
	}
enum { CLI_MESSAGES_SHOWN = 20 };
enum qser_status cli_read_delimiter(struct cli *c, char *delimiter) QSER_CHECK;

/* cli_words.c */
const char *cli_column_argument(
	const struct qser_column *column, bool filter, char *buffer, size_t size);
bool cli_same_name(const char *option, const char *column); /* "job-title" and "job_title" */
bool cli_in_words(const char *list, const char *word);	    /* "a b c" holds "b" */
/* "diary-entry" and what stands behind it; "" of a number that is no record. */
const char *cli_record_word(enum qser_record r, const char *after, char *buffer, size_t size);
enum qser_record cli_record_named(const char *name, size_t length);
/* The words of a column, "signature.party"; NULL: there is no such column, or it has none. */
const char *const *cli_words_of(const char *name, size_t length);
/* "for {signature.party}" with the words, "for trainer, organisation or …"; the caller's to free.
 * NULL: out of memory. */
char *cli_fill_words(const char *text);

/* cli_help.c */
void cli_help(struct cli *c, struct qser_spool *out);
char *cli_usage(const struct cli *c); /* one line; NULL: out of memory */
void cli_short_usage(const struct cli_command *command);
char *cli_column_help(const struct qser_column *column, enum cli_columns how);

/* cli_complete.c, cli_check.c: the hidden words. -1: argv asks for none of them. */
int cli_hidden(struct cli *c, int argc, char **argv);
void cli_complete(struct cli *c, int argc, char **argv, struct qser_spool *out);
int cli_check_tables(const struct cli_command *command);
void cli_dump_options(const struct cli_verb *verb, struct qser_spool *out);

#endif
