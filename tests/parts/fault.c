/*
 * fault.c: to be preloaded: one command, run again and again, in each run something else fails.
 *
 * Before main() begins this process becomes the judge: it forks a child for each run, which goes on
 * into main(), and looks at what the child left behind.  The current folder is put back as
 *FAULT_BASE is before each run.  In the environment:
 *
 *	FAULT		memory: an allocation fails
 *			calls: a system call fails
 *			size: no file may grow beyond so many bytes (RLIMIT_FSIZE)
 *			space: the file system has so many bytes left (FAULT_BALLAST on it)
 *			ends: standard input, output and error are closed, full or gone
 *	FAULT_NAME	of the command, in what is reported
 *	FAULT_BASE	the folder as it has to be before
 *	FAULT_DIR	where files about runs go, and what is not understood here
 *	FAULT_POINTS	at most so many runs of each manner, evenly from the first to the last
 *	FAULT_AT	this run alone
 *	FAULT_SEEN	a file, shared by the runs of many commands: of those that are asked for by
 *the same chain of callers only the first and the last of a command, and those of two commands of a
 *program; but all calls that change something
 *	FAULT_WAYS	which manners (see ways below); all if not said
 *	FAULT_LOG	a line for each run
 *	FAULT_INPUT	standard input, if it is not that of the judge
 *
 * It prints "command NAME: figures" and, for each defect, "defect NAME WAY N: what".  The database
 *must be as before, or as after an undisturbed run; the exit status must say which; other files are
 *whole, as before or as after; nothing else is left.  Where the database is neither byte by byte,
 *the next command ("qser-admin check") has to find it sound, and it goes into FAULT_DIR/odd for a
 *comparison of its content.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"

struct judge judge;

static const char *const kind_names[KINDS] = {"memory", "calls", "size", "space", "ends"};

static const struct way ways[] = {
	{MEMORY, "once", ENOMEM, false, false},
	{MEMORY, "ever", ENOMEM, true, false},
	{CALLS, "EIO", EIO, false, false},
	{CALLS, "ENOSPC", ENOSPC, false, false},
	{CALLS, "EMFILE", EMFILE, false, false},
	{CALLS, "EINTR", EINTR, false, false},
	{CALLS, "EIO-ever", EIO, true, false},
	{CALLS, "lie", 0, false, true}, /* planted: only when asked for */
	{SIZE, "size", 0, false, false},
	{SPACE, "space", 0, false, false},
	{ENDS, "ends", 0, false, false},
};

enum { WAYS = sizeof ways / sizeof *ways };

const char *word(const char *name, const char *fallback)
{
	const char *value = getenv(name);

	return value && *value ? value : fallback;
}

const char *in_dir(const char *name)
{
	static char path[4096];

	(void)snprintf(path, sizeof path, "%s/%s", judge.dir, name);
	return path;
}

static void note(const struct way *way, long at, const struct run *r)
{
	const struct shared *s = judge.shared;

	if (judge.log)
		fprintf(judge.log, "%s\t%s\t%ld\t%s\t%ld\t%d\t%d\t%.*s\n", judge.name, way->name,
			at, judge.kind == CALLS && s->fired ? call_name(s->call) : "-", s->nth,
			s->fd, r->status, (int)strcspn(r->said, "\n"), r->said);
}

/* A look at a file that fails once in one way is enough. */
static bool is_needed(const struct way *way, long at, const uint64_t *marks)
{
	return judge.kind != CALLS || judge.at || way->error == EIO ||
	       !call_looks((int)(marks[at % MARKS] & 511));
}

/* So many bytes are left on the file system where the ballast lies. */
static void set_space(long left)
{
	const char *path = word("FAULT_BALLAST", "/nowhere");
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	struct stat st;

	if (fd < 0 || ftruncate(fd, 0) != 0)
		err(99, "%s", path);
	char block[4096] = {1};
	while (write(fd, block, sizeof block) > 0)
		;
	if (fstat(fd, &st) != 0 || ftruncate(fd, st.st_size > left ? st.st_size - left : 0) != 0)
		err(99, "%s", path);
	(void)close(fd);
}

/* false: this is the child. */
static bool one(const struct way *way, long at)
{
	struct run r = {0};

	if (judge.kind == SPACE && truncate(word("FAULT_BALLAST", ""), 0) != 0 && errno != ENOENT)
		err(99, "ballast");
	folder_restore(&judge.before, ".");
	if (judge.kind == SPACE)
		set_space(at);
	if (!run_make(&r, way, at))
		return false;
	look(way, at, &r);
	note(way, at, &r);
	run_free(&r);
	return true;
}

static bool is_wanted(const struct way *way)
{
	const char *list = getenv("FAULT_WAYS");
	char name[64];

	if (way->kind != judge.kind)
		return false;
	if (!list || !*list)
		return !way->lie;
	(void)snprintf(name, sizeof name, ",%s,", way->name);
	char *all = NULL;
	bool found = asprintf(&all, ",%s,", list) > 0 && strstr(all, name);
	free(all);
	return found;
}

/* false: this is the child. */
static bool undisturbed(void)
{
	folder_restore(&judge.before, ".");
	if (!run_make(&judge.clean, NULL, 0))
		return false;
	if (judge.clean.status > 1) {
		fprintf(judge.report, "defect %s: undisturbed it ends with %d: %s\n", judge.name,
			judge.clean.status, judge.clean.said);
		(void)fflush(judge.report);
		_exit(0);
	}
	judge.kept = judge.shared->kept;
	judge.writes = !file_same(
		folder_find(&judge.before, "q.db"), folder_find(&judge.clean.left, "q.db"));
	char name[256];
	(void)snprintf(name, sizeof name, "after/%s.db", judge.name);
	const struct file *after = folder_find(&judge.clean.left, "q.db");
	if (after)
		file_write(after, in_dir(name));
	return true;
}

/* false: this is the child. */
static bool all_runs(void)
{
	long runs = 0;

	if (!undisturbed())
		return false;
	struct points points = {0};
	points_choose(&points);
	struct shared *seen = malloc(sizeof *seen);
	if (!seen)
		err(99, "no memory");
	memcpy(seen, judge.shared, sizeof *seen);
	for (size_t w = 0; w < WAYS; w++) {
		if (!is_wanted(&ways[w]))
			continue;
		for (long i = 0; i < points.count; i++) {
			if (!is_needed(&ways[w], points.at[i], seen->marks))
				continue;
			runs++;
			if (!one(&ways[w], points.at[i]))
				return false;
		}
	}
	fprintf(judge.report, "command %s: %ld of %ld points, %ld runs, %ld defects, %ld odd, %s\n",
		judge.name, points.count, points.last, runs, judge.defects, judge.odd,
		judge.writes ? "writes" : "reads");
	for (int i = 0; judge.kind == CALLS && i < CALL_KINDS; i++)
		if (seen->kinds[i] > 0)
			fprintf(judge.report, "call %s %s %ld\n", judge.name, call_name(i),
				seen->kinds[i]);
	return true;
}

__attribute__((constructor)) static void begin(void)
{
	const char *kind = getenv("FAULT");

	if (!kind)
		return;
	while (judge.kind < KINDS && strcmp(kind, kind_names[judge.kind]) != 0)
		judge.kind++;
	if (judge.kind == KINDS)
		errx(99, "FAULT=%s is not known", kind);
	judge.name = word("FAULT_NAME", "command");
	judge.base = word("FAULT_BASE", "base");
	judge.dir = word("FAULT_DIR", ".");
	judge.input = word("FAULT_INPUT", "/proc/self/fd/0");
	judge.points = strtol(word("FAULT_POINTS", "1000000"), NULL, 10);
	judge.at = strtol(word("FAULT_AT", "0"), NULL, 10);
	if (getenv("FAULT_LOG"))
		judge.log = fopen(getenv("FAULT_LOG"), "ae");
	judge.shared = mmap(NULL, sizeof *judge.shared, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (judge.shared == MAP_FAILED)
		err(99, "no memory");
	judge.report = fdopen(fcntl(1, F_DUPFD_CLOEXEC, 10), "w");
	if (!judge.report)
		err(99, "standard output");
	folder_read(&judge.before, judge.base, NULL);
	if (getenv("FAULT_SEEN"))
		chain_begin();
	if (!all_runs())
		return; /* into main() */
	if (judge.log)
		(void)fclose(judge.log);
	(void)fflush(NULL);
	_exit(0);
}
