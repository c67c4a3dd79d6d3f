/*
 * path_facts.h: what a path has and what it lacks, one fact at a time.
 *
 * The same facts are the evidence of the 13 steps, what is to be done next, and what the gates ask
 * for.
 */
#ifndef DOMAIN_PATH_FACTS_H
#define DOMAIN_PATH_FACTS_H

#include "domain.h"

#define STEPS 13
#define REPORT_EVERY 28 /* days from one progress report to the next (C11: on a regular basis) */
#define QUIET_DAYS 14	/* a running path without a session for longer is noticed */

enum path_state { PATH_DRAFT, PATH_DISCUSSED, PATH_CONFIRMED, PATH_RUNNING, PATH_CLOSED };
extern const char *const path_states[]; /* by enum path_state, ended by NULL */
enum path_state path_state_of(const char *word);

/* A path in hand: read once, asked often. */
struct path_view {
	struct qser *q;
	int64_t path;
	char word[40]; /* its code, else its id: as commands name it */
	enum path_state state;
	int64_t organisation, contact, trainer, planned, minutes; /* 0: not given */
	bool group;						  /* of more than one participant */
	char trainer_word[40], ends[DAY_TEXT];
	struct path_view_step {
		char state[8], day[DAY_TEXT], responsible[40];
	} steps[STEPS + 1]; /* from 1 */
};

/* QSER_UNKNOWN. */
enum qser_status path_view_load(struct path_view *v, struct qser *q, int64_t path) _check_;
/* Done or skipped? */
bool path_view_step_over(const struct path_view *v, int step);

/* What was found.  lacks empty: nothing is missing. */
struct finding {
	struct buffer there;   /* "contract 1 signed by both" */
	struct buffer lacks;   /* "no contract" */
	struct buffer what;    /* "make the contract": to do about it */
	struct buffer command; /* "qser-path contract add --path reception-26" */
};
void finding_clear(struct finding *f);
void finding_free(struct finding *f);

enum fact {
	FACT_CONTACT,
	FACT_TRAINER,
	FACT_ELIGIBILITY,     /* A6 */
	FACT_SELF_REFLECTION, /* F5 */
	FACT_CONTRACT,	      /* C2 */
	FACT_MINUTES_3,	      /* C3 */
	FACT_SKILLS,	      /* C4, C5 */
	FACT_PARTICIPANTS,    /* D5 */
	FACT_MINUTES_5,	      /* C5 */
	FACT_DISCUSSED,
	FACT_CONFIRMED,	     /* C6 */
	FACT_START,	     /* C7 */
	FACT_CHECKLIST,	     /* C8 */
	FACT_PRE_SESSION,    /* C9 */
	FACT_ROTA,	     /* C10 */
	FACT_FOLLOW_UPS,     /* G3 */
	FACT_SESSION_TO_LOG, /* C9 */
	FACT_AGREED,	     /* C10 */
	FACT_REPORT,	     /* C11 */
	FACT_NEXT_SESSION,   /* G4 */
	FACT_TIMER,
	FACT_DRAFTS,
	FACT_CLOSING,	  /* C12 */
	FACT_CONCLUSION,  /* C13 */
	FACT_SUGGESTIONS, /* G3 */
	FACTS
};

/* Of which step it is evidence; 0: of none. */
int fact_step(enum fact fact);
/* The last state of a path in which it is to be done. */
enum path_state fact_until(enum fact fact);
enum qser_status fact_ask(struct path_view *v, enum fact fact, struct finding *f) _check_;

#endif
