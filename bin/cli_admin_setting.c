/*
 * cli_admin_setting.c: the settings, which are kept in the database.
 */
#include <stdlib.h>

#include "cli_admin.h"

static enum qser_status organisation_option(struct cli *c, int64_t *id)
{
	const char *word = cli_get(c, "organisation");
	*id = 0;
	return word ? qser_find(c->q, QSER_ORGANISATION, word, id) : QSER_OK;
}

static enum qser_status setting_list(struct cli *c)
{
	static const struct qser_column columns[] = {
		{.name = "name", .label = "Name", .type = QSER_TEXT},
		{.name = "value", .label = "Value", .type = QSER_TEXT},
		{.name = "accepted", .label = "Accepted", .type = QSER_TEXT},
		{.name = "help", .label = "What it is", .type = QSER_TEXT},
	};
	const struct qser_column *shown[] = {&columns[0], &columns[1], &columns[2], &columns[3]};
	struct qser_table *table = NULL;
	size_t count;
	int64_t organisation;
	const struct qser_setting *settings = qser_settings(&count);

	enum qser_status status = organisation_option(c, &organisation);
	if (status == QSER_OK)
		status = cli_table(c, shown, 4, &table);
	for (size_t i = 0; i < count && status == QSER_OK; i++) {
		char *value = NULL;
		status = qser_get_setting(c->q, settings[i].name, organisation, &value);
		const char *row[] = {settings[i].name, value && *value ? value : NULL,
			settings[i].words, settings[i].help};
		if (status == QSER_OK)
			status = qser_table_row(table, row);
		free(value);
	}
	if (status == QSER_OK)
		status = qser_table_end(table);
	qser_table_free(table);
	return status;
}

static enum qser_status setting_get(struct cli *c)
{
	int64_t organisation;
	char *value = NULL;
	enum qser_status status = organisation_option(c, &organisation);
	if (status == QSER_OK)
		status = qser_get_setting(c->q, c->argv[0], organisation, &value);
	if (status == QSER_OK)
		qser_spool_printf(c->out, "%s\n", value);
	free(value);
	return status;
}

static enum qser_status setting_set(struct cli *c)
{
	int64_t organisation;
	enum qser_status status = organisation_option(c, &organisation);
	return status == QSER_OK ? qser_set_setting(c->q, c->argv[0], organisation, c->argv[1])
				 : status;
}

static const struct cli_option setting_options[] = {
	{"organisation", 0, "ORG", "as it holds for one organisation", "record:organisation"},
	{.name = NULL},
};

const struct cli_verb cli_admin_setting_verbs[] = {
	{.name = "setting list",
		.brief = "list all settings and what they hold",
		.examples = "qser-admin setting list",
		.database = CLI_READS,
		.options = setting_options,
		.kind = CLI_ROWS,
		.run = setting_list},
	{.name = "setting get",
		.arguments = "NAME",
		.brief = "print what a setting holds",
		.examples = "qser-admin setting get zone",
		.database = CLI_READS,
		.options = setting_options,
		.least = 1,
		.most = 1,
		.complete = "settings",
		.run = setting_get},
	{.name = "setting set",
		.arguments = "NAME VALUE",
		.brief = "change a setting",
		.examples = "qser-admin setting set zone Europe/Athens\n"
			    "qser-admin setting set day-order dmy\n"
			    "# back to what holds when nothing is set\n"
			    "qser-admin setting set gate-overlap ''",
		.database = CLI_WRITES,
		.options = setting_options,
		.least = 2,
		.most = 2,
		.complete = "settings",
		.run = setting_set},
	{.name = NULL},
};
