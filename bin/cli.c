/*
 * cli.c: what every command does, in order.
 *
 * Words, settings, database, transaction, the verb, commit, close; only then is anything printed.
 * So no lock outlives the work, and a command that failed has printed nothing.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "cli_private.h"

#ifndef QSER_VERSION
#define QSER_VERSION "unknown"
#endif

/* ---- Start ---- */

/*
 * A descriptor closed by the caller would be given to the database, and printed over.  The other
 * way round than usual (stdin for writing), so that using it is an error and lost output is
 * noticed.
 */
static void fill_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			_exit(70);
}

/*
 * Personal data does not go into core dumps: neither into files, which the limit keeps away, nor to
 * a program that collects them, which asks whether the process may be dumped.  And nothing that is
 * started from here (a pager, man) gets more rights than this process has.
 *
 * What is made has its mode said, 0600; the umask leaves the group alone as the journal of a
 * database for a group must be the group's from its first moment: SQLite gives it the mode of the
 * database, and a kill before the mode is mended would lock the others out.
 */
void cli_confine(void)
{
	static const struct rlimit none = {0, 0};

	fill_descriptors();
	(void)umask(007);
	(void)setrlimit(RLIMIT_CORE, &none);
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

void cli_start(void)
{
	cli_confine();
	qser_own_process();
	/* No setlocale: text is UTF-8 everywhere, order and figures are our own, so nothing asks
	 * for the locale; it would cost more than parsing the words and making the transaction. */
	cli_catch_signals();
}

/* ---- Database ---- */

static void take_remark(void *ctx, const char *message)
{
	cli_tell(ctx, "note: ", message);
}

static enum qser_status no_database(struct cli *c)
{
	if (c->path_given)
		return cli_fail(c, QSER_NOINPUT,
			"no database at %s; make one with: qser-admin --db %s init", c->open.path,
			c->open.path);
	if (!c->user_path)
		return cli_fail(c, QSER_NOINPUT,
			"no database at %s; make one with: qser-admin init --system", c->open.path);
	return cli_fail(c, QSER_NOINPUT, "no database at %s nor %s; make one with: qser-admin init",
		c->user_path, CLI_SYSTEM_DATABASE);
}

static enum qser_status open_once(struct cli *c)
{
	cli_watch(&c->q); /* opening may wait for a lock */
	enum qser_status status = qser_open(&c->q, &c->open);
	if (status == QSER_NOINPUT && c->open.mode != QSER_CREATE)
		return no_database(c);
	if (status != QSER_OK)
		return c->q ? status : cli_no_memory(c);
	qser_on_remark(c->q, take_remark, c);
	return QSER_OK;
}

enum qser_status cli_open(struct cli *c, enum qser_mode mode)
{
	bool again = false;
	c->open.mode = mode;
	c->open.keep = c->dry_run;
	enum qser_status status = cli_interrupted() ? QSER_INTERRUPTED : open_once(c);
	if (status == QSER_OK && mode != QSER_CREATE)
		status = cli_settle_zone(c, &again);
	if (status == QSER_OK && again) {
		cli_close(c);
		status = open_once(c);
	}
	if (status == QSER_OK && c->verbose)
		cli_say(c, "database %s, today %s", c->open.path, qser_today(c->q));
	return cli_interrupted() ? QSER_INTERRUPTED : status;
}

void cli_close(struct cli *c)
{
	cli_watch(NULL); /* first: a signal may come at any time */
	qser_close(c->q);
	c->q = NULL;
}

static void close_database(struct cli *c)
{
	struct cli_state *s = c->state;
	/* What the handle knows of the failure goes with it. */
	if (c->q && !s->failure)
		s->failure = cli_dup(qser_error(c->q).message);
	cli_close(c);
}

/* ---- The verb ---- */

static bool is_done(enum qser_status status)
{
	return status == QSER_OK || status == QSER_PARTIAL;
}

/* An interrupted call may end with any status; the signal is the reason. */
static enum qser_status unless_interrupted(enum qser_status status)
{
	return cli_interrupted() ? QSER_INTERRUPTED : status;
}

/* What could not be had may have been taken for what is not there. */
static enum qser_status unless_starved(struct cli *c, enum qser_status status)
{
	return is_done(status) && (cli_starved() || qser_starved(c->q)) ? QSER_MEMORY : status;
}

static enum qser_status run_writing(struct cli *c)
{
	struct cli_state *s = c->state;
	enum qser_status status = c->verb->database == CLI_WRITES ? cli_read_ahead(c) : QSER_OK;
	if (status == QSER_OK && c->verb->ask)
		status = c->verb->ask(c);
	if (status == QSER_OK)
		status = qser_begin(c->q, c->verb->name);
	if (status != QSER_OK)
		return unless_interrupted(status);
	if (c->dry_run) /* first, since the last line of an import is its summary */
		cli_say(c, "dry run: nothing was written");
	status = unless_starved(c, unless_interrupted(c->verb->run(c)));
	/* A disk too full for the verb's own file must be known before the commit. */
	if (is_done(status) || s->keep_file) {
		enum qser_status file = cli_file_sync(c, &s->file);
		status = file == QSER_OK ? status : file;
	}
	if (!is_done(status) || c->dry_run) {
		qser_rollback(c->q);
		return status;
	}
	enum qser_status committed = qser_commit(c->q);
	if (committed == QSER_OK)
		cli_made(c, "the change itself was made");
	/* Another failure may have come behind the commit: its message says what is. */
	return committed == QSER_OK	? status
	       : committed == QSER_BUSY ? unless_interrupted(committed)
					: committed;
}

static enum qser_status run_verb(struct cli *c)
{
	enum cli_database database = c->verb->database;
	enum qser_status status = QSER_OK;
	c->state->writes = database == CLI_WRITES || database == CLI_IMPORTS;
	if (c->state->writes || database == CLI_READS)
		status = cli_open(c, c->state->writes ? QSER_WRITE : QSER_READ);
	if (status != QSER_OK)
		return status;
	if (c->state->writes)
		return run_writing(c);
	if (database == CLI_READS)
		status = qser_begin_read(c->q);
	if (status == QSER_OK)
		status = c->verb->run(c);
	return c->state->made ? status : unless_interrupted(unless_starved(c, status));
}

/* The file of the verb's own takes its name, now that the change is made, or goes. */
static enum qser_status settle_file(struct cli *c, enum qser_status status)
{
	struct cli_state *s = c->state;
	bool keep = (is_done(status) || s->keep_file) && !c->dry_run;
	enum qser_status file = keep ? cli_file_finish(c, &s->file) : QSER_OK;
	cli_file_discard(&s->file);
	if (s->stale && is_done(status) && file == QSER_OK && unlink(s->stale) == 0)
		cli_say(c, "note: %s, of an earlier run, is removed: no row was rejected",
			s->stale);
	return file == QSER_OK ? status : file;
}

static enum qser_status work(struct cli *c)
{
	const char *output = cli_get(c, "output");
	enum qser_status status = QSER_OK;
	/* Before anything is done: a change whose output has nowhere to go is not begun. */
	if (output && *output && output[strlen(output) - 1] == '/')
		status = cli_folder_open(c, output);
	else if (output && strcmp(output, "-") != 0)
		status = cli_file_open(c, &c->state->output, 0, output, "the file of --output");
	if (status == QSER_OK)
		status = qser_spool_new(&c->out);
	if (status == QSER_OK)
		status = run_verb(c);
	close_database(c);
	status = settle_file(c, status);
	if (!is_done(status))
		return status;
	enum qser_status delivered = cli_deliver(c);
	return delivered == QSER_OK ? status : delivered;
}

/* ---- End ---- */

static void print_failure(struct cli *c, enum qser_status status)
{
	struct cli_state *s = c->state;
	const char *text = s->failure;
	if (!text || !*text)
		text = status == QSER_MEMORY ? "out of memory" : "failed without a message";
	/* Exit 0 means done; anything else has to say what is. */
	cli_error(c->command->name, "%s%s%s", text, s->made ? "; " : "", s->made ? s->made : "");
}

/* A signal that came too late to undo anything ends the process, but not without a word. */
static void print_interrupted(struct cli *c)
{
	struct cli_state *s = c->state;
	cli_clear_progress();
	if (s->made)
		cli_error(c->command->name, "interrupted: %s", s->made);
	else if (s->writes)
		cli_error(c->command->name, "interrupted; nothing was kept");
}

static int report(struct cli *c, enum qser_status status)
{
	struct cli_state *s = c->state;
	/* Of a folder what is told is about all its files. */
	bool tells = is_done(status) || s->talk_anyway || (s->made && !cli_folder(c));
	if (s->sheet && !s->made && !is_done(status))
		s->sheet_lost(c);
	if (tells)
		cli_print_talk(c);
	if (status == QSER_INTERRUPTED || (is_done(status) && s->made && cli_interrupted()))
		print_interrupted(c);
	else if (status == QSER_USAGE && !c->verb && !s->failure)
		cli_short_usage(c->command);
	else if (!is_done(status))
		print_failure(c, status);
	if (tells && s->last && !c->quiet && status != QSER_INTERRUPTED)
		cli_error(c->command->name, "%s", s->last);
	return cli_exit_status(status);
}

static int print_page(struct cli *c)
{
	enum qser_status status = qser_spool_new(&c->out);
	if (status != QSER_OK)
		return report(c, status);
	if (c->state->asked == CLI_ASKED_VERSION)
		qser_spool_printf(c->out, "%s (qser) %s\n", c->command->name, QSER_VERSION);
	else
		cli_help(c, c->out);
	if (c->state->short_of_memory)
		return report(c, cli_no_memory(c));
	return cli_finish(c->command->name, c->out);
}

static int run(struct cli *c, int argc, char **argv)
{
	int hidden = argc > 1 && strncmp(argv[1], "--", 2) == 0 ? cli_hidden(c, argc, argv) : -1;
	if (hidden >= 0)
		return hidden;
	enum qser_status status = cli_parse(c, argc, argv);
	if (status == QSER_OK && c->state->asked != CLI_ASKED_VERB)
		return print_page(c);
	if (status == QSER_OK)
		status = cli_settle(c);
	if (status == QSER_OK)
		status = work(c);
	return report(c, status);
}

static void release(struct cli *c)
{
	struct cli_state *s = c->state;
	cli_file_discard(&s->file);
	cli_file_discard(&s->output);
	cli_folder_discard(&s->folder);
	if (s->input >= 0)
		(void)close(s->input);
	for (size_t i = 0; i < s->talk_count; i++)
		free(s->talk[i]);
	for (size_t i = 0; i < s->owned_count; i++)
		free(s->owned[i]);
	free(s->talk);
	free(s->claims);
	free(s->owned);
	free(s->fields);
	free(s->ahead);
	free(s->failure);
	cli_set_free(&s->set);
	if (s->sheet)
		s->sheet_end(s->sheet);
	qser_spool_free(c->out);
	free(c->given);
	free(c->argv);
}

static size_t count_verbs(const struct cli_verb *verbs)
{
	size_t count = 0;

	while (verbs[count].name)
		count++;
	return count;
}

/* A command of several tables is one of a single table, before anybody looks at it. */
static bool join_rooms(const struct cli_command *command, struct cli_command *whole)
{
	size_t count = count_verbs(command->verbs), at = count;

	*whole = *command;
	if (!command->rooms)
		return true;
	for (size_t i = 0; command->rooms[i]; i++)
		count += count_verbs(command->rooms[i]);
	struct cli_verb *verbs = calloc(count + 1, sizeof(*verbs));
	if (!verbs)
		return false;
	memcpy(verbs, command->verbs, at * sizeof(*verbs));
	for (size_t i = 0; command->rooms[i]; i++) {
		size_t n = count_verbs(command->rooms[i]);
		memcpy(verbs + at, command->rooms[i], n * sizeof(*verbs));
		at += n;
	}
	whole->verbs = verbs;
	return true;
}

int cli_main(int argc, char **argv, const struct cli_command *command)
{
	struct cli_state state = {
		.output = {.fd = -1}, .file = {.fd = -1}, .folder = {.fd = -1}, .input = -1};
	struct cli_command whole;
	struct cli c = {.command = &whole, .state = &state};
	cli_start();
	if (!join_rooms(command, &whole)) {
		fprintf(stderr, "%s: out of memory\n", command->name);
		return cli_end(cli_exit_status(QSER_MEMORY));
	}
	int code = run(&c, argc, argv);
	release(&c);
	if (whole.verbs != command->verbs)
		free((void *)(uintptr_t)whole.verbs);
	return cli_end(code);
}
