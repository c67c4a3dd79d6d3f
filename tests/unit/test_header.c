/* test_header.c: headings and map files -> columns; rows -> values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../lib/base/buffer.h"
#include "../../lib/base/error.h"
#include "../../lib/intake/header.h"
#include "../../lib/intake/rejects.h"

static const struct qser_column columns[] = {
	{.name = "id", .label = "Id"},
	{.name = "name", .label = "Full name", .aliases = "Name and surname|Ονοματεπώνυμο|Jméno"},
	{.name = "name_key",
		.label = "Key",
		.aliases = "Clef",
		.flags = QSER_HIDDEN,
		.from = "name"},
	{.name = "email",
		.label = "E-mail",
		.aliases = "mail|E-mail address|Ηλεκτρονική διεύθυνση"},
	{.name = "in_house", .label = "In house", .aliases = "Εντός|"},
	/* another column's name as an alias: the name is stronger */
	{.name = "origin", .label = "Origin", .aliases = "email|Προέλευση"},
};
enum { ID, NAME, KEY, EMAIL, IN_HOUSE, ORIGIN, COUNT };

/* A record out of literals. */
struct made {
	struct intake_record record;
	size_t lengths[16];
};

static const struct intake_record *make(struct made *m, const char *const *fields, uint64_t line)
{
	m->record = (struct intake_record){
		.line = line, .last_line = line, .fields = fields, .lengths = m->lengths};
	for (size_t i = 0; fields[i]; i++) {
		m->lengths[i] = strlen(fields[i]);
		m->record.count++;
	}
	return &m->record;
}

#define FIELDS(...)                       \
	(const char *const[])             \
	{                                 \
		__VA_ARGS__, (char *)NULL \
	}

static void assert_done(enum qser_status status, struct error *e)
{
	assert_string_equal(error_message(e), "");
	assert_int_equal(status, QSER_OK);
}

static struct header_rules *parse(const char *text)
{
	struct header_rules *rules;
	struct error e = {0};

	assert_done(header_rules_parse(&rules, text, strlen(text), "f.map", &e), &e);
	return rules;
}

static struct header_map *map_of(const char *const *fields, const struct header_options *options)
{
	struct header_map *map;
	struct made m;
	struct error e = {0};

	make(&m, fields, 3);
	assert_done(header_map_new(&map, "f.csv", &m.record, columns, COUNT, options, &e), &e);
	return map;
}

static void refuse(
	const char *const *fields, const struct header_options *options, const char *message)
{
	struct header_map *map;
	struct made m;
	struct error e = {0};

	assert_int_equal(
		header_map_new(&map, "f.csv", make(&m, fields, 3), columns, COUNT, options, &e),
		QSER_INVALID);
	assert_null(map);
	assert_string_equal(error_message(&e), message);
	error_free(&e);
}

static void refuse_with(const char *const *fields, const char *rules, const char *message)
{
	struct header_options options = {.rules = parse(rules)};

	refuse(fields, &options, message);
	header_rules_free((struct header_rules *)(uintptr_t)options.rules);
}

static void test_names(void **state)
{
	static const struct {
		const char *heading;
		size_t column;
	} cases[] = {
		{"name", NAME},
		{" NAME ", NAME},
		{"Full name", NAME},
		{"full_name", NAME},
		{"FULL-NAME", NAME},
		{"Full name *", NAME},
		{"Full name: ", NAME},
		{"Name?", NAME},
		{"Full  -  name", NAME},
		{"ΟΝΟΜΑΤΕΠΩΝΥΜΟ", NAME},
		{"ονοματεπωνυμο", NAME},
		{"Jmeno", NAME},
		{"name and surname", NAME},
		{"email", EMAIL},
		{"e mail", EMAIL},
		{"E_Mail", EMAIL},
		{"Mail", EMAIL},
		{"Email address", EMAIL},
		{"e mail address", EMAIL},
		{"Ηλεκτρονική-Διεύθυνση", EMAIL},
		{"in-house", IN_HOUSE},
		{"in house", IN_HOUSE},
		{"ΕΝΤΟΣ", IN_HOUSE},
		{"Εντοσ", IN_HOUSE},
		{"προελευση", ORIGIN},
		{"ID", ID},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct header_map *map = map_of(FIELDS("_first", cases[i].heading), NULL);

		for (size_t column = 0; column < COUNT; column++) {
			assert_int_equal(header_has(map, column), column == cases[i].column);
			assert_int_equal(
				header_field(map, column), column == cases[i].column ? 2 : 0);
		}
		header_map_free(map);
	}
	header_map_free(NULL);
}

static void test_rows(void **state)
{
	struct header_map *map = map_of(FIELDS("email", "_line", "Jméno", ""), NULL);
	struct header_row row;
	struct made m;
	struct error e = {0};

	(void)state;
	assert_string_equal(header_ignored(map), "");
	assert_int_equal(
		header_row(map, make(&m, FIELDS("a@x.org", "7", " Άννα ", " "), 9), &row, &e), 0);
	assert_null(row.fault.message);
	assert_string_equal(row.values[EMAIL], "a@x.org");
	assert_string_equal(row.values[NAME], " Άννα ");
	assert_null(row.values[ID]);
	assert_null(row.values[KEY]);
	assert_null(row.values[ORIGIN]);
	/* empty is not absent */
	assert_int_equal(header_row(map, make(&m, FIELDS("", "", "", ""), 9), &row, &e), 0);
	assert_string_equal(row.values[EMAIL], "");
	header_map_free(map);
}

static void expect_fault(struct header_map *map, const struct intake_record *record,
	const char *message, size_t field)
{
	struct header_row row;
	struct error e = {0};

	assert_int_equal(header_row(map, record, &row, &e), 0);
	assert_string_equal(row.fault.message, message);
	assert_int_equal(row.fault.field, field);
	assert_int_equal(row.fault.line, record->line);
	assert_null(row.values);
	assert_null(row.extras);
}

static void test_row_faults(void **state)
{
	struct header_map *map = map_of(FIELDS("email", "name", ""), NULL);
	struct made m;

	(void)state;
	expect_fault(map, make(&m, FIELDS("1", "2", "3", "4"), 9), "4 fields, the header has 3", 0);
	expect_fault(map, make(&m, FIELDS("1", "2"), 10), "2 fields, the header has 3", 0);
	expect_fault(map, make(&m, FIELDS("1"), 11), "1 field, the header has 3", 0);
	expect_fault(map, make(&m, FIELDS("1", "2", "x"), 12),
		"field 3: \"x\" stands in a column without a heading; give it one", 3);
	expect_fault(map, make(&m, FIELDS("1", "2", REJECTS_MARK), 13),
		"field 3: still marked as rejected; mend the row and remove this cell", 3);
	expect_fault(map, make(&m, FIELDS("1", "2", "", REJECTS_MARK), 14),
		"still marked as rejected; mend the row and remove its last cell", 0);
	/* the fault of the record is passed on, whatever its fields */
	make(&m, FIELDS("1", "2", ""), 15);
	m.record.fault = (struct intake_fault){"field 1: bad", 15, 1};
	expect_fault(map, &m.record, "field 1: bad", 1);
	header_map_free(map);
}

static void test_unknown(void **state)
{
	(void)state;
	refuse(FIELDS("name", "Σχόλια"), NULL,
		"f.csv:3: unknown column \"Σχόλια\" (column 2); say what it is with --map FILE, or "
		"leave it "
		"out with --ignore-unknown");
	/* all of them; hidden columns are unknown, by any of their names */
	refuse(FIELDS("Foo", "name", "name_key", "Clef", "Key", "item.", "item.Ω"), NULL,
		"f.csv:3: unknown columns \"Foo\" (column 1), \"name_key\" (column 3), \"Clef\" "
		"(column 4), "
		"\"Key\" (column 5), \"item.\" (column 6), \"item.Ω\" (column 7); say what they "
		"are with "
		"--map FILE, or leave them out with --ignore-unknown");
	/* what a terminal would obey is shown, not sent */
	refuse(FIELDS("a\xe2\x80\xae"
		      "b"),
		NULL,
		"f.csv:3: unknown column \"a\\u202eb\" (column 1); say what it is with --map FILE, "
		"or "
		"leave it out with --ignore-unknown");
	struct header_map *map = map_of(
		FIELDS("Foo", "name", "Bar"), &(struct header_options){.ignore_unknown = true});
	assert_string_equal(header_ignored(map), "\"Foo\", \"Bar\"");
	assert_int_equal(header_field(map, NAME), 2);
	header_map_free(map);
}

static void test_twice(void **state)
{
	(void)state;
	refuse(FIELDS("name", "x", "Full name"), &(struct header_options){.ignore_unknown = true},
		"f.csv:3: columns 1 \"name\" and 3 \"Full name\" both stand for name; remove one, "
		"or set it "
		"aside with a line \"Full name\" = - in a map file (--map FILE)");
	refuse(FIELDS("item.q1", "Item.Q1"), NULL,
		"f.csv:3: columns 1 \"item.q1\" and 2 \"Item.Q1\" both stand for item.q1; remove "
		"one, or set "
		"it aside with a line \"Item.Q1\" = - in a map file (--map FILE)");
	/* columns that are left out may repeat */
	header_map_free(map_of(FIELDS("_x", "_x", "", "", "name"), NULL));
	struct header_options options = {.rules = parse("\"full name\" = -\n")};
	struct header_map *map = map_of(FIELDS("name", "Full name"), &options);
	assert_int_equal(header_field(map, NAME), 1);
	header_map_free(map);
	header_rules_free((struct header_rules *)(uintptr_t)options.rules);
}

static void test_extras(void **state)
{
	struct header_options options = {.rules = parse("\"Τι μάθατε;\" = item.learned\n")};
	struct header_map *map =
		map_of(FIELDS("item.pre-1", "name", " ITEM.q2.a ", "Τι μάθατε;"), &options);
	struct header_row row;
	struct made m;
	size_t count;
	const struct header_extra *extras = header_extras(map, &count);

	(void)state;
	assert_int_equal(count, 3);
	assert_string_equal(extras[0].code, "pre-1");
	assert_int_equal(extras[0].field, 0);
	assert_string_equal(extras[1].code, "q2.a");
	assert_int_equal(extras[1].field, 2);
	assert_string_equal(extras[2].code, "learned");
	assert_int_equal(header_row(map, make(&m, FIELDS("A", "B", "C", "D"), 4), &row, NULL), 0);
	assert_string_equal(row.extras[0], "A");
	assert_string_equal(row.extras[1], "C");
	assert_string_equal(row.extras[2], "D");
	assert_string_equal(row.values[NAME], "B");
	header_map_free(map);
	header_rules_free((struct header_rules *)(uintptr_t)options.rules);
}

static const char rules_text[] = "\xef\xbb\xbf# the form of autumn 2026\r\n"
				 "\r\n"
				 "  \"Πώς σας λένε: όνομα = επώνυμο #1 \"\"πλήρες\"\"\" =  name  \n"
				 "Σχόλια = -\n"
				 "\t# indented\n"
				 "Παλιά στήλη = E-mail\n"
				 "origin := \"autumn call\"\n"
				 "in_house: \"Ναι\" = yes\n"
				 "In-House: όχι = no\n"
				 "Εντός: \"\" = \"no\"\n"
				 "email: ναι = both\n"
				 "email: - = \"\"";

static void test_rules(void **state)
{
	struct header_options options = {.rules = parse(rules_text)};
	struct header_map *map = map_of(FIELDS("πως σας λενε: ονομα = επωνυμο #1 \"πληρες\"",
						"ΣΧΟΛΙΑ", "in house", "email"),
		&options);
	struct header_row row;
	struct made m;

	(void)state;
	assert_string_equal(header_unused(map), "\"Παλιά στήλη\"");
	assert_true(header_has(map, ORIGIN));
	assert_int_equal(header_field(map, ORIGIN), 0);
	assert_int_equal(
		header_row(map, make(&m, FIELDS("Άννα", "x", "ΝΑΙ ", "-"), 4), &row, NULL), 0);
	assert_string_equal(row.values[NAME], "Άννα");
	assert_string_equal(row.values[ORIGIN], "autumn call");
	assert_string_equal(row.values[IN_HOUSE], "yes");
	assert_string_equal(row.values[EMAIL], "");
	assert_int_equal(header_row(map, make(&m, FIELDS("", "", "Όχι", "x@y"), 4), &row, NULL), 0);
	assert_string_equal(row.values[IN_HOUSE], "no");
	assert_string_equal(row.values[EMAIL], "x@y");
	assert_int_equal(header_row(map, make(&m, FIELDS("", "", " ", ""), 4), &row, NULL), 0);
	assert_string_equal(row.values[IN_HOUSE], "no");
	/* the same text in two columns */
	assert_int_equal(header_row(map, make(&m, FIELDS("", "", "ναι", "ναι"), 4), &row, NULL), 0);
	assert_string_equal(row.values[IN_HOUSE], "yes");
	assert_string_equal(row.values[EMAIL], "both");
	/* what has no rule stays as it is */
	assert_int_equal(
		header_row(map, make(&m, FIELDS("Ναι", "", " maybe ", ""), 4), &row, NULL), 0);
	assert_string_equal(row.values[IN_HOUSE], " maybe ");
	assert_string_equal(row.values[NAME], "Ναι");
	header_map_free(map);
	header_rules_free((struct header_rules *)(uintptr_t)options.rules);
	header_rules_free(NULL);
}

static void test_rule_targets(void **state)
{
#define ARE " is not a column; the columns are id, name, email, in_house, origin"
	(void)state;
	refuse_with(FIELDS("name"), "# x\nΣχόλια = naem\n", "f.map:2: \"naem\"" ARE);
	refuse_with(FIELDS("Σχόλια"), "Σχόλια = name_key\n", "f.map:1: \"name_key\"" ARE);
	refuse_with(FIELDS("name"), "nope := 1\n", "f.map:1: \"nope\"" ARE);
	refuse_with(FIELDS("name"), "\n\nnope: a = b\n", "f.map:3: \"nope\"" ARE);
	refuse_with(FIELDS("name"), "x = item.Q\n", "f.map:1: \"item.Q\"" ARE);
	refuse_with(FIELDS("name", "Προέλευση"), "origin := a\n",
		"f.map:1: origin is given by column 2 \"Προέλευση\" of f.csv too; remove this "
		"line, or set "
		"the column aside with \"Προέλευση\" = -");
	refuse_with(FIELDS("name"), "origin := a\n\nOrigin := a\n",
		"f.map:3: line 1 has a constant for origin already; keep one of them");
	refuse_with(FIELDS("name"), "in_house: Ναι = yes\nin-house: \"ΝΑΙ \" = no\n",
		"f.map:2: line 1 has a value for \"ΝΑΙ \" of in_house already; keep one of them");
	refuse_with(FIELDS("a", "b"), "a = name\nb = name\n",
		"f.csv:3: columns 1 \"a\" and 2 \"b\" both stand for name; remove one, or set it "
		"aside with "
		"a line \"b\" = - in a map file (--map FILE)");
}

static void test_rule_grammar(void **state)
{
#define IS                                                                                \
	"; a rule is HEADING = COLUMN, \"HEADING\" + \"HEADING\" = COLUMN, HEADING = -, " \
	"COLUMN := VALUE, COLUMN: TEXT = VALUE or COLUMN: \"TEXT\", \"TEXT\""
	static const struct {
		const char *text, *message;
	} cases[] = {
		{"a\n", "f.map:1: an = is missing" IS},
		{"# x\r\n\r\na: b\n", "f.map:3: an = is missing" IS},
		{"a =\n", "f.map:1: a text is missing (an empty one is written \"\")" IS},
		{"= a\n", "f.map:1: a text is missing (an empty one is written \"\")" IS},
		{"a: = b\n", "f.map:1: a text is missing (an empty one is written \"\")" IS},
		{"\"a = b\n", "f.map:1: a quote is not closed" IS},
		{"\"a\" b = c\n", "f.map:1: text after a closing quote" IS},
		{"a \"b\" = c\n", "f.map:1: a text that holds a quote or # goes in quotes" IS},
		{"a = b # c\n", "f.map:1: a text that holds a quote or # goes in quotes" IS},
		{"a = b = c\n", "f.map:1: a text that holds = or : goes in quotes" IS},
		{"a = \"b\" : c\n", "f.map:1: a text that holds = or : goes in quotes" IS},
		{"a := b: c\n", "f.map:1: a text that holds = or : goes in quotes" IS},
		{"a = b\n\n\"Ά\" = c\n\"ά\" = d\n",
			"f.map:4: line 3 has a rule for \"ά\" already; keep one of them"},
		{"a = b\n\xff = c\n", "f.map:2: not UTF-8 text; save the map file as UTF-8"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct header_rules *rules;
		struct error e = {0};
		const char *text = cases[i].text;

		assert_int_equal(
			header_rules_parse(&rules, text, strlen(text), "f.map", &e), QSER_INVALID);
		assert_null(rules);
		assert_string_equal(error_message(&e), cases[i].message);
		error_free(&e);
	}
	struct header_rules *rules;
	struct error e = {0};
	assert_int_equal(header_rules_parse(&rules, "a\0= b", 5, "f.map", &e), QSER_INVALID);
	assert_string_equal(
		error_message(&e), "f.map:1: not UTF-8 text; save the map file as UTF-8");
	error_free(&e);
	header_rules_free(parse(""));
}

static void test_rule_files(void **state)
{
	struct header_rules *rules;
	struct error e = {0};
	char blank[4096];

	(void)state;
	int fd = memfd_create("rules", 0);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, rules_text, sizeof rules_text - 1), sizeof rules_text - 1);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(header_rules_read(&rules, fd, "f.map", &e), 0);
	header_rules_free(rules);
	/* no end of it */
	memset(blank, ' ', sizeof blank);
	for (size_t i = 0; i <= HEADER_RULES_CAP / sizeof blank; i++)
		assert_int_equal(write(fd, blank, sizeof blank), sizeof blank);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(header_rules_read(&rules, fd, "f.map", &e), QSER_INVALID);
	assert_string_equal(error_message(&e), "f.map: a map file has at most 1048576 bytes");
	assert_int_equal(close(fd), 0);
	assert_int_equal(header_rules_read(&rules, fd, "f.map", &e), QSER_NOINPUT);
	assert_string_equal(error_message(&e), "f.map: cannot be read: Bad file descriptor");
	error_free(&e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_row_faults),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_twice),
		cmocka_unit_test(test_extras),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_rule_targets),
		cmocka_unit_test(test_rule_grammar),
		cmocka_unit_test(test_rule_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
