/*
 * test_parallel.c: many commands at once, and commands that are killed. Nothing acknowledged is
 * lost, nothing is kept by half, and the log tells the truth.
 */
#include "fixture.h"

#include <sys/mman.h>
#include <time.h>

/* In a child: no assertions, which would run the other tests there. */
static enum qser_status add_person(const char *path, const char *name, const char *email)
{
	struct qser *q;
	struct qser_options options = options_for(path, QSER_WRITE);
	const struct qser_field fields[] = {{"name", name}, {"email", email}};
	int64_t id;
	enum qser_status status = qser_open(&q, &options);
	if (status == QSER_OK)
		status = qser_begin(q, "add");
	if (status == QSER_OK)
		status = qser_add(q, QSER_PERSON, fields, 2, &id);
	if (status == QSER_OK)
		status = qser_commit(q);
	qser_close(q);
	return status;
}

static int add_many(const char *path, int process, int count)
{
	for (int i = 0; i < count; i++) {
		char email[48];
		(void)snprintf(email, sizeof(email), "p%d-%d@example.org", process, i);
		enum qser_status status = add_person(path, email, email);
		if (status != QSER_OK)
			return (int)status;
	}
	return 0;
}

static void test_many(void **state)
{
	(void)state;
	enum { PROCESSES = 8, EACH = 50 };
	_cleanup_(place_free) struct place p = place_new();
	pid_t children[PROCESSES];
	for (int i = 0; i < PROCESSES; i++) {
		children[i] = fork();
		if (children[i] == 0)
			_exit(add_many(p.path, i, EACH));
	}
	for (int i = 0; i < PROCESSES; i++)
		assert_int_equal(ended(children[i]), 0);
	assert_int_equal(number_of(p.q, "select count(*) from person"), PROCESSES * EACH);
	assert_int_equal(number_of(p.q, "select count(*) from command"), PROCESSES * EACH);
	assert_sound(p.q);
}

static void test_one_address(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	pid_t children[20];
	int done = 0;
	for (size_t i = 0; i < COUNT(children); i++) {
		children[i] = fork();
		if (children[i] == 0)
			_exit((int)add_person(p.path, "Maria",
				i % 2 ? "maria@example.org" : "MARIA@example.org"));
	}
	for (size_t i = 0; i < COUNT(children); i++) {
		int status = ended(children[i]);
		assert_true(status == QSER_OK || status == QSER_EXISTS);
		done += status == QSER_OK;
	}
	assert_int_equal(done, 1);
	assert_int_equal(number_of(p.q, "select count(*) from person"), 1);
	assert_sound(p.q);
}

/* ---- Killed ---- */

#define ROWS 200

/* Imports one batch after the other, and says after each that it is in. */
static void import_for_ever(const char *path, volatile int *acknowledged, struct buffer *csv)
{
	for (;;) {
		struct qser *q;
		struct qser_options options = options_for(path, QSER_WRITE);
		struct qser_counts counts;
		buffer_clear(csv);
		buffer_text_add(csv, "name,email\n");
		for (int i = 0; i < ROWS; i++)
			buffer_printf(csv, "Somebody %d,b%d-%d@example.org\n", i, *acknowledged, i);
		const struct qser_import import = {
			.fd = -1, .text = csv->data, .name = "batch.csv"};
		if (qser_open(&q, &options) != QSER_OK || qser_begin(q, "import") != QSER_OK ||
			qser_import(q, QSER_APPLICATION, &import, &counts) != QSER_OK ||
			qser_commit(q) != QSER_OK)
			_exit(1);
		++*acknowledged;
		qser_close(q);
	}
}

static void open_again(struct place *p, enum qser_mode mode)
{
	qser_close(p->q);
	p->q = open_database(p->path, mode);
}

/* How long one batch takes here, in microseconds. */
static unsigned batch_time(const char *path, volatile int *acknowledged)
{
	struct timespec from, to;
	struct buffer csv = BUFFER_INIT;
	(void)clock_gettime(CLOCK_MONOTONIC, &from);
	pid_t child = fork();
	if (child == 0)
		import_for_ever(path, acknowledged, &csv);
	while (!*acknowledged)
		(void)usleep(1000);
	(void)kill(child, SIGKILL);
	(void)ended(child);
	(void)clock_gettime(CLOCK_MONOTONIC, &to);
	return (unsigned)((to.tv_sec - from.tv_sec) * 1000000 + (to.tv_nsec - from.tv_nsec) / 1000);
}

static void test_killed(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	int *acknowledged =
		mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(acknowledged != MAP_FAILED);
	unsigned time = batch_time(p.path, acknowledged);
	open_again(&p, QSER_WRITE);
	int64_t batches = number_of(p.q, "select count(*) from command");
	assert_true(batches > 0);
	chance_seed(1);
	for (int i = 0; i < 60; i++) {
		struct buffer csv = BUFFER_INIT;
		*acknowledged = (int)batches;
		pid_t child = fork();
		if (child == 0)
			import_for_ever(p.path, acknowledged, &csv);
		(void)usleep(chance(2 * time));
		(void)kill(child, SIGKILL);
		assert_int_equal(ended(child), 128 + SIGKILL);
		open_again(&p, i % 2 ? QSER_READ : QSER_WRITE);
		int64_t rows = number_of(p.q, "select count(*) from application");
		int64_t commands = number_of(p.q, "select count(*) from command");
		assert_int_equal(rows % ROWS, 0);
		assert_int_equal(rows / ROWS, commands);
		/* The one that was under way may be in without having said so. */
		assert_in_range(commands, *acknowledged, *acknowledged + 1);
		batches = commands;
	}
	assert_int_equal(number_of(p.q, "select sum(more + 1) from change"), batches * ROWS);
	assert_sound(p.q);
	assert_int_equal(munmap(acknowledged, sizeof(int)), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_one_address),
		cmocka_unit_test(test_killed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
