/*
 * encounter.h: between the rooms of a pair's meetings.
 *
 * encounter.c describes a meeting and has its rules; encounter_hours.c keeps its entry of the diary
 * in step; meet.c records one as people say it; pair_view.c tells of the pair.
 */
#ifndef DOMAIN_ENCOUNTER_H
#define DOMAIN_ENCOUNTER_H

#include "mentoring.h"

/* Of whatever is a part of a pair. */
#define COLUMN_PAIR                                                                          \
	{                                                                                    \
		.name = "pair", .label = "Pair", .type = QSER_REF,                           \
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_BRIEF | QSER_FIXED,    \
		.ref = QSER_PAIR,                                                            \
		.aliases = "Couple|Tandem|Ζεύγος|Ζευγάρι|Paar|Pareja|Dvojice|Binôme|Koppel", \
		.help = "the pair it belongs to"                                             \
	}

/* A pair, as its meetings, actions and issues look at it. */
struct pair_view {
	int64_t id, mentor, mentee, coordinator; /* people; coordinator 0: none */
	int64_t organisation;			 /* of the coordinator, else of the mentee; 0 */
	char state[16];
	char begins[DAY_TEXT]; /* the first day a meeting may have been; "": not known */
	char ended[DAY_TEXT];
	struct buffer word; /* as commands name it */
};

enum qser_status pair_view_load(struct qser *q, int64_t pair, struct pair_view *out) _check_;
void pair_view_free(struct pair_view *v);
bool pair_meets(const struct pair_view *v); /* accepted or running */
bool pair_is_proposal(const struct pair_view *v);
/* A meeting was held: an accepted pair runs from then on, and a remark says so. */
enum qser_status pair_begun(struct qser *q, int64_t pair, const char *day) _check_;
/* The pair somebody means who names none: the actor's only one that runs, else the only accepted
 * one.  QSER_USAGE lists them. */
enum qser_status default_pair(struct qser *q, int64_t *pair) _check_;

/* After a meeting is saved: the diary has an entry of kind mentoring when it was held and is said
 * to have lasted, and none otherwise. */
enum qser_status encounter_hours(struct row *meeting) _check_;
/* Before a meeting is removed: so is that entry. */
enum qser_status encounter_without_hours(struct row *meeting) _check_;

/* A day to come, as people write it: "fri" is the next one, not the last. */
enum qser_status coming_day(struct qser *q, const char *text, char out[DAY_TEXT]) _check_;
/* "WHO: WHAT, until DAY" becomes an action of a meeting; WHO is mentor, mentee, both or a person.
 */
enum qser_status action_from_line(
	struct qser *q, const struct pair_view *pair, int64_t meeting, const char *line) _check_;
/* Homework of the mentee, due on a day (NULL: none is known). */
enum qser_status action_of_homework(struct qser *q, const struct pair_view *pair, int64_t meeting,
	const char *what, const char *due) _check_;

#endif
