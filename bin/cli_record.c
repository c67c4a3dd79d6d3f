/*
 * cli_record.c: list, show, add, edit, rm: the same for every record.
 */
#include "cli_private.h"

const char cli_fields_more[] =
	"With - the columns come from standard input, as in the header of a mail: \"name: Maria\". "
	"A "
	"line that begins with a blank goes on with the one before, \" .\" is an empty line of a "
	"note, "
	"# begins a remark. Options win over lines. An empty value clears a column.";

/* ---- Tables ---- */

static bool is_named(const char *name, const char *text, size_t length)
{
	bool same = strlen(name) == length;
	for (size_t i = 0; same && i < length; i++)
		same = name[i] == (text[i] == '-' ? '_' : text[i]);
	return same;
}

static enum qser_status refuse_column(struct cli *c, const struct qser_column *const *columns,
	size_t count, const char *text, size_t length)
{
	_cleanup_(free_pointer) char *list = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&list, &size);
	if (!out)
		return cli_no_memory(c);
	for (size_t i = 0; i < count; i++)
		(void)fprintf(out, "%s%s", i ? ", " : "", columns[i]->name);
	if (fclose(out) != 0)
		return cli_no_memory(c);
	return cli_fail(c, QSER_USAGE, "%s: has no column \"%.*s\"; it has %s", c->verb->name,
		(int)length, text, list);
}

/* --columns of a list that is no list of records, which chooses by itself. */
static enum qser_status choose_shown(struct cli *c, const struct qser_column *const *columns,
	size_t count, struct qser_table **table)
{
	size_t used = 0, most = 1;
	for (const char *s = c->columns; *s; s++)
		most += *s == ',';
	const struct qser_column **shown = calloc(most, sizeof *shown);
	size_t *places = calloc(most, sizeof *places);
	if (!cli_own_both(c, shown, places))
		return cli_no_memory(c);
	for (const char *at = c->columns; *at; at += *at == ',') {
		size_t length = strcspn(at, ","), i = 0;
		while (i < count && !is_named(columns[i]->name, at, length))
			i++;
		if (i == count)
			return refuse_column(c, columns, count, at, length);
		shown[used] = columns[i];
		places[used++] = i;
		at += length;
	}
	enum qser_status status = qser_table_new(table, c->out, &c->style, shown, used);
	return status == QSER_OK ? qser_table_pick(*table, places) : status;
}

enum qser_status cli_table(struct cli *c, const struct qser_column *const *columns, size_t count,
	struct qser_table **table)
{
	return c->columns && !c->verb->columns
		       ? choose_shown(c, columns, count, table)
		       : qser_table_new(table, c->out, &c->style, columns, count);
}

struct printing {
	struct cli *c;
	struct qser_table *table;
	const size_t
		*places; /* where each column of the table is among the values; NULL: in order */
	size_t count;
	const char **values;
	int64_t rows;
	enum qser_status status; /* of the table: a callback can only stop the walk */
};

static int print_row(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct printing *p = ctx;
	(void)id;
	(void)count;
	p->rows++;
	for (size_t i = 0; p->places && i < p->count; i++)
		p->values[i] = values[p->places[i]];
	p->status = qser_table_row(p->table, p->places ? p->values : values);
	return p->status != QSER_OK;
}

void cli_list_id(struct cli *c, int64_t id)
{
	qser_spool_printf(c->out, "%lld", (long long)id);
	qser_spool_add(c->out, c->null ? "" : "\n", 1);
}

static int print_id(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)count;
	(void)values;
	cli_list_id(ctx, id);
	return 0;
}

/* "name,email": the columns of the brief table; NULL in *list when the record has none. */
static enum qser_status brief_columns(struct cli *c, enum qser_record r, const char **list)
{
	size_t count, room = 1;
	const struct qser_column *columns = qser_columns(r, &count);
	for (size_t i = 0; i < count; i++)
		room += columns[i].flags & QSER_BRIEF ? strlen(columns[i].name) + 1 : 0;
	*list = NULL;
	if (room == 1)
		return QSER_OK;
	char *next = cli_own(c, malloc(room));
	if (!next)
		return cli_no_memory(c);
	*list = next;
	for (size_t i = 0; i < count; i++)
		if (columns[i].flags & QSER_BRIEF) {
			next = stpcpy(next, columns[i].name);
			*next++ = ',';
		}
	next[-1] = '\0';
	return QSER_OK;
}

/* The columns of the query, in an array of c's. */
static enum qser_status columns_of(struct cli *c, enum qser_record r,
	const struct qser_query *query, const struct qser_column ***columns, size_t *count)
{
	size_t most;
	(void)qser_columns(r, &most);
	/* --columns may name one twice; refused or not, it fits. */
	for (const char *s = query->columns; s && *s; s++)
		most += *s == ',';
	*columns = calloc(most + 1, sizeof **columns);
	if (!*columns || !cli_own(c, (char *)*columns))
		return cli_no_memory(c);
	return qser_query_columns(c->q, r, query, *columns, most, count);
}

static enum qser_status print_rows(
	struct cli *c, enum qser_record r, const struct qser_query *query)
{
	const struct qser_column **columns;
	size_t count = 0;
	struct printing p = {.c = c};
	enum qser_status status = columns_of(c, r, query, &columns, &count);
	if (status == QSER_OK)
		status = cli_table(c, columns, count, &p.table);
	if (status == QSER_OK)
		status = qser_each(c->q, r, query, print_row, &p);
	if (p.status != QSER_OK)
		status = p.status;
	if (status == QSER_OK)
		status = qser_table_end(p.table);
	if (status == QSER_OK && !p.rows && c->terminal)
		cli_say(c, "no %s", qser_record_plural(r));
	qser_table_free(p.table);
	return status;
}

enum qser_status cli_print_query(struct cli *c, enum qser_record r, const struct qser_query *query)
{
	struct qser_query this = *query;
	if (c->ids) {
		this.columns = "id";
		return qser_each(c->q, r, &this, print_id, c);
	}
	if (!this.columns && c->style.format == QSER_FORMAT_TEXT) {
		enum qser_status status = brief_columns(c, r, &this.columns);
		if (status != QSER_OK)
			return status;
	}
	return print_rows(c, r, &this);
}

enum qser_status cli_list(struct cli *c)
{
	struct qser_query query;
	enum qser_status status = cli_query(c, &query);
	return status == QSER_OK ? cli_print_query(c, c->verb->record, &query) : status;
}

/* ---- show ---- */

static enum qser_status show_one(struct cli *c, int64_t id, void *ctx)
{
	struct printing *p = ctx;
	enum qser_status status = qser_get(c->q, c->verb->record, id, print_row, p);
	return p->status != QSER_OK ? p->status : status;
}

/* Where the chosen columns are among all: qser_get gives them all. */
static enum qser_status choose(
	struct cli *c, struct printing *p, const struct qser_column *const *chosen, size_t count)
{
	const struct qser_column **all;
	size_t known = 0;
	const struct qser_query every = {0};
	enum qser_status status = columns_of(c, c->verb->record, &every, &all, &known);
	size_t *places = calloc(count + 1, sizeof *places);
	const char **values = calloc(count + 1, sizeof *values);
	p->places = (size_t *)cli_own(c, (char *)places);
	p->values = (const char **)cli_own(c, (char *)values);
	p->count = count;
	if (!p->places || !p->values)
		return cli_no_memory(c);
	for (size_t i = 0; status == QSER_OK && i < count; i++)
		for (size_t k = 0; k < known; k++)
			if (chosen[i] == all[k])
				places[i] = k;
	return status;
}

const struct cli_option cli_show_options[] = {
	{"history", 0, NULL, "print instead who changed what, and what it was before", NULL},
	{NULL, 0, NULL, NULL, NULL},
};

static int print_event(void *ctx, const char *line)
{
	struct cli *c = ctx;
	_cleanup_(free_pointer) char *shown = qser_escape(line);
	qser_spool_printf(c->out, "%s\n", shown ? shown : "?");
	return 0;
}

static enum qser_status show_history(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_describe_record(c->q, c->verb->record, id, print_event, c);
}

enum qser_status cli_show(struct cli *c)
{
	if (cli_has(c, "history"))
		return cli_each_id(c, 0, c->verb->record, show_history, NULL);
	struct printing p = {.c = c};
	const struct qser_query query = {.columns = c->columns};
	const struct qser_column **columns;
	size_t count = 0;
	bool one = c->argc == 1 && strcmp(c->argv[0], "-") != 0;
	c->style.single = c->style.format == QSER_FORMAT_TEXT || one;
	enum qser_status status = columns_of(c, c->verb->record, &query, &columns, &count);
	if (status == QSER_OK && c->columns)
		status = choose(c, &p, columns, count);
	if (status == QSER_OK)
		status = cli_table(c, columns, count, &p.table);
	if (status == QSER_OK)
		status = cli_each_id(c, 0, c->verb->record, show_one, &p);
	if (status == QSER_OK)
		status = qser_table_end(p.table);
	qser_table_free(p.table);
	return status;
}

/* ---- add ---- */

void cli_print_id(struct cli *c, int64_t id, const char *understood)
{
	if (c->dry_run) {
		if (understood)
			cli_say(c, "would add: %s", understood);
		return;
	}
	_cleanup_(free_pointer) char *shown =
		understood && c->terminal && !c->quiet ? qser_escape(understood) : NULL;
	qser_spool_printf(
		c->out, "%lld%s%s\n", (long long)id, shown ? "  " : "", shown ? shown : "");
}

enum qser_status cli_print_described(struct cli *c, int64_t id, cli_describe_fn *describe)
{
	char *understood = NULL;
	enum qser_status status = describe(c->q, id, &understood);
	if (status == QSER_OK)
		cli_print_id(c, id, understood);
	free(understood);
	return status;
}

struct naming {
	const struct qser_column *columns;
	size_t count;
	char *name;
};

/* What a person knows the record by: its code, else its name, its title. */
static int name_it(void *ctx, int64_t id, size_t count, const char *const *values)
{
	static const char *const names[] = {"code", "name", "title"};
	struct naming *n = ctx;
	(void)id;
	size_t at = 0;
	for (size_t k = 0; !n->name && k < sizeof names / sizeof *names; k++, at = 0)
		for (size_t i = 0; !n->name && i < n->count && at < count; i++) {
			if (n->columns[i].flags & QSER_HIDDEN)
				continue;
			if (strcmp(n->columns[i].name, names[k]) == 0 && values[at])
				n->name = cli_dup(values[at]);
			at++;
		}
	return 0;
}

enum qser_status cli_add(struct cli *c)
{
	const struct qser_field *fields;
	size_t count;
	int64_t id;
	if (c->argc == 1 && strcmp(c->argv[0], "-") != 0)
		return cli_fail(c, QSER_USAGE,
			"%s: \"%s\": columns are given as --COLUMN VALUE, or as lines with -",
			c->verb->name, c->argv[0]);
	enum qser_status status = cli_fields(c, &fields, &count);
	if (status == QSER_OK)
		status = qser_add(c->q, c->verb->record, fields, count, &id);
	if (status != QSER_OK)
		return status;
	struct naming naming = {0};
	naming.columns = qser_columns(c->verb->record, &naming.count);
	if ((c->terminal || c->dry_run) && !c->quiet)
		status = qser_get(c->q, c->verb->record, id, name_it, &naming);
	cli_print_id(c, id, naming.name);
	free(naming.name);
	return status;
}

/* ---- edit, rm ---- */

struct editing {
	const struct qser_field *fields;
	size_t count;
	int64_t changed, seen;
};

static enum qser_status edit_one(struct cli *c, int64_t id, void *ctx)
{
	struct editing *e = ctx;
	bool changed = false;
	enum qser_status status =
		qser_edit(c->q, c->verb->record, id, e->fields, e->count, &changed);
	e->changed += changed;
	e->seen++;
	return status;
}

static enum qser_status needs_id(struct cli *c, int64_t seen)
{
	if (seen > 0 || !c->argc || strcmp(c->argv[c->argc - 1], "-") != 0)
		return QSER_OK;
	if (c->verb->columns == CLI_CHANGES)
		return cli_fail(c, QSER_USAGE, "%s: which one? Give an ID before -", c->verb->name);
	return QSER_OK; /* an empty list on stdin: nothing to do */
}

enum qser_status cli_edit(struct cli *c)
{
	struct editing e = {0};
	enum qser_status status = cli_fields(c, &e.fields, &e.count);
	if (status == QSER_OK && e.count == 0)
		return cli_fail(c, QSER_USAGE,
			"%s: no column is given; change one with --COLUMN VALUE; see %s %s --help",
			c->verb->name, c->command->name, c->verb->name);
	if (status == QSER_OK)
		status = cli_each_id(c, 0, c->verb->record, edit_one, &e);
	if (status == QSER_OK)
		status = needs_id(c, e.seen);
	if (status == QSER_OK && e.changed < e.seen)
		cli_say(c, "%lld of %lld unchanged", (long long)(e.seen - e.changed),
			(long long)e.seen);
	return status;
}

static enum qser_status remove_one(struct cli *c, int64_t id, void *ctx)
{
	int64_t *removed = ctx;
	++*removed;
	return qser_remove(c->q, c->verb->record, id);
}

enum qser_status cli_rm(struct cli *c)
{
	int64_t removed = 0;
	enum qser_status status = cli_each_id(c, 0, c->verb->record, remove_one, &removed);
	if (status == QSER_OK && c->verbose)
		cli_say(c, "removed %lld", (long long)removed);
	return status;
}
