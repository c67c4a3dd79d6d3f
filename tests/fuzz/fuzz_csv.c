/*
 * fuzz_csv.c: any bytes through the reader of CSV, once: for many executions.  What else must hold
 * of a file, as that it does not matter in which pieces it comes, is in fuzz_intake.
 *
 * The first byte chooses delimiter and caps, the second the size of the window.
 */
#include "../../lib/base/error.h"
#include "../../lib/base/text.h"
#include "../../lib/intake/intake.h"
#include "warm.h"

static ssize_t give(void *ctx, void *bytes, size_t size)
{
	struct pieces *p = ctx;
	size_t n = p->left < size ? p->left : size;

	if (n)
		memcpy(bytes, p->bytes, n);
	p->bytes += n;
	p->left -= n;
	return (ssize_t)n;
}

static void look_at(const struct intake_record *r, uint64_t *line)
{
	MUST(r->line > *line && r->last_line >= r->line);
	MUST(r->count || r->fault.message);
	*line = r->last_line;
	for (size_t i = 0; i < r->count; i++) {
		MUST(strlen(r->fields[i]) == r->lengths[i]);
		MUST(text_is_utf8(r->fields[i], r->lengths[i], NULL));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char delimiters[] = {0, ',', ';', '\t', '|', ',', ';', 0};
	struct pieces p = {data, size};
	const struct intake_record *r;
	struct error e = {0};
	struct intake *in;
	enum qser_status status;
	uint64_t line = 0, number = 0;

	keep_warm(NULL, 0);
	unsigned how = piece_byte(&p);
	struct intake_options options = {
		.delimiter = delimiters[how & 7], .read_size = 16 + piece_byte(&p)};
	if (how & 8) {
		options.field_cap = 20;
		options.column_cap = 3;
		options.record_cap = 40;
	}
	MUST(!intake_open_source(&in, give, &p, "f", &options, &e));
	for (; !(status = intake_next(in, &r, &e)) && r; number++) {
		MUST(r->number == number);
		look_at(r, &line);
	}
	MUST(!status == !*error_message(&e));
	intake_free(in);
	error_free(&e);
	return 0;
}
