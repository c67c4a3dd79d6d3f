/*
 * cli_import.c: import, the same for every record.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli_private.h"

const struct cli_option cli_import_options[] = {
	CLI_FILE_OPTIONS,
	{"profile", 0, "NAME",
		"the program the file comes from: excel, google, learndash, lime, moodle, ms "
		"or talentlms, see qser(7)",
		"words:excel google learndash lime moodle ms talentlms"},
	{"decimal", 0, "SIGN", "comma or point in decimal numbers; default: either, if it is clear",
		"words:comma point"},
	{"day-order", 0, "ORDER",
		"dmy or mdy: the order of days in this file; default: the setting",
		"words:dmy mdy"},
	{"map", 0, "FILE", "which header is which column, see qser(7)", "file"},
	{"ignore-unknown", 0, NULL, "leave out columns nobody knows", NULL},
	{"key", 0, "COLUMNS",
		"the columns that tell which record a row means, as name,phone; default: id, else "
		"code, e-mail or the like",
		NULL},
	{"on-duplicate", 0, "WORD",
		"of a row whose record is there already: update it (the default), skip or refuse "
		"the row",
		"words:update skip refuse"},
	{"atomic", 0, NULL, "all rows or none", NULL},
	{"derive-codes", 0, NULL, "make codes from names where the file gives none", NULL},
	{"max-errors", 0, "N", "give up, importing nothing, after N rejected rows", NULL},
	{"rejects", 0, "FILE", "write rejected rows to FILE, to be mended and imported again",
		"file"},
	{"summary", 0, "FORMAT", "json: the counts as JSON on standard output", "words:json text"},
	{NULL, 0, NULL, NULL, NULL},
};

const char cli_import_more[] =
	"Good rows are in, bad ones are named on stderr with their line, and the exit status is 1. "
	"A "
	"row whose id or natural key is there updates that record; an absent column leaves its "
	"value "
	"untouched, an empty cell clears it (of an application it leaves it). The same file again changes nothing.";

enum { MAP_MAXIMUM = 1 << 20 };

struct importing {
	struct cli *c;
	const char *rejects; /* file name; NULL: none */
	FILE *stream;	     /* made when the first row is rejected */
	int64_t size;
	int64_t messages;
	enum qser_status status; /* of the rejects file */
};

static int take_reject(void *ctx, const char *bytes, size_t length)
{
	struct importing *i = ctx;
	if (!i->stream)
		i->status = cli_make_file(i->c, i->rejects, CLI_REJECTS, &i->stream);
	if (i->status != QSER_OK)
		return 1;
	if (fwrite(bytes, 1, length, i->stream) == length)
		return 0;
	i->status = cli_fail(i->c, QSER_OUTPUT, "%s: %s", i->rejects, strerror(errno));
	return 1;
}

static void take_message(void *ctx, const char *message)
{
	struct importing *i = ctx;
	if (i->messages++ < CLI_MESSAGES_SHOWN)
		cli_tell(i->c, "", message);
}

static void take_progress(void *ctx, int64_t bytes)
{
	struct importing *i = ctx;
	cli_progress(i->c, bytes, i->size);
}

enum qser_status cli_read_delimiter(struct cli *c, char *delimiter)
{
	static const struct {
		const char *name;
		char character;
	} names[] = {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"pipe", '|'},
		{"\\t", '\t'}, {",", ','}, {";", ';'}, {"\t", '\t'}, {"|", '|'}};
	const char *word = cli_get(c, "delimiter");
	*delimiter = '\0';
	for (size_t i = 0; word && i < sizeof names / sizeof *names; i++)
		if (strcmp(word, names[i].name) == 0)
			*delimiter = names[i].character;
	if (word && !*delimiter)
		return cli_fail(c, QSER_USAGE,
			"--delimiter: \"%s\" is none of comma, semicolon, tab, pipe", word);
	return QSER_OK;
}

/* What an option accepts is said where it is described. */
static const char *words_of(const char *option)
{
	const struct cli_option *o = cli_import_options;
	while (strcmp(o->name, option) != 0)
		o++;
	return o->complete + strlen("words:");
}

static enum qser_status read_word(struct cli *c, const char *option, const char **word)
{
	const char *accepted = words_of(option);
	*word = cli_get(c, option);
	return !*word || cli_in_words(accepted, *word)
		       ? QSER_OK
		       : cli_fail(c, QSER_USAGE, "--%s: \"%s\" is none of %s", option, *word,
				 accepted);
}

static enum qser_status read_words(struct cli *c, struct qser_import *import)
{
	const char *decimal, *duplicate = NULL, *summary;
	enum qser_status status = read_word(c, "summary", &summary);

	if (status == QSER_OK)
		status = read_word(c, "profile", &import->profile);
	if (status == QSER_OK)
		status = read_word(c, "day-order", &import->day_order);
	if (status == QSER_OK)
		status = read_word(c, "decimal", &decimal);
	if (status == QSER_OK)
		status = read_word(c, "on-duplicate", &duplicate);
	if (status != QSER_OK)
		return status;
	if (decimal)
		import->decimal = *decimal == 'c' ? ',' : '.';
	if (duplicate)
		import->on_duplicate = *duplicate == 'u'   ? QSER_DUPLICATE_UPDATE
				       : *duplicate == 's' ? QSER_DUPLICATE_SKIP
							   : QSER_DUPLICATE_REFUSE;
	return QSER_OK;
}

static enum qser_status read_options(struct cli *c, struct qser_import *import)
{
	size_t length;
	import->encoding = cli_get(c, "encoding");
	import->map_name = cli_get(c, "map");
	import->ignore_unknown = cli_has(c, "ignore-unknown");
	import->atomic = cli_has(c, "atomic");
	import->derive_codes = cli_has(c, "derive-codes");
	import->key = cli_get(c, "key");
	enum qser_status status = read_words(c, import);
	if (status == QSER_OK)
		status = cli_read_delimiter(c, &import->delimiter);
	if (status == QSER_OK)
		status = cli_get_number(c, "max-errors", 1, INT64_MAX, &import->max_errors);
	if (status == QSER_OK && import->map_name)
		status = cli_read_text(c, import->map_name, MAP_MAXIMUM, &import->map, &length);
	return status;
}

/* Columns that are given as options hold for each row that does not say otherwise. */
static enum qser_status read_constants(struct cli *c, struct qser_import *import)
{
	size_t count = 0, used = 0;
	const struct qser_column *columns =
		c->verb->columns == CLI_VALUES ? qser_columns(c->verb->record, &count) : NULL;
	struct qser_field *fields = calloc(count + 1, sizeof *fields);
	if (!cli_own(c, (char *)fields))
		return cli_no_memory(c);
	for (size_t i = 0; i < count; i++) {
		char name[64];
		(void)snprintf(name, sizeof name, "%s", columns[i].name);
		for (char *s = name; *s; s++)
			*s = (char)(*s == '_' ? '-' : *s);
		if (cli_takes_column(CLI_VALUES, &columns[i]) && cli_has(c, name))
			fields[used++] = (struct qser_field){columns[i].name, cli_get(c, name)};
	}
	import->constants = fields;
	import->constant_count = used;
	return QSER_OK;
}

static void summarise(struct cli *c, const struct importing *i, const struct qser_counts *n)
{
	const char *summary = cli_get(c, "summary");
	int64_t more = i->messages - CLI_MESSAGES_SHOWN;
	if (more > 0)
		cli_say(c, "… and %lld more%s", (long long)more,
			i->rejects ? "" : " (see --rejects)");
	if (summary && strcmp(summary, "json") == 0)
		qser_spool_printf(c->out,
			"{\"read\":%lld,\"added\":%lld,\"updated\":%lld,\"unchanged\":%lld,"
			"\"rejected\":%lld}\n",
			(long long)n->read, (long long)n->added, (long long)n->updated,
			(long long)n->unchanged, (long long)n->rejected);
	c->state->last = cli_own(
		c, cli_format("read %lld, added %lld, updated %lld, unchanged %lld, rejected %lld",
			   (long long)n->read, (long long)n->added, (long long)n->updated,
			   (long long)n->unchanged, (long long)n->rejected));
}

/* Is that a rejects file of an earlier run?  Its headings end as only such have. */
static bool is_rejects(const char *path)
{
	char line[8192];
	struct stat there;
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	ssize_t length = fd >= 0 && fstat(fd, &there) == 0 && S_ISREG(there.st_mode)
				 ? read(fd, line, sizeof line - 1)
				 : 0;
	if (fd >= 0)
		(void)close(fd);
	line[length > 0 ? length : 0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	size_t whole = strlen(line), ours = strlen("_line,_field,_message");
	const char *end = line + whole - (whole < ours ? whole : ours);
	return strncmp(line, "\xEF\xBB\xBF", 3) == 0 && strncmp(end, "_line", 5) == 0 &&
	       strncmp(end + 6, "_field", 6) == 0 && strcmp(end + 13, "_message") == 0;
}

enum qser_status cli_import(struct cli *c)
{
	struct importing i = {.c = c, .rejects = cli_get(c, "rejects")};
	struct qser_import import = {.name = c->argv[0],
		.reject = i.rejects && !c->dry_run ? take_reject : NULL,
		.message = take_message,
		.progress = take_progress,
		.ctx = &i};
	struct qser_counts counts = {0};
	enum qser_status status = read_options(c, &import);
	if (status == QSER_OK)
		status = read_constants(c, &import);
	if (status == QSER_OK)
		status = cli_open_input(c, c->argv[0], &import.fd, &i.size);
	if (status != QSER_OK)
		return status;
	if (i.rejects && strcmp(i.rejects, "-") == 0)
		return cli_fail(c, QSER_USAGE, "--rejects %s: name a file of its own", i.rejects);
	status = cli_claim(c, i.rejects, CLI_WRITTEN, CLI_REJECTS);
	if (status != QSER_OK)
		return status;
	status = qser_import(c->q, c->verb->record, &import, &counts);
	cli_clear_progress();
	if (i.status != QSER_OK)
		return i.status;
	bool refused = status == QSER_INVALID && counts.rejected > 0; /* by its rows */
	if (status != QSER_OK && status != QSER_PARTIAL && !refused)
		return status;
	c->state->talk_anyway = refused;
	c->state->keep_file = refused && import.atomic; /* the rows to mend */
	summarise(c, &i, &counts);
	if (status == QSER_OK && i.rejects && !c->dry_run && is_rejects(i.rejects))
		c->state->stale = i.rejects; /* whoever looks for it would mend what is in */
	return status;
}
