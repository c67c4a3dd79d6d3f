/* form.c: the descriptions of forms, versions, sections and items. */
#include <string.h>

#include "form.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define COLUMN_ID {.name = "id", .label = "Id", .type = QSER_INT, .flags = QSER_READONLY | QSER_BRIEF, .help = "number, given once and never again"}

static const char *const purposes[] = {"application", "checklist", "readiness", "pre-session",
	"evaluation", "interview", "meeting-guide", "questionnaire", "minutes", NULL};

static const struct qser_column form_columns[] = {
	COLUMN_ID,
	{.name = "code", .label = "Code", .type = QSER_CODE, .flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF,
		.help = "short name for commands"},
	{.name = "title", .label = "Title", .type = QSER_TEXT, .flags = QSER_REQUIRED | QSER_BRIEF,
		.help = "as printed"},
	{.name = "purpose", .label = "Purpose", .type = QSER_CHOICE, .flags = QSER_REQUIRED | QSER_BRIEF,
		.words = purposes, .help = "what it is for"},
	{.name = "organisation", .label = "Organisation", .type = QSER_REF, .flags = QSER_BRIEF,
		.ref = QSER_ORGANISATION, .help = "whose own form it is; empty: everybody's"},
	{.name = "language", .label = "Language", .type = QSER_TEXT, .help = "of its questions, like en"},
	{.name = "credit", .label = "Credit", .type = QSER_TEXT, .help = "who is to be named as its source"},
	{.name = "note", .label = "Note", .type = QSER_NOTE, .help = "anything else"},
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
	{.name = "form", .label = "Form", .type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_BRIEF | QSER_FIXED, .ref = QSER_FORM,
		.help = "which form"},
	{.name = "revision", .label = "Revision", .type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF, .help = "like 1.0 (A4)"},
	{.name = "description", .label = "Description", .type = QSER_TEXT, .flags = QSER_BRIEF,
		.help = "what changed"},
	{.name = "author", .label = "Author", .type = QSER_TEXT, .flags = QSER_BRIEF, .help = "who made it"},
	{.name = "day", .label = "Day", .type = QSER_DAY, .flags = QSER_BRIEF, .help = "of the revision"},
	{.name = "state", .label = "State", .type = QSER_CHOICE, .flags = QSER_REQUIRED | QSER_BRIEF,
		.words = version_states, .preset = "active", .help = "new responses take the newest active one"},
};

const struct record form_version_record = {
	.id = QSER_FORM_VERSION,
	.name = "form version",
	.plural = "form versions",
	.table = "form_version",
	.columns = version_columns,
	.count = COUNT(version_columns),
	.lead = "revision",
};

static const struct qser_column section_columns[] = {
	COLUMN_ID,
	{.name = "version", .label = "Version", .type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_FIXED, .ref = QSER_FORM_VERSION,
		.help = "which version of which form"},
	{.name = "position", .label = "Position", .type = QSER_INT, .flags = QSER_REQUIRED, .min = 1,
		.max = 10000, .help = "order in the form"},
	{.name = "code", .label = "Code", .type = QSER_TEXT, .flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF,
		.help = "short name in the form"},
	{.name = "title", .label = "Title", .type = QSER_TEXT, .flags = QSER_REQUIRED | QSER_BRIEF,
		.help = "as printed"},
	{.name = "help", .label = "Help", .type = QSER_NOTE, .help = "printed below the title"},
};

const struct record section_record = {
	.id = QSER_SECTION,
	.name = "section",
	.plural = "sections",
	.table = "section",
	.columns = section_columns,
	.count = COUNT(section_columns),
	.lead = "title",
};

static const char *const item_kinds[] = {"yes-no", "yes-partly-no-na", "scale", "number", "date", "text",
	"choice", "multi-choice", NULL};

static const struct qser_column item_columns[] = {
	COLUMN_ID,
	{.name = "section", .label = "Section", .type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_FIXED, .ref = QSER_SECTION,
		.help = "of which version of which form"},
	{.name = "position", .label = "Position", .type = QSER_INT, .flags = QSER_REQUIRED, .min = 1,
		.max = 10000, .help = "order in the section"},
	{.name = "code", .label = "Code", .type = QSER_TEXT, .flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF,
		.help = "short name of the question, the same over all versions"},
	{.name = "question", .label = "Question", .type = QSER_TEXT, .flags = QSER_REQUIRED | QSER_BRIEF,
		.help = "as asked"},
	{.name = "kind", .label = "Kind", .type = QSER_CHOICE, .flags = QSER_REQUIRED | QSER_BRIEF,
		.words = item_kinds, .preset = "text", .help = "what an answer is"},
	{.name = "required", .label = "Required", .type = QSER_BOOL, .preset = "no",
		.help = "must be answered before a response is complete"},
	{.name = "shown_if", .label = "Shown if", .type = QSER_TEXT,
		.help = "only asked when another item has this answer: ITEM=VALUE"},
	{.name = "choices", .label = "Choices", .type = QSER_WORDS, .help = "of choice and multi-choice"},
	{.name = "low", .label = "Lowest", .type = QSER_INT, .help = "of scale and number"},
	{.name = "high", .label = "Highest", .type = QSER_INT, .help = "of scale and number"},
	{.name = "target", .label = "Target", .type = QSER_TEXT,
		.help = "of an application form: the column of the application it is"},
	{.name = "help", .label = "Help", .type = QSER_NOTE, .help = "printed below the question"},
};

const struct record item_record = {
	.id = QSER_ITEM,
	.name = "item",
	.plural = "items",
	.table = "item",
	.columns = item_columns,
	.count = COUNT(item_columns),
	.lead = "question",
};
