/*
 * cli_ask.c: a form answered item by item at a terminal.
 *
 * What is asked stands on standard error, as all talk does.  A line is an answer; the empty one
 * keeps what is there, and a few signs steer.  The database is not locked meanwhile: who asks comes
 * before the transaction (cli_verb.ask), and what was typed is printed if it cannot be kept.
 */
#include "cli_ask.h"

#include "cli_private.h"

enum { LINE_MOST = 4096 }; /* what a terminal gives at once */

bool cli_can_ask(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

struct qser_sheet *cli_asked(struct cli *c)
{
	return c->state->sheet;
}

struct asking {
	struct cli *c;
	struct qser_sheet *sheet;
	size_t at;	      /* the item in hand */
	const char *section;  /* whose heading was shown last; of the form, so it stays */
	char line[LINE_MOST]; /* what was typed last */
	size_t typed, used;   /* bytes read; of these, those before the line to come */
	char bytes[LINE_MOST];
};

static void show(const char *before, const char *text, const char *after)
{
	_cleanup_(free_pointer) char *shown = qser_escape(text ? text : "");

	(void)fprintf(stderr, "%s%s%s", before, shown ? shown : "", after);
}

/* ---- Lines ---- */

enum read_end { LINE, END, BROKEN };

/* The next line without its end; END when there is none. */
static enum read_end read_line(struct asking *a)
{
	size_t length = 0;

	(void)fflush(stderr);
	for (;;) {
		while (a->used < a->typed) {
			char byte = a->bytes[a->used++];
			if (byte == '\n') {
				a->line[length] = '\0';
				return LINE;
			}
			if (length + 1 < sizeof(a->line) && byte)
				a->line[length++] = byte;
		}
		ssize_t got = cli_read_some(STDIN_FILENO, a->bytes, sizeof(a->bytes));
		if (got < 0)
			return BROKEN;
		a->used = 0;
		a->typed = (size_t)got;
		if (got == 0 && length == 0)
			return END;
		if (got == 0) { /* Ctrl-D behind some words */
			a->line[length] = '\0';
			return LINE;
		}
	}
}

/* Without the spaces around it. */
static const char *trim(char *line)
{
	size_t end = strlen(line);

	while (end && strchr(" \t\r", line[end - 1]))
		line[--end] = '\0';
	return line + strspn(line, " \t");
}

/* ---- One item ---- */

static void show_item(struct asking *a, const struct qser_item *item)
{
	if (!a->section || strcmp(a->section, item->section) != 0) {
		show("\n", item->section_title ? item->section_title : item->section, "\n");
		if (item->section_help)
			show("", item->section_help, "\n");
		a->section = item->section;
	}
	show("\n", item->item, "  ");
	show("", item->question, "\n");
}

static void show_prompt(const struct qser_item *item)
{
	show("  ", item->accepts, item->required ? "" : ", or nothing");
	if (item->value)
		show(" [", item->value, "]");
	(void)fputs(": ", stderr);
}

static void show_help(const struct qser_item *item)
{
	if (item->help)
		show("  ", item->help, "\n");
	show("  accepted: ", item->accepts, item->required ? "; required\n" : "; not required\n");
	(void)fputs("  Enter keeps the answer in brackets, - takes it back,\n"
		    "  < goes back, << to the first one,\n"
		    "  q stops and keeps what was answered, Ctrl-C stops and keeps nothing;\n"
		    "  a \\ before - < q ? makes it an answer\n",
		stderr);
}

/* The item before this one that is asked; this one, when there is none. */
static enum qser_status go_back(struct asking *a)
{
	struct qser_item item;

	for (size_t i = a->at; i-- > 0;) {
		enum qser_status status = qser_sheet_item(a->sheet, i, &item);
		if (status != QSER_OK)
			return status;
		if (item.asked && !item.elsewhere) {
			a->at = i;
			return QSER_OK;
		}
	}
	(void)fputs("  this is the first one\n", stderr);
	return QSER_OK;
}

/* Where to begin: at the first item that must be answered and is not, or behind the last one that
 * is, whichever comes first; what is complete is looked through from the start. */
static enum qser_status go_on(struct asking *a)
{
	size_t count = qser_sheet_count(a->sheet), asked = 0, answered = 0, open = count, next = 0;
	struct qser_item item;

	for (size_t i = 0; i < count; i++) {
		enum qser_status status = qser_sheet_item(a->sheet, i, &item);
		if (status != QSER_OK)
			return status;
		if (!item.asked || item.elsewhere)
			continue;
		asked++;
		answered += item.value != NULL;
		open = item.missing && open == count ? i : open;
		next = item.value ? count : next == count ? i : next;
	}
	open = next < open ? next : open;
	if (!answered || open == count)
		return QSER_OK;
	a->at = open;
	(void)fprintf(stderr,
		"%zu of %zu are answered; it goes on with one that is not: < goes back, << to the "
		"first\n",
		answered, asked);
	return QSER_OK;
}

/* A word that is no answer: the same item is asked again. */
static enum qser_status take(struct asking *a, const char *text)
{
	enum qser_status status = qser_sheet_answer(a->sheet, a->at, text);

	if (status != QSER_INVALID) {
		a->at += status == QSER_OK;
		return status;
	}
	/* What is accepted stands in the line that asks again. */
	show("  ", qser_error(a->c->q).message, "\n");
	return QSER_OK;
}

/* false: no more is asked. */
static bool take_line(struct asking *a, const struct qser_item *item, enum qser_status *status)
{
	const char *text = trim(a->line);

	if (strcmp(text, "q") == 0)
		return false;
	if (!*text)
		a->at++;
	else if (strcmp(text, "?") == 0)
		show_help(item);
	else if (strcmp(text, "<") == 0)
		*status = go_back(a);
	else if (strcmp(text, "<<") == 0)
		a->at = 0;
	else if (strcmp(text, "-") == 0)
		*status = take(a, "");
	else
		*status = take(a, text + (*text == '\\'));
	return *status == QSER_OK;
}

static enum qser_status ask_all(struct asking *a)
{
	enum qser_status status = QSER_OK;
	struct qser_item item;
	size_t shown = SIZE_MAX;

	while (a->at < qser_sheet_count(a->sheet)) {
		status = qser_sheet_item(a->sheet, a->at, &item);
		if (status != QSER_OK)
			return status;
		if (!item.asked || item.elsewhere) {
			a->at++;
			continue;
		}
		if (shown != a->at)
			show_item(a, &item);
		shown = a->at;
		show_prompt(&item);
		enum read_end end = read_line(a);
		if (end != LINE)
			(void)fputc('\n', stderr); /* behind ^C, or the prompt */
		if (end == BROKEN)
			return cli_interrupted() ? QSER_INTERRUPTED
						 : cli_fail(a->c, QSER_NOINPUT, "the terminal: %s",
							   strerror(errno));
		if (end == END || !take_line(a, &item, &status))
			return status;
	}
	return status;
}

/* ---- When it cannot be kept ---- */

static int print_change(void *ctx, const char *item, const char *text)
{
	qser_spool_printf(ctx, "%s=%s\n", item, text);
	return 0;
}

static void print_typed(struct cli *c)
{
	struct qser_spool *typed = NULL;

	if (qser_spool_new(&typed) == QSER_OK &&
		qser_sheet_each_change(c->state->sheet, print_change, typed) == QSER_OK &&
		qser_spool_length(typed) > 0 && qser_spool_copy(typed, STDOUT_FILENO) == QSER_OK)
		cli_error(c->command->name,
			"what you typed is on standard output, as ITEM=ANSWER, to be given once "
			"more");
	qser_spool_free(typed);
}

enum qser_status cli_ask_response(struct cli *c, int64_t response)
{
	struct asking *a = calloc(1, sizeof(*a));
	if (!a)
		return cli_no_memory(c);
	*a = (struct asking){.c = c};
	enum qser_status status = qser_begin_read(c->q);
	if (status == QSER_OK)
		status = qser_sheet_open(c->q, response, &a->sheet);
	qser_rollback(c->q);
	if (status == QSER_OK) {
		(void)fputs("? helps, q stops and keeps what was answered\n", stderr);
		status = go_on(a);
	}
	if (status == QSER_OK)
		status = ask_all(a);
	if (status == QSER_OK) {
		c->state->sheet = a->sheet;
		c->state->sheet_lost = print_typed;
		c->state->sheet_end = qser_sheet_close;
	} else {
		qser_sheet_close(a->sheet);
	}
	free(a);
	return status;
}
