/*
 * qser.c: qser X … runs the qser-X beside it.
 *
 * Nothing is looked up in PATH: which program touches the records is never a matter of the
 * environment.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <qser.h>

#include "cli.h"

#ifndef QSER_VERSION
#define QSER_VERSION "unknown"
#endif

/* The brief lines are those of the commands themselves; a test compares them. */
static const struct {
	const char *name, *brief;
} commands[] = {
	{"admin", "the database: make, check, back up, log, undo, settings"},
	{"org", "organisations, their departments, projects and holidays"},
	{"person", "people, their roles and trainings"},
	{"mentor", "applications of mentors"},
	{"pair", "mentors and mentees, their pairs and meetings"},
	{"path", "training paths, their participants, skills and steps"},
	{"diary", "the trainer's diary: sessions and hours"},
	{"checklist", "forms, checklists and their answers"},
	{"report", "reports to read, print, sign and mail"},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

/* "/usr/bin/qser-diary" from "/usr/bin/qser"; false: no such place, or no such name. */
static bool beside(char *path, const char *prefix, const char *name, const char *suffix)
{
	char self[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
	if (length <= 0)
		return false;
	self[length] = '\0';
	const char *slash = strrchr(self, '/');
	if (!slash || name[strspn(name, "abcdefghijklmnopqrstuvwxyz-")] != '\0')
		return false;
	int put = snprintf(
		path, PATH_MAX, "%.*s%s%s%s", (int)(slash + 1 - self), self, prefix, name, suffix);
	return put > 0 && put < PATH_MAX;
}

static bool is_here(const char *name)
{
	char path[PATH_MAX];
	return *name && beside(path, "qser-", name, "") && access(path, X_OK) == 0;
}

static int unknown(const char *name)
{
	struct cli_nearest nearest = {.word = name};
	for (size_t i = 0; i < COMMANDS; i++)
		if (is_here(commands[i].name))
			cli_offer(&nearest, commands[i].name);
	if (nearest.best)
		cli_error("qser", "unknown command \"%s\"; did you mean qser %s? See qser --help",
			name, nearest.best);
	else
		cli_error("qser", "unknown command \"%s\"; see qser --help", name);
	return cli_exit_status(QSER_USAGE);
}

/* Become qser-NAME with these words; argv[0] is replaced. */
static int become(const char *name, char **argv)
{
	char path[PATH_MAX];
	if (!is_here(name) || !beside(path, "qser-", name, ""))
		return unknown(name);
	argv[0] = strrchr(path, '/') + 1;
	execv(path, argv);
	cli_error("qser", "%s: cannot be run", path);
	return cli_exit_status(QSER_UNAVAILABLE);
}

/* The pages that belong to this very installation, prefix/share/man. */
static void try_man(const char *name)
{
	static const char *const suffixes[] = {".1", ".1.gz"};
	char path[PATH_MAX];
	if (!isatty(STDOUT_FILENO))
		return;
	for (int i = 0; i < 2; i++)
		if (beside(path, *name ? "../share/man/man1/qser-" : "../share/man/man1/qser", name,
			    suffixes[i]) &&
			access(path, R_OK) == 0)
			execl("/usr/bin/man", "man", path, (char *)NULL);
}

/* One line a command that is here; with: how each line is made. */
static void list_commands(struct qser_spool *out, const char *format)
{
	for (size_t i = 0; i < COMMANDS; i++) {
		if (!is_here(commands[i].name))
			continue;
		if (*format == 'h')
			qser_spool_printf(out, "  %-12s%s\n", commands[i].name, commands[i].brief);
		else if (*format == 'c')
			qser_spool_printf(out, "%s\t%s\n", commands[i].name, commands[i].brief);
		else
			qser_spool_printf(out, "%s\n", commands[i].name);
	}
}

static void print_help(struct qser_spool *out)
{
	qser_spool_printf(out, "usage: qser COMMAND [options] VERB [options] [arguments]\n"
			       "       qser help [COMMAND [VERB]]\n"
			       "       qser --list-commands | --version | --help\n\n"
			       "Mentoring and job shadowing programmes, on one database.\n\n"
			       "Commands (qser COMMAND is qser-COMMAND):\n");
	list_commands(out, "help");
	qser_spool_printf(out, "\nExamples:\n"
			       "  qser admin init\n"
			       "  qser person import people.csv\n"
			       "  qser help diary add\n\n"
			       "See qser(1); qser(7) tells the whole story.\n");
}

static int print(const char *what)
{
	struct qser_spool *out;
	cli_start();
	if (qser_spool_new(&out) != QSER_OK) {
		cli_error("qser", "out of memory");
		return cli_exit_status(QSER_MEMORY);
	}
	if (strcmp(what, "help") == 0)
		print_help(out);
	else if (strcmp(what, "version") == 0)
		qser_spool_printf(out, "qser %s\n", QSER_VERSION);
	else
		list_commands(out, what);
	int code = cli_finish("qser", out);
	qser_spool_free(out);
	return code;
}

/* qser help [X [VERB…]] */
static int help(int argc, char **argv)
{
	if (argc < 2) {
		try_man("");
		return print("help");
	}
	if (argc == 2 && is_here(argv[1]))
		try_man(argv[1]);
	char *name = argv[1];
	argv[1] = (char[]){"help"};
	return become(name, argv);
}

static int complete(int argc, char **argv)
{
	if (argc < 2)
		return print("complete");
	char *name = argv[0];
	argv[0] = (char[]){"--complete"};
	if (!is_here(name))
		return 0;
	return become(name, argv - 1);
}

int main(int argc, char **argv)
{
	cli_confine();
	if (argc < 2) {
		cli_error("qser", "a command is missing; see qser --help");
		return cli_exit_status(QSER_USAGE);
	}
	const char *word = argv[1];
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
		return print("help");
	if (strcmp(word, "--version") == 0)
		return print("version");
	if (strcmp(word, "--list-commands") == 0)
		return print("list");
	if (strcmp(word, "--complete") == 0)
		return complete(argc - 2, argv + 2);
	if (strcmp(word, "help") == 0)
		return help(argc - 1, argv + 1);
	return become(word, argv + 1);
}
