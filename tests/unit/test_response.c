/* test_response.c: responses and answers: kinds, conditions, states, score, undo, imports. */
#include "form_case.h"

/* ---- Kinds ---- */

#define KINDS                                                                     \
	HEADER "k,Kinds,questionnaire,1,2026-01-01,s,Section,yn,?,yes-no,,,,,,\n" \
	       ",,,,,,,judge,?,yes-partly-no-na,,,,,,\n"                          \
	       ",,,,,,,scale,?,scale,,,,-2,3,\n"                                  \
	       ",,,,,,,number,?,number,,,,0,10,\n"                                \
	       ",,,,,,,free,?,number,,,,,,\n"                                     \
	       ",,,,,,,date,?,date,,,,,,\n"                                       \
	       ",,,,,,,text,?,text,,,,,,\n"                                       \
	       ",,,,,,,one,?,choice,,,Red;Light green;Blue,,,\n"                  \
	       ",,,,,,,many,?,multi-choice,,,Red;Light green;Blue,,,\n"

static void test_kinds(void **state)
{
	static const struct {
		const char *item, *given, *kept; /* kept NULL: refused */
	} cases[] = {
		{"yn", "yes", "yes"},
		{"yn", " ΝΑΙ ", "yes"},
		{"yn", "όχι", "no"},
		{"yn", "Nein", "no"},
		{"yn", "sí", "yes"},
		{"yn", "partly", NULL},
		{"yn", "na", NULL},
		{"yn", "maybe", NULL},
		{"judge", "Yes", "yes"},
		{"judge", "Teilweise", "partly"},
		{"judge", "εν μέρει", "partly"},
		{"judge", "n/a", "na"},
		{"judge", "částečně", "partly"},
		{"judge", "Δεν ισχύει", "na"},
		{"judge", "0", "no"},
		{"judge", "half", NULL},
		{"scale", "-2", "-2"},
		{"scale", "3", "3"},
		{"scale", "4", NULL},
		{"scale", "-3", NULL},
		{"scale", "2.5", NULL},
		{"scale", "", ""},
		{"number", "2,5", "2.5"},
		{"number", "2.50", "2.5"},
		{"number", "0.05", "0.05"},
		{"number", "10", "10"},
		{"number", "10.01", NULL},
		{"number", "-1", NULL},
		{"number", "2.125", NULL},
		{"number", "two", NULL},
		{"free", "-0.5", "-0.5"},
		{"date", "2026-02-28", "2026-02-28"},
		{"date", "yesterday", "2026-11-19"},
		{"date", "2026-02-30", NULL},
		{"date", "soon", NULL},
		{"text", "two\nlines", "two\nlines"},
		{"text", "a\x01", NULL},
		{"one", "light GREEN", "Light green"},
		{"one", "Yellow", NULL},
		{"one", "Red;Blue", NULL},
		{"many", "blue; red", "Red;Blue"},
		{"many", "Red|Red", "Red"},
		{"many", "Red;Yellow", NULL},
	};

	(void)state;
	assert_int_equal(import(QSER_FORM, KINDS), QSER_OK);
	int64_t id = begin_response("k");
	for (size_t i = 0; i < COUNT(cases); i++) {
		enum qser_status status = answer(id, cases[i].item, cases[i].given);
		assert_int_equal(status, cases[i].kept ? QSER_OK : QSER_INVALID);
		if (cases[i].kept)
			assert_string_equal(get(id, cases[i].item).value, cases[i].kept);
		else
			assert_int_equal(
				strncmp(message(), cases[i].item, strlen(cases[i].item)), 0);
	}
	assert_int_equal(answer(id, "none", "x"), QSER_INVALID);
	assert_string_equal(message(),
		"none: k 1 has no such item; it has yn, judge, scale, number, "
		"free, date, text, one, many");
}

/* ---- Conditions and states ---- */

#define CONDITIONS                                                                                 \
	HEADER "c,Conditions,questionnaire,1,2026-01-01,s,Section,a,?,yes-partly-no-na,yes,,,,,\n" \
	       ",,,,,,,b,?,multi-choice,y,a=partly|ΟΧΙ,red;blue,,,\n"                           \
	       ",,,,,,,c,?,text,yes,b=blue,,,,\n"                                                  \
	       ",,,,,,,d,?,text,,,,,,\n"

static void test_shown_if(void **state)
{
	(void)state;
	assert_int_equal(import(QSER_FORM, CONDITIONS), QSER_OK);
	int64_t id = begin_response("c");
	assert_false(is_complete(id));
	assert_int_equal(answer(id, "c", "deep"), QSER_REFUSED);
	assert_string_equal(message(), "c: is not asked, since b is not asked either");
	assert_int_equal(answer(id, "b", "red"), QSER_REFUSED);
	assert_string_equal(
		message(), "b: is only asked when the answer to a is partly or no; it is open");
	assert_int_equal(answer(id, "a", "yes"), QSER_OK);
	assert_true(is_complete(id));
	assert_int_equal(answer(id, "a", "no"), QSER_OK);
	assert_false(is_complete(id));
	assert_true(get(id, "b").missing);
	assert_int_equal(answer(id, "b", "red"), QSER_OK);
	assert_true(is_complete(id));
	assert_int_equal(answer(id, "b", "red;blue"), QSER_OK);
	assert_false(is_complete(id));
	assert_int_equal(answer(id, "c", "deep"), QSER_OK);
	assert_true(is_complete(id));
	/* Stored, and no matter any more. */
	assert_int_equal(answer(id, "a", "yes"), QSER_OK);
	struct wanted c = get(id, "c");
	assert_string_equal(c.value, "deep");
	assert_false(c.asked || c.missing);
	assert_int_equal(total(id).asked, 2);
	assert_int_equal(answer(id, "c", "deep"), QSER_OK); /* what is there is no change */
	assert_int_equal(answer(id, "c", "deeper"), QSER_REFUSED);
	assert_int_equal(answer(id, "c", ""), QSER_OK);
	assert_int_equal(answer(id, "a", "no"), QSER_OK);
	assert_true(get(id, "c").missing);
}

static void test_all_or_none(void **state)
{
	struct qser_field two[] = {{"h1.1", "yes"}, {"h1.2", "often"}};
	struct qser_field twice[] = {{"h1.1", "yes"}, {"h1.1", "no"}};
	struct qser_field backwards[] = {{"h6.3.handled", "yes"}, {"h6.3", "yes"}};

	(void)state;
	install();
	int64_t id = begin_response("customer-service");
	begin();
	assert_int_equal(qser_response_answer(q, id, two, 2), QSER_INVALID);
	qser_rollback(q);
	assert_string_equal(get(id, "h1.1").value, "");
	begin();
	assert_int_equal(qser_response_answer(q, id, twice, 2), QSER_INVALID);
	assert_string_equal(message(), "h1.1: is given twice");
	assert_int_equal(qser_response_answer(q, id, backwards, 2), QSER_OK);
	commit();
	assert_string_equal(get(id, "h6.3.handled").value, "yes");
}

/* By the record itself, as an import of answers does it. */
static void test_answer_record(void **state)
{
	struct qser_field fields[] = {
		{"response", "1"}, {"item", "c9.1"}, {"value", "by the door"}};
	int64_t id = 0;
	bool changed;

	(void)state;
	install();
	int64_t response = begin_response("pre-session");
	assert_int_equal(answer(response, "c9.2", "a notebook"), QSER_OK);
	assert_int_equal(answer(response, "c9.3", "forms"), QSER_OK);
	begin();
	assert_int_equal(qser_add(q, QSER_ANSWER, fields, 3, &id), QSER_OK);
	commit();
	assert_true(is_complete(response));
	begin();
	fields[2].value = "";
	assert_int_equal(qser_edit(q, QSER_ANSWER, id, &fields[2], 1, &changed), QSER_INVALID);
	fields[2].value = "in the corner";
	assert_int_equal(qser_edit(q, QSER_ANSWER, id, &fields[2], 1, &changed), QSER_OK);
	assert_true(changed);
	assert_int_equal(qser_remove(q, QSER_ANSWER, id), QSER_OK);
	commit();
	assert_false(is_complete(response));
	begin();
	fields[1].value = "c9.9";
	fields[2].value = "x";
	assert_int_equal(qser_add(q, QSER_ANSWER, fields, 3, &id), QSER_INVALID);
	assert_string_equal(
		message(), "item: c9.9: pre-session 1.0 has no such item; it has c9.1, c9.2, c9.3");
	qser_rollback(q);
}

/* ---- Undo ---- */

static void test_undo(void **state)
{
	static const char *const steps[][2] = {{"h6.3", "yes"}, {"h6.3.handled", "partly"},
		{"h1.1", "no"}, {"h6.3", "no"}, {"h1.1", ""}};
	char *before[COUNT(steps)];

	(void)state;
	_cleanup_(free_pointer) char *nothing = dump();
	install();
	_cleanup_(free_pointer) char *installed = dump();
	int64_t id = begin_response("customer-service");
	for (size_t i = 0; i < COUNT(steps); i++) {
		before[i] = dump();
		assert_int_equal(answer(id, steps[i][0], steps[i][1]), QSER_OK);
	}
	for (size_t i = COUNT(steps); i-- > 0;) {
		undo(0);
		_cleanup_(free_pointer) char *now = dump();
		assert_string_equal(now, before[i]);
		free(before[i]);
	}
	undo(0);
	_cleanup_(free_pointer) char *without = dump();
	assert_string_equal(without, installed);
	undo(0);
	_cleanup_(free_pointer) char *empty = dump();
	assert_string_equal(empty, nothing);
}

/* One of several commands is undone: the state is that of what is left. */
static void test_undo_in_the_middle(void **state)
{
	int64_t undone;

	(void)state;
	install(); /* command 1 */
	int64_t id = begin_response("pre-session");
	assert_int_equal(answer(id, "c9.1", "by the door"), QSER_OK);
	assert_int_equal(answer(id, "c9.2", "a notebook"), QSER_OK);
	assert_int_equal(answer(id, "c9.3", "forms"), QSER_OK); /* command 5 */
	assert_true(is_complete(id));
	undo(3);
	assert_false(is_complete(id));
	begin();
	assert_int_equal(qser_undo(q, 6, &undone), QSER_OK); /* redo */
	commit();
	assert_true(is_complete(id));
	begin();
	assert_int_equal(qser_remove(q, QSER_RESPONSE, id), QSER_OK);
	commit();
	undo(0);
	assert_true(is_complete(id));
	assert_string_equal(get(id, "c9.3").value, "forms");
}

/* ---- Score ---- */

#define SCORED                                                                        \
	HEADER "s,Scored,evaluation,1,2026-01-01,x,X,a,?,yes-partly-no-na,yes,,,,,\n" \
	       ",,,,,,,b,?,yes-partly-no-na,,,,,,\n"                                  \
	       ",,,,,y,Y,c,?,scale,,,,1,4,\n"                                         \
	       ",,,,,,,d,?,yes-no,,,,,,\n"                                            \
	       ",,,,,,,d.why,?,yes-partly-no-na,yes,d=yes,,,,\n"                      \
	       ",,,,,z,Z,e,?,text,,,,,,\n"

static int add_score(void *ctx, const struct qser_score *s)
{
	buffer_printf(ctx, "%s %" PRId64 "/%" PRId64 " %" PRId64 " open %" PRId64 ";",
		s->section ? s->section : "all", s->answered, s->asked, s->score, s->open);
	return 0;
}

static void assert_score(int64_t id, const char *text)
{
	_cleanup_(buffer_free) struct buffer scores = BUFFER_INIT;

	assert_int_equal(qser_response_score(q, id, add_score, &scores), QSER_OK);
	assert_string_equal(buffer_text(&scores), text);
}

static void test_score(void **state)
{
	(void)state;
	assert_int_equal(import(QSER_FORM, SCORED), QSER_OK);
	int64_t id = begin_response("s");
	assert_score(id, "x 0/2 -1 open 1;y 0/2 -1 open 0;z 0/1 -1 open 0;all 0/5 -1 open 1;");
	assert_int_equal(answer(id, "a", "na"), QSER_OK);
	assert_score(id, "x 1/2 -1 open 0;y 0/2 -1 open 0;z 0/1 -1 open 0;all 1/5 -1 open 0;");
	assert_int_equal(answer(id, "a", "partly"), QSER_OK);
	assert_int_equal(answer(id, "b", "yes"), QSER_OK);
	assert_int_equal(answer(id, "c", "2"), QSER_OK); /* a third */
	assert_score(
		id, "x 2/2 7500 open 0;y 1/2 3333 open 0;z 0/1 -1 open 0;all 3/5 6111 open 0;");
	/* With a follow-up, d itself is a question of fact. */
	assert_int_equal(answer(id, "d", "yes"), QSER_OK);
	assert_score(
		id, "x 2/2 7500 open 0;y 1/2 3333 open 1;z 0/1 -1 open 0;all 3/5 6111 open 1;");
	assert_int_equal(answer(id, "d.why", "no"), QSER_OK);
	assert_score(
		id, "x 2/2 7500 open 0;y 2/2 1667 open 0;z 0/1 -1 open 0;all 4/5 4583 open 0;");
	assert_int_equal(answer(id, "d", "no"), QSER_OK);
	assert_int_equal(answer(id, "c", "4"), QSER_OK);
	assert_score(
		id, "x 2/2 7500 open 0;y 2/2 10000 open 0;z 0/1 -1 open 0;all 4/5 8333 open 0;");
}

/* ---- Imports of responses and answers ---- */

static void test_imports(void **state)
{
	struct qser_field person[] = {{"name", "Maria"}, {"code", "maria"}};
	struct qser_counts counts;
	int64_t id;

	(void)state;
	install();
	begin();
	assert_int_equal(qser_add(q, QSER_PERSON, person, 2, &id), QSER_OK);
	commit();
	/* Columns in any order: the item that decides may come last. */
	static const char wide[] = "form,respondent,day,item.h6.3.handled,item.h6.3\n"
				   "customer-service,maria,2026-11-20,ja,ναι\n";
	assert_int_equal(import(QSER_RESPONSE, wide), QSER_OK);
	assert_string_equal(get(1, "h6.3.handled").value, "yes");
	begin();
	assert_int_equal(take(QSER_RESPONSE, wide, &counts), QSER_OK);
	assert_int_equal(counts.unchanged, 1);
	assert_int_equal(q->log.seq, 0);
	commit();
	/* Who answered is not known: two rows are two responses. */
	static const char anonymous[] = "form,day,item.useful\nsession-evaluation,2026-11-20,4\n"
					"session-evaluation,2026-11-20,4\n";
	begin();
	assert_int_equal(take(QSER_RESPONSE, anonymous, &counts), QSER_OK);
	assert_int_equal(counts.added, 2);
	commit();
	/* A bad row leaves nothing behind. */
	assert_int_equal(import(QSER_RESPONSE, "form,day,item.useful\nsession-evaluation,,6\n"),
		QSER_PARTIAL);
	assert_string_equal(told, "f.csv:2: item.useful: \"6\" is out of range (1 to 5)");
	assert_int_equal(
		import(QSER_RESPONSE, "form,item.odd\nsession-evaluation,6\n"), QSER_PARTIAL);
	assert_int_equal(qser_get(q, QSER_RESPONSE, 4, add_row, NULL), QSER_UNKNOWN);
	assert_int_equal(
		import(QSER_ANSWER,
			"response,item,value\n2,useful,5\n2,clear,9\n3,next,A NEW skill\n"),
		QSER_PARTIAL);
	assert_string_equal(told, "f.csv:3: value: \"9\" is out of range (1 to 5)");
	assert_string_equal(get(2, "useful").value, "5");
	assert_string_equal(get(3, "next").value, "a new skill");
}

static void test_read_answers(void **state)
{
	(void)state;
	install();
	int64_t id = begin_response("pre-session");
	_cleanup_(close_descriptor) int good =
		file_of("value;item;note\nby the door;c9.1;\n;c9.2;x\n");
	_cleanup_(close_descriptor) int bad = file_of("item,value\nc9.1,x\n\nc9.7,y\n");
	_cleanup_(close_descriptor) int odd = file_of("item,answers\nc9.1,x\n");
	begin();
	assert_int_equal(qser_response_read(q, id, good, "a.csv"), QSER_OK);
	assert_int_equal(qser_response_read(q, id, bad, "b.csv"), QSER_INVALID);
	assert_string_equal(message(),
		"b.csv: c9.7: pre-session 1.0 has no such item; it has c9.1, c9.2, c9.3");
	assert_int_equal(qser_response_read(q, id, odd, "c.csv"), QSER_INVALID);
	commit();
	assert_string_equal(get(id, "c9.1").value, "by the door");
}

/* ---- Applications ---- */

static void test_applications(void **state)
{
	struct qser_field fields[] = {{"name", "Ada"}, {"email", "ada@example.org"}};
	struct qser_counts counts;
	int64_t id;

	(void)state;
	install();
	begin();
	assert_int_equal(qser_add(q, QSER_APPLICATION, fields, 2, &id), QSER_OK);
	assert_int_equal(qser_application_answer(q, id, "weekly-hours", "2.5"), QSER_OK);
	assert_int_equal(qser_application_answer(q, id, "pairs", "3"), QSER_OK);
	assert_int_equal(qser_application_answer(q, id, "pairs", "30"), QSER_INVALID);
	assert_string_equal(message(), "item.pairs: 30 is above 20, the highest value");
	assert_int_equal(qser_application_answer(q, id, "odd", "3"), QSER_INVALID);
	commit();
	/* Columns of the application are a part of its response, and changed there. */
	assert_string_equal(get(1, "name").value, "Ada");
	assert_string_equal(get(1, "weekly-hours").value, "2.5");
	assert_int_equal(answer(1, "name", "Eve"), QSER_REFUSED);
	static const char file[] = "name,email,item.confidential,item.motivation,item.pairs\n"
				   "Ada,ada@example.org,yes,to help,\n";
	assert_int_equal(import(QSER_APPLICATION, file), QSER_OK);
	assert_string_equal(get(1, "motivation").value, "to help");
	assert_string_equal(get(1, "pairs").value, "3"); /* empty leaves it alone */
	begin();
	assert_int_equal(take(QSER_APPLICATION, file, &counts), QSER_OK);
	assert_int_equal(counts.unchanged, 1);
	assert_int_equal(q->log.seq, 0);
	assert_int_equal(qser_application_reject(q, id, "no room"), QSER_OK);
	commit();
	assert_int_equal(import(QSER_APPLICATION, file), QSER_OK);
	begin();
	assert_int_equal(qser_application_answer(q, id, "pairs", "4"), QSER_REFUSED);
	qser_rollback(q);
	assert_string_equal(get(1, "pairs").value, "3");
}

/* ---- Pages ---- */

static void test_pages(void **state)
{
	_cleanup_(spool_freep) struct qser_spool *spool = NULL;
	const struct qser_style style = {.format = QSER_FORMAT_TEXT};

	(void)state;
	install();
	int64_t id = begin_response("pre-session");
	assert_int_equal(answer(id, "c9.1", "by the door"), QSER_OK);
	assert_int_equal(qser_spool_new(&spool), QSER_OK);
	assert_int_equal(qser_response_show(q, id, spool, &style), QSER_OK);
	const char *page = buffer_text(spool_buffer(spool));
	assert_non_null(strstr(page, "Still missing: c9.2, c9.3"));
	assert_non_null(strstr(page, "by the door"));
	assert_null(strstr(page, "Score"));
	assert_int_equal(
		qser_form_show(q, form("mentor-application"), "1.0", spool, &style), QSER_OK);
	page = buffer_text(spool_buffer(spool));
	assert_non_null(strstr(page, "CC BY 4.0"));
	assert_int_equal(
		qser_form_show(q, form("mentor-application"), "9", spool, &style), QSER_INVALID);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_kinds),
		TEST(test_shown_if),
		TEST(test_all_or_none),
		TEST(test_answer_record),
		TEST(test_undo),
		TEST(test_undo_in_the_middle),
		TEST(test_score),
		TEST(test_imports),
		TEST(test_read_answers),
		TEST(test_applications),
		TEST(test_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
