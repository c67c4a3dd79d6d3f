/* handle.c: one open database, one moment, one actor. */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "../base/text.h"
#include "find.h"
#include "handle.h"

#define REASON_MAX 1000 /* bytes of --override */

enum qser_status fail(struct qser *q, enum qser_status status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	status = error_setv(&q->error, status, format, args);
	va_end(args);
	return status;
}

void remark(struct qser *q, const char *format, ...)
{
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;
	va_list args;

	if (!q->remark)
		return;
	if (q->reading.line && q->reading.noted++ >= REMARKS_SHOWN)
		return;
	if (q->reading.line)
		buffer_printf(&line, "%s:%" PRIu64 ": ", q->reading.name, q->reading.line);
	va_start(args, format);
	buffer_vprintf(&line, format, args);
	va_end(args);
	q->remark(q->remark_ctx, buffer_text(&line));
}

/* ---- Opening ---- */

static enum qser_status set_today(struct qser *q)
{
	int minute, offset;

	if (!q->options.today)
		utc_to_local(q->options.now, &q->days.today, &minute, &offset);
	else if (!day_read(q->options.today, &q->days.today))
		return fail(q, QSER_INVALID, "today: \"%s\" is not a day, like 2026-11-20",
			q->options.today);
	day_print(q->days.today, q->today);
	return QSER_OK;
}

enum qser_status qser_open(struct qser **out, const struct qser_options *options)
{
	struct qser *q = calloc(1, sizeof(*q));

	*out = q;
	if (!q)
		return QSER_MEMORY;
	q->options = *options;
	enum qser_status status = set_today(q);
	if (status == QSER_OK && q->interrupted) /* the zone was read, which takes a while */
		status = fail(q, QSER_INTERRUPTED, "interrupted");
	if (status == QSER_OK && options->lang && !text_is_language(options->lang))
		status = fail(q, QSER_INVALID,
			"lang: \"%s\" is not the code of a language, like cs or el", options->lang);
	if (status != QSER_OK)
		return status;
	const struct store_options store = {
		.path = options->path,
		.mode = options->mode,
		.group = options->group,
		.unfinished = options->unfinished,
		.keep = options->keep,
		.stop = &q->interrupted,
		.bulk = options->bulk,
		.network = options->network,
		.lang = options->lang,
	};
	return store_open(&q->store, &store, &q->error);
}

static void drop(struct query *q, bool *has)
{
	if (*has)
		query_end(q);
	*has = false;
}

static void drop_statements(struct qser *q)
{
	for (int r = 0; r < QSER_RECORDS; r++) {
		struct statements *s = &q->statements[r];
		drop(&s->insert, &s->has_insert);
		free(s->bound);
		s->bound = NULL;
		drop(&s->update, &s->has_update);
		drop(&s->load, &s->has_load);
		drop(&s->key[0], &s->has_key[0]);
		drop(&s->key[1], &s->has_key[1]);
		drop(&s->code, &s->has_code);
		drop(&s->email, &s->has_email);
	}
	drop(&q->log.change, &q->log.has_change);
	drop(&q->log.history, &q->log.has_history);
}

void qser_own_process(void)
{
	store_own_process();
}

/* What holds on to the store. */
static void let_go(struct qser *q)
{
	if (q->kept)
		q->forget(q->kept);
	q->kept = NULL;
	drop_statements(q);
}

bool qser_outdated(const struct qser *q)
{
	return q->store && store_is_outdated(q->store);
}

bool qser_updated(const struct qser *q)
{
	return q->store && store_was_updated(q->store);
}

enum qser_status qser_finish(struct qser *q)
{
	let_go(q);
	return store_finish(q->store);
}

void qser_close(struct qser *q)
{
	if (!q)
		return;
	let_go(q);
	choice_forget(q);
	store_close(q->store);
	buffer_free(&q->log.line);
	buffer_free(&q->log.import_shown);
	error_free(&q->error);
	catalogue_free(q->words);
	free(q->actor_name);
	free(q->verb);
	free(q);
}

struct qser_error qser_error(const struct qser *q)
{
	return (struct qser_error){q->error.status, error_message(&q->error), q->error.damaged};
}

void qser_interrupt(struct qser *q)
{
	if (!q)
		return;
	q->interrupted = true;
	store_interrupt(q->store);
}

void qser_on_remark(struct qser *q, qser_remark_fn *fn, void *ctx)
{
	q->remark = fn;
	q->remark_ctx = ctx;
}

const char *qser_today(const struct qser *q)
{
	return q->today;
}

/* ---- Settings that the engine itself needs ---- */

#define SQL_SETTING                                                                              \
	"select value from setting where name = ?1 and (organisation is null or organisation = " \
	"?2)"                                                                                    \
	" order by organisation is null"

enum qser_status handle_setting(struct qser *q, const char *name, int64_t organisation,
	const char *fallback, struct buffer *out)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_SETTING);
	query_text(&look, 1, name);
	query_int(&look, 2, organisation);
	bool set = query_row(&look);
	buffer_clear(out);
	buffer_text_add(out, set ? query_get_text(&look, 0) : fallback);
	return out->failed ? fail(q, QSER_MEMORY, "out of memory") : query_status(&look);
}

enum qser_status handle_days(struct qser *q, const struct day_context **days)
{
	_cleanup_(buffer_free) struct buffer order = BUFFER_INIT;

	*days = &q->days;
	if (q->days_known)
		return QSER_OK;
	enum qser_status status = handle_setting(q, "day-order", 0, "none", &order);
	if (status != QSER_OK)
		return status;
	q->days.order = !strcmp(buffer_text(&order), "dmy")   ? DAY_ORDER_DMY
			: !strcmp(buffer_text(&order), "mdy") ? DAY_ORDER_MDY
							      : DAY_ORDER_NONE;
	q->days_known = true;
	return QSER_OK;
}

/* ---- Who does this ---- */

#define SQL_LOGIN "select id, coalesce(code, name) from person where login = ?1"
#define SQL_NAME "select id, coalesce(code, name) from person where id = ?1"
#define SQL_ANYONE "select 1 from person limit 1"

static enum qser_status keep_actor(struct qser *q, struct query *look)
{
	if (query_row(look)) {
		const char *name = query_get_word(look, 1);
		if (query_status(look) != QSER_OK)
			return query_status(look);
		q->actor = query_get_int(look, 0);
		q->actor_name = memory_dup(name);
		if (!q->actor_name)
			return fail(q, QSER_MEMORY, "out of memory");
	}
	return query_status(look);
}

/* --actor must be somebody, except while there is nobody yet. */
static enum qser_status claimed_actor(struct qser *q)
{
	int64_t id, anyone;
	enum qser_status status = find_record(q, record_of(QSER_PERSON), q->options.actor, &id);

	if (status == QSER_UNKNOWN) {
		_cleanup_(query_end) struct query look = query(q->store, SQL_ANYONE);
		status = query_number(&look, 0, &anyone);
		if (status != QSER_OK || !anyone)
			return status;
		return fail(q, QSER_INVALID,
			"actor: there is no person \"%s\"; give your id, code or e-mail address; "
			"qser-person list says who is here, qser-person add adds somebody",
			q->options.actor);
	}
	if (status != QSER_OK)
		return status;
	_cleanup_(query_end) struct query look = query(q->store, SQL_NAME);
	query_int(&look, 1, id);
	return keep_actor(q, &look);
}

enum qser_status qser_actor(struct qser *q, int64_t *id, const char **name)
{
	enum qser_status status = QSER_OK;

	if (!q->actor_name) {
		if (q->options.actor && *q->options.actor) {
			status = claimed_actor(q);
		} else if (q->options.login) {
			_cleanup_(query_end) struct query look = query(q->store, SQL_LOGIN);
			query_text(&look, 1, q->options.login);
			status = keep_actor(q, &look);
		}
		if (status == QSER_OK && !q->actor_name)
			q->actor_name = memory_dup(q->options.login ? q->options.login : "");
	}
	*id = q->actor;
	if (name)
		*name = q->actor_name ? q->actor_name : "";
	return status;
}

/* ---- Transactions ---- */

/* Of memory, by whatever was done before. */
static void forget_want(struct qser *q)
{
	q->error.starved = false;
	memory_forget();
}

enum qser_status qser_begin(struct qser *q, const char *verb)
{
	int64_t ignored;

	forget_want(q);
	if (q->options.mode == QSER_READ)
		return fail(q, QSER_INTERNAL, "a write through a handle opened for reading");
	if (q->log.command)
		return fail(q, QSER_INTERNAL, "a transaction within a transaction");
	if (q->options.override) {
		enum qser_status good = text_check(
			q->options.override, strlen(q->options.override), TEXT_LINE, &q->error);
		if (good == QSER_OK && strlen(q->options.override) > REASON_MAX)
			good = fail(q, QSER_INVALID, "is longer than %d bytes", REASON_MAX);
		if (good == QSER_OK && !q->options.override[strspn(q->options.override, " ")])
			good = fail(q, QSER_INVALID, "is empty; say why");
		if (good != QSER_OK) {
			error_prefix(&q->error, "override");
			return good;
		}
	}
	free(q->verb);
	q->verb = memory_dup(verb);
	enum qser_status status =
		q->verb ? store_begin(q->store) : fail(q, QSER_MEMORY, "out of memory");
	if (status == QSER_OK)
		status = qser_actor(q, &ignored, NULL);
	if (status == QSER_OK)
		status = log_begin(q);
	if (status != QSER_OK)
		qser_rollback(q);
	return status;
}

enum qser_status qser_begin_read(struct qser *q)
{
	forget_want(q);
	return store_begin_read(q->store);
}

#define SQL_MADE "select count(*) from command where id = ?1 and hash = ?2"

/*
 * What failed may have come behind the commit, as a last sync or the end of a lock: the change is
 * made then, and must not be denied.  A look at the file tells; it rolls back what was not
 * complete.  By the hash: the id may be somebody else's since.  A file that has no name yet goes.
 */
static enum qser_status commit(struct qser *q)
{
	int64_t made = 0;
	enum qser_status status = store_commit(q->store);

	if (status == QSER_OK || status == QSER_BUSY || status == QSER_INTERRUPTED ||
		q->options.unfinished)
		return status;
	store_rollback(q->store);
	_cleanup_(error_free) struct error before = q->error;
	q->error = (struct error){0};
	_cleanup_(query_end) struct query look = query(q->store, SQL_MADE);
	query_int(&look, 1, q->log.command);
	query_text(&look, 2, q->log.own);
	/* "...; nothing was kept": the engine's words are about what went wrong. */
	const char *why = error_message(&before);
	int length = (int)strcspn(why, ";");
	if (query_number(&look, 0, &made) != QSER_OK)
		return fail(q, status, "%.*s; whether the change was made, tells: qser-admin log",
			length, why);
	if (made)
		return fail(q, status,
			"%.*s; the change was made, but a power cut may still undo it", length,
			why);
	error_free(&q->error);
	q->error = before;
	before = (struct error){0};
	return status;
}

bool qser_starved(struct qser *q)
{
	if (!q)
		return memory_starved();
	if (memory_starved())
		(void)fail(q, QSER_MEMORY, "out of memory");
	return q->error.starved;
}

enum qser_status qser_commit(struct qser *q)
{
	enum qser_status status = handle_writes(q);

	if (status != QSER_OK) {
		qser_rollback(q);
		return status;
	}
	if (qser_starved(q)) /* and somebody went on without */
		status = QSER_MEMORY;
	else if (q->log.seq == 0)
		store_rollback(q->store); /* nothing changed, so nothing is said about it */
	else
		status = log_commit(q);
	if (status == QSER_OK && q->log.seq)
		status = commit(q);
	if (status != QSER_OK)
		store_rollback(q->store);
	log_end(q);
	return status;
}

void qser_rollback(struct qser *q)
{
	if (!q || !q->store)
		return;
	store_rollback(q->store);
	log_end(q);
}

enum qser_status handle_writes(struct qser *q)
{
	return q->log.command && store_in_transaction(q->store)
		       ? QSER_OK
		       : fail(q, QSER_INTERNAL, "a write outside of a transaction");
}
