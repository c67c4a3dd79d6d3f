/*
 * timesheet.h: the hours of people in one month, between reading (timesheet_read.c), judging
 * (timesheet.c, timesheet_check.c) and writing down (timesheet_page.c for people, timesheet_rows.c
 * for programs).
 */
#ifndef REPORT_TIMESHEET_H
#define REPORT_TIMESHEET_H

#include <string.h>

#include "../domain/diary.h"
#include "values.h"
#include "report.h"

#define NO_PROJECT SIZE_MAX
#define NO_MOMENT INT64_MIN

/* An entry of the diary on the sheet of one person; texts are offsets in the pool, 0: none. */
struct timesheet_entry {
	int64_t person, id, minutes, starts_at, entered_at;
	int64_t path, pair; /* ids, 0: none */
	int64_t overlaps;   /* the other entry; 0: none */
	size_t path_code, path_title, pair_code, state, note;
	size_t project; /* index, NO_PROJECT */
	size_t kind;	/* of entry_kinds */
	int offset;	/* of the place, minutes east */
	day_t day;
	bool led;    /* otherwise took part */
	bool counts; /* otherwise it is there to find overlaps alone: next month, another project */
	bool is_signed, broken; /* signed and valid; signed, and changed since */
};

struct timesheet_project {
	int64_t id;
	size_t code, title, number, beneficiary, packages;
	size_t package; /* the only one there is: then its entries can be for nothing else */
};

struct timesheet_person {
	int64_t id, organisation;
	size_t code, name, job_title, organisation_name, supervisor;
	size_t first, count; /* of the entries */
};

struct timesheet_signature {
	int64_t entry;
	size_t party, name, day, hash;
	bool broken;
};

struct timesheet {
	struct qser *q;
	const struct qser_report *request;
	struct period period;
	day_t first, last;
	struct buffer people_ids, organisation_ids; /* int64_t: who was asked for; one is empty */
	int64_t only_project;			    /* 0: all */
	char before[DAY_TEXT], after[DAY_TEXT];	    /* the days around the period */
	struct buffer pool, person_rows, entry_rows, project_rows, signature_rows;
	/* What lies in those rows, when all is read. */
	struct timesheet_person *people;
	struct timesheet_entry *entries; /* by person as the people are, day, moment */
	struct timesheet_project *projects;
	struct timesheet_signature *signatures; /* by entry */
	size_t person_count, entry_count, project_count, signature_count;
};

/* What a sheet comes to. */
struct timesheet_sum {
	int64_t entries, minutes;
	int64_t signed_entries, signed_minutes;
	int64_t loose, broken, overlapping; /* entries: not signed, changed since, at one time */
	int64_t drafts;			    /* of those that are not signed: not handed in */
	uint32_t loose_days, broken_days, overlapping_days; /* bit n: day n of the month */
};

/* Last month, when nothing else is asked for. */
enum qser_status timesheet_period(struct qser *q, const struct qser_report *r, struct period *out)
	_check_;
/* All of it; the struct is zeroed but for q, request and the period. */
enum qser_status timesheet_read(struct timesheet *t) _check_;
void timesheet_free(struct timesheet *t);

struct timesheet_sum timesheet_add_up(const struct timesheet *t, const struct timesheet_person *p);
/* timesheet_check.c: which entries are at the same time, and whether the signatures hold. */
enum qser_status timesheet_find_overlaps(struct timesheet *t, const struct timesheet_person *p)
	_check_;
enum qser_status timesheet_check_signatures(struct timesheet *t) _check_;
/* QSER_REFUSED: hours that nobody should sign for are among them; how to mend that. */
enum qser_status timesheet_may_print(const struct timesheet *t) _check_;
void timesheet_days(uint32_t days, struct buffer *out); /* "2, 5, 9" */
/* Those of an entry. */
const struct timesheet_signature *timesheet_signatures(
	const struct timesheet *t, int64_t entry, size_t *count);

/* The sheet of one person; the same as rows. */
enum qser_status timesheet_page(
	const struct timesheet *t, const struct timesheet_person *p, struct document *d) _check_;
enum qser_status timesheet_rows(const struct timesheet *t, struct document *d) _check_;
/* The end of a sheet (timesheet_foot.c): signatures there are, the declaration, lines to sign on.
 */
enum qser_status timesheet_foot(const struct timesheet *t, const struct timesheet_person *p,
	const struct timesheet_sum *sum, struct document *d) _check_;
/* "Oct 2026", in the language of the report. */
void timesheet_month(const struct timesheet *t, struct buffer *out);

/* "9:00-10:30" in the time of the place; of what had no moment: nothing. */
void timesheet_clock(const struct timesheet_entry *e, char from[CLOCK_TEXT], char to[CLOCK_TEXT]);
/* Who is paid for it: of the project, else where the person works; NULL: not known. */
const char *timesheet_beneficiary(
	const struct timesheet *t, const struct timesheet_person *p, size_t project);

static inline const char *timesheet_text(const struct timesheet *t, size_t offset)
{
	return offset ? buffer_text(&t->pool) + offset : NULL;
}

static inline bool timesheet_is(const struct timesheet *t, size_t offset, const char *word)
{
	const char *text = timesheet_text(t, offset);

	return text && !strcmp(text, word);
}

static inline const struct timesheet_project *timesheet_project(
	const struct timesheet *t, const struct timesheet_entry *e)
{
	return e->project == NO_PROJECT ? NULL : &t->projects[e->project];
}

#endif
