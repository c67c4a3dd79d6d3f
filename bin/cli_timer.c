/*
 * cli_timer.c: start, stop, status, cancel: the clock that runs while a session goes on.
 */
#include <inttypes.h>

#include "cli_diary.h"
#include "cli_private.h"

/* ---- What a session is given ---- */

static enum qser_status join_participants(struct cli *c, const char **joined)
{
	char *list = NULL;
	const char *word;
	for (size_t n = 0; (word = cli_get_nth(c, "participant", n)); n++) {
		list = cli_own(c, cli_format("%s%s%s", list ? list : "", list ? ";" : "", word));
		if (!list)
			return cli_no_memory(c);
	}
	*joined = list;
	return QSER_OK;
}

enum qser_status cli_entry_fields(struct cli *c, const struct qser_field **fields, size_t *count)
{
	const char *joined = NULL;
	enum qser_status status = cli_fields(c, fields, count);
	if (status == QSER_OK)
		status = join_participants(c, &joined);
	if (status != QSER_OK || !joined)
		return status;
	struct qser_field *more = calloc(*count + 1, sizeof(*more));
	if (!cli_own(c, (char *)more))
		return cli_no_memory(c);
	for (size_t i = 0; i < *count; i++)
		more[i] = (*fields)[i];
	more[(*count)++] = (struct qser_field){"participants", joined};
	*fields = more;
	return QSER_OK;
}

/* ---- start, stop, cancel ---- */

const struct cli_option cli_start_options[] = {
	{"at", 0, "TIME",
		"when it began: a time of today, as 9:30, or a moment, as 'yesterday 23:30'; now "
		"when not given",
		NULL},
	{"participant", 0, "PERSON", "who takes part; may be given several times", "record:person"},
	{.name = NULL},
};

const struct cli_option cli_stop_options[] = {
	{"at", 0, "TIME",
		"when it ended: a time of today, as 17:30, or a moment, as 'yesterday 23:30'; now "
		"when not given",
		NULL},
	{"participant", 0, "PERSON", "who took part; may be given several times", "record:person"},
	{"suggest", 0, "TEXT", "a suggestion that was made; may be given several times", NULL},
	{.name = NULL},
};

struct running {
	struct cli *c;
	int64_t count, forgotten;
};

static void print_timer(struct qser_spool *out, const struct qser_timer *timer)
{
	_cleanup_(free_pointer) char *so_far = qser_duration_text(timer->minutes, QSER_WORDY);
	_cleanup_(free_pointer) char *path = timer->path ? qser_escape(timer->path) : NULL;
	_cleanup_(free_pointer) char *people = qser_escape(timer->people);
	_cleanup_(free_pointer) char *trainer = qser_escape(timer->trainer);
	bool some = people && *people;
	qser_spool_printf(out, "%s: %s%s%s, %s since %s (%s)\n", trainer ? trainer : "?",
		path ? path : "no path", some ? ", " : "", some ? people : "", timer->kind,
		timer->since, so_far ? so_far : "?");
}

static int take_timer(void *ctx, const struct qser_timer *timer)
{
	struct running *r = ctx;
	r->count++;
	print_timer(r->c->out, timer);
	if (timer->minutes <= timer->limit)
		return 0;
	_cleanup_(free_pointer) char *limit = qser_duration_text(timer->limit, QSER_WORDY);
	r->forgotten++;
	cli_say(r->c,
		"the timer of %s runs for more than %s: say when it ended with qser-diary stop --at "
		"TIME, or take it back with qser-diary cancel",
		timer->trainer, limit ? limit : "?");
	return 0;
}

static enum qser_status actor_of(struct cli *c, int64_t *actor)
{
	enum qser_status status = qser_actor(c->q, actor, NULL);
	if (status == QSER_OK && !*actor)
		return cli_fail(
			c, QSER_USAGE, "%s: whose? Say who you are with --actor", c->verb->name);
	return status;
}

enum qser_status cli_start_timer(struct cli *c)
{
	const struct qser_field *fields;
	size_t count;
	int64_t id, actor;
	struct running r = {.c = c};
	enum qser_status status = cli_entry_fields(c, &fields, &count);
	if (status == QSER_OK)
		status = qser_timer_start(c->q, cli_get(c, "at"), fields, count, &id);
	if (status == QSER_OK && c->terminal)
		status = actor_of(c, &actor);
	return status == QSER_OK && c->terminal ? qser_each_timer(c->q, actor, take_timer, &r)
						: status;
}

enum qser_status cli_stop_timer(struct cli *c)
{
	const struct qser_field *fields;
	size_t count;
	int64_t id;
	enum qser_status status = cli_entry_fields(c, &fields, &count);
	if (status == QSER_OK)
		status = qser_timer_stop(c->q, cli_get(c, "at"), fields, count, &id);
	if (status == QSER_OK)
		status = cli_entry_suggestions(c, id);
	return status == QSER_OK ? cli_print_described(c, id, qser_entry_describe) : status;
}

enum qser_status cli_cancel_timer(struct cli *c)
{
	int64_t id;
	enum qser_status status = qser_timer_cancel(c->q, &id);
	if (status == QSER_OK && !c->dry_run)
		cli_say(c, "cancelled; nothing was logged. To take that back: qser-diary undo");
	return status;
}

/* ---- status ---- */

const struct cli_option cli_timer_options[] = {
	{"all", 0, NULL, "of all trainers, not just your own", NULL},
	{.name = NULL},
};

enum qser_status cli_timer_status(struct cli *c)
{
	struct running r = {.c = c};
	int64_t trainer = 0;
	enum qser_status status = cli_has(c, "all") ? QSER_OK : actor_of(c, &trainer);
	if (status == QSER_OK)
		status = qser_each_timer(c->q, trainer, take_timer, &r);
	if (status != QSER_OK)
		return status;
	if (!r.count)
		qser_spool_printf(c->out, "no timer runs\n");
	return r.forgotten ? QSER_PARTIAL : QSER_OK;
}
