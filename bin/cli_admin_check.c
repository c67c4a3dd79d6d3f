/*
 * cli_admin_check.c: check: is the database sound, and what to do where it is not.
 */
#include <string.h>

#include "cli_admin.h"

int cli_print_line(void *ctx, const char *line)
{
	struct cli *c = ctx;
	char *shown = cli_own(c, qser_escape(line));
	qser_spool_printf(c->out, "%s\n", shown ? shown : "?");
	return 0;
}

static int take_id(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)count;
	(void)values;
	*(int64_t *)ctx = id;
	return 0;
}

static enum qser_status check(struct cli *c)
{
	const char *head = cli_get(c, "head");
	if (head && (strlen(head) != 64 || head[strspn(head, "0123456789abcdef")]))
		return cli_fail(c, QSER_INVALID,
			"--head: not a log head, which is 64 of 0-9 and a-f, as status prints it");
	enum qser_status status = qser_check(c->q, cli_print_line, c);
	if (status == QSER_OK && head) {
		const struct qser_field filter = {"hash", head};
		const struct qser_query query = {
			.columns = "id", .filters = &filter, .filter_count = 1};
		int64_t found = 0;
		status = qser_each(c->q, QSER_COMMAND, &query, take_id, &found);
		if (status == QSER_OK && !found) {
			qser_spool_printf(c->out,
				"change log: it has no command with the hash %s: it was cut off\n",
				head);
			return QSER_PARTIAL;
		}
	}
	if (status == QSER_OK)
		cli_say(c, "%s is sound", c->open.path);
	return status;
}

static const struct cli_option check_options[] = {
	{"head", 0, "HASH", "the log head that status printed: nothing may have been cut off since",
		NULL},
	{.name = NULL},
};

const struct cli_verb cli_admin_check_verbs[] = {
	{.name = "check",
		.brief = "check the file, its references, schema and change log",
		.examples = "qser-admin check\n"
			    "# nothing cut off since the head was written down\n"
			    "qser-admin check --head \"$(cat head.txt)\"",
		.database = CLI_READS,
		.options = check_options,
		.run = check,
		.more = "Prints a line a finding; the exit status is 1 when there is one."},
	{.name = NULL},
};
