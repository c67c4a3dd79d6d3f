/*
 * mentoring.h: what the rooms of mentors, mentees, pairs and their meetings share.
 */
#ifndef DOMAIN_MENTORING_H
#define DOMAIN_MENTORING_H

#include "domain.h"

extern const char *const mentoring_domains[]; /* K1-K6, ended by NULL */
extern const char *const parts_of_week[];     /* mon-morning to sun-evening, ended by NULL */
/* What files call them (mentoring_words.c). */
extern const char *const mentoring_domain_aliases[], *const parts_of_week_aliases[];
extern const char aliases_mentoring_domains[], aliases_mentoring_areas[], aliases_parts_of_week[];

/* What files call the status of a profile, and two of its words. */
#define ALIASES_STATUS "State|Κατάσταση|Stand|Estado|Stav|État|Statut|Toestand"
#define ALIASES_PAUSED "On hold|Σε παύση|Pausiert|En pausa|Pozastaveno|En pause|Gepauzeerd"
#define ALIASES_LEFT \
	"Gone|Inactive|Αποχώρησε|Ausgeschieden|Baja|Odešel|Odešla|Parti|Partie|Vertrokken"

/* ---- Places (mentor.c, mentee.c) ---- */

/* As conditions of SQL.  A pair that takes a place; one that is still a proposal; a mentor to whom
 * mentees may be proposed (a pause ends with the day until), places or not. */
#define PAIR_TAKES_PLACE(p) "(" p ".state = 'accepted' or " p ".state = 'running')"
#define PAIR_IS_OPEN(p) "(" p ".state = 'proposed' or " p ".state = 'published')"
#define MENTOR_IS_THERE(m, today)                                                                 \
	"(" m ".status = 'available' or " m ".status = 'full' or (" m ".status = 'paused' and " m \
	".until <= " today "))"
/* The waiting list: those with status waiting, in this order. */
#define WAITING_ORDER(e) e ".missed desc, coalesce(" e ".since, '9999-12-31'), " e ".id"

/* How many mentees a mentor (a person) takes, -1: is no mentor; how many places pairs take. */
enum qser_status mentor_places(struct qser *q, int64_t person, int64_t *capacity, int64_t *taken)
	_check_;
/* The status of a mentor follows from the pairs; of a mentee too, without is the status when there
 * is no pair any more.  Both are called after whatever changes the state of a pair. */
enum qser_status mentor_settle(struct qser *q, int64_t person) _check_;
enum qser_status mentee_settle(struct qser *q, int64_t person, const char *without) _check_;
/* The profile of a person, QSER_MENTOR or QSER_MENTEE; 0: none. */
enum qser_status find_profile(struct qser *q, enum qser_record r, int64_t person, int64_t *id)
	_check_;
/* The role begins today, begins again, or is there already; or it ends today (profile.c). */
enum qser_status give_role(struct qser *q, int64_t person, const char *role) _check_;
enum qser_status close_role(struct qser *q, int64_t person, const char *role) _check_;
/* QSER_USAGE: what asks why is not told (profile.c). */
enum qser_status needs_reason(struct qser *q, const char *reason) _check_;
/* Of a status: not there any more, having left or reached the goal (profile.c). */
bool has_gone(const char *status);
/* After a profile is saved: of who is not there any more, the proposals are closed (profile.c). */
enum qser_status profile_saved(struct row *row) _check_;
/* Columns of a file that say who the person is, behind those of a profile (profile_file.c).
 * assemble: whoever is not known yet is added, what is empty of others is filled in; imported: how
 * many were added. */
#define WHO(column, shown, kind, words)                                               \
	{                                                                             \
		.name = column, .label = shown, .type = kind, .flags = QSER_PERSONAL, \
		.aliases = words,                                                     \
		.help = "of the person: for who is not known yet, or has none so far" \
	}
#define COLUMNS_OF_WHO                                                                \
	WHO("name", "Name", QSER_TEXT, aliases_name),                                 \
		WHO("phone", "Telephone", QSER_PHONE, aliases_phone),                 \
		WHO("organisation", "Organisation", QSER_TEXT, aliases_organisation), \
		WHO("department", "Department", QSER_TEXT, aliases_department),       \
		WHO("job_title", "Job title", QSER_TEXT, aliases_job_title),          \
		WHO("languages", "Languages", QSER_WORDS, aliases_languages)
enum { WHO_OF_FILES = 6 };
enum qser_status profile_assemble(struct row *row, const char *const *values, uint64_t *left)
	_check_;
enum qser_status profile_imported(struct qser *q, int64_t last) _check_;
/* Who is accepted gets a profile, or comes back to it; of what the application says, only what is
 * empty there is filled in (profile.c).  application: a loaded row. */
enum qser_status profile_of_applicant(struct qser *q, int64_t person, const struct row *application)
	_check_;
/* So much of it as the form of the application asked (profile_answers.c). */
enum qser_status profile_answers(struct row *profile, int64_t application) _check_;

/* ---- Pairs (pair.c, pair_life.c) ---- */

/* A new pair, proposed today.  QSER_REFUSED, QSER_EXISTS: as in qser_pair_propose. */
struct proposal {
	int64_t mentor, mentee; /* people */
	int64_t round;		/* 0: of none */
	bool has_points;
	int64_t points;
	const char *domain, *explanation; /* NULL: none */
};
enum qser_status pair_propose(struct qser *q, const struct proposal *p, int64_t *id) _check_;
/* Proposals of a round that nobody has accepted are closed. */
enum qser_status pairs_withdraw(struct qser *q, int64_t round, const char *reason, int64_t *closed)
	_check_;

/* qser_pair_end, without a remark on the mentee. */
enum qser_status pair_end(struct qser *q, int64_t pair, const struct qser_ending *ending) _check_;

enum pair_side { SIDE_MENTOR, SIDE_MENTEE };
/* The pairs of a person, on one side, that take a place (open: that are proposals), but one (0):
 * their ids, int64_t. */
enum qser_status pairs_of(struct qser *q, enum pair_side side, bool open, int64_t person,
	int64_t but, struct buffer *ids) _check_;
/* "jan, ana and 7": as commands name them; into out. */
enum qser_status pair_words(struct qser *q, const struct buffer *ids, struct buffer *out) _check_;
/* One of the ids of such a list. */
int64_t id_in(const struct buffer *ids, size_t n);

/* Profiles whose status, or capacity, their pairs do not bear out: a line for each. */
enum qser_status profiles_verify(struct qser *q, struct findings *f) _check_;

#endif
