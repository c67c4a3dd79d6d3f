/*
 * cli.h: the framework of the commands.
 *
 * A command is a table of verbs and cli_main.  A verb is one entry of that table: what it is
 * called, what it takes, whether it reads or writes, and the function that runs it.  From the table
 * come parsing, --help, completion and the check of the man page.  The framework opens the
 * database, begins the transaction, commits it, then prints; a verb calls the library and fills the
 * spool.
 *
 * Hidden words for tests and completion: --complete WORD…, --list-verbs, --dump-options VERB,
 * --check-tables.
 */
#ifndef BIN_CLI_H
#define BIN_CLI_H

#include <stdarg.h>
#include <qser.h>

/* The second default of the database, and what qser-admin init --system makes. */
#define CLI_SYSTEM_DATABASE "/var/lib/qser/qser.db"

enum cli_database {
	CLI_NO_DATABASE,
	CLI_READS,	 /* opened read-only, one read transaction */
	CLI_WRITES,	 /* one transaction, committed when run returns QSER_OK or QSER_PARTIAL */
	CLI_IMPORTS,	 /* CLI_WRITES with the large cache */
	CLI_OPENS_ITSELF /* admin verbs that handle the file themselves: see cli_open */
};

enum cli_columns {
	CLI_NO_COLUMNS,
	CLI_SHOWS,   /* --columns and --sort name columns of the record */
	CLI_FILTERS, /* also: each column is a filter option */
	CLI_VALUES,  /* each settable column is an option that gives its value */
	CLI_CHANGES  /* CLI_VALUES without those fixed once added */
};

/* What it prints, which decides what -f auto is, whether a pager is used, which globals --help
 * shows. */
enum cli_kind {
	CLI_BY_COLUMNS, /* CLI_ROWS when columns is CLI_SHOWS or CLI_FILTERS, else CLI_LINES */
	CLI_LINES,	/* a line or two of text; always text */
	CLI_ROWS,	/* auto: an aligned table on a terminal, CSV in a pipe */
	CLI_DATA,	/* auto: CSV everywhere */
	CLI_PAGE	/* auto: text everywhere, through a pager when longer than the screen */
};

/*
 * What a value is completed with: "file", "columns" (of the verb's record), "record" (the verb's
 * record), "record:person", "settings", "words:a b c", "column:signature.party" (the words it may
 * have); NULL: nothing.  In the help, and in that of a verb, "{signature.party}" stands for those
 * words.
 */
struct cli_option {
	const char *name;     /* "from" */
	char letter;	      /* 'f', or 0 */
	const char *argument; /* "DAY"; NULL: a switch */
	const char *help;
	const char *complete;
};

struct cli;
struct cli_given;
struct cli_state;

struct cli_verb {
	const char *name;      /* "add"; of a group "role add" */
	const char *arguments; /* "ID…", "DURATION|FROM-TO"; NULL: none */
	const char *brief;     /* one line, imperative, lower case, no full stop */
	const char *examples;  /* lines of shell; "# …" lines explain */
	enum cli_database database;
	enum qser_record record; /* whose columns, QSER_NO_RECORD: none */
	enum cli_columns columns;
	/* Ended by .name NULL; NULL: none.  An option named as a column stands in its place:
	 * cli_fields and cli_query do not see it, cli_get does. */
	const struct cli_option *options;
	int least, most;      /* arguments; most -1: any number */
	const char *complete; /* of the arguments, as in cli_option */
	enum qser_status (*run)(struct cli *c);
	/* Of a verb that writes: before the database is locked, to talk with the person at the
	 * terminal (cli_ask.h); NULL: there is nothing to ask. */
	enum qser_status (*ask)(struct cli *c);
	const char *more; /* further paragraphs of the help; NULL: none */
	enum cli_kind kind;
	/* Formats beyond text csv tsv json jsonl: "html ics". */
	const char *formats;
	bool folder; /* -o DIR/ makes a file of each part of it: see cli_folder */
	/* Globals and columns that are no options of this verb, "sort limit starts-at". */
	const char *without;
	bool actor; /* a reading verb that asks for qser_actor (it costs a look-up; writers always
		       know) */
	bool ids;   /* rows of the verb's own, that --ids prints as ids: look at c->ids, c->null */
};

struct cli_command {
	const char *name;		     /* "qser-person" */
	const char *brief;		     /* "people, their roles and trainings" */
	const struct cli_verb *verbs;	     /* ended by .name NULL */
	const struct cli_verb *const *rooms; /* tables that follow it, ended by NULL; NULL: none */
};

struct cli {
	const struct cli_command *command;
	const struct cli_verb *verb;
	struct qser *q; /* NULL with CLI_NO_DATABASE, and CLI_OPENS_ITSELF before cli_open */
	struct qser_spool *out;	 /* what will be printed */
	struct qser_style style; /* format already resolved from auto */
	bool automatic;		 /* -f was not given, or is auto */
	bool terminal;		 /* the output goes to one */
	bool dry_run, quiet, verbose;
	bool ids, null; /* --ids, --null */
	const char *columns, *sort;
	int64_t limit;
	const char *lang;
	struct qser_options open; /* how the database was, or is to be, opened */
	bool path_given;	  /* by --db or QSER_DB */
	const char *user_path;	  /* the user's own default database; NULL: no home */
	int argc;		  /* the arguments of the verb */
	char **argv;
	struct cli_given *given; /* private: options as given */
	size_t given_count;
	struct cli_state *state; /* private */
};

int cli_main(int argc, char **argv, const struct cli_command *command);

/* ---- What was given ---- */

/* The value of an option as given ("" for a switch), NULL: not given.  The last one wins. */
const char *cli_get(const struct cli *c, const char *name);
bool cli_has(const struct cli *c, const char *name);
/* Values of an option given several times: the n-th, NULL past the end. */
const char *cli_get_nth(const struct cli *c, const char *name, size_t n);
/* The value of an option as a whole number of min..max; *value is untouched when it was not given.
 * QSER_INVALID names the option and the range. */
enum qser_status cli_get_number(
	struct cli *c, const char *name, int64_t min, int64_t max, int64_t *value) QSER_CHECK;

/* The columns given as options (or, when an argument is "-", as "key: value" lines on stdin), as
 * fields for qser_add and qser_edit.  A multi-valued column may be given several times.  Options
 * win over lines.  Borrowed, live as long as c. */
enum qser_status cli_fields(
	struct cli *c, const struct qser_field **fields, size_t *count) QSER_CHECK;
/* The columns given as filters, with columns, sort and limit. */
enum qser_status cli_query(struct cli *c, struct qser_query *query) QSER_CHECK;

/* Each argument from the n-th on; "-" stands for the lines (with --null: NUL-ended words) of stdin,
 * blank lines left out.  Stops at the first failure. */
typedef enum qser_status cli_word_fn(struct cli *c, const char *word, void *ctx);
enum qser_status cli_each_word(struct cli *c, int from, cli_word_fn *fn, void *ctx) QSER_CHECK;
/* Arguments as ids of a record; all or nothing, since the verb is one transaction. */
typedef enum qser_status cli_id_fn(struct cli *c, int64_t id, void *ctx);
enum qser_status cli_each_id(
	struct cli *c, int from, enum qser_record r, cli_id_fn *fn, void *ctx) QSER_CHECK;
/* Ids kept for later; the list is the caller's to free, also after a failure. */
struct cli_ids {
	int64_t *list;
	size_t count, room;
};
/* One more; ctx: struct cli_ids. */
enum qser_status cli_take_id(struct cli *c, int64_t id, void *ctx) QSER_CHECK;

/* A whole file ("-": stdin) as text, at most most bytes, no NUL.  Live as long as c. */
enum qser_status cli_read_text(
	struct cli *c, const char *path, size_t most, const char **text, size_t *length) QSER_CHECK;
/* Open a file to read: a directory, or one that is not there, is QSER_NOINPUT.  "-" is stdin.
 * *size: its bytes, 0 when unknown.  The descriptor is closed with c. */
enum qser_status cli_open_input(struct cli *c, const char *path, int *fd, int64_t *size) QSER_CHECK;
/* The same, but a symbolic link is refused: what others sent may hold one to a file of ours. */
enum qser_status cli_open_unlinked(
	struct cli *c, const char *path, int *fd, int64_t *size) QSER_CHECK;

/* The folders above a file of the user's own, mode 0700, as far as they are missing. */
enum qser_status cli_make_folders(struct cli *c, const char *path) QSER_CHECK;

/* strdup, strndup, asprintf and vasprintf: the caller's (free); NULL when out of memory, which is
 * remembered: the command ends with QSER_MEMORY then, whatever the verb returns. */
char *cli_dup(const char *text);
char *cli_ndup(const char *text, size_t length);
char *cli_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *cli_vformat(const char *format, va_list args) __attribute__((format(printf, 1, 0)));
enum qser_status cli_no_memory(struct cli *c); /* the failure that says so */
/* A string to be freed with c.  Returns it; NULL in, NULL out. */
char *cli_own(struct cli *c, char *string);
/* Two at once: false when one of them, which may be NULL, could not be had; then both go with c,
 * too. */
bool cli_own_both(struct cli *c, void *one, void *other);

/* ---- Failures and talk ---- */

/* Fail with a message of the command's own.  (When a library call failed, just return its status:
 * the handle's message is shown.) */
enum qser_status cli_fail(struct cli *c, enum qser_status status, const char *format,
	...) QSER_CHECK __attribute__((format(printf, 3, 4)));

/* Talk to stderr after the work is done; not with --quiet.  One line. */
void cli_say(struct cli *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- Output ---- */

/* Print data rows of a record: table on a terminal, CSV in a pipe, --ids. */
enum qser_status cli_print_query(
	struct cli *c, enum qser_record r, const struct qser_query *query) QSER_CHECK;
/* An id of a list, for --ids: a line, or with --null a word. */
void cli_list_id(struct cli *c, int64_t id);
/* A new record's id, and on a terminal what was understood (may be NULL).  A dry run prints no id.
 */
void cli_print_id(struct cli *c, int64_t id, const char *understood);
/* As that, with what the library says of it: qser_entry_describe, qser_encounter_describe. */
typedef enum qser_status cli_describe_fn(struct qser *q, int64_t id, char **line);
enum qser_status cli_print_described(
	struct cli *c, int64_t id, cli_describe_fn *describe) QSER_CHECK;
/* A table of the verb's own, into c->out in c->style; free it with qser_table_free. */
#define COLUMN(key, title, kind)                          \
	{                                                 \
		.name = key, .label = title, .type = kind \
	}
enum qser_status cli_table(struct cli *c, const struct qser_column *const *columns, size_t count,
	struct qser_table **table) QSER_CHECK;

/* A table of a record's rows with columns of the verb's own behind them.  Set c, more, fill and
 * ctx. */
struct cli_wide;
typedef enum qser_status cli_fill_fn(struct cli_wide *w, int64_t id, const char **values);
struct cli_wide {
	struct cli *c;
	size_t more;	   /* columns of the verb's own */
	cli_fill_fn *fill; /* their values of a row; they live until the next one */
	void *ctx;
	/* private */
	struct qser_table *table;
	const struct qser_column **columns;
	const char **values;
	size_t own;
	enum qser_status status;
};
enum qser_status cli_wide_print(struct cli_wide *w, enum qser_record r, struct qser_query *query,
	const struct qser_column *more) QSER_CHECK;

/* Open the database (CLI_OPENS_ITSELF): c->open with the mode.  It is closed by the framework. */
enum qser_status cli_open(struct cli *c, enum qser_mode mode) QSER_CHECK;
/* Close it before the end. */
void cli_close(struct cli *c);
/* Said by a verb that opens it itself: from here on something is there to stay, "the backup was
 * made".  Should the output be lost, or a signal end it, that is said.  A literal. */
void cli_made(struct cli *c, const char *what);

/*
 * A file of the verb's own making: a temporary beside it, mode 0600, which takes its name when the
 * verb is through (after the commit), and is gone when it fails, is interrupted or is a dry run.
 * Never through a symbolic link.  One at a time; the stream is the framework's.
 */
enum qser_status cli_make_file(
	struct cli *c, const char *path, const char *as, FILE **stream) QSER_CHECK;

/*
 * A file of the command, before anything is done with it: "the file of --rejects".  One that is
 * written cannot be another of them: QSER_USAGE.  What cli_make_file makes and cli_open_input opens
 * is claimed by itself, but may not be in time.  NULL, "-" and what is no plain file are nobody's.
 * path outlives c.
 */
enum cli_use { CLI_READ, CLI_WRITTEN };
enum qser_status cli_claim(
	struct cli *c, const char *path, enum cli_use use, const char *as) QSER_CHECK;
#define CLI_DATABASE "the database"
#define CLI_REJECTS "the file of --rejects"
#define CLI_UNMATCHED "the file of --unmatched"

/* Does --output name a folder, DIR/, for a file of each part?  Only of a verb that has .folder. */
bool cli_folder(const struct cli *c);
/* One more file in it, name of letters, digits and . _ - alone: there when the verb is through, or
 * none of them is. */
enum qser_status cli_folder_add(
	struct cli *c, const char *name, struct qser_spool *from) QSER_CHECK;

/* QSER_CANTCREATE when a path is the database in use, or its journal. */
enum qser_status cli_refuse_database(struct cli *c, const char *path) QSER_CHECK;

/* A bar on stderr: terminals only, after one second, not with --quiet.  total 0: unknown. */
void cli_progress(struct cli *c, int64_t done, int64_t total);

/* ---- Whole verbs, the same for every record ---- */

enum qser_status cli_list(struct cli *c);
enum qser_status cli_show(struct cli *c);
enum qser_status cli_add(struct cli *c);
enum qser_status cli_edit(struct cli *c);
enum qser_status cli_rm(struct cli *c);
enum qser_status cli_import(struct cli *c);
enum qser_status cli_map(struct cli *c);
enum qser_status cli_undo(struct cli *c);
enum qser_status cli_read(struct cli *c); /* of no record: a table file as it is */

extern const struct cli_option cli_import_options[], cli_read_options[], cli_show_options[];
extern const struct cli_option cli_map_options[];
extern const char cli_map_more[];
extern const char cli_import_more[], cli_fields_more[], cli_undo_more[];

/* Entries of a verb table.  prefix is "" or "role "; many "people", one "a person" are for the
 * brief line; ex are the examples. */
#define CLI_LIST(prefix, rec, many, ex)                                                       \
	{                                                                                     \
		.name = prefix "list", .brief = "list " many, .examples = ex,                 \
		.database = CLI_READS, .record = rec, .columns = CLI_FILTERS, .run = cli_list \
	}
#define CLI_SHOW(prefix, rec, many, ex)                                                          \
	{                                                                                        \
		.name = prefix "show", .arguments = "ID…", .brief = "show " many " in full",     \
		.examples = ex, .database = CLI_READS, .record = rec, .columns = CLI_SHOWS,      \
		.kind = CLI_PAGE, .least = 1, .most = -1, .complete = "record", .run = cli_show, \
		.options = cli_show_options                                                      \
	}
#define CLI_ADD(prefix, rec, one, ex)                                                          \
	{                                                                                      \
		.name = prefix "add", .arguments = "[-]", .brief = "add " one, .examples = ex, \
		.database = CLI_WRITES, .record = rec, .columns = CLI_VALUES, .most = 1,       \
		.run = cli_add, .more = cli_fields_more                                        \
	}
#define CLI_EDIT(prefix, rec, many, ex)                                                        \
	{                                                                                      \
		.name = prefix "edit", .arguments = "ID… [-]", .brief = "change " many,        \
		.examples = ex, .database = CLI_WRITES, .record = rec, .columns = CLI_CHANGES, \
		.least = 1, .most = -1, .complete = "record", .run = cli_edit,                 \
		.more = cli_fields_more                                                        \
	}
#define CLI_RM(prefix, rec, many, ex)                                                             \
	{                                                                                         \
		.name = prefix "rm", .arguments = "ID…", .brief = "remove " many, .examples = ex, \
		.database = CLI_WRITES, .record = rec, .least = 1, .most = -1,                    \
		.complete = "record", .run = cli_rm                                               \
	}
#define CLI_IMPORT(prefix, rec, many, ex)                                                          \
	{                                                                                          \
		.name = prefix "import", .arguments = "FILE|-",                                    \
		.brief = "take " many " from a CSV or TSV file", .examples = ex,                   \
		.database = CLI_IMPORTS, .record = rec, .options = cli_import_options, .least = 1, \
		.most = 1, .complete = "file", .run = cli_import, .more = cli_import_more          \
	}
#define CLI_MAP(prefix, rec, many, ex)                                                            \
	{                                                                                         \
		.name = prefix "map", .arguments = "FILE|-",                                      \
		.brief = "draft a map of the columns of a file, to import " many, .examples = ex, \
		.database = CLI_OPENS_ITSELF, .record = rec, .options = cli_map_options,          \
		.least = 1, .most = 1, .complete = "file", .run = cli_map, .more = cli_map_more,  \
		.kind = CLI_PAGE,                                                                 \
		.without = "format no-header for-spreadsheet color dry-run override actor "       \
			   "columns sort limit lang null"                                         \
	}
#define CLI_EXPORT(prefix, rec, many, ex)                                                     \
	{                                                                                     \
		.name = prefix "export", .brief = "write " many " as CSV that import takes",  \
		.examples = ex, .database = CLI_READS, .record = rec, .columns = CLI_FILTERS, \
		.kind = CLI_DATA, .run = cli_list                                             \
	}
#define CLI_UNDO(ex)                                                                      \
	{                                                                                 \
		.name = "undo", .arguments = "[COMMAND]", .brief = "take back a command", \
		.examples = ex, .database = CLI_WRITES, .most = 1, .run = cli_undo,       \
		.more = cli_undo_more                                                     \
	}

/* ---- For qser(1), which has no verbs ---- */

/* First thing in main, which cli_start does too: descriptors 0 to 2 open, umask, no core dumps. */
void cli_confine(void);
void cli_start(void); /* signals, too */
/* Print a spool on standard output, checked to the last byte; gives the exit status. */
int cli_finish(const char *program, struct qser_spool *out);
/* One line on stderr, escaped. */
void cli_error(const char *program, const char *format, ...) __attribute__((format(printf, 2, 3)));
int cli_exit_status(enum qser_status status);

/* The candidate nearest to a word that is not known: start with {.word = word}, offer each, read
 * best (NULL: none is near). */
struct cli_nearest {
	const char *word;
	const char *best;
	size_t distance;
};
void cli_offer(struct cli_nearest *n, const char *candidate);

#endif
