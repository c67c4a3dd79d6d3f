/*
 * salvage_walk.c: the rows of a table some pages of which are broken.  The engine stops at the
 * first it meets.  So rows are read from the front, then from the back, and what lies between the
 * two stops is divided and read in halves, until a piece holds a single key.  The larger pieces
 * come first, and when too many in a row give nothing, the rest is taken to be lost.
 */
#include <string.h>

#include "salvage.h"

enum { TRIES = 20000, TRIES_FOR_ANY = 2000 }; /* in vain, and a quarter of the rows found */

enum direction { FORWARDS, BACKWARDS };

struct span {
	int64_t low, high; /* both are part of it */
};

static bool prepare(struct walk *w, enum direction way)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;

	if (w->rows[way])
		return true;
	buffer_printf(&sql, "select %s from %s where %s between ?1 and ?2 order by %s%s",
		w->columns, w->table, w->key, w->key, way == BACKWARDS ? " desc" : "");
	return !sql.failed &&
	       sqlite3_prepare_v2(w->wreck->db, sql.data, -1, &w->rows[way], NULL) == SQLITE_OK;
}

static int begin_span(struct walk *w, enum direction way, struct span s)
{
	if (!prepare(w, way))
		return SQLITE_CORRUPT;
	int low = sqlite3_bind_int64(w->rows[way], 1, s.low);
	int high = sqlite3_bind_int64(w->rows[way], 2, s.high);
	return low == SQLITE_OK ? high : low;
}

/* What came of reading a span. */
struct reading {
	bool whole; /* to its end */
	bool any;
	int64_t last; /* the key of the last row, when there was any */
	enum qser_status status;
};

/* Pages that are linked wrongly may come again, or in another order. */
static bool is_astray(const struct reading *r, enum direction way, struct span s, int64_t key)
{
	return key < s.low || key > s.high ||
	       (r->any && (way == FORWARDS ? key < r->last : key > r->last));
}

static struct reading read_span(struct walk *w, enum direction way, struct span s)
{
	struct reading r = {.status = QSER_OK};
	int code = begin_span(w, way, s);
	sqlite3_stmt *rows = w->rows[way];

	while (code == SQLITE_OK && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		int64_t key = sqlite3_column_int64(rows, 0);
		if (is_astray(&r, way, s, key))
			break;
		r.last = key;
		r.any = true;
		w->found++;
		r.status = w->fn(w->ctx, rows);
		code = r.status == QSER_OK ? SQLITE_OK : SQLITE_ABORT;
	}
	if (rows)
		(void)sqlite3_reset(rows);
	if ((code & 0xff) == SQLITE_NOMEM)
		r.status = error_set(w->wreck->error, QSER_MEMORY, "out of memory");
	if (code == SQLITE_INTERRUPT)
		r.status = error_set(w->wreck->error, QSER_INTERRUPTED, "interrupted");
	r.whole = code == SQLITE_DONE;
	w->broken |= !r.whole;
	w->failed += !r.whole;
	return r;
}

/* From both sides; s becomes what is left in the middle.  False: nothing is, or *status tells. */
static bool narrow(struct walk *w, struct span *s, enum qser_status *status)
{
	int64_t apart = w->unique; /* else there may be more rows of the same key */
	struct reading r = read_span(w, FORWARDS, *s);

	*status = r.status;
	if (r.whole || *status != QSER_OK || (r.any && r.last == INT64_MAX))
		return false;
	s->low = r.any ? r.last + apart : s->low;
	if (s->low > s->high)
		return false;
	r = read_span(w, BACKWARDS, *s);
	*status = r.status;
	if (r.whole || *status != QSER_OK)
		return false;
	s->high = r.any ? r.last - apart : s->high;
	return s->low <= s->high;
}

/* Pieces to be tried, first in, first out. */
struct pieces {
	struct span *list;
	size_t next, count, room;
};

static bool add_piece(struct pieces *p, struct span s)
{
	if (p->next > 1024 && p->next > p->count / 2) {
		memmove(p->list, p->list + p->next, (p->count - p->next) * sizeof(*p->list));
		p->count -= p->next;
		p->next = 0;
	}
	if (p->count == p->room) {
		size_t room = p->room ? 2 * p->room : 64;
		struct span *list = realloc(p->list, room * sizeof(*list));
		if (!list)
			return false;
		p->list = list;
		p->room = room;
	}
	p->list[p->count++] = s;
	return true;
}

/* A piece of one key was tried when it was narrowed. */
static enum qser_status divide(struct walk *w, struct pieces *p, struct span s)
{
	enum qser_status status = QSER_OK;
	int64_t middle = s.low + (s.high - s.low) / 2;
	struct span halves[] = {{s.low, middle}, {middle + 1, s.high}};

	for (int i = 0; i < 2 && s.low < s.high && status == QSER_OK; i++) {
		bool left = narrow(w, &halves[i], &status);
		if (left && !add_piece(p, halves[i]))
			status = error_set(w->wreck->error, QSER_MEMORY, "out of memory");
	}
	return status;
}

static bool is_worth_it(const struct walk *w)
{
	return w->failed < (w->found ? TRIES + w->found / 4 : TRIES_FOR_ANY);
}

enum qser_status wreck_walk(struct walk *w)
{
	enum qser_status status = QSER_OK;
	struct pieces pieces = {0};
	struct span s = {INT64_MIN, INT64_MAX};

	if (narrow(w, &s, &status)) {
		s.low = s.low < 0 ? 0 : s.low;
		s.high = s.high > w->most ? w->most : s.high;
		if (s.low <= s.high)
			status = divide(w, &pieces, s);
	}
	while (status == QSER_OK && pieces.next < pieces.count && is_worth_it(w))
		status = divide(w, &pieces, pieces.list[pieces.next++]);
	free(pieces.list);
	for (int i = 0; i < 2; i++)
		(void)sqlite3_finalize(w->rows[i]);
	return status;
}
