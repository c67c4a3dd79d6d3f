/*
 * certificate.c: a certificate of signed hours, and whether one that somebody holds is genuine.
 */
#include <inttypes.h>
#include <string.h>

#include "certificate.h"
#include "line.h"
#include "signing.h"

#include "../base/clock.h"
#include "../domain/sum.h"

/* ---- What it is about ---- */

struct request {
	struct qser *q;
	const struct qser_report *report;
	bool people; /* read it; otherwise programs do */
	bool given;
	struct buffer paths, persons; /* int64_t ids; no path: 0 */
	bool named;		      /* the people were */
	struct document *d;
	struct document_table *table; /* of programs */
	int64_t printed;
	struct buffer without; /* "anna, jan": asked for, and nothing is signed */
	bool unsigned_entries;
};

static void request_free(struct request *r)
{
	buffer_free(&r->paths);
	buffer_free(&r->persons);
	buffer_free(&r->without);
}

static int64_t id_at(const struct buffer *ids, size_t n)
{
	int64_t id;

	memcpy(&id, ids->data + n * sizeof(id), sizeof(id));
	return id;
}

static size_t id_count(const struct buffer *ids)
{
	return ids->length / sizeof(int64_t);
}

#define SQL_ABOUT                                                                              \
	"select p.name, coalesce(p.code, cast(p.id as text)), t.title, coalesce(t.code,"       \
	" cast(t.id as text)), coalesce(o.name, w.name), coalesce(o.code, cast(o.id as text)," \
	" w.code, cast(w.id as text)), r.name, j.title, j.number, coalesce(r.code,"            \
	" cast(r.id as text)), coalesce(o.id, w.id)"                                           \
	" from person p left join path t on t.id = ?1"                                         \
	" left join organisation o on o.id = t.organisation"                                   \
	" left join organisation w on w.id = p.organisation"                                   \
	" left join person r on r.id = t.trainer left join project j on j.id = t.project"      \
	" where p.id = ?2"
enum {
	NAME,
	PERSON,
	TITLE,
	PATH,
	ORGANISATION_NAME,
	ORGANISATION,
	TRAINER,
	PROJECT,
	PROJECT_NUMBER,
	TRAINER_CODE,
	ORGANISATION_ID
};

static struct query about(struct qser *q, const struct certificate_code *code)
{
	struct query look = query(q->store, SQL_ABOUT);

	query_int(&look, 1, code->path);
	query_int(&look, 2, code->person);
	return look;
}

/* ---- For programs ---- */

static const struct qser_column code_column = COLUMN("code", "Code", QSER_TEXT),
				valid_column = COLUMN("valid", "Valid", QSER_BOOL),
				as_column = COLUMN("as", "As", QSER_TEXT),
				person_column = COLUMN("person", "Person", QSER_TEXT),
				name_column = COLUMN("name", "Name", QSER_TEXT),
				path_column = COLUMN("path", "Path", QSER_TEXT),
				title_column = COLUMN("title", "Title", QSER_TEXT),
				organisation_column =
					COLUMN("organisation", "Organisation", QSER_TEXT),
				trainer_column = COLUMN("trainer", "Trainer", QSER_TEXT),
				entries_column = COLUMN("entries", "Entries", QSER_INT),
				minutes_column = COLUMN("minutes", "Minutes", QSER_INT),
				first_column = COLUMN("first_day", "First day", QSER_DAY),
				last_column = COLUMN("last_day", "Last day", QSER_DAY);
static const struct qser_column *const columns[] = {&code_column, &valid_column, &as_column,
	&person_column, &name_column, &path_column, &title_column, &organisation_column,
	&trainer_column, &entries_column, &minutes_column, &first_column, &last_column};

static void put_row(
	struct document_table *t, const struct certified *c, const char *code, struct query *look)
{
	struct line l = {.count = 0};

	line_text(&l, code);
	line_text(&l, "yes");
	line_text(&l, c->code.given ? "trainer" : "participant");
	line_text(&l, query_get_text(look, PERSON));
	line_text(&l, query_get_text(look, NAME));
	line_text(&l, query_get_text(look, PATH));
	line_text(&l, query_get_text(look, TITLE));
	line_text(&l, query_get_text(look, ORGANISATION));
	line_text(&l, query_get_text(look, TRAINER_CODE));
	line_number(&l, c->entries);
	line_number(&l, c->minutes);
	line_text(&l, c->first);
	line_text(&l, c->last);
	line_put(&l, t);
}

/* ---- For people ---- */

static void put_fact(struct document *d, struct query *look, const char *label, int at)
{
	if (!query_is_null(look, at))
		document_fact(d, label, "%s", query_get_text(look, at));
}

/* What was certified: the same on the certificate and when it is verified. */
static enum qser_status put_facts(
	struct qser *q, struct document *d, const struct certified *c, struct query *look)
{
	_cleanup_(buffer_free) struct buffer hours = BUFFER_INIT, kinds = BUFFER_INIT,
					     first = BUFFER_INIT, last = BUFFER_INIT;

	document_fact(d, c->code.given ? "Name" : "Participant", "%s", query_get_text(look, NAME));
	put_fact(d, look, "Job shadowing", TITLE);
	put_fact(d, look, "Organisation", ORGANISATION_NAME);
	if (!c->code.given)
		put_fact(d, look, "Trainer", TRAINER);
	put_fact(d, look, "Project", PROJECT);
	put_fact(d, look, "Project number", PROJECT_NUMBER);
	duration_print_colon(&hours, c->minutes);
	document_fact(d, "Hours signed", "%s", buffer_text(&hours));
	for (size_t i = 0; i < ENTRY_KINDS; i++) {
		if (!c->kinds[i])
			continue;
		buffer_printf(
			&kinds, "%s%s ", kinds.length ? ", " : "", report_word(q, entry_kinds[i]));
		duration_print_colon(&kinds, c->kinds[i]);
	}
	document_fact(d, "By kind", "%s", buffer_text(&kinds));
	day_words(q, c->first, &first);
	day_words(q, c->last, &last);
	document_fact(d, "First day", "%s", buffer_text(&first));
	document_fact(d, "Last day", "%s", buffer_text(&last));
	return hours.failed || kinds.failed || first.failed || last.failed
		       ? fail(q, QSER_MEMORY, "out of memory")
		       : QSER_OK;
}

#define SQL_SKILLS "select kind, name from skill where path = ?1 order by id"

static enum qser_status put_skills(struct qser *q, struct document *d, int64_t path)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_SKILLS);
	bool any = false;

	query_int(&look, 1, path);
	while (query_row(&look)) {
		if (!any)
			document_heading(d, 2, "Skills, competences and attitudes worked on");
		any = true;
		document_item(d, "%s", query_get_text(&look, 1));
	}
	return query_status(&look);
}

/* What a participant did is certified in the words of the organisation. */
static enum qser_status put_text(struct qser *q, struct document *d, const struct certified *c,
	struct query *look, const char *hours, const char *code)
{
	_cleanup_(buffer_free) struct buffer first = BUFFER_INIT, last = BUFFER_INIT,
					     subject = BUFFER_INIT, body = BUFFER_INIT;

	day_words(q, c->first, &first);
	day_words(q, c->last, &last);
	const char *const values[LETTER_WORDS] = {[LETTER_NAME] = query_get_text(look, NAME),
		[LETTER_PATH] = query_get_text(look, TITLE),
		[LETTER_HOURS] = hours,
		[LETTER_TRAINER] = query_get_text(look, TRAINER),
		[LETTER_FROM] = buffer_text(&first),
		[LETTER_TO] = buffer_text(&last),
		[LETTER_CODE] = code};
	enum qser_status status = report_text(
		q, "certificate", query_get_int(look, ORGANISATION_ID), values, &subject, &body);
	document_heading(
		d, 1, "%s", subject.length ? buffer_text(&subject) : query_get_text(look, NAME));
	report_paragraphs(d, buffer_text(&body));
	return status == QSER_OK && (first.failed || last.failed)
		       ? fail(q, QSER_MEMORY, "out of memory")
		       : status;
}

/* What was given by a trainer or a mentor. */
static void put_sentence(struct document *d, struct query *look, const char *hours)
{
	const char *name = query_get_text(look, NAME), *title = query_get_text(look, TITLE);

	document_heading(d, 1, "%s", name);
	if (title)
		document_paragraph(d,
			"This certifies that %s gave %s as the trainer of the job shadowing “%s”.",
			name, hours, title);
	else
		document_paragraph(
			d, "This certifies that %s gave %s as trainer or mentor.", name, hours);
}

static void put_verification(struct document *d, const char *code, struct query *look)
{
	const char *organisation = query_get_text(look, ORGANISATION_NAME);

	document_fact(d, "Code", "%s", code);
	document_paragraph(d,
		"Every hour counted here is signed for by the organisation or the supervisor. Whether "
		"this certificate is genuine, %s tells from the code, also in years to come.",
		organisation ? organisation : document_say(d, "the organisation that issued it"));
}

static enum qser_status put_page(
	struct request *r, const struct certified *c, const char *code, struct query *look)
{
	_cleanup_(buffer_free) struct buffer hours = BUFFER_INIT, made = BUFFER_INIT;
	const struct sign_line lines[] = {
		{"organisation", NULL}, {"trainer", c->code.given ? query_get_text(look, NAME)
								  : query_get_text(look, TRAINER)}};
	struct document *d = r->d;

	if (r->printed)
		document_break(d);
	duration_words(r->q, c->minutes, &hours);
	enum qser_status status = QSER_OK;
	if (c->code.given)
		put_sentence(d, look, buffer_text(&hours));
	else
		status = put_text(r->q, d, c, look, buffer_text(&hours), code);
	if (status == QSER_OK)
		status = put_facts(r->q, d, c, look);
	day_words(r->q, r->q->today, &made);
	document_fact(d, "Issued on", "%s", buffer_text(&made));
	if (status == QSER_OK && !c->code.given)
		status = put_skills(r->q, d, c->code.path);
	sign_lines(d, lines, COUNT(lines));
	document_heading(d, 2, "Verification");
	put_verification(d, code, look);
	return status == QSER_OK && (hours.failed || made.failed)
		       ? fail(r->q, QSER_MEMORY, "out of memory")
		       : status;
}

/* ---- Certifying ---- */

static enum qser_status refuse_broken(struct request *r, const struct certified *c)
{
	bool several = strchr(buffer_text(&c->broken), ',') != NULL;

	return fail(r->q, QSER_REFUSED,
		several ? "entries %s of the diary were changed after they had been signed, so "
			  "nothing is certified; have them signed again (qser-diary submit, "
			  "qser-diary sign), or take the changes back"
			: "entry %s of the diary was changed after it had been signed, so nothing "
			  "is certified; have it signed again (qser-diary submit, qser-diary "
			  "sign), or take the change back",
		buffer_text(&c->broken));
}

static enum qser_status note_without(struct request *r, int64_t person)
{
	if (r->without.length)
		buffer_text_add(&r->without, ", ");
	return record_word(r->q, QSER_PERSON, person, &r->without);
}

static enum qser_status certify(struct request *r, int64_t path, int64_t person)
{
	_cleanup_(certified_free) struct certified c = {
		.code = {.given = r->given, .path = path, .person = person}};
	char code[CODE_TEXT];
	enum qser_status status = certified_read(r->q, &c);

	if (status != QSER_OK)
		return status;
	if (c.broken.length)
		return refuse_broken(r, &c);
	r->unsigned_entries |= c.unsigned_entries;
	if (!c.entries)
		return note_without(r, person);
	certificate_code_print(&c.code, code);
	_cleanup_(query_end) struct query look = about(r->q, &c.code);
	if (query_row(&look)) {
		if (r->people)
			status = put_page(r, &c, code, &look);
		else
			put_row(r->table, &c, code, &look);
		r->printed++;
	}
	return status == QSER_OK ? query_status(&look) : status;
}

#define SQL_EVERYBODY                                                                              \
	"select p.id from person p where p.id in (select person from participant where path = ?1)" \
	" or p.id in (select d.target from diary_entry e join diary_entry_participants d"          \
	" on d.owner = e.id where e.path = ?1) order by " STORE_SORT "(p.name), p.id"

static enum qser_status everybody(struct request *r, int64_t path, struct buffer *ids)
{
	_cleanup_(query_end) struct query look = query(r->q->store, SQL_EVERYBODY);

	query_int(&look, 1, path);
	while (query_row(&look)) {
		int64_t id = query_get_int(&look, 0);
		buffer_add(ids, &id, sizeof(id));
	}
	return ids->failed ? fail(r->q, QSER_MEMORY, "out of memory") : query_status(&look);
}

static enum qser_status certify_path(struct request *r, int64_t path)
{
	_cleanup_(buffer_free) struct buffer all = BUFFER_INIT;
	enum qser_status status = r->named ? QSER_OK : everybody(r, path, &all);
	const struct buffer *ids = r->named ? &r->persons : &all;

	for (size_t i = 0; i < id_count(ids) && status == QSER_OK; i++)
		status = certify(r, path, id_at(ids, i));
	return status;
}

static enum qser_status read_request(struct request *r)
{
	const struct qser_report *report = r->report;
	struct qser *q = r->q;

	if (report->person && report->participant)
		return fail(q, QSER_USAGE,
			"name a participant, whose hours these are, or with person a trainer or "
			"mentor, who gave them; not both");
	if (!report->person && !report->path)
		return fail(q, QSER_USAGE, "of which path? Name it with --path PATH");
	r->given = report->person != NULL;
	r->named = report->person || report->participant;
	enum qser_status status = sum_ids(q, QSER_PATH, "path", report->path, &r->paths);
	if (status == QSER_OK)
		status = sum_ids(q, QSER_PERSON, r->given ? "person" : "participant",
			r->given ? report->person : report->participant, &r->persons);
	return status;
}

/* What was asked for and is not there is told; nothing at all is refused. */
static enum qser_status tell_without(struct request *r)
{
	struct qser *q = r->q;

	if (!r->printed)
		return r->report->if_any
			       ? QSER_OK
			       : fail(q, QSER_REFUSED,
					 "nothing is signed of these hours, so there is nothing to "
					 "certify; hours are signed with: qser-diary sign ENTRY… "
					 "--as organisation");
	if (r->without.length)
		remark(q, "nothing is signed, and nothing certified, of: %s",
			buffer_text(&r->without));
	if (r->unsigned_entries)
		remark(q, "entries that nobody has signed are not counted");
	return QSER_OK;
}

static enum qser_status certify_all(struct request *r)
{
	static const int64_t no_path = 0;
	enum qser_status status = read_request(r);

	if (status == QSER_OK && !r->paths.length)
		buffer_add(&r->paths, &no_path, sizeof(no_path));
	if (status == QSER_OK && !r->people)
		r->table =
			document_table(r->d, "certificates", NULL, columns, COUNT(columns), true);
	for (size_t i = 0; i < id_count(&r->paths) && status == QSER_OK; i++)
		status = certify_path(r, id_at(&r->paths, i));
	if (status == QSER_OK && r->without.failed)
		status = fail(r->q, QSER_MEMORY, "out of memory");
	return status == QSER_OK ? tell_without(r) : status;
}

/* ---- Verifying ---- */

static enum qser_status put_verdict(struct request *r, const struct certified *c, const char *code,
	struct query *look, bool valid)
{
	if (!r->people) {
		struct document_table *t =
			document_table(r->d, "certificates", NULL, columns, COUNT(columns), true);
		if (valid)
			put_row(t, c, code, look);
		else
			document_row(t, (const char *const[COUNT(columns)]){code, "no"});
		return QSER_OK;
	}
	document_fact(r->d, "Code", "%s", code);
	if (!valid) {
		document_notice(r->d,
			"Not valid: what it was made of was changed since, or the certificate is not "
			"from here.");
		return QSER_OK;
	}
	document_paragraph(r->d, "Valid. A genuine certificate with this code says what follows.");
	enum qser_status status = put_facts(r->q, r->d, c, look);
	document_paragraph(r->d,
		"Compare it with the paper: name, hours and days. Hours that were signed after it was "
		"issued are not counted in it.");
	return status;
}

static enum qser_status verify(struct request *r, bool *valid)
{
	_cleanup_(certified_free) struct certified c = {.entries = 0};
	char asked[CODE_TEXT], code[CODE_TEXT];
	enum qser_status status =
		certificate_code_read(r->report->code, &c.code, asked, &r->q->error);

	if (status == QSER_OK)
		status = certified_read(r->q, &c);
	if (status != QSER_OK)
		return status;
	certificate_code_print(&c.code, code);
	_cleanup_(query_end) struct query look = about(r->q, &c.code);
	*valid = query_row(&look) && c.entries && !strcmp(code, asked);
	if (query_status(&look) != QSER_OK)
		return query_status(&look);
	return put_verdict(r, &c, asked, &look, *valid);
}

enum qser_status report_certificate(struct qser *q, const struct qser_report *report, bool people,
	struct document **d, bool *any)
{
	_cleanup_(request_free) struct request r = {.q = q, .report = report, .people = people};
	enum qser_status status = report_new(
		q, d, report->code ? "Verification of a certificate" : "Certificate of hours");

	if (status != QSER_OK)
		return status;
	r.d = *d;
	if (report->code)
		return verify(&r, any);
	status = certify_all(&r);
	*any = r.printed > 0;
	return status;
}
