/*
 * form_import.c: form files: rows of items into versions of forms.
 *
 * A file is taken whole or not at all: a form with a hole in it is no form.  The first line that is
 * refused is named, and how many more there are.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/text.h"
#include "../record/source.h"
#include "builtin.h"
#include "form.h"

/* What a file has said of a form, in the first of its versions. */
struct said {
	char *head[FORM_COLUMNS];
	uint64_t line;
};

struct reader {
	struct qser *q;
	const struct qser_import *import; /* NULL: a form of the program itself */
	const char *name;
	struct qser_counts *counts;
	struct source source;
	struct header_map *map;
	struct qser_column columns[FORM_COLUMNS];
	struct questions form; /* the version being read */
	uint64_t line;	       /* of the row in hand */
	uint64_t head_line;    /* where the version began */
	uint64_t section_line;
	struct buffer seen; /* "code revision" of the versions before it, each with a line end */
	struct said *said;  /* of the forms so far */
	size_t said_count;
	char *texts[FORM_COLUMNS];
	bool checks; /* nothing is written, all that is wrong is told */
	bool lost;   /* the first row of a version was refused: nothing is said of the others */
	char *first_message; /* of the lines refused */
	int64_t refused;
};

static void reader_free(struct reader *r)
{
	for (size_t i = 0; i < FORM_COLUMNS; i++)
		free(r->texts[i]);
	for (size_t n = 0; n < r->said_count; n++)
		for (size_t i = 0; i < FORM_COLUMNS; i++)
			free(r->said[n].head[i]);
	free(r->said);
	questions_free(&r->form);
	buffer_free(&r->seen);
	free(r->first_message);
	header_map_free(r->map);
	source_free(&r->source);
}

static bool same(const char *a, const char *b)
{
	return !strcmp(a ? a : "", b ? b : "");
}

/* ---- Refused lines ---- */

/* Keep what the handle says about a line; other failures end the reading. */
static enum qser_status refuse(struct reader *r, enum qser_status status, uint64_t line)
{
	if (status != QSER_INVALID && status != QSER_REFUSED && status != QSER_EXISTS &&
		status != QSER_REFERENCED && status != QSER_UNKNOWN && status != QSER_USAGE)
		return status;
	r->refused++;
	if (r->first_message && !r->checks)
		return QSER_OK;
	error_prefix(&r->q->error, "%s:%" PRIu64, r->name, line);
	if (r->import && r->checks) {
		r->import->message(r->import->ctx, error_message(&r->q->error));
		return QSER_OK;
	}
	r->first_message = memory_dup(error_message(&r->q->error));
	return r->first_message ? QSER_OK : fail(r->q, QSER_MEMORY, "out of memory");
}

static enum qser_status wrong(struct reader *r, const char *format, ...) _printf_(2, 3);
static enum qser_status wrong(struct reader *r, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	enum qser_status status = error_setv(&r->q->error, QSER_INVALID, format, args);
	va_end(args);
	return status;
}

/* ---- One row ---- */

/* The value as it will be exported: "x" in a column required is yes, 1/9/2026 is a day. */
static bool keep_text(
	char **slot, const struct qser_column *column, const struct cell *cell, const char *given)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	if (cell->null)
		return questions_set(slot, NULL);
	if (column->type == QSER_REF)
		return questions_set(slot, given);
	if (column->type == QSER_BOOL)
		return questions_set(slot, cell->number ? "yes" : "no");
	(void)cell_store(column, cell, &text);
	return !text.failed && questions_set(slot, buffer_text(&text));
}

static enum qser_status read_texts(struct reader *r, const char *const *values)
{
	struct cell cell = {.own = BUFFER_INIT};
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < FORM_COLUMNS && status == QSER_OK; i++) {
		status = value_parse(r->q, &r->columns[i], values[i], &cell);
		if (status == QSER_OK && !keep_text(&r->texts[i], &r->columns[i], &cell, values[i]))
			status = fail(r->q, QSER_MEMORY, "out of memory");
	}
	buffer_free(&cell.own);
	return status;
}

/* A file holds the rows of a version together; those of another one may follow. */
static bool begins(const struct reader *r)
{
	const char *form = r->texts[FORM_CODE], *revision = r->texts[FORM_REVISION];

	return !r->form.head[FORM_CODE] || (form && !same(form, r->form.head[FORM_CODE])) ||
	       (revision && !same(revision, r->form.head[FORM_REVISION]));
}

static bool is_of_form(size_t column)
{
	return form_places[column].record == QSER_FORM;
}

/* The first version of a form in this file. */
static enum qser_status say_form(struct reader *r)
{
	struct said *said = reallocarray(r->said, r->said_count + 1, sizeof(*said));
	bool kept = said;

	if (said) {
		r->said = said;
		said += r->said_count++;
		*said = (struct said){.line = r->line};
	}
	for (size_t i = 0; kept && i < FORM_COLUMNS; i++)
		kept = !is_of_form(i) || questions_set(&said->head[i], r->form.head[i]);
	return kept ? QSER_OK : fail(r->q, QSER_MEMORY, "out of memory");
}

/* Another version of it says the same, or nothing: were the last one to win, the same file again
 * would change the form back and forth. */
static enum qser_status same_form(struct reader *r)
{
	size_t n = 0;

	while (n < r->said_count && !same(r->said[n].head[FORM_CODE], r->form.head[FORM_CODE]))
		n++;
	if (n == r->said_count)
		return say_form(r);
	const struct said *said = &r->said[n];
	for (size_t i = 0; i < FORM_COLUMNS; i++) {
		char **head = &r->form.head[i];
		if (!is_of_form(i) || same(*head, said->head[i]))
			continue;
		if (*head)
			return wrong(r,
				"%s: differs from line %" PRIu64
				"; it belongs to the form, and is the same in all its revisions",
				r->columns[i].name, said->line);
		if (!questions_set(head, said->head[i]))
			return fail(r->q, QSER_MEMORY, "out of memory");
	}
	return QSER_OK;
}

static enum qser_status begin(struct reader *r)
{
	_cleanup_(buffer_free) struct buffer key = BUFFER_INIT;
	static const enum form_column needed[] = {
		FORM_CODE, FORM_REVISION, FORM_TITLE, FORM_PURPOSE};

	for (size_t i = 0; i < FORM_COLUMNS; i++)
		if (form_is_head(i) && !questions_set(&r->form.head[i], r->texts[i]))
			return fail(r->q, QSER_MEMORY, "out of memory");
	r->head_line = r->line;
	for (size_t i = 0; i < COUNT(needed); i++)
		if (!r->texts[needed[i]])
			return wrong(r, "%s: is missing in the first row of a form",
				r->columns[needed[i]].name);
	buffer_printf(&key, "\n%s %s\n", r->texts[FORM_CODE], r->texts[FORM_REVISION]);
	if (strstr(buffer_text(&r->seen), buffer_text(&key)))
		return wrong(r, "form: the rows of %s %s do not stand together",
			r->texts[FORM_CODE], r->texts[FORM_REVISION]);
	buffer_text_add(&r->seen, buffer_text(&key));
	return same_form(r);
}

static enum qser_status same_head(struct reader *r)
{
	for (size_t i = 0; i < FORM_COLUMNS; i++)
		if (form_is_head(i) && r->texts[i] && !same(r->texts[i], r->form.head[i]))
			return wrong(r,
				"%s: differs from line %" PRIu64
				"; it belongs to the form as a whole",
				r->columns[i].name, r->head_line);
	return QSER_OK;
}

static enum qser_status begin_section(struct reader *r)
{
	const char *code = r->texts[FORM_SECTION];

	for (size_t i = 0; i < r->form.section_count; i++)
		if (same(code, section_text(&r->form.sections[i], FORM_SECTION)))
			return wrong(r, "section: the rows of %s do not stand together", code);
	struct section *section = questions_add_section(&r->form);
	if (!section)
		return fail(r->q, QSER_MEMORY, "out of memory");
	for (size_t i = 0; i < COUNT(section->text); i++)
		if (!questions_set(&section->text[i], r->texts[FORM_SECTION + i]))
			return fail(r->q, QSER_MEMORY, "out of memory");
	r->section_line = r->line;
	if (!text_is_code(code))
		return wrong(r,
			"section: \"%s\" is not a code: up to 32 of a-z, 0-9, \".\" and \"-\", "
			"a letter first",
			code);
	if (!r->texts[FORM_SECTION_TITLE])
		return wrong(r, "section_title: is missing in the first row of section %s", code);
	return QSER_OK;
}

static enum qser_status take_section(struct reader *r)
{
	const struct section *section =
		r->form.section_count ? &r->form.sections[r->form.section_count - 1] : NULL;
	const char *code = r->texts[FORM_SECTION];

	if (code && (!section || !same(code, section_text(section, FORM_SECTION))))
		return begin_section(r);
	if (!section)
		return wrong(r, "section: is missing in the first row of a form");
	for (size_t i = 1; i < COUNT(section->text); i++)
		if (r->texts[FORM_SECTION + i] &&
			!same(r->texts[FORM_SECTION + i], section->text[i]))
			return wrong(r,
				"%s: differs from line %" PRIu64 ", where the section begins",
				r->columns[FORM_SECTION + i].name, r->section_line);
	return QSER_OK;
}

/* An application form may fill columns of the application, those an applicant has a say in. */
static enum qser_status check_target(struct reader *r)
{
	const struct record *application = record_of(QSER_APPLICATION);
	const char *target = r->texts[FORM_TARGET];
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	if (!target)
		return QSER_OK;
	if (!same(r->form.head[FORM_PURPOSE], "application"))
		return wrong(
			r, "target: belongs to forms of the purpose application; leave it empty");
	for (size_t i = 1; i < application->count; i++) {
		if (application->columns[i].flags & (QSER_HIDDEN | QSER_READONLY) ||
			application->columns[i].type == QSER_REF)
			continue; /* no applicant has a say in it */
		if (same(target, application->columns[i].name))
			return QSER_OK;
		buffer_printf(&list, "%s%s", list.length ? ", " : "", application->columns[i].name);
	}
	return wrong(r, "target: \"%s\" is no column of an application; there are %s", target,
		buffer_text(&list));
}

static enum qser_status check_item(struct reader *r)
{
	const char *code = r->texts[FORM_ITEM];

	if (!code)
		return wrong(r, "item: is missing; each row has the code of its item");
	if (!text_is_code(code))
		return wrong(r,
			"item: \"%s\" is not a code: up to 32 of a-z, 0-9, \".\" and \"-\", "
			"a letter first",
			code);
	if (questions_item(&r->form, code, r->form.item_count) != NO_ITEM)
		return wrong(r, "item: %s is there twice", code);
	if (r->form.item_count == FORM_ITEMS_MAX)
		return wrong(r, "item: a form has at most %d items", FORM_ITEMS_MAX);
	if (!r->texts[FORM_QUESTION])
		return wrong(r, "question: is missing");
	return check_target(r);
}

static enum qser_status take_item(struct reader *r)
{
	enum qser_status status = check_item(r);
	bool kept = true;

	if (status != QSER_OK)
		return status;
	struct item *item = questions_add_item(&r->form);
	for (size_t i = 0; item && i < COUNT(item->text); i++)
		kept &= questions_set(&item->text[i], r->texts[FORM_ITEM + i]);
	if (item && !r->texts[FORM_KIND])
		kept &= questions_set(&item->text[FORM_KIND - FORM_ITEM], item_kinds[KIND_TEXT]);
	if (item && !r->texts[FORM_REQUIRED])
		kept &= questions_set(&item->text[FORM_REQUIRED - FORM_ITEM], "no");
	return item && kept ? questions_derive(r->q, &r->form)
			    : fail(r->q, QSER_MEMORY, "out of memory");
}

/* ---- One version ---- */

static void tell(struct reader *r, enum form_written written)
{
	static const char *const words[] = {"unchanged", "added", "changed"};
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;

	const char *state = r->form.head[FORM_STATE];
	bool draft = state && !strcmp(state, "draft");

	buffer_printf(&line, "%s %s: %s, %zu section%s, %zu item%s%s", r->form.head[FORM_CODE],
		r->form.head[FORM_REVISION], words[written], r->form.section_count,
		r->form.section_count == 1 ? "" : "s", r->form.whole_count,
		r->form.whole_count == 1 ? "" : "s", draft ? "; a draft until form activate" : "");
	if (r->import && r->import->message)
		r->import->message(r->import->ctx, buffer_text(&line));
}

static enum qser_status take_fault(void *ctx, const char *fault)
{
	struct reader *r = ctx;

	return refuse(r, wrong(r, "%s", fault), r->head_line);
}

/* Has somebody answered it, as something else? */
static enum qser_status check_answered(struct reader *r)
{
	_cleanup_(questions_free) struct questions there = {0};
	int64_t form = 0, version = 0;
	bool answered = false;

	enum qser_status status = form_find(r->q, &r->form, &form, &version);
	if (status == QSER_OK && version)
		status = version_is_answered(r->q, version, &answered);
	if (status == QSER_OK && answered)
		status = questions_load(r->q, version, &there);
	if (status != QSER_OK || !answered || questions_same(&there, &r->form))
		return status;
	return take_fault(r,
		"revision: it has answers and stays as it is; give the changed form a new "
		"revision");
}

static enum qser_status check_version(struct reader *r)
{
	int64_t before = r->refused;
	enum qser_status status = form_check_application(r->q, &r->form, take_fault, r);

	if (status == QSER_OK)
		status = check_answered(r);
	if (status == QSER_OK && r->refused == before)
		r->counts->unchanged += (int64_t)r->form.item_count;
	return status;
}

/* A form of an organisation is whole before anybody applies with it. */
static bool is_to_be_sound(const struct reader *r)
{
	const char *state = r->form.head[FORM_STATE];

	return r->import && r->form.head[FORM_ORGANISATION] && (!state || !strcmp(state, "active"));
}

static enum qser_status write_version(struct reader *r)
{
	enum form_written written = FORM_IS_THERE;
	int64_t form, version = 0;
	enum qser_status status = QSER_OK;

	if (!r->import)
		status = form_find(r->q, &r->form, &form, &version);
	if (status == QSER_OK && is_to_be_sound(r))
		status = form_is_sound(r->q, &r->form);
	if (status == QSER_OK && !version)
		status = form_write(r->q, &r->form, &written);
	if (status != QSER_OK)
		return refuse(r, status, r->head_line);
	int64_t items = (int64_t)r->form.item_count;
	r->counts->added += written == FORM_ADDED ? items : 0;
	r->counts->updated += written == FORM_CHANGED ? items : 0;
	r->counts->unchanged += written == FORM_IS_THERE ? items : 0;
	tell(r, written);
	return QSER_OK;
}

/* The version that was read so far is complete. */
static enum qser_status finish(struct reader *r)
{
	enum qser_status status = QSER_OK;

	if (r->form.head[FORM_CODE] && r->checks)
		status = check_version(r);
	else if (r->form.head[FORM_CODE] && !r->refused)
		status = write_version(r);
	questions_free(&r->form);
	return status;
}

static enum qser_status take(struct reader *r, const struct intake_record *from)
{
	struct header_row row;
	enum qser_status status = header_row(r->map, from, &row, &r->q->error);

	r->counts->read++;
	r->line = from->line;
	if (status != QSER_OK)
		return status;
	if (row.fault.message)
		return refuse(r, fail(r->q, QSER_INVALID, "%s", row.fault.message), row.fault.line);
	const char *form = row.values[FORM_CODE];
	bool first = !r->form.head[FORM_CODE];
	if (r->lost && !(form && *form))
		return QSER_OK;
	r->lost = false;
	status = read_texts(r, row.values);
	if (status == QSER_OK && begins(r)) {
		first = true;
		status = finish(r);
		if (status != QSER_OK)
			return status;
		status = begin(r);
	} else if (status == QSER_OK) {
		status = same_head(r);
	}
	if (status == QSER_OK)
		status = take_section(r);
	if (status == QSER_OK)
		status = take_item(r);
	r->lost = status != QSER_OK && first;
	return status == QSER_OK ? status : refuse(r, status, r->line);
}

/* ---- The file ---- */

/* Columns are checked as those of the records are, and named as in the file. */
static void describe_columns(struct reader *r)
{
	size_t count;
	const struct qser_column *named = qser_form_columns(&count);

	for (size_t i = 0; i < FORM_COLUMNS; i++) {
		const struct record *record = record_of(form_places[i].record);
		r->columns[i] = record->columns[record_column(record, form_places[i].column)];
		r->columns[i].name = named[i].name;
		r->columns[i].label = named[i].label;
		r->columns[i].aliases = NULL;
	}
}

static enum qser_status read_rows(struct reader *r)
{
	const struct header_options options = {
		.rules = r->source.rules,
		.ignore_unknown = r->import && r->import->ignore_unknown,
	};
	const struct intake_record *record = NULL;
	struct error *e = &r->q->error;

	enum qser_status status = intake_next(r->source.in, &record, e);
	if (status == QSER_OK)
		status = header_map_new(
			&r->map, r->name, record, r->columns, FORM_COLUMNS, &options, e);
	while (status == QSER_OK) {
		status = intake_next(r->source.in, &record, e);
		if (status != QSER_OK || !record)
			break;
		status = take(r, record);
	}
	if (status == QSER_OK)
		status = finish(r);
	if (status != QSER_OK || !r->refused)
		return status;
	if (r->checks)
		return fail(r->q, QSER_PARTIAL, "%s: %" PRId64 " finding%s", r->name, r->refused,
			r->refused == 1 ? "" : "s");
	if (r->refused == 1)
		return fail(r->q, QSER_INVALID, "%s", r->first_message);
	return fail(r->q, QSER_INVALID, "%s (and %" PRId64 " more line%s)", r->first_message,
		r->refused - 1, r->refused == 2 ? "" : "s");
}

enum qser_status qser_form_import(
	struct qser *q, const struct qser_import *import, struct qser_counts *counts)
{
	_cleanup_(reader_free) struct reader r = {
		.q = q, .import = import, .name = import->name, .counts = counts};
	*counts = (struct qser_counts){0};
	enum qser_status status = handle_writes(q);
	if (status == QSER_OK)
		status = source_open(&r.source, q, import);
	if (status != QSER_OK)
		return status;
	describe_columns(&r);
	status = read_rows(&r);
	(void)intake_digest(r.source.in, q->log.import_hash);
	q->log.counts = *counts;
	return status;
}

enum qser_status qser_form_check(
	struct qser *q, const struct qser_import *import, struct qser_counts *counts)
{
	_cleanup_(reader_free) struct reader r = {
		.q = q, .import = import, .name = import->name, .counts = counts, .checks = true};
	*counts = (struct qser_counts){0};
	enum qser_status status = source_open(&r.source, q, import);
	if (status != QSER_OK)
		return status;
	describe_columns(&r);
	status = read_rows(&r);
	counts->rejected = r.refused;
	return status;
}

/* ---- Built in ---- */

static enum qser_status install(struct qser *q, const struct form_builtin *builtin)
{
	struct qser_counts counts = {0};
	const struct qser_import import = {.fd = -1, .text = builtin->csv, .name = builtin->name};
	_cleanup_(reader_free) struct reader r = {.q = q, .name = builtin->name, .counts = &counts};

	describe_columns(&r);
	enum qser_status status = source_open(&r.source, q, &import);
	q->log.import_name = NULL; /* init is no import */
	return status == QSER_OK ? read_rows(&r) : status;
}

enum qser_status qser_form_install_builtins(struct qser *q)
{
	enum qser_status status = handle_writes(q);

	for (const struct form_builtin *b = form_builtins; b->name && status == QSER_OK; b++)
		status = install(q, b);
	return status;
}
