/*
 * progress.h: all that a progress report needs to know of its paths, in memory at once.
 *
 * 10,000 paths with 50,000 participants are some 12 MiB: texts lie in one pool, by their offset,
 * and are kept once where many share them.
 */
#ifndef REPORT_PROGRESS_H
#define REPORT_PROGRESS_H

#include "scorer.h"

#define NO_TEXT 0	/* offset of "" in the pool */
#define NONE UINT32_MAX /* no such row */
#define STEP_COUNT 13

/* Checklists of one participant, or of a path as a whole. */
struct checklists {
	int32_t complete, drafts;
	int16_t first, last; /* score in per cent of the first and the last of one form; NO_SCORE */
	char last_day[DAY_TEXT];
	int64_t first_response, last_response; /* which those are; 0: none */
};

/* Suggestions of a path, and what became of them; due: open, and to be looked after by today. */
struct suggestions {
	int32_t given, implemented, partly, open, due;
};

/* A participant of a path, listed or met in its diary alone. */
struct member {
	int64_t person, planned; /* minutes; -1: as the path says, or not at all */
	int64_t minutes[ENTRY_KINDS], all[ENTRY_KINDS]; /* of the period; of all days */
	uint32_t way, code, name, next; /* next: of the same path, NONE at the end */
	bool listed;
	char last[DAY_TEXT]; /* last session */
	struct checklists checklists;
	struct suggestions suggestions; /* those for this person; only of people asked for */
};

struct way {
	int64_t path, organisation, planned; /* minutes; -1: no plan */
	int64_t minutes[ENTRY_KINDS], all[ENTRY_KINDS];
	int64_t participants_planned; /* -1: not said */
	uint32_t code, title, organisation_code, organisation_name, department;
	uint32_t trainer_code, trainer_name, state, starts, ends, next_title;
	uint32_t first, last_member, listed;
	uint8_t done, skipped, next;   /* next: number of the next step, 0: none */
	bool next_started, next_ahead; /* ahead: behind it nothing is done or skipped */
	uint16_t open;		       /* bit n: step n is neither done nor skipped */
	char last[DAY_TEXT], next_day[DAY_TEXT];
	struct checklists checklists;
	struct suggestions suggestions;
	uint32_t passed; /* gates that were passed against the rule, with the reasons */
};

struct progress {
	struct qser *q;
	const struct qser_report *request;
	struct period period;
	struct buffer persons;	  /* int64_t: the participants asked for; empty: all */
	struct buffer condition;  /* on path t; "" for all */
	struct buffer parameters; /* int64_t, of the condition */
	struct buffer pool;
	struct buffer weeks; /* struct timeline_point, of a single path: its hours in the period */
	struct way *ways;    /* in the order of the report */
	size_t way_count, way_room;
	struct member *members;
	size_t member_count, member_room;
	uint32_t *index; /* of ways and members; see find in gather.c */
	size_t index_size, index_used;
};

/* Read all of it.  The struct is zeroed but for q and request. */
enum qser_status progress_read(struct progress *p) _check_;
void progress_free(struct progress *p);
/* Of all that, the paths and their steps alone. */
enum qser_status progress_read_paths(struct progress *p) _check_;
/* Those, their participants, and how the checklists came out. */
enum qser_status progress_read_change(struct progress *p) _check_;

/* gather.c for tally.c: the row of a path, and of a person on it; NONE. */
uint32_t progress_find_path(const struct progress *p, int64_t path);
uint32_t progress_find_member(const struct progress *p, uint32_t way, int64_t person);
enum qser_status progress_add_member(
	struct progress *p, uint32_t way, int64_t person, uint32_t *out) _check_;
uint32_t progress_text(struct progress *p, const char *text);
/* select, "where COLUMN is a path of the report", order; bound and ready to run. */
struct query progress_query(
	struct progress *p, const char *select, const char *column, const char *order);

/* tally.c: the diary and the checklists. */
enum qser_status progress_read_hours(struct progress *p) _check_;
enum qser_status progress_read_checklists(struct progress *p) _check_;
/* attention.c: suggestions, and gates that were passed. */
enum qser_status progress_read_attention(struct progress *p) _check_;
/* scores.c: how the first and the last came out. */
enum qser_status progress_read_scores(struct progress *p) _check_;

static inline const char *pool_text(const struct progress *p, uint32_t offset)
{
	return buffer_text(&p->pool) + offset;
}

/* What is planned for a participant; -1: nothing. */
static inline int64_t member_planned(const struct way *w, const struct member *m)
{
	return m->planned >= 0 ? m->planned : w->planned;
}

/* page.c: what needs attention; who: "" or "reception-26: ", where no heading says so. */
void progress_notices(
	const struct progress *p, const struct way *w, struct document *d, const char *who);

/* charts.c: of a single path: hours along the weeks, suggestions, scores before and after. */
void progress_charts(const struct progress *p, const struct way *w, struct document *d);

static inline int64_t kinds_sum(const int64_t minutes[ENTRY_KINDS])
{
	int64_t n = 0;

	for (size_t i = 0; i < ENTRY_KINDS; i++)
		n += minutes[i];
	return n;
}

/* page.c, rows.c: the report as people and as programs read it. */
void progress_page(const struct progress *p, struct document *d);
void progress_rows(const struct progress *p, struct document *d);

#endif
