/*
 * cli_minutes.c: verbs of qser-path for minutes, actions, ratings, the conclusion, and copies.
 */
#include "cli_minutes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli_sign.h"

/* ---- minutes print ---- */

static enum qser_status cli_minutes_print(struct cli *c)
{
	struct cli_ids all = {0};
	enum qser_status status = cli_each_id(c, 0, QSER_MEETING, cli_take_id, &all);

	if (status == QSER_OK)
		status = qser_minutes_page(c->q, all.list, all.count, c->out, &c->style);
	free(all.list);
	return status;
}

/* ---- action ---- */

const struct cli_option cli_action_list_options[] = {
	{"open", 0, NULL, "those not done yet", NULL},
	{"late", 0, NULL, "those not done yet that were due before today", NULL},
	{.name = NULL},
};

enum qser_status cli_action_list(struct cli *c)
{
	struct qser_query query;
	enum qser_status status = cli_query(c, &query);
	size_t count = status == QSER_OK ? query.filter_count : 0;
	struct qser_field *filters = calloc(count + 2, sizeof(*filters));

	if (!filters || !cli_own(c, (char *)filters))
		return cli_no_memory(c);
	if (status != QSER_OK)
		return status;
	for (size_t i = 0; i < count; i++)
		filters[i] = query.filters[i];
	if (cli_has(c, "open") || cli_has(c, "late"))
		filters[count++] = (struct qser_field){"done", ""};
	if (cli_has(c, "late"))
		filters[count++] = (struct qser_field){"due", "..yesterday"};
	query.filters = filters;
	query.filter_count = count;
	return cli_print_query(c, c->verb->record, &query);
}

static const struct cli_option cli_action_done_options[] = {
	{"on", 0, "DAY", "when it was done; today when not given", NULL},
	{.name = NULL},
};

static enum qser_status done_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_action_done(c->q, id, cli_get(c, "on"));
}

static enum qser_status cli_action_done(struct cli *c)
{
	return cli_each_id(c, 0, QSER_ACTION, done_one, NULL);
}

/* ---- rating summary ---- */

static const struct cli_option cli_rating_options[] = {
	{"by-person", 0, NULL, "a row for each skill and person who has rated it", NULL},
	{.name = NULL},
};

static const struct qser_column sum_columns[] = {
	COLUMN("skill", "Id", QSER_INT),
	COLUMN("kind", "Kind", QSER_TEXT),
	COLUMN("name", "Skill", QSER_TEXT),
	COLUMN("person", "Person", QSER_TEXT),
	COLUMN("people", "People", QSER_INT),
	COLUMN("ratings", "Ratings", QSER_INT),
	COLUMN("relevance", "Relevance", QSER_INT),
	COLUMN("importance", "Importance", QSER_INT),
	COLUMN("compared", "Compared", QSER_INT),
	COLUMN("first", "First", QSER_INT),
	COLUMN("last", "Last", QSER_INT),
	COLUMN("change", "Change", QSER_INT),
};
enum { SUM_COLUMNS = sizeof sum_columns / sizeof *sum_columns };

/* What of it people read, so that it fits beside each other; programs get all. */
static bool is_shown(const struct cli *c, size_t column)
{
	const char *name = sum_columns[column].name;
	bool each = cli_has(c, "by-person");

	return c->style.format != QSER_FORMAT_TEXT ||
	       (strcmp(name, "kind") != 0 && strcmp(name, "compared") != 0 &&
		       strcmp(name, each ? "people" : "person") != 0 &&
		       strcmp(name, "ratings") != 0);
}

struct summary {
	struct cli *c;
	struct qser_table *table;
	int64_t skills, ratings;
	enum qser_status status;
};

/* "3.67", "-0.50"; NULL: of nothing. */
static const char *hundredths(int64_t value, char out[24])
{
	if (value == QSER_NOT_RATED)
		return NULL;
	int64_t size = value < 0 ? -value : value;
	(void)snprintf(
		out, 24, "%s%" PRId64 ".%02" PRId64, value < 0 ? "-" : "", size / 100, size % 100);
	return out;
}

static int print_sum(void *ctx, const struct qser_rating_sum *sum)
{
	struct summary *s = ctx;
	char skill[24], people[24], ratings[24], compared[24], means[5][24];

	(void)snprintf(skill, sizeof skill, "%" PRId64, sum->skill);
	(void)snprintf(people, sizeof people, "%" PRId64, sum->people);
	(void)snprintf(ratings, sizeof ratings, "%" PRId64, sum->ratings);
	(void)snprintf(compared, sizeof compared, "%" PRId64, sum->compared);
	const char *values[SUM_COLUMNS] = {skill, sum->kind, sum->name, sum->person, people,
		ratings, hundredths(sum->relevance, means[0]),
		hundredths(sum->importance, means[1]), compared, hundredths(sum->first, means[2]),
		hundredths(sum->last, means[3]), hundredths(sum->change, means[4])};
	for (size_t i = 0, n = 0; i < SUM_COLUMNS; i++)
		if (is_shown(s->c, i))
			values[n++] = values[i];
	s->status = qser_table_row(s->table, values);
	s->skills++;
	s->ratings += sum->ratings;
	return s->status != QSER_OK;
}

static enum qser_status print_summary(struct summary *s, int64_t path)
{
	const struct qser_column *columns[SUM_COLUMNS];
	size_t count = 0;

	for (size_t i = 0; i < SUM_COLUMNS; i++)
		if (is_shown(s->c, i))
			columns[count++] = &sum_columns[i];
	enum qser_status status = cli_table(s->c, columns, count, &s->table);
	if (status == QSER_OK)
		status = qser_rating_summary(
			s->c->q, path, cli_has(s->c, "by-person"), print_sum, s);
	if (s->status != QSER_OK)
		status = s->status;
	if (status == QSER_OK)
		status = qser_table_end(s->table);
	qser_table_free(s->table);
	return status;
}

static enum qser_status cli_rating_summary(struct cli *c)
{
	struct summary s = {.c = c};
	int64_t path;
	enum qser_status status = qser_find(c->q, QSER_PATH, c->argv[0], &path);

	if (status == QSER_OK)
		status = print_summary(&s, path);
	if (status != QSER_OK || s.ratings)
		return status;
	cli_say(c,
		s.skills ? "nobody has rated a skill of it yet"
			 : "it has no skills yet: qser-path skill add --path %s --name TEXT",
		c->argv[0]);
	return QSER_OK;
}

/* ---- conclude, conclusion ---- */

static enum qser_status cli_conclude(struct cli *c)
{
	const struct qser_field *fields;
	size_t count;
	int64_t path, id;
	bool made;

	if (c->argc == 2 && strcmp(c->argv[1], "-") != 0)
		return cli_fail(c, QSER_USAGE,
			"conclude: \"%s\": columns are given as --COLUMN VALUE, or as lines with -",
			c->argv[1]);
	enum qser_status status = qser_find(c->q, QSER_PATH, c->argv[0], &path);
	if (status == QSER_OK)
		status = cli_fields(c, &fields, &count);
	if (status == QSER_OK && !count)
		return cli_fail(c, QSER_USAGE,
			"conclude: nothing to write down; give --benefits, --skills, --impact-staff "
			"or another column, or lines with -");
	if (status == QSER_OK)
		status = qser_path_conclude(c->q, path, fields, count, &id, &made);
	if (status == QSER_OK && made)
		cli_print_id(c, id, c->argv[0]);
	return status;
}

/* The conclusion of the path that is the argument. */
static enum qser_status find_conclusion(struct cli *c, int64_t *id)
{
	int64_t path;
	enum qser_status status = qser_find(c->q, QSER_PATH, c->argv[0], &path);

	return status == QSER_OK ? qser_path_conclusion(c->q, path, id) : status;
}

static enum qser_status cli_conclusion_sign(struct cli *c)
{
	int64_t id, signature;
	enum qser_status status = find_conclusion(c, &id);

	if (status == QSER_OK)
		status = cli_sign(c, QSER_CONCLUSION, id, &signature);
	if (status == QSER_OK)
		cli_print_id(c, signature, cli_get(c, "as"));
	return status;
}

static enum qser_status cli_conclusion_print(struct cli *c)
{
	int64_t id;
	enum qser_status status = find_conclusion(c, &id);

	return status == QSER_OK ? qser_conclusion_page(c->q, id, c->out, &c->style) : status;
}

/* ---- copy ---- */

static const struct cli_option cli_copy_options[] = {
	{"participant", 0, "PERSON",
		"an individual path for this participant of a group path; may be given several "
		"times",
		"record:person"},
	{.name = NULL},
};

/* Only one path can have a code. */
static enum qser_status check_code(struct cli *c, const struct qser_field *fields, size_t count)
{
	for (size_t i = 0; i < count && cli_get_nth(c, "participant", 1); i++)
		if (!strcmp(fields[i].column, "code"))
			return cli_fail(c, QSER_USAGE,
				"copy: --code is for one copy; with several participants the codes "
				"are made of theirs");
	return QSER_OK;
}

static enum qser_status copy_one(struct cli *c, int64_t path, const char *participant,
	const struct qser_field *fields, size_t count)
{
	int64_t person = 0, id;
	enum qser_status status =
		participant ? qser_find(c->q, QSER_PERSON, participant, &person) : QSER_OK;

	if (status == QSER_OK)
		status = qser_path_copy(c->q, path, person, fields, count, &id);
	if (status == QSER_OK)
		cli_print_id(c, id, participant ? participant : c->argv[0]);
	return status;
}

static enum qser_status cli_copy(struct cli *c)
{
	const struct qser_field *fields;
	size_t count;
	int64_t path;
	const char *participant = cli_get(c, "participant");
	enum qser_status status = qser_find(c->q, QSER_PATH, c->argv[0], &path);

	if (status == QSER_OK)
		status = cli_fields(c, &fields, &count);
	if (status == QSER_OK)
		status = check_code(c, fields, count);
	if (status == QSER_OK && !participant)
		return copy_one(c, path, NULL, fields, count);
	for (size_t n = 0; status == QSER_OK; n++) {
		participant = cli_get_nth(c, "participant", n);
		if (!participant)
			break;
		status = copy_one(c, path, participant, fields, count);
	}
	return status;
}

/* ---- Verbs ---- */

const struct cli_verb cli_minutes_verbs[] = {
	{.name = "copy",
		.arguments = "PATH [-]",
		.brief = "make a new draft path from a path, or individual paths from a group path",
		.examples = "# for the next group\n"
			    "qser-path copy reception-26 --code reception-27 --starts 2027-02-01\n"
			    "# for another organisation\n"
			    "qser-path copy reception-26 --organisation volos --trainer nikos\n"
			    "# one for each of two participants\n"
			    "qser-path copy reception-26 --participant jan --participant eleni",
		.database = CLI_WRITES,
		.record = QSER_PATH,
		.columns = CLI_VALUES,
		.options = cli_copy_options,
		.least = 1,
		.most = 2,
		.complete = "record",
		.run = cli_copy,
		.more = "Description, skills and activities are copied; participants, steps, diary, "
			"first and last day are not. With --organisation neither are department, "
			"contact and address. With --participant the copy is for that person alone: "
			"hours and days are those of the participant, the code is made of both "
			"codes, and the column parent names the group path."},

	CLI_LIST("minutes ", QSER_MEETING, "minutes of meetings",
		"qser-path minutes list --path reception-26\n"
		"qser-path minutes list --target-group yes --day 2026"),
	CLI_SHOW("minutes ", QSER_MEETING, "minutes", "qser-path minutes show 3"),
	CLI_ADD("minutes ", QSER_MEETING, "minutes of a meeting",
		"qser-path minutes add --path reception-26 --step 5 --title 'First meeting' \\\n"
		"    --day 2026-10-12 --begins 9:30 --minutes 1h30 --attendees 'eleni;maria' \\\n"
		"    --skills 'patience at the counter' --decisions 'two afternoons a week'"),
	CLI_EDIT("minutes ", QSER_MEETING, "minutes",
		"qser-path minutes edit 3 --guests 'two women of the language course'"),
	CLI_RM("minutes ", QSER_MEETING, "minutes", "qser-path minutes rm 3"),
	{.name = "minutes print",
		.arguments = "ID…",
		.brief = "print minutes as a page, with their actions and lines to sign",
		.examples = "qser-path minutes print 3\n"
			    "qser-path minutes print 3 -f html -o minutes.html",
		.database = CLI_READS,
		.record = QSER_MEETING,
		.kind = CLI_PAGE,
		.formats = "html",
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = cli_minutes_print},
	CLI_MAP("minutes ", QSER_MEETING, "minutes",
		"qser-path minutes map minutes.csv > minutes.map"),
	CLI_IMPORT("minutes ", QSER_MEETING, "minutes", "qser-path minutes import minutes.csv"),
	CLI_EXPORT("minutes ", QSER_MEETING, "minutes",
		"qser-path minutes export --path reception-26 -o minutes.csv"),

	{.name = "action list",
		.brief = "list actions that were agreed upon",
		.examples = "qser-path action list --open --person eleni\n"
			    "qser-path action list --late --sort due",
		.database = CLI_READS,
		.record = QSER_ACTION,
		.columns = CLI_FILTERS,
		.options = cli_action_list_options,
		.run = cli_action_list},
	CLI_SHOW("action ", QSER_ACTION, "actions", "qser-path action show 4"),
	CLI_ADD("action ", QSER_ACTION, "an action",
		"qser-path action add --meeting 3 --what 'Send the checklist round' --person eleni "
		"--due 2026-10-20\n"
		"qser-path action add --path reception-26 --what 'Book room 2'"),
	CLI_EDIT("action ", QSER_ACTION, "actions", "qser-path action edit 4 --due 2026-10-27"),
	CLI_RM("action ", QSER_ACTION, "actions", "qser-path action rm 4"),
	{.name = "action done",
		.arguments = "ID…",
		.brief = "record that actions are done",
		.examples =
			"qser-path action done 4\n"
			"qser-path action done 4 5 --on yesterday\n"
			"qser-path action list --open --person eleni --ids | qser-path action done -",
		.database = CLI_WRITES,
		.record = QSER_ACTION,
		.options = cli_action_done_options,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = cli_action_done},
	CLI_MAP("action ", QSER_ACTION, "actions", "qser-path action map todo.csv > todo.map"),
	CLI_IMPORT("action ", QSER_ACTION, "actions", "qser-path action import todo.csv"),
	CLI_EXPORT("action ", QSER_ACTION, "actions",
		"qser-path action export --path reception-26 -o actions.csv"),

	CLI_LIST("rating ", QSER_RATING, "ratings of skills by staff",
		"qser-path rating list --person jan --sort day"),
	CLI_SHOW("rating ", QSER_RATING, "ratings", "qser-path rating show 7"),
	CLI_ADD("rating ", QSER_RATING, "a rating of a skill",
		"qser-path rating add --skill 2 --person jan --relevance 5 --importance 4 --level 2"),
	CLI_EDIT("rating ", QSER_RATING, "ratings", "qser-path rating edit 7 --level 3"),
	CLI_RM("rating ", QSER_RATING, "ratings", "qser-path rating rm 7"),
	{.name = "rating summary",
		.arguments = "PATH",
		.brief = "show how staff rate the skills of a path, and how that changes",
		.examples = "qser-path rating summary reception-26\n"
			    "qser-path rating summary reception-26 --by-person -f csv",
		.database = CLI_READS,
		.options = cli_rating_options,
		.kind = CLI_ROWS,
		.least = 1,
		.most = 1,
		.complete = "record:path",
		.run = cli_rating_summary,
		.more = "Relevance and importance are means of all ratings. First, last and change "
			"are means of the levels of those who gave at least two, compared is how "
			"many they are; while nobody has, first is the mean of all first levels."},
	CLI_MAP("rating ", QSER_RATING, "ratings",
		"qser-path rating map ratings.csv > ratings.map"),
	CLI_IMPORT("rating ", QSER_RATING, "ratings", "qser-path rating import ratings.csv"),
	CLI_EXPORT("rating ", QSER_RATING, "ratings", "qser-path rating export -o ratings.csv"),

	{.name = "conclude",
		.arguments = "PATH [-]",
		.brief = "write down what a path has brought, or change that",
		.examples = "qser-path conclude reception-26 --benefits 'Shorter queues' \\\n"
			    "    --attitudes 'Patience' --impact-staff 'Fewer sick days'\n"
			    "qser-path conclude reception-26 - < conclusion.txt",
		.database = CLI_WRITES,
		.record = QSER_CONCLUSION,
		.columns = CLI_CHANGES,
		.least = 1,
		.most = 2,
		.complete = "record:path",
		.run = cli_conclude,
		.more = "A path has one conclusion: it is made the first time, and changed from then "
			"on. Once it is signed, a change needs --override REASON, and the signatures "
			"no longer hold."},
	CLI_LIST("conclusion ", QSER_CONCLUSION, "conclusions of paths",
		"qser-path conclusion list --practices ''\n"
		"qser-path conclusion list --columns path,practices"),
	CLI_SHOW("conclusion ", QSER_CONCLUSION, "conclusions", "qser-path conclusion show 1"),
	{.name = "conclusion sign",
		.arguments = "PATH",
		.brief = "sign the conclusion of a path",
		.examples =
			"qser-path conclusion sign reception-26 --as trainer\n"
			"qser-path conclusion sign reception-26 --as organisation --by eleni --on "
			"yesterday",
		.database = CLI_WRITES,
		.options = cli_sign_options,
		.least = 1,
		.most = 1,
		.complete = "record:path",
		.run = cli_conclusion_sign},
	{.name = "conclusion print",
		.arguments = "PATH",
		.brief = "print the conclusion of a path, with signatures and lines to sign",
		.examples = "qser-path conclusion print reception-26\n"
			    "qser-path conclusion print reception-26 -f html -o conclusion.html",
		.database = CLI_READS,
		.kind = CLI_PAGE,
		.formats = "html",
		.least = 1,
		.most = 1,
		.complete = "record:path",
		.run = cli_conclusion_print},
	CLI_RM("conclusion ", QSER_CONCLUSION, "conclusions", "qser-path conclusion rm 1"),
	CLI_MAP("conclusion ", QSER_CONCLUSION, "conclusions",
		"qser-path conclusion map conclusions.csv > conclusions.map"),
	CLI_IMPORT("conclusion ", QSER_CONCLUSION, "conclusions",
		"qser-path conclusion import conclusions.csv"),
	CLI_EXPORT("conclusion ", QSER_CONCLUSION, "conclusions",
		"qser-path conclusion export -o conclusions.csv"),
	{.name = NULL},
};
