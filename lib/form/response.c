/* response.c: what was answered to which version of a form. */
#include <string.h>

#include "form.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define COLUMN_ID {.name = "id", .label = "Id", .type = QSER_INT, .flags = QSER_READONLY | QSER_BRIEF, .help = "number, given once and never again"}

static const char *const response_states[] = {"draft", "complete", NULL};

static const struct qser_column response_columns[] = {
	COLUMN_ID,
	{.name = "form", .label = "Form", .type = QSER_REF, .flags = QSER_REQUIRED | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_FORM, .help = "which form"},
	{.name = "version", .label = "Version", .type = QSER_REF, .flags = QSER_REQUIRED | QSER_FIXED,
		.ref = QSER_FORM_VERSION, .help = "the version it answers; the newest active one, when not given"},
	{.name = "subject", .label = "About", .type = QSER_REF, .flags = QSER_BRIEF, .ref = QSER_PERSON,
		.aliases = "Participant", .help = "the person it is about"},
	{.name = "respondent", .label = "By", .type = QSER_REF, .flags = QSER_BRIEF, .ref = QSER_PERSON,
		.help = "who filled it in; the actor, when not given"},
	{.name = "path", .label = "Path", .type = QSER_REF, .flags = QSER_BRIEF, .ref = QSER_PATH,
		.help = "the training path it belongs to"},
	{.name = "application", .label = "Application", .type = QSER_REF, .ref = QSER_APPLICATION,
		.help = "the application it is a part of"},
	{.name = "entry", .label = "Diary entry", .type = QSER_REF, .ref = QSER_ENTRY,
		.help = "the session it belongs to"},
	{.name = "day", .label = "Day", .type = QSER_DAY, .flags = QSER_BRIEF, .help = "when; today, when not given"},
	{.name = "occasion", .label = "Occasion", .type = QSER_TEXT, .flags = QSER_BRIEF,
		.help = "before, after, session 3, …"},
	{.name = "state", .label = "State", .type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF, .words = response_states, .preset = "draft",
		.help = "complete when all required items are answered"},
	{.name = "note", .label = "Note", .type = QSER_NOTE, .help = "anything else"},
	{.name = "entered_at", .label = "Entered", .type = QSER_STAMP, .flags = QSER_READONLY,
		.help = "when this was written down"},
};

const struct record response_record = {
	.id = QSER_RESPONSE,
	.name = "response",
	.plural = "responses",
	.table = "response",
	.columns = response_columns,
	.count = COUNT(response_columns),
	.lead = "day",
};

static const struct qser_column answer_columns[] = {
	COLUMN_ID,
	{.name = "response", .label = "Response", .type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_BRIEF | QSER_FIXED, .ref = QSER_RESPONSE,
		.help = "which response"},
	{.name = "item", .label = "Item", .type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.help = "code of the item in the version that was answered"},
	{.name = "value", .label = "Answer", .type = QSER_NOTE, .flags = QSER_BRIEF | QSER_SENSITIVE,
		.help = "as the kind of the item asks"},
};

const struct record answer_record = {
	.id = QSER_ANSWER,
	.name = "answer",
	.plural = "answers",
	.table = "answer",
	.columns = answer_columns,
	.count = COUNT(answer_columns),
	.lead = "item",
};
