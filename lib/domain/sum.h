/* sum.h: hours added up (C10), for commands and reports. */
#ifndef DOMAIN_SUM_H
#define DOMAIN_SUM_H

#include "domain.h"

#define SUM_KEYS_MAX 4

/* One group.  Strings live until the callback returns. */
struct sum_group {
	size_t count;		 /* of keys */
	const char *const *keys; /* code, else id; day, week, month; NULL: none */
	const char *const
		*names; /* of a named request: name or title; of kinds and days the key itself */
	int64_t entries, minutes;
	int64_t planned; /* of sum_plans: minutes; -1: not known */
};

typedef int sum_fn(void *ctx, const struct sum_group *group);

/*
 * What to add up: filters as of diary entries; organisation: words, "a,b", of those whose paths the
 * entries are for, NULL for all; named: with names, and groups in the order of those, else of keys.
 */
struct sum_request {
	const char *by;
	const struct qser_field *filters;
	size_t filter_count;
	const char *organisation;
	bool named;
};

enum qser_status sum_entries(
	struct qser *q, const struct sum_request *request, sum_fn *fn, void *ctx) _check_;

/*
 * What is planned for the paths of each group, by one key for which sum_is_planned: path,
 * organisation, department, project; and the minutes of all days of those paths that have a plan.
 * Groups come in the order of a named request, those without hours among them, without their names.
 * paths, organisations: words, "a,b", as above; NULL: all.
 */
bool sum_is_planned(const char *by);
enum qser_status sum_plans(struct qser *q, const char *by, const char *paths,
	const char *organisations, sum_fn *fn, void *ctx) _check_;

/* The keys of "path,kind", static strings in order.  QSER_USAGE. */
enum qser_status sum_keys(
	struct qser *q, const char *by, const char *names[SUM_KEYS_MAX], size_t *count) _check_;

/* The records behind "maria,4", int64_t ids into out; none, when words is NULL.  QSER_INVALID:
 * "option: there is no …", "option: is empty": an empty variable of a script does not mean all. */
enum qser_status sum_ids(struct qser *q, enum qser_record r, const char *option, const char *words,
	struct buffer *out) _check_;
/* Is it one of those ids, or (empty) is nobody asked for in particular? */
bool sum_allows(const struct buffer *ids, int64_t id);

#endif
