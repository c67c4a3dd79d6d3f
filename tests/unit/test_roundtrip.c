/*
 * test_roundtrip.c: what is listed as CSV can be imported again, and changes nothing: for every
 * record that can be imported, over rows of hostile, but valid values.
 */
#include "fixture.h"

#define ROWS 200

/* ---- Values by chance ---- */

static const char *const pieces[] = {"Maria", "Παπαδόπουλος", "Łukasz", "a;b", "a,b", "\"quoted\"",
	"'", "=1+1", "-5", "+30", "@home", "a|b", "\\", "%_", "\xF0\x9F\x99\x82", "\u202edesrever",
	"\xE2\x80\x8F", "0", "00", "yes", "NULL", "1e9", "2026-11-20", "\xC2\xA0", "ﬁ", "ς", "#",
	"-", "\t", "  "};

/* One piece may not begin or end with blanks only; a text made of them is trimmed when it is
 * stored. */
static void some_text(struct buffer *out, bool lines)
{
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

/* A row of chance; what the rules refuse is not added. */
static bool add_row(struct qser *q, const struct record *r, unsigned row)
{
	struct qser_field fields[RECORD_COLUMNS_MAX];
	struct buffer values[RECORD_COLUMNS_MAX] = {0};
	size_t count = 0;
	int64_t id;
	for (size_t i = 1; i < r->count; i++) {
		const struct qser_column *c = &r->columns[i];
		if (c->flags & (QSER_READONLY | QSER_HIDDEN) ||
			(!(c->flags & QSER_REQUIRED) && chance(4) == 0))
			continue;
		some_value(q, c, row, &values[count]);
		fields[count] = (struct qser_field){c->name, buffer_text(&values[count])};
		if (!*fields[count].value && c->preset)
			continue;
		count++;
	}
	enum qser_status status = qser_add(q, r->id, fields, count, &id);
	for (size_t i = 0; i < RECORD_COLUMNS_MAX; i++)
		buffer_free(&values[i]);
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

/* "list -f csv" */
static char *listed(struct qser *q, enum qser_record r)
{
	const struct qser_column *columns[RECORD_COLUMNS_MAX];
	size_t count;
	struct qser_spool *spool;
	struct qser_table *table;
	const struct qser_style style = {.format = QSER_FORMAT_CSV};
	must(q, qser_query_columns(q, r, NULL, columns, COUNT(columns), &count));
	assert_int_equal(qser_spool_new(&spool), QSER_OK);
	assert_int_equal(qser_table_new(&table, spool, &style, columns, count), QSER_OK);
	must(q, qser_each(q, r, NULL, keep_row, table));
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
	_cleanup_(free_pointer) char *csv = listed(q, r->id), *before = dump(q);
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
	unsigned added = 0;
	must(q, qser_begin(q, "add"));
	for (unsigned tries = 0; added < rows && tries < 40 * rows; tries++)
		added += add_row(q, r, tries);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
