/*
 * sum.c: hours added up (C10).  Minutes are summed as whole numbers, grouped inside first by what
 * the indexes hold, then by what is asked for.  A trainer's hours count an entry once, each
 * participant's once: with participant among the keys an entry of two counts for both.
 */
#include "sum.h"

#include <inttypes.h>
#include <string.h>

#include "../base/text.h"
#include "../record/find.h"
#include "../record/where.h"

/*
 * The keys, each said once: its name and label, what the inner select groups by, what is around
 * that where it is shown itself, whose codes are shown otherwise, and the column of the path that
 * names those, where it is not the key itself.
 */
#define KEYS(K)                                                                               \
	K("trainer", "Trainer", QSER_TEXT, "t.trainer", NULL, NULL, QSER_PERSON, NULL)        \
	K("participant", "Participant", QSER_TEXT, "p.target", NULL, NULL, QSER_PERSON, NULL) \
	K("path", "Path", QSER_TEXT, "t.path", NULL, NULL, QSER_PATH, NULL)                   \
	K("kind", "Kind", QSER_TEXT, "t.kind", "", "", QSER_NO_RECORD, NULL)                  \
	K("day", "Day", QSER_DAY, "t.day", "", "", QSER_NO_RECORD, NULL)                      \
	K("week", "Week", QSER_TEXT, "t.day", STORE_WEEK "(", ")", QSER_NO_RECORD, NULL)      \
	K("month", "Month", QSER_TEXT, "t.day", "substr(", ", 1, 7)", QSER_NO_RECORD, NULL)   \
	K("organisation", "Organisation", QSER_TEXT, "t.path", NULL, NULL, QSER_ORGANISATION, \
		"organisation")                                                               \
	K("department", "Department", QSER_TEXT, "t.path", NULL, NULL, QSER_DEPARTMENT,       \
		"department")                                                                 \
	K("project", "Project", QSER_TEXT, "t.path", NULL, NULL, QSER_PROJECT, "project")

struct key {
	const char *name, *inner, *before, *after;
	enum qser_record names;
	const char *of_path;
};

#define AS_KEY(name, label, type, inner, before, after, names, of_path) \
	{name, inner, before, after, names, of_path},
#define AS_COLUMN(key, title, kind, inner, before, after, names, of_path) \
	{.name = key, .label = title, .type = kind},
#define AS_WORD(name, label, type, inner, before, after, names, of_path) name,

static const struct key keys[] = {KEYS(AS_KEY)};
static const struct qser_column columns[] = {KEYS(AS_COLUMN)};
static const char *const key_words[] = {KEYS(AS_WORD) NULL};

const struct qser_column *qser_sum_keys(size_t *count)
{
	*count = COUNT(columns);
	return columns;
}

const char *const *qser_sum_words(void)
{
	return key_words;
}

/* A sum on its way to SQL. */
struct sum {
	struct qser *q;
	const struct sum_request *request;
	const struct key *by[SUM_KEYS_MAX];
	size_t count;
	bool participants; /* among the keys */
	struct where where;
	struct buffer among;	     /* ids of participants asked for, bound after those of where */
	struct buffer organisations; /* the same, after them */
	struct buffer sql;
};

static void sum_free(struct sum *s)
{
	where_free(&s->where);
	buffer_free(&s->among);
	buffer_free(&s->organisations);
	buffer_free(&s->sql);
}

/* ---- Keys ---- */

static const struct key *find_key(const char *name, size_t length)
{
	for (size_t i = 0; i < COUNT(keys); i++)
		if (strlen(keys[i].name) == length && !strncmp(keys[i].name, name, length))
			return &keys[i];
	return NULL;
}

static enum qser_status no_such_key(struct qser *q, const char *name, size_t length)
{
	_cleanup_(free_pointer) char *given = memory_ndup(name, length);
	_cleanup_(buffer_free) struct buffer shown = BUFFER_INIT, known = BUFFER_INIT;

	text_quote(&shown, given ? given : "");
	for (size_t i = 0; i < COUNT(keys); i++)
		buffer_printf(&known, "%s%s", i ? ", " : "", keys[i].name);
	return fail(
		q, QSER_USAGE, "by: %s is not one of %s", buffer_text(&shown), buffer_text(&known));
}

static enum qser_status parse_keys(struct sum *s, const char *by)
{
	for (s->count = 0; by;) {
		size_t length = strcspn(by, ",");
		const struct key *key = find_key(by, length);
		if (!key)
			return no_such_key(s->q, by, length);
		for (size_t i = 0; i < s->count; i++)
			if (s->by[i] == key)
				return fail(
					s->q, QSER_USAGE, "by: \"%s\" is given twice", key->name);
		if (s->count == SUM_KEYS_MAX)
			return fail(s->q, QSER_USAGE, "by: at most %d keys", SUM_KEYS_MAX);
		s->by[s->count++] = key;
		s->participants |= !strcmp(key->name, "participant");
		by = by[length] ? by + length + 1 : NULL;
	}
	return QSER_OK;
}

enum qser_status sum_keys(
	struct qser *q, const char *by, const char *names[SUM_KEYS_MAX], size_t *count)
{
	struct sum s = {.q = q};
	enum qser_status status = parse_keys(&s, by);

	*count = s.count;
	for (size_t i = 0; i < s.count; i++)
		names[i] = s.by[i]->name;
	return status;
}

/* ---- Filters ---- */

enum qser_status sum_ids(struct qser *q, enum qser_record r, const char *option, const char *words,
	struct buffer *out)
{
	bool asked = words != NULL;
	size_t before = out->length;

	for (; words && *words; words += strcspn(words, ","), words += *words == ',') {
		words += strspn(words, " ");
		size_t length = strcspn(words, ",");
		while (length && words[length - 1] == ' ')
			length--;
		_cleanup_(free_pointer) char *word = memory_ndup(words, length);
		int64_t id;
		if (!word)
			return fail(q, QSER_MEMORY, "out of memory");
		enum qser_status status = find_record(q, record_of(r), word, &id);
		if (status == QSER_UNKNOWN) {
			error_prefix(&q->error, "%s", option);
			q->error.status = QSER_INVALID; /* as of every filter */
			return QSER_INVALID;
		}
		if (status != QSER_OK)
			return status;
		buffer_add(out, &id, sizeof(id));
	}
	if (asked && out->length == before && !out->failed)
		return fail(q, QSER_INVALID, "%s: is empty", option);
	return out->failed ? fail(q, QSER_MEMORY, "out of memory") : QSER_OK;
}

bool sum_allows(const struct buffer *ids, int64_t id)
{
	for (size_t at = 0; at < ids->length; at += sizeof(id))
		if (!memcmp(ids->data + at, &id, sizeof(id)))
			return true;
	return !ids->length;
}

/* Hours by participant of those asked for are theirs, not those of all who were there with them. */
static enum qser_status read_filters(struct sum *s)
{
	const struct sum_request *r = s->request;
	enum qser_status status =
		where_build(s->q, &entry_record, r->filters, r->filter_count, &s->where);

	for (size_t i = 0; s->participants && i < r->filter_count && status == QSER_OK; i++)
		if (!strcmp(r->filters[i].column, "participants") && *r->filters[i].value)
			status = sum_ids(
				s->q, QSER_PERSON, "participants", r->filters[i].value, &s->among);
	if (status == QSER_OK)
		status = sum_ids(s->q, QSER_ORGANISATION, "organisation", r->organisation,
			&s->organisations);
	return status;
}

static int add_among(
	struct buffer *sql, const char *before, const struct buffer *ids, int parameter)
{
	for (size_t at = 0; at < ids->length; at += sizeof(int64_t))
		buffer_printf(sql, "%s?%d", at ? ", " : before, ++parameter);
	return parameter;
}

static void conditions(struct sum *s)
{
	int parameter = s->where.count;

	buffer_printf(
		&s->sql, " where %s", s->where.sql.length ? buffer_text(&s->where.sql) : "1 = 1");
	if (s->among.length) {
		parameter = add_among(&s->sql, " and p.target in (", &s->among, parameter);
		buffer_char(&s->sql, ')');
	}
	if (s->organisations.length) {
		(void)add_among(&s->sql,
			" and t.path in (select id from path where organisation in (",
			&s->organisations, parameter);
		buffer_text_add(&s->sql, "))");
	}
}

static int bind_ids(struct query *look, const struct buffer *ids, int parameter)
{
	for (size_t at = 0; at < ids->length; at += sizeof(int64_t)) {
		int64_t id;
		memcpy(&id, ids->data + at, sizeof(id));
		query_int(look, ++parameter, id);
	}
	return parameter;
}

static void bind(const struct sum *s, struct query *look)
{
	where_bind(&s->where, look);
	(void)bind_ids(look, &s->organisations, bind_ids(look, &s->among, s->where.count));
}

/* ---- The statement ---- */

static void inner_select(struct sum *s)
{
	buffer_text_add(&s->sql, "(select ");
	for (size_t i = 0; i < s->count; i++)
		buffer_printf(&s->sql, "%s as k%zu, ", s->by[i]->inner, i);
	buffer_text_add(
		&s->sql, "sum(t.minutes) as minutes, count(*) as entries from diary_entry t");
	if (s->participants)
		buffer_text_add(&s->sql, " left join diary_entry_participants p on p.owner = t.id");
	conditions(s);
	for (size_t i = 0; i < s->count; i++)
		buffer_printf(&s->sql, "%s%s", i ? ", " : " group by ", s->by[i]->inner);
	buffer_text_add(&s->sql, ") g");
}

static void outer_key(struct sum *s, size_t number)
{
	const struct key *key = s->by[number];
	char alias[24];

	if (!key->names) {
		buffer_printf(&s->sql, "%sg.k%zu%s, ", key->before, number, key->after);
		return;
	}
	(void)snprintf(alias, sizeof(alias), "n%zu", number);
	find_name_sql(record_of(key->names), alias, &s->sql);
	buffer_text_add(&s->sql, ", ");
}

static void outer_name(struct sum *s, size_t number)
{
	if (s->request->named && s->by[number]->names)
		buffer_printf(&s->sql, "n%zu.%s, ", number, record_of(s->by[number]->names)->lead);
	else
		buffer_text_add(&s->sql, "null, ");
}

/* Which of two empty keys comes first is not the same in every engine: none is always last. */
static void order(struct sum *s)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->request->named && s->by[i]->names)
			buffer_printf(&s->sql, "%s" STORE_SORT "(n%zu.%s) nulls last",
				i ? ", " : " order by ", i, record_of(s->by[i]->names)->lead);
		else
			buffer_text_add(&s->sql, i ? "" : " order by ");
		bool some = i || (s->request->named && s->by[i]->names);
		buffer_printf(&s->sql, "%s%zu nulls last", some ? ", " : "", i + 1);
	}
}

static void join_names(struct sum *s, size_t i)
{
	const struct key *key = s->by[i];
	const char *table = key->names ? record_of(key->names)->table : NULL;

	if (table && key->of_path)
		buffer_printf(&s->sql,
			" left join path v%zu on v%zu.id = g.k%zu left join %s n%zu on n%zu.id = "
			"v%zu.%s",
			i, i, i, table, i, i, i, key->of_path);
	else if (table)
		buffer_printf(&s->sql, " left join %s n%zu on n%zu.id = g.k%zu", table, i, i, i);
}

/* Keys, names, entries, minutes. */
static void build(struct sum *s)
{
	buffer_text_add(&s->sql, "select ");
	for (size_t i = 0; i < s->count; i++)
		outer_key(s, i);
	for (size_t i = 0; i < s->count; i++)
		outer_name(s, i);
	buffer_text_add(&s->sql, "sum(g.entries), sum(g.minutes) from ");
	inner_select(s);
	for (size_t i = 0; i < s->count; i++)
		join_names(s, i);
	for (size_t i = 0; i < 2 * s->count; i++)
		buffer_printf(&s->sql, "%s%zu", i ? ", " : " group by ", i + 1);
	order(s);
}

/* ---- Adding up ---- */

static enum qser_status run(struct sum *s, sum_fn *fn, void *ctx)
{
	const char *codes[SUM_KEYS_MAX], *names[SUM_KEYS_MAX];
	struct sum_group group = {.count = s->count, .keys = codes, .names = names, .planned = -1};
	int n = (int)s->count;
	_cleanup_(query_end) struct query look = query_built(s->q->store, &s->sql);

	bind(s, &look);
	while (query_row(&look)) {
		for (int i = 0; i < n; i++) {
			codes[i] = query_get_text(&look, i);
			names[i] = s->by[i]->names ? query_get_text(&look, n + i) : codes[i];
		}
		group.entries = query_get_int(&look, 2 * n);
		group.minutes = query_get_minutes(&look, 2 * n + 1);
		if (fn(ctx, &group))
			return QSER_STOPPED;
	}
	return query_status(&look);
}

enum qser_status sum_entries(
	struct qser *q, const struct sum_request *request, sum_fn *fn, void *ctx)
{
	_cleanup_(sum_free) struct sum s = {.q = q, .request = request};
	enum qser_status status = parse_keys(&s, request->by);

	if (status == QSER_OK)
		status = read_filters(&s);
	if (status != QSER_OK)
		return status;
	build(&s);
	return s.sql.failed ? fail(q, QSER_MEMORY, "out of memory") : run(&s, fn, ctx);
}

/* ---- Plans ---- */

bool sum_is_planned(const char *by)
{
	const struct key *key = find_key(by, strlen(by));

	return key && (key->names == QSER_PATH || key->of_path);
}

/* Of paths without a plan the hours are in no plan, so nothing is left of them, either. */
static void build_plans(struct sum *s)
{
	const struct record *names = record_of(s->by[0]->names);
	bool is_path = s->by[0]->names == QSER_PATH;
	const char *n = is_path ? "v" : "n0";

	buffer_text_add(&s->sql, "select ");
	find_name_sql(names, n, &s->sql);
	buffer_printf(&s->sql,
		", %s.%s, sum(v.hours), sum(case when v.hours is not null then a.minutes end)"
		" from path v left join (select path, sum(minutes) as minutes from diary_entry"
		" group by path) a on a.path = v.id",
		n, names->lead);
	if (!is_path)
		buffer_printf(&s->sql, " left join %s n0 on n0.id = v.%s", names->table,
			s->by[0]->of_path);
	int parameter = add_among(&s->sql, " where v.id in (", &s->among, 0);
	buffer_text_add(&s->sql, parameter ? ")" : "");
	if (s->organisations.length) {
		(void)add_among(&s->sql,
			parameter ? " and v.organisation in (" : " where v.organisation in (",
			&s->organisations, parameter);
		buffer_char(&s->sql, ')');
	}
	buffer_printf(&s->sql,
		" group by 1, 2 order by " STORE_SORT "(%s.%s) nulls last, 1 nulls last", n,
		names->lead);
}

enum qser_status sum_plans(struct qser *q, const char *by, const char *paths,
	const char *organisations, sum_fn *fn, void *ctx)
{
	_cleanup_(sum_free) struct sum s = {.q = q};
	const char *code;
	enum qser_status status = parse_keys(&s, by);

	if (status == QSER_OK)
		status = sum_ids(q, QSER_PATH, "path", paths, &s.among);
	if (status == QSER_OK)
		status = sum_ids(
			q, QSER_ORGANISATION, "organisation", organisations, &s.organisations);
	if (status != QSER_OK)
		return status;
	build_plans(&s);
	struct sum_group group = {.count = 1, .keys = &code, .names = &code};
	_cleanup_(query_end) struct query look = query_built(q->store, &s.sql);
	bind(&s, &look);
	while (query_row(&look)) {
		code = query_get_text(&look, 0);
		group.planned = query_is_null(&look, 2) ? -1 : query_get_int(&look, 2);
		group.minutes = query_get_minutes(&look, 3);
		if (fn(ctx, &group))
			return QSER_STOPPED;
	}
	return query_status(&look);
}

/* ---- For commands ---- */

struct plain {
	qser_sum_fn *fn;
	void *ctx;
};

static int plain_group(void *ctx, const struct sum_group *g)
{
	const struct plain *p = ctx;

	return p->fn(p->ctx, g->count, g->keys, g->entries, g->minutes);
}

enum qser_status qser_diary_sum(struct qser *q, const char *by, const struct qser_field *filters,
	size_t filter_count, qser_sum_fn *fn, void *ctx)
{
	const struct sum_request request = {
		.by = by, .filters = filters, .filter_count = filter_count};
	struct plain plain = {fn, ctx};

	return sum_entries(q, &request, plain_group, &plain);
}
