/*
 * cli_map.c: the draft of a map file, the same for every record.
 */
#include "cli_private.h"

const struct cli_option cli_map_options[] = {
	CLI_FILE_OPTIONS,
	{NULL, 0, NULL, NULL, NULL},
};

const char cli_map_more[] =
	"Known headings, guesses (marked, to be checked), and - for what nobody knows. The draft is a "
	"valid map as it stands: look it through, mend it, give it to import --map. It tells how many "
	"cells of a column are filled, and shows values of choices alone. Reads the database, if there "
	"is one, for the questions of forms and the records that are named; changes nothing.";

/* ---- The command line that will take it, for the head of the draft ---- */

static bool is_plain(const char *word)
{
	for (; *word; word++)
		if (strchr(" \t\n\r\"'\\$`*?[](){}<>|&;#~!", *word))
			return false;
	return true;
}

/* As a shell takes it. */
static void put_word(FILE *out, const char *word)
{
	if (*word && is_plain(word)) {
		(void)fputs(word, out);
		return;
	}
	(void)fputc('\'', out);
	for (; *word; word++)
		(void)fputs(*word == '\'' ? "'\\''" : (char[]){*word, '\0'}, out);
	(void)fputc('\'', out);
}

static void put_option(struct cli *c, FILE *out, const char *option)
{
	const char *value = cli_get(c, option);
	if (!value)
		return;
	(void)fprintf(out, " --%s ", option);
	put_word(out, value);
}

/* "qser-person role import --map FILE staff.csv"; NULL: out of memory. */
static char *command_line(struct cli *c)
{
	const char *verb = c->verb->name;
	char *line = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&line, &length);
	if (!out)
		return NULL;
	(void)fprintf(out, "%s %.*simport --map FILE", c->command->name,
		(int)(strlen(verb) - strlen("map")), verb);
	put_option(c, out, "encoding");
	put_option(c, out, "delimiter");
	(void)fputc(' ', out);
	put_word(out, c->argv[0]);
	if (fclose(out) != 0) {
		free(line);
		return NULL;
	}
	return cli_own(c, line);
}

/* ---- The verb ---- */

static void take_remark(void *ctx, const char *message)
{
	cli_tell(ctx, "note: ", message);
}

/* One that is named must be there; the usual one need not. */
static enum qser_status open_if_there(struct cli *c)
{
	if (cli_has(c, "db") || cli_is_there(c->open.path)) {
		enum qser_status status = cli_open(c, QSER_READ);
		return status == QSER_OK ? qser_begin_read(c->q) : status;
	}
	c->open.mode = QSER_READ;
	enum qser_status status = qser_open(&c->q, &c->open);
	if (status != QSER_NOINPUT)
		return status;
	qser_on_remark(c->q, take_remark, c);
	return QSER_OK;
}

enum qser_status cli_map(struct cli *c)
{
	struct qser_import import = {.name = c->argv[0], .encoding = cli_get(c, "encoding")};
	struct qser_drafted n;
	int64_t size;
	enum qser_status status = cli_read_delimiter(c, &import.delimiter);
	if (status == QSER_OK)
		status = cli_open_input(c, c->argv[0], &import.fd, &size);
	if (status != QSER_OK)
		return status;
	status = open_if_there(c);
	if (status != QSER_OK)
		return status;
	const char *line = command_line(c);
	if (!line)
		return cli_no_memory(c);
	status = qser_map_draft(c->q, c->verb->record, &import, line, c->out, &n);
	if (status == QSER_OK)
		cli_say(c, "%lld %s: %lld known, %lld guessed, %lld left out", (long long)n.columns,
			n.columns == 1 ? "column" : "columns", (long long)n.known,
			(long long)n.guessed, (long long)n.left_out);
	return status;
}
