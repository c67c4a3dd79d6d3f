/* exception.c: gates that were passed against the rule, and why. */
#include "domain.h"

static const struct qser_column exception_columns[] = {
	COLUMN_ID,
	{.name = "path",
		.label = "Path",
		.type = QSER_REF,
		.flags = QSER_READONLY | QSER_OWNER | QSER_BRIEF,
		.ref = QSER_PATH,
		.help = "where"},
	{.name = "gate",
		.label = "Gate",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.help = "which, as its setting is called without gate-; signature: what is signed was "
			"changed; closed: of a closed path"},
	{.name = "finding",
		.label = "Finding",
		.type = QSER_NOTE,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.help = "what was not as the rule asks"},
	{.name = "reason",
		.label = "Reason",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.help = "given with --override"},
	{.name = "person",
		.label = "By",
		.type = QSER_REF,
		.flags = QSER_READONLY | QSER_BRIEF,
		.ref = QSER_PERSON,
		.help = "who passed it"},
	{.name = "day",
		.label = "Day",
		.type = QSER_DAY,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.help = "when"},
};

const struct record exception_record = {
	.id = QSER_EXCEPTION,
	.name = "exception",
	.plural = "exceptions",
	.table = "exception",
	.columns = exception_columns,
	.count = COUNT(exception_columns),
	.lead = "gate",
};
