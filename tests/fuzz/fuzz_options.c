/*
 * fuzz_options.c: any words as a command line of qser-path, and what comes on standard input.
 *
 * The first byte chooses the table of verbs.  Then the words, each ended by a NUL; an empty one
 * ends them (a byte 1 stands for an empty word), and the rest is standard input.  Parsed twice it
 * is the same; fields are columns of the record; written as "key: value" lines and read again they
 * are the same fields.
 */
#include "../../bin/cli_private.h"

int command_main(int argc, char **argv);
#define main command_main
#define cli_main take_command
int take_command(int argc, char **argv, const struct cli_command *command);
#include "../../bin/qser-path.c"
#undef main
#undef cli_main

#include "../../lib/base/buffer.h"
#include "fuzz.h"

enum { WORDS = 64 };

static struct cli_command tables[16];
static size_t table_count;

/* In place of the framework: keeps the tables. */
int take_command(int argc, char **argv, const struct cli_command *command)
{
	(void)argc;
	(void)argv;
	tables[table_count++] =
		(struct cli_command){command->name, command->brief, command->verbs, NULL};
	for (size_t i = 0; command->rooms && command->rooms[i] && table_count < 16; i++)
		tables[table_count++] = (struct cli_command){
			command->name, command->brief, command->rooms[i], NULL};
	return 0;
}

/* ---- One command line ---- */

struct line {
	struct cli c;
	struct cli_state state;
	enum qser_status status;
};

static void parse(struct line *l, const struct cli_command *command, int argc, char **argv)
{
	*l = (struct line){.state = {.output.fd = -1, .file.fd = -1, .folder.fd = -1, .input = -1}};
	l->c.command = command;
	l->c.state = &l->state;
	l->status = cli_parse(&l->c, argc, argv);
	l->c.null = cli_has(&l->c, "null");
}

static void release(struct line *l)
{
	struct cli_state *s = &l->state;

	for (size_t i = 0; i < s->talk_count; i++)
		free(s->talk[i]);
	for (size_t i = 0; i < s->owned_count; i++)
		free(s->owned[i]);
	free(s->talk);
	free(s->owned);
	free(s->fields);
	free(s->ahead);
	free(s->failure);
	cli_set_free(&s->set);
	qser_spool_free(l->c.out);
	free(l->c.given);
	free(l->c.argv);
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static void is_same(const struct line *a, const struct line *b)
{
	MUST(a->status == b->status && a->c.verb == b->c.verb && a->c.argc == b->c.argc);
	MUST(a->state.asked == b->state.asked && a->c.given_count == b->c.given_count);
	MUST(same_text(a->state.failure, b->state.failure));
	for (int i = 0; i < a->c.argc; i++)
		MUST(a->c.argv[i] == b->c.argv[i]);
	for (size_t i = 0; i < a->c.given_count; i++) {
		const struct cli_given *x = &a->c.given[i], *y = &b->c.given[i];
		MUST(same_text(x->name, y->name) && same_text(x->value, y->value));
		MUST(x->origin == y->origin && x->global == y->global && x->column == y->column);
	}
}

/* ---- Standard input ---- */

/* Read before the database is locked, as of a verb that writes. */
static void give_stdin(struct line *l, const char *bytes, size_t length)
{
	free(l->state.ahead);
	l->state.ahead = malloc(length + 1);
	MUST(l->state.ahead);
	if (length)
		memcpy(l->state.ahead, bytes, length);
	l->state.ahead_length = length;
	l->state.ahead_at = 0;
	l->state.stdin_used = false;
}

static enum qser_status count_word(struct cli *c, const char *word, void *ctx)
{
	(void)c;
	(void)word;
	++*(size_t *)ctx;
	return QSER_OK;
}

/* Lines that would be read as these fields. */
static void write_fields(const struct qser_field *fields, size_t count, struct buffer *out)
{
	for (size_t i = 0; i < count; i++) {
		buffer_printf(out, "%s: ", fields[i].column);
		for (const char *p = fields[i].value; *p; p++) {
			buffer_char(out, *p);
			if (*p == '\n')
				buffer_text_add(out, p[1] && p[1] != '\n' ? " " : " .");
		}
		buffer_char(out, '\n');
	}
}

/* A CR at the end of a line belongs to its end. */
static bool can_be_written(const struct qser_field *fields, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strchr(fields[i].value, '\r'))
			return false;
	return true;
}

static bool is_column(enum qser_record r, const char *name)
{
	size_t count;
	const struct qser_column *columns = qser_columns(r, &count);

	for (size_t i = 0; i < count; i++)
		if (!strcmp(columns[i].name, name))
			return true;
	return false;
}

/* The fields of the lines alone; false: they are refused. */
static bool read_lines(struct line *l, const struct cli_command *command, int argc, char **argv,
	const struct qser_field **fields, size_t *count, const char *bytes, size_t length)
{
	parse(l, command, argc, argv);
	l->c.given_count = 0;
	give_stdin(l, bytes, length);
	bool good = cli_fields(&l->c, fields, count) == QSER_OK;
	MUST(good || *l->state.failure);
	return good;
}

static void write_and_read(
	const struct pieces *input, const struct cli_command *command, int argc, char **argv)
{
	const struct qser_field *fields = NULL, *again = NULL;
	struct buffer text = BUFFER_INIT;
	struct line first, second = {0};
	size_t count = 0, same = 0;

	if (read_lines(&first, command, argc, argv, &fields, &count, (const char *)input->bytes,
		    input->left) &&
		can_be_written(fields, count)) {
		write_fields(fields, count, &text);
		MUST(read_lines(&second, command, argc, argv, &again, &same, buffer_text(&text),
			text.length));
		MUST(same == count);
		for (size_t i = 0; i < count; i++)
			MUST(!strcmp(again[i].column, fields[i].column) &&
				!strcmp(again[i].value, fields[i].value));
		release(&second);
	}
	release(&first);
	buffer_free(&text);
}

static void look_at_fields(struct line *l)
{
	const struct qser_field *fields = NULL;
	size_t count = 0;

	if (cli_fields(&l->c, &fields, &count) != QSER_OK) {
		MUST(l->state.failure && *l->state.failure);
		return;
	}
	for (size_t i = 0; i < count; i++)
		MUST(is_column(l->c.verb->record, fields[i].column) && fields[i].value);
}

static void look(struct line *l, const struct pieces *input, const struct cli_command *command,
	int argc, char **argv)
{
	const char *bytes = (const char *)input->bytes;
	struct qser_query query;
	size_t words = 0;

	MUST(l->c.verb && l->c.argc >= l->c.verb->least);
	MUST(l->c.verb->most < 0 || l->c.argc <= l->c.verb->most);
	give_stdin(l, bytes, input->left);
	enum qser_status status = cli_each_word(&l->c, 0, count_word, &words);
	MUST(status == QSER_OK || *l->state.failure);
	give_stdin(l, bytes, input->left);
	if (l->c.verb->columns == CLI_VALUES || l->c.verb->columns == CLI_CHANGES)
		look_at_fields(l);
	if (cli_fields_from_stdin(&l->c))
		write_and_read(input, command, argc, argv);
	if (l->c.verb->columns == CLI_FILTERS)
		MUST(!cli_query(&l->c, &query) && query.filter_count <= l->c.given_count);
}

static void show_help(struct line *l)
{
	if (l->state.asked != CLI_ASKED_HELP)
		return;
	MUST(!qser_spool_new(&l->c.out));
	cli_help(&l->c, l->c.out);
	MUST(qser_spool_length(l->c.out) > 0 && !l->state.short_of_memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pieces p = {data, size};
	struct line first, second;
	char *argv[WORDS + 1];
	int argc = 0;

	if (!table_count)
		(void)command_main(0, NULL);
	const struct cli_command *command = &tables[piece_byte(&p) % table_count];
	argv[argc++] = strdup("qser-path");
	while (argc < WORDS) {
		char *word = piece_text(&p);
		if (!*word) {
			free(word);
			break;
		}
		if (*word == 1)
			*word = '\0';
		argv[argc++] = word;
	}
	argv[argc] = NULL;
	parse(&first, command, argc, argv);
	parse(&second, command, argc, argv);
	is_same(&first, &second);
	if (first.status == QSER_OK && first.state.asked == CLI_ASKED_VERB)
		look(&first, &p, command, argc, argv);
	else if (first.status == QSER_OK)
		show_help(&first);
	else
		MUST(first.status == QSER_USAGE);
	release(&first);
	release(&second);
	while (argc)
		free(argv[--argc]);
	return 0;
}
