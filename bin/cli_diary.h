/*
 * cli_diary.h: verbs of qser-diary that have rooms of their own: cli_timer.c, cli_suggest.c,
 * cli_plan.c, cli_submit.c.
 */
#ifndef BIN_CLI_DIARY_H
#define BIN_CLI_DIARY_H

#include "cli.h"

/* The columns given, with the people of --participant (which may be given several times). */
enum qser_status cli_entry_fields(
	struct cli *c, const struct qser_field **fields, size_t *count) QSER_CHECK;
/* A suggestion of each --suggest to an entry; on a terminal it is said which and when due. */
enum qser_status cli_entry_suggestions(struct cli *c, int64_t entry) QSER_CHECK;

extern const struct cli_option cli_start_options[], cli_stop_options[], cli_timer_options[];
enum qser_status cli_start_timer(struct cli *c) QSER_CHECK;
enum qser_status cli_stop_timer(struct cli *c) QSER_CHECK;
enum qser_status cli_timer_status(struct cli *c) QSER_CHECK;
enum qser_status cli_cancel_timer(struct cli *c) QSER_CHECK;

extern const struct cli_option cli_suggest_options[], cli_followup_options[];
extern const struct cli_option cli_suggestion_options[];
enum qser_status cli_suggest(struct cli *c) QSER_CHECK;
enum qser_status cli_followup(struct cli *c) QSER_CHECK;
enum qser_status cli_suggestion_list(struct cli *c) QSER_CHECK;

extern const struct cli_option cli_plan_options[];
enum qser_status cli_plan(struct cli *c) QSER_CHECK;
enum qser_status cli_path_hours(struct cli *c) QSER_CHECK;

extern const struct cli_option cli_submit_options[], cli_sign_entry_options[];
enum qser_status cli_submit(struct cli *c) QSER_CHECK;
enum qser_status cli_sign_entry(struct cli *c) QSER_CHECK;
enum qser_status cli_show_entry(struct cli *c) QSER_CHECK;

#endif
