/*
 * cli_review.c: of qser-mentor: what waits, what reviewers think of it, decisions in bulk, and
 * opening again.
 */
#include "cli_review.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli_ask.h"

/* ---- inbox ---- */

static const struct cli_option inbox_options[] = {
	{"state", 0, "STATE", "submitted or in-review alone", "words:submitted in-review"},
	{"form", 0, "FORM", "made with this form", "record:form"},
	{"organisation", 0, "ORGANISATION", "that go to this organisation", "record:organisation"},
	{"older", 0, "DAYS", "that came in so long ago, or earlier: 14d, 2w", NULL},
	{.name = NULL},
};

/* BRIEF: a terminal has room for it. */
#define BRIEF(n, l, t)                                                      \
	{                                                                   \
		.name = (n), .label = (l), .type = (t), .flags = QSER_BRIEF \
	}

static const struct qser_column inbox_columns[] = {
	BRIEF("application", "Application", QSER_INT),
	COLUMN("submitted", "Submitted", QSER_DAY),
	BRIEF("age", "Days", QSER_INT),
	BRIEF("name", "Name", QSER_TEXT),
	COLUMN("kind", "Kind", QSER_TEXT),
	COLUMN("applies_to", "Applies to", QSER_TEXT),
	BRIEF("state", "State", QSER_TEXT),
	BRIEF("form", "Form", QSER_TEXT),
	BRIEF("reviews", "Reviews", QSER_INT),
	BRIEF("score", "Score", QSER_TEXT),
	COLUMN("accept", "Accept", QSER_INT),
	COLUMN("reject", "Reject", QSER_INT),
	COLUMN("interview", "Interview", QSER_INT),
};
enum { INBOX_COLUMNS = sizeof inbox_columns / sizeof *inbox_columns };

struct inbox {
	struct cli *c;
	bool brief;
	struct qser_table *table;
	int64_t rows;
	enum qser_status status;
};

/* "14d", "2w", "14": days. */
static enum qser_status read_older(struct cli *c, int64_t *days)
{
	const char *text = cli_get(c, "older");
	char *end = NULL;

	if (!text)
		return QSER_OK;
	long long number = *text >= '0' && *text <= '9' ? strtoll(text, &end, 10) : -1;
	bool weeks = end && *end == 'w';
	if (end && (*end == 'd' || weeks))
		end++;
	if (!end || *end || number < 0 || number > 36500)
		return cli_fail(c, QSER_INVALID,
			"--older: \"%s\" is not a number of days or weeks, like 14d or 2w", text);
	*days = weeks ? number * 7 : number;
	return QSER_OK;
}

static int print_waiting(void *ctx, const struct qser_waiting *a)
{
	struct inbox *i = ctx;
	char id[24], age[24], reviews[24], score[32], accept[24], reject[24], interview[24];

	i->rows++;
	if (i->c->ids) {
		cli_list_id(i->c, a->id);
		return 0;
	}
	(void)snprintf(id, sizeof id, "%" PRId64, a->id);
	(void)snprintf(age, sizeof age, "%" PRId64, a->age);
	(void)snprintf(reviews, sizeof reviews, "%" PRId64, a->reviews);
	(void)snprintf(score, sizeof score, "%" PRId64 ".%" PRId64, a->score / 10, a->score % 10);
	(void)snprintf(accept, sizeof accept, "%" PRId64, a->accept);
	(void)snprintf(reject, sizeof reject, "%" PRId64, a->reject);
	(void)snprintf(interview, sizeof interview, "%" PRId64, a->interview);
	const char *values[INBOX_COLUMNS] = {id, a->submitted, age, a->name, a->kind,
		a->organisation, a->state, a->form, reviews, a->score < 0 ? NULL : score, accept,
		reject, interview};
	const char *shown[INBOX_COLUMNS];
	size_t count = 0;
	for (size_t n = 0; n < INBOX_COLUMNS; n++)
		if (!i->brief || inbox_columns[n].flags & QSER_BRIEF)
			shown[count++] = values[n];
	i->status = qser_table_row(i->table, shown);
	return i->status != QSER_OK;
}

static enum qser_status find_option(
	struct cli *c, const char *name, enum qser_record r, int64_t *id)
{
	const char *word = cli_get(c, name);
	return word ? qser_find(c->q, r, word, id) : QSER_OK;
}

static enum qser_status inbox(struct cli *c)
{
	const struct qser_column *columns[INBOX_COLUMNS];
	struct qser_inbox which = {.state = cli_get(c, "state")};
	struct inbox i = {.c = c, .brief = c->style.format == QSER_FORMAT_TEXT && !c->columns};
	size_t count = 0;

	for (size_t n = 0; n < INBOX_COLUMNS; n++)
		if (!i.brief || inbox_columns[n].flags & QSER_BRIEF)
			columns[count++] = &inbox_columns[n];
	enum qser_status status = read_older(c, &which.older);
	if (status == QSER_OK)
		status = find_option(c, "form", QSER_FORM, &which.form);
	if (status == QSER_OK)
		status = find_option(c, "organisation", QSER_ORGANISATION, &which.organisation);
	if (status == QSER_OK && !c->ids)
		status = cli_table(c, columns, count, &i.table);
	if (status == QSER_OK)
		status = qser_application_inbox(c->q, &which, print_waiting, &i);
	if (i.status != QSER_OK)
		status = i.status;
	if (status == QSER_OK && i.table)
		status = qser_table_end(i.table);
	if (status == QSER_OK && !i.rows && c->terminal)
		cli_say(c, "nothing is waiting");
	qser_table_free(i.table);
	return status;
}

/* ---- review ---- */

static const struct cli_option review_options[] = {
	{"score", 0, "0-100", "how well it fits", NULL},
	{"recommends", 0, "WORD", "what to do: accept, reject or interview",
		"words:accept reject interview"},
	{"note", 0, "TEXT", "anything else", NULL},
	{"day", 0, "DAY", "when; today when not given", NULL},
	{"reviewer", 0, "PERSON", "who; the actor when not given", "record:person"},
	{"form", 0, "FORM", "fill in this form, one like mentor-review", "record:form"},
	{.name = NULL},
};

struct reviewing {
	struct qser_reviewing how;
	struct qser_field fields[4];
	int64_t review, response;
};

static enum qser_status read_reviewing(struct cli *c, struct reviewing *r)
{
	static const char *const names[] = {"score", "recommends", "note", "day"};
	enum qser_status status;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (cli_has(c, names[i]))
			r->fields[r->how.field_count++] =
				(struct qser_field){names[i], cli_get(c, names[i])};
	r->how.fields = r->fields;
	status = find_option(c, "reviewer", QSER_PERSON, &r->how.reviewer);
	return status == QSER_OK ? find_option(c, "form", QSER_FORM, &r->how.form) : status;
}

static bool is_answer(const char *word)
{
	return strchr(word, '=') != NULL;
}

/* ITEM=ANSWER behind the application. */
static enum qser_status read_answers(struct cli *c, struct reviewing *r)
{
	struct qser_field *items = calloc((size_t)c->argc + 1, sizeof(*items));

	if (!cli_own(c, (char *)items))
		return cli_no_memory(c);
	r->how.items = items;
	for (int i = 1; i < c->argc; i++) {
		char *equal = strchr(c->argv[i], '=');
		if (!equal || equal == c->argv[i])
			return cli_fail(c, QSER_USAGE,
				"%s: with --form one application is reviewed; \"%s\" is not "
				"ITEM=ANSWER",
				c->verb->name, c->argv[i]);
		char *code = cli_own(c, cli_ndup(c->argv[i], (size_t)(equal - c->argv[i])));
		if (!code)
			return cli_no_memory(c);
		items[r->how.item_count++] = (struct qser_field){code, equal + 1};
	}
	return QSER_OK;
}

static enum qser_status review_one(struct cli *c, int64_t id, void *ctx)
{
	struct reviewing *r = ctx;
	enum qser_status status =
		qser_application_review(c->q, id, &r->how, &r->review, &r->response);

	if (status == QSER_OK)
		cli_print_id(c, r->review, NULL);
	return status;
}

/* With a form: one application, its answers, and how to go on when there are none yet. */
static enum qser_status review_with_form(struct cli *c, struct reviewing *r)
{
	int64_t id = 0;
	enum qser_status status = read_answers(c, r);

	if (status == QSER_OK && cli_asked(c))
		status = qser_sheet_save(cli_asked(c));
	if (status == QSER_OK)
		status = qser_find(c->q, QSER_APPLICATION, c->argv[0], &id);
	if (status == QSER_OK)
		status = review_one(c, id, r);
	if (status == QSER_OK && !r->how.item_count && !cli_asked(c) && !c->dry_run)
		cli_say(c,
			"response %" PRId64 " waits for answers: qser-checklist answer %" PRId64
			", then this command again",
			r->response, r->response);
	return status;
}

static enum qser_status review(struct cli *c)
{
	struct reviewing r = {.review = 0};
	enum qser_status status = read_reviewing(c, &r);

	if (status != QSER_OK)
		return status;
	if (r.how.form)
		return review_with_form(c, &r);
	for (int i = 0; i < c->argc; i++)
		if (is_answer(c->argv[i]))
			return cli_fail(
				c, QSER_USAGE, "%s: answers go with --form FORM", c->verb->name);
	return cli_each_id(c, 0, QSER_APPLICATION, review_one, &r);
}

/*
 * At a terminal the form is asked item by item.  It is asked for a response, so that this is there
 * first: a command of its own.
 */
static enum qser_status review_ask(struct cli *c)
{
	struct reviewing r = {.review = 0};
	int64_t id = 0;

	if (!cli_has(c, "form") || c->argc > 1 || c->dry_run || !cli_can_ask())
		return QSER_OK;
	enum qser_status status = qser_begin(c->q, c->verb->name);
	if (status == QSER_OK)
		status = read_reviewing(c, &r);
	if (status == QSER_OK)
		status = qser_find(c->q, QSER_APPLICATION, c->argv[0], &id);
	if (status == QSER_OK)
		status = qser_application_review(c->q, id, &r.how, &r.review, &r.response);
	if (status == QSER_OK)
		status = qser_commit(c->q);
	else
		qser_rollback(c->q);
	return status == QSER_OK ? cli_ask_response(c, r.response) : status;
}

/* ---- reopen ---- */

static const struct cli_option reopen_options[] = {
	{"reason", 0, "TEXT", "why; kept in its history (required)", NULL},
	{.name = NULL},
};

static enum qser_status reopen_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_application_reopen(c->q, id, cli_get(c, "reason"));
}

static enum qser_status reopen(struct cli *c)
{
	return cli_each_id(c, 0, QSER_APPLICATION, reopen_one, NULL);
}

/* ---- show ---- */

struct part {
	const char *title;
	enum qser_record record;
	const char *columns;
};

static int count_row(void *ctx, int64_t id, size_t count, const char *const *values)
{
	int64_t *rows = ctx;
	(void)id;
	(void)count;
	(void)values;
	++*rows;
	return 0;
}

static enum qser_status show_part(struct cli *c, const struct part *part, const char *id)
{
	const struct qser_field of = {"application", id};
	const struct qser_query query = {
		.columns = part->columns, .filters = &of, .filter_count = 1};
	int64_t rows = 0;
	enum qser_status status = qser_each(c->q, part->record, &query, count_row, &rows);

	if (status != QSER_OK || !rows)
		return status;
	qser_spool_printf(c->out, "\n%s\n", part->title);
	c->style.single = false;
	return cli_print_query(c, part->record, &query);
}

struct earlier {
	struct cli *c;
	int64_t id; /* of the one that is shown */
	char *email;
	bool begun;
};

static int take_email(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct earlier *e = ctx;
	(void)id;
	(void)count;
	e->email = values[0] ? cli_dup(values[0]) : NULL;
	return 0;
}

/* Filters match a part of an address. */
static int take_earlier(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct earlier *e = ctx;
	(void)count;
	if (id >= e->id || !values[0] || strcasecmp(values[0], e->email) != 0)
		return 0;
	char *reason = qser_escape(values[2] ? values[2] : "");
	qser_spool_printf(e->c->out, "%sapplication %" PRId64 ", %s%s%s\n",
		e->begun ? "" : "\nEarlier\n", id, values[1], reason && *reason ? ": " : "",
		reason ? reason : "");
	free(reason);
	e->begun = true;
	return 0;
}

static enum qser_status show_earlier(struct cli *c, int64_t id, const char *text)
{
	struct earlier e = {.c = c, .id = id};
	struct qser_field field = {"id", text};
	struct qser_query query = {.columns = "email", .filters = &field, .filter_count = 1};
	enum qser_status status = qser_each(c->q, QSER_APPLICATION, &query, take_email, &e);

	if (status != QSER_OK || !e.email)
		return status;
	field = (struct qser_field){"email", e.email};
	query.columns = "email,state,reason";
	status = qser_each(c->q, QSER_APPLICATION, &query, take_earlier, &e);
	free(e.email);
	return status;
}

enum qser_status cli_show_proceedings(struct cli *c, int64_t id, void *ctx)
{
	static const struct part parts[] = {
		{"Picture", QSER_PICTURE, "name,type,width,height,bytes"},
		{"Forms: qser-checklist show ID", QSER_RESPONSE,
			"id,form,revision,respondent,day,state"},
		{"Reviews", QSER_REVIEW, "day,reviewer,score,recommends,response,note"},
		{"Decisions", QSER_DECISION, "decided_at,was,became,person,reason"},
	};
	enum qser_status status = QSER_OK;
	char text[24];
	(void)ctx;

	(void)snprintf(text, sizeof text, "%" PRId64, id);
	for (size_t i = 0; i < sizeof parts / sizeof *parts && status == QSER_OK; i++)
		status = show_part(c, &parts[i], text);
	return status == QSER_OK ? show_earlier(c, id, text) : status;
}

/* ---- Verbs ---- */

const struct cli_verb cli_review_verbs[] = {
	{.name = "inbox",
		.brief = "list open applications, oldest first, with what reviewers think",
		.examples = "qser-mentor inbox --older 14d\n"
			    "qser-mentor inbox --state submitted --organisation lamia\n"
			    "# a file of decisions: two columns are added to it by hand\n"
			    "qser-mentor inbox -f csv -o inbox.csv",
		.database = CLI_READS,
		.options = inbox_options,
		.run = inbox,
		.more = "Days are since it came in. The score is the mean of all reviews that have "
			"one. The form is the one it was answered with, or would be.",
		.kind = CLI_ROWS,
		.ids = true},
	{.name = "review",
		.arguments = "APPLICATION… [ITEM=ANSWER…]",
		.brief = "say what you think of applications",
		.examples =
			"qser-mentor review 17 --score 80 --recommends accept\n"
			"qser-mentor review 18 --recommends interview --note 'ask about evenings'\n"
			"# with a form\n"
			"qser-mentor review 17 --form mentor-review experience=4 time=5 "
			"recommends=accept",
		.database = CLI_WRITES,
		.options = review_options,
		.least = 1,
		.most = -1,
		.complete = "record:application",
		.run = review,
		.ask = review_ask,
		.more = "One review for each reviewer; saying it again changes it. The first one "
			"makes an application in-review. With --form one application is reviewed: "
			"answers are given as ITEM=ANSWER, or asked for on a terminal; the score "
			"is that of the form, in percent, and its answer to the item recommends "
			"is the recommendation. Prints the ids of the reviews."},
	CLI_LIST("review ", QSER_REVIEW, "reviews",
		"qser-mentor review list --application 17\n"
		"qser-mentor review list --reviewer eleni --sort -day"),
	CLI_SHOW("review ", QSER_REVIEW, "reviews", "qser-mentor review show 3"),
	CLI_EDIT("review ", QSER_REVIEW, "reviews", "qser-mentor review edit 3 --score 75"),
	CLI_RM("review ", QSER_REVIEW, "reviews", "qser-mentor review rm 3"),
	CLI_MAP("review ", QSER_REVIEW, "reviews", "qser-mentor review map reviews.csv"),
	CLI_IMPORT("review ", QSER_REVIEW, "reviews",
		"# from the table of a committee\n"
		"qser-mentor review import --rejects bad.csv reviews.csv"),
	CLI_EXPORT("review ", QSER_REVIEW, "reviews", "qser-mentor review export -o reviews.csv"),
	{.name = "decide",
		.arguments = "FILE|-",
		.brief = "carry out a file of decisions",
		.examples = "qser-mentor decide -n decisions.csv\n"
			    "qser-mentor decide --rejects bad.csv decisions.csv\n"
			    "# the inbox, with two columns added to it\n"
			    "qser-mentor decide inbox.csv",
		.database = CLI_IMPORTS,
		.record = QSER_DECISION,
		.options = cli_import_options,
		.least = 1,
		.most = 1,
		.complete = "file",
		.run = cli_import,
		.more = "A file with the columns application (or email), decision (accept, reject "
			"or withdraw) and reason; the other columns of the inbox are passed over. "
			"Each row is carried out as a whole or rejected; the good rows are in, "
			"with --atomic all or none. The same file again decides nothing anew."},
	{.name = "reopen",
		.arguments = "APPLICATION…",
		.brief = "take decisions back: the applications are in review again",
		.examples = "qser-mentor reopen 18 --reason 'a reference has come in'",
		.database = CLI_WRITES,
		.options = reopen_options,
		.least = 1,
		.most = -1,
		.complete = "record:application",
		.run = reopen,
		.more = "The decision stays in its history, with the reason for taking it back. Of "
			"an accepted application the role of mentor that it gave ends today, and "
			"the profile as a mentor says left; the person stays. While the mentor has "
			"pairs it is refused."},
	CLI_LIST("decision ", QSER_DECISION, "decisions upon applications, also those taken back",
		"qser-mentor decision list --application 17\n"
		"qser-mentor decision list --decided-at 2026-11"),
	CLI_SHOW("decision ", QSER_DECISION, "decisions", "qser-mentor decision show 5"),
	CLI_EXPORT("decision ", QSER_DECISION, "decisions",
		"qser-mentor decision export -o decisions.csv"),
	{.name = NULL},
};
