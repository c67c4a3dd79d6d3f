/*
 * cli_globals.c: the options every verb takes, and for which verbs they do something.
 */
#include "cli_private.h"

const struct cli_option cli_globals[CLI_GLOBALS + 1] = {
	[CLI_DB] = {"db", 0, "FILE", "the database", "file"},
	[CLI_FORMAT] = {"format", 'f', "FORMAT", "auto, text, csv, tsv, json or jsonl",
		"words:auto text csv tsv json jsonl"},
	[CLI_COLUMNS] = {"columns", 0, "A,B", "the columns to print, in order", "columns"},
	[CLI_SORT] = {"sort", 0, "A,-B", "the columns to sort by; - in front: falling", "columns"},
	[CLI_LIMIT] = {"limit", 0, "N", "print at most N records", NULL},
	[CLI_NO_HEADER] = {"no-header", 0, NULL, "leave the line of column names out", NULL},
	[CLI_IDS] = {"ids", 0, NULL, "print ids alone, one a line", NULL},
	[CLI_NULL] = {"null", '0', NULL, "ids, and words on stdin, end with NUL", NULL},
	[CLI_FOR_SPREADSHEET] = {"for-spreadsheet", 0, NULL,
		"put ' before text a spreadsheet would calculate", NULL},
	[CLI_OUTPUT] = {"output", 'o', "FILE",
		"write to FILE, complete or not at all; of reports DIR/: a file of each part",
		"file"},
	[CLI_COLOR] = {"color", 0, "WHEN", "auto, always or never", "words:auto always never"},
	[CLI_DRY_RUN] = {"dry-run", 'n', NULL, "say what would happen, write nothing", NULL},
	[CLI_OVERRIDE] = {"override", 0, "REASON", "pass a gate, for this reason", NULL},
	[CLI_ACTOR] = {"actor", 0, "PERSON", "who does it; default $QSER_ACTOR, else by login",
		"record:person"},
	[CLI_TODAY] = {"today", 0, "DAY", "take this ISO day for today", NULL},
	[CLI_NOW] = {"now", 0, "TIME", "take this UTC time, or Unix seconds, for now", NULL},
	[CLI_TZ] = {"tz", 0, "ZONE", "the zone of local times, Europe/Athens", NULL},
	[CLI_LANG] = {"lang", 0, "LANG", "sort as this language does, cs", NULL},
	[CLI_QUIET] = {"quiet", 'q', NULL, "on stderr only errors", NULL},
	[CLI_VERBOSE] = {"verbose", 'v', NULL, "on stderr also what was used", NULL},
	[CLI_HELP] = {"help", 'h', NULL, "print this", NULL},
	[CLI_VERSION] = {"version", 0, NULL, "print the version", NULL},
	[CLI_GLOBALS] = {NULL, 0, NULL, NULL, NULL},
};

enum cli_kind cli_kind_of(const struct cli_verb *verb)
{
	if (verb->kind != CLI_BY_COLUMNS)
		return verb->kind;
	if (verb->columns == CLI_SHOWS || verb->columns == CLI_FILTERS)
		return CLI_ROWS;
	return CLI_LINES;
}

bool cli_global_matters(enum cli_global_id id, const struct cli_verb *verb)
{
	if (!verb)
		return true;
	if (cli_is_without(verb, cli_globals[id].name) || cli_has_own(verb, cli_globals[id].name))
		return false;
	enum cli_kind kind = cli_kind_of(verb);
	bool writes = verb->database == CLI_WRITES || verb->database == CLI_IMPORTS ||
		      verb->database == CLI_OPENS_ITSELF;
	switch (id) {
	case CLI_COLUMNS: /* of what is computed, cli_table chooses */
		return verb->columns == CLI_SHOWS || verb->columns == CLI_FILTERS ||
		       (verb->kind == CLI_ROWS && verb->database != CLI_NO_DATABASE);
	case CLI_SORT:
	case CLI_LIMIT:
		return verb->columns == CLI_SHOWS || verb->columns == CLI_FILTERS;
	case CLI_IDS:
		return verb->columns == CLI_FILTERS || verb->ids;
	case CLI_NULL:
		return verb->columns == CLI_FILTERS || verb->ids || (writes && verb->most == -1);
	case CLI_FORMAT:
	case CLI_NO_HEADER:
	case CLI_FOR_SPREADSHEET:
	case CLI_COLOR:
	case CLI_OUTPUT:
		return kind != CLI_LINES;
	case CLI_DRY_RUN:
	case CLI_OVERRIDE:
		return writes;
	case CLI_ACTOR:
		return writes || verb->actor;
	case CLI_LANG:
		return verb->columns == CLI_SHOWS || verb->columns == CLI_FILTERS;
	case CLI_VERSION:
		return false;
	default:
		return id >= CLI_QUIET || verb->database != CLI_NO_DATABASE;
	}
}
