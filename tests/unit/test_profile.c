/* test_profile.c: files of certain programs, and cells of several values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/base/text.h"
#include "../../lib/base/yes_no.h"
#include "../../lib/intake/map.h"

static const char *const kinds[] = {"in-house", "external, paid", NULL};
static const struct qser_column columns[] = {
	{.name = "id", .label = "Id"},
	{.name = "name", .label = "Full name", .aliases = "Your name"},
	{.name = "email", .label = "E-mail", .type = QSER_EMAIL},
	{.name = "areas", .label = "Areas of expertise", .type = QSER_WORDS},
	{.name = "languages", .label = "Languages", .type = QSER_WORDS},
	{.name = "kinds", .label = "Kinds", .type = QSER_WORDS, .words = kinds},
	{.name = "submitted_at", .label = "Submitted", .type = QSER_STAMP},
};
enum { ID, NAME, EMAIL, AREAS, LANGUAGES, KINDS, SUBMITTED, COUNT };

/* A file: its map, and the row read last. */
struct file {
	struct header_rules *rules;
	struct header_map *map;
	struct header_row row;
};

static struct intake_record record_of(const char *const *fields, uint64_t line)
{
	static size_t lengths[32];
	struct intake_record record = {
		.line = line, .last_line = line, .fields = fields, .lengths = lengths};

	for (; fields[record.count]; record.count++)
		lengths[record.count] = strlen(fields[record.count]);
	return record;
}

#define FIELDS(...)                       \
	(const char *const[])             \
	{                                 \
		__VA_ARGS__, (char *)NULL \
	}

static enum qser_status open_file(struct file *f, const char *profile, const char *rules,
	const char *const *headings, struct error *e)
{
	struct intake_record header = record_of(headings, 1);
	enum qser_status status = QSER_OK;

	*f = (struct file){0};
	if (rules)
		status = header_rules_parse(&f->rules, rules, strlen(rules), "f.map", e);
	if (!status && profile)
		status = header_rules_profile(&f->rules, profile, e);
	const struct header_options options = {.rules = f->rules};
	if (!status)
		status = header_map_new(&f->map, "f.csv", &header, columns, COUNT, &options, e);
	return status;
}

static void close_file(struct file *f)
{
	header_map_free(f->map);
	header_rules_free(f->rules);
}

static void must_open(
	struct file *f, const char *profile, const char *rules, const char *const *headings)
{
	struct error e = {0};

	if (open_file(f, profile, rules, headings, &e))
		fail_msg("%s", error_message(&e));
}

static void refuse_file(
	const char *profile, const char *rules, const char *const *headings, const char *message)
{
	struct file f;
	struct error e = {0};

	assert_int_equal(open_file(&f, profile, rules, headings, &e), QSER_INVALID);
	assert_string_equal(error_message(&e), message);
	error_free(&e);
	close_file(&f);
}

static void read_row(struct file *f, const char *const *fields)
{
	struct intake_record record = record_of(fields, 2);
	struct error e = {0};

	assert_int_equal(header_row(f->map, &record, &f->row, &e), QSER_OK);
	error_free(&e);
}

/* What a cell of one column becomes. */
static void expect_cell(struct file *f, size_t column, const char *cell, const char *value)
{
	read_row(f, FIELDS(cell));
	if (!f->row.values || strcmp(f->row.values[column], value) != 0)
		fail_msg("\"%s\" is \"%s\", not \"%s\"", cell,
			f->row.values ? f->row.values[column] : f->row.fault.message, value);
}

/* ---- Lists ---- */

static void commas_between_known_values(void **state)
{
	static const char rules[] = "areas: \"Law, public\", \"Law\", \"Social work\"\n"
				    "areas: \"a, b\" = one\nareas: a = two\n"
				    "areas: \"b, c, d\" = three\n"
				    "areas: \"Υγεία, φροντίδα\" = health\n"
				    "areas: \"Old, older\" = \"age;time\"\n"
				    "areas: none = \"\"\n"
				    "areas: x = 1\nareas: y = 2\nareas: \"x, y\" = 12\n";
	struct file f;

	(void)state;
	must_open(&f, NULL, rules, FIELDS("areas"));
	expect_cell(&f, AREAS, "Law, public", "Law, public");
	expect_cell(&f, AREAS, "Law, public, Social work", "Law, public;Social work");
	expect_cell(&f, AREAS, "Law, Social work", "Law;Social work");
	expect_cell(&f, AREAS, "Social work,Law", "Social work;Law");
	expect_cell(&f, AREAS, "LAW,  PUBLIC , social wörk ", "Law, public;Social work");
	expect_cell(&f, AREAS, "υγεια, φροντιδα, law", "health;Law");
	expect_cell(&f, AREAS, "health, Law", "health;Law");
	expect_cell(&f, AREAS, "Law, Old, older", "Law;age;time");
	expect_cell(&f, AREAS, "Law, none", "Law;");
	/* the longest first, and another way when that leads nowhere */
	expect_cell(&f, AREAS, "a, b", "one");
	expect_cell(&f, AREAS, "x, y, y, x", "12;2;1");
	expect_cell(&f, AREAS, "a, b, a", "one;two");
	expect_cell(&f, AREAS, "a, b, c, d", "two;three");
	assert_int_equal(header_list(f.map, AREAS), HEADER_PLAIN);
	close_file(&f);
}

static void commas_within_a_value(void **state)
{
	static const char *const whole[] = {
		"Law, public", "Law, Social work", "Law,", ", Law", "Law, , Law", "a, b", ","};
	struct file f;

	(void)state;
	must_open(&f, NULL, "areas: Law = law\n", FIELDS("areas"));
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
		expect_cell(&f, AREAS, whole[i], whole[i]);
		assert_int_equal(header_list(f.map, AREAS), HEADER_WHOLE);
	}
	expect_cell(&f, AREAS, "Social work", "Social work");
	assert_int_equal(header_list(f.map, AREAS), HEADER_PLAIN);
	/* where values are joined by a sign of their own, commas are nothing */
	expect_cell(&f, AREAS, "Law, public;Law", "Law, public;law");
	assert_int_equal(header_list(f.map, AREAS), HEADER_JOINED);
	close_file(&f);
	/* texts are no lists */
	must_open(&f, NULL, NULL, FIELDS("name"));
	expect_cell(&f, NAME, "Law, public", "Law, public");
	assert_int_equal(header_list(f.map, NAME), HEADER_PLAIN);
	close_file(&f);
}

static void members_are_translated(void **state)
{
	struct file f;

	(void)state;
	must_open(&f, NULL, "areas: a = b\nareas: b = c\nareas: \"\" = none\nareas: \"x;y\" = z\n",
		FIELDS("areas"));
	expect_cell(&f, AREAS, "a", "b"); /* once, not on and on */
	expect_cell(&f, AREAS, "a;b", "b;c");
	expect_cell(&f, AREAS, "A | b ;d", "b;c;d");
	expect_cell(&f, AREAS, "a; ;b;", "b;c");
	expect_cell(&f, AREAS, "", "none");
	expect_cell(&f, AREAS, "x;y", "z");
	close_file(&f);
}

static void languages_are_known(void **state)
{
	static const char *const cells[][2] = {{"Greek, English", "Greek;English"},
		{"Ελληνικά, Αγγλικά", "Ελληνικά;Αγγλικά"},
		{"ελληνικα, ΑΓΓΛΙΚΑ", "ελληνικα;ΑΓΓΛΙΚΑ"},
		{"Deutsch, Türkisch", "Deutsch;Türkisch"}, {"español, inglés", "español;inglés"},
		{"čeština, angličtina", "čeština;angličtina"},
		{"français, arabe", "français;arabe"}, {"Nederlands, Engels", "Nederlands;Engels"},
		{"el, en, sq", "el;en;sq"}, {"العربية, فارسی", "العربية;فارسی"},
		{"Shqip, Українська", "Shqip;Українська"}};
	struct file f;

	(void)state;
	must_open(&f, NULL, NULL, FIELDS("languages"));
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		expect_cell(&f, LANGUAGES, cells[i][0], cells[i][1]);
		assert_int_equal(header_list(f.map, LANGUAGES), HEADER_PLAIN);
	}
	expect_cell(&f, LANGUAGES, "Greek (native), English", "Greek (native), English");
	assert_int_equal(header_list(f.map, LANGUAGES), HEADER_WHOLE);
	close_file(&f);
	must_open(&f, NULL, NULL, FIELDS("areas"));
	expect_cell(&f, AREAS, "Greek, English", "Greek, English");
	close_file(&f);
}

static void words_of_the_column_are_known(void **state)
{
	struct file f;

	(void)state;
	must_open(&f, NULL, "kinds: εντός = in-house\n", FIELDS("kinds"));
	expect_cell(&f, KINDS, "Εντός, external, paid", "in-house;external, paid");
	expect_cell(&f, KINDS, "in-house, nothing", "in-house, nothing");
	/* it will be refused, so nothing is to be said of commas */
	assert_int_equal(header_list(f.map, KINDS), HEADER_PLAIN);
	close_file(&f);
}

/* The grammar that follows the slip is test_header's business. */
static void refuse_rule(const char *rules, const char *message)
{
	struct file f;
	struct error e = {0};

	assert_int_equal(open_file(&f, NULL, rules, FIELDS("areas"), &e), QSER_INVALID);
	assert_memory_equal(error_message(&e), message, strlen(message));
	error_free(&e);
	close_file(&f);
}

static void values_that_are_only_named(void **state)
{
	(void)state;
	refuse_rule("areas: \"a\"\n", "f.map:1: an = is missing; ");
	refuse_rule("areas: \"a\", b\n", "f.map:1: values that are only named stand in quotes; ");
	refuse_rule("areas: \"a\",\n", "f.map:1: values that are only named stand in quotes; ");
	refuse_rule(
		"areas: \"a\", \"b\" = c\n", "f.map:1: a comma is missing between two values; ");
	refuse_rule("areas: \"a\", \"b\" \"c\"\n", "f.map:1: text after a closing quote; ");
	refuse_rule("areas: \"a\", \"A\"\n",
		"f.map:1: line 1 has a value for \"A\" of areas already; keep one of them");
	refuse_rule("nope: \"a\", \"b\"\n",
		"f.map:1: \"nope\" is not a column; the columns are id, name, email, areas, "
		"languages, kinds, submitted_at");
}

/* ---- Profiles ---- */

/* The tables hold what headings are compared by, so a slip in them would never match. */
static void names_of_profiles_are_keys(void **state)
{
	(void)state;
	for (size_t i = 0; profile_at(i); i++) {
		assert_ptr_equal(profile_find(profile_at(i)->name), profile_at(i));
		for (const struct profile_heading *h = profile_at(i)->headings; h->names; h++)
			for (const char *at = h->names; *at; at += *at == '|') {
				size_t length = strcspn(at, "|");
				char *name = strndup(at, length), *key = header_key(name);
				assert_non_null(key);
				if (!strchr(name, '*'))
					assert_string_equal(key, name);
				assert_ptr_equal(profile_heading(profile_at(i), key, name), h);
				free(name);
				free(key);
				at += length;
			}
	}
	assert_null(profile_find("Excel"));
	assert_null(profile_heading(NULL, "id", "id"));
}

static void profiles_by_name(void **state)
{
	struct header_rules *rules = NULL;
	struct error e = {0};

	(void)state;
	assert_int_equal(header_rules_profile(&rules, "office", &e), QSER_USAGE);
	assert_string_equal(error_message(&e),
		"profile: \"office\" is none; there is excel, google, learndash, lime, moodle, ms or "
		"talentlms");
	assert_null(rules);
	error_free(&e);
}

static void expect_left_out(const char *profile, const char *const *headings)
{
	struct file f;

	must_open(&f, profile, NULL, headings);
	for (size_t c = 0; c < COUNT; c++)
		assert_false(header_has(f.map, c));
	assert_string_equal(header_ignored(f.map), "");
	close_file(&f);
}

static void headings_of_programs(void **state)
{
	struct file f;

	(void)state;
	expect_left_out("google",
		FIELDS("Score", "Total score", "Law? [Score]", "Law? [Feedback]", "Βαθμολογία"));
	expect_left_out("ms", FIELDS("ID", "Start time", "Last modified time", "Total points",
				      "Quiz feedback", "Points - Law", "Feedback - Why?",
				      "Begintijd", "Heure de début", "Tijd van laatste wijziging"));
	expect_left_out("lime",
		FIELDS("id", "lastpage", "startlanguage", "seed", "startdate", "datestamp",
			"ipaddr", "refurl", "token", "interviewtime", "groupTime12", "Response ID",
			"Last page", "Start language", "Seed", "Date started", "Date last action",
			"IP address", "Referrer URL", "Total time", "Group time: Law", "Antwort ID",
			"Datum letzte Aktivität"));
	must_open(&f, "google", NULL,
		FIELDS("Χρονική σήμανση", "Διεύθυνση ηλεκτρονικού ταχυδρομείου"));
	assert_int_equal(header_field(f.map, SUBMITTED), 1);
	assert_int_equal(header_field(f.map, EMAIL), 2);
	close_file(&f);
	must_open(&f, "ms", NULL, FIELDS("Tijd van voltooien", "E-mail", "Naam"));
	assert_int_equal(header_field(f.map, SUBMITTED), 1);
	assert_int_equal(header_field(f.map, EMAIL), 2);
	assert_int_equal(header_field(f.map, NAME), 3);
	close_file(&f);
	must_open(&f, "lime", NULL, FIELDS("submitdate"));
	assert_int_equal(header_field(f.map, SUBMITTED), 1);
	close_file(&f);
	/* a map is stronger */
	must_open(&f, "ms", "ID = id\n\"Start time\" = submitted_at\n",
		FIELDS("ID", "Start time", "Completion time"));
	assert_int_equal(header_field(f.map, ID), 1);
	assert_int_equal(header_field(f.map, SUBMITTED), 2);
	close_file(&f);
	/* no profile, nothing of the kind */
	refuse_file(NULL, NULL, FIELDS("Score", "Points of interest"),
		"f.csv:1: unknown columns \"Score\" (column 1), \"Points of interest\" (column 2); "
		"say what they are with --map FILE, or leave them out with --ignore-unknown");
	refuse_file("ms", NULL, FIELDS("Points of interest"),
		"f.csv:1: unknown column \"Points of interest\" (column 1); say what it is with "
		"--map FILE, or leave it out with --ignore-unknown");
}

/* The program's own columns and those of the form may stand for the same. */
static void built_in_columns_give_way(void **state)
{
	struct file f;

	(void)state;
	must_open(&f, "ms", NULL, FIELDS("Email", "Name", "Your name", "E-mail"));
	assert_int_equal(header_field(f.map, NAME), 3);
	assert_int_equal(header_field(f.map, EMAIL), 4);
	assert_string_equal(header_ignored(f.map), "\"Name\", \"Email\"");
	close_file(&f);
	must_open(&f, "ms", NULL, FIELDS("Your name", "Name"));
	assert_int_equal(header_field(f.map, NAME), 1);
	assert_string_equal(header_ignored(f.map), "\"Name\"");
	close_file(&f);
	must_open(&f, "ms", NULL, FIELDS("Name", "Name"));
	assert_int_equal(header_field(f.map, NAME), 2);
	read_row(&f, FIELDS("Anna", "Anonymous"));
	assert_string_equal(f.row.values[NAME], "Anonymous"); /* somebody wrote it */
	close_file(&f);
	must_open(&f, "ms", "name := Anna\n", FIELDS("Name"));
	read_row(&f, FIELDS("x"));
	assert_string_equal(f.row.values[NAME], "Anna");
	close_file(&f);
	refuse_file("ms", NULL, FIELDS("Name", "Your name", "Full name"),
		"f.csv:1: columns 2 \"Your name\" and 3 \"Full name\" both stand for name; remove "
		"one, or set it aside with a line \"Full name\" = - in a map file (--map FILE)");
}

static void cells_that_hold_nothing(void **state)
{
	struct file f;

	(void)state;
	must_open(&f, "ms", NULL, FIELDS("Email"));
	expect_cell(&f, EMAIL, "anonymous", "");
	expect_cell(&f, EMAIL, "Anonymous ", "");
	expect_cell(&f, EMAIL, "anna@example.org", "anna@example.org");
	close_file(&f);
	must_open(&f, "ms", NULL, FIELDS("Your name"));
	expect_cell(&f, NAME, "Anonymous", "Anonymous");
	close_file(&f);
	must_open(&f, "lime", NULL, FIELDS("submitdate"));
	expect_cell(&f, SUBMITTED, "1980-01-01 00:00:00", "");
	expect_cell(&f, SUBMITTED, "2026-01-01 00:00:00", "2026-01-01 00:00:00");
	close_file(&f);
	must_open(&f, NULL, NULL, FIELDS("email"));
	expect_cell(&f, EMAIL, "anonymous", "anonymous");
	close_file(&f);
}

static void programs_are_recognised(void **state)
{
	(void)state;
	refuse_file(NULL, NULL, FIELDS("ID", "Begintijd", "Tijd van voltooien"),
		"f.csv:1: unknown columns \"Begintijd\" (column 2), \"Tijd van voltooien\" (column "
		"3); say what they are with --map FILE, or leave them out with --ignore-unknown; a "
		"file of Microsoft Forms is taken with --profile ms");
	refuse_file(NULL, "Begintijd = -\n\"Tijd van voltooien\" = submitted_at\n",
		FIELDS("ID", "Begintijd", "Tijd van voltooien"),
		"f.csv:1: this is a file of Microsoft Forms, which numbers the answers, and \"id\" "
		"is the number of a record here; take it with --profile ms, or say what the column "
		"is with --map FILE");
	refuse_file(NULL, "lastpage = -\nsubmitdate = -\n", FIELDS("id", "submitdate", "lastpage"),
		"f.csv:1: this is a file of LimeSurvey, which numbers the answers, and \"id\" is "
		"the number of a record here; take it with --profile lime, or say what the column "
		"is with --map FILE");
	refuse_file(NULL, NULL, FIELDS("Start time", "Completion time", "name", "Your name"),
		"f.csv:1: columns 3 \"name\" and 4 \"Your name\" both stand for name; remove one, "
		"or set it aside with a line \"Your name\" = - in a map file (--map FILE); a file "
		"of Microsoft Forms is taken with --profile ms");
	struct file f;
	must_open(&f, NULL, "lastpage = -\nsubmitdate = -\nid = id\n",
		FIELDS("id", "submitdate", "lastpage"));
	close_file(&f);
	must_open(&f, NULL, "submitdate = -\n", FIELDS("id", "submitdate"));
	close_file(&f);
}

/* ---- A column for each option ---- */

static void options_are_folded(void **state)
{
	struct file f;
	size_t count;

	(void)state;
	must_open(&f, "lime", "\"Which areas?\" = areas\nareas: Law = \"Law, public\"\n",
		FIELDS("Which areas? [Law]", "name", "Which areas? [Social work] ",
			"item.roles[Mentor]", "Which areas? [Other]", "item.roles[Speaker]"));
	assert_string_equal(header_unused(f.map), "");
	assert_int_equal(header_field(f.map, AREAS), 1);
	assert_string_equal(header_extras(f.map, &count)[0].code, "roles");
	assert_int_equal(count, 1);
	read_row(&f, FIELDS("Y", "Anna", "", "Ναι", "", "Όχι"));
	assert_string_equal(f.row.values[AREAS], "Law, public");
	assert_string_equal(f.row.values[NAME], "Anna");
	assert_string_equal(f.row.extras[0], "Mentor");
	read_row(&f, FIELDS("1", "Anna", "ja", "Yes", "Gardens", "checked"));
	assert_string_equal(f.row.values[AREAS], "Law, public;Social work;Gardens");
	assert_string_equal(f.row.extras[0], "Mentor;Speaker");
	read_row(&f, FIELDS("No", "Anna", "N/A", "0", " ", ""));
	assert_string_equal(f.row.values[AREAS], "");
	assert_string_equal(f.row.extras[0], "");
	read_row(&f, FIELDS("A3", "Anna", "", "", "", ""));
	assert_null(f.row.values);
	assert_string_equal(f.row.fault.message,
		"areas: \"A3\" is neither yes nor no; the column is that of the option \"Law, "
		"public\"");
	assert_int_equal(f.row.fault.field, 1);
	read_row(&f, FIELDS("", "Anna", "", "maybe", "", ""));
	assert_string_equal(f.row.fault.message,
		"item.roles: \"maybe\" is neither yes nor no; the column is that of the option "
		"\"Mentor\"");
	close_file(&f);
}

static void options_refused(void **state)
{
	struct file f;

	(void)state;
	refuse_file(NULL, NULL, FIELDS("areas[A1]"),
		"f.csv:1: unknown column \"areas[A1]\" (column 1); say what it is with --map FILE, "
		"or leave it out with --ignore-unknown");
	refuse_file("lime", NULL, FIELDS("name[A1]", "nothing[A1]"),
		"f.csv:1: unknown columns \"name[A1]\" (column 1), \"nothing[A1]\" (column 2); say "
		"what they are with --map FILE, or leave them out with --ignore-unknown");
	refuse_file("lime", NULL, FIELDS("areas", "areas[A1]"),
		"f.csv:1: columns 1 \"areas\" and 2 \"areas[A1]\" both stand for areas; remove one, "
		"or set it aside with a line \"areas[A1]\" = - in a map file (--map FILE)");
	refuse_file("lime", NULL, FIELDS("item.x[A1]", "item.x"),
		"f.csv:1: columns 1 \"item.x[A1]\" and 2 \"item.x\" both stand for item.x; remove "
		"one, or set it aside with a line \"item.x\" = - in a map file (--map FILE)");
	refuse_file("lime", NULL, FIELDS("areas[a; b]"),
		"f.csv:1: the option \"a; b\" (column 1) holds \";\", which is between values here; "
		"give it another text in a map file, as areas: \"a; b\" = \"…\"");
	must_open(&f, "lime", "areas: \"a; b\" = ab\n", FIELDS("areas[a; b]"));
	expect_cell(&f, AREAS, "Y", "ab");
	close_file(&f);
	must_open(&f, "lime", "\"areas[A1]\" = -\n", FIELDS("areas[A1]"));
	assert_false(header_has(f.map, AREAS));
	close_file(&f);
	must_open(&f, "lime", "\"Odd\" = -\n", FIELDS("Odd [A1]", "Odd [A2]"));
	assert_string_equal(header_unused(f.map), "");
	close_file(&f);
}

/* ---- Spreadsheets ---- */

static void errors_of_spreadsheets(void **state)
{
	static const char *const errors[] = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?",
		"#NULL!", "#NUM!", "#NV", "#BEZUG!", "#WERT!", "#¡VALOR!", "#¿NOMBRE?", "#N/D",
		"#VALEUR!", "#WAARDE!", "#N/B", "#ODKAZ!", "#NENÍ_K_DISPOZICI", "#ΤΙΜΗ!", "#Δ/Υ",
		"#####"};
	static const char *const others[] = {"#1", "# well!", "#", "##", "#law", "N/A", "a#REF!"};
	struct file f;

	(void)state;
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		assert_true(profile_is_error(errors[i]));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(profile_is_error(others[i]));
	must_open(&f, "excel", NULL, FIELDS("name", "item.x"));
	read_row(&f, FIELDS("#REF!", ""));
	assert_string_equal(f.row.fault.message,
		"name: \"#REF!\" is an error of the spreadsheet, not a value; mend the cell, there "
		"or here");
	assert_int_equal(f.row.fault.field, 1);
	read_row(&f, FIELDS("", "#N/A"));
	assert_string_equal(f.row.fault.message,
		"item.x: \"#N/A\" is an error of the spreadsheet, not a value; mend the cell, there "
		"or here");
	assert_int_equal(f.row.fault.field, 2);
	close_file(&f);
	must_open(&f, NULL, NULL, FIELDS("name"));
	expect_cell(&f, NAME, "#REF!", "#REF!");
	close_file(&f);
}

static void guards_of_spreadsheets(void **state)
{
	static const char *const cells[][2] = {{"'=1+1", "=1+1"}, {"'+30 210", "+30 210"},
		{"'-5", "-5"}, {"'@home", "@home"}, {"'＝1", "＝1"}, {"' \"=1", " \"=1"},
		{"a;'=b;'c", "a;=b;'c"}, {"it's = it", "it's = it"}, {"'tis", "'tis"}, {"'", "'"},
		{"''=1", "''=1"}, {"x\n'-y", "x\n-y"}, {"a'=b", "a'=b"}};
	struct file f;

	(void)state;
	must_open(&f, "excel", NULL, FIELDS("name", "item.x"));
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		read_row(&f, FIELDS(cells[i][0], cells[i][0]));
		assert_string_equal(f.row.values[NAME], cells[i][1]);
		assert_string_equal(f.row.extras[0], cells[i][1]);
	}
	close_file(&f);
	must_open(&f, NULL, NULL, FIELDS("name"));
	expect_cell(&f, NAME, "'=1", "'=1");
	close_file(&f);
}

/* ---- Yes and no ---- */

static void yes_and_no(void **state)
{
	static const char *const yes[] = {"yes", "Y", "TRUE", "1", "on", "x", "Checked", "✓", "ναι",
		"ΝΑΙ", "Αληθής", "ΑΛΗΘΗΣ", "ja", "J", "WAHR", "sí", "VERDADERO", "ano", "PRAVDA",
		"oui", "VRAI", "WAAR"};
	static const char *const no[] = {"no", "N", "FALSE", "0", "off", "unchecked", "όχι", "ΟΧΙ",
		"ΨΕΥΔΗΣ", "nein", "FALSCH", "FALSO", "ne", "NEPRAVDA", "non", "FAUX", "nee",
		"ONWAAR"};
	static const char *const neither[] = {"", "maybe", "ν", "2", "yes no", "-"};
	bool answer;

	(void)state;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		char *folded = text_fold(yes[i]);
		if (!yes_no_read(folded, &answer) || !answer)
			fail_msg("%s", yes[i]);
		free(folded);
	}
	for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
		char *folded = text_fold(no[i]);
		if (!yes_no_read(folded, &answer) || answer)
			fail_msg("%s", no[i]);
		free(folded);
	}
	for (size_t i = 0; i < sizeof neither / sizeof *neither; i++)
		assert_false(yes_no_read(neither[i], &answer));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commas_between_known_values),
		cmocka_unit_test(commas_within_a_value),
		cmocka_unit_test(members_are_translated),
		cmocka_unit_test(languages_are_known),
		cmocka_unit_test(words_of_the_column_are_known),
		cmocka_unit_test(values_that_are_only_named),
		cmocka_unit_test(names_of_profiles_are_keys),
		cmocka_unit_test(profiles_by_name),
		cmocka_unit_test(headings_of_programs),
		cmocka_unit_test(built_in_columns_give_way),
		cmocka_unit_test(cells_that_hold_nothing),
		cmocka_unit_test(programs_are_recognised),
		cmocka_unit_test(options_are_folded),
		cmocka_unit_test(options_refused),
		cmocka_unit_test(errors_of_spreadsheets),
		cmocka_unit_test(guards_of_spreadsheets),
		cmocka_unit_test(yes_and_no),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
