/* marks.c: see marks.h. */
#include "marks.h"

#include <inttypes.h>
#include <string.h>

#include "../base/sha256.h"

void marks_free(struct marks *m)
{
	free(m->list);
}

enum qser_status marks_add(struct marks *m, enum qser_record r, int64_t id)
{
	if (m->count == m->room) {
		size_t room = m->room ? m->room * 2 : 64;
		struct mark *list = reallocarray(m->list, room, sizeof(*list));
		if (!list)
			return fail(m->q, QSER_MEMORY, "out of memory");
		m->list = list;
		m->room = room;
	}
	m->list[m->count++] = (struct mark){.record = r, .id = id};
	return QSER_OK;
}

static int by_record(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->record != y->record)
		return x->record < y->record ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

/* Where the first mark of this or a later record is. */
static size_t lower(const struct marks *m, enum qser_record r, int64_t id)
{
	const struct mark key = {.record = r, .id = id};
	size_t low = 0, high = m->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (by_record(&m->list[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct mark *marks_of(const struct marks *m, enum qser_record r, int64_t id)
{
	size_t at = lower(m, r, id);

	return at < m->count && m->list[at].record == r && m->list[at].id == id ? &m->list[at]
										: NULL;
}

#define SQL_FIRST "select hash from command order by id limit 1"
#define SQL_CHANGES                                                                            \
	"select h.target, h.more, c.at from change h join command c on c.id = h.command where" \
	" h.record = ?1 and h.target >= ?2 and h.target - h.more <= ?3"

/* One change, of more + 1 records up to target. */
static void count_change(
	struct marks *m, enum qser_record r, int64_t target, int64_t more, int64_t at)
{
	for (size_t i = lower(m, r, target - more); i < m->count; i++) {
		struct mark *mark = &m->list[i];
		if (mark->record != r || mark->id > target)
			return;
		mark->edits++;
		if (mark->changed < at)
			mark->changed = at;
	}
}

/* Those from first up to next, all of one kind. */
static enum qser_status read_changes(struct marks *m, size_t first, size_t next)
{
	enum qser_record r = m->list[first].record;
	_cleanup_(query_end) struct query all = query(m->q->store, SQL_CHANGES);

	query_int(&all, 1, r);
	query_int(&all, 2, m->list[first].id);
	query_int(&all, 3, m->list[next - 1].id);
	while (query_row(&all))
		count_change(m, r, query_get_int(&all, 0), query_get_int(&all, 1),
			query_get_int(&all, 2));
	for (size_t i = first; i < next; i++)
		m->list[i].edits -= m->list[i].edits > 0; /* it was added once */
	return query_status(&all);
}

static enum qser_status read_database(struct marks *m)
{
	_cleanup_(query_end) struct query look = query(m->q->store, SQL_FIRST);

	if (query_row(&look))
		(void)snprintf(m->database, sizeof(m->database), "%.8s", query_get_text(&look, 0));
	return query_status(&look);
}

enum qser_status marks_read(struct marks *m)
{
	enum qser_status status = read_database(m);

	if (m->count)
		qsort(m->list, m->count, sizeof(*m->list), by_record);
	for (size_t first = 0, next; status == QSER_OK && first < m->count; first = next) {
		for (next = first;
			next < m->count && m->list[next].record == m->list[first].record;)
			next++;
		status = read_changes(m, first, next);
	}
	return status;
}

void marks_uid(const struct marks *m, const char *kind, int64_t id, char out[UID_TEXT])
{
	(void)snprintf(out, UID_TEXT, "%s-%" PRId64 "-%s@qser", kind, id, m->database);
}

/* Version 8 of RFC 9562: of one's own making. */
void marks_uuid(const struct marks *m, const char *kind, int64_t id, char out[UID_TEXT])
{
	unsigned char digest[SHA256_BYTES];
	char text[UID_TEXT], hex[SHA256_TEXT];
	struct sha256 hash;

	marks_uid(m, kind, id, text);
	sha256_init(&hash);
	sha256_add(&hash, text, strlen(text));
	sha256_end(&hash, digest);
	sha256_print(digest, hex);
	(void)snprintf(out, UID_TEXT, "urn:uuid:%.8s-%.4s-8%.3s-a%.3s-%.12s", hex, hex + 8,
		hex + 13, hex + 17, hex + 20);
}
