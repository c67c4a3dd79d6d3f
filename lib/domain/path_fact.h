/*
 * path_fact.h: what the functions that ask for facts share.
 */
#ifndef DOMAIN_PATH_FACT_H
#define DOMAIN_PATH_FACT_H

#include "path_facts.h"

/* What is there; appended to what is told already. */
enum qser_status fact_there(struct finding *f, const char *format, ...) _printf_(2, 3);
/* What is missing, what to do about it, and the command; each appended, so that "" leaves it. */
enum qser_status fact_lacks(struct finding *f, const char *missing, const char *what,
	const char *command, ...) _printf_(4, 5);
/* "12 Oct", with the year when it is not this one; nothing of a day that is not given. */
void fact_day(struct buffer *out, const struct path_view *v, const char *day);
void fact_count(struct buffer *out, int64_t count, const char *one, const char *many);
/* One number of the path, which is ?1. */
enum qser_status fact_number(struct path_view *v, const char *sql, int64_t *count) _check_;

/* One function a fact (path_facts_plan.c, path_facts_session.c). */
typedef enum qser_status ask_fn(struct path_view *v, struct finding *f);
ask_fn ask_contact, ask_trainer, ask_eligibility, ask_self_reflection, ask_contract, ask_minutes_3,
	ask_skills, ask_participants, ask_minutes_5, ask_discussed, ask_confirmed, ask_start,
	ask_checklist, ask_pre_session, ask_rota, ask_agreed, ask_follow_ups, ask_session_to_log,
	ask_report, ask_next_session, ask_timer, ask_drafts, ask_closing, ask_conclusion,
	ask_suggestions;

#endif
