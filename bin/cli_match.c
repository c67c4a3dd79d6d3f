/* cli_match.c: of qser-pair: who fits a mentee, candidates and rules; the table of the room. */
#include "cli_match.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum { NUMBER = 24, RULES_MOST = 64 << 10 };

static const char *number(char text[NUMBER], int64_t n)
{
	(void)snprintf(text, NUMBER, "%" PRId64, n);
	return text;
}

enum qser_status cli_match_rules(struct cli *c, struct qser_matching *how)
{
	size_t length;

	how->rules_name = cli_get(c, "rules");
	return how->rules_name ? cli_read_text(c, how->rules_name, RULES_MOST, &how->rules, &length)
			       : QSER_OK;
}

/* ---- match MENTEE ---- */

static const struct cli_option match_options[] = {
	{"all", 0, NULL, "also the mentors who are not possible, and why", NULL},
	{"rules", 0, "FILE", "rules and points; see: qser-pair rules", "file"},
	{"csv", 0, "FILE", "candidates, instead of a database; - is stdin", "file"},
	{"capacities", 0, "FILE", "with --csv: mentor,capacity of each mentor", "file"},
	{"method", 0, "METHOD", "with --csv: score or stable", "words:score stable"},
	{"unmatched", 0, "FILE", "with --csv: write who goes without, and why, as CSV", "file"},
	{"encoding", 0, "NAME", "with --csv: as iconv(1) calls it; default UTF-8", NULL},
	{"delimiter", 0, "CHAR", "with --csv: comma, semicolon, tab, pipe; default: found out",
		"words:comma semicolon tab pipe"},
	{.name = NULL},
};
static const struct qser_column fit_columns[] = {
	COLUMN("mentor", "Mentor", QSER_TEXT),
	COLUMN("name", "Name", QSER_TEXT),
	COLUMN("points", "Points", QSER_INT),
	COLUMN("free", "Free", QSER_INT),
	COLUMN("why", "Why", QSER_TEXT),
	COLUMN("possible", "Possible", QSER_BOOL),
};

struct fitting {
	struct cli *c;
	struct qser_table *table;
	const struct qser_column *columns[COUNT(fit_columns)]; /* the table borrows them */
	enum qser_status status;			       /* of the table */
};

static int print_fit(void *ctx, const struct qser_fit *fit)
{
	struct fitting *f = ctx;
	char points[NUMBER], places[NUMBER];

	f->status = qser_table_row(f->table,
		(const char *const[]){fit->mentor_word, fit->mentor_name,
			fit->possible ? number(points, fit->points) : NULL,
			number(places, fit->free), fit->why, fit->possible ? "yes" : "no"});
	return f->status != QSER_OK;
}

static enum qser_status begin_table(struct fitting *f)
{
	/* Who is not possible has no points: a column of a screen is saved. */
	size_t count = COUNT(fit_columns) - (f->c->style.format == QSER_FORMAT_TEXT);

	for (size_t i = 0; i < count; i++)
		f->columns[i] = &fit_columns[i];
	return cli_table(f->c, f->columns, count, &f->table);
}

static enum qser_status fit_mentee(struct cli *c, const struct qser_matching *how, const char *word)
{
	struct fitting f = {.c = c};
	char *cause = NULL;
	int64_t mentee;
	enum qser_status status = qser_find(c->q, QSER_PERSON, word, &mentee);

	if (status == QSER_OK)
		status = begin_table(&f);
	if (status == QSER_OK)
		status = qser_match_mentee(
			c->q, how, mentee, cli_has(c, "all"), print_fit, &f, &cause);
	if (cli_own(c, cause))
		cli_say(c, "no match found for %s: %s", word, cause);
	if (f.status != QSER_OK)
		status = f.status;
	if (status == QSER_OK || status == QSER_PARTIAL) {
		enum qser_status ended = qser_table_end(f.table);
		status = ended == QSER_OK ? status : ended;
	}
	qser_table_free(f.table);
	return status;
}

static enum qser_status match(struct cli *c)
{
	static const char *const of_csv[] = {
		"capacities", "method", "unmatched", "encoding", "delimiter"};

	if (cli_has(c, "csv"))
		return c->argc || cli_has(c, "all") || cli_has(c, "rules")
			       ? cli_fail(c, QSER_USAGE,
					 "--csv has its mentees and points in the file; it goes "
					 "without MENTEE, --all and --rules")
			       : cli_match_csv(c);
	for (size_t i = 0; i < COUNT(of_csv); i++)
		if (cli_has(c, of_csv[i]))
			return cli_fail(c, QSER_USAGE, "--%s goes with --csv", of_csv[i]);
	if (!c->argc)
		return cli_fail(c, QSER_USAGE,
			"whom? name a mentee; for all who wait: qser-pair round new");
	/* Rules first: nobody who writes waits for whoever types them. */
	struct qser_matching how = {0};
	enum qser_status status = cli_match_rules(c, &how);
	if (status == QSER_OK)
		status = cli_open(c, QSER_READ);
	if (status == QSER_OK)
		status = qser_begin_read(c->q);
	return status == QSER_OK ? fit_mentee(c, &how, c->argv[0]) : status;
}

/* ---- candidates ---- */

static const struct cli_option candidates_options[] = {
	{"rules", 0, "FILE", "rules and points; see: qser-pair rules", "file"},
	{"again", 0, NULL, "also mentees who have a proposal already", NULL},
	{.name = NULL},
};
static const struct qser_column candidate_columns[] = {
	COLUMN("mentee", "Mentee", QSER_TEXT),
	COLUMN("mentor", "Mentor", QSER_TEXT),
	COLUMN("points", "Points", QSER_INT),
	COLUMN("mentee_rank", "Rank for mentee", QSER_INT),
	COLUMN("mentor_rank", "Rank for mentor", QSER_INT),
	COLUMN("capacity", "Free", QSER_INT),
	COLUMN("load", "Mentees", QSER_INT),
	COLUMN("mentee_place", "Waiting", QSER_INT),
	COLUMN("mentor_place", "Order", QSER_INT),
	COLUMN("explanation", "Explanation", QSER_TEXT),
};

static int print_candidate(void *ctx, const struct qser_fit *fit)
{
	struct fitting *f = ctx;
	char points[NUMBER], wish[NUMBER], back[NUMBER], places[NUMBER], load[NUMBER],
		place[NUMBER], order[NUMBER];
	bool some = fit->mentor;

	f->status = qser_table_row(
		f->table, (const char *const[]){fit->mentee_word, some ? fit->mentor_word : NULL,
				  some ? number(points, fit->points) : NULL,
				  fit->mentee_rank ? number(wish, fit->mentee_rank) : NULL,
				  fit->mentor_rank ? number(back, fit->mentor_rank) : NULL,
				  some ? number(places, fit->free) : NULL,
				  some ? number(load, fit->load) : NULL, number(place, fit->place),
				  some ? number(order, fit->order) : NULL, fit->why});
	return f->status != QSER_OK;
}

static enum qser_status candidates(struct cli *c)
{
	const struct qser_column *columns[COUNT(candidate_columns)];
	struct fitting f = {.c = c};
	struct qser_matching how = {.again = cli_has(c, "again")};
	enum qser_status status = cli_match_rules(c, &how);

	for (size_t i = 0; i < COUNT(columns); i++)
		columns[i] = &candidate_columns[i];
	if (status == QSER_OK)
		status = cli_table(c, columns, COUNT(columns), &f.table);
	if (status == QSER_OK)
		status = qser_match_candidates(c->q, &how, print_candidate, &f);
	if (f.status != QSER_OK)
		status = f.status;
	if (status == QSER_OK)
		status = qser_table_end(f.table);
	qser_table_free(f.table);
	return status;
}

/* ---- rules ---- */

static enum qser_status rules(struct cli *c)
{
	const char *text = qser_match_rules();
	size_t length = strlen(text);
	char *why;
	enum qser_status status = QSER_OK;

	if (!c->argc) {
		qser_spool_add(c->out, text, length);
		return QSER_OK;
	}
	status = cli_read_text(c, c->argv[0], RULES_MOST, &text, &length);
	if (status != QSER_OK)
		return status;
	status = qser_match_rules_check(text, c->argv[0], &why);
	if (status != QSER_OK)
		return cli_fail(c, status, "%s", cli_own(c, why) ? why : "out of memory");
	qser_spool_add(c->out, text, length);
	return QSER_OK;
}

/* ---- The table ---- */

static const char match_more[] =
	"MENTEE is a person: id, code or e-mail address. The list has the mentors who are possible "
	"by the rules and have a free place, most points first, and what each has points for. The "
	"exit status is 1 when there is nobody, and a line says why. Nothing is written: to propose "
	"one, qser-pair propose; for all who wait at once, qser-pair round new.\n"
	"With --csv it is a filter that needs no database. It reads mentee,mentor,points and, where "
	"they are known, mentee_rank, mentor_rank (1 is liked best), capacity (places free; 1), "
	"load, mentee_place, mentor_place, explanation, and prints mentee,mentor,points,explanation "
	"of each pair, which qser-pair import takes. A row without a mentor names a mentee for whom "
	"there is nobody. The order of the rows does not matter. The exit status is 1 when somebody "
	"goes without.";

const struct cli_verb cli_match_verbs[] = {
	{.name = "match",
		.arguments = "[MENTEE]",
		.brief = "list who could be the mentor of somebody, best first, and why",
		.examples = "qser-pair match jan\n"
			    "qser-pair match jan --all\n"
			    "qser-pair candidates | qser-pair match --csv - --method stable\n"
			    "qser-pair match --csv wishes.csv --capacities mentors.csv",
		.database = CLI_OPENS_ITSELF,
		.options = match_options,
		.most = 1,
		.complete = "record:person",
		.run = match,
		.kind = CLI_ROWS,
		.without = "dry-run override actor null",
		.more = match_more},
	{.name = "candidates",
		.brief = "write who is possible for whom, with points, as CSV for match --csv",
		.examples = "qser-pair candidates > candidates.csv\n"
			    "qser-pair candidates | qser-pair match --csv - > pairs.csv\n"
			    "qser-pair import pairs.csv",
		.database = CLI_READS,
		.options = candidates_options,
		.run = candidates,
		.kind = CLI_DATA,
		.more = "Of all mentees who wait and have no proposal. Mentors without a free "
			"place are there with capacity 0; a mentee for whom nobody is possible "
			"has one row without a mentor, where explanation says why."},
	{.name = "rules",
		.arguments = "[FILE|-]",
		.brief = "print the built-in rules of matching, or check a file of rules",
		.examples = "qser-pair rules > rules.txt\n"
			    "qser-pair rules rules.txt\n"
			    "qser-pair round new --rules rules.txt -n",
		.database = CLI_NO_DATABASE,
		.run = rules,
		.most = 1,
		.complete = "file",
		.kind = CLI_PAGE,
		.without = "format no-header for-spreadsheet color"},
	{.name = "round new",
		.brief = "propose mentors to all who wait, as many and as fitting as can be",
		.examples = "# who would get whom, and who nobody; nothing is kept\n"
			    "qser-pair round new -n\n"
			    "qser-pair round new --code autumn-26\n"
			    "qser-pair round new --method stable --rules rules.txt",
		.database = CLI_WRITES,
		.record = QSER_ROUND,
		.options = cli_round_new_options,
		.run = cli_round_new,
		.kind = CLI_ROWS,
		.ids = true,
		.more = cli_round_new_more},
	{.name = "round publish",
		.arguments = "ROUND…",
		.brief = "record that both have been told of each proposal of a round",
		.examples = "qser-pair round publish autumn-26",
		.database = CLI_WRITES,
		.record = QSER_ROUND,
		.run = cli_round_publish,
		.least = 1,
		.most = -1,
		.complete = "record"},
	{.name = "round withdraw",
		.arguments = "ROUND…",
		.brief = "take back what is still open of a round",
		.examples = "qser-pair round withdraw autumn-26 --reason 'the rules were wrong'",
		.database = CLI_WRITES,
		.record = QSER_ROUND,
		.options = cli_round_reason_options,
		.run = cli_round_withdraw,
		.least = 1,
		.most = -1,
		.complete = "record",
		.more = "What has been accepted stays. To take back the round itself, as if it had "
			"not been, and what it counted for the waiting list: qser-pair undo."},
	CLI_LIST("round ", QSER_ROUND, "rounds", "qser-pair round list"),
	CLI_SHOW("round ", QSER_ROUND, "rounds", "qser-pair round show autumn-26"),
	CLI_EDIT("round ", QSER_ROUND, "the code or note of rounds",
		"qser-pair round edit autumn-26 --note 'for the office in Athens'"),
	CLI_EXPORT("round ", QSER_ROUND, "rounds", "qser-pair round export -o rounds.csv"),
	CLI_LIST("unmatched ", QSER_UNMATCHED, "mentees without a mentor, and why",
		"qser-pair unmatched list --round autumn-26\n"
		"qser-pair unmatched list --mentee jan"),
	CLI_SHOW("unmatched ", QSER_UNMATCHED, "unmatched mentees", "qser-pair unmatched show 1"),
	CLI_EXPORT("unmatched ", QSER_UNMATCHED, "unmatched mentees",
		"qser-pair unmatched export -o unmatched.csv"),
	{.name = NULL},
};
