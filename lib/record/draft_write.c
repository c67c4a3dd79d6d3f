/* draft_write.c: the draft of a map, line by line.  Its grammar: lib/intake/header.h. */
#include <string.h>

#include "../base/text.h"
#include "draft.h"

#define LINE_WIDTH 100

/* ---- Remarks ---- */

/* "# Label: a, b, c", on as many lines as it needs. */
struct list {
	struct drafting *d;
	const char *label;
	size_t width, count;
};

static void list_add(struct list *l, const char *word)
{
	struct buffer *out = &l->d->out;
	size_t width = text_width(word);

	if (!l->count++) {
		buffer_printf(out, "# %s ", l->label);
		l->width = text_width(l->label) + 3;
	} else if (l->width + width + 2 > LINE_WIDTH) {
		buffer_text_add(out, ",\n#   ");
		l->width = 4;
	} else {
		buffer_text_add(out, ", ");
		l->width += 2;
	}
	buffer_text_add(out, word);
	l->width += width;
}

static void list_end(struct list *l)
{
	if (l->count)
		buffer_char(&l->d->out, '\n');
}

/* ---- The head ---- */

static void write_head(struct drafting *d)
{
	const struct intake *in = d->source.in;

	draft_note(d, "Which column of %s is what, for an import of %s.  A draft: look it through.",
		d->import->name, d->record->plural);
	draft_note(d, "Read as %s, columns separated by %s; %s%zu %s looked at.",
		intake_encoding(in), intake_delimiter_name(intake_delimiter(in)),
		d->rows == DRAFT_ROWS ? "the first " : "", d->rows,
		d->rows == 1 ? "row was" : "rows were");
	draft_note(d, "Save it as FILE, mend what is wrong, and use it:");
	draft_note(d, "  %s%s%s", d->how, d->program ? " --profile " : "",
		d->program ? d->program->name : "");
	draft_note(d,
		"A line is \"HEADING\" = COLUMN%s, or - to leave it out; see Map files in qser(7).",
		d->record->extras ? ", or item.CODE" : "");
	buffer_char(&d->out, '\n');
}

/* ---- Why a heading is what it is said to be ---- */

static void put_looks(const struct qser_column *c, struct buffer *out)
{
	if (c->type == QSER_EMAIL)
		buffer_text_add(out, "e-mail addresses");
	else if (c->type == QSER_PHONE)
		buffer_text_add(out, "telephone numbers");
	else if (c->type == QSER_STAMP || c->type == QSER_DAY)
		buffer_text_add(out, c->type == QSER_DAY ? "days" : "moments");
	else
		buffer_printf(out, "words of %s", c->name);
}

static void explain_guess(struct drafting *d, const struct field *f)
{
	const struct draft_guess *g = &f->guess;
	_cleanup_(free_pointer) char *name = g->name ? memory_ndup(g->name, g->length) : NULL;
	_cleanup_(buffer_free) struct buffer shown = BUFFER_INIT;

	if (g->ground == DRAFT_LOOKS)
		put_looks(draft_column(d, f), &shown);
	else
		text_quote(&shown, name ? name : "");
	if (g->ground == DRAFT_LOOKS)
		draft_note(d, "guessed: its cells look like %s; please check", buffer_text(&shown));
	else if (g->ground == DRAFT_NEAR)
		draft_note(d, "guessed: it is spelled nearly as %s; please check",
			buffer_text(&shown));
	else if (g->ground == DRAFT_HOLDS)
		draft_note(d, "guessed: it has words of %s; please check", buffer_text(&shown));
	d->out.failed |= shown.failed || (g->name && !name);
}

static void explain_item(struct drafting *d, const struct field *f)
{
	if (f->guess.target < record_columns_of_files(d->record) || !d->database ||
		!d->record->items)
		return;
	if (!*d->items[f->guess.target - record_columns_of_files(d->record)].form)
		draft_note(
			d, "no form has such an item now; rows with an answer to it are refused");
}

/* The file has the name of the one the record is about: an import adds whoever is not known yet. */
static bool names_are_given(const struct drafting *d, const struct qser_column *c)
{
	const struct record *r = d->record;

	for (size_t i = r->count; r->found_by && i < record_columns_of_files(r); i++)
		if (!strcmp(r->columns[i].name, "name"))
			return !strcmp(c->name, r->found_by) && draft_giver(d, i) != NO_FIELD;
	return false;
}

static void explain_refused(struct drafting *d, const struct field *f)
{
	const struct qser_column *c = draft_column(d, f);
	size_t refused = f->cells.refused;

	if (!c || !refused || column_is_of_words(c))
		return;
	if (names_are_given(d, c))
		draft_note(d,
			"%zu of %zu cells name no %s of the database yet; who has an e-mail address "
			"and a name here is added",
			refused, f->cells.filled, qser_record_name(c->ref));
	else if (c->type == QSER_REF || c->type == QSER_REFS)
		draft_note(d,
			"%zu of %zu cells name no %s of the database; add those first, or say who is "
			"meant: %s: \"TEXT\" = CODE",
			refused, f->cells.filled, qser_record_name(c->ref), c->name);
	else
		draft_note(d, "%zu of %zu cells would be refused; import -n says why", refused,
			f->cells.filled);
}

/* Commas part the values of a list only where all of them are known. */
static void explain_commas(struct drafting *d, const struct field *f)
{
	const struct qser_column *c = draft_column(d, f);

	if (c && c->type == QSER_WORDS && !c->words && f->cells.commas)
		draft_note(d,
			"%zu of %zu cells hold commas; to part them, say what may stand between: "
			"%s: \"ONE\", \"ANOTHER\"",
			f->cells.commas, f->cells.filled, c->name);
}

static void explain_rival(struct drafting *d, const struct field *f)
{
	const struct field *rival = &d->fields[f->rival];
	_cleanup_(buffer_free) struct buffer heading = BUFFER_INIT, target = BUFFER_INIT;

	while (!rival->guess.ground && rival->rival != NO_FIELD) /* which lost to another */
		rival = &d->fields[rival->rival];
	text_quote(&heading, rival->heading);
	draft_target(d, rival->guess.target, &target);
	draft_note(d, "it could be %s too, which %s gives", buffer_text(&target),
		buffer_text(&heading));
	d->out.failed |= heading.failed || target.failed;
}

static void explain_unknown(struct drafting *d, const struct field *f)
{
	size_t different = f->cells.count;

	draft_note(d,
		"not known: a column, %sor - to leave it out; %zu of %zu cells filled, %zu different %s",
		d->record->extras ? "item.CODE, " : "", f->cells.filled, d->rows, different,
		different == 1 ? "value" : "values");
}

static void explain_left(struct drafting *d, const struct field *f)
{
	switch (f->doubt) {
	case DOUBT_NONE:
		explain_unknown(d, f);
		break;
	case DOUBT_GIVEN:
		draft_note(d,
			"given names alone, it seems; name is the whole name: \"GIVEN\" + \"FAMILY\" = "
			"name joins two columns");
		break;
	case DOUBT_FAMILY:
		draft_note(d,
			"family names alone, it seems; name is the whole name: \"GIVEN\" + \"FAMILY\" = "
			"name joins two columns");
		break;
	case DOUBT_PROGRAM:  /* draft_program.c */
	case DOUBT_ACTIVITY: /* likewise */
	case DOUBT_OPTION:   /* likewise */
	case DOUBT_JOINED:   /* write_joined */
		break;
	case DOUBT_TWICE:
		draft_note(d,
			"%zu columns have this heading, and no rule can tell them apart; give them "
			"different ones in the file",
			f->alike);
		break;
	case DOUBT_RIVAL:
		explain_rival(d, f);
		break;
	case DOUBT_IDS:
		draft_note(d,
			"these are not the ids of %s in the database; = id, if they are to be",
			d->record->plural);
		break;
	case DOUBT_VERBS:
		draft_note(d, "it is set by the verbs of the command, never by an import");
		break;
	}
}

/* ---- A heading ---- */

static void write_aside(struct drafting *d, size_t at)
{
	const struct field *f = &d->fields[at];

	if (f->kind == FIELD_NAMELESS && d->program && d->program->fold)
		draft_note(d, "column %zu has no heading: --profile %s takes it for %s", at + 1,
			d->program->name,
			at ? "the days of the one before" : "the name, where there is no address");
	else if (f->kind == FIELD_NAMELESS)
		draft_note(d,
			"column %zu has no heading, and %zu of %zu cells are filled; it is left out if "
			"none is",
			at + 1, f->cells.filled, d->rows);
	else if (f->kind == FIELD_ASIDE)
		draft_note(d, "column %zu, whose heading begins with _, is left out by itself",
			at + 1);
	d->drafted.left_out++;
}

/* Both halves in one rule, where the first of them stands. */
static void write_joined(struct drafting *d, size_t at)
{
	const struct field *f = &d->fields[at];
	size_t other = at == d->given ? d->family : d->given;

	d->drafted.known++;
	if (other < at) {
		_cleanup_(buffer_free) struct buffer heading = BUFFER_INIT;
		draft_heading(&heading, f->heading);
		draft_note(d, "%s is in the name, see above", buffer_text(&heading));
		d->out.failed |= heading.failed;
		return;
	}
	draft_note(d, "given and family name, joined");
	draft_heading(&d->out, d->fields[d->given].heading);
	buffer_text_add(&d->out, " + ");
	draft_heading(&d->out, d->fields[d->family].heading);
	buffer_text_add(&d->out, " = name\n");
}

static enum qser_status write_field(struct drafting *d, size_t at)
{
	const struct field *f = &d->fields[at];

	d->drafted.columns++;
	if (f->doubt == DOUBT_ACTIVITY)
		return draft_write_activity(d, f);
	if (f->doubt == DOUBT_JOINED) {
		write_joined(d, at);
		return QSER_OK;
	}
	if (f->doubt == DOUBT_PROGRAM) {
		draft_write_program(d, f);
		return QSER_OK;
	}
	if (f->doubt == DOUBT_OPTION) {
		draft_write_option(d, at);
		return QSER_OK;
	}
	if (f->kind != FIELD_PLAIN) {
		write_aside(d, at);
		return QSER_OK;
	}
	if (f->guess.ground) {
		explain_guess(d, f);
		explain_item(d, f);
		explain_refused(d, f);
		explain_commas(d, f);
	} else {
		explain_left(d, f);
	}
	draft_heading(&d->out, f->heading);
	buffer_text_add(&d->out, " = ");
	if (f->guess.ground)
		draft_target(d, f->guess.target, &d->out);
	else
		buffer_char(&d->out, '-');
	buffer_char(&d->out, '\n');
	if (f->guess.ground == DRAFT_KNOWN)
		d->drafted.known++;
	else if (f->guess.ground)
		d->drafted.guessed++;
	else
		d->drafted.left_out++;
	return QSER_OK;
}

/* ---- Values ---- */

static void put_words(const struct qser_column *c, const char *between, struct buffer *out)
{
	if (c->type == QSER_BOOL)
		buffer_printf(out, "yes%sno", between);
	for (size_t i = 0; c->words && c->words[i]; i++)
		buffer_printf(out, "%s%s", i ? between : "", c->words[i]);
}

static int by_count(const void *a, const void *b)
{
	const struct cell_value *one = a, *other = b;

	if (one->count != other->count)
		return one->count < other->count ? 1 : -1;
	return strcmp(one->text ? one->text : "", other->text ? other->text : "");
}

struct value_list {
	const struct qser_column *column;
	struct draft_names names;
	size_t shown, more;
};

static void value_list_end(struct value_list *l)
{
	draft_names_free(&l->names);
}

static void write_value(
	struct drafting *d, struct value_list *l, const struct cell_value *v, const char *word)
{
	if (!l->shown)
		draft_note(d, word ? "guessed, please check:"
				   : "take one of these words, and the # away:");
	l->shown++;
	buffer_printf(&d->out, "%s%s: ", word ? "" : "# ", l->column->name);
	draft_value(&d->out, v->text);
	buffer_text_add(&d->out, " = ");
	if (word)
		buffer_text_add(&d->out, word);
	else
		put_words(l->column, "|", &d->out);
	buffer_char(&d->out, '\n');
}

/* Those that are guessed, or the others. */
static enum qser_status write_some(
	struct drafting *d, struct value_list *l, const struct cells *cells, bool guessed)
{
	enum qser_status status = QSER_OK;

	l->shown = 0;
	for (size_t i = 0; i < cells->count && status == QSER_OK; i++) {
		const struct cell_value *v = &cells->values[i];
		const char *word = NULL;
		if (!v->refused)
			continue;
		if (v->text)
			status = column_guess(d, l->column, &l->names, v->text, &word);
		if ((word != NULL) != guessed)
			continue;
		if (v->text && l->shown < DRAFT_VALUES)
			write_value(d, l, v, word);
		else
			l->more++;
	}
	return status;
}

static enum qser_status write_list(
	struct drafting *d, const struct qser_column *c, struct cells *cells)
{
	_cleanup_(value_list_end) struct value_list list = {.column = c};
	enum qser_status status = column_words(d, c, &list.names);

	qsort(cells->values, cells->count, sizeof(*cells->values), by_count);
	draft_note(d, "Values of %s that an import does not know", c->name);
	if (status == QSER_OK)
		status = write_some(d, &list, cells, true);
	if (status == QSER_OK)
		status = write_some(d, &list, cells, false);
	if (list.more)
		draft_note(d, "… and %zu more", list.more);
	return status;
}

static enum qser_status write_values(struct drafting *d, struct field *f)
{
	const struct qser_column *c = draft_column(d, f);
	size_t refused = 0;

	for (size_t i = 0; i < f->cells.count && column_is_of_words(c); i++)
		refused += f->cells.values[i].refused;
	if (!refused)
		return QSER_OK;
	buffer_char(&d->out, '\n');
	if (!cells_are_open_text(&f->cells))
		return write_list(d, c, &f->cells);
	draft_note(d,
		"%zu different values that %s does not know: that is open text, no choice; is it the "
		"right column?",
		f->cells.count, c->name);
	return QSER_OK;
}

/* ---- What the file does not give ---- */

static bool is_asked(const struct drafting *d, size_t i)
{
	return !(d->record->columns[i].flags & (QSER_READONLY | QSER_HIDDEN)) &&
	       draft_giver(d, i) == NO_FIELD;
}

static void write_constant(struct drafting *d, const struct qser_column *c)
{
	_cleanup_(buffer_free) struct buffer words = BUFFER_INIT;

	put_words(c, "|", &words);
	if (c->words || c->type == QSER_BOOL)
		draft_note(d, "%s := %s", c->name, buffer_text(&words));
	else if (c->type == QSER_REF)
		draft_note(d, "%s := CODE", c->name);
	else if (c->type == QSER_DAY)
		draft_note(d, "%s := DAY", c->name);
	else
		draft_note(d, "%s := …", c->name);
	if (c->preset)
		draft_note(d, "  (%s, if nothing is said)", c->preset);
}

/* The form whose questions the headings are. */
static bool write_form(struct drafting *d, size_t i)
{
	const struct qser_column *c = &d->record->columns[i];

	if (c->ref != QSER_FORM || !d->form)
		return false;
	draft_note(d, "guessed: the form that has these questions; please check");
	buffer_printf(&d->out, "%s := %s\n", c->name, d->form);
	d->form_is_written = true;
	return true;
}

/* What is of one row alone cannot be the same in all. */
static bool is_of_the_row(const struct qser_column *c)
{
	return c->type == QSER_TEXT || c->type == QSER_NOTE || c->type == QSER_EMAIL ||
	       c->type == QSER_CODE || c->type == QSER_INT;
}

/* By a column that only files have, by headings of activities, or by the program itself. */
static bool is_made(const struct drafting *d, const struct qser_column *c)
{
	const struct profile_fold *fold = d->program ? d->program->fold : NULL;

	if (fold && !strcmp(fold->column, c->name))
		return true;
	for (size_t i = 0; i < d->count; i++)
		if (d->fields[i].doubt == DOUBT_PROGRAM && draft_is_of_program(d, &d->fields[i], c))
			return true;
	for (size_t i = d->record->count; i < record_columns_of_files(d->record); i++)
		if (d->record->columns[i].from && !strcmp(d->record->columns[i].from, c->name) &&
			draft_giver(d, i) != NO_FIELD)
			return true;
	return false;
}

static void write_constants(struct drafting *d)
{
	bool any = false;

	for (size_t i = 1; i < d->record->count; i++) {
		const struct qser_column *c = &d->record->columns[i];
		if (!is_asked(d, i) || !(c->flags & QSER_REQUIRED) || is_made(d, c))
			continue;
		if (!any)
			buffer_char(&d->out, '\n');
		if (!any)
			draft_note(d,
				"Required, and not in the file.  A value for every row is written so:");
		any = true;
		if (write_form(d, i))
			continue;
		if (is_of_the_row(c))
			draft_note(d, "%s: %s", c->name, c->help);
		else
			write_constant(d, c);
	}
}

static void write_rest(struct drafting *d)
{
	struct list open = {d, "Columns that nothing gives:", 0, 0};
	struct list items = {d, "Items of the form:", 0, 0};
	bool several = record_column(d->record, "form") > 0; /* and which one is not known */

	buffer_char(&d->out, '\n');
	for (size_t i = 1; i < record_columns_of_files(d->record); i++)
		if (is_asked(d, i) &&
			!(d->form_is_written && d->record->columns[i].ref == QSER_FORM))
			list_add(&open, d->record->columns[i].name);
	list_end(&open);
	for (size_t i = 0; i < d->item_count; i++) {
		const struct item *item = &d->items[i];
		_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
		if (item->column >= 0 || !*item->form ||
			(d->form ? strcmp(item->form, d->form) != 0 : several) ||
			draft_item(d, i) != i)
			continue;
		draft_target(d, record_columns_of_files(d->record) + i, &name);
		list_add(&items, buffer_text(&name));
	}
	list_end(&items);
}

static void write_accepted(struct drafting *d)
{
	struct list list = {d, "All columns there are:", 0, 0};

	for (size_t i = 0; i < record_columns_of_files(d->record); i++)
		if (!(d->record->columns[i].flags & QSER_HIDDEN))
			list_add(&list, d->record->columns[i].name);
	list_end(&list);
}

enum qser_status draft_write(struct drafting *d)
{
	enum qser_status status = QSER_OK;

	write_head(d);
	for (size_t i = 0; i < d->count && status == QSER_OK; i++)
		status = write_field(d, i);
	for (size_t i = 0; i < d->count && status == QSER_OK; i++)
		status = write_values(d, &d->fields[i]);
	write_constants(d);
	write_rest(d);
	write_accepted(d);
	return status == QSER_OK && d->out.failed ? fail(d->q, QSER_MEMORY, "out of memory")
						  : status;
}
