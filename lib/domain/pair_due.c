/*
 * pair_due.c: what is due in pairs: silence, proposals without an answer, actions, appointments
 * that nobody has recorded, open issues, mentors whose pause is over.
 *
 * It only reads: what is due never stands in the way of other work.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "encounter.h"

struct found {
	struct qser_due due;
	char day[DAY_TEXT];
	char *texts[4]; /* pair, who, coordinator, text: owned */
};

struct search {
	struct qser *q;
	const struct qser_due_of *of;
	char until[DAY_TEXT]; /* what is due after that is not yet */
	struct found *list;
	size_t count, room;
};

static void search_free(struct search *s)
{
	for (size_t i = 0; i < s->count; i++)
		for (size_t t = 0; t < COUNT(s->list[i].texts); t++)
			free(s->list[i].texts[t]);
	free(s->list);
}

static bool keep_text(char **slot, const char *text)
{
	*slot = text ? memory_dup(text) : NULL;
	return *slot || !text;
}

/* Days from one to the other. */
static int64_t days_between(const char *from, const char *to)
{
	day_t first = 0, last = 0;

	(void)day_read(from, &first);
	(void)day_read(to, &last);
	return last - first;
}

static enum qser_status keep(struct search *s, const struct qser_due *due)
{
	if (s->count == s->room) {
		size_t room = s->room ? s->room * 2 : 32;
		struct found *list = reallocarray(s->list, room, sizeof(*list));
		if (!list)
			return fail(s->q, QSER_MEMORY, "out of memory");
		s->list = list;
		s->room = room;
	}
	struct found *f = &s->list[s->count++];
	*f = (struct found){.due = *due};
	(void)snprintf(f->day, sizeof(f->day), "%s", due->day);
	f->due.late = days_between(due->day, s->q->today);
	bool kept = keep_text(&f->texts[0], due->pair) && keep_text(&f->texts[1], due->who) &&
		    keep_text(&f->texts[2], due->coordinator) && keep_text(&f->texts[3], due->text);
	return kept ? QSER_OK : fail(s->q, QSER_MEMORY, "out of memory");
}

/* Only days come after those asked for. */
static bool is_due(const struct search *s, const char *day)
{
	return strcmp(day, s->until) <= 0;
}

#define WORD(person) "coalesce(" person ".code, cast(" person ".id as text))"
#define OF_COORDINATOR " and (?1 = 0 or p.coordinator = ?1)"
#define PEOPLE                                                               \
	" join person m on m.id = p.mentor join person t on t.id = p.mentee" \
	" left join person c on c.id = p.coordinator"
#define PAIR_AND_PEOPLE                                                           \
	WORD("p")                                                                 \
	", " WORD("m") ", " WORD("t") ", " WORD("c") ", coalesce(c.organisation," \
						     " t.organisation, 0), m.id, c.id"
enum { PAIR, MENTOR, MENTEE, COORDINATOR, ORGANISATION, MENTOR_ID, COORDINATOR_ID, PAIR_COLUMNS };

static struct query ask(struct search *s, const char *sql)
{
	struct query all = query(s->q->store, sql);

	query_int(&all, 1, s->of->coordinator);
	return all;
}

static void both(struct query *row, struct buffer *out)
{
	buffer_clear(out);
	buffer_printf(out, "%s;%s", query_get_text(row, MENTOR), query_get_text(row, MENTEE));
}

/* Who looks after the pair, unless somebody else is named. */
static int64_t in_charge(struct query *row)
{
	int64_t coordinator = query_get_int(row, COORDINATOR_ID);

	return coordinator ? coordinator : query_get_int(row, MENTOR_ID);
}

static enum qser_status add_days(
	struct search *s, const char *from, int64_t days, char out[DAY_TEXT])
{
	day_t day;

	if (!day_read(from, &day))
		return store_damaged(s->q->store, "a day that is none");
	int64_t sum = day + days;
	day_print(sum > DAY_MAX ? DAY_MAX : (day_t)sum, out);
	return QSER_OK;
}

static enum qser_status days_of_setting(
	struct search *s, const char *name, int64_t organisation, int64_t *days)
{
	_cleanup_(buffer_free) struct buffer value = BUFFER_INIT;
	enum qser_status status = setting_value(s->q, name, organisation, &value);

	return status == QSER_OK ? number_parse(buffer_text(&value), 1, 366, days, &s->q->error)
				 : status;
}

/* ---- Silence (complaint of many: nobody notices) ---- */

#define SQL_SILENT                                                                           \
	"select " PAIR_AND_PEOPLE ", p.id, coalesce(p.every_days, 0),"                       \
	" (select max(e.day) from encounter e where e.pair = p.id and e.state = 'held'),"    \
	" coalesce(p.starts, p.accepted) from pair p" PEOPLE                                 \
	" where (p.state = 'accepted' or p.state = 'running') and not exists (select 1 from" \
	" encounter e where e.pair = p.id and e.state = 'planned' and e.day >= ?2)" OF_COORDINATOR
enum { S_ID = PAIR_COLUMNS, S_EVERY, S_LAST, S_BEGAN };

static enum qser_status look_at_silence(struct search *s, struct query *row)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT, who = BUFFER_INIT;
	const char *last = query_get_text(row, S_LAST), *began = query_get_text(row, S_BEGAN);
	int64_t days = s->of->silent ? s->of->silent : query_get_int(row, S_EVERY);
	char day[DAY_TEXT];
	enum qser_status status = QSER_OK;

	if (!last && !began)
		return QSER_OK;
	if (!days)
		status = days_of_setting(s, "silent-days", query_get_int(row, ORGANISATION), &days);
	if (status == QSER_OK)
		status = add_days(s, last ? last : began, days, day);
	if (status != QSER_OK || !is_due(s, day))
		return status;
	if (last)
		buffer_printf(&text, "last met on %s, no appointment", last);
	else
		buffer_printf(&text, "has not met since %s, no appointment", began);
	both(row, &who);
	return keep(s, &(struct qser_due){.what = "silent",
			       .pair = query_get_text(row, PAIR),
			       .id = query_get_int(row, S_ID),
			       .who = buffer_text(&who),
			       .day = day,
			       .coordinator = query_get_text(row, COORDINATOR),
			       .text = buffer_text(&text),
			       .person = in_charge(row),
			       .organisation = query_get_int(row, ORGANISATION)});
}

static enum qser_status find_silent(struct search *s)
{
	_cleanup_(query_end) struct query all = ask(s, SQL_SILENT);
	enum qser_status status = QSER_OK;

	query_text(&all, 2, s->q->today);
	while (status == QSER_OK && query_row(&all))
		status = look_at_silence(s, &all);
	return status == QSER_OK ? query_status(&all) : status;
}

/* ---- Proposals ---- */

#define SQL_PROPOSALS                                                                      \
	"select " PAIR_AND_PEOPLE ", p.id,"                                                \
	" p.proposed, p.mentor_agreed is null, p.mentee_agreed is null from pair p" PEOPLE \
	" where p.state = 'published' and p.proposed is not null" OF_COORDINATOR
enum { P_ID = PAIR_COLUMNS, P_DAY, P_MENTOR_OPEN, P_MENTEE_OPEN };

static enum qser_status look_at_proposal(struct search *s, struct query *row)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT, who = BUFFER_INIT;
	bool mentor = query_get_int(row, P_MENTOR_OPEN), mentee = query_get_int(row, P_MENTEE_OPEN);
	char day[DAY_TEXT];
	int64_t days;
	enum qser_status status =
		days_of_setting(s, "answer-days", query_get_int(row, ORGANISATION), &days);

	if (status == QSER_OK)
		status = add_days(s, query_get_text(row, P_DAY), days, day);
	if (status != QSER_OK || !is_due(s, day))
		return status;
	buffer_printf(&text, "proposed on %s, no answer of %s", query_get_text(row, P_DAY),
		mentor && mentee ? "both"
		: mentor	 ? "the mentor"
				 : "the mentee");
	buffer_printf(&who, "%s%s%s", mentor ? query_get_text(row, MENTOR) : "",
		mentor && mentee ? ";" : "", mentee ? query_get_text(row, MENTEE) : "");
	return keep(s, &(struct qser_due){.what = "proposal",
			       .pair = query_get_text(row, PAIR),
			       .id = query_get_int(row, P_ID),
			       .who = who.length ? buffer_text(&who) : NULL,
			       .day = day,
			       .coordinator = query_get_text(row, COORDINATOR),
			       .text = buffer_text(&text),
			       .person = in_charge(row),
			       .organisation = query_get_int(row, ORGANISATION)});
}

static enum qser_status find_proposals(struct search *s)
{
	_cleanup_(query_end) struct query all = ask(s, SQL_PROPOSALS);
	enum qser_status status = QSER_OK;

	while (status == QSER_OK && query_row(&all))
		status = look_at_proposal(s, &all);
	return status == QSER_OK ? query_status(&all) : status;
}

/* ---- Actions, appointments ---- */

#define SQL_ACTIONS                                                                                \
	"select " PAIR_AND_PEOPLE ", a.id, " WORD(                                                 \
		"w") ", a.due, a.what, a.homework, a.person"                                       \
		     " from pair_action a join pair p on p.id = a.pair" PEOPLE                     \
		     " left join person w on w.id = a.person where a.done is null and a.due <= ?2" \
		     " and (p.state = 'accepted' or p.state = 'running')" OF_COORDINATOR
enum { A_ID = PAIR_COLUMNS, A_WHO, A_DUE, A_WHAT, A_HOMEWORK, A_PERSON };

static enum qser_status find_actions(struct search *s)
{
	_cleanup_(query_end) struct query all = ask(s, SQL_ACTIONS);
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT, who = BUFFER_INIT;
	enum qser_status status = QSER_OK;

	query_text(&all, 2, s->until);
	while (status == QSER_OK && query_row(&all)) {
		const char *one = query_get_text(&all, A_WHO);
		int64_t person = query_get_int(&all, A_PERSON);
		both(&all, &who);
		buffer_clear(&text);
		buffer_printf(&text, "%s%s", query_get_int(&all, A_HOMEWORK) ? "homework: " : "",
			query_get_text(&all, A_WHAT));
		status = keep(s, &(struct qser_due){.what = "action",
					 .pair = query_get_text(&all, PAIR),
					 .id = query_get_int(&all, A_ID),
					 .who = one ? one : buffer_text(&who),
					 .day = query_get_text(&all, A_DUE),
					 .coordinator = query_get_text(&all, COORDINATOR),
					 .text = buffer_text(&text),
					 .person = person ? person : query_get_int(&all, MENTOR_ID),
					 .organisation = query_get_int(&all, ORGANISATION)});
	}
	return status == QSER_OK ? query_status(&all) : status;
}

#define SQL_APPOINTMENTS                                                                      \
	"select " PAIR_AND_PEOPLE ", e.id, e.day, e.begins, e.number, e.topic from encounter" \
	" e join pair p on p.id = e.pair" PEOPLE " where e.state = 'planned' and e.day <= ?2" \
	" and (p.state = 'accepted' or p.state = 'running')" OF_COORDINATOR
enum { E_ID = PAIR_COLUMNS, E_DAY, E_BEGINS, E_NUMBER, E_TOPIC };

static enum qser_status find_appointments(struct search *s)
{
	_cleanup_(query_end) struct query all = ask(s, SQL_APPOINTMENTS);
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT, who = BUFFER_INIT;
	enum qser_status status = QSER_OK;

	query_text(&all, 2, s->until);
	while (status == QSER_OK && query_row(&all)) {
		const char *begins = query_get_text(&all, E_BEGINS);
		const char *topic = query_get_text(&all, E_TOPIC);
		bool over = strcmp(query_get_word(&all, E_DAY), s->q->today) < 0;
		both(&all, &who);
		buffer_clear(&text);
		buffer_printf(&text, "meeting %" PRId64 "%s%s%s%s%s", query_get_int(&all, E_NUMBER),
			begins ? " at " : "", begins ? begins : "", topic ? ": " : "",
			topic ? topic : "",
			over ? " (held or missed? nobody has recorded it)" : "");
		status = keep(s, &(struct qser_due){.what = "appointment",
					 .pair = query_get_text(&all, PAIR),
					 .id = query_get_int(&all, E_ID),
					 .who = buffer_text(&who),
					 .day = query_get_text(&all, E_DAY),
					 .coordinator = query_get_text(&all, COORDINATOR),
					 .text = buffer_text(&text),
					 .person = query_get_int(&all, MENTOR_ID),
					 .organisation = query_get_int(&all, ORGANISATION)});
	}
	return status == QSER_OK ? query_status(&all) : status;
}

/* ---- Issues, pauses ---- */

#define SQL_ISSUES                                                               \
	"select " PAIR_AND_PEOPLE                                                \
	", i.id, " WORD("w") ", i.day, i.kind, i.state, i.mediator"              \
			     " from issue i join pair p on p.id = i.pair" PEOPLE \
			     " left join person w on w.id = i.mediator where"    \
			     " (i.state = 'open' or i.state = 'mediating')" OF_COORDINATOR
enum { I_ID = PAIR_COLUMNS, I_WHO, I_DAY, I_KIND, I_STATE, I_MEDIATOR };

/* What it is about stands in the issue, for those who look there. */
static enum qser_status find_issues(struct search *s)
{
	_cleanup_(query_end) struct query all = ask(s, SQL_ISSUES);
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	enum qser_status status = QSER_OK;

	while (status == QSER_OK && query_row(&all)) {
		const char *mediator = query_get_text(&all, I_WHO);
		const char *coordinator = query_get_text(&all, COORDINATOR);
		buffer_clear(&text);
		buffer_printf(&text, "%s: %s%s", query_get_text(&all, I_KIND),
			query_get_text(&all, I_STATE), mediator ? "" : ", nobody mediates");
		status = keep(s, &(struct qser_due){.what = "issue",
					 .pair = query_get_text(&all, PAIR),
					 .id = query_get_int(&all, I_ID),
					 .who = mediator ? mediator : coordinator,
					 .day = query_get_text(&all, I_DAY),
					 .coordinator = coordinator,
					 .text = buffer_text(&text),
					 .person = mediator ? query_get_int(&all, I_MEDIATOR)
							    : query_get_int(&all, COORDINATOR_ID),
					 .organisation = query_get_int(&all, ORGANISATION)});
	}
	return status == QSER_OK ? query_status(&all) : status;
}

/* A pause that is over belongs to nobody's pairs: it is told to whoever asks for all. */
#define SQL_PAUSED                                                                                    \
	"select m.id, " WORD(                                                                         \
		"n") ", m.until, n.id, n.organisation from mentor m join person n on n.id = m.person" \
		     " where m.status = 'paused' and m.until <= ?1"

static enum qser_status find_paused(struct search *s)
{
	_cleanup_(query_end) struct query all = query(s->q->store, SQL_PAUSED);
	enum qser_status status = QSER_OK;

	if (s->of->coordinator)
		return query_status(&all);
	query_text(&all, 1, s->q->today);
	while (status == QSER_OK && query_row(&all))
		status = keep(s, &(struct qser_due){.what = "paused",
					 .id = query_get_int(&all, 0),
					 .who = query_get_text(&all, 1),
					 .day = query_get_text(&all, 2),
					 .text = "the pause is over: available again?",
					 .person = query_get_int(&all, 3),
					 .organisation = query_get_int(&all, 4)});
	return status == QSER_OK ? query_status(&all) : status;
}

/* ---- All of it ---- */

static int compare_texts(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) : !a - !b; /* those without come last */
}

static int compare(const void *left, const void *right)
{
	const struct found *a = left, *b = right;
	int by = compare_texts(a->texts[2], b->texts[2]);

	if (!by)
		by = strcmp(a->day, b->day);
	if (!by)
		by = compare_texts(a->texts[0], b->texts[0]);
	if (!by)
		by = strcmp(a->due.what, b->due.what);
	return by ? by : (a->due.id > b->due.id) - (a->due.id < b->due.id);
}

static enum qser_status find_all(struct search *s)
{
	static enum qser_status (*const finders[])(struct search *) = {find_silent, find_proposals,
		find_actions, find_appointments, find_issues, find_paused};
	enum qser_status status = add_days(s, s->q->today, s->of->within, s->until);

	for (size_t i = 0; i < COUNT(finders) && status == QSER_OK; i++)
		status = finders[i](s);
	return status;
}

enum qser_status qser_pairs_due(
	struct qser *q, const struct qser_due_of *of, qser_due_fn *fn, void *ctx)
{
	_cleanup_(search_free) struct search s = {.q = q, .of = of};
	enum qser_status status = find_all(&s);

	if (status != QSER_OK)
		return status;
	if (s.count)
		qsort(s.list, s.count, sizeof(*s.list), compare);
	for (size_t i = 0; i < s.count; i++) {
		struct found *f = &s.list[i];
		f->due.pair = f->texts[0];
		f->due.who = f->texts[1];
		f->due.coordinator = f->texts[2];
		f->due.text = f->texts[3];
		f->due.day = f->day;
		if (fn(ctx, &f->due))
			return QSER_STOPPED;
	}
	return s.count ? QSER_PARTIAL : QSER_OK;
}
