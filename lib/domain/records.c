/* records.c: all records, by number. */
#include <string.h>

#include "../form/form.h"
#include "domain.h"

const struct record *const records[QSER_RECORDS] = {
	[QSER_ORGANISATION] = &organisation_record,
	[QSER_DEPARTMENT] = &department_record,
	[QSER_PROJECT] = &project_record,
	[QSER_PERSON] = &person_record,
	[QSER_ROLE] = &role_record,
	[QSER_TRAINING] = &training_record,
	[QSER_SETTING] = &setting_record,
	[QSER_FORM] = &form_record,
	[QSER_FORM_VERSION] = &form_version_record,
	[QSER_SECTION] = &section_record,
	[QSER_ITEM] = &item_record,
	[QSER_RESPONSE] = &response_record,
	[QSER_ANSWER] = &answer_record,
	[QSER_APPLICATION] = &application_record,
	[QSER_PATH] = &path_record,
	[QSER_PARTICIPANT] = &participant_record,
	[QSER_SKILL] = &skill_record,
	[QSER_ACTIVITY] = &activity_record,
	[QSER_STEP] = &step_record,
	[QSER_ENTRY] = &entry_record,
	[QSER_COMMAND] = &command_record,
	[QSER_CONTRACT] = &contract_record,
	[QSER_SIGNATURE] = &signature_record,
	[QSER_EXCEPTION] = &exception_record,
	[QSER_HOLIDAY] = &holiday_record,
	[QSER_MEETING] = &meeting_record,
	[QSER_ACTION] = &action_record,
	[QSER_RATING] = &rating_record,
	[QSER_CONCLUSION] = &conclusion_record,
	[QSER_SCENARIO] = &scenario_record,
	[QSER_WORKSHOP] = &workshop_record,
	[QSER_ATTENDANCE] = &attendance_record,
	[QSER_PEER] = &peer_record,
	[QSER_SLOT] = &slot_record,
	[QSER_SUGGESTION] = &suggestion_record,
	[QSER_TIMER] = &timer_record,
	[QSER_MENTOR] = &mentor_record,
	[QSER_MENTEE] = &mentee_record,
	[QSER_PREFERENCE] = &preference_record,
	[QSER_ROUND] = &round_record,
	[QSER_UNMATCHED] = &unmatched_record,
	[QSER_PAIR] = &pair_record,
	[QSER_ENCOUNTER] = &encounter_record,
	[QSER_PAIR_ACTION] = &pair_action_record,
	[QSER_ISSUE] = &issue_record,
	[QSER_REVIEW] = &review_record,
	[QSER_DECISION] = &decision_record,
	[QSER_PICTURE] = &picture_record,
	[QSER_LETTER] = &letter_record,
};

enum qser_status check_days(struct row *row, const char *first, const char *last)
{
	const char *from = row_text(row, first), *to = row_text(row, last);

	if (from && to && strcmp(from, to) > 0)
		return fail(
			row->q, QSER_INVALID, "%s: %s is before %s (%s)", last, to, from, first);
	return QSER_OK;
}
