/* path_steps.c: the 13 steps with what is there and what is missing, and what to do next. */
#include <inttypes.h>
#include <string.h>

#include "gate.h"
#include "path_life.h"

/* ---- What to do next ---- */

struct next {
	int step;
	struct finding f;
};

static void next_free(struct next *n)
{
	finding_free(&n->f);
}

/* What no gate asks for is not to be done; what decides about the path is, though its step is
 * recorded. */
static const struct {
	enum fact fact;
	enum gate gate;
	bool decides;
} gated[] = {
	{FACT_ELIGIBILITY, GATE_ELIGIBILITY, true},
	{FACT_SELF_REFLECTION, GATE_SELF_REFLECTION, true},
	{FACT_CONTRACT, GATE_CONTRACT, false},
	{FACT_CHECKLIST, GATE_CHECKLIST, false},
	{FACT_PRE_SESSION, GATE_PRE_SESSION, false},
	{FACT_CLOSING, GATE_CONCLUSION, false},
	{FACT_CONCLUSION, GATE_CONCLUSION, true},
	{FACT_SUGGESTIONS, GATE_CONCLUSION, true},
	{FACT_DRAFTS, GATE_CONCLUSION, true},
	{FACT_TIMER, GATE_CONCLUSION, true},
};

static enum qser_status is_due(struct path_view *v, enum fact fact, bool *due)
{
	bool now = v->state <= fact_until(fact), on = true;
	enum qser_status status = QSER_OK;

	*due = now && !path_view_step_over(v, fact_step(fact));
	for (size_t i = 0; i < COUNT(gated) && now && status == QSER_OK; i++)
		if (gated[i].fact == fact) {
			status = gate_is_on(v->q, gated[i].gate, v->path, &on);
			*due = on && (*due || gated[i].decides);
		}
	return status;
}

/* Every fact is there: what is left is to write down that the steps are done, and to close. */
static void settle_end(struct path_view *v, struct next *n)
{
	for (int i = 1; i <= STEPS; i++) {
		if (path_view_step_over(v, i))
			continue;
		n->step = i;
		buffer_printf(&n->f.what, "record that step %d is done", i);
		buffer_printf(&n->f.command, "qser-path step %s %d --state done", v->word, i);
		return;
	}
	n->step = STEPS;
	buffer_text_add(&n->f.what, "close the path");
	buffer_printf(&n->f.command, "qser-path close %s", v->word);
}

/* n->step 0: nothing, as it is closed. */
static enum qser_status find_next(struct path_view *v, struct next *n)
{
	n->step = 0;
	finding_clear(&n->f);
	if (v->state == PATH_CLOSED)
		return QSER_OK;
	for (enum fact fact = 0; fact < FACTS; fact++) {
		bool due;
		enum qser_status status = is_due(v, fact, &due);
		if (status == QSER_OK && due)
			status = fact_ask(v, fact, &n->f);
		if (status != QSER_OK)
			return status;
		if (!due || !n->f.lacks.length)
			continue;
		n->step = fact_step(fact);
		return QSER_OK;
	}
	finding_clear(&n->f);
	settle_end(v, n);
	return n->f.what.failed || n->f.command.failed ? fail(v->q, QSER_MEMORY, "out of memory")
						       : QSER_OK;
}

enum qser_status qser_path_next(struct qser *q, int64_t path, qser_next_fn *fn, void *ctx)
{
	_cleanup_(next_free) struct next n = {0};
	struct path_view v;
	int64_t actor; /* commands name the trainer to whoever else would type them */
	enum qser_status status = qser_actor(q, &actor, NULL);

	if (status == QSER_OK)
		status = path_view_load(&v, q, path);
	if (status == QSER_OK)
		status = find_next(&v, &n);
	if (status != QSER_OK || !n.step)
		return status;
	const struct qser_next next = {
		v.word, n.step, buffer_text(&n.f.what), buffer_text(&n.f.command)};
	return fn(ctx, &next) ? QSER_STOPPED : QSER_OK;
}

#define SQL_OPEN "select id from path where state <> 'closed'"
#define SQL_OPEN_MINE SQL_OPEN " and trainer = ?1 order by id"
#define SQL_OPEN_ALL SQL_OPEN " order by id"

/* The ids first: what is asked of each path are queries of their own. */
static enum qser_status open_paths(struct qser *q, int64_t trainer, struct buffer *ids)
{
	_cleanup_(query_end) struct query look =
		query(q->store, trainer ? SQL_OPEN_MINE : SQL_OPEN_ALL);

	if (trainer)
		query_int(&look, 1, trainer);
	while (query_row(&look)) {
		int64_t id = query_get_int(&look, 0);
		buffer_add(ids, &id, sizeof(id));
	}
	return ids->failed ? fail(q, QSER_MEMORY, "out of memory") : query_status(&look);
}

enum qser_status qser_path_next_all(struct qser *q, qser_next_fn *fn, void *ctx)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	const char *name;
	int64_t actor, id;
	enum qser_status status = qser_actor(q, &actor, &name);

	if (status == QSER_OK && actor)
		status = open_paths(q, actor, &ids);
	if (status == QSER_OK && !ids.length)
		status = open_paths(q, 0, &ids);
	for (size_t i = 0; i < ids.length / sizeof(id) && status == QSER_OK; i++) {
		memcpy(&id, ids.data + i * sizeof(id), sizeof(id));
		status = qser_path_next(q, id, fn, ctx);
	}
	return status;
}

/* ---- The 13 steps ---- */

/* What is there and what is missing, of each step. */
struct tellings {
	struct buffer there[STEPS + 1], missing[STEPS + 1];
};

static void tellings_free(struct tellings *t)
{
	for (int i = 0; i <= STEPS; i++) {
		buffer_free(&t->there[i]);
		buffer_free(&t->missing[i]);
	}
}

static void join(struct buffer *list, const struct buffer *more)
{
	if (more->length)
		buffer_printf(list, "%s%s", list->length ? ", " : "", buffer_text(more));
}

/* The open suggestions hold the ones that are due; of a step that was left out nothing is missing.
 */
static bool is_told(const struct path_view *v, enum fact fact)
{
	return fact != FACT_SUGGESTIONS && strcmp(v->steps[fact_step(fact)].state, "skipped") != 0;
}

static enum qser_status tell_facts(struct path_view *v, struct tellings *t)
{
	_cleanup_(finding_free) struct finding f = {0};
	enum qser_status status = QSER_OK;

	for (enum fact fact = 0; fact < FACTS && status == QSER_OK; fact++) {
		int step = fact_step(fact);
		status = fact_ask(v, fact, &f);
		join(&t->there[step], &f.there);
		if (is_told(v, fact))
			join(&t->missing[step], &f.lacks);
		if (t->there[step].failed || t->missing[step].failed)
			status = fail(v->q, QSER_MEMORY, "out of memory");
	}
	return status;
}

static const char *or_null(const char *text)
{
	return *text ? text : NULL;
}

static enum qser_status tell_steps(
	struct path_view *v, const struct tellings *t, int next, qser_step_fn *fn, void *ctx)
{
	for (int i = 1; i <= STEPS; i++) {
		const struct path_view_step *s = &v->steps[i];
		const struct qser_step step = {
			.path = v->word,
			.number = i,
			.title = path_step_title(i),
			.state = s->state,
			.day = or_null(s->day),
			.responsible = or_null(s->responsible),
			.there = buffer_text(&t->there[i]),
			.missing = buffer_text(&t->missing[i]),
			.next = i == next,
		};
		if (fn(ctx, &step))
			return QSER_STOPPED;
	}
	return QSER_OK;
}

enum qser_status qser_path_each_step(struct qser *q, int64_t path, qser_step_fn *fn, void *ctx)
{
	_cleanup_(tellings_free) struct tellings t = {0};
	_cleanup_(next_free) struct next n = {0};
	struct path_view v;
	enum qser_status status = path_view_load(&v, q, path);

	if (status == QSER_OK)
		status = tell_facts(&v, &t);
	if (status == QSER_OK)
		status = find_next(&v, &n);
	return status == QSER_OK ? tell_steps(&v, &t, n.step, fn, ctx) : status;
}
