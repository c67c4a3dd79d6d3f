/*
 * fault_look.c: the judgement of a run.
 *
 * The exit status says whether the database is as before or as after an undisturbed run; output is
 * complete, or it is said that it is not; other files are whole, as before or as after; nothing
 * else is left; nothing crashes, hangs or leaks.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fault.h"

static void defect(const struct way *way, long at, const struct run *r, const char *what)
{
	const struct shared *s = judge.shared;

	judge.defects++;
	fprintf(judge.report, "defect %s %s %ld: %s", judge.name, way->name, at, what);
	if (judge.kind == ENDS)
		fprintf(judge.report, " (%s)", all_ends[at - 1].name);
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
		return all_ends[at - 1].closed & 4 || all_ends[at - 1].full & 4;
	return judge.kind == CALLS && s->fired && s->fd == 2;
}

static bool stdout_lost(long at)
{
	const struct ends *e = &all_ends[at - 1];

	return judge.kind == ENDS && (((e->closed | e->full) & 2) || e->gone);
}

/* By SIGPIPE, as cat ends. */
static bool may_die(const struct run *r, long at)
{
	return judge.kind == ENDS && all_ends[at - 1].gone && !all_ends[at - 1].ignored &&
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

void look(const struct way *way, long at, struct run *r)
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
		!(all_ends[at - 1].closed & 1))
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
