/* test_signature.c: whoever calls qser_sign meets the rules of the record, with no other call. */
#include "../../lib/domain/signature.h"
#include "fixture.h"

static enum qser_status sign(struct qser *q, enum qser_record r, int64_t id, const char *party)
{
	int64_t signature;

	return qser_sign(
		q, r, id, &(struct qser_signing){.party = party, .name = "Eleni"}, &signature);
}

static int take_state(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)id;
	(void)count;
	(void)snprintf(ctx, 16, "%s", values[0]);
	return 0;
}

static void assert_state(struct qser *q, const char *state)
{
	char found[16] = "";
	const struct qser_query query = {.columns = "state"};

	must(q, qser_each(q, QSER_ENTRY, &query, take_state, found));
	assert_string_equal(found, state);
}

static int64_t new_path(struct qser *q)
{
	int64_t id, path;

	must(q, qser_begin(q, "sign")); /* all of it in one; taken back at the end */
	must(q, try_add(q, QSER_ORGANISATION, &id, "name", "Lamia", "code", "lamia", NULL));
	must(q, try_add(q, QSER_PERSON, &id, "name", "Maria", "code", "maria", NULL));
	must(q, try_add(q, QSER_PATH, &path, "title", "Desk", "code", "desk", "organisation",
			"lamia", "trainer", "maria", NULL));
	return path;
}

static void an_entry_is_handed_in_first(void **state)
{
	_cleanup_(place_free) struct place p = place_new();
	int64_t id;
	bool changed;

	(void)state;
	(void)new_path(p.q);
	must(p.q, try_add(p.q, QSER_ENTRY, &id, "path", "desk", "trainer", "maria", "kind",
			  "discussion", "day", "2026-11-20", "minutes", "1h", NULL));
	refused(p.q, sign(p.q, QSER_ENTRY, id, "organisation"), QSER_REFUSED, "is a draft");
	must(p.q, qser_entry_submit(p.q, id, &changed));
	must(p.q, sign(p.q, QSER_ENTRY, id, "trainer"));
	assert_state(p.q, "submitted");
	must(p.q, sign(p.q, QSER_ENTRY, id, "organisation"));
	assert_state(p.q, "signed");
	refused(p.q, sign(p.q, QSER_ENTRY, id, "organisation"), QSER_EXISTS, "already");
}

static void a_contract_has_two_parties(void **state)
{
	_cleanup_(place_free) struct place p = place_new();
	int64_t first, second;

	(void)state;
	(void)new_path(p.q);
	must(p.q, try_add(p.q, QSER_CONTRACT, &first, "path", "desk", NULL));
	refused(p.q, sign(p.q, QSER_CONTRACT, first, "participant"), QSER_INVALID, "does not sign");
	refused(p.q, sign(p.q, QSER_CONTRACT, first, "trainer"), QSER_REFUSED, "gate-eligibility");
	must(p.q, sign(p.q, QSER_CONTRACT, first, "organisation"));
	must(p.q, try_add(p.q, QSER_CONTRACT, &second, "path", "desk", NULL));
	refused(p.q, sign(p.q, QSER_CONTRACT, first, "trainer"), QSER_REFUSED, "holds no more");
}

static void a_conclusion_is_signed_while_the_path_is_open(void **state)
{
	_cleanup_(place_free) struct place p = place_new();
	int64_t path, id;

	(void)state;
	path = new_path(p.q);
	must(p.q, try_add(p.q, QSER_CONCLUSION, &id, "path", "desk", "benefits", "Calm", NULL));
	must(p.q, qser_path_close(p.q, path, NULL, NULL));
	refused(p.q, sign(p.q, QSER_CONCLUSION, id, "trainer"), QSER_REFUSED, "is closed");
	refused(p.q, sign(p.q, QSER_CONCLUSION, 99, "trainer"), QSER_UNKNOWN, "no conclusion 99");
}

static void a_party_is_one_of_the_words(void **state)
{
	_cleanup_(place_free) struct place p = place_new();
	int64_t id;

	(void)state;
	(void)new_path(p.q);
	must(p.q, try_add(p.q, QSER_CONTRACT, &id, "path", "desk", NULL));
	refused(p.q, sign(p.q, QSER_CONTRACT, id, NULL), QSER_INVALID, "party");
	refused(p.q, sign(p.q, QSER_CONTRACT, id, "mayor"), QSER_INVALID, "party");
	refused(p.q, sign(p.q, QSER_PATH, 1, "trainer"), QSER_INTERNAL, "nobody signs");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_entry_is_handed_in_first),
		cmocka_unit_test(a_contract_has_two_parties),
		cmocka_unit_test(a_conclusion_is_signed_while_the_path_is_open),
		cmocka_unit_test(a_party_is_one_of_the_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
