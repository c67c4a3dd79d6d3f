/*
 * test_memory.c: every allocation fails once, and from the Nth on: no
 * crash, no leak, and what was not acknowledged is not in the database.
 *
 * The linker puts __wrap_malloc and its kin before those of the C library; SQLite asks through its
 * own table.  QSER_TEST_ALL=1 in the environment: every one of them, not a sample.
 */
#include "fixture.h"

#include <stdio.h>

#include "../../lib/match/assign.h"
#include "../../lib/match/stable.h"

static struct {
	bool armed, for_ever;
	long seen, fails; /* allocations since armed; the one that fails */
} memory;

static bool out_of_memory(void)
{
	if (!memory.armed)
		return false;
	memory.seen++;
	return memory.seen == memory.fails || (memory.for_ever && memory.seen > memory.fails);
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t length);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t length);

void *__wrap_malloc(size_t size)
{
	return out_of_memory() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return out_of_memory() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
	return out_of_memory() ? NULL : __real_realloc(old, size);
}

char *__wrap_strdup(const char *text)
{
	return out_of_memory() ? NULL : __real_strdup(text);
}

char *__wrap_strndup(const char *text, size_t length)
{
	return out_of_memory() ? NULL : __real_strndup(text, length);
}

static sqlite3_mem_methods engine;

static void *engine_malloc(int size)
{
	return out_of_memory() ? NULL : engine.xMalloc(size);
}

static void *engine_realloc(void *old, int size)
{
	return out_of_memory() ? NULL : engine.xRealloc(old, size);
}

static int set_up(void **state)
{
	(void)state;
	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &engine) != SQLITE_OK)
		return -1;
	sqlite3_mem_methods methods = engine;
	methods.xMalloc = engine_malloc;
	methods.xRealloc = engine_realloc;
	return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK ? 0 : -1;
}

/* ---- A day's work ---- */

static int ignore_row(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)ctx;
	(void)id;
	return count != 3 || !values[0];
}

static int ignore_line(void *ctx, const char *line)
{
	(void)ctx;
	return line == NULL;
}

static int ignore_likely(void *ctx, const struct qser_likely *likely)
{
	(void)ctx;
	return !*likely->why;
}

static enum qser_status do_add(struct qser *q)
{
	static const struct qser_field fields[] = {{"name", "Γιώργος Παππάς"},
		{"email", "g@example.org"}, {"organisation", "athens"}, {"languages", "el; en"},
		{"note", " padded "}};
	int64_t id;
	return qser_add(q, QSER_PERSON, fields, COUNT(fields), &id);
}

static enum qser_status do_edit(struct qser *q)
{
	static const struct qser_field fields[] = {
		{"name", "Maria P."}, {"phone", "210 7"}, {"supervisor", "2"}};
	return qser_edit(q, QSER_PERSON, 1, fields, COUNT(fields), NULL);
}

static enum qser_status do_path(struct qser *q)
{
	static const struct qser_field fields[] = {
		{"title", "Reception"}, {"organisation", "athens"}, {"hours", "40"}};
	int64_t id;
	return qser_add(q, QSER_PATH, fields, COUNT(fields), &id);
}

static enum qser_status do_log(struct qser *q)
{
	static const struct qser_field fields[] = {{"trainer", "maria"}, {"kind", "Workshop"},
		{"participants", "1;nikos"}, {"path", ""}};
	static const struct qser_field who = {"participants", "maria"};
	int64_t id;
	enum qser_status status = qser_add(q, QSER_ENTRY,
		(struct qser_field[]){
			fields[0], fields[1], fields[2], {"day", "yesterday"}, {"minutes", "1h30"}},
		5, &id);
	return status == QSER_OK ? qser_edit(q, QSER_ENTRY, id, &who, 1, NULL) : status;
}

static enum qser_status do_import(struct qser *q)
{
	static const struct qser_import import = {.fd = -1,
		.text = "Full "
			"name;E-mail;Languages\nAnn;ann@example.org;en|el\nBob;bob@example.org;\n",
		.name = "in.csv"};
	struct qser_counts counts;
	enum qser_status status = qser_import(q, QSER_APPLICATION, &import, &counts);
	if (status == QSER_PARTIAL) /* there is nothing in it to be rejected */
		fail_msg("a row was rejected for want of memory");
	return status;
}

static enum qser_status do_accept(struct qser *q)
{
	int64_t person;
	return qser_application_accept(q, 1, "welcome", &person);
}

static enum qser_status do_remove(struct qser *q)
{
	return qser_remove(q, QSER_ENTRY, 1);
}

static enum qser_status do_undo(struct qser *q)
{
	int64_t command;
	return qser_undo(q, 0, &command);
}

/* Of a record of few names: each is three allocations. */
static enum qser_status do_draft(struct qser *q)
{
	static const struct qser_import import = {.fd = -1,
		.text = "Skill,Kind of it,Path\nasks,Fähigkeit,\nlistens,what,1\n",
		.name = "in.csv"};
	struct qser_drafted drafted;
	struct qser_spool *spool;
	enum qser_status status = qser_spool_new(&spool);
	if (status == QSER_OK)
		status = qser_map_draft(q, QSER_SKILL, &import, "import", spool, &drafted);
	qser_spool_free(spool);
	return status;
}

static enum qser_status (*const works[])(struct qser *) = {do_add, do_edit, do_path, do_log,
	do_import, do_accept, do_remove, do_undo, do_undo, do_draft};

#define STATES (COUNT(works) + 1)

static enum qser_status look(struct qser *q)
{
	static const struct qser_field filters[] = {{"name", "%mar_"},
		{"origin", "in-house,external"}, {"id", "1..100"}, {"organisation", "athens"}};
	const struct qser_query query = {.columns = "id,name,organisation",
		.sort = "-name,id",
		.filters = filters,
		.filter_count = COUNT(filters)};
	int64_t id;
	const char *name;
	enum qser_status status = qser_each(q, QSER_PERSON, &query, ignore_row, NULL);
	if (status == QSER_OK)
		status = qser_describe_command(q, 1, ignore_line, NULL);
	if (status == QSER_OK)
		status = qser_duplicates(q, 0, ignore_likely, NULL);
	if (status == QSER_OK)
		status = qser_person_likely(q, 1, ignore_likely, NULL);
	return status == QSER_OK ? qser_actor(q, &id, &name) : status;
}

/* One command after the other, until one fails; how many are in. */
static enum qser_status work(const char *path, size_t *done)
{
	enum qser_status status = QSER_OK;
	for (*done = 0; *done < COUNT(works) && status == QSER_OK;) {
		struct qser *q;
		struct qser_options options = options_for(path, QSER_WRITE);
		options.actor = "maria";
		status = qser_open(&q, &options);
		if (status == QSER_OK)
			status = qser_begin(q, "work");
		if (status == QSER_OK)
			status = works[*done](q);
		if (status == QSER_OK)
			status = qser_commit(q);
		else if (q)
			qser_rollback(q);
		*done += status == QSER_OK;
		if (status == QSER_OK)
			status = look(q);
		/* The reason is there, though it may be that it could not be put into words. */
		assert_true(status == QSER_OK || !q || *qser_error(q).message);
		qser_close(q);
	}
	return status;
}

/* ---- Failing ---- */

struct field_work {
	char *folder, *path, *copy, *states[STATES];
	struct buffer good;
};

static void assert_state(const struct field_work *f, size_t done, long fails)
{
	_cleanup_(close_database) struct qser *q = open_database(f->copy, QSER_READ);
	_cleanup_(free_pointer) char *now = dump(q);
	_cleanup_(buffer_free) struct buffer lines = BUFFER_INIT;
	struct findings findings = {.fn = keep_line, .ctx = &lines};
	if (strcmp(now, f->states[done]) != 0)
		fail_msg("allocation %ld: not the state after %zu commands:\n%s\nbut\n%s", fails,
			done, f->states[done], now);
	must(q, log_verify(q, &findings));
	assert_int_equal(findings.count, 0);
}

static bool run(const struct field_work *f, long fails, bool for_ever)
{
	size_t done;
	write_file(f->copy, f->good.data, f->good.length);
	memory.seen = 0;
	memory.fails = fails;
	memory.for_ever = for_ever;
	memory.armed = true;
	enum qser_status status = work(f->copy, &done);
	memory.armed = false;
	bool all = memory.seen < fails;
	/* SQLite reports some of its own as a damaged schema or a failed open. */
	if (status != QSER_OK && status != QSER_MEMORY)
		fail_msg("allocation %ld: status %d after %zu commands", fails, status, done);
	assert_true(!all || status == QSER_OK);
	assert_state(f, done, fails);
	return !all;
}

static void prepare(struct field_work *f)
{
	f->folder = folder_new();
	f->path = in_folder(f->folder, "good.db");
	f->copy = in_folder(f->folder, "copy.db");
	struct qser *q = open_database(f->path, QSER_CREATE);
	add(q, QSER_ORGANISATION, "name", "Athens", "code", "athens");
	add(q, QSER_PERSON, "name", "Maria", "code", "maria", "email", "maria@example.org");
	add(q, QSER_PERSON, "name", "Nikos", "code", "nikos", "organisation", "athens");
	qser_close(q);
	f->good = read_file(f->path);
	/* What it looks like after each command. */
	for (size_t n = 0; n < STATES; n++) {
		struct qser_options options = options_for(f->path, QSER_WRITE);
		options.actor = "maria";
		must_open(&q, &options);
		if (n > 0) {
			must(q, qser_begin(q, "work"));
			must(q, works[n - 1](q));
			must(q, qser_commit(q));
		}
		f->states[n] = dump(q);
		qser_close(q);
	}
}

static void test_failing(void **state)
{
	(void)state;
	struct field_work f = {0};
	bool every = getenv("QSER_TEST_ALL") != NULL;
	prepare(&f);
	long step = every ? 1 : 193, n = 1;
	while (run(&f, n, n % 2))
		n += step;
	for (n = 1; every && run(&f, n, n % 2 == 0);)
		n++;
	assert_true(memory.seen > 5000);
	for (size_t i = 0; i < STATES; i++)
		free(f.states[i]);
	buffer_free(&f.good);
	free(f.path);
	free(f.copy);
	folder_free(&f.folder);
}

/* ---- Matching: no database ---- */

static enum qser_status match_some(size_t *pairs)
{
	static const struct assign_pair scores[] = {{0, 0, 5}, {1, 0, 7}, {1, 1, 6}};
	static const struct stable_wish wishes[] = {{0, 0, 1}, {1, 0, 2}, {1, 1, 1}};
	static const uint32_t rank[] = {1, 0};
	struct assign_request assign = {.pairs = scores,
		.count = COUNT(scores),
		.mentees = 2,
		.mentors = 2,
		.mentee_rank = rank};
	struct stable_request stable = {.mentees = 2,
		.mentors = 2,
		.mentee_wishes = wishes,
		.mentee_wish_count = COUNT(wishes),
		.mentor_wishes = wishes,
		.mentor_wish_count = COUNT(wishes)};
	struct assignment assigned;
	struct stable_pairs made, blocking;
	enum qser_status status = assign_make(&assign, &assigned);

	*pairs = assigned.count;
	assign_free(&assigned);
	if (status != QSER_OK)
		return status;
	status = stable_make(&stable, &made);
	if (status == QSER_OK) {
		status = stable_check(&stable, made.pairs, made.count, &blocking);
		stable_free(&blocking);
	}
	*pairs += made.count;
	stable_free(&made);
	return status;
}

static void test_matching(void **state)
{
	enum qser_status status = QSER_MEMORY;
	size_t pairs = 0;
	long fails = 0;
	(void)state;
	while (status != QSER_OK) {
		memory.seen = 0;
		memory.fails = ++fails;
		memory.for_ever = fails % 2;
		memory.armed = true;
		status = match_some(&pairs);
		memory.armed = false;
		assert_int_equal(status, memory.seen < fails ? QSER_OK : QSER_MEMORY);
	}
	assert_true(fails > 60);
	assert_int_equal(pairs, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_failing),
		cmocka_unit_test(test_matching),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
