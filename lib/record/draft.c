/*
 * draft.c: a map file for a file that has none, drafted from its headings and its first rows.
 *
 * What is written is valid as it stands, and is tried before it is given away.  It is to be looked
 * through: what was guessed is marked.  Of personal data it holds none: values are shown of columns
 * of few words alone, of the others they are only counted.
 */
#include "draft.h"

#include <string.h>

#include "../base/text.h"
#include "../intake/map.h"
#include "../store/spool.h"
#include "aliases.h"

static void drafting_end(struct drafting *d)
{
	for (size_t i = 0; i < d->item_count; i++) {
		free(d->items[i].form);
		free(d->items[i].code);
		free(d->items[i].question);
	}
	for (size_t i = 0; i < d->count && d->fields; i++) {
		free(d->fields[i].heading);
		free(d->fields[i].key);
		cells_free(&d->fields[i].cells);
	}
	free(d->items);
	free(d->fields);
	draft_names_free(&d->names);
	vocabulary_free(&d->languages);
	buffer_free(&d->out);
	source_free(&d->source);
}

const struct qser_column *draft_column(const struct drafting *d, const struct field *f)
{
	return f->guess.ground && f->guess.target < record_columns_of_files(d->record)
		       ? &d->record->columns[f->guess.target]
		       : NULL;
}

void draft_target(const struct drafting *d, size_t target, struct buffer *out)
{
	if (target < record_columns_of_files(d->record))
		buffer_text_add(out, d->record->columns[target].name);
	else
		buffer_printf(
			out, "item.%s", d->items[target - record_columns_of_files(d->record)].code);
}

char *draft_command(const struct qser *q)
{
	static const char import[] = "import";
	size_t length = q->verb ? strlen(q->verb) : 0, end = strlen(import);
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;

	if (length < end || strcmp(q->verb + length - end, import) != 0)
		return NULL;
	buffer_printf(&line, "%s %.*smap", q->options.program, (int)(length - end), q->verb);
	return buffer_take(&line);
}

/* ---- Items of forms ---- */

static struct item *add_item(struct drafting *d)
{
	if (d->item_count == d->item_room) {
		size_t room = d->item_room ? 2 * d->item_room : 32;
		struct item *more = reallocarray(d->items, room, sizeof(*more));
		if (!more)
			return NULL;
		d->items = more;
		d->item_room = room;
	}
	d->items[d->item_count] = (struct item){0};
	return &d->items[d->item_count++];
}

/* The question of an item that sets a column is another name of that column. */
static enum qser_status take_item(void *ctx, const struct record_item *from)
{
	struct drafting *d = ctx;
	struct item *item = add_item(d);

	if (!item)
		return fail(d->q, QSER_MEMORY, "out of memory");
	item->column = from->column ? record_column(d->record, from->column) : -1;
	item->form = memory_dup(from->form);
	item->code = memory_dup(from->code);
	item->question = memory_dup(from->question ? from->question : "");
	if (!item->form || !item->code || !item->question)
		return fail(d->q, QSER_MEMORY, "out of memory");
	return QSER_OK;
}

static enum qser_status read_items(struct drafting *d)
{
	if (!d->record->items)
		return QSER_OK;
	if (d->database)
		return d->record->items(d->q, take_item, d);
	remark(d->q, "there is no database, so the questions of forms are not known");
	return QSER_OK;
}

/* Of a record that names its form, items are those of one form; else an item of several forms is
 * one, whatever each of them asks. */
static bool names_form(const struct drafting *d)
{
	return record_column(d->record, "form") > 0;
}

size_t draft_item(const struct drafting *d, size_t i)
{
	size_t first = 0;

	if (names_form(d))
		return i;
	while (d->items[first].column >= 0 || strcmp(d->items[first].code, d->items[i].code) != 0)
		first++;
	return first;
}

/* The names of columns, then those of the items of a form (NULL: of all). */
static enum qser_status read_names(struct drafting *d, const char *form)
{
	size_t columns = record_columns_of_files(d->record);
	struct error *e = &d->q->error;

	draft_names_free(&d->names);
	enum qser_status status = draft_columns(&d->names, d->record->columns, columns, e);
	for (size_t i = 0; i < d->item_count && status == QSER_OK; i++) {
		const struct item *item = &d->items[i];
		size_t target =
			item->column >= 0 ? (size_t)item->column : columns + draft_item(d, i);
		if (form && strcmp(form, item->form) != 0)
			continue;
		status = draft_name(&d->names, item->question, strlen(item->question), target, e);
		if (status == QSER_OK)
			status = draft_name(&d->names, item->code, strlen(item->code), target, e);
	}
	return status;
}

/* ---- Headings ---- */

static enum qser_status read_part(struct drafting *d, struct field *f)
{
	_cleanup_(draft_names_free) struct draft_names names = {0};
	struct draft_guess guess = {0};
	struct error *e = &d->q->error;

	enum qser_status status = draft_aliases(&names, aliases_given_name, PART_GIVEN, e);
	if (status == QSER_OK)
		status = draft_aliases(&names, aliases_family_name, PART_FAMILY, e);
	if (status == QSER_OK)
		status = draft_guess(&names, f->heading, &guess, e);
	if (guess.ground == DRAFT_KNOWN)
		f->part = (enum name_part)guess.target;
	return status;
}

static enum qser_status read_heading(struct drafting *d, size_t at, const char *heading)
{
	struct field *f = &d->fields[at];
	_cleanup_(free_pointer) char *folded = text_fold(heading);

	f->heading = memory_dup(heading);
	f->key = header_key(heading);
	f->rival = NO_FIELD;
	f->alike = 1;
	if (!f->heading || !f->key || !folded)
		return fail(d->q, QSER_MEMORY, "out of memory");
	f->kind = !*folded ? FIELD_NAMELESS : *folded == '_' ? FIELD_ASIDE : FIELD_PLAIN;
	for (size_t i = 0; i < at && f->kind == FIELD_PLAIN; i++)
		if (d->fields[i].kind == FIELD_PLAIN && !strcmp(d->fields[i].key, f->key)) {
			f->kind = FIELD_AGAIN;
			d->fields[i].alike++;
		}
	return f->kind == FIELD_PLAIN ? read_part(d, f) : QSER_OK;
}

static enum qser_status read_header(struct drafting *d)
{
	const struct intake_record *header = NULL;
	_cleanup_(buffer_free) struct buffer assumed = BUFFER_INIT;
	enum qser_status status = intake_next(d->source.in, &header, &d->q->error);

	if (status != QSER_OK)
		return status;
	d->fields = calloc(header->count, sizeof(*d->fields));
	if (!d->fields)
		return fail(d->q, QSER_MEMORY, "out of memory");
	d->count = header->count;
	d->line = header->line;
	for (size_t i = 0; i < d->count && status == QSER_OK; i++)
		status = read_heading(d, i, header->fields[i]);
	if (status == QSER_OK && intake_assumed(d->source.in, &assumed))
		remark(d->q, "%s", buffer_text(&assumed));
	return status;
}

/* "item.CODE" speaks for itself. */
static enum qser_status guess_item(struct drafting *d, struct field *f, const char *code)
{
	size_t i = 0;

	while (i < d->item_count && strcmp(d->items[i].code, code) != 0)
		i++;
	if (i == d->item_count) {
		const struct record_item one = {"", code, "", NULL};
		enum qser_status status = take_item(d, &one);
		if (status != QSER_OK)
			return status;
	}
	f->guess = (struct draft_guess){
		.ground = DRAFT_KNOWN, .target = record_columns_of_files(d->record) + i};
	return QSER_OK;
}

static enum qser_status guess_heading(struct drafting *d, struct field *f)
{
	_cleanup_(free_pointer) char *folded = text_fold(f->heading);

	if (!folded)
		return fail(d->q, QSER_MEMORY, "out of memory");
	if (d->record->extras && !strncmp(folded, "item.", 5) && text_is_code(folded + 5))
		return guess_item(d, f, folded + 5);
	return draft_guess(&d->names, f->heading, &f->guess, &d->q->error);
}

static enum qser_status guess_headings(struct drafting *d)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < d->count && status == QSER_OK; i++)
		if (d->fields[i].kind == FIELD_PLAIN)
			status = guess_heading(d, &d->fields[i]);
	return status;
}

/* The form that most of the headings are questions of. */
static void find_form(struct drafting *d)
{
	size_t most = 0;

	for (size_t i = 0; i < d->item_count; i++) {
		size_t hits = 0;
		for (size_t f = 0; f < d->count; f++) {
			size_t target = d->fields[f].guess.target;
			hits += d->fields[f].guess.ground &&
				target >= record_columns_of_files(d->record) &&
				!strcmp(d->items[target - record_columns_of_files(d->record)].form,
					d->items[i].form);
		}
		if (hits > most && *d->items[i].form) {
			most = hits;
			d->form = d->items[i].form;
		}
	}
}

static enum qser_status guess_all(struct drafting *d)
{
	enum qser_status status = read_names(d, NULL);

	if (status == QSER_OK)
		status = guess_headings(d);
	if (status != QSER_OK)
		return status;
	if (names_form(d))
		find_form(d);
	if (!d->form)
		return QSER_OK;
	status = read_names(d, d->form);
	if (status == QSER_OK)
		status = guess_headings(d);
	find_form(d);
	return status;
}

/* ---- Rows ---- */

static enum qser_status read_rows(struct drafting *d)
{
	const struct intake_record *row = NULL;
	enum qser_status status = QSER_OK;

	while (d->rows < DRAFT_ROWS && status == QSER_OK) {
		status = intake_next(d->source.in, &row, &d->q->error);
		if (status != QSER_OK || !row)
			return status;
		if (d->q->interrupted)
			return fail(d->q, QSER_INTERRUPTED, "interrupted");
		if (row->fault.message || row->count != d->count)
			continue; /* an import names it */
		d->rows++;
		for (size_t i = 0; i < d->count && status == QSER_OK; i++)
			status = cells_take(d, &d->fields[i], row->fields[i]);
	}
	return status;
}

/* ---- The whole ---- */

/* Would an import take it for this header? */
static enum qser_status try_it(struct drafting *d)
{
	_cleanup_(free_pointer) const char **headings = calloc(d->count, sizeof(*headings));
	struct error *e = &d->q->error;
	struct header_options options = {0};
	struct header_rules *rules = NULL;
	struct header_map *map = NULL;

	if (!headings)
		return fail(d->q, QSER_MEMORY, "out of memory");
	if (d->out.length > HEADER_RULES_CAP)
		return fail(d->q, QSER_INVALID,
			"%s: its headings are too long for a map file; shorten them",
			d->import->name);
	for (size_t i = 0; i < d->count; i++)
		headings[i] = d->fields[i].heading;
	const struct intake_record header = {
		.line = d->line, .count = d->count, .fields = headings};
	enum qser_status status =
		header_rules_parse(&rules, buffer_text(&d->out), d->out.length, "the draft", e);
	if (status == QSER_OK && d->program)
		status = header_rules_profile(&rules, d->program->name, e);
	options.rules = rules;
	if (status == QSER_OK)
		status = header_map_new(&map, d->import->name, &header, d->record->columns,
			record_columns_of_files(d->record), &options, e);
	header_map_free(map);
	header_rules_free(rules);
	if (status == QSER_INVALID)
		e->status = status = QSER_INTERNAL;
	return status;
}

/* Its own headings are left to its profile, which knows more of them than a map can say. */
static enum qser_status guess_program(struct drafting *d)
{
	_cleanup_(free_pointer) const char **headings = calloc(d->count + 1, sizeof(*headings));

	for (size_t i = 0; headings && i < d->count; i++)
		headings[i] = d->fields[i].heading;
	const struct profile_target to = {d->record->columns, record_columns_of_files(d->record)};
	if (!headings || !profile_guess(headings, d->count, &to, &d->program))
		return fail(d->q, QSER_MEMORY, "out of memory");
	if (d->program)
		remark(d->q,
			"%s: a file of %s; import it with --profile %s, and with this map for the %s",
			d->import->name, d->program->program, d->program->name,
			d->program->fold ? "activities" : "questions");
	return QSER_OK;
}

static enum qser_status make_draft(struct drafting *d)
{
	enum qser_status status = source_open(&d->source, d->q, d->import);

	if (status == QSER_OK)
		status = read_header(d);
	if (status == QSER_OK)
		status = read_items(d);
	if (status == QSER_OK)
		status = guess_all(d);
	if (status == QSER_OK)
		status = read_rows(d);
	if (status == QSER_OK)
		status = guess_program(d);
	if (status == QSER_OK)
		status = draft_settle(d);
	if (status == QSER_OK)
		status = draft_write(d);
	return status == QSER_OK ? try_it(d) : status;
}

enum qser_status qser_map_draft(struct qser *q, enum qser_record r,
	const struct qser_import *import, const char *how, struct qser_spool *spool,
	struct qser_drafted *drafted)
{
	_cleanup_(drafting_end) struct drafting d = {.given = NO_FIELD,
		.family = NO_FIELD,
		.q = q,
		.record = record_of(r),
		.import = import,
		.how = how,
		.database = q->store && store_in_transaction(q->store)};

	*drafted = (struct qser_drafted){0};
	if (!d.record)
		return fail(q, QSER_INTERNAL, "no such record");
	if (!d.database)
		q->days_known = true; /* of no order */
	enum qser_status status = make_draft(&d);
	if (status != QSER_OK)
		return status;
	qser_spool_add(spool, d.out.data, d.out.length);
	*drafted = d.drafted;
	return QSER_OK;
}
