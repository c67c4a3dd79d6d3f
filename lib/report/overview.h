/*
 * overview.h: figures of the programme as a whole: read (overview_read.c), hidden where they would
 * tell of single people (overview_hide.c), written down (overview.c).
 */
#ifndef REPORT_OVERVIEW_H
#define REPORT_OVERVIEW_H

#include "report.h"

#define MIN_GROUP 5 /* when nothing else is asked for */

/* How a figure comes out. */
enum shown {
	SHOWN,
	FEWER, /* of fewer people than may be shown */
	HIDDEN /* it would give away one that is */
};

/* A figure, and how many people stand behind it; people -1: none do. */
struct figure {
	size_t group; /* of what, in the pool; 0: as a whole */
	int64_t value, people;
	enum shown shown;
};

/*
 * What is shown in one piece: a total, and parts that add up to it (or none).  Of counts of people
 * or pairs value and people are the same, so who knows the total and all parts but one knows that
 * one, too.
 */
struct chapter {
	const char *name, *label, *unit; /* of all of it */
	struct figure total;
	struct figure *parts;
	size_t count, room;
	bool counts; /* of people: value is people */
	bool free;   /* the parts do not add up to the total, which is none */
};

/*
 * Hide what is of fewer than min people, and as many other parts as it takes, so that total and
 * parts leave a hidden one any value from 1 to min - 1.  Those others are the last ones, whatever
 * they hold: to take the smallest would tell of it.  When all parts are not enough, the total goes,
 * too.  Zero is shown, it is nobody.
 */
void section_hide(struct chapter *s, int64_t min);

enum { APPLICATIONS, MENTORS, PAIRS, PATHS, BY_MONTH, BY_KIND, SUGGESTIONS, TRAININGS, SECTIONS };
enum {
	ACCEPTANCE,    /* per cent of those decided */
	DECISION_DAYS, /* mean, from submitted to decided */
	REVIEWS,       /* given */
	CAPACITY,      /* places of the mentors who are there */
	WAITING,       /* mentees */
	WAITING_DAYS,  /* mean */
	MEETINGS,      /* of pairs, held */
	PARTICIPANTS,  /* of paths */
	SCORE_FIRST,   /* mean, of those with both */
	SCORE_LAST,
	SINGLES
};

struct overview {
	struct qser *q;
	const struct qser_report *request;
	struct period period;
	struct buffer organisations; /* int64_t: those asked for; empty: all */
	struct buffer pool;
	struct chapter sections[SECTIONS];
	struct figure singles[SINGLES];
	int64_t min_group;
	bool any;
};

/* Read all of it, nothing hidden; the struct is zeroed but for q and request. */
enum qser_status overview_read(struct overview *o) _check_;
/* Its place among the parts of the chapter; their count: there is none. */
size_t overview_find_part(const struct overview *o, const struct chapter *s, const char *name);
void overview_hide(struct overview *o);
void overview_free(struct overview *o);

static inline const char *figure_group(const struct overview *o, const struct figure *f)
{
	return f->group ? buffer_text(&o->pool) + f->group : NULL;
}

#endif
