/*
 * diary_line.c: the trainer's line: hours logged in a few words, and said back in a few.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "diary.h"
#include "path_life.h"
#include "slot.h"
#include "suggestion.h"

#define SQL_CURRENT                                               \
	"select id, code, title from path where trainer = ?1 and" \
	" (state = 'running' or (?2 = 1 and state <> 'closed')) order by id"

/* The paths an entry may be for, into list; how many there are. */
static enum qser_status current_paths(
	struct qser *q, bool all, int64_t *path, int *count, struct buffer *list)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_CURRENT);
	query_int(&look, 1, q->actor);
	query_int(&look, 2, all);
	*count = 0;
	while (query_row(&look)) {
		++*count;
		*path = query_get_int(&look, 0);
		const char *code = query_get_text(&look, 1);
		buffer_text_add(list, *count > 1 ? ", " : "");
		if (code)
			buffer_text_add(list, code);
		else
			buffer_int(list, *path);
	}
	return query_status(&look);
}

enum qser_status default_path(struct qser *q, int64_t *path)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;
	int count = 0;

	*path = 0;
	if (!q->actor)
		return fail(
			q, QSER_USAGE, "which path? give --path, or say who you are with --actor");
	enum qser_status status = current_paths(q, false, path, &count, &list);
	if (status == QSER_OK && !count)
		status = current_paths(q, true, path, &count, &list);
	if (status != QSER_OK)
		return status;
	if (!count)
		return fail(q, QSER_USAGE, "you have no path that is not closed; give --path");
	return count == 1 ? QSER_OK
			  : fail(q, QSER_USAGE, "which path? give --path, one of: %s",
				    buffer_text(&list));
}

static enum qser_status settle_path(struct row *row)
{
	int64_t path;

	if (row_int(row, "path", 0))
		return QSER_OK;
	enum qser_status status = default_path(row->q, &path);
	if (status == QSER_OK)
		row_put_int(row, "path", path);
	return status;
}

static bool is_span(const char *text)
{
	return strchr(text, '-') || strstr(text, "\xe2\x80\x93");
}

static enum qser_status set_span(struct row *row, const char *text, day_t day)
{
	struct qser *q = row->q;
	struct span span;
	int64_t from, to;
	char next[DAY_TEXT];

	enum qser_status status = span_parse(text, &span, &q->error);
	if (status == QSER_OK)
		status = local_to_stamp(
			day, span.from, span.from_fixed, span.from_offset, &from, &q->error);
	if (status == QSER_OK)
		status = local_to_stamp(day + span.overnight, span.to, span.to_fixed,
			span.to_offset, &to, &q->error);
	if (status != QSER_OK)
		return status;
	if (to <= from)
		return fail(q, QSER_INVALID, "\"%s\" ends before it begins", text);
	if (span.overnight) {
		day_print(day + 1, next);
		remark(q, "%s ends the next day, %s %s", text, day_name(day_weekday(day + 1)),
			next);
	}
	row_put_int(row, "starts_at", from);
	row_put_int(row, "minutes", (to - from) / 60);
	return QSER_OK;
}

static enum qser_status parse_on(struct qser *q, const char *on, day_t *day)
{
	const struct day_context *days;
	enum qser_status status = handle_days(q, &days);

	return status == QSER_OK ? day_parse(on, days, day, &q->error) : status;
}

static enum qser_status set_when(struct row *row, const char *when, const char *on)
{
	struct qser *q = row->q;
	char text[DAY_TEXT];
	int64_t minutes;
	day_t day = q->days.today;
	enum qser_status status = QSER_OK;

	if (row_text(row, "zone") || !row_cell(row, "minutes")->null ||
		!row_cell(row, "starts_at")->null)
		return fail(q, QSER_USAGE, "how long is said once: as 1h30, or as 9:00-10:30");
	if (on)
		status = parse_on(q, on, &day);
	else if (row_text(row, "day"))
		(void)day_read(row_text(row, "day"), &day);
	if (status != QSER_OK)
		return status;
	day_print(day, text);
	row_put_text(row, "day", text);
	if (is_span(when))
		return set_span(row, when, day);
	status = duration_parse(when, MINUTES_MAX, &minutes, &q->error);
	if (status == QSER_OK)
		row_put_int(row, "minutes", minutes);
	return status;
}

/* ---- An entry that was typed, or measured ---- */

#define SQL_ANY_SESSION "select 1 from diary_entry where path = ?1 and kind = 'shadowing' limit 1"

enum qser_status first_session(struct qser *q, int64_t path, const char *kind, bool *first)
{
	int64_t some = 1;

	*first = false;
	if (!path || (kind && strcmp(kind, entry_kinds[0]) != 0))
		return QSER_OK;
	_cleanup_(query_end) struct query look = query(q->store, SQL_ANY_SESSION);
	query_int(&look, 1, path);
	enum qser_status status = query_number(&look, 0, &some);
	*first = !some;
	return status;
}

static enum qser_status tell_plan(struct row *row)
{
	const char *people = row_text(row, "participants");
	int64_t person, path = row_int(row, "path", 0);
	enum qser_status status = QSER_OK;

	for (people = people ? people : ""; status == QSER_OK && (person = next_person(&people));)
		status = slot_done(row->q, path, person, row_text(row, "day"), row->id);
	return status;
}

enum qser_status log_entry(struct row *row, bool gates)
{
	struct qser *q = row->q;
	int64_t path = row_int(row, "path", 0);
	bool first = false;

	enum qser_status status = first_session(q, path, row_text(row, "kind"), &first);
	if (status == QSER_OK && first && gates)
		status = path_may_begin(q, path);
	if (status == QSER_OK)
		status = row_save(row);
	if (status != QSER_OK || !path || strcmp(row_text(row, "kind"), entry_kinds[0]) != 0)
		return status;
	status = path_begun(q, path);
	if (status == QSER_OK)
		status = tell_plan(row);
	return status == QSER_OK ? remind_suggestions(row) : status;
}

enum qser_status qser_diary_log(struct qser *q, const char *when, const char *on,
	const struct qser_field *fields, size_t count, int64_t *id)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, q, QSER_ENTRY);

	enum qser_status status = row_usable(&row);
	if (status == QSER_OK)
		status = row_set_fields(&row, fields, count);
	if (status == QSER_OK)
		status = set_when(&row, when, on);
	if (status == QSER_OK)
		status = settle_path(&row);
	if (status == QSER_OK)
		status = log_entry(&row, true);
	*id = row.id;
	return status;
}

/* ---- The last one ---- */

#define SQL_LAST                                                                                  \
	"select id from diary_entry where trainer = ?1 and kind = 'shadowing' order by day desc," \
	" starts_at desc nulls last, id desc limit 1"

enum qser_status qser_entry_find(struct qser *q, const char *word, int64_t *id)
{
	if (strcmp(word, "last") != 0)
		return qser_find(q, QSER_ENTRY, word, id);
	int64_t actor;
	enum qser_status status = qser_actor(q, &actor, NULL);
	*id = 0;
	if (status == QSER_OK && !actor)
		status = fail(
			q, QSER_USAGE, "the last session of whom? say who you are with --actor");
	if (status != QSER_OK)
		return status;
	_cleanup_(query_end) struct query look = query(q->store, SQL_LAST);
	query_int(&look, 1, actor);
	status = query_number(&look, 0, id);
	return status != QSER_OK || *id
		       ? status
		       : fail(q, QSER_UNKNOWN,
				 "you have no session of shadowing yet; log one with: qser-diary add");
}

/* ---- In words ---- */

#define SQL_ENTRY                                                                       \
	"select coalesce(p.code, p.title), e.day, e.minutes, e.kind from diary_entry e" \
	" left join path p on p.id = e.path where e.id = ?1"
#define SQL_NAMES                                                                        \
	"select p.name from diary_entry_participants l join person p on p.id = l.target" \
	" where l.owner = ?1 order by l.target"

/* "Maria Papadopoulou" -> "Maria P." */
static void short_name(struct buffer *out, const char *name)
{
	const char *last = strrchr(name, ' ');
	size_t first = strcspn(name, " "), letter = 0;

	buffer_add(out, name, first);
	if (!last || !last[1])
		return;
	do
		letter++;
	while (((unsigned char)last[1 + letter] & 0xc0) == 0x80);
	buffer_printf(out, " %.*s.", (int)letter, last + 1);
}

static enum qser_status participant_names(struct qser *q, int64_t id, struct buffer *out)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_NAMES);
	int count = 0;

	query_int(&look, 1, id);
	while (query_row(&look)) {
		count++;
		if (count <= 3) {
			buffer_text_add(out, ", ");
			short_name(out, query_get_text(&look, 0));
		}
	}
	if (count > 3)
		buffer_printf(out, " and %d more", count - 3);
	return query_status(&look);
}

enum qser_status qser_entry_describe(struct qser *q, int64_t id, char **line)
{
	struct buffer out = BUFFER_INIT;
	_cleanup_(query_end) struct query look = query(q->store, SQL_ENTRY);
	int year, month, dom;
	day_t day;

	*line = NULL;
	query_int(&look, 1, id);
	if (!query_row(&look))
		return query_status(&look) != QSER_OK
			       ? query_status(&look)
			       : fail(q, QSER_UNKNOWN, "there is no diary entry %" PRId64, id);
	const char *path = query_get_text(&look, 0);
	buffer_text_add(&out, path ? path : "no path");
	enum qser_status status = participant_names(q, id, &out);
	if (day_read(query_get_text(&look, 1), &day)) {
		day_split(day, &year, &month, &dom);
		int this_year, ignored;
		day_split(q->days.today, &this_year, &ignored, &ignored);
		buffer_printf(
			&out, ", %s %d %s", day_name(day_weekday(day)), dom, month_name(month));
		if (year != this_year)
			buffer_printf(&out, " %d", year);
		buffer_text_add(&out, ", ");
	}
	duration_print(&out, query_get_int(&look, 2));
	buffer_printf(&out, " %s", query_get_text(&look, 3));
	*line = buffer_take(&out);
	return status == QSER_OK && !*line ? fail(q, QSER_MEMORY, "out of memory") : status;
}
