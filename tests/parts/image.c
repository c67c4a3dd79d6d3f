/*
 * image.c: image IMAGE DIRECTORY KIND FROM UPTO SEED
 *
 * What the library does with a database that is not what it should be.  For each number from FROM
 *to UPTO the file DIRECTORY/q.db is made from IMAGE, damaged in one way:
 *
 *	asis	not at all
 *	flip	byte N, one bit by chance
 *	bits	byte N / 8, bit N % 8
 *	zero	page N is zeros
 *	swap	page N and another change places
 *	junk	up to 64 bytes by chance somewhere in page N
 *	grow	page N says other figures: its kind, cells and pointers
 *	cut	N * SEED bytes are left
 *
 * A process of its own then reads all of it, makes reports, checks and copies it, after that writes
 * into it, and undoes.  Each call ends with a status; QSER_INTERNAL is none.  Found is: a signal,
 *an exit of its own, more than 5 s of processor time (20 with sanitizers), more than a minute in
 *all, a read that changes the file, and any other file than q.db, its journal and what was asked
 *for.
 *
 * Printed: a line "KIND N: STEP: what" for each finding, at last "CASES cases, OPENED opened, FOUND
 *found".
 */
#include <dirent.h>
#include <fcntl.h>
#include <qser.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 4096, NOW = 1795507200 /* 2026-11-24T08:00:00Z */ };

/* What the child tells. */
struct told {
	char step[64], why[512];
	bool opened, wrote;
};
static struct told *told;

static unsigned char *good, *bytes;
static size_t size, length;
static char database[512], copy[512];
static const char *folder;
static uint64_t state;
static bool every; /* report */

/* xorshift64*, Vigna 2016. */
static size_t chance(size_t below)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (size_t)((state * 2685821657736338717U) >> 33) % below;
}

static void die(const char *what)
{
	perror(what);
	exit(2);
}

/* ---- Damage ---- */

static void swap_pages(size_t one, size_t other)
{
	unsigned char kept[PAGE];

	memcpy(kept, bytes + one * PAGE, PAGE);
	memcpy(bytes + one * PAGE, bytes + other * PAGE, PAGE);
	memcpy(bytes + other * PAGE, kept, PAGE);
}

/* The head of a page and its pointers to cells: where they lead, how many there are. */
static void change_head(unsigned char *page, size_t head)
{
	static const unsigned char kinds[] = {2, 5, 10, 13};
	static const unsigned char odd[] = {0, 1, 7, 127, 128, 255};

	switch (chance(3)) {
	case 0:
		page[head] = kinds[chance(sizeof kinds)];
		break;
	case 1:
		page[head + 1 + chance(11)] = odd[chance(sizeof odd)];
		break;
	default:
		for (size_t n = chance(8) + 1; n; n--)
			page[head + 8 + chance(64)] = odd[chance(sizeof odd)];
	}
}

static void damage(const char *kind, size_t n, size_t seed)
{
	size_t pages = size / PAGE;
	unsigned char *page = bytes + n % pages * PAGE;

	memcpy(bytes, good, size);
	length = size;
	state = (seed + 1) * 0x9e3779b97f4a7c15U ^ (n + 1) * 0xbf58476d1ce4e5b9U;
	(void)chance(2);
	if (!strcmp(kind, "flip"))
		bytes[n % size] ^= (unsigned char)(1 << chance(8));
	else if (!strcmp(kind, "bits"))
		bytes[n / 8 % size] ^= (unsigned char)(1 << n % 8);
	else if (!strcmp(kind, "zero"))
		memset(page, 0, PAGE);
	else if (!strcmp(kind, "swap"))
		swap_pages(n % pages, chance(pages));
	else if (!strcmp(kind, "junk"))
		for (size_t k = chance(64) + 1; k; k--)
			page[chance(PAGE)] = (unsigned char)chance(256);
	else if (!strcmp(kind, "grow"))
		change_head(page, n % pages ? 0 : 100);
	else if (!strcmp(kind, "cut"))
		length = n * seed < size ? n * seed : size;
	else if (strcmp(kind, "asis") != 0)
		exit(64);
}

static void write_image(void)
{
	char journal[600];
	int fd = open(database, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || write(fd, bytes, length) != (ssize_t)length || close(fd) < 0)
		die(database);
	(void)snprintf(journal, sizeof journal, "%s-journal", database);
	(void)unlink(journal);
	(void)unlink(copy);
}

/* ---- What is done with it, in the child ---- */

static size_t seen; /* what was read was looked at */

static int look_at(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)ctx;
	(void)id;
	for (size_t i = 0; i < count; i++)
		seen += values[i] ? strlen(values[i]) : 0;
	return 0;
}

static int look_at_line(void *ctx, const char *line)
{
	(void)ctx;
	seen += strlen(line);
	return 0;
}

static int look_at_sum(
	void *ctx, size_t count, const char *const *keys, int64_t entries, int64_t minutes)
{
	return look_at(ctx, entries + minutes, count, keys);
}

static int look_at_next(void *ctx, const struct qser_next *next)
{
	(void)ctx;
	seen += next != NULL;
	return 0;
}

static void step(const char *name, const char *what)
{
	(void)snprintf(told->step, sizeof told->step, "%s %s", name, what);
}

/* No call may say that the program is wrong when the file is. */
static enum qser_status ended(struct qser *q, enum qser_status status)
{
	if (status == QSER_INTERNAL && !*told->why)
		(void)snprintf(
			told->why, sizeof told->why, "%s: %s", told->step, qser_error(q).message);
	if (status != QSER_OK && !*qser_error(q).message && !*told->why)
		(void)snprintf(told->why, sizeof told->why, "%s: no message", told->step);
	return status;
}

static void read_records(struct qser *q)
{
	for (int r = 1; r < QSER_RECORDS; r++) {
		const char *name = qser_record_name((enum qser_record)r);
		if (!*name)
			continue;
		const struct qser_query query = {.limit = 200};
		step("list", name);
		(void)ended(q, qser_each(q, (enum qser_record)r, &query, look_at, NULL));
		step("show", name);
		(void)ended(q, qser_get(q, (enum qser_record)r, 1, look_at, NULL));
	}
}

static void make_report(struct qser *q, int kind, enum qser_format format)
{
	const struct qser_report report = {
		.person = "maria", .path = "reception-26", .draft = true};
	const struct qser_report plain = {.person = NULL};
	const struct qser_style style = {.format = format, .width = 80};
	bool one = kind == QSER_REPORT_TIMESHEET || kind == QSER_REPORT_FINAL ||
		   kind == QSER_REPORT_CERTIFICATE || kind == QSER_REPORT_MANAGER,
	     any;
	struct qser_spool *spool;
	char name[24];

	(void)snprintf(name, sizeof name, "%d", kind);
	step("report", name);
	if (qser_spool_new(&spool) != QSER_OK)
		return;
	(void)ended(q, qser_report_write(q, (enum qser_report_kind)kind, one ? &report : &plain,
			       &style, spool, &any));
	seen += (size_t)qser_spool_length(spool);
	qser_spool_free(spool);
}

static struct qser *open_it(enum qser_mode mode)
{
	const struct qser_options options = {.path = database,
		.mode = mode,
		.now = NOW,
		.today = "2026-11-24",
		.program = "qser-person",
		.login = "nobody"};
	struct qser *q = NULL;

	step("open", mode == QSER_READ ? "to read" : "to write");
	enum qser_status status = qser_open(&q, &options);
	if (!q || ended(q, status) == QSER_OK)
		return q;
	qser_close(q);
	return NULL;
}

static void read_all(size_t n)
{
	struct qser_summary summary;
	struct qser *q = open_it(QSER_READ);

	if (!q)
		return;
	told->opened = true;
	step("status", "");
	(void)ended(q, qser_status_of(q, &summary));
	read_records(q);
	step("sum", "");
	(void)ended(q, qser_diary_sum(q, "path,kind,week", NULL, 0, look_at_sum, NULL));
	step("next", "");
	(void)ended(q, qser_path_next_all(q, look_at_next, NULL));
	step("log", "");
	(void)ended(q, qser_describe_command(q, 1, look_at_line, NULL));
	/* Two reports a turn: in six turns all of them; where there is one turn, all at once. */
	for (int kind = 0; kind < QSER_REPORTS; kind++)
		if (every || (size_t)kind / 2 == n % 6)
			make_report(q, kind,
				(n + (size_t)kind) % 2 ? QSER_FORMAT_JSON : QSER_FORMAT_TEXT);
	step("check", "");
	(void)ended(q, qser_check(q, look_at_line, NULL));
	step("backup", "");
	(void)ended(q, qser_backup(q, copy));
	step("close", "");
	qser_close(q);
}

static void write_some(void)
{
	const struct qser_field person[] = {{"name", "Zoe"}, {"email", "zoe@example.org"}};
	const struct qser_field note = {"note", "seen"};
	struct qser *q = open_it(QSER_WRITE);
	int64_t id = 0, command;

	if (!q)
		return;
	for (int turn = 0; turn < 4; turn++) {
		static const char *const verbs[] = {"add", "edit", "undo", "remove"};
		step("begin", verbs[turn]);
		enum qser_status status = ended(q, qser_begin(q, verbs[turn]));
		step("write", verbs[turn]);
		if (status == QSER_OK)
			status = turn == 0   ? qser_add(q, QSER_PERSON, person, 2, &id)
				 : turn == 1 ? qser_edit(q, QSER_PERSON, 1, &note, 1, NULL)
				 : turn == 2 ? qser_undo(q, 0, &command)
					     : qser_remove(q, QSER_PATH, 1);
		(void)ended(q, status);
		step("commit", verbs[turn]);
		if (status == QSER_OK)
			told->wrote |= ended(q, qser_commit(q)) == QSER_OK;
		else
			qser_rollback(q);
	}
	step("close", "after writing");
	qser_close(q);
}

/* ---- What is found, in the parent ---- */

static bool same_as_written(void)
{
	unsigned char *now = malloc(length + 1);
	int fd = open(database, O_RDONLY);
	bool same = now && fd >= 0 && read(fd, now, length + 1) == (ssize_t)length &&
		    !memcmp(now, bytes, length);

	(void)close(fd);
	free(now);
	return same;
}

/* A file that nobody asked for; it goes, so that the next case starts anew. */
static bool other_file(char *name, size_t room, bool written)
{
	DIR *d = opendir(folder);
	bool found = false;

	for (struct dirent *e; d && (e = readdir(d));) {
		const char *n = e->d_name;
		bool known = !strcmp(n, ".") || !strcmp(n, "..") || !strcmp(n, "q.db") ||
			     !strcmp(n, "copy.db") || !strcmp(n, "said");
		char path[1024];
		/* Before a schema is brought up to date, the database is kept. */
		if (written)
			known |= !strcmp(n, "q.db-journal") || !strncmp(n, "q.db.schema-", 12);
		(void)snprintf(path, sizeof path, "%s/%s", folder, n);
		if (!known && !found)
			(void)snprintf(name, room, "%.200s", n);
		found |= !known;
		if (!known || !strncmp(n, "q.db.schema-", 12))
			(void)unlink(path);
	}
	(void)closedir(d);
	return found;
}

/* What the sanitizers said, if anything. */
static void said(char *line, size_t room)
{
	char path[600];

	(void)snprintf(path, sizeof path, "%s/said", folder);
	FILE *f = fopen(path, "r");
	*line = '\0';
	while (f && fgets(line, (int)room, f))
		if (strstr(line, "ERROR: ") || strstr(line, "runtime error: "))
			break;
	if (f)
		(void)fclose(f);
	line[strcspn(line, "\n")] = '\0';
}

static void become_child(void)
{
	char path[600];
#ifdef __SANITIZE_ADDRESS__
	const struct rlimit time = {20, 25};
#else
	const struct rlimit time = {5, 6}, memory = {1 << 30, 1 << 30};
	(void)setrlimit(RLIMIT_AS, &memory);
#endif
	(void)setrlimit(RLIMIT_CPU, &time);
	(void)alarm(60);
	(void)snprintf(path, sizeof path, "%s/said", folder);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (fd < 0 || dup2(fd, STDERR_FILENO) < 0)
		_exit(2);
}

/* Run one half of the case; is there something to tell? */
static bool half(bool writing, size_t n, char *what, size_t room)
{
	int status;
	char name[256] = "";
	pid_t child = fork();

	if (child == 0) {
		become_child();
		if (writing)
			write_some();
		else
			read_all(n);
		exit(seen == SIZE_MAX); /* so that leaks are looked for */
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		die("fork");
	if (WIFSIGNALED(status)) {
		int s = WTERMSIG(status);
		(void)snprintf(what, room, "%s: %s", told->step,
			s == SIGXCPU || s == SIGALRM || s == SIGKILL ? "it hangs" : strsignal(s));
	} else if (WEXITSTATUS(status)) {
		said(name, sizeof name);
		(void)snprintf(what, room, "%s: exit %d %s", told->step, WEXITSTATUS(status), name);
	} else if (*told->why) {
		(void)snprintf(what, room, "%s", told->why);
	} else if (!writing && !same_as_written()) {
		(void)snprintf(what, room, "reading changed the database");
	} else if (other_file(name, sizeof name, writing)) {
		(void)snprintf(
			what, room, "%s: it made a file %s", writing ? "write" : "read", name);
	} else {
		return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	struct stat st;

	if (argc != 7)
		return 64;
	folder = argv[2];
	(void)snprintf(database, sizeof database, "%s/q.db", folder);
	(void)snprintf(copy, sizeof copy, "%s/copy.db", folder);
	int fd = open(argv[1], O_RDONLY);
	if (fd < 0 || fstat(fd, &st) < 0)
		die(argv[1]);
	size = (size_t)st.st_size;
	good = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
	bytes = malloc(size);
	told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (good == MAP_FAILED || !bytes || told == MAP_FAILED)
		die("memory");
	size_t from = strtoul(argv[4], NULL, 10), upto = strtoul(argv[5], NULL, 10);
	size_t seed = strtoul(argv[6], NULL, 10), opened = 0, wrote = 0, found = 0;
	(void)setvbuf(stdout, NULL, _IOLBF, 0); /* the children have none of it */
	every = !strcmp(argv[3], "asis");
	qser_own_process();
	for (size_t n = from; n <= upto; n++) {
		char what[700] = "";
		damage(argv[3], n, seed);
		write_image();
		*told = (struct told){.opened = false};
		if (half(false, n, what, sizeof what) || half(true, n, what, sizeof what)) {
			printf("%s %zu seed %zu: %s\n", argv[3], n, seed, what);
			found++;
		}
		opened += told->opened;
		wrote += told->wrote;
	}
	printf("%zu cases, %zu opened, %zu written, %zu found\n", upto - from + 1, opened, wrote,
		found);
	return 0;
}
