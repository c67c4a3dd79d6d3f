/*
 * strike.c: strike SIGNAL [FILE+|^]MICROSECONDS COMMAND...
 *
 * Run a command, send it the signal that long after its start, after the first change of FILE, or
 * (^) after it listens to the signal (0: none, wait for its end), and print how it ended (exit
 * status, 128 + signal), how many microseconds it took, and how many KiB of memory at most.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long microseconds(const struct timespec *from)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - from->tv_sec) * 1000000 + (now.tv_nsec - from->tv_nsec) / 1000;
}

/* As a terminal starts it, whatever the caller ignores. */
static void become(char **argv)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		(void)signal(numbers[i], SIG_DFL);
	(void)execvp(argv[0], argv);
	_exit(127);
}

static void wait_until(const struct timespec *from, long moment)
{
	struct timespec until = *from;

	until.tv_sec += moment / 1000000;
	until.tv_nsec += moment % 1000000 * 1000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	(void)clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
}

static struct timespec changed(const char *file)
{
	struct stat st = {0};

	(void)stat(file, &st);
	return st.st_mtim;
}

static int has_ended(void)
{
	siginfo_t ended = {0};

	return waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) != 0 || ended.si_pid;
}

/* Its first change, or the end of the child, which is left to be waited for. */
static void wait_for_change(char *file, const struct timespec *before, struct timespec *from)
{
	for (;;) {
		struct timespec now = changed(file);
		if (now.tv_sec != before->tv_sec || now.tv_nsec != before->tv_nsec || has_ended())
			break;
	}
	(void)clock_gettime(CLOCK_MONOTONIC, from);
}

/* Does the process catch the signal (proc(5))?  Before, the signal ends it without a word. */
static int listens(pid_t child, int number)
{
	char name[64], line[256];
	unsigned long long caught = 0;

	(void)snprintf(name, sizeof name, "/proc/%d/status", (int)child);
	FILE *f = fopen(name, "re");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "SigCgt: %llx", &caught) == 1)
			break;
	if (f)
		(void)fclose(f);
	return (int)(caught >> (number - 1) & 1);
}

static void wait_for_listener(pid_t child, int number, struct timespec *from)
{
	while (!listens(child, number) && !has_ended())
		;
	(void)clock_gettime(CLOCK_MONOTONIC, from);
}

int main(int argc, char **argv)
{
	struct timespec from, since, before = {0};
	struct rusage used;
	int status;

	if (argc < 4)
		return 64;
	int number = (int)strtol(argv[1], NULL, 10);
	char *plus = strrchr(argv[2], '+');
	if (plus) {
		*plus = '\0';
		before = changed(argv[2]);
	}
	(void)clock_gettime(CLOCK_MONOTONIC, &from);
	pid_t child = fork();
	if (child == 0)
		become(argv + 3);
	if (child < 0)
		return 71;
	since = from;
	const char *moment = plus ? plus + 1 : argv[2];
	if (plus)
		wait_for_change(argv[2], &before, &since);
	if (*moment == '^') {
		moment++;
		wait_for_listener(child, number, &since);
	}
	if (number > 0) {
		wait_until(&since, strtol(moment, NULL, 10));
		(void)kill(child, number); /* not waited for yet, so it is still this child */
	}
	if (wait4(child, &status, 0, &used) != child)
		return 71;
	printf("%d %ld %ld\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
		microseconds(&from), used.ru_maxrss);
	return 0;
}
