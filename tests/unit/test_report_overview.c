/*
 * test_report_overview.c: what is hidden of an overview stays hidden from who can add and subtract.
 */
#include "fixture.h"

#include "../../lib/domain/domain.h"
#include "../../lib/report/overview.h"

#define PARTS 4

/* ---- Every little programme there is ---- */

/* How a reader could fill in what is not shown: the smallest and the greatest number of each part
 * over all that add up, label by label. */
struct reader {
	int64_t min, rest;
	size_t hidden[PARTS], count;
	int64_t guess[PARTS], least[PARTS], most[PARTS];
};

static void guess_from(struct reader *r, const struct chapter *s, size_t n, int64_t rest)
{
	if (n == r->count) {
		for (size_t i = 0; !rest && i < r->count; i++) {
			r->least[i] = r->guess[i] < r->least[i] ? r->guess[i] : r->least[i];
			r->most[i] = r->guess[i] > r->most[i] ? r->guess[i] : r->most[i];
		}
		return;
	}
	bool few = s->parts[r->hidden[n]].shown == FEWER;
	for (int64_t v = few ? 1 : r->min; v <= (few ? r->min - 1 : rest); v++) {
		r->guess[n] = v;
		if (v <= rest)
			guess_from(r, s, n + 1, rest - v);
	}
}

static void assert_kept(const struct chapter *s, int64_t min)
{
	struct reader r = {.min = min};

	if (s->total.shown != SHOWN) { /* nothing to subtract from: no part may stand alone */
		for (size_t i = 0; i < s->count; i++)
			assert_true(s->parts[i].shown != SHOWN || !s->parts[i].value);
		return;
	}
	r.rest = s->total.value;
	for (size_t i = 0; i < s->count; i++) {
		if (s->parts[i].shown == SHOWN) {
			r.rest -= s->parts[i].value;
			continue;
		}
		r.least[r.count] = INT64_MAX;
		r.hidden[r.count++] = i;
	}
	guess_from(&r, s, 0, r.rest);
	for (size_t i = 0; i < r.count; i++) {
		if (s->parts[r.hidden[i]].shown != FEWER)
			continue;
		if (r.least[i] != 1 || r.most[i] != min - 1)
			fail_msg("part %zu of %" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64
				 " must be %" PRId64 " to %" PRId64,
				r.hidden[i], s->parts[0].value, s->parts[1].value,
				s->parts[2].value, s->parts[3].value, r.least[i], r.most[i]);
	}
}

static void hide(struct chapter *s, struct figure parts[PARTS], int64_t min)
{
	*s = (struct chapter){.parts = parts, .count = PARTS, .counts = true};
	for (size_t i = 0; i < PARTS; i++) {
		parts[i].people = parts[i].value;
		s->total.value += parts[i].value;
	}
	s->total.people = s->total.value;
	section_hide(s, min);
}

static void nothing_small_can_be_computed(void **state)
{
	struct figure parts[PARTS] = {{0}};
	struct chapter s;
	int64_t shown = 0;

	(void)state;
	for (int64_t min = 3; min <= 5; min++)
		for (int64_t n = 0; n < 14 * 14 * 14 * 14; n++) {
			int64_t left = n;
			for (size_t i = 0; i < PARTS; i++, left /= 14)
				parts[i] = (struct figure){.value = left % 14};
			hide(&s, parts, min);
			for (size_t i = 0; i < PARTS; i++) {
				bool small = parts[i].value > 0 && parts[i].value < min;
				assert_int_equal(small, parts[i].shown == FEWER);
				shown += parts[i].shown == SHOWN && parts[i].value > 0;
			}
			assert_kept(&s, min);
		}
	assert_true(shown > 100000); /* hiding everything would be no art */
}

static void assert_hidden(const int64_t values[PARTS], int64_t min, const char *want)
{
	struct figure parts[PARTS];
	struct chapter s;
	char got[PARTS + 2];

	for (size_t i = 0; i < PARTS; i++)
		parts[i] = (struct figure){.value = values[i]};
	hide(&s, parts, min);
	for (size_t i = 0; i < PARTS; i++)
		got[i] = ".<-"[parts[i].shown];
	got[PARTS] = ".<-"[s.total.shown];
	got[PARTS + 1] = '\0';
	assert_string_equal(got, want);
}

/* Part by part, then the total: shown, fewer than, not shown. */
static void as_much_is_hidden_as_it_takes(void **state)
{
	(void)state;
	assert_hidden((int64_t[]){20, 30, 40, 10}, 5, ".....");
	assert_hidden((int64_t[]){0, 30, 40, 0}, 5, ".....");
	/* The last other one; 20 - 9 = 1 + 10 leaves 1 to 4. */
	assert_hidden((int64_t[]){1, 9, 0, 10}, 5, "<..-.");
	/* 1 + 5: who reads "not shown" knows of 5 at least, and so that it is 1; one more goes. */
	assert_hidden((int64_t[]){1, 9, 0, 5}, 5, "<-.-.");
	/* Two small ones hide each other, unless they are as small, or as great, as can be. */
	assert_hidden((int64_t[]){2, 3, 9, 9}, 5, "<<...");
	assert_hidden((int64_t[]){1, 1, 9, 9}, 5, "<<.-.");
	assert_hidden((int64_t[]){4, 4, 9, 9}, 5, "<<.-.");
	/* Nothing else to hide it behind. */
	assert_hidden((int64_t[]){1, 5, 0, 0}, 5, "<-..-");
	assert_hidden((int64_t[]){3, 0, 0, 0}, 5, "<...<");
	/* All is shown to who asks for it. */
	assert_hidden((int64_t[]){1, 1, 0, 5}, 1, ".....");
}

/* ---- Hours ---- */

static void few_hours_are_hidden_behind_those_of_many(void **state)
{
	struct figure parts[3] = {{.value = 600, .people = 7}, {.value = 90, .people = 2},
		{.value = 300, .people = 6}};
	struct chapter s = {.parts = parts, .count = 3, .total = {.value = 990, .people = 7}};

	(void)state;
	section_hide(&s, 5);
	assert_int_equal(parts[0].shown, SHOWN);
	assert_int_equal(parts[1].shown, FEWER);
	assert_int_equal(parts[2].shown, HIDDEN);
	assert_int_equal(s.total.shown, SHOWN);
	s.count = 2;
	parts[0].people = 3;
	section_hide(&s, 5);
	assert_int_equal(s.total.shown, HIDDEN);
}

/* ---- The whole report ---- */

static struct place here;

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

/* Seven people in October, one of them alone with the trainer in November: a total that is shown
 * by kind would tell of November. */
static void log_all(void)
{
	struct qser *q = here.q;
	char code[16];

	must(q, qser_begin(q, "fill"));
	add(q, QSER_ORGANISATION, "name", "Municipality", "code", "town");
	add(q, QSER_PERSON, "name", "Trainer", "code", "t", "organisation", "town");
	add(q, QSER_PATH, "code", "p", "title", "P", "organisation", "town", "trainer", "t");
	for (int i = 0; i < 7; i++) {
		(void)snprintf(code, sizeof(code), "w%d", i);
		add(q, QSER_PERSON, "name", code, "code", code, "organisation", "town");
		add(q, QSER_PARTICIPANT, "path", "p", "person", code);
		add(q, QSER_ENTRY, "day", "2026-10-05", "minutes", "30", "kind", "shadowing",
			"trainer", "t", "path", "p", "participants", code);
	}
	add(q, QSER_ENTRY, "day", "2026-11-05", "minutes", "45", "kind", "shadowing", "trainer",
		"t", "path", "p", "participants", "w0");
	must(q, qser_commit(q));
}

static void a_total_is_hidden_everywhere(void **state)
{
	const struct qser_report report = {.min_group = 5};
	_cleanup_(overview_free) struct overview o = {.q = here.q, .request = &report};

	(void)state;
	log_all();
	must(here.q, overview_read(&o));
	const struct chapter *month = &o.sections[BY_MONTH], *kind = &o.sections[BY_KIND];
	assert_int_equal(month->count, 2);
	assert_int_equal(month->total.value, 7 * 30 + 45);
	assert_int_equal(kind->total.value, 7 * 30 + 45);
	assert_int_equal(month->parts[0].people, 5); /* that many and more */
	assert_int_equal(month->parts[1].people, 2);
	overview_hide(&o);
	assert_int_equal(month->parts[0].shown, HIDDEN);
	assert_int_equal(month->parts[1].shown, FEWER);
	assert_int_equal(month->total.shown, SHOWN);
	assert_int_equal(kind->parts[0].shown, SHOWN); /* all that there is, once more */
	/* Were October of few people as well, there is nothing to hide November behind. */
	month->parts[0].people = 4;
	overview_hide(&o);
	assert_int_equal(month->total.shown, HIDDEN);
	assert_int_equal(kind->total.shown, HIDDEN);
	assert_int_equal(kind->parts[0].shown, HIDDEN);
	assert_int_equal(o.singles[PARTICIPANTS].value, 7);
}

static void a_group_of_one_is_no_group(void **state)
{
	const struct qser_report report = {.min_group = 2};
	_cleanup_(overview_free) struct overview o = {.q = here.q, .request = &report};

	(void)state;
	enum qser_status status = overview_read(&o);
	refused(here.q, status, QSER_INVALID, "min-group: 2 is neither 1, which shows all");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_small_can_be_computed),
		cmocka_unit_test(as_much_is_hidden_as_it_takes),
		cmocka_unit_test(few_hours_are_hidden_behind_those_of_many),
		cmocka_unit_test_setup_teardown(a_total_is_hidden_everywhere, setup, teardown),
		cmocka_unit_test_setup_teardown(a_group_of_one_is_no_group, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
