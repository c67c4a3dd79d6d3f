/*
 * crowd.c: crowd FILE WORKERS COUNT
 *
 * So many workers at once, each running so many commands one after the other.  A line of FILE is a
 * command, its words between TABs; worker 1 runs the first line, worker 2 the second, and round
 * again; in them, %w is the number of the worker, %n that of the command.  What worker W's commands
 * print goes to FILE.out.W, what they say to FILE.err.W.
 *
 * Printed: a line "STATUS COUNT" for each exit status (128 + signal) seen, then "took SECONDS rate
 * COMMANDS-A-SECOND longest SECONDS", the longest time that one command took.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LINES = 64, WORDS = 64, WIDTH = 4096 };

/* What each worker found; the parent adds it up. */
struct found {
	int statuses[256];
	double longest;
};

static double now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const char *what)
{
	perror(what);
	exit(2);
}

/* The command of a line, in place: its words. */
static void split(char *line, int worker, int number, char *into, char **words)
{
	char *to = into, *end = into + WIDTH - 16;
	int count = 0;

	words[count++] = to;
	for (const char *at = line; *at && *at != '\n' && to < end; at++) {
		if (*at == '\t' && count < WORDS - 1) {
			*to++ = '\0';
			words[count++] = to;
		} else if (*at == '%' && (at[1] == 'w' || at[1] == 'n')) {
			to += snprintf(to, 12, "%d", *++at == 'w' ? worker : number);
		} else {
			*to++ = *at;
		}
	}
	*to = '\0';
	words[count] = NULL;
}

static int run(char **words)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		(void)execvp(words[0], words);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		die(words[0]);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void work(char *line, int worker, int count, struct found *found)
{
	char into[WIDTH], *words[WORDS];

	for (int number = 1; number <= count; number++) {
		split(line, worker, number, into, words);
		double from = now();
		found->statuses[run(words) & 255]++;
		double took = now() - from;
		if (took > found->longest)
			found->longest = took;
	}
}

static void into(const char *file, const char *what, int worker, int fd)
{
	char name[WIDTH];

	(void)snprintf(name, sizeof name, "%s.%s.%d", file, what, worker);
	int out = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (out < 0 || dup2(out, fd) < 0)
		die(name);
	(void)close(out);
}

static int read_lines(const char *file, char **lines)
{
	FILE *in = fopen(file, "r");
	size_t size;
	int count = 0;

	while (in && count < LINES && (size = 0, lines[count] = NULL, 1) &&
		getline(&lines[count], &size, in) > 0)
		count++;
	if (!count)
		die(file);
	(void)fclose(in);
	return count;
}

int main(int argc, char **argv)
{
	char *lines[LINES];
	int workers = argc == 4 ? atoi(argv[2]) : 0, count = argc == 4 ? atoi(argv[3]) : 0;

	if (workers < 1)
		return 64;
	int kinds = read_lines(argv[1], lines);
	struct found *found = mmap(NULL, sizeof *found * (size_t)workers, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (found == MAP_FAILED)
		die("mmap");
	double from = now(), longest = 0;
	for (int w = 0; w < workers; w++) {
		pid_t child = fork();
		if (child < 0)
			die("fork");
		if (child == 0) {
			into(argv[1], "out", w + 1, STDOUT_FILENO);
			into(argv[1], "err", w + 1, STDERR_FILENO);
			work(lines[w % kinds], w + 1, count, &found[w]);
			_exit(0);
		}
	}
	int status, bad = 0;
	while (wait(&status) > 0)
		bad |= status;
	double took = now() - from;
	for (int s = 0; s < 256; s++) {
		int sum = 0;
		for (int w = 0; w < workers; w++)
			sum += found[w].statuses[s];
		if (sum)
			printf("%d %d\n", s, sum);
	}
	for (int w = 0; w < workers; w++)
		longest = found[w].longest > longest ? found[w].longest : longest;
	printf("took %.1f rate %.0f longest %.1f\n", took, workers * count / took, longest);
	return bad != 0;
}
