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
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"

enum { SECONDS = 60, SAID = 65536, MOST_SIZES = 1000 };

/* ---- What fails ---- */

enum kind { MEMORY, CALLS, SIZE, SPACE, ENDS, KINDS };
static const char *const kind_names[KINDS] = {"memory", "calls", "size", "space", "ends"};

static const struct way {
	enum kind kind;
	const char *name;
	int error;
	bool ever, lie;
} ways[] = {
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

/* The ends of the command: what is closed (bits), full, or a pipe that nobody reads. */
static const struct ends {
	const char *name;
	unsigned closed, full;
	bool gone, ignored;
} ends[] = {
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

enum { ENDS_COUNT = sizeof ends / sizeof *ends };

/* ---- A run ---- */

struct run {
	int status;	    /* as the shell says it */
	struct file output; /* what it printed */
	char *said;	    /* what it said on standard error */
	size_t said_length;
	struct folder left; /* the folder behind it */
};

static struct {
	enum kind kind;
	const char *name, *base, *dir, *input;
	long points, at, defects, odd, kept;
	FILE *log, *report; /* report: standard output belongs to the command */
	struct shared *shared;
	struct folder before;
	struct run clean;
	bool writes; /* the database is another one afterwards */
} judge;

static const char *word(const char *name, const char *fallback)
{
	const char *value = getenv(name);

	return value && *value ? value : fallback;
}

static const char *in_dir(const char *name)
{
	static char path[4096];

	(void)snprintf(path, sizeof path, "%s/%s", judge.dir, name);
	return path;
}

static void run_free(struct run *r)
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
	const struct ends *e = judge.kind == ENDS && way ? &ends[at - 1] : NULL;

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
static bool run(struct run *r, const struct way *way, long at)
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

/* ---- The judgement ---- */

static void defect(const struct way *way, long at, const struct run *r, const char *what)
{
	const struct shared *s = judge.shared;

	judge.defects++;
	fprintf(judge.report, "defect %s %s %ld: %s", judge.name, way->name, at, what);
	if (judge.kind == ENDS)
		fprintf(judge.report, " (%s)", ends[at - 1].name);
	if (judge.kind == CALLS && s->fired)
		fprintf(judge.report, " (%s %ld, descriptor %d)", call_name(s->call), s->nth,
			s->fd);
	fprintf(judge.report, "; exit status %d: %.*s\n", r->status, (int)strcspn(r->said, "\n"),
		r->said);
	if (r->status == 99)
		fputs(r->said, judge.report);
}

static bool says(const struct run *r, const char *words)
{
	return strstr(r->said, words) != NULL;
}

/* The database: 'b' as before, 'a' as after an undisturbed run, '?' otherwise. */
static char state_of(const struct folder *left)
{
	const struct file *now = folder_find(left, "q.db");

	if (folder_find(left, "q.db-journal"))
		return '?';
	if (file_same(now, folder_find(&judge.before, "q.db")))
		return 'b';
	return file_same(now, folder_find(&judge.clean.left, "q.db")) ? 'a' : '?';
}

/* The next command finds the database sound, and mends what was interrupted. */
static bool is_sound(void)
{
	(void)unsetenv("FAULT");
	char *preload = strdup(word("LD_PRELOAD", ""));
	(void)unsetenv("LD_PRELOAD");
	(void)fflush(NULL);
	int status = system("qser-admin -q check >/dev/null 2>&1 </dev/null");
	(void)setenv("LD_PRELOAD", preload, 1);
	free(preload);
	return status == 0;
}

/* Its content has to be compared: the script does it. */
static void keep_odd(const struct way *way, long at, const struct run *r, const char *claim)
{
	char name[256];
	struct file now;

	judge.odd++;
	(void)snprintf(name, sizeof name, "odd/%s,%s,%ld,%s,%d.db", judge.name, way->name, at,
		claim, r->status);
	file_read(&now, "q.db");
	file_write(&now, in_dir(name));
	free(now.bytes);
}

/* An exit status is good or bad news; of bad ones each kind of failure has its own. */
static bool is_fitting(int status)
{
	static const int allowed[KINDS][10] = {
		[MEMORY] = {70, 71},
		[CALLS] = {65, 66, 69, 70, 71, 73, 74, 75, 77, 78},
		[SIZE] = {69, 73, 74},
		[SPACE] = {69, 73, 74},
		[ENDS] = {66, 73, 74},
	};

	for (size_t i = 0; i < 10 && allowed[judge.kind][i]; i++)
		if (allowed[judge.kind][i] == status)
			return true;
	return false;
}

static bool stderr_lost(long at)
{
	const struct shared *s = judge.shared;

	if (judge.kind == ENDS)
		return ends[at - 1].closed & 4 || ends[at - 1].full & 4;
	return judge.kind == CALLS && s->fired && s->fd == 2;
}

static bool stdout_lost(long at)
{
	const struct ends *e = &ends[at - 1];

	return judge.kind == ENDS && (((e->closed | e->full) & 2) || e->gone);
}

/* By SIGPIPE, as cat ends. */
static bool may_die(const struct run *r, long at)
{
	return judge.kind == ENDS && ends[at - 1].gone && !ends[at - 1].ignored &&
	       r->status == 128 + SIGPIPE && !judge.writes;
}

/* What cannot be taken away is left. */
static bool may_leave(const struct way *way)
{
	const char *call = call_name(judge.shared->call);

	return judge.kind == CALLS && (way->ever || strncmp(call, "unlink", 6) == 0);
}

static void look_at_files(const struct way *way, long at, const struct run *r, bool done)
{
	char what[512];

	for (size_t i = 0; i < r->left.count; i++) {
		const struct file *f = &r->left.files[i];
		const struct file *before = folder_find(&judge.before, f->name);
		const struct file *after = folder_find(&judge.clean.left, f->name);
		if (strncmp(f->name, "q.db", 4) == 0 || (after && file_same(f, after)) ||
			(!done && before && file_same(f, before)))
			continue;
		if (!before && !after && may_leave(way))
			continue;
		(void)snprintf(what, sizeof what, "%s is %s", f->name,
			before || after ? "not whole" : "left behind");
		defect(way, at, r, what);
	}
	for (size_t i = 0; i < judge.before.count; i++) {
		const char *name = judge.before.files[i].name;
		if (folder_find(&r->left, name) || !folder_find(&judge.clean.left, name))
			continue;
		(void)snprintf(what, sizeof what, "%s is gone", name);
		defect(way, at, r, what);
	}
}

static void look_at_database(const struct way *way, long at, struct run *r, bool done)
{
	bool made = done || says(r, "change itself was made") || says(r, "change was made");
	char state = state_of(&r->left);

	if (says(r, "whether the change was made"))
		made = state == 'a';
	if (state == '?') {
		if (!is_sound())
			defect(way, at, r, "the database is damaged");
		folder_free(&r->left);
		folder_read(&r->left, ".", &judge.before);
		state = state_of(&r->left);
	}
	if (state == '?')
		keep_odd(way, at, r, made ? "made" : "kept");
	else if (!judge.writes)
		return;
	else if (state == 'b' && made)
		defect(way, at, r, "it says that it is done, and nothing is in the database");
	else if (state == 'a' && !made && !stderr_lost(at))
		defect(way, at, r, "it failed, and the change is in the database");
}

static void look_at_output(const struct way *way, long at, const struct run *r, bool done)
{
	const struct file *whole = &judge.clean.output, *got = &r->output;

	if (stdout_lost(at)) {
		if (done && whole->size > 0)
			defect(way, at, r, "its output is lost, and it does not say so");
		return;
	}
	if (got->size > whole->size || memcmp(got->bytes, whole->bytes, got->size) != 0)
		defect(way, at, r, "it printed something else");
	else if (done && got->size != whole->size)
		defect(way, at, r, "its output is not complete");
}

static void look(const struct way *way, long at, struct run *r)
{
	bool done = r->status == judge.clean.status;

	if (judge.kind == CALLS && way->error == EINTR && judge.shared->fired && done)
		done = true;
	if (r->status >= 128 && !may_die(r, at))
		defect(way, at, r, r->status == 128 + SIGALRM ? "it hangs" : "it crashed");
	else if (!done && !may_die(r, at) && !is_fitting(r->status))
		defect(way, at, r, "not an exit status for this");
	if (!done && r->status < 128 && r->said_length == 0 && !stderr_lost(at))
		defect(way, at, r, "it failed without a word");
	if (judge.kind == ENDS && !done && !may_die(r, at) && judge.clean.output.size == 0 &&
		!(ends[at - 1].closed & 1))
		defect(way, at, r, "it failed, though nothing of it was lost");
	if (judge.shared->leaks > 0) {
		char what[128];
		(void)snprintf(what, sizeof what, "%ld leaks, the first of %s", judge.shared->leaks,
			judge.shared->leak);
		defect(way, at, r, what);
	}
	if (judge.shared->kept > judge.kept)
		defect(way, at, r, "the C library keeps more than in an undisturbed run");
	look_at_output(way, at, r, done);
	look_at_database(way, at, r, done);
	look_at_files(way, at, r, done);
}

static void note(const struct way *way, long at, const struct run *r)
{
	const struct shared *s = judge.shared;

	if (judge.log)
		fprintf(judge.log, "%s\t%s\t%ld\t%s\t%ld\t%d\t%d\t%.*s\n", judge.name, way->name,
			at, judge.kind == CALLS && s->fired ? call_name(s->call) : "-", s->nth,
			s->fd, r->status, (int)strcspn(r->said, "\n"), r->said);
}

/* ---- All runs ---- */

static size_t largest(const struct folder *f)
{
	size_t size = 0;

	for (size_t i = 0; i < f->count; i++)
		if (f->files[i].size > size)
			size = f->files[i].size;
	return size;
}

/* ---- Which of them ---- */

struct points {
	long *at;
	long count, last; /* how many, of how many */
};

/* From the first to the last. */
static long last_point(void)
{
	switch (judge.kind) {
	case MEMORY:
	case CALLS:
		return judge.shared->calls;
	case ENDS:
		return ENDS_COUNT;
	default:
		return (long)largest(&judge.clean.left) + 8192;
	}
}

struct mark {
	uint64_t mark;
	long at;
};

static int by_mark(const void *one, const void *other)
{
	const struct mark *a = one, *b = other;

	return a->mark != b->mark ? (a->mark > b->mark) - (a->mark < b->mark)
				  : (a->at > b->at) - (a->at < b->at);
}

static int by_number(const void *one, const void *other)
{
	const long *a = one, *b = other;

	return (*a > *b) - (*a < *b);
}

/* The chains of two commands, in a file that all see. */
enum { SEEN = 1 << 20, TWICE = 2 };

static bool is_seen(uint64_t mark)
{
	static uint64_t *seen;
	const char *program = strrchr(program_invocation_name, '/');

	if (!seen) {
		int fd = open(getenv("FAULT_SEEN"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0 || ftruncate(fd, SEEN * sizeof *seen) != 0)
			err(99, "FAULT_SEEN");
		seen = mmap(NULL, SEEN * sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		if (seen == MAP_FAILED)
			err(99, "FAULT_SEEN");
	}
	for (const char *p = program ? program : program_invocation_name; *p; p++)
		mark = (mark ^ (unsigned char)*p) * 0x100000001b3U;
	for (uint64_t n = 1; n <= TWICE; n++) {
		uint64_t key = mark * n | 1;
		size_t at = key * 0x9e3779b97f4a7c15U >> 44;
		while (seen[at] && seen[at] != key)
			at = (at + 1) % SEEN;
		if (!seen[at]) {
			seen[at] = key;
			return false;
		}
	}
	return true;
}

/* The first and the last of each chain of callers. */
static void first_and_last(struct points *p)
{
	struct mark *marks = calloc((size_t)p->last, sizeof *marks);
	bool known = false;

	if (!marks)
		err(99, "no memory");
	for (long i = 0; i < p->last; i++)
		marks[i] = (struct mark){judge.shared->marks[(i + 1) % MARKS], i + 1};
	qsort(marks, (size_t)p->last, sizeof *marks, by_mark);
	for (long i = 0; i < p->last; i++) {
		bool first = i == 0 || marks[i].mark != marks[i - 1].mark;
		bool end = i == p->last - 1 || marks[i].mark != marks[i + 1].mark;
		if (first)
			known = is_seen(marks[i].mark);
		if ((!known && (first || end)) ||
			(judge.kind == CALLS && call_changes((int)(marks[i].mark & 511))))
			p->at[p->count++] = marks[i].at;
	}
	free(marks);
	qsort(p->at, (size_t)p->count, sizeof *p->at, by_number);
}

/* As many as are wanted, evenly. */
static void thin_out(struct points *p)
{
	long from = p->count, to = judge.points;

	for (long i = 0; i < to && to < from; i++)
		p->at[i] = p->at[to > 1 ? (long)((double)i * (double)(from - 1) / (double)(to - 1))
					: 0];
	p->count = to < from ? to : from;
}

/* Of sizes, from none to the last: close together where files begin, and where the database grows.
 */
static void spread(struct points *p)
{
	p->count = judge.points < MOST_SIZES ? judge.points : MOST_SIZES;
	for (long i = 0; i < p->count; i++) {
		double f = p->count > 1 ? (double)i / (double)(p->count - 1) : 0, rest = 1 - f;
		if (judge.kind == SPACE)
			f = f * f * f;
		else
			f = f < 0.5 ? 4 * f * f * f : 1 - 4 * rest * rest * rest;
		p->at[i] = (long)(f * (double)p->last);
	}
}

static void choose(struct points *p)
{
	p->last = last_point();
	p->at = calloc((size_t)p->last + MOST_SIZES, sizeof *p->at);
	if (!p->at)
		err(99, "no memory");
	if (judge.at)
		p->at[p->count++] = judge.at;
	else if (judge.kind == SIZE || judge.kind == SPACE)
		spread(p);
	else if (judge.kind != ENDS && getenv("FAULT_SEEN"))
		first_and_last(p);
	else
		while (p->count < p->last) {
			p->at[p->count] = p->count + 1;
			p->count++;
		}
	thin_out(p);
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
	if (!run(&r, way, at))
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
	if (!run(&judge.clean, NULL, 0))
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
	choose(&points);
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
