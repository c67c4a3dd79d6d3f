/* test_spool.c: what is spooled comes out whole, or not at all with a reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/store/spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>

#define MIB ((size_t)1 << 20)

static struct qser_spool *spool_new(void)
{
	struct qser_spool *s = NULL;
	assert_int_equal(qser_spool_new(&s), QSER_OK);
	return s;
}

/* A nameless file of the test's own, read back with pread. */
static int scratch_file(void)
{
	char name[] = "/tmp/test_spool-XXXXXX";
	int fd = mkostemp(name, O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(unlink(name), 0);
	assert_int_equal(fchmod(fd, 0644), 0); /* not to be taken for a spool's */
	return fd;
}

/* Line n of a text whose every line differs. */
static size_t numbered(char line[32], unsigned n)
{
	int length = snprintf(line, 32, "%07u Γιώργος\n", n);
	assert_true(length > 0 && length < 32);
	return (size_t)length;
}

/* How many files without a name this process has open; *found is the largest. */
static int unlinked_files(struct stat *found)
{
	int count = 0;
	*found = (struct stat){.st_size = -1};
	DIR *d = opendir("/proc/self/fd");
	assert_non_null(d);
	for (struct dirent *e = readdir(d); e; e = readdir(d)) {
		struct stat st;
		if (fstatat(dirfd(d), e->d_name, &st, 0) == 0 && S_ISREG(st.st_mode) &&
			st.st_nlink == 0) {
			count++;
			if (st.st_size > found->st_size)
				*found = st;
		}
	}
	closedir(d);
	return count;
}

static void test_memory(void **state)
{
	(void)state;
	struct stat st;
	_cleanup_(spool_freep) struct qser_spool *s = spool_new();
	_cleanup_(close_descriptor) int fd = scratch_file();
	int before = unlinked_files(&st);
	qser_spool_add(s, "one\0two", 7);
	qser_spool_printf(s, " %d %s", 3, "four");
	assert_int_equal(qser_spool_length(s), 14);
	assert_int_equal(unlinked_files(&st), before);
	assert_int_equal(qser_spool_copy(s, fd), QSER_OK);
	char back[32];
	assert_int_equal(pread(fd, back, sizeof back, 0), 14);
	assert_memory_equal(back, "one\0two 3 four", 14);
}

static void test_empty(void **state)
{
	(void)state;
	_cleanup_(spool_freep) struct qser_spool *s = spool_new();
	assert_int_equal(qser_spool_length(s), 0);
	/* Nothing to write is no failure, even where nothing can be written. */
	_cleanup_(close_descriptor) int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(qser_spool_copy(s, fd), QSER_OK);
	qser_spool_free(NULL);
}

static unsigned fill(struct qser_spool *s, size_t bytes)
{
	unsigned lines = 0;
	while ((size_t)qser_spool_length(s) < bytes) {
		char line[32];
		qser_spool_add(s, line, numbered(line, lines++));
	}
	return lines;
}

static void check_lines(int fd, unsigned lines)
{
	_cleanup_(close_file) FILE *f = fdopen(dup(fd), "r");
	assert_non_null(f);
	rewind(f);
	char want[32], line[64];
	for (unsigned n = 0; n < lines; n++) {
		assert_non_null(fgets(line, sizeof line, f));
		want[numbered(want, n)] = '\0';
		assert_string_equal(line, want);
	}
	assert_null(fgets(line, sizeof line, f));
}

static void test_file(void **state)
{
	(void)state;
	struct stat st;
	_cleanup_(spool_freep) struct qser_spool *s = spool_new();
	_cleanup_(close_descriptor) int fd = scratch_file();
	int before = unlinked_files(&st);
	mode_t mask = umask(0);
	unsigned lines = fill(s, 10 * MIB);
	umask(mask);
	assert_true(spool_buffer(s)->capacity <= 4 * MIB);
	assert_int_equal(unlinked_files(&st), before + 1);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_true(qser_spool_length(s) >= (int64_t)(10 * MIB));
	assert_int_equal(qser_spool_copy(s, fd), QSER_OK);
	check_lines(fd, lines);
	/* A second copy, and after more was added, begins at the beginning again. */
	char line[32];
	qser_spool_add(s, line, numbered(line, lines++));
	assert_int_equal(ftruncate(fd, 0), 0);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(qser_spool_copy(s, fd), QSER_OK);
	check_lines(fd, lines);
	qser_spool_free(s);
	s = NULL;
	assert_int_equal(unlinked_files(&st), before);
}

static void test_full(void **state)
{
	(void)state;
	_cleanup_(spool_freep) struct qser_spool *s = spool_new();
	_cleanup_(close_descriptor) int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	qser_spool_add(s, "x", 1);
	errno = 0;
	assert_int_equal(qser_spool_copy(s, fd), QSER_OUTPUT);
	assert_int_equal(errno, ENOSPC);
	(void)fill(s, 2 * MIB);
	errno = 0;
	assert_int_equal(qser_spool_copy(s, fd), QSER_OUTPUT);
	assert_int_equal(errno, ENOSPC);
}

/* The disk of the temporary file fills up: sticky, told with its errno, memory given back. */
static void test_temporary_full(void **state)
{
	(void)state;
	_cleanup_(spool_freep) struct qser_spool *s = spool_new();
	_cleanup_(close_descriptor) int fd = scratch_file();
	struct rlimit old;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
	struct rlimit small = {MIB + MIB / 2, old.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	char line[32];
	for (unsigned n = 0; n < 400000; n++)
		qser_spool_add(s, line, numbered(line, n));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	signal(SIGXFSZ, handler);
	assert_true(spool_buffer(s)->capacity <= 4 * MIB);
	errno = 0;
	assert_int_equal(qser_spool_copy(s, fd), QSER_OUTPUT);
	assert_int_equal(errno, EFBIG);
	struct stat st;
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_size, 0); /* never a part of it */
}

static void test_memory_failure(void **state)
{
	(void)state;
	_cleanup_(spool_freep) struct qser_spool *s = spool_new();
	_cleanup_(close_descriptor) int fd = scratch_file();
	qser_spool_add(s, "x", 1);
	spool_buffer(s)->failed = true;
	qser_spool_add(s, "y", 1);
	assert_int_equal(qser_spool_copy(s, fd), QSER_MEMORY);
	qser_spool_add(s, "z", 1);
	assert_int_equal(qser_spool_copy(s, fd), QSER_MEMORY);
}

static void on_alarm(int signal)
{
	(void)signal;
}

struct reader {
	int fd;
	size_t bytes;
};

/* Reads slowly at first, so that the writer meets a full pipe. */
static void *read_all(void *p)
{
	struct reader *r = p;
	char chunk[5000];
	usleep(60000);
	for (;;) {
		ssize_t n = read(r->fd, chunk, sizeof chunk);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return NULL;
		r->bytes += (size_t)n;
	}
}

static void copy_to_pipe(bool blocking)
{
	_cleanup_(spool_freep) struct qser_spool *s = spool_new();
	int ends[2];
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	if (!blocking)
		assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
	(void)fill(s, 3 * MIB);
	struct reader r = {ends[0], 0};
	pthread_t thread;
	assert_int_equal(pthread_create(&thread, NULL, read_all, &r), 0);
	enum qser_status status = qser_spool_copy(s, ends[1]);
	close(ends[1]);
	pthread_join(thread, NULL);
	close(ends[0]);
	assert_int_equal(status, QSER_OK);
	assert_int_equal(r.bytes, qser_spool_length(s));
}

static void test_interrupted(void **state)
{
	(void)state;
	struct sigaction act = {.sa_handler = on_alarm}, old; /* no SA_RESTART */
	struct itimerval often = {{0, 5000}, {0, 5000}}, never = {{0, 0}, {0, 0}};
	assert_int_equal(sigaction(SIGALRM, &act, &old), 0);
	assert_int_equal(setitimer(ITIMER_REAL, &often, NULL), 0);
	copy_to_pipe(true);
	copy_to_pipe(false);
	assert_int_equal(setitimer(ITIMER_REAL, &never, NULL), 0);
	sigaction(SIGALRM, &old, NULL);
}

static void test_closed_pipe(void **state)
{
	(void)state;
	_cleanup_(spool_freep) struct qser_spool *s = spool_new();
	int ends[2];
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	close(ends[0]);
	void (*handler)(int) = signal(SIGPIPE, SIG_IGN);
	qser_spool_add(s, "x", 1);
	errno = 0;
	assert_int_equal(qser_spool_copy(s, ends[1]), QSER_OUTPUT);
	assert_int_equal(errno, EPIPE);
	signal(SIGPIPE, handler);
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_memory),
		cmocka_unit_test(test_empty), cmocka_unit_test(test_file),
		cmocka_unit_test(test_full), cmocka_unit_test(test_temporary_full),
		cmocka_unit_test(test_memory_failure), cmocka_unit_test(test_interrupted),
		cmocka_unit_test(test_closed_pipe)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
