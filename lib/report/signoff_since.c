/*
 * signoff_since.c: what was changed of a record after it had been signed, from the change log.
 *
 * The log has names of columns, days and people.  What stood there before is in the history, and no
 * business of this report.
 */
#include "signoff.h"

#include <string.h>

#include "../form/seal.h"

void since_free(struct since_list *s)
{
	for (size_t i = 0; i < s->count; i++) {
		free(s->list[i].who);
		free(s->list[i].columns);
		free(s->list[i].reason);
	}
	free(s->list);
}

#define SQL_SIGNED_IN "select min(command) from " SQL_CHANGES_OF("command") " h"

enum qser_status signed_in(struct qser *q, int64_t signature, int64_t *command)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_SIGNED_IN);

	query_int(&look, 1, QSER_SIGNATURE);
	query_int(&look, 2, signature);
	return query_number(&look, 0, command);
}

/* ---- The record itself ---- */

#define WHO "coalesce(p.code, cast(p.id as text), c.login, '')"
#define SQL_SINCE                                                                     \
	"select c.id, c.at, " WHO ", c.reason, h.op, h.columns from " SQL_CHANGES_OF( \
		"command, seq, op, columns") " h join command c on c.id = h.command"  \
					     " left join person p on p.id = c.person" \
					     " where h.command > ?3 order by h.command, h.seq"
enum { COMMAND, AT, BY, REASON, OP, WHAT };

static char *copy(const char *text, bool *failed)
{
	char *s = text ? memory_dup(text) : NULL;

	*failed |= text && !s;
	return s;
}

/* The change in hand, of a command that may be there already; what: "note", or of answers the item.
 */
static enum qser_status keep(
	struct qser *q, struct since_list *s, struct query *row, const char *what)
{
	struct since *last = s->count ? &s->list[s->count - 1] : NULL;
	_cleanup_(buffer_free) struct buffer columns = BUFFER_INIT;
	bool failed = false;

	if (last && last->command == query_get_int(row, COMMAND)) {
		buffer_printf(&columns, "%s, %s", last->columns, what);
		char *longer = buffer_take(&columns);
		if (!longer)
			return fail(q, QSER_MEMORY, "out of memory");
		free(last->columns);
		last->columns = longer;
		return QSER_OK;
	}
	if (!s->list || s->count == s->room) {
		size_t room = s->room ? s->room * 2 : 4;
		struct since *list = reallocarray(s->list, room, sizeof(*list));
		if (!list)
			return fail(q, QSER_MEMORY, "out of memory");
		s->list = list;
		s->room = room;
	}
	struct since *n = &s->list[s->count++];
	*n = (struct since){
		.command = query_get_int(row, COMMAND),
		.order = s->count,
		.at = query_get_int(row, AT),
		.who = copy(query_get_text(row, BY), &failed),
		.columns = copy(what, &failed),
		.reason = copy(query_get_text(row, REASON), &failed),
	};
	return failed ? fail(q, QSER_MEMORY, "out of memory") : QSER_OK;
}

/* "state note" without what nobody signs; into out, "note". */
static void covered(const struct record *r, const char *names, struct buffer *out)
{
	for (; names && *names; names += strcspn(names, " "), names += *names == ' ') {
		size_t length = strcspn(names, " ");
		for (size_t i = 1; i < r->count; i++) {
			const struct qser_column *c = &r->columns[i];
			if (seal_covers(c) && strlen(c->name) == length &&
				!strncmp(c->name, names, length))
				buffer_printf(out, "%s%s", out->length ? ", " : "", c->name);
		}
	}
}

static enum qser_status read_record(
	struct qser *q, enum qser_record r, int64_t id, int64_t command, struct since_list *out)
{
	_cleanup_(query_end) struct query row = query(q->store, SQL_SINCE);
	_cleanup_(buffer_free) struct buffer names = BUFFER_INIT;
	enum qser_status status = QSER_OK;

	query_int(&row, 1, r);
	query_int(&row, 2, id);
	query_int(&row, 3, command);
	while (status == QSER_OK && query_row(&row)) {
		buffer_clear(&names);
		covered(record_of(r), query_get_text(&row, WHAT), &names);
		if (names.length)
			status = keep(q, out, &row, buffer_text(&names));
	}
	return status == QSER_OK ? query_status(&row) : status;
}

/* ---- Answers ---- */

/* An answer that is gone stands in the history alone. */
#define SQL_ANSWERS_SINCE                                                                                              \
	"select c.id, c.at, " WHO ", c.reason, h.op, a.item, h.seq from answer a"                                      \
	" join change h on h.record = ?2 and (h.target = a.id or (h.more > 0 and h.target > a.id"                      \
	" and h.target < a.id + " IN_SQL(                                                                              \
		CHANGE_RUN) " and h.target - h.more <= a.id))"                                                         \
			    " join command c on c.id = h.command left join person p on p.id = c.person"                \
			    " where a.response = ?1 and h.command > ?3"                                                \
			    " union all "                                                                              \
			    "select c.id, c.at, " WHO                                                                  \
			    ", c.reason, h.op, coalesce(i.old, '?'), h.seq from history o"                             \
			    " join change h on h.command = o.command and h.seq = o.seq and h.record = ?2 and h.op = 3" \
			    " left join history i on i.command = o.command and i.seq = o.seq and i.name = 'item'"      \
			    " join command c on c.id = h.command left join person p on p.id = c.person"                \
			    " where o.command > ?3 and o.name = 'response' and o.old = cast(?1 as text)"               \
			    " order by 1, 7"

static enum qser_status read_answers(
	struct qser *q, int64_t response, int64_t command, struct since_list *out)
{
	_cleanup_(query_end) struct query row = query(q->store, SQL_ANSWERS_SINCE);
	_cleanup_(buffer_free) struct buffer what = BUFFER_INIT;
	enum qser_status status = QSER_OK;

	query_int(&row, 1, response);
	query_int(&row, 2, QSER_ANSWER);
	query_int(&row, 3, command);
	while (status == QSER_OK && query_row(&row)) {
		buffer_clear(&what);
		buffer_printf(&what, "answer %s", query_get_text(&row, WHAT));
		status = what.failed ? fail(q, QSER_MEMORY, "out of memory")
				     : keep(q, out, &row, buffer_text(&what));
	}
	return status == QSER_OK ? query_status(&row) : status;
}

static int by_command(const void *a, const void *b)
{
	const struct since *x = a, *y = b;

	if (x->command != y->command)
		return x->command > y->command ? 1 : -1;
	return (x->order > y->order) - (x->order < y->order);
}

enum qser_status since_read(
	struct qser *q, enum qser_record r, int64_t id, int64_t command, struct since_list *out)
{
	enum qser_status status = read_record(q, r, id, command, out);

	if (status != QSER_OK || r != QSER_RESPONSE)
		return status;
	status = read_answers(q, id, command, out);
	if (out->count)
		qsort(out->list, out->count, sizeof(*out->list), by_command);
	return status;
}
