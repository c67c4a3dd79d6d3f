/* test_form.c: form files: the built-in ones, versions, files that are refused. */
#include "form_case.h"

#include "../../lib/form/builtin.h"

/* ---- Built-in forms ---- */

static int add_code(void *ctx, const char *item, const char *text)
{
	(void)text;
	buffer_printf(ctx, "%s ", item);
	return 0;
}

static void assert_codes(const char *code, const char *codes)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	assert_int_equal(qser_form_each_code(q, form(code), add_code, &list), QSER_OK);
	assert_string_equal(buffer_text(&list), codes);
}

/* H, F, C9, I5, K1 to K9: item for item, in the order and number of the source. */
static void test_builtins(void **state)
{
	static const struct {
		const char *code;
		int64_t sections, items;
	} forms[] = {{"customer-service", 6, 22}, {"self-reflection", 2, 9}, {"pre-session", 1, 3},
		{"mentor-application", 4, 20}, {"session-evaluation", 2, 8}, {"minutes", 3, 10},
		{"shadowing-interview", 1, 5}, {"workshop-agenda", 3, 9},
		{"mentoring-first", 6, 23}, {"mentoring-each", 6, 22}, {"domain-skills", 3, 3},
		{"domain-cv", 3, 9}, {"domain-letter", 3, 12}, {"domain-networking", 3, 14},
		{"domain-vacancies", 3, 9}, {"domain-interview", 3, 6}, {"summary-first", 4, 13},
		{"summary-meeting", 4, 12}};
	struct qser_form_summary s;

	(void)state;
	install();
	for (size_t i = 0; i < COUNT(forms); i++) {
		assert_int_equal(qser_form_summary(q, form(forms[i].code), &s), QSER_OK);
		assert_int_equal(s.sections, forms[i].sections);
		assert_int_equal(s.items, forms[i].items);
		assert_int_equal(s.responses, 0);
		assert_string_equal(s.revision, "1.0");
	}
	assert_codes("customer-service",
		"h1.1 h1.2 h1.3 h1.4 h2.1 h2.2 h2.3 h2.4 h3.1 h3.2 h3.3 h4.1 h4.2 h4.3 h4.4 h4.5 "
		"h5.1 h5.2 h5.3 h6.1 h6.2 h6.3 h6.3.handled ");
	assert_codes("self-reflection", "f1 f2 f3 f4.1 f4.2 f4.3 f4.4 f4.5 f4.6 ");
	assert_codes("pre-session", "c9.1 c9.2 c9.3 ");
	assert_codes("shadowing-interview", "i5.1 i5.2 i5.3 i5.4 i5.5 ");
	assert_codes("workshop-agenda",
		"c7.1.1 c7.1.2 c7.2.1 c7.2.2 c7.2.3 c7.2.4 c7.3.1 c7.3.2 c7.3.3 ");
	assert_codes("mentoring-first",
		"k7.1 k7.2a k7.2b k7.2c k9.1a k9.1b k9.1c k9.1d k9.1e k7.3a k7.3b k7.3c k9.2a k9.2b "
		"k9.2c k7.4a k7.4b k9.3a k9.3b k9.3c k7.5a k7.5b k7.6 ");
	assert_codes("mentoring-each",
		"k7.1 k7.2a k7.2b k7.2c k9.1 k7.3a k7.3b k7.3c k9.2a k9.2b k9.2c k9.2d k9.2e k7.4a "
		"k7.4b k9.3a k9.3b k9.3c k9.3d k7.5a k7.5b k7.6 ");
}

static void test_builtin_round_trip(void **state)
{
	(void)state;
	install();
	_cleanup_(free_pointer) char *before = dump();
	for (const struct form_builtin *b = form_builtins; b->name; b++) {
		char code[64];
		(void)snprintf(code, sizeof(code), "%.*s",
			(int)(strlen(b->name) - strlen("10-.csv")), b->name + strlen("10-"));
		_cleanup_(free_pointer) char *csv = export(code, NULL);
		assert_string_equal(csv, b->csv);
		assert_non_null(strstr(csv, "Q-SER consortium, CC BY 4.0, Erasmus+ "
					    "2017-1-EL01-KA204-036335"));
		begin();
		struct qser_counts counts;
		assert_int_equal(take(QSER_FORM, csv, &counts), QSER_OK);
		assert_int_equal(q->log.seq, 0);
		assert_int_equal(counts.unchanged, counts.read);
		assert_non_null(strstr(told, "unchanged"));
		commit();
	}
	install(); /* again: nothing */
	_cleanup_(free_pointer) char *after = dump();
	assert_string_equal(before, after);
}

/* ---- Versions ---- */

/* In csv, which is long enough, put one text in the place of another of the same length. */
static char *with(const char *csv, const char *old, const char *new)
{
	char *copy = strdup(csv);
	char *at = copy ? strstr(copy, old) : NULL;

	assert_non_null(at);
	assert_int_equal(strlen(old), strlen(new));
	memcpy(at, new, strlen(new));
	return copy;
}

#define PLAIN                                                                       \
	HEADER "p,Plain,questionnaire,1.0,2026-01-01,s,Section,a,Old?,text,,,,,,\n" \
	       ",,,,,,,b,?,text,,,,,,\n"                                            \
	       ",,,,,t,Third,c,?,text,,,,,,\n"

static void test_versions(void **state)
{
	_cleanup_(free_pointer) char *changed = with(PLAIN, "Old?", "New?");
	_cleanup_(free_pointer) char *newer = with(changed, "1.0,2026-01-01", "1.1,2026-02-01");
	struct qser_form_summary s;

	(void)state;
	assert_int_equal(import(QSER_FORM, PLAIN), QSER_OK);
	assert_string_equal(told, "p 1.0: added, 2 sections, 3 items");
	/* Without answers it may change. */
	assert_int_equal(import(QSER_FORM, changed), QSER_OK);
	assert_string_equal(told, "p 1.0: changed, 2 sections, 3 items");
	undo(0);
	int64_t first = begin_response("p");
	assert_int_equal(import(QSER_FORM, PLAIN), QSER_OK);
	assert_string_equal(told, "p 1.0: unchanged, 2 sections, 3 items");
	assert_int_equal(import(QSER_FORM, changed), QSER_INVALID);
	assert_string_equal(message(),
		"f.csv:2: revision 1.0 of form 1 (p) has answers and stays as it "
		"is; give the changed form a new revision");
	assert_int_equal(import(QSER_FORM, newer), QSER_OK);
	assert_string_equal(told, "p 1.1: added, 2 sections, 3 items");
	assert_int_equal(qser_form_summary(q, form("p"), &s), QSER_OK);
	assert_string_equal(s.revision, "1.1");
	int64_t second = begin_response("p"), third = 0;
	struct qser_field revision = {"revision", "1.0"};
	begin();
	assert_int_equal(qser_response_new(q, form("p"), &revision, 1, &third), QSER_OK);
	revision.value = "2";
	assert_int_equal(qser_response_new(q, form("p"), &revision, 1, &third), QSER_INVALID);
	assert_string_equal(
		message(), "revision: form 1 (p) has no revision \"2\"; it has 1.1, 1.0");
	commit();
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	const struct qser_query query = {.columns = "id,revision"};
	assert_int_equal(qser_each(q, QSER_RESPONSE, &query, add_row, &text), QSER_OK);
	assert_string_equal(buffer_text(&text), "1|1.0|\n2|1.1|\n3|1.0|\n");
	assert_int_equal(first, 1);
	assert_int_equal(second, 2);
}

/* Whoever asks: an answered version is neither changed nor added to nor taken apart. */
static void test_answered_stays(void **state)
{
	struct qser_field question = {"question", "Other?"}, title = {"title", "Other"};
	struct qser_field retired = {"state", "retired"}, renamed = {"revision", "9"};
	struct qser_field more[] = {
		{"section", "1"}, {"position", "9"}, {"code", "z"}, {"question", "More?"}};
	int64_t id;

	(void)state;
	assert_int_equal(import(QSER_FORM, PLAIN), QSER_OK);
	(void)begin_response("p");
	begin();
	assert_int_equal(qser_edit(q, QSER_ITEM, 1, &question, 1, NULL), QSER_REFUSED);
	assert_int_equal(qser_edit(q, QSER_SECTION, 1, &title, 1, NULL), QSER_REFUSED);
	assert_int_equal(qser_edit(q, QSER_FORM_VERSION, 1, &renamed, 1, NULL), QSER_REFUSED);
	assert_int_equal(qser_remove(q, QSER_ITEM, 1), QSER_REFUSED);
	assert_int_equal(qser_remove(q, QSER_SECTION, 2), QSER_REFUSED);
	assert_int_equal(qser_remove(q, QSER_FORM_VERSION, 1), QSER_REFUSED);
	assert_int_equal(qser_add(q, QSER_ITEM, more, 4, &id), QSER_REFUSED);
	assert_int_equal(qser_edit(q, QSER_FORM_VERSION, 1, &retired, 1, NULL), QSER_OK);
	commit();
	begin();
	assert_int_equal(qser_response_new(q, form("p"), NULL, 0, &id), QSER_INVALID);
	assert_string_equal(message(), "form 1 (p) has no active revision; it has 1.0");
	qser_rollback(q);
}

/* A change made before there were answers is not undone after. */
static void test_undo_of_answered(void **state)
{
	_cleanup_(free_pointer) char *changed = with(PLAIN, "Old?", "New?");
	int64_t undone;

	(void)state;
	assert_int_equal(import(QSER_FORM, PLAIN), QSER_OK);
	assert_int_equal(import(QSER_FORM, changed), QSER_OK);
	int64_t id = begin_response("p");
	for (int64_t command = 2; command >= 1; command--) {
		begin();
		enum qser_status status = qser_undo(q, command, &undone);
		assert_true(status == QSER_REFUSED || status == QSER_REFERENCED);
		qser_rollback(q);
	}
	undo(0); /* the response */
	undo(0);
	assert_int_equal(answer(id, "a", "x"), QSER_UNKNOWN);
	undo(0);
	assert_int_equal(qser_find(q, QSER_FORM, "p", &id), QSER_UNKNOWN);
}

/* What is gone from the file goes, what moved moves. */
static void test_reshaped(void **state)
{
	static const char *const shapes[] = {
		HEADER "p,Plain,questionnaire,1.0,2026-01-01,t,Third,c,?,text,,,,,,\n"
		       ",,,,,,,a,Old?,text,,,,,,\n",
		HEADER "p,Plain,questionnaire,1.0,2026-01-01,s,Section,c,?,yes-no,,,,,,\n"
		       ",,,,,u,New,b,?,date,yes,c=yes,,,,\n",
		PLAIN,
	};

	(void)state;
	assert_int_equal(import(QSER_FORM, PLAIN), QSER_OK);
	_cleanup_(free_pointer) char *before = export("p", NULL);
	_cleanup_(free_pointer) char *all = dump();
	for (size_t i = 0; i < COUNT(shapes); i++) {
		assert_int_equal(import(QSER_FORM, shapes[i]), QSER_OK);
		assert_string_equal(
			told + strlen("p 1.0: "), i == 2   ? "changed, 2 sections, 3 items"
						  : i == 1 ? "changed, 2 sections, 2 items"
							   : "changed, 1 section, 2 items");
		_cleanup_(free_pointer) char *csv = export("p", NULL);
		begin();
		struct qser_counts counts;
		assert_int_equal(take(QSER_FORM, csv, &counts), QSER_OK);
		assert_int_equal(q->log.seq, 0);
		commit();
	}
	_cleanup_(free_pointer) char *after = export("p", NULL);
	assert_string_equal(before, after);
	for (size_t i = 0; i < COUNT(shapes); i++)
		undo(0);
	_cleanup_(free_pointer) char *again = dump();
	assert_string_equal(all, again);
}

/* ---- Files that are refused ---- */

static void test_refused_files(void **state)
{
	static const char *const cases[][2] = {
		{"form,item\np,a\n", "f.csv:2: revision: is missing in the first row of a form"},
		{HEADER "P,x,questionnaire,1,,s,S,a,?,text,,,,,,\n",
			"f.csv:2: form: \"P\" is not a code: up to 32 of a-z, 0-9, \".\" and "
			"\"-\", a letter "
			"first"},
		{HEADER "p,x,poem,1,,s,S,a,?,text,,,,,,\n",
			"f.csv:2: purpose: \"poem\" is not one of application, checklist, "
			"readiness, "
			"pre-session, evaluation, interview, meeting-guide, questionnaire or "
			"minutes"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,\n,,,2,,,,b,?,text,,,,,,\n",
			"f.csv:3: form: is missing in the first row of a form"},
		{HEADER "p,x,minutes,1,,,,a,?,text,,,,,,\n",
			"f.csv:2: section: is missing in the first row of a form"},
		{HEADER "p,x,minutes,1,,s,,a,?,text,,,,,,\n",
			"f.csv:2: section_title: is missing in the first row of section s"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,\n,,,,,s,T,b,?,text,,,,,,\n",
			"f.csv:3: section_title: differs from line 2, where the section begins"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,\n,y,,,,,,b,?,text,,,,,,\n",
			"f.csv:3: title: differs from line 2; it belongs to the form as a whole"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,\n,,,,,t,T,b,?,text,,,,,,\n"
			",,,,,s,S,c,?,text,,,,,,\n",
			"f.csv:4: section: the rows of s do not stand together"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,\n,,,,,,,a,?,text,,,,,,\n",
			"f.csv:3: item: a is there twice"},
		{HEADER "p,x,minutes,1,,s,S,A,?,text,,,,,,\n",
			"f.csv:2: item: \"A\" is not a code: up to 32 of a-z, 0-9, \".\" and "
			"\"-\", a letter "
			"first"},
		{HEADER "p,x,minutes,1,,s,S,,?,text,,,,,,\n",
			"f.csv:2: item: is missing; each row has the code of its item"},
		{HEADER "p,x,minutes,1,,s,S,a,,text,,,,,,\n", "f.csv:2: question: is missing"},
		{HEADER "p,x,minutes,1,,s,S,a,?,essay,,,,,,\n",
			"f.csv:2: kind: \"essay\" is not one of yes-no, yes-partly-no-na, scale, "
			"number, date, "
			"text, choice or multi-choice"},
		{HEADER "p,x,minutes,1,,s,S,a,?,choice,,,,,,\n",
			"f.csv:2: choices: at least two are needed for the kind choice, joined by "
			"\";\""},
		{HEADER "p,x,minutes,1,,s,S,a,?,multi-choice,,,one,,,\n",
			"f.csv:2: choices: at least two are needed for the kind multi-choice, "
			"joined by \";\""},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,a;b,,,\n",
			"f.csv:2: choices: belong to the kinds choice and multi-choice; leave it "
			"empty"},
		{HEADER "p,x,minutes,1,,s,S,a,?,scale,,,,1,,\n",
			"f.csv:2: high: is missing; a scale has a lowest and a highest value"},
		{HEADER "p,x,minutes,1,,s,S,a,?,scale,,,,5,5,\n",
			"f.csv:2: high: 5 is not above low, 5"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,1,,\n",
			"f.csv:2: low: belongs to the kinds scale and number; leave it empty"},
		{HEADER "p,x,minutes,1,,s,S,a,?,yes-no,,b=yes,,,,\n,,,,,,,b,?,yes-no,,,,,,\n",
			"f.csv:2: shown_if: \"b=yes\" names no item before this one; write "
			"ITEM=ANSWER or "
			"ITEM=ANSWER|ANSWER"},
		{HEADER "p,x,minutes,1,,s,S,a,?,yes-no,,,,,,\n,,,,,,,b,?,yes-no,,a=maybe,,,,\n",
			"f.csv:3: shown_if: \"maybe\" is neither yes nor no"},
		{HEADER "p,x,minutes,1,,s,S,a,?,yes-no,,,,,,\n,,,,,,,b,?,yes-no,,a,,,,\n",
			"f.csv:3: shown_if: \"a\" is no condition; write ITEM=ANSWER or "
			"ITEM=ANSWER|ANSWER"},
		{HEADER "p,x,minutes,1,,s,S,a,?,yes-no,,,,,,\n,,,,,,,b,?,yes-no,,a=,,,,\n",
			"f.csv:3: shown_if: an answer of a is missing"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,name\n",
			"f.csv:2: target: belongs to forms of the purpose application; leave it "
			"empty"},
		{HEADER "p,x,application,1,,s,S,a,?,text,,,,,,state\n",
			"f.csv:2: target: \"state\" is no "},
		{HEADER "p,x,minutes,1,2026-02-30,s,S,a,?,text,,,,,,\n",
			"f.csv:2: day: \"2026-02-30\" is "},
		{HEADER "p,x,minutes,1,,s,S,\"a\nb\",?,text,,,,,,\n,,,,,,,b,,text,,,,,,\n",
			"f.csv:2: item: "},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,\n,,,,,,,b,,text,,,,,,\n"
			",,,,,,,c,?,odd,,,,,,\n,,,,,,,c,?,odd,,,,,,\n",
			"f.csv:3: question: is missing (and 2 more lines)"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,\nr,x,minutes,1,,s,S,a,?,text,,,,,,\n"
			"p,x,minutes,1,,s,S,b,?,text,,,,,,\n",
			"f.csv:4: form: the rows of p 1 do not stand together"},
		{HEADER "p,x,minutes,1,,s,S,a\n", "f.csv:2: "},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(import(QSER_FORM, cases[i][0]), QSER_INVALID);
		size_t length = strlen(cases[i][1]);
		if (cases[i][1][length - 1] == ' ') /* the beginning is enough */
			assert_int_equal(strncmp(message(), cases[i][1], length), 0);
		else
			assert_string_equal(message(), cases[i][1]);
		_cleanup_(free_pointer) char *all = dump();
		assert_string_equal(all, "");
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_builtins),
		TEST(test_builtin_round_trip),
		TEST(test_versions),
		TEST(test_answered_stays),
		TEST(test_undo_of_answered),
		TEST(test_reshaped),
		TEST(test_refused_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
