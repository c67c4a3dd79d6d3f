/*
 * cli_wide.c: tables of a record's rows with further columns behind, which the verb fills in.
 */
#include <string.h>

#include "cli_private.h"

enum { COLUMNS_MOST = 64 };

static int wide_row(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct cli_wide *w = ctx;
	for (size_t i = 0; i < count; i++)
		w->values[i] = values[i];
	for (size_t i = 0; i < w->more; i++)
		w->values[count + i] = NULL;
	w->status = w->fill(w, id, w->values + count);
	if (w->status == QSER_OK)
		w->status = qser_table_row(w->table, w->values);
	return w->status != QSER_OK;
}

/* "name,email": what the text table shows of the record. */
static enum qser_status brief(struct cli *c, enum qser_record r, const char **list)
{
	size_t count;
	const struct qser_column *columns = qser_columns(r, &count);
	char *text = calloc(count + 1, 64), *next = text;
	if (!cli_own(c, text))
		return cli_no_memory(c);
	for (size_t i = 0; i < count; i++)
		if (columns[i].flags & QSER_BRIEF && strlen(columns[i].name) < 63)
			next = stpcpy(stpcpy(next, next == text ? "" : ","), columns[i].name);
	*list = text;
	return QSER_OK;
}

enum qser_status cli_wide_print(struct cli_wide *w, enum qser_record r, struct qser_query *query,
	const struct qser_column *more)
{
	struct cli *c = w->c;
	enum qser_status status = QSER_OK;
	if (!query->columns && c->style.format == QSER_FORMAT_TEXT)
		status = brief(c, r, &query->columns);
	w->columns = calloc(COLUMNS_MOST + w->more, sizeof(*w->columns));
	w->values = calloc(COLUMNS_MOST + w->more, sizeof(*w->values));
	if (!cli_own_both(c, w->columns, w->values))
		return cli_no_memory(c);
	if (status == QSER_OK)
		status = qser_query_columns(c->q, r, query, w->columns, COLUMNS_MOST, &w->own);
	if (status != QSER_OK)
		return status;
	for (size_t i = 0; i < w->more; i++)
		w->columns[w->own + i] = &more[i];
	status = cli_table(c, w->columns, w->own + w->more, &w->table);
	if (status == QSER_OK)
		status = qser_each(c->q, r, query, wide_row, w);
	if (w->status != QSER_OK)
		status = w->status;
	if (status == QSER_OK)
		status = qser_table_end(w->table);
	qser_table_free(w->table);
	return status;
}
