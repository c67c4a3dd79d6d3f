/*
 * cli_submit.c: submit, sign and show: an entry of the diary is handed in, signed, and looked at.
 */
#include <inttypes.h>

#include "cli_diary.h"
#include "cli_private.h"
#include "cli_sign.h"

/* ---- Which entries: by ids, or by filters ---- */

#define MONTH_OPTION                                                                              \
	{                                                                                         \
		"month", 0, "MONTH", "entries of a month, as 2026-11, or of any stretch of days", \
			NULL                                                                      \
	}

const struct cli_option cli_submit_options[] = {
	MONTH_OPTION,
	{.name = NULL},
};
const struct cli_option cli_sign_entry_options[] = {
	MONTH_OPTION,
	CLI_SIGN_OPTIONS,
	{.name = NULL},
};

/* What is done to each of them. */
struct acting {
	struct cli *c;
	bool filtered;
	struct cli_ids ids;
	enum qser_status status; /* of keeping them */
	int64_t seen, changed;
};

static int take_entry_id(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct acting *a = ctx;
	(void)count;
	(void)values;
	a->status = cli_take_id(a->c, id, &a->ids);
	return a->status != QSER_OK;
}

/* Those of the filters that are given, and of these. */
static enum qser_status each_filtered(
	struct acting *a, const struct qser_field *more, size_t count, cli_id_fn *fn)
{
	struct cli *c = a->c;
	struct qser_query query;
	enum qser_status status = cli_query(c, &query);
	if (status != QSER_OK)
		return status;
	struct qser_field *filters = calloc(query.filter_count + count + 1, sizeof *filters);
	if (!cli_own(c, (char *)filters))
		return cli_no_memory(c);
	for (size_t i = 0; i < query.filter_count; i++)
		filters[i] = query.filters[i];
	for (size_t i = 0; i < count; i++)
		filters[query.filter_count++] = more[i];
	if (cli_get(c, "month"))
		filters[query.filter_count++] = (struct qser_field){"day", cli_get(c, "month")};
	query.filters = filters;
	query.columns = "id";
	status = qser_each(c->q, QSER_ENTRY, &query, take_entry_id, a);
	if (a->status != QSER_OK)
		status = a->status;
	for (size_t i = 0; i < a->ids.count && status == QSER_OK; i++)
		status = fn(c, a->ids.list[i], a);
	return status;
}

static enum qser_status which_entries(struct acting *a)
{
	struct cli *c = a->c;
	struct qser_query query;
	enum qser_status status = cli_query(c, &query);
	a->filtered = query.filter_count || cli_has(c, "month");
	if (status == QSER_OK && !a->filtered && !c->argc)
		return cli_fail(c, QSER_USAGE,
			"%s: which entries? Give their ids, or a filter like --month 2026-11 or "
			"--path PATH",
			c->verb->name);
	if (status == QSER_OK && a->filtered && c->argc)
		return cli_fail(c, QSER_USAGE, "%s: give ids or filters, not both", c->verb->name);
	return status;
}

static void say_done(const struct acting *a, const char *would, const char *did)
{
	cli_say(a->c, "%s %" PRId64 "%s", a->c->dry_run ? would : did, a->changed,
		a->changed < a->seen ? ", the others were so already" : "");
}

/* ---- submit ---- */

static enum qser_status submit_one(struct cli *c, int64_t id, void *ctx)
{
	struct acting *a = ctx;
	bool changed;
	enum qser_status status = qser_entry_submit(c->q, id, &changed);
	a->seen++;
	a->changed += changed;
	return status;
}

/* Of the actor alone: nobody hands in what others have written by a filter. */
static enum qser_status submit_filtered(struct acting *a)
{
	char trainer[24];
	int64_t actor;
	enum qser_status status = qser_actor(a->c->q, &actor, NULL);
	if (status == QSER_OK && !actor)
		return cli_fail(a->c, QSER_USAGE, "submit: whose? Say who you are with --actor");
	(void)snprintf(trainer, sizeof trainer, "%" PRId64, actor);
	const struct qser_field more[] = {{"trainer", trainer}, {"state", "draft,corrected"}};
	return status == QSER_OK ? each_filtered(a, more, 2, submit_one) : status;
}

enum qser_status cli_submit(struct cli *c)
{
	struct acting a = {.c = c};
	enum qser_status status = which_entries(&a);
	if (status == QSER_OK)
		status = a.filtered ? submit_filtered(&a)
				    : cli_each_id(c, 0, QSER_ENTRY, submit_one, &a);
	free(a.ids.list);
	if (status != QSER_OK)
		return status;
	say_done(&a, "would submit", "submitted");
	return a.seen ? QSER_OK : QSER_PARTIAL;
}

/* ---- sign ---- */

struct looking {
	const char *party;
	bool found; /* has signed, and it holds */
};

static int look_for_party(void *ctx, const struct qser_signature *signature)
{
	struct looking *l = ctx;
	l->found |= !signature->broken && !strcmp(signature->party, l->party);
	return 0;
}

static enum qser_status sign_one(struct cli *c, int64_t id, void *ctx)
{
	struct acting *a = ctx;
	struct looking looking = {.party = cli_get(c, "as")};
	int64_t signature;
	enum qser_status status = QSER_OK;
	a->seen++;
	/* Named by its id it is an error to sign again, of a whole month it is not. */
	if (a->filtered)
		status = qser_each_signature(c->q, QSER_ENTRY, id, look_for_party, &looking);
	if (status != QSER_OK || looking.found)
		return status;
	status = cli_sign(c, QSER_ENTRY, id, &signature);
	if (status != QSER_OK)
		return status;
	cli_print_id(c, signature, NULL);
	a->changed++;
	return QSER_OK;
}

enum qser_status cli_sign_entry(struct cli *c)
{
	static const struct qser_field handed_in = {"state", "submitted,signed"};
	struct acting a = {.c = c};
	struct qser_signing signing;
	enum qser_status status = which_entries(&a);
	if (status == QSER_OK)
		status = cli_signing(c, &signing);
	if (status == QSER_OK)
		status = a.filtered ? each_filtered(&a, &handed_in, 1, sign_one)
				    : cli_each_id(c, 0, QSER_ENTRY, sign_one, &a);
	free(a.ids.list);
	if (status != QSER_OK || !a.filtered)
		return status;
	say_done(&a, "would sign", "signed");
	return a.seen ? QSER_OK : QSER_PARTIAL;
}

/* ---- show: with signatures, and what was suggested ---- */

struct showing {
	struct cli *c;
	const struct qser_column **columns;
	size_t count;
	int64_t shown;
	enum qser_status status;
};

static int take_entry(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct showing *s = ctx;
	struct qser_table *table = NULL;
	(void)id;
	(void)count;
	s->status = cli_table(s->c, s->columns, s->count, &table);
	if (s->status == QSER_OK)
		s->status = qser_table_row(table, values);
	if (s->status == QSER_OK)
		s->status = qser_table_end(table);
	qser_table_free(table);
	return s->status != QSER_OK;
}

static int take_signature(void *ctx, const struct qser_signature *signature)
{
	struct showing *s = ctx;
	_cleanup_(free_pointer) char *name = qser_escape(signature->name);
	qser_spool_printf(s->c->out, "Signed for the %s: %s, %s%s\n", signature->party,
		name ? name : "?", signature->day,
		signature->broken ? "; broken: the entry was changed after that" : "");
	return 0;
}

static int take_suggestion(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct showing *s = ctx;
	_cleanup_(free_pointer) char *text = qser_escape(values[0] ? values[0] : "");
	_cleanup_(free_pointer) char *how = values[3] ? qser_escape(values[3]) : NULL;
	(void)count;
	qser_spool_printf(s->c->out, "Suggestion %" PRId64 ": %s (%s%s%s%s%s)\n", id,
		text ? text : "?", values[1] ? values[1] : "", how ? ": " : "", how ? how : "",
		!how && values[2] ? ", due " : "", !how && values[2] ? values[2] : "");
	return 0;
}

static enum qser_status show_one(struct cli *c, int64_t id, void *ctx)
{
	struct showing *s = ctx;
	char entry[24];
	const struct qser_field filter = {"entry", entry};
	const struct qser_query of = {
		.columns = "wording,outcome,due,how", .filters = &filter, .filter_count = 1};
	(void)snprintf(entry, sizeof entry, "%" PRId64, id);
	if (s->shown++)
		qser_spool_printf(c->out, "\n");
	enum qser_status status = qser_get(c->q, QSER_ENTRY, id, take_entry, s);
	if (s->status != QSER_OK)
		return s->status;
	if (status == QSER_OK)
		status = qser_each_signature(c->q, QSER_ENTRY, id, take_signature, s);
	return status == QSER_OK ? qser_each(c->q, QSER_SUGGESTION, &of, take_suggestion, s)
				 : status;
}

enum qser_status cli_show_entry(struct cli *c)
{
	const struct qser_query all = {0};
	struct showing s = {.c = c};
	size_t most;
	if (cli_has(c, "history") || c->columns || c->style.format != QSER_FORMAT_TEXT)
		return cli_show(c);
	c->style.single = true;
	(void)qser_columns(QSER_ENTRY, &most);
	s.columns = calloc(most, sizeof *s.columns);
	if (!cli_own(c, (char *)s.columns))
		return cli_no_memory(c);
	enum qser_status status =
		qser_query_columns(c->q, QSER_ENTRY, &all, s.columns, most, &s.count);
	return status == QSER_OK ? cli_each_id(c, 0, QSER_ENTRY, show_one, &s) : status;
}
