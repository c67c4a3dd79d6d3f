/*
 * cli_log.c: the change log as a list of commands, of all or of those that changed one record, and
 * what a command changed.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli_log.h"
#include "cli_private.h"

#define BATCH_COLUMNS                                                                         \
	"id,at,login,person,program,verb,import_name,rows_read,rows_added,rows_updated,rows_" \
	"unchanged,rows_rejected,import_hash"

const struct cli_option cli_log_options[] = {
	{"batch", 0, NULL, "imports alone, with their files and counts", NULL},
	{"record", 0, "RECORD/ID", "what changed this record: person/petros, diary-entry/3",
		"logged"},
	{.name = NULL},
};

const char cli_log_more[] =
	"A day of --at is one of the zone here, from midnight to midnight; CSV and JSON tell the "
	"moment in UTC. RECORD is the word for it in the lines of a command and of undo, with \"-\" "
	"for blanks; ID is its number, code or e-mail address. A record that was removed goes by its "
	"number. The parts of a record, like the participants of a path, are records of their own.";

/* ---- What is undone by what ---- */

struct undone {
	int64_t command, by;
};

struct log {
	struct cli *c;
	struct undone *undone; /* by command */
	size_t count, room;
	enum qser_record touched;
	int64_t touched_id;
	size_t rows;
	/* of the command being told */
	char *behind; /* its head line */
	bool begun;
	/* of the row being printed */
	char number[24], *change, *columns;
	/* which columns of our own are shown, and which these are */
	struct qser_column own[3];
};

static const struct qser_column undone_column = {.name = "undone_by",
					.label = "Undone by",
					.type = QSER_INT,
					.help = "the command that undid this one"},
				change_column = {.name = "change",
					.label = "Change",
					.type = QSER_TEXT,
					.help = "what became of the record"},
				columns_column = {.name = "columns",
					.label = "Columns",
					.type = QSER_TEXT,
					.help = "what changed in it"};

static int take_undone(void *ctx, int64_t command, int64_t by)
{
	struct log *l = ctx;
	struct undone *more = cli_grow(l->undone, &l->room, l->count, sizeof(*more));
	if (!more)
		return 1;
	l->undone = more;
	more[l->count++] = (struct undone){command, by};
	return 0;
}

static int by_command(const void *a, const void *b)
{
	const struct undone *x = a, *y = b;
	return x->command < y->command ? -1 : x->command > y->command;
}

static enum qser_status collect_undone(struct log *l)
{
	enum qser_status status = qser_each_undone(l->c->q, take_undone, l);
	if (status == QSER_STOPPED)
		return cli_no_memory(l->c);
	if (l->count)
		qsort(l->undone, l->count, sizeof(*l->undone), by_command);
	return status;
}

/* 0: it is not undone. */
static int64_t undone_by(const struct log *l, int64_t command)
{
	const struct undone key = {command, 0};
	const struct undone *found =
		l->count ? bsearch(&key, l->undone, l->count, sizeof(key), by_command) : NULL;
	return found ? found->by : 0;
}

/* ---- One command ---- */

/* values: person, undoes. */
static int take_head(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct log *l = ctx;
	int64_t by = undone_by(l, id);
	char undone[40] = "";
	(void)count;
	if (by)
		snprintf(undone, sizeof(undone), ", undone by %" PRId64, by);
	l->behind = cli_format("%s%s%s%s%s", values[0] ? ", " : "", values[0] ? values[0] : "",
		values[1] ? ", undoes " : "", values[1] ? values[1] : "", undone);
	return 0;
}

static int tell_line(void *ctx, const char *line)
{
	struct log *l = ctx;
	_cleanup_(free_pointer) char *shown = qser_escape(line);
	qser_spool_printf(
		l->c->out, "%s%s\n", shown ? shown : "?", l->begun || !l->behind ? "" : l->behind);
	l->begun = true;
	return 0;
}

static enum qser_status describe(struct cli *c, int64_t id, void *ctx)
{
	struct log *l = ctx;
	char number[24];
	const struct qser_field filter = {"id", number};
	const struct qser_query query = {
		.columns = "person,undoes", .filters = &filter, .filter_count = 1};

	snprintf(number, sizeof(number), "%" PRId64, id);
	l->begun = false;
	enum qser_status status = qser_each(c->q, QSER_COMMAND, &query, take_head, l);
	if (status == QSER_OK)
		status = qser_describe_command(c->q, id, tell_line, l);
	free(l->behind);
	l->behind = NULL;
	return status;
}

static enum qser_status describe_all(struct log *l)
{
	struct qser_query query;
	enum qser_status status = cli_query(l->c, &query);
	if (status == QSER_OK &&
		(query.filter_count || cli_has(l->c, "batch") || cli_has(l->c, "record")))
		return cli_fail(l->c, QSER_USAGE,
			"log: give commands to see what they changed, or filters to find them, not "
			"both");
	return status == QSER_OK ? cli_each_id(l->c, 0, QSER_COMMAND, describe, l) : status;
}

/* ---- The record ---- */

static enum qser_status no_record(struct cli *c, const char *text)
{
	char list[2048] = "", *at = list, word[64];
	_cleanup_(free_pointer) char *shown = qser_escape(text);

	for (int r = QSER_NO_RECORD + 1; r < QSER_RECORDS; r++) {
		cli_record_word((enum qser_record)r, "", word, sizeof(word));
		if (*word && (size_t)(at - list) + strlen(word) + 3 < sizeof(list))
			at = stpcpy(stpcpy(at, at == list ? "" : ", "), word);
	}
	return cli_fail(c, QSER_USAGE,
		"--record: \"%s\" is not RECORD/ID, like person/petros; records are: %s",
		shown ? shown : "?", list);
}

static enum qser_status find_record(struct log *l, const char *text)
{
	const char *slash = strchr(text, '/');
	char word_of[64];
	for (int r = QSER_NO_RECORD + 1; slash && r < QSER_RECORDS && !l->touched; r++) {
		cli_record_word((enum qser_record)r, "/", word_of, sizeof(word_of));
		if (slash > text && !strncmp(word_of, text, (size_t)(slash - text) + 1))
			l->touched = (enum qser_record)r;
	}
	if (!slash || !l->touched || !slash[1])
		return no_record(l->c, text);
	const char *word = slash + 1;
	char *end = NULL;
	errno = 0;
	l->touched_id = strtoll(word, &end, 10);
	if (!errno && !*end && *word >= '1' && *word <= '9') /* it may be gone */
		return QSER_OK;
	enum qser_status status = qser_find(l->c->q, l->touched, word, &l->touched_id);
	return status != QSER_UNKNOWN
		       ? status
		       : cli_fail(l->c, status,
				 "--record: %s; one that was removed goes by its number",
				 qser_error(l->c->q).message);
}

/* ---- The list ---- */

static enum qser_status fill_row(struct cli_wide *w, int64_t id, const char **values)
{
	struct log *l = w->ctx;
	int64_t by = undone_by(l, id);
	enum qser_status status = QSER_OK;

	free(l->change);
	free(l->columns);
	l->change = l->columns = NULL;
	l->rows++;
	if (l->touched)
		status = qser_change_of(
			l->c->q, id, l->touched, l->touched_id, &l->change, &l->columns);
	snprintf(l->number, sizeof(l->number), "%" PRId64, by);
	for (size_t i = 0; i < w->more; i++)
		values[i] = l->own[i].name == undone_column.name   ? (by ? l->number : NULL)
			    : l->own[i].name == change_column.name ? l->change
			    : l->columns && *l->columns		   ? l->columns
								   : NULL;
	return status;
}

/* Columns of our own: all, or those that --columns names, which are taken out of it. */
static enum qser_status choose_columns(struct log *l, struct cli_wide *w, struct qser_query *query)
{
	const struct qser_column *const all[] = {&undone_column, &change_column, &columns_column};
	const size_t count = l->touched ? 3 : 1;
	const char *names = query->columns;
	char *left = names && l->c->columns ? calloc(1, strlen(names) + 2) : NULL;

	for (size_t i = 0; i < count && !left; i++)
		l->own[w->more++] = *all[i];
	if (!names || !l->c->columns)
		return QSER_OK;
	char *at = left = cli_own(l->c, left);
	if (!left)
		return cli_no_memory(l->c);
	for (size_t length; *names; names += length + (names[length] == ',')) {
		size_t own = 0;
		length = strcspn(names, ",");
		while (own < count && (strlen(all[own]->name) != length ||
					      strncmp(all[own]->name, names, length) != 0))
			own++;
		if (own < count && w->more < 3) {
			l->own[w->more++] = *all[own];
		} else {
			if (at > left)
				*at++ = ',';
			at = mempcpy(at, names, length);
		}
	}
	*at = '\0';
	query->columns = left;
	return *left ? QSER_OK
		     : cli_fail(l->c, QSER_USAGE, "--columns: name one of the command, too: id");
}

/* Imports are what has counted rows. */
static enum qser_status imports_alone(struct cli *c, struct qser_query *query)
{
	struct qser_field *filters = calloc(query->filter_count + 1, sizeof *filters);
	if (!cli_own(c, (char *)filters))
		return cli_no_memory(c);
	for (size_t i = 0; i < query->filter_count; i++)
		filters[i] = query->filters[i];
	filters[query->filter_count++] = (struct qser_field){"rows_read", "0.."};
	query->filters = filters;
	if (!query->columns)
		query->columns = BATCH_COLUMNS;
	return QSER_OK;
}

static enum qser_status list(struct log *l)
{
	struct cli *c = l->c;
	struct qser_query query;
	struct cli_wide wide = {.c = c, .fill = fill_row, .ctx = l};
	enum qser_status status = cli_query(c, &query);

	if (status == QSER_OK && cli_has(c, "record"))
		status = find_record(l, cli_get(c, "record"));
	if (status == QSER_OK && cli_has(c, "batch"))
		status = imports_alone(c, &query);
	if (status != QSER_OK)
		return status;
	query.touched = l->touched;
	query.touched_id = l->touched_id;
	if (!query.sort && c->terminal)
		query.sort = "-id";
	if (c->ids)
		return cli_print_query(c, QSER_COMMAND, &query);
	status = choose_columns(l, &wide, &query);
	if (status == QSER_OK)
		status = cli_wide_print(&wide, QSER_COMMAND, &query, l->own);
	if (status == QSER_OK && !l->rows)
		cli_say(c, "no command is like that; all of them: qser-admin log");
	return status;
}

enum qser_status cli_log(struct cli *c)
{
	struct log l = {.c = c};
	enum qser_status status = collect_undone(&l);
	if (status == QSER_OK)
		status = c->argc ? describe_all(&l) : list(&l);
	free(l.undone);
	free(l.change);
	free(l.columns);
	return status;
}
