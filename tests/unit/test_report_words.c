/* test_report_words.c: the catalogue, days and durations in words, and texts of an organisation. */
#include "fixture.h"

#include <inttypes.h>

#include "../../lib/report/report.h"
#include "../../lib/store/spool.h"

static struct place here;

static void ok(struct qser *q, enum qser_status status)
{
	if (status != QSER_OK)
		print_error("%s\n", qser_error(q).message);
	assert_int_equal(status, QSER_OK);
}

static int setup(void **state)
{
	(void)state;
	here = place_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	place_free(&here);
	return 0;
}

static void catalogue(void **state)
{
	(void)state;
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;
	struct catalogue *el = catalogue_new("el");

	assert_non_null(el);
	assert_null(catalogue_new("cs"));
	assert_null(catalogue_new("en"));
	assert_true(catalogue_known("en"));
	assert_true(catalogue_known("el"));
	assert_false(catalogue_known("e"));
	catalogue_list(&list);
	assert_string_equal(buffer_text(&list), "el, en");
	assert_string_equal(catalogue_code(el), "el");
	assert_string_equal(catalogue_code(NULL), "en");
	/* Itself, when there is nothing. */
	const char *unknown = "Nobody says this";
	assert_ptr_equal(catalogue_say(el, unknown), unknown);
	assert_ptr_equal(catalogue_say(NULL, unknown), unknown);
	assert_null(catalogue_say(el, NULL));
	assert_string_equal(catalogue_say(el, "Hours"), "Ώρες");
	assert_string_equal(catalogue_say(el, ""), "");
	/* A macro of the compiler is in both. */
	assert_string_equal(catalogue_say(el, "%" PRIu64 " h"), "%" PRIu64 " ώρ.");
	catalogue_free(el);
}

static void plural(void **state)
{
	(void)state;
	static const char one[] = "%" PRId32 " complete", many[] = "%" PRId32 " complete";
	struct catalogue *el = catalogue_new("el");

	assert_non_null(el);
	assert_string_equal(catalogue_plural(el, 1, one, many), "%" PRId32 " πλήρης");
	assert_string_equal(catalogue_plural(el, 0, one, many), "%" PRId32 " πλήρεις");
	assert_string_equal(catalogue_plural(el, 2, one, many), "%" PRId32 " πλήρεις");
	assert_string_equal(catalogue_plural(NULL, 1, "one", "many"), "one");
	assert_string_equal(catalogue_plural(NULL, 0, "one", "many"), "many");
	assert_string_equal(catalogue_plural(el, 1, "a thing", "things"), "a thing");
	assert_string_equal(catalogue_plural(el, 2, "a thing", "things"), "things");
	/* What has one form alone says nothing of many. */
	assert_string_equal(catalogue_plural(el, 2, "Hours", "things"), "things");
	catalogue_free(el);
}

static void expect_duration(int64_t minutes, const char *expected)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	duration_words(here.q, minutes, &text);
	assert_string_equal(buffer_text(&text), expected);
}

static void words(void **state)
{
	(void)state;
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	struct period all = {.from = false};

	expect_duration(150, "2 h 30 min");
	here.q->options.lang = "el";
	ok(here.q, report_speak(here.q, true, 0));
	expect_duration(0, "0 λεπ.");
	expect_duration(59, "59 λεπ.");
	expect_duration(60, "1 ώρ.");
	expect_duration(150, "2 ώρ. 30 λεπ.");
	expect_duration(-61, "-1 ώρ. 1 λεπ.");
	expect_duration(INT64_MIN, "-153722867280912930 ώρ. 8 λεπ.");
	day_words(here.q, "2026-10-01", &text);
	buffer_char(&text, '|');
	period_words(here.q, &all, &text);
	assert_string_equal(buffer_text(&text), "1 Οκτ 2026|όλες οι ημέρες");
	/* Programs are spoken to in English. */
	ok(here.q, report_speak(here.q, false, 0));
	assert_string_equal(report_say(here.q, "Hours"), "Hours");
	here.q->options.lang = "xx";
	assert_int_equal(report_speak(here.q, false, 0), QSER_INVALID);
	assert_string_equal(
		qser_error(here.q).message, "lang: reports do not speak \"xx\"; they speak el, en");
}

/* What users wrote is not looked up, what builders wrote is. */
static void document(void **state)
{
	(void)state;
	static const struct qser_column hours = COLUMN("hours", "Hours", QSER_HOURS);
	static const struct qser_column *const columns[] = {&hours};
	_cleanup_(document_freep) struct document *d = NULL;
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	const struct qser_style style = {.format = QSER_FORMAT_TEXT, .width = 40};

	here.q->options.lang = "el";
	ok(here.q, report_speak(here.q, true, 0));
	ok(here.q, report_new(here.q, &d, "%s", "Hours"));
	document_heading(d, 2, "%s", "Hours");
	document_heading(d, 2, "Signatures");
	document_fact(d, "Trainer", "%s", "Hours");
	(void)document_table(d, "hours", "Checklists", columns, 1, true);
	struct document_table *t = document_table(d, "hours", NULL, columns, 1, true);
	document_table_caption(t, "%s", "Hours");
	document_row(t, (const char *const[]){"1:30"});
	assert_int_equal(qser_spool_new(&s), QSER_OK);
	ok(here.q, report_write(here.q, d, s, &style));
	assert_string_equal(buffer_text(spool_buffer(s)),
		"Hours\n=====\n\nHours\n.....\n\nΥπογραφές\n.........\n\n"
		"Εκπαιδευτής/-τρια:  Hours\n\nΛίστες ελέγχου\n(κανένα)\n\nHours\n"
		"Ώρες\n────\n1:30\n");
}

static void expect_text(
	const char *purpose, int64_t organisation, const char *subject, const char *body)
{
	_cleanup_(buffer_free) struct buffer head = BUFFER_INIT, text = BUFFER_INIT;
	const char *const values[LETTER_WORDS] = {
		[LETTER_NAME] = "{day} <Άννα>", [LETTER_HOURS] = "2 h", [LETTER_TITLE] = "T"};

	ok(here.q, report_text(here.q, purpose, organisation, values, &head, &text));
	assert_string_equal(buffer_text(&head), subject);
	assert_string_equal(buffer_text(&text), body);
}

static void texts(void **state)
{
	(void)state;
	int64_t town = add(here.q, QSER_ORGANISATION, "name", "Δήμος", "code", "town");

	ok(here.q, report_speak(here.q, true, 0));
	expect_text("report-mail", town, "", "");
	expect_text("timesheet", town, "Declaration",
		"The hours above were worked as they are written here.");
	add(here.q, QSER_LETTER, "purpose", "timesheet", "subject", "for all", "body",
		"{organisation}: {name}");
	expect_text("timesheet", 0, "for all", ": {day} <Άννα>");
	add(here.q, QSER_LETTER, "purpose", "timesheet", "subject", "own", "body",
		"{organisation}: {hours}\n{month}\n{{", "organisation", "town");
	expect_text("timesheet", town, "own", "Δήμος: 2 h\n{");
	add(here.q, QSER_LETTER, "purpose", "timesheet", "subject", "el", "body", "{name}",
		"language", "el");
	expect_text("timesheet", town, "own", "Δήμος: 2 h\n{");
	/* A general one in the language comes before the organisation's own for any language. */
	here.q->options.lang = "el";
	ok(here.q, report_speak(here.q, true, town));
	expect_text("timesheet", town, "el", "{day} <Άννα>");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(catalogue),
		cmocka_unit_test(plural),
		TEST(words),
		TEST(document),
		TEST(texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
