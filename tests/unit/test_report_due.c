/*
 * test_report_due.c: when something is late, soon, or not due: each rule at its edge.
 */
#include "fixture.h"

#include "../../lib/domain/domain.h"
#include "../../lib/report/due.h"
#include "../../lib/store/spool.h"

static struct place here;
static int64_t path;

static void run(const char *sql)
{
	_cleanup_(query_end) struct query q = query(here.q->store, sql);

	must(here.q, query_done(&q));
}

static int setup(void **state)
{
	struct qser *q;

	(void)state;
	here = place_new();
	q = here.q;
	must(q, qser_begin(q, "fill"));
	add(q, QSER_ORGANISATION, "name", "Town", "code", "town");
	add(q, QSER_PERSON, "name", "Eleni", "code", "eleni", "organisation", "town");
	add(q, QSER_PERSON, "name", "Maria", "code", "maria", "organisation", "town", "supervisor",
		"eleni");
	add(q, QSER_PERSON, "name", "Jan", "code", "jan", "organisation", "town");
	path = add(q, QSER_PATH, "code", "desk", "title", "Desk", "organisation", "town", "trainer",
		"maria", "contact", "eleni");
	add(q, QSER_PARTICIPANT, "path", "desk", "person", "jan");
	/* Told today, so that the report is not due as well. */
	run("update step set state = 'started', day = '2026-11-20' where number = 11");
	must(q, qser_commit(q));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	place_free(&here);
	return 0;
}

/* "kind person due late" of all that is due, joined by "; ". */
static char *due_of(const char *within)
{
	const struct qser_report report = {.within = within};
	_cleanup_(due_free) struct due due = {.q = here.q, .request = &report};
	struct buffer out = BUFFER_INIT;

	must(here.q, due_read(&due));
	buffer_reserve(&out, 0);
	for (size_t i = 0; i < due.count; i++) {
		const struct duty *d = &due.list[i];
		char day[DAY_TEXT];
		day_print(d->day, day);
		buffer_printf(&out, "%s%s %s %s %" PRId64, i ? "; " : "", d->kind->word,
			d->rank == NOBODY ? "-" : due_text(&due, due.persons[d->rank].code), day,
			duty_late(&due, d));
	}
	return buffer_take(&out);
}

#define assert_due(within, want)                 \
	do {                                     \
		char *got_ = due_of(within);     \
		assert_string_equal(got_, want); \
		free(got_);                      \
	} while (0)

static int64_t log_hours(const char *day, const char *kind)
{
	return add(here.q, QSER_ENTRY, "day", day, "minutes", "60", "kind", kind, "trainer",
		"maria", "path", "desk", "participants", "jan");
}

static void within_is_days_or_weeks(void **state)
{
	(void)state;
	run("update path set ends = '2026-11-27'");
	assert_due(NULL, "path-end maria 2026-11-27 -7");
	assert_due("7d", "path-end maria 2026-11-27 -7");
	assert_due("1w", "path-end maria 2026-11-27 -7");
	assert_due("6d", "");
	assert_due("0d", "");
	run("update path set ends = '2026-11-20'");
	assert_due("0d", "path-end maria 2026-11-20 0");
	run("update path set ends = '2026-11-19', state = 'closed', trainer = null");
	assert_due("3660d", "");
	run("update path set state = 'running'");
	assert_due("0w", "path-end - 2026-11-19 1");
}

/* That there was none for a while is no news before; a way there and back is no session. */
static void a_path_is_quiet_after_two_weeks(void **state)
{
	(void)state;
	must(here.q, qser_begin(here.q, "log"));
	log_hours("2026-11-06", "shadowing");
	log_hours("2026-11-19", "travel");
	must(here.q, qser_commit(here.q));
	run("update diary_entry set state = 'signed'");
	run("update path set state = 'running', starts = '2026-10-01'");
	assert_due("30d", "report maria 2026-12-18 -28");
	run("update diary_entry set day = '2026-11-05' where kind = 'shadowing'");
	assert_due(NULL, "quiet maria 2026-11-19 1");
	run("update path set state = 'confirmed'");
	assert_due(NULL, "");
}

static int64_t checklist(void)
{
	int64_t response = 0;

	run("insert into form (id, code, title, purpose) values (900, 'f', 'F', 'checklist')");
	run("insert into form_version (id, form, revision, state) values (900, 900, '1', 'active')");
	run("insert into response (id, form, version, revision, subject, respondent, path, day,"
	    " state, entered_at) select 900, 900, 900, '1', s.id, m.id, p.id, '2026-11-10',"
	    " 'complete', 0 from person s, person m, path p where s.code = 'jan' and"
	    " m.code = 'maria'");
	response = number_of(here.q, "select id from response");
	return response;
}

static void sign_as(int64_t response, const char *party)
{
	const struct qser_signing signing = {.party = party, .name = "Somebody"};
	int64_t id;

	must(here.q, qser_begin(here.q, "sign"));
	must(here.q, qser_sign(here.q, QSER_RESPONSE, response, &signing, &id));
	must(here.q, qser_commit(here.q));
}

static void a_checklist_is_signed_by_both(void **state)
{
	(void)state;
	int64_t id = checklist();
	assert_due("0d", "signature maria 2026-11-10 10");
	/* The step says that those up to its day are signed, on paper. */
	run("update step set state = 'done', day = '2026-11-09' where number = 8");
	assert_due("0d", "signature maria 2026-11-10 10");
	run("update step set day = '2026-11-10' where number = 8");
	assert_due("0d", "");
	run("update step set state = 'skipped' where number = 8");
	assert_due("0d", "");
	run("update step set state = 'open', day = null where number = 8");
	sign_as(id, "trainer");
	assert_due("0d", "signature eleni 2026-11-10 10");
	sign_as(id, "organisation");
	assert_due("0d", "");
	/* Changed all the same: the exception tells, and the signatures hold no more. */
	run("insert into exception (id, path, gate, finding, reason, day) select 900, id,"
	    " 'signature', 'x', 'y', '2026-11-19' from path");
	assert_due("0d", "");
	run("update response set occasion = 'before'");
	assert_due("0d", "signature maria 2026-11-10 10");
	must(here.q, qser_begin(here.q, "set"));
	must(here.q, qser_set_setting(here.q, "gate-checklist", 0, "off"));
	must(here.q, qser_commit(here.q));
	assert_due("0d", "");
}

static void hours_are_due_when_their_month_is_over(void **state)
{
	(void)state;
	must(here.q, qser_begin(here.q, "log"));
	log_hours("2026-10-30", "meeting");
	log_hours("2026-10-31", "meeting");
	log_hours("2026-11-02", "meeting");
	must(here.q, qser_commit(here.q));
	assert_due("9d", "hours maria 2026-10-31 20");
	assert_due("10d", "hours maria 2026-10-31 20; hours maria 2026-11-30 -10");
	run("update diary_entry set state = 'submitted' where day = '2026-10-30'");
	assert_due("0d", "time-sheet eleni 2026-10-31 20; hours maria 2026-10-31 20");
	run("update diary_entry set state = 'signed' where day < '2026-11-01'");
	assert_due("0d", "");
	run("update diary_entry set state = 'corrected' where day = '2026-10-30'");
	assert_due("0d", "hours maria 2026-10-31 20");
}

/* The first time after the first session, then every 28 days; a day that is planned goes before. */
static void the_organisation_is_told_regularly(void **state)
{
	(void)state;
	must(here.q, qser_begin(here.q, "log"));
	log_hours("2026-11-12", "shadowing");
	must(here.q, qser_commit(here.q));
	run("update diary_entry set state = 'signed'");
	assert_due("27d", "");
	assert_due("28d", "report maria 2026-12-18 -28");
	run("update step set day = '2026-10-22' where number = 11");
	assert_due("0d", "report maria 2026-11-19 1");
	run("update step set state = 'done' where number = 11");
	assert_due("0d", "");
	run("update step set state = 'open', day = null where number = 11");
	assert_due("0d", "report maria 2026-11-12 8");
	run("update step set day = '2026-11-25' where number = 11");
	assert_due("7d", "step maria 2026-11-25 -5");
}

static void a_contract_that_ends_with_its_path_is_not_renewed(void **state)
{
	(void)state;
	add(here.q, QSER_CONTRACT, "path", "desk", "kind", "informal", "ends", "2026-11-22");
	assert_due(NULL, "contract maria 2026-11-22 -2");
	run("update path set ends = '2026-11-22'");
	assert_due(NULL, "path-end maria 2026-11-22 -2");
	run("update path set ends = '2026-12-22'");
	assert_due(NULL, "contract maria 2026-11-22 -2");
	add(here.q, QSER_CONTRACT, "path", "desk", "kind", "informal", "ends", "2026-12-22");
	assert_due(NULL, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(within_is_days_or_weeks, setup, teardown),
		cmocka_unit_test_setup_teardown(a_path_is_quiet_after_two_weeks, setup, teardown),
		cmocka_unit_test_setup_teardown(a_checklist_is_signed_by_both, setup, teardown),
		cmocka_unit_test_setup_teardown(
			hours_are_due_when_their_month_is_over, setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_organisation_is_told_regularly, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_contract_that_ends_with_its_path_is_not_renewed, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
