/* test_rules.c: rules of matching: what is read and refused, and what they say of two people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/match/fit.h"

#define UNUSED __attribute__((unused))

static void parse(struct match_rules *rules, const char *text)
{
	struct error e = {0};

	if (rules_parse(rules, text, "rules.txt", &e) != QSER_OK)
		fail_msg("%s", error_message(&e));
	error_free(&e);
}

static void refuse(const char *text, const char *message)
{
	static struct match_rules rules;
	struct error e = {0};

	assert_int_equal(rules_parse(&rules, text, "rules.txt", &e), QSER_INVALID);
	assert_string_equal(error_message(&e), message);
	error_free(&e);
}

/* ---- Reading ---- */

static void test_read(UNUSED void **state)
{
	static struct match_rules rules;

	parse(&rules, "\xef\xbb\xbf# nothing\r\n\r\n  require\tdomain 2 # two\r\n"
		      "points availability 1 max 5\npoints preference 30 20 10\n"
		      "points department differs -3\npoints item.groups 4\n"
		      "require item.groups\npoints item.hobby 1\nrequire points -5");
	assert_int_equal(rules.count, 9);
	assert_int_equal(rules.rules[0].subject, RULE_PROPOSED); /* holds without being said */
	assert_int_equal(rules.rules[1].subject, RULE_DOMAIN);
	assert_int_equal(rules.rules[1].kind, RULE_REQUIRE);
	assert_int_equal(rules.rules[1].least, 2);
	assert_int_equal(rules.rules[1].line, 3);
	assert_int_equal(rules.rules[2].most, 5);
	assert_int_equal(rules.rules[3].ranks, 3);
	assert_int_equal(rules.rules[3].points[1], 20);
	assert_true(rules.rules[4].differs);
	assert_int_equal(rules.rules[4].points[0], -3);
	assert_int_equal(rules.items, 2);
	assert_int_equal(rules.rules[5].list, rules.rules[6].list);
	assert_string_equal(rules_item(&rules, 1), "hobby");
	assert_int_equal(rules.rules[8].least, -5);
	parse(&rules, rules_builtin);
	parse(&rules, "");
	assert_int_equal(rules.count, 1);
}

static void test_refused(UNUSED void **state)
{
	refuse("never supervisor\nsometimes language",
		"rules.txt:2: \"sometimes\" is not a kind of rule: never, require, points");
	refuse("never language",
		"rules.txt:1: never: \"language\" is not one of supervisor, excluded, declined, "
		"previous");
	refuse("require", "rules.txt:1: require: of what? language, domain, first-domain, area, "
			  "availability, organisation, department, points, item.CODE");
	refuse("require proposed",
		"rules.txt:1: require: \"proposed\" is not one of language, domain, first-domain, "
		"area, availability, organisation, department, points, item.CODE");
	refuse("points domain",
		"rules.txt:1: points domain: a number is missing (-10000 to 10000)");
	refuse("points domain ten",
		"rules.txt:1: points domain: \"ten\" is not a whole number (-10000 to 10000)");
	refuse("points domain 99999",
		"rules.txt:1: points domain: \"99999\" is out of range (-10000 to 10000)");
	refuse("points domain 1 2", "rules.txt:1: \"2\" is not max, and how many points at most");
	refuse("points domain 1 max",
		"rules.txt:1: points domain: a number is missing (1 to 1000000)");
	refuse("points previous 1 2", "rules.txt:1: \"2\" is more than this rule takes");
	refuse("require domain 0", "rules.txt:1: require domain: \"0\" is out of range (1 to 100)");
	refuse("points organisation 5", "rules.txt:1: organisation: say same or differs behind it");
	refuse("\nrequire language\nrequire language 2",
		"rules.txt:3: require language: stands on line 2 already");
	refuse("points item.Groups 5",
		"rules.txt:1: \"Groups\" is not the code of an item: small letters, digits, . and -");
	refuse("never \xff", "rules.txt: is not UTF-8");
}

/* ---- Two people ---- */

struct two {
	struct match_rules rules;
	struct words words;
	uint32_t numbers[2][FIT_LISTS + 2][4];
	struct fit_list lists[2][FIT_LISTS + 2];
	struct fit_person people[2]; /* the mentee, the mentor */
	struct fit_relation relation;
};

/* "el en": of one of the two. */
static void tell(struct two *t, int who, int list, const char *text)
{
	struct fit_list *l = &t->lists[who][list];
	char copy[64], *rest = copy;

	(void)snprintf(copy, sizeof(copy), "%s", text);
	l->words = t->numbers[who][list];
	l->count = 0;
	for (const char *word; (word = strsep(&rest, " "));)
		t->numbers[who][list][l->count++] = words_number(&t->words, word, word);
}

static void begin(struct two *t, const char *rules)
{
	words_free(&t->words);
	memset(t, 0, sizeof(*t));
	parse(&t->rules, rules);
	for (int i = 0; i < 2; i++)
		t->people[i].lists = t->lists[i];
}

static void check(struct two *t, const char *expected)
{
	_cleanup_(buffer_free) struct buffer out = BUFFER_INIT;

	fit_explain(&t->rules, &t->people[0], &t->people[1], &t->relation, &t->words, &out);
	assert_string_equal(buffer_text(&out), expected);
}

static size_t failed(struct two *t)
{
	return fit_of(&t->rules, &t->people[0], &t->people[1], &t->relation, NULL).failed;
}

static void check_lacks(struct two *t, size_t rule, bool told, const char *expected)
{
	_cleanup_(buffer_free) struct buffer out = BUFFER_INIT;

	assert_int_equal(
		fit_lacks(&t->rules.rules[rule], &t->people[0], &t->words, "jan", &out), told);
	assert_string_equal(buffer_text(&out), expected);
}

static void test_points(UNUSED void **state)
{
	static struct two t;

	begin(&t, "points language 2\npoints domain 10 max 15\npoints first-domain 7\n"
		  "points waiting 5\npoints load -2 max 3\npoints preference 30 20\n"
		  "points mentor-preference 9\npoints previous -50\npoints item.a 4\n"
		  "points item.b 1\n");
	check(&t, "= 0");
	tell(&t, 0, FIT_LANGUAGES, "el en cs");
	tell(&t, 1, FIT_LANGUAGES, "en de el");
	check(&t, "language el;en +4 = 4");
	tell(&t, 0, FIT_DOMAINS, "cv letter");
	tell(&t, 1, FIT_DOMAINS, "letter cv skills");
	check(&t, "language el;en +4, domain cv;letter +15, first-domain cv +7 = 26");
	t.people[0].number = 1;
	t.people[1].number = 2;
	t.relation = (struct fit_relation){.mentee_rank = 2, .mentor_rank = 2, .previous = true};
	tell(&t, 0, FIT_LISTS, "x y");
	tell(&t, 1, FIT_LISTS, "y x");
	tell(&t, 0, FIT_LISTS + 1, "x");
	tell(&t, 1, FIT_LISTS + 1, "x");
	check(&t,
		"language el;en +4, domain cv;letter +15, first-domain cv +7, waiting 1 round +5, "
		"load 2 mentees -3, preference rank 2 +20, previous -50, item.a 2 in common +8, "
		"item.b +1 = 7");
	words_free(&t.words);
}

static void test_required(UNUSED void **state)
{
	static struct two t;

	begin(&t, "require language 2\nrequire points 3\npoints language 1\nnever previous\n");
	assert_int_equal(failed(&t), 1);
	check_lacks(&t, 1, false,
		"no languages are known; give them with: qser-person edit jan --languages 'el;en'");
	tell(&t, 0, FIT_LANGUAGES, "el en cs");
	check_lacks(&t, 1, true, "speaks 2 of el, en and cs");
	tell(&t, 1, FIT_LANGUAGES, "en");
	assert_int_equal(failed(&t), 1);
	tell(&t, 1, FIT_LANGUAGES, "en cs");
	assert_int_equal(failed(&t), 2); /* once all points are counted */
	check_lacks(&t, 2, true, "reaches 3 points");
	tell(&t, 1, FIT_LANGUAGES, "en cs el");
	assert_int_equal(failed(&t), t.rules.count);
	t.relation.previous = true;
	assert_int_equal(failed(&t), 4);
	t.relation.proposed = true;
	assert_int_equal(failed(&t), 0);
	words_free(&t.words);
}

/* What is not known is neither the same nor another. */
static void test_compared(UNUSED void **state)
{
	static struct two t;

	begin(&t, "points organisation same 1\npoints organisation differs 2\n"
		  "points department same 4\npoints department differs 8\n");
	check(&t, "= 0");
	t.people[0].organisation = 1;
	check(&t, "= 0");
	t.people[1].organisation = 1;
	check(&t, "organisation same +1 = 1");
	t.people[1].organisation = 2; /* so the departments differ, whatever they are */
	check(&t, "organisation differs +2, department differs +8 = 10");
	t.people[0].department = 5;
	t.people[1].organisation = 1;
	check(&t, "organisation same +1 = 1");
	t.people[1].department = 5;
	check(&t, "organisation same +1, department same +4 = 5");
	t.people[1].department = 6;
	check(&t, "organisation same +1, department differs +8 = 9");
	words_free(&t.words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_points),
		cmocka_unit_test(test_required),
		cmocka_unit_test(test_compared),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
