/* draft_program.c: of the draft of a map, what a profile sees to: its own headings, the options of
 * questions, the columns of activities. */
#include <stdarg.h>
#include <string.h>

#include "../base/text.h"
#include "draft.h"

void draft_note(struct drafting *d, const char *format, ...)
{
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;
	va_list args;

	va_start(args, format);
	buffer_vprintf(&line, format, args);
	va_end(args);
	buffer_text_add(&d->out, "# ");
	text_escape(&d->out, buffer_text(&line), false);
	buffer_char(&d->out, '\n');
	d->out.failed |= line.failed;
}

bool draft_is_of_program(
	const struct drafting *d, const struct field *f, const struct qser_column *c)
{
	const struct profile_heading *h = profile_heading(d->program, f->key, f->key);

	return h && !strcmp(h->columns + (*h->columns == '?'), c->name);
}

void draft_write_program(struct drafting *d, const struct field *f)
{
	_cleanup_(buffer_free) struct buffer heading = BUFFER_INIT;

	draft_heading(&heading, f->heading);
	draft_note(d, "%s is of %s itself: --profile %s sees to it", buffer_text(&heading),
		d->program->program, d->program->name);
	d->out.failed |= heading.failed;
	d->drafted.known++;
}

/* An activity has a column, and what it is here is a value. */
enum qser_status draft_write_activity(struct drafting *d, const struct field *f)
{
	_cleanup_(draft_names_free) struct draft_names names = {0};
	const struct qser_column *c =
		&d->record->columns[record_column(d->record, d->program->fold->column)];
	const char *word = NULL;
	enum qser_status status = column_words(d, c, &names);

	if (status == QSER_OK)
		status = column_guess(d, c, &names, f->heading, &word);
	if (status != QSER_OK)
		return status;
	if (word) {
		draft_note(d, "guessed: an activity; please check");
		buffer_printf(&d->out, "%s: ", c->name);
		draft_value(&d->out, f->heading);
		buffer_printf(&d->out, " = %s\n", word);
		d->drafted.guessed++;
		return QSER_OK;
	}
	draft_note(d,
		"an activity that nobody knows: %s: \"HEADING\" = a word of %s, or - to leave it out",
		c->name, c->name);
	draft_heading(&d->out, f->heading);
	buffer_text_add(&d->out, " = -\n");
	d->drafted.left_out++;
	return QSER_OK;
}

/* What the options of a question are joined to, if its own name says so. */
static bool draft_base(struct drafting *d, const char *base, size_t *target)
{
	struct draft_guess guess = {0};

	if (draft_guess(&d->names, base, &guess, &d->q->error) != QSER_OK) {
		d->out.failed = true;
		return false;
	}
	*target = guess.target;
	if (guess.ground != DRAFT_KNOWN || guess.target >= record_columns_of_files(d->record))
		return guess.ground == DRAFT_KNOWN;
	enum qser_type type = d->record->columns[guess.target].type;
	return type == QSER_WORDS || type == QSER_REFS;
}

/* One rule a question, where its first option stands. */
void draft_write_option(struct drafting *d, size_t at)
{
	const char *heading = d->fields[at].heading, *open = draft_option(d, &d->fields[at]);
	size_t length = (size_t)(open - heading), options = 0;
	_cleanup_(free_pointer) char *base = memory_ndup(heading, length);

	if (!base) {
		d->out.failed = true;
		return;
	}
	for (size_t i = 0; i < d->count; i++) {
		const char *other = draft_option(d, &d->fields[i]);
		if (!other || d->fields[i].doubt != DOUBT_OPTION ||
			(size_t)(other - d->fields[i].heading) != length ||
			strncmp(d->fields[i].heading, heading, length) != 0)
			continue;
		if (i < at)
			return; /* it is said there */
		options++;
	}
	size_t target;
	bool known = draft_base(d, base, &target);
	draft_note(d, "a question of %zu options, each a column; %s", options,
		known ? "the chosen ones are joined"
		      : "not known: a column of several values, or -");
	draft_heading(&d->out, base);
	buffer_text_add(&d->out, " = ");
	if (known)
		draft_target(d, target, &d->out);
	else
		buffer_char(&d->out, '-');
	buffer_char(&d->out, '\n');
	*(known ? &d->drafted.known : &d->drafted.left_out) += (int64_t)options;
}
