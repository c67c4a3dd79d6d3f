/*
 * fuzz_form.c: any text as a form file, into a database that has the built-in forms.
 *
 * What is taken changes nothing when it is taken again, and its forms, exported, change nothing
 * either.  What is refused says where and why.
 */
#include "../../lib/base/buffer.h"
#include "../../lib/form/form.h"
#include "../../lib/store/spool.h"
#include "folder.h"

static struct qser *q;
static int64_t last; /* form that comes with the program */

static int keep_last(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)count;
	(void)values;
	*(int64_t *)ctx = id;
	return 0;
}

static void prepare(void)
{
	const struct qser_options options = options_of(QSER_CREATE);

	if (q)
		return;
	folder_begin();
	MUST(!qser_open(&q, &options));
	MUST(!qser_begin(q, "init") && !qser_form_install_builtins(q) && !qser_commit(q));
	MUST(!qser_each(q, QSER_FORM, &(struct qser_query){.sort = "id"}, keep_last, &last));
}

static void hear(void *ctx, const char *message)
{
	(void)ctx;
	MUST(*message && !strchr(message, '\n'));
}

static enum qser_status take(const char *text, struct qser_counts *counts)
{
	const struct qser_import import = {
		.fd = -1, .text = text, .name = "f.csv", .message = hear};
	enum qser_status status = qser_form_import(q, &import, counts);

	MUST(status == QSER_OK || !strncmp(qser_error(q).message, "f.csv", 5));
	MUST(status == QSER_OK || status == QSER_INVALID);
	return status;
}

static void is_unchanged(const char *text)
{
	struct qser_counts counts;

	MUST(!take(text, &counts));
	MUST(counts.added == 0 && counts.updated == 0 && counts.unchanged == counts.read);
}

static bool add_piece(void *ctx, const char *bytes, size_t length)
{
	buffer_add(ctx, bytes, length);
	return true;
}

struct forms {
	int64_t ids[64];
	size_t count;
};

static int keep_new(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct forms *forms = ctx;

	(void)count;
	(void)values;
	if (id > last && forms->count < 64)
		forms->ids[forms->count++] = id;
	return 0;
}

static void export_and_take(int64_t form)
{
	const struct qser_style style = {.format = QSER_FORMAT_CSV};
	const struct qser_column *columns[FORM_COLUMNS];
	struct qser_spool *spool;
	struct qser_table *table;
	struct buffer csv = BUFFER_INIT;
	size_t count;

	for (size_t i = 0; i < FORM_COLUMNS; i++)
		columns[i] = &qser_form_columns(&count)[i];
	MUST(!qser_spool_new(&spool));
	MUST(!qser_table_new(&table, spool, &style, columns, FORM_COLUMNS));
	MUST(!qser_form_export(q, form, NULL, table) && !qser_table_end(table));
	MUST(!spool_each(spool, add_piece, &csv));
	is_unchanged(buffer_text(&csv));
	qser_table_free(table);
	qser_spool_free(spool);
	buffer_free(&csv);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pieces p = {data, size};
	struct forms forms = {.count = 0};
	struct qser_counts counts;
	char *text = piece_text(&p);
	const struct qser_import import = {
		.fd = -1, .text = text, .name = "f.csv", .message = hear};

	prepare();
	MUST(!qser_begin_read(q));
	enum qser_status status = qser_form_check(q, &import, &counts);
	MUST(status == QSER_OK || *qser_error(q).message);
	qser_rollback(q);
	MUST(!qser_begin(q, "form import"));
	if (take(text, &counts) == QSER_OK) {
		MUST(counts.added + counts.updated + counts.unchanged == counts.read);
		is_unchanged(text);
		MUST(!qser_each(q, QSER_FORM, NULL, keep_new, &forms));
		for (size_t i = 0; i < forms.count; i++)
			export_and_take(forms.ids[i]);
	}
	qser_rollback(q);
	free(text);
	return 0;
}
