/*
 * cli_output.c: where the spool goes: --output, the pager, or standard output, checked to the last
 * byte.
 */
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "cli_private.h"

/* ---- Pager ---- */

enum { PAGER_WORDS = 16 };

/* The words of the pager; false: none is wanted.  command is cut up. */
static bool pager_words(char *command, char *words[PAGER_WORDS + 1])
{
	int count = 0;
	char *rest = NULL;
	for (char *word = strtok_r(command, " ", &rest); word && count < PAGER_WORDS;
		word = strtok_r(NULL, " ", &rest))
		words[count++] = word;
	words[count] = NULL;
	return count > 0 && strcmp(words[0], "cat") != 0;
}

static const char *pager_command(void)
{
	const char *command = secure_getenv("QSER_PAGER");
	if (!command)
		command = secure_getenv("PAGER");
	return command ? command : "less -FRX";
}

/* Does the text need more lines than the terminal has? */
static bool is_long(int fd)
{
	size_t width = cli_width(STDOUT_FILENO), height = cli_height(STDOUT_FILENO);
	size_t lines = 0, column = 0;
	char block[4096];
	off_t at = 0;
	for (ssize_t got; lines < height && (got = pread(fd, block, sizeof block, at)) > 0;
		at += got)
		for (ssize_t i = 0; i < got; i++) {
			bool begins = ((unsigned char)block[i] & 0xc0) != 0x80; /* a character */
			if (block[i] == '\n' || (begins && width && column == width)) {
				lines++;
				column = block[i] != '\n';
			} else {
				column += begins;
			}
		}
	return lines >= height;
}

static void become_pager(int text, char *words[])
{
	if (dup2(text, STDIN_FILENO) < 0 || lseek(STDIN_FILENO, 0, SEEK_SET) < 0)
		_exit(127);
	(void)signal(SIGINT, SIG_DFL);
	(void)signal(SIGQUIT, SIG_DFL);
	(void)signal(SIGXFSZ, SIG_DFL);
	cli_restore_pipe_signal();
	execvp(words[0], words); /* no shell: $PAGER is words, not a script */
	_exit(127);
}

/* false: it was not shown, print it plainly. */
static bool page(struct cli *c)
{
	char *words[PAGER_WORDS + 1];
	_cleanup_(free_pointer) char *command = cli_dup(pager_command());
	/* $PATH and $PAGER are not to be trusted where secure_getenv gives nothing. */
	if (getauxval(AT_SECURE) || !command || !pager_words(command, words))
		return false;
	/* A file in memory, so that the pager may go back and forth, and quit when it likes. */
	int text = memfd_create("qser", MFD_CLOEXEC);
	if (text < 0)
		return false;
	pid_t pager = -1;
	if (qser_spool_copy(c->out, text) == QSER_OK && is_long(text)) {
		(void)signal(SIGINT, SIG_IGN); /* the pager's business, until it ends */
		(void)signal(SIGQUIT, SIG_IGN);
		pager = fork();
		if (pager == 0)
			become_pager(text, words);
	}
	(void)close(text);
	int result = 0;
	while (pager > 0 && waitpid(pager, &result, 0) < 0)
		if (errno != EINTR)
			break;
	return pager > 0 && !(WIFEXITED(result) && WEXITSTATUS(result) == 127);
}

/* ---- Standard output ---- */

/* errno tells why it failed. */
static enum qser_status copy_out(struct qser_spool *out)
{
	if (qser_spool_length(out) == 0)
		return qser_spool_copy(out, STDOUT_FILENO); /* nothing, or nothing of it is left */
	enum qser_status status = qser_spool_copy(out, STDOUT_FILENO);
	int why = errno;
	/* A full disk behind NFS, or a quota, may show itself only here. */
	if (close(STDOUT_FILENO) != 0 && status == QSER_OK && errno != EINTR)
		return QSER_OUTPUT;
	errno = why;
	return status;
}

int cli_finish(const char *program, struct qser_spool *out)
{
	cli_restore_pipe_signal();
	cli_signals_at_output(NULL);
	enum qser_status status = copy_out(out);
	if (status == QSER_MEMORY)
		cli_error(program, "out of memory");
	else if (status != QSER_OK)
		cli_error(program, "standard output: %s", strerror(errno));
	return cli_exit_status(status);
}

static enum qser_status print_out(struct cli *c)
{
	if (c->terminal && cli_kind_of(c->verb) == CLI_PAGE && page(c))
		return QSER_OK;
	enum qser_status status = copy_out(c->out);
	if (status == QSER_OUTPUT)
		return cli_fail(c, status, "standard output: %s", strerror(errno));
	return status;
}

static enum qser_status copy_to_file(struct cli *c)
{
	struct cli_file *f = &c->state->output;
	enum qser_status status = qser_spool_copy(c->out, f->fd);
	if (status == QSER_OK)
		status = cli_file_finish(c, f);
	else if (status == QSER_OUTPUT)
		status = cli_fail(c, status, "%s: %s", f->path, strerror(errno));
	return status;
}

enum qser_status cli_deliver(struct cli *c)
{
	if (cli_folder(c))
		return cli_folder_finish(c);
	/* A reader that goes away ends a query as it ends cat; a change that was made is told. */
	if (!c->state->made)
		cli_restore_pipe_signal();
	cli_signals_at_output(c->state->made);
	return c->state->output.path ? copy_to_file(c) : print_out(c);
}
