/*
 * cli_hidden.c: the words that are for the shell and for tests, not for people.
 */
#include "cli_private.h"

static int dump(struct cli *c, int argc, char **argv, struct qser_spool *out)
{
	const struct cli_verb *verb = NULL;
	if (argc == 1)
		verb = cli_find_verb(c->command, NULL, argv[0]);
	else if (argc == 2)
		verb = cli_find_verb(c->command, argv[0], argv[1]);
	if (!verb) {
		cli_error(c->command->name, "--dump-options takes the words of one verb");
		return 64;
	}
	cli_dump_options(verb, out);
	return cli_finish(c->command->name, out);
}

int cli_hidden(struct cli *c, int argc, char **argv)
{
	const char *word = argv[1];
	if (strcmp(word, "--check-tables") == 0)
		return cli_check_tables(c->command);
	bool complete = strcmp(word, "--complete") == 0, list = strcmp(word, "--list-verbs") == 0;
	if (!complete && !list && strcmp(word, "--dump-options") != 0)
		return -1;
	if (qser_spool_new(&c->out) != QSER_OK)
		return cli_exit_status(QSER_MEMORY);
	if (!complete && !list)
		return dump(c, argc - 2, argv + 2, c->out);
	if (complete)
		cli_complete(c, argc - 2, argv + 2, c->out);
	for (const struct cli_verb *v = c->command->verbs; list && v->name; v++)
		qser_spool_printf(c->out, "%s\n", v->name);
	return cli_finish(c->command->name, c->out);
}
