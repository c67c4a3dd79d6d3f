/* test_report.c: reports on a database of known hours: what is counted, where, and how it is
 * rounded. */
#include "fixture.h"

#include <time.h>
#include <sys/mman.h>

#include "../../lib/domain/domain.h"
#include "../../lib/report/hours.h"
#include "../../lib/report/report.h"
#include "../../lib/store/spool.h"

/* ---- A small programme ---- */

static struct place here;
static int64_t reception, nobody;

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

static void log_hours(const char *day, const char *minutes, const char *kind, const char *trainer,
	const char *path, const char *participants)
{
	add(here.q, QSER_ENTRY, "day", day, "minutes", minutes, "kind", kind, "trainer", trainer,
		"path", path, "participants", participants);
}

/* Two participants (one with a plan of her own) of three planned, and a path that has none. */
static void add_paths(void)
{
	struct qser *q = here.q;
	static const char *const people[] = {"maria", "eleni", "jan", "anna"};
	static const char *const names[] = {
		"Μαρία Βασιλάκη", "Ελένη Παπά", "Jan Novák", "Anna Čapková"};

	add(q, QSER_ORGANISATION, "name", "Municipality", "code", "town");
	for (size_t i = 0; i < COUNT(people); i++)
		add(q, QSER_PERSON, "name", names[i], "code", people[i]);
	reception = add(q, QSER_PATH, "code", "reception", "title", "Customer service",
		"organisation", "town", "trainer", "maria", "hours", "10", "participants_planned",
		"3", "starts", "2026-10-01", "ends", "2026-12-18");
	nobody =
		add(q, QSER_PATH, "code", "nobody", "title", "A later one", "organisation", "town");
	add(q, QSER_PARTICIPANT, "path", "reception", "person", "jan");
	add(q, QSER_PARTICIPANT, "path", "reception", "person", "anna", "hours", "1");
}

/* 294 minutes in all, 180 of November; 100 + 50 + 37 + 7 + 20 + 47 + 33. */
static void add_hours(void)
{
	log_hours("2026-10-31", "100", "shadowing", "maria", "reception", "jan");
	log_hours("2026-11-01", "50", "shadowing", "maria", "reception", "jan;anna");
	log_hours("2026-11-05", "37", "workshop", "eleni", "reception", "jan;anna");
	log_hours("2026-11-10", "20", "meeting", "maria", "reception", NULL);
	log_hours("2026-11-15", "33", "meeting", "eleni", NULL, NULL);
	log_hours("2026-11-18", "33", "travel", "maria", "reception", "jan");
	log_hours("2026-11-30", "7", "reflection", "maria", "reception", "anna");
	log_hours("2026-12-01", "14", "shadowing", "maria", "reception", "jan");
}

static void fill(void)
{
	must(here.q, qser_begin(here.q, "fill"));
	add_paths();
	add_hours();
	must(here.q, qser_commit(here.q));
}

/* ---- Reports as text ---- */

/* QSER_PARTIAL: there is nothing to say. */
static enum qser_status write_report(enum qser_report_kind kind, const struct qser_report *report,
	const struct qser_style *style, struct qser_spool *spool)
{
	bool any;
	enum qser_status status = qser_report_write(here.q, kind, report, style, spool, &any);

	return status == QSER_OK && !any ? QSER_PARTIAL : status;
}

static char *print(enum qser_report_kind fn, struct qser_report report, enum qser_format format,
	enum qser_status want)
{
	_cleanup_(spool_freep) struct qser_spool *spool = NULL;
	const struct qser_style style = {.format = format};

	assert_int_equal(qser_spool_new(&spool), QSER_OK);
	enum qser_status status = write_report(fn, &report, &style, spool);
	if (status != want)
		fail_msg("status %d: %s", status, qser_error(here.q).message);
	return strdup(buffer_text(spool_buffer(spool)));
}

#define HOURS(...) ((struct qser_report){__VA_ARGS__})

#define assert_csv(fn, report, want)                                      \
	do {                                                              \
		char *got_ = print(fn, report, QSER_FORMAT_CSV, QSER_OK); \
		assert_string_equal(got_, want);                          \
		free(got_);                                               \
	} while (0)

static void assert_says(
	enum qser_report_kind fn, struct qser_report report, const char *words, bool wanted)
{
	char *page = print(fn, report, QSER_FORMAT_TEXT, QSER_OK);

	/* Where a line ends is the driver's business. */
	for (char *at = page; (at = strchr(at, '\n'));)
		*at = ' ';
	if (!strstr(page, words) == wanted)
		fail_msg("\"%s\" %s in:\n%s", words, wanted ? "is not" : "is", page);
	free(page);
}

static void assert_refuses(enum qser_report_kind fn, struct qser_report report,
	enum qser_status want, const char *words)
{
	_cleanup_(spool_freep) struct qser_spool *spool = NULL;
	const struct qser_style style = {.format = QSER_FORMAT_CSV};

	assert_int_equal(qser_spool_new(&spool), QSER_OK);
	refused(here.q, write_report(fn, &report, &style, spool), want, words);
	assert_int_equal(qser_spool_length(spool), 0);
}

/* ---- Hours ---- */

static void hours_by_month_are_exact(void **state)
{
	(void)state;
	fill();
	assert_csv(QSER_REPORT_HOURS, HOURS(.by = "month"),
		"month,entries,minutes,hours\n"
		"2026-10,1,100,1.67\n"
		"2026-11,6,180,3.00\n"
		"2026-12,1,14,0.23\n");
}

/* The week of 26 October to 1 November lies in two months, and is one week. */
static void weeks_do_not_end_with_the_month(void **state)
{
	(void)state;
	fill();
	assert_csv(QSER_REPORT_HOURS, HOURS(.by = "week", .until = "2026-11-05"),
		"week,entries,minutes,hours\n"
		"2026-W44,2,150,2.50\n"
		"2026-W45,1,37,0.62\n");
}

static void periods_hold_both_their_ends(void **state)
{
	(void)state;
	fill();
	assert_csv(QSER_REPORT_HOURS, HOURS(.by = "day", .period = "2026-11"),
		"day,entries,minutes,hours\n"
		"2026-11-01,1,50,0.83\n"
		"2026-11-05,1,37,0.62\n"
		"2026-11-10,1,20,0.33\n"
		"2026-11-15,1,33,0.55\n"
		"2026-11-18,1,33,0.55\n"
		"2026-11-30,1,7,0.12\n");
	assert_csv(QSER_REPORT_HOURS,
		HOURS(.by = "month", .since = "2026-11-30", .until = "2026-12-01"),
		"month,entries,minutes,hours\n"
		"2026-11,1,7,0.12\n"
		"2026-12,1,14,0.23\n");
	/* A stretch as an end counts with its own end on that side. */
	assert_csv(QSER_REPORT_HOURS, HOURS(.by = "month", .since = "2026-11", .until = "2026-11"),
		"month,entries,minutes,hours\n"
		"2026-11,6,180,3.00\n");
	assert_csv(QSER_REPORT_HOURS, HOURS(.by = "month", .period = "last month"),
		"month,entries,minutes,hours\n"
		"2026-10,1,100,1.67\n");
}

static void an_entry_counts_once_for_its_trainer(void **state)
{
	(void)state;
	fill();
	assert_csv(QSER_REPORT_HOURS, HOURS(.by = "trainer"),
		"trainer,entries,minutes,hours,trainer_name\n"
		"eleni,2,70,1.17,Ελένη Παπά\n"
		"maria,6,224,3.73,Μαρία Βασιλάκη\n");
}

static void an_entry_counts_once_for_each_participant(void **state)
{
	(void)state;
	fill();
	assert_csv(QSER_REPORT_HOURS, HOURS(.by = "participant"),
		"participant,entries,minutes,hours,participant_name\n"
		"anna,3,94,1.57,Anna Čapková\n"
		"jan,5,234,3.90,Jan Novák\n"
		",2,53,0.88,\n");
	/* The page adds up its column, and says what the diary holds. */
	assert_says(QSER_REPORT_HOURS, HOURS(.by = "participant"), "Together", true);
	assert_says(QSER_REPORT_HOURS, HOURS(.by = "participant"), "6:21", true);
	assert_says(QSER_REPORT_HOURS, HOURS(.by = "participant"),
		"counted once, the entries are 4 h 54 min.", true);
	assert_says(QSER_REPORT_HOURS, HOURS(.by = "trainer"), "counts for each", false);
}

/* Hours of jan are not those of whoever was there with jan. */
static void a_participant_asked_for_is_alone(void **state)
{
	(void)state;
	fill();
	assert_csv(QSER_REPORT_HOURS, HOURS(.by = "participant", .participant = "jan"),
		"participant,entries,minutes,hours,participant_name\n"
		"jan,5,234,3.90,Jan Novák\n");
	assert_csv(QSER_REPORT_HOURS, HOURS(.by = "kind", .participant = "anna, jan"),
		"kind,entries,minutes,hours\n"
		"reflection,1,7,0.12\n"
		"shadowing,3,164,2.73\n"
		"travel,1,33,0.55\n"
		"workshop,1,37,0.62\n");
}

/* Without a path at the end; what is left of the plan is left of all hours, whatever the period. */
static void hours_by_path_show_the_plan(void **state)
{
	(void)state;
	fill();
	assert_csv(QSER_REPORT_HOURS, HOURS(.period = "2026-11"),
		"path,entries,minutes,hours,planned,remaining,path_title\n"
		"reception,5,147,2.45,600,339,Customer service\n"
		",1,33,0.55,,,\n");
	assert_csv(QSER_REPORT_HOURS, HOURS(.organisation = "town", .kind = "meeting"),
		"path,entries,minutes,hours,planned,remaining,path_title\n"
		"reception,1,20,0.33,600,339,Customer service\n");
}

static void rounding_starts_from_exact_minutes(void **state)
{
	(void)state;
	fill();
	assert_csv(QSER_REPORT_HOURS, HOURS(.by = "month", .round = 15),
		"month,entries,minutes,hours,rounded,rounded_hours\n"
		"2026-10,1,100,1.67,105,1.75\n"
		"2026-11,6,180,3.00,180,3.00\n"
		"2026-12,1,14,0.23,15,0.25\n");
	assert_csv(QSER_REPORT_HOURS,
		HOURS(.by = "month", .round = 60, .round_mode = QSER_ROUND_UP),
		"month,entries,minutes,hours,rounded,rounded_hours\n"
		"2026-10,1,100,1.67,120,2.00\n"
		"2026-11,6,180,3.00,180,3.00\n"
		"2026-12,1,14,0.23,60,1.00\n");
	assert_csv(QSER_REPORT_HOURS,
		HOURS(.by = "month", .round = 60, .round_mode = QSER_ROUND_DOWN),
		"month,entries,minutes,hours,rounded,rounded_hours\n"
		"2026-10,1,100,1.67,60,1.00\n"
		"2026-11,6,180,3.00,180,3.00\n"
		"2026-12,1,14,0.23,0,0.00\n");
}

static void the_rounded_total_is_no_sum_of_rounded_rows(void **state)
{
	const struct qser_report up = {.by = "month", .round = 60, .round_mode = QSER_ROUND_UP};
	(void)state;
	fill();
	/* 294 minutes go up to 5 hours; 2, 3 and 1 hours would be 6. */
	assert_says(QSER_REPORT_HOURS, up, "4.90     5:00", true);
	assert_says(QSER_REPORT_HOURS, up, "the rounded rows add up to 6:00 instead.", true);
	assert_says(QSER_REPORT_HOURS, HOURS(.by = "month", .round = 15), "instead", false);
	assert_says(QSER_REPORT_HOURS, HOURS(.by = "month", .round = 30), "instead", true);
	char *json = print(QSER_REPORT_HOURS, up, QSER_FORMAT_JSON, QSER_OK);
	assert_non_null(strstr(json, "\"minutes\":294,\"hours\":4.90,\"rounded\":300"));
	free(json);
}

static void every_minute_rounds_as_it_should(void **state)
{
	static const int steps[] = {5, 6, 10, 15, 30, 60};
	struct qser_report r = {.round = 0};
	(void)state;

	assert_int_equal(hours_rounded(&r, 17), 17);
	for (size_t i = 0; i < COUNT(steps); i++)
		for (int64_t m = 0; m < 400; m++) {
			int64_t n = r.round = steps[i], down = m / n * n;
			r.round_mode = QSER_ROUND_DOWN;
			assert_int_equal(hours_rounded(&r, m), down);
			r.round_mode = QSER_ROUND_UP;
			assert_int_equal(hours_rounded(&r, m), m == down ? m : down + n);
			r.round_mode = QSER_ROUND_NEAREST;
			assert_int_equal(hours_rounded(&r, m), (2 * m + n) / (2 * n) * n);
		}
}

static void wrong_words_are_refused(void **state)
{
	(void)state;
	fill();
	assert_refuses(
		QSER_REPORT_HOURS, HOURS(.by = "weekday"), QSER_USAGE, "\"weekday\" is not one of");
	assert_refuses(QSER_REPORT_HOURS, HOURS(.by = ""), QSER_USAGE, "is not one of trainer");
	assert_refuses(
		QSER_REPORT_HOURS, HOURS(.by = "path,"), QSER_USAGE, "is not one of trainer");
	assert_refuses(QSER_REPORT_HOURS, HOURS(.by = "path,path"), QSER_USAGE, "given twice");
	assert_refuses(QSER_REPORT_HOURS, HOURS(.by = "path,kind,day,week,month"), QSER_USAGE,
		"at most 4");
	assert_refuses(QSER_REPORT_HOURS, HOURS(.round = 7), QSER_INVALID, "7 is not one of 5, 6");
	assert_refuses(QSER_REPORT_HOURS, HOURS(.kind = "sleep"), QSER_INVALID, "kind");
	assert_refuses(QSER_REPORT_HOURS, HOURS(.path = "reception-99"), QSER_INVALID,
		"path: there is no path \"reception-99\"");
	assert_refuses(QSER_REPORT_PROGRESS, HOURS(.organisation = "nowhere"), QSER_INVALID,
		"organisation: there is no");
	assert_refuses(QSER_REPORT_PROGRESS, HOURS(.path = ""), QSER_INVALID, "path: is empty");
	assert_refuses(QSER_REPORT_PROGRESS, HOURS(.period = "2026-11", .since = "2026-11-01"),
		QSER_USAGE, "not both");
	assert_refuses(QSER_REPORT_PROGRESS, HOURS(.period = "2026-13"), QSER_INVALID, "period");
	assert_refuses(QSER_REPORT_PROGRESS, HOURS(.since = "2026-11-02", .until = "2026-11-01"),
		QSER_INVALID, "2026-11-02 is after until");
}

/* ---- Progress ---- */

#define PROGRESS_HEAD                                                                            \
	"organisation,path,title,state,trainer,participant,name,steps_done,next_step,minutes,"   \
	"minutes_total,minutes_planned,shadowing,reflection,workshop,discussion,meeting,travel," \
	"last_session,checklists_complete,checklists_draft,score_first,score_last\n"

/* Travel is no session, and neither is what is still to come (today is 20 November). */
static void progress_has_a_row_for_each_participant(void **state)
{
	(void)state;
	fill();
	assert_csv(QSER_REPORT_PROGRESS, HOURS(.period = "2026-11"),
		PROGRESS_HEAD "town,nobody,A later one,draft,,,,0,1,0,0,,0,0,0,0,0,0,,0,0,,\n"
			      "town,reception,Customer service,draft,maria,anna,Anna "
			      "Čapková,0,1,94,94,60,50,7,37,0,0,0,"
			      "2026-11-05,0,0,,\n"
			      "town,reception,Customer service,draft,maria,jan,Jan "
			      "Novák,0,1,120,234,600,50,0,37,0,0,33,"
			      "2026-11-05,0,0,,\n");
}

static void progress_of_one_participant(void **state)
{
	(void)state;
	fill();
	assert_csv(QSER_REPORT_PROGRESS, HOURS(.participant = "anna"),
		PROGRESS_HEAD "town,reception,Customer service,draft,maria,anna,Anna "
			      "Čapková,0,1,94,94,60,50,7,37,0,0,0,"
			      "2026-11-05,0,0,,\n");
}

static void a_path_counts_every_entry_once(void **state)
{
	(void)state;
	fill();
	char *json =
		print(QSER_REPORT_PROGRESS, HOURS(.path = "reception"), QSER_FORMAT_JSON, QSER_OK);
	assert_non_null(strstr(json,
		"\"participants\":2,\"participants_planned\":3,\"steps_done\":0,\"steps_skipped\":"
		"0,"
		"\"next_step\":1,\"minutes\":261,\"minutes_total\":261,\"minutes_planned\":600,"
		"\"shadowing\":164,\"reflection\":7,\"workshop\":37,\"discussion\":0,\"meeting\":"
		"20,"
		"\"travel\":33,\"last_session\":\"2026-11-10\""));
	free(json);
}

static void step(int number, const char *state)
{
	int64_t id;

	must(here.q, qser_path_step(here.q, reception, number, &id));
	edit(here.q, QSER_STEP, id, "state", state);
}

static void progress_names_the_next_open_step(void **state)
{
	(void)state;
	fill();
	step(1, "done");
	step(2, "skipped");
	step(3, "started");
	step(4, "done");
	assert_says(
		QSER_REPORT_PROGRESS, HOURS(.path = "reception"), "2 of 13 done, 1 skipped", true);
	assert_says(QSER_REPORT_PROGRESS, HOURS(.path = "reception"),
		"3. Trainer informed, template for minutes", true);
}

static void progress_notices(void **state)
{
	const struct qser_report r = {.path = "reception"}, other = {.path = "nobody"};
	(void)state;
	fill();
	assert_says(QSER_REPORT_PROGRESS, r, "2 listed, 3 planned: 1 missing", true);
	assert_says(QSER_REPORT_PROGRESS, r, "! Beyond their own plan: Anna Čapková.", true);
	assert_says(QSER_REPORT_PROGRESS, r, "beyond the plan of", false);
	assert_says(QSER_REPORT_PROGRESS, r, "No session", false);
	assert_says(QSER_REPORT_PROGRESS, other, "! Nobody is listed as a participant.", true);
	step(9, "started");
	edit(here.q, QSER_PATH, reception, "hours", "4", "ends", "2026-11-19");
	assert_says(QSER_REPORT_PROGRESS, r, "! 21 min beyond the plan of 4 h.", true);
	assert_says(
		QSER_REPORT_PROGRESS, r, "! Was to end on 19 Nov 2026, and is not closed.", true);
	assert_says(QSER_REPORT_PROGRESS, r, "No session", false); /* the meeting is ten days ago */
	int64_t meeting = number_of(here.q, "select id from diary_entry where day = '2026-11-10'");
	edit(here.q, QSER_ENTRY, meeting, "day", "2026-11-06");
	assert_says(
		QSER_REPORT_PROGRESS, r, "No session", false); /* 14 days are not more than 14 */
	edit(here.q, QSER_ENTRY, meeting, "day", "2026-11-05");
	assert_says(QSER_REPORT_PROGRESS, r, "! No session for 15 days.", true);
}

static void organisations_get_their_own_heading(void **state)
{
	(void)state;
	fill();
	assert_says(QSER_REPORT_PROGRESS, HOURS(.path = NULL),
		"Progress of job shadowing: Municipality", true);
	assert_says(QSER_REPORT_PROGRESS, HOURS(.path = NULL), "All paths", true);
	add(here.q, QSER_ORGANISATION, "name", "Migration office", "code", "office");
	add(here.q, QSER_PATH, "code", "desk", "title", "Desk", "organisation", "office");
	assert_says(QSER_REPORT_PROGRESS, HOURS(.path = NULL), "Migration office ------", true);
	assert_says(QSER_REPORT_PROGRESS, HOURS(.organisation = "office"),
		"shadowing: Migration office", true);
}

/* ---- Checklists ---- */

#define FORM                                                                              \
	"form,title,purpose,revision,section,section_title,item,question,kind,required\n" \
	"desk,Desk,%s,1.0,a,A,a1,One?,yes-no,yes\n"                                       \
	",,,,,,a2,Two?,yes-no,yes\n"

static void add_form(const char *code, const char *purpose)
{
	_cleanup_(buffer_free) struct buffer csv = BUFFER_INIT;
	struct qser_counts counts;

	buffer_printf(&csv, FORM, purpose);
	memcpy(csv.data + strcspn(csv.data, "\n") + 1, code, 4);
	_cleanup_(close_descriptor) int fd = memfd_create("form", 0);
	assert_int_equal(write(fd, csv.data, csv.length), csv.length);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	const struct qser_import import = {.fd = fd, .name = "form.csv"};
	must(here.q, qser_begin(here.q, "import"));
	must(here.q, qser_form_import(here.q, &import, &counts));
	must(here.q, qser_commit(here.q));
}

static void fill_in(
	const char *form, const char *subject, const char *day, const char *a1, const char *a2)
{
	const struct qser_field head[] = {
		{"path", "reception"}, {"subject", subject}, {"day", day}};
	const struct qser_field answers[] = {{"a1", a1}, {"a2", a2}};
	int64_t id, response;

	must(here.q, qser_begin(here.q, "checklist"));
	must(here.q, qser_find(here.q, QSER_FORM, form, &id));
	must(here.q, qser_response_new(here.q, id, head, 3, &response));
	must(here.q, qser_response_answer(here.q, response, answers, a2 ? 2 : 1));
	must(here.q, qser_commit(here.q));
}

static void scores_are_the_first_and_the_last(void **state)
{
	(void)state;
	fill();
	add_form("desk", "checklist");
	add_form("exit", "evaluation");
	fill_in("desk", "jan", "2026-11-09", "yes", "yes");
	fill_in("desk", "jan", "2026-10-05", "no", "no");
	fill_in("desk", "jan", "2026-10-20", "yes", "no");
	fill_in("desk", "jan", "2026-11-12", "yes", NULL); /* a draft */
	fill_in("exit", "jan", "2026-11-13", "no", "no");  /* no checklist */
	fill_in("desk", "anna", "2026-10-05", "yes", "no");
	assert_csv(QSER_REPORT_PROGRESS, HOURS(.path = "reception"),
		PROGRESS_HEAD "town,reception,Customer service,draft,maria,anna,Anna "
			      "Čapková,0,1,94,94,60,50,7,37,0,0,0,"
			      "2026-11-05,1,0,50,50\n"
			      "town,reception,Customer service,draft,maria,jan,Jan "
			      "Novák,0,1,234,234,600,164,0,37,0,0,33,"
			      "2026-11-05,3,1,0,100\n");
	assert_says(QSER_REPORT_PROGRESS, HOURS(.path = "reception"),
		"4 complete, 1 begun; score 0 % → 100 %", true);
	assert_says(QSER_REPORT_PROGRESS, HOURS(.path = "reception"), "1: 50 %", true);
	assert_says(QSER_REPORT_PROGRESS, HOURS(.path = "reception"), "50 % →", false);
}

/* Scores of two forms are no change: those of the one used last are shown. */
static void scores_are_of_one_form(void **state)
{
	(void)state;
	fill();
	add_form("late", "checklist");
	add_form("desk", "checklist");
	fill_in("late", "jan", "2026-11-01", "yes", "yes");
	fill_in("late", "jan", "2026-11-02", "no", "yes");
	fill_in("desk", "jan", "2026-10-01", "no", "no");
	fill_in("desk", "jan", "2026-10-02", "no", "no");
	assert_says(QSER_REPORT_PROGRESS, HOURS(.path = "reception"), "4: 100 % → 50 %", true);
}

/* ---- Rooms beside ---- */

static void an_empty_database_says_so(void **state)
{
	static const enum qser_format formats[] = {QSER_FORMAT_TEXT, QSER_FORMAT_CSV,
		QSER_FORMAT_TSV, QSER_FORMAT_JSON, QSER_FORMAT_JSONL, QSER_FORMAT_HTML};
	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		char *progress =
			print(QSER_REPORT_PROGRESS, HOURS(.path = NULL), formats[i], QSER_PARTIAL);
		char *hours =
			print(QSER_REPORT_HOURS, HOURS(.path = NULL), formats[i], QSER_PARTIAL);
		if (formats[i] == QSER_FORMAT_CSV)
			assert_string_equal(progress, PROGRESS_HEAD);
		if (formats[i] == QSER_FORMAT_TEXT || formats[i] == QSER_FORMAT_JSON) {
			assert_non_null(strstr(progress, "There is no path to report on."));
			assert_non_null(strstr(hours, "There are no hours to report on."));
		}
		free(progress);
		free(hours);
	}
}

static void the_same_report_has_the_same_bytes(void **state)
{
	(void)state;
	fill();
	for (int f = QSER_FORMAT_TEXT; f <= QSER_FORMAT_HTML; f++) {
		assert_int_equal(setenv("TZ", "Europe/Athens", 1), 0);
		tzset();
		char *one = print(QSER_REPORT_PROGRESS, HOURS(.period = "2026-11"),
			(enum qser_format)f, QSER_OK);
		assert_int_equal(setenv("TZ", "America/Lima", 1), 0);
		tzset();
		char *two = print(QSER_REPORT_PROGRESS, HOURS(.period = "2026-11"),
			(enum qser_format)f, QSER_OK);
		assert_string_equal(one, two);
		free(one);
		free(two);
	}
}

/* One list of kinds, as long as the report counts on. */
static void kinds_are_those_of_the_diary(void **state)
{
	const struct record *entry = record_of(QSER_ENTRY);
	const char *const *words = entry->columns[record_column(entry, "kind")].words;
	(void)state;
	for (size_t i = 0; i < ENTRY_KINDS; i++)
		assert_string_equal(words[i], entry_kinds[i]);
	assert_null(words[ENTRY_KINDS]);
}

/* An entry whose moment is moved is counted on its new day. */
static void an_entry_moved_counts_where_it_is(void **state)
{
	(void)state;
	assert_int_equal(setenv("TZ", "Europe/Athens", 1), 0);
	tzset();
	must(here.q, qser_begin(here.q, "fill"));
	add_paths();
	int64_t id = add(here.q, QSER_ENTRY, "starts_at", "2026-11-02T09:00:00Z", "minutes", "60",
		"trainer", "maria", "path", "reception", "participants", "jan");
	must(here.q, qser_commit(here.q));
	assert_value(here.q, QSER_ENTRY, id, "day", "2026-11-02");
	edit(here.q, QSER_ENTRY, id, "starts_at",
		"2026-10-30T22:30:00Z"); /* half past midnight there */
	assert_value(here.q, QSER_ENTRY, id, "day", "2026-10-31");
	assert_csv(QSER_REPORT_HOURS, HOURS(.by = "month"),
		"month,entries,minutes,hours\n"
		"2026-10,1,60,1.00\n");
	refused(here.q,
		try_edit(here.q, QSER_ENTRY, id, "starts_at", "2026-11-04T09:00:00Z", "day",
			"2026-11-05", NULL),
		QSER_INVALID, "2026-11-04");
}

/* More participants than the index begins with, entries out of order, against sums made by hand. */
static void many_participants_find_their_hours(void **state)
{
	enum { PEOPLE = 1500 };
	struct qser *q = here.q;
	(void)state;
	must(q, qser_begin(q, "fill"));
	add_paths();
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT, code = BUFFER_INIT;
	for (int i = 0; i < PEOPLE; i++) {
		buffer_clear(&code);
		buffer_printf(&code, "p%d", i);
		add(q, QSER_PERSON, "name", buffer_text(&code), "code", buffer_text(&code));
		add(q, QSER_PARTICIPANT, "path", i % 2 ? "reception" : "nobody", "person",
			buffer_text(&code));
	}
	for (int i = 0; i < 2 * PEOPLE; i++) {
		int who = (i * 31) % PEOPLE;
		buffer_clear(&code);
		buffer_printf(&code, "p%d", who);
		buffer_clear(&text);
		buffer_int(&text, 1 + who % 60);
		log_hours("2026-11-02", buffer_text(&text), "shadowing", "maria",
			who % 2 ? "reception" : "nobody", buffer_text(&code));
	}
	must(q, qser_commit(q));
	char *csv = print(QSER_REPORT_PROGRESS, HOURS(.trainer = NULL), QSER_FORMAT_CSV, QSER_OK);
	for (int i = 0; i < PEOPLE; i++) {
		buffer_clear(&text);
		buffer_printf(
			&text, ",p%d,p%d,0,1,%d,%d,", i, i, 2 * (1 + i % 60), 2 * (1 + i % 60));
		assert_non_null(strstr(csv, buffer_text(&text)));
	}
	free(csv);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(hours_by_month_are_exact),
		TEST(weeks_do_not_end_with_the_month),
		TEST(periods_hold_both_their_ends),
		TEST(an_entry_counts_once_for_its_trainer),
		TEST(an_entry_counts_once_for_each_participant),
		TEST(a_participant_asked_for_is_alone),
		TEST(hours_by_path_show_the_plan),
		TEST(rounding_starts_from_exact_minutes),
		TEST(the_rounded_total_is_no_sum_of_rounded_rows),
		TEST(every_minute_rounds_as_it_should),
		TEST(wrong_words_are_refused),
		TEST(progress_has_a_row_for_each_participant),
		TEST(progress_of_one_participant),
		TEST(a_path_counts_every_entry_once),
		TEST(progress_names_the_next_open_step),
		TEST(progress_notices),
		TEST(organisations_get_their_own_heading),
		TEST(scores_are_the_first_and_the_last),
		TEST(scores_are_of_one_form),
		TEST(an_empty_database_says_so),
		TEST(the_same_report_has_the_same_bytes),
		TEST(kinds_are_those_of_the_diary),
		TEST(an_entry_moved_counts_where_it_is),
		TEST(many_participants_find_their_hours),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
