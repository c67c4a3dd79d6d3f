/*
 * power.c: power BASE LINES SEED POINTS
 *
 * Commands, the lines of the file LINES, work one after the other on a copy of the database BASE (a
 * name that does not exist: there is none before), and all that they do to files is written down
 * (record.c).  Then the power goes, at POINTS random points: what was written since the file was
 * last synced has reached the disk or not, in any choice and any of its sectors; new names, old
 * names and removed ones, since the folder was last synced, likewise.
 *
 * What is left is opened.  It must be sound, hold what was acknowledged before that point (printed,
 * or ended well), and of the command that was under way all or nothing.  The same goes for the
 * other databases that commands make, as backups.  What is not so is named, to be repeated with the
 * same words and seed; the last line has the figures.
 *
 * ./record and ./otherwise are the preloads; PLANT is a defect as otherwise.c takes it.  HELD (not
 * empty): somebody else has the database open all the time, so that no command is its last user,
 * who would put things in order when the journal is a write-ahead log.
 */
#include <signal.h>
#include <sys/wait.h>

#include "disk.h"
#include "state.h"

#define DATABASE "q.db"
#define CHECK_EVERY 50 /* points a real check by a command */

/* The databases that there are when a line has ended. */
struct moment {
	struct {
		char name[256];
		uint64_t number;
	} files[NAMES_MAX];
	int count;
	int status, schema;
};

static struct line *lines;
static struct moment *moments; /* [0]: before the first */
static int line_count;
static char *tape;
static size_t tape_size;
static const char *seed_text, *plant;
static int points, at_stake, checked, lost, broken, partial;

/* ---- Recording ---- */

static void put(struct event e)
{
	int fd = open("tape", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	if (fd < 0 || write(fd, &e, sizeof e) != (ssize_t)sizeof e)
		give_up("tape: %s", strerror(errno));
	(void)close(fd);
}

static int run(const char *text)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		redirect("out", STDOUT_FILENO);
		redirect("err", STDERR_FILENO);
		redirect("/dev/null", STDIN_FILENO);
		(void)setenv("RECORD", "tape", 1);
		(void)setenv("LD_PRELOAD", plant ? "./record ./otherwise" : "./record", 1);
		if (plant)
			(void)setenv("OTHERWISE", plant, 1);
		(void)execl("/bin/sh", "sh", "-c", text, (char *)NULL);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		give_up("fork: %s", strerror(errno));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static bool is_database(const char *path)
{
	char head[16] = "";
	int fd = open(path, O_RDONLY);
	bool is = fd >= 0 && read(fd, head, sizeof head) == sizeof head &&
		  memcmp(head, "SQLite format 3", sizeof head) == 0;

	if (fd >= 0)
		(void)close(fd);
	return is;
}

/* A copy of the whole folder, as looking may change a file. */
static void copy_folder(void)
{
	DIR *folder = opendir("work");
	struct dirent *entry;
	char from[512], to[512];

	empty_folder("cut");
	while (folder && (entry = readdir(folder)))
		if (entry->d_name[0] != '.' && !ends_with(entry->d_name, "-shm")) {
			(void)snprintf(from, sizeof from, "work/%s", entry->d_name);
			(void)snprintf(to, sizeof to, "cut/%s", entry->d_name);
			copy_file(from, to);
		}
	if (folder)
		(void)closedir(folder);
}

static bool check_by_command(void)
{
	return system("qser-admin --db cut/" DATABASE " -q check >check 2>&1 && "
		      "qser-person --db cut/" DATABASE " list --ids --limit 1 >check 2>&1") == 0;
}

static struct moment look(int status, const char *when)
{
	struct moment m = {.status = status};
	DIR *folder;
	struct dirent *entry;
	char path[512];

	copy_folder();
	folder = opendir("cut");
	while (folder && (entry = readdir(folder))) {
		(void)snprintf(path, sizeof path, "cut/%s", entry->d_name);
		if (ends_with(path, "-journal") || ends_with(path, "-wal") || !is_database(path))
			continue;
		struct state s = state_of(path);
		if (!s.sound)
			give_up("%s is unsound after %s: %s", entry->d_name, when, s.why);
		if (m.count == NAMES_MAX)
			give_up("too many databases");
		(void)snprintf(m.files[m.count].name, sizeof m.files->name, "%s", entry->d_name);
		m.files[m.count++].number = s.number;
		if (strcmp(entry->d_name, DATABASE) == 0)
			m.schema = s.schema;
	}
	if (folder)
		(void)closedir(folder);
	return m;
}

/* The number of a database at a moment. */
static uint64_t number_of(const struct moment *m, const char *name)
{
	for (int i = 0; i < m->count; i++)
		if (strcmp(m->files[i].name, name) == 0)
			return m->files[i].number;
	return NO_DATABASE;
}

/* Another process, as closing a file here would drop its locks. */
static pid_t hold(void)
{
	int ready[2];
	char byte;

	if (access("work/" DATABASE, F_OK) < 0)
		return 0;
	if (pipe(ready) < 0)
		give_up("pipe: %s", strerror(errno));
	pid_t child = fork();
	if (child == 0) {
		sqlite3 *db = NULL;
		(void)close(ready[0]);
		(void)sqlite3_open("work/" DATABASE, &db);
		(void)sqlite3_exec(db, "select 1 from sqlite_schema", NULL, NULL, NULL);
		(void)close(ready[1]);
		for (;;)
			(void)pause();
	}
	(void)close(ready[1]);
	(void)!read(ready[0], &byte, 1);
	(void)close(ready[0]);
	return child;
}

static int record_all(void)
{
	int done = 0;
	pid_t holder = 0;
	const char *held = getenv("HELD");

	(void)unlink("tape");
	moments = calloc((size_t)line_count + 1, sizeof *moments);
	if (!moments)
		give_up("out of memory");
	moments[0] = look(0, "the base");
	for (int i = 0; i < line_count; i++) {
		struct moment *before = &moments[i];
		if (held && *held && !holder)
			holder = hold();
		put((struct event){.kind = STARTED, .offset = i});
		int status = run(lines[i].text);
		put((struct event){.kind = ENDED, .file = (uint64_t)status});
		moments[i + 1] = look(status, lines[i].text);
		done += status == lines[i].ends;
		/* 1: an import of which some rows were rejected, and the others are there. */
		if (status != lines[i].ends && status != 1 &&
			number_of(before, DATABASE) != number_of(&moments[i + 1], DATABASE)) {
			printf("refused with %d, and it is there: %s\n", status, lines[i].text);
			partial++;
		}
	}
	if (!held && !check_by_command()) /* of the control it tells what is planted */
		give_up("qser-admin check finds something at the end: see the file check");
	if (holder > 0) {
		(void)kill(holder, SIGKILL);
		(void)waitpid(holder, NULL, 0);
	}
	return done;
}

/* ---- What must be so ---- */

static void defect(int *counter, int line, bool answered, const struct cut *cut, const char *format,
	...) __attribute__((format(printf, 5, 6)));

static void defect(
	int *counter, int line, bool answered, const struct cut *cut, const char *format, ...)
{
	va_list args;

	if (++*counter > 5)
		return;
	va_start(args, format);
	(void)vprintf(format, args);
	va_end(args);
	printf("; point %d of seed %s, %s%s of what was written, %s of the names, %s: %s\n", points,
		seed_text, cut->torn ? "torn, " : "", fate_words[cut->files],
		fate_words[cut->names], answered ? "after" : "in", lines[line].text);
}

/* Is this what it was at some moment before the end of the line? */
static bool is_older(const char *name, int line, uint64_t number)
{
	for (int i = 0; i <= line; i++)
		if (number_of(&moments[i], name) == number)
			return true;
	return false;
}

/* One database of those that are there before or after the line. */
static void judge_file(
	const char *name, int line, bool answered, const struct cut *cut, const struct moment *m)
{
	uint64_t before = number_of(m, name), after = number_of(m + 1, name);
	char path[512];

	(void)snprintf(path, sizeof path, "cut/%s", name);
	struct state s = state_of(path);
	if (!s.sound)
		defect(&broken, line, answered, cut, "%s: unsound: %s", name, s.why);
	else if (s.number == after || (s.number == before && !answered))
		return;
	else if (is_older(name, line, s.number))
		defect(&lost, line, answered, cut, "%s: acknowledged, and lost", name);
	else
		defect(&partial, line, answered, cut, "%s: neither before nor after", name);
}

/* What was done is done, when the database says so: the copy from before is there. */
static void judge_copies(int line, const struct cut *cut, const struct moment *m)
{
	uint64_t after = number_of(m + 1, DATABASE);
	char path[512];

	if (number_of(m, DATABASE) == after || state_of("cut/" DATABASE).number != after)
		return;
	for (int i = 0; i < m[1].count; i++) {
		(void)snprintf(path, sizeof path, "cut/%s", m[1].files[i].name);
		if (state_of(path).number != m[1].files[i].number)
			defect(&lost, line, false, cut, "%s: lost, and the change is there",
				m[1].files[i].name);
	}
}

static void judge(int line, bool answered, const struct cut *cut)
{
	const struct moment *m = &moments[line];

	/* Commands refuse what is not there, or of another schema. */
	int schema = moments[line_count].schema;
	if (points % CHECK_EVERY == 0 && m[0].schema == schema && m[1].schema == schema) {
		checked++;
		if (!check_by_command())
			defect(&broken, line, answered, cut, "the next commands failed");
	}
	judge_file(DATABASE, line, answered, cut, m);
	for (int i = 0; i < m[1].count; i++)
		if (strcmp(m[1].files[i].name, DATABASE) != 0)
			judge_file(m[1].files[i].name, line, answered, cut, m);
	if (m[1].count > 1)
		judge_copies(line, cut, m);
}

static void cut_power(int line, bool answered)
{
	struct cut cut = {.files = (enum fate)chance(FATES),
		.names = (enum fate)chance(FATES),
		.torn = chance(2)};

	points++;
	at_stake += something_pending();
	leave(&cut);
	judge(line, answered, &cut);
}

/* ---- The tape ---- */

static void first_file(void)
{
	struct stat st;

	empty_folder("work");
	if (access("base", F_OK) < 0)
		return;
	copy_file("base", "work/" DATABASE);
	if (stat("work/" DATABASE, &st) < 0)
		give_up("work: %s", strerror(errno));
	struct file *f = add_file(st.st_ino);
	char *bytes = malloc((size_t)st.st_size);
	int fd = open("base", O_RDONLY);
	if (!bytes || read(fd, bytes, (size_t)st.st_size) != st.st_size)
		give_up("base: %s", strerror(errno));
	(void)close(fd);
	apply_change(f, &(struct change){bytes, 0, (size_t)st.st_size});
	free(bytes);
	add_naming((struct naming){.name = strdup(DATABASE), .file = f});
	sync_folder();
}

static const struct event *next_event(size_t *at, const char **text, const char **bytes)
{
	static struct event e; /* those on the tape lie anywhere */

	if (*at + sizeof e > tape_size)
		return NULL;
	memcpy(&e, tape + *at, sizeof e);
	*text = tape + *at + sizeof e;
	*bytes = e.kind == WRITTEN ? *text + e.text : NULL;
	*at += sizeof e + e.text + (*bytes ? e.size : 0);
	return &e;
}

static void read_tape(void)
{
	struct stat st;
	int fd = open("tape", O_RDONLY);

	if (fd < 0 || fstat(fd, &st) < 0)
		give_up("tape: %s", strerror(errno));
	tape_size = (size_t)st.st_size;
	tape = malloc(tape_size);
	if (!tape || read(fd, tape, tape_size) != st.st_size)
		give_up("tape: %s", strerror(errno));
	(void)close(fd);
}

/* How often the power goes after each event: half of the points fall on any event, half on any line
 * and then on an event of it, so that long imports are not all there is. */
static int *choose_points(long count)
{
	size_t at = 0, events = 0, *first = calloc((size_t)line_count + 1, sizeof *first);
	const char *text, *bytes;
	const struct event *e;

	for (; (e = next_event(&at, &text, &bytes)); events++)
		if (e->kind == STARTED && first)
			first[e->offset] = events;
	int *times = calloc(events + 1, sizeof *times);
	if (!first || !times)
		give_up("out of memory");
	first[line_count] = events;
	for (long i = 0; i < count; i++) {
		long line = chance(line_count);
		size_t from = first[line], range = first[line + 1] - from;
		if (i % 2)
			from = 0, range = events;
		times[from + (size_t)chance((long)range)]++;
	}
	free(first);
	return times;
}

static void replay(long count)
{
	int *times = choose_points(count), line = -1;
	size_t at = 0;
	const char *text, *bytes;
	const struct event *e;
	bool answered = false;

	for (size_t n = 0; (e = next_event(&at, &text, &bytes)); n++) {
		if (e->kind == STARTED) {
			line = (int)e->offset;
			answered = false;
		} else if (e->kind == PRINTED || e->kind == ENDED) {
			answered = moments[line + 1].status == lines[line].ends;
		} else if (e->kind == WRITTEN || e->kind == CUT) {
			change_file(e, bytes);
		} else if (e->kind == SYNCED) {
			sync_file(file_of(e->file));
		} else if (e->kind == FOLDER_SYNCED) {
			sync_folder();
		} else {
			change_names(e, text);
		}
		for (int i = 0; i < times[n]; i++)
			cut_power(line, answered);
	}
	free(times);
}

int main(int argc, char **argv)
{
	if (argc != 5)
		give_up("usage: power BASE LINES SEED POINTS");
	seed_text = argv[3];
	chance_state = strtoull(seed_text, NULL, 10);
	plant = getenv("PLANT");
	(void)unlink("base");
	if (access(argv[1], F_OK) == 0)
		copy_file(argv[1], "base");
	if (!getcwd(work, sizeof work - 6))
		give_up("getcwd: %s", strerror(errno));
	(void)strcat(work, "/work/");
	line_count = read_lines(argv[2], &lines);
	first_file();
	int done = record_all();
	read_tape();
	replay(strtol(argv[4], NULL, 10));
	printf("%d points, %d with something not yet on the disk, %d lines, %d done, %d checked by "
	       "commands; %d lost, %d unsound, %d partial\n",
		points, at_stake, line_count, done, checked, lost, broken, partial);
	return lost || broken || partial;
}
