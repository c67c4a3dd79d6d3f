/*
 * cli_given.c: what was given, as a verb asks for it.
 */
#include "cli_private.h"

const char *cli_get_nth(const struct cli *c, const char *name, size_t n)
{
	for (size_t i = 0; i < c->given_count; i++)
		if (strcmp(c->given[i].name, name) == 0 && n-- == 0)
			return c->given[i].value;
	return NULL;
}

const char *cli_get(const struct cli *c, const char *name)
{
	for (size_t i = c->given_count; i-- > 0;)
		if (strcmp(c->given[i].name, name) == 0)
			return c->given[i].value;
	return NULL;
}

bool cli_has(const struct cli *c, const char *name)
{
	return cli_get(c, name) != NULL;
}

static struct qser_field *field_of(
	struct qser_field *fields, size_t count, const struct qser_column *column)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(fields[i].column, column->name) == 0)
			return &fields[i];
	return NULL;
}

/* Add the columns given as options behind the count fields there are; options win over those. */
static enum qser_status add_options(struct cli *c, struct qser_field *fields, size_t *count)
{
	size_t lines = *count;
	for (size_t i = 0; i < c->given_count; i++) {
		const struct qser_column *column = c->given[i].column;
		if (!column)
			continue;
		struct qser_field *there = field_of(fields, *count, column);
		if (!there) {
			fields[(*count)++] = (struct qser_field){
				.column = column->name, .value = c->given[i].value};
			continue;
		}
		bool join = cli_is_multiple(column) && (size_t)(there - fields) >= lines;
		char *joined = join ? cli_format("%s;%s", there->value, c->given[i].value) : NULL;
		if (join && !cli_own(c, joined))
			return cli_no_memory(c);
		there->value = join ? joined : c->given[i].value;
	}
	return QSER_OK;
}

enum qser_status cli_fields(struct cli *c, const struct qser_field **fields, size_t *count)
{
	struct qser_field *lines = NULL;
	enum qser_status status = QSER_OK;
	*count = 0;
	if (cli_fields_from_stdin(c))
		status = cli_read_fields(c, &lines, count);
	struct qser_field *all = reallocarray(lines, *count + c->given_count + 1, sizeof *all);
	if (!all) {
		free(lines);
		return cli_no_memory(c);
	}
	free(c->state->fields);
	c->state->fields = all;
	*fields = all;
	return status == QSER_OK ? add_options(c, all, count) : status;
}

enum qser_status cli_query(struct cli *c, struct qser_query *query)
{
	struct qser_field *filters = calloc(c->given_count + 1, sizeof *filters);
	size_t count = 0;
	if (!filters)
		return cli_no_memory(c);
	for (size_t i = 0; i < c->given_count; i++)
		if (c->given[i].column)
			filters[count++] = (struct qser_field){
				.column = c->given[i].column->name, .value = c->given[i].value};
	free(c->state->fields);
	c->state->fields = filters;
	*query = (struct qser_query){.columns = c->columns,
		.sort = c->sort,
		.filters = filters,
		.filter_count = count,
		.limit = c->limit};
	return QSER_OK;
}
