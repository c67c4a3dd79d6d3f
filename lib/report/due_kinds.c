/*
 * due_kinds.c: what can be due: one table of kinds, one query each.
 *
 * The rules are those of the rooms of the domain: what `qser-path next`, `qser-diary plan` and
 * `qser-pair due` say is due is due here, too.  Nothing is due on a path that is closed.
 */
#include "due.h"

#include "../domain/path_facts.h"
#include "../form/form.h"

#define OPEN_PATH "p.state <> 'closed'"
#define OPEN_OR_NO_PATH "(p.id is null or " OPEN_PATH ")"
#define OF_PATH " p.organisation, p.id,"
#define HAS_SIGNED(party) \
	"exists (select 1 from signature g where g.response = r.id and g.party = '" party "')"

#define SQL_SESSIONS                                                                         \
	"select s.trainer," OF_PATH " s.id, s.day, " SQL_WORD(                               \
		"p") ", w.name, s.minutes, " SQL_WORD("w") " from slot s join path p"        \
							   " on p.id = s.path join person w" \
							   " on w.id = s.person where"       \
							   " (s.state = 'planned' or"        \
							   " s.state = 'agreed')"            \
							   " and s.day <= ?2 and " OPEN_PATH
#define SQL_FOLLOW_UPS                                                                         \
	"select e.trainer," OF_PATH " s.id, s.due, " SQL_WORD(                                 \
		"p") ", w.name, null, null from suggestion s join diary_entry e"               \
		     " on e.id = s.entry left join path p on p.id = e.path left join person w" \
		     " on w.id = s.person where s.outcome = 'open' and s.due <= ?2"            \
		     " and " OPEN_OR_NO_PATH
#define CHECKLISTS                                                                  \
	" from response r join form f on f.id = r.form and f.purpose = 'checklist'" \
	" join path p on p.id = r.path left join person n on n.id = r.subject"      \
	" left join step s on s.path = p.id and s.number = 8 where " OPEN_PATH SQL_RESPONSE_COUNTS
#define SQL_DRAFTS                                          \
	"select coalesce(r.respondent, p.trainer)," OF_PATH \
	" r.id, coalesce(r.day, ?1), " SQL_WORD(            \
		"p") ", n.name, null, null" CHECKLISTS      \
		     " and r.state = 'draft' and (s.state is null or s.state <> 'skipped')"
/* What the step counts as signed, on paper say, is not asked for again. */
#define SQL_UNSIGNED                                                                                                                                  \
	"select case when " HAS_SIGNED(                                                                                                               \
		"trainer") " then p.contact else p.trainer end," OF_PATH                                                                              \
			   " r.id, coalesce(r.day, ?1), " SQL_WORD("p") ", n.name, case when " HAS_SIGNED(                                            \
				   "trainer") " then 'organisation' else 'trainer' end, null" CHECKLISTS                                              \
					      " and r.state = 'complete' and not (" HAS_SIGNED(                                                       \
						      "trainer") " and " HAS_SIGNED("organisation") ") and (s.state is null or (s.state <> 'skipped'" \
												    " and (s.state <> 'done' or s.day < r.day))) order by p.organisation"
/* Signatures break when somebody passes the rule that what is signed stays, which is kept. */
#define SQL_BROKEN                                                                                                               \
	"select p.trainer," OF_PATH " r.id, coalesce(r.day, ?1), " SQL_WORD(                                                     \
		"p") ", n.name, 'trainer', null" CHECKLISTS                                                                      \
		     " and r.state = 'complete' and " HAS_SIGNED("trainer") " and " HAS_SIGNED(                                  \
			     "organisation") " and exists (select 1 from exception x"                                            \
					     " where x.path = p.id and x.gate = 'signature') and (s.state is null or s.state <>" \
					     " 'skipped') order by p.organisation"
#define MONTH "substr(e.day, 1, 7)"
/* All of the diary is looked through, from its first entry to its last: by n.id and not e.trainer,
 * as the index of that would have each entry looked up.  A month ends behind all its days. */
#define BY_TRAINER_AND_MONTH                                                   \
	" group by n.id, n.code, n.name, n.organisation, n.supervisor, " MONTH \
	" order by n.id, " MONTH
#define SQL_TO_HAND_IN                                                                         \
	"select n.id, n.organisation, null, null, " MONTH " || '-01', null, " MONTH ", " MONTH \
	", null from diary_entry e join person n on n.id = e.trainer"                          \
	" where (e.state = 'draft' or e.state = 'corrected')" BY_TRAINER_AND_MONTH
#define SQL_TO_SIGN                                                                  \
	"select n.supervisor, n.organisation, null, null, " MONTH " || '-01', null," \
	" n.name || ', ' || " MONTH ", " MONTH ", " SQL_WORD(                        \
		"n") " from diary_entry e"                                           \
		     " join person n on n.id = e.trainer where e.state = 'submitted'" BY_TRAINER_AND_MONTH
#define SESSIONS_OF_PATH "from diary_entry e where e.path = p.id and e.kind = 'shadowing'"
#define SQL_REPORTS                                                                                \
	"select p.trainer," OF_PATH " p.id, s.day, " SQL_WORD(                                     \
		"p") ", p.title, null, null"                                                       \
		     " from path p join step s on s.path = p.id and s.number = 11 where s.state =" \
		     " 'started' and s.day is not null and " OPEN_PATH                             \
		     " and exists (select 1 " SESSIONS_OF_PATH ")"
#define SQL_FIRST_REPORTS                                                                               \
	"select p.trainer," OF_PATH " p.id, (select min(e.day) " SESSIONS_OF_PATH "), " SQL_WORD(       \
		"p") ", p.title, null, null from path p join step s on s.path = p.id and"               \
		     " s.number = 11 where s.day is null and (s.state = 'open' or s.state = 'started')" \
		     " and " OPEN_PATH
#define SQL_STEPS                                                                              \
	"select coalesce(s.responsible, p.trainer)," OF_PATH " s.id, s.day, " SQL_WORD(        \
		"p") ", cast(s.number as text) || '. ' || s.title, s.number, null from step s" \
		     " join path p on p.id = s.path where s.state = 'open' and s.day <= ?2 and " OPEN_PATH
#define SQL_ENDS                                                \
	"select p.trainer," OF_PATH                             \
	" p.id, p.ends, " SQL_WORD("p") ", p.title, null, null" \
					" from path p where p.ends <= ?2 and " OPEN_PATH
#define SQL_QUIET                                                                             \
	"select p.trainer," OF_PATH " p.id, coalesce((select max(e.day) from diary_entry e"   \
	" where e.path = p.id and e.kind <> 'travel' and e.day <= ?1), p.starts), " SQL_WORD( \
		"p") ", p.title, null, null from path p where p.state = 'running'"
#define SQL_ACTIONS                                                                    \
	"select coalesce(a.person, p.trainer)," OF_PATH " a.id, a.due, " SQL_WORD(     \
		"p") ", a.what, null, null from action a join path p on p.id = a.path" \
		     " where a.done is null and a.due <= ?2 and " OPEN_PATH
/* One that ends with its path needs no successor. */
#define SQL_CONTRACTS                                                                                  \
	"select p.trainer," OF_PATH " c.id, c.ends, " SQL_WORD(                                        \
		"p") ", p.title, null, null"                                                           \
		     " from contract c join path p on p.id = c.path where c.ends <= ?2 and " OPEN_PATH \
		     " and (p.ends is null or c.ends < p.ends) and c.number ="                         \
		     " (select max(k.number) from contract k where k.path = c.path)"
#define SQL_WORKSHOPS                                                                               \
	"select p.trainer, coalesce(w.organisation, p.organisation), p.id, w.id, w.day, " SQL_WORD( \
		"p") ", w.title, " SQL_WORD("w") ", null from workshop w left join path p"          \
						 " on p.id = w.path where w.state = 'planned' and w.day <= ?2 and " OPEN_OR_NO_PATH
#define SQL_PEERS                                                                              \
	"select e.person, n.organisation, null, e.id, coalesce(e.until, e.day), null, h.name," \
	" null, null from peer e join person n on n.id = e.person join person h"               \
	" on h.id = e.host where (e.state = 'planned' or e.state = 'agreed')"                  \
	" and coalesce(e.until, e.day) <= ?2"
#define SQL_TIMERS                                                                \
	"select t.trainer, coalesce(p.organisation, n.organisation), p.id, t.id," \
	" t.started_at, " SQL_WORD(                                               \
		"p") ", null, t.zone, null from timer t join person n"            \
		     " on n.id = t.trainer left join path p on p.id = t.path order by 2"
/* The coordinator of the organisation that is applied to, else of all. */
#define COORDINATOR                                                                           \
	"(select o.person from role o where o.role = 'coordinator' and (o.organisation ="     \
	" a.applies_to or o.organisation is null) and (o.since is null or o.since <= ?1) and" \
	" (o.until is null or o.until >= ?1) order by o.organisation is null, o.id limit 1)"
#define HAS_REVIEW " exists (select 1 from review v where v.application = a.id)"
#define APPLICATIONS                                                                      \
	"select " COORDINATOR ", a.applies_to, null, a.id, a.submitted_at, null, a.name," \
	" null, null from application a where (a.state = 'submitted' or a.state ="        \
	" 'in-review') and"
#define SQL_APPLICATIONS APPLICATIONS " not" HAS_REVIEW " order by a.applies_to"
#define SQL_DECISIONS APPLICATIONS HAS_REVIEW " order by a.applies_to"
#define SQL_REVIEWS                                                                    \
	"select v.reviewer, a.applies_to, null, r.id, v.day, null, a.name, null, null" \
	" from review v join response r on r.id = v.response and r.state = 'draft'"    \
	" join application a on a.id = v.application"                                  \
	" where (a.state = 'submitted' or a.state = 'in-review') and v.day <= ?2"

/* In this order on one day. */
const struct due_kind due_kinds[] = {
	{"session", SAID("Hold and log a session"), QSER_SLOT,
		"qser-diary add {a}min --path {of} --participant {b} --on {day}",
		.sql = SQL_SESSIONS},
	{"follow-up", SAID("Follow up a suggestion"), QSER_SUGGESTION,
		"qser-diary followup {id} OUTCOME", .sql = SQL_FOLLOW_UPS},
	{"quiet", SAID("No session for two weeks"), QSER_PATH,
		"qser-diary add DURATION --path {of} --participant PERSON", .sql = SQL_QUIET,
		.days = QUIET_DAYS, .late_only = true},
	{"checklist", SAID("Fill in a checklist"), QSER_RESPONSE, "qser-checklist answer {id}",
		.sql = SQL_DRAFTS},
	{"signature", SAID("Sign a checklist"), QSER_RESPONSE, "qser-checklist sign {id} --as {a}",
		.sql = SQL_UNSIGNED, .unless_off = "gate-checklist"},
	{"signature", SAID("Sign a checklist anew"), QSER_RESPONSE,
		"qser-checklist sign {id} --as {a}", .sql = SQL_BROKEN,
		.unless_off = "gate-checklist", .check = DUE_IF_BROKEN},
	{"hours", SAID("Hand in hours"), QSER_ENTRY, "qser-diary submit --month {a}",
		.sql = SQL_TO_HAND_IN, .when = DUE_END_OF_MONTH},
	{"time-sheet", SAID("Sign hours"), QSER_ENTRY,
		"qser-diary sign --month {a} --trainer {b} --as supervisor", .sql = SQL_TO_SIGN,
		.when = DUE_END_OF_MONTH},
	{"timer", SAID("Stop the timer"), QSER_TIMER, "qser-diary stop", .sql = SQL_TIMERS,
		.when = DUE_TIMER},
	{"report", SAID("Report to the organisation"), QSER_PATH,
		"qser-path step {of} 11 --state started --day today", .sql = SQL_REPORTS,
		.days = REPORT_EVERY},
	{"report", SAID("Report to the organisation"), QSER_PATH,
		"qser-path step {of} 11 --state started --day today", .sql = SQL_FIRST_REPORTS},
	{"step", SAID("Take a step"), QSER_STEP, "qser-path step {of} {a} --state done",
		.sql = SQL_STEPS},
	{"action", SAID("Do what was agreed"), QSER_ACTION, "qser-path action done {id}",
		.sql = SQL_ACTIONS},
	{"workshop", SAID("Hold a workshop"), QSER_WORKSHOP, "qser-path workshop hold {a}",
		.sql = SQL_WORKSHOPS},
	{"contract", SAID("Renew the contract"), QSER_CONTRACT,
		"qser-path contract add --path {of} --ends DAY", .sql = SQL_CONTRACTS},
	{"path-end", SAID("Close the path"), QSER_PATH, "qser-path close {of}", .sql = SQL_ENDS},
	{"peer", SAID("Day with a colleague"), QSER_PEER, "qser-path peer finish {id}",
		.sql = SQL_PEERS},
	{"application", SAID("Review an application"), QSER_APPLICATION,
		"qser-mentor review {id} --recommends WORD", .sql = SQL_APPLICATIONS,
		.when = DUE_ANSWER},
	{"review", SAID("Finish a review"), QSER_RESPONSE, "qser-checklist answer {id}",
		.sql = SQL_REVIEWS},
	{"decision", SAID("Decide on an application"), QSER_APPLICATION, "qser-mentor show {id}",
		.sql = SQL_DECISIONS, .when = DUE_ANSWER},
	{"silent", SAID("Ask a silent pair"), QSER_PAIR, "qser-pair meeting plan {of} DAY",
		.sql = NULL},
	{"proposal", SAID("Answer to a proposal"), QSER_PAIR, "qser-pair accept {of}", .sql = NULL},
	{"action", SAID("Do what was agreed"), QSER_PAIR_ACTION, "qser-pair action done {id}",
		.sql = NULL},
	{"appointment", SAID("Meet, and record it"), QSER_ENCOUNTER, "qser-pair meet {of} DURATION",
		.sql = NULL},
	{"issue", SAID("Mediate"), QSER_ISSUE, "qser-pair issue mediate {id}", .sql = NULL},
	{"paused", SAID("Come back from a pause"), QSER_MENTOR, "qser-pair mentor resume {a}",
		.sql = NULL},
};

const size_t due_kind_count = COUNT(due_kinds);
