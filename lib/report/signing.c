/* signing.c: see signing.h. */
#include "signing.h"

#include <string.h>

static struct document_table *begin(struct document *d)
{
	return document_signatures(d, "Signatures");
}

void sign_lines(struct document *d, const struct sign_line *lines, size_t count)
{
	struct document_table *t = begin(d);

	for (size_t i = 0; i < count; i++)
		document_signature(t, &(struct document_signature){
					      .party = lines[i].party, .name = lines[i].name});
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

	document_signature(f->table, &(struct document_signature){s->party, s->name, s->day,
					     s->broken ? "BROKEN: changed since" : "valid"});
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
			document_signature(
				f.table, &(struct document_signature){.party = parties[i]});
	if (f.broken)
		document_notice(d, "It was changed after it had been signed: %d %s no longer %s.",
			f.broken, f.broken == 1 ? "signature" : "signatures",
			f.broken == 1 ? "holds" : "hold");
	return status;
}
