/*
 * gate.h: rules that an organisation may hold to, be reminded of, or do without.
 *
 * A gate is a setting, refuse, warn or off, of the organisation of the path before the general one.
 * Whoever finds that a rule does not hold says so to gate_fails, and goes on when that is QSER_OK.
 * --override passes a gate that refuses; that is kept as an exception, with its reason, and shown
 * in reports.  What a file of an import says has happened already: there a gate warns at most.
 */
#ifndef DOMAIN_GATE_H
#define DOMAIN_GATE_H

#include "domain.h"

enum gate {
	GATE_ELIGIBILITY,     /* A6: a job shadower has both halves of what one needs */
	GATE_SELF_REFLECTION, /* F5: the trainer has answered it before the case is analysed */
	GATE_CONTRACT,	      /* C2: there is one, signed */
	GATE_CONFIRMATION,    /* C6: the path is confirmed before participants start */
	GATE_CHECKLIST,	      /* C8: signed by both parties before shadowing begins */
	GATE_PRE_SESSION,     /* C9: the questions are answered before the first session */
	GATE_INTERVAL,	      /* G3: three to four days between sessions */
	GATE_LIMITS,	      /* G4: sessions, hours and days of the contract */
	GATE_WORKSHOP_LENGTH, /* C7.4 */
	GATE_BUSINESS_HOURS,  /* E2 */
	GATE_DEPARTMENT,      /* I2: peer shadowing is in another department */
	GATE_OVERLAP,	      /* somebody in two places at the same time */
	GATE_CONCLUSION,      /* C12, C13: closing workshop, conclusion and follow-ups at the end */
	GATE_PAIR_START,      /* a meeting of a pair is not before the pair began */
	GATE_SUPERVISOR,      /* a mentor is not the supervisor of the mentee */
	GATE_ONE_MENTOR,      /* a mentee has one mentor at a time */
	GATE_PREFERENCE,      /* nobody is paired with whom they have excluded */
	GATES
};

/* "gate-eligibility": the setting that holds its policy (setting.c). */
const char *gate_setting(enum gate gate);

/* QSER_OK: go on (it is off, warns, or is overridden).  QSER_REFUSED: the message is the finding,
 * and how to pass.  path: whose organisation's policy; 0: the general one. */
enum qser_status gate_fails(struct qser *q, enum gate gate, int64_t path, const char *format, ...)
	_printf_(4, 5) _check_;

/* Where a rule does not hold; each 0: not said. */
struct place {
	int64_t organisation; /* whose policy; 0: the general one */
	int64_t path;	      /* that an exception names */
};
/* The same of what need not belong to a path, but has an organisation of its own. */
enum qser_status gate_fails_at(struct qser *q, enum gate gate, const struct place *at,
	const char *format, ...) _printf_(4, 5) _check_;
/* Is it on?  Saves looking for what nobody asks for. */
enum qser_status gate_is_on(struct qser *q, enum gate gate, int64_t path, bool *on) _check_;

/* The organisation of a path; 0: no such path. */
enum qser_status organisation_of(struct qser *q, int64_t path, int64_t *organisation) _check_;

#endif
