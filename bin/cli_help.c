/*
 * cli_help.c: --help, from the tables.
 */
#include <stdarg.h>

#include "cli_private.h"

enum { LEFT = 26, NARROW = 60, WIDE = 100 };

static size_t help_width(void)
{
	size_t width = cli_width(STDOUT_FILENO);
	if (!width)
		return 80;
	return width < NARROW ? NARROW : width > WIDE ? WIDE : width;
}

/* Characters, not bytes: help holds "…" and is otherwise Latin. */
static size_t characters(const char *text, size_t length)
{
	size_t n = 0;
	for (size_t i = 0; i < length; i++)
		n += ((unsigned char)text[i] & 0xc0) != 0x80;
	return n;
}

static void pad(struct qser_spool *out, size_t n)
{
	qser_spool_printf(out, "%*s", (int)n, "");
}

/* Words of text, wrapped, each further line indented; at: where the first line stands already. */
static void wrap(struct qser_spool *out, const char *text, size_t indent, size_t at)
{
	size_t width = help_width();
	bool first = true;
	while (*(text += strspn(text, " "))) {
		size_t length = strcspn(text, " \n"), wide = characters(text, length);
		if (!first && at + 1 + wide > width) {
			qser_spool_add(out, "\n", 1);
			pad(out, indent);
			at = indent;
			first = true;
		}
		if (!first)
			qser_spool_add(out, " ", 1);
		qser_spool_add(out, text, length);
		at += wide + !first;
		first = false;
		text += length;
		if (*text == '\n') { /* a paragraph */
			qser_spool_add(out, "\n\n", 2);
			pad(out, indent);
			at = indent;
			first = true;
			text++;
		}
	}
	qser_spool_add(out, "\n", 1);
}

/* "  left    text": text in its own column, below when left is too long. */
static void two_columns(struct qser_spool *out, const char *left, const char *text)
{
	size_t wide = 2 + characters(left, strlen(left));
	qser_spool_printf(out, "  %s", left);
	if (wide + 2 > LEFT) {
		qser_spool_add(out, "\n", 1);
		wide = 0;
	}
	pad(out, LEFT - wide);
	wrap(out, text, LEFT, LEFT);
}

/* ---- Options ---- */

/* "-f, --format FORMAT"; between: ", " in lists. */
static void option_words(char *buffer, size_t size, const struct cli_option *o)
{
	char letter[5] = "";
	if (o->letter)
		snprintf(letter, sizeof letter, "-%c, ", o->letter);
	snprintf(buffer, size, "%s--%s%s%s", letter, o->name, o->argument ? " " : "",
		o->argument ? o->argument : "");
}

static void add_text(FILE *f, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add_text(FILE *f, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	(void)vfprintf(f, format, args);
	va_end(args);
}

/* "the day it began (required)": help, vocabulary, range, preset. */
char *cli_column_help(const struct qser_column *column, enum cli_columns how)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);
	if (!f)
		return NULL;
	add_text(f, "%s", column->help ? column->help : column->label);
	for (const char *const *w = column->words; w && *w; w++)
		add_text(f, "%s%s", w == column->words ? ": " : ", ", *w);
	if (column->type == QSER_INT && (column->min || column->max))
		add_text(f, " (%lld..%lld)", (long long)column->min, (long long)column->max);
	if (how == CLI_VALUES && column->preset)
		add_text(f, " (default %s)", column->preset);
	else if (how == CLI_VALUES && column->flags & QSER_REQUIRED)
		add_text(f, " (required)");
	if (fclose(f) != 0 || !text) {
		free(text);
		return NULL;
	}
	return text;
}

static void entry_line(struct cli *c, struct qser_spool *out, const struct cli_entry *e)
{
	enum cli_columns how = c->verb->columns;
	char left[128], name[64];
	if (e->option) {
		_cleanup_(free_pointer) char *help = cli_fill_words(e->option->help);
		c->state->short_of_memory |= !help;
		option_words(left, sizeof left, e->option);
		two_columns(out, left, help ? help : "");
		return;
	}
	_cleanup_(free_pointer) char *text = cli_column_help(e->column, how);
	c->state->short_of_memory |= !text;
	snprintf(left, sizeof left, "--%s %s", e->name,
		cli_column_argument(e->column, how == CLI_FILTERS, name, sizeof name));
	two_columns(out, left, text ? text : "");
}

/* The options of one origin; heading before the first. */
static void options_of(struct cli *c, struct qser_spool *out, const struct cli_set *set,
	enum cli_origin origin, const char *heading)
{
	bool any = false;
	for (size_t i = 0; i < set->count; i++) {
		if (set->entries[i].origin != origin || cli_set_hidden(set, i))
			continue;
		if (!any)
			qser_spool_printf(out, "\n%s:\n", heading);
		any = true;
		entry_line(c, out, &set->entries[i]);
	}
}

/* Those that matter, one paragraph: what they do is in the help of the command. */
static void compact_globals(struct cli *c, struct qser_spool *out)
{
	char words[128];
	_cleanup_(free_pointer) char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);
	c->state->short_of_memory |= !f;
	if (!f)
		return;
	const char *between = "";
	for (int i = 0; i < CLI_GLOBALS; i++) {
		if (!cli_global_matters((enum cli_global_id)i, c->verb))
			continue;
		option_words(words, sizeof words, &cli_globals[i]);
		for (char *s = words; *s; s++)
			if (*s == ' ') /* does not break inside an option */
				*s = '\x01';
		add_text(f, "%s%s", between, words);
		between = "; ";
	}
	if (fclose(f) != 0 || !text) {
		c->state->short_of_memory = true;
		return;
	}
	qser_spool_printf(out, "\nGeneral options (%s --help):\n  ", c->command->name);
	size_t at = 2;
	for (const char *word = text; *word; word += *word == ' ') {
		size_t length = strcspn(word, " ");
		bool fits = at + 1 + length <= help_width();
		if (at > 2)
			qser_spool_add(out, fits ? " " : "\n  ", fits ? 1 : 3);
		at = (fits ? at + (at > 2) : 2) + length;
		for (; length > 0; length--, word++)
			qser_spool_add(out, *word == '\x01' ? " " : word, 1);
	}
	qser_spool_add(out, "\n", 1);
}

/* ---- Usage, verbs ---- */

char *cli_usage(const struct cli *c)
{
	const struct cli_verb *v = c->verb;
	return cli_format("usage: %s %s [options]%s%s", c->command->name, v->name,
		v->arguments ? " " : "", v->arguments ? v->arguments : "");
}

static size_t group_length(const struct cli_verb *v)
{
	size_t length = strcspn(v->name, " ");
	return v->name[length] ? length : 0;
}

/* Is v the first of its group in the table? */
static bool first_of_group(const struct cli_command *command, const struct cli_verb *v)
{
	size_t length = group_length(v);
	for (const struct cli_verb *u = command->verbs; u < v; u++)
		if (group_length(u) == length && strncmp(u->name, v->name, length) == 0)
			return false;
	return true;
}

static void group_line(struct qser_spool *out, const struct cli_verb *first)
{
	char left[64], verbs[256] = "";
	size_t length = group_length(first), used = 0;
	for (const struct cli_verb *v = first; v->name; v++) {
		if (group_length(v) != length || strncmp(v->name, first->name, length) != 0)
			continue;
		int put = snprintf(verbs + used, sizeof verbs - used, "%s%s", used ? ", " : "",
			v->name + length + 1);
		used += put > 0 ? (size_t)put : 0;
		if (used >= sizeof verbs)
			break;
	}
	snprintf(left, sizeof left, "%.*s VERB", (int)length, first->name);
	two_columns(out, left, verbs);
}

static void verb_lines(struct qser_spool *out, const struct cli_command *command, const char *group)
{
	size_t length = group ? strlen(group) : 0;
	for (const struct cli_verb *v = command->verbs; v->name; v++) {
		size_t own = group_length(v);
		if (group && (own != length || strncmp(v->name, group, length) != 0))
			continue;
		if (group || !own)
			two_columns(out, v->name, v->brief);
		else if (first_of_group(command, v))
			group_line(out, v);
	}
}

void cli_short_usage(const struct cli_command *command)
{
	_cleanup_(free_pointer) char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);
	if (!f)
		return;
	add_text(f, "usage: %s [options] VERB [options] [arguments]\nverbs:", command->name);
	for (const struct cli_verb *v = command->verbs; v->name; v++) {
		size_t length = group_length(v);
		if (!length)
			add_text(f, " %s", v->name);
		else if (first_of_group(command, v))
			add_text(f, " %.*s…", (int)length, v->name);
	}
	add_text(f, "\nSee %s --help.\n", command->name);
	if (fclose(f) == 0 && text && write(STDERR_FILENO, text, size) < 0)
		return;
}

/* ---- Whole pages ---- */

static void examples(struct qser_spool *out, const char *text)
{
	qser_spool_printf(out, "\nExamples:\n");
	while (text && *text) {
		size_t length = strcspn(text, "\n");
		qser_spool_printf(out, "  %.*s\n", (int)length, text);
		text += length + (text[length] == '\n');
	}
}

static void verb_help(struct cli *c, struct qser_spool *out)
{
	const struct cli_verb *v = c->verb;
	struct cli_set set;
	_cleanup_(free_pointer) char *usage = cli_usage(c);
	if (!usage || !cli_set_make(&set, v)) {
		c->state->short_of_memory = true;
		return;
	}
	char first = v->brief[0];
	qser_spool_printf(out, "%s\n\n%c%s.\n", usage,
		first >= 'a' && first <= 'z' ? first - 32 : first, v->brief + 1);
	_cleanup_(free_pointer) char *more = v->more ? cli_fill_words(v->more) : NULL;
	c->state->short_of_memory |= v->more && !more;
	if (more) {
		qser_spool_add(out, "\n", 1);
		wrap(out, more, 0, 0);
	}
	options_of(c, out, &set, CLI_FROM_VERB, "Options");
	if (v->columns == CLI_FILTERS)
		options_of(c, out, &set, CLI_FROM_COLUMN,
			"Filters (texts match a part; A..B a range; \"\" the empty ones)");
	else
		options_of(c, out, &set, CLI_FROM_COLUMN, "Columns");
	compact_globals(c, out);
	if (v->examples)
		examples(out, v->examples);
	cli_set_free(&set);
}

static void command_help(struct cli *c, struct qser_spool *out)
{
	const struct cli_command *command = c->command;
	const char *group = c->state->group;
	qser_spool_printf(out, "usage: %s [options] %s%sVERB [options] [arguments]\n\n",
		command->name, group ? group : "", group ? " " : "");
	qser_spool_printf(out, "%s: %s.\n\nVerbs (%s VERB --help):\n", command->name,
		command->brief, command->name);
	verb_lines(out, command, group);
	if (group)
		return;
	qser_spool_printf(out, "\nGeneral options, before or after the verb:\n");
	for (int i = 0; i < CLI_GLOBALS; i++) {
		char left[128];
		option_words(left, sizeof left, &cli_globals[i]);
		two_columns(out, left, cli_globals[i].help);
	}
	qser_spool_printf(out, "\nSee %s(1), qser(1) and qser(5).\n", command->name);
}

void cli_help(struct cli *c, struct qser_spool *out)
{
	if (c->verb)
		verb_help(c, out);
	else
		command_help(c, out);
}
