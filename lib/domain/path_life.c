/* path_life.c: from draft to closed: the gates between, and what may not be changed any more. */
#include "path_life.h"

#include <inttypes.h>
#include <string.h>

#include "gate.h"
#include "path_facts.h"

/* ---- Gates ---- */

/* "path reception-26: no contract; make one with: qser-path contract add --path reception-26" */
static enum qser_status gate_asks(struct path_view *v, enum gate gate, enum fact fact)
{
	_cleanup_(finding_free) struct finding f = {0};
	bool on;
	enum qser_status status = gate_is_on(v->q, gate, v->path, &on);

	if (status != QSER_OK || !on)
		return status;
	status = fact_ask(v, fact, &f);
	if (status != QSER_OK || !f.lacks.length)
		return status;
	return gate_fails(v->q, gate, v->path, "path %s: %s; %s with: %s", v->word,
		buffer_text(&f.lacks), buffer_text(&f.what), buffer_text(&f.command));
}

enum qser_status path_trainer_eligible(struct path_view *v)
{
	return gate_asks(v, GATE_ELIGIBILITY, FACT_ELIGIBILITY);
}

enum qser_status path_may_begin(struct qser *q, int64_t path)
{
	static const struct {
		enum gate gate;
		enum fact fact;
	} asked[] = {
		{GATE_CONTRACT, FACT_CONTRACT},
		{GATE_CONFIRMATION, FACT_CONFIRMED},
		{GATE_CHECKLIST, FACT_CHECKLIST},
		{GATE_PRE_SESSION, FACT_PRE_SESSION},
	};
	struct path_view v;
	enum qser_status status = path_view_load(&v, q, path);

	for (size_t i = 0; i < COUNT(asked) && status == QSER_OK; i++)
		status = gate_asks(&v, asked[i].gate, asked[i].fact);
	return status;
}

/* Without a trainer there is nobody to ask for; what a file says has happened already. */
static enum qser_status needs_trainer(struct path_view *v)
{
	return v->trainer || v->q->log.import_name
		       ? QSER_OK
		       : fail(v->q, QSER_REFUSED,
				 "path %s has no trainer; choose one with: qser-path edit %s "
				 "--trainer PERSON",
				 v->word, v->word);
}

static enum qser_status may_become(struct path_view *v, enum path_state state)
{
	enum qser_status status = QSER_OK;

	if (state == PATH_RUNNING && v->state < PATH_CONFIRMED)
		return gate_asks(v, GATE_CONFIRMATION, FACT_CONFIRMED);
	if (state != PATH_DISCUSSED && state != PATH_CONFIRMED)
		return QSER_OK;
	status = needs_trainer(v);
	if (status == QSER_OK && state == PATH_CONFIRMED)
		status = path_trainer_eligible(v);
	return status == QSER_OK ? gate_asks(v, GATE_SELF_REFLECTION, FACT_SELF_REFLECTION)
				 : status;
}

/* ---- States ---- */

static enum qser_status put_state(struct qser *q, int64_t path, enum path_state state)
{
	_cleanup_(row_free) struct row row = {0};

	row_init(&row, q, QSER_PATH);
	enum qser_status status = row_load(&row, path);
	row_put_text(&row, "state", path_states[state]);
	return status == QSER_OK ? row_save(&row) : status;
}

enum qser_status path_advance(struct qser *q, int64_t path, enum path_state state)
{
	struct path_view v;
	enum qser_status status = path_view_load(&v, q, path);

	if (status != QSER_OK || v.state >= state)
		return status;
	status = may_become(&v, state);
	return status == QSER_OK ? put_state(q, path, state) : status;
}

/* The step gets a state; its day, unless it has one. */
static enum qser_status put_step(
	struct qser *q, int64_t path, int number, const char *state, const char *day)
{
	_cleanup_(row_free) struct row row = {0};
	int64_t id;
	enum qser_status status = qser_path_step(q, path, number, &id);

	if (status != QSER_OK)
		return status;
	row_init(&row, q, QSER_STEP);
	status = row_load(&row, id);
	row_put_text(&row, "state", state);
	if (status == QSER_OK && day)
		status = row_set(&row, "day", day);
	return status == QSER_OK ? row_save(&row) : status;
}

#define SQL_BEGUN "select min(day) from diary_entry where path = ?1 and kind = 'shadowing'"

/* A step that has a day was planned or recorded by hand. */
static enum qser_status begin_shadowing(struct path_view *v)
{
	_cleanup_(query_end) struct query look = query(v->q->store, SQL_BEGUN);
	char day[DAY_TEXT] = "";

	if (path_view_step_over(v, 9))
		return QSER_OK;
	query_int(&look, 1, v->path);
	if (query_row(&look) && !query_is_null(&look, 0))
		(void)snprintf(day, sizeof(day), "%s", query_get_text(&look, 0));
	return query_status(&look) != QSER_OK ? query_status(&look)
					      : put_step(v->q, v->path, 9, "started",
							*v->steps[9].day || !*day ? NULL : day);
}

#define SQL_STATE "select state from path where id = ?1"

static enum qser_status is_confirmed(struct qser *q, int64_t path, bool *confirmed)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_STATE);

	query_int(&look, 1, path);
	*confirmed =
		query_row(&look) && !strcmp(query_get_word(&look, 0), path_states[PATH_CONFIRMED]);
	return query_status(&look);
}

enum qser_status path_begun(struct qser *q, int64_t path)
{
	struct path_view v;
	bool confirmed;
	enum qser_status status = is_confirmed(q, path, &confirmed);

	if (status != QSER_OK || !confirmed)
		return status;
	status = path_view_load(&v, q, path);
	if (status == QSER_OK)
		status = begin_shadowing(&v);
	if (status == QSER_OK) /* started before, the step changes nothing */
		status = path_advance(q, path, PATH_RUNNING);
	if (status == QSER_OK)
		remark(q, "path %s runs now (step 9)", v.word);
	return status;
}

/* By its step, so that whoever records the step meets the same gates. */
static enum qser_status reach(
	struct qser *q, int64_t path, enum path_state state, int number, const char *day)
{
	struct path_view v;
	enum qser_status status = path_view_load(&v, q, path);

	if (status != QSER_OK)
		return status;
	if (v.state >= state)
		return fail(q, QSER_REFUSED, "path %s is %s already", v.word, path_states[v.state]);
	status = put_step(q, path, number, "done", day ? day : q->today);
	return status == QSER_OK ? path_advance(q, path, state) : status;
}

enum qser_status qser_path_discuss(struct qser *q, int64_t path, const char *day)
{
	return reach(q, path, PATH_DISCUSSED, 5, day);
}

enum qser_status qser_path_confirm(struct qser *q, int64_t path, const char *day)
{
	return reach(q, path, PATH_CONFIRMED, 6, day);
}

/* ---- The end, and back ---- */

/* What should be there at the end (C12, C13), in one finding. */
static enum qser_status may_close(struct path_view *v)
{
	static const enum fact asked[] = {
		FACT_CLOSING, FACT_CONCLUSION, FACT_SUGGESTIONS, FACT_DRAFTS, FACT_TIMER};
	_cleanup_(finding_free) struct finding f = {0};
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < COUNT(asked) && status == QSER_OK; i++) {
		if (asked[i] == FACT_CLOSING && path_view_step_over(v, fact_step(asked[i])))
			continue;
		status = fact_ask(v, asked[i], &f);
		if (f.lacks.length)
			buffer_printf(
				&list, "%s%s", list.length ? ", " : "", buffer_text(&f.lacks));
	}
	if (status != QSER_OK || !list.length)
		return status;
	return gate_fails(v->q, GATE_CONCLUSION, v->path,
		"path %s: %s; see what is missing with: qser-path steps %s", v->word,
		buffer_text(&list), v->word);
}

enum qser_status qser_path_close(struct qser *q, int64_t path, const char *day, const char *reason)
{
	_cleanup_(row_free) struct row row = {0};
	struct path_view v;
	enum qser_status status = path_view_load(&v, q, path);

	if (status != QSER_OK)
		return status;
	if (v.state == PATH_CLOSED)
		return fail(q, QSER_REFUSED, "path %s is closed already", v.word);
	row_init(&row, q, QSER_PATH);
	status = row_load(&row, path);
	if (status == QSER_OK)
		status = may_close(&v);
	if (status == QSER_OK)
		status = row_set(&row, "closed", day ? day : q->today);
	if (status == QSER_OK)
		status = row_set(&row, "reason", reason);
	row_put_text(&row, "state", path_states[PATH_CLOSED]);
	return status == QSER_OK ? row_save(&row) : status;
}

#define SQL_SHADOWING "select count(*) from diary_entry where path = ?1 and kind = 'shadowing'"

/* What its steps and its diary say. */
static enum qser_status state_by_steps(struct path_view *v, enum path_state *state)
{
	_cleanup_(query_end) struct query look = query(v->q->store, SQL_SHADOWING);
	const char *ninth = v->steps[9].state;
	int64_t sessions;

	query_int(&look, 1, v->path);
	enum qser_status status = query_number(&look, 0, &sessions);
	if (sessions || !strcmp(ninth, "started") || !strcmp(ninth, "done"))
		*state = PATH_RUNNING;
	else if (!strcmp(v->steps[6].state, "done"))
		*state = PATH_CONFIRMED;
	else
		*state = !strcmp(v->steps[5].state, "done") ? PATH_DISCUSSED : PATH_DRAFT;
	return status;
}

enum qser_status qser_path_reopen(struct qser *q, int64_t path, const char *reason)
{
	_cleanup_(row_free) struct row row = {0};
	struct path_view v;
	enum path_state state;
	enum qser_status status = path_view_load(&v, q, path);

	if (status != QSER_OK)
		return status;
	if (v.state != PATH_CLOSED)
		return fail(q, QSER_REFUSED, "path %s is not closed, but %s", v.word,
			path_states[v.state]);
	if (!reason || !*reason)
		return fail(q, QSER_USAGE, "reopening a path needs a reason: --reason TEXT");
	row_init(&row, q, QSER_PATH);
	status = row_load(&row, path);
	if (status == QSER_OK)
		status = state_by_steps(&v, &state);
	if (status == QSER_OK)
		status = row_set(&row, "reason", reason);
	if (status != QSER_OK)
		return status;
	row_put_text(&row, "state", path_states[state]);
	row_put_text(&row, "closed", NULL);
	return row_save(&row);
}

/* ---- Closed ---- */

enum qser_status check_path_open(struct row *row)
{
	int64_t path = row_int(row, "path", 0), stored = row_stored_int(row, "path", 0);
	enum qser_status status = path_is_open(row->q, path);

	return status == QSER_OK && row->id && stored != path ? path_is_open(row->q, stored)
							      : status;
}

enum qser_status removing_from_path(struct row *row)
{
	return path_is_open(row->q, row_stored_int(row, "path", 0));
}
