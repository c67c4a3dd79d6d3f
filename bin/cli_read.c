/*
 * cli_read.c: a table file as every import reads it, in the format that is asked for.
 */
#include "cli_private.h"

const struct cli_option cli_read_options[] = {
	CLI_FILE_OPTIONS,
	{NULL, 0, NULL, NULL, NULL},
};

struct reading {
	struct cli *c;
	struct qser_table *table;
	struct qser_column *columns;
	const struct qser_column **shown;
	size_t count;
	int64_t size, messages;
	enum qser_status status; /* of the output: a callback can only stop the reading */
};

/* ---- Headings ---- */

static bool is_json(const struct cli *c)
{
	return c->style.format == QSER_FORMAT_JSON || c->style.format == QSER_FORMAT_JSONL;
}

/* Is it a heading of the file, or the key of a column before this one? */
static bool is_taken(const struct reading *r, size_t column, const char *key)
{
	for (size_t i = 0; i < r->count; i++)
		if (strcmp(r->columns[i].label, key) == 0 ||
			(i < column && strcmp(r->columns[i].name, key) == 0))
			return true;
	return false;
}

/* How many columns up to this one have its heading. */
static size_t count_same(const struct reading *r, size_t column)
{
	size_t same = 1;
	for (size_t i = 0; i < column; i++)
		same += strcmp(r->columns[i].label, r->columns[column].label) == 0;
	return same;
}

/*
 * In an object each key stands once, and means something: a second "Notes" is "Notes_2", a column
 * without a heading "column_4".  NULL: out of memory.
 */
static char *make_key(const struct reading *r, size_t column)
{
	const char *heading = r->columns[column].label;
	size_t same = count_same(r, column);
	if (*heading && same == 1)
		return cli_dup(heading);
	for (size_t n = *heading ? same : column + 1;; n++) {
		char *key = cli_format("%s_%zu", *heading ? heading : "column", n);
		if (!key || !is_taken(r, column, key))
			return key;
		free(key);
	}
}

/* "column 4 "column_4", column 5 "Notes_2"": the keys that are not the headings. */
static void tell_keys(const struct reading *r, const char *file)
{
	_cleanup_(free_pointer) char *list = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&list, &length);
	if (!out)
		return;
	for (size_t i = 0; i < r->count; i++)
		if (strcmp(r->columns[i].name, r->columns[i].label) != 0)
			(void)fprintf(out, "%scolumn %zu \"%s\"", ftell(out) > 0 ? ", " : "", i + 1,
				r->columns[i].name);
	if (fclose(out) == 0 && length > 0)
		cli_say(r->c, "note: %s: keys of columns whose heading is empty or repeated: %s",
			file, list);
}

static enum qser_status make_columns(struct reading *r, size_t count, const char *const *headings)
{
	struct cli *c = r->c;
	r->columns = calloc(count, sizeof *r->columns);
	r->shown = calloc(count, sizeof *r->shown);
	if (!cli_own_both(c, r->columns, r->shown))
		return cli_no_memory(c);
	r->count = count;
	for (size_t i = 0; i < count; i++) {
		char *heading = cli_own(c, cli_dup(headings[i]));
		if (!heading)
			return cli_no_memory(c);
		r->columns[i] =
			(struct qser_column){.name = heading, .label = heading, .type = QSER_TEXT};
		r->shown[i] = &r->columns[i];
	}
	for (size_t i = 0; i < count && is_json(c); i++)
		if (!(r->columns[i].name = cli_own(c, make_key(r, i))))
			return cli_no_memory(c);
	tell_keys(r, c->argv[0]);
	return QSER_OK;
}

/* ---- What the library tells ---- */

static int take_header(void *ctx, size_t count, const char *const *headings)
{
	struct reading *r = ctx;
	r->status = make_columns(r, count, headings);
	if (r->status == QSER_OK)
		r->status = cli_table(r->c, r->shown, count, &r->table);
	return r->status != QSER_OK;
}

static int take_row(void *ctx, size_t count, const char *const *values)
{
	struct reading *r = ctx;
	(void)count;
	r->status = qser_table_row(r->table, values);
	return r->status != QSER_OK;
}

static void take_message(void *ctx, const char *message)
{
	struct reading *r = ctx;
	if (r->messages++ < CLI_MESSAGES_SHOWN)
		cli_tell(r->c, "", message);
}

static void take_remark(void *ctx, const char *message)
{
	const struct reading *r = ctx;
	cli_tell(r->c, "note: ", message);
}

static int take_progress(void *ctx, int64_t bytes)
{
	const struct reading *r = ctx;
	cli_progress(r->c, bytes, r->size);
	return cli_interrupted();
}

/* ---- The verb ---- */

static enum qser_status fail_output(struct reading *r)
{
	return r->status == QSER_OUTPUT
		       ? cli_fail(r->c, r->status, "a temporary file: %s", strerror(errno))
		       : r->status;
}

static enum qser_status read_file(struct reading *r, const struct qser_file *file)
{
	struct qser_counts counts;
	char *why;
	enum qser_status status = qser_read_file(file, &counts, &why);
	cli_clear_progress();
	if (r->status == QSER_OK && (status == QSER_OK || status == QSER_PARTIAL))
		r->status = qser_table_end(r->table);
	if (r->status != QSER_OK) {
		free(why);
		return fail_output(r);
	}
	if (status == QSER_PARTIAL && r->messages > CLI_MESSAGES_SHOWN)
		cli_say(r->c, "… and %lld more", (long long)r->messages - CLI_MESSAGES_SHOWN);
	if (status == QSER_PARTIAL)
		cli_say(r->c, "read %lld, left out %lld", (long long)counts.read,
			(long long)counts.rejected);
	if (status != QSER_OK && status != QSER_PARTIAL)
		status = cli_fail(r->c, status, "%s", why ? why : "out of memory");
	free(why);
	return status;
}

enum qser_status cli_read(struct cli *c)
{
	struct reading r = {.c = c};
	struct qser_file file = {.name = c->argv[0],
		.encoding = cli_get(c, "encoding"),
		.header = take_header,
		.row = take_row,
		.message = take_message,
		.remark = take_remark,
		.progress = take_progress,
		.ctx = &r};
	enum qser_status status = cli_read_delimiter(c, &file.delimiter);
	if (status == QSER_OK)
		status = cli_open_input(c, c->argv[0], &file.fd, &r.size);
	if (status == QSER_OK)
		status = read_file(&r, &file);
	qser_table_free(r.table);
	return status;
}
