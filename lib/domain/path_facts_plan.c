/* path_facts_plan.c: facts of what comes before the first session: steps 1 to 8, and workshops. */
#include "path_fact.h"

#include <inttypes.h>
#include <string.h>

#include "../form/form.h"
#include "ready.h"
#include "signature.h"

/* ---- Steps 1 to 3: organisation, trainer, contract ---- */

#define SQL_MINUTES "select max(day) from meeting where path = ?1 and step = ?2"

static enum qser_status ask_minutes(struct path_view *v, int step, struct finding *f)
{
	_cleanup_(query_end) struct query look = query(v->q->store, SQL_MINUTES);

	query_int(&look, 1, v->path);
	query_int(&look, 2, step);
	if (query_row(&look) && !query_is_null(&look, 0)) {
		buffer_text_add(&f->there, f->there.length ? ", minutes " : "minutes ");
		fact_day(&f->there, v, query_get_text(&look, 0));
	}
	return query_status(&look);
}

#define SQL_CONTACT "select " SQL_WORD("c") " from person c where c.id = ?1"

enum qser_status ask_contact(struct path_view *v, struct finding *f)
{
	if (!v->contact) {
		enum qser_status status = fact_lacks(f, "no contact person",
			"name the contact person", "qser-path edit %s --contact PERSON", v->word);
		return status == QSER_OK ? ask_minutes(v, 1, f) : status;
	}
	_cleanup_(query_end) struct query look = query(v->q->store, SQL_CONTACT);
	query_int(&look, 1, v->contact);
	if (query_row(&look))
		(void)fact_there(f, "contact %s", query_get_text(&look, 0));
	return query_status(&look) == QSER_OK ? ask_minutes(v, 1, f) : query_status(&look);
}

enum qser_status ask_trainer(struct path_view *v, struct finding *f)
{
	return v->trainer ? fact_there(f, "trainer %s", v->trainer_word)
			  : fact_lacks(f, "no trainer", "choose the trainer",
				    "qser-path edit %s --trainer PERSON", v->word);
}

enum qser_status ask_eligibility(struct path_view *v, struct finding *f)
{
	_cleanup_(buffer_free) struct buffer missing = BUFFER_INIT;
	const char *first;

	if (!v->trainer)
		return QSER_OK;
	enum qser_status status = ready_missing(
		v->q, v->trainer, ready_as("trainer"), v->q->today, ", ", &missing, &first);
	if (status != QSER_OK || !first)
		return status == QSER_OK ? fact_there(f, "eligible") : status;
	buffer_printf(&f->lacks, "the trainer lacks %s", buffer_text(&missing));
	return fact_lacks(f, "", "record what the trainer has completed",
		"qser-person training add --person %s --module %s --completed DAY", v->trainer_word,
		first);
}

/* ---- Forms ---- */

#define SQL_FORM                                                                             \
	"select code from form where purpose = ?1 and (organisation is null or organisation" \
	" = ?2) order by organisation is null, id limit 1"

/* The form of that purpose: the organisation's own, or everybody's. */
static enum qser_status form_for(struct path_view *v, const char *purpose, struct buffer *out)
{
	_cleanup_(query_end) struct query look = query(v->q->store, SQL_FORM);

	query_text(&look, 1, purpose);
	query_int(&look, 2, v->organisation);
	buffer_text_add(out, query_row(&look) ? query_get_text(&look, 0) : "FORM");
	return query_status(&look);
}

/* What is to be done with a form that is not answered: begin, or go on.  more: further options. */
static enum qser_status to_answer(struct path_view *v, const char *purpose, int64_t draft,
	const char *what_lacks, const char *what, const char *more, struct finding *f)
{
	_cleanup_(buffer_free) struct buffer form = BUFFER_INIT;
	enum qser_status status;

	if (draft)
		return fact_lacks(f, what_lacks, what, "qser-checklist answer %" PRId64, draft);
	status = form_for(v, purpose, &form);
	return status == QSER_OK
		       ? fact_lacks(f, what_lacks, what, "qser-checklist new %s --path %s%s",
				 buffer_text(&form), v->word, more)
		       : status;
}

#define SQL_READINESS                                                              \
	"select r.id, r.state, r.day from response r join form f on f.id = r.form" \
	" where f.purpose = 'readiness' and (r.respondent = ?1 or r.subject = ?1)" \
	" and (r.path is null or r.path = ?2)" SQL_RESPONSE_COUNTS                 \
	" order by r.state, r.day desc, r.id desc limit 1"

enum qser_status ask_self_reflection(struct path_view *v, struct finding *f)
{
	_cleanup_(buffer_free) struct buffer more = BUFFER_INIT;
	_cleanup_(query_end) struct query look = query(v->q->store, SQL_READINESS);
	int64_t draft = 0;

	if (!v->trainer)
		return QSER_OK;
	query_int(&look, 1, v->trainer);
	query_int(&look, 2, v->path);
	if (query_row(&look)) {
		if (!strcmp(query_get_word(&look, 1), "complete")) {
			(void)fact_there(f, "self-reflection ");
			fact_day(&f->there, v, query_get_text(&look, 2));
			return query_status(&look);
		}
		draft = query_get_int(&look, 0);
	}
	if (query_status(&look) != QSER_OK)
		return query_status(&look);
	buffer_printf(&more, " --respondent %s", v->trainer_word);
	return to_answer(v, "readiness", draft, "the trainer's self-reflection is not answered",
		"answer the self-reflection", buffer_text(&more), f);
}

/* ---- Signatures ---- */

/* "contract 1 is not signed by the organisation"; there: what is signed. */
static enum qser_status ask_signed(struct path_view *v, enum qser_record r, int64_t id,
	const char *name, const char *command, struct finding *f)
{
	bool trainer, organisation;
	enum qser_status status = signature_holds(v->q, r, id, "trainer", &trainer);

	if (status == QSER_OK)
		status = signature_holds(v->q, r, id, "organisation", &organisation);
	if (status != QSER_OK)
		return status;
	if (trainer && organisation)
		return fact_there(f, "%s signed by both", name);
	(void)fact_there(f, "%s%s", name,
		trainer	       ? " signed by the trainer"
		: organisation ? " signed by the organisation"
			       : "");
	buffer_printf(&f->lacks, "%s is not signed by %s", name,
		trainer	       ? "the organisation"
		: organisation ? "the trainer"
			       : "both");
	buffer_printf(&f->what, "have %s signed", name);
	/* Who types it need not be who signs; for the organisation that may be anybody. */
	const char *by = trainer || !v->trainer ? "PERSON" : v->trainer_word;
	return fact_lacks(f, "", "", "%s %" PRId64 " --as %s --by %s", command, id,
		trainer ? "organisation" : "trainer", by);
}

#define SQL_CONTRACT                                                      \
	"select id, number, kind from contract where path = ?1 order by " \
	"number desc limit 1"

enum qser_status ask_contract(struct path_view *v, struct finding *f)
{
	_cleanup_(query_end) struct query look = query(v->q->store, SQL_CONTRACT);
	char name[48];
	bool formal = false;
	int64_t id = 0;

	query_int(&look, 1, v->path);
	if (query_row(&look)) {
		id = query_get_int(&look, 0);
		formal = !strcmp(query_get_word(&look, 2), "formal");
		(void)snprintf(name, sizeof(name), "contract %" PRId64, query_get_int(&look, 1));
	}
	if (query_status(&look) != QSER_OK)
		return query_status(&look);
	if (!id)
		return fact_lacks(f, "no contract", "make a contract",
			"qser-path contract add --path %s --kind formal --starts DAY --ends DAY "
			"--sessions N --hours HOURS",
			v->word);
	enum qser_status status =
		ask_signed(v, QSER_CONTRACT, id, name, "qser-path contract sign", f);
	if (!formal && f->lacks.length) { /* it holds by word of mouth, too */
		buffer_clear(&f->lacks);
		buffer_clear(&f->what);
		buffer_clear(&f->command);
		(void)fact_there(f, ", informal");
	}
	return status;
}

/* ---- Steps 3 to 6: the path itself ---- */

static enum qser_status ask_minutes_of(struct path_view *v, int step, struct finding *f)
{
	char what[64];
	enum qser_status status = ask_minutes(v, step, f);

	if (status != QSER_OK || f->there.length)
		return status;
	(void)snprintf(what, sizeof(what), "write the minutes of step %d", step);
	return fact_lacks(f, "no minutes", what,
		"qser-path minutes add --path %s --step %d --day DAY --title TEXT", v->word, step);
}

enum qser_status ask_minutes_3(struct path_view *v, struct finding *f)
{
	return ask_minutes_of(v, 3, f);
}

enum qser_status ask_minutes_5(struct path_view *v, struct finding *f)
{
	return ask_minutes_of(v, 5, f);
}

enum qser_status ask_skills(struct path_view *v, struct finding *f)
{
	int64_t count;
	enum qser_status status =
		fact_number(v, "select count(*) from skill where path = ?1", &count);

	if (status != QSER_OK)
		return status;
	if (!count)
		return fact_lacks(f, "no skills", "name what is to be learned",
			"qser-path skill add --path %s --name TEXT", v->word);
	fact_count(&f->there, count, "skill", "skills");
	return QSER_OK;
}

enum qser_status ask_participants(struct path_view *v, struct finding *f)
{
	int64_t count;
	enum qser_status status =
		fact_number(v, "select count(*) from participant where path = ?1", &count);

	if (status != QSER_OK)
		return status;
	if (count && v->planned && count != v->planned)
		(void)fact_there(f, "%" PRId64 " of %" PRId64 " participants", count, v->planned);
	else if (count)
		fact_count(&f->there, count, "participant", "participants");
	if (!count)
		return fact_lacks(f, "no participants", "name the participants",
			"qser-path participant add --path %s --person PERSON", v->word);
	if (!v->planned || count == v->planned)
		return QSER_OK;
	buffer_printf(&f->lacks, "%" PRId64 " planned, %" PRId64 " named", v->planned, count);
	return count < v->planned
		       ? fact_lacks(f, "", "name the other participants",
				 "qser-path participant add --path %s --person PERSON", v->word)
		       : fact_lacks(f, "", "correct the number of participants",
				 "qser-path edit %s --participants-planned %" PRId64, v->word,
				 count);
}

enum qser_status ask_discussed(struct path_view *v, struct finding *f)
{
	return v->state >= PATH_DISCUSSED
		       ? QSER_OK
		       : fact_lacks(f, "not discussed yet",
				 "discuss the path with the organisation and the department "
				 "manager, then record that",
				 "qser-path discuss %s", v->word);
}

enum qser_status ask_confirmed(struct path_view *v, struct finding *f)
{
	return v->state >= PATH_CONFIRMED ? QSER_OK
					  : fact_lacks(f, "not confirmed yet", "confirm the path",
						    "qser-path confirm %s", v->word);
}

/* ---- Steps 7 to 9: what comes before the first session ---- */

#define SQL_WORKSHOP                                                                    \
	"select w.id, w.state, w.day, w.minutes,"                                       \
	" (select count(*) from attendance a where a.workshop = w.id)"                  \
	" from workshop w where w.path = ?1 and w.kind = ?2 and w.state <> 'cancelled'" \
	" order by case when w.state = 'held' then 0 else 1 end, w.day desc, w.id desc limit 1"

/* A workshop that is still to be held; id 0: there is none. */
struct planned {
	int64_t id, listed; /* how many people are on its list */
	bool timed;	    /* is it known how long it takes */
};

/* The workshop of that kind: held, or planned. */
static enum qser_status ask_workshop(
	struct path_view *v, const char *kind, struct finding *f, struct planned *planned)
{
	_cleanup_(query_end) struct query look = query(v->q->store, SQL_WORKSHOP);

	*planned = (struct planned){0};
	query_int(&look, 1, v->path);
	query_text(&look, 2, kind);
	if (!query_row(&look))
		return query_status(&look);
	const char *day = query_get_text(&look, 2);
	bool held = !strcmp(query_get_word(&look, 1), "held");
	struct buffer *out = held ? &f->there : &f->lacks;
	buffer_printf(out, "%s%s", f->there.length && held ? ", " : "", "workshop ");
	if (day)
		fact_day(out, v, day);
	else
		buffer_printf(out, "%" PRId64, query_get_int(&look, 0));
	if (!held) {
		buffer_text_add(out, " is not held yet");
		*planned = (struct planned){
			query_get_int(&look, 0), query_get_int(&look, 4), !query_is_null(&look, 3)};
	}
	return query_status(&look);
}

/* Without a list the hours of who came would be nobody's. */
static enum qser_status hold_it(struct path_view *v, const char *kind,
	const struct planned *planned, const char *none, struct finding *f)
{
	if (planned->id && !planned->listed)
		return fact_lacks(f, "", "put who takes part on the list of the workshop",
			"qser-path workshop invite %" PRId64 " --participants", planned->id);
	if (planned->id)
		return fact_lacks(f, "", "hold the workshop, then record that",
			"qser-path workshop hold %" PRId64 "%s", planned->id,
			planned->timed ? "" : " --minutes DURATION");
	buffer_printf(&f->what, "plan the %s workshop", kind);
	return fact_lacks(f, none, "",
		"qser-path workshop add --path %s --kind %s --title TEXT --day DAY", v->word, kind);
}

#define NO_START "no meeting or workshop with all parties"

/* A workshop, if they are many (C6). */
enum qser_status ask_start(struct path_view *v, struct finding *f)
{
	struct planned planned = {0};
	enum qser_status status = ask_minutes(v, 7, f);

	if (status == QSER_OK)
		status = ask_workshop(v, "explanatory", f, &planned);
	if (status != QSER_OK)
		return status;
	if (f->there.length) {
		buffer_clear(&f->lacks);
		return QSER_OK;
	}
	if (planned.id || v->group)
		return hold_it(v, "explanatory", &planned, NO_START, f);
	return fact_lacks(f, NO_START, "meet all parties, then write the minutes",
		"qser-path minutes add --path %s --step 7 --day DAY --title TEXT", v->word);
}

enum qser_status ask_closing(struct path_view *v, struct finding *f)
{
	struct planned planned;
	enum qser_status status = ask_workshop(v, "closing", f, &planned);

	return status != QSER_OK || f->there.length
		       ? status
		       : hold_it(v, "closing", &planned, "no closing workshop", f);
}

#define CHECKLISTS                                                        \
	" from response r join form f on f.id = r.form where r.path = ?1" \
	" and f.purpose = 'checklist'" SQL_RESPONSE_COUNTS
#define SQL_SIGNED_LISTS                                                  \
	"select r.id, r.state" CHECKLISTS                                 \
	" and exists (select 1 from signature s where s.response = r.id)" \
	" order by r.id desc"
#define SQL_NEWEST_LIST "select r.id, r.state" CHECKLISTS " order by r.id desc limit 1"

/* One that both have signed, else the newest signed one, else the newest. */
static enum qser_status find_checklist(struct path_view *v, int64_t *id, bool *complete, bool *both)
{
	const char *const sql[] = {SQL_SIGNED_LISTS, SQL_NEWEST_LIST};
	enum qser_status status = QSER_OK;

	*id = 0;
	*complete = *both = false;
	for (size_t i = 0; i < COUNT(sql) && !*id; i++) {
		_cleanup_(query_end) struct query look = query(v->q->store, sql[i]);
		query_int(&look, 1, v->path);
		while (status == QSER_OK && !*both && query_row(&look)) {
			int64_t one = query_get_int(&look, 0);
			bool whole = !strcmp(query_get_word(&look, 1), "complete");
			status = signed_by_both(v->q, QSER_RESPONSE, one, both);
			if (*both || !*id) {
				*id = one;
				*complete = whole;
			}
		}
		status = status == QSER_OK ? query_status(&look) : status;
	}
	return status;
}

enum qser_status ask_checklist(struct path_view *v, struct finding *f)
{
	char name[48], what[80];
	bool complete, both;
	int64_t id;
	enum qser_status status = find_checklist(v, &id, &complete, &both);

	if (status != QSER_OK)
		return status;
	(void)snprintf(name, sizeof(name), "checklist %" PRId64, id);
	if (!id)
		return to_answer(v, "checklist", 0, "no checklist", "fill in the checklist",
			" --subject PERSON", f);
	if (!both && !complete) {
		buffer_printf(&f->lacks, "%s is not filled in", name);
		(void)snprintf(what, sizeof(what), "fill in the rest of %s", name);
		return to_answer(v, "checklist", id, "", what, "", f);
	}
	return ask_signed(v, QSER_RESPONSE, id, name, "qser-checklist sign", f);
}

#define SQL_PRE_SESSION                                                            \
	"select r.id, r.state, r.day from response r join form f on f.id = r.form" \
	" where f.purpose = 'pre-session' and r.path = ?1" SQL_RESPONSE_COUNTS     \
	" order by r.state, r.day, r.id limit 1"

enum qser_status ask_pre_session(struct path_view *v, struct finding *f)
{
	_cleanup_(query_end) struct query look = query(v->q->store, SQL_PRE_SESSION);
	int64_t draft = 0;

	query_int(&look, 1, v->path);
	if (query_row(&look)) {
		if (!strcmp(query_get_word(&look, 1), "complete")) {
			(void)fact_there(f, "questions answered ");
			fact_day(&f->there, v, query_get_text(&look, 2));
			return query_status(&look);
		}
		draft = query_get_int(&look, 0);
	}
	if (query_status(&look) != QSER_OK)
		return query_status(&look);
	return to_answer(v, "pre-session", draft,
		"the questions before the first session are not answered",
		"answer the pre-session questions together", "", f);
}
