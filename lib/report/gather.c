/*
 * gather.c: paths, steps and participants of a progress report.
 *
 * A handful of queries for all paths together, in whatever order is cheapest; what they give finds
 * its path by an index in memory, so that nothing is asked for path by path.
 */
#include "progress.h"

#include <inttypes.h>
#include <string.h>

#include "../domain/sum.h"
#include "../record/find.h"

#define POOL_MAX ((size_t)UINT32_MAX - 1)

void progress_free(struct progress *p)
{
	buffer_free(&p->persons);
	buffer_free(&p->condition);
	buffer_free(&p->parameters);
	buffer_free(&p->pool);
	buffer_free(&p->weeks);
	free(p->ways);
	free(p->members);
	free(p->index);
}

uint32_t progress_text(struct progress *p, const char *text)
{
	size_t at = p->pool.length, length = text ? strlen(text) : 0;

	if (!length)
		return NO_TEXT;
	if (at + length >= POOL_MAX)
		p->pool.failed = true;
	buffer_add(&p->pool, text, length + 1);
	return p->pool.failed ? NO_TEXT : (uint32_t)at;
}

/* ---- Index by path and person ---- */

/*
 * Open addressing.  An entry is the number of a member, found by the number of its path's row and
 * the person, or that of a path with the highest bit set, found by its id and person 0.
 */
#define WAY_BIT (UINT32_C(1) << 31)

static size_t slot_of(const struct progress *p, int64_t of, int64_t person)
{
	uint64_t h = (uint64_t)of * UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t)person;

	h *= UINT64_C(0xD6E8FEB86659FD93);
	return (size_t)(h >> 32) & (p->index_size - 1);
}

static bool is_at(const struct progress *p, uint32_t entry, int64_t of, int64_t person)
{
	if (entry & WAY_BIT)
		return person == 0 && p->ways[entry & ~WAY_BIT].path == of;
	return p->members[entry].person == person && p->members[entry].way == of;
}

static size_t find_slot(const struct progress *p, int64_t of, int64_t person)
{
	size_t slot = slot_of(p, of, person);

	while (p->index[slot] != NONE && !is_at(p, p->index[slot], of, person))
		slot = (slot + 1) & (p->index_size - 1);
	return slot;
}

static uint32_t find(const struct progress *p, int64_t of, int64_t person)
{
	uint32_t entry = p->index_size ? p->index[find_slot(p, of, person)] : NONE;

	return entry == NONE ? NONE : entry & ~WAY_BIT;
}

uint32_t progress_find_path(const struct progress *p, int64_t path)
{
	return find(p, path, 0);
}

uint32_t progress_find_member(const struct progress *p, uint32_t way, int64_t person)
{
	return find(p, way, person);
}

static void put(struct progress *p, uint32_t entry)
{
	size_t slot = entry & WAY_BIT
			      ? find_slot(p, p->ways[entry & ~WAY_BIT].path, 0)
			      : find_slot(p, p->members[entry].way, p->members[entry].person);

	p->index[slot] = entry;
	p->index_used++;
}

/* Never more than half full. */
static bool reindex(struct progress *p)
{
	size_t size = p->index_size ? p->index_size * 2 : 1024;
	uint32_t *index = reallocarray(p->index, size, sizeof(*index));

	if (!index)
		return false;
	memset(index, 0xff, size * sizeof(*index));
	p->index = index;
	p->index_size = size;
	p->index_used = 0;
	for (uint32_t i = 0; i < p->way_count; i++)
		put(p, i | WAY_BIT);
	for (uint32_t i = 0; i < p->member_count; i++)
		put(p, i);
	return true;
}

static enum qser_status enter(struct progress *p, uint32_t entry)
{
	if ((p->index_used + 1) * 2 <= p->index_size) {
		put(p, entry);
		return QSER_OK;
	}
	return reindex(p) ? QSER_OK : fail(p->q, QSER_MEMORY, "out of memory");
}

/* ---- Which paths ---- */

static enum qser_status add_condition(struct progress *p, enum qser_record r, const char *option,
	const char *words, const char *before, const char *after)
{
	struct buffer *c = &p->condition;
	size_t from = p->parameters.length;

	if (!words)
		return QSER_OK;
	enum qser_status status = sum_ids(p->q, r, option, words, &p->parameters);
	buffer_printf(c, "%s%s", c->length ? " and " : "", before);
	for (size_t at = from; at < p->parameters.length; at += sizeof(int64_t))
		buffer_printf(c, "%s?%zu", at > from ? ", " : "", at / sizeof(int64_t) + 1);
	buffer_text_add(c, after);
	return status;
}

static enum qser_status choose(struct progress *p)
{
	const struct qser_report *r = p->request;
	enum qser_status status = add_condition(
		p, QSER_ORGANISATION, "organisation", r->organisation, "t.organisation in (", ")");

	if (status == QSER_OK)
		status = add_condition(p, QSER_PATH, "path", r->path, "t.id in (", ")");
	if (status == QSER_OK)
		status =
			add_condition(p, QSER_PERSON, "trainer", r->trainer, "t.trainer in (", ")");
	if (status == QSER_OK)
		status = add_condition(p, QSER_PERSON, "participant", r->participant,
			"t.id in (select path from participant where person in (", "))");
	if (status == QSER_OK)
		status = sum_ids(p->q, QSER_PERSON, "participant", r->participant, &p->persons);
	return status;
}

struct query progress_query(
	struct progress *p, const char *select, const char *column, const char *order)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;

	buffer_text_add(&sql, select);
	if (p->condition.length && !strcmp(column, "t.id"))
		buffer_printf(&sql, " where %s", buffer_text(&p->condition));
	else if (p->condition.length)
		buffer_printf(&sql, " where %s in (select t.id from path t where %s)", column,
			buffer_text(&p->condition));
	else
		buffer_printf(&sql, " where %s is not null", column);
	buffer_text_add(&sql, order);
	struct query look = query_built(p->q->store, &sql);
	for (size_t at = 0; at < p->parameters.length; at += sizeof(int64_t)) {
		int64_t id;
		memcpy(&id, p->parameters.data + at, sizeof(id));
		query_int(&look, (int)(at / sizeof(id)) + 1, id);
	}
	return look;
}

/* ---- Paths ---- */

#define SQL_PATHS                                                                               \
	"select t.id, t.code, t.title, t.state, t.starts, t.ends, t.hours, "                    \
	"t.participants_planned, o.id,"                                                         \
	" coalesce(o.code, cast(o.id as text)), o.name, d.name, coalesce(n.code, cast(n.id as " \
	"text)),"                                                                               \
	" n.name from path t join organisation o on o.id = t.organisation"                      \
	" left join department d on d.id = t.department left join person n on n.id = t.trainer"
#define ORDER_PATHS " order by " STORE_SORT "(o.name), o.id, " STORE_SORT "(t.title), t.id"

static int64_t int_or_none(struct query *q, int column)
{
	return query_is_null(q, column) ? -1 : query_get_int(q, column);
}

/* Text of a column; kept once while it stays the same from row to row. */
static uint32_t same_text(struct progress *p, struct query *q, int column, uint32_t before)
{
	const char *text = query_get_text(q, column);

	return text && before && !strcmp(pool_text(p, before), text) ? before
								     : progress_text(p, text);
}

static void take_path(struct progress *p, struct query *q, struct way *w, const struct way *before)
{
	char id[24];
	const char *code = query_get_text(q, 1);

	*w = (struct way){.path = query_get_int(q, 0), .first = NONE, .last_member = NONE};
	w->checklists.first = w->checklists.last = NO_SCORE;
	(void)snprintf(id, sizeof(id), "%" PRId64, w->path);
	w->code = progress_text(p, code ? code : id);
	w->title = progress_text(p, query_get_text(q, 2));
	w->state = same_text(p, q, 3, before->state);
	w->starts = same_text(p, q, 4, before->starts);
	w->ends = same_text(p, q, 5, before->ends);
	w->planned = int_or_none(q, 6);
	w->participants_planned = int_or_none(q, 7);
	w->organisation = query_get_int(q, 8);
	w->organisation_code = same_text(p, q, 9, before->organisation_code);
	w->organisation_name = same_text(p, q, 10, before->organisation_name);
	w->department = same_text(p, q, 11, before->department);
	w->trainer_code = same_text(p, q, 12, before->trainer_code);
	w->trainer_name = same_text(p, q, 13, before->trainer_name);
}

static bool make_room(void **rows, size_t *room, size_t count, size_t size)
{
	if (count < *room)
		return true;
	size_t more = *room ? *room + *room / 2 : 256;
	void *grown = more < WAY_BIT ? reallocarray(*rows, more, size) : NULL;
	if (!grown)
		return false;
	*rows = grown;
	*room = more;
	return true;
}

static enum qser_status read_paths(struct progress *p)
{
	static const struct way nothing = {.path = 0};
	_cleanup_(query_end) struct query look = progress_query(p, SQL_PATHS, "t.id", ORDER_PATHS);
	enum qser_status status = QSER_OK;

	while (status == QSER_OK && query_row(&look)) {
		size_t n = p->way_count;
		if (!make_room((void **)&p->ways, &p->way_room, n, sizeof(*p->ways)))
			return fail(p->q, QSER_MEMORY, "out of memory");
		take_path(p, &look, &p->ways[n], n ? &p->ways[n - 1] : &nothing);
		p->way_count++;
		status = enter(p, (uint32_t)n | WAY_BIT);
	}
	return status == QSER_OK ? query_status(&look) : status;
}

/* ---- Participants ---- */

enum qser_status progress_add_member(
	struct progress *p, uint32_t way, int64_t person, uint32_t *out)
{
	size_t n = p->member_count;

	if (!make_room((void **)&p->members, &p->member_room, n, sizeof(*p->members)))
		return fail(p->q, QSER_MEMORY, "out of memory");
	struct member *m = &p->members[n];
	struct way *w = &p->ways[way];
	*m = (struct member){.person = person, .way = way, .next = NONE, .planned = -1};
	m->checklists.first = m->checklists.last = NO_SCORE;
	if (w->first == NONE)
		w->first = (uint32_t)n;
	else
		p->members[w->last_member].next = (uint32_t)n;
	w->last_member = *out = (uint32_t)n;
	p->member_count++;
	return enter(p, (uint32_t)n);
}

static bool is_wanted(const struct progress *p, int64_t person)
{
	for (size_t at = 0; at < p->persons.length; at += sizeof(int64_t))
		if (!memcmp(p->persons.data + at, &person, sizeof(person)))
			return true;
	return !p->persons.length;
}

#define SQL_PARTICIPANTS                                                                 \
	"select a.path, a.person, a.hours, coalesce(n.code, cast(n.id as text)), n.name" \
	" from participant a join person n on n.id = a.person"
#define ORDER_PARTICIPANTS " order by a.path, " STORE_SORT "(n.name), n.id"

static enum qser_status read_participants(struct progress *p)
{
	_cleanup_(query_end) struct query look =
		progress_query(p, SQL_PARTICIPANTS, "a.path", ORDER_PARTICIPANTS);
	enum qser_status status = QSER_OK;
	uint32_t n = NONE;

	while (status == QSER_OK && query_row(&look)) {
		uint32_t way = progress_find_path(p, query_get_int(&look, 0));
		if (way == NONE)
			continue;
		p->ways[way].listed++;
		if (!is_wanted(p, query_get_int(&look, 1)))
			continue;
		status = progress_add_member(p, way, query_get_int(&look, 1), &n);
		if (status != QSER_OK)
			break;
		struct member *m = &p->members[n];
		m->listed = true;
		m->planned = int_or_none(&look, 2);
		m->code = progress_text(p, query_get_text(&look, 3));
		m->name = progress_text(p, query_get_text(&look, 4));
	}
	return status == QSER_OK ? query_status(&look) : status;
}

/* Those met in the diary alone still need a name. */
#define SQL_NAME "select coalesce(code, cast(id as text)), name from person where id = ?1"

static enum qser_status name_others(struct progress *p)
{
	for (size_t i = 0; i < p->member_count; i++) {
		struct member *m = &p->members[i];
		if (m->listed)
			continue;
		_cleanup_(query_end) struct query look = query(p->q->store, SQL_NAME);
		query_int(&look, 1, m->person);
		if (query_row(&look)) {
			m->code = progress_text(p, query_get_text(&look, 0));
			m->name = progress_text(p, query_get_text(&look, 1));
		}
		if (query_status(&look) != QSER_OK)
			return query_status(&look);
	}
	return QSER_OK;
}

/* ---- Steps ---- */

#define SQL_STEPS "select s.path, s.number, s.state, s.title, s.day from step s"
#define ORDER_STEPS " order by s.path desc, s.number desc"

static void take_open(struct progress *p, struct way *w, struct query *q, int64_t number,
	uint32_t titles[STEP_COUNT + 1])
{
	const char *day = query_get_text(q, 4);

	w->next = (uint8_t)number;
	w->next_title = titles[number] = same_text(p, q, 3, titles[number]);
	(void)snprintf(w->next_day, sizeof(w->next_day), "%s", day ? day : "");
}

/*
 * The steps come from the last to the first.  The next one is the furthest that is started; else
 * the first behind all that are over; when all that are left lie before those, the lowest.
 */
static void take_step(
	struct progress *p, struct way *w, struct query *q, uint32_t titles[STEP_COUNT + 1])
{
	const char *state = query_get_word(q, 2);
	int64_t number = query_get_int(q, 1);
	bool done = !strcmp(state, "done"), started = !strcmp(state, "started");

	if (done || !strcmp(state, "skipped")) {
		if (!w->done && !w->skipped)
			w->next_ahead = w->next != 0;
		w->done += done;
		w->skipped += !done;
		return;
	}
	if (number < 1 || number > STEP_COUNT)
		return;
	w->open |= (uint16_t)(1U << number);
	if (!w->next_started && (started || !w->next_ahead))
		take_open(p, w, q, number, titles);
	w->next_started = w->next_started || started;
}

static enum qser_status read_steps(struct progress *p)
{
	_cleanup_(query_end) struct query look =
		progress_query(p, SQL_STEPS, "s.path", ORDER_STEPS);
	uint32_t titles[STEP_COUNT + 1] = {NO_TEXT};

	while (query_row(&look)) {
		uint32_t way = progress_find_path(p, query_get_int(&look, 0));
		if (way != NONE)
			take_step(p, &p->ways[way], &look, titles);
	}
	return query_status(&look);
}

enum qser_status progress_read_paths(struct progress *p)
{
	buffer_add(&p->pool, "", 1); /* NO_TEXT */
	enum qser_status status = choose(p);

	if (status == QSER_OK)
		status = read_paths(p);
	return status == QSER_OK ? read_steps(p) : status;
}

enum qser_status progress_read_change(struct progress *p)
{
	enum qser_status status = progress_read_paths(p);

	if (status == QSER_OK)
		status = read_participants(p);
	if (status == QSER_OK)
		status = progress_read_checklists(p);
	return status == QSER_OK ? progress_read_scores(p) : status;
}

enum qser_status progress_read(struct progress *p)
{
	enum qser_status status = progress_read_paths(p);

	if (status == QSER_OK)
		status = read_participants(p);
	if (status == QSER_OK)
		status = progress_read_hours(p);
	if (status == QSER_OK)
		status = progress_read_checklists(p);
	if (status == QSER_OK)
		status = progress_read_scores(p);
	if (status == QSER_OK)
		status = progress_read_attention(p);
	if (status == QSER_OK)
		status = name_others(p);
	return status == QSER_OK && (p->pool.failed || p->weeks.failed)
		       ? fail(p->q, QSER_MEMORY, "out of memory")
		       : status;
}
