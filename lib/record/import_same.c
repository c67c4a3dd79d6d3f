/* import_same.c: which stored record a row of an import means, and whether it may change it. */
#include <inttypes.h>
#include <string.h>

#include "../base/number.h"
#include "import.h"

static enum qser_status by_natural_keys(struct importer *i, int64_t *id)
{
	int64_t other = 0;
	enum qser_status status = row_find_same(&i->row, QSER_KEY, id);

	if (status == QSER_OK)
		status = row_find_same(&i->row, QSER_ALTKEY, &other);
	if (status == QSER_OK && !*id && !other && i->record->match) {
		status = i->record->match(&i->row, id);
		i->row.unmatched = status == QSER_OK && !*id;
		return status;
	}
	if (status != QSER_OK || !other || other == *id)
		return status;
	if (*id)
		return fail(i->q, QSER_EXISTS,
			"the row names two %s: %" PRId64 " and %" PRId64 ", by different columns",
			i->record->plural, *id, other);
	*id = other;
	return QSER_OK;
}

enum qser_status import_identify(struct importer *i, const char *id_text, int64_t *id)
{
	enum qser_status status;

	*id = 0;
	i->by_key = false;
	if (id_text && *id_text) {
		status = number_parse(id_text, 1, INT64_MAX, id, &i->q->error);
		if (status != QSER_OK)
			error_prefix(&i->q->error, "id");
		return status;
	}
	status = row_derive_hidden(&i->row);
	if (status != QSER_OK)
		return status;
	if (!i->key.count)
		return by_natural_keys(i, id);
	status = import_key_find(i, id);
	i->by_key = status == QSER_OK && *id;
	return status;
}

/* ---- Rows whose record is there already ---- */

static enum qser_status refuse_known(struct importer *i, uint64_t line)
{
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
	enum qser_status status = record_describe(i->q, i->record->id, i->row.id, &who);

	if (status != QSER_OK)
		return status;
	return line ? fail(i->q, QSER_EXISTS, "the same %s as line %" PRIu64 " (--on-duplicate)",
			      i->record->name, line)
		    : fail(i->q, QSER_EXISTS, "is there already: %s (--on-duplicate)",
			      buffer_text(&who));
}

static enum qser_status refuse_second(struct importer *i, uint64_t line)
{
	i->mark = true; /* fed back as it is, it would win */
	return fail(i->q, QSER_EXISTS,
		"the same %s as line %" PRIu64
		", with other values; keep one of the two rows, or say which with "
		"--on-duplicate update (the last) or skip (the first)",
		i->record->name, line);
}

#define OLDER_SHOWN 5

static void import_note_older(struct importer *i)
{
	if (i->older++ < OLDER_SHOWN)
		buffer_printf(&i->older_lines, "%s%" PRIu64, i->older > 1 ? ", " : "",
			i->q->reading.line);
	else if (i->older == OLDER_SHOWN + 1)
		buffer_text_add(&i->older_lines, ", …");
}

enum qser_status import_meet(struct importer *i, bool *leave)
{
	uint64_t line = id_lines_get(&i->taken, i->row.id);

	/* How the file spells the key changes nothing. */
	for (size_t n = 0; i->by_key && n < i->key.count; n++)
		row_leave(&i->row, i->record->columns[i->key.columns[n]].name);
	*leave = false;
	switch (i->import->on_duplicate) {
	case QSER_DUPLICATE_REFUSE:
		return refuse_known(i, line);
	case QSER_DUPLICATE_SKIP:
		*leave = true;
		return QSER_OK;
	case QSER_DUPLICATE_UPDATE:
		return QSER_OK;
	case QSER_DUPLICATE_DEFAULT:
		break;
	}
	int age = i->record->age ? i->record->age(&i->row) : 0;
	*leave = age < 0;
	if (*leave)
		import_note_older(i);
	return line && !age && row_differs(&i->row) ? refuse_second(i, line) : QSER_OK;
}

enum qser_status import_met(struct importer *i, uint64_t line, bool changed)
{
	uint64_t before = id_lines_get(&i->taken, i->row.id);
	bool asked = i->import->on_duplicate == QSER_DUPLICATE_DEFAULT;

	/* parts of it that are records of their own show only now */
	if (asked && before && changed && (!i->record->age || !i->record->age(&i->row)))
		return refuse_second(i, before);
	if (before && !changed) /* the first of them is named */
		return QSER_OK;
	return id_lines_put(&i->taken, i->row.id, line) ? import_key_saved(i)
							: fail(i->q, QSER_MEMORY, "out of memory");
}
