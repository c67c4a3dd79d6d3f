/* attention.c: of a progress report: suggestions and what became of them, gates that were passed.
 */
#include <string.h>

#include "progress.h"

#define SQL_SUGGESTIONS                                                                  \
	"select e.path, s.outcome, s.due, count(*) from suggestion s join diary_entry e" \
	" on e.id = s.entry"
#define BY_OUTCOME " group by e.path, s.outcome, s.due"

static void add_outcome(const struct progress *p, struct suggestions *s, struct query *q)
{
	const char *outcome = query_get_word(q, 1), *due = query_get_text(q, 2);
	int32_t count = (int32_t)query_get_int(q, 3);

	s->given += count;
	if (!strcmp(outcome, "implemented"))
		s->implemented += count;
	else if (!strcmp(outcome, "partly"))
		s->partly += count;
	else if (!strcmp(outcome, "open"))
		s->open += count;
	if (!strcmp(outcome, "open") && due && strcmp(due, p->q->today) <= 0)
		s->due += count;
}

static enum qser_status read_suggestions(struct progress *p)
{
	_cleanup_(query_end) struct query look =
		progress_query(p, SQL_SUGGESTIONS, "e.path", BY_OUTCOME);

	while (query_row(&look)) {
		uint32_t way = progress_find_path(p, query_get_int(&look, 0));
		if (way != NONE)
			add_outcome(p, &p->ways[way].suggestions, &look);
	}
	return query_status(&look);
}

/* What was suggested to all of a session was suggested to each. */
#define SQL_OF_PEOPLE                                                             \
	"select e.path, s.outcome, s.due, count(*), coalesce(s.person, l.target)" \
	" from suggestion s join diary_entry e on e.id = s.entry left join"       \
	" diary_entry_participants l on s.person is null and l.owner = e.id"
#define BY_PERSON " group by e.path, s.outcome, s.due, coalesce(s.person, l.target)"

static enum qser_status read_suggestions_of_people(struct progress *p)
{
	_cleanup_(query_end) struct query look =
		progress_query(p, SQL_OF_PEOPLE, "e.path", BY_PERSON);

	while (query_row(&look)) {
		uint32_t way = progress_find_path(p, query_get_int(&look, 0));
		uint32_t member =
			way == NONE ? NONE : progress_find_member(p, way, query_get_int(&look, 4));
		if (member != NONE)
			add_outcome(p, &p->members[member].suggestions, &look);
	}
	return query_status(&look);
}

#define SQL_EXCEPTIONS "select x.path, x.gate, x.reason from exception x"
#define BY_PATH " order by x.path, x.id"

static void keep_passed(struct progress *p, uint32_t way, struct buffer *text)
{
	if (way != NONE)
		p->ways[way].passed = progress_text(p, buffer_text(text));
	buffer_clear(text);
}

/* "self-reflection (the answers follow), limits (one more session)" */
static enum qser_status read_exceptions(struct progress *p)
{
	_cleanup_(query_end) struct query look =
		progress_query(p, SQL_EXCEPTIONS, "x.path", BY_PATH);
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	uint32_t way = NONE;

	while (query_row(&look)) {
		uint32_t next = progress_find_path(p, query_get_int(&look, 0));
		if (next != way)
			keep_passed(p, way, &text);
		way = next;
		buffer_printf(&text, "%s%s (%s)", text.length ? ", " : "", query_get_text(&look, 1),
			query_get_text(&look, 2));
	}
	keep_passed(p, way, &text);
	return text.failed ? fail(p->q, QSER_MEMORY, "out of memory") : query_status(&look);
}

enum qser_status progress_read_attention(struct progress *p)
{
	enum qser_status status = read_suggestions(p);

	if (status == QSER_OK && p->persons.length)
		status = read_suggestions_of_people(p);
	return status == QSER_OK ? read_exceptions(p) : status;
}
