/*
 * compare.c: responses to one form side by side: the same checklist before and after (H7).
 *
 * Items are compared by their codes, so that revisions may differ.  What is better is told by the
 * marks that the score is made of; answers that are no judgement are the same or different.
 */
#include <inttypes.h>
#include <string.h>

#include "response_page.h"

#define MOST 100 /* responses beside each other */

struct comparison {
	struct qser *q;
	struct sheet *sheets;
	size_t count;
	bool revisions; /* there are several */
	struct questions *newest;
	struct qser_column *columns; /* of the responses */
	struct buffer *labels;	     /* of the columns: name, label, each with its NUL */
};

static void comparison_free(struct comparison *c)
{
	for (size_t i = 0; c->sheets && i < c->count; i++)
		sheet_free(&c->sheets[i]);
	for (size_t i = 0; c->labels && i < 2 * c->count; i++)
		buffer_free(&c->labels[i]);
	free(c->sheets);
	free(c->columns);
	free(c->labels);
}

/* ---- Which responses ---- */

struct ids {
	int64_t id[MOST];
	size_t count;
};

/* narrow: the condition that finds the fewest by an index. */
#define SQL_SERIES(narrow)                                                                     \
	"select r.id, r.form, f.code, r.subject, coalesce(s.code, cast(s.id as text))"         \
	" from response r join form f on f.id = r.form left join person s on s.id = r.subject" \
	" where " narrow "(r.path = ?1 or ?1 = 0) and (r.subject = ?2 or ?2 = 0)"              \
	" and (r.form = ?3 or ?3 = 0)" SQL_RESPONSE_COUNTS " order by r.day nulls first, r.id"

static void add_word(struct buffer *list, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = buffer_text(list); *at; at += strcspn(at, ","), at += *at ? 2 : 0)
		if (strcspn(at, ",") == length && !strncmp(at, word, length))
			return;
	buffer_printf(list, "%s%s", list->length ? ", " : "", word);
}

static enum qser_status check_series(struct qser *q, const struct ids *ids,
	const struct buffer *forms, const struct buffer *subjects)
{
	if (strchr(buffer_text(forms), ','))
		return fail(q, QSER_INVALID,
			"there are responses to several forms; choose one with --form: %s",
			buffer_text(forms));
	if (strchr(buffer_text(subjects), ','))
		return fail(q, QSER_INVALID,
			"the responses are about several people; choose one with --subject: %s",
			buffer_text(subjects));
	if (ids->count < 2)
		return fail(q, QSER_INVALID, "there %s to compare; it takes two of the same form",
			ids->count ? "is only one response" : "are no responses");
	return QSER_OK;
}

static enum qser_status too_many(struct qser *q)
{
	return fail(q, QSER_INVALID,
		"more than %d responses do not fit beside each other; name "
		"those to compare",
		MOST);
}

static enum qser_status find_series(
	struct qser *q, const struct qser_comparing *which, struct ids *ids)
{
	_cleanup_(query_end) struct query all =
		query(q->store, which->subject ? SQL_SERIES("r.subject = ?2 and ")
				: which->path  ? SQL_SERIES("r.path = ?1 and ")
				: which->form  ? SQL_SERIES("r.form = ?3 and ")
					       : SQL_SERIES(""));
	_cleanup_(buffer_free) struct buffer forms = BUFFER_INIT, subjects = BUFFER_INIT;

	query_int(&all, 1, which->path);
	query_int(&all, 2, which->subject);
	query_int(&all, 3, which->form);
	while (query_row(&all)) {
		if (ids->count == MOST)
			return too_many(q);
		ids->id[ids->count++] = query_get_int(&all, 0);
		add_word(&forms, query_get_text(&all, 2));
		add_word(&subjects, query_is_null(&all, 3) ? "nobody" : query_get_text(&all, 4));
	}
	enum qser_status status = query_status(&all);
	if (status == QSER_OK && (forms.failed || subjects.failed))
		status = fail(q, QSER_MEMORY, "out of memory");
	return status == QSER_OK ? check_series(q, ids, &forms, &subjects) : status;
}

static enum qser_status take_named(
	struct qser *q, const struct qser_comparing *which, struct ids *ids)
{
	if (which->count > MOST)
		return too_many(q);
	if (which->count < 2)
		return fail(q, QSER_INVALID, "one response alone cannot be compared; name two");
	for (size_t i = 0; i < which->count; i++) {
		for (size_t k = 0; k < i; k++)
			if (which->ids[k] == which->ids[i])
				return fail(q, QSER_INVALID, "response %" PRId64 " is named twice",
					which->ids[i]);
		ids->id[ids->count++] = which->ids[i];
	}
	return QSER_OK;
}

static enum qser_status load_sheets(struct comparison *c, const struct ids *ids)
{
	c->sheets = calloc(ids->count + 1, sizeof(*c->sheets));
	if (!c->sheets)
		return fail(c->q, QSER_MEMORY, "out of memory");
	for (; c->count < ids->count; c->count++) {
		struct sheet *sheet = &c->sheets[c->count], *first = c->sheets;
		enum qser_status status = sheet_load(c->q, ids->id[c->count], sheet);
		if (status == QSER_OK && sheet->questions.form != first->questions.form)
			status = fail(c->q, QSER_INVALID,
				"response %" PRId64 " answers %s, response %" PRId64
				" %s; only responses to the same form can be compared",
				first->response, first->questions.head[FORM_CODE], sheet->response,
				sheet->questions.head[FORM_CODE]);
		if (status != QSER_OK) {
			c->count++;
			return status;
		}
		c->revisions |= sheet->questions.version != first->questions.version;
		/* Ids of versions grow as revisions come in. */
		if (!c->newest || sheet->questions.version > c->newest->version)
			c->newest = &sheet->questions;
	}
	return QSER_OK;
}

/* ---- Columns ---- */

static bool same_label(const struct sheet *a, const struct sheet *b)
{
	const char *day = a->head[SHEET_DAY], *occasion = a->head[SHEET_OCCASION];

	return !strcmp(day ? day : "", b->head[SHEET_DAY] ? b->head[SHEET_DAY] : "") &&
	       !strcmp(occasion ? occasion : "",
		       b->head[SHEET_OCCASION] ? b->head[SHEET_OCCASION] : "");
}

/* "2026-11-20 before"; with its id, when another one is of the same. */
static void label_of(const struct comparison *c, size_t at, struct buffer *out)
{
	const struct sheet *sheet = &c->sheets[at];
	const char *day = sheet->head[SHEET_DAY], *occasion = sheet->head[SHEET_OCCASION];
	bool twice = !day && !occasion;

	for (size_t i = 0; i < c->count; i++)
		twice |= i != at && same_label(sheet, &c->sheets[i]);
	buffer_printf(out, "%s%s%s", day ? day : "", day && occasion ? " " : "",
		occasion ? occasion : "");
	if (twice)
		buffer_printf(out, "%s(%" PRId64 ")", out->length ? " " : "", sheet->response);
}

static enum qser_status make_columns(struct comparison *c)
{
	c->columns = calloc(c->count + 1, sizeof(*c->columns));
	c->labels = calloc(2 * c->count + 1, sizeof(*c->labels));
	if (!c->columns || !c->labels)
		return fail(c->q, QSER_MEMORY, "out of memory");
	for (size_t i = 0; i < c->count; i++) {
		struct buffer *name = &c->labels[2 * i], *label = name + 1;
		buffer_printf(name, "response_%" PRId64, c->sheets[i].response);
		label_of(c, i, label);
		if (name->failed || label->failed)
			return fail(c->q, QSER_MEMORY, "out of memory");
		c->columns[i] = (struct qser_column){
			.name = buffer_text(name), .label = buffer_text(label), .type = QSER_NOTE};
	}
	return QSER_OK;
}

/* ---- Items ---- */

/* What was answered; NULL: nothing that counts. */
static const char *answer_of(const struct sheet *sheet, size_t i)
{
	return i != NO_ITEM && sheet->answers[i].shown ? sheet->answers[i].value : NULL;
}

/* What a draft does not answer yet is not gone. */
static const char *change_of(const struct item *a, const char *before, const struct item *b,
	const char *after, bool complete)
{
	int64_t had = 0, has = 0;

	if (!before || !after)
		return after ? "new" : !before ? NULL : complete ? "gone" : "open";
	if (a && b && !a->has_follow_ups && !b->has_follow_ups && item_points(a, before, &had) &&
		item_points(b, after, &has))
		return has > had ? "better" : has < had ? "worse" : "same";
	return strcmp(before, after) ? "different" : "same";
}

static const struct qser_column
	section_column = {.name = "section", .label = "Section", .type = QSER_TEXT},
	item_column = {.name = "item", .label = "Item", .type = QSER_TEXT},
	question_column = {.name = "question", .label = "Question", .type = QSER_NOTE},
	change_column = {.name = "change", .label = "Change", .type = QSER_CHOICE},
	only_column = {.name = "only_in", .label = "Only in", .type = QSER_TEXT};

/* Which revisions have it, when not all do. */
static void only_in(const struct comparison *c, const char *code, struct buffer *out)
{
	size_t having = 0;

	for (size_t i = 0; i < c->count; i++) {
		const struct questions *qs = &c->sheets[i].questions;
		if (questions_item(qs, code, qs->item_count) == NO_ITEM)
			continue;
		having++;
		add_word(out, qs->head[FORM_REVISION]);
	}
	if (having == c->count)
		buffer_clear(out);
}

/* Columns of the table of items: those for people have no section, since it is their heading. */
struct rows {
	struct document *d;
	const struct qser_column **columns;
	size_t count;
	bool people;
	const char **values;	       /* of a row */
	struct document_table *table;  /* the one being filled */
	const struct section *section; /* its heading */
};

static void begin_table(struct rows *r, const struct section *section)
{
	if (r->table && (!r->people || section == r->section))
		return;
	r->section = section;
	if (r->people)
		document_heading(r->d, 2, "%s", section_text(section, FORM_SECTION_TITLE));
	r->table = document_table(r->d, "items", NULL, r->columns, r->count, true);
}

static void put_item(struct comparison *c, struct rows *r, const struct questions *from, size_t at)
{
	const char **values = r->values;
	const struct item *item = &from->items[at], *first = NULL, *last = NULL;
	const char *code = item_code(item), *before = NULL, *after = NULL;
	_cleanup_(buffer_free) struct buffer only = BUFFER_INIT;
	size_t n = 0;

	begin_table(r, &from->sections[item->section]);
	if (!r->people)
		values[n++] = section_text(&from->sections[item->section], FORM_SECTION);
	values[n++] = code;
	values[n++] = item_text(item, FORM_QUESTION);
	for (size_t i = 0; i < c->count; i++) {
		const struct questions *qs = &c->sheets[i].questions;
		size_t k = questions_item(qs, code, qs->item_count);
		after = answer_of(&c->sheets[i], k);
		last = k == NO_ITEM ? NULL : &qs->items[k];
		if (i == 0) {
			before = after;
			first = last;
		}
		values[n++] = after;
	}
	values[n++] = change_of(first, before, last, after, c->sheets[c->count - 1].complete);
	if (c->revisions)
		only_in(c, code, &only);
	values[n++] = buffer_text(&only);
	document_row(r->table, values);
}

/* Items of the newest revision, then those that only older ones have. */
static void put_items(struct comparison *c, struct rows *r)
{
	for (size_t i = 0; i < c->newest->item_count; i++)
		put_item(c, r, c->newest, i);
	for (size_t s = 0; s < c->count; s++) {
		const struct questions *qs = &c->sheets[s].questions;
		for (size_t i = 0; i < qs->item_count; i++) {
			const char *code = item_code(&qs->items[i]);
			bool met =
				questions_item(c->newest, code, c->newest->item_count) != NO_ITEM;
			for (size_t k = 0; k < s && !met; k++)
				met = questions_item(&c->sheets[k].questions, code,
					      c->sheets[k].questions.item_count) != NO_ITEM;
			if (!met)
				put_item(c, r, qs, i);
		}
	}
}

/* Another wording may be another question. */
static void put_rewordings(const struct comparison *c, struct document *d)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	for (size_t i = 0; c->revisions && i < c->newest->item_count; i++) {
		const struct item *item = &c->newest->items[i];
		for (size_t s = 0; s < c->count; s++) {
			const struct questions *qs = &c->sheets[s].questions;
			size_t k = questions_item(qs, item_code(item), qs->item_count);
			if (k != NO_ITEM && strcmp(item_text(&qs->items[k], FORM_QUESTION),
						    item_text(item, FORM_QUESTION)) != 0)
				add_word(&list, item_code(item));
		}
	}
	if (list.length)
		document_notice(
			d, "The wording differs between the revisions: %s", buffer_text(&list));
}

/* ---- Scores ---- */

struct section_scores {
	const struct comparison *c;
	int64_t *scores; /* of the sections of the newest revision, then the whole; by response */
	size_t at;	 /* the response */
	size_t rows;
};

static int keep_score(void *ctx, const struct qser_score *score)
{
	struct section_scores *s = ctx;
	const struct questions *newest = s->c->newest;
	size_t row = newest->section_count;

	for (size_t i = 0; score->section && i < newest->section_count; i++)
		if (!strcmp(section_text(&newest->sections[i], FORM_SECTION), score->section))
			row = i;
	if (!score->section || row < newest->section_count)
		s->scores[row * s->c->count + s->at] = score->score;
	return 0;
}

static void print_percent(struct buffer *out, int64_t score, bool sign)
{
	int64_t size = score < 0 ? -score : score;

	buffer_printf(out, "%s%" PRId64 ".%02" PRId64,
		score < 0 ? "-"
		: sign	  ? "+"
			  : "",
		size / 100, size % 100);
}

static const struct qser_column
	score_section_column = {.name = "section", .label = "Section", .type = QSER_TEXT},
	score_title_column = {.name = "title", .label = "Score in %", .type = QSER_TEXT},
	difference_column = {.name = "difference", .label = "Difference", .type = QSER_TEXT};

/* The row of a section; row section_count: the whole. */
static void put_score(const struct section_scores *s, struct document_table *t, size_t row,
	const char **values, struct buffer *texts)
{
	const struct comparison *c = s->c;
	bool whole = row == c->newest->section_count;
	const int64_t *scores = &s->scores[row * c->count];
	int64_t first = scores[0], last = scores[c->count - 1];

	values[0] = whole ? NULL : section_text(&c->newest->sections[row], FORM_SECTION);
	values[1] = whole ? "Whole" : section_text(&c->newest->sections[row], FORM_SECTION_TITLE);
	for (size_t i = 0; i <= c->count; i++)
		buffer_clear(&texts[i]);
	for (size_t i = 0; i < c->count; i++)
		if (scores[i] >= 0)
			print_percent(&texts[i], scores[i], false);
	if (first >= 0 && last >= 0)
		print_percent(&texts[c->count], last - first, true);
	for (size_t i = 0; i <= c->count; i++)
		values[2 + i] = buffer_text(&texts[i]);
	if (whole)
		document_total(t, values);
	else
		document_row(t, values);
}

static enum qser_status put_scores(
	struct comparison *c, struct document *d, const struct qser_column **columns)
{
	size_t rows = c->newest->section_count + 1;
	struct section_scores s = {.c = c, .rows = rows};
	_cleanup_(free_pointer) int64_t *scores = calloc(rows * c->count, sizeof(*scores));
	_cleanup_(free_pointer) const char **values = calloc(c->count + 4, sizeof(*values));
	struct buffer *texts = calloc(c->count + 1, sizeof(*texts));
	enum qser_status status = scores && values && texts ? QSER_OK : QSER_MEMORY;

	s.scores = scores;
	for (size_t i = 0; status == QSER_OK && i < rows * c->count; i++)
		scores[i] = -1;
	for (; status == QSER_OK && s.at < c->count; s.at++)
		status = sheet_score(&c->sheets[s.at], keep_score, &s);
	if (status == QSER_OK) {
		struct document_table *t =
			document_table(d, "scores", NULL, columns, c->count + 3, false);
		for (size_t row = 0; row < rows; row++)
			put_score(&s, t, row, values, texts);
	}
	for (size_t i = 0; texts && i <= c->count; i++)
		buffer_free(&texts[i]);
	free(texts);
	return status == QSER_MEMORY ? fail(c->q, status, "out of memory") : status;
}

/* ---- The page ---- */

static const struct qser_column
	id_column = {.name = "response", .label = "Response", .type = QSER_INT},
	day_column = {.name = "day", .label = "Day", .type = QSER_DAY},
	occasion_column = {.name = "occasion", .label = "Occasion", .type = QSER_TEXT},
	subject_column = {.name = "subject", .label = "About", .type = QSER_TEXT},
	by_column = {.name = "respondent", .label = "By", .type = QSER_TEXT},
	revision_column = {.name = "revision", .label = "Revision", .type = QSER_TEXT},
	state_column = {.name = "state", .label = "State", .type = QSER_TEXT};

static const struct qser_column *const response_table[] = {&id_column, &day_column,
	&occasion_column, &subject_column, &by_column, &revision_column, &state_column};

static enum qser_status put_responses(struct comparison *c, struct document *d)
{
	struct document_table *t =
		document_table(d, "responses", NULL, response_table, COUNT(response_table), false);

	for (size_t i = 0; i < c->count; i++) {
		const struct sheet *s = &c->sheets[i];
		int64_t by = 0;
		char id[24];
		enum qser_status status = qser_response_replaced(c->q, s->response, &by);
		if (status != QSER_OK)
			return status;
		(void)snprintf(id, sizeof(id), "%" PRId64, s->response);
		document_row(t, (const char *const[]){id, s->head[SHEET_DAY],
					s->head[SHEET_OCCASION], s->head[SHEET_SUBJECT],
					s->head[SHEET_RESPONDENT], s->questions.head[FORM_REVISION],
					by	      ? "replaced"
					: s->complete ? "complete"
						      : "draft"});
	}
	return QSER_OK;
}

static enum qser_status build(
	struct comparison *c, struct rows *r, const struct qser_column **scores)
{
	size_t n = 0, m = 0;

	if (!r->people)
		r->columns[n++] = &section_column;
	r->columns[n++] = &item_column;
	r->columns[n++] = &question_column;
	scores[m++] = &score_section_column;
	scores[m++] = &score_title_column;
	for (size_t i = 0; i < c->count; i++)
		r->columns[n++] = scores[m++] = &c->columns[i];
	r->columns[n++] = &change_column;
	if (c->revisions)
		r->columns[n++] = &only_column;
	scores[m++] = &difference_column;
	r->count = n;
	document_subtitle(r->d, "%s, %zu responses", c->newest->head[FORM_CODE], c->count);
	enum qser_status status = put_responses(c, r->d);
	put_rewordings(c, r->d);
	if (status == QSER_OK && is_judgement(c->newest->head[FORM_PURPOSE]))
		status = put_scores(c, r->d, scores);
	put_items(c, r);
	form_put_credit(r->d, c->newest);
	return status;
}

static enum qser_status write_comparison(
	struct comparison *c, struct qser_spool *spool, const struct qser_style *style)
{
	if (!c->newest)
		return fail(c->q, QSER_INTERNAL, "a comparison of nothing");
	_cleanup_(document_freep) struct document *d = document_new(c->newest->head[FORM_TITLE]);
	_cleanup_(free_pointer) const struct qser_column **columns =
		calloc(2 * (c->count + 5), sizeof(*columns));
	_cleanup_(free_pointer) const char **values = calloc(c->count + 5, sizeof(*values));
	struct rows rows = {
		.d = d, .columns = columns, .values = values, .people = report_for_people(style)};

	if (!d || !columns || !values)
		return fail(c->q, QSER_MEMORY, "out of memory");
	enum qser_status status = build(c, &rows, columns + c->count + 5);
	return status == QSER_OK ? form_page_write(c->q, d, spool, style) : status;
}

enum qser_status qser_response_compare(struct qser *q, const struct qser_comparing *which,
	struct qser_spool *spool, const struct qser_style *style)
{
	_cleanup_(comparison_free) struct comparison c = {.q = q};
	struct ids ids = {.count = 0};

	enum qser_status status =
		which->ids ? take_named(q, which, &ids) : find_series(q, which, &ids);
	if (status == QSER_OK)
		status = load_sheets(&c, &ids);
	if (status == QSER_OK)
		status = make_columns(&c);
	return status == QSER_OK ? write_comparison(&c, spool, style) : status;
}
