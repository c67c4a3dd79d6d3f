/*
 * test_roundtrip.c: what is listed as CSV can be imported again, and changes nothing: for every
 * record that can be imported, over rows of hostile, but valid values.
 *
 *	ROUNDTRIP_TABLES=N	how many small databases are made, listed, and made again from the
 *lists
 */
#include "fixture.h"

#define ROWS 200
#define TABLES 100
#define TEXT_MOST 65536

/* ---- Values by chance ---- */

static const char *const pieces[] = {"Maria", "Παπαδόπουλος", "Łukasz", "a;b", "a,b", "\"quoted\"",
	"'", "=1+1", "-5", "+30", "@home", "a|b", "\\", "%_", "\xF0\x9F\x99\x82", "\u202edesrever",
	"\xE2\x80\x8F", "0", "00", "yes", "NULL", "1e9", "2026-11-20", "\xC2\xA0", "ﬁ", "ς", "#",
	"-", "\t", "  "};

static void some_character(struct buffer *out)
{
	static const unsigned ranges[][2] = {{0x21, 0x7E}, {0xA0, 0x17F}, {0x300, 0x3FF},
		{0x1F00, 0x1FFE}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069},
		{0x4E00, 0x4EFF}, {0xE000, 0xE0FF}, {0xFEFF, 0xFF5E}, {0x1F300, 0x1F6FF},
		{0x10FF00, 0x10FFFD}};
	const unsigned *range = ranges[chance(COUNT(ranges))];
	unsigned c = range[0] + chance(range[1] - range[0] + 1);
	if (c < 0x80)
		buffer_char(out, (char)c);
	if (c >= 0x80 && c < 0x800)
		buffer_char(out, (char)(0xC0 | c >> 6));
	if (c >= 0x800 && c < 0x10000)
		buffer_char(out, (char)(0xE0 | c >> 12));
	if (c >= 0x10000) {
		buffer_char(out, (char)(0xF0 | c >> 18));
		buffer_char(out, (char)(0x80 | (c >> 12 & 0x3F)));
	}
	if (c >= 0x800)
		buffer_char(out, (char)(0x80 | (c >> 6 & 0x3F)));
	if (c >= 0x80)
		buffer_char(out, (char)(0x80 | (c & 0x3F)));
}

/* As long as a text may be, now and then. */
static void some_length(struct buffer *out)
{
	static const char *const repeated[] = {"\"", "a", ";", "=", "\xE2\x80\xAE"};
	const char *piece = repeated[chance(COUNT(repeated))];
	size_t most = TEXT_MOST - chance(3);
	while (out->length + strlen(piece) <= most)
		buffer_text_add(out, piece);
}

/* One piece may not begin or end with blanks only; a text made of them is trimmed when it is
 * stored. */
static void some_text(struct buffer *out, bool lines)
{
	if (chance(1000) == 0) {
		some_length(out);
		return;
	}
	for (unsigned n = chance(3) ? 0 : chance(12); n; n--)
		some_character(out);
	for (unsigned n = 1 + chance(4); n; n--) {
		const char *piece = pieces[chance(COUNT(pieces) - (lines ? 0 : 2))];
		buffer_text_add(out, piece);
		if (n > 1)
			buffer_text_add(out, lines && chance(3) == 0 ? "\n" : " ");
	}
}

static void some_code(struct buffer *out, unsigned row)
{
	buffer_printf(out, "c%u%s%u", row, chance(2) ? "." : "-", chance(10));
}

static void some_words(const struct qser_column *c, struct buffer *out)
{
	static const char *const free_words[] = {
		"el", "en", "cs", "Ελληνικά", "\"so, so\"", "=x", "a b"};
	size_t count = 0;
	while (c->words && c->words[count])
		count++;
	for (unsigned n = chance(4); n; n--)
		buffer_printf(out, "%s%s",
			c->words ? c->words[chance((unsigned)count)] : free_words[chance(7)],
			n > 1 ? ";" : "");
}

static void some_reference(struct qser *q, const struct qser_column *c, struct buffer *out)
{
	const struct record *r = record_of(c->ref);
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(&sql, "select count(*) from %s", r->table);
	int64_t count = number_of(q, sql.data);
	if (!count)
		return;
	buffer_clear(&sql);
	buffer_printf(
		&sql, "select id from %s limit 1 offset %u", r->table, chance((unsigned)count));
	for (unsigned n = c->type == QSER_REFS ? chance(4) : 1; n; n--)
		buffer_printf(out, "%" PRId64 "%s", number_of(q, sql.data), n > 1 ? ";" : "");
}

static int64_t some_number(const struct qser_column *c)
{
	int64_t top = c->max ? c->max : 1000;
	return c->min + chance((unsigned)(top - c->min < 5000 ? top - c->min : 5000) + 1);
}

static void some_value(
	struct qser *q, const struct qser_column *c, unsigned row, struct buffer *out)
{
	static const char *const phones[] = {"+30 210 1234567", "(0)30/123-45", "210.123"};
	switch (c->type) {
	case QSER_TEXT:
	case QSER_NOTE:
		some_text(out, c->type == QSER_NOTE);
		break;
	case QSER_CODE:
		some_code(out, row);
		break;
	case QSER_EMAIL:
		buffer_printf(
			out, "%s%u.%u+x@Example.org", chance(2) ? "A" : "1", row, chance(1000));
		break;
	case QSER_PHONE:
		buffer_text_add(out, phones[chance(3)]);
		break;
	case QSER_INT:
	case QSER_MINUTES:
		buffer_int(out, some_number(c));
		break;
	case QSER_HOURS:
		buffer_printf(out, "%" PRId64 "min", some_number(c));
		break;
	case QSER_BOOL:
		buffer_text_add(out, chance(2) ? "yes" : "no");
		break;
	case QSER_DAY:
		buffer_printf(
			out, "20%02u-%02u-%02u", 10 + chance(17), 1 + chance(10), 1 + chance(28));
		break;
	case QSER_STAMP:
		buffer_printf(out, "20%02u-%02u-%02uT%02u:%02u:%02uZ", 10 + chance(17),
			1 + chance(12), 1 + chance(28), chance(24), chance(60), chance(60));
		break;
	case QSER_CHOICE:
	case QSER_WORDS:
		some_words(c, out);
		if (c->type == QSER_CHOICE && out->length) /* one of them */
			out->data[out->length = strcspn(out->data, ";")] = '\0';
		break;
	case QSER_REF:
	case QSER_REFS:
		some_reference(q, c, out);
		break;
	}
}

struct some_row {
	struct qser_field fields[RECORD_COLUMNS_MAX];
	struct buffer values[RECORD_COLUMNS_MAX];
	size_t count;
};

static void some_row_free(struct some_row *row)
{
	for (size_t i = 0; i < RECORD_COLUMNS_MAX; i++)
		buffer_free(&row->values[i]);
}

static void fill_row(struct qser *q, const struct record *r, unsigned number, struct some_row *row)
{
	row->count = 0;
	for (size_t i = 1; i < r->count; i++) {
		const struct qser_column *c = &r->columns[i];
		struct buffer *value = &row->values[row->count];
		if (c->flags & (QSER_READONLY | QSER_HIDDEN) ||
			(!(c->flags & QSER_REQUIRED) && chance(4) == 0))
			continue;
		buffer_clear(value);
		some_value(q, c, number, value);
		row->fields[row->count] = (struct qser_field){c->name, buffer_text(value)};
		row->count += *buffer_text(value) || !c->preset;
	}
}

/* A row of chance; what the rules refuse is not added. */
static bool add_row(struct qser *q, const struct record *r, unsigned number, struct some_row *row)
{
	int64_t id;
	fill_row(q, r, number, row);
	enum qser_status status = qser_add(q, r->id, row->fields, row->count, &id);
	if (status >= QSER_USAGE)
		must(q, status);
	return status == QSER_OK;
}

/* ---- There and back ---- */

static int keep_row(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)id;
	(void)count;
	return qser_table_row(ctx, values) != QSER_OK;
}

/* "list --columns NAMES -f FORMAT"; NULL: all columns */
static char *list(struct qser *q, enum qser_record r, const char *names, enum qser_format format)
{
	const struct qser_column *columns[RECORD_COLUMNS_MAX];
	const struct qser_query ask = {.columns = names};
	size_t count;
	struct qser_spool *spool;
	struct qser_table *table;
	const struct qser_style style = {.format = format};
	must(q, qser_query_columns(q, r, &ask, columns, COUNT(columns), &count));
	assert_int_equal(qser_spool_new(&spool), QSER_OK);
	assert_int_equal(qser_table_new(&table, spool, &style, columns, count), QSER_OK);
	must(q, qser_each(q, r, &ask, keep_row, table));
	assert_int_equal(qser_table_end(table), QSER_OK);
	qser_table_free(table);
	size_t length = (size_t)qser_spool_length(spool);
	char *text = calloc(1, length + 1);
	FILE *f = tmpfile();
	assert_true(text && f);
	assert_int_equal(qser_spool_copy(spool, fileno(f)), QSER_OK);
	rewind(f);
	assert_int_equal(fread(text, 1, length, f), length);
	(void)fclose(f);
	qser_spool_free(spool);
	return text;
}

static void assert_comes_back(struct qser *q, const struct record *r)
{
	_cleanup_(importing_free) struct importing i = {0};
	_cleanup_(free_pointer) char *csv = list(q, r->id, NULL, QSER_FORMAT_CSV),
				     *before = dump(q);
	int64_t command = number_of(q, "select max(id) from command");
	enum qser_status status = import_text(q, r->id, &i, csv);
	if (status != QSER_OK || i.counts.unchanged != i.counts.read)
		fail_msg("%s: %d, %" PRId64 " updated: %s %s", r->plural, status, i.counts.updated,
			qser_error(q).message, buffer_text(&i.messages));
	_cleanup_(free_pointer) char *after = dump(q);
	assert_string_equal(before, after);
	assert_int_equal(number_of(q, "select max(id) from command"), command);
}

/* Change one cell of the last row, through a file with nothing but its id and that column. */
static void assert_one_changes(
	struct qser *q, const struct record *r, const char *column, const char *value)
{
	_cleanup_(importing_free) struct importing i = {0};
	_cleanup_(buffer_free) struct buffer csv = BUFFER_INIT, sql = BUFFER_INIT;
	buffer_printf(&sql, "select max(id) from %s", r->table);
	int64_t id = number_of(q, sql.data);
	buffer_printf(&csv, "id,%s\n%" PRId64 ",%s\n", column, id, value);
	must(q, import_text(q, r->id, &i, csv.data));
	assert_counts(i, 0, 1, 0, 0);
	assert_comes_back(q, r);
}

static void fill(struct qser *q, const struct record *r, unsigned rows)
{
	_cleanup_(some_row_free) struct some_row row = {.count = 0};
	unsigned added = 0;
	must(q, qser_begin(q, "add"));
	for (unsigned tries = 0; added < rows && tries < 40 * rows; tries++)
		added += add_row(q, r, tries, &row);
	must(q, qser_commit(q));
	/* Some records have few keys, or many rules: then fewer. */
	if (added < rows / 8)
		fail_msg("%s: only %u of %u", r->plural, added, rows);
}

static const struct {
	enum qser_record record;
	const char *column, *value;
} cases[] = {
	{QSER_ORGANISATION, "address", "\"Main street 1,\n2nd floor\""},
	{QSER_DEPARTMENT, "name", "=cmd"},
	{QSER_PROJECT, "work_packages", "WP 1;WP 2"},
	{QSER_PERSON, "name", "Another name"},
	{QSER_ROLE, "note", "\"changed\n\ttwice\""},
	{QSER_TRAINING, "minutes", "1h30"},
	{QSER_APPLICATION, "weekly_hours", "\"7,25\""},
	{QSER_PATH, "goals", "\"one\n\ntwo\""},
	{QSER_PARTICIPANT, "hours", "1h01"},
	{QSER_SKILL, "target", "seen twice"},
	{QSER_ACTIVITY, "hours", "0.05"},
	{QSER_STEP, "evidence", "folder 7"},
	{QSER_ENTRY, "note", "another note"},
	{QSER_MEETING, "skills", "\"one\n\ntwo\""},
	{QSER_ACTION, "what", "done twice"},
	{QSER_CONCLUSION, "impact_staff", "calm"},
};

static void test_round_trip(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	chance_seed(11);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct record *r = record_of(cases[i].record);
		if (r->id != QSER_STEP) /* they come with their paths */
			fill(p.q, r, ROWS);
		assert_comes_back(p.q, r);
		/* A text of one line takes no line break; a note does. */
		if (r->id == QSER_ORGANISATION)
			assert_one_changes(p.q, r, "note", cases[i].value);
		else
			assert_one_changes(p.q, r, cases[i].column, cases[i].value);
	}
	/* Once more, now that all refer to each other. */
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_comes_back(p.q, record_of(cases[i].record));
	assert_sound(p.q);
}

/* ---- Small tables, each in a fresh database ---- */

/* How a program writes CSV. */
struct dialect_of_chance {
	char delimiter;
	bool all; /* in quotes */
	const char *end, *inner;
};

static struct dialect_of_chance some_dialect(void)
{
	static const char *const ends[] = {"\n", "\r\n", "\r"};
	return (struct dialect_of_chance){
		",;\t|"[chance(4)], chance(2) == 0, ends[chance(3)], ends[chance(3)]};
}

static void write_cell(const struct dialect_of_chance *d, const char *text, struct buffer *out)
{
	const char needs[] = {'"', '\n', d->delimiter, '\0'};
	if (!d->all && !strpbrk(text, needs)) {
		buffer_text_add(out, text);
		return;
	}
	buffer_char(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			buffer_char(out, '"');
		if (*text == '\n')
			buffer_text_add(out, d->inner);
		else
			buffer_char(out, *text);
	}
	buffer_char(out, '"');
}

static bool is_writable(const struct qser_column *c)
{
	return !(c->flags & (QSER_READONLY | QSER_HIDDEN));
}

/* The columns that make a record what it is; in a new database ids are given anew. */
static void writable_columns(const struct record *r, char between, struct buffer *out)
{
	for (size_t i = 1; i < r->count; i++)
		if (is_writable(&r->columns[i]))
			buffer_printf(out, "%.*s%s", out->length > 0, &between, r->columns[i].name);
}

static void write_row(const struct dialect_of_chance *d, const struct record *r,
	const struct some_row *row, struct buffer *out)
{
	bool first = true;
	for (size_t i = 1; i < r->count; i++) {
		const struct qser_column *c = &r->columns[i];
		const char *text = c->preset ? c->preset : "";
		if (!is_writable(c))
			continue;
		for (size_t n = 0; n < row->count; n++)
			if (!strcmp(row->fields[n].column, c->name))
				text = row->fields[n].value;
		if (!first)
			buffer_char(out, d->delimiter);
		write_cell(d, text, out);
		first = false;
	}
	buffer_text_add(out, d->end);
}

/* A blank at the start of a text: its length, or 0. */
static size_t blank_at(const char *text)
{
	static const char *const blanks[] = {
		" ", "\t", "\n", "\xC2\xA0", "\xE2\x80\x87", "\xE2\x80\xAF"};
	for (size_t i = 0; i < COUNT(blanks); i++)
		if (!strncmp(text, blanks[i], strlen(blanks[i])))
			return strlen(blanks[i]);
	return 0;
}

/* Without the blanks around it, in place. */
static const char *trimmed(char *text)
{
	size_t n, end = 0;
	while ((n = blank_at(text)))
		text += n;
	for (size_t i = 0; text[i]; i += n ? n : 1) {
		n = blank_at(text + i);
		if (!n)
			end = i + 1;
	}
	text[end] = '\0';
	return text;
}

/* What is stored is what was given, but for the blanks around it. */
static void assert_verbatim(
	struct qser *q, const struct record *r, int64_t id, const struct some_row *row)
{
	const struct qser_field *field = &row->fields[chance((unsigned)row->count)];
	enum qser_type type = r->columns[record_column(r, field->column)].type;
	/* A zone without a moment goes. */
	if ((type != QSER_TEXT && type != QSER_NOTE) || !strcmp(field->column, "zone"))
		return;
	_cleanup_(free_pointer) char *given = strdup(field->value);
	_cleanup_(free_pointer) char *got = value_of(q, r->id, id, field->column);
	const char *want = trimmed(given);
	if (strcmp(got, *want ? want : "(none)") != 0)
		fail_msg("%s %s: %s, not %s", r->name, field->column, got, want);
}

/* Rows by add; the same as CSV. */
static void add_some(struct qser *q, const struct record *r, unsigned rows,
	const struct dialect_of_chance *d, struct buffer *csv)
{
	_cleanup_(some_row_free) struct some_row row = {.count = 0};
	_cleanup_(buffer_free) struct buffer last = BUFFER_INIT;
	writable_columns(r, d->delimiter, csv);
	buffer_text_add(csv, d->end);
	buffer_printf(&last, "select max(id) from %s", r->table);
	must(q, qser_begin(q, "add"));
	for (unsigned number = 1; number <= rows; number++) {
		if (!add_row(q, r, number, &row))
			continue;
		write_row(d, r, &row, csv);
		assert_verbatim(q, r, number_of(q, last.data), &row);
	}
	must(q, qser_commit(q));
}

/* All rows of the file are new. */
static void import_new(struct qser *q, const struct record *r, const char *csv, char delimiter)
{
	_cleanup_(importing_free) struct importing i = {0};
	i.import.delimiter = delimiter;
	i.import.derive_codes = true;
	enum qser_status status = import_text(q, r->id, &i, csv);
	if (status != QSER_OK || i.counts.added != i.counts.read)
		fail_msg("%s: %d, read %" PRId64 ", added %" PRId64 ": %s %s", r->plural, status,
			i.counts.read, i.counts.added, qser_error(q).message,
			buffer_text(&i.messages));
}

static void assert_same_list(struct qser *a, struct qser *b, const struct record *r)
{
	_cleanup_(buffer_free) struct buffer names = BUFFER_INIT;
	buffer_text_add(&names, "id");
	writable_columns(r, ',', &names);
	_cleanup_(free_pointer) char *one = list(a, r->id, names.data, QSER_FORMAT_CSV);
	_cleanup_(free_pointer) char *other = list(b, r->id, names.data, QSER_FORMAT_CSV);
	if (strcmp(one, other) != 0)
		fail_msg("%s are not the same:\n%.2000s\n%.2000s", r->plural, one, other);
}

/* A database like the new one at from. */
static struct place place_as(const struct buffer *from)
{
	struct place p = {.folder = folder_new()};
	p.path = in_folder(p.folder, "qser.db");
	write_file(p.path, from->data, from->length);
	assert_int_equal(chmod(p.path, 0600), 0);
	p.q = open_database(p.path, QSER_WRITE);
	return p;
}

/* Added here, imported there, listed and imported in a third place: all the same. */
static void one_table(const struct buffer *empty, unsigned number)
{
	static const enum qser_record kinds[][7] = {
		{QSER_ORGANISATION, QSER_DEPARTMENT, QSER_PROJECT},
		{QSER_ORGANISATION, QSER_PERSON, QSER_ROLE, QSER_TRAINING}, {QSER_APPLICATION},
		{QSER_ORGANISATION, QSER_PERSON, QSER_PATH, QSER_PARTICIPANT, QSER_ENTRY},
		{QSER_ORGANISATION, QSER_PATH, QSER_SKILL, QSER_ACTIVITY}};
	const enum qser_record *kind = kinds[number % COUNT(kinds)];
	_cleanup_(place_free) struct place a = place_as(empty);
	_cleanup_(place_free) struct place b = place_as(empty);
	_cleanup_(place_free) struct place c = place_as(empty);
	for (size_t i = 0; i < COUNT(*kinds) && kind[i]; i++) {
		const struct record *r = record_of(kind[i]);
		const struct dialect_of_chance d = some_dialect();
		enum qser_format format = chance(2) ? QSER_FORMAT_CSV : QSER_FORMAT_TSV;
		_cleanup_(buffer_free) struct buffer csv = BUFFER_INIT, names = BUFFER_INIT;
		add_some(a.q, r, 1 + chance(20), &d, &csv);
		import_new(b.q, r, csv.data, d.delimiter);
		assert_same_list(a.q, b.q, r);
		writable_columns(r, ',', &names);
		_cleanup_(free_pointer) char *file = list(a.q, r->id, names.data, format);
		import_new(c.q, r, file, 0);
		assert_same_list(a.q, c.q, r);
		assert_comes_back(a.q, r);
	}
}

static void test_tables(void **state)
{
	(void)state;
	const char *count = getenv("ROUNDTRIP_TABLES");
	unsigned tables = count ? (unsigned)strtoul(count, NULL, 10) : TABLES;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(buffer_free) struct buffer empty = BUFFER_INIT;
	empty = read_file(p.path);
	for (unsigned number = 0; number < tables; number++) {
		chance_seed(number + 1);
		one_table(&empty, number);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_tables),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
