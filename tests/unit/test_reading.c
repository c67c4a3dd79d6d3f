/* test_reading.c: what an import says of its values holds for them alone. */
#include "fixture.h"

static enum qser_status apply(struct qser *q, const char *email, const char *hours)
{
	const struct qser_field fields[] = {
		{"name", "Anna"}, {"email", email}, {"weekly_hours", hours}};
	int64_t id;

	return qser_add(q, QSER_APPLICATION, fields, 3, &id);
}

static void import_ends(void **state)
{
	static const char *const texts[] = {
		"name,email,weekly_hours\nEva,eva@example.org,\"1,250\"\n", /* done */
		"name,email,what\nEva,eva@example.org,\n",		    /* refused */
		""};

	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	must(p.q, qser_begin(p.q, "test"));
	for (size_t i = 0; i < COUNT(texts); i++) {
		char email[32];
		struct qser_counts counts;
		const struct qser_import import = {
			.fd = -1, .text = texts[i], .name = "in.csv", .decimal = ','};
		assert_int_equal(qser_import(p.q, QSER_APPLICATION, &import, &counts),
			i ? QSER_INVALID : QSER_OK);
		snprintf(email, sizeof(email), "anna%zu@example.org", i);
		must(p.q, apply(p.q, email, "1.5"));
		refused(p.q, apply(p.q, "bea@example.org", "1.250"), QSER_INVALID,
			"weekly_hours: \"1.250\" could be a thousand or a fraction: leave out the "
			"thousands mark, or write fewer or more digits after the point");
	}
	must(p.q, qser_commit(p.q));
	assert_int_equal(number_of(p.q, "select sum(weekly_hours) from application"), 75 + 3 * 90);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(import_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
