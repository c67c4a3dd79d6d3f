/* test_report_timesheet.c: time sheets of known hours: which entries are on whose sheet, what they
 * come to, and when nobody should sign for them. */
#include "fixture.h"

#include <time.h>

#include "../../lib/domain/domain.h"
#include "../../lib/output/blocks.h"
#include "../../lib/report/report.h"
#include "../../lib/report/timesheet.h"
#include "../../lib/store/spool.h"

static struct place here;
static int64_t maria, jan;

static int setup(void **state)
{
	(void)state;
	setenv("TZ", "Europe/Athens", 1);
	tzset();
	here = place_new();
	must(here.q, qser_begin(here.q, "fill"));
	add(here.q, QSER_ORGANISATION, "name", "Town", "code", "town");
	maria = add(here.q, QSER_PERSON, "name", "Maria", "code", "maria", "organisation", "town");
	jan = add(here.q, QSER_PERSON, "name", "Jan", "code", "jan", "supervisor", "maria");
	add(here.q, QSER_PROJECT, "title", "First", "code", "first", "work_packages", "WP3");
	add(here.q, QSER_PROJECT, "title", "Second", "code", "second", "work_packages", "WP1;WP2");
	add(here.q, QSER_PATH, "title", "Desk", "code", "desk", "organisation", "town", "project",
		"first");
	add(here.q, QSER_PATH, "title", "Yard", "code", "yard", "organisation", "town", "project",
		"second");
	add(here.q, QSER_PARTICIPANT, "path", "desk", "person", "jan");
	add(here.q, QSER_PARTICIPANT, "path", "desk", "person", "maria");
	add(here.q, QSER_PARTICIPANT, "path", "yard", "person", "jan");
	must(here.q, qser_commit(here.q));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	place_free(&here);
	return 0;
}

static int64_t log_at(
	const char *starts_at, const char *minutes, const char *path, const char *participants)
{
	return add(here.q, QSER_ENTRY, "starts_at", starts_at, "minutes", minutes, "trainer",
		"maria", "path", path, "participants", participants, "kind", "meeting");
}

static int64_t log_on(const char *day, const char *minutes, const char *participants)
{
	return add(here.q, QSER_ENTRY, "day", day, "minutes", minutes, "trainer", "maria", "path",
		"desk", "participants", participants, "kind", "meeting");
}

static void sign_all(void)
{
	int64_t signature;
	bool changed;
	struct store *s = here.q->store;
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	_cleanup_(query_end) struct query look = query(s, "select id from diary_entry");

	while (query_row(&look)) {
		int64_t id = query_get_int(&look, 0);
		buffer_add(&ids, &id, sizeof(id));
	}
	must(here.q, qser_begin(here.q, "sign"));
	for (size_t at = 0; at < ids.length; at += sizeof(int64_t)) {
		const struct qser_signing as = {.party = "supervisor", .name = "Eleni"};
		int64_t id;
		memcpy(&id, ids.data + at, sizeof(id));
		must(here.q, qser_entry_submit(here.q, id, &changed));
		must(here.q, qser_sign(here.q, QSER_ENTRY, id, &as, &signature));
	}
	must(here.q, qser_commit(here.q));
}

/* ---- As it is read ---- */

static struct timesheet read_sheet(
	const struct qser_report *request, const char *first, const char *last, int64_t person)
{
	struct timesheet t = {.q = here.q, .request = request};

	assert_true(day_read(first, &t.first) && day_read(last, &t.last));
	memcpy(t.period.first, first, DAY_TEXT);
	memcpy(t.period.last, last, DAY_TEXT);
	buffer_add(&t.people_ids, &person, sizeof(person));
	must(here.q, timesheet_read(&t));
	return t;
}

static struct timesheet_sum sum_of(const char *first, const char *last, int64_t person)
{
	const struct qser_report request = {.draft = true};
	_cleanup_(timesheet_free) struct timesheet t = read_sheet(&request, first, last, person);

	assert_int_equal(t.person_count, 1);
	return timesheet_add_up(&t, &t.people[0]);
}

#define assert_sum(sum, n, m)                        \
	do {                                         \
		const struct timesheet_sum s_ = sum; \
		assert_int_equal(s_.entries, n);     \
		assert_int_equal(s_.minutes, m);     \
	} while (0)

static void a_month_has_both_its_ends(void **state)
{
	(void)state;
	log_on("2026-10-31", "1", NULL);
	log_on("2026-11-01", "2", NULL);
	log_on("2026-11-30", "4", NULL);
	log_on("2026-12-01", "8", NULL);
	assert_sum(sum_of("2026-11-01", "2026-11-30", maria), 2, 6);
	assert_sum(sum_of("2026-10-01", "2026-10-31", maria), 1, 1);
	assert_sum(sum_of("2026-11-02", "2026-11-29", maria), 0, 0);
}

static void an_entry_over_midnight_is_of_the_day_it_starts(void **state)
{
	(void)state;
	log_at("2026-10-31 23:30", "90", "desk", NULL);
	log_at("2026-11-30 23:30", "90", "desk", NULL);
	assert_sum(sum_of("2026-10-01", "2026-10-31", maria), 1, 90);
	assert_sum(sum_of("2026-11-01", "2026-11-30", maria), 1, 90);
}

static void each_has_the_hours_once(void **state)
{
	(void)state;
	log_on("2026-11-02", "50", "jan;maria");
	log_on("2026-11-03", "7", "jan");
	log_on("2026-11-04", "3", NULL);
	assert_sum(sum_of("2026-11-01", "2026-11-30", maria), 3, 60);
	assert_sum(sum_of("2026-11-01", "2026-11-30", jan), 2, 57);
}

static void only_signed_hours_are_signed(void **state)
{
	(void)state;
	log_on("2026-11-02", "50", "jan");
	sign_all();
	log_on("2026-11-03", "7", "jan");
	struct timesheet_sum s = sum_of("2026-11-01", "2026-11-30", jan);
	assert_int_equal(s.signed_entries, 1);
	assert_int_equal(s.signed_minutes, 50);
	assert_int_equal(s.loose, 1);
	assert_int_equal(s.loose_days, 1U << 3);
	assert_int_equal(s.drafts, 1);
}

/* ---- Overlaps ---- */

static const struct timesheet_entry *entry_of(const struct timesheet *t, int64_t id)
{
	for (size_t i = 0; i < t->entry_count; i++)
		if (t->entries[i].id == id)
			return &t->entries[i];
	fail_msg("no entry %" PRId64, id);
	return NULL;
}

/* Jan is where three others lead: the long one holds two short ones; what follows it is free. */
static void overlaps_are_found_behind_a_short_entry(void **state)
{
	(void)state;
	const struct qser_report request = {.draft = true};
	int64_t id[6];
	static const struct {
		const char *at, *minutes, *trainer;
	} given[] = {{"2026-11-02 09:00", "60", "maria"}, {"2026-11-02 09:10", "10", "a"},
		{"2026-11-02 09:30", "30", "b"}, {"2026-11-02 10:00", "15", "maria"},
		{"2026-11-03 09:00", "60", "maria"}, {"2026-11-03 10:00", "60", "a"}};

	add(here.q, QSER_PERSON, "name", "A", "code", "a");
	add(here.q, QSER_PERSON, "name", "B", "code", "b");
	for (size_t i = 0; i < COUNT(given); i++)
		id[i] = add(here.q, QSER_ENTRY, "starts_at", given[i].at, "minutes",
			given[i].minutes, "trainer", given[i].trainer, "path", "desk",
			"participants", "jan", "kind", "meeting");
	_cleanup_(timesheet_free) struct timesheet t =
		read_sheet(&request, "2026-11-01", "2026-11-30", jan);
	assert_int_equal(entry_of(&t, id[0])->overlaps, id[1]);
	assert_int_equal(entry_of(&t, id[1])->overlaps, id[0]);
	assert_int_equal(entry_of(&t, id[2])->overlaps, id[0]);
	for (size_t i = 3; i < COUNT(id); i++)
		assert_int_equal(entry_of(&t, id[i])->overlaps, 0);
	assert_sum(timesheet_add_up(&t, &t.people[0]), 6, 235);
	assert_int_equal(timesheet_add_up(&t, &t.people[0]).overlapping, 3);
}

/* Another project's hours are not on the sheet, but the person was there. */
static void hours_of_another_project_overlap_as_well(void **state)
{
	(void)state;
	_cleanup_(spool_freep) struct qser_spool *spool = NULL;
	const struct qser_style style = {.format = QSER_FORMAT_CSV};
	struct qser_report request = {.period = "2026-11", .person = "jan", .project = "first"};
	bool any;

	assert_int_equal(qser_spool_new(&spool), QSER_OK);
	add(here.q, QSER_PERSON, "name", "A", "code", "a");
	log_at("2026-11-02 09:00", "60", "desk", "jan");
	add(here.q, QSER_ENTRY, "starts_at", "2026-11-02 09:30", "minutes", "60", "trainer", "a",
		"path", "yard", "participants", "jan", "kind", "meeting");
	sign_all();
	refused(here.q,
		qser_report_write(here.q, QSER_REPORT_TIMESHEET, &request, &style, spool, &any),
		QSER_REFUSED, "1 entry overlaps with another one (day 2)");
	assert_int_equal(qser_spool_length(spool), 0);
	request.draft = true;
	must(here.q,
		qser_report_write(here.q, QSER_REPORT_TIMESHEET, &request, &style, spool, &any));
	assert_null(strstr(buffer_text(spool_buffer(spool)), "second"));
}

/* ---- As it is printed ---- */

static size_t count_blocks(const struct document *d, enum block_kind kind)
{
	size_t count = 0;

	for (const struct block *b = d->first; b; b = b->next)
		count += b->kind == kind;
	return count;
}

static void a_draft_is_marked_and_each_has_a_sheet(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = NULL, *plain = NULL;
	const struct qser_report draft = {
		.period = "2026-11", .person = "maria,jan", .draft = true};
	const struct qser_report real = {.period = "2026-11", .person = "jan"};
	bool any = false;

	log_on("2026-11-02", "50", "jan");
	must(here.q, report_timesheet(here.q, &draft, true, &d, &any));
	assert_true(any);
	assert_string_equal(d->mark, "Draft");
	assert_int_equal(count_blocks(d, BLOCK_BREAK), 1);
	assert_int_equal(count_blocks(d, BLOCK_NOTICE), 2);
	sign_all();
	must(here.q, report_timesheet(here.q, &real, true, &plain, &any));
	assert_null(plain->mark);
	assert_int_equal(count_blocks(plain, BLOCK_BREAK), 0);
	assert_int_equal(count_blocks(plain, BLOCK_NOTICE), 0);
}

/* Of a project with one work package every hour is for that; of one with two, nobody knows. */
static void the_only_work_package_is_known(void **state)
{
	(void)state;
	const struct qser_report request = {.draft = true};
	int64_t desk = log_at("2026-11-02 09:00", "60", "desk", NULL);
	int64_t yard = log_at("2026-11-03 09:00", "60", "yard", NULL);
	_cleanup_(timesheet_free) struct timesheet t =
		read_sheet(&request, "2026-11-01", "2026-11-30", maria);

	assert_string_equal(
		timesheet_text(&t, timesheet_project(&t, entry_of(&t, desk))->package), "WP3");
	assert_int_equal(timesheet_project(&t, entry_of(&t, yard))->package, 0);
}

/* Clocks of the place, wherever it is printed. */
static void clocks_are_those_of_the_place(void **state)
{
	(void)state;
	const struct qser_report request = {.draft = true};
	char from[CLOCK_TEXT], to[CLOCK_TEXT];
	int64_t id = log_at("2026-11-02 22:00", "180", "desk", NULL);

	setenv("TZ", "America/Lima", 1);
	tzset();
	_cleanup_(timesheet_free) struct timesheet t =
		read_sheet(&request, "2026-11-01", "2026-11-30", maria);
	timesheet_clock(entry_of(&t, id), from, to);
	assert_string_equal(from, "22:00");
	assert_string_equal(to, "01:00");
}

static void days_are_listed(void **state)
{
	(void)state;
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	timesheet_days(1U << 1 | 1U << 9 | UINT32_C(1) << 31, &text);
	assert_string_equal(buffer_text(&text), "1, 9, 31");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_month_has_both_its_ends),
		TEST(an_entry_over_midnight_is_of_the_day_it_starts),
		TEST(each_has_the_hours_once),
		TEST(only_signed_hours_are_signed),
		TEST(overlaps_are_found_behind_a_short_entry),
		TEST(hours_of_another_project_overlap_as_well),
		TEST(a_draft_is_marked_and_each_has_a_sheet),
		TEST(the_only_work_package_is_known),
		TEST(clocks_are_those_of_the_place),
		TEST(days_are_listed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
