/* match.h: within match*.c and round*.c: who waits, who has places, and what is between them. */
#ifndef DOMAIN_MATCH_H
#define DOMAIN_MATCH_H

#include "../match/fit.h"
#include "../match/pairing.h"
#include "mentoring.h"

struct match_person {
	int64_t person;
	size_t word, name, status; /* texts: its code or id; as written; of a mentee */
	int64_t capacity, taken;   /* of a mentor: pairs, and proposals */
	int64_t open;		   /* proposals that are open */
	int64_t missed, supervisor;
	struct fit_person fit;
};

struct match_fact {
	uint32_t mentee, mentor;
	struct fit_relation relation;
};

struct matching {
	struct qser *q;
	struct match_rules rules;
	const char *text;      /* of the rules */
	bool again;	       /* also who is proposed to somebody already */
	int64_t only;	       /* the one mentee, whether waiting or not; 0: all who wait */
	struct buffer mentees; /* struct match_person, in the order of the waiting list */
	struct buffer mentors; /* who has fewer mentees first */
	size_t mentee_count, mentor_count;
	struct buffer facts; /* struct match_fact, by mentee and mentor */
	size_t fact_count;
	int64_t left_out; /* who waits and has a proposal, and is not looked at */
	struct buffer texts;
	struct words words;
	struct buffer numbers; /* of words */
	struct buffer spans;   /* where the lists of everybody are in there */
	struct fit_list *lists;
	/* As asked for by match_candidates. */
	struct buffer candidates; /* struct pairing_candidate */
	size_t candidate_count;
	uint32_t *room, *load; /* by mentor */
};

void matching_free(struct matching *m);
/* The rules, NULL: those that are built in. */
enum qser_status match_rules(struct matching *m, const char *rules, const char *name) _check_;
/* score, as NULL is, or stable. */
enum qser_status match_method(const char *method, bool *stable, struct error *e) _check_;
/* Everything that the rules may ask for (match_read.c). */
enum qser_status match_read(struct matching *m) _check_;
enum qser_status match_candidates(struct matching *m) _check_;

struct match_person *match_mentee(const struct matching *m, size_t n);
struct match_person *match_mentor(const struct matching *m, size_t n);
const char *match_text(const struct matching *m, size_t at);
/* What is between the two; at: where to look from, which goes on with the mentor. */
const struct fit_relation *match_relation(
	const struct matching *m, uint32_t mentee, uint32_t mentor, size_t *at);
size_t match_first_fact(const struct matching *m, uint32_t mentee);
void match_explain(const struct matching *m, uint32_t mentee, uint32_t mentor, struct buffer *out);
/* Why nobody is possible for a mentee, in words; a mentor who is not possible for one. */
void match_why_nobody(const struct matching *m, uint32_t mentee, struct buffer *out);
void match_why_not(const struct matching *m, uint32_t mentee, uint32_t mentor, size_t rule,
	struct buffer *out);
void match_name_mentor(void *matching, uint32_t mentor, struct buffer *out);
struct pairing_request match_request(const struct matching *m, bool stable);

#endif
