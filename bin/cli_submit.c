/*
 * cli_submit.c: submit, sign and show: an entry of the diary is handed in, signed, and looked at.
 */
#include <inttypes.h>

#include "cli_diary.h"
#include "cli_private.h"
#include "cli_sign.h"

/* ---- submit ---- */

const struct cli_option cli_submit_options[] = {
	{"month", 0, "MONTH", "your drafts of a month, as 2026-11, or of any stretch of days",
		NULL},
	{.name = NULL},
};

struct submitting {
	struct cli *c;
	struct cli_ids ids;
	enum qser_status status; /* of keeping them */
	int64_t seen, changed;
};

static int take_draft(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct submitting *s = ctx;
	(void)count;
	(void)values;
	s->status = cli_take_id(s->c, id, &s->ids);
	return s->status != QSER_OK;
}

static enum qser_status submit_one(struct cli *c, int64_t id, void *ctx)
{
	struct submitting *s = ctx;
	bool changed;
	enum qser_status status = qser_entry_submit(c->q, id, &changed);
	s->seen++;
	s->changed += changed;
	return status;
}

/* Of the actor alone: nobody hands in what others have written by a filter. */
static enum qser_status submit_filtered(struct cli *c, struct submitting *s)
{
	struct qser_query query;
	int64_t actor;
	char trainer[24];
	enum qser_status status = cli_query(c, &query);
	if (status == QSER_OK)
		status = qser_actor(c->q, &actor, NULL);
	if (status == QSER_OK && !actor)
		status = cli_fail(c, QSER_USAGE, "submit: whose? Say who you are with --actor");
	if (status != QSER_OK)
		return status;
	struct qser_field *filters = calloc(query.filter_count + 3, sizeof *filters);
	if (!cli_own(c, (char *)filters))
		return cli_no_memory(c);
	for (size_t i = 0; i < query.filter_count; i++)
		filters[i] = query.filters[i];
	(void)snprintf(trainer, sizeof trainer, "%" PRId64, actor);
	filters[query.filter_count++] = (struct qser_field){"trainer", trainer};
	filters[query.filter_count++] = (struct qser_field){"state", "draft,corrected"};
	if (cli_get(c, "month"))
		filters[query.filter_count++] = (struct qser_field){"day", cli_get(c, "month")};
	query.filters = filters;
	query.columns = "id";
	status = qser_each(c->q, QSER_ENTRY, &query, take_draft, s);
	if (s->status != QSER_OK)
		status = s->status;
	for (size_t i = 0; i < s->ids.count && status == QSER_OK; i++)
		status = submit_one(c, s->ids.list[i], s);
	return status;
}

enum qser_status cli_submit(struct cli *c)
{
	struct submitting s = {.c = c};
	struct qser_query query;
	enum qser_status status = cli_query(c, &query);
	bool filtered = query.filter_count || cli_has(c, "month");
	if (status == QSER_OK && !filtered && !c->argc)
		return cli_fail(c, QSER_USAGE,
			"submit: which entries? Give their ids, or a filter like --month 2026-11 or "
			"--path PATH");
	if (status == QSER_OK && filtered && c->argc)
		return cli_fail(c, QSER_USAGE, "submit: give ids or filters, not both");
	if (status == QSER_OK)
		status = filtered ? submit_filtered(c, &s)
				  : cli_each_id(c, 0, QSER_ENTRY, submit_one, &s);
	free(s.ids.list);
	if (status != QSER_OK)
		return status;
	cli_say(c, "%s %" PRId64 "%s", c->dry_run ? "would submit" : "submitted", s.changed,
		s.changed < s.seen ? ", the others were so already" : "");
	return s.seen ? QSER_OK : QSER_PARTIAL;
}

/* ---- sign ---- */

static enum qser_status sign_one(struct cli *c, int64_t id, void *ctx)
{
	int64_t signature;
	bool changed;
	(void)ctx;
	enum qser_status status = qser_entry_may_sign(c->q, id);
	if (status == QSER_OK)
		status = cli_sign(c, QSER_ENTRY, id, &signature);
	if (status == QSER_OK)
		status = qser_entry_signed(c->q, id, &changed);
	if (status == QSER_OK)
		cli_print_id(c, signature, NULL);
	return status;
}

enum qser_status cli_sign_entry(struct cli *c)
{
	return cli_each_id(c, 0, QSER_ENTRY, sign_one, NULL);
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
