/*
 * demo.c: the little municipality of examples/demo, embedded, for `qser-admin init --demo`.
 *
 * Its files are taken as anybody's would be: by import, in the order of their numbers.
 */
#include <string.h>

#include "demo.h"
#include "domain.h"

#define SQL_APPLICATIONS "select id from application where state = 'submitted' order by id"
#define ACCEPTED 3

/* "04-person.csv" -> the record called person. */
static enum qser_record record_of_file(const char *name)
{
	const char *word = strchr(name, '-');

	for (int r = 1; word && r < QSER_RECORDS; r++) {
		const struct record *record = record_of((enum qser_record)r);
		size_t length = record ? strlen(record->table) : 0;
		if (record && !strncmp(word + 1, record->table, length) && word[1 + length] == '.')
			return record->id;
	}
	return QSER_NO_RECORD;
}

static enum qser_status import_file(struct qser *q, const struct demo_file *file)
{
	const struct qser_import import = {
		.fd = -1, .text = file->csv, .name = file->name, .derive_codes = true};
	struct qser_counts counts;
	enum qser_record r = record_of_file(file->name);

	if (!r)
		return fail(q, QSER_INTERNAL, "%s: no record of that name", file->name);
	enum qser_status status = qser_import(q, r, &import, &counts);
	q->log.import_name = NULL; /* init is no import */
	/* The applications hold a bad row on purpose, as real ones do. */
	return status == QSER_PARTIAL && r == QSER_APPLICATION ? QSER_OK : status;
}

static enum qser_status accept_some(struct qser *q)
{
	int64_t ids[ACCEPTED], person;
	int count = 0;
	{
		_cleanup_(query_end) struct query look = query(q->store, SQL_APPLICATIONS);
		while (count < ACCEPTED && query_row(&look))
			ids[count++] = query_get_int(&look, 0);
		if (query_status(&look) != QSER_OK)
			return query_status(&look);
	}
	enum qser_status status = QSER_OK;
	for (int i = 0; i < count && status == QSER_OK; i++)
		status = qser_application_accept(q, ids[i], NULL, &person);
	return status;
}

enum qser_status qser_install_demo(struct qser *q)
{
	enum qser_status status = qser_set_setting(q, "zone", 0, "Europe/Athens");

	for (const struct demo_file *file = demo_files; file->name && status == QSER_OK; file++)
		status = import_file(q, file);
	return status == QSER_OK ? accept_some(q) : status;
}
