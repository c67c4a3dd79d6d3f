/* due_find.c: finding what is due, and who it is for. */
#include "due.h"

#include <inttypes.h>
#include <string.h>

#include "../domain/diary.h"
#include "../domain/path_fact.h"
#include "../domain/signature.h"
#include "../domain/sum.h"

#define DAYS_AHEAD_MAX 3660

static const struct due_kind *kind_of_pairs(const char *word)
{
	for (size_t i = 0; i < due_kind_count; i++)
		if (!due_kinds[i].sql && !strcmp(due_kinds[i].word, word))
			return &due_kinds[i];
	return NULL;
}

/* ---- Keeping it ---- */

void due_free(struct due *due)
{
	buffer_free(&due->people);
	buffer_free(&due->organisations);
	buffer_free(&due->paths);
	buffer_free(&due->pool);
	free(due->list);
	free(due->persons);
}

static size_t keep_text(struct due *due, const char *text)
{
	size_t at = due->pool.length;

	if (!text || !*text)
		return 0;
	buffer_add(&due->pool, text, strlen(text) + 1);
	return at;
}

/* What was found, before it is known to be wanted; texts are borrowed. */
struct found {
	const struct due_kind *kind;
	int64_t person, organisation, path, id;
	day_t day;
	const char *of, *what, *a, *b;
};

static void fill_command(const struct found *f, struct buffer *out)
{
	char id[24], day[DAY_TEXT];
	const struct {
		const char *name, *value;
	} places[] = {{"{id}", id}, {"{of}", f->of}, {"{day}", day}, {"{a}", f->a}, {"{b}", f->b}};

	(void)snprintf(id, sizeof(id), "%" PRId64, f->id);
	day_print(f->day, day);
	for (const char *at = f->kind->command; *at;) {
		size_t i = 0;
		while (i < COUNT(places) &&
			strncmp(at, places[i].name, strlen(places[i].name)) != 0)
			i++;
		if (i == COUNT(places)) {
			buffer_char(out, *at++);
			continue;
		}
		buffer_text_add(out, places[i].value);
		at += strlen(places[i].name);
	}
}

static bool is_wanted(const struct due *due, const struct found *f)
{
	int64_t late = (int64_t)due->q->days.today - f->day;

	return late >= (f->kind->late_only ? 1 : -due->within) &&
	       sum_allows(&due->people, f->person) &&
	       sum_allows(&due->organisations, f->organisation) && sum_allows(&due->paths, f->path);
}

static enum qser_status keep(struct due *due, const struct found *f)
{
	_cleanup_(buffer_free) struct buffer command = BUFFER_INIT;

	if (!is_wanted(due, f))
		return QSER_OK;
	if (due->count == due->room) {
		size_t room = due->room ? due->room * 2 : 64;
		struct duty *list = reallocarray(due->list, room, sizeof(*list));
		if (!list)
			return fail(due->q, QSER_MEMORY, "out of memory");
		due->list = list;
		due->room = room;
	}
	fill_command(f, &command);
	due->list[due->count++] = (struct duty){.kind = f->kind,
		.person = f->person,
		.organisation = f->organisation,
		.id = f->id,
		.day = f->day,
		.of = keep_text(due, f->of),
		.what = keep_text(due, f->what),
		.command = keep_text(due, buffer_text(&command))};
	due->pool.failed |= command.failed;
	return due->pool.failed ? fail(due->q, QSER_MEMORY, "out of memory") : QSER_OK;
}

/* ---- When it is due ---- */

/* What the settings of an organisation say.  Rows come by organisation, so that of the last one
 * will do. */
struct setting_read {
	int64_t organisation, number;
	bool off, known;
};

static enum qser_status ask_settings(struct due *due, const struct due_kind *kind,
	int64_t organisation, struct setting_read *set)
{
	_cleanup_(buffer_free) struct buffer value = BUFFER_INIT;
	struct qser *q = due->q;
	enum qser_status status = QSER_OK;

	if (set->known && set->organisation == organisation)
		return QSER_OK;
	*set = (struct setting_read){.organisation = organisation, .known = true};
	if (kind->unless_off)
		status = setting_value(q, kind->unless_off, organisation, &value);
	set->off = kind->unless_off && !strcmp(buffer_text(&value), "off");
	if (status == QSER_OK && kind->when == DUE_TIMER)
		status = timer_limit(q, organisation, &set->number);
	if (status == QSER_OK && kind->when == DUE_ANSWER) {
		status = setting_value(q, "answer-days", organisation, &value);
		if (status == QSER_OK)
			status = number_parse(buffer_text(&value), 1, 366, &set->number, &q->error);
	}
	return status;
}

/* In UTC, and by the offset kept with it: the same page in every zone.  false: there is no day. */
static bool find_day(
	const struct due_kind *kind, struct query *row, const struct setting_read *set, day_t *day)
{
	int offset = 0, minute;
	const char *zone;

	switch (kind->when) {
	case DUE_DAY:
	case DUE_END_OF_MONTH:
		if (query_is_null(row, DAY) || !day_read(query_get_text(row, DAY), day))
			return false;
		*day = kind->when == DUE_DAY ? *day + kind->days : day_month_end(*day);
		return true;
	case DUE_ANSWER:
		*day = offset_day(query_get_int(row, DAY), 0, &minute) + (day_t)set->number;
		return true;
	case DUE_TIMER:
		zone = query_get_text(row, A);
		if (zone)
			(void)offset_read(zone, &offset);
		*day = offset_day(query_get_int(row, DAY) + set->number * 60, offset, &minute);
		return true;
	}
	return false;
}

/* ---- All of it ---- */

static enum qser_status take(
	struct due *due, const struct due_kind *kind, struct query *row, struct setting_read *set)
{
	struct found f = {.kind = kind,
		.person = query_get_int(row, PERSON),
		.organisation = query_get_int(row, ORGANISATION),
		.path = query_get_int(row, PATH),
		.id = query_get_int(row, ID),
		.of = query_get_text(row, OF),
		.what = query_get_text(row, WHAT),
		.a = query_get_text(row, A),
		.b = query_get_text(row, B)};
	bool holds = false;
	enum qser_status status = ask_settings(due, kind, f.organisation, set);

	if (status != QSER_OK || set->off || !find_day(kind, row, set, &f.day))
		return status;
	if (kind->check == DUE_IF_BROKEN)
		status = signed_by_both(due->q, kind->record, f.id, &holds);
	return status == QSER_OK && !holds ? keep(due, &f) : status;
}

static enum qser_status find_kind(struct due *due, const struct due_kind *kind)
{
	_cleanup_(query_end) struct query all = query(due->q->store, kind->sql);
	struct setting_read set = {.known = false};
	char until[DAY_TEXT];
	int64_t last = due->q->days.today + due->within;
	enum qser_status status = QSER_OK;

	day_print(last > DAY_MAX ? DAY_MAX : (day_t)last, until);
	if (strstr(kind->sql, "?1"))
		query_text(&all, 1, due->q->today);
	if (strstr(kind->sql, "?2"))
		query_text(&all, 2, until);
	while (status == QSER_OK && query_row(&all))
		status = take(due, kind, &all, &set);
	return status == QSER_OK ? query_status(&all) : status;
}

struct pairs {
	struct due *due;
	enum qser_status status;
};

static int take_of_pair(void *ctx, const struct qser_due *found)
{
	struct pairs *p = ctx;
	struct found f = {.kind = kind_of_pairs(found->what),
		.person = found->person,
		.organisation = found->organisation,
		.id = found->id,
		.of = found->pair,
		.what = found->text,
		.a = found->who};

	if (!day_read(found->day, &f.day))
		p->status = store_damaged(p->due->q->store, "a day that is none");
	else if (!f.kind)
		p->status = fail(p->due->q, QSER_INTERNAL, "what is due in pairs is not known");
	else
		p->status = keep(p->due, &f);
	return p->status != QSER_OK;
}

static enum qser_status find_pairs(struct due *due)
{
	const struct qser_due_of of = {.within = due->within};
	struct pairs pairs = {.due = due};
	enum qser_status status = qser_pairs_due(due->q, &of, take_of_pair, &pairs);

	if (pairs.status != QSER_OK)
		return pairs.status;
	return status == QSER_PARTIAL ? QSER_OK : status;
}

/* ---- Who it is for ---- */

static int by_id(const void *a, const void *b)
{
	const struct due_person *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* Each person once, by id, for now. */
static enum qser_status collect_persons(struct due *due)
{
	size_t n = 0;

	due->persons = calloc(due->count + 1, sizeof(*due->persons));
	if (!due->persons)
		return fail(due->q, QSER_MEMORY, "out of memory");
	for (size_t i = 0; i < due->count; i++)
		if (due->list[i].person)
			due->persons[n++].id = due->list[i].person;
	qsort(due->persons, n, sizeof(*due->persons), by_id);
	for (size_t i = 0; i < n; i++)
		if (!due->person_count ||
			due->persons[due->person_count - 1].id != due->persons[i].id)
			due->persons[due->person_count++] = due->persons[i];
	return QSER_OK;
}

static struct due_person *find_person(const struct due *due, int64_t id)
{
	const struct due_person key = {.id = id};

	return bsearch(&key, due->persons, due->person_count, sizeof(key), by_id);
}

#define SQL_PERSONS \
	"select n.id, " SQL_WORD("n") ", n.name from person n order by " STORE_SORT "(n.name), n.id"

/* Names and ranks; then the people stand in that order. */
static enum qser_status rank_persons(struct due *due)
{
	_cleanup_(query_end) struct query all = query(due->q->store, SQL_PERSONS);
	_cleanup_(free_pointer) struct due_person *ranked =
		calloc(due->person_count + 1, sizeof(*ranked));
	_cleanup_(free_pointer) size_t *ranks = calloc(due->person_count + 1, sizeof(*ranks));
	size_t n = 0;

	if (!ranked || !ranks)
		return fail(due->q, QSER_MEMORY, "out of memory");
	while (n < due->person_count && query_row(&all)) {
		const struct due_person *one = find_person(due, query_get_int(&all, 0));
		if (!one)
			continue;
		ranks[one - due->persons] = n;
		ranked[n++] = (struct due_person){one->id, keep_text(due, query_get_text(&all, 1)),
			keep_text(due, query_get_text(&all, 2))};
	}
	for (size_t i = 0; i < due->count; i++) {
		struct duty *d = &due->list[i];
		d->rank = d->person ? ranks[find_person(due, d->person) - due->persons] : NOBODY;
	}
	memcpy(due->persons, ranked, due->person_count * sizeof(*ranked));
	return query_status(&all);
}

#define SQL_ORGANISATIONS "select o.id, " SQL_WORD("o") " from organisation o"

static int by_organisation(const void *a, const void *b)
{
	const struct duty *const *x = a, *const *y = b;

	return ((*x)->organisation > (*y)->organisation) -
	       ((*x)->organisation < (*y)->organisation);
}

static enum qser_status name_organisations(struct due *due)
{
	_cleanup_(query_end) struct query all =
		query(due->q->store, SQL_ORGANISATIONS " order by o.id");
	_cleanup_(free_pointer) struct duty **list = calloc(due->count + 1, sizeof(struct duty *));
	size_t n = 0;

	if (!list)
		return fail(due->q, QSER_MEMORY, "out of memory");
	for (size_t i = 0; i < due->count; i++)
		list[i] = &due->list[i];
	qsort(list, due->count, sizeof(*list), by_organisation);
	while (n < due->count && query_row(&all)) {
		int64_t id = query_get_int(&all, 0);
		size_t code = 0;
		for (; n < due->count && list[n]->organisation <= id; n++)
			if (list[n]->organisation == id)
				list[n]->organisation_code = code =
					code ? code : keep_text(due, query_get_text(&all, 1));
	}
	return query_status(&all);
}

static int by_person_and_day(const void *a, const void *b)
{
	const struct duty *x = a, *y = b;
	int by = (x->rank > y->rank) - (x->rank < y->rank);

	if (!by)
		by = (x->day > y->day) - (x->day < y->day);
	if (!by)
		by = (x->kind > y->kind) - (x->kind < y->kind);
	if (!by)
		by = (x->id > y->id) - (x->id < y->id);
	return by ? by : (x->command > y->command) - (x->command < y->command);
}

/* ---- What is asked for ---- */

static enum qser_status read_within(struct due *due)
{
	const char *text = due->request->within ? due->request->within : "7d";
	size_t digits = strspn(text, "0123456789");
	int64_t n = 0;

	for (size_t i = 0; i < digits && n <= DAYS_AHEAD_MAX; i++)
		n = n * 10 + (text[i] - '0');
	due->within = !strcmp(text + digits, "w") ? n * 7 : n;
	bool known = !strcmp(text + digits, "d") || !strcmp(text + digits, "w");
	return digits && known && due->within <= DAYS_AHEAD_MAX
		       ? QSER_OK
		       : fail(due->q, QSER_INVALID,
				 "within: \"%s\" is no number of days up to %d; write 7d or 2w",
				 text, DAYS_AHEAD_MAX);
}

static enum qser_status read_request(struct due *due)
{
	const struct qser_report *r = due->request;
	const struct day_context *days;
	enum qser_status status = handle_days(due->q, &days);

	if (status == QSER_OK)
		status = read_within(due);
	if (status == QSER_OK)
		status = sum_ids(due->q, QSER_PERSON, "person", r->person, &due->people);
	if (status == QSER_OK)
		status = sum_ids(due->q, QSER_ORGANISATION, "organisation", r->organisation,
			&due->organisations);
	if (status == QSER_OK)
		status = sum_ids(due->q, QSER_PATH, "path", r->path, &due->paths);
	return status;
}

enum qser_status due_read(struct due *due)
{
	buffer_add(&due->pool, "", 1); /* offset 0 is no text */
	enum qser_status status = read_request(due);
	for (size_t i = 0; i < due_kind_count && status == QSER_OK; i++)
		if (due_kinds[i].sql)
			status = find_kind(due, &due_kinds[i]);
	if (status == QSER_OK)
		status = find_pairs(due);
	if (status == QSER_OK)
		status = collect_persons(due);
	if (status == QSER_OK)
		status = rank_persons(due);
	if (status == QSER_OK)
		status = name_organisations(due);
	if (status != QSER_OK)
		return status;
	if (due->count)
		qsort(due->list, due->count, sizeof(*due->list), by_person_and_day);
	return due->pool.failed ? fail(due->q, QSER_MEMORY, "out of memory") : QSER_OK;
}
