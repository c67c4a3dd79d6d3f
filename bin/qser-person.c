/*
 * qser-person.c: people, their roles and trainings.
 */
#include <inttypes.h>
#include <qser.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "cli_ready.h"

/* ---- duplicates ---- */

/* The columns; ONE is those of one person, which are asked for by these names. */
enum { ONE = 4, WHY = 2 * ONE, DUPLICATE_COLUMNS };

static const struct qser_column duplicate_columns[DUPLICATE_COLUMNS] = {
	{.name = "id", .label = "Id", .type = QSER_INT, .flags = QSER_BRIEF},
	{.name = "code", .label = "Code", .type = QSER_CODE},
	{.name = "name", .label = "Name", .type = QSER_TEXT, .flags = QSER_BRIEF},
	{.name = "email", .label = "E-mail", .type = QSER_EMAIL, .flags = QSER_BRIEF},
	{.name = "other", .label = "Other", .type = QSER_INT, .flags = QSER_BRIEF},
	{.name = "other_code", .label = "Code", .type = QSER_CODE},
	{.name = "other_name", .label = "Name", .type = QSER_TEXT, .flags = QSER_BRIEF},
	{.name = "other_email", .label = "E-mail", .type = QSER_EMAIL, .flags = QSER_BRIEF},
	[WHY] = {.name = "why", .label = "Why", .type = QSER_TEXT, .flags = QSER_BRIEF},
};

struct duplicates {
	struct cli *c;
	struct qser_table *table;
	bool brief; /* text: without codes */
	int64_t people[2];
	char *values[DUPLICATE_COLUMNS];
	int64_t rows;
	enum qser_status status;
};

static void forget_values(struct duplicates *d, size_t from, size_t count)
{
	for (size_t i = from; i < from + count; i++) {
		free(d->values[i]);
		d->values[i] = NULL;
	}
}

static int keep_values(void *ctx, int64_t id, size_t count, const char *const *values)
{
	char **out = ctx;
	(void)id;
	for (size_t i = 0; i < count; i++) {
		out[i] = values[i] ? cli_dup(values[i]) : NULL;
		if (values[i] && !out[i])
			return 1;
	}
	return 0;
}

/* One of the two, into its half of the values; mostly it is the same one as in the row before. */
static enum qser_status read_person(struct duplicates *d, int which, int64_t id)
{
	size_t at = which ? ONE : 0;
	char text[24];
	const struct qser_field by_id = {"id", text};
	const struct qser_query query = {
		.columns = "id,code,name,email", .filters = &by_id, .filter_count = 1};
	if (d->people[which] == id)
		return QSER_OK;
	forget_values(d, at, ONE);
	d->people[which] = id;
	(void)snprintf(text, sizeof text, "%" PRId64, id);
	enum qser_status status =
		qser_each(d->c->q, QSER_PERSON, &query, keep_values, d->values + at);
	return status == QSER_STOPPED ? cli_no_memory(d->c) : status;
}

static int print_duplicate(void *ctx, const struct qser_likely *likely)
{
	struct duplicates *d = ctx;
	const char *row[DUPLICATE_COLUMNS];
	size_t count = 0;
	d->rows++;
	d->status = read_person(d, 0, likely->id);
	if (d->status == QSER_OK)
		d->status = read_person(d, 1, likely->other);
	for (size_t i = 0; i < DUPLICATE_COLUMNS; i++)
		if (!d->brief || duplicate_columns[i].flags & QSER_BRIEF)
			row[count++] = i == WHY ? likely->why : d->values[i];
	if (d->status == QSER_OK)
		d->status = qser_table_row(d->table, row);
	return d->status != QSER_OK;
}

static enum qser_status print_duplicates(struct duplicates *d, int64_t person)
{
	const struct qser_column *columns[DUPLICATE_COLUMNS];
	size_t count = 0;
	for (size_t i = 0; i < DUPLICATE_COLUMNS; i++)
		if (!d->brief || duplicate_columns[i].flags & QSER_BRIEF)
			columns[count++] = &duplicate_columns[i];
	enum qser_status status = cli_table(d->c, columns, count, &d->table);
	if (status == QSER_OK)
		status = person ? qser_person_likely(d->c->q, person, print_duplicate, d)
				: qser_duplicates(d->c->q, 0, print_duplicate, d);
	if (d->status != QSER_OK)
		status = d->status;
	return status == QSER_OK ? qser_table_end(d->table) : status;
}

static enum qser_status duplicates(struct cli *c)
{
	struct duplicates d = {.c = c, .brief = c->style.format == QSER_FORMAT_TEXT};
	const char *word = cli_get(c, "person");
	int64_t person = 0;
	enum qser_status status = word ? qser_find(c->q, QSER_PERSON, word, &person) : QSER_OK;
	if (status == QSER_OK)
		status = print_duplicates(&d, person);
	if (status == QSER_OK && !d.rows && c->terminal)
		cli_say(c, "nobody is likely the same");
	forget_values(&d, 0, DUPLICATE_COLUMNS);
	qser_table_free(d.table);
	return status;
}

static const struct cli_option duplicates_options[] = {
	{"person", 0, "PERSON", "only those who are like this one", "record:person"},
	{.name = NULL},
};

/* ---- The table ---- */

static const struct cli_verb verbs[] = {
	CLI_LIST("", QSER_PERSON, "people",
		"qser-person list --organisation kalamaria --sort name\n"
		"# accents and case do not matter\n"
		"qser-person list --name papadopoulos\n"
		"# those without an e-mail address\n"
		"qser-person list --email '' --columns code,name,phone"),
	CLI_SHOW("", QSER_PERSON, "people",
		"qser-person show maria\n"
		"qser-person show maria@example.org -f json"),
	CLI_ADD("", QSER_PERSON, "a person",
		"qser-person add --name 'Μαρία Παπαδοπούλου' --email maria@example.org --code "
		"maria\n"
		"# an external professional\n"
		"qser-person add --name 'Jana Nováková' --origin external --languages 'cs;en'\n"
		"# from lines\n"
		"printf 'name: Jana Nováková\\njob title: social worker\\n' | qser-person add -"),
	CLI_EDIT("", QSER_PERSON, "people",
		"qser-person edit maria --department kep --job-title 'Front desk'\n"
		"# several at once: all or none\n"
		"qser-person edit 4 7 12 --supervisor maria"),
	CLI_RM("", QSER_PERSON, "people",
		"qser-person rm maria\n"
		"qser-person list --department kep --ids | qser-person rm -n -"),
	CLI_MAP("", QSER_PERSON, "people", "qser-person map staff.csv > staff.map"),
	CLI_IMPORT("", QSER_PERSON, "people",
		"# as a spreadsheet saved it; look first\n"
		"qser-person import -n staff.csv\n"
		"qser-person import --encoding windows-1253 --rejects bad.csv staff.csv\n"
		"# mend bad.csv, then\n"
		"qser-person import bad.csv"),
	CLI_EXPORT("", QSER_PERSON, "people",
		"qser-person export -o people.csv\n"
		"# for a spreadsheet, where = begins a formula\n"
		"qser-person export --for-spreadsheet -o people.csv"),

	{.name = "duplicates",
		.brief = "list people who are likely the same, to look at",
		.examples = "qser-person duplicates\n"
			    "qser-person duplicates --person maria",
		.database = CLI_READS,
		.options = duplicates_options,
		.kind = CLI_ROWS,
		.run = duplicates,
		.more = "Likely the same are people whose e-mail addresses look alike; whose names "
			"are the same but for letters that look alike, the alphabet or the order "
			"of the words, if telephone or organisation is the same too, or nothing "
			"else is known of one of them; who share a telephone and one word of the "
			"name, if it is not the telephone of more than 20. Of several who are the "
			"same, each stands with the oldest. Nothing is changed."},

	CLI_LIST("role ", QSER_ROLE, "roles",
		"qser-person role list --role mentor,e-mentor\n"
		"qser-person role list --person maria"),
	CLI_SHOW("role ", QSER_ROLE, "roles", "qser-person role show 9"),
	CLI_ADD("role ", QSER_ROLE, "a role",
		"qser-person role add --person maria --role trainer --since 2026-09-01"),
	CLI_EDIT("role ", QSER_ROLE, "roles", "qser-person role edit 9 --until today"),
	CLI_RM("role ", QSER_ROLE, "roles", "qser-person role rm 9"),
	CLI_MAP("role ", QSER_ROLE, "roles", "qser-person role map roles.csv > roles.map"),
	CLI_IMPORT("role ", QSER_ROLE, "roles", "qser-person role import roles.csv"),
	CLI_EXPORT("role ", QSER_ROLE, "roles", "qser-person role export > roles.csv"),

	CLI_LIST("training ", QSER_TRAINING, "trainings",
		"qser-person training list --person maria\n"
		"# begun, not completed\n"
		"qser-person training list --completed ''"),
	CLI_SHOW("training ", QSER_TRAINING, "trainings", "qser-person training show 3"),
	CLI_ADD("training ", QSER_TRAINING, "a training",
		"qser-person training add --person maria --module online-1 --completed 2026-10-02\n"
		"qser-person training add --person maria --module workshop --title 'First "
		"meetings' \\\n"
		"    --provider-kind external --minutes 3h"),
	CLI_EDIT("training ", QSER_TRAINING, "trainings",
		"qser-person training edit 3 --completed yesterday"),
	CLI_RM("training ", QSER_TRAINING, "trainings", "qser-person training rm 3"),
	CLI_MAP("training ", QSER_TRAINING, "trainings",
		"qser-person training map completions.csv > courses.map"),
	CLI_IMPORT("training ", QSER_TRAINING, "trainings",
		"qser-person training import trainings.csv\n"
		"# of a learning platform; the map says which activity or course is which module\n"
		"qser-person training import --profile moodle --map courses.map progress.csv"),
	CLI_EXPORT("training ", QSER_TRAINING, "trainings",
		"qser-person training export -o trainings.csv"),

	CLI_UNDO("qser-person undo -n\n"
		 "qser-person undo\n"
		 "qser-person undo 41"),
	{.name = NULL},
};

int main(int argc, char **argv)
{
	static const struct cli_verb *const rooms[] = {cli_ready_verbs, NULL};
	static const struct cli_command command = {
		"qser-person", "people, their roles and trainings", verbs, rooms};
	return cli_main(argc, argv, &command);
}
