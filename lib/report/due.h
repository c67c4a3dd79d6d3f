/*
 * due.h: what is late or soon: the kinds there are (due_kinds.c), finding them (due_find.c),
 * writing them down (due.c).
 */
#ifndef REPORT_DUE_H
#define REPORT_DUE_H

#include "report.h"

#define NOBODY SIZE_MAX /* nobody is responsible yet */

/* One kind of what can be due: one line each in the table of due_kinds.c. */
struct due_kind {
	const char *word;	 /* as programs read it */
	const char *label;	 /* as people do: what is to be done */
	enum qser_record record; /* what is due, by its id */
	const char *command;	 /* that settles it, with {id}, {of}, {day}, {a}, {b} */
	const char *sql;	 /* see there; NULL: of qser_pairs_due, by the word */
	int days;		 /* from the day that the SQL gives until it is due */
	bool late_only;		 /* that it is near says nothing */
	const char *unless_off;	 /* a gate, by its setting: who has switched it off is not asked */
	enum due_day { DUE_DAY, DUE_END_OF_MONTH, DUE_ANSWER, DUE_TIMER } when;
	enum due_check { DUE_AS_FOUND, DUE_IF_BROKEN } check;
};

extern const struct due_kind due_kinds[]; /* in their order on one day */
extern const size_t due_kind_count;
/* What the query of a kind gives, A and B for the command; ?1 is today, ?2 the last day asked for.
 */
enum due_place { PERSON, ORGANISATION, PATH, ID, DAY, OF, WHAT, A, B };

/* One thing that is due.  Texts are offsets in the pool; 0: none. */
struct duty {
	const struct due_kind *kind;
	int64_t person, organisation, id; /* 0: nobody, none, several */
	size_t rank;			  /* of the person among all; NOBODY */
	size_t of, what, command;
	size_t organisation_code;
	day_t day;
};

struct due_person {
	int64_t id;
	size_t code, name; /* in the pool */
};

struct due {
	struct qser *q;
	const struct qser_report *request;
	int64_t within;				    /* days */
	struct buffer people, organisations, paths; /* int64_t: those asked for; empty: all */
	struct buffer pool;
	struct duty *list; /* by person, then by day */
	size_t count, room;
	struct due_person *persons; /* by rank: in the order of their names */
	size_t person_count;
};

/* Read all of it; the struct is zeroed but for q and request. */
enum qser_status due_read(struct due *due) _check_;
void due_free(struct due *due);

static inline const char *due_text(const struct due *due, size_t offset)
{
	return offset ? buffer_text(&due->pool) + offset : NULL;
}

/* Days since it was due; below 0: days until it is. */
static inline int64_t duty_late(const struct due *due, const struct duty *duty)
{
	return (int64_t)due->q->days.today - duty->day;
}

#endif
