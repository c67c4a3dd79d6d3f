/* fault_run.c: a run of the command, in a child: what it finds, what it leaves behind. */
#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"

enum { SECONDS = 60, SAID = 65536 };

const struct ends all_ends[] = {
	{"<&-", 1, 0, false, false},
	{">&-", 2, 0, false, false},
	{"<&- >&-", 3, 0, false, false},
	{"2>&-", 4, 0, false, false},
	{"<&- 2>&-", 5, 0, false, false},
	{">&- 2>&-", 6, 0, false, false},
	{"<&- >&- 2>&-", 7, 0, false, false},
	{">/dev/full", 0, 2, false, false},
	{"2>/dev/full", 0, 4, false, false},
	{">/dev/full 2>/dev/full", 0, 6, false, false},
	{">/dev/full 2>&-", 4, 2, false, false},
	{">/dev/full <&-", 1, 2, false, false},
	{"| true", 0, 0, true, false},
	{"| true, SIGPIPE ignored", 0, 0, true, true},
};

const long all_ends_count = sizeof all_ends / sizeof *all_ends;

void run_free(struct run *r)
{
	free(r->output.bytes);
	free(r->said);
	folder_free(&r->left);
	*r = (struct run){0};
}

static void put(int from, int to)
{
	if (from != to && (dup2(from, to) < 0 || close(from) != 0))
		_exit(98);
}

/* As a terminal starts it, whatever the caller ignores. */
static void set_signals(bool ignored)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGXFSZ, SIGALRM};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		(void)signal(numbers[i], SIG_DFL);
	(void)signal(SIGPIPE, ignored ? SIG_IGN : SIG_DFL);
	(void)alarm(SECONDS); /* one that hangs ends by it */
}

static void set_ends(const struct ends *e, int said)
{
	int gone[2], output = open(in_dir("output"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int input = open(judge.input, O_RDONLY);

	if (input < 0 || output < 0)
		_exit(98);
	put(input, 0);
	if (e && e->gone) {
		if (pipe(gone) != 0 || close(gone[0]) != 0)
			_exit(98);
		put(gone[1], 1);
		(void)close(output);
	} else {
		put(output, 1);
	}
	put(said, 2);
	for (int fd = 0; e && fd <= 2; fd++) {
		if (e->full & 1U << fd)
			put(open("/dev/full", O_WRONLY), fd);
		if (e->closed & 1U << fd)
			(void)close(fd);
	}
}

static void set_size(long size)
{
	struct rlimit limit = {(rlim_t)size, (rlim_t)size};

	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		_exit(98);
}

/* In the child: from here it goes on into main(). */
static void become(const struct way *way, long at, int said)
{
	struct fault fault = {.at = at, .marks = !way, .shared = judge.shared};
	const struct ends *e = judge.kind == ENDS && way ? &all_ends[at - 1] : NULL;

	if (way) {
		fault.ever = way->ever;
		fault.lie = way->lie;
		fault.error = way->error;
	}
	(void)unsetenv("FAULT");
	set_signals(e && e->ignored);
	set_ends(e, said);
	if (judge.kind == SIZE && way)
		set_size(at);
	if (judge.kind == MEMORY)
		memory_arm(&fault);
	if (judge.kind == CALLS && !calls_arm(&fault))
		_exit(98);
}

static void listen_to(struct run *r, int fd)
{
	char rest[4096];

	r->said = calloc(1, SAID + 1);
	r->said_length = 0;
	for (ssize_t got = 1; got > 0;) {
		size_t room = SAID - r->said_length;
		got = room ? read(fd, r->said + r->said_length, room) : read(fd, rest, sizeof rest);
		if (got > 0 && room)
			r->said_length += (size_t)got;
	}
	(void)close(fd);
}

/* false: this is the child. */
bool run_make(struct run *r, const struct way *way, long at)
{
	int pipes[2], status;

	memset(judge.shared, 0, offsetof(struct shared, marks));
	if (pipe2(pipes, O_CLOEXEC) != 0)
		err(99, "pipe");
	(void)fflush(NULL);
	pid_t child = fork();
	if (child < 0)
		err(99, "fork");
	if (child == 0) {
		(void)close(pipes[0]);
		become(way, at, pipes[1]);
		return false;
	}
	(void)close(pipes[1]);
	listen_to(r, pipes[0]);
	while (waitpid(child, &status, 0) != child)
		;
	r->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	file_read(&r->output, in_dir("output"));
	folder_read(&r->left, ".", &judge.before);
	return true;
}
