/*
 * import.c: rows of a file into records.  lib/intake gives rows in the terms of the record; here
 * each finds the stored record it means, or none, and is saved like any other.
 *
 * A row that is refused leaves nothing behind and goes to the rejects; the others go on.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "../base/text.h"
#include "aliases.h"
#include "draft.h"
#include "import.h"

#define PROGRESS_ROWS 256

static void importer_free(struct importer *i)
{
	row_free(&i->row);
	id_lines_free(&i->taken);
	key_index_free(&i->key.index);
	key_index_free(&i->passed);
	seen_free(&i->seen);
	rejects_free(i->rejects);
	buffer_free(&i->faults);
	buffer_free(&i->older_lines);
	header_map_free(i->map);
	source_free(&i->source);
}

/* ---- One row ---- */

static enum qser_status save_extras(struct importer *i, const char *const *extras)
{
	size_t count;
	const struct header_extra *extra = header_extras(i->map, &count);

	if (!count)
		return QSER_OK;
	_cleanup_(free_pointer) struct qser_field *items = calloc(count, sizeof(*items));
	if (!items)
		return fail(i->q, QSER_MEMORY, "out of memory");
	for (size_t n = 0; n < count; n++)
		items[n] = (struct qser_field){extra[n].code, extras[n]};
	return i->record->extras(&i->row, items, count);
}

static enum qser_status find(struct importer *i, const struct header_row *values, int64_t *id)
{
	row_clear(&i->row);
	i->row.left_out = false;
	enum qser_status status = import_cells(i, values->values);
	if (i->row.left_out)
		return status;
	if (status == QSER_OK)
		status = import_identify(i, values->values[0], id);
	if (status == QSER_OK && *id)
		status = row_load(&i->row, *id);
	import_keep_empty(i);
	return status == QSER_OK ? import_check_readonly(i, values->values) : status;
}

static enum qser_status save(struct importer *i, const struct header_row *values)
{
	enum qser_status status = row_save(&i->row);

	return status == QSER_OK && i->record->extras ? save_extras(i, values->extras) : status;
}

/* What an update does that nobody may have meant: another name, values taken away. */
static enum qser_status note_change(struct importer *i)
{
	const struct row *row = &i->row;
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
	bool personal = i->record->lead && !strcmp(i->record->lead, "name");

	for (size_t c = 1; c < i->record->count; c++)
		i->cleared[c] += row->given >> c & 1 && row->cells[c].null && !row->stored[c].null;
	if (!personal || !row_changes(row, "name_key"))
		return QSER_OK;
	enum qser_status status = record_describe(i->q, i->record->id, row->id, &who);
	if (status == QSER_OK)
		remark(i->q, "%s had another name", buffer_text(&who));
	return status;
}

static enum qser_status import_row(
	struct importer *i, const struct header_row *values, uint64_t line)
{
	int64_t id = 0, before = i->q->log.seq;
	bool leave = false;
	enum qser_status status = find(i, values, &id);

	if (status == QSER_OK && i->row.left_out) {
		i->left_out++;
		i->counts->read--;
		return QSER_OK;
	}
	if (status == QSER_OK && id)
		status = import_meet(i, &leave);
	if (status == QSER_OK && !leave)
		status = save(i, values);
	bool changed = id && i->q->log.seq > before;
	if (status == QSER_OK && !leave) /* a row that says nothing stands in nobody's way */
		status = import_met(i, line, changed);
	if (status == QSER_OK && changed)
		status = note_change(i);
	if (status != QSER_OK)
		return status;
	*(!id ? &i->counts->added : changed ? &i->counts->updated : &i->counts->unchanged) += 1;
	return QSER_OK;
}

/* ---- A row of the file ---- */

/* What a spreadsheet would take for a formula is text here, and is told. */
static void count_formulas(struct importer *i, const struct intake_record *from)
{
	for (size_t n = 0; n < from->count; n++)
		i->formulas += from->fields[n][0] == '=';
}

/* Spreadsheets save rows that were emptied as ";;;;": no more than a blank line. */
static bool holds_nothing(const struct intake_record *from)
{
	for (size_t n = 0; n < from->count; n++)
		if (from->fields[n][strspn(from->fields[n], " ")])
			return false;
	return !from->fault.message;
}

/* Nothing is left of it when it is refused: then *refused, and the message is the handle's. */
static enum qser_status take_values(struct importer *i, const struct header_row *values,
	const struct intake_record *from, bool *refused)
{
	enum qser_status status = i->parts ? store_savepoint(i->q->store) : QSER_OK;
	struct log_mark mark = log_mark(i->q);

	*refused = false;
	i->counts->read++;
	if (status == QSER_OK)
		status = import_row(i, values, from->line);
	if (status == QSER_OK)
		return i->parts ? store_release(i->q->store) : QSER_OK;
	if (!import_of_the_row(status))
		return status;
	*refused = true;
	_cleanup_(free_pointer) char *message = memory_dup(error_message(&i->q->error));
	status = i->parts ? store_take_back(i->q->store) : QSER_OK;
	log_take_back(i->q, &mark);
	if (!message)
		return fail(i->q, QSER_MEMORY, "out of memory");
	if (status == QSER_OK)
		(void)fail(i->q, QSER_INVALID, "%s", message);
	return status;
}

/* A line of its own, but once: what is wrong with the person is wrong with each of the trainings.
 */
static void add_fault(struct buffer *faults, const char *lines)
{
	size_t length;

	for (; *lines; lines += length, lines += *lines == '\n') {
		length = strcspn(lines, "\n");
		const char *at = buffer_text(faults);
		while (*at && (strcspn(at, "\n") != length || strncmp(at, lines, length) != 0)) {
			at += strcspn(at, "\n");
			at += *at == '\n';
		}
		if (*at)
			continue;
		buffer_text_add(faults, faults->length ? "\n" : "");
		buffer_add(faults, lines, length);
	}
}

/* A row that stands for several: those that are good are in, and it is refused once for the others.
 */
static enum qser_status take_folded(
	struct importer *i, struct header_row *values, const struct intake_record *from)
{
	_cleanup_(buffer_free) struct buffer faults = BUFFER_INIT;
	enum qser_status status = QSER_OK;
	int64_t refusals = 0;
	bool refused;

	for (size_t n = 0; n < header_folds(i->map) && status == QSER_OK; n++) {
		buffer_clear(&i->faults);
		header_fold(i->map, from, n);
		status = take_values(i, values, from, &refused);
		refusals += refused;
		if (refused)
			add_fault(&faults, i->faults.length ? buffer_text(&i->faults)
							    : error_message(&i->q->error));
	}
	if (status != QSER_OK || !refusals)
		return status;
	buffer_clear(&i->faults);
	buffer_add(&i->faults, faults.data, faults.length);
	i->faults.failed |= faults.failed;
	i->counts->rejected += refusals - 1;
	return import_reject(i, from, from->line, buffer_text(&faults));
}

static enum qser_status take(struct importer *i, const struct intake_record *from)
{
	struct header_row values;
	bool refused;

	if (holds_nothing(from))
		return QSER_OK;
	enum qser_status status = header_row(i->map, from, &values, &i->q->error);

	buffer_clear(&i->faults);
	i->mark = false;
	if (status != QSER_OK)
		return status;
	count_formulas(i, from);
	if (values.fault.message) {
		i->counts->read++;
		return import_reject(i, from, values.fault.line, values.fault.message);
	}
	i->q->reading.line = from->line;
	if (header_folds(i->map))
		return take_folded(i, &values, from);
	status = take_values(i, &values, from, &refused);
	if (status != QSER_OK || !refused)
		return status;
	_cleanup_(free_pointer) char *message = memory_dup(error_message(&i->q->error));
	return import_reject(i, from, from->line, message ? message : "out of memory");
}

/* ---- The file ---- */

static enum qser_status no_extras(struct importer *i)
{
	size_t count;
	const struct header_extra *extra = header_extras(i->map, &count);

	if (!count || i->record->extras)
		return QSER_OK;
	return fail(i->q, QSER_INVALID,
		"%s: %s have no answers; the column \"item.%s\" means nothing here",
		i->import->name, i->record->plural, extra[0].code);
}

static enum qser_status read_header(struct importer *i)
{
	_cleanup_(free_pointer) char *draft = draft_command(i->q);
	const struct header_options options = {
		.rules = i->source.rules,
		.ignore_unknown = i->import->ignore_unknown,
		.given_names = aliases_given_name,
		.family_names = aliases_family_name,
		.draft = draft,
	};
	const struct intake_record *header;
	struct error *e = &i->q->error;

	enum qser_status status = intake_next(i->source.in, &header, e);
	if (status == QSER_OK)
		status = header_map_new(&i->map, i->import->name, header, i->record->columns,
			record_columns_of_files(i->record), &options, e);
	if (status == QSER_OK)
		status = no_extras(i);
	if (status != QSER_OK)
		return status;
	import_columns(i);
	status = import_key_begin(i);
	if (status == QSER_OK)
		status = import_reject_begin(i, header);
	if (status != QSER_OK)
		return status;
	_cleanup_(buffer_free) struct buffer assumed = BUFFER_INIT;
	if (intake_assumed(i->source.in, &assumed))
		remark(i->q, "%s", buffer_text(&assumed));
	if (*header_joining(i->map))
		remark(i->q, "%s: %s", i->import->name, header_joining(i->map));
	if (*header_unused(i->map))
		remark(i->q, "%s: the file has no such columns: %s", i->import->map_name,
			header_unused(i->map));
	if (*header_ignored(i->map))
		remark(i->q, "%s: columns left out: %s", i->import->name, header_ignored(i->map));
	return QSER_OK;
}

static enum qser_status read_rows(struct importer *i)
{
	const struct intake_record *from = NULL;
	enum qser_status status;

	while ((status = intake_next(i->source.in, &from, &i->q->error)) == QSER_OK && from) {
		status = i->q->interrupted
				 ? fail(i->q, QSER_INTERRUPTED, "interrupted; nothing was imported")
				 : take(i, from);
		if (status != QSER_OK)
			return status;
		if (i->import->progress && i->counts->read % PROGRESS_ROWS == 0)
			i->import->progress(i->import->ctx, (int64_t)intake_bytes(i->source.in));
	}
	i->q->reading.line = 0;
	return status;
}

/* A savepoint a row costs a tenth of an import, so only rows that need one have it. */
static bool more_than_one_write(const struct importer *i)
{
	const struct record *r = i->record;
	size_t extras;
	bool more = r->added || r->saved || (header_extras(i->map, &extras) && extras);

	for (size_t c = 0; c < r->count; c++)
		more |= r->columns[c].type == QSER_REFS;
	return more;
}

/* ---- What is to be noticed ---- */

#define SQL_SAME_FILE                                                                              \
	"select id, at from command where import_hash = ?1 and program = ?2 and verb = ?3 and id " \
	"<> ?4 order by id desc"

static enum qser_status tell_same_file(struct importer *i, bool *same_file)
{
	const struct command_log *log = &i->q->log;
	_cleanup_(query_end) struct query same = query(i->q->store, SQL_SAME_FILE);
	char at[MOMENT_TEXT];

	query_text(&same, 1, log->import_hash);
	query_text(&same, 2, i->q->options.program);
	query_text(&same, 3, i->q->verb);
	query_int(&same, 4, log->command);
	*same_file = query_row(&same);
	if (*same_file) {
		moment_print(query_get_int(&same, 1), at);
		remark(i->q, "%s: the same file as of command %" PRId64 ", %s; nothing has changed",
			i->import->name, query_get_int(&same, 0), at);
	}
	return query_status(&same);
}

/* The highest id there is. */
static enum qser_status find_last(struct importer *i)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;

	buffer_printf(&sql, "select max(id) from %s", i->record->table);
	_cleanup_(query_end) struct query last = query_built(i->q->store, &sql);
	return query_number(&last, 0, &i->last);
}

static void tell_cleared(struct importer *i)
{
	_cleanup_(buffer_free) struct buffer columns = BUFFER_INIT;
	int64_t all = 0;

	for (size_t c = 1; c < i->record->count; c++) {
		if (!i->cleared[c] || i->record->columns[c].flags & QSER_HIDDEN)
			continue;
		all += i->cleared[c];
		buffer_printf(&columns, "%s%s (%" PRId64 ")", columns.length ? ", " : "",
			i->record->columns[c].name, i->cleared[c]);
	}
	if (all)
		remark(i->q,
			"%s: %" PRId64 " %s cleared, as the cells are empty: %s; leave the column "
			"out to keep what is there",
			i->import->name, all, all == 1 ? "value was" : "values were",
			buffer_text(&columns));
}

static enum qser_status tell(struct importer *i)
{
	if (i->q->reading.noted > REMARKS_SHOWN)
		remark(i->q, "%s: … and %" PRId64 " more such notes", i->import->name,
			i->q->reading.noted - REMARKS_SHOWN);
	bool unchanged = i->counts->read && i->counts->unchanged == i->counts->read, same = false;
	enum qser_status status = unchanged ? tell_same_file(i, &same) : QSER_OK;

	if (same || status != QSER_OK) /* the rest was said then */
		return status;
	if (i->left_out)
		remark(i->q, "%s: %" PRId64 " %s left out: %s", i->import->name, i->left_out,
			i->left_out == 1 ? i->record->name : i->record->plural,
			i->record->left_out);
	if (i->formulas)
		remark(i->q,
			"%s: %" PRId64
			" %s with \"=\" and %s kept as text; where they go back into "
			"a spreadsheet, use --for-spreadsheet",
			i->import->name, i->formulas,
			i->formulas == 1 ? "cell begins" : "cells begin",
			i->formulas == 1 ? "is" : "are");
	if (i->older)
		remark(i->q,
			"%s: %" PRId64 " %s older than what is there and changed nothing (%s %s)",
			i->import->name, i->older, i->older == 1 ? "row is" : "rows are",
			i->older == 1 ? "line" : "lines", buffer_text(&i->older_lines));
	tell_cleared(i);
	source_tell(&i->source);
	return i->record->imported && i->counts->added ? i->record->imported(i->q, i->last)
						       : QSER_OK;
}

enum qser_status qser_import(struct qser *q, enum qser_record r, const struct qser_import *import,
	struct qser_counts *counts)
{
	_cleanup_(importer_free) struct importer i = {
		.q = q, .record = record_of(r), .import = import, .counts = counts};

	*counts = (struct qser_counts){0};
	enum qser_status status = handle_writes(q);
	if (status != QSER_OK)
		return status;
	if (!i.record)
		return fail(q, QSER_INTERNAL, "no such record");
	row_init(&i.row, q, r);
	i.row.derive = import->derive_codes;
	i.row.taken = &i.taken;
	i.row.passed = &i.passed;
	status = source_open(&i.source, q, import);
	q->days.file = true;
	q->reading.lines = status == QSER_OK ? &i.taken : NULL;
	if (status == QSER_OK)
		status = read_header(&i);
	if (status == QSER_OK)
		status = find_last(&i);
	bool known = i.record->match || i.row.sets.key || i.row.sets.altkey;
	if (status == QSER_OK && known && !i.last && seen_begin(&i.seen)) {
		i.row.seen = &i.seen;
		q->statements[r].others = false;
	}
	if (status == QSER_OK) {
		i.parts = more_than_one_write(&i);
		status = read_rows(&i);
	}
	if (status != QSER_OK) {
		counts->added = counts->updated = 0; /* of a file refused nothing is kept */
		return status;
	}
	(void)intake_digest(i.source.in, q->log.import_hash);
	if (counts->rejected && import->atomic) {
		counts->added = counts->updated = 0;
		return fail(q, QSER_INVALID,
			"%s: %" PRId64 " of %" PRId64
			" rows are rejected; nothing was imported (--atomic)",
			import->name, counts->rejected, counts->read);
	}
	q->log.counts = *counts;
	status = tell(&i);
	return status == QSER_OK && counts->rejected ? QSER_PARTIAL : status;
}
