/*
 * path_copy.c: a path as the template of the next one, and a group path as an individual one for
 * each of its participants (E11).
 */
#include <inttypes.h>
#include <string.h>

#include "../base/text.h"
#include "domain.h"

/* The person a copy is for; all 0 and empty when it is a template. */
struct member {
	int64_t person, hours; /* -1: no hours of their own */
	struct buffer joined, leaves;
};

static void member_free(struct member *m)
{
	buffer_free(&m->joined);
	buffer_free(&m->leaves);
}

/* ---- Whose ---- */

#define SQL_PEOPLE                                                                     \
	"select coalesce(p.code, cast(p.id as text)) from participant l join person p" \
	" on p.id = l.person where l.path = ?1 order by l.id"

static enum qser_status not_among(struct qser *q, int64_t path, int64_t person)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT, name = BUFFER_INIT,
					     who = BUFFER_INIT;
	_cleanup_(query_end) struct query all = query(q->store, SQL_PEOPLE);

	query_int(&all, 1, path);
	while (query_row(&all))
		buffer_printf(&list, "%s%s", list.length ? ", " : "", query_get_text(&all, 0));
	enum qser_status status = query_status(&all);
	if (status == QSER_OK)
		status = record_word(q, QSER_PATH, path, &name);
	if (status == QSER_OK)
		status = record_word(q, QSER_PERSON, person, &who);
	return status != QSER_OK ? status
				 : fail(q, QSER_INVALID,
					   "participant: %s is no participant of %s; there %s %s",
					   buffer_text(&who), buffer_text(&name),
					   list.length ? "are:" : "are",
					   list.length ? buffer_text(&list) : "none yet");
}

static enum qser_status check_group(const struct row *group)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;

	if (!strcmp(row_stored_text(group, "audience"), "group"))
		return QSER_OK;
	enum qser_status status = record_word(group->q, QSER_PATH, group->id, &name);
	return status != QSER_OK
		       ? status
		       : fail(group->q, QSER_REFUSED,
				 "%s is for one person already; individual paths are made of "
				 "a group path: qser-path edit %s --audience group",
				 buffer_text(&name), buffer_text(&name));
}

#define SQL_MEMBER "select hours, joined, leaves from participant where path = ?1 and person = ?2"

static enum qser_status load_member(const struct row *group, struct member *m)
{
	struct qser *q = group->q;
	enum qser_status status = check_group(group);
	if (status != QSER_OK)
		return status;
	{
		_cleanup_(query_end) struct query look = query(q->store, SQL_MEMBER);
		query_int(&look, 1, group->id);
		query_int(&look, 2, m->person);
		if (query_row(&look)) {
			m->hours = query_is_null(&look, 0) ? -1 : query_get_int(&look, 0);
			buffer_text_add(&m->joined, query_get_text(&look, 1));
			buffer_text_add(&m->leaves, query_get_text(&look, 2));
			return query_status(&look);
		}
		if (query_status(&look) != QSER_OK)
			return query_status(&look);
	}
	return not_among(q, group->id, m->person);
}

#define SQL_EARLIER                                                                            \
	"select coalesce(c.code, cast(c.id as text)) from path c join participant l on l.path" \
	" = c.id where c.parent = ?1 and l.person = ?2 order by c.id"

/* Two are allowed, as for a second round; nobody should get them by mistake. */
static enum qser_status tell_earlier(struct qser *q, int64_t group, int64_t person)
{
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
	_cleanup_(query_end) struct query look = query(q->store, SQL_EARLIER);

	query_int(&look, 1, group);
	query_int(&look, 2, person);
	if (!query_row(&look))
		return query_status(&look);
	enum qser_status status = record_word(q, QSER_PERSON, person, &who);
	if (status == QSER_OK)
		remark(q, "%s has an individual path of it already: %s", buffer_text(&who),
			query_get_text(&look, 0));
	return status;
}

/* ---- Its code ---- */

#define SQL_CODE "select id from path where code = ?1"

static enum qser_status code_is_free(struct qser *q, const char *code, bool *is_free)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_CODE);
	int64_t id;

	query_text(&look, 1, code);
	enum qser_status status = query_number(&look, 0, &id);
	*is_free = !id;
	return status;
}

/* reception-26-jan, reception-26-jan-2: both parts can be told, however long they are. */
static enum qser_status put_code(struct row *copy, const struct row *group, int64_t person)
{
	const char *code = row_stored_text(group, "code");
	char base[33], made[64], whole[80] = "";
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
	enum qser_status status = record_word(copy->q, QSER_PERSON, person, &who);
	bool is_free = false;

	if (!code && text_code(row_stored_text(group, "title"), base))
		code = base;
	for (int n = 1; status == QSER_OK && !is_free; n++) {
		int tail = n > 1 ? snprintf(NULL, 0, "-%d", n) : 0;
		int mine = (int)who.length < 16 ? (int)who.length : 16;
		(void)snprintf(made, sizeof(made), "%.*s-%.*s", 31 - tail - mine,
			code ? code : "path", mine, buffer_text(&who));
		if (n > 1)
			(void)snprintf(whole, sizeof(whole), "%s-%d", made, n);
		else
			(void)snprintf(whole, sizeof(whole), "%s", made);
		status = code_is_free(copy->q, whole, &is_free);
	}
	row_put_text(copy, "code", whole);
	return status;
}

/* ---- What is copied ---- */

static void copy_column(struct row *to, const struct row *from, size_t i)
{
	const struct qser_column *c = &from->record->columns[i];
	const struct cell *cell = &from->stored[i];

	if (cell->null || c->flags & (QSER_READONLY | QSER_HIDDEN) || row_given(to, c->name))
		return;
	if (type_is_number(c->type))
		row_put_int(to, c->name, cell->number);
	else
		row_put_text(to, c->name, cell->text);
}

static bool among(const char *name, const char *const *names)
{
	while (*names && strcmp(*names, name) != 0)
		names++;
	return *names;
}

static void copy_columns(struct row *to, const struct row *from, const char *const *without)
{
	for (size_t i = 1; i < from->record->count; i++)
		if (!among(from->record->columns[i].name, without))
			copy_column(to, from, i);
}

/* What the caller says comes first; the rest as it was, but for what is of another place or
 * time. */
static void describe(struct row *copy, const struct row *from, const struct member *m)
{
	static const char *const of_place[] = {
		"code", "department", "contact", "address", "email", "starts", "ends", NULL};
	static const char *const of_time[] = {"code", "starts", "ends", NULL};
	static const char *const of_group[] = {"code", "hours", NULL};
	bool moved = row_given(copy, "organisation") &&
		     row_int(copy, "organisation", 0) != row_stored_int(from, "organisation", 0);

	if (m->person) {
		if (!row_given(copy, "audience"))
			row_put_text(copy, "audience", "individual");
		if (!row_given(copy, "participants_planned"))
			row_put_int(copy, "participants_planned", 1);
		if (m->hours >= 0 && !row_given(copy, "hours"))
			row_put_int(copy, "hours", m->hours);
		if (m->joined.length && !row_given(copy, "starts"))
			row_put_text(copy, "starts", buffer_text(&m->joined));
		if (m->leaves.length && !row_given(copy, "ends"))
			row_put_text(copy, "ends", buffer_text(&m->leaves));
		row_put_int(copy, "parent", from->id);
	}
	copy_columns(copy, from, moved ? of_place : m->person ? of_group : of_time);
}

/* ---- Parts ---- */

static enum qser_status part_ids(
	struct qser *q, const char *table, int64_t path, struct buffer *ids)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(&sql, "select id from %s where path = ?1 order by id", table);
	_cleanup_(query_end) struct query look = query_built(q->store, &sql);

	query_int(&look, 1, path);
	while (query_row(&look)) {
		int64_t id = query_get_int(&look, 0);
		buffer_add(ids, &id, sizeof(id));
	}
	return ids->failed ? fail(q, QSER_MEMORY, "out of memory") : query_status(&look);
}

static enum qser_status copy_part(struct qser *q, enum qser_record r, int64_t id, int64_t path)
{
	static const char *const none[] = {NULL};
	_cleanup_(row_free) struct row from, to;
	row_init(&from, q, r);
	row_init(&to, q, r);
	enum qser_status status = row_load(&from, id);

	if (status != QSER_OK)
		return status;
	row_put_int(&to, "path", path);
	copy_columns(&to, &from, none);
	return row_save(&to);
}

static enum qser_status copy_parts(struct qser *q, enum qser_record r, int64_t from, int64_t to)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	enum qser_status status = part_ids(q, record_of(r)->table, from, &ids);

	for (size_t at = 0; at < ids.length && status == QSER_OK; at += sizeof(int64_t)) {
		int64_t id;
		memcpy(&id, ids.data + at, sizeof(id));
		status = copy_part(q, r, id, to);
	}
	return status;
}

static enum qser_status add_member(struct row *path, const struct member *m)
{
	_cleanup_(row_free) struct row row;
	row_init(&row, path->q, QSER_PARTICIPANT);

	row_put_int(&row, "path", path->id);
	row_put_int(&row, "person", m->person);
	if (m->hours >= 0)
		row_put_int(&row, "hours", m->hours);
	if (m->joined.length)
		row_put_text(&row, "joined", buffer_text(&m->joined));
	if (m->leaves.length)
		row_put_text(&row, "leaves", buffer_text(&m->leaves));
	return row_save(&row);
}

/* ---- All of it ---- */

static enum qser_status save_copy(struct row *copy, const struct row *from, const struct member *m)
{
	enum qser_status status = QSER_OK;

	describe(copy, from, m);
	if (m->person && !row_text(copy, "code"))
		status = put_code(copy, from, m->person);
	if (status == QSER_OK && m->person)
		status = tell_earlier(copy->q, from->id, m->person);
	if (status == QSER_OK)
		status = row_save(copy);
	if (status == QSER_OK)
		status = copy_parts(copy->q, QSER_SKILL, from->id, copy->id);
	if (status == QSER_OK)
		status = copy_parts(copy->q, QSER_ACTIVITY, from->id, copy->id);
	return status == QSER_OK && m->person ? add_member(copy, m) : status;
}

enum qser_status qser_path_copy(struct qser *q, int64_t path, int64_t participant,
	const struct qser_field *fields, size_t count, int64_t *id)
{
	_cleanup_(member_free) struct member m = {.person = participant, .hours = -1};
	_cleanup_(row_free) struct row from, copy;
	row_init(&from, q, QSER_PATH);
	row_init(&copy, q, QSER_PATH);
	copy.derive = true;
	enum qser_status status = row_load(&from, path);

	if (status == QSER_OK && participant)
		status = load_member(&from, &m);
	if (status == QSER_OK)
		status = row_set_fields(&copy, fields, count);
	if (status == QSER_OK)
		status = save_copy(&copy, &from, &m);
	*id = status == QSER_OK ? copy.id : 0;
	return status;
}
