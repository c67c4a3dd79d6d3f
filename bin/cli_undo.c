/*
 * cli_undo.c: undo, in every command that writes.
 */
#include "cli_private.h"

const char cli_undo_more[] = "Without COMMAND: the last command of this actor in this program that "
			     "is not undone yet; its "
			     "number is in qser-admin log. An undo is a command itself: undoing it "
			     "brings the change back. It "
			     "is refused when a record was changed since.";

struct telling {
	struct cli *c;
	bool begun;
};

/* The command itself, then a line a record. */
static int tell_line(void *ctx, const char *line)
{
	struct telling *t = ctx;
	_cleanup_(free_pointer) char *shown = qser_escape(line);
	const char *before = t->begun	     ? "  taken back: "
			     : t->c->dry_run ? "would undo: "
					     : "undone: ";
	qser_spool_printf(t->c->out, "%s%s\n", before, shown ? shown : line);
	t->begun = true;
	return 0;
}

enum qser_status cli_undo(struct cli *c)
{
	struct telling telling = {.c = c};
	int64_t id = 0, undone;
	if (c->argc == 1) {
		char *end;
		errno = 0;
		id = strtoll(c->argv[0], &end, 10);
		if (errno || *end || c->argv[0][0] < '1' || c->argv[0][0] > '9')
			return cli_fail(c, QSER_INVALID,
				"undo: \"%s\" is not the number of a command", c->argv[0]);
	}
	enum qser_status status = id ? QSER_OK : qser_undo_next(c->q, &id);
	if (status == QSER_OK) /* before it is gone: what was added still has its name */
		status = qser_describe_command(c->q, id, tell_line, &telling);
	return status == QSER_OK ? qser_undo(c->q, id, &undone) : status;
}
