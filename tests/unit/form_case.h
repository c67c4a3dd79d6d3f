/* form_case.h: a database of its own for each test of forms, and short ways to ask it. */
#ifndef TESTS_FORM_CASE_H
#define TESTS_FORM_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* the library has one of its own */

#include "../../lib/base/cleanup.h"
#include "../../lib/form/form.h"
#include "../../lib/store/spool.h"

#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>

#define HEADER                                                                                     \
	"form,title,purpose,revision,day,section,section_title,item,question,kind,required,shown_" \
	"if,"                                                                                      \
	"choices,low,high,target\n"

/* Not every test needs all of this. */
#define _unused_ __attribute__((unused))

static struct qser *q;
static char directory[] = "/tmp/qser-form-XXXXXX";
static char path[64];

/* ---- A database ---- */

static _unused_ int setup(void **state)
{
	(void)state;
	(void)snprintf(directory, sizeof(directory), "/tmp/qser-form-XXXXXX");
	assert_non_null(mkdtemp(directory));
	(void)snprintf(path, sizeof(path), "%s/q.db", directory);
	const struct qser_options options = {.path = path,
		.mode = QSER_CREATE,
		.now = 1795000000,
		.today = "2026-11-20",
		.login = "trainer",
		.uid = 1000,
		.program = "qser-checklist"};
	assert_int_equal(qser_open(&q, &options), QSER_OK);
	return 0;
}

static _unused_ int teardown(void **state)
{
	(void)state;
	qser_close(q);
	q = NULL;
	(void)unlink(path);
	(void)snprintf(path, sizeof(path), "%s/q.db-journal", directory);
	(void)unlink(path);
	return rmdir(directory);
}

static _unused_ void begin(void)
{
	assert_int_equal(qser_begin(q, "test"), QSER_OK);
}

static _unused_ void commit(void)
{
	assert_int_equal(qser_commit(q), QSER_OK);
}

static _unused_ const char *message(void)
{
	return qser_error(q).message;
}

static _unused_ void install(void)
{
	begin();
	assert_int_equal(qser_form_install_builtins(q), QSER_OK);
	commit();
}

static _unused_ int64_t form(const char *code)
{
	int64_t id = 0;

	assert_int_equal(qser_find(q, QSER_FORM, code, &id), QSER_OK);
	return id;
}

/* ---- Files ---- */

static char told[256];

static _unused_ void hear(void *ctx, const char *line)
{
	(void)ctx;
	(void)snprintf(told, sizeof(told), "%s", line);
}

static _unused_ int file_of(const char *text)
{
	int fd = memfd_create("test", 0);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static _unused_ enum qser_status take(
	enum qser_record r, const char *csv, struct qser_counts *counts)
{
	_cleanup_(close_descriptor) int fd = file_of(csv);
	const struct qser_import import = {.fd = fd, .name = "f.csv", .message = hear};

	told[0] = '\0';
	return r == QSER_FORM ? qser_form_import(q, &import, counts)
			      : qser_import(q, r, &import, counts);
}

/* In a transaction of its own, kept when it goes well. */
static _unused_ enum qser_status import(enum qser_record r, const char *csv)
{
	struct qser_counts counts;

	begin();
	enum qser_status status = take(r, csv, &counts);
	if (status == QSER_OK || status == QSER_PARTIAL)
		commit();
	else
		qser_rollback(q);
	return status;
}

static _unused_ char *export(const char *code, const char *revision)
{
	_cleanup_(spool_freep) struct qser_spool *spool = NULL;
	const struct qser_style style = {.format = QSER_FORMAT_CSV};
	const struct qser_column *columns[FORM_COLUMNS];
	struct qser_table *table = NULL;
	size_t count;

	for (size_t i = 0; i < FORM_COLUMNS; i++)
		columns[i] = &qser_form_columns(&count)[i];
	assert_int_equal(qser_spool_new(&spool), QSER_OK);
	assert_int_equal(qser_table_new(&table, spool, &style, columns, FORM_COLUMNS), QSER_OK);
	assert_int_equal(qser_form_export(q, form(code), revision, table), QSER_OK);
	assert_int_equal(qser_table_end(table), QSER_OK);
	qser_table_free(table);
	return strdup(buffer_text(spool_buffer(spool)));
}

/* ---- Everything in the tables of forms, as text ---- */

static _unused_ int add_row(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)id;
	for (size_t i = 0; i < count; i++)
		buffer_printf(ctx, "%s|", values[i] ? values[i] : "");
	buffer_char(ctx, '\n');
	return 0;
}

static _unused_ char *dump(void)
{
	struct buffer text = BUFFER_INIT;

	for (int r = QSER_FORM; r <= QSER_APPLICATION; r++)
		assert_int_equal(qser_each(q, (enum qser_record)r, NULL, add_row, &text), QSER_OK);
	return buffer_take(&text);
}

static _unused_ void undo(int64_t id)
{
	int64_t undone;

	begin();
	assert_int_equal(qser_undo(q, id, &undone), QSER_OK);
	commit();
}

/* ---- Responses ---- */

static _unused_ int64_t begin_response(const char *code)
{
	int64_t id = 0;

	begin();
	assert_int_equal(qser_response_new(q, form(code), NULL, 0, &id), QSER_OK);
	commit();
	return id;
}

static _unused_ enum qser_status answer(int64_t response, const char *item, const char *value)
{
	const struct qser_field one = {item, value};

	begin();
	enum qser_status status = qser_response_answer(q, response, &one, 1);
	if (status == QSER_OK)
		commit();
	else
		qser_rollback(q);
	return status;
}

struct wanted {
	const char *item;
	char value[128];
	bool found, asked, missing;
};

static _unused_ int find_item(void *ctx, const struct qser_item *item)
{
	struct wanted *w = ctx;

	if (strcmp(item->item, w->item) != 0)
		return 0;
	(void)snprintf(w->value, sizeof(w->value), "%s", item->value ? item->value : "");
	w->found = true;
	w->asked = item->asked;
	w->missing = item->missing;
	return 0;
}

static _unused_ struct wanted get(int64_t response, const char *item)
{
	struct wanted w = {.item = item};

	assert_int_equal(qser_response_each_item(q, response, find_item, &w), QSER_OK);
	assert_true(w.found);
	return w;
}

static _unused_ int keep_state(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)id;
	(void)count;
	*(bool *)ctx = !strcmp(values[10], "complete");
	return 0;
}

static _unused_ bool is_complete(int64_t response)
{
	bool complete = false;

	assert_int_equal(qser_get(q, QSER_RESPONSE, response, keep_state, &complete), QSER_OK);
	return complete;
}

static _unused_ int keep_total(void *ctx, const struct qser_score *score)
{
	*(struct qser_score *)ctx = *score;
	return 0;
}

static _unused_ struct qser_score total(int64_t response)
{
	struct qser_score score = {0};

	assert_int_equal(qser_response_score(q, response, keep_total, &score), QSER_OK);
	assert_null(score.section);
	return score;
}

#endif
