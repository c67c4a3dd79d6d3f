/* fit.h: whether a mentor may be proposed to a mentee by the rules, and what speaks for it. */
#ifndef MATCH_FIT_H
#define MATCH_FIT_H

#include "rules.h"
#include "words.h"

enum { FIT_LANGUAGES, FIT_DOMAINS, FIT_AREAS, FIT_AVAILABILITY, FIT_LISTS };

struct fit_list {
	const uint32_t *words; /* numbers, each once */
	size_t count;
};

struct fit_person {
	const struct fit_list *lists;	  /* FIT_LISTS, then one for each item of the rules */
	int64_t organisation, department; /* 0: not known */
	int32_t number; /* of a mentee: rounds missed; of a mentor: mentees there are */
};

/* What there is between the two. */
struct fit_relation {
	int32_t mentee_rank, mentor_rank; /* of the mentor for the mentee, and back; 0: none */
	bool proposed, supervisor, excluded, declined, previous;
};

struct fit {
	size_t failed; /* the first rule that does not hold; the count of rules: all do */
	int64_t points;
};

/* each: the points by rule, which may be NULL. */
struct fit fit_of(const struct match_rules *rules, const struct fit_person *mentee,
	const struct fit_person *mentor, const struct fit_relation *relation, int64_t *each);

/* "language el +2, domain cv;interview +20 = 22"; words: of the lists. */
void fit_explain(const struct match_rules *rules, const struct fit_person *mentee,
	const struct fit_person *mentor, const struct fit_relation *relation,
	const struct words *words, struct buffer *out);

/* What a mentor lacks whom the rule keeps out, to be read behind "no mentor": "speaks el or fa";
 * who: the mentee, for commands.  False: it is the mentee who has told too little, and out says
 * what to do. */
bool fit_lacks(const struct rule *rule, const struct fit_person *mentee, const struct words *words,
	const char *who, struct buffer *out);

#endif
