/*
 * cli_check.c: the tables of a command, held to their own rules (--check-tables, for tests), and
 * the options of a verb (--dump-options, compared with the man page).
 */
#include "cli_private.h"

static int found;

static void complain(
	const struct cli_command *command, const char *verb, const char *what, const char *name)
{
	found++;
	cli_error(command->name, "%s: %s%s%s", verb, what, *name ? " " : "", name);
}

/* "{signature.party}" is a column that has words. */
static void check_named_words(
	const struct cli_command *command, const struct cli_verb *v, const char *text)
{
	for (const char *at = text; at && (at = strchr(at, '{')); at++)
		if (!cli_words_of(at + 1, strcspn(at + 1, "}")))
			complain(command, v->name, "no words of a column:", at);
}

/* Two options of one name: only a verb's option may stand for a column. */
static void check_options(const struct cli_command *command, const struct cli_verb *v)
{
	struct cli_set set;
	if (!cli_set_make(&set, v))
		return;
	for (size_t i = 0; i < set.count; i++)
		for (size_t k = 0; k < i; k++) {
			const struct cli_entry *a = &set.entries[k], *b = &set.entries[i];
			bool stands_for =
				a->origin == CLI_FROM_VERB && b->origin == CLI_FROM_COLUMN;
			if (strcmp(a->name, b->name) == 0 && !stands_for)
				complain(command, v->name, "two options named", a->name);
			if (a->letter && a->letter == b->letter)
				complain(command, v->name, "two options of one letter:", b->name);
		}
	for (size_t i = 0; i < set.count; i++)
		if (set.entries[i].option &&
			(!set.entries[i].option->help || !*set.entries[i].name))
			complain(command, v->name, "no help for", set.entries[i].name);
	for (const struct cli_option *o = v->options; o && o->name; o++) {
		const char *how = o->complete;
		check_named_words(command, v, o->help);
		if (how && !strncmp(how, "column:", 7) && !cli_words_of(how + 7, strlen(how + 7)))
			complain(command, v->name, "no words to complete with:", how);
	}
	cli_set_free(&set);
}

/* The options of one command of an example, "qser-person role add --role mentor". */
static void check_words(const struct cli_command *command, const struct cli_verb *from, char *text)
{
	char *rest = NULL, *group = NULL;
	const struct cli_verb *verb = NULL;
	struct cli_set set = {0};
	char *word = strtok_r(text, " \t\n", &rest);
	if (!word || strcmp(word, command->name) != 0 || !cli_set_make(&set, NULL))
		return;
	while ((word = strtok_r(NULL, " \t\n", &rest)) && strcmp(word, "--") != 0) {
		if (strncmp(word, "--", 2) == 0) {
			const struct cli_entry *e =
				cli_set_find(&set, word + 2, strcspn(word + 2, "="));
			if (!e)
				complain(command, from->name, "an example has an unknown option",
					word);
			else if (!verb && e->takes_value && !strchr(word, '='))
				(void)strtok_r(NULL, " \t\n", &rest);
		} else if (*word != '-' && (!verb || cli_find_verb(command, verb->name, word))) {
			verb = cli_find_verb(command, group, word);
			cli_set_free(&set);
			if (!cli_set_make(&set, verb))
				return;
			group = word;
		}
	}
	if (!verb)
		complain(command, from->name, "an example has no known verb", "");
	cli_set_free(&set);
}

static void check_examples(const struct cli_command *command, const struct cli_verb *v)
{
	_cleanup_(free_pointer) char *text = cli_dup(v->examples);
	char *rest = NULL;
	bool named = false;
	for (char *line = text ? strtok_r(text, "\n", &rest) : NULL; line;
		line = strtok_r(NULL, "\n", &rest)) {
		char *inner = NULL;
		if (*line == '#')
			continue;
		for (char *part = strtok_r(line, "|;<>&", &inner); part;
			part = strtok_r(NULL, "|;<>&", &inner)) {
			char *begin = strstr(part, command->name);
			named = named || begin;
			if (begin)
				check_words(command, v, begin);
		}
	}
	if (!named)
		complain(command, v->name, "no example of", command->name);
}

static void check_verb(const struct cli_command *command, const struct cli_verb *v)
{
	if (!v->run)
		complain(command, v->name, "no function", "");
	if (!v->brief || !*v->brief || v->brief[strlen(v->brief) - 1] == '.')
		complain(command, v->name, "no brief line, or one with a full stop", "");
	if (v->most >= 0 && v->most < v->least)
		complain(command, v->name, "more arguments needed than taken", "");
	if ((v->most != 0) != (v->arguments != NULL))
		complain(command, v->name, "arguments not said, or none taken", "");
	if (v->columns != CLI_NO_COLUMNS && v->record == QSER_NO_RECORD)
		complain(command, v->name, "columns of no record", "");
	for (const struct cli_verb *u = command->verbs; u < v; u++)
		if (strcmp(u->name, v->name) == 0)
			complain(command, v->name, "there twice", "");
	check_options(command, v);
	check_named_words(command, v, v->more);
	if (v->examples)
		check_examples(command, v);
	else
		complain(command, v->name, "no examples", "");
}

int cli_check_tables(const struct cli_command *command)
{
	found = 0;
	for (const struct cli_verb *v = command->verbs; v->name; v++)
		check_verb(command, v);
	return found ? 70 : 0;
}

/* "-n TAB --dry-run TAB TAB general", one line an option: letter, name, argument, origin. */
void cli_dump_options(const struct cli_verb *verb, struct qser_spool *out)
{
	static const char *const origins[] = {"general", "verb", "column"};
	struct cli_set set;
	char buffer[64];
	if (!cli_set_make(&set, verb))
		return;
	for (size_t i = 0; i < set.count; i++) {
		const struct cli_entry *e = &set.entries[i];
		if (cli_set_hidden(&set, i) ||
			(!e->column && e->origin == CLI_FROM_GLOBAL &&
				!cli_global_matters(
					(enum cli_global_id)(e->option - cli_globals), verb)))
			continue;
		const char *argument =
			e->column ? cli_column_argument(e->column, verb->columns == CLI_FILTERS,
					    buffer, sizeof buffer)
				  : e->option->argument;
		if (e->letter)
			qser_spool_printf(out, "-%c", e->letter);
		qser_spool_printf(out, "\t--%s\t%s\t%s\n", e->name, argument ? argument : "",
			origins[e->origin]);
	}
	cli_set_free(&set);
}
