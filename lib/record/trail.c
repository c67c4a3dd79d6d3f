/* trail.c: what happened to one record, command by command, with what stood there before. */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "../base/text.h"
#include "handle.h"

#define SQL_TRAIL                                                                                   \
	"select c.id, c.at, coalesce(p.code, p.name, c.login, ''), c.program, c.verb, h.op, h.seq," \
	" c.reason"                                                                                 \
	" from " SQL_CHANGES_OF(                                                                    \
		"command, seq, op") " h join command c on c.id = h.command"                         \
				    " left join person p on p.id = c.person order by h.command, h.seq"
#define SQL_BEFORE "select name, old from history where command = ?1 and seq = ?2"

/* A stored value as people read it; what it refers to stays a number, since that may be gone. */
static void print_stored(const struct qser_column *c, const char *stored, struct buffer *out)
{
	char stamp[MOMENT_TEXT];

	switch (c->type) {
	case QSER_BOOL:
		buffer_text_add(out, strcmp(stored, "0") != 0 ? "yes" : "no");
		break;
	case QSER_STAMP:
		moment_print(strtoll(stored, NULL, 10), stamp);
		buffer_text_add(out, stamp);
		break;
	case QSER_HOURS:
		duration_print_hours(out, strtoll(stored, NULL, 10));
		break;
	default:
		text_escape(out, stored, false);
		break;
	}
}

static enum qser_status print_before(
	struct qser *q, const struct record *r, int64_t command, int64_t seq, struct buffer *line)
{
	_cleanup_(query_end) struct query h = query(q->store, SQL_BEFORE);
	bool first = true;

	query_int(&h, 1, command);
	query_int(&h, 2, seq);
	while (query_row(&h)) {
		int i = record_column(r, query_get_text(&h, 0));
		const char *old = query_get_text(&h, 1);
		if (i < 1 || r->columns[i].flags & QSER_HIDDEN)
			continue;
		buffer_printf(line, "%s%s (was ", first ? ": " : ", ", r->columns[i].name);
		if (old)
			print_stored(&r->columns[i], old, line);
		else
			buffer_text_add(line, "empty");
		buffer_char(line, ')');
		first = false;
	}
	return query_status(&h);
}

#define SQL_WAS                                                                                  \
	"select h.old from change c join history h on h.command = c.command and h.seq = c.seq"   \
	" where c.record = ?1 and c.target = ?2 and h.name = ?3 order by c.command desc, c.seq " \
	"desc limit 1"

enum qser_status record_was(
	struct qser *q, enum qser_record r, int64_t id, const char *column, struct buffer *out)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_WAS);

	query_int(&look, 1, r);
	query_int(&look, 2, id);
	query_text(&look, 3, column);
	if (query_row(&look))
		buffer_text_add(out, query_get_text(&look, 0));
	return query_status(&look);
}

enum qser_status qser_describe_record(
	struct qser *q, enum qser_record r, int64_t id, qser_line_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query c = query(q->store, SQL_TRAIL);
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;
	char at[MOMENT_TEXT];

	query_int(&c, 1, r);
	query_int(&c, 2, id);
	while (query_row(&c)) {
		int64_t op = query_get_int(&c, 5), command = query_get_int(&c, 0);
		buffer_clear(&line);
		moment_print(query_get_int(&c, 1), at);
		buffer_printf(&line, "%s %s %s %s (%" PRId64 "): %s", at, query_get_text(&c, 2),
			query_get_text(&c, 3), query_get_text(&c, 4), command, change_word(op));
		if (op == CHANGE_EDIT) {
			enum qser_status status =
				print_before(q, record_of(r), command, query_get_int(&c, 6), &line);
			if (status != QSER_OK)
				return status;
		}
		if (!query_is_null(&c, 7))
			buffer_printf(&line, "; override: %s", query_get_text(&c, 7));
		if (fn(ctx, buffer_text(&line)))
			return QSER_STOPPED;
	}
	return query_status(&c);
}

/* ---- What one command did to one record ---- */

#define SQL_CHANGE                                 \
	"select op, columns from " SQL_CHANGES_OF( \
		"command, seq, op, columns") " h where h.command = ?3 order by h.seq"

/* One more of a list with ";", unless it has it. */
static void add_member(struct buffer *list, const char *word, size_t length)
{
	const char *at = buffer_text(list);

	for (size_t here; *at; at += here + (at[here] == ';')) {
		here = strcspn(at, ";");
		if (here == length && !memcmp(at, word, length))
			return;
	}
	if (list->length)
		buffer_char(list, ';');
	buffer_add(list, word, length);
}

enum qser_status qser_change_of(struct qser *q, int64_t command, enum qser_record r, int64_t id,
	char **change, char **columns)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_CHANGE);
	_cleanup_(buffer_free) struct buffer ops = BUFFER_INIT, names = BUFFER_INIT;

	*change = *columns = NULL;
	query_int(&look, 1, r);
	query_int(&look, 2, id);
	query_int(&look, 3, command);
	while (query_row(&look)) {
		const char *word = change_word(query_get_int(&look, 0));
		const char *name = query_get_text(&look, 1);
		add_member(&ops, word, strlen(word));
		for (size_t length; name && *name; name += length + (name[length] == ' ')) {
			length = strcspn(name, " ");
			add_member(&names, name, length);
		}
	}
	if (query_status(&look) != QSER_OK)
		return query_status(&look);
	*change = memory_dup(buffer_text(&ops));
	*columns = memory_dup(buffer_text(&names));
	if (*change && *columns && !ops.failed && !names.failed)
		return QSER_OK;
	free(*change);
	free(*columns);
	*change = *columns = NULL;
	return fail(q, QSER_MEMORY, "out of memory");
}
