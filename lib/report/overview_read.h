/* overview_read.h: what the readers of an overview share (overview_read.c, overview_hours.c), and
 * the people behind its figures (overview_crowd.c). */
#ifndef REPORT_OVERVIEW_READ_H
#define REPORT_OVERVIEW_READ_H

#include "overview.h"

/* Columns that most queries begin with. */
enum { WHOSE, GROUP, VALUE, PEOPLE };

/* An entry e for no path p is of a pair, or of its trainer n's own organisation. */
#define ORGANISATION_OF_ENTRY                                                             \
	"coalesce(p.organisation, (select coalesce(c.organisation, t.organisation)"       \
	" from encounter x join pair r on r.id = x.pair join person t on t.id = r.mentee" \
	" left join person c on c.id = r.coordinator where x.entry = e.id), n.organisation)"

enum qser_status overview_no_memory(struct overview *o);
bool overview_is_of(const struct overview *o, int64_t organisation);
/* ?1 and ?2, where a query asks for them, are the first and the last day. */
struct query overview_ask(struct overview *o, const char *sql);
/* The part of that name; a new one comes last.  NULL: no memory. */
struct figure *overview_part(struct overview *o, struct chapter *s, const char *name);
struct figure *overview_add_part(struct overview *o, struct chapter *s, const char *name);
enum qser_status overview_begin_parts(
	struct overview *o, struct chapter *s, const char *const *words) _check_;

enum qser_status overview_read_hours(struct overview *o) _check_;

/* ---- Few or many ---- */

/* Different people of one part, counted up to what has to be known: whether they are min. */
struct people {
	int64_t *seen;
	size_t count, most;
};

struct crowds {
	struct people *list; /* the first for the total, then one for each part */
	size_t count;
	size_t most;
};

/* false: no memory. */
bool people_take(struct people *c, int64_t person);
void people_free(struct people *c);
/* One more behind a part, and so behind the total; false: no memory. */
bool crowds_take(struct crowds *c, size_t part, int64_t person);
void crowds_settle(struct chapter *s, const struct crowds *c);
void crowds_free(struct crowds *c);

#endif
