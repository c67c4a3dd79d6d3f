/*
 * where.c: filters: a column and what a person asks of it, as a condition on the table called t.
 */
#include <string.h>

#include "../base/clock.h"
#include "../base/text.h"
#include "handle.h"
#include "where.h"

#define SEARCH_MAX 1000	 /* bytes of a text looked for */
#define MEMBERS_MAX 1000 /* of a list "a,b" */
#define FILTERS_MAX 100

/* A value for the statement, kept until it has run. */
struct parameter {
	bool is_text;
	int64_t number;
	char *text;
};

void where_free(struct where *w)
{
	for (size_t at = 0; at < w->parameters.length; at += sizeof(struct parameter)) {
		struct parameter p;
		memcpy(&p, w->parameters.data + at, sizeof(p));
		free(p.text);
	}
	buffer_free(&w->parameters);
	buffer_free(&w->sql);
}

void where_bind(const struct where *w, struct query *q)
{
	for (int i = 0; i < w->count; i++) {
		struct parameter p;
		memcpy(&p, w->parameters.data + (size_t)i * sizeof(p), sizeof(p));
		if (p.is_text)
			query_text(q, i + 1, p.text);
		else
			query_int(q, i + 1, p.number);
	}
}

static int parameter(struct where *w, bool is_text, int64_t number, const char *text)
{
	struct parameter p = {is_text, number, is_text ? memory_dup(text) : NULL};

	if (is_text && !p.text)
		w->parameters.failed = true;
	buffer_add(&w->parameters, &p, sizeof(p));
	if (w->parameters.failed) /* where_free does not know it */
		free(p.text);
	return ++w->count;
}

static int text_parameter(struct where *w, const char *text)
{
	return parameter(w, true, 0, text);
}

static int number_parameter(struct where *w, int64_t number)
{
	return parameter(w, false, number, NULL);
}

/* A part of the text, accents and case ignored; %, _ and \ mean themselves. */
static enum qser_status filter_text(struct where *w, const struct qser_column *c, const char *value)
{
	_cleanup_(buffer_free) struct buffer pattern = BUFFER_INIT;
	_cleanup_(free_pointer) char *folded = text_fold(value);

	if (strlen(value) > SEARCH_MAX)
		return fail(w->q, QSER_INVALID, "%s: what is looked for is longer than %d bytes",
			c->name, SEARCH_MAX);
	if (!text_is_utf8(value, strlen(value), NULL))
		return fail(
			w->q, QSER_INVALID, "%s: what is looked for is not UTF-8 text", c->name);
	buffer_char(&pattern, '%');
	for (const char *at = folded ? folded : ""; *at; at++) {
		if (strchr("%_\\", *at))
			buffer_char(&pattern, '\\');
		buffer_char(&pattern, *at);
	}
	buffer_char(&pattern, '%');
	int n = text_parameter(w, buffer_text(&pattern));
	buffer_printf(&w->sql, STORE_FOLD "(t.%s) like ?%d escape '\\'", c->name, n);
	return folded && !pattern.failed ? QSER_OK : fail(w->q, QSER_MEMORY, "out of memory");
}

/* One value of a list "a,b", as it is stored. */
static enum qser_status filter_member(
	struct where *w, const struct qser_column *c, const char *value)
{
	struct cell cell = {.own = BUFFER_INIT};
	enum qser_status status = value_parse(w->q, c, value, &cell);

	if (status == QSER_OK) {
		int n = type_is_number(c->type) ? number_parameter(w, cell.number)
						: text_parameter(w, cell.null ? "" : cell.text);
		buffer_printf(&w->sql, "?%d", n);
	}
	buffer_free(&cell.own);
	return status;
}

static enum qser_status filter_list(struct where *w, const struct qser_column *c, const char *value)
{
	enum qser_status status = QSER_OK;
	int count = 0;

	if (c->type == QSER_REFS)
		buffer_printf(&w->sql, "t.id in (select owner from %s_%s where target in (",
			w->record->table, c->name);
	else
		buffer_printf(&w->sql, "t.%s in (", c->name);
	while (*value && status == QSER_OK) {
		size_t length = strcspn(value, ",");
		_cleanup_(free_pointer) char *one = memory_ndup(value, length);
		if (++count > MEMBERS_MAX)
			return fail(w->q, QSER_INVALID, "%s: more than %d are looked for", c->name,
				MEMBERS_MAX);
		if (count > 1)
			buffer_text_add(&w->sql, ", ");
		status = one ? filter_member(w, c, one) : fail(w->q, QSER_MEMORY, "out of memory");
		value += length + (value[length] == ',');
	}
	buffer_text_add(&w->sql, c->type == QSER_REFS ? "))" : ")");
	return status;
}

static void between(struct where *w, const struct qser_column *c, int low, int high)
{
	buffer_printf(&w->sql, "t.%s between ?%d and ?%d", c->name, low, high);
}

/* The first moment of a local day, also where the clocks are changed at midnight. */
static enum qser_status day_start(struct qser *q, day_t day, int64_t *utc)
{
	char text[DAY_TEXT];

	day_print(day, text);
	return stamp_parse(text, &q->days, utc, &q->error);
}

/* A day, a month, a range: for days as text, for stamps as the moments of those local days. */
static enum qser_status filter_days(struct where *w, const struct qser_column *c, const char *value)
{
	day_t first, last;
	const struct day_context *days;
	enum qser_status status = handle_days(w->q, &days);
	if (status == QSER_OK)
		status = day_range_parse(value, days, &first, &last, &w->q->error);
	if (status != QSER_OK) {
		error_prefix(&w->q->error, "%s", c->name);
		return status;
	}
	if (c->type == QSER_DAY) {
		char from[DAY_TEXT], to[DAY_TEXT];
		day_print(first, from);
		day_print(last, to);
		int low = text_parameter(w, from), high = text_parameter(w, to);
		between(w, c, low, high);
		return QSER_OK;
	}
	int64_t start = INT64_MIN, end = INT64_MAX;
	if (first > DAY_MIN)
		status = day_start(w->q, first, &start);
	if (status == QSER_OK && last < DAY_MAX)
		status = day_start(w->q, last + 1, &end);
	if (status != QSER_OK)
		return status;
	int low = number_parameter(w, start),
	    high = number_parameter(w, end == INT64_MAX ? end : end - 1);
	between(w, c, low, high);
	return QSER_OK;
}

static enum qser_status range_end(
	struct where *w, const struct qser_column *c, const char *text, int64_t open, int64_t *out)
{
	struct qser_column free_column = *c;
	struct cell cell = {.own = BUFFER_INIT};

	free_column.min = free_column.max = 0;
	enum qser_status status = value_parse(w->q, &free_column, text, &cell);
	*out = cell.null ? open : cell.number;
	buffer_free(&cell.own);
	return status;
}

/* "5", "5..10", "5..", "..10". */
static enum qser_status filter_number(
	struct where *w, const struct qser_column *c, const char *value)
{
	const char *dots = strstr(value, "..");
	_cleanup_(free_pointer) char *from =
		dots ? memory_ndup(value, (size_t)(dots - value)) : memory_dup(value);
	int64_t low, high;

	if (!from)
		return fail(w->q, QSER_MEMORY, "out of memory");
	enum qser_status status = range_end(w, c, from, INT64_MIN, &low);
	if (status == QSER_OK)
		status = range_end(w, c, dots ? dots + 2 : value, INT64_MAX, &high);
	if (status != QSER_OK)
		return status;
	int first = number_parameter(w, low), second = number_parameter(w, high);
	between(w, c, first, second);
	return QSER_OK;
}

static enum qser_status filter_empty(struct where *w, const struct qser_column *c)
{
	if (c->type == QSER_REFS)
		buffer_printf(&w->sql, "t.id not in (select owner from %s_%s)", w->record->table,
			c->name);
	else
		buffer_printf(&w->sql, "t.%s is null", c->name);
	return QSER_OK;
}

static enum qser_status filter(struct where *w, const struct qser_field *f)
{
	const struct qser_column *c = shown_column(w->record, f->column, strlen(f->column));

	if (!c)
		return no_such_column(w->q, w->record, f->column, strlen(f->column));
	if (!f->value || !*f->value)
		return filter_empty(w, c);
	switch (c->type) {
	case QSER_TEXT:
	case QSER_NOTE:
	case QSER_EMAIL:
	case QSER_PHONE:
	case QSER_WORDS:
		return filter_text(w, c, f->value);
	case QSER_DAY:
	case QSER_STAMP:
		return filter_days(w, c, f->value);
	case QSER_INT:
	case QSER_MINUTES:
	case QSER_HOURS:
		return filter_number(w, c, f->value);
	default:
		return filter_list(w, c, f->value);
	}
}

enum qser_status where_touched(struct qser *q, enum qser_record r, int64_t id, struct where *out)
{
	if (number_parameter(out, r) != 1 || number_parameter(out, id) != 2)
		return fail(q, QSER_INTERNAL, "the record comes before the filters");
	buffer_text_add(&out->sql, "t.id in " SQL_CHANGES_OF("command"));
	return QSER_OK;
}

enum qser_status where_build(struct qser *q, const struct record *record,
	const struct qser_field *filters, size_t count, struct where *out)
{
	out->q = q;
	out->record = record;
	if (count > FILTERS_MAX)
		return fail(q, QSER_USAGE, "more than %d filters", FILTERS_MAX);
	for (size_t i = 0; i < count; i++) {
		if (out->sql.length)
			buffer_text_add(&out->sql, " and ");
		enum qser_status status = filter(out, &filters[i]);
		if (status != QSER_OK)
			return status;
	}
	return out->sql.failed || out->parameters.failed ? fail(q, QSER_MEMORY, "out of memory")
							 : QSER_OK;
}
