/*
 * cli_options.c: the words of the command line, by one table per verb.
 *
 * getopt_long does the splitting, in two passes: the globals before the verb, then everything after
 * it.  Both keep the order of the words ("-" or "+" first), so POSIXLY_CORRECT changes nothing.
 */
#include <getopt.h>

#include "cli_private.h"

bool cli_takes_column(enum cli_columns how, const struct qser_column *column)
{
	if (column->flags & QSER_HIDDEN)
		return false;
	if (how == CLI_VALUES)
		return !(column->flags & QSER_READONLY);
	if (how == CLI_CHANGES)
		return !(column->flags & (QSER_READONLY | QSER_FIXED));
	return how == CLI_FILTERS;
}

bool cli_is_multiple(const struct qser_column *column)
{
	return column->type == QSER_WORDS || column->type == QSER_REFS;
}

/* ---- The set of options of a verb ---- */

bool cli_is_without(const struct cli_verb *verb, const char *name)
{
	return verb && verb->without && cli_in_words(verb->without, name);
}

bool cli_has_own(const struct cli_verb *verb, const char *name)
{
	for (const struct cli_option *o = verb ? verb->options : NULL; o && o->name; o++)
		if (strcmp(o->name, name) == 0)
			return true;
	return false;
}

static void enter_options(struct cli_set *set, const struct cli_verb *verb,
	const struct cli_option *options, enum cli_origin origin)
{
	for (const struct cli_option *o = options; o && o->name; o++) {
		if (origin == CLI_FROM_GLOBAL &&
			(cli_is_without(verb, o->name) || cli_has_own(verb, o->name)))
			continue;
		set->entries[set->count++] = (struct cli_entry){.name = o->name,
			.letter = o->letter,
			.takes_value = o->argument != NULL,
			.origin = origin,
			.option = o};
	}
}

static void enter_column(struct cli_set *set, const struct cli_verb *verb,
	const struct qser_column *column, char **room)
{
	const char *name = column->name;
	if (strchr(name, '_')) {
		char *written = *room;
		for (const char *s = name; *s; s++)
			*(*room)++ = *s == '_' ? '-' : *s;
		*(*room)++ = '\0';
		name = written;
	}
	if (!cli_is_without(verb, name))
		set->entries[set->count++] = (struct cli_entry){.name = name,
			.takes_value = true,
			.origin = CLI_FROM_COLUMN,
			.column = column};
}

bool cli_set_make(struct cli_set *set, const struct cli_verb *verb)
{
	size_t count = CLI_GLOBALS, columns = 0, room = 0;
	const struct qser_column *column = NULL;
	*set = (struct cli_set){0};
	if (verb) {
		for (const struct cli_option *o = verb->options; o && o->name; o++)
			count++;
		if (verb->record != QSER_NO_RECORD && verb->columns > CLI_SHOWS)
			column = qser_columns(verb->record, &columns);
	}
	for (size_t i = 0; i < columns; i++)
		room += strlen(column[i].name) + 1;
	set->entries = calloc(count + columns, sizeof *set->entries);
	set->names = malloc(room + 1);
	if (!set->entries || !set->names) {
		cli_set_free(set);
		return false;
	}
	enter_options(set, verb, cli_globals, CLI_FROM_GLOBAL);
	if (verb)
		enter_options(set, verb, verb->options, CLI_FROM_VERB);
	char *next = set->names;
	for (size_t i = 0; i < columns; i++)
		if (cli_takes_column(verb->columns, &column[i]))
			enter_column(set, verb, &column[i], &next);
	return true;
}

void cli_set_free(struct cli_set *set)
{
	free(set->entries);
	free(set->names);
	*set = (struct cli_set){0};
}

bool cli_set_hidden(const struct cli_set *set, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(set->entries[k].name, set->entries[i].name) == 0)
			return true;
	return false;
}

const struct cli_entry *cli_set_find(const struct cli_set *set, const char *name, size_t length)
{
	for (size_t i = 0; i < set->count; i++)
		if (strncmp(set->entries[i].name, name, length) == 0 &&
			set->entries[i].name[length] == '\0')
			return &set->entries[i];
	return NULL;
}

/* ---- getopt ---- */

/* Long options are known by a number past every letter. */
enum { LONG = 256 };

struct getopt_table {
	struct option *longs;
	char letters[2 + 2 * 64 + 1];
};

static bool table_make(struct getopt_table *t, const struct cli_set *set, char order)
{
	char *next = t->letters;
	char *end = t->letters + sizeof t->letters - 3;
	*next++ = order; /* '+': stop at the first word, '-': hand words over in place */
	*next++ = ':';	 /* no talk from getopt, ':' for a missing value */
	t->longs = calloc(set->count + 1, sizeof *t->longs);
	if (!t->longs)
		return false;
	for (size_t i = 0; i < set->count; i++) {
		const struct cli_entry *e = &set->entries[i];
		t->longs[i] = (struct option){.name = e->name,
			.has_arg = e->takes_value ? required_argument : no_argument,
			.val = LONG + (int)i};
		if (e->letter && next < end) {
			*next++ = e->letter;
			if (e->takes_value)
				*next++ = ':';
		}
	}
	*next = '\0';
	return true;
}

static const struct cli_entry *entry_of(const struct cli_set *set, int code)
{
	if (code >= LONG)
		return (size_t)(code - LONG) < set->count ? &set->entries[code - LONG] : NULL;
	for (size_t i = 0; code && i < set->count; i++)
		if (set->entries[i].letter == code)
			return &set->entries[i];
	return NULL;
}

static const char *help_words(const struct cli *c, char *buffer, size_t size)
{
	snprintf(buffer, size, "%s%s%s --help", c->command->name, c->verb ? " " : "",
		c->verb ? c->verb->name : "");
	return buffer;
}

static enum qser_status unknown_option(struct cli *c, const struct cli_set *set, const char *word)
{
	char help[128];
	size_t length = strcspn(word, "=");
	_cleanup_(free_pointer) char *name = cli_ndup(word, length);
	if (!name)
		return cli_no_memory(c);
	struct cli_nearest nearest = {.word = name + strspn(name, "-")};
	for (size_t i = 0; i < set->count; i++)
		cli_offer(&nearest, set->entries[i].name);
	if (nearest.best && name[1] == '-')
		return cli_fail(c, QSER_USAGE, "unknown option %s; did you mean --%s? See %s", name,
			nearest.best, help_words(c, help, sizeof help));
	return cli_fail(
		c, QSER_USAGE, "unknown option %s; see %s", name, help_words(c, help, sizeof help));
}

/* getopt gave '?' or ':': say why. */
static enum qser_status refuse(
	struct cli *c, const struct cli_set *set, int code, const char *word, int which)
{
	char help[128];
	const struct cli_entry *e = entry_of(set, which);
	if (code == ':' && e)
		return cli_fail(c, QSER_USAGE, "option --%s needs a value; see %s", e->name,
			help_words(c, help, sizeof help));
	if (e && which >= LONG)
		return cli_fail(c, QSER_USAGE, "option --%s takes no value; see %s", e->name,
			help_words(c, help, sizeof help));
	if (which > 0 && which < LONG) {
		char letter[3] = {'-', (char)which, '\0'};
		return unknown_option(c, set, letter);
	}
	return unknown_option(c, set, word);
}

static enum qser_status remember(struct cli *c, const struct cli_entry *e)
{
	struct cli_given *given =
		cli_grow(c->given, &c->state->given_room, c->given_count, sizeof *c->given);
	if (!given)
		return cli_no_memory(c);
	c->given = given;
	given[c->given_count++] = (struct cli_given){.name = e->name,
		.value = e->takes_value ? optarg : "",
		.origin = e->origin,
		.global = e->origin == CLI_FROM_GLOBAL ? (int)(e->option - cli_globals) : -1,
		.column = e->column};
	if (e->option == &cli_globals[CLI_HELP])
		c->state->asked = CLI_ASKED_HELP;
	if (e->option == &cli_globals[CLI_VERSION])
		c->state->asked = CLI_ASKED_VERSION;
	return QSER_OK;
}

/*
 * Scan argv[1…]; argv[0] is passed over.  order '+': up to the first word, whose place is *next;
 * '-': everything, words into c->argv.
 */
static enum qser_status scan(
	struct cli *c, const struct cli_set *set, char order, int argc, char **argv, int *next)
{
	struct getopt_table table = {0};
	if (!table_make(&table, set, order))
		return cli_no_memory(c);
	_cleanup_(free_pointer) struct option *longs = table.longs;
	enum qser_status status = QSER_OK;
	optind = 0; /* glibc: start afresh */
	for (int code; status == QSER_OK;) {
		int index = -1;
		code = getopt_long(argc, argv, table.letters, longs, &index);
		if (code == -1)
			break;
		const char *word = argv[optind > 0 ? optind - 1 : 0];
		if (code == 1 && order == '-') {
			c->argv[c->argc++] = optarg;
			continue;
		}
		const struct cli_entry *e = code == '?' || code == ':' ? NULL : entry_of(set, code);
		if (!e) {
			status = refuse(c, set, code, word, optopt);
			continue;
		}
		/* getopt takes abbreviations; a script that uses one breaks with the next option.
		 */
		if (index >= 0 && e->takes_value && optarg == word)
			word = argv[optind - 2];
		if (index >= 0 && strcspn(word + 2, "=") != strlen(e->name))
			status = unknown_option(c, set, word);
		else
			status = remember(c, e);
	}
	*next = optind;
	return status;
}

/* ---- The verb ---- */

const struct cli_verb *cli_find_verb(
	const struct cli_command *command, const char *group, const char *name)
{
	size_t length = group ? strlen(group) : 0;
	for (const struct cli_verb *v = command->verbs; v->name; v++) {
		if (!group && strcmp(v->name, name) == 0)
			return v;
		if (group && strncmp(v->name, group, length) == 0 && v->name[length] == ' ' &&
			strcmp(v->name + length + 1, name) == 0)
			return v;
	}
	return NULL;
}

bool cli_is_group(const struct cli_command *command, const char *word)
{
	size_t length = strlen(word);
	for (const struct cli_verb *v = command->verbs; v->name; v++)
		if (strncmp(v->name, word, length) == 0 && v->name[length] == ' ')
			return true;
	return false;
}

static enum qser_status unknown_verb(struct cli *c, const char *word)
{
	const char *group = c->state->group;
	struct cli_nearest nearest = {.word = word};
	for (const struct cli_verb *v = c->command->verbs; v->name; v++) {
		size_t length = strcspn(v->name, " ");
		bool ours = group && v->name[length] && strlen(group) == length &&
			    strncmp(v->name, group, length) == 0;
		if (ours)
			cli_offer(&nearest, v->name + length + 1);
		else if (!group && !v->name[length])
			cli_offer(&nearest, v->name);
		else if (!group) { /* the name of the group */
			const char *first = cli_own(c, cli_ndup(v->name, length));
			cli_offer(&nearest, first ? first : v->name);
		}
	}
	const char *between = group ? " " : "";
	group = group ? group : "";
	if (nearest.best)
		return cli_fail(c, QSER_USAGE,
			"unknown verb %s%s%s; did you mean %s%s%s? See %s --help", group, between,
			word, group, between, nearest.best, c->command->name);
	return cli_fail(c, QSER_USAGE, "unknown verb %s%s%s; see %s --help", group, between, word,
		c->command->name);
}

/* "help" and what follows it: as --help after it. */
static enum qser_status ask_help(struct cli *c, int argc, char **argv)
{
	c->state->asked = CLI_ASKED_HELP;
	for (int i = 0; i < argc; i++) {
		if (c->verb || *argv[i] == '-')
			break;
		c->verb = cli_find_verb(c->command, c->state->group, argv[i]);
		if (!c->verb && !c->state->group && cli_is_group(c->command, argv[i]))
			c->state->group = argv[i];
		else if (!c->verb)
			return unknown_verb(c, argv[i]);
	}
	return QSER_OK;
}

/* Everything up to the verb; *at is its place in argv. */
static enum qser_status parse_verb(struct cli *c, int argc, char **argv, int *at)
{
	*at = 0;
	if (argc < 1) /* execve with no words at all */
		return QSER_USAGE;
	while (!c->verb) {
		int next = 0;
		enum qser_status status =
			scan(c, &c->state->set, '+', argc - *at, argv + *at, &next);
		if (status != QSER_OK || c->state->asked != CLI_ASKED_VERB)
			return status;
		*at += next;
		if (*at >= argc)
			return c->state->group
				       ? cli_fail(c, QSER_USAGE,
						 "%s needs a verb; see %s %s --help",
						 c->state->group, c->command->name, c->state->group)
				       : QSER_USAGE; /* the short usage is the message */
		const char *word = argv[*at];
		c->verb = cli_find_verb(c->command, c->state->group, word);
		if (c->verb && !c->state->group && *at + 1 < argc &&
			cli_find_verb(c->command, word, argv[*at + 1]))
			c->verb = NULL; /* "step list": step is a verb, too, but of paths */
		if (c->verb)
			break;
		if (c->state->group)
			return strcmp(word, "help") == 0 ? ask_help(c, 0, NULL)
							 : unknown_verb(c, word);
		if (strcmp(word, "help") == 0)
			return ask_help(c, argc - *at - 1, argv + *at + 1);
		if (!cli_is_group(c->command, word))
			return unknown_verb(c, word);
		c->state->group = word;
	}
	return QSER_OK;
}

static enum qser_status check_arguments(struct cli *c)
{
	const struct cli_verb *v = c->verb;
	if (c->argc >= v->least && (v->most < 0 || c->argc <= v->most))
		return QSER_OK;
	char *usage = cli_own(c, cli_usage(c));
	if (!usage)
		return cli_no_memory(c);
	if (c->argc < v->least)
		return cli_fail(c, QSER_USAGE, "%s: an argument is missing; %s", v->name, usage);
	return cli_fail(c, QSER_USAGE, "%s: one argument too many: %s; %s", v->name,
		c->argv[v->most], usage);
}

/* An option that would do nothing is a mistake of whoever wrote it, and is told. */
static enum qser_status check_globals(struct cli *c)
{
	static const enum cli_global_id choosy[] = {CLI_FORMAT, CLI_COLUMNS, CLI_SORT, CLI_LIMIT,
		CLI_IDS, CLI_NO_HEADER, CLI_FOR_SPREADSHEET};
	for (size_t i = 0; i < sizeof choosy / sizeof *choosy; i++) {
		const char *name = cli_globals[choosy[i]].name, *value = cli_get(c, name);
		bool plain = choosy[i] == CLI_FORMAT && value && cli_in_words("auto text", value);
		if (value && !plain && !cli_global_matters(choosy[i], c->verb))
			return cli_fail(c, QSER_USAGE, "--%s means nothing to %s %s; leave it out",
				name, c->command->name, c->verb->name);
	}
	return QSER_OK;
}

enum qser_status cli_parse(struct cli *c, int argc, char **argv)
{
	int at;
	if (!cli_set_make(&c->state->set, NULL))
		return cli_no_memory(c);
	enum qser_status status = parse_verb(c, argc, argv, &at);
	if (status != QSER_OK || c->state->asked != CLI_ASKED_VERB)
		return status;
	c->argv = calloc((size_t)(argc - at) + 1, sizeof *c->argv);
	struct cli_set globals = c->state->set;
	bool made = cli_set_make(&c->state->set, c->verb);
	/* What was given before the verb has its names in cli_globals, which stay. */
	cli_set_free(&globals);
	if (!c->argv || !made)
		return cli_no_memory(c);
	int next = 0;
	status = scan(c, &c->state->set, '-', argc - at, argv + at, &next);
	for (int i = at + next; status == QSER_OK && i < argc; i++) /* after -- */
		c->argv[c->argc++] = argv[i];
	if (status == QSER_OK && c->state->asked == CLI_ASKED_VERB)
		status = check_globals(c);
	if (status != QSER_OK || c->state->asked != CLI_ASKED_VERB)
		return status;
	return check_arguments(c);
}
