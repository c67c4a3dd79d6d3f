/*
 * cli_admin_check.c: check: is the database sound, and what to do where it is not.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli_admin.h"
#include "cli_private.h"

struct checking {
	struct cli *c;
	int findings;
};

int cli_print_line(void *ctx, const char *line)
{
	struct cli *c = ctx;
	char *shown = cli_own(c, qser_escape(line));
	if (shown)
		qser_spool_printf(c->out, "%s\n", shown);
	return 0;
}

static int print_finding(void *ctx, const char *line)
{
	struct checking *k = ctx;
	k->findings++;
	return cli_print_line(k->c, line);
}

static int say_note(void *ctx, const char *line)
{
	const struct checking *k = ctx;
	cli_say(k->c, "note: %s", line);
	return 0;
}

static int take_id(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)count;
	(void)values;
	*(int64_t *)ctx = id;
	return 0;
}

static enum qser_status find_head(struct checking *k, const char *head)
{
	const struct qser_field filter = {"hash", head};
	const struct qser_query query = {.columns = "id", .filters = &filter, .filter_count = 1};
	char line[256];
	int64_t found = 0;
	enum qser_status status = qser_each(k->c->q, QSER_COMMAND, &query, take_id, &found);
	if (status != QSER_OK || found)
		return status;
	(void)snprintf(line, sizeof line,
		"change log: it has no command with the hash %s: its end was cut off since, or it "
		"is another database; compare with a backup (qser-admin restore FILE)",
		head);
	(void)print_finding(k, line);
	return QSER_OK;
}

/* Why it cannot be opened; of what is, or may have been, a database of this schema that is damage.
 */
static void tell_unopened(struct checking *k)
{
	struct cli *c = k->c;
	char *line = NULL;
	struct stat st;
	int64_t schema;
	struct qser_error error = qser_error(c->q);
	bool plain = lstat(c->open.path, &st) == 0 && S_ISREG(st.st_mode);
	bool ours = qser_peek(c->open.path, &schema) == QSER_OK;
	if (plain && (!ours || error.damaged))
		line = cli_format("%s%s, or save what can be read with: qser-admin salvage DIR/",
			error.message,
			ours ? ""
			     : "; if it was one, it is damaged: move it away and restore a "
			       "backup");
	(void)print_finding(k, line ? line : error.message);
	free(line);
}

/* What cannot be opened for what it is has been found out, too; not what cannot be looked at. */
static enum qser_status look_inside(struct checking *k, const char *head)
{
	struct cli *c = k->c;
	enum qser_status status = cli_open(c, QSER_READ);
	if (status == QSER_UNAVAILABLE && c->q) {
		tell_unopened(k);
		return QSER_OK;
	}
	if (status == QSER_NOINPUT)
		return cli_fail(c, status,
			"there is no database at %s; if there was one, restore a backup: qser-admin "
			"--db %s restore FILE",
			c->open.path, c->open.path);
	if (status == QSER_OK)
		status = qser_begin_read(c->q);
	if (status == QSER_OK)
		status = qser_check(c->q, print_finding, k);
	if ((status == QSER_OK || status == QSER_PARTIAL) && head)
		status = find_head(k, head);
	return status == QSER_PARTIAL || (status == QSER_UNAVAILABLE && k->findings) ? QSER_OK
										     : status;
}

/* Why the look ended is told by who asked for it; what it found until then is printed. */
static enum qser_status stopped_short(struct checking *k, enum qser_status status)
{
	if (!k->findings || cli_interrupted())
		return status;
	enum qser_status delivered = cli_deliver(k->c);
	return delivered == QSER_OK ? status : delivered;
}

static enum qser_status check(struct cli *c)
{
	const char *head = cli_get(c, "head");
	struct checking k = {.c = c};
	const struct qser_inspection inspection = {.path = c->open.path,
		.uid = c->open.uid,
		.found = print_finding,
		.note = say_note,
		.ctx = &k};
	if (head && (strlen(head) != 64 || head[strspn(head, "0123456789abcdef")]))
		return cli_fail(c, QSER_INVALID,
			"--head: not a log head, which is 64 of 0-9 and a-f, as status prints it");
	enum qser_status status = qser_inspect(&inspection);
	if (status == QSER_MEMORY)
		return cli_fail(c, status, "out of memory");
	status = status == QSER_UNAVAILABLE ? QSER_OK : look_inside(&k, head);
	if (status != QSER_OK)
		return stopped_short(&k, status);
	if (k.findings)
		cli_say(c, "%s: %d finding%s", c->open.path, k.findings,
			k.findings == 1 ? "" : "s");
	else
		cli_say(c, "%s is sound", c->open.path);
	return k.findings ? QSER_PARTIAL : QSER_OK;
}

static const struct cli_option options[] = {
	{"head", 0, "HASH", "the log head that status printed: nothing may have been cut off since",
		NULL},
	{.name = NULL},
};

const struct cli_verb cli_admin_check_verbs[] = {
	{.name = "check",
		.brief = "check the file, its references, schema, values and change log",
		.examples = "qser-admin check\n"
			    "# nothing cut off since the head was written down\n"
			    "qser-admin check --head \"$(cat head.txt)\"",
		.database = CLI_OPENS_ITSELF,
		.without = "dry-run override actor null",
		.options = options,
		.run = check,
		.more = "Prints a line a finding: where, what; what to do. The exit status is 1 "
			"when there is one. What an interrupted command left is rolled back, as by any "
			"other command, and is no finding."},
	{.name = NULL},
};
