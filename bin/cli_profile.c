/* cli_profile.c: of qser-pair: mentors, mentees, what they offer, look for and prefer. */
#include "cli_profile.h"

#include <inttypes.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* ---- Tables of these verbs ---- */

struct listing {
	struct cli *c;
	struct qser_table *table;
	int64_t rows;
	enum qser_status status; /* of the table */
};

enum { NUMBER = 24 };

static const char *number(char text[NUMBER], int64_t n)
{
	(void)snprintf(text, NUMBER, "%" PRId64, n);
	return text;
}

/* id: of the record that the row is about. */
static int put(struct listing *l, int64_t id, const char *const *values)
{
	l->rows++;
	if (l->c->ids) {
		cli_list_id(l->c, id);
		return 0;
	}
	l->status = qser_table_row(l->table, values);
	return l->status != QSER_OK;
}

static enum qser_status begin(struct listing *l, const struct qser_column *all, size_t count,
	const struct qser_column **columns)
{
	for (size_t i = 0; i < count; i++)
		columns[i] = &all[i];
	return l->c->ids ? QSER_OK : cli_table(l->c, columns, count, &l->table);
}

static enum qser_status end(struct listing *l, enum qser_status status, const char *nobody)
{
	if (l->status != QSER_OK)
		status = l->status;
	if (status == QSER_OK && l->table)
		status = qser_table_end(l->table);
	if (status == QSER_OK && !l->rows && l->c->terminal)
		cli_say(l->c, "%s", nobody);
	qser_table_free(l->table);
	return status;
}

/* ---- mentor free ---- */

static const struct qser_column free_columns[] = {
	COLUMN("person", "Person", QSER_TEXT),
	COLUMN("name", "Name", QSER_TEXT),
	COLUMN("organisation", "Organisation", QSER_TEXT),
	COLUMN("free", "Free", QSER_INT),
	COLUMN("capacity", "Capacity", QSER_INT),
	COLUMN("languages", "Languages", QSER_TEXT),
	COLUMN("domains", "Domains", QSER_TEXT),
	COLUMN("areas", "Areas", QSER_TEXT),
	COLUMN("available", "Available", QSER_TEXT),
};
static const struct cli_option free_options[] = {
	{"organisation", 0, "ORGANISATION", "mentors of this one only", "record:organisation"},
	{"domain", 0, "DOMAIN", "who offers this: {mentor.domains}", "column:mentor.domains"},
	{"language", 0, "LANGUAGE", "who speaks this, as written with the person: el", NULL},
	{.name = NULL},
};

static int print_free(void *ctx, const struct qser_free *m)
{
	char free_places[NUMBER], capacity[NUMBER];

	return put(ctx, m->mentor,
		(const char *const[]){m->code, m->name, m->organisation,
			number(free_places, m->capacity - m->taken), number(capacity, m->capacity),
			m->languages, m->domains, m->areas, m->available});
}

static enum qser_status mentor_free(struct cli *c)
{
	const struct qser_column *columns[COUNT(free_columns)];
	struct qser_free_filter filter = {
		.domain = cli_get(c, "domain"), .language = cli_get(c, "language")};
	const char *organisation = cli_get(c, "organisation");
	struct listing l = {.c = c};
	enum qser_status status = organisation ? qser_find(c->q, QSER_ORGANISATION, organisation,
							 &filter.organisation)
					       : QSER_OK;

	if (status == QSER_OK)
		status = begin(&l, free_columns, COUNT(free_columns), columns);
	if (status == QSER_OK)
		status = qser_mentor_each_free(c->q, &filter, print_free, &l);
	return end(&l, status, "no mentor has a place free");
}

/* ---- mentor organisations ---- */

static const struct qser_column organisation_columns[] = {
	COLUMN("organisation", "Organisation", QSER_TEXT),
	COLUMN("name", "Name", QSER_TEXT),
	COLUMN("mentors", "Mentors", QSER_INT),
	COLUMN("capacity", "Capacity", QSER_INT),
	COLUMN("taken", "Taken", QSER_INT),
};
static const struct cli_option organisation_options[] = {
	{"fewer", 0, "NUMBER", "those with fewer mentors than so many only", NULL},
	{.name = NULL},
};

static int print_organisation(void *ctx, const struct qser_organisation_mentors *o)
{
	char mentors[NUMBER], capacity[NUMBER], taken[NUMBER];

	return put(ctx, o->organisation,
		(const char *const[]){o->code, o->name, number(mentors, o->mentors),
			number(capacity, o->capacity), number(taken, o->taken)});
}

static enum qser_status mentor_organisations(struct cli *c)
{
	const struct qser_column *columns[COUNT(organisation_columns)];
	struct listing l = {.c = c};
	int64_t fewer = 0;
	enum qser_status status = cli_get_number(c, "fewer", 1, 1000000, &fewer);

	if (status == QSER_OK)
		status = begin(&l, organisation_columns, COUNT(organisation_columns), columns);
	if (status == QSER_OK)
		status = qser_mentor_each_organisation(c->q, fewer, print_organisation, &l);
	return end(&l, status, "no organisation has so few mentors");
}

/* ---- mentee waiting ---- */

static const struct qser_column waiting_columns[] = {
	COLUMN("place", "Place", QSER_INT),
	COLUMN("person", "Person", QSER_TEXT),
	COLUMN("name", "Name", QSER_TEXT),
	COLUMN("missed", "Missed", QSER_INT),
	COLUMN("since", "Since", QSER_DAY),
	COLUMN("days", "Days", QSER_INT),
	COLUMN("proposals", "Proposals", QSER_INT),
	COLUMN("languages", "Languages", QSER_TEXT),
	COLUMN("domains", "Domains", QSER_TEXT),
	COLUMN("areas", "Areas", QSER_TEXT),
};

static int print_waiting(void *ctx, const struct qser_waiting_mentee *m)
{
	char place[NUMBER], missed[NUMBER], days[NUMBER], proposals[NUMBER];

	return put(ctx, m->mentee,
		(const char *const[]){number(place, m->place), m->code, m->name,
			number(missed, m->missed), m->since,
			m->days < 0 ? NULL : number(days, m->days), number(proposals, m->proposals),
			m->languages, m->domains, m->areas});
}

static enum qser_status mentee_waiting(struct cli *c)
{
	const struct qser_column *columns[COUNT(waiting_columns)];
	struct listing l = {.c = c};
	enum qser_status status = begin(&l, waiting_columns, COUNT(waiting_columns), columns);

	if (status == QSER_OK)
		status = qser_mentee_each_waiting(c->q, print_waiting, &l);
	return end(&l, status, "nobody waits");
}

/* ---- pause, leave, resume ---- */

static const struct cli_option until_options[] = {
	{"until", 0, "DAY", "first day available again; until resume, when not given", NULL},
	{.name = NULL},
};
static const struct cli_option reason_options[] = {
	{"reason", 0, "TEXT", "why the pairs there are end; needed when there are some", NULL},
	{.name = NULL},
};

static enum qser_status pause_mentor(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_mentor_pause(c->q, id, cli_get(c, "until"));
}

static enum qser_status mentor_pause(struct cli *c)
{
	return cli_each_id(c, 0, QSER_MENTOR, pause_mentor, NULL);
}

static enum qser_status leave_mentor(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_mentor_leave(c->q, id, cli_get(c, "reason"));
}

static enum qser_status mentor_leave(struct cli *c)
{
	return cli_each_id(c, 0, QSER_MENTOR, leave_mentor, NULL);
}

static enum qser_status resume_mentor(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_mentor_resume(c->q, id);
}

static enum qser_status mentor_resume(struct cli *c)
{
	return cli_each_id(c, 0, QSER_MENTOR, resume_mentor, NULL);
}

static enum qser_status pause_mentee(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_mentee_pause(c->q, id);
}

static enum qser_status mentee_pause(struct cli *c)
{
	return cli_each_id(c, 0, QSER_MENTEE, pause_mentee, NULL);
}

static enum qser_status leave_mentee(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_mentee_leave(c->q, id, cli_get(c, "reason"));
}

static enum qser_status mentee_leave(struct cli *c)
{
	return cli_each_id(c, 0, QSER_MENTEE, leave_mentee, NULL);
}

static enum qser_status resume_mentee(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_mentee_resume(c->q, id);
}

static enum qser_status mentee_resume(struct cli *c)
{
	return cli_each_id(c, 0, QSER_MENTEE, resume_mentee, NULL);
}

/* ---- Verbs ---- */

#define LIFE(group, rec, word, one_line, ex, opts, fn, text)                                      \
	{                                                                                         \
		.name = group word, .arguments = "ID|PERSON…", .brief = one_line, .examples = ex, \
		.database = CLI_WRITES, .record = rec, .options = opts, .least = 1, .most = -1,   \
		.complete = "record", .run = fn, .more = text                                     \
	}

const struct cli_verb cli_profile_verbs[] = {
	CLI_LIST("mentor ", QSER_MENTOR, "mentors",
		"qser-pair mentor list\n"
		"qser-pair mentor list --status available --domains cv"),
	CLI_SHOW("mentor ", QSER_MENTOR, "mentors",
		"qser-pair mentor show ines\n"
		"qser-pair mentor show ines --history"),
	CLI_ADD("mentor ", QSER_MENTOR, "the profile of a mentor",
		"qser-pair mentor add --person ines --capacity 2 --domains 'cv;interview' \\\n"
		"    --available 'tue-evening;thu-evening'"),
	CLI_EDIT("mentor ", QSER_MENTOR, "profiles of mentors",
		"qser-pair mentor edit ines --capacity 3"),
	LIFE("mentor ", QSER_MENTOR, "pause", "no new mentees for a while",
		"qser-pair mentor pause ines\n"
		"qser-pair mentor pause ines --until 2027-02-01",
		until_options, mentor_pause,
		"Pairs there are go on; proposals wait. With --until the mentor is there again on "
		"that day, without a command."),
	LIFE("mentor ", QSER_MENTOR, "leave", "mentors stop: their pairs end",
		"qser-pair mentor leave ines --reason 'moves to Porto'", reason_options,
		mentor_leave,
		"Pairs end for the reason, and their mentees are on the waiting list again, in the "
		"place they had; proposals are closed; the role of mentor ends today."),
	LIFE("mentor ", QSER_MENTOR, "resume", "mentors are back, after a pause or after leaving",
		"qser-pair mentor resume ines", NULL, mentor_resume, NULL),
	{.name = "mentor free",
		.brief = "list mentors with a place free",
		.examples =
			"qser-pair mentor free\n"
			"qser-pair mentor free --domain cv --language el\n"
			"qser-pair mentor free --ids | qser-pair mentor pause --until 2027-02-01 -",
		.database = CLI_READS,
		.record = QSER_MENTOR,
		.options = free_options,
		.kind = CLI_ROWS,
		.ids = true,
		.run = mentor_free,
		.more = "Those with most places first. Who pauses is not listed before the day "
			"that was given with --until."},
	{.name = "mentor organisations",
		.brief = "list how many mentors each organisation has",
		.examples = "qser-pair mentor organisations\n"
			    "qser-pair mentor organisations --fewer 3",
		.database = CLI_READS,
		.options = organisation_options,
		.kind = CLI_ROWS,
		.ids = true,
		.run = mentor_organisations,
		.more = "Those with the fewest first; mentors who have left do not count. taken is "
			"how many places pairs take."},
	CLI_RM("mentor ", QSER_MENTOR, "profiles of mentors", "qser-pair mentor rm ines"),
	CLI_MAP("mentor ", QSER_MENTOR, "mentors",
		"qser-pair mentor map mentors.csv > mentors.map"),
	CLI_IMPORT("mentor ", QSER_MENTOR, "mentors", "qser-pair mentor import mentors.csv"),
	CLI_EXPORT("mentor ", QSER_MENTOR, "mentors", "qser-pair mentor export -o mentors.csv"),

	CLI_LIST("mentee ", QSER_MENTEE, "mentees",
		"qser-pair mentee list\n"
		"qser-pair mentee list --status matched"),
	CLI_SHOW("mentee ", QSER_MENTEE, "mentees", "qser-pair mentee show jan"),
	{.name = "mentee waiting",
		.brief = "print the waiting list, in its order",
		.examples = "qser-pair mentee waiting\n"
			    "# for who is first, the mentors that fit\n"
			    "qser-pair mentor free --language el",
		.database = CLI_READS,
		.record = QSER_MENTEE,
		.kind = CLI_ROWS,
		.ids = true,
		.run = mentee_waiting,
		.more = "Who was left without a mentor in more rounds comes first, then who has "
			"waited longest."},
	CLI_ADD("mentee ", QSER_MENTEE, "the profile of a mentee",
		"qser-pair mentee add --person jan --domains 'cv;interview' \\\n"
		"    --goal 'an office job by summer'"),
	CLI_EDIT("mentee ", QSER_MENTEE, "profiles of mentees",
		"qser-pair mentee edit jan --domains 'interview;cv'"),
	LIFE("mentee ", QSER_MENTEE, "pause", "off the waiting list for a while",
		"qser-pair mentee pause jan", NULL, mentee_pause, "The place on the list is kept."),
	LIFE("mentee ", QSER_MENTEE, "leave", "mentees stop: their pairs end",
		"qser-pair mentee leave jan\n"
		"qser-pair mentee leave jan --reason 'has found work'",
		reason_options, mentee_leave,
		"Pairs end for the reason, proposals are closed; the role of mentee ends today."),
	LIFE("mentee ", QSER_MENTEE, "resume", "on the waiting list again",
		"qser-pair mentee resume jan", NULL, mentee_resume,
		"Who paused has the old place, who had left or completed waits from today on."),
	CLI_RM("mentee ", QSER_MENTEE, "profiles of mentees", "qser-pair mentee rm jan"),
	CLI_MAP("mentee ", QSER_MENTEE, "mentees",
		"qser-pair mentee map mentees.csv > mentees.map"),
	CLI_IMPORT("mentee ", QSER_MENTEE, "mentees",
		"# people with name and e-mail, who need not be known yet\n"
		"qser-pair mentee import mentees.csv"),
	CLI_EXPORT("mentee ", QSER_MENTEE, "mentees", "qser-pair mentee export -o mentees.csv"),

	CLI_LIST("preference ", QSER_PREFERENCE, "whom people would like, and whom not",
		"qser-pair preference list --person jan --sort rank\n"
		"qser-pair preference list --excluded yes"),
	CLI_SHOW("preference ", QSER_PREFERENCE, "preferences", "qser-pair preference show 1"),
	CLI_ADD("preference ", QSER_PREFERENCE, "a preference",
		"qser-pair preference add --person jan --other ines --rank 1\n"
		"qser-pair preference add --person jan --other tomas --excluded yes\n"
		"# of a mentor\n"
		"qser-pair preference add --person ines --side mentor --other jan --rank 1"),
	CLI_EDIT("preference ", QSER_PREFERENCE, "preferences",
		"qser-pair preference edit 1 --rank 2"),
	CLI_RM("preference ", QSER_PREFERENCE, "preferences", "qser-pair preference rm 1"),
	CLI_MAP("preference ", QSER_PREFERENCE, "preferences",
		"qser-pair preference map wishes.csv > wishes.map"),
	CLI_IMPORT("preference ", QSER_PREFERENCE, "preferences",
		"printf 'person,other,rank\\njan,ines,1\\n' | qser-pair preference import -"),
	CLI_EXPORT("preference ", QSER_PREFERENCE, "preferences",
		"qser-pair preference export -o preferences.csv"),
	{.name = NULL},
};
