/* rows.c: a progress report as programs read it: codes, ISO days, whole minutes. */
#include "line.h"
#include "progress.h"

#define TEXT(key, title)                                       \
	{                                                      \
		.name = key, .label = title, .type = QSER_TEXT \
	}
#define NUMBER(key, title)                                    \
	{                                                     \
		.name = key, .label = title, .type = QSER_INT \
	}
#define A_DAY(key, title)                                     \
	{                                                     \
		.name = key, .label = title, .type = QSER_DAY \
	}

/* ---- A row for each path and participant ---- */

/* add_hours fills them, in this order. */
#define COLUMNS_OF_MINUTES                                                                      \
	NUMBER("minutes", "Minutes"), NUMBER("minutes_total", "Minutes in all"),                \
		NUMBER("minutes_planned", "Minutes planned"), NUMBER("shadowing", "Shadowing"), \
		NUMBER("reflection", "Reflection"), NUMBER("workshop", "Workshop"),             \
		NUMBER("discussion", "Discussion"), NUMBER("meeting", "Meeting"),               \
		NUMBER("travel", "Travel")

static const struct qser_column row_columns[] = {
	TEXT("organisation", "Organisation"),
	TEXT("path", "Path"),
	TEXT("title", "Title"),
	TEXT("state", "State"),
	TEXT("trainer", "Trainer"),
	TEXT("participant", "Participant"),
	TEXT("name", "Name"),
	NUMBER("steps_done", "Steps done"),
	NUMBER("next_step", "Next step"),
	COLUMNS_OF_MINUTES,
	A_DAY("last_session", "Last session"),
	NUMBER("checklists_complete", "Checklists complete"),
	NUMBER("checklists_draft", "Checklists begun"),
	NUMBER("score_first", "First score"),
	NUMBER("score_last", "Last score"),
};

_Static_assert(COUNT(row_columns) <= LINE_COLUMNS, "a line holds a row");

static void add_checklists(struct line *l, const struct checklists *c)
{
	line_number(l, c->complete);
	line_number(l, c->drafts);
	line_known(l, c->first);
	line_known(l, c->last >= 0 ? c->last : c->first);
}

static void add_path(struct line *l, const struct progress *p, const struct way *w)
{
	line_text(l, pool_text(p, w->organisation_code));
	line_text(l, pool_text(p, w->code));
	line_text(l, pool_text(p, w->title));
	line_text(l, pool_text(p, w->state));
	line_text(l, pool_text(p, w->trainer_code));
}

static void add_hours(
	struct line *l, const int64_t minutes[ENTRY_KINDS], int64_t all, int64_t planned)
{
	line_number(l, kinds_sum(minutes));
	line_number(l, all);
	line_known(l, planned);
	for (size_t i = 0; i < ENTRY_KINDS_OF_PATHS; i++)
		line_number(l, minutes[i]);
}

/* m NULL: a path without participants. */
static void put_row(struct document_table *t, const struct progress *p, const struct way *w,
	const struct member *m)
{
	struct line l = {.count = 0};

	add_path(&l, p, w);
	line_text(&l, m ? pool_text(p, m->code) : NULL);
	line_text(&l, m ? pool_text(p, m->name) : NULL);
	line_number(&l, w->done);
	line_known(&l, w->next ? w->next : -1);
	if (m)
		add_hours(&l, m->minutes, kinds_sum(m->all), member_planned(w, m));
	else
		add_hours(&l, w->minutes, kinds_sum(w->all), w->planned);
	line_text(&l, m ? m->last : w->last);
	add_checklists(&l, m ? &m->checklists : &w->checklists);
	line_put(&l, t);
}

static void put_rows(struct document_table *t, const struct progress *p)
{
	for (size_t i = 0; i < p->way_count; i++) {
		const struct way *w = &p->ways[i];
		if (w->first == NONE)
			put_row(t, p, w, NULL);
		for (uint32_t n = w->first; n != NONE; n = p->members[n].next)
			put_row(t, p, w, &p->members[n]);
	}
}

/* ---- A row for each path (JSON) ---- */

static const struct qser_column path_columns[] = {
	TEXT("organisation", "Organisation"),
	TEXT("path", "Path"),
	TEXT("title", "Title"),
	TEXT("state", "State"),
	TEXT("trainer", "Trainer"),
	A_DAY("starts", "Starts"),
	A_DAY("ends", "Ends"),
	NUMBER("participants", "Participants listed"),
	NUMBER("participants_planned", "Participants planned"),
	NUMBER("steps_done", "Steps done"),
	NUMBER("steps_skipped", "Steps skipped"),
	NUMBER("next_step", "Next step"),
	COLUMNS_OF_MINUTES,
	A_DAY("last_session", "Last session"),
	NUMBER("checklists_complete", "Checklists complete"),
};
_Static_assert(COUNT(path_columns) <= LINE_COLUMNS, "a line holds a row");

static void put_paths(struct document_table *t, const struct progress *p)
{
	for (size_t i = 0; i < p->way_count; i++) {
		const struct way *w = &p->ways[i];
		struct line l = {.count = 0};
		add_path(&l, p, w);
		line_text(&l, pool_text(p, w->starts));
		line_text(&l, pool_text(p, w->ends));
		line_number(&l, w->listed);
		line_known(&l, w->participants_planned);
		line_number(&l, w->done);
		line_number(&l, w->skipped);
		line_known(&l, w->next ? w->next : -1);
		add_hours(&l, w->minutes, kinds_sum(w->all), w->planned);
		line_text(&l, w->last);
		line_number(&l, w->checklists.complete);
		line_put(&l, t);
	}
}

/* ---- Both ---- */

/* A document wants pointers to the columns of a table, for as long as it lives. */
#define ALL_COLUMNS(c)                                                                           \
	{                                                                                        \
		&(c)[0], &(c)[1], &(c)[2], &(c)[3], &(c)[4], &(c)[5], &(c)[6], &(c)[7], &(c)[8], \
			&(c)[9], &(c)[10], &(c)[11], &(c)[12], &(c)[13], &(c)[14], &(c)[15],     \
			&(c)[16], &(c)[17], &(c)[18], &(c)[19], &(c)[20], &(c)[21], &(c)[22]     \
	}

static const struct qser_column *const rows[] = ALL_COLUMNS(row_columns);
static const struct qser_column *const paths[] = ALL_COLUMNS(path_columns);
_Static_assert(
	COUNT(rows) == COUNT(row_columns) && COUNT(paths) == COUNT(path_columns), "all of them");

void progress_rows(const struct progress *p, struct document *d)
{
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;

	for (size_t i = 0; i < p->way_count; i++) {
		buffer_clear(&who);
		buffer_printf(&who, "%s: ", pool_text(p, p->ways[i].code));
		progress_notices(p, &p->ways[i], d, buffer_text(&who));
	}
	put_paths(document_table(d, "paths", NULL, paths, COUNT(paths), false), p);
	put_rows(document_table(d, "progress", NULL, rows, COUNT(rows), true), p);
}
