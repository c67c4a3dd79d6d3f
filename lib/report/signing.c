/* signing.c: see signing.h. */
#include "signing.h"

#include <string.h>

#define LINE "______________________"

static const struct qser_column party_column = {.name = "party", .label = "For", .type = QSER_TEXT},
				name_column = {.name = "name", .label = "Name", .type = QSER_TEXT},
				day_column = {.name = "day", .label = "Day", .type = QSER_TEXT},
				signature_column = {.name = "signature",
					.label = "Signature",
					.type = QSER_TEXT};
static const struct qser_column *const sign_columns[] = {
	&party_column, &name_column, &day_column, &signature_column};

static struct document_table *begin(struct document *d)
{
	document_heading(d, 2, "Signatures");
	return document_table(d, "signatures", NULL, sign_columns, COUNT(sign_columns), false);
}

static void put_line(
	struct document *d, struct document_table *t, const char *party, const char *name)
{
	document_row(t, (const char *const[]){
				document_say(d, party), name ? name : LINE, "__________", LINE});
}

void sign_lines(struct document *d, const struct sign_line *lines, size_t count)
{
	struct document_table *t = begin(d);

	for (size_t i = 0; i < count; i++)
		put_line(d, t, lines[i].party, lines[i].name);
}

struct foot {
	struct document *d;
	struct document_table *table;
	const char *const *parties;
	unsigned holds; /* 1 << index: that party's does */
	int broken;
};

static int put_signature(void *ctx, const struct qser_signature *s)
{
	struct foot *f = ctx;

	document_row(f->table,
		(const char *const[]){document_say(f->d, s->party), s->name, s->day,
			document_say(f->d, s->broken ? "BROKEN: changed since" : "valid")});
	f->broken += s->broken;
	for (size_t i = 0; f->parties[i]; i++)
		if (!s->broken && !strcmp(f->parties[i], s->party))
			f->holds |= 1U << i;
	return 0;
}

enum qser_status sign_foot(struct qser *q, struct document *d, enum qser_record r, int64_t id,
	const char *const *parties)
{
	struct foot f = {.d = d, .table = begin(d), .parties = parties};
	enum qser_status status = qser_each_signature(q, r, id, put_signature, &f);

	for (size_t i = 0; parties[i]; i++)
		if (!(f.holds >> i & 1))
			put_line(d, f.table, parties[i], NULL);
	if (f.broken)
		document_notice(d,
			report_plural(q, f.broken,
				"It was changed after it had been signed: %d signature no longer "
				"holds.",
				"It was changed after it had been signed: %d signatures no longer "
				"hold."),
			f.broken);
	return status;
}
