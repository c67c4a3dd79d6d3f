/*
 * response.c: somebody filled in a form: which revision, about whom, when.
 *
 * The revision is kept as a text beside the reference to the version, so that a response means the
 * same in every database: ids of versions differ, "1.0" does not.
 */
#include <inttypes.h>
#include <string.h>

#include "../record/aliases.h"
#include "closed.h"
#include "form.h"
#include "seal.h"

static const char *const response_states[] = {"draft", "complete", NULL};

static const struct qser_column response_columns[] = {
	COLUMN_ID,
	{.name = "form",
		.label = "Form",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_FORM,
		.aliases = "Checklist|Questionnaire|"
			   "Έντυπο|Ερωτηματολόγιο|Φόρμα|"
			   "Formular|Fragebogen|"
			   "Formulario|Cuestionario|"
			   "Dotazník|"
			   "Formulaire|"
			   "Formulier|Vragenlijst",
		.help = "which form"},
	{.name = "version",
		.label = "version",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_HIDDEN | QSER_FIXED,
		.ref = QSER_FORM_VERSION},
	{.name = "revision",
		.label = "Revision",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_FIXED,
		.aliases = "Version|"
			   "Έκδοση|"
			   "Fassung|"

			   "Verze|"

			   "Versie",
		.help = "of the form; the newest active one, when not given"},
	{.name = "subject",
		.label = "About",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_PERSON,
		.aliases = aliases_participant,
		.help = "the person it is about"},
	{.name = "respondent",
		.label = "By",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_PERSON,
		.aliases =
			"Filled in by|E-mail|E-mail address|"
			"Συμπληρώθηκε από|Ηλεκτρονικό ταχυδρομείο|Διεύθυνση ηλεκτρονικού ταχυδρομείου|"
			"Ausgefüllt von|E-Mail-Adresse|"
			"Rellenado por|Cumplimentado por|Correo electrónico|Dirección de correo electrónico|"
			"Vyplnil|Vyplnila|E-mailová adresa|"
			"Rempli par|Adresse e-mail|"
			"Ingevuld door|E-mailadres",
		.help = "who filled it in; the actor, when not given"},
	{.name = "path",
		.label = "Path",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_PATH,
		.aliases = aliases_path,
		.help = "the training path it belongs to"},
	{.name = "application",
		.label = "Application",
		.type = QSER_REF,
		.ref = QSER_APPLICATION,
		.aliases = "Αίτηση|"
			   "Bewerbung|"
			   "Solicitud|"
			   "Přihláška|"
			   "Candidature|"
			   "Aanmelding",
		.help = "the application it is a part of"},
	{.name = "entry",
		.label = "Diary entry",
		.type = QSER_REF,
		.ref = QSER_ENTRY,
		.aliases = "Session|"
			   "Συνεδρία|"
			   "Sitzung|"
			   "Sesión|"
			   "Sezení|"
			   "Séance|"
			   "Sessie",
		.help = "the session it belongs to"},
	{.name = "day",
		.label = "Day",
		.type = QSER_DAY,
		.flags = QSER_BRIEF,
		.aliases = aliases_day,
		.help = "when; today, when not given"},
	{.name = "occasion",
		.label = "Occasion",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.aliases = "Περίσταση|"
			   "Anlass|"
			   "Ocasión|"
			   "Příležitost|"
			   "Circonstance|"
			   "Gelegenheid",
		.help = "before, after, session 3, …"},
	{.name = "state",
		.label = "State",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.words = response_states,
		.preset = "draft",
		.help = "complete when all required items are answered"},
	{.name = "note",
		.label = "Note",
		.type = QSER_NOTE,
		.aliases = aliases_note,
		.help = "anything else"},
	{.name = "entered_at",
		.label = "Entered",
		.type = QSER_STAMP,
		.flags = QSER_READONLY,
		.help = "when this was written down"},
	{.name = "revises",
		.label = "Revises",
		.type = QSER_REF,
		.flags = QSER_READONLY,
		.ref = QSER_RESPONSE,
		.help = "the response it takes the place of; made by revise"},
	{.name = "encounter",
		.label = "Meeting of a pair",
		.type = QSER_REF,
		.ref = QSER_ENCOUNTER,
		.help = "the meeting of a pair it belongs to"},
};

static bool left_open(const struct row *row, const char *column)
{
	return !row_given(row, column);
}

#define SQL_ENTRY_PATH "select path from diary_entry where id = ?1"

static enum qser_status path_of_entry(struct row *row, int64_t *path)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_ENTRY_PATH);

	query_int(&look, 1, row_int(row, "entry", 0));
	return query_number(&look, 0, path);
}

/* A session belongs to its path.  (Rows of a file stay as they are: they are looked for again.) */
static enum qser_status take_path_of_entry(struct row *row)
{
	int64_t path = 0;

	if (row->q->log.import_name || !left_open(row, "path") || !row_int(row, "entry", 0))
		return QSER_OK;
	enum qser_status status = path_of_entry(row, &path);
	if (path)
		row_put_int(row, "path", path);
	return status;
}

#define SQL_MENTEE "select p.mentee from encounter e join pair p on p.id = e.pair where e.id = ?1"

/* A meeting of a pair is about its mentee (K8). */
static enum qser_status take_mentee(struct row *row)
{
	int64_t mentee = 0, meeting = row_int(row, "encounter", 0);

	if (row->q->log.import_name || !left_open(row, "subject") || !meeting)
		return QSER_OK;
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_MENTEE);
	query_int(&look, 1, meeting);
	enum qser_status status = query_number(&look, 0, &mentee);
	if (mentee)
		row_put_int(row, "subject", mentee);
	return status;
}

/*
 * What a new response takes for granted.  Who filled in the rows of a file is not known: it is not
 * the one who imports them.
 */
static enum qser_status complete_response(struct row *row)
{
	int64_t form = row_int(row, "form", 0), version = 0;

	if (row->id || !form)
		return QSER_OK;
	enum qser_status status =
		form_version(row->q, form, row_text(row, "revision"), false, &version);
	if (status == QSER_OK)
		status = take_path_of_entry(row);
	if (status == QSER_OK)
		status = take_mentee(row);
	if (status != QSER_OK)
		return status;
	row_put_int(row, "version", version);
	_cleanup_(row_free) struct row stored = {0};
	row_init(&stored, row->q, QSER_FORM_VERSION);
	status = row_load(&stored, version);
	row_put_text(row, "revision", row_stored_text(&stored, "revision"));
	if (left_open(row, "day"))
		row_put_text(row, "day", row->q->today);
	if (left_open(row, "respondent") && row->q->actor && !row->q->log.import_name)
		row_put_int(row, "respondent", row->q->actor);
	row_put_int(row, "entered_at", row->q->options.now);
	return status;
}

/* ---- What fits together (G2) ---- */

static enum qser_status name_of(struct row *row, enum qser_record r, int64_t id, struct buffer *out)
{
	return record_describe(row->q, r, id, out);
}

static enum qser_status tell_of_entry(struct row *row)
{
	_cleanup_(buffer_free) struct buffer path = BUFFER_INIT;
	int64_t theirs = 0, ours = row_int(row, "path", 0), entry = row_int(row, "entry", 0);

	if (!entry || !ours || !(row_changes(row, "entry") || row_changes(row, "path")))
		return QSER_OK;
	enum qser_status status = path_of_entry(row, &theirs);
	if (status == QSER_OK && theirs != ours)
		status = name_of(row, QSER_PATH, ours, &path);
	if (status == QSER_OK && theirs != ours)
		remark(row->q, "entry: diary entry %" PRId64 " does not belong to %s", entry,
			buffer_text(&path));
	return status;
}

/* The trainer answers about themselves, too (F). */
#define SQL_TAKES_PART                                                                \
	"select (select count(*) from participant where path = ?1 and person = ?2) +" \
	" (select count(*) from path where id = ?1 and trainer = ?2)"

static enum qser_status tell_of_subject(struct row *row)
{
	_cleanup_(buffer_free) struct buffer path = BUFFER_INIT, who = BUFFER_INIT;
	int64_t times = 0, ours = row_int(row, "path", 0), subject = row_int(row, "subject", 0);
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_TAKES_PART);

	if (!subject || !ours || !(row_changes(row, "subject") || row_changes(row, "path")))
		return query_status(&look);
	query_int(&look, 1, ours);
	query_int(&look, 2, subject);
	enum qser_status status = query_number(&look, 0, &times);
	if (status != QSER_OK || times)
		return status;
	status = name_of(row, QSER_PATH, ours, &path);
	if (status == QSER_OK)
		status = name_of(row, QSER_PERSON, subject, &who);
	if (status == QSER_OK)
		remark(row->q, "subject: %s is neither a participant nor the trainer of %s",
			buffer_text(&who), buffer_text(&path));
	return status;
}

static enum qser_status check_response(struct row *row)
{
	enum qser_status status =
		signed_part_changes(row) ? response_may_change(row->q, row->id) : QSER_OK;

	if (status == QSER_OK && row_changes(row, "path"))
		status = path_takes_forms(row->q, row_int(row, "path", 0));
	if (status == QSER_OK)
		status = tell_of_entry(row);
	return status == QSER_OK ? tell_of_subject(row) : status;
}

static enum qser_status removing_response(struct row *row)
{
	return response_may_change(row->q, row->id);
}

static enum qser_status undoing_response(struct row *row)
{
	return signed_part_changes(row) ? undoing_signed(row->q, QSER_RESPONSE, row->id,
						  row_stored_int(row, "path", 0))
					: QSER_OK;
}

/* ---- Which one a row means ---- */

#define SQL_SAME                                                                     \
	"select min(id) from response where form = ?1 and respondent = ?2"           \
	" and subject is not distinct from ?3 and path is not distinct from ?4"      \
	" and application is not distinct from ?5 and entry is not distinct from ?6" \
	" and day is not distinct from ?7 and occasion is not distinct from ?8"      \
	" and encounter is not distinct from ?9"                                     \
	" and not exists (select 1 from response n where n.revises = response.id)"

static void bind_number(struct query *q, int at, const struct row *row, const char *column)
{
	if (row_cell(row, column)->null)
		query_null(q, at);
	else
		query_int(q, at, row_int(row, column, 0));
}

/*
 * A row of a file without an id: the response of the same person on the same occasion.  Rows that
 * do not say who filled them in, and when, are new ones: twenty anonymous evaluations are twenty.
 */
static enum qser_status match_response(struct row *row, int64_t *id)
{
	static const char *const numbers[] = {
		"form", "respondent", "subject", "path", "application", "entry"};
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_SAME);

	*id = 0;
	if (row_cell(row, "respondent")->null || row_cell(row, "day")->null)
		return query_status(&look);
	if (!row_text(row, "revision")) /* whichever it was */
		row_leave(row, "revision");
	for (int i = 0; i < (int)COUNT(numbers); i++)
		bind_number(&look, i + 1, row, numbers[i]);
	query_text(&look, 7, row_text(row, "day"));
	query_text(&look, 8, row_text(row, "occasion"));
	bind_number(&look, 9, row, "encounter");
	return query_number(&look, 0, id);
}

static enum qser_status save_extras(struct row *row, const struct qser_field *items, size_t count)
{
	return response_answer(row->q, row->id, items, count, "item.");
}

#define SQL_FORMS "select id, code from form order by id"

/* Which form a file is about is not known yet. */
static enum qser_status response_items(struct qser *q, record_item_fn *fn, void *ctx)
{
	_cleanup_(query_end) struct query forms = query(q->store, SQL_FORMS);
	enum qser_status status = QSER_OK;

	while (status == QSER_OK && query_row(&forms))
		status =
			form_items(q, query_get_int(&forms, 0), query_get_text(&forms, 1), fn, ctx);
	return status == QSER_OK ? query_status(&forms) : status;
}

const struct record response_record = {
	.id = QSER_RESPONSE,
	.name = "response",
	.plural = "responses",
	.table = "response",
	.columns = response_columns,
	.count = COUNT(response_columns),
	.lead = "day",
	.complete = complete_response,
	.check = check_response,
	.removing = removing_response,
	.undoing = undoing_response,
	.match = match_response,
	.extras = save_extras,
	.items = response_items,
};

enum qser_status qser_response_new(
	struct qser *q, int64_t form, const struct qser_field *fields, size_t count, int64_t *id)
{
	_cleanup_(row_free) struct row row = {0};
	row_init(&row, q, QSER_RESPONSE);

	enum qser_status status = row_set_fields(&row, fields, count);
	row_put_int(&row, "form", form);
	if (status == QSER_OK)
		status = row_save(&row);
	*id = row.id;
	return status;
}
