/* cli_rota.c: the verbs of the rota: plan, agree, miss, cancel, print. */
#include "cli_rota.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- plan, replan ---- */

static const struct cli_option cli_rota_plan_options[] = {
	{"sessions", 0, "N", "each participant is to have so many; as the contract says", NULL},
	{"from", 0, "DAY", "the first day; today, or when the path starts", NULL},
	{"until", 0, "DAY", "the last day; when path or contract end", NULL},
	{"days", 0, "DAYS", "days of the week, mon,wed-fri; the setting working-days", NULL},
	{"hours", 0, "SPANS", "9:00-13:00,14:00-16:00; the setting business-hours", NULL},
	{"per-day", 0, "DURATION", "at most so long on one day, with reflection; no limit", NULL},
	{"length", 0, "DURATION", "of a session; as before, else 2h", NULL},
	{"reflection", 0, "DURATION", "right after it, 0 for none; as before, else 30min", NULL},
	{.name = NULL},
};

static const char cli_rota_plan_more[] =
	"All participants take turns with the trainer of the path, one session each before anybody "
	"has the next. Each is on the earliest day that the setting interval-days allows, in the "
	"hours given, not on a holiday, and when neither trainer nor participant has a session of "
	"another path or a workshop. What cannot be as it is meant says so in the column conflict; "
	"a session there is no room for has no day. Sessions that are agreed, done, missed or "
	"cancelled stay as they are, what was planned is planned anew. The exit status is 1 when "
	"there is no room for some. With -n the plan is shown and not kept.";

static enum qser_status print_plan(struct cli *c, int64_t path)
{
	char id[24];
	const struct qser_field filters[] = {{"path", id}, {"state", "planned"}};
	const struct qser_query query = {.sort = "day,begins",
		/* What all have in common stands below the table. */
		.columns = c->style.format == QSER_FORMAT_TEXT
				   ? "id,session,person,day,begins,conflict"
				   : "id,session,person,day,begins,minutes,reflection,conflict",
		.filters = filters,
		.filter_count = 2};

	(void)snprintf(id, sizeof(id), "%" PRId64, path);
	c->style.whole = true; /* a conflict is read whole */
	return cli_print_query(c, QSER_SLOT, &query);
}

static void say_plan(struct cli *c, const struct qser_rota_result *r)
{
	char *length = qser_duration_text(r->length, QSER_WORDY);
	char *reflection = qser_duration_text(r->reflection, QSER_WORDY);

	cli_say(c, "%" PRId64 " session%s planned%s%s%s%s, %s each with %s of reflection%s",
		r->planned, r->planned == 1 ? "" : "s", *r->first ? ", " : "", r->first,
		strcmp(r->first, r->last) != 0 ? " to " : "",
		strcmp(r->first, r->last) != 0 ? r->last : "", length ? length : "?",
		reflection ? reflection : "?", c->dry_run ? "; nothing is kept" : "");
	if (r->fixed)
		cli_say(c, "%" PRId64 " agreed or done stay%s as %s", r->fixed,
			r->fixed == 1 ? "s" : "", r->fixed == 1 ? "it is" : "they are");
	if (r->moved)
		cli_say(c, "%" PRId64 " of them planned before: moved", r->moved);
	if (r->conflicts)
		cli_say(c,
			"%" PRId64 " not as %s meant: look at the column conflict; change --days, "
			"--hours, --per-day or --until, or move some with: qser-path rota edit",
			r->conflicts, r->conflicts == 1 ? "it is" : "they are");
	free(length);
	free(reflection);
}

static enum qser_status plan(struct cli *c, bool again)
{
	struct qser_rota rota = {.from = cli_get(c, "from"),
		.until = cli_get(c, "until"),
		.days = cli_get(c, "days"),
		.hours = cli_get(c, "hours"),
		.per_day = cli_get(c, "per-day"),
		.length = cli_get(c, "length"),
		.reflection = cli_get(c, "reflection")};
	struct qser_rota_result result;
	int64_t path = 0;

	enum qser_status status = qser_find(c->q, QSER_PATH, c->argv[0], &path);
	if (status == QSER_OK)
		status = cli_get_number(c, "sessions", 1, 10000, &rota.sessions);
	if (status == QSER_OK)
		status = qser_rota_plan(c->q, path, &rota, again, &result);
	if (status == QSER_OK)
		status = print_plan(c, path);
	if (status != QSER_OK)
		return status;
	say_plan(c, &result);
	return result.unplaced ? QSER_PARTIAL : QSER_OK;
}

static enum qser_status cli_rota_plan(struct cli *c)
{
	return plan(c, false);
}

static enum qser_status cli_rota_replan(struct cli *c)
{
	return plan(c, true);
}

/* ---- agree, miss, cancel ---- */

static const struct cli_option cli_rota_agree_options[] = {
	{"path", 0, "PATH", "all planned sessions of this path that have a day", "record:path"},
	{"day", 0, "DAYS", "of these alone: 2026-11-24, 2026-W48, A..B", NULL},
	{.name = NULL},
};

static const struct cli_option cli_rota_reason_options[] = {
	{"reason", 0, "REASON", "why; it is needed", NULL},
	{.name = NULL},
};

struct agreeing {
	struct cli *c;
	struct cli_ids ids;
	enum qser_status status; /* of keeping them */
};

static int take_slot(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct agreeing *a = ctx;

	if (count && values[0]) /* it has a day */
		a->status = cli_take_id(a->c, id, &a->ids);
	return a->status != QSER_OK;
}

static enum qser_status agree_all(struct cli *c)
{
	const struct qser_field filters[] = {
		{"path", cli_get(c, "path")}, {"state", "planned"}, {"day", cli_get(c, "day")}};
	const struct qser_query query = {.columns = "day",
		.sort = "day,begins",
		.filters = filters,
		.filter_count = cli_has(c, "day") ? 3 : 2};
	struct agreeing a = {.c = c};

	enum qser_status status = qser_each(c->q, QSER_SLOT, &query, take_slot, &a);
	if (a.status != QSER_OK)
		status = a.status;
	for (size_t i = 0; i < a.ids.count && status == QSER_OK; i++)
		status = qser_slot_agree(c->q, a.ids.list[i]);
	if (status == QSER_OK)
		cli_say(c, "%zu session%s agreed", a.ids.count, a.ids.count == 1 ? "" : "s");
	if (status == QSER_OK && !a.ids.count)
		status = QSER_PARTIAL;
	free(a.ids.list);
	return status;
}

static enum qser_status agree_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_slot_agree(c->q, id);
}

static enum qser_status cli_rota_agree(struct cli *c)
{
	if (cli_has(c, "path") == (c->argc > 0))
		return cli_fail(c, QSER_USAGE,
			"which sessions? give their ids, or --path PATH for all that are planned");
	if (cli_has(c, "day") && !cli_has(c, "path"))
		return cli_fail(c, QSER_USAGE, "--day goes with --path PATH");
	return c->argc ? cli_each_id(c, 0, QSER_SLOT, agree_one, NULL) : agree_all(c);
}

static enum qser_status miss_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_slot_miss(c->q, id, cli_get(c, "reason"));
}

static enum qser_status cli_rota_miss(struct cli *c)
{
	return cli_each_id(c, 0, QSER_SLOT, miss_one, NULL);
}

static enum qser_status cancel_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_slot_cancel(c->q, id, cli_get(c, "reason"));
}

static enum qser_status cli_rota_cancel(struct cli *c)
{
	return cli_each_id(c, 0, QSER_SLOT, cancel_one, NULL);
}

/* ---- print ---- */

static enum qser_status cli_rota_print(struct cli *c)
{
	int64_t path = 0;
	enum qser_status status = qser_find(c->q, QSER_PATH, c->argv[0], &path);
	if (status != QSER_OK)
		return status;
	return c->style.format == QSER_FORMAT_ICS ? qser_rota_calendar(c->q, path, c->out)
						  : qser_rota_print(c->q, path, c->out, &c->style);
}

/* ---- Verbs ---- */

const struct cli_verb cli_rota_verbs[] = {
	{.name = "rota plan",
		.arguments = "PATH",
		.brief = "plan the sessions of all participants, in turns",
		.examples = "# what it would come to; nothing is kept\n"
			    "qser-path rota plan reception-26 --sessions 4 -n\n"
			    "qser-path rota plan reception-26 --sessions 4 --days mon,wed-fri \\\n"
			    "    --hours 9:00-13:00 --per-day 5h --length 2h --reflection 30min",
		.database = CLI_WRITES,
		.record = QSER_SLOT,
		.options = cli_rota_plan_options,
		.kind = CLI_ROWS,
		.least = 1,
		.most = 1,
		.complete = "record:path",
		.run = cli_rota_plan,
		.without = "columns sort limit",
		.more = cli_rota_plan_more},
	{.name = "rota replan",
		.arguments = "PATH",
		.brief = "plan the rest anew, after sessions were missed or cancelled",
		.examples = "qser-path rota miss 7 --reason 'on sick leave'\n"
			    "qser-path rota replan reception-26\n"
			    "qser-path rota replan reception-26 --hours 9:00-13:00",
		.database = CLI_WRITES,
		.record = QSER_SLOT,
		.options = cli_rota_plan_options,
		.kind = CLI_ROWS,
		.least = 1,
		.most = 1,
		.complete = "record:path",
		.run = cli_rota_replan,
		.without = "columns sort limit",
		.more = "As plan, where the number of sessions, their length and the reflection "
			"are those of the plan before. Without --days and --hours they are planned "
			"on the days of the week, and between the hours, of the sessions there "
			"are; a break between them stays one. What is agreed or done is not moved; for what was missed or "
			"cancelled there is another session at the end."},
	{.name = "rota agree",
		.arguments = "[ID…]",
		.brief = "record that sessions are agreed upon, so that they stay where they are",
		.examples = "qser-path rota agree 3 4\n"
			    "qser-path rota agree --path reception-26 --day 2026-W48",
		.database = CLI_WRITES,
		.record = QSER_SLOT,
		.options = cli_rota_agree_options,
		.most = -1,
		.complete = "record",
		.run = cli_rota_agree},
	{.name = "rota miss",
		.arguments = "ID…",
		.brief = "record that sessions did not take place",
		.examples = "qser-path rota miss 7 --reason 'on sick leave'",
		.database = CLI_WRITES,
		.record = QSER_SLOT,
		.options = cli_rota_reason_options,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = cli_rota_miss},
	{.name = "rota cancel",
		.arguments = "ID…",
		.brief = "record that sessions will not take place",
		.examples = "qser-path rota cancel 9 --reason 'the office is being painted'",
		.database = CLI_WRITES,
		.record = QSER_SLOT,
		.options = cli_rota_reason_options,
		.least = 1,
		.most = -1,
		.complete = "record",
		.run = cli_rota_cancel},
	{.name = "rota print",
		.arguments = "PATH",
		.brief = "print the rota of a path week by week, or as a calendar",
		.examples = "qser-path rota print reception-26\n"
			    "qser-path rota print reception-26 -f html -o rota.html\n"
			    "# for the trainer's calendar\n"
			    "qser-path rota print reception-26 -f ics -o rota.ics",
		.database = CLI_READS,
		.kind = CLI_PAGE,
		.formats = "html ics",
		.least = 1,
		.most = 1,
		.complete = "record:path",
		.run = cli_rota_print,
		.more = "The exit status is 1 when there is no rota. As ics each session with its "
			"reflection is one event, planned ones tentative; it names the "
			"participants."},
	CLI_LIST("rota ", QSER_SLOT, "sessions of rotas",
		"qser-path rota list --path reception-26 --sort day,begins\n"
		"qser-path rota list --trainer maria --day 2026-11 --state planned,agreed"),
	CLI_SHOW("rota ", QSER_SLOT, "sessions of rotas", "qser-path rota show 3"),
	CLI_ADD("rota ", QSER_SLOT, "a session by hand",
		"qser-path rota add --path reception-26 --person jan --session 5 \\\n"
		"    --day 2026-12-14 --begins 9:00"),
	CLI_EDIT("rota ", QSER_SLOT, "sessions of rotas",
		"qser-path rota edit 3 --day 2026-11-27 --begins 10:30"),
	CLI_RM("rota ", QSER_SLOT, "sessions of rotas", "qser-path rota rm 3"),
	CLI_MAP("rota ", QSER_SLOT, "sessions of rotas", "qser-path rota map rota.csv > rota.map"),
	CLI_IMPORT("rota ", QSER_SLOT, "sessions of rotas", "qser-path rota import rota.csv"),
	CLI_EXPORT("rota ", QSER_SLOT, "sessions of rotas", "qser-path rota export -o rota.csv"),
	{.name = NULL},
};
