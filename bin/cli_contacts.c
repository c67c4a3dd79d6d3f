/* cli_contacts.c: of qser-pair: pairs with the names and addresses of both. */
#include "cli_contacts.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* ---- export: the columns of a pair, and behind them who the two are ---- */

static const struct qser_column both_columns[] = {
	COLUMN("mentor_name", "Name of the mentor", QSER_TEXT),
	COLUMN("mentor_email", "E-mail of the mentor", QSER_EMAIL),
	COLUMN("mentee_name", "Name of the mentee", QSER_TEXT),
	COLUMN("mentee_email", "E-mail of the mentee", QSER_EMAIL),
};
enum { BOTH = sizeof both_columns / sizeof *both_columns, COLUMNS_MOST = 64 };

/* places: where each column of the table is among those of the record (0 …) and of both_columns
 * (own …). */
struct export
{
	struct cli *c;
	struct qser_table *table;
	const struct qser_column *columns[COLUMNS_MOST];
	size_t places[COLUMNS_MOST];
	size_t count, own;
	const char *const *values; /* of the row in hand */
	enum qser_status status;
};

static int take_both(void *ctx, const struct qser_contacts *b)
{
	struct export *e = ctx;
	const char *const both[BOTH] = {
		b->mentor_name, b->mentor_email, b->mentee_name, b->mentee_email};
	const char *row[COLUMNS_MOST];

	for (size_t i = 0; i < e->count; i++)
		row[i] = e->places[i] < e->own ? e->values[e->places[i]]
					       : both[e->places[i] - e->own];
	e->status = qser_table_row(e->table, row);
	return e->status != QSER_OK;
}

static int export_row(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct export *e = ctx;

	(void)count;
	e->values = values;
	enum qser_status status = qser_pair_contacts(e->c->q, id, take_both, e);
	if (e->status == QSER_OK && status != QSER_OK)
		e->status = status;
	return e->status != QSER_OK;
}

static const struct qser_column *both_column(const char *name, size_t length, size_t *at)
{
	for (*at = 0; *at < BOTH; ++*at) {
		const char *known = both_columns[*at].name;
		bool same = strlen(known) == length;
		for (size_t i = 0; same && i < length; i++)
			same = known[i] == (name[i] == '-' ? '_' : name[i]);
		if (same)
			return &both_columns[*at];
	}
	return NULL;
}

/* The names that are columns of the record, for the query; both are put beside them. */
static enum qser_status choose(struct export *e, const char *wanted, char **own)
{
	char *next = cli_own(e->c, malloc(strlen(wanted) + 2));

	*own = next;
	if (!next)
		return cli_no_memory(e->c);
	*next = '\0';
	for (const char *at = wanted; *at; at += *at == ',') {
		size_t length = strcspn(at, ","), which;
		if (e->count == COLUMNS_MOST)
			return cli_fail(e->c, QSER_USAGE, "--columns: too many");
		e->columns[e->count] = both_column(at, length, &which);
		/* Where it stands is known when all are counted. */
		e->places[e->count] = e->columns[e->count] ? which : e->own++;
		if (!e->columns[e->count++]) {
			next = stpcpy(next, next == *own ? "" : ",");
			next = stpncpy(next, at, length);
			*next = '\0';
		}
		at += length;
	}
	return QSER_OK;
}

/* Every query has a column, of which nothing is shown when none was asked for. */
static enum qser_status settle(struct export *e, struct qser_query *query, char *own)
{
	const struct qser_column *columns[COLUMNS_MOST];
	size_t used = 0;
	enum qser_status status;

	query->columns = *own ? own : "id";
	status = qser_query_columns(e->c->q, QSER_PAIR, query, columns, COLUMNS_MOST, &used);
	for (size_t i = 0; status == QSER_OK && i < e->count; i++)
		if (e->columns[i])
			e->places[i] += e->own;
		else
			e->columns[i] = columns[e->places[i]];
	return status;
}

static enum qser_status choose_all(struct export *e, const struct qser_query *query)
{
	enum qser_status status = qser_query_columns(
		e->c->q, QSER_PAIR, query, e->columns, COLUMNS_MOST - BOTH, &e->own);

	for (size_t i = 0; i < BOTH; i++)
		e->columns[e->own + i] = &both_columns[i];
	e->count = e->own + BOTH;
	for (size_t i = 0; i < e->count; i++)
		e->places[i] = i;
	return status;
}

static enum qser_status cli_pair_export(struct cli *c)
{
	struct export e = {.c = c};
	struct qser_query query;
	char *own;
	enum qser_status status = cli_query(c, &query);

	if (status == QSER_OK && c->ids)
		return cli_print_query(c, QSER_PAIR, &query);
	if (status == QSER_OK && query.columns) {
		status = choose(&e, query.columns, &own);
		if (status == QSER_OK)
			status = settle(&e, &query, own);
	} else if (status == QSER_OK) {
		status = choose_all(&e, &query);
	}
	if (status == QSER_OK)
		status = cli_table(c, e.columns, e.count, &e.table);
	if (status == QSER_OK)
		status = qser_each(c->q, QSER_PAIR, &query, export_row, &e);
	if (e.status != QSER_OK)
		status = e.status;
	if (status == QSER_OK)
		status = qser_table_end(e.table);
	qser_table_free(e.table);
	return status;
}

/* ---- contacts: a row a person, or an address a line ---- */

static const struct qser_column contact_columns[] = {
	COLUMN("pair", "Pair", QSER_TEXT),
	COLUMN("as", "As", QSER_TEXT),
	COLUMN("name", "Name", QSER_TEXT),
	COLUMN("email", "E-mail", QSER_EMAIL),
	COLUMN("phone", "Telephone", QSER_PHONE),
};
static const struct cli_option contacts_options[] = {
	{"as", 0, "SIDE", "one side only: mentor or mentee", "words:mentor mentee"},
	{"emails", 0, NULL, "addresses only, each once, one a line", NULL},
	{.name = NULL},
};

struct contacts {
	struct cli *c;
	struct qser_table *table;
	const char *as;	  /* NULL: both */
	const char *pair; /* the code of the row in hand, else its id */
	char **addresses; /* those printed; the strings are c's */
	size_t count, room;
	int64_t without; /* people without an address */
	enum qser_status status;
};

static bool is_known(const struct contacts *k, const char *address)
{
	for (size_t i = 0; i < k->count; i++)
		if (!strcasecmp(k->addresses[i], address))
			return true;
	return false;
}

static enum qser_status put_address(struct contacts *k, const char *address)
{
	if (!address) {
		k->without++;
		return QSER_OK;
	}
	if (is_known(k, address))
		return QSER_OK;
	if (k->count == k->room) {
		size_t room = k->room ? 2 * k->room : 64;
		char **more = realloc(k->addresses, room * sizeof *more);
		if (!more)
			return cli_no_memory(k->c);
		k->addresses = more;
		k->room = room;
	}
	char *copy = cli_own(k->c, cli_dup(address));
	if (!copy)
		return cli_no_memory(k->c);
	k->addresses[k->count++] = copy;
	qser_spool_printf(k->c->out, "%s", address);
	qser_spool_add(k->c->out, k->c->null ? "" : "\n", 1);
	return QSER_OK;
}

static enum qser_status put_contact(
	struct contacts *k, const char *as, const char *name, const char *email, const char *phone)
{
	if (k->as && strcmp(k->as, as) != 0)
		return QSER_OK;
	return k->table ? qser_table_row(
				  k->table, (const char *const[]){k->pair, as, name, email, phone})
			: put_address(k, email);
}

static int put_contacts(void *ctx, const struct qser_contacts *b)
{
	struct contacts *k = ctx;

	k->status = put_contact(k, "mentor", b->mentor_name, b->mentor_email, b->mentor_phone);
	if (k->status == QSER_OK)
		k->status =
			put_contact(k, "mentee", b->mentee_name, b->mentee_email, b->mentee_phone);
	return k->status != QSER_OK;
}

static int contacts_of(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct contacts *k = ctx;

	(void)count;
	k->pair = values[1] ? values[1] : values[0];
	enum qser_status status = qser_pair_contacts(k->c->q, id, put_contacts, k);
	if (k->status == QSER_OK && status != QSER_OK)
		k->status = status;
	return k->status != QSER_OK;
}

/* Who only might meet, or met once, is written to when it is asked for. */
static enum qser_status with_state(struct cli *c, struct qser_query *query)
{
	struct qser_field *filters;

	if (cli_has(c, "state"))
		return QSER_OK;
	filters = calloc(query->filter_count + 1, sizeof *filters);
	if (!cli_own(c, (char *)filters))
		return cli_no_memory(c);
	for (size_t i = 0; i < query->filter_count; i++)
		filters[i] = query->filters[i];
	filters[query->filter_count++] = (struct qser_field){"state", "accepted,running"};
	query->filters = filters;
	return QSER_OK;
}

static enum qser_status print_contacts(struct contacts *k)
{
	const struct qser_column *columns[COUNT(contact_columns)];
	struct qser_query query;
	enum qser_status status = cli_query(k->c, &query);

	for (size_t i = 0; i < COUNT(contact_columns); i++)
		columns[i] = &contact_columns[i];
	if (status == QSER_OK)
		status = with_state(k->c, &query);
	if (status == QSER_OK && !cli_has(k->c, "emails"))
		status = cli_table(k->c, columns, COUNT(contact_columns), &k->table);
	query.columns = "id,code";
	if (status == QSER_OK)
		status = qser_each(k->c->q, QSER_PAIR, &query, contacts_of, k);
	if (k->status != QSER_OK)
		status = k->status;
	return status == QSER_OK && k->table ? qser_table_end(k->table) : status;
}

static enum qser_status cli_pair_contacts(struct cli *c)
{
	struct contacts k = {.c = c, .as = cli_get(c, "as")};

	if (k.as && strcmp(k.as, "mentor") != 0 && strcmp(k.as, "mentee") != 0)
		return cli_fail(c, QSER_INVALID, "--as: \"%s\" is neither mentor nor mentee", k.as);
	enum qser_status status = print_contacts(&k);
	if (status == QSER_OK && k.without)
		cli_say(c, "%lld without an address", (long long)k.without);
	qser_table_free(k.table);
	free(k.addresses);
	return status;
}

const struct cli_verb cli_contacts_verbs[] = {
	{.name = "export",
		.brief = "write pairs as CSV, with names and addresses of both",
		.examples = "qser-pair export -o pairs.csv\n"
			    "qser-pair export --state running \\\n"
			    "    --columns mentor_name,mentor_email,mentee_name,mentee_email",
		.database = CLI_READS,
		.record = QSER_PAIR,
		.columns = CLI_FILTERS,
		.kind = CLI_DATA,
		.run = cli_pair_export,
		.more = "All columns of a pair, then mentor_name, mentor_email, mentee_name and "
			"mentee_email. Import takes the file; names and addresses in it change "
			"nobody's."},
	{.name = "contacts",
		.brief = "list who is in pairs, and how to reach them",
		.examples = "qser-pair contacts\n"
			    "# for a mailing list\n"
			    "qser-pair contacts --as mentor --emails",
		.database = CLI_READS,
		.record = QSER_PAIR,
		.columns = CLI_FILTERS,
		.options = contacts_options,
		.kind = CLI_ROWS,
		.without = "columns ids",
		.run = cli_pair_contacts,
		.more = "A row for each of the two. Of pairs that are accepted or running, unless "
			"--state says otherwise."},
	{.name = NULL},
};
