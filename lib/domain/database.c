/* database.c: the database as a whole: status, check, backup, restore. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "application.h"
#include "mentoring.h"

#define SQL_HEAD "select id, at, program, verb, hash from command order by id desc limit 1"

static enum qser_status count_rows(struct qser *q, const struct record *r, int64_t *count)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(&sql, "select count(*) from %s", r->table);
	_cleanup_(query_end) struct query look = query_built(q->store, &sql);
	return query_number(&look, 0, count);
}

enum qser_status qser_status_of(struct qser *q, struct qser_summary *out)
{
	enum qser_status status = QSER_OK;

	*out = (struct qser_summary){
		.path = store_path(q->store), .schema = store_schema_version()};
	for (int r = 1; r < QSER_RECORDS && status == QSER_OK; r++)
		if (record_of((enum qser_record)r))
			status = count_rows(q, record_of((enum qser_record)r), &out->records[r]);
	if (status != QSER_OK)
		return status;
	_cleanup_(query_end) struct query head = query(q->store, SQL_HEAD);
	if (query_row(&head)) {
		out->last_command = query_get_int(&head, 0);
		out->last_at = query_get_int(&head, 1);
		(void)snprintf(out->head, sizeof(out->head), "%s", query_get_text(&head, 4));
	}
	return query_status(&head);
}

enum qser_status qser_inspect(const struct qser_inspection *inspection)
{
	return store_inspect(inspection);
}

/* What is looked at behind the file itself, in this order. */
static const struct {
	enum qser_status (*verify)(struct qser *q, struct findings *f);
	const char *said;
} verifiers[] = {
	{log_verify, "the change log was altered"},
	{values_verify, "there are values that no command writes"},
	{pictures_verify, "pictures were altered"},
	{profiles_verify, "statuses do not agree with the pairs"},
};

/* What cannot be read to its end is found out, too, unless it was said already. */
static void find_unreadable(struct qser *q, struct findings *f, enum qser_status status)
{
	if (status == QSER_UNAVAILABLE && !f->damaged)
		findings_add(f, "file: %s, or save what can be read (qser-admin salvage DIR/)",
			error_message(&q->error));
	f->damaged |= status == QSER_UNAVAILABLE;
}

enum qser_status qser_check(struct qser *q, qser_line_fn *fn, void *ctx)
{
	struct findings f = {.fn = fn, .ctx = ctx};
	const char *said = NULL;
	int64_t unblank = 0;
	enum qser_status status = store_check(q->store, &f, &unblank);

	/* No defect: a command that was killed leaves some, as a page that is free has no old
	 * content to bring back. */
	if (unblank)
		remark(q,
			"free pages of the file still hold what was removed, or what an interrupted "
			"command began (%" PRId64 "); blank them with: sqlite3 FILE 'pragma "
			"secure_delete=on; vacuum'",
			unblank);
	f.damaged = status == QSER_PARTIAL;
	find_unreadable(q, &f, status);
	if (status != QSER_OK && status != QSER_PARTIAL && status != QSER_UNAVAILABLE)
		return status;
	for (size_t i = 0; i < COUNT(verifiers) && !f.stopped; i++) {
		int before = f.count;
		enum qser_status verified = verifiers[i].verify(q, &f);
		find_unreadable(q, &f, verified);
		findings_end_kind(&f, "of this kind");
		said = said || f.count == before ? said : verifiers[i].said;
		/* It was said that the file is damaged, or a column is not what it was. */
		if (verified != QSER_OK && verified != QSER_UNAVAILABLE &&
			(verified != QSER_INTERNAL || status == QSER_OK))
			return verified;
	}
	if (f.stopped)
		return QSER_STOPPED;
	if (status == QSER_UNAVAILABLE)
		said = "it cannot be read to its end";
	if (status == QSER_PARTIAL)
		return status;
	return said ? fail(q, QSER_PARTIAL, "%s: %s", store_path(q->store), said) : QSER_OK;
}

struct look {
	int findings;
	char first[200];
};

static int keep_first(void *ctx, const char *line)
{
	struct look *look = ctx;

	if (!look->findings++)
		(void)snprintf(look->first, sizeof(look->first), "%s", line);
	return 0;
}

/* Looked at as any other database, in a handle of its own; nobody writes to a backup. */
static enum qser_status look_at(
	struct qser **out, const struct qser_options *options, struct qser *asks, struct look *look)
{
	struct qser_options reading = *options;

	reading.mode = QSER_READ;
	reading.network = true;
	enum qser_status status = qser_open(out, &reading);
	if (status != QSER_OK)
		return status;
	if (asks)
		store_obey((*out)->store, &asks->interrupted);
	return qser_check(*out, keep_first, look);
}

enum qser_status qser_open_sound(struct qser **out, const struct qser_options *options)
{
	struct look look = {0};
	enum qser_status status = look_at(out, options, NULL, &look);

	return status != QSER_PARTIAL
		       ? status
		       : fail(*out, QSER_UNAVAILABLE,
				 "%s: %d finding%s; take another backup, or this one with "
				 "--as-it-is; the first: %s",
				 store_path((*out)->store), look.findings,
				 look.findings == 1 ? "" : "s", look.first);
}

/* Is the copy what it should be?  Writers need not wait for that. */
static enum qser_status verify_draft(struct qser *q, const char *draft, const char *path)
{
	struct qser *copy = NULL;
	struct look look = {0};
	struct qser_options options = q->options;

	options.path = draft;
	enum qser_status status = look_at(&copy, &options, q, &look);
	if (status == QSER_PARTIAL)
		status = fail(q, QSER_UNAVAILABLE,
			"%s: not made: the database has %d finding%s (qser-admin check); make it "
			"nevertheless with --as-it-is; the first: %s",
			path, look.findings, look.findings == 1 ? "" : "s", look.first);
	else if (status != QSER_OK)
		status = fail(q, status, "%s: not made: %s", path,
			copy ? error_message(&copy->error) : "out of memory");
	qser_close(copy);
	return status;
}

enum qser_status qser_backup(struct qser *q, const char *path)
{
	_cleanup_(buffer_free) struct buffer draft = BUFFER_INIT;
	enum qser_status status = store_draft(q->store, path, &draft);

	if (status != QSER_OK)
		return status;
	store_rollback(q->store);
	status = verify_draft(q, draft.data, path);
	if (status == QSER_OK)
		return store_name(q->store, draft.data, path);
	(void)unlink(draft.data);
	return status;
}

enum qser_status qser_copy(struct qser *q, const char *path)
{
	return store_copy(q->store, path);
}

enum qser_status qser_peek(const char *path, int64_t *schema)
{
	return store_peek(path, schema);
}

/* ---- Of which database a file is ---- */

#define SQL_FIRST "select hash from command where id <= 2 order by id"

/* Of the first two commands: databases may be made in the same second, by the same hand. */
struct origin {
	int count;
	char hash[2][65];
};

static enum qser_status read_origin(struct store *s, struct origin *out)
{
	_cleanup_(query_end) struct query first = query(s, SQL_FIRST);

	*out = (struct origin){0};
	while (out->count < 2 && query_row(&first))
		(void)snprintf(out->hash[out->count++], sizeof(*out->hash), "%s",
			query_get_word(&first, 0));
	return query_status(&first);
}

enum qser_status qser_same_origin(struct qser *q, const char *path, bool *same)
{
	struct origin one, other = {0};
	struct error error = {0};
	struct store *file = NULL;
	const struct store_options options = {.path = path,
		.mode = QSER_READ,
		.network = true,
		.older = true,
		.stop = &q->interrupted};

	*same = false;
	enum qser_status status = read_origin(q->store, &one);
	if (status != QSER_OK)
		return status;
	status = store_open(&file, &options, &error);
	if (status == QSER_OK)
		status = read_origin(file, &other);
	store_close(file);
	error_free(&error);
	/* As each hash has the one before in it, the last that both have says it all. */
	int last = (one.count < other.count ? one.count : other.count) - 1;
	*same = status == QSER_OK && last >= 0 && strcmp(one.hash[last], other.hash[last]) == 0;
	return status;
}

/* ---- Salvage ---- */

struct salvage {
	struct qser *q;
	qser_salvaged_fn *fn;
	void *ctx;
	bool lost;
	bool log_broken; /* it says less than there was */
};

static const struct record *record_in(const char *table)
{
	for (int r = 1; r < QSER_RECORDS; r++) {
		const struct record *record = record_of((enum qser_record)r);
		if (record && !strcmp(record->table, table))
			return record;
	}
	return NULL;
}

#define SQL_ADDED "select " LOG_SQL_ADDED " from change where record = ?1"

/* How many there should be, by what is left of the change log; -1: it says nothing. */
static enum qser_status count_logged(struct qser *q, const struct record *record, int64_t *count)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_ADDED);
	query_int(&look, 1, record ? (int64_t)record->id : 0);
	return query_number(&look, record && !record->log ? 0 : -1, count);
}

static enum qser_status tell_table(void *ctx, const struct store_salvaged *table)
{
	struct salvage *s = ctx;
	const struct record *record = record_in(table->table);
	struct qser_salvaged out = {.record = record ? record->id : QSER_NO_RECORD,
		.name = record ? record->plural : table->table,
		.rows = table->rows,
		.repaired = table->repaired,
		.damaged = table->broken || table->refused || table->repaired};
	enum qser_status status = count_logged(s->q, record, &out.about);

	if (status != QSER_OK)
		return status;
	s->log_broken |= table->broken && !strcmp(table->table, "change");
	if (s->log_broken || out.about < out.rows)
		out.about = table->broken ? -1 : out.rows;
	out.damaged |= out.about > out.rows;
	s->lost |= out.damaged;
	return s->fn(s->ctx, &out) ? QSER_STOPPED : QSER_OK;
}

enum qser_status qser_salvage(struct qser *q, const char *path, qser_salvaged_fn *fn, void *ctx)
{
	struct salvage s = {.q = q, .fn = fn, .ctx = ctx};
	int64_t unreadable = 0;

	if (q->log.command)
		return fail(q, QSER_INTERNAL, "a salvage within a transaction");
	store_obey(q->store, &q->interrupted);
	enum qser_status status = store_salvage(q->store, path, tell_table, &s, &unreadable);
	return status == QSER_OK && (s.lost || unreadable) ? QSER_PARTIAL : status;
}

enum qser_status qser_supplant(struct qser *from, const char *path, const char *keep)
{
	return store_supplant(from->store, path, keep);
}

static enum qser_status read_head(struct qser *q, struct buffer *out)
{
	_cleanup_(query_end) struct query head = query(q->store, SQL_HEAD);

	buffer_clear(out);
	while (query_row(&head))
		buffer_text_add(out, query_get_text(&head, 4));
	return query_status(&head);
}

/* What was kept goes where the database is as it was; else it is said what it is, and where that.
 */
static enum qser_status tell_failed(struct qser *q, struct qser *from, enum qser_status status,
	const char *keep, const struct buffer *before)
{
	_cleanup_(buffer_free) struct buffer why = BUFFER_INIT, now = BUFFER_INIT,
					     wanted = BUFFER_INIT;

	buffer_text_add(&why, error_message(&q->error));
	bool known = !before->failed && read_head(q, &now) == QSER_OK && !now.failed;
	if (known && !strcmp(buffer_text(before), buffer_text(&now)))
		return unlink(keep) == 0
			       ? fail(q, status, "%s", buffer_text(&why))
			       : fail(q, status, "%s; a copy of what was there before is in %s",
					 buffer_text(&why), keep);
	if (known && read_head(from, &wanted) == QSER_OK &&
		!strcmp(buffer_text(&wanted), buffer_text(&now)))
		return fail(q, status,
			"%s is restored, but may not be after a power cut, as the disk failed at the "
			"end; what was there before is in %s",
			store_path(q->store), keep);
	return fail(q, status,
		"%s: the disk failed at the end, and whether the change was made cannot be read now; "
		"look with: qser-admin log; what was there before is in %s",
		store_path(q->store), keep);
}

/* In one moment: nobody writes in between. */
static enum qser_status replace_kept(struct qser *q, struct qser *from, const char *keep)
{
	_cleanup_(buffer_free) struct buffer before = BUFFER_INIT;
	enum qser_status status = keep ? read_head(q, &before) : QSER_OK;

	if (status == QSER_OK && keep)
		status = store_copy(q->store, keep);
	if (status != QSER_OK)
		return status;
	store_obey(from->store, &q->interrupted); /* it is read on behalf of q */
	status = store_replace(q->store, from->store);
	store_obey(from->store, &from->interrupted);
	return status != QSER_OK && keep ? tell_failed(q, from, status, keep, &before) : status;
}

/* The backup is looked at before anything is put in the place of anything. */
enum qser_status qser_restore(struct qser *q, struct qser *from, const char *keep)
{
	if (q->log.command)
		return fail(q, QSER_INTERNAL, "a restore within a transaction");
	enum qser_status status = store_hold(q->store);
	if (status == QSER_OK)
		status = replace_kept(q, from, keep);
	/* What was said of it stands; the lock goes with q at the latest. */
	struct error said = q->error;
	q->error = (struct error){0};
	if (store_let_go(q->store) != QSER_OK)
		error_free(&q->error);
	q->error = said;
	q->days_known = q->language_known = false;
	return status;
}
