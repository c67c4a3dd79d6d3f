/*
 * domain.h: what the rooms of the domain share.  One file per entity: its description, its rules.
 */
#ifndef DOMAIN_DOMAIN_H
#define DOMAIN_DOMAIN_H

#include "../record/handle.h"

#define COLUMN_CODE(of) \
	{ \
		.name = "code", .label = "Code", .type = QSER_CODE, .flags = QSER_KEY | QSER_BRIEF, \
		.help = "short name for commands; made from the " of " when none is given" \
	}
#define COLUMN_NOTE \
	{ \
		.name = "note", .label = "Note", .type = QSER_NOTE, .help = "anything else" \
	}
/* The folded key of another column, for search and duplicates. */
#define COLUMN_FOLDED(of, more) \
	{ \
		.name = of "_key", .label = of "_key", .type = QSER_TEXT, .flags = QSER_HIDDEN | (more), \
		.from = of \
	}

extern const struct record organisation_record, department_record, project_record;
extern const struct record person_record, role_record, training_record;
extern const struct record setting_record, command_record;
extern const struct record form_record, form_version_record, section_record, item_record;
extern const struct record response_record, answer_record;
extern const struct record application_record;
extern const struct record path_record, participant_record, skill_record, activity_record, step_record;
extern const struct record entry_record;

/* The columns "item.CODE" of an import of applications (application_answer.c). */
enum qser_status application_extras(struct row *row, const struct qser_field *items, size_t count)
	_check_;

/* Two days of a row in the wrong order?  QSER_INVALID. */
enum qser_status check_days(struct row *row, const char *first, const char *last) _check_;

#endif
