/*
 * kills.c: kills BASE LINES SEED EACH RANDOM TOGETHER
 *
 * Write commands, the lines of the file LINES, are killed (SIGKILL) on copies of the database BASE
 * (a name that does not exist: there is none before):
 *
 *	EACH		commands at their first call that changes a file, at their second, and so
 *on; 0: all of them; else that many, spread over the commands and their calls
 *	RANDOM		commands at random moments of their life
 *	TOGETHER	times two to four of them at once, one or all of them killed
 *
 * After each the database is sound, and holds what it did before or all that an undisturbed command
 * leaves; of several, what the same commands leave one after the other, those that are in its log
 *and no others.  A command that has printed or ended well is there.  What is not so is named, to be
 * repeated with the same words and seed; the last line has the figures.
 *
 * ./fell and ./otherwise are the preloads; PLANT is a defect for the killed ones, as otherwise.c
 * takes it, or "early": an answer before the commit.  LOOK is a command for the shell that is to
 *end well after each, before the database is compared; else a command of qser, or none.
 */
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "lines.h"
#include "state.h"

#define WORK "work/q.db"
#define AT_ONCE 4

/* A line, and what it does when nobody disturbs it. */
struct job {
	struct line line;
	char *logged; /* "program verb", as the change log has it; NULL: it is not there */
	long writes;
	long took; /* microseconds */
	uint64_t after;
};

/* A line that is under way. */
struct run {
	const struct job *job;
	pid_t child;
	int slot;
	int status;
	bool printed;
};

/* Commands one after the other, what they end with, and what they leave. */
struct order {
	int jobs[AT_ONCE], ends[AT_ONCE], count;
	uint64_t after;
};

static struct job *jobs;
static struct order *orders;
static int job_count, order_count;
static const char *base, *plant, *seed_text;
static uint64_t base_number;
static long base_commands;
static int points, kills, answered, kept, lost, broken, partial, refused;

/* ---- The folder of one turn ---- */

/* As before the command: the database alone. */
static void begin(void)
{
	empty_folder("work");
	if (access(base, F_OK) == 0)
		copy_file(base, WORK);
}

/* ---- Commands ---- */

static void number_into(const char *variable, long number)
{
	char text[24];

	(void)snprintf(text, sizeof text, "%ld", number);
	(void)setenv(variable, text, 1);
}

static void out_name(char *name, size_t size, const char *what, int slot)
{
	(void)snprintf(name, size, "work/%s.%d", what, slot);
}

static void become(const struct run *r, long at, const char *defect)
{
	char out[64], err[64];
	const char *text = r->job->line.text;

	(void)setpgid(0, 0);
	out_name(out, sizeof out, "out", r->slot);
	out_name(err, sizeof err, "err", r->slot);
	redirect(out, STDOUT_FILENO);
	redirect(err, STDERR_FILENO);
	redirect("/dev/null", STDIN_FILENO);
	number_into("FELL_AT", at);
	(void)setenv("LD_PRELOAD", defect ? "./fell ./otherwise" : "./fell", 1);
	if (defect && strcmp(defect, "early") != 0)
		(void)setenv("OTHERWISE", defect, 1);
	else if (defect)
		(void)execl("/bin/sh", "sh", "-c", "echo 1; eval \"$0\"", text, (char *)NULL);
	(void)execl("/bin/sh", "sh", "-c", text, (char *)NULL);
	_exit(127);
}

/* at: the call that it is killed at, 0: none. */
static struct run start(int job, int slot, long at, const char *defect)
{
	struct run r = {.job = &jobs[job], .slot = slot};

	r.child = fork();
	if (r.child == 0)
		become(&r, at, defect);
	if (r.child < 0)
		give_up("fork: %s", strerror(errno));
	(void)setpgid(r.child, r.child);
	return r;
}

static void finish(struct run *r)
{
	struct stat st;
	char out[64];
	int status;

	if (waitpid(r->child, &status, 0) != r->child)
		give_up("waitpid: %s", strerror(errno));
	r->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	out_name(out, sizeof out, "out", r->slot);
	r->printed = stat(out, &st) == 0 && st.st_size > 0;
}

static bool was_killed(const struct run *r)
{
	return r->status == 128 + SIGKILL;
}

static bool has_answered(const struct run *r)
{
	return r->status == r->job->line.ends || r->printed;
}

static bool was_refused(const struct run *r)
{
	return r->status != r->job->line.ends && !was_killed(r);
}

static struct run undisturbed(int job)
{
	struct run r = start(job, 0, 0, NULL);

	finish(&r);
	return r;
}

static void must_end_well(int job)
{
	struct run r = undisturbed(job);
	char name[64], said[200] = "";

	if (r.status == r.job->line.ends)
		return;
	out_name(name, sizeof name, "err", 0);
	FILE *f = fopen(name, "r");
	if (f && !fgets(said, sizeof said, f))
		said[0] = '\0';
	give_up("%s ended with %d: %s", r.job->line.text, r.status, said);
}

/* ---- The change log ---- */

/* Calls fn with "program verb" of each command behind those of the base. */
static int new_commands(void (*fn)(void *ctx, const char *what), void *ctx)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *query = NULL;
	int count = 0;

	if (sqlite3_open_v2(WORK, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
		sqlite3_prepare_v2(db,
			"select program || ' ' || verb from command where id > ?1 order by id", -1,
			&query, NULL) == SQLITE_OK) {
		(void)sqlite3_bind_int64(query, 1, base_commands);
		for (; sqlite3_step(query) == SQLITE_ROW; count++)
			fn(ctx, (const char *)sqlite3_column_text(query, 0));
	}
	(void)sqlite3_finalize(query);
	(void)sqlite3_close(db);
	return count;
}

static void nothing(void *ctx, const char *what)
{
	(void)ctx;
	(void)what;
}

static void keep_words(void *ctx, const char *what)
{
	*(char **)ctx = strdup(what);
}

/* ---- What must be so ---- */

static const char *how; /* it was killed */

static void defect(int *counter, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void defect(int *counter, const char *format, ...)
{
	va_list args;

	if (++*counter > 5)
		return;
	va_start(args, format);
	(void)vprintf(format, args);
	va_end(args);
	printf("; point %d of seed %s: %s\n", points, seed_text, how);
}

/* The first to come is a command, and another each time: it has to recover the database. */
static struct state look(void)
{
	static const char *const commands[10] = {
		"qser-admin -q check", [5] = "qser-person list --ids --limit 1"};
	const char *own = getenv("LOOK"), *command = own ? own : commands[points % 10];
	char words[300];
	int status = 0;

	(void)snprintf(words, sizeof words, "%s >check 2>&1", command ? command : ":");
	if (access(WORK, F_OK) == 0)
		status = system(words);
	struct state s = state_of(WORK);
	if (status != 0)
		unsound(&s, "it failed", words);
	return s;
}

static void judge(const struct run *r)
{
	struct state s = look();

	points++;
	kills += was_killed(r);
	answered += has_answered(r);
	if (!s.sound)
		defect(&broken, "unsound: %s", s.why);
	else if (s.number != base_number && s.number != r->job->after)
		defect(&partial, "neither what was before nor all of it");
	else if (s.number != r->job->after && has_answered(r))
		defect(&lost, "acknowledged, and it is not there");
	else if (s.number != base_number && was_refused(r))
		defect(&partial, "refused with %d, and it is there", r->status);
	kept += s.sound && s.number == r->job->after;
}

/* ---- One command ---- */

static void kill_at(int job, long at)
{
	char words[1000];

	begin();
	(void)snprintf(words, sizeof words, "at call %ld of %ld: %s", at, jobs[job].writes,
		jobs[job].line.text);
	how = words;
	struct run r = start(job, 0, at, plant);
	finish(&r);
	judge(&r);
}

static void at_each_call(long limit)
{
	long all = 0, number = 0;

	for (int i = 0; i < job_count; i++)
		all += jobs[i].writes;
	for (int i = 0; i < job_count; i++)
		for (long at = 1; at <= jobs[i].writes; at++, number++)
			if (limit == 0 || limit >= all ||
				number * limit / all != (number + 1) * limit / all)
				kill_at(i, at);
}

static void sleep_until(struct timespec from, long microseconds)
{
	from.tv_sec += microseconds / 1000000;
	from.tv_nsec += microseconds % 1000000 * 1000;
	if (from.tv_nsec >= 1000000000) {
		from.tv_sec++;
		from.tv_nsec -= 1000000000;
	}
	(void)clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &from, NULL);
}

static void at_random(long count)
{
	for (long i = 0; i < count; i++) {
		int job = (int)chance(job_count);
		long moment = chance(jobs[job].took * 11 / 10);
		char words[1000];
		struct timespec from;
		begin();
		(void)snprintf(words, sizeof words, "after %ld of %ld microseconds: %s", moment,
			jobs[job].took, jobs[job].line.text);
		how = words;
		(void)clock_gettime(CLOCK_MONOTONIC, &from);
		struct run r = start(job, 0, 0, plant);
		sleep_until(from, moment);
		(void)kill(-r.child, SIGKILL);
		finish(&r);
		judge(&r);
	}
}

/* ---- Several at once ---- */

static const struct order *one_after_the_other(const int *wanted, int count)
{
	for (int i = 0; i < order_count; i++)
		if (orders[i].count == count &&
			memcmp(orders[i].jobs, wanted, (size_t)count * sizeof *wanted) == 0)
			return &orders[i];
	orders = one_more(orders, (size_t)order_count, sizeof *orders);
	struct order *o = &orders[order_count++];
	*o = (struct order){.count = count};
	begin();
	for (int i = 0; i < count; i++) {
		o->jobs[i] = wanted[i];
		o->ends[i] = undisturbed(wanted[i]).status;
	}
	o->after = look().number;
	return o;
}

/* Those that are in the log, in its order. */
struct found {
	const struct run *runs;
	int run_count;
	int jobs[AT_ONCE], count, unknown;
};

static void find_run(void *ctx, const char *what)
{
	struct found *f = ctx;

	for (int i = 0; i < f->run_count; i++)
		if (strcmp(f->runs[i].job->logged, what) == 0 && f->count < AT_ONCE) {
			f->jobs[f->count++] = (int)(f->runs[i].job - jobs);
			return;
		}
	f->unknown++;
}

/* Its place in the log; -1: it is not there. */
static int place(const struct found *f, const struct run *r)
{
	for (int i = 0; i < f->count; i++)
		if (&jobs[f->jobs[i]] == r->job)
			return i;
	return -1;
}

/* One of them may end otherwise than alone, as the others may have changed what it finds. */
static void judge_one(const struct run *r, const struct found *f, const struct order *o)
{
	int at = place(f, r);

	kills += was_killed(r);
	answered += has_answered(r);
	refused += was_refused(r);
	if (has_answered(r) && at < 0)
		defect(&lost, "acknowledged, and it is not in the log: %s", r->job->line.text);
	/* What it may find is that something is not as alone, or that it has to wait for too long.
	 */
	if (r->status > 68 && r->status != 75 && !was_killed(r))
		defect(&broken, "it failed with %d: %s", r->status, r->job->line.text);
	if (!was_killed(r) && at >= 0 && r->status != o->ends[at])
		defect(&partial, "it ended with %d, and what is there ends with %d: %s", r->status,
			o->ends[at], r->job->line.text);
}

static void judge_all(const struct run *runs, int count)
{
	struct found f = {.runs = runs, .run_count = count};
	struct state s = look();

	points++;
	(void)new_commands(find_run, &f);
	const struct order *o = one_after_the_other(f.jobs, f.count);
	for (int i = 0; i < count; i++)
		judge_one(&runs[i], &f, o);
	kept += f.count;
	if (!s.sound)
		defect(&broken, "unsound: %s", s.why);
	else if (f.unknown)
		defect(&partial, "%d commands in the log that nobody ran", f.unknown);
	else if (s.number != o->after)
		defect(&partial, "not what the %d commands of its log leave", f.count);
}

/* Lines that the log tells from each other. */
static int choose(int *chosen)
{
	int want = 2 + (int)chance(AT_ONCE - 1), count = 0;

	for (int tries = 0; count < want && tries < 100; tries++) {
		int job = (int)chance(job_count), known = 0;
		for (int i = 0; i < count; i++)
			known |= strcmp(jobs[chosen[i]].logged ? jobs[chosen[i]].logged : "",
					 jobs[job].logged ? jobs[job].logged : "") == 0;
		if (jobs[job].logged && !known)
			chosen[count++] = job;
	}
	return count;
}

static void together(long times)
{
	for (long turn = 0; turn < times; turn++) {
		int chosen[AT_ONCE], count = choose(chosen);
		int mode = (int)chance(4), victim = (int)chance(count);
		long longest = 0;
		struct run runs[AT_ONCE];
		struct timespec from;
		char words[4000];
		int used = snprintf(words, sizeof words, "%s of these at once:",
			mode == 0   ? "each at a call"
			: mode == 1 ? "one at a call"
			: mode == 2 ? "all at a moment"
				    : "one at a moment");
		begin();
		for (int i = 0; i < count; i++)
			longest += jobs[chosen[i]].took;
		(void)clock_gettime(CLOCK_MONOTONIC, &from);
		for (int i = 0; i < count; i++) {
			bool fells = mode == 0 || (mode == 1 && i == victim);
			long at = fells ? 1 + chance(jobs[chosen[i]].writes) : 0;
			runs[i] = start(chosen[i], i, at, plant);
			used += snprintf(words + used, sizeof words - (size_t)used, " %s [%ld];",
				jobs[chosen[i]].line.text, at);
			used = used < (int)sizeof words ? used : (int)sizeof words - 1;
		}
		how = words;
		if (mode >= 2)
			sleep_until(from, chance(longest * 11 / 10));
		for (int i = 0; i < count; i++)
			if (mode == 2 || (mode == 3 && i == victim))
				(void)kill(-runs[i].child, SIGKILL);
		for (int i = 0; i < count; i++)
			finish(&runs[i]);
		judge_all(runs, count);
	}
}

/* ---- Before all ---- */

static long number_in(const char *path)
{
	FILE *f = fopen(path, "r");
	long n = 0;

	if (f && fscanf(f, "%ld", &n) != 1)
		n = 0;
	if (f)
		(void)fclose(f);
	(void)unlink(path);
	return n;
}

/* What a line does when nobody disturbs it. */
static void measure(int job)
{
	struct job *j = &jobs[job];
	struct timespec from, to;

	begin();
	(void)clock_gettime(CLOCK_MONOTONIC, &from);
	must_end_well(job);
	(void)clock_gettime(CLOCK_MONOTONIC, &to);
	j->took = (to.tv_sec - from.tv_sec) * 1000000 + (to.tv_nsec - from.tv_nsec) / 1000;
	j->writes = number_in("count");
	struct state s = look();
	j->after = s.number;
	if (!s.sound)
		give_up("unsound after %s: %s", j->line.text, s.why);
	if (!j->writes)
		give_up("it writes nothing: %s", j->line.text);
	char *logged = NULL;
	if (new_commands(keep_words, &logged) == 1 && base_number != NO_DATABASE)
		j->logged = logged;
}

static void measure_all(void)
{
	begin();
	struct state s = look();
	if (!s.sound)
		give_up("the base is unsound: %s", s.why);
	base_number = s.number;
	base_commands = new_commands(nothing, NULL);
	(void)setenv("FELL_COUNT", "count", 1);
	for (int i = 0; i < job_count; i++)
		measure(i);
	(void)unsetenv("FELL_COUNT");
}

int main(int argc, char **argv)
{
	if (argc != 7)
		give_up("usage: kills BASE LINES SEED EACH RANDOM TOGETHER");
	base = argv[1];
	seed_text = argv[3];
	chance_state = strtoull(seed_text, NULL, 10);
	plant = getenv("PLANT");
	struct line *lines = NULL;
	job_count = read_lines(argv[2], &lines);
	jobs = calloc((size_t)job_count, sizeof *jobs);
	for (int i = 0; jobs && i < job_count; i++)
		jobs[i].line = lines[i];
	measure_all();
	at_each_call(strtol(argv[4], NULL, 10));
	at_random(strtol(argv[5], NULL, 10));
	together(strtol(argv[6], NULL, 10));
	printf("%d points, %d commands killed, %d acknowledged, %d kept, %d refused; %d lost, %d "
	       "unsound, %d partial\n",
		points, kills, answered, kept, refused, lost, broken, partial);
	return lost || broken || partial;
}
