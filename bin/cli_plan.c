/*
 * cli_plan.c: plan, what a day holds; hours, what a path has used of what was planned.
 */
#include <inttypes.h>

#include "cli_diary.h"
#include "cli_private.h"

/* ---- plan ---- */

const struct cli_option cli_plan_options[] = {
	{"day", 0, "DAY", "which; today when not given", NULL},
	{"trainer", 0, "PERSON", "whose; your own when not given", "record:person"},
	{.name = NULL},
};

static const struct qser_column plan_columns[] = {
	{.name = "kind", .label = "Kind", .type = QSER_TEXT},
	{.name = "when", .label = "When", .type = QSER_TEXT},
	{.name = "what", .label = "What", .type = QSER_TEXT},
	{.name = "who", .label = "Who", .type = QSER_TEXT},
	{.name = "path", .label = "Path", .type = QSER_TEXT},
	{.name = "id", .label = "Id", .type = QSER_INT},
};

struct planning {
	struct qser_table *table;
	int64_t rows;
	enum qser_status status;
};

static int take_planned(void *ctx, const struct qser_planned *planned)
{
	struct planning *p = ctx;
	char id[24];
	(void)snprintf(id, sizeof id, "%" PRId64, planned->id);
	const char *row[] = {
		planned->kind, planned->when, planned->what, planned->who, planned->path, id};
	p->rows++;
	p->status = qser_table_row(p->table, row);
	return p->status != QSER_OK;
}

static enum qser_status whose(struct cli *c, int64_t *trainer)
{
	const char *word = cli_get(c, "trainer");
	if (word)
		return qser_find(c->q, QSER_PERSON, word, trainer);
	enum qser_status status = qser_actor(c->q, trainer, NULL);
	if (status == QSER_OK && !*trainer)
		return cli_fail(c, QSER_USAGE,
			"plan: whose? Give --trainer, or say who you are with --actor");
	return status;
}

enum qser_status cli_plan(struct cli *c)
{
	const size_t count = sizeof plan_columns / sizeof *plan_columns;
	const struct qser_column *columns[sizeof plan_columns / sizeof *plan_columns];
	struct planning p = {0};
	int64_t trainer = 0;
	enum qser_status status = whose(c, &trainer);
	for (size_t i = 0; i < count; i++)
		columns[i] = &plan_columns[i];
	if (status == QSER_OK)
		status = cli_table(c, columns, count, &p.table);
	if (status == QSER_OK)
		status = qser_each_planned(c->q, trainer, cli_get(c, "day"), take_planned, &p);
	if (p.status != QSER_OK)
		status = p.status;
	if (status == QSER_OK)
		status = qser_table_end(p.table);
	if (status == QSER_OK && !p.rows)
		cli_say(c, "nothing planned");
	qser_table_free(p.table);
	return status;
}

/* ---- hours ---- */

static const struct qser_column hours_columns[] = {
	{.name = "of", .label = "Of", .type = QSER_TEXT},
	{.name = "name", .label = "Name", .type = QSER_TEXT},
	{.name = "planned", .label = "Planned", .type = QSER_INT},
	{.name = "minutes", .label = "So far", .type = QSER_INT},
	{.name = "remaining", .label = "Remaining", .type = QSER_INT},
	{.name = "sessions", .label = "Sessions", .type = QSER_INT},
	{.name = "sessions_planned", .label = "Sessions planned", .type = QSER_INT},
};

enum { PLANNED, MINUTES, REMAINING, SESSIONS, SESSIONS_PLANNED, AMOUNTS };

struct path_hours {
	struct cli *c;
	struct qser_table *table;
	enum qser_status status;
};

/* Minutes in data, hours for people; NULL: not known. */
static char *amount(const struct path_hours *h, int64_t value, bool known, bool duration)
{
	if (!known)
		return NULL;
	if (duration && h->c->style.format == QSER_FORMAT_TEXT)
		return qser_duration_text(value, QSER_COLON);
	return cli_format("%" PRId64, value);
}

static int take_hours(void *ctx, const struct qser_hours *hours)
{
	struct path_hours *h = ctx;
	bool planned = hours->planned >= 0, limit = hours->sessions_planned >= 0;
	char *amounts[AMOUNTS] = {
		[PLANNED] = amount(h, hours->planned, planned, true),
		[MINUTES] = amount(h, hours->minutes, true, true),
		[REMAINING] = amount(h, hours->planned - hours->minutes, planned, true),
		[SESSIONS] = amount(h, hours->sessions, true, false),
		[SESSIONS_PLANNED] = amount(h, hours->sessions_planned, limit, false),
	};
	const char *row[AMOUNTS + 2] = {hours->of, hours->name};
	for (size_t i = 0; i < AMOUNTS; i++)
		row[i + 2] = amounts[i];
	h->status = amounts[MINUTES] && amounts[SESSIONS] ? qser_table_row(h->table, row)
							  : cli_no_memory(h->c);
	for (size_t i = 0; i < AMOUNTS; i++)
		free(amounts[i]);
	return h->status != QSER_OK;
}

enum qser_status cli_path_hours(struct cli *c)
{
	const size_t count = sizeof hours_columns / sizeof *hours_columns;
	const struct qser_column *columns[sizeof hours_columns / sizeof *hours_columns];
	struct path_hours h = {.c = c};
	int64_t path;
	enum qser_status status = qser_find(c->q, QSER_PATH, c->argv[0], &path);
	for (size_t i = 0; i < count; i++)
		columns[i] = &hours_columns[i];
	if (status == QSER_OK)
		status = cli_table(c, columns, count, &h.table);
	if (status == QSER_OK)
		status = qser_path_hours(c->q, path, take_hours, &h);
	if (h.status != QSER_OK)
		status = h.status;
	if (status == QSER_OK)
		status = qser_table_end(h.table);
	qser_table_free(h.table);
	return status;
}
