/*
 * contacts.c: people and how to reach them (D1, D2, B5): a list, rows, and cards for address books.
 *
 * Who has left is not in it: all roles are over, the profile as mentor or mentee says left, and no
 * path goes on with them.
 */
#include <inttypes.h>
#include <string.h>

#include "asked.h"
#include "marks.h"

/* ---- Who ---- */

#define LEFT(profile, of) \
	"exists (select 1 from " profile " m where m.person = " of " and m.status = 'left')"
/* A role r that is over; ?1 is today. */
#define OVER                                                                                    \
	"(coalesce(r.until, ?1) < ?1 or ((r.role = 'mentor' or r.role = 'e-mentor') and " LEFT( \
		"mentor", "r.person") ") or (r.role = 'mentee' and " LEFT("mentee",             \
		"r.person") "))"
#define HAS(table, condition) "exists (select 1 from " table " where " condition ")"
#define ON_PATHS                                                                            \
	HAS("participant l join path h on h.id = l.path",                                   \
		"l.person = w.id and h.state <> 'closed' and coalesce(l.leaves, ?1) >= ?1") \
	" or " HAS("path h", "(h.trainer = w.id or h.contact = w.id) and h.state <> 'closed'")
#define GONE                                                                                       \
	"((" HAS("role r", "r.person = w.id and " OVER) " or " LEFT("mentor", "w.id") " or " LEFT( \
		"mentee", "w.id") ") and not (" HAS("role r",                                      \
		"r.person = w.id and not " OVER) " or " HAS("mentor m",                            \
		"m.person = w.id and m.status <> 'left'") " or " HAS("mentee m",                   \
		"m.person = w.id and m.status <> 'left'") " or " ON_PATHS "))"

#define OF_A_PATH                                                                                 \
	("w.id in (select person from participant where path in @ and coalesce(leaves, ?1) >= ?1" \
	 " union select trainer from path where id in @ union select contact from path where id in @)")

static const char *const conditions[ASKED] = {[ASKED_ORGANISATION] = "w.organisation in @",
	[ASKED_PATH] = OF_A_PATH,
	[ASKED_PERSON] = "w.id in @"};

#define SQL_PEOPLE                                                                                      \
	"select w.id, coalesce(w.code, cast(w.id as text)), w.name, w.family_name, w.email,"            \
	" w.phone, coalesce(o.code, cast(o.id as text)), o.name, d.name, w.job_title, o.id from person" \
	" w left join organisation o on o.id = w.organisation left join department d on d.id ="         \
	" w.department where not " GONE
#define SQL_IDS "select w.id from person w where not " GONE
#define SQL_GONE "select count(*) from person w where " GONE
#define SQL_ROLES                                                                                 \
	"select distinct r.person, r.role from person w join role r on r.person = w.id where not" \
	" " OVER " and coalesce(r.since, ?1) <= ?1"
/* Where people work, those of nowhere last. */
#define ORDER_PEOPLE                                                                    \
	" order by o.id is null, " STORE_SORT "(o.name), o.id, " STORE_SORT "(w.name)," \
	" w.id"

enum {
	ID,
	CODE,
	NAME,
	FAMILY,
	EMAIL,
	PHONE,
	ORGANISATION,
	ORGANISATION_NAME,
	DEPARTMENT,
	JOB_TITLE,
	ORGANISATION_ID
};

struct held {
	int64_t person;
	size_t roles; /* in the pool: "mentor,trainer" */
};

struct contacts {
	struct qser *q;
	const struct qser_report *request;
	struct asked asked;
	struct buffer words; /* roles asked for, each ended by a NUL */
	size_t word_count;
	struct marks marks;
	struct buffer pool;
	struct held *held; /* by person */
	size_t held_count, held_room;
	int64_t organisation;	      /* of the table in hand */
	int64_t count, gone, without; /* listed, left out, listed without an address */
	struct document *d;
	struct document_table *table;
	bool people;
};

static void contacts_free(struct contacts *c)
{
	asked_free(&c->asked);
	buffer_free(&c->words);
	marks_free(&c->marks);
	buffer_free(&c->pool);
	free(c->held);
}

/* "mentor,trainer" into words, as they are kept. */
static enum qser_status read_words(struct contacts *c)
{
	const struct record *role = record_of(QSER_ROLE);
	const struct qser_column *column = &role->columns[record_column(role, "role")];
	enum qser_status status = QSER_OK;

	for (const char *at = c->request->role; at && *at && status == QSER_OK; at += *at == ',') {
		size_t length = strcspn(at, ",");
		_cleanup_(free_pointer) char *word = memory_ndup(at, length);
		struct cell cell = {.null = true};
		status = word ? value_parse(c->q, column, word, &cell)
			      : fail(c->q, QSER_MEMORY, "out of memory");
		if (status == QSER_OK && !cell.text)
			status = fail(c->q, QSER_INVALID, "role: is empty");
		if (status == QSER_OK && cell.text) {
			buffer_add(&c->words, cell.text, strlen(cell.text) + 1);
			c->word_count++;
		}
		buffer_free(&cell.own);
		at += length;
	}
	if (status == QSER_OK && c->request->role && !c->word_count)
		return fail(c->q, QSER_INVALID, "role: is empty");
	return status;
}

/* Of those that are asked for; ?1 is today. */
static struct query ask(struct contacts *c, const char *select, const char *order)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	int parameter = 1, last = 1;

	buffer_text_add(&sql, select);
	asked_put(&c->asked, conditions, &sql, &last);
	if (c->word_count) {
		buffer_text_add(&sql, " and w.id in (select r.person from role r where not " OVER
				      " and coalesce(r.since, ?1) <= ?1 and r.role in (");
		for (size_t i = 0; i < c->word_count; i++)
			buffer_printf(&sql, "%s?%d", i ? ", " : "", last + 1 + (int)i);
		buffer_text_add(&sql, "))");
	}
	buffer_text_add(&sql, order);
	struct query look = query_built(c->q->store, &sql);
	query_text(&look, 1, c->q->today);
	asked_bind(&c->asked, &look, &parameter);
	const char *word = buffer_text(&c->words);
	for (size_t i = 0; i < c->word_count; i++, word += strlen(word) + 1)
		query_text(&look, ++parameter, word);
	return look;
}

/* ---- Roles ---- */

static enum qser_status hold(struct contacts *c, int64_t person, const char *role)
{
	if (c->held_count && c->held[c->held_count - 1].person == person) {
		c->pool.length--; /* the NUL behind the role before */
		buffer_printf(&c->pool, ",%s", role);
		buffer_char(&c->pool, '\0');
		return QSER_OK;
	}
	if (c->held_count == c->held_room) {
		size_t room = c->held_room ? c->held_room * 2 : 64;
		struct held *held = reallocarray(c->held, room, sizeof(*held));
		if (!held)
			return fail(c->q, QSER_MEMORY, "out of memory");
		c->held = held;
		c->held_room = room;
	}
	c->held[c->held_count++] = (struct held){person, c->pool.length};
	buffer_add(&c->pool, role, strlen(role) + 1);
	return QSER_OK;
}

static enum qser_status read_roles(struct contacts *c)
{
	_cleanup_(query_end) struct query all = ask(c, SQL_ROLES, " order by r.person, r.role");
	enum qser_status status = QSER_OK;

	while (status == QSER_OK && query_row(&all))
		status = hold(c, query_get_int(&all, 0), query_get_word(&all, 1));
	if (status == QSER_OK && c->pool.failed)
		return fail(c->q, QSER_MEMORY, "out of memory");
	return status == QSER_OK ? query_status(&all) : status;
}

/* NULL: none. */
static const char *roles_of(const struct contacts *c, int64_t person)
{
	size_t low = 0, high = c->held_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c->held[middle].person < person)
			low = middle + 1;
		else
			high = middle;
	}
	return low < c->held_count && c->held[low].person == person
		       ? buffer_text(&c->pool) + c->held[low].roles
		       : NULL;
}

/* ---- Page and rows ---- */

static const struct qser_column name_column = COLUMN("name", "Name", QSER_TEXT),
				email_column = COLUMN("email", "E-mail", QSER_EMAIL),
				phone_column = COLUMN("phone", "Telephone", QSER_PHONE),
				department_column = COLUMN("department", "Department", QSER_TEXT),
				roles_column = COLUMN("roles", "Roles", QSER_TEXT);
static const struct qser_column *const page_columns[] = {
	&name_column, &email_column, &phone_column, &roles_column};

static const struct qser_column person_data = COLUMN("person", "Person", QSER_TEXT),
				family_data = COLUMN("family_name", "Family name", QSER_TEXT),
				work_data = COLUMN("organisation", "Organisation", QSER_TEXT),
				work_name_data = COLUMN(
					"organisation_name", "Name of the organisation", QSER_TEXT),
				title_data = COLUMN("job_title", "Job title", QSER_TEXT),
				uid_data = COLUMN("uid", "UID", QSER_TEXT);
static const struct qser_column *const data_columns[] = {&person_data, &name_column, &family_data,
	&email_column, &phone_column, &work_data, &work_name_data, &department_column, &title_data,
	&roles_column, &uid_data};

/* "mentor,trainer" with another text between; programs get the words as they are. */
static void put_roles(
	const struct qser *q, const char *roles, const char *between, struct buffer *out)
{
	while (roles && *roles) {
		_cleanup_(buffer_free) struct buffer role = BUFFER_INIT;
		size_t length = strcspn(roles, ",");
		buffer_add(&role, roles, length);
		buffer_text_add(out, report_word(q, buffer_text(&role)));
		roles += length;
		buffer_text_add(out, *roles ? between : "");
		roles += *roles == ',';
		out->failed |= role.failed;
	}
}

static void put_heading(struct contacts *c, struct query *row)
{
	const char *name = query_get_text(row, ORGANISATION_NAME);

	c->organisation = query_get_int(row, ORGANISATION_ID);
	document_heading(c->d, 2, "%s", name ? name : document_say(c->d, "Of no organisation"));
	c->table = document_table(c->d, "contacts", NULL, page_columns, COUNT(page_columns), false);
}

static void put_line(struct contacts *c, struct query *row, const char *roles)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	if (!c->table || c->organisation != query_get_int(row, ORGANISATION_ID))
		put_heading(c, row);
	put_roles(c->q, roles, ", ", &text);
	const char *const values[] = {query_get_text(row, NAME), query_get_text(row, EMAIL),
		query_get_text(row, PHONE), buffer_text(&text)};
	document_row(c->table, values);
	c->without += query_is_null(row, EMAIL) && query_is_null(row, PHONE);
}

static void put_row(struct contacts *c, struct query *row, const char *roles, const char *uid)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	put_roles(c->q, roles, ";", &text);
	const char *const values[] = {query_get_text(row, CODE), query_get_text(row, NAME),
		query_get_text(row, FAMILY), query_get_text(row, EMAIL), query_get_text(row, PHONE),
		query_get_text(row, ORGANISATION), query_get_text(row, ORGANISATION_NAME),
		query_get_text(row, DEPARTMENT), query_get_text(row, JOB_TITLE), buffer_text(&text),
		uid};
	document_row(c->table, values);
}

/* ---- Cards ---- */

/*
 * The family name is what stands for it, else the last word of the name, as the column says; the
 * given names are the rest, where the family name begins or ends the name.
 */
static void split_name(
	const char *name, const char *family, struct buffer *last, struct buffer *rest)
{
	const char *blank = strrchr(name, ' ');
	size_t length = strlen(name), of = family ? strlen(family) : 0;

	if (!family) {
		buffer_text_add(last, blank ? blank + 1 : name);
		buffer_add(rest, name, blank ? (size_t)(blank - name) : 0);
		return;
	}
	buffer_text_add(last, family);
	if (of < length && !strncmp(name, family, of) && name[of] == ' ')
		buffer_text_add(rest, name + of + 1);
	else if (of < length && !strcmp(name + length - of, family) && name[length - of - 1] == ' ')
		buffer_add(rest, name, length - of - 1);
	else if (strcmp(name, family) != 0)
		buffer_text_add(rest, name);
}

static void put_card(struct contacts *c, struct query *row, const char *roles, const char *uid)
{
	_cleanup_(buffer_free) struct buffer family = BUFFER_INIT, given = BUFFER_INIT;
	const struct mark *mark = marks_of(&c->marks, QSER_PERSON, query_get_int(row, ID));

	split_name(query_get_word(row, NAME), query_get_text(row, FAMILY), &family, &given);
	const struct document_card card = {.version = c->request->vcard,
		.uid = uid,
		.name = query_get_text(row, NAME),
		.family = buffer_text(&family),
		.given = buffer_text(&given),
		.email = query_get_text(row, EMAIL),
		.phone = query_get_text(row, PHONE),
		.organisation = query_get_text(row, ORGANISATION_NAME),
		.department = query_get_text(row, DEPARTMENT),
		.job_title = query_get_text(row, JOB_TITLE),
		.categories = roles,
		.changed = mark ? mark->changed : 0};
	document_card(c->d, &card);
}

/* ---- The report ---- */

static void put_person(struct contacts *c, struct query *row)
{
	int64_t id = query_get_int(row, ID);
	const char *roles = roles_of(c, id);
	char uid[UID_TEXT];

	c->count++;
	if (c->people) {
		put_line(c, row, roles);
		return;
	}
	marks_uuid(&c->marks, "person", id, uid);
	put_row(c, row, roles, uid);
	put_card(c, row, roles, uid);
}

static enum qser_status put_people(struct contacts *c)
{
	_cleanup_(query_end) struct query all = ask(c, SQL_PEOPLE, ORDER_PEOPLE);

	if (!c->people)
		c->table = document_table(
			c->d, "contacts", NULL, data_columns, COUNT(data_columns), true);
	while (query_row(&all))
		put_person(c, &all);
	return query_status(&all);
}

/* Whose changes are asked for; a page does not show them. */
static enum qser_status read_marks(struct contacts *c)
{
	_cleanup_(query_end) struct query all = ask(c, SQL_IDS, "");
	enum qser_status status = QSER_OK;

	while (status == QSER_OK && query_row(&all))
		status = marks_add(&c->marks, QSER_PERSON, query_get_int(&all, 0));
	if (status == QSER_OK)
		status = query_status(&all);
	return status == QSER_OK ? marks_read(&c->marks) : status;
}

static enum qser_status count_gone(struct contacts *c)
{
	_cleanup_(query_end) struct query look = ask(c, SQL_GONE, "");

	return query_number(&look, 0, &c->gone);
}

static void tell(struct contacts *c)
{
	if (!c->people)
		return;
	if (!c->count)
		document_notice(c->d, "There is nobody to list.");
	if (c->without)
		document_notice(c->d,
			report_plural(c->q, c->without,
				"%" PRId64 " has neither an e-mail address nor a telephone number.",
				"%" PRId64
				" have neither an e-mail address nor a telephone number."),
			c->without);
	if (c->gone)
		document_notice(c->d,
			report_plural(c->q, c->gone, "%" PRId64 " who has left is not listed.",
				"%" PRId64 " who have left are not listed."),
			c->gone);
}

static enum qser_status begin(struct contacts *c)
{
	enum qser_status status = report_new(c->q, &c->d, "Contacts");

	if (status == QSER_OK)
		status = report_programme(c->q, c->d, asked_only(&c->asked, ASKED_ORGANISATION));
	if (status == QSER_OK)
		report_made(c->q, c->d);
	return status;
}

static enum qser_status read_request(struct contacts *c)
{
	if (c->request->vcard && c->request->vcard != 3 && c->request->vcard != 4)
		return fail(c->q, QSER_INVALID, "vcard: %d is neither 3 nor 4", c->request->vcard);
	enum qser_status status = asked_read(c->q, c->request, &c->asked);
	const char *misfit = status == QSER_OK ? asked_misfit(&c->asked, conditions) : NULL;
	if (misfit)
		return fail(c->q, QSER_USAGE, "%s: contacts are not chosen by it", misfit);
	return status == QSER_OK ? read_words(c) : status;
}

static enum qser_status build(struct contacts *c)
{
	enum qser_status status = begin(c);

	if (status == QSER_OK)
		status = read_roles(c);
	if (status == QSER_OK && !c->people)
		status = read_marks(c);
	if (status == QSER_OK)
		status = put_people(c);
	if (status == QSER_OK)
		status = count_gone(c);
	if (status == QSER_OK)
		tell(c);
	return status;
}

enum qser_status report_contacts(struct qser *q, const struct qser_report *report, bool people,
	struct document **d, bool *any)
{
	_cleanup_(contacts_free) struct contacts c = {
		.q = q, .request = report, .marks = {.q = q}, .people = people};
	enum qser_status status = read_request(&c);

	if (status == QSER_OK)
		status = build(&c);
	*d = c.d;
	*any = c.count > 0;
	return status;
}
