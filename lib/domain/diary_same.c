/* diary_same.c: which entry of the diary a row of an import means. */
#include "diary.h"

#include <inttypes.h>
#include <string.h>

#define SQL_SAME_START \
	"select id from diary_entry where trainer = ?1 and starts_at = ?2 order by id"
#define SQL_SAME_HOURS                                                                            \
	"select id from diary_entry where trainer = ?1 and day = ?2 and kind = ?3 and minutes = " \
	"?4"                                                                                      \
	" and path is not distinct from ?5 and starts_at is null order by id"
#define SQL_MEMBERS "select target from diary_entry_participants where owner = ?1 order by target"

static enum qser_status same_participants(struct row *row, int64_t id, bool *same)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;
	_cleanup_(query_end) struct query q = query(row->q->store, SQL_MEMBERS);
	const char *given = row_text(row, "participants");

	query_int(&q, 1, id);
	while (query_row(&q))
		buffer_printf(&list, "%s%" PRId64, list.length ? ";" : "", query_get_int(&q, 0));
	*same = !given || !strcmp(given, buffer_text(&list));
	return query_status(&q);
}

static struct query same_entries(struct row *row)
{
	const struct cell *at = row_cell(row, "starts_at");
	const char *kind = row_text(row, "kind");
	struct query q = query(row->q->store, at->null ? SQL_SAME_HOURS : SQL_SAME_START);

	query_int(&q, 1, row_int(row, "trainer", 0));
	if (!at->null) {
		query_int(&q, 2, at->number);
		return q;
	}
	query_text(&q, 2, row_text(row, "day"));
	query_text(&q, 3, kind ? kind : entry_kinds[0]);
	query_int(&q, 4, row_int(row, "minutes", 0));
	if (!row_cell(row, "path")->null)
		query_int(&q, 5, row_int(row, "path", 0));
	return q;
}

/* The same trainer at the same moment; without a clock the same hours of the same people on the
 * same day, where the second such row of a file is the second such entry. */
enum qser_status entry_match(struct row *row, int64_t *id)
{
	enum qser_status status = entry_default_trainer(row);
	_cleanup_(query_end) struct query q = same_entries(row);

	*id = 0;
	while (status == QSER_OK && !*id && query_row(&q)) {
		int64_t candidate = query_get_int(&q, 0);
		bool same = false;
		if (row->taken && id_lines_get(row->taken, candidate))
			continue;
		status = same_participants(row, candidate, &same);
		if (same)
			*id = candidate;
	}
	return status == QSER_OK ? query_status(&q) : status;
}
