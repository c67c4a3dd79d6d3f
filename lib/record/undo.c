/*
 * undo.c: a command taken back by applying its history in reverse, as a command of its own.
 *
 * It is refused whole when a record it touched was changed by a later command that still counts, or is
 * referred to by then.  Undone commands, and undos in effect, do not count: so N undos walk N commands
 * back, and undoing an undo is redo.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "handle.h"

#define SQL_LATEST \
	"select id from command where program = ?1 and (person = ?2 or (?2 = 0 and person is null" \
	" and uid = ?3)) and undoes is null order by id desc"
#define SQL_COMMAND "select program, verb, at, login from command where id = ?1"
#define SQL_REVERSED \
	"select seq, record, target, op from change where command = ?1 order by seq desc"
#define SQL_LATER \
	"select distinct command from change where record = ?1 and target = ?2 and command > ?3" \
	" order by command"
#define SQL_OLD "select name, old from history where command = ?1 and seq = ?2"
#define SQL_CHANGES "select record, target, op, columns from change where command = ?1 order by seq"

static enum qser_status latest(struct qser *q, const struct undone *u, int64_t *command)
{
	_cleanup_(query_end) struct query c = query(q->store, SQL_LATEST);
	query_text(&c, 1, q->options.program);
	query_int(&c, 2, q->actor);
	query_int(&c, 3, q->options.uid);
	*command = 0;
	while (!*command && query_row(&c))
		if (!id_among(&u->undone, query_get_int(&c, 0)))
			*command = query_get_int(&c, 0);
	if (query_status(&c) != QSER_OK)
		return query_status(&c);
	return *command ? QSER_OK
			: fail(q, QSER_UNKNOWN, "there is nothing of yours to undo in %s",
				  q->options.program);
}

static enum qser_status undoable(struct qser *q, const struct undone *u, int64_t command)
{
	_cleanup_(query_end) struct query c = query(q->store, SQL_COMMAND);
	query_int(&c, 1, command);
	if (!query_row(&c))
		return query_status(&c) != QSER_OK
			? query_status(&c)
			: fail(q, QSER_UNKNOWN, "there is no command %" PRId64 "; see qser-admin log",
				  command);
	if (id_among(&u->undone, command))
		return fail(q, QSER_REFUSED, "command %" PRId64 " is undone already", command);
	return QSER_OK;
}

/* Has anything that still counts changed this record since? */
static enum qser_status unchanged_since(struct qser *q, const struct undone *u, int64_t command,
	enum qser_record r, int64_t id)
{
	_cleanup_(query_end) struct query c = query(q->store, SQL_LATER);
	query_int(&c, 1, r);
	query_int(&c, 2, id);
	query_int(&c, 3, command);
	while (query_row(&c)) {
		int64_t later = query_get_int(&c, 0);
		_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
		if (later == q->log.command || id_among(&u->cancelled, later))
			continue;
		enum qser_status status = record_describe(q, r, id, &who);
		return status != QSER_OK
			? status
			: fail(q, QSER_REFUSED,
				  "%s was changed since, by command %" PRId64 "; undo that first",
				  buffer_text(&who), later);
	}
	return query_status(&c);
}

/* Old values of one change into the cells; *columns says which there were. */
static enum qser_status old_values(struct row *row, int64_t command, int64_t seq, uint64_t *columns)
{
	_cleanup_(query_end) struct query h = query(row->q->store, SQL_OLD);
	query_int(&h, 1, command);
	query_int(&h, 2, seq);
	*columns = 0;
	while (query_row(&h)) {
		int i = record_column(row->record, query_get_text(&h, 0));
		if (i < 1)
			continue;
		cell_load(&row->record->columns[i], query_get_text(&h, 1), &row->cells[i]);
		*columns |= UINT64_C(1) << i;
	}
	return query_status(&h);
}

static enum qser_status take_back_add(struct row *row, int64_t id)
{
	enum qser_status status = row_load(row, id);

	if (status == QSER_OK)
		status = row_unreferenced(row->q, row->record, id, true);
	return status == QSER_OK ? row_delete(row) : status;
}

static enum qser_status take_back_edit(struct row *row, int64_t id, int64_t command, int64_t seq)
{
	uint64_t columns;
	enum qser_status status = row_load(row, id);

	if (status == QSER_OK)
		status = old_values(row, command, seq, &columns);
	if (status == QSER_OK && !columns)
		status = fail(row->q, QSER_REFUSED, "the old values of command %" PRId64
			" are not kept any more", command);
	row->changed = columns;
	return status == QSER_OK ? row_update(row, columns) : status;
}

static enum qser_status take_back_remove(struct row *row, int64_t id, int64_t command, int64_t seq)
{
	uint64_t columns;
	enum qser_status status = old_values(row, command, seq, &columns);

	row->id = id;
	if (status == QSER_OK && !columns)
		status = fail(row->q, QSER_REFUSED, "the old values of command %" PRId64
			" are not kept any more", command);
	if (status == QSER_OK)
		status = row_insert(row);
	return status == QSER_OK && row->record->taken_back ? row_load(row, id) : status;
}

struct reversed {
	int64_t seq, record, target, op;
};

static enum qser_status take_back(struct qser *q, const struct undone *u, int64_t command,
	const struct reversed *change)
{
	enum qser_record r = (enum qser_record)change->record;
	_cleanup_(row_free) struct row row = {0};

	if (!record_of(r))
		return fail(q, QSER_REFUSED, "command %" PRId64 " changed records this program does not know",
			command);
	row_init(&row, q, r);
	if (!row.cells || !row.stored)
		return fail(q, QSER_MEMORY, "out of memory");
	enum qser_status status = unchanged_since(q, u, command, r, change->target);
	if (status != QSER_OK)
		return status;
	if (change->op == CHANGE_ADD)
		status = take_back_add(&row, change->target);
	else if (change->op == CHANGE_EDIT)
		status = take_back_edit(&row, change->target, command, change->seq);
	else
		status = take_back_remove(&row, change->target, command, change->seq);
	return status == QSER_OK && row.record->taken_back ? row.record->taken_back(&row) : status;
}

/* Changes are collected first: the log is written to while they are taken back. */
static enum qser_status collect(struct qser *q, int64_t command, struct buffer *out)
{
	_cleanup_(query_end) struct query c = query(q->store, SQL_REVERSED);
	query_int(&c, 1, command);
	while (query_row(&c)) {
		struct reversed change = {query_get_int(&c, 0), query_get_int(&c, 1),
			query_get_int(&c, 2), query_get_int(&c, 3)};
		buffer_add(out, &change, sizeof(change));
	}
	return out->failed ? fail(q, QSER_MEMORY, "out of memory") : query_status(&c);
}

enum qser_status qser_undo(struct qser *q, int64_t id, int64_t *command)
{
	_cleanup_(undone_free) struct undone u = {BUFFER_INIT, BUFFER_INIT};
	_cleanup_(buffer_free) struct buffer changes = BUFFER_INIT;
	enum qser_status status = handle_writes(q);

	*command = id;
	if (status == QSER_OK)
		status = log_undone(q, &u);
	if (status == QSER_OK)
		status = id ? undoable(q, &u, id) : latest(q, &u, command);
	if (status == QSER_OK)
		status = collect(q, *command, &changes);
	q->log.undoes = *command;
	for (size_t at = 0; at < changes.length && status == QSER_OK; at += sizeof(struct reversed)) {
		struct reversed change;
		memcpy(&change, changes.data + at, sizeof(change));
		status = take_back(q, &u, *command, &change);
	}
	return status;
}

/* ---- In words ---------------------------------------------------------------------------------------------- */

static enum qser_status describe_change(struct qser *q, struct query *c, struct buffer *line)
{
	static const char *const words[] = {"", "added", "changed", "removed"};
	int64_t op = query_get_int(c, 2);
	const char *columns = query_get_text(c, 3);

	buffer_printf(line, "%s ", words[op >= 1 && op <= 3 ? op : 0]);
	enum qser_record r = (enum qser_record)query_get_int(c, 0);
	if (!record_of(r)) {
		buffer_printf(line, "record %" PRId64, query_get_int(c, 1));
		return QSER_OK;
	}
	enum qser_status status = record_describe(q, r, query_get_int(c, 1), line);
	if (columns)
		buffer_printf(line, ": %s", columns);
	return status;
}

enum qser_status qser_describe_command(struct qser *q, int64_t id, qser_line_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query head = query(q->store, SQL_COMMAND);
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;
	char at[STAMP_TEXT];

	query_int(&head, 1, id);
	if (!query_row(&head))
		return query_status(&head) != QSER_OK
			? query_status(&head)
			: fail(q, QSER_UNKNOWN, "there is no command %" PRId64 "; see qser-admin log", id);
	stamp_print(query_get_int(&head, 2), at);
	buffer_printf(&line, "%" PRId64 " %s %s, %s", id, query_get_text(&head, 0),
		query_get_text(&head, 1), at);
	int stop = fn(ctx, buffer_text(&line));
	_cleanup_(query_end) struct query c = query(q->store, SQL_CHANGES);
	query_int(&c, 1, id);
	while (!stop && query_row(&c)) {
		buffer_clear(&line);
		enum qser_status status = describe_change(q, &c, &line);
		if (status != QSER_OK)
			return status;
		stop = fn(ctx, buffer_text(&line));
	}
	return stop ? QSER_STOPPED : query_status(&c);
}
