/* cli_round.c: of qser-pair: a round of matching for all who wait; told, or taken back. */
#include <inttypes.h>
#include <stdlib.h>

#include "cli_match.h"

/* ---- round new ---- */

const struct cli_option cli_round_new_options[] = {
	{"method", 0, "METHOD", "score (as it is without) or stable", "words:score stable"},
	{"rules", 0, "FILE", "rules and points; see: qser-pair rules", "file"},
	{"again", 0, NULL, "also mentees who have a proposal already", NULL},
	{"code", 0, "CODE", "short name of the round; made of the day", NULL},
	{"note", 0, "TEXT", "anything about it", NULL},
	{.name = NULL},
};

const char cli_round_new_more[] =
	"Mentees are those who wait and have no open proposal; mentors those who are available and "
	"have a place that neither a pair nor a proposal takes. With the method score as many get "
	"a mentor as can be, and of those answers it is the one with the most points in all. With "
	"stable no mentor and mentee would both rather have each other: whom somebody has ranked "
	"comes first, then points decide. Of the same, the waiting list decides, then who has "
	"fewer mentees, then the id.\n"
	"The pairs are proposed, no more: publish them, and record who accepts. Who goes without is "
	"in qser-pair unmatched list with the cause, has missed one round more, and so comes first "
	"next time. The exit status is 1 when somebody does, or when nobody waits.";

enum { UNMATCHED_SHOWN = 10 };

struct unmatched {
	struct cli *c;
	int64_t count;
};

static int say_unmatched(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct unmatched *u = ctx;

	(void)id;
	if (u->count++ < UNMATCHED_SHOWN && count == 2)
		cli_say(u->c, "unmatched: %s: %s", values[0], values[1]);
	return 0;
}

static enum qser_status say_all_unmatched(struct cli *c, const char *round)
{
	const struct qser_field filter = {"round", round};
	const struct qser_query query = {
		.columns = "mentee,cause", .filters = &filter, .filter_count = 1};
	struct unmatched u = {.c = c};
	enum qser_status status = qser_each(c->q, QSER_UNMATCHED, &query, say_unmatched, &u);

	if (status == QSER_OK && u.count > UNMATCHED_SHOWN)
		cli_say(c, "… and %" PRId64 " more%s%s", u.count - UNMATCHED_SHOWN,
			c->dry_run ? "" : ": qser-pair unmatched list --round ",
			c->dry_run ? "" : round);
	return status;
}

static enum qser_status print_proposals(struct cli *c, const char *round)
{
	const struct qser_field filter = {"round", round};
	const struct qser_query query = {.columns = "mentee,mentor,domain,points,explanation",
		.filters = &filter,
		.filter_count = 1};

	return cli_print_query(c, QSER_PAIR, &query);
}

static const char *plural(int64_t n)
{
	return n == 1 ? "" : "s";
}

static void say_left_out(struct cli *c, const struct qser_round_result *r)
{
	if (!r->left_out)
		return;
	cli_say(c,
		"%" PRId64
		" more wait%s and ha%s a proposal that is open: not looked at; with them: "
		"--again",
		r->left_out, r->left_out == 1 ? "s" : "", r->left_out == 1 ? "s" : "ve");
}

static void say_round(struct cli *c, int64_t round, const struct qser_round_result *r)
{
	cli_say(c,
		"round %" PRId64 ": %" PRId64 " mentee%s, %" PRId64
		" mentor%s with a place, %" PRId64 " proposed, %" PRId64 " unmatched%s",
		round, r->mentees, plural(r->mentees), r->mentors, plural(r->mentors), r->proposed,
		r->unmatched, c->dry_run ? "; nothing is kept" : "");
}

enum qser_status cli_round_new(struct cli *c)
{
	const struct qser_field fields[] = {
		{"code", cli_get(c, "code")}, {"note", cli_get(c, "note")}};
	struct qser_matching how = {.method = cli_get(c, "method"),
		.again = cli_has(c, "again"),
		.fields = fields,
		.field_count = 2};
	struct qser_round_result result;
	char id[24];
	int64_t round;
	enum qser_status status = cli_match_rules(c, &how);

	if (status != QSER_OK)
		return status;
	enum qser_status made = qser_match_round(c->q, &how, &round, &result);
	if (made != QSER_OK && made != QSER_PARTIAL)
		return made;
	if (!round) {
		cli_say(c, "nobody waits for a mentor%s: no round was made",
			result.left_out ? " without a proposal" : "");
		say_left_out(c, &result);
		return made;
	}
	(void)snprintf(id, sizeof(id), "%" PRId64, round);
	status = print_proposals(c, id);
	if (status == QSER_OK)
		status = say_all_unmatched(c, id);
	say_left_out(c, &result);
	say_round(c, round, &result);
	return status == QSER_OK ? made : status;
}

/* ---- publish, withdraw ---- */

const struct cli_option cli_round_reason_options[] = {
	{"reason", 0, "TEXT", "why; kept with each pair (required)", NULL},
	{.name = NULL},
};

struct told {
	int64_t pairs;
};

static enum qser_status publish_one(struct cli *c, int64_t id, void *ctx)
{
	struct told *t = ctx;
	int64_t published;
	enum qser_status status = qser_round_publish(c->q, id, &published);

	t->pairs += status == QSER_OK ? published : 0;
	return status == QSER_PARTIAL ? QSER_OK : status;
}

static enum qser_status withdraw_one(struct cli *c, int64_t id, void *ctx)
{
	struct told *t = ctx;
	int64_t closed;
	enum qser_status status = qser_round_withdraw(c->q, id, cli_get(c, "reason"), &closed);

	t->pairs += status == QSER_OK ? closed : 0;
	return status == QSER_PARTIAL ? QSER_OK : status;
}

static enum qser_status each_round(
	struct cli *c, cli_id_fn *fn, const char *done, const char *nothing)
{
	struct told t = {0};
	enum qser_status status = cli_each_id(c, 0, QSER_ROUND, fn, &t);

	if (status != QSER_OK)
		return status;
	if (t.pairs)
		cli_say(c, "%" PRId64 " proposal%s %s", t.pairs, plural(t.pairs), done);
	else
		cli_say(c, "%s", nothing);
	return t.pairs ? QSER_OK : QSER_PARTIAL;
}

enum qser_status cli_round_publish(struct cli *c)
{
	return each_round(c, publish_one, "published", "nothing is left to be published");
}

enum qser_status cli_round_withdraw(struct cli *c)
{
	return each_round(c, withdraw_one, "closed", "no proposal is open");
}
