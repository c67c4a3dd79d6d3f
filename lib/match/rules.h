/*
 * rules.h: who may be proposed to whom, and what speaks for it: a text that people write.
 *
 * One rule on a line, words parted by blanks; # begins a comment.
 *
 *	never SUBJECT			two of whom this holds are not proposed
 *	require SUBJECT [N]		this must hold (N times at least; 1)
 *	points SUBJECT P [max M]	P for each time it holds, M at most (of negative ones: -M)
 *	points preference P1 P2 …	P1 for the one liked best, and so on
 *
 * What is required or wished for and not known does not hold.
 */
#ifndef MATCH_RULES_H
#define MATCH_RULES_H

#include "../base/error.h"

enum rule_kind { RULE_NEVER = 1 << 0, RULE_REQUIRE = 1 << 1, RULE_POINTS = 1 << 2 };

enum rule_subject {
	RULE_PROPOSED, /* there is a proposal, or a pair, of the two; never, without being said */
	RULE_SUPERVISOR,
	RULE_EXCLUDED,
	RULE_DECLINED,
	RULE_PREVIOUS,
	RULE_LANGUAGE,
	RULE_DOMAIN,
	RULE_FIRST_DOMAIN,
	RULE_AREA,
	RULE_AVAILABILITY,
	RULE_ORGANISATION,
	RULE_DEPARTMENT,
	RULE_PREFERENCE,
	RULE_MENTOR_PREFERENCE,
	RULE_WAITING,
	RULE_LOAD,
	RULE_TOTAL, /* of the points */
	RULE_ITEM,
	RULE_SUBJECTS
};

#define RULE_RANKS 10
#define RULE_ITEM_MOST 64 /* bytes of the code of an item, with its end */
#define RULES_MOST 200
#define RULES_TEXT_MOST (64u << 10)

struct rule {
	enum rule_kind kind;
	enum rule_subject subject;
	int line;		    /* 0: holds without being said */
	bool differs;		    /* organisation, department: must be another one */
	int64_t least;		    /* of RULE_REQUIRE */
	int64_t points[RULE_RANKS]; /* of RULE_POINTS; of all but preferences one */
	size_t ranks;
	int64_t most; /* points, without sign; 0: no limit */
	char item[RULE_ITEM_MOST];
	size_t list; /* RULE_ITEM: which of the items that the rules name */
};

struct match_rules {
	struct rule rules[RULES_MOST];
	size_t count;
	size_t items; /* different ones */
};

/* name stands in messages: "NAME:LINE: …".  QSER_INVALID. */
enum qser_status rules_parse(
	struct match_rules *out, const char *text, const char *name, struct error *e) _check_;

/* What holds when nobody gives any. */
extern const char rules_builtin[];

/* The code of the n-th item. */
const char *rules_item(const struct match_rules *rules, size_t n);

/* "language", "item.groups", "department differs": into out. */
void rule_words(const struct rule *rule, struct buffer *out);

#endif
