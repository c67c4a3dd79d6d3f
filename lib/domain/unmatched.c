/* unmatched.c: who was left without a mentor in a round, and why. */
#include "mentoring.h"

static const struct qser_column unmatched_columns[] = {
	COLUMN_ID,
	{.name = "round",
		.label = "Round",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_KEY | QSER_OWNER | QSER_BRIEF,
		.ref = QSER_ROUND,
		.help = "the round"},
	{.name = "mentee",
		.label = "Mentee",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_KEY | QSER_BRIEF,
		.ref = QSER_PERSON,
		.help = "who"},
	{.name = "cause",
		.label = "Cause",
		.type = QSER_NOTE,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.help = "why"},
};

const struct record unmatched_record = {
	.id = QSER_UNMATCHED,
	.name = "unmatched mentee",
	.plural = "unmatched mentees",
	.table = "unmatched",
	.columns = unmatched_columns,
	.count = COUNT(unmatched_columns),
	.lead = "mentee",
};
