/*
 * sum.c: hours added up (C10).  Minutes are summed as whole numbers, grouped inside first by what the
 * indexes hold, then by what is asked for.  A trainer's hours count an entry once, each participant's
 * once: with participant among the keys an entry of two counts for both.
 */
#include <inttypes.h>
#include <string.h>

#include "../record/find.h"
#include "../record/where.h"
#include "domain.h"

#define KEYS_MAX 4

/* A key of a sum: what the inner select groups by, and what is shown of it. */
struct key {
	const char *name, *inner;
	const char *before, *after; /* around the inner key, where something else is shown */
	enum qser_record names;	    /* whose codes are shown */
};

static const struct key keys[] = {
	{"trainer", "t.trainer", NULL, NULL, QSER_PERSON},
	{"participant", "p.target", NULL, NULL, QSER_PERSON},
	{"path", "t.path", NULL, NULL, QSER_PATH},
	{"kind", "t.kind", "", "", QSER_NO_RECORD},
	{"day", "t.day", "", "", QSER_NO_RECORD},
	{"week", "t.day", STORE_WEEK "(", ")", QSER_NO_RECORD},
	{"month", "t.day", "substr(", ", 1, 7)", QSER_NO_RECORD},
};

static const struct key *find_key(const char *name, size_t length)
{
	for (size_t i = 0; i < COUNT(keys); i++)
		if (strlen(keys[i].name) == length && !strncmp(keys[i].name, name, length))
			return &keys[i];
	return NULL;
}

static enum qser_status parse_keys(struct qser *q, const char *by, const struct key **out, size_t *count)
{
	*count = 0;
	while (*by) {
		size_t length = strcspn(by, ",");
		const struct key *key = find_key(by, length);
		if (!key)
			return fail(q, QSER_USAGE,
				"by: \"%.*s\" is not one of trainer, participant, path, kind, day, week, month",
				(int)(length > 40 ? 40 : length), by);
		if (*count == KEYS_MAX)
			return fail(q, QSER_USAGE, "by: at most %d keys", KEYS_MAX);
		out[(*count)++] = key;
		by += length + (by[length] == ',');
	}
	return *count ? QSER_OK : fail(q, QSER_USAGE, "by: is missing");
}

static bool has_participants(const struct key *const *by, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(by[i]->name, "participant"))
			return true;
	return false;
}

static void inner_select(struct buffer *sql, const struct key *const *by, size_t count,
	const struct where *where)
{
	buffer_text_add(sql, "(select ");
	for (size_t i = 0; i < count; i++)
		buffer_printf(sql, "%s as k%zu, ", by[i]->inner, i);
	buffer_text_add(sql, "sum(t.minutes) as minutes, count(*) as entries from diary_entry t");
	if (has_participants(by, count))
		buffer_text_add(sql, " left join diary_entry_participants p on p.owner = t.id");
	if (where->sql.length)
		buffer_printf(sql, " where %s", buffer_text(&where->sql));
	buffer_text_add(sql, " group by ");
	for (size_t i = 0; i < count; i++)
		buffer_printf(sql, "%s%s", i ? ", " : "", by[i]->inner);
	buffer_text_add(sql, ") g");
}

static void outer_expression(struct buffer *sql, const struct key *key, size_t number)
{
	char alias[24];

	if (!key->names) {
		buffer_printf(sql, "%sg.k%zu%s", key->before, number, key->after);
		return;
	}
	(void)snprintf(alias, sizeof(alias), "n%zu", number);
	find_name_sql(record_of(key->names), alias, sql);
}

static void build(struct buffer *sql, const struct key *const *by, size_t count, const struct where *where)
{
	buffer_text_add(sql, "select ");
	for (size_t i = 0; i < count; i++) {
		outer_expression(sql, by[i], i);
		buffer_text_add(sql, ", ");
	}
	buffer_text_add(sql, "sum(g.entries), sum(g.minutes) from ");
	inner_select(sql, by, count, where);
	for (size_t i = 0; i < count; i++)
		if (by[i]->names)
			buffer_printf(sql, " left join %s n%zu on n%zu.id = g.k%zu",
				record_of(by[i]->names)->table, i, i, i);
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < count; i++)
			buffer_printf(sql, "%s%zu", i ? ", " : pass ? " order by " : " group by ", i + 1);
}

enum qser_status qser_diary_sum(struct qser *q, const char *by, const struct qser_field *filters,
	size_t filter_count, qser_sum_fn *fn, void *ctx)
{
	const struct key *keyed[KEYS_MAX];
	const char *names[KEYS_MAX];
	size_t count;
	_cleanup_(where_free) struct where where = {0};
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;

	enum qser_status status = parse_keys(q, by, keyed, &count);
	if (status == QSER_OK)
		status = where_build(q, &entry_record, filters, filter_count, &where);
	if (status != QSER_OK)
		return status;
	build(&sql, keyed, count, &where);
	_cleanup_(query_end) struct query look = query(q->store, buffer_text(&sql));
	where_bind(&where, &look);
	while (query_row(&look)) {
		for (size_t i = 0; i < count; i++)
			names[i] = query_get_text(&look, (int)i);
		if (fn(ctx, count, names, query_get_int(&look, (int)count),
			    query_get_int(&look, (int)count + 1)))
			return QSER_STOPPED;
	}
	return query_status(&look);
}
