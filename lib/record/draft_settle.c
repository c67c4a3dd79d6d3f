/* draft_settle.c: from what headings and cells tell, at most one target a field. */
#include <string.h>

#include "../base/text.h"
#include "draft.h"

#define OPEN_TEXT 12 /* more different values, most of them once, are no choice */
#define SURE 9	     /* of ten cells: then they look like something */

static void leave(struct field *f, enum field_doubt doubt)
{
	f->guess = (struct draft_guess){0};
	f->doubt = doubt;
}

size_t draft_giver(const struct drafting *d, size_t target)
{
	bool joined = d->given != NO_FIELD;

	if (joined && target == (size_t)record_column(d->record, "name"))
		return d->given;
	if (joined && target == (size_t)record_column(d->record, "family_name"))
		return d->family;
	for (size_t i = 0; i < d->count; i++)
		if (d->fields[i].guess.ground && d->fields[i].guess.target == target)
			return i;
	return NO_FIELD;
}

/* ---- A guess that its cells speak against ---- */

bool cells_are_open_text(const struct cells *cells)
{
	return cells->count > OPEN_TEXT && 2 * cells->count > cells->filled;
}

/* Half of its values at least must be words, or be guessed to stand for some. */
static enum qser_status speaks_of_words(
	struct drafting *d, const struct qser_column *c, const struct cells *cells, bool *words)
{
	_cleanup_(draft_names_free) struct draft_names names = {0};
	enum qser_status status = column_words(d, c, &names);
	const char *word = NULL;
	size_t some = 0;

	for (size_t i = 0; i < cells->count && status == QSER_OK; i++) {
		const struct cell_value *v = &cells->values[i];
		if (v->refused && v->text)
			status = column_guess(d, c, &names, v->text, &word);
		some += !v->refused || (v->text && word);
	}
	*words = 2 * some >= cells->count && !cells_are_open_text(cells);
	return status;
}

static enum qser_status doubt_guess(struct drafting *d, struct field *f)
{
	const struct qser_column *c = draft_column(d, f);
	const struct cells *cells = &f->cells;
	bool fits = 2 * cells->refused <= cells->filled;
	enum qser_status status = QSER_OK;

	if (!c || f->guess.ground == DRAFT_KNOWN)
		return QSER_OK;
	if (column_is_of_words(c))
		status = speaks_of_words(d, c, cells, &fits);
	if (!fits || (c->flags & QSER_READONLY))
		leave(f, DOUBT_NONE);
	return status;
}

/* ---- Given and family names apart ---- */

static bool has_part(const struct drafting *d, enum name_part part)
{
	for (size_t i = 0; i < d->count; i++)
		if (d->fields[i].kind == FIELD_PLAIN && d->fields[i].part == part)
			return true;
	return false;
}

/* "Όνομα" is the whole name, but not beside "Επώνυμο", nor "Name" beside "Vorname", if its cells
 * are of one word. */
static void settle_names(struct drafting *d)
{
	int column = record_column(d->record, "name");
	bool given = has_part(d, PART_GIVEN), family = has_part(d, PART_FAMILY);

	for (size_t i = 0; i < d->count && column > 0; i++) {
		struct field *f = &d->fields[i];
		bool name = f->guess.ground && f->guess.target == (size_t)column;
		bool half = name && 2 * f->cells.single > f->cells.filled;
		if (f->part == PART_GIVEN || (half && family))
			leave(f, DOUBT_GIVEN);
		else if ((half && given) || (f->part == PART_FAMILY && (name || !f->guess.ground)))
			leave(f, DOUBT_FAMILY);
	}
}

/* "skills[A1]": where the bracket opens; NULL: no option. */
const char *draft_option(const struct drafting *d, const struct field *f)
{
	size_t length = strlen(f->heading);

	return d->program && d->program->options && length && f->heading[length - 1] == ']'
		       ? strrchr(f->heading, '[')
		       : NULL;
}

/* Does the program make a column of each activity, and none that says which? */
static bool has_activities(const struct drafting *d)
{
	const struct profile_fold *fold = d->program ? d->program->fold : NULL;
	int column = fold ? record_column(d->record, fold->column) : -1;

	return column > 0 && draft_giver(d, (size_t)column) == NO_FIELD;
}

/* What the profile of the program takes by itself. */
static enum qser_status settle_program(struct drafting *d)
{
	bool activities = has_activities(d);

	for (size_t i = 0; d->program && i < d->count; i++) {
		struct field *f = &d->fields[i];
		_cleanup_(free_pointer) char *folded = f->kind == FIELD_PLAIN && f->alike == 1
							       ? text_fold(f->heading)
							       : memory_dup("");
		if (!folded)
			return fail(d->q, QSER_MEMORY, "out of memory");
		if (*folded && profile_heading(d->program, f->key, folded))
			leave(f, DOUBT_PROGRAM);
		else if (*folded && activities && profile_is_due(folded))
			leave(f, DOUBT_PROGRAM);
		else if (*folded && activities && !f->guess.ground)
			leave(f, DOUBT_ACTIVITY);
		else if (*folded && draft_option(d, f))
			leave(f, DOUBT_OPTION);
	}
	return QSER_OK;
}

/* One given and one family name are the whole of it. */
static void join_names(struct drafting *d)
{
	size_t given = NO_FIELD, family = NO_FIELD, halves = 0;
	int column = record_column(d->record, "name");

	d->given = d->family = NO_FIELD;
	if (column < 1 || draft_giver(d, (size_t)column) != NO_FIELD)
		return;
	for (size_t i = 0; i < d->count; i++) {
		const struct field *f = &d->fields[i];
		bool of_family = f->doubt == DOUBT_FAMILY || f->part == PART_FAMILY;
		if (f->kind != FIELD_PLAIN || (f->doubt != DOUBT_GIVEN && !of_family))
			continue;
		*(of_family ? &family : &given) = i;
		halves++;
	}
	if (halves != 2 || given == NO_FIELD || family == NO_FIELD)
		return;
	d->given = given;
	d->family = family;
	leave(&d->fields[given], DOUBT_JOINED);
	leave(&d->fields[family], DOUBT_JOINED);
}

/* ---- What only an export of this very database may say ---- */

static void settle_own(struct drafting *d)
{
	size_t ids = draft_giver(d, 0);
	const struct cells *cells = ids == NO_FIELD ? NULL : &d->fields[ids].cells;
	/* Programs that ask number the answers: those numbers are ids here by chance. */
	bool own = cells && cells->filled && !cells->refused && !d->program;

	for (size_t i = 0; i < d->count && !own; i++) {
		const struct qser_column *c = draft_column(d, &d->fields[i]);
		if (c && (c->flags & QSER_READONLY))
			leave(&d->fields[i], c == d->record->columns ? DOUBT_IDS : DOUBT_VERBS);
	}
}

/* ---- Two fields for one target ---- */

/* "Completed: yes" beside "Date": the column takes nothing of the one, and something of the other.
 */
static bool fits_alone(const struct field *a, const struct field *b)
{
	return a->cells.refused < a->cells.filled && b->cells.filled &&
	       b->cells.refused == b->cells.filled;
}

static bool is_better(const struct field *a, const struct field *b)
{
	if (fits_alone(a, b) || fits_alone(b, a))
		return fits_alone(a, b);
	if (a->guess.ground != b->guess.ground)
		return a->guess.ground > b->guess.ground;
	if (a->guess.ground != DRAFT_KNOWN && a->guess.weight != b->guess.weight)
		return a->guess.weight > b->guess.weight;
	return a->cells.filled > b->cells.filled;
}

static void settle_rivals(struct drafting *d)
{
	for (size_t i = 0; i < d->count; i++) {
		for (size_t j = 0; j < i && d->fields[i].guess.ground; j++) {
			struct field *f = &d->fields[i], *other = &d->fields[j];
			if (!other->guess.ground || other->guess.target != f->guess.target)
				continue;
			bool wins = is_better(f, other);
			struct field *loser = wins ? other : f;
			leave(loser, DOUBT_RIVAL);
			loser->rival = wins ? i : j;
		}
	}
}

/* ---- Looks ---- */

static bool is_free(const struct drafting *d, const struct qser_column *c)
{
	return !(c->flags & (QSER_READONLY | QSER_HIDDEN)) &&
	       draft_giver(d, (size_t)(c - d->record->columns)) == NO_FIELD;
}

/* The only column of that type, if nothing gives it yet; an address may be one of several. */
static const struct qser_column *free_column(const struct drafting *d, enum qser_type type)
{
	const struct qser_column *found = NULL;

	for (size_t i = 1; i < d->record->count; i++) {
		const struct qser_column *c = &d->record->columns[i];
		if (c->type != type || (c->flags & (QSER_READONLY | QSER_HIDDEN)))
			continue;
		if (found)
			return NULL;
		found = c;
	}
	return found && is_free(d, found) ? found : NULL;
}

static const struct qser_column *looked_for(const struct drafting *d, const struct cells *cells)
{
	size_t enough = (SURE * cells->filled + 9) / 10;

	if (!cells->filled)
		return NULL;
	if (cells->addresses >= enough)
		return free_column(d, QSER_EMAIL);
	if (cells->filled < 3)
		return NULL;
	if (cells->phones >= enough)
		return free_column(d, QSER_PHONE);
	if (cells->moments >= enough)
		return free_column(d, QSER_STAMP);
	return cells->days >= enough ? free_column(d, QSER_DAY) : NULL;
}

/* Are all of the values words of this column, or known by another name? */
static enum qser_status are_words(
	struct drafting *d, const struct qser_column *c, const struct cells *cells, bool *all)
{
	_cleanup_(draft_names_free) struct draft_names names = {0};
	struct draft_guess guess = {0};
	enum qser_status status = column_words(d, c, &names);

	*all = true;
	for (size_t i = 0; i < cells->count && status == QSER_OK && *all; i++) {
		if (!cells->values[i].text)
			*all = false;
		else
			status = draft_guess(&names, cells->values[i].text, &guess, &d->q->error);
		*all = *all && guess.ground == DRAFT_KNOWN;
	}
	return status;
}

static enum qser_status looks_like_words(
	struct drafting *d, const struct cells *cells, const struct qser_column **found)
{
	enum qser_status status = QSER_OK;

	*found = NULL;
	for (size_t i = 1; i < d->record->count && status == QSER_OK && !*found; i++) {
		const struct qser_column *c = &d->record->columns[i];
		bool all = false;
		if (c->words && is_free(d, c) && cells->filled >= 3)
			status = are_words(d, c, cells, &all);
		if (all)
			*found = c;
	}
	return status;
}

/* Its values were not asked of this column while they were read. */
static enum qser_status ask_values(struct drafting *d, struct field *f, const struct qser_column *c)
{
	enum qser_status status = QSER_OK;
	bool accepted;

	for (size_t i = 0; i < f->cells.count && c->words && status == QSER_OK; i++) {
		struct cell_value *v = &f->cells.values[i];
		status = cells_accepts(d, c, v->text, &accepted);
		v->refused = !accepted;
	}
	return status;
}

static enum qser_status settle_looks(struct drafting *d)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < d->count && status == QSER_OK; i++) {
		struct field *f = &d->fields[i];
		if (f->kind != FIELD_PLAIN || f->guess.ground || f->doubt || f->alike > 1)
			continue;
		const struct qser_column *c = looked_for(d, &f->cells);
		if (!c)
			status = looks_like_words(d, &f->cells, &c);
		if (status != QSER_OK || !c)
			continue;
		f->guess = (struct draft_guess){
			.ground = DRAFT_LOOKS, .target = (size_t)(c - d->record->columns)};
		status = ask_values(d, f, c);
	}
	return status;
}

enum qser_status draft_settle(struct drafting *d)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < d->count && status == QSER_OK; i++) {
		struct field *f = &d->fields[i];
		if (f->kind == FIELD_PLAIN && f->alike > 1)
			leave(f, DOUBT_TWICE);
		status = doubt_guess(d, f);
	}
	if (status != QSER_OK)
		return status;
	status = settle_program(d);
	if (status != QSER_OK)
		return status;
	settle_names(d);
	join_names(d);
	settle_own(d);
	settle_rivals(d);
	return settle_looks(d);
}
