/*
 * domain.h: what the rooms of the domain share.  One file per entity: its description, its rules.
 */
#ifndef DOMAIN_DOMAIN_H
#define DOMAIN_DOMAIN_H

#include "../record/aliases.h"
#include "../record/handle.h"

/* How commands name a record of a table: its code, else its id. */
#define SQL_WORD(of) "coalesce(" of ".code, cast(" of ".id as text))"

#define COLUMN_CODE(of)                                                                    \
	{                                                                                  \
		.name = "code", .label = "Code", .type = QSER_CODE,                        \
		.flags = QSER_KEY | QSER_BRIEF, .aliases = aliases_code,                   \
		.help = "short name for commands; made from the " of " when none is given" \
	}
#define COLUMN_NOTE                                                                          \
	{                                                                                    \
		.name = "note", .label = "Note", .type = QSER_NOTE, .aliases = aliases_note, \
		.help = "anything else"                                                      \
	}
/* Of whatever is a part of a path. */
#define COLUMN_PATH                                                                         \
	{                                                                                   \
		.name = "path", .label = "Path", .type = QSER_REF,                          \
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_BRIEF | QSER_FIXED,   \
		.ref = QSER_PATH, .aliases = aliases_path, .help = "the path it belongs to" \
	}
/* Of what is told about a person. */
#define COLUMN_WHOSE(text)                                                                \
	{                                                                                 \
		.name = "person", .label = "Person", .type = QSER_REF,                    \
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_BRIEF | QSER_FIXED, \
		.ref = QSER_PERSON, .aliases = aliases_person, .help = text               \
	}
/* Of what was on a day; today, when nothing is said. */
#define COLUMN_DAY(text)                                                                        \
	{                                                                                       \
		.name = "day", .label = "Day", .type = QSER_DAY,                                \
		.flags = QSER_REQUIRED | QSER_BRIEF, .preset = "today", .aliases = aliases_day, \
		.help = text                                                                    \
	}
#define COLUMN_BEGINS(text)                                                                  \
	{                                                                                    \
		.name = "begins", .label = "Begins", .type = QSER_TEXT, .flags = QSER_BRIEF, \
		.aliases = aliases_begins, .help = text                                      \
	}
/* The folded key of another column, for search and duplicates. */
/* What is compared of an address, likewise. */
#define COLUMN_ADDRESS_KEY(of, more)                                       \
	{                                                                  \
		.name = of "_key", .label = of "_key", .type = QSER_EMAIL, \
		.flags = QSER_HIDDEN | (more), .from = of                  \
	}

#define COLUMN_FOLDED(of, more)                                           \
	{                                                                 \
		.name = of "_key", .label = of "_key", .type = QSER_TEXT, \
		.flags = QSER_HIDDEN | (more), .from = of                 \
	}

/* Remarks on people with an id above last who are likely somebody else of the people. */
enum qser_status tell_duplicates(struct qser *q, int64_t last) _check_;

extern const struct record organisation_record, department_record, project_record;
extern const struct record person_record, role_record, training_record;
extern const struct record setting_record, command_record;
extern const struct record application_record;
extern const struct record path_record, participant_record, skill_record, activity_record,
	step_record;
extern const struct record entry_record;
extern const struct record contract_record, signature_record, exception_record, holiday_record;
extern const struct record meeting_record, action_record, rating_record, conclusion_record;
extern const struct record scenario_record, workshop_record, attendance_record, peer_record;
extern const struct record slot_record, suggestion_record, timer_record;
extern const struct record mentor_record, mentee_record, preference_record, round_record;
extern const struct record unmatched_record, pair_record, encounter_record, pair_action_record;
extern const struct record issue_record, review_record, decision_record, picture_record,
	letter_record;

/* The columns "item.CODE" of an import of applications (application_answer.c). */
enum qser_status application_extras(struct row *row, const struct qser_field *items, size_t count)
	_check_;

/* What these columns may be: those of the form of applications. */
enum qser_status application_items(struct qser *q, record_item_fn *fn, void *ctx) _check_;

/* The organisation that an applicant means, by its code or name; 0: none, or more than one.
 * written may be NULL. */
enum qser_status find_organisation(struct qser *q, const char *written, int64_t *id) _check_;

/* A remark when the applicant is likely one of the people; person, whose address it is (0: nobody's
 * yet), does not count. */
enum qser_status tell_likely(struct qser *q, int64_t application, int64_t person) _check_;
/* After an acceptance: the one person it made or changed, so that the next tell_likely need not
 * read all of them anew. */
enum qser_status learn_person(struct qser *q, int64_t person) _check_;

/* What an entry of the diary may be; shadowing is the first.  Behind those of paths: the meetings
 * of pairs (encounter_hours.c). */
#define ENTRY_KINDS 7
#define ENTRY_KINDS_OF_PATHS 6
#define ENTRY_OF_PAIRS "mentoring"
extern const char *const entry_kinds[ENTRY_KINDS + 1]; /* ended by NULL */
/* Which of these; QSER_UNAVAILABLE: none, so the file is damaged. */
enum qser_status entry_kind_of(struct qser *q, int64_t entry, const char *kind, size_t *out)
	_check_;

/* The value of a setting that there is, an organisation's own before the general one (0), or what
 * holds when it is not set; into out. */
enum qser_status setting_value(
	struct qser *q, const char *name, int64_t organisation, struct buffer *out) _check_;
/* Keep a value that is longer than a person may write: a picture. */
enum qser_status setting_store(
	struct qser *q, const char *name, int64_t organisation, const char *value) _check_;

/* A department brings its organisation along, and does not belong to another one.  QSER_INVALID. */
enum qser_status complete_department(struct row *row) _check_;
enum qser_status check_department(struct row *row) _check_;

/* How many participants are planned (-1: not said), and how many are on the list (D5). */
enum qser_status path_head_count(struct qser *q, int64_t path, int64_t *planned, int64_t *listed)
	_check_;
/* The hours planned for the path (minutes; -1: not said), and those of its participants together;
 * somebody without is left out. */
enum qser_status path_hour_count(struct qser *q, int64_t path, int64_t *planned, int64_t *listed)
	_check_;

/* Two days of a row in the wrong order?  QSER_INVALID. */
enum qser_status check_days(struct row *row, const char *first, const char *last) _check_;

#endif
