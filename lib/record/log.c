/*
 * log.c: the change log.  One command row per write command, one change row per record, old values
 * in history.  Each command's hash covers the hash before it, its own row and its changes, so that
 * an edit anywhere breaks the chain, and the head printed by `qser-admin status` proves the tail.
 *
 * An import adds records by the hundred thousand; those with neighbouring ids share a change row, a
 * run of at most CHANGE_RUN.  seq counts records all the same.
 */
#include <inttypes.h>
#include <string.h>

#include "handle.h"

#define SQL_LAST "select id, hash from command order by id desc limit 1"
#define SQL_COMMAND                                                                             \
	"insert into command (id, at, uid, login, person, program, verb, undoes, changes, "     \
	"import_name,"                                                                          \
	" import_hash, rows_read, rows_added, rows_updated, rows_unchanged, rows_rejected, "    \
	"reason,"                                                                               \
	" previous_hash, hash)"                                                                 \
	" values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, " \
	"?18, ?19)"
#define SQL_CHANGE                                                                              \
	"insert into change (command, seq, record, target, op, columns, more) values (?1, ?2, " \
	"?3, ?4, ?5, ?6, ?7)"
#define SQL_HISTORY "insert into history (command, seq, name, old) values (?1, ?2, ?3, ?4)"
#define SQL_UNDOES "select id, undoes from command where undoes is not null order by id desc"
#define SQL_CHAIN                                                                          \
	"select id, at, uid, login, person, program, verb, undoes, changes, import_name, " \
	"import_hash,"                                                                     \
	" rows_read, rows_added, rows_updated, rows_unchanged, rows_rejected, reason, "    \
	"previous_hash,"                                                                   \
	" hash from command order by id"
#define SQL_CHANGES \
	"select seq, record, target, op, columns, more from change where command = ?1 order by seq"
#define SQL_STRAY_CHANGES \
	"select count(*) from change where not exists (select 1 from command where id = command)"

static const char *const no_hash =
	"0000000000000000000000000000000000000000000000000000000000000000";

enum qser_status log_begin(struct qser *q)
{
	struct command_log *log = &q->log;
	_cleanup_(query_end) struct query last = query(q->store, SQL_LAST);
	bool any = query_row(&last);
	const char *hash = any ? query_get_text(&last, 1) : no_hash;

	if (any && query_get_int(&last, 0) == INT64_MAX)
		return store_damaged(q->store, "the change log is at the end of all numbers");
	if (any && query_get_int(&last, 0) < 1)
		return store_damaged(q->store, "the change log has numbers that are none");
	log->command = any ? query_get_int(&last, 0) + 1 : 1;
	log->seq = 0;
	log->run.count = 0;
	log->undoes = 0;
	log->import_name = NULL;
	log->import_hash[0] = '\0';
	log->counts = (struct qser_counts){0};
	(void)snprintf(log->previous, sizeof(log->previous), "%s", hash ? hash : no_hash);
	sha256_init(&log->hash);
	sha256_add(&log->hash, log->previous, strlen(log->previous));
	return query_status(&last);
}

void log_end(struct qser *q)
{
	q->log.command = 0;
	for (int r = 0; r < QSER_RECORDS; r++)
		q->statements[r].next = 0;
	q->days_known = q->language_known = false; /* settings may have changed, or changed back */
}

/* ---- One change ---- */

static void column_names(const struct record *r, uint64_t columns, struct buffer *out)
{
	for (size_t i = 1; i < r->count; i++)
		if (columns >> i & 1 && !(r->columns[i].flags & QSER_HIDDEN))
			buffer_printf(out, "%s%s", out->length ? " " : "", r->columns[i].name);
}

/* What the hash sees of a change; the same for writing and for checking. */
struct change {
	int64_t seq, record, target, op, more;
	const char *columns;
	size_t length;
};

static void hash_change(struct sha256 *hash, struct buffer *line, const struct change *c)
{
	buffer_clear(line);
	buffer_char(line, '\n');
	buffer_int(line, c->record);
	buffer_char(line, ' ');
	buffer_int(line, c->target);
	buffer_char(line, ' ');
	buffer_int(line, c->op);
	if (c->more) {
		buffer_char(line, '-');
		buffer_int(line, c->more);
	}
	if (c->columns) /* none and empty are not the same */
		buffer_char(line, ' ');
	buffer_add(line, c->columns, c->length);
	sha256_add(hash, buffer_text(line), line->length);
}

static struct query *kept(struct qser *q, struct query *slot, bool *has, const char *sql)
{
	if (!*has)
		*slot = query_kept(q->store, sql);
	*has = slot->statement != NULL; /* else it is tried again */
	query_reset(slot);
	return slot;
}

static enum qser_status no_memory(struct qser *q)
{
	return fail(q, QSER_MEMORY, "out of memory");
}

static enum qser_status write_history(struct row *row, uint64_t columns)
{
	struct qser *q = row->q;
	_cleanup_(buffer_free) struct buffer old = BUFFER_INIT;

	for (size_t i = 1; i < row->record->count; i++) {
		const struct qser_column *c = &row->record->columns[i];
		if (columns ? !(columns >> i & 1) : row->stored[i].null)
			continue;
		buffer_clear(&old);
		bool some = cell_store(c, &row->stored[i], &old);
		if (old.failed)
			return no_memory(q);
		struct query *h = kept(q, &q->log.history, &q->log.has_history, SQL_HISTORY);
		query_int(h, 1, q->log.command);
		query_int(h, 2, q->log.seq);
		query_text(h, 3, c->name);
		query_text(h, 4, some ? buffer_text(&old) : NULL);
		enum qser_status status = query_done(h);
		query_reset(h);
		if (status != QSER_OK)
			return status;
	}
	return QSER_OK;
}

static enum qser_status write_change(struct qser *q, const struct change *change)
{
	hash_change(&q->log.hash, &q->log.line, change);
	if (q->log.line.failed)
		return no_memory(q);
	struct query *c = kept(q, &q->log.change, &q->log.has_change, SQL_CHANGE);
	query_int(c, 1, q->log.command);
	query_int(c, 2, change->seq);
	query_int(c, 3, change->record);
	query_int(c, 4, change->target);
	query_int(c, 5, change->op);
	query_text(c, 6, change->columns);
	query_int(c, 7, change->more);
	enum qser_status status = query_done(c);
	query_reset(c);
	return status == QSER_INVALID
		       ? store_damaged(q->store, "the change log has changes of a command that is "
						 "not in it")
		       : status;
}

static enum qser_status end_run(struct qser *q)
{
	struct change_run *run = &q->log.run;
	const struct change change = {.seq = q->log.seq - run->count + 1,
		.record = run->record,
		.target = run->last,
		.op = CHANGE_ADD,
		.more = run->count - 1};

	if (!run->count)
		return QSER_OK;
	run->count = 0;
	return write_change(q, &change);
}

static enum qser_status add_to_run(struct row *row)
{
	struct qser *q = row->q;
	struct change_run *run = &q->log.run;
	bool next = run->record == row->record->id && run->last + 1 == row->id;
	enum qser_status status =
		next && run->count < CHANGE_RUN ? QSER_OK : end_run(q); /* which leaves none */

	*run = (struct change_run){row->record->id, row->id, run->count + 1};
	q->log.seq++;
	return status;
}

enum qser_status log_change(struct row *row, enum change_op op, uint64_t columns)
{
	struct qser *q = row->q;
	_cleanup_(buffer_free) struct buffer names = BUFFER_INIT;

	if (op == CHANGE_ADD && q->log.import_name)
		return add_to_run(row);
	enum qser_status status = end_run(q);
	column_names(row->record, columns, &names);
	if (names.failed)
		return no_memory(q);
	const struct change change = {.seq = ++q->log.seq,
		.record = row->record->id,
		.target = row->id,
		.op = op,
		.columns = names.length ? buffer_text(&names) : NULL,
		.length = names.length};
	if (status == QSER_OK)
		status = write_change(q, &change);
	return status == QSER_OK && op != CHANGE_ADD ? write_history(row, columns) : status;
}

struct log_mark log_mark(const struct qser *q)
{
	return (struct log_mark){q->log.seq, q->log.hash, q->log.run};
}

void log_take_back(struct qser *q, const struct log_mark *mark)
{
	q->log.seq = mark->seq;
	q->log.hash = mark->hash;
	q->log.run = mark->run;
	for (int r = 0; r < QSER_RECORDS; r++)
		q->statements[r].next = 0;
}

const char *change_word(int64_t op)
{
	static const char *const words[] = {
		[CHANGE_ADD] = "added", [CHANGE_EDIT] = "changed", [CHANGE_REMOVE] = "removed"};

	return op >= CHANGE_ADD && op <= CHANGE_REMOVE ? words[op] : "";
}

/* ---- The command row ---- */

/* What a command row says, apart from its hash, as one line: each field with its length before it,
 * so that no two rows make the same line. */
static void hash_bytes(struct buffer *line, const char *text, size_t length)
{
	if (text)
		buffer_printf(line, "%zu:", length);
	else
		buffer_char(line, '-');
	buffer_add(line, text, length);
	buffer_char(line, ',');
}

static void hash_field(struct buffer *line, const char *text)
{
	hash_bytes(line, text, text ? strlen(text) : 0);
}

static void hash_number(struct buffer *line, bool null, int64_t number)
{
	if (null)
		buffer_text_add(line, "-,");
	else
		buffer_printf(line, "%" PRId64 ",", number);
}

static void hash_command(const struct qser *q, struct buffer *line)
{
	const struct command_log *log = &q->log;
	const struct qser_counts *n = &log->counts;
	bool plain = !log->import_name;
	const int64_t counts[] = {n->read, n->added, n->updated, n->unchanged, n->rejected};

	hash_number(line, false, log->command);
	hash_number(line, false, q->options.now);
	hash_number(line, false, q->options.uid);
	hash_field(line, q->options.login);
	hash_number(line, !q->actor, q->actor);
	hash_field(line, q->options.program);
	hash_field(line, q->verb);
	hash_number(line, !log->undoes, log->undoes);
	hash_number(line, false, log->seq);
	hash_field(line, log->import_name);
	hash_field(line, plain ? NULL : log->import_hash);
	for (int i = 0; i < 5; i++)
		hash_number(line, plain, counts[i]);
	hash_field(line, q->options.override);
}

static void end_hash(struct sha256 *hash, const struct buffer *line, char out[SHA256_TEXT])
{
	unsigned char digest[SHA256_BYTES];

	sha256_add(hash, "\n", 1);
	sha256_add(hash, line->data, line->length);
	sha256_end(hash, digest);
	sha256_print(digest, out);
}

static void bind_count(struct query *q, int at, bool null, int64_t number)
{
	if (null)
		query_null(q, at);
	else
		query_int(q, at, number);
}

enum qser_status log_commit(struct qser *q)
{
	struct command_log *log = &q->log;
	const struct qser_counts *n = &log->counts;
	bool plain = !log->import_name;
	enum qser_status status = end_run(q);

	if (status != QSER_OK)
		return status;
	buffer_clear(&log->line);
	hash_command(q, &log->line);
	if (log->line.failed)
		return no_memory(q);
	end_hash(&log->hash, &log->line, log->own);
	_cleanup_(query_end) struct query c = query(q->store, SQL_COMMAND);
	query_int(&c, 1, log->command);
	query_int(&c, 2, q->options.now);
	query_int(&c, 3, q->options.uid);
	query_text(&c, 4, q->options.login);
	bind_count(&c, 5, !q->actor, q->actor);
	query_text(&c, 6, q->options.program);
	query_text(&c, 7, q->verb);
	bind_count(&c, 8, !log->undoes, log->undoes);
	query_int(&c, 9, log->seq);
	query_text(&c, 10, log->import_name);
	query_text(&c, 11, plain ? NULL : log->import_hash);
	bind_count(&c, 12, plain, n->read);
	bind_count(&c, 13, plain, n->added);
	bind_count(&c, 14, plain, n->updated);
	bind_count(&c, 15, plain, n->unchanged);
	bind_count(&c, 16, plain, n->rejected);
	query_text(&c, 17, q->options.override);
	query_text(&c, 18, log->previous);
	query_text(&c, 19, log->own);
	return query_done(&c);
}

/* ---- Verifying the chain ---- */

static enum qser_status hash_changes(
	struct qser *q, int64_t command, struct sha256 *hash, int64_t *count)
{
	_cleanup_(query_end) struct query c = query(q->store, SQL_CHANGES);
	query_int(&c, 1, command);
	*count = 0;
	while (query_row(&c)) {
		struct change change = {.seq = query_get_int(&c, 0),
			.record = query_get_int(&c, 1),
			.target = query_get_int(&c, 2),
			.op = query_get_int(&c, 3),
			.more = query_get_int(&c, 5)};
		change.columns = query_get_bytes(&c, 4, &change.length);
		hash_change(hash, &q->log.line, &change);
		if (q->log.line.failed)
			return no_memory(q);
		if (change.seq == *count + 1 && change.more >= 0 && change.more < CHANGE_RUN)
			*count += 1 + change.more;
	}
	return query_status(&c);
}

/* The fields of a command row in the order of hash_command; the columns that are text are these. */
static void hash_stored(struct query *c, struct buffer *line)
{
	static const bool text[17] = {
		[3] = true, [5] = true, [6] = true, [9] = true, [10] = true, [16] = true};

	for (int i = 0; i < 17; i++) {
		size_t length;
		const char *field = text[i] ? query_get_bytes(c, i, &length) : NULL;
		if (text[i])
			hash_bytes(line, field, length);
		else
			hash_number(line, query_is_null(c, i), query_get_int(c, i));
	}
}

static bool holds(struct query *c, int column, const char *text)
{
	size_t length;
	const char *stored = query_get_bytes(c, column, &length);

	return stored && length == strlen(text) && !memcmp(stored, text, length);
}

static enum qser_status verify_one(
	struct qser *q, struct query *c, const char *previous, bool *good)
{
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;
	struct sha256 hash;
	char text[SHA256_TEXT];
	int64_t changes;

	sha256_init(&hash);
	sha256_add(&hash, previous, strlen(previous));
	enum qser_status status = hash_changes(q, query_get_int(c, 0), &hash, &changes);
	if (status != QSER_OK)
		return status;
	hash_stored(c, &line);
	if (line.failed)
		return no_memory(q);
	end_hash(&hash, &line, text);
	*good = holds(c, 18, text) && holds(c, 17, previous) && changes == query_get_int(c, 8);
	return query_status(c);
}

#define COMPARE "somebody wrote past the commands; compare with a backup"

static void keep_hash(char out[SHA256_TEXT], const char *hash)
{
	(void)snprintf(out, SHA256_TEXT, "%s", hash ? hash : "");
}

static enum qser_status verify_chain(struct qser *q, struct findings *f)
{
	char previous[SHA256_TEXT];
	int64_t expected = 1;
	_cleanup_(query_end) struct query c = query(q->store, SQL_CHAIN);

	keep_hash(previous, no_hash);
	while (query_row(&c)) {
		int64_t id = query_get_int(&c, 0);
		bool good = false;
		if (id != expected) { /* what is left is not blamed for what is gone */
			findings_add(f,
				"change log: commands %" PRId64 " to %" PRId64
				" are gone; " COMPARE,
				expected, id - 1);
			keep_hash(previous, query_get_text(&c, 17));
		}
		enum qser_status status = verify_one(q, &c, previous, &good);
		if (status != QSER_OK)
			return status;
		if (!good)
			findings_add(f,
				"change log: command %" PRId64
				" or its changes were altered; " COMPARE,
				id);
		expected = (int64_t)((uint64_t)id + 1); /* no id is the last of all */
		keep_hash(previous, query_get_text(&c, 18));
	}
	return query_status(&c);
}

enum qser_status log_verify(struct qser *q, struct findings *f)
{
	int64_t stray = 0;
	enum qser_status status = verify_chain(q, f);

	if (status == QSER_OK) {
		_cleanup_(query_end) struct query s = query(q->store, SQL_STRAY_CHANGES);
		status = query_number(&s, 0, &stray);
	}
	if (stray)
		findings_add(
			f, "change log: %" PRId64 " changes belong to no command; " COMPARE, stray);
	return status;
}

/* ---- What is undone ---- */

bool id_among(const struct buffer *ids, int64_t id)
{
	for (size_t at = 0; at + sizeof(id) <= ids->length; at += sizeof(id))
		if (!memcmp(ids->data + at, &id, sizeof(id)))
			return true;
	return false;
}

void undone_free(struct undone *u)
{
	buffer_free(&u->undone);
	buffer_free(&u->by);
	buffer_free(&u->cancelled);
}

/* Newest first: an undo that is itself undone has no effect any more. */
enum qser_status log_undone(struct qser *q, struct undone *out)
{
	_cleanup_(query_end) struct query c = query(q->store, SQL_UNDOES);

	while (query_row(&c)) {
		int64_t undo = query_get_int(&c, 0), target = query_get_int(&c, 1);
		if (id_among(&out->cancelled, undo))
			continue;
		buffer_add(&out->undone, &target, sizeof(target));
		buffer_add(&out->by, &undo, sizeof(undo));
		buffer_add(&out->cancelled, &undo, sizeof(undo));
		buffer_add(&out->cancelled, &target, sizeof(target));
	}
	return out->undone.failed || out->by.failed || out->cancelled.failed ? no_memory(q)
									     : query_status(&c);
}

enum qser_status qser_each_undone(struct qser *q, qser_undone_fn *fn, void *ctx)
{
	_cleanup_(undone_free) struct undone u = UNDONE_INIT;
	enum qser_status status = log_undone(q, &u);

	for (size_t at = 0; at < u.undone.length && status == QSER_OK; at += sizeof(int64_t)) {
		int64_t command, by;
		memcpy(&command, u.undone.data + at, sizeof(command));
		memcpy(&by, u.by.data + at, sizeof(by));
		if (fn(ctx, command, by))
			status = QSER_STOPPED;
	}
	return status;
}
