/*
 * form.c: the descriptions of forms, versions, sections and items.
 *
 * What stands between rows of a form (conditions, choices, ranges) is checked where a form file is
 * read; the rules here keep answered versions as they are, whoever asks.
 */
#include <string.h>

#include "form.h"

static const char *const purposes[] = {"application", "checklist", "readiness", "pre-session",
	"evaluation", "interview", "meeting-guide", "questionnaire", "minutes", NULL};

static const char *const applicants[] = {"in-house", "external", NULL};

static const struct qser_column form_columns[] = {
	COLUMN_ID,
	{.name = "code",
		.label = "Code",
		.type = QSER_CODE,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF,
		.help = "short name for commands"},
	{.name = "title",
		.label = "Title",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.help = "as printed"},
	{.name = "purpose",
		.label = "Purpose",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = purposes,
		.help = "what it is for"},
	{.name = "organisation",
		.label = "Organisation",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_ORGANISATION,
		.help = "whose own form it is; empty: everybody's"},
	{.name = "language",
		.label = "Language",
		.type = QSER_TEXT,
		.help = "of its questions, like en"},
	{.name = "credit",
		.label = "Credit",
		.type = QSER_TEXT,
		.help = "who is to be named as its source"},
	{.name = "note", .label = "Note", .type = QSER_NOTE, .help = "anything else"},
	{.name = "applicants",
		.label = "Applicants",
		.type = QSER_CHOICE,
		.words = applicants,
		.help = "whose application form it is; empty: of both"},
};

const struct record form_record = {
	.id = QSER_FORM,
	.name = "form",
	.plural = "forms",
	.table = "form",
	.columns = form_columns,
	.count = COUNT(form_columns),
	.lead = "title",
	.code_of = "title",
};

static const char *const version_states[] = {"draft", "active", "retired", NULL};

static const struct qser_column version_columns[] = {
	COLUMN_ID,
	{.name = "form",
		.label = "Form",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_FORM,
		.help = "which form"},
	{.name = "revision",
		.label = "Revision",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF,
		.help = "like 1.0"},
	{.name = "description",
		.label = "Description",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.help = "what changed"},
	{.name = "author",
		.label = "Author",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.help = "who made it"},
	{.name = "day",
		.label = "Day",
		.type = QSER_DAY,
		.flags = QSER_BRIEF,
		.help = "of the revision"},
	{.name = "state",
		.label = "State",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = version_states,
		.preset = "active",
		.help = "new responses take the newest active one"},
};

#define SQL_SECTION "select version from section where id = ?1"

/* An answered version keeps its questions; it may still be retired. */
static enum qser_status unanswered(struct row *row, int64_t version)
{
	_cleanup_(row_free) struct row stored = {0};
	_cleanup_(buffer_free) struct buffer form = BUFFER_INIT;
	bool answered = false;

	enum qser_status status = version_is_answered(row->q, version, &answered);
	if (status != QSER_OK || !answered)
		return status;
	row_init(&stored, row->q, QSER_FORM_VERSION);
	status = row_load(&stored, version);
	if (status == QSER_OK)
		status = record_describe(row->q, QSER_FORM,
			stored.stored[record_column(stored.record, "form")].number, &form);
	return status != QSER_OK
		       ? status
		       : fail(row->q, QSER_REFUSED,
				 "revision %s of %s has answers and stays as it is; give the "
				 "changed form a new revision",
				 row_stored_text(&stored, "revision"), buffer_text(&form));
}

static enum qser_status unanswered_section(struct row *row, int64_t section)
{
	int64_t version = 0;
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_SECTION);

	query_int(&look, 1, section);
	enum qser_status status = query_number(&look, 0, &version);
	return status == QSER_OK && version ? unanswered(row, version) : status;
}

/* The record a stored row belongs to. */
static int64_t stored_owner(const struct row *row, const char *column)
{
	return row->stored[record_column(row->record, column)].number;
}

static enum qser_status check_version(struct row *row)
{
	uint64_t state = UINT64_C(1) << record_column(row->record, "state");

	return row->id && row->changed & ~state ? unanswered(row, row->id) : QSER_OK;
}

static enum qser_status removing_version(struct row *row)
{
	return unanswered(row, row->id);
}

const struct record form_version_record = {
	.id = QSER_FORM_VERSION,
	.name = "form version",
	.plural = "form versions",
	.table = "form_version",
	.columns = version_columns,
	.count = COUNT(version_columns),
	.lead = "revision",
	.check = check_version,
	.removing = removing_version,
	.taken_back = check_version,
};

static const struct qser_column section_columns[] = {
	COLUMN_ID,
	{.name = "version",
		.label = "Version",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_FIXED,
		.ref = QSER_FORM_VERSION,
		.help = "which version of which form"},
	{.name = "position",
		.label = "Position",
		.type = QSER_INT,
		.flags = QSER_REQUIRED,
		.min = 1,
		.max = 10000,
		.help = "order in the form"},
	{.name = "code",
		.label = "Code",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF,
		.help = "short name in the form"},
	{.name = "title",
		.label = "Title",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.help = "as printed"},
	{.name = "help", .label = "Help", .type = QSER_NOTE, .help = "printed below the title"},
};

static enum qser_status check_section(struct row *row)
{
	return unanswered(row, row_int(row, "version", 0));
}

static enum qser_status keep_section(struct row *row)
{
	return unanswered(row, stored_owner(row, "version"));
}

const struct record section_record = {
	.id = QSER_SECTION,
	.name = "section",
	.plural = "sections",
	.table = "section",
	.columns = section_columns,
	.count = COUNT(section_columns),
	.lead = "title",
	.check = check_section,
	.removing = keep_section,
	.taken_back = keep_section,
};

static const struct qser_column item_columns[] = {
	COLUMN_ID,
	{.name = "section",
		.label = "Section",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_FIXED,
		.ref = QSER_SECTION,
		.help = "of which version of which form"},
	{.name = "position",
		.label = "Position",
		.type = QSER_INT,
		.flags = QSER_REQUIRED,
		.min = 1,
		.max = 10000,
		.help = "order in the section"},
	{.name = "code",
		.label = "Code",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF,
		.help = "short name of the question, the same over all versions"},
	{.name = "question",
		.label = "Question",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.help = "as asked"},
	{.name = "kind",
		.label = "Kind",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = item_kinds,
		.preset = "text",
		.help = "what an answer is"},
	{.name = "required",
		.label = "Required",
		.type = QSER_BOOL,
		.preset = "no",
		.help = "must be answered before a response is complete"},
	{.name = "shown_if",
		.label = "Shown if",
		.type = QSER_TEXT,
		.help = "only asked when an earlier item has this answer: ITEM=ANSWER, "
			"ITEM=ANSWER|ANSWER"},
	{.name = "choices",
		.label = "Choices",
		.type = QSER_WORDS,
		.help = "of choice and multi-choice"},
	{.name = "low", .label = "Lowest", .type = QSER_INT, .help = "of scale and number"},
	{.name = "high", .label = "Highest", .type = QSER_INT, .help = "of scale and number"},
	{.name = "target",
		.label = "Target",
		.type = QSER_TEXT,
		.help = "of an application form: the column of the application it is"},
	{.name = "help", .label = "Help", .type = QSER_NOTE, .help = "printed below the question"},
};

static enum qser_status check_item(struct row *row)
{
	return unanswered_section(row, row_int(row, "section", 0));
}

static enum qser_status keep_item(struct row *row)
{
	return unanswered_section(row, stored_owner(row, "section"));
}

const struct record item_record = {
	.id = QSER_ITEM,
	.name = "item",
	.plural = "items",
	.table = "item",
	.columns = item_columns,
	.count = COUNT(item_columns),
	.lead = "question",
	.check = check_item,
	.removing = keep_item,
	.taken_back = keep_item,
};
