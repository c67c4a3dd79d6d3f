/* path_facts.c: what a path has and what it lacks: one function a fact, one table of them. */
#include "path_fact.h"

#include <inttypes.h>
#include <string.h>

/* ---- A path in hand ---- */

const char *const path_states[] = {"draft", "discussed", "confirmed", "running", "closed", NULL};

enum path_state path_state_of(const char *word)
{
	int i = 0;

	while (path_states[i] && strcmp(path_states[i], word ? word : "") != 0)
		i++;
	return (enum path_state)i;
}

#define SQL_VIEW                                                                               \
	"select " SQL_WORD(                                                                    \
		"p") ", p.state, p.organisation, p.contact, p.trainer,"                        \
		     " p.participants_planned, p.hours, p.ends, p.audience, " SQL_WORD(        \
			     "t") ", (select count(*) from participant x where x.path = p.id)" \
				  " from path p left join person t on t.id = p.trainer where p.id = ?1"
#define SQL_VIEW_STEPS                                \
	"select s.number, s.state, s.day, " SQL_WORD( \
		"r") " from step s left join person r on r.id = s.responsible where s.path = ?1"

static void keep(char *to, size_t size, const char *text)
{
	(void)snprintf(to, size, "%s", text ? text : "");
}

static enum qser_status load_steps(struct path_view *v)
{
	_cleanup_(query_end) struct query look = query(v->q->store, SQL_VIEW_STEPS);

	query_int(&look, 1, v->path);
	while (query_row(&look)) {
		int64_t number = query_get_int(&look, 0);
		if (number < 1 || number > STEPS)
			continue;
		struct path_view_step *step = &v->steps[number];
		keep(step->state, sizeof(step->state), query_get_text(&look, 1));
		keep(step->day, sizeof(step->day), query_get_text(&look, 2));
		keep(step->responsible, sizeof(step->responsible), query_get_text(&look, 3));
	}
	return query_status(&look);
}

enum qser_status path_view_load(struct path_view *v, struct qser *q, int64_t path)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_VIEW);

	*v = (struct path_view){.q = q, .path = path};
	query_int(&look, 1, path);
	if (!query_row(&look))
		return query_status(&look) != QSER_OK
			       ? query_status(&look)
			       : fail(q, QSER_UNKNOWN, "there is no path %" PRId64, path);
	keep(v->word, sizeof(v->word), query_get_text(&look, 0));
	v->state = path_state_of(query_get_text(&look, 1));
	v->organisation = query_get_int(&look, 2);
	v->contact = query_get_int(&look, 3);
	v->trainer = query_get_int(&look, 4);
	v->planned = query_get_int(&look, 5);
	v->minutes = query_get_minutes(&look, 6);
	keep(v->ends, sizeof(v->ends), query_get_text(&look, 7));
	v->group = v->planned > 1 || query_get_int(&look, 10) > 1 ||
		   !strcmp(query_get_word(&look, 8), "group");
	keep(v->trainer_word, sizeof(v->trainer_word), query_get_text(&look, 9));
	return load_steps(v);
}

bool path_view_step_over(const struct path_view *v, int step)
{
	const char *state = v->steps[step].state;

	return !strcmp(state, "done") || !strcmp(state, "skipped");
}

/* ---- Findings ---- */

void finding_clear(struct finding *f)
{
	buffer_clear(&f->there);
	buffer_clear(&f->lacks);
	buffer_clear(&f->what);
	buffer_clear(&f->command);
}

void finding_free(struct finding *f)
{
	buffer_free(&f->there);
	buffer_free(&f->lacks);
	buffer_free(&f->what);
	buffer_free(&f->command);
}

enum qser_status fact_there(struct finding *f, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buffer_vprintf(&f->there, format, args);
	va_end(args);
	return QSER_OK;
}

enum qser_status fact_lacks(
	struct finding *f, const char *what_lacks, const char *what, const char *command, ...)
{
	va_list args;

	buffer_text_add(&f->lacks, what_lacks);
	buffer_text_add(&f->what, what);
	va_start(args, command);
	buffer_vprintf(&f->command, command, args);
	va_end(args);
	return QSER_OK;
}

void fact_day(struct buffer *out, const struct path_view *v, const char *day)
{
	int year, month, dom, this_year;
	day_t n;

	if (!day || !day_read(day, &n))
		return;
	day_split(n, &year, &month, &dom);
	buffer_printf(out, "%d %s", dom, month_name(month));
	day_t today;
	if (!day_read(v->q->today, &today))
		return;
	day_split(today, &this_year, &month, &dom);
	if (this_year != year)
		buffer_printf(out, " %d", year);
}

void fact_count(struct buffer *out, int64_t count, const char *one, const char *many)
{
	buffer_printf(out, "%" PRId64 " %s", count, count == 1 ? one : many);
}

enum qser_status fact_number(struct path_view *v, const char *sql, int64_t *count)
{
	_cleanup_(query_end) struct query look = query(v->q->store, sql);

	query_int(&look, 1, v->path);
	return query_number(&look, 0, count);
}

/* ---- The table ---- */

static const struct {
	int step;
	enum path_state until;
	enum qser_status (*ask)(struct path_view *v, struct finding *f);
} facts[FACTS] = {
	[FACT_CONTACT] = {1, PATH_DRAFT, ask_contact},
	[FACT_TRAINER] = {2, PATH_CONFIRMED, ask_trainer},
	[FACT_ELIGIBILITY] = {2, PATH_DISCUSSED, ask_eligibility},
	[FACT_SELF_REFLECTION] = {2, PATH_DISCUSSED, ask_self_reflection},
	[FACT_CONTRACT] = {2, PATH_CONFIRMED, ask_contract},
	[FACT_MINUTES_3] = {3, PATH_DRAFT, ask_minutes_3},
	[FACT_SKILLS] = {4, PATH_DISCUSSED, ask_skills},
	[FACT_PARTICIPANTS] = {4, PATH_CONFIRMED, ask_participants},
	[FACT_MINUTES_5] = {5, PATH_DRAFT, ask_minutes_5},
	[FACT_DISCUSSED] = {5, PATH_DRAFT, ask_discussed},
	[FACT_CONFIRMED] = {6, PATH_DISCUSSED, ask_confirmed},
	[FACT_START] = {7, PATH_CONFIRMED, ask_start},
	[FACT_CHECKLIST] = {8, PATH_CONFIRMED, ask_checklist},
	[FACT_PRE_SESSION] = {9, PATH_CONFIRMED, ask_pre_session},
	[FACT_ROTA] = {10, PATH_RUNNING, ask_rota},
	[FACT_FOLLOW_UPS] = {9, PATH_RUNNING, ask_follow_ups},
	[FACT_SESSION_TO_LOG] = {9, PATH_RUNNING, ask_session_to_log},
	[FACT_AGREED] = {10, PATH_RUNNING, ask_agreed},
	[FACT_REPORT] = {11, PATH_RUNNING, ask_report},
	[FACT_NEXT_SESSION] = {9, PATH_RUNNING, ask_next_session},
	[FACT_TIMER] = {12, PATH_RUNNING, ask_timer},
	[FACT_DRAFTS] = {12, PATH_RUNNING, ask_drafts},
	[FACT_CLOSING] = {12, PATH_RUNNING, ask_closing},
	[FACT_CONCLUSION] = {13, PATH_RUNNING, ask_conclusion},
	[FACT_SUGGESTIONS] = {12, PATH_RUNNING, ask_suggestions},
};

int fact_step(enum fact fact)
{
	return facts[fact].step;
}

enum path_state fact_until(enum fact fact)
{
	return facts[fact].until;
}

enum qser_status fact_ask(struct path_view *v, enum fact fact, struct finding *f)
{
	finding_clear(f);
	enum qser_status status = facts[fact].ask(v, f);
	if (f->there.failed || f->lacks.failed || f->what.failed || f->command.failed)
		return fail(v->q, QSER_MEMORY, "out of memory");
	return status;
}
