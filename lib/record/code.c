/* code.c: short names for commands, made from a name, or from an address where the name's letters
 * are none of a code. */
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "handle.h"

static enum qser_status code_taken(struct query *q, const char *code, bool *taken)
{
	query_reset(q);
	query_text(q, 1, code);
	*taken = query_row(q);
	return query_status(q);
}

/* Of the address by which somebody is known, what stands before the @. */
static bool code_of_address(const struct row *row, char base[33])
{
	const struct record *r = row->record;
	const char *address = NULL;

	for (size_t i = 0; i < r->count && !address; i++)
		if (r->columns[i].flags & QSER_ALTKEY && r->columns[i].from) {
			const struct cell *cell = row_cell(row, r->columns[i].from);
			address = !cell->null && strchr(cell->text, '@') ? cell->text : NULL;
		}
	char *local = address ? memory_ndup(address, strcspn(address, "@")) : NULL;
	bool found = local && text_code(local, base);
	free(local);
	return found;
}

/* Names are written in more scripts than codes: the address may know a name for the person. */
static void make_base(const struct row *row, const char *from, char base[33])
{
	if (!text_code(from, base) && !code_of_address(row, base) &&
		!text_code_consonants(from, base))
		(void)text_code(row->record->table, base);
}

/* maria, maria-2, maria-3 … */
enum qser_status row_derive_code(struct row *row, const char *from)
{
	int column = from ? record_code_column(row->record) : -1;
	char base[33], code[48];
	bool taken = true;

	if (column < 0 || !row->cells[column].null)
		return QSER_OK;
	make_base(row, from, base);
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(&sql, "select 1 from %s where code = ?1", row->record->table);
	_cleanup_(query_end) struct query q = query_built(row->q->store, &sql);
	for (int n = 1; taken; n++) {
		int length = 32;
		if (n > 1)
			length -= snprintf(NULL, 0, "-%d", n);
		if (n == 1)
			(void)snprintf(code, sizeof(code), "%s", base);
		else
			(void)snprintf(code, sizeof(code), "%.*s-%d", length, base, n);
		enum qser_status status = code_taken(&q, code, &taken);
		if (status != QSER_OK)
			return status;
	}
	row_load_cell(row, (size_t)column, code);
	return QSER_OK;
}
