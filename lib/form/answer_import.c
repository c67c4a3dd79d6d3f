/* answer_import.c: the answers of one response from a file of two columns, item and value. */
#include <inttypes.h>
#include <string.h>

#include "../intake/header.h"
#include "form.h"

struct answers {
	struct qser *q;
	struct intake *in;
	struct header_map *map;
	struct qser_field *fields;
	size_t count, room;
};

static void answers_free(struct answers *a)
{
	for (size_t i = 0; i < a->count; i++) {
		free((char *)(uintptr_t)a->fields[i].column);
		free((char *)(uintptr_t)a->fields[i].value);
	}
	free(a->fields);
	header_map_free(a->map);
	intake_free(a->in);
}

static enum qser_status keep_row(struct answers *a, const char *const *values)
{
	if (a->count == a->room) {
		size_t more = a->room ? a->room * 2 : 32;
		struct qser_field *bigger = reallocarray(a->fields, more, sizeof(*bigger));
		if (!bigger)
			return fail(a->q, QSER_MEMORY, "out of memory");
		a->fields = bigger;
		a->room = more;
	}
	struct qser_field field = {memory_dup(values[0]), memory_dup(values[1])};
	a->fields[a->count++] = field;
	return field.column && field.value ? QSER_OK : fail(a->q, QSER_MEMORY, "out of memory");
}

static enum qser_status take(struct answers *a, const struct intake_record *from, const char *name)
{
	struct header_row row;
	enum qser_status status = header_row(a->map, from, &row, &a->q->error);

	if (status != QSER_OK)
		return status;
	if (row.fault.message)
		return fail(a->q, QSER_INVALID, "%s:%" PRIu64 ": %s", name, row.fault.line,
			row.fault.message);
	if (!*row.values[0])
		return fail(
			a->q, QSER_INVALID, "%s:%" PRIu64 ": item: is missing", name, from->line);
	return keep_row(a, row.values);
}

static enum qser_status read_header(struct answers *a, const char *name)
{
	static const struct qser_column columns[] = {
		{.name = "item", .label = "Item", .type = QSER_TEXT},
		{.name = "value", .label = "Answer", .type = QSER_NOTE},
	};
	/* Other columns, as "form show -f csv" has them, are no matter here. */
	const struct header_options options = {.ignore_unknown = true};
	const struct intake_record *header = NULL;

	enum qser_status status = intake_next(a->in, &header, &a->q->error);
	if (status == QSER_OK)
		status = header_map_new(
			&a->map, name, header, columns, COUNT(columns), &options, &a->q->error);
	for (size_t i = 0; i < COUNT(columns) && status == QSER_OK; i++)
		if (!header_has(a->map, i))
			status = fail(a->q, QSER_INVALID,
				"%s: there is no column \"%s\"; the first line is item,value", name,
				columns[i].name);
	return status;
}

enum qser_status qser_response_read(struct qser *q, int64_t response, int fd, const char *name)
{
	const struct intake_options options = {.stop = &q->interrupted};
	_cleanup_(answers_free) struct answers a = {.q = q};
	const struct intake_record *record = NULL;

	enum qser_status status = intake_open(&a.in, fd, name, &options, &q->error);
	if (status == QSER_OK)
		status = read_header(&a, name);
	while (status == QSER_OK) {
		status = intake_next(a.in, &record, &q->error);
		if (status != QSER_OK || !record)
			break;
		status = take(&a, record, name);
	}
	if (status != QSER_OK)
		return status;
	status = response_answer(q, response, a.fields, a.count, "");
	if (status != QSER_OK)
		error_prefix(&q->error, "%s", name);
	return status;
}
