/*
 * cli_signal.c: SIGINT, SIGTERM and SIGHUP: the transaction is rolled back, temporary files are
 * removed, and the process ends by the signal.
 */
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "cli_private.h"

static volatile sig_atomic_t caught;
static volatile sig_atomic_t at_output;
static struct qser **_Atomic running;
static const char *_Atomic leftovers[2];
static char at_output_says[100]; /* "": nothing */
static void (*pipe_before)(int);

static void on_signal(int number)
{
	int before = errno;
	caught = number;
	if (at_output) {
		for (int i = 0; i < 2; i++)
			if (leftovers[i])
				(void)unlink(leftovers[i]);
		if (*at_output_says &&
			write(STDERR_FILENO, at_output_says, strlen(at_output_says)) < 0)
			caught = number;
		(void)signal(number, SIG_DFL);
		(void)raise(number); /* delivered when this handler returns */
	} else if (running) {
		qser_interrupt(*running);
	}
	errno = before;
}

void cli_catch_signals(void)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	/* No SA_RESTART: a read of stdin must end.  Once only: a second one ends the process, which
	 * loses nothing but a temporary file. */
	struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct sigaction before;
		if (sigaction(numbers[i], &action, &before) == 0 && before.sa_handler == SIG_IGN)
			(void)sigaction(numbers[i], &before, NULL); /* nohup */
	}
	(void)signal(SIGXFSZ, SIG_IGN); /* the write fails with EFBIG, and is told */
	/* Not in the middle of a transaction: only when the output is copied (cli_output.c). */
	pipe_before = signal(SIGPIPE, SIG_IGN);
}

void cli_restore_pipe_signal(void)
{
	(void)signal(SIGPIPE, pipe_before == SIG_ERR ? SIG_DFL : pipe_before);
}

void cli_watch(struct qser **q)
{
	running = q;
}

bool cli_interrupted(void)
{
	return caught != 0;
}

/* Between a look at the flag and a read that never returns a signal would be lost. */
ssize_t cli_read_some(int fd, void *bytes, size_t size)
{
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	ssize_t n = -1;

	do {
		while (!caught && poll(&ready, 1, 250) == 0)
			;
		if (!caught)
			n = read(fd, bytes, size);
	} while (n < 0 && !caught && errno == EINTR);
	if (n < 0 && caught)
		errno = EINTR;
	return n;
}

void cli_signals_at_output(const char *made)
{
	if (made) /* now: a handler formats nothing */
		(void)snprintf(at_output_says, sizeof at_output_says,
			"interrupted: %s, its output may be lost\n", made);
	at_output = 1;
}

void cli_leftover(int slot, const char *path)
{
	leftovers[slot] = path;
}

int cli_end(int code)
{
	if (caught) {
		(void)signal(caught, SIG_DFL);
		(void)raise(caught);
	}
	return code;
}
