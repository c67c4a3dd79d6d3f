/*
 * fuzz_intake.c: any bytes through the intake floor.
 *
 * The first byte chooses delimiter, caps, and what is known of the columns; the second the
 * encoding; the third the size of the pieces read and of the window.  Besides not crashing: the
 * outcome depends neither on the pieces nor on the window; fields are UTF-8 without NUL, lines
 * grow; the rejects, fed back, are all rejected again; good rows, written as CSV, are read as they
 * are.
 */
#include "../../lib/base/buffer.h"
#include "../../lib/base/error.h"
#include "../../lib/base/text.h"
#include "../../lib/intake/header.h"
#include "../../lib/intake/profile.h"
#include "../../lib/intake/rejects.h"
#include "../../lib/store/spool.h"
#include "warm.h"

#define MOST_PIECES 17
#define BOM "\xEF\xBB\xBF"

static const char *const encodings[] = {NULL, NULL, "cp1253", "UTF-16LE", "UTF-16", "UTF-32",
	"ISO-8859-7", "cp1250", "UTF-7", "cp1255", "TCVN", "ISO-2022-JP", "GB18030", "EUC-JISX0213",
	"UTF-16BE", "IBM037"};
#define ENCODINGS (sizeof encodings / sizeof *encodings)

static const char *const choices[] = {"yes", "law", "el", NULL};
static const struct qser_column columns[] = {
	{.name = "id", .type = QSER_INT},
	{.name = "a"},
	{.name = "b", .aliases = "x|y"},
	{.name = "name", .label = "Name", .aliases = "Onoma|Full name"},
	{.name = "family_name"},
	{.name = "areas", .type = QSER_WORDS, .words = choices},
	{.name = "languages", .type = QSER_WORDS},
	{.name = "day", .type = QSER_DAY},
	{.name = "module"},
	{.name = "status"},
};
#define COLUMNS (sizeof columns / sizeof *columns)

struct feed {
	const char *bytes;
	size_t length, chunk;
};

static ssize_t feed_read(void *ctx, void *bytes, size_t size)
{
	struct feed *f = ctx;
	size_t n = f->length < size ? f->length : size;

	n = n < f->chunk ? n : f->chunk;
	if (n)
		memcpy(bytes, f->bytes, n);
	f->bytes += n;
	f->length -= n;
	return (ssize_t)n;
}

static enum qser_status to_buffer(void *ctx, const char *bytes, size_t length, struct error *e)
{
	(void)e;
	buffer_add(ctx, bytes, length);
	return QSER_OK;
}

static bool to_buffer_too(void *ctx, const char *bytes, size_t length)
{
	buffer_add(ctx, bytes, length);
	return true;
}

/* ---- The rows of a file ---- */

/* How a file is read, and what came of it. */
struct reading {
	struct intake_options options;
	struct header_options header;
	struct buffer out;	/* everything, in words */
	struct buffer rejected; /* the file of rejects */
	struct buffer good;	/* fields of the header and of good rows, each with its NUL */
	size_t fields, faults;	/* of the header; rows with a fault */
	char delimiter;
};

static void reading_free(struct reading *r)
{
	buffer_free(&r->out);
	buffer_free(&r->rejected);
	buffer_free(&r->good);
}

static void note(struct reading *to, const struct intake_record *r, uint64_t *line)
{
	MUST(r->line > *line && r->last_line >= r->line);
	*line = r->last_line;
	for (size_t i = 0; i < r->count; i++) {
		MUST(strlen(r->fields[i]) == r->lengths[i]);
		MUST(text_is_utf8(r->fields[i], r->lengths[i], NULL));
		buffer_add(&to->out, r->fields[i], r->lengths[i] + 1);
	}
	buffer_printf(&to->out, "%ju-%ju #%ju %s %ju.%zu\n", (uintmax_t)r->line,
		(uintmax_t)r->last_line, (uintmax_t)r->number,
		r->fault.message ? r->fault.message : "", (uintmax_t)r->fault.line, r->fault.field);
	if (r->number == 0)
		to->fields = r->count;
	else if (r->fault.message || r->count != to->fields)
		return;
	for (size_t i = 0; i < r->count; i++)
		buffer_add(&to->good, r->fields[i], r->lengths[i] + 1);
}

/* What a row means, and the records that it stands for. */
static void note_row(struct reading *to, struct header_map *map, const struct intake_record *r)
{
	struct header_row row;
	size_t folds = header_folds(map), extras, at = 0;
	const struct header_extra *extra = header_extras(map, &extras);
	struct error e = {0};

	MUST(header_row(map, r, &row, &e) == QSER_OK);
	if (row.fault.message) {
		to->faults++;
		return;
	}
	do {
		if (folds)
			header_fold(map, r, at);
		for (size_t i = 0; i < COLUMNS; i++) {
			const char *value = row.values[i];
			MUST(!value || text_is_utf8(value, strlen(value), NULL));
			buffer_printf(&to->out, "%d%s|", header_list(map, i), value ? value : "-");
		}
	} while (++at < folds);
	for (size_t i = 0; i < extras; i++) {
		MUST(extra[i].field < r->count);
		buffer_text_add(&to->out, row.extras[i]);
	}
	error_free(&e);
}

static void reject(struct reading *to, struct header_map *map, struct rejects *rejects,
	const struct intake_record *r)
{
	struct header_row row;
	struct error e = {0};

	MUST(header_row(map, r, &row, &e) == QSER_OK);
	if (row.fault.message)
		MUST(!rejects_add(rejects, r, NULL, row.fault.message, false, &e));
	(void)to;
}

static void read_all(struct feed f, struct reading *to)
{
	struct intake *in;
	struct header_map *map = NULL;
	struct rejects *rejects = NULL;
	const struct intake_record *r;
	struct error e = {0};
	enum qser_status status;
	uint64_t line = 0;

	if (intake_open_source(&in, feed_read, &f, "f", &to->options, &e)) {
		error_free(&e); /* this system does not know the encoding */
		return;
	}
	while (!(status = intake_next(in, &r, &e)) && r) {
		note(to, r, &line);
		if (r->number == 0) {
			MUST(!rejects_new(
				&rejects, r, intake_delimiter(in), to_buffer, &to->rejected, &e));
			status = header_map_new(&map, "f", r, columns, COLUMNS, &to->header, &e);
			if (status)
				break;
			buffer_printf(&to->out, "%s %s %s\n", header_ignored(map),
				header_unused(map), header_joining(map));
			continue;
		}
		note_row(to, map, r);
		reject(to, map, rejects, r);
	}
	MUST(!status == !*error_message(&e));
	buffer_printf(&to->out, "%d %s\n", (int)status, error_message(&e));
	to->delimiter = intake_delimiter(in);
	if (status)
		to->faults = 0;
	MUST(!map || status || rejects_count(rejects) == to->faults);
	rejects_free(rejects);
	header_map_free(map);
	intake_free(in);
	error_free(&e);
}

/* ---- What must hold ---- */

static bool same(const struct buffer *a, const struct buffer *b)
{
	return a->length == b->length && !memcmp(buffer_text(a), buffer_text(b), a->length);
}

static void in_pieces(struct feed f, const struct reading *whole, uint8_t how)
{
	struct reading pieces = {.options = whole->options, .header = whole->header};

	f.chunk = how ? how : 1;
	pieces.options.read_size = 16 + how / 2;
	read_all(f, &pieces);
	MUST(same(&pieces.out, &whole->out) && same(&pieces.rejected, &whole->rejected));
	reading_free(&pieces);
}

/* Unmended rejects are rejected again. */
static void feed_back(const struct reading *whole)
{
	struct reading again = {.header = whole->header};

	/* Without a first column of this kind, which goes, another one is the first, and may look
	 * like that of another program. */
	if (*buffer_text(&whole->good) == '_')
		return;
	again.options = (struct intake_options){.encoding = whole->options.encoding,
		.delimiter = whole->delimiter,
		.column_cap = INTAKE_COLUMN_CAP + 4}; /* see rejects.h */
	read_all((struct feed){whole->rejected.data, whole->rejected.length, SIZE_MAX}, &again);
	MUST(again.faults == whole->faults);
	reading_free(&again);
}

/* The good rows by our own driver. */
static void write_csv(const struct reading *whole, struct buffer *out)
{
	static struct qser_column named[INTAKE_COLUMN_CAP];
	const struct qser_column *list[INTAKE_COLUMN_CAP];
	const char *values[INTAKE_COLUMN_CAP];
	const char *at = buffer_text(&whole->good), *end = at + whole->good.length;
	const struct qser_style style = {.format = QSER_FORMAT_CSV};
	struct qser_spool *spool;
	struct qser_table *table = NULL;

	MUST(!qser_spool_new(&spool));
	while (at < end) {
		for (size_t i = 0; i < whole->fields; i++, at += strlen(at) + 1) {
			if (!table)
				named[i] = (struct qser_column){.name = at};
			list[i] = &named[i];
			values[i] = at;
		}
		if (table)
			MUST(!qser_table_row(table, values));
		else
			MUST(!qser_table_new(&table, spool, &style, list, whole->fields));
	}
	MUST(!qser_table_end(table));
	MUST(!spool_each(spool, to_buffer_too, out));
	qser_table_free(table);
	qser_spool_free(spool);
}

static void write_and_read(const struct reading *whole)
{
	struct reading again = {.options.delimiter = ',', .header = whole->header};
	struct buffer csv = BUFFER_INIT;
	const char *first = buffer_text(&whole->good);

	/* Such names of columns mean something else at the start of a file; ours are not so. */
	if (!strncmp(first, BOM, 3) || !strncmp(first, "PK", 2) || !strncasecmp(first, "sep=", 4))
		return;
	/* Nor are they all empty: a line of nothing is none. */
	for (size_t i = 0; !first[strspn(first, " \t")]; first += strlen(first) + 1)
		if (++i == whole->fields)
			return;
	write_csv(whole, &csv);
	read_all((struct feed){csv.data, csv.length, SIZE_MAX}, &again);
	MUST(same(&again.good, &whole->good));
	buffer_free(&csv);
	reading_free(&again);
}

/* ---- The input ---- */

/* Besides the headings alone: a profile, or a map. */
static struct header_rules *choose_rules(unsigned which)
{
	static const char map[] = "\"A\" + \"B\" = name\nareas: \"Law, public\" = law\n"
				  "q = item.q\n\"=\" = -\nday := \"2026-11-20\"\n";
	struct header_rules *rules = NULL;
	struct error e = {0};

	if (which == 25)
		MUST(!header_rules_parse(&rules, map, sizeof map - 1, "m", &e));
	else if (which && profile_at(which - 1))
		MUST(!header_rules_profile(&rules, profile_at(which - 1)->name, &e));
	error_free(&e);
	return rules;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char delimiters[] = {0, ',', ';', '\t', '|'};
	struct reading whole = {0};

	keep_warm(encodings, ENCODINGS);
	if (size < 3)
		return 0;
	unsigned which = data[0] & 0x7f;
	struct header_rules *rules = choose_rules(which / 5);
	whole.options.encoding = encodings[data[1] % ENCODINGS];
	whole.options.delimiter = delimiters[which % 5];
	if (data[0] & 0x80) {
		whole.options.field_cap = 8;
		whole.options.column_cap = 4;
		whole.options.record_cap = 32;
	}
	whole.header = (struct header_options){.rules = rules, .ignore_unknown = which < 100};
	if (which >= 50) {
		whole.header.given_names = "first name|vorname";
		whole.header.family_names = "last name|nachname";
	}
	const struct feed f = {(const char *)data + 3, size - 3, SIZE_MAX};
	read_all(f, &whole);
	in_pieces(f, &whole, data[2]);
	if (whole.faults)
		feed_back(&whole);
	if (whole.fields)
		write_and_read(&whole);
	reading_free(&whole);
	header_rules_free(rules);
	return 0;
}
