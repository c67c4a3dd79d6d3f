/*
 * undo.c: a command taken back by applying its history in reverse, as a command of its own.
 *
 * It is refused whole when a record it touched was changed by a later command that still counts, or
 * is referred to by then.  Undone commands, and undos in effect, do not count: so N undos walk N
 * commands back, and undoing an undo is redo.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "handle.h"

#define SQL_LATEST                                                                                 \
	"select id from command where program = ?1 and (person = ?2 or (?2 = 0 and person is null" \
	" and uid = ?3)) and undoes is null order by id desc"
#define SQL_COMMAND "select program, verb, at, login from command where id = ?1"
#define SQL_REVERSED \
	"select seq, record, target, op, more from change where command = ?1 order by seq desc"
#define SQL_LATER                                                                                     \
	"select distinct c.command, k.undoes from " SQL_CHANGES_OF(                                   \
		"command") " c left join command k on k.id = c.command where c.command > ?3 order by" \
			   " c.command"
#define SQL_LAST "select max(command) from " SQL_CHANGES_OF("command") " c"
#define SQL_OLD "select name, old from history where command = ?1 and seq = ?2"
#define SQL_CHANGES \
	"select record, target, op, columns, more from change where command = ?1 order by seq"

static bool makes_database(struct query *command)
{
	const char *program = query_get_text(command, 0), *verb = query_get_text(command, 1);

	return program && verb && !strcmp(program, "qser-admin") && !strcmp(verb, "init");
}

static enum qser_status undoable(struct qser *q, const struct undone *u, int64_t command)
{
	_cleanup_(query_end) struct query c = query(q->store, SQL_COMMAND);
	query_int(&c, 1, command);
	if (!query_row(&c))
		return query_status(&c) != QSER_OK
			       ? query_status(&c)
			       : fail(q, QSER_UNKNOWN,
					 "there is no command %" PRId64 "; see qser-admin log",
					 command);
	if (id_among(&u->undone, command))
		return fail(q, QSER_REFUSED, "command %" PRId64 " is undone already", command);
	if (makes_database(&c))
		return fail(q, QSER_REFUSED,
			"command %" PRId64 " made this database, with its forms; to be rid of it, "
			"remove the file",
			command);
	return QSER_OK;
}

static enum qser_status latest(struct qser *q, const struct undone *u, int64_t *command)
{
	int64_t ignored;
	enum qser_status known = qser_actor(q, &ignored, NULL);
	if (known != QSER_OK)
		return known;
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
	return *command
		       ? undoable(q, u, *command)
		       : fail(q, QSER_UNKNOWN,
				 "there is nothing of yours to undo in %s; any other command by its "
				 "number, see qser-admin log",
				 q->options.program);
}

/*
 * Does a later command stand in the way?  Not when it is undone, and not when it is the undo of
 * another one later than ours: the two cancel each other out.  The undo of an earlier command does:
 * since ours the record has gone back behind it.
 */
static bool stands(const struct undone *u, int64_t command, int64_t later, int64_t undoes)
{
	if (!id_among(&u->cancelled, later))
		return true;
	return !id_among(&u->undone, later) && undoes < command;
}

/* Has anything that still counts changed this record since? */
static enum qser_status unchanged_since(
	struct qser *q, const struct undone *u, int64_t command, enum qser_record r, int64_t id)
{
	_cleanup_(query_end) struct query c = query(q->store, SQL_LATER);
	query_int(&c, 1, r);
	query_int(&c, 2, id);
	query_int(&c, 3, command);
	while (query_row(&c)) {
		int64_t later = query_get_int(&c, 0);
		_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
		if (later == q->log.command || !stands(u, command, later, query_get_int(&c, 1)))
			continue;
		enum qser_status status = record_describe(q, r, id, &who);
		return status != QSER_OK ? status
					 : fail(q, QSER_REFUSED,
						   "%s was changed since, by command %" PRId64
						   "; undo that first",
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
		row_load_cell(row, (size_t)i, query_get_text(&h, 1));
		*columns |= UINT64_C(1) << i;
	}
	return query_status(&h);
}

/* Which command touched a record last: the one to be undone first. */
static enum qser_status last_command(
	struct qser *q, const struct record *record, int64_t id, int64_t *command)
{
	_cleanup_(query_end) struct query c = query(q->store, SQL_LAST);
	query_int(&c, 1, record->id);
	query_int(&c, 2, id);
	return query_number(&c, 0, command);
}

/* REFUSED: "person 4 (maria) is named by role 7 (person), by command 12; undo that first". */
static enum qser_status refuse(struct row *row, const char *word, const struct record *other,
	int64_t id, const char *column)
{
	_cleanup_(buffer_free) struct buffer whom = BUFFER_INIT, who = BUFFER_INIT;
	int64_t command;
	enum qser_status status = record_describe(row->q, row->record->id, row->id, &whom);

	if (status == QSER_OK)
		status = record_describe(row->q, other->id, id, &who);
	if (status == QSER_OK)
		status = last_command(row->q, other, id, &command);
	return status != QSER_OK
		       ? status
		       : fail(row->q, QSER_REFUSED,
				 "%s %s %s (%s), by command %" PRId64 "; undo that first",
				 buffer_text(&whom), word, buffer_text(&who), column, command);
}

/* What rules of its own say: nothing of what was closed or signed since. */
static enum qser_status check_undoing(struct row *row)
{
	return row->record->undoing ? row->record->undoing(row) : QSER_OK;
}

static enum qser_status take_back_add(struct row *row, int64_t id)
{
	struct referrer by = {0};
	enum qser_status status = row_load(row, id);

	if (status == QSER_OK)
		status = row_referrer(row->q, row->record, id, true, &by);
	if (status == QSER_OK && by.id)
		status = refuse(row, "is named by", by.record, by.id, by.column->name);
	if (status == QSER_OK)
		status = check_undoing(row);
	return status == QSER_OK ? row_delete(row) : status;
}

static enum qser_status check_there(struct row *row, const struct qser_column *c, int64_t id)
{
	const struct record *other = record_of(c->ref);
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	int64_t found;

	buffer_printf(&sql, "select id from %s where id = ?1", other->table);
	_cleanup_(query_end) struct query look = query_built(row->q->store, &sql);
	query_int(&look, 1, id);
	enum qser_status status = query_number(&look, 0, &found);
	return status == QSER_OK && !found
		       ? refuse(row, "needs, and there is no more,", other, id, c->name)
		       : status;
}

static enum qser_status check_free(struct row *row, unsigned key)
{
	const struct qser_column *c = row->record->columns;
	int64_t other;
	enum qser_status status = row_find_same(row, key, &other);

	if (status != QSER_OK || !other || other == row->id)
		return status;
	while (!(c->flags & key))
		c++;
	return refuse(row, "would be the same as", row->record, other, c->from ? c->from : c->name);
}

/* May the old values stand again: is what they refer to still there, are their keys still free? */
static enum qser_status check_old(struct row *row, uint64_t columns)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 1; i < row->record->count && status == QSER_OK; i++) {
		const struct qser_column *c = &row->record->columns[i];
		const struct cell *cell = &row->cells[i];
		if (!(columns >> i & 1) || cell->null)
			continue;
		if (c->type == QSER_REF)
			status = check_there(row, c, cell->number);
		for (const char *at = c->type == QSER_REFS ? cell->text : "";
			*at && status == QSER_OK; at += strcspn(at, ";"), at += *at == ';')
			status = check_there(row, c, strtoll(at, NULL, 10));
	}
	if (status == QSER_OK)
		status = check_free(row, QSER_KEY);
	return status == QSER_OK ? check_free(row, QSER_ALTKEY) : status;
}

static enum qser_status take_back_edit(struct row *row, int64_t id, int64_t command, int64_t seq)
{
	uint64_t columns = 0;
	enum qser_status status = row_load(row, id);

	if (status == QSER_OK)
		status = old_values(row, command, seq, &columns);
	if (status == QSER_OK && !columns)
		status = fail(row->q, QSER_REFUSED,
			"the old values of command %" PRId64 " are not kept any more", command);
	row->given = row->changed = columns;
	if (status == QSER_OK) {
		row_keep_stored(row);
		status = check_old(row, columns);
	}
	if (status == QSER_OK)
		status = check_undoing(row);
	return status == QSER_OK ? row_update(row, columns) : status;
}

static enum qser_status take_back_remove(struct row *row, int64_t id, int64_t command, int64_t seq)
{
	uint64_t columns;
	enum qser_status status = old_values(row, command, seq, &columns);

	row->id = id;
	if (status == QSER_OK && !columns)
		status = fail(row->q, QSER_REFUSED,
			"the old values of command %" PRId64 " are not kept any more", command);
	if (status == QSER_OK)
		status = check_old(row, columns);
	if (status == QSER_OK)
		status = check_undoing(row);
	if (status == QSER_OK)
		status = row_insert(row);
	return status == QSER_OK && row->record->taken_back ? row_load(row, id) : status;
}

struct reversed {
	int64_t seq, record, target, op;
};

static enum qser_status take_back(
	struct qser *q, const struct undone *u, int64_t command, const struct reversed *change)
{
	enum qser_record r = (enum qser_record)change->record;
	_cleanup_(row_free) struct row row = {0};

	if (!record_of(r))
		return fail(q, QSER_REFUSED,
			"command %" PRId64 " changed records this program does not know", command);
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
	if (status == QSER_INVALID) /* a constraint of the database that no description tells */
		status = q->error.status = QSER_REFUSED;
	return status == QSER_OK && row.record->taken_back ? row.record->taken_back(&row) : status;
}

/* Others may have taken its place since.  Asked at the end: two of one command may have swapped. */
static enum qser_status check_undone(struct qser *q, const struct reversed *change)
{
	_cleanup_(row_free) struct row row = {0};
	const struct record *record = record_of((enum qser_record)change->record);

	if (!record->undone || change->op == CHANGE_ADD)
		return QSER_OK;
	row_init(&row, q, record->id);
	enum qser_status status = row_load(&row, change->target);
	return status == QSER_OK ? record->undone(&row) : status;
}

#define NO_RUN "a change of more records than there can be"

/* Can so many records before this one have their change in its row? */
static bool is_run(int64_t last, int64_t more)
{
	return more >= 0 && more < CHANGE_RUN && last > INT64_MIN + CHANGE_RUN &&
	       last < INT64_MAX - CHANGE_RUN;
}

/* Changes are collected first: the log is written to while they are taken back. */
static enum qser_status collect(struct qser *q, int64_t command, struct buffer *out)
{
	_cleanup_(query_end) struct query c = query(q->store, SQL_REVERSED);
	query_int(&c, 1, command);
	while (query_row(&c)) {
		int64_t more = query_get_int(&c, 4);
		if (!is_run(query_get_int(&c, 0), more) || !is_run(query_get_int(&c, 2), more))
			return store_damaged(q->store, NO_RUN);
		struct reversed change = {query_get_int(&c, 0) + more, query_get_int(&c, 1),
			query_get_int(&c, 2), query_get_int(&c, 3)};
		for (; more >= 0; more--, change.seq--, change.target--)
			buffer_add(out, &change, sizeof(change));
	}
	return out->failed ? fail(q, QSER_MEMORY, "out of memory") : query_status(&c);
}

enum qser_status qser_undo_next(struct qser *q, int64_t *command)
{
	_cleanup_(undone_free) struct undone u = UNDONE_INIT;
	enum qser_status status = log_undone(q, &u);

	*command = 0;
	return status == QSER_OK ? latest(q, &u, command) : status;
}

enum qser_status qser_undo(struct qser *q, int64_t id, int64_t *command)
{
	_cleanup_(undone_free) struct undone u = UNDONE_INIT;
	_cleanup_(buffer_free) struct buffer changes = BUFFER_INIT;
	enum qser_status status = handle_writes(q);

	*command = id;
	if (status == QSER_OK && q->log.seq)
		status = fail(q, QSER_INTERNAL, "an undo is a command of its own");
	if (status == QSER_OK)
		status = log_undone(q, &u);
	if (status == QSER_OK)
		status = id ? undoable(q, &u, id) : latest(q, &u, command);
	if (status == QSER_OK)
		status = collect(q, *command, &changes);
	q->log.undoes = *command;
	for (size_t at = 0; at < changes.length && status == QSER_OK;
		at += sizeof(struct reversed)) {
		struct reversed change;
		memcpy(&change, changes.data + at, sizeof(change));
		status = take_back(q, &u, *command, &change);
	}
	for (size_t at = 0; at < changes.length && status == QSER_OK;
		at += sizeof(struct reversed)) {
		struct reversed change;
		memcpy(&change, changes.data + at, sizeof(change));
		status = check_undone(q, &change);
	}
	return status;
}

/* ---- In words ---- */

static enum qser_status describe_change(
	struct qser *q, struct query *c, int64_t target, struct buffer *line)
{
	const char *columns = query_get_text(c, 3);

	buffer_clear(line);
	buffer_printf(line, "%s ", change_word(query_get_int(c, 2)));
	enum qser_record r = (enum qser_record)query_get_int(c, 0);
	if (!record_of(r)) {
		buffer_printf(line, "record %" PRId64, target);
		return QSER_OK;
	}
	enum qser_status status = record_describe(q, r, target, line);
	if (columns)
		buffer_printf(line, ": %s", columns);
	return status;
}

enum qser_status qser_describe_command(struct qser *q, int64_t id, qser_line_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query head = query(q->store, SQL_COMMAND);
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;
	char at[MOMENT_TEXT];

	query_int(&head, 1, id);
	if (!query_row(&head))
		return query_status(&head) != QSER_OK
			       ? query_status(&head)
			       : fail(q, QSER_UNKNOWN,
					 "there is no command %" PRId64 "; see qser-admin log", id);
	moment_print(query_get_int(&head, 2), at);
	buffer_printf(&line, "%" PRId64 " %s %s, %s", id, query_get_text(&head, 0),
		query_get_text(&head, 1), at);
	int stop = fn(ctx, buffer_text(&line));
	_cleanup_(query_end) struct query c = query(q->store, SQL_CHANGES);
	query_int(&c, 1, id);
	while (!stop && query_row(&c)) {
		int64_t last = query_get_int(&c, 1), more = query_get_int(&c, 4);
		if (!is_run(last, more))
			return store_damaged(q->store, NO_RUN);
		int64_t target = last - more;
		for (; !stop && target <= last; target++) {
			enum qser_status status = describe_change(q, &c, target, &line);
			if (status != QSER_OK)
				return status;
			stop = fn(ctx, buffer_text(&line));
		}
	}
	return stop ? QSER_STOPPED : query_status(&c);
}
