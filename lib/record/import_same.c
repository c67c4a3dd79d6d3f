/* import_same.c: which stored record a row of an import means, or that it is a new one. */
#include <inttypes.h>
#include <string.h>

#include "../base/number.h"
#include "import.h"

enum qser_status import_identify(struct importer *i, const char *id_text, int64_t *id)
{
	int64_t other;
	enum qser_status status;

	*id = 0;
	if (id_text && *id_text) {
		status = number_parse(id_text, 1, INT64_MAX, id, &i->q->error);
		if (status != QSER_OK)
			error_prefix(&i->q->error, "id");
		return status;
	}
	status = row_derive_hidden(&i->row);
	if (status == QSER_OK)
		status = row_find_same(&i->row, QSER_KEY, id);
	if (status == QSER_OK)
		status = row_find_same(&i->row, QSER_ALTKEY, &other);
	if (status == QSER_OK && !*id && !other && i->record->match)
		return i->record->match(&i->row, id);
	if (status != QSER_OK || !other || other == *id)
		return status;
	if (*id)
		return fail(i->q, QSER_EXISTS,
			"the row names two %s: %" PRId64 " and %" PRId64 ", by different columns",
			i->record->plural, *id, other);
	*id = other;
	return QSER_OK;
}
