/*
 * qser-pair.c: mentors and mentees, their pairs from the proposal to the end, and their meetings.
 */
#include <qser.h>

#include "cli.h"
#include "cli_contacts.h"
#include "cli_issue.h"
#include "cli_match.h"
#include "cli_meet.h"
#include "cli_profile.h"
#include "cli_sign.h"

/* ---- propose ---- */

static enum qser_status propose(struct cli *c)
{
	const struct qser_field *fields;
	int64_t mentor, mentee, pair;
	size_t count;
	enum qser_status status = qser_find(c->q, QSER_PERSON, c->argv[0], &mentor);

	if (status == QSER_OK)
		status = qser_find(c->q, QSER_PERSON, c->argv[1], &mentee);
	if (status == QSER_OK)
		status = cli_fields(c, &fields, &count);
	if (status == QSER_OK)
		status = qser_pair_propose(c->q, mentor, mentee, fields, count, &pair);
	if (status == QSER_OK)
		cli_print_id(c, pair, NULL);
	return status;
}

/* ---- From the proposal to the end ---- */

static const struct cli_option accept_options[] = {
	{"as", 0, "SIDE", "who agrees: mentor or mentee; both, when not given",
		"words:mentor mentee"},
	{"on", 0, "DAY", "when; today when not given", NULL},
	{.name = NULL},
};
static const struct cli_option decline_options[] = {
	{"as", 0, "SIDE", "who declines: mentor or mentee (required)", "words:mentor mentee"},
	{"reason", 0, "TEXT", "why (required)", NULL},
	{"on", 0, "DAY", "when; today when not given", NULL},
	{.name = NULL},
};
static const struct cli_option reason_options[] = {
	{"reason", 0, "TEXT", "why; kept with the pair (required)", NULL},
	{.name = NULL},
};
static const struct cli_option on_options[] = {
	{"on", 0, "DAY", "when; the planned day if that has come, else today, when not given",
		NULL},
	{.name = NULL},
};
static const struct cli_option end_options[] = {
	{"reason", 0, "TEXT", "why; kept with the pair (required, unless --reached)", NULL},
	{"reached", 0, NULL, "the goal is reached", NULL},
	{"outcome", 0, "TEXT", "what came of it", NULL},
	{"as", 0, "WHO", "who ends it: mentor, mentee or organisation",
		"words:mentor mentee organisation"},
	{"on", 0, "DAY", "when; today when not given", NULL},
	{"wait", 0, NULL, "the mentee is on the waiting list again", NULL},
	{.name = NULL},
};

static enum qser_status publish_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_pair_publish(c->q, id);
}

static enum qser_status publish(struct cli *c)
{
	return cli_each_id(c, 0, QSER_PAIR, publish_one, NULL);
}

static enum qser_status accept_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_pair_accept(c->q, id, cli_get(c, "as"), cli_get(c, "on"));
}

static enum qser_status accept_pairs(struct cli *c)
{
	return cli_each_id(c, 0, QSER_PAIR, accept_one, NULL);
}

static enum qser_status decline_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_pair_decline(
		c->q, id, cli_get(c, "as"), cli_get(c, "reason"), cli_get(c, "on"));
}

static enum qser_status decline(struct cli *c)
{
	return cli_each_id(c, 0, QSER_PAIR, decline_one, NULL);
}

static enum qser_status withdraw_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_pair_withdraw(c->q, id, cli_get(c, "reason"));
}

static enum qser_status withdraw(struct cli *c)
{
	return cli_each_id(c, 0, QSER_PAIR, withdraw_one, NULL);
}

static enum qser_status start_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_pair_start(c->q, id, cli_get(c, "on"));
}

static enum qser_status start(struct cli *c)
{
	return cli_each_id(c, 0, QSER_PAIR, start_one, NULL);
}

static enum qser_status end_one(struct cli *c, int64_t id, void *ctx)
{
	return qser_pair_end(c->q, id, ctx);
}

static enum qser_status end_pairs(struct cli *c)
{
	struct qser_ending ending = {.reason = cli_get(c, "reason"),
		.outcome = cli_get(c, "outcome"),
		.as = cli_get(c, "as"),
		.on = cli_get(c, "on"),
		.wait = cli_has(c, "wait"),
		.reached = cli_has(c, "reached")};

	return cli_each_id(c, 0, QSER_PAIR, end_one, &ending);
}

static enum qser_status reopen_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_pair_reopen(c->q, id, cli_get(c, "reason"));
}

static enum qser_status reopen(struct cli *c)
{
	return cli_each_id(c, 0, QSER_PAIR, reopen_one, NULL);
}

/* ---- The agreement ---- */

static enum qser_status goal(struct cli *c)
{
	const struct qser_field field = {"goal", c->argv[1]};
	int64_t pair;
	enum qser_status status = qser_find(c->q, QSER_PAIR, c->argv[0], &pair);

	return status == QSER_OK ? qser_edit(c->q, QSER_PAIR, pair, &field, 1, NULL) : status;
}

static enum qser_status print_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	if (qser_spool_length(c->out))
		qser_spool_add(c->out, "\n", 1);
	return qser_pair_agreement(c->q, id, c->out, &c->style);
}

static enum qser_status print_agreement(struct cli *c)
{
	if (c->style.format != QSER_FORMAT_TEXT && c->argc > 1)
		return cli_fail(c, QSER_USAGE,
			"%s: only as text can several be printed at once; give one only",
			c->verb->name);
	return cli_each_id(c, 0, QSER_PAIR, print_one, NULL);
}

static enum qser_status sign(struct cli *c)
{
	int64_t pair, id;

	if (!cli_has(c, "as"))
		return cli_fail(c, QSER_USAGE,
			"%s: for whom? Give --as mentor, --as mentee or --as organisation",
			c->verb->name);
	enum qser_status status = qser_find(c->q, QSER_PAIR, c->argv[0], &pair);
	if (status == QSER_OK)
		status = cli_sign(c, QSER_PAIR, pair, &id);
	if (status == QSER_OK)
		cli_print_id(c, id, NULL);
	return status;
}

/* ---- The table ---- */

#define LIFE(word, one_line, ex, opts, fn, text)                                          \
	{                                                                                 \
		.name = word, .arguments = "PAIR…", .brief = one_line, .examples = ex,    \
		.database = CLI_WRITES, .record = QSER_PAIR, .options = opts, .least = 1, \
		.most = -1, .complete = "record", .run = fn, .more = text                 \
	}

static const struct cli_verb verbs[] = {
	{.name = "propose",
		.arguments = "MENTOR MENTEE",
		.brief = "propose that two people become mentor and mentee",
		.examples = "qser-pair propose ines jan\n"
			    "qser-pair propose ines jan --domain cv --every-days 14 \\\n"
			    "    --coordinator giorgos --until 2027-05-31",
		.database = CLI_WRITES,
		.record = QSER_PAIR,
		.columns = CLI_VALUES,
		.without = "mentor mentee points explanation",
		.least = 2,
		.most = 2,
		.complete = "record:person",
		.run = propose,
		.more = "Two people: ids, codes or e-mail addresses. Both have a profile. Refused, "
			"unless --override gives a reason: one is the supervisor of the other "
			"(gate-supervisor), one has excluded the other (gate-preference; which "
			"one is not said)."},
	LIFE("publish", "record that both have been told of a proposal",
		"qser-pair publish jan\n"
		"qser-pair list --state proposed --ids | qser-pair publish -",
		NULL, publish, NULL),
	LIFE("accept", "record who agrees to a proposal",
		"qser-pair accept jan\n"
		"# one after the other\n"
		"qser-pair accept jan --as mentor --on yesterday\n"
		"qser-pair accept jan --as mentee",
		accept_options, accept_pairs,
		"As soon as both have agreed, the pair takes one of the mentor's places. A mentor "
		"never has more pairs than places. A mentee has one mentor at a time "
		"(gate-one-mentor); other proposals of the mentee are closed."),
	LIFE("decline", "record that one of the two does not want it",
		"qser-pair decline jan --as mentor --reason 'no time before spring'",
		decline_options, decline, NULL),
	LIFE("withdraw", "take proposals back, for the organisation",
		"qser-pair withdraw jan --reason 'proposed by mistake'", reason_options, withdraw,
		NULL),
	LIFE("start", "record that pairs begin",
		"qser-pair start jan\n"
		"qser-pair start jan --on 2026-11-16",
		on_options, start, NULL),
	LIFE("end", "record that pairs end, and why",
		"qser-pair end jan --reached --outcome 'works as a clerk'\n"
		"qser-pair end jan --reason 'they did not get on' --wait",
		end_options, end_pairs,
		"The place of the mentor is free. The mentee has completed with --reached, else "
		"has left, and is on no list. With --wait the mentee waits again, from that day "
		"on, or in the old place when it ends --as mentor."),
	LIFE("reopen", "take up pairs again that were ended, declined or closed",
		"qser-pair reopen jan --reason 'both want to go on'", reason_options, reopen,
		"A place must be free. An ended pair goes on; what was declined or closed is "
		"proposed anew."),
	{.name = "goal",
		.arguments = "PAIR TEXT",
		.brief = "set the goal of the journey as a whole",
		.examples = "qser-pair goal jan 'a job in an office by summer'",
		.database = CLI_WRITES,
		.record = QSER_PAIR,
		.least = 2,
		.most = 2,
		.complete = "record",
		.run = goal},
	{.name = "print",
		.arguments = "PAIR…",
		.brief = "print the agreement of a pair, to read and to sign",
		.examples = "qser-pair print jan\n"
			    "qser-pair print jan -f html -o agreement.html",
		.database = CLI_READS,
		.record = QSER_PAIR,
		.kind = CLI_PAGE,
		.formats = "html",
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = print_agreement,
		.more = "Who the two are, the goal, how long and how often, what they agree upon "
			"and what every pair promises, and lines to sign. Preferences, notes and "
			"points are not on it."},
	{.name = "sign",
		.arguments = "PAIR",
		.brief = "sign the agreement of a pair",
		.examples = "qser-pair sign jan --as mentor --by ines\n"
			    "qser-pair sign jan --as organisation --note 'on paper, folder 3'",
		.database = CLI_WRITES,
		.record = QSER_PAIR,
		.options = cli_sign_options,
		.least = 1,
		.most = 1,
		.complete = "record",
		.run = sign,
		.more = "For the mentor, the mentee or the organisation. What is signed (both, "
			"domain, goal, agreement, how often and until when) stays as it is; a "
			"change breaks the signatures and needs --override REASON. The state, the "
			"first day, the coordinator, outcome and note are not part of it."},
	CLI_LIST("", QSER_PAIR, "pairs",
		"qser-pair list --state running\n"
		"qser-pair list --mentor ines"),
	CLI_SHOW("", QSER_PAIR, "pairs", "qser-pair show jan"),
	CLI_EDIT("", QSER_PAIR, "pairs", "qser-pair edit jan --every-days 14 --until 2027-05-31"),
	CLI_RM("", QSER_PAIR, "proposals", "qser-pair rm jan"),
	CLI_MAP("", QSER_PAIR, "pairs", "qser-pair map pairs.csv > pairs.map"),
	CLI_IMPORT("", QSER_PAIR, "pairs",
		"qser-pair import pairs.csv\n"
		"# pairs that meet already\n"
		"qser-pair list --state proposed --ids > new\n"
		"qser-pair accept - < new && qser-pair start - < new"),
	CLI_UNDO("qser-pair undo -n\n"
		 "qser-pair undo"),
	{.name = NULL},
};

int main(int argc, char **argv)
{
	static const struct cli_verb *const rooms[] = {cli_contacts_verbs, cli_profile_verbs,
		cli_match_verbs, cli_meet_verbs, cli_issue_verbs, NULL};
	static const struct cli_command command = {
		"qser-pair", "mentors and mentees, their pairs and meetings", verbs, rooms};
	return cli_main(argc, argv, &command);
}
