/* manager.h: what a department manager sees of the own staff: between reading it (manager.c) and
 * writing it down (manager_page.c, manager_weeks.c). */
#ifndef REPORT_MANAGER_H
#define REPORT_MANAGER_H

#include "scorer.h"

/* Texts lie in the pool, by their offset; 0: none. */
struct staff {
	int64_t id;
	size_t code, name, department, job;
	size_t first, count; /* tracks */
};

/* A member of staff on a path. */
struct track {
	size_t staff;
	int64_t path;
	size_t code, title, state, trainer, starts, ends;
	int64_t planned; /* minutes; -1: not said */
	int64_t minutes, sessions;
	int64_t given, implemented, partly, open; /* suggestions */
	int64_t slots;				  /* of the rota, still to come */
	char last[DAY_TEXT], next[DAY_TEXT], next_at[8];
	size_t next_what;	/* of a workshop; 0: a session */
	int16_t before, after;	/* checklists, per cent; NO_SCORE */
	char checked[DAY_TEXT]; /* the last of them */
};

/* What happened in a week. */
struct week {
	size_t track;
	int32_t monday; /* day_t */
	int64_t minutes, shadowing, reflection, sessions, given, implemented;
	int16_t score; /* of the last checklist; NO_SCORE */
};

/* What one person thinks of one skill, in hundredths; INT64_MIN: nobody has said. */
struct rated {
	int64_t path;
	size_t person, kind, name; /* person: code; 0: nobody has rated it */
	int64_t relevance, importance, before, after;
};

struct manager {
	struct qser *q;
	const struct qser_report *request;
	struct period period; /* of the weeks */
	int64_t person;
	struct buffer paths; /* int64_t: these alone; empty: all */
	struct buffer pool;
	struct staff *staff;
	size_t staff_count, staff_room;
	struct track *tracks;
	size_t track_count, track_room;
	struct week *weeks; /* by track and week */
	size_t week_count, week_room;
	struct rated *rated;
	size_t rated_count, rated_room;
	size_t found; /* the track found last */
};

/* Of everybody whose supervisor, or whose department's manager, the person ?1 is. */
#define SQL_STAFF                                                                             \
	"(select id from person where supervisor = ?1 union select p.id from"                 \
	" person p join department h on h.id = p.department where h.manager = ?1 and p.id <>" \
	" ?1)"

/* manager_page.c: for people; sensitive: with what was written of sessions. */
enum qser_status manager_page(struct manager *m, struct document *d) _check_;
/* manager_weeks.c: the weeks of a track, for people; all of it, for programs. */
void manager_weeks(const struct manager *m, size_t track, struct document *d);
void manager_rows(const struct manager *m, struct document *d);

static inline const char *manager_text(const struct manager *m, size_t offset)
{
	return offset ? buffer_text(&m->pool) + offset : NULL;
}

/* Has anything happened on it? */
static inline bool track_begun(const struct track *t)
{
	return t->minutes || t->given || t->before >= 0;
}

#endif
