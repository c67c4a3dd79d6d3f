/*
 * qser-diary.c: the trainer's diary: sessions and hours.
 */
#include <inttypes.h>
#include <qser.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "cli_diary.h"
#include "cli_sign.h"

/* ---- add ---- */

static enum qser_status add(struct cli *c)
{
	const struct qser_field *fields;
	size_t count;
	int64_t id;

	enum qser_status status = cli_entry_fields(c, &fields, &count);
	if (status == QSER_OK)
		status = qser_diary_log(c->q, c->argv[0], cli_get(c, "on"), fields, count, &id);
	if (status == QSER_OK)
		status = cli_entry_suggestions(c, id);
	return status == QSER_OK ? cli_print_described(c, id, qser_entry_describe) : status;
}

static const struct cli_option add_options[] = {
	{"on", 0, "DAY",
		"the day: today, yesterday, -3d, mon … sun, 2026-11-20; today when not given",
		NULL},
	{"participant", 0, "PERSON", "who took part; may be given several times", "record:person"},
	{"suggest", 0, "TEXT", "a suggestion that was made; may be given several times", NULL},
	{.name = NULL},
};

/* ---- sum ---- */

#define KEYS_MAX 4

static const struct qser_column sum_columns[] = {
	{.name = "entries", .label = "Entries", .type = QSER_INT},
	{.name = "minutes", .label = "Minutes", .type = QSER_INT},
	{.name = "hours", .label = "Hours", .type = QSER_INT},
	{.name = "bar", .label = "", .type = QSER_TEXT},
};

/* A sum is kept until all are there: a bar is as long as its share of the longest. */
struct group {
	char *keys[KEYS_MAX];
	int64_t entries, minutes;
};

struct sum {
	struct cli *c;
	struct group *groups;
	size_t count, room;
	int64_t entries, minutes, longest;
	bool no_memory;
};

static int take_group(
	void *ctx, size_t count, const char *const *keys, int64_t entries, int64_t minutes)
{
	struct sum *s = ctx;
	if (s->count == s->room) {
		size_t room = s->room ? s->room * 2 : 64;
		struct group *groups = reallocarray(s->groups, room, sizeof(*groups));
		if (!groups)
			return s->no_memory = true;
		s->groups = groups;
		s->room = room;
	}
	struct group *g = &s->groups[s->count++];
	*g = (struct group){.entries = entries, .minutes = minutes};
	for (size_t i = 0; i < count && i < KEYS_MAX; i++)
		g->keys[i] = keys[i] ? cli_dup(keys[i]) : NULL;
	s->entries += entries;
	s->minutes += minutes;
	if (minutes > s->longest)
		s->longest = minutes;
	return 0;
}

static void free_sum(struct sum *s)
{
	for (size_t i = 0; i < s->count; i++)
		for (size_t k = 0; k < KEYS_MAX; k++)
			free(s->groups[i].keys[k]);
	free(s->groups);
}

/* The columns that --by names, then entries, minutes, hours and with --bar the bar. */
static size_t choose_columns(const char *by, bool bar, const struct qser_column **out, size_t *keys)
{
	size_t count = 0, known;
	const struct qser_column *columns = qser_sum_keys(&known);
	while (*by && count < KEYS_MAX) {
		size_t length = strcspn(by, ",");
		for (size_t i = 0; i < known; i++)
			if (strlen(columns[i].name) == length &&
				!strncmp(columns[i].name, by, length))
				out[count++] = &columns[i];
		by += length + (by[length] == ',');
	}
	*keys = count;
	for (size_t i = 0; i < (bar ? 4 : 3); i++)
		out[count++] = &sum_columns[i];
	return count;
}

/* 24 columns for the longest, to an eighth of a column. */
static void draw(char *out, size_t size, int64_t minutes, int64_t longest)
{
	static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	int64_t parts = longest > 0 ? (minutes * 24 * 8 + longest / 2) / longest : 0;
	size_t at = 0;
	for (; parts >= 8 && at + 4 < size; parts -= 8)
		at += (size_t)snprintf(out + at, size - at, "█");
	(void)snprintf(out + at, size - at, "%s", eighths[parts > 0 && parts < 8 ? parts : 0]);
}

static enum qser_status print_group(struct sum *s, struct qser_table *table, const struct group *g,
	const char *const *keys, size_t key_count)
{
	char entries[24], minutes[24], bar[128];
	const char *row[KEYS_MAX + 4];
	size_t at = 0;
	bool text = s->c->style.format == QSER_FORMAT_TEXT;
	for (size_t i = 0; i < key_count; i++)
		row[at++] = keys[i] || !text ? keys[i] : "(none)";
	char *hours = qser_duration_text(g->minutes, text ? QSER_COLON : QSER_DECIMAL);
	(void)snprintf(entries, sizeof entries, "%" PRId64, g->entries);
	(void)snprintf(minutes, sizeof minutes, "%" PRId64, g->minutes);
	draw(bar, sizeof bar, g->minutes, s->longest);
	row[at++] = entries;
	row[at++] = minutes;
	row[at++] = hours;
	row[at] = bar;
	enum qser_status status = hours ? qser_table_row(table, row) : cli_no_memory(s->c);
	free(hours);
	return status;
}

static enum qser_status print_sum(struct sum *s, const char *by, bool bar)
{
	const struct qser_column *columns[KEYS_MAX + 4];
	size_t keys, count = choose_columns(by, bar, columns, &keys);
	struct qser_table *table = NULL;

	enum qser_status status = cli_table(s->c, columns, count, &table);
	for (size_t i = 0; i < s->count && status == QSER_OK; i++)
		status = print_group(
			s, table, &s->groups[i], (const char *const *)s->groups[i].keys, keys);
	if (status == QSER_OK)
		status = qser_table_end(table);
	qser_table_free(table);
	return status;
}

/* In all: each entry once, whatever it was grouped by. */
static enum qser_status say_total(struct cli *c, const struct qser_query *query)
{
	struct sum all = {.c = c};
	enum qser_status status =
		qser_diary_sum(c->q, "kind", query->filters, query->filter_count, take_group, &all);
	char *total = qser_duration_text(all.minutes, QSER_WORDY);
	if (status == QSER_OK)
		cli_say(c, "%" PRId64 " entries, %s in all", all.entries, total ? total : "?");
	free(total);
	free_sum(&all);
	return status;
}

static enum qser_status sum(struct cli *c)
{
	const char *by = cli_get(c, "by") ? cli_get(c, "by") : "path,kind";
	struct sum s = {.c = c};
	struct qser_query query;

	enum qser_status status = cli_query(c, &query);
	if (status == QSER_OK)
		status =
			qser_diary_sum(c->q, by, query.filters, query.filter_count, take_group, &s);
	if (s.no_memory)
		status = cli_no_memory(c);
	if (status == QSER_OK)
		status = print_sum(&s, by, cli_has(c, "bar"));
	if (status == QSER_OK && c->style.format == QSER_FORMAT_TEXT)
		status = say_total(c, &query);
	free_sum(&s);
	return status;
}

static const struct cli_option sum_options[] = {
	{"by", 0, "KEYS", "one or more of {sum.by}, joined by commas; path,kind when not given",
		"column:sum.by"},
	{"bar", 0, NULL, "draw a bar beside each sum", NULL},
	{.name = NULL},
};

/* ---- The table ---- */

static const struct cli_verb verbs[] = {
	{.name = "add",
		.arguments = "DURATION|FROM-TO",
		.brief = "log hours",
		.examples = "qser-diary add 1h30\n"
			    "qser-diary add 9:00-11:30 --on yesterday --participant jan --note "
			    "'second session'\n"
			    "qser-diary add 45min --kind reflection --path reception-26 --on mon\n"
			    "qser-diary add 1h --topic 'the first minute' --suggest 'look up when "
			    "somebody comes in'",
		.database = CLI_WRITES,
		.record = QSER_ENTRY,
		.columns = CLI_VALUES,
		.options = add_options,
		.least = 1,
		.most = 1,
		.without = "day minutes starts-at zone participants",
		.run = add,
		.more = "Durations: 1h30 1:30 90min 1.5h 1,5h. Spans: 9:00-11:30, 22:00-01:00 "
			"(ends the next "
			"day). Without --path it is your only running path, without --participant "
			"its only "
			"participant; you are the trainer (--actor, $QSER_ACTOR or your login)."},
	CLI_LIST("", QSER_ENTRY, "diary entries",
		"qser-diary list --path reception-26 --day 2026-11\n"
		"qser-diary list --participants jan --sort -day --limit 10"),
	{.name = "show",
		.arguments = "ID…",
		.brief = "show diary entries in full, with signatures and suggestions",
		.examples = "qser-diary show 12\n"
			    "qser-diary show 12 --history",
		.database = CLI_READS,
		.record = QSER_ENTRY,
		.columns = CLI_SHOWS,
		.kind = CLI_PAGE,
		.least = 1,
		.most = -1,
		.complete = "record",
		.options = cli_show_options,
		.run = cli_show_entry,
		.more = "A signature is broken when the entry was changed after it. Data (-f csv) "
			"are the columns alone."},
	CLI_EDIT("", QSER_ENTRY, "diary entries",
		"qser-diary edit 12 --minutes 1h45 --note 'with the new form'\n"
		"qser-diary edit 12 --feedback 'looks up when somebody comes in' --satisfied yes\n"
		"qser-diary edit 12 --minutes 2h --override 'the break was counted twice'"),
	CLI_RM("", QSER_ENTRY, "diary entries", "qser-diary rm 12"),
	{.name = "sum",
		.brief = "add up hours",
		.examples = "qser-diary sum\n"
			    "qser-diary sum --by participant --path reception-26 --bar\n"
			    "qser-diary sum --by month,kind --day 2026 -f csv",
		.database = CLI_READS,
		.record = QSER_ENTRY,
		.columns = CLI_FILTERS,
		.options = sum_options,
		.kind = CLI_ROWS,
		.without = "columns sort limit ids null",
		.run = sum,
		.more = "An entry with several participants counts once for the trainer and the "
			"path, and once "
			"for each participant. Sums are of whole minutes; hours are computed from "
			"them."},
	CLI_MAP("", QSER_ENTRY, "diary entries",
		"qser-diary map --delimiter semicolon hours.csv > hours.map"),
	CLI_IMPORT("", QSER_ENTRY, "diary entries",
		"qser-diary import diary.csv\n"
		"printf "
		"'day,path,trainer,participants,minutes\\n2026-11-20,reception-26,maria,jan,90\\n' "
		"|\n"
		"    qser-diary import -"),
	CLI_EXPORT(
		"", QSER_ENTRY, "diary entries", "qser-diary export --day 2026-11 -o november.csv"),
	{.name = "start",
		.brief = "begin to measure a session",
		.examples = "qser-diary start\n"
			    "qser-diary start --at 9:30 --participant jan --topic 'queue at noon'",
		.database = CLI_WRITES,
		.record = QSER_TIMER,
		.columns = CLI_VALUES,
		.options = cli_start_options,
		.without = "trainer started-at zone participants",
		.run = cli_start_timer,
		.more = "The timer is a record: it runs on when you log out. You have one at most. "
			"Without --path it is your only running path."},
	{.name = "stop",
		.brief = "end the session that is measured, and log it",
		.examples =
			"qser-diary stop\n"
			"qser-diary stop --at 11:45 --observation 'waits until the phone rings' \\\n"
			"    --suggest 'greet first, then type'",
		.database = CLI_WRITES,
		.record = QSER_ENTRY,
		.columns = CLI_VALUES,
		.options = cli_stop_options,
		.without = "day minutes starts-at zone trainer participants",
		.run = cli_stop_timer,
		.more = "The entry belongs to the day the timer began. What start was told holds, "
			"unless stop is told otherwise; notes are put together."},
	{.name = "status",
		.brief = "say which timer runs",
		.examples =
			"qser-diary status\n"
			"# for cron: a timer that was forgotten is said on stderr, with status 1\n"
			"qser-diary status --all >/dev/null",
		.database = CLI_READS,
		.options = cli_timer_options,
		.run = cli_timer_status,
		.actor = true,
		.more = "One that runs longer than the setting timer-limit counts as forgotten: "
			"exit status 1."},
	{.name = "cancel",
		.brief = "take the running timer back; nothing is logged",
		.examples = "qser-diary cancel",
		.database = CLI_WRITES,
		.run = cli_cancel_timer},
	CLI_LIST("timer ", QSER_TIMER, "timers that run", "qser-diary timer list"),

	{.name = "suggest",
		.arguments = "ENTRY|last TEXT…",
		.brief = "keep what was suggested in a session",
		.examples = "qser-diary suggest last 'greet first, then type' 'offer a chair'\n"
			    "qser-diary suggest 12 'speak slower' --person jan --due +3d",
		.database = CLI_WRITES,
		.record = QSER_SUGGESTION,
		.options = cli_suggest_options,
		.least = 2,
		.most = -1,
		.run = cli_suggest,
		.more = "Each TEXT is one suggestion; - stands for the lines of standard input. "
			"last is your last session of shadowing. They are due when the next session "
			"is meant at the latest (setting interval-days)."},
	{.name = "followup",
		.arguments = "SUGGESTION… OUTCOME",
		.brief = "say what became of suggestions",
		.examples = "qser-diary followup 12 implemented --how 'greets everybody by now'\n"
			    "qser-diary suggestion list --due --ids | qser-diary followup - not",
		.database = CLI_WRITES,
		.record = QSER_SUGGESTION,
		.options = cli_followup_options,
		.least = 2,
		.most = -1,
		.complete = "record",
		.run = cli_followup,
		.more = "OUTCOME is {suggestion.outcome}."},
	{.name = "suggestion list",
		.brief = "list suggestions",
		.examples = "qser-diary suggestion list --due\n"
			    "qser-diary suggestion list --open --person jan",
		.database = CLI_READS,
		.record = QSER_SUGGESTION,
		.columns = CLI_FILTERS,
		.options = cli_suggestion_options,
		.run = cli_suggestion_list},
	CLI_SHOW("suggestion ", QSER_SUGGESTION, "suggestions", "qser-diary suggestion show 4"),
	CLI_EDIT("suggestion ", QSER_SUGGESTION, "suggestions",
		"qser-diary suggestion edit 4 --due tomorrow"),
	CLI_RM("suggestion ", QSER_SUGGESTION, "suggestions", "qser-diary suggestion rm 4"),
	CLI_MAP("suggestion ", QSER_SUGGESTION, "suggestions",
		"qser-diary suggestion map suggestions.csv > suggestions.map"),
	CLI_IMPORT("suggestion ", QSER_SUGGESTION, "suggestions",
		"qser-diary suggestion import suggestions.csv"),
	CLI_EXPORT("suggestion ", QSER_SUGGESTION, "suggestions",
		"qser-diary suggestion export -o suggestions.csv"),

	{.name = "plan",
		.brief = "what is on: sessions, follow-ups, actions, the timer",
		.examples = "qser-diary plan\n"
			    "qser-diary plan --day tomorrow --trainer maria",
		.database = CLI_READS,
		.options = cli_plan_options,
		.kind = CLI_ROWS,
		.run = cli_plan,
		.actor = true,
		.more = "The id is that of the session of the rota, of the suggestion, of the action, "
			"of the timer."},
	{.name = "hours",
		.arguments = "PATH",
		.brief = "hours of a path against plan and contract",
		.examples = "qser-diary hours reception-26\n"
			    "qser-diary hours reception-26 -f csv",
		.database = CLI_READS,
		.kind = CLI_ROWS,
		.least = 1,
		.most = 1,
		.complete = "record:path",
		.run = cli_path_hours,
		.more = "A row of the path, of each contract (the days between its first and its "
			"last), of each kind of entry, of each participant. Data are whole minutes."},
	{.name = "submit",
		.arguments = "[ID…]",
		.brief = "hand entries in",
		.examples = "qser-diary submit 12 13\n"
			    "qser-diary submit --month 2026-11\n"
			    "qser-diary submit --path reception-26",
		.database = CLI_WRITES,
		.record = QSER_ENTRY,
		.columns = CLI_FILTERS,
		.kind = CLI_LINES,
		.options = cli_submit_options,
		.without = "id trainer state columns sort limit ids",
		.most = -1,
		.complete = "record",
		.run = cli_submit,
		.more = "By filters: your own, those that are drafts or corrected. Who edits a "
			"submitted entry makes a draft of it."},
	{.name = "sign",
		.arguments = "[ID…]",
		.brief = "sign entries that are submitted",
		.examples =
			"qser-diary sign 12 13 --as organisation --by eleni\n"
			"qser-diary sign --month 2026-11 --path reception-26 --as supervisor\n"
			"qser-diary list --state submitted --ids | qser-diary sign - --as supervisor",
		.database = CLI_WRITES,
		.record = QSER_ENTRY,
		.columns = CLI_FILTERS,
		.kind = CLI_LINES,
		.options = cli_sign_entry_options,
		.without = "id state columns sort limit ids",
		.most = -1,
		.complete = "record",
		.run = cli_sign_entry,
		.more = "By filters: those that are submitted and that the party has not signed yet, "
			"whoever wrote them. Signed for the organisation or by the supervisor, an "
			"entry is signed: it is changed only with --override REASON, which makes it "
			"corrected and breaks the signatures, and is not removed."},
	CLI_UNDO("qser-diary undo -n\n"
		 "qser-diary undo"),
	{.name = NULL},
};

int main(int argc, char **argv)
{
	static const struct cli_command command = {
		"qser-diary", "the trainer's diary: sessions and hours", verbs, NULL};
	return cli_main(argc, argv, &command);
}
