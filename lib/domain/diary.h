/*
 * diary.h: between the rooms of the diary.
 *
 * diary.c describes an entry; diary_check.c has its rules, diary_gate.c what is held against its
 * day and hours, diary_told.c the same of what a file has told, diary_span.c when an entry was, of
 * which files have columns of their own, diary_same.c which entry a row of an import means,
 * diary_line.c the trainer's line and what is said back.
 */
#ifndef DOMAIN_DIARY_H
#define DOMAIN_DIARY_H

#include "../base/clock.h"
#include "domain.h"

/* ---- Hooks of the record ---- */

enum qser_status entry_complete(struct row *row) _check_;
enum qser_status entry_check(struct row *row) _check_;
enum qser_status entry_match(struct row *row, int64_t *id) _check_;
/* The hours of a pair's meeting say what the meeting says (encounter_hours.c). */
enum qser_status entry_of_meeting(struct row *entry) _check_;
enum qser_status removing_of_meeting(struct row *entry) _check_;
enum qser_status undoing_entry(struct row *row) _check_; /* diary_sign.c */
enum qser_status entry_assemble(struct row *row, const char *const *values, uint64_t *left) _check_;
enum qser_status entry_imported(struct qser *q, int64_t last) _check_;

/* The columns that only files have, behind those of the record. */
enum { ENTRY_FROM, ENTRY_TO, ENTRY_FROM_DAY, ENTRY_TO_DAY, ENTRY_SPAN, ENTRY_OF_FILES };

/* The interval between sessions, the limits of the contract, business hours (G3, G4, E2); for
 * entries that are typed, new ones and those whose time or people change. */
enum qser_status entry_gates(struct row *row) _check_;

/* ---- Parts of them ---- */

/* Minutes of the day, to possibly behind midnight: are both ends within business hours? */
bool hours_hold(const struct span *hours, int64_t from, int64_t to);

/* Who leads it, when nobody is given: the actor. */
enum qser_status entry_default_trainer(struct row *row) _check_;
/* Are all of "3;7" participants of the path?  QSER_INVALID tells who is not, and how to add. */
enum qser_status check_on_path(struct qser *q, int64_t path, const char *people) _check_;
/* The actor's only running path, else the only one that is not closed.  QSER_USAGE lists them. */
enum qser_status default_path(struct qser *q, int64_t *path) _check_;

/* "+02:00", minutes east of UTC. */
void offset_print(int minutes, char out[8]);
/* False: not an offset. */
bool offset_read(const char *zone, int *minutes);
/* The day and the minute of it, of a moment at an offset. */
day_t offset_day(int64_t at, int minutes, int *minute);
/* After so many minutes a running timer counts as forgotten (timer.c). */
enum qser_status timer_limit(struct qser *q, int64_t organisation, int64_t *minutes) _check_;

/* Save a new entry of the diary that was typed or measured, with all that goes with the first
 * session of a path and with the plan (C9, step 9; the slot of the rota). */
enum qser_status log_entry(struct row *row, bool gates) _check_;
/* May a first session of this path be held?  Only of shadowing is that asked. */
enum qser_status first_session(struct qser *q, int64_t path, const char *kind, bool *first) _check_;

/* ---- People of an entry ---- */

/* The next id of "3;7" behind *at; 0: the end. */
int64_t next_person(const char **at);

#endif
