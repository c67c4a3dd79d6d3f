/* test_path.c: what is planned of a path against who is on its list (D5). */
#include "../../lib/domain/domain.h"
#include "fixture.h"

static void assert_plan(
	struct qser *q, int64_t path, int64_t planned, int64_t listed, int64_t minutes, int64_t sum)
{
	int64_t a, b;

	must(q, path_head_count(q, path, &a, &b));
	assert_int_equal(a, planned);
	assert_int_equal(b, listed);
	must(q, path_hour_count(q, path, &a, &b));
	assert_int_equal(a, minutes);
	assert_int_equal(b, sum);
}

static void heads_and_hours_are_counted(void **state)
{
	_cleanup_(place_free) struct place p = place_new();
	int64_t id, path, other;

	(void)state;
	must(p.q, try_add(p.q, QSER_ORGANISATION, &id, "name", "Lamia", "code", "lamia", NULL));
	must(p.q, try_add(p.q, QSER_PERSON, &id, "name", "Jan", "code", "jan", NULL));
	must(p.q, try_add(p.q, QSER_PERSON, &id, "name", "Eleni", "code", "eleni", NULL));
	must(p.q,
		try_add(p.q, QSER_PATH, &path, "title", "Reception", "code", "one", "organisation",
			"lamia", "participants_planned", "3", "hours", "20", NULL));
	must(p.q, try_add(p.q, QSER_PATH, &other, "title", "Other", "code", "two", "organisation",
			  "lamia", NULL));
	assert_plan(p.q, path, 3, 0, 1200, 0);
	must(p.q, try_add(p.q, QSER_PARTICIPANT, &id, "path", "one", "person", "jan", "hours",
			  "7,5", NULL));
	must(p.q, try_add(p.q, QSER_PARTICIPANT, &id, "path", "one", "person", "eleni", NULL));
	assert_plan(p.q, path, 3, 2, 1200, 450);
	assert_plan(p.q, other, -1, 0, -1, 0);
	assert_plan(p.q, 99, -1, 0, -1, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heads_and_hours_are_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
