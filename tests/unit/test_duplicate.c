/* test_duplicate.c: who is likely the same; nothing quadratic, whatever people share. */
#include "fixture.h"

#include <stdio.h>

struct lines {
	struct qser *q;
	struct buffer text;
	size_t count;
};

static void lines_free(struct lines *l)
{
	buffer_free(&l->text);
}

/* "3 person 1: same name" */
static int keep_likely(void *ctx, const struct qser_likely *likely)
{
	struct lines *l = ctx;
	buffer_printf(&l->text, "%" PRId64 " %s %" PRId64 ": %s\n", likely->id,
		qser_record_name(likely->other_record), likely->other, likely->why);
	l->count++;
	return 0;
}

/* The callback may call the library. */
static int describe_likely(void *ctx, const struct qser_likely *likely)
{
	struct lines *l = ctx;
	_cleanup_(free_pointer) char *line = NULL;
	must(l->q, qser_likely_describe(l->q, likely, &line));
	buffer_printf(&l->text, "%s\n", line);
	return 0;
}

static int count_likely(void *ctx, const struct qser_likely *likely)
{
	struct lines *l = ctx;
	assert_true(likely->id > likely->other);
	assert_true(*likely->why);
	l->count++;
	return 0;
}

static int stop(void *ctx, const struct qser_likely *likely)
{
	size_t *count = ctx;
	++*count;
	return likely->id != 0;
}

static void keep_remark(void *ctx, const char *message)
{
	struct lines *l = ctx;
	buffer_printf(&l->text, "%s\n", message);
}

#define assert_duplicates(q_, since, want)                                  \
	do {                                                                \
		_cleanup_(lines_free) struct lines found_ = {.q = (q_)};    \
		must(q_, qser_duplicates(q_, since, keep_likely, &found_)); \
		assert_string_equal(buffer_text(&found_.text), want);       \
	} while (0)

static void rules(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	assert_duplicates(p.q, 0, "");
	add(p.q, QSER_ORGANISATION, "name", "Lamia", "code", "lamia");
	add(p.q, QSER_PERSON, "name", "Anna Bell", "phone", "+30 2310 111111", "email", "a@b.gr");
	assert_duplicates(p.q, 0, "");
	/* The name alone is not enough; with a telephone written differently it is. */
	add(p.q, QSER_PERSON, "name", "Bell Anna", "email", "b@b.gr");
	add(p.q, QSER_PERSON, "name", "ANNA BELL", "phone", "2310-111111", "email", "c@b.gr");
	assert_duplicates(p.q, 0, "3 person 1: same name and telephone\n");
	/* A short number, or one of noughts, is no telephone. */
	add(p.q, QSER_PERSON, "name", "Cy Dee", "phone", "11111", "email", "d@b.gr");
	add(p.q, QSER_PERSON, "name", "Cy Dee", "phone", "11111", "email", "e@b.gr");
	add(p.q, QSER_PERSON, "name", "Di Eff", "phone", "000000000", "email", "f@b.gr");
	add(p.q, QSER_PERSON, "name", "Di Eff", "phone", "000000000", "email", "g@b.gr");
	assert_duplicates(p.q, 3, "");
	/* The organisation. */
	add(p.q, QSER_PERSON, "name", "Ed Fox", "organisation", "lamia", "email", "h@b.gr");
	add(p.q, QSER_PERSON, "name", "Ed F\u043Ex", "organisation", "lamia", "email", "i@b.gr");
	assert_duplicates(p.q, 8, "9 person 8: same name and organisation\n");
	/* Nothing else known of the newer, of the older one. */
	add(p.q, QSER_PERSON, "name", "Ed Fox");
	add(p.q, QSER_PERSON, "name", "Gi Hill");
	add(p.q, QSER_PERSON, "name", "Gi Hill", "phone", "2310 222222");
	add(p.q, QSER_PERSON, "name", "Gi Hill", "phone", "2310 333333");
	assert_duplicates(p.q, 9,
		"10 person 8: same name, nothing else known of one of them\n"
		"12 person 11: same name, nothing else known of one of them\n"
		"13 person 11: same name, nothing else known of one of them\n");
	/* A word of the name, of more than one letter. */
	add(p.q, QSER_PERSON, "name", "I. Jones", "phone", "2310 444444");
	add(p.q, QSER_PERSON, "name", "I. Kerr", "phone", "2310 444444");
	add(p.q, QSER_PERSON, "name", "Lou Jones", "phone", "0030 2310 444444 x12");
	assert_duplicates(p.q, 13, "16 person 14: same telephone and one word of the name\n");
	/* An address that only looks the same; older than since, though both are. */
	add(p.q, QSER_PERSON, "name", "Mo", "email", "a@\u0432.gr");
	assert_duplicates(p.q, 16, "17 person 1: e-mail addresses that look alike\n");
	assert_duplicates(p.q, 17, "");
	size_t count = 0;
	assert_int_equal(qser_duplicates(p.q, 0, stop, &count), QSER_STOPPED);
	assert_int_equal(count, 1);
}

/* An older one without anything stands between: it is the newer one that is told of. */
static void bare_between(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	add(p.q, QSER_PERSON, "name", "Anna", "email", "a@b.gr");
	add(p.q, QSER_PERSON, "name", "Anna");
	add(p.q, QSER_PERSON, "name", "Anna", "email", "c@b.gr");
	assert_duplicates(p.q, 0,
		"2 person 1: same name, nothing else known of one of them\n"
		"3 person 2: same name, nothing else known of one of them\n");
}

/* Three of one kind: each with the oldest, not each with each, nor in a row. */
static void with_the_oldest(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	for (int i = 0; i < 3; i++)
		add(p.q, QSER_PERSON, "name", "Anna Bell", "phone", "2310 111111");
	assert_duplicates(p.q, 0,
		"2 person 1: same name and telephone\n3 person 1: same name and telephone\n");
}

static void of_one_person(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(lines_free) struct lines l = {.q = p.q};
	add(p.q, QSER_PERSON, "name", "Anna Bell", "phone", "2310 111111");
	add(p.q, QSER_PERSON, "name", "Anna Bell");
	add(p.q, QSER_PERSON, "name", "Anna Bell", "phone", "2310 111111", "code", "anna");
	add(p.q, QSER_PERSON, "name", "Otto Bell", "phone", "2310 111111");
	must(p.q, qser_person_likely(p.q, 3, keep_likely, &l));
	assert_string_equal(buffer_text(&l.text),
		"3 person 1: same name and telephone\n"
		"3 person 2: same name, nothing else known of one of them\n"
		"3 person 4: same telephone and one word of the name\n");
	buffer_clear(&l.text);
	must(p.q, qser_person_likely(p.q, 2, keep_likely, &l));
	assert_string_equal(buffer_text(&l.text),
		"2 person 1: same name, nothing else known of one of them\n"
		"2 person 3: same name, nothing else known of one of them\n");
	buffer_clear(&l.text);
	must(p.q, qser_person_likely(p.q, 4, keep_likely, &l));
	assert_string_equal(buffer_text(&l.text),
		"4 person 1: same telephone and one word of the name\n"
		"4 person 3: same telephone and one word of the name\n");
	refused(p.q, qser_person_likely(p.q, 5, keep_likely, &l), QSER_UNKNOWN,
		"there is no person 5");
	refused(p.q, qser_application_likely(p.q, 1, keep_likely, &l), QSER_UNKNOWN,
		"there is no application 1");
}

static void add_at_switchboard(struct qser *q, int count)
{
	must(q, qser_begin(q, "add"));
	for (int i = 0; i < count; i++) {
		char name[32];
		(void)snprintf(name, sizeof(name), "Bell n%d", i);
		add(q, QSER_PERSON, "name", name, "phone", "2310 111111");
	}
	must(q, qser_commit(q));
}

static void switchboard(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(lines_free) struct lines all = {.q = p.q}, one = {.q = p.q};
	add_at_switchboard(p.q, 20);
	must(p.q, qser_duplicates(p.q, 0, count_likely, &all));
	assert_int_equal(all.count, 20 * 19 / 2);
	must(p.q, qser_person_likely(p.q, 1, keep_likely, &one));
	assert_int_equal(one.count, 19);
	/* One more, and it is everybody's; but for the same name. */
	add(p.q, QSER_PERSON, "name", "N3 Bell", "phone", "2310 111111");
	assert_duplicates(p.q, 0, "21 person 4: same name and telephone\n");
	buffer_clear(&one.text);
	must(p.q, qser_person_likely(p.q, 21, keep_likely, &one));
	assert_string_equal(buffer_text(&one.text), "21 person 4: same name and telephone\n");
}

/* Everybody the same: a line each, not one for every two. */
static void all_the_same(void **state)
{
	(void)state;
	enum { MANY = 1000 };
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(lines_free) struct lines named = {.q = p.q}, bare = {.q = p.q};
	add(p.q, QSER_ORGANISATION, "name", "Lamia", "code", "lamia");
	must(p.q, qser_begin(p.q, "add"));
	for (int i = 0; i < MANY; i++)
		add(p.q, QSER_PERSON, "name", i % 2 ? "Άννα Μπελ" : "Anna Bel", "phone",
			"2310 111111", "organisation", "lamia");
	for (int i = 0; i < MANY; i++)
		add(p.q, QSER_PERSON, "name", "Otto");
	must(p.q, qser_commit(p.q));
	must(p.q, qser_duplicates(p.q, 0, count_likely, &named));
	/* Μπελ is Bel in Latin letters: with the first of all, and with the first Μπελ. */
	assert_int_equal(named.count, MANY - 1 + (MANY / 2 - 1) + MANY - 1);
	must(p.q, qser_duplicates(p.q, MANY, count_likely, &bare));
	assert_int_equal(bare.count, MANY - 1);
}

#define APPLICANT "name", "Anna Bell", "phone", "2310 111111", "organisation", "Lamia"

static void applicants(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(lines_free) struct lines l = {.q = p.q};
	add(p.q, QSER_ORGANISATION, "name", "Lamia", "code", "lamia");
	add(p.q, QSER_PERSON, "name", "Anna Bell", "email", "x@b.gr");
	add(p.q, QSER_PERSON, "name", "Bell, Anna", "email", "y@b.gr", "organisation", "lamia");
	add(p.q, QSER_PERSON, "name", "Otto", "email", "A@b.gr");
	add(p.q, QSER_PERSON, "name", "Otto Bell", "phone", "+302310111111");
	add(p.q, QSER_APPLICATION, APPLICANT, "email", "a@b.gr");
	add(p.q, QSER_APPLICATION, APPLICANT, "email", "b@b.gr");
	add(p.q, QSER_APPLICATION, "name", "Anna Bell", "email", "c@b.gr");
	add(p.q, QSER_APPLICATION, "name", "Other", "email", "d@b.gr", "organisation", "Lamia");
	must(p.q, qser_application_likely(p.q, 1, keep_likely, &l));
	assert_string_equal(buffer_text(&l.text),
		"1 person 3: same e-mail address\n"
		"1 person 2: same name and organisation\n"
		"1 person 1: same name\n"
		"1 person 4: same telephone and one word of the name\n"
		"1 application 2: same name, telephone and organisation\n");
}

/* Those accepted before are among the people; so are those that came in between. */
static void acceptance(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(lines_free) struct lines l = {.q = p.q};
	int64_t person;
	add(p.q, QSER_ORGANISATION, "name", "Lamia", "code", "lamia");
	add(p.q, QSER_APPLICATION, APPLICANT, "email", "a@b.gr");
	add(p.q, QSER_APPLICATION, APPLICANT, "email", "b@b.gr");
	add(p.q, QSER_APPLICATION, "name", "Otto", "email", "c@b.gr");
	add(p.q, QSER_APPLICATION, APPLICANT, "email", "d@b.gr");
	qser_on_remark(p.q, keep_remark, &l);
	must(p.q, qser_begin(p.q, "accept"));
	must(p.q, qser_application_accept(p.q, 1, NULL, &person));
	assert_string_equal(buffer_text(&l.text), "");
	must(p.q, qser_application_accept(p.q, 2, NULL, &person));
	assert_string_equal(buffer_text(&l.text),
		"application 2 looks like person 1 (anna-bell): same name, telephone and organisation; see "
		"qser-mentor likely 2\n");
	buffer_clear(&l.text);
	add(p.q, QSER_PERSON, "name", "Otto", "code", "otto");
	must(p.q, qser_application_accept(p.q, 3, NULL, &person));
	assert_string_equal(buffer_text(&l.text),
		"application 3 looks like person 3 (otto): same name, nothing else known of one of "
		"them; see qser-mentor likely 3\n");
	must(p.q, qser_commit(p.q));
	buffer_clear(&l.text);
	must(p.q, qser_begin(p.q, "accept"));
	must(p.q, qser_application_accept(p.q, 4, NULL, &person));
	must(p.q, qser_commit(p.q));
	assert_string_equal(buffer_text(&l.text),
		"application 4 looks like person 1 (anna-bell): same name, telephone and organisation; all 2: "
		"qser-mentor likely 4\n");
	/* Whom the applicant became is no news. */
	buffer_clear(&l.text);
	must(p.q, qser_application_likely(p.q, 3, describe_likely, &l));
	assert_string_equal(buffer_text(&l.text), "application 3 looks like person 3 (otto): same "
						  "name, nothing else known of one of them\n");
	assert_sound(p.q);
}

/* What an acceptance fills in is known to the next one. */
static void filled_before(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(lines_free) struct lines l = {.q = p.q};
	int64_t person;
	add(p.q, QSER_ORGANISATION, "name", "Lamia", "code", "lamia");
	add(p.q, QSER_PERSON, "name", "Anna Bell", "email", "a@b.gr", "code", "anna");
	add(p.q, QSER_APPLICATION, APPLICANT, "email", "a@b.gr");
	add(p.q, QSER_APPLICATION, "name", "Otto Bell", "phone", "2310 111111", "email", "b@b.gr");
	qser_on_remark(p.q, keep_remark, &l);
	must(p.q, qser_begin(p.q, "accept"));
	must(p.q, qser_application_accept(p.q, 1, NULL, &person));
	must(p.q, qser_application_accept(p.q, 2, NULL, &person));
	must(p.q, qser_commit(p.q));
	assert_string_equal(buffer_text(&l.text),
		"application 2 looks like person 1 (anna): same telephone and one word of the "
		"name; see qser-mentor likely 2\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules),
		cmocka_unit_test(bare_between),
		cmocka_unit_test(with_the_oldest),
		cmocka_unit_test(of_one_person),
		cmocka_unit_test(switchboard),
		cmocka_unit_test(all_the_same),
		cmocka_unit_test(applicants),
		cmocka_unit_test(acceptance),
		cmocka_unit_test(filled_before),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
